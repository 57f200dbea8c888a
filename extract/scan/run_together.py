"""Words whose letters have all run together, as in heavy or worn print: as long and low as what is left of a
rule, but as high as letters, and with more ink than a rule and less than a bar."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.scan.geometry import within
from extract.scan.lines import Pieces
from extract.scan.overlaid import LARGEST_SHARE, TALLEST

# Heights of such a word with its marks, from and to, its length at most, and its ink in each column of px on
# the average, in letters' heights. Measured: 0.5 to 0.85 of ink; a rule on a slope has its own thickness.
LOWEST, HIGHEST, LONGEST, LEAST_INK = 0.75, 2.5, 60.0, 0.4
# Of the box around it so much is ink at most; a bar is full.
FULL = 0.8
# It is longer than this, in letters' heights; what is shorter is taken for a word anyway.
LONG = 2.5


def run_together(pieces: Pieces) -> NDArray[np.bool_]:
    """Which of the pieces are such words; not what lies in a drawing, as a stamp has bars."""
    boxes, body = pieces.boxes, pieces.body
    wide, high = boxes[:, 2] - boxes[:, 0], pieces.heights
    found = (wide > LONG * body) & (wide < LONGEST * body)
    found &= (high >= LOWEST * body) & (high <= HIGHEST * body)
    found &= (pieces.areas >= LEAST_INK * body * wide) & (pieces.areas <= FULL * wide * high)
    if found.any():
        page = pieces.labels.shape[0] * pieces.labels.shape[1]
        large = (np.minimum(wide, high) > TALLEST * body) & (wide * high < LARGEST_SHARE * page)
        for box in boxes[large].tolist():
            found &= ~within(pieces.middles, box)
    return np.asarray(found)
