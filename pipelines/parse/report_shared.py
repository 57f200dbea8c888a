"""Cells of a report's table that several items share: merged over the rows of all of them."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Cell
from normalize.chars import fold
from pipelines.parse.headings import is_total_label
from pipelines.parse.report_grid import Grid


@dataclass(frozen=True, slots=True)
class SharedCells:
    """The cells from rows above that each body row's item shares, by column; and how many items share a cell,
    by the cell's identity."""

    covering: list[dict[int, Cell]]
    items: dict[int, int]

    def doubt(self, cell: Cell) -> str:
        """Why the amount in a shared cell is doubtful."""
        return f"one amount stands for {self.items[id(cell)]} items"


def shared_cells(grid: Grid, item_column: int) -> SharedCells:
    """The merged cells of a table that stand beside several names; a name merged over rows is one item."""
    named = [
        place
        for place, row in enumerate(grid.rows)
        if item_column in row and fold(row[item_column].text) and not is_total_label(row[item_column].text)
    ]
    shared = SharedCells([{} for _ in grid.rows], {})
    for place, row in enumerate(grid.rows):
        for column, cell in row.items():
            if cell.row_span < 2 or cell.col_span > 1 or not cell.text.strip():
                continue
            own = [other for other in named if place <= other < place + cell.row_span]
            if len(own) > 1:
                shared.items[id(cell)] = len(own)
                for other in own[1:]:
                    shared.covering[other][column] = cell
    return shared
