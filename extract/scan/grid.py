"""From pieces of rules to grids of cells with row and column spans.

Pieces that touch make a table; within it, pieces at one height vote for a row line, pieces at one place for a
column line. Every edge between two neighbouring crossings is then judged by how much of it is inked; cells
are what no edge divides. The page must be straight (see `extract.scan.bend`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.scan.bits import packed
from extract.scan.clean import Grey, Mask
from extract.scan.edges import PRESENT, TRACE, Edges, Flags, gather, restore, spread_across, spread_down
from extract.scan.geometry import PxBox
from extract.scan.lines import Pieces
from extract.scan.reunite import reunited
from extract.scan.rules import Segment, drawn, weak_runs
from extract.table_doubts import FAINT_RULES, MISSING_CORNER, RAGGED_GRID

TOUCH_IN = 0.06
SAME_LINE_IN = 0.055
# A column rule of a single row ends so near to the lines of that row.
AT_ROW_IN = 0.02
# An open outer column is wider than this; one not much wider has so many letters in it.
NARROW_IN, LETTERS = 0.12, 3
# A rule that touches none of the other direction is at least this long.
LONE_RULE_IN = 0.6
Spans = tuple[int, int, int, int]
"""row, col, row_span, col_span"""
MOST_REPAIRS = 400
"""Edges put back one by one until every cell is a rectangle; a drawing that asks for more is no table, and
each costs a look at all cells."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's lines and cells in working px. `cells` tile the grid; `broken` says why they could not.

    `outside` names cells that only fill the grid up where the table itself has a corner less; `moved` boxes
    of print that belongs to a column although it stands out into the next, each with its column. `undrawn`
    tells the lines between rows, by their place in `ys`, that no rule draws.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Spans, ...]
    ruled: bool = True
    broken: str | None = None
    outside: frozenset[Spans] = frozenset()
    moved: tuple[tuple[PxBox, int], ...] = ()
    undrawn: frozenset[int] = frozenset()

    @property
    def box(self) -> PxBox:
        """The table's outline."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_box(self, cell: Spans) -> PxBox:
        """The outline of one cell."""
        row, col, rows, cols = cell
        return (self.xs[col], self.ys[row], self.xs[col + cols], self.ys[row + rows])


class _Groups:
    """Disjoint sets of numbered things."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def find(self, item: int) -> int:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        self.parent[self.find(one)] = self.find(other)

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for item in range(len(self.parent)):
            found.setdefault(self.find(item), []).append(item)
        return list(found.values())


Part = tuple[list[Segment], list[Segment]]


def plausible_rules(rows: Sequence[Segment], columns: Sequence[Segment], dpi: float) -> Part:
    """The pieces without short ones that touch none of the other direction: strokes of tall letters.

    A short one in line with a long one stays: a rule left out where a merged cell stands.
    """
    kept: Part = ([], [])
    short: Part = ([], [])
    for own in _touching(rows, columns, dpi):
        framed = bool(own[0] and own[1])
        for k in (0, 1):
            for piece in own[k]:
                long = framed or piece.length > LONE_RULE_IN * dpi
                (kept if long else short)[k].append(piece)
    for k in (0, 1):
        places = [piece.at for piece in kept[k] if piece.length > LONE_RULE_IN * dpi]
        near = 0.02 * dpi
        kept[k].extend(p for p in short[k] if any(abs(p.at - at) < near for at in places))
    return kept


def connected_rules(rows: Sequence[Segment], columns: Sequence[Segment], dpi: float) -> list[Part]:
    """Pieces that belong together: those that cross or touch, and loose ones within their outline."""
    return _absorb(_touching(rows, columns, dpi), dpi)


def _touching(rows: Sequence[Segment], columns: Sequence[Segment], dpi: float) -> list[Part]:
    touch = TOUCH_IN * dpi
    groups = _Groups(len(rows) + len(columns))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            crosses = column.start - touch <= row.at <= column.end + touch
            if crosses and row.start - touch <= column.at <= row.end + touch:
                groups.join(i, len(rows) + j)
    parts: list[Part] = []
    for members in groups.groups():
        own_rows = [rows[k] for k in members if k < len(rows)]
        own_columns = [columns[k - len(rows)] for k in members if k >= len(rows)]
        parts.append((own_rows, own_columns))
    return parts


def _outline(part: Part) -> PxBox:
    rows, columns = part
    left = min([p.start for p in rows] + [p.at for p in columns])
    right = max([p.end for p in rows] + [p.at for p in columns])
    top = min([p.at for p in rows] + [p.start for p in columns])
    bottom = max([p.at for p in rows] + [p.end for p in columns])
    return (left, top, right, bottom)


def _absorb(parts: list[Part], dpi: float) -> list[Part]:
    """Join parts whose outlines overlap: a broken rule leaves islands inside its own table."""
    slack = 0.03 * dpi
    changed = True
    while changed:
        changed = False
        parts.sort(key=lambda part: -_area(_outline(part)))
        for i in range(len(parts)):
            box = _outline(parts[i])
            inside = [k for k in range(i + 1, len(parts)) if _overlap(box, _outline(parts[k]), slack)]
            if inside and parts[i][0] and parts[i][1]:
                for k in inside:
                    parts[i][0].extend(parts[k][0])
                    parts[i][1].extend(parts[k][1])
                parts = [part for k, part in enumerate(parts) if k not in inside]
                changed = True
                break
    return parts


def _area(box: PxBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _overlap(one: PxBox, other: PxBox, slack: float) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > -slack and high > -slack and (wide > slack or high > slack)


def line_places(pieces: Sequence[Segment], dpi: float, least: float) -> list[float]:
    """Places of the lines that the pieces vote for, each with at least `least` px of pieces; ascending."""
    tolerance = SAME_LINE_IN * dpi
    order = sorted(pieces, key=lambda piece: piece.at)
    clusters: list[list[Segment]] = []
    for piece in order:
        if clusters and piece.at - _middle(clusters[-1]) <= tolerance:
            clusters[-1].append(piece)
        else:
            clusters.append([piece])
    return [_middle(cluster) for cluster in clusters if sum(piece.length for piece in cluster) >= least]


def _middle(cluster: Sequence[Segment]) -> float:
    total = sum(piece.length for piece in cluster)
    return sum(piece.at * piece.length for piece in cluster) / total


def without_streaks(rows: list[Segment], columns: list[Segment], dpi: float) -> list[Segment]:
    """The columns without scanner streaks: lines that run on far beyond the table's outermost rows, alone."""
    if len(rows) < 2 or len(columns) < 3:
        return columns
    top, bottom = min(row.at for row in rows), max(row.at for row in rows)
    beyond = 0.25 * dpi
    out = [column for column in columns if column.start < top - beyond or column.end > bottom + beyond]
    if not out or len(out) * 3 > len(columns):
        return columns
    places = [column.at for column in out]
    tolerance = SAME_LINE_IN * dpi
    return [column for column in columns if all(abs(column.at - place) > tolerance for place in places)]


def find_grids(
    ink: Mask, even: Grey, rows: Sequence[Segment], columns: Sequence[Segment], pieces: Pieces, dpi: float
) -> tuple[list[Grid], list[PxBox]]:
    """The grids of a straight page, top to bottom, and its frames without rules within; `even` is its grey
    image, `pieces` its print without rules."""
    grids: list[Grid] = []
    frames: list[PxBox] = []
    if not rows and not columns:
        return grids, frames
    # the ink without that of letters, but for where rules are drawn
    own = pieces.rules or drawn(ink.shape, rows, columns)
    letters = pieces.ink(_are_letters(pieces)) - own.across - own.down
    across, down = weak_runs(packed(ink) - letters, dpi)
    weak = (spread_across(across), spread_down(down))
    for own_rows, own_columns in reunited(connected_rules(rows, columns, dpi), ink, dpi):
        grid = _grid(ink, even, weak, own_rows, without_streaks(own_rows, own_columns, dpi), pieces, dpi)
        if grid is not None and len(grid.cells) > 1:
            grids.append(grid)
        elif grid is not None:
            frames.append(grid.box)
    grids = [g for g in grids if not any(g is not o and _inside(g.box, o.box) for o in grids)]
    frames = [frame for frame in frames if not any(_inside(frame, grid.box) for grid in grids)]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0])), frames


def _are_letters(pieces: Pieces) -> NDArray[np.bool_]:
    """Which pieces are letters, whose stems and bars are no traces of rules."""
    wide, high = pieces.boxes[:, 2] - pieces.boxes[:, 0], pieces.heights
    body = pieces.body
    letter = (np.minimum(wide, high) >= 0.35 * body) & (high <= 2 * body) & (wide <= 4 * body)
    # thin letters stand between others on their line, a rule's pieces do not
    thin = np.flatnonzero(~letter & (high >= 0.8 * body) & (high <= 1.8 * body) & (wide < 0.35 * body))
    order = np.flatnonzero(letter)[np.argsort(pieces.boxes[letter, 0], kind="stable")]
    others = pieces.boxes[order]
    for k in thin.tolist():
        x0, y0, x1, y1 = pieces.boxes[k].tolist()
        first = int(np.searchsorted(others[:, 0], x0 - 4.6 * body))
        near = others[first : int(np.searchsorted(others[:, 0], x1 + 0.5 * body))]
        near = near[np.minimum(near[:, 3], y1) - np.maximum(near[:, 1], y0) > 0.5 * body]
        before = (near[:, 2] > x0 - 0.5 * body) & (near[:, 0] < x0)
        behind = (near[:, 0] < x1 + 0.5 * body) & (near[:, 2] > x1)
        letter[k] = bool(before.any() and behind.any())
    return np.asarray(letter)


def _inside(inner: PxBox, outer: PxBox) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _grid(
    ink: Mask,
    even: Grey,
    weak: tuple[Mask, Mask],
    rows: list[Segment],
    columns: list[Segment],
    pieces: Pieces,
    dpi: float,
) -> Grid | None:
    reach = SAME_LINE_IN * dpi
    low = max(row.at for row in rows) - min(row.at for row in rows) if rows else 0.0
    xs = line_places(columns, dpi, min(0.24 * dpi, 0.8 * low))
    ys = line_places(rows, dpi, 0.3 * dpi)
    xs = sorted([*xs, *_over_one_row(columns, xs, ys, dpi)])
    (left, top, right, bottom), middles = _outline((rows, columns)), pieces.middles[_letters(pieces)]
    x, y = middles.T
    sides = _open_sides(xs, rows, x[(y > top) & (y < bottom)], dpi)
    ends = _open_sides(ys, columns, y[(x > left) & (x < right)], dpi)
    xs, ys = sorted([*xs, *sides]), sorted([*ys, *ends])
    while len(xs) >= 2 and len(ys) >= 2:
        edges = gather(ink, even, weak, (rows, columns), (xs, ys), pieces, reach)
        good_ys = [y for y, part in zip(ys, edges.row_cover, strict=True) if part.max() >= 0.6 or y in ends]
        good_xs = [
            x for x, part in zip(xs, edges.column_cover, strict=True) if part.max() >= 0.6 or x in sides
        ]
        if good_ys == ys and good_xs == xs:
            grid = cells_of(xs, ys, edges, pieces)
            doubtful = grid.broken is None and edges.unclear
            return replace(grid, broken=FAINT_RULES) if doubtful else grid
        xs, ys = good_xs, good_ys
    return None


def _over_one_row(
    columns: Sequence[Segment], xs: Sequence[float], ys: Sequence[float], dpi: float
) -> list[float]:
    """Where a piece too short to count goes from one row line to the next: beside a cell merged below."""
    near = AT_ROW_IN * dpi
    rows = list(pairwise(ys))
    return line_places(
        [
            piece
            for piece in columns
            if any(abs(piece.start - a) < near and abs(piece.end - b) < near for a, b in rows)
            and all(abs(piece.at - x) > SAME_LINE_IN * dpi for x in xs)
        ],
        dpi,
        0.0,
    )


def _letters(pieces: Pieces) -> Flags:
    """Pieces as high as letters are, no leftovers of rules."""
    return np.asarray((pieces.heights > 0.6 * pieces.body) & (pieces.heights < 2 * pieces.body))


def _open_sides(
    places: Sequence[float], across: Sequence[Segment], print_at: NDArray[np.float64], dpi: float
) -> list[float]:
    """Where a table without outer rules ends: most rules run on to one place beyond the last line.

    A column as narrow as that of item numbers has several letters there; `print_at` is where letters stand
    along the rules.
    """
    reach = 0.3 * dpi
    if not places or not across:
        return []
    found = []
    lines = line_places(across, dpi, 0.3 * dpi)
    for last, ends, sign in (
        (places[0], [s.start for s in across], -1),
        (places[-1], [s.end for s in across], 1),
    ):
        beyond = [end for end in ends if sign * (end - last) > NARROW_IN * dpi]
        middle = float(np.median(beyond)) if beyond else last
        wide = abs(middle - last)
        between = (print_at > min(middle, last)) & (print_at < max(middle, last))
        if wide < reach and int(between.sum()) < LETTERS:
            continue
        agree = [end for end in beyond if abs(end - middle) < min(reach, wide) / 2]
        if len(agree) >= 2 and len(agree) > 0.5 * len(lines):
            found.append(middle)
    return found


def cells_of(xs: Sequence[float], ys: Sequence[float], edges: Edges, pieces: Pieces) -> Grid:
    """Merge the unit cells that no edge divides; put erased edges back until every cell is a rectangle."""
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    rows, columns = restore(edges, pieces, xs, ys)
    below, right = rows[1:-1], columns[1:-1].T  # the edge under, and right of, unit cell (i, j)
    for _ in range(min(2 * n_rows * n_cols, MOST_REPAIRS)):
        labels = _merge(below, right)
        ragged = _first_ragged(labels)
        if ragged is None:
            cells = _spans(labels)
            outside = _outside_corners(cells, edges)
            broken = MISSING_CORNER if outside else None
            return Grid(tuple(xs), tuple(ys), cells, broken=broken, outside=outside)
        if not _divide(labels == ragged, below, right, edges):
            break
    below[:], right[:] = True, True
    return Grid(tuple(xs), tuple(ys), _spans(_merge(below, right)), broken=RAGGED_GRID)


def _outside_corners(cells: Sequence[Spans], edges: Edges) -> frozenset[Spans]:
    """Cells at a corner of the grid with no rule on either outer side, where other cells have outer rules."""
    n_rows, n_cols = len(edges.row_cover) - 1, len(edges.column_cover) - 1
    found = set()
    for row, col, rows, cols in cells:
        at_top, at_left = row == 0, col == 0
        at_corner = (at_top or row + rows == n_rows) and (at_left or col + cols == n_cols)
        if not at_corner or rows == n_rows or cols == n_cols:
            continue
        side, end = edges.column_cover[0 if at_left else -1], edges.row_cover[0 if at_top else -1]
        bare = max(side[row : row + rows].max(), end[col : col + cols].max()) < TRACE
        if bare and min(side.max(), end.max()) >= PRESENT:
            found.add((row, col, rows, cols))
    return frozenset(found)


def _merge(below: Flags, right: Flags) -> NDArray[np.int64]:
    n_rows, n_cols = right.shape[0], below.shape[1]
    groups = _Groups(n_rows * n_cols)
    for i in range(n_rows):
        for j in range(n_cols):
            if i + 1 < n_rows and not below[i, j]:
                groups.join(i * n_cols + j, (i + 1) * n_cols + j)
            if j + 1 < n_cols and not right[i, j]:
                groups.join(i * n_cols + j, i * n_cols + j + 1)
    return np.array([groups.find(k) for k in range(n_rows * n_cols)]).reshape(n_rows, n_cols)


def _extents(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """For every label the first row and column that it is in, and how many rows and columns it extends over,
    less than one of labels that there are not."""
    rows, cols = np.indices(labels.shape)
    flat, count = labels.ravel(), labels.size
    first, last = np.full((2, count), count), np.full((2, count), -1)
    for k, places in enumerate((rows.ravel(), cols.ravel())):
        np.minimum.at(first[k], flat, places)
        np.maximum.at(last[k], flat, places)
    return np.concatenate([first, last - first + 1])


def _first_ragged(labels: NDArray[np.int64]) -> int | None:
    """A cell that is no rectangle, or that an edge runs into."""
    _, _, high, wide = _extents(labels)
    cells = np.bincount(labels.ravel(), minlength=labels.size)
    ragged = np.flatnonzero((cells > 0) & (cells != high * wide))
    return int(ragged[0]) if ragged.size else None


def _divide(inside: Flags, below: Flags, right: Flags, edges: Edges) -> bool:
    """Put the best-inked missing edge inside a ragged cell back; False when there is none."""
    found: list[tuple[float, int, int, bool]] = []
    for i, j in zip(*(index.tolist() for index in np.nonzero(inside)), strict=True):
        if i + 1 < inside.shape[0] and inside[i + 1, j] and not below[i, j]:
            score = edges.row_cover[i + 1, j] - edges.row_crossed[i + 1, j]
            found.append((float(score), i, j, True))
        if j + 1 < inside.shape[1] and inside[i, j + 1] and not right[i, j]:
            score = edges.column_cover[j + 1, i] - edges.column_crossed[j + 1, i]
            found.append((float(score), i, j, False))
    if not found:
        return False
    _, i, j, is_row = max(found)
    (below if is_row else right)[i, j] = True
    return True


def _spans(labels: NDArray[np.int64]) -> tuple[Spans, ...]:
    extents = _extents(labels)
    return tuple(sorted((r, c, rows, cols) for r, c, rows, cols in extents.T.tolist() if rows > 0))
