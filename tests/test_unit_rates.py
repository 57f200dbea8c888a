"""What one time costs beside what an item costs, and tables of risks that stand alone."""

from __future__ import annotations

import pytest

from pipelines.parse import parse
from pipelines.parse.columns import Column
from pipelines.parse.unit_rates import without_rates
from pipelines.records import DocumentInfo
from tests.plan_documents import CellText, Merged, document, grid, prose
from tests.summary_plans import plan

ONE = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2570)


@pytest.mark.parametrize("rate", ["งบประมาณต่อ\nครั้ง", "งบประมาณ/ครั้ง", "งบประมาณครั้งละ", "งบประมาณ\n(บาทต่อรุ่น)"])
@pytest.mark.parametrize("whole", ["งบประมาณ\nรวม", "งบประมาณทั้งสิ้น (บาท)", "งบประมาณ"])
def test_what_one_time_costs_is_no_budget(rate: str, whole: str) -> None:
    rows: list[list[CellText]] = [
        ["ที่", "มิติ", "โครงการ/กิจกรรม", "จำนวน\n(ครั้ง)", rate, whole],
        ["1", "1", "โครงการธรรมะวันพระ", "12", "1,500", "18,000"],
        ["2", "3", "โครงการประชุมผู้นำ", "12", "900", "10,800"],
        ["3", "4", "กิจกรรมตรวจเยี่ยม", "4", "-", "-"],
        [Merged("รวม", cols=5), None, None, None, None, "28,800"],
    ]
    parsed = plan(grid(rows), info=ONE)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (18_000, False),
        (10_800, False),
        (0, False),
    ]
    assert [t.value for t in parsed.stated_totals if t.quantity == "budget_baht"] == [28_800]


def test_the_only_column_of_money_stays_the_budget() -> None:
    head: list[CellText] = ["ที่", "โครงการ/กิจกรรม", "งบประมาณต่อรุ่น"]
    parsed = plan(grid([head, ["1", "โครงการอบรม", "5,000"], ["2", "โครงการค่าย", "6,000"]]), info=ONE)
    assert [b.amount_baht for b in parsed.budgets] == [5_000, 6_000]


@pytest.mark.parametrize("heading", ["รายละเอียดงบประมาณ", "งบประมาณ/หน่วยงาน", "งบประมาณ/รายการ"])
def test_other_words_beside_the_sum_are_no_rates(heading: str) -> None:
    assert without_rates([Column(0, "budget", 1.0), Column(1, "total", 1.0)], [[heading], ["รวม"]])[
        0
    ].role == ("budget")


def test_a_table_of_risks_that_stands_alone_gives_its_rows() -> None:
    title = prose("การประเมินความเสี่ยงการทุจริตในประเด็นที่เกี่ยวข้องกับสินบน ประจำปีงบประมาณ พ.ศ. 2570")
    head: list[list[CellText]] = [
        ["ที่", "งาน/กระบวนงาน", "เหตุการณ์ความเสี่ยงการทุจริต", "ระดับ", "มาตรการจัดการความเสี่ยง"],
        ["1", "การพิจารณาอนุญาต", "เจ้าหน้าที่เรียกรับผลประโยชน์", "สูง", "จัดทำระบบยื่นคำขอออนไลน์"],
        ["2", "การจัดซื้อจัดจ้าง", "แบ่งซื้อแบ่งจ้าง", "ปานกลาง", "ตรวจสอบแผนจัดหาพัสดุ"],
    ]
    parsed = parse(document(title, grid(head)), "other")
    assert [(r.seq, r.risk_level, r.control) for r in parsed.risks] == [
        (1, "high", "จัดทำระบบยื่นคำขอออนไลน์"),
        (2, "medium", "ตรวจสอบแผนจัดหาพัสดุ"),
    ]
    assert parsed.projects == []
