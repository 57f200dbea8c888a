"""Rows of a report's table of items, and those that are none: headings with the sums of what stands below,
shares, means and other money. Also items beside which nothing is said to be spent, above their parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.model import Cell, Line
from normalize.chars import canonical, fold
from normalize.money import parse_money
from normalize.numbering import parse_numbering, strip_numbering
from pipelines.parse.amounts import in_baht
from pipelines.parse.dimension_order import Place as Scope
from pipelines.parse.headings import bears_words_of, is_total_label
from pipelines.parse.other_rows import is_share, names_other_figures
from pipelines.parse.part_marks import Listed, lacks_number, parts_below
from pipelines.parse.report_columns import FIGURES, Column
from pipelines.parse.report_grid import is_number
from pipelines.parse.report_places import PlanPlace
from pipelines.parse.report_totals import label_scope
from pipelines.records import MAY_BE_NO_ITEM, PARTS_COST, Budget, Remark, SectionName, Source

BESIDE_HEADING = "what stands beside a heading is no sum of what stands below it"


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


def is_other_row(filled: dict[int, Cell], columns: Sequence[Column]) -> bool:
    """Whether a row without a number says what its figures are: shares, means, money that is left or that of
    the whole place."""
    words = [cell.text for index, cell in filled.items() if columns[index].role not in FIGURES]
    return len(words) == 1 and names_other_figures(words[0])


def take_headed(
    filled: dict[int, Cell], columns: Sequence[Column], item_column: int, place: PlanPlace
) -> Scope | None:
    """Take over the heading of a dimension, or a mission's in its own words, that stands beside figures in
    place of an item's name; returns what it heads, None for other rows."""
    cell = filled.get(item_column)
    text = canonical(cell.text).replace("\n", " ") if cell is not None else ""
    scope = label_scope(text)
    if (
        cell is None
        or scope is None
        or scope[0] == "plan"
        or any(columns[i].role == "seq" for i in filled if i != item_column and filled[i] is not cell)
    ):
        return None
    numbering = parse_numbering(text)
    if scope[0] == "mission" and (numbering is None or not bears_words_of(numbering.rest, 2)):
        return None
    return scope if place.take(text, cell.lines[:1], cell.page) else None


def is_sum(cell: Cell, column: Column) -> bool:
    """Whether a cell beside a heading may be the sum of what stands below: no share, and no words."""
    if column.role not in FIGURES:
        return False
    of_money = column.role == "planned" or str(column.quantity).endswith("_baht")
    return not (of_money and is_share(cell.text, in_baht(parse_money(cell.text), column.scale).amount))


def doubt_rows(items: Sequence[ItemRow]) -> None:
    """Doubt amounts of rows that may be no items, and that nothing was planned above what may be parts."""
    _doubt_nothing(items)
    _doubt_unnumbered(items)


def _doubt_unnumbered(items: Sequence[ItemRow]) -> None:
    """Doubt the amounts of rows that may be no items: the others are numbered."""
    for item, lacking in zip(items, lacks_number([_listed(item) for item in items]), strict=True):
        if lacking:
            item.budgets = [
                replace(budget, doubtful=True, doubt=budget.doubt or MAY_BE_NO_ITEM)
                if budget.amount_baht
                else budget
                for budget in item.budgets
            ]


def _doubt_nothing(items: Sequence[ItemRow]) -> None:
    """Doubt that nothing was planned for an item above rows that may be its parts and cost something."""
    listed = [_listed(item) for item in items]
    for place, item in enumerate(items):
        parts = items[place + 1 : place + 1 + parts_below(listed[place], listed[place + 1 :])]
        costs = {budget.fiscal_year_be for part in parts for budget in part.budgets if budget.amount_baht}
        item.budgets = [
            replace(budget, doubtful=True, doubt=budget.doubt or PARTS_COST)
            if budget.amount_baht == 0 and budget.fiscal_year_be in costs
            else budget
            for budget in item.budgets
        ]


def _listed(item: ItemRow) -> Listed:
    text = canonical(" ".join(line.text for line in item.name_lines))
    return Listed(text, strip_numbering(text), item.number)


def sum_scope(filled: dict[int, Cell], columns: Sequence[Column]) -> Scope | None:
    """What a row sums up; None for a row that is no sum."""
    for index, cell in sorted(filled.items()):
        if columns[index].role in ("seq", "dimension", "mission", "item", "other"):
            text = canonical(cell.text).replace("\n", " ")
            if is_total_label(text):
                return label_scope(text) or ("plan", None, None)
            if not is_number(text):
                return None
    return None


def plain_scope(
    filled: dict[int, Cell],
    items: Sequence[ItemRow],
    above: int | None,
    later: Sequence[dict[int, Cell]],
    columns: Sequence[Column],
) -> Scope | None:
    """What a row called `รวม` and no more sums up: the dimension of the item above it, where another sum
    follows in the table, or that of the heading `above` the table, of which all items are; else None."""
    if not _is_plain_sum(filled):
        return None
    told = {item.dimension for item in items}
    if told == {above} and above is not None:
        return "dimension", above, None
    last = items[-1].dimension if items else None
    sums = [row for row in later if sum_scope({i: c for i, c in row.items() if c.text.strip()}, columns)]
    return ("dimension", last, None) if last is not None and sums else None


def _is_plain_sum(filled: dict[int, Cell]) -> bool:
    """Whether a row is called `รวม` and no more: the sum of its table."""
    return any(fold(cell.text) in ("รวม", "รวมเงิน", "รวมเป็นเงิน") for cell in filled.values())


def row_remark(filled: dict[int, Cell], why: str) -> Remark:
    """A remark on all that a row says."""
    cells = [*filled.values()]
    return Remark(cells[0].page, " | ".join(cell.text for cell in cells), why)
