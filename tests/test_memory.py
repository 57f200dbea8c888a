"""What a page was read into is given back at once, and a worker does not grow from page to page."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator

import pytest

from extract.scan.page import layout_scan
from pipelines.batch.guard import guarded, kill_children
from tests import faults
from tests.test_open_tables import amounts_page

MEMORY = 2 * 2**30


@pytest.fixture(autouse=True)
def no_children_stay() -> Iterator[None]:
    yield
    kill_children()


def kept() -> Counter[str]:
    """How many objects of the package's own classes are alive."""
    kinds = map(type, gc.get_objects())
    return Counter(kind.__qualname__ for kind in kinds if str(kind.__module__).startswith("extract."))


@pytest.mark.parametrize("rules", ["rows", "none"])
def test_a_page_is_freed_without_collecting_garbage(rules: str) -> None:
    page = amounts_page(rules=rules)
    layout_scan(page, 200)
    gc.collect()
    gc.disable()
    try:
        before = kept()
        layout_scan(page, 200)
        assert kept() - before == Counter()
    finally:
        gc.enable()


def test_a_worker_frees_what_refers_to_itself_after_each_call() -> None:
    for _ in range(3):
        guarded(60, MEMORY, faults.leave_a_cycle)
    assert guarded(60, MEMORY, faults.cycles_left) == 0
