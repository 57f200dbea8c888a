"""Grids where rules are missing: columns from corridors of paper, rows from the lines of print.

Covers tables whose rules all run one way (no vertical rules), and tables with open sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extract.scan.grid import Grid, Spans
from extract.scan.lines import Pieces, split_at_gaps, split_lines
from extract.scan.rules import Segment

# Words of one line stand closer than this many letters' heights, columns further apart.
CORRIDOR = 0.9
SAME_END_IN = 0.2


def open_grids(rows: Sequence[Segment], taken: Sequence[Grid], pieces: Pieces, dpi: float) -> list[Grid]:
    """Tables that have row rules only: three or more of one extent over columns of print."""
    free = [row for row in rows if row.length > 1.5 * dpi and not any(_touches(row, grid) for grid in taken)]
    grids = []
    while free:
        first = free[0]
        same = [row for row in free if _same_extent(row, first, dpi)]
        free = [row for row in free if not _same_extent(row, first, dpi)]
        ys = sorted(row.at for row in same)
        ys = [y for k, y in enumerate(ys) if not k or y - ys[k - 1] > 0.5 * pieces.body]
        if len(ys) >= 3:
            grid = _grid_of_rows(ys, min(row.start for row in same), max(row.end for row in same), pieces)
            if grid is not None:
                grids.append(grid)
    return grids


def _touches(row: Segment, grid: Grid) -> bool:
    x0, y0, x1, y1 = grid.box
    return y0 - 5 <= row.at <= y1 + 5 and row.end > x0 and row.start < x1


def _same_extent(one: Segment, other: Segment, dpi: float) -> bool:
    reach = SAME_END_IN * dpi
    return abs(one.start - other.start) < reach and abs(one.end - other.end) < reach


def _grid_of_rows(ys: list[float], left: float, right: float, pieces: Pieces) -> Grid | None:
    """The grid between row rules, with columns from the corridors that most rows leave free."""
    middles = pieces.middles
    inside = (
        (middles[:, 0] > left) & (middles[:, 0] < right) & (middles[:, 1] > ys[0]) & (middles[:, 1] < ys[-1])
    )
    parts = []
    for line in split_lines(pieces, np.flatnonzero(inside)):
        parts.extend(split_at_gaps(pieces, line, CORRIDOR * pieces.body))
    spans = [(part.box[0], part.box[2], (part.core[0] + part.core[1]) / 2) for part in parts]
    xs = _column_lines([(a, b) for a, b, _ in spans], left, right, pieces.body)
    if len(xs) < 3:
        return None
    ys = _row_lines(ys, xs, spans, pieces.body)
    cells: list[Spans] = []
    for i in range(len(ys) - 1):
        own = [(a, b) for a, b, y in spans if ys[i] < y < ys[i + 1]]
        cells.extend(_row_cells(i, xs, own))
    return Grid(tuple(xs), tuple(ys), tuple(sorted(cells)), ruled=False)


def _column_lines(spans: list[tuple[float, float]], left: float, right: float, body: float) -> list[float]:
    """Middles of the corridors that few parts of lines cross; titles over several columns do not count."""
    if len(spans) < 4:
        return []
    width = round(right - left) + 1
    crossing = np.zeros(width)
    wide = 0.45 * (right - left)
    for a, b in spans:
        if b - a < wide:
            crossing[max(0, round(a - left)) : max(0, round(b - left))] += 1
    allowed = 0.03 * len(spans)
    lines = [left]
    start = None
    for x in range(width):
        if crossing[x] <= allowed:
            start = x if start is None else start
        elif start is not None:
            if start > 0 and x - start >= 0.6 * body:
                lines.append(left + (start + x) / 2)
            start = None
    return [*lines, right]


def _row_lines(
    ys: list[float], xs: list[float], spans: list[tuple[float, float, float]], body: float
) -> list[float]:
    """Row rules, and between them a line over every further line of print that fills most columns."""
    result = [ys[0]]
    for top, bottom in pairwise(ys):
        filled: dict[float, set[int]] = {}
        for a, b, y in spans:
            if top < y < bottom:
                near = next((line for line in filled if abs(line - y) < 0.5 * body), y)
                column = int(np.searchsorted(xs, (a + b) / 2)) - 1
                filled.setdefault(near, set()).add(column)
        full = sorted(line for line, columns in filled.items() if len(columns) > 0.6 * (len(xs) - 1))
        result.extend(line - 1.2 * body for line in full[1:] if line - 1.2 * body > result[-1])
        result.append(bottom)
    return result


def _row_cells(row: int, xs: list[float], spans: list[tuple[float, float]]) -> list[Spans]:
    """The cells of one row: columns that a part of a line reaches across are merged."""
    last = len(xs) - 2
    joined = [False] * (last + 1)
    for a, b in spans:
        first = max(0, int(np.searchsorted(xs, a)) - 1)
        end = min(last, int(np.searchsorted(xs, b)) - 1)
        for column in range(first, end):
            joined[column] = True
    cells: list[Spans] = []
    start = 0
    for column in range(last + 1):
        if column == last or not joined[column]:
            cells.append((row, start, 1, column - start + 1))
            start = column + 1
    return cells
