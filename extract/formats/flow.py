"""The printed lines of a page in reading order, those of table cells in place."""

from __future__ import annotations

from collections.abc import Iterator

from extract.model import Line, Page, lines_of


def printed_lines(page: Page) -> Iterator[Line]:
    """Every line of the page that holds text, tables row by row and cell by cell."""
    return (line for line in lines_of(page.blocks) if line.text.strip())


def plain_text(page: Page) -> str:
    """The page as plain text: a line per printed line, a table row on one line with tabs between cells."""
    parts: list[str] = []
    for block in page.blocks:
        if isinstance(block, Line):
            parts.append(block.text)
        else:
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                rows.setdefault(cell.row, []).append(cell.text.replace("\n", " "))
            parts.extend("\t".join(cells) for _, cells in sorted(rows.items()))
    return "\n".join(parts) + "\n"
