"""Vowel and tone marks that stand on a row rule: in tightly set cells the first line's marks reach into it.

Taking the rule away takes them away, or leaves their tops in the cell above. What sticks out of a rule where
a letter stands close under it, and none over it, is such a mark; it gets its part of the rule's ink back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extract.scan.clean import Mask
from extract.scan.grid import Grid
from extract.scan.lines import Pieces
from extract.scan.medians import median, running_median
from extract.scan.rules import Segment, runs_of
from extract.scan.tracks import along_row

# All in letters' heights. How far around a rule marks are looked for, and how wide and tall they are at most.
REACH, WIDEST, TALLEST = 0.8, 1.3, 0.75
# A mark ends this close over its letter or vowel; what has a letter this close over it is that one's.
CLOSE = 0.35
BESIDE = 0.15
# Lower pieces with their middles this close to a rule are taken to be leftovers of it.
LOST, LOST_OFF = 0.35, 0.3
# A scan's noise makes bumps of a pixel; a mark sticks out further and has more ink, in squares of a letter's
# height. Where a rule has more such bumps than this per letter's height with no letter near, it is rough.
OUT_PX, LEAST_INK = 2, 0.01
ROUGH, OUT_OF_ROUGH = 0.03, 0.2

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Bump:
    """What sticks out of a rule between two columns: its rows, and the rule's own there."""

    left: int
    right: int
    top: int
    foot: int
    rule_top: int
    rule_foot: int


def with_marks_on_rules(
    pieces: Pieces, grids: Sequence[Grid], ink: Mask, grey: Mask, rows: Sequence[Segment]
) -> Pieces:
    """The pieces with the marks on the row rules of the grids; those are named in `Pieces.sunk`.

    `ink` is that of the page with its rules, `grey` the ink with its grey edges: tops of marks that stand out
    over a rule by a pixel or two are seldom black. The marks are written into the image of labels.
    """
    reach = 0.5 * pieces.body
    own = [
        (grid, rule)
        for grid in grids
        for rule in rows
        if grid.ys[0] - reach < rule.at < grid.ys[-1] - reach
        and rule.start < grid.xs[-1]
        and rule.end > grid.xs[0]
    ]
    for mask in (ink, grey):
        sides = _both_sides(mask, [rule for _, rule in own], reach=round(REACH * pieces.body))
        found = [
            bump
            for (grid, rule), side in zip(own, sides, strict=True)
            for bump in _marks(pieces, side, rule, grid)
        ]
        if mask is grey:
            found = [bump for bump in found if bump.top < bump.rule_top]
        pieces = _joined(pieces, found, mask) if found else pieces
    return pieces


def _marks(pieces: Pieces, sides: _Sides, rule: Segment, grid: Grid) -> list[_Bump]:
    """The bumps of a rule that are marks."""
    marks, astray = [], 0
    near = pieces.boxes[np.abs(pieces.middles[:, 1] - rule.at) < 3 * pieces.body]
    bumps = [
        bump
        for bump in _bumps(sides, pieces.body)
        if _apart(bump, grid.xs, pieces.body) and (bump.top < bump.rule_top or _is_lost(pieces, bump))
    ]
    for bump in bumps:
        over, under = _has_letter_over(near, bump, pieces.body), _has_letter_under(near, bump, pieces.body)
        if under and not over:
            marks.append(bump)
        elif not under and not over:
            astray += 1
    if astray * pieces.body > ROUGH * rule.length:
        least = OUT_OF_ROUGH * pieces.body
        marks = [b for b in marks if max(b.rule_top - b.top, b.foot - b.rule_foot) >= least]
    return marks


@dataclass(frozen=True, slots=True)
class _Sides:
    """A rule column by column: the page's columns, the rows of its course, and how many px its ink goes on
    from there, up in the first row and down in the second."""

    along: Ints
    course: Ints
    extent: Ints


def _both_sides(ink: Mask, rules: Sequence[Segment], reach: int) -> list[_Sides]:
    """The ink on both sides of each of some rules, `reach` px far; that of all is followed at once."""
    if not rules:
        return []
    columns = [np.arange(max(0, int(rule.start)), min(ink.shape[1], int(rule.end))) for rule in rules]
    courses = [
        np.rint(np.interp(along, rule.path[:, 0], rule.path[:, 1])).astype(np.int64)
        for along, rule in zip(columns, rules, strict=True)
    ]
    track = along_row(ink, np.concatenate(courses), np.concatenate(columns))
    first = track.ink()
    ends = np.cumsum([len(along) for along in columns])[:-1]
    extents = np.split(np.stack([track.thickness(first, toward, reach) for toward in (-1, 1)]), ends, axis=1)
    return [_Sides(*of_rule) for of_rule in zip(columns, courses, extents, strict=True)]


def _bumps(sides: _Sides, body: float) -> list[_Bump]:
    """Where the ink of a rule reaches further up or down than beside it, as far as marks do."""
    along, course, (up, down) = sides.along, sides.course, sides.extent
    reach = round(REACH * body)
    own_up, own_down = own = _usual(sides.extent, body)
    out = np.maximum.reduce(sides.extent - own)
    found = []
    for left, right in _prominent(out, up, reach, body):
        part = _tallest(out, slice(left, right))
        middle = int(median(course[part]))
        over, under = int(median(own_up[part])), int(median(own_down[part]))
        high, low = int(up[part].max()), int(down[part].max())
        # a pixel is noise, and what reaches far down is the letter's own piece, of which nothing is lost
        high = high if high >= over + OUT_PX else over
        least = OUT_PX if high == over else 1
        low = low if under + least <= low <= reach else under
        if (high, low) != (over, under):
            columns = int(along[part.start]), int(along[part.stop - 1]) + 1
            found.append(_Bump(*columns, middle + 1 - high, middle + low, middle + 1 - over, middle + under))
    return found


def _prominent(out: Ints, up: Ints, reach: int, body: float) -> list[tuple[int, int]]:
    """The stretches of a rule where ink stands `out` of it as marks do: two pixels with enough ink, and
    neither wider nor, `up` from the course, taller (`reach` px at most) than they are."""
    standing = out >= 1
    runs = np.array(runs_of(standing), np.int64).reshape(-1, 2)
    if not len(runs):
        return []
    first, last = runs.T
    own = np.where(standing, (out, up), 0)  # beside the stretches nothing counts
    farthest, tallest = np.maximum.reduceat(own, first, axis=1)
    inked = np.append(0, np.cumsum(own[0]))
    like_marks = (farthest >= OUT_PX) & (tallest <= reach) & (last - first <= WIDEST * body)
    like_marks &= inked[last] - inked[first] >= LEAST_INK * body * body
    return [(left, right) for left, right in runs[like_marks].tolist()]


def _tallest(out: Ints, part: slice) -> slice:
    """The columns of a bump without its slopes."""
    own = out[part]
    high = (own > own.max() // 2).nonzero()[0] + part.start
    return slice(int(high[0]), int(high[-1]) + 1)


def _usual(extent: Ints, body: float) -> Ints:
    """The median of each value's neighbourhood along the rule."""
    window = min(255, max(31, round(3 * body))) | 1
    near = np.minimum(extent, 255).astype(np.uint8)
    beyond = np.ones(window // 2, np.uint8)  # numpy's pad takes as long as all the rest
    padded = np.concatenate([near[:, :1] * beyond, near, near[:, -1:] * beyond], axis=1)
    return running_median(padded, window).astype(np.int64)


def _apart(bump: _Bump, xs: Sequence[float], body: float) -> bool:
    """Whether a bump stands clear of the column rules."""
    away = 0.25 * body
    return not any(bump.left - away < x < bump.right + away for x in xs)


def _is_lost(pieces: Pieces, bump: _Bump) -> bool:
    """Whether what hangs under the rule is so low and so close that it would go with the rule."""
    place = pieces.labels[bump.rule_foot : bump.foot, bump.left : bump.right]
    rule = (bump.rule_top + bump.rule_foot) / 2
    known = [label - 1 for label in np.unique(place) if label]
    off = pieces.middles[known, 1] - rule
    return bool(((pieces.heights[known] < LOST * pieces.body) & (off < LOST_OFF * pieces.body)).all())


def _beside(boxes: Ints, bump: _Bump, body: float) -> Ints:
    """The letters and vowels in the columns of a bump."""
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    fits = ((high >= 0.3 * body) & (wide >= 0.2 * body)) | ((high >= 0.2 * body) & (wide >= 0.4 * body))
    fits &= (boxes[:, 0] < bump.right + BESIDE * body) & (boxes[:, 2] > bump.left - BESIDE * body)
    return np.asarray(boxes[fits])


def _has_letter_under(boxes: Ints, bump: _Bump, body: float) -> bool:
    under = _beside(boxes, bump, body)
    gap = under[:, 1] - bump.foot
    return bool(((gap >= -2) & (gap <= CLOSE * body) & (under[:, 3] > bump.rule_foot + 0.3 * body)).any())


def _has_letter_over(boxes: Ints, bump: _Bump, body: float) -> bool:
    over = _beside(boxes, bump, body)
    over = over[over[:, 3] - over[:, 1] >= 0.45 * body]
    gap = bump.top - over[:, 3]
    return bool(((gap <= CLOSE * body) & (over[:, 1] < bump.top - 0.2 * body)).any())


def _joined(pieces: Pieces, bumps: Sequence[_Bump], ink: Mask) -> Pieces:
    """The pieces with the bumps' ink joined to the piece that is a part of the mark, or as new ones."""
    labels, count = pieces.labels, len(pieces.boxes)
    boxes = np.concatenate([pieces.boxes, np.zeros((len(bumps), 4), np.int64)])
    areas = np.concatenate([pieces.areas, np.zeros(len(bumps), np.int64)])
    sunk = set(pieces.sunk.tolist())
    for bump in bumps:
        columns = slice(bump.left, bump.right)
        place = labels[bump.top : bump.foot, columns]
        inside = [int(label) - 1 for label in np.unique(place) if label]
        known = [piece for piece in inside if _is_small(boxes[piece], pieces.body)]
        if known:
            piece = known[0]
        else:
            piece, count = count, count + 1
            boxes[piece] = bump.left, bump.top, bump.right, bump.foot
        new = (ink[bump.top : bump.foot, columns] > 0) & ((place == 0) | np.isin(place - 1, known))
        x0, y0, x1, y1 = boxes[piece].tolist()
        boxes[piece] = min(x0, bump.left), min(y0, bump.top), max(x1, bump.right), max(y1, bump.foot)
        areas[piece] += np.count_nonzero(new & (place == 0))
        place[new] = piece + 1
        sunk.add(piece)
    marks = np.array(sorted(sunk), np.int64)
    return replace(pieces, boxes=boxes[:count], areas=areas[:count], sunk=marks, found=None)


def _is_small(box: Ints, body: float) -> bool:
    return bool(box[3] - box[1] <= TALLEST * body and box[2] - box[0] <= WIDEST * body)
