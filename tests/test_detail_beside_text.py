"""Detail sections whose headings stand on one line with their text, or below a numbered name."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from pipelines.parse.action_plan import parse_action_plan
from pipelines.records import DocumentInfo, ParsedDocument
from tests.plan_documents import document, grid, prose, text_document

PLAN = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2572)
FORM = """{n}. {name}
๑) วัตถุประสงค์ เพื่อให้ประชาชนรู้สิทธิ
๒) เป้าหมาย ประชาชน จำนวน {people} คน
๓) ระยะเวลาดำเนินการ ตลอดปีงบประมาณ
๔) งบประมาณ {budget}
๕) ผู้รับผิดชอบ กองคลัง"""
ITEMS = (
    ("โครงการลานวัดลานธรรม", 40, "ปี ๒๕๗๐ - ๒๕๗๒ ปีละ ๘,๐๐๐ บาท"),
    ("กิจกรรมเปิดสมุดรายรับ", 25, "งบประมาณ................บาท"),
    ("มาตรการใช้รถราชการ", 12, "- บาท"),
)
DETAILED = "\n".join(
    [
        "มิติที่ ๑ การสร้างวัฒนธรรมสุจริต",
        FORM.format(n="๑", name=ITEMS[0][0], people="๔๐", budget=ITEMS[0][2]),
        FORM.format(n="๒", name=ITEMS[1][0], people="๒๕", budget=ITEMS[1][2]),
        "มิติที่ ๒ การบริหารราชการด้วยความโปร่งใส",
        FORM.format(n="๓", name=ITEMS[2][0], people="๑๒", budget=ITEMS[2][2]),
    ]
)


def told(parsed: ParsedDocument) -> list[tuple[str, int | None, int | None, str | None]]:
    return [(p.name, p.seq, p.dimension, p.responsible_unit) for p in parsed.projects]


def budgets(parsed: ParsedDocument, project: int) -> list[tuple[int | None, Decimal | None, str, bool]]:
    return [
        (b.fiscal_year_be, b.amount_baht, b.amount_status, b.doubtful)
        for b in parsed.budgets
        if b.project == project and b.origin == "detail"
    ]


EXPECTED = [
    ("โครงการลานวัดลานธรรม", 1, 1, "กองคลัง"),
    ("กิจกรรมเปิดสมุดรายรับ", 2, 1, "กองคลัง"),
    ("มาตรการใช้รถราชการ", 3, 2, "กองคลัง"),
]


def check_details(parsed: ParsedDocument) -> None:
    assert told(parsed) == EXPECTED
    assert [p.target_count for p in parsed.projects] == [40, 25, 12]
    assert [p.target_group for p in parsed.projects] == ["ประชาชน"] * 3
    assert budgets(parsed, 0) == [(None, Decimal(8_000), "amount", False)]
    assert budgets(parsed, 1) == [(None, None, "unreadable", True)]
    assert budgets(parsed, 2) == [(None, Decimal(0), "no_budget", False)]


def test_sections_below_numbered_names_are_the_projects_where_no_table_lists_them() -> None:
    parsed = parse_action_plan(text_document(DETAILED), PLAN)
    check_details(parsed)
    assert all(project.in_detail and not project.in_summary for project in parsed.projects)
    assert [s.text for s in parsed.sections if s.section == "objectives"] == ["เพื่อให้ประชาชนรู้สิทธิ"] * 3


@pytest.mark.parametrize("number", [r"\g<0>", ""], ids=["numbered", "without numbers"])
def test_such_sections_are_those_of_the_items_that_a_table_lists(number: str) -> None:
    rows = [
        ["มิติ", "โครงการ/กิจกรรม", "ปี 2570", "ปี 2571", "ปี 2572"],
        ["มิติที่ 1", "1. โครงการลานวัดลานธรรม", "8,000", "8,000", "8,000"],
        ["", "2. กิจกรรมเปิดสมุดรายรับ", "-", "-", "-"],
        ["มิติที่ 2", "3. มาตรการใช้รถราชการ", "-", "-", "-"],
    ]
    sections = re.sub(r"(?m)^[๑-๕]\) ", number, DETAILED)
    parsed = parse_action_plan(document(grid(rows), prose(sections, top=300)), PLAN)
    check_details(parsed)
    assert all(project.in_detail and project.in_summary for project in parsed.projects)


@pytest.mark.parametrize("mark", ["{}.{}", "{}.{}."])
def test_headings_numbered_below_their_item(mark: str) -> None:
    lines = ["มิติที่ 3 การส่งเสริมบทบาทและการมีส่วนร่วมของภาคประชาชน"]
    for number, (name, people, budget) in enumerate(ITEMS, start=1):
        texts = (
            "วัตถุประสงค์ เพื่อให้ประชาชนรู้สิทธิ",
            f"เป้าหมาย ประชาชน จำนวน {people} คน",
            "ระยะเวลาดำเนินการ",
            "ตลอดปีงบประมาณ",
            f"งบประมาณ {budget}",
            "ผู้รับผิดชอบ กองคลัง",
        )
        lines.append(f"{number}) {name}")
        count = 0
        for text in texts:
            count += text != "ตลอดปีงบประมาณ"
            lines.append(text if text == "ตลอดปีงบประมาณ" else f"{mark.format(number, count)} {text}")
    parsed = parse_action_plan(text_document("\n".join(lines)), PLAN)
    assert told(parsed) == [(name, seq, 3, unit) for name, seq, _, unit in EXPECTED]
    assert [len(budgets(parsed, project)) > 0 for project in range(3)] == [True] * 3
    assert len([s for s in parsed.sections if s.section == "duration"]) == 3


ENTRY = """มิติที่ ๑ การสร้างวัฒนธรรมสุจริต
ลำดับที่ ๑
๑. ชื่อโครงการ/กิจกรรม : โครงการตลาดนัดสีขาว
{sections}
๖. ผู้รับผิดชอบ สำนักปลัด"""


def test_a_name_ends_where_the_headings_begin() -> None:
    sections = """๒. วัตถุประสงค์ เพื่อความโปร่งใส
๓. เป้าหมาย ผู้ค้า ๙ คน
๔. ระยะเวลาดำเนินการ ตลอดปี
๕. งบประมาณดำเนินการ งบประมาณ...........บาท"""
    parsed = parse_action_plan(text_document(ENTRY.format(sections=sections)), PLAN)
    assert told(parsed) == [("โครงการตลาดนัดสีขาว", 1, 1, "สำนักปลัด")]
    assert budgets(parsed, 0) == [(None, None, "unreadable", True)]


@pytest.mark.parametrize("budget", ["-", ": -", "- บาท", ": - บาท"])
def test_a_dash_behind_the_heading_of_the_budget_is_no_budget(budget: str) -> None:
    sections = f"๒. วัตถุประสงค์\nเพื่อความโปร่งใส\n๕. งบประมาณ {budget}"
    parsed = parse_action_plan(text_document(ENTRY.format(sections=sections)), PLAN)
    assert budgets(parsed, 0) == [(None, Decimal(0), "no_budget", False)]


def test_a_year_before_a_dash_is_no_certain_amount() -> None:
    sections = "๒. วัตถุประสงค์\nเพื่อความโปร่งใส\n๕. งบประมาณ : 2570 -"
    parsed = parse_action_plan(text_document(ENTRY.format(sections=sections)), PLAN)
    assert [doubtful for *_, doubtful in budgets(parsed, 0)] == [True]


def test_items_of_a_list_that_begin_with_a_headings_words_are_none() -> None:
    sections = """๒. วัตถุประสงค์
๑) เป้าหมาย คือ ผู้ค้าทุกคน
๒) สถานที่ สะอาดตลอดปี
๓. เป้าหมาย ผู้ค้า ๙ คน
๔. ระยะเวลาดำเนินการ ตลอดปี
๕. งบประมาณ ๓,๐๐๐ บาท"""
    parsed = parse_action_plan(text_document(ENTRY.format(sections=sections)), PLAN)
    texts = {s.section: s.text for s in parsed.sections}
    assert texts["target_group"] == "ผู้ค้า 9 คน"
    assert [s.item for s in parsed.sections if s.section == "objectives"] == [1, 2]


def test_steps_inside_a_section_are_no_projects() -> None:
    steps = DETAILED.replace(
        "๓) ระยะเวลา", "๓) วิธีดำเนินการ\n๑. โครงการเสนอผู้บริหาร\n๒. กิจกรรมอบรมผู้ค้า\n๔) ระยะเวลา", 1
    ).replace("๔) งบ", "๕) งบ", 1)
    parsed = parse_action_plan(text_document(steps), PLAN)
    assert [p.name for p in parsed.projects] == [name for name, *_ in EXPECTED]
