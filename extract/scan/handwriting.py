"""Writing by hand beside print: signatures, names and dates on dotted lines, notes.

An engine reads words into it, and is unsure of them. So it is of worn print; but the letters of one printer
are alike, and a pen's strokes are thin beside the size of what they write. On a page whose print is clear, a
short line that is not, and whose letters are thin and larger than print or run up or down, is written. What
may be a number is kept, and is doubtful, and so is a line with a word that is clear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines.clear_page import number_of
from extract.model import Reading
from extract.scan.layout import LineLayout
from extract.scan.medians import median
from extract.scan.scraps import may_be_a_number

# The mean confidence of the characters of lines that may be writing, and of clear print; the length of both.
UNSURE, CLEAR = 0.8, 0.9
LONGEST, FEWEST = 20, 6
# Print is clear where so much of it is, in so many lines at least; so many are looked at.
MOSTLY, ENOUGH, SAMPLE = 0.85, 5, 12
# So many letters in a row that are as clear make a word of print.
WORD = 4
# Ink fills less of the boxes of written letters than this part of what it does of printed ones. They are
# larger than those by this factor, or stand on a line of this slope.
THIN, LARGE, SLOPE = 0.85, 1.3, 0.04
# Grey below which a pixel of a line's image is ink; letters are so tall beside the tallest ones.
INK, TALL = 150, 0.55
# The slope of a line is told by so many of its letters: a line of print has fewer, a picture's dots do not.
MOST_LETTERS = 256


@dataclass(frozen=True)
class Shape:
    """The letters of a line: height in px, how much of their boxes ink fills, the slope of their line."""

    height: float
    fill: float
    slope: float


def handwritten(
    lines: Sequence[LineLayout], readings: Sequence[Reading], page: Sequence[tuple[LineLayout, Reading]]
) -> list[bool]:
    """Which of the lines outside tables are written by hand; `page` is what was read on all of the page."""
    asked = [
        not line.covered and not line.dots and _may_be_writing(reading)
        for line, reading in zip(lines, readings, strict=True)
    ]
    known = _print_of(page) if any(asked) else None
    if known is None:
        return [False] * len(lines)
    return [ask and _is_unlike(line.image, known) for line, ask in zip(lines, asked, strict=True)]


def _may_be_writing(reading: Reading) -> bool:
    chars, text = reading.char_confidences, reading.text.strip()
    if not chars or len(text) > LONGEST or sum(chars) >= UNSURE * len(chars):
        return False
    if may_be_a_number(reading) or any(map(str.isdigit, number_of(text) or "")):
        return False
    run = 0
    for char, sure in zip(reading.text, chars, strict=False):
        run = run + 1 if sure >= CLEAR and not char.isspace() else 0
        if run >= WORD:
            return False
    return True


def _print_of(page: Sequence[tuple[LineLayout, Reading]]) -> Shape | None:
    """What the letters of a page's print look like; None where too little of it is clear."""
    read = [
        (len(chars), sum(chars) >= CLEAR * len(chars), i)
        for i, (line, reading) in enumerate(page)
        if len(chars := reading.char_confidences) >= FEWEST and not line.dots
    ]
    clear = [(length, i) for length, is_clear, i in read if is_clear]
    # writing is short: long lines tell how clear the print is, where there are any
    print_ = [item for item in read if item[0] > LONGEST] or read
    share = sum(length for length, is_clear, _ in print_ if is_clear)
    if len(clear) < ENOUGH or share < MOSTLY * sum(length for length, *_ in print_):
        return None
    shapes = [shape for _, i in nlargest(SAMPLE, clear) if (shape := shape_of(page[i][0].image)) is not None]
    if not shapes:
        return None
    heights, fills = np.array([shape.height for shape in shapes]), np.array([shape.fill for shape in shapes])
    return Shape(median(heights), median(fills), 0.0)


def _is_unlike(image: NDArray[np.uint8], known: Shape) -> bool:
    shape = shape_of(image)
    if shape is None or shape.fill >= THIN * known.fill:
        return False
    return shape.height > LARGE * known.height or abs(shape.slope) > SLOPE


def shape_of(image: NDArray[np.uint8]) -> Shape | None:
    """The shape of the letters on a line's image; None without any."""
    count, _, stats, _ = cv2.connectedComponentsWithStats((image < INK).view(np.uint8), connectivity=8)
    if count < 2:
        return None
    boxes = stats[1:].astype(np.float64)
    x, y, wide, high, area = boxes[boxes[:, 3] >= TALL * np.percentile(boxes[:, 3], 85)].T
    return Shape(median(high), float(area.sum() / (wide * high).sum()), _slope(x + wide / 2, y + high))


def _slope(x: NDArray[np.float64], foot: NDArray[np.float64]) -> float:
    """The slope of the line on which letters stand: the median of those between any two."""
    if len(x) > MOST_LETTERS:  # of very many those picked at even steps tell it
        picked = np.linspace(0, len(x) - 1, MOST_LETTERS).astype(np.int64)
        x, foot = x[picked], foot[picked]
    one, other = np.triu_indices(len(x), 1)
    across = x[other] - x[one]
    apart = np.abs(across) > 1
    if len(x) < 3 or not apart.any():
        return 0.0
    return median((foot[other] - foot[one])[apart] / across[apart])
