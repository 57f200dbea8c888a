"""Print on grey fills, as shaded headings and sums of tables have it: the fill is made as light as the paper.

A fill darker than the threshold of ink would be taken out as a hole or a seal is, and its print with it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]
Grey = NDArray[np.uint8]

# A fill is between so many parts of the paper's brightness; what is darker is a hole, a seal or dark print.
SHADES = 0.4, 0.9
# It is no lower and no narrower than this; strokes of print on it are thinner than that.
LEAST_HIGH_IN, LEAST_WIDE_IN, STROKE_IN = 0.13, 0.4, 0.08
# Fills are looked for in squares of so many px.
SQUARE = 4
# So much of a fill's outline is fill, and so much of the fill is within so many grey levels of its shade.
FULL, PLAIN, SAME_SHADE = 0.85, 0.7, 20
# Edges, shadows and photographs reach the side of a page, fills do not.
SIDE_IN = 0.1


def _opened(mask: Mask, rows: int, cols: int) -> Mask:
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((rows, cols), np.uint8)), np.uint8)


def without_grey_fills(grey: Grey, dpi: float) -> Grey:
    """The page with its grey fills as light as the paper; the page itself where there are none."""
    height, width = grey.shape[0] // SQUARE, grey.shape[1] // SQUARE
    if not height or not width:
        return grey
    whole = grey[: height * SQUARE, : width * SQUARE]
    small = cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA)
    paper = float(np.percentile(small[::4, ::4], 80))
    thick = max(3, round(STROKE_IN * dpi / SQUARE)) | 1
    ground = np.asarray(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((thick, thick), np.uint8)), np.uint8)
    shaded = ((ground > SHADES[0] * paper) & (ground < SHADES[1] * paper)).astype(np.uint8)
    low, long = (max(2, round(size * dpi / SQUARE)) for size in (LEAST_HIGH_IN, LEAST_WIDE_IN))
    # along the page or, where it lies on its side, across
    flat = _opened(shaded, low, long) | _opened(shaded, long, low)
    if not flat.any():
        return grey
    light = np.full(ground.shape, paper, np.float32)
    for place in _fills(flat, shaded, ground, dpi):
        light[place > 0] = np.median(ground[place > 0])
    ratio = cv2.resize(paper / light, (width * SQUARE, height * SQUARE), interpolation=cv2.INTER_NEAREST)
    if (light == paper).all():
        return grey
    result = grey.copy()
    result[: height * SQUARE, : width * SQUARE] = np.minimum(whole * ratio, 255).astype(np.uint8)
    return result


def _fills(flat: Mask, shaded: Mask, ground: Grey, dpi: float) -> list[Mask]:
    """The places of the fills: rectangles of one shade that don't reach the side of the page."""
    side = round(SIDE_IN * dpi / SQUARE)
    height, width = flat.shape
    found: list[Mask] = []
    outlines, _ = cv2.findContours(flat, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        left, top, wide, high = cv2.boundingRect(outline)
        if left < side or top < side or left + wide > width - side or top + high > height - side:
            continue
        _, (across, down), _ = cv2.minAreaRect(outline)
        place = np.zeros_like(flat)
        cv2.drawContours(place, [outline], -1, 1, cv2.FILLED)
        shades = ground[cv2.erode(place, np.ones((3, 3), np.uint8)) > 0].astype(np.float32)
        plain = np.mean(np.abs(shades - np.median(shades)) < SAME_SHADE) if len(shades) else 0.0
        if cv2.contourArea(outline) >= FULL * across * down and plain >= PLAIN:
            found.append(np.asarray(cv2.dilate(place, np.ones((3, 3), np.uint8)), np.uint8) & shaded)
    return found
