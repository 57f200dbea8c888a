"""Forms of a report, one below the other in one table: without a gap between them, or over a page break."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz

from extract.model import Cell
from normalize.chars import fold
from pipelines.parse.report_columns import form_column
from pipelines.parse.report_grid import Grid, grid_of
from pipelines.records import OF_FORMS, Remark

_WIDTHS = (2, 4)
"""Columns of a form: labels with the text beside them, once or twice in a row."""
_LEAST_ROWS = 3
_ALIKE = 80.0
"""Likeness (0-100) from which a label is the first one of the form again."""
UNREAD_FORMS = (
    "ตารางมีแบบฟอร์มของหลายโครงการต่อกันที่แยกไม่ได้ ข้อความทั้งหมดอยู่ใน remarks / the table holds forms of "
    "several projects that could not be told apart; its text is in remarks"
)


def forms_of(grid: Grid) -> list[Grid]:
    """The forms of a table, each beginning with the label that the first one begins with and naming one
    item; the table alone where it is none of several."""
    labels = _labels(grid)
    if grid.table.n_cols not in _WIDTHS or not labels or not fold(labels[0].text):
        return [grid]
    first = fold(labels[0].text)
    starts = [cell.row for cell in labels if fuzz.ratio(fold(cell.text), first) >= _ALIKE]
    spans = [*pairwise([*starts, grid.table.n_rows])]
    whole = all(
        end - start >= _LEAST_ROWS and sum(start <= cell.row < end for cell in _names(grid)) == 1
        for start, end in spans
    )
    crossed = any(
        cell.row < start < cell.row + cell.row_span for cell in grid.table.cells for start in starts
    )
    if labels[0].row or crossed or not whole:
        return [grid]
    return [grid] if len(spans) == 1 else [_part(grid, start, end) for start, end in spans]


def are_forms(grid: Grid) -> bool:
    """Whether a table has the labels of several forms, and names an item beside more than one."""
    known = [cell for cell in _labels(grid) if form_column(cell).role != "other"]
    return grid.table.n_cols in _WIDTHS and len(_names(grid)) > 1 and len(known) >= 2 * _LEAST_ROWS


def texts_of(grid: Grid) -> list[Remark]:
    """A remark for each cell with text."""
    return [Remark(cell.page, cell.text, OF_FORMS) for cell in grid.table.cells if cell.text.strip()]


def _labels(grid: Grid) -> list[Cell]:
    return sorted((cell for cell in grid.table.cells if cell.col == 0), key=lambda cell: cell.row)


def _names(grid: Grid) -> list[Cell]:
    """The labels beside which an item is named."""
    return [
        cell
        for cell in grid.table.cells
        if cell.col % 2 == 0 and cell.col_span == 1 and form_column(cell).role == "item"
    ]


def _part(grid: Grid, start: int, end: int) -> Grid:
    cells = tuple(replace(cell, row=cell.row - start) for cell in grid.table.cells if start <= cell.row < end)
    return grid_of(grid.index, replace(grid.table, cells=cells, n_rows=end - start), [])
