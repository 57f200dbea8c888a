"""Ticks that tell whether an item uses a budget, and those that tell how far it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import Table
from pipelines.parse import parse
from pipelines.parse.report_ticks import UNREAD_TICK
from pipelines.records import DocumentInfo, ParsedDocument
from tests.plan_documents import CellText, Merged, document, grid, prose
from tests.scan_readings import WELL, scanned_table
from tests.summary_plans import plan

TWO = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2571)
STATE_HEAD: list[list[CellText]] = [
    ["โครงการ/กิจกรรม", "งบประมาณ (บาท)", Merged("ผลการดำเนินงาน", cols=3), None, None],
    [None, None, "แล้วเสร็จ", "อยู่ระหว่าง", "ยังไม่ดำเนินการ"],
]


def use(mark: str, counts: tuple[str, str]) -> Table:
    head: list[CellText] = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ใช้งบ\nประมา\nณ", "ไม่ใช้งบ\nประมา\nณ"]
    return grid(
        [
            [*head, Merged("จำนวนงบประมาณ (บาท)", cols=2), None],
            [None, None, None, None, "ปี 2570", "ปี 2571"],
            ["1", "โครงการอบรมลูกเสือ", mark, "", "24,000", "5,000"],
            ["2", "กิจกรรมสวดมนต์", "", mark, "-", "-"],
            ["3", "โครงการค่ายเยาวชน", mark, "", "4,000", "-"],
            ["", "รวม", *counts, "28,000", "5,000"],
        ],
        headers=2,
    )


@pytest.mark.parametrize("mark", ["✓", "/", "-"])
@pytest.mark.parametrize("counts", [("๒", "๑"), ("", "")])
@pytest.mark.parametrize("paper", [False, True])
def test_ticks_of_use_are_no_year_and_their_count_no_money(
    mark: str, counts: tuple[str, str], paper: bool
) -> None:
    table = use(mark, counts)
    parsed = plan(scanned_table(table) if paper else table, info=TWO)
    assert {b.fiscal_year_be for b in parsed.budgets} == {2570, 2571}
    assert not any(b.year_inferred for b in parsed.budgets)
    baht = [(t.fiscal_year_be, t.value) for t in parsed.stated_totals if t.quantity == "budget_baht"]
    assert baht == [(2570, 28_000), (2571, 5_000)]


def states(*rows: tuple[str, str, str]) -> ParsedDocument:
    named: list[list[CellText]] = [[f"โครงการอบรมรุ่น {n}", "5,000", *row] for n, row in enumerate(rows, 1)]
    table = grid([*STATE_HEAD, *named], headers=2)
    cells = [
        replace(cell, lines=tuple(map(WELL, cell.lines)), seen_empty=not cell.text.strip())
        for cell in table.cells
    ]
    title = prose("รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2570")
    return parse(document(title, replace(table, cells=tuple(cells))))


def results(parsed: ParsedDocument) -> dict[int, str]:
    return {s.project: s.text for s in parsed.sections if s.section == "results"}


def test_the_lone_dash_of_a_scan_among_states_is_a_tick_and_told() -> None:
    parsed = states(("-", "", ""), ("", "-", ""), ("✓", "", ""), ("", "", "-"))
    assert results(parsed) == {0: "แล้วเสร็จ", 1: "อยู่ระหว่าง", 2: "แล้วเสร็จ", 3: "ยังไม่ดำเนินการ"}
    assert [remark.why for remark in parsed.remarks].count(UNREAD_TICK) == 3


def test_dashes_beside_ticks_stand_for_nothing() -> None:
    parsed = states(("✓", "-", "-"), ("-", "✓", "-"), ("-", "", ""))
    assert results(parsed) == {0: "แล้วเสร็จ", 1: "อยู่ระหว่าง"}
    assert [remark.why for remark in parsed.remarks].count(UNREAD_TICK) == 1
