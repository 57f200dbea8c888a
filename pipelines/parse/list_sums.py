"""The plan's sum in words on the line that closes a list of items (`รวมเป็นเงินทั้งสิ้น 57,950 บาท`)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from normalize.chars import canonical, fold
from normalize.digits import to_arabic
from normalize.found_amounts import find_amounts
from normalize.sum_words import mended_sums
from pipelines.parse.evidence import source_of
from pipelines.parse.headings import is_total_label
from pipelines.parse.item_list import ItemList
from pipelines.parse.money_words import SPENT
from pipelines.parse.text_lines import TextLine
from pipelines.parse.totals import WHOLE, dimensions_in
from pipelines.records import StatedTotal

_LEAST_ITEMS = 2


def closing_sums(lines: Sequence[TextLine], listed: ItemList) -> list[StatedTotal]:
    """The sum that the last line with an amount behind a list states of all its items: certain where it is
    what they add up to in the one year that they have, else doubtful, as it may be of fewer of them."""
    left = {(remark.page, remark.text) for remark in listed.remarks}
    places = [place for place, line in enumerate(lines) if id(line.line) in listed.taken]
    last = places[-1] if places else len(lines)
    behind = [
        place for place in range(last + 1, len(lines)) if (lines[place].page, lines[place].text) in left
    ]
    if len(behind) != 1 or len(listed.projects) < _LEAST_ITEMS:
        return []
    line = lines[behind[0]]
    text = mended_sums(to_arabic(canonical(line.text)))
    of_all = is_total_label(text) and WHOLE.search(fold(text)) and not dimensions_in(text)
    sums = {found.money.amount: found for found in find_amounts(text) if found.unit is None}
    if not of_all or SPENT.search(text) or len(sums) != 1:
        return []
    ((value, found),) = sums.items()
    years = {budget.fiscal_year_be for budget in listed.budgets}
    amounts = [budget.amount_baht for budget in listed.budgets]
    fits = len(years) == 1 and None not in amounts and value == sum(a or Decimal(0) for a in amounts)
    return [
        StatedTotal(
            "summary",
            "plan",
            "budget_baht",
            value,
            line.text,
            None,
            None,
            years.pop() if len(years) == 1 else None,
            doubtful=not (fits and found.money.certain),
            source=source_of([line.line], line.page),
        )
    ]


def without_told(sums: Sequence[StatedTotal], stated: Sequence[StatedTotal]) -> list[StatedTotal]:
    """The sums without those that another sentence tells, of whichever year."""
    told = {(total.scope, total.quantity, total.value) for total in stated}
    return [total for total in sums if (total.scope, total.quantity, total.value) not in told]
