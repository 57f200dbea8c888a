"""Detail sections in many forms, their values, and their links to the summary table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.parse.action_plan import parse_action_plan
from pipelines.parse.detail_values import listed_years
from pipelines.parse.header_rows import table_rows
from pipelines.parse.link import Named, link
from pipelines.parse.sections import section_heading
from pipelines.parse.year_cells import years_across
from pipelines.records import SUM_DIFFERS, DocumentInfo, ParsedDocument, Source
from tests.plan_documents import CellText, document, grid, prose, text_document
from tests.scan_readings import scanned_table

FIVE = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2570)


def parse_text(text: str) -> ParsedDocument:
    return parse_action_plan(text_document(text), FIVE)


def details(parsed: ParsedDocument, project: int) -> list[tuple[int | None, Decimal | None, str, bool]]:
    return [
        (b.fiscal_year_be, b.amount_baht, b.amount_status, b.doubtful)
        for b in parsed.budgets
        if b.project == project and b.origin == "detail"
    ]


def section(parsed: ParsedDocument, project: int, name: str) -> list[str]:
    return [s.text for s in parsed.sections if s.project == project and s.section == name]


ENTRY = """
มิติที่ ๑ การสร้างวัฒนธรรมสุจริต
๑.๒ การเสริมสร้างจิตสำนึกแก่ประชาชน
๑.๒.๓ เสริมสร้างความซื่อสัตย์สุจริต
ลำดับที่ ๔ /
๑. ชื่อโครงการ : โครงการค่ายคุณธรรม X
๒. หลักการและเหตุผล/ที่มาของโครงการ
ด้วยเทศบาลตำบลดอนแก้วเห็นความสำคัญของคุณธรรม
๓. วัตถุประสงค์
๑) เพื่อปลูกฝังคุณธรรม
๒) เพื่อสร้างเครือข่าย
๔. กลุ่มเป้าหมาย
เด็กและเยาวชนในตำบล จำนวน ๑๒๐ คน
๕. วิธีดำเนินการ
- ๑) เสนอโครงการ
- ๒) ดำเนินการอบรม
๖. ระยะเวลาดำเนินการ
๑ ธันวาคม ๒๕๖๕ - ๓๑ มีนาคม ๒๕๖๖
๗. งบประมาณดำเนินการ
๓๐,๐๐๐.๐๐ บาท
๘. ผู้รับผิดชอบโครงการ
กองการศึกษา
๙. ผลผลิต/ผลลัพธ์
ผลผลิต
๑) มีผู้เข้าร่วม ๑๒๐ คน
ผลลัพธ์
เยาวชนมีคุณธรรม
หมายเหตุ
ดำเนินการร่วมกับโรงเรียน
"""


def test_the_nine_headings_of_the_model_form() -> None:
    parsed = parse_text(ENTRY)
    (project,) = parsed.projects
    assert (project.name, project.seq, project.kind) == ("โครงการค่ายคุณธรรม", 4, "project")
    assert (project.dimension, project.mission_code, project.strategy_code) == (1, "1.2", "1.2.3")
    assert (project.in_summary, project.in_detail) == (False, True)
    assert (project.target_group, project.target_count) == ("เด็กและเยาวชนในตำบล", 120)
    assert (project.start_date, project.end_date) == (dt.date(2022, 12, 1), dt.date(2023, 3, 31))
    assert project.responsible_unit == "กองการศึกษา"
    assert details(parsed, 0) == [(None, Decimal(30000), "amount", False)]
    assert section(parsed, 0, "method") == ["1) เสนอโครงการ", "2) ดำเนินการอบรม"]
    assert section(parsed, 0, "outputs") == ["1) มีผู้เข้าร่วม 120 คน"]
    assert section(parsed, 0, "outcomes") == ["เยาวชนมีคุณธรรม"]
    assert section(parsed, 0, "note") == ["ดำเนินการร่วมกับโรงเรียน"]


def test_other_wordings_text_on_the_line_of_the_heading_and_no_numbers() -> None:
    parsed = parse_text(
        """
โครงการที่ 1
ชื่อกิจกรรม: กิจกรรมวันสุจริตไทย
ความเป็นมา
สังคมต้องการความสุจริต
จุดประสงค์: เพื่อปลูกฝังความสุจริต
เป้าหมาย: ประชาชน 50 คน
สถานที่ดำเนินการ: หอประชุมอำเภอ
ขั้นตอนการดำเนินงาน
1) ประชุม
ระยะเวลา: ไตรมาส 2 - 3
งบประมาณ: ไม่ใช้งบประมาณ
หน่วยงานรับผิดชอบ: สำนักปลัด
ประโยชน์ที่คาดว่าจะได้รับ
ประชาชนตื่นตัว
โครงการที่ 2
ชื่อกิจกรรม: กิจกรรมตลาดนัดคุณธรรม
ความเป็นมา
ตลาดเป็นที่พบปะ
งบประมาณ: 8,000 บาท (แปดพันบาทถ้วน)
หน่วยงานรับผิดชอบ: กองคลัง
"""
    )
    assert [(p.name, p.seq) for p in parsed.projects] == [
        ("กิจกรรมวันสุจริตไทย", 1),
        ("กิจกรรมตลาดนัดคุณธรรม", 2),
    ]
    first = parsed.projects[0]
    assert (first.target_group, first.target_count, first.quarters) == ("ประชาชน", 50, (2, 3))
    assert section(parsed, 0, "location") == ["หอประชุมอำเภอ"]
    assert section(parsed, 0, "outcomes") == ["ประชาชนตื่นตัว"]
    assert details(parsed, 0) == [(None, Decimal(0), "no_budget", False)]
    assert details(parsed, 1) == [(None, Decimal(8000), "amount", False)]


def test_a_form_without_a_heading_for_the_name() -> None:
    parsed = parse_text(
        """
ลำดับที่ 1
โครงการพัฒนาเว็บไซต์
1. หลักการและเหตุผล
ข้อมูลต้องเปิดเผย
2. วัตถุประสงค์
เพื่อเปิดเผยข้อมูล
3. งบประมาณ
60,000 บาท
ลำดับที่ 2
มาตรการออกคำสั่งมอบหมายงาน
1. หลักการและเหตุผล
งานต้องมีผู้รับผิดชอบ
2. วัตถุประสงค์
เพื่อมอบหมายงาน
3. งบประมาณ
-
"""
    )
    assert [(p.name, p.seq, p.kind) for p in parsed.projects] == [
        ("โครงการพัฒนาเว็บไซต์", 1, "project"),
        ("มาตรการออกคำสั่งมอบหมายงาน", 2, "measure"),
    ]
    assert details(parsed, 0) == [(None, Decimal(60000), "amount", False)]
    assert details(parsed, 1) == [(None, Decimal(0), "no_budget", False)]


def test_a_form_laid_out_as_a_table() -> None:
    form = grid(
        [
            ["1. ชื่อโครงการ", "โครงการธนาคารขยะ"],
            ["2. หลักการและเหตุผล", "ขยะเป็นปัญหา"],
            ["3. กลุ่มเป้าหมาย", "ครัวเรือน จำนวน 30 คน"],
            ["4. งบประมาณ", "15,000 บาท"],
            ["5. ผู้รับผิดชอบ", "กองสาธารณสุข"],
        ],
        headers=0,
        widths=[150, 300],
    )
    parsed = parse_action_plan(document(form), FIVE)
    (project,) = parsed.projects
    assert (project.name, project.responsible_unit, project.target_count) == (
        "โครงการธนาคารขยะ",
        "กองสาธารณสุข",
        30,
    )
    assert details(parsed, 0) == [(None, Decimal(15000), "amount", False)]


def test_budgets_year_by_year() -> None:
    entry = ENTRY.replace(
        "๓๐,๐๐๐.๐๐ บาท",
        "ปี ๒๕๖๖ จำนวน ๓๐,๐๐๐ บาท ปี ๒๕๖๗ ไม่ใช้งบประมาณ\n"
        "ปี ๒๕๖๘ จำนวน ๓๕,๐๐๐ บาท ปี ๒๕๖๙ ไม่มีการใช้งบประมาณ ปี ๒๕๗๐ ๔๐,๐๐๐ บาท",
    )
    assert details(parse_text(entry), 0) == [
        (2566, Decimal(30000), "amount", False),
        (2567, Decimal(0), "no_budget", False),
        (2568, Decimal(35000), "amount", False),
        (2569, Decimal(0), "no_budget", False),
        (2570, Decimal(40000), "amount", False),
    ]


@pytest.mark.parametrize("lines", [["ปี 2566 จำนวน 5,000 บาท", "ปี 2567 -", "ปี 2568 จำนวน 7,000 บาท"]])
def test_a_dash_at_the_end_of_a_line_is_no_range_of_years(lines: list[str]) -> None:
    told = listed_years(lines, Source())
    assert [(b.year, b.amount, b.status, b.doubt) for b in told] == [
        (2566, Decimal(5000), "amount", None),
        (2567, Decimal(0), "no_budget", None),
        (2568, Decimal(7000), "amount", None),
    ]
    flat = listed_years([" ".join(lines)], Source())  # a range, or nothing for the first of the two years
    assert [(b.year, b.doubt is not None) for b in flat] == [(2566, False), (2567, True), (2568, True)]
    wrapped = listed_years(["ปี 2566 จำนวน 5,000 บาท ปี 2567 -", "2568 จำนวน 7,000 บาท"], Source())
    assert [(b.year, b.amount) for b in wrapped][1:] == [(2567, Decimal(7000)), (2568, Decimal(7000))]


@pytest.mark.parametrize(("mark", "unit"), [("", ""), ("", " บาท"), ("- ", " บาท")])
def test_lines_that_begin_with_a_year_and_tell_nothing_are_no_ranges(mark: str, unit: str) -> None:
    told = ["2566 -", f"2567 33,000{unit}", "2568 -", "2569 -", f"2570 5,000{unit}"]
    lines = [mark + line for line in told]
    found = [(b.year, b.amount) for b in listed_years(lines, Source())]
    assert found == [(2566, 0), (2567, 33_000), (2568, 0), (2569, 0), (2570, 5_000)]
    each = listed_years(["2566 -", "2567 ปีละ 5,000 บาท", "2568 6,000 บาท"], Source())
    assert [(b.year, b.amount) for b in each] == [(2566, 5_000), (2567, 5_000), (2568, 6_000)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("ปีงบประมาณ 2566 - ปีงบประมาณ 2568 จำนวน 50,000 บาท", {None}),
        ("ปี 2567 - ปี 2566 จำนวน 50,000 บาท", {None}),
        ("ปี 2567 ตามที่ประชุมเห็นชอบแล้วในปี 2566 จำนวน 50,000 บาท", {None}),
        ("ปี 2566 จำนวน 5,000 บาท ปี 2567 ปี 2568 จำนวน 7,000 บาท", {2567, 2568}),
    ],
)
def test_an_amount_behind_several_years_is_certain_for_none(text: str, years: set[int | None]) -> None:
    told = details(parse_text(ENTRY.replace("๓๐,๐๐๐.๐๐ บาท", text)), 0)
    assert {year for year, *_, doubtful in told if doubtful or year is None} == years
    assert all(amount != 0 for _, amount, *_ in told)


def test_a_misread_year_of_a_list_takes_no_other_years_amount() -> None:
    listed = (
        "ปี 266 ไม่ใช้งบประมาณ ปี 2567 จำนวน 77,300 บาท\nปี 2568 จำนวน 77,300 บาท "
        "ปี 2569 ไม่ใช้งบประมาณ ปี 257 จำนวน 76,623 บาท"
    )
    assert details(parse_text(ENTRY.replace("๓๐,๐๐๐.๐๐ บาท", listed)), 0) == [
        (2566, Decimal(0), "no_budget", True),
        (2567, Decimal(77300), "amount", False),
        (2568, Decimal(77300), "amount", False),
        (2569, Decimal(0), "no_budget", False),
        (2570, Decimal(76623), "amount", True),
    ]


@pytest.mark.parametrize(
    ("printed", "amount", "status", "doubtful"),
    [
        ("งบประมาณจำนวน ๔๐,๐๐๐ บาท", 40000, "amount", False),
        ("ปีละ 20,000 บาท", 20000, "amount", False),
        ("ค่าวิทยากร 3,000 บาท ค่าอาหาร 7,000 บาท รวมเป็นเงิน 10,000 บาท", 10000, "amount", False),
        ("ค่าวิทยากร 3,000 บาท หรือ 4,000 บาท", 3000, "amount", True),
        ("50,000 บาท\n- ค่าจ้าง 3 ตอน รวม 45,000 บาท\n- ค่าสื่อ 5,000 บาท", 50000, "amount", False),
        ("50,000 บาท\n- ค่าจ้าง 3 ตอน รวม 45,000 บาท", 50000, "amount", True),
        ("000", 0, "no_budget", False),
        ("0 บาท", 0, "zero", False),
        ("ตามข้อบัญญัติ", None, "unreadable", True),
    ],
)
def test_one_budget_for_all_years(printed: str, amount: int | None, status: str, doubtful: bool) -> None:
    parsed = parse_text(ENTRY.replace("๓๐,๐๐๐.๐๐ บาท", printed))
    value = None if amount is None else Decimal(amount)
    assert details(parsed, 0) == [(None, value, status, doubtful)]


def test_lines_of_a_page_are_joined_to_items() -> None:
    lines = prose(
        """1. ชื่อโครงการ : โครงการส่งเสริมคุณธรรมของบุคลากรองค์การบริหารส่วนตำบลดอนแก้วประจำปี
งบประมาณ
2. หลักการและเหตุผล
  ด้วยองค์การบริหารส่วนตำบลดอนแก้วเห็นความสำคัญของการทำงานด้วยความสุจริตและการใช้จ่าย
งบประมาณ
3. วัตถุประสงค์
  1) เพื่อให้บุคลากรขององค์การบริหารส่วนตำบลดอนแก้วมีความรู้ความเข้าใจในเรื่องคุณธรรมและ
    จริยธรรม
  2) เพื่อให้บริการดี
7. งบประมาณ
  5,000 บาท
12"""
    )
    parsed = parse_action_plan(document(lines), FIVE)
    (project,) = parsed.projects
    assert project.name.endswith("ประจำปีงบประมาณ")
    assert section(parsed, 0, "rationale")[0].endswith("การใช้จ่ายงบประมาณ")
    assert [text[:2] for text in section(parsed, 0, "objectives")] == ["1)", "2)"]
    assert details(parsed, 0) == [(None, Decimal(5000), "amount", False)]


TWO_PAGES_SWAPPED = """
ลำดับที่ 1
1. ชื่อโครงการ : โครงการหนึ่งใจ
2. หลักการและเหตุผล
ก
5. วิธีดำเนินการ
1) ก้าวแรกของหนึ่ง
2) ก้าวสองของหนึ่ง
{tail_two}
{tail_one}
ลำดับที่ 2
1. ชื่อโครงการ : โครงการสองมือ
2. หลักการและเหตุผล
ข
5. วิธีดำเนินการ
1) ก้าวแรกของสอง
2) ก้าวสองของสอง
3) ก้าวสามของสอง
"""
TAIL_ONE = "3) ก้าวสามของหนึ่ง\n6. ระยะเวลาดำเนินการ\nไตรมาส 1\n7. งบประมาณ\n1,000 บาท\n8. ผู้รับผิดชอบ\nกองหนึ่ง"
TAIL_TWO = "4) ก้าวสี่ของสอง\n6. ระยะเวลาดำเนินการ\nไตรมาส 2\n7. งบประมาณ\n2,000 บาท\n8. ผู้รับผิดชอบ\nกองสอง"


def test_swapped_pages_go_back_to_their_projects() -> None:
    parsed = parse_text(TWO_PAGES_SWAPPED.format(tail_one=TAIL_ONE, tail_two=TAIL_TWO))
    assert [p.responsible_unit for p in parsed.projects] == ["กองหนึ่ง", "กองสอง"]
    assert [p.quarters for p in parsed.projects] == [(1,), (2,)]
    assert details(parsed, 0) == [(None, Decimal(1000), "amount", False)]
    assert details(parsed, 1) == [(None, Decimal(2000), "amount", False)]
    assert section(parsed, 0, "method")[-1] == "3) ก้าวสามของหนึ่ง"
    assert section(parsed, 1, "method")[-1] == "4) ก้าวสี่ของสอง"


def test_detail_sections_tell_which_item_an_amount_belongs_to() -> None:
    table = "\n".join(
        [
            "มิติ\tโครงการ/กิจกรรม/มาตรการ\tปี 2566\tปี 2567",
            "1. สุจริต\t-โครงการค่ายคุณธรรม -โครงการธนาคารขยะ -มาตรการงดรับ\t-\t-",
            "\t\t15,000\t15,000",
        ]
    )
    entries = "".join(
        f"\nลำดับที่ {n}\n1. ชื่อโครงการ : {name}\n2. หลักการและเหตุผล\nก\n7. งบประมาณ\n{budget}\n"
        for n, name, budget in [
            (1, "โครงการค่ายคุณธรรม", "ไม่ใช้งบประมาณ"),
            (2, "โครงการธนาคารขยะ", "15,000 บาท"),
            (3, "มาตรการงดรับ", "ไม่ใช้งบประมาณ"),
        ]
    )
    parsed = parse_text(table + "\n" + entries)
    first_year = {b.project: b for b in parsed.budgets if b.origin == "summary" and b.fiscal_year_be == 2566}
    assert [first_year[i].amount_baht for i in range(3)] == [0, 15000, None]
    assert [first_year[i].doubtful for i in range(3)] == [False, False, True]
    assert [p.seq for p in parsed.projects] == [1, 2, 3]


def test_linking_goes_by_name_and_number_over_all() -> None:
    items = [Named("โครงการประชาคม", 1, 1), Named("โครงการอบรมคุณธรรม", 2, 2), Named("โครงการประชาคม", 3, 3)]
    entries = [
        Named("โครงการประชาคม", 3, 1),
        Named("โครงการอบรมคุณธรรมบุคลากร", 2, 2),
        Named("โครงการประชาคม", 1, 3),
    ]
    assert link(items, entries) == {0: 2, 1: 1, 2: 0}


def test_names_that_only_share_a_pattern_are_not_linked() -> None:
    items = [Named("มาตรการป้องกันผลประโยชน์ทับซ้อน", None, 1)]
    entries = [Named("มาตรการจัดการเรื่องร้องเรียน", 7, 1)]
    assert link(items, entries) == {}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("๗. งบประมาณดำเนินการ", ("budget", 7)),
        ("ฆ. งบประมาณคำเนินการ", ("budget", None)),
        ("ง/ ๑. ชื่อโครงการ : โครงการประชาคม", ("name", 1)),
        ("1. **ชื่อโครงการ :** มาตรการงดรับ", ("name", 1)),
        ("ผู้รับผิดชอบ", ("responsible", None)),
        ("4. กลุ่มเป้าหมายและจำนวน", ("target_group", 4)),
        ("4. เป้าหมาย/กลุ่มเป้าหมาย", ("target_group", 4)),
        ("6. กิจกรรมและวิธีดำเนินการ", ("method", 6)),
        ("7. กำหนดการ", ("duration", 7)),
        ("ชื่อโครงการ โครงการอบรมคุณธรรมแก่บุคลากรขององค์กรปกครองส่วนท้องถิ่น", ("name", None)),
        ("1. โครงการ/กิจกรรม มาตรการแสดงเจตนารมณ์ในการบริหารงานด้วยความซื่อสัตย์", ("name", 1)),
        ("1. โครงการ/กิจกรรม .โครงการลานกีฬาต้านยาเสพติดเพื่อเยาวชนในเขตเทศบาล", ("name", 1)),
        ("1. โครงการ/กิจกรรม ร มาตรการกำหนดขั้นตอนเรื่องร้องเรียนของหน่วยงาน", ("name", 1)),
        ("โครงการ/กิจกรรม มาตรการแสดงเจตนารมณ์ในการบริหารงานด้วยความซื่อสัตย์", None),
        ("2. เหตุผลความจำเป็น", ("rationale", 2)),
        ("•. โครงการ/กิจกรรม: โครงการพัฒนาคุณภาพการให้บริการ", ("name", None)),  # its number misread
        ("1. โครงการ/กิจกรรมร มาตรการติดตามการใช้รถราชการ", ("name", 1)),  # the colon read as a letter
        ("1. โครงการ/กิจกรรมะ มาตรการติดตามการใช้รถราชการ", ("name", 1)),
        ("1. โครงการ/กิจกรรม. มาตรการติดตามการใช้รถราชการ", ("name", 1)),  # ... or as a point
        ("วัตถุประสงค์ - เพื่อสร้างจิตสำนึก", ("objectives", None)),  # the colon read as a dash
        ("งบประมาณ - บาท", None),
        ("ประมาณ", None),  # the rest of a word that was broken
        ("โครงการ / 1 กิจกรรม / 1 มาตรการ", None),  # the rest of a count
        ("2.1) รายงานการใช้จ่ายงบประมาณ", None),
        ("1) งบประมาณที่ได้รับถูกใช้อย่างคุ้มค่าและเป็นประโยชน์", None),
        ("งบประมาณรายจ่ายประจำปีต้องเปิดเผยต่อสาธารณะ", None),
    ],
)
def test_section_headings(line: str, expected: tuple[str, int | None] | None) -> None:
    heading = section_heading(line)
    assert (None if heading is None else (heading.section, heading.number)) == expected


@pytest.mark.parametrize(
    ("printed", "start"),
    [("๑ ธันวาคุม ๒๕๖๕ - ๓๑ มีนาคม ๒๕๖๖", dt.date(2022, 12, 1)), ("๑ มีนาคม ๒๕๖๖ - ๓๑ กุมภาพันธ์ ๒๕๖๗", None)],
)
def test_misread_months_of_a_duration(printed: str, start: dt.date | None) -> None:
    """On a scan a month is mended; a day that its month has not was misread, and is no date."""
    text = ENTRY.replace("๑ ธันวาคม ๒๕๖๕ - ๓๑ มีนาคม ๒๕๖๖", printed)
    lines = [(page, replace(line, confidence=0.99)) for page, line in prose(text)]
    (project,) = parse_action_plan(document(lines), FIVE).projects
    assert project.start_date == start


def test_a_strategy_heading_alone_tells_the_mission() -> None:
    form = ENTRY.split("๑. ชื่อโครงการ", 1)[1]
    first = "มิติที่ ๒ การบริหารราชการ\n2.1.1 แสดงเจตนารมณ์\nลำดับที่ 1\n๑. ชื่อโครงการ" + form
    second = "2.5.1 ให้ความร่วมมือ\nลำดับที่ 2\n๑. ชื่อโครงการ" + form.replace("ค่ายคุณธรรม", "ตรวจสอบภายใน")
    parsed = parse_text(first + second)
    assert [(p.dimension, p.mission_code, p.strategy_code) for p in parsed.projects] == [
        (2, "2.1", "2.1.1"),
        (2, "2.5", "2.5.1"),
    ]


def test_a_form_of_headings_and_texts_side_by_side() -> None:
    rows = [
        ["หัวข้อ", "รายละเอียด"],
        ["ชื่อโครงการ/กิจกรรม/\nมาตรการ", "โครงการอบรมพนักงาน"],
        ["หลักการและเหตุผล", "เพื่อความโปร่งใส"],
        ["วัตถุประสงค์", "1. เพื่อป้องกัน\n2. วัตถุประสงค์อื่น"],
        ["กลุ่มเป้าหมาย", "พนักงาน จำนวน 90 คน"],
        ["วิธีดำเนินการ", "1. ขออนุมัติ\n2. ดำเนินการ\n3. รายงานผล"],
        ["ระยะเวลาดำเนินการ", "ไตรมาสที่ 2 และ ไตรมาสที่ 4"],
        ["งบประมาณ", "ปีละ 60,000 บาท"],
        ["ผู้รับผิดชอบ", "สำนักปลัด"],
    ]
    parsed = parse_action_plan(document(grid(rows)), FIVE)
    assert [(p.name, p.target_count, p.quarters, p.responsible_unit) for p in parsed.projects] == [
        ("โครงการอบรมพนักงาน", 90, (2, 4), "สำนักปลัด")
    ]
    assert details(parsed, 0) == [(None, Decimal(60_000), "amount", False)]
    assert section(parsed, 0, "method") == ["1. ขออนุมัติ", "2. ดำเนินการ", "3. รายงานผล"]


def test_headings_without_numbers_below_a_numbered_name() -> None:
    form = """
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
ข้อ {0}. ชื่อโครงการ/กิจกรรม/มาตรการ : โครงการที่ดีรุ่น {0}
หลักการและเหตุผล : เพื่อความโปร่งใส
วัตถุประสงค์ : เพื่อป้องกัน
กลุ่มเป้าหมาย : พนักงาน 60 คน
วิธีดำเนินการ :
1. ขออนุมัติ
2. ดำเนินการ
ระยะเวลาดำเนินการ : ไตรมาสที่ 2
งบประมาณ : {0}0,000 บาท
ผู้รับผิดชอบ : สำนักปลัด
ผลลัพธ์ : ดี
"""
    parsed = parse_text(form.format(1) + form.format(2))
    assert [(p.seq, p.name, p.target_count, p.responsible_unit) for p in parsed.projects] == [
        (1, "โครงการที่ดีรุ่น 1", 60, "สำนักปลัด"),
        (2, "โครงการที่ดีรุ่น 2", 60, "สำนักปลัด"),
    ]
    assert details(parsed, 1) == [(None, Decimal(20_000), "amount", False)]
    assert section(parsed, 0, "method") == ["1. ขออนุมัติ", "2. ดำเนินการ"]


@pytest.mark.parametrize("head", ["โครงการที่ ๒ : โครงการดี", "โครงการที้ ๒ : โครงการดี", "โครงการที ๒ โครงการดี"])
def test_the_number_of_a_project_with_its_tone_mark_misread(head: str) -> None:
    parsed = parse_text(f"{head}\n๑. หลักการและเหตุผล\nเหตุ\n๒. วัตถุประสงค์\nเพื่อ\n๓. งบประมาณ\nไม้ใช้งบประมาณ")
    assert [(p.seq, p.name) for p in parsed.projects] == [(2, "โครงการดี")]
    assert details(parsed, 0) == [(None, Decimal(0), "no_budget", False)]


def test_a_colon_read_as_a_point() -> None:
    form = """
ลำดับที่ {0}
1. {1}ื่อโครงการ โครงการดีรุ่น {0}
หลักการและเหตุผล : เพื่อความโปร่งใส
วัตถุประสงค์: เพื่อป้องกัน
ระยะเวลาดำเนินการ: ไตรมาสที่ 2
งบประมาณ .{0}0,000 บาท
ผู้รับผิดชอบ . สำนักปลัด
ผลผลิต. ดำเนินการครบถ้วน
"""
    parsed = parse_text(form.format(1, "ช") + form.format(2, "ซ"))
    assert [(p.name, p.responsible_unit) for p in parsed.projects] == [
        ("โครงการดีรุ่น 1", "สำนักปลัด"),
        ("โครงการดีรุ่น 2", "สำนักปลัด"),
    ]
    assert details(parsed, 1) == [(None, Decimal(20_000), "amount", False)]
    assert section(parsed, 0, "outputs") == ["ดำเนินการครบถ้วน"]


def test_a_colon_read_as_a_digit() -> None:
    form = """
ลำดับที่ {0}
1. ชื่อ {1} โครงการดีรุ่น {0}
2. หลักการและเหตุผล
เพื่อความโปร่งใส
8. งบประมาณ
{0}0,000 บาท
9. ผู้รับผิดชอบ
สำนักปลัด
"""
    parsed = parse_text(form.format(1, ":") + form.format(2, "1"))
    assert [p.name for p in parsed.projects] == ["โครงการดีรุ่น 1", "โครงการดีรุ่น 2"]
    assert details(parsed, 1) == [(None, Decimal(20_000), "amount", False)]


@pytest.mark.parametrize(
    ("text", "amount", "doubtful"),
    [
        ("งบประมาณ 5 ปี ปีละ 20,000 บาท รวม 100,000 บาท", 20_000, False),
        ("ปีละ 20,000 บาท รวม 5 ปี เป็นเงิน 100,000 บาท", 20_000, False),
        ("20,000 บาท/ปี รวมทั้งสิ้น 100,000 บาท", 20_000, False),
        ("ปีละ 20,000 บาท ค่าอาหาร 7,000 บาท", 20_000, True),
        ("จำนวน 100,000 บาท (รวม 5 ปี)", 100_000, True),
    ],
)
def test_amounts_of_a_year_and_of_all_years(text: str, amount: int, doubtful: bool) -> None:
    parsed = parse_text(ENTRY.replace("๓๐,๐๐๐.๐๐ บาท", text))
    assert details(parsed, 0) == [(None, Decimal(amount), "amount", doubtful)]


def test_a_list_of_yearly_amounts_that_was_taken_for_a_table() -> None:
    above = ENTRY[: ENTRY.index("๓๐,๐๐๐.๐๐ บาท")]
    below = ENTRY[ENTRY.index("๘. ผู้รับผิดชอบโครงการ") :]
    table = grid(
        [
            ["ปี 2566", "จำนวน", "60,000", "บาท"],
            ["ปี 2567\nปี 2568", "จำนวน\nจำนวน", "30,000\n35,000", "บาท\nบาท"],
        ],
        headers=0,
        top=400.0,
    )
    parsed = parse_action_plan(document(prose(above), table, prose(below, top=600.0)), FIVE)
    assert details(parsed, 0) == [
        (2566, Decimal(60_000), "amount", False),
        (2567, Decimal(30_000), "amount", False),
        (2568, Decimal(35_000), "amount", False),
    ]
    assert not parsed.remarks


def test_a_heading_of_three_words_with_misread_bars() -> None:
    heading = section_heading("ชื่อโครงการ/ิกิจกรรม]มาตรการ : โครงการค่ายคุณธรรม")
    assert heading is not None
    assert (heading.section, heading.rest) == ("name", "โครงการค่ายคุณธรรม")


def test_items_numbered_otherwise_than_their_sections() -> None:
    sections = (
        "1) หลักการและเหตุผล : เพื่อความโปร่งใส\n2) วัตถุประสงค์ : เพื่อลดการทุจริต\n"
        "3) งบประมาณ : จำนวน {} บาท\n4) ผู้รับผิดชอบ : กองคลัง"
    )
    items = [("โครงการอบรมคุณธรรม", "30,000"), ("โครงการประชาคม", "12,000")]
    text = "\n".join(
        f"{n}. ชื่อโครงการ : {name}\n{sections.format(baht)}" for n, (name, baht) in enumerate(items, 1)
    )
    parsed = parse_action_plan(document(prose(text)), DocumentInfo("action_plan"))
    assert [(p.seq, p.name, p.responsible_unit) for p in parsed.projects] == [
        (1, "โครงการอบรมคุณธรรม", "กองคลัง"),
        (2, "โครงการประชาคม", "กองคลัง"),
    ]
    assert [b.amount_baht for b in parsed.budgets] == [30_000, 12_000]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("5) งบประมาณ จ่ายขาดเงินสะสม จำนวน 80,000 บาท", "จ่ายขาดเงินสะสม จำนวน 80,000 บาท"),
        ("6. งบประมาณ เทศบาลไม่ใช้งบประมาณ", "เทศบาลไม่ใช้งบประมาณ"),
        ("6. งบประมาณ มีจำกัด", None),
        ("6. งบประมาณของปี 80,000 บาท", None),
    ],
)
def test_a_numbered_budget_without_a_colon(line: str, rest: str | None) -> None:
    heading = section_heading(line)
    assert (heading.rest if heading is not None else None) == rest


def test_numbers_of_lines_that_tell_years_are_no_amounts() -> None:
    lines = [
        "8.1 ปี พ.ศ. 2561 ตั้งไว้ 12,000 บาท",
        "8.2 ปี พ.ศ. 2562 ไม่ใช้งบประมาณ",
        "8.3 ปี พ.ศ. 2563 ตั้งไว้ 9,000 บาท",
    ]
    found = [(b.year, b.amount, b.status, b.doubt) for b in listed_years(lines, Source())]
    assert found == [
        (2561, Decimal(12000), "amount", None),
        (2562, Decimal(0), "no_budget", None),
        (2563, Decimal(9000), "amount", None),
    ]


def yearly(*rows: list[CellText]) -> ParsedDocument:
    """A detail section whose budget ends with a small table of `rows`, below what a year costs."""
    costs = grid(
        [
            ["รายการ", "หน่วยละ (บาท)", "เป็นเงิน (บาท)"],
            ["ค่าวิทยากร", "600", "7,200"],
            ["รวมเป็นเงินทั้งสิ้น", "", "24,000"],
        ],
        top=200,
    )
    form = """1. ชื่อโครงการ : โครงการค่ายครอบครัวซื่อสัตย์
2. หลักการและเหตุผล
ด้วยครอบครัวเป็นรากฐานของสังคม
3. งบประมาณ
รายการค่าใช้จ่ายปีแรก ดังนี้"""
    tail = "4. ระยะเวลา ตุลาคม 2567 - กันยายน 2570\n5. ผู้รับผิดชอบ สำนักปลัด"
    years = [prose("งบประมาณแต่ละปี", top=270), grid([*rows], top=300)]
    info = DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2570)
    return parse_action_plan(document(prose(form), costs, *years, prose(tail, top=400)), info)


@pytest.mark.parametrize("label", [[], ["งบประมาณ (บาท)"]])
def test_a_small_table_of_years_in_a_detail_section(label: list[CellText]) -> None:
    head: list[CellText] = ["ปี ๒๕๖๘", "ปี ๒๕๖๙", "ปี ๒๕๗๐", "รวม"]
    parsed = yearly([*label, *head], [*["" for _ in label], "๒๔,๐๐๐", "-", "๒๕,๕๐๐", "๔๙,๕๐๐"])
    assert [(b.fiscal_year_be, b.amount_baht, b.amount_status, b.doubtful) for b in parsed.budgets] == [
        (2568, 24_000, "amount", False),
        (2569, 0, "no_budget", False),
        (2570, 25_500, "amount", False),
    ]
    assert parsed.projects[0].responsible_unit == "สำนักปลัด"
    assert str(parsed.projects[0].start_date) == "2024-10-01"


def test_a_small_table_of_years_with_another_sum_is_doubtful() -> None:
    parsed = yearly(["ปี 2568", "ปี 2569", "ปี 2570", "รวม"], ["24,000", "24,000", "25,500", "74,500"])
    assert [(b.fiscal_year_be, b.doubt) for b in parsed.budgets] == [
        (year, SUM_DIFFERS) for year in (2568, 2569, 2570)
    ]


def test_the_sum_below_a_year_without_an_amount_is_not_that_year_s() -> None:
    parsed = yearly(["ปี 2568", "ปี 2569", "ปี 2570", "รวม"], ["24,000", "24,000", "", "48,000"])
    assert [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (2568, 24_000, False),
        (2569, 24_000, False),
    ]


def test_a_misread_amount_of_a_small_table_of_years_shifts_no_other() -> None:
    table = grid([["ปี 2568", "ปี 2569", "ปี 2570", "รวม"], ["10,200", "10,200", "*", "20,400"]])
    rows = table_rows(scanned_table(table))
    lines = [" ".join(line.text for line in lines) for lines in years_across(rows[0], rows[1])]
    assert lines == ["ปี 2568 10,200", "ปี 2569 10,200", "ปี 2570 *", "รวม 20,400"]
    told = listed_years(lines, Source(exact=False))
    assert [(b.year, b.amount) for b in told] == [(2568, 10_200), (2569, 10_200), (2570, None)]
    each = listed_years(["ปี 2568", "รวม 5,000 บาท", "ปี 2569", "รวม 6,000 บาท"], Source(exact=True))
    assert [(b.year, b.amount, b.doubt) for b in each] == [(2568, 5_000, None), (2569, 6_000, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20,000 บาท (ปี 2566) 25,000 บาท (ปี 2567)", [(2566, 20_000, True), (2567, 25_000, True)]),
        (
            "งบประมาณ ๒๐,๐๐๐ บาท ในปี ๒๕๖๖ ๒๕,๐๐๐ บาท ในปี ๒๕๖๗ และ ๓๐,๐๐๐ บาท ในปี ๒๕๖๘",
            [(2566, 20_000, True), (2567, 25_000, True), (2568, 30_000, True)],
        ),
        (
            "20,000 บาท ปี 2566 25,000 บาท ปี 2567 30,000 บาท ปี 2568",
            [(2566, 25_000, False), (2567, 30_000, False)],
        ),
        (
            "รวม 45,000 บาท ปี 2566 จำนวน 20,000 บาท ปี 2567 จำนวน 25,000 บาท",
            [(2566, 20_000, True), (2567, 25_000, True)],
        ),
    ],
)
def test_years_behind_their_amounts(text: str, expected: list[tuple[int, int, bool]]) -> None:
    found = [(b.year, b.amount, b.doubt is None) for b in listed_years([text], Source())]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ปีแรก (ปี 2567) 9,000 บาท ปีที่สอง (ปี 2568) 8,000 บาท", [(2567, 9_000), (2568, 8_000)]),
        ("ปีที่ 1 (2567) 9,000 บาท ปีที่ 2 (2568) ไม่มี", [(2567, 9_000), (2568, 0)]),
        ("ปี 2567 งดดำเนินการเนื่องจากอุทกภัย ปี 2568 จำนวน 8,000 บาท", [(2567, None), (2568, 8_000)]),
        (
            "ปี 2567 และ 2568 ปีละ 5,000 บาท ปี 2569 จำนวน 6,000 บาท",
            [(2567, 5_000), (2568, 5_000), (2569, 6_000)],
        ),
    ],
)
def test_years_beside_their_amounts(text: str, told: list[tuple[int, int | None]]) -> None:
    found = listed_years([text], Source(exact=True))
    assert [(b.year, b.amount) for b in found] == told
    assert all((b.doubt is None) == (b.amount is not None) for b in found)
