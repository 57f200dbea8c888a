"""Numbers of items that stand in a column beside them."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.parse.groups import SummaryItem
from pipelines.parse.plan_state import PlanState
from pipelines.parse.rows import Row, row_numbers


def give_numbers(items: Sequence[SummaryItem], numbers: Sequence[tuple[int, bool]]) -> bool:
    """Give the items of a row the numbers beside them (each with whether it was read for sure), where they
    print none themselves; False where these are not as many."""
    if not numbers or not items or any(item.segment.number is not None for item in items):
        return True
    if len(numbers) != len(items):
        return False
    for item, (number, sure) in zip(items, numbers, strict=True):
        item.segment.number, item.segment.number_sure = number, sure
    return True


def has_other_number(row: Row, state: PlanState) -> bool:
    """Whether a row is that of an item whose name was not read: it has another number than those above."""
    column = row.layout.first("item")
    above = state.group.items if state.group is not None else []
    numbers = {number for number, _ in row_numbers(row)} - {item.segment.number for item in above}
    return bool(numbers) and column is not None and (row.index, column.index) not in state.covering
