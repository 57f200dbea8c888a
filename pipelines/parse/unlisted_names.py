"""Items that a plan lists in running text beside its tables, as in an annex: remarks, so that none
disappears."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from normalize.chars import without_marks
from normalize.digits import to_arabic
from normalize.numbering import parse_numbering
from pipelines.parse.detail_anchors import numbered_item
from pipelines.parse.text_lines import TextLine
from pipelines.records import Remark

UNLISTED = "item named in running text that no table lists"
_SAME = 85.0
"""Likeness (0-100) of a line and an item's name from which the line names the item."""
_APART = 3
"""So many lines at most lie between the names of a list."""


def unlisted_names(lines: Sequence[TextLine], told: Collection[int], names: Iterable[str]) -> list[Remark]:
    """A remark for each line of a list of numbered items (`1. กิจกรรม…` above `2. มาตรการ…`) that is none of
    the lines `told` (by identity) and bears none of the `names` of the items that are known."""
    known = [_letters(name) for name in names]
    numbered = [
        (place, number, line)
        for place, line in enumerate(lines)
        if id(line.line) not in told and (number := numbered_item(to_arabic(line.text))) is not None
    ]
    listed: dict[int, TextLine] = {}
    for (place, number, line), (below, following, other) in pairwise(numbered):
        if following == number + 1 and below - place <= _APART:
            listed |= {place: line, below: other}
    return [
        Remark(line.page, line.text, UNLISTED) for line in listed.values() if not _is_known(line.text, known)
    ]


def _is_known(text: str, known: Iterable[str]) -> bool:
    numbering = parse_numbering(text)
    letters = _letters(numbering.rest if numbering is not None else text)
    return any(fuzz.partial_ratio(letters, name) >= _SAME for name in known)


def _letters(name: str) -> str:
    return "".join(char for char in without_marks(name) if char.isalpha())
