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
from pipelines.parse.header_words import named_years
from pipelines.parse.rows import Row

_CAPTION = re.compile(r"^\s*(?:แผน\S*|โครงการ\S*|กิจกรรม\S*)?\s*(?:ประจำ|ใน|สำหรับ)(?=ปี)")
FISCAL = re.compile(r"ปี(?:งบประมาณ)?\s*(?:พ\s*\.\s*ศ\s*\.?)?\s*$")
"""What stands before the number of a fiscal year."""


def with_year_above(layout: Layout, above: Sequence[Line], plan_years: Sequence[int]) -> Layout:
    """The layout, of a plan that has a table for each year, with the year of its one budget column
    (`ประจำปีงบประมาณ พ.ศ. 2567`)."""
    budget, year = layout.all("budget"), _year_above(above, plan_years)
    lone = len(budget) == 1 and budget[0].year is None and len(plan_years) > 1
    return _dated(layout, year) if lone and year is not None else layout


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


def _dated(layout: Layout, year: int) -> Layout:
    """The layout with the year of its budget column."""
    columns = [replace(column, year=year) if column.role == "budget" else column for column in layout.columns]
    return replace(layout, columns=tuple(columns))


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
