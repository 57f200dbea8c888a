"""What speaks against the cells of an open table makes it partial, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extract.scan.grid import Grid, Spans
from extract.scan.number_columns import Columns
from extract.scan.open_columns import Print
from extract.scan.open_doubts import doubt_of, numbers_beyond, print_beside
from extract.scan.words import Words
from extract.table_doubts import CUT_TEXT, GOES_ON, OTHER_HEADINGS, PRINT_BESIDE, SHARED_CELL
from tests.printed_words import words

XS, YS = (90.0, 400.0, 510.0, 610.0, 710.0), (40.0, 70.0, 110.0, 150.0)
COLUMNS = Columns(XS, frozenset({1, 2, 3}), 0)
CELLS = tuple((r, c, 1, 1) for r in range(3) for c in range(4))
YEARS = tuple((430.0 + 100 * j, 474.0 + 100 * j, 62.0, "year") for j in range(3))
HEADING = words((200, 300, 62, "text"), *YEARS)
ITEMS = tuple((100.0, 380.0, foot, "text") for foot in (100.0, 140.0))
AMOUNTS = tuple(
    (425.0 + 100 * j, 500.0 + 100 * j, foot, "amount") for j in range(3) for foot in (100.0, 140.0)
)


def doubt(
    heading: Words, *body: tuple[float, float, float, str], cells: Sequence[Spans] = CELLS
) -> str | None:
    return doubt_of(
        Grid(XS, YS, tuple(cells), ruled=False), COLUMNS, Print(heading, words(*body), words(*body))
    )


def test_a_table_that_nothing_speaks_against_has_no_doubt() -> None:
    assert doubt(HEADING, *ITEMS, *AMOUNTS) is None
    empty = HEADING.among(np.zeros(len(HEADING), bool))
    assert doubt(empty, *ITEMS, *AMOUNTS) is None
    total = (
        *tuple((r, c, 1, 1) for r in range(2) for c in range(4)),
        (2, 0, 1, 2),
        (2, 2, 1, 1),
        (2, 3, 1, 1),
    )
    label = (100.0, 450.0, 140.0, "text")
    rest = [word for word in AMOUNTS if word[:1] != (425.0,) or word[2] == 100]
    assert doubt(HEADING, ITEMS[0], label, *rest, cells=total) is None


def test_text_across_a_side_of_a_cell() -> None:
    assert doubt(HEADING, *ITEMS[1:], (100, 450, 100, "text"), *AMOUNTS) == CUT_TEXT


def test_two_amounts_that_run_together_in_one_column() -> None:
    single = replace(COLUMNS, xs=(90.0, 400.0, 910.0, 1010.0, 1110.0))
    body = words(ITEMS[0], (430, 780, 100, "amount"), (930, 1000, 100, "amount"), (1030, 1100, 100, "amount"))
    joined = replace(body, number=body.number & (body.right - body.left < 14 * body.body))
    grid = Grid(single.xs, YS, CELLS, ruled=False)
    assert doubt_of(grid, single, Print(HEADING.among(HEADING.left < 0), joined, joined)) == SHARED_CELL


def test_a_heading_across_a_side_of_a_cell() -> None:
    wide = words((200, 450, 62, "text"), *YEARS)
    assert doubt(wide, *ITEMS, *AMOUNTS) == CUT_TEXT


def test_two_amounts_beside_each_other_in_one_cell() -> None:
    assert (
        doubt(HEADING, *ITEMS, *AMOUNTS[:-2], (612, 650, 100, "amount"), (670, 700, 100, "dash"))
        == SHARED_CELL
    )


def test_lower_vowels_make_no_amounts() -> None:
    """Two short words with marks at their feet, as those of `จัดกา รู` that were cut."""
    marked = words(*ITEMS, *AMOUNTS[:-2], (612, 640, 100, "amount"), (670, 700, 100, "amount"))
    short = replace(marked, letters=np.where(marked.left > 611, 2, marked.letters))
    body = short.among(short.foot > 70)
    assert doubt_of(Grid(XS, YS, CELLS, ruled=False), COLUMNS, Print(HEADING, body, body)) is None


def test_an_amount_in_the_cell_of_a_text() -> None:
    merged = (
        *tuple((r, c, 1, 1) for r in range(2) for c in range(4)),
        (2, 0, 1, 2),
        (2, 2, 1, 1),
        (2, 3, 1, 1),
    )
    assert doubt(HEADING, *ITEMS, *AMOUNTS, cells=merged) == SHARED_CELL
    digit = words((200, 300, 62, "text"), *ITEMS, *AMOUNTS, (410, 423, 140, "text"))
    alone = replace(digit, letters=np.where(digit.left == 410, 1, digit.letters))
    body = alone.among(alone.foot > 70)
    assert doubt_of(Grid(XS, YS, CELLS, ruled=False), COLUMNS, Print(HEADING, body, body)) is None


def test_an_amount_without_a_heading_while_others_have_one() -> None:
    short = words((200, 300, 62, "text"), *YEARS[:2])
    assert doubt(short, *ITEMS, *AMOUNTS) == OTHER_HEADINGS
    zeros = [(left + 60, right, foot, "number") for left, right, foot, _ in AMOUNTS]
    assert doubt(short, *ITEMS, *zeros) == OTHER_HEADINGS
    spanning = (
        *tuple((r, c, 1, 1) for r in (1, 2) for c in range(4)),
        (0, 0, 1, 1),
        (0, 1, 1, 1),
        (0, 2, 1, 2),
    )
    assert doubt(short, *ITEMS, *AMOUNTS, cells=spanning) is None


def test_two_headings_over_one_column() -> None:
    two = words((200, 300, 62, "text"), *YEARS[:2], (612, 640, 62, "year"), (680, 708, 62, "year"))
    assert doubt(two, *ITEMS, *AMOUNTS) == OTHER_HEADINGS


def test_a_line_of_amounts_in_the_heading() -> None:
    low = words(*((*word[:2], 62.0, word[3]) for word in AMOUNTS[::2]))
    assert doubt(low, *ITEMS, *AMOUNTS) == OTHER_HEADINGS
    dirt = words((200, 300, 62, "text"), *YEARS[1:], (425, 474, 62, "amount"))
    assert doubt(dirt, *ITEMS, *AMOUNTS) is None


def test_print_right_beside_a_table_without_rules() -> None:
    box = (90.0, 40.0, 710.0, 150.0)
    beside = [(20.0, 80.0, foot, "text") for foot in (100.0, 140.0)]
    assert print_beside(words(*ITEMS, *beside), box, 70) == PRINT_BESIDE
    assert print_beside(words(*ITEMS, *beside[:1]), box, 70) is None
    assert (
        print_beside(
            words(*ITEMS, *((left - 200, right - 200, *rest) for left, right, *rest in beside)), box, 70
        )
        is None
    )


def test_a_bare_cell_beside_a_heading_over_columns() -> None:
    """The heading over two of three years may stand over the third one, too."""
    group = words((520, 600, 52, "text"), (200, 300, 62, "text"), *YEARS)
    years = replace(
        group,
        foot=np.where(group.letters == 4, 92.0, group.foot),
        top=np.where(group.letters == 4, 72.0, group.top),
    )
    cells = (
        (0, 0, 2, 1), (0, 1, 1, 1), (0, 2, 1, 2), *((1, c, 1, 1) for c in (1, 2, 3)), *CELLS[8:],
    )  # fmt: skip
    body = [(word[0], word[1], 140.0, word[3]) for word in (ITEMS[1], *AMOUNTS[1::2])]
    assert doubt(years, *body, cells=cells) == OTHER_HEADINGS
    whole = ((0, 0, 2, 1), (0, 1, 1, 3), *cells[3:])
    assert doubt(years, *body, cells=whole) is None


def test_headings_that_passed_for_rows() -> None:
    """A table without heading begins with amounts, not with long numbers without separators."""
    empty = HEADING.among(np.zeros(len(HEADING), bool))
    names = tuple((word[0], word[1], 62.0, "year") for word in AMOUNTS[::2])
    assert doubt(empty, *ITEMS, *names, *AMOUNTS) == OTHER_HEADINGS


def test_numbers_in_line_right_below_a_table() -> None:
    box = (90.0, 40.0, 710.0, 150.0)
    below = [(440.0 + 100 * j, 455.0 + 100 * j, 190.0, "number") for j in range(3)]
    assert numbers_beyond(words(*AMOUNTS, *below), box) == GOES_ON
    assert numbers_beyond(words(*AMOUNTS, (100, 140, 190, "year"), (160, 400, 190, "text")), box) is None
    far = [(left, right, 300.0, kind) for left, right, _, kind in below]
    assert numbers_beyond(words(*AMOUNTS, *far), box) is None


def test_years_in_line_right_above_a_table() -> None:
    box = (90.0, 90.0, 710.0, 150.0)
    above = [(440.0 + 100 * j, 480.0 + 100 * j, 80.0, "year") for j in range(3)]
    assert numbers_beyond(words(*AMOUNTS, *above), box) == OTHER_HEADINGS
    assert numbers_beyond(words(*AMOUNTS, *above[:2]), box) is None


def test_broken_amounts_that_touch_across_columns_share_a_cell() -> None:
    """One of them does not look like a number; words over all columns stand on a line without amounts."""
    joined = tuple((r, c, 1, 1) for r in range(3) for c in range(4) if (r, c) not in ((2, 1), (2, 2)))
    cells = (*joined, (2, 1, 1, 2))
    wide = (425.0, 600.0, 140.0, "text")
    first = tuple(word for word in AMOUNTS if word[2] == 100)
    more = ((625.0, 660.0, 140.0, "amount"), (665.0, 700.0, 140.0, "amount"))
    assert doubt(HEADING, *ITEMS, *first, wide, *more[:1], cells=cells) is None
    two = replace(words(*ITEMS, *first, wide, *more), commas=words(*ITEMS, *first, wide, *more).commas)
    assert doubt_of(Grid(XS, YS, cells, ruled=False), COLUMNS, Print(HEADING, two, two)) == SHARED_CELL


def test_a_row_of_wide_amounts_before_totals_is_no_heading() -> None:
    places = [415.0 + 100 * j for j in range(3)]
    wide = words((200, 300, 62, "text"), *((left, left + 90, 62.0, "text") for left in places))
    marked = wide.left > 400
    row = replace(wide, plain=marked, commas=marked)
    assert doubt(row, *ITEMS, *AMOUNTS) == OTHER_HEADINGS
    assert doubt(wide, *ITEMS, *AMOUNTS) is None
    assert doubt(row.joined(words(*((430.0, 474.0, 30.0, "year"),))), *ITEMS, *AMOUNTS) is None
