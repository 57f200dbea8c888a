"""What the edge of a page may have cut is doubtful; what ends at a rule before the edge is whole."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.scan.layout import TableLayout
from extract.scan.page import layout_scan
from tests.scan_pages import Drawn, blank_page, draw, write

COLUMNS, ROWS = [200, 600, 1000, 1400], [400, 480, 560, 640, 720]


def table_page() -> NDArray[np.uint8]:
    """A table whose cells say `12345` from 12 px behind their left rules on, the last ones up to x = 1090."""
    page = blank_page()
    cells = {(row, col): "12345" for row in range(4) for col in range(3)}
    draw(page, Drawn(COLUMNS, ROWS, text=cells))
    return page


def crowded(page: NDArray[np.uint8], turn: int = 0) -> set[int]:
    """The columns of the page's table of which all lines may be cut; of the others none may be."""
    (table,) = (b for b in layout_scan(page, 200.0, turn=turn).blocks if isinstance(b, TableLayout))
    told = {(cell.col, line.crowded) for cell in table.cells for line in cell.lines}
    assert len({col for col, _ in told}) == len(told)
    return {col for col, doubtful in told if doubtful}


@pytest.mark.parametrize(("cut", "columns"), [(1080, {2}), (1097, {2}), (1200, set())])
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_a_number_at_the_edge_of_a_page_may_be_cut(cut: int, columns: set[int], turn: int) -> None:
    page = np.rot90(table_page()[:, :cut], turn // 90)
    assert crowded(np.ascontiguousarray(page), turn) == columns


def test_a_number_in_a_cell_that_a_rule_closes_at_the_edge_is_whole() -> None:
    page = table_page()
    page[400:720, 1096:1099] = 0
    assert crowded(page[:, :1100].copy()) == set()


def test_a_line_of_text_that_runs_into_the_edge_may_be_cut() -> None:
    page = blank_page()
    for number in range(6):
        write(page, "abcdefgh abcdefgh", 200, 300 + 60 * number)
    whole, cut = (layout_scan(page[:, :width].copy(), 200.0, turn=0).all_lines() for width in (700, 380))
    assert not any(line.crowded for line in whole)
    assert len(cut) == 6 and all(line.crowded for line in cut)


def test_a_cell_that_the_edge_cuts_is_not_seen_to_be_empty() -> None:
    page = table_page()
    page[485:535, 1004:1200] = page[485:535, 604:800] = 255
    (table,) = (
        b for b in layout_scan(page[:, :1200].copy(), 200.0, turn=0).blocks if isinstance(b, TableLayout)
    )
    assert {(cell.col, cell.seen_empty) for cell in table.cells if not cell.lines} == {(1, True), (2, False)}
