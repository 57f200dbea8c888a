"""Dots of which pictures on pages of black and white are made set no size of letters and are no print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.scan.clean import clean_page
from extract.scan.leaders import find_leaders
from extract.scan.lines import find_pieces
from extract.scan.page import layout_scan
from extract.scan.screens import screen_dots
from tests.scan_pages import blank_page, scanned, write
from tests.test_pictures import foliage

Grey = NDArray[np.uint8]


def halftone(grey: Grey, pitch: float) -> Grey:
    """A grey picture in black dots of many sizes, in rows at 45 degrees."""
    y, x = np.mgrid[: grey.shape[0], : grey.shape[1]]
    wave = sum(np.cos(2 * np.pi * (x + sign * y) / pitch / np.sqrt(2)) for sign in (1, -1))
    return np.where(grey > (wave + 2) / 4 * 255, 255, 0).astype(np.uint8)


def printed(pitch: float | None = None) -> Grey:
    """A page of a few lines, with a picture in dots among them if these have a pitch."""
    page = blank_page()
    for y in (390, 450, 510, 570, 1560, 1620):
        write(page, "BESIDE THE PICTURE OF 2569 35,790", 300, y, size=1.2)
    if pitch is not None:
        page[590:1500, 200:1300] = halftone(foliage(910, 1100), pitch)
    return np.where(page > 128, 255, 0).astype(np.uint8)


@pytest.mark.parametrize("pitch", [5.0, 6.2])
@pytest.mark.parametrize("dpi", [199.9, 200.0])
def test_print_beside_a_picture_of_dots_is_found_as_without_it(pitch: float, dpi: float) -> None:
    expected = [line.px for line in layout_scan(printed(), dpi).all_lines()]
    lines = [line.px for line in layout_scan(printed(pitch), dpi).all_lines()]
    assert len(expected) == 6
    for box in expected:
        assert min(np.abs(np.subtract(box, other)).max() for other in lines) <= 4


@pytest.mark.parametrize("pitch", [5.0, 6.2])
def test_dots_set_no_size_of_letters_and_are_no_row_of_dots(pitch: float) -> None:
    plain, dotted = (find_pieces(clean_page(page, 200).ink, 200) for page in (printed(), printed(pitch)))
    assert abs(plain.body - dotted.body) <= 1
    assert not find_leaders(dotted, np.arange(len(dotted.boxes)))[0]


def test_print_and_grains_are_no_dots_of_a_screen() -> None:
    page = blank_page()
    for row in range(20):
        write(page, "small print, 12,345.67 ;:;: ....", 200, 300 + 22 * row, size=0.45)
    rng = np.random.default_rng(5)
    for x, y in rng.integers(700, 1600, (3000, 2)).tolist():
        cv2.rectangle(page, (x, y), (x + 1, y + 1), 0, -1)
    pieces = find_pieces(clean_page(scanned(page), 200).ink, 200)
    assert screen_dots(pieces.boxes, 200).mean() < 0.02
    assert not screen_dots(np.empty((0, 4), np.int64), 200).any()


def test_a_row_of_dots_over_the_marks_of_a_line_stays() -> None:
    dots = [(200 + 12 * k, 300, 204 + 12 * k, 304) for k in range(30)]
    letters = [(200 + 30 * k, 330, 220 + 30 * k, 354) for k in range(12)]
    marks = [(205 + 30 * k, 308, 212 + 30 * k, 315) for k in range(12)]
    ink = np.zeros((500, 800), np.uint8)
    for x0, y0, x1, y1 in [*dots, *letters, *marks]:
        ink[y0:y1, x0:x1] = 1
    pieces = find_pieces(ink, 200)
    assert [leader.count for leader in find_leaders(pieces, np.arange(len(pieces.boxes)))[0]] == [30]
