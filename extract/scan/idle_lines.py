"""Column lines that divide nothing: the ring of a stamp or a signature that was taken for a piece of rule.

A column of a table has its own cell in most rows, its heading above all. A line that all cells but a few run
across, and that has print on one side at most where it does divide, makes no column: its cells are joined
again. In a single row of many it may also have cut a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.scan.grid import Grid, Spans

FEWEST_ROWS = 8
LARGEST_SHARE = 0.125
"""A line that divides a larger share of the rows is a column's."""
MANY_ROWS = 12
HEADINGS = 3
"""Where a line divides one of the first rows, it may part headings."""


def without_idle_columns(grid: Grid, printed: Sequence[bool]) -> Grid:
    """The grid without such lines; `printed` says of each cell whether print stands in it."""
    filled = dict(zip(grid.cells, printed, strict=True))
    for line in range(len(grid.xs) - 2, 0, -1):
        pairs = _idle(grid, filled, line)
        if pairs is not None:
            filled = {_joined(cell, line, pairs): False for cell in filled} | {
                _joined(cell, line, pairs): True for cell, has_print in filled.items() if has_print
            }
            grid = _without(grid, line, pairs)
    return grid


def _idle(grid: Grid, filled: dict[Spans, bool], line: int) -> dict[Spans, Spans] | None:
    """The cells right of an idle line with their left neighbours; None for a line that divides."""
    n_rows = len(grid.ys) - 1
    left = {(row, rows): (row, col, rows, cols) for row, col, rows, cols in grid.cells if col + cols == line}
    right = [cell for cell in grid.cells if cell[1] == line]
    divided = sum(cell[2] for cell in right)
    if n_rows < FEWEST_ROWS or divided > LARGEST_SHARE * n_rows or any(cell[0] < HEADINGS for cell in right):
        return None
    lone = divided == 1 and n_rows >= MANY_ROWS
    pairs: dict[Spans, Spans] = {}
    for cell in right:
        beside = left.get((cell[0], cell[2]))
        both = beside is not None and filled[cell] and filled[beside]
        if beside is None or (both and not lone) or {cell, beside} & grid.outside:
            return None
        pairs[cell] = beside
    return pairs


def _joined(cell: Spans, line: int, pairs: dict[Spans, Spans]) -> Spans:
    """A cell after its line was taken out."""
    row, col, rows, cols = cell
    if cell in pairs:
        _, col, _, before = pairs[cell]
        return row, col, rows, before + cols - 1
    over = next((right for right, left in pairs.items() if left == cell), None)
    if over is not None:
        return row, col, rows, cols + over[3] - 1
    if col > line:
        return row, col - 1, rows, cols
    return (row, col, rows, cols - 1) if col + cols > line else cell


def _without(grid: Grid, line: int, pairs: dict[Spans, Spans]) -> Grid:
    cells = tuple(sorted({_joined(cell, line, pairs) for cell in grid.cells}))
    moved = tuple((box, column - (column >= line)) for box, column in grid.moved)
    outside = frozenset(_joined(cell, line, pairs) for cell in grid.outside)
    xs = (*grid.xs[:line], *grid.xs[line + 1 :])
    return replace(grid, xs=xs, cells=cells, moved=moved, outside=outside)
