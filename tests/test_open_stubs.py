"""Labels, stubs and marks of tables without rules, where print alone tells cells and lines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.scan.align import build
from extract.scan.frames import Frame
from extract.scan.free_tables import find_free_tables
from extract.scan.grid import Grid
from extract.scan.lines import Pieces, find_pieces
from extract.scan.narrow_columns import narrow_places, without_lone_words
from extract.scan.number_columns import Columns, name_columns
from extract.scan.open_columns import Print
from extract.scan.open_doubts import doubt_of
from extract.scan.open_rows import row_starts
from extract.scan.words import Words, find_words
from extract.table_doubts import SHARED_CELL, UNTOLD_ROWS
from tests.printed_words import words

Row = tuple[float, float, float, str]
NO_PIECES = Pieces(np.zeros((0, 4), np.int64), np.zeros(0, np.int64), np.zeros((9, 9), np.int32), 20.0)
NONE = words((100, 300, 60, "text")).among(np.zeros(1, bool))


def amounts(foot: float, first: float = 500) -> list[Row]:
    return [(first + 10 + 100 * j, first + 90 + 100 * j, foot, "amount") for j in range(3)]


def test_a_stub_of_short_words_without_marks_holds_no_item_numbers() -> None:
    """`2. การ / บริหาร / ราชการ / ด้วย`: some of its words look like short numbers, few of its lines do."""
    stub = [
        row
        for k in range(4)
        for row in (
            (100.0, 115.0, 100.0 + 160 * k, "number"), (125.0, 180.0, 100.0 + 160 * k, "year"),
            (100.0, 190.0, 140.0 + 160 * k, "text"), (100.0, 175.0, 180.0 + 160 * k, "number"),
        )
    ]  # fmt: skip
    body = words(
        *stub,
        *((230.0, 450.0, 100.0 + 160 * k, "text") for k in range(4)),
        *(row for k in range(4) for row in amounts(100.0 + 160 * k)),
    )
    assert name_columns((90, 210, 480, 600, 700, 800), body).numbers == {2, 3, 4}
    seq = words(*(row for row in stub if row[2] % 160 == 100 and row[0] == 100.0), *body_of(4))
    assert 0 in name_columns((90, 210, 480, 600, 700, 800), seq).numbers


def body_of(rows: int) -> list[Row]:
    items: list[Row] = [(230.0, 450.0, 100.0 + 160 * k, "text") for k in range(rows)]
    return [*items, *(row for k in range(rows) for row in amounts(100.0 + 160 * k))]


@pytest.mark.parametrize(("foot", "rows"), [(295.0, [180.0, 260.0]), (330.0, [180.0, 260.0, 330.0])])
def test_the_second_line_of_a_label_over_two_columns_is_no_band(foot: float, rows: list[float]) -> None:
    """`รวมทั้ง / สิ้น` before the totals; a line with a row's paper above it is a band."""
    columns = Columns((90.0, 130.0, 480.0, 600.0, 700.0, 800.0), frozenset({2, 3, 4}), 1)
    lines = [(150.0, 400.0, f, "text") for f in (100.0, 136.0, 180.0, 216.0)]
    label = (100.0, 190.0, 260.0, "text")
    body = words(*lines, label, (100.0, 170.0, foot, "text"), *amounts(100), *amounts(180), *amounts(260))
    assert row_starts(body, columns, 36.0)[0] == rows


def test_a_column_under_no_heading_in_which_nothing_is_printed_is_none() -> None:
    headings = words((100, 200, 60, "text"), (400, 500, 60, "text"))
    body = words((100, 200, 100, "text"), (410, 490, 100, "amount"))
    assert without_lone_words(headings, body, [90, 220, 390, 510]) == [90, 220, 510]
    blank = headings.joined(words((260, 340, 60, "text")))
    assert without_lone_words(blank, body, [90, 220, 390, 510]) == [90, 220, 390, 510]


def test_marks_of_larger_print_below_a_table_are_no_row() -> None:
    rows = [row for foot in (200.0, 240.0, 280.0) for row in ((100.0, 400.0, foot, "text"), *amounts(foot))]
    marks = [(300.0 + 160 * k, 316.0 + 160 * k, 322.0, "number") for k in range(3)]
    (table,) = find_free_tables(words(*rows, *marks, (250.0, 900.0, 368.0, "text")))
    assert table.box[3] < 310
    (longer,) = find_free_tables(words(*rows, *((x, y, foot, kind) for x, y, foot, kind in marks)))
    assert longer.box[3] > 320


def test_a_short_word_over_a_longer_one_in_tight_print_is_a_word() -> None:
    """Lines 1.6 letters' heights apart; a vowel over letters stands closer than that."""
    ink = np.zeros((140, 500), np.uint8)
    for x in range(40, 440, 20):
        ink[82:102, x : x + 14] = 1
    for x in (60, 80):
        ink[50:70, x : x + 14] = 1
    pieces = find_pieces(ink, 200)
    found = find_words(pieces, np.ones(len(pieces.boxes), bool))
    assert sorted(found.letters.tolist()) == [2, 20]


def grid_of(stub: list[Row], gap: float) -> Grid:
    columns = Columns((90.0, 210.0, 480.0, 600.0, 700.0, 800.0), frozenset({2, 3, 4}), 1)
    feet = (100.0, 100.0 + gap)
    body = words(
        *stub, *((230.0, 450.0, foot, "text") for foot in feet), *amounts(feet[0]), *amounts(feet[1])
    )
    ys = [70.0, 80.0 + gap, 130.0 + gap]
    frame = Frame(90.0, 800.0, (ys[0], ys[-1]), ((), ()))
    return build(frame, ys, ys[0], columns, NONE, body, 40.0, NO_PIECES, 10)


def test_a_line_of_stub_for_each_of_two_tight_rows_may_be_two_cells() -> None:
    one = grid_of([(100.0, 200.0, 100.0, "text"), (100.0, 200.0, 142.0, "text")], 42.0)
    assert one.broken == UNTOLD_ROWS
    long = [(100.0, 200.0, 100.0 + 40 * k, "text") for k in range(3)]
    assert grid_of(long, 84.0).broken is None


def test_amounts_that_run_together_over_two_columns() -> None:
    xs, ys = (90.0, 400.0, 510.0, 610.0, 710.0), (40.0, 110.0, 150.0)
    columns = Columns(xs, frozenset({1, 2, 3}), 0)
    rows = [(100.0, 300.0, foot, "text") for foot in (100.0, 140.0)]
    rows += [(425.0 + 100 * j, 500.0 + 100 * j, foot, "amount") for j in range(3) for foot in (100.0, 140.0)]
    cells = [(r, c, 1, 1) for r in range(2) for c in range(4) if (r, c) not in {(1, 1), (1, 2)}]

    def doubt(body: Words) -> str | None:
        grid = Grid(xs, ys, (*cells, (1, 1, 1, 2)), ruled=False)
        return doubt_of(grid, columns, Print(NONE, body, body))

    last = [row for row in rows if row[2] == 100.0 or row[0] in (100.0, 625.0)]
    wide = words(*last, (415.0, 600.0, 140.0, "amount"))
    assert doubt(replace(wide, number=wide.number & (wide.right - wide.left < 180))) == SHARED_CELL
    assert doubt(words(*last)) is None


def test_unmarked_text_right_behind_a_column_of_amounts_has_its_own() -> None:
    """`สำนักปลัด / เทศบาล`: the second line has no marks and looks like a number."""
    numbers = [(500.0, 590.0, foot, "amount") for foot in (100.0, 200.0, 240.0)]
    unit = [(606.0, 720.0, 100.0, "text"), (606.0, 690.0, 140.0, "amount")]
    (place,) = narrow_places(NONE, words(*numbers, *unit), [450, 900])
    assert 590 < place < 606
