"""Rules of dots and dashes that a scan has joined in part, greyed, or lost in places."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.scan.clean import clean_page, soft_ink
from extract.scan.dotted import dotted_rules
from extract.scan.layout import TableLayout
from extract.scan.page import layout_scan
from tests.scan_pages import blank_page, scanned, write
from tests.test_open_tables import flush_right

YS = [300 + 60 * k for k in range(7)]


def rows_of_amounts() -> NDArray[np.uint8]:
    """Rows of an item's dimension, its number, its name and three amounts."""
    page = blank_page()
    for k, y in enumerate(YS[:-1]):
        write(page, str(1 + k // 3), 170, y + 40, 0.8)
        write(page, str(1 + k), 260, y + 40, 0.8)
        write(page, "training of the staff", 330, y + 40, 0.8)
        for j in range(3):
            flush_right(page, "12,000", 900 + 190 * j, y + 40)
    return page


def dashes(page: NDArray[np.uint8], y: int, start: int, end: int, on: int, off: int, grey: int = 0) -> None:
    for x in range(start, end, on + off):
        cv2.rectangle(page, (x, y), (min(x + on, end) - 1, y + 1), grey, -1)


def only_table(page: NDArray[np.uint8]) -> TableLayout:
    (table,) = (block for block in layout_scan(page, 200).blocks if isinstance(block, TableLayout))
    return table


def test_dashes_that_ran_together_in_part_reach_over_the_whole_table() -> None:
    page = rows_of_amounts()
    for y in YS:
        dashes(page, y, 150, 620, 7, 4)
        dashes(page, y, 620, 1500, 9, 2)
    table = only_table(page)
    assert (table.n_rows, table.n_cols, table.status) == (6, 6, "ok")


@pytest.mark.parametrize("lost", [(150, 260), (640, 700), (1440, 1500)])
def test_a_rule_goes_on_where_its_dots_are_faint_and_ends_where_none_are(lost: tuple[int, int]) -> None:
    page = rows_of_amounts()
    for k, y in enumerate(YS):
        dashes(page, y, 150, 1500, 2, 3, 140)
        if k % 3 == 1:
            page[y : y + 2, lost[0] : lost[1]] = 255
            dashes(page, y, *lost, 2, 3, 150)
        elif k == 3:
            page[y : y + 2, lost[0] : lost[1]] = 255
    clean = clean_page(scanned(page), 200)
    rows, columns = dotted_rules(soft_ink(clean.even, clean.threshold), clean.ink, 200)
    assert not columns
    whole = [row for row in rows if row.length > 1330]
    assert [round(row.at) - y for row, y in zip(whole, [*YS[:3], *YS[4:]], strict=True)] == [0] * 6
    parts = [round(row.at) for row in rows if row not in whole]
    assert parts == [YS[3]] * (2 if lost[0] == 640 else 1)


XS = [150, 420, 700, 980, 1260]


def framed(*, leaders: bool) -> NDArray[np.uint8]:
    """A table in a solid frame: dotted rules within, or solid ones and a row of dots in each cell."""
    page = blank_page()
    cv2.rectangle(page, (XS[0], YS[0]), (XS[-1], YS[-1]), 0, 3)
    for y in YS[1:-1]:
        if leaders:
            cv2.line(page, (XS[0], y), (XS[-1], y), 0, 3)
        else:
            dashes(page, y, XS[0], XS[-1], 2, 3)
    for x in XS[1:-1]:
        if leaders:
            cv2.line(page, (x, YS[0]), (x, YS[-1]), 0, 3)
        else:
            for y in range(YS[0], YS[-1], 5):
                cv2.rectangle(page, (x, y), (x + 1, y + 1), 0, -1)
    for y in YS[:-1]:
        for x in XS[:-1]:
            if leaders:
                dashes(page, y + 42, x + 20, x + 250, 3, 4)
            else:
                write(page, "12,000", x + 30, y + 42, 0.8)
    return page


@pytest.mark.parametrize("leaders", [False, True])
def test_dotted_rules_within_a_solid_frame(leaders: bool) -> None:
    """Dots to be filled in run to no rule, and over none."""
    table = only_table(scanned(framed(leaders=leaders), skew=0.3))
    assert (table.n_rows, table.n_cols, table.status) == (6, 4, "ok")


def hairlines(shade: int, bend: float) -> NDArray[np.uint8]:
    """A table in a dark frame with hairlines between its columns and dotted rules between its rows."""
    page = blank_page()
    cv2.rectangle(page, (XS[0], YS[0]), (XS[-1], YS[-1]), 0, 3)
    for x in XS[1:-1]:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), shade, 2)
    for y in YS[1:-1]:
        dashes(page, y, XS[0], XS[-1], 2, 5)
    for y in YS[:-1]:
        for x in XS[:-1]:
            write(page, "12,000", x + 30, y + 42, 0.8)
    across, down = np.meshgrid(np.arange(page.shape[1]), np.arange(page.shape[0]))
    bent = down + bend * np.sin(across / page.shape[1] * np.pi)
    return np.asarray(
        cv2.remap(
            page, across.astype(np.float32), bent.astype(np.float32), cv2.INTER_LINEAR, borderValue=255
        ),
        np.uint8,
    )


@pytest.mark.parametrize(("shade", "bend"), [(150, 0.0), (165, 0.0), (165, 12.0)])
def test_hairlines_beside_dotted_rules_are_kept(shade: int, bend: float) -> None:
    table = only_table(hairlines(shade, bend))
    assert (table.n_rows, table.n_cols, table.status) == (6, 4, "ok")


def small_print(page: NDArray[np.uint8], x: int, y: int, count: int) -> None:
    """Letters of a slanting face whose flat heads stand closer to each other than dots do, feet at `y`."""
    for k in range(count):
        left = x + 10 * k
        cv2.line(page, (left, y - 14), (left + 5, y - 14), 0, 1)
        for foot in (0, 5):
            cv2.line(page, (left + foot, y - 14), (left + foot - 3, y), 0, 1, cv2.LINE_AA)


def test_heads_of_small_letters_in_a_row_are_no_dots() -> None:
    page = blank_page()
    lengths = [46, 50, 44, 46, 50, 46]
    for k, count in enumerate(lengths):
        small_print(page, 170, 340 + 45 * k, count)
        flush_right(page, "12,000", 1100, 340 + 45 * k)
    clean = clean_page(page, 200)
    assert dotted_rules(soft_ink(clean.even, clean.threshold), clean.ink, 200) == ([], [])
    lines = [line for line in layout_scan(page, 200).all_lines() if line.px[0] < 200]
    assert len(lines) == len(lengths)
    for line in lines:
        assert (line.image[: len(line.image) // 2] < 128).sum() > 5 * 44
