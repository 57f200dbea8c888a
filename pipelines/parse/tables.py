"""What kind of table each logical table of a document is, told by the roles of its columns and its
contents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extract.model import Document, Line, Table
from normalize.chars import fold
from pipelines.parse.columns import Layout
from pipelines.parse.evidence import likeness
from pipelines.parse.header_rows import table_rows
from pipelines.parse.header_words import header_years
from pipelines.parse.headings import is_total_label
from pipelines.parse.items import KIND_WORDS
from pipelines.parse.roles import read_layout
from pipelines.records import TableKind

_REPORT_WORDS = ("ร้อยละ", "ดำเนินการแล้ว", "เบิกจ่าย", "ตามแผน", "ข้อบัญญัติ", "เทศบัญญัติ", "จำนวนโครงการ", "อยู่ระหว่าง")
_SHARE_WORDS = ("ร้อยละ", "จำนวนโครงการ")
"""Of these, those that a plan's own table of sums has too: `จำนวนโครงการ`, `คิดเป็นร้อยละของโครงการทั้งหมด`."""
_MEASURE_WORDS = (
    "ผลการดำเนินการ",
    "ผลการดำเนินงาน",
    "วิธีดำเนินการ",
    "แนวทางการดำเนินการ",
    "ประเด็น",
    "ตัวชี้วัด",
    "การปฏิบัติ",
)
_CLEARLY = 0.9
"""Likeness of a heading from which it names its column."""
_EXPENSE = re.compile(r"\s*(?:[-–•]|\(?[๐-๙\d]{1,2}[.)])?\s*ค่า(?!ย|นิยม)")
"""`ค่าวิทยากร`, and no `ค่ายเยาวชน`, `ค่านิยม`."""
_UNIT_PRICE = re.compile(r"ราคาต่อ|ราคา/|หน่วยละ|ต่อหน่วย")
_PERCENT = re.compile(r"ร้อยละ|คะแนน|%")


def headings_above(document: Document) -> dict[int, str]:
    """The text of the line right above each table that has one, by the table's index."""
    return {index: line.text for index, line in lines_above(document).items()}


def lines_above(document: Document) -> dict[int, Line]:
    """The line right above each table that has one, by the table's index."""
    found: dict[int, Line] = {}
    above: Line | None = None
    for block in document.flow:
        if isinstance(block.content, Line):
            above = block.content
        elif block.table_index is not None:
            if above is not None:
                found[block.table_index] = above
            above = None
    return found


def table_kinds(
    tables: Sequence[Table], plan_years: Sequence[int] = (), headings: Mapping[int, str] | None = None
) -> list[tuple[TableKind, Layout]]:
    """The kind and the layout of each logical table, in order. `headings` are those of `headings_above`.

    A table without a header that has as many columns as the summary or risk table before it goes
    on with it; one with the header of a summary table is another."""
    found: list[tuple[TableKind, Layout]] = []
    before: tuple[TableKind, Layout] | None = None
    for index, table in enumerate(tables):
        layout = read_layout(table, plan_years, (headings or {}).get(index, ""))
        kind = table_kind(table, layout)
        if kind == "other" and before is not None and _goes_on(table, layout, before[1]):
            kind, layout = before[0], Layout(before[1].columns, 0)
        if kind == "other":
            alike = next(
                (other for of, other in found if of == "summary" and _same_header(layout, other)), None
            )
            if alike is not None:
                kind, layout = "summary", Layout(alike.columns, layout.header_rows)
        found.append((kind, layout))
        if kind in ("summary", "risk"):
            before = (kind, layout)
        elif kind != "other":
            before = None
    return found


def _same_header(layout: Layout, other: Layout) -> bool:
    """Whether a table has the headings of another: what its few rows hold may tell no column of money."""
    pairs = [*zip(layout.columns, other.columns, strict=False)]
    return (
        layout.header_rows > 0
        and len(layout.columns) == len(other.columns)
        and all(likeness(a.header, b.header) >= _CLEARLY for a, b in pairs)
        and all(header_years(a.header) == header_years(b.header) for a, b in pairs)
    )


def _goes_on(table: Table, layout: Layout, before: Layout) -> bool:
    """A continuation: the same columns, no header of its own, and something under the important columns.

    Items may look like a header from afar; a real one names some column clearly.
    """
    headed = layout.header_rows > 0 and any(column.score >= _CLEARLY for column in layout.columns)
    if table.n_cols != len(before.columns) or headed:
        return False
    item = before.first("item") or before.first("control")
    if item is None:
        return False
    return any(
        cell.col == item.index and re.search(rf"{KIND_WORDS}|รวม|จำนวน", cell.text) for cell in table.cells
    )


def table_kind(table: Table, layout: Layout) -> TableKind:
    """The kind of one table."""
    headers = fold(" ".join(column.header for column in layout.columns))
    items = layout.first("item")
    budget = layout.all("budget")
    if layout.first("issue") and (layout.first("control") or layout.first("level")):
        return "risk"
    if (
        items is not None
        and budget
        and _holds_items(table, layout)
        and not _is_report(headers, budget_years(layout))
    ):
        return "summary"
    if _is_goals(table, layout, headers):
        return "goals"
    if _is_contents(table, layout, headers):
        return "contents"
    if _is_report(headers, budget_years(layout)):
        return "report"
    if sum(word in headers for word in map(fold, _MEASURE_WORDS)) >= 2:
        return "measures"
    return "other"


def budget_years(layout: Layout) -> list[int]:
    """The fiscal years of the budget columns."""
    return [column.year for column in layout.all("budget") if column.year is not None]


def _is_report(headers: str, years: Sequence[int]) -> bool:
    """A report's table counts what was planned and done; a plan's has one column per year, or tells nothing
    that was done."""
    named = [word for word in _REPORT_WORDS if fold(word) in headers]
    return len(years) < 2 and len(named) >= 2 and not set(named) <= set(_SHARE_WORDS)


def _holds_items(table: Table, layout: Layout) -> bool:
    """Whether the item column holds projects: at least a cell that says so, or that is marked as an item."""
    column = layout.first("item")
    if column is None:
        return False
    texts = [cell.text for cell in table.cells if cell.row >= layout.header_rows and cell.col == column.index]
    marked = [text for text in texts if re.search(rf"{KIND_WORDS}|^\s*(?:[-–•]|\(?[๐-๙\d]+[.)])", text)]
    if lists_costs(" ".join(column.header for column in layout.columns), texts):
        return False
    if marked:
        return True
    return column.score >= 0.9 and any(text.strip() for text in texts)


def lists_costs(headers: str, names: Sequence[str]) -> bool:
    """Whether a table, by its headings and the names of its rows, says what the budget of one project is
    spent on: unit prices, or rows of expenses.

    >>> lists_costs("รายการ จำนวนเงิน", ["ค่าวิทยากร", "รวม"]), lists_costs("รายการ", ["ค่ายเยาวชนสุจริต"])
    (True, False)
    """
    named = [text for text in names if text.strip() and not is_total_label(text)]
    costs = sum(_EXPENSE.match(text) is not None for text in named)
    return bool(_UNIT_PRICE.search(fold(headers))) or (bool(named) and 2 * costs > len(named))


def _is_goals(table: Table, layout: Layout, headers: str) -> bool:
    """Yearly target values: years in the header, percentages or scores below."""
    years = {year for column in layout.columns for year in header_years(column.header)}
    body = [
        cell.text
        for cell in table.cells
        if cell.row >= layout.header_rows and cell.col > 0 and cell.text.strip()
    ]
    scored = sum(1 for text in body if _PERCENT.search(text))
    if fold("เป้าหมาย") in headers and (years or scored >= 0.5 * max(1, len(body))):
        return True
    return len(years) >= 2 and bool(body) and scored >= 0.5 * len(body)


def _is_contents(table: Table, layout: Layout, headers: str) -> bool:
    """A list of contents: two or three columns, the last one page numbers."""
    if table.n_cols > 3:
        return False
    rows = table_rows(table)
    last = [
        cell.text.strip()
        for cells in rows.values()
        for cell in cells
        if cell.col + cell.col_span == table.n_cols and cell.row >= layout.header_rows and cell.text.strip()
    ]
    numbers = sum(1 for text in last if re.fullmatch(r"[\d๐-๙ก-ฮ\s\-–—]{1,12}", text))
    if not last or numbers < 0.6 * len(last):
        return False
    return (
        fold("หน้า") in headers
        or any(fold("หน้า") == fold(cell.text) for cell in rows.get(0, []))
        or numbers >= 3
    )
