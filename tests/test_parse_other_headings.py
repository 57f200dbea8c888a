"""Tables of plans and reports whose headings and cells are worded otherwise than the model plan's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from text_documents import document as text

from pipelines.parse import parse
from pipelines.parse.action_plan import parse_action_plan
from pipelines.parse.progress_report import parse_progress_report
from pipelines.parse.roles import looks_like_header, read_layout, table_rows
from pipelines.records import DocumentInfo, ParsedDocument
from tests.plan_documents import CellText, Merged, document, grid

PLAN = DocumentInfo("action_plan", fiscal_year_start_be=2571, fiscal_year_end_be=2571)


def one_year(*rows: list[CellText], headers: int = 1) -> ParsedDocument:
    return parse_action_plan(document(grid(list(rows), headers=headers)), PLAN)


def amounts(parsed: ParsedDocument) -> list[tuple[str, Decimal | None, str, bool]]:
    """Name, amount, status and doubt of each item's budget."""
    return [
        (parsed.projects[b.project].name, b.amount_baht, b.amount_status, b.doubtful) for b in parsed.budgets
    ]


def test_spans_of_months_beside_their_sum_are_parts_of_the_year() -> None:
    quarters = ["ต.ค.-ธ.ค. 70", "ม.ค.-มี.ค. 71", "เม.ย.-มิ.ย. 71", "ก.ค.-ก.ย. 71"]
    over: list[CellText] = [Merged("แผนการใช้จ่าย (พันบาท)", cols=4), None, None, None]
    parsed = one_year(
        [Merged("รายการ", rows=2), *over, Merged("รวมทั้งปี\n(พันบาท)", rows=2)],
        [None, *quarters, None],
        ["โครงการโรงเรียนสุจริต", "50.0", "150.0", "-", "50.0", "250.0"],
        ["มาตรการเปิดเผยราคากลาง", "-", "-", "-", "-", "-"],
        headers=2,
    )
    assert amounts(parsed) == [
        ("โครงการโรงเรียนสุจริต", Decimal(250_000), "amount", False),
        ("มาตรการเปิดเผยราคากลาง", Decimal(0), "no_budget", False),
    ]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("วงเงิน", "budget"),
        ("ประมาณการค่าใช้จ่าย", "budget"),
        ("วงเงินเบิกจ่ายจริง", "other"),
        ("ราคากลาง (บาท)", "other"),
    ],
)
def test_the_only_column_of_amounts_by_what_it_is_called(heading: str, role: str) -> None:
    rows: list[list[CellText]] = [["โครงการ", heading], ["โครงการลูกเสือไม่โกง", "15,000.-"]]
    assert read_layout(grid(rows), (2571,)).columns[1].role == role


def test_an_item_between_months_is_no_heading() -> None:
    rows = grid([["(4) มาตรการลงเวลาด้วยระบบสแกนใบหน้า", "ต.ค.\n63", "ก.ย.\n64"], ["มาตรการ", "ต.ค.", "ก.ย."]])
    item, heading = table_rows(rows).values()
    assert not looks_like_header(item)
    assert looks_like_header(heading)


def test_nothing_merged_over_the_rows_of_several_items_is_said_of_each() -> None:
    parsed = one_year(
        ["โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)"],
        ["(1) โครงการลูกเสือไม่โกง", "15,000"],
        ["(2) มาตรการแสดงเจตจำนง", Merged("ไม่ใช้งบประมาณ", rows=2)],
        ["(3) กิจกรรมมอบเกียรติบัตร", None],
    )
    assert [told[1:] for told in amounts(parsed)] == [
        (Decimal(15_000), "amount", False),
        (Decimal(0), "no_budget", False),
        (Decimal(0), "no_budget", False),
    ]


@pytest.mark.parametrize("words", ["สองแสน\nห้าหมื่นบาทถ้วน", "สองแสนห้าหมื่นบาท\nถ้วน", "สองแสนห้า\nหมื่นบาท"])
def test_an_amount_in_words_over_two_lines(words: str) -> None:
    parsed = one_year(
        ["โครงการ", "งบประมาณ"], ["1) โครงการแผนที่ภาษี", words], ["2) โครงการวารสาร", "9,900 บาท"]
    )
    assert [told[1:] for told in amounts(parsed)] == [
        (Decimal(250_000), "amount", False),
        (Decimal(9_900), "amount", False),
    ]
    assert not parsed.remarks


def test_the_issue_is_the_topic_wherever_its_column_stands() -> None:
    parsed = parse(
        text("""รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน
ประจำปีงบประมาณ พ.ศ. 2567
เทศบาลตำบลหนองบัวขาว

| ผู้รับผิดชอบ | มาตรการ/กิจกรรม | ประเด็นที่ต้องพัฒนา | ผลการดำเนินงาน |
|---|---|---|---|
| สำนักปลัด | ปรับปรุงทะเบียนยืมพัสดุ | การใช้ทรัพย์สินของราชการ | ปรับปรุงแล้ว |
""")
    )
    assert [(m.topic, m.action) for m in parsed.measures] == [
        ("การใช้ทรัพย์สินของราชการ", "ปรับปรุงทะเบียนยืมพัสดุ"),
    ]


def test_lettered_parts_make_the_amounts_of_an_item_numbered_like_a_heading() -> None:
    parsed = one_year(
        ["ภารกิจ", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)"],
        ["มิติที่ 1", "1.1.1 โครงการค่ายเยาวชน", "120,000"],
        ["", "1.1.2 โครงการพัฒนาคุณธรรม", ""],
        ["", "ก. อบรมพนักงานใหม่", "45,000"],
        ["", "ข. สัมมนาผู้บริหาร", "60,000"],
        ["", "1.2.1 มาตรการงดรับของขวัญ", "-"],
    )
    assert amounts(parsed) == [
        ("โครงการค่ายเยาวชน", Decimal(120_000), "amount", False),
        ("โครงการพัฒนาคุณธรรม", Decimal(105_000), "amount", True),
        ("มาตรการงดรับของขวัญ", Decimal(0), "no_budget", False),
    ]
    assert {project.strategy_code for project in parsed.projects} == {None}
    assert [remark.why for remark in parsed.remarks] == ["a part of the item above"] * 2


MATRIX: list[list[CellText]] = [
    ["รายการ", "มิติที่ 1\nสร้างสังคมสุจริต", "มิติที่ 2\nบริหารโปร่งใส"],
    ["โครงการตามแผน", "1. โครงการบวชสามเณร\nภาคฤดูร้อน\n2. โครงการปลูกป่า", "3. มาตรการจัดทำคู่มือ"],
    ["งบประมาณ (บาท)", "1. 20,000\n2. 15,000", "3. ไม่ใช้งบประมาณ"],
]


def test_a_column_for_each_dimension_of_a_plan() -> None:
    parsed = one_year(*MATRIX)
    assert amounts(parsed) == [
        ("โครงการบวชสามเณรภาคฤดูร้อน", Decimal(20_000), "amount", False),
        ("โครงการปลูกป่า", Decimal(15_000), "amount", False),
        ("มาตรการจัดทำคู่มือ", Decimal(0), "no_budget", False),
    ]
    assert [project.dimension for project in parsed.projects] == [1, 1, 2]


@pytest.mark.parametrize("spent", ["1. 18,500\n2. 15,000", "18,500\n15,000"])
def test_a_column_for_each_dimension_of_a_report(spent: str) -> None:
    rows = [*MATRIX, ["ใช้จ่ายจริง (บาท)", spent, "-"], ["ผลการดำเนินการ", "2. แล้วเสร็จ", "3. แล้วเสร็จ"]]
    info = DocumentInfo("progress_report", fiscal_year_start_be=2571, fiscal_year_end_be=2571)
    parsed = parse_progress_report(document(grid(rows)), info)
    assert [told[1:] for told in amounts(parsed)] == [
        (Decimal(20_000), "amount", False),
        (Decimal(15_000), "amount", False),
        (Decimal(0), "no_budget", False),
    ]
    results = [(section.project, section.text) for section in parsed.sections if section.section == "results"]
    assert results == [(1, "แล้วเสร็จ"), (2, "แล้วเสร็จ")]


def test_cells_of_dimensions_that_tell_no_item_stay_as_they_are() -> None:
    rows = [*MATRIX[:2], ["งบประมาณ (บาท)", "35,000", "-"]]
    parsed = one_year(*rows)
    assert not parsed.projects
    assert any("35,000" in remark.text for remark in parsed.remarks)
