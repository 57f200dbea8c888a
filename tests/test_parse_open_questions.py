"""What a summary table leaves open is doubtful or noted: counter-examples to rules that read too much."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.records import DocumentInfo
from tests.plan_documents import Merged, grid
from tests.summary_plans import YEARS, amounts, baht, doubtful, plan, total

THREE = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2568)


def test_a_spaced_number_over_two_years_is_not_two_amounts() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", *YEARS[:3]],
            ["1. การสร้าง", "1) โครงการอบรม", "20,000", Merged("20 000", cols=2), None],
            ["", "2) โครงการวารสาร", "5,000", Merged("7,000 -", cols=2), None],
        ]
    )
    parsed = plan(table, info=THREE)
    assert [year for project, year in doubtful(parsed) if project == 0] == [2567, 2568]
    assert amounts(parsed, 1) == baht(5000, 7000, 0)


def test_two_years_that_count_down_may_be_one_that_was_misread() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2568", "ปี 2567"],
            ["1. การสร้าง", "1) โครงการอบรม", "10,000", "20,000"],
        ],
        confidence=0.999,
    )
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    found = {b.fiscal_year_be: (b.amount_baht, b.doubtful) for b in plan(table, info=info).budgets}
    assert found == {2568: (Decimal(10_000), True), 2567: (Decimal(20_000), False), 2566: (None, True)}


@pytest.mark.parametrize("confidence", [None, 0.999])
def test_dashes_beside_a_year_whose_heading_lost_it_are_no_ticks(confidence: float | None) -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567", "งบประมาณ"],
            ["1. การสร้าง", "1) โครงการอบรม", "-", "-", "20,000"],
            ["", "2) โครงการวารสาร", "-", "-", "30,000"],
        ],
        confidence=confidence,
    )
    found = {b.fiscal_year_be: b.amount_baht for b in plan(table, info=THREE).budgets if b.project == 0}
    assert (found[2566], found[2567]) == (0, 0)


@pytest.mark.parametrize(
    ("marks", "years"),
    [(("(✓)", "( )", "(✓)"), [2566, 2568]), (("✓", "x", "✓"), [2566, 2568]), (("x", "", "x"), [2566, 2568])],
)
def test_only_ticks_are_ticks(marks: tuple[str, ...], years: list[int]) -> None:
    table = grid(
        [
            [
                Merged("โครงการ/กิจกรรม/มาตรการ", 2),
                Merged("ปีที่ดำเนินการ", cols=3),
                *[None] * 2,
                Merged("งบประมาณต่อปี (บาท)", 2),
            ],
            [None, "2566", "2567", "2568", None],
            ["โครงการอบรมคุณธรรม", *marks, "20,000"],
            ["มาตรการงดรับของขวัญ", "✓", "✓", "✓", "-"],
        ],
        headers=2,
    )
    found = [b for b in plan(table, info=THREE).budgets if b.project == 0]
    assert [b.fiscal_year_be for b in found if b.amount_baht] == years
    assert not any(b.doubtful for b in found)


def test_an_unread_item_below_a_heading_is_no_sum_of_the_plan() -> None:
    table = grid(
        [
            ["มิติ", "ภารกิจตามมิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"],
            ["1. สุจริต", "1.1 สำนึก", "1) โครงการหนึ่ง", "100", "50"],
            ["รวม", "", "จำนวน 1 โครงการ", "100", "50"],
            ["2. โปร่งใส", "2.1 เปิดเผย", "2) โครงการสอง", "-", "25"],
            ["รวม", "", "จำนวน 1 โครงการ", "-", "25"],
            ["มิติที่ 3 การส่งเสริมบทบาท", "3.1 การมีส่วนร่วม", "", "100", "7"],
        ]
    )
    parsed = plan(table)
    assert total(parsed, "plan", "budget_baht") == []
    assert [remark.why for remark in parsed.remarks] == ["amounts without an item"]


def test_items_of_a_cell_over_several_rows_keep_their_amounts() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", *YEARS[:3]],
            [
                "1. การสร้าง",
                Merged("1) โครงการอบรม\n- กิจกรรมปลูกป่า\n- กิจกรรมเดินรณรงค์", rows=3),
                *["10,000"] * 3,
            ],
            ["", None, *["20,000"] * 3],
            ["", None, *["30,000"] * 3],
        ]
    )
    parsed = plan(table, info=THREE)
    assert [amounts(parsed, n)[0] for n in range(3)] == baht(10_000, 20_000, 30_000)
