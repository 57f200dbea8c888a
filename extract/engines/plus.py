"""A plus before a number, told by its shape.

The number network does not know the sign and takes it for a digit (`43.62` for `+3.62`); the general one is
not sure of it. What stands behind it is read by itself.
"""

from __future__ import annotations

import numpy as np

from extract.engines.line_blobs import find_blobs
from extract.engines.line_image import INK, LineInk
from extract.model import Alternative, Reading

MISREAD = frozenset("+-4๔")
"""What a number begins with where a plus was read, or taken for something else."""
HIGH = 0.4, 0.85
"""How high a plus is, from and to, in heights of the digits behind it."""
WIDE = 0.75, 1.35
"""How wide it is, in its own heights."""
BAND = 0.3, 0.75
"""Where its middle stands, from the heads of the digits down."""
CORNER, EMPTY, FULL = 0.28, 0.15, 0.85
"""The part of its height and width that a corner has, how much ink a corner has at most, and how full its two
bars are at least."""


def plus_before(line: LineInk) -> int | None:
    """The column of the line's image where a plus before a number ends; None where none begins it."""
    mask = line.text_ink() > INK
    if not mask.any():
        return None
    blobs, labels = find_blobs(mask.view(np.uint8))
    size = int(blobs.h.max())
    k = int(np.argmin(np.where(blobs.h >= HIGH[0] * size, blobs.x, mask.shape[1])))
    high, wide = int(blobs.h[k]), int(blobs.w[k])
    middle = (blobs.y[k] + blobs.foot[k]) / 2
    if not HIGH[0] * size <= high <= HIGH[1] * size or not WIDE[0] * high <= wide <= WIDE[1] * high:
        return None
    if not BAND[0] * size <= middle <= BAND[1] * size or not (blobs.x >= blobs.right[k]).any():
        return None
    own = labels[blobs.y[k] : blobs.foot[k], blobs.x[k] : blobs.right[k]] == k + 1
    down, across = max(1, int(CORNER * high)), max(1, int(CORNER * wide))
    corners = (own[rows, columns] for rows in _ends(down) for columns in _ends(across))
    if any(corner.mean() > EMPTY for corner in corners):
        return None
    bars = own[down:-down].mean(axis=1).max(initial=0), own[:, across:-across].mean(axis=0).max(initial=0)
    return line.left + int(blobs.right[k]) if min(bars) >= FULL else None


def _ends(size: int) -> tuple[slice, slice]:
    return slice(None, size), slice(-size, None)


def signed(reading: Reading) -> Reading:
    """The reading of what stands behind a plus, with the plus."""
    chars = (reading.confidence, *reading.char_confidences) if reading.char_confidences else ()
    others = tuple(Alternative("+" + other.text, other.confidence) for other in reading.alternatives)
    return Reading(
        "+" + reading.text, reading.confidence, chars, others, reading.digits_trusted, reading.at_rule
    )
