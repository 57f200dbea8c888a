"""Tables of plans and reports whose headings and cells are worded otherwise than the model plan's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from text_documents import document as text

from pipelines.parse import parse
from pipelines.parse.action_plan import parse_action_plan
from pipelines.parse.header_rows import looks_like_header, table_rows
from pipelines.parse.progress_report import parse_progress_report
from pipelines.parse.roles import read_layout
from pipelines.parse.unlisted_names import UNLISTED
from pipelines.records import DocumentInfo, ParsedDocument
from tests.plan_documents import CellText, Merged, document, grid, prose

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
        ("วงเงน", "budget"),
        ("วงเงินตามข้อบัญญัติ", "budget"),
        ("ประมาณการค่าใช้จ่าย", "budget"),
        ("วงเงินเบิกจ่ายจริง", "other"),
        ("ราคากลาง (บาท)", "other"),
        ("เงินเหลือ (บาท)", "other"),
        ("ภาษีที่จัดเก็บ (บาท)", "other"),
        ("ประมาณการรายรับ", "other"),
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


def test_a_point_of_a_figure_is_no_number_of_an_item() -> None:
    assert [
        told[1] for told in amounts(one_year(*MATRIX[:2], ["งบประมาณ (ล้านบาท)", "1. 2.5\n2. 1.5", "2.5"]))
    ] == [
        Decimal(2_500_000),
        Decimal(1_500_000),
        Decimal(2_500_000),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("35,000 บาท\nทุกโครงการ", "-"),
        ("รวม 35,000\nบาทถ้วน", "-"),
        ("1. 2,000\n2. 3,000", "4. 5,000"),
        ("1. 2,000\n2. 3,000", "3. 5,000\n4. 6,000"),
    ],
)
def test_what_a_cell_of_a_dimension_says_of_its_items_together_or_of_others(first: str, second: str) -> None:
    parsed = one_year(*MATRIX[:2], ["งบประมาณ (บาท)", first, second])
    assert not [told for told in amounts(parsed) if not told[3]]
    assert any(first in remark.text for remark in parsed.remarks)


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


@pytest.mark.parametrize(
    ("cell", "amount", "doubtful"),
    [
        ("44,000 บาท\n(22 ชุมชน x 2,000 บาท)", 44_000, False),
        ("44,000 บาท (20 ชุมชน x 2,000 บาท)", None, True),
        ("-68,000.00", 68_000, True),
        ("- 68,000.00", 68_000, True),
        ("-\n68,000.00", 68_000, True),
    ],
)
def test_what_stands_beside_an_amount(cell: str, amount: int | None, doubtful: bool) -> None:
    parsed = one_year(
        ["โครงการ", "งบประมาณ (บาท)"], ["1. โครงการพบประชาชน\nทุกชุมชน", cell], ["2. มาตรการสอบทาน", "-"]
    )
    assert [told[1::2] for told in amounts(parsed)][:1] == [(amount and Decimal(amount), doubtful)]


def test_the_list_of_an_annex_is_told() -> None:
    listed = "ภาคผนวก\n1. โครงการค่ายเยาวชน\n2. กิจกรรมหน้าเสาธง\n3. มาตรการปิดไฟพักเที่ยง"
    rows = [["โครงการ", "งบประมาณ (บาท)"], ["1. โครงการค่ายเยาวชน", "20,000"]]
    parsed = parse_action_plan(document(grid(rows), prose(listed, top=400)), PLAN)
    told = [remark.text for remark in parsed.remarks if remark.why == UNLISTED]
    assert told == ["2. กิจกรรมหน้าเสาธง", "3. มาตรการปิดไฟพักเที่ยง"]


def test_sections_below_numbered_names_of_a_table_without_amounts() -> None:
    form = "\n".join(
        [
            "{}. {}",
            "มิติ : มิติที่ {}",
            "วิธีดำเนินการ : ประชุมคณะทำงาน",
            "งบประมาณ :",
            "{}",
            "ผู้รับผิดชอบ : สำนักปลัด",
        ]
    )
    rows = [
        ["ลำดับ", "โครงการ", "2570", "2571", "2572"],
        ["1", "โครงการอบรมผู้บริหาร", "", "/", ""],
        ["2", "กิจกรรมตรวจครุภัณฑ์", "/", "/", "/"],
    ]
    sections = [
        form.format(1, "โครงการอบรมผู้บริหาร", 4, "• 2570 -\n• 2571 80,000 บาท\n• 2572 -"),
        form.format(2, "กิจกรรมตรวจครุภัณฑ์", 2, "• -"),
    ]
    parsed = parse_action_plan(document(grid(rows), prose("\n".join(sections), top=300)), PLAN)
    assert [project.dimension for project in parsed.projects] == [4, 2]
    detail = [
        (b.project, b.fiscal_year_be, b.amount_baht, b.amount_status)
        for b in parsed.budgets
        if b.origin == "detail"
    ]
    assert detail == [
        (0, 2570, Decimal(0), "no_budget"),
        (0, 2571, Decimal(80_000), "amount"),
        (0, 2572, Decimal(0), "no_budget"),
        (1, None, Decimal(0), "no_budget"),
    ]


def test_two_columns_of_one_field_are_told_apart() -> None:
    parsed = parse(
        text("""รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน
ประจำปีงบประมาณ พ.ศ. 2569
เทศบาลตำบลหนองบัวขาว

| ประเด็นการพัฒนา | มาตรการ/โครงการ | ขั้นตอนการดำเนินการ | ผลการดำเนินการ | ผู้รับผิดชอบ |
|---|---|---|---|---|
| การแก้ไขปัญหาการทุจริต | อบรมความรู้ด้านวินัย | จัดอบรม 1 ครั้ง | อบรมแล้ว | สำนักปลัด |
""")
    )
    assert [m.action for m in parsed.measures] == ["อบรมความรู้ด้านวินัย จัดอบรม 1 ครั้ง"]


def test_a_table_of_measures_below_the_heading_of_its_topic() -> None:
    parsed = parse(
        text("""รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน
ประจำปีงบประมาณ พ.ศ. 2566
เทศบาลตำบลหนองบัวขาว

1. ตัวชี้วัดที่ 2 การใช้งบประมาณ

| ข้อค้นพบ | มาตรการ/แนวทางการดำเนินการ | ผู้รับผิดชอบ | ผลการดำเนินการ |
|---|---|---|---|
| ไม่ทราบแผน | ประชุมชี้แจงแผน | กองคลัง | ประชุมแล้ว |
""")
    )
    assert [(m.topic, m.action) for m in parsed.measures] == [
        ("ตัวชี้วัดที่ 2 การใช้งบประมาณ", "ประชุมชี้แจงแผน"),
    ]


def test_budgets_told_in_sentences_below_the_names_of_offices() -> None:
    parsed = one_year(
        ["แผนงาน/โครงการ", "การใช้งบประมาณ", "สอดคล้องกับ\nมิติ"],
        [Merged("สำนักปลัด", cols=3), None, None],
        ["1. โครงการฝึกอบรม", "ใช้งบประมาณ 15,000 บาท จาก\nข้อบัญญัติฯ หมวดค่าใช้สอย", "มิติที่ 1"],
        ["2. กิจกรรมประกาศเจตจำนง", "ไม่ต้องใช้งบประมาณ", "มิติที่ 1"],
        [Merged("กองคลัง", cols=3), None, None],
        ["3. โครงการอบรมพัสดุ", "ใช้งบประมาณร่วมกับโครงการอื่น", "มิติที่ 2"],
        ["4. โครงการวันท้องถิ่นไทย", "ใช้งบประมาณ 10,000.- บาท", "มิติที่ 3"],
    )
    assert [told[1:] for told in amounts(parsed)] == [
        (Decimal(15_000), "amount", False),
        (Decimal(0), "no_budget", False),
        (None, "unreadable", True),
        (Decimal(10_000), "amount", False),
    ]
    units = ["สำนักปลัด", "สำนักปลัด", "กองคลัง", "กองคลัง"]
    assert [project.responsible_unit for project in parsed.projects] == units
    assert [project.dimension for project in parsed.projects] == [1, 1, 2, 3]
    assert not parsed.remarks


@pytest.mark.parametrize(
    "told",
    [
        "500 บาท\nหมวดละ",
        "20,000\nแผนงานละ",
        "5,000 บาท/กอง",
        "20,000\nงบประมาณรวมกับโครงการอื่น",
        "20,000 บาท\nใช้จริง",
    ],
)
def test_money_that_is_not_the_whole_budget_of_the_item_alone(told: str) -> None:
    rows: list[list[CellText]] = [["2. โครงการครู", "7,000"], ["3. มาตรการสอบทาน", "-"]]
    parsed = one_year(["โครงการ", "งบประมาณ (บาท)"], ["1. โครงการวัด", told], *rows)
    assert [doubtful for *_, doubtful in amounts(parsed)] == [True, False, False]


@pytest.mark.parametrize("band", ["สำนักงานสีขาวและโปร่งใส", "ฝ่ายต่าง ๆ ให้เกิดความสุจริต", "กองทุนหมู่บ้าน"])
def test_bands_that_name_no_office(band: str) -> None:
    parsed = one_year(
        ["แผนงาน/โครงการ", "งบประมาณ"], [Merged(band, cols=2), None], ["1. โครงการค่าย", "5,000"]
    )
    assert parsed.projects[0].responsible_unit is None
    assert [remark.text for remark in parsed.remarks] == [band]


def test_lettered_items_below_another_dimension_are_no_parts() -> None:
    parsed = one_year(
        ["ภารกิจ", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)"],
        ["มิติที่ 1", "1.1.1 โครงการค่าย", "120,000"],
        ["", "1.1.2 โครงการเสริมสร้างวินัย", ""],
        [Merged("มิติที่ 2 การบริหารราชการด้วยความโปร่งใส", cols=3), None, None],
        ["", "ก. ตรวจสอบภายใน", "4,000"],
        ["", "ข. สอบทานพัสดุ", "60,000"],
    )
    assert [project.dimension for project in parsed.projects] == [1, 2, 2]


def test_sums_beside_the_heading_of_a_dimension_and_their_share() -> None:
    parsed = one_year(
        ["โครงการ/กิจกรรม/มาตรการ", "งบประมาณ 2571", "ร้อยละของงบทั้งหมด"],
        ["มิติที่ 1 การสร้างวัฒนธรรมสุจริต", "๓๐,๐๐๐", "๖๐.๐๐"],
        ["1) โครงการต้นกล้าความดี", "๓๐,๐๐๐", "๖๐.๐๐"],
        ["มิติที่ 2 การบริหารราชการด้วยความโปร่งใส", "๒๐,๐๐๐", "๔๐.๐๐"],
        ["2) โครงการข้อมูลเปิด", "๒๐,๐๐๐", "๔๐.๐๐"],
    )
    assert [(project.name, project.dimension) for project in parsed.projects] == [
        ("โครงการต้นกล้าความดี", 1),
        ("โครงการข้อมูลเปิด", 2),
    ]
    assert [(total.dimension, total.value) for total in parsed.stated_totals] == [(1, 30_000), (2, 20_000)]


def test_a_budget_called_by_half_its_word_in_a_report() -> None:
    rows: list[list[CellText]] = [
        ["โครงการตามแผน", "มิติ", "งบที่ตั้งไว้", "งบที่ใช้จริง", "สถานะโครงการ"],
        ["โครงการเด็กดีศรีตำบล", "1", "18,000 บาท", "18,000 บาท", "เสร็จสิ้น"],
        ["กิจกรรมเผยแพร่แผนพัฒนา", "2", "ไม่ใช้งบประมาณ", "-", "เสร็จสิ้น"],
        ["รวมงบประมาณ", "", "18,000 บาท", "18,000 บาท", ""],
    ]
    info = DocumentInfo("progress_report", fiscal_year_start_be=2571, fiscal_year_end_be=2571)
    parsed = parse_progress_report(document(grid(rows)), info)
    assert [told[1:] for told in amounts(parsed)] == [
        (Decimal(18_000), "amount", False),
        (Decimal(0), "no_budget", False),
    ]
    assert [(t.quantity, t.value) for t in parsed.stated_totals] == [
        ("planned_baht", Decimal(18_000)),
        ("spent_baht", Decimal(18_000)),
    ]
