"""A page whose text layer is good: its glyphs and rules to lines and tables in reading order.

A figure that is wider than its cell is printed over the rule. Cut there, it would be two wrong numbers, so a
figure drawn in one go (one after the other, digit beside digit) stays whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.content import Glyph, PageContent, Rule
from extract.grids import Grid, GridCell
from extract.model import Box, Cell, Line, Page, Table
from extract.pictured import lacks_rules, pictured_grids, with_pictured
from extract.reading_order import Region, order_key
from extract.table_doubts import is_of_place, joined_reasons, open_fields
from extract.textcolumns import lines_in_columns
from extract.textlines import lines_of, turned_glyph, units
from extract.turn import back_turned_box, turned_box, turned_size
from extract.vector import find_grids, free_rules

if TYPE_CHECKING:
    from extract.scan.layout import ScanLayout


def text_page(content: PageContent, number: int, picture: Callable[[int], ScanLayout] | None = None) -> Page:
    """The page with its lines and tables, boxes on the shown page. `picture` takes the page's picture apart
    (given the turn that sets it upright); it is asked where rules do not draw what may be a table."""
    glyphs = [glyph for glyph in content.glyphs if not glyph.hidden]
    turn = _main_turn(glyphs)
    width, height = turned_size(content.width, content.height, turn)
    upright = [turned_glyph(glyph, content.width, content.height, turn) for glyph in glyphs]
    rules = [
        Rule(*turned_box((r.x0, r.y0, r.x1, r.y1), content.width, content.height, turn))
        for r in content.rules
    ]
    drawn = [turned_box(box, content.width, content.height, turn) for box in _drawings(content)]
    letters = [(glyph.box, glyph.text) for glyph in upright if glyph.text.strip()]
    grids = find_grids(rules, letters)
    if picture is not None and lacks_rules(free_rules(rules, grids), _loose(upright, grids)):
        pictured = pictured_grids(picture(turn), (content.width, content.height), turn)
        grids = with_pictured(grids, pictured, upright)
    blocks = _blocks(upright, grids, drawn, (width, height), number)
    shown = tuple(_shown(block, content.width, content.height, turn) for block in blocks)
    return Page(number, "text", content.width, content.height, rotation_deg=turn, blocks=shown)


def _loose(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> list[Glyph]:
    """The glyphs outside tables."""
    boxes = [grid.box for grid in grids]
    return [g for g in glyphs if not any(b[0] <= g.x0 <= b[2] and b[1] <= g.y1 <= b[3] for b in boxes)]


def _main_turn(glyphs: Sequence[Glyph]) -> int:
    """The turn that sets most glyphs upright."""
    counts = Counter(glyph.turn for glyph in glyphs if glyph.text.strip())
    return counts.most_common(1)[0][0] if counts else 0


def _drawings(content: PageContent) -> list[Box]:
    return [picture.box for picture in content.pictures] + content.outlines


def _blocks(
    glyphs: list[Glyph], grids: list[Grid], drawn: list[Box], size: tuple[float, float], number: int
) -> list[Line | Table]:
    held: list[dict[GridCell, list[Glyph]]] = [{} for _ in grids]
    finders = [_CellFinder(grid) for grid in grids]
    loose: list[Glyph] = []
    for unit in units(glyphs):
        for finder, cells in zip(finders, held, strict=True):
            cell = finder.find(unit)
            if cell is not None:
                cells.setdefault(cell, []).extend(unit)
                break
        else:
            loose.extend(unit)
    lines, regions = lines_in_columns(loose, [grid.box for grid in grids], size)
    blocks: list[Line | Table] = list(lines)
    for grid, cells in zip(grids, held, strict=True):
        if any(glyph.text.strip() for group in cells.values() for glyph in group):
            blocks.append(_table(grid, cells, drawn, size, number))
    return sorted(blocks, key=lambda block: _reading_key(block, regions))


def _reading_key(block: Line | Table, regions: Sequence[Region]) -> tuple[float, ...]:
    if block.bbox is None:
        return 0.0, 0.0
    # a table is read where it begins; a line that stands beside its first rule comes before it
    y = block.bbox[1] if isinstance(block, Table) else block.bbox[3] - 0.5 * _height(block.bbox)
    return order_key(regions, y, block.bbox)


def _height(box: Box) -> float:
    return box[3] - box[1]


class _CellFinder:
    """Finds the cell of a grid in which a glyph stands."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._fields = {
            (row, col): cell
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for col in range(cell.col, cell.col + cell.col_span)
        }

    def find(self, unit: Sequence[Glyph]) -> GridCell | None:
        """The cell in which most of the glyphs stand (among equals the first one), None outside the grid."""
        counts = Counter(self._around(glyph) for glyph in unit)
        return counts.most_common(1)[0][0]

    def _around(self, glyph: Glyph) -> GridCell | None:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        row, col = bisect_right(self._grid.ys, y) - 1, bisect_right(self._grid.xs, x) - 1
        return self._fields.get((row, col))


def _table(
    grid: Grid, held: dict[GridCell, list[Glyph]], drawn: list[Box], size: tuple[float, float], number: int
) -> Table:
    cells = []
    for place in grid.cells:
        lines = tuple(lines_of(held.get(place, ()), *size))
        empty = not lines and not any(_overlap(box, place.box) for box in drawn)
        cells.append(
            Cell(
                place.row,
                place.col,
                place.row_span,
                place.col_span,
                lines,
                place.box,
                seen_empty=empty,
                page=number,
                unsure=is_of_place(grid.doubt),
            )
        )
    reason = joined_reasons([open_fields(grid.open_fields) if grid.open_fields else None, grid.doubt])
    return Table(
        tuple(cells),
        grid.n_rows,
        grid.n_cols,
        grid.box,
        status="partial" if reason else "ok",
        reason=reason,
        ruled=grid.ruled,
        page=number,
    )


def _overlap(box: Box, cell: Box) -> bool:
    """True when a drawing reaches into a cell by more than its border."""
    return min(box[2], cell[2]) - max(box[0], cell[0]) > 2 and min(box[3], cell[3]) - max(box[1], cell[1]) > 2


def _shown(block: Line | Table, width: float, height: float, turn: int) -> Line | Table:
    """A block of the upright page with its boxes on the shown page of that size."""

    def back(box: Box | None) -> Box | None:
        return None if box is None else _rounded(back_turned_box(box, width, height, turn))

    if isinstance(block, Line):
        return replace(block, bbox=back(block.bbox))
    cells = tuple(
        replace(
            cell,
            bbox=back(cell.bbox),
            lines=tuple(replace(line, bbox=back(line.bbox)) for line in cell.lines),
        )
        for cell in block.cells
    )
    return replace(block, cells=cells, bbox=back(block.bbox))


def _rounded(box: Box) -> Box:
    """A hundredth of a point is more than any viewer shows, and keeps results free of float noise."""
    return round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)
