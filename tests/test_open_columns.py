"""Words and columns of tables without vertical rules, where print of neighbouring columns nearly touches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.scan.free_tables import find_free_tables
from extract.scan.lines import find_pieces
from extract.scan.narrow_columns import cut_at, narrow_places, without_lone_words
from extract.scan.open_columns import Print, find_columns
from extract.scan.open_rows import Columns, row_starts
from extract.scan.words import Words, find_words

BODY = 20.0


def words(*rows: tuple[float, float, float, str]) -> Words:
    """Words by left, right, foot and kind: `amount`, `number`, `year`, `dash` or `text`."""
    left, right, foot = (np.array([row[k] for row in rows], np.float64) for k in range(3))
    kind = np.array([row[3] for row in rows])
    number = kind != "text"
    letters = np.select([kind == "number", kind == "dash", kind == "year"], [1, 1, 4], 6)
    return Words(
        left, right, foot - BODY, foot, number, letters, kind == "amount", kind == "dash", number, BODY
    )


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
    assert narrow_places(headings.among(np.zeros(2, bool)), body, [167, 300]) == []


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
