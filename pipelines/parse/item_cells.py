"""What stands in an item's cell of the summary table: headings, items and texts, told apart also by the
amounts beside them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Cell
from pipelines.parse.groups import AmountRow
from pipelines.parse.items import (
    KIND_FIRST,
    Segment,
    is_near_kind,
    split_by_kinds,
    split_by_lines,
    split_cell,
    with_activities,
)
from pipelines.parse.plan_state import PlanState, settled_strategy
from pipelines.parse.rows import Row, row_numbers


def item_segments(row: Row, cell: Cell, rows: Sequence[AmountRow], state: PlanState) -> list[Segment]:
    """The segments of an item's cell, in order; `rows` are the amounts beside it."""
    has_mission = row.layout.first("mission") is not None
    segments = split_cell(cell.lines, cell.page, has_mission, _beside(row, rows, cell.page))
    segments = _without_other_dimensions(segments, state)
    amounts = _amounts_a_year(rows)
    if len(segments) == 1:
        split = split_by_kinds if segments[0].box is None else split_by_lines
        segments = split(segments[0], amounts)
    if cell.row_span == 1:
        segments = with_activities(segments, amounts)
    if len(segments) == 1 and segments[0].is_coded_item and not any_amount(rows):
        segments[0].kind = "strategy"
    if len(segments) == 1 and _is_costed_item(segments[0], rows, numbered=bool(row_numbers(row))):
        segments[0].kind = "item"  # `2.7 มาตรการลดขั้นตอน…` reads like a heading, which costs nothing itself
    return segments


def any_amount(rows: Sequence[AmountRow]) -> bool:
    """Whether any amount stands in the rows."""
    return any(amounts for amount_row in rows for amounts in amount_row.amounts.values())


def _amounts_a_year(rows: Sequence[AmountRow]) -> int:
    """How many amounts stand in the row's cell of each year; 0 where the years differ."""
    counts = {len(amounts) for amount_row in rows for amounts in amount_row.amounts.values()}
    return counts.pop() if len(counts) == 1 else 0


def _beside(row: Row, rows: Sequence[AmountRow], page: int | None) -> list[float]:
    """The heights of the amounts and of the numbers of a row that has several of them one below another."""
    columns = [
        [amount.lines[0].bbox for amount in amounts if amount.source.page == page]
        for amount_row in rows
        for amounts in amount_row.amounts.values()
    ]
    columns += [[line.bbox for line in cell.lines] for cell in row.of("seq") if cell.page == page]
    return [(box[1] + box[3]) / 2 for boxes in columns if len(boxes) > 1 for box in boxes if box is not None]


def _without_other_dimensions(segments: Sequence[Segment], state: PlanState) -> list[Segment]:
    """The segments of a cell in which the last words of an item are no heading of another dimension, and none
    that no item follows: lines without a code are told by their words, and items speak of the same things as
    headings do."""
    kept: list[Segment] = []
    for n, segment in enumerate(segments):
        last = kept[-1] if kept else None
        by_words = segment.kind == "strategy" and segment.code is None and state.dimension is not None
        if last is None or last.kind != "item" or not by_words:
            kept.append(segment)
            continue
        code = settled_strategy(segment.body, segment.code, segment.lines, state)
        followed = any(later.kind == "item" for later in segments[n + 1 :])
        if followed and (code is None or int(code[0]) == state.dimension):
            kept.append(segment)
            continue
        last.lines = [*last.lines, *segment.lines]
        last.body, last.raw = f"{last.body}\n{segment.raw.strip()}", f"{last.raw}\n{segment.raw}"
    return kept


def _is_costed_item(segment: Segment, rows: Sequence[AmountRow], *, numbered: bool) -> bool:
    """Whether words of a heading have an amount for each year, and a number or (nearly) a project's word."""
    years = [amounts for row in rows for amounts in row.amounts.values()]
    own = segment.code is None and (numbered or is_near_kind(segment.body))
    own = own or KIND_FIRST.match(segment.body) is not None
    return own and segment.kind in ("mission", "strategy") and bool(years) and all(years)
