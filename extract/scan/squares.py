"""A page in squares of a few pixels, in which fills are looked for, and the brightness of its paper."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

SQUARE = 4
"""Side of a square in px."""


@dataclass(frozen=True, slots=True)
class Squares:
    """The mean grey of each square, and that of paper; no squares for a page smaller than one."""

    grey: Grey
    paper: float


def squares(grey: Grey) -> Squares:
    """A grey page in squares; those that its foot or right side cuts are left out."""
    height, width = grey.shape[0] // SQUARE, grey.shape[1] // SQUARE
    if not height or not width:
        return Squares(np.empty((0, 0), np.uint8), 255.0)
    whole = grey[: height * SQUARE, : width * SQUARE]
    small = np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return Squares(small, float(np.percentile(small[::4, ::4], 80)))
