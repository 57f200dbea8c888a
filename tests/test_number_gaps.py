"""Two numbers in one line, and the rest of a number, are never certain."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.engines.gaps import DOUBTED, has_unread_sign, has_wide_gap, may_lack_stop, with_gaps
from extract.engines.line_image import LineInk
from extract.model import Reading


def line_of(*lefts: int) -> np.ndarray:
    """A line of bars as tall as digits, each with its left edge at a place."""
    line = np.full((30, 300), 255, np.uint8)
    for left in lefts:
        line[5:25, left : left + 8] = 0
    return line


@pytest.mark.parametrize(
    ("lefts", "wide"), [((20, 32, 44), False), ((20, 32, 60), False), ((20, 32, 80), True), ((20,), False)]
)
def test_digits_of_two_cells_stand_further_apart_than_those_of_one_number(
    lefts: tuple[int, ...], wide: bool
) -> None:
    assert has_wide_gap(LineInk(line_of(*lefts)).text_ink()) == wide


def test_a_speck_beside_a_number_is_no_other_one() -> None:
    line = line_of(20, 32, 44)
    line[15:18, 200:202] = 0
    assert not has_wide_gap(LineInk(line).text_ink())
    assert not has_wide_gap(LineInk(np.full((30, 300), 255, np.uint8)).text_ink())


@pytest.mark.parametrize(
    ("text", "lefts", "sure"),
    [
        ("๑๔๐", (20, 32, 44), True),
        ("๑๔๐", (20, 32, 200), False),
        (",๐๖๖", (20, 32, 44), False),
        ("๖๙,๘๐๙,", (20, 32, 44), False),
        ("๕๐๐.-", (20, 32, 44), True),
        ("จำนวน ๕", (20, 32, 200), True),
    ],
)
def test_what_is_not_one_whole_number_is_doubted(text: str, lefts: tuple[int, ...], sure: bool) -> None:
    reading = with_gaps(Reading(text, 0.999), LineInk(line_of(*lefts)))
    assert (reading.confidence > DOUBTED) == sure and reading.text == text


@pytest.mark.parametrize(
    ("text", "lefts", "lost"),
    [
        ("๙๓๓๐", (20, 30, 46, 56), True),
        ("๗๕๑.-", (20, 36, 46), True),
        ("๙๓๓๐", (20, 30, 40, 50), False),
        (
            "๙๓๓๐",
            (20, 36, 46, 56),
            False,
        ),  # before three digits a comma may be missing: the value is the same
        ("๑๒๓๐", (20, 28, 34, 44), False),
        ("๐๐๐", (20, 36, 46), False),
        ("๗.๕๑", (20, 36, 46), False),
        ("๕๑", (20, 36), False),
    ],
)
def test_room_for_a_stop_before_the_last_two_digits_makes_a_number_doubtful(
    text: str, lefts: tuple[int, ...], lost: bool
) -> None:
    line = LineInk(line_of(*lefts)[:, :80])
    assert may_lack_stop(text, line.text_ink()) == lost
    assert (with_gaps(Reading(text, 0.999), line).confidence <= DOUBTED) == lost


def test_a_blank_line_lacks_no_stop() -> None:
    assert not may_lack_stop("๙๓๓๐", LineInk(np.full((30, 300), 255, np.uint8)).text_ink())


@pytest.mark.parametrize(
    ("dash", "sure"),
    [
        ((200, 13, 212, 16), False),
        ((200, 1, 212, 4), True),
        ((200, 12, 204, 16), True),
        ((62, 13, 74, 16), False),
        ((62, 3, 74, 6), True),
    ],
)
def test_a_dash_far_beside_a_number_is_another_column_s(dash: tuple[int, int, int, int], sure: bool) -> None:
    line = line_of(20, 32, 44)
    x0, y0, x1, y1 = dash
    line[y0:y1, x0:x1] = 0
    assert (with_gaps(Reading("๗๑๙", 0.999), LineInk(line)).confidence > DOUBTED) == sure


@pytest.mark.parametrize(
    ("text", "mark", "sure"),
    [
        ("13974", (31, 21, 35, 25), False),
        ("๒๕", (31, 21, 35, 25), False),
        ("1.3974", (31, 21, 35, 25), True),
        ("13974", (31, 8, 35, 12), True),
        ("13974", (31, 23, 33, 24), True),
        ("13974", (22, 27, 26, 31), True),
    ],
    ids=["stop", "of two digits", "stop read", "high speck", "dirt", "below a digit"],
)
def test_a_stop_among_the_digits_that_was_not_read_makes_a_number_doubtful(
    text: str, mark: tuple[int, int, int, int], sure: bool
) -> None:
    line = line_of(20, 38, 50)
    x0, y0, x1, y1 = mark
    line[y0:y1, x0:x1] = 0
    assert (with_gaps(Reading(text, 0.999), LineInk(line)).confidence > DOUBTED) == sure


@pytest.mark.parametrize(
    ("text", "sign", "sure"),
    [
        ("3", (12, 21, 16, 25), False),
        ("๓", (8, 13, 15, 16), False),
        (".3", (12, 21, 16, 25), False),
        ("-3", (8, 13, 15, 16), True),
        ("3", (12, 5, 16, 9), True),
        ("3", (19, 21, 23, 25), True),
        ("3", (1, 21, 5, 25), True),
        ("3", (1, 13, 8, 16), False),
        ("3", (30, 21, 34, 25), False),
        ("3.", (30, 21, 34, 25), True),
        ("3", (38, 13, 45, 16), False),
        ("3-", (38, 13, 45, 16), True),
    ],
    ids=[
        "stop",
        "dash",
        "stop read",
        "dash read",
        "high speck",
        "piece of the digit",
        "stop far off",
        "dash of a page number",
        "stop behind",
        "stop behind read",
        "dash behind",
        "dash behind read",
    ],
)
def test_a_sign_beside_the_digits_that_was_not_read_makes_a_number_doubtful(
    text: str, sign: tuple[int, int, int, int], sure: bool
) -> None:
    line = line_of(20)[:, :70]
    x0, y0, x1, y1 = sign
    line[y0:y1, x0:x1] = 0
    assert (with_gaps(Reading(text, 0.999), LineInk(line)).confidence > DOUBTED) == sure


@pytest.mark.parametrize(
    ("text", "side", "full", "sure"),
    [("719", 0, False, False), ("(719", 0, False, True), ("719", 0, True, True), ("719", 50, False, False)],
    ids=["bracket at the edge", "bracket read", "rule at the edge", "bracket behind"],
)
def test_a_bracket_cut_off_as_a_rule_makes_a_number_doubtful(
    text: str, side: int, full: bool, sure: bool
) -> None:
    line = np.full((22, 54), 255, np.uint8)
    for left in (14, 26, 38):
        cv2.rectangle(line, (left, 5), (left + 6, 16), 0, 1)
    if full:
        line[:, :2] = 0
    else:
        cv2.ellipse(line, (7 + 40 * (side > 0), 11), (5, 11), 180 * (side == 0), -70, 70, 0, 1)
    assert (with_gaps(Reading(text, 0.999), LineInk(line)).confidence > DOUBTED) == sure


@pytest.mark.parametrize("edge", [0, 96])
def test_a_dash_at_the_edge_of_a_number_s_line_makes_it_doubtful(edge: int) -> None:
    line = line_of(20, 32, 44)[:, :100]
    line[13:16, edge : edge + 6] = 0
    assert with_gaps(Reading("719", 0.999), LineInk(line)).confidence == DOUBTED


def test_a_blank_line_has_no_sign() -> None:
    assert not has_unread_sign("3", LineInk(np.full((30, 300), 255, np.uint8)).text_ink())
    assert not has_unread_sign("3", np.zeros((20, 20), np.uint8))


@pytest.mark.parametrize(
    ("text", "width", "sure"), [("๒", 300, False), ("๒", 80, True), ("๒๕,๐๐๐", 300, True)]
)
def test_a_digit_or_two_of_a_far_wider_line_are_specks(text: str, width: int, sure: bool) -> None:
    line = LineInk(line_of(20)[:, :width])
    assert (with_gaps(Reading(text, 0.999), line).confidence > DOUBTED) == sure


@pytest.mark.parametrize(
    ("text", "lefts", "sure"),
    [
        ("๒๕ โครงการ", (20, 38, 60, 72), False),
        ("๒๕ โครงการ", (20, 31, 60, 72), True),
        ("๒.๕ โครงการ", (20, 38, 60, 72), True),
        ("๒๕", (20, 38), True),
    ],
)
def test_room_for_a_stop_in_the_number_before_a_text_makes_it_doubtful(
    text: str, lefts: tuple[int, ...], sure: bool
) -> None:
    reading = with_gaps(Reading(text, 0.999, (0.999,) * len(text)), LineInk(line_of(*lefts)[:, :90]))
    assert (reading.char_confidences[0] > DOUBTED) == sure and reading.char_confidences[-1] > DOUBTED
