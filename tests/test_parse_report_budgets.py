"""What the items of progress reports were to cost: in their sections, and in columns of other wordings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from text_documents import document

from pipelines.parse import parse
from pipelines.parse.report_headings import inline_habits
from pipelines.records import ParsedDocument

HEAD = """รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568
องค์การบริหารส่วนตำบลท่าข้ามทอง อำเภอบางปะกง จังหวัดฉะเชิงเทรา
"""
NARRATIVE = f"""{HEAD}
มิติที่ 1 การสร้างวัฒนธรรมสุจริต

1) โครงการอบรมบุคลากรด้านจริยธรรม

การดำเนินการ ได้จัดประชุมชี้แจงผู้เกี่ยวข้องแล้ว

งบประมาณ จำนวน 20,000 บาท (สองหมื่นบาทถ้วน)

ผลการดำเนินการ มีผู้เข้าร่วม 31 คน

2) มาตรการงดรับของขวัญ

การดำเนินการ ได้จัดทำประกาศ

งบประมาณ ไม่ใช้งบประมาณ

ผลการดำเนินการ ประกาศแล้ว

3) กิจกรรมจิตอาสา

การดำเนินการ พัฒนาคลอง

งบประมาณ เบิกจ่าย 4,500 บาท

ผลการดำเนินการ มีผู้เข้าร่วม 50 คน
"""


def budgets(parsed: ParsedDocument) -> list[tuple[int, int | None, Decimal | None, str, bool]]:
    return [(b.project, b.fiscal_year_be, b.amount_baht, b.amount_status, b.doubtful) for b in parsed.budgets]


def test_headings_and_their_texts_on_one_line() -> None:
    parsed = parse(document(NARRATIVE))
    assert [p.name for p in parsed.projects] == [
        "โครงการอบรมบุคลากรด้านจริยธรรม",
        "มาตรการงดรับของขวัญ",
        "กิจกรรมจิตอาสา",
    ]
    texts = {(s.project, s.section): s.text for s in parsed.sections}
    assert texts[0, "results"] == "มีผู้เข้าร่วม 31 คน"
    assert texts[1, "method"] == "ได้จัดทำประกาศ"


def test_amounts_of_items_told_in_sentences() -> None:
    assert budgets(parse(document(NARRATIVE))) == [
        (0, 2568, Decimal(20000), "amount", False),
        (1, 2568, Decimal(0), "no_budget", False),
    ]  # the third tells what was spent


def test_words_that_also_begin_sentences_are_headings_by_habit_alone() -> None:
    often = ["ผลการดำเนินการ มีผู้เข้าร่วม 31 คน"] * 3
    assert inline_habits(often) == {"results"}
    assert inline_habits(often[:2]) == frozenset()
    assert inline_habits([*often, "ผลการดำเนินการ"]) == frozenset()


@pytest.mark.parametrize(
    "heading", ["งบประมาณตามเทศบัญญัติ (บาท)", "งบประมาณที่ได้รับอนุมัติ", "งบประมาณตามข้อบัญญัติ", "งบประมาณที่ตั้งไว้"]
)
@pytest.mark.parametrize("amount", ["18,000", "18,000 บาท", "๑๘,๐๐๐.-"])
def test_the_column_that_says_what_an_item_was_to_cost(heading: str, amount: str) -> None:
    text = f"""{HEAD}
| ลำดับที่ | โครงการ/กิจกรรม | {heading} | เบิกจ่ายจริง | ผลสำเร็จ |
|---|---|---|---|---|
| 1 | โครงการอบรมบุคลากร | {amount} | 17,500 บาท | ผู้เข้าร่วม 41 คน |
| 2 | มาตรการงดรับของขวัญ | ไม่ใช้งบประมาณ | - | ประกาศแล้ว |
"""
    parsed = parse(document(text))
    assert budgets(parsed) == [
        (0, 2568, Decimal(18000), "amount", False),
        (1, 2568, Decimal(0), "no_budget", False),
    ]
    assert not parsed.remarks
    assert {s.text for s in parsed.sections if s.section == "results"} == {"ผู้เข้าร่วม 41 คน", "ประกาศแล้ว"}


def test_the_ordinance_beside_the_plan_is_not_what_was_planned() -> None:
    text = f"""{HEAD}
| ลำดับที่ | โครงการ/กิจกรรม | งบประมาณตามแผน | งบประมาณตามข้อบัญญัติ | เบิกจ่าย |
|---|---|---|---|---|
| 1 | โครงการอบรมบุคลากร | 20,000 | 18,000 | 17,500 |
| 2 | โครงการประชาคม | 30,000 | 30,000 | 30,000 |
"""
    assert [b.amount_baht for b in parse(document(text)).budgets] == [Decimal(20000), Decimal(30000)]


def test_a_small_table_for_each_item() -> None:
    forms = [
        f"""| โครงการ/กิจกรรม/มาตรการ | {number}. {name} |
|---|---|
| ผลการดำเนินการ | ดำเนินการแล้ว |
| งบประมาณตามแผน | {planned} |
| งบประมาณที่ใช้จ่าย | {spent} |
| ผู้รับผิดชอบ | กองคลัง |
"""
        for number, name, planned, spent in (
            (1, "โครงการอบรมบุคลากร", "20,000 บาท", "19,500 บาท"),
            (2, "มาตรการงดรับของขวัญ", "ไม่ใช้งบประมาณ", "-"),
        )
    ]
    parsed = parse(document(HEAD + "\nมิติที่ 1 การสร้างวัฒนธรรมสุจริต\n\n" + "\n".join(forms)))
    assert [(p.seq, p.dimension, p.name, p.responsible_unit) for p in parsed.projects] == [
        (1, 1, "โครงการอบรมบุคลากร", "กองคลัง"),
        (2, 1, "มาตรการงดรับของขวัญ", "กองคลัง"),
    ]
    assert budgets(parsed) == [
        (0, 2568, Decimal(20000), "amount", False),
        (1, 2568, Decimal(0), "no_budget", False),
    ]
    texts = {(s.project, s.section): s.text for s in parsed.sections}
    assert texts[0, "results"] == "ดำเนินการแล้ว" and "19,500" in texts[0, "budget"]
    assert parsed.table_kinds == ["report", "report"]
