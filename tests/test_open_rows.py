"""Rows, headings and kinds of columns of tables without vertical rules."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.scan.free_tables import find_free_tables
from extract.scan.number_columns import Columns, name_columns
from extract.scan.open_header import heading_rows, spanning
from extract.scan.open_rows import are_parted, row_starts, usual_pitch
from tests.printed_words import words


def test_dirt_on_a_columns_few_amounts_does_not_end_the_heading_over_it() -> None:
    """`ปีงบประมาณ` over four years, of which the last one's amounts do not look like numbers."""
    years = [(210.0 + 100 * j, 254.0 + 100 * j, 100.0, "year") for j in range(4)]
    heading = words((350, 450, 60, "text"), (100, 180, 100, "text"), (610, 680, 100, "text"), *years)
    columns = Columns((90.0, 190.0, 290.0, 390.0, 490.0, 600.0, 700.0), frozenset({2, 3}), 0)
    found = spanning(heading, columns, 30, 70, np.array([False, True, True, True, True, False]))
    assert found == [(1, 4)]


def test_one_cell_of_two_lines_tells_the_pitch() -> None:
    """Rows of one line each stand at one distance as lines of a cell do, only further apart."""
    feet = (100.0, 150.0, 200.0, 242.0, 292.0, 342.0, 392.0, 442.0)
    columns = Columns((90.0, 400.0, 500.0), frozenset({1}), 0)
    assert usual_pitch(words(*((100.0, 300.0, foot, "text") for foot in feet)), columns) == 42.0
    tail = (100.0, 150.0, 206.0, 250.0, 300.0, 350.0, 400.0, 450.0)  # its second gap makes up for the first
    assert usual_pitch(words(*((100.0, 300.0, foot, "text") for foot in tail)), columns) == 50.0


def test_lines_that_all_headings_share_are_rows_when_barely_further_apart() -> None:
    """`2566` over `งบประมาณ / (บาท)`, with `ปีงบประมาณ` over the middle column, a pixel or two off."""
    tops = [(300.0 + 200 * j, 360.0 + 200 * j, 100.0 + j % 2, "year") for j in range(3)]
    below = [(290.0 + 200 * j, 400.0 + 200 * j, foot, "text") for j in range(3) for foot in (144.0, 183.0)]
    heading = words((450, 600, 50, "text"), (105, 125, 120, "text"), *tops, *below)
    columns = Columns((90.0, 130.0, 280.0, 480.0, 680.0, 880.0), frozenset({0, 2, 3, 4}), 1)
    assert heading_rows(heading, columns, 39.0) == [100.0, 144.0]
    even = words(*tops, *((w[0], w[1], {144.0: 140.0, 183.0: 179.0}[w[2]], w[3]) for w in below))
    assert heading_rows(even, columns, 39.0) == []


def test_lines_that_run_on_in_another_column_of_a_heading_tell_how_close_lines_are() -> None:
    """`2566` over `งบประมาณ (บาท)` a row's paper apart, a pixel off, beside `หน่วยงานที่รับผิด / ชอบ`."""
    years = [(300.0 + 200 * j, 360.0 + 200 * j, 101.0 if j else 102.0, "year") for j in range(4)]
    below = [(290.0 + 200 * j, 400.0 + 200 * j, 147.0, "text") for j in range(4)]
    unit = [(1120.0, 1240.0, 80.0, "text"), (1150.0, 1200.0, 120.0, "text")]
    columns = Columns((90.0, 280.0, 480.0, 680.0, 880.0, 1080.0, 1250.0), frozenset({1, 2, 3, 4}), 0)
    heading = words((105, 250, 101, "text"), (650, 780, 53, "text"), *years, *below, *unit)
    assert heading_rows(heading, columns, 40.0) == [101.0, 147.0]


def test_a_heading_of_one_line_over_numbers_beside_one_of_two() -> None:
    heading = words((100, 250, 80, "text"), (100, 250, 120, "text"), (300, 360, 100, "year"))
    columns = Columns((90.0, 280.0, 480.0), frozenset({1}), 0)
    assert heading_rows(heading, columns, 40.0) == []


def test_narrow_text_without_marks_before_the_items_holds_no_numbers() -> None:
    """Lines that fill their narrow column are ragged no more than numbers are; these are too long."""
    stub = [(100.0, 178.0 + k % 2, 100.0 + 36 * k, "amount") for k in range(6)]
    items = [(200.0, 380.0, 100.0 + 36 * k, "text") for k in range(6)]
    amounts = [(420.0 + 100 * j, 490.0 + 100 * j, 100.0, "amount") for j in range(2)]
    body = words(*stub, *items, *amounts)
    lines = replace(body, commas=body.commas & (body.left > 400))
    assert name_columns((90, 190, 400, 500, 600), lines) == Columns(
        (90, 190, 400, 500, 600), frozenset({2, 3}), 1
    )
    worn = replace(lines, letters=np.minimum(lines.letters, 3), right=lines.right + 15 * (lines.left < 150))
    assert name_columns((90, 195, 400, 500, 600), worn).numbers == {2, 3}


def test_text_that_sticks_out_of_its_column_beside_a_stub_is_no_band() -> None:
    """A line of an item a little too wide for its column, and the stub's line beside it."""
    stub = [(100.0, 200.0, 100.0 + 38 * k, "text") for k in range(4)]
    items = [(300.0, 560.0 if k == 2 else 480.0, 100.0 + 38 * k, "text") for k in range(4)]
    rows = [(300.0, 480.0, foot, "text") for foot in (270.0, 320.0)]
    amounts = [
        (620.0 + 100 * j, 690.0 + 100 * j, foot, "amount") for j in range(2) for foot in (270.0, 320.0)
    ]
    columns = Columns((90.0, 250.0, 540.0, 700.0, 800.0), frozenset({2, 3}), 1)
    starts, _ = row_starts(words(*stub, *items, *rows, *amounts), columns, 38.0)
    assert starts == [270.0, 320.0]


def test_a_row_of_amounts_with_one_under_the_total_of_all_years() -> None:
    years = [(500.0 + 100 * j, 544.0 + 100 * j, 100.0, "year") for j in range(4)]
    heading = ((150.0, 350.0, 100.0, "text"), (905.0, 945.0, 100.0, "text"))
    amounts = [(485.0 + 100 * j, 540.0 + 100 * j, 150.0, "amount") for j in range(5)]
    item = [(110.0, 400.0, foot, "text") for foot in (150.0, 186.0)]
    (table,) = find_free_tables(words(*heading, *years, *item, *amounts))
    assert table.box[0] < 120 and table.box[2] > 935 and table.box[1] < 100


def test_rows_at_the_pitch_of_lines_are_not_parted() -> None:
    columns = Columns((90.0, 500.0, 600.0), frozenset({1}), 0)
    items = words(*((100.0, 300.0, foot, "text") for foot in (100.0, 138.0, 200.0)))
    assert are_parted(items, columns, [200.0], 38.0)
    assert not are_parted(items, columns, [138.0, 200.0], 38.0)
    assert are_parted(items, columns, [138.0, 200.0], None)


def test_a_stop_that_hangs_lower_does_not_make_two_lines_of_one() -> None:
    """`๒.` and the word behind it, their feet nearly half a letter's height apart."""
    stubs = [(100.0, 120.0, foot - 8.5, "number") for foot in (100.0, 300.0)]
    stubs += [(130.0, 300.0, foot + 36 * k, "text") for foot in (100.0, 300.0) for k in range(3)]
    stubs += [(310.0, 330.0, foot + 2, "number") for foot in (100.0, 300.0)]
    columns = Columns((90.0, 400.0, 500.0), frozenset({1}), 0)
    named = words(*stubs)
    assert usual_pitch(replace(named, letters=np.maximum(named.letters, 2)), columns) == 36.0


def test_a_line_in_brackets_lower_in_its_cell_is_no_sure_row() -> None:
    """It shares with the next row the paper of a line and a row, not that of two rows."""
    columns = Columns((90.0, 400.0, 500.0, 600.0, 700.0), frozenset({1, 2, 3}), 0)

    def told(extra: float) -> bool:
        feet, numbered = [100.0], [100.0]
        for k in range(6):
            feet.append(feet[-1] + 25)
            if k == 2:
                feet.append(feet[-1] + 31)  # the line in brackets
            feet.append(feet[-1] + (30 + extra if k == 2 else 34))
            numbered.append(feet[-1])
        amounts = [(410.0 + 100 * j, 480.0 + 100 * j, foot, "amount") for foot in numbered for j in range(3)]
        named = words(*((100.0, 300.0, foot, "text") for foot in feet), *amounts)
        return row_starts(named, columns, 25.0)[1]

    assert not told(0.0)
    assert told(7.0)


def test_a_heading_whose_column_leans_up_to_the_next_one_is_kept() -> None:
    """In a photograph the paper between two columns is a few pixels wide, and a heading ends within."""
    lines = [
        row
        for foot in (300.0, 340.0, 380.0)
        for row in (
            (100.0, 225.0, foot, "text"), (232.0, 480.0, foot, "text"),
            *((500.0 + 120 * j, 590.0 + 120 * j, foot, "amount") for j in range(3)),
        )
    ]  # fmt: skip
    heading = [(110.0, 228.0, 200.0, "text"), (290.0, 440.0, 200.0, "text")]
    units = [(500.0 + 120 * j, 590.0 + 120 * j, 240.0, "text") for j in range(3)]
    years = [(520.0 + 120 * j, 564.0 + 120 * j, 170.0, "year") for j in range(3)]
    (table,) = find_free_tables(words(*years, *heading, *units, *lines))
    assert table.box[1] < 150
