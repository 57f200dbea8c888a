"""Tables whose one column of money does not say the year in its heading.

A row for each year of an item, the year in a column of its own:

1 | โครงการอบรม | 2570 | 20,000
  |             | 2571 | 25,000

Ticks under the years in which an item is carried out, and what it costs a year:

1 | โครงการอบรม | ✓ |   | ✓ | 20,000
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.model import Cell
from normalize.chars import fold
from pipelines.parse.evidence import digits_trusted
from pipelines.parse.groups import AmountRow, Group
from pipelines.parse.header_words import lone_year
from pipelines.parse.rows import Row

_OPEN = frozenset({"☐", "□", "❑", "❏", "○", "-", "–", "—"})
"""What stands in a cell that is not ticked."""
_EACH_YEAR = re.compile(r"ต่อปี|/ปี|ปีละ|รายปี")


def by_year(row: Row, amounts: AmountRow) -> AmountRow:
    """The amounts of a row under the year that stands in it. A year that was not read for sure is not taken:
    then nothing says for which year they are."""
    column, budget = row.layout.first("year"), row.layout.all("budget")
    cell = row.at(column) if column is not None else None
    year = lone_year(cell.text) if cell is not None else None
    if cell is None or year is None or len(budget) != 1 or not digits_trusted(cell.lines):
        return amounts
    key = budget[0].key
    return replace(
        amounts,
        amounts={year: amounts.amounts[key]} if key in amounts.amounts else {},
        cells={year: amounts.cells[key]} if key in amounts.cells else {},
    )


def by_ticks(row: Row, amounts: AmountRow) -> AmountRow:
    """The amounts of a row under each of the years that are ticked in it.

    Where several are and the heading does not say that the amount is for each year, the amounts are doubtful;
    so are those of a scan, which does not tell a ticked box from one left open. Without any tick the years
    are not known."""
    columns, budget = row.layout.all("tick"), row.layout.all("budget")
    if not columns or len(budget) != 1 or budget[0].key not in amounts.cells:
        return amounts
    found = {column.year: row.at(column) for column in columns}
    cells = {year: cell for year, cell in found.items() if year is not None and cell is not None}
    ticked = [year for year, cell in cells.items() if _is_ticked(cell)]
    if not ticked:
        return amounts
    doubt = None
    if len(ticked) > 1 and not _EACH_YEAR.search(fold(budget[0].header)):
        doubt = "one amount stands for several years"
    elif any(not cells[year].text.strip() for year in ticked):
        doubt = "ticks of a scan were not read"
    money, cell = amounts.amounts[budget[0].key], amounts.cells[budget[0].key]
    return replace(
        amounts, amounts=dict.fromkeys(ticked, money), cells=dict.fromkeys(ticked, cell), doubt=doubt
    )


def _is_ticked(cell: Cell) -> bool:
    """Whether a mark stands in a cell, or ink that was not read; an open box is none."""
    text = cell.text.strip()
    return text not in _OPEN if text else cell.bbox is not None and not cell.seen_empty


def take_years(group: Group) -> None:
    """Let the years of a group be those of its rows, where these name their own."""
    named = {key for row in group.rows for key in row.amounts}
    if named - set(group.years):
        group.years = tuple(sorted(named))
