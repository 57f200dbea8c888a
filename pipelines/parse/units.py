"""In which unit of money a summary table prints its amounts, where its own heading does not say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.model import Line, Table
from normalize.chars import fold
from pipelines.parse.amounts import cell_amounts
from pipelines.parse.columns import Layout
from pipelines.parse.groups import AmountRow
from pipelines.parse.money_units import money_scale, unit_named

UNIT_ELSEWHERE = "the unit of the amounts stands above another table"
SMALL = "amounts so small that they may be in another unit"
_LEAST_AMOUNTS = 3
_THOUSAND, _TEN_THOUSAND = 1000, 10_000


def settle_unit(
    layout: Layout, table: Table, above: Sequence[Line], below: Sequence[Line], known: int | None
) -> tuple[Layout, int | None, str | None]:
    """The layout with the unit of its amounts, the unit that holds for the tables below, and why the amounts
    are doubtful. `known` is the unit that stands over a table above (`หน่วย : พันบาท`), None without one: it
    holds for the tables that name none, unless their amounts are too large for it. A note below the table or
    in its last rows is as good as a line above it."""
    own = _stated([line.text for line in above]) or _headed(layout)
    if own is not None:
        return layout, own, None
    figures = _figures(table, layout)
    small = len(figures) >= _LEAST_AMOUNTS and max(figures) < _THOUSAND
    fits = not figures or max(figures) < _TEN_THOUSAND
    noted = _stated([*_notes(table), *(line.text for line in below)])
    if noted is not None and fits:
        return _scaled(layout, noted), known, None
    if known is None or known == 1 or not figures or not fits:
        scaled = any(column.scale != 1 for column in layout.columns)
        return layout, known, SMALL if small and not scaled else None
    return _scaled(layout, known), known, None if small else UNIT_ELSEWHERE


def doubt_amounts(row: AmountRow, doubt: str | None) -> None:
    """Doubt the amounts of a row but for those of nothing, which are so in any unit."""
    for year, amounts in row.amounts.items() if doubt is not None else ():
        if any(amount.money.amount for amount in amounts):
            row.doubts.setdefault(year, doubt or "")


def _scaled(layout: Layout, unit: int) -> Layout:
    columns = tuple(
        replace(column, scale=unit) if column.role in ("budget", "total", "part") else column
        for column in layout.columns
    )
    return replace(layout, columns=columns)


def _notes(table: Table) -> list[str]:
    return [cell.text for cell in table.cells if fold(cell.text).startswith("หมายเหตุ")]


def _stated(texts: Sequence[str]) -> int | None:
    """The unit that lines above a table name."""
    units = [unit for text in texts if (unit := unit_named(text)) is not None]
    return units[-1].scale if units else None


def _headed(layout: Layout) -> int | None:
    """The unit that the headings of a table name."""
    headers = [column.header for column in layout.columns if column.role in ("budget", "total", "part")]
    named = [header for header in headers if "บาท" in fold(header)]
    return max(map(money_scale, named)) if named else None


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
