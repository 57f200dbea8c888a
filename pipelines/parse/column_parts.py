"""Columns of money that are not what an item costs: its sources beside their sum, what was asked for beside
what was granted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.chars import fold
from pipelines.parse.column_years import PART_OF_YEAR
from pipelines.parse.columns import Column

_LEAST_SOURCES = 2
_ASKED = re.compile(r"(?:^|ที่|เสนอ|คำ|\()ขอ(?!ง(?!บ))|เดิม|ก่อน(?:การ)?(?:แก้ไข|ปรับ|เปลี่ยน)")
_GRANTED = re.compile(r"(?<!ขอ)อนุมัติ|ได้รับ|จัดสรร|ใหม่|(?<!ก่อน)(?<!ก่อนการ)(?:แก้ไข|ปรับปรุง|เปลี่ยนแปลง)")
"""Also what an amendment of the plan sets in the place of what stood there."""


def without_sources(columns: list[Column], plan_years: Sequence[int]) -> list[Column]:
    """Columns of money by source (`งบเทศบาล`, `เงินอุดหนุน`) beside their sum, in a plan of one year: the sum is
    what an item costs, as far as its row adds up (`pipelines.parse.source_amounts`)."""
    if len(plan_years) != 1:
        return columns  # they may be years
    budget = [column for column in columns if column.role == "budget"]
    sums = [column for column in columns if column.role == "total"]
    if len(budget) < _LEAST_SOURCES or len(sums) != 1 or any(column.year for column in budget):
        return columns
    if any(PART_OF_YEAR.search(column.header) for column in budget):
        return columns
    found = list(columns)
    for column in budget:
        found[column.index] = replace(column, role="part")
    found[sums[0].index] = replace(sums[0], role="budget")
    return found


def without_asked(columns: list[Column], headers: Sequence[Sequence[str]]) -> list[Column]:
    """What was asked for (`งบประมาณที่ขอ`) beside what was granted for the same year (`งบประมาณที่ได้รับอนุมัติ`): the
    latter is the budget."""
    found = list(columns)
    for asked in columns:
        same = [column for column in columns if column.role == "budget" and column.year == asked.year]
        if asked not in same or len(same) != 2:
            continue
        (other,) = (column for column in same if column is not asked)
        mine, its = (fold("".join(headers[column.index][-1:])) for column in (asked, other))
        if _ASKED.search(mine) and not _GRANTED.search(mine) and _GRANTED.search(its):
            found[asked.index] = replace(asked, role="other", year=None)
    return found
