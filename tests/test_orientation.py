"""Which way up a page is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.model import Reading
from extract.scan import page as scan_page
from extract.scan.layout import LineLayout
from extract.scan.orient import marks_over_and_under, stands_on_head
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


class SureOfShort(TopHeavy):
    """The same of an engine that is less sure of long lines, however they stand."""

    def _reading(self, ink: NDArray[np.bool_]) -> Reading:
        found = super()._reading(ink)
        sure = min(found.confidence, 0.7) if ink.shape[1] > 300 else found.confidence
        return Reading(found.text, sure, char_confidences=(sure,) * len(found.text))


@pytest.mark.parametrize(("titles", "turn"), [(2, 0), (0, 180)])
def test_clear_print_is_not_turned_for_writing_beside_it_that_is_as_clear_upside_down(
    titles: int, turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = blank_page()
    for line in range(8):
        write(page, "TTTT TTTTT TTT TTTTTT TTT", 200, 500 + 90 * line, 1.2)
    page = np.ascontiguousarray(page[::-1, ::-1])
    for line in range(titles):
        write(page, "TTTT TTTT", 200, 300 + 90 * line, 1.2)
    monkeypatch.setattr(scan_page, "stands_on_head", lambda lines, engine: False)
    result = scan_page.read_scan(page, 200.0, SureOfShort())
    assert (result.rotation_deg, result.error_code) == (turn, "poorly_read")


def _lines_with_low_marks() -> list[LineLayout]:
    """Lines of letters, heavy in their upper half, each with marks under it as no upright Thai has them."""
    page = blank_page()
    for line in range(8):
        write(page, "TTTT TTTTT TTT TTTTTT TTT", 200, 300 + 90 * line, 1.2)
    lines = scan_page.layout_scan(page, 200.0, turn=0).all_lines()
    for line in lines:
        foot = int(np.flatnonzero((line.image < 128).any(axis=1))[-1])
        line.image[foot + 2 : foot + 5, 10:60:10] = line.image[foot + 2 : foot + 5, 11:61:10] = 0
        line.image[foot + 2 : foot + 5, 12:62:10] = 0
    return lines


def test_marks_that_look_upside_down_do_not_outweigh_what_is_read_clearly() -> None:
    lines = _lines_with_low_marks()
    over, under = marks_over_and_under(lines)
    assert under > 2 * over
    assert stands_on_head(lines, None)
    assert not stands_on_head(lines, TopHeavy())


def test_commas_are_no_marks_under_letters() -> None:
    image = np.full((60, 400), 255, np.uint8)
    for k in range(10):
        image[20:40, 20 + 30 * k : 32 + 30 * k] = 0
    line = LineLayout(image, "text", (0.0, 0.0, 1.0, 1.0), (0.0, 0.0, 400.0, 60.0))
    for top, marks in ((37, (0, 0)), (42, (0, 4))):
        own = image.copy()
        for k in range(4):
            own[top : top + 7, 35 + 60 * k : 39 + 60 * k] = 0
        assert marks_over_and_under([replace(line, image=own)]) == marks
        turned = np.ascontiguousarray(own[::-1, ::-1])
        assert marks_over_and_under([replace(line, image=turned)]) == marks[::-1]
