"""Writing by hand is left out beside clear print; print, however worn, and what may be a number stay."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.model import Reading
from extract.scan.handwriting import handwritten, shape_of
from extract.scan.layout import LineLayout

BOX = (0.0, 0.0, 1.0, 1.0)
CLEAR = Reading("การประชุมสภา", 0.9, (0.99,) * 12)
UNSURE = Reading("ดกงนะ", 0.1, (0.6,) * 5)


def line(image: NDArray[np.uint8]) -> LineLayout:
    return LineLayout(image, "text", BOX, BOX)


def letters(size: float = 0.8, thick: int = 2, rise: int = 0) -> LineLayout:
    """A line of letters; of `size` 0.8 they are 17 px tall."""
    image = np.full((160, 500), 255, np.uint8)
    for k, letter in enumerate("ANWBHRK"):
        place = 10 + round(k * 28 * size), 120 - k * rise
        cv2.putText(image, letter, place, cv2.FONT_HERSHEY_SIMPLEX, size, 0, thick, cv2.LINE_AA)
    return line(image)


PRINT = letters()
WRITTEN = letters(size=1.7, thick=1)


def is_written(asked: LineLayout, reading: Reading, clear: Reading = CLEAR, n: int = 8) -> bool:
    page = [*[(PRINT, clear)] * n, (asked, reading)]
    found = handwritten([line for line, _ in page], [reading for _, reading in page], page)
    assert not any(found[:-1])
    return found[-1]


def test_large_thin_letters_beside_print_are_written() -> None:
    assert is_written(WRITTEN, UNSURE)
    assert is_written(letters(size=0.8, thick=1, rise=3), UNSURE)


def test_letters_like_those_of_print_are_worn_print() -> None:
    assert not is_written(letters(), UNSURE)
    assert not is_written(letters(thick=1), UNSURE)
    assert not is_written(letters(size=1.7, thick=4), UNSURE)  # a heading


@pytest.mark.parametrize(
    "reading",
    [
        Reading("๒๕๐ บาท", 0.1, (0.6,) * 7),
        Reading("รวม 45,000", 0.1, (0.6,) * 10),
        Reading("ลงชื่อ กฮ", 0.1, (*(0.99,) * 6, *(0.3,) * 3)),
        Reading("ทราบแล้ว", 0.9, (0.95,) * 8),
        Reading("การป้องกันการทุจริตในหน่วยงาน", 0.0, (0.7,) * 29),
    ],
)
def test_numbers_and_clear_words_stay(reading: Reading) -> None:
    assert not is_written(WRITTEN, reading)


def test_a_page_whose_print_is_not_clear_tells_nothing() -> None:
    assert not is_written(WRITTEN, UNSURE, replace(CLEAR, char_confidences=(0.8,) * 12))
    assert not is_written(WRITTEN, UNSURE, n=4)


def test_print_under_a_signature_stays() -> None:
    assert not is_written(replace(WRITTEN, covered=True), UNSURE)


def test_the_dots_of_a_picture_take_no_memory_for_every_two_of_them() -> None:
    dots = np.full((300, 400), 255, np.uint8)
    dots[::4, ::4] = 0
    tracemalloc.start()
    shape = shape_of(dots)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert shape is not None and shape.height == 1.0
    assert most < 8e6
