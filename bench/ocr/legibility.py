"""Accuracy against legibility: how high letters are in pixels of the scan, and whether it has greys.

Of a black-and-white scan with letters of some ten pixels a person cannot tell all digits: loops are filled,
thin strokes are gone. One figure for a level does not say how much of it could be read at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from training.generate import Sample

STEPS = inf, 14.0, 12.0, 10.0, 8.0, 0.0
"""Heights of consonants, px: those of 16 pt print have 10 to 12 at 150 dpi and 13 to 16 at 200 dpi."""


def by_legibility(lines: Sequence[Sample]) -> dict[str, list[int]]:
    """The places of lines by the height of their letters, grey scans first, the highest letters first.

    Lines that stand on no page are left out.
    """
    found: dict[str, list[int]] = {}
    for bilevel in (False, True):
        for high, low in pairwise(STEPS):
            own = [
                i
                for i, line in enumerate(lines)
                if line.page is not None and line.bilevel == bilevel and low <= line.letter_px < high
            ]
            if own:
                found[f"{'black and white' if bilevel else 'grey'}, {_range(low, high)}"] = own
    return found


def _range(low: float, high: float) -> str:
    if high == inf:
        return f"{low:.0f} px and more"
    return f"{low:.0f}-{high:.0f} px" if low else f"under {high:.0f} px"
