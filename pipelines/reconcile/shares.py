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
from pipelines.reconcile.figures import Figure, amount, exact_figure, figure_of
from pipelines.records import DOUBTS_OF_READING, ParsedDocument, StatedTotal

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
CERTAIN_SHARE = 0.005
"""The same for a percentage that its certain parts have."""
PERCENT_SLIP = 0.02
"""Probability that the document prints another percentage than its parts have."""
LEAST_DOUBT = 0.002
"""Probability of another reading below which an amount counts as certain: a percentage says nothing of an
amount's last digits, so that less is left to chance than where sums are weighed."""

Place = tuple[str, str, int | None, str | None, int | None]


def confirm_by_percentages(parsed: ParsedDocument) -> None:
    """Take the doubt off percentages that fit certain parts, off a count whose percentage fits, and off
    amounts of a table of which no other likely readings have that percentage.

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
                total.doubtful, total.doubt = True, total.doubt or DOUBTS_OF_READING["odd"]


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
    if not doubted and _is_share(percent, part, whole):
        percent.doubtful = percent.doubtful and not (_says_much(percent) or _hardly_a_slip(percent))
    if not _fits(percent, part, whole) or (counted and len(doubted) > 1):
        return
    if doubted and not counted and not _no_other_fits(percent, part, whole):
        return
    for total in (percent, *doubted):
        total.doubtful = False


def _hardly_a_slip(percent: StatedTotal) -> bool:
    """Whether a percentage read as its certain parts have it would have to be both wrong in the document and
    misread to be another."""
    confidence = percent.source.confidence or 0.0
    return PERCENT_SLIP * (1 - confidence) < CERTAIN_SHARE * confidence


def _no_other_fits(percent: StatedTotal, part: StatedTotal, whole: StatedTotal) -> bool:
    """Whether hardly any other readings of the doubtful amounts of a table have their percentage."""
    trio = (percent, part, whole)
    if any(total.year_inferred for total in trio) or not all(_is_told(total) for total in (part, whole)):
        return False
    if not all(reading.digits_trusted for total in trio for reading in total.source.readings):
        return False
    parts, wholes = _likely(part), _likely(whole)
    read = cents(part.value or Decimal(0)), cents(whole.value or Decimal(0))
    right = parts.options[read[0]] * wholes.options[read[1]]
    listed = sum(parts.options.values()), sum(wholes.options.values())
    other = BY_CHANCE * (listed[0] * wholes.rest + parts.rest * listed[1] + parts.rest * wholes.rest)
    for first, one in parts.options.items():
        for second, two in wholes.options.items():
            meant = (replace(t, value=amount(v)) for t, v in ((part, first), (whole, second)))
            if (first, second) != read and _fits(percent, *meant):
                other += one * two
    return other / (right + other) < LEAST_DOUBT


def _is_told(total: StatedTotal) -> bool:
    """Whether an amount is certain, or was read in a cell of a table."""
    return not total.doubtful or (total.source.table is not None and bool(total.source.readings))


def _likely(total: StatedTotal) -> Figure:
    """The likely readings of an amount; of a certain one it is the only one."""
    value = total.value or Decimal(0)
    if not total.doubtful:
        return exact_figure(value)
    crowded = any(reading.at_rule for reading in total.source.readings)
    return figure_of(value, total.source, flagged=crowded, seen_empty=False, blind=False)


def _fits(percent: StatedTotal, part: StatedTotal, whole: StatedTotal) -> bool:
    """True where the percentage is the recomputed one, and says something."""
    return _says_much(percent) and _is_share(percent, part, whole)


def _says_much(percent: StatedTotal) -> bool:
    """Whether a percentage is fitted by chance once in some thousand times: not none and all."""
    return _decimals(percent) >= DECIMALS and 0 < (percent.value or Decimal(0)) < 100


def _is_share(percent: StatedTotal, part: StatedTotal, whole: StatedTotal) -> bool:
    if percent.value is None or part.value is None or not whole.value:
        return False
    tolerance = Decimal(5).scaleb(-_decimals(percent) - 1)
    return abs(percent.value - part.value * 100 / whole.value) <= tolerance


def _decimals(percent: StatedTotal) -> int:
    exponent = percent.value.as_tuple().exponent if percent.value is not None else 0
    return -exponent if isinstance(exponent, int) else 0
