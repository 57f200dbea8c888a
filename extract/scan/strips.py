"""The column rules of a single low row, which are too short to be told from letters anywhere else.

Between two long rules over each other, what runs from the one to the other is a rule: no letter does. Where
other columns go on, as beside a cell merged below, it is as thin as theirs and has paper on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extract.scan.clean import Mask
from extract.scan.rules import THICK_IN, Segment, runs_of, segment_of

LONG_IN = 1.5
# The rules of such a row are this far apart at least and at most; more is found as rules of its own.
LOW_IN, HIGH_IN = 0.08, 0.34
SAME_END_IN = 0.1
# ... and its column rules lean by so many px.
LEAN_PX = 4
# A rule is ink all along, with so many px of paper beside it.
WHOLE, PAPER_PX = 0.95, 5
# Column rules of one table differ by so many px in thickness.
SAME_THICKNESS_PX = 2


def strip_columns(
    ink: Mask, rows: Sequence[Segment], columns: Sequence[Segment], dpi: float
) -> list[Segment]:
    """The column rules of single rows between two rules of one extent, those that no longer column rule
    touches, and those within rows that longer ones cross."""
    long = sorted((row for row in rows if row.length > LONG_IN * dpi), key=lambda row: row.at)
    found: list[Segment] = []
    for upper, lower in pairwise(long):
        same = max(abs(upper.start - lower.start), abs(upper.end - lower.end)) < SAME_END_IN * dpi
        if same and LOW_IN * dpi < lower.at - upper.at < HIGH_IN * dpi:
            reach = 0.06 * dpi
            near = [c for c in columns if c.start < lower.at + reach and c.end > upper.at - reach]
            if all(upper.at - reach < c.start and c.end < lower.at + reach for c in near):
                rules = _between(ink, upper, lower, dpi)
                found.extend(r for r in rules if all(abs(r.at - c.at) > THICK_IN * dpi for c in near))
            elif len(near) > 1:
                found.extend(_beside_longer(ink, upper, lower, near, dpi))
    return found


def _beside_longer(
    ink: Mask, upper: Segment, lower: Segment, known: Sequence[Segment], dpi: float
) -> list[Segment]:
    """Rules from the one row rule to the other among `known` columns that go on."""
    first, end = (round(f(c.at for c in known)) for f in (min, max))
    top = round(max(upper.path[:, 1].max() + upper.thickness / 2, 0)) + 1
    foot = round(lower.path[:, 1].min() - lower.thickness / 2) - 1
    if foot - top < LOW_IN * dpi / 2:
        return []
    share = ink[top : foot + 1, first : end + 1].mean(axis=0)
    thick = max(c.thickness for c in known) + SAME_THICKNESS_PX
    found = []
    for a, b in runs_of(share > WHOLE):
        at = first + (a + b - 1) / 2
        beside = share[max(0, a - PAPER_PX) : a - 1].tolist() + share[b + 1 : b + PAPER_PX].tolist()
        alone = all(abs(at - c.at) > THICK_IN * dpi for c in known)
        if alone and b - a <= thick and max(beside, default=0.0) == 0:
            found.append(segment_of(np.array([(upper.at, at), (lower.at, at)]), float(b - a)))
    return found


def _between(ink: Mask, upper: Segment, lower: Segment, dpi: float) -> list[Segment]:
    slack = round(0.02 * dpi)
    first = max(0, round(min(upper.start, lower.start)) - slack)
    along = np.arange(first, min(ink.shape[1], round(max(upper.end, lower.end)) + slack + 1))
    top, bottom = (np.interp(along, row.path[:, 0], row.path[:, 1]) for row in (upper, lower))
    steps = np.linspace(0.04, 0.96, 24)[:, None]
    heights = np.clip(np.rint(top + steps * (bottom - top)).astype(int), 0, ink.shape[0] - 1)
    whole = np.zeros(len(along), bool)
    for lean in range(-LEAN_PX, LEAN_PX + 1):  # those of a photographed page lean
        beside = np.rint(along[None, :] + (steps - 0.5) * lean).astype(int)
        whole |= ink[heights, np.clip(beside, 0, ink.shape[1] - 1)].mean(axis=0) > WHOLE
    runs = [(a, b) for a, b in runs_of(whole) if b - a <= THICK_IN * dpi]
    if len(runs) < 2 or runs[0][0] > 3 * slack or runs[-1][1] < len(along) - 3 * slack:
        return []
    return [
        segment_of(
            np.array([(top[a], along[a] + (b - a - 1) / 2), (bottom[a], along[a] + (b - a - 1) / 2)]),
            float(b - a),
        )
        for a, b in runs
    ]
