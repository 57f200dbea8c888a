"""The percentages of a report's number table: in brackets beside a figure (`4 (80.00%)`), or in a column of
their own that shows what the columns beside it are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

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
_PARTS = {"items_percent": ("done_items", "planned_items"), "budget_percent": ("spent_baht", "planned_baht")}
"""By the percentage: what it is a share of, and of which base."""
_TELLING_ROWS = 2
"""So many shares that fit to the last of their decimals are no chance."""
_HALF_OF_LAST = Decimal("0.005")
_SHARE = re.compile(r"\d{1,3}\.\d{2}\s*%?")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


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


def bases_by_shares(grid: Grid, quantities: Mapping[int, str | None]) -> dict[int, str | None]:
    """Quantities with the base of a percentage where two columns would be that percentage and none its base.

    A scan that reads a letter of a heading as `%` makes a percentage of planned figures. One of the two is
    the base where the other is the share of what was done in it, to the last decimal.
    """
    settled = dict(quantities)
    for percent, (part, base) in _PARTS.items():
        alike = [column for column, quantity in quantities.items() if quantity == percent]
        parts = [column for column, quantity in quantities.items() if quantity == part]
        if len(alike) == 2 and len(parts) == 1 and base not in quantities.values():
            pairs = ((alike[0], alike[1]), (alike[1], alike[0]))
            fitting = [whole for whole, share in pairs if _is_base(grid, whole, parts[0], share)]
            if len(fitting) == 1:
                settled[fitting[0]] = base
    return settled


def _is_base(grid: Grid, whole: int, part: int, share: int) -> bool:
    """Whether the figures of one column are the base of the shares in another, in the rows that tell it; one
    share among several may be wrong in the document itself."""
    fits = misfits = 0
    for row in grid.rows:
        told = _trio(row, whole, part, share)
        if told is None:
            continue
        base, done, stated = told
        if abs(done * 100 / base - stated) > _HALF_OF_LAST:
            misfits += 1
        else:
            fits += 0 < stated < 100
    return fits >= _TELLING_ROWS and fits > 2 * misfits


def _trio(
    row: Mapping[int, Cell], whole: int, part: int, share: int
) -> tuple[Decimal, Decimal, Decimal] | None:
    """Base, part and printed share of a row; None where one of them is no figure, or the base nothing."""
    base, done, stated = (_printed(row.get(column)) for column in (whole, part, share))
    if not (_FIGURE.fullmatch(base) and _FIGURE.fullmatch(done) and _SHARE.fullmatch(stated)):
        return None
    figures = Decimal(base.replace(",", "")), Decimal(done.replace(",", "")), Decimal(stated.rstrip("% "))
    return figures if figures[0] else None


def _printed(cell: Cell | None) -> str:
    return to_arabic(canonical(cell.text)).strip() if cell is not None else ""
