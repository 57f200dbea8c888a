"""Figures that a progress report states: one `StatedTotal` for each cell of its number tables.

Rows or columns name the dimension (`มิติที่ 1`, a bare `1` under มิติ, `รวม 4 มิติ`), the other headers what is
counted. A figure whose meaning the contract has no name for, or that cannot be read, becomes a remark.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from extract.model import Cell
from normalize.chars import canonical, fold
from normalize.counts import parse_count, parse_percent
from normalize.digits import numeral_system
from normalize.money import parse_money
from normalize.numbering import parse_numbering
from pipelines.parse.evidence import cell_source
from pipelines.parse.headings import is_total_label
from pipelines.parse.narrative import dimension_of
from pipelines.parse.report_grid import Grid, has, is_figure, is_number, quantity_of
from pipelines.records import Remark, Source, StatedTotal

Scope = Literal["plan", "dimension", "mission"]
_CERTAIN = 0.9
"""Confidence from which a figure of a scan may stand undoubted, if its digits can be trusted."""


def read_totals(grid: Grid, year_be: int | None) -> tuple[list[StatedTotal], list[Remark]]:
    """The stated totals of one number table, row by row, and what could not be placed."""
    totals: list[StatedTotal] = []
    remarks: list[Remark] = []
    quantities = _quantities(grid)
    dimension_column = _dimension_column(grid)
    for row in grid.rows:
        scope = _row_scope(row, quantities, dimension_column)
        for column, cell in sorted(row.items()):
            text = canonical(cell.text)
            if column not in quantities or column == dimension_column or not text:
                continue
            if not is_number(text):
                remarks += [Remark(cell.page, text, "words in a column of figures")] * any(
                    map(str.isdigit, text)
                )
                continue
            quantity = quantities[column]
            if quantity is None:
                header = " / ".join(grid.paths[column])
                remarks.append(Remark(cell.page, text, f"no quantity for the column: {header}"))
                continue
            column_scope = label_scope(grid.paths[column][0]) if grid.paths[column] else None
            place = column_scope or scope
            if place is None:
                remarks.append(Remark(cell.page, text, "the row names no dimension and no sum"))
                continue
            total = stated_total(cell, grid.index, quantity, place, year_be)
            if total is not None:
                totals.append(total)
    return totals, remarks


def is_number_table(grid: Grid) -> bool:
    """Whether most of the body's filled cells are figures: such a table states totals, it lists no items."""
    filled = [cell for row in grid.rows for cell in row.values() if cell.text.strip()]
    figures = sum(is_number(cell.text) for cell in filled)
    wordy = any(len(fold(cell.text)) > 60 for cell in filled)
    return bool(filled) and figures >= 0.5 * len(filled) and not wordy


def figure_value(quantity: str, text: str) -> Decimal | None:
    """The value of a printed figure of that quantity; None when it cannot be read as one."""
    if quantity.endswith("_percent"):
        return parse_percent(text)
    if quantity.endswith("_items") or quantity in ("items", "projects", "activities", "measures"):
        count = parse_count(text)
        return Decimal(count) if count is not None else None
    money = parse_money(text)
    return money.amount if money.certain else None


def is_doubtful(source: Source, text: str) -> bool:
    """Whether a figure of a scan is not certain by its reading alone."""
    if source.exact:
        return False
    untrusted = any(not reading.digits_trusted for reading in source.readings)
    if untrusted and numeral_system(text) in ("thai", "mixed"):
        return True
    return source.confidence is None or source.confidence < _CERTAIN


def _quantities(grid: Grid) -> dict[int, str | None]:
    """The quantity of each column that holds figures."""
    found: dict[int, str | None] = {}
    for column, path in enumerate(grid.paths):
        values = [row[column].text for row in grid.rows if column in row and row[column].text.strip()]
        figures = [value for value in values if is_number(value)]
        if not any(is_figure(value) for value in values) and not (figures and path):
            continue
        found[column] = quantity_of(_without_dimension(path), grid.title, values)
    return found


def _without_dimension(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in path if label_scope(text) is None)


def _dimension_column(grid: Grid) -> int | None:
    for column, path in enumerate(grid.paths):
        if path and fold(path[-1]) in ("มิติ", "มิติที่", "มติ", "มติที่", "มิตที่"):
            return column
    return None


def _row_scope(
    row: dict[int, Cell], quantities: dict[int, str | None], dimension_column: int | None
) -> tuple[Scope, int | None, str | None] | None:
    """What a row's figures are about, told by its label cells; a row without label is about the plan."""
    labels = {column: canonical(cell.text) for column, cell in row.items() if cell.text.strip()}
    own = labels.get(dimension_column) if dimension_column is not None else None
    if own is not None and is_figure(own):
        number = parse_count(own)
        if number is not None and 1 <= number <= 9:
            return "dimension", number, None
    texts = [text for column, text in labels.items() if column not in quantities or not is_number(text)]
    for text in texts:
        scope = label_scope(text)
        if scope is not None:
            return scope
    return ("plan", None, None) if dimension_column is None and not texts else _worded(texts)


def _worded(texts: list[str]) -> tuple[Scope, int | None, str | None] | None:
    """A row whose labels are words of status (`มาก`, `ปานกลาง`) is about the plan."""
    levels = ("มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด", "ดี", "ดีมาก", "พอใช้", "ต่ำ", "สูง")
    return ("plan", None, None) if texts and all(fold(text) in levels for text in texts) else None


def label_scope(text: str) -> tuple[Scope, int | None, str | None] | None:
    """The scope that a label names: `มิติที่ 2`, `รวมมิติที่ 2`, `รวม 4 มิติ`, `2.1 …`."""
    folded = fold(text)
    inner = folded.removeprefix("ยอด").removeprefix("รวม")
    if inner != folded or is_total_label(text) or has(folded, "รวมทั้งสิ้น"):
        number = dimension_of(inner)
        return ("dimension", number, None) if number is not None else ("plan", None, None)
    number = dimension_of(text)
    if number is not None:
        return "dimension", number, None
    numbering = parse_numbering(text)
    if numbering is not None and numbering.kind == "dotted" and len(numbering.path) == 2:
        return "mission", numbering.path[0], numbering.code
    return None


def stated_total(
    cell: Cell, table: int, quantity: str, place: tuple[Scope, int | None, str | None], year_be: int | None
) -> StatedTotal | None:
    """The total that a cell of figures states; None for a dash where a percentage belongs."""
    text = canonical(cell.text)
    if quantity.endswith("_percent") and not is_figure(text):
        return None
    value = figure_value(quantity, text)
    source = cell_source(cell, table)
    scope, dimension, mission = place
    impossible = value is None or (quantity == "items_percent" and value > 100)
    return StatedTotal(
        origin="report",
        scope=scope,
        quantity=quantity,
        value=value,
        value_raw=cell.text,
        dimension=dimension,
        mission_code=mission,
        fiscal_year_be=year_be,
        doubtful=impossible or is_doubtful(source, text),
        source=source,
    )
