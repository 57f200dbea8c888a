"""Numbers of a scan's print that were not read for sure: what running text has instead of `doubtful`.

A face that the networks hardly know costs them single digits (old prints: ๗ read as ๓, ๙ as ๕) while the
text around stays right. Such a digit is itself less probable: of about 850 numbers in thirteen real documents
all but one of the some 45 misread ones had a digit below `SURE_DIGIT`, and one in ten of the right ones; of
780 on drawn scans one in sixteen fell below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.engines.clear_page import CERTAIN, NUMBER_LIKE, number_of
from extract.model import Line, Reading

SURE_DIGIT = 0.98
"""Probability below which one digit of a printed line is not read for sure."""
_NUMBER = re.compile(r"[0-9๐-๙](?:[0-9๐-๙,./]*[0-9๐-๙])?")
_THAI = re.compile(r"[๐-๙]")


def unsure_numbers(lines: Iterable[Line]) -> list[str]:
    """The numbers of lines, as read and in their order, that were not read for sure; exact text has none.

    A line that is a number and nothing else counts as a whole, by its calibrated confidence; in a line of
    text each number counts by its weakest digit.
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
    for number in _NUMBER.finditer(text):
        digits = [
            p for p, char in zip(least[slice(*number.span())], number[0], strict=True) if char.isdigit()
        ]
        untold = not reading.digits_trusted and _THAI.search(number[0]) is not None
        if untold or min(digits) < needed:
            found.append(number[0])
    return found
