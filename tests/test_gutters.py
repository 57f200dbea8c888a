"""Columns between horizontal rules of a text page, parted by the paper that its text leaves free."""

from __future__ import annotations

import pytest

from extract.grids import Segment
from extract.gutters import Letter, find_gutter_grids

WIDE, HIGH = 5.0, 8.0
STEP = 20.0


def printed(text: str, band: int, *, left: float | None = None, right: float | None = None) -> list[Letter]:
    """The glyphs of a text in a band, from `left` on or up to `right`."""
    x = left if left is not None else (right or 0.0) - WIDE * len(text)
    y = STEP * band + 6
    return [
        ((x + WIDE * n, y, x + WIDE * (n + 1), y + HIGH), char) for n, char in enumerate(text) if char.strip()
    ]


def columns(letters: list[Letter], bands: int, width: float = 400.0) -> list[tuple[int, ...]]:
    """How many columns each cell of the table spans, row by row."""
    rules = [Segment(STEP * n, 0.0, width) for n in range(bands + 1)]
    (grid,) = find_gutter_grids(rules, letters)
    return [tuple(c.col_span for c in grid.cells if c.row == row) for row in range(bands)]


def items(first: int, bands: int) -> list[Letter]:
    return [glyph for n in range(first, bands) for glyph in printed("โครงการ", n, left=10)]


def test_figures_and_text_a_blank_behind_them_are_two_columns() -> None:
    """The heading runs on over the place."""
    letters = (
        printed("รายการ", 0, left=10)
        + printed("งบประมาณ(บาท)", 0, left=140)
        + printed("หน่วยงาน", 0, left=205)
    )
    for n, amount in enumerate(("260,000.00", "-", "25,000.00", "-"), start=1):
        letters += printed(amount, n, right=200) + printed("กองคลัง", n, left=204)
    assert columns([*letters, *items(1, 5)], 5) == [(1, 2)] + [(1, 1, 1)] * 4


def test_two_rows_of_sums_that_nearly_touch() -> None:
    letters = printed("ปีงบประมาณ", 0, left=130)
    for n, amounts in enumerate((("180,000.00", "0.00"), ("1,643,982.00", "1,630,234.00")), start=1):
        letters += printed(amounts[0], n, right=200) + printed(amounts[1], n, right=263)
    assert columns([*items(0, 3), *letters], 3) == [(1, 1, 1)] * 3


def test_item_numbers_and_blanks_of_text_part_nothing() -> None:
    letters = [
        g for n in range(4) for g in printed(f"{n + 1} โครงการ", n, left=10) + printed("50,000", n, right=200)
    ]
    assert columns(letters, 4) == [(1, 1)] * 4


def test_a_heading_over_the_end_of_a_text_makes_no_empty_column() -> None:
    letters = items(0, 4) + printed("หน่วยงานที่รับผิดชอบ", 0, left=200)
    letters += [g for n in range(1, 4) for g in printed("กองคลัง", n, left=200)]
    assert columns(letters, 4) == [(1, 1)] * 4


def test_a_heading_wider_than_its_numbers_keeps_to_its_column() -> None:
    letters = printed("ลำดับที่", 0, left=10) + printed("ขั้นตอน", 0, left=62)
    letters += [g for n in range(1, 4) for g in printed(str(n), n, left=10)]
    letters += [g for n in range(1, 4) for g in printed("การจัดซื้อ", n, left=56)]
    assert columns(letters, 4) == [(1, 1)] * 4


@pytest.mark.parametrize(("unit", "split"), [("บาท", False), ("-60,000", False), ("กองคลัง", True)])
def test_units_and_ranges_stay_with_their_amounts(unit: str, split: bool) -> None:
    letters = printed("งบประมาณ(บาท)", 0, left=140)
    for n in range(1, 4):
        letters += printed("50,000", n, right=200) + printed(
            unit if n > 1 or not split else "กองช่าง", n, left=203.5
        )
    rows = columns([*items(0, 4), *letters], 4)
    assert (len(rows[1]) == 3) is split


def test_item_numbers_with_stops_are_no_amounts() -> None:
    letters = [g for n in range(4) for g in printed(f"{n + 1}.", n, left=10)]
    letters += [
        g for n in range(4) for g in printed("โครงการ", n, left=23.5) + printed("50,000", n, right=200)
    ]
    assert columns(letters, 4) == [(1, 1)] * 4


@pytest.mark.parametrize("dash", ["-", "–"])
@pytest.mark.parametrize("flush", ["right", "left"])
def test_hyphens_flush_with_amounts_wider_than_their_heading_are_no_column(flush: str, dash: str) -> None:
    letters = printed("2569", 0, left=165)
    for n, text in enumerate((dash, "24,500.00", dash, "18,000.00", dash, dash, "42,500.00", dash, dash), 1):
        letters += printed(text, n, left=150) if flush == "left" else printed(text, n, right=200)
    assert columns([*letters, *items(0, 10)], 10) == [(1, 1)] * 10
