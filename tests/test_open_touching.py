"""Amounts that touch beside others of their columns: the headings tell where those part."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.scan.amount_lines import groups_of_amounts, is_lone_row
from extract.scan.corridors import heading_corridors
from extract.scan.free_tables import FreeTable, is_dirt_at_edge
from extract.scan.number_columns import Columns
from extract.scan.open_rows import row_starts
from tests.printed_words import words


def test_two_amounts_that_touch_keep_no_headings_together() -> None:
    headings = words((660, 730, 60, "year"), (830, 900, 60, "year"))
    body = words(
        (100, 500, 100, "text"),
        (640, 770, 100, "amount"), (800, 930, 100, "amount"), (620, 946, 140, "amount"),
        (620, 778, 180, "amount"), (788, 946, 180, "amount"),
    )  # fmt: skip
    wide = body.right - body.left > 300
    (place,) = heading_corridors(headings, replace(body, number=body.number & ~wide), [90, 610, 950])
    assert 778 < place < 788
    text = replace(body, number=body.number & ~wide, plain=body.plain & ~wide)
    assert heading_corridors(headings, text, [90, 610, 950]) == []


def test_a_row_without_numbers_far_below_the_one_before_is_told() -> None:
    """Few rows, made high by the text of another column: half of their paper is more than a row's least."""
    items = [(100.0, 380.0, foot, "text") for foot in (100, 138, 260, 298, 420, 458, 680)]
    amounts = [(420.0 + 100 * j, 490.0 + 100 * j, foot, "amount") for j in range(2) for foot in (260, 680)]
    columns = Columns((90.0, 400.0, 500.0, 600.0), frozenset({1, 2}), 0)
    starts, told = row_starts(words(*items, *amounts), columns, 38.0)
    assert starts == [260, 420, 680] and told


def test_a_line_of_amounts_at_the_edge_of_a_page_is_dirt() -> None:
    line = [(100.0 + 150 * k, 160.0 + 150 * k, 30.0, "amount") for k in range(4)]
    at_edge = FreeTable((90.0, -8.0, 720.0, 44.0), -8.0)
    assert is_dirt_at_edge(at_edge, words(*line), 2300)
    assert not is_dirt_at_edge(FreeTable((90.0, 2.0, 720.0, 54.0), 2.0), words(*line), 2300)
    second = [(left, right, 70.0, kind) for left, right, _, kind in line]
    cropped = FreeTable((90.0, -8.0, 720.0, 84.0), -8.0)
    assert not is_dirt_at_edge(cropped, words(*line, *second), 2300)


def test_amounts_at_one_distance_are_a_lone_row() -> None:
    """`รวมทั้งสิ้น` and five amounts a letter apart on a page by themselves; numbers of a sentence are uneven."""
    even = words(*((720.0 + 150 * k, 849.0 + 150 * k, 100.0, "amount") for k in range(5)))
    assert is_lone_row(even, np.arange(5))
    assert not is_lone_row(even, np.arange(5), only=False)
    uneven = words(*((720.0 + 150 * k, 849.0 + 150 * k - 20 * (k % 2), 100.0, "amount") for k in range(5)))
    assert not is_lone_row(uneven, np.arange(5))


def test_a_line_of_000_far_above_a_single_line_of_amounts_is_one_of_its_table() -> None:
    """A long stub parts `000` from the totals; years stand in the middle of their columns instead."""
    totals = [(660.0 + 160 * k, 780.0 + 160 * k, 900.0, "amount") for k in range(4)]
    zeros = [(730.0 + 160 * k, 780.0 + 160 * k, 100.0, "zeros") for k in range(4)]
    page = words(*totals, *zeros)
    page = replace(page, letters=np.where(page.foot < 500, 3, page.letters))
    assert groups_of_amounts(page, page.amount) == [[100.0, 900.0]]
    years = words(*totals, *((left - 30, right - 30, foot, kind) for left, right, foot, kind in zeros))
    years = replace(years, letters=np.where(years.foot < 500, 3, years.letters))
    assert groups_of_amounts(years, years.amount) == []
