"""Print on grey fills, as shaded headings and sums of tables have it: the fill is made as light as the paper.

A fill darker than the threshold of ink would be taken out as a hole or a seal is, and its print with it.
Lighter ones are read as they are.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.squares import SQUARE, Squares

Mask = NDArray[np.uint8]
Grey = NDArray[np.uint8]

# What is darker than this part of the paper's brightness is a hole, a seal or dark print.
DARKEST = 0.4
# A fill is no lower and no narrower than this; strokes of print on it are thinner than that.
LEAST_HIGH_IN, LEAST_WIDE_IN, STROKE_IN = 0.13, 0.4, 0.08
# So much of a fill is within so many grey levels of one of its two most frequent shades.
PLAIN, SAME_SHADE = 0.8, 12
# Edges, shadows and photographs reach the side of a page, fills do not.
SIDE_IN = 0.1
# So many per cent of a fill are print, which is so much darker; contrast grows no more than so often.
PRINT, DARKER, MOST = 2, 40, 3.0


def without_grey_fills(grey: Grey, small: Squares, dpi: float, inked: int) -> Grey:
    """The page with its grey fills as light as the paper; the page itself where there are none.

    A fill is what an evenly lit page has below the grey `inked`, where ink may begin. `small` is
    `squares(grey)`.
    """
    if not small.grey.size:
        return grey
    height, width = small.grey.shape
    paper = small.paper
    thick = max(3, round(STROKE_IN * dpi / SQUARE)) | 1
    ground = np.asarray(
        cv2.morphologyEx(small.grey, cv2.MORPH_CLOSE, np.ones((thick, thick), np.uint8)), np.uint8
    )
    shaded = ((ground > DARKEST * paper) & (ground < inked / 255 * paper)).astype(np.uint8)
    low, long = (max(2, round(size * dpi / SQUARE)) for size in (LEAST_HIGH_IN, LEAST_WIDE_IN))
    # along the page or, where it lies on its side, across
    flat = _opened(shaded, low, long) | _opened(shaded, long, low)
    if not flat.any():
        return grey
    side = round(SIDE_IN * dpi / SQUARE)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(flat, connectivity=8)
    result = grey
    for k in range(1, count):
        left, top, wide, high = stats[k, :4].tolist()
        if left < side or top < side or left + wide > width - side or top + high > height - side:
            continue
        # its sides are half paper
        y, x = slice(top - 1, top + high + 1), slice(left - 1, left + wide + 1)
        own = (labels[y, x] == k).astype(np.uint8)
        if not _is_plain(ground[y, x][own > 0]):
            continue
        own = np.asarray(cv2.dilate(own, np.ones((3, 3), np.uint8)), np.uint8) & shaded[y, x]
        result = grey.copy() if result is grey else result
        part = slice(y.start * SQUARE, y.stop * SQUARE), slice(x.start * SQUARE, x.stop * SQUARE)
        result[part] = _lifted(grey[part], ground[y, x], own, paper)
    return result


def _opened(mask: Mask, rows: int, cols: int) -> Mask:
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((rows, cols), np.uint8)), np.uint8)


def _is_plain(shades: Grey) -> bool:
    """Whether a place has one shade or two, as a heading beside a sum has; a photograph has many."""
    left = shades.astype(np.int16)
    for _ in range(2):
        if left.size:
            most = np.bincount(left.ravel(), minlength=256).argmax()
            left = left[np.abs(left - most) >= SAME_SHADE]
    return bool(left.size <= (1 - PLAIN) * shades.size)


def _lifted(part: Grey, ground: Grey, own: Mask, paper: float) -> Grey:
    """A place with the squares of its fill (`own`) as light as the paper, and its print as dark as it was."""
    fill = np.repeat(np.repeat(own > 0, SQUARE, axis=0), SQUARE, axis=1)
    under = np.repeat(np.repeat(ground, SQUARE, axis=0), SQUARE, axis=1).astype(np.float32)
    ink = float(np.percentile(part[fill], PRINT))
    off = under - ink
    # print keeps its grey, though it be no black; a fill without print has no more contrast than its paper
    whole = paper / np.maximum(under, 1)
    contrast = np.where(off > DARKER, np.minimum(MOST, (paper - ink) / np.maximum(off, 1)), whole)
    light = np.clip(paper - contrast * (under - part), 0, 255)
    return np.where(fill, light, part).astype(np.uint8)
