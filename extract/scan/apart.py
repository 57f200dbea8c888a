"""Numbers of one cell that stand apart on a line: they are several, whether or not a rule between was lost.

Read as one image they become one number, which nobody printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from extract.model import Line, Reading
from extract.scan.lines import InkLine, Pieces, looks_like_number, split_at_gaps

# Digits of one number never stand this many letters' heights apart, even where one between them is worn away.
APART = 1.5
# A letter's least height, in letters' heights; what is lower is a stop, a hyphen or dirt.
LETTER = 0.6
# ... and its greatest, and its least width; what is thinner is a piece of a rule.
TALLEST, NARROWEST = 2.6, 0.25
# A digit's greatest height, in letters' heights; a letter's with its marks is greater.
DIGIT = 1.4
# So many parts of a line are no label.
PARTS = 3
# Pieces of a thin line are no wider than this, and cover this part of most rows.
THIN, LINED = 0.35, 0.4
# Letters of a word stand no further apart than this.
WORD_GAP = 0.5
# Tops and feet on one line differ by less than this.
LEVEL = 0.15
# In so many cells of a column it is no chance.
ROWS = 2


def number_parts(pieces: Pieces, line: InkLine) -> list[InkLine]:
    """The parts of a line of numbers that stand apart, left to right; each of them holds a digit. What is
    left of a rule between them is none, but a stroke as high as a digit may be a worn `1` and stays."""
    parts = split_at_gaps(pieces, line, APART * pieces.body)
    parts = [part for part in parts if not _is_scrap(pieces, part)]
    numbers = [part for part in parts if _is_word(pieces, part) or _is_stroke(pieces, part)]
    return parts if len(parts) == len(numbers) > 0 else [line]


def lacks_rules(pieces: Pieces, lines: Sequence[InkLine], places: Sequence[float]) -> bool:
    """Whether a cell over several columns, which part at `places` within it, may be several that lost their
    rules: on a line three parts stand apart there, or a text and a number, and no print runs across."""
    boxes = [pieces.boxes[line.members] for line in lines]
    free = [x for x in places if not any(((own[:, 0] < x) & (own[:, 2] > x)).any() for own in boxes)]
    for line in lines:
        parts = [part for part in split_at_gaps(pieces, line, APART * pieces.body) if _is_word(pieces, part)]
        if not parts:
            continue
        columns = sorted({int(np.searchsorted(free, (part.box[0] + part.box[2]) / 2)) for part in parts})
        last = parts[-1]
        number = (
            looks_like_number(pieces, last) and (pieces.heights[last.members] >= LETTER * pieces.body).any()
        )
        if len(columns) >= PARTS or (len(columns) > 1 and number):
            return True
    return False


def _is_scrap(pieces: Pieces, part: InkLine) -> bool:
    """Whether a part of a line is as thin as a rule or a speck, and unlike a digit or a hyphen."""
    thin = float(part.box[2] - part.box[0]) < NARROWEST * pieces.body
    return thin and not _is_stroke(pieces, part)


def _is_stroke(pieces: Pieces, part: InkLine) -> bool:
    """Whether a part of a line is a single piece as high as a digit, however thin."""
    heights = pieces.heights[part.members]
    return len(heights) == 1 and bool(LETTER * pieces.body <= heights[0] <= DIGIT * pieces.body)


def _is_word(pieces: Pieces, part: InkLine) -> bool:
    """Whether a part of a line holds a letter, and not only what is left of rules."""
    boxes = pieces.boxes[part.members]
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    letter = (
        (high >= LETTER * pieces.body) & (high <= TALLEST * pieces.body) & (wide >= NARROWEST * pieces.body)
    )
    return bool(letter.any())


def has_lost_rule(pieces: Pieces, xs: Sequence[float], ys: Sequence[float]) -> bool:
    """Whether thin pieces stand on one line down through most rows of a grid at `xs` and `ys`, within a
    column: a rule that the scan broke into dots, so that two columns were taken for one."""
    boxes, body = pieces.boxes, pieces.body
    middles = pieces.middles
    thin = (boxes[:, 2] - boxes[:, 0] <= THIN * body) & (middles[:, 0] > xs[0]) & (middles[:, 0] < xs[-1])
    thin &= np.abs(middles[:, 0, None] - np.asarray(xs)[None, :]).min(axis=1) > body
    row = np.searchsorted(ys, middles[:, 1]) - 1
    thin &= (row >= 0) & (row < len(ys) - 1)
    if np.count_nonzero(thin) < ROWS * (len(ys) - 1):
        return False
    thin[thin] = ~_begin_words(boxes, np.flatnonzero(thin), WORD_GAP * body)
    thin[thin] = ~_stand_on_lines(pieces, np.flatnonzero(thin), row[thin], ys)
    x = middles[thin, 0]
    if len(x) < ROWS * (len(ys) - 1):
        return False
    place = np.floor(x / (THIN * body)).astype(int)
    inked = np.zeros((place.max() + 2, len(ys) - 1))
    for half in (0, 1):  # a line may stand where two places meet
        np.add.at(inked, (place + half, row[thin]), (boxes[:, 3] - boxes[:, 1])[thin])
    lined = inked > LINED * np.diff(ys)[None, :]
    return bool((lined.sum(axis=1) > LINED * (len(ys) - 1)).any())


def _begin_words(boxes: NDArray[np.int64], thin: NDArray[np.intp], gap: float) -> NDArray[np.bool_]:
    """Which of the pieces `thin` have print close behind them on their line: letters that begin the names of
    a column (`โครงการ`), where a rule stands alone."""
    own = boxes[thin]
    order = np.argsort(boxes[:, 0], kind="stable")
    left = boxes[order, 0]
    first, last = np.searchsorted(left, own[:, 2]), np.searchsorted(left, own[:, 2] + gap, side="right")
    count = last - first
    piece = np.repeat(np.arange(len(own)), count)
    other = boxes[order[np.arange(len(piece)) + np.repeat(first - np.cumsum(count) + count, count)]]
    level = (other[:, 1] < own[piece, 3]) & (other[:, 3] > own[piece, 1])
    found = np.zeros(len(own), bool)
    found[piece[level]] = True
    return found


def _stand_on_lines(
    pieces: Pieces, thin: NDArray[np.intp], row: NDArray[np.intp], ys: Sequence[float]
) -> NDArray[np.bool_]:
    """Which of the pieces `thin`, in these rows, have top and foot where a letter of their row has: digits
    (`1`), which stand under each other in a column of counts. Dots of a rule stand anywhere."""
    boxes, near = pieces.boxes, LEVEL * pieces.body
    wide = boxes[:, 2] - boxes[:, 0] > THIN * pieces.body
    letter = wide & (np.abs(pieces.heights - pieces.body) <= LETTER * pieces.body)
    letters, row_of = boxes[letter], np.searchsorted(ys, pieces.middles[letter, 1]) - 1
    own = boxes[thin]
    level = np.abs(own[:, None, [1, 3]] - letters[None, :, [1, 3]]).max(axis=2) <= near
    return np.asarray((level & (row[:, None] == row_of[None, :])).any(axis=1))


def repeat_in_a_column(cells: Iterable[tuple[int, bool]]) -> bool:
    """Whether several cells of one column, each given with it, have numbers apart on a line."""
    count = Counter(col for col, apart in cells if apart)
    return max(count.values(), default=0) >= ROWS


def joined_line(parts: Sequence[Line]) -> Line:
    """The parts of a line as one, blanks between them; no surer than the least sure one."""
    if len(parts) == 1:
        return parts[0]
    boxes = [part.bbox for part in parts if part.bbox is not None]
    box = (
        min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    )  # fmt: skip
    text = " ".join(part.text for part in parts)
    readings = [part.reading for part in parts if part.reading is not None]
    confidence = min(reading.confidence for reading in readings)
    chars: list[float] = []
    for reading in readings:
        chars += [*([confidence] if chars else []), *reading.char_confidences]
    whole = Reading(
        text,
        confidence,
        tuple(chars) if len(chars) == len(text) else (),
        digits_trusted=all(reading.digits_trusted for reading in readings),
        at_rule=any(reading.at_rule for reading in readings),
    )
    return Line(text, box, confidence, whole)
