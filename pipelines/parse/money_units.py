"""The units of money that headers and lines above tables name: baht, thousands, millions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalize.chars import fold, without_marks

_SCALES = {"พน": 1000, "หมน": 10_000, "แสน": 100_000, "ลาน": 1_000_000}
"""Without marks: scans lose those first."""
_SCALED = re.compile(f"({'|'.join(_SCALES)})บาท")
_LINE = re.compile(
    r"หนวย(?!งาน)(?:[^ก-ฮเ-ไ\d]|เปน|นบ|เงน){0,4}(?:(?P<number>1[,0]{3,10})|(?:หนง)?(?P<words>[ก-ฮาเ-ไ]{0,6}?))บาท"
)
_BARE = re.compile(rf"\(?({'|'.join(_SCALES)})บาท\)?")
"""`(พันบาท)` alone on its line."""
_WITHIN = re.compile(
    rf"(?:\(|(?<![ก-ฮเ-ไ])เปน|หลก|หนวย(?!งาน)[^ก-ฮเ-ไ\d]{{0,4}}(?:เปน)?)({'|'.join(_SCALES)}|)บาท(?!ถวน)"
)
"""A unit within the text of a row: `มิติที่ 3 … (พันบาท)`, never an amount (`วงเงิน 2 ล้านบาท`)."""
_LEAST_AMOUNTS, _THOUSAND = 3, 1000
_LARGEST_IN_THOUSANDS = 10_000


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """How many baht one unit of money is; not `sure` where words were read for it that name none."""

    scale: int
    sure: bool = True


def money_scale(text: str) -> int:
    """How many baht one unit of the amounts under a header is: 1000 for `งบประมาณ (พันบาท)`, else 1.

    >>> money_scale("หน่วย : พันบาท")
    1000
    """
    match = _SCALED.search(without_marks(fold(text)))
    return _SCALES[match[1]] if match else 1


def unit_named(text: str) -> MoneyUnit | None:
    """The unit that the text above a table names (`หน่วย : พันบาท`); None where it names none.

    >>> unit_named("หนวย. พนบาท"), unit_named("(หน่วย : กขบาท)")
    (MoneyUnit(scale=1000, sure=True), MoneyUnit(scale=1, sure=False))
    >>> unit_named("หน่วยเป็นพันบาท")
    MoneyUnit(scale=1000, sure=True)
    >>> unit_named("หน่วย : ล้านบาท")
    MoneyUnit(scale=1000000, sure=True)
    >>> unit_named("หน่วย : 1,000 บาท") == unit_named("(พันบาท)") == unit_named("หน่วย : หนึ่งพันบาท")
    True
    """
    letters = without_marks(fold(text))
    bare = _BARE.fullmatch(letters)
    if bare is not None:
        return MoneyUnit(_SCALES[bare[1]])
    match = _LINE.search(letters)
    if match is None:
        return None
    if match["number"] is not None:
        return MoneyUnit(int(match["number"].replace(",", "")))
    return MoneyUnit(_SCALES.get(match["words"], 1), not match["words"] or match["words"] in _SCALES)


def scale_within(text: str) -> int | None:
    """How many baht one unit of the amounts beside or below a text is, where the text names a unit.

    >>> scale_within("มิติที่ 3 (พันบาท)"), scale_within("หน่วย: บาท"), scale_within("วงเงิน 2 ล้านบาท")
    (1000, 1, None)
    """
    match = _WITHIN.search(without_marks(fold(text)))
    return _SCALES.get(match[1], 1) if match else None


def nearest_unit(texts: Sequence[str]) -> MoneyUnit | None:
    """The unit that lines above a table name, the last of several."""
    units = [unit for text in texts if (unit := unit_named(text)) is not None]
    return units[-1] if units else None


def too_small(figures: Iterable[Decimal | None]) -> bool:
    """Whether amounts (but for those of nothing) are so small that they may be in a larger unit than baht."""
    told = [figure for figure in figures if figure]
    return len(told) >= _LEAST_AMOUNTS and max(told) < _THOUSAND


def may_be_larger_unit(figures: Iterable[Decimal | None]) -> bool:
    """Whether amounts (but for those of nothing) are not too large for thousands of baht.

    >>> may_be_larger_unit([Decimal(1_200), None]), may_be_larger_unit([Decimal(20_000)])
    (True, False)
    """
    told = [figure for figure in figures if figure]
    return bool(told) and max(told) < _LARGEST_IN_THOUSANDS
