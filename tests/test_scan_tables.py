"""Structure of scanned tables: drawn grids must come back cell by cell."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.scan.edges import run_over
from extract.scan.layout import ScanLayout, TableLayout
from extract.scan.page import layout_scan
from extract.table_doubts import FAINT_RULES
from tests.scan_pages import Drawn, blank_page, draw, scanned, write

XS = [150, 380, 780, 1000, 1220, 1500]
YS = [300, 360, 420, 540, 660, 780, 840]
AMOUNTS = {(r, c): "120,000" for r in range(2, 6) for c in (2, 3)}


def budget_table(**options: bool) -> Drawn:
    """Two header rows with a tree, a stub cell over three rows, amounts, a total row."""
    text = {
        (0, 0): "Area",
        (0, 1): "Project",
        (0, 2): "Budget",
        (1, 2): "2566",
        (1, 3): "2567",
        (0, 4): "Unit",
    }
    text |= {(2, 0): "1. First\narea", (5, 0): "Total", (5, 4): "-"} | AMOUNTS
    text |= {(r, 1): "- training of\n  all staff" for r in (2, 3, 4)} | {(r, 4): "Office" for r in (2, 3, 4)}
    merged = [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (0, 4, 2, 1), (2, 0, 3, 1), (5, 0, 1, 2)]
    return Drawn(XS, YS, merged, text, **options)


def page_with(*tables: Drawn) -> np.ndarray:
    page = blank_page(height=max(t.ys[-1] for t in tables) + 220)
    write(page, "Anti-corruption action plan of the municipality", 300, 180)
    for table in tables:
        draw(page, table)
    write(page, "Note: no budget is used where a dash is printed", 150, max(t.ys[-1] for t in tables) + 80)
    return page


def tables_of(layout: ScanLayout) -> list[TableLayout]:
    return [block for block in layout.blocks if isinstance(block, TableLayout)]


def spans(table: TableLayout) -> set[tuple[int, int, int, int]]:
    return {(c.row, c.col, c.row_span, c.col_span) for c in table.cells}


def assert_consistent(layout: ScanLayout) -> None:
    """Cells tile their grid, and no line's middle stands in two cells."""
    for table in tables_of(layout):
        seen = np.zeros((table.n_rows, table.n_cols), int)
        for c in table.cells:
            seen[c.row : c.row + c.row_span, c.col : c.col + c.col_span] += 1
        assert (seen == 1).all()


@pytest.mark.parametrize("filled", [True, False])
def test_a_narrow_column_of_item_numbers_at_an_open_side(filled: bool) -> None:
    """Rules run on beyond the last upright one: with numbers there a column, else ends of rules only."""
    xs, ys = [150, 200, 600, 900, 1200], [300, 360, 420, 480, 540]
    text = {(r, c): "120,000" for r in range(1, 4) for c in (2, 3)} | {
        (r, 1): "Training" for r in range(1, 4)
    }
    text |= {(r, 0): str(r) for r in range(1, 4)} if filled else {}
    table = Drawn(xs, ys, (), text, outer=False)
    found = tables_of(layout_scan(scanned(page_with(table), skew=0.0), 200))
    assert [t.n_cols for t in found] == [4 if filled else 3]


SLOW = pytest.mark.slow


@pytest.mark.parametrize("skew", [0.8, pytest.param(0.0, marks=SLOW), pytest.param(-1.4, marks=SLOW)])
def test_spans_headers_and_skew(skew: float) -> None:
    layout = layout_scan(scanned(page_with(budget_table()), skew=skew), 200)
    assert abs(layout.skew_deg - skew) <= 0.1
    (table,) = tables_of(layout)
    assert spans(table) == budget_table().cells()
    assert {c.row for c in table.cells if c.is_header} == {0, 1}
    assert table.status == "ok"
    assert_consistent(layout)


def test_bowed_page() -> None:
    (table,) = tables_of(layout_scan(scanned(page_with(budget_table()), bow=14), 200))
    assert spans(table) == budget_table().cells()


def layout_of_broken(seed: int) -> ScanLayout:
    return layout_scan(scanned(page_with(budget_table()), skew=0.5, broken=0.1, seed=seed), 200)


def test_broken_rules() -> None:
    (table,) = tables_of(layout_of_broken(0))
    assert spans(table) == budget_table().cells()


@SLOW
def test_most_broken_tables_come_back_whole_and_the_others_tile() -> None:
    exact = 0
    for seed in range(10):
        layout = layout_of_broken(seed)
        assert_consistent(layout)
        exact += [spans(table) for table in tables_of(layout)] == [budget_table().cells()]
    assert exact >= 8


@pytest.mark.parametrize(("dash", "gap"), [(3, 3), pytest.param(12, 5, marks=SLOW)])
def test_dotted_rules(dash: int, gap: int) -> None:
    page = page_with(budget_table())
    ink = (page < 128).astype(np.uint8)
    for axis, kernel in ((1, np.ones((1, 90), np.uint8)), (0, np.ones((90, 1), np.uint8))):
        rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
        page[(rules > 0) & (np.indices(page.shape)[axis] % (dash + gap) >= dash)] = 255
    (table,) = tables_of(layout_scan(scanned(page, skew=0.6), 200))
    assert spans(table) == budget_table().cells()


def test_open_sides() -> None:
    (table,) = tables_of(layout_scan(scanned(page_with(budget_table(outer=False))), 200))
    assert spans(table) == budget_table().cells()


@pytest.mark.parametrize("printed", [False, True])
def test_a_table_with_a_corner_less_is_partial_where_print_stands_there(printed: bool) -> None:
    """What fills the grid up is not seen to be empty: there is no cell."""
    upper = Drawn([150, 600, 1000], [300, 380, 460], (), {(r, c): "20,000" for r in (0, 1) for c in (0, 1)})
    lower = Drawn([150, 600, 1000, 1400], [460, 540, 620], (), {(r, c): "-" for r in (0, 1) for c in (0, 1)})
    page = page_with(upper, lower)
    if printed:
        write(page, "20,000", 1100, 420)
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert table.status == ("partial" if printed else "ok")
    assert (table.reason is not None) == printed
    assert (0, 2, 2, 1) in spans(table)
    assert not any(c.seen_empty for c in table.cells if c.row < 2 and c.col == 2)
    assert all(c.seen_empty for c in table.cells if c.row >= 2 and c.col == 2)


def test_row_rules_only() -> None:
    text = {(0, 0): "Project", (0, 1): "2566", (0, 2): "2567", (0, 3): "2568"}
    text |= {(r, 0): f"{r}) training of staff" for r in range(1, 5)}
    text |= {(r, c): "120,000" for r in range(1, 5) for c in (1, 2, 3)}
    drawn = Drawn([150, 700, 960, 1220, 1500], [300, 360, 420, 480, 540, 600], (), text, verticals=False)
    (table,) = tables_of(layout_scan(scanned(page_with(drawn)), 200))
    assert spans(table) == drawn.cells()
    assert not table.ruled


def test_two_tables_and_lines_in_reading_order() -> None:
    second = Drawn([150, 600, 1500], [1200, 1260, 1320], (), {(0, 0): "Done", (0, 1): "14", (1, 0): "Open"})
    layout = layout_scan(scanned(page_with(budget_table(), second), skew=0.3), 200)
    first, other = tables_of(layout)
    assert spans(first) == budget_table().cells()
    assert spans(other) == second.cells()
    assert [type(block).__name__ for block in layout.blocks] == [
        "LineLayout", "TableLayout", "TableLayout", "LineLayout"
    ]  # fmt: skip


def test_empty_cells_are_seen_and_a_dash_is_not_empty() -> None:
    (table,) = tables_of(layout_scan(scanned(page_with(budget_table())), 200))
    by_place = {(c.row, c.col): c for c in table.cells}
    assert not by_place[5, 4].seen_empty
    assert len(by_place[5, 4].lines) == 1
    drawn = budget_table()
    del drawn.text[5, 4]
    (table,) = tables_of(layout_scan(scanned(page_with(drawn)), 200))
    assert {(c.row, c.col): c for c in table.cells}[5, 4].seen_empty


def test_a_cell_is_split_into_its_lines_and_numbers_are_told() -> None:
    (table,) = tables_of(layout_scan(scanned(page_with(budget_table()), skew=0.6), 200))
    by_place = {(c.row, c.col): c for c in table.cells}
    assert len(by_place[2, 1].lines) == 2
    assert by_place[3, 2].lines[0].kind == "number"
    assert by_place[2, 1].lines[0].kind == "text"


def test_a_tick_at_the_side_of_a_cell_is_not_read() -> None:
    table = budget_table()
    page = page_with(table)
    for row, text in ((2, "-"), (3, "")):
        x, y = XS[3], YS[row]
        page[y + 6 : YS[row + 1] - 6, XS[2] + 6 : x - 6] = 255
        write(page, text, XS[2] + 90, y + 40)
        tick = np.array([(x - 30, y + 30), (x - 20, y + 42), (x + 2, y + 12)], np.int32)
        cv2.polylines(page, [tick], False, 0, 4)
    (found,) = tables_of(layout_scan(scanned(page), 200))
    by_place = {(c.row, c.col): c for c in found.cells}
    assert [line.px[2] < XS[3] - 50 for line in by_place[2, 2].lines] == [True]
    assert not by_place[3, 2].lines
    assert not by_place[3, 2].seen_empty


def test_a_number_whose_digits_run_together_at_the_side_of_its_cell_is_no_tick() -> None:
    page = page_with(budget_table())
    x, y = XS[2], YS[3]
    page[y + 6 : YS[4] - 6, x + 6 : XS[3] - 6] = 255
    write(page, "000", x + 1, y + 44, 1.2)
    for joint in (x + 20, x + 42):
        page[y + 28 : y + 34, joint : joint + 8] = 0
    (found,) = tables_of(layout_scan(scanned(page), 200))
    (cell,) = (cell for cell in found.cells if (cell.row, cell.col) == (3, 2))
    assert [line.px[2] > x + 50 for line in cell.lines] == [True]


@pytest.mark.parametrize("turn", [1, pytest.param(0, marks=SLOW)])
def test_a_page_on_its_side_is_turned(turn: int) -> None:
    page = np.ascontiguousarray(np.rot90(scanned(page_with(budget_table())), turn))
    layout = layout_scan(page, 200)
    assert layout.rotation_deg % 180 == 90 * turn
    (table,) = tables_of(layout)
    assert len(table.cells) == len(budget_table().cells())


def test_boxes_are_in_points_of_the_shown_page() -> None:
    page = np.ascontiguousarray(np.rot90(scanned(page_with(budget_table())), 1))
    (table,) = tables_of(layout_scan(page, 200))
    x0, y0, x1, y1 = table.bbox
    expected = np.array([YS[0], 1654 - XS[-1], YS[-1], 1654 - XS[0]]) * 72 / 200
    assert np.abs(np.array([x0, y0, x1, y1]) - expected).max() < 4


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (2, 3), (6, 6)])
@pytest.mark.parametrize("dpi", [72, 200, 1200])
@pytest.mark.parametrize("grey", [0, 255])
def test_images_a_few_pixels_large_hold_nothing(shape: tuple[int, int], dpi: float, grey: int) -> None:
    assert layout_scan(np.full(shape, grey, np.uint8), dpi).blocks == ()


def test_blank_page_and_stamp_hold_nothing() -> None:
    noise = scanned(blank_page(height=1170))
    assert layout_scan(noise, 200).kind == "blank"


def test_a_frame_is_no_table() -> None:
    page = blank_page(height=1170)
    draw(page, Drawn([200, 1400], [200, 900]))
    write(page, "A notice inside a frame", 300, 500)
    layout = layout_scan(scanned(page), 200)
    assert not tables_of(layout)
    assert len(layout.blocks) == 1


def test_wrong_images_are_refused() -> None:
    with pytest.raises(ValueError, match="grey uint8"):
        layout_scan(np.zeros((10, 10, 3), np.uint8), 200)


@pytest.mark.parametrize("high", [22, 26, 30])
def test_a_stem_on_a_column_line_does_not_cut_a_band(high: int) -> None:
    xs, ys = [150, 220, 700, 1000, 1300], [300, 400, 448, 560, 660]
    text = {(r, c): "12,000" for r in (0, 2, 3) for c in (2, 3)} | {(r, 1): "- plan" for r in (0, 2, 3)}
    page = page_with(Drawn(xs, ys, [(1, 0, 1, 4)], text))
    for x in (178, 192, 204):
        cv2.rectangle(page, (x, 432 - high), (x + 8, 432), 0, 2)
    cv2.rectangle(page, (212, 432 - high), (220, 432), 0, 3)  # its stem stands where the line would run
    cv2.rectangle(page, (219, 403), (221, 410), 0, -1)  # and a tone mark above it, close to the rule
    cv2.rectangle(page, (226, 412), (240, 432), 0, 3)
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert (1, 0, 1, 4) in spans(table)


def test_a_rule_between_print_close_on_both_sides_stays() -> None:
    drawn = Drawn([150, 400, 700, 1000], [300, 348, 396, 444, 492], (), {})
    page = page_with(drawn)
    for y in (338, 386, 434, 482):
        for x in (378, 404, 678, 704):
            cv2.rectangle(page, (x, y - 22), (x + 14, y), 0, 3)
    (table,) = tables_of(layout_scan(scanned(page, skew=0.3), 200))
    assert spans(table) == drawn.cells()


def test_a_number_that_runs_into_a_rule_keeps_to_its_column() -> None:
    drawn = Drawn([150, 400, 700, 1000], [300, 352, 404, 456], (), {(r, 2): "12,000" for r in range(3)})
    page = page_with(drawn)
    for x in (640, 662):
        cv2.rectangle(page, (x, 366), (x + 14, 392), 0, 3)
    cv2.ellipse(page, (690, 379), (14, 12), 0, 0, 360, 0, 6)  # its last digit runs into the rule, and over it
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert spans(table) == drawn.cells()


def test_a_table_of_a_single_low_row() -> None:
    drawn = Drawn([150, 700, 900, 1100, 1300], [300, 344], (), {(0, c): "12,000" for c in range(4)})
    (table,) = tables_of(layout_scan(scanned(page_with(drawn), skew=0.3), 200))
    assert spans(table) == drawn.cells()
    assert table.ruled


def test_a_heading_in_a_low_frame_is_no_table() -> None:
    framed = Drawn([150, 1300], [300, 344], (), {(0, 0): "Plan of the municipality"})
    assert not tables_of(layout_scan(scanned(page_with(framed)), 200))


def test_a_last_row_whose_rules_are_broken_is_not_lost() -> None:
    """Pieces of the lower rule in line, and what is left of the sides down to it, belong to the table."""
    page = page_with(budget_table())
    page[YS[-2] + 14 : YS[-2] + 26, :] = 255  # the sides of the last row
    page[YS[-1] - 4 : YS[-1] + 5, 420:470] = 255
    page[YS[-1] - 4 : YS[-1] + 5, 1020:1060] = 255
    (table,) = tables_of(layout_scan(scanned(page, skew=0.3), 200))
    assert table.n_rows == len(YS) - 1


def test_rows_parted_by_a_broken_band_are_one_table() -> None:
    drawn = budget_table()
    drawn = Drawn(XS, YS, [*drawn.merged[:-2], (2, 0, 1, 1), (4, 0, 1, 5)], drawn.text)
    page = page_with(drawn)
    for x in (XS[0], XS[-1]):
        page[YS[4] + 6 : YS[4] + 30, x - 5 : x + 6] = 255
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert (4, 0, 1, 5) in spans(table)


def test_tables_below_each_other_stay_two() -> None:
    lower = Drawn(XS, [y + 640 for y in YS[:4]], (), {(r, c): "20,000" for r in range(3) for c in range(5)})
    assert len(tables_of(layout_scan(scanned(page_with(budget_table(), lower)), 200))) == 2


def test_text_between_tables_of_one_width_does_not_join_them() -> None:
    lower = Drawn(XS, [y + 640 for y in YS[:4]], (), {(r, c): "20,000" for r in range(3) for c in range(5)})
    page = page_with(budget_table(), lower)
    for y in (890, 925):
        write(page, "Another table of the plan, with the number of projects of each area", 150, y, 1.1)
    assert len(tables_of(layout_scan(scanned(page), 200))) == 2


def test_a_digit_whose_thin_top_broke_is_whole_beside_a_rule() -> None:
    table = budget_table()
    page = page_with(table)
    x, y = XS[4], YS[3]
    page[y + 6 : YS[4] - 6, XS[3] + 6 : x - 6] = 255
    write(page, "120,00", XS[3] + 60, y + 40)
    for side in (x - 21, x - 10):  # what is left of a zero, the right side close to the rule
        page[y + 21 : y + 40, side : side + 3] = 0
    (found,) = tables_of(layout_scan(scanned(page), 200))
    last = next(c for c in found.cells if (c.row, c.col) == (3, 3)).lines[-1]
    assert last.px[2] > x - 10


def test_edges_of_which_parts_are_left_are_told() -> None:
    page = page_with(budget_table())
    for x in (XS[2], XS[3]):
        page[YS[3] + 5 : YS[4] - 24, x - 5 : x + 6] = 255
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert (table.status, table.reason) == ("partial", FAINT_RULES)


def test_faint_rules_down_the_page_go_on_through_low_rows() -> None:
    """Rules of a pale shade in rows no higher than a line, parted by those across."""
    xs, ys = [150, 420, 700, 980, 1260], [300 + 44 * k for k in range(8)]
    drawn = Drawn(xs, ys, (), {(r, c): "12,000" for r in range(7) for c in range(4)})
    page = page_with(drawn)
    pale = page_with(Drawn(xs, ys))
    page[(pale < 200) & (page < 200)] = 165
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert spans(table) == drawn.cells()


@pytest.mark.parametrize("aside", [5, 9])
def test_a_stem_as_long_as_most_of_a_low_band_is_no_rule(aside: int) -> None:
    """A letter with its marks from right under the upper rule down to its foot, print close on both sides."""
    xs, ys = [150, 320, 800, 1100, 1400], [300, 345, 390, 435, 480]
    text = {(r, c): "12,000" for r in (0, 2, 3) for c in (1, 2, 3)} | {(r, 0): "- plan" for r in (0, 2, 3)}
    page = page_with(Drawn(xs, ys, [(1, 0, 1, 4)], text))
    cv2.rectangle(page, (xs[1] - aside - 15, ys[1] + 14), (xs[1] - aside, ys[1] + 31), 0, 3)
    if aside > 5:  # the stem leans out to both sides of where the columns part
        cv2.rectangle(page, (xs[1] - 4, ys[1] + 28), (xs[1] + 5, ys[1] + 31), 0, -1)
    cv2.rectangle(page, (xs[1] - 1, ys[1] + 3), (xs[1] + 1, ys[1] + 31), 0, -1)
    write(page, "of the whole municipality", xs[1] + 12, ys[1] + 32)
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert (1, 0, 1, 4) in spans(table)


def test_a_line_of_print_runs_over_a_tall_letter_taken_for_a_rule() -> None:
    """Its neighbours stand a third of a letter's height off; numbers in two cells stand further."""
    for aside, over in ((7, True), (12, False)):
        line = [(100 - aside - 14, 50, 100 - aside, 70), (100 + aside, 50, 100 + aside + 14, 70)]
        assert run_over(np.array(line), [20, 100, 180], [40, 80], 20.0)[1, 0] == over


def test_the_lowest_digits_of_a_table_in_small_print_are_read() -> None:
    page = blank_page(height=1300)
    for line in range(12):
        write(page, "Anti-corruption plan of the town", 100, 560 + 60 * line, size=1.6)
    draw(page, Drawn([150, 300, 450, 600], [100, 150, 200, 250, 300]))
    for row in range(4):
        for column in range(3):
            write(page, "47,832", 160 + 150 * column, 132 + 50 * row, size=0.55)
    page[210:240, 155:290] = 255
    page[222:232, 270:280], page[224:230, 272:278] = 0, 255  # a ring, low as ๑ and ๐ are
    page[262:290, 155:290] = 255
    page[280:284, 270:274] = 0  # a speck
    (table,) = tables_of(layout_scan(page, 200))
    assert {cell.row: len(cell.lines) for cell in table.cells if cell.col == 0} == {0: 1, 1: 1, 2: 1, 3: 0}


@pytest.mark.parametrize(
    ("broken", "inked", "columns"),
    [((600,), 36, 5), ((600,), 12, 4), ((400, 600), 36, 5), ((400, 800), 36, 5)],
)
def test_a_hairline_that_steps_aside_and_breaks_is_a_column_rule(
    broken: tuple[int, ...], inked: int, columns: int
) -> None:
    """Also where several break in the same way."""
    xs, ys = [150, 400, 600, 800, 1000, 1200], range(300, 701, 80)
    page = blank_page()
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), 0, 1)
    for x in xs:
        if x not in broken:
            cv2.line(page, (x, ys[0]), (x, ys[-1]), 0, 1)
    for top in range(ys[0], ys[-1], 40):  # as in a slanted black-and-white scan
        for x in broken:
            page[top : top + inked // 2, x] = 0
            page[top + inked // 2 : top + inked, x + 1] = 0
    for x in xs[:-1]:
        for y in ys[:-1]:
            write(page, "12,500", x + 30, y + 50)
    (table,) = [block for block in layout_scan(page, 200).blocks if isinstance(block, TableLayout)]
    assert table.n_cols == columns
