"""Tables without vertical rules: how far they reach, and short print at their sides."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan.free_tables import find_free_tables
from extract.scan.lines import find_pieces
from extract.scan.open_columns import clear_of_bands
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
