"""Whether a line of a cell may lack a character: print stands close on the other side of the cell's rule."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from extract.scan.geometry import PxBox
from extract.scan.lines import NO_PIECES, InkLine, Pieces
from extract.scan.side_rules import HIDES_COMMA
from extract.scan.touch import FURTHEST, next_digit

# Print on both sides of a rule is this close where it runs across; in letters' heights.
CROWDED = 0.6
# A comma or a stop hangs so far over its line's foot, in letters' heights.
AT_FOOT = 0.15


def is_crowded(
    pieces: Pieces,
    line: InkLine,
    outline: PxBox,
    crossing: NDArray[np.int64] = NO_PIECES,
    thickness: tuple[float, float] = (math.inf, math.inf),
) -> bool:
    """Whether print stands so close to a line on the other side of its cell's rule that it may be the line's.

    A number too wide for its cell is printed across the rule, and its first digit stands in the cell before.
    `crossing` are pieces that stand out into another cell than theirs, far from the rule too. Digits that
    touch a rule that was not found are one tall piece with it. `thickness` is that of the rules at the cell's
    sides in px: a thin one hides no comma, and the digits of a number stand no further apart there.
    """
    if _runs_through_tall(pieces, line):
        return True
    at_rule = min(line.box[0] - outline[0], outline[2] - line.box[2]) <= CROWDED * pieces.body
    if not at_rule and not len(crossing):
        return False
    others = _beyond(pieces, line, outline, None if at_rule else crossing)
    if not len(others):
        return False
    boxes, body = pieces.boxes[others], pieces.body
    high = boxes[:, 3] - boxes[:, 1]
    level = np.minimum(boxes[:, 3], line.core[1]) - np.maximum(boxes[:, 1], line.core[0]) >= 0.3 * body
    print_like = level & (high <= 2 * body)
    print_like |= _is_separator(boxes, line, body)
    x0, x1 = line.box[0], line.box[2]
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    left, right = (_reach_across(pieces, line, thick) for thick in thickness)
    before = (middle < outline[0]) & (x0 - boxes[:, 2] < left)
    after = (middle > outline[2]) & (boxes[:, 0] - x1 < right)
    return bool((print_like & (before | after)).any())


def _beyond(
    pieces: Pieces, line: InkLine, outline: PxBox, among: NDArray[np.int64] | None
) -> NDArray[np.int64]:
    """The pieces at the height of a line that are not its own, no further off than a number may go on, with
    their middles beyond the sides of its cell: all of the page's, or of some."""
    x0, y0, x1, y1 = pieces.sides if among is None else pieces.boxes[among].T
    top, foot = line.core
    reach, middle = max(CROWDED, FURTHEST) * pieces.body, x0 + x1
    beside = (middle < 2 * outline[0]) & (x1 > line.box[0] - reach)
    beside |= (middle > 2 * outline[2]) & (x0 < line.box[2] + reach)
    beside &= (y0 < foot) & (y1 > min(top, foot - AT_FOOT * pieces.body))
    found = np.flatnonzero(beside) if among is None else among[beside]
    return found[~np.isin(found, line.members)] if len(found) else found


def _reach_across(pieces: Pieces, line: InkLine, thickness: float) -> float:
    """How far from a line's end the next digit of its number may stand beyond a rule of a thickness, px."""
    if thickness >= HIDES_COMMA * pieces.body:
        return CROWDED * pieces.body
    return next_digit(pieces, line)


def _is_separator(boxes: NDArray[np.int64], line: InkLine, body: float) -> NDArray[np.bool_]:
    """Which pieces may be a comma or a stop on a line: small, and at its foot."""
    x0, y0, x1, y1 = boxes.T
    top, foot = line.core
    small = (y1 - y0 >= 0.15 * body) & (y1 - y0 <= 0.6 * body) & (x1 - x0 <= 0.4 * body)
    return np.asarray(small & (y0 > (top + foot) / 2) & (y0 < foot) & (y1 > foot - AT_FOOT * body))


def _runs_through_tall(pieces: Pieces, line: InkLine) -> bool:
    """Whether a piece too tall for print has ink among a line's letters."""
    if not len(pieces.tall):
        return False
    left, _, right, _ = (max(0, int(v)) for v in line.box)
    top, foot = (max(0, int(v)) for v in line.core)
    x0, y0, x1, y1 = pieces.boxes[pieces.tall].T
    near = pieces.tall[(x0 < right) & (x1 > left) & (y0 < foot) & (y1 > top)]
    if not len(near):
        return False
    through = near[~np.isin(near, line.members)]
    return bool(np.isin(pieces.labels[top:foot, left:right], through + 1).any())
