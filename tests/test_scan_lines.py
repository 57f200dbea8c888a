"""Lines of print and their marks: every mark goes to the letters it belongs to."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.scan.cells import cell_of_pieces, low_letter
from extract.scan.crops import line_crop
from extract.scan.grid import Grid
from extract.scan.layout import TableLayout
from extract.scan.leaders import Leader, dots_in_row, find_leaders, with_leaders
from extract.scan.lines import find_pieces, is_print, split_lines
from extract.scan.page import layout_scan
from extract.scan.run_together import run_together
from tests.scan_pages import blank_page, write

BODY = 19
TOP, PITCH = 40, 36
LEFT, STEP = 20, 18


def two_lines(pitch: int = PITCH, indent: int = 0) -> NDArray[np.uint8]:
    """The ink of two lines of box-like letters, set as tightly as Thai print is; the first one indented."""
    ink = np.zeros((140, 260), np.uint8)
    for line in range(2):
        for letter in range(12):
            x, y = LEFT + STEP * letter + (0 if line else indent), TOP + pitch * line
            cv2.rectangle(ink, (x, y), (x + 11, y + BODY - 1), 1, 2)
    return ink


def test_a_tone_mark_that_touches_the_line_above_stays_with_its_vowel() -> None:
    ink = two_lines()
    x, foot, second = LEFT + 3 * STEP, TOP + BODY, TOP + PITCH
    ink[second - 9 : second - 4, x : x + 12] = 1  # a vowel over the second line's fourth letter
    ink[foot : foot + 5, x + 8 : x + 11] = 1  # its tone mark, run into the letter of the first line
    pieces = find_pieces(ink, 200)
    even = np.where(ink > 0, 0, 255).astype(np.uint8)
    first, other = split_lines(pieces, np.arange(len(pieces.boxes)))
    assert first.box[3] <= foot + 3
    crop, (_, y0, _, _) = line_crop(even, ink, pieces, other)
    mark = crop[foot + 3 - int(y0) : foot + 5 - int(y0)]
    assert (mark < 128).any()
    crop, (_, y0, _, _) = line_crop(even, ink, pieces, first)
    assert (crop[foot + 3 - int(y0) :] > 128).all()


def test_a_vowel_under_a_letter_stays_with_its_letter() -> None:
    ink = two_lines()
    x, foot = LEFT + 3 * STEP, TOP + BODY
    ink[foot + 2 : foot + 10, x + 7 : x + 12] = 1
    first, other = split_lines(pieces := find_pieces(ink, 200), np.arange(len(pieces.boxes)))
    assert first.box[3] == foot + 10
    assert other.box[1] == TOP + PITCH - 1


def test_rules_of_other_cells_take_no_marks_from_a_merged_cell() -> None:
    ink = np.zeros((300, 400), np.uint8)
    ink[148:153, 60:64] = 1  # a mark where the right column's row rule would run on
    ink[148:153, 260:264] = 1  # a leftover of that rule
    grid = Grid((10.0, 200.0, 390.0), (10.0, 150.0, 290.0), ((0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)))
    assert cell_of_pieces(grid, find_pieces(ink, 200)).tolist() == [0, -1]


def test_rings_in_a_table_of_small_print_are_letters_and_specks_are_not() -> None:
    page = np.zeros((120, 300), np.uint8)
    for x in range(20, 100, 20):
        page[20:36, x : x + 14] = page[60:72, x : x + 12] = 1  # letters, and `๑๐๑๐` of three quarters of them
        page[100:106, x : x + 6] = 1  # dirt
    pieces = replace(find_pieces(page, 200), body=29.0)  # that of a page with large headings
    letters, rings, specks = (
        split_lines(pieces, np.flatnonzero((pieces.boxes[:, 1] >= top) & (pieces.boxes[:, 1] < top + 5)))[0]
        for top in (20, 60, 100)
    )
    small = low_letter(pieces, [[letters], [rings], [specks]])
    assert [is_print(pieces, line, small) for line in (letters, rings, specks)] == [True, True, False]


def test_a_hyphen_of_one_row_is_print_and_a_speck_is_not() -> None:
    ink = two_lines()
    ink[125, 40:48] = 1
    ink[125, 140:142] = 1
    pieces = find_pieces(ink, 200)
    dash, speck = (split_lines(pieces, np.array([k]))[0] for k in np.flatnonzero(pieces.boxes[:, 1] == 125))
    assert is_print(pieces, dash)
    assert not is_print(pieces, speck)


def test_a_vowel_under_a_letter_and_a_vowel_over_the_next_line_share_the_strip_between_them() -> None:
    ink = two_lines()
    foot, second = TOP + BODY, TOP + PITCH
    x = LEFT + 3 * STEP
    ink[foot + 2 : foot + 11, x + 6 : x + 12] = 1  # sara u: it ends nearer to the second line than to its own
    x = LEFT + 7 * STEP
    ink[second - 11 : second - 3, x : x + 13] = 1  # sara i
    first, other = split_lines(pieces := find_pieces(ink, 200), np.arange(len(pieces.boxes)))
    assert first.box[3] == foot + 11
    assert other.box[1] == second - 11
    assert len(first.members) == len(other.members) == 13


def test_a_vowel_right_over_the_next_lines_vowel_is_not_taken_for_its_tone_mark() -> None:
    ink = two_lines()
    foot, second = TOP + BODY, TOP + PITCH
    x = LEFT + 3 * STEP
    ink[foot + 1 : foot + 6, x + 6 : x + 12] = 1
    ink[foot + 6 : foot + 9, x + 8 : x + 12] = 1  # sara u
    ink[second - 8 : second - 2, x : x + 13] = 1  # sara i right under it
    pieces = find_pieces(ink, 200)
    first, other = split_lines(pieces, np.arange(len(pieces.boxes)))
    even = np.where(ink > 0, 0, 255).astype(np.uint8)
    crop, (_, y0, _, _) = line_crop(even, ink, pieces, first)
    assert (crop[foot + 3 - int(y0)] < 128).any()
    assert (crop[second - 5 - int(y0) :] > 128).all()
    crop, (_, y0, _, _) = line_crop(even, ink, pieces, other)
    assert (crop[: foot + 6 - int(y0)] > 128).all()
    assert (crop[second - 5 - int(y0)] < 128).any()


def dots(ink: NDArray[np.uint8], x: int, foot: int, count: int) -> None:
    for k in range(count):
        ink[foot - 3 : foot, x + 7 * k : x + 7 * k + 3] = 1


def test_rows_of_dots_are_counted_and_part_their_line() -> None:
    ink = np.zeros((200, 600), np.uint8)
    for letter in (0, 1, 2, 20, 21, 22):
        cv2.rectangle(ink, (20 + 18 * letter, 40), (31 + 18 * letter, 58), 1, 2)
    dots(ink, 80, 59, 35)
    dots(ink, 80, 140, 50)  # a row of its own
    ink[100, 300] = ink[170, 20] = ink[15, 40] = 1  # dirt
    pieces = find_pieces(ink, 200)
    leaders, rest = find_leaders(pieces, np.arange(len(pieces.boxes)))
    assert [leader.count for leader in leaders] == [35, 50]
    parts = [part for _, part in with_leaders(pieces, split_lines(pieces, rest), leaders)]
    ends = sorted((round(part.box[0]), round(part.box[2])) for part in parts)
    assert ends[:2] == [(19, 69), (80, 321)]
    assert sum(isinstance(part, Leader) for part in parts) == 2
    assert len(parts) == 4


def test_hyphens_and_dirt_make_no_row_of_dots() -> None:
    ink = np.zeros((200, 600), np.uint8)
    for letter in range(12):
        cv2.rectangle(ink, (20 + 18 * letter, 40), (31 + 18 * letter, 58), 1, 2)
    for k in range(20):
        ink[120:122, 40 + 14 * k : 49 + 14 * k] = 1
    rng = np.random.default_rng(5)
    for x, y in zip(rng.integers(20, 580, 40), rng.integers(140, 190, 40), strict=True):
        ink[y : y + 2, x : x + 2] = 1
    pieces = find_pieces(ink, 200)
    assert find_leaders(pieces, np.arange(len(pieces.boxes)))[0] == []


def test_the_grains_of_a_copier_make_no_rows_of_dots() -> None:
    ink = np.zeros((260, 600), np.uint8)
    for letter in range(12):
        cv2.rectangle(ink, (20 + 18 * letter, 40), (31 + 18 * letter, 58), 1, 2)
    rng = np.random.default_rng(5)
    places, sizes = rng.integers((20, 100), (580, 250), (700, 2)), rng.integers(1, 5, (700, 2))
    for (x, y), (wide, high) in zip(places.tolist(), sizes.tolist(), strict=True):
        ink[y : y + high, x : x + wide] = 1
    pieces = find_pieces(ink, 200)
    assert find_leaders(pieces, np.arange(len(pieces.boxes)))[0] == []


def test_stops_and_commas_over_the_next_lines_letters_stay_on_their_line() -> None:
    ink = two_lines()
    foot = TOP + BODY
    ink[TOP - 5 : foot + 5, LEFT + 3 * STEP - 2 : LEFT + 6 * STEP - 4] = 0
    for x, deep in ((LEFT + 3 * STEP + 4, 0), (LEFT + 5 * STEP + 4, 5)):
        ink[foot - 3 : foot + deep, x : x + 3] = 1  # a stop and a comma where no letter stands over them
    first, other = split_lines(pieces := find_pieces(ink, 200), np.arange(len(pieces.boxes)))
    assert len(first.members) == 11
    assert len(other.members) == 12


def test_tall_marks_right_over_letters_make_no_line_of_their_own() -> None:
    ink = np.zeros((160, 260), np.uint8)
    for letter in range(12):
        for foot in (70, 130):
            x = LEFT + STEP * letter
            cv2.rectangle(ink, (x, foot - BODY), (x + 11, foot), 1, 2)
    for letter in (3, 8):
        x = LEFT + STEP * letter
        ink[78:106, x : x + 12] = 1  # a vowel and its tone mark, run together, over the second line
    pieces = find_pieces(ink, 200)
    lines = split_lines(pieces, np.arange(len(pieces.boxes)))
    assert [len(line.members) for line in lines] == [12, 14]
    assert lines[1].box[1] == 78


def test_a_short_last_line_under_capitals_is_a_line() -> None:
    ink = np.zeros((200, 260), np.uint8)
    for letter in range(12):
        x = LEFT + STEP * letter
        cv2.rectangle(ink, (x, 20), (x + 11, 20 + BODY - 1), 1, 2)
        cv2.rectangle(ink, (x, 52), (x + 11, 52 + BODY + 3), 1, 2)  # capitals
        cv2.rectangle(ink, (x, 126), (x + 11, 126 + BODY - 1), 1, 2)
    for letter in range(3):
        x = LEFT + STEP * letter
        cv2.rectangle(ink, (x, 92), (x + 11, 92 + BODY - 2), 1, 2)  # the word's last letters
    pieces = find_pieces(ink, 200)
    lines = split_lines(pieces, np.arange(len(pieces.boxes)))
    assert [len(line.members) for line in lines] == [12, 12, 3, 12]


def inks(ink: NDArray[np.uint8]) -> list[NDArray[np.bool_]]:
    """What ink of the page each line's crop shows, top to bottom."""
    pieces = find_pieces(ink, 200)
    even = np.where(ink > 0, 0, 255).astype(np.uint8)
    found = []
    for line in split_lines(pieces, np.arange(len(pieces.boxes))):
        crop, (x0, y0, x1, y1) = line_crop(even, ink, pieces, line)
        shown = np.zeros(ink.shape, bool)
        shown[int(y0) : int(y1), int(x0) : int(x1)] = crop < 128
        found.append(shown)
    return found


def test_a_tone_mark_all_but_hidden_in_a_letters_foot_is_whole_in_its_own_line() -> None:
    ink = two_lines()
    x, foot, second = LEFT + 3 * STEP, TOP + BODY, TOP + PITCH
    ink[second - 9 : second - 4, x : x + 12] = 1
    mark = np.s_[foot - 2 : foot + 4, x + 8 : x + 11]
    ink[mark] = 1
    upper, lower = inks(ink)
    assert lower[mark].all()
    assert not lower[: foot - 3].any()
    assert not upper[foot + 2 :].any()


def test_a_stop_keeps_its_line_when_a_tone_mark_has_run_into_it() -> None:
    ink = two_lines()
    foot, second = TOP + BODY, TOP + PITCH
    x = LEFT + 5 * STEP
    ink[TOP - 1 : foot + 1, x - 2 : x + 14] = 0  # a stop in place of a letter
    stop, mark = np.s_[foot - 3 : foot, x + 2 : x + 5], np.s_[foot - 1 : foot + 5, x + 4 : x + 7]
    ink[stop] = ink[mark] = 1
    ink[second - 9 : second - 4, x : x + 12] = 1
    upper, lower = inks(ink)
    assert upper[stop].all()
    assert lower[mark].all()
    assert not lower[foot - 3 : foot - 2].any()


def test_marks_of_two_lines_that_touch_side_by_side_are_parted_between_them() -> None:
    ink = two_lines()
    foot, second = TOP + BODY, TOP + PITCH
    x = LEFT + 3 * STEP
    hanging, floating = np.s_[foot + 2 : foot + 10, x : x + 8], np.s_[second - 9 : second - 2, x + 8 : x + 16]
    ink[hanging] = ink[floating] = 1
    upper, lower = inks(ink)
    assert upper[hanging].all()
    assert lower[floating].all()
    assert not upper[floating].any()
    assert not lower[hanging].any()


def test_a_tail_that_meets_the_next_lines_mark_is_cut_above_the_mark() -> None:
    ink = two_lines()
    foot, second = TOP + BODY, TOP + PITCH
    x = LEFT + 3 * STEP
    tail, mark = np.s_[foot : foot + 6, x : x + 12], np.s_[second - 9 : second - 2, x + 8 : x + 11]
    ink[tail] = ink[mark] = 1
    ink[foot + 6 : second - 9, x + 9 : x + 10] = 1
    upper, lower = inks(ink)
    assert upper[tail].all()
    assert lower[mark].all()


def test_a_vowel_and_its_tone_mark_as_tall_as_a_letter_stand_over_their_line() -> None:
    ink = two_lines()
    foot, second = TOP + BODY, TOP + PITCH
    x = LEFT + 3 * STEP
    ink[TOP - 1 : foot + 1, x - 2 : x + 14] = 0  # a blank
    vowel, tone = np.s_[second - 7 : second - 2, x : x + 13], np.s_[foot - 4 : second - 7, x + 9 : x + 13]
    ink[vowel] = ink[tone] = 1
    upper, lower = inks(ink)
    assert lower[vowel].all()
    assert lower[tone].all()
    assert not upper[foot + 2 :].any()


LOOSE = 42


def test_a_vowel_and_its_tone_mark_that_fill_the_strip_between_lines_stand_over_their_line() -> None:
    pitch = 41
    ink = two_lines(pitch, 3)
    foot, second = TOP + BODY, TOP + pitch
    x = LEFT + 3 * STEP
    vowel = np.s_[second - 12 : second - 4, x + 3 : x + 16]
    tone = np.s_[foot + 3 : second - 13, x + 10 : x + 15]
    ink[vowel] = ink[tone] = 1
    upper, lower = inks(ink)
    assert lower[vowel].all()
    assert lower[tone].all()
    assert not upper[foot + 2 :].any()


def test_a_tone_mark_over_a_letter_that_has_run_together_with_its_vowel_stands_on_it() -> None:
    ink = two_lines(LOOSE)
    foot, second = TOP + BODY, TOP + LOOSE
    x = LEFT + 3 * STEP
    tone = np.s_[foot + 4 : foot + 11, x + 2 : x + 11]
    ink[tone] = 1
    ink[second - 9 : second, x : x + 12] = 1
    upper, lower = inks(ink)
    assert lower[tone].all()
    assert not upper[foot + 2 :].any()


def test_a_vowel_that_has_run_into_the_next_lines_vowel_is_told_by_its_letters_edge() -> None:
    ink = two_lines(LOOSE, 3)
    foot, second = TOP + BODY, TOP + LOOSE
    x = LEFT + 3 * STEP
    under, vowel = np.s_[foot + 2 : foot + 11, x + 5 : x + 16], np.s_[second - 9 : second - 4, x - 6 : x + 9]
    ink[under] = ink[vowel] = 1
    ink[foot + 10 : second - 8, x + 5 : x + 9] = 1
    upper, lower = inks(ink)
    assert upper[foot + 2 : foot + 8, x + 5 : x + 16].all()
    assert lower[vowel].all()
    assert not lower[foot + 1 : foot + 4].any()


def test_a_vowel_and_tone_mark_nearly_as_tall_as_their_lone_letter_make_no_line() -> None:
    ink = two_lines()  # gives the page its letters' height
    alone = np.zeros((60, 260), np.uint8)
    alone[10:25, 42:58] = 1
    alone[28 : 28 + BODY, 40:57] = 1
    pieces = find_pieces(np.concatenate([ink, alone]), 200)
    chosen = np.flatnonzero(pieces.boxes[:, 1] >= len(ink))
    (line,) = split_lines(pieces, chosen)
    assert (line.box[1], line.box[3]) == (len(ink) + 10, len(ink) + 28 + BODY)


def test_numbers_under_each_other_stay_lines_of_their_own() -> None:
    ink = np.zeros((120, 200), np.uint8)
    for top in (20, 21 + round(1.3 * BODY)):
        ink[top : top + BODY, 40:51] = 1
    pieces = find_pieces(ink, 200)
    assert len(split_lines(pieces, np.arange(len(pieces.boxes)))) == 2


def test_a_dash_far_aside_of_a_line_is_print_and_a_stroke_elsewhere_is_dirt() -> None:
    page = blank_page()
    for k in range(3):
        write(page, "training of the staff", 170, 340 + 60 * k)
    cv2.rectangle(page, (1200, 330), (1209, 331), 0, -1)
    cv2.rectangle(page, (1200, 402), (1209, 403), 0, -1)  # at the letters' feet
    cv2.rectangle(page, (1200, 700), (1209, 701), 0, -1)  # beside nothing
    lines = layout_scan(page, 200).all_lines()
    assert [line.px[1] < 331 < line.px[3] for line in lines if line.px[0] > 1000] == [True]


def test_a_short_line_of_low_digits_over_a_long_line_is_a_line() -> None:
    ink = np.zeros((160, 460), np.uint8)
    for letter in range(22):
        x = LEFT + STEP * letter
        cv2.rectangle(ink, (x, TOP + PITCH), (x + 11, TOP + PITCH + BODY - 1), 1, 2)
    low = BODY * 3 // 4
    for letter in range(8):  # `๕๐๐๐๐๐ บาท` where zeros are lower than letters
        high = low if 0 < letter < 6 else BODY
        x = LEFT + STEP * letter
        cv2.rectangle(ink, (x, TOP + BODY - high), (x + 11, TOP + BODY - 1), 1, 2)
    x = LEFT + STEP * 9
    cv2.rectangle(ink, (x, TOP), (x + 11, TOP + BODY - 1), 1, 2)
    first, other = split_lines(pieces := find_pieces(ink, 200), np.arange(len(pieces.boxes)))
    assert (len(first.members), len(other.members)) == (9, 22)


def contents_page() -> NDArray[np.uint8]:
    """Headings with dots up to their page numbers; a scan has joined some of the dots."""
    page = blank_page()
    for row in range(8):
        foot, begin = 300 + 60 * row, 420 + 60 * (row % 3)
        write(page, f"Chapter {row}", 160, foot)
        write(page, f"{7 * row + 3}", 1440, foot)
        for x in range(begin, 1420, 9):
            page[foot - 4 : foot, x : x + 4] = 0
        for k in range(7):
            x = begin + 9 * (12 * k + 5 + row)
            page[foot - 4 : foot, x : x + 9 * (2 + k % 2) + 4] = 0
    return page


def test_contents_whose_dots_ran_together_are_lines_and_no_table() -> None:
    layout = layout_scan(contents_page(), 200)
    assert not any(isinstance(block, TableLayout) for block in layout.blocks)
    assert sum(block.dots > 80 for block in layout.all_lines()) == 8
    assert len(layout.blocks) == 24


def test_the_close_grains_of_a_copied_shadow_make_no_row_of_dots() -> None:
    ink = two_lines()
    ink[130:132, 20:220:4] = 1
    ink[130:132, 21:220:4] = 1
    pieces = find_pieces(ink, 200)
    assert find_leaders(pieces, np.arange(len(pieces.boxes)))[0] == []


def test_bold_dots_up_to_a_page_number_are_a_row_of_dots() -> None:
    ink = np.zeros((120, 700), np.uint8)
    for letter in (0, 1, 2, 34):
        cv2.rectangle(ink, (20 + 18 * letter, 41), (31 + 18 * letter, 53), 1, 2)
    for k in range(60):
        ink[51:55, 90 + 8 * k : 95 + 8 * k] = 1
    pieces = find_pieces(ink, 200)
    assert [leader.count for leader in find_leaders(pieces, np.arange(len(pieces.boxes)))[0]] == [60]


def test_tails_of_letters_at_one_height_make_no_row_of_dots() -> None:
    ink = np.zeros((120, 700), np.uint8)
    for letter in range(14):
        cv2.rectangle(ink, (20 + 18 * letter, 41), (31 + 18 * letter, 56), 1, 2)
    for tail in range(8):
        ink[60:66, 60 + 6 * tail : 64 + 6 * tail] = 1
    pieces = find_pieces(ink, 200)
    assert find_leaders(pieces, np.arange(len(pieces.boxes)))[0] == []


def test_specks_on_one_line_are_left_of_a_row_of_dots_and_others_lie_anywhere() -> None:
    rng = np.random.default_rng(2)
    x = rng.integers(0, 400, 30)
    row = np.column_stack([x, np.full(30, 80), x + 4, np.full(30, 84)])
    anywhere = row + rng.integers(-12, 12, (30, 1)) * np.array([0, 1, 0, 1])
    assert (dots_in_row(row, 18.0), dots_in_row(anywhere, 18.0), dots_in_row(row[:0], 18.0)) == (30, 0, 0)


def test_a_page_number_whose_digits_ran_together_is_no_dirt_behind_its_dots() -> None:
    page = blank_page()
    for row in range(8):
        foot = 300 + 60 * row
        write(page, f"Chapter {row}", 160, foot)
        for x in range(420, 1320, 9):
            page[foot - 4 : foot, x : x + 4] = 0
        cv2.rectangle(page, (1440, foot - 20), (1470, foot), 0, -1)
    cv2.rectangle(page, (1440, 1200), (1470, 1220), 0, -1)  # behind nothing
    lines = layout_scan(page, 200, turn=0).all_lines()
    assert sum(line.px[0] < 1450 < line.px[2] and not line.dots for line in lines) == 8


@pytest.mark.parametrize("foot", [1200, 2336])
def test_a_stroke_beside_a_row_of_grains_is_dirt(foot: int) -> None:
    page = blank_page()
    for row in range(8):
        write(page, f"Chapter {row}", 160, 300 + 60 * row)
    rng = np.random.default_rng(4)
    for x in rng.choice(np.arange(100, 170), 24, replace=False):
        page[foot - 4 : foot, 7 * x : 7 * x + rng.integers(2, 5)] = 0
    cv2.line(page, (1000, foot - 10), (1180, foot - 55), 0, 3)
    lines = layout_scan(page, 200, turn=0).all_lines()
    assert all(line.px[3] < 800 for line in lines)


def words_run_together(ink: NDArray[np.uint8], x: int, y: int, letters: int) -> None:
    for letter in range(letters):
        cv2.circle(ink, (x + 7 + 14 * letter, y + 7), 7, 1, 3)


def test_long_words_run_together_are_print_and_rules_and_bars_are_not() -> None:
    ink = np.zeros((300, 900), np.uint8)
    for letter in range(30):
        cv2.rectangle(ink, (20 + 20 * letter, 20), (31 + 20 * letter, 36), 1, 2)
    words_run_together(ink, 100, 80, 20)
    cv2.line(ink, (100, 120), (700, 145), 1, 3)
    cv2.rectangle(ink, (100, 200), (700, 216), 1, -1)
    pieces = find_pieces(ink, 200)
    (found,) = pieces.boxes[run_together(pieces)].tolist()
    assert 70 < found[1] < 110


def test_a_line_in_which_words_ran_together_is_whole() -> None:
    page = blank_page()
    for row in range(4):
        write(page, "training of the staff", 170, 340 + 60 * row)
        ink = np.zeros_like(page)
        words_run_together(ink, 520, 322 + 60 * row, 30)
        page[ink > 0] = 0
        write(page, "ends", 970, 340 + 60 * row)
    lines = layout_scan(page, 200, turn=0).all_lines()
    assert [line.px[0] < 180 and line.px[2] > 1000 for line in lines] == [True] * 4


def test_a_letter_with_an_ear_that_touches_a_mark_beside_it_stays_whole() -> None:
    """As the Thai seven: its right stroke stands out at the head, its foot meets a mark of the next line."""
    ink = two_lines()
    foot, second = TOP + BODY, TOP + PITCH
    x = LEFT + 3 * STEP
    ink[TOP - 6 : TOP + 2, x + 9 : x + 12] = 1
    letter, mark = np.s_[TOP:foot, x : x + 4], np.s_[foot : second - 2, x : x + 4]
    ink[letter] = ink[mark] = 1
    upper, lower = inks(ink)
    assert upper[letter].all()
    assert lower[second - 6 : second - 2, x : x + 4].all()
