"""What an item costs by source of money or part of the year, beside the sum of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.parse.amounts import Amount, cell_amounts
from pipelines.parse.column_years import PART_OF_YEAR
from pipelines.parse.groups import AmountRow
from pipelines.parse.rows import Row
from pipelines.records import Remark

PARTS_DIFFER = "the amounts by source add up to another sum"
PARTS_OF_YEAR_DIFFER = "the parts of the year add up to another sum"


def check_sources(row: Row, table: int, sums: AmountRow, remarks: list[Remark]) -> None:
    """Doubt the sums of a row whose amounts by source or part of the year, in columns of their own, do not
    add up to them."""
    columns = row.layout.all("part")
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


def _sum(amounts: Sequence[Amount]) -> Decimal:
    """What is known of the amounts, added up."""
    return sum((amount.money.amount for amount in amounts if amount.money.amount is not None), Decimal(0))
