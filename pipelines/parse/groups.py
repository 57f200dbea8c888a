"""The items of one cell of the summary table and the amounts beside them: whose is which, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from extract.model import Cell, Line
from normalize.chars import fold, without_marks
from pipelines.parse.amounts import Amount, Pairing, align, pair
from pipelines.parse.items import Segment, is_exact
from pipelines.records import YEAR_UNREAD, Source

_LEAST_ANEW = _LEAST_YEARS = 2
_CLOSE = 1.3
"""So many times the step of the names' lines is that of listed amounts at most: none is left out between."""
TWICE = "listed twice for this year, perhaps of another"


@dataclass(slots=True)
class SummaryItem:
    """An item of the summary table. `amounts` has one pairing for each budget column, by its key
    (the fiscal year; negative where that is not known). `ticked` are the years that a table without amounts
    ticks. `year_doubts` says why the years of columns are doubtful, by their keys. `beside` is what stands in
    the column of numbers beside it alone; `summed`: its row is the sum of the items below it."""

    segment: Segment
    source: Source
    dimension: int | None
    mission: str | None
    strategy: str | None
    unit: str | None = None
    note: str | None = None
    amounts: dict[int, Pairing] = field(default_factory=dict)
    empty_cells: dict[int, Cell] = field(default_factory=dict)
    total: Amount | None = None
    year_doubts: dict[int, str] = field(default_factory=dict)
    ticked: tuple[int, ...] = ()
    beside: str | None = None
    summed: bool = False


@dataclass(slots=True)
class AmountRow:
    """The amounts of one row of the table by year, several of a cell in their order. `spread`: printed once,
    in the first year's cell, and taken for all years. `torn`: the row's cells may stand in other columns.
    `doubt`: why it is not certain that the amounts are those of their years; `doubts` the same of single
    years."""

    amounts: dict[int, list[Amount]]
    cells: dict[int, Cell]
    totals: list[Amount] = field(default_factory=list)
    spread: bool = False
    torn: bool = False
    doubt: str | None = None
    doubts: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Group:
    """The items of one item cell with the rows of amounts that stand beside and below it. `inferred_years`:
    no year is certain; `year_doubts` are those of single columns. `shared`: an amount beside it is merged
    over items of other rows too."""

    items: list[SummaryItem]
    rows: list[AmountRow] = field(default_factory=list)
    years: tuple[int, ...] = ()
    inferred_years: bool = False
    year_doubts: dict[int, str] = field(default_factory=dict)
    uncertain: bool = False
    shared: bool = False
    unit_doubt: str | None = None
    """Why it is doubtful in which unit the amounts are, but for those of nothing, which are so in any."""


CARRIED = "amounts stand for items on both sides of a page break"
"""Why it is doubtful which items such amounts belong to: one item may as well have two of them."""


def carry_over(groups: Sequence[Group]) -> None:
    """Amounts of a cell that a page break cut: those left over below the last item of a page belong to the
    first items of the next page, which has so many too few, in every year."""
    for above, below in pairwise(groups):
        if not above.items or not below.items or above.years != below.years:
            continue
        last, first = above.items[-1].segment.page, below.items[0].segment.page
        surplus, lack = _surplus(above), _surplus(below)
        if last is None or first != last + 1 or surplus is None or surplus < 1 or lack != -surplus:
            continue
        row, target = above.rows[0], below.rows[0]
        for year in above.years:
            target.amounts[year] = [*row.amounts[year][-surplus:], *target.amounts[year]]
            row.amounts[year] = row.amounts[year][:-surplus]
        row.doubt = target.doubt = CARRIED


def _surplus(group: Group) -> int | None:
    """How many amounts more than items stand in a group's one row, the same in every year; else None."""
    if len(group.rows) != 1 or not group.years:
        return None
    counts = {len(group.rows[0].amounts.get(year, [])) for year in group.years}
    return counts.pop() - len(group.items) if len(counts) == 1 else None


def pair_group(group: Group) -> None:
    """Give the items of a group their amounts, year by year."""
    segments = [item.segment for item in group.items]
    positioned = all(segment.box is not None for segment in segments)
    lines = None if positioned else _single_rows(group)
    listed = positioned and _are_listed(group)
    for year in group.years:
        amounts = [amount for row in group.rows for amount in row.amounts.get(year, [])]
        if lines is not None and len(lines) == len(segments):
            pairings = [Pairing(line.get(year)) for line in lines]
        elif listed:
            pairings = [Pairing(amount) for amount in amounts]
        elif positioned:
            pairings = pair(segments, amounts)
        elif lines is not None and len(segments) > 1:
            found = [line.get(year) for line in lines]
            doubt = f"{len(lines)} rows of amounts stand for {len(segments)} items"
            pairings = [Pairing(found[i] if i < len(found) else None, doubt) for i in range(len(segments))]
        else:
            pairings = pair(segments, amounts)
        _keep(group, year, pairings)
    group.uncertain = any(p.doubt for item in group.items for p in item.amounts.values())
    totals = [amount for row in group.rows for amount in row.totals]
    for item, total in zip(group.items, pair(segments, totals) if totals else [], strict=False):
        item.total = total.amount if total.doubt is None else None


def _are_listed(group: Group) -> bool:
    """Whether the cells of a group list one amount for each item, in the order of the items, though long
    names move these away from them: exact text, items numbered on, and in each of several years as many
    amounts, as close below each other as the lines of the names."""
    numbers = [item.segment.number for item in group.items]
    first = numbers[0] if numbers else None
    if first is None or len(numbers) == 1 or numbers != [*range(first, first + len(numbers))]:
        return False
    if len(group.rows) != 1 or len(group.years) < _LEAST_YEARS:
        return False
    columns = [group.rows[0].amounts.get(year, []) for year in group.years]
    if any(len(column) != len(numbers) for column in columns):
        return False
    names = [line for item in group.items for line in item.segment.lines]
    pages = {item.segment.page for item in group.items}
    pages |= {amount.source.page for column in columns for amount in column}
    listed = [[line for amount in column for line in amount.lines] for column in columns]
    if len(pages) > 1 or not all(map(is_exact, [*names, *(line for lines in listed for line in lines)])):
        return False
    pitch = min(_steps(names), default=0.0)
    return all(
        len(lines) == len(numbers) and all(0 < step <= _CLOSE * pitch for step in _steps(lines))
        for lines in listed
    )


def _steps(lines: Sequence[Line]) -> list[float]:
    """How far each line stands below the one before it, middle to middle."""
    middles = [(line.bbox[1] + line.bbox[3]) / 2 for line in lines if line.bbox is not None]
    return [below - above for above, below in pairwise(middles)]


def _keep(group: Group, year: int, pairings: Sequence[Pairing]) -> None:
    cell = next((row.cells[year] for row in group.rows if year in row.cells), None)
    doubt = next((why for row in group.rows if (why := row.doubt or row.doubts.get(year))), None)
    year_doubt = YEAR_UNREAD if group.inferred_years else group.year_doubts.get(year)
    if group.shared:
        doubt = "one amount stands for the items of several rows"
    if year != group.years[0] and any(row.spread for row in group.rows):
        doubt = "no budget is said in the first year's cell alone"
    if any(row.torn for row in group.rows):
        doubt = "the row has not as many cells as its table"
    for item, pairing in zip(group.items, pairings, strict=True):
        of_unit = group.unit_doubt if pairing.amount is not None and pairing.amount.money.amount else None
        item.amounts[year] = Pairing(pairing.amount, of_unit or pairing.doubt or doubt)
        if year_doubt is not None:
            item.year_doubts[year] = year_doubt
        if cell is not None:
            item.empty_cells[year] = cell


def _single_rows(group: Group) -> list[dict[int, Amount]] | None:
    """The rows of amounts with one amount a year at most; None where a year's cell holds more than
    another's."""
    lines: list[dict[int, Amount]] = []
    for row in group.rows:
        counts = {len(amounts) for amounts in row.amounts.values() if amounts}
        if not counts:
            continue
        if len(counts) > 1:
            return None
        for place in range(counts.pop()):
            lines.append({year: amounts[place] for year, amounts in row.amounts.items() if amounts})
    return lines


def join_years(groups: Sequence[Group]) -> list[Group]:
    """The groups with those of a table that lists the items of one above it again, in the same order and with
    other years, joined to it: a page too narrow for all years has the rest of them below. Of a plan with a
    table for each year those of the same name."""
    tables: dict[tuple[int | None, tuple[int, ...]], list[SummaryItem]] = {}
    for group in groups:
        # a table may have a row above the items of each year
        part = group.years if len(group.years) == 1 else ()
        for item in group.items:
            tables.setdefault((item.source.table, part), []).append(item)
    joined: set[int] = _join_by_name([*tables.values()])
    known: list[list[SummaryItem]] = []
    for items in tables.values() if not joined else ():
        first = next((above for above in known if _goes_on_with_years(above, items)), None)
        if first is None:
            known.append(items)
            continue
        joined |= {_join(above, item) for above, item in zip(first, items, strict=True)}
    return [group for group in groups if not any(id(item) in joined for item in group.items)]


def _join_by_name(tables: Sequence[Sequence[SummaryItem]]) -> set[int]:
    """Join the items that a plan with a table (or one for each dimension) for each year lists again under the
    same name and dimension; returns those that were joined to one above."""
    years = [{key for item in items for key in item.amounts} for items in tables]
    of_year: dict[int, list[SummaryItem]] = {}
    for items, keys in zip(tables, years, strict=True):
        of_year.setdefault(max(keys, default=0), []).extend(items)
    if len(of_year) < 2 or any(len(keys) != 1 for keys in years) or min(of_year) <= 0:
        _doubt_undated(tables)
        _doubt_listed_anew(tables)
        return set()
    joined: set[int] = set()
    known: dict[tuple[str, int | None], SummaryItem] = {}
    anew = sum(any(item.segment.number == 1 for item in items) for items in of_year.values()) > 1
    for items in of_year.values():
        named = {(_name_key(item), item.dimension): item for item in items}
        if len(named) < len(items):
            _doubt_twice(items)
            return set()  # one name twice in a year: which is which?
        joined |= {_join(known[key], item) for key, item in named.items() if key in known}
        for key, item in named.items() if known and anew else ():
            if key not in known:
                item.segment.number = None  # its place in the list of that year, and none in the plan
        known = named | known
    return joined


def _name_key(item: SummaryItem) -> str:
    """The letters of an item's name; of a scan without the marks above and below, which are misread first."""
    name = fold(item.segment.body)
    return name if item.source.exact else without_marks(name)


def _doubt_undated(tables: Sequence[Sequence[SummaryItem]]) -> None:
    """Doubt the amounts of tables without a year where each other has one of its own: theirs was not read."""
    years = [{key for item in items for key in item.amounts} for items in tables]
    if not any(len(keys) == 1 and min(keys) > 0 for keys in years):
        return
    for items, keys in zip(tables, years, strict=True):
        for item in items if len(keys) == 1 and max(keys) <= 0 else ():
            item.year_doubts.update(dict.fromkeys(keys, YEAR_UNREAD))


def _doubt_listed_anew(tables: Sequence[Sequence[SummaryItem]]) -> None:
    """Doubt the amounts of two tables of one year where the second lists the names of the first anew: one of
    them may be of another year."""
    for place, items in enumerate(tables):
        names = _named_in_year(items)
        for above in tables[:place]:
            if len(names) >= _LEAST_ANEW and names == _named_in_year(above):
                _doubt_twice([*above, *items])


def _named_in_year(items: Sequence[SummaryItem]) -> set[tuple[str, int | None, int]]:
    """The names, dimensions and years of items; none where one has no year, or several."""
    if any(len(item.amounts) != 1 or min(item.amounts) <= 0 for item in items):
        return set()
    return {(fold(item.segment.body), item.dimension, min(item.amounts)) for item in items}


def _doubt_twice(items: Sequence[SummaryItem]) -> None:
    """Doubt the amounts of items that stand twice in a year: the caption of another year may not have been
    read."""
    names = [(fold(item.segment.body), item.dimension) for item in items]
    for item, name in zip(items, names, strict=True):
        if names.count(name) > 1:
            item.year_doubts.update(dict.fromkeys(item.amounts, TWICE))


def _join(above: SummaryItem, item: SummaryItem) -> int:
    """Give the amounts of an item to the same one above; returns its identity."""
    above.amounts.update(item.amounts)
    above.empty_cells.update(item.empty_cells)
    above.year_doubts.update(item.year_doubts)
    return id(item)


def _goes_on_with_years(above: Sequence[SummaryItem], items: Sequence[SummaryItem]) -> bool:
    """Whether both tables list the same items, and their years are others."""
    if len(above) != len(items) or not all(key > 0 for item in items for key in item.amounts):
        return False
    years = {key for item in above for key in item.amounts}
    others = {key for item in items for key in item.amounts}
    same = all(
        fold(a.segment.body) == fold(b.segment.body) and a.segment.number == b.segment.number
        for a, b in zip(above, items, strict=True)
    )
    return same and bool(others) and bool(years) and years.isdisjoint(others)


def settle(group: Group, expected: Sequence[Decimal | None]) -> None:
    """Pair the amounts of an uncertain group again, now that the detail sections say what items should cost.

    A pair whose amount the detail section states as well is no longer doubtful."""
    lines = _single_rows(group)
    alone = len(group.items) == 1 and expected[0] is None
    if lines is None or not group.uncertain or alone:
        return
    rows = [[amount.money.amount for amount in line.values()] for line in lines]
    chosen = align(expected, rows)
    for item, wanted, place in zip(group.items, expected, chosen, strict=True):
        for year in group.years:
            amount = lines[place].get(year) if place is not None else None
            doubt = item.amounts[year].doubt if year in item.amounts else None
            agrees = amount is not None and wanted is not None and amount.money.amount == wanted
            item.amounts[year] = Pairing(amount, None if agrees else doubt)


def left_over(group: Group) -> list[Amount]:
    """The amounts beside a group that none of its items got, each once; not one that a lone item has already
    (printed twice)."""
    paired = [p.amount for item in group.items for p in item.amounts.values() if p.amount is not None]
    known = {id(amount) for amount in paired}
    own = {amount.money.amount for amount in paired} if len(group.items) == 1 else set()
    beside = {id(a): a for row in group.rows for amounts in row.amounts.values() for a in amounts}
    return [a for key, a in beside.items() if key not in known and a.money.amount not in own]
