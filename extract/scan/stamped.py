"""Stamps, signatures and blots over tables: which ink is theirs, and the print under them.

The rules of a table cut a stamp's ring to arcs, no larger than words, and what is left of them is as large as
drawings are: a drawing is told by what is large both ways, no straight stroke, and aside of rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.geometry import PxBox
from extract.scan.grid import Grid
from extract.scan.lines import InkLine, Pieces
from extract.scan.overlaid import LARGEST_SHARE, TALLEST, Flags, Overlaid, taken_apart
from extract.scan.rules import Segment

# A stroke by hand is higher and wider than this, in letters' heights, and fills less of its box than letters
# that have run together do.
HIGH, WIDE, THIN = 1.7, 3.5, 0.13
# An arc of a ring that rules cut is longer than this, higher than print or one thin stroke, and so near to
# the rest of it.
ARC, STROKE, GAP = 2.2, 0.33, 0.8
# The ink of a straight stroke strays so far from its line, in parts of its spread along it.
STRAIGHT = 0.06
# What is left of rules lies so near to them, in letters' heights, with this part of its ink.
# What is as narrow as that and has its middle there is a rest, too.
ALONG, OF_RULES, NARROW = 0.35, 0.5, 0.25
# A drawing takes up so much around its ink; the side of a ring that was taken for a rule bulges so far from
# where arcs begin over and under it, and is so long at most.
AROUND, RIM, RIM_LONG = 0.3, 1.0, 4.0
# Ink of a drawing so far into a cell, in letters' heights, may hide print; a line has room over so much.
HIDES, LINE, MARGIN = 0.5, 0.7, 0.2


class OverTables:
    """What lies over the tables of a page: `pieces` are the page's with the print cut out of it, `gone` which
    of them are no print."""

    def __init__(self, pieces: Pieces, grids: Sequence[Grid]) -> None:
        drawn = _drawings(pieces, grids)
        self._rings = _hulls(pieces, drawn, RIM_LONG)
        self._page: Overlaid | None = None
        self.pieces, self.gone = pieces, np.zeros(len(pieces.boxes), bool)
        if not drawn.any():
            return
        printed = (pieces.heights <= TALLEST * pieces.body) & ~drawn
        inside = np.zeros(len(drawn), bool)
        for hull in _hulls(pieces, drawn, GAP):
            inside |= printed & hull.holds(*pieces.middles.T)
        self._page = page = taken_apart(pieces, printed, drawn, inside)
        self.pieces = page.pieces
        taken = np.append(inside | drawn, np.zeros(len(page.printed) - len(drawn), bool))
        self.gone = page.hidden | taken & ~page.printed

    def without_rims(self, rules: Sequence[Segment], *, upright: bool) -> list[Segment]:
        """The rules but for sides of rings, which lie in a drawing and go on nowhere beyond it."""
        if not self._rings:
            return list(rules)
        within = [self._holds(rule, upright=upright) for rule in rules]
        others = np.array([rule.at for rule, own in zip(rules, within, strict=True) if not own])
        near = ALONG * self.pieces.body
        return [
            rule
            for rule, own in zip(rules, within, strict=True)
            if not own or np.any(np.abs(others - rule.at) < near)
        ]

    def _holds(self, rule: Segment, *, upright: bool) -> bool:
        along, across = rule.path.T
        places = (across, along) if upright else (along, across)
        slack = RIM * self.pieces.body
        return any(np.all(ring.holds(*places, slack=slack)) for ring in self._rings)

    def covers(self, line: InkLine, cell: PxBox, *, number: bool) -> bool:
        """Whether a line has print in a drawing, or ink of one over it, or a number any in its cell."""
        if self._page is None:
            return False
        band = (cell[0], line.core[0], cell[2], line.core[1])
        if self._page.covers(line) or np.count_nonzero(self._ink(band)):
            return True
        return number and self.hides(cell, LINE)

    def hides(self, cell: PxBox, least: float = HIDES) -> bool:
        """Whether ink of a drawing reaches into a cell so far that print may be lost under it."""
        if self._page is None:
            return False
        margin = MARGIN * self.pieces.body
        x0, y0, x1, y1 = cell
        ink = self._ink((x0 + margin, y0 + margin, x1 - margin, y1 - margin))
        y, x = np.nonzero(ink)
        return max(len(np.unique(x)), len(np.unique(y))) >= least * self.pieces.body

    def _ink(self, box: PxBox) -> Flags:
        """The ink of drawings in a box."""
        left, top, right, foot = (max(0, round(v)) for v in box)
        gone = np.zeros(len(self.gone) + 1, bool)
        gone[1:] = self.gone
        return np.asarray(gone[self.pieces.labels[top:foot, left:right]], bool)


def _drawings(pieces: Pieces, grids: Sequence[Grid]) -> Flags:
    """The pieces of what is drawn over tables."""
    boxes, body = pieces.boxes, pieces.body
    wide, high = boxes[:, 2] - boxes[:, 0], pieces.heights
    sparse = pieces.areas < THIN * wide * high
    page = pieces.labels.shape[0] * pieces.labels.shape[1]
    small = wide * high < LARGEST_SHARE * page
    large = (high > TALLEST * body) | ((high > HIGH * body) & sparse)
    drawn = np.asarray(small & (wide > WIDE * body) & large, bool)
    over = np.zeros(len(boxes), bool)
    for x0, y0, x1, y1 in (grid.box for grid in grids):
        over |= (boxes[:, 0] < x1) & (boxes[:, 2] > x0) & (boxes[:, 1] < y1) & (boxes[:, 3] > y0)
    for k in np.flatnonzero(drawn).tolist():
        drawn[k] = bool(over[k]) and _is_drawn(pieces, k, grids)
    if not drawn.any():
        return drawn
    stroke = pieces.areas < STROKE * body * np.maximum(wide, high)
    arcs = small & ~drawn & (np.maximum(wide, high) > ARC * body) & ((high > HIGH * body) | stroke)
    arcs &= (np.minimum(wide, high) > NARROW * body) | ~_at_rules(pieces, grids)
    waiting = np.flatnonzero(arcs)
    fresh = np.flatnonzero(drawn)
    while len(waiting) and len(fresh):
        a, b, gap = boxes[waiting][:, None], boxes[fresh][None], GAP * body
        beside = (a[..., :2] < b[..., 2:] + gap) & (a[..., 2:] > b[..., :2] - gap)
        near = np.any(np.all(beside, axis=2), axis=1)
        fresh, waiting = waiting[near], waiting[~near]
        drawn[fresh] = True
    return drawn


def _rules(grid: Grid) -> list[tuple[int, list[float]]]:
    """Where a grid's rules stand: across the page (0) and down it (1)."""
    rows = [y for k, y in enumerate(grid.ys) if k not in grid.undrawn]
    found = [(0, list(grid.xs)), (1, rows)] if grid.ruled else [(1, rows)]
    return [(axis, places) for axis, places in found if places]


def _at_rules(pieces: Pieces, grids: Sequence[Grid]) -> Flags:
    """The pieces with their middle at a rule of a grid."""
    reach = ALONG * pieces.body
    found = np.zeros(len(pieces.boxes), bool)
    for grid in grids:
        for axis, places in _rules(grid):
            off = np.abs(pieces.middles[:, axis, None] - np.asarray(places)[None, :])
            found |= off.min(axis=1) < reach
    return found


def _is_drawn(pieces: Pieces, k: int, grids: Sequence[Grid]) -> bool:
    """Whether a large piece is no straight stroke and no rest of rules."""
    points = _points(pieces, k)
    spread = np.sqrt(np.maximum(np.linalg.eigvalsh(np.cov(points.T)), 0.0))
    if spread[0] < STRAIGHT * spread[1]:
        return False
    reach = ALONG * pieces.body
    along = np.zeros(len(points), bool)
    for grid in grids:
        for axis, places in _rules(grid):
            along |= np.abs(points[:, axis, None] - np.asarray(places)[None, :]).min(axis=1) < reach
    return bool(along.mean() < OF_RULES)


def _points(pieces: Pieces, k: int) -> NDArray[np.float64]:
    """The places (x, y) of a piece's ink."""
    x0, y0, x1, y1 = pieces.boxes[k].tolist()
    y, x = np.nonzero(pieces.labels[y0:y1, x0:x1] == k + 1)
    return np.stack([x + x0, y + y0], axis=1).astype(np.float64)


@dataclass(frozen=True)
class _Hull:
    """What a drawing encloses: a mask whose corner is at (left, top)."""

    left: int
    top: int
    mask: NDArray[np.uint8]

    def holds(self, x: NDArray[np.float64], y: NDArray[np.float64], slack: float = 0.0) -> Flags:
        """Which of the places lie in it, or so many px beside it."""
        if slack:
            sides = ((0.0, 0.0), (slack, 0.0), (-slack, 0.0), (0.0, slack), (0.0, -slack))
            near = [self.holds(x + right, y + down) for right, down in sides]
            return np.asarray(np.any(np.stack(near), axis=0), bool)
        high, wide = self.mask.shape
        column, row = x.astype(np.int64) - self.left, y.astype(np.int64) - self.top
        near = (column >= 0) & (column < wide) & (row >= 0) & (row < high)
        found = np.zeros(len(x), bool)
        found[near] = self.mask[row[near], column[near]] > 0
        return found


def _hulls(pieces: Pieces, drawn: Flags, apart: float) -> list[_Hull]:
    """The hulls of the drawn pieces that stand no further apart than so many letters' heights, each a little
    wider than its ink."""
    found = []
    waiting, gap, more = np.flatnonzero(drawn), apart * pieces.body, round(AROUND * pieces.body)
    while len(waiting):
        group, waiting = waiting[-1:].tolist(), waiting[:-1]
        for k in group:
            box, boxes = pieces.boxes[k], pieces.boxes[waiting]
            beside = ((boxes[:, :2] < box[2:] + gap) & (boxes[:, 2:] > box[:2] - gap)).all(axis=1)
            group += waiting[beside].tolist()
            waiting = waiting[~beside]
        hull = cv2.convexHull(np.concatenate([_points(pieces, k) for k in group]).astype(np.int32))
        left, top, wide, high = cv2.boundingRect(hull)
        mask = np.zeros((high + 2 * more, wide + 2 * more), np.uint8)
        cv2.fillConvexPoly(mask, hull - np.array([left - more, top - more]), (1,))
        mask = np.asarray(cv2.dilate(mask, np.ones((2 * more + 1, 2 * more + 1), np.uint8)), np.uint8)
        found.append(_Hull(left - more, top - more, mask))
    return found
