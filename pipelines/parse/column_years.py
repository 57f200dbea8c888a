"""The fiscal year of each budget column, and the columns that stand for parts of a year or for the years in
which an item is carried out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from normalize.catalogue import frameworks
from normalize.chars import DASHES
from pipelines.parse.columns import Column, against_order
from pipelines.parse.header_words import header_years
from pipelines.parse.headings import code_by_words

PART_OF_YEAR = re.compile(r"ไตรมาส|เดือน|งวด|ครั้งที่\d|ครึ่งปี")
_MARK = re.compile(r"[^ก-ฮเ-ไะ-ูA-Za-z0-9๐-๙\n]{1,3}|[√/xXvV]")
"""What is written to tick a cell: ✓ ☑ (✓) √ / x; of a scan whatever was read of it."""
_LEAST_TICKED = 2
_TWO_YEARS = 2
_LEAST_SUMS = 2
"""One row may come to the amount beside it by chance."""
_NAMES_ITEMS = re.compile(r"โครงการ|กิจกรรม|รายการ")
_SPAN = re.compile(rf"\d\s*(?:[{re.escape(DASHES)}]|ถึง)\s*(?:พ\.?\s*ศ\.?\s*)?[\d๐-๙]{{4}}")
_COUNT = re.compile(r"\s*[\d๐-๙]{1,3}\s*[.)]?\s*")
"""The number of an item."""
_MONEY = 0.6
"""The least share of amounts among the cells of a column of money."""


def years_above(
    columns: list[Column], contents: Sequence[Sequence[str]], money: Sequence[float], heading: str
) -> list[Column]:
    """The columns of money of a table whose headings stand in the line above it, in the order of the years
    there. Only where it names items and just as many years, none as a span (`2566 - 2570`), and no column has
    a year of its own."""
    years = header_years(heading) if _NAMES_ITEMS.search(heading) and not _SPAN.search(heading) else []
    held = [
        column
        for column in columns
        if money[column.index] >= _MONEY and not all(map(_COUNT.fullmatch, contents[column.index]))
    ]
    if len(years) < _LEAST_TICKED or len(years) != len(held) or any(column.year for column in columns):
        return columns
    found = list(columns)
    for column, year in zip(held, years, strict=True):
        found[column.index] = Column(column.index, "budget", money[column.index], str(year), year)
    return found


def years_beside(columns: list[Column], headers: list[list[str]]) -> list[Column]:
    """A column headed by a year beside budget columns headed by other years is one too, whatever
    stands in it: blanks, ditto marks and remarks of a year must not be lost."""
    known = {column.year for column in columns if column.role == "budget" and column.year is not None}
    if not known:
        return columns
    found = list(columns)
    for column in columns:
        years = {year for header in headers[column.index] for year in header_years(header)}
        if column.role == "other" and len(years) == 1 and not years & known:
            found[column.index] = replace(column, role="budget", score=0.5, year=years.pop())
    return found


def years_unread(
    columns: list[Column],
    money: Sequence[float],
    weak: Collection[int],
    plan_years: Sequence[int],
    amounts: Sequence[Mapping[int, Decimal]],
) -> list[Column]:
    """Columns of money of a scan whose headings could not be read (`weak`), beside budget columns that are
    fewer than the plan's years: their years are to be told by the columns beside them, and are doubtful but
    between the years before and after. The sum of the years beside it is none, as far as the rows'
    `amounts` by column tell."""
    known = {c.index: c.year for c in columns if c.role == "budget" and c.year is not None}
    lost = [
        column
        for column in columns
        if column.role == "other" and column.index in weak and money[column.index] >= _MONEY
    ]
    found = list(columns)
    sums = [column for column in lost if _is_sum(column.index, list(known), amounts)]
    for column in sums:
        found[column.index] = replace(column, role="total", score=money[column.index])
    beside = [c for c in lost if c not in sums and {c.index - 1, c.index + 1} & known.keys()]
    if len(known) + len(beside) > len(plan_years):
        return found
    for column in beside:
        left, right = (known.get(column.index + step) for step in (-1, 1))
        between = left is not None and right is not None and abs(right - left) == _TWO_YEARS
        found[column.index] = replace(column, role="budget", score=money[column.index], by_place=not between)
    return found


def _is_sum(index: int, others: Sequence[int], amounts: Sequence[Mapping[int, Decimal]]) -> bool:
    """Whether a column holds the sum of the others in most of the rows that have amounts in several of
    them."""
    rows = [row for row in amounts if index in row and sum(row.get(other, 0) > 0 for other in others) > 1]
    fits = sum(row[index] == sum(row.get(other, 0) for other in others) for row in rows)
    return fits >= _LEAST_SUMS and 2 * fits > len(rows)


def without_quarters(columns: list[Column], headers: list[list[str]]) -> list[Column]:
    """Columns of quarters or months beside a column of the budget that names none: they say when an item is
    carried out, or how its budget is spread, under the one year of their heading."""
    budget = [column for column in columns if column.role == "budget"]
    parts = [column for column in budget if PART_OF_YEAR.search("".join(headers[column.index][-1:]))]
    wholes = [column for column in budget if column not in parts]
    years = {column.year for column in parts}
    if not parts or not wholes or len(years) != 1 or any(c.year not in (None, *years) for c in wholes):
        return columns
    found = list(columns)
    for column in parts:
        found[column.index] = replace(column, role="period", year=None)
    if len(wholes) == 1:
        found[wholes[0].index] = replace(wholes[0], year=years.pop())
    return found


def ticked_years(
    columns: list[Column], headers: list[list[str]], contents: Sequence[Sequence[str]]
) -> list[Column]:
    """Columns headed by years that hold ticks or nothing, beside the one column that holds the money, or
    where none does: they say in which years an item is carried out.

    Of a scan the ticks are seldom read; then the columns are empty."""
    money = [c for c in columns if c.role == "budget" and c.year is None and contents[c.index]]
    named = {
        column.index: header_years(" ".join(headers[column.index]))
        for column in columns
        if column.role in ("budget", "other") and column not in money
    }
    marks = {
        index: years[0]
        for index, years in named.items()
        if len(years) == 1 and all(_MARK.fullmatch(text.strip()) for text in contents[index])
    }
    others = [column for column in columns if column.role == "budget" and column.year is not None]
    if len(money) > 1 or len(set(marks.values())) < max(_LEAST_TICKED, len(marks)):
        return columns
    written = {text.strip() for index in marks for text in contents[index]} - {""}
    if any(column.index not in marks for column in others) or (written and written <= set(DASHES)):
        return columns
    found = list(columns)
    for index, year in marks.items():
        found[index] = replace(columns[index], role="tick", year=year)
    if not money:
        return found if written else columns
    if not written:  # blanks may as well be years without a budget, beside the last year
        found[money[0].index] = replace(money[0], inferred=True)
    return found


def settle_parts(columns: list[Column]) -> list[Column]:
    """Several budget columns of one year: quarters of it. The column of the whole year stands for them
    (its own, else the sum printed beside them); where there is none, none of them is the year's
    amount for sure."""
    budget = [column for column in columns if column.role == "budget"]
    years = {column.year for column in budget}
    settled = list(columns)
    for year in years - {None}:
        same = [column for column in budget if column.year == year]
        parts = [column for column in same if PART_OF_YEAR.search(column.header)]
        wholes = [column for column in same if column not in parts]
        if len(same) < 2:
            continue
        if len(wholes) != 1 and len(years) == 1:
            wholes = [column for column in columns if column.role == "total"]
        if len(wholes) == 1 and parts:
            for column in same:
                settled[column.index] = replace(column, role="period")
            settled[wholes[0].index] = replace(wholes[0], role="budget", year=year)
        else:
            for column in same:
                settled[column.index] = replace(column, inferred=True)
    return settled


def settle_years(
    columns: list[Column],
    plan_years: Sequence[int],
    exact: bool,
    usual: Sequence[int],
    sure: Collection[int] = (),
) -> list[Column]:
    """Give each budget column its year. Years run on by one from left to right, or from right to left; in a
    scan the run that most of the columns (and the document's own years) agree with is taken, since single
    digits are misread. A year that was read for sure (in the columns `sure`) is kept, and contested.

    `usual` are the years of the framework whose headings the table bears: a last resort, marked as inferred.
    """
    budget = [column for column in columns if column.role == "budget"]
    known = [(place, column.year) for place, column in enumerate(budget) if column.year is not None]
    if not budget or (len(known) == len(budget) and (exact or _runs_on(budget, plan_years))):
        return columns
    if not exact and _one_is_missing(known, len(budget), plan_years):
        # not a misread digit: as read, with some doubt
        return [replace(column, inferred=True) if column in budget else column for column in columns]
    votes: dict[tuple[int, int], float] = {}
    for place, year in known:
        for step in (1, -1):
            run = (year - step * place, step)
            votes[run] = votes.get(run, 0.0) + 1.0
    if plan_years and len(plan_years) == len(budget):
        for run in ((plan_years[0], 1), (plan_years[-1], -1)):
            votes[run] = votes.get(run, 0.0) + 1.5
    weak = not exact and max(votes.values(), default=0.0) < 0.5 * len(budget)
    inferred = (not votes or weak) and len(usual) == len(budget) > 1
    if inferred:
        votes = {(usual[0], 1): 1.0}
    if not votes:
        return columns
    start, step = max(sorted(votes, key=lambda run: (-run[1], run[0])), key=lambda run: votes[run])
    settled = {column.index: start + step * place for place, column in enumerate(budget)}
    if exact and not set(settled.values()) <= set(plan_years):
        inferred = True  # nothing but the columns' order says so
    if not exact and plan_years and not inferred:
        # a column torn in two or lost shifts all years after it: count and range must fit the plan's own
        outside = any(settled[c.index] not in plan_years and settled[c.index] != c.year for c in budget)
        inferred = outside or (len(known) < len(budget) / 2 and len(budget) != len(plan_years))
    found = [
        replace(column, year=settled[column.index], inferred=inferred) if column.index in settled else column
        for column in columns
    ]
    for column in budget if not exact else ():
        year = settled[column.index]
        if column.year not in (None, year) and column.index in sure:
            others = [c.year for c in found if c.index in settled and c.index != column.index and c.year]
            found[column.index] = against_order(found[column.index], column.year or year, year, others)
    return found


def _one_is_missing(known: Sequence[tuple[int, int]], count: int, plan_years: Sequence[int]) -> bool:
    """Whether the years of all columns are the plan's in order, but for a gap: the column between them was
    lost."""
    years = [year for _, year in known]
    steps = [right - left for left, right in pairwise(years)]
    ordered = len(years) == count < len(plan_years) and set(years) <= set(plan_years)
    return (
        ordered and (min(steps, default=0) > 0 or max(steps, default=0) < 0) and set(steps) - {1, -1} != set()
    )


def usual_years(texts: Sequence[str], n_columns: int) -> tuple[int, ...]:
    """The years of the plan framework that has as many as there are budget columns and whose dimensions stand
    in the table; empty where none does."""
    for framework in frameworks():
        years = range(framework.first_year_be, framework.last_year_be + 1)
        if not framework.is_plan or len(years) != n_columns:
            continue
        if any(
            code_by_words(text.replace("\n", ""), 1, framework_id=framework.framework_id) for text in texts
        ):
            return tuple(years)
    return ()


def _runs_on(budget: Sequence[Column], plan_years: Sequence[int]) -> bool:
    """Whether the years run on by one; two that count down may also be one that was misread."""
    years = [column.year for column in budget if column.year is not None]
    steps = {right - left for left, right in pairwise(years)}
    down = steps == {-1} and (len(years) > 2 or set(years) <= set(plan_years))
    return not steps or steps == {1} or down
