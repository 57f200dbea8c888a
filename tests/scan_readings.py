"""Documents as a scan gives them: every line with what an engine would have read, and how sure it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.model import Document, Line, Reading, Table

Read = Callable[[Line], Line]


def reading(weak: Callable[[str], bool] = lambda _: False, sure: float = 0.99) -> Read:
    """Reads lines well (`sure`), each character as sure as the next; those that are `weak` badly."""

    def read(line: Line) -> Line:
        own = 0.6 if weak(line.text) else sure
        return replace(line, confidence=own, reading=Reading(line.text, own, (own,) * len(line.text)))

    return read


WELL = reading()
"""Reads every line well."""


def scanned_table(table: Table, read: Read = WELL) -> Table:
    """A table of a scan. Nothing tells that its blank cells are empty."""
    cells = [replace(cell, lines=tuple(map(read, cell.lines)), seen_empty=False) for cell in table.cells]
    return replace(table, cells=tuple(cells))


def scanned(document: Document, read: Read = WELL) -> Document:
    """A document of a scan."""
    flow = []
    for block in document.flow:
        content = block.content
        seen = scanned_table(content, read) if isinstance(content, Table) else read(content)
        flow.append(replace(block, content=seen))
    tables = tuple(block.content for block in flow if isinstance(block.content, Table))
    return replace(document, flow=tuple(flow), tables=tables)
