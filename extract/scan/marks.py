"""Whose a vowel or tone mark is: the line of the letters that it stands over or under.

A tone mark stands on a vowel that stands on a letter. In tightly set print vowels under a line and marks over
the next share one strip of paper; how they hang or float, and whose letters carry them, tells them apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.scan.medians import median

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
# Vowels under letters are at least this tall, most tone marks are not.
LOWEST_VOWEL = 0.4
# Nothing of a line has its middle farther from the middle of its letters.
FARTHEST_OVER = 1.8
FARTHEST_UNDER = 1.2


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
    rest = np.flatnonzero(~letters)
    if not letters.any():
        owner[rest] = own_band[rest]
        return owner
    order = np.argsort(boxes[:, 0], kind="stable")
    left, widest = boxes[order, 0], int((boxes[:, 2] - boxes[:, 0]).max())
    for stack in _stacks(boxes, rest, size):
        # nothing is asked of pieces further off
        first = int(np.searchsorted(left, boxes[stack, 0].min() - 2.5 * size - widest))
        near = np.sort(order[first : int(np.searchsorted(left, boxes[stack, 2].max() + 2.5 * size))])
        own, known = boxes[near], owner[near]
        for part in _parted(own, known, np.searchsorted(near, stack), bands):
            owner[near[part]] = known[part] = _line_of_stack(own, known, part, bands)
    rest = np.flatnonzero(owner < 0)
    _join_nearest(boxes, owner, rest, size)
    # what was joined piece by piece and now lies far off is another print: a stamp, a note
    over, under = centres[owner[rest]] - middle[rest], middle[rest] - centres[owner[rest]]
    owner[rest[(over > FARTHEST_OVER * size) | (under > FARTHEST_UNDER * size)]] = -1
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    dash = (wide >= 0.2 * size) & (wide >= 1.2 * high)
    alone = (owner < 0) & dash & (np.abs(middle - centres[own_band]) < 0.5 * size)
    owner[alone] = own_band[alone]
    return owner


def _stacks(boxes: NDArray[np.int64], marks: NDArray[np.int64], size: float) -> list[NDArray[np.int64]]:
    """Marks one over the other with next to no paper between them."""
    order = marks[np.argsort(boxes[marks, 0], kind="stable")]
    left, top, right, bottom = boxes[order].T
    group = np.arange(len(order))
    for i in range(len(order)):
        near = np.arange(i + 1, int(np.searchsorted(left, right[i])))
        overlap = np.minimum(right[i], right[near]) - left[near]
        narrow = np.minimum(right[i] - left[i], right[near] - left[near])
        gap = np.maximum(top[near] - bottom[i], top[i] - bottom[near])
        for k in near[(overlap >= 0.5 * narrow) & (gap <= 0.15 * size)]:
            group[group == group[k]] = group[i]
    return [order[group == g] for g in np.unique(group)]


def _parted(
    boxes: NDArray[np.int64],
    owner: NDArray[np.int64],
    stack: NDArray[np.int64],
    bands: list[tuple[float, float]],
) -> list[NDArray[np.int64]]:
    """The stack, or its pieces one by one where some hang under a line and others stand over the next."""
    if len(stack) == 1:
        return [stack]
    lines = {_between_lines(boxes[piece].tolist(), boxes, owner, bands) for piece in stack.tolist()}
    return [stack] if len(lines - {None}) < 2 else [stack[k : k + 1] for k in range(len(stack))]


def _line_of_stack(
    boxes: NDArray[np.int64],
    owner: NDArray[np.int64],
    stack: NDArray[np.int64],
    bands: list[tuple[float, float]],
) -> int:
    """The line over or under which a stack of marks belongs, -1 where no letter is near.

    Marks over a letter reach up to OVER letters' heights, those under it down to UNDER.
    """
    size = bands[0][1] - bands[0][0]
    x0, y0 = boxes[stack, :2].min(axis=0)
    x1, y1 = boxes[stack, 2:].max(axis=0)
    between = _between_lines([x0, y0, x1, y1], boxes, owner, bands)
    if between is not None:
        return between
    known = np.flatnonzero(owner >= 0)
    known = known[(boxes[known, 0] < x1 + size) & (boxes[known, 2] > x0 - size)]
    known = known[(boxes[known, 1] < y1 + size) & (boxes[known, 3] > y0 - size)]
    if not len(known):
        return -1
    gaps = _gaps(np.array([x0, y0, x1, y1]), boxes[known], size)
    tiny = max(x1 - x0, y1 - y0) < 0.3 * size
    best, line = np.inf, -1
    for number in np.unique(owner[known]).tolist():
        low, high = bands[number]
        middle = (y0 + y1) / 2
        off = max(0.0, (low - middle) / OVER, (middle - high) / UNDER)
        cost = float(gaps[owner[known] == number].min()) + 0.5 * off
        if tiny and middle > high:
            cost += 0.3 * size  # no vowel under a letter is so small, a worn tone mark is
        if cost < best:
            best, line = cost, number
    return line


def _between_lines(
    stack: list[int],
    boxes: NDArray[np.int64],
    owner: NDArray[np.int64],
    bands: list[tuple[float, float]],
) -> int | None:
    """The line of a stack of marks that stands right under one letter and right over another, else None.

    In tightly set print vowels under a line and marks over the next share one strip of paper: how far they
    are from the letters' feet and heads tells them apart, and if that does not, whose right edge they keep.
    """
    x0, y0, x1, y1 = stack
    size = bands[0][1] - bands[0][0]
    after = int(np.searchsorted([(low + high) / 2 for low, high in bands], (y0 + y1) / 2))
    if not 0 < after < len(bands) or bands[after][0] - bands[after - 1][1] > 1.3 * size:
        return None
    near = (owner >= 0) & (boxes[:, 0] < x1 + 2 * size) & (boxes[:, 2] > x0 - 2 * size)
    upper, lower = boxes[near & (owner == after - 1)], boxes[near & (owner == after)]
    over, under = overlapping(upper, x0, x1), overlapping(lower, x0, x1)
    if not len(upper) or not len(lower) or not (len(over) or len(under)):
        return None
    foot = usual(upper[:, 3], bands[after - 1][1], 0.2 * size)
    head = usual(lower[:, 1], bands[after][0], 0.2 * size)
    if y1 < foot + (0.35 if y0 < foot - 0.1 * size else 0.15) * size:
        return None  # stops and commas
    if x1 - x0 < NARROW * size:
        return after  # no vowel under a letter is as narrow as a mai ek
    hanging = abs((y0 - foot) / size - HANGS) / SPREAD + max(0.0, LOWEST_VOWEL - (y1 - y0) / size) / 0.05
    floating = abs((head - y1) / size - FLOATS) / SPREAD
    if _carried(boxes, stack, head, size):
        floating = min(floating, abs((head - y1) / size - ON_VOWEL) / SPREAD)
    # a mark stands under or over a letter of its own line
    hanging, floating = hanging if len(over) else np.inf, floating if len(under) else np.inf
    if min(hanging, floating) > 3:
        return None
    if not len(over) or not len(under):
        return after - 1 if len(over) else after
    upper_edge, lower_edge = (float(np.abs(letters[:, 2] - x1).min()) for letters in (over, under))
    if abs(hanging - floating) < 0.6 and abs(upper_edge - lower_edge) > 0.1 * size:
        hanging, floating = upper_edge, lower_edge
    return after - 1 if hanging < floating else after


def _carried(boxes: NDArray[np.int64], stack: list[int], head: float, size: float) -> bool:
    """Whether a vowel stands right under the stack and over the heads of the line's letters."""
    x0, _, x1, y1 = stack
    under = (boxes[:, 1] > y1 - 0.1 * size) & (boxes[:, 1] < y1 + 0.35 * size)
    under &= (boxes[:, 3] < head + 0.1 * size) & (boxes[:, 3] > y1)
    under &= boxes[:, 2] - boxes[:, 0] > 0.45 * size
    return bool(len(overlapping(boxes[under], x0, x1)))


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
    return np.asarray(np.where((across > 1.2 * size) | (down > 0.7 * size), np.inf, total), dtype=np.float64)


def usual(values: NDArray[np.int64], near: float, reach: float) -> float:
    """The median of the values within `reach` of `near`, or `near` itself where there are none."""
    close = values[np.abs(values - near) < reach]
    return median(close) if len(close) else near
