"""Items that a progress report lists in a table: `ลำดับ | โครงการ | งบประมาณ | ผลการดำเนินการ | เบิกจ่าย`.

Columns have roles by their headers. Rows are items, headings of dimension, mission or strategy, sums, or go
on with the item above. What the plan gave becomes a budget of source `detail`; what was spent has no column
of its own in the contract and stays as printed in the item's section `budget`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from extract.model import Cell, Line
from normalize.chars import canonical, fold
from normalize.counts import parse_count, quantities
from normalize.digits import to_arabic
from normalize.money import is_no_budget, parse_money
from normalize.numbering import parse_numbering
from pipelines.parse.evidence import (
    cell_source,
    joined_line,
    likeness,
    number_trusted,
    source_of,
    starts_like,
)
from pipelines.parse.headings import is_total_label
from pipelines.parse.items import is_exact
from pipelines.parse.narrative import before_spending
from pipelines.parse.report_grid import Grid, Stage, has, is_number, quantity_of, settled_percents, stage_of
from pipelines.parse.report_places import PlanPlace
from pipelines.parse.report_totals import Place as Scope
from pipelines.parse.report_totals import is_doubtful, label_scope, lists_stages, stated_total
from pipelines.records import Budget, Remark, SectionName, Source, StatedTotal

Role = Literal[
    "seq", "dimension", "mission", "item", "planned", "money", "percent", "mark", "section", "kind", "other"
]

_LETTERS = re.compile("[ก-ฮA-Za-z]")
_AMOUNT = re.compile(r"\s*\d[\d,]*(?:\.\d+)?\s*(?:บาท|\.-|\.–)\s*")
_MIN_NAME = 4
"""Letters that a name has at least."""
_ROLE_HEADERS: tuple[tuple[Role, SectionName | None, tuple[str, ...]], ...] = (
    ("seq", None, ("ลำดับที่", "ลำดับ", "ที่", "ข้อ", "ข้อที่")),
    ("dimension", None, ("มิติ", "มิติที่")),
    ("mission", None, ("ภารกิจตามมิติ", "ภารกิจ", "แนวทาง", "ภารกิจ/แนวทาง")),
    (
        "item",
        None,
        (
            "โครงการ/กิจกรรม/มาตรการ",
            "โครงการ/กิจกรรม",
            "โครงการ/มาตรการ/กิจกรรม",
            "มาตรการ/กิจกรรม",
            "กิจกรรม/โครงการ",
            "โครงการ",
            "ชื่อโครงการ",
            "ชื่อโครงการ/กิจกรรม",
            "แผนงาน/โครงการ/กิจกรรม",
            "รายการ",
        ),
    ),
    (
        "section",
        "method",
        ("วิธีดำเนินการ", "วิธีการดำเนินการ", "ขั้นตอนการดำเนินการ", "การดำเนินการ", "กิจกรรมที่ดำเนินการ"),
    ),
    (
        "section",
        "results",
        (
            "ผลการดำเนินการ",
            "ผลการดำเนินงาน",
            "ผลดำเนินการ",
            "สถานะการดำเนินการ",
            "สถานะ",
            "ความก้าวหน้า",
            "สรุปผลการดำเนินงาน",
            "รายละเอียดผลการดำเนินการ",
            "ผลการปฏิบัติ",
            "ผลสำเร็จ",
        ),
    ),
    ("section", "outputs", ("ผลผลิต", "ผลผลิต(output)", "ตัวชี้วัดผลผลิต")),
    ("section", "outcomes", ("ผลลัพธ์", "ผลลัพธ์(outcome)", "ผลที่ได้รับ", "ตัวชี้วัด", "ผลสัมฤทธิ์")),
    ("section", "objectives", ("วัตถุประสงค์",)),
    ("section", "target_group", ("เป้าหมาย", "กลุ่มเป้าหมาย")),
    ("section", "location", ("สถานที่ดำเนินการ", "สถานที่", "พื้นที่ดำเนินการ")),
    ("section", "duration", ("ระยะเวลาดำเนินการ", "ระยะเวลา", "วันที่ดำเนินการ", "ช่วงเวลา", "ไตรมาส", "กำหนดการ")),
    (
        "section",
        "responsible",
        ("หน่วยงานรับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "ผู้รับผิดชอบ", "หน่วยงาน", "ส่วนราชการ", "กอง/สำนัก"),
    ),
    ("section", "note", ("หมายเหตุ", "ปัญหา/อุปสรรค", "ปัญหาและอุปสรรค", "ปัญหาอุปสรรคและข้อเสนอแนะ", "ข้อเสนอแนะ")),
)
_MIN_HEADER = 0.74
_LEAST_LABELS = 3
_FIGURES: frozenset[Role] = frozenset({"planned", "money", "percent"})
_UNIT_BAND = re.compile(
    r"\s*(?:หน่วยงาน(?:ที่?รับผิดชอบ|เจ้าของ\S{0,8})?|ส่วนราชการ)\s*[:.]?\s*"
    r"(?P<unit>[ก-ฮเ-ไ](?:(?!โครงการ|กิจกรรม|มาตรการ)[^0-9๐-๙])*)"
)
_TICKS = frozenset("/✓✔√☑●xX")
_COUNTED: dict[Stage, str] = {"done": "done_items", "ongoing": "ongoing_items", "failed": "failed_items"}


@dataclass(frozen=True, slots=True)
class _Column:
    role: Role
    section: SectionName | None = None
    quantity: str | None = None
    header: str = ""


@dataclass(slots=True)
class ItemRow:
    """One item of a table: its place in the plan, its sections as printed lines, its planned amount."""

    name_lines: list[Line]
    page: int | None
    source: Source
    number: int | None = None
    number_trusted: bool = True
    dimension: int | None = None
    mission_code: str | None = None
    strategy_code: str | None = None
    sections: dict[SectionName, list[Line]] = field(default_factory=dict)
    budgets: list[Budget] = field(default_factory=list)


def read_items(
    grid: Grid, year_be: int | None, place: PlanPlace
) -> tuple[list[ItemRow], list[StatedTotal], list[Remark]]:
    """The items, sums and unplaced texts of a table; no items when the table lists none.

    `place` is what the headings before the table say; headings in it are taken over into `place`.
    """
    columns = _columns(grid)
    item_column = next((i for i, column in enumerate(columns) if column.role == "item"), None)
    told = sum(column.role in ("section", "money", "planned", "percent", "mark") for column in columns)
    if item_column is None or not told or lists_stages(grid):
        return [], [], []
    items: list[ItemRow] = []
    totals: list[StatedTotal] = []
    remarks: list[Remark] = []
    above = place.dimension
    for row in grid.rows:
        filled = {column: cell for column, cell in row.items() if cell.text.strip()}
        if not filled or _is_band(filled, columns, place):
            continue
        scope = _sum_scope(filled, columns)
        if scope is not None:
            if above is not None and _is_plain_sum(filled) and {item.dimension for item in items} == {above}:
                scope = ("dimension", above, None)
            totals += _sums(filled, columns, scope, grid.index, year_be, remarks)
            if _unread(row, columns, _FIGURES):
                text = " | ".join(cell.text for cell in filled.values())
                remarks.append(
                    Remark(next(iter(filled.values())).page, text, "nothing was read in a cell among figures")
                )
            continue
        _take_places(filled, columns, place)
        name = filled.get(item_column)
        if name is not None and fold(name.text):
            items.append(_item(filled, columns, name, place, grid.index))
            _fill(items[-1], filled, columns, grid.index, year_be, remarks)
            items[-1].budgets += [
                _unread_budget(cell, grid.index, year_be) for cell in _unread(row, columns, {"planned"})
            ]
        elif items:
            _fill(items[-1], filled, columns, grid.index, year_be, remarks)
        else:
            why = "text before the first item"
            remarks += [Remark(cell.page, cell.text, why) for cell in filled.values()]
    return items, totals, remarks


def read_form(grid: Grid, year_be: int | None, place: PlanPlace, remarks: list[Remark]) -> ItemRow | None:
    """The item of a small table that says all there is about it, label and text side by side; None for any
    other table. What has no label that is known goes to `remarks`."""
    rows: dict[int, dict[int, Cell]] = {}
    for cell in grid.table.cells:
        rows.setdefault(cell.row, {})[cell.col] = cell
    pairs = [(row[0], row[1]) for _, row in sorted(rows.items()) if len(row) == 2 and 1 in row]
    columns = [_form_column(label) for label, _ in pairs]
    known = [column for column in columns if column.role != "other"]
    names = [text for column, (_, text) in zip(columns, pairs, strict=True) if column.role == "item"]
    if grid.table.n_cols != 2 or len(known) < _LEAST_LABELS or len(names) != 1 or not fold(names[0].text):
        return None
    for row in rows.values():
        (cell, *others) = row.values()
        heading = canonical(cell.text).replace("\n", " ")
        if not others and cell.text.strip() and not place.take(heading, cell.lines[:1], cell.page):
            remarks.append(Remark(cell.page, cell.text, "no label beside it"))
    item = _item({}, [], names[0], place, grid.index)
    if item.number is None:
        item.number = _form_number([label for label, _ in pairs], columns)
    for column, (_, text) in zip(columns, pairs, strict=True):
        filled = {0: text} if text.text.strip() and column.role != "item" else {}
        _fill(item, filled, [column], grid.index, year_be, remarks)
    return item


def _form_number(labels: Sequence[Cell], columns: Sequence[_Column]) -> int | None:
    """The number that stands before the label of the item alone (`2. ชื่อโครงการ`): the item's own."""
    numbers = [parse_numbering(canonical(label.text)) for label in labels]
    paths = [numbering.path if numbering is not None else () for numbering in numbers]
    others = any(path for path, column in zip(paths, columns, strict=True) if column.role != "item")
    own = next(path for path, column in zip(paths, columns, strict=True) if column.role == "item")
    return own[0] if len(own) == 1 and not others else None


def _form_column(label: Cell) -> _Column:
    """What the text beside a label is about."""
    text = canonical(label.text).replace("\n", " ")
    numbering = parse_numbering(text)
    header = numbering.rest if numbering is not None and numbering.rest else text
    if not header.startswith(("แหล่ง", "ที่มา")) and any(
        has(fold(header), word) for word in ("งบประมาณ", "เบิกจ่าย")
    ):
        return _Column("planned" if stage_of(header) in (None, "planned") else "money", header=header)
    named = _named((header,))
    return replace(named, header=header) if named is not None else _Column("other", header=header)


# -- columns


def _columns(grid: Grid) -> list[_Column]:
    columns = [_column(grid, index) for index in range(grid.table.n_cols)]
    told = {index: column.quantity for index, column in enumerate(columns)}
    settled = settled_percents(grid.paths, told)
    columns = [replace(column, quantity=settled.get(index)) for index, column in enumerate(columns)]
    planned = [column for column in columns if column.role == "planned"]
    granted = [column for column in columns if column.quantity == "ordinance_baht" and column.role == "money"]
    if planned or len(granted) != 1:
        return columns
    # the ordinance is all that says what an item was to cost
    return [replace(column, role="planned") if column is granted[0] else column for column in columns]


def _column(grid: Grid, index: int) -> _Column:
    path = grid.paths[index]
    header = canonical(" ".join(path))
    values = [row[index].text for row in grid.rows if index in row and _is_own(row[index])]
    figures = sum(_is_amount(value) or is_no_budget(value) for value in values)
    if values and _is_marks(values) and (stage := stage_of(path[-1] if path else "")) is not None:
        return _Column("mark", quantity=_COUNTED.get(stage), header=canonical(path[-1]))
    named = _named(path)
    if named is not None and named.role == "item" and values and not _are_names(values):
        named = None
    if named is not None and not (named.role == "section" and _is_figures(values, figures)):
        return _Column(named.role, named.section, header=header)
    quantity = quantity_of(path, "", values) if path else None
    if _is_figures(values, figures) or (not values and has(fold(header), "งบประมาณ")):
        if quantity == "planned_baht":
            return _Column("planned", quantity=quantity, header=header)
        if quantity is not None and quantity.endswith("_percent"):
            return _Column("percent", quantity=quantity, header=header)
        return _Column("money", quantity=quantity, header=header)
    return _Column("other", header=header)


def _is_own(cell: Cell) -> bool:
    """Whether a cell says something of its column: no heading that spans the table."""
    return bool(cell.text.strip()) and (cell.col_span == 1 or is_number(cell.text))


def _is_amount(text: str) -> bool:
    """Whether a text is a number, a dash, or an amount with its unit (`18,000 บาท`, `5,000.-`), also where it
    goes on with what was spent of it."""
    if is_number(text) or _AMOUNT.fullmatch(to_arabic(canonical(text))) is not None:
        return True
    money = parse_money(before_spending(text))
    return before_spending(text) != text and money.certain and money.status == "amount"


def _is_marks(values: Sequence[str]) -> bool:
    """Ticks in the rows of items, and at most a count in a row of sums."""
    ticks = sum(canonical(value).strip() in _TICKS for value in values)
    return ticks > 0 and ticks >= len(values) - sum(is_number(value) for value in values)


def _are_names(values: Sequence[str]) -> bool:
    """Most values are words: a column of (also misread) figures names no items, whatever its header says."""
    items = [value for value in values if not is_total_label(value)]
    return 2 * sum(len(_LETTERS.findall(canonical(value))) >= _MIN_NAME for value in items) > len(items)


def _is_figures(values: Sequence[str], figures: int) -> bool:
    return bool(values) and figures >= 0.6 * len(values)


def _named(path: Sequence[str]) -> _Column | None:
    """The role that a header names, by its own words first and by all words above it second."""
    best: tuple[float, _Column | None] = (0.0, None)
    for text in (*path[-1:], "".join(path)):
        folded = fold(text)
        for role, section, phrases in _ROLE_HEADERS:
            for phrase in phrases:
                score = likeness(folded, phrase)
                if len(phrase) >= 6 and len(folded) > len(phrase):
                    score = max(score, 0.9 * starts_like(folded, fold(phrase)))
                if score > best[0]:
                    best = (score, _Column(role, section))
    return best[1] if best[0] >= _MIN_HEADER else None


# -- rows


def _is_band(filled: dict[int, Cell], columns: Sequence[_Column], place: PlanPlace) -> bool:
    """A row with a lone text that is a heading of the plan's hierarchy, or names a unit over all columns."""
    cells = list(dict.fromkeys(filled.values()))
    if len(cells) != 1:
        return False
    text = canonical(cells[0].text).replace("\n", " ")
    unit = _UNIT_BAND.fullmatch(text)
    if unit is not None and cells[0].col_span >= len(columns) - 1:
        place.unit = replace(joined_line(cells[0].lines), text=unit["unit"])
        return True
    return place.take(text, cells[0].lines[:1], cells[0].page)


def _take_places(filled: dict[int, Cell], columns: Sequence[_Column], place: PlanPlace) -> None:
    """Dimension and mission columns."""
    for index, cell in sorted(filled.items()):
        text = canonical(cell.text).replace("\n", " ")
        if columns[index].role == "dimension":
            place.take_dimension(text, cell.lines[:1], cell.page)
        elif columns[index].role == "mission":
            place.take(text, cell.lines[:1], cell.page)


def _sum_scope(filled: dict[int, Cell], columns: Sequence[_Column]) -> Scope | None:
    """What a row sums up; None for a row that is no sum."""
    for index, cell in sorted(filled.items()):
        if columns[index].role in ("seq", "dimension", "mission", "item", "other", "kind"):
            text = canonical(cell.text).replace("\n", " ")
            if is_total_label(text):
                return label_scope(text) or ("plan", None, None)
            if not is_number(text):
                return None
    return None


def _is_plain_sum(filled: dict[int, Cell]) -> bool:
    """Whether a row is called `รวม` and no more: the sum of its table."""
    return any(fold(cell.text) in ("รวม", "รวมเงิน", "รวมเป็นเงิน") for cell in filled.values())


def _sums(
    filled: dict[int, Cell],
    columns: Sequence[_Column],
    scope: Scope,
    table: int,
    year_be: int | None,
    remarks: list[Remark],
) -> list[StatedTotal]:
    totals = []
    for index, cell in sorted(filled.items()):
        quantity = columns[index].quantity
        if not _is_amount(cell.text):
            counted = _counted(cell, scope, table, year_be)
            totals += counted
            if not counted and cell.col_span == 1 and columns[index].role in _FIGURES:
                remarks.append(Remark(cell.page, cell.text, "words in a column of figures"))
            continue
        if quantity is None:
            why = f"no quantity for the column: {columns[index].header}"
            remarks.append(Remark(cell.page, cell.text, why))
            continue
        total = stated_total(cell, table, quantity, scope, year_be)
        if total is not None:
            totals.append(total)
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
    filled: dict[int, Cell], columns: Sequence[_Column], name: Cell, place: PlanPlace, table: int
) -> ItemRow:
    lines = [line for line in name.lines if line.text.strip()]
    source = source_of(lines, name.page, (table, name.row, name.col), name.bbox)
    row = ItemRow(lines, name.page, source)
    row.dimension, row.mission_code, row.strategy_code = place.dimension, place.mission, place.strategy
    if place.unit is not None:
        row.sections["responsible"] = [place.unit]
    seq = next((cell for i, cell in sorted(filled.items()) if columns[i].role == "seq"), None)
    if seq is not None:
        row.number = parse_count(canonical(seq.text).strip(" .)(")) or None
        row.number_trusted = number_trusted(seq.lines[0])
    numbering = parse_numbering(lines[0].text) if lines else None
    if row.number is None and numbering is not None and len(numbering.path) == 1:
        row.number, row.number_trusted = numbering.path[0], number_trusted(lines[0])
    return row


def _fill(
    item: ItemRow,
    filled: dict[int, Cell],
    columns: Sequence[_Column],
    table: int,
    year_be: int | None,
    remarks: list[Remark],
) -> None:
    """Give the other cells of a row to the item."""
    for index, cell in sorted(filled.items()):
        column = columns[index]
        lines = [line for line in cell.lines if line.text.strip()]
        if column.role == "section" and column.section is not None:
            item.sections.setdefault(column.section, []).extend(lines)
        elif column.role == "planned":
            if not lines or before_spending(cell.text).strip():
                item.budgets.append(_budget(cell, table, year_be))
            if before_spending(cell.text) != cell.text:
                item.sections.setdefault("budget", []).append(_labelled(column.header, lines))
        elif column.role in ("money", "percent"):
            item.sections.setdefault("budget", []).append(_labelled(column.header, lines))
        elif column.role == "mark":
            item.sections.setdefault("results", []).append(_labelled(column.header, []))
        elif column.role == "other":
            remarks.append(Remark(cell.page, cell.text, f"column without a role: {column.header}"))


def _labelled(header: str, lines: Sequence[Line]) -> Line:
    """A figure with the header that says what it is, as one line of a section."""
    text = " ".join([header, *(line.text for line in lines)]).strip()
    return replace(joined_line(lines), text=text) if lines else Line(text)


def _unread(row: dict[int, Cell], columns: Sequence[_Column], roles: Collection[Role]) -> list[Cell]:
    """The cells of a scanned row in columns of these roles in which nothing was read though they were not
    seen to be empty."""
    scanned = not all(is_exact(line) for cell in row.values() for line in cell.lines)
    return [
        cell
        for index, cell in row.items()
        if scanned and columns[index].role in roles and not cell.text.strip() and not cell.seen_empty
    ]


def _unread_budget(cell: Cell, table: int, year_be: int | None) -> Budget:
    doubt = "nothing was read in the cell"
    source = replace(cell_source(cell, table), exact=False)
    return Budget(-1, year_be, "detail", None, "blank", None, doubtful=True, doubt=doubt, source=source)


def _budget(cell: Cell, table: int, year_be: int | None) -> Budget:
    money = parse_money(before_spending(cell.text))
    source = cell_source(cell, table)
    doubtful = not money.certain or is_doubtful(source, cell.text)
    doubt = None if money.certain else f"irregular: {', '.join(money.flags) or money.status}"
    return Budget(
        project=-1,
        fiscal_year_be=year_be,
        origin="detail",
        amount_baht=money.amount,
        amount_status=money.status,
        amount_raw=cell.text,
        doubtful=doubtful,
        doubt=doubt,
        source=source,
    )
