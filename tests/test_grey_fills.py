"""Dark print on grey fills: headings of tables, and what only looks like one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.scan.clean import clean_page
from extract.scan.grey_fills import without_grey_fills
from extract.scan.layout import TableLayout
from extract.scan.page import layout_scan
from extract.scan.squares import squares
from tests.scan_pages import Drawn, blank_page, draw, scanned, write

XS, YS = [150, 420, 700, 980, 1260], [300, 345, 405, 465, 525]
SPANS = {(r, c, 1, 1) for r in range(4) for c in range(4)}


def table_with_grey_heading(shade: int) -> NDArray[np.uint8]:
    page = blank_page()
    cv2.rectangle(page, (XS[0], YS[0]), (XS[-1], YS[1]), shade, -1)
    draw(page, Drawn(XS, YS, (), {(r, c): "12,000" for r in range(4) for c in range(4)}))
    return page


@pytest.mark.parametrize("shade", [120, 150, 180, 205])
@pytest.mark.parametrize("on_side", [False, True])
def test_a_grey_heading_is_a_row_of_the_table(shade: int, on_side: bool) -> None:
    page = scanned(table_with_grey_heading(shade), skew=0.4)
    page = np.ascontiguousarray(np.rot90(page)) if on_side else page
    layout = layout_scan(page, 200)
    (table,) = (block for block in layout.blocks if isinstance(block, TableLayout))
    assert {(c.row, c.col, c.row_span, c.col_span) for c in table.cells} == SPANS
    heads = [cell.lines for cell in table.cells if cell.row == 0]
    assert all(len(lines) == 1 and 0.02 < (lines[0].image < 128).mean() < 0.5 for lines in heads)


def test_pages_without_grey_fills_are_left_as_they_are() -> None:
    page = blank_page()
    write(page, "A heading in large print", 200, 300, 3.0)
    cv2.rectangle(page, (0, 2200), (1653, 2338), 120, -1)  # a photocopy's edge
    cv2.rectangle(page, (300, 900), (700, 1100), 40, -1)  # a bar
    cv2.circle(page, (60, 1200), 25, 0, -1)  # a punch hole
    photo = np.random.default_rng(1).integers(0, 255, (300, 500)).astype(np.uint8)
    soft = cv2.GaussianBlur(photo, (0, 0), 9).astype(np.float32)
    page[1300:1600, 300:800] = (40 + 180 * (soft - soft.min()) / np.ptp(soft)).astype(np.uint8)
    assert without_grey_fills(page, squares(page), 200, 200) is page


@pytest.mark.parametrize(("fill", "print_"), [(180, 110), (160, 100), (200, 120), (170, 100), (125, 30)])
def test_print_that_is_lighter_than_black_stays_on_its_fill(fill: int, print_: int) -> None:
    page = blank_page()
    cv2.rectangle(page, (200, 300), (1000, 350), fill, -1)
    cv2.rectangle(page, (200, 350), (1000, 400), min(fill + 40, 220), -1)  # a neighbour of another shade
    for y in (338, 388):
        for x in (250, 500, 750):
            cv2.putText(page, "12,345", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, print_, 2, cv2.LINE_AA)
    ink = clean_page(page, 200).ink
    assert all(0.05 < ink[y - 20 : y, x : x + 90].mean() < 0.5 for y in (338, 388) for x in (250, 500, 750))


def test_a_shaded_heading_joined_to_a_shaded_column_is_read() -> None:
    page = table_with_grey_heading(130)
    shaded = np.full_like(page, 255)
    cv2.rectangle(shaded, (XS[0], YS[0]), (XS[1], YS[-1]), 130, -1)
    layout = layout_scan(scanned(np.minimum(page, shaded)), 200)
    (table,) = (block for block in layout.blocks if isinstance(block, TableLayout))
    assert {(c.row, c.col, c.row_span, c.col_span) for c in table.cells} == SPANS
    assert all(len(cell.lines) == 1 for cell in table.cells)
