"""What was read where nothing is printed: pieces of emblems, stamps, photographs, writing by hand.

An engine gives letters for any ink. Of what is no print it is unsure character by character, while even of
coarse print it is unsure of a few only; a loop or an arc by itself can look like a letter all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from extract.engines.clear_page import CERTAIN
from extract.model import Reading
from extract.scan.geometry import PxBox
from normalize.chars import MARKS

# The mean confidence of the characters of print, and the length of what a scrap can be read as.
SURE, LONGEST = 0.6, 20
# Marks over and under letters are no print without one.
ALL_MARKS = frozenset(MARKS)
# Of so few characters an engine is surer where they are print.
FEW, SURE_OF_FEW = 2, 0.4
# A picture gives this many scraps, which are most of what was read then.
PICTURE = 4
# Nothing is print on a page without a clear line that has so many scraps, and so great a part of its lines.
NO_PRINT, PART = 3, 0.4
# A scrap is no number where of so many lines next to it all but one are scraps, too, and none is clear.
BESIDE = 8
# A letter is no print by itself further from print than this, in its own heights; Thai letters number pages.
AWAY = 3.0
SURE_OF_ONE = 0.95
ROUND = frozenset("0๐oO")
# A line of print is so many characters long; what overlaps it by this part of its own height is part of it.
PRINTED, OVERLAP = 10, 0.6
# What marks over letters that run together look like.
RINGS = re.compile("[๐๖๘๙]{1,2}")
# What is read in a picture is print if it has so many letters and is so sure.
TITLE, SURE_IN_PICTURE = 4, 0.9
# What may be a number of the document, however unsure: it is kept, and is not certain.
NUMBER = re.compile(r"\d{4}|\d[,.]\d{3}")


def is_no_print(readings: Iterable[Reading], *, beside_pictures: bool = False) -> bool:
    """Whether of all that was read on a page nothing is print: a photograph whose shades did not tell it, or
    not in all its parts, `beside_pictures`.

    Of the worst scans some lines at least are clear. Rows of dots are print beside print only.
    """
    readings = list(readings)
    found = sum(_is_scrap(reading) or _is_dots(reading) for reading in readings)
    many = found >= (1 if beside_pictures else NO_PRINT) and found >= PART * len(readings)
    return many and not any(map(is_clear_print, readings))


def scraps(readings: Sequence[Reading], boxes: Sequence[PxBox], *, clear_page: bool = True) -> list[bool]:
    """Which of the lines outside tables are no print; `boxes` are their places in px.

    `clear_page` is False where no line of the page, those of tables included, is clear print.
    """
    found = [_is_scrap(reading) for reading in readings]
    short = [len(reading.text.strip()) <= FEW and reading.confidence < CERTAIN for reading in readings]
    among = _among_scraps(readings, boxes)
    drawn = not clear_page or (sum(found) >= PICTURE and 2 * sum(found) >= len(found))
    found = [
        (scrap and (lost or not may_be_a_number(reading)))
        or (lost and _is_dots(reading))
        or (few and (lost or drawn))
        for scrap, few, lost, reading in zip(found, short, among, readings, strict=True)
    ]
    long = [0 if scrap else len(reading.text.strip()) for reading, scrap in zip(readings, found, strict=True)]
    words, lines = (
        [box for box, n in zip(boxes, long, strict=True) if n >= least] for least in (FEW + 1, PRINTED)
    )
    return [
        scrap
        or (_may_be_drawn(reading) and not any(_near(box, other) for other in words))
        or (_may_be_marks(reading) and any(_stands_in(box, other) for other in lines))
        for scrap, reading, box in zip(found, readings, boxes, strict=True)
    ]


def _among_scraps(readings: Sequence[Reading], boxes: Sequence[PxBox]) -> list[bool]:
    """Which lines stand among scraps only, as in a picture beside print."""
    stray = np.array([_is_scrap(reading) or _is_dots(reading) for reading in readings])
    if stray.sum() <= BESIDE:
        return [False] * len(stray)
    clear, places = np.array([is_clear_print(reading) for reading in readings]), np.array(boxes, float)
    found = []
    for x0, y0, x1, y1 in boxes:
        off_x = np.maximum(0, np.maximum(places[:, 0] - x1, x0 - places[:, 2]))
        off_y = np.maximum(0, np.maximum(places[:, 1] - y1, y0 - places[:, 3]))
        beside = np.argsort(np.hypot(off_x, off_y), kind="stable")[: BESIDE + 1]  # itself among them
        found.append(bool(stray[beside].sum() >= BESIDE and not clear[beside].any()))
    return found


def _is_dots(reading: Reading) -> bool:
    return set(reading.text) == {"."}


def _is_scrap(reading: Reading) -> bool:
    text, chars = reading.text.strip(), reading.char_confidences
    if ALL_MARKS.issuperset(text) or (len(text) <= FEW and reading.confidence < SURE_OF_FEW):
        return True
    return bool(chars) and len(text) <= LONGEST and sum(chars) / len(chars) < SURE


def may_be_clear_print(reading: Reading) -> bool:
    """Whether a reading is long enough to be told for clear print, if it is."""
    return _letters(reading) >= TITLE or may_be_a_number(reading)


def _letters(reading: Reading) -> int:
    return sum(char.isalpha() for char in reading.text)


def is_clear_print(reading: Reading) -> bool:
    """Whether a reading of a line in a picture is of print: a title on a photograph is large and clear."""
    chars = reading.char_confidences
    is_title = _letters(reading) >= TITLE and bool(chars) and sum(chars) / len(chars) >= SURE_IN_PICTURE
    return is_title or (reading.confidence >= CERTAIN and may_be_a_number(reading))


def may_be_a_number(reading: Reading) -> bool:
    """Whether a reading has what may be a number of the document."""
    return NUMBER.search(reading.text) is not None


def _may_be_drawn(reading: Reading) -> bool:
    """Whether a reading is one letter that a loop or an arc of a drawing can be taken for."""
    text = reading.text.strip()
    if len(text) != 1 or (text.isdigit() and text not in ROUND):
        return False
    return text in ROUND or (text.isalpha() and (text.isascii() or reading.confidence < SURE_OF_ONE))


def _may_be_marks(reading: Reading) -> bool:
    """Whether a reading may be a vowel and a tone mark that a scan joined (`ี่` read as ๘)."""
    return RINGS.fullmatch(reading.text.strip()) is not None and reading.confidence < CERTAIN


def _stands_in(box: PxBox, other: PxBox) -> bool:
    """Whether a box stands over the letters of a line of print, within its reach: no line does."""
    inside = other[0] < (box[0] + box[2]) / 2 < other[2]
    over = box[1] + box[3] < other[1] + other[3]
    return inside and over and box[3] - other[1] >= OVERLAP * (box[3] - box[1])


def _near(box: PxBox, other: PxBox) -> bool:
    reach = AWAY * (box[3] - box[1])
    return (
        other[0] < box[2] + reach
        and other[2] > box[0] - reach
        and other[1] < box[3] + reach
        and other[3] > box[1] - reach
    )
