"""Tables of a text page whose rules do not draw them: found in the page's picture, as in a scan's.

Producers leave vertical rules out, or break horizontal ones at merged cells, or draw none at all. What a
scan is taken apart by (rules' ends, the paper between columns) tells the cells there, too; their text is the
layer's.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from extract.content import Glyph
from extract.grids import Grid, GridCell, Segment
from extract.gutters import is_figure
from extract.model import Box
from extract.table_doubts import CUT_TEXT
from extract.turn import turned_box

if TYPE_CHECKING:
    from extract.scan.layout import ScanLayout, TableLayout

MIN_RULES = 3
"""So many horizontal rules outside ruled tables may belong to one without vertical rules."""

ROW_RULES = 2
"""So many may belong to a single row, where one line has amounts beside each other."""

MIN_LENGTH = 60.0
"""Shorter rules (points) are underlines."""

AMOUNTS = 3
LINES = 2
"""So many amounts beside each other, on so many lines, may be a table without rules."""

GAP = 7.0
"""Amounts of neighbouring columns stand at least so far apart (points)."""

TOUCHING = 1.0
"""Letters of a word stand nearer than this (points)."""

MARGIN = 2.0
"""Words may reach over an edge by so much (points)."""

MOST_CUT = 0.02
"""Share of the words that edges of cells may run through."""

SAME_LINE = 2.0
"""Glyphs whose baselines are this near (points) stand on one line."""


def lacks_rules(free: Sequence[Segment], loose: Sequence[Glyph]) -> bool:
    """Whether a page may hold a table that its rules do not draw: `free` are the horizontal rules outside
    ruled tables, `loose` the glyphs outside tables."""
    long = sum(rule.end - rule.start >= MIN_LENGTH for rule in free)
    if long >= MIN_RULES:
        return True
    lines = sum(amounts >= AMOUNTS for amounts in _amounts_by_line(loose))
    return lines >= LINES or (long >= ROW_RULES and lines > 0)


def _amounts_by_line(glyphs: Sequence[Glyph]) -> list[int]:
    """How many words of figures or dashes alone stand on each line."""
    return [
        sum(all(is_figure(glyph.text) for glyph in word) for word in words)
        for words in _words_by_line(glyphs, GAP)
    ]


def _words_by_line(glyphs: Sequence[Glyph], gap: float) -> list[list[list[Glyph]]]:
    """The glyphs of each line, in words that stand at least `gap` points apart."""
    printed = sorted((g for g in glyphs if g.text.strip()), key=lambda g: (g.base, g.x0))
    lines: list[list[list[Glyph]]] = []
    for _, line in itertools.groupby(printed, key=lambda g: round(g.base / SAME_LINE)):
        words: list[list[Glyph]] = []
        for glyph in sorted(line, key=lambda g: g.x0):
            if words and glyph.x0 - words[-1][-1].x1 < gap:
                words[-1].append(glyph)
            else:
                words.append([glyph])
        lines.append(words)
    return lines


def pictured_grids(layout: ScanLayout, size: tuple[float, float], turn: int) -> list[Grid]:
    """The tables of a page's picture as grids of the page turned clockwise; none where the picture was set
    upright in another way than the text. `size` is the shown page's."""
    from extract.scan.layout import TableLayout  # here: most text pages need no picture

    if layout.rotation_deg != turn:
        return []
    grids = (_grid(table, size, turn) for table in layout.blocks if isinstance(table, TableLayout))
    return [grid for grid in grids if grid is not None]


def _grid(table: TableLayout, size: tuple[float, float], turn: int) -> Grid | None:
    boxes = [turned_box(cell.bbox, *size, turn) for cell in table.cells]
    spans = [
        (box, cell.col, cell.col + cell.col_span, cell.row, cell.row + cell.row_span)
        for box, cell in zip(boxes, table.cells, strict=True)
    ]
    xs = _edges([(box[0], box[2], first, last) for box, first, last, _, _ in spans], table.n_cols)
    ys = _edges([(box[1], box[3], first, last) for box, _, _, first, last in spans], table.n_rows)
    if xs is None or ys is None:
        return None
    cells = tuple(
        GridCell(top, left, bottom - top, right - left, (xs[left], ys[top], xs[right], ys[bottom]))
        for _, left, right, top, bottom in spans
    )
    # whether edges cut words is told by the layer's own (see `with_pictured`)
    return Grid(cells, xs, ys, ruled=False, doubt=None if table.reason == CUT_TEXT else table.reason)


def _edges(spans: Sequence[tuple[float, float, int, int]], n: int) -> tuple[float, ...] | None:
    """The places of `n + 1` edges, by the cells that begin or end there; None where an edge is not seen."""
    places: list[list[float]] = [[] for _ in range(n + 1)]
    for start, end, first, last in spans:
        places[first].append(start)
        places[last].append(end)
    if not all(places):
        return None
    edges = tuple(float(median(values)) for values in places)
    return edges if all(a < b for a, b in itertools.pairwise(edges)) else None


def with_pictured(grids: Sequence[Grid], pictured: Sequence[Grid], glyphs: Sequence[Glyph]) -> list[Grid]:
    """The tables of both: rules decide where they draw a table; else what shows more columns or rows. A grid
    of the picture that cuts the layer's words is none: fonts that the file lacks are drawn in others."""
    kept = list(grids)
    for grid in pictured:
        over = [other for other in kept if _overlap(other.box, grid.box)]
        if any(other.ruled or _shows_as_much(other, grid) for other in over) or _cuts_words(grid, glyphs):
            continue
        kept = [other for other in kept if other not in over] + [grid]
    return sorted(kept, key=lambda grid: (grid.box[1], grid.box[0]))


def _shows_as_much(one: Grid, other: Grid) -> bool:
    return one.n_cols >= other.n_cols and one.n_rows >= other.n_rows


def _cuts_words(grid: Grid, glyphs: Sequence[Glyph]) -> bool:
    """Whether edges of cells run through words of the text layer, in more than a few places."""
    words = [
        (word[0].x0, max(glyph.x1 for glyph in word), word[0].base)
        for line in _words_by_line(glyphs, TOUCHING)
        for word in line
        if grid.ys[0] <= word[0].base <= grid.ys[-1]
    ]
    sides = [(x, cell.box[1], cell.box[3]) for cell in grid.cells for x in (cell.box[0], cell.box[2])]
    cut = sum(
        any(left + MARGIN < x < right - MARGIN and top < base < bottom for x, top, bottom in sides)
        for left, right, base in words
    )
    return cut > MOST_CUT * len(words)


def _overlap(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])
