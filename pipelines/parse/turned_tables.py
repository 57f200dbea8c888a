"""Tables with a row for each year and a column for each item, as the tables that name the items in rows:

ปีงบประมาณ | โครงการอบรม | กิจกรรมรณรงค์ | รวม          โครงการ/กิจกรรม/มาตรการ | 2570   | 2571
2570       | 20,000      | -             | 20,000   →   โครงการอบรม             | 20,000 | 25,000
2571       | 25,000      | 5,000         | 30,000       กิจกรรมรณรงค์           | -      | 5,000
                                                        รวม                     | 20,000 | 30,000
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.model import Cell, Line, Table
from normalize.digits import to_arabic
from normalize.named_amounts import names_amount
from pipelines.parse.header_rows import table_rows
from pipelines.parse.header_words import heads_years, named_years
from pipelines.parse.headings import dimension_cell, is_total_label
from pipelines.parse.items import KIND_WORDS

_ITEM = re.compile(rf"\s*(?:\(?[๐-๙\d]{{1,2}}[.)]\s*)?[\"“]?(?:{KIND_WORDS})\s*[^\s/:|]")
_FIGURE = re.compile(r"\s*\d[\d,.]*\s*(?:บาท)?\s*")
_HEADING = "โครงการ/กิจกรรม/มาตรการ"
_LEAST_YEARS = 2
_MOST_HEADER_ROWS = 3


def with_items_in_rows(table: Table) -> Table:
    """Such a table turned, its cells with their places on the page; any other as it is. It holds nothing but
    consecutive years, items and sums, and no cell over several columns."""
    rows = [cells for _, cells in sorted(table_rows(table).items())]
    first = next((n for n, cells in enumerate(rows) if named_years(_label(cells))), 0)
    head, body = rows[:first], rows[first:]
    leaves = _leaves(head, table.n_cols)
    if not 0 < len(head) <= _MOST_HEADER_ROWS or not leaves or not _are_years(body):
        return table
    cells = [cell for row in body for cell in row if cell.col > 0]
    if any(cell.col_span > 1 for cell in cells) or not any(map(_is_money, cells)):
        return table
    bands = [
        cell for row in head for cell in row if cell.col > 0 and cell.text.strip() and cell not in leaves
    ]
    dimensions = {cell.col: cell for cell in bands if dimension_cell(cell.text) is not None}
    over = [cell for cell in bands if cell.col not in dimensions]
    return table if len(over) > 1 else _turned(table, leaves, body, dimensions, over)


def _turned(
    table: Table,
    leaves: Sequence[Cell],
    body: Sequence[Sequence[Cell]],
    dimensions: Mapping[int, Cell],
    over: Sequence[Cell],
) -> Table:
    """The table with a row for each of the `leaves` and each of the `dimensions` (by the first column), and a
    column for each row of the `body` below what stands `over` all."""
    top = len(over)
    width = 1 + len(body)
    turned = [Cell(0, 0, 1 + top, lines=(Line(_HEADING),), is_header=True, page=table.page)]
    turned += [replace(cell, row=0, col=1, row_span=1, col_span=len(body), is_header=True) for cell in over]
    turned += [replace(row[0], row=top, col=n, row_span=1, is_header=True) for n, row in enumerate(body, 1)]
    columns = {row[0].row: n for n, row in enumerate(body, 1)}
    row = top
    rows: dict[int, int] = {}
    for leaf in leaves:
        if leaf.col in dimensions:
            row += 1
            band = dimensions[leaf.col]
            turned.append(replace(band, row=row, col=0, row_span=1, col_span=width, is_header=False))
        row += 1
        rows[leaf.col] = row
        turned.append(replace(leaf, row=row, col=0, row_span=1, col_span=1, is_header=False))
    turned += [
        replace(cell, row=rows[cell.col], col=columns[cell.row], row_span=1, col_span=cell.row_span)
        for cells in body
        for cell in cells
        if cell.col > 0
    ]
    in_order = sorted(turned, key=lambda cell: (cell.row, cell.col))
    return replace(table, cells=tuple(in_order), n_rows=row + 1, n_cols=width)


def _is_money(cell: Cell) -> bool:
    return names_amount(cell.text) or _FIGURE.fullmatch(to_arabic(cell.text)) is not None


def _label(cells: Sequence[Cell]) -> str:
    """The text of a row's first column."""
    return cells[0].text if cells and cells[0].col == 0 else ""


def _are_years(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the rows are of consecutive years, one each, and at most a sum below them."""
    labels = [_label(cells) for cells in rows]
    if any(cells[0].row_span > 1 or cells[0].col_span > 1 for cells in rows):
        return False
    if labels and is_total_label(labels[-1]):
        labels.pop()
    years = [year for label in labels for year in named_years(label)]
    alone = all(len(named_years(label)) == 1 for label in labels)
    return alone and len(years) >= _LEAST_YEARS and years == [*range(years[0], years[0] + len(years))]


def _leaves(head: Sequence[Sequence[Cell]], n_cols: int) -> list[Cell]:
    """The headings of the columns behind that of the years, the lowest of each, where they are items and at
    most a sum behind them; none otherwise."""
    cells = [cell for row in head for cell in row if cell.text.strip()]
    if not any(cell.col == 0 and heads_years(cell.text) for cell in cells):
        return []
    leaves = []
    for col in range(1, n_cols):
        over = [cell for cell in cells if cell.col <= col < cell.col + cell.col_span]
        if not over or over[-1].col_span > 1:
            return []
        leaves.append(over[-1])
    items = leaves[:-1] if leaves and is_total_label(leaves[-1].text) else leaves
    return leaves if items and all(_ITEM.match(leaf.text) for leaf in items) else []
