"""Tables of plans whose rules were never drawn: their rows are lines of running text."""

from __future__ import annotations

from decimal import Decimal

from extract.model import Block, Document, Line, Page
from normalize.found_amounts import find_amounts
from pipelines.document import make_rows
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


ONE_COLUMN = """แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568
องค์การบริหารส่วนตำบลหนองไผ่เขียว จังหวัดเพชรบูรณ์
{0}
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1 โครงการเยาวชนหัวใจสีขาว 1200 36,250
2 กิจกรรมตักบาตรเช้าวันจันทร์ 45 -
มิติที่ 2 การบริหารราชการด้วยความโปร่งใส
3 โครงการปรับปรุงป้ายบริการ 80 69,500
รวม 105,750
รวมงบประมาณตามแผนทั้งสิ้น 105,750 บาท"""


def plan(text: str) -> Document:
    blocks = tuple(line for _, line in lines(text))
    page = Page(1, "text", 595.0, 842.0, blocks=blocks)
    return Document("plan.pdf", "0" * 64, "text_pdf", (page,), (), tuple(Block(1, line) for line in blocks))


def test_rows_whose_columns_nobody_names_are_remarks() -> None:
    """They were told: the sum of the plan below them, joined to one paragraph with them."""
    rows, _ = make_rows("d1", plan(ONE_COLUMN.format("รายละเอียดดังนี้")))
    assert [row["value"] for row in rows["stated_totals"]] == [105_750]
    assert rows["documents"][0]["status"] == "partial"
    noted = "\n".join(row["text"] for row in rows["remarks"])
    assert "36,250" in noted and "69,500" in noted
