"""Which way up a page is read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.model import Reading
from extract.scan import page as scan_page
from tests.scan_pages import blank_page, write


class TopHeavy:
    """An engine that is sure of print with more ink in the upper half of its letters."""

    name = "top-heavy"

    def read(self, images: Sequence[NDArray[np.uint8]], kind: str = "text") -> list[Reading]:
        return [self._reading(image < 128) for image in images]

    def _reading(self, ink: NDArray[np.bool_]) -> Reading:
        rows = np.flatnonzero(ink.any(axis=1))
        middle = (rows[0] + rows[-1]) // 2
        sure = 0.95 if ink[:middle].sum() > ink[middle:].sum() else 0.2
        return Reading("T" * 20, sure, char_confidences=(sure,) * 20)


@pytest.mark.parametrize("on_head", [False, True])
@pytest.mark.parametrize("mistaken", [False, True])
def test_a_page_that_reads_badly_is_tried_the_other_way_up(
    on_head: bool, mistaken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = blank_page()
    for line in range(8):
        write(page, "TTTT TTTTT TTT TTTTTT TTT", 200, 300 + 90 * line, 1.2)
    if on_head:
        page = np.ascontiguousarray(page[::-1, ::-1])
    monkeypatch.setattr(scan_page, "stands_on_head", lambda lines, engine: on_head != mistaken)
    result = scan_page.read_scan(page, 200.0, TopHeavy())
    assert result.rotation_deg == 180 * on_head
    assert result.status == "ok"
