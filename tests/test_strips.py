"""Column rules of a single low row, between two row rules."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.scan.layout import TableLayout
from extract.scan.page import layout_scan
from extract.scan.rules import segment_of
from extract.scan.strips import strip_columns
from tests.scan_pages import Drawn, blank_page, draw, scanned, write

PLACES = 100, 400, 700, 1100


@pytest.mark.parametrize(("lean", "found"), [(0, True), (4, True), (9, False)])
def test_the_column_rules_of_a_low_row_may_lean_by_a_few_pixels(lean: int, found: bool) -> None:
    ink = np.zeros((300, 1250), np.uint8)
    for y in (100, 140):
        cv2.line(ink, (PLACES[0], y), (PLACES[-1], y), 1, 2)
    for x in PLACES:
        cv2.line(ink, (x + lean, 100), (x, 140), 1, 2)
    rows = [segment_of(np.array([(PLACES[0], y), (PLACES[-1], y)], float), 2.0) for y in (100, 140)]
    places = [rule.at for rule in strip_columns(ink, rows, [], 200)]
    assert len(places) == (len(PLACES) if found else 0)
    assert all(abs(at - x - lean / 2) <= 1 for at, x in zip(places, PLACES, strict=False))


@pytest.mark.parametrize(("width", "bar", "found"), [(2, 0, True), (2, 12, False), (9, 0, False)])
def test_a_column_rule_of_one_low_row_over_a_merged_cell(width: int, bar: int, found: bool) -> None:
    """A stem with a `bar` at its foot is a letter's, a wide stroke no rule."""
    ink = np.zeros((300, 1250), np.uint8)
    for y in (100, 140, 180):
        cv2.line(ink, (PLACES[0], y), (PLACES[-1], y), 1, 2)
    for x in PLACES:
        cv2.line(ink, (x, 100), (x, 180), 1, 2)
    ink[100:141, 250 : 250 + width] = 1
    ink[128:132, 250 : 250 + bar] = 1
    rows = [segment_of(np.array([(PLACES[0], y), (PLACES[-1], y)], float), 2.0) for y in (100, 140, 180)]
    columns = [segment_of(np.array([(100, x), (180, x)], float), 2.0) for x in PLACES]
    places = [rule.at for rule in strip_columns(ink, rows, columns, 200)]
    assert len(places) == int(found) and all(abs(at - 251) <= 1 for at in places)


def test_two_low_rows_the_second_with_a_merged_cell() -> None:
    page = blank_page(height=700)
    write(page, "Anti-corruption action plan of the municipality", 300, 180)
    table = Drawn([150, 250, 400, 780, 1000, 1220, 1500], [300, 342, 384], [(1, 0, 1, 2)], {})
    draw(page, table)
    (found,) = [b for b in layout_scan(scanned(page, skew=0.0), 200).blocks if isinstance(b, TableLayout)]
    assert {(c.row, c.col, c.row_span, c.col_span) for c in found.cells} == table.cells()
