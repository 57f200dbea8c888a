"""Photographs on scanned pages: what looks like print in them is none, and tables beside them are found."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.engines.base import LineKind
from extract.model import Line, Reading, Table
from extract.scan.clean import clean_page
from extract.scan.layout import TableLayout
from extract.scan.page import MOST_IN_PICTURES, layout_scan, read_layout
from extract.scan.pictures import Found, find_pictures
from extract.scan.scraps import is_clear_print
from extract.scan.squares import squares
from tests.scan_pages import Drawn, blank_page, draw, scanned, write

Grey = NDArray[np.uint8]
XS, YS = [150, 420, 700, 980, 1260], [300, 380, 440, 500, 560]
CELLS = {(r, c): "12,000" for r in range(4) for c in range(4)}


def foliage(height: int, width: int, seed: int = 1) -> Grey:
    """A picture of many shades, large and small, as leaves in the sun are."""
    rng = np.random.default_rng(seed)
    light = np.zeros((height, width), np.float32)
    for size, weight in ((6, 30.0), (20, 40.0), (70, 50.0)):
        grain = rng.normal(0, 1, (height // size + 2, width // size + 2)).astype(np.float32)
        light += weight * cv2.resize(grain, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(110 + light, 0, 235).astype(np.uint8)


def with_table() -> Grey:
    page = blank_page()
    draw(page, Drawn(XS, YS, (), CELLS))
    return page


def with_picture(page: Grey) -> Grey:
    page[900:1700, 200:1300] = foliage(800, 1100)
    return page


def cells_of(page: Grey, dpi: float = 200) -> list[tuple[int, int, int]]:
    layout = layout_scan(page, dpi)
    tables = [block for block in layout.blocks if isinstance(block, TableLayout)]
    return [(cell.row, cell.col, len(cell.lines)) for table in tables for cell in table.cells]


@pytest.mark.parametrize("skew", [0.0, 1.2])
def test_what_is_in_a_picture_is_no_table_and_the_table_beside_it_is_found(skew: float) -> None:
    assert cells_of(scanned(with_picture(with_table()), skew=skew)) == cells_of(
        scanned(with_table(), skew=skew)
    )


def test_a_desk_round_a_photographed_sheet_is_a_picture() -> None:
    sheet = scanned(with_table())
    desk = foliage(sheet.shape[0] + 500, sheet.shape[1] + 400)
    desk[250:-250, 200:-200] = sheet
    assert cells_of(desk) == cells_of(sheet)


@pytest.mark.parametrize("depth", [0.4, 0.6])
def test_a_shadow_on_a_photographed_sheet_is_no_picture(depth: float) -> None:
    sheet = scanned(with_table())
    down, across = np.mgrid[: sheet.shape[0], : sheet.shape[1]]
    shadow = depth * np.exp(-((across - 400) ** 2 + (down - 500) ** 2) / 300**2)
    assert find_pictures(squares((sheet * (1 - shadow)).astype(np.uint8)), 200) is None


def test_where_a_ruled_table_stands_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    page = scanned(with_table())
    whole = cells_of(page)
    everywhere = np.ones((83, 59), bool)
    monkeypatch.setattr(
        "extract.scan.clean.find_pictures", lambda small, dpi: Found(everywhere, everywhere, 7)
    )
    assert cells_of(page) == whole


def beside_pictures(pictures: Sequence[tuple[int, int, int, int]], skew: float) -> tuple[Grey, Grey]:
    """A page of captions close to pictures, x0, y0, x1, y1, and that of the captions only."""
    captions = blank_page()
    write(captions, "ITA 2569", 500, 800, size=1.2)  # its letters reach from 773 to 800
    whole = captions.copy()
    for seed, (x0, y0, x1, y1) in enumerate(pictures):
        whole[y0:y1, x0:x1] = foliage(y1 - y0, x1 - x0, seed)
    return scanned(whole, skew=skew), scanned(captions, skew=skew)


@pytest.mark.parametrize(
    "pictures",
    [
        [(300, 300, 1000, 770)],
        [(300, 300, 1000, 761)],
        [(300, 806, 1000, 1300)],
        [(300, 812, 1000, 1300)],
        [(750, 500, 1300, 1100)],
        [(300, 300, 1000, 760), (300, 812, 1000, 1300)],
        [(300, 300, 600, 760), (630, 300, 1000, 760)],
    ],
)
@pytest.mark.parametrize("skew", [0.0, 0.4])
def test_print_close_to_a_picture_stays_whole_and_nothing_of_the_picture_with_it(
    pictures: list[tuple[int, int, int, int]], skew: float
) -> None:
    whole, captions = beside_pictures(pictures, skew)
    page, expected = clean_page(whole, 200), clean_page(captions, 200)
    assert page.pictures is not None
    printed = cv2.dilate(expected.ink, np.ones((5, 5), np.uint8)) > 0
    kept = page.even < page.threshold
    assert kept[expected.ink > 0].mean() > 0.99
    assert np.count_nonzero(kept & ~printed) < 50


class Echo:
    """Reads every line as the same text, and counts the lines."""

    name = "echo"
    version = "1"

    def __init__(self, text: str, confidence: float) -> None:
        self.reading = Reading(text, confidence, (confidence,) * len(text))
        self.lines = 0

    def read(self, lines: Sequence[Grey], kind: LineKind = "text") -> list[Reading]:
        self.lines += len(lines)
        return [self.reading] * len(lines)


@pytest.mark.parametrize(("text", "confidence", "kept"), [("แผนปฏิบัติการ", 0.95, True), ("๓๖๖๐", 0.6, False)])
def test_only_clear_print_is_kept_of_a_picture_and_the_rest_is_counted(
    text: str, confidence: float, kept: bool
) -> None:
    page = with_picture(blank_page())
    write(page, "ITA 2569", 500, 1250, size=2.5, shade=250)
    engine = Echo(text, confidence)
    result = read_layout(layout_scan(scanned(page), 200), engine)
    lines = [block for block in result.blocks if isinstance(block, Line)]
    assert bool(lines) == kept
    assert result.kind == "scan"
    assert engine.lines <= MOST_IN_PICTURES + 3
    assert not any(isinstance(block, Table) for block in result.blocks)
    assert result.lines_left_out + len(lines) >= engine.lines > 0


@pytest.mark.parametrize(
    ("reading", "is_print"),
    [
        (Reading("แผนปฏิบัติการ", 0.7, (0.95,) * 13), True),
        (Reading("พ.ศ. ๒๕๖๖", 0.995, (0.999,) * 9), True),
        (Reading("๒๕๖๖", 0.9, (0.97,) * 4), False),
        (Reading("๒๕๖๖", 0.995, (0.999,) * 4), True),
        (Reading("มี๒๖,๘๐๘", 0.6, (0.95,) * 8), False),
        (Reading("", 0.0), False),
    ],
)
def test_a_title_on_a_picture_is_sure_letter_by_letter(reading: Reading, is_print: bool) -> None:
    assert is_clear_print(reading) == is_print


def tinted(shades: list[int]) -> Grey:
    """A table whose cells are of many shades, black on them or white."""
    page = blank_page()
    rng = np.random.default_rng(2)
    for row in range(20):
        for column in range(8):
            x, y = 150 + 150 * column, 300 + 70 * row
            shade = int(rng.choice(shades))
            cv2.rectangle(page, (x, y), (x + 150, y + 70), shade, -1)
            write(page, "12,000", x + 20, y + 50, shade=20 if shade > 130 else 250)
    return page


@pytest.mark.parametrize("shades", [[120, 150, 180, 200, 225, 250], [90, 205, 225], [60, 170]])
@pytest.mark.parametrize("lit_from", [0.0, 0.3])
def test_tints_are_no_pictures(shades: list[int], lit_from: float) -> None:
    page = scanned(tinted(shades)).astype(np.float32)
    page *= np.linspace(1 - lit_from, 1, page.shape[1])
    assert find_pictures(squares(page.astype(np.uint8)), 200) is None


def test_tints_of_dots_that_a_scan_made_uneven_are_no_pictures() -> None:
    page = tinted([190]).astype(np.float32)
    dots = np.random.default_rng(3).normal(0, 12, (page.shape[0] // 4, page.shape[1] // 4)).astype(np.float32)
    page += cv2.resize(dots, page.shape[::-1], interpolation=cv2.INTER_NEAREST) * (page == 190)
    assert find_pictures(squares(np.clip(page, 0, 255).astype(np.uint8)), 200) is None


def test_tints_of_black_and_white_pages_are_left_alone() -> None:
    grey = tinted([120, 150, 180, 200])
    dots = np.tile(
        np.array([[15, 135], [195, 75]], np.uint8), (grey.shape[0] // 2 + 1, grey.shape[1] // 2 + 1)
    )
    page = np.where(grey > dots[: grey.shape[0], : grey.shape[1]], 255, 0).astype(np.uint8)
    assert clean_page(page, 200).pictures is None


def test_a_small_page_has_no_pictures() -> None:
    assert find_pictures(squares(np.full((30, 30), 90, np.uint8)), 200) is None
    assert find_pictures(squares(np.zeros((2, 2), np.uint8)), 200) is None
