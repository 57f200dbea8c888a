"""The numbers that items, sections and projects are listed by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from normalize.chars import DASHES
from normalize.digits import to_arabic

NumberingKind = Literal["dash", "bullet", "letter", "dotted", "paren", "parens", "item", "seq", "plain"]

_D = "[0-9๐-๙]"
_NONZERO = "[1-9๑-๙]"
_DASH = rf"[{re.escape(DASHES)}]"
_PATTERNS: tuple[tuple[NumberingKind, re.Pattern[str]], ...] = (
    ("seq", re.compile(rf"ลำดับ(?:ที่)?\s*[:.]?\s*(?P<n>{_D}{{1,4}})(?!{_D})")),
    (
        "item",
        re.compile(
            rf"(?:ข้อ(?:ที่)?|โครงการที่|กิจกรรมที่|มาตรการที่)\s*(?P<n>{_D}{{1,3}}(?:\.{_D}{{1,3}})*)(?!{_D})[.)]?"
        ),
    ),
    ("parens", re.compile(rf"\(\s*(?P<n>{_D}{{1,3}}(?:\.{_D}{{1,3}})*)\s*\)")),
    ("paren", re.compile(rf"(?P<n>{_D}{{1,3}}(?:\.{_D}{{1,3}})*)\s?\)")),
    ("dotted", re.compile(rf"(?P<n>{_D}{{1,2}}(?:\s?\.\s?{_NONZERO}{_D}?)+)(?![,%0-9๐-๙])\.?(?!{_DASH})")),
    ("dotted", re.compile(rf"(?P<n>{_D}{{1,3}})\.(?!{_D}|{_DASH}|,)")),
    # the full stop is left out or was lost; `9 โครงการ` and `9โครงการ/กิจกรรม` are counts
    (
        "dotted",
        re.compile(rf"(?P<n>{_D}{{1,2}})(?=(?:โครงการ|กิจกรรม|มาตรการ)\s?[\"“”]?(?!และ|หรือ|ที่|รวม)[ก-ฮเ-ไ])"),
    ),
    # other letters with a full stop are abbreviations (`ม.`, `ต.`) or the rest of a word
    ("letter", re.compile(r"(?:[ก-ฌ]\s?[.)]|\([ก-ฌ]\))(?=\s*[\"“]?(?:โครงการ|กิจกรรม|มาตรการ))")),
    ("bullet", re.compile(r"[•●○◦▪■□➢➤✓✔*·](?=\s|[ก-๙])")),
    ("dash", re.compile(rf"{_DASH}(?=\s*[^\s{re.escape(DASHES)}])")),
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """How an item is numbered.

    `kind`: `dash` (-), `bullet`, `letter` (`ก. โครงการ`), `dotted` (`1.`, `๑.๑.๒`), `paren` (`1)`),
    `parens` (`(1)`), `item` (`ข้อ ๓`), `seq` (`ลำดับที่ ๔`), `plain` (a number alone). `path` holds the
    numbers, outermost first, empty for dash, bullet and letter; `code` is the path with full stops (`1.1.2`).
    `rest` is the text after it, never changed but for
    blanks at its ends; `marker` is what was taken off.
    """

    kind: NumberingKind
    path: tuple[int, ...]
    rest: str
    marker: str

    @property
    def code(self) -> str:
        """The path as `1.1.2`; empty for dashes, bullets and letters."""
        return ".".join(map(str, self.path))


def parse_numbering(text: str) -> Numbering | None:
    """The numbering that `text` begins with, or None. A dash and then a number (`- 1) …`) give the number.

    A lone `-` and amounts (`30,000.-`, `40.50`) are not numbering, except that a bare number of one to three
    digits alone gives `plain`.

    >>> parse_numbering("๑.๑.๒ ส่งเสริม").path
    (1, 1, 2)
    >>> parse_numbering("ลำดับที่ ๔ /").rest
    '/'
    """
    stripped = text.strip()
    if re.fullmatch(rf"{_D}{{1,3}}", stripped):
        return Numbering("plain", (int(stripped),), "", stripped)
    for kind, pattern in _PATTERNS:
        match = pattern.match(stripped)
        if match is None:
            continue
        rest = stripped[match.end() :].strip()
        if kind == "dash":
            inner = parse_numbering(rest)
            if inner is not None and inner.path and inner.kind != "plain":
                marker = stripped[: len(stripped) - len(inner.rest)].strip()
                return Numbering(inner.kind, inner.path, inner.rest, marker)
            if re.match(_D, rest):
                return None
        numbers = match.groupdict().get("n") or ""
        path = tuple(int(part) for part in re.split(r"\s?\.\s?", to_arabic(numbers)) if part)
        return Numbering(kind, path, rest, match.group())
    return None


def strip_numbering(text: str) -> str:
    """`text` without the numbering and dashes it begins with."""
    while (numbering := parse_numbering(text)) is not None and numbering.rest:
        text = numbering.rest
    return text.strip()
