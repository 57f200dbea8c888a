"""Print that runs into the column rule beside its cell: taking the rule away takes a part of it away.

What is left of the first or last digit then reads as another digit, or as none. Where ink stands out of a
rule at the height of a line's letters, the line's first or last character touches the rule. Of one that only
touches little can be lost: there the rule is as thin as elsewhere, no ink stands out on its other side, and
the touching piece is as large as a character.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.clean import Grey, Mask
from extract.scan.geometry import PxBox
from extract.scan.grid import Grid
from extract.scan.lines import InkLine, Pieces
from extract.scan.medians import median, running_median
from extract.scan.rules import Segment
from extract.scan.touch import ALONE, FURTHEST, NEXT_DIGIT, Touch, Touches, next_digit

# All in letters' heights. Pieces of a rule stand this close to its line; it has this thickness at most on
# each side.
OFF, REACH = 0.4, 0.5
# A letter that the rule took away leaves this much paper between the rest of its line and the rule at most,
# and a comma behind a digit that ends there so much.
LOST, COMMA = 1.6, 0.75
# A comma can be hidden by a rule from this thickness on.
HIDES_COMMA = 0.2
# A rough rule stands out by a pixel; what stands a pixel further off goes with the rule as well. Strokes do
# so in as many rows as they are thick; one that runs along a row is so long.
OUT_PX, LEAST_ROWS, STROKE = 2, 2, 0.35
# A digit all within a rule makes it swell by a pixel in this share of the digit's rows, and not over or under
# it (the second share, in rows so far from the digit and so many).
SWOLLEN, SMOOTH, APART, ROWS = 0.5, 0.1, 0.2, 0.4
# The piece of a character that only touches a rule is as tall and as wide as this at least, and so wide in
# parts of the line's usual character; a dash is no taller and as wide. Both are looked at so far from it.
TALL, WIDE, AS_OTHERS, LOW, DASH, DEEP = 0.6, 0.45, 0.65, 0.35, 0.2, 1.6
# What is wider than one character is several that run together; where all do, one is so wide.
ONE, USUAL = 1.25, 0.85
# Print beyond a rule is so close, in this share of the line's rows, where a number may be printed across it;
# so much of a digit is enough to see it.
BEYOND, NEXT, SEEN = 1.0, 0.3, 0.35
# How far tails of digits rise over the band of their line's letters, and commas hang below it.
TAIL, FOOT = 0.65, 0.4
# Rows over which a rule shows how thick it is where nothing touches it: several lines of print.
WINDOW = 255

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a rule by rows: how much of a stroke shows there (0-2), where the rule is thicker, and the
    first column beyond the rule (px, its sign that of the side)."""

    strokes: NDArray[np.int64]
    thicker: Flags
    edge: NDArray[np.int64]


class SideRules:
    """The column rules of one table, and where print stands out of them; each is looked at when asked for."""

    def __init__(self, grid: Grid, columns: Sequence[Segment], ink: Mask, pieces: Pieces) -> None:
        """`ink` is that of the page with its rules, `pieces` that without them."""
        self._ink, self._pieces = ink, pieces
        self._body = body = pieces.body
        self._top, self._foot = max(0, int(grid.ys[0])), min(len(ink), int(grid.ys[-1]) + 1)
        self._paths = {
            x: [piece.path for piece in columns if abs(piece.at - x) <= OFF * body] for x in grid.xs
        }
        self._thickness = {
            x: [piece.thickness for piece in columns if abs(piece.at - x) <= OFF * body] for x in grid.xs
        }
        self._known: dict[float, tuple[_Side, _Side]] = {}

    def thickness(self, outline: PxBox) -> tuple[float, float]:
        """How thick the rules left and right of a cell are, in px; infinite where none is drawn."""
        left, right = (max(self._thickness.get(x) or [math.inf]) for x in (outline[0], outline[2]))
        return left, right

    def touched_by(self, line: InkLine, outline: PxBox) -> Touches:
        """How a line of the cell with this outline stands to the rule left of it, and right of it."""
        left, right = line.box[0] - outline[0], outline[2] - line.box[2]
        return self._touch(line, outline[0], left, 1), self._touch(line, outline[2], right, 0)

    def with_touching_ink(
        self, even: Grey, image: Grey, box: PxBox, line: InkLine, outline: PxBox, touched: Touches
    ) -> tuple[Grey, PxBox]:
        """The image of a line that runs into rules, cut at their edges: with all ink up to them, and no more.

        `image` is its crop out of `even`, at `box`, without what was taken away with the rules.
        """
        for x, inner, hit in ((outline[2], 0, touched[1]), (outline[0], 1, touched[0])):
            if hit:
                image, box = self._up_to_edge(even, image, box, line, self._known[x][inner], inner)
        return image, box

    def _up_to_edge(
        self, even: Grey, image: Grey, box: PxBox, line: InkLine, side: _Side, inner: int
    ) -> tuple[Grey, PxBox]:
        x0, y0, x1, y1 = (int(v) for v in box)
        rows = np.arange(y0, y1)
        edge = side.edge[np.clip(rows - self._top, 0, len(side.edge) - 1)]
        edge = edge if inner else -edge
        margin = x1 - int(line.box[2]) if inner else int(line.box[0]) - x0
        left = max(0, min(x0, int(edge.min()) - margin)) if inner else x0
        right = x1 if inner else min(even.shape[1], max(x1, int(edge.max()) + 1 + margin))
        whole = np.full((y1 - y0, right - left), 255, np.uint8)
        whole[:, x0 - left : x1 - left] = image
        columns = np.arange(left, right)
        off = (columns - edge[:, None]) if inner else (edge[:, None] - columns)  # from 0 on: off the rule
        ink = self._ink[y0:y1, left:right] > 0
        further = np.roll(ink, -1 if inner else 1, axis=1)
        height = self._body * np.array([-TAIL, FOOT]) + line.core
        level = (rows > height[0]) & (rows < height[1])
        near = columns < line.box[0] + self._body if inner else columns > line.box[2] - self._body
        # a pixel by itself is the rule's own roughness
        own = ink & ((off > 0) | ((off == 0) & further)) & level[:, None] & near
        spread = (cv2.dilate(own.view(np.uint8), np.ones((3, 3), np.uint8)) > 0) & (off >= 0)
        whole[spread] = even[y0:y1, left:right][spread]
        whole[off < 0] = 255
        return whole, (float(left), float(y0), float(right), float(y1))

    def _touch(self, line: InkLine, x: float, paper: float, inner: int) -> Touch:
        """`paper` lies between line and rule; `inner` is the side of the rule that the line is on."""
        if paper > LOST * self._body or not self._paths.get(x):
            return Touch.CLEAR
        if x not in self._known:
            self._known[x] = self._sides(x)
        sides = self._known[x]
        touching, across = self._strokes(sides[inner], line), self._strokes(sides[1 - inner], line)
        swells = self._swells(sides, line)
        if not (touching or across or swells):
            return Touch.CLEAR
        thick = max(self._thickness[x])
        # where the rule swells and print stands out beyond it, too, a character stands on it
        least = FURTHEST if swells and across else ALONE if swells else NEXT_DIGIT
        off, room = paper - thick / 2, next_digit(self._pieces, line, least)
        pieces = self._pieces_at(sides[inner], line, inner)
        out = max((wide for wide, _ in pieces), default=0)
        near = off - out <= room
        if across and near and (touching or off <= room):
            return Touch.HIDING
        may_go_on = (near and (touching or swells)) or (across and self._hides_comma(x, paper))
        if may_go_on and self._goes_on(sides[1 - inner], line, 1 - inner, self._beyond(thick, room)):
            return Touch.HIDING
        if not near or not (touching or swells):
            return Touch.CLEAR
        contact = self._contact(pieces, line)
        # the stroke of a character right beside a rule makes it swell; a hidden character stands off the next
        return Touch.HIDING if swells and contact is not Touch.WHOLE else contact

    def _beyond(self, thick: float, room: float) -> float:
        """How deep beyond a rule to look for print that goes on there: the next digit, or the one behind a
        comma that a thick rule hides."""
        hidden = COMMA * self._body - thick if thick >= HIDES_COMMA * self._body else 0.0
        return min(BEYOND * self._body, max(room, hidden) + SEEN * self._body)

    def _pieces_at(self, side: _Side, line: InkLine, inner: int) -> list[tuple[int, int]]:
        """How wide and how high the pieces of ink are that stand out of a rule at a line's height, in px."""
        size = self._size(line)
        reach = size * np.array([-TAIL, FOOT]) + line.core
        near = self._beside(side, self._rows(*reach), DEEP * size, inner)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
        found = stats[np.setdiff1d(labels[:, 0], 0)][:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
        return [(wide, high) for wide, high in found.tolist()]

    def _contact(self, pieces: Sequence[tuple[int, int]], line: InkLine) -> Touch:
        """What touches a rule: one piece of a character's or a dash's size, or what may be a part of one."""
        if len(pieces) != 1:
            return Touch.HIDING
        size = self._size(line)
        wide, high = (length / size for length in pieces[0])
        if high <= LOW and wide >= DASH:
            return Touch.LOW
        whole = high >= TALL and wide >= max(WIDE, AS_OTHERS * self._usual_width(line, several=wide > ONE))
        return Touch.WHOLE if whole else Touch.HIDING

    def _hides_comma(self, x: float, paper: float) -> bool:
        """Whether the rule at `x` is thick enough for a comma, and near enough to the line."""
        return max(self._thickness[x]) >= HIDES_COMMA * self._body and paper <= COMMA * self._body

    def _goes_on(self, side: _Side, line: InkLine, inner: int, deep: float) -> bool:
        """Whether print stands close beyond the rule: the number may be printed across it."""
        near = self._beside(side, self._rows(*line.core), deep, inner)
        return _share(np.any(near, axis=1)) >= NEXT

    def _beside(self, side: _Side, rows: slice, deep: float, inner: int) -> Mask:
        """The ink beside a rule, so many px deep, without a pixel of the rule's roughness."""
        places = np.arange(self._top, self._foot)[rows]
        edge = side.edge[places - self._top, None]
        off = np.arange(1, round(deep))
        columns = edge + off if inner else -edge - off
        return np.asarray(self._ink[places[:, None], np.clip(columns, 0, self._ink.shape[1] - 1)], np.uint8)

    def _usual_width(self, line: InkLine, *, several: bool) -> float:
        """The median width of a line's characters, in its letters' heights, or of all its pieces where
        `several` characters run together."""
        boxes = self._pieces.boxes[line.members]
        size = self._size(line)
        wide = (boxes[:, 2] - boxes[:, 0])[boxes[:, 3] - boxes[:, 1] >= TALL * size] / size
        wide = wide if several else wide[wide <= ONE]
        return median(wide) if len(wide) else USUAL

    def _size(self, line: InkLine) -> float:
        """The height of a line's own letters, where they are smaller than most of the page."""
        return min(self._body, line.core[1] - line.core[0])

    def _strokes(self, side: _Side, line: InkLine) -> bool:
        return bool(sum(side.strokes[self._rows(*line.core)].tolist()) >= LEAST_ROWS)

    def _swells(self, sides: tuple[_Side, _Side], line: InkLine) -> bool:
        top, foot = line.core
        apart, rows = APART * self._body, ROWS * self._body
        thicker = sides[0].thicker | sides[1].thicker
        if _share(thicker[self._rows(top, foot)]) < SWOLLEN:
            return False
        over, under = (top - apart - rows, top - apart), (foot + apart, foot + apart + rows)
        return max(_share(thicker[self._rows(*part)]) for part in (over, under)) <= SMOOTH

    def _rows(self, top: float, foot: float) -> slice:
        return slice(max(0, round(top) - self._top), max(0, round(foot) - self._top))

    def _sides(self, x: float) -> tuple[_Side, _Side]:
        """The left and the right side of the rule at `x`."""
        course = np.concatenate(self._paths[x])
        course = course[np.argsort(course[:, 0], kind="stable")]
        rows = np.arange(self._top, self._foot)
        middle = np.rint(np.interp(rows, course[:, 0], course[:, 1])).astype(np.int64)
        reach = round(REACH * self._body) + OUT_PX
        strip = self._along(middle, reach)
        first = strip[:, reach] | strip[:, reach + 1] | strip[:, reach + 2]  # courses are rounded
        return self._side(strip, middle, first, -1), self._side(strip, middle, first, 1)

    def _along(self, middle: NDArray[np.int64], reach: int) -> Flags:
        """The ink so far on both sides of a course, which is at `middle` in each row, with a column of paper
        at each end. Past the page's sides the ink goes on as it ends there."""
        strip = np.zeros((len(middle), 2 * reach + 3), bool)
        off, last = np.arange(-reach, reach + 1), self._ink.shape[1] - 1
        turns = np.flatnonzero(np.diff(middle)) + 1
        for start, end in pairwise([0, *turns.tolist(), len(middle)]):
            at, rows = int(middle[start]), self._ink[self._top + start : self._top + end]
            if reach <= at <= last - reach:
                near = rows[:, at - reach : at + reach + 1]
            else:
                near = rows[:, np.clip(at + off, 0, last)]
            strip[start:end, 1:-1] = near > 0
        return strip

    def _side(self, strip: Flags, middle: NDArray[np.int64], first: Flags, toward: int) -> _Side:
        """The side of a rule `toward` which (-1, 1) is looked; `first` says where the rule is there."""
        centre = strip.shape[1] // 2
        beside = strip[:, centre + toward :: toward]
        thick = np.where(first, beside.argmin(axis=1) + 1, 0).astype(np.uint8)
        usual = _usual(thick, centre)
        off = np.minimum(usual.astype(np.int64) + OUT_PX - 1, centre - 1)
        beyond = strip[np.arange(len(strip)), centre + toward * off]
        more = thick.astype(np.int64) - usual
        strokes = np.where(beyond, np.where(more >= STROKE * self._body, 2, 1), 0)
        return _Side(strokes, more > 0, toward * middle + usual)


def _usual(thick: NDArray[np.uint8], whole: int) -> NDArray[np.uint8]:
    """How thick a rule is around each row, told by the rows where it is: it ends at merged cells.

    Where ink fills the `whole` reach beside the rule's middle, a row rule is there: it counts where it
    crosses the rule, and not where it stands alone.
    """
    drawn = ((thick > 0) & (thick < whole)).astype(np.uint8)
    beside = cv2.dilate(drawn[None, :], np.ones((1, 2 * whole + 1), np.uint8))[0] > 0
    told = beside & (thick > 0)
    known = np.flatnonzero(told)
    if not len(known):
        return thick
    if len(known) <= WINDOW:
        return np.full_like(thick, int(np.median(thick[known])))
    own, half = thick[known], WINDOW // 2
    near = running_median(np.concatenate([own[half:0:-1], own, own[-2 : -half - 2 : -1]]), WINDOW)
    before = np.cumsum(told) - told  # how many of the known rows come before each row
    return np.asarray(near[np.minimum(before, len(known) - 1)])


def _share(flags: Flags) -> float:
    return int(np.count_nonzero(flags)) / max(1, len(flags))
