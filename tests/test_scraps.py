"""What was read in drawings, stamps and photographs is left out; print stays, however worn."""

from __future__ import annotations

import pytest

from extract.model import Reading
from extract.scan.geometry import PxBox
from extract.scan.scraps import is_no_print, scraps

PRINT = Reading("เทศบาลตำบล", 0.4, (0.95,) * 10)
PRINT_BOX: PxBox = (400, 600, 800, 630)


def lone(text: str, confidence: float, box: PxBox = (800, 200, 830, 230)) -> bool:
    """Whether a line is a scrap on a page of print further down."""
    return scraps([PRINT, Reading(text, confidence, (confidence,) * len(text))], [PRINT_BOX, box])[1]


@pytest.mark.parametrize(
    ("text", "confidence"), [("A", 0.97), ("๐", 0.99), ("0", 0.99), ("ส", 0.9), ("", 0.0), ("้", 0.99)]
)
def test_a_letter_far_from_all_print_is_a_piece_of_a_drawing(text: str, confidence: float) -> None:
    assert lone(text, confidence)


@pytest.mark.parametrize(
    ("text", "confidence"), [("ก", 0.99), ("๕", 0.9), ("7", 0.9), ("-", 0.9), ("(ก)", 0.9)]
)
def test_page_numbers_stay(text: str, confidence: float) -> None:
    assert not lone(text, confidence)


def test_a_letter_beside_print_stays() -> None:
    assert not lone("A", 0.97, (820, 600, 850, 630))


def test_what_is_unsure_letter_by_letter_is_no_print() -> None:
    assert lone("๗ณาร", 0.3) and lone("พ,877ร", 0.3)
    assert not scraps([PRINT], [PRINT_BOX])[0]
    worn = Reading("การป้องกันการทุจริตในหน่วยงาน", 0.0, (0.5,) * 29)
    assert not scraps([worn], [PRINT_BOX])[0]


def test_a_picture_that_gives_many_scraps_gives_no_short_lines() -> None:
    scrap = Reading("รีท", 0.05, (0.3,) * 3)
    readings = [scrap] * 4 + [Reading("4", 0.95, (0.99,)), PRINT]
    assert scraps(readings, [PRINT_BOX] * 6) == [True] * 5 + [False]
    assert not scraps(readings[3:], [PRINT_BOX] * 3)[1]


@pytest.mark.parametrize("text", ["๒๒๐,๐๐๐", "รวม 45,000"])
def test_figures_are_kept_however_unsure(text: str) -> None:
    """A number of the document never vanishes without a word: unsure, it is doubtful."""
    assert not lone(text, 0.3)
    drawing = [Reading("รีท", 0.05, (0.3,) * 3)] * 4
    number = Reading(text, 0.05, (0.3,) * len(text))
    assert scraps([*drawing, number], [PRINT_BOX] * 5) == [True] * 4 + [False]


def test_short_lines_that_are_certain_stay_beside_scraps() -> None:
    scrap = Reading("รีท", 0.05, (0.3,) * 3)
    readings = [scrap] * 4 + [Reading("12", 0.999, (0.99,) * 2), PRINT]
    assert scraps(readings, [PRINT_BOX] * 6) == [True] * 4 + [False] * 2


@pytest.mark.parametrize(
    ("text", "confidence", "box", "scrap"),
    [
        ("๘", 0.93, (500, 590, 530, 618), True),  # a vowel and a tone mark that run together
        ("๘๘", 0.8, (500, 590, 560, 619), True),
        ("๘", 0.995, (500, 590, 530, 618), False),  # sure: a number
        ("๕", 0.93, (500, 590, 530, 618), False),  # no rings
        ("๘", 0.93, (500, 550, 530, 606), False),  # a line of its own above the print
        ("๘", 0.93, (500, 620, 530, 652), False),  # ... and below it
        ("๘", 0.93, (900, 590, 930, 622), False),  # beside it
    ],
)
def test_marks_over_print_that_run_together_are_no_number(
    text: str, confidence: float, box: PxBox, scrap: bool
) -> None:
    assert lone(text, confidence, box) == scrap


GARBAGE = Reading("รีท๒๕", 0.05, (0.3,) * 5)
FIGURE = Reading("๙๖,๒๕๐", 0.05, (0.3,) * 6)
AROUND: list[PxBox] = [(100 * k, 100, 100 * k + 60, 130) for k in range(9)]


def test_figures_that_stand_among_scraps_only_are_pieces_of_a_picture() -> None:
    readings, boxes = [GARBAGE] * 8 + [FIGURE], AROUND
    assert scraps([*readings, PRINT], [*boxes, (0, 2000, 400, 2030)]) == [True] * 9 + [False]
    assert scraps(readings[1:], boxes[1:])[-1] is False  # seven are no picture
    assert scraps([*readings, PRINT], [*boxes, (820, 140, 900, 170)])[8] is False  # print beside it
    for text in ("........", "๒"):
        readings[8] = Reading(text, 0.9, (0.9,) if text == "๒" else ())
        assert scraps([*readings, PRINT], [*boxes, (0, 2000, 400, 2030)])[8]


def test_a_page_of_scraps_without_a_clear_line_has_no_print() -> None:
    clear = Reading("งบประมาณ", 0.9, (0.95,) * 8)
    short = Reading("-", 1.0, (1.0,))
    assert is_no_print([GARBAGE] * 3 + [short] * 4)
    assert not is_no_print([GARBAGE] * 3 + [short] * 5)
    assert not is_no_print([GARBAGE] * 30 + [clear])
    assert not is_no_print([GARBAGE] * 2)
    assert not is_no_print([])
    dots = Reading("......", 0.9)
    assert is_no_print([dots], beside_pictures=True)
    assert is_no_print([dots] * 3)
    assert not is_no_print([dots] * 3 + [clear], beside_pictures=True)


@pytest.mark.parametrize(("confidence", "stays"), [(0.8, False), (0.995, True)])
def test_what_is_short_and_unsure_is_no_print_on_a_page_without_any(confidence: float, stays: bool) -> None:
    lone_digit = Reading("๗", confidence, (confidence,))
    assert scraps([lone_digit], [PRINT_BOX], clear_page=False) == [not stays]
    assert scraps([lone_digit], [PRINT_BOX]) == [False]
