"""Parsers see pages set upright: boxes are turned before parsing, and those of the records back again.

Which line stands beside or below which, and where a line ends, tells items and amounts apart. On a page that
was scanned sideways the boxes of the page as shown would say the contrary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from extract.model import Block, Box, Cell, Document, Line, Page, Table
from extract.turn import back_turned_box, turned_box
from pipelines.records import ParsedDocument

Turn = Callable[[Box, float, float, int], Box]
Pages = Mapping[int | None, Page]


def upright(document: Document) -> Document:
    """The document with the boxes of its turned pages as they stand when the pages are set upright."""
    pages = _turned_pages(document)
    if not pages:
        return document
    tables = tuple(_table(table, pages) for table in document.tables)
    flow = tuple(
        replace(block, content=tables[block.table_index])
        if block.table_index is not None
        else replace(block, content=_content(block, pages))
        for block in document.flow
    )
    shown = tuple(
        replace(page, blocks=tuple(_content(Block(page.number, block), pages) for block in page.blocks))
        for page in document.pages
    )
    return replace(document, pages=shown, tables=tables, flow=flow)


def turn_back(parsed: ParsedDocument, document: Document) -> None:
    """Give the boxes of all records, read from `upright(document)`, their places on the pages as shown."""
    pages = _turned_pages(document)
    done: set[int] = set()
    for field in fields(parsed) if pages else ():
        value = getattr(parsed, field.name)
        for record in value if isinstance(value, list) else ():
            _turn_record(record, pages, done)


def _turn_record(record: Any, pages: Pages, done: set[int]) -> None:
    """The box of a record and that of its source; a source that records share is turned once."""
    if not is_dataclass(record) or id(record) in done:
        return
    done.add(id(record))
    box, page = getattr(record, "bbox", None), pages.get(getattr(record, "page", None))
    if box is not None and page is not None:
        setattr(record, "bbox", _turned(box, page, back_turned_box))  # noqa: B010 (of any class with a box)
    _turn_record(getattr(record, "source", None), pages, done)


def _turned_pages(document: Document) -> dict[int | None, Page]:
    return {
        page.number: page for page in document.pages if page.rotation_deg and page.width_pt and page.height_pt
    }


def _turned(box: Box | None, page: Page, turn: Turn) -> Box | None:
    return None if box is None else turn(box, page.width_pt or 0.0, page.height_pt or 0.0, page.rotation_deg)


def _content(block: Block, pages: Pages) -> Line | Table:
    if isinstance(block.content, Table):
        return _table(block.content, pages)
    return _line(block.content, pages.get(block.page))


def _line(line: Line, page: Page | None) -> Line:
    return line if page is None else replace(line, bbox=_turned(line.bbox, page, turned_box))


def _table(table: Table, pages: Pages) -> Table:
    """The table; each of its cells knows its own page."""
    cells = tuple(_cell(cell, pages.get(cell.page)) for cell in table.cells)
    page = pages.get(table.page)
    box = table.bbox if page is None else _turned(table.bbox, page, turned_box)
    return replace(table, cells=cells, bbox=box)


def _cell(cell: Cell, page: Page | None) -> Cell:
    if page is None:
        return cell
    lines = tuple(_line(line, page) for line in cell.lines)
    return replace(cell, lines=lines, bbox=_turned(cell.bbox, page, turned_box))
