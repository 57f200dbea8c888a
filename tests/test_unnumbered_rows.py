"""Rows without a number and the word for a project, among rows that are numbered: perhaps no items."""

from __future__ import annotations

import pytest

from pipelines.records import MAY_BE_NO_ITEM, DocumentInfo
from tests.plan_documents import grid
from tests.summary_plans import amounts, doubtful, plan
from tests.test_report_columns import report

HEAD = ["มิติ", "โครงการ/กิจกรรม", "ปี 2566", "ปี 2567"]
FIRST, SECOND = ["มิติที่ 1", "1. โครงการอบรม", "12,000", "-"], ["", "2. ค่ายเยาวชน", "4,000", "-"]


@pytest.mark.parametrize(
    ("name", "sure"),
    [("เงินสมทบของจังหวัด", False), ("กิจกรรมประชาสัมพันธ์", True), ("- จัดทำสื่อ", True), ("3. จัดทำสื่อ", True)],
)
def test_a_row_of_a_plan(name: str, sure: bool) -> None:
    parsed = plan(grid([HEAD, FIRST, SECOND, ["", name, "5,000", "-"]]))
    doubts = [b.doubt for b in parsed.budgets if b.project == 2 and b.origin == "summary"]
    assert doubts == ([None, None] if sure else [MAY_BE_NO_ITEM, None])
    assert not any(b.doubtful for b in parsed.budgets if b.project < 2)


def test_rows_of_a_plan_without_numbers_are_its_items() -> None:
    rows = [
        ["มิติที่ 1", "จัดอบรม", "12,000", "-"],
        ["", "จัดทำสื่อ", "4,000", "-"],
        ["", "3. ติดตามผล", "5,000", "-"],
    ]
    assert not any(b.doubtful for b in plan(grid([HEAD, *rows])).budgets)


@pytest.mark.parametrize(("name", "sure"), [("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่", False), ("โครงการวิ่ง", True)])
def test_a_row_of_a_report(name: str, sure: bool) -> None:
    rows = [
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณ (บาท)", "ผลการดำเนินงาน"],
        ["1", "โครงการอบรม", "20,000", "แล้วเสร็จ"],
        ["2", "ค่ายเยาวชน", "10,000", "แล้วเสร็จ"],
        ["", name, "30,000", ""],
    ]
    assert [b.doubt for b in report(grid(rows)).budgets] == [None, None, None if sure else MAY_BE_NO_ITEM]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("number", ["8", "๘.", ""])
def test_amounts_without_commas_are_no_years_of_a_heading(number: str, first: bool) -> None:
    head = ["ที่", "โครงการ/กิจกรรม", "ปี 2566", "ปี 2567", "ปี 2568"]
    bare = [number, "โครงการอบรมระบบควบคุมภายใน", "7000", "7500", "2000"]
    other = ["7", "กิจกรรมรณรงค์", "7,000", "-", "2,000"]
    if not number:
        head, bare, other = head[1:], bare[1:], other[1:]
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2568)
    parsed = plan(grid([head, bare, other] if first else [head, other, bare]), info=info)
    assert amounts(parsed, 0 if first else 1) == [7000, 7500, 2000]
    assert len(parsed.projects) == 2 and not parsed.remarks


def test_a_numbered_item_beside_amounts_like_years_is_doubtful_and_no_heading() -> None:
    head = ["ที่", "โครงการ/กิจกรรม", "ปี 2566", "ปี 2567", "ปี 2568"]
    rows = [["1", "โครงการจิตอาสา", "2566", "2567", "2568"], ["2", "กิจกรรมรณรงค์", "7,000", "-", "2,000"]]
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2568)
    parsed = plan(grid([head, *rows]), info=info)
    assert amounts(parsed, 0) == [2566, 2567, 2568]
    assert doubtful(parsed) == [(0, 2566), (0, 2567), (0, 2568)]
