"""Tables without vertical rules whose columns stand close: what belongs to which neighbour."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.scan.amount_lines import years_over
from extract.scan.corridors import without_blanks
from extract.scan.free_tables import find_free_tables
from extract.scan.grid import Grid
from extract.scan.number_columns import Columns
from extract.scan.open_columns import Print, behind_amounts, find_columns
from extract.scan.open_doubts import doubt_of, numbers_beyond
from extract.scan.words import Words
from extract.table_doubts import GOES_ON, SHARED_CELL
from tests.printed_words import words

NONE = words((0, 1, 1, "text")).among(np.zeros(1, bool))
Row = tuple[float, float, float, str]


def amounts(foot: float, *lefts: float) -> list[Row]:
    return [(left, left + 75, foot, "amount") for left in lefts]


def test_a_hyphen_that_joins_a_unit_does_not_join_the_columns_before_and_behind() -> None:
    """On a page without heading, text runs over the place beside amounts a blank before the units."""
    beside = [(385.0, 460.0, foot, "amount") for foot in (100.0, 140.0)]
    units = [(475.0, 560.0, foot, "text") for foot in (100.0, 140.0)]
    body = words((100, 250, 100, "text"), *beside, *units, (450, 560, 180, "text"))
    assert without_blanks(NONE, body, [90.0, 300.0, 467.0, 600.0]) == [90.0, 300.0, 467.0, 600.0]
    names = words(*((*row[:3], "text") for row in beside), *units, (450, 560, 180, "text"))
    assert without_blanks(NONE, names, [90.0, 300.0, 467.0, 600.0]) == [90.0, 300.0, 600.0]


def test_a_label_stands_not_beside_what_a_whole_heading_parts_from_it() -> None:
    """`รวม` and its count two columns on: the first column's heading stands between."""
    heading = words((150, 280, 60, "text"), (420, 600, 60, "text"))
    body = words(
        (100, 135, 100, "text"), (360, 480, 100, "text"), (100, 135, 140, "text"), (150, 330, 140, "text"),
        (100, 270, 180, "text"),
    )  # fmt: skip
    assert without_blanks(heading, body, [90.0, 142.0, 495.0, 700.0]) == [90.0, 495.0, 700.0]
    headed = heading.joined(words((100, 135, 60, "text")))
    assert without_blanks(headed, body, [90.0, 142.0, 495.0, 700.0]) == [90.0, 142.0, 495.0, 700.0]


def test_the_hyphen_before_a_heading_is_of_the_column_before() -> None:
    """The last column has a heading and no print, the one before it a heading and a hyphen flush right."""
    heading = words((120, 180, 60, "text"), (245, 330, 60, "text"))
    body = words((215, 225, 100, "dash"))
    assert behind_amounts(heading, body, [90.0, 200.0, 350.0]) == [90.0, 235.0, 350.0]
    under = words((280, 290, 100, "dash"))
    assert behind_amounts(heading, under, [90.0, 200.0, 350.0]) == [90.0, 200.0, 350.0]


def test_a_heading_of_two_words_over_each_column_parts_none() -> None:
    lefts = (300.0, 500.0, 700.0)
    names = [(left, left + 90, 60.0, "text") for left in lefts]
    units = [(left + 106, left + 160, 60.0, "text") for left in lefts]
    body = [row for foot in (100.0, 140.0, 180.0) for row in amounts(foot, *(left + 107 for left in lefts))]
    items = [(100.0, 250.0, foot, "text") for foot in (60.0, 100.0, 140.0, 180.0)]
    printed = words(*items[1:], *body)

    def count(*heading: Row) -> int:
        found = find_columns(Print(words(items[0], *heading), printed, printed), 90, 900)
        assert found is not None
        return len(found[0].xs) - 1

    assert count(*names, *units) == 4
    assert count(*names[:1], *units[:1], *((left, left + 160, 60.0, "text") for left in lefts[1:])) == 5


def bands(below: float) -> Words:
    """A table of three rows, the first of two lines, with a short band over the last one and a long one
    `below` its last row."""
    rows: list[Row] = []
    for foot in (100.0, 185.0, 285.0):
        rows += [(100.0, 280.0, foot, "text"), *amounts(foot, 425, 625, 825)]
    short, long = (100.0, 300.0, 235.0, "text"), (100.0, 500.0, 285 + below, "text")
    return words(*rows, (100, 200, 135, "text"), short, long)


def test_a_band_below_the_last_row_stands_as_far_below_it_as_a_short_one_above() -> None:
    (table,) = find_free_tables(bands(50.0))
    assert table.box[3] > 335
    (table,) = find_free_tables(bands(60.0))
    assert table.box[3] < 335


def test_bold_totals_that_touch_below_a_table_go_on() -> None:
    box = (90.0, 40.0, 910.0, 210.0)
    rows = [row for foot in (100.0, 200.0) for row in amounts(foot, 425, 625, 825)]
    label, total = (100.0, 160.0, 240.0, "text"), (420.0, 902.0, 240.0, "text")
    joined = words(*rows, label, total)
    joined = replace(joined, commas=joined.commas | (joined.right == 902.0))
    assert numbers_beyond(joined, box) == GOES_ON
    prose = replace(joined, left=np.where(joined.right == 160.0, 395.0, joined.left))
    assert (
        numbers_beyond(replace(prose, right=np.where(prose.right == 160.0, 410.0, prose.right)), box) is None
    )


def test_amounts_before_the_units_of_the_last_column_share_cells() -> None:
    xs, ys = (90.0, 300.0, 500.0, 700.0), (40.0, 110.0, 150.0, 190.0)
    rows = [(100.0, 200.0, f, "text") for f in (100.0, 140.0)] + [
        (400.0, 475.0, f, "amount") for f in (100.0, 140.0)
    ]
    cells = tuple((r, c, 1, 1) for r in range(3) for c in range(3))
    columns = Columns(xs, frozenset({1}), 0)

    def doubt(*units: Row) -> str | None:
        body = words(*rows, *amounts(100, 510), *amounts(140, 510), *units, (600, 660, 180, "text"))
        return doubt_of(Grid(xs, ys, cells, ruled=False), columns, Print(NONE, body, body))

    units = [(600.0, 680.0, foot, "text") for foot in (100.0, 140.0)]
    assert doubt(*units) == SHARED_CELL


def test_a_short_unit_behind_the_hyphens_of_a_single_row_is_no_amount() -> None:
    """Three letters without marks, as of `กอง`, look like zeros: the years tell the row all the same."""
    heads = [(300.0 + 100 * j, 360.0 + 100 * j, 60.0, "year") for j in range(4)]
    hyphens = [(370.0 + 100 * j, 378.0 + 100 * j, 140.0, "dash") for j in range(5)]
    page = words(*heads, *hyphens, (800, 840, 140, "number"))
    page = replace(page, letters=np.where(page.left == 800, 3, page.letters))
    line = np.flatnonzero(page.foot == 140)
    assert years_over(page, line) == 60
    assert years_over(page.among(page.right != 778), np.arange(4, 9)) == 60
    zeros = replace(page, dash=page.dash & False, letters=np.where(page.dash, 3, page.letters))
    assert years_over(zeros, line) is None


def test_years_of_a_title_take_nothing_from_the_years_below_it() -> None:
    """What stands before the title's years is before none of the table's."""
    heads = [(300.0 + 100 * j, 360.0 + 100 * j, 80.0, "year") for j in range(4)]
    zeros = [(330.0 + 100 * j, 370.0 + 100 * j, 140.0, "number") for j in range(4)]
    page = words((500, 560, 45, "year"), (620, 680, 45, "year"), *heads, *zeros)
    page = replace(page, letters=np.where(page.foot == 140, 3, page.letters))
    assert years_over(page, np.flatnonzero(page.foot == 140)) == 80
