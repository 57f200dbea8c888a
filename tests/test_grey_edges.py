"""Rules that a scan left lighter than ink: the grey image tells edges of a grid that ink does not show."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.scan.grey_edges import by_grey
from extract.scan.layout import TableLayout
from extract.scan.page import layout_scan
from tests.scan_pages import Drawn, blank_page, draw, scanned

CUTS = [100.0, 200.0, 300.0, 400.0]
YS = [100, 150, 200, 250]


def page(*lines: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """Paper with rules across it: from x0 to x1, at y, of a grey."""
    grey = np.full((400, 500), 235, np.uint8)
    for x0, x1, y, shade in lines:
        grey[y - 1 : y + 2, x0:x1] = shade
    return grey


def seen(grey: NDArray[np.uint8], crossed: bool = False, broken: bool = True) -> list[float]:
    """What is seen of the line at 200: ink showed the lines at 100, 150 and 250 whole, and nothing of it."""
    covered = np.array([[1.0] * 3, [1.0] * 3, [0.0] * 3, [1.0] * 3])
    courses = [np.array([(100.0, y), (400.0, y)]) for y in YS]
    found = by_grey(grey, courses, CUTS, covered, np.full((4, 3), crossed), 10.0, broken=broken)
    assert (found[[0, 1, 3]] == 1).all()
    return [float(edge) for edge in found[2]]


WHOLE = [(100, 400, y, 150) for y in (100, 150, 250)]


def test_a_light_rule_is_an_edge_and_bare_paper_is_none() -> None:
    assert seen(page(*WHOLE, (100, 300, 200, 180))) == [1, 1, 0]


def test_a_rule_a_little_aside_of_its_course_is_seen() -> None:
    assert seen(page(*WHOLE, (100, 200, 202, 180))) == [1, 0, 0]


def test_the_side_of_a_fill_is_no_rule() -> None:
    grey = page(*WHOLE)
    grey[200:250, 100:400] = np.minimum(grey[200:250, 100:400], 200)
    assert seen(grey) == [0, 0, 0]


def test_a_part_of_a_rule_is_a_trace_where_nothing_is_printed_across() -> None:
    assert seen(page(*WHOLE, (110, 150, 200, 150))) == [0.5, 0, 0]
    grey = page(*WHOLE, (110, 130, 200, 150))
    assert seen(grey) == [0.2, 0, 0] and seen(grey, broken=False) == [0, 0, 0]
    assert seen(grey, crossed=True) == [0, 0, 0]


def test_letters_along_an_edge_are_no_rule() -> None:
    """A line of print that stands on the place of the edge, and vowels under it."""
    grey = page(*WHOLE)
    for x in range(112, 400, 14):
        grey[188:208, x : x + 8] = 40
    assert seen(grey, crossed=True) == [0, 0, 0]


def test_print_with_paper_between_that_is_as_dark_as_rules_is_none() -> None:
    """Strokes of a name that fill most of an edge, and a heading that stands along one all its way."""
    strokes = page(*WHOLE, (110, 130, 200, 180), (130, 150, 200, 200), (150, 160, 200, 180))
    strokes[199:202, 170:190] = 140
    assert seen(strokes, broken=False) == [0, 0, 0]
    heading = page(*WHOLE)
    for x in range(104, 400, 10):
        heading[199:202, x : x + 6] = 190
    assert seen(heading, crossed=True, broken=False) == [0, 0, 0]


def test_rules_too_light_to_tell_from_the_grain_of_paper_tell_nothing() -> None:
    faint = [(100, 400, y, 228) for y in YS]
    assert seen(page(*faint)) == [0, 0, 0]


def test_a_specks_breadth_is_no_trace() -> None:
    grey = page(*WHOLE)
    grey[198:203, 140:146] = 20
    assert seen(grey) == [0, 0, 0]


@pytest.mark.parametrize("seed", [1, 2])
def test_edges_that_a_scan_left_grey_part_cells_and_merged_cells_stay(seed: int) -> None:
    """The rules round the amounts of one row are lighter than ink."""
    xs, ys = [150, 500, 760, 1020, 1280, 1500], [300, 360, 420, 480, 540, 600, 660]
    text = {(r, 0): "Item" for r in range(6)} | {(r, c): "35,500" for r in range(1, 6) for c in range(1, 5)}
    table = Drawn(xs, ys, merged=[(0, 1, 1, 4), (4, 0, 2, 1)], text=text)
    sheet = blank_page()
    draw(sheet, table)
    light = sheet.copy()
    for x in xs[2:4]:
        cv2.line(light, (x, ys[3] + 4), (x, ys[4] - 4), 180, 3)
    for x in (xs[1], xs[2]):
        cv2.line(light, (x + 4, ys[3]), (x + 256, ys[3]), 180, 3)
    layout = layout_scan(scanned(light, skew=0.3, seed=seed), 200)
    (found,) = [block for block in layout.blocks if isinstance(block, TableLayout)]
    assert {(c.row, c.col, c.row_span, c.col_span) for c in found.cells} == table.cells()
    assert found.status == "ok"


def dotted_page(lost: bool) -> NDArray[np.uint8]:
    """A table of two columns, the second one with a line of dots down its middle, or amounts there."""
    sheet = blank_page()
    text = {(r, 1): "Item" for r in range(6)} | {(r, 2): "1,111,111" for r in range(6)}
    draw(sheet, Drawn([150, 500, 1000, 1400], [300 + 60 * r for r in range(7)], text=text))
    for y in range(304, 656, 9) if lost else ():
        sheet[y : y + 5, 850:853] = 0
    return sheet


@pytest.mark.parametrize("lost", [True, False])
def test_a_line_of_dots_through_most_rows_may_part_two_columns(lost: bool) -> None:
    layout = layout_scan(scanned(dotted_page(lost)), 200)
    (found,) = [block for block in layout.blocks if isinstance(block, TableLayout)]
    assert found.status == ("partial" if lost and found.n_cols == 3 else "ok")
    assert found.n_cols == 4 - (not lost) or found.status == "partial"
