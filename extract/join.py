"""Logical tables out of the tables of pages, and one reading flow over all pages.

A table goes on over a page break when only running heads, feet and page numbers stand between its parts,
its columns are the same, and the next part either repeats the header (a misread header cell does not
matter) or has none. Repeated header rows are left out, unless they name another year; a row cut by the break
is made whole; a merged cell that goes on is one cell on each page. Every cell keeps its own page and box.
The tables of a page that repeats an earlier one stand for themselves, and those around it go on over it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from extract.columns import LOOSE_EDGE, SAME_EDGE, Columns, column_edges, match_columns, open_gaps, remap
from extract.headers import count_header_rows, rows_of
from extract.model import Block, Line, Page, Table
from extract.table_doubts import joined_reasons
from normalize.chars import fold
from normalize.digits import to_arabic

_YEAR = re.compile(r"(?<!\d)25\d\d(?!\d)")
_SURE = 0.9
"""Confidence from which the digits of a line count as read."""
SAME_HEADER = 75.0
"""Likeness (0-100) of two header bands from which on they are the same: one misread cell of a few passes."""

MARGIN = 0.13
"""Part of a page's height at its top and bottom where running heads and feet stand."""

ENDS_LOW = 0.55
"""A part whose successor has no header ends below this part of the page's height."""

_PAGE_NUMBER = re.compile(
    r"^[\s\-–—.()\[\]/|]*(?:หน้า(?:ที่)?\s*)?[\d๐-๙ก-ฮivxIVX]{0,4}(?:\s*[/จาก]+\s*[\d๐-๙]{1,4})?[\s\-–—.()\[\]/|]*$"
)
_ITEM_START = re.compile(r"^\s*(?:[(]?[\d๐-๙]+(?:[.][\d๐-๙]+)*[.)]|[-–•*]|โครงการ|กิจกรรม|มาตรการ|รวม|มิติ)")
_NUMBER = re.compile(r"[\d๐-๙]|^\s*[-–—]\s*$")


@dataclass(slots=True)
class _Logical:
    """A logical table under construction: its rows so far, its header band and the place of its last part."""

    table: Table
    n_header: int
    columns: Columns
    last_page: Page
    last_box_bottom: float


def join_pages(pages: Sequence[Page]) -> tuple[tuple[Table, ...], tuple[Block, ...]]:
    """The logical tables and the reading flow of pages in order."""
    running = _running_lines([page for page in pages if page.repeats is None])
    done: list[_Logical] = []
    flow: list[Block] = []
    open_table: int | None = None
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Line):
                flow.append(Block(page.number, block))
                if page.repeats is None and not _is_running(block, page, running):
                    open_table = None
                continue
            if page.repeats is not None:
                flow.append(Block(page.number, block, table_index=len(done)))
                done.append(_begin(block, page))
                continue
            joined = False
            if open_table is not None and done[open_table].last_page is not page:
                joined = _append(done[open_table], block, page)
            if not joined:
                done.append(_begin(block, page))
                open_table = len(done) - 1
                flow.append(Block(page.number, block, table_index=open_table))
        if page.status == "failed":
            open_table = None
    tables = tuple(logical.table for logical in done)
    placed = (
        block if block.table_index is None else replace(block, content=tables[block.table_index])
        for block in flow
    )
    return tables, tuple(placed)


def _begin(table: Table, page: Page) -> _Logical:
    n_header = count_header_rows(table)
    cells = tuple(
        replace(cell, is_header=cell.row < n_header, page=cell.page or page.number) for cell in table.cells
    )
    return _Logical(
        replace(table, cells=cells), n_header, column_edges(table, page), page, _bottom(table, page)
    )


def _append(logical: _Logical, part: Table, page: Page) -> bool:
    """Add the next page's part; False when it is another table."""
    edges = column_edges(part, page)
    drawn = part.ruled and logical.table.ruled
    gaps = None if part.ruled else open_gaps(part, page)
    mapping = match_columns(logical.columns, edges, SAME_EDGE if drawn else LOOSE_EDGE, gaps)
    if mapping is None:
        return False
    repeated = _repeated_header(logical, part)
    if repeated == 0:
        if count_header_rows(part) > 0 and logical.n_header > 0 and not _goes_on(logical, part):
            return False
        if logical.last_box_bottom < ENDS_LOW:
            return False
    if repeated and _names_other_years(logical, part, repeated):
        repeated = 0  # what the rows below are of
    old = remap(logical.table, mapping.left, mapping.n_cols)
    new = remap(_without_rows(part, repeated), mapping.right, mapping.n_cols)
    offset = old.n_rows
    cells = [replace(c, row=c.row + offset, is_header=False, page=c.page or page.number) for c in new.cells]
    merged = replace(
        old,
        cells=(*old.cells, *cells),
        n_rows=offset + new.n_rows,
        status="partial" if "partial" in (old.status, new.status) else "ok",
        reason=joined_reasons([old.reason, new.reason]),
    )
    logical.table = _heal_cut_row(merged, offset) if new.n_rows else merged
    logical.columns = mapping.columns
    logical.last_page = page
    logical.last_box_bottom = _bottom(part, page)
    return True


def _repeated_header(logical: _Logical, part: Table) -> int:
    """How many rows at the top of a part repeat the table's header; 0 when it is not repeated."""
    if logical.n_header == 0:
        return 0
    header = [fold(cell.text) for cell in logical.table.cells if cell.row < logical.n_header]
    best = 0
    for n_rows in (logical.n_header, logical.n_header - 1, logical.n_header + 1):
        if not 0 < n_rows <= part.n_rows or any(c.row < n_rows < c.row + c.row_span for c in part.cells):
            continue
        rows = [[fold(cell.text) for cell in row] for row in rows_of(part)[:n_rows]]
        band = [text for row in rows for text in row]
        fewer = n_rows < logical.n_header
        likeness = _likeness(band, header) if fewer else _likeness(header, band)
        if likeness >= SAME_HEADER and all(_of_header(row, header) for row in rows):
            best = n_rows
            break
    return best


def _names_other_years(logical: _Logical, part: Table, n_rows: int) -> bool:
    """Whether a repeated header names a year, read for sure, that the table's own does not."""
    own = {year for c in logical.table.cells if c.row < logical.n_header for year in _years(c.text)}
    return any(
        year not in own
        for cell in part.cells
        if cell.row < n_rows
        and all(line.confidence is None or line.confidence >= _SURE for line in cell.lines)
        for year in _years(cell.text)
    )


def _years(text: str) -> list[str]:
    return _YEAR.findall(to_arabic(text))


def _of_header(row: list[str], header: list[str]) -> bool:
    """Whether a row holds a heading of the table, or nothing: a row of items below the headings is none of
    theirs, however alike the rest is."""
    filled = [text for text in row if text]
    return not filled or any(fuzz.ratio(text, other) >= SAME_HEADER for text in filled for other in header)


def _goes_on(logical: _Logical, part: Table) -> bool:
    """Whether a part that seems to begin with headings begins with words that stand in the table's body:
    rows that say in words that there is no amount hold no number."""
    body = {fold(cell.text) for cell in logical.table.cells if cell.row >= logical.n_header}
    heads = {fold(cell.text) for cell in logical.table.cells if cell.row < logical.n_header}
    first = [text for cell in part.cells if cell.row == 0 and (text := fold(cell.text))]
    known = [text for text in first if text in body and text not in heads]
    return len(known) >= 2 and 2 * len(known) >= len(first)


def _likeness(header: list[str], band: list[str]) -> float:
    """Likeness of two bands: of their whole text, or the share of header cells found again."""
    if not any(header) or not any(band):
        return 0.0
    whole = fuzz.ratio("".join(header), "".join(band))
    cells = [text for text in header if text]
    found = sum(any(fuzz.ratio(text, other) >= SAME_HEADER for other in band) for text in cells)
    return float(max(whole, 100.0 * found / len(cells) if len(cells) >= 3 else 0.0))


def _without_rows(table: Table, n_rows: int) -> Table:
    cells = tuple(replace(cell, row=cell.row - n_rows) for cell in table.cells if cell.row >= n_rows)
    return replace(table, cells=cells, n_rows=table.n_rows - n_rows)


def _heal_cut_row(table: Table, first_new: int) -> Table:
    """Put the rest of a row that the page break cut back to its row.

    The rest is known by its empty number cells below a row that has numbers, and by text that starts no
    item.
    """
    rows = rows_of(table)
    above, below = rows[first_new - 1], rows[first_new]
    if not above or any(cell.row_span > 1 for cell in (*above, *below)):
        return table
    upper = {cell.col: cell for cell in above}
    filled = [cell for cell in below if cell.text.strip()]
    if not filled or {c.col: c.col_span for c in above} != {c.col: c.col_span for c in below}:
        return table
    numbers_above = [cell for cell in above if _NUMBER.search(cell.text)]
    starts_item = any(_ITEM_START.match(cell.text) or not upper[cell.col].text.strip() for cell in filled)
    has_numbers = any(_NUMBER.search(cell.text) for cell in below)
    if starts_item or has_numbers or not numbers_above or len(filled) > 0.5 * len(below):
        return table
    healed = {cell.col: replace(upper[cell.col], lines=upper[cell.col].lines + cell.lines) for cell in filled}
    cells = []
    for cell in table.cells:
        if cell.row == first_new:
            continue
        if cell.row == first_new - 1 and cell.col in healed:
            cells.append(healed[cell.col])
        else:
            cells.append(replace(cell, row=cell.row - 1) if cell.row > first_new else cell)
    return replace(table, cells=tuple(cells), n_rows=table.n_rows - 1)


def _bottom(table: Table, page: Page) -> float:
    """Where a table ends, as a part of the upright page's height (1 for pages without boxes)."""
    place = _vertical(table.bbox, page)
    return 1.0 if place is None else place[1]


def _vertical(box: tuple[float, float, float, float] | None, page: Page) -> tuple[float, float] | None:
    """Top and bottom of a box as parts of the height of the page set upright."""
    if box is None or not page.width_pt or not page.height_pt:
        return None
    x0, y0, x1, y1 = box
    if page.rotation_deg == 90:
        return x0 / page.width_pt, x1 / page.width_pt
    if page.rotation_deg == 270:
        return 1 - x1 / page.width_pt, 1 - x0 / page.width_pt
    if page.rotation_deg == 180:
        return 1 - y1 / page.height_pt, 1 - y0 / page.height_pt
    return y0 / page.height_pt, y1 / page.height_pt


def _running_key(line: Line) -> str:
    return re.sub(r"[\d๐-๙]+", "#", fold(line.text))


def _running_lines(pages: Sequence[Page]) -> set[tuple[int | None, str]]:
    """Texts (digits aside) that stand in the margin of at least two pages, by page; not on a page where they
    name another year than on the one before: there they are the caption of what stands below them."""
    alike: dict[str, dict[int | None, Line]] = {}
    in_margin: dict[str, set[int | None]] = {}
    for page in pages:
        for line in page.lines:
            text = _running_key(line)
            alike.setdefault(text, {})[page.number] = line
            if _in_margin(line, page):
                in_margin.setdefault(text, set()).add(page.number)
    return {
        (number, text)
        for text, numbers in in_margin.items()
        if len(numbers) >= 2 and text
        for number in numbers - _changes([*alike[text].items()])
    }


def _changes(lines: Sequence[tuple[int | None, Line]]) -> set[int | None]:
    """The pages on which a line names another year than the one like it before. Of a scan a year may be
    misread: where most of the lines have the same, it is theirs."""
    named = Counter(tuple(_years(line.text)) for _, line in lines)
    scanned = any(line.confidence is not None for _, line in lines)
    if scanned and 2 * max(named.values()) > len(lines):
        return set()
    return {
        number for (_, before), (number, line) in pairwise(lines) if _years(line.text) != _years(before.text)
    }


def _in_margin(line: Line, page: Page) -> bool:
    place = _vertical(line.bbox, page)
    return place is not None and (place[1] <= MARGIN or place[0] >= 1 - MARGIN)


def _is_running(line: Line, page: Page, running: set[tuple[int | None, str]]) -> bool:
    """True for page numbers and for running heads and feet."""
    if _PAGE_NUMBER.match(line.text):
        return True
    return _in_margin(line, page) and (page.number, _running_key(line)) in running
