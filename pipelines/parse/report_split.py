"""Rows of a report's table that hold several items: names in one cell, figures line by line beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.model import Cell, Line
from normalize.money import parse_money
from pipelines.parse.evidence import union_box
from pipelines.parse.items import KIND_FIRST, Segment, split_cell
from pipelines.parse.report_columns import Column, Role

_OF_MONEY: frozenset[Role] = frozenset({"planned", "money"})
_EACH: frozenset[Role] = _OF_MONEY | {"percent", "seq"}
"""Roles of columns that say something else of each item."""
Cells = dict[int, Cell]


def items_of_row(
    filled: Cells, columns: Sequence[Column], item_column: int
) -> tuple[list[Cells], list[Cell]]:
    """The cells of each item of a row, and the cells whose lines are not as many as its items, or not one
    amount each: nobody knows which item's they are. A row of one item is given back as it is."""
    name = filled.get(item_column)
    segments = split_cell(name.lines, name.page) if name is not None else []
    if name is None or not _are_items(segments):
        return [filled], []
    parts: list[Cells] = [{item_column: _part(name, segment.lines)} for segment in segments]
    left: list[Cell] = []
    for index, cell in filled.items():
        lines = [line for line in cell.lines if line.text.strip()]
        if index == item_column:
            continue
        of_money = columns[index].role in _OF_MONEY
        if len(lines) == len(parts) and (not of_money or all(_tells_amount(line.text) for line in lines)):
            for part, line in zip(parts, lines, strict=True):
                part[index] = _part(cell, [line])
        elif columns[index].role in _EACH:
            left.append(cell)
        else:
            for part in parts:
                part[index] = cell
    return parts, left


def _tells_amount(text: str) -> bool:
    """Whether a line tells an amount, or that there is none, without the lines beside it: `บาท` does not."""
    money = parse_money(text)
    return money.amount is not None or bool(money.readings)


def _are_items(segments: Sequence[Segment]) -> bool:
    """Whether pieces of a cell are items, all of one sort: numbered one by one, or each begun with a dash and
    the word for a project. Dashes below a number are parts of the item."""
    if len(segments) < 2 or not all(segment.kind == "item" and segment.marked for segment in segments):
        return False
    numbers = [segment.number for segment in segments]
    if numbers[0] is not None:
        return numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return not any(numbers) and all(KIND_FIRST.match(segment.body) for segment in segments)


def _part(cell: Cell, lines: Sequence[Line]) -> Cell:
    return replace(cell, lines=tuple(lines), bbox=union_box(line.bbox for line in lines) or cell.bbox)
