"""Figures that a narrow column broke over lines: amounts, sums and those of reports."""

from __future__ import annotations

import pytest

from pipelines.parse import parse
from pipelines.reconcile import reconcile
from pipelines.records import DocumentInfo
from tests.plan_documents import document, grid, prose
from tests.scan_readings import scanned
from tests.summary_plans import plan

TWO = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2571)
HEAD = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2570", "ปี 2571"]
BROKEN = [
    ("1,250,0\n00", 1_250_000),
    ("150,00\n0", 150_000),
    ("1,250,\n000", 1_250_000),
    ("1,250\n,000.00", 1_250_000),
    ("๑,๐๖๖,๙๐\n๐.-", 1_066_900),
    ("1,250,00\n0 บาท", 1_250_000),
    ("1,250,000.\n50", 1_250_000.5),
    ("1,250,000\n.50", 1_250_000.5),
    ("1,25\n0,00\n0", 1_250_000),
]


@pytest.mark.parametrize(("cell", "amount"), BROKEN)
def test_an_amount_and_a_sum_that_a_narrow_column_broke_are_whole(cell: str, amount: float) -> None:
    rows = [HEAD, ["1", "โครงการอบรมผู้สูงวัย", cell, "9,000"], ["", "รวมทั้งสิ้น", cell, "9,000"]]
    parsed = plan(grid(rows), info=TWO)
    assert [b.amount_baht for b in parsed.budgets][:2] == [amount, 9_000]
    assert [t.value for t in parsed.stated_totals] == [amount, 9_000]
    assert not any(b.doubtful for b in parsed.budgets) and not any(t.doubtful for t in parsed.stated_totals)


@pytest.mark.parametrize("cell", ["5,000\n2,000", "10,000\n000", "7,000\n0"])
def test_whole_figures_stay_apart(cell: str) -> None:
    parsed = plan(
        grid([HEAD, ["1", "โครงการอบรมผู้สูงวัย", cell, "9,000"], ["", "รวม", cell, "9,000"]]), info=TWO
    )
    assert next(b.doubtful for b in parsed.budgets)
    assert next(t for t in parsed.stated_totals if t.fiscal_year_be == 2570).doubtful


def test_of_a_scan_the_reading_of_both_parts_is_kept() -> None:
    rows = [HEAD, ["1", "โครงการอบรมผู้สูงวัย", "150,00\n0", "9,000"], ["", "รวม", "150,00\n0", "9,000"]]
    source = scanned(document(grid(rows)))
    parsed = reconcile(plan(*(block.content for block in source.flow), info=TWO), source)
    assert next((t.value, t.doubtful) for t in parsed.stated_totals) == (150_000, False)
    assert parsed.stated_totals[0].source.readings[0].text == "150,000"


def test_the_figures_of_a_report_are_whole() -> None:
    title = """รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567 รอบ 12 เดือน
องค์การบริหารส่วนตำบลสระบัวทอง อำเภอเมือง จังหวัดเลย"""
    rows = [
        ["ที่", "โครงการ", "งบประมาณ (บาท)", "ผลการดำเนินงาน"],
        ["1", "โครงการอบรมคุณธรรม", "1,250,0\n00", "มีผู้เข้าร่วม 40 คน"],
        ["2", "โครงการค่ายเยาวชน", "2,000", "มีผู้เข้าร่วม 90 คน"],
        ["", "รวม", "1,252,0\n00", ""],
    ]
    parsed = parse(document(prose(title), grid(rows, top=300)), "progress_report")
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets][:2] == [(1_250_000, False), (2_000, False)]
    assert [(t.value, t.doubtful) for t in parsed.stated_totals] == [(1_252_000, False)]
