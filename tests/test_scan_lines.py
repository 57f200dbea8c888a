"""Lines of print and their marks: every mark goes to the letters it belongs to."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.cells import cell_of_pieces
from extract.scan.crops import line_crop
from extract.scan.grid import Grid
from extract.scan.lines import find_pieces, is_print, split_lines

BODY = 19
TOP, PITCH = 40, 36
LEFT, STEP = 20, 18


def two_lines() -> NDArray[np.uint8]:
    """The ink of two lines of box-like letters, set as tightly as Thai print is."""
    ink = np.zeros((140, 260), np.uint8)
    for line in range(2):
        for letter in range(12):
            x, y = LEFT + STEP * letter, TOP + PITCH * line
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


def test_a_hyphen_of_one_row_is_print_and_a_speck_is_not() -> None:
    ink = two_lines()
    ink[125, 40:48] = 1
    ink[125, 140:142] = 1
    pieces = find_pieces(ink, 200)
    dash, speck = (split_lines(pieces, np.array([k]))[0] for k in np.flatnonzero(pieces.boxes[:, 1] == 125))
    assert is_print(pieces, dash)
    assert not is_print(pieces, speck)
