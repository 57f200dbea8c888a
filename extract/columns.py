"""The columns of two parts of a table brought together, by where their edges stand on the page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.model import Page, Table

Columns = tuple[float, ...]
"""Column edges as parts of the table's own width (0-1), or just column numbers where there are no boxes."""

SAME_EDGE = 0.02
"""Edges nearer than this part of the table's width are one edge."""

LOOSE_EDGE = 0.06
"""... and this much, when both parts have the same number of columns (skewed or bowed scans), or no rules
draw them: then an edge is the middle of whatever paper the print of its page leaves."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """New numbers of the column edges of two parts, the number of columns and the edges of the whole."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    n_cols: int
    columns: Columns


def column_edges(table: Table, page: Page) -> Columns:
    """The edges of a table's columns on the page set upright, as parts of its width."""
    spans: list[list[float]] = [[] for _ in range(table.n_cols + 1)]
    for cell in table.cells:
        if cell.bbox is None:
            return tuple(float(i) for i in range(table.n_cols + 1))
        start, end = _horizontal(cell.bbox, page)
        spans[cell.col].append(start)
        spans[min(cell.col + cell.col_span, table.n_cols)].append(end)
    known = [sum(values) / len(values) if values else None for values in spans]
    first, last = known[0], known[-1]
    if first is None or last is None or last <= first:
        return tuple(float(i) for i in range(table.n_cols + 1))
    edges: list[float] = []
    for value in known:
        edges.append(edges[-1] if value is None else (value - first) / (last - first))
    return tuple(edges)


def _horizontal(box: tuple[float, float, float, float], page: Page) -> tuple[float, float]:
    x0, y0, x1, y1 = box
    if page.rotation_deg == 90:
        return -y1, -y0
    if page.rotation_deg == 270:
        return y0, y1
    return (-x1, -x0) if page.rotation_deg == 180 else (x0, x1)


def open_gaps(table: Table, page: Page) -> tuple[tuple[float, float], ...]:
    """The paper around each edge of a table's columns that no rule draws, from the print before it to that
    behind it, as parts of the table's width: the edge may stand anywhere within. None where no boxes tell."""
    before, behind = [0.0] * (table.n_cols + 1), [1.0] * (table.n_cols + 1)
    edges = [_horizontal(cell.bbox, page) for cell in table.cells if cell.bbox is not None]
    left, right = min((a for a, _ in edges), default=0.0), max((b for _, b in edges), default=0.0)
    for cell in table.cells if right > left else ():
        for line in cell.lines:
            if line.bbox is not None:
                start, end = ((x - left) / (right - left) for x in _horizontal(line.bbox, page))
                first, last = cell.col, min(cell.col + cell.col_span, table.n_cols)
                before[last], behind[first] = max(before[last], end), min(behind[first], start)
    return tuple(zip(before, behind, strict=True))


def match_columns(
    left: Columns,
    right: Columns,
    reach: float = SAME_EDGE,
    gaps: tuple[tuple[float, float], ...] | None = None,
) -> ColumnMatch | None:
    """How the columns of two parts fit together; None when they are different tables.

    With equal numbers they fit edge by edge; else every edge of the part with fewer columns must be one of
    the other's, within `reach` (a part whose merged cells hide an edge). Where no rules draw the right part,
    and it has fewer, an edge is as well the last one of the other part within the `gaps` of its print.
    """
    if len(left) == len(right):
        if all(abs(a - b) <= LOOSE_EDGE for a, b in zip(left, right, strict=True)):
            same = tuple(range(len(left)))
            return ColumnMatch(same, same, len(left) - 1, left)
        return None
    fewer, more = (left, right) if len(left) < len(right) else (right, left)
    if len(fewer) < 3 or more[-1] > 1.5:
        return None
    numbers: list[int] = []
    for edge in fewer:
        nearest = min(range(len(more)), key=lambda i: abs(more[i] - edge))
        if abs(more[nearest] - edge) > reach and gaps is not None and fewer is right:
            start, end = gaps[len(numbers)]
            nearest = max((i for i, x in enumerate(more) if start < x <= end + SAME_EDGE), default=-1)
        elif abs(more[nearest] - edge) > reach:
            return None
        if nearest <= (numbers[-1] if numbers else -1):
            return None
        numbers.append(nearest)
    all_edges, some_edges = tuple(range(len(more))), tuple(numbers)
    if len(left) < len(right):
        return ColumnMatch(some_edges, all_edges, len(more) - 1, more)
    return ColumnMatch(all_edges, some_edges, len(more) - 1, more)


def remap(table: Table, edges: tuple[int, ...], n_cols: int) -> Table:
    """The table with its column edges renumbered."""
    if table.n_cols == n_cols:
        return table
    cells = tuple(
        replace(cell, col=edges[cell.col], col_span=edges[cell.col + cell.col_span] - edges[cell.col])
        for cell in table.cells
    )
    return replace(table, cells=cells, n_cols=n_cols)
