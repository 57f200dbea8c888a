"""Words and columns of tables without vertical rules, where print of neighbouring columns nearly touches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.scan.corridors import at_rule_ends, clear_of_headings, find_corridors, heading_corridors
from extract.scan.frames import Frame
from extract.scan.free_tables import find_free_tables
from extract.scan.lines import find_pieces
from extract.scan.narrow_columns import cut_at, narrow_places, without_lone_words
from extract.scan.number_columns import Columns, name_columns
from extract.scan.open_columns import (
    Print,
    columns_of_row,
    find_columns,
    one_amount_each,
    parted_repeats,
)
from extract.scan.open_header import heading_rows
from extract.scan.open_rows import row_starts
from extract.scan.words import find_words
from tests.printed_words import words


def digits(text: str, gap: int = 4, between: int = 12) -> np.ndarray:
    """The ink of a line: boxes for figures, small ones at their feet for commas (`;` bold ones); `_` is a
    wider gap."""
    ink = np.zeros((120, 900), np.uint8)
    x = 40
    for char in text:
        if char == "_":
            x += between - gap
            continue
        wide, high, top = {",": (5, 10, 74), ";": (8, 13, 74)}.get(char, (12, 20, 60))
        ink[top : top + high, x : x + wide] = 1
        x += wide + gap
    return ink


@pytest.mark.parametrize(
    ("text", "count"), [("304,100_253,000", 2), ("304;100_253;000", 2), ("1,304,100", 1), ("12,000.00", 1)]
)
def test_amounts_that_nearly_touch_are_two_words(text: str, count: int) -> None:
    pieces = find_pieces(digits(text.replace(".", ",")), 200.0)
    found = find_words(pieces, np.ones(len(pieces.boxes), bool))
    assert len(found) == count and found.number.all()


@pytest.mark.parametrize(
    ("text", "count"),
    [("12,000.00_2,000.00", 2), ("0.00_2,000.00", 2), ("8,80000_2,000.00", 2), ("1,234,567", 1)],
)
def test_amounts_a_letter_apart_of_which_the_second_begins_with_one_digit(text: str, count: int) -> None:
    """A stop may be too small to be seen."""
    pieces = find_pieces(digits(text.replace(".", ","), between=20), 200.0)
    assert len(find_words(pieces, np.ones(len(pieces.boxes), bool))) == count


def test_amounts_of_a_single_row_a_letter_apart_are_in_two_columns() -> None:
    places = ((836, 1028), (1067, 1234), (1252, 1447), (1487, 1653))
    row = words((168, 210, 100, "text"), *((a, b, 100, "amount") for a, b in places))
    columns = columns_of_row(row, 168, 2190)
    assert columns is not None and len(columns.xs) == 6


@pytest.mark.parametrize("wide", [False, True])
def test_blanks_one_below_another_in_the_text_of_a_column_part_no_columns(wide: bool) -> None:
    """`ตุลาคม ๒๕๖๗ - กันยายน ๒๕๖๘` in every row: below a heading the month's blank is no side of a column; more
    paper than a blank is."""
    gap = 45 if wide else 20
    heading = words((100, 300, 60, "text"), (440, 560, 60, "text"), (700, 900, 60, "text"))
    rows = []
    for k in range(6):
        foot = 140 + 100 * k
        rows += [(100, 300, foot, "text"), (440, 500, foot, "text"), (500 + gap, 560 + gap, foot, "year")]
        rows += [(440, 450, foot + 30, "dash"), (470, 530, foot + 30, "text"), (700, 900, foot, "text")]
    printed = Print(heading, words(*rows), words(*rows))
    found = find_columns(printed, 90, 910)
    assert found is not None
    assert len(found[0].xs) == (5 if wide else 4)


def test_item_numbers_with_a_heading_of_their_own_are_a_column() -> None:
    headings = words((176, 195, 60, "text"), (228, 270, 60, "text"))
    text = [(212.0, 290.0, 100.0 + 40 * k, "text") for k in range(6)]
    body = words((178, 192, 100, "number"), (178, 192, 220, "number"), (176, 231, 340, "text"), *text)
    (place,) = narrow_places(headings, body, [167, 300])
    assert 192 < place < 212
    assert narrow_places(headings.among(np.zeros(2, bool)), body, [120, 167, 300]) == []


def test_on_a_page_without_heading_numbers_without_a_mark_are_a_column() -> None:
    """`๗` beside lines that begin together is a column, `๗.` or `๗)` with a hanging indent is none."""
    nothing = words((0, 1, 0, "text")).among(np.zeros(1, bool))
    text = [(212.0, 290.0, 100.0 + 40 * k, "text") for k in range(6)]
    body = words((178, 192, 100, "number"), (178, 192, 220, "number"), *text)
    (place,) = narrow_places(nothing, body, [167, 300])
    assert 192 < place < 212
    marked = replace(body, letters=np.where(body.letters == 1, 2, body.letters))
    assert narrow_places(nothing, marked, [167, 300]) == []


def test_amounts_flush_right_and_text_flush_left_are_two_columns() -> None:
    amounts = [(500.0, 600.0, 100.0 + 60 * k, "amount") for k in range(3)]
    wrapped = [(606.0, 700.0 + 9 * k, 90.0 + 30 * k, "text") for k in range(5)]
    nothing = words((0, 1, 0, "text")).among(np.zeros(1, bool))
    (place,) = narrow_places(nothing, words(*amounts, *wrapped), [450, 900])
    assert 600 < place < 606
    units = [(606.0, 640.0, foot, "text") for _, _, foot, _ in amounts]
    assert narrow_places(nothing, words(*amounts, *units), [450, 900]) == []


def test_a_lone_word_or_a_heading_makes_no_column() -> None:
    headings = words((454, 500, 60, "text"), (512, 560, 60, "year"), (100, 300, 60, "text"))
    body = words(
        (100, 290, 100, "text"), (100, 280, 140, "text"), (296, 310, 140, "text"), (520, 600, 100, "amount")
    )
    assert without_lone_words(headings, body, [90, 293, 440, 506, 700]) == [90, 440, 700]


def test_a_word_over_a_place_is_cut_where_its_letters_leave_paper() -> None:
    coarse = words((100, 300, 100, "text"), (216, 280, 140, "text"), (600, 660, 100, "amount"))
    fine = words(
        (100, 205, 100, "text"), (216, 300, 100, "text"), (216, 280, 140, "text"), (600, 660, 100, "amount")
    )
    cut = cut_at(coarse, fine, [90, 210, 500, 700])
    assert sorted(zip(cut.left, cut.right, strict=True)) == [(100, 205), (216, 280), (216, 300), (600, 660)]
    whole = replace(fine, left=np.where(fine.left == 216, 208, fine.left))
    assert len(cut_at(coarse, whole, [90, 212, 500, 700])) == len(coarse)


def test_numbers_on_first_lines_tell_rows_and_headings_between_are_rows_too() -> None:
    """Lines of a cell stand 39 px apart, rows 44; one line is a heading without numbers."""
    feet, numbered = [100, 139, 183, 222, 266, 310, 349], [100, 183, 310]
    items = [(100.0, 380.0, float(foot), "text") for foot in feet]
    amounts = [(x, x + 80.0, float(foot), "amount") for foot in numbered for x in (420.0, 520.0)]
    columns = Columns((90.0, 400.0, 510.0, 610.0), frozenset({1, 2}), 0)
    assert row_starts(words(*items, *amounts), columns, 39.0) == ([183.0, 266.0, 310.0], True)


@pytest.mark.parametrize(("numbered", "told"), [([100, 140, 180], True), ([100, 180], False)])
def test_rows_as_tight_as_lines_are_not_told_where_lines_have_no_numbers(
    numbered: list[int], told: bool
) -> None:
    items = [(100.0, 380.0, foot, "text") for foot in (100.0, 140.0, 180.0)]
    amounts = [(x, x + 80.0, float(foot), "amount") for foot in numbered for x in (420.0, 520.0)]
    columns = Columns((90.0, 400.0, 510.0, 610.0), frozenset({1, 2}), 0)
    for pitch in (None, 40.0):
        assert row_starts(words(*items, *amounts), columns, pitch)[1] == told


def test_a_second_line_in_every_number_column_begins_no_row_where_paper_parts_rows() -> None:
    """`ไม่ใช้งบ / ประมาณ` on 183 and 222; lines of a cell stand 39 px apart, rows 44."""
    feet = [100, 139, 183, 222, 266, 310, 349, 393, 437]
    numbered = [100, 183, 222, 266, 310, 393, 437]
    items = [(100.0, 380.0, float(foot), "text") for foot in feet]
    amounts = [(x, x + 80.0, float(foot), "amount") for foot in numbered for x in (420.0, 520.0)]
    columns = Columns((90.0, 400.0, 510.0, 610.0), frozenset({1, 2}), 0)
    starts = [183.0, 266.0, 310.0, 393.0, 437.0]
    assert row_starts(words(*items, *amounts), columns, 39.0) == (starts, True)


@pytest.mark.parametrize(("second", "starts", "told"), [(140.0, [], False), (190.0, [190.0], True)])
def test_without_a_line_of_numbers_only_paper_tells_rows(
    second: float, starts: list[float], told: bool
) -> None:
    """One amount of three on each line is too little for a line of numbers."""
    body = words(
        (100, 380, 100, "text"),
        (100, 380, second, "text"),
        (420, 500, 100, "amount"),
        (520, 600, second, "amount"),
    )
    columns = Columns((90.0, 400.0, 510.0, 610.0, 710.0), frozenset({1, 2, 3}), 0)
    assert row_starts(body, columns, 40.0) == (starts, told)


def test_a_single_line_whose_feet_differ_by_a_pixel_is_found() -> None:
    """The years' line is crossed by a heading, so that the line of amounts begins the table."""
    heads = [(x, x + 44.0, 100.0, "year") for x in (295.0, 435.0, 575.0, 715.0)]
    amounts = [(x, x + 60.0, 200.0 + k % 2, "amount") for k, x in enumerate((275.0, 415.0, 555.0, 695.0))]
    page = words(*heads, *amounts, (205.0, 435.0, 100.0, "text"))
    (table,) = find_free_tables(replace(page, commas=page.amount))
    assert (table.box[0], table.box[2]) == (265.0, 765.0)


def test_a_place_between_two_headings_stays_between_them() -> None:
    """The last column is blank; more paper behind its heading does not move its side."""
    headings = words((100, 200, 60, "text"), (420, 580, 60, "text"), (603, 660, 60, "text"))
    items = [(100.0, 380.0, 100.0 + 44 * k, "text") for k in range(4)]
    amounts = [(470.0, 581.0, 100.0 + 44 * k, "amount") for k in range(4)]
    body = words(*items, *amounts)
    found = find_columns(Print(headings, body, headings.joined(body)), 90, 700)
    assert found is not None
    assert len(found[0].xs) == 4 and 581 < found[0].xs[2] < 603


def test_a_heading_over_several_columns_does_not_hide_where_they_part() -> None:
    """`ปีงบประมาณ` stands across the only paper between the second and third year."""
    years = [(100.0, 180.0, 100.0, "text"), (220.0, 300.0, 100.0, "text"), (340.0, 420.0, 100.0, "text")]
    headings = words((170, 350, 60, "text"), *years)
    dashes = words(
        *((196.0 + 120 * j, 204.0 + 120 * j, 150.0 + 40 * k, "dash") for j in range(3) for k in (0, 1))
    )
    moved = clear_of_headings(headings, dashes, [90, 260, 380, 440])
    assert moved[:3] == [90, 212, 332]


def test_a_rule_ends_beside_a_place_that_a_label_runs_over() -> None:
    """`รวมทั้งสิ้น` has its middle between the place and the rule's end: no column stands between them."""
    headings = words((100, 120, 60, "text"), (160, 240, 60, "text"))
    body = words((105, 112, 100, "number"), (145, 240, 100, "text"), (98, 168, 200, "text"))
    assert at_rule_ends(headings, body, [90, 131, 260], [134, 134]) == [90, 134, 260]


def test_blanks_within_labels_part_no_column_that_text_runs_across() -> None:
    """`รวม จำนวน 2 โครงการ` twice with one wide blank, and `รวมทั้งสิ้น`, under long names."""
    runs = ((100.0, 160.0), (178.0, 290.0), (315.0, 450.0))
    labels = [(a, b, foot, "text") for foot in (200.0, 300.0) for a, b in runs]
    names = [(100.0, 560.0, foot, "text") for foot in (100.0, 150.0)]
    total = (100.0, 250.0, 350.0, "text")
    amounts = [(700.0, 800.0, foot, "amount") for foot in (100.0, 150.0, 200.0, 300.0, 350.0)]
    found = find_corridors(words(*labels, *names, total, *amounts), 90, 810)
    assert len(found) == 1 and 560 < found[0] < 700


def test_numbers_may_touch_the_place_before_the_next_heading() -> None:
    headings = words((600, 660, 60, "year"), (705, 760, 60, "text"))
    body = words((580, 700, 100, "amount"), (585, 704, 140, "amount"))
    (place,) = heading_corridors(headings, body, [400, 560, 780])
    assert 700 <= place <= 705


def test_a_mark_over_letters_does_not_join_the_rows_of_a_heading() -> None:
    """`ที่` is two words at heights that no two lines have; under the years stand lines of their own."""
    years = [(300.0 + 200 * j, 360.0 + 200 * j, 100.0, "year") for j in range(2)]
    names = [(290.0 + 200 * j, 400.0 + 200 * j, foot, "text") for j in range(2) for foot in (146.0, 184.0)]
    heading = words((105, 115, 130, "number"), (104, 118, 147, "number"), *years, *names)
    columns = Columns((90.0, 130.0, 280.0, 480.0, 680.0), frozenset({0, 2, 3}), 1)
    assert heading_rows(heading, columns, 38.0) == [146.0]


def test_two_amounts_in_one_column_and_none_beside_it_part_the_two() -> None:
    headings = words((100, 180, 60, "year"), (220, 300, 60, "year"), (340, 420, 60, "year"))
    body = words(*((190.0 + 120 * j, 198.0 + 120 * j, 100.0, "dash") for j in range(3)))
    moved = one_amount_each(headings, body, [90, 185, 325, 440])
    assert 198 < moved[1] < 220
    assert 318 < moved[2] < 340
    settled = words(
        (150, 180, 140, "amount"), (270, 300, 140, "amount"), (190, 198, 100, "dash"), (310, 318, 100, "dash")
    )
    assert one_amount_each(headings, settled, [90, 185, 440]) == [90, 185, 440]


def test_an_empty_column_between_two_headings_is_none() -> None:
    headings = words((136, 164, 60, "text"), (330, 480, 60, "text"), (600, 640, 60, "year"))
    body = words((104, 142, 100, "text"), (365, 480, 100, "text"), (610, 640, 100, "amount"))
    assert without_lone_words(headings, body, [90, 185, 215, 550, 700]) == [90, 185, 550, 700]


def test_one_heading_over_several_columns_hardly_a_blank_apart_is_parted() -> None:
    """`งบประมาณ งบประมาณ งบประมาณ`, each with `(บาท)` below; a name of two words stays one."""
    fine = words(
        *((300.0 + 176 * j, 460.0 + 176 * j, 100.0, "text") for j in range(4)),
        *((340.0 + 176 * j, 420.0 + 176 * j, 142.0, "text") for j in range(4)),
        (100, 180, 100, "text"),
        (190, 240, 100, "text"),
    )
    below = fine.among(fine.foot > 120)
    heading = words((300, 812, 100, "text"), (828, 988, 100, "text"), (100, 240, 100, "text")).joined(below)
    found = parted_repeats(heading, fine)
    assert sorted(found.left[found.foot < 120].tolist()) == [100, 300, 476, 652, 828]
    lone = words((100, 240, 100, "text"))
    assert len(parted_repeats(lone, words((100, 160, 100, "text"), (175, 235, 100, "text")))) == 1


def test_a_speck_beside_a_heading_hides_no_column_of_item_numbers() -> None:
    rows = [(100.0, 116.0, foot, "number") for foot in (100.0, 340.0)]
    rows += [(137.0, 200.0 + foot / 10, foot, "text") for foot in (100.0, 140.0, 180.0, 220.0, 340.0, 380.0)]
    rows += [(250.0 + 100 * j, 320.0 + 100 * j, foot, "amount") for j in range(2) for foot in (100.0, 340.0)]
    rows += [(100.0, 155.0, foot, "text") for foot in (300.0, 420.0)]
    body = words(*rows)
    years = [(260.0 + 100 * j, 310.0 + 100 * j, 60.0, "year") for j in range(2)]
    heading = words((100, 137, 60, "text"), (160, 200, 60, "text"), *years)
    fine = words((100, 118, 60, "text"), (160, 200, 60, "text"), *years).joined(body)
    found = find_columns(Print(heading, body, fine), 90, 430)
    assert found is not None and len(found[0].xs) == 5


def test_the_numbers_of_bands_between_two_places_are_no_column() -> None:
    """`มิติที่ ๑` and its like, where a narrow paper behind item numbers goes past a band's number."""
    headings = words((120, 140, 60, "text"), (330, 480, 60, "text"), (600, 640, 60, "year"))
    bands = [(94.0, 145.0, foot, "text") for foot in (100.0, 220.0)]
    bands += [(158.0, 174.0, foot, "number") for foot in (100.0, 220.0)]
    bands += [(190.0, 480.0, foot, "text") for foot in (100.0, 220.0)]
    rows = [(124.0, 140.0, 160.0, "number"), (182.0, 480.0, 160.0, "text"), (610.0, 640.0, 160.0, "amount")]
    xs = [90.0, 158.0, 173.0, 550.0, 700.0]
    assert len(without_lone_words(headings, words(*bands, *rows), xs)) == len(xs) - 1
    rows += [(158.0, 174.0, foot, "number") for foot in (160.0, 280.0)]
    assert without_lone_words(headings, words(*bands, *rows), xs) == xs


def test_a_broken_number_does_not_make_its_column_one_of_text() -> None:
    amounts = [(500.0, 640.0 - 60 * (k == 0), 100.0 + 40 * k, "amount") for k in range(3)]
    body = words(*((100.0, 300.0, 100.0 + 40 * k, "text") for k in range(3)), *amounts)
    wide = replace(body, number=body.number & ~body.commas)
    for printed in (body, wide):
        assert name_columns((90, 400, 650), printed).numbers == {1}


def test_a_bracket_or_a_hyphen_does_not_move_a_line() -> None:
    """Lines 39 px apart, rows 46; the bracket behind the second item's text hangs lower, its hyphens are
    guessed higher."""
    items = [(100.0, 380.0, foot, "text") for foot in (100.0, 139.0, 185.0, 224.0, 270.0, 309.0)]
    bracket = (340.0, 380.0, 231.0, "text")
    amounts = [(x, x + 10.0, foot, "dash") for foot in (100.0, 179.0, 270.0) for x in (490.0, 590.0)]
    columns = Columns((90.0, 400.0, 510.0, 610.0), frozenset({1, 2}), 0)
    found = words(*items, bracket, *amounts)
    heavy = replace(found, letters=np.where(found.left == 100, 20, found.letters))
    assert row_starts(heavy, columns, 39.0) == ([185.0, 270.0], True)


def test_a_column_whose_text_ends_above_the_first_amounts_belongs_to_the_table() -> None:
    amounts = [
        (600.0 + 120 * j, 680.0 + 120 * j, foot, "amount") for j in range(3) for foot in (300.0, 344.0, 388.0)
    ]
    items = [(300.0, 560.0, foot, "text") for foot in (180.0, 220.0, 260.0, 300.0, 344.0, 388.0)]
    stub = [(100.0, 250.0, foot, "text") for foot in (180.0, 220.0, 260.0)]
    (table,) = find_free_tables(words(*amounts, *items, *stub))
    assert table.box[0] == 90.0
    prose = [(100.0, 400.0, foot, "text") for foot in (100.0, 140.0)]
    (table,) = find_free_tables(words(*amounts, *items[2:], *prose))
    assert table.box[0] == 290.0


def test_strokes_of_print_at_the_height_of_a_rule_are_no_rule() -> None:
    """The rule ends where a column of one word begins, whose strokes look like more of it."""
    frame = Frame(0, 600, (100, 150, 200), (((0, 600),), ((300, 505), (512, 588)), ((0, 600),)))
    word = words((512, 588, 155, "text"))
    assert frame.closes(150, (300, 500), word, 10)
    assert not frame.closes(150, (500, 600), word, 10)
    assert frame.closes(200, (500, 600), words((512, 588, 205, "text")), 10)


def test_a_band_does_not_hide_where_columns_part() -> None:
    headings = words((400, 460, 60, "text"), (520, 600, 60, "text"))
    dashes = [(480.0 + 130 * j, 490.0 + 130 * j, foot, "dash") for j in range(2) for foot in (100.0, 180.0)]
    items = [(100.0, 300.0, foot, "text") for foot in (100.0, 180.0)]
    band = (100.0, 550.0, 140.0, "text")
    moved = clear_of_headings(headings, words(*items, *dashes, band), [90, 350, 580, 640])
    assert 490 < moved[2] < 520


def test_a_heading_alone_on_its_line_gives_way_where_its_neighbours_leave_paper() -> None:
    """`ปีงบประมาณ` stands over the middle one of three years, a little wider than what is under it."""
    years = [(100.0, 180.0, 100.0, "text"), (220.0, 300.0, 100.0, "text"), (340.0, 420.0, 100.0, "text")]
    headings = words((195, 330, 60, "text"), *years)
    dashes = words(
        *((190.0 + 120 * j, 200.0 + 120 * j, foot, "dash") for j in range(3) for foot in (140.0, 180.0))
    )
    moved = clear_of_headings(headings, dashes, [90, 260, 380, 440])
    assert 200 < moved[1] < 220 and 320 < moved[2] < 340


def test_a_rules_end_counts_where_text_runs_across_the_place_beside_it() -> None:
    headings = words((100, 280, 60, "text"), (400, 480, 60, "year"))
    body = words(
        (100, 270, 100, "text"), (100, 330, 140, "text"), (100, 260, 180, "text"), (290, 320, 180, "text"),
        *((440.0, 490.0, foot, "amount") for foot in (100.0, 140.0, 180.0)),
    )  # fmt: skip
    assert at_rule_ends(headings, body, [20, 90, 285, 500], [345]) == [20, 90, 345, 500]


def test_a_rule_with_a_gap_for_a_merged_cell_shows_its_column() -> None:
    """Item numbers beside a merged cell without print: the rule between the rows ends at both its sides."""
    nothing = words((0, 1, 0, "text")).among(np.zeros(1, bool))
    body = words(
        (105, 115, 100, "number"), (105, 115, 180, "number"), (98, 200, 260, "text"),
        *((260.0, 400.0, foot, "text") for foot in (100.0, 180.0)),
    )  # fmt: skip
    assert at_rule_ends(nothing, body, [90, 240, 420], [141, 240]) == [90, 141, 240, 420]
    assert at_rule_ends(nothing, body, [90, 240, 420], [141]) == [90, 240, 420]


@pytest.mark.parametrize(("last", "told"), [(296.0, True), (290.0, False)])
def test_rows_told_by_a_little_paper_only_are_doubtful(last: float, told: bool) -> None:
    """Lines of a cell stand 35 px apart, rows 38 or 44; a line without numbers 38 px lower is either."""
    items = [(100.0, 380.0, foot, "text") for foot in (100.0, 135.0, 173.0, 208.0, 252.0, last)]
    amounts = [(x, x + 80.0, foot, "amount") for foot in (100.0, 173.0, 252.0) for x in (420.0, 520.0)]
    columns = Columns((90.0, 400.0, 510.0, 610.0), frozenset({1, 2}), 0)
    assert row_starts(words(*items, *amounts), columns, 35.0) == ([173.0, 252.0, last], told)


def test_zeros_under_a_heading_are_a_row_though_one_amount_is_too_wide_for_its_column() -> None:
    """The first row has zeros only; of the totals below them one reaches over its column's end."""
    heads = [(400.0 + 120 * j, 460.0 + 120 * j, 100.0, "year") for j in range(4)]
    zeros = [(470.0 + 120 * j, 480.0 + 120 * j, 150.0, "number") for j in range(4)]
    totals = [(400.0 + 120 * j, 480.0 + 120 * j + 9 * (j == 3), 190.0, "amount") for j in range(4)]
    labels = [(100.0, 150.0, 150.0, "text"), (100.0, 200.0, 190.0, "text"), (180.0, 260.0, 100.0, "text")]
    (table,) = find_free_tables(words(*heads, *zeros, *totals, *labels))
    assert 100 < table.heading_end < 140


def test_a_title_of_one_long_word_over_the_heading_is_no_part_of_it() -> None:
    heads = [(420.0 + 120 * j, 470.0 + 120 * j, 140.0, "year") for j in range(3)]
    amounts = [
        (410.0 + 120 * j, 480.0 + 120 * j, foot, "amount") for j in range(3) for foot in (190.0, 230.0)
    ]
    items = [(100.0, 350.0, foot, "text") for foot in (140.0, 190.0, 230.0)]
    title = words(*heads, *amounts, *items, (250, 600, 90, "amount"))
    wide = replace(title, number=title.number & (title.right - title.left < 300))
    (table,) = find_free_tables(wide)
    assert table.box[1] > 95


@pytest.mark.parametrize(("stop", "count"), [(True, 1), (False, 2)])
def test_a_tiny_stop_keeps_a_number_together(stop: bool, count: int) -> None:
    """The stop of `195,000.00` is two pixels high; the digits beside it stand as far apart as words."""
    ink = digits("195,000")
    end = int(np.flatnonzero(ink.any(axis=0)).max())
    for x in (end + 19, end + 35):
        ink[60:80, x : x + 12] = 1
    if stop:
        ink[78:80, end + 9 : end + 11] = 1
    pieces = find_pieces(ink, 200.0)
    assert len(find_words(pieces, np.ones(len(pieces.boxes), bool))) == count


def test_a_last_band_and_a_last_row_of_zeros_belong_to_a_table_without_rules() -> None:
    def row(foot: float, kind: str) -> list[tuple[float, float, float, str]]:
        wide = 70.0 if kind == "amount" else 10.0
        return [(480.0 + 120 * j - wide, 480.0 + 120 * j, foot, kind) for j in range(3)]

    labels = [(100.0, 118.0, foot, "number") for foot in (140.0, 230.0)]
    items = [(150.0, 350.0, foot, "text") for foot in (140.0, 230.0)]
    body = [*labels, *items, *row(140, "amount"), *row(230, "amount"), (100.0, 340.0, 185.0, "text")]
    zeros = [(100.0, 160.0, 275.0, "text"), *row(275, "number")]
    band, note = (100.0, 345.0, 320.0, "text"), (125.0, 700.0, 320.0, "text")
    (table,) = find_free_tables(words(*body, *zeros, band))
    assert table.box[3] > 320
    (table,) = find_free_tables(words(*body, *zeros, note))
    assert 275 < table.box[3] < 310


def test_one_item_number_is_a_column_where_its_heading_and_many_lines_say_so() -> None:
    headings = words((176, 195, 60, "text"), (228, 270, 60, "text"))
    text = [(212.0, 290.0, 100.0 + 40 * k, "text") for k in range(5)]
    (place,) = narrow_places(headings, words((178, 192, 100, "number"), *text), [167, 300])
    assert 192 < place < 212
    assert narrow_places(headings, words((178, 192, 100, "number"), *text[:3]), [167, 300]) == []
    ragged = [(212.0 + 12 * k, 290.0 + 12 * k, 100.0 + 40 * k, "text") for k in range(5)]
    assert narrow_places(headings, words((178, 192, 100, "number"), *ragged), [167, 340]) == []


@pytest.mark.parametrize(("gap", "tables"), [(10.0, 0), (60.0, 1)])
def test_a_list_of_amounts_with_their_unit_is_no_table(gap: float, tables: int) -> None:
    """`ปี 2566 จำนวน 290,000 บาท`, year by year: the unit looks like `000`, which stands further off."""
    rows = []
    for foot in (100.0, 130.0, 160.0, 190.0):
        rows += [(100, 130, foot, "text"), (140, 190, foot, "year"), (200, 260, foot, "text")]
        rows += [(270, 350, foot, "amount"), (350 + gap, 390 + gap, foot, "number")]
    page = words(*rows)
    letters = np.where(page.number & (page.letters == 1), 3, page.letters)
    assert len(find_free_tables(replace(page, letters=letters))) == tables


def test_a_narrow_column_of_wrapped_text_without_marks_holds_no_numbers() -> None:
    """A label of totals that begins before it does not make its lines look like numbers."""
    rights = (150.0, 184.0, 152.0, 195.0, 148.0, 190.0, 156.0, 150.0)
    lines = [(130.0, right, 100.0 + 40 * k, "text") for k, right in enumerate(rights)]
    label = (100.0, 190.0, 440.0, "text")
    body = words(*lines, label)
    plain = replace(body, number=np.ones(len(body), bool), plain=np.ones(len(body), bool))
    assert name_columns((90, 125, 200), plain).numbers == frozenset()


def test_a_band_does_not_hide_the_place_between_two_headings() -> None:
    headings = words((600, 660, 60, "year"), (690, 720, 60, "text"))
    amounts = [(580.0, 670.0, foot, "amount") for foot in (100.0, 180.0)]
    items = [(100.0, 380.0, foot, "text") for foot in (100.0, 180.0)]
    band = (100.0, 700.0, 140.0, "text")
    places = heading_corridors(headings, words(*items, *amounts, band), [90, 400, 560, 740])
    assert len(places) == 1 and 670 <= places[0] <= 690


def test_zeros_that_a_scan_broke_in_halves_are_letters_still() -> None:
    ink = np.zeros((120, 300), np.uint8)
    for k in range(3):
        for x in (40 + 15 * k, 47 + 15 * k):
            ink[60:80, x : x + 5] = 1
    ink[60:80, 140:260] = 1  # print as high as the zeros
    pieces = find_pieces(ink, 200.0)
    found = find_words(pieces, np.ones(len(pieces.boxes), bool))
    assert int(found.letters[np.argmin(found.left)]) == 3


def test_paper_through_the_lines_of_a_single_row_parts_its_columns() -> None:
    area = [(274.0, 376.0, 100.0 + 36 * k, "text") for k in range(1, 5)]
    item = [(434.0, 690.0, 100.0, "text"), (432.0, 635.0, 136.0, "text")]
    amounts = [(836.0 + 156 * k, 880.0 + 156 * k, 100.0, "amount") for k in range(4)]
    columns = columns_of_row(words(*area, *item, *amounts), 168, 1508)
    assert columns is not None
    assert len(columns.xs) == 7 and 376 < columns.xs[1] < 432


def test_three_wide_blobs_are_no_zeros() -> None:
    """`ปี ๒๕๖๖` whose letters ran together has as many pieces as `000`."""
    both = words((100, 160, 100, "number"), (200, 320, 100, "number"))
    assert replace(both, letters=np.array([3, 3])).amount.tolist() == [True, False]


def test_lines_centred_in_their_rows_are_columns_though_nowhere_level() -> None:
    mission = [(100.0, 240.0 + 5 * k, 100.0 + 36 * k, "text") for k in range(4)]
    items = [(300.0, 470.0 + 9 * k, 154.0 + 36 * k, "text") for k in range(-1, 2)]
    amounts = [
        (520.0 + 100 * j, 590.0 + 100 * j, foot, "amount") for j in range(2) for foot in (154.0, 300.0)
    ]
    body = words(*mission, *items, *amounts)
    nothing = body.among(np.zeros(len(body), bool))
    found = find_columns(Print(nothing, body, body), 90, 710)
    assert found is not None and len(found[0].xs) == 5 and 255 < found[0].xs[1] < 300


def test_two_columns_of_short_numbers_under_labels_of_totals_are_no_list() -> None:
    """`มิติ` and `ลำดับ` are two columns, however many labels run over both; marks with text behind are none."""

    def lines(second: str, right: float) -> list[tuple[float, float, float, str]]:
        found: list[tuple[float, float, float, str]] = []
        for k in range(10):
            foot = 100.0 + 50 * k
            if k % 5 in (2, 4):
                found.append((100.0, 240.0, foot, "text"))
            else:
                found += [(110.0, 125.0, foot, "number"), (190.0, right, foot, second)]
                found.append((260.0, 500.0, foot, "text"))
            found += [(600.0 + 150 * j, 680.0 + 150 * j, foot, "amount") for j in range(3)]
        return found

    assert any(125 < x < 190 for x in find_corridors(words(*lines("number", 205)), 90, 1000))
    assert not any(125 < x < 190 for x in find_corridors(words(*lines("text", 245)), 90, 1000))


def test_narrow_letters_of_print_a_little_smaller_than_the_pages_are_letters() -> None:
    ink = np.zeros((200, 900), np.uint8)
    for k in range(20):
        ink[20:44, 40 + 40 * k : 64 + 40 * k] = 1
    for k in range(7):
        ink[100:119, 40 + 19 * k : 53 + 19 * k] = 1
    pieces = find_pieces(ink, 200.0)
    found = find_words(pieces, pieces.boxes[:, 1] >= 100)
    assert (found.left.tolist(), found.right.tolist(), found.letters.tolist()) == ([40.0], [167.0], [7])
