"""Amounts that no parser took: they become remarks, so that nothing disappears."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from extract.model import Cell, Document, Line, Table
from normalize.chars import canonical, fold
from normalize.digits import to_arabic
from normalize.found_amounts import find_amounts
from normalize.named_amounts import UNGROUPED, names_amount
from pipelines.parse.amounts import cell_amounts
from pipelines.parse.column_years import PART_OF_YEAR
from pipelines.parse.columns import Layout
from pipelines.parse.header_words import header_years
from pipelines.parse.items import is_exact
from pipelines.parse.row_lines import row_line
from pipelines.parse.sentences import paragraphs
from pipelines.records import (
    DISPLACED,
    NOT_TAKEN,
    UNRECOGNISED,
    Budget,
    MeasureRow,
    ParsedDocument,
    Remark,
    StatedTotal,
)

_BESIDE = ("unit", "note", "period", "other")
"""The roles of columns in which an amount may stand that belongs into the column of the budget."""
_WHOLE_AMOUNT = re.compile(rf"\s*(?:\d{{1,3}}(?:,\d{{3}})+|{UNGROUPED})(?:\.\d{{2}})?\s*(?:บาท)?\s*")
_DIGITS = re.compile(r"\d(?:[\d,.]*\d)?")
_NO_SATANG = re.compile(r"\.0{1,2}$")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d{3,}")
_GROUPED = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])")
_SIGNED = re.compile(r"\s*[-+–−(]\s*\d{3,}(?:\.\d{1,2})?\s*\)?\s*")
"""`+500`, `(500)`: more or less than in another year."""
_OF_MONEY = re.compile(r"งบ|บาท|จำนวนเงิน")


OF_YEARS_BEFORE = "amounts of a table of the years before the plan"
OF_ANOTHER_PLAN = "amounts of a table of another plan or of an annex"


def unread_amounts(tables: Iterable[Table], why: str = UNRECOGNISED) -> list[Remark]:
    """A remark for each cell with amounts of the tables, with the reason why none of them was taken."""
    return [
        Remark(cell.page, cell.text, why)
        for table in tables
        for cell in table.cells
        if names_amount(cell.text)
    ]


def untold_amounts(tables: Iterable[tuple[int, Table, Layout]], parsed: ParsedDocument) -> list[Remark]:
    """A remark for each cell below a budget heading with an amount that no budget, total or remark tells, and
    for each amount in a column that is for nothing known (that of a quarter is part of the year's)."""
    told: dict[tuple[int, int], set[str]] = defaultdict(set)
    for raw, source in [
        *((budget.amount_raw, budget.source) for budget in parsed.budgets),
        *((total.value_raw, total.source) for total in parsed.stated_totals),
    ]:
        if source.cell is not None:
            told[source.cell[:2]] |= _figures(raw)
    noted = {figure for remark in parsed.remarks for figure in _figures(remark.text)}
    remarks = []
    for index, table, layout in tables:
        budget = {column.index for column in layout.all("budget")}
        sums = {column.index for column in layout.all("total")}
        unknown = {c.index for c in layout.all("other") if c.header and not PART_OF_YEAR.search(c.header)}
        for cell in table.cells:
            if cell.row < layout.header_rows:
                continue
            if cell.col in unknown and _may_hold_money(cell.text, layout.columns[cell.col].header):
                header = layout.columns[cell.col].header
                remarks.append(Remark(cell.page, cell.text, f"column without a role: {header}"))
            if not budget & {*range(cell.col, cell.col + cell.col_span)} and not (
                cell.col in sums and _is_no_sum(cell)
            ):
                continue
            if not header_years(cell.text) and _figures(cell.text) - told[index, cell.row] - noted:
                remarks.append(Remark(cell.page, cell.text, "an amount that no row of the table took"))
    return remarks


def _is_no_sum(cell: Cell) -> bool:
    """Whether what stands in a column of the rows' sums is none that can be compared (`3 ครั้ง x 5,000`)."""
    return not any(amount.money.amount is not None for amount in cell_amounts(cell, 0))


def _may_hold_money(text: str, header: str) -> bool:
    """Whether a text in a column that is for nothing known may tell money: it has an amount (`9,000 - 15,000`
    and `+500` too) or, below a year or a word for money, any figure as long as one."""
    plain = to_arabic(text)
    if _WHOLE_AMOUNT.fullmatch(plain) or _SIGNED.fullmatch(plain) or _GROUPED.search(plain):
        return True
    named = bool(header_years(header)) or _OF_MONEY.search(fold(header)) is not None
    return bool(find_amounts(text)) or (named and not header_years(text) and bool(_figures(text)))


def doubt_displaced(tables: Iterable[tuple[int, Table, Layout]], parsed: ParsedDocument) -> list[Remark]:
    """Doubt the blanks of a row that has an amount where none belongs (in the column of the unit, of the
    source of money), and a remark for each such cell: it may be the amount of the blank. Words with an amount
    count in a row without any other."""
    blanks: dict[tuple[int, int], list[Budget]] = defaultdict(list)
    filled: set[tuple[int, int]] = set()
    for budget in parsed.budgets:
        if budget.origin == "summary" and budget.source.cell is not None:
            if budget.amount_status == "blank":
                blanks[budget.source.cell[:2]].append(budget)
            elif budget.amount_baht:
                filled.add(budget.source.cell[:2])
    remarks = []
    for index, table, layout in tables:
        beside = {column.index for column in layout.columns if column.role in _BESIDE}
        for cell in table.cells:
            row = index, cell.row
            if cell.col not in beside or row not in blanks:
                continue
            whole = _WHOLE_AMOUNT.fullmatch(to_arabic(cell.text)) is not None
            if whole or (row not in filled and find_amounts(cell.text)):
                remarks.append(Remark(cell.page, cell.text, DISPLACED))
                for budget in blanks[row]:
                    budget.doubtful, budget.doubt = True, budget.doubt or DISPLACED
    return remarks


def tells_sum(remark: Remark, totals: Iterable[StatedTotal]) -> bool:
    """Whether a remark is of a line all of whose amounts are told as sums, as of those below a list."""
    own = [
        total
        for total in totals
        if total.source.page == remark.page and remark.text in (total.value_raw or "").split("\n")
    ]
    amounts = {found.money.amount for found in find_amounts(remark.text)}
    return bool(own) and amounts <= {total.value for total in own}


def untold_prose(document: Document, parsed: ParsedDocument) -> list[Remark]:
    """A remark for each paragraph of running text with an amount that no row and no other remark near it
    tells: those of its page and of the pages beside it."""
    told: dict[int | None, set[str]] = defaultdict(set)
    for page, text in [
        *((budget.source.page, budget.amount_raw) for budget in parsed.budgets),
        *((total.source.page, total.value_raw) for total in parsed.stated_totals),
        *((remark.page, remark.text) for remark in parsed.remarks),
        *((section.page, section.text) for section in parsed.sections),
        *((measure.source.page, _words_of(measure)) for measure in parsed.measures),
    ]:
        told[page] |= _numbers(_plain(text or ""))
    listed = parsed.projects or parsed.measures or parsed.risks or parsed.info.doc_type == "other"
    remarks = []
    runs: list[list[tuple[int | None, Line]]] = [[]]
    for block in document.flow:
        if isinstance(block.content, Line):
            runs[-1].append((block.page, block.content))
        else:
            runs.append([])
    for paragraph in (paragraph for run in runs for paragraph in paragraphs(run)):
        text = _plain(paragraph.text)
        page = paragraph.page
        near = told[page] if page is None else told[page - 1] | told[page] | told[page + 1]
        amounts = {number for found in find_amounts(text) for number in _numbers(_plain(found.money.raw))}
        amounts |= _bare_amounts(text, listing=not listed)
        if amounts - near:
            remarks.append(Remark(page, paragraph.text, NOT_TAKEN))
    return remarks


def _bare_amounts(text: str, *, listing: bool) -> set[str]:
    """The amounts without a unit in a line that is a row of a table which was not found; in a document of
    whose items none was found (`listing`) those of any line."""
    row = row_line(text)
    cells = row.cells if row is not None else _GROUPED.findall(text) if listing else ()
    return {number for cell in cells if names_amount(cell) for number in _numbers(cell)}


def _figures(text: str | None) -> set[str]:
    """The figures of a cell that are long enough for an amount."""
    return set(_FIGURE.findall(to_arabic(text or "")))


def _numbers(text: str) -> set[str]:
    """The whole numbers of a text, whatever separates their groups and whether their satang are printed."""
    return {_NO_SATANG.sub("", found).replace(",", "") for found in _DIGITS.findall(text)}


def _words_of(measure: MeasureRow) -> str:
    told = (measure.topic, measure.action, measure.period_raw, measure.result, measure.outcome)
    return " ".join(text for text in (*told, measure.suggestion) if text)


def _plain(text: str) -> str:
    return to_arabic(canonical(text)).replace("\n", " ")


def unread_cells(row: Mapping[int, Cell], columns: Collection[int]) -> list[Cell]:
    """The cells of a scanned row in these columns in which nothing was read though they were not seen to be
    empty."""
    scanned = not all(is_exact(line) for cell in row.values() for line in cell.lines)
    own = [cell for index, cell in row.items() if scanned and index in columns]
    return [cell for cell in own if not cell.text.strip() and not cell.seen_empty]
