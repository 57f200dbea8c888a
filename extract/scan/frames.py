"""Outlines of tables that have row rules only, and where those rules run and end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.scan.clean import Mask, closed, opened
from extract.scan.grid import Grid, line_places
from extract.scan.rules import THICK_IN, Segment, runs_of
from extract.scan.words import Words

SAME_END_IN = 0.25
# ... and aside of that by this part of their distance where the page leans.
LEAN = 0.03
LONG_IN = 1.5
# Shorter stretches of ink at the height of a rule are strokes of letters, shorter gaps faults of the scan.
STRETCH_IN = 0.13
GAP_IN = 0.06
# Strokes of print with its middle this near to a rule, in letters' heights, look like pieces of it: the rule
# runs through the letters, or at their heads or feet.
ON_RULE = 0.7
# So much of a cell's side beside print tells whether there is a rule.
BESIDE_PRINT = 0.1
# What stands between two rules that are nearer than this is one row.
STRIP_IN = 0.5
# Underlined print stands so near over its line, and what follows it begins so near; letters' heights.
UNDERLINED, FOLLOWS = 0.45, 1.5
# Between the first and last rule of a table and its print is less than this many letters' heights.
BESIDE_RULE = 3.0

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A table's outline in px: `ys` are the places of its rules, ascending, `spans` where each one runs.

    `sure` is False where two rules of one extent alone, with shorter ones between, may be no table's. With
    `headed` the first of `ys` is no rule but where the heading above the first rule begins.
    """

    left: float
    right: float
    ys: tuple[float, ...]
    spans: tuple[tuple[Span, ...], ...]
    sure: bool = True
    headed: bool = False

    def with_heading(self, top: float) -> Frame:
        """The outline with a heading above its first rule."""
        return replace(self, ys=(top, *self.ys), spans=((), *self.spans), headed=True)

    def sides(self, y: float) -> Span:
        """Where the table's sides stand at a height: those of a photographed page lean."""
        ends = [(at, own[0][0], own[-1][1]) for at, own in zip(self.ys, self.spans, strict=True) if own]
        if not ends:
            return self.left, self.right
        at, left, right = zip(*(ends[0], ends[-1]), strict=True)
        return float(np.interp(y, at, left)), float(np.interp(y, at, right))

    def leaning(self) -> list[tuple[float, float, float]]:
        """The table's sides by the ends of its first and last rule: where each stands, the px that it leans
        to the right per px down, and its height."""
        if not self.spans[0] or not self.spans[-1]:
            return []
        tall = self.ys[-1] - self.ys[0]
        return [
            ((a + b) / 2, (b - a) / tall, tall)
            for a, b in zip(self.sides(self.ys[0]), self.sides(self.ys[-1]), strict=True)
        ]

    def moved(self, shift: Callable[[float, float], float]) -> Frame:
        """The outline with all its rules' ends moved to the left by what `shift` gives at their x and y."""
        spans = tuple(
            tuple((a - shift(a, y), b - shift(b, y)) for a, b in own)
            for y, own in zip(self.ys, self.spans, strict=True)
        )
        ends = [x for own in spans for span in own for x in span]
        return replace(self, left=min(ends), right=max(ends), spans=spans) if ends else self

    def is_filled(self, words: Words) -> bool:
        """Whether the words between the rules reach from the first to the last: in letterheads and notices
        they do not."""
        if not len(words):
            return False
        near = BESIDE_RULE * words.body
        first, last = float(words.foot.min()) - words.body, float(words.foot.max())
        return first - self.ys[0] < near and self.ys[-1] - last < near

    def underlines(self, words: Words) -> bool:
        """Whether rows of print go on behind the ends of most rules that they stand on: labels are underlined
        so, the sides of a table are not crossed."""
        rules = [(y, max(end for _, end in own)) for y, own in zip(self.ys, self.spans, strict=True) if own]
        crossed = 0
        for y, end in rules:
            over = (np.abs(words.foot - y) <= UNDERLINED * words.body) & (words.right > end + words.body)
            crossed += bool((over & (words.left < end + FOLLOWS * words.body)).any())
        return 2 * crossed > len(rules)

    def covered(self, y: float, start: float, end: float, reach: float) -> float:
        """The part of start-end that rules near y cover."""
        near = sorted(
            span for at, own in zip(self.ys, self.spans, strict=True) if abs(at - y) <= reach for span in own
        )
        total, at = 0.0, start
        for a, b in near:
            first, last = max(a, at), min(b, end)
            if last > first:
                total, at = total + last - first, last
        return total / max(1.0, end - start)

    def closes(self, y: float, side: Span, words: Words, reach: float) -> bool:
        """Whether rules near y cover most of a cell's side from px to px, but for its ends.

        Strokes of print at their height tell nothing, as long as there is paper beside it.
        """
        print_on = words.among(np.abs(words.height - y) < ON_RULE * words.body)
        inset = min(reach, (side[1] - side[0]) / 5)
        inner = (side[0] + inset, side[1] - inset)
        for within in (inner, side):
            free = _beside(print_on, within)
            if sum(b - a for a, b in free) >= BESIDE_PRINT * (side[1] - side[0]):
                break
        else:
            free = [inner]
        seen = sum((b - a) * self.covered(y, a, b, reach) for a, b in free)
        return seen >= 0.5 * sum(b - a for a, b in free)

    def ends(self, least: float) -> list[float]:
        """Where rules begin and end within the table, ascending: beside gaps of at least `least` px.

        Shorter pieces alone are strokes of print.
        """
        found: list[float] = []
        for spans in self.spans:
            own = [(a, b) for a, b in spans if b - a >= least]
            stops = [self.left, *(x for span in own for x in span), self.right]
            for a, b in zip(stops[::2], stops[1::2], strict=True):
                if b - a >= least:
                    found.extend(x for x in (a, b) if self.left + least < x < self.right - least)
        return sorted(found)


def _beside(words: Words, side: Span) -> list[Span]:
    """The stretches of a side that no word covers."""
    at = side[0]
    free: list[Span] = []
    for k in np.argsort(words.left, kind="stable").tolist():
        if words.left[k] < side[1] and words.right[k] > at:
            free.append((at, float(words.left[k])))
            at = float(words.right[k])
    return [(a, b) for a, b in [*free, (at, side[1])] if b - a > 1]


def find_frames(
    rows: Sequence[Segment], taken: Sequence[Grid], ink: Mask, body: float, dpi: float
) -> list[Frame]:
    """Outlines between long rules of one extent: three or more of them, or two round a low row or, not sure,
    round whatever stands between."""
    free = [row for row in rows if not any(_touches(row, grid) for grid in taken)]
    long = [row for row in free if row.length > LONG_IN * dpi]
    frames = []
    while long:
        first = max(long, key=lambda row: row.length)
        same = [row for row in long if same_extent(row, first, dpi)]
        long = [row for row in long if row not in same]
        left, right = min(row.start for row in same), max(row.end for row in same)
        top, bottom = min(row.at for row in same), max(row.at for row in same)
        slack = SAME_END_IN * dpi
        own = [
            row
            for row in free
            if top - 3 <= row.at <= bottom + 3 and row.start > left - slack and row.end < right + slack
        ]
        long = [row for row in long if row not in own]
        ys = line_places(own, dpi, 0.3 * dpi)
        ys = [y for k, y in enumerate(ys) if not k or y - ys[k - 1] > 0.5 * body]
        strip = len(ys) == 2 and bottom - top < STRIP_IN * dpi
        if len(same) >= 2 and len(ys) >= 2:
            spans = tuple(_spans(ink, own, y, (left, right), dpi) for y in ys)
            frames.append(Frame(left, right, tuple(ys), spans, strip or len(same) >= 3 <= len(ys)))
    return frames


def _touches(row: Segment, grid: Grid) -> bool:
    x0, y0, x1, y1 = grid.box
    return y0 - 5 <= row.at <= y1 + 5 and row.end > x0 and row.start < x1


def same_extent(one: Segment, other: Segment, dpi: float) -> bool:
    """True when two row rules begin and end at the same places; those of a photographed table, whose sides
    lean, are as long as each other."""
    reach = SAME_END_IN * dpi
    off = max(abs(one.start - other.start), abs(one.end - other.end))
    lean = LEAN * abs(one.at - other.at) if abs(one.length - other.length) < reach else 0.0
    return off < reach + lean


def _spans(ink: Mask, rules: Sequence[Segment], y: float, sides: Span, dpi: float) -> tuple[Span, ...]:
    """The stretches of thin ink at the height of a rule, short ones beside its long pieces included."""
    thick = max(5, round(THICK_IN * dpi))
    first, last = max(0, round(sides[0])), min(ink.shape[1], round(sides[1]) + 1)
    top, bottom = max(0, round(y) - 3 * thick), min(ink.shape[0], round(y) + 3 * thick + 1)
    part = ink[top:bottom, first:last]
    thin = part & (1 - opened(part, thick, 1))
    near = [rule for rule in rules if abs(rule.at - y) <= thick]
    points = np.concatenate([rule.path for rule in near]) if near else np.array([[sides[0], y]])
    points = points[np.argsort(points[:, 0], kind="stable")]
    along = np.arange(first, last)
    course = np.rint(np.interp(along, points[:, 0], points[:, 1])).astype(int) - top
    seen = np.zeros(len(along), np.uint8)
    for offset in (-2, -1, 0, 1, 2):
        seen |= thin[np.clip(course + offset, 0, len(thin) - 1), along - first]
    seen = opened(closed(seen[None, :], 1, 3), 1, round(STRETCH_IN * dpi))[0]
    for rule in near:
        seen[max(0, round(rule.start) - first) : max(0, round(rule.end) - first)] = 1
    whole = closed(seen[None, :], 1, round(GAP_IN * dpi))[0]
    return tuple((float(a + first), float(b + first)) for a, b in runs_of(whole > 0))
