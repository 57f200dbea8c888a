"""Marks that stand on a row rule go to the letters under it, and what is no mark stays where it is."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.cells import cell_of_pieces, cells_lines
from extract.scan.grid import Grid
from extract.scan.lines import Pieces, pieces_between, split_lines
from extract.scan.rule_marks import with_marks_on_rules
from extract.scan.rules import horizontal_segments

DPI = 200
BODY = 19
RULE, THICK = 100, 3
HEAD = 109
GRID = Grid((10.0, 390.0), (20.0, RULE + 1.0, 190.0), ((0, 0, 1, 1), (1, 0, 1, 1)))

Ink = NDArray[np.uint8]


def tight_cells(upper_foot: int = 80) -> Ink:
    """Two cells of box-like letters over each other; those of the lower one stand close under the rule."""
    ink = np.zeros((220, 400), np.uint8)
    ink[RULE : RULE + THICK, 10:390] = 1
    for foot in (upper_foot, HEAD + BODY):
        for x in range(30, 360, 18):
            cv2.rectangle(ink, (x, foot - BODY), (x + 11, foot - 1), 1, 2)
    return ink


def pieces_of(ink: Ink) -> Pieces:
    rows = horizontal_segments(ink, DPI)
    return with_marks_on_rules(pieces_between(ink, rows, [], DPI), [GRID], ink, ink, rows)


def upper_and_lower(ink: Ink) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The ink that the lines of each of the two cells take."""
    pieces = pieces_of(ink)
    owner = cell_of_pieces(GRID, pieces)
    upper, lower = (split_lines(pieces, np.flatnonzero(owner == cell)) for cell in (0, 1))
    assert len(upper) == len(lower) == 1
    return np.isin(pieces.labels, upper[0].members + 1), np.isin(pieces.labels, lower[0].members + 1)


def test_a_mark_that_a_rule_crosses_is_whole_and_belongs_to_the_letters_under_it() -> None:
    ink = tight_cells()
    mark = np.s_[RULE - 4 : RULE + THICK + 1, 70:73]
    ink[mark] = 1
    upper, lower = upper_and_lower(ink)
    assert lower[mark].all()
    assert not upper[RULE - 6 :].any()
    assert not lower[RULE, 80:360].any()


def test_a_mark_hidden_in_a_rule_but_for_its_top_is_found() -> None:
    ink = tight_cells()
    ink[RULE - 2 : RULE, 70:73] = 1
    _, lower = upper_and_lower(ink)
    assert lower[RULE - 2 : RULE + THICK, 70:73].all()


def test_the_tail_of_a_letter_of_the_upper_cell_stays_with_it() -> None:
    ink = tight_cells(upper_foot=RULE - 4)
    tail = np.s_[RULE - 5 : RULE, 70:73]
    ink[tail] = 1
    upper, lower = upper_and_lower(ink)
    assert not lower[: RULE + THICK].any()
    assert upper[RULE - 5, 70]


def test_bumps_of_a_rough_rule_are_no_marks() -> None:
    ink = tight_cells()
    ink[HEAD : HEAD + BODY, 140:] = 0
    for x in range(60, 380, 15):
        ink[RULE - 2 : RULE, x : x + 4] = 1
    assert not len(pieces_of(ink).sunk)


def test_column_rules_and_letters_on_a_rule_are_no_marks() -> None:
    ink = tight_cells()
    ink[20:190, 10:13] = 1
    ink[HEAD - 7 : HEAD, 75:78] = 1  # the stem of a tall letter that touches the rule
    ink[RULE - 1, 75:78] = 1
    assert not len(pieces_of(ink).sunk)


def test_dirt_on_the_rule_over_a_number_is_no_mark_and_no_hyphen() -> None:
    ink = tight_cells()
    ink[HEAD - 3 : HEAD + BODY + 3, 140:] = 0
    ink[RULE - 2 : RULE, 70:76] = 1
    pieces = pieces_of(ink)
    own = np.flatnonzero(cell_of_pieces(GRID, pieces) == 1)
    assert np.isin(pieces.sunk, own).all() and len(pieces.sunk)
    ((line,),) = cells_lines(pieces, [own])
    assert not np.isin(line.members, pieces.sunk).any()
    assert not cells_lines(pieces, [pieces.sunk])[0]
    ink[HEAD + BODY + 4 : HEAD + BODY + 13, 72:78] = 1  # a vowel: this is a word
    pieces = pieces_of(ink)
    ((line,),) = cells_lines(pieces, [np.flatnonzero(cell_of_pieces(GRID, pieces) == 1)])
    assert np.isin(line.members, pieces.sunk).any()
