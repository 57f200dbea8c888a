"""Every reason for a partial table is said in Thai and in English."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from extract.join import join_pages
from extract.model import Box, Cell, Line, Page, Table
from extract.table_doubts import (
    CUT_TEXT,
    MISSING_CORNER,
    OTHER_HEADINGS,
    POORLY_READ,
    PRINT_BESIDE,
    RAGGED_GRID,
    SHARED_CELL,
    UNTOLD_ROWS,
    beyond_header,
    joined_reasons,
    open_fields,
    uneven_rows,
)

THAI = re.compile(r"[ก-๙]")


@pytest.mark.parametrize(
    "reason",
    [
        MISSING_CORNER,
        RAGGED_GRID,
        CUT_TEXT,
        UNTOLD_ROWS,
        SHARED_CELL,
        OTHER_HEADINGS,
        PRINT_BESIDE,
        POORLY_READ,
        open_fields(3),
        uneven_rows([2, 5]),
        beyond_header(4),
    ],
)
def test_thai_first_then_english(reason: str) -> None:
    thai, english = reason.split(" / ")
    assert THAI.search(thai) and not THAI.search(english) and english.strip()


def test_what_was_found_stands_in_both_languages() -> None:
    for half in uneven_rows([2, 5]).split(" / "):
        assert half.endswith("2, 5")


def partial(number: int, reason: str) -> Page:
    box: Box = (50, 60 if number > 1 else 500, 500, 700)
    cells = tuple(
        Cell(row, col, lines=(Line(text, box),), bbox=(50 + 200 * col, 100, 250 + 200 * col, 120))
        for row, texts in enumerate((("ที่", "โครงการ"), ("1", "อบรม")))
        for col, text in enumerate(texts)
    )
    table = Table(cells, 2, 2, box, "partial", reason, page=number)
    return Page(number, "text", 595, 842, blocks=(table,))


def test_reasons_of_the_parts_of_a_table_stand_once_each() -> None:
    pages = [partial(1, CUT_TEXT), partial(2, CUT_TEXT), partial(3, RAGGED_GRID)]
    (table,), _ = join_pages(pages)
    assert table.reason == f"{CUT_TEXT}; {RAGGED_GRID}"
    (table,), _ = join_pages([replace(page, status="partial") for page in pages[:2]])
    assert table.reason == CUT_TEXT
    assert joined_reasons([None, ""]) is None
