"""Which edges of a grid are there: how much of each is inked, whether print crosses it, what its row says.

A scan erases parts of rules, seldom a whole edge; a merged cell leaves no trace of an edge at all. So a trace
counts where nothing is printed across it, and an edge without a trace is only restored on a page whose
rules are broken elsewhere too, where the print stands on both sides of it as in two cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.scan.bits import Bits
from extract.scan.clean import Grey, Mask
from extract.scan.grey_edges import by_grey
from extract.scan.lines import Pieces
from extract.scan.rules import Segment

PRESENT = 0.5
TRACE = 0.12
WHOLE = 0.8
BARE = 0.3
# The end of a rule that print covers is bare nowhere, a stem as long as most of the edge leaves it so.
NO_INK = 0.05
# The part of a row's height over and under a line of print.
STUB = 0.12
# A page whose rules are whole has next to no edges between a trace and nearly full.
BROKEN_SHARE = 0.04
# Edges inked to this part of them may be there or not; where there are several, the cells may be others.
PARTLY, SEVERAL = (0.1, 0.3), 2
# A blank between words, in letters' heights.
BLANK = 1.6
# The part of the reach of a line that is left out at both ends of an edge, where other rules meet it.
INSET = 0.55
# Print no farther from a rule than this, in letters' heights, touches it.
AT_RULE = 0.4
# A letter on the place of a column rule between two others is narrower than this, in letters' heights, and as
# near to them; of its stem, taken for a rule, its foot is left.
ON_LINE, BETWEEN_LETTERS = 0.8, 0.5
# Heads or feet of letters that stand this near to the place of a row rule look like one; px.
ON_PLACE_PX = 3
# Ink so near to a line's course is on it; px.
ON_LINE_PX = 2

Flags = NDArray[np.bool_]
Parts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Evidence for the edges of a grid with R rows and C columns of unit cells.

    `row_cover[i, j]` is the inked part of row line i over column j, shape (R + 1, C); `column_cover[j, i]`
    that of column line j along row i, shape (C + 1, R); `*_crossed` whether print stands across the edge;
    `stems` whether the ink of a column edge is that of letters on it, `stubs` whether a rule runs on under
    the print on it.
    """

    row_cover: Parts
    column_cover: Parts
    row_crossed: Flags
    column_crossed: Flags
    stems: Flags
    stubs: Flags

    @property
    def broken(self) -> bool:
        """True when the rules of this table are broken here and there."""
        every = np.concatenate([self.row_cover.ravel(), self.column_cover.ravel()])
        partial = (every > 0.08) & (every < 0.93)
        present = every >= 0.93
        return bool(partial.sum() > BROKEN_SHARE * max(1, int(present.sum())))

    @property
    def unclear(self) -> bool:
        """True when several inner edges are inked in part: more than bare ones, less than covered rules."""
        inner = np.concatenate([self.row_cover[1:-1].ravel(), self.column_cover[1:-1].ravel()])
        return int(((inner > PARTLY[0]) & (inner < PARTLY[1])).sum()) >= SEVERAL

    def present(self) -> tuple[Flags, Flags]:
        """Row edges and column edges that ink alone shows, in the shapes of the covers."""
        rows = (self.row_cover >= PRESENT) | ((self.row_cover >= TRACE) & ~self.row_crossed)
        columns = (self.column_cover >= PRESENT) | ((self.column_cover >= TRACE) & ~self.column_crossed)
        return rows, (columns & ~self.stems) | self.stubs


def spread_across(runs: Bits) -> Mask:
    """Runs along a page as they count for lines: as far as ON_LINE_PX over and under each row. There are so
    many rows more at the head and at the foot."""
    beyond = np.zeros((ON_LINE_PX, runs.words.shape[1]), np.uint64)
    page = Bits(np.concatenate([beyond, runs.words, beyond]), runs.width)
    return page.dilated(2 * ON_LINE_PX + 1, 1).mask()


def spread_down(runs: Bits) -> Mask:
    """The same of runs down a page, transposed."""
    return runs.widened(ON_LINE_PX).dilated(1, 2 * ON_LINE_PX + 1).mask().T


def cover(
    ink: Mask, pieces: Sequence[Segment], places: Sequence[float], cuts: Sequence[float], reach: float
) -> Parts:
    """For every row line (at `places`) and every stretch between two `cuts`: the inked part of it, 0-1.

    `ink` holds thin runs along the line only, as `spread_across` gives them: they count within 2 px of the
    line, which bends with the pieces found near it (within `reach` px).
    """
    height, width = ink.shape
    start = max(0, int(cuts[0]))
    along = np.arange(start, min(width, int(cuts[-1]) + 1))
    insets = [min(INSET * reach, (high - low) / 5) for low, high in pairwise(cuts)]
    first = [max(0, round(low + inset) - start) for low, inset in zip(cuts[:-1], insets, strict=True)]
    last = [max(1, round(high - inset) - start) for high, inset in zip(cuts[1:], insets, strict=True)]
    ends = np.minimum([first, last], len(along))
    length = np.maximum(ends[1] - ends[0], 0)
    courses = [np.interp(along, *_course(pieces, place, cuts, reach).T) for place in places]
    across = np.rint(np.array(courses).reshape(len(places), len(along))).astype(int)
    seen = ink[np.clip(across + ON_LINE_PX, 0, height - 1), along] > 0
    before = np.zeros((len(places), len(along) + 1), np.int32)  # how many are inked before each
    np.cumsum(seen, axis=1, dtype=np.int32, out=before[:, 1:])
    inked = np.where(length, before[:, ends[1]] - before[:, ends[0]], 0)
    return np.asarray(inked / np.maximum(length, 1))


def _course(pieces: Sequence[Segment], place: float, cuts: Sequence[float], reach: float) -> Parts:
    """Sampled course of a line: its pieces where there are any, straight on between and beyond them."""
    near = [piece.path for piece in pieces if abs(piece.at - place) <= reach]
    if not near:
        return np.array([(cuts[0], place), (cuts[-1], place)])
    course = np.concatenate(near)
    return course[np.argsort(course[:, 0], kind="stable")]


def crossed(boxes: NDArray[np.int64], places: Sequence[float], cuts: Sequence[float], body: float) -> Flags:
    """For every row line and stretch: whether a piece of print stands across it.

    `boxes` are x0, y0, x1, y1 of pieces of print; for column lines give the boxes and places transposed.
    """
    result = np.zeros((len(places), len(cuts) - 1), bool)
    stretch, inside = _stretches(boxes, cuts)
    size = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    # a leftover of the rule itself is no thicker than a rule
    print_like = inside & (boxes[:, 3] - boxes[:, 1] >= 0.38 * body) & (size <= 3.5 * body)
    margin = 0.15 * body
    for i, place in enumerate(places):
        over = print_like & (boxes[:, 1] < place - margin) & (boxes[:, 3] > place + margin)
        result[i, stretch[over]] = True
    return result


def heads_at(boxes: NDArray[np.int64], places: Sequence[float], cuts: Sequence[float], body: float) -> Flags:
    """For every row line and stretch: whether print, as high as letters are, has its heads or feet on it."""
    result = np.zeros((len(places), len(cuts) - 1), bool)
    stretch, inside = _stretches(boxes, cuts)
    high = boxes[:, 3] - boxes[:, 1]
    inside &= (high >= 0.38 * body) & (high <= 3.5 * body)
    for i, place in enumerate(places):
        at_end = np.abs(boxes[:, [1, 3]] - place).min(axis=1) <= ON_PLACE_PX
        result[i, stretch[inside & at_end]] = True
    return result


def _stretches(boxes: NDArray[np.int64], cuts: Sequence[float]) -> tuple[NDArray[np.int64], Flags]:
    """In which stretch between the cuts each box has its middle, and whether it is in one at all."""
    stretch = np.searchsorted(cuts, (boxes[:, 0] + boxes[:, 2]) / 2) - 1
    return stretch, (stretch >= 0) & (stretch < len(cuts) - 1)


def run_over(boxes: NDArray[np.int64], xs: Sequence[float], ys: Sequence[float], body: float) -> Flags:
    """For every column line and row: whether a line of print runs over it, its letter's stem on the line.

    Print touches the line on one side and goes on at the same height within a blank on the other, or a narrow
    letter stands on the line between two others of its word.
    """
    result = np.zeros((len(xs), len(ys) - 1), bool)
    left, top, right, foot = boxes.T
    row = np.searchsorted(ys, (top + foot) / 2) - 1
    inside = (row >= 0) & (row < len(ys) - 1) & (foot - top >= 0.38 * body) & (foot - top <= 3.5 * body)
    for j, x in enumerate(xs):
        before = np.flatnonzero(inside & (right < x + 0.3 * body) & (right > x - BLANK * body))
        behind = np.flatnonzero(inside & (left > x - 0.3 * body) & (left < x + BLANK * body))
        one, other = np.repeat(before, len(behind)), np.tile(behind, len(before))
        level = np.minimum(foot[one], foot[other]) - np.maximum(top[one], top[other]) > 0.5 * body
        touch = np.minimum(x - right[one], left[other] - x) < AT_RULE * body
        near = (row[one] == row[other]) & (left[other] - right[one] < BLANK * body)
        result[j, row[one[level & touch & near]]] = True
        for k in np.flatnonzero(inside & (left < x) & (right > x) & (right - left < ON_LINE * body)).tolist():
            beside = np.minimum(foot, foot[k]) - np.maximum(top, top[k])
            level = beside > min(0.5 * body, 0.8 * (foot[k] - top[k]))
            gaps = (left[k] - right, left - right[k])
            if all((level & inside & (gap >= 0) & (gap < BETWEEN_LETTERS * body)).any() for gap in gaps):
                result[j, row[k]] = True
    return result


def _stubs(
    ink: Mask,
    asked: Flags,
    columns: Sequence[Segment],
    xs: Sequence[float],
    ys: Sequence[float],
    reach: float,
) -> Flags:
    """Which of the column edges asked about begin and end with a piece of rule, paper on both sides of it.

    No letter touches the rules over and under its line; print that covers a rule leaves these pieces.
    """
    found = np.zeros_like(asked)
    off = max(4, round(0.7 * reach))
    for j, i in zip(*(index.tolist() for index in np.nonzero(asked)), strict=True):
        course = _course(columns, xs[j], (ys[i], ys[i + 1]), reach)
        depth = max(4.0, STUB * (ys[i + 1] - ys[i]))
        whole = True
        for start in (ys[i] + 4, ys[i + 1] - 4 - depth):
            along = np.arange(round(start), round(start + depth))
            across = np.rint(np.interp(along, course[:, 0], course[:, 1])).astype(int)
            inked, left, right = (
                ink[along, np.clip(across + k, 0, ink.shape[1] - 1)].mean() for k in (0, -off, off)
            )
            whole &= bool(inked > 0.9 and max(left, right) < 0.2)
        found[j, i] = whole
    return found


def gather(
    ink: Mask,
    even: Grey,
    runs: tuple[Mask, Mask],
    segments: tuple[Sequence[Segment], Sequence[Segment]],
    lines: tuple[Sequence[float], Sequence[float]],
    pieces: Pieces,
    reach: float,
) -> Edges:
    """All evidence for the grid of lines at (xs, ys).

    `ink` is that of the page, `even` its grey image, `runs` are thin runs of ink across and (transposed) down
    the page, as `spread_across` gives them, `segments` the pieces of both rules.
    """
    xs, ys = lines
    turned = pieces.boxes[:, [1, 0, 3, 2]]
    rows, columns = cover(runs[0], segments[0], ys, xs, reach), cover(runs[1], segments[1], xs, ys, reach)
    across, over = crossed(pieces.boxes, ys, xs, pieces.body), crossed(turned, xs, ys, pieces.body)
    flat = [_course(segments[0], y, xs, reach) for y in ys]
    upright = [_course(segments[1], x, ys, reach) for x in xs]
    run = run_over(pieces.boxes, xs, ys, pieces.body)
    none = np.zeros_like(over)
    inked = Edges(rows, columns, across, over, none, none)
    broken, inset = inked.broken, INSET * reach
    at_row = across if broken else across | heads_at(pieces.boxes, ys, xs, pieces.body)
    rows = by_grey(even, flat, xs, rows, at_row, inset, broken=broken)
    columns = by_grey(np.asarray(even.T), upright, ys, columns, over | run, inset, broken=broken)
    edges = replace(inked, row_cover=rows, column_cover=columns)
    if broken:
        return edges
    # among whole rules, ink that leaves an end of the edge bare and has print across it is a letter's stem
    quarters = [x for a, b in pairwise(ys) for x in (a, a + (b - a) / 4, b - (b - a) / 4)]
    by_quarter = cover(runs[1], segments[1], xs, [*quarters, ys[-1]], reach)
    at_ends = np.minimum(by_quarter[:, 0::3], by_quarter[:, 2::3])
    bare = at_ends < BARE
    covered = (over | run) & ((columns < WHOLE) | (at_ends < NO_INK))
    covered &= (columns < PRESENT) | (
        inked.column_cover >= PRESENT
    )  # else the grey image shows more than stems
    stubs = _stubs(ink, covered, segments[1], xs, ys, reach)
    return replace(edges, stems=covered & bare & ~stubs, stubs=stubs)


def restore(edges: Edges, pieces: Pieces, xs: Sequence[float], ys: Sequence[float]) -> tuple[Flags, Flags]:
    """Edges present, with those restored that a broken page has lost without a trace."""
    rows, columns = edges.present()
    rows[[0, -1]] = True
    columns[[0, -1]] = True
    if not edges.broken:
        return rows, columns
    _restore_between(columns, edges.column_crossed, pieces, xs, ys)
    return rows, columns


def crumbs(pieces: Pieces, xs: Sequence[float], ys: Sequence[float]) -> Flags:
    """Pieces that are leftovers of rules, for any of the column lines `xs` and row lines `ys`."""
    x, y = pieces.middles[:, 0], pieces.middles[:, 1]
    to_column = np.abs(x[:, None] - np.asarray(xs)).min(axis=1)
    to_row = np.abs(y[:, None] - np.asarray(ys)).min(axis=1)
    return leftovers(pieces, to_column, to_row)


def leftovers(pieces: Pieces, to_column: Parts, to_row: Parts) -> Flags:
    """Pieces that are leftovers of rules, by their middles' distances to the nearest rules: thin beside one
    and along it, or small and right on it."""
    boxes, body = pieces.boxes, pieces.body
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    on_line = ((to_column < 0.3 * body) & (wide < 0.35 * body)) | (
        (to_row < 0.3 * body) & (high < 0.35 * body)
    )
    beside = ((to_column < 0.6 * body) & (high > 3 * wide)) | ((to_row < 0.6 * body) & (wide > 4 * high))
    return np.asarray(on_line | (beside & (np.minimum(wide, high) < 0.3 * body)))


def _print_boxes(pieces: Pieces, xs: Sequence[float], ys: Sequence[float]) -> NDArray[np.int64]:
    """The boxes of what is print and no leftover of a rule."""
    size = np.maximum(pieces.heights, pieces.boxes[:, 2] - pieces.boxes[:, 0])
    return np.asarray(pieces.boxes[(size >= 0.2 * pieces.body) & ~crumbs(pieces, xs, ys)], dtype=np.int64)


def _restore_between(
    columns: Flags, crossed_columns: Flags, pieces: Pieces, xs: Sequence[float], ys: Sequence[float]
) -> None:
    """Divide a row where print stands apart as in two cells, or before a lone empty cell of a divided row."""
    boxes = _print_boxes(pieces, xs, ys)
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    filled, _, _ = np.histogram2d(middle[:, 1], middle[:, 0], bins=(np.asarray(ys), np.asarray(xs)))
    n_lines, n_rows = columns.shape
    usual = columns.mean(axis=1)
    for i in range(n_rows):
        lost = [j for j in range(1, n_lines - 1) if not columns[j, i] and not crossed_columns[j, i]]
        divided = len(lost) * 2 <= n_lines - 2
        own = boxes[(middle[:, 1] > ys[i]) & (middle[:, 1] < ys[i + 1])]
        for j in lost:
            first = j
            while first - 1 in lost:
                first -= 1
            left, right = bool(filled[i, first - 1 : j].any()), bool(filled[i, j])
            both = left and right and _parted(own, xs[j], pieces.body)
            lone = divided and not left and not right and j - 1 not in lost and j + 1 not in lost
            if both or (lone and usual[j] > 0.6):
                columns[j, i] = True


def _parted(boxes: NDArray[np.int64], x: float, body: float) -> bool:
    """True when the print left and right of x keeps a distance that words of one line do not."""
    is_left = (boxes[:, 0] + boxes[:, 2]) / 2 < x
    left, right = boxes[is_left], boxes[~is_left]
    return not len(left) or not len(right) or bool(right[:, 0].min() - left[:, 2].max() > 1.5 * body)
