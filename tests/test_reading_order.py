"""Pages that are not one column: prose is read column by column, tables and lists line by line."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.reading_order import Region, Row, are_columns, find_gutters, order_key, with_letterless
from extract.scan.layout import ScanLayout
from extract.scan.page import layout_scan
from tests.scan_pages import blank_page, scanned, write

PITCH = 52
WORDS = ("when", "the", "council", "met", "again", "in", "spring", "it", "heard", "what", "had", "been",
         "done", "about", "the", "roads", "and", "water")  # fmt: skip


def prose(page: NDArray[np.uint8], left: int, right: int, top: int, lines: int, first: int = 0) -> None:
    """Lines of words with marks over them, as Thai ones have, that fill the width from `left` to `right`."""
    word = first
    for number in range(lines):
        x = left
        while True:
            text = WORDS[word % len(WORDS)]
            wide = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, 0.9, 2)[0][0]
            if x + wide > right:
                break
            write(page, text, x, top + number * PITCH)
            cv2.line(page, (x + 4, top + number * PITCH - 30), (x + 16, top + number * PITCH - 30), 0, 4)
            x += wide + 14
            word += 1


def cut(page: NDArray[np.uint8], skew: float = 0.3) -> ScanLayout:
    """The page's lines as scanned."""
    return layout_scan(scanned(page, skew), 200.0, turn=0)


def places(layout: ScanLayout, middle: int) -> list[str]:
    """For each line in reading order: is it left or right of the page's middle, or across it."""
    return [
        "left" if line.px[2] < middle else "right" if line.px[0] > middle else "across"
        for line in layout.all_lines()
    ]


def test_two_columns_are_read_one_after_the_other_between_lines_across_the_page() -> None:
    page = blank_page(1654, 1500)
    prose(page, 150, 1500, 150, 3)
    prose(page, 150, 800, 350, 12)
    prose(page, 870, 1500, 350, 10, first=5)
    prose(page, 150, 1500, 1050, 4, first=2)
    found = places(cut(page), 835)
    assert found == ["across"] * 3 + ["left"] * 12 + ["right"] * 10 + ["across"] * 4


def test_three_columns_whose_lines_do_not_stand_side_by_side() -> None:
    page = blank_page(1654, 1200)
    for number, left in enumerate((100, 600, 1100)):
        prose(page, left, left + 430, 150 + 17 * number, 14, first=3 * number)
    lines = cut(page, 0.0).all_lines()
    assert [sum(line.px[0] > x for x in (550, 1050)) for line in lines] == [0] * 14 + [1] * 14 + [2] * 14


def test_a_rule_in_the_gutter_is_no_print() -> None:
    page = blank_page(1654, 1000)
    prose(page, 150, 790, 150, 12)
    prose(page, 880, 1500, 150, 12, first=5)
    page[100:760, 834:837] = 0
    assert places(cut(page), 835) == ["left"] * 12 + ["right"] * 12


def test_labels_and_their_values_are_read_line_by_line() -> None:
    page = blank_page(1654, 1000)
    for number in range(12):
        write(page, " ".join(WORDS[number : number + 1 + number % 3]), 150, 150 + number * PITCH)
        prose(page, 700, 1500, 150 + number * PITCH, 1, first=number)
    tops = [round(line.px[1]) // PITCH for line in cut(page, 0.0).all_lines()]
    assert tops == sorted(tops)


@pytest.mark.parametrize("at_right", [True, False])
def test_a_boxed_note_is_read_apart_from_what_stands_beside_it(at_right: bool) -> None:
    page = blank_page(1654, 1200)
    box, beside = ((960, 1500), (150, 900)) if at_right else ((150, 690), (740, 1500))
    prose(page, 150, 1500, 150, 3)
    prose(page, *beside, 340, 6, first=3)
    prose(page, box[0] + 20, box[1] - 20, 370, 5, first=7)
    prose(page, 150, 1500, 722, 4, first=2)
    cv2.rectangle(page, (box[0], 305), (box[1], 640), 0, 3)
    lines = cut(page).all_lines()
    inside = [box[0] < line.px[0] and line.px[2] < box[1] and 305 < line.px[1] < 640 for line in lines]
    before = 3 + 6 * at_right
    assert inside == [False] * before + [True] * 5 + [False] * (13 - before)


def test_a_frame_with_nothing_beside_it_changes_nothing() -> None:
    page = blank_page(1654, 900)
    prose(page, 200, 1450, 150, 10)
    plain = [line.bbox for line in cut(page, 0.0).all_lines()]
    cv2.rectangle(page, (100, 60), (1550, 700), 0, 3)
    framed = [line.bbox for line in cut(page, 0.0).all_lines()]
    assert len(framed) == len(plain) == 10
    assert np.abs(np.array(framed) - np.array(plain)).max() < 1


def column(left: float, right: float, lines: dict[float, float]) -> list[Row]:
    """Lines by their height, each so much of the column's width long."""
    return [Row(y, ((left, left + part * (right - left)),)) for y, part in lines.items()]


LEFT = column(0, 300, dict(zip(range(0, 400, 40), (1, 0.9, 0.95, 0.5, 1, 1, 0.9, 1, 1, 0.6), strict=True)))
RIGHT = column(330, 630, dict(zip(range(0, 400, 40), (1, 1, 0.9, 0.95, 0.9, 1, 0.6, 1, 0.9, 1), strict=True)))
CELLS = {0: 1.0, 40: 0.9, 80: 0.4, 140: 1.0, 180: 0.95, 220: 0.5, 280: 1.0, 320: 0.9, 360: 1.0}
BESIDE = {0: 1.0, 40: 0.5, 140: 1.0, 180: 0.95, 220: 0.9, 280: 1.0, 320: 0.9, 360: 1.0, 400: 0.9}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (LEFT, RIGHT, True),
        (LEFT, RIGHT[:4], False),
        (LEFT, column(330, 630, {row.y: (k % 5 + 1) / 5 for k, row in enumerate(LEFT)}), False),
        (column(0, 300, CELLS), column(330, 630, BESIDE), False),
        (column(0, 60, {row.y: 1 for row in LEFT}), RIGHT, False),
    ],
    ids=["prose", "too few lines", "lines of any length", "cells that begin side by side", "narrow"],
)
def test_columns_are_running_prose_on_both_sides(left: list[Row], right: list[Row], expected: bool) -> None:
    assert are_columns(left, right, 14.0) is expected


def test_a_gutter_is_free_along_many_lines() -> None:
    rows = [Row(a.y, (*a.runs, *b.runs)) for a, b in zip(LEFT, RIGHT, strict=True)]
    (gutter,) = [found for found in find_gutters(rows, 14.0) if found.both == len(rows)]
    assert (gutter.left, gutter.right) == (300, 330)
    assert not list(find_gutters(rows[:4], 14.0))
    whole = [Row(row.y, ((0.0, 630.0),)) for row in LEFT]
    assert not list(find_gutters(whole, 14.0))


def test_lines_without_letters_stay_with_the_line_before_them() -> None:
    rows: list[tuple[Row, list[str]]] = [(Row(y, ((0, 9),)), [f"line at {y}"]) for y in (40, 10)]
    found = with_letterless(rows, [(5, "dots"), (20, "hyphen"), (90, "speck")])
    assert [own for _, own in found] == [["line at 10", "dots", "hyphen"], ["line at 40", "speck"]]


def test_what_stands_in_a_region_is_read_part_by_part() -> None:
    region = Region(100, 300, (400.0,), ((), ()))
    places = {"title": (50, 200), "left": (280, 100), "right": (120, 600), "foot": (400, 100)}
    keys = {name: order_key((region,), y, (x, y, x + 50, y + 20)) for name, (y, x) in places.items()}
    assert sorted(keys, key=keys.__getitem__) == ["title", "left", "right", "foot"]
