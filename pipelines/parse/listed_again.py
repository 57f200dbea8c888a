"""Pages of a summary table that list the items of an earlier page again, and are not quite the same.

A page that was scanned twice and badly, or one that was put in again when it was corrected, cannot be told to
be a repetition (`extract.repeats`): its items stay, and no amount of them is certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.parse.evidence import likeness
from pipelines.parse.groups import Group, SummaryItem
from pipelines.records import LISTED_AGAIN

Pair = tuple[SummaryItem, SummaryItem]
_LEAST_ITEMS = 3
_MOST_SHARE = 0.75
"""So many of a page's items stand on the other one too."""
_ALIKE = 0.85
_SAME_AMOUNTS = 0.5


def doubt_listed_again(groups: Sequence[Group]) -> None:
    """Doubt the amounts of pages most of whose items stand on an earlier page of the same table with the same
    number, name, dimension and, for the most part, amounts; and those of both that differ."""
    pages: dict[tuple[int | None, int], list[SummaryItem]] = {}
    for item in (item for group in groups for item in group.items):
        if item.source.page is not None:
            table = item.source.cell[0] if item.source.cell else None
            pages.setdefault((table, item.source.page), []).append(item)
    known: list[tuple[int | None, list[SummaryItem]]] = []
    for (table, _), items in pages.items():
        matches = (_pairs(above, items) for other, above in known if other == table)
        pairs = max(matches, key=len, default=[])
        if len(pairs) >= max(_LEAST_ITEMS, _MOST_SHARE * len(items)):
            _doubt_all(items)
            for one, other in pairs:
                _doubt_differing(one, other)
        known.append((table, items))


def _pairs(above: Sequence[SummaryItem], items: Sequence[SummaryItem]) -> list[Pair]:
    """The items of a page with the same ones of an earlier page."""
    numbered = {(item.dimension, item.segment.number): item for item in above}
    pairs = [
        (numbered[key], item)
        for item in items
        if (key := (item.dimension, item.segment.number)) in numbered and key[1] is not None
    ]
    return [(one, other) for one, other in pairs if _is_same(one, other)]


def _is_same(one: SummaryItem, other: SummaryItem) -> bool:
    if set(one.amounts) != set(other.amounts):
        return False
    equal = sum(_cost(one, year) == _cost(other, year) for year in one.amounts)
    alike = likeness(one.segment.body, other.segment.body) >= _ALIKE
    return alike and equal >= _SAME_AMOUNTS * len(one.amounts)


def _cost(item: SummaryItem, year: int) -> object:
    amount = item.amounts[year].amount
    return amount.money.amount if amount is not None else None


def _doubt_all(items: Sequence[SummaryItem]) -> None:
    for item in items:
        for year in item.amounts:
            _doubt(item, year)


def _doubt_differing(one: SummaryItem, other: SummaryItem) -> None:
    for year in one.amounts:
        if _cost(one, year) != _cost(other, year):
            _doubt(one, year)


def _doubt(item: SummaryItem, year: int) -> None:
    pairing = item.amounts[year]
    item.amounts[year] = replace(pairing, doubt=pairing.doubt or LISTED_AGAIN)
