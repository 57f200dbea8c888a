"""Pages that repeat an earlier one (`extract.repeats`): what they say counts once.

All of such a page stays in the tables `pages` and `cells`; its row in `pages` and a finding name both pages.
"""

from __future__ import annotations

from dataclasses import replace

from extract.model import Document


def without_repeated_pages(document: Document) -> Document:
    """The document as parsers see it: of pages that repeat an earlier one nothing is left but empty tables,
    so that the others keep their numbers."""
    again = {page.number for page in document.pages if page.repeats is not None}
    if not again:
        return document
    tables = tuple(
        replace(table, cells=(), n_rows=0) if {cell.page for cell in table.cells} & again else table
        for table in document.tables
    )
    flow = tuple(
        block if block.table_index is None else replace(block, content=tables[block.table_index])
        for block in document.flow
        if block.page not in again
    )
    pages = tuple(page for page in document.pages if page.number not in again)
    return replace(document, pages=pages, tables=tables, flow=flow)
