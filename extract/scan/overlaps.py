"""Tables that lie over each other, whose print would stand in both: one of them keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from extract.scan.geometry import PxBox
from extract.scan.grid import Grid
from extract.scan.lines import Pieces
from extract.table_doubts import OVERLAID

# A grid that has so much of its area in a table lies in it; one that has less than this part of its print, or
# so many letters of the table beside it, is a part of the table.
MOSTLY, PART, BESIDE = 0.8, 0.5, 4

Flags = NDArray[np.bool_]


def parts_of_tables(grids: Sequence[Grid], opened: Sequence[Grid], pieces: Pieces) -> list[Grid]:
    """The ruled grids that are parts of open tables: a tinted row's outline, the sides of a stamp, columns
    whose rules are seen where others' are not."""
    return [grid for grid in grids if any(_is_part(grid, table, pieces) for table in opened)]


def _is_part(grid: Grid, table: Grid, pieces: Pieces) -> bool:
    if _common(grid.box, table.box) <= MOSTLY * _area(grid.box):
        return False
    own, whole = _letters_in(grid.box, pieces), _letters_in(table.box, pieces)
    x0, y0, x1, y1 = grid.box
    x, y = pieces.middles.T
    beside = whole & (y > y0) & (y < y1) & ((x < x0) | (x > x1))
    return bool(len(grid.ys) == 2 or own.sum() < PART * whole.sum() or beside.sum() >= BESIDE)


def without_overlaps(grids: Sequence[Grid], pieces: Pieces) -> list[Grid]:
    """The tables without those whose print stands in a table with more of it; that one is doubtful where
    others had print besides. The order stays."""
    printed = {id(grid): _letters_in(grid.box, pieces) for grid in grids}
    kept: dict[int, Grid] = {}
    for grid in sorted(grids, key=lambda grid: -int(printed[id(grid)].sum())):
        own = printed[id(grid)]
        larger = next((key for key in kept if (own & printed[key]).any()), None)
        if larger is None:
            kept[id(grid)] = grid
        elif (own & ~printed[larger]).any():
            kept[larger] = replace(kept[larger], broken=kept[larger].broken or OVERLAID)
    return [kept[id(grid)] for grid in grids if id(grid) in kept]


def _letters_in(box: PxBox, pieces: Pieces) -> Flags:
    """Which pieces as high as letters have their middle in a box."""
    x, y = pieces.middles.T
    letters = (pieces.heights > 0.6 * pieces.body) & (pieces.heights < 2 * pieces.body)
    return np.asarray(letters & (x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3]))


def _area(box: PxBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _common(one: PxBox, other: PxBox) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)
