"""Items that a progress report lists in a table: `ลำดับ | โครงการ | งบประมาณ | ผลการดำเนินการ | เบิกจ่าย`.

Columns have roles by their headers. Rows are items, headings of dimension, mission or strategy, sums, or go
on with the item above. What the plan gave becomes a budget of source `detail`; what was spent has no column
of its own in the contract and stays as printed in the item's section `budget`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.model import Cell, Line
from normalize.chars import canonical, fold
from normalize.counts import parse_count, quantities
from normalize.found_amounts import find_amounts
from normalize.measures import kind_of
from normalize.numbering import parse_numbering, strip_numbering
from normalize.states import names_state
from pipelines.parse.amended import LEFT_OPEN
from pipelines.parse.dimension_order import Place as Scope
from pipelines.parse.evidence import cell_source, joined_line, number_trusted, source_of
from pipelines.parse.headings import is_total_label
from pipelines.parse.other_rows import OTHER_FIGURES
from pipelines.parse.report_budgets import (
    budget_behind_spending,
    is_left_open,
    labelled,
    planned_budget,
    set_aside,
    unread_budget,
)
from pipelines.parse.report_choices import chosen, explained
from pipelines.parse.report_columns import (
    FIGURES,
    Column,
    columns_of,
    form_column,
    form_number,
    is_amount,
    with_ticks,
)
from pipelines.parse.report_figures import doubted, is_doubtful, stated_total
from pipelines.parse.report_grid import Grid, names_units, stage_of
from pipelines.parse.report_places import PlanPlace
from pipelines.parse.report_rows import (
    BESIDE_HEADING,
    ItemRow,
    doubt_rows,
    is_other_row,
    is_sum,
    plain_scope,
    row_remark,
    sum_scope,
    take_headed,
)
from pipelines.parse.report_shared import SharedCells, shared_cells
from pipelines.parse.report_split import items_of_row
from pipelines.parse.report_ticks import UNREAD_TICK
from pipelines.parse.report_totals import (
    dimensions_across,
    doubt_alike,
    label_scope,
    lists_stages,
)
from pipelines.parse.unread import unread_cells
from pipelines.records import Remark, SectionName, StatedTotal

_LEAST_LABELS = 3
_LEAST_COLUMNS = 3
"""Columns of a table in which a text over all of them is told from one in a wide column."""
_LONGEST_BAND = 12
"""Letters of `มิติที่ 1`, and what a scan adds to them."""
_APART = Line("")
"""Parts the texts of two cells: the second does not go on with the first."""
_OF_NO_ITEM = "an amount that belongs to no item of its row"
_UNIT_BAND = re.compile(
    r"\s*(?:หน่วยงาน(?:ที่?รับผิดชอบ|เจ้าของ\S{0,8})?|ส่วนราชการ)\s*[:.]?\s*"
    r"(?P<unit>[ก-ฮเ-ไ](?:(?!โครงการ|กิจกรรม|มาตรการ)[^0-9๐-๙])*)"
)
_UNIT_NAME = re.compile(
    r"\s*(?:[0-9๐-๙]{1,2}\s*[.)]\s*)?(?P<unit>(?:กอง(?!ทุน)|สำนัก|ฝ่าย|หน่วย(?!งาน)|ส่วน(?!ที่|ร่วม)|งาน(?!ที่)|ทุกกอง|ทุกส่วน)"
    r"(?:(?!โครงการ|กิจกรรม|มาตรการ|ดำเนิน)[^0-9๐-๙():]){0,50})"
)
_KIND_WORD = re.compile("โครงการ|กิจกรรม|มาตรการ")
_UNIT_BELOW = re.compile(r"\s*\(\s*(?P<unit>(?:กอง|สำนัก|ฝ่าย|งาน|หน่วย|ส่วน|ทุก)(?!ทุน)[^()]{1,40}?)\s*\)\s*")
"""The unit of an item in brackets on the last line of its name."""


def read_items(
    grid: Grid, year_be: int | None, place: PlanPlace
) -> tuple[list[ItemRow], list[StatedTotal], list[Remark]]:
    """The items, sums and unplaced texts of a table; no items when the table lists none.

    `place` is what the headings before the table say; headings in it are taken over into `place`.
    """
    grid, unsure = with_ticks(grid)
    columns = columns_of(grid)
    item_column = next((i for i, column in enumerate(columns) if column.role == "item"), None)
    if item_column is None or lists_stages(grid):
        return [], [], []
    names = [row[item_column].text for row in grid.rows if item_column in row]
    if not _lists_items(columns, columns[item_column]) and not _are_kinds(names):
        return [], [], []
    items: list[ItemRow] = []
    totals: list[StatedTotal] = []
    remarks = [Remark(cell.page, columns[cell.col].header, UNREAD_TICK) for cell in unsure]
    above = place.dimension
    figures = {index for index, column in enumerate(columns) if column.role in FIGURES}
    planned = {index for index, column in enumerate(columns) if column.role == "planned"}
    shared = shared_cells(grid, item_column)
    for n, (row, above_row) in enumerate(zip(grid.rows, shared.covering, strict=True), start=1):
        filled = {column: cell for column, cell in row.items() if cell.text.strip()}
        if not filled or _is_band(filled, columns, place, remarks):
            continue
        if is_other_row(filled, columns):
            remarks.append(row_remark(filled, OTHER_FIGURES))
            continue
        scope = sum_scope(filled, columns)
        if scope is None and (headed := take_headed(filled, columns, item_column, place)) is not None:
            totals += _sums_beside(filled, columns, headed, grid.index, year_be, remarks)
            continue
        if scope is not None:
            of = plain_scope(filled, items, above, grid.rows[n:], columns) or scope
            totals += _sums(filled, columns, of, grid.index, year_be, remarks)
            if unread_cells(row, figures):
                remarks.append(row_remark(filled, "nothing was read in a cell among figures"))
            continue
        _take_places(filled, columns, place)
        name = filled.get(item_column)
        if name is not None and _is_unread_band(name, filled):
            place.lose(name.text, name.page)
            continue
        if name is not None and fold(name.text):
            items += _items(row, filled, columns, item_column, place, grid.index, year_be, remarks)
            _doubt_shared(items[-1], filled, grid.index, shared)
            _take_shared(items[-1], above_row, columns, grid.index, year_be, shared, remarks)
            items[-1].budgets += [
                unread_budget(cell, grid.index, columns[cell.col].year or year_be)
                for cell in unread_cells(row, planned)
            ]
        elif items and _is_nameless(filled, columns, items[-1]):
            remarks.append(row_remark(filled, "numbered row without a name"))
        elif items:
            _fill(items[-1], filled, columns, grid.index, year_be, remarks)
        else:
            remarks += [
                Remark(cell.page, cell.text, "text before the first item") for cell in filled.values()
            ]
    doubt_rows(items)
    doubt_alike(totals)
    if items and dimensions_across(grid):
        remarks += [row_remark(row, "figures below dimensions that no item took") for row in grid.rows if row]
    return items, totals, remarks


def _items(
    row: dict[int, Cell],
    filled: dict[int, Cell],
    columns: Sequence[Column],
    item_column: int,
    place: PlanPlace,
    table: int,
    year_be: int | None,
    remarks: list[Remark],
) -> list[ItemRow]:
    """The items that a row names, with what stands beside each."""
    items = []
    parts, left = items_of_row(filled, columns, item_column)
    remarks += [Remark(cell.page, cell.text, _OF_NO_ITEM) for cell in left]
    for part in parts:
        item = _item(part, columns, part[item_column], place, table)
        _fill(item, part, columns, table, year_be, remarks)
        _tell_state(item, place)
        if not item.sections.get("results"):
            remarks += _unread_states(row, part[item_column], columns)
        items.append(item)
    return items


def _sums_beside(
    filled: dict[int, Cell],
    columns: Sequence[Column],
    scope: Scope,
    table: int,
    year_be: int | None,
    remarks: list[Remark],
) -> list[StatedTotal]:
    """The sums beside the heading of a dimension or mission; what else stands there is remarked."""
    sums = {index: cell for index, cell in filled.items() if is_sum(cell, columns[index])}
    left = {i: cell for i, cell in filled.items() if i not in sums and label_scope(cell.text) is None}
    remarks += [row_remark(left, BESIDE_HEADING)] if left else []
    return _sums(sums, columns, scope, table, year_be, remarks)


def _take_shared(
    item: ItemRow,
    above: dict[int, Cell],
    columns: Sequence[Column],
    table: int,
    year_be: int | None,
    shared: SharedCells,
    remarks: list[Remark],
) -> None:
    """Give an item what stands in cells that it shares with those above. Nobody knows how much of an amount
    is its own, or theirs."""
    told = {index: cell for index, cell in above.items() if columns[index].role != "other"}
    _fill(item, told, columns, table, year_be, remarks)
    for n, budget in enumerate(item.budgets):
        cells = [cell for cell in above.values() if budget.source == cell_source(cell, table)]
        if cells:
            doubt = shared.doubt(cells[0])
            item.budgets[n] = replace(
                budget, amount_baht=None, amount_status="blank", doubtful=True, doubt=doubt
            )


def _doubt_shared(item: ItemRow, filled: dict[int, Cell], table: int, shared: SharedCells) -> None:
    """Doubt the amounts of an item that others below share."""
    told = [cell for cell in filled.values() if id(cell) in shared.items]
    for n, budget in enumerate(item.budgets):
        cells = [cell for cell in told if budget.source == cell_source(cell, table)]
        if cells:
            doubt = shared.doubt(cells[0])
            item.budgets[n] = replace(budget, doubtful=True, doubt=doubt, year_inferred=True)


def _lists_items(columns: Sequence[Column], named: Column) -> bool:
    """Whether a table tells something of the items in the column `named`, or numbers them: a list of things
    and how many of them (`รายการ`, `จำนวน`) is none."""
    told = any(
        column.role in ("section", "planned", "percent", "mark")
        or (column.role == "money" and not str(column.quantity).endswith("_items"))
        for column in columns
    )
    numbered = any(column.role == "seq" for column in columns)
    return told or (numbered and _KIND_WORD.search(fold(named.header)) is not None)


def _are_kinds(names: Sequence[str]) -> bool:
    """Whether most names begin with the word for a project, activity or measure."""
    kinds = sum(kind_of(strip_numbering(canonical(name))) is not None for name in names)
    return 2 * kinds > len(names)


def _is_unread_band(name: Cell, filled: dict[int, Cell]) -> bool:
    """Whether all that stands in a row of a scan is a word or two over several columns: a heading that was
    not read."""
    alone = name.col_span > 1 and set(map(id, filled.values())) == {id(name)}
    return alone and name.confidence is not None and len(fold(name.text)) <= _LONGEST_BAND


def _is_nameless(filled: dict[int, Cell], columns: Sequence[Column], above: ItemRow) -> bool:
    """Whether a row without a name has a number of its own: its name was not read."""
    seq = _number_cell(filled, columns)
    return seq is not None and _count(seq) not in (None, above.number)


def _number_cell(filled: dict[int, Cell], columns: Sequence[Column]) -> Cell | None:
    return next((cell for i, cell in sorted(filled.items()) if columns[i].role == "seq"), None)


def _count(cell: Cell) -> int | None:
    return parse_count(canonical(cell.text).strip(" .)("))


def read_form(grid: Grid, year_be: int | None, place: PlanPlace, remarks: list[Remark]) -> ItemRow | None:
    """The item of a small table that says all there is about it, label and text side by side; None for any
    other table. What has no label that is known goes to `remarks`."""
    rows: dict[int, dict[int, Cell]] = {}
    for cell in grid.table.cells:
        rows.setdefault(cell.row, {})[cell.col] = cell
    pairs = [
        (row[column], row[column + 1])
        for _, row in sorted(rows.items())
        for column in range(0, grid.table.n_cols, 2)
        if column in row and column + 1 in row
    ]
    columns = [form_column(label) for label, _ in pairs]
    known = [column for column in columns if column.role != "other"]
    names = [text for column, (_, text) in zip(columns, pairs, strict=True) if column.role == "item"]
    if grid.table.n_cols not in (2, 4) or len(known) < _LEAST_LABELS or dimensions_across(grid):
        return None
    if len(names) != 1 or not fold(names[0].text) or names_units(names[0].text):
        return None
    for row in rows.values():
        (cell, *others) = row.values()
        heading = canonical(cell.text).replace("\n", " ")
        if not others and cell.text.strip() and not place.take(heading, cell.lines[:1], cell.page):
            remarks.append(Remark(cell.page, cell.text, "no label beside it"))
    item = _item({}, [], names[0], place, grid.index)
    if item.number is None:
        item.number = form_number([label for label, _ in pairs], columns)
        own = next(label for column, (label, _) in zip(columns, pairs, strict=True) if column.role == "item")
        item.number_trusted = all(map(number_trusted, own.lines[:1]))
    for column, (_, text) in zip(columns, pairs, strict=True):
        if column.role == "seq" and (number := _count(text)) is not None:
            item.number, item.number_trusted = number, all(map(number_trusted, text.lines[:1]))
        filled = {0: text} if text.text.strip() and column.role not in ("item", "seq") else {}
        _fill(item, filled, [column], grid.index, year_be, remarks)
    return item


def _is_band(
    filled: dict[int, Cell], columns: Sequence[Column], place: PlanPlace, remarks: list[Remark]
) -> bool:
    """A row with a lone text that is a heading of the plan's hierarchy or of a state, or names a unit, or
    something else that becomes a remark, over all columns."""
    cells = list(dict.fromkeys(filled.values()))
    if len(cells) != 1:
        return False
    text = canonical(cells[0].text).replace("\n", " ")
    unit = _UNIT_BAND.fullmatch(text) or _UNIT_NAME.fullmatch(text)
    if unit is not None and cells[0].col_span >= len(columns) - 1:
        place.unit = replace(joined_line(cells[0].lines), text=unit["unit"])
        return True
    if place.take(text, cells[0].lines[:1], cells[0].page) or place.take_state(joined_line(cells[0].lines)):
        return True
    if not _is_other_band(cells[0], columns):
        return False
    place.unit = place.state = None
    remarks.append(Remark(cells[0].page, cells[0].text, "a text over all columns that names no item"))
    return True


def _is_other_band(cell: Cell, columns: Sequence[Column]) -> bool:
    """Whether a row's only text stands over all columns and names no item and no sum: nobody knows of what it
    is the heading, nor whether the one above still holds below it."""
    if cell.col_span < max(len(columns), _LEAST_COLUMNS):
        return False
    text = canonical(cell.text)
    return kind_of(strip_numbering(text)) is None and not is_total_label(text)


def _tell_state(item: ItemRow, place: PlanPlace) -> None:
    """Give an item the state of the heading or band that it stands below, where it tells none of its own."""
    results = explained(item.sections.get("results", []), place.signs)
    if results:
        item.sections["results"] = results
    if place.state is not None and not any(names_state(line.text) for line in results):
        item.sections["results"] = [place.state, _APART, *results] if results else [place.state]


def _unread_states(row: dict[int, Cell], name: Cell, columns: Sequence[Column]) -> list[Remark]:
    """Remarks on the cells of results in which a scan holds ink and no text: a sign for the item's state."""
    results = [index for index, column in enumerate(columns) if column.section == "results"]
    return [
        Remark(name.page, f"{columns[cell.col].header}: {name.text}", UNREAD_TICK)
        for cell in unread_cells(row, results)
        if cell.bbox is not None
    ]


def _take_places(filled: dict[int, Cell], columns: Sequence[Column], place: PlanPlace) -> None:
    """Dimension and mission columns."""
    for index, cell in sorted(filled.items()):
        text = canonical(cell.text).replace("\n", " ")
        if columns[index].role == "dimension":
            place.take_dimension(text, cell.lines[:1], cell.page)
        elif columns[index].role == "mission":
            place.take(text, cell.lines[:1], cell.page)


def _sums(
    filled: dict[int, Cell],
    columns: Sequence[Column],
    scope: Scope,
    table: int,
    year_be: int | None,
    remarks: list[Remark],
) -> list[StatedTotal]:
    totals = []
    own = {id(cell): index for index, cell in sorted(filled.items(), reverse=True)}  # a merged cell once
    for index in sorted(own.values()):
        cell, quantity = filled[index], columns[index].quantity
        if not is_amount(cell.text):
            counted = _counted(cell, scope, table, year_be)
            totals += counted
            told = columns[index].role not in FIGURES and find_amounts(canonical(cell.text))
            if not counted and cell.col_span == 1 and (told or columns[index].role in FIGURES):
                remarks.append(Remark(cell.page, cell.text, "words in a column of figures"))
            continue
        if quantity is None:
            why = f"no quantity for the column: {columns[index].header}"
            remarks.append(Remark(cell.page, cell.text, why))
            continue
        year = columns[index].year or year_be
        total = stated_total(cell, table, quantity, scope, year, columns[index].scale)
        if total is not None:
            totals.append(doubted(total, columns[index].doubt))
    doubt_alike(totals)
    return totals


def _counted(cell: Cell, scope: Scope, table: int, year_be: int | None) -> list[StatedTotal]:
    """How many items the label of a sum counts (`รวม 7 โครงการ/กิจกรรม/มาตรการ`): those that were planned."""
    text = canonical(cell.text).replace("\n", " ")
    counts = quantities(text)
    if not is_total_label(text) or not counts or stage_of(text) not in (None, "planned"):
        return []
    source = cell_source(cell, table)
    total = StatedTotal(
        origin="report",
        scope=scope[0],
        quantity="planned_items",
        value=Decimal(sum(counts.values())),
        value_raw=cell.text,
        dimension=scope[1],
        mission_code=scope[2],
        fiscal_year_be=year_be,
        doubtful=is_doubtful(source, text),
        source=source,
    )
    return [total]


def _item(
    filled: dict[int, Cell], columns: Sequence[Column], name: Cell, place: PlanPlace, table: int
) -> ItemRow:
    lines = [line for line in name.lines if line.text.strip()]
    unit = place.unit
    if unit is None and all(column.section != "responsible" for column in columns):
        lines, unit = _unit_apart(lines)
    source = source_of(lines, name.page, (table, name.row, name.col), name.bbox)
    row = ItemRow(lines, name.page, source)
    row.dimension, row.mission_code, row.strategy_code = place.dimension, place.mission, place.strategy
    if unit is not None and all(columns[index].section != "responsible" for index in filled):
        row.sections["responsible"] = [unit]
    if (seq := _number_cell(filled, columns)) is not None:
        row.number = _count(seq) or None
        row.number_trusted = number_trusted(seq.lines[0])
    numbering = parse_numbering(lines[0].text) if lines else None
    if row.number is None and numbering is not None and len(numbering.path) == 1:
        row.number, row.number_trusted = numbering.path[0], number_trusted(lines[0])
    return row


def _unit_apart(lines: list[Line]) -> tuple[list[Line], Line | None]:
    """The lines of a name without that of its unit, and the unit; None where none stands below the name."""
    found = _UNIT_BELOW.fullmatch(canonical(lines[-1].text)) if len(lines) > 1 else None
    return (lines, None) if found is None else (lines[:-1], replace(lines[-1], text=found["unit"]))


def _fill(
    item: ItemRow,
    filled: dict[int, Cell],
    columns: Sequence[Column],
    table: int,
    year_be: int | None,
    remarks: list[Remark],
) -> None:
    """Give the other cells of a row to the item."""
    filled_here: set[SectionName] = set()
    for index, cell in sorted(filled.items()):
        column = columns[index]
        lines = [line for line in cell.lines if line.text.strip()]
        behind = budget_behind_spending(cell, table, year_be, column, columns)
        item.budgets += [behind] if behind is not None else []
        if column.role == "section" and column.section is not None:
            kept, is_open = chosen(lines) if column.section == "results" else (lines, False)
            if column.section in filled_here:
                _add_apart(item, column.section, kept)
            else:
                item.sections.setdefault(column.section, []).extend(kept)
            filled_here.add(column.section)
            remarks += [Remark(cell.page, cell.text, UNREAD_TICK)] if is_open else []
        elif column.role == "planned":
            told = set_aside(cell.text, column)
            if not lines or told.strip():
                item.budgets.append(planned_budget(cell, told, table, year_be, column))
                if is_left_open(cell, filled, column):
                    item.budgets[-1] = replace(
                        item.budgets[-1], doubtful=True, doubt=LEFT_OPEN, year_inferred=True
                    )
            if told != cell.text:
                _add_apart(item, "budget", [labelled(column.header, lines)])
        elif column.role in ("money", "percent") or behind is not None:
            _add_apart(item, "budget", [labelled(column.header, lines)])
        elif column.role == "mark":
            item.sections.setdefault(column.section or "results", []).append(labelled(column.header, []))
        elif column.role == "other":
            remarks.append(Remark(cell.page, cell.text, f"column without a role: {column.header}"))


def _add_apart(item: ItemRow, section: SectionName, lines: Sequence[Line]) -> None:
    """Add lines to a section as a text of their own."""
    own = item.sections.setdefault(section, [])
    own += [_APART, *lines] if own else lines
