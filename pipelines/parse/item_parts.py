"""Rows that divide the item above them: its parts (`(ก) จัดอบรม`, `- จัดทำสื่อ`), each with its own amounts.

1 | โครงการใสสะอาด  | 70,000
  | (ก) จัดอบรม      | 50,000
  | (ข) จัดทำสื่อ     | 20,000
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import groupby, takewhile

from normalize.money import Money
from pipelines.parse.amounts import Amount, Pairing
from pipelines.parse.evidence import source_of
from pipelines.parse.groups import Group, SummaryItem
from pipelines.parse.part_marks import Listed, lacks_number, parts_below
from pipelines.records import MAY_BE_NO_ITEM, MAY_BE_PART, OF_PARTS, PARTS_COST, Remark


def without_parts(groups: Sequence[Group], remarks: list[Remark]) -> list[Group]:
    """The groups without rows that are parts of the item above: marked as such and otherwise than that item,
    without the word for a project, below one that bears it and costs what they add up to in every year, or
    for which nothing is said to be spent. Parts become remarks; where they add up to something else, or one
    alone costs as much as its item, their amounts are doubtful, as is nothing above what may be parts."""
    kept: list[Group] = []
    place = 0
    while place < len(groups):
        whole = groups[place]
        kept.append(whole)
        place += 1
        parts: list[Group] = []
        while place < len(groups) and _is_divided(whole, groups[place]):
            parts.append(groups[place])
            place += 1
        if len(parts) > 1 and any(_costs(parts).values()) and _says_none(whole, parts):
            remarks += _noted(parts)
            _add_up(whole.items[0], [part.items[0] for part in parts])
        elif not parts or not any(_costs([whole]).values()):
            kept += parts
        elif len(parts) > 1 and _costs(parts) == _costs([whole]):
            remarks += _noted(parts)
        else:
            _doubt(parts)
            kept += parts
    items = [item for group in kept for item in group.items]
    _doubt_nothing(items)
    for _, of_table in groupby(items, key=lambda item: item.source.table):
        _doubt_unnumbered([*of_table])
    return kept


def _is_divided(whole: Group, below: Group) -> bool:
    """Whether a row may be a part of the item above: of one whose name bears the word for a project, or that
    has a number and says that nothing is spent, where the row has a letter or a number below that one."""
    if len(whole.items) != 1 or not _may_be_part(below, whole):
        return False
    if _is_named(whole):
        return True
    of_list = _mark_of(below.items[0]) == "dash"
    return not of_list and whole.items[0].segment.number is not None and _is_nothing(whole)


def _says_none(whole: Group, parts: Sequence[Group]) -> bool:
    """Whether nothing stands beside the item of a group, or what says that nothing is spent above parts that
    bear letters or numbers; rows with dashes may be its equals."""
    listed = any(_mark_of(part.items[0]) == "dash" for part in parts)
    return _is_blank(whole) or (not listed and _is_nothing(whole))


def _is_nothing(group: Group) -> bool:
    """Whether no amount stands beside the one item of a group, and none that was not read."""
    amounts = [pairing.amount for pairing in group.items[0].amounts.values()]
    return all(amount is None or amount.money.amount == 0 for amount in amounts)


def _doubt_unnumbered(items: Sequence[SummaryItem]) -> None:
    """Doubt the amounts of rows of a table that may be no items: the others are numbered."""
    for item, lacking in zip(items, lacks_number([_listed(item) for item in items]), strict=True):
        for year, pairing in item.amounts.items() if lacking and not item.segment.marked else ():
            if pairing.amount is not None and pairing.amount.money.amount:
                item.amounts[year] = replace(pairing, doubt=pairing.doubt or MAY_BE_NO_ITEM)


def _doubt_nothing(items: Sequence[SummaryItem]) -> None:
    """Doubt that nothing is spent for an item in a year in which rows below it that may be its parts cost
    something."""
    for place, whole in enumerate(items):
        near = list(takewhile(partial(_stands_with, whole), items[place + 1 :]))
        parts = near[: parts_below(_listed(whole), [_listed(item) for item in near])]
        for year, pairing in whole.amounts.items():
            costs = [p.amount.money.amount for part in parts if (p := part.amounts.get(year)) and p.amount]
            if pairing.amount is not None and pairing.amount.money.amount == 0 and any(costs):
                whole.amounts[year] = replace(pairing, doubt=pairing.doubt or PARTS_COST)


def _stands_with(whole: SummaryItem, item: SummaryItem) -> bool:
    return (item.source.table, item.dimension) == (whole.source.table, whole.dimension)


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
    return len(group.items) == 1 and _listed(group.items[0]).is_named


def _may_be_part(group: Group, whole: Group) -> bool:
    if len(group.items) != 1:
        return False
    item, above = group.items[0], whole.items[0]
    same = _stands_with(above, item)
    marked = _mark_of(item) not in (None, _mark_of(above))
    return same and marked and item.segment.number is None and not _is_named(group)


def _mark_of(item: SummaryItem) -> str | None:
    return _listed(item).mark


def _listed(item: SummaryItem) -> Listed:
    return Listed(item.segment.raw, item.segment.body, item.segment.number)


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
