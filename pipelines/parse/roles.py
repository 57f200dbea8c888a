"""What each column of a table is for, told from its header and its contents, never from its place.

Headers are matched fuzzily against the wordings in use (`header_words`); contents speak where a header cell
was misread or is missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.model import Cell, Table
from normalize.chars import fold
from normalize.digits import to_arabic
from normalize.found_amounts import lists_years, wholly_calculated
from normalize.money import behind_count, is_no_budget, parse_money
from pipelines.assignment import best_pairs
from pipelines.parse.amounts import cell_amounts
from pipelines.parse.column_parts import without_asked, without_parts_of_year, without_past, without_sources
from pipelines.parse.column_years import (
    PART_OF_YEAR,
    settle_parts,
    settle_years,
    ticked_years,
    usual_years,
    without_quarters,
    years_above,
    years_beside,
    years_unread,
)
from pipelines.parse.columns import Column, Layout
from pipelines.parse.evidence import digits_trusted, likeness, starts_like
from pipelines.parse.header_rows import (
    FOLDED,
    GROUPED,
    KIND_WORD,
    MONEYISH,
    SHORT,
    count_header_rows,
    header_role,
    table_rows,
)
from pipelines.parse.header_words import (
    HEADERS,
    Role,
    header_years,
    is_month,
    is_other_unit,
)
from pipelines.parse.headings import bears_words_of
from pipelines.parse.lone_columns import NAMES_BUDGET, lone_money, lone_total
from pipelines.parse.money_units import money_scale
from pipelines.parse.unit_rates import without_rates
from pipelines.parse.use_marks import without_use_marks
from pipelines.parse.years_told import is_column_of_years

_UNIQUE: tuple[Role, ...] = (
    *("seq", "dimension", "mission", "strategy", "item", "unit", "note", "period"),
    *("step", "issue", "level", "control", "goal", "page", "total"),
)
_YEAR_SHAPED = re.compile(r"(?<!\d)\d{4}(?!\d)|(?:ปี|พ\.?\s*ศ\.?)\D{0,12}\d{3,5}(?!\d)")
"""A year, or what a scan made of one behind the word for it (`พ.ศ. 25668`)."""
_LISTED_AMOUNT = re.compile(r"[-–—•]\s*\d{1,3}(?:,\d{3})+")
"""`- 68,000.00`: an amount behind the mark of a list."""
_DIMENSION_CELL = re.compile(r"\s*(มิติ(?:ที่)?)?\s*[1-9]\s*[.)]?\s*(?=[ก-ฮเ-ไ])")
_MISSION_CELL = re.compile(r"\s*(ภารกิจ(?:ที่)?)?\s*[1-9]\s*\.\s*\d{1,2}\s*\.?\s*(?=[ก-ฮเ-ไ])")
_SOURCE_OF_MONEY = re.compile(r"(?:แหล่ง|ที่มา|หมวด|ประเภท)")
_AND_SOURCE = re.compile(r"(?<=.)(?:/|และ|พร้อม|\()(?:ระบุ)?(?:แหล่ง|ที่มา|หมวด).*$", re.S)
"""`งบประมาณ/แหล่งที่มา`: the column of the budget, whatever else stands in it."""
_MOST_ENDS = 2
"""Years that a header of one column may name, as the ends of a span; more are columns that ran together."""
_SUM = re.compile(r"รวม")
_TARGET = re.compile(r"เป้า|จำนวน|คน|ครั้ง|ราย|แห่ง|ตัวชี้วัด|ผลผลิต|ผู้เข้า")
_LEAST_MONTHS = 4
_MONEY_WORD = re.compile(r"งบ|เงิน|บาท")
_UNREAD = 0.6
"""Confidence below which the words of a heading are noise."""
_MOSTLY = 0.5
_MIN_HEADER = 0.72
_BY_CONTENT = 0.75
"""How much a column's contents weigh beside its header."""
_TIE = 0.05
_SHARPER = 4
"""A power: one column that fits its role well weighs more than several that fit others half."""


def read_layout(table: Table, plan_years: Sequence[int] = (), heading: str = "") -> Layout:
    """The roles of the columns of `table`. `plan_years` are the years the document says it is about;
    they settle a year whose digits a scan got wrong. `heading` is the line right above the table, which holds
    the names of its columns where no rule stands over them."""
    rows = table_rows(table)
    header_rows = count_header_rows(table, rows)
    headers = _header_texts(rows, header_rows, table.n_cols)
    contents = _contents(rows, header_rows, table.n_cols)
    money = [_money_share(texts) for texts in contents]
    columns: list[Column] = []
    for index in range(table.n_cols):
        if is_column_of_years(" ".join(headers[index]), contents[index], plan_years):
            columns.append(Column(index, "year", 1.0, " ".join(headers[index])))
            continue
        columns.append(_budget_column(index, headers[index], money[index], not contents[index]))
    columns = without_rates(without_use_marks(columns, headers, contents), headers)
    columns = without_parts_of_year(columns, headers, contents, money)
    columns = without_quarters(_without_months(columns, headers), headers)
    columns = lone_money(
        lone_total(columns), money, [c.index for c in columns if _is_settled(headers[c.index])]
    )
    columns = years_beside(_without_targets(columns, headers, contents), headers)
    columns = ticked_years(columns, headers, contents)
    columns = years_above(columns, contents, money, heading)
    free = [c.index for c in columns if c.role == "other" and not _is_settled(headers[c.index])]
    for column in _assign(free, headers, contents):
        columns[column.index] = column
    exact = all(
        line.confidence is None for cell in table.cells if cell.row < header_rows for line in cell.lines
    )
    weak = _weak_headers(rows, header_rows)
    columns = years_unread(columns, money, weak, plan_years, _amounts(rows, header_rows) if weak else ())
    count = sum(1 for column in columns if column.role == "budget")
    usual = () if exact else usual_years([text for texts in contents for text in texts], count)
    columns = without_past(without_asked(columns, headers))
    sure = _sure_years(rows, header_rows)
    settled = settle_years(without_sources(columns, headers, plan_years), plan_years, exact, usual, sure)
    settled = settle_parts(settled)
    return Layout(tuple(_scaled(column) for column in settled), header_rows, tuple(plan_years))


def _weak_headers(rows: dict[int, list[Cell]], header_rows: int) -> set[int]:
    """The columns whose own heading was hardly read."""
    return {
        cell.col
        for row in range(header_rows)
        for cell in rows.get(row, [])
        if cell.col_span == 1
        and cell.lines
        and all(line.confidence is not None and line.confidence < _UNREAD for line in cell.lines)
    }


def _sure_years(rows: dict[int, list[Cell]], header_rows: int) -> set[int]:
    """The columns over which a year was read whose digits can be believed."""
    return {
        cell.col
        for row in range(header_rows)
        for cell in rows.get(row, [])
        if cell.col_span == 1 and header_years(cell.text) and digits_trusted(cell.lines)
    }


def _scaled(column: Column) -> Column:
    if column.role not in ("budget", "total", "part"):
        return column
    return replace(column, scale=money_scale(column.header))


def _without_months(columns: list[Column], headers: list[list[str]]) -> list[Column]:
    """The columns of a calendar under its years hold ticks and bars. Of a scan some months may be misread, so
    that all columns under the same heading are of the calendar."""
    months = [index for index, texts in enumerate(headers) if len(texts) > 1 and is_month(texts[-1])]
    if len(months) < _LEAST_MONTHS:
        return columns
    above = {tuple(headers[index][:-1]) for index in months}
    return [
        replace(column, role="period", year=None)
        if column.role == "budget" and not column.parts and tuple(headers[column.index][:-1]) in above
        else column
        for column in columns
    ]


def _without_targets(
    columns: list[Column], headers: list[list[str]], contents: Sequence[Sequence[str]]
) -> list[Column]:
    """`เป้าหมาย` beside `งบประมาณ` under one year or sum: the column that names money is the budget, and what
    stands beside it is counted in people or times. Figures in thousands under another heading (`เทศบัญญัติ`
    beside `เงินอุดหนุน`) are money as well."""
    found = list(columns)
    for column in columns:
        path = headers[column.index]
        of_year = column.role == "budget" and column.year is not None
        if not (of_year or column.role == "total") or len(path) < 2:
            continue
        same = [
            other
            for other in columns
            if other.role == column.role and other.year == column.year
            if of_year or headers[other.index][:-1] == path[:-1]
        ]
        named = [other for other in same if _MONEY_WORD.search(fold(headers[other.index][-1]))]
        thousands = any(GROUPED.fullmatch(to_arabic(text)) for text in contents[column.index])
        if thousands and not _TARGET.search(fold(path[-1])):
            continue
        if named and column not in named and not header_years(path[-1]) and not PART_OF_YEAR.search(path[-1]):
            found[column.index] = replace(column, role="goal", year=None)
    return found


def _header_texts(rows: dict[int, list[Cell]], header_rows: int, n_cols: int) -> list[list[str]]:
    """For each column the header texts above it, outermost first."""
    texts: list[list[str]] = [[] for _ in range(n_cols)]
    for row in range(header_rows):
        for cell in rows.get(row, []):
            if cell.text.strip():
                for col in range(cell.col, min(cell.col + cell.col_span, n_cols)):
                    texts[col].append(cell.text)
    return texts


def _contents(rows: dict[int, list[Cell]], header_rows: int, n_cols: int) -> list[list[str]]:
    texts: list[list[str]] = [[] for _ in range(n_cols)]
    for row, cells in rows.items():
        if row < header_rows:
            continue
        for cell in cells:
            if cell.text.strip() and (cell.col_span == 1 or _is_money(cell.text)):
                for col in range(cell.col, min(cell.col + cell.col_span, n_cols)):
                    texts[col].append(cell.text)
    return texts


def _amounts(rows: dict[int, list[Cell]], header_rows: int) -> list[dict[int, Decimal]]:
    """What the cells of each row below the header come to, by column; cells that are no amounts are left
    out."""
    found: list[dict[int, Decimal]] = []
    for row in (cells for index, cells in rows.items() if index >= header_rows):
        values = {cell.col: [a.money.amount for a in cell_amounts(cell, 0)] for cell in row}
        known = {col: [amount for amount in told if amount is not None] for col, told in values.items()}
        found.append(
            {col: sum(known[col], Decimal(0)) for col in values if len(known[col]) == len(values[col])}
        )
    return found


def _is_money(text: str) -> bool:
    """Whether a cell holds amounts, dashes or a no-budget phrase, and nothing else."""
    plain = to_arabic(text).replace("จำนวน", "").strip()
    if _LISTED_AMOUNT.match(plain):
        plain = plain.lstrip("-–—• ")
    if wholly_calculated(plain) is not None:
        return True
    if MONEYISH.fullmatch(plain) or (len(plain) < SHORT and is_no_budget(plain)):
        return True
    if (
        len(plain) < SHORT
        and re.search(r"\d{3}", plain) is not None
        and parse_money(behind_count(plain)).certain
    ):
        return True
    return lists_years(plain)


def _money_share(texts: Sequence[str]) -> float:
    return sum(1 for text in texts if _is_money(text)) / len(texts) if texts else 0.0


def _budget_column(index: int, headers: list[str], money: float, empty: bool) -> Column:
    """A budget column by its header (a year, or the word for budget) and by what stands in it."""
    text = " ".join(headers)
    if _is_settled(headers):
        return Column(index, "other", 0.0, text)
    headers = [
        _AND_SOURCE.sub("", fold(header)) if _AND_SOURCE.search(fold(header)) else header
        for header in headers
    ]
    if is_other_unit(headers):
        return Column(index, "goal", _MIN_HEADER, text)
    years = [year for header in headers for year in header_years(header)]
    named = max((likeness(header, phrase) for header in headers for phrase in HEADERS["budget"]), default=0.0)
    last_role, last_score = header_role(headers[-1]) if headers else ("other", 0.0)
    if last_role == "count" and last_score >= _MIN_HEADER:
        return Column(index, "count", last_score, text, years[-1] if len(set(years)) == 1 else None)
    if last_role == "total" and last_score >= _MIN_HEADER and money >= 0.3:
        return Column(index, "total", last_score, text)
    if headers and money >= 0.3 and _names_sum(headers[-1], years):
        return Column(index, "total", _MIN_HEADER, text)
    if not years and money >= 0.3 and any(_is_sum_header(header) for header in headers):
        return Column(index, "total", _MIN_HEADER, text)  # `งบประมาณ` under `รวม`, beside the years
    if years and (named >= 0.75 or money >= 0.4 or empty):
        year = years[-1] if len(set(years)) == 1 else None
        return Column(index, "budget", max(named, money), text, year, inferred=len(set(years)) > _MOST_ENDS)
    if money >= _MOSTLY and headers and NAMES_BUDGET.match(fold(headers[-1])):
        return Column(index, "budget", money, text)
    if named >= 0.75 and money >= 0.3:
        return Column(index, "budget", named, text)
    if money >= 0.75 and _YEAR_SHAPED.search(to_arabic(text)):
        return Column(index, "budget", money, text)
    return Column(index, "other", 0.0, text)


def _names_sum(heading: str, years: Sequence[int]) -> bool:
    """`รวม ปี 2566-2570` over the years, `รวมทั้งปี` or `รวมทุกแหล่ง` beside their parts."""
    lone = not header_years(heading) and fold(heading).startswith("รวม")
    return lone or (len(set(years)) > 1 and _SUM.search(fold(heading)) is not None)


def _is_sum_header(text: str) -> bool:
    role, score = header_role(text)
    return role == "total" and score >= _MIN_HEADER


def _is_source_of_money(headers: Sequence[str]) -> bool:
    """Whether a column says where the money comes from (`แหล่งงบประมาณ`): no amounts, no sums."""
    return bool(headers) and bool(_SOURCE_OF_MONEY.match(fold(headers[-1])))


def _is_of_none(headers: Sequence[str]) -> bool:
    """Whether a column marks what needs no budget (`ไม่ใช้งบประมาณ`)."""
    return bool(headers) and headers[-1].lstrip(" (").startswith("ไม่") and is_no_budget(headers[-1])


def _is_settled(headers: Sequence[str]) -> bool:
    """Whether a column without a role is known to have none."""
    return _is_source_of_money(headers) or _is_of_none(headers)


def _assign(free: Sequence[int], headers: list[list[str]], contents: list[list[str]]) -> list[Column]:
    """Give each free column at most one of the roles that occur once, so that the whole fits best."""
    if not free:
        return []
    scores = [[_fit(headers[index], contents[index], role) for role in _UNIQUE] for index in free]
    return [
        Column(free[i], _UNIQUE[j], min(1.0, scores[i][j]), " ".join(headers[free[i]]))
        for i, j in best_pairs([[-(score**_SHARPER) for score in row] for row in scores])
        if scores[i][j] >= 0.5
    ]


def _fit(headers: list[str], contents: list[str], role: Role) -> float:
    """How well a role fits a column, by its headers and its contents."""
    held = _content_score(contents, role)
    return max(_header_score(headers, role), _BY_CONTENT * held) + _TIE * held


def _header_score(headers: list[str], role: Role) -> float:
    best = 0.0
    if role == "total":
        headers = headers[-1:]  # what stands over several columns makes none of them their sum
    for header in headers + ([" ".join(headers)] if len(headers) > 1 else []):
        folded = fold(header)
        for phrase in FOLDED[role]:
            score = likeness(folded, phrase)
            if len(phrase) >= 6 and len(folded) > len(phrase):
                score = max(score, 0.85 * starts_like(folded, phrase))
            best = max(best, score)
    return best if best >= 0.6 else 0.0


def _heads(pattern: re.Pattern[str], text: str, level: int) -> bool:
    """Whether a text is numbered like a heading of the plan and says so or has the words of one: activities
    and steps are numbered as well."""
    match = pattern.match(text)
    return match is not None and (bool(match[1]) or bears_words_of(text[match.end() :], level))


def _content_score(texts: list[str], role: Role) -> float:
    """The share of a column's cells that look like what the role holds."""
    if not texts:
        return 0.0
    test = {
        "dimension": lambda text: _heads(_DIMENSION_CELL, text, 1),
        "mission": lambda text: _heads(_MISSION_CELL, text, 2),
        "item": lambda text: bool(KIND_WORD.search(text)),
        "level": lambda text: bool(re.fullmatch(r"\s*(?:สูงมาก|สูง|ปานกลาง|ต่ำ|น้อย|มาก)(?:\s.*)?", text, re.S)),
        "seq": lambda text: bool(re.fullmatch(r"\s*\d{1,3}\s*[.)]?\s*", text)),
    }.get(role)
    if test is None:
        return 0.0
    return sum(1 for text in texts if test(to_arabic(text))) / len(texts)
