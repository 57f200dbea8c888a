"""The size of a page's letters is that of its print, not of the loops of a drawing."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan.letter_size import body_height
from extract.scan.page import layout_scan
from tests.scan_pages import blank_page, scanned, write
from tests.test_pictures import foliage

LOOPS = np.random.default_rng(11).integers(0, 2300, (400, 2))
BLOBS = [(x, y, x + 9 + k % 4, y + 8 + k % 5) for k, (x, y) in enumerate(LOOPS.tolist())]


def letters(count: int, high: int, y: int) -> list[tuple[int, int, int, int]]:
    return [(100 + 30 * k, y - high, 124 + 30 * k, y) for k in range(count)]


@pytest.mark.parametrize("count", [14, 40])
def test_a_title_sets_the_size_on_a_map(count: int) -> None:
    assert body_height(np.array([*BLOBS, *letters(count, 34, 200)]), 200) == 34


def test_without_rows_the_most_frequent_size_stays() -> None:
    alone = body_height(np.array(BLOBS), 200)
    assert 8 <= alone <= 12
    assert body_height(np.array([*BLOBS, *letters(3, 34, 200)]), 200) == alone


def test_small_print_sets_the_size_under_a_title() -> None:
    small = [box for y in range(400, 1400, 40) for box in letters(40, 20, y)]
    assert body_height(np.array([*small, *letters(12, 34, 200)]), 200) == 20


def test_without_pieces_a_usual_size_is_taken() -> None:
    assert body_height(np.empty((0, 4), np.int64), 200) == pytest.approx(18)


def test_a_title_over_contour_lines_is_found() -> None:
    page = blank_page()
    heights = foliage(page.shape[0] - 500, page.shape[1])
    page[500:][heights % 40 < 2] = 60
    write(page, "MAP OF THE DISTRICT", 200, 200, size=1.7)
    write(page, "SCALE 1 : 50,000", 200, 300, size=1.7)
    titled = [line for line in layout_scan(scanned(page), 200).all_lines() if line.px[3] < 330]
    assert [line.px[2] - line.px[0] > 400 for line in titled] == [True, True]
