"""Skew of a page by the sharpness of its projection profile, right to a few hundredths of a degree.

The rows of an upright page alternate between text and paper; sheared by the right angle the row sums change
most abruptly. A coarse search over +-`limit` degrees is refined around its best angle.
"""

from __future__ import annotations

import math
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.clean import Mask

PROFILE_DPI = 100.0


def shrink(ink: Mask, dpi: float) -> NDArray[np.float32]:
    """The ink at the resolution at which profiles are taken."""
    scale = min(1.0, PROFILE_DPI / dpi)
    small = cv2.resize(ink.astype(np.float32), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32)


def _sharpness_of_strips(sums: NDArray[np.float32], centres: NDArray[np.float64], degrees: float) -> float:
    shift = -np.tan(math.radians(degrees)) * centres
    whole = np.floor(shift).astype(int)
    rest = (shift - whole).astype(np.float32)
    length = sums.shape[1]
    pad = int(np.abs(whole).max()) + 2
    total = np.zeros(length + 2 * pad, np.float32)
    for strip, at, part in zip(sums, (pad - whole).tolist(), rest.tolist(), strict=True):
        total[at : at + length] += (1 - part) * strip
        total[at - 1 : at - 1 + length] += part * strip
    change = np.diff(total[pad : pad + length])
    return float(np.dot(change, change))


def estimate_skew(ink: Mask, dpi: float, limit: float = 6.0, rounds: int = 4) -> tuple[float, float]:
    """Angle in degrees by which the page is turned counter-clockwise, and the sharpness of its profile there.

    Each of `rounds` of search refines the angle by a fifth, from 0.5 degrees on. The ink is sheared strip by
    strip, which equals a rotation for the small angles of scanners and feeders.
    """
    small = shrink(ink, dpi)
    width = small.shape[1]
    edges = np.linspace(0, width, 49).astype(int)
    pairs = [(a, b) for a, b in pairwise(edges) if b > a]
    sums = np.stack([small[:, a:b].sum(axis=1) for a, b in pairs])
    # shearing by parts of a pixel blurs; blurred beforehand, no angle gains by needing no shear
    sums = np.asarray(cv2.GaussianBlur(sums, (9, 1), 2.0), dtype=np.float32)
    centres = np.array([(a + b) / 2 - width / 2 for a, b in pairs])
    best = 0.0
    span, step = limit, 0.5
    for _ in range(rounds):
        angles = np.arange(best - span, best + span + step / 2, step)
        scores = [_sharpness_of_strips(sums, centres, float(angle)) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
        span, step = step, step / 5
    return best, max(scores)
