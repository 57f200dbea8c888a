"""Figures that a progress report states: one `StatedTotal` for each cell of its number tables.

Rows or columns name the dimension (`มิติที่ 1`, a bare `1` under มิติ, `รวม 4 มิติ`), the other headers what is
counted. A figure whose meaning the contract has no name for, or that cannot be read, becomes a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Cell
from normalize.chars import canonical, fold, without_marks
from normalize.numbering import parse_numbering
from pipelines.codes import QUANTITY
from pipelines.parse.dimension_order import Label, Place, by_order, label_without_number
from pipelines.parse.framework import DIMENSIONS
from pipelines.parse.headings import dimension_cell, is_sum_of_part, is_total_label
from pipelines.parse.money_units import money_scale
from pipelines.parse.money_words import SPENT
from pipelines.parse.narrative_rows import dimension_of
from pipelines.parse.report_figures import (
    WHOLE,
    doubted,
    stated_total,
    without_tick,
)
from pipelines.parse.report_grid import (
    Grid,
    columns_with_figures,
    has,
    is_figure,
    is_number,
    names_units,
    own_year,
    quantity_of,
    scale_of,
    settled_percents,
    stage_of,
    unit_doubt,
    without_parts,
    without_units,
)
from pipelines.parse.report_shares import Shares, bases_by_shares, shares_apart
from pipelines.parse.report_subject import of_plan_items
from pipelines.records import BUDGET_OF_DONE, BY_ORDER, Remark, StatedTotal

_MOST_STAGE_COLUMNS = 4
_SHARE_OF = {"done_items": "items_percent", "spent_baht": "budget_percent"}
_MISSION = 2
_SEVERAL_ROWS = 2
"""So many rows of figures without a place show that the labels of a table were not read."""
_NOT_A_CONSONANT = re.compile("[^ก-ฮ]")
"""Consonants alone are read right most often."""


@dataclass(slots=True)
class TableTotals:
    """What a number table states, what of it could not be placed, and why the table is not whole, if so."""

    totals: list[StatedTotal] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    reason: str | None = None


def read_totals(grid: Grid, year_be: int | None) -> TableTotals:
    """The stated totals of one number table, row by row, and what could not be placed."""
    grid, shares = shares_apart(grid)
    if lists_stages(grid):
        return _read_stages(grid, year_be)
    read = TableTotals()
    quantities = _quantities(grid)
    dimension_column = _dimension_column(grid)
    column_scopes = _column_scopes(grid)
    row_scopes = _row_scopes(grid, quantities, dimension_column)
    listed = dimension_column is not None and not column_scopes
    labels = [_label_of(row, quantities, dimension_column) for row in grid.rows]
    ordered = by_order(row_scopes, labels, listed=listed)
    money = {index for index, of in quantities.items() if of is not None and of.endswith("_baht")}
    of_unit = unit_doubt(grid, money)
    alike: set[str] = set()
    unplaced = 0
    for n, (row, told) in enumerate(zip(grid.rows, row_scopes, strict=True)):
        scope = ordered.get(n, told)
        figures = {c: row[c] for c in sorted(quantities) if c in row and c != dimension_column}
        places = {c: column_scopes[c] if column_scopes else scope for c in figures}
        counted = _by_label(grid, quantities, _label(row)) if column_scopes else quantities
        totals = _read_row(grid, figures, counted, places, year_be, of_unit, read.remarks)
        if column_scopes and _is_unexplained(grid, figures, _label(row)):
            totals = [replace(total, doubtful=True, year_inferred=True) for total in totals]
        totals += _read_shares(grid, figures, quantities, places, year_be, shares)
        guessed = told is None and labels[n] == "unread"
        totals = [doubted(total, BY_ORDER if guessed else None) for total in totals]
        alike |= doubt_alike(totals)
        read.totals += totals
        named = any(quantities[c] and is_figure(without_tick(cell.text)[0]) for c, cell in figures.items())
        unplaced += named and not totals
    alike |= doubt_alike(read.totals)
    if not alike:
        _settle_excess(read.totals)
    reasons = [_alike_reason(alike)] * bool(alike)
    nameless = f"{unplaced} แถวไม่ระบุมิติหรือผลรวม / {unplaced} rows of figures name no dimension and no sum"
    reasons += [nameless] * (unplaced >= _SEVERAL_ROWS)
    read.reason = "; ".join(reasons) or None
    return read


def _by_label(grid: Grid, quantities: dict[int, str | None], label: str) -> dict[int, str | None]:
    """The quantities of columns below dimensions (`จำนวน`, `บาท`) in a row whose label says of what they are
    (`เบิกจ่ายแล้ว`)."""
    if stage_of(label) is None:
        return quantities
    found = dict(quantities)
    for column, quantity in quantities.items():
        if quantity is None or stage_of(" ".join(grid.paths[column])) is not None:
            continue
        told = quantity_of((label, *_without_dimension(grid.paths[column])), "", ())
        same = told is not None and told.partition("_")[2] == quantity.partition("_")[2]
        found[column] = told if same else None
    return found


def _is_unexplained(grid: Grid, figures: dict[int, Cell], label: str) -> bool:
    """Whether neither headers nor the label of a row say what its figures below dimensions count, though the
    label says something (`โครงการที่ทำ`)."""
    headers = " ".join(text for column in figures for text in _without_dimension(grid.paths[column]))
    said = bool(label) and label_scope(label) is None and not names_units(label)
    return said and not headers and stage_of(label) is None


def _alike_reason(quantities: set[str]) -> str:
    codes = [code for code in QUANTITY.codes if code.value in quantities]
    th, en = (", ".join(names) for names in ([c.th for c in codes], [c.en for c in codes]))
    return f"หลายคอลัมน์อาจเป็น{th} / several columns could be {en}"


def _is_scanned(cells: Iterable[Cell]) -> bool:
    return any(line.confidence is not None for cell in cells for line in cell.lines)


def _read_row(
    grid: Grid,
    figures: dict[int, Cell],
    quantities: dict[int, str | None],
    places: dict[int, Place | None],
    year_be: int | None,
    of_unit: str | None,
    remarks: list[Remark],
) -> list[StatedTotal]:
    """The totals of a row's figures; what could not be placed goes to `remarks`. `of_unit` is why the unit of
    money is not certain."""
    totals: list[StatedTotal] = []
    for column, cell in figures.items():
        text, _ = without_tick(cell.text)
        if not text:
            unread = not cell.seen_empty and _is_scanned(figures.values())
            if unread and quantities[column] is not None and places[column] is not None:
                remarks.append(Remark(cell.page, cell.text, "nothing was read in a cell among figures"))
            continue
        if not is_number(text):
            if cell.col_span == 1 and fold(text) not in map(fold, grid.paths[column]):
                remarks.append(Remark(cell.page, text, "words in a column of figures"))
            totals += _unread_total(grid, cell, text, quantities[column], places[column], year_be)
            continue
        quantity, place = quantities[column], places[column]
        if quantity is None:
            header = " / ".join(grid.paths[column])
            remarks.append(Remark(cell.page, text, f"no quantity for the column: {header}"))
        elif place is None:
            remarks.append(Remark(cell.page, text, "the row names no dimension and no sum"))
        else:
            year = own_year(grid, column) or year_be
            total = stated_total(cell, grid.index, quantity, place, year, scale_of(grid, column))
            doubt = of_unit if quantity.endswith("_baht") else None
            totals += [doubted(total, doubt)] if total is not None else []
    return totals


def _read_shares(
    grid: Grid,
    figures: dict[int, Cell],
    quantities: dict[int, str | None],
    places: dict[int, Place | None],
    year_be: int | None,
    shares: Shares,
) -> list[StatedTotal]:
    """The percentages in brackets beside figures of which they are a share."""
    told = []
    for column, cell in figures.items():
        quantity, place = _SHARE_OF.get(quantities[column] or ""), places[column]
        if id(cell) in shares and quantity is not None and place is not None:
            year = own_year(grid, column) or year_be
            total = stated_total(shares[id(cell)], grid.index, quantity, place, year)
            told += [total] if total is not None else []
    return told


def _settle_excess(totals: Sequence[StatedTotal]) -> None:
    """A share of more than a hundred is the document's own in exact text, where the others can be shares."""
    shares = [t for t in totals if t.quantity == "items_percent" and t.value is not None]
    over = [t for t in shares if t.value is not None and t.value > WHOLE]
    if len(over) == 1 and len(shares) > _SEVERAL_ROWS and over[0].source.exact:
        over[0].doubtful = False


def doubt_alike(totals: Sequence[StatedTotal]) -> set[str]:
    """Mark different figures of a row or table that would be one and the same as doubtful: the heading of one
    of their columns, or the label of a row, was not told from the other's. Returns their quantities."""
    found: set[str] = set()
    for total in totals:
        same = [t for t in totals if _fact(t) == _fact(total)]
        if len({t.value for t in same}) > 1:
            total.doubtful = True
            found.add(total.quantity)
    return found


def _fact(total: StatedTotal) -> tuple[object, ...]:
    return total.quantity, total.scope, total.dimension, total.mission_code, total.fiscal_year_be


def lists_stages(grid: Grid) -> bool:
    """Whether the rows name what is counted: `จำนวนโครงการตามแผน | 9`, `ดำเนินการแล้วเสร็จ | 7`."""
    labelled = [_label(row) for row in grid.rows if any(is_figure(cell.text) for cell in row.values())]
    labels = [label for label in labelled if not is_total_label(label) or stage_of(label)]
    named = [label for label in labels if label and (stage_of(label) or "ร้อยละ" in label)]
    narrow = grid.table.n_cols <= _MOST_STAGE_COLUMNS or bool(dimensions_across(grid))
    return narrow and len(labels) >= 2 and len(named) >= 0.7 * len(labels)


def dimensions_across(grid: Grid) -> dict[int, Place]:
    """What the columns of figures are about, where the header of each names a dimension or a sum (`มิติที่ 1`,
    `รวม`); empty where one names none."""
    counted = [column for column in range(grid.table.n_cols) if _holds_figures(grid, column)]
    paths = {column: without_units(grid.paths[column]) for column in counted if grid.paths[column]}
    if len({grid.paths[column][len(path) :] for column, path in paths.items()} - {()}) > 1:
        return {}  # `จำนวน` beside `บาท`: columns of their own below one dimension
    scopes = {column: label_scope(path[-1]) for column, path in paths.items()}
    named = {column: scope for column, scope in scopes.items() if scope is not None}
    dimensions = {scope[1] for scope in named.values()} - {None}
    return named if len(named) == len(counted) and len(dimensions) > 1 else {}


def _read_stages(grid: Grid, year_be: int | None) -> TableTotals:
    read = TableTotals()
    counted = [column for column in range(grid.table.n_cols) if _holds_figures(grid, column)]
    across = dimensions_across(grid)
    told = of_plan_items(grid, dict.fromkeys(counted, "planned_items"), by_dimension=bool(across))
    # a text table keeps one of the cells that the units span
    units = next((own for c in across if (own := _without_dimension(grid.paths[c]))), ())
    for row in grid.rows:
        label = _label(row)
        for column, cell in sorted(row.items()):
            path = (*(units if column in across else grid.paths[column]), label)
            if column in counted and not is_number(cell.text) and cell.text.strip():
                read.remarks.append(Remark(cell.page, cell.text, "words in a column of figures"))
            if not is_figure(cell.text) or has(fold("".join(grid.paths[column])), "ลำดับ"):
                continue
            quantity = quantity_of(path, grid.title, [cell.text])
            if quantity is not None and not quantity.endswith("_baht"):
                quantity = quantity if told.get(column) else None
            of_done = stage_of(label) in ("done", "spent", None) and not is_total_label(label)
            total = None
            if quantity is not None and (of_done or not quantity.endswith("_percent")):
                place = across.get(column, ("plan", None, None))
                total = stated_total(
                    cell, grid.index, quantity, place, year_be, _scale(grid, column, label, units)
                )
            if total is not None:
                of_done = quantity == "spent_baht" and SPENT.search(" ".join((*path, grid.title))) is None
                read.totals.append(doubted(total, BUDGET_OF_DONE if of_done else None))
            else:
                read.remarks.append(Remark(cell.page, cell.text, f"no quantity for the row: {label}"))
    return read


def _scale(grid: Grid, column: int, label: str, units: Sequence[str]) -> int:
    """How many baht one unit is, by its row's label, the `units` below dimensions, or its column's header."""
    told = [scale for text in (label, *units) if (scale := money_scale(text)) != 1]
    return told[0] if told else scale_of(grid, column)


def _holds_figures(grid: Grid, column: int) -> bool:
    """Whether most cells of a column are figures."""
    texts = [row[column].text for row in grid.rows if column in row and row[column].text.strip()]
    return 2 * sum(map(is_number, texts)) > len(texts)


def _label(row: dict[int, Cell]) -> str:
    """The first words of a row."""
    texts = [canonical(cell.text).replace("\n", " ") for _, cell in sorted(row.items()) if cell.text.strip()]
    return next((text for text in texts if not is_number(text)), "")


def is_number_table(grid: Grid) -> bool:
    """Whether most of the body's filled cells are figures: such a table states totals, it lists no items.
    Labels may be long (`มิติที่ 4` with its whole name), other texts not."""
    filled = [cell for row in shares_apart(grid)[0].rows for cell in row.values() if cell.text.strip()]
    figures = sum(is_number(without_tick(cell.text)[0]) for cell in filled)
    wordy = any(len(fold(cell.text)) > 60 and label_scope(cell.text) is None for cell in filled)
    return bool(filled) and figures >= 0.5 * len(filled) and not wordy


def _quantities(grid: Grid) -> dict[int, str | None]:
    """The quantity of each column that holds figures."""
    found: dict[int, str | None] = {}
    for column, path in enumerate(grid.paths):
        cells = [row[column] for row in grid.rows if column in row and row[column].text.strip()]
        values = [without_tick(cell.text)[0] for cell in cells]
        figures = [value for value in values if is_number(value)]
        if not any(is_figure(value) for value in values) and not (figures and path):
            continue
        found[column] = quantity_of(_without_dimension(path), grid.title, values)
    found = of_plan_items(grid, found, by_dimension=_names_dimensions(grid))
    settled = settled_percents(grid.paths, _without_guesses(grid, found))
    settled |= bases_by_shares(grid, {c: q for c, q in settled.items() if c != _dimension_column(grid)})
    return without_parts(grid.paths, settled, columns_with_figures(grid))


def _names_dimensions(grid: Grid) -> bool:
    """Whether rows or columns of a table are dimensions of the plan."""
    labels = [cell.text for row in grid.rows for cell in row.values() if not is_number(cell.text)]
    named = [label_scope(text) for text in (*labels, *(text for path in grid.paths for text in path))]
    return _dimension_column(grid) is not None or any(place is not None and place[1] for place in named)


def _without_guesses(grid: Grid, quantities: dict[int, str | None]) -> dict[int, str | None]:
    """Quantities without those that no word of a header tells, where another column is named so: a second
    column of planned figures is one whose header could not be read."""
    told = {column: stage_of(" ".join(reversed(grid.paths[column]))) is not None for column in quantities}
    groups = {column: (quantity, _dimension_above(grid, column)) for column, quantity in quantities.items()}
    named = {groups[column] for column in quantities if told[column]}
    for column, (quantity, above) in list(groups.items()):
        if quantity == "spent_baht" and not told[column] and (quantity, above) in named:
            # `งบประมาณ` beside `เบิกจ่าย`, below a caption that speaks of what was done
            quantities = {**quantities, column: "planned_baht"}
            groups[column] = ("planned_baht", above)
    return {
        column: None
        if not told[column] and str(quantity).startswith("planned_") and groups[column] in named
        else quantity
        for column, quantity in quantities.items()
    }


def _dimension_above(grid: Grid, column: int) -> str | None:
    """The header of a column that names its dimension."""
    return next((text for text in grid.paths[column] if label_scope(text) is not None), None)


def _without_dimension(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in path if label_scope(text) is None)


def _dimension_column(grid: Grid) -> int | None:
    for column, path in enumerate(grid.paths):
        numbered = path and label_scope(path[-1]) is not None  # `มิติที่ 1`: a column of its figures
        if path and not numbered and _NOT_A_CONSONANT.sub("", without_marks(fold(path[-1]))) in ("มต", "มตท"):
            return column
    return None


def _column_scopes(grid: Grid) -> list[Place | None]:
    """The scope of each column, where columns stand under มิติที่ N; empty where they don't."""
    by_start: dict[int, Place | None] = {}
    widths: dict[int, int] = {}
    labels: dict[int, Label] = {}
    for cell in sorted(grid.table.cells, key=lambda cell: (cell.row, cell.col)):
        if cell.col_span > 1 and cell.col_span < grid.table.n_cols and cell.row < grid.n_headers:
            by_start.setdefault(cell.col, label_scope(cell.text))
            widths.setdefault(cell.col, cell.col_span)
            labels.setdefault(cell.col, label_without_number(cell.text, scanned=_is_scanned([cell])))
    scopes: list[Place | None] = [label_scope(path[0]) if path else None for path in grid.paths]
    if not any(scopes):
        return []
    starts = sorted(by_start)
    of_columns = [by_start[start] for start in starts]
    ordered = by_order(of_columns, [labels[start] for start in starts], listed=False)
    for n, start in enumerate(starts):
        # a heading of which nothing was read may be that of other columns
        place = ordered.get(n) if labels[start] == "dimension" else None
        place = by_start[start] or place
        for column in range(start, min(start + widths[start], len(scopes))):
            scopes[column] = scopes[column] or place
    return scopes


def _row_scopes(
    grid: Grid, quantities: dict[int, str | None], dimension_column: int | None
) -> list[Place | None]:
    """The scope of each row. The only row of a table that names no dimension at all is about the plan; of
    several, it is not known what they are about."""
    scopes = [_row_scope(row, quantities, dimension_column) for row in grid.rows]
    filled = [i for i, row in enumerate(grid.rows) if any(is_figure(cell.text) for cell in row.values())]
    nameless = [i for i in filled if all(is_number(cell.text) for cell in grid.rows[i].values() if cell.text)]
    if len(nameless) > 1 and dimension_column is None:
        scopes = [None if i in nameless else scope for i, scope in enumerate(scopes)]
    if len(filled) == 1 and dimension_column is None and scopes[filled[0]] is None:
        scopes[filled[0]] = ("plan", None, None)
    return scopes


def _label_of(row: dict[int, Cell], quantities: dict[int, str | None], dimension_column: int | None) -> Label:
    """What the label of a row may be that names no dimension."""
    if dimension_column is not None:
        cells = [row[dimension_column]] if dimension_column in row else []
    else:
        cells = [cell for column, cell in row.items() if column not in quantities or not is_number(cell.text)]
    text = " ".join(canonical(cell.text) for cell in cells)
    return label_without_number(text, scanned=_is_scanned(cells))


def _row_scope(
    row: dict[int, Cell], quantities: dict[int, str | None], dimension_column: int | None
) -> Place | None:
    """What a row's figures are about, told by its label cells; a row without label is about the plan."""
    labels = {column: canonical(cell.text) for column, cell in row.items() if cell.text.strip()}
    own = labels.get(dimension_column) if dimension_column is not None else None
    if own is not None and not is_total_label(own):
        number = dimension_cell(own)
        if number is not None:
            return "dimension", number, None
    texts = [text for column, text in labels.items() if column not in quantities or not is_number(text)]
    for text in texts:
        scope = label_scope(text)
        if scope is not None:
            return scope
    return ("plan", None, None) if dimension_column is None and not texts else _worded(texts)


def _worded(texts: list[str]) -> Place | None:
    """A row whose labels are words of status (`มาก`, `ปานกลาง`) is about the plan."""
    levels = ("มากที่สุด", "มาก", "ปานกลาง", "น้อย", "น้อยที่สุด", "ดี", "ดีมาก", "พอใช้", "ต่ำ", "สูง")
    return ("plan", None, None) if texts and all(fold(text) in levels for text in texts) else None


def label_scope(text: str) -> Place | None:
    """The scope that a label names: `มิติที่ 2`, `รวมมิติที่ 2`, `รวม 4 มิติ`, `2.1 …`, `รวม 2.1`; `page` for the sum
    of another part of the items (`รวมข้อ 1-3`)."""
    folded = fold(text)
    inner = folded.removeprefix("ยอด").removeprefix("รวม")
    if inner != folded or is_total_label(text) or has(folded, "รวมทั้งสิ้น"):
        number, code = dimension_of(inner), parse_numbering(inner.removeprefix("ภารกิจ").removeprefix("ที่"))
        if is_sum_of_part(text) or (code is not None and len(code.path) > _MISSION):
            return "page", None, None
        if (
            number is None
            and code is not None
            and len(code.path) == _MISSION
            and 1 <= code.path[0] <= DIMENSIONS
        ):
            return "mission", code.path[0], code.code
        return ("dimension", number, None) if number is not None else ("plan", None, None)
    number = dimension_of(text)
    if number is not None:
        return "dimension", number, None
    numbering = parse_numbering(text)
    if numbering is not None and numbering.kind == "dotted" and len(numbering.path) == 2:
        return "mission", numbering.path[0], numbering.code
    return None


def _unread_total(
    grid: Grid, cell: Cell, text: str, quantity: str | None, place: Place | None, year_be: int | None
) -> list[StatedTotal]:
    """The total without value of a figure with misread letters in it; none for words."""
    if quantity is None or place is None or 2 * sum(map(str.isdigit, text)) < len(text):
        return []
    total = stated_total(cell, grid.index, quantity, place, year_be)
    return [replace(total, value=None, doubtful=True)] if total is not None else []
