"""Small documents of fictional localities, written as grids of text, for the tests of the plan parsers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Block, Cell, Document, Line, Page, Table
from extract.ocr_text import read_text

LINE_HEIGHT = 16.0
COLUMN_WIDTH = 90.0
LEFT = 50.0


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell over several rows or columns. The cells it covers are written as None."""

    text: str
    rows: int = 1
    cols: int = 1


CellText = str | Merged | None


def grid(
    rows: Sequence[Sequence[CellText]],
    *,
    page: int = 1,
    top: float = 100.0,
    headers: int = 1,
    widths: Sequence[float] | None = None,
    confidence: float | None = None,
) -> Table:
    """A ruled table with boxes. An empty line in a cell takes its height and holds nothing, so
    that an amount can
    be set on the base line of its item."""
    n_cols = max(len(row) for row in rows)
    edges = [LEFT]
    for col in range(n_cols):
        edges.append(edges[-1] + (widths[col] if widths else COLUMN_WIDTH))
    heights = [max((_height(cell) for cell in row), default=1) for row in rows]
    tops = [top]
    for height in heights:
        tops.append(tops[-1] + height * LINE_HEIGHT)
    cells = []
    for r, row in enumerate(rows):
        for c, spec in enumerate(row):
            if spec is None:
                continue
            merged = spec if isinstance(spec, Merged) else Merged(spec)
            bottom, right = tops[r + merged.rows], edges[c + merged.cols]
            box = (edges[c], tops[r], right, bottom)
            cells.append(
                Cell(
                    r,
                    c,
                    merged.rows,
                    merged.cols,
                    _lines(merged.text, box, confidence),
                    box,
                    is_header=r < headers,
                    seen_empty=not merged.text.strip(),
                    page=page,
                )
            )
    return Table(tuple(cells), len(rows), n_cols, (LEFT, top, edges[-1], tops[-1]), page=page)


def _height(cell: CellText) -> int:
    if cell is None or (isinstance(cell, Merged) and cell.rows > 1):
        return 1
    text = cell.text if isinstance(cell, Merged) else cell
    return text.count("\n") + 1


def _lines(text: str, box: tuple[float, float, float, float], confidence: float | None) -> tuple[Line, ...]:
    lines = []
    for place, part in enumerate(text.split("\n")):
        if part.strip():
            y = box[1] + place * LINE_HEIGHT
            right = min(box[2] - 2, box[0] + 2 + 7.0 * len(part))
            lines.append(Line(part, (box[0] + 2, y + 2, right, y + LINE_HEIGHT - 2), confidence))
    return tuple(lines)


def prose(text: str, *, page: int = 1, top: float = 60.0) -> list[tuple[int, Line]]:
    """Lines of running text down a page."""
    found = []
    for place, part in enumerate(text.strip().split("\n")):
        y = top + place * LINE_HEIGHT
        if part.strip():
            indent = 24.0 * ((len(part) - len(part.lstrip())) // 2)
            box = (LEFT + indent, y, min(545.0, LEFT + indent + 6.0 * len(part.strip())), y + LINE_HEIGHT - 3)
            found.append((page, Line(part.strip(), box)))
    return found


def document(*parts: Table | list[tuple[int, Line]]) -> Document:
    """A document of tables and running text in the order given."""
    tables: list[Table] = []
    flow: list[Block] = []
    for part in parts:
        if isinstance(part, Table):
            flow.append(Block(part.page, part, len(tables)))
            tables.append(part)
        else:
            flow += [Block(page, line) for page, line in part]
    numbers = sorted({block.page for block in flow if block.page is not None})
    pages = tuple(
        Page(number, "text", 595, 842, blocks=tuple(b.content for b in flow if b.page == number))
        for number in numbers
    )
    return Document("plan.pdf", "0" * 64, "text_pdf", pages, tuple(tables), tuple(flow))


def text_document(text: str) -> Document:
    """A document of OCR text, as another tool would have written it."""
    pages = read_text(text)
    tables: list[Table] = []
    flow: list[Block] = []
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Table):
                flow.append(Block(page.number, block, len(tables)))
                tables.append(block)
            else:
                flow.append(Block(page.number, block))
    return Document("plan.txt", "0" * 64, "text", pages, tuple(tables), tuple(flow))
