"""Columns whose cells tell the year or years of the item beside them (`2566`, `2566 - 2570`, `2566, 2568`,
`ทุกปี`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.chars import DASHES, fold
from normalize.digits import to_arabic
from pipelines.parse.header_words import header_years

_WORDS = r"\s*(?:ปี|พ\.?\s*ศ\.?|งบประมาณ|\s)*\s*"
_SPAN = re.compile(
    rf"{_WORDS}(25[5-9]\d)(?:\s*\.?\s*(?:[{re.escape(DASHES)}]|ถึง){_WORDS}(25[5-9]\d))?\s*\.?\s*"
)
"""A year, or a span of them; a scan reads a dot before the dash."""
_LIST = re.compile(r"[,/]|และ|\n(?=\s*(?:ปี|พ\.?\s*ศ|25))")
_LONGEST_SPAN = 10
_EVERY = re.compile(r"(?:ดำเนินการ)?(?:ทุก|รายปี|ตลอด(?:ระยะเวลา)?)(?:ๆ)?(?:ปี)?(?:งบประมาณ|ของแผน|แผน)*")
_HEADS = re.compile(
    r"ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(?:ท[ีิ]่?)?(?:จะ)?(?:ดำเนิน(?:การ|งาน|โครงการ)|จัดทำ|ใช้งบประมาณ)?"
)
_MOST = 0.5
"""So many of the cells must say their years plainly."""


def told_years(text: str, plan_years: Sequence[int] = ()) -> tuple[int, ...]:
    """The years that are all a cell says: one, those of a span or a list, or all of the plan's.

    >>> told_years("๒๕๖๖,๒๕๖๘"), told_years("2566.-\\n2568"), told_years("ทุกปี", (2566, 2567))
    ((2566, 2568), (2566, 2567, 2568), (2566, 2567))
    >>> told_years("2,566"), told_years("2566 - 2566 บาท")
    ((), ())
    """
    clean = to_arabic(text)
    if _EVERY.fullmatch(fold(clean)):
        return tuple(plan_years)
    found: list[int] = []
    for part in _LIST.split(_one_line(clean)):
        match = _SPAN.fullmatch(part)
        if match is None:
            return ()
        first, last = int(match[1]), int(match[2] or match[1])
        if not first <= last < first + _LONGEST_SPAN:
            return ()
        found += range(first, last + 1)
    return tuple(dict.fromkeys(found))


def _one_line(text: str) -> str:
    """A text whose spans are not broken over two lines."""
    return re.sub(rf"\s*\n\s*(?=[{re.escape(DASHES)}])|(?<=[{re.escape(DASHES)}])\s*\n\s*", " ", text)


def is_column_of_years(header: str, texts: Sequence[str], plan_years: Sequence[int]) -> bool:
    """Whether the cells of a column tell years: nothing else, two different ones at least; or under a heading
    of years most of them. Else of a few that are odd each must hold a year as well.

    >>> is_column_of_years("ปีที่ดำเนินการ", ["2566", "2567", "25G8"], ())
    True
    >>> is_column_of_years("งบประมาณ", ["2566", "2566"], ())
    False
    """
    every = tuple(plan_years) or (0, 1)
    told = [told_years(text, every) for text in texts]
    plain = [years for years in told if years]
    if not plain or len(plain) < _MOST * len(told):
        return False
    if _HEADS.fullmatch(fold(header)):
        return True
    odd = [text for text, years in zip(texts, told, strict=True) if not years]
    several = len({*plain}) > 1 or any(len(years) > 1 for years in plain)
    return several and all(header_years(text) for text in odd)
