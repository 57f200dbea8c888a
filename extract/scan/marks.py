"""Whose a vowel or tone mark is: the line of the letters that it stands over or under.

A tone mark stands on a vowel that stands on a letter. In tightly set print vowels under a line and marks over
the next share one strip of paper; how they hang or float, and whose letters carry them, tells them apart.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import sub

import numpy as np
from numpy.typing import NDArray

from extract.scan.medians import median_of

# How far marks stand over and under the band of letters, in letters' heights.
OVER = 0.85
UNDER = 0.5
# A vowel under a letter begins this far below the letters' feet; a mark over a letter ends this far above
# their heads; in letters' heights, with the spread found in scans of many faces.
HANGS = 0.1
FLOATS = 0.15
ON_VOWEL = 0.6
SPREAD = 0.08
NARROW = 0.2
# Vowels under letters are at least this tall, most tone marks are not; none is as tall as this.
LOWEST_VOWEL, HIGHEST_TONE = 0.4, 0.45
# A letter that has run together with a vowel over it is so much taller than those of its line.
WITH_VOWEL = 0.3
# Nothing of a line has its middle farther from the middle of its letters.
FARTHEST_OVER = 1.8
FARTHEST_UNDER = 1.2
# A vowel that carries a tone mark is wider than this.
WIDE_VOWEL = 0.45
# The reach of a mark or a stop along the line and across it.
ACROSS, DOWN = 1.2, 0.7

_Box = list[int]
"""x0, y0, x1, y1."""


class _Lines:
    """The pieces of a region that belong to a line so far, line by line from left to right.

    Marks have some ten neighbours: plain lists are searched faster than arrays.
    """

    def __init__(
        self, boxes: list[_Box], owner: NDArray[np.int64], bands: Sequence[tuple[float, float]]
    ) -> None:
        self.bands = bands
        self.size = bands[0][1] - bands[0][0]
        self.centres = [(low + high) / 2 for low, high in bands]
        lines = owner.tolist()
        self._ordered = sorted(zip(boxes, lines, strict=True), key=_left_of)
        rows: list[list[_Box]] = [[] for _ in bands]
        for box, line in self._ordered:
            if line >= 0:
                rows[line].append(box)
        self._rows = [_Row(row) for row in rows]

    @cached_property
    def _wide(self) -> tuple[NDArray[np.int64], list[int], int]:
        """The wide pieces of the region from left to right, their left edges, and the width of the widest."""
        wide = [box for box, _ in self._ordered if box[2] - box[0] > WIDE_VOWEL * self.size]
        boxes = np.array(wide, np.int64).reshape(-1, 4)
        return boxes, [box[0] for box in wide], max((box[2] - box[0] for box in wide), default=0)

    def add(self, box: _Box, line: int) -> None:
        """Give a piece to a line."""
        self._rows[line].add(box)

    def around(self, line: int, box: _Box, reach: float) -> list[_Box]:
        """The pieces of a line less than `reach` px left and right of a box."""
        return self._rows[line].between(box[0] - reach, box[2] + reach)

    def near(self, box: _Box, reach: float) -> list[tuple[int, list[_Box]]]:
        """The lines with pieces less than `reach` px from a box in both directions, and those pieces."""
        low, high = box[1] - reach, box[3] + reach
        found = []
        for line, row in enumerate(self._rows):
            if row.top < high and row.foot > low:
                close = [b for b in row.between(box[0] - reach, box[2] + reach) if b[1] < high and b[3] > low]
                if close:
                    found.append((line, close))
        return found

    def carried(self, box: _Box, head: float) -> bool:
        """Whether a vowel stands right under a stack of marks and over the heads of the line's letters."""
        x0, _, x1, y1 = box
        wide, left, widest = self._wide
        boxes = wide[bisect_left(left, x0 - widest) : bisect_left(left, x1)]
        under = (boxes[:, 1] > y1 - 0.1 * self.size) & (boxes[:, 1] < y1 + 0.35 * self.size)
        under &= (boxes[:, 3] < head + 0.1 * self.size) & (boxes[:, 3] > y1)
        return bool(len(overlapping(boxes[under], x0, x1)))


class _Row:
    """The pieces of one line by their left edges."""

    def __init__(self, boxes: list[_Box]) -> None:
        """`boxes` are sorted by their left edges."""
        self._boxes = boxes
        left, top, right, foot = zip(*boxes, strict=True) if boxes else ((), (), (), ())
        self._left = list(left)
        self._widest = max(map(sub, right, left), default=0)
        self.top: float = min(top, default=math.inf)
        self.foot: float = max(foot, default=-math.inf)

    def add(self, box: _Box) -> None:
        """One more piece."""
        at = bisect_right(self._left, box[0])
        self._left.insert(at, box[0])
        self._boxes.insert(at, box)
        self._widest = max(self._widest, box[2] - box[0])
        self.top, self.foot = min(self.top, box[1]), max(self.foot, box[3])

    def between(self, x0: float, x1: float) -> list[_Box]:
        """The pieces that reach in between two places."""
        first = bisect_left(self._left, x0 - self._widest)
        return [box for box in self._boxes[first : bisect_left(self._left, x1)] if box[2] > x0]


def _left_of(piece: tuple[_Box, int]) -> int:
    return piece[0][0]


def owners(
    boxes: NDArray[np.int64], letters: NDArray[np.bool_], bands: list[tuple[float, float]]
) -> NDArray[np.int64]:
    """The line of every piece: letters by their middle, marks by the letters they stand over or under.

    A tone mark stands on a vowel that stands on a letter: marks that stack go together. What is left (stops,
    leaders) joins its nearest neighbour; what stands alone is a speck of dirt and gets -1.
    """
    centres = np.array([(low + high) / 2 for low, high in bands])
    size = bands[0][1] - bands[0][0]
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    own_band = np.argmin(np.abs(middle[:, None] - centres[None, :]), axis=1)
    owner = np.where(letters, own_band, -1).astype(np.int64)
    rest = (~letters).nonzero()[0]
    if not letters.any():
        owner[rest] = own_band[rest]
        return owner
    if not len(rest):
        return owner
    places: list[_Box] = boxes.tolist()
    lines = _Lines(places, owner, bands)
    stacks = _stacks(places, rest.tolist(), size)
    # those nearest to letters first: a tone mark is told by the vowel that it stands on
    for stack in sorted(stacks, key=lambda stack: min(_off(places[piece], bands) for piece in stack)):
        for part, between in _parted(lines, [(piece, places[piece]) for piece in stack]):
            line = _line_of_stack(lines, [box for _, box in part], between)
            for piece, box in part:
                owner[piece] = line
                if line >= 0:
                    lines.add(box, line)
    rest = (owner < 0).nonzero()[0]
    if not len(rest):
        return owner
    _join_nearest(boxes, owner, rest, size)
    # what was joined piece by piece and now lies far off is another print: a stamp, a note
    over, under = centres[owner[rest]] - middle[rest], middle[rest] - centres[owner[rest]]
    owner[rest[(over > FARTHEST_OVER * size) | (under > FARTHEST_UNDER * size)]] = -1
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    dash = (wide >= 0.2 * size) & (wide >= 1.2 * high)
    alone = (owner < 0) & dash & (np.abs(middle - centres[own_band]) < 0.5 * size)
    owner[alone] = own_band[alone]
    return owner


def _stacks(boxes: list[_Box], marks: list[int], size: float) -> list[list[int]]:
    """Marks one over the other with next to no paper between them."""
    order = sorted(marks, key=lambda piece: boxes[piece][0])
    lefts = [boxes[piece][0] for piece in order]
    group = list(range(len(order)))
    members = {k: [k] for k in group}
    gap = 0.15 * size
    for i, piece in enumerate(order):
        left, top, right, bottom = boxes[piece]
        for k in range(i + 1, bisect_left(lefts, right)):
            x0, y0, x1, y1 = boxes[order[k]]
            if y0 - bottom > gap or top - y1 > gap or group[k] == group[i]:
                continue
            overlap, narrow = min(right, x1) - x0, min(right - left, x1 - x0)
            if overlap >= 0.5 * narrow:
                for other in (joined := members.pop(group[k])):
                    group[other] = group[i]
                members[group[i]] += joined
    return [[order[k] for k in sorted(members[g])] for g in sorted(members)]


def _off(box: _Box, bands: Sequence[tuple[float, float]]) -> float:
    """How far a mark is off the letters of the nearest line."""
    return min(max(low - box[3], box[1] - high) for low, high in bands)


_Part = tuple[list[tuple[int, _Box]], set[int | None] | None]


def _parted(lines: _Lines, stack: list[tuple[int, _Box]]) -> list[_Part]:
    """The stack, or its pieces one by one where some hang under a line and others stand over the next; with
    what `_between_lines` says of its pieces, where that is known."""
    if len(stack) == 1:
        return [(stack, None)]
    found = {_between_lines(lines, box) for _, box in stack}
    if len(found - {None}) < 2:
        return [(stack, found)]
    return [([piece], None) for piece in sorted(stack, key=lambda piece: _off(piece[1], lines.bands))]


def _line_of_stack(lines: _Lines, stack: list[_Box], agreed: set[int | None] | None) -> int:
    """The line over or under which a stack of marks belongs, -1 where no letter is near.

    Marks over a letter reach up to OVER letters' heights, those under it down to UNDER. `agreed` is what
    `_between_lines` says of each, None where it was not asked.
    """
    size = lines.size
    if len(stack) == 1:
        (whole,) = stack
        between = _between_lines(lines, whole)
    else:
        left, top, right, bottom = zip(*stack, strict=True)
        whole = [min(left), min(top), max(right), max(bottom)]
        agreed = agreed or {_between_lines(lines, piece) for piece in stack}
        between = next(iter(agreed)) if len(agreed) == 1 else _between_lines(lines, whole)
    x0, y0, x1, y1 = whole
    if between is not None:
        return between
    tiny = max(x1 - x0, y1 - y0) < 0.3 * size
    middle = (y0 + y1) / 2
    best, line = math.inf, -1
    for number, close in lines.near(whole, size):
        low, high = lines.bands[number]
        off = max(0.0, (low - middle) / OVER, (middle - high) / UNDER)
        cost = _nearest(whole, close, size) + 0.5 * off
        if tiny and middle > high:
            cost += 0.3 * size  # no vowel under a letter is so small, a worn tone mark is
        if cost < best:
            best, line = cost, number
    return line


def _between_lines(lines: _Lines, stack: _Box) -> int | None:
    """The line of a stack of marks that stands right under one letter and right over another, else None.

    In tightly set print vowels under a line and marks over the next share one strip of paper: how far they
    are from the letters' feet and heads tells them apart, and if that does not, whose right edge they keep.
    """
    x0, y0, x1, y1 = stack
    size, bands = lines.size, lines.bands
    after = bisect_left(lines.centres, (y0 + y1) / 2)
    if not 0 < after < len(bands) or bands[after][0] - bands[after - 1][1] > 1.3 * size:
        return None
    upper = lines.around(after - 1, stack, 2 * size)
    if not upper:
        return None
    foot = usual([box[3] for box in upper], bands[after - 1][1], 0.2 * size)
    if y1 < foot + (0.35 if y0 < foot - 0.1 * size else 0.15) * size:
        return None  # stops and commas
    lower = lines.around(after, stack, 2 * size)
    over, under = _holding(upper, x0, x1), _holding(lower, x0, x1)
    if not lower or not (over or under):
        return None
    head = usual([box[1] for box in lower], bands[after][0], 0.2 * size)
    if x1 - x0 < NARROW * size:
        return after  # no vowel under a letter is as narrow as a mai ek
    hanging = abs((y0 - foot) / size - HANGS) / SPREAD + max(0.0, LOWEST_VOWEL - (y1 - y0) / size) / 0.05
    floating = abs((head - y1) / size - FLOATS) / SPREAD
    on_vowel = abs((head - y1) / size - ON_VOWEL) / SPREAD
    if on_vowel < floating and lines.carried(stack, head):
        floating = on_vowel
    if y1 - y0 < HIGHEST_TONE * size:
        tops = [box[1] for box in under if box[1] < head - WITH_VOWEL * size]
        floating = min([floating, *(abs((top - y1) / size - FLOATS) / SPREAD for top in tops)])
    # a mark stands under or over a letter of its own line
    hanging, floating = hanging if over else math.inf, floating if under else math.inf
    if min(hanging, floating) > 3:
        return None
    if not over or not under:
        return after - 1 if over else after
    upper_edge, lower_edge = (min(abs(box[2] - x1) for box in letters) for letters in (over, under))
    if abs(hanging - floating) < 0.6 and abs(upper_edge - lower_edge) > 0.1 * size:
        hanging, floating = upper_edge, lower_edge
    return after - 1 if hanging < floating else after


def _holding(letters: list[_Box], x0: float, x1: float) -> list[_Box]:
    """Those whose columns hold at least half of x0 to x1."""
    least = 0.5 * (x1 - x0)
    first, last = x0 + least, x1 - least
    return [box for box in letters if box[2] >= first and box[0] <= last and box[2] - box[0] >= least]


def usual(values: list[int], near: float, reach: float) -> float:
    """The median of the values within `reach` of `near`, or `near` itself where there are none."""
    close = [value for value in values if abs(value - near) < reach]
    return median_of(close) if close else near


def _nearest(one: _Box, others: list[_Box], size: float) -> float:
    """The distance from a box to the nearest of others; infinite beyond the reach of a mark or a stop."""
    x0, y0, x1, y1 = one
    widest, deepest, best = ACROSS * size, DOWN * size, math.inf
    for left, top, right, bottom in others:
        across = left - x1 if left > x1 else max(0, x0 - right)
        down = top - y1 if top > y1 else max(0, y0 - bottom)
        if across <= widest and down <= deepest and across + down < best:
            best = across + down
    return best


def overlapping(letters: NDArray[np.int64], x0: float, x1: float) -> NDArray[np.int64]:
    """The letters whose columns hold at least half of x0 to x1."""
    shared = np.minimum(letters[:, 2], x1) - np.maximum(letters[:, 0], x0)
    return letters[shared >= 0.5 * (x1 - x0)]


def _join_nearest(
    boxes: NDArray[np.int64], owner: NDArray[np.int64], rest: NDArray[np.int64], size: float
) -> None:
    """Give each of `rest` the owner of its nearest piece, nearest first, within the reach of a stop."""
    known = np.flatnonzero(owner >= 0)
    nearest, gap = np.zeros(len(rest), np.int64), np.full(len(rest), np.inf)
    for start in range(0, len(rest), 256):
        part = slice(start, start + 256)
        gaps = _gaps(boxes[rest[part]][:, None, :], boxes[known][None, :, :], size)
        best = np.argmin(gaps, axis=1)
        nearest[part], gap[part] = known[best], gaps[np.arange(len(best)), best]
    waiting = np.ones(len(rest), bool)
    while waiting.any():
        open_gap = np.where(waiting, gap, np.inf)
        k = int(np.argmin(open_gap))
        if open_gap[k] == np.inf:
            break
        waiting[k] = False
        owner[rest[k]] = owner[nearest[k]]
        others = np.flatnonzero(waiting)
        gaps = _gaps(boxes[rest[others]], boxes[rest[k]][None, :], size)
        closer = gaps < gap[others]
        nearest[others[closer]], gap[others[closer]] = rest[k], gaps[closer]


def _gaps(one: NDArray[np.int64], other: NDArray[np.int64], size: float) -> NDArray[np.float64]:
    """Distances between boxes; infinite beyond the reach of a mark or a stop."""
    across = np.maximum(0, np.maximum(other[..., 0] - one[..., 2], one[..., 0] - other[..., 2]))
    down = np.maximum(0, np.maximum(other[..., 1] - one[..., 3], one[..., 1] - other[..., 3]))
    total = across + down
    far = (across > ACROSS * size) | (down > DOWN * size)
    return np.asarray(np.where(far, np.inf, total), dtype=np.float64)
