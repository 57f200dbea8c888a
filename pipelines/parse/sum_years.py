"""Of which years the sums of summary tables are that have one budget column, whose year a caption tells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.parse.groups import SummaryItem
from pipelines.parse.totals import TotalRow, baht_of
from pipelines.records import YEAR_UNREAD


def settle_years_of_sums(rows: Sequence[TotalRow], items: Sequence[SummaryItem]) -> None:
    """A sum below the items of a year that is not theirs, but what those of all years cost together, is of
    all years; the sum of a table whose year was not read may be of any."""
    undated = {
        item.source.table
        for item in items
        if any(year <= 0 and why == YEAR_UNREAD for year, why in item.year_doubts.items())
    }
    for row in rows:
        if len(row.money) != 1:
            continue
        (year, cell, source, scale), *_ = row.money
        if year is None and source.table in undated:
            row.doubt = row.doubt or YEAR_UNREAD
        told = baht_of(cell, scale)
        if year is not None and told and _is_of_all_years(told, year, row.dimension, items):
            row.money = [(None, cell, source, scale)]


def _is_of_all_years(told: Decimal, year: int, dimension: int | None, items: Sequence[SummaryItem]) -> bool:
    """Whether a sum is that of all items, or of a dimension's, over all years, and not over the one."""
    members = [items, [item for item in items if item.dimension == dimension]]
    whole = {_cost(of, None) for of in members}
    return told in whole and told not in {_cost(of, year) for of in members}


def _cost(items: Sequence[SummaryItem], year: int | None) -> Decimal:
    """What items cost in a year, or (None) in all years."""
    amounts = (
        pairing.amount.money.amount
        for item in items
        for of, pairing in item.amounts.items()
        if year in (None, of) and pairing.amount is not None
    )
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
