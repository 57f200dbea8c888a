"""Cells of a grid filled with their lines; what kind of line; which rows are headers."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines.base import LineKind
from extract.scan.apart import has_lost_rule, lacks_rules, number_parts, repeat_in_a_column
from extract.scan.clean import Grey, Mask
from extract.scan.crops import MARGIN
from extract.scan.cuts import Cut, Part, Surroundings, on_their_side
from extract.scan.dirt import Alignment
from extract.scan.edges import leftovers
from extract.scan.geometry import Placement, PxBox
from extract.scan.grid import Grid, Spans
from extract.scan.idle_lines import without_idle_columns
from extract.scan.layout import CellLayout, TableLayout
from extract.scan.lines import NO_PIECES, InkLine, Pieces, is_print, looks_like_number, split_regions
from extract.scan.rules import Segment
from extract.scan.side_rules import SideRules
from extract.scan.stamped import OverTables
from extract.scan.touch import RowRules
from extract.table_doubts import SHARED_CELL, joined_reasons

# A column is one of numbers when most of its lines look like numbers.
NUMBER_COLUMN = 0.6
# How much darker than its paper (0-255) a faint stroke is, and how many pixels it has at least.
STROKE_CONTRAST = 60
LEAST_STROKE = 3
# How far from a rule, in parts of a letter's height, what is left of it does not reach.
BESIDE = 0.2
# The tail of a `9` reaches so far under the arc that has broken off from it.
UNDER = 0.6
# The arc of a `9` with a tail is as tall as this at least.
HALF = 0.5
# Digits that run together are no higher than this, in letters' heights, and so wide in parts of their height,
# or fill so much of their box.
RUN = 1.6, 1.6, 0.3
# A piece that stands out of its cell by less may only touch the rule.
CROSSING = 0.3
# Marks stand no further than this from their letters, and so near to where two rows part.
MARK_REACH = 0.9
# Even the lowest of a table's letters, rings of Thai numerals, are so tall, in parts of their usual height.
LOW_LETTER = 0.65
# Stops and commas are lower, in parts of the page's letters.
STOP = 0.25


def cell_of_pieces(grid: Grid, pieces: Pieces) -> NDArray[np.int64]:
    """For every piece the index of the cell that holds its middle, -1 outside the table."""
    middles = pieces.middles.copy()
    middles[pieces.sunk, 1] = pieces.boxes[pieces.sunk, 3] + 0.2 * pieces.body
    col = np.searchsorted(grid.xs, middles[:, 0]) - 1
    row = np.searchsorted(grid.ys, middles[:, 1]) - 1
    for (x0, y0, x1, y1), column in grid.moved:
        x, y = middles[:, 0], middles[:, 1]
        col[(x > x0) & (x < x1) & (y > y0) & (y < y1)] = column
    n_rows, n_cols = len(grid.ys) - 1, len(grid.xs) - 1
    inside = (col >= 0) & (col < n_cols) & (row >= 0) & (row < n_rows)
    owner = np.full((n_rows, n_cols), -1)
    for index, (r, c, rows, cols) in enumerate(grid.cells):
        owner[r : r + rows, c : c + cols] = index
    found = np.full(len(middles), -1)
    found[inside] = owner[row[inside], col[inside]]
    stops, letters = _stops(grid, pieces, found)
    if not grid.ruled or grid.undrawn:
        found[stops] = found[letters]
        marks, letters = _marks(grid, pieces, found, stops)
        found[marks] = found[letters]
    suspects = _leftovers_of_rules(grid, pieces, found)
    suspects[stops] = False
    found[suspects] = -1
    return found


def _stops(
    grid: Grid, pieces: Pieces, found: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Stops and commas close to where two rows part, and the letters at whose feet they stand.

    They reach below the line, at times beyond the place between two rows, or close to a rule; what is left of
    a rule begins below the letters.
    """
    boxes, body = pieces.boxes, pieces.body
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    small = (high < 0.5 * body) & (wide <= 1.2 * high) & (found >= 0)
    to_row = np.abs(pieces.middles[:, 1, None] - np.asarray(grid.ys)[None, :])
    of_letters = np.flatnonzero((high >= 0.7 * body) & (found >= 0))
    of_letters = of_letters[np.argsort(boxes[of_letters, 0], kind="stable")]
    left, widest = boxes[of_letters, 0], int(wide[of_letters].max(initial=0))
    asked = np.flatnonzero(small & (to_row < 0.6 * body).any(axis=1))
    first = np.searchsorted(left, boxes[asked, 0] - body - widest)
    count = np.maximum(np.searchsorted(left, boxes[asked, 2] + body) - first, 0)
    # every one with each of the letters that may be near
    stop = np.repeat(asked, count)
    letter = of_letters[np.arange(len(stop)) + np.repeat(first - np.cumsum(count) + count, count)]
    (x0, y0, x1, y1), (begin, _, end, foot) = boxes[stop].T, boxes[letter].T
    aside = np.maximum(begin - x1, x0 - end)
    at_foot = (aside >= -0.1 * body) & (aside < 0.4 * body) & (y0 < foot) & (y1 >= foot - 0.15 * body)
    stop, letter, aside = stop[at_foot], letter[at_foot], aside[at_foot]
    nearest = np.lexsort((aside, stop))
    stops, places = np.unique(stop[nearest], return_index=True)
    return stops, letter[nearest[places]]


def _marks(
    grid: Grid, pieces: Pieces, found: NDArray[np.int64], stops: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Vowels and tone marks close to where two rows part that no rule parts, and the letters nearest over or
    under them: they belong to those, whichever row they reach into. Commas, as the `stops` are, belong to the
    digits beside them."""
    boxes, body = pieces.boxes, pieces.body
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    parted = np.array([grid.ys[i] for i in sorted(grid.undrawn)])
    near = np.abs(pieces.middles[:, 1, None] - parted[None, :]) < MARK_REACH * body
    small = (high < 0.7 * body) & (wide < 1.2 * body) & (found >= 0)
    small[stops] = False
    letters = np.flatnonzero((high >= 0.7 * body) & (found >= 0))
    marks, holders = [], []
    for k in np.flatnonzero(small & near.any(axis=1)).tolist() if len(letters) else []:
        x0, y0, x1, y1 = boxes[k].tolist()
        off = np.maximum(np.maximum(y0 - boxes[letters, 3], boxes[letters, 1] - y1), 0).astype(float)
        off[(boxes[letters, 0] > x1) | (boxes[letters, 2] < x0)] = np.inf
        best = int(np.argmin(off))
        if off[best] < MARK_REACH * body:
            marks.append(k)
            holders.append(int(letters[best]))
    return np.array(marks, int), np.array(holders, int)


def _leftovers_of_rules(grid: Grid, pieces: Pieces, found: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Leftovers of the rules round each piece's own cell: other cells' rules do not run through this one."""
    outlines = np.array([grid.cell_box(cell) for cell in grid.cells])[found]
    away = np.abs(pieces.middles[:, [0, 1, 0, 1]] - outlines)
    drawn = np.array([[top not in grid.undrawn, top + n not in grid.undrawn] for top, _, n, _ in grid.cells])
    away[:, [1, 3]] = np.where(drawn[found], away[:, [1, 3]], np.inf)
    to_column, to_row = away[:, [0, 2]].min(axis=1), away[:, [1, 3]].min(axis=1)
    if not grid.ruled:  # no rule stands at a cell's side
        to_column = np.full_like(to_column, np.inf)
    suspects = leftovers(pieces, to_column, to_row) & (found >= 0)
    suspects[_halves(pieces, np.flatnonzero(suspects & (to_column > BESIDE * pieces.body)))] = False
    suspects[pieces.sunk] = False
    return suspects


def _halves(pieces: Pieces, chosen: NDArray[np.int64]) -> list[int]:
    """Those of the chosen pieces that are the half of a letter: thin tops break a `0` into two arcs, of which
    one may stand beside a rule. Close by stands print of the same height, on the same line.

    Of a `6` or a `9` the other part is the higher one; it stands closer, or reaches over or under the arc.
    """
    boxes, body = pieces.boxes, pieces.body
    high = boxes[:, 3] - boxes[:, 1]
    halves = []
    for k in chosen[high[chosen] > HALF * body].tolist():
        off = boxes[:, [1, 3]] - boxes[k, [1, 3]]
        level = (np.abs(off) <= 0.15 * high[k]).all(axis=1)
        gap = np.maximum(boxes[:, 0] - boxes[k, 2], boxes[k, 0] - boxes[:, 2])
        within = (np.minimum(-off[:, 0], off[:, 1]) >= -0.15 * high[k]) & (high <= 1.4 * body)
        near = np.where(level, 0.8, np.where(within, 0.35, 0.0)) * body
        over = np.where(within & ~level, UNDER * body, 0.0)
        over[k] = 0.0
        if bool(((gap > -over) & (gap < near)).any()):
            halves.append(k)
    return halves


def _without_ticks(
    pieces: Pieces, cells: Sequence[NDArray[np.int64]], outlines: Sequence[PxBox]
) -> list[NDArray[np.int64]]:
    """The pieces of each cell without ticks by hand: large, at or over a side rule, far from the print."""
    large = np.minimum(pieces.boxes[:, 2] - pieces.boxes[:, 0], pieces.heights) > 1.1 * pieces.body
    return [
        _without_large(pieces, own, large[own], outline) if large[own].any() else own
        for own, outline in zip(cells, outlines, strict=True)
    ]


def _without_large(
    pieces: Pieces, chosen: NDArray[np.int64], large: NDArray[np.bool_], outline: PxBox
) -> NDArray[np.int64]:
    """The pieces of a cell without those of the `large` ones that are ticks.

    Digits that run together are one large piece too, and may be all that the cell holds: as high as print,
    and as wide as several letters, or, alone, with more ink than a tick's two strokes.
    """
    boxes, body = pieces.boxes[chosen], pieces.body
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    at_side = (boxes[:, 0] < outline[0] + 0.25 * body) | (boxes[:, 2] > outline[2] - 0.25 * body)
    filled = (pieces.areas[chosen] >= RUN[2] * wide * high) & (len(chosen) == 1)
    run = (high <= RUN[0] * body) & ((wide >= RUN[1] * high) | filled)
    keep = np.ones(len(chosen), bool)
    for k in np.flatnonzero(at_side & ~run & large).tolist():
        others = np.delete(boxes, k, axis=0)
        gaps = np.maximum(others[:, 0] - boxes[k, 2], boxes[k, 0] - others[:, 2])
        keep[k] = not bool((gaps > 1.5 * body).all())
    return chosen[keep]


def is_empty(pieces: Pieces, chosen: NDArray[np.int64]) -> bool:
    """True when a cell holds no ink but round specks smaller than the shortest hyphen."""
    return bool(pieces.specks[chosen].all())


def is_bare(even: Grey, box: PxBox, body: float) -> bool:
    """True when the paper of a cell shows no stroke at all, not even a faint hyphen.

    The grey image is asked, for thin print can fall below the threshold of ink. Marks that reach the cell's
    edge are its rules.
    """
    return not _faint_strokes(even, box, body)


def _faint_strokes(even: Grey, box: PxBox, body: float) -> list[PxBox]:
    margin = max(2, round(0.2 * body))
    x0, y0, x1, y1 = (round(v) for v in box)
    inside = even[y0 + margin : y1 - margin, x0 + margin : x1 - margin]
    if inside.size == 0 or int(inside.max()) - int(inside.min()) <= STROKE_CONTRAST:
        return []
    dark = (inside < np.median(inside) - STROKE_CONTRAST).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    high, wide = dark.shape
    found: list[PxBox] = []
    for left, top, width, height, area in stats[1:count].tolist():
        touches = left == 0 or top == 0 or left + width == wide or top + height == high
        if not touches and area >= LEAST_STROKE:
            x, y = x0 + margin + left, y0 + margin + top
            found.append((float(x), float(y), float(x + width), float(y + height)))
    return found


def faint_hyphen(even: Grey, box: PxBox, body: float) -> tuple[Grey, PxBox] | None:
    """The image and box of a hyphen too faint to be ink, where it is all that a cell's paper shows."""
    strokes = _faint_strokes(even, box, body)
    if len(strokes) != 1:
        return None
    x0, y0, x1, y1 = strokes[0]
    wide, high = x1 - x0, y1 - y0
    if not (0.2 * body <= wide <= 1.5 * body and 1.2 * high <= wide and high <= 0.45 * body):
        return None
    margin = max(3, round(MARGIN * body))
    outline = (x0 - margin, y0 - margin, x1 + margin, y1 + margin)
    left, top, right, bottom = (max(0, round(v)) for v in outline)
    return even[top:bottom, left:right].copy(), (float(left), float(top), float(right), float(bottom))


def cells_lines(pieces: Pieces, cells: Sequence[NDArray[np.int64]]) -> list[list[InkLine]]:
    """The lines of each cell's pieces; numbers carry no marks, and what a rule over them shows is dirt."""
    marked = [pieces.is_sunk[own] for own in cells]
    lines = split_regions(pieces, [own[~marks] for own, marks in zip(cells, marked, strict=True)])
    again = [
        k
        for k, marks in enumerate(marked)
        if marks.any() and not all(looks_like_number(pieces, line) for line in lines[k])
    ]
    for k, whole in zip(again, split_regions(pieces, [cells[k] for k in again]), strict=True):
        lines[k] = whole
    return lines


def _header_rows(grid: Grid, filled: Sequence[Sequence[InkLine]], pieces: Pieces) -> int:
    """How many rows at the top are headers: those that the first row's cells and their tree cover."""
    first = [k for k, cell in enumerate(grid.cells) if cell[0] == 0]
    n_rows, n_cols = len(grid.ys) - 1, len(grid.xs) - 1
    depth = 0
    # a title that spans the whole table belongs to the header below it
    while depth < min(2, n_rows - 1) and (depth, 0, 1, n_cols) in grid.cells:
        depth += 1
    top = [k for k, cell in enumerate(grid.cells) if cell[0] == depth]
    if not top:
        return depth
    tree = any(grid.cells[k][3] > 1 for k in top)
    deepest = depth + max(grid.cells[k][2] for k in top)
    if tree and deepest == depth + 1:
        deepest += 1
    if deepest - depth > 4 or deepest >= n_rows:
        deepest = depth + 1
    tall = any(grid.cells[k][2] > 1 for k in top)
    own = [k for k in top if filled[k]]
    if tree and tall and deepest > depth + 1:
        return deepest  # a heading over several columns beside headings that reach down past it
    centred = [k for k in own if _centred(grid, grid.cells[k], filled[k], pieces.body)]
    number = [k for k in own if all(looks_like_number(pieces, line) for line in filled[k])]
    looks = bool(own) and len(centred) >= 0.6 * len(own) and len(number) <= 0.5 * len(own)
    if looks:
        return deepest
    return depth if first and depth else 0


def _centred(grid: Grid, cell: Spans, lines: Sequence[InkLine], body: float) -> bool:
    x0, _, x1, _ = grid.cell_box(cell)
    left = min(line.box[0] for line in lines) - x0
    right = x1 - max(line.box[2] for line in lines)
    return abs(left - right) <= max(1.2 * body, 0.12 * (x1 - x0))


def _kinds(
    grid: Grid, filled: Sequence[Sequence[InkLine]], pieces: Pieces, headers: int
) -> tuple[list[list[LineKind]], set[int]]:
    """What each line of each cell is expected to hold, and the columns of text."""
    by_column: dict[int, list[bool]] = defaultdict(list)
    alike = [[looks_like_number(pieces, line) for line in lines] for lines in filled]
    for cell, flags in zip(grid.cells, alike, strict=True):
        if cell[0] >= headers and cell[3] == 1:
            by_column[cell[1]].extend(flags)
    numbers = {col for col, flags in by_column.items() if flags and np.mean(flags) >= NUMBER_COLUMN}

    def kind(cell: Spans, line: InkLine, flag: bool) -> LineKind:
        # of header cells only years are numbers
        fits = len(line.members) <= 4 if cell[0] < headers else cell[3] == 1
        return "number" if flag and fits and cell[1] in numbers else "text"

    kinds = [
        [kind(cell, line, flag) for line, flag in zip(lines, flags, strict=True)]
        for cell, lines, flags in zip(grid.cells, filled, alike, strict=True)
    ]
    return kinds, {col for col, flags in by_column.items() if len(flags) > 1 and col not in numbers}


def _divided(grid: Grid, pieces: Pieces) -> tuple[Grid, NDArray[np.int64]]:
    """The grid without lines that divide nothing, and the cell of each piece in it."""
    owner = cell_of_pieces(grid, pieces)
    if not grid.ruled:
        return grid, owner
    whole = without_idle_columns(grid, [not is_empty(pieces, own) for own in _by_cell(grid, owner)])
    return (grid, owner) if whole is grid else (whole, cell_of_pieces(whole, pieces))


def _by_cell(grid: Grid, owner: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """The pieces of each cell, in their order."""
    order = np.argsort(owner, kind="stable")
    places = np.searchsorted(owner[order], np.arange(len(grid.cells) + 1)).tolist()
    return [order[first:last] for first, last in pairwise(places)]


def _crossing(grid: Grid, pieces: Pieces, owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """The pieces of a cell that stand out into the next one: where numbers run together across a rule."""
    sides = np.array([grid.cell_box(cell) for cell in grid.cells])[owner][:, [0, 2]]
    out = np.maximum(sides[:, 0] - pieces.boxes[:, 0], pieces.boxes[:, 2] - sides[:, 1])
    return np.flatnonzero((out > CROSSING * pieces.body) & (owner >= 0))


def low_letter(pieces: Pieces, cells: Iterable[Sequence[InkLine]]) -> float:
    """The height in px of the lowest letters of a table; its print may be smaller than the page's."""
    members = [line.members for lines in cells for line in lines if is_print(pieces, line)]
    heights = pieces.heights[np.concatenate(members)] if members else NO_PIECES
    heights = heights[heights >= STOP * pieces.body]
    return LOW_LETTER * float(np.median(heights)) if len(heights) else math.inf


def fill_table(
    grid: Grid,
    page: OverTables,
    even: Grey,
    ink: Mask,
    placement: Placement,
    columns: Sequence[Segment] = (),
    rows: Sequence[Segment] = (),
) -> TableLayout:
    """The table with each cell's lines cut out; `columns` and `rows` are the page's rules, `page` its
    pieces and what lies over them."""
    pieces = page.pieces
    grid, owner = _divided(grid, pieces)
    owner[page.gone] = -1
    outlines = [grid.cell_box(spans) for spans in grid.cells]
    of_cells = _by_cell(grid, owner)
    empty = [
        is_empty(pieces, own) and is_bare(even, outline, pieces.body) and not page.hides(outline)
        for outline, own in zip(outlines, of_cells, strict=True)
    ]
    if grid.ruled:  # where no rule is drawn at a cell's side, what stands out over it is print
        of_cells = _without_ticks(pieces, of_cells, outlines)
    cut_lines = cells_lines(pieces, of_cells)
    small = low_letter(pieces, cut_lines) if grid.ruled else math.inf
    filled = [[line for line in lines if is_print(pieces, line, small)] for lines in cut_lines]
    headers = _header_rows(grid, filled, pieces)
    alignment = None if grid.ruled else Alignment(grid.cells, filled, pieces, headers)
    if alignment is not None:
        filled = [alignment.without_dirt(c[1], lines) for c, lines in zip(grid.cells, filled, strict=True)]
    kinds, text = _kinds(grid, filled, pieces, headers)

    cuts = [on_their_side(even, ink, pieces, lines) if grid.ruled else [] for lines in filled]
    upright = [
        Part(cell, part, kind, outlines[cell], k > 0)
        for cell, (lines, line_kinds) in enumerate(zip(filled, kinds, strict=True))
        if not cuts[cell]
        for line, kind in zip(lines, line_kinds, strict=True)
        for k, part in enumerate(number_parts(pieces, line) if kind == "number" else [line])
    ]
    sides = SideRules(grid, columns, ink, pieces) if grid.ruled else None
    taken = pieces.boxes[(owner == -1) & ~page.gone]
    around = Surroundings(sides, RowRules(rows), _crossing(grid, pieces, owner), taken, page)
    for part, cut_line in zip(upright, around.cut_out(even, ink, upright), strict=True):
        cuts[part.cell].append(cut_line)
    for spans, lines, px, cut, bare in zip(grid.cells, filled, outlines, cuts, empty, strict=True):
        # between text what is as faint as that is dirt
        asked = not lines and not bare and spans[0] >= headers and spans[1] not in text
        hyphen = faint_hyphen(even, px, pieces.body) if asked else None
        if hyphen is not None and (alignment is None or alignment.fits(spans[1], hyphen[1])):
            cut.append(Cut(hyphen[0], "number", hyphen[1]))
    places = iter(placement.to_pages([grid.box, *outlines, *(cut.px for row in cuts for cut in row)]))
    whole, *shown = islice(places, 1 + len(outlines))
    cells = []
    for spans, cut, bbox, lines, bare in zip(grid.cells, cuts, shown, filled, empty, strict=True):
        placed = tuple(one.placed(next(places)) for one in cut)
        seen_empty = bare and not lines and spans not in grid.outside
        cells.append(
            CellLayout(*spans, placed, bbox, grid.cell_box(spans), spans[0] < headers, seen_empty=seen_empty)
        )
    reason = _doubt(grid, filled, cells, pieces)
    return TableLayout(
        tuple(cells), len(grid.ys) - 1, len(grid.xs) - 1, whole, grid.box,
        ruled=grid.ruled, status="partial" if reason else "ok", reason=reason,
    )  # fmt: skip


def _doubt(
    grid: Grid, filled: Sequence[Sequence[InkLine]], cells: Sequence[CellLayout], pieces: Pieces
) -> str | None:
    """Why the grid may not be the printed table's, from its rules and where the lines in its cells stand."""
    reason = grid.broken
    if grid.outside and not any(filled[grid.cells.index(spans)] for spans in grid.outside):
        reason = None  # a table drawn with a corner less, and nothing is printed there
    lost = grid.ruled and any(
        lacks_rules(pieces, lines, grid.xs[col + 1 : col + cols])
        for (_, col, _, cols), lines in zip(grid.cells, filled, strict=True)
        if cols > 1 and lines
    )
    lost |= grid.ruled and has_lost_rule(pieces, grid.xs, grid.ys)
    if lost or repeat_in_a_column((cell.col, any(line.goes_on for line in cell.lines)) for cell in cells):
        reason = joined_reasons([reason, SHARED_CELL])
    return reason
