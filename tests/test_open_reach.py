"""Tables without vertical rules: how far they reach, and short print at their sides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.scan.corridors import heading_corridors
from extract.scan.edges import run_over
from extract.scan.free_reach import upwards
from extract.scan.free_tables import find_free_tables
from extract.scan.lines import find_pieces
from extract.scan.number_columns import Columns
from extract.scan.open_columns import behind_amounts, clear_of_bands
from extract.scan.open_header import heading_rows
from extract.scan.open_rows import row_starts
from extract.scan.words import find_words
from tests.printed_words import words

Row = tuple[float, float, float, str]


def amounts(foot: float, lean: float = 0.0) -> list[Row]:
    return [(410.0 + 120 * j + lean, 480.0 + 120 * j + lean, foot, "amount") for j in range(3)]


@pytest.mark.parametrize(("limit", "place"), [(600.0, 585.0), (565.0, 545.0)])
def test_the_end_of_a_column_stands_behind_text_that_runs_just_over_it(limit: float, place: float) -> None:
    """`… ให้เป็นไป` ends 25 px behind the column's end: text of the column, or a band; either way no side
    cuts it, but for where the next column's heading begins before it ends."""
    heading = words((limit, 680, 60, "text"))
    lines: list[Row] = [(100, 570, 140, "text"), (100, 480, 180, "text"), (100, 700, 220, "text")]
    body = words(*lines, (100, 400, 260, "text"), (630, 690, 260, "amount"))
    assert clear_of_bands(heading, body, [90.0, 545.0, 700.0], []) == [90.0, place, 700.0]
    assert clear_of_bands(heading, body, [90.0, 545.0, 700.0], [547.0]) == [90.0, 545.0, 700.0]


def test_a_letter_that_touches_a_mark_of_the_line_below_is_a_letter() -> None:
    """`รวม` breaks in a narrow column, and the tone mark of `ทั้ง` touches its last letter from below."""
    ink = np.zeros((300, 300), np.uint8)
    for x in (40, 56):
        ink[60:78, x : x + 12] = 1
        ink[140:158, x : x + 12] = 1
    ink[103:127, 40:58] = 1
    pieces = find_pieces(ink, 200.0)
    found = find_words(pieces, np.ones(len(pieces.boxes), bool))
    assert found.letters.tolist() == [2, 1, 2]


def test_the_last_line_of_a_title_over_the_columns_of_numbers_is_no_heading() -> None:
    years: list[Row] = [(420.0 + 120 * j, 470.0 + 120 * j, 140.0, "year") for j in range(3)]
    items: list[Row] = [(100.0, 350.0, foot, "text") for foot in (140.0, 190.0, 230.0)]
    body = [*years, *items, *amounts(190), *amounts(230)]
    first: Row = (280.0, 690.0, 50.0, "text")
    last: list[Row] = [(420.0, 520.0, 85.0, "text"), (530.0, 660.0, 85.0, "text")]
    (table,) = find_free_tables(words(*body, first, *last))
    assert table.box[1] > 95
    (table,) = find_free_tables(words(*body, first, (510.0, 560.0, 85.0, "text")))
    assert table.box[1] < 85, "a heading over all years"


@pytest.mark.parametrize("lean", [0.0, -24.0])
def test_a_last_band_begins_where_the_line_above_does(lean: float) -> None:
    """In a photograph the table's side leans by more than a letter from the first band to the last one."""
    first: list[Row] = [(100.0, 460.0, 145.0, "text")]
    at = {100.0: 0.0, 190.0: 0.0, 900.0: lean, 945.0: lean}
    body = [amount for foot, aside in at.items() for amount in amounts(foot, aside)]
    body += [(100.0 + aside, 118.0 + aside, foot, "number") for foot, aside in at.items()]
    body += [(150.0 + aside, 350.0 + aside, foot, "text") for foot, aside in at.items()]
    body += [(150.0, 350.0, foot, "text") for foot in range(230, 880, 40)]
    total: list[Row] = [(98.0 + lean, 140.0 + lean, 990.0, "text"), *amounts(990, lean)]
    band: Row = (98.0 + lean, 460.0 + lean, 1035.0, "text")
    (table,) = find_free_tables(words(*first, *body, *total, band))
    assert table.box[3] > 1035


@pytest.mark.parametrize("stop", [False, True])
def test_a_label_far_before_the_years_is_no_amount(stop: bool) -> None:
    """`รวม` of a narrow column looks like zeros, and the tone mark of the line below it like a stop."""
    heads: list[Row] = [(420.0 + 120 * j, 470.0 + 120 * j, 90.0, "year") for j in range(3)]
    row: list[Row] = [(400.0 + 120 * j, 480.0 + 120 * j, 140.0, "amount") for j in range(3)]
    printed = words(*heads, (150, 300, 90, "text"), (100, 140, 140, "number"), *row)
    label = printed.left == 100
    letters = np.where(label, 3, printed.letters)
    total = replace(printed, letters=letters, commas=printed.commas | (label & stop))
    assert len(find_free_tables(total)) == 1


def test_halves_of_low_zeros_are_letters() -> None:
    """Thin zeros lower than other figures, broken at their heads and feet; single arcs are no letters."""
    ink = np.zeros((120, 400), np.uint8)
    for k in range(3):
        for x in (40 + 18 * k, 47 + 18 * k):
            ink[66:80, x : x + 5] = 1
    ink[66:80, 150:155] = 1
    for x in range(200, 380, 20):
        ink[60:80, x : x + 12] = 1
    pieces = find_pieces(ink, 200.0)
    found = find_words(pieces, np.ones(len(pieces.boxes), bool))
    assert sorted(found.letters.tolist()) == [3, 9]


def test_a_narrow_letter_on_a_rules_place_runs_over_it() -> None:
    """The stem of `ไ` passed for a rule, and its foot is left between two letters of its word."""
    word = [[66, 20, 87, 40], [96, 31, 104, 40], [109, 20, 130, 40]]
    assert run_over(np.array(word), [20, 100, 180], [10, 80], 20.0)[1, 0]
    apart = [[50, 20, 70, 40], [96, 31, 104, 40], [132, 20, 150, 40]]
    assert not run_over(np.array(apart), [20, 100, 180], [10, 80], 20.0)[1, 0]


def test_totals_with_labels_of_their_own_are_rows_however_near() -> None:
    """A photograph brings `รวม` and `รวมทั้งสิ้น` together; an item's second amounts go on in its cell."""
    columns = Columns((90.0, 130.0, 390.0, 510.0, 630.0, 750.0), frozenset({2, 3, 4}), 1)
    feet = (100.0, 169.0, 238.0, 307.0, 338.0)
    body = [amount for foot in feet for amount in amounts(foot)]
    body += [(150.0, 350.0, foot + aside, "text") for foot in feet[:4] for aside in (0.0, 30.0)][:-1]
    label: Row = (100.0, 200.0, 338.0, "text")
    assert 338.0 in row_starts(words(*body, label), columns, 30.0)[0]
    assert 338.0 not in row_starts(words(*body, (150.0, 350.0, 338.0, "text")), columns, 30.0)[0]


def test_a_heading_beside_several_of_two_rows_does_not_join_them() -> None:
    years: list[Row] = [(300.0 + 150 * j, 360.0 + 150 * j, 100.0, "year") for j in range(5)]
    names: list[Row] = [
        (290.0 + 150 * j, 400.0 + 150 * j, foot, "text") for j in range(5) for foot in (142.0, 175.0)
    ]
    beside: list[Row] = [(1050.0, 1180.0, foot, "text") for foot in (115.0, 148.0)]
    columns = Columns((90.0, *(280.0 + 150 * j for j in range(6)), 1190.0), frozenset(range(1, 7)), 0)
    assert heading_rows(words(*years, *names, *beside), columns, 33.0) == [142.0]


def test_a_place_between_headings_that_no_word_crosses_comes_first() -> None:
    """Two texts a blank apart, under headings far apart: the first one begins at the table's edge."""
    headings = words((140, 240, 60, "text"), (360, 560, 60, "text"))
    line: list[Row] = [(100.0, 270.0, 100.0, "text"), (290.0, 560.0, 100.0, "text")]
    rest: list[Row] = [(100.0, 220.0, 140.0, "text"), (640.0, 700.0, 100.0, "amount")]
    band: Row = (100.0, 640.0, 180.0, "text")
    (place,) = heading_corridors(headings, words(*line, *rest, band), [90.0, 600.0, 720.0])
    assert 270 < place < 290


def test_zeros_that_stand_just_before_the_heading_of_text_belong_to_the_total_before() -> None:
    heading = words((300, 380, 60, "year"), (420, 480, 60, "text"), (530, 640, 60, "text"))
    zeros: list[Row] = [(370.0, 385.0, 100.0, "number"), (505.0, 520.0, 100.0, "number")]
    body = words((100, 250, 100, "text"), *zeros)
    moved = behind_amounts(heading, body, [90.0, 280.0, 400.0, 500.0, 650.0])
    assert 520 < moved[3] < 530


def test_a_title_right_over_a_heading_whose_lines_nearly_touch() -> None:
    """No line stands a letter's height below the title's last one: the heading's next line begins it."""
    title: list[Row] = [
        (280.0, 690.0, 50.0, "text"),
        (420.0, 520.0, 60.0, "text"),
        (530.0, 660.0, 60.0, "text"),
    ]
    heading: list[Row] = [(420.0 + 120 * j, 470.0 + 120 * j, 78.0, "text") for j in range(3)]
    gaps = [(390.0, 405.0), (482.0, 525.0), (602.0, 645.0)]
    feet, found = [50.0, 60.0, 78.0], words(*title, *heading)
    top, _ = upwards(found, feet, 110.0, gaps, 390.0, (100.0, 730.0), words(*amounts(200)))
    assert top == 78.0
