"""Faces that nobody drew: a line leant, narrowed, widened, thickened, thinned or faded at each use.

Fonts are few and shards are read several times over; a network that saw every line in one shape only learns
the shapes of these fonts. Pixels are ink (0 is paper), the width may change, the label stays.
"""

from __future__ import annotations

import math
import random

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


def varied(image: Pixels, rng: random.Random) -> Pixels:
    """The line as another face could have printed it: 0.8 to 1.15 times as wide, leaning up to 0.25 pixels a
    row to either side, a little taller or lower, its strokes heavier, finer or partly lost."""
    image = _leant(image, rng)
    if rng.random() < 0.3:
        return _faded(image, rng)
    return _weighted(image, rng) if rng.random() < 0.5 else image


def _faded(image: Pixels, rng: random.Random) -> Pixels:
    """Fine strokes lost: what is fainter than a level that changes along the line is gone, as on a page that
    was copied or lit too brightly."""
    width = image.shape[1]
    knots = [[rng.uniform(0.12, 0.5) for _ in range(max(2, width // 120))]]
    if rng.random() < 0.4:  # all of the line alike
        knots = [[knots[0][0]] * 2]
    level = 255 * cv2.resize(np.array(knots, np.float32), (width, 1), interpolation=cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.5, 1.2))
    kept = np.clip((soft.astype(np.float32) - level) / (255 - level) * rng.uniform(1.1, 1.8), 0, 1)
    return np.asarray(kept * 255, np.uint8)


def _leant(image: Pixels, rng: random.Random) -> Pixels:
    height, width = image.shape
    wider = min(1.15, max(0.8, math.exp(rng.gauss(0, 0.1))))
    lean = min(0.25, max(-0.25, rng.gauss(0, 0.1)))
    taller = math.exp(rng.gauss(0, 0.04))
    offset = lean * height if lean > 0 else 0.0
    up = height / 2 * (1 - taller) + rng.gauss(0, 0.4)
    moved = np.array([[wider, -lean, offset], [0, taller, up]], np.float32)
    size = (max(4, math.ceil(width * wider + abs(lean) * height)), height)
    return np.asarray(cv2.warpAffine(image, moved, size, flags=cv2.INTER_LINEAR), np.uint8)


def _weighted(image: Pixels, rng: random.Random) -> Pixels:
    """Strokes heavier or finer by part of a pixel: all of them, or the upright or the level ones alone."""
    kernel = np.ones(rng.choice(((2, 2), (1, 2), (2, 1), (1, 3), (3, 1))), np.uint8)
    other = cv2.dilate(image, kernel) if rng.random() < 0.5 else cv2.erode(image, kernel)
    share = rng.uniform(0.1, 0.6)
    return np.asarray(cv2.addWeighted(image, 1 - share, other, share, 0), np.uint8)
