"""Small print survives cleaning: stops as small as specks, and digits that touch and are no rules."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.engines.line_image import MARGIN, normalise_line
from extract.scan.cells import cell_of_pieces
from extract.scan.clean import clean_page, is_bilevel
from extract.scan.grid import Grid
from extract.scan.layout import TableLayout
from extract.scan.lines import find_pieces
from extract.scan.page import layout_scan
from extract.scan.rules import horizontal_segments
from tests.scan_pages import Drawn, blank_page, draw, write

STOP, AT = 2, range(200, 1400, 40)


def numbers() -> NDArray[np.uint8]:
    """A page with rows of box-like digits, each pair with a stop of 1 x 2 px between them."""
    page = blank_page()
    for y in range(300, 1500, 60):
        for x in AT:
            cv2.rectangle(page, (x, y), (x + 8, y + 12), 30, 2)
            cv2.rectangle(page, (x + 16, y), (x + 24, y + 12), 30, 2)
            page[y + 11 : y + 11 + STOP, x + 12] = 40
    return page


def stops_left(page: NDArray[np.uint8]) -> float:
    """The share of the stops that are still ink, and grey in the page that crops are cut from."""
    clean = clean_page(page, 200)
    places = np.ix_([312, 912], [x + 12 for x in AT])
    return float(np.mean((clean.ink[places] == 1) & (clean.even[places] < 128)))


def test_stops_of_small_print_stay_on_a_clean_page() -> None:
    assert stops_left(numbers()) == 1.0


def test_specks_that_lie_anywhere_are_taken_out_everywhere() -> None:
    page = numbers()
    rng = np.random.default_rng(1)
    for y, x in zip(rng.integers(5, 2330, 9000), rng.integers(5, 1645, 9000), strict=True):
        page[y, x] = 0
    assert stops_left(page) < 0.2


def dashes(level: int) -> NDArray[np.uint8]:
    """The page with a dash of 5 x 2 px of a grey level behind each pair, a little off."""
    page = numbers()
    for x in AT:
        for y in range(300, 1500, 60):
            page[y + 6 : y + 8, x + 29 : x + 34] = level
    return page


@pytest.mark.parametrize("turned", [False, True], ids=["upright", "on its side"])
def test_dashes_beside_print_that_a_scan_greyed_are_brought_out(turned: bool) -> None:
    page = dashes(150)
    clean = clean_page(np.rot90(page).copy() if turned else page, 200)
    ink = np.rot90(clean.ink, -1) if turned else clean.ink
    even = np.rot90(clean.even, -1) if turned else clean.even
    assert clean.threshold < 150
    assert all(ink[306:308, x + 29 : x + 34].all() for x in AT)
    assert all((even[306:308, x + 29 : x + 34] < clean.threshold).all() for x in AT)
    assert stops_left(page) == 1.0


def test_grey_dirt_that_lies_anywhere_is_not_brought_out() -> None:
    page = dashes(150)
    rng = np.random.default_rng(1)
    for y, x in zip(rng.integers(5, 2330, 3000), rng.integers(5, 1640, 3000), strict=True):
        page[y, x : x + 4] = np.minimum(page[y, x : x + 4], 150)
    assert not any(clean_page(page, 200).ink[306:308, x + 29 : x + 34].all() for x in AT)


def test_pieces_of_a_faint_rule_are_no_stops() -> None:
    page = numbers()
    rule = np.full(1300, 200, np.uint8)
    rule[::9] = 120  # the rule's darkest pixels alone are ink
    page[320, 150:1450] = rule
    clean = clean_page(page, 200)
    assert not clean.ink[320, 150:1450].any()
    assert clean.ink[311:313, AT[0] + 12].all()


TOUCHING = """
................#............................#...........................................#....
...............###..........................###...........................###...........###...
...............###..........................###..........................####...........###...
...............###...##.....................###....#....#..........##########...........###...
....##############..##########....#############..###########....############.##############...
....###########################..##############.############...############..##############...
...##########################################################.###########...###############...
...###################.############################.###################.....###############...
...#######.################.############################..#############.....########.######...
...######..################.###########..###############..##############....#######..######...
...######..######.#########.##########...###############..##############....######...#####....
...######..######.#########.###########.######.#########..#################.######..######....
...######..#####..#########.##########..######..########..###.#############.######..######....
....#####..####....#######...##..#####..#####...########..###..############..#####..#####.....
.....#......#.......#........##....##....##......###..#....#.....####..........#.....##.......
""".strip().splitlines()


def test_digits_that_touch_are_no_rule() -> None:
    ink = np.zeros((80, 140), np.uint8)
    ink[20:35, 20:114] = np.array([[c == "#" for c in row] for row in TOUCHING], np.uint8)
    assert not horizontal_segments(ink, 200)
    ink[60:63, 20:100] = 1
    assert [round(piece.at) for piece in horizontal_segments(ink, 200)] == [61]


def test_low_digits_are_not_scaled_as_a_dash() -> None:
    paper = np.full((13, 40), 255, np.uint8)
    for x in (8, 19):
        cv2.ellipse(paper, (x, 6), (3, 3), 0, 0, 360, 0, 1)
    digits = normalise_line(paper, 32)
    dash = np.full((13, 40), 255, np.uint8)
    dash[5:8, 8:22] = 0
    low = normalise_line(dash, 32)
    assert digits is not None and low is not None
    assert np.count_nonzero((digits > 100).any(axis=1)) > 24
    assert np.count_nonzero((low > 100).any(axis=1)) < 8
    assert low.shape[1] < digits.shape[1] and low.shape[1] > 2 * MARGIN


def test_a_table_of_hairlines_is_found() -> None:
    page = blank_page()
    for x in (200, 700, 1000, 1300):
        cv2.line(page, (x, 300), (x, 800), 150, 1)
    for y in range(300, 801, 100):
        cv2.line(page, (200, y), (1300, y), 150, 1)
        for x in (220, 720, 1020):
            write(page, "12,000" if x > 300 else "a project", x, min(y, 700) + 60)
    tables = [block for block in layout_scan(page, 200).blocks if isinstance(block, TableLayout)]
    assert [(table.n_rows, table.n_cols, table.ruled) for table in tables] == [(5, 3, True)]


def test_a_page_of_any_resolution_that_is_kept_is_cleaned() -> None:
    page = blank_page()
    write(page, "12,500", 300, 400)
    for dpi in (170, 210, 240, 250):
        assert clean_page(page, dpi).ink.any()
        assert layout_scan(page, dpi).blocks


def test_a_comma_below_the_place_between_two_rows_stays_with_its_number() -> None:
    ink = np.zeros((200, 300), np.uint8)
    for x in (40, 60, 84, 104):
        cv2.rectangle(ink, (x, 60), (x + 12, 76), 1, 2)
    ink[75:81, 76:79] = 1
    pieces = find_pieces(ink, 200)
    open_grid = Grid((10.0, 290.0), (20.0, 77.5, 150.0), ((0, 0, 1, 1), (1, 0, 1, 1)), ruled=False)
    assert cell_of_pieces(open_grid, pieces).tolist() == [0] * 5


def test_print_that_goes_on_across_a_rule_makes_a_number_doubtful() -> None:
    page = blank_page()
    draw(page, Drawn([150, 500, 800, 1100], [300, 360, 420, 480, 540]))
    for y in (340, 400, 460, 520):
        write(page, "a project", 170, y)
        write(page, "12,500", 560, y)
        if y < 520:
            write(page, "7,000", 840, y)
    write(page, "4", 776, 400)
    write(page, "5,000", 802, 520)
    write(page, "8", 779, 520)
    (table,) = [block for block in layout_scan(page, 200).blocks if isinstance(block, TableLayout)]
    crowded = {(cell.row, cell.col) for cell in table.cells if any(line.crowded for line in cell.lines)}
    assert crowded == {(3, 1), (3, 2)}


def touching_letters(gap: int) -> NDArray[np.uint8]:
    """A line of small print whose letters join at their heads, with a gap behind every third one."""
    ink = np.zeros((120, 700), np.uint8)
    for x in range(60, 640, 30):
        ink[50:54, x : x + 30 - gap] = 1
        for stem in (x, x + 9, x + 18):
            ink[54:66, stem : stem + 4] = 1
    return ink


def test_heads_of_letters_that_touch_are_no_rule_one_over_stems_is() -> None:
    assert horizontal_segments(touching_letters(gap=3), 200) == []
    assert len(horizontal_segments(touching_letters(gap=0), 200)) == 1


def test_a_line_of_small_print_run_together_is_no_rule_a_broken_thick_rule_is() -> None:
    page = blank_page(900, 120)
    text = "meowmeownsmeowramen wonsaneom serum" * 3
    cv2.putText(page, text, (60, 60), cv2.FONT_HERSHEY_SIMPLEX, 0.35, 0, 1, cv2.LINE_AA)
    assert horizontal_segments((cv2.blur(page, (1, 3)) < 200).view(np.uint8), 200) == []
    ink = np.zeros((120, 700), np.uint8)
    ink[50:58, 60:640] = 1
    ink[:, 90:640:60] = 0
    ink[50:53, 200:230] = 0
    (rule,) = horizontal_segments(ink, 200)
    assert rule.length > 500


def test_a_rule_that_is_thinner_here_and_there_is_one() -> None:
    ink = np.zeros((120, 700), np.uint8)
    ink[50:54, 60:640] = 1
    for x in range(60, 640, 16):
        ink[50:52, x : x + 6] = 0
    (rule,) = horizontal_segments(ink, 200)
    assert rule.length > 560
    for x in range(62, 640, 16):  # stems make print of it
        ink[54:62, x : x + 2] = 1
    assert horizontal_segments(ink, 200) == []


def test_a_word_whose_letters_toner_has_filled_is_no_rule() -> None:
    """Bold letters of a black-and-white scan: a bar with a notch between any two of them."""
    ink = np.zeros((120, 700), np.uint8)
    ink[50:59, 60:210] = 1
    for k, x in enumerate(range(70, 210, 16)):
        ink[50 if k % 2 else 54 : 55 if k % 2 else 59, x : x + 4] = 0
    ink[50:59, 100:102] = ink[50:59, 150:152] = 0
    assert horizontal_segments(ink, 200) == []


def faint_lines(grey: int, count: int) -> NDArray[np.uint8]:
    """A white page with a few short lines whose strokes a scanner left grey, none black."""
    page = blank_page()
    for k in range(count):
        write(page, "12,345 ABCDE", 200, 300 + 60 * k, 0.6)
    soft = 255 - (255 - grey) / 255 * (255.0 - cv2.GaussianBlur(page, (3, 3), 0))
    return np.asarray(np.clip(soft + np.random.default_rng(3).normal(0, 2, soft.shape), 0, 255), np.uint8)


@pytest.mark.parametrize("count", [3, 12])
def test_few_lines_of_grey_print_on_white_paper_are_no_page_of_black_and_white(count: int) -> None:
    page = faint_lines(120, count)
    assert not is_bilevel(page)
    assert len(layout_scan(page, 200.0, turn=0).blocks) == count


def test_white_paper_with_a_scanner_s_noise_is_blank() -> None:
    assert layout_scan(faint_lines(120, 0), 200.0, turn=0).kind == "blank"


def test_black_and_white_stays_so_when_it_is_stored_lossily() -> None:
    page = np.where(faint_lines(0, 12) < 140, 0, 255).astype(np.uint8)
    stored = cv2.imdecode(cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 85])[1], 0)
    assert is_bilevel(page) and is_bilevel(np.asarray(stored, np.uint8))
