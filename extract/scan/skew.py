"""Skew of a page by the sharpness of its projection profile, right to a few hundredths of a degree.

The rows of an upright page alternate between text and paper; sheared by the right angle the row sums change
most abruptly. A coarse search over +-`limit` degrees is refined around its best angle.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.clean import Mask

PROFILE_DPI = 100.0
# Moved by this part f of a pixel a profile is blurred as others are in the mean: there f (1 - f) is 1/6.
EVENLY = (1 - 1 / math.sqrt(3)) / 2
# Angles (degrees) below the first are looked at again, and pages straighter than the second stand straight.
NEAR_ZERO, STRAIGHT = 0.02, 0.07
# The page may be in so many columns whose lines do not stand side by side: an angle that makes them do so
# looks sharp, but within the columns another one does, by this much. It is looked for so far off (degrees).
COLUMNS, SHARPER = (2, 3), 1.03
OFF, APART = 3.0, 0.5
# Of fewer lines the letters' tails on one side of the page may tell more than its turn.
FEWEST_LINES = 15


def profile_step(dpi: float) -> int:
    """How many pixels of a page make one of its profiles."""
    return min(15, max(1, round(dpi / PROFILE_DPI)))


def shrink(ink: Mask, dpi: float) -> Mask:
    """The number of inked pixels in squares whose sides are the page's `profile_step`.

    Only whole squares count: OpenCV takes ten times as long where the last ones are cut.
    """
    step = profile_step(dpi)
    height, width = ink.shape[0] // step, ink.shape[1] // step
    if step == 1 or not height or not width:
        return ink
    whole = ink[: height * step, : width * step] * np.uint8(step * step)
    return np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


@dataclass(frozen=True)
class _Strips:
    """Row sums of upright strips of a page, with paper above and below, and where the strips' middles are."""

    padded: NDArray[np.float32]
    centres: NDArray[np.float64]
    pad: int

    @cached_property
    def windows(self) -> NDArray[np.float32]:
        """Every stretch of the strips as long as the page and a pixel: rows are copied faster than pixels."""
        length = self.padded.shape[1] - 2 * self.pad
        return np.asarray(np.lib.stride_tricks.sliding_window_view(self.padded, length + 1, axis=1))

    def sharpness(self, degrees: NDArray[np.float64], moved_by: float = 0.0) -> list[float]:
        """How abruptly the row sums of the page change when it is sheared by each of some angles and moved by
        a part of a pixel."""
        profiles = list(self._profiles(degrees, moved_by))
        changes = [profile[1:] - profile[:-1] for profile in profiles]
        return [float(np.dot(change, change)) for change in changes]

    def sharpness_apart(
        self, degrees: NDArray[np.float64], columns: int, moved_by: float = 0.0
    ) -> list[float]:
        """The same where each of so many columns of the page has row sums of its own."""
        column = np.arange(len(self.padded)) * columns // len(self.padded)
        own = (column == np.arange(columns)[:, None]).astype(np.float32)
        found = []
        strip = np.arange(len(self.padded))
        for start, weights in self._moves(degrees, moved_by):
            here, below = (own * weights[:, None]) @ self.windows[strip, start]
            profiles = here[:, :-1] + below[:, 1:]
            changes = profiles[:, 1:] - profiles[:, :-1]
            found.append(float(np.vdot(changes, changes)))
        return found

    def lines(self, degrees: float) -> int:
        """How many lines of print or rules stand out of the row sums of the page sheared by an angle."""
        (profile,) = self._profiles(np.array([degrees]), 0.0)
        high = profile > profile.mean()
        return int(np.count_nonzero(high[1:] & ~high[:-1]))

    def _profiles(self, degrees: NDArray[np.float64], moved_by: float) -> Iterator[NDArray[np.float32]]:
        """The row sums of the page sheared by each of some angles and moved by a part of a pixel."""
        strip = np.arange(len(self.padded))
        for start, weights in self._moves(degrees, moved_by):
            here, below = weights @ self.windows[strip, start]
            yield here[:-1] + below[1:]

    def _moves(
        self, degrees: NDArray[np.float64], moved_by: float
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """For each angle where the strips' windows start, and the weights of a row and of the next one."""
        shift = moved_by - np.tan(np.radians(degrees))[:, None] * self.centres
        whole = np.floor(shift).astype(np.int64)
        rest = (shift - whole).astype(np.float32)
        yield from zip(self.pad + whole, np.stack([1 - rest, rest], axis=1), strict=True)


def _strips(small: Mask, steepest: float) -> _Strips:
    """The strips of a page, sheared by `steepest` degrees at most."""
    width = small.shape[1]
    edges = np.unique(np.linspace(0, width, 49).astype(int))
    # turned, a strip's columns are added as rows, many at once
    turned = cv2.transpose(small)
    parts = [turned[left:right] for left, right in pairwise(edges.tolist())]
    sums = np.concatenate([cv2.reduce(part, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32F) for part in parts])
    # shearing by parts of a pixel blurs; blurred beforehand, no angle gains by needing no shear
    sums = np.asarray(cv2.GaussianBlur(sums, (9, 1), 2.0), dtype=np.float32)
    centres = (edges[:-1] + edges[1:]) / 2 - width / 2
    pad = int(math.tan(math.radians(steepest)) * width / 2) + 3
    return _Strips(np.pad(sums, ((0, 0), (pad, pad))), centres, pad)


def estimate_skew(small: Mask, limit: float = 6.0, rounds: int = 4) -> tuple[float, float]:
    """Angle in degrees by which a page is turned counter-clockwise, and the sharpness of its profile there.

    `small` is the page's ink as `shrink` gives it.
    Each of `rounds` of search refines the angle by a fifth, from 0.5 degrees on. The ink is sheared strip by
    strip, which equals a rotation for the small angles of scanners and feeders.
    """
    strips = _strips(small, 1.5 * limit)
    best, sharp = _search(strips, limit, 0.5, rounds)
    if rounds > 2 and abs(best) < NEAR_ZERO:  # where strips move by no part of a pixel they blur least
        again, _ = _search(strips, 0.5, 0.1, rounds - 1, EVENLY)
        if abs(again) >= STRAIGHT and strips.lines(again) >= FEWEST_LINES:
            best = again
    columns = _unlevel_columns(strips, best, limit) if rounds > 2 else None
    if columns is not None:
        span, step = OFF, APART
        for _ in range(rounds):
            angles = np.clip(np.arange(best - span, best + span + step / 2, step), -limit, limit)
            best = float(angles[int(np.argmax(strips.sharpness_apart(angles, columns, EVENLY)))])
            span, step = step, step / 5
        sharp = strips.sharpness(np.array([best]))[0]
    return best, sharp


def _unlevel_columns(strips: _Strips, best: float, limit: float) -> int | None:
    """In how many columns a page is sharper at another angle than the one at which it is sharpest as a whole;
    None of the usual page."""
    angles = np.clip(best + np.arange(-OFF, OFF + APART / 2, APART), -limit, limit)
    gains: dict[int, float] = {}
    for columns in COLUMNS:
        scores = strips.sharpness_apart(angles, columns)
        gains[columns] = max(scores) / max(scores[len(scores) // 2], 1.0)
    most = max(COLUMNS, key=gains.__getitem__)
    return most if gains[most] > SHARPER and strips.lines(best) >= FEWEST_LINES else None


def _search(
    strips: _Strips, span: float, step: float, rounds: int, moved_by: float = 0.0
) -> tuple[float, float]:
    """The angle within `span` degrees at which a page's profile is sharpest, and how sharp it is there."""
    best, scores = 0.0, [0.0]
    for _ in range(rounds):
        angles = np.arange(best - span, best + span + step / 2, step)
        scores = strips.sharpness(angles, moved_by)
        best = float(angles[int(np.argmax(scores))])
        span, step = step, step / 5
    return best, max(scores)
