"""What an item of a progress report was to cost, out of the cell of its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.model import Cell, Line
from normalize.money import parse_money
from pipelines.parse.amounts import in_baht
from pipelines.parse.evidence import cell_source, joined_line
from pipelines.parse.money_words import SPENT, before_spending, may_be_spent, spent_of, without_label
from pipelines.parse.report_columns import Column, is_amount, tells_both
from pipelines.parse.report_figures import is_doubtful
from pipelines.parse.report_grid import is_figure
from pipelines.records import CELLS_UNSURE, MAY_BE_SPENT, TWO_AMOUNTS, Budget


def planned_budget(cell: Cell, told: str, table: int, year_be: int | None, column: Column) -> Budget:
    """The budget that a cell tells; `told` is what of its text is about it, `table` its index."""
    money = in_baht(parse_money(without_label(told)), column.scale)
    source = replace(cell_source(cell, table), scale=column.scale)
    doubtful = not money.certain or column.doubt is not None or is_doubtful(source, cell.text)
    doubt = column.doubt if money.certain else f"irregular: {', '.join(money.flags) or money.status}"
    doubt = doubt or (CELLS_UNSURE if source.unsure else None)
    if told != cell.text and may_be_spent(cell.text):
        doubtful, doubt = True, doubt or MAY_BE_SPENT
    return Budget(
        project=-1,
        fiscal_year_be=column.year or year_be,
        origin="detail",
        amount_baht=money.amount,
        amount_status=money.status,
        amount_raw=cell.text,
        doubtful=doubtful,
        doubt=doubt,
        source=source,
        year_inferred=column.doubt is not None,
    )


def unread_budget(cell: Cell, table: int, year_be: int | None) -> Budget:
    """The doubtful blank of a cell in which a scan read nothing."""
    doubt = "nothing was read in the cell"
    source = replace(cell_source(cell, table), exact=False)
    return Budget(-1, year_be, "detail", None, "blank", None, doubtful=True, doubt=doubt, source=source)


def budget_behind_spending(
    cell: Cell, table: int, year_be: int | None, column: Column, columns: Sequence[Column]
) -> Budget | None:
    """The budget that a cell of what was spent tells behind it (`42,300 บาท จากงบประมาณ 50,000 บาท`), in a
    table without a column of its own for it; doubtful where less was set aside than spent."""
    told = spent_of(cell.text) if SPENT.search(column.header) else None
    if told is None or any(other.role == "planned" for other in columns):
        return None
    budget = planned_budget(cell, told[1], table, year_be, column)
    spent = in_baht(parse_money(told[0]), column.scale).amount
    if budget.amount_baht is None or spent is None or spent > budget.amount_baht:
        return replace(budget, doubtful=True, doubt=budget.doubt or TWO_AMOUNTS)
    return budget


def set_aside(text: str, column: Column) -> str:
    """What of a cell tells the amount that was set aside: what stands before words of spending, or before a
    stroke under a header that announces both."""
    told = before_spending(text)
    planned, stroke, spent = told.partition("/")
    both = tells_both(column.header) and stroke and is_amount(planned.strip()) and is_amount(spent.strip())
    return planned if both else told


def is_left_open(cell: Cell, filled: dict[int, Cell], column: Column) -> bool:
    """Whether a dash stands beside an amount before the amendment: no more budget, or the one there was."""
    old = filled.get(column.before) if column.before is not None else None
    return old is not None and not is_figure(cell.text) and bool(parse_money(old.text).amount)


def labelled(header: str, lines: Sequence[Line]) -> Line:
    """A figure with the header that says what it is, as one line of a section."""
    text = " ".join([header, *(line.text for line in lines)]).strip()
    return replace(joined_line(lines), text=text) if lines else Line(text)
