"""Cells of a report's number table that print a figure and its percentage in brackets: `4 (80.00%)`."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.model import Cell
from normalize.chars import canonical
from normalize.digits import to_arabic
from pipelines.parse.report_grid import Grid

_WITH_SHARE = re.compile(
    r"\s*(?P<figure>\d[\d,]*(?:\.\d+)?)\s*\(\s*(?:(?:คิดเป็น)?ร้อยละ\s*)?(?P<share>\d+(?:\.\d+)?|-)\s*%?\s*\)\s*"
)
_SHARE_HEADER = re.compile(r"[\s(/]*(?:และ)?\s*(?:คิด ?เป็น)?(?:ร้อย ?ละ|%|เปอร์ ?เซ็นต์)[^()]*\)?")
"""What a header says of the percentages: `เบิกจ่าย (ร้อยละ)`."""
Shares = dict[int, Cell]
"""The percentage beside a figure, by the identity of the figure's cell."""


def shares_apart(grid: Grid) -> tuple[Grid, Shares]:
    """The table with figures alone in such cells, and the percentages apart. Only of exact text: what a scan
    made of brackets and points is left as it was read."""
    shares: Shares = {}
    rows = tuple({column: _figure(cell, shares) for column, cell in row.items()} for row in grid.rows)
    parted = {column for row in rows for column, cell in row.items() if id(cell) in shares}
    paths = tuple(
        tuple(_SHARE_HEADER.sub("", text).strip() for text in path) if column in parted else path
        for column, path in enumerate(grid.paths)
    )
    return replace(grid, rows=rows, paths=paths), shares


def _figure(cell: Cell, shares: Shares) -> Cell:
    match = _WITH_SHARE.fullmatch(to_arabic(canonical(cell.text)).replace("\n", " "))
    if match is None or any(line.confidence is not None for line in cell.lines):
        return cell
    text = canonical(cell.text).replace("\n", " ")
    figure, share = (
        replace(cell, lines=(replace(cell.lines[0], text=text[match.start(part) : match.end(part)]),))
        for part in ("figure", "share")
    )
    shares[id(figure)] = share
    return figure
