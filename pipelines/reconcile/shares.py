"""Percentages as evidence: a share that fits its parts to the last digit confirms what was read of it.

A report prints what was done, what was planned and the percentage of the one in the other: three readings
that fit by chance once in some thousand times. Nothing of nothing, none and all say too little.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from pipelines.records import ParsedDocument, StatedTotal

SHARES = {
    "items_percent": ("done_items", "planned_items"),
    "budget_percent": ("spent_baht", "planned_baht"),
}
"""By the percentage: its share and its base, as the contract has it."""
COUNTED = "items_percent"
DECIMALS = 2
"""Decimals from which a percentage says enough."""

Place = tuple[str, str, int | None, str | None, int | None]


def confirm_by_percentages(parsed: ParsedDocument) -> None:
    """Take the doubt off percentages that fit certain parts, and off a count whose percentage fits.

    An amount of money is not told to the last baht by its percentage: its doubt stays.
    """
    groups: dict[Place, dict[str, list[StatedTotal]]] = defaultdict(lambda: defaultdict(list))
    for total in parsed.stated_totals:
        place = (total.origin, total.scope, total.dimension, total.mission_code, total.fiscal_year_be)
        groups[place][total.quantity].append(total)
    for group in groups.values():
        for quantity, (share, base) in SHARES.items():
            trio = [group[quantity], group[share], group[base]]
            if all(len(found) == 1 for found in trio):
                (percent,), (part,), (whole,) = trio
                _confirm(percent, part, whole, counted=quantity == COUNTED)


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
