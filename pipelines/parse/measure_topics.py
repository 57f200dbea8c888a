"""Which indicator, item or topic of the ITA a text of a measure report is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from normalize.catalogue import Category, categories_of, frameworks, ita_framework_of_year
from normalize.chars import canonical, fold
from normalize.digits import to_arabic
from normalize.numbering import parse_numbering

_INDICATOR = re.compile(
    r"ตัวช[ิี]?[้่]?วัด(?:ย่อย)?\s*(?:ท[ีิ]?่?)?\s*(?P<code>\d{1,2}(?:\.\d{1,2})?)\s*[:.)]?\s*(?P<name>.*)", re.DOTALL
)
_ITEM = re.compile(r"(?<![a-zA-Zก-๙\d])[oO0]\s?(?P<number>\d{1,2})(?!\d)\s*[:.)]?\s*(?P<name>.*)", re.DOTALL)
_POINT = re.compile(r"\s*ประเด็น\s*ที่?\s*[\d๐-๙]{1,2}(?![\d๐-๙])\s*[:.)]?\s*(?=\S)")
"""`ประเด็นที่ 1 …`: the number is the report's own."""
_SURVEY = re.compile(r"\s*แบบวัด[^\n]{0,60}\n")
_NEAR = 84.0
_SURE_NUMBER = 60.0
"""A name this unlike its number's category (0-100) speaks against the number."""

_SHORTEST = 8
"""Names shorter than this are taken only when they are all of the text."""


@dataclass(frozen=True, slots=True)
class Topic:
    """The category that a text is about; both None where none fits."""

    framework_id: str | None = None
    category_code: str | None = None


def without_point(text: str) -> str:
    """A topic without the report's own number for it.

    >>> without_point("ประเด็นที่ 2 การใช้งบประมาณ")
    'การใช้งบประมาณ'
    """
    point = _POINT.match(text)
    return text[point.end() :] if point is not None else text


def read_topic(text: str, year_be: int | None) -> Topic:
    """The category of a measure's topic, looked for in the year's framework first, then in the others.

    A printed indicator number counts if the name beside it does not name another category.
    """
    text = without_point(_SURVEY.sub("", to_arabic(canonical(text)) + "\n").strip())
    own = ita_framework_of_year(year_be)
    others = [
        item.framework_id
        for item in sorted(frameworks(), key=lambda item: abs(item.first_year_be - (year_be or 0)))
        if not item.is_plan and item.framework_id != own
    ]
    for framework_id in ([own] if own is not None else []) + others:
        code = _code_in(framework_id, text)
        if code is not None:
            return Topic(framework_id, code)
    return Topic(own, None)


def _code_in(framework_id: str, text: str) -> str | None:
    known = categories_of(framework_id)
    codes = {category.code: category for category in known}
    for pattern, prefix in ((_INDICATOR, ""), (_ITEM, "o")):
        match = pattern.match(text) if prefix else pattern.search(text[:200])
        if match is None:
            continue
        code = f"o{int(match['number'])}" if prefix else match["code"]
        name = fold(match["name"])
        best = _by_name(known, name)
        if code in codes and (not name or _starts(name, fold(codes[code].name)) >= _SURE_NUMBER):
            return code
        if best is not None:
            return best
        return code if code in codes and not name else None
    numbering = parse_numbering(text)
    name = fold(numbering.rest if numbering is not None and numbering.rest else text)
    return _by_name(known, name) or _by_name(known, name.removeprefix("ด้าน"))


def _by_name(known: tuple[Category, ...], folded: str) -> str | None:
    """The category whose name the text begins with; the longest of several."""
    best: tuple[float, int, str | None] = (0.0, 0, None)
    for category in known:
        name = fold(category.name)
        score = _starts(folded, name) if len(name) >= _SHORTEST else fuzz.ratio(folded, name)
        if score >= _NEAR and (score, len(name)) > best[:2]:
            best = (score, len(name), category.code)
    return best[2]


def _starts(folded: str, name: str) -> float:
    """How well a text begins with a name, 0-100."""
    if not name:
        return 0.0
    return max(fuzz.ratio(folded[: len(name) + more], name) for more in (-1, 0, 1, 2))
