"""The line in words that closes a list of items."""

from __future__ import annotations

import pytest

from pipelines.parse import parse
from pipelines.records import ParsedDocument
from tests.plan_documents import document, prose

LIST = """แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลนาทราย อำเภอนาแก จังหวัดนครพนม
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1) โครงการลูกเสือช่อสะอาด จำนวน 15,000 บาท
ผู้รับผิดชอบ : สำนักปลัด
2) กิจกรรมทำความดี (ไม่ใช้งบประมาณ)
มิติที่ 2 การบริหารราชการด้วยความโปร่งใส
1) โครงการบริการถึงบ้าน จำนวน 8,750 บาท
ผู้รับผิดชอบ : สำนักปลัด
"""


def read(closing: str) -> ParsedDocument:
    return parse(document(prose(LIST + closing)))


@pytest.mark.parametrize(
    ("closing", "told"),
    [
        ("รวมเป็นเงินทั้งสิ้น 23,750 บาท (สองหมื่นสามพันเจ็ดร้อยห้าสิบบาท\nถ้วน)", (23_750, False)),
        ("รวมเป็นเงินทังสิ้น ๒๓,๗๕๐ บาท (สองหมื่นสามพันเจ็ดร้อยห้าสิบบาทถ้วน)", (23_750, False)),
        ("รวมทั้งสิ้น 23,750 บาท", (23_750, False)),
        ("รวมทั้งสิ้น 8,750 บาท", (8_750, True)),
    ],
)
def test_the_line_that_closes_a_list_is_the_plans_sum(closing: str, told: tuple[int, bool]) -> None:
    parsed = read(closing)
    assert [(t.scope, t.fiscal_year_be, t.value, t.doubtful) for t in parsed.stated_totals] == [
        ("plan", 2570, *told)
    ]
    assert parsed.remarks == []
    assert len(parsed.projects) == 3


@pytest.mark.parametrize("closing", ["รวมเบิกจ่ายทั้งสิ้น 23,750 บาท", "รวม 23,750 บาท", "รวมมิติที่ 2 ทั้งสิ้น 8,750 บาท"])
def test_other_lines_behind_a_list_are_not(closing: str) -> None:
    assert not [t for t in read(closing).stated_totals if t.scope == "plan"]
