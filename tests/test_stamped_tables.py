"""Numbers of tables under stamps and signatures are read and not certain, or told to be unread."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.model import Table
from extract.scan.layout import CellLayout, TableLayout
from extract.scan.page import layout_scan, read_layout
from tests.scan_pages import Drawn, blank_page, draw, scanned
from tests.test_overlaid import Page, Sure, stamp

XS, YS = (150, 650, 950, 1250, 1500), tuple(range(200, 1041, 70))
ROWS, COLUMNS = len(YS) - 1, len(XS) - 1
NUMBER = "302,284,634"


def table(*, verticals: bool = True, blank: bool = False) -> Page:
    """A page with a table of works and amounts; `blank`: without those of the last column but one."""
    page = blank_page(height=1170)
    text = {(row, 0): "Works of the town" for row in range(ROWS)}
    text |= {(row, col): NUMBER for row in range(ROWS) for col in range(1, COLUMNS) if not blank or col != 2}
    draw(page, Drawn(XS, YS, text=text, verticals=verticals, outer=verticals))
    return page


def cells(page: Page) -> dict[tuple[int, int], CellLayout]:
    (found,) = [block for block in layout_scan(scanned(page), 200).blocks if isinstance(block, TableLayout)]
    assert found.n_rows == ROWS
    assert found.n_cols == COLUMNS or not found.ruled
    return {(cell.row, cell.col): cell for cell in found.cells}


def lies_over(cell: CellLayout, x: int, y: int, radius: int) -> bool:
    """Whether the ring of a stamp runs through a cell's print."""
    x0, y0, x1, y1 = cell.px
    at, level = np.meshgrid(np.linspace(x0 + 12, x1 - 12, 60), np.linspace(y0 + 18, y1 - 30, 5))
    return bool((np.abs(np.hypot(at - x, level - y) - radius) < 4).any())


@pytest.mark.parametrize(("verticals", "x"), [(True, 1000), (True, 1100), (True, 1350), (False, 1100)])
def test_numbers_under_a_stamp_are_not_certain(verticals: bool, x: int) -> None:
    page = table(verticals=verticals)
    stamp(page, x, 600)
    found = cells(page)
    for cell in found.values():
        if lies_over(cell, x, 600, 150):
            assert not cell.seen_empty
            assert all(line.covered for line in cell.lines)
        elif abs(cell.px[1] - 600) > 250:
            assert not any(line.covered for line in cell.lines)


def test_a_number_that_ran_into_a_stamp_is_read_and_doubtful() -> None:
    page = table()
    stamp(page, 1100, 600)
    result = read_layout(layout_scan(scanned(page), 200), Sure())
    (read,) = [block for block in result.blocks if isinstance(block, Table)]
    lines = [line for cell in read.cells for line in cell.lines]
    doubtful = [line for line in lines if (line.confidence or 0) < 0.99]
    assert 4 <= len(doubtful) <= 12
    assert len(lines) >= 0.9 * ROWS * COLUMNS


def test_empty_cells_under_a_signature_are_not_seen_to_be_empty() -> None:
    page = table(blank=True)
    stroke = np.array([(960, 480), (1010, 380), (1060, 520), (1110, 390), (1160, 510), (1230, 400)])
    cv2.polylines(page, [stroke.astype(np.int32)], False, 40, 4, cv2.LINE_AA)
    found = cells(page)
    told = [row for row in range(ROWS) if not found[row, 2].seen_empty]
    assert told == [2, 3, 4]
    assert not any(line.covered for (row, _), cell in found.items() if row > 5 for line in cell.lines)


@pytest.mark.parametrize("marks", ["diagonal", "ticks", "plain"])
def test_strokes_of_the_table_itself_lie_over_nothing(marks: str) -> None:
    page = table(blank=True)
    for row in range(ROWS):
        if marks == "diagonal" and row in (3, 4):
            cv2.line(page, (XS[2] + 2, YS[row] + 2), (XS[3] - 2, YS[row + 1] - 2), 0, 3, cv2.LINE_AA)
        elif marks == "ticks":
            tick = np.array([(1080, YS[row] + 36), (1092, YS[row] + 50), (1118, YS[row] + 14)])
            cv2.polylines(page, [tick.astype(np.int32)], False, 0, 3, cv2.LINE_AA)
    assert not any(line.covered for cell in cells(page).values() for line in cell.lines)
