"""Tables without vertical rules on worn pages: dirt, lost marks and broken digits bend no columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from extract.scan.amount_lines import specks
from extract.scan.cells import cell_of_pieces
from extract.scan.components import find_components
from extract.scan.corridors import without_blanks, without_cut_headings
from extract.scan.dirt import Alignment
from extract.scan.free_tables import find_free_tables
from extract.scan.grid import Grid, Spans
from extract.scan.lines import InkLine, Pieces, split_lines
from extract.scan.number_columns import Columns, stray_marks
from extract.scan.open_columns import Print, behind_amounts, clear_of_text, find_columns, parted_twins
from extract.scan.open_doubts import doubt_of
from extract.scan.open_header import is_heading, settle_columns
from extract.scan.open_rows import row_starts
from extract.scan.text_runs import bands
from extract.scan.words import Words
from extract.table_doubts import MORE_COLUMNS
from tests.printed_words import BODY, words

FEET = (100.0, 140.0, 180.0, 220.0)
NONE = words((0, 1, 1, "text")).among(np.zeros(1, bool))


def rows(
    *places: tuple[float, float, str], feet: tuple[float, ...] = FEET
) -> list[tuple[float, float, float, str]]:
    return [(left, right, foot, kind) for foot in feet for left, right, kind in places]


def with_letters(printed: Words, at: int, letters: int) -> Words:
    return replace(printed, letters=np.where(np.arange(len(printed)) == at, letters, printed.letters))


def test_a_band_whose_first_word_lost_its_marks_is_a_band() -> None:
    """`มิติที่` without its marks looks like an amount; an item's number before its text does not."""
    line = words((100, 160, 100, "amount"), (175, 400, 100, "text"))
    assert bands(line, 95.0).all()
    assert not bands(with_letters(line, 0, 2), 95.0).any()
    assert not bands(words((100, 160, 100, "amount"), (175, 260, 100, "amount")), 95.0).any()


def test_dirt_beside_one_of_several_like_headings_makes_no_amount_of_it() -> None:
    names = [(300.0 + 200 * j, 450.0 + 200 * j, 100.0, "number") for j in range(4)]
    first = words((100, 250, 90, "text"), *names[:3], (*names[3][:3], "amount"))
    printed = replace(first, letters=np.where(first.left > 250, 14, first.letters))
    assert is_heading(printed)
    amounts = words(
        (100, 250, 90, "text"), *((left, right, foot, "amount") for left, right, foot, _ in names)
    )
    assert not is_heading(amounts)


def test_columns_whose_headings_stand_on_the_same_lines_have_the_same_rows() -> None:
    """Two years stand a pixel lower, so that their own lines do not tell them from the name below."""
    years = [(300.0 + 200 * j, 360.0 + 200 * j, 100.0 + (j > 2), "year") for j in range(5)]
    names = [(290.0 + 200 * j, 400.0 + 200 * j, foot, "text") for j in range(5) for foot in (145.0, 185.0)]
    columns = Columns((280.0, 480.0, 680.0, 880.0, 1080.0, 1280.0), frozenset(range(5)), None)
    groups: list[set[int]] = [set(), set()]
    edges = settle_columns(words(*years, *names), columns, (70.0, 122.0, 200.0), groups, 39.0)
    assert edges.all()
    text = replace(columns, numbers=frozenset(range(4)))  # the amounts of the last one are broken
    over = words((600, 800, 55, "text"), *years, *names)
    edges = settle_columns(over, text, (30.0, 70.0, 122.0, 200.0), [set(range(5)), set(), set()], 39.0)
    assert edges[1].all()


def test_zeros_beside_text_do_not_move_the_place_between_them() -> None:
    body = words(*rows((100, 200, "amount"), (214, 300, "text")))
    zeros = replace(body, commas=np.zeros(len(body), bool), letters=np.where(body.number, 3, body.letters))
    narrow = replace(zeros, left=np.where(zeros.number, 150.0, zeros.left))
    assert clear_of_text(NONE, narrow, [90.0, 207.0, 310.0]) == [90.0, 207.0, 310.0]


def test_an_empty_column_under_a_heading_beside_amounts_and_text_is_doubtful() -> None:
    heading = words((140, 180, 60, "text"), (230, 330, 60, "text"))
    body = words(*rows((205, 225, "amount"), (250, 330, "text")))
    columns = Columns((90.0, 200.0, 340.0), frozenset(), None)
    cells = tuple((r, c, 1, 1) for r in range(2) for c in range(2))
    grid = Grid((90.0, 200.0, 340.0), (40.0, 70.0, 230.0), cells, ruled=False)
    assert doubt_of(grid, columns, Print(heading, body, body)) == MORE_COLUMNS


def test_the_place_goes_behind_a_hyphen_of_the_column_before() -> None:
    heading = words((130, 180, 60, "text"), (240, 340, 60, "text"))
    body = words((212, 221, 100, "dash"), (245, 330, 100, "text"))
    assert behind_amounts(heading, body, [90.0, 200.0, 350.0]) == [90.0, 230.5, 350.0]
    under = words((150, 170, 140, "amount"), (212, 221, 100, "dash"), (245, 330, 100, "text"))
    assert behind_amounts(heading, under, [90.0, 200.0, 350.0]) == [90.0, 200.0, 350.0]


def test_a_place_through_headings_on_two_lines_is_none() -> None:
    headings = words(
        *((left, right, foot, "text") for foot in (60.0, 90.0) for left, right in ((110, 200), (310, 420)))
    )
    assert without_cut_headings(headings, [90.0, 160.0, 260.0, 430.0]) == [90.0, 260.0, 430.0]
    own = headings.joined(words((95, 105, 30, "text"), (170, 250, 120, "text"), (100, 150, 120, "text")))
    assert 160.0 in without_cut_headings(own, [90.0, 160.0, 260.0, 430.0])


def test_headings_that_dirt_joined_are_two() -> None:
    heading = words((100, 240, 60, "text"), (300, 620, 60, "text"), (700, 840, 60, "text"))
    parted = parted_twins(heading, [90.0, 270.0, 470.0, 670.0, 850.0])
    assert sorted(parted.left.tolist()) == [100, 300, 480, 700]
    assert sorted(parted.right.tolist()) == [240, 440, 620, 840]
    alone = heading.among(heading.left < 650)
    assert len(parted_twins(alone, [90.0, 270.0, 470.0, 670.0])) == 2


def test_labels_before_the_text_of_a_page_without_heading_are_another_column() -> None:
    """`รวม` stands where the dimension stands on the page before."""
    items = rows((200, 320, "text"), (350, 600, "text"), feet=(100, 140, 180, 220, 260))
    amounts = rows(
        (640, 700, "amount"), (740, 800, "amount"), (840, 900, "amount"), feet=(100, 180, 300, 340)
    )
    labels = [(100.0, 150.0, foot, "text") for foot in (300.0, 340.0)]
    printed = words(*items, *amounts, *labels)
    found = find_columns(Print(NONE, printed, printed), 90.0, 910.0)
    assert found is not None and any(150 < x < 200 for x in found[0].xs)


def test_a_lone_mark_beside_the_columns_is_dirt() -> None:
    amounts = rows((200, 280, "amount"), (300, 380, "amount"), (400, 480, "amount"))
    printed = words(*amounts, (255, 261, 260, "dash"), (470, 480, 300, "dash"))
    assert [x for x, dirt in zip(printed.left, specks(printed), strict=True) if dirt] == [255]


def test_a_single_row_of_zeros_over_a_row_of_single_zeros_is_a_table() -> None:
    zeros = [(200.0 + 100 * j, 250.0 + 100 * j, 100.0, "amount") for j in range(4)]
    total = [(238.0 + 100 * j, 250.0 + 100 * j, 200.0, "number") for j in range(4)]
    names = [(60.0, 170.0, 100.0, "text"), (60.0, 100.0, 200.0, "text")]
    printed = words(*zeros, *total, *names)
    plain = replace(printed, commas=np.zeros(len(printed), bool))
    few = replace(plain, letters=np.where(plain.number & (plain.letters > 1), 3, plain.letters))
    assert len(find_free_tables(few)) == 1
    turned = replace(few, top=300 - few.foot - BODY, foot=300 - few.foot)  # the zeros stand over the amounts
    assert len(find_free_tables(turned)) == 1
    named = few.joined(words((100, 150, 100, "number")))  # a name that looks like zeros
    looks = replace(named, letters=np.where(named.left == 100, 3, named.letters))
    assert len(find_free_tables(looks)) == 1
    aside = replace(few, right=few.right + np.where(few.letters == 1, 14, 0))
    assert find_free_tables(aside) == []


def test_two_rows_far_apart_in_a_leaning_photograph_are_a_table() -> None:
    def page(lean: float) -> Words:
        first = [(200.0 + 120 * j, 280.0 + 120 * j, 100.0, "amount") for j in range(4)]
        last = [(190.0 + lean + 120 * j, 280.0 + lean + 120 * j, 800.0, "amount") for j in range(4)]
        return words(*first, *last, (60, 150, 100, "text"), (60, 150, 800, "text"))

    assert len(find_free_tables(page(16.0))) == 1
    assert find_free_tables(page(40.0)) == []


def test_headings_of_one_width_that_stand_close_are_no_running_text() -> None:
    lines = rows((100, 290, "text"), (350, 400, "amount"), (470, 520, "amount"), (590, 640, "amount"))
    names = [(285.0 + 120 * j, 388.0 + 120 * j, 30.0, "text") for j in range(3)]
    units = [(330.0 + 120 * j, 380.0 + 120 * j, 62.0, "text") for j in range(3)]
    (table,) = find_free_tables(words(*lines, *names, *units))
    assert table.box[1] < 10
    uneven = [(285.0, 395.0, 30.0, "text"), (412.0, 535.0, 30.0, "text"), (550.0, 645.0, 30.0, "text")]
    (other,) = find_free_tables(words(*lines, *uneven, *units))
    assert other.box[1] > 10


def test_a_heading_beyond_the_last_column_leaves_the_heading_whole() -> None:
    """An item wider than the others reaches below the first year's name; `หมายเหตุ` stands over no print."""
    lines = rows((100, 290, "text"), (330, 400, "amount"), (430, 500, "amount"), (530, 600, "amount"))
    wide = [(100.0, 318.0, 260.0, "text")]
    wide += [(330.0 + 100 * j, 400.0 + 100 * j, 260.0, "amount") for j in range(3)]
    names = [(312.0 + 100 * j, 385.0 + 100 * j, foot, "text") for j in range(3) for foot in (30.0, 62.0)]
    (table,) = find_free_tables(words(*lines, *wide, *names, (650, 700, 30, "text")))
    assert table.box[1] < 20 and 62 < table.heading_end < 100


@pytest.mark.parametrize(("gap", "starts"), [(31.0, [100.0 + 59]), (44.0, [100.0 + 59 + 0])])
def test_a_line_a_little_lower_in_its_cell_begins_no_row(gap: float, starts: list[float]) -> None:
    columns = Columns((90.0, 400.0, 500.0, 600.0, 700.0), frozenset({1, 2, 3}), 0)
    feet, numbered = [100.0], [100.0]
    for k in range(6):
        feet.append(feet[-1] + 25)
        if k == 2:
            feet.append(feet[-1] + gap)
        feet.append(feet[-1] + (60 - gap + 25 if k == 2 else 60))
        numbered.append(feet[-1])
    amounts = [(410.0 + 100 * j, 480.0 + 100 * j, foot, "amount") for foot in numbered for j in range(3)]
    named = words(*((100.0, 300.0, foot, "text") for foot in feet), *amounts)
    found, told = row_starts(named, columns, 25.0)
    assert told and found == numbered[1:]


def pieces_of(ink: np.ndarray) -> Pieces:
    found = find_components(ink)
    return Pieces(found.boxes, found.areas, found.labels, BODY)


def test_marks_belong_to_the_letters_nearest_to_them() -> None:
    """A vowel below a letter and a tone mark over one, both on the other side of where two rows part."""
    ink = np.zeros((200, 300), np.uint8)
    ink[60:80, 20:36] = ink[120:140, 120:136] = 1
    ink[84:90, 24:32] = 1  # under the first letter
    ink[108:114, 124:132] = 1  # over the second one
    pieces = pieces_of(ink)
    for y in (82.0, 117.0):
        grid = Grid((0.0, 300.0), (40.0, y, 160.0), ((0, 0, 1, 1), (1, 0, 1, 1)), ruled=False)
        grid = replace(grid, undrawn=frozenset({1}))
        top = pieces.boxes[:, 1]
        owner = dict(zip(top.tolist(), cell_of_pieces(grid, pieces).tolist(), strict=True))
        assert owner[84] == owner[60] == 0 and owner[108] == owner[120] == 1


def test_a_comma_belongs_to_the_digits_beside_it_where_the_next_row_is_close() -> None:
    ink = np.zeros((200, 300), np.uint8)
    for top in (60, 100):
        ink[top : top + 20, 20:32] = ink[top : top + 20, 41:53] = 1
    ink[100:120, 32:41] = 1  # a digit under the comma
    ink[77:85, 35:38] = 1
    pieces = pieces_of(ink)
    grid = Grid((0.0, 300.0), (40.0, 90.0, 160.0), ((0, 0, 1, 1), (1, 0, 1, 1)), ruled=False)
    owner = cell_of_pieces(replace(grid, undrawn=frozenset({1})), pieces)
    assert owner[pieces.boxes[:, 1] == 77].tolist() == [0]


def test_pieces_stay_where_they_are_when_they_are_given_to_cells() -> None:
    """A mark on a rule belongs to the cell below; its middle stays where it was."""
    ink = np.zeros((200, 300), np.uint8)
    ink[60:80, 20:36] = ink[96:100, 22:30] = ink[120:140, 20:36] = 1
    pieces = pieces_of(ink)
    pieces = replace(pieces, sunk=np.flatnonzero(pieces.boxes[:, 1] == 96))
    before = pieces.middles.copy()
    grid = Grid((0.0, 300.0), (40.0, 100.0, 160.0), ((0, 0, 1, 1), (1, 0, 1, 1)))
    assert cell_of_pieces(grid, pieces)[pieces.sunk].tolist() == [1]
    assert np.array_equal(pieces.middles, before)


def column(
    *boxes: tuple[int, int, int, int], marks: Sequence[tuple[int, int, int, int]] = ()
) -> tuple[list[Spans], list[list[InkLine]], Pieces]:
    """A column of cells, each with one piece of ink, and marks over some."""
    ink = np.zeros((60 * len(boxes), 200), np.uint8)
    for x0, y0, x1, y1 in (*boxes, *marks):
        ink[y0:y1, x0:x1] = 1
    pieces = pieces_of(ink)
    filled = [
        split_lines(
            pieces, np.flatnonzero((pieces.middles[:, 1] > 60 * k) & (pieces.middles[:, 1] < 60 * k + 60))
        )
        for k in range(len(boxes))
    ]
    return [(k, 0, 1, 1) for k in range(len(boxes))], filled, pieces


def test_a_dot_aside_of_the_numbers_of_its_column_is_dirt_and_a_hyphen_under_them_is_print() -> None:
    cells, filled, pieces = column(
        (140, 20, 160, 40), (150, 90, 159, 94), (40, 150, 45, 155), (155, 210, 160, 214)
    )
    found = Alignment(cells, filled, pieces, 0)
    assert [len(found.without_dirt(0, lines)) for lines in filled] == [1, 1, 0, 1]
    assert found.fits(0, (151, 90, 160, 94)) and not found.fits(0, (60, 90, 70, 94))


def test_a_scrap_alone_in_a_cell_between_ragged_text_is_dirt_and_a_hyphen_is_not() -> None:
    """Worn text without marks looks like numbers; it begins together and ends anywhere, as numbers do not."""
    lines = [(20, 20 + 60 * k, end, 40 + 60 * k) for k, end in enumerate((120, 60, 150, 90, 170, 75))]
    marks = [(30, 8 + 60 * k, 42, 13 + 60 * k) for k in range(0, 6, 2)]
    cells, filled, pieces = column(*lines, (66, 388, 72, 396), (24, 450, 32, 453), marks=marks)
    found = Alignment(cells, filled, pieces, 0)
    assert [len(found.without_dirt(0, row)) for row in filled[5:]] == [1, 0, 1]


def test_where_no_number_of_a_column_was_seen_a_faint_hyphen_fits() -> None:
    cells, filled, pieces = column((140, 20, 160, 40))
    assert Alignment(cells, filled, pieces, 1).fits(0, (60, 90, 70, 94))


def test_blanks_of_labels_below_each_other_part_no_column_of_a_page_without_heading() -> None:
    labels = rows(
        (100, 150, "text"), (200, 270, "text"), (295, 380, "text"), (600, 650, "amount"), feet=(100.0, 220.0)
    )
    item = [(100.0, 150.0, 160.0, "text"), (200.0, 420.0, 160.0, "text"), (600.0, 650.0, 160.0, "amount")]
    printed = words(*labels, *item)
    assert without_blanks(NONE, printed, [90.0, 175.0, 282.0, 500.0, 660.0]) == [90.0, 175.0, 500.0, 660.0]
    wide = words(*labels, item[0], item[2])
    assert 282.0 in without_blanks(NONE, wide, [90.0, 175.0, 282.0, 500.0, 660.0])


def test_a_number_between_words_of_a_band_is_no_dirt() -> None:
    """`มิติที่ 1 การ…` beside item numbers: its digit stands where none of those does."""
    columns = Columns((90.0, 170.0, 400.0, 500.0), frozenset({0, 2}), 1)
    numbers = rows((115, 125, "amount"), (420, 490, "amount"), feet=(180.0, 220.0, 260.0))
    band = words((100, 140, 100, "text"), (157, 166, 100, "number"), (183, 380, 100, "text"), *numbers)
    assert not stray_marks(band, columns).any()
    alone = words((157, 166, 100, "number"), (210, 380, 100, "text"), *numbers)
    assert stray_marks(alone, columns).tolist() == [True] + [False] * (len(alone) - 1)
