"""What stands for a misread number or mark in the narrative of a scanned report.

Only scans need this, and only readings whose digits cannot be trusted are touched: a heading's code is then
told by its name in the catalogue, else by the order of headings; an item's number by the order of items.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from normalize.catalogue import categories_of, frameworks
from normalize.chars import fold
from normalize.digits import to_arabic
from pipelines.parse.evidence import goes_on_by_order

_KIND = r"[\"“”'‘’]?\s*(?:โครงการ|กิจกรรม|มาตรการ)"
_TICK_BEFORE_NUMBER = re.compile(
    rf"(?:\S{{1,3}}[/\\|.,'’]\s*|\S{{1,2}}\s+)(?=[\d๐-๙]{{1,3}}\s*[.)]\s*{_KIND})"
)
_LEADING_STROKE = re.compile(r"[/\\|✓√]\s*(?=[\d๐-๙]{1,3}\s*[.)]\s*\S)")
"""No print begins a number with a stroke; a tick by hand does."""
_LOST_NUMBER = re.compile(rf"[^\s\d๐-๙]{{1,3}}[.)]\s*(?={_KIND})|\S{{1,3}}[^\s\d๐-๙][.)]\s*(?={_KIND})")
_NEAR = 80.0
_LEAST_SUPPORT = 0.4
"""Share of the items that must carry the number of their place before it is given to the others."""


def without_noise(text: str) -> str:
    """A line of a scan without the tick, or what is left of a misread number, before an item's name.

    >>> without_noise("ง/ ๒. กิจกรรมให้ความรู้")
    '๒. กิจกรรมให้ความรู้'
    >>> without_noise("/๑๒. กิกรรมมอบประกาศ")
    '๑๒. กิกรรมมอบประกาศ'
    """
    for tick in (_LEADING_STROKE, _TICK_BEFORE_NUMBER):
        if (match := tick.match(text)) is not None:
            return text[match.end() :]
    return _LOST_NUMBER.sub("", text, count=1) if _LOST_NUMBER.match(text) else text


class CodesByName:
    """Codes of dimensions, missions and strategies by their names in the plan frameworks."""

    def __init__(self, framework_id: str | None = None) -> None:
        known = [item.framework_id for item in frameworks() if item.is_plan]
        chosen = [framework_id] if framework_id in known else known
        self._categories = [category for name in chosen if name for category in categories_of(name)]

    def find(self, name: str, level: int, printed: str | None = None) -> str | None:
        """The code of the category of that level whose name a text begins with; None where none is near.

        Of categories with like names the one whose code is `printed` comes first.
        """
        folded = fold(name)
        rated = [
            (_starts(folded, fold(category.name)), category)
            for category in self._categories
            if category.level == level
        ]
        if not rated:
            return None
        score, category = max(rated, key=lambda pair: (pair[0], pair[1].code == printed, pair[1].code))
        return category.code if score >= _NEAR else None


_LOST_DOTS = re.compile(r"\s*([1-9])\s*\.?\s*([1-9])\s*(?:\.?\s*([1-9]))?\s*[.)]?\s+(?=[ก-ฮเ-ไ(])")


def code_without_dots(text: str, dimension: int) -> tuple[str, str] | None:
    """The code of a heading of this dimension whose dots were lost, with the words behind it; else None.

    >>> code_without_dots("22.1 เผยแพร่ข้อมูล", 2), code_without_dots("2.2.1 เผยแพร่ข้อมูล", 2)
    (('2.2.1', 'เผยแพร่ข้อมูล'), None)
    """
    match = _LOST_DOTS.match(to_arabic(text))
    if match is None or int(match[1]) != dimension:
        return None
    digits = [digit for digit in match.groups() if digit]
    if match[0].rstrip(" .)").count(".") == len(digits) - 1:
        return None
    return ".".join(digits), text[match.end() :]


def settled_dimension(
    read: int, name: str, before: int | None, codes: CodesByName, *, lost: bool = False
) -> int | None:
    """The dimension of a heading whose digit was not read for sure: by its name, else as read where it goes
    on by one from the dimension `before`; None where neither tells, as behind a dimension that was `lost`."""
    named = codes.find(name, 1)
    if named is not None:
        return int(named)
    return read if read != before and goes_on_by_order(read, before, lost=lost) else None


def settled_code(
    path: tuple[int, ...],
    name: str,
    dimension: int | None,
    before: tuple[str | None, str | None],
    codes: CodesByName,
) -> tuple[int, ...] | None:
    """The code of a mission or strategy whose digits were not read for sure: by its name in the dimension,
    else as read where it goes on from the mission and strategy `before`; None where neither tells."""
    named = codes.find(name, len(path), ".".join(map(str, path)))
    if named is not None and dimension in (None, int(named.split(".")[0])):
        return tuple(int(part) for part in named.split("."))
    if dimension is None:
        return None
    mission, strategy = (int(code.rsplit(".", 1)[1]) if code is not None else 0 for code in before)
    same = path[1] == mission
    agrees = path[0] == dimension and (same or path[1] == mission + 1)
    if len(path) > 2:
        agrees = agrees and (path[2] in (strategy, strategy + 1) if same else path[2] == 1)
    return path if agrees else None


def _starts(folded: str, name: str) -> float:
    """How well the shorter of two texts begins the other, 0-100; short texts tell nothing."""
    size = min(len(folded), len(name))
    return fuzz.ratio(folded[:size], name[:size]) if size >= 12 else 0.0


def numbers_by_order(numbers: Sequence[int | None], trusted: Sequence[bool]) -> list[int | None]:
    """Item numbers with the untrusted ones told by place, where enough others carry the number of theirs."""
    offsets = Counter(number - place for place, number in enumerate(numbers) if number is not None)
    if not offsets:
        return list(numbers)
    offset, support = offsets.most_common(1)[0]
    if support < max(3, _LEAST_SUPPORT * len(numbers)):
        return list(numbers)
    told = [place + offset if place + offset > 0 else None for place in range(len(numbers))]
    return [number if sure else own for number, sure, own in zip(numbers, trusted, told, strict=True)]
