"""Ticks in a measure report's columns of states (`ดำเนินการแล้ว`, `อยู่ระหว่างดำเนินการ`): words at the head of the
measure's result tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.model import Cell, Line, Table
from normalize.text import unwrap
from pipelines.parse.report_grid import stage_of
from pipelines.parse.report_ticks import STATES, inked_ticks, is_tick

_LEAST_STATES = 2


def state_column(table: Table) -> int | None:
    """The first of the columns that tell the state of each measure by ticks; None where there are none."""
    return min(_states(table), default=None)


def states_told(table: Table, results: Sequence[int]) -> Table:
    """The table with the state of each measure before its result (in the first of the columns
    `results`, which may be one of those with ticks), and without the columns of ticks; as it is where there
    is no result or are no such columns."""
    names = _states(table)
    if not results or not names:
        return table
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.col] = cell
    body = {row: cells for row, cells in rows.items() if not any(cell.is_header for cell in cells.values())}
    ticked, _ = inked_ticks([*body.values()], names)
    told = {row: _told(cells, names, results[0]) for row, cells in zip(body, ticked, strict=True)}
    kept: list[Cell] = []
    for cell in table.cells:
        state = told.get(cell.row) if cell.col == results[0] else None
        of_ticks = cell.col in names and (cell.is_header or is_tick(cell.text) or told.get(cell.row))
        if of_ticks and state is None:
            continue
        own = replace(cell, lines=()) if of_ticks else cell
        kept.append(_begun_with(own, state) if state is not None else own)
    return replace(table, cells=tuple(kept))


def _begun_with(cell: Cell, state: str) -> Cell:
    if not cell.lines:
        return replace(cell, lines=(Line(state, cell.bbox),))
    first, *others = cell.lines
    return replace(cell, lines=(replace(first, text=f"{state} {first.text}"), *others))


def _states(table: Table) -> dict[int, str]:
    """The printed state of each column below whose header nothing but ticks stands; none of fewer
    than two states."""
    names: dict[int, str] = {}
    for cell in table.cells:
        if cell.is_header and cell.col_span == 1 and stage_of(cell.text) in STATES:
            names[cell.col] = unwrap(cell.text.split("\n"))
    filled = [cell for cell in table.cells if not cell.is_header and cell.col in names and cell.text.strip()]
    wordy = {cell.col for cell in filled if not is_tick(cell.text)}
    states = {column: name for column, name in names.items() if column not in wordy}
    return states if len(set(map(stage_of, states.values()))) >= _LEAST_STATES else {}


def _told(row: dict[int, Cell], names: dict[int, str], result: int) -> str | None:
    """The state that a row ticks; None where it ticks none or several, or has no cell to tell it in."""
    ticked = [column for column in names if column in row and is_tick(row[column].text)]
    return names[ticked[0]] if len(ticked) == 1 and result in row else None
