"""Columns of money that are not what an item costs: its sources or the parts of its year beside their sum,
what was asked for beside what was granted, what was spent or budgeted in the year before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from normalize.chars import fold
from normalize.digits import to_arabic
from pipelines.parse.column_years import PART_OF_YEAR
from pipelines.parse.columns import Column
from pipelines.parse.header_words import header_years, is_month, is_span_of_months
from pipelines.parse.said_of_others import PASSED, YEARS_BEFORE

_LEAST_SOURCES = 2
_MONEY = 0.5
"""The least share of amounts among the cells of a column of money."""
_FIGURE = re.compile(r"\d{3}|\d\.\d")
_SPAN_OF_TIME = re.compile(r"ระยะเวลา|จำนวนเดือน|\(เดือน\)")
_OLD = re.compile(r"เดิม|ก่อน(?:การ)?(?:แก้ไข|ปรับ|เปลี่ยน)")
_ASKED = re.compile(rf"(?:^|ที่|เสนอ|คำ|\()ขอ(?!ง(?!บ))|{_OLD.pattern}")
_SPENT = re.compile(
    r"จ่ายจริง|ใช้จริง|ใช้ไป|(?:ผล|ยอด)(?:การ)?(?:เบิก|ใช้)?จ่าย|จ่ายแล้ว|เบิกจ่าย\)?$|(?:เบิก|ใช้)จ่าย(?:ใน)?ปี"
)
_PAST = re.compile(rf"{YEARS_BEFORE}(?!(?:การ)?(?:แก้ไข|ปรับ|เปลี่ยน))|25\d\d\W?{PASSED}")
"""`งบประมาณปีที่ผ่านมา (2566)`, `ปีก่อน`, `ปี 2566 ที่ผ่านมา`."""
_OF_MONEY = re.compile(r"งบ|เงิน|บาท|ปี")
_GRANTED = re.compile(r"(?<!ขอ)อนุมัติ|ได้รับ|จัดสรร|ใหม่|(?<!ก่อน)(?<!ก่อนการ)(?:แก้ไข|ปรับปรุง|เปลี่ยนแปลง)")
"""Also what an amendment of the plan sets in the place of what stood there."""


def without_sources(
    columns: list[Column], headers: Sequence[Sequence[str]], plan_years: Sequence[int]
) -> list[Column]:
    """Columns of money by source (`งบเทศบาล`, `เงินอุดหนุน`) beside their sum, in a plan of one year or under
    the heading of their year: the sum is what an item costs, as far as its row adds up
    (`pipelines.parse.source_amounts`)."""
    budget = [column for column in columns if column.role == "budget"]
    sums = [column for column in columns if column.role == "total"]
    years = {column.year for column in budget}
    found = list(columns)
    for year in years if None not in years or (years == {None} and len(plan_years) == 1) else ():
        parts = [column for column in budget if column.year == year]
        beside = sums
        if len(years) > 1:  # `รวม` under the heading of each year
            over = {column.index: set(header_years(" ".join(headers[column.index]))) for column in sums}
            beside = [column for column in sums if over[column.index] == {year}]
        if len(parts) < _LEAST_SOURCES or len(beside) != 1:
            continue
        if any(PART_OF_YEAR.search(column.header) for column in parts):
            continue
        for column in parts:
            found[column.index] = replace(column, role="part", year=None)
        found[beside[0].index] = replace(beside[0], role="budget", year=year)
    return found


def without_parts_of_year(
    columns: list[Column],
    headers: Sequence[Sequence[str]],
    contents: Sequence[Sequence[str]],
    money: Sequence[float],
) -> list[Column]:
    """Columns of money by quarter, month or instalment of one year beside the column of the whole year (its
    own, else their sum): that is what an item costs, as far as its row adds up. Where none is printed, it is
    the sum of the parts, which is doubtful."""
    parts = [column for column in columns if _is_part_of_year(headers[column.index], contents[column.index])]
    held = [column for column in parts if money[column.index] >= _MONEY]
    if len(held) < _LEAST_SOURCES:
        return columns
    found = list(columns)
    paths = {_years_over(headers[column.index]) for column in held}
    for years in paths:
        own = [column for column in parts if _years_over(headers[column.index]) == years]
        beside = [
            column
            for column in columns
            if column not in parts and column.role in ("budget", "total") and money[column.index] > 0
        ]
        if len(paths) > 1:
            beside = [column for column in beside if _years_over(headers[column.index], whole=True) == years]
        wholes = [column for column in beside if column.role == "budget"] or beside
        named = {column.year for column in wholes if column.year is not None} | set(years)
        if len(own) < _LEAST_SOURCES or len(wholes) > 1 or len(named) > 1:
            continue
        year = min(named, default=None)
        for column in own:
            found[column.index] = replace(column, role="part", year=year)
        if wholes:
            found[wholes[0].index] = replace(wholes[0], role="budget", year=year)
        else:
            summed = tuple(column.index for column in own)
            found[summed[0]] = replace(own[0], role="budget", year=year, contested=True, parts=summed)
    return found


def _is_part_of_year(headers: Sequence[str], contents: Sequence[str]) -> bool:
    """Whether a column is headed by a part of a year, and holds figures or nothing: ticks say when an item is
    carried out."""
    leaf = fold(headers[-1]) if headers else ""
    named = (
        is_month(leaf)
        or is_span_of_months(leaf)
        or (PART_OF_YEAR.search(leaf) and not _SPAN_OF_TIME.search(leaf))
    )
    figures = any(_FIGURE.search(to_arabic(text)) for text in contents)
    return bool(named) and (figures or not contents)


def _years_over(headers: Sequence[str], whole: bool = False) -> tuple[int, ...]:
    """The fiscal years that the headings over a column name. Its own names calendar years, of months, unless
    it is that of the `whole` year."""
    above = headers if whole else headers[:-1]
    return tuple(sorted({year for header in above for year in header_years(header)}))


def without_asked(columns: list[Column], headers: Sequence[Sequence[str]]) -> list[Column]:
    """What was asked for (`งบประมาณที่ขอ`) beside what was granted for the same year (`งบประมาณที่ได้รับอนุมัติ`): the
    latter is the budget. What an amendment sets in the place of an old budget knows the column of that."""
    found = list(columns)
    for asked in columns:
        same = [column for column in columns if column.role == "budget" and column.year == asked.year]
        if asked not in same or len(same) != 2:
            continue
        (other,) = (column for column in same if column is not asked)
        mine, its = (fold("".join(headers[column.index][-1:])) for column in (asked, other))
        if _ASKED.search(mine) and not _GRANTED.search(mine) and _GRANTED.search(its):
            found[asked.index] = replace(asked, role="other", year=None)
            if _OLD.search(mine):
                found[other.index] = replace(other, before=asked.index)
    return found


def is_of_the_past(header: str, headers: Iterable[str]) -> bool:
    """Whether a heading is that of the money of the year before, as it says beside one of money that does
    not, or of what was spent in a year before those of all other headings that name a year (`ปี 2567
    (ผลการเบิกจ่าย)` beside `ปี 2568`): no result of the document's own years."""
    if _PAST.search(fold(header)):
        return any(_OF_MONEY.search(fold(other)) and not _PAST.search(fold(other)) for other in headers)
    years = header_years(header)
    if not years or not _SPENT.search(fold(header)):
        return False
    others = [year for other in headers if other != header for year in header_years(other)]
    return bool(others) and max(years) < min(others)


def without_past(columns: list[Column]) -> list[Column]:
    """What was spent or budgeted in the year before those of the other columns is nobody's budget or sum."""
    texts = [column.header for column in columns]
    return [
        replace(column, role="other", year=None)
        if column.role in ("budget", "total") and is_of_the_past(column.header, texts)
        else column
        for column in columns
    ]
