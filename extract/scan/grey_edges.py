"""Edges of a grid that a scan left too light or too short for ink, by their grey: a line darker than the
paper on both its sides all along, as the edges are whose ink was found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extract.scan.clean import Grey

Flags = NDArray[np.bool_]
Parts = NDArray[np.float64]

# A rule lies within this many px of its course, paper from this many px of it on.
NEAR, OUTER = 2, 5
OFFSETS = np.arange(-OUTER - 2, OUTER + 3)
OVER, BETWEEN, UNDER = OFFSETS <= -OUTER, np.abs(OFFSETS) <= NEAR, OFFSETS >= OUTER
# So many places along an edge show what it is.
LOOKED_AT = 80
# Ink that covers this part of an edge is enough.
WHOLE = 0.93
# A quarter of an edge has so much of the contrast of a table's lighter whole edges; so many quarters have.
DARK, MOST, HALF = 0.2, 3, 2
# ... and so much where print stands across the edge, or all quarters have alike.
CLEAR, EVEN = 0.5, 0.7
# Letters have paper between them: of an edge with print across it so much is dark, of what is in whole edges.
SOLID = 0.8
# What is as dark as ink would be seen as ink, where it is no print: at least this part of the edge.
INKED = 0.2
# What has more than this part of the contrast of a table's darkest rules is print.
TOO_DARK = 1.5
# No speck is as long as this; of an edge of which no more is seen so much is there, of others that are bare
# in part at least so much.
TRACE_PX, TRACE, PART = 12, 0.2, 0.5
# Less than this (0-255) is the grain of the paper; rules on a page are darker than that where they are seen.
LEAST = 8.0
# So many whole edges tell the contrast of a table's rules at least; more than this need not be looked at.
FEW, SAMPLES = 3, 40


def by_grey(
    even: Grey,
    courses: Sequence[Parts],
    cuts: Sequence[float],
    covered: Parts,
    crossed: Flags,
    inset: float,
    *,
    broken: bool,
) -> Parts:
    """For every line (with its course: sampled places along and across) and stretch between two `cuts`: how
    much of its edge is there (0-1), by ink (`covered`), or by the grey image where ink shows little of it.

    Lines run across the image; for column lines give it transposed. `inset` px at both ends are left out,
    where rules of the other direction meet the edge. Where the table's rules are `broken` a half of an edge
    that print has not `crossed` is enough, and less is a trace; else a rule shows all along.
    """
    asked = covered < WHOLE
    if not asked.any():
        return covered
    whole = np.argwhere(covered >= 1 - 1e-9)
    known = whole[:: max(1, len(whole) // SAMPLES)]
    contrast, share = np.zeros((*covered.shape, 4)), np.zeros(covered.shape)
    looked_at = asked.copy()
    looked_at[known[:, 0], known[:, 1]] = True
    for j in np.flatnonzero(looked_at.any(axis=0)).tolist():
        lines = np.flatnonzero(looked_at[:, j])
        own = [courses[i] for i in lines.tolist()]
        contrast[lines, j], share[lines, j] = _contrasts(even, own, cuts[j] + inset, cuts[j + 1] - inset)
    usual = contrast[known[:, 0], known[:, 1]].mean(axis=1)
    if len(usual) < FEW or np.median(usual) < 2 * LEAST:
        return covered
    level, most = (float(q) for q in np.percentile(usual, (25, 90)))
    dark = contrast >= max(LEAST, DARK * level)
    ends = dark[:, :, 0] & dark[:, :, -1]
    # letters on the line leave an end of the edge bare, or are darker than a rule
    alike = dark.all(axis=2) & (contrast.max(axis=2) < TOO_DARK * most)
    shown = alike | (ends & (dark.sum(axis=2) >= MOST) & ~crossed)
    shown &= ~crossed | (contrast.min(axis=2) > EVEN * contrast.max(axis=2))
    usual_share = float(np.percentile(share[known[:, 0], known[:, 1]], 25))  # less where rules are dashed
    shown &= (~crossed | (share >= SOLID * usual_share)) & (
        (contrast.max(axis=2) < most) | (covered >= INKED)
    )
    trace = np.zeros(covered.shape, bool)
    if broken:
        clear = contrast >= max(LEAST, CLEAR * level)
        through = (clear.sum(axis=2) >= MOST) & clear[:, :, 0] & clear[:, :, -1]
        length = dark.sum(axis=2) * (np.diff(cuts) - 2 * inset)[None, :] / 4
        trace = (length >= TRACE_PX) & (contrast.min(axis=2) > -LEAST) & ~crossed
        half = trace & (dark[:, :, 0] | dark[:, :, -1]) & (dark.sum(axis=2) >= HALF)
        shown |= np.where(crossed, through & (contrast.max(axis=2) < TOO_DARK * most), half)
    # what is bare in part is no light rule, but a broken one
    part = np.where(share >= WHOLE * usual_share, 1.0, np.maximum(covered, np.maximum(share, PART)))
    there = np.where(asked & shown, part, covered)
    return np.asarray(np.where(asked & trace & ~shown, np.maximum(covered, TRACE), there))


def _contrasts(even: Grey, courses: Sequence[Parts], start: float, end: float) -> tuple[Parts, Parts]:
    """Of edges one under the other how much darker each quarter is than the paper on the darker one of its
    sides (0-255), and the share of the edge's length that is at least half as dark as its darkest quarter."""
    first, last = max(0, round(start)), min(even.shape[1], round(end))
    step = max(1, (last - first) // LOOKED_AT)
    count = (last - first) // (4 * step)
    if count < 2:
        return np.zeros((len(courses), 4)), np.zeros(len(courses))
    along = first + step * np.arange(4 * count)
    across = np.array([np.rint(np.interp(along, course[:, 0], course[:, 1])) for course in courses], int)
    rows = np.clip(across[:, None, :] + OFFSETS[:, None], 0, even.shape[0] - 1)
    band = even[rows, along].reshape(len(courses), len(OFFSETS), 4, count)
    profile = np.partition(band, count // 2, axis=3)[:, :, :, count // 2].astype(np.float64)
    paper = np.minimum(profile[:, OVER].mean(axis=1), profile[:, UNDER].mean(axis=1))
    contrast = np.asarray(paper - profile[:, BETWEEN].min(axis=1))
    half = contrast.max(axis=1)[:, None, None] / 2
    dark = paper[:, :, None] - band[:, BETWEEN].min(axis=1) >= half
    return contrast, np.asarray(dark.mean(axis=(1, 2)))
