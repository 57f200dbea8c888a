"""Ticks in the columns of a report's table that say how far an item is (done, under way, not begun).

Readers of scans give no text for a tick: it shows as a cell that holds ink and no text beside cells that were
seen to be empty.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from extract.model import Cell, Line
from normalize.chars import DASHES, canonical
from pipelines.parse.items import is_exact
from pipelines.parse.report_grid import Stage

STATES: frozenset[Stage] = frozenset({"done", "ongoing", "waiting", "failed"})
"""The stages of which an item has one."""
_TICKS = frozenset("/✓✔√☑●xX")
_LEAST_COLUMNS = 2
UNREAD_TICK = "a tick that was not read for sure"

_LEAST_MARKS = 2

Row = Mapping[int, Cell]


def is_tick(text: str) -> bool:
    """Whether a text is a tick and nothing else."""
    return canonical(text).strip() in _TICKS


def is_dash(cell: Cell) -> bool:
    """Whether a cell holds a dash: none, or on a scan perhaps a tick."""
    text = canonical(cell.text).strip()
    return len(text) == 1 and text in DASHES


def without_dashes(rows: Sequence[Row], columns: Collection[int]) -> list[dict[int, Cell]]:
    """The rows without the dashes in `columns` beside ticks: they stand for what is not ticked."""
    if not any(is_tick(row[column].text) for row in rows for column in columns if column in row):
        return [dict(row) for row in rows]
    return [
        {
            column: replace(cell, lines=()) if column in columns and is_dash(cell) else cell
            for column, cell in row.items()
        }
        for row in rows
    ]


def _is_mark(cell: Cell) -> bool:
    return is_dash(cell) and not any(map(is_exact, cell.lines))


def inked_ticks(rows: Sequence[Row], columns: Collection[int]) -> tuple[list[dict[int, Cell]], list[Cell]]:
    """The rows with a tick in the one cell of `columns` that holds ink without text, where all the others
    were seen to be empty; and the cells with ink whose row leaves open which is ticked.

    `columns` tell states of which an item has one. Rows in which one of them has a text are left as they are;
    but the lone dash that a scan reads among blank cells is a tick that was not read for sure, where no row
    has several dashes.
    """
    ticked = all(len(_marks(row, columns)) < _LEAST_MARKS for row in rows)
    read: list[dict[int, Cell]] = []
    unsure: list[Cell] = []
    for row in rows:
        cells = {column: row[column] for column in columns if column in row}
        inked = [column for column, cell in cells.items() if _holds_ink(cell)]
        read.append(dict(row))
        told = [column for column, cell in cells.items() if cell.text.strip()]
        if len(cells) < _LEAST_COLUMNS:
            continue
        if len(told) == 1 and told == _marks(row, columns):
            unsure.append(cells[told[0]])
            if ticked and not inked:
                read[-1][told[0]] = _ticked(cells[told[0]])
        if not inked:
            continue
        if len(inked) > 1 or any(cell.text.strip() for cell in cells.values()):
            unsure += [cells[column] for column in inked]
        else:
            read[-1][inked[0]] = _ticked(cells[inked[0]])
    return read, unsure


def _marks(row: Row, columns: Collection[int]) -> list[int]:
    return [column for column in columns if column in row and _is_mark(row[column])]


def _holds_ink(cell: Cell) -> bool:
    return cell.bbox is not None and not cell.seen_empty and not cell.text.strip() and cell.col_span == 1


def _ticked(cell: Cell) -> Cell:
    return replace(cell, lines=(Line("✓", cell.bbox),))
