"""Tables with rules between columns and none between rows."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.scan.layout import TableLayout
from extract.scan.page import layout_scan
from extract.table_doubts import UNTOLD_ROWS
from tests.scan_pages import blank_page, scanned, write

XS = [150, 230, 820, 1060, 1300]
TOP, HEAD = 300, 360
AMOUNTS = ("12,000", "6,924,909", "397", "13,000", "8,093,560", "40,000", "3,278,062", "71,000")


def flush_right(page: NDArray[np.uint8], text: str, x: int, y: int) -> None:
    wide = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 2)[0][0]
    write(page, text, x - wide - 14, y, 0.8)


def framed(bottom: int, rules: list[int]) -> NDArray[np.uint8]:
    """A table's outline, its heading, rules between columns, and further ones across."""
    page = blank_page()
    for y in (TOP, HEAD, *rules, bottom):
        cv2.line(page, (XS[0], y), (XS[-1], y), 0, 3)
    for x in XS:
        cv2.line(page, (x, TOP), (x, bottom), 0, 3)
    for x, text in zip(XS, ("No", "Project", "2570", "2571"), strict=False):
        write(page, text, x + 14, TOP + 40, 0.8)
    return page


def table_of(page: NDArray[np.uint8]) -> TableLayout:
    (table,) = [b for b in layout_scan(scanned(page), 200).blocks if isinstance(b, TableLayout)]
    return table


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("total", [False, True])
def test_lines_of_amounts_with_item_numbers_are_rows(wrapped: bool, total: bool) -> None:
    count, y = 7, HEAD
    page = framed(HEAD + count * 50 + 40 * wrapped + 20, [])
    for k in range(count):
        y += 50
        last = total and k == count - 1
        write(page, "" if last else str(k + 1), XS[0] + 24, y, 0.8)
        write(page, "Total" if last else "Training of staff", XS[1] + 14, y, 0.8)
        for j in range(2):
            flush_right(page, AMOUNTS[k + j], XS[3 + j], y)
        if wrapped and k == 2:
            y += 40
            write(page, "and of the council", XS[1] + 14, y, 0.8)
    table = table_of(page)
    assert {(c.row, c.col, c.row_span, c.col_span) for c in table.cells} == {
        (r, c, 1, 1) for r in range(count + 1) for c in range(4)
    }
    lines = {(c.row, c.col): len(c.lines) for c in table.cells}
    assert lines[3, 1] == 1 + wrapped
    assert all(lines[r, c] == 1 for r in range(1, count + 1) for c in (2, 3))
    assert table.status == "ok"


def test_one_row_of_wrapped_text_beside_several_amounts_is_not_parted() -> None:
    page = framed(HEAD + 6 * 42 + 20, [])
    write(page, "1", XS[0] + 24, HEAD + 42, 0.8)
    for k in range(6):
        write(
            page,
            "training of all the staff, council too" if k < 5 else "and people",
            XS[1] + 14,
            HEAD + 42 * (k + 1),
            1.1,
        )
        for j in range(2):
            flush_right(page, AMOUNTS[k + j], XS[3 + j], HEAD + 42 * (k + 1))
    table = table_of(page)
    assert {cell.row for cell in table.cells} == {0, 1}
    assert (table.status, table.reason) == ("partial", UNTOLD_ROWS)


def test_rows_between_rules_stay_whole_whatever_they_hold() -> None:
    rules = [HEAD + 150 * k for k in range(1, 4)]
    page = framed(HEAD + 600, rules)
    for k in range(4):
        write(page, str(k + 1), XS[0] + 24, HEAD + 150 * k + 42, 0.8)
        for i in range(3):
            write(page, "part of it", XS[1] + 14, HEAD + 150 * k + 42 * (i + 1), 0.8)
            for j in range(2):
                flush_right(page, AMOUNTS[k + j + i], XS[3 + j], HEAD + 150 * k + 42 * (i + 1))
    table = table_of(page)
    assert {cell.row for cell in table.cells} == set(range(5))
    assert table.status == "ok"


def test_items_of_one_cell_beside_text_for_all_of_them_stay_in_it() -> None:
    page = framed(HEAD + 320, [])
    for k, text in enumerate(("1. to", "raise", "aware-", "ness", "of it")):
        write(page, text, XS[0] + 4, HEAD + 42 * (k + 1), 0.6)
        for x in (16, 36):  # a vowel's mark over the letters: no number has any
            cv2.circle(page, (XS[0] + x, HEAD + 42 * (k + 1) - 22), 3, 0, -1)
    for k in range(3):
        write(page, f"({k + 1}) a project", XS[1] + 14, HEAD + 84 * k + 42, 0.8)
        for j in range(2):
            flush_right(page, AMOUNTS[k + j], XS[3 + j], HEAD + 84 * k + 42)
    table = table_of(page)
    assert {cell.row for cell in table.cells} == {0, 1}
    assert table.status == "ok"
