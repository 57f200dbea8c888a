"""`ไม่ใช้งบประมาณ` of several years at once, or ticked in a column of its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extract.model import Cell
from normalize.money import Money, is_no_budget
from pipelines.parse.amounts import Amount, column_amounts
from pipelines.parse.columns import Column
from pipelines.parse.evidence import cell_source
from pipelines.parse.groups import AmountRow, Group
from pipelines.parse.header_words import header_years
from pipelines.parse.rows import Row
from pipelines.parse.year_rows import TICK


def share_years(groups: Sequence[Group]) -> None:
    """`ไม่ใช้งบประมาณ` in a table whose other items list their years is said of all these years."""
    listed: dict[int | None, set[int]] = {}
    for group in groups:
        if len(group.years) == 1 and group.years[0] < 0:
            named = {year for row in group.rows for year in row.amounts if year > 0}
            listed.setdefault(_table_of(group), set()).update(named)
    for group in groups:
        years = listed.get(_table_of(group), set())
        for row in group.rows if len(group.years) == 1 and len(years) > 1 else ():
            found = row.amounts.get(group.years[0], [])
            if found and all(amount.money.status == "no_budget" for amount in found):
                row.amounts = dict.fromkeys(sorted(years), found)
                row.cells = dict.fromkeys(sorted(years), row.cells[group.years[0]])


def _table_of(group: Group) -> int | None:
    return group.items[0].source.table if group.items else None


def spread_words(row: AmountRow, keys: Sequence[int]) -> None:
    """`ไม่ใช้งบประมาณ` over the cells of all years, of which a text table keeps the first with the words and
    empties: the words go for all."""
    if len(keys) < 2 or any(key not in row.cells or row.cells[key].bbox is not None for key in keys):
        return
    first, *others = (row.amounts[key] for key in keys)
    if len(first) != 1 or any(others) or not is_no_budget(first[0].raw):
        return
    for key in keys[1:]:
        row.amounts[key] = list(first)
    row.spread = True


def take_merged_none(amounts: AmountRow, column: Column, cell: Cell, table: int) -> bool:
    """Take `ไม่ใช้งบประมาณ` of a cell that is merged over the rows of several items for one of them, and say
    whether it holds nothing else: an amount may be of all items together, nothing is of each."""
    found = column_amounts(cell, table, column)
    if len(found) != 1 or found[0].money.status != "no_budget":
        return False
    if not amounts.amounts.get(column.key):
        amounts.amounts[column.key], amounts.cells[column.key] = found, cell
    return True


def take_marked_none(row: Row, amounts: AmountRow, table: int) -> None:
    """Take a tick in the column `ไม่ใช้งบประมาณ` beside an empty cell of the budget (of its year) for
    nothing; of another mark there, or one that was not read, the empty cell tells no more than it."""
    budget = row.layout.all("budget")
    for column in row.layout.all("other"):
        years = header_years(column.header)
        of = [b for b in budget if (b.year in years if years else len(budget) == 1)]
        cell = row.at(column)
        if len(of) != 1 or cell is None or amounts.amounts.get(of[0].key) or not is_no_budget(column.header):
            continue
        if TICK.fullmatch(cell.text.strip(" ()")):
            money = Money(Decimal(0), "no_budget", cell.text)
            amounts.amounts[of[0].key] = [Amount(money, tuple(cell.lines), cell_source(cell, table))]
            amounts.cells[of[0].key] = cell
        elif cell.text.strip() or (cell.bbox is not None and not cell.seen_empty):
            amounts.cells[of[0].key] = cell
