"""Finding the category (มิติ, ภารกิจ, แนวทาง, ITA indicator or topic) that a printed heading names.

Plans leave headings out and number the rest anew, so the words decide, not the printed number.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from normalize.catalogue import Category, categories_of
from normalize.chars import MARKS, fold
from normalize.numbering import parse_numbering, strip_numbering

_LEAST = 80.0
_LEAD = 3.0
_LONG_HEADING = 25
_LEVEL_WORD = re.compile(r"^(?:มิ?ติที่\d|ตัวชี้วัดที่\d+(?:\.\d+)?|ภารกิจที่\d)")
_NOT_LETTERS = re.compile(rf"[^ก-ฮะ-ฺเ-๎a-z0-9]+|[{MARKS}]")


@dataclass(frozen=True, slots=True)
class CategoryMatch:
    """The category that a heading names by its words, the similarity (0-100), and the number printed
    before it (`1.2.1`; empty for none), which may differ from the category's code."""

    category: Category
    score: float
    printed_code: str


def match_category(text: str, framework_id: str, level: int | None = None) -> CategoryMatch | None:
    """The category of a framework whose name the heading bears; None where none is near or two are
    equally near.

    `level` narrows the choice (1 มิติ, 2 ภารกิจ, 3 แนวทาง for plans). Of categories with the same name
    the one whose code is printed is taken, else none.
    """
    numbering = parse_numbering(text)
    printed = numbering.code if numbering is not None else ""
    heading = _letters(strip_numbering(text))
    if len(heading) < 6:
        return None
    rated = sorted(
        (
            (_likeness(heading, letters), category.code == printed, index, category)
            for index, (letters, category) in enumerate(_named(framework_id))
            if level in (None, category.level)
        ),
        key=lambda item: (-item[0], not item[1], item[2]),
    )
    if not rated or rated[0][0] < _LEAST:
        return None
    best = rated[0]
    if len(rated) > 1 and not best[1] and best[0] - rated[1][0] < _LEAD:
        return None
    return CategoryMatch(best[3], round(best[0], 1), printed)


def _likeness(heading: str, name: str) -> float:
    """Similarity of a heading and a category's name; a long heading may also be the beginning of the name."""
    whole = fuzz.ratio(heading, name)
    if _LONG_HEADING <= len(heading) < len(name):
        return max(whole, fuzz.ratio(heading, name[: len(heading)]) - 2.0)
    return whole


@functools.cache
def _named(framework_id: str) -> tuple[tuple[str, Category], ...]:
    return tuple((_letters(category.name), category) for category in categories_of(framework_id))


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", _LEVEL_WORD.sub("", fold(text)))
