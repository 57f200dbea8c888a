"""Amounts whose years stand behind them: `20,000 บาท (ปี 2566) 25,000 บาท (ปี 2567)`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.dates import YearMention
from normalize.found_amounts import find_amounts
from normalize.money import FoundAmount, Money, is_no_budget, says_nothing

_JOINS = re.compile(
    r"\s*(?:\(|(?:ใน|สำหรับ|ของ|ประจำ)\s*(?=ปี|พ))\s*(?:ใน|ประจำ)?(?:ปี(?:งบประมาณ)?)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*"
)
"""What ties a year to the amount before it."""


def years_behind(plain: str, mentions: Sequence[YearMention]) -> list[tuple[int, Money]]:
    """Each amount with the year right behind it, where the text lists nothing else; else empty."""
    amounts = _amounts(plain)
    if len(amounts) != len(mentions) or len({year for m in mentions for year in m.years}) != len(mentions):
        return []
    pairs = list(zip(amounts, mentions, strict=True))
    tied = all(
        found.end <= mention.start and _JOINS.fullmatch(plain[found.end : mention.start])
        for found, mention in pairs
    )
    return [(mention.years[0], found.money) for found, mention in pairs] if tied else []


def may_stand_before(plain: str, first: int, last: int) -> bool:
    """Whether amounts may as well stand before their years: one does before the first year (which begins at
    `first`), and nothing is told behind the last (which ends at `last`)."""
    tail = plain[last:]
    told = re.search(r"\d", tail) is not None or is_no_budget(tail) or says_nothing(tail.strip(" :=()"))
    return bool(_amounts(plain[:first])) and not told


def _amounts(text: str) -> list[FoundAmount]:
    return [found for found in find_amounts(text) if found.unit is None]
