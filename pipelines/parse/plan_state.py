"""Where in the plan a row of the summary table stands: the dimension, mission and strategy that headings set,
beside the rows, between them and above the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extract.model import Cell, Line
from normalize.chars import fold
from normalize.digits import to_arabic
from pipelines.parse.columns import Layout
from pipelines.parse.evidence import goes_on_by_order, heading_trusted
from pipelines.parse.groups import AmountRow, Group, SummaryItem
from pipelines.parse.headings import (
    NO_NUMBER,
    bears_words_of,
    code_by_words,
    code_heading,
    dimension_cell,
    dimension_word,
    is_other_division,
    lacks_number,
    mission_read,
)
from pipelines.parse.items import Segment, is_exact, split_cell
from pipelines.parse.rows import Row
from pipelines.records import PARTS_COST, Remark

_UNIT = re.compile(r"(?:\(?[\d๐-๙ก-ฮ]{1,2}[.)]\s*)?(?:สำนัก|กอง(?!ทุน)|หน่วยตรวจสอบ|หน่วยงาน|ฝ่าย)[^\d๐-๙]{2,40}")
_NO_UNIT = re.compile(r"สีขาว|สุจริต|ทุจริต|โปร่งใส|จิตสำนึก|คุณธรรม|ความ|ต่าง|ให้|เพื่อ|ไม่|มี|ทุก")
"""Words of headings that go on (`สำนักงานสีขาว…`), which no office bears in its name."""
_LONG_LINE = 200
"""A longer line is prose, not a heading."""


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading that begins like an item: its segment, cell, row and amounts, and the strategy before it."""

    segment: Segment
    cell: Cell
    row: Row
    rows: list[AmountRow]
    strategy: str | None


@dataclass(slots=True)
class PlanState:
    """What holds for the next row: the headings above and beside it, the responsible unit that goes on, and
    the group that amounts without an item belong to."""

    dimension: int | None = None
    missions: tuple[str, ...] = ()
    strategy: str | None = None
    lost: bool = False
    """The last heading of a dimension told none: which one holds is not known."""
    summed: bool = False
    """The sum of the dimension was printed: what follows in the column of dimensions is another one."""
    group: Group | None = None
    unit: str | None = None
    covering: dict[tuple[int, int], Cell] = field(default_factory=dict)
    divided: bool = False
    """The dimension is that of a ด้าน or ยุทธศาสตร์: the next of these is another one, if not known which."""
    coded: bool = False
    """The dimension is told by the numbers of the items alone."""
    part: tuple[SummaryItem | None, int] = (None, 0)
    """The last part of an item that was listed below it: the item, and the part's number."""
    listed: SummaryItem | None = None
    """The same part, where it was kept as an item of its own."""
    headed: Headed | None = None
    """The row above, where it was taken for a heading and may be an item."""
    remarks: list[Remark] = field(default_factory=list)

    def set_dimension(self, number: int) -> None:
        """Take a dimension; another one than before ends its missions."""
        self.lost = self.summed = False
        if number != self.dimension:
            self.dimension, self.missions, self.strategy, self.headed = number, (), None, None

    def set_missions(self, codes: Sequence[str]) -> None:
        """Take the missions of a cell (and their dimension); others than before end their strategy."""
        if tuple(codes) != self.missions:
            self.missions, self.strategy, self.headed = tuple(codes), None, None
            self.dimension, self.lost = int(codes[0][0]), False

    def lose(self, cell: Cell, why: str, *, dimension: bool = False) -> None:
        """Forget the missions (and the dimension) where a heading follows whose digits nothing proves."""
        self.remarks.append(Remark(cell.page, cell.text, why))
        self.missions, self.strategy = (), None
        if dimension:
            self.dimension, self.lost, self.summed = None, True, False

    def mission(self) -> str | None:
        """The mission of the next item: the strategy's, where one stands in the item column."""
        if self.strategy is not None:
            return ".".join(self.strategy.split(".")[:2])
        return self.missions[0] if self.missions else None


def take_line(line: Line, page: int | None, state: PlanState) -> None:
    """A heading above a table: plans that print one table for each dimension or mission head it so."""
    text = line.text
    number, code = dimension_word(text), code_heading(text)
    if len(fold(text)) >= _LONG_LINE:
        return
    cell = Cell(0, 0, lines=(line,), page=page)
    if number is not None:
        _take_dimension(cell, state)
        state.divided = is_other_division(text)
    elif lacks_number([line]):
        state.lose(cell, NO_NUMBER, dimension=True)
    elif state.divided and is_other_division(text):
        state.dimension, state.missions, state.strategy = None, (), None
    elif code is not None and code.level == 2:
        _take_missions(cell, state)


def is_band(row: Row, state: PlanState) -> bool:
    """A heading that fills its row: one cell across the table, or the row's only text."""
    numbered = {column.index for column in row.layout.all("seq")} - {item_index(row.layout)}
    filled = [cell for cell in row.filled if cell.col not in numbered or not _is_bare_number(cell.text)]
    if len(filled) != 1:
        return False
    (cell,) = filled
    code = code_heading(cell.text)
    wide = cell.col_span > max(1, len(row.layout.columns) // 2)
    if dimension_word(cell.text) is not None and (wide or code is None):
        _take_dimension(cell, state)
    elif code is not None and code.level == 2 and (wide or cell.col != item_index(row.layout)):
        _take_missions(cell, state)
    elif wide and dimension_cell(cell.text) is not None and code is None:
        _take_dimension(cell, state)
    elif wide and code is not None:
        state.strategy = code.code
    elif wide and lacks_number(cell.lines):
        state.lose(cell, NO_NUMBER, dimension=True)
    else:
        return False
    state.group = None
    return True


def is_band_beside(row: Row, state: PlanState) -> bool:
    """A heading that spans the items and their amounts, beside the cell of its dimension."""
    for cell in wide_cells(row):
        if split_cell(cell.lines, has_mission_column=False)[0].kind == "item":
            return False
        code = code_heading(cell.text)
        beside = state.dimension if any(c.text.strip() for c in row.of("dimension")) else None
        printed = dimension_word(cell.text) or (None if beside else dimension_cell(cell.text))
        named = beside or int(code_by_words(cell.text.replace("\n", ""), 1) or 0)
        if code is None and not printed and not named:
            return False
        if code is None and printed:
            _take_dimension(cell, state)
        elif code is None:
            state.set_dimension(named)
        elif code.level == 2:
            _take_missions(cell, state)
        else:
            state.strategy = code.code
        state.group = None
        return True
    return False


def _take_dimension(cell: Cell, state: PlanState) -> None:
    number = _dimension_of(cell, state)
    if number is not None:
        state.set_dimension(number)


def _take_missions(cell: Cell, state: PlanState) -> None:
    codes = _missions_of(cell, state)
    if codes:
        state.set_missions(codes)


def wide_cells(row: Row) -> list[Cell]:
    """The filled cells that span the column of items and amounts beside it: no items, which have amounts."""
    amounts = row.layout.of_money
    item = item_index(row.layout)
    return [
        cell
        for cell in row.filled
        if cell.col <= item < cell.col + cell.col_span
        and amounts & set(range(cell.col, cell.col + cell.col_span))
    ]


def is_footnote(row: Row) -> bool:
    """Whether a row is a note over all columns (`* งบประมาณอาจเปลี่ยนแปลงได้`)."""
    return row.filled[0].text.lstrip().startswith("*") and wide_cells(row) == row.filled


def is_unit_band(cells: Sequence[Cell]) -> bool:
    """Whether all that a row holds is the name of the office that the items below it are of (`กองคลัง`)."""
    text = cells[0].text.strip() if len(cells) == 1 else ""
    return _UNIT.fullmatch(text) is not None and _NO_UNIT.search(text) is None


def _is_bare_number(text: str) -> bool:
    return re.fullmatch(r"[\d.]{1,6}", to_arabic(text).strip()) is not None


def _dimension_of(cell: Cell, state: PlanState) -> int | None:
    """The dimension of a cell; where a scan's digits cannot be believed its words decide, then its place in
    the order of the dimensions. Where neither does it is not known."""
    number = dimension_cell(cell.text)
    if heading_trusted(cell.lines):
        return number
    words = code_by_words(cell.text.replace("\n", ""), 1)
    if words is not None:
        return int(words)
    if number is None or goes_on_by_order(number, state.dimension, lost=state.lost):
        return number
    state.lose(cell, NO_NUMBER, dimension=True)
    return None


def _missions_of(cell: Cell, state: PlanState) -> list[str]:
    """The missions of a cell, one for each line that begins with a code."""
    codes = [
        heading.code for line in cell.lines if (heading := code_heading(line.text)) and heading.level == 2
    ]
    if cell.lines and not is_exact(cell.lines[0]):
        codes = [mission_read(code, cell.text.replace("\n", "")) for code in codes]
    if codes and (heading_trusted(cell.lines) or len(codes) > 1):
        return codes
    if not cell.lines or is_exact(cell.lines[0]):
        return codes
    parent = str(state.dimension) if state.dimension is not None else None
    words = code_by_words(cell.text.replace("\n", ""), 2, parent) or code_by_words(
        cell.text.replace("\n", ""), 2
    )
    if words is not None:
        return [words]
    if codes and not _goes_on(codes[0], state):
        state.lose(cell, "code of a heading not read for sure")
        return []
    return codes


def _goes_on(code: str, state: PlanState) -> bool:
    """Whether a mission is the one that holds or the next of its dimension."""
    dimension, number = (int(part) for part in code.split("."))
    last = int(state.missions[-1].split(".")[1]) if state.missions else 0
    return state.dimension in (None, dimension) and number in (last, last + 1)


def may_be_part(
    segment: Segment, rows: Sequence[AmountRow], groups: Sequence[Group], state: PlanState
) -> bool:
    """Whether a numbered text of a row may name a part of the item above: it reads like a heading, or it
    names a project, but one that costs no more in any year, or that goes on with the parts."""
    if segment.kind == "mission":
        return True
    if segment.code is None or not groups or len(groups[-1].items) != 1:
        return False
    part, whole = _costs(rows), _costs(groups[-1].rows)
    return state.part[0] is groups[-1].items[0] or (
        bool(part) and part.keys() <= whole.keys() and all(part[year] <= whole[year] for year in part)
    )


def _costs(rows: Sequence[AmountRow]) -> dict[int, Decimal]:
    """What amounts come to by year."""
    found: dict[int, Decimal] = {}
    for row in rows:
        for year, amounts in row.amounts.items():
            for amount in amounts:
                found[year] = found.get(year, Decimal(0)) + (amount.money.amount or 0)
    return found


def is_part_of_item(segment: Segment, items: Sequence[SummaryItem], state: PlanState) -> bool:
    """Whether a text numbered like a mission is a part of the item above, whose number it goes on from
    (`2. โครงการอบรม`, `2.1 จัดอบรม`, `2.2 ติดตามผล`) without the words of a mission."""
    if not items or segment.code is None or bears_words_of(segment.body, 2):
        return False
    of, number = (int(part) for part in segment.code.split(".")[:2])
    goes_on = items[-1] is state.part[0] or items[-1] is state.listed
    whole, before = state.part if goes_on else (items[-1], 0)
    if whole is None or of != whole.segment.number or number != before + 1:
        return False
    state.part = whole, number
    return True


def is_part_of_nothing(rows: Sequence[AmountRow], groups: Sequence[Group], state: PlanState) -> bool:
    """Whether the part that was just found has an amount, below an item for which nothing is said to be spent
    in any year. Where that is said of some years, nothing is doubtful in those in which the part has one."""
    whole = state.part[0]
    group = next((group for group in reversed(groups) if any(whole is item for item in group.items)), None)
    part = _costs(rows)
    if group is None or len(group.items) > 1 or not group.rows or not any(part.values()):
        return False
    spent = {
        year
        for row in group.rows
        for year, amounts in row.amounts.items()
        if any(amount.money.amount != 0 for amount in amounts)
    }
    for year, amount in part.items():
        if amount and year not in spent and any(row.amounts.get(year) for row in group.rows):
            group.rows[0].doubts.setdefault(year, PARTS_COST)
    return not spent


def settled_strategy(words: str, code: str | None, lines: Sequence[Line], state: PlanState) -> str | None:
    """The code of a strategy heading: as printed where its digits can be believed, else by its words under
    the mission that the row stands in; None where neither tells."""
    if code is not None and heading_trusted(lines):
        return code
    name = words.replace("\n", "")
    for mission in state.missions:
        told = code_by_words(name, 3, mission)
        if told is not None:
            return told
    return code_by_words(name, 3)


def item_index(layout: Layout) -> int:
    """The index of the column of items, -1 without one."""
    column = layout.first("item")
    return column.index if column else -1


def take_headings(row: Row, state: PlanState) -> None:
    """Dimension, mission and strategy columns, and the unit's."""
    for cell in row.of("dimension"):
        number = _dimension_of(cell, state)
        if number is not None:
            state.set_dimension(number)
        elif (code := code_heading(cell.text)) is not None and code.level == 2:
            state.set_missions([code.code])
        elif state.summed and cell.text.strip() and not is_exact(cell.lines[0]):
            state.lose(cell, NO_NUMBER, dimension=True)
    for cell in row.of("mission"):
        if dimension_word(cell.text) is not None and (named := _dimension_of(cell, state)) is not None:
            state.set_dimension(named)  # `มิติที่ 4 …` over its missions, in one column
        _take_missions(cell, state)
    for cell in row.of("strategy"):
        heading = code_heading(cell.text)
        if heading is not None and heading.level == 3:
            state.strategy = settled_strategy(cell.text, heading.code, cell.lines, state)
            if state.strategy is None:
                state.remarks.append(Remark(cell.page, cell.text, "code of a heading not read for sure"))
    for cell in row.of("unit"):
        if cell.text.strip():
            state.unit = cell.text
