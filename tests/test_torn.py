"""A number that the place of a column tears in two is doubtful in both cells."""

from __future__ import annotations

import numpy as np
import pytest

from extract.model import Reading
from extract.scan.layout import CellLayout, LineLayout, TableLayout
from extract.scan.torn import torn_lines

HIGH = 20.0


def line(left: float, right: float, top: float = 0.0) -> LineLayout:
    px = (left, top, right, top + HIGH)
    return LineLayout(np.full((20, 20), 255, np.uint8), "number", px, px)


def torn(texts: tuple[str, str], gap: float, *, ruled: bool = False, drop: float = 0.0) -> set[str]:
    """What is found torn of two lines in cells side by side, their boxes so far apart."""
    first, second = line(0, 60), line(60 + gap, 120 + gap, drop)
    cells = tuple(CellLayout(0, k, 1, 1, (own,), own.bbox, own.px) for k, own in enumerate((first, second)))
    box = (0.0, 0.0, 200.0, HIGH)
    table = TableLayout(cells, 1, 2, box, box, ruled=ruled)
    readings = {id(own): Reading(text, 0.999) for own, text in zip((first, second), texts, strict=True)}
    return {readings[id(own)].text for own in torn_lines(table, readings)}


@pytest.mark.parametrize(
    "texts",
    [
        ("๘,", "๗๑๕.๓๕"),
        ("๘,๗", "๑๕.๓๕"),
        ("๗,๐๐๐", ".๐๔"),
        ("545,493", ",881"),
        ("๗,๐๐๐.", "๐๔"),
        ("2530 -", "2555"),
    ],
)
def test_both_parts_of_a_number_are_told_by_the_torn_end(texts: tuple[str, str]) -> None:
    assert torn(texts, 4.0) == set(texts)
    assert torn(texts, 4.0, ruled=True) == set(texts)
    assert not torn(texts, 30.0)
    assert not torn(texts, 4.0, drop=HIGH)


def test_digits_closer_than_columns_are_one_number_where_no_rule_is_drawn() -> None:
    texts = "1", "500"
    assert torn(texts, 0.0) == set(texts)
    assert not torn(texts, 0.0, ruled=True)
    assert not torn(texts, 8.0)


@pytest.mark.parametrize("texts", [("0.00", "5,000,000.-"), ("955,000", "5,400,000"), ("8,238.90", "-")])
def test_whole_amounts_of_columns_set_close_are_not_torn(texts: tuple[str, str]) -> None:
    assert not torn(texts, 0.0)


@pytest.mark.parametrize(
    "texts", [("1.", "500"), ("500.-", "500"), ("แห่ง,", "500"), ("-", "500"), ("5,000", "5,000")]
)
def test_whole_numbers_side_by_side_are_not_torn(texts: tuple[str, str]) -> None:
    assert not torn(texts, 4.0)
