"""Small tables inside a detail section that say what an item costs in each year, a column for each:

ปี 2568 | ปี 2569 | ปี 2570 | รวม
24,000  | 24,000  | 25,500  | 73,500
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Cell, Line
from pipelines.parse.header_words import named_years
from pipelines.parse.headings import is_total_label
from pipelines.parse.rows import is_amount_text

_LEAST_YEARS = 2


def years_across(headings: Sequence[Cell], amounts: Sequence[Cell]) -> list[tuple[Line, ...]]:
    """The lines of a row of years and of the row of amounts below it, column by column: the year (or the word
    for their sum) and what stands under it. Empty where the rows are none of these.

    A label before the years (`งบประมาณ (บาท)`) is left out. Of a scan single amounts may be misread.
    """
    years = [cell for cell in headings if len(named_years(cell.text)) == 1]
    named = [named_years(cell.text) for cell in years]
    others = [cell for cell in headings if cell not in years and not is_total_label(cell.text)]
    if len(set(named)) < max(_LEAST_YEARS, len(named)) or any(cell.col > years[0].col for cell in others):
        return []
    columns = {cell.col: cell for cell in headings if cell.col >= years[0].col}
    below = {cell.col: cell for cell in amounts}
    under = [cell for col, cell in below.items() if col in columns]
    if not under or 2 * sum(is_amount_text(cell.text) for cell in under) < len(under):
        return []
    if any(col > years[0].col and col not in columns for col in below):
        return []
    found = []
    for col, heading in sorted(columns.items()):
        beside = below.get(col)
        found.append((*heading.lines, *(beside.lines if beside is not None else ())))
    return [tuple(line for line in lines if line.text.strip()) for lines in found]
