"""The columns of a report's table of items, and the labels of its forms, told by their headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from extract.model import Cell
from normalize.chars import canonical, fold, without_marks
from normalize.digits import to_arabic
from normalize.money import is_no_budget, parse_money
from normalize.numbering import parse_numbering, strip_numbering
from pipelines.parse.evidence import likeness, starts_like
from pipelines.parse.header_words import is_other_unit
from pipelines.parse.headings import is_total_label
from pipelines.parse.money_words import PLANNED, SPENT, before_spending, without_label
from pipelines.parse.narrative_rows import KIND_WORD
from pipelines.parse.report_grid import (
    Grid,
    Stage,
    columns_with_figures,
    has,
    is_number,
    own_year,
    quantity_of,
    scale_of,
    settled_percents,
    stage_of,
    unit_doubt,
    without_parts,
)
from pipelines.parse.report_ticks import STATES, inked_ticks, is_dash, is_tick, without_dashes
from pipelines.records import SectionName

Role = Literal[
    "seq", "dimension", "mission", "item", "planned", "money", "percent", "mark", "section", "other"
]

_LETTERS = re.compile("[ก-ฮA-Za-z]")
_AMOUNT = re.compile(r"\s*\d[\d,]*(?:\.\d+)?\s*(?:บาท|\.-|\.–)\s*")
_WITH_SHARE = re.compile(r"\s*\d[\d,]*(?:\.\d+)?\s*\(\s*\d+(?:\.\d+)?\s*%\s*\)\s*")
"""`45,000 (75%)`"""
_IN_LATIN = re.compile(r"\s*\([A-Za-z][A-Za-z. ]*\)")
"""A header told again in another language: `ที่ (No.)`."""
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
            "ภารกิจ/โครงการ",
            "งาน/โครงการ",
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
            "สถานะโครงการ",
            "สถานะโครงการ/กิจกรรม",
            "ความก้าวหน้า",
            "สรุปผลการดำเนินงาน",
            "รายละเอียดผลการดำเนินการ",
            "ผลการปฏิบัติ",
            "ผลสำเร็จ",
            "ผลที่เกิดขึ้น",
            "ผลที่เกิดขึ้นจริง",
            "ผลเชิงปริมาณ",
            "ผลเชิงคุณภาพ",
            "รายละเอียด",
            "รายละเอียดการดำเนินการ",
            "รายละเอียดการดำเนินงาน",
        ),
    ),
    (
        "section",
        "budget",
        ("การใช้จ่ายงบประมาณ", "ผลการใช้จ่ายงบประมาณ", "การเบิกจ่ายงบประมาณ", "ผลการเบิกจ่ายงบประมาณ"),
    ),
    ("section", "outputs", ("ผลผลิต", "ผลผลิต(output)", "ตัวชี้วัดผลผลิต")),
    ("section", "outcomes", ("ผลลัพธ์", "ผลลัพธ์(outcome)", "ผลที่ได้รับ", "ตัวชี้วัด", "ผลสัมฤทธิ์", "ผลการประเมิน")),
    ("section", "objectives", ("วัตถุประสงค์",)),
    ("section", "target_group", ("เป้าหมาย", "กลุ่มเป้าหมาย")),
    ("section", "location", ("สถานที่ดำเนินการ", "สถานที่", "พื้นที่ดำเนินการ")),
    (
        "section",
        "duration",
        ("ระยะเวลาดำเนินการ", "ระยะเวลา", "วันที่ดำเนินการ", "ช่วงเวลา", "ไตรมาส", "กำหนดการ", "กำหนดแล้วเสร็จ"),
    ),
    (
        "section",
        "responsible",
        ("หน่วยงานรับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "ผู้รับผิดชอบ", "หน่วยงาน", "ส่วนราชการ", "กอง/สำนัก"),
    ),
    (
        "section",
        "note",
        (
            "หมายเหตุ",
            "ปัญหา/อุปสรรค",
            "ปัญหาและอุปสรรค",
            "ปัญหาอุปสรรคและข้อเสนอแนะ",
            "ข้อเสนอแนะ",
            "เหตุผล",
            "เหตุผลที่ไม่ได้ดำเนินการ",
            "เหตุผลที่ยังไม่ดำเนินการ",
            "สาเหตุ",
            "แนวทางแก้ไข",
            "แนวทางการแก้ไขปัญหา",
        ),
    ),
)
_MIN_HEADER = 0.74
UNSURE_YEAR = "the year of the column was not read for sure"
_ITEM_NUMBER = re.compile(r"(?:โครงการ|กิจกรรม|มาตรการ|ลำดับ)ท[ีิ]่?|ลำดับ")
"""The label of an item's number in a form (`โครงการที่`), folded."""
_LAST_NUMBER = re.compile(r"([1-4])\D*$")
_OF_MONEY = re.compile("งบ|วงเงิน|จำนวนเงิน|เป็นเงิน|ประมาณการ|^(?:จำนวน)?บาท$")
"""Words of a header, folded, over what an item is to cost."""
_MONEY_HEADER = re.compile("(?:จำนวน)?(?:งบ|วงเงิน|เงิน)")
"""How a header, folded, begins that is called the budget or the money."""
_AMENDED = re.compile("หลัง(?:การ)?(?:โอน|ปรับ|แก้ไข|เปลี่ยน)")
_OF_PLAN, _GRANTED = re.compile("ตามแผน|ในแผน|ตั้งไว้"), re.compile("จัดสรร|ได้รับ|อนุมัติ")
_LIKE_TICKS = frozenset("1lI|•✕")
"""What readers of scans make of a tick, in columns that hold nothing else."""
FIGURES: frozenset[Role] = frozenset({"planned", "money", "percent"})
"""The roles of columns of figures."""
_SHORT_HEADING = 3
_LONGEST_NUMBER = 3
_PROOF = 3
_PAIR = 2
_MOSTLY = 0.6
"""The least share of cells that name items below a header that does not say so."""
_COUNTED: dict[Stage, str] = {"done": "done_items", "ongoing": "ongoing_items", "failed": "failed_items"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its role, the section that its texts belong to, the contract's quantity of its sums, its
    header, how many baht one unit of its money is, and the year of its figures where that is not the
    report's. `doubt` says why its amounts are doubtful: the year of a scan has no others beside it that
    prove it, or the unit was not read. `before` is the column of the amounts before an amendment."""

    role: Role
    section: SectionName | None = None
    quantity: str | None = None
    header: str = ""
    scale: int = 1
    year: int | None = None
    doubt: str | None = None
    before: int | None = None


def with_ticks(grid: Grid) -> tuple[Grid, list[Cell]]:
    """The table with the ticks of a scan in its columns of states, and the cells of those left open."""
    states = {
        index: stage
        for index, path in enumerate(grid.paths)
        if path and (stage := stage_of(path[-1])) in STATES and _may_be_marks(grid, index)
    }
    if len(set(states.values())) < _PAIR:
        return grid, []
    rows, unsure = inked_ticks(grid.rows, states)
    return replace(grid, rows=tuple(without_dashes(rows, states))), unsure


def _may_be_marks(grid: Grid, index: int) -> bool:
    """Whether a column holds nothing but ticks and, in few rows, counts of them."""
    cells = [row[index] for row in grid.rows if index in row and _is_own(row[index])]
    others = [cell for cell in cells if not (is_tick(cell.text) or is_dash(cell))]
    return all(is_number(cell.text) for cell in others) and 2 * len(others) < len(grid.rows)


def columns_of(grid: Grid) -> list[Column]:
    """The columns of a table of items, left to right."""
    columns = [_column(grid, index) for index in range(grid.table.n_cols)]
    unnamed = columns[0].role in ("other", *FIGURES)
    if unnamed and all(column.role != "seq" for column in columns) and _numbers_rows(grid):
        columns[0] = replace(columns[0], role="seq", section=None, quantity=None)
    if all(column.role != "item" for column in columns):
        named = [i for i, c in enumerate(columns) if c.role not in FIGURES and _name_items(grid, i)]
        for index in named if len(named) == 1 else ():
            columns[index] = replace(columns[index], role="item", section=None)
    for index, quarter in _quarters(grid).items():
        columns[index] = Column("mark", "duration", header=f"ไตรมาส {quarter}")
    told = {index: column.quantity for index, column in enumerate(columns)}
    settled = without_parts(grid.paths, settled_percents(grid.paths, told), columns_with_figures(grid))
    columns = [
        replace(column, quantity=settled.get(index), scale=scale_of(grid, index), year=own_year(grid, index))
        for index, column in enumerate(columns)
    ]
    years = [column.year for column in columns if column.role == "planned" and column.year is not None]
    if _is_scanned_header(grid) and not _count_up(years):
        columns = [replace(column, doubt=None if column.year is None else UNSURE_YEAR) for column in columns]
    money = {index for index, column in enumerate(columns) if _holds_money(column)}
    if (doubt := unit_doubt(grid, money)) is not None:
        columns = [replace(c, doubt=doubt) if index in money else c for index, c in enumerate(columns)]
    columns = _without_sources(_without_granted(_as_amended(columns)), grid)
    planned = [column for column in columns if column.role == "planned"]
    granted = [column for column in columns if column.quantity == "ordinance_baht" and column.role == "money"]
    if planned or len(granted) != 1:
        return columns
    # the ordinance is all that says what an item was to cost
    return [replace(column, role="planned") if column is granted[0] else column for column in columns]


def _holds_money(column: Column) -> bool:
    told = column.quantity or ""
    return column.role in ("planned", "money") and not told.endswith(("_items", "_percent"))


def _as_amended(columns: Sequence[Column]) -> list[Column]:
    """The columns with the amount after transfers as what an item is to cost, and that before as a figure
    beside it, where both stand in a table."""
    amended = [c for c in columns if c.role == "planned" and _AMENDED.search(fold(c.header))]
    if len(amended) != 1:
        return list(columns)
    old = [
        index
        for index, column in enumerate(columns)
        if column.role == "planned" and column is not amended[0] and column.year == amended[0].year
    ]
    after = replace(amended[0], before=old[0] if len(old) == 1 else None)
    return [
        after if c is amended[0] else replace(c, role="money", quantity=None) if index in old else c
        for index, c in enumerate(columns)
    ]


def _without_granted(columns: Sequence[Column]) -> list[Column]:
    """The columns with what the plan set aside as what an item is to cost, and what was granted of it as a
    figure beside it, where a table tells both of a year."""
    planned = [column for column in columns if column.role == "planned"]
    years = {
        column.year
        for column in planned
        if _OF_PLAN.search(fold(column.header)) and not _GRANTED.search(fold(column.header))
    }
    return [
        replace(column, role="money", quantity=None)
        if column in planned and column.year in years and _GRANTED.search(fold(column.header))
        else column
        for column in columns
    ]


def _without_sources(columns: Sequence[Column], grid: Grid) -> list[Column]:
    """The columns with the sum of several sources of money as what was planned, and the sources as its parts:
    one of those below a heading is called the sum."""
    found = list(columns)
    for index, column in enumerate(columns):
        path = grid.paths[index]
        if column.role != "planned" or len(path) < _PAIR or not is_total_label(path[-1]):
            continue
        for other, beside in enumerate(grid.paths):
            if other != index and beside[:-1] == path[:-1] and columns[other].role == "planned":
                found[other] = replace(columns[other], role="money", quantity=None)
    return found


def _is_scanned_header(grid: Grid) -> bool:
    headers = [cell for cell in grid.table.cells if cell.row < grid.n_headers]
    return any(line.confidence is not None for cell in headers for line in cell.lines)


def _count_up(numbers: Sequence[int]) -> bool:
    """Whether so many numbers go up one by one that a misread one would show."""
    return len(numbers) >= _PROOF and all(right == left + 1 for left, right in pairwise(numbers))


def _name_items(grid: Grid, index: int) -> bool:
    """Whether most cells of a column begin with the word for a project, an activity or a measure."""
    values = [value for value in _own_values(grid, index) if not is_total_label(value)]
    named = sum(KIND_WORD.match(strip_numbering(canonical(value))) is not None for value in values)
    return len(values) >= _PAIR and named >= _MOSTLY * len(values)


def _numbers_rows(grid: Grid) -> bool:
    """Whether the first column numbers the rows below a short heading that was not read (`ที่`)."""
    heading = without_marks(fold("".join(grid.paths[0])))
    values = [to_arabic(canonical(value)).strip(" .)(") for value in _own_values(grid, 0)]
    numbers = [int(value) for value in values if value.isdigit() and len(value) <= _LONGEST_NUMBER]
    if len(heading) > _SHORT_HEADING or 2 * len(numbers) <= len(values):
        return False
    return len(numbers) >= _PAIR and all(right == left + 1 for left, right in pairwise(numbers))


def _quarters(grid: Grid) -> dict[int, int]:
    """The quarter of each column of ticks below `ไตรมาส`, where they are numbered from first to last."""
    found: dict[int, int] = {}
    for index, path in enumerate(grid.paths):
        number = _LAST_NUMBER.search(to_arabic(canonical(path[-1]))) if path else None
        values = _own_values(grid, index)
        ticked = all(is_tick(value) or to_arabic(value).strip() in _LIKE_TICKS for value in values)
        if number and ticked and has(fold("".join(path)), "ไตรมาส"):
            found[index] = int(number[1])
    return found if [*found.values()] == [1, 2, 3, 4] else {}


def _column(grid: Grid, index: int) -> Column:
    path = grid.paths[index]
    header = canonical(" ".join(path))
    values = _own_values(grid, index)
    figures = sum(_is_money(value) or all(map(_is_money, value.split("\n"))) for value in values)
    if values and _is_marks(values) and (stage := stage_of(path[-1] if path else "")) is not None:
        return Column("mark", quantity=_COUNTED.get(stage), header=canonical(path[-1]))
    if is_other_unit(path) and (_is_figures(values, figures) or not values):
        return Column("other", header=header)
    named = _named(path)
    if named is not None and named.role == "item" and values and not _are_names(values):
        named = None
    if named is not None and not (
        named.role == "section" and _is_figures(values, figures) and _tell_figure(values)
    ):
        return Column(named.role, named.section, header=header)
    if tells_both(header) and sum(_is_money(value) or _is_pair(value) for value in values) >= 0.6 * len(
        values
    ):
        return Column("planned", quantity="planned_baht", header=header)
    quantity = quantity_of(path, "", values) if path else None
    if quantity == "planned_baht" and stage_of(" ".join(path)) is None and not _is_of_money(fold(header)):
        quantity = None  # nothing says that it is what an item was to cost
    if quantity == "spent_baht" and "งบประมาณ" in fold(header) and _tell_both(values):
        quantity = "planned_baht"  # `งบประมาณ / เบิกจ่าย`: what was set stands before what was spent of it
    of_money = _is_figures(values, figures) or _is_mostly_money(header, values)
    if of_money or (not values and has(fold(header), "งบประมาณ")):
        if quantity == "planned_baht":
            return Column("planned", quantity=quantity, header=header)
        if quantity is not None and quantity.endswith("_percent"):
            return Column("percent", quantity=quantity, header=header)
        return Column("money", quantity=quantity, header=header)
    return Column("other", header=header)


def _is_mostly_money(header: str, values: Sequence[str]) -> bool:
    """Whether a column called the budget or the money holds amounts and beside them words without figures
    (`ใช้งบของอำเภอ`) or misread amounts: of few rows one odd cell is much."""
    amounts = [value for value in values if is_amount(value) and any(map(str.isdigit, value))]
    odd = [value for value in values if not _is_money(value)]
    told = any(any(map(str.isdigit, value)) and not _is_misread(value) for value in odd)
    named = _MONEY_HEADER.match(fold(header)) is not None
    return named and bool(amounts) and len(amounts) >= len(odd) and not told


def _is_misread(value: str) -> bool:
    """Whether a value looks like an amount with a misread letter (`40,ต15.50`)."""
    return len(value.split()) == 1 and 2 * len(_LETTERS.findall(value)) < sum(map(str.isdigit, value))


def _is_of_money(folded: str) -> bool:
    return _OF_MONEY.search(folded) is not None or has(folded, "งบประมาณ")


def _own_values(grid: Grid, index: int) -> list[str]:
    return [row[index].text for row in grid.rows if index in row and _is_own(row[index])]


def _is_own(cell: Cell) -> bool:
    """Whether a cell says something of its column: no heading that spans the table."""
    return bool(cell.text.strip()) and (cell.col_span == 1 or is_number(cell.text))


def is_amount(text: str) -> bool:
    """Whether a text is a number, a dash, or an amount with its unit (`18,000 บาท`, `5,000.-`), also where it
    goes on with what was spent of it."""
    if is_number(text) or _AMOUNT.fullmatch(to_arabic(canonical(text))) is not None:
        return True
    if _WITH_SHARE.fullmatch(to_arabic(canonical(text))):
        return True
    money = parse_money(without_label(before_spending(text)))
    told = before_spending(text) != text or "บาท" in text
    return told and money.certain and money.status == "amount"


def _is_money(text: str) -> bool:
    return is_amount(text) or is_no_budget(text)


def tells_both(header: str) -> bool:
    """Whether a header announces what was set aside and then what was spent of it (`ตั้งไว้ / เบิกจ่าย`)."""
    planned, spent = PLANNED.search(header), SPENT.search(header)
    return planned is not None and spent is not None and planned.start() < spent.start()


def _is_marks(values: Sequence[str]) -> bool:
    """Ticks in the rows of items, and at most a count in a row of sums."""
    ticks = sum(map(is_tick, values))
    return ticks > 0 and ticks >= len(values) - sum(is_number(value) for value in values)


def _tell_both(values: Sequence[str]) -> bool:
    """Whether cells say what was set and then what was spent of it."""
    return any(before_spending(value).strip() and before_spending(value) != value for value in values)


def _are_names(values: Sequence[str]) -> bool:
    """Most values are words: a column of (also misread) figures names no items, whatever its header says."""
    items = [value for value in values if not is_total_label(value)]
    return 2 * sum(len(_LETTERS.findall(canonical(value))) >= _MIN_NAME for value in items) > len(items)


def _is_pair(value: str) -> bool:
    """Whether a cell holds two amounts and a stroke between them: `20,000/18,450`."""
    parts = value.split("/")
    return len(parts) == _PAIR and all(is_amount(part.strip()) for part in parts)


def _tell_figure(values: Sequence[str]) -> bool:
    """Whether any value is a figure: dashes alone may also say that there is nothing to tell."""
    return any(any(map(str.isdigit, value)) or is_no_budget(value) for value in values)


def _is_figures(values: Sequence[str], figures: int) -> bool:
    return bool(values) and figures >= 0.6 * len(values)


def _named(path: Sequence[str]) -> Column | None:
    """The role that a header names, by its own words first and by all words above it second."""
    best: tuple[float, Column | None] = (0.0, None)
    for text in (*path[-1:], "".join(path)):
        folded = fold(_IN_LATIN.sub("", text))
        for role, section, phrases in _ROLE_HEADERS:
            for phrase in phrases:
                score = likeness(folded, phrase)
                if len(phrase) >= 6 and len(folded) > len(phrase):
                    score = max(score, 0.9 * starts_like(folded, fold(phrase)))
                if score > best[0]:
                    best = (score, Column(role, section))
    return best[1] if best[0] >= _MIN_HEADER else None


def form_number(labels: Sequence[Cell], columns: Sequence[Column]) -> int | None:
    """The number that stands before the label of the item alone (`2. ชื่อโครงการ`): the item's own."""
    numbers = [parse_numbering(canonical(label.text)) for label in labels]
    paths = [numbering.path if numbering is not None else () for numbering in numbers]
    others = any(path for path, column in zip(paths, columns, strict=True) if column.role != "item")
    own = next(path for path, column in zip(paths, columns, strict=True) if column.role == "item")
    return own[0] if len(own) == 1 and not others else None


def form_column(label: Cell) -> Column:
    """What the text beside a label is about."""
    text = canonical(label.text).replace("\n", " ")
    numbering = parse_numbering(text)
    header = numbering.rest if numbering is not None and numbering.rest else text
    if _ITEM_NUMBER.fullmatch(fold(header)) is not None:
        return Column("seq", header=header)
    if not header.startswith(("แหล่ง", "ที่มา")) and any(
        has(fold(header), word) for word in ("งบประมาณ", "เบิกจ่าย", "คงเหลือ")
    ):
        planned = stage_of(header) in (None, "planned") or tells_both(header)
        return Column("planned" if planned else "money", header=header)
    named = _named((header,))
    return replace(named, header=header) if named is not None else Column("other", header=header)
