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
    rows = np.arange(sums.shape[1], dtype=np.float64)
    shift = -np.tan(math.radians(degrees)) * centres
    total = np.zeros(sums.shape[1])
    for strip, offset in zip(sums, shift, strict=True):
        total += np.interp(rows + offset, rows, strip, left=0.0, right=0.0)
    change = np.diff(total)
    return float(np.dot(change, change))


def estimate_skew(ink: Mask, dpi: float, limit: float = 6.0) -> tuple[float, float]:
    """Angle in degrees by which the page is turned counter-clockwise, and the sharpness of its profile there.

    The ink is sheared strip by strip, which equals a rotation for the small angles of scanners and feeders.
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
    for _ in range(4):
        angles = np.arange(best - span, best + span + step / 2, step)
        scores = [_sharpness_of_strips(sums, centres, float(angle)) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
        span, step = step, step / 5
    return best, max(scores)
