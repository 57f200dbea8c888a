"""Titles printed as rows of a table (as spreadsheets do), told as the lines above it that they are:

(หน่วย : พันบาท)                              (หน่วย : พันบาท)
ที่ | โครงการ | ปี 2566 | ปี 2567       →     ที่ | โครงการ | ปี 2566 | ปี 2567
1 | โครงการอบรม | 20 | 25                    1 | โครงการอบรม | 20 | 25
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.model import Block, Cell, Document, Table
from pipelines.parse.header_rows import looks_like_header, table_rows
from pipelines.parse.item_bands import names_project

_MOST_TITLES = 6
_LEAST_COLUMNS = 3


def without_title_rows(document: Document) -> Document:
    """The document with the leading rows of tables that are one cell over all columns, above a row of
    headings, as lines before the table."""
    titles = [_titles(table) for table in document.tables]
    if not any(titles):
        return document
    tables = tuple(
        _without_rows(table, found) if found else table
        for table, found in zip(document.tables, titles, strict=True)
    )
    flow: list[Block] = []
    for block in document.flow:
        if block.table_index is None:
            flow.append(block)
            continue
        lines = [(cell.page, line) for cell in titles[block.table_index] for line in cell.lines]
        flow += [Block(page or block.page, line) for page, line in lines]
        flow.append(replace(block, content=tables[block.table_index]))
    return replace(document, tables=tables, flow=tuple(flow))


def _titles(table: Table) -> list[Cell]:
    """The cells of the title rows at the top of a table; none where no row of headings follows."""
    rows = table_rows(table)
    found: list[Cell] = []
    for row in range(min(_MOST_TITLES, table.n_rows) if table.n_cols >= _LEAST_COLUMNS else 0):
        cells = rows.get(row, [])
        if not _is_title(cells, table.n_cols):
            return found if looks_like_header(cells) else []
        found.append(cells[0])
    return []


def _is_title(cells: Sequence[Cell], n_cols: int) -> bool:
    lone = len(cells) == 1 and cells[0].row_span == 1 and cells[0].col_span == n_cols
    return lone and not names_project(cells[0].text)


def _without_rows(table: Table, titles: Sequence[Cell]) -> Table:
    """The table without its first rows; the cells below move up."""
    rest = tuple(replace(cell, row=cell.row - len(titles)) for cell in table.cells if cell.row >= len(titles))
    return replace(table, cells=rest, n_rows=table.n_rows - len(titles))
