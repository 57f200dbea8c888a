"""Rows of cell markup to a `Table`: which rows are header, which header cells are merged, what is ragged."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from extract.model import Cell, Line, Table
from extract.ocr_markup import cell_lines
from extract.table_doubts import beyond_header, uneven_rows

Span = tuple[int, int]
"""Rows and columns that a merged cell covers."""

MIN_COLUMNS = 3
"""From this many columns on, a single line or a lone cell in a row is taken for part of a table."""

_MAX_HEADER_ROWS = 4
_MAX_HEADER_TEXT = 160
_VALUE = re.compile(r"[-–—\s\d๐-๙,.%()/]*")
_YEAR = re.compile(r"(?:ปี|พ\.?\s?ศ\.?|ปีงบประมาณ|\s)*(?:2[45]\d\d|๒[๔๕][๐-๙]{2})")
_UNIT = re.compile(r"[^\d๐-๙]*\([^()\d๐-๙]{1,20}\)")
_NUMBERED = re.compile(r"[-–•(]?\s*[\d๐-๙]{1,3}(?:\.[\d๐-๙]{1,3})*[.)]")


def make_table(
    rows: list[list[str]], *, sure_headers: int, page: int | None, given_spans: dict[tuple[int, int], Span]
) -> Table:
    """Build a table of rows of cell markup.

    `sure_headers` rows are header by the markup itself; more are recognised by what they hold.
    `given_spans` are spans that the markup states; header spans are reconstructed only where it states none.
    """
    n_source_cols = max(len(row) for row in rows)
    lengths = Counter(len(row) for row in rows)
    lines = [[cell_lines(cell) for cell in row] + [()] * (n_source_cols - len(row)) for row in rows]
    n_cols = _used_columns(lines)
    lines = [row[:n_cols] for row in lines]
    texts = [[" ".join(cell) for cell in row] for row in lines]
    n_headers = max(sure_headers, _count_headers(texts, sure_headers))
    spans = dict(given_spans) or _header_spans(texts[:n_headers])
    usual = lengths.most_common(1)[0][0]
    cells = tuple(
        replace(cell, ragged=not given_spans and len(rows[cell.row]) != usual)
        for cell in _cells(lines, spans, n_headers, page)
        if cell.col < len(rows[cell.row]) or len(rows[cell.row]) >= min(usual, n_cols) or cell.row < n_headers
    )  # a row that lost cells has none there, which is another thing than empty ones
    reason = _doubt(rows, texts, n_headers, usual)
    return Table(
        cells=cells,
        n_rows=len(rows),
        n_cols=n_cols,
        status="partial" if reason else "ok",
        reason=reason,
        page=page,
    )


def _used_columns(lines: list[list[tuple[str, ...]]]) -> int:
    """The number of columns without those at the end that are empty in every row."""
    n_cols = len(lines[0])
    while n_cols > 1 and not any(row[n_cols - 1] for row in lines):
        n_cols -= 1
    return n_cols


def _doubt(rows: list[list[str]], texts: list[list[str]], n_headers: int, usual: int) -> str | None:
    """Why cells of the table may stand in a wrong column; None when nothing speaks for it.

    That is so in a row that has not as many cells as usual (empty ones at the end aside), and for body
    cells to the right of the last header.
    """
    n_cols = len(texts[0])
    ragged = [
        r
        for r, row in enumerate(rows)
        if len(row) != usual and (len(row) < min(usual, n_cols) or any(texts[r][min(usual, n_cols) :]))
    ]
    if ragged:
        return uneven_rows(ragged)
    headed = [c for row in texts[:n_headers] for c, cell in enumerate(row) if cell]
    if headed and max(headed) + 1 < n_cols:
        return beyond_header(max(headed))
    return None


def _count_headers(texts: list[list[str]], sure: int) -> int:
    """How many rows at the top are header rows."""
    count = sure
    if count == 0:
        if not _is_header_like(texts[0]):
            return 0
        count = 1
    while count < min(len(texts) - 1, _MAX_HEADER_ROWS) and _goes_on(texts, count):
        count += 1
    return count


def _is_header_like(row: list[str]) -> bool:
    filled = [cell for cell in row if cell]
    return bool(filled) and not any(_is_data(cell) for cell in filled)


def _is_data(cell: str) -> bool:
    """A value, a numbered item or a long text: nothing that stands in a header."""
    if _YEAR.fullmatch(cell):
        return False
    return bool(_VALUE.fullmatch(cell) or _NUMBERED.match(cell)) or len(cell) > _MAX_HEADER_TEXT


def _goes_on(texts: list[list[str]], r: int) -> bool:
    """Whether row `r` belongs to the header whose last row is above it."""
    above, row = texts[r - 1], texts[r]
    filled = [c for c, cell in enumerate(row) if cell]
    if not filled or not _is_header_like(row):
        return False
    if _is_title(above):
        return len(filled) >= 2
    same_sort = {row[c] for c in filled}
    labels = len(same_sort) == 1 or all(_YEAR.fullmatch(t) or _UNIT.fullmatch(t) for t in same_sort)
    if labels and len(filled) >= 2 and not row[0]:
        return True
    fills_gap = any(not above[c] and any(above[:c]) for c in filled)
    return fills_gap and (not row[0] or len(filled) == len(row)) and len(filled) >= 2


def _is_title(row: list[str]) -> bool:
    """A lone text at the start of a wide row: a title over the whole table."""
    return len(row) >= MIN_COLUMNS and bool(row[0]) and not any(row[1:])


def _header_spans(header: list[list[str]]) -> dict[tuple[int, int], Span]:
    """Spans of merged header cells: over blanks on the right that the row below fills, and blanks below."""
    spans: dict[tuple[int, int], Span] = {}
    covered: set[tuple[int, int]] = set()
    for r, row in enumerate(header):
        for c, cell in enumerate(row):
            if not cell or (r, c) in covered:
                continue
            is_title = c == 0 and len(header) > 1 and _is_title(row)
            width = len(row) if is_title else _width(header, covered, r, c)
            height = 1
            while r + height < len(header) and not any(header[r + height][c : c + width]):
                height += 1
            covered.update((r + dr, c + dc) for dr in range(height) for dc in range(width))
            if (height, width) != (1, 1):
                spans[r, c] = (height, width)
    return spans


def _width(header: list[list[str]], covered: set[tuple[int, int]], r: int, c: int) -> int:
    """Columns that a header cell stands over: blanks to its right whose next row is filled, like its own."""
    if r + 1 >= len(header) or not header[r + 1][c]:
        return 1
    width = 1
    row, below = header[r], header[r + 1]
    while c + width < len(row) and not row[c + width] and below[c + width] and (r, c + width) not in covered:
        width += 1
    return width


def _cells(
    lines: list[list[tuple[str, ...]]], spans: dict[tuple[int, int], Span], n_headers: int, page: int | None
) -> list[Cell]:
    covered = {
        (r + dr, c + dc)
        for (r, c), (height, width) in spans.items()
        for dr in range(height)
        for dc in range(width)
        if (dr, dc) != (0, 0)
    }
    n_cols = len(lines[0])
    cells = []
    for r, row in enumerate(lines):
        for c, cell in enumerate(row):
            if (r, c) in covered:
                continue
            height, width = spans.get((r, c), (1, 1))
            cells.append(
                Cell(
                    row=r,
                    col=c,
                    row_span=height,
                    col_span=min(width, n_cols - c),
                    lines=tuple(Line(text) for text in cell),
                    is_header=r < n_headers,
                    page=page,
                )
            )
    return cells
