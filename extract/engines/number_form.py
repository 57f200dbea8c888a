"""How numbers are written: what tells a comma from a stop, and rings of one numeral system from the other's.

Nothing here changes a digit's value. Thousands are grouped in threes by commas, a fraction of an amount has
one or two digits behind a stop, and no number mixes Thai and Arabic numerals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

UNPARTED = re.compile(r"([0-9๐-๙]{3,})([.]?[-–]|/[-–])?")
"""Digits without a stop or a comma among them, and how an amount may end."""
GROUPED = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?[-–/.]*")
_JOINED = re.compile(r"\d+([.,/]\d+)+")
_WELL_JOINED = re.compile(
    r"\d{1,3}(,\d{3})+(\.\d{1,2})?|\d+\.\d{1,2}"  # amounts
    r"|\d{1,2}\.\d{1,2}\.(\d{4}|\d{1,2})(\.\d{1,2})*"  # numberings, dates
    r"|\d{1,2}/\d{1,2}/(\d{4}|\d{2})|\d{1,3}/\d{1,4}|\d{4}/\d{4}"  # dates, numbers of a year
)
LEAST_SHARE = 2e-5
"""A well-formed candidate must be at least so likely, in parts of the likeliest one: of 15,500 held-out
numbers 0.02 sets half as many right; either makes the same two wrong, one of them printed with a comma for
its stop."""
_IN_GROUPS = re.compile(r"(?P<whole>\d{1,3}(?:[.,]?\d{3})+)(?P<rest>(?:\.\d{2})?[-–/.]*)")
_SEPARATORS = str.maketrans(" ,", "..")
_NO_SEPARATORS = str.maketrans("", "", " ,.")
_DIGITS = re.compile(r"[0-9๐-๙][0-9๐-๙.,]*")
_THAI, _ARABIC = frozenset("๑๒๓๔๕๖๗๘๙"), frozenset("123456789")


def is_grouped(text: str) -> bool:
    """Whether a number's commas and stops stand where numbers have them; its end (`.-`) does not count."""
    return GROUPED.fullmatch(text) is not None


def is_misplaced(text: str) -> bool:
    """Whether a comma, stop or stroke stands within digits where no number, numbering or date has one."""
    return any(not _WELL_JOINED.fullmatch(found[0]) for found in _JOINED.finditer(text))


def digits_of(text: str) -> str:
    """What a number of four digits or more is, whatever parts its groups of three: the engines tell its
    commas, stops and blanks less surely apart than its digits. Another text is itself.

    >>> digits_of("30,000"), digits_of("30.000"), digits_of("1,250.00"), digits_of("12.50")
    ('30000', '30000', '1250.00', '12.50')
    """
    bare = text.replace(" ", "")
    match = _IN_GROUPS.fullmatch(bare)
    if match is None:
        return bare
    return re.sub(r"[.,]", "", match["whole"]) + match["rest"]


def better_separated(ranked: Sequence[tuple[str, float]]) -> int:
    """The place of the text to take among a number's candidates, likeliest first.

    It is the first one, but for one that no number is separated like, where another candidate with the same
    digits has its commas and stops where they belong. What could be a numbering or a date keeps the places
    of its separators.
    """
    text, p = ranked[0]
    if is_grouped(text) or not any(c.isdigit() for c in text):
        return 0
    shape, bare = text.translate(_SEPARATORS), text.translate(_NO_SEPARATORS)
    movable = is_misplaced(text.replace(" ", "")) or text.endswith(",")
    for place, (other, share) in enumerate(ranked[1:], 1):
        alike = other.translate(_SEPARATORS) == shape
        alike = alike or (movable and other.translate(_NO_SEPARATORS) == bare)
        if alike and share >= LEAST_SHARE * p and is_grouped(other):
            return place
    return 0


def mixes_systems(text: str) -> bool:
    """Whether a number has digits of both numeral systems, zeros apart: one of them was misread."""
    return any(
        not _THAI.isdisjoint(found[0]) and not _ARABIC.isdisjoint(found[0])
        for found in _DIGITS.finditer(text)
    )


def in_one_system(text: str) -> str:
    """The text with its zeros in the numeral system of its other digits: the rings of both look alike."""
    thai, arabic = (any(c in digits for c in text) for digits in (_THAI, _ARABIC))
    if thai == arabic:
        return text
    return text.replace("0", "๐") if thai else text.replace("๐", "0")
