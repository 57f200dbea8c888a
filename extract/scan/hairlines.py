"""Column rules that are broken all over: hairlines of black-and-white scans.

A slant makes a hairline step aside by a pixel every few millimetres, and where it steps it breaks. Its pieces
are too short to be told from letters' stems one by one; but they stand in one line, through a whole table.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.bits import packed
from extract.scan.clean import Mask
from extract.scan.grid import SAME_LINE_IN, connected_rules, line_places
from extract.scan.rules import Segment, runs_of, segment_of, stepping_runs

LEAST_KNOWN = 3
"""Whole column rules of a table in which broken ones are looked for."""
LEAST_HIGH_IN = 1.0
"""Height of such a table at least."""
IN_LINE = 0.7
"""The pieces of a rule are this share of its table's height."""
THICKNESS = 3.0
"""Of a hairline that steps aside, in px."""


def hairline_columns(
    ink: Mask, rows: Sequence[Segment], columns: Sequence[Segment], dpi: float
) -> list[Segment]:
    """The pieces of broken column rules of tables of which other rules were found."""
    found: list[Segment] = []
    for own_rows, own_columns in connected_rules(rows, columns, dpi):
        if len(own_rows) < 2 or len(own_columns) < LEAST_KNOWN:
            continue
        top, foot = (round(f(row.at for row in own_rows)) for f in (min, max))
        known = line_places(own_columns, dpi, 0.5 * (foot - top))
        if len(known) >= LEAST_KNOWN and foot - top >= LEAST_HIGH_IN * dpi:
            found += _between(ink[top : foot + 1], top, known, dpi)
    return found


def _between(strip: Mask, top: int, known: Sequence[float], dpi: float) -> list[Segment]:
    """Those between known rules, in the rows of a table that begins at `top`."""
    reach, left = round(SAME_LINE_IN * dpi), round(known[0])
    part = np.asarray(cv2.transpose(strip[:, left : round(known[-1]) + 1]), np.uint8)
    runs = stepping_runs(packed(part), dpi, IN_LINE)
    share = runs.counts() / runs.width
    for x in known:
        share[max(0, round(x) - left - 2 * reach) : round(x) - left + 2 * reach + 1] = 0.0
    found: list[Segment] = []
    while share.max(initial=0.0) >= IN_LINE:
        at = _middle_of_best(share)
        share[max(0, at - 2 * reach) : at + 2 * reach + 1] = 0.0
        course = part[max(0, at - 1) : at + 2].max(axis=0, keepdims=True)
        course = cv2.morphologyEx(course, cv2.MORPH_CLOSE, np.ones((1, reach | 1), np.uint8))
        for start, end in runs_of(course[0] > 0):
            if end - start >= reach:
                path = np.array([(top + start, left + at), (top + end - 1, left + at)], float)
                found.append(segment_of(path, THICKNESS))
    return found


def _middle_of_best(share: NDArray[np.float64]) -> int:
    """The middle of the first stretch of the highest values; several rules may break in the same way."""
    start, end = runs_of(share == share.max())[0]
    return (start + end - 1) // 2
