"""In which unit of money a summary table prints its amounts, where its own heading does not say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.model import Line, Table
from normalize.chars import fold
from pipelines.parse.amounts import cell_amounts
from pipelines.parse.columns import Layout
from pipelines.parse.groups import Group
from pipelines.parse.money_units import (
    MoneyUnit,
    may_be_larger_unit,
    money_scale,
    nearest_unit,
    scale_within,
    too_small,
)
from pipelines.parse.rows import Row
from pipelines.parse.totals import TotalRow
from pipelines.records import SMALL, UNIT_AMID, UNIT_ELSEWHERE, UNSURE_UNIT

Units = set[int | None]
"""The dimensions whose headings name another unit of money than their table; None for other headings."""


def settle_unit(
    layout: Layout, table: Table, above: Sequence[Line], below: Sequence[Line], known: MoneyUnit | None
) -> tuple[Layout, MoneyUnit | None, str | None]:
    """The layout with the unit of its amounts, the unit that holds for the tables below, and why the amounts
    are doubtful. `known` is the unit that stands over a table above (`หน่วย : พันบาท`), None without one: it
    holds for the tables that name none, unless their amounts are too large for it. A note below the table or
    in its last rows is as good as a line above it. Of several lines the nearest counts; one that was not read
    leaves the amounts doubtful."""
    own = nearest_unit([line.text for line in above])
    if own is not None:
        return _scaled(layout, own), own, None if own.sure else UNSURE_UNIT
    headed = _headed(layout)
    if headed is not None:
        return layout, headed, None
    figures = _figures(table, layout)
    small = too_small(figures)
    fits = not figures or may_be_larger_unit(figures)
    noted = nearest_unit([*_notes(table), *(line.text for line in below)])
    if noted is not None and fits:
        return _scaled(layout, noted), known, None if noted.sure else UNSURE_UNIT
    if known is not None and not known.sure:
        return layout, known, UNSURE_UNIT
    if known is None or known.scale == 1 or not figures or not fits:
        scaled = any(column.scale != 1 for column in layout.columns)
        return layout, known, SMALL if small and not scaled else None
    return _scaled(layout, known), known, None if small else UNIT_ELSEWHERE


def doubt_unit(doubt: str, groups: Sequence[Group], totals: Sequence[TotalRow]) -> None:
    """Doubt what stands in a table whose unit is not certain."""
    for group in groups:
        group.unit_doubt = doubt
    for total in totals:
        total.doubt = doubt or total.doubt


def doubt_row_unit(row: Row, groups: Sequence[Group], dimension: int | None, units: Units) -> None:
    """Doubt the amounts of a row whose own text names another unit than its columns have, and note the
    dimension whose heading does so. `groups` are those that begin in the row."""
    scales = {column.scale for column in row.layout.all("budget")}
    texts = [cell.text for cell in row.filled if cell.col not in row.layout.of_money]
    named = {scale for text in texts if (scale := scale_within(text)) is not None}
    if not named or named == scales:
        return
    item = row.layout.first("item")
    own = row.at(item) if item is not None else None
    if groups and own is not None and named == {scale_within(own.text)}:
        for group in groups:
            group.unit_doubt = UNIT_AMID
    else:
        units.add(dimension)


def doubt_dimension_units(units: Units, groups: Sequence[Group], totals: Sequence[TotalRow]) -> None:
    """Doubt the amounts of the dimensions whose headings name another unit than the table has, and the sums
    of the table, which may be of these; all amounts where such a heading is of no known dimension."""
    for group in groups:
        if units and (None in units or any(item.dimension in units for item in group.items)):
            group.unit_doubt = group.unit_doubt or UNIT_AMID
    for total in totals if units else ():
        total.doubt = total.doubt or UNIT_AMID


def _scaled(layout: Layout, unit: MoneyUnit) -> Layout:
    """The layout with the unit of its columns of money but for those whose own headings name a larger one."""
    columns = tuple(
        replace(column, scale=unit.scale)
        if column.role in ("budget", "total", "part") and column.scale == 1
        else column
        for column in layout.columns
    )
    return replace(layout, columns=columns)


def _notes(table: Table) -> list[str]:
    return [cell.text for cell in table.cells if is_note(cell.text)]


def is_note(text: str) -> bool:
    """Whether a text is a note on what stands above it; other lines between tables are of the one below."""
    return fold(text).startswith("หมายเหตุ")


def _headed(layout: Layout) -> MoneyUnit | None:
    """The unit that the headings of a table name."""
    headers = [column.header for column in layout.columns if column.role in ("budget", "total", "part")]
    named = [header for header in headers if "บาท" in fold(header)]
    return MoneyUnit(max(map(money_scale, named))) if named else None


def _figures(table: Table, layout: Layout) -> list[Decimal]:
    """The printed amounts of the budget columns but for zeros."""
    columns = {column.index for column in layout.all("budget")}
    return [
        amount.money.amount
        for cell in table.cells
        if cell.row >= layout.header_rows and cell.col in columns
        for amount in cell_amounts(cell, 0)
        if amount.money.amount
    ]
