"""Tables that lie over each other: their print stands in one of them."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan.grid import Grid
from extract.scan.layout import TableLayout
from extract.scan.lines import Pieces
from extract.scan.overlaps import parts_of_tables, without_overlaps
from extract.scan.page import layout_scan
from extract.table_doubts import OVERLAID
from tests.scan_pages import blank_page, scanned, write

BODY = 20


def letters(*places: tuple[int, int]) -> Pieces:
    """Letters with their left upper corners at some places."""
    boxes = np.array([(x, y, x + 12, y + BODY) for x, y in places], dtype=np.int64)
    return Pieces(boxes, np.full(len(boxes), 90), np.zeros((1, 1), np.int32), BODY)


def grid(x0: int, y0: int, x1: int, y1: int, rows: int, *, ruled: bool) -> Grid:
    xs, ys = np.linspace(x0, x1, 4), np.linspace(y0, y1, rows + 1)
    cells = tuple((r, c, 1, 1) for r in range(rows) for c in range(3))
    return Grid(tuple(xs.tolist()), tuple(ys.tolist()), cells, ruled=ruled)


PAGE = letters(*((x, y) for y in range(110, 900, 100) for x in range(120, 900, 60)))
TABLE = grid(100, 100, 900, 900, 8, ruled=False)


def test_a_ruled_grid_that_is_a_part_of_an_open_table_is_none() -> None:
    few_rows = grid(100, 300, 900, 500, 2, ruled=True)
    some_columns = grid(100, 100, 600, 900, 8, ruled=True)
    one_row = grid(100, 200, 900, 300, 1, ruled=True)
    nearly_all = grid(100, 200, 900, 900, 7, ruled=True)
    beyond = grid(100, 800, 900, 1600, 8, ruled=True)
    found = parts_of_tables([few_rows, some_columns, one_row, nearly_all, beyond], [TABLE], PAGE)
    assert found == [few_rows, some_columns, one_row]


def test_print_stands_in_the_table_with_more_of_it_which_is_doubtful() -> None:
    more = grid(100, 700, 900, 1200, 5, ruled=False)
    page = letters(*((x, y) for y in range(110, 1100, 100) for x in range(120, 900, 60)))
    (kept,) = without_overlaps([more, TABLE], page)
    assert (kept.box, kept.broken) == (TABLE.box, OVERLAID)
    within = grid(100, 300, 900, 500, 2, ruled=True)
    assert without_overlaps([within, TABLE], page) == [TABLE]
    beside = grid(100, 900, 900, 1200, 3, ruled=False)
    assert without_overlaps([TABLE, beside], page) == [TABLE, beside]


AMOUNTS = ("93,000", "6,924,909", "397", "13,000", "8,093,560", "40", "3,278,062", "-", "780", "71,000")


@pytest.mark.parametrize(("step", "rows"), [(7, 7), (7, 9)])
def test_lines_of_amounts_that_do_not_agree_under_one_heading_are_one_table(step: int, rows: int) -> None:
    """Amounts that stand flush left agree on few lines."""
    page = blank_page()
    write(page, "Project or measure", 200, 300, 0.8)
    for k in range(rows):
        y = 360 + 60 * k
        write(page, f"{k + 1}  training of all the staff", 160, y, 0.8)
        for j in range(4):
            write(page, str(2570 + j), 730 + 220 * j, 300, 0.8)
            write(page, AMOUNTS[(step * k + j * (k + 2)) % len(AMOUNTS)], 700 + 220 * j, y, 0.8)
    blocks = layout_scan(scanned(page), 200).blocks
    (table,) = [block for block in blocks if isinstance(block, TableLayout)]
    boxes = [line.px for cell in table.cells for line in cell.lines]
    assert len(boxes) == len(set(boxes))
