"""Boxed notes beside other text: what a frame of rules holds is read as a block of its own.

Where nothing stands beside a frame its lines are those of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.reading_order import Region, order_key
from extract.scan.geometry import PxBox
from extract.scan.lines import InkLine, Pieces, split_lines
from extract.scan.prose_columns import cut_at_gutters

Ints = NDArray[np.int64]
Key = tuple[float, ...]

# So many lines make a note: one is a field of a form, or a word that is framed in its line.
LINES = 2
# A quarter of a note's pieces is at least so high, in heights of the page's letters, specks left aside: small
# stamps, set askew, are not, and cut by themselves they are read no better.
PRINT, SPECK = 0.7, 0.3
# So many letters stand beside a note, at least so high, in heights of the page's.
BESIDE, LETTER = 3, 0.6


@dataclass(frozen=True)
class Note:
    """A frame with text beside it: its outline, the height on the page at which it is read, and its lines."""

    box: PxBox
    y: float
    lines: list[InkLine]
    regions: tuple[Region, ...]

    def holds(self, box: PxBox) -> bool:
        """Whether the middle of a box lies within the frame."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.box[0] < x < self.box[2] and self.box[1] < y < self.box[3]


@dataclass(frozen=True)
class Arrangement:
    """The lines of a page outside its tables, and what tells in which order its blocks are read."""

    lines: list[InkLine]
    regions: tuple[Region, ...]
    notes: tuple[Note, ...]

    def key(self, y: float, box: PxBox) -> Key:
        """What sorts blocks in reading order, each given by the height at which it is read and its box."""
        for note in self.notes:
            if note.holds(box):
                return (*order_key(self.regions, note.y, note.box), *order_key(note.regions, y, box))
        return order_key(self.regions, y, box)


def arrange(pieces: Pieces, chosen: Ints, frames: Sequence[PxBox], taken: Sequence[PxBox]) -> Arrangement:
    """The lines of the chosen pieces; `frames` are frames of rules without rules within, `taken` the places
    of tables and rows of dots."""
    notes, rest = _find_notes(pieces, chosen, frames, taken)
    beside = [box for box in taken if not any(note.holds(box) for note in notes)]
    lines, regions = cut_at_gutters(
        pieces, split_lines(pieces, rest), [*beside, *(note.box for note in notes)]
    )
    return Arrangement([*lines, *(line for note in notes for line in note.lines)], regions, tuple(notes))


def _find_notes(
    pieces: Pieces, chosen: Ints, frames: Sequence[PxBox], taken: Sequence[PxBox]
) -> tuple[list[Note], Ints]:
    """The notes among the frames, outer ones before those within them, and the pieces in none of them."""
    notes: list[Note] = []
    rest = chosen
    for box in sorted(frames, key=lambda box: (box[0] - box[2]) * (box[3] - box[1])):
        if any(note.holds(box) for note in notes):
            continue
        x, y = pieces.middles[rest].T
        level = (y > box[1]) & (y < box[3])
        letter = pieces.heights[rest] >= LETTER * pieces.body
        left, right = (level & (x < box[0])), (level & (x > box[2]))
        beside = [int((letter & side).sum()) for side in (left, right)]
        if sum(beside) < BESIDE:
            continue
        inside = level & ~left & ~right
        heights = pieces.heights[rest[inside]]
        heights = heights[heights >= SPECK * pieces.body]
        if not len(heights) or float(np.percentile(heights, 75)) < PRINT * pieces.body:
            continue
        own = split_lines(pieces, rest[inside])
        if len(own) < LINES:
            continue
        within = [other for other in taken if box[0] < other[0] and other[2] < box[2]]
        lines, regions = cut_at_gutters(pieces, own, within)
        # text before it is not torn: it is read first, to the end of what stands beside the note
        notes.append(Note(box, box[3] if beside[0] > beside[1] else box[1], lines, regions))
        rest = rest[~inside]
    return notes, rest
