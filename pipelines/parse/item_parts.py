"""Rows that divide the item above them: its parts (`(ก) จัดอบรม`, `- จัดทำสื่อ`), each with its own amounts.

1 | โครงการใสสะอาด  | 70,000
  | (ก) จัดอบรม      | 50,000
  | (ข) จัดทำสื่อ     | 20,000
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from normalize.chars import DASHES
from normalize.digits import to_arabic
from normalize.money import Money
from pipelines.parse.amounts import Amount, Pairing
from pipelines.parse.evidence import source_of
from pipelines.parse.groups import Group, SummaryItem
from pipelines.parse.items import KIND_FIRST
from pipelines.records import MAY_BE_PART, OF_PARTS, Remark

_PART = re.compile(
    rf"\s*(?:(?P<letter>\(?[ก-ฮ][.)])|(?P<dash>[{re.escape(DASHES)}•])|(?P<below>\(?\d{{1,2}}(?:\.\d{{1,2}})+[.)]?))"
    r"\s*(?=[\"“]?[ก-ฮเ-ไA-Za-z])"
)
"""The mark before a part: a letter, a dash, or a number below that of its item."""


def without_parts(groups: Sequence[Group], remarks: list[Remark]) -> list[Group]:
    """The groups without rows that are parts of the item above: marked as such and otherwise than that item,
    without the word for a project, below one that bears it and costs what they add up to in every year. Parts
    become remarks; where they add up to something else, or one alone costs as much as its item, their amounts
    are doubtful."""
    kept: list[Group] = []
    place = 0
    while place < len(groups):
        whole = groups[place]
        kept.append(whole)
        place += 1
        parts: list[Group] = []
        while _is_named(whole) and place < len(groups) and _may_be_part(groups[place], whole):
            parts.append(groups[place])
            place += 1
        if len(parts) > 1 and _is_blank(whole) and any(_costs(parts).values()):
            remarks += _noted(parts)
            _add_up(whole.items[0], [part.items[0] for part in parts])
        elif not parts or not any(_costs([whole]).values()):
            kept += parts
        elif len(parts) > 1 and _costs(parts) == _costs([whole]):
            remarks += _noted(parts)
        else:
            _doubt(parts)
            kept += parts
    return kept


def is_lettered(text: str) -> bool:
    """Whether a text begins with the letter of a part (`ก. จัดอบรม`, `(ข) จัดทำสื่อ`)."""
    mark = _PART.match(to_arabic(text))
    return mark is not None and mark.lastgroup == "letter"


def _noted(parts: Sequence[Group]) -> list[Remark]:
    return [Remark(p.items[0].source.page, _told(p.items[0]), "a part of the item above") for p in parts]


def _is_blank(group: Group) -> bool:
    """Whether nothing stands beside the one item of a group."""
    return all(pairing.amount is None for pairing in group.items[0].amounts.values())


def _add_up(item: SummaryItem, parts: Sequence[SummaryItem]) -> None:
    """Give an item the sums of its parts, year by year; none where one of them was not read. They are printed
    nowhere, and doubtful."""
    for year in item.amounts:
        found = [part.amounts[year].amount for part in parts if year in part.amounts]
        amounts = [amount for amount in found if amount is not None]
        if not amounts:
            continue
        raw = " + ".join(amount.raw for amount in amounts)
        values = [amount.money.amount for amount in amounts if amount.money.certain]
        known = [value for value in values if value is not None]
        money = Money(None, "unreadable", raw, ("several",))
        if len(known) == len(amounts):
            states = {amount.money.status for amount in amounts}
            total = sum(known, Decimal(0))
            money = Money(total, "amount" if total else states.pop() if len(states) == 1 else "zero", raw)
        lines = tuple(line for amount in amounts for line in amount.lines)
        first = amounts[0].source
        source = replace(source_of(lines, first.page, first.cell), readings=())
        item.amounts[year] = Pairing(Amount(money, lines, source), OF_PARTS if money.amount != 0 else None)
        item.empty_cells.pop(year, None)


def _is_named(group: Group) -> bool:
    return len(group.items) == 1 and KIND_FIRST.match(group.items[0].segment.body) is not None


def _may_be_part(group: Group, whole: Group) -> bool:
    if len(group.items) != 1:
        return False
    item, above = group.items[0], whole.items[0]
    same = (item.source.table, item.dimension) == (above.source.table, above.dimension)
    marked = _mark_of(item) not in (None, _mark_of(above))
    return same and marked and item.segment.number is None and not _is_named(group)


def _mark_of(item: SummaryItem) -> str | None:
    """The kind of mark before an item's name; None for a number of its own, or none."""
    mark = _PART.match(to_arabic(item.segment.raw))
    return mark.lastgroup if mark is not None else None


def _costs(groups: Sequence[Group]) -> dict[int, Decimal]:
    """What items cost together in each year; nothing where no amount stands."""
    found: dict[int, Decimal] = {}
    for group in groups:
        for year, pairing in group.items[0].amounts.items():
            amount = pairing.amount.money.amount if pairing.amount is not None else None
            found[year] = found.get(year, Decimal(0)) + (amount or 0)
    return found


def _doubt(parts: Sequence[Group]) -> None:
    for item in (part.items[0] for part in parts):
        for year, pairing in item.amounts.items():
            if pairing.amount is not None and pairing.amount.money.amount:
                item.amounts[year] = replace(pairing, doubt=pairing.doubt or MAY_BE_PART)


def _told(item: SummaryItem) -> str:
    raws = [pairing.amount.raw for pairing in item.amounts.values() if pairing.amount is not None]
    return " | ".join([item.segment.raw.strip(), *raws])
