"""The printed lines of a page in reading order, those of table cells in place."""

from __future__ import annotations

from collections.abc import Iterator

from extract.model import Box, Line, Page, lines_of
from extract.turn import turned_box


def printed_lines(page: Page) -> Iterator[Line]:
    """Every line of the page that holds text, tables row by row and cell by cell."""
    return (line for line in lines_of(page.blocks) if line.text.strip())


def plain_text(page: Page) -> str:
    """The page as plain text: a line per printed line, a table row on one line with tabs between cells.

    A row of dots stands between what it leads from and what it leads to.
    """
    parts: list[str] = []
    last: Line | None = None
    for block in page.blocks:
        if isinstance(block, Line):
            if last is not None and _is_led(page, last, block):
                parts[-1] += " " + block.text
            else:
                parts.append(block.text)
            last = block
        else:
            last = None
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                rows.setdefault(cell.row, []).append(cell.text.replace("\n", " "))
            parts.extend("\t".join(cells) for _, cells in sorted(rows.items()))
    return "\n".join(parts) + "\n"


def _is_led(page: Page, one: Line, other: Line) -> bool:
    """Whether a line goes on behind another at the same height, one of them a row of dots."""
    if not (_is_dots(one.text) or _is_dots(other.text)):
        return False
    first, second = _upright(page, one), _upright(page, other)
    if first is None or second is None:
        return False
    shared = min(first[3], second[3]) - max(first[1], second[1])
    lower = min(first[3] - first[1], second[3] - second[1])
    return shared > 0.5 * lower and second[0] > (first[0] + first[2]) / 2


def _upright(page: Page, line: Line) -> Box | None:
    if line.bbox is None or page.width_pt is None or page.height_pt is None:
        return None
    return turned_box(line.bbox, page.width_pt, page.height_pt, page.rotation_deg)


def _is_dots(text: str) -> bool:
    return len(text) > 3 and not text.strip(".")
