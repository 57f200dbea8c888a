"""White print on dark fills: headings of tables, and what only looks like one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.scan.dark_fills import without_dark_fills
from extract.scan.layout import TableLayout
from extract.scan.page import layout_scan
from extract.scan.squares import squares
from tests.scan_pages import Drawn, blank_page, draw, scanned, write

XS, YS = [150, 420, 700, 980, 1260], [300, 380, 440, 500, 560]
SPANS = {(r, c, 1, 1) for r in range(4) for c in range(4)}


def table_with_dark_heading(shade: int, rules: int) -> NDArray[np.uint8]:
    page = blank_page()
    draw(page, Drawn(XS, YS, (), {(r, c): "12,000" for r in (1, 2, 3) for c in range(4)}))
    cv2.rectangle(page, (XS[0], YS[0]), (XS[-1], YS[1]), shade, -1)
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[1]), rules, 3)
    for x in XS[:-1]:
        cv2.putText(page, "Year", (x + 80, YS[0] + 50), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 255, 2, cv2.LINE_AA)
    return page


@pytest.mark.parametrize(("shade", "rules"), [(60, 0), (60, 255), (110, 255), (90, 10)])
def test_a_dark_heading_is_a_row_of_the_table(shade: int, rules: int) -> None:
    page = scanned(table_with_dark_heading(shade, rules), skew=0.4)
    layout = layout_scan(page, 200)
    (table,) = (block for block in layout.blocks if isinstance(block, TableLayout))
    assert {(c.row, c.col, c.row_span, c.col_span) for c in table.cells} == SPANS
    assert table.status == "ok"
    heads = [cell.lines for cell in table.cells if cell.row == 0]
    assert all(len(lines) == 1 and (lines[0].image < 100).mean() < 0.35 for lines in heads)


@pytest.mark.parametrize("turns", [1, 3])
def test_dark_headings_and_sums_are_rows_of_a_page_that_lies_on_its_side(turns: int) -> None:
    page = table_with_dark_heading(60, 0)
    cv2.rectangle(page, (XS[0], YS[3]), (XS[-1], YS[4]), 60, -1)
    for x in XS:
        cv2.line(page, (x, YS[3]), (x, YS[4]), 0, 3)
    for x in XS[:-1]:
        cv2.putText(page, "12,000", (x + 80, YS[4] - 20), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 255, 2, cv2.LINE_AA)
    page = np.ascontiguousarray(np.rot90(scanned(page), turns))
    layout = layout_scan(page, 200, turn=90 * turns)
    (table,) = (block for block in layout.blocks if isinstance(block, TableLayout))
    assert {(c.row, c.col, c.row_span, c.col_span) for c in table.cells} == SPANS
    assert all(len(cell.lines) == 1 for cell in table.cells)


@pytest.mark.parametrize("turns", [0, 1])
def test_a_dark_heading_hardly_higher_than_its_print_is_one_fill(turns: int) -> None:
    page = blank_page()
    cv2.rectangle(page, (150, 300), (1260, 340), 100, -1)
    for x in (300, 600, 900):
        cv2.putText(page, "25702571", (x, 333), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 255, 3, cv2.LINE_AA)
    page = np.ascontiguousarray(np.rot90(page, turns))
    light = np.rot90(without_dark_fills(page, squares(page), 200), -turns)[308:332, 160:1250]
    assert (np.abs(light - 100.0) < 10).mean() < 0.02


def test_a_dark_heading_whose_rules_cannot_be_seen_is_told() -> None:
    page = scanned(table_with_dark_heading(0, 0))
    (table,) = (b for b in layout_scan(page, 200).blocks if isinstance(b, TableLayout))
    assert table.status == "partial"


def test_a_dark_heading_of_a_photographed_page_is_seen_though_a_dark_desk_lies_round_it() -> None:
    page = cv2.resize(table_with_dark_heading(60, 255), None, fx=0.9, fy=0.9, interpolation=cv2.INTER_AREA)
    desk = cv2.copyMakeBorder(page, 90, 90, 80, 80, cv2.BORDER_CONSTANT, value=45)
    bare = without_dark_fills(page, squares(page), 180)
    seen = without_dark_fills(desk, squares(desk), 180)
    heading = np.s_[int(0.9 * YS[0]) : int(0.9 * YS[1]), int(0.9 * XS[0]) : int(0.9 * XS[-1])]
    assert np.median(bare[heading]) > 200
    assert np.median(seen[90:-90, 80:-80][heading]) > 200
    assert np.median(seen[:80]) == 45


def test_pages_without_dark_fills_are_left_as_they_are() -> None:
    page = blank_page()
    write(page, "A heading in large print", 200, 300, 3.0)
    cv2.rectangle(page, (200, 500), (900, 700), 225, -1)  # a light fill
    cv2.rectangle(page, (0, 2200), (1653, 2338), 0, -1)  # a photocopy's edge
    cv2.rectangle(page, (300, 900), (700, 1100), 40, -1)  # a bar without print
    photo = np.random.default_rng(1).integers(0, 200, (300, 500)).astype(np.uint8)
    page[1300:1600, 300:800] = cv2.GaussianBlur(photo, (0, 0), 9) // 2
    assert without_dark_fills(page, squares(page), 200) is page
