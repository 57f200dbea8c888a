"""A bare bar before a number may be a worn 1: such a reading is never certain."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.engines.bars import begins_with_bar, with_unread_bar
from extract.model import Reading


def number(bar: tuple[int, int, int, int] | None) -> NDArray[np.uint8]:
    """`70,000` in box-like digits from x = 30 on, from 10 to 34; `bar` as x, y, width, height."""
    line = np.full((46, 160), 255, np.uint8)
    for k in range(5):
        cv2.rectangle(line, (30 + 18 * k, 10), (42 + 18 * k, 33), 0, 3)
    if bar:
        x, y, wide, high = bar
        line[y : y + high, x : x + wide] = 0
    return line


@pytest.mark.parametrize(
    ("bar", "found"),
    [
        ((18, 10, 5, 24), True),
        ((17, 9, 4, 26), True),
        (None, False),
        ((18, 0, 5, 46), False),  # a rule goes on over and under the digits
        ((2, 10, 5, 24), False),  # far off
        ((18, 24, 5, 10), False),  # a speck
    ],
)
def test_a_bar_as_tall_as_the_digits_beside_it(bar: tuple[int, int, int, int] | None, found: bool) -> None:
    assert begins_with_bar(number(bar)) is found


def test_an_unread_bar_makes_the_number_doubtful() -> None:
    line = number((18, 10, 5, 24))
    reading = with_unread_bar(Reading("70,000", 0.999, (0.99,) * 6), line)
    assert reading.char_confidences == (0.5, *(0.99,) * 5)
    assert reading.confidence <= 0.5
    assert reading.alternatives[0].text == "170,000"
    assert with_unread_bar(Reading("170,000", 0.999), line).confidence == 0.999
    assert with_unread_bar(Reading("๗๐,๐๐๐", 0.999), line).confidence == 0.999
