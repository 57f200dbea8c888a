"""Shadows along the sides of a page, where a book does not lie flat or a lid does not close: print in them.

A shadow that grows dark within a letter's height is no paper to the eye that evens the light of a page: it
becomes ink that hangs on the page's side, and a page number in it goes with it. Along a side its light hardly
changes, so that paper is found there however fast it darkens towards the side.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Mask = NDArray[np.uint8]

# A side is in shadow as deep as so much of it is dark, within these depths.
DARK, SHALLOWEST_IN, DEEPEST_IN = 0.3, 0.05, 0.8
# The light of that and of so much beside it is evened anew, by paper found within this along and across it.
BESIDE_IN, ALONG_IN, ACROSS_IN = 0.25, 0.6, 0.06
# In darker paper no print can be told from black.
DARKEST = 60
STEP, ALIKE = 8, 0.5
"""Its light, sampled every so many px, varies by no more than this part along a side; a picture's does."""
LEAST = 2
"""Rows at the side that may be of another colour."""


def without_shadows(grey: Grey, even: Grey, ink: Mask, dpi: float) -> Grey:
    """The evenly lit page with the light along its sides evened anew where dark `ink` on them is paper in a
    shadow; `even` itself where there is none."""
    lit = even
    for turn in range(4):
        depth = _depth(np.rot90(ink, turn), round(DEEPEST_IN * dpi))
        if depth < SHALLOWEST_IN * dpi:
            continue
        strip = np.ascontiguousarray(np.rot90(grey, turn)[: depth + round(BESIDE_IN * dpi)])
        size = round(ACROSS_IN * dpi) | 1, round(ALONG_IN * dpi) | 1
        paper = cv2.morphologyEx(strip, cv2.MORPH_CLOSE, np.ones(size, np.uint8))
        low, middle, high = np.percentile(paper[:depth, ::STEP], (10, 50, 90), axis=1)
        if high.max() <= DARKEST or bool(np.median((high - low) / np.maximum(middle, 1)) > ALIKE):
            continue
        light = np.maximum(cv2.blur(paper, (size[1], 1)), DARKEST)
        lit = even.copy() if lit is even else lit
        np.rot90(lit, turn)[: len(strip)] = cv2.divide(strip, light, scale=255)
    return lit


def _depth(ink: Mask, most: int) -> int:
    """How many rows of ink are dark along the upper side."""
    if len(ink) <= LEAST or ink[LEAST].mean() < DARK:
        return 0
    light = np.flatnonzero(ink[:most].mean(axis=1) < DARK)
    light = light[light >= LEAST]
    return int(light[0]) if len(light) else most
