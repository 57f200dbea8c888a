"""Text that stands on its side in tall narrow cells is set upright; lines under each other are left alone."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.scan.layout import CellLayout, TableLayout
from extract.scan.page import layout_scan
from tests.scan_pages import Drawn, blank_page, draw, write

XS, YS = [150, 220, 700, 1000], [300, 420, 540, 660, 780]
TEXT = "Dimension one"


def strip(text: str) -> NDArray[np.uint8]:
    """A line of print, with a mark over some of its letters as Thai has them."""
    image = np.full((50, 330), 255, np.uint8)
    write(image, text, 10, 38)
    for x in (80, 95, 140, 160):
        image[16:20, x : x + 12] = 0
    return image


def page_with(column: NDArray[np.uint8] | None) -> NDArray[np.uint8]:
    page = blank_page()
    draw(page, Drawn(XS, YS, [(0, 0, 4, 1)], {(r, 1): "a project" for r in range(4)}))
    for row in range(4):
        write(page, "12,500", 760, YS[row] + 60)
    if column is not None:
        high, wide = column.shape
        page[340 : 340 + high, 160 : 160 + wide] = column
    return page


def first_cell(page: NDArray[np.uint8]) -> CellLayout:
    (table,) = [block for block in layout_scan(page, 200).blocks if isinstance(block, TableLayout)]
    return next(cell for cell in table.cells if (cell.row, cell.col) == (0, 0))


@pytest.mark.parametrize("turn", [cv2.ROTATE_90_COUNTERCLOCKWISE, cv2.ROTATE_90_CLOCKWISE])
def test_text_on_its_side_is_one_upright_line(turn: int) -> None:
    printed = strip(TEXT)
    cell = first_cell(page_with(np.asarray(cv2.rotate(printed, turn), np.uint8)))
    (line,) = cell.lines
    ink = printed < 128
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    inner = printed[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    match = cv2.matchTemplate(line.image, inner, cv2.TM_CCOEFF_NORMED)
    assert match.max() > 0.9
    x0, y0, x1, y1 = line.px
    assert y1 - y0 > 5 * (x1 - x0) and cell.px[0] < x0 < x1 < cell.px[2]


def test_numbers_under_each_other_are_lines_of_their_own() -> None:
    column = np.full((400, 50), 255, np.uint8)
    for row in range(9):
        write(column, str(row + 1), 15, 30 + 42 * row)
    assert len(first_cell(page_with(column)).lines) == 9


def test_short_words_under_each_other_are_lines_of_their_own() -> None:
    column = np.full((400, 58), 255, np.uint8)
    for row, word in enumerate(("on", "to", "as", "me", "us", "we", "no")):
        write(column, word, 6, 30 + 46 * row, size=0.8)
    assert len(first_cell(page_with(column)).lines) == 7


def test_close_lines_of_several_letters_under_each_other_are_lines_of_their_own() -> None:
    """Their letters, and marks over them, stand as close down the cell as letters on their side."""
    column, choice = np.full((400, 60), 255, np.uint8), random.Random(0)
    for top in range(10, 370, 30):
        left = 1 + choice.randrange(3)
        while left < 46:
            wide = choice.randint(7, 11)
            column[top : top + 18, left : left + wide] = 0
            column[top + 2 : top + 16, left + 2 : left + wide - 2] = 255
            if choice.random() < 0.5:
                column[top - 8 : top - 3, left : left + wide] = 0
            left += wide + 3
    assert len(first_cell(page_with(column)).lines) == 12
