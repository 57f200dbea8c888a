"""Rules of open tables that a worn, centred or tightly set page calls for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.scan.align import build
from extract.scan.corridors import clear_of_headings, heading_corridors, without_blanks
from extract.scan.frames import Frame
from extract.scan.free_tables import FreeTable, find_free_tables
from extract.scan.grid import Grid
from extract.scan.lines import Pieces, find_pieces
from extract.scan.narrow_columns import cut_at, narrow_places
from extract.scan.number_columns import Columns, name_columns
from extract.scan.open_columns import Print, clear_of_text, find_columns
from extract.scan.open_doubts import doubt_of, numbers_beyond
from extract.scan.open_header import heading_rows, is_heading
from extract.scan.open_rows import row_starts, usual_pitch
from extract.scan.words import Words, find_words
from extract.table_doubts import MORE_COLUMNS, OTHER_HEADINGS
from tests.printed_words import words

Row = tuple[float, float, float, str]
NONE = words((100, 300, 60, "text")).among(np.zeros(1, bool))


def amounts(foot: float, count: int = 3, *, kind: str = "amount", first: float = 500) -> list[Row]:
    """Numbers of a line that end at 590, 690, ...; hyphens and zeros are narrow."""
    wide = 80 if kind == "amount" else 10
    return [(first + 90 + 100 * j - wide, first + 90 + 100 * j, foot, kind) for j in range(count)]


def years(foot: float, count: int = 3) -> list[Row]:
    return [(530.0 + 100 * j, 574.0 + 100 * j, foot, "year") for j in range(count)]


def built(columns: Columns, ys: list[float], body: Words) -> Grid:
    frame = Frame(columns.xs[0], columns.xs[-1], (ys[0], ys[-1]), ((), ()))
    none = Pieces(np.zeros((0, 4), np.int64), np.zeros(0, np.int64), np.zeros((9, 9), np.int32), 20.0)
    return build(frame, ys, ys[0], columns, NONE, body, 38.0, none, 10)


def test_lines_of_a_heading_differ_a_little_where_brackets_make_them_higher() -> None:
    """`2566` over `งบ / ประมาณ / (บาท)`: 47 px to the next row, and 40 and 37 within the cell."""
    heading = words(
        *((300.0 + 200 * j, 360.0 + 200 * j, foot, kind)
          for j in range(3)
          for foot, kind in ((59.0, "year"), (106.0, "text"), (146.0, "text"), (183.0, "text")))
    )  # fmt: skip
    columns = Columns((90.0, 280.0, 480.0, 680.0, 880.0), frozenset({1, 2, 3}), 0)
    assert heading_rows(heading, columns, 38.0) == [106.0]


def test_a_heading_of_two_lines_centred_beside_those_of_three_begins_no_row() -> None:
    """`งบประมาณ / (บาท)` beside `งบ / ประมาณ / (บาท)`, each under its year."""
    feet = [(59.0, 104.0, 140.0, 177.0)] * 3 + [(58.0, 121.0, 157.0)]
    heading = words(
        *((300.0 + 200 * j, 360.0 + 200 * j, foot, "year" if foot < 60 else "text")
          for j, own in enumerate(feet)
          for foot in own)
    )  # fmt: skip
    columns = Columns((90.0, 280.0, 480.0, 680.0, 880.0, 1080.0), frozenset({1, 2, 3, 4}), 0)
    assert heading_rows(heading, columns, 36.0) == [104.0]


def test_dirt_makes_no_amounts_of_a_heading_with_years() -> None:
    names = [(100.0, 300.0, foot, "text") for foot in (60.0, 100.0)]
    cells = [(510.0 + 100 * j, 590.0 + 100 * j, 100.0, "text") for j in range(3)]
    dirty = words(*names, *cells, *years(60), (700, 740, 140, "amount"))
    assert is_heading(dirty)
    assert not is_heading(words(*names, *years(60)[:1], *amounts(100)))


def test_a_blank_in_labels_of_totals_parts_no_column_without_heading() -> None:
    """`จำนวน 1 โครงการ` in two totals, beside an item that runs on over that blank."""
    heading = words((100, 300, 60, "text"), (440, 600, 60, "text"))
    labels = [
        row for foot in (140.0, 220.0) for row in ((350.0, 420.0, foot, "text"), (435.0, 560.0, foot, "text"))
    ]
    body = words(
        *labels, (350, 620, 180, "text"), *((100.0, 300.0, f, "text") for f in (140.0, 180.0, 220.0))
    )
    assert without_blanks(heading, body, [90, 330, 428, 700]) == [90, 330, 700]
    headed = heading.joined(words((350, 420, 60, "text")))
    assert without_blanks(headed, body, [90, 330, 428, 700]) == [90, 330, 428, 700]


def test_a_place_before_an_empty_column_stays_before_its_heading() -> None:
    """A rule ends where the column behind it ends."""
    heading = words((100, 120, 60, "text"), (200, 400, 60, "text"), (520, 600, 60, "text"))
    body = words((100, 125, 140, "text"), (520, 600, 140, "amount"))
    moved = clear_of_headings(heading, body, [90, 150, 450, 700], [450.0])
    assert moved[1] < 200
    assert moved[2] == 450


def test_stub_columns_of_text_centred_in_tall_rows() -> None:
    """No line of the one is level with a line of the other; both begin together at their own places."""
    one = [(100.0, 170.0 + 5 * (k % 3), 100.0 + 38 * k, "text") for k in range(6)]
    other = [(202.0, 320.0 + 9 * k, 157.0 + 38 * k, "text") for k in range(3)]
    items = [(360.0, 480.0, 100.0 + 76 * k, "text") for k in range(3)]
    body = words(*one, *other, *items, *(row for k in range(3) for row in amounts(100.0 + 76 * k)))
    found = find_columns(Print(NONE, body, body), 90, 800)
    assert found is not None
    assert any(178 < x < 202 for x in found[0].xs)


def test_text_that_stands_out_over_its_column_moves_the_place() -> None:
    lines = [(100.0, right, 100.0 + 40 * k, "text") for k, right in enumerate((480.0, 520.0, 470.0))]
    split = [(100.0, 480.0, 220.0, "text"), (505.0, 525.0, 220.0, "text")]
    body = words(*lines, *split, *amounts(100, first=560), *amounts(140, first=560))
    moved = clear_of_text(NONE, body, [90, 498, 660, 760, 860])
    assert 525 < moved[1] < 570
    assert moved[2:] == [660, 760, 860]


def test_strokes_of_print_at_the_height_of_a_rule_end_no_merged_cell() -> None:
    pieces = ((300.0, 340.0), (500.0, 540.0), (700.0, 1200.0))
    frame = Frame(100.0, 1200.0, (50.0, 90.0), (((100.0, 1200.0),), pieces))
    assert frame.ends(50.0) == [700.0]


def test_a_worn_word_under_a_wider_line_is_no_mark_of_it() -> None:
    """Lines of tight print stand one and a half letters' heights apart."""
    ink = np.zeros((120, 300), np.uint8)
    for k in range(6):
        ink[20:40, 20 + 24 * k : 36 + 24 * k] = 1
    for k in range(2):
        ink[50:70, 20 + 24 * k : 36 + 24 * k] = 1
    pieces = find_pieces(ink, 200.0)
    assert len(find_words(pieces, np.ones(len(pieces.boxes), bool))) == 2


def test_lone_marks_tell_no_pitch() -> None:
    columns = Columns((90.0, 400.0, 500.0), frozenset({1}), 0)
    lines = [(100.0, 300.0, foot, "text") for foot in (100.0, 138.0, 190.0, 228.0)]
    assert usual_pitch(words(*lines, (350, 356, 165, "dash")), columns) == 38.0


def test_the_second_line_of_a_band_that_fills_the_table() -> None:
    columns = Columns((90.0, 480.0, 600.0, 700.0, 800.0), frozenset({1, 2, 3}), 0)
    rows = [
        row for k in range(3) for row in ((100.0, 400.0, 200.0 + 50 * k, "text"), *amounts(200.0 + 50 * k))
    ]
    starts, told = row_starts(words((100, 780, 100, "text"), (100, 130, 138, "text"), *rows), columns, 38.0)
    assert (starts, told) == ([200.0, 250.0, 300.0], True)
    short, _ = row_starts(words((100, 600, 100, "text"), (100, 130, 138, "text"), *rows), columns, 38.0)
    assert 138.0 in short


def several(close: float) -> tuple[list[float], bool]:
    """Rows of two lines with paper between, but one item `close` px below the line before it."""
    columns = Columns((90.0, 480.0, 600.0, 700.0, 800.0), frozenset({1, 2, 3}), 0)
    starts = np.cumsum([100.0, 88, 88, 38 + close, 88, 88, 88]).tolist()
    items = [(100.0, 400.0, foot + line, "text") for foot in starts for line in (0, 38)]
    numbers = [row for foot in starts for row in amounts(foot)]
    return row_starts(words(*items, *numbers), columns, 38.0)


def test_items_of_one_cell_among_rows_that_paper_parts() -> None:
    assert several(38.0) == ([188.0, 276.0, 440.0, 528.0, 616.0], True)
    assert several(40.0) == ([188.0, 276.0, 442.0, 530.0, 618.0], True)
    assert several(41.5) == ([188.0, 276.0, 355.5, 443.5, 531.5, 619.5], False)
    assert several(50.0) == ([188.0, 276.0, 364.0, 452.0, 540.0, 628.0], True)


def table_of(*rows: Row) -> FreeTable:
    (table,) = find_free_tables(words(*rows))
    return table


HEADING: list[Row] = [
    (150.0, 350.0, 144.0, "text"),
    *years(100),
    *((510.0 + 100 * j, 590.0 + 100 * j, 144.0, "text") for j in range(3)),
]


def test_a_row_of_hyphens_under_years_whose_digits_run_together() -> None:
    """Two of the years are as wide as the others, but of three letters."""
    page = words(*HEADING, (100, 300, 200, "text"), *amounts(200, kind="dash"))
    joined = replace(page, letters=np.where((page.letters == 4) & (page.left > 600), 3, page.letters))
    (table,) = find_free_tables(joined)
    assert table.box[1] < 100 and table.box[3] > 200


def test_a_label_of_totals_that_looks_like_zeros_hides_no_row_under_years() -> None:
    page = words(*HEADING, (100, 140, 200, "number"), *amounts(200))
    label = replace(page, letters=np.where(page.left == 100, 3, page.letters))
    assert len(find_free_tables(label)) == 1


def test_a_band_with_its_blank_where_the_first_column_ends() -> None:
    """`มิติที่ / ๔ การ...` below the last amounts, as the one above them."""
    rows = [
        row
        for k in range(2)
        for row in (
            (104.0, 118.0, 200.0 + 80 * k, "number"),
            (150.0, 400.0, 200.0 + 80 * k, "text"),
            *amounts(200.0 + 80 * k),
        )
    ]
    bands = [
        row for foot in (240.0, 320.0) for row in ((100.0, 130.0, foot, "text"), (145.0, 560.0, foot, "text"))
    ]
    assert table_of(*HEADING, *rows, *bands).box[3] > 320


def test_a_title_over_the_numbers_is_no_heading_of_theirs() -> None:
    """It stands further above the heading over all years than that one above them."""
    banner = (600.0, 720.0, 60.0, "text")
    rows = [row for foot in (200.0, 240.0) for row in ((100.0, 300.0, foot, "text"), *amounts(foot))]
    assert table_of(*HEADING, banner, *rows, (510, 810, 0, "text")).box[1] > 0
    assert table_of(*HEADING, banner, *rows, (510, 810, 18, "text")).box[1] < 0


def test_the_last_line_of_a_narrow_heading_is_not_the_first_of_the_body() -> None:
    rows = [row for foot in (220.0, 260.0) for row in ((100.0, 300.0, foot, "text"), *amounts(foot))]
    narrow = [(830.0, 850.0, foot, "text") for foot in (90.0, 126.0, 162.0)]
    table = table_of(*HEADING, *rows, *narrow)
    assert 162 < table.heading_end < 200


def test_running_text_below_a_table_is_no_line_of_numbers() -> None:
    box = (90.0, 40.0, 810.0, 150.0)
    prose = [(100.0 + 110 * j, 195.0 + 110 * j, 190.0, "year") for j in range(6)]
    assert numbers_beyond(words(*prose), box) is None


def test_two_headings_in_one_cell_of_text() -> None:
    xs, ys = (90.0, 500.0, 600.0, 700.0, 800.0), (40.0, 80.0, 120.0)
    grid = Grid(xs, ys, tuple((r, c, 1, 1) for r in range(2) for c in range(4)), ruled=False)
    columns = Columns(xs, frozenset({1, 2, 3}), 0)
    body = words((100, 400, 110, "text"), *amounts(110))
    for second, doubt in ((300, OTHER_HEADINGS), (215, None)):
        heading = words((100, 200, 70, "text"), (second, second + 150, 70, "text"), *years(70))
        assert doubt_of(grid, columns, Print(heading, body, body)) == doubt


def test_dirt_in_a_bands_row_does_not_cut_the_band() -> None:
    columns = Columns((90.0, 250.0, 480.0, 600.0, 700.0, 800.0), frozenset({2, 3, 4}), 1)
    rows = [
        row
        for k in range(2)
        for row in (
            (100.0, 200.0, 150.0 + 50 * k, "text"),
            (260.0, 400.0, 150.0 + 50 * k, "text"),
            *amounts(150.0 + 50 * k),
        )
    ]
    band = (100.0, 420.0, 100.0, "text")
    dirt = (620.0, 626.0, 90.0, "dash")
    assert (0, 0, 1, 5) in built(columns, [60, 115, 165, 215], words(band, dirt, *rows)).cells
    middle = sum(amounts(150)[1][:2]) / 2
    under = (middle - 3, middle + 3, 85.0, "dash")  # as numbers centred there would stand
    assert (0, 0, 1, 5) in built(columns, [60, 115, 165, 215], words(band, under, *rows)).cells
    hyphens = amounts(100, kind="dash")
    assert (0, 0, 1, 5) not in built(columns, [60, 115, 165, 215], words(band, *hyphens, *rows)).cells


def test_a_unit_beside_a_hyphen_above_amounts_has_a_column_of_its_own() -> None:
    def place(*rows: Row) -> list[float]:
        text = [(100.0, 300.0, foot, "text") for foot in (100.0, 150.0, 200.0)]
        return narrow_places(NONE, words(*text, *rows), [90, 480, 900])

    flush = [(580.0, 590.0, 100.0, "dash"), (580.0, 590.0, 150.0, "number"), (500.0, 590.0, 200.0, "amount")]
    assert place(*flush, (600, 660, 100, "text")) == [595]
    assert not place(*flush, (600, 660, 200, "text"))
    bullets = [(580.0, 590.0, foot, "dash") for foot in (100.0, 150.0, 200.0)]
    assert not place(*bullets, *((600.0, 660.0, foot, "text") for foot in (100.0, 150.0, 200.0)))


def test_text_of_an_inner_column_is_no_band_though_the_first_column_is_narrow() -> None:
    """`มาตรการ` and the item beside it stand closer than words of one line usually do."""
    item = [(100.0, 112.0, 125.0, "number"), (130.0, 200.0, 140.0, "text"), (222.0, 360.0, 180.0, "text")]
    fine = words(*item, (130, 208, 100, "text"), (222, 400, 100, "text"))
    found = cut_at(words(*item, (130, 400, 100, "text")), fine, [90, 121, 215, 480])
    assert (found.right == 208).any()


def test_dirt_in_the_text_of_an_item_begins_no_row() -> None:
    columns = Columns((90.0, 480.0, 600.0, 700.0, 800.0), frozenset({1, 2, 3}), 0)
    rows = [row for foot in (100.0, 300.0) for row in ((100.0, 400.0, foot, "text"), *amounts(foot))]
    assert row_starts(words(*rows, (130, 138, 200, "dash")), columns, 38.0)[0] == [300.0]


def test_a_line_of_zeros_with_decimals_is_no_line_of_years() -> None:
    """`0.00` has four letters where its stop is one."""
    rows = [row for foot in (200.0, 240.0) for row in ((100.0, 300.0, foot, "text"), *amounts(foot))]
    zeros = [(left + 36, right, 305.0, "year") for left, right, _, _ in amounts(305)]
    assert table_of(*HEADING, *rows, (100, 160, 305, "text"), *zeros).box[3] > 305


def test_worn_lines_of_a_stub_are_no_item_numbers() -> None:
    """Lines of a narrow column without marks that the scan left: of two to six letters each."""
    letters = np.array([4, 4, 5, 2, 4, 6, 3, 5])
    stub = [(100.0, 170.0, 100.0 + 38 * k, "number") for k in range(8)]
    items = [(200.0, 450.0, 100.0 + 38 * k, "text") for k in range(8)]
    body = words(*stub, *items, *(row for k in range(0, 8, 2) for row in amounts(100.0 + 38 * k)))
    body = replace(body, letters=np.where(body.left < 150, np.resize(letters, len(body)), body.letters))
    numbers = name_columns([90, 185, 480, 600, 700, 800], body).numbers
    assert numbers == {2, 3, 4}


def test_dirt_that_runs_into_a_word_from_the_column_before_is_cut_off() -> None:
    lines = [(130.0, 250.0, 100.0 + 38 * k, "text") for k in range(3)]
    others = [(300.0, 450.0, 100.0 + 38 * k, "text") for k in range(4)]
    fine = words(*lines, *others, (131, 260, 214, "text"))
    found = cut_at(words(*lines, *others, (112, 260, 214, "text")), fine, [90, 122, 280, 480])
    assert sorted(found.left) == [130, 130, 130, 131, 300, 300, 300, 300]


def test_paper_through_all_lines_of_a_text_without_heading_is_said() -> None:
    """`รวม | จำนวน 1 โครงการ` over `รวม / ทั้งสิ้น`: two columns as likely as one."""
    xs, ys = (90.0, 500.0, 600.0, 700.0, 800.0), (80.0, 120.0, 160.0)
    grid = Grid(xs, ys, tuple((r, c, 1, 1) for r in range(2) for c in range(4)), ruled=False)
    columns = Columns(xs, frozenset({1, 2, 3}), 0)
    rows = [(100.0, 140.0, 110.0, "text"), *amounts(110), (100.0, 138.0, 150.0, "text"), *amounts(150)]
    for begin, doubt in ((160, MORE_COLUMNS), (150, None)):
        body = words(*rows, (begin, 300, 110, "text"))
        assert doubt_of(grid, columns, Print(NONE, body, body)) == doubt


def test_a_single_number_between_two_headings_belongs_to_the_first() -> None:
    heading = words((100, 300, 60, "text"), (520, 560, 60, "text"), (650, 800, 60, "text"))
    body = words((100, 300, 110, "text"), (625, 635, 110, "number"))
    places = heading_corridors(heading, body, [90, 480, 820])
    assert len(places) == 1 and 635 < places[0] < 650


def test_labels_underlined_alike_are_no_table() -> None:
    ys = (100.0, 180.0, 260.0)
    frame = Frame(90, 300, ys, tuple(((90.0, 300.0),) for _ in ys))
    labels = [(92.0, 298.0, y - 4, "text") for y in ys]
    behind = [(312.0, 700.0, y - 4, "text") for y in ys]
    assert frame.underlines(words(*labels, *behind))
    assert frame.underlines(words(*((92.0, 700.0, y - 4, "text") for y in ys)))
    beside = [(400.0, 700.0, y - 4, "text") for y in ys]  # another column of the page
    assert not frame.underlines(words(*labels, *beside))
    assert not frame.underlines(words(*labels, *behind[:1]))
