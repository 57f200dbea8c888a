"""Text that stands on its side in a tall narrow cell, as headings over many rows do: set upright for reading.

It is told by its letters: they follow each other up or down the cell closer than lines of print ever do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.scan.clean import Grey, Mask
from extract.scan.components import find_components
from extract.scan.crops import MARGIN, line_crop
from extract.scan.geometry import PxBox
from extract.scan.lines import InkLine, Pieces, is_print, split_lines

# The print is so many times as tall as wide, so many letters' heights tall at least, and has so many letters.
TALL, LEAST_HEIGHT, LEAST_LETTERS = 2.0, 4.0, 4
# Height of a letter in usual letters' heights, at least and at most.
LOW, HIGH = 0.55, 2.0
# Letters on their side stand this close, in letters' heights; lines of print keep more paper between them.
CLOSE = 0.25
# Letters beside each other across a line of print, and the share of them that may stand so at most: those of
# upright lines under each other do.
BESIDE, MOST_BESIDE = -0.5, 0.1
# So many lines beside each other at most.
MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class _Turned:
    """The print of a cell set upright by quarter turns, which count as those of `numpy.rot90`."""

    turns: int
    even: Grey
    ink: Mask
    pieces: Pieces
    lines: list[InkLine]

    @property
    def marks_over(self) -> int:
        """How many more small pieces stand over the letters than under them; vowels and tone marks do so."""
        found = 0
        small = self.pieces.heights < LOW * self.pieces.body
        middle = self.pieces.middles[:, 1]
        for line in self.lines:
            own = line.members[small[line.members]]
            found += int((middle[own] < line.core[0]).sum()) - int((middle[own] > line.core[1]).sum())
        return found

    def letters(self, line: InkLine) -> NDArray[np.int64]:
        """Boxes of a line's letters from left to right."""
        boxes = self.pieces.boxes[line.members]
        high = boxes[:, 3] - boxes[:, 1]
        boxes = boxes[(high >= LOW * self.pieces.body) & (high <= HIGH * self.pieces.body)]
        return np.asarray(boxes[np.argsort(boxes[:, 0], kind="stable")])

    def is_text(self) -> bool:
        """Whether letters follow each other as in a line of print, one at a time, and not as lines under each
        other do."""
        if not 1 <= len(self.lines) <= MOST_LINES:
            return False
        rows = [self.letters(line) for line in self.lines]
        gaps = [row[1:, 0] - np.maximum.accumulate(row[:, 2])[:-1] for row in rows if len(row) > 1]
        if sum(len(row) for row in rows) < LEAST_LETTERS or not gaps:
            return False
        apart = np.concatenate(gaps) / self.pieces.body
        return float(np.median(apart)) < CLOSE and float(np.mean(apart < BESIDE)) <= MOST_BESIDE


def sideways_lines(
    even: Grey, ink: Mask, pieces: Pieces, chosen: NDArray[np.int64]
) -> list[tuple[Grey, PxBox]]:
    """Images of the lines of a cell whose print stands on its side, set upright, and their places in px.

    `chosen` are the cell's pieces; no lines where they stand upright. Print is taken to run up the page,
    unless its marks would stand under its letters.
    """
    boxes, body = pieces.boxes[chosen], pieces.body
    if len(boxes) < LEAST_LETTERS:
        return []
    x0, y0 = boxes[:, :2].min(axis=0).tolist()
    x1, y1 = boxes[:, 2:].max(axis=0).tolist()
    if y1 - y0 < max(TALL * (x1 - x0), LEAST_HEIGHT * body) or x1 - x0 < LOW * body:
        return []
    margin = max(3, round(2 * MARGIN * body))
    region = (
        slice(max(0, y0 - margin), min(len(ink), y1 + margin)),
        slice(max(0, x0 - margin), min(len(ink[0]), x1 + margin)),
    )
    up = _turned(even, ink, pieces, chosen, region, -1)
    if not up.is_text():
        return []
    if up.marks_over < 0:
        up = _turned(even, ink, pieces, chosen, region, 1)
    found = []
    for line in up.lines:
        if is_print(up.pieces, line):
            image, box = line_crop(up.even, up.ink, up.pieces, line)
            found.append((image, _on_page(box, region, up.turns)))
    return found


def _turned(
    even: Grey, ink: Mask, pieces: Pieces, chosen: NDArray[np.int64], region: tuple[slice, slice], turns: int
) -> _Turned:
    own = np.isin(pieces.labels[region], chosen + 1).view(np.uint8)
    found = find_components(np.ascontiguousarray(np.rot90(own, turns)))
    turned = Pieces(found.boxes, found.areas, found.labels, pieces.body)
    return _Turned(
        turns,
        np.ascontiguousarray(np.rot90(even[region], turns)),
        np.ascontiguousarray(np.rot90(ink[region], turns)),
        turned,
        split_lines(turned, np.arange(len(found.boxes))),
    )


def _on_page(box: PxBox, region: tuple[slice, slice], turns: int) -> PxBox:
    left, top, right, foot = box
    rows, columns = region
    if turns < 0:
        return (columns.start + top, rows.stop - right, columns.start + foot, rows.stop - left)
    return (columns.stop - foot, rows.start + left, columns.stop - top, rows.start + right)
