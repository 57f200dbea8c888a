"""The check of what a row of the summary table prints as the sum of its years."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipelines.audit.case import Amount, AuditCase, Item
from pipelines.audit.finding import apart, make, money
from pipelines.records import Finding

_LEAST_FITTING = 2
"""So many other rows must add up: else the column may be the sum of something else."""


def row_totals(case: AuditCase) -> Iterator[Finding]:
    """What an item's row prints as the sum of its years must be their sum.

    Rule: output contract, check `detail_budget`: a project's budgets that differ within the document. Only of
    certain figures, in a table of which other rows add up.
    """
    told = [(item, item.row_total, _sum(case, item)) for item in case.items]
    fitting = sum(
        bool(total is not None and total.value and total.value == years) for _, total, years in told
    )
    if fitting < _LEAST_FITTING:
        return
    for item, total, years in told:
        if total is None or years is None or total.doubtful or total.value in (None, years):
            continue
        yield _finding(item, total, total.value or Decimal(0), years)


def _sum(case: AuditCase, item: Item) -> Decimal | None:
    """What an item's years cost together; None where one of them is doubtful or tells no amount."""
    amounts = case.amounts_of(item.key, "summary")
    values = [amount.value for amount in amounts if amount.value is not None and not amount.doubtful]
    blank = all(amount.value is not None or amount.status == "blank" for amount in amounts)
    certain = not any(amount.doubtful for amount in amounts)
    return sum(values, Decimal(0)) if values and blank and certain else None


def _finding(item: Item, total: Amount, stated: Decimal, expected: Decimal) -> Finding:
    gap = apart(stated, expected)
    return make(
        "detail_budget",
        "document",
        f"{item.name}: ยอดรวมของแถวระบุ {money(stated)} บาท แต่งบประมาณรายปีรวมกันได้ {money(expected)} บาท "
        f"(ต่างกัน {gap} บาท)",
        f"{item.name}: its row states {money(stated)} baht for all years, but the years add up to "
        f"{money(expected)} baht ({gap} baht apart).",
        place=total.place,
        dimension=item.dimension,
        item=item.key,
        stated=stated,
        expected=expected,
    )
