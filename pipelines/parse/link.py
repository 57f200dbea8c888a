"""Which detail section belongs to which item of the summary table: the best assignment over all, by name and
number together, never by order alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipelines.assignment import best_pairs
from pipelines.parse.evidence import folded

_SURE = 0.75
_WITH_NUMBER = 0.5
_NUMBER_BONUS = 0.12
_ORDER_BONUS = 0.06
_BRACKETS = re.compile(r"\([^()]*\)?")


@dataclass(frozen=True, slots=True)
class Named:
    """What linking needs to know of an item or entry: name, printed number, place in its part, dimension;
    `sure`: the number was read for sure."""

    name: str
    number: int | None
    place: int
    dimension: int | None = None
    sure: bool = True


def link(items: Sequence[Named], entries: Sequence[Named]) -> dict[int, int]:
    """Pairs of item and entry indices."""
    if not items or not entries:
        return {}
    names = [[name_likeness(item.name, entry.name) for entry in entries] for item in items]
    costs = [
        [-(names[i][j] + _bonus(item, entry, len(items), len(entries))) for j, entry in enumerate(entries)]
        for i, item in enumerate(items)
    ]
    pairs: dict[int, int] = {}
    for i, j in best_pairs(costs):
        if names[i][j] >= _SURE or (names[i][j] >= _WITH_NUMBER and _same_number(items[i], entries[j])):
            pairs[i] = j
    return pairs


def is_proved(item: Named, entry: Named) -> bool:
    """Whether the names of a pair are alike enough by themselves, or both print its number and it was read
    for sure: the place of an item without a number proves nothing."""
    if name_likeness(item.name, entry.name) >= _SURE:
        return True
    return item.number is not None and item.sure and entry.sure


def _same_number(item: Named, entry: Named) -> bool:
    """The printed number agrees; an unnumbered list counts its items in order."""
    if entry.number is None:
        return False
    return entry.number == (item.number if item.number is not None else item.place)


def _bonus(item: Named, entry: Named, n_items: int, n_entries: int) -> float:
    bonus = _NUMBER_BONUS if _same_number(item, entry) else 0.0
    distance = abs(item.place / n_items - entry.place / n_entries)
    bonus += _ORDER_BONUS * (1 - min(1.0, distance))
    if item.dimension is not None and entry.dimension is not None and item.dimension != entry.dimension:
        bonus -= _ORDER_BONUS
    return bonus


def name_likeness(left: str, right: str) -> float:
    """How alike two names are, 0-1: as they are, or without what stands in brackets."""
    a, b = folded(left), folded(right)
    scores = [fuzz.ratio(a, b)]
    bare_a, bare_b = _BRACKETS.sub("", a), _BRACKETS.sub("", b)
    if (bare_a, bare_b) != (a, b) and min(len(bare_a), len(bare_b)) >= 12:
        scores.append(0.98 * fuzz.ratio(bare_a, bare_b))
    shorter, longer = sorted((bare_a, bare_b), key=len)
    if len(shorter) >= 18 and longer.startswith(shorter):
        scores.append(92.0)
    return max(scores) / 100
