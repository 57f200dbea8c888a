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
    if min(grey.shape) < SQUARE:
        return Squares(np.empty((0, 0), np.uint8), 255.0)
    small = reduced(grey, SQUARE)
    return Squares(small, float(np.percentile(small[::4, ::4], 80)))


def reduced(grey: Grey, step: int) -> Grey:
    """The means of squares of `step` px; squares that the page's foot or right side cuts are left out.

    OpenCV halves a page in a fraction of the time that it takes for other factors.
    """
    height, width = max(1, grey.shape[0] // step), max(1, grey.shape[1] // step)
    small = grey[: height * step, : width * step]
    while step > 1:
        part = 2 if step % 2 == 0 else step
        step //= part
        size = (width * step, height * step)
        small = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return small
