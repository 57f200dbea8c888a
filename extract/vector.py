"""Rules of a page to tables: grids of cells with their spans.

Rules come as whole lines, as edges of boxes, as thin filled rectangles, in pieces (dotted, or cell by cell)
and in pairs (double). They are merged first, then crossing rules form a table; neighbouring fields of its
grid without a rule between them are one cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.content import RULE_THICKNESS, Rule
from extract.grids import Grid, GridCell, Segment
from extract.gutters import Letter, find_gutter_grids
from extract.model import Box

SNAP = 5.0
"""Parallel rules nearer than this (points) are one: double rules, borders of neighbouring cells."""

PIECES = 5.0
"""Gaps up to this (points) inside a rule are closed: dots, dashes, borders drawn cell by cell."""

TOUCH = 3.0
"""Rules this near (points) to each other's line touch."""

MIN_LENGTH = 8.0
"""Shorter rules (points) after merging are no table rules: underlines of letters, ticks."""

OPEN_SIDE = 8.0
"""Where rules run on beyond the last crossing rule by this much (points), the table is open on that side."""

COVER = 0.6
"""A rule divides two fields when it covers this part of the edge between them."""


def find_grids(rules: Sequence[Rule], letters: Sequence[Letter] = ()) -> list[Grid]:
    """The tables of a page, top to bottom; frames of one field are no tables.

    `letters` are the boxes and texts of the page's visible glyphs: between horizontal rules that no vertical
    rule crosses, the gutters between them part the columns.
    """
    across = merge([(r.y0 + r.y1) / 2, r.x0, r.x1] for r in rules if r.horizontal or _is_dot(r))
    down = merge([(r.x0 + r.x1) / 2, r.y0, r.y1] for r in rules if not r.horizontal or _is_dot(r))
    grids = []
    for rows, cols in _connected(across, down):
        grid = _grid(rows, cols)
        if grid is not None and len(grid.cells) >= 2:
            grids.append(grid)
    grids = _outermost(grids)
    grids += find_gutter_grids(_outside(across, grids), letters)
    return sorted(grids, key=lambda grid: (grid.box[1], grid.box[0]))


def free_rules(rules: Sequence[Rule], grids: Sequence[Grid]) -> list[Segment]:
    """The horizontal rules of a page that belong to none of its ruled tables."""
    across = merge([(r.y0 + r.y1) / 2, r.x0, r.x1] for r in rules if r.horizontal or _is_dot(r))
    return _outside(across, [grid for grid in grids if grid.ruled])


def _outside(across: Sequence[Segment], grids: Sequence[Grid]) -> list[Segment]:
    return [s for s in across if not any(_near(s, grid.box) for grid in grids)]


def _is_dot(rule: Rule) -> bool:
    """A dot may belong to a dotted rule in either direction."""
    return max(rule.x1 - rule.x0, rule.y1 - rule.y0) <= RULE_THICKNESS


def _near(segment: Segment, box: Box) -> bool:
    """True when a horizontal rule lies in a box."""
    return box[1] - TOUCH <= segment.at <= box[3] + TOUCH and segment.start < box[2] and segment.end > box[0]


def merge(rules: Iterable[list[float]]) -> list[Segment]:
    """Parallel rules, each `[at, start, end]`, merged to segments."""
    groups: list[list[list[float]]] = []
    for rule in sorted(rules, key=lambda r: r[0]):
        if groups and rule[0] - groups[-1][0][0] <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    segments: list[Segment] = []
    for group in groups:
        at = sum(rule[0] * max(rule[2] - rule[1], 0.1) for rule in group)
        at /= sum(max(rule[2] - rule[1], 0.1) for rule in group)
        segments.extend(Segment(at, start, end) for start, end in _joined(group) if end - start >= MIN_LENGTH)
    return segments


def _joined(group: list[list[float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for _, start, end in sorted(group, key=lambda rule: rule[1]):
        if joined and start - joined[-1][1] <= PIECES:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


Crossing = tuple[list[Segment], list[Segment]]
"""Horizontal and vertical rules that touch each other."""


def _connected(across: list[Segment], down: list[Segment]) -> list[Crossing]:
    """Groups of rules that touch each other, with at least two rows of them."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, row in enumerate(across):
        for j, col in enumerate(down):
            if (
                row.start - TOUCH <= col.at <= row.end + TOUCH
                and col.start - TOUCH <= row.at <= col.end + TOUCH
            ):
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, row in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(row)
    for j, col in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(col)
    return [(rows, cols) for rows, cols in groups.values() if len(rows) >= 2 and cols]


def _open_sides(along: list[Segment], across: list[Segment]) -> list[Segment]:
    """Rules that close a table where none is drawn: where at least two rules `along`, and half of their
    places, begin or end together. Rows without columns (bands) cut the rules between them in pieces.

    Word and Excel leave outer rules out, and a table cut by a page break has no rule at the cut.
    """
    first, last = min(s.at for s in across), max(s.at for s in across)
    low, high = min(s.at for s in along), max(s.at for s in along)
    closing = []
    for ends, beyond in (([s.start for s in along], -1), ([s.end for s in along], 1)):
        outer = min(ends) if beyond < 0 else max(ends)
        together = [end for end in ends if abs(end - outer) <= SNAP]
        distance = first - outer if beyond < 0 else outer - last
        if distance > OPEN_SIDE and len(together) >= max(2, len(_places(along)) / 2):
            closing.append(Segment(sum(together) / len(together), low, high))
    return closing


def _places(segments: list[Segment]) -> list[float]:
    places: list[float] = []
    for at in sorted(segment.at for segment in segments):
        if not places or at - places[-1] > SNAP:
            places.append(at)
    return places


def _grid(rows: list[Segment], cols: list[Segment]) -> Grid | None:
    cols = cols + _open_sides(rows, cols)
    rows = rows + _open_sides(cols, rows)
    ys, xs = _places(rows), _places(cols)
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    if n_rows < 1 or n_cols < 1 or n_rows * n_cols > 40_000:
        return None
    by_y = [[s for s in rows if abs(s.at - y) <= SNAP] for y in ys]
    by_x = [[s for s in cols if abs(s.at - x) <= SNAP] for x in xs]
    fields = _Fields(n_rows, n_cols)
    for r in range(n_rows):
        for c in range(n_cols):
            if c + 1 < n_cols and not _covers(by_x[c + 1], ys[r], ys[r + 1]):
                fields.join((r, c), (r, c + 1))
            if r + 1 < n_rows and not _covers(by_y[r + 1], xs[c], xs[c + 1]):
                fields.join((r, c), (r + 1, c))
    cells, n_open = fields.cells(xs, ys)
    return Grid(tuple(cells), tuple(xs), tuple(ys), n_open)


def _covers(segments: list[Segment], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(s.end, end) - max(s.start, start)) for s in segments)
    return covered >= COVER * (end - start)


class _Fields:
    """Fields of a grid, joined where no rule parts them."""

    def __init__(self, n_rows: int, n_cols: int) -> None:
        self._n_cols = n_cols
        self._parent = list(range(n_rows * n_cols))

    def _root(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, a: tuple[int, int], b: tuple[int, int]) -> None:
        i, j = (self._root(row * self._n_cols + col) for row, col in (a, b))
        self._parent[max(i, j)] = min(i, j)

    def cells(self, xs: list[float], ys: list[float]) -> tuple[list[GridCell], int]:
        """The cells, and how many fields belong to shapes that are no rectangles (cut into bands)."""
        shapes: dict[int, list[tuple[int, int]]] = {}
        for i in range(len(self._parent)):
            shapes.setdefault(self._root(i), []).append(divmod(i, self._n_cols))
        cells: list[GridCell] = []
        n_open = 0
        for shape in shapes.values():
            rows, cols = [r for r, _ in shape], [c for _, c in shape]
            r0, r1, c0, c1 = min(rows), max(rows) + 1, min(cols), max(cols) + 1
            if len(shape) == (r1 - r0) * (c1 - c0):
                cells.append(GridCell(r0, c0, r1 - r0, c1 - c0, (xs[c0], ys[r0], xs[c1], ys[r1])))
            else:
                n_open += len(shape)
                cells.extend(_bands(shape, xs, ys))
        return sorted(cells, key=lambda cell: (cell.row, cell.col)), n_open


def _bands(shape: list[tuple[int, int]], xs: list[float], ys: list[float]) -> list[GridCell]:
    """A shape that is no rectangle, cut into runs of its rows; equal runs below each other stay together."""
    runs: list[list[int]] = []
    for row, col in sorted(shape):
        if runs and runs[-1][0] == row and runs[-1][2] == col:
            runs[-1][2] = col + 1
        else:
            runs.append([row, col, col + 1])
    bands: list[list[int]] = []
    for row, c0, c1 in runs:
        above = next((b for b in bands if b[1] == row and b[2:] == [c0, c1]), None)
        if above is not None:
            above[1] = row + 1
        else:
            bands.append([row, row + 1, c0, c1])
    return [GridCell(r0, c0, r1 - r0, c1 - c0, (xs[c0], ys[r0], xs[c1], ys[r1])) for r0, r1, c0, c1 in bands]


def _outermost(grids: list[Grid]) -> list[Grid]:
    """Without grids that lie inside a cell of another one (their text belongs to that cell)."""
    return [
        grid
        for grid in grids
        if not any(
            _inside(grid.box, cell.box) for other in grids if other is not grid for cell in other.cells
        )
    ]


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - 1
        and inner[1] >= outer[1] - 1
        and inner[2] <= outer[2] + 1
        and inner[3] <= outer[3] + 1
    )
