"""Totals and counts that the document states: sum rows of the summary table and sentences of the preface."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from extract.model import Cell, Line
from normalize.chars import canonical, fold
from normalize.counts import quantities
from normalize.digits import to_arabic
from normalize.found_amounts import find_amounts
from normalize.money import parse_money
from pipelines.parse.amounts import in_baht, regrouped
from pipelines.parse.evidence import cell_source, source_of
from pipelines.parse.groups import SummaryItem
from pipelines.parse.headings import code_heading, dimension_word, is_total_label
from pipelines.parse.items import is_exact
from pipelines.parse.rows import Row
from pipelines.records import Remark, Source, StatedTotal

Scope = Literal["plan", "dimension", "mission", "page"]

_WHOLE = re.compile(r"ทั้งสิ้น|ทั้งหมด|ทุกมิติ|ทั้งแผน|ทั้ง\d+มิติ|ตลอดแผน")
_DIMENSION_IN_LABEL = re.compile(r"ม.{0,2}ต.{0,2}(?:ที่)?\s*([1-9])")
_DIMENSION_NAMED = re.compile(r"มิติ\s*(?:ที่)?\s*([1-9])(?!\d)")
_OF_PAGE = r"หน้านี้|ยกไป|ยกมา"
_PER_YEAR = re.compile(r"(?:ปีละ|ต่อปี)")
_KIND = r"(?:โครงการ|กิจกรรม|มาตรการ)"
_COUNTED = re.compile(
    rf"\d[\d,]*\s*{_KIND}(?:\s*(?:/|และ|,)?\s*(?:จำนวน)?\s*\d[\d,]*\s*{_KIND})*(?:\s*(?:/|และ)\s*{_KIND})*"
)
_DIMENSION_LINE = re.compile(r"\s*(?:[-–•(]|\d{1,2}[.)])?\s*ม.{0,2}ต.{0,2}\s*(?:ที่)?\s*[1-9]")
_LIST_MARK = re.compile(r"^[\s\-–•*(]*(?:\(?\d{1,2}(?:\.\d{1,2})?[.)]+\s*)?(?=ม)|^[\-–•( ]+")
_BUDGET_OF_ALL = re.compile(r"\s*(?:ใช้)?\s*(?:งบประมาณ|เป็นเงิน)\s*(?:รวม|ทั้งสิ้น)")
"""`จำนวน 8 โครงการ งบประมาณรวม 148,500 บาท`: those that cost so much together."""
_WHOLE_COUNT = re.compile(r"(?:รวม(?:ทั้งสิ้น|ทั้งหมด)?|ทั้งสิ้น|ทั้งหมด)\s*(?:จำนวน)?\s*(?:ทั้งสิ้น|ทั้งหมด)?\s*$")


@dataclass(slots=True)
class TotalRow:
    """A sum row of the summary table, before it is known which rows are the plan's own."""

    scope: Scope
    dimension: int | None
    mission: str | None
    label: str
    money: list[tuple[int | None, Cell, Source, int]] = field(default_factory=list)
    counts: list[tuple[Cell, Source]] = field(default_factory=list)
    counted: list[tuple[int | None, int | None, Cell, Source]] = field(default_factory=list)
    whole: bool = False
    inferred_years: bool = False
    torn: bool = False


def read_total_row(row: Row, table: int, dimension: int | None, missions: Sequence[str]) -> TotalRow:
    """Read a sum row; `dimension` and `missions` are those of the rows above it."""
    budget = {column.index for column in row.layout.all("budget", "total")}
    label = " ".join(cell.text for cell in row.filled if cell.col not in budget)
    scope, of_dimension, mission = _scope(label, dimension, missions)
    total = TotalRow(scope, of_dimension, mission, label, whole=bool(_WHOLE.search(fold(label))))
    total.torn = row.torn
    total.inferred_years = any(column.inferred for column in row.layout.all("budget"))
    for column in row.layout.all("budget"):
        cell = row.at(column)
        if cell is not None:
            total.money.append((column.year, cell, cell_source(cell, table), column.scale))
    for column in row.layout.all("total"):
        cell = row.at(column)
        if cell is not None and cell.text.strip():
            total.money.append((None, cell, cell_source(cell, table), column.scale))
    for column in row.layout.all("count"):
        cell = row.at(column)
        if cell is not None and _may_be_count(cell):
            number = re.fullmatch(r"\s*(\d{1,4})\s*", to_arabic(cell.text))
            count = int(number[1]) if number is not None else None
            total.counted.append((column.year, count, cell, cell_source(cell, table)))
    for cell in row.filled:
        if cell.col not in budget and quantities(cell.text):
            total.counts.append((cell, cell_source(cell, table)))
    return total


def unread_parts(row: Row, total: TotalRow) -> list[Remark]:
    """What of a sum row becomes no stated total: cells of a scan in which nothing was read though they were
    not seen to be empty, beside amounts; and counts that differ from year to year."""
    remarks = []
    cells = [cell for year, cell, _, _ in total.money if year is not None]
    scanned = not all(is_exact(line) for cell in row.filled for line in cell.lines)
    blank = [cell for cell in cells if not cell.text.strip() and not cell.seen_empty]
    if scanned and blank and any(re.search(r"\d", cell.text) for cell in cells):
        remarks.append(Remark(row.page, total.label, "nothing was read in a cell among figures"))
    if len({number for _, number, _, _ in total.counted if number is not None}) > 1:
        counts = " | ".join(cell.text for _, _, cell, _ in total.counted)
        remarks.append(Remark(row.page, counts, "counts that differ from year to year"))
    return remarks


def _may_be_count(cell: Cell) -> bool:
    """A number without a unit in a column of counts, misread or not; `3 โครงการ` is told by its words."""
    return cell.col_span == 1 and re.search(r"\d", cell.text) is not None and not quantities(cell.text)


def names_a_part(label: str) -> bool:
    """Whether the label of a sum names a dimension, a mission, a page or the whole plan."""
    folded = fold(label)
    named = _WHOLE.search(folded) or _DIMENSION_IN_LABEL.search(folded)
    return bool(named) or re.search(rf"ภารกิจ|มิติ|{_OF_PAGE}", folded) is not None


def _scope(
    label: str, dimension: int | None, missions: Sequence[str]
) -> tuple[Scope, int | None, str | None]:
    folded = fold(label)
    named = {int(number) for number in _DIMENSION_IN_LABEL.findall(folded)}
    if len(named) > 1 or (_WHOLE.search(folded) and not named):
        return "plan", None, None
    code = re.search(r"ภารกิจ(?:ที่)?\s*([1-9])\.(\d{1,2})", folded)
    if code is not None:
        return "mission", int(code[1]), f"{code[1]}.{code[2]}"
    if "ภารกิจ" in folded and missions:
        return "mission", dimension, missions[0]
    if re.search(_OF_PAGE, folded):
        return "page", None, None
    if len(named) == 1:
        return "dimension", named.pop(), None
    return "dimension", dimension, None


def summary_totals(
    rows: Sequence[TotalRow], apart: bool, items: Sequence[SummaryItem] = ()
) -> list[StatedTotal]:
    """The stated totals of the sum rows. The last row that speaks of the whole is the plan's; one
    before it that
    says `ทั้งสิ้น` between two dimensions is its dimension's; a second sum of the same dimension is the plan's.
    `apart`: the document counts projects, activities and measures apart. `items` are those of the table."""
    _settle_scopes(rows)
    _settle_lone_sum(rows, items)
    stated: list[StatedTotal] = []
    for row in rows:
        for cell, source in row.counts:
            counts = _counts(cell.text, "summary", row.scope, row.dimension, row.mission, source, apart)
            stated += [_of_its_table(count, items) for count in counts]
        stated += _counted(row)
        for year, cell, source, scale in row.money:
            money = _money(row, year, cell, source, scale)
            if money is not None:
                stated.append(money)
    return stated


def _of_its_table(count: StatedTotal, items: Sequence[SummaryItem]) -> StatedTotal:
    """A lone count below the items of a dimension that stand in several tables: where it is the number of
    those in its own, it counts them, be it the projects or a part for which the contract has no name."""
    members = [item for item in items if item.dimension == count.dimension]
    own = [item for item in members if _table_of(item.source) == _table_of(count.source)]
    if count.scope != "dimension" or count.quantity != "items" or len(own) == len(members) != 0:
        return count
    if count.value != len(own):
        return count
    if all(item.segment.body.lstrip('"“ ').startswith("โครงการ") for item in own):
        return replace(count, quantity="projects")
    return replace(count, scope="page", dimension=None)


def _table_of(source: Source) -> int | None:
    return source.cell[0] if source.cell is not None else None


def _settle_scopes(rows: Sequence[TotalRow]) -> None:
    seen: set[int] = set()
    for place, row in enumerate(rows):
        last = place == len(rows) - 1
        if (
            row.scope == "plan"
            and not last
            and any(later.scope == "dimension" for later in rows[place + 1 :])
        ):
            known = {later.dimension for later in rows[:place] if later.scope == "dimension"}
            after = next((later.dimension for later in rows[place + 1 :] if later.dimension), None)
            if after is not None and after > 1 and after - 1 not in known and len(known) < after:
                row.scope, row.dimension = "dimension", after - 1
        if row.scope == "dimension" and row.dimension is not None:
            if row.dimension in seen and last:
                row.scope, row.dimension = "plan", None
            else:
                seen.add(row.dimension)


def _settle_lone_sum(rows: Sequence[TotalRow], items: Sequence[SummaryItem]) -> None:
    """A last sum that names no dimension, in a table whose other dimensions have none of their own, is the
    plan's; unless it fits the items of the dimension above it and not those of all."""
    if not rows or rows[-1].scope != "dimension" or _DIMENSION_IN_LABEL.search(fold(rows[-1].label)):
        return
    last = rows[-1]
    summed = {row.dimension for row in rows[:-1] if row.scope == "dimension"}
    others = {item.dimension for item in items} - summed - {last.dimension}
    if last.dimension is not None and (
        not others or _fits(last, items, last.dimension) > _fits(last, items, None)
    ):
        return
    last.scope, last.dimension = "plan", None


def whole_sums(row: Row, above: Sequence[TotalRow]) -> int:
    """In how many years the amount of a row is the sum of those of the dimensions above it."""
    sums = {total.dimension: total for total in above if total.scope == "dimension"}
    if len(sums) < 2:
        return 0
    return sum(
        (cell := row.at(column)) is not None
        and _baht(cell, column.scale) == sum(_stated(total, column.year) for total in sums.values()) != 0
        for column in row.layout.all("budget")
    )


def _stated(row: TotalRow, year: int | None) -> Decimal:
    """What a sum row states for a year; nothing where it is blank."""
    return next((_baht(cell, scale) for of, cell, _, scale in row.money if of == year), None) or Decimal(0)


def _baht(cell: Cell, scale: int) -> Decimal | None:
    return in_baht(regrouped(parse_money(cell.text.replace("\n", " "))), scale).amount


def _fits(row: TotalRow, items: Sequence[SummaryItem], dimension: int | None) -> int:
    """How many amounts of a sum row are the sum of the items (of one dimension) above it."""
    members = [item for item in items if dimension in (None, item.dimension)]
    fitting = 0
    for year, cell, _, scale in row.money:
        found = [pairing.amount for item in members for key, pairing in item.amounts.items() if key == year]
        known = [amount.money.amount or Decimal(0) for amount in found if amount is not None]
        fitting += bool(known) and _baht(cell, scale) == sum(known)
    return fitting


def _counted(row: TotalRow) -> list[StatedTotal]:
    """The count of a sum row that has one for each year; without a value where none of them is a number.
    Where they differ they count what runs in a year, which no quantity of the contract stands for."""
    numbers = {number for _, number, _, _ in row.counted if number is not None}
    if not row.counted or len(numbers) > 1:
        return []
    _, number, cell, source = next((entry for entry in row.counted if entry[1] is not None), row.counted[0])
    count = Decimal(number) if number is not None else None
    return [
        StatedTotal(
            "summary",
            row.scope,
            "items",
            count,
            cell.text,
            row.dimension,
            row.mission,
            doubtful=count is None,
            source=source,
        )
    ]


def _money(row: TotalRow, year: int | None, cell: Cell, source: Source, scale: int) -> StatedTotal | None:
    money = in_baht(regrouped(parse_money(cell.text.replace("\n", " "))), scale)
    if money.status == "blank":
        return None
    return StatedTotal(
        "summary",
        row.scope,
        "budget_baht",
        money.amount,
        cell.text,
        row.dimension,
        row.mission,
        year,
        doubtful=not money.certain or row.inferred_years or row.torn,
        source=source,
        year_inferred=row.inferred_years,
    )


def _counts(
    text: str,
    origin: Literal["summary", "preface"],
    scope: Scope,
    dimension: int | None,
    mission: str | None,
    source: Source,
    apart: bool,
    raw: str | None = None,
) -> list[StatedTotal]:
    """One stated total for each kind counted; a lone count of โครงการ is of items of all kinds, unless the
    document counts the kinds apart elsewhere (`apart`)."""
    found = quantities(text)
    if not apart and set(found) == {"projects"}:
        found = {"items": found["projects"]}
    return [
        StatedTotal(origin, scope, quantity, Decimal(value), raw or text, dimension, mission, source=source)
        for quantity, value in found.items()
    ]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of running text that belong together, joined; `page` is where they begin."""

    text: str
    lines: tuple[Line, ...]
    page: int | None


_NEW_PARAGRAPH = re.compile(
    r"\s*(?:[-–•]|\(?\d{1,2}[.)](?!\d)|ม.{0,2}ต.{0,2}\s*(?:ที่)?\s*\d|ส่วนที่|คำนำ|สารบัญ|บทที่|ดังนั้น|โดย|จึง|ประกาศ|เรื่อง)"
)


def paragraphs(lines: Iterable[tuple[int | None, Line]]) -> list[Paragraph]:
    """Lines joined to paragraphs. A paragraph begins at a marker or heading word, or after a line that ends
    well before the text's right edge; lines of text input are paragraphs already."""
    known = list(lines)
    groups: list[list[tuple[int | None, Line]]] = []
    edges: dict[int | None, float] = {}
    for page, line in known:
        if line.bbox is not None:
            edges[page] = max(edges.get(page, 0.0), line.bbox[2])
    for page, line in known:
        if not groups or _opens_paragraph(groups[-1][-1], (page, line), edges):
            groups.append([(page, line)])
        else:
            groups[-1].append((page, line))
    return [
        Paragraph("\n".join(line.text for _, line in group), tuple(line for _, line in group), group[0][0])
        for group in groups
    ]


def _opens_paragraph(
    before: tuple[int | None, Line], now: tuple[int | None, Line], edges: dict[int | None, float]
) -> bool:
    (page, line), (_, current) = before, now
    if _NEW_PARAGRAPH.match(to_arabic(current.text)):
        return True
    if line.bbox is None or current.bbox is None or page != now[0]:
        return True
    return line.bbox[2] < 0.82 * edges[page]


def stated_in_text(
    paragraph_list: Sequence[Paragraph], origin: Literal["summary", "preface"], apart: bool
) -> list[StatedTotal]:
    """Counts (and budgets) of the plan and its dimensions that sentences state."""
    stated: list[StatedTotal] = []
    for paragraph in paragraph_list:
        text = to_arabic(canonical(paragraph.text)).replace("\n", " ")
        if len(text) > 1500:
            continue
        source = source_of(paragraph.lines, paragraph.page)
        dimension = dimension_word(_LIST_MARK.sub("", text))
        is_dimension = dimension is not None and code_heading(text) is None
        for match in _COUNTED.finditer(text):
            before = text[: match.start()]
            scope: Scope | None = None
            if (is_dimension and "จำนวน" in before[-30:] + match.group()) or (
                is_dimension and _PER_YEAR.search(before[-12:])
            ):
                scope = "dimension"
            elif (
                _WHOLE_COUNT.search(before.rstrip())
                or _BUDGET_OF_ALL.match(text, match.end())
                or (stated and _PER_YEAR.search(before[-12:]) and stated[-1].value_raw == paragraph.text)
            ):
                scope = "plan"
            if scope is not None:
                number = _named_last(before, dimension) if scope == "dimension" else None
                stated += _counts(match.group(), origin, scope, number, None, source, apart, paragraph.text)
        stated += _budgets(text, paragraph, origin, dimension if is_dimension else None, source)
    return stated


def _named_last(before: str, first: int | None) -> int | None:
    """The dimension that words before a count name last: sentences list several in one paragraph."""
    named = _DIMENSION_NAMED.findall(before)
    return int(named[-1]) if named else first


def stated_below(paragraph_list: Sequence[Paragraph], apart: bool) -> list[StatedTotal]:
    """The sums that lines right below the summary table state (`รวมงบประมาณทั้งแผน 500,000 บาท`): of the plan
    where they say so, of the dimension that they name; other lines state none."""
    stated: list[StatedTotal] = []
    for paragraph in paragraph_list:
        text = to_arabic(canonical(paragraph.text)).replace("\n", " ")
        if not is_total_label(text):
            break
        named = {int(number) for number in _DIMENSION_IN_LABEL.findall(fold(text))}
        if len(named) > 1 or not (named or _WHOLE.search(fold(text))):
            continue
        dimension = named.pop() if named else None
        source = source_of(paragraph.lines, paragraph.page)
        scope: Scope = "dimension" if dimension else "plan"
        for match in _COUNTED.finditer(text):
            stated += _counts(match.group(), "summary", scope, dimension, None, source, apart, paragraph.text)
        sums = [found for found in find_amounts(text) if found.unit is None]
        stated += _budgets(text, paragraph, "summary", dimension, source, every=len(sums) == 1)
    return stated


_ANNUAL_BUDGET = re.compile(r"รายจ่าย\s*ประจำปี|รายรับ|รายได้|เงินอุดหนุน|เงินสะสม")
"""Words for the whole budget of a local government, which is none of the plan's sums."""
_NEAR = 80


def _budgets(
    text: str,
    paragraph: Paragraph,
    origin: Literal["summary", "preface"],
    dimension: int | None,
    source: Source,
    every: bool = False,
) -> list[StatedTotal]:
    """`งบประมาณรวมทั้งสิ้น 500,000 บาท`: only amounts that the sentence calls a total of the plan
    or dimension; `every` where the whole text is one."""
    if "โครงการ" not in text and "งบประมาณ" not in text:
        return []
    stated = []
    end = 0
    for found in find_amounts(text):
        before, end = text[end : found.start], found.end
        if not (found.is_total or every) or found.unit is not None or found.money.amount is None:
            continue
        clause = before[-_NEAR:].rpartition("โครงการ")[2]
        if _ANNUAL_BUDGET.search(clause):
            continue
        year = found.fiscal_years[0] if len(found.fiscal_years) == 1 else None
        stated.append(
            StatedTotal(
                origin,
                "dimension" if dimension else "plan",
                "budget_baht",
                found.money.amount,
                paragraph.text,
                dimension,
                None,
                year,
                doubtful=not found.money.certain,
                source=source,
            )
        )
    return stated


def counts_kinds_apart(texts: Iterable[str]) -> bool:
    """Whether the document counts projects, activities and measures apart anywhere."""
    for text in texts:
        for match in _COUNTED.finditer(to_arabic(canonical(text))):
            if len(quantities(match.group())) > 1:
                return True
    return False
