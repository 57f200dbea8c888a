"""Ruled lines of a page: thin, long runs of ink, as segments along one axis.

A rule is found as ink that is thin across and long along its axis; letters are thin only for short runs.
Vertical rules are found on the transposed page, so there is one method for both directions. Segments stay
broken where the scan broke them: `extract.scan.grid` votes for the lines they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.bits import Bits, packed
from extract.scan.clean import Mask
from extract.scan.components import Parts, find_parts
from extract.scan.medians import median

Ints = NDArray[np.int64]

# Thickest rule (a 3 pt border smeared by a photocopier), and the shortest run that no letter has.
THICK_IN = 0.05
RUN_IN = 0.24
# The shortest piece of a broken rule.
WEAK_IN = 0.09
# Paper between a rule and a letter in its prolongation is longer than this.
PAPER_IN = 0.012
SAMPLE_PX = 16
STOUT_IN = 0.03
"""A rule from this on is a thick one."""
WHOLE, STEMS = 0.96, 0.2
"""Letters that touch at their heads or feet leave more paper in a row than a rule, and this share of it has
their stems on one side; those of print right over a rule are as many, but the rule is whole."""
FILLED, FILLED_FROM_IN = 0.86, 0.02
"""The part of a rule's ink along it that is as thick as the rule, which is less in a line of small print, and
the thickness from which on that can be told."""
LONG_IN, BARE = 1.2, 0.98
"""A piece longer than any word; no more needs to be told of one without a break that has no ink beside it:
print has marks and stems. Rules that a scan has worn are thinner here and there."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a rule: from `start` to `end` along its axis, at `at` across (its middle), in px.

    `path` holds sampled positions (along, across), for pieces of a bowed page.
    """

    start: float
    end: float
    at: float
    thickness: float
    path: NDArray[np.float64]

    @property
    def length(self) -> float:
        """Length along the axis in px."""
        return self.end - self.start


def horizontal_runs(bits: Bits, dpi: float) -> Bits:
    """The ink that belongs to long thin horizontal runs."""
    thick = _thick(dpi)
    run = max(12, round(RUN_IN * dpi))
    thin = (bits - bits.opened(thick, 1)).closed(1, thick * 3 // 4 | 1).dilated(3, 1)
    return thin.opened(1, run)


def weak_runs(ink: Bits, dpi: float) -> tuple[Bits, Bits]:
    """Thin ink across and down too short to be a rule: traces of broken rules, and some of letters."""
    sizes = _thick(dpi), _weak(dpi)
    return ink.thin_across(*sizes), ink.thin_down(*sizes)


def stepping_runs(ink: Bits, dpi: float, share: float) -> Bits:
    """Such ink across, also where it steps up or down by a pixel on its way, spread by one pixel, in the rows
    that may have so much of it."""
    thin = (ink - ink.opened(_thick(dpi), 1)).dilated(3, 1)
    rows = np.flatnonzero(thin.counts() >= share * ink.width)
    return thin.at_rows(rows).opened(1, _weak(dpi)).spread(rows, len(ink.words))


def _thick(dpi: float) -> int:
    """The thickness of rules, px, from which on ink is none."""
    return max(5, round(THICK_IN * dpi))


def _weak(dpi: float) -> int:
    """The length of the shortest trace of a rule, px."""
    return max(8, round(WEAK_IN * dpi))


def _without_letters(solid: NDArray[np.bool_], first: int, last: int, dpi: float) -> tuple[int, int]:
    """The ends of a stretch without the short pieces that paper parts from the rest: stems of letters.

    A rule that is broken all over keeps them.
    """
    inked = solid[first : last + 1].nonzero()[0] + first
    breaks = (inked[1:] - inked[:-1] > max(3, round(PAPER_IN * dpi))).nonzero()[0]
    if not len(breaks):
        return first, last
    starts = inked[np.concatenate([[0], breaks + 1])]
    ends = inked[np.concatenate([breaks, [len(inked) - 1]])]
    whole = np.flatnonzero(ends - starts >= RUN_IN * dpi)
    if not len(whole):
        return first, last
    inner = int(starts[whole[0]]), int(ends[whole[-1]])
    return inner if 2 * (inner[1] - inner[0]) > last - first else (first, last)


def _is_rule(
    ink: Mask,
    solid: NDArray[np.bool_],
    across: NDArray[np.int64],
    along: NDArray[np.int64],
    thickness: float,
    dpi: float,
) -> bool:
    """True when the piece is ink all along and has paper beside it: the arches of letters in a row do not.

    A short piece has its paper close by, where digits that touch have their heads or feet, and is no stout
    bar as a line of small digits is whose loops are filled.
    """
    over, under = _beside(ink, across, along, max(4, round(0.03 * dpi)))
    sides = _sides(over, under)
    long = len(along) > LONG_IN * dpi
    bare = long and _share(solid) > BARE and sides[1] < 1 - BARE
    if thickness >= FILLED_FROM_IN * dpi and not bare:
        inner = _beside(ink, across, along, round(thickness / 2) - 1)
        if _share(inner[0] & inner[1]) < FILLED * _share(solid):
            return False
    if _share(solid) < WHOLE and max(_stems(ink, across, along, thickness)) > STEMS:
        return False
    if long:
        return _share(solid) > 0.8 and sides[0] < 0.35
    if thickness >= STOUT_IN * dpi and len(along) < 12 * thickness:
        return False
    over_close, under_close = _beside(ink, across, along, round(thickness / 2) + 2)
    if _share(over_close & under_close) > 0.35 or max(_share(over_close), _share(under_close)) > 0.75:
        return False
    inked = _share(solid)
    return (inked > 0.98 and sides[0] < 0.3) or (inked > 0.92 and sides[0] < 0.2 and sides[1] < 0.5)


def _stems(
    ink: Mask, across: NDArray[np.int64], along: NDArray[np.int64], thickness: float
) -> tuple[float, float]:
    """The shares of a course from which ink goes on up, and down, as stems of letters do."""
    first = round(thickness / 2) + 2
    up, down = zip(*(_beside(ink, across, along, off) for off in range(first, first + 4)), strict=True)
    return _share(np.logical_and.reduce(up)), _share(np.logical_and.reduce(down))


def has_stems(ink: Mask, rule: Segment, share: float) -> bool:
    """True when from this share of the ink on a rule strokes go on up, or as many down: the rule is made of
    the heads or feet of letters."""
    along = np.arange(max(0, round(rule.start)), min(ink.shape[1], round(rule.end)))
    across = np.clip(np.rint(np.interp(along, rule.path[:, 0], rule.path[:, 1])), 0, len(ink) - 1)
    rows = across.astype(np.int64)
    return max(_stems(ink, rows, along, rule.thickness)) > share * _share(_near(ink, rows, along))


def _beside(
    ink: Mask, across: NDArray[np.int64], along: NDArray[np.int64], off: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where there is ink `off` px over and under a course."""
    over, under = np.maximum(across - off, 0), np.minimum(across + off, ink.shape[0] - 1)
    return _inked(ink, over, along), _inked(ink, under, along)


def _inked(ink: Mask, across: Ints, along: Ints) -> NDArray[np.bool_]:
    """Whether there is ink at places of the page."""
    return np.asarray(ink.ravel().take(across * ink.shape[1] + along) > 0)


def _sides(over: NDArray[np.bool_], under: NDArray[np.bool_]) -> list[float]:
    """The shares of a course with ink on one side only, the lesser first: strokes that cross are on both."""
    both = int(np.count_nonzero(over & under))
    return sorted((int(np.count_nonzero(side)) - both) / len(side) for side in (over, under))


def _share(flags: NDArray[np.bool_]) -> float:
    """The part of the flags that are set; several times faster than their mean."""
    return int(np.count_nonzero(flags)) / len(flags)


def horizontal_segments(
    page: Mask | Bits, dpi: float, least: float = 0.0, *, bits: Bits | None = None
) -> list[Segment]:
    """All pieces of horizontal rules of the page, given by its ink, that may be `least` px long.

    `bits` is the same ink, where it is known.
    """
    bits = bits or (page if isinstance(page, Bits) else packed(page))
    parts = find_parts(*horizontal_runs(bits, dpi).runs(), bits.width)
    wide, high = parts.right - parts.left, parts.foot - parts.top
    parts = parts.among((wide >= least) & (high <= np.maximum(3 * _limit(dpi), 0.12 * wide)))
    found: list[Segment] = []
    if not len(parts):
        return found
    ink = page.mask() if isinstance(page, Bits) else page
    parts = parts.among(_promising(ink, parts, dpi))
    if not len(parts):
        return found
    courses = _courses(ink, parts)
    for k, first, last in _solid_stretches(courses, dpi):
        if courses.thickness[k] <= _limit(dpi):
            piece = _segment(ink, courses.of(k), first, last, dpi)
            if piece is not None:
                found.append(piece)
    return found


def _limit(dpi: float) -> float:
    """The thickness of a rule in px at most."""
    return THICK_IN * dpi + 3


@dataclass(frozen=True, slots=True)
class _Courses:
    """Where runs go: for all columns of one run, then of the next, `along` and (unrounded) `course` in px.

    `solid` says where there is ink. `first` is each run's place among the columns, `wide` how many it has,
    `owner` the run of each column.
    """

    first: Ints
    wide: Ints
    owner: Ints
    thickness: NDArray[np.float64]
    along: Ints
    course: NDArray[np.float64]
    across: Ints
    solid: NDArray[np.bool_]

    def of(self, k: int) -> _Courses:
        """One of the runs."""
        own = slice(int(self.first[k]), int(self.first[k] + self.wide[k]))
        return _Courses(
            self.first[k : k + 1], self.wide[k : k + 1], self.owner[own], self.thickness[k : k + 1],
            self.along[own], self.course[own], self.across[own], self.solid[own],
        )  # fmt: skip


def _columns(parts: Parts) -> tuple[Ints, Ints, Ints]:
    """For all columns of one piece, then of the next: each piece's place, the pieces, the page's columns."""
    wide = parts.right - parts.left
    first = np.cumsum(wide) - wide
    owner = np.repeat(np.arange(len(parts)), wide)
    return first, owner, np.arange(len(owner)) - (first - parts.left)[owner]


def _promising(ink: Mask, parts: Parts, dpi: float) -> NDArray[np.bool_]:
    """A quick look that spares most runs within text the full one: solid along their middle rows."""
    promising = np.asarray(parts.right - parts.left >= 1.2 * dpi)
    short = parts.among(~promising)
    _, owner, along = _columns(short)
    middle = ((short.top + short.foot) // 2)[owner]
    inked = np.zeros(len(owner), bool)
    for off in (-2, -1, 0, 1, 2):
        inked |= _inked(ink, np.clip(middle + off, 0, len(ink) - 1), along)
    count = np.bincount(owner[inked], minlength=len(short))
    promising[~promising] = count > 0.85 * np.minimum(short.right - short.left, 60)
    return promising


def _courses(ink: Mask, parts: Parts) -> _Courses:
    """The courses of runs: the middles of their columns, but for those where a letter touches."""
    first, owner, along = _columns(parts)
    wide, total = parts.right - parts.left, len(owner)
    begin, end = (first[parts.owner] + place - parts.left[parts.owner] for place in (parts.start, parts.end))
    down = parts.rows - parts.top[parts.owner]

    def summed(of_runs: Ints) -> NDArray[np.float64]:
        change = np.bincount(begin, of_runs, total + 1) - np.bincount(end, of_runs, total + 1)
        return np.asarray(np.cumsum(change)[:total])

    per_column = summed(np.ones(len(down), np.int64))
    before = owner * (per_column.max() + 1)
    ranked = np.sort(before + per_column) - before  # each run's by themselves
    thickness = (ranked[first + (wide - 1) // 2] + ranked[first + wide // 2]) / 2
    # where a letter touches, the run is thicker: its middle counts only where it is the rule's own
    known = per_column <= thickness[owner] + 2
    middle = summed(down) / per_column + parts.top[owner]
    places = np.flatnonzero(known)
    for edge, nearest in (
        (first, np.searchsorted(places, first)),
        (first + wide - 1, np.searchsorted(places, first + wide) - 1),
    ):
        middle[edge] = middle[places[nearest]]
        known[edge] = True
    course = np.interp(np.arange(total), np.flatnonzero(known), middle[known])
    across = np.rint(course).astype(np.int64)
    return _Courses(first, wide, owner, thickness, along, course, across, _near(ink, across, along))


def _near(ink: Mask, across: Ints, along: Ints) -> NDArray[np.bool_]:
    """Whether there is ink at places of the page, or a pixel above or below them."""
    over, under = _beside(ink, across, along, 1)
    return _inked(ink, across, along) | over | under


def _solid_stretches(courses: _Courses, dpi: float) -> list[tuple[int, int, int]]:
    """The longest stretch of each run that is ink all along, where it is as long as a rule.

    The run, and its first and last column there; letters in the run's prolongation are left out.
    """
    window = max(3, round(0.15 * dpi))
    half = window // 2
    solid, first, last = courses.solid, courses.first, courses.first + courses.wide - 1
    runs = np.arange(len(first))
    padded = np.zeros(len(solid) + 2 * half * len(first), np.int64)
    place = np.arange(len(solid)) + (2 * courses.owner + 1) * half
    padded[place] = solid
    pads = np.arange(half)
    padded[(first + 2 * half * runs)[:, None] + pads] = solid[first, None]
    padded[(last + 1 + half * (2 * runs + 1))[:, None] + pads] = solid[last, None]
    before = np.append(0, np.cumsum(padded))
    inked = before[window:] - before[:-window]
    good = np.flatnonzero((inked[place - half] > 0.8 * window) & solid)
    if not len(good):
        return []
    own = courses.owner[good]
    breaks = np.flatnonzero((np.diff(good) > window) | (np.diff(own) > 0))
    starts, ends = np.append(0, breaks + 1), np.append(breaks, len(good) - 1)
    stretches: dict[int, tuple[int, int]] = {}
    for run, start, end in zip(own[starts].tolist(), good[starts].tolist(), good[ends].tolist(), strict=True):
        known = stretches.get(run, (0, -1))
        if end - start > known[1] - known[0]:
            stretches[run] = (start, end)
    least = RUN_IN * dpi * 0.9
    return [
        (run, start - int(first[run]), end - int(first[run]))
        for run, (start, end) in stretches.items()
        if end - start + 1 >= least
    ]


def _segment(ink: Mask, run: _Courses, first: int, last: int, dpi: float) -> Segment | None:
    """The rule that a run shows between two columns, or None when it is a run of letters."""
    first, last = _without_letters(run.solid, first, last, dpi)
    whole = slice(first, last + 1)
    length = last + 1 - first
    if length < RUN_IN * dpi * 0.9:
        return None
    stroke = max(1.0, float(run.thickness[0]) - 2)
    if not _is_rule(ink, run.solid[whole], run.across[whole], run.along[whole], stroke, dpi):
        return None
    picks = np.linspace(0, length - 1, max(2, length // SAMPLE_PX + 1)).astype(int) + first
    return segment_of(np.stack([run.along[picks], run.course[picks]], axis=1), stroke)


def runs_of(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches of true values, each from its first index to the one behind its last."""
    padded = np.zeros(len(flags) + 2, np.bool_)
    padded[1:-1] = flags
    edges = (padded[1:] != padded[:-1]).nonzero()[0].tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def segment_of(path: NDArray[np.float64], thickness: float) -> Segment:
    """A piece that follows a sampled path."""
    return Segment(float(path[0, 0]), float(path[-1, 0]) + 1, median(path[:, 1]), thickness, path)


def vertical_segments(ink: Mask, dpi: float, least: float = 0.0) -> list[Segment]:
    """All pieces of vertical rules; `start`, `end` run down the page, `at` is x."""
    return horizontal_segments(np.asarray(cv2.transpose(ink), dtype=np.uint8), dpi, least)


class Drawn(NamedTuple):
    """Where the pieces of a page's rules run: across, and down."""

    across: Bits
    down: Bits


def drawn(shape: tuple[int, int], rows: Sequence[Segment], columns: Sequence[Segment]) -> Drawn:
    """Where these rules run on a page of this height and width."""
    flat, upright = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    for piece in rows:
        _draw(flat, piece.path, piece.thickness)
    for piece in columns:
        _draw(upright, piece.path[:, ::-1], piece.thickness)
    return Drawn(packed(flat), packed(upright))


def without_rules(ink: Bits, rules: Drawn, dpi: float) -> Bits:
    """The ink without rules; strokes of print that cross one stay, but for where it crosses another."""
    thick = _thick(dpi)
    flat, upright = rules
    gone = (flat - ink.opened(thick, 1)) | (upright - ink.opened(1, thick)) | (flat & upright)
    return ink - gone


def _draw(mask: Mask, path: NDArray[np.float64], thickness: float) -> None:
    points = np.rint(path).astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(mask, [points], False, 1, round(thickness) + 3)
