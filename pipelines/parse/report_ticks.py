"""Ticks in the columns of a report's table that say how far an item is (done, under way, not begun).

Readers of scans give no text for a tick: it shows as a cell that holds ink and no text beside cells that were
seen to be empty.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from extract.model import Cell, Line
from normalize.chars import canonical
from pipelines.parse.report_grid import Stage

STATES: frozenset[Stage] = frozenset({"done", "ongoing", "waiting", "failed"})
"""The stages of which an item has one."""
_TICKS = frozenset("/✓✔√☑●xX")
_LEAST_COLUMNS = 2
UNREAD_TICK = "a tick that was not read for sure"

Row = Mapping[int, Cell]


def is_tick(text: str) -> bool:
    """Whether a text is a tick and nothing else."""
    return canonical(text).strip() in _TICKS


def inked_ticks(rows: Sequence[Row], columns: Collection[int]) -> tuple[list[dict[int, Cell]], list[Cell]]:
    """The rows with a tick in the one cell of `columns` that holds ink without text, where all the others
    were seen to be empty; and the cells with ink whose row leaves open which is ticked.

    `columns` tell states of which an item has one. Rows in which one of them has a text are left as they are.
    """
    read: list[dict[int, Cell]] = []
    unsure: list[Cell] = []
    for row in rows:
        cells = {column: row[column] for column in columns if column in row}
        inked = [column for column, cell in cells.items() if _holds_ink(cell)]
        read.append(dict(row))
        if len(cells) < _LEAST_COLUMNS or not inked:
            continue
        if len(inked) > 1 or any(cell.text.strip() for cell in cells.values()):
            unsure += [cells[column] for column in inked]
        else:
            read[-1][inked[0]] = _ticked(cells[inked[0]])
    return read, unsure


def _holds_ink(cell: Cell) -> bool:
    return cell.bbox is not None and not cell.seen_empty and not cell.text.strip() and cell.col_span == 1


def _ticked(cell: Cell) -> Cell:
    return replace(cell, lines=(Line("✓", cell.bbox),))
