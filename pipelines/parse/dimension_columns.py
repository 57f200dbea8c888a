"""Tables with a column for each dimension, as the tables that have a row for each item:

รายการ      | มิติที่ 1                 | มิติที่ 2          มิติ     | โครงการ/กิจกรรม | งบประมาณ
โครงการ     | 1. โครงการอบรม         | 3. กิจกรรมรณรงค์    มิติที่ 1 | 1. โครงการอบรม  | 20,000
            | 2. โครงการค่าย         |               →           | 2. โครงการค่าย  | 15,000
งบประมาณ    | 1. 20,000 / 2. 15,000 | 3. -               มิติที่ 2 | 3. กิจกรรมรณรงค์ | -
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Cell, Document, Line, Table
from normalize.digits import to_arabic
from normalize.money import parse_money
from pipelines.parse.header_rows import table_rows
from pipelines.parse.headings import dimension_word
from pipelines.parse.items import KIND_WORDS

_HEADINGS = ("มิติ", "โครงการ/กิจกรรม")
_LEAST_DIMENSIONS = 2
_NUMBER = re.compile(r"\s*\(?(\d{1,3})(?:\)|\.(?!\d))\s*(?=\S)")
"""`1. ` and `(1)`; `2.5` is a figure."""
_FIGURE = re.compile(r"\d{3}")
_DASH = re.compile(r"\s*[-–•]\s*(?=[ก-ฮเ-ไ\"“])")
_ITEM = re.compile(rf"\s*[\"“]?(?:{KIND_WORDS})\s*[^\s/:|]")


def with_dimension_rows(document: Document) -> Document:
    """The document with such tables as ones with a row for each item; their cells keep their places."""
    tables = tuple(_in_rows(table) for table in document.tables)
    if all(new is old for new, old in zip(tables, document.tables, strict=True)):
        return document
    flow = tuple(
        block if block.table_index is None else replace(block, content=tables[block.table_index])
        for block in document.flow
    )
    return replace(document, tables=tables, flow=flow)


def _in_rows(table: Table) -> Table:
    """Such a table turned; any other as it is, also one whose cells cannot be told apart by item."""
    rows = [{cell.col: cell for cell in cells} for _, cells in sorted(table_rows(table).items())]
    if len(rows) <= 2 or any(cell.col_span > 1 or cell.row_span > 1 for cell in table.cells):
        return table
    head, body = rows[0], rows[1:]
    dimensions = {col: dimension_word(cell.text) for col, cell in head.items() if col > 0}
    numbers = [*dimensions.values()]
    if len(numbers) < _LEAST_DIMENSIONS or None in numbers or len(set(numbers)) < len(numbers):
        return table
    names = next((row for row in body if _names_items(row)), None)
    others = [row for row in body if row is not names]
    if names is None or any(0 not in row or not row[0].text.strip() for row in others):
        return table
    entries: list[tuple[Cell, list[list[Line]]]] = []
    for col, band in head.items():
        if col == 0:
            continue
        listed = _entries(names[col].lines) if col in names else []
        columns = [_values(row.get(col), listed) for row in others]
        if any(column is None for column in columns):
            return table
        for n, name in enumerate(listed):
            entries.append((band, [name, *(column[n] for column in columns if column is not None)]))
    return _turned(table, entries, [row[0] for row in others])


def _turned(table: Table, entries: Sequence[tuple[Cell, list[list[Line]]]], labels: Sequence[Cell]) -> Table:
    cells = [
        Cell(0, n, lines=(Line(text),), is_header=True, page=table.page) for n, text in enumerate(_HEADINGS)
    ]
    cells += [replace(cell, row=0, col=n, is_header=True) for n, cell in enumerate(labels, len(_HEADINGS))]
    for row, (band, values) in enumerate(entries, 1):
        cells.append(replace(band, row=row, col=0, is_header=False))
        cells += [
            Cell(row, col, lines=tuple(lines), seen_empty=not lines, page=band.page)
            for col, lines in enumerate(values, 1)
        ]
    return replace(table, cells=tuple(cells), n_rows=len(entries) + 1, n_cols=len(_HEADINGS) + len(labels))


def _names_items(row: dict[int, Cell]) -> bool:
    """Whether the cells of a row behind its label name items, each at least one."""
    filled = [cell for col, cell in row.items() if col > 0 and cell.text.strip()]
    return bool(filled) and all(
        any(_ITEM.match(_marked(line.text)[1]) for line in cell.lines) for cell in filled
    )


def _marked(text: str) -> tuple[int | None, str]:
    """The number that a line begins with, and what stands behind it or a dash."""
    number = _NUMBER.match(to_arabic(text))
    if number is not None:
        return int(number[1]), text[number.end() :]
    dash = _DASH.match(text)
    return None, text[dash.end() :] if dash is not None else text


def _entries(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a cell, entry by entry: each begins with a number, a dash or the word for a project."""
    found: list[list[Line]] = []
    numbered = any(_marked(line.text)[0] is not None for line in lines)
    for line in lines:
        number, rest = _marked(line.text)
        begins = number is not None if numbered else rest != line.text or _ITEM.match(line.text) is not None
        if begins or not found:
            found.append([line])
        else:
            found[-1].append(line)
    return found


def _values(cell: Cell | None, names: Sequence[Sequence[Line]]) -> list[list[Line]] | None:
    """What a cell says of each of the items, by number, else line by line; None where neither tells, as of
    one sum broken over as many lines as there are items."""
    lines = [line for line in cell.lines if line.text.strip()] if cell is not None else []
    if not lines:
        return [[] for _ in names]
    wanted = [_marked(name[0].text)[0] for name in names]
    entries = _entries(lines)
    if len(names) == 1 and len(entries) == 1 and _marked(lines[0].text)[0] in (None, *wanted):
        return [[_without_number(lines[0]), *lines[1:]]]
    told = {_marked(entry[0].text)[0]: entry for entry in entries}
    if None not in told and set(told) <= set(wanted) and len(told) == len(entries):
        found = [told.get(number, []) for number in wanted]
        return [[_without_number(entry[0]), *entry[1:]] if entry else [] for entry in found]
    if None not in told or len(lines) != len(names) or _is_one_amount(lines):
        return None
    return [[line] for line in lines]


def _is_one_amount(lines: Sequence[Line]) -> bool:
    """Whether a figure stands in some of the lines and others are no amounts: words that go on with it."""
    figures = any(_FIGURE.search(to_arabic(line.text)) for line in lines)
    return figures and not all(parse_money(line.text).certain for line in lines)


def _without_number(line: Line) -> Line:
    number, rest = _marked(line.text)
    return line if number is None else replace(line, text=rest, reading=None)
