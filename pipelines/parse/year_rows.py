"""Tables whose one column of money does not say the year in its heading.

A row for each year of an item, the year in a column of its own; or one row for several years:

1 | โครงการอบรม | 2570 | 20,000
  |             | 2571 | 25,000
2 | โครงการเยาวชน | 2570 - 2572 | ปีละ 5,000

A list of years in the cell of the money:

1 | โครงการอบรม | ปี 2570 จำนวน 20,000 บาท ปี 2571 จำนวน 25,000 บาท

Ticks under the years in which an item is carried out, and what it costs a year:

1 | โครงการอบรม | ✓ |   | ✓ | 20,000
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Cell
from normalize.chars import fold
from normalize.found_amounts import find_amounts
from normalize.money import FoundAmount, Money
from pipelines.parse.amounts import Amount, in_baht
from pipelines.parse.columns import Column
from pipelines.parse.detail_values import SEVERAL_YEARS, DetailBudget, listed_years
from pipelines.parse.evidence import cell_source, digits_trusted, figures_trusted
from pipelines.parse.groups import AmountRow, Group
from pipelines.parse.items import is_exact
from pipelines.parse.rows import Row
from pipelines.parse.years_told import told_years
from pipelines.records import YEAR_UNREAD

LIST_UNREAD = "the figures of a list of years were not read for sure"
_OPEN = frozenset({"☐", "□", "❑", "❏", "○", "-", "–", "—"})
"""What stands in a cell that is not ticked."""
TICK = re.compile(r"[✓✔√☑/]")
"""A mark that says yes for sure."""
_EACH_YEAR = re.compile(r"ต่อปี|/ปี|ปีละ|รายปี")


def by_year(row: Row, amounts: AmountRow) -> AmountRow:
    """The amounts of a row under the year or years that stand in it. A year that was not read for sure is not
    taken: then nothing says for which year they are, and they are doubtful. An amount
    beside several years is that of each only where it says so."""
    column, budget = row.layout.first("year"), row.layout.all("budget")
    if column is None or len(budget) != 1:
        return amounts
    key = budget[0].key
    found, money = amounts.amounts.get(key), amounts.cells.get(key)
    if key not in amounts.amounts and any(year > 0 for year in amounts.amounts):
        return amounts  # the cell of the money names the year itself
    cell = row.at(column)
    years = told_years(cell.text, row.layout.plan_years) if cell is not None else ()
    if cell is None or not years or not digits_trusted(cell.lines):
        unknown = budget[0].year is None and len(row.layout.plan_years) != 1 and found
        return replace(amounts, doubt=amounts.doubt or YEAR_UNREAD) if unknown else amounts
    doubt = None
    if len(years) > 1 and not _is_of_each(found or (), budget[0]):
        doubt = SEVERAL_YEARS
    return replace(
        amounts,
        amounts=dict.fromkeys(years, found) if found is not None else {},
        cells=dict.fromkeys(years, money) if money is not None else {},
        doubt=doubt,
    )


def by_list(row: Row, amounts: AmountRow, table: int) -> AmountRow:
    """The amounts of a cell that lists years and what each of them costs, or names the one year it is for."""
    budget = row.layout.all("budget")
    cell = amounts.cells.get(budget[0].key) if len(budget) == 1 and budget[0].year is None else None
    if cell is None:
        return amounts
    unread = None if figures_trusted(cell.lines) else LIST_UNREAD
    text, source = cell.text.replace("\n", " "), cell_source(cell, table)
    listed = listed_years([line.text for line in cell.lines], source)
    lone = [] if listed or unread else find_amounts(text)
    if len(lone) == 1 and lone[0].unit is None and (len(lone[0].fiscal_years) == 1 or _is_yearly(lone[0])):
        money = lone[0].money
        doubt = None if money.certain else "the amount is not certain"
        listed = [
            DetailBudget(year, money.amount, money.status, text, source, doubt)
            for year in lone[0].fiscal_years
        ]
    if not listed or any(told.year is None for told in listed):
        return amounts
    found: dict[int, list[Amount]] = {}
    for told in listed:
        money = in_baht(Money(told.amount, told.status, cell.text), budget[0].scale)
        found[told.year or 0] = [Amount(money, tuple(cell.lines), source)]
    return replace(
        amounts,
        amounts=found,
        cells=dict.fromkeys(found, cell),
        doubt=next((told.doubt for told in listed if told.doubt), unread),
    )


def _is_yearly(found: FoundAmount) -> bool:
    """Whether an amount is that of each of the years before it (`ปี 2566 - 2570 ปีละ 5,000 บาท`)."""
    return found.per_year and not found.years_unsure


def _is_of_each(amounts: Sequence[Amount], budget: Column) -> bool:
    """Whether an amount beside several years is that of each of them (`20,000 บาท/ปี`, `ไม่ใช้งบประมาณ`)."""
    texts = [fold(budget.header), *(fold(amount.raw) for amount in amounts)]
    return any(_EACH_YEAR.search(text) for text in texts) or all(
        amount.money.status == "no_budget" for amount in amounts
    )


def doubt_merged(row: AmountRow) -> None:
    """An amount in a cell merged over several years may be that of each or of all together: it is doubtful,
    unless it says that it is of each."""
    over: dict[int, list[int]] = {}
    for year, cell in row.cells.items():
        if row.amounts[year] and row.amounts[year][0].money.amount:
            over.setdefault(id(cell), []).append(year)
    for years in over.values():
        if len(years) > 1 and not _EACH_YEAR.search(fold(row.cells[years[0]].text)):
            row.doubts.update(dict.fromkeys(years, SEVERAL_YEARS))


def by_ticks(row: Row, amounts: AmountRow) -> AmountRow:
    """The amounts of a row under each of the years that are ticked in it.

    Where several are and the heading does not say that the amount is for each year, the amounts are doubtful;
    so are those of marks that are no ticks for sure, as in most scans. Without any tick the years are not
    known."""
    cells, budget = _tick_cells(row), row.layout.all("budget")
    if not cells or len(budget) != 1 or budget[0].key not in amounts.cells:
        return amounts
    sure = {year for year, cell in cells.items() if TICK.search(cell.text)}
    ticked = [year for year, cell in cells.items() if year in sure or _may_be_ticked(cell, not sure)]
    if not ticked:
        return amounts
    doubt = None
    if len(ticked) > 1 and not _is_of_each(amounts.amounts[budget[0].key], budget[0]):
        doubt = SEVERAL_YEARS
    elif any(year not in sure and not _is_letter_tick(cells[year]) for year in ticked):
        doubt = "ticks of a scan were not read"
    money, cell = amounts.amounts[budget[0].key], amounts.cells[budget[0].key]
    return replace(
        amounts, amounts=dict.fromkeys(ticked, money), cells=dict.fromkeys(ticked, cell), doubt=doubt
    )


def ticked_alone(row: Row) -> tuple[int, ...]:
    """The years ticked in a row of a table without a column of money; none where a mark may be no tick."""
    if row.layout.all("budget"):
        return ()
    cells = _tick_cells(row)
    sure = {year for year, cell in cells.items() if TICK.search(cell.text) or _is_letter_tick(cell)}
    unsure = any(year not in sure and _may_be_ticked(cell, alone=False) for year, cell in cells.items())
    return () if unsure else tuple(sorted(sure))


def _tick_cells(row: Row) -> dict[int, Cell]:
    """The cells of a row in the columns of ticks, by year."""
    found = {column.year: row.at(column) for column in row.layout.all("tick")}
    return {year: cell for year, cell in found.items() if year is not None and cell is not None}


def _may_be_ticked(cell: Cell, alone: bool) -> bool:
    """Whether a mark that is no tick for sure may be one: a letter in a row without ticks (`alone`), or on a
    scan whatever was read, or ink that was not."""
    text = cell.text.strip()
    if not text:
        return cell.bbox is not None and not cell.seen_empty
    if text in _OPEN or re.fullmatch(r"[(\[]\s*[)\]]", text):
        return False
    return (alone and _is_letter_tick(cell)) or not all(map(is_exact, cell.lines))


def _is_letter_tick(cell: Cell) -> bool:
    return re.fullmatch(r"[xXvV]", cell.text.strip()) is not None and all(map(is_exact, cell.lines))


def take_years(group: Group) -> None:
    """Let the years of a group be those of its rows, where these name their own."""
    named = {key for row in group.rows for key in row.amounts}
    if named - set(group.years):
        group.years = tuple(sorted(named))
