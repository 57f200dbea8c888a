"""A table's header printed again on its next page, as a scan reads it, is no item."""

from __future__ import annotations

import pytest

from pipelines.parse.action_plan import parse_action_plan
from pipelines.records import DocumentInfo
from tests.plan_documents import document, grid

PLAN = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2573)


@pytest.mark.parametrize(
    "again",
    [
        ["มิติ", "โครงการ/กิจกรรม/มาตรการ", *(f"ปี {year}\n(บาท)" for year in range(2570, 2574)), "หมายเหตุ"],
        [
            "มีติ",
            "โครงการ/กิจกรรม/มาตรการ",
            "ปี 257O\n(บาท)",
            "ปี 571\n(บาท)",
            "ปี 2572\n(บทา)",
            "ปี 2573",
            "หมายเหตุ",
        ],
        ["", "โครงการ/กิจกรรม/มาตรการ", "ปี 2570\n(บาท)", "ปี 2571\n(บาท)", "", "ปี 2573\n(บาท)", ""],
    ],
)
def test_a_header_printed_again_is_no_item(again: list[str]) -> None:
    rows = [
        ["มิติ", "โครงการ/กิจกรรม/มาตรการ", *(f"ปี {year}\n(บาท)" for year in range(2570, 2574)), "หมายเหตุ"],
        ["มิติที่ 1", "1. โครงการลานวัดลานธรรม", "8,000", "9,000", "-", "-", ""],
        again,
        ["มิติที่ 2", "2. กิจกรรมเปิดสมุดรายรับ", "1,000", "-", "-", "2,000", ""],
    ]
    parsed = parse_action_plan(document(grid(rows)), PLAN)
    assert [(p.name, p.dimension) for p in parsed.projects] == [
        ("โครงการลานวัดลานธรรม", 1),
        ("กิจกรรมเปิดสมุดรายรับ", 2),
    ]
    assert [(b.fiscal_year_be, b.amount_baht) for b in parsed.budgets if b.project == 1] == [
        (2570, 1_000),
        (2571, 0),
        (2572, 0),
        (2573, 2_000),
    ]
