"""Print that runs into a column rule: what may have lost a character with the rule is never certain."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extract.engines.base import Image, LineKind
from extract.model import Line, Reading, Table
from extract.scan.cells import cell_of_pieces
from extract.scan.crowded import is_crowded
from extract.scan.grid import Grid
from extract.scan.layout import TableLayout
from extract.scan.lines import InkLine, find_pieces, split_lines
from extract.scan.page import layout_scan, read_scan
from extract.scan.rules import segment_of
from extract.scan.touch import Touch, Touches, is_struck, lacks_piece, may_be_cut
from tests.scan_pages import Drawn, blank_page, draw, scanned, write

XS, YS = [150, 500, 800, 1100], [300, 360, 420, 480, 540]
ROW = 2
NUMBER = "308,500"


def table_with(x: int, text: str = NUMBER, thickness: int = 3) -> np.ndarray:
    """A table of clear numbers, but for one whose left end stands at `x`."""
    page = blank_page()
    draw(page, Drawn(XS, YS), thickness)
    for row, y in enumerate((340, 400, 460, 520)):
        write(page, "a project", 170, y)
        write(page, "7,000", 900, y)
        write(page, text if row == ROW else "12,500", x if row == ROW else 580, y)
    return page


def crowded(page: np.ndarray, text: str = NUMBER) -> set[tuple[int, int]]:
    """The cells whose print may lack something where it reads as `text`."""
    (table,) = [block for block in layout_scan(page, 200).blocks if isinstance(block, TableLayout)]
    return {
        (cell.row, cell.col)
        for cell in table.cells
        if any(line.crowded or may_be_cut(text, line.touched) for line in cell.lines)
    }


def right_end(text: str) -> int:
    """How far the ink of a text reaches from the place it is written at."""
    page = blank_page()
    write(page, text, 100, 300)
    return int(np.flatnonzero((page < 128).any(axis=0))[-1]) - 100


@pytest.mark.parametrize("overlap", [0, 3, 6])
def test_a_digit_that_touches_the_rule_left_of_it_makes_its_number_doubtful(overlap: int) -> None:
    assert crowded(table_with(500 - overlap)) == {(ROW, 1)}
    assert crowded(scanned(table_with(500 - overlap), skew=0.6)) == {(ROW, 1)}


@pytest.mark.parametrize("overlap", [4, 8])
def test_a_digit_that_goes_through_the_rule_right_of_it_makes_its_number_doubtful(overlap: int) -> None:
    assert (ROW, 1) in crowded(table_with(800 - right_end(NUMBER) + overlap))


def test_a_number_whose_ring_only_touches_a_rule_lacks_nothing() -> None:
    page = table_with(501, "6,040")
    assert crowded(page, "6,040") == set()
    assert crowded(page, "ผู้ใหญ่บ้าน") == {(ROW, 1)}  # letters that are cut can be any
    assert crowded(table_with(498, "6,040"), "6,040") == set()  # its side makes the rule swell
    assert crowded(table_with(496, "6,040"), "6,040") == {(ROW, 1)}
    write(page, "8", 480, 460)  # 86,040, printed across the rule
    assert (ROW, 1) in crowded(page, "6,040")


@pytest.mark.parametrize(
    ("gap", "place", "thick", "cut"),
    [(3, 511, 3, True), (3, 515, 3, False), (8, 511, 3, False), (1, 511, 1, False)],
)
def test_a_rule_between_digits_a_comma_apart_may_hide_it(gap: int, place: int, thick: int, cut: bool) -> None:
    page = table_with(place, "500,000", thick)
    write(page, "8", 500 - gap - right_end("8"), 460)  # 8,500,000, printed across the rule
    assert ((ROW, 1) in crowded(page, "500,000")) == cut


@pytest.mark.parametrize(("place", "cut"), [(501, set()), (496, {(ROW, 1)})])
def test_small_print_that_touches_a_rule_is_measured_by_its_own_letters(
    place: int, cut: set[tuple[int, int]]
) -> None:
    page = table_with(place, "6,040")
    for y in range(700, 1600, 100):  # most of the page is in larger print
        write(page, "in large print", 150, y, 1.9)
    assert crowded(page, "6,040") == cut


@pytest.mark.parametrize(
    ("text", "touched", "cut"),
    [
        ("6,000", (Touch.WHOLE, Touch.CLEAR), False),
        ("5,000", (Touch.WHOLE, Touch.CLEAR), True),  # a 6 without its left side
        ("5,000", (Touch.CLEAR, Touch.WHOLE), False),
        ("๖", (Touch.CLEAR, Touch.WHOLE), True),  # a 5 without its right side
        ("๖๖", (Touch.CLEAR, Touch.WHOLE), False),
        ("๒๕๖๓", (Touch.CLEAR, Touch.WHOLE), True),  # a ๗ without its tail
        ("๕,๐๐๐.-", (Touch.CLEAR, Touch.LOW), False),
        ("๕,๐๐๐", (Touch.LOW, Touch.CLEAR), True),  # -๕,๐๐๐
        ("6,000", (Touch.CLEAR, Touch.HIDING), True),
        ("๖ บาท", (Touch.CLEAR, Touch.WHOLE), True),
        ("๖ บาท", (Touch.CLEAR, Touch.CLEAR), False),
    ],
)
def test_what_a_cut_digit_can_read_as_is_doubtful_at_a_rule(text: str, touched: Touches, cut: bool) -> None:
    assert may_be_cut(text, touched) == cut


def test_a_rule_that_ends_at_merged_rows_takes_nothing_of_the_print_over_them() -> None:
    ys, merged = list(range(300, 721, 60)), list(range(720, 1021, 30))
    page = blank_page()
    draw(page, Drawn(XS, ys))
    for y in ys[:-1]:
        write(page, "a project", 170, y + 48)
        write(page, NUMBER, XS[1] + 9, y + 48)
        write(page, "7,000", 900, y + 48)
    draw(page, Drawn([XS[0], XS[-1]], merged))
    for y in [*ys, *merged]:
        cv2.line(page, (XS[0], y), (XS[-1], y), 0, 7)
    (table,) = [block for block in layout_scan(page, 200).blocks if isinstance(block, TableLayout)]
    numbers = [line for cell in table.cells for line in cell.lines if cell.col == 1]
    assert [line.touched for line in numbers] == [(Touch.CLEAR, Touch.CLEAR)] * (len(ys) - 1)
    assert len({line.image.shape for line in numbers}) == 1  # the last is cut out as the others are


@pytest.mark.parametrize(("place", "cut"), [(506, {(ROW, 1)}), (519, set())])
def test_a_digit_all_within_a_thick_rule_makes_its_number_doubtful(
    place: int, cut: set[tuple[int, int]]
) -> None:
    page = table_with(900 - 40, "")
    write(page, "8,500", place, 460)
    for x in XS:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), 0, 5)
    cv2.line(page, (500, 441), (500, 460), 0, 7)
    assert crowded(page) == cut  # digits of one number stand no further apart


@pytest.mark.parametrize(("place", "cut"), [(509, True), (514, False)])
def test_a_one_that_stands_on_a_rule_is_missed_though_it_leaves_more_room(place: int, *, cut: bool) -> None:
    page = table_with(900 - 40, "", thickness=2)
    write(page, "16,000", place, 460)
    cv2.line(page, (500, 442), (500, 460), 0, 4)
    cv2.line(page, (493, 447), (499, 442), 0, 2)  # its flag, in the cell before
    assert ((ROW, 1) in crowded(page, "16,000")) == cut


@pytest.mark.parametrize(("left", "cut"), [(8, {(ROW, 0), (ROW, 1)}), (22, set())])
def test_a_number_beyond_the_rule_is_another_one_where_it_stands_further_off_than_digits(
    left: int, cut: set[tuple[int, int]]
) -> None:
    page = table_with(498, "6,040")
    write(page, "8", 500 - left - right_end("8"), 460)
    assert crowded(page, "6,040") == cut


@pytest.mark.parametrize(("place", "cut"), [(490, {(ROW, 0), (ROW, 1)}), (520, set())])
def test_a_number_that_a_rule_too_faint_for_ink_runs_through_is_doubtful(
    place: int, cut: set[tuple[int, int]]
) -> None:
    page = blank_page()
    for row, y in enumerate((340, 400, 460, 520)):
        write(page, "a project", 170, y)
        write(page, "7,000", 900, y)
        write(page, NUMBER if row == ROW else "12,500", place if row == ROW else 580, y)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), 0, 3)
    for x in (XS[0], *XS[2:]):
        cv2.line(page, (x, YS[0]), (x, YS[-1]), 0, 3)
    faint = page[YS[0] : YS[-1], XS[1]]
    faint[faint > 150] = 150
    assert crowded(page) == cut


@pytest.mark.parametrize("skew", [0.0, 0.8])
def test_numbers_clear_of_rough_rules_are_not_doubted(skew: float) -> None:
    page = table_with(512)
    rng = np.random.default_rng(3)
    for x in XS:  # a photocopier's edges
        rows = rng.choice(np.arange(YS[0], YS[-1]), 60, replace=False)
        page[rows, x + rng.choice([-2, 2], 60)] = 0
    assert crowded(scanned(page, skew=skew)) == set()


@pytest.mark.parametrize("tail", [29, 26, 23])
def test_the_halves_of_a_broken_nine_beside_a_rule_stay_in_the_cell(tail: int) -> None:
    ink = np.zeros((100, 300), np.uint8)
    ink[44:51, 25:27] = 1  # the nine's left arc, which ends over the foot of its right one
    ink[43:54, 29:32] = 1
    ink[52:54, tail:32] = 1
    for x in (40, 55, 70):
        cv2.rectangle(ink, (x, 43), (x + 8, 53), 1, 2)
    pieces = find_pieces(ink, 200)
    grid = Grid((20.0, 290.0), (20.0, 80.0), ((0, 0, 1, 1),))
    assert cell_of_pieces(grid, pieces).tolist() == [0] * 5


class Engine:
    """Reads the same number everywhere, with certainty."""

    name, version = "certain", "1"

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        return [Reading("08,500", 0.999, (1.0,) * 6)] * len(lines)


def test_the_reading_says_that_its_line_runs_into_a_rule() -> None:
    result = read_scan(table_with(494), 200, Engine())
    (table,) = [block for block in result.blocks if isinstance(block, Table)]
    lines: list[Line] = [line for cell in table.cells for line in cell.lines]
    readings = [line.reading for line in lines if line.reading is not None]
    (touching,) = [reading for reading in readings if reading.at_rule]
    assert touching.confidence < 0.9
    assert touching.char_confidences[0] < 0.9 and touching.char_confidences[-1] < 0.9
    assert set(touching.char_confidences[1:-1]) == {1.0}
    assert all(reading.confidence == 0.999 for reading in readings if reading is not touching)


@pytest.mark.parametrize("overlap", [0, 2])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_digit_that_touches_a_rule_is_whole_up_to_it(overlap: int, side: str) -> None:
    at = 502 - overlap if side == "left" else 798 - right_end(NUMBER) + overlap
    page = table_with(at)
    (table,) = [block for block in layout_scan(page, 200).blocks if isinstance(block, TableLayout)]
    (line,) = next(cell.lines for cell in table.cells if (cell.row, cell.col) == (ROW, 1))
    printed = blank_page()
    write(printed, NUMBER, at, 460)
    x0, y0, x1, y1 = (int(v) for v in line.px)
    expected = printed[y0:y1, x0:x1] < 128
    inside = slice(max(x0, 503) - x0, min(x1, 798) - x0)
    off = (line.image[:, inside] < 128) != expected[:, inside]
    assert np.count_nonzero(off) <= 0.02 * np.count_nonzero(expected)
    assert (line.image[:, : max(0, 499 - x0)] == 255).all() and (line.image[:, 801 - x0 :] == 255).all()


def test_a_digit_in_one_piece_with_a_rule_that_was_not_found_makes_its_line_doubtful() -> None:
    ink = np.zeros((200, 300), np.uint8)
    for x in (20, 35, 50, 110):
        cv2.rectangle(ink, (x, 83), (x + 8, 93), 1, 2)
    alone = find_pieces(ink, 200)
    (line,) = split_lines(alone, np.arange(4))
    assert not is_crowded(alone, line, (5.0, 70.0, 290.0, 110.0))
    cv2.rectangle(ink, (80, 83), (88, 93), 1, 2)
    cv2.line(ink, (90, 10), (90, 190), 1, 2)
    pieces = find_pieces(ink, 200)
    print_like = np.flatnonzero(pieces.heights < 20)
    (line,) = split_lines(pieces, print_like)
    assert is_crowded(pieces, line, (5.0, 70.0, 290.0, 110.0))


@pytest.mark.parametrize(
    ("blank", "thickness", "across"),
    [(5, 2.0, True), (7, 2.0, False), (7, 5.0, True), (7, math.inf, True), (10, 5.0, False)],
)
def test_digits_across_a_thin_rule_are_one_number_where_they_stand_as_close_as_its_own(
    blank: int, thickness: float, across: bool
) -> None:
    ink = np.zeros((200, 300), np.uint8)
    for x in (20, 35, 50):  # with blanks of four pixels
        ink[82:95, x : x + 11] = 1
    ink[82:95, 61 + blank : 72 + blank] = 1
    pieces = find_pieces(ink, 200)
    (line,) = split_lines(pieces, np.arange(3))
    outline = (5.0, 70.0, 61 + blank / 2, 110.0)
    assert is_crowded(pieces, line, outline, thickness=(math.inf, thickness)) == across


def test_a_number_with_a_rule_through_it_is_doubtful_one_on_a_rule_is_not() -> None:
    line = InkLine((100.0, 50.0, 160.0, 66.0), np.arange(3), (50.0, 66.0))
    for height, struck in ((58.0, True), (67.0, True), (70.0, False), (40.0, False)):
        rule = segment_of(np.array([(90.0, height), (170.0, height)]), 2.0)
        assert is_struck(line, [rule]) == struck
    beside = segment_of(np.array([(150.0, 58.0), (400.0, 58.0)]), 2.0)
    assert not is_struck(line, [beside])


@pytest.mark.parametrize(("end", "touches"), [(790, False), (808, True)])
def test_a_rule_that_ends_at_merged_cells_is_no_digit(end: int, touches: bool) -> None:
    page = blank_page()
    draw(page, Drawn(XS, YS))
    for row in (0, 1, 3):  # no rule beside these
        page[YS[row] + 3 : YS[row + 1] - 2, 794:807] = 255
    for row, y in enumerate((340, 400, 460, 520)):
        write(page, "a project", 170, y)
        write(page, NUMBER if row == ROW else "none", end - right_end(NUMBER) if row == ROW else 560, y)
    assert ((ROW, 1) in crowded(page)) is touches
    assert ((ROW, 1) in crowded(scanned(page, skew=0.4))) is touches


@pytest.mark.parametrize(
    ("left", "width", "height", "lacks"),
    [(93, 4, 12, True), (93, 1, 12, False), (93, 4, 4, False), (80, 4, 12, False)],
)
def test_half_a_digit_that_went_with_a_rule_is_missed(
    left: int, width: int, height: int, lacks: bool
) -> None:
    ink = np.zeros((60, 200), np.uint8)
    for x in (100, 116, 132):
        ink[20:36, x : x + 12] = 1
    ink[22 : 22 + height, left : left + width] = 1
    pieces = find_pieces(ink, 200)
    own = np.flatnonzero(pieces.boxes[:, 0] >= 100)
    taken = pieces.boxes[pieces.boxes[:, 0] < 100]
    (line,) = split_lines(pieces, own)
    assert lacks_piece(pieces, line, taken) == lacks
