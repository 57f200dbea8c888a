"""Percentages beside what an item spent: the true case, the clean cases, and where nothing can be told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.audit.case import Amount, Passage, case_from_parsed
from pipelines.parse import parse
from tests.audit_cases import found, report_case
from tests.plan_documents import CellText, Merged, document, grid, prose


def spent(
    text: str, budget: int | None = 148000, kind: str = "text_pdf"
) -> list[tuple[str | None, str | None]]:
    """The findings on an item with this budget and this text of its spending: stated and expected."""
    case = replace(report_case(), source_kind=kind)
    if budget is not None:
        status = "amount" if budget else "no_budget"
        case.amounts.append(Amount(2, 2566, "detail", Decimal(budget), status))
    case.passages.append(Passage(2, "budget", text, 1))
    return [(f.stated, f.expected) for f in found(case, "percent")]


@pytest.mark.parametrize(
    ("text", "stated", "expected"),
    [
        ("เบิกจ่าย (บาท) 91,760 คิดเป็นร้อยละ 64.00", "64", "62"),
        ("เบิกจ่ายจริง ๙๑,๗๖๐ บาท คิดเป็นร้อยละ ๖๔.๐๐ ของงบประมาณที่ได้รับ", "64", "62"),
        ("ผลการเบิกจ่าย 91,760 (64 %)", "64", "62"),
        ("เบิกจ่าย (บาท) - คิดเป็นร้อยละ 100.00", "100", "0"),
        ("เบิกจ่าย 91,760 บาท คิดเป็นร้อยละ 100, ไม่มีเงินคงเหลือ", "100", "62"),
    ],
)
def test_a_percentage_that_is_not_that_of_the_budget(text: str, stated: str, expected: str) -> None:
    assert spent(text) == [(stated, expected)]


def test_a_sentence_of_the_results_is_checked_too() -> None:
    case = report_case()
    case.amounts.append(Amount(2, 2566, "detail", Decimal(150000), "amount"))
    told = "ได้รับงบประมาณ 150,000 บาท เบิกจ่ายจริง 142,680 บาท คิดเป็นร้อยละ 96.12 ของงบประมาณที่ได้รับ"
    case.passages.append(Passage(2, "results", told, 1))
    (finding,) = found(case, "percent")
    assert (finding.project, finding.stated, finding.expected) == (2, "96.12", "95.12")


def test_a_percentage_of_nothing() -> None:
    assert spent("เบิกจ่าย (บาท) - คิดเป็นร้อยละ 100.00", budget=0) == [("100", None)]
    assert spent("เบิกจ่าย (บาท) - คิดเป็นร้อยละ 0.00", budget=0) == []


@pytest.mark.parametrize(
    "text",
    [
        "เบิกจ่าย (บาท) 91,760 คิดเป็นร้อยละ 62.00",
        "เบิกจ่าย (บาท) 91,760 คิดเป็นร้อยละ -",
        "เบิกจ่าย 91,760 ร้อยละความสำเร็จของงาน 100",
        "ผู้เข้าร่วมจำนวน 91,760 คน คิดเป็นร้อยละ 64.00",
        "เบิกจ่ายงบประมาณแล้วเสร็จ\nผู้เข้าร่วม 45 (ร้อยละ 90)",
        "งบประมาณตามข้อบัญญัติ 183,520 บาท เบิกจ่าย 91,760 คิดเป็นร้อยละ 50.00",
    ],
)
def test_nothing_is_said_of_percentages_that_fit_or_are_of_something_else(text: str) -> None:
    assert spent(text) == []


def test_nothing_is_said_without_a_certain_budget_or_of_a_scan() -> None:
    text = "เบิกจ่าย (บาท) 91,760 คิดเป็นร้อยละ 64.00"
    assert spent(text, budget=None) == []
    assert spent(text, kind="scanned_pdf") == []


AFTER = "โอนเพิ่ม 5,000 โอนลด - หลังโอน {0} เบิกจ่าย {1} ร้อยละ {2}"


def test_the_budget_after_transfers_is_a_base_though_all_of_it_was_spent() -> None:
    assert spent(AFTER.format("153,000", "153,000", "100.00")) == []
    assert spent("เบิกจ่าย 153,000 ร้อยละ 100.00") == [("100", "103.38")]


@pytest.mark.parametrize(("percentage", "wrong"), [("85.69", False), ("75.30", False), ("80.00", True)])
def test_a_share_of_what_all_items_have_after_transfers(percentage: str, wrong: bool) -> None:
    title = prose("รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2570")
    rows: list[list[CellText]] = [
        ["ที่", "โครงการ", Merged("งบประมาณ (บาท)", cols=6), None, None, None, None, None],
        [None, None, "ตั้งไว้", "โอนเพิ่ม", "โอนลด", "หลังโอน", "เบิกจ่าย", "ร้อยละ"],
        ["1", "โครงการอบรมธรรมะ", "50,000", "-", "10,000", "40,000", "38,000", "95.00"],
        ["2", "โครงการสำรวจความเห็น", "115,000", "5,000", "15,000", "105,000", "86,250", "82.14"],
        [Merged("รวม", cols=2), None, "165,000", "5,000", "25,000", "145,000", "124,250", percentage],
    ]
    read = document(title, grid(rows, headers=2))
    findings = found(case_from_parsed(parse(read), read), "percent")
    assert bool(findings) == wrong
