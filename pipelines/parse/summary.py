"""The summary budget table: its items with dimension, mission, strategy and yearly amounts, and its totals.

The walk is strict: each row of the table is an item, a heading, a total, a repeated header or a note, or it
is reported in the remarks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.model import Cell, Table
from normalize.chars import fold
from normalize.digits import to_arabic
from normalize.money import is_no_budget
from normalize.numbering import parse_numbering
from pipelines.parse.amounts import Amount, cell_amounts
from pipelines.parse.evidence import digits_trusted, number_trusted, source_of
from pipelines.parse.groups import AmountRow, Group, SummaryItem, pair_group
from pipelines.parse.headings import (
    code_by_words,
    code_heading,
    dimension_cell,
    dimension_word,
    is_count,
    is_other_division,
    is_total_label,
)
from pipelines.parse.items import Segment, split_cell
from pipelines.parse.roles import Column, Layout, looks_like_header, money_scale
from pipelines.parse.rows import Row, body_rows
from pipelines.parse.totals import TotalRow, read_total_row
from pipelines.records import Remark, Source

_LONG_LINE = 200
"""A longer line is prose, not a heading."""


@dataclass(slots=True)
class Summary:
    """What the summary tables of a document hold."""

    groups: list[Group] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def items(self) -> list[SummaryItem]:
        """All items in the order of the tables."""
        return [item for group in self.groups for item in group.items]


@dataclass(slots=True)
class _State:
    dimension: int | None = None
    missions: tuple[str, ...] = ()
    strategy: str | None = None
    group: Group | None = None
    unit: str | None = None
    covering: dict[tuple[int, int], Cell] = field(default_factory=dict)
    divided: bool = False
    """The dimension is that of a ด้าน or ยุทธศาสตร์: the next of these is another one, if not known which."""

    def set_dimension(self, number: int) -> None:
        if number != self.dimension:
            self.dimension, self.missions, self.strategy = number, (), None

    def set_missions(self, codes: Sequence[str]) -> None:
        if tuple(codes) != self.missions:
            self.missions, self.strategy = tuple(codes), None
            self.dimension = int(codes[0][0])

    def mission(self) -> str | None:
        """The mission of the next item: the strategy's, where one stands in the item column."""
        if self.strategy is not None:
            return ".".join(self.strategy.split(".")[:2])
        return self.missions[0] if self.missions else None


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """A summary table, its index in the document, its layout, and the lines of text right above it."""

    index: int
    table: Table
    layout: Layout
    above: tuple[str, ...] = ()


def read_summary(tables: Sequence[SummaryTable]) -> Summary:
    """Walk the summary tables in order."""
    summary, state = Summary(), _State()
    for item in tables:
        for text in item.above:
            _take_line(text, state)
        layout = _with_unit(item.layout, item.above)
        state.covering = _covering(item.table)
        for row in body_rows(item.table, layout):
            _read_row(row, item.index, summary, state)
    for group in summary.groups:
        pair_group(group)
    return summary


def _covering(table: Table) -> dict[tuple[int, int], Cell]:
    """Filled cells that go on over rows below their first, by each such row and column."""
    return {
        (row, col): cell
        for cell in table.cells
        if cell.row_span > 1 and cell.text.strip()
        for row in range(cell.row + 1, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    }


def _note_shared(group: Group, row: Row, summary: Summary, state: _State) -> None:
    """Amounts merged over the rows of several items: nobody says how they are divided."""
    above = [state.covering.get((row.index, column.index)) for column in row.layout.all("budget")]
    cells = [cell for cell in above if cell is not None]
    for other in summary.groups if cells else ():
        known = [cell for amount_row in other.rows for cell in amount_row.cells.values()]
        if any(cell is above_cell for cell in known for above_cell in cells):
            group.shared = other.shared = True


def _with_unit(layout: Layout, above: Sequence[str]) -> Layout:
    """The layout with the unit of money that a line above the table states (`หน่วย : พันบาท`)."""
    scale = max((money_scale(text) for text in above if fold(text).lstrip("(").startswith("หน่วย")), default=1)
    columns = tuple(
        replace(column, scale=scale) if column.role in ("budget", "total") and column.scale == 1 else column
        for column in layout.columns
    )
    return replace(layout, columns=columns)


def _take_line(text: str, state: _State) -> None:
    """A heading above a table: plans that print one table for each dimension or mission head it so."""
    number, code = dimension_word(text), code_heading(text)
    if number is not None and len(fold(text)) < _LONG_LINE:
        state.set_dimension(number)
        state.divided = is_other_division(text)
    elif state.divided and is_other_division(text):
        state.dimension, state.missions, state.strategy = None, (), None
    elif code is not None and code.level == 2 and len(fold(text)) < _LONG_LINE:
        state.set_missions([code.code])


def _read_row(row: Row, table: int, summary: Summary, state: _State) -> None:
    filled = row.filled
    if not filled or (looks_like_header(filled) and len(filled) > 1):
        return
    if fold(filled[0].text).startswith("หมายเหตุ"):
        return
    if _is_sum_in_heading(row, table, summary, state):
        return
    if _is_total(row):
        total = read_total_row(row, table, state.dimension, state.missions)
        summary.totals.append(total)
        state.group = None
        return
    if _is_band(row, state):
        return
    _take_headings(row, state)
    if _is_band_beside(row, state):
        return
    item_column = row.layout.first("item")
    cell = row.at(item_column) if item_column else None
    if cell is not None and cell.text.strip():
        _take_items(row, cell, table, summary, state)
    elif cell is None or not cell.text.strip():
        _take_amounts(row, table, summary, state)


def _is_total(row: Row) -> bool:
    """A row that says in a cell before its amounts that it is a sum."""
    budget = {column.index for column in row.layout.all("budget", "total")}
    return any(
        is_total_label(cell.text) or is_count(cell.text) for cell in row.filled if cell.col not in budget
    )


def _is_sum_in_heading(row: Row, table: int, summary: Summary, state: _State) -> bool:
    """The sums of a dimension or mission that stand beside its heading, before its items."""
    budget = {column.index for column in row.layout.all("budget", "total")}
    texts = [cell for cell in row.filled if cell.col not in budget]
    if len(texts) != 1 or len(texts) == len(row.filled) or not digits_trusted(texts[0].lines[:1]):
        return False
    number, code = dimension_word(texts[0].text), code_heading(texts[0].text)
    if number is not None:
        state.set_dimension(number)
    elif code is not None and code.level == 2 and texts[0].col != _item_index(row.layout):
        state.set_missions([code.code])
    else:
        return False
    total = read_total_row(row, table, state.dimension, state.missions)
    if number is None and code is not None:
        total.scope, total.mission = "mission", code.code
    summary.totals.append(total)
    state.group = None
    return True


def _is_band(row: Row, state: _State) -> bool:
    """A heading that fills its row: one cell across the table, or the row's only text."""
    numbered = {column.index for column in row.layout.all("seq")} - {_item_index(row.layout)}
    filled = [cell for cell in row.filled if cell.col not in numbered or not _is_bare_number(cell.text)]
    if len(filled) != 1:
        return False
    text = filled[0].text
    number = dimension_word(text)
    code = code_heading(text)
    wide = filled[0].col_span > max(1, len(row.layout.columns) // 2)
    if number is not None and (wide or code is None):
        state.set_dimension(number)
    elif code is not None and code.level == 2 and (wide or filled[0].col != _item_index(row.layout)):
        state.set_missions([code.code])
    elif wide and dimension_cell(text) is not None and code is None:
        state.set_dimension(dimension_cell(text) or 0)
    elif wide and code is not None:
        state.strategy = code.code
    else:
        return False
    state.group = None
    return True


def _is_band_beside(row: Row, state: _State) -> bool:
    """A heading that spans the items and their amounts, beside the cell of its dimension."""
    amounts = {column.index for column in row.layout.all("budget", "total")}
    item = _item_index(row.layout)
    for cell in row.filled:
        covered = set(range(cell.col, cell.col + cell.col_span))
        if item in covered and covered & amounts and not split_cell(cell.lines)[0].marked:
            code = code_heading(cell.text)
            named = dimension_cell(cell.text) or int(code_by_words(cell.text.replace("\n", ""), 1) or 0)
            if code is None and not named:
                return False
            if code is not None and code.level == 2:
                state.set_missions([code.code])
            elif code is not None:
                state.strategy = code.code
            else:
                state.set_dimension(
                    state.dimension if state.dimension and not dimension_word(cell.text) else named
                )
            state.group = None
            return True
    return False


def _is_bare_number(text: str) -> bool:
    return re.fullmatch(r"[\d.]{1,6}", to_arabic(text).strip()) is not None


def _dimension_of(cell: Cell, state: _State) -> int | None:
    """The dimension of a cell; where a scan's digits cannot be believed its words decide, then its
    place in the
    order of the dimensions."""
    number = dimension_cell(cell.text)
    if digits_trusted(cell.lines[:1]):
        return number
    words = code_by_words(cell.text.replace("\n", ""), 1)
    if words is not None:
        return int(words)
    known = state.dimension or 0
    return number if number in (known, known + 1) or not known else None


def _missions_of(cell: Cell, state: _State) -> list[str]:
    """The missions of a cell, one for each line that begins with a code."""
    codes = [
        heading.code for line in cell.lines if (heading := code_heading(line.text)) and heading.level == 2
    ]
    if digits_trusted(cell.lines[:1]) or len(codes) > 1:
        return codes
    parent = str(state.dimension) if state.dimension is not None else None
    words = code_by_words(cell.text.replace("\n", ""), 2, parent) or code_by_words(
        cell.text.replace("\n", ""), 2
    )
    return [words] if words is not None else codes


def _item_index(layout: Layout) -> int:
    column = layout.first("item")
    return column.index if column else -1


def _take_headings(row: Row, state: _State) -> None:
    """Dimension, mission and strategy columns, and the unit's."""
    for cell in row.of("dimension"):
        number = _dimension_of(cell, state)
        if number is not None:
            state.set_dimension(number)
        elif (code := code_heading(cell.text)) is not None and code.level == 2:
            state.set_missions([code.code])
    for cell in row.of("mission"):
        codes = _missions_of(cell, state)
        if codes:
            state.set_missions(codes)
    for cell in row.of("strategy"):
        heading = code_heading(cell.text)
        if heading is not None and heading.level == 3:
            state.strategy = heading.code
    for cell in row.of("unit"):
        if cell.text.strip():
            state.unit = cell.text


def _take_items(row: Row, cell: Cell, table: int, summary: Summary, state: _State) -> None:
    """The segments of the item cell: headings change the state, items make a group."""
    has_mission = row.layout.first("mission") is not None
    rows = _amount_rows(row, table)
    segments = split_cell(cell.lines, cell.page, has_mission, _beside(row, rows, cell.page))
    numbers = _row_numbers(row)
    if len(segments) == 1 and segments[0].is_coded_item and not _any_amount(rows):
        segments[0].kind = "strategy"
    is_text = bool(segments) and segments[0].kind == "text" and not numbers
    if is_text and not _text_is_item(segments[0], rows, summary):
        _append_text(segments.pop(0), summary, table, cell)
    items: list[SummaryItem] = []
    for segment in segments:
        if segment.kind == "strategy":
            state.strategy = _strategy_code(segment, state)
        elif segment.kind == "mission" and segment.code:
            state.set_missions([segment.code])
        else:
            if segment.code is not None and not state.missions and digits_trusted(segment.lines[:1]):
                state.set_missions([".".join(segment.code.split(".")[:2])])
            source = source_of(segment.lines, segment.page, (table, cell.row, cell.col), cell.bbox)
            items.append(_new_item(segment, source, row, state))
    if len(numbers) == len(items) and all(item.segment.number is None for item in items):
        for item, (number, sure) in zip(items, numbers, strict=True):
            item.segment.number, item.segment.number_sure = number, sure
    state.group = Group(items, rows, _years(row.layout), any(c.inferred for c in row.layout.all("budget")))
    if items:
        _note_shared(state.group, row, summary, state)
        summary.groups.append(state.group)
    elif any(
        _worth_noting(amount)
        for amount_row in rows
        for amounts in amount_row.amounts.values()
        for amount in amounts
    ):
        summary.remarks.append(Remark(cell.page, cell.text, "amounts beside a heading without an item"))


def _beside(row: Row, rows: Sequence[AmountRow], page: int | None) -> list[float]:
    """The heights of the amounts and of the numbers of a row that has several of them one below another."""
    columns = [
        [amount.lines[0].bbox for amount in amounts if amount.source.page == page]
        for amount_row in rows
        for amounts in amount_row.amounts.values()
    ]
    columns += [[line.bbox for line in cell.lines] for cell in row.of("seq") if cell.page == page]
    return [(box[1] + box[3]) / 2 for boxes in columns if len(boxes) > 1 for box in boxes if box is not None]


def _row_numbers(row: Row) -> list[tuple[int, bool]]:
    """The item numbers of a column of their own, and whether each was read for sure."""
    found = []
    for cell in row.of("seq"):
        for line in cell.lines:
            numbering = parse_numbering(line.text)
            if numbering is not None and len(numbering.path) == 1 and not numbering.rest:
                found.append((numbering.path[0], number_trusted(line)))
            elif re.fullmatch(r"\s*\d{1,3}\s*[.)]\s*", to_arabic(line.text)):
                found.append((int(re.sub(r"\D", "", to_arabic(line.text))), number_trusted(line)))
    return found


def _strategy_code(segment: Segment, state: _State) -> str | None:
    """The code of a strategy heading: as printed where the digits can be believed, else by its
    words under the
    mission that the row stands in."""
    if segment.code is not None and digits_trusted(segment.lines[:1]):
        return segment.code
    for mission in state.missions:
        code = code_by_words(segment.body.replace("\n", ""), 3, mission)
        if code is not None:
            return code
    return code_by_words(segment.body.replace("\n", ""), 3) or segment.code


def _text_is_item(segment: Segment, rows: list[AmountRow], summary: Summary) -> bool:
    """Whether text without marker and without the word for a project is an item of its own: when it has
    amounts of its own, or when the table's items carry no markers at all."""
    if _any_amount(rows):
        return True
    return (
        bool(summary.items)
        and not any(item.segment.marked for item in summary.items)
        and not _goes_on(segment, summary)
    )


def _any_amount(rows: Sequence[AmountRow]) -> bool:
    return any(amounts for amount_row in rows for amounts in amount_row.amounts.values())


def _goes_on(segment: Segment, summary: Summary) -> bool:
    """Whether the text is the rest of the item before: the row was cut in two by a page break."""
    last = summary.items[-1].segment
    return segment.page is not None and last.page is not None and segment.page == last.page + 1


def _append_text(segment: Segment, summary: Summary, table: int, cell: Cell) -> None:
    """Text that begins no item goes on with the item before, when there is one."""
    if not summary.items:
        summary.remarks.append(Remark(cell.page, segment.raw, "text in the project column before any item"))
        return
    last = summary.items[-1].segment
    if last.page == segment.page and segment.page is not None:
        summary.remarks.append(
            Remark(cell.page, segment.raw, "text without marker or amount in the project column")
        )
        return
    last.body = f"{last.body}\n{segment.body}"
    last.raw = f"{last.raw}\n{segment.raw}"


def _new_item(segment: Segment, source: Source, row: Row, state: _State) -> SummaryItem:
    note = " ".join(cell.text.strip() for cell in row.of("note") if cell.text.strip()) or None
    mission = state.mission()
    dimension = state.dimension
    if mission is not None and state.strategy is not None:
        dimension = int(mission[0])
    return SummaryItem(segment, source, dimension, mission, state.strategy, state.unit, note)


def _take_amounts(row: Row, table: int, summary: Summary, state: _State) -> None:
    """A row without an item: its amounts belong to the items above."""
    rows = _amount_rows(row, table)
    filled = [amount for amount_row in rows for amounts in amount_row.amounts.values() for amount in amounts]
    if not filled:
        return
    if state.group is None:
        if any(_worth_noting(amount) for amount in filled):
            summary.remarks.append(
                Remark(row.page, " | ".join(a.raw for a in filled), "amounts without an item")
            )
        return
    state.group.rows += rows


def _worth_noting(amount: Amount) -> bool:
    return amount.money.status in ("amount", "unreadable")


def _years(layout: Layout) -> tuple[int, ...]:
    return tuple(column.key for column in layout.all("budget"))


def _amount_rows(row: Row, table: int) -> list[AmountRow]:
    """The amounts of a row, and those of rows that were laid beside it."""
    columns = row.layout.all("budget")
    first = AmountRow({}, {})
    for column in columns:
        _collect(first, column, row.at(column), table)
    for column in row.layout.all("total"):
        cell = row.at(column)
        if cell is not None:
            first.totals += cell_amounts(cell, table, column.scale)
    _spread_words(first, [column.key for column in columns])
    rows = [first]
    for cells in row.extra:
        extra = AmountRow({}, {})
        for column in columns:
            _collect(extra, column, next((cell for cell in cells if cell.col == column.index), None), table)
        rows.append(extra)
    return rows


def _spread_words(row: AmountRow, keys: Sequence[int]) -> None:
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


def _collect(target: AmountRow, column: Column, cell: Cell | None, table: int) -> None:
    if cell is None:
        target.amounts[column.key] = []
        return
    target.amounts[column.key] = cell_amounts(cell, table, column.scale)
    target.cells[column.key] = cell
