"""A baht sign before a number, told by its shape.

The number network does not know the sign and takes it for an 8: ฿51,341 would be 851,341. What stands behind
it is read by itself.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines.clear_page import HESITANT
from extract.engines.line_blobs import find_blobs
from extract.engines.line_image import INK, LineInk
from extract.engines.views import Hypothesis
from extract.model import Alternative, Reading

BAHT = "฿"
MISREAD = frozenset("฿8B$")
"""What a number begins with where the sign was read, or taken for something else."""
LETTERS, LEAST = frozenset("฿B"), 0.01
"""What the general network holds the sign for, too, and how likely: of 87 worn numbers that begin with an 8
none was as likely to begin so."""
TALL = 0.6
"""How tall digits and the sign are at least, in heights of the tallest."""
WIDE = 0.42, 1.2
"""How wide the sign is, from and to, in heights of the digits: brackets are narrower."""
OVER = 0.055
"""How far its bar reaches over and under the digits at least, in their heights: no digit does both."""
FULL = 0.3
"""How much of its box is ink at least; strokes have less."""
HOLES, SMALLEST = 3, 0.006
"""A bar through a B leaves four holes, no digit has more than two; how large they are at least, in squares of
the digits' height."""


def baht_before(line: LineInk) -> int | None:
    """The column of the line's image where a baht sign before a number ends; None where none begins it."""
    mask = line.text_ink() > INK
    if not mask.any():
        return None
    blobs, labels = find_blobs(mask.view(np.uint8))
    tall = blobs.h >= TALL * blobs.h.max()
    k = int(np.argmin(np.where(tall, blobs.x, mask.shape[1])))
    digits = tall & (blobs.x >= blobs.right[k])
    if not digits.any():
        return None
    top, foot = float(np.median(blobs.y[digits])), float(np.median(blobs.foot[digits]))
    size = foot - top
    if not WIDE[0] * size <= blobs.w[k] <= WIDE[1] * size:
        return None
    own = labels[blobs.y[k] : blobs.foot[k], blobs.x[k] : blobs.right[k]] == k + 1
    over = min(top - blobs.y[k], blobs.foot[k] - foot) >= max(1.0, OVER * size) and own.mean() >= FULL
    return line.left + int(blobs.right[k]) if over or _holes(own, size) >= HOLES else None


def _holes(own: NDArray[np.bool_], size: float) -> int:
    """How many parts of paper a sign's ink encloses."""
    paper = np.pad(~own, 1, constant_values=True).view(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(paper, connectivity=4)
    areas = stats[1:count, cv2.CC_STAT_AREA]
    return int((areas[1:] >= max(2.0, SMALLEST * size * size)).sum())


def may_be_baht(number: str, words: Hypothesis | None) -> bool:
    """Whether the 8 that a number begins with may be a baht sign, by the general network's view."""
    if number[:1] != "8" or words is None:
        return False
    return any(text[:1] in LETTERS and share >= LEAST for text, share in words.texts)


def with_baht(rest: Reading, whole: Reading) -> Reading:
    """The reading of what stands behind a baht sign, with the sign: never certain, with `whole` beside it."""
    confidence = min(rest.confidence, HESITANT)
    chars = (confidence, *(min(char, confidence) for char in rest.char_confidences))
    others = (
        Alternative(whole.text, round(min(whole.confidence, 1 - confidence), 4)),
        *(Alternative(BAHT + other.text, other.confidence) for other in rest.alternatives),
    )
    return replace(
        rest,
        text=BAHT + rest.text,
        confidence=confidence,
        char_confidences=chars if len(chars) == len(rest.text) + 1 else (),
        alternatives=others[:5],
    )
