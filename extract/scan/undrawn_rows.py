"""Rows of a ruled table that no rules part, as accounts have them: rules between columns, one line a row.

A band between two rules whose columns of numbers hold one number a line is many rows where item numbers stand
on those lines, too, or one line of text each. Else it may be one row with several amounts and wrapped text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from extract.scan.grid import Grid, Spans
from extract.scan.lines import Pieces
from extract.scan.number_columns import ONE_FOOT, Columns, feet_of_lines, name_columns
from extract.scan.open_rows import boundary_above, number_lines, row_starts, usual_pitch
from extract.scan.words import Words, find_words
from extract.table_doubts import UNTOLD_ROWS

# A band has so many lines of numbers at least, and so many bands of a table have any; where rules part more,
# what stands between two of them is a row.
LINES, MOST_BANDS = 3, 3
# So many lines in the only band of a table may be rows, though nothing tells it.
DOUBTED = 5
# So many of the lines have an item's number, or of those of a text have a line of numbers.
COUNTED, LEVEL = 0.7, 0.9
# So many of the words of a column of item numbers look like numbers.
NUMBERED = 0.8
# A line of text that ends this near to its column's side, in letters' heights, may go on below; of rows fewer
# than this share do.
FULL_LINE, MOST_FULL = 5.0, 0.4
# A column of text with fewer lines than this share of the rows may hold one text for several.
FEW_TEXTS = 0.5


def with_undrawn_rows(grid: Grid, pieces: Pieces) -> Grid:
    """The table with the rows that stand in one band of rules; doubtful where that cannot be told."""
    if not grid.ruled or grid.broken or grid.outside:
        return grid
    high = len(grid.ys)
    bands, counted, with_numbers = {}, {}, 0
    for row in range(high - 1):
        band = _band(grid, row, pieces)
        if band is None:
            continue
        bands[row], counted[row] = band, number_lines(*band)
        with_numbers += len(counted[row]) > 0
        if with_numbers > MOST_BANDS:
            return grid
    several = [row for row, lines in counted.items() if len(lines) >= LINES]
    for row in sorted(several, reverse=True):
        grid = _parted(grid, row, *bands[row], counted[row])
    untold = len(grid.ys) == high and len(several) == 1 and len(counted[several[0]]) >= DOUBTED
    return replace(grid, broken=grid.broken or UNTOLD_ROWS) if untold else grid


def _band(grid: Grid, row: int, pieces: Pieces) -> tuple[Words, Columns] | None:
    """The words and columns between two rules; None where a cell goes on beyond, no column has numbers, or
    text stands before the items: that of a cell for several of them."""
    cells = [cell for cell in grid.cells if cell[0] <= row < cell[0] + cell[2]]
    if len(cells) < 2 or any(cell[2] > 1 for cell in cells):
        return None
    xs = [grid.xs[cell[1]] for cell in sorted(cells, key=lambda cell: cell[1])] + [grid.xs[-1]]
    x, y = pieces.middles.T
    high = pieces.heights < 2 * pieces.body
    inside = (x > xs[0]) & (x < xs[-1]) & (y > grid.ys[row]) & (y < grid.ys[row + 1])
    words = find_words(pieces, np.asarray(high & inside))
    columns = name_columns(xs, words) if len(words) else None
    if columns is None or columns.item is None:
        return None
    own = columns.of(words)
    shares = [words.number[own == j].mean() for j in range(columns.item) if (own == j).any()]
    return (words, columns) if all(share >= NUMBERED for share in shares) else None


def _parted(grid: Grid, row: int, words: Words, columns: Columns, lines: Sequence[float]) -> Grid:
    counted = _item_numbers(words, columns, lines)
    if not len(counted) and not _are_lines(words, columns, lines):
        return grid
    starts, told = row_starts(words, columns, usual_pitch(words, columns))
    if len(counted):
        texts = words.foot[columns.of(words) == columns.item]
        first = min(float(counted.min()), lines[0], float(texts.min(initial=np.inf))) + ONE_FOOT * words.body
        every = feet_of_lines(np.array([*starts, *lines, *counted]), words.body, ONE_FOOT)
        starts = [foot for foot in every if foot > first]
        told |= _level(words, feet_of_lines(texts, words.body, ONE_FOOT), np.array(every)) == 1.0
    top, bottom = grid.ys[row], grid.ys[row + 1]
    new = sorted({boundary_above(words, columns, start) for start in starts})
    new = [y for y in new if top + words.body < y < bottom - words.body]
    told &= not _has_few_texts(words, columns, len(new) + 1)
    more = len(new)
    cells: list[Spans] = []
    for r, c, rows, cols in grid.cells:
        if r == row:
            cells += [(r + k, c, 1, cols) for k in range(more + 1)]
        else:
            cells.append((r + more if r > row else r, c, rows, cols))
    undrawn = {k + more if k > row else k for k in grid.undrawn} | set(range(row + 1, row + more + 1))
    return replace(
        grid,
        ys=(*grid.ys[: row + 1], *new, *grid.ys[row + 1 :]),
        cells=tuple(sorted(cells)),
        undrawn=frozenset(undrawn),
        broken=grid.broken or (None if told else UNTOLD_ROWS),
    )


def _item_numbers(words: Words, columns: Columns, lines: Sequence[float]) -> NDArray[np.float64]:
    """The feet of item numbers where most lines of numbers have one; none elsewhere."""
    own = columns.of(words)
    for j in range(columns.item or 0):
        feet = words.foot[own == j]
        if _level(words, lines, feet) >= COUNTED:
            return np.asarray(feet, np.float64)
    return np.empty(0, np.float64)


def _are_lines(words: Words, columns: Columns, lines: Sequence[float]) -> bool:
    """Whether each line of numbers has its line of text, which is no wrapped one."""
    items = columns.of(words) == columns.item
    texts = feet_of_lines(words.foot[items], words.body, ONE_FOOT)
    feet = np.array(lines)
    alike = min(_level(words, texts, feet), _level(words, lines, np.array(texts)))
    side = columns.xs[(columns.item or 0) + 1] - FULL_LINE * words.body
    ends = [words.right[items & (np.abs(words.foot - text) <= ONE_FOOT * words.body)].max() for text in texts]
    return alike >= LEVEL and float(np.mean(np.array(ends) > side)) < MOST_FULL


def _level(words: Words, lines: Sequence[float], feet: NDArray[np.float64]) -> float:
    """The share of lines that have one of the feet on them."""
    if not len(lines) or not len(feet):
        return 0.0
    off = np.abs(np.array(lines)[:, None] - feet[None, :]).min(axis=1)
    return float(np.mean(off <= ONE_FOOT * words.body))


def _has_few_texts(words: Words, columns: Columns, rows: int) -> bool:
    """Whether a column has print on few of the rows' lines, but is no column of numbers."""
    own = columns.of(words)
    texts = set(range(len(columns.xs) - 1)) - columns.numbers - {columns.item}
    lines = [len(feet_of_lines(words.foot[own == j], words.body, ONE_FOOT)) for j in texts]
    return any(0 < count < FEW_TEXTS * rows for count in lines)
