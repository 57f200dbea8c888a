"""Totals and counts that the sum rows of the summary table and headings in it state."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from extract.model import Cell
from normalize.chars import DASHES, fold
from normalize.counts import quantities
from normalize.digits import to_arabic
from normalize.found_amounts import find_amounts
from normalize.money import parse_money
from normalize.sum_words import IN_ALL, OF_PAGE
from pipelines.parse.amended import is_left_open
from pipelines.parse.amounts import Amount, in_baht, regrouped
from pipelines.parse.evidence import cell_source
from pipelines.parse.groups import SummaryItem
from pipelines.parse.headings import dimension_word, is_sum_of_part
from pipelines.parse.items import is_exact
from pipelines.parse.rows import Row, row_numbers
from pipelines.parse.source_amounts import sum_of_parts
from pipelines.records import NUMBERED_SUM, Remark, Source, StatedTotal

Scope = Literal["plan", "dimension", "mission", "page"]

_LONGEST_COUNT = 3
"""So many letters at most has what a scan made of a count."""
_LONGEST_SUM = len("รวมงบประมาณ")
"""A longer label says more than that its row is a sum."""
WHOLE = re.compile(rf"{IN_ALL}|ทุกมิติ|ทั้งแผน|(?:ทั้ง|รวม)\d+มิติ|ตลอดแผน")
_DIMENSION_IN_LABEL = re.compile(
    r"ม.{0,2}ต.{0,2}(?:ที่\s*(?=[1-9])|(?=[1-9](?!\d*(?:โครงการ|กิจกรรม|มาตรการ|รายการ))))([1-9])"
)
"""Behind `มิติ` alone a number may count what follows it: `รวม 4 มิติ 6 โครงการ`."""
_COUNTS_NOTHING = re.compile(r"จ.{0,2}นวน\s*(?:โครงการ|กิจกรรม|มาตรการ|รายการ)")
_TWO_KINDS = re.compile(
    r"\d\s*(?:โครงการ|กิจกรรม|มาตรการ)\s*/\s*(?:โครงการ|กิจกรรม|มาตรการ)(?!\s*(?:/|และ)?\s*(?:โครงการ|กิจกรรม|มาตรการ))"
)
"""`1 กิจกรรม / มาตรการ` on a scan, where kinds are counted apart: the second count may be lost."""
_CODE_IN_LABEL = re.compile(
    r"(?:ภารกิจ(?:ที่)?|^รวม(?:ยอด|เงิน|งบประมาณ|แนวทาง|ที่)*)([1-9])\.(\d{1,2})(\.\d{1,2})?(?![\d.,])"
)


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
    worded: list[tuple[Cell, Source]] = field(default_factory=list)
    """Cells of words that run on over the columns of the budget: a sum in them is none of a column's."""
    summed: list[tuple[int | None, Amount]] = field(default_factory=list)
    """Sums of the parts of a year, of which none is printed."""
    years: tuple[int | None, ...] = ()
    whole: bool = False
    inferred_years: bool = False
    doubted: frozenset[int] = frozenset()
    """The years of columns whose year is doubtful."""
    left_open: frozenset[int | None] = frozenset()
    """The years whose amended budget a blank or a dash leaves open."""
    torn: bool = False
    doubt: str | None = None
    """Why its amounts are doubtful, whatever they add up to: their unit is not known."""


def read_total_row(row: Row, table: int, dimension: int | None, missions: Sequence[str]) -> TotalRow:
    """Read a sum row; `dimension` and `missions` are those of the rows above it."""
    budget = row.layout.of_money
    label = " ".join(cell.text for cell in row.filled if cell.col not in budget)
    scope, of_dimension, mission = _scope(label, dimension, missions)
    total = TotalRow(scope, of_dimension, mission, label, whole=bool(WHOLE.search(fold(label))))
    total.torn = row.torn
    if _may_be_item(row, total.whole):
        total.doubt = NUMBERED_SUM
    total.inferred_years = any(column.inferred for column in row.layout.all("budget"))
    total.doubted = frozenset(row.layout.year_doubts)
    total.years = tuple(column.year for column in row.layout.all("budget"))
    total.worded = [(cell, cell_source(cell, table)) for cell in row.filled if _runs_over(cell, budget)]
    total.left_open = frozenset(c.year for c in row.layout.all("budget") if is_left_open(row, c, table))
    over = {id(cell) for cell, _ in total.worded}
    for column in row.layout.all("budget"):
        cell = row.at(column)
        if column.parts:
            total.summed += [(column.year, amount) for amount in sum_of_parts(row, column, table)]
        elif cell is not None and id(cell) not in over:
            total.money.append((column.year, cell, cell_source(cell, table), column.scale))
    _settle_merged(total)
    for column in row.layout.all("total"):
        cell = row.at(column)
        if cell is not None and cell.text.strip() and id(cell) not in over:
            total.money.append((None, cell, cell_source(cell, table), column.scale))
    for column in row.layout.all("count"):
        cell = row.at(column)
        if cell is not None and _may_be_count(cell):
            number = re.fullmatch(r"\s*(\d{1,4})\s*", to_arabic(cell.text))
            count = int(number[1]) if number is not None else None
            total.counted.append((column.year, count, cell, cell_source(cell, table)))
    counting = [cell for cell in row.filled if cell.col not in budget and quantities(cell.text)]
    total.counts += [(cell, cell_source(cell, table)) for cell in counting]
    return total


def _may_be_item(row: Row, whole: bool) -> bool:
    """Whether a sum row has a number before a name that goes on behind the word for a sum."""
    names = [fold(cell.text) for cell in row.of("item") if cell.text.strip()]
    long = len(names) == 1 and len(names[0]) > _LONGEST_SUM and dimension_word(names[0]) is None
    return long and not whole and not quantities(names[0]) and len(row_numbers(row)) == 1


def _settle_merged(total: TotalRow) -> None:
    """A sum in a cell merged over all years is that of them all; one merged over some is that of none for
    sure."""
    cells = [id(cell) for _, cell, _, _ in total.money]
    if len(cells) > 1 and len({*cells}) == 1:
        (_, cell, source, scale), *_ = total.money
        total.money = [(None, cell, source, scale)]
    elif len({*cells}) < len(cells):
        merged = {year for year, cell, _, _ in total.money if cells.count(id(cell)) > 1}
        total.doubted |= {year for year in merged if year is not None}


def unread_parts(row: Row, total: TotalRow) -> list[Remark]:
    """What of a sum row becomes no stated total: cells of a scan in which nothing was read though they were
    not seen to be empty, beside amounts; counts that differ from year to year or lost
    their number; and what may be an item."""
    remarks = [Remark(row.page, total.label, NUMBERED_SUM)] if total.doubt == NUMBERED_SUM else []
    cells = [cell for year, cell, _, _ in total.money if year is not None]
    scanned = not all(is_exact(line) for cell in row.filled for line in cell.lines)
    blank = [cell for cell in cells if not cell.text.strip() and not cell.seen_empty]
    if scanned and blank and any(re.search(r"\d", cell.text) for cell in cells):
        remarks.append(Remark(row.page, total.label, "nothing was read in a cell among figures"))
    if len({number for _, number, _, _ in total.counted if number is not None}) > 1:
        counts = " | ".join(cell.text for _, _, cell, _ in total.counted)
        remarks.append(Remark(row.page, counts, "counts that differ from year to year"))
    if scanned and not total.counts:
        bare = [cell.text for cell in row.filled if _COUNTS_NOTHING.fullmatch(cell.text.strip())]
        remarks += [Remark(row.page, text, "a count without its number") for text in bare]
    return remarks


def _runs_over(cell: Cell, budget: Set[int]) -> bool:
    """Whether a cell begins before the columns of money and runs on over them."""
    return cell.col not in budget and not budget.isdisjoint(range(cell.col, cell.col + cell.col_span))


def read_bands(row: Row, table: int) -> list[TotalRow]:
    """What headings of dimensions say of them (`มิติที่ 1 … จำนวน 3 โครงการ งบประมาณ 35,000 บาท`)."""
    years = tuple(column.year for column in row.layout.all("budget"))
    bands = []
    for cell in row.filled:
        dimension, source = dimension_word(cell.text), cell_source(cell, table)
        if dimension is None:
            continue
        band = TotalRow("dimension", dimension, None, cell.text, worded=[(cell, source)], years=years)
        band.counts = [(cell, source)] if quantities(cell.text) else []
        bands += [band] if band.counts or _worded(band) else []
    return bands


def band_totals(bands: Sequence[TotalRow], apart: bool) -> list[StatedTotal]:
    """The stated totals of headings of dimensions."""
    stated: list[StatedTotal] = []
    for band in bands:
        for cell, source in band.counts:
            stated += count_totals(cell.text, "summary", band.scope, band.dimension, None, source, apart)
        stated += _worded(band)
    return stated


def _worded(row: TotalRow) -> list[StatedTotal]:
    """The one sum that words state, of the one year of the table or of all its years."""
    stated = []
    for cell, source in row.worded:
        sums = [found for found in find_amounts(cell.text.replace("\n", " ")) if found.unit is None]
        if len(sums) != 1 or sums[0].per_year or sums[0].money.amount is None:
            continue
        (found,) = sums
        year = row.years[0] if len(row.years) == 1 else None
        stated.append(
            StatedTotal(
                "summary",
                row.scope,
                "budget_baht",
                found.money.amount,
                cell.text,
                row.dimension,
                row.mission,
                found.fiscal_years[0] if len(found.fiscal_years) == 1 else year,
                doubtful=found.years_unsure or not found.money.certain,
                source=source,
            )
        )
    return stated


def _may_be_count(cell: Cell) -> bool:
    """A number without a unit in a column of counts, misread or not; `3 โครงการ` is told by its words."""
    text = fold(cell.text).strip(DASHES)
    figure = re.search(r"\d", text) is not None or 0 < len(text) <= _LONGEST_COUNT
    return cell.col_span == 1 and figure and not quantities(cell.text)


def dimensions_in(label: str) -> set[int]:
    """The dimensions that the label of a sum names.

    >>> dimensions_in("รวมมิติที่ 2 5 โครงการ"), dimensions_in("รวม 4 มิติ 6 โครงการ")
    ({2}, set())
    """
    return {int(number) for number in _DIMENSION_IN_LABEL.findall(fold(label))}


def names_a_part(label: str) -> bool:
    """Whether the label of a sum names a dimension, a mission, a page or the whole plan."""
    folded = fold(label)
    named = WHOLE.search(folded) or dimensions_in(label)
    return bool(named) or re.search(rf"ภารกิจ|มิติ|{OF_PAGE}", folded) is not None


def _scope(
    label: str, dimension: int | None, missions: Sequence[str]
) -> tuple[Scope, int | None, str | None]:
    folded = fold(label)
    named = dimensions_in(label)
    if len(named) > 1 or (WHOLE.search(folded) and not named):
        return "plan", None, None
    if (code := _CODE_IN_LABEL.search(folded)) is not None:
        if code[3] is not None:
            return "page", None, None  # of a strategy: a part of the plan
        return "mission", int(code[1]), f"{code[1]}.{code[2]}"
    if "ภารกิจ" in folded and missions:
        return "mission", dimension, missions[0]
    if re.search(OF_PAGE, folded) or is_sum_of_part(label):
        return "page", None, None
    if len(named) == 1:
        return "dimension", named.pop(), None
    return "dimension", dimension, None


def summary_totals(
    rows: Sequence[TotalRow],
    apart: bool,
    items: Sequence[SummaryItem] = (),
    remarks: list[Remark] | None = None,
) -> list[StatedTotal]:
    """The stated totals of the sum rows. The last row that speaks of the whole is the plan's; one before it
    that says `ทั้งสิ้น` between two dimensions its dimension's; a second sum of one dimension is the plan's.
    `apart`: the document counts projects, activities and measures apart. `items` are those of the table."""
    _settle_scopes(rows)
    _settle_table_sums(rows, items)
    _settle_lone_sum(rows, items)
    stated: list[StatedTotal] = []
    for row in rows:
        for cell, source in row.counts:
            counts = count_totals(cell.text, "summary", row.scope, row.dimension, row.mission, source, apart)
            for count in counts:
                if not _is_of_a_part(count, items):
                    stated.append(count)
                elif _are_projects(count, items):
                    stated.append(replace(count, quantity="projects"))
                elif remarks is not None:
                    remarks.append(Remark(count.source.page, cell.text, "count of a part of a dimension"))
        stated += _counted(row) + _worded(row)
        stated += [_summed(row, year, amount) for year, amount in row.summed]
        for year, cell, source, scale in row.money:
            money = _money(row, year, cell, source, scale)
            if money is not None:
                stated.append(money)
    return stated


def plan_totals(rows: Sequence[TotalRow]) -> list[StatedTotal]:
    """The stated sums of rows that are known to be the plan's."""
    found = [
        _money(row, year, cell, source, scale) for row in rows for year, cell, source, scale in row.money
    ]
    return [total for total in found if total is not None]


def _is_of_a_part(count: StatedTotal, items: Sequence[SummaryItem]) -> bool:
    """Whether a lone count below the items of a dimension (or a plan) that stand in several tables is the
    number of those in its own: it counts them alone."""
    members = [item for item in items if count.dimension in (None, item.dimension)]
    own = _of_its_table(count, items)
    lone = count.scope in ("dimension", "plan") and count.quantity == "items"
    return lone and 0 < len(own) < len(members) and count.value == len(own)


def _are_projects(count: StatedTotal, items: Sequence[SummaryItem]) -> bool:
    return all(item.segment.body.lstrip('"“ ').startswith("โครงการ") for item in _of_its_table(count, items))


def _of_its_table(count: StatedTotal, items: Sequence[SummaryItem]) -> list[SummaryItem]:
    return [
        item
        for item in items
        if count.dimension in (None, item.dimension) and item.source.table == count.source.table
    ]


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


def _settle_table_sums(rows: Sequence[TotalRow], items: Sequence[SummaryItem]) -> None:
    """The only sum of a table with items of several dimensions, where it names none and is what they add up
    to, is that of them all: the plan's in the table's own year, where each year has a table; that of a part
    of the plan (as of a page), where others list items of the same years."""
    tables = [{source.table for _, _, source, _ in row.money} for row in rows]
    years = [{year for year, _, _, _ in row.money} for row in rows]
    for row, own, of in zip(rows, tables, years, strict=True):
        same = [other for other, table in zip(years, tables, strict=True) if table == own]
        # a row stands above the items of each year
        banded = len(same) > 1 and all(len(other) == 1 for other in same)
        lone = len(own) == 1 and (len(same) == 1 or (banded and same.count(of) == 1))
        if row.scope != "dimension" or not lone or dimensions_in(row.label):
            continue
        listed = [item for item in items if _tables_of(item) & own]
        fits, of_all = _fits(row, listed, None), _fits(row, items, None)
        of_one = _fits(row, listed, row.dimension) if row.dimension is not None else 0
        of_several = len({item.dimension for item in listed}) > 1
        if fits > of_one and of_several:
            row.scope, row.dimension = ("page" if fits > of_all else "plan"), None
        elif row.dimension is None and fits > of_all:
            row.scope = "page"
        elif row.dimension is None and fits and all(item.dimension is None for item in items):
            row.scope = "plan"


def _tables_of(item: SummaryItem) -> set[int | None]:
    """The tables in which an item stands: one of each year, where they were joined."""
    amounts = (pairing.amount for pairing in item.amounts.values())
    return {item.source.table, *(amount.source.table for amount in amounts if amount is not None)}


def _settle_lone_sum(rows: Sequence[TotalRow], items: Sequence[SummaryItem]) -> None:
    """A last sum that names no dimension, in a table whose other dimensions have none of their own, is the
    plan's; unless it fits the items of the dimension above it and not those of all."""
    if not rows or rows[-1].scope != "dimension" or dimensions_in(rows[-1].label):
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
        and baht_of(cell, column.scale) == sum(_stated(total, column.year) for total in sums.values()) != 0
        for column in row.layout.all("budget")
    )


def _stated(row: TotalRow, year: int | None) -> Decimal:
    """What a sum row states for a year; nothing where it is blank."""
    return next((baht_of(cell, scale) for of, cell, _, scale in row.money if of == year), None) or Decimal(0)


def baht_of(cell: Cell, scale: int) -> Decimal | None:
    """The amount of a sum's cell in baht; `scale` is how many baht one printed unit is."""
    return in_baht(regrouped(parse_money(cell.text.replace("\n", " "))), scale).amount


def _fits(row: TotalRow, items: Sequence[SummaryItem], dimension: int | None) -> int:
    """How many amounts of a sum row are the sum of the items (of one dimension) above it."""
    members = [item for item in items if dimension in (None, item.dimension)]
    fitting = 0
    for year, cell, _, scale in row.money:
        found = [pairing.amount for item in members for key, pairing in item.amounts.items() if key == year]
        known = [amount.money.amount or Decimal(0) for amount in found if amount is not None]
        fitting += bool(known) and baht_of(cell, scale) == sum(known)
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
    doubt = row.doubt if money.amount else None
    inferred = row.inferred_years or year in row.doubted or doubt is not None
    return StatedTotal(
        "summary",
        row.scope,
        "budget_baht",
        money.amount,
        cell.text,
        row.dimension,
        row.mission,
        year,
        doubtful=not money.certain or inferred or row.torn or year in row.left_open or source.unsure,
        source=replace(source, scale=scale),
        year_inferred=inferred,
        doubt=doubt,
    )


def _summed(row: TotalRow, year: int | None, amount: Amount) -> StatedTotal:
    return StatedTotal(
        "summary",
        row.scope,
        "budget_baht",
        amount.money.amount,
        amount.raw,
        row.dimension,
        row.mission,
        year,
        doubtful=True,
        source=amount.source,
        year_inferred=True,
    )


def count_totals(
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
    lost = apart and not source.exact and _TWO_KINDS.search(to_arabic(text)) is not None
    return [
        StatedTotal(
            origin,
            scope,
            quantity,
            None if lost else Decimal(value),
            raw or text,
            dimension,
            mission,
            doubtful=lost,
            source=source,
        )
        for quantity, value in found.items()
    ]
