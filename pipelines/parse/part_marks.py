"""The marks before rows that divide the item above them: letters, dashes, numbers below its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from normalize.chars import DASHES
from normalize.digits import to_arabic
from pipelines.parse.items import KIND_FIRST, is_near_kind

_PART = re.compile(
    rf"\s*(?:(?P<letter>\(?[ก-ฮ][.)])|(?P<dash>[{re.escape(DASHES)}•])|(?P<below>\(?\d{{1,2}}(?:\.\d{{1,2}})+[.)]?))"
    r"\s*(?=[\"“]?[ก-ฮเ-ไA-Za-z])"
)
"""The mark before a part: a letter, a dash, or a number below that of its item."""
_POINT, _BRACKET = re.compile(r"\s*\d{1,3}\s*\.(?!\d)"), re.compile(r"\s*\(?(\d{1,2})\)")
"""The number of an item (`1. `), and that of a part in brackets (`1) `)."""

_LEAST_NUMBERED = 2


class Listed(NamedTuple):
    """An item as it is listed: its printed text, its name without the mark before it, and its number."""

    raw: str
    name: str
    number: int | None

    @property
    def mark(self) -> str | None:
        """The kind of mark before its name (`letter`, `dash`, `below`); None for a number, or none."""
        mark = _PART.match(to_arabic(self.raw))
        return mark.lastgroup if mark is not None else None

    @property
    def is_named(self) -> bool:
        """Whether its name begins with the word for a project."""
        return KIND_FIRST.match(self.name) is not None


def lacks_number(listed: Sequence[Listed]) -> list[bool]:
    """For each row of a table whether it lacks the number that most of the others have, and has neither a
    mark of another kind nor the word for a project: it may be a heading, a sum or a note."""
    lacking = [row.number is None and row.mark is None and not is_near_kind(row.name) for row in listed]
    numbered = sum(row.number is not None for row in listed)
    return lacking if numbered >= _LEAST_NUMBERED and numbered > sum(lacking) else [False] * len(listed)


def is_lettered(text: str) -> bool:
    """Whether a text begins with the letter of a part (`ก. จัดอบรม`, `(ข) จัดทำสื่อ`)."""
    return Listed(text, "", None).mark == "letter"


def parts_below(whole: Listed, below: Sequence[Listed]) -> int:
    """How many of the rows right below an item may be its parts: those with letters, or numbers below its
    own, and those with dashes, or numbers in brackets that begin anew, without the word for a project."""
    marked = sum(1 for _ in takewhile(lambda item: _is_marked_below(item, whole), below))
    if marked or not below or below[0].is_named or _POINT.match(to_arabic(whole.raw)) is None:
        return marked
    numbers = [_BRACKET.match(to_arabic(item.raw)) for item in below]
    anew = numbers[0] is not None and numbers[0][1] == "1"
    return sum(1 for _ in takewhile(bool, numbers)) if anew else 0


def _is_marked_below(item: Listed, whole: Listed) -> bool:
    mark = item.mark
    if mark in (None, whole.mark) or item.number is not None:
        return False
    if mark == "below":
        return to_arabic(item.raw).lstrip(" (").startswith(f"{whole.number}.")
    return mark == "letter" or not item.is_named
