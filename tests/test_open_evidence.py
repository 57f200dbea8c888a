"""Columns, rows and headings of tables without vertical rules where little print tells them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from extract.scan.align import build, open_grids
from extract.scan.corridors import at_rule_ends, find_corridors, heading_corridors
from extract.scan.edges import heads_at
from extract.scan.frames import Frame, same_extent
from extract.scan.free_tables import find_free_tables
from extract.scan.grid import Grid
from extract.scan.layout import TableLayout
from extract.scan.lines import Pieces, find_pieces
from extract.scan.narrow_columns import narrow_places, without_lone_words
from extract.scan.number_columns import Columns, name_columns
from extract.scan.open_columns import Print, columns_of_row, find_columns
from extract.scan.open_doubts import doubt_of
from extract.scan.open_header import heading_rows, is_heading, settle_columns, spanning
from extract.scan.open_rows import row_starts
from extract.scan.page import layout_scan
from extract.scan.rules import Segment, horizontal_segments
from extract.scan.words import find_words
from extract.table_doubts import OTHER_HEADINGS, SHARED_CELL
from tests.printed_words import words
from tests.scan_pages import Drawn, blank_page, draw

Row = tuple[float, float, float, str]
NONE = words((100, 300, 60, "text")).among(np.zeros(1, bool))
NO_PIECES = Pieces(np.zeros((0, 4), np.int64), np.zeros(0, np.int64), np.zeros((9, 9), np.int32), 20.0)


def amounts(foot: float, count: int = 3, *, kind: str = "amount", first: float = 500) -> list[Row]:
    """Numbers of a line that end at 590, 690, ...; hyphens and zeros are narrow."""
    wide = 80 if kind == "amount" else 10
    return [(first + 90 + 100 * j - wide, first + 90 + 100 * j, foot, kind) for j in range(count)]


def test_heads_of_letters_at_the_place_of_a_rule() -> None:
    boxes = np.array([[105, 99, 120, 120], [205, 80, 220, 102], [305, 85, 320, 118], [405, 99, 490, 103]])
    found = heads_at(boxes, [50.0, 100.0, 150.0], [100.0, 200.0, 300.0, 400.0, 500.0], 20.0)
    assert found.tolist() == [[False] * 4, [True, True, False, False], [False] * 4]


def test_strokes_of_a_heading_right_below_a_rule_are_no_more_of_it() -> None:
    """The rule over the next columns is at the heads of a word that fills most of its column."""
    frame = Frame(0, 600, (100, 150, 200), (((0, 600),), ((20, 180), (200, 600)), ((0, 600),)))
    assert not frame.closes(150, (0, 200), words((18, 182, 172, "text")), 10)
    assert frame.closes(150, (0, 200), words((18, 182, 195, "text")), 10)


def test_the_sides_of_a_photographed_table_lean() -> None:
    frame = Frame(100, 500, (100, 200, 300), (((126, 500),), ((120, 500),), ((100, 490),)))
    assert frame.sides(200) == (113, 495)
    assert Frame(100, 500, (100, 300), ((), ())).sides(200) == (100, 500)


@pytest.mark.parametrize("lines", [1, 2])
def test_two_lines_of_amounts_part_their_columns_beside_any_number_of_lines_of_text(lines: int) -> None:
    text = [row for k in range(30) for row in ((100.0, 180.0, 100.0 + 40 * k, "text"),
                                               (220.0, 400.0, 100.0 + 40 * k, "text"))]  # fmt: skip
    rows = [row for foot in (100.0, 540.0)[:lines] for row in amounts(foot)]
    inner = [place for place in find_corridors(words(*text, *rows), 90, 810) if place > 520]
    assert len(inner) == 2 * (lines == 2)


def test_a_place_without_neighbours_of_its_own_gives_way_to_columns_of_amounts() -> None:
    """Names centred in their rows are nowhere level with the items, but with units behind the amounts."""
    amounts_and_text = words(
        (340, 558, 341, "text"), (340, 493, 698, "year"), (340, 555, 734, "text"),
        (582, 682, 356, "year"), (581, 841, 458, "text"), (580, 655, 559, "text"), (582, 651, 611, "year"),
        (582, 902, 647, "text"), (581, 1025, 782, "text"),
        (1212, 1219, 459.5, "dash"), (1385, 1392, 459.5, "dash"), (1559, 1566, 459.5, "dash"),
        (1732, 1739, 459.5, "dash"), (1203, 1217, 559, "number"),
        (189, 231, 560, "year"), (190, 206, 606, "number"), (189, 305, 643, "text"), (190, 284, 679, "year"),
        (190, 278, 715, "year"), (1932, 1973, 744, "year"), (1931, 2052, 782, "text"),
    )  # fmt: skip
    places = find_corridors(replace(amounts_and_text, body=17.0), 180, 2186)
    assert sum(place > 1100 for place in places) >= 3


def test_long_words_without_stops_are_text_whose_marks_a_scan_lost() -> None:
    rows = [
        row for k in range(4) for row in ((100.0, 300.0, 100.0 + 50 * k, "text"), *amounts(100 + 50 * k, 2))
    ]
    names = [(700.0, 700.0 + wide, 100.0 + 50 * k, "year") for k, wide in enumerate((140.0, 136, 142, 138))]
    body = words(*rows, *names)
    xs = (90, 400, 600, 695, 900)
    assert name_columns(xs, body).numbers == {1, 2, 3}
    assert name_columns(xs, replace(body, letters=np.where(body.left >= 700, 9, body.letters))).numbers == {
        1,
        2,
    }


def test_short_words_of_a_stub_beside_few_amounts_are_no_item_numbers() -> None:
    stub = [(100.0, 140.0, 100.0 + 40 * k, "number") for k in range(12)]
    items = [(200.0, 380.0, 100.0 + 40 * k, "text") for k in range(4)]
    body = words(*stub, *items, *amounts(100, 2), *amounts(260, 2))
    body = replace(body, letters=np.where(body.left < 150, 3, body.letters))
    xs = (90, 190, 400, 600, 700)
    assert name_columns(xs, body).numbers == {2, 3}
    assert name_columns(xs, body.among((body.left > 150) | np.isin(body.foot, (100, 260)))).numbers == {
        0,
        2,
        3,
    }


def test_a_number_in_brackets_whose_foot_is_lower_makes_no_line_of_its_own() -> None:
    feet = [100.0, 138, 186, 224, 272, 310]
    items = [(150.0, 400.0, foot, "text") for foot in feet]
    seq = [(100.0, 120.0, foot + 9, "number") for foot in feet[::2]]
    rows = [row for foot in feet[::2] for row in amounts(foot)]
    columns = Columns((90.0, 480.0, 600.0, 700.0, 800.0), frozenset({1, 2, 3}), 0)
    assert row_starts(words(*seq, *items, *rows), columns, 38.0) == ([186.0, 272.0], True)


@pytest.mark.parametrize(("gap", "cells"), [(43.0, {(0, 0, 1, 1), (1, 0, 1, 1)}), (40.0, {(0, 0, 2, 1)})])
def test_a_stub_goes_on_over_rows_where_its_lines_are_nearer_to_those_of_a_cell(
    gap: float, cells: set[tuple[int, int, int, int]]
) -> None:
    """`รวม` over `2. การ / บริหาร`: 43 px where the rows are 45 and lines of a cell 39 px apart."""
    columns = Columns((90.0, 210.0, 480.0, 600.0, 700.0, 800.0), frozenset({2, 3, 4}), 1)
    stub = [
        (100.0, 150.0, 100.0, "text"),
        (100.0, 200.0, 100 + gap, "text"),
        (100.0, 200.0, 139 + gap, "text"),
    ]
    items = [(230.0, 450.0, foot, "text") for foot in (100.0, 145.0, 184.0)]
    body = words(*stub, *items, *amounts(100), *amounts(145))
    frame = Frame(90.0, 800.0, (70.0, 210.0), ((), ()))
    grid = build(frame, [70.0, 120.0, 210.0], 70.0, columns, NONE, body, 39.0, NO_PIECES, 10)
    assert {cell for cell in grid.cells if cell[1] == 0} == cells


def test_a_heading_over_item_numbers_is_one_cell() -> None:
    """A high tone mark of `ที่` stands in the row above its letters."""
    heading = words(
        (100, 112, 96, "number"), (98, 120, 124, "number"),
        *((530.0 + 100 * j, 574.0 + 100 * j, 60.0, "year") for j in range(3)),
        *((520.0 + 100 * j, 580.0 + 100 * j, foot, "text") for j in range(3) for foot in (120.0, 158.0)),
    )  # fmt: skip
    columns = Columns((90.0, 130.0, 500.0, 600.0, 700.0, 800.0), frozenset({0, 2, 3, 4}), 1)
    edges = settle_columns(heading, columns, [30.0, 90.0, 170.0], [set(), set()], 38.0)
    assert edges.tolist() == [[False, False, True, True, True]]


def test_a_heading_on_other_lines_than_those_of_the_years_has_its_own_rows() -> None:
    """`หน่วยงานที่ / รับผิดชอบ` in the middle beside `ปี 2566 / งบประมาณ / (บาท)`."""
    rows = [
        (520.0 + 100 * j, 580.0 + 100 * j, foot, "year" if foot < 70 else "text")
        for j in range(5) for foot in (60.0, 108.0, 146.0)
    ]  # fmt: skip
    heading = words(*rows, (1010, 1090, 84, "text"), (1010, 1090, 123, "text"))
    columns = Columns((90.0, *(500.0 + 100 * j for j in range(6)), 1100.0), frozenset(range(1, 7)), 0)
    (edges,) = settle_columns(heading, columns, [30.0, 80.0, 170.0], [set(), set()], 38.0).tolist()
    assert edges == [False, True, True, True, True, True, False]


def test_lines_of_a_heading_that_is_set_a_little_low() -> None:
    """`2566` over `งบ / ประมาณ / (บาท)`: 44 px to the next row, then 34 and 39 px at a pitch of 35."""
    feet = ((324.0, "year"), (368.0, "text"), (402.0, "text"), (441.0, "text"))
    heading = words(
        *((300.0 + 200 * j, 360.0 + 200 * j, foot, kind) for j in range(4) for foot, kind in feet)
    )
    columns = Columns((90.0, 280.0, 480.0, 680.0, 880.0, 1080.0), frozenset({1, 2, 3, 4}), 0)
    assert heading_rows(replace(heading, body=17.0), columns, 35.0) == [368.0]


@pytest.mark.parametrize("years", [3, 1])
def test_dirt_in_half_of_the_headings_under_years_makes_no_amounts(years: int) -> None:
    names = [(100.0, 300.0, foot, "text") for foot in (60.0, 100.0)]
    heads = [(530.0 + 100 * j, 574.0 + 100 * j, 60.0, "year") for j in range(years)]
    cells = [(510.0 + 100 * j, 590.0 + 100 * j, 100.0, "amount" if j < 3 else "text") for j in range(5)]
    assert is_heading(words(*names, *heads, *cells)) == (years > 1)


def test_a_rule_beside_a_merged_cell_shows_its_column_though_a_label_runs_over_it() -> None:
    body = words(
        (105, 115, 100, "number"), (105, 115, 180, "number"), (98, 260, 260, "text"),
        *((300.0, 400.0, foot, "text") for foot in (100.0, 180.0)),
        *((450.0, 560.0, foot, "text") for foot in (100.0, 180.0)),
    )  # fmt: skip
    assert at_rule_ends(NONE, body, [90, 270, 430, 580], [141, 430]) == [90, 141, 430, 580]


def test_a_speck_beside_a_heading_makes_no_column() -> None:
    heading = words((492, 608, 60, "text"), (700, 780, 60, "text"))
    rows = [(x, x + 80.0, 100.0 + 50 * k, "amount") for k in range(3) for x in (380.0, 530.0, 700.0)]
    xs = [370.0, 480.0, 510.0, 650.0, 800.0]
    speck = (492.0, 496.0, 150.0, "dash")
    assert without_lone_words(heading, words(*rows, speck), xs) == [370.0, 480.0, 650.0, 800.0]


def test_words_of_a_column_beside_each_other_are_no_neighbours_of_another_one() -> None:
    """`รวม`, and far behind it `จำนวน 1 โครงการ` on the only line of that column."""
    body = words(
        (100, 150, 100, "text"), (100, 230, 140, "text"), (300, 360, 100, "text"), (375, 480, 100, "text"),
        *amounts(100), *amounts(140),
    )  # fmt: skip
    xs = [90.0, 260.0, 500.0, 600.0, 700.0, 800.0]
    assert without_lone_words(NONE, body, xs) == xs


def test_tips_of_serifs_are_no_marks_over_numbers() -> None:
    ink = np.zeros((120, 400), np.uint8)
    for x in range(40, 200, 18):
        ink[60:80, x : x + 12] = 1
    ink[57, 60] = 1
    pieces = find_pieces(ink, 200.0)
    assert find_words(pieces, np.ones(len(pieces.boxes), bool)).number.all()
    ink[52:57, 60:68] = 1
    pieces = find_pieces(ink, 200.0)
    assert not find_words(pieces, np.ones(len(pieces.boxes), bool)).number.any()


def test_labels_that_look_like_numbers_do_not_hide_item_numbers() -> None:
    headings = words((100, 118, 60, "text"), (160, 200, 60, "text"))
    numbers = [(100.0, 113.0, 100.0 + 120 * k, "number") for k in range(3)]
    text = [(140.0, 210.0, 100.0 + 40 * k, "text") for k in range(8)]
    labels = [(100.0, 148.0, 420.0 + 40 * k, "number") for k in range(2)]
    (place,) = narrow_places(headings, words(*numbers, *text, *labels), [90, 300])
    assert 113 < place < 140


def test_counts_flush_right_that_wide_amounts_behind_them_nearly_touch() -> None:
    headings = words((460, 550, 60, "text"), (600, 720, 60, "text"))
    begins = (597.0, 570.0, 597.0, 690.0)
    counts = [(537.0, 552.0, 100.0 + 50 * k, "number") for k in range(4)]
    amounts = [(left, 757.0, 100.0 + 50 * k, "amount") for k, left in enumerate(begins)]
    (place,) = narrow_places(headings, words(*counts, *amounts), [450, 800])
    assert 552 < place < 570
    assert narrow_places(words((460, 720, 60, "text")), words(*counts, *amounts), [450, 800]) == []
    alike = [(570.0, 757.0, 100.0 + 50 * k, "amount") for k in range(4)]
    assert narrow_places(headings, words(*counts, *alike), [450, 800]) == []  # first digits torn off
    ragged = [(537.0 - 20 * k, 552.0 - 20 * k, 100.0 + 50 * k, "number") for k in range(4)]
    assert narrow_places(headings, words(*ragged, *amounts), [450, 800]) == []


def test_one_text_behind_many_amounts_has_its_own_column() -> None:
    rows = [(500.0, end, foot, "amount") for end, foot in ((590.0, 100.0), (592.0, 150.0), (598.0, 200.0))]
    (place,) = narrow_places(NONE, words(*rows, (606, 690, 100, "text")), [450, 900])
    assert 598 < place < 606
    units = [(606.0, 690.0, foot, "text") for foot in (100.0, 150.0)]
    assert narrow_places(NONE, words(*rows, *units[:1], (606, 690, 150, "text")), [450, 900]) == []


def test_a_long_word_without_marks_in_the_cell_of_an_amount_is_text() -> None:
    columns = Columns((90.0, 400.0, 510.0, 610.0, 800.0), frozenset({1, 2, 3}), 0)
    cells = tuple((r, c, 1, 1) for r in range(2) for c in range(4))
    rows = [(100.0, 380.0, foot, "text") for foot in (100.0, 140.0)]
    rows += [row for foot in (100.0, 140.0) for row in amounts(foot, first=410)]
    body = words(*rows, (715, 780, 100, "number"))
    long = replace(body, letters=np.where(body.left == 715, 6, body.letters))
    grid = Grid(columns.xs, (70.0, 115.0, 155.0), cells, ruled=False)
    assert doubt_of(grid, columns, Print(NONE, body, body)) != SHARED_CELL
    assert doubt_of(grid, columns, Print(NONE, long, long)) == SHARED_CELL


def test_cells_that_go_on_below_the_last_amounts_where_columns_lean() -> None:
    """Of a photographed page, the lines below begin before the second column's own place."""
    rows = [row for k in range(4) for row in (
        (100.0 - 3 * k, 160.0, 100.0 + 40 * k, "text"), (186.0 - 3 * k, 300.0, 100.0 + 40 * k, "text"),
        (320.0, 480.0, 100.0 + 40 * k, "text"), *amounts(100 + 40 * k),
    )]  # fmt: skip
    more = [row for k in range(4, 12) for row in (
        (100.0 - 3 * k, 150.0 - 3 * k, 100.0 + 40 * k, "text"),
        (186.0 - 3 * k, 290.0 - 3 * k, 100.0 + 40 * k, "text"),
    )]  # fmt: skip
    (table,) = find_free_tables(words(*rows, *more))
    assert table.box[3] > 540


def test_column_rules_of_a_single_row_that_lean() -> None:
    """A page that a camera took: one row of totals between two rules."""
    page = blank_page()
    xs = [160, 400, 700, 900, 1100, 1400]
    for y in (300, 342):
        cv2.line(page, (xs[0], y), (xs[-1], y), 0, 3)
    for x in xs:
        cv2.line(page, (x, 300), (x + 4, 342), 0, 2)
    for x in xs[:-1]:
        cv2.putText(page, "1,250", (x + 60, 334), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 2)
    (table,) = [block for block in layout_scan(page, 200).blocks if isinstance(block, TableLayout)]
    assert (table.n_rows, table.n_cols, table.ruled) == (1, 5, True)


def test_a_band_at_the_top_of_a_continued_page_is_no_heading() -> None:
    page = blank_page()
    ys = [300, 350, 410, 470, 530]
    xs = [150, 220, 700, 900, 1100, 1300]
    draw(page, Drawn([xs[0], xs[-1]], ys, verticals=False))
    cv2.putText(page, "Part", (154, 336), 0, 0.8, 0, 2)
    cv2.putText(page, "2 of all measures against corruption", (224, 336), 0, 0.8, 0, 2)
    for k, y in enumerate(ys[1:-1]):
        cv2.putText(page, str(k + 1), (170, y + 40), 0, 0.8, 0, 2)
        cv2.putText(page, "training of staff", (240, y + 40), 0, 0.8, 0, 2)
        for x in xs[2:-1]:
            cv2.putText(page, "15,250", (x + 60, y + 40), 0, 0.8, 0, 2)
    ink = np.asarray(page < 128, np.uint8)
    rows = horizontal_segments(ink, 200)
    pieces = find_pieces(ink, 200)
    (grid,) = open_grids(rows, [], ink, pieces, 200)
    assert (0, 0, 1, len(grid.xs) - 1) in grid.cells


def lone_row(gap: float) -> list[Row]:
    """A name, an item and four amounts on one line, `gap` px between the amounts, and lines of the name."""
    row = [(500 + (80 + gap) * k, 580 + (80 + gap) * k, 100.0, "amount") for k in range(4)]
    return [
        *row,
        (160.0, 400.0, 100.0, "text"),
        *((100.0, 150 if k else 120, 100.0 + 38 * k, "text") for k in range(5)),
    ]


def test_a_page_continued_with_a_single_row_is_a_table() -> None:
    (table,) = find_free_tables(words(*lone_row(60.0)))
    assert table.box[0] < 100 and table.box[2] > 990 and table.box[3] > 250
    assert find_free_tables(words(*lone_row(30.0))) == []


def test_columns_of_a_single_row_whose_text_leaves_little_paper() -> None:
    """The name's lines end right before the item; the first number has lost its comma."""
    rows = [row for row in lone_row(60.0) if row[0] != 500]
    rows += [(100.0, 157.0, 300.0, "text"), (500.0, 580.0, 100.0, "year")]
    columns = columns_of_row(words(*rows), 90.0, 1010.0)
    assert columns is not None
    assert len(columns.xs) == 7 and 157 < columns.xs[1] < 160 and 400 < columns.xs[2] < 500


def test_the_first_column_of_lone_labels_ends_far_before_text_behind_it() -> None:
    def columns(left: float) -> int:
        text = [(left, 330.0, foot, "text") for foot in (100.0, 138.0)]
        labels = [(100.0, 150.0, 250.0, "text"), (100.0, 190.0, 300.0, "text")]
        items = [(400.0, 480.0, foot, "text") for foot in (100.0, 138.0, 176.0, 250.0)]
        body = words(
            *text, *labels, *items, *(row for foot in (138.0, 250.0, 300.0) for row in amounts(foot))
        )
        found = find_columns(Print(NONE, body, body), 90, 810)
        assert found is not None
        return len(found[0].xs)

    assert columns(240.0) == columns(140.0) + 1


def test_one_of_two_amounts_with_text_behind_it_has_its_own_column() -> None:
    rows = [(500.0, 590.0, 100.0, "amount"), (500.0, 592.0, 150.0, "amount"), (606.0, 690.0, 100.0, "text")]
    (place,) = narrow_places(NONE, words(*rows), [450, 900])
    assert 592 < place < 606
    assert narrow_places(NONE, words(*rows, (606, 690, 150, "text")), [450, 900]) == []


def test_headings_that_are_not_level_part_columns_over_labels() -> None:
    """`ที่` beside `ภารกิจ / ตามมิติ`; only labels of totals stand below."""
    body = words((100, 140, 200, "text"), (100, 190, 250, "text"), *amounts(200), *amounts(250))

    def places(foot: float) -> list[float]:
        headings = words((102, 118, foot, "text"), (145, 240, 60, "text"), (150, 235, 96, "text"))
        return heading_corridors(headings, body, [90.0, 300.0])

    assert len(places(78.0)) == 1 and places(60.0) == []


def test_headings_in_one_cell_that_are_not_level_are_doubtful() -> None:
    columns = Columns((90.0, 400.0, 510.0, 610.0, 710.0), frozenset({1, 2, 3}), 0)
    cells = tuple((r, c, 1, 1) for r in range(3) for c in range(4))
    grid = Grid(columns.xs, (20.0, 110.0, 155.0, 195.0), cells, ruled=False)
    rows = [(100.0, 380.0, foot, "text") for foot in (140.0, 180.0)]
    body = words(*rows, *amounts(140, first=410), *amounts(180, first=410))
    years = [(430.0 + 100 * j, 474.0 + 100 * j, 62.0, "year") for j in range(3)]

    def doubt(foot: float) -> str | None:
        heading = words(*years, (110, 130, foot, "text"), (150, 300, 44, "text"), (160, 290, 80, "text"))
        return doubt_of(grid, columns, Print(heading, body, body))

    assert doubt(62.0) == OTHER_HEADINGS and doubt(44.0) is None


@pytest.mark.parametrize(("speck", "doubted"), [((612, 615), False), ((608, 616), True)])
def test_a_narrow_hyphen_beside_an_amount_is_dirt(speck: tuple[float, float], doubted: bool) -> None:
    columns = Columns((90.0, 400.0, 520.0, 620.0, 720.0), frozenset({1, 2, 3}), 0)
    cells = tuple((r, c, 1, 1) for r in range(2) for c in range(4))
    grid = Grid(columns.xs, (70.0, 115.0, 155.0), cells, ruled=False)
    rows = [(100.0, 380.0, foot, "text") for foot in (100.0, 140.0)]
    numbers = [*amounts(100, first=410), *amounts(140, kind="dash", first=410)]
    body = words(*rows, *numbers, (*speck, 100, "dash"))
    assert (doubt_of(grid, columns, Print(NONE, body, body)) == SHARED_CELL) == doubted


def test_a_label_that_runs_over_columns_is_no_text_of_theirs() -> None:
    columns = Columns((90.0, 130.0, 400.0, 510.0, 610.0, 710.0), frozenset({0, 2, 3, 4}), 1)
    cells = tuple((r, c, 1, 1) for r in range(2) for c in range(5))
    grid = Grid(columns.xs, (70.0, 155.0, 195.0), (*cells[:5], (1, 0, 1, 2), *cells[7:]), ruled=False)
    text = [(280.0, 380.0, foot, "text") for foot in (100.0, 140.0)]
    body = words(
        (100, 110, 100, "number"), *text, (98, 240, 180, "text"),
        *amounts(100, first=410), *amounts(180, first=410),
    )  # fmt: skip
    assert doubt_of(grid, columns, Print(NONE, body, body)) is None


def test_the_higher_foot_of_two_letters_is_that_of_their_word() -> None:
    """A bracket hangs below the foot of the digit beside it."""
    ink = np.zeros((120, 200), np.uint8)
    ink[60:80, 40:52] = 1
    ink[58:86, 58:64] = 1
    pieces = find_pieces(ink, 200.0)
    assert find_words(pieces, np.ones(len(pieces.boxes), bool)).foot.tolist() == [80.0]
    ink[:, 58:64] = 0
    ink[46:58, 46:56] = 1  # a vowel as large as a letter over it
    pieces = find_pieces(ink, 200.0)
    assert 80.0 in find_words(pieces, np.ones(len(pieces.boxes), bool)).foot


def test_a_heading_over_a_column_in_which_nothing_is_printed() -> None:
    """A page continued: the first column's cell goes on without print."""
    years = [(530.0 + 100 * j, 574.0 + 100 * j, 60.0, "year") for j in range(3)]
    rows = [row for foot in (120.0, 170.0, 220.0) for row in ((300.0, 470.0, foot, "text"), *amounts(foot))]
    headings = [(120.0, 170.0, 60.0, "text"), (330.0, 440.0, 60.0, "text")]
    (table,) = find_free_tables(words(*headings, *years, *rows))
    assert table.box[0] < 120
    (table,) = find_free_tables(words(*headings[1:], *years, *rows))
    assert table.box[0] > 270


def test_the_sides_of_two_rules_lean_by_what_is_between_them() -> None:
    def rule(start: float, at: float, length: float = 1300.0) -> Segment:
        return Segment(start, start + length, at, 3.0, np.array([(start, at), (start + length, at)]))

    assert same_extent(rule(150, 300), rule(210, 2000), 200)
    assert not same_extent(rule(150, 300), rule(210, 400), 200)
    assert not same_extent(rule(150, 300), rule(210, 2000, 1200), 200)
    frame = Frame(100, 500, (100, 200, 300), (((126, 500),), (), ((100, 490),)))
    assert frame.leaning() == [(113, -0.13, 200), (495, -0.05, 200)]
    upright = frame.moved(lambda x, y: (300 - y) * (26 if x < 200 else 10) / 200)
    assert (upright.left, upright.right, upright.spans[0]) == (100, 490, ((100, 490),))


def test_a_heading_over_years_covers_all_of_them_though_a_side_stands_wide() -> None:
    """The first column of years begins far before its print."""
    years = [(530.0 + 100 * j, 574.0 + 100 * j, 100.0, "year") for j in range(5)]
    heading = words((690, 814, 60, "text"), (100, 300, 80, "text"), *years)
    columns = Columns((90.0, 450.0, 602.0, 702.0, 802.0, 902.0, 990.0), frozenset(range(1, 6)), 0)
    found = spanning(heading, columns, 30, 70, np.array([True] * 6))
    assert found == [(1, 5)]


def test_a_heading_over_some_of_the_years_is_doubtful() -> None:
    columns = Columns((90.0, 400.0, 510.0, 610.0, 710.0), frozenset({1, 2, 3}), 0)
    years = [(430.0 + 100 * j, 474.0 + 100 * j, 84.0, "year") for j in range(3)]
    heading = words((200, 300, 70, "text"), (560, 660, 46, "text"), *years)
    rows = [(100.0, 380.0, foot, "text") for foot in (140.0, 180.0)]
    body = words(*rows, *amounts(140, first=410), *amounts(180, first=410))
    below = [(r, c, 1, 1) for r in (2, 3) for c in range(4)]

    def doubt(*top: tuple[int, int, int, int]) -> str | None:
        grid = Grid(columns.xs, (20.0, 55.0, 110.0, 155.0, 195.0), (*top, *below), ruled=False)
        return doubt_of(grid, columns, Print(heading, body, body))

    under = ((1, 2, 1, 1), (1, 3, 1, 1))
    assert doubt((0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), *under) == OTHER_HEADINGS
    assert doubt((0, 0, 2, 1), (0, 1, 1, 3), (1, 1, 1, 1), *under) is None


def test_rows_of_headings_under_years_are_none_of_a_heading_beside_them() -> None:
    """`หน่วยงานที่ / รับผิดชอบ`: its lines are as near to those of the years as dirt puts lines out."""
    rows = [
        (520.0 + 100 * j, 580.0 + 100 * j, foot, "year" if foot < 110 else "text")
        for j in range(4) for foot in (100.0, 148.0, 186.0)
    ]  # fmt: skip
    heading = words(*rows, (650, 750, 60, "text"), (910, 990, 102, "text"), (910, 990, 142, "text"))
    columns = Columns((90.0, *(500.0 + 100 * j for j in range(5)), 1000.0), frozenset(range(1, 6)), 0)
    groups: list[set[int]] = [{1, 2, 3, 4}, set(), set()]
    edges = settle_columns(heading, columns, [30.0, 70.0, 120.0, 200.0], groups, 38.0)
    assert edges[1].tolist() == [False, True, True, True, True, False]


def test_a_band_whose_blank_stands_where_a_narrow_column_ends() -> None:
    columns = Columns((90.0, 170.0, 480.0, 600.0, 700.0, 800.0), frozenset({2, 3, 4}), 1)
    band = [(95.0, 160.0, 100.0, "text"), (178.0, 460.0, 100.0, "text")]
    row = [(120.0, 132.0, 150.0, "number"), (180.0, 400.0, 150.0, "text"), *amounts(150)]
    frame = Frame(90.0, 800.0, (70.0, 170.0), ((), ()))
    grid = build(frame, [70.0, 120.0, 170.0], 70.0, columns, NONE, words(*band, *row), 38.0, NO_PIECES, 10)
    assert (0, 0, 1, 5) in grid.cells and (1, 0, 1, 1) in grid.cells


def test_a_heading_far_to_the_right_belongs_to_the_table_with_those_between() -> None:
    years = [(530.0 + 100 * j, 574.0 + 100 * j, 60.0, "year") for j in range(3)]
    rows = [row for foot in (120.0, 170.0) for row in ((300.0, 470.0, foot, "text"), *amounts(foot))]
    heads = [(330.0, 440.0, 60.0, "text"), (900.0, 1010.0, 60.0, "text"), (1150.0, 1240.0, 60.0, "text")]
    (table,) = find_free_tables(words(*heads, *years, *rows))
    assert table.box[2] > 1240
