"""Prose in columns: the gutters between them, and the order in which a page is read for them.

A gutter is paper between print on both sides that many lines below each other keep free. It parts columns
only where both sides are running prose: lines that fill their column, begin together, and follow each other
without the holes of a table whose cells begin on one line. Elsewhere a page is read line by line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Generic, Protocol, TypeVar

Printed = TypeVar("Printed")
"""A line of print: a line of ink of a scan, or the glyphs of one of a text page."""

Box = tuple[float, float, float, float]

GUTTER = 1.8
"""A gutter is at least so wide, in heights of a letter; blanks between words are half of it."""

LINES = 5
"""So many lines with print on both sides show a gutter, and a column of prose has so many."""

NARROWEST = 11.0
"""A column of prose is at least so wide, in heights of a letter."""

FULL, FULL_SHARE = 0.72, 0.55
"""A line is full from this part of its column's width on; so many lines of prose are."""

USUAL = 0.8
"""Half of the lines of prose fill this part of its width."""

WIDEST, ALIKE = 0.4, 0.35
"""A gutter is no wider than this part of the narrower column, which is so wide at least beside the other."""

FLUSH, FLUSH_SHARE = 0.6, 0.5
"""Lines of a column begin within this of each other, in heights of a letter; so many of them do."""

PARAGRAPH, HOLE = 1.25, 2.4
"""From this distance on, in those usual between lines, a new paragraph begins; and lines are missing."""

NEXT = 2.2
"""So far on a column goes on behind a paragraph."""

MOST_HOLES = 0.03
"""Prose has no more holes than this part of its lines, and one."""

CELLS, PARTED = 0.5, 0.5
"""Cells begin where this part of what begins on either side begins side by side, and this part of what
begins under paper."""

LEVEL = 0.25
"""Lines side by side stand at one height within this part of the distance between lines."""

BROKEN, MOST_BROKEN = 3.0, 0.3
"""Gaps so wide, in heights of a letter, have this share of lines of prose at most."""

BESIDE = 2.4
"""Lines nearer than this, in heights of a letter, stand beside each other: lines of a column are further
apart."""

MOST_ACTIVE = 64
"""So many corridors of paper at most are followed at once."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line across the page: where its print stands from top to bottom, and its stretches of print left to
    right, which gaps as wide as a gutter part."""

    y: float
    runs: tuple[tuple[float, float], ...]

    @property
    def box(self) -> tuple[float, float]:
        """Where its print begins and ends."""
        return self.runs[0][0], self.runs[-1][1]


@dataclass(frozen=True, slots=True)
class Gutter:
    """Paper from `left` to `right` that the rows `first` to `last` (of a list of rows) keep free."""

    first: int
    last: int
    left: float
    right: float
    both: int
    """Rows with print on both sides of it, or beside a row on the other side."""

    @property
    def at(self) -> float:
        """Its middle."""
        return (self.left + self.right) / 2

    def overlaps(self, other: Gutter) -> bool:
        """Whether both run through one place."""
        beside = self.left < other.right and self.right > other.left
        return beside and self.first <= other.last and self.last >= other.first


class Print(Protocol[Printed]):
    """Lines of some kind, seen as rows."""

    @property
    def size(self) -> float:
        """The height of a letter."""

    @property
    def margin(self) -> float:
        """How far the height at which a line is read may lie off its row's."""

    def rows(self, lines: Sequence[Printed], taken: Sequence[Box]) -> list[tuple[Row, list[Printed]]]:
        """The lines as rows from top to bottom, with the places taken that they stand beside: each with its
        line and those after it that hold no letters, or with none for a place taken beside none."""

    def side(self, lines: Sequence[Printed], at: float, *, right: bool) -> list[Printed]:
        """The lines that the print on one side of a place makes by itself."""


@dataclass(frozen=True, slots=True)
class Region:
    """Part of a page that is read part by part: from `top` to `bottom`, cut at the places `cuts`; `parts`
    are the regions within its parts, one more than the cuts."""

    top: float
    bottom: float
    cuts: tuple[float, ...]
    parts: tuple[tuple[Region, ...], ...] = field(default=())


def order_key(regions: Sequence[Region], y: float, box: Box) -> tuple[float, ...]:
    """What sorts the blocks of a page in reading order, each given by the height `y` at which it is read and
    its box."""
    for region in regions:
        if region.top <= y <= region.bottom:
            part = sum(cut <= (box[0] + box[2]) / 2 for cut in region.cuts)
            inner = region.parts[part] if region.parts else ()
            return (region.top, part, *order_key(inner, y, box))
    return (y, box[0])


def cut_at_gutters(
    printed: Print[Printed], lines: Sequence[Printed], taken: Sequence[Box]
) -> tuple[list[Printed], tuple[Region, ...]]:
    """The lines of a page, those of prose in columns cut at their gutter, and the regions that tell in which
    order they are read. `taken` are places of tables and the like, which no gutter runs through."""
    found = printed.rows(lines, taken)
    rows = [row for row, _ in found]
    refused: list[Gutter] = []
    for candidate in find_gutters(rows, printed.size):
        gutter = with_ends(rows, candidate, printed.size)
        if any(gutter.overlaps(other) for other in refused):
            continue
        if not may_part_columns(rows, gutter, printed.size):
            continue
        above, inside, below = (
            [line for _, own in found[part] for line in own]
            for part in (
                slice(gutter.first),
                slice(gutter.first, gutter.last + 1),
                slice(gutter.last + 1, None),
            )
        )
        parts = _parts(printed, inside, gutter, taken)
        if parts is None:
            refused.append(gutter)
            continue
        heads = [
            row.y for part in (rows[gutter.first : gutter.last + 1], *(p.rows for p in parts)) for row in part
        ]
        top, bottom = min(heads) - printed.margin, max(heads) + printed.margin
        region = Region(top, bottom, (gutter.at,), tuple(part.regions for part in parts))
        over, under = cut_at_gutters(printed, above, taken), cut_at_gutters(printed, below, taken)
        cut = [line for own in (over[0], *(part.lines for part in parts), under[0]) for line in own]
        return cut, (*over[1], region, *under[1])
    return list(lines), ()


def with_letterless(
    found: Iterable[tuple[Row, list[Printed]]], letterless: Iterable[tuple[float, Printed]]
) -> list[tuple[Row, list[Printed]]]:
    """Rows from top to bottom, lines that hold no letters, given with their heights, put to those before."""
    rows = sorted(found, key=lambda item: item[0].y)
    for y, line in letterless if rows else ():
        before = sum(row.y <= y for row, _ in rows)
        rows[max(0, before - 1)][1].append(line)
    return rows


@dataclass(frozen=True, slots=True)
class _Part(Generic[Printed]):
    """One side of a gutter: its rows, its lines, cut where they are columns again, and its regions."""

    rows: list[Row]
    lines: list[Printed]
    regions: tuple[Region, ...]


def _parts(
    printed: Print[Printed], lines: Sequence[Printed], gutter: Gutter, taken: Sequence[Box]
) -> list[_Part[Printed]] | None:
    """Both sides of a gutter; None where they are no prose."""
    parts: list[_Part[Printed]] = []
    for right in (False, True):
        own = printed.side(lines, gutter.at, right=right)
        beside = [box for box in taken if ((box[0] + box[2]) / 2 > gutter.at) == right]
        rows = [row for row, _ in printed.rows(own, ())]
        parts.append(_Part(rows, *cut_at_gutters(printed, own, beside)))
    left, right_part = parts
    if not left.regions and not right_part.regions:
        return parts if are_columns(left.rows, right_part.rows, printed.size) else None
    # what has parted into columns is prose
    return parts if all(part.regions or is_prose(part.rows, printed.size) for part in parts) else None


def runs_of(spans: Iterable[tuple[float, float]], gap: float) -> tuple[tuple[float, float], ...]:
    """The stretches that spans of print make, parted by gaps of `gap` or more."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] < gap:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return tuple(found)


def find_gutters(rows: Sequence[Row], size: float) -> Iterator[Gutter]:
    """Corridors of paper that might be gutters, those along most lines first; `rows` from top to bottom,
    `size` the height of a letter."""
    near = BESIDE * size
    stepped = sum(after.y - before.y < near for before, after in pairwise(rows))
    if sum(len(row.runs) > 1 for row in rows) + stepped < LINES:
        return
    least = GUTTER * size
    found: list[Gutter] = []
    active: dict[tuple[float, float], Gutter] = {}
    for number, row in enumerate(rows):
        inner = [(before[1], after[0]) for before, after in pairwise(row.runs)]
        near = number > 0 and row.y - rows[number - 1].y < BESIDE * size
        previous = rows[number - 1].box if near else None
        spaces = [(-math.inf, row.box[0]), *inner, (row.box[1], math.inf)]
        followed: dict[tuple[float, float], Gutter] = {}
        for gutter in active.values():
            goes_on = False
            for start, end in spaces:
                left, right = max(start, gutter.left), min(end, gutter.right)
                if right - left < least:
                    continue
                goes_on = True
                both = math.isfinite(start) and math.isfinite(end)
                both |= previous is not None and _on_other_side(previous, row.box, left)
                last = number if both else gutter.last
                _keep(followed, Gutter(gutter.first, last, left, right, gutter.both + both))
            if not goes_on:
                found.append(gutter)
        for left, right in inner:
            _keep(followed, Gutter(number, number, left, right, 1))
        if previous is not None:
            left, right = min(previous[1], row.box[1]), max(previous[0], row.box[0])
            if right - left >= least:
                _keep(followed, Gutter(number - 1, number, left, right, 1))
        most = sorted(followed.values(), key=lambda gutter: -gutter.both)[:MOST_ACTIVE]
        active = {(gutter.left, gutter.right): gutter for gutter in most}
    found += active.values()
    long = [gutter for gutter in found if gutter.both >= LINES]
    yield from sorted(long, key=lambda gutter: (-gutter.both, gutter.left - gutter.right))


def _on_other_side(one: tuple[float, float], other: tuple[float, float], at: float) -> bool:
    """Whether one row stands left of a place, and the other one right of it."""
    return (one[1] <= at) != (other[1] <= at)


def _keep(gutters: dict[tuple[float, float], Gutter], gutter: Gutter) -> None:
    place = gutter.left, gutter.right
    if place not in gutters or gutters[place].both < gutter.both:
        gutters[place] = gutter


def with_ends(rows: Sequence[Row], gutter: Gutter, size: float) -> Gutter:
    """The gutter with the rows before and after it in which one of its columns stands alone: of columns of
    unequal length, or whose lines do not stand side by side."""
    own = rows[gutter.first : gutter.last + 1]
    left = [row for row in own if row.box[0] < gutter.at]
    right = [row for row in own if row.box[1] > gutter.at]
    pitch = max(_pitch(left), _pitch(right))
    edge = min(row.box[0] for row in own)
    first, last = gutter.first, gutter.last
    if first and not _crosses(rows[first - 1], gutter) and rows[first].y - rows[first - 1].y < 0.9 * pitch:
        first -= 1
    foot, number = left[-1].y, last
    for number, row in enumerate(rows[last + 1 :], last + 1):
        if _crosses(row, gutter) or row.box[0] < edge - FLUSH * size:
            # what stands close over lines across the page may be their heading
            return replace(gutter, first=first, last=number - 1 if row.y - foot > NEXT * pitch else last)
        if row.box[0] > gutter.at:
            last = number if last == number - 1 else last
            continue
        if row.y - foot > NEXT * pitch:
            return replace(gutter, first=first, last=last)
        goes_on = last == number - 1 and row.y - foot < 1.1 * PARAGRAPH * pitch
        if goes_on or row.box[1] - row.box[0] > FULL * (gutter.left - edge):
            last = number
        foot = row.y
    return replace(gutter, first=first, last=number)


def _crosses(row: Row, gutter: Gutter) -> bool:
    """Whether print of a row stands in the gutter, or on both sides of it."""
    return row.box[0] < gutter.right and row.box[1] > gutter.left


def may_part_columns(rows: Sequence[Row], gutter: Gutter, size: float) -> bool:
    """Whether what stands on either side of a gutter is wide and full enough for prose, at a first look."""
    own = rows[gutter.first : gutter.last + 1]
    usual = []
    for at_left in (True, False):
        sides = [[run for run in row.runs if (run[0] < gutter.at) == at_left] for row in own]
        widths = sorted(runs[-1][1] - runs[0][0] for runs in sides if runs)
        usual.append(widths[-1 - len(widths) // 10] if widths else 0.0)
        if usual[-1] < NARROWEST * size or sum(wide >= FULL * usual[-1] for wide in widths) < LINES - 1:
            return False
    return gutter.right - gutter.left <= WIDEST * min(usual) and min(usual) >= ALIKE * max(usual)


def are_columns(left: Sequence[Row], right: Sequence[Row], size: float) -> bool:
    """Whether the lines on both sides of a gutter are running prose, and not the cells of a table."""
    if not (is_prose(left, size) and is_prose(right, size)):
        return False
    return not _are_cells(left, right)


def _are_cells(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether lines begin side by side as the cells of two columns of a table do, the shorter ones with paper
    under them."""
    near = LEVEL * min(_pitch(left), _pitch(right))
    begins, after_paper = zip(*(_begins(side) for side in (left, right)), strict=True)

    def level(ys: Sequence[float], others: Sequence[float]) -> int:
        return sum(any(abs(y - other) < near for other in others) for y in ys)

    both = level(begins[0], begins[1])
    parted = level(after_paper[0], begins[1]) + level(after_paper[1], begins[0])
    return both >= max(2, CELLS * max(len(own) for own in begins)) and parted >= max(
        1, PARTED * sum(len(own) for own in after_paper)
    )


def is_prose(lines: Sequence[Row], size: float) -> bool:
    """Whether lines fill the width of their column, begin together and follow each other closely."""
    if len(lines) < LINES:
        return False
    starts = sorted(line.box[0] for line in lines)
    ends = sorted(line.box[1] for line in lines)
    wide = ends[-1 - len(ends) // 10] - starts[len(starts) // 10]
    if wide < NARROWEST * size:
        return False
    full = sum(end - start >= FULL * wide for start, end in (line.box for line in lines))
    if full < max(LINES - 1, FULL_SHARE * len(lines)):
        return False
    if median(line.box[1] - line.box[0] for line in lines) < USUAL * wide:
        return False
    near = max(sum(start <= other < start + FLUSH * size for other in starts) for start in starts)
    if near < FLUSH_SHARE * len(lines):
        return False
    torn = [max((b[0] - a[1] for a, b in pairwise(line.runs)), default=0.0) for line in lines]
    if sum(gap > BROKEN * size for gap in torn) > MOST_BROKEN * len(lines):
        return False
    pitch = _pitch(lines)
    holes = sum(after.y - before.y > HOLE * pitch for before, after in pairwise(lines))
    return holes <= 1 + MOST_HOLES * len(lines)


def _begins(lines: Sequence[Row]) -> tuple[list[float], list[float]]:
    """Where lines begin something new, behind a short line or further from the line before than others; and
    those of the latter."""
    far = PARAGRAPH * _pitch(lines)
    left, right = min(line.box[0] for line in lines), max(line.box[1] for line in lines)
    after_paper = [after.y for before, after in pairwise(lines) if after.y - before.y > far]
    after_short = [
        after.y for before, after in pairwise(lines) if before.box[1] - left < FULL * (right - left)
    ]
    return sorted({*after_paper, *after_short}), after_paper


def _pitch(lines: Sequence[Row]) -> float:
    """The usual distance between lines."""
    steps = [after.y - before.y for before, after in pairwise(lines)]
    return median(steps) if steps else math.inf
