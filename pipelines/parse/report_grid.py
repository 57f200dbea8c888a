"""Tables of reports as grids: header paths of columns, body rows, captions, and what their columns hold."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from rapidfuzz import fuzz

from extract.model import Cell, Document, Line, Table
from normalize.chars import DASHES, MARKS, canonical, fold, without_marks
from normalize.digits import to_arabic
from normalize.money import parse_money
from normalize.text import unwrap
from pipelines.parse.column_years import PART_OF_YEAR
from pipelines.parse.header_words import header_years, is_other_unit, without_fiscal
from pipelines.parse.headings import is_total_label
from pipelines.parse.money_units import MoneyUnit, may_be_larger_unit, money_scale, nearest_unit, too_small
from pipelines.parse.narrative_rows import dimension_of
from pipelines.parse.report_states import ITEM_WORDS
from pipelines.records import SMALL, UNIT_ELSEWHERE, UNSURE_UNIT

Stage = Literal["planned", "ordinance", "spent", "done", "ongoing", "failed", "waiting", "left"]
Unit = Literal["items", "baht", "percent"]

_DEPENDENT = MARKS + "ะาำๅ"
"""Letters that no word begins with."""
_WHOLE_WORDS = ("ดำเนินการ", "ร้อยละ", *ITEM_WORDS, "งบประมาณ", "บัญญัติ", "จำนวน")
"""Words of headings: no heading ends within one."""
_NUMBER = re.compile(rf"\s*(?:\d[\d,]*(?:\.\d+)?\s*%?|[{re.escape(DASHES)}]+)\s*")
_SOME_FIGURE = re.compile(r"\D{0,12}\d")
_FIGURE = re.compile(r"\s*\d[\d,]*(?:\.\d+)?\s*%?\s*")
_NO_STAGE = re.compile("(?:ผล)?การดำเนิน(?:การ|งาน)")
_SPENDING = re.compile("(?<!แผน)การใช้จ่าย")
_OF_RESULTS = re.compile("ผล(?:การ)?(?:ดำเนิน|ปฏิบัติ)")
"""A heading, folded, over what came of a plan."""
_BY_BUDGET = re.compile(
    r"(?:จำ?นวน)?(?:โครงการ|กจกรรม|มาตรการ|/)*ท?(?:ไม)?(?:ได)?(?:ใช|ม)(?:งบ(?:ประมาณ)?|เงน)"
)
"""A header, folded and without marks, of a count of the items that use money, or of those that use none."""
_UNIT_NOTE = re.compile(
    r"(?:หน่วย|โครงการ|กิจกรรม|มาตรการ|รายการ|จำนวน|เงิน|(?:พัน|หมื่น|แสน|ล้าน)?บาท|และ|หรือ|[/,:.()\s-])+"
)
"""A header that names no more than units (`(โครงการ/บาท)`)."""
_MAX_HEADER_ROWS = 5
_CAPTION_LINES = 2
_CAPTION_LENGTH = 160
_NEAR = 88.0
_SHORTEST = 7
_LEAST_NUMBERED = 2
_PERCENT = 100

_SIX, _TWELVE = re.compile(r"(?<!\d)6เดือน"), re.compile(r"(?<!\d)12เดือน")

_STAGES: tuple[tuple[Stage, tuple[str, ...]], ...] = (
    (
        "waiting",
        ("ยังไม่ได้ดำเนินการ", "ยังไม่ดำเนินการ", "ยังไม่ได้", "รอดำเนินการ", "ไม่แล้วเสร็จ", "ยังไม่เสร็จ", "ไม่เสร็จ"),
    ),
    ("ongoing", ("อยู่ระหว่างดำเนินการ", "อยู่ระหว่าง", "กำลังดำเนินการ")),
    ("failed", ("ไม่สามารถดำเนินการ", "ไม่สามารถ", "ไม่ได้ดำเนินการ", "ไม่ดำเนินการ", "ยกเลิก")),
    (
        "left",
        (
            *("คงเหลือ", "เหลือจ่าย", "โอนเพิ่ม", "โอนลด", "โอนเข้า", "โอนออก", "โอนไป", "โอนงบ", "โอนเงิน"),
            *("ยังไม่เบิก", "ไม่ได้เบิก", "รอเบิก", "รอการเบิก", "ค้างเบิก", "ค้างจ่าย", "กันเงิน", "กันไว้"),
        ),
    ),
    ("ordinance", ("ข้อบัญญัติ", "เทศบัญญัติ", "บัญญัติ", "บรรจุใน")),
    ("spent", ("เบิกจ่าย", "ใช้จริง", "ใช้จ่ายจริง", "จ่ายจริง", "ใช้ไป", "ที่ใช้")),
    ("done", ("ดำเนินการแล้ว", "แล้วเสร็จ", "ดำเนินการได้", "ที่ดำเนินการ", "ดำเนินการจริง")),
    (
        "planned",
        (
            "ตามแผน",
            "ตั้งต้น",
            "ทั้งหมด",
            "ตั้งไว้",
            "ที่ได้รับ",
            "ได้รับจัดสรร",
            "จัดสรร",
            "แผนปฏิบัติการ",
            "แผนพัฒนา",
            "ในแผน",
            "แผนป้องกัน",
        ),
    ),
)
"""Stages by their words; the order matters, because the later words stand inside the earlier phrases."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a report.

    `paths` are each column's header texts, outermost first, without a title that spans the table; `title` is
    that title with the caption lines above the table. `rows` are the body rows as column → cell, below
    `n_headers` header rows. `unit` is the one that the nearest of the lines above names, `unit_above`
    that of the last table above with one.
    """

    index: int
    table: Table
    paths: tuple[tuple[str, ...], ...]
    title: str
    rows: tuple[dict[int, Cell], ...]
    n_headers: int
    unit: MoneyUnit | None = None
    unit_above: MoneyUnit | None = None


def grids(document: Document) -> list[Grid]:
    """All tables of the document's flow as grids, each with the caption above it."""
    found: list[Grid] = []
    caption: list[str] = []
    known: MoneyUnit | None = None
    for block in document.flow:
        if isinstance(block.content, Table):
            index = block.table_index if block.table_index is not None else len(found)
            grid = replace(grid_of(index, document.tables[index], caption), unit_above=known)
            known = grid.unit or known
            found.append(grid)
            caption = []
        else:
            text = canonical(block.content.text)
            caption = [*caption[1 - _CAPTION_LINES :], text] if len(text) <= _CAPTION_LENGTH else []
    return found


def captions(document: Document) -> set[int]:
    """The places in `document.flow` of lines right above a table: they title it and are no narrative."""
    flow = document.flow
    return {
        i
        for i in range(len(flow) - 1)
        if _is_caption(flow[i].content) and isinstance(flow[i + 1].content, Table)
    }


def _is_caption(content: Line | Table) -> bool:
    return isinstance(content, Line) and len(content.text) <= _CAPTION_LENGTH


def body_text(document: Document) -> list[tuple[int | None, Line]]:
    """The lines outside tables with their pages, captions of tables left out."""
    left_out = captions(document)
    return [
        (block.page, block.content)
        for i, block in enumerate(document.flow)
        if isinstance(block.content, Line) and i not in left_out
    ]


def grid_of(index: int, table: Table, caption: Sequence[str]) -> Grid:
    """A table as a grid below its caption lines."""
    rows: dict[int, dict[int, Cell]] = {r: {} for r in range(table.n_rows)}
    for cell in table.cells:
        for r in range(cell.row, min(cell.row + cell.row_span, table.n_rows)):
            for c in range(cell.col, min(cell.col + cell.col_span, table.n_cols)):
                rows[r][c] = cell
    n_headers = _count_headers(rows, table.n_cols)
    titles: list[str] = []
    paths: list[list[str]] = [[] for _ in range(table.n_cols)]
    for r in range(n_headers):
        for cell in dict.fromkeys(rows[r].values()):
            text = unwrap(cell.text.split("\n"))
            if not text or cell.row != r:
                continue
            if cell.col_span >= table.n_cols > 2:
                titles.append(text)
                continue
            before = paths[cell.col - 1] if cell.col else []
            if before and _cut_within(before[-1], text):  # a heading over both columns
                text = before[-1] = before[-1] + text
            columns = range(cell.col, min(cell.col + cell.col_span, table.n_cols))
            for c, own in zip(columns, _side_by_side(cell) or [text] * len(columns), strict=True):
                paths[c].append(own)
    body = tuple(
        {c: cell for c, cell in rows[r].items() if cell.row == r} for r in range(n_headers, table.n_rows)
    )
    above = [*caption, *titles]
    title, unit = " ".join(above), nearest_unit(above)
    return Grid(index, table, tuple(tuple(path) for path in paths), title, body, n_headers, unit)


def _side_by_side(cell: Cell) -> list[str]:
    """The headings of the columns that a cell spans, where its lines stand in as many places side by side;
    empty where they don't."""
    groups: list[list[Line]] = []
    right = -math.inf
    for line in sorted(cell.lines, key=lambda line: line.bbox[0] if line.bbox else right):
        if line.bbox is None:
            return []
        if line.bbox[0] >= right:
            groups.append([])
        groups[-1].append(line)
        right = max(right, line.bbox[2])
    if cell.col_span < 2 or len(groups) != cell.col_span:
        return []
    return [" ".join(canonical(line.text) for line in cell.lines if line in group) for group in groups]


def _cut_within(left: str, right: str) -> bool:
    """Whether a word of a heading was cut in two by the edge between two columns.

    >>> _cut_within("ร้อยละดำ", "เนินการ"), _cut_within("งบประมาณ", "ดำเนินการ")
    (True, False)
    """
    if right[0] in _DEPENDENT:
        return True
    return any(
        left.endswith(word[:n]) and right.startswith(word[n:])
        for word in _WHOLE_WORDS
        for n in range(1, len(word))
    )


def _count_headers(rows: dict[int, dict[int, Cell]], n_cols: int) -> int:
    """Header rows: those marked so, and those above the first row that holds a figure or a band. Figures that
    number the columns below a heading (quarters `1 2 3 4`, years) belong to the header."""
    for r in range(min(len(rows), _MAX_HEADER_ROWS)):
        cells = [cell for cell in dict.fromkeys(rows[r].values()) if cell.row == r and cell.text.strip()]
        if not cells:
            continue
        if any(is_figure(cell.text) for cell in cells):
            if not (r and _numbers_columns(cells)):
                return r
            continue
        if r and all(names_units(cell.text) for cell in cells):
            continue
        if r and all(not cell.is_header for cell in cells):
            wide = len(cells) == 1 and (cells[0].col_span > n_cols / 2 or len(rows[r]) == n_cols)
            long = max(len(cell.text) for cell in cells) > 60
            marked_above = any(cell.is_header for cell in rows[r - 1].values())
            if marked_above or long or (wide and dimension_of(cells[0].text) is not None):
                return r
    return min(len(rows), 1)


def _numbers_columns(cells: Sequence[Cell]) -> bool:
    """Whether the figures of a row marked as header count up one by one, left to right."""
    figures = [to_arabic(canonical(cell.text)).strip() for cell in cells if is_figure(cell.text)]
    if len(figures) < _LEAST_NUMBERED or not all(map(str.isdigit, figures)):
        return False
    first = int(figures[0])
    counted = [str(n) for n in range(first, first + len(figures))]
    return figures == counted and all(cell.is_header for cell in cells)


def is_figure(text: str) -> bool:
    """Whether a text is a number (no dash, no words)."""
    return _FIGURE.fullmatch(to_arabic(canonical(text))) is not None


def is_number(text: str) -> bool:
    """Whether a text is a number or the dash that stands for none."""
    return _NUMBER.fullmatch(to_arabic(canonical(text))) is not None


def stage_of(text: str) -> Stage | None:
    """What a header says its figures are about (planned, in the ordinance, spent …); None if nothing."""
    folded = fold(text)
    for stage, phrases in _STAGES:
        if any(fold(phrase) in folded for phrase in phrases):
            return stage
    if folded.startswith("ดำเนินการ"):
        return "done"  # beside ตามแผน
    if _SPENDING.search(folded):
        return "spent"
    letters = without_marks(folded)
    for stage, phrases in _STAGES:
        if any(without_marks(fold(phrase)) in letters for phrase in phrases):
            return stage
    folded = _NO_STAGE.sub("", folded)  # `การดำเนินการ` is no misread `รอดำเนินการ`
    near = [(_nearness(folded, fold(phrase)), stage) for stage, phrases in _STAGES for phrase in phrases]
    score, best = max(near, key=lambda pair: pair[0])
    return best if score >= _NEAR else None


def _nearness(folded: str, phrase: str) -> float:
    """How well a phrase is read somewhere in a longer text, 0-100; short phrases bear no misread letter."""
    if len(phrase) < _SHORTEST or len(folded) < len(phrase) - 1:
        return 0.0
    return fuzz.partial_ratio(phrase, folded)


def has(folded: str, phrase: str) -> bool:
    """Whether a phrase stands in a folded text, in a scan with a misread letter."""
    return phrase in folded or _nearness(folded, phrase) >= _NEAR


def unit_of(path: Sequence[str], title: str, values: Sequence[str]) -> Unit | None:
    """What the figures of a column count: items, baht or per cent; None where they may be scores or shares.

    The column's own header decides, then the title of the table, at last the shape of the figures (satang or
    four digits and more are money, where one is more than a hundred).
    """
    if is_other_unit(path):
        return None
    own = without_fiscal("".join(path))
    if "ร้อยละ" in own or "%" in own or "เปอร์เซ็น" in own or has(own, "ผลการนำแผน"):
        return "percent"
    last = without_fiscal(path[-1]) if path else ""
    if _counts_by_budget(path):
        return "items"
    for text in (last, own, without_fiscal(title)):
        money = any(has(text, word) for word in ("งบ", "เบิกจ่าย", "ใช้จริง", "จำนวนเงิน", "บาท"))
        items = any(has(text, word) for word in ITEM_WORDS)
        if money != items:
            return "baht" if money else "items"
    figures = [to_arabic(value).strip() for value in values if is_figure(value)]
    if any(len(figure.split(".")[0].replace(",", "")) > 3 for figure in figures):
        return "baht"
    if any("." in figure for figure in figures):
        return (
            "baht"
            if any(Decimal(figure.strip("% ").replace(",", "")) > _PERCENT for figure in figures)
            else None
        )
    return "items"


def _named_items(path: Sequence[str], title: str) -> bool:
    """Whether a header or the title of its table names items or entries, or says that it counts (`จำนวน`)."""
    folded = fold("".join(path)) + fold(title)
    return any(has(folded, word) for word in (*ITEM_WORDS, "รายการ", "จำนวน"))


def _counts_by_budget(path: Sequence[str]) -> bool:
    """Whether figures count items that use money, or none: below a heading for items, or so called."""
    if not path or not _BY_BUDGET.fullmatch(without_marks(fold(path[-1]))):
        return False
    return any(has(without_fiscal("".join(path)), word) for word in ITEM_WORDS)


def without_units(path: Sequence[str]) -> Sequence[str]:
    """The headers above a column without those at the foot that name units alone.

    >>> without_units(("มิติที่ 1", "(โครงการ/บาท)")), without_units(("มิติที่ 1", "จำนวนที่แล้วเสร็จ"))
    (('มิติที่ 1',), ('มิติที่ 1', 'จำนวนที่แล้วเสร็จ'))
    """
    end = len(path)
    while end > 1 and names_units(path[end - 1]):
        end -= 1
    return path[:end]


def names_units(text: str) -> bool:
    """Whether a heading says in what figures are counted, and nothing else (`จำนวน (บาท)`)."""
    return _UNIT_NOTE.fullmatch(canonical(text)) is not None


def scale_of(grid: Grid, column: int) -> int:
    """How many baht one unit of a column's money is: 1000 under `พันบาท`, or below `หน่วย : พันบาท`."""
    own = money_scale("".join(grid.paths[column]))
    return own if own != 1 or grid.unit is None else grid.unit.scale


def unit_doubt(grid: Grid, money: Collection[int]) -> str | None:
    """Why the unit of the columns of `money` is not certain: the line that names it was not read, or none
    names it and all figures are too small for baht, or not too large for the unit of a table above."""
    if grid.unit is not None:
        return None if grid.unit.sure else UNSURE_UNIT
    if any("บาท" in fold("".join(grid.paths[column])) for column in money):
        return None
    texts = [cell.text for row in grid.rows for column, cell in row.items() if column in money]
    figures = [parse_money(text).amount for text in texts if is_figure(text)]
    if too_small(figures):
        return SMALL
    other = grid.unit_above is not None and grid.unit_above.scale != 1
    return UNIT_ELSEWHERE if other and may_be_larger_unit(figures) else None


def own_year(grid: Grid, column: int) -> int | None:
    """The year that a column's headers name, where another column names another one; else None."""
    years = [{year for text in path for year in header_years(text)} for path in grid.paths]
    several = len({year for named in years for year in named}) > 1
    return min(years[column]) if several and len(years[column]) == 1 else None


def settled_percents(
    paths: Sequence[Sequence[str]], quantities: dict[int, str | None]
) -> dict[int, str | None]:
    """Quantities in which a bare ร้อยละ is the percentage of what stands to its left."""
    settled = dict(quantities)
    for column, quantity in quantities.items():
        if quantity != "items_percent" or stage_of(" ".join(paths[column])) is not None:
            continue
        own = fold("".join(paths[column]))
        left = [other for other in quantities if other < column and quantities[other] is not None]
        if left and (
            _is_share_beside(paths, column, left) or not any(word in own for word in (*ITEM_WORDS, "ผล"))
        ):
            nearest = quantities[max(left)] or ""
            settled[column] = "budget_percent" if nearest.endswith("_baht") else quantity
    return settled


def _is_share_beside(paths: Sequence[Sequence[str]], column: int, figures: Sequence[int]) -> bool:
    """Whether a column is called a percentage and no more, right beside figures under the same heading."""
    if len(paths[column]) < 2 or column - 1 not in figures:
        return False
    bare = fold(paths[column][-1]).strip("()%") in ("", "ร้อยละ")
    return bare and paths[column - 1][:-1] == paths[column][:-1]


def without_parts(
    paths: Sequence[Sequence[str]], quantities: Mapping[int, str | None], held: Collection[int]
) -> dict[int, str | None]:
    """Quantities without those of the first six months beside columns of all twelve, and of the quarters
    beside their sum: they say nothing of the year. `held` are the columns that hold figures: of a form for
    the whole year the columns of twelve months are empty after six, and say nothing themselves."""
    headers = {column: canonical(" ".join(paths[column])) for column in quantities}
    six = {column for column, header in headers.items() if _SIX.search(to_arabic(fold(header)))}
    twelve = {column for column, header in headers.items() if _TWELVE.search(to_arabic(fold(header)))}
    summed = {quantities[c] for c, header in headers.items() if is_total_label(header) and c in held}
    whole = {quantities[column] for column in twelve & set(held)}
    half = {quantities[column] for column in six & set(held)} - whole
    return {
        column: None
        if (column in six and quantity in whole)
        or (column in twelve and quantity in half)
        or (quantity in summed and PART_OF_YEAR.search(headers[column]))
        else quantity
        for column, quantity in quantities.items()
    }


def quantity_of(path: Sequence[str], title: str, values: Sequence[str]) -> str | None:
    """The contract's quantity of a column of figures; None where it has no name for it (money left over …).

    >>> quantity_of(("งบประมาณ", "ใช้จริง"), "", ("15,000.00",))
    'spent_baht'
    """
    unit = unit_of(path, title, values)
    if unit is None:
        return None
    own = fold("".join(path))
    if unit == "percent":
        money = any(has(own, word) for word in ("งบประมาณ", "เบิกจ่าย"))
        return "budget_percent" if money else "items_percent"
    if _counts_by_budget(path):
        return None  # a part of the items planned
    stage = stage_of(" ".join(reversed(path))) or ("done" if _OF_RESULTS.search(own) else stage_of(title))
    if stage is None and unit == "items" and not _named_items(path, title):
        return None  # figures of anything
    stage = stage or "planned"
    if unit == "items":
        return {
            "planned": "planned_items",
            "ordinance": "ordinance_items",
            "done": "done_items",
            "ongoing": "ongoing_items",
            "failed": "failed_items",
        }.get(stage)
    return {
        "planned": "planned_baht",
        "ordinance": "ordinance_baht",
        "spent": "spent_baht",
        "done": "spent_baht",
    }.get(stage)


def columns_with_figures(grid: Grid) -> set[int]:
    """The columns of a table's body in which a number stands."""
    return {column for row in grid.rows for column, cell in row.items() if _SOME_FIGURE.match(_plain(cell))}


def _plain(cell: Cell) -> str:
    return to_arabic(canonical(cell.text))
