"""The lines of a budget cell: which of them are one amount together."""

from __future__ import annotations

import pytest

from extract.model import Cell, Line
from normalize.money import parse_money
from pipelines.parse.amounts import cell_amounts, in_baht, pair
from pipelines.parse.items import Segment


@pytest.mark.parametrize(
    ("lines", "amounts"),
    [
        (("(ตั้งไว้", "20,000 บาท)"), [20_000]),
        (("(ตั้งไว้", "๒๐,๐๐๐", "บาท)"), [20_000]),
        (("ปีละ", "15,000", "บาท"), [15_000]),
        (("(ตั้งไว้", "20,000 บาท)", "(ตั้งไว้", "5,000 บาท)"), [20_000, 5_000]),
        (("20,000 บาท", "5,000 บาท"), [20_000, 5_000]),
        (("2,500 x 12 =", "30,000"), [30_000]),
        (("๒,๕๐๐ บาท × ๑๒ เดือน", "เป็นเงิน ๓๐,๐๐๐ บาท"), [30_000]),
    ],
)
def test_words_before_an_amount_belong_to_it(lines: tuple[str, ...], amounts: list[int]) -> None:
    cell = Cell(
        1, 1, lines=tuple(Line(text, (0, 12.0 * i, 50, 12.0 * i + 10)) for i, text in enumerate(lines))
    )
    found = cell_amounts(cell, 0)
    assert [amount.money.amount for amount in found] == amounts
    assert all(amount.money.certain for amount in found)


@pytest.mark.parametrize("text", ["(", ")", "/", "."])
def test_a_lone_mark_is_no_empty_cell(text: str) -> None:
    (found,) = cell_amounts(Cell(1, 1, lines=(Line(text),)), 0)
    assert found.money.status == "unreadable"


def test_a_note_in_brackets_on_lines_of_its_own_belongs_to_the_amount() -> None:
    lines = ("12,500", "บาท", "(ข้อ", "บัญญัติฯ)", "๓๐,๐๐๐ บาท", "(เงินอุดหนุน)", "(ตั้งไว้", "5,000)")
    (*found,) = cell_amounts(Cell(1, 1, lines=tuple(Line(text) for text in lines)), 0)
    assert [amount.money.amount for amount in found] == [12_500, 30_000, 5_000]
    assert all(amount.money.certain for amount in found)


@pytest.mark.parametrize("text", ["20.000", "20 000", "20.000.00", "จำนวน 20.000 บาท", "๒๐.๐๐๐.-"])
def test_groups_of_three_digits_are_one_amount_whatever_divides_them(text: str) -> None:
    (found,) = cell_amounts(Cell(1, 1, lines=(Line(text),)), 0)
    assert (found.money.amount, found.money.status, found.money.certain) == (20_000, "amount", False)


@pytest.mark.parametrize("text", ["100,00", "20.0000", "2,00.000"])
def test_other_groups_are_not_guessed(text: str) -> None:
    (found,) = cell_amounts(Cell(1, 1, lines=(Line(text),)), 0)
    assert (found.money.amount, found.money.status) == (None, "unreadable")


@pytest.mark.parametrize(
    "lines",
    [
        ("50,000 / (100 x 300 = 30,000)",),
        ("ค่าวิทยากร 5 ชม. x 600 = 3,000 / ค่าอาหาร 10,000",),
        ("20,000 / ค่าป้าย 2 x 500 = 1,000 / รวม 21,000",),
        ("10,000 2 x 500 = 1,000 บาท",),
        ("10,000", "2 x 500 = 1,000 บาท"),
        ("ไม่ใช้งบประมาณ", "2 x 500 = 1,000 บาท"),
        ("-", "2 x 500 = 1,000 บาท"),
    ],
)
def test_a_multiplication_beside_another_amount_is_not_the_whole_cell(lines: tuple[str, ...]) -> None:
    amounts = cell_amounts(Cell(1, 1, lines=tuple(Line(text) for text in lines)), 0)
    (one,) = pair([Segment("item", "โครงการ", "โครงการ")], amounts)
    assert one.doubt is not None or (one.amount is not None and not one.amount.money.certain)


@pytest.mark.parametrize(("raw", "certain"), [("30,000.00", False), ("1.250", True)])
def test_amounts_too_large_for_millions_are_flagged(raw: str, certain: bool) -> None:
    money = in_baht(parse_money(raw), 1_000_000)
    assert money.amount is not None and money.certain is certain


def test_a_multiplication_that_is_wrong_is_not_believed() -> None:
    lines = tuple(Line(text) for text in ("2,500 x 12 =", "36,000"))
    assert not any(amount.money.certain for amount in cell_amounts(Cell(1, 1, lines=lines), 0)[:1])


AMOUNT = Line("20,000", (300.0, 140.0, 330.0, 150.0))


@pytest.mark.parametrize(
    ("mark", "values"),
    [
        (Line("1", (330.0, 137.5, 334.0, 145.5)), [20_000]),
        (Line("*", (330.0, 137.5, 334.0, 145.5)), [20_000]),
        (Line("๒)", (330.0, 137.5, 336.0, 145.5)), [20_000]),
        (Line("1", (330.0, 137.5, 334.0, 145.5), confidence=0.99), [1, 20_000]),  # of a scan
        (Line("1", (345.0, 137.5, 349.0, 145.5)), [1, 20_000]),  # further off
        (Line("1", (330.0, 136.0, 334.0, 146.0)), [1, 20_000]),  # as large
        (Line("1", (330.0, 125.0, 334.0, 133.0)), [1, 20_000]),  # above
        (Line("500", (330.0, 137.5, 342.0, 145.5)), [500, 20_000]),  # no mark
    ],
)
def test_a_small_raised_mark_behind_an_amount_is_that_of_a_note(mark: Line, values: list[int]) -> None:
    found = cell_amounts(Cell(0, 0, lines=(mark, AMOUNT)), 0)
    assert [amount.money.amount for amount in found] == values
