"""Tables with horizontal rules only: columns are parted by gutters that the text keeps free.

A gutter is free in all bands between the rules but for a few, where text that crosses it makes a merged cell
(a heading over two columns).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extract.grids import Grid, GridCell, Segment
from extract.model import Box

SAME_END = 6.0
"""Rules of one table begin and end within this (points) of each other."""

MIN_RULES = 3
"""So many rules make a table: above and below its header, and below its body."""

GUTTER = 7.0
"""A gutter is at least so wide (points): more than a blank between words."""

FREE_BANDS = 0.7
"""A gutter is free in at least this part of the bands that hold text."""


def find_gutter_grids(rules: Sequence[Segment], letters: Sequence[Box]) -> list[Grid]:
    """The tables between horizontal rules of equal extent."""
    grids = []
    for group in _stacks(rules):
        start = sum(rule.start for rule in group) / len(group)
        end = sum(rule.end for rule in group) / len(group)
        ys = [rule.at for rule in group]
        bands = [_runs(letters, start, end, y0, y1) for y0, y1 in itertools.pairwise(ys)]
        gutters = _gutters(bands, start, end)
        filled = sum(bool(band) for band in bands)
        if gutters and filled >= 2:
            grids.append(_grid(ys, [start, *gutters, end], bands))
    return grids


def _stacks(rules: Sequence[Segment]) -> list[list[Segment]]:
    """Rules below each other that begin and end at the same places."""
    stacks: list[list[Segment]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        for stack in stacks:
            if abs(stack[-1].start - rule.start) <= SAME_END and abs(stack[-1].end - rule.end) <= SAME_END:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= MIN_RULES]


def _runs(
    letters: Sequence[Box], start: float, end: float, top: float, bottom: float
) -> list[tuple[float, float]]:
    """The stretches of a band that hold text, joined over gaps narrower than a gutter."""
    spans = sorted(
        (box[0], box[2])
        for box in letters
        if top <= (box[1] + box[3]) / 2 <= bottom and start <= (box[0] + box[2]) / 2 <= end
    )
    runs: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if runs and x0 - runs[-1][1] < GUTTER:
            runs[-1] = runs[-1][0], max(runs[-1][1], x1)
        else:
            runs.append((x0, x1))
    return runs


def _gutters(bands: Sequence[list[tuple[float, float]]], start: float, end: float) -> list[float]:
    """The middles of the stretches that are free in nearly all bands, with text on both sides of them."""
    filled = [band for band in bands if band]
    if not filled:
        return []
    edges = sorted({x for band in filled for run in band for x in run if start < x < end})
    first, last = min(band[0][0] for band in filled), max(band[-1][1] for band in filled)
    gutters: list[list[float]] = []
    for x0, x1 in itertools.pairwise(edges):
        middle = (x0 + x1) / 2
        free = sum(not any(a < middle < b for a, b in band) for band in filled)
        if not (first < middle < last) or free < FREE_BANDS * len(filled):
            continue
        if gutters and x0 - gutters[-1][1] < 0.01:
            gutters[-1][1] = x1
        else:
            gutters.append([x0, x1])
    return [(x0 + x1) / 2 for x0, x1 in gutters if x1 - x0 >= GUTTER]


def _grid(ys: list[float], xs: list[float], bands: Sequence[list[tuple[float, float]]]) -> Grid:
    cells = []
    for row, band in enumerate(bands):
        col = 0
        while col < len(xs) - 1:
            span = 1
            while col + span < len(xs) - 1 and any(a < xs[col + span] < b for a, b in band):
                span += 1
            cells.append(GridCell(row, col, 1, span, (xs[col], ys[row], xs[col + span], ys[row + 1])))
            col += span
    return Grid(tuple(cells), tuple(xs), tuple(ys), ruled=False)
