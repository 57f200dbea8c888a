"""Numbers of a scan's print that were not read for sure: what running text has instead of `doubtful`.

A face that the networks hardly know costs them single digits (old prints: ๗ read as ๓, ๙ as ๕) while the
text around stays right. Such a digit is itself less probable: of about 850 numbers in thirteen real documents
all but one of the some 45 misread ones had a digit below `SURE_DIGIT`, and one in ten of the right ones; of
780 on drawn scans one in sixteen fell below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.engines.clear_page import CERTAIN, NUMBER_LIKE, number_of
from extract.engines.number_form import is_misplaced, mixes_systems
from extract.model import Line, Reading

SURE_DIGIT = 0.98
"""Probability below which one digit of a printed line is not read for sure."""
SURE_STOP = 0.75
"""A stop behind a number that is less probable may be the first of what was lost (`๓.๑.` of `๓.๑.๒`): of
6,700 certain numbers of text on ten kinds of scans six right ones have such a stop, and three wrong ones."""
_NUMBER = re.compile(r"[0-9๐-๙](?:[0-9๐-๙,./]*[0-9๐-๙])?")
_THAI = re.compile(r"[๐-๙]")
_PHONE = re.compile(r"[0๐][0-9๐-๙]?(?: [0-9๐-๙]{3,4}){2}(?![0-9๐-๙])")
"""`๐ ๔๕๖๙ ๓๑๗๘`: digits that print sets apart."""
_LIST = re.compile(r"\d{1,2}(,\d{1,2}){2,}")
"""`๒,๕,๘`: villages or articles named one after the other, no number of which a comma is out of place."""
_LETTER_O = re.compile(r"(?![0๐]+$)[0๐]\d{1,2}")
_FORM = re.compile(r"([.,:/–-]|วันที่) ?$")
"""What stands before the number of a form (`แบบ ผ.01`), or a day, and in the midst of a time or a telephone
number."""
_JOINS = re.compile(r"[-–/:]")
_LETTER_ONE = frozenset("Il|")
_WHOLE = re.compile(r"(หมู่|หมู่ที่|มาตรา|พ\.ศ\.) ?$")
"""What is counted in whole numbers: villages, sections of acts, years."""


def unsure_numbers(lines: Iterable[Line]) -> list[str]:
    """The numbers of lines, as read and in their order, that were not read for sure; exact text has none.

    A line that is a number and nothing else counts as a whole, by its calibrated confidence; in a line of
    text each number counts by its weakest digit, and by its form: a comma read for a stop (`๓๓,๗๔`) changes
    what it is worth as much as a digit does, and digits of two numeral systems are never both right. Two with
    nothing but a blank between them may be one whose stop or comma was lost, or that was torn (`2 566`).
    Letters that look like digits are read for them (`O36` for 036), and digits for letters (`I7` for 17).
    """
    return [number for line in lines if line.reading is not None for number in _unsure(line.reading)]


def _unsure(reading: Reading) -> list[str]:
    text, chars = reading.text, reading.char_confidences
    if len(chars) != len(text) or NUMBER_LIKE.issuperset(text) or number_of(text) is not None:
        least = [reading.confidence] * len(text)
        needed = CERTAIN
    else:
        least, needed = list(chars), SURE_DIGIT
    found = []
    torn = _torn(text)
    for number in _NUMBER.finditer(text):
        digits = [
            p for p, char in zip(least[slice(*number.span())], number[0], strict=True) if char.isdigit()
        ]
        untold = not reading.digits_trusted and _THAI.search(number[0]) is not None
        odd = number.start() in torn or _is_malformed(number[0])
        if untold or min(digits) < needed or odd or (needed == SURE_DIGIT and _is_odd_beside(number, chars)):
            found.append(number[0])
    return found


def _is_odd_beside(number: re.Match[str], chars: Sequence[float]) -> bool:
    """Whether what stands beside a number of a text says that a part of it was misread or lost."""
    text, (start, end) = number.string, number.span()
    before, behind = text[:start], text[end : end + 1]
    if not _LETTER_ONE.isdisjoint((before[-1:], behind)):
        return True
    if _LETTER_O.fullmatch(number[0]) and not (_FORM.search(before) or _JOINS.match(behind)):
        return True
    return ("." in number[0] and _WHOLE.search(before) is not None) or (
        text[end : end + 2] == ". " and chars[end] < SURE_STOP
    )


def _is_malformed(number: str) -> bool:
    """Whether no number is written so. What stands before and behind a stroke are numbers of their own, as in
    the numbers of letters (`๗๖๒๐๑/๐๐๔๓๗`)."""
    parts = number.split("/")
    return mixes_systems(number) or any(is_misplaced(part) and not _LIST.fullmatch(part) for part in parts)


def _torn(text: str) -> set[int]:
    """Where the numbers of a text begin that would be one number without the blank between them."""
    phones = [phone.span() for phone in _PHONE.finditer(text)]
    found = set()
    for a, b in pairwise(_NUMBER.finditer(text)):
        if text[a.end() : b.start()].strip() or any(p <= a.start() and b.end() <= q for p, q in phones):
            continue
        if not _is_malformed(a[0] + b[0]):
            found |= {a.start(), b.start()}
    return found
