"""Rows of reports' tables that are no items, and columns that are no totals: headings with sums, scores."""

from __future__ import annotations

import pytest

from pipelines.records import PARTS_COST
from tests.plan_documents import CellText, Merged, grid
from tests.test_report_columns import report

ITEMS_HEAD: list[CellText] = ["ที่", "โครงการ/กิจกรรม", "งบประมาณ (บาท)", "ผลการดำเนินงาน"]
TRAINING: list[CellText] = ["1", "โครงการอบรม", "20,000", "ดำเนินการแล้ว"]
CAMP: list[CellText] = ["2", "โครงการค่าย", "10,000", "แล้วเสร็จ"]


@pytest.mark.parametrize("merged", [True, False])
def test_sums_beside_headings_of_dimensions_are_no_items(merged: bool) -> None:
    def heading(name: str, amount: str) -> list[CellText]:
        return [Merged(name, 1, 2), None, amount, ""] if merged else ["", name, amount, ""]

    rows = [ITEMS_HEAD, heading("มิติที่ 1 การสร้างวัฒนธรรมสุจริต", "20,000"), TRAINING]
    rows += [heading("มิติที่ 2 การบริหารราชการ", "60.00"), CAMP]
    parsed = report(grid(rows))
    assert [(p.name, p.dimension) for p in parsed.projects] == [("โครงการอบรม", 1), ("โครงการค่าย", 2)]
    assert [(t.scope, t.dimension, t.quantity, t.value) for t in parsed.stated_totals] == [
        ("dimension", 1, "planned_baht", 20_000)
    ]
    assert [remark.text for remark in parsed.remarks] == ["60.00"]


@pytest.mark.parametrize("label", ["ร้อยละ", "คงเหลือ", "เฉลี่ย", "งบประมาณรายจ่ายทั้งหมด"])
def test_rows_of_shares_means_and_other_money_are_no_items(label: str) -> None:
    parsed = report(grid([ITEMS_HEAD, TRAINING, CAMP, ["", label, "30,000", ""]]))
    assert [p.name for p in parsed.projects] == ["โครงการอบรม", "โครงการค่าย"]
    assert [remark.text for remark in parsed.remarks] == [f"{label} | 30,000"]


@pytest.mark.parametrize("marks", [("1.1", "1.2"), ("ก.", "ข."), ("-", "-")])
def test_nothing_above_parts_that_cost_something_is_doubtful(marks: tuple[str, str]) -> None:
    parts = [["", f"{mark} จัดอบรม", "5,000", ""] for mark in marks]
    parsed = report(grid([ITEMS_HEAD, ["1", "โครงการอบรม", "-", ""], *parts, ["2", "โครงการค่าย", "-", ""]]))
    assert [(b.amount_baht, b.doubt) for b in parsed.budgets] == [
        (0, PARTS_COST),
        (5_000, None),
        (5_000, None),
        (0, None),
    ]


@pytest.mark.parametrize("header", ["คะแนน", "น้ำหนัก", "ค่าเป้าหมาย", "เกณฑ์", "ผล"])
def test_scores_weights_and_targets_are_no_totals(header: str) -> None:
    rows = [
        ["มิติ", header, "งบประมาณ (บาท)"],
        ["มิติที่ 1 การสร้างวัฒนธรรม", "60.00", "100,000"],
        ["มิติที่ 2 การบริหาร", "40.00", "50,000"],
    ]
    parsed = report(grid(rows))
    assert [(t.dimension, t.quantity, t.value) for t in parsed.stated_totals] == [
        (1, "planned_baht", 100_000),
        (2, "planned_baht", 50_000),
    ]
    assert [remark.text for remark in parsed.remarks] == ["60.00", "40.00"]


def test_a_sum_between_dimensions_is_that_of_the_one_above() -> None:
    def band(text: str) -> list[CellText]:
        return [Merged(text, 1, 4), None, None, None]

    rows = [ITEMS_HEAD, band("มิติที่ 1 การสร้างวัฒนธรรมสุจริต"), TRAINING, ["", "รวม", "20,000", ""]]
    rows += [band("มิติที่ 2 การบริหารราชการ"), CAMP, ["", "รวม", "10,000", ""], ["", "รวมทั้งสิ้น", "30,000", ""]]
    parsed = report(grid(rows))
    assert [(t.scope, t.dimension, t.value, t.doubtful) for t in parsed.stated_totals] == [
        ("dimension", 1, 20_000, False),
        ("dimension", 2, 10_000, False),
        ("plan", None, 30_000, False),
    ]


@pytest.mark.parametrize(
    ("label", "scope"),
    [
        ("รวมข้อ 1-2", "page"),
        ("รวมเงินอุดหนุน", "page"),
        ("รวม 1.1", "mission"),
        ("รวม 1.1.1", "page"),
        ("รวมมิติที่ 1", "dimension"),
    ],
)
def test_the_sum_of_a_part_is_not_the_plans(label: str, scope: str) -> None:
    rows = [ITEMS_HEAD, TRAINING, CAMP, ["", label, "5,000", ""], ["", "รวมทั้งสิ้น", "30,000", ""]]
    parsed = report(grid(rows))
    assert [(t.scope, t.value, t.doubtful) for t in parsed.stated_totals] == [
        (scope, 5_000, False),
        ("plan", 30_000, False),
    ]


def test_two_sums_of_the_plan_are_doubtful() -> None:
    rows = [ITEMS_HEAD, TRAINING, ["", "รวม", "20,000", ""], CAMP, ["", "รวมทั้งสิ้น", "30,000", ""]]
    assert [t.doubtful for t in report(grid(rows)).stated_totals] == [True, True]


@pytest.mark.parametrize(
    ("header", "counts"), [("ผลที่ได้", False), ("ผล", False), ("ตัวชี้วัด", False), ("จำนวนโครงการ", True)]
)
def test_figures_of_anything_count_no_items(header: str, counts: bool) -> None:
    head: list[CellText] = ["ที่", "โครงการ/กิจกรรม", header, "งบประมาณ (บาท)"]
    rows = [head, ["1", "โครงการอบรม", "95", "20,000"], ["2", "โครงการค่าย", "50", "10,000"]]
    parsed = report(grid([*rows, ["", "รวม", "145", "30,000"]]))
    assert [t.quantity for t in parsed.stated_totals if t.value == 145] == (
        ["planned_items"] if counts else []
    )


@pytest.mark.parametrize(("header", "sure"), [("งบประมาณ", False), ("เบิกจ่าย", True)])
def test_the_budget_of_the_items_done_may_not_be_what_was_spent(header: str, sure: bool) -> None:
    rows = [["สถานะ", "จำนวนโครงการ", header], ["ดำเนินการแล้วเสร็จ", "8", "30,000"]]
    parsed = report(grid([*rows, ["ไม่ได้ดำเนินการ", "2", "-"], ["รวม", "10", "35,000"]]))
    (spent,) = [t for t in parsed.stated_totals if t.value == 30_000]
    assert (spent.quantity, not spent.doubtful) == ("spent_baht", sure)
