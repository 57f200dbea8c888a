"""The check of stated percentages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from pipelines.audit.case import AuditCase, Place, Total
from pipelines.audit.cause import Cause, cause_of, digit_between
from pipelines.audit.finding import apart, digit_words, make, money
from pipelines.audit.shares import decimals_of, fits
from pipelines.audit.spending import amended_base, spending_percent
from pipelines.records import Finding

PARTS = {
    "items_percent": ("done_items", ("planned_items", "items")),
    "budget_percent": ("spent_baht", ("planned_baht", "ordinance_baht", "budget_baht")),
}
"""Share and base; the first base is the rule, the others are bases that a heading may name."""
WORDS = {
    "items_percent": ("ร้อยละของโครงการที่ดำเนินการ", "Share of items done", "โครงการ", "items"),
    "budget_percent": ("ร้อยละของงบประมาณที่ใช้", "Share of the budget spent", "บาท", "baht"),
}
"""What a percentage is of and its unit, in Thai and English."""
PLAIN_BASE = 1


def percent(case: AuditCase) -> Iterator[Finding]:
    """A stated percentage must be the recomputed one, within half of its last printed digit.

    Rule: output contract, check `percent`: done by planned items, spent by planned baht. A second
    percentage of the same rows (a status table) may be taken of another base that the document states; so may
    all of a document none of which fits the planned baht alone.
    Nothing of nothing has no percentage: 0 or a blank fits, any other figure does not. A doubtful percentage
    beside one that fits is of something else: the headings of the two were not told apart. Of several shares
    or bases (six and twelve months) one that fits is enough; where none does, the nearest is named.
    One of what the items have after transfers (`หลังโอน`) fits too.
    In text PDFs the percentages beside what single items spent are checked as well.
    """
    for quantity, (share, bases) in PARTS.items():
        seen: set[tuple[object, ...]] = set()
        plain = _is_plain(case, quantity, share, bases)
        for total in case.totals_where(quantity=quantity):
            place = (total.origin, total.scope, total.dimension, total.mission_code, total.year)
            allowed = bases[:PLAIN_BASE] if plain and place not in seen else bases
            shares = _beside(case, total, (share,))
            parts = _beside(case, total, allowed)
            repeated = place in seen
            seen.add(place)
            fit = any(fits(total, s, b) for s in shares for b in parts)
            fit = fit or (quantity == "budget_percent" and _of_amended(case, total, shares))
            if shares and parts and not fit and not repeated and not _of_another(case, total, shares, parts):
                yield _finding(total, _nearest(total, shares), _nearest(total, parts))
    yield from spending_percent(case)


def _is_plain(case: AuditCase, quantity: str, share: str, bases: tuple[str, ...]) -> bool:
    """Whether a percentage of the document fits the planned base alone, or none fits another."""
    fitting = []
    for total in case.totals_where(quantity=quantity):
        shares = _beside(case, total, (share,))
        found = [
            any(fits(total, s, b) for s in shares for b in _beside(case, total, (base,))) for base in bases
        ]
        fitting.append((found[0], any(found[PLAIN_BASE:])))
    return any(own and not other for own, other in fitting) or not any(other for _, other in fitting)


def _of_another(case: AuditCase, total: Total, shares: list[Total], parts: list[Total]) -> bool:
    others = [t for t in _beside(case, total, (total.quantity,)) if t is not total]
    return total.doubtful and any(fits(t, s, b) for t in others for s in shares for b in parts)


def _of_amended(case: AuditCase, total: Total, shares: list[Total]) -> bool:
    """Whether a percentage is of what the items have after transfers."""
    base = amended_base(case, total.dimension)
    whole = replace(total, quantity="planned_baht", value=base)
    return base is not None and any(fits(total, share, whole) for share in shares if share.value is not None)


def _beside(case: AuditCase, total: Total, quantities: tuple[str, ...]) -> list[Total]:
    key = (total.origin, total.scope, total.dimension, total.mission_code, total.year)
    return [
        t
        for quantity in quantities
        for t in case.totals_where(quantity=quantity)
        if (t.origin, t.scope, t.dimension, t.mission_code, t.year) == key
    ]


def _nearest(total: Total, figures: list[Total]) -> Total:
    """The figure that a percentage is most likely taken of: one that is certain before others, then one on
    the same page, in the same line and close by; the first where nothing tells."""
    return min(figures, key=lambda figure: (figure.doubtful, *_distance(total.place, figure.place)))


def _distance(a: Place, b: Place) -> tuple[bool, float, float]:
    if a.bbox is None or b.bbox is None:
        return a.page != b.page, 0.0, 0.0
    across = max(0.0, a.bbox[0] - b.bbox[2], b.bbox[0] - a.bbox[2])
    down = max(0.0, a.bbox[1] - b.bbox[3], b.bbox[1] - a.bbox[3])
    return a.page != b.page, down, across


def _cause(total: Total, share: Total, base: Total, gap: Decimal | None) -> Cause:
    """The reading's where another digit in a doubtful part makes the percentage fit.

    The gap is one of percentages: it tells nothing of the digits of the parts.
    """
    for part in (share, base):
        if part.doubtful and part.value is not None:
            for value in _one_digit_otherwise(part.value):
                parts = [replace(p, value=value) if p is part else p for p in (share, base)]
                if value and fits(total, *parts):
                    return "extraction"
    if not total.doubtful and (share.doubtful or base.doubtful):
        return "unknown"
    return cause_of([total], gap)


def _one_digit_otherwise(value: Decimal) -> Iterator[Decimal]:
    """The whole numbers that differ in one digit."""
    digits = str(int(value))
    for place, digit in product(range(len(digits)), "0123456789"):
        if digit != digits[place]:
            yield Decimal(digits[:place] + digit + digits[place + 1 :])


def _finding(total: Total, share: Total, base: Total) -> Finding:
    stated = total.value or Decimal(0)
    what_th, what_en, unit_th, unit_en = WORDS[total.quantity]
    where_th = f"มิติที่ {total.dimension}" if total.dimension else "รวมทั้งแผน"
    where_en = f"dimension {total.dimension}" if total.dimension else "the whole plan"
    head_th, head_en = f"{where_th} {what_th}", f"{what_en} of {where_en}"
    parts = (share.value or Decimal(0), base.value or Decimal(0))
    expected: Decimal | None = None
    if parts[1] == 0:
        th = f"{head_th}: ระบุร้อยละ {money(stated)} ทั้งที่ฐานเป็น 0 จึงคำนวณร้อยละไม่ได้ (ควรเป็น 0.00 หรือเว้นว่าง)"
        en = f"{head_en}: {money(stated)} % is stated, but a share of nothing is not defined (0.00 or blank)."
    else:
        unit = Decimal(1).scaleb(-max(decimals_of(total), 2))
        expected = (parts[0] * 100 / parts[1]).quantize(unit, ROUND_HALF_UP)
        th = (
            f"{head_th}: ระบุร้อยละ {money(stated)} แต่ {money(parts[0])} จาก {money(parts[1])} {unit_th} "
            f"คิดเป็นร้อยละ {money(expected)} (ต่างกัน {apart(stated, expected)} จุดเปอร์เซ็นต์)"
        )
        en = (
            f"{head_en}: {money(stated)} % is stated, but {money(parts[0])} of {money(parts[1])} {unit_en} "
            f"is {money(expected)} % ({apart(stated, expected)} percentage points apart)."
        )
    cause = _cause(total, share, base, None if expected is None else stated - expected)
    if expected is not None and cause != "extraction":
        hint_th, hint_en = digit_words(digit_between(total, [], stated - expected))
        th, en = th + hint_th, en + hint_en
    return make(
        "percent",
        cause,
        th,
        en,
        place=total.place,
        dimension=total.dimension,
        year=total.year,
        stated=stated,
        expected=expected,
    )
