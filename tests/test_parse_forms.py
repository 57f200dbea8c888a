"""Detail sections set as forms and as lists with tables inside them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.model import Table
from pipelines.parse.action_plan import parse_action_plan
from pipelines.parse.headings import dimension_word
from pipelines.parse.sections import section_heading
from pipelines.records import DocumentInfo, ParsedDocument
from tests.plan_documents import document, grid, prose

INFO = DocumentInfo(doc_type="action_plan", fiscal_year_start_be=2567, fiscal_year_end_be=2569)


def form(label: str, name: str, amounts: str, top: float) -> Table:
    rows = [
        [label, name],
        ["วัตถุประสงค์", "เพื่อให้งานเป็นไปอย่างเปิดเผย"],
        ["กลุ่มเป้าหมาย", "ประชาชน 55 คน"],
        ["งบประมาณ", amounts],
        ["ผู้รับผิดชอบ", "กองคลัง"],
    ]
    return grid(rows, top=top, headers=0, widths=[90, 360])


def budgets(parsed: ParsedDocument, project: int) -> list[tuple[int | None, Decimal | None, bool]]:
    return [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets if b.project == project]


@pytest.mark.parametrize(
    "label",
    ["โครงการที่ {}", "ลำดับที่ {}", "{}. ชื่อโครงการ", "โครงการลำดับที่ {}", "ลำดับโครงการที่ {}", "กิจกรรมลำดับที่ {} :"],
)
@pytest.mark.parametrize("last", [3, 2])
def test_each_form_is_a_project_whatever_its_number(label: str, last: int) -> None:
    names = ["โครงการสัมมนาผู้นำชุมชน (มิติที่ 1)", "กิจกรรมประกวดหนังสั้น (มิติที่ 1)", "มาตรการเปิดเผยราคากลาง (มิติที่ 2)"]
    amounts = ["ปี 2567 512,400 บาท; ปี 2568 ไม่มี; ปี 2569\n527,600 บาท", "ปี 2567 85,000 บาท", "ไม่ใช้งบประมาณ"]
    numbers = [1, 2, last]
    tables = [
        form(label.format(n), name, amount, 100.0 * (place + 1))
        for place, (n, name, amount) in enumerate(zip(numbers, names, amounts, strict=True))
    ]
    parsed = parse_action_plan(document(prose("รายละเอียดโครงการ"), *tables), INFO)
    assert [p.name for p in parsed.projects] == [name.partition(" (")[0] for name in names]
    assert [p.dimension for p in parsed.projects] == [1, 1, 2]
    assert budgets(parsed, 0) == [(2567, 512_400, False), (2568, 0, False), (2569, 527_600, False)]
    assert budgets(parsed, 2) == [(None, 0, False)]
    if label != "{}. ชื่อโครงการ" or last == 3:
        assert [p.seq for p in parsed.projects] == numbers


def test_years_over_amounts_within_a_section_are_its_budgets() -> None:
    above = """1. ชื่อโครงการ : โครงการค่ายครอบครัว
2. หลักการและเหตุผล
เพื่อครอบครัว
3. งบประมาณ
รายการค่าใช้จ่ายปีแรก ดังนี้"""
    costs = grid(
        [["รายการ", "จำนวน", "เป็นเงิน (บาท)"], ["ค่าวิทยากร", "1", "24,000"], ["รวมเป็นเงินทั้งสิ้น", "", "24,000"]]
    )
    years = grid([["ปี 2567", "ปี 2568", "ปี 2569", "รวม"], ["24,000", "25,500", "-", "49,500"]], top=200)
    below = prose("4. ระยะเวลา ตุลาคม 2566 – กันยายน 2569\n5. ผู้รับผิดชอบ สำนักปลัด", top=300)
    parsed = parse_action_plan(document(prose(above), costs, years, below), INFO)
    assert budgets(parsed, 0) == [(2567, 24_000, False), (2568, 25_500, False), (2569, 0, False)]
    assert parsed.projects[0].responsible_unit == "สำนักปลัด"


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("๗. งบประมาณดำเนินการ ปีงบประมาณ ๒๕๖๖ ไม่มี ปีงบประมาณ ๒๕๖๗ ตั้งไว้", "budget"),
        ("4. ระยะเวลา ตุลาคม 2567 – กันยายน 2570", "duration"),
        ("5. ผู้รับผิดชอบ สำนักปลัด", "responsible"),
        ("4. ระยะเวลา ที่เหมาะสมกับงาน", None),
        ("5. ผู้รับผิดชอบ ต้องรายงานผล", None),
    ],
)
def test_a_numbered_heading_with_its_text_behind_a_blank(line: str, section: str | None) -> None:
    heading = section_heading(line)
    assert (heading.section if heading is not None and heading.rest else None) == section


def test_the_number_of_a_table_before_a_dimension() -> None:
    assert dimension_word("ตารางที่ 1 มิติที่ 3 : การส่งเสริมบทบาทของประชาชน") == 3
    assert dimension_word("ตารางที่ ๒. มิติที่ ๔") == 4
    assert dimension_word("ตารางที่ 1 มาตรการที่ 3") is None
