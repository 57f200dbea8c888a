"""The year of a summary table's one budget column, as a line above or a row over the items tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Line
from normalize.chars import canonical
from normalize.dates import year_mentions
from normalize.digits import to_arabic
from pipelines.parse.columns import Layout
from pipelines.parse.evidence import digits_trusted
from pipelines.parse.header_words import header_years, named_years
from pipelines.parse.rows import Row

_CAPTION = re.compile(r"^\s*(?:แผน\S*|โครงการ\S*|กิจกรรม\S*)?\s*(?:ประจำ|ใน|สำหรับ)(?=ปี)")
_MARKER = re.compile(r"^\s*[(]?(?:[ก-ฮ]|\d{1,2})\s*[.)]+\s*")
FISCAL = re.compile(r"ปี(?:งบประมาณ)?\s*(?:พ\s*\.\s*ศ\s*\.?)?\s*$")
"""What stands before the number of a fiscal year."""


def with_year_above(layout: Layout, above: Sequence[Line], plan_years: Sequence[int]) -> Layout:
    """The layout, of a plan that has a table for each year, with the year of its one budget column
    (`ประจำปีงบประมาณ พ.ศ. 2567`). That of a year behind the plan's own is doubtful."""
    budget = layout.all("budget")
    if len(budget) != 1 or (budget[0].year is not None and header_years(budget[0].header)):
        return layout
    year = _year_above(above, plan_years) if len(plan_years) > 1 else None
    if year is not None:
        return _dated(layout, year)
    other = _year_of_caption(above[-1:])
    if other is None or not plan_years or other <= max(plan_years):
        return layout
    return _dated(layout, other, sure=False)


def with_year_of_band(row: Row, layout: Layout, plan_years: Sequence[int]) -> Layout | None:
    """The layout with the year that a row over items and amounts names alone (`ปีงบประมาณ พ.ศ. 2567`), as that
    of its one budget column; None for other rows."""
    budget, item = layout.all("budget"), layout.first("item")
    filled = row.filled
    if len(filled) != 1 or len(budget) != 1 or item is None:
        return None
    over = range(filled[0].col, filled[0].col + filled[0].col_span)
    years = named_years(_CAPTION.sub("", to_arabic(filled[0].text)))
    wide = item.index in over and budget[0].index in over
    if not wide or len(years) != 1 or years[0] not in plan_years or not digits_trusted(filled[0].lines):
        return None
    return _dated(layout, years[0])


def _dated(layout: Layout, year: int, sure: bool = True) -> Layout:
    """The layout with the year of its budget column, which is doubtful unless it is `sure`."""
    columns = [
        replace(column, year=year, inferred=not sure) if column.role == "budget" else column
        for column in layout.columns
    ]
    return replace(layout, columns=tuple(columns))


def _year_of_caption(above: Sequence[Line]) -> int | None:
    """The fiscal year that is all that the line right above a table says (`2. ปีงบประมาณ พ.ศ. 2569`), read for
    sure."""
    for line in above:
        years = named_years(_CAPTION.sub("", _MARKER.sub("", to_arabic(canonical(line.text)))))
        return years[0] if len(years) == 1 and digits_trusted([line]) else None
    return None


def _year_above(above: Sequence[Line], plan_years: Sequence[int]) -> int | None:
    """The one fiscal year of the plan that the nearest line with years names; None where it names several, or
    was not read for sure."""
    for line in reversed(above):
        text = to_arabic(canonical(line.text))
        mentions = year_mentions(text)
        if not mentions:
            continue
        (first, *others) = mentions
        fiscal = FISCAL.search(text[: first.start]) or FISCAL.match(text[first.start :])
        alone = not others and len(first.years) == 1 and first.years[0] in plan_years
        return first.years[0] if alone and fiscal and digits_trusted([line]) else None
    return None
