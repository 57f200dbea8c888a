"""Accuracy against legibility: how high letters are in pixels of the scan, whether it has greys, and
whether its letters have become blots.

Below eight pixels, and where the paper within letters came out as dark as their strokes
(`training.readable`), a person cannot tell all digits. What a reader makes of such lines is told apart from
what it makes of the others: one figure for a level would not say how much of it could be read at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from training.generate import Sample

STEPS = inf, 14.0, 12.0, 10.0, 8.0, 0.0
"""Heights of consonants, px: those of 16 pt print have 10 to 12 at 150 dpi and 13 to 16 at 200 dpi."""

SMALLEST = 8.0
"""Height of consonants, px, from which the reader is meant to read."""
BLOTS = "letters run together"


def is_legible(line: Sample) -> bool:
    """Whether a line's letters are high enough and its page's gaps lighter than strokes; a line that stands
    on no page is."""
    return line.page is None or (line.letter_px >= SMALLEST and line.readable)


def by_legibility(lines: Sequence[Sample]) -> dict[str, list[int]]:
    """The places of lines by the height of their letters, grey scans first, the highest letters first; last
    come those whose letters have become blots.

    Lines that stand on no page are left out.
    """
    found: dict[str, list[int]] = {}
    blots = [i for i, line in enumerate(lines) if line.page is not None and not line.readable]
    for bilevel in (False, True):
        for high, low in pairwise(STEPS):
            own = [
                i
                for i, line in enumerate(lines)
                if line.page is not None
                and line.readable
                and line.bilevel == bilevel
                and low <= line.letter_px < high
            ]
            if own:
                found[f"{'black and white' if bilevel else 'grey'}, {_range(low, high)}"] = own
    return {**found, BLOTS: blots} if blots else found


def _range(low: float, high: float) -> str:
    if high == inf:
        return f"{low:.0f} px and more"
    return f"{low:.0f}-{high:.0f} px" if low else f"under {high:.0f} px"
