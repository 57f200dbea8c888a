"""Tables of plans whose rules were never drawn: their rows are lines of running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

import pytest

from extract.model import Block, Cell, Document, Line, Page, Table
from normalize.found_amounts import find_amounts
from pipelines.document import make_rows
from pipelines.parse.row_tables import ROWS_OF_LINES, with_row_tables
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


ONE_YEAR = ONE_COLUMN.replace("{0}", "เป้าหมาย\nที่ โครงการ/กิจกรรม/มาตรการ งบประมาณ (บาท)\n(คน)")
YEARS = """แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2569 - 2570
องค์การบริหารส่วนตำบลหนองไผ่เขียว จังหวัดเพชรบูรณ์
ที่ โครงการ/กิจกรรม ปี 2569 (บาท) ปี 2570 (บาท)
มิติที่ 4 การยกระดับกลไกการตรวจสอบการดำเนินงาน
1 โครงการตรวจสอบพัสดุ - 52,000
มิติที่ 3 การส่งเสริมบทบาท
2 โครงการอบรมตรวจงานจ้าง รุ่นที่ 2 83,850 79,150
รวมเป็นเงิน 83,850 131,150
รวมงบประมาณทั้งสิ้น 215,000 บาท"""
DIMENSIONS = """แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568
องค์การบริหารส่วนตำบลหนองไผ่เขียว จังหวัดเพชรบูรณ์
เป้าหมาย งบประมาณ
ที่ มิติ โครงการ/กิจกรรม/มาตรการ
(คน) (บาท)
1 1 โครงการเยาวชนหัวใจสีขาว 1200 ๓๖,๒๕๐
2 3 มาตรการป้องกันผลประโยชน์ทับซ้อน - -
รวม ๓๖,๒๕๐"""


@pytest.mark.parametrize(
    ("text", "items", "amounts", "total"),
    [
        (
            ONE_YEAR,
            [(1, "โครงการเยาวชนหัวใจสีขาว"), (1, "กิจกรรมตักบาตรเช้าวันจันทร์"), (2, "โครงการปรับปรุงป้ายบริการ")],
            [(2568, 36_250), (2568, 0), (2568, 69_500)],
            [105_750],
        ),
        (
            YEARS,
            [(4, "โครงการตรวจสอบพัสดุ"), (3, "โครงการอบรมตรวจงานจ้าง รุ่นที่ 2")],
            [(2569, 0), (2570, 52_000), (2569, 83_850), (2570, 79_150)],
            [83_850, 131_150],
        ),
        (
            DIMENSIONS,
            [(1, "โครงการเยาวชนหัวใจสีขาว"), (3, "มาตรการป้องกันผลประโยชน์ทับซ้อน")],
            [(2568, 36_250), (2568, 0)],
            [36_250],
        ),
    ],
)
def test_lines_below_headings_are_rows(
    text: str, items: list[tuple[int, str]], amounts: list[tuple[int, int]], total: list[int]
) -> None:
    """No amount of such rows is certain by itself: the order of words tells its column."""
    rows, _ = make_rows("d1", plan(text))
    assert [(row["dimension"], row["name"]) for row in rows["projects"]] == items
    listed = [row for row in rows["project_budgets"] if row["source"] == "summary"]
    assert [(row["fiscal_year_be"], row["amount_baht"]) for row in listed] == amounts
    assert all(row["doubtful"] for row in listed)
    sums = [row for row in rows["stated_totals"] if row["fiscal_year_be"] is not None]
    assert [row["value"] for row in sums] == total and {row["scope"] for row in sums} == {"plan"}
    (document,) = rows["documents"]
    assert (document["status"], document["error_message"]) == ("partial", ROWS_OF_LINES)


def test_a_row_with_too_few_figures_makes_no_table() -> None:
    """Nobody says for which of the years its amount is: all lines stay remarks."""
    rows, _ = make_rows("d1", plan(YEARS.replace("- 52,000", "52,000")))
    assert not rows["projects"] and rows["documents"][0]["status"] == "partial"
    assert {"52,000", "83,850"} <= {word for row in rows["remarks"] for word in row["text"].split()}


def test_a_letter_with_one_column_of_amounts_is_no_table() -> None:
    text = "ที่ รายการ งบประมาณ (บาท)\n1 ค่าวิทยากร 5,000\n2 ค่าอาหาร 4,000"
    document = plan(text)
    assert with_row_tables(document) is document


def test_figures_read_by_themselves_are_of_the_row_they_are_level_with() -> None:
    whole = plan(DIMENSIONS)
    parts: list[Block] = []
    for block in whole.flow:
        assert isinstance(block.content, Line) and block.content.bbox is not None
        left, top, right, bottom = block.content.bbox
        words = block.content.text.rsplit(" ", 2)
        step = (right - left) / len(words)
        for n, word in enumerate(words):
            box = (left + n * step, top + n, left + (n + 1) * step - 4, bottom + n)
            parts.append(Block(1, Line(word, box)))
    rows, _ = make_rows("d1", replace(whole, flow=tuple(parts)))
    told = [row["amount_baht"] for row in rows["project_budgets"] if row["source"] == "summary"]
    assert told == [36_250, 0]


def test_no_finding_of_rows_not_told_for_sure_blames_the_document() -> None:
    text = ONE_YEAR.replace("\n3 โครงการ", "\n4 โครงการ").replace(
        "เป้าหมาย\nที่", "แผนนี้มีโครงการรวมทั้งสิ้น จำนวน 5 โครงการ\nเป้าหมาย\nที่"
    )
    rows, _ = make_rows("d1", plan(text))
    found = {row["check"]: row["cause"] for row in rows["findings"] if row["check"] != "doubtful_amount"}
    assert {"seq_gap", "preface_count"} <= found.keys() and "document" not in found.values()


def unruled(*rows: Sequence[str | Sequence[str]], status: Literal["ok", "partial"]) -> Table:
    """A table without rules; the lines of a row's cells stand level with each other."""
    cells: list[Cell] = []
    top = 100.0
    for row, texts in enumerate(rows):
        columns = [[text] if isinstance(text, str) else text for text in texts]
        for col, column in enumerate(columns):
            left = 70.0 + 120 * col
            boxes = [(left, top + 15 * n, left + 100, top + 15 * n + 12) for n in range(len(column))]
            own = tuple(Line(text, box) for text, box in zip(column, boxes, strict=True) if text)
            cells.append(Cell(row, col, lines=own, is_header=row == 0, page=1))
        top += 15 * max(map(len, columns))
    box = (70.0, 100.0, 540.0, top)
    return Table(tuple(cells), len(rows), 4, box, status, "unsure" if status == "partial" else None, False, 1)


HEAD = ("ที่", "โครงการ/กิจกรรม", "ปี 2569 (บาท)", "ปี 2570 (บาท)")


def with_table(table: Table) -> Document:
    whole = plan(YEARS)
    return replace(whole, tables=(table,), flow=(*whole.flow[:2], Block(1, table, 0)))


def test_a_sum_in_the_last_items_row_has_a_row_of_its_own() -> None:
    """It was the end of the item's name, and the amounts of both were doubtful."""
    last = ["โครงการตรวจสอบพัสดุ", "รวมเป็นเงิน", "งบประมาณทั้ง 2 ปี รวม 215,000 บาท"]
    table = unruled(
        HEAD,
        ("1", "โครงการอบรมตรวจงานจ้าง", "83,850", "79,150"),
        ("2", last, ["-", "83,850"], ["52,000", "131,150"]),
        status="ok",
    )
    rows, _ = make_rows("d1", with_table(table))
    assert [row["name"] for row in rows["projects"]] == ["โครงการอบรมตรวจงานจ้าง", "โครงการตรวจสอบพัสดุ"]
    assert not any(row["doubtful"] for row in rows["project_budgets"])
    totals = {(row["scope"], row["fiscal_year_be"]): row["value"] for row in rows["stated_totals"]}
    assert totals == {("plan", 2569): 83_850, ("plan", 2570): 131_150, ("plan", None): 215_000}
    assert rows["documents"][0]["status"] == "ok"


def test_the_lines_of_a_table_without_rules_that_is_not_certain_are_rows_too() -> None:
    """Headings of dimensions stood in the rows of the items, which were lost."""
    table = unruled(
        HEAD,
        (["มิติที่ 1 การสร้างสุจริต", "1 โครงการอบรมธรรมะ"], "", ["", "83,850"], ["", "79,150"]),
        (["2 โครงการต้นกล้า", "มิติที่ 2 การบริหาร"], "", ["-", ""], ["52,000", ""]),
        ("3", "โครงการตรวจสอบพัสดุ", "1,000", "2,000"),
        ("", "รวมเป็นเงิน", "84,850", "133,150"),
        status="partial",
    )
    rows, _ = make_rows("d1", with_table(table))
    names = [(row["dimension"], row["name"]) for row in rows["projects"]]
    assert names == [(1, "โครงการอบรมธรรมะ"), (1, "โครงการต้นกล้า"), (2, "โครงการตรวจสอบพัสดุ")]
    listed = [row for row in rows["project_budgets"] if row["source"] == "summary"]
    assert [row["amount_baht"] for row in listed] == [83_850, 79_150, 0, 52_000, 1_000, 2_000]
    assert all(row["doubtful"] for row in listed)
    assert [row["value"] for row in rows["stated_totals"]] == [84_850, 133_150]


def test_more_amounts_than_headings_make_no_table() -> None:
    """The headings of the years were lost: the amounts of the first are no part of names."""
    document = plan(YEARS.replace("ปี 2569 (บาท) ปี 2570 (บาท)", "งบประมาณ (บาท)"))
    assert with_row_tables(document) is document
