"""Figures that a narrow column broke over lines (`1,250,0` above `00.-`), as the one line that they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Cell, Document, Line, Table
from normalize.digits import to_arabic
from pipelines.parse.evidence import joined_line

_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?(?:[.,]-|\s*บาท)?")
_CUT = re.compile(r"\d{1,3}(?:,\d{3})*(?:,\d{0,2}|\.\d?)")
"""A figure whose last group or satang lack digits: no amount ends so."""
_UNCUT, _NEXT_GROUP = re.compile(r"\d{1,3}(?:,\d{3})*"), re.compile(r"(?:,\d{3}|\.\d\d)")
_MOST_PARTS = 3


def without_broken_figures(document: Document) -> Document:
    """The document with each broken figure of its tables on one line; itself where there is none."""
    tables = tuple(map(_whole_table, document.tables))
    if all(table is old for table, old in zip(tables, document.tables, strict=True)):
        return document
    flow = tuple(
        block if block.table_index is None else replace(block, content=tables[block.table_index])
        for block in document.flow
    )
    return replace(document, tables=tables, flow=flow)


def _whole_table(table: Table) -> Table:
    cells = tuple(map(_whole_cell, table.cells))
    return table if all(map(_is_same, cells, table.cells)) else replace(table, cells=cells)


def _is_same(cell: Cell, other: Cell) -> bool:
    return cell is other


def _whole_cell(cell: Cell) -> Cell:
    if len(cell.lines) < 2:
        return cell
    lines = _mended(cell.lines)
    return cell if len(lines) == len(cell.lines) else replace(cell, lines=tuple(lines))


def _mended(lines: Sequence[Line]) -> list[Line]:
    """The lines of a cell, those of each broken figure as one."""
    mended: list[Line] = []
    place = 0
    while place < len(lines):
        parts = lines[place : place + _parts_of_figure(lines[place:])]
        mended.append(joined_line(parts, gap="") if len(parts) > 1 else parts[0])
        place += len(parts)
    return mended


def _parts_of_figure(lines: Sequence[Line]) -> int:
    """How many lines make the figure that the first of them begins: one where it is whole, or none."""
    text = to_arabic(lines[0].text).strip()
    for count, line in enumerate(lines[1:_MOST_PARTS], start=2):
        more = to_arabic(line.text).strip()
        if not _CUT.fullmatch(text) and not (_UNCUT.fullmatch(text) and _NEXT_GROUP.match(more)):
            return 1
        text += more
        if _WHOLE.fullmatch(text):
            return count
    return 1
