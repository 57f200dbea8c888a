"""The body rows of a summary table, cell by role: what spans from above, what a text table shifted.

Tables of OCR text lose and shift cells. There a row is set right by its run of amounts: where it stands
beside the budget columns, the whole row is moved under them; a run of twice the width is two rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.model import Cell, Table
from normalize.digits import to_arabic
from normalize.money import is_no_budget
from normalize.numbering import parse_numbering
from pipelines.parse.columns import Column, Layout
from pipelines.parse.evidence import number_trusted
from pipelines.parse.header_rows import table_rows
from pipelines.parse.header_words import Role

_AMOUNT_CELL = re.compile(
    r"\s*(?:จำนวน)?\s*(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*(?:บาท)?\s*|\s*(?:[-–—]\s*)+|\s*จำนวน\s*[-–—]\s*บาท\s*"
)


@dataclass(slots=True)
class Row:
    """One body row. `cells` are those that begin in it; `moved` says by how many columns it was shifted."""

    index: int
    cells: list[Cell]
    layout: Layout
    extra: list[list[Cell]] = field(default_factory=list)
    moved: int = 0

    def of(self, *roles: Role) -> list[Cell]:
        """The cells whose first column has one of the roles, left to right."""
        wanted = {column.index for column in self.layout.all(*roles)}
        return [cell for cell in self.cells if cell.col in wanted]

    def at(self, column: Column) -> Cell | None:
        """The cell that covers `column`; of one line of amounts over as many columns the column's own."""
        for cell in self.cells:
            if cell.col <= column.index < cell.col + cell.col_span:
                return self._own_amount(cell, column)
        return None

    def _own_amount(self, cell: Cell, column: Column) -> Cell:
        covered = [
            other.index
            for other in self.layout.all("budget", "total")
            if cell.col <= other.index < cell.col + cell.col_span
        ]
        parts = cell.text.split()
        if len(covered) < 2 or column.index not in covered or len(cell.lines) != 1:
            return cell
        if len(parts) != len(covered) or not all(map(is_amount_text, parts)) or _may_be_one(parts):
            return cell
        line = replace(cell.lines[0], text=parts[covered.index(column.index)])
        return replace(cell, col=column.index, col_span=1, lines=(line,))

    @property
    def torn(self) -> bool:
        """Whether its cells may stand in other columns: it has not as many as its table, and not one amount
        for each budget column (and its sum) in its place."""
        if not any(cell.ragged for cell in self.cells):
            return False
        budget = sorted(self.layout.of_money)
        return budget not in [[cell.col for cell in run] for run in _amount_runs(self.cells)]

    @property
    def filled(self) -> list[Cell]:
        """The cells that hold text."""
        return [cell for cell in self.cells if cell.text.strip()]

    @property
    def page(self) -> int | None:
        """The page of its first cell."""
        return self.cells[0].page if self.cells else None


def is_amount_text(text: str) -> bool:
    """Whether a cell's whole text is one amount, dash or no-budget phrase."""
    arabic = to_arabic(text).strip()
    return bool(arabic) and (
        bool(_AMOUNT_CELL.fullmatch(arabic)) or (is_no_budget(arabic) and len(arabic) < 40)
    )


def body_rows(table: Table, layout: Layout) -> list[Row]:
    """The rows below the header. Rows of a table without boxes are set right where cells were shifted."""
    positioned = any(cell.bbox is not None for cell in table.cells)
    rows = []
    for index, cells in sorted(table_rows(table).items()):
        if index >= layout.header_rows:
            row = Row(index, cells, layout)
            rows.append(row if positioned else _set_right(row))
    return rows


def row_numbers(row: Row) -> list[tuple[int, bool]]:
    """The item numbers of a column of their own, and whether each was read for sure."""
    found = []
    for cell in row.of("seq"):
        for line in cell.lines:
            numbering = parse_numbering(line.text)
            if numbering is not None and len(numbering.path) == 1 and not numbering.rest:
                found.append((numbering.path[0], number_trusted(line)))
            elif re.fullmatch(r"\s*\d{1,3}\s*[.)]\s*", to_arabic(line.text)):
                found.append((int(re.sub(r"\D", "", to_arabic(line.text))), number_trusted(line)))
    return found


def text_beside(row: Row) -> str | None:
    """What stands in the column of item numbers, if anything does."""
    return " ".join(to_arabic(cell.text).strip() for cell in row.of("seq")).strip() or None


def covering(table: Table) -> dict[tuple[int, int], Cell]:
    """Filled cells that go on over rows below their first, by each such row and column."""
    return {
        (row, col): cell
        for cell in table.cells
        if cell.row_span > 1 and cell.text.strip()
        for row in range(cell.row + 1, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    }


def _set_right(row: Row) -> Row:
    """Move a shifted row under its budget columns, and unfold amounts of several rows laid side by side."""
    budget = [column.index for column in row.layout.all("budget")]
    if not budget or any(cell.col_span > 1 for cell in row.cells):
        return row
    runs = _amount_runs(row.cells)
    width = len(budget)
    run = max(runs, key=len, default=[])
    if width < 2 or len(run) < width:
        return row  # a lone number is as well an item's own, or a tick
    start = run[0].col
    if len(run) >= 2 * width and len(run) % width == 0 and start == budget[0]:
        return _unfold(row, run, width)
    if len(run) != width or any(len(one) >= width and one[0].col == budget[0] for one in runs):
        return row
    shift = start - budget[0]
    filled = [cell for cell in row.cells if cell.text.strip()]
    first = 0 if all(cell.col >= shift for cell in filled) else _block_start(filled, start)
    moved = [replace(cell, col=cell.col - shift) if cell.col >= first else cell for cell in filled]
    if any(cell.col < 0 for cell in moved) or len({cell.col for cell in moved}) < len(moved):
        return row
    return Row(row.index, moved, row.layout, moved=shift)


def _block_start(filled: Sequence[Cell], start: int) -> int:
    """The first of the filled columns right before the amounts: what stands further left, before the
    blank that was put in, has not moved."""
    columns = {cell.col for cell in filled}
    while start - 1 in columns:
        start -= 1
    return start


def _amount_runs(cells: Sequence[Cell]) -> list[list[Cell]]:
    runs: list[list[Cell]] = []
    for cell in cells:
        if not is_amount_text(cell.text):
            continue
        if runs and runs[-1][-1].col == cell.col - 1:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return runs


def _unfold(row: Row, run: list[Cell], width: int) -> Row:
    """A row whose amounts repeat to the right: the first set stays, the others become rows of their own."""
    inside = {id(cell) for cell in run[width:]}
    extra = [
        [replace(cell, col=run[place].col) for place, cell in enumerate(run[first : first + width])]
        for first in range(width, len(run), width)
    ]
    cells = [cell for cell in row.cells if id(cell) not in inside]
    return Row(row.index, cells, row.layout, extra=extra)


def _may_be_one(parts: Sequence[str]) -> bool:
    """Whether amounts side by side may be one whose commas were lost (`20 000`); `000` alone is a zero."""
    digits = [to_arabic(part) for part in parts]
    return any(re.fullmatch(r"\d{3}", part) for part in digits[1:]) and set(digits) != {"000"}
