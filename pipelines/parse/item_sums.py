"""Items that are the sums of those right below them: the amounts count once, as those of the items below.

1   | โครงการใสสะอาด    | 70,000 | 75,000
1.1 | กิจกรรมอบรม        | 50,000 | 50,000
1.2 | กิจกรรมจัดทำสื่อ     | 20,000 | 25,000
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from normalize.digits import to_arabic
from pipelines.parse.amounts import Amount
from pipelines.parse.groups import Group, SummaryItem
from pipelines.records import MAY_BE_SUM, SUM_OF_ITEMS, SUMMED_OTHERWISE, Remark

_PATH = re.compile(r"\s*\(?(\d{1,3}(?:\.\d{1,2})+)[.)]?(?=\s|[ก-ฮเ-ไ\"“]|$)")
_LEAST_DIFFERENT = 2
"""So many different amounts of a row rows without numbers below it add up to: one may be by chance."""


def find_sums(groups: Sequence[Group]) -> None:
    """Mark the items that are sums (`summed`): a numbered item that costs in every year what the rows below
    it do, which bear numbers below its own (`1.1` below `1`) or none. With numbers most years are enough, and
    the items' amounts of the others are doubtful; where such rows add up to something else the amounts above
    them are doubtful, as they may hold theirs."""
    items = [item for group in groups for item in group.items]
    for place in reversed(range(len(items))):  # the innermost sums first
        whole = items[place]
        below = _below(whole, items[place + 1 :])
        if below:
            _judge(whole, below)


def _below(whole: SummaryItem, rest: Sequence[SummaryItem]) -> list[SummaryItem]:
    """The items right below a numbered one that are of it, without those that are of one of these."""
    path, found, inner = _path(whole), list[SummaryItem](), ""
    if not path:
        return []
    for item in rest:
        own = _path(item)
        if (item.source.table, item.dimension) != (whole.source.table, whole.dimension):
            break
        if inner and own.startswith(f"{inner}."):
            continue
        # of `1.1` a scan may lose the stop
        of_it = own.startswith(f"{path}.") or own == f"{path}{len(found) + 1}"
        if not of_it and (own or "." in path):
            break
        found.append(item)
        inner = own if "." in own else ""
    return found


def _path(item: SummaryItem) -> str:
    """The number of an item with those above it (`1`, `1.2`); empty where it has none."""
    if item.segment.number is not None:
        return str(item.segment.number)
    printed = _PATH.match(item.beside or to_arabic(item.segment.raw))
    return printed[1] if printed is not None else ""


def _judge(whole: SummaryItem, below: Sequence[SummaryItem]) -> None:
    costs = {year: _cost(pairing.amount) for year, pairing in whole.amounts.items()}
    sums = {year: _sum(below, year) for year in whole.amounts}
    told = [year for year, cost in costs.items() if cost or sums[year]]
    equal = [year for year in told if costs[year] == sums[year]]
    numbered = any(map(_path, below))
    if not any(costs.values()) or not any(sums.values()):
        return
    if numbered and 2 * len(equal) > len(told):
        whole.summed = True
        _doubt(below, SUMMED_OTHERWISE, set(told) - set(equal))
    elif not numbered and (len(below) < 2 or equal != told):
        return
    elif numbered or len({costs[year] for year in equal} - {Decimal(0), None}) < _LEAST_DIFFERENT:
        _doubt([whole], MAY_BE_SUM, set(told))
    else:
        whole.summed = True


def _cost(amount: Amount | None) -> Decimal:
    return (amount.money.amount if amount is not None else None) or Decimal(0)


def _sum(items: Sequence[SummaryItem], year: int) -> Decimal:
    return sum((_cost(item.amounts[year].amount) for item in items if year in item.amounts), Decimal(0))


def _doubt(items: Sequence[SummaryItem], why: str, years: set[int]) -> None:
    for item in items:
        for year in years & set(item.amounts):
            pairing = item.amounts[year]
            if _cost(pairing.amount):
                item.amounts[year] = replace(pairing, doubt=pairing.doubt or why)


def sum_remark(item: SummaryItem) -> Remark:
    """What such a row says, for its amounts are in no table."""
    raws = [pairing.amount.raw for pairing in item.amounts.values() if pairing.amount is not None]
    return Remark(item.source.page, " | ".join([item.segment.raw.strip(), *raws]), SUM_OF_ITEMS)
