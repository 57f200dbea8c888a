"""Tables that list items without a column of money: those that need none, or whose budgets stand elsewhere.

ที่ | กิจกรรม/มาตรการ | หน่วยงานรับผิดชอบ                    ที่ | โครงการ | 2566 | 2567 | ผู้รับผิดชอบ
1 | มาตรการลดขั้นตอนการให้บริการ | สำนักปลัด               1 | โครงการอบรม |  ✓  |     | สำนักปลัด
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from extract.model import Table
from normalize.chars import fold
from normalize.numbering import strip_numbering
from pipelines.parse.columns import Layout
from pipelines.parse.items import KIND_WORDS
from pipelines.records import TableKind

_MOSTLY = 0.6
"""The least share of cells below it that begin with the word for a project."""
_SAME_NAME = 90.0
"""Likeness (0-100) from which two names are of one item."""
_NAMED = re.compile(rf"\s*[\"“”'‘’]?(?:{KIND_WORDS})\S*[ก-๙A-Za-z]")
_HEADING = re.compile(rf"(?:ชื่อ|รายการ|รายชื่อ|แผนงาน|งาน|[/และ])*(?:{KIND_WORDS})(?:[/และหรือ]|{KIND_WORDS})*")
_RESULTS = re.compile(r"ผล(?:การ)?(?:ดำเนิน|ปฏิบัติ)|แล้วเสร็จ|เบิกจ่าย|ใช้จริง")
_LISTS: frozenset[TableKind] = frozenset({"other", "measures", "goals"})


def with_item_tables(
    tables: Sequence[Table], kinds: Sequence[tuple[TableKind, Layout]]
) -> list[tuple[TableKind, Layout]]:
    """The kinds of a plan's tables, those that list items without money as `summary` ones.

    A table that names again what another one lists (by unit, by risk) is none."""
    known = [
        fold(name)
        for table, (kind, layout) in zip(tables, kinds, strict=True)
        if kind == "summary"
        for name in _cells(table, layout)
    ]
    found = list(kinds)
    for index, (table, (kind, read)) in enumerate(zip(tables, kinds, strict=True)):
        layout = _with_items(read)
        names = _listed(table, layout) if kind in _LISTS else []
        again = sum(_is_known(name, known) for name in names)
        if names and 2 * again < len(names):
            found[index] = ("summary", layout)
            known += [fold(name) for name in names]
    return found


def _with_items(layout: Layout) -> Layout:
    """The layout with the one column whose heading says projects, activities or measures and nothing else as
    that of the items; without any where there is no such column, or more than one."""
    named = {column.index for column in layout.columns if _HEADING.fullmatch(fold(column.header))}
    columns = tuple(
        replace(column, role="item", score=1.0)
        if column.index in named
        else replace(column, role="other")
        if column.role == "item"
        else column
        for column in layout.columns
    )
    if len(named) != 1:
        columns = tuple(replace(c, role="other") if c.role == "item" else c for c in columns)
    return replace(layout, columns=columns)


def _listed(table: Table, layout: Layout) -> list[str]:
    """The items of a table without a column of money; none of a table that lists no items for sure."""
    headers = fold(" ".join(column.header for column in layout.columns))
    if layout.first("item") is None or _RESULTS.search(headers):
        return []
    other = layout.all("budget", "total", "page", "issue", "level", "control", "step")
    if not layout.header_rows or other:
        return []  # also of risks, whose measures are controls
    cells = _cells(table, layout)
    named = [name for name in cells if _NAMED.match(name)]
    return named if len(named) >= _MOSTLY * len(cells) else []


def _cells(table: Table, layout: Layout) -> list[str]:
    """The texts of the item column below the header, without their numbers; wide cells are headings."""
    column = layout.first("item")
    if column is None:
        return []
    return [
        strip_numbering(line if cell.bbox is None else cell.text.replace("\n", ""))
        for cell in table.cells
        if cell.row >= layout.header_rows and cell.col == column.index and cell.col_span == 1
        for line in (cell.text.split("\n") if cell.bbox is None else [cell.text])
        if line.strip()
    ]


def _is_known(name: str, known: Sequence[str]) -> bool:
    found = process.extractOne(fold(name), known, scorer=fuzz.partial_ratio, score_cutoff=_SAME_NAME)
    return found is not None
