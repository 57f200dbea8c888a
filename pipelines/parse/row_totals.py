"""What a row of the summary table prints as the sum of its item's years."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.parse.evidence import figures_trusted
from pipelines.parse.groups import SummaryItem
from pipelines.records import SUM_DIFFERS, Budget, Remark, RowTotal


def row_total(item: SummaryItem, rows: Sequence[Budget]) -> RowTotal | None:
    """The sum that an item's row prints; None where there is none, or its amounts are of no year."""
    total = item.total
    if total is None or total.money.amount is None or any(row.fiscal_year_be is None for row in rows):
        return None
    sure = total.money.certain and not total.source.unsure and figures_trusted(total.lines)
    return RowTotal(total.money.amount, total.raw, not sure, total.source)


def check_row_total(item: SummaryItem, rows: Sequence[Budget]) -> list[Remark]:
    """A row that prints its own total: amounts that do not add up to it are doubtful. The total is remarked
    on, for other sums may prove the amounts right."""
    total = row_total(item, rows)
    known = [row.amount_baht for row in rows if row.amount_baht is not None]
    if total is None or not known or sum(known) == total.amount:
        return []
    for row in rows:
        row.doubtful = True
        row.doubt = row.doubt or SUM_DIFFERS
    text = f"{item.segment.body.strip()} | {total.raw}"
    return [Remark(total.source.page, text, "a row's total that its years do not add up to")]
