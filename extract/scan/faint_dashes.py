"""Dashes beside a number that are too faint to be ink: a minus before it, `.-` behind it, those of `- 12 -`.

A scan greys a thin dash more than the digits beside it, as their strokes are longer; where it falls below the
page's threshold, the number reads as another one and nothing tells.
"""

from __future__ import annotations

import cv2
import numpy as np

from extract.scan.clean import Grey, Mask
from extract.scan.lines import InkLine, Pieces

# All in heights of the line's letters. A dash is no further off, so long, and so thick at most; its middle
# stands so far from the letters' heads down.
REACH = 2.0
LENGTH = 0.2, 1.2
THICK = 0.3
BAND = 0.25, 0.8
# How much darker than the paper over and under it (0-255) a dash is at least, and how many times as dark as
# the paper's own grain.
CONTRAST, OVER_GRAIN = 18.0, 4.0
# Page numbers and the like have so many pieces at most; of a longer line what is missing at its ends is less.
SHORT = 8
# Ink of other things keeps its grey edges to so many px.
EDGE = 5


def has_faint_dash(even: Grey, ink: Mask, pieces: Pieces, line: InkLine) -> bool:
    """Whether a dash that is no ink stands right before a line or right behind it; `ink` is the page's."""
    if len(line.members) > SHORT:
        return False
    size = float(pieces.body)
    x0, x1 = int(line.box[0]), int(line.box[2])
    reach = round(REACH * size)
    return _holds_dash(even, ink, line, x0 - reach, x0, size) or _holds_dash(
        even, ink, line, x1, x1 + reach, size
    )


def _holds_dash(even: Grey, ink: Mask, line: InkLine, left: int, right: int, size: float) -> bool:
    """Whether the paper between two columns holds a dash and nothing else at a line's height."""
    left, right = max(0, left), min(even.shape[1], right)
    over = max(3, round(THICK * size))
    top, foot = (round(line.core[0] + part * size) for part in BAND)
    y0, y1 = max(0, top - over), min(len(even), foot + over)
    long = max(3, round(LENGTH[0] * size))
    if right - left < long or y1 - y0 <= 2 * over:
        return False
    part = even[y0:y1, left:right].astype(np.float32)
    near = cv2.dilate(ink[y0:y1, left:right], np.ones((EDGE, EDGE), np.uint8)) > 0
    paper = float(np.median(part[~near])) if not near.all() else 0.0
    part[near] = paper
    mean = cv2.blur(part, (long, 1), borderType=cv2.BORDER_REPLICATE)
    # how much darker than both what is over and what is under
    depth = np.minimum(mean[: -2 * over], mean[2 * over :]) - mean[over:-over]
    if float(depth.max()) < CONTRAST:
        return False
    grain = float(np.median(np.abs(depth)))
    y, x = np.unravel_index(int(depth.argmax()), depth.shape)
    if depth[y, x] < OVER_GRAIN * grain:
        return False
    row = part[y + over] < paper - depth[y, x] / 2
    ends = np.flatnonzero(~row)
    first = int(ends[ends < x].max(initial=-1)) + 1
    after = int(ends[ends > x].min(initial=len(row)))
    return bool(LENGTH[0] * size <= after - first <= LENGTH[1] * size and first > 0 and after < len(row))
