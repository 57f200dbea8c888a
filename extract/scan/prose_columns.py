"""Lines of print of a scanned page cut at the gutters between columns of prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract import reading_order
from extract.reading_order import GUTTER, Region, Row, runs_of, with_letterless
from extract.scan.geometry import PxBox
from extract.scan.lines import NO_PIECES, InkLine, Pieces, split_lines

# Letters are at least so high and wide, in letters' heights: marks, dirt and rules are not.
HIGH, WIDE = 0.45, 0.22
# A region reaches so far over the head of its first line and of its last one, in letters' heights.
MARGIN = 0.2


def cut_at_gutters(
    pieces: Pieces, lines: Sequence[InkLine], taken: Sequence[PxBox]
) -> tuple[list[InkLine], tuple[Region, ...]]:
    """The lines of a page, those of prose in columns cut at their gutter, and the regions that tell in which
    order they are read. `taken` are places of tables, rows of dots and the like, which bar a gutter."""
    return reading_order.cut_at_gutters(_Ink(pieces), lines, taken)


@dataclass(frozen=True)
class _Ink:
    """The print of a scanned page (see `extract.reading_order.Print`)."""

    pieces: Pieces

    @property
    def size(self) -> float:
        return self.pieces.body

    @property
    def margin(self) -> float:
        return MARGIN * self.pieces.body

    def side(self, lines: Sequence[InkLine], at: float, *, right: bool) -> list[InkLine]:
        members = np.unique(np.concatenate([*(line.members for line in lines), NO_PIECES]))
        return split_lines(self.pieces, members[(self.pieces.middles[members, 0] > at) == right])

    def rows(self, lines: Sequence[InkLine], taken: Sequence[PxBox]) -> list[tuple[Row, list[InkLine]]]:
        found: list[tuple[Row, list[InkLine]]] = []
        letterless: list[tuple[float, InkLine]] = []
        alone = set(range(len(taken)))
        for line, print_at in zip(lines, _spans(self.pieces, lines), strict=True):
            near = [n for n, box in enumerate(taken) if box[1] < line.core[1] and box[3] > line.core[0]]
            alone.difference_update(near)
            spans = [*print_at, *((taken[n][0], taken[n][2]) for n in near)]
            if spans:
                found.append((Row(line.core[0], runs_of(spans, GUTTER * self.size)), [line]))
            else:
                letterless.append((line.core[0], line))
        for x0, y0, x1, y1 in (taken[n] for n in alone):
            found.append((Row((y0 + y1) / 2, ((x0, x1),)), []))
        return with_letterless(found, letterless)


def _spans(pieces: Pieces, lines: Sequence[InkLine]) -> list[list[tuple[float, float]]]:
    """Where letters stand along each line, parted by gaps as wide as a gutter."""
    spans: list[list[tuple[float, float]]] = [[] for _ in lines]
    if not lines:
        return spans
    members = np.concatenate([line.members for line in lines])
    line_of = np.repeat(np.arange(len(lines)), [len(line.members) for line in lines])
    boxes = pieces.boxes[members]
    letter = boxes[:, 3] - boxes[:, 1] >= HIGH * pieces.body
    letter &= boxes[:, 2] - boxes[:, 0] >= WIDE * pieces.body
    if not letter.any():
        return spans
    # laid end to end, all lines are parted at once
    ahead = line_of[letter] * (2 * pieces.labels.shape[1])
    left, right = boxes[letter, 0] + ahead, boxes[letter, 2] + ahead
    order = np.argsort(left, kind="stable")
    left, reach = left[order], np.maximum.accumulate(right[order])
    starts = np.append(0, np.flatnonzero(left[1:] - reach[:-1] >= GUTTER * pieces.body) + 1)
    ends = np.append(starts[1:], len(left)) - 1
    own, off = line_of[letter][order][starts], ahead[order][starts]
    for k, x0, x1 in zip(
        own.tolist(), (left[starts] - off).tolist(), (reach[ends] - off).tolist(), strict=True
    ):
        spans[k].append((float(x0), float(x1)))
    return spans
