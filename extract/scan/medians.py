"""Medians of a few numbers, and of few different ones, faster than numpy's and OpenCV's, made for many."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray


def median(values: NDArray[np.integer[Any]] | NDArray[np.floating[Any]]) -> float:
    """The middle value, or the mean of the two middle ones. Raises IndexError for no values."""
    ordered = np.sort(values)
    count = len(ordered)
    return (float(ordered[(count - 1) // 2]) + float(ordered[count // 2])) / 2


def median_of(values: Sequence[int]) -> float:
    """The same of a list of whole numbers."""
    ordered = sorted(values)
    count = len(ordered)
    return (ordered[(count - 1) // 2] + ordered[count // 2]) / 2


def medians(values: NDArray[np.int64], owner: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """The medians of the values of each of `count` owners; of one without any 0."""
    if not len(values):
        return np.zeros(count)
    ordered = values[np.lexsort((values, owner))]
    own = np.bincount(owner, minlength=count)
    first, last = np.cumsum(own) - own, len(values) - 1
    middle = ordered[np.minimum(first + (own - 1) // 2, last)] + ordered[np.minimum(first + own // 2, last)]
    return np.where(own > 0, middle / 2, 0.0)


def running_median(values: NDArray[np.uint8], window: int) -> NDArray[np.uint8]:
    """The median of every stretch of `window` values, an odd number, in their order; of each row of values.

    It is the least value that more than half of a stretch are not over. Raises IndexError for no values.
    """
    share, half = np.bincount(values.ravel()), window // 2
    present, higher = share.nonzero()[0], values.size - np.cumsum(share)
    *rows, length = values.shape
    found = np.full((*rows, length - window + 1), present[0], np.uint8)
    count = np.zeros((*rows, length + 1), np.int32)
    for value, after in pairwise(present.tolist()):
        if higher[value] <= half:
            break  # so few values are no median of any stretch
        np.cumsum(values <= value, axis=-1, dtype=np.int32, out=count[..., 1:])
        over = count[..., window:] - count[..., :-window] <= half
        if not over.any():
            break
        np.copyto(found, np.uint8(after), where=over)
    return found
