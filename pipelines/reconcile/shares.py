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
from pipelines.reconcile.figures import amount, figure_of
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
BY_CHANCE = 1e-3
"""Probability that a reading which nothing lists fits a percentage to its last decimal all the same."""
LEAST_DOUBT = 0.005
"""Probability of another reading below which an amount counts as certain, as where sums are weighed."""

Place = tuple[str, str, int | None, str | None, int | None]


def confirm_by_percentages(parsed: ParsedDocument) -> None:
    """Take the doubt off percentages that fit certain parts, off a count whose percentage fits, and off an
    amount of a table of which no other likely reading has that percentage.

    An amount of money is not told to the last baht by its percentage: where a reading a few baht away is as
    likely as its digits are weak, its doubt stays; so does one about its year.
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
    if len(doubted) > 1 or not _fits(percent, part, whole):
        return
    if doubted and not counted and not _no_other_fits(percent, part, whole):
        return
    for total in (percent, *doubted):
        total.doubtful = False


def _no_other_fits(percent: StatedTotal, part: StatedTotal, whole: StatedTotal) -> bool:
    """Whether hardly any other reading of the doubtful one of two amounts has their percentage."""
    trio = (percent, part, whole)
    doubted = part if part.doubtful else whole
    readings = doubted.source.readings
    if doubted.value is None or doubted.source.table is None or any(t.year_inferred for t in trio):
        return False
    if not readings or not all(r.digits_trusted for t in trio for r in t.source.readings):
        return False
    figure = figure_of(doubted.value, doubted.source, flagged=True, seen_empty=False, blind=False)
    fitting = 0.0
    for value, probability in figure.options.items():
        other = [replace(t, value=amount(value)) if t is doubted else t for t in (part, whole)]
        if value != cents(doubted.value) and _fits(percent, *other):
            fitting += probability
    return fitting + figure.rest * BY_CHANCE < LEAST_DOUBT


def _fits(percent: StatedTotal, part: StatedTotal, whole: StatedTotal) -> bool:
    """True where the percentage is the recomputed one, and says something."""
    if percent.value is None or part.value is None or not whole.value:
        return False
    exponent = percent.value.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent < DECIMALS or not 0 < percent.value < 100:
        return False
    return abs(percent.value - part.value * 100 / whole.value) <= Decimal(5).scaleb(exponent - 1)
