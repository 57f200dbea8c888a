"""Rows of dots: what is to be filled in by hand, and what leads the eye to a page number.

Dots are as small as specks of dirt and close to the marks of the next line; their regular distance tells
them from both. They are printed text, so they are counted and written out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.scan.geometry import PxBox
from extract.scan.lines import InkLine, Pieces, parts_between

# A dot's least and greatest height, in letters' heights; dots that ran together are so wide at most.
SMALLEST, DOT = 0.1, 0.3
RUN_TOGETHER = 6.0
ROUNDED = 0.5
# Dots of print follow each other no closer than this; the grains of a copied shadow do.
CLOSEST = 0.22
# Dots follow each other this closely, on one line; fewer are an ellipsis, which is read with its line.
REACH = 0.9
ONE_LINE = 0.14
FEWEST = 6
# Rows of print stand further apart than this; with those nearer, there are so many specks for each dot.
CLOSE, AMONG = 0.5, 1.5
# Dots are of one size and on one line from each to the next, but for a few; specks of dirt are neither.
UNLIKE = 0.4
UNEVEN = 0.04
MOST_ALIKE = 0.7
# Dots stand this near to the foot of their line, in its letters' heights.
ON_FOOT = 0.4
# Of what is left of a row of dots so many stand on one line; grains lie anywhere.
IN_ROW = 0.8
# A page number stands no further behind its dots, is so high, from and to, and so wide at most.
BEHIND, HIGH, WIDE = 10.0, (0.7, 1.5), 4.0


@dataclass(frozen=True, slots=True)
class Leader:
    """A row of `count` dots in working px."""

    box: PxBox
    count: int


def find_leaders(pieces: Pieces, chosen: NDArray[np.int64]) -> tuple[list[Leader], NDArray[np.int64]]:
    """The rows of dots among the chosen pieces, and the pieces that are left."""
    boxes = pieces.boxes[chosen]
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    small = np.flatnonzero((high <= DOT * pieces.body) & (wide <= RUN_TOGETHER * pieces.body))
    leaders, taken, specks = (
        [],
        np.zeros(len(chosen), bool),
        pieces.boxes[pieces.heights <= DOT * pieces.body],
    )
    for run in _runs(boxes, small, pieces.body):
        leader = _leader(boxes[run], pieces.body)
        if leader is not None and not _is_of_screen(leader, specks, pieces.body):
            leaders.append(leader)
            taken[run] = True
    return leaders, chosen[~taken]


def dots_of_leaders(pieces: Pieces, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of the chosen pieces are dots of such rows."""
    dots = chosen.copy()
    dots[find_leaders(pieces, np.flatnonzero(chosen))[1]] = False
    return dots


def _runs(boxes: NDArray[np.int64], small: NDArray[np.int64], body: float) -> list[list[int]]:
    """Small pieces beside each other on one line, left to right."""
    order = small[np.argsort(boxes[small, 0], kind="stable")]
    left, right = boxes[order, 0], boxes[order, 2]
    middle = (boxes[order, 1] + boxes[order, 3]) / 2
    follows = np.full(len(order), -1)
    # the two sides at which each is asked for are looked up at once: a picture has some 100,000 dots
    firsts = np.searchsorted(left, right).tolist()
    lasts = np.searchsorted(left, right + REACH * body, side="right").tolist()
    for i, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        level = np.abs(middle[first:last] - middle[i]) <= ONE_LINE * body
        if level.any():
            follows[i] = first + int(level.argmax())
    runs, seen = [], np.zeros(len(order), bool)
    for i in range(len(order)):
        run, at = [], i
        while at >= 0 and not seen[at]:
            seen[at] = True
            run.append(int(order[at]))
            at = int(follows[at])
        if len(run) >= FEWEST // 2:
            runs.append(run)
    return runs


def _leader(boxes: NDArray[np.int64], body: float) -> Leader | None:
    """The row that a run of pieces makes, None where they are no dots at a regular distance."""
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    steps = np.diff(boxes[:, 0])  # of dots that ran together as well, as many as they are
    dot = float(np.median(wide))
    # a scan rounds a dot's sides up; tails of letters are as wide, but higher
    if dot > max(1.6 * float(np.median(high)), 0.2 * body) or dot > DOT * body + ROUNDED:
        return None  # hyphens
    pitch = float(np.median(steps))
    if pitch < CLOSEST * body or float(np.median(high)) < SMALLEST * body:
        return None
    if np.mean(np.abs(steps - np.round(steps / pitch).clip(1) * pitch) <= max(1.0, 0.25 * pitch)) < 0.8:
        return None
    if not _alike(wide) or not _alike(high) or not _even(boxes, body):
        return None
    x0, y0 = boxes[:, :2].min(axis=0).tolist()
    x1, y1 = boxes[:, 2:].max(axis=0).tolist()
    count = round((x1 - x0 - dot) / pitch) + 1
    return Leader((float(x0), float(y0), float(x1), float(y1)), count) if count >= FEWEST else None


def _is_of_screen(leader: Leader, specks: NDArray[np.int64], body: float) -> bool:
    """Whether a row has so many specks right over and under it that they are dots of a printer's screen."""
    x0, y0, x1, y1 = leader.box
    across, down = ((specks[:, [0, 1]] + specks[:, [2, 3]]) / 2).T
    beside = (across >= x0) & (across <= x1) & (np.maximum(y0 - down, down - y1) <= CLOSE * body)
    return int(np.count_nonzero(beside)) >= AMONG * leader.count


def _alike(sizes: NDArray[np.int64]) -> bool:
    """Whether nearly all sizes are the usual one, but for a pixel of the scan."""
    usual = float(np.median(sizes))
    return bool(np.mean(np.abs(sizes - usual) <= max(1.0, UNLIKE * usual)) >= MOST_ALIKE)


def _even(boxes: NDArray[np.int64], body: float) -> bool:
    """Whether each piece stands as high as the next one, on a line that may bend."""
    steps = np.abs(np.diff((boxes[:, 1] + boxes[:, 3]) / 2))
    return bool(np.mean(steps) <= max(0.75, UNEVEN * body))


def with_leaders(
    pieces: Pieces, lines: Sequence[InkLine], leaders: Sequence[Leader]
) -> list[tuple[float, InkLine | Leader]]:
    """Lines and rows of dots, each with the height on the page by which it is ordered.

    A row at the foot of a line belongs to it and parts what stands left and right of it.
    """
    found: list[tuple[float, InkLine | Leader]] = []
    owner = [_line_of(leader, lines) for leader in leaders]
    for number, line in enumerate(lines):
        own = [leader for leader, of in zip(leaders, owner, strict=True) if of == number]
        cuts = [(leader.box[0] + leader.box[2]) / 2 for leader in own]
        found.extend((line.core[0], part) for part in parts_between(pieces, line, cuts))
        found.extend((line.core[0], leader) for leader in own)
    found.extend(
        (leader.box[3] - pieces.body, leader) for leader, of in zip(leaders, owner, strict=True) if of is None
    )
    return found


def _line_of(leader: Leader, lines: Sequence[InkLine]) -> int | None:
    """The line on whose foot the dots stand."""
    off = [abs(line.core[1] - leader.box[3]) / (line.core[1] - line.core[0]) for line in lines]
    best = int(np.argmin(off)) if off else 0
    return best if off and off[best] < ON_FOOT else None


def dots_in_row(specks: NDArray[np.int64], body: float) -> int:
    """How many specks (boxes) stand on one line, as dots left of a row do; 0 where they lie anywhere."""
    if not len(specks):
        return 0
    middles = (specks[:, 1] + specks[:, 3]) / 2
    on = int(np.count_nonzero(np.abs(middles - np.median(middles)) <= ONE_LINE * body))
    return on if on >= IN_ROW * len(specks) else 0


def is_behind_dots(pieces: Pieces, line: InkLine, leaders: Sequence[Leader]) -> bool:
    """Whether a part of a line is as high as letters and follows a row of dots on its line: a page number,
    though its digits have run together."""
    x0, y0, x1, y1 = line.box
    top, foot = line.core
    if not HIGH[0] * pieces.body <= y1 - y0 <= HIGH[1] * pieces.body or x1 - x0 > WIDE * pieces.body:
        return False
    return any(
        0 <= x0 - leader.box[2] <= BEHIND * pieces.body and abs(leader.box[3] - foot) < ON_FOOT * (foot - top)
        for leader in leaders
    )
