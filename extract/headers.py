"""Header rows of a table, by its structure and its text alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Cell, Table

MAX_HEADER_ROWS = 5

_AMOUNT = re.compile(r"^[(]?[\d๐-๙]{1,3}(?:[,.][\d๐-๙]{2,3})+[)]?(?:\s*บาท)?$|^[-–—]$|^0{2,}$|^๐{2,}$")
_GROUPED = re.compile(r"^[\d๐-๙]{1,3}(?:,[\d๐-๙]{3})+(?:[.][\d๐-๙]{2})?$")
_ITEM = re.compile(r"^\s*(?:[\d๐-๙]+[.)]\s*\S|[-–•*]\s*\S)")
_COLUMN_NUMBER = re.compile(r"^\s*[(]?\s*[\d๐-๙]{1,2}\s*[)]?\s*(?:=.*)?$")
_LONG = 120


def count_header_rows(table: Table) -> int:
    """How many rows at the top are header rows, 0 when the table begins with body rows.

    The band goes down to where the merged cells of its first row end; a title over all columns, or a heading
    over some, brings the next band with it, and a row of column numbers `(1) (2) (3)` belongs to it. A band
    that holds amounts or numbered items, or most of whose cells are empty, is no header.
    """
    rows = rows_of(table)
    end = _band_end(rows, 0)
    if _is_title(rows, 0, table.n_cols) and end < table.n_rows:
        end = _band_end(rows, end)
    if _has_open_groups(rows, end, table.n_cols) and end < table.n_rows - 1:
        below = _band_end(rows, end)
        if below < table.n_rows and not _is_title(rows, end, table.n_cols) and _are_names(rows[end:below]):
            end = below
    if end >= table.n_rows or end > MAX_HEADER_ROWS or not _looks_like_header(rows, end, table.n_cols):
        return 0
    while end < table.n_rows - 1 and end < MAX_HEADER_ROWS and _is_column_numbers(rows[end], table.n_cols):
        end += 1
    return end


def rows_of(table: Table) -> list[list[Cell]]:
    """The cells that begin in each row, left to right."""
    rows: list[list[Cell]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.row < table.n_rows:
            rows[cell.row].append(cell)
    return rows


def _band_end(rows: Sequence[Sequence[Cell]], start: int) -> int:
    """The row after the band that begins at `start`: no merged cell crosses its lower edge."""
    end = start + 1
    row = start
    while row < min(end, len(rows)):
        end = max([end, *(cell.row + cell.row_span for cell in rows[row])])
        row += 1
    return end


def _has_open_groups(rows: Sequence[Sequence[Cell]], end: int, n_cols: int) -> bool:
    """True when a heading over several columns ends the band: the names of its columns come below."""
    return any(
        1 < cell.col_span < n_cols and cell.row + cell.row_span == end for row in rows[:end] for cell in row
    )


def _are_names(rows: Sequence[Sequence[Cell]]) -> bool:
    """True when rows hold names only: no numbers, no items, and hardly an empty cell."""
    texts = [" ".join(cell.text.split()) for row in rows for cell in row]
    filled = [text for text in texts if text]
    return len(filled) >= 0.8 * len(texts) and not any(
        _AMOUNT.match(text) or _COLUMN_NUMBER.match(text) or _ITEM.match(text) or len(text) > _LONG
        for text in filled
    )


def _is_title(rows: Sequence[Sequence[Cell]], row: int, n_cols: int) -> bool:
    return len(rows[row]) == 1 and rows[row][0].col_span == n_cols and n_cols > 1


def _looks_like_header(rows: Sequence[Sequence[Cell]], end: int, n_cols: int) -> bool:
    cells = [cell for row in rows[:end] for cell in row]
    named = {c for cell in cells if cell.text.strip() for c in range(cell.col, cell.col + cell.col_span)}
    if len(named) < max(1, 0.6 * n_cols):
        return False
    texts = [" ".join(cell.text.split()) for cell in cells if cell.text.strip()]
    if any(_AMOUNT.match(text) or len(text) > _LONG for text in texts):
        return False
    lines = [line.text for cell in cells for line in cell.lines]
    if any(_GROUPED.match(line.strip()) for line in lines):  # one of several amounts in a cell
        return False
    items = sum(bool(_ITEM.match(line)) for line in lines)
    numbers = sum(bool(_COLUMN_NUMBER.match(text)) for text in texts)
    return items <= 0.2 * len(lines) and numbers < 0.5 * len(texts)


def _is_column_numbers(row: Sequence[Cell], n_cols: int) -> bool:
    texts = [cell.text for cell in row if cell.text.strip()]
    values = [
        int(re.sub(r"\D", "", text.split("=")[0]) or -1) for text in texts if _COLUMN_NUMBER.match(text)
    ]
    return len(values) == len(texts) >= max(3, n_cols - 1) and values == sorted(set(values))
