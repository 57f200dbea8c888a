"""The usual height of a page's letters, among all else that is ink on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.scan.screens import screen_dots

# Letters are so high and wide, in inches: 5 to 40 pt.
HEIGHTS_IN, NARROWEST_IN = (0.035, 0.35), 0.02
UNKNOWN_IN = 0.09
# So high, in the usual height, are pieces that count as of that height.
ALIKE = (0.8, 1.25)
# Letters stand in rows: on one foot, and no further from the next than this, in their heights.
ON_FOOT, APART = 0.3, 1.0
# Of pieces of a letter's size fewer stand in rows where they are loops and spots of a drawing; of letters so
# many do, of this many at least.
LOOPS, LETTERS, FEWEST = 0.2, 0.3, 12
# So many sizes are tried.
SIZES = 4


def body_height(boxes: NDArray[np.int64], dpi: float) -> float:
    """The usual height of a letter in px, by the boxes of a page's pieces (x0, y0, x1, y1): the main peak of
    the heights of those that are no dots of a screen; a lower one where only its pieces stand in rows."""
    boxes = boxes[~screen_dots(boxes, dpi)]
    widths, heights = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    low, high = (height * dpi for height in HEIGHTS_IN)
    fits = (heights >= low) & (heights <= high) & (widths >= NARROWEST_IN * dpi) & (widths <= 3 * high)
    boxes, heights = boxes[fits], heights[fits]
    if len(heights) < 3:
        return UNKNOWN_IN * dpi
    counts = np.bincount(heights, minlength=int(high) + 3).astype(float)
    smooth = np.convolve(counts, [1, 2, 3, 2, 1], mode="same") * np.sqrt(np.arange(len(counts)))
    usual = int(np.argmax(smooth))
    if np.mean(_in_rows(boxes, heights, usual)) >= LOOPS:
        return float(usual)
    other = usual
    for _ in range(SIZES):
        smooth[int(ALIKE[0] * other) : int(ALIKE[1] * other) + 1] = 0
        other = int(np.argmax(smooth))
        stand = _in_rows(boxes, heights, other) if smooth[other] else np.zeros(1, bool)
        if np.count_nonzero(stand) >= FEWEST and np.mean(stand) >= LETTERS:
            return float(other)
    return float(usual)


def _in_rows(boxes: NDArray[np.int64], heights: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
    """Which of the pieces about as high as `size` px have one of their kind beside them."""
    x0, _, x1, foot = boxes[(heights >= ALIKE[0] * size) & (heights <= ALIKE[1] * size)].T
    found = np.zeros(len(x0), bool)
    step = max(2, round(ON_FOOT * size))
    for shift in (0, step // 2):  # a row that one grid of heights parts lies within the other
        row = (foot + shift) // step
        order = np.lexsort((x0, row))
        gap = x0[order][1:] - x1[order][:-1]
        beside = (np.diff(row[order]) == 0) & (gap <= APART * size) & (gap > -size)
        found[order[1:][beside]] = True
        found[order[:-1][beside]] = True
    return found
