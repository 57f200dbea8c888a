"""What an item costs by source of money or part of the year, beside the sum of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.model import Cell
from normalize.money import Money
from pipelines.parse.amounts import Amount, cell_amounts
from pipelines.parse.column_years import PART_OF_YEAR
from pipelines.parse.columns import Column
from pipelines.parse.evidence import source_of
from pipelines.parse.groups import AmountRow
from pipelines.parse.rows import Row
from pipelines.records import Remark

PARTS_DIFFER = "the amounts by source add up to another sum"
PARTS_OF_YEAR_DIFFER = "the parts of the year add up to another sum"
NO_SUM = "the sum of the year's parts is printed nowhere"


def check_sources(row: Row, table: int, sums: AmountRow, remarks: list[Remark]) -> None:
    """Doubt the sums of a row whose amounts by source or part of the year, in columns of their own, do not
    add up to them."""
    columns = row.layout.all("part")
    if any(column.parts for column in row.layout.all("budget")):
        return  # their sum is what they add up to
    parts = [
        part
        for column in columns
        if (cell := row.at(column)) is not None
        for part in cell_amounts(cell, table, column.scale)
    ]
    amounts = [amount for found in sums.amounts.values() for amount in found]
    if parts and _sum(parts) != _sum(amounts):
        of_year = any(PART_OF_YEAR.search(column.header) or column.year for column in columns)
        sums.doubt = PARTS_OF_YEAR_DIFFER if of_year else PARTS_DIFFER
        told = " | ".join(part.raw for part in parts)
        remarks.append(Remark(row.page, told, "part of an item's sum, which is another"))


def sum_of_parts(row: Row, column: Column, table: int) -> list[Amount]:
    """The sum of the amounts of a year's parts, as one; none where nothing stands there, and no value where
    one of them was not read. A cell merged over all of them is the year's."""
    cells = [cell for cell in row.cells if any(_covers(cell, index) for index in column.parts)]
    if len(cells) == 1:
        return cell_amounts(cells[0], table, column.scale)
    found = [amount for cell in cells for amount in cell_amounts(cell, table, column.scale)]
    if not found:
        return []
    raw = " + ".join(amount.raw for amount in found)
    lines = tuple(line for amount in found for line in amount.lines)
    source = source_of(
        lines, found[0].source.page, found[0].source.cell, unsure=any(one.source.unsure for one in found)
    )
    if len(found) > len(cells) or any(not amount.money.certain for amount in found):
        return [Amount(Money(None, "unreadable", raw, ("several",)), lines, source)]
    states = {amount.money.status for amount in found}
    total = _sum(found)
    status = "amount" if total else states.pop() if len(states) == 1 else "zero"
    return [Amount(Money(total, status, raw), lines, replace(source, readings=()))]


def _covers(cell: Cell, index: int) -> bool:
    return cell.col <= index < cell.col + cell.col_span


def _sum(amounts: Sequence[Amount]) -> Decimal:
    """What is known of the amounts, added up."""
    return sum((amount.money.amount for amount in amounts if amount.money.amount is not None), Decimal(0))
