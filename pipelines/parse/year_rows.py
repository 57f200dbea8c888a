"""Tables with a row for each year of an item: the year stands in a column of its own, not in a heading.

1 | โครงการอบรม | 2570 | 20,000
  |             | 2571 | 25,000
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.parse.evidence import digits_trusted
from pipelines.parse.groups import AmountRow, Group
from pipelines.parse.header_words import lone_year
from pipelines.parse.rows import Row


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


def take_years(group: Group) -> None:
    """Let the years of a group be those of its rows, where these name their own."""
    named = {key for row in group.rows for key in row.amounts}
    if named - set(group.years):
        group.years = tuple(sorted(named))
