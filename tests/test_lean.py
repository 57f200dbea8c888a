"""Columns that lean in a photograph are told from the amounts that end together."""

from __future__ import annotations

import numpy as np

from extract.scan.grid import Grid
from extract.scan.lean import Lean, find_lean
from extract.scan.words import Words
from tests.printed_words import words

ROWS, MIDDLE = 12, 375.0


def table(start: float, growth: float) -> Words:
    """Text right behind the last of four columns of amounts; at x and y print stands aside as a lean says."""
    rows = []
    for foot in np.linspace(100, 650, ROWS).tolist():
        for left, right, kind in [(100 + 200 * j, 180 + 200 * j, "amount") for j in range(4)] + [
            (790, 900, "text")
        ]:
            aside = (start + growth * (left + right) / 2) * (foot - 10 - (MIDDLE - 10))
            rows.append((left + aside, right + aside, foot, kind))
    return words(*rows)


def test_amounts_that_end_ever_further_right_tell_the_lean_of_text_beside_them() -> None:
    leaning = table(0.005, 0.00003)
    lean = find_lean(leaning)
    assert lean is not None
    upright = lean.straightened(leaning)
    assert np.abs(upright.left - table(0, 0).left).max() < 0.5
    grid = Grid((90.0, 190.0, 390.0, 590.0, 785.0, 910.0), (70.0, 660.0), ((0, 0, 1, 5),))
    moved = lean.moved(leaning, grid)
    text = leaning.left[leaning.left > 760]
    crossing = {round(float(left)) for left in text[text < 785]}
    assert crossing
    assert crossing <= {round(box[0] + 1) for box, column in moved if column == 4}


def test_an_upright_table_and_one_of_few_amounts_do_not_lean() -> None:
    assert find_lean(table(0, 0)) is None
    assert find_lean(table(0.001, 0)) is None
    leaning = table(0.02, 0)
    assert find_lean(leaning) is not None
    assert find_lean(leaning.among(leaning.left < 450)) is None
    assert find_lean(leaning.among(leaning.height < 200)) is None


def test_amounts_of_uneven_ends_tell_nothing() -> None:
    leaning = table(0.02, 0)
    ragged = np.random.default_rng(1).uniform(-7, 7, len(leaning))
    uneven = Words(
        leaning.left, leaning.right + ragged, leaning.top, leaning.foot, leaning.number, leaning.letters,
        leaning.commas, leaning.dash, leaning.plain, leaning.body,
    )  # fmt: skip
    assert find_lean(uneven) is None


def test_columns_that_lean_each_its_own_way_tell_nothing() -> None:
    rows = []
    for foot in np.linspace(100, 650, ROWS).tolist():
        for j, slope in enumerate((0.03, 0.0, 0.03, 0.0)):
            aside = slope * (foot - MIDDLE)
            rows.append((100 + 200 * j + aside, 180 + 200 * j + aside, foot, "amount"))
    assert find_lean(words(*rows)) is None


def test_lines_that_begin_together_tell_the_lean_where_amounts_are_few() -> None:
    """Three columns of text with lines enough on the left half of a page, and two rows of amounts."""

    def leaning(start: float, sides: bool = False) -> Lean | None:
        rows = []
        for k in range(20):
            foot = 100.0 + 38 * k
            aside = start * (foot - 450)
            rows += [
                (100 + 150 * j + aside, 200 + 150 * j + aside, foot, "text") for j in range(1 if sides else 3)
            ]
            if k in {0, 15}:
                rows += [(900 + 100 * j + aside, 980 + 100 * j + aside, foot, "amount") for j in range(3)]
        return find_lean(words(*rows), [(90.0, start, 800.0), (1300.0, start, 800.0)] if sides else [])

    for lean in (leaning(0.02), leaning(0.02, sides=True)):
        assert lean is not None
        assert abs(lean.at(100, 600) - lean.at(100, 500) - 2) < 0.1 and abs(lean.growth) < 1e-6
    assert leaning(0.0) is None
