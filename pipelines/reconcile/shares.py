"""Percentages as evidence: a share that fits its parts to the last digit confirms what was read of it.

A report prints what was done, what was planned and the percentage of the one in the other: three readings
that fit by chance once in some thousand times. Nothing of nothing, none and all say too little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipelines.one_digit import cents, one_digit_apart
from pipelines.records import ParsedDocument, StatedTotal

SHARES = {
    "items_percent": ("done_items", "planned_items"),
    "budget_percent": ("spent_baht", "planned_baht"),
}
"""By the percentage: its share and its base, as the contract has it."""
COUNTED = "items_percent"
DECIMALS = 2
"""Decimals from which a percentage says enough."""
PARTS = 2
"""So many dimensions make a sum."""

Place = tuple[str, str, int | None, str | None, int | None]


def confirm_by_percentages(parsed: ParsedDocument) -> None:
    """Take the doubt off percentages that fit certain parts, and off a count whose percentage fits.

    An amount of money is not told to the last baht by its percentage: its doubt stays.
    """
    for percent, part, whole, counted in _trios(parsed):
        _confirm(percent, part, whole, counted=counted)


def doubt_by_percentages(parsed: ParsedDocument) -> None:
    """Doubt a figure of a scan, however surely read, where its sum and its percentage both ask for another
    one, a single digit away: two witnesses, as for the amounts of a plan (`pipelines.reconcile.odd`)."""
    for percent, part, whole, _ in _trios(parsed):
        if _fits(percent, part, whole):
            continue
        for total in (part, whole):
            asked = _asked_by_sum(parsed, total)
            if asked is None or total.value is None or total.source.exact:
                continue
            meant = [replace(t, value=asked) if t is total else t for t in (part, whole)]
            if one_digit_apart(cents(total.value), cents(asked)) and _fits(percent, *meant):
                total.doubtful = True


def _asked_by_sum(parsed: ParsedDocument, total: StatedTotal) -> Decimal | None:
    """What a figure should be for the dimensions to add up to the plan's; None where not all are known."""
    column = [
        t
        for t in parsed.stated_totals
        if (t.origin, t.quantity, t.fiscal_year_be) == (total.origin, total.quantity, total.fiscal_year_be)
        and t.scope in ("dimension", "plan")
    ]
    wholes, parts = ([t for t in column if t.scope == scope] for scope in ("plan", "dimension"))
    dimensions = {t.dimension for t in parts}
    if len(wholes) != 1 or len(parts) < PARTS or len(dimensions) < len(parts) or None in dimensions:
        return None
    values = [t.value for t in (*parts, wholes[0])]
    if None in values or not any(t is total for t in column):
        return None
    surplus = sum((t.value or Decimal(0) for t in parts), -(wholes[0].value or Decimal(0)))
    step = surplus if total is wholes[0] else -surplus
    return (total.value or Decimal(0)) + step if surplus else None


def _trios(parsed: ParsedDocument) -> Iterator[tuple[StatedTotal, StatedTotal, StatedTotal, bool]]:
    """Percentages with their share and base, where each is stated once, and whether items are counted."""
    groups: dict[Place, dict[str, list[StatedTotal]]] = defaultdict(lambda: defaultdict(list))
    for total in parsed.stated_totals:
        place = (total.origin, total.scope, total.dimension, total.mission_code, total.fiscal_year_be)
        groups[place][total.quantity].append(total)
    for group in groups.values():
        for quantity, (share, base) in SHARES.items():
            trio = [group[quantity], group[share], group[base]]
            if all(len(found) == 1 for found in trio):
                (percent,), (part,), (whole,) = trio
                yield percent, part, whole, quantity == COUNTED


def _confirm(percent: StatedTotal, part: StatedTotal, whole: StatedTotal, *, counted: bool) -> None:
    doubted = [total for total in (part, whole) if total.doubtful]
    if not _fits(percent, part, whole) or len(doubted) > counted:
        return
    for total in (percent, *doubted):
        total.doubtful = False


def _fits(percent: StatedTotal, part: StatedTotal, whole: StatedTotal) -> bool:
    """True where the percentage is the recomputed one, and says something."""
    if percent.value is None or part.value is None or not whole.value:
        return False
    exponent = percent.value.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent < DECIMALS or not 0 < percent.value < 100:
        return False
    return abs(percent.value - part.value * 100 / whole.value) <= Decimal(5).scaleb(exponent - 1)
