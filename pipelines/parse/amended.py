"""Budgets that an amendment of the plan leaves open beside those that stood there before."""

from __future__ import annotations

from normalize.chars import DASHES
from pipelines.parse.amounts import Amount, cell_amounts
from pipelines.parse.columns import Column
from pipelines.parse.groups import AmountRow
from pipelines.parse.rows import Row

LEFT_OPEN = "a blank or a dash stands beside the budget before the amendment, which may be unchanged"
_DASHES = frozenset(DASHES) | {"_", " "}


def check_amended(row: Row, table: int, found: AmountRow) -> None:
    """Doubt the amounts of a row in whose amended columns a blank or a dash stands beside an old amount: no
    more budget, or the one there was."""
    for column in row.layout.all("budget"):
        if is_left_open(row, column, table):
            keys = [column.key] if column.key in found.amounts else list(found.amounts)
            found.doubts |= dict.fromkeys(keys, LEFT_OPEN)


def is_left_open(row: Row, column: Column, table: int) -> bool:
    """Whether a row has an amount before the amendment, and in `column` a blank or a dash beside it."""
    if column.before is None:
        return False
    old = _amounts(row, row.layout.columns[column.before], table)
    new = _amounts(row, column, table)
    if len(old) != len(new):
        return any(map(_is_worth, old)) and (len(new) < len(old) or any(map(_is_dash, new)))
    return any(_is_worth(o) and _is_dash(n) for o, n in zip(old, new, strict=True))


def _amounts(row: Row, column: Column, table: int) -> list[Amount]:
    cell = row.at(column)
    return cell_amounts(cell, table) if cell is not None else []


def _is_worth(amount: Amount) -> bool:
    return bool(amount.money.amount) or amount.money.status == "unreadable"


def _is_dash(amount: Amount) -> bool:
    return set(amount.raw) <= _DASHES
