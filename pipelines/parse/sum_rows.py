"""Rows of sums that a table without rules holds in the last row of its items, and sentences below them:

6 | โครงการอบรม        | 91,750  | 6,000         6 | โครงการอบรม | 91,750  | 6,000
  | รวมเป็นเงิน          | 232,000 | 157,750   →     | รวมเป็นเงิน   | 232,000 | 157,750
  | รวมทั้งแผน 389,750 บาท                      รวมทั้งแผน 389,750 บาท   (below the table)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Block, Cell, Document, Line, Table
from normalize.chars import DASHES
from normalize.digits import to_arabic
from normalize.named_amounts import names_amount
from pipelines.parse.header_rows import table_rows
from pipelines.parse.headings import is_total_label

_NOTHING = re.compile(rf"[\s{re.escape(DASHES)}]+")
_IN_BAHT = re.compile(r"\d\s*บาท")


def with_sum_rows(document: Document) -> Document:
    """The document with such sums in rows of their own, and such sentences as lines below their tables."""
    parted = [_parted(table) for table in document.tables]
    if all(table is old for (table, _), old in zip(parted, document.tables, strict=True)):
        return document
    flow: list[Block] = []
    for block in document.flow:
        if block.table_index is None:
            flow.append(block)
            continue
        table, below = parted[block.table_index]
        flow.append(replace(block, content=table))
        flow += [Block(page, line) for page, line in below]
    return replace(document, tables=tuple(table for table, _ in parted), flow=tuple(flow))


def _parted(table: Table) -> tuple[Table, list[tuple[int | None, Line]]]:
    """The table with its sums in rows of their own, and the lines that stand below it."""
    if table.ruled or any(cell.row_span > 1 for cell in table.cells if not cell.is_header):
        return table, []
    rows: list[tuple[int, list[Cell]]] = []
    below: list[tuple[int | None, Line]] = []
    shift = 0
    for row, cells in sorted(table_rows(table).items()):
        cut = _cut(cells)
        if cut is None:
            rows.append((row + shift, cells))
            continue
        lower = _below(cells, cut)
        if row == table.n_rows - 1:
            lower, below = _without_sentence(lower)
        rows += [(row + shift, _above(cells, cut)), (row + shift + 1, lower)]
        shift += 1
    if not shift:
        return table, []
    found = tuple(replace(cell, row=row) for row, cells in rows for cell in cells)
    return replace(table, cells=found, n_rows=table.n_rows + shift), below


def _cut(cells: Sequence[Cell]) -> float | None:
    """Where the label of a sum begins below the first line of a row's cells, where another cell tells
    amounts, or dashes, both above and below that place."""
    if any(cell.is_header for cell in cells):
        return None
    later = [line for cell in cells for line in cell.lines[1:]]
    labels = [line.bbox[1] for line in later if line.bbox is not None and is_total_label(line.text)]
    if not labels:
        return None
    cut = min(labels)
    both = zip(_above(cells, cut), _below(cells, cut), strict=True)
    return cut if any(_is_money(upper.text) and _is_money(lower.text) for upper, lower in both) else None


def _is_money(text: str) -> bool:
    return names_amount(text) or _NOTHING.fullmatch(text) is not None


def _above(cells: Sequence[Cell], cut: float) -> list[Cell]:
    """The cells with what stands above a place."""
    return [
        replace(
            cell,
            lines=tuple(line for line in cell.lines if _middle(line, cell) < cut),
            bbox=cell.bbox and (*cell.bbox[:3], cut),
        )
        for cell in cells
    ]


def _below(cells: Sequence[Cell], cut: float) -> list[Cell]:
    """The cells with what stands below a place."""
    return [
        replace(
            cell,
            lines=tuple(line for line in cell.lines if _middle(line, cell) >= cut),
            bbox=cell.bbox and (cell.bbox[0], cut, *cell.bbox[2:]),
        )
        for cell in cells
    ]


def _middle(line: Line, cell: Cell) -> float:
    box = line.bbox or cell.bbox
    return (box[1] + box[3]) / 2 if box is not None else 0.0


def _without_sentence(cells: Sequence[Cell]) -> tuple[list[Cell], list[tuple[int | None, Line]]]:
    """The cells of the last row without the sentences below the label of its sum, and these."""
    kept: list[Cell] = []
    below: list[tuple[int | None, Line]] = []
    for cell in cells:
        told = [n for n, line in enumerate(cell.lines) if n and _IN_BAHT.search(to_arabic(line.text))]
        size = told[0] if told else len(cell.lines)
        kept.append(replace(cell, lines=cell.lines[:size]))
        below += [(cell.page, line) for line in cell.lines[size:]]
    return kept, below
