"""Print in the shadow along a page's side is kept; black edges go, pages without shadows stay as they are."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from extract.scan.clean import binarise
from extract.scan.page import layout_scan
from extract.scan.shadows import without_shadows
from tests.scan_pages import blank_page, scanned, write

Page = NDArray[np.uint8]
TURNS = pytest.mark.parametrize("turn", range(4))


def shadowed(turn: int, darkest: float) -> Page:
    """A page of text with a number close to one side, which lies in a shadow that soon grows dark."""
    page = blank_page(1170, 1170)
    for k in range(8):
        write(page, "The council met again in the hall", 240, 300 + 60 * k)
    place = [(560, 65), (25, 600), (560, 1125), (1105, 600)][turn]
    write(page, "31", *place)
    depth = np.arange(1170)
    light = 1 - (1 - darkest) * np.exp(-((depth / 60) ** 1.5))
    shade = np.rot90(np.repeat(light[:, None], 1170, axis=1), turn)
    return np.asarray(scanned(page) * shade, np.uint8)


@TURNS
def test_a_page_number_in_a_shadow_is_a_line(turn: int) -> None:
    layout = layout_scan(shadowed(turn, 0.15), 200)
    numbers = [line for line in layout.all_lines() if line.px[2] - line.px[0] < 90]
    assert len(layout.all_lines()) == 9
    assert len(numbers) == 1
    assert int((numbers[0].image < 150).sum()) > 150


@TURNS
def test_black_stays_black(turn: int) -> None:
    page = np.full((600, 600), 250, np.uint8)
    np.rot90(page, turn)[:60] = 20
    assert without_shadows(page, page, binarise(page, 150), 200) is page


def test_a_page_without_shadows_and_tiny_pages_stay() -> None:
    for page in (scanned(blank_page(600, 600)), np.zeros((1, 1), np.uint8), np.zeros((2, 5), np.uint8)):
        assert without_shadows(page, page, binarise(page, 150), 200) is page


def test_the_side_of_a_picture_is_no_shadow() -> None:
    page = np.full((600, 600), 250, np.uint8)
    page[:150] = np.where(np.arange(600) // 150 % 2, 60, 140)[None, :]
    assert without_shadows(page, page, binarise(page, 150), 200) is page
