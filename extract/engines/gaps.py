"""Numbers that are not all of a number, or more than one, as their lines or their texts show.

A wide blank parts the print of two cells whose rule was not found, and the networks may read their digits as
one number. What begins with a comma or a stop is the rest of a number whose first digits stand elsewhere.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from extract.engines.clear_page import NUMBER_LIKE
from extract.engines.ctc import Floats
from extract.engines.line_image import LineInk
from extract.model import Reading

FAINT = 0.3
"""Strength from which a pixel is a part of a thin stroke."""
WIDEST = 1.5
"""The widest blank between the characters of one number, in heights of its ink."""
SPECK = 0.2
"""Ink lower and narrower than this is dirt, in the same measure."""
DOUBTED = 0.9
"""No such reading is more certain than this."""


def with_gaps(reading: Reading, line: LineInk) -> Reading:
    """The reading, doubtful where it is a number that begins or ends within one, or is of parts far apart."""
    text = reading.text
    if reading.confidence <= DOUBTED or not NUMBER_LIKE.issuperset(text) or not any(map(str.isdigit, text)):
        return reading
    if text[0] in ",." or text[-1] == "," or has_wide_gap(line.text_ink()):
        return replace(reading, confidence=DOUBTED)
    return reading


def has_wide_gap(strength: Floats) -> bool:
    """Whether a line's ink (0-1) stands in parts further apart than the characters of one number."""
    ink = strength > FAINT
    high = _extent(ink)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], ink.any(axis=0), [False]])))
    last: int | None = None
    for left, right in edges.reshape(-1, 2).tolist():
        if max(right - left, _extent(ink[:, left:right])) < SPECK * high:
            continue
        if last is not None and left - last > WIDEST * high:
            return True
        last = right
    return False


def _extent(ink: NDArray[np.bool_]) -> int:
    """How high the ink is, from its first row to its last."""
    rows = np.flatnonzero(ink.any(axis=1))
    return int(rows[-1]) + 1 - int(rows[0]) if rows.size else 0
