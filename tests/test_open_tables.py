"""Tables without vertical rules, and without any: columns, headings and rows from the print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.scan.layout import ScanLayout, TableLayout
from extract.scan.page import layout_scan
from tests.scan_pages import Drawn, blank_page, draw, scanned, write

XS = [150, 300, 760, 960, 1160, 1360, 1560]
ROWS = 6


def centred(page: NDArray[np.uint8], text: str, x0: int, x1: int, y: int) -> None:
    """Print text in the middle between x0 and x1, with its foot at y."""
    wide = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 2)[0][0]
    write(page, text, (x0 + x1 - wide) // 2, y, 0.8)


def flush_right(page: NDArray[np.uint8], text: str, x: int, y: int) -> None:
    wide = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 2)[0][0]
    write(page, text, x - wide - 14, y, 0.8)


def amounts_page(*, rules: str, hyphens: bool = True) -> NDArray[np.uint8]:
    """Area, project, three years under a heading, an empty column; rules: `rows`, `heading` or `none`."""
    page = blank_page()
    write(page, "Anti-corruption action plan of the municipality", 300, 160)
    top = 260
    ys = [top, top + 44, top + 96] + [top + 96 + 108 * k for k in range(1, ROWS + 1)]
    centred(page, "Area", XS[0], XS[1], top + 62)
    centred(page, "Project or measure", XS[1], XS[2], top + 62)
    centred(page, "Note", XS[5], XS[6], top + 62)
    centred(page, "Fiscal year", XS[2], XS[5], top + 34)
    for k in range(3):
        centred(page, str(2566 + k), XS[2 + k], XS[3 + k], top + 82)
    for r in range(ROWS):
        y = ys[2 + r] + 36
        write(page, f"{r + 1}.1 safe", XS[0] + 14, y, 0.8)
        write(page, "- training of all the staff", XS[1] + 14, y, 0.8)
        write(page, "and of the council", XS[1] + 14, y + 36, 0.8)
        for k in range(3):
            text = "-" if hyphens and (r + k) % 4 != 3 else "1,250,000"
            flush_right(page, text, XS[3 + k], y)
    if rules != "none":
        for y in ys if rules == "rows" else (ys[0], ys[2], ys[-1]):
            start = XS[2] if y == ys[1] else XS[0]
            end = XS[5] if y == ys[1] else XS[6]
            cv2.line(page, (start, y), (end, y), 0, 3)
    write(page, "Note: no budget is used where a dash is printed", 150, ys[-1] + 90)
    return page


TREE = {(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 3), (0, 5, 2, 1), (1, 2, 1, 1), (1, 3, 1, 1), (1, 4, 1, 1)}
BODY = {(r, c, 1, 1) for r in range(2, 2 + ROWS) for c in range(6)}


def tables_of(layout: ScanLayout) -> list[TableLayout]:
    return [block for block in layout.blocks if isinstance(block, TableLayout)]


def spans(table: TableLayout) -> set[tuple[int, int, int, int]]:
    return {(c.row, c.col, c.row_span, c.col_span) for c in table.cells}


def assert_each_line_in_one_cell(table: TableLayout) -> None:
    """Cells tile the grid, and every line's middle stands in its own cell; else the table is partial."""
    seen = np.zeros((table.n_rows, table.n_cols), int)
    for cell in table.cells:
        seen[cell.row : cell.row + cell.row_span, cell.col : cell.col + cell.col_span] += 1
    assert (seen == 1).all()
    if table.status == "partial":
        assert table.reason
        return
    for cell in table.cells:
        x0, y0, x1, y1 = cell.px
        for line in cell.lines:
            x, y = (line.px[0] + line.px[2]) / 2, (line.px[1] + line.px[3]) / 2
            assert x0 <= x <= x1
            assert y0 - 8 <= y <= y1 + 8


@pytest.mark.parametrize("rules", ["rows", "heading", "none"])
def test_columns_of_dashes_an_empty_column_and_a_heading_over_several(rules: str) -> None:
    layout = layout_scan(scanned(amounts_page(rules=rules), skew=0.3), 200)
    (table,) = tables_of(layout)
    assert spans(table) == TREE | BODY
    assert not table.ruled
    assert table.status == "ok"
    assert_each_line_in_one_cell(table)
    by_place = {(c.row, c.col): c for c in table.cells}
    assert [len(by_place[2, c].lines) for c in range(6)] == [1, 2, 1, 1, 1, 0]


def test_rules_that_end_at_merged_cells_part_narrow_columns() -> None:
    """A number beside an area that spans rows: print alone does not part them, the rules between them do."""
    page = blank_page()
    xs, ys = [150, 192, 420, 800, 1000, 1200, 1400], [300, 360, 480, 600, 720, 780]
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), 0, 3)
    for y in ys[2:4]:  # the area spans three rows
        cv2.rectangle(page, (xs[1] + 1, y - 4), (xs[2] - 1, y + 4), 255, -1)
    write(page, "No Area", xs[0] + 4, 344, 0.8)
    write(page, "Project", xs[2] + 90, 344, 0.8)
    for k in range(3):
        write(page, str(2566 + k), xs[3 + k] + 60, 344, 0.8)
        write(page, str(k + 1), xs[0] + 10, 428 + 120 * k, 0.8)
        write(page, "- training", xs[2] + 12, 428 + 120 * k, 0.8)
        for j in range(4):
            flush_right(page, "12,000", xs[4 + k], 428 + 120 * j - (24 if j == 3 else 0))
    for k in range(9):
        write(page, "of the council", xs[1] + 8, 396 + 36 * k, 0.8)
    write(page, "Total", xs[0] + 8, 764, 0.8)
    (table,) = tables_of(layout_scan(scanned(page, skew=0.2), 200))
    assert (1, 1, 3, 1) in spans(table)
    assert {(r, 0, 1, 1) for r in (1, 2, 3)} < spans(table)
    assert (table.n_rows, table.n_cols) == (5, 6)
    assert_each_line_in_one_cell(table)


def test_a_rule_under_headings_of_two_columns_does_not_end_the_heading() -> None:
    """It leaves out a narrow first column; a heading of one line stands centred beside one of two lines."""
    page = blank_page()
    xs, ys = [150, 230, 420, 640, 900, 1160, 1500], [300, 344, 430, 480, 530, 580, 630]
    for y in ys:
        cv2.line(page, (xs[1] if y == ys[1] else xs[0], y), (xs[-1], y), 0, 3)
    centred(page, "Area", xs[0], xs[1], 380)
    centred(page, "Number of items", xs[1], xs[3], 334)
    centred(page, "Budget in baht", xs[3], xs[5], 334)
    centred(page, "Rate", xs[5], xs[6], 380)
    centred(page, "planned", xs[1], xs[2], 398)
    centred(page, "done", xs[2], xs[3], 380)
    centred(page, "so far", xs[2], xs[3], 416)
    for k in (3, 4):
        centred(page, ("planned", "spent")[k - 3], xs[k], xs[k + 1], 398)
    for row, foot in enumerate(y - 14 for y in ys[3:]):
        centred(page, str(row + 1), xs[0], xs[1], foot)
        for k, text in enumerate(("8", "16", "1,364,279", "58,479", "75.00")):
            flush_right(page, text, xs[k + 2], foot)
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert (0, 1, 1, 2) in spans(table)
    assert (table.n_rows, table.n_cols) == (6, 6)
    assert_each_line_in_one_cell(table)


def test_a_single_row_between_two_rules() -> None:
    page = blank_page()
    for y in (300, 348):
        cv2.line(page, (150, y), (1500, y), 0, 3)
    write(page, "Total of all", 160, 334, 0.8)
    for k in range(3):
        flush_right(page, "1,250,000", 900 + 300 * k, 334)
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert spans(table) == {(0, col, 1, 1) for col in range(4)}
    assert not table.ruled


def test_a_heading_between_two_rules_is_no_table() -> None:
    page = blank_page()
    for y in (300, 348):
        cv2.line(page, (150, y), (1500, y), 0, 3)
    write(page, "Plan of the municipality 2566 - 2570, part 1", 260, 334, 0.8)
    assert not tables_of(layout_scan(scanned(page), 200))


def test_no_table_is_found_twice() -> None:
    """Amounts above and below a long run of rows without any: one table, its print in it once."""
    page = blank_page()
    for k in range(14):
        y = 300 + 70 * k
        write(page, "- plan of it", 160, y, 0.8)
        for j in range(4) if k < 3 or k > 10 else ():
            flush_right(page, "12,000" if j % 2 else "-", 800 + 200 * j, y)
    tables = tables_of(layout_scan(scanned(page), 200))
    boxes = [line.px for table in tables for cell in table.cells for line in cell.lines]
    assert tables
    assert len(boxes) == len(set(boxes))


def bands_page(*, dirt: bool = False) -> NDArray[np.uint8]:
    """No rules: number, project, three years; a band before each two projects, a total with a wide label."""
    page = blank_page()
    y = 300
    for band in range(2):
        write(page, "Part of the plan that runs over columns", 150, y, 0.8)
        y += 42  # a band stands at nearly the pitch of its cells
        for k in range(2):
            write(page, f"{2 * band + k + 1}", 158, y, 0.8)
            for line, text in enumerate(("- training of all", "of the council", "and the staff")):
                write(page, text, 230, y + 38 * line, 0.8)
            for j in range(3):
                flush_right(page, "12,000", 900 + 200 * j, y)
            y += 3 * 38 + 16
    write(page, "Total of the plan", 150, y, 0.8)
    for j in range(3):
        flush_right(page, "48,000", 900 + 200 * j, y)
    if dirt:
        for y in (430, 580):
            cv2.rectangle(page, (34 + y % 7 * 9, y), (44 + y % 7 * 9, y + 4), 0, -1)
    return page


@pytest.mark.parametrize("dirt", [False, True])
def test_bands_and_totals_are_rows_of_their_own(dirt: bool) -> None:
    (table,) = tables_of(layout_scan(scanned(bands_page(dirt=dirt)), 200))
    filled = [sorted({c.col for c in table.cells if c.row == r and c.lines}) for r in range(table.n_rows)]
    item, band = [0, 1, 2, 3, 4], [0]
    assert filled[-6:] == [item, item, band, item, item, [0, 2, 3, 4]]
    assert_each_line_in_one_cell(table)


def test_prose_dates_and_lists_are_no_table() -> None:
    page = blank_page()
    for k in range(14):
        write(
            page, f"{k + 1}) on 12 May 2566 the office paid 12,000 baht for 3 items", 150, 300 + 60 * k, 0.8
        )
    for k in range(6):
        write(page, "- report of the year", 200, 1300 + 60 * k, 0.8)
        write(page, f"page {k + 3}", 1300, 1300 + 60 * k, 0.8)
    assert not tables_of(layout_scan(scanned(page), 200))


def test_letters_at_the_columns_do_not_cut_a_band() -> None:
    xs, ys = [150, 500, 800, 1100, 1400], [300, 350, 400, 450, 500, 550]
    text = {(r, c): "12,000" for r in (1, 3, 4) for c in (1, 2, 3)} | {(r, 0): "- plan" for r in (1, 3, 4)}
    text |= {(0, 0): "Project", (0, 1): "2566", (0, 2): "2567", (0, 3): "2568"}
    drawn = Drawn(xs, ys, [(2, 0, 1, 4)], text)
    page = blank_page()
    draw(page, drawn)
    for x in xs[1:-1]:  # letters whose stems stand where the columns part
        cv2.rectangle(page, (x - 18, 366), (x + 1, 386), 0, 3)
        cv2.rectangle(page, (x + 12, 366), (x + 30, 386), 0, 3)
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert (2, 0, 1, 4) in spans(table)


def test_a_faint_hyphen_is_read_and_one_on_a_line_of_its_own() -> None:
    xs, ys = [150, 500, 800, 1100], [300, 400, 500, 600]
    text = {(r, c): "12,000" for r in range(3) for c in range(3)}
    text[1, 1] = ""
    text[2, 2] = "12,000\n-"
    page = blank_page()
    draw(page, Drawn(xs, ys, (), text))
    page[448:451, 640:652] = 150  # lighter than the threshold of ink
    (table,) = tables_of(layout_scan(scanned(page), 200))
    by_place = {(c.row, c.col): c for c in table.cells}
    assert len(by_place[1, 1].lines) == 1
    assert len(by_place[2, 2].lines) == 2


def test_a_faint_mark_in_a_column_of_text_is_no_hyphen() -> None:
    xs, ys = [150, 500, 800, 1100], [300, 400, 500, 600]
    text = {(r, c): "12,000" for r in range(3) for c in range(1, 3)} | {(0, 0): "of the", (2, 0): "council"}
    page = blank_page()
    draw(page, Drawn(xs, ys, (), text))
    for x in (180, 190, 222):  # marks over letters
        page[306:311, x : x + 8] = 0
        page[506:511, x : x + 8] = 0
    page[448:451, 300:312] = 150
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert [c.lines for c in table.cells if (c.row, c.col) == (1, 0)] == [()]


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_every_line_of_a_table_is_in_one_cell(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for fault in ({}, {"skew": 1.1}, {"broken": 0.12, "skew": 0.4}, {"bow": 12.0}):
        xs = [120, *(120 + np.cumsum(rng.integers(140, 330, 5))).tolist()]
        ys = [200, *(200 + np.cumsum(rng.integers(50, 130, 7))).tolist()]
        text = {
            (r, c): rng.choice(["12,000", "-", "- training", "2,500\n-"]) for r in range(7) for c in range(5)
        }
        page = blank_page(xs[-1] + 120, ys[-1] + 120)
        verticals = bool(rng.random() < 0.6)
        draw(page, Drawn(xs, ys, (), {k: str(v) for k, v in text.items()}, verticals=verticals))
        for table in tables_of(layout_scan(scanned(page, seed=seed, **fault), 200)):
            assert_each_line_in_one_cell(table)


def test_a_line_in_larger_print_below_is_no_row() -> None:
    """Marks over its letters stand so high that they look like a line of numbers."""
    page = bands_page()
    foot = int(np.flatnonzero((page < 128).any(axis=1)).max()) + 62
    write(page, "according to the act of the year of the council", 200, foot, 1.2)
    for x in (420, 520, 840):
        cv2.rectangle(page, (x, foot - 40), (x + 17, foot - 29), 0, 3)
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert table.px[3] < foot - 20
    assert table.n_rows == tables_of(layout_scan(scanned(bands_page()), 200))[0].n_rows


def rows_between_rules(*, inner: bool) -> NDArray[np.uint8]:
    """One or two rows of an area and its projects between two rules; the rule between them leaves out the
    first column, whose cell spans both."""
    page = blank_page()
    for y in (300, 480 if inner else 440):
        cv2.line(page, (150, y), (1500, y), 0, 3)
    for k in range(4):
        write(page, "area of it", 260, 336 + 34 * k, 0.7)
    rows = (0, 80) if inner else (0,)
    if inner:
        cv2.line(page, (240, 380), (1500, 380), 0, 3)
    for down in rows:
        write(page, "13) training of all the", 520, 336 + down, 0.7)
        write(page, "staff and of the council", 520, 368 + down, 0.7)
        for k in range(4):
            flush_right(page, "12,000" if k % 2 else "-", 1060 + 140 * k, 336 + down)
    return page


@pytest.mark.parametrize("inner", [False, True])
def test_a_high_row_between_two_rules_and_rows_with_a_shorter_one_between(inner: bool) -> None:
    (table,) = tables_of(layout_scan(scanned(rows_between_rules(inner=inner), skew=0.2), 200))
    amounts = [c.col for c in table.cells if c.row == 0 and c.lines][-4:]
    assert amounts == [table.n_cols - 4 + k for k in range(4)]
    assert (table.n_rows, table.status) == (2 if inner else 1, "ok")
    assert len([c for c in table.cells if c.row == 0 and c.lines]) == 6


def test_a_notice_between_two_rules_is_no_table() -> None:
    page = blank_page()
    for y in (300, 900):
        cv2.line(page, (150, y), (1500, y), 0, 3)
    for k in range(14):
        write(
            page,
            "All the staff of the council is told that training goes on in the year",
            160,
            340 + 40 * k,
            0.8,
        )
    write(page, "- - 12,000 and 3,000 baht", 160, 890, 0.8)
    assert not tables_of(layout_scan(scanned(page), 200))


def test_a_band_whose_blank_stands_where_columns_part_is_one_cell() -> None:
    page = blank_page()
    xs, ys = [150, 236, 760, 960, 1160, 1360], [300, 350, 400, 450, 500, 550]
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), 0, 3)
    centred(page, "No", xs[0], xs[1], 336)
    centred(page, "Project or measure of it", xs[1], xs[2], 336)
    write(page, "Part", 174, 386, 0.8)
    write(page, "one of the plan", 240, 386, 0.8)
    cv2.rectangle(page, (300, 359), (312, 362), 0, -1)  # a mark as over Thai letters
    for k in range(3):
        centred(page, str(2566 + k), xs[2 + k], xs[3 + k], 336)
        centred(page, str(k + 1), xs[0], xs[1], ys[2 + k] + 36)
        write(page, "- training of all the staff", xs[1] + 10, ys[2 + k] + 36, 0.8)
        for j in range(3):
            flush_right(page, "12,000", xs[3 + j], ys[2 + k] + 36)
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert table.n_cols == 5
    assert (1, 0, 1, 5) in spans(table)


def dotted_rows(*, amounts: bool, solid: bool = False) -> NDArray[np.uint8]:
    """Rows between dotted rules without vertical ones: of amounts, or of names as in a form. With `solid` a
    piece of one rule looks drawn through."""
    page = blank_page()
    for k in range(6):
        for x in range(150, 1500, 6):
            cv2.rectangle(page, (x, 300 + 60 * k), (x + 2, 302 + 60 * k), 0, -1)
    if solid:
        cv2.rectangle(page, (300, 360), (700, 362), 0, -1)
    for k in range(5):
        write(page, "- training of it", 170, 340 + 60 * k, 0.8)
        for j in range(4):
            flush_right(page, "12,000" if amounts else "name", 900 + 190 * j, 340 + 60 * k)
    return page


@pytest.mark.parametrize("solid", [False, True])
def test_dotted_row_rules_alone(solid: bool) -> None:
    (table,) = tables_of(layout_scan(scanned(dotted_rows(amounts=True, solid=solid)), 200))
    assert (table.n_rows, table.n_cols, table.status) == (5, 5, "ok")
    lines = [line for cell in table.cells for line in cell.lines]
    assert len(lines) == 25


def test_dotted_lines_of_a_form_are_no_table() -> None:
    assert not tables_of(layout_scan(scanned(dotted_rows(amounts=False)), 200))


@pytest.mark.parametrize("title", [False, True])
def test_a_heading_above_the_first_rule(title: bool) -> None:
    page = amounts_page(rules="rows")
    page[225:353] = 255  # what stands above the rule under the heading, and two rules
    centred(page, "Project or measure", XS[1], XS[2], 322)
    for k in range(3):
        centred(page, str(2566 + k), XS[2 + k], XS[3 + k], 322)
    if title:
        write(page, "Action plan of the municipality of 2566 to 2568 and its measures", 300, 270)
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert table.n_rows == ROWS + 1
    assert len([c for c in table.cells if c.row == 0 and c.lines]) == 4
    assert table.status == "ok"


def test_headings_three_deep() -> None:
    """`Fiscal year` over two years, each over two sources of money."""
    page = blank_page()
    xs, ys = [150, 600, 800, 1000, 1200, 1400], [300, 346, 392, 438, 500, 560, 620]
    for k, y in enumerate(ys):
        cv2.line(page, (xs[1] if k in (1, 2) else xs[0], y), (xs[-1], y), 0, 3)
    centred(page, "Project", xs[0], xs[1], 380)
    centred(page, "Fiscal year", xs[1], xs[5], 334)
    for k in range(2):
        centred(page, str(2566 + k), xs[1 + 2 * k], xs[3 + 2 * k], 380)
    for k in range(4):
        centred(page, ("own", "granted")[k % 2], xs[1 + k], xs[2 + k], 426)
        for y in ys[3:-1]:
            flush_right(page, "12,000", xs[2 + k], y + 40)
    for y in ys[3:-1]:
        write(page, "- training of the staff of it", xs[0] + 12, y + 40, 0.8)
    (table,) = tables_of(layout_scan(scanned(page), 200))
    heads = {(0, 0, 3, 1), (0, 1, 1, 4), (1, 1, 1, 2), (1, 3, 1, 2), *((2, c, 1, 1) for c in range(1, 5))}
    assert {cell for cell in spans(table) if cell[0] < 3} == heads


def test_an_underline_is_no_line_of_rows() -> None:
    page = amounts_page(rules="rows")
    cv2.line(page, (XS[1] + 40, 450), (XS[1] + 220, 450), 0, 2)
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert spans(table) == TREE | BODY


def test_a_heading_over_rows_of_one_line_has_its_own_pitch() -> None:
    """Two rows of totals without rules: no cell of theirs has a second line that tells the pitch."""
    page = blank_page(height=900)
    centred(page, "Project or measure", XS[0], XS[2], 345)
    for k in range(3):
        centred(page, str(2566 + k), XS[2 + k], XS[3 + k], 300)
        centred(page, "Budget", XS[2 + k], XS[3 + k], 354)
        centred(page, "in baht", XS[2 + k], XS[3 + k], 392)
    for y, label in ((450, "Sum"), (504, "Sum of all measures")):
        write(page, label, XS[0] + 14, y, 0.8)
        for k in range(3):
            flush_right(page, "1,250,000", XS[3 + k], y)
    (table,) = tables_of(layout_scan(scanned(page), 200))
    assert (table.n_rows, table.n_cols) == (4, 4)
    assert (0, 0, 2, 1) in spans(table)


def test_a_framed_row_of_a_table_without_rules_is_no_table_of_its_own() -> None:
    page = blank_page()
    for r in range(9):
        y = 400 + 60 * r
        write(page, f"item of the plan {r + 1}", 200, y, 0.8)
        for k in range(3):
            flush_right(page, f"{r + 1},{k + 2}50.00", 900 + 200 * k, y)
    cv2.rectangle(page, (920, 400 + 60 * 4 - 42), (1320, 400 + 60 * 4 + 16), 0, 2)
    cv2.line(page, (1110, 400 + 60 * 4 - 42), (1110, 400 + 60 * 4 + 16), 0, 2)
    (table,) = (block for block in layout_scan(page, 200).blocks if isinstance(block, TableLayout))
    places = [line.px for cell in table.cells for line in cell.lines]
    assert len(places) == 4 * 9
    assert (len({cell.row for cell in table.cells}), table.ruled) == (9, False)
