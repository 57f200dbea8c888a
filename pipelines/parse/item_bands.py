"""Tables of rows by year below a row that names the project, as the tables that name it in a column:

โครงการที่ 1 : โครงการอบรมธรรมะ                          2570 | จัดอบรม | 20,000 | โครงการอบรมธรรมะ | 1
ปีงบประมาณ | กิจกรรมที่ดำเนินการ | งบประมาณ (บาท)    →    2571 | จัดอบรม | 25,000 |                  |
2570 | จัดอบรม | 20,000
2571 | จัดอบรม | 25,000
รวม  |        | 45,000
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extract.model import Cell, Document, Line, Table
from normalize.chars import fold
from normalize.digits import to_arabic
from pipelines.parse.amounts import cell_amounts
from pipelines.parse.header_rows import table_rows
from pipelines.parse.header_words import heads_years, named_years
from pipelines.parse.headings import AT, dimension_word, is_total_label
from pipelines.parse.items import KIND_WORDS
from pipelines.parse.totals import dimensions_in
from pipelines.parse.turned_tables import with_items_in_rows
from pipelines.records import Remark

_NUMBERED = re.compile(
    rf"\s*(?:(?:{KIND_WORDS})\s*{AT}|ลำดับ(?:\s*{AT})?|ชื่อ(?:{KIND_WORDS}))?\s*(?P<number>\d{{1,3}})?\s*[:.)]?\s*"
    rf"(?=[\"“]?(?:{KIND_WORDS})\s*[^\s/:])"
)
_MONEY = re.compile(r"งบ|เงิน|บาท")
_HEADINGS = ("โครงการ/กิจกรรม/มาตรการ", "ที่")
_LAST_HEADER = 4
"""The header stands among so many rows: titles and the first item may come before it."""
DIFFERS = "a row's total that its years do not add up to"


@dataclass(slots=True)
class _Item:
    """A row that names an item, and the rows of years below it."""

    band: Cell
    rows: list[list[Cell]] = field(default_factory=list)
    sums: list[list[Cell]] = field(default_factory=list)


def names_project(text: str) -> bool:
    """Whether a row over all columns names a project: `โครงการที่ 1 : โครงการอบรมธรรมะ`."""
    return _NUMBERED.match(to_arabic(text)) is not None


def with_item_columns(document: Document) -> tuple[Document, list[Remark]]:
    """The document with such tables as ones that name their items in a column at the right, those of
    `turned_tables` as ones that name them at the left, and remarks on sums of items that their years do not
    add up to. Cells keep their places, but for headings."""
    remarks: list[Remark] = []
    tables = tuple(_with_columns(with_items_in_rows(table), remarks) for table in document.tables)
    if all(new is old for new, old in zip(tables, document.tables, strict=True)):
        return document, []
    flow = tuple(
        block if block.table_index is None else replace(block, content=tables[block.table_index])
        for block in document.flow
    )
    return replace(document, tables=tables, flow=flow), remarks


def _with_columns(table: Table, remarks: list[Remark]) -> Table:
    rows = [[cell for cell in cells if cell.text.strip()] for _, cells in sorted(table_rows(table).items())]
    header = next((cells for cells in rows[:_LAST_HEADER] if _is_header(cells)), None)
    found = _items(rows, table.n_cols, header) if header is not None else None
    if header is None or found is None:
        return table
    items, headings = found
    # the first row belongs to the header now; that of the first item is free
    headings = [replace(cell, row=cell.row or items[0].band.row) for cell in headings]
    kept = [cell for item in items for cells in item.rows for cell in cells]
    sums_each = len(items) == 1 or sum(bool(item.sums) for item in items) > 1
    for item in items:
        own = _own_sum(item) if sums_each else []
        _check_sum(item, own, header, remarks)
        kept += [_labelled(cell, table.n_cols) for cells in item.sums if cells is not own for cell in cells]
    heads = [replace(cell, row=0, row_span=1, is_header=True) for cell in header]
    heads += [
        Cell(0, table.n_cols + n, lines=(Line(text),), is_header=True, page=table.page)
        for n, text in enumerate(_HEADINGS)
    ]
    named = [cell for item in items for cell in _named(item, table.n_cols)]
    cells = sorted((*heads, *headings, *kept, *named), key=lambda cell: (cell.row, cell.col))
    return replace(table, cells=tuple(cells), n_cols=table.n_cols + len(_HEADINGS))


def _is_header(cells: Sequence[Cell]) -> bool:
    """Whether a row heads a column of years and one of money."""
    return any(heads_years(cell.text) for cell in cells) and any(map(_heads_money, cells))


def _heads_money(cell: Cell) -> bool:
    return _MONEY.search(fold(cell.text)) is not None and not heads_years(cell.text)


def _items(
    rows: Sequence[Sequence[Cell]], n_cols: int, header: Sequence[Cell]
) -> tuple[list[_Item], list[Cell]] | None:
    """The items of a table and its headings of dimensions, where it holds nothing else but its header and
    sums of items; None for other tables."""
    years = next(cell.col for cell in header if heads_years(cell.text))
    heads = {fold(cell.text) for cell in header}
    items: list[_Item] = []
    headings: list[Cell] = []
    for cells in rows:
        if cells and {fold(cell.text) for cell in cells} <= heads:
            continue
        if len(cells) == 1 and 2 * cells[0].col_span > n_cols and names_project(cells[0].text):
            items.append(_Item(cells[0]))
        elif items and any(cell.col == years and named_years(cell.text) for cell in cells):
            items[-1].rows.append([*cells])
        elif items and any(is_total_label(cell.text) for cell in cells):
            items[-1].sums.append([*cells])
        elif len(cells) == 1 and dimension_word(cells[0].text) is not None:
            headings.append(cells[0])
        elif cells:
            return None
    return (items, headings) if items and all(item.rows for item in items) else None


def _own_sum(item: _Item) -> list[Cell]:
    """The row with the sum of an item's years; those below it are sums of the dimension or the plan."""
    first = item.sums[0] if item.sums else []
    return [] if any(dimensions_in(cell.text) for cell in first) else first


def _labelled(cell: Cell, n_cols: int) -> Cell:
    """A cell of a sum; its label stands where the names of items do."""
    return replace(cell, col=n_cols, col_span=1) if is_total_label(cell.text) else cell


def _check_sum(item: _Item, own: Sequence[Cell], header: Sequence[Cell], remarks: list[Remark]) -> None:
    money = {cell.col for cell in header if _heads_money(cell)}
    told = [amount.money.amount for cell in own if cell.col in money for amount in cell_amounts(cell, 0)]
    parts = [
        amount.money.amount or Decimal(0)
        for cells in item.rows
        for cell in cells
        if cell.col in money
        for amount in cell_amounts(cell, 0)
    ]
    if told and told != [sum(parts)]:
        text = " | ".join(cell.text for cell in (item.band, *own))
        remarks.append(Remark(item.band.page, text, DIFFERS))


def _named(item: _Item, n_cols: int) -> list[Cell]:
    """The cells of an item's name and number, merged over its rows."""
    first, last = item.rows[0][0].row, item.rows[-1][0].row
    number = _NUMBERED.match(to_arabic(item.band.text))
    lines = item.band.lines
    if number is None or not lines:
        return []
    start = min(number.end(), len(lines[0].text))
    name = replace(
        item.band,
        row=first,
        col=n_cols,
        row_span=last - first + 1,
        col_span=1,
        is_header=False,
        lines=(replace(lines[0], text=lines[0].text[start:]), *lines[1:]),
    )
    if number["number"] is None:
        return [name]
    digits = replace(lines[0], text=number["number"], reading=None)
    return [name, replace(name, col=n_cols + 1, lines=(digits,))]
