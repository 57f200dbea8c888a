"""Connected pieces of a page's ink, many times faster than OpenCV's own statistics of them.

OpenCV labels a page in a few milliseconds, but takes five times as long to measure every pixel of paper as
well. Here the pieces are measured by the runs of ink in the rows, of which a page has some thousands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.bits import Bits, of_runs, packed

Mask = NDArray[np.uint8]
Ints = NDArray[np.int64]
Labels = NDArray[np.uint16 | np.int32]

MOST_SHORT = 60_000
"""Pieces that can be numbered with two bytes, and some more: half the memory to go through."""
SMALL = 30_000
"""Pixels of a mask that is not worth packing."""


@dataclass(frozen=True, slots=True)
class Components:
    """Pieces of ink that touch, corners included: boxes (n, 4) as x0, y0, x1, y1; areas in px.

    Piece i has label i + 1 in `labels`, where paper has 0. `owner` is the piece of each run of ink, `first`
    and `last` (exclusive) the run's pixels in the flattened mask, row by row.
    """

    boxes: Ints
    areas: Ints
    labels: Labels
    owner: Ints
    first: Ints
    last: Ints

    def middle_rows(self) -> NDArray[np.float64]:
        """The mean row of each piece's ink."""
        rows = self.first // self.labels.shape[1]
        return np.bincount(self.owner, rows * (self.last - self.first), len(self.areas)) / self.areas

    def pixels(self, chosen: NDArray[np.bool_]) -> Ints:
        """Places in the flattened mask of the ink of the chosen pieces."""
        runs = chosen[self.owner]
        return _pixels(self.first[runs], self.last[runs])

    def ink(self, chosen: NDArray[np.bool_]) -> Bits:
        """The ink of the chosen pieces."""
        runs = chosen[self.owner]
        height, width = self.labels.shape
        return of_runs(self.first[runs], self.last[runs], (height, width))


def _pixels(first: Ints, last: Ints) -> Ints:
    """Every pixel of runs."""
    length = last - first
    before = np.cumsum(length) - length
    return np.asarray(np.arange(int(length.sum())) + np.repeat(first - before, length), dtype=np.int64)


def ink_runs(mask: Mask) -> tuple[Ints, Ints]:
    """First and last (exclusive) pixels of the runs of ink in the rows, as places in the flattened mask."""
    height, width = mask.shape
    if mask.size > SMALL:
        return packed(mask).runs()
    # a column of paper behind each row, and one pixel before all, so that no run goes over a row's end
    padded = np.zeros(height * (width + 1) + 1, np.uint8)
    padded[1:].reshape(height, width + 1)[:, :width] = mask
    changes = np.flatnonzero(padded[1:] != padded[:-1])
    first, last = changes[::2], changes[1::2]
    rows = first // (width + 1)
    return first - rows, last - rows


@dataclass(frozen=True, slots=True)
class Parts:
    """The connected pieces of a mask by their runs: the row of each run, its start and end (exclusive).

    `owner` is the piece of each run, rising; `left`, `top`, `right` and `foot` (exclusive) are the boxes.
    """

    rows: Ints
    start: Ints
    end: Ints
    owner: Ints
    left: Ints
    top: Ints
    right: Ints
    foot: Ints

    def __len__(self) -> int:
        return len(self.left)

    def among(self, chosen: NDArray[np.bool_]) -> Parts:
        """Some of the pieces."""
        runs = chosen[self.owner]
        number = np.cumsum(chosen) - 1
        rows, start, end, owner = (part[runs] for part in (self.rows, self.start, self.end, self.owner))
        left, top, right, foot = (part[chosen] for part in (self.left, self.top, self.right, self.foot))
        return Parts(rows, start, end, number[owner], left, top, right, foot)


def find_parts(first: Ints, last: Ints, width: int) -> Parts:
    """The connected pieces of a mask of `width` columns with little ink, by its runs (see `ink_runs`).

    A page's rules are some hundred runs, which are joined faster than a page is labelled.
    """
    rows = first // width
    start, end = first - rows * width, last - rows * width
    # the runs of the row below that touch a run, corners included
    begin = np.searchsorted(last, first + width, side="left")
    stop = np.searchsorted(first, last + width, side="right")
    parent = list(range(len(first)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    counts = np.maximum(stop - begin, 0)
    above = np.repeat(np.arange(len(first)), counts)
    below = np.arange(int(counts.sum())) + np.repeat(begin - np.cumsum(counts) + counts, counts)
    touch = (rows[below] == rows[above] + 1) & (start[below] <= end[above]) & (end[below] >= start[above])
    for one, other in zip(above[touch].tolist(), below[touch].tolist(), strict=True):
        low, high = root(one), root(other)
        if low < high:
            parent[high] = low
        else:
            parent[low] = high
    roots = np.array([root(run) for run in range(len(first))], np.int64)
    order = np.argsort(roots, kind="stable")
    rows, start, end = rows[order], start[order], end[order]
    starts = np.flatnonzero(np.diff(roots[order], prepend=-1))
    if not len(starts):
        return Parts(*[np.empty(0, np.int64)] * 8)
    ends = np.append(starts[1:], len(order))
    return Parts(
        rows,
        start,
        end,
        np.repeat(np.arange(len(starts)), ends - starts),
        np.minimum.reduceat(start, starts),
        rows[starts],
        np.maximum.reduceat(end, starts),
        rows[ends - 1] + 1,
    )


def find_components(mask: Mask, bits: Bits | None = None) -> Components:
    """The connected pieces of a mask of 0 and 1; `bits` is the same, where it is known."""
    width = mask.shape[1]
    if bits is None and mask.size > SMALL:
        bits = packed(mask)
    first, last = ink_runs(mask) if bits is None else bits.runs()
    # every label that OpenCV gives on its way begins with a run, and where nothing is over the run's head
    short = len(first) < MOST_SHORT or (bits is not None and bits.heads() < MOST_SHORT)
    kind = cv2.CV_16U if short else cv2.CV_32S
    # on print, whose runs are short, a fifth faster than what OpenCV takes by itself
    count, found = cv2.connectedComponentsWithAlgorithm(mask, 8, kind, cv2.CCL_WU)
    labels = cast("Labels", found)
    rows = first // width
    start, length = first - rows * width, last - first
    owner = labels.ravel()[first].astype(np.int64) - 1
    boxes = np.zeros((count - 1, 4), np.int64)
    boxes[:, 0] = width
    np.minimum.at(boxes[:, 0], owner, start)
    np.maximum.at(boxes[:, 2], owner, start + length)
    boxes[owner[::-1], 1] = rows[::-1]  # runs come from top to bottom: what is written last stays
    boxes[owner, 3] = rows + 1
    areas = np.bincount(owner, length, count - 1).astype(np.int64)
    return Components(boxes, areas, labels, owner, first, last)
