"""Tables without rules of which a page holds few rows: what little tells their columns and rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.scan.align import _begin_rows, build
from extract.scan.amount_lines import is_title_over
from extract.scan.corridors import find_corridors, heading_corridors
from extract.scan.frames import Frame
from extract.scan.free_tables import find_free_tables
from extract.scan.grid import Grid
from extract.scan.lines import Pieces
from extract.scan.narrow_columns import cut_at, narrow_places, without_lone_words
from extract.scan.number_columns import Columns
from extract.scan.open_columns import Print, find_columns
from extract.scan.open_doubts import doubt_of
from extract.scan.open_rows import row_starts, usual_pitch
from extract.scan.words import Words
from extract.table_doubts import OTHER_HEADINGS
from tests.printed_words import words

Row = tuple[float, float, float, str]
NONE = words((100, 300, 60, "text")).among(np.zeros(1, bool))


def amounts(foot: float, *, kind: str = "amount") -> list[Row]:
    """Three numbers of a line that end at 590, 690 and 790."""
    wide = 80 if kind == "amount" else 10
    return [(590.0 + 100 * j - wide, 590.0 + 100 * j, foot, kind) for j in range(3)]


def built(columns: Columns, ys: list[float], body: Words) -> Grid:
    frame = Frame(columns.xs[0], columns.xs[-1], (ys[0], ys[-1]), ((), ()))
    none = Pieces(np.zeros((0, 4), np.int64), np.zeros(0, np.int64), np.zeros((9, 9), np.int32), 20.0)
    return build(frame, ys, ys[0], columns, NONE, body, 38.0, none, 10)


def test_zeros_under_amounts_part_columns_among_many_lines_of_text() -> None:
    text = [(100.0, 400.0, 100.0 + 38 * k, "text") for k in range(24)]
    stub = [(450.0, 500.0, 100.0 + 38 * k, "text") for k in range(24)]
    page = words(*text, *stub, *amounts(100), *amounts(480, kind="number"))
    assert {600, 700} <= {round(x) for x in find_corridors(page, 90, 850)}


def test_a_place_that_text_runs_across_gives_way_to_the_one_beside_it() -> None:
    body = words(*((100.0, 405.0, 100.0 + 38 * k, "text") for k in range(3)), *amounts(100), *amounts(176))
    assert without_lone_words(NONE, body, [90, 400, 415, 600, 700, 850]) == [90, 415, 600, 700, 850]


def test_a_unit_right_behind_an_amount_that_ends_with_others() -> None:
    rows = [(500.0, 580.0, foot, "amount") for foot in (140.0, 180.0)]
    body = words(*rows, (500, 700, 100, "text"))
    fine = words(*rows, (500, 580, 100, "amount"), (600, 700, 100, "text"))
    assert list(cut_at(body, fine, [90, 590, 800]).right) == [580, 580, 580, 700]
    dirty = words(*rows, (500, 560, 100, "amount"), (600, 700, 100, "text"))
    assert 560.0 not in cut_at(body, dirty, [90, 590, 800]).right


def test_a_unit_behind_one_hyphen_and_over_one_amount() -> None:
    rows = [(580.0, 590.0, 100.0, "dash"), (500.0, 590.0, 140.0, "amount")]
    assert narrow_places(NONE, words(*rows, (605, 700, 100, "text")), [90, 800]) == [597.5]


def test_lines_that_begin_anew_where_paper_ends_are_of_another_column() -> None:
    lines = [(100.0, 300.0, 100.0 + 38 * k, "text") for k in range(4)]
    flush = [(320.0, 480.0, 100.0, "text"), (320.0, 420.0, 290.0, "text")]

    def count(*behind: Row) -> int:
        rows = [*lines, *behind, *amounts(100), *amounts(290), *amounts(330)]
        found = find_columns(Print(NONE, words(*rows), words(*rows)), 90, 850)
        assert found is not None
        return len(found[0].xs) - 1

    assert count(*flush) == 5
    assert count(flush[0], (340, 420, 290, "text")) == 4


def test_an_item_number_between_two_headings_ends_no_column() -> None:
    """`4.2` begins where the lines below it do: the place is before it, not behind."""
    heading = words((130, 160, 60, "text"), (300, 450, 60, "text"))
    item = [(250.0, 290.0, 100.0, "number"), (305.0, 450.0, 100.0, "text"), (250.0, 420.0, 138.0, "text")]
    (place,) = heading_corridors(heading, words(*item, (250, 440, 176, "text")), [90.0, 480.0])
    assert 160 < place < 250


def test_a_worn_zero_above_amounts_is_no_heading() -> None:
    columns = Columns((90.0, 480.0, 600.0, 700.0, 800.0), frozenset({1, 2, 3}), 0)
    rows = [row for foot in (100.0, 140.0) for row in ((100.0, 300.0, foot, "text"), *amounts(foot))]
    page = words(*rows)
    first = (page.foot == 100) & (page.left > 480)
    page = replace(page, commas=page.commas & ~first, letters=np.where(first, 2, page.letters))
    assert doubt_of(built(columns, [60, 110, 150], page), columns, Print(NONE, page, page)) is None
    centred = replace(page, right=np.where(first, page.right - 20, page.right))
    told = doubt_of(built(columns, [60, 110, 150], centred), columns, Print(NONE, centred, centred))
    assert told == OTHER_HEADINGS


def test_a_band_whose_rows_are_on_the_next_page_belongs_to_its_table() -> None:
    rows: list[Row] = []
    for foot in (100.0, 190.0, 238.0):
        rows += [(100.0, 280.0, foot, "text"), *amounts(foot)]
    page = [*rows, (100.0, 200.0, 138.0, "text"), (100.0, 220.0, 228.0 - 86, "text")]
    band = (100.0, 560.0, 286.0, "text")
    (table,) = find_free_tables(words(*page, (100, 270, 334, "text"), *amounts(334), (100, 560, 382, "text")))
    assert table.box[3] > 382
    (table,) = find_free_tables(words(*page, (100, 560, 310, "text")))
    assert table.box[3] < 310, "further below than rows are"
    prose = [(100.0, 560.0, 286.0 + 38 * k, "text") for k in range(4)]
    (table,) = find_free_tables(words(*page, *prose))
    assert table.box[3] < 286, "a band has no four lines"
    assert band in prose


def test_headings_that_end_where_amounts_do_are_none() -> None:
    heading = [(500.0 + 100 * j, 590.0 + 100 * j, 100.0, "text") for j in range(3)]
    years = [(530.0 + 100 * j, 574.0 + 100 * j, 60.0, "year") for j in range(3)]
    rows = [row for foot in (150.0, 200.0) for row in ((100.0, 300.0, foot, "text"), *amounts(foot))]
    page = words((100, 300, 80, "text"), *years, *heading, *rows)
    bare = replace(page, number=page.number | (page.foot == 100), plain=page.plain | (page.foot == 100))
    (table,) = find_free_tables(bare)
    assert 100 < table.heading_end < 150


def test_a_wrapped_line_among_many_rows_tells_the_pitch() -> None:
    feet = np.cumsum([100, 48, 46, 47, 45, 48, 48, 46, 48, 40, 46]).tolist()
    columns = Columns((90.0, 480.0, 600.0, 700.0, 800.0), frozenset({1, 2, 3}), 0)
    body = words(*((100.0, 300.0, foot, "text") for foot in feet))
    assert usual_pitch(body, columns) == 40
    numbers = [row for k, foot in enumerate(feet) if k not in (0, 9) for row in amounts(foot)]
    starts, told = row_starts(body.joined(words(*numbers)), columns, 40.0)
    assert told and len(starts) == 9


def test_a_stub_runs_on_only_where_rows_are_further_apart() -> None:
    """Its lines are 42 px apart where a row begins, nearer to the 45 of rows than to lines of a cell."""
    columns = Columns((90.0, 300.0, 480.0, 600.0, 700.0, 800.0), frozenset({2, 3, 4}), 1)
    ys, feet = [60.0, 165.0, 217.0, 262.0], (100.0, 190.0, 235.0)
    rows = [row for foot in feet for row in ((310.0, 450.0, foot, "text"), *amounts(foot))]
    stub = [(100.0, 200.0, foot, "text") for foot in (100.0, 138.0, 180.0, 235.0)]
    assert (0, 0, 2, 1) not in built(columns, ys, words(*rows, *stub)).cells
    even = [(100.0, 200.0, foot, "text") for foot in (100.0, 138.0, 178.0, 235.0)]
    assert (0, 0, 2, 1) in built(columns, ys, words(*rows, *even)).cells


def test_a_single_line_of_numbers_among_rows_that_text_begins() -> None:
    columns = Columns((90.0, 300.0, 480.0, 600.0, 700.0, 800.0), frozenset({2, 3, 4}), 1)
    items = [(310.0, 450.0, foot, "text") for foot in (100.0, 138.0, 190.0, 228.0, 290.0)]
    stub = [(100.0, 200.0, foot, "text") for foot in (100.0, 138.0, 176.0, 214.0, 290.0)]
    page = words(*items, *stub, *amounts(190))
    assert _begin_rows(page, columns, [190.0, 290.0], 38.0)
    flowing = words(*items, *stub[:-1], *amounts(190))
    assert not _begin_rows(flowing, columns, [190.0, 290.0], 38.0)


def test_a_band_above_the_first_row_belongs_to_a_table_without_heading() -> None:
    rows = [row for foot in (150.0, 236.0, 284.0) for row in ((100.0, 280.0, foot, "text"), *amounts(foot))]
    rows.append((100, 200, 188, "text"))
    (table,) = find_free_tables(words(*rows, (100, 560, 102, "text")))
    assert table.box[1] < 102
    (table,) = find_free_tables(words(*rows, (100, 560, 85, "text")))
    assert table.box[1] > 85, "further above than rows are"
    (table,) = find_free_tables(words(*rows, (200, 660, 102, "text")))
    assert table.box[1] > 102, "a title"


def test_years_over_narrow_columns_head_them_though_their_words_stand_close() -> None:
    rows = [row for foot in (140.0, 180.0) for row in ((100.0, 480.0, foot, "text"), *amounts(foot))]
    heading = [(520.0 + 100 * j, 580.0 + 100 * j, 100.0, "text") for j in range(3)]
    years = [(515.0 + 100 * j, 575.0 + 100 * j, 60.0, "year") for j in range(3)]
    signs = [(470.0 + 100 * j, 500.0 + 100 * j, 60.0, "text") for j in range(3)]
    (table,) = find_free_tables(words(*rows, *heading, *years, *signs))
    assert table.box[1] < 60


def test_two_lines_of_zeros_without_stops_above_amounts_are_rows_no_years() -> None:
    zeros = [(530.0 + 100 * j, 590.0 + 100 * j, foot, "year") for j in range(3) for foot in (100.0, 140.0)]
    rows = [row for foot in (180.0, 220.0) for row in amounts(foot)]
    text = [(100.0, 480.0, foot, "text") for foot in (100.0, 140.0, 180.0, 220.0)]
    (table,) = find_free_tables(words(*rows, *text, *zeros))
    assert table.heading_end == table.box[1] < 100
    (table,) = find_free_tables(words(*rows, *text[1:], *(word for word in zeros if word[2] == 140)))
    assert table.heading_end > 140, "years"


def test_of_three_second_lines_the_middle_one_tells_how_far_lines_are_apart() -> None:
    """One stands nearer, as under a line whose foot a letter's tail put down."""
    columns = Columns((90.0, 480.0, 600.0, 700.0, 800.0), frozenset({1, 2, 3}), 0)
    numbered = [337.0, 539.0, 740.0, 782.0, 1313.0, 1352.0]
    text = [(100.0, 300.0, foot, "text") for foot in (*numbered, 371.0, 572.0, 812.0)]
    page = words(*text, *(row for foot in numbered for row in amounts(foot)))
    assert row_starts(page, columns, 33.0) == (numbered[1:], True)


def test_a_title_right_above_the_years_is_no_heading_of_them() -> None:
    """`(พ.ศ. 2566 - 2570) เทศบาล…` stands in the middle of the page, `ปีงบประมาณ` in that of the years."""
    years = words(*((500.0 + 150 * j, 550.0 + 150 * j, 100.0, "year") for j in range(5)))
    title = words((500, 590, 60, "text"), (610, 640, 60, "dash"), (660, 900, 60, "text"))
    assert is_title_over(title, years)
    assert not is_title_over(words((740, 910, 60, "text")), years)
    assert not is_title_over(words((480, 560, 60, "text"), (900, 1040, 60, "text")), years)
    assert not is_title_over(title, years.among(years.left < 700))
