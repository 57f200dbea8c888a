"""Print under stamps and signatures is read and is not certain; a stamp's own letters are no lines."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.engines.base import LineKind
from extract.model import Line, Reading, lines_of
from extract.scan.layout import LineLayout
from extract.scan.page import layout_scan, read_layout
from tests.scan_pages import blank_page, scanned, write

Page = NDArray[np.uint8]
LINE = "The council met again in the hall and heard the report of 1,250 works"


class Sure:
    """Reads 1,250 for certain wherever it looks."""

    name, version = "sure", "1"

    def read(self, lines: Sequence[Page], kind: LineKind = "text") -> list[Reading]:
        return [Reading("1,250", 0.999, (0.999,) * 5) for _ in lines]


def stamp(page: Page, x: int, y: int, radius: int = 150) -> None:
    """A round stamp: two rings with letters along them."""
    for r in (radius, round(0.68 * radius)):
        cv2.circle(page, (x, y), r, 60, 4, cv2.LINE_AA)
    for k, letter in enumerate("OFFICEOFTHETOWN"):
        tile = np.full((48, 48), 255, np.uint8)
        cv2.putText(tile, letter, (14, 34), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 60, 2, cv2.LINE_AA)
        angle = -225 + 18 * k
        turn = cv2.getRotationMatrix2D((24, 24), -angle - 90, 1.0)
        tile = np.asarray(cv2.warpAffine(tile, turn, (48, 48), borderValue=255), np.uint8)
        at_x = round(x + 0.83 * radius * math.cos(math.radians(angle))) - 24
        at_y = round(y + 0.83 * radius * math.sin(math.radians(angle))) - 24
        place = page[at_y : at_y + 48, at_x : at_x + 48]
        np.minimum(place, tile, out=place)


def stamped(x: int, y: int) -> Page:
    """A page of text with a stamp."""
    page = blank_page(height=1170)
    for k in range(10):
        write(page, LINE, 200, 200 + 60 * k)
    stamp(page, x, y)
    return scanned(page)


def lines(page: Page) -> list[LineLayout]:
    return list(layout_scan(page, 200).all_lines())


def test_lines_under_a_stamp_are_whole_and_it_adds_none() -> None:
    plain, found = lines(stamped(700, 1000)), lines(stamped(700, 470))
    assert len(plain) == len(found) == 10
    for bare, line in zip(plain, found, strict=True):
        assert np.abs(np.subtract(bare.px, line.px))[[0, 2]].max() < 12
    assert [line.covered for line in plain] == [False] * 10
    assert [line.covered for line in found].count(True) in (5, 6)


@pytest.mark.parametrize("bilevel", [False, True])
def test_a_stamp_alone_is_no_line(bilevel: bool) -> None:
    page = blank_page(height=1170)
    for k in range(5):
        write(page, LINE, 200, 200 + 60 * k)
    stamp(page, 800, 800)
    page = scanned(page)
    assert len(lines(np.where(page > 150, 255, 0).astype(np.uint8) if bilevel else page)) == 5


def test_a_number_under_a_stamp_is_doubtful() -> None:
    result = read_layout(layout_scan(stamped(700, 470), 200), Sure())
    read = [line for line in lines_of(result.blocks) if isinstance(line, Line)]
    assert len(read) == 10
    doubtful = [line for line in read if line.reading and max(line.reading.char_confidences) < 0.99]
    assert len(doubtful) in (5, 6)
    assert all((line.confidence or 0) < 0.99 for line in doubtful)


def test_numbers_that_end_under_a_stamp_are_whole_or_doubtful() -> None:
    page = blank_page(height=1170)
    for k in range(10):
        write(page, "Works of the town", 200, 200 + 60 * k)
        write(page, "1,250,400", 900, 200 + 60 * k)
    stamp(page, 1130, 480)
    numbers = [line for line in lines(scanned(page)) if line.px[0] > 800]
    assert len(numbers) == 10
    whole = [line.px[2] > numbers[0].px[2] - 5 for line in numbers]
    assert sum(whole) >= 9
    assert all(line.covered for line, ended in zip(numbers, whole, strict=True) if not ended)
