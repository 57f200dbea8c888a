"""Ruled lines of a page: thin, long runs of ink, as segments along one axis.

A rule is found as ink that is thin across and long along its axis; letters are thin only for short runs.
Vertical rules are found on the transposed page, so there is one method for both directions. Segments stay
broken where the scan broke them: `extract.scan.grid` votes for the lines they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.bits import Bits, packed
from extract.scan.clean import Mask
from extract.scan.components import Part, find_parts
from extract.scan.medians import median

# Thickest rule (a 3 pt border smeared by a photocopier), and the shortest run that no letter has.
THICK_IN = 0.05
RUN_IN = 0.24
# Paper between a rule and a letter in its prolongation is longer than this.
PAPER_IN = 0.012
SAMPLE_PX = 16


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
    thick = max(5, round(THICK_IN * dpi))
    run = max(12, round(RUN_IN * dpi))
    thin = (bits - bits.opened(thick, 1)).closed(1, thick * 3 // 4 | 1).dilated(3, 1)
    return thin.opened(1, run)


def weak_runs(ink: Mask, dpi: float) -> Mask:
    """Thin horizontal ink too short to be a rule by itself: traces of broken rules, and some of letters."""
    thick = max(5, round(THICK_IN * dpi))
    bits = packed(ink)
    return (bits - bits.opened(thick, 1)).opened(1, max(8, round(0.09 * dpi))).mask()


def _solid_stretch(solid: NDArray[np.bool_], dpi: float) -> slice:
    """The longest stretch of a run that is ink all along: letters in its prolongation are not."""
    window = max(3, round(0.15 * dpi))
    half = window // 2
    padded = np.empty(len(solid) + 2 * half)
    padded[half : half + len(solid)] = solid
    padded[:half], padded[half + len(solid) :] = solid[0], solid[-1]
    share = np.convolve(padded, np.ones(window) / window, "valid")
    good = np.flatnonzero((share[: len(solid)] > 0.8) & solid)
    if not len(good):
        return slice(0, 0)
    breaks = np.flatnonzero(np.diff(good) > window)
    starts, ends = np.concatenate([[0], breaks + 1]), np.concatenate([breaks, [len(good) - 1]])
    longest = int(np.argmax(good[ends] - good[starts]))
    first, last = _without_letters(solid, int(good[starts[longest]]), int(good[ends[longest]]), dpi)
    return slice(first, last + 1)


def _without_letters(solid: NDArray[np.bool_], first: int, last: int, dpi: float) -> tuple[int, int]:
    """The ends of a stretch without the short pieces that paper parts from the rest: stems of letters.

    A rule that is broken all over keeps them.
    """
    inked = np.flatnonzero(solid[first : last + 1]) + first
    breaks = np.flatnonzero(np.diff(inked) > max(3, round(PAPER_IN * dpi)))
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

    A short piece has its paper close by: digits that touch have their heads or feet there.
    """
    over, under = _beside(ink, across, along, max(4, round(0.03 * dpi)))
    sides = _sides(over, under)
    if len(along) > 1.2 * dpi:
        return _share(solid) > 0.8 and sides[0] < 0.35
    over_close, under_close = _beside(ink, across, along, round(thickness / 2) + 2)
    if _share(over_close & under_close) > 0.35 or max(_share(over_close), _share(under_close)) > 0.75:
        return False
    inked = _share(solid)
    return (inked > 0.98 and sides[0] < 0.3) or (inked > 0.92 and sides[0] < 0.2 and sides[1] < 0.5)


def _beside(
    ink: Mask, across: NDArray[np.int64], along: NDArray[np.int64], off: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where there is ink `off` px over and under a course."""
    over, under = np.maximum(across - off, 0), np.minimum(across + off, ink.shape[0] - 1)
    return ink[over, along] > 0, ink[under, along] > 0


def _sides(over: NDArray[np.bool_], under: NDArray[np.bool_]) -> list[float]:
    """The shares of a course with ink on one side only, the lesser first: strokes that cross are on both."""
    return sorted(_share(side & ~(over & under)) for side in (over, under))


def _share(flags: NDArray[np.bool_]) -> float:
    """The part of the flags that are set; several times faster than their mean."""
    return int(np.count_nonzero(flags)) / len(flags)


def horizontal_segments(ink: Mask, dpi: float, least: float = 0.0) -> list[Segment]:
    """All pieces of horizontal rules of the page that may be `least` px long."""
    found: list[Segment] = []
    for part in find_parts(*horizontal_runs(packed(ink), dpi).runs(), ink.shape[1]):
        wide = part.wide
        if wide < least or (wide < 1.2 * dpi and not _promising(ink, part.left, part.top, wide, part.high)):
            continue
        piece = _segment(ink, part, dpi)
        if piece is not None:
            found.append(piece)
    return found


def _promising(ink: Mask, x: int, y: int, wide: int, high: int) -> bool:
    """A quick look that spares most runs within text the full one: solid along its middle rows."""
    middle = y + high // 2
    rows = ink[max(0, middle - 2) : middle + 3, x : x + wide]
    return int(np.count_nonzero(rows.any(axis=0))) > 0.85 * min(wide, 60)


def _segment(ink: Mask, part: Part, dpi: float) -> Segment | None:
    """The rule that a piece of long thin runs shows, or None when it is a run of letters."""
    x, y, high, wide = part.left, part.top, part.high, part.wide
    limit = THICK_IN * dpi + 3
    if high > max(3 * limit, 0.12 * wide):
        return None
    shape = part.shape()
    per_column = np.count_nonzero(shape, axis=0)
    thickness = median(per_column)
    if thickness > limit:
        return None
    # where a letter touches, the run is thicker: its middle counts only where it is the rule's own
    known = np.flatnonzero((per_column > 0) & (per_column <= thickness + 2))
    if len(known) < 0.5 * wide:
        return None
    middle = (np.arange(high) @ shape)[known] / per_column[known] + y
    course = np.interp(np.arange(wide), known, middle)
    across, along = np.rint(course).astype(np.int64), np.arange(x, x + wide)
    solid = _near(ink, across, along)
    whole = _solid_stretch(solid, dpi)
    length = whole.stop - whole.start
    if length < RUN_IN * dpi * 0.9:
        return None
    stroke = max(1.0, thickness - 2)
    if not _is_rule(ink, solid[whole], across[whole], along[whole], stroke, dpi):
        return None
    picks = np.unique(np.linspace(0, length - 1, max(2, length // SAMPLE_PX + 1)).astype(int)) + whole.start
    return segment_of(np.stack([along[picks], course[picks]], axis=1), stroke)


def _near(ink: Mask, across: NDArray[np.int64], along: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether there is ink at places of the page, or a pixel above or below them."""
    foot = len(ink) - 1
    columns = (
        ink[np.maximum(across - 1, 0), along] | ink[across, along] | ink[np.minimum(across + 1, foot), along]
    )
    return np.asarray(columns > 0)


def runs_of(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches of true values, each from its first index to the one behind its last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(int)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def segment_of(path: NDArray[np.float64], thickness: float) -> Segment:
    """A piece that follows a sampled path."""
    return Segment(float(path[0, 0]), float(path[-1, 0]) + 1, float(np.median(path[:, 1])), thickness, path)


def vertical_segments(ink: Mask, dpi: float, least: float = 0.0) -> list[Segment]:
    """All pieces of vertical rules; `start`, `end` run down the page, `at` is x."""
    return horizontal_segments(np.asarray(cv2.transpose(ink), dtype=np.uint8), dpi, least)


def without_rules(ink: Mask, rows: list[Segment], columns: list[Segment], dpi: float) -> Mask:
    """The ink without rules; strokes of print that cross a rule stay."""
    if not rows and not columns:
        return ink
    across, down = np.zeros_like(ink), np.zeros_like(ink)
    for piece in rows:
        _draw(across, piece.path, piece.thickness)
    for piece in columns:
        _draw(down, piece.path[:, ::-1], piece.thickness)
    thick = max(5, round(THICK_IN * dpi))
    bits, flat, upright = packed(ink), packed(across), packed(down)
    gone = (flat - bits.opened(thick, 1)) | (upright - bits.opened(1, thick)) | (flat & upright)
    return (bits - gone).mask()


def drawn(ink: Mask, rows: Sequence[Segment], columns: Sequence[Segment]) -> Mask:
    """Where the pieces of rules run on the page."""
    mask = np.zeros_like(ink)
    for piece in rows:
        _draw(mask, piece.path, piece.thickness)
    for piece in columns:
        _draw(mask, piece.path[:, ::-1], piece.thickness)
    return mask


def _draw(mask: Mask, path: NDArray[np.float64], thickness: float) -> None:
    points = np.rint(path).astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(mask, [points], False, 1, round(thickness) + 3)
