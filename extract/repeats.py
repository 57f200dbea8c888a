"""Pages that stand in a file twice: scanned again by mistake, or put in once more.

A page repeats an earlier one where everything that is printed on it stands there too. Forms are alike but for
a name and a number, so that one line of other words or one number that was read as another tells two pages
apart; only what a scan did not read for sure may differ, and only a little of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from extract.model import Line, Page
from extract.unsure import unsure_numbers
from normalize.chars import fold, without_marks

LEAST_TEXTS = 12
"""Cells and lines of a page that can be told to be a repetition; a title or a signature may stand twice."""
LEAST_LETTERS = 150
_UNLIKE = 0.1
"""Share of the letters of a text that two readings of it may differ in."""
_SURE_UNLIKE = 0.04
"""The same where both were read with confidence."""
_SURE = 0.9
"""Confidence from which a text counts as read."""
_MOST_MISREAD = 0.05
"""Share of the numbers of a page that may have been read otherwise, none of them with confidence."""
_MOST_STRAY = 0.02
"""Share of a page's letters that may stand on one of the scans alone: dirt, or the edge of a stamp."""
_SPECK = 2
"""So few letters may be dirt, though they were read with confidence, or a dash that a scan lost."""
_SAME_SIZE = 0.07
"""Share by which the sizes of both pages may differ."""
_LEAST_EQUAL = 0.5
"""So many of the texts were read letter by letter the same (but for marks above and below)."""
_DIGITS = re.compile(r"\d+")
_LEADERS = re.compile(r"\.{3,}")
_YEAR = re.compile(r"(?<!\d)25\d\d(?!\d)")
_PAGE_NUMBER = re.compile(r"[-–—.()\[\]/|]*(?:หน้า(?:ที่)?)?[\dก-ฮ]{1,4}(?:[/จาก]+\d{1,4})?[-–—.()\[\]/|]*")


Key = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class _Text:
    """What stands in a cell of column `col` or on a line (None), folded, and whether it was read for sure
    (None: exact text)."""

    folded: str
    sure: bool | None
    col: int | None
    dated: bool | None
    """Whether the years that it names were read for sure; None where it names none."""

    @property
    def key(self) -> Key:
        """What equal texts share."""
        return self.col, self.folded if self.sure is None else without_marks(self.folded)


@dataclass(frozen=True, slots=True)
class _Print:
    """What is printed on a page."""

    texts: tuple[_Text, ...]
    counts: Counter[Key]
    letters: int

    @property
    def years_sure(self) -> bool:
        """Whether most of what names a year was read for sure: two tables may be alike but for it."""
        dated = [text.dated for text in self.texts if text.dated is not None]
        return 2 * sum(dated) > len(dated) or not dated


def with_repeats(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages in their order, those that repeat an earlier one marked with its number."""
    known: list[tuple[int, _Print]] = []
    found = []
    for page in pages:
        printed = _print(page) if page.number is not None else None
        original = None
        if printed is not None and page.number is not None:
            original = next((number for number, other in known if _repeats(printed, other)), None)
            if original is None:
                known.append((page.number, printed))
        found.append(page if original == page.repeats else replace(page, repeats=original))
    return tuple(found)


def _print(page: Page) -> _Print | None:
    """What is printed on a page; None where that is too little to tell a repetition."""
    texts = tuple(text for text in _texts(page) if text.folded)
    letters = sum(len(text.folded) for text in texts)
    if len(texts) < LEAST_TEXTS or letters < LEAST_LETTERS:
        return None
    return _Print(texts, Counter(text.key for text in texts), letters)


def _texts(page: Page) -> Iterator[_Text]:
    for block in page.blocks:
        if isinstance(block, Line):
            text = _text([block], None)
            if not _PAGE_NUMBER.fullmatch(text.folded):
                yield text
        else:
            yield from (_text(cell.lines, cell.col) for cell in block.cells)


def _text(lines: Sequence[Line], col: int | None) -> _Text:
    folded = _LEADERS.sub("", fold(" ".join(line.text for line in lines)))
    known = [line.confidence for line in lines if line.confidence is not None]
    sure = min(known) >= _SURE if known else None
    dated = None
    if _YEAR.search(folded):
        unsure = set(map(fold, unsure_numbers(lines)))
        told = sure is not False or all(line.reading is not None for line in lines)
        dated = told and unsure.isdisjoint(_YEAR.findall(folded))
    return _Text(folded, sure, col, dated)


def _repeats(one: _Print, other: _Print) -> bool:
    """Whether two pages bear the same print."""
    if abs(one.letters - other.letters) > _SAME_SIZE * other.letters:
        return False
    if not (one.years_sure and other.years_sure):
        return False
    common = one.counts & other.counts
    if common.total() < _LEAST_EQUAL * max(len(one.texts), len(other.texts)):
        return False
    strays, right = [], _beyond(other, common)
    for text in _beyond(one, common):
        like = next((candidate for candidate in right if _is_same(text, candidate)), None)
        if like is None:
            strays.append(text)
        else:
            right.remove(like)
    misread = 0
    for text in list(strays):
        like = next((candidate for candidate in right if _is_misread(text, candidate)), None)
        if like is not None:
            misread += 1
            strays.remove(text)
            right.remove(like)
    strays += right
    numbers = sum(_DIGITS.search(text.folded) is not None for text in other.texts)
    return (
        misread <= _MOST_MISREAD * numbers
        and sum(len(text.folded) for text in strays) <= _MOST_STRAY * other.letters
        and all(map(_is_stray, strays))
    )


def _beyond(printed: _Print, common: Counter[Key]) -> list[_Text]:
    """The texts of a page that are not among those which both pages have."""
    rest = Counter(common)
    found = []
    for text in printed.texts:
        if rest[text.key] > 0:
            rest[text.key] -= 1
        else:
            found.append(text)
    return found


def _is_same(text: _Text, other: _Text) -> bool:
    """Whether two texts of scans are readings of the same print, which has the same numbers in both."""
    if text.sure is None or other.sure is None or text.col != other.col:
        return False
    return _digits(text) == _digits(other) and _is_near(text, other)


def _is_misread(text: _Text, other: _Text) -> bool:
    """Whether they differ in one digit that was not read for sure in both, and name no year."""
    if text.sure is None or other.sure is None or (text.sure and other.sure) or text.col != other.col:
        return False
    if _YEAR.search(f"{text.folded} {other.folded}"):
        return False
    return Levenshtein.distance(_digits(text), _digits(other)) == 1 and _is_near(text, other)


def _is_near(text: _Text, other: _Text) -> bool:
    """Whether the letters of two texts differ by no more than two readings of one print do."""
    left, right = (without_marks(_DIGITS.sub("", t.folded)) for t in (text, other))
    share = _SURE_UNLIKE if text.sure and other.sure else _UNLIKE
    most = int(share * max(len(left), len(right))) or (0 if text.sure and other.sure else 1)
    return Levenshtein.distance(left, right, score_cutoff=most) <= most


def _digits(text: _Text) -> str:
    """The digits of a text; stops and commas between them are what a scan loses first."""
    return "".join(_DIGITS.findall(text.folded))


def _is_stray(text: _Text) -> bool:
    """Whether a text that stands on one page alone may be no print at all, or a dash that a scan lost."""
    if text.sure is None:
        return False
    return not _digits(text) and (not text.sure or len(text.folded) <= _SPECK)
