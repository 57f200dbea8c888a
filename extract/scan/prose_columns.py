"""Lines of print of a scanned page cut at the gutters between columns of prose."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.reading_order import (
    GUTTER,
    Gutter,
    Region,
    Row,
    are_columns,
    find_gutters,
    is_prose,
    may_part_columns,
    runs_of,
    with_ends,
)
from extract.scan.geometry import PxBox
from extract.scan.lines import InkLine, Pieces, split_lines

# Letters are at least so high and wide, in letters' heights: marks, dirt and rules are not.
HIGH, WIDE = 0.45, 0.22
# A region reaches so far over the head of its first line and of its last one, in letters' heights.
MARGIN = 0.2

Cut = tuple[list[InkLine], tuple[Region, ...]]
"""Lines cut at gutters, and the regions that tell in which order they are read."""


def cut_at_gutters(pieces: Pieces, lines: Sequence[InkLine], taken: Sequence[PxBox]) -> Cut:
    """The lines of a page, those of prose in columns cut at their gutter. `taken` are places of tables, rows
    of dots and the like, which no gutter runs through."""
    rows, owners = _rows(pieces, lines, taken)
    refused: list[Gutter] = []
    for candidate in find_gutters(rows, pieces.body):
        gutter = with_ends(rows, candidate, pieces.body)
        if any(gutter.overlaps(other) for other in refused):
            continue
        if not may_part_columns(rows, gutter, pieces.body):
            continue
        own = [lines[k] for k in owners[gutter.first : gutter.last + 1] if k is not None]
        parts = _parts(pieces, own, gutter, taken)
        if parts is None:
            refused.append(gutter)
            continue
        first, last = (end(line.core[0] for line in own) for end in (min, max))
        heads = [first, last, *(line.core[0] for side, _ in parts for line in side)]
        top, bottom = min(heads) - MARGIN * pieces.body, max(heads) + MARGIN * pieces.body
        region = Region(top, bottom, (gutter.at,), tuple(regions for _, regions in parts))
        over = cut_at_gutters(pieces, [line for line in lines if line.core[0] < first], taken)
        under = cut_at_gutters(pieces, [line for line in lines if line.core[0] > last], taken)
        cut = [line for part in (over, *parts, under) for line in part[0]]
        return cut, (*over[1], region, *under[1])
    return list(lines), ()


def _parts(
    pieces: Pieces, lines: Sequence[InkLine], gutter: Gutter, taken: Sequence[PxBox]
) -> list[Cut] | None:
    """The lines left and right of a gutter as they stand there, cut further where they are columns again;
    None where they are no prose."""
    members = np.unique(np.concatenate([line.members for line in lines]))
    right = pieces.middles[members, 0] > gutter.at
    parts: list[Cut] = []
    sides: list[list[Row]] = []
    for at_right in (False, True):
        own = split_lines(pieces, members[right == at_right])
        beside = [box for box in taken if ((box[0] + box[2]) / 2 > gutter.at) == at_right]
        part = cut_at_gutters(pieces, own, beside)
        parts.append(part)
        sides.append(_rows(pieces, own, ())[0])
    plain = [side for side, (_, regions) in zip(sides, parts, strict=True) if not regions]
    if len(plain) == len(sides):
        return parts if are_columns(sides[0], sides[1], pieces.body) else None
    # what has parted into columns is prose
    return parts if all(is_prose(side, pieces.body) for side in plain) else None


def _rows(
    pieces: Pieces, lines: Sequence[InkLine], taken: Sequence[PxBox]
) -> tuple[list[Row], list[int | None]]:
    """The lines as rows, and which line each row is: None for a place taken that stands beside none."""
    found: list[tuple[Row, int | None]] = []
    alone = set(range(len(taken)))
    for k, (line, print_at) in enumerate(zip(lines, _spans(pieces, lines), strict=True)):
        near = [n for n, box in enumerate(taken) if box[1] < line.core[1] and box[3] > line.core[0]]
        alone.difference_update(near)
        spans = [*print_at, *((taken[n][0], taken[n][2]) for n in near)]
        runs = runs_of(spans, GUTTER * pieces.body) if near else tuple(print_at)
        if runs:
            found.append((Row(line.core[0], runs), k))
    for n in alone:
        x0, y0, x1, y1 = taken[n]
        found.append((Row((y0 + y1) / 2, ((x0, x1),)), None))
    found.sort(key=lambda item: item[0].y)
    return [row for row, _ in found], [k for _, k in found]


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
