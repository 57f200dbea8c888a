"""Tables that list no items but sums: of dimensions (`มิติที่ 1 … | 9 | 40,000`, `รวม | 47 | 50,000`), or of the
plan by year, a row for each (`2566 | 47 | 50,000`) or one below them all (`ปี 2566 | ปี 2567 | รวม 2 ปี`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from extract.model import Cell, Table
from normalize.chars import canonical, fold
from normalize.digits import to_arabic
from pipelines.parse.columns import Layout
from pipelines.parse.evidence import digits_trusted
from pipelines.parse.header_words import header_years, named_years
from pipelines.parse.headings import dimension_cell, is_total_label
from pipelines.parse.items import KIND_WORDS
from pipelines.parse.rows import Row, body_rows, is_amount_text
from pipelines.parse.totals import (
    WHOLE,
    TotalRow,
    dimensions_in,
    plan_totals,
    read_total_row,
    summary_totals,
    unread_parts,
)
from pipelines.records import Remark, StatedTotal

_LEAST_DIMENSIONS = _LEAST_YEARS = 2
_COUNTS = re.compile(r"จำนวน$")
_OF_THE_BUDGET = re.compile(r"งบประมาณ(?:การ)?รายจ่าย|รายรับ|รายได้|รายจ่าย(?:จริง|รวม)")
"""Headings, folded, of what the local government takes in and spends in all."""
_ITEM = re.compile(rf"\s*[\"“]?(?:{KIND_WORDS})\s*[ก-ฮเ-ไ]")


def read_dimension_totals(
    tables: Iterable[tuple[int, Table, Layout]],
    plan_years: Collection[int] = (),
    of_items: Collection[int] = (),
    headings: Mapping[int, str] | None = None,
) -> tuple[list[StatedTotal], set[int], list[Remark]]:
    """The totals that such tables state, the indices of the tables that are ones, and remarks of the numbers
    in them that no total tells.

    A table is one where every filled row below its header begins with a dimension or a word for a sum, and
    at least two dimensions are named. A table of years whose lines (by identity) are among those `of_items`
    tells what one item costs; of several others nobody knows which is the plan's. `headings` are the lines
    right above tables, by their index."""
    stated: list[StatedTotal] = []
    taken: set[int] = set()
    remarks: list[Remark] = []
    for index, table, layout in tables:
        rows, untold = _total_rows(index, table, layout)
        own = any(id(line) in of_items for cell in table.cells for line in cell.lines)
        by_year = _year_rows(index, table, layout, plan_years) if not rows and not own else []
        if not rows and not own and not by_year:
            by_year = _lone_row(index, table, layout, plan_years, (headings or {}).get(index, ""))
        if rows or by_year:
            stated += summary_totals(rows, apart=False) if rows else plan_totals(by_year)
            taken.add(index)
            remarks += untold
    of_plan: dict[tuple[object, ...], set[object]] = {}
    for total in stated if len(taken) > 1 else ():
        of_plan.setdefault(_fact(total)[:-1], set()).add(total.value)
    for total in stated:
        total.doubtful |= total.scope == "plan" and len(of_plan.get(_fact(total)[:-1], ())) > 1
    return stated, taken, remarks


def _year_rows(index: int, table: Table, layout: Layout, plan_years: Collection[int]) -> list[TotalRow]:
    """The plan's sums of a table with a row for each of its years (`2566 | 4 | 430,000`) and one for all;
    none where a row is anything else, or where the local government's whole budget is told."""
    first = layout.columns[0] if layout.columns else None
    if first is None or layout.first("item") is not None:
        return []
    years = replace(first, role="year", year=None)
    layout = replace(layout, columns=(years, *layout.columns[1:]))
    if len(layout.all("budget")) != 1 or any(_OF_THE_BUDGET.search(fold(c.header)) for c in layout.columns):
        return []
    rows: list[TotalRow] = []
    for row in body_rows(table, layout):
        cell = row.at(years)
        named = named_years(cell.text) if cell is not None else ()
        if not row.filled:
            continue
        if cell is None or not (len(named) == 1 or is_total_label(cell.text)):
            return []
        total = read_total_row(row, index, None, ())
        total.scope, total.dimension, total.counts, total.counted = "plan", None, [], []
        year = named[0] if named else None
        if year is not None and year not in plan_years:
            return []
        trusted = year is None or digits_trusted(cell.lines)
        total.money = [(year, of, source, scale) for _, of, source, scale in total.money]
        total.inferred_years = not trusted
        rows.append(total)
    return rows if sum(bool(row.money) for row in rows) >= _LEAST_DIMENSIONS else []


def _lone_row(
    index: int, table: Table, layout: Layout, plan_years: Collection[int], heading: str
) -> list[TotalRow]:
    """The one row of sums below the plan's years (`ปี 2566 | ปี 2567 | รวม 2 ปี`), those of the plan or of the
    dimension that the words for a sum in it or in the line above (`heading`) name; none without such words,
    or where the local government's whole budget is told."""
    rows = [row for row in body_rows(table, layout) if row.filled]
    years = [column.year for column in layout.all("budget")]
    headers = [column.header for column in layout.columns]
    if len(rows) != 1 or len(set(years) & set(plan_years)) < max(_LEAST_YEARS, len(years)):
        return []
    money = layout.of_money
    labels = [cell.text for cell in rows[0].filled if cell.col not in money]
    words = [text for text in (*labels, heading) if is_total_label(text) or WHOLE.search(fold(text))]
    named = {dimension for text in words for dimension in dimensions_in(text)}
    if not words or len(named) > 1 or any(label not in words for label in labels):
        return []
    if any(_OF_THE_BUDGET.search(fold(text)) for text in (*headers, *labels, heading)):
        return []
    if not all(is_amount_text(cell.text) for cell in rows[0].filled if cell.col in money):
        return []
    total = read_total_row(rows[0], index, None, ())
    total.scope, total.dimension = ("dimension", named.pop()) if named else ("plan", None)
    total.mission, total.counts, total.counted = None, [], []
    return [total]


def without_repeats(stated: Sequence[StatedTotal], known: Sequence[StatedTotal]) -> list[StatedTotal]:
    """Those that no known total states with the same value."""
    told = {_fact(total) for total in known}
    return [total for total in stated if _fact(total) not in told]


def _fact(total: StatedTotal) -> tuple[object, ...]:
    return total.scope, total.dimension, total.fiscal_year_be, total.quantity, total.value


def _total_rows(index: int, table: Table, layout: Layout) -> tuple[list[TotalRow], list[Remark]]:
    """Sum rows of a table of dimensions, none where it is another; remarks of their untold numbers."""
    layout = _with_counts(layout)
    if not layout.all("budget", "count"):
        return [], []
    rows: list[TotalRow] = []
    remarks: list[Remark] = []
    for row in body_rows(table, layout):
        if not row.filled:
            continue
        label = _label(row)
        dimension = dimension_cell(label.text) if label is not None else None
        if label is None or (dimension is None and not is_total_label(label.text)) or _lists_item(row):
            return [], []
        total = read_total_row(row, index, dimension, ())
        total.counts = []  # a number in a label counts nothing
        total.mission = None
        total.scope, total.dimension = ("plan", None) if dimension is None else ("dimension", dimension)
        rows.append(total)
        remarks += [*unread_parts(row, total), *_other_counts(row, total)]
    named = {total.dimension for total in rows if total.dimension is not None}
    return (rows, remarks) if len(named) >= _LEAST_DIMENSIONS else ([], [])


def _other_counts(row: Row, total: TotalRow) -> list[Remark]:
    """Remarks of the counts of a row that stand in a column of no year and are not those of its years."""
    told = {number for _, number, _, _ in total.counted}
    return [
        Remark(cell.page, cell.text, f"column without a role: {column.header}")
        for column in row.layout.all("goal")
        if _COUNTS.search(fold(column.header)) and (cell := row.at(column)) is not None
        if (number := to_arabic(cell.text).strip()).isdecimal() and int(number) not in told
    ]


def _with_counts(layout: Layout) -> Layout:
    """The layout with columns of a bare number (`จำนวน`) under a year as those of counts: a table of sums has
    no targets."""
    columns = tuple(
        replace(column, role="count", year=years[0])
        if column.role == "goal" and _COUNTS.search(fold(column.header)) and len(years) == 1
        else column
        for column in layout.columns
        for years in [header_years(column.header)]
    )
    return replace(layout, columns=columns)


def _lists_item(row: Row) -> bool:
    """Whether a row names an item: the number before it is the item's own."""
    return any(_ITEM.match(canonical(cell.text)) for cell in row.filled)


def _label(row: Row) -> Cell | None:
    """The first cell with words: that of the dimension or the sum."""
    budget = {column.index for column in row.layout.all("budget", "count", "total")}
    return next(
        (cell for cell in row.filled if cell.col not in budget and canonical(cell.text).strip()), None
    )
