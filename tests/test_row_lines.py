"""Tables of plans whose rules were never drawn: their rows are lines of running text."""

from __future__ import annotations

from decimal import Decimal

from extract.model import Line
from normalize.found_amounts import find_amounts
from pipelines.parse.sentences import paragraphs, stated_in_text

TWO_YEARS = """มิติที่ 4 การยกระดับกลไกการตรวจสอบการดำเนินงานขององค์กรปกครองส่วนท้องถิ่น
6 โครงการตรวจสอบพัสดุ - 52,000
รวมเป็นเงิน 83,850 131,150
รวมงบประมาณทั้งสิ้น 215,000 บาท"""


def lines(text: str) -> list[tuple[int | None, Line]]:
    """Lines that end together, as rows of a table do."""
    tops = enumerate(text.split("\n"), start=3)
    return [(1, Line(part, (70.0, 25.0 * n, 536.0, 25.0 * n + 12))) for n, part in tops]


def test_the_plans_sum_below_rows_is_none_of_the_last_dimension() -> None:
    stated = stated_in_text(paragraphs(lines(TWO_YEARS)), "preface", apart=False)
    assert [(t.scope, t.dimension, t.value, t.value_raw) for t in stated] == [
        ("plan", None, Decimal(215_000), "รวมงบประมาณทั้งสิ้น 215,000 บาท")
    ]


def test_an_amount_goes_on_with_its_unit_on_the_next_line() -> None:
    text = "รวมงบประมาณทั้งสิ้น 250,000\nบาท ตามแผนนี้"
    (paragraph,) = paragraphs(lines(text))
    assert paragraph.text == text


def test_no_amount_is_cut_out_of_the_first_of_two_figures() -> None:
    assert find_amounts("รวมเป็นเงิน 83,850 131,150") == []
    assert [f.money.amount for f in find_amounts("งบประมาณ 5,000 คน")] == []
