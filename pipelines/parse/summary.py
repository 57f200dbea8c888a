"""The summary budget table: its items with dimension, mission, strategy and yearly amounts, and its totals.

The walk is strict: each row of the table is an item, a heading, a total, a repeated header or a note, or it
is reported in the remarks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extract.model import Cell, Line, Table
from normalize.chars import fold
from normalize.named_amounts import names_amount
from pipelines.parse.amended import check_amended
from pipelines.parse.amounts import Amount, column_amounts
from pipelines.parse.caption_years import with_year_above, with_year_of_band
from pipelines.parse.columns import Column, Layout
from pipelines.parse.evidence import heading_trusted, source_of
from pipelines.parse.groups import AmountRow, Group, SummaryItem, carry_over, join_years, pair_group
from pipelines.parse.header_rows import numbers_columns
from pipelines.parse.headings import (
    code_heading,
    dimension_word,
    is_count,
    is_near_whole_label,
    is_total_label,
)
from pipelines.parse.item_cells import any_amount, item_segments
from pipelines.parse.items import KIND_FIRST, Segment, is_exact, split_cell
from pipelines.parse.money_units import MoneyUnit
from pipelines.parse.nothing_spent import (
    share_years,
    spread_words,
    take_marked_none,
    take_merged_none,
)
from pipelines.parse.numbers_beside import give_numbers, has_other_number
from pipelines.parse.other_rows import NO_SUM_OF_BAHT, OTHER_FIGURES, is_of_shares, tells_other_figures
from pipelines.parse.part_marks import is_lettered
from pipelines.parse.plan_state import (
    Headed,
    PlanState,
    is_band,
    is_band_beside,
    is_footnote,
    is_part_of_item,
    is_part_of_nothing,
    is_unit_band,
    item_index,
    may_be_part,
    settled_strategy,
    take_headings,
    take_line,
    wide_cells,
)
from pipelines.parse.repeated_header import below_header, is_header
from pipelines.parse.repeats import without_repeated_tables
from pipelines.parse.rows import Row, body_rows, covering, row_numbers, text_beside
from pipelines.parse.source_amounts import NO_SUM, PARTS_DIFFER, check_sources, sum_of_parts
from pipelines.parse.sum_years import settle_years_of_sums
from pipelines.parse.summary_units import (
    Units,
    doubt_dimension_units,
    doubt_row_unit,
    doubt_unit,
    is_note,
    settle_unit,
)
from pipelines.parse.totals import (
    TotalRow,
    names_a_part,
    read_bands,
    read_total_row,
    unread_parts,
    whole_sums,
)
from pipelines.parse.year_rows import (
    by_list,
    by_ticks,
    by_year,
    doubt_merged,
    take_years,
    ticked_alone,
)
from pipelines.records import WITHOUT_ITEM, Remark, Source

_FIGURES = re.compile(r"[\d\s.,%–—-]+")
"""Figures in columns of something else than money, as of shares and counts, and dashes there."""
_LABEL = 12
"""So many letters at most has the label of a sum."""


@dataclass(slots=True)
class Summary:
    """What the summary tables of a document hold. `bands` are headings of dimensions that state sums."""

    groups: list[Group] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    bands: list[TotalRow] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def items(self) -> list[SummaryItem]:
        """All items in the order of the tables."""
        return [item for group in self.groups for item in group.items]


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """A summary table, its index in the document, its layout, and the lines right above and below it."""

    index: int
    table: Table
    layout: Layout
    above: tuple[tuple[int | None, Line], ...] = ()
    below: tuple[Line, ...] = ()


def read_summary(tables: Sequence[SummaryTable], years: Sequence[int] = ()) -> Summary:
    """Walk the summary tables in order. `years` are those of the plan."""
    summary = Summary()
    state = PlanState(remarks=summary.remarks)
    unit: MoneyUnit | None = None
    for item in tables:
        for page, line in item.above:
            take_line(line, page, state)
        above = [line for _, line in item.above]
        layout = with_year_above(item.layout, above, years)
        layout, unit, doubt = settle_unit(layout, item.table, above, item.below, unit)
        known, summed = len(summary.groups), len(summary.totals)
        state.covering = covering(item.table)
        units: Units = set()
        for row in body_rows(item.table, layout):
            row.layout = layout
            if (dated := with_year_of_band(row, layout, years)) is not None:
                layout, state.group = dated, None
            elif is_header(row):
                layout = below_header(row, summary.remarks)
            else:
                begun = len(summary.groups)
                _read_row(row, item.index, summary, state)
                doubt_row_unit(row, summary.groups[begun:], state.dimension, units)
        if doubt is not None:
            doubt_unit(doubt, summary.groups[known:], summary.totals[summed:])
        doubt_dimension_units(units, summary.groups[known:], summary.totals[summed:])
    carry_over(summary.groups)
    share_years(summary.groups)
    for group in summary.groups:
        take_years(group)
        pair_group(group)
    summary.groups = without_repeated_tables(join_years(summary.groups), summary.remarks)
    settle_years_of_sums(summary.totals, summary.items)
    return summary


def _note_shared(group: Group, row: Row, table: int, summary: Summary, state: PlanState) -> None:
    """Amounts merged over the rows of several items: nobody says how they are divided."""
    cells = [
        cell
        for column in row.layout.all("budget")
        if (cell := state.covering.get((row.index, column.index))) is not None
        if not take_merged_none(group.rows[0], column, cell, table)
    ]
    for other in summary.groups if cells else ():
        known = [cell for amount_row in other.rows for cell in amount_row.cells.values()]
        if any(cell is above_cell for cell in known for above_cell in cells):
            group.shared = other.shared = True


def _read_row(row: Row, table: int, summary: Summary, state: PlanState) -> None:
    filled = row.filled
    if not filled or numbers_columns(filled):
        return
    if is_note(filled[0].text) or is_footnote(row):
        text = filled[0].text
        if len(filled) > 1 or text.lstrip().startswith("*") or names_amount(text):
            summary.remarks.append(Remark(row.page, _texts(row), "note among the rows of the table"))
        return
    if _is_total(row) and _take_item_sum(row, table, summary, state):
        return
    if tells_other_figures(row):
        summary.remarks.append(Remark(row.page, _texts(row), OTHER_FIGURES))
        state.group = None
        return
    if _is_sum_in_heading(row, table, summary, state):
        return
    if _is_total(row):
        total = read_total_row(row, table, state.dimension, state.missions)
        summary.totals.append(total)
        summary.remarks += unread_parts(row, total)
        state.group, state.summed = None, total.scope == "dimension"
        return
    if is_band(row, state):
        summary.bands += read_bands(row, table)
        return
    take_headings(row, state)
    if is_band_beside(row, state):
        return
    if (rest := [cell for cell in wide_cells(row) if split_cell(cell.lines)[0].kind == "text"]) != []:
        if rest == filled and is_unit_band(rest):
            state.unit = rest[0].text
            return
        # the rest of a heading that a page break cut in two
        summary.remarks += [
            Remark(cell.page, cell.text, "text over the amounts that names no item") for cell in rest
        ]
        return
    item_column = row.layout.first("item")
    cell = row.at(item_column) if item_column else None
    if cell is not None and cell.text.strip():
        _take_items(row, cell, table, summary, state)
    elif cell is None or not cell.text.strip():
        _take_amounts(row, table, summary, state)


def _is_total(row: Row) -> bool:
    """A row that says in a cell before its amounts that it is a sum."""
    budget = row.layout.of_money
    return any(
        is_total_label(cell.text) or is_count(cell.text) for cell in row.filled if cell.col not in budget
    )


def _take_item_sum(row: Row, table: int, summary: Summary, state: PlanState) -> bool:
    """The sum of an item with a row for each source of money, its cell merged over them: what the page says
    that the item costs. The parts are noted; where they make another sum, a scan's was perhaps misread."""
    column, group = row.layout.first("item"), state.group
    if column is None or group is None or len(group.items) != 1:
        return False
    if (row.index, column.index) not in state.covering or names_a_part(_label(row)):
        return False
    sums = _amount_rows(row, table)
    if len(sums) != 1 or any(not sums[0].amounts.get(year) for year in group.years):
        group.rows += sums  # nobody knows which amount is the item's
        return True
    add_up = all(_summed(sums, year) == _summed(group.rows, year) for year in group.years)
    for part in group.rows:
        if add_up:
            summary.remarks.append(Remark(row.page, _told(part), "part of an item's sum"))
        else:
            summary.remarks.append(Remark(row.page, _told(part), "part of an item's sum, which is another"))
    if not add_up and not all(is_exact(line) for cell in row.filled for line in cell.lines):
        sums[0].doubt = PARTS_DIFFER
    group.rows = sums
    return True


def _texts(row: Row) -> str:
    return " | ".join(cell.text for cell in row.filled)


def _label(row: Row) -> str:
    budget = row.layout.of_money
    return " ".join(cell.text for cell in row.filled if cell.col not in budget)


def _told(amounts: AmountRow) -> str:
    return " | ".join(amount.raw for year in amounts.amounts.values() for amount in year)


def _summed(rows: Sequence[AmountRow], year: int) -> Decimal:
    amounts = [amount.money.amount for row in rows for amount in row.amounts.get(year, [])]
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _is_sum_in_heading(row: Row, table: int, summary: Summary, state: PlanState) -> bool:
    """The sums of a dimension or mission that stand beside its heading, before its items."""
    budget = row.layout.of_money
    texts = [cell for cell in row.filled if cell.col not in budget and not _FIGURES.fullmatch(cell.text)]
    if len(texts) != 1 or len(texts) == len(row.filled) or not heading_trusted(texts[0].lines):
        return False
    number, code = dimension_word(texts[0].text), code_heading(texts[0].text)
    if number is not None:
        state.set_dimension(number)
    elif code is not None and code.level == 2 and texts[0].col != item_index(row.layout):
        state.set_missions([code.code])
    else:
        return False
    state.group = None
    if is_of_shares(row):
        summary.remarks.append(Remark(row.page, _texts(row), NO_SUM_OF_BAHT))
        return True
    total = read_total_row(row, table, state.dimension, state.missions)
    if number is None and code is not None:
        total.scope, total.mission = "mission", code.code
    summary.totals.append(total)
    return True


def _take_items(row: Row, cell: Cell, table: int, summary: Summary, state: PlanState) -> None:
    """The segments of the item cell: headings change the state, items make a group."""
    rows = _amount_rows(row, table)
    check_sources(row, table, rows[0], summary.remarks)
    segments, numbers = item_segments(row, cell, rows, state), row_numbers(row)
    is_text = bool(segments) and segments[0].kind == "text" and not numbers
    if is_text and not _text_is_item(segments[0], rows, summary):
        _append_text(segments.pop(0), summary, table, cell)
    items: list[SummaryItem] = []
    _take_headed(segments, table, summary, state)
    for segment in segments:
        if segment.kind == "strategy":
            if KIND_FIRST.match(segment.body) and not any_amount(rows):
                state.headed = Headed(segment, cell, row, rows, state.strategy)
            state.strategy = settled_strategy(segment.body, segment.code, segment.lines, state)
            if state.strategy is None and segment.code is not None:
                summary.remarks.append(Remark(cell.page, segment.raw, "code of a heading not read for sure"))
        elif may_be_part(segment, rows, summary.groups, state) and is_part_of_item(
            segment, summary.items, state
        ):
            if is_part_of_nothing(rows, summary.groups, state):
                segment.kind = "item"
                items.append(_new_item(segment, _source(segment, cell, table), row, state))
                state.listed = items[-1]
            elif not any_amount(rows):  # amounts beside it are told with it
                summary.remarks.append(Remark(cell.page, segment.raw, "a part of the item above"))
        elif segment.kind == "mission" and segment.code:
            state.set_missions([segment.code])
        else:
            _take_code(segment, state)
            items.append(_new_item(segment, _source(segment, cell, table), row, state))
    if not give_numbers(items, numbers):
        why = "the row has another count of numbers than of items"
        summary.remarks.append(Remark(cell.page, _texts(row), why))
    for item in items:
        item.ticked = ticked_alone(row)
        item.beside = text_beside(row) if len(items) == 1 else None
    state.group = _group(items, rows, row.layout)
    if items:
        _note_shared(state.group, row, table, summary, state)
        summary.groups.append(state.group)
    elif any_amount(rows):  # of nothing, too: it may be an item's
        summary.remarks.append(Remark(cell.page, _texts(row), "amounts beside a heading without an item"))


def _take_code(segment: Segment, state: PlanState) -> None:
    """What the number of an item says of the dimension, mission and strategy that it stands in."""
    if segment.strategy is not None:
        state.strategy = segment.strategy
    if segment.code is None or state.missions or not heading_trusted(segment.lines):
        return
    if segment.is_coded_item:
        state.set_missions([".".join(segment.code.split(".")[:2])])
    elif state.dimension is None or state.coded:
        # `2.3 โครงการ…`: the third item of a dimension
        state.set_dimension(int(segment.code[0]))
        state.coded = True


def _source(segment: Segment, cell: Cell, table: int) -> Source:
    return source_of(segment.lines, segment.page, (table, cell.row, cell.col), cell.bbox)


def _take_headed(segments: Sequence[Segment], table: int, summary: Summary, state: PlanState) -> None:
    """Take what was read as a strategy's heading (`1.1.2 โครงการ…` without amounts) for the item that it is,
    where a row of its lettered parts follows."""
    headed, state.headed = state.headed, None
    if headed is None or not segments or not is_lettered(segments[0].raw):
        return
    state.strategy = headed.strategy
    headed.segment.kind = "item"
    _take_code(headed.segment, state)
    source = _source(headed.segment, headed.cell, table)
    item = _new_item(headed.segment, source, headed.row, state)
    summary.groups.append(_group([item], headed.rows, headed.row.layout))


def _group(items: list[SummaryItem], rows: list[AmountRow], layout: Layout) -> Group:
    inferred = any(column.inferred for column in layout.all("budget"))
    return Group(items, rows, layout.keys, inferred, layout.year_doubts)


def _text_is_item(segment: Segment, rows: list[AmountRow], summary: Summary) -> bool:
    """Whether text without marker and without the word for a project is an item of its own: when it has
    amounts of its own, or when the table's items carry no markers at all."""
    if any_amount(rows):
        return True
    return (
        bool(summary.items)
        and not any(item.segment.marked for item in summary.items)
        and not _goes_on(segment, summary)
    )


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


def _new_item(segment: Segment, source: Source, row: Row, state: PlanState) -> SummaryItem:
    note = " ".join(cell.text.strip() for cell in row.of("note") if cell.text.strip()) or None
    mission = state.mission()
    dimension = state.dimension
    if mission is not None and state.strategy is not None:
        dimension = int(mission[0])
    return SummaryItem(segment, source, dimension, mission, state.strategy, state.unit, note)


def _take_amounts(row: Row, table: int, summary: Summary, state: PlanState) -> None:
    """A row without an item: its amounts belong to the items above, unless it has a number of its own."""
    if has_other_number(row, state):
        summary.remarks.append(Remark(row.page, _texts(row), "numbered row without a name"))
        state.group = None
        return
    rows = _amount_rows(row, table)
    filled = [amount for amount_row in rows for amounts in amount_row.amounts.values() for amount in amounts]
    if not filled:
        return
    if state.group is None and _is_unread_sum(row, summary):
        total = read_total_row(row, table, None, ())
        total.scope, total.whole = "plan", True
        summary.totals.append(total)
        return
    if state.group is None:
        if any(_worth_noting(amount) for amount in filled):
            summary.remarks.append(Remark(row.page, " | ".join(a.raw for a in filled), WITHOUT_ITEM))
        return
    state.group.rows += rows


def _is_unread_sum(row: Row, summary: Summary) -> bool:
    """A row behind the sum of a dimension with an amount for each year and no item: the plan's sum, whose
    label a scan spoiled. The label is near, or as short as one, no heading, and half of the amounts are the
    sums of the dimensions."""
    budget = row.layout.of_money
    columns = row.layout.all("budget")
    if not columns or any(not (cell := row.at(column)) or not cell.text.strip() for column in columns):
        return False
    beside = [cell for cell in row.filled if cell.col not in budget]
    if any(is_near_whole_label(cell.text) for cell in beside):
        return True
    named = any(code_heading(cell.text) or dimension_word(cell.text) is not None for cell in beside)
    if named or sum(len(fold(cell.text)) for cell in beside) > _LABEL:
        return False
    return 2 * whole_sums(row, summary.totals) >= len(columns)


def _worth_noting(amount: Amount) -> bool:
    return amount.money.status in ("amount", "unreadable")


def _amount_rows(row: Row, table: int) -> list[AmountRow]:
    """The amounts of a row, and those of rows that were laid beside it."""
    columns = row.layout.all("budget")
    first = AmountRow({}, {}, torn=row.torn)
    for column in columns:
        _collect(first, column, row.at(column), table)
        if column.parts:
            first.amounts[column.key], first.doubt = sum_of_parts(row, column, table), NO_SUM
    for column in row.layout.all("total"):
        cell = row.at(column)
        if cell is not None:
            first.totals += column_amounts(cell, table, column)
    spread_words(first, row.layout.keys)
    doubt_merged(first)
    take_marked_none(row, first, table)
    rows = [by_ticks(row, by_year(row, by_list(row, first, table)))]
    check_amended(row, table, rows[0])
    for cells in row.extra:
        extra = AmountRow({}, {})
        for column in columns:
            _collect(extra, column, next((cell for cell in cells if cell.col == column.index), None), table)
        rows.append(extra)
    return rows


def _collect(target: AmountRow, column: Column, cell: Cell | None, table: int) -> None:
    if cell is None:
        target.amounts[column.key] = []
        return
    target.amounts[column.key] = column_amounts(cell, table, column)
    target.cells[column.key] = cell
