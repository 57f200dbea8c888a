"""Rows of column headings within a table: the header printed again, or another one for the rows below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.model import Cell
from normalize.chars import fold
from pipelines.parse.columns import Column, Layout, against_order
from pipelines.parse.evidence import digits_trusted, likeness
from pipelines.parse.header_rows import header_role, looks_like_header
from pipelines.parse.header_words import header_years
from pipelines.parse.items import is_exact
from pipelines.parse.rows import Row
from pipelines.records import Remark

_ALIKE = 0.7
_SAME = 0.8
_MOST = 0.6
_LEAST_SHARE = 0.5
"""So many of a row's texts stand in the table's header where the row repeats it."""


def is_header(row: Row) -> bool:
    """Whether a row reads like column headings: more than one filled cell, most of them words of headers or
    those that head their own columns."""
    return len(row.filled) > 1 and (looks_like_header(row.filled) or _is_printed_again(row))


def _is_printed_again(row: Row) -> bool:
    """Whether most cells of a row, the items' among them, say what heads their columns, but for letters that
    a scan misread."""
    headers = {column.index: column.header for column in row.layout.columns if column.header}
    again = [cell for cell in row.filled if likeness(cell.text, headers.get(cell.col, "")) >= _SAME]
    item = row.layout.first("item")
    named = item is not None and any(cell.col == item.index for cell in again)
    return named and len(again) > 1 and len(again) >= _MOST * len(row.filled)


def below_header(row: Row, remarks: list[Remark]) -> Layout:
    """The layout of the rows below a row of headings: the table's own, unless the row names other years. What
    repeats no heading of the table goes to `remarks`."""
    filled = row.filled
    again = [cell for cell in filled if _repeats(cell, row.layout.columns)]
    if len(again) < _LEAST_SHARE * len(filled):
        text = " | ".join(cell.text for cell in filled)
        remarks.append(Remark(row.page, text, "row that reads like a heading of columns"))
    return replace(row.layout, columns=_with_years(row))


def _repeats(cell: Cell, columns: Sequence[Column]) -> bool:
    """Whether a cell says what a column that it stands over is headed."""
    text = fold(cell.text)
    years = bool(header_years(cell.text))
    role, _ = header_role(cell.text)
    return any(
        text in fold(column.header)
        or likeness(cell.text, column.header) >= _ALIKE
        or role == column.role
        or (years and column.role == "budget")
        for column in columns[cell.col : cell.col + cell.col_span]
    )


def _with_years(row: Row) -> tuple[Column, ...]:
    """The columns with the years that the row names. Of a scan single years may be misread, so that only a
    row most of whose years are others counts; then, and where not every column has one, none is certain. Of
    another row the years that were read for sure are kept, and contested."""
    named = {}
    for column in row.layout.all("budget"):
        cell = row.at(column)
        years = set(header_years(cell.text)) if cell is not None and cell.col_span == 1 else set()
        if cell is not None and len(years) == 1:
            named[column.index] = (years.pop(), cell)
    columns = row.layout.columns
    budget = row.layout.all("budget")
    other = [index for index, (year, _) in named.items() if year != columns[index].year]
    exact = all(is_exact(line) for _, cell in named.values() for line in cell.lines)
    if not other:
        return columns
    if not exact and 2 * len(other) <= len(budget):
        return _with_single_years(columns, {index: named[index] for index in other})
    whole = len({year for year, _ in named.values()}) == len(budget)
    sure = whole and all(digits_trusted(cell.lines) for _, cell in named.values())
    return tuple(
        replace(column, year=named[column.index][0] if column.index in named else None, inferred=not sure)
        if column.role == "budget"
        else column
        for column in columns
    )


def _with_single_years(
    columns: tuple[Column, ...], named: Mapping[int, tuple[int, Cell]]
) -> tuple[Column, ...]:
    """The columns with single years of a scan that were read for sure, against those above them. A year
    that was contested is certain where the years are in order with it."""
    found = list(columns)
    read = {index: year for index, (year, cell) in named.items() if digits_trusted(cell.lines)}
    ordered = _in_order([read.get(c.index, c.year) for c in columns if c.role == "budget"])
    for index, year in read.items():
        column = columns[index]
        if column.contested and ordered:
            found[index] = replace(column, year=year, contested=False)
            continue
        others = [c.year for c in columns if c.role == "budget" and c.index != index and c.year]
        found[index] = against_order(column, year, column.year or year, others)
    return tuple(found)


def _in_order(years: Sequence[int | None]) -> bool:
    """Whether years run on by one, up or down."""
    known = [year for year in years if year is not None]
    steps = {right - left for left, right in pairwise(known)}
    return len(known) == len(years) and steps in ({1}, {-1})
