"""The boxes of texts, found for many lines at once: of some dozens of blobs numpy's calls take longer than
the work they do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines.line_blobs import Blobs, Flags, Ints, foreign

Grey = NDArray[np.uint8]
Reals = NDArray[np.floating[Any]]

SHORTEST = 1.5
"""Heights of a line that its width has at least, for its letters' band to be told."""
LOWEST_BAND = 4
"""Height in px of a band of letters at least."""
MARKS_ABOVE, MARKS_BELOW = 1.2, 0.75
"""How far marks, tall letters and descenders may reach beyond the letters' band, in heights of the band: few
lines have more (99th percentiles of 1,133 of typical scans: 1.33, 0.78), read better a little cut."""
USUAL_ABOVE, USUAL_BELOW = 0.9, 0.5
"""How far they reach in most lines: where few blobs reach further, these do not decide the line's size."""
FEW = 0.08
"""Share of a line's blobs, at least one, that are few."""
COMMA = 0.6, 0.4
"""Height and width of a comma at most, in heights of its line."""
TAIL = 76
"""Strength above which a pixel belongs to a comma's tail."""
SHORTEST_TAIL, LONGEST_TAIL = 0.1, 0.25
"""How far a tail reaches down from what counts as ink, in the same measure: less is the edge of a dot."""

PAIRS = 2**16
"""Pairs of a mark and another blob that are looked at together: bounds the memory of dirty pages."""

_NONE = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Together:
    """The blobs of many lines, one line's behind the other's: their table (see `Blobs`), the line of each
    one, and the place of each line's first one. Every line has a blob at least."""

    table: Ints
    line: Ints
    first: Ints

    @classmethod
    def of(cls, lines: Sequence[Blobs]) -> Together:
        """The blobs of lines that have some."""
        counts = np.array([len(blobs) for blobs in lines])
        table = np.concatenate([blobs.table for blobs in lines], axis=1)
        return cls(table, np.repeat(np.arange(len(lines)), counts), np.cumsum(counts) - counts)

    def among(self, chosen: Flags) -> Together:
        """Some of the blobs, of each line one at least."""
        line = self.line[chosen]
        first = np.searchsorted(line, np.arange(len(self.first)))
        return Together(self.table.compress(chosen, axis=1), line, first)

    def any(self, flags: Flags) -> Flags:
        """Whether a line has a blob with a flag."""
        return np.asarray(np.logical_or.reduceat(flags, self.first))

    def count(self, flags: Flags) -> Ints:
        """How many blobs with a flag a line has."""
        return np.add.reduceat(flags.astype(np.int64), self.first)

    def around(self, chosen: Flags) -> Ints:
        """For each line the box (x0, y0, x1, y1) around some of its blobs; one that no box is within, and
        that is within none, where it has none of them."""
        least = np.minimum.reduceat(np.where(chosen, self.table[:2], _NONE), self.first, axis=1)
        most = np.maximum.reduceat(np.where(chosen, self.table[2:4], -_NONE), self.first, axis=1)
        return np.concatenate([least, most])

    def middle(self, values: Ints, chosen: Flags | None = None) -> Ints:
        """For each line the median of its blobs' values, weighed by their widths; of some of them where one
        at least is chosen, else any value."""
        weights = self.table[4] if chosen is None else self.table[4] * chosen
        order = np.lexsort((values, self.line))
        sums = weights[order].cumsum()
        total = np.add.reduceat(weights, self.first)
        half = np.cumsum(total) - 0.5 * total
        return np.asarray(values[order[np.minimum(sums.searchsorted(half), len(sums) - 1)]])


def strays(lines: Sequence[Blobs]) -> list[Flags]:
    """For each line its blobs that are foreign to it (see `foreign`)."""
    found = [np.zeros(len(blobs), bool) for blobs in lines]
    some = [k for k, blobs in enumerate(lines) if len(blobs)]
    if some:
        clear = _are_clear([lines[k] for k in some]).tolist()
        for k in (k for k, none in zip(some, clear, strict=True) if not none):
            found[k] = foreign(lines[k])
    return found


def _are_clear(lines: Sequence[Blobs]) -> Flags:
    """Which lines have no blob that comes near the image's edges or is as large as the image."""
    blobs = Together.of(lines)
    x, y, *_ = np.minimum.reduceat(blobs.table, blobs.first, axis=1)
    _, _, right, foot, wide, high, _ = np.maximum.reduceat(blobs.table, blobs.first, axis=1)
    width, height = np.array([[own.width, own.height] for own in lines]).T
    inside = (y > 1) & (foot < height - 1) & (x > 2) & (right < width - 2)
    return np.asarray(inside & (high < 0.92 * height) & (wide < 0.9 * width))


def text_boxes(blobs: Together) -> Ints:
    """The boxes of the texts (rows x0, y0, x1, y1): their bigger parts, and the marks and dots near them."""
    x, _, right, _, _, high, area = blobs.table
    # the usual height of a part, by width: neither specks nor one tall stroke or thick tick decide
    body = blobs.middle(high)
    speck = np.maximum(2.0, 0.012 * body * body)
    main = (high >= 0.6 * body[blobs.line]) & (area >= speck[blobs.line])
    main |= ~blobs.any(main)[blobs.line]
    box = blobs.around(main)
    beside, turn = _beside(blobs, main, box, body, speck)
    # along the line the text grows from its biggest parts: the dot or dash that ends a number is small, but
    # stands close; a large part may stand off
    gaps = np.maximum(box[0, blobs.line] - right, x - box[2, blobs.line])
    box = _united(box, blobs.around(beside & (gaps <= 0)))
    (off,) = (beside & (gaps > 0)).nonzero()
    for k in off[np.lexsort((turn[off], gaps[off]))].tolist():
        line = blobs.line[k]
        x0, _, x1, _ = box[:, line].tolist()
        near = (3.0 if area[k] >= 2 * speck[line] else 0.9) * body[line]
        if max(x0 - right[k], x[k] - x1) < near:
            box[:, line] = _united(box[:, line], blobs.table[:4, k])
    return box


def _united(one: Ints, other: Ints) -> Ints:
    return np.concatenate([np.minimum(one[:2], other[:2]), np.maximum(one[2:], other[2:])])


def _beside(blobs: Together, main: Flags, box: Ints, body: Ints, speck: Reals) -> tuple[Flags, Ints]:
    """Blobs that may belong to the texts, and their turns, those on a text's own rows first.

    Left out are those that float over or under all letters with none of them near: specks of dirt. Marks
    stand on a letter or on another mark. A speck must not decide the size of the line.
    """
    _, y, _, foot, _, _, area = blobs.table
    y0, y1 = box[1::2, blobs.line]
    size = body[blobs.line]
    dot = (area >= 2) & (y >= y0) & (foot <= y1 + 0.3 * size)
    fits = ((area >= speck[blobs.line]) | dot) & (foot > y0 - 0.75 * size) & (y < y1 + 0.75 * size)
    over, under = fits & (foot <= y0), fits & (y >= y1)
    level = fits & ~over & ~under
    turn = np.arange(len(y))
    (marks,) = (over | under).nonzero()
    if not len(marks):
        return level, turn
    # those nearer to the letters first, on either side
    marks = marks[np.lexsort((np.where(over, -foot, y)[marks], under[marks], blobs.line[marks]))]
    turn[marks] = len(y) + np.arange(len(marks))
    return level | _carried(blobs, marks, over, main | level, turn, size), turn


def _carried(blobs: Together, marks: Ints, over: Flags, letters: Flags, turn: Ints, size: Ints) -> Flags:
    """The marks that stand on (or under) a letter, or on another mark whose turn came before."""
    counts = np.diff(np.append(blobs.first, len(turn)))[blobs.line[marks]]
    held = np.zeros(len(turn), bool)
    rounds = np.cumsum(counts) // PAIRS
    for own in np.split(np.arange(len(marks)), np.flatnonzero(np.diff(rounds)) + 1):
        mark, holder = _near(blobs, marks[own], counts[own], over, size)
        on_letter = letters[holder]
        held[mark[on_letter]] = True
        others = ~on_letter & (turn[holder] < turn[mark])
        for k, below in zip(mark[others].tolist(), holder[others].tolist(), strict=True):
            held[k] |= held[below]
    return held


def _near(blobs: Together, marks: Ints, counts: Ints, over: Flags, size: Ints) -> tuple[Ints, Ints]:
    """Pairs of a mark over (or under) the letters and a blob of its line that may carry it, in the order of
    the marks; `counts` are the blobs of each one's line."""
    x, y, right, foot, *_ = blobs.table
    mark = np.repeat(marks, counts)
    start = blobs.first[blobs.line[marks]] - np.cumsum(counts) + counts
    holder = np.arange(len(mark)) + np.repeat(start, counts)
    reach = size[mark]
    gap = np.where(over[mark], y[holder] - foot[mark], y[mark] - foot[holder])
    aside = np.maximum(x[holder] - right[mark], x[mark] - right[holder])
    near = (gap <= 0.4 * reach) & (gap > -reach) & (aside <= 0.25 * reach)
    return mark[near], holder[near]


def far(blobs: Together, boxes: Ints) -> Flags:
    """Blobs clear of their texts' boxes: specks of dirt, no parts of letters."""
    reach = 2
    x, y, right, foot, *_ = blobs.table
    x0, y0, x1, y1 = boxes[:, blobs.line]
    return np.asarray((right < x0 - reach) | (x > x1 + reach) | (foot < y0 - reach) | (y > y1 + reach))


def sized_boxes(blobs: Together, masks: Sequence[Grey], boxes: Ints) -> Ints:
    """The boxes that texts are scaled by: their rows no further from their letters than most marks are.

    Letters scaled too small are not read: specks that hang on marks, and one mark higher than all the others,
    must not size a line. The letters' band are the rows with at least half as much ink as the fullest one,
    and those down to the feet of most letters.
    """
    x, y, right, foot, _, high, area = blobs.table
    line = blobs.line
    x0, y0, x1, y1 = boxes
    head, base = _full_rows(masks, boxes)
    within = (x >= x0[line]) & (right <= x1[line]) & (area >= 2)
    letters = within & (high >= 0.5 * (base - head)[line])
    base = np.where(blobs.any(letters), np.maximum(base, np.minimum(y1, blobs.middle(foot, letters))), base)
    band = base - head
    above = _reach(blobs, within, head[line] - y, USUAL_ABOVE * band, MARKS_ABOVE * band)
    below = _reach(blobs, within, foot - base[line], USUAL_BELOW * band, MARKS_BELOW * band)
    told = (x1 - x0 >= SHORTEST * (y1 - y0)) & (band >= LOWEST_BAND)
    top = np.where(told, np.maximum(y0, np.rint(head - above)), y0)
    bottom = np.where(told, np.minimum(y1, np.rint(base + below)), y1)
    return np.stack([x0, top, x1, bottom]).astype(np.int64)


def _full_rows(masks: Sequence[Grey], boxes: Ints) -> tuple[Ints, Ints]:
    """The first row of each text with at least half as much ink as its fullest one, and the row behind the
    last; a row counts with those beside it."""
    _, y0, _, y1 = boxes
    ends = np.cumsum(y1 - y0 + 1)  # behind each text a row of paper
    first = ends - (y1 - y0 + 1)
    ink = np.zeros(ends[-1], np.float32)
    for start, mask, (left, top, right, foot) in zip(first.tolist(), masks, boxes.T.tolist(), strict=True):
        rows = cv2.reduce(mask[top:foot, left:right], 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)
        ink[start : start + foot - top] = rows[:, 0]
    around = 0.5 * ink
    around[1:] += 0.25 * ink[:-1]
    around[:-1] += 0.25 * ink[1:]
    around[ends - 1] = 0
    most = np.maximum.reduceat(around, first)
    places = np.arange(len(around))
    full = around >= np.repeat(0.5 * most, np.diff(ends, prepend=0))
    head = np.minimum.reduceat(np.where(full, places, _NONE), first)
    base = np.maximum.reduceat(np.where(full, places, -1), first) + 1
    return y0 + head - first, y0 + base - first


def _reach(blobs: Together, within: Flags, reaches: Ints, usual: Reals, most: Reals) -> Reals:
    """How far the ink of each line reaches beyond its band, without the few blobs that reach further than
    usual."""
    beyond = blobs.count(within & (reaches > usual[blobs.line]))
    return np.where(beyond > np.maximum(1, FEW * blobs.count(within)), most, usual)


def with_tails(blobs: Together, inks: Sequence[Grey], boxes: Ints) -> Ints:
    """The boxes with the tails of commas: of small print they are too faint to count as ink, and a comma
    without its tail is a stop."""
    x, y, right, foot, wide, high, _ = blobs.table
    _, y0, _, y1 = boxes[:, blobs.line]
    size = y1 - y0
    small = (high <= COMMA[0] * size) & (wide <= COMMA[1] * size) & (y > (y0 + y1) / 2)
    (feet,) = (small & (foot >= y1 - 1) & (foot <= y1)).nonzero()
    reach = np.zeros(len(inks), np.int64)
    for line, left, end in zip(*(part[feet].tolist() for part in (blobs.line, x, right)), strict=True):
        top, bottom = boxes[1::2, line].tolist()
        longest = math.ceil(LONGEST_TAIL * (bottom - top))
        below = inks[line][bottom : bottom + longest, max(0, left - 1) : end + 1].max(axis=1) > TAIL
        reach[line] = max(reach[line], len(below) if below.all() else int(np.argmin(below)))
    least = np.maximum(2, SHORTEST_TAIL * (boxes[3] - boxes[1]))
    return np.asarray(boxes + np.outer([0, 0, 0, 1], np.where(reach < least, 0, reach)))
