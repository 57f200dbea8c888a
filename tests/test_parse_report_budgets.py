"""What the items of progress reports were to cost: in their sections, and in columns of other wordings."""

from __future__ import annotations

from decimal import Decimal

import pytest
from text_documents import document

from extract.model import Line, Reading
from pipelines.assemble import _merged_budgets
from pipelines.parse import parse
from pipelines.parse.narrative import read_narrative
from pipelines.parse.report_headings import inline_habits
from pipelines.records import MAY_BE_SPENT, ParsedDocument
from tests.plan_documents import Merged, grid, prose
from tests.plan_documents import document as plan_document
from tests.scan_readings import scanned

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

4) โครงการประชาคม

การดำเนินการ จัดประชาคม

งบประมาณ ตั้งไว้ 30,000 บาท เบิกจ่าย 28,500 บาท

ผลการดำเนินการ มีผู้เข้าร่วม 80 คน
"""


def budgets(parsed: ParsedDocument) -> list[tuple[int, int | None, Decimal | None, str, bool]]:
    return [(b.project, b.fiscal_year_be, b.amount_baht, b.amount_status, b.doubtful) for b in parsed.budgets]


def test_headings_and_their_texts_on_one_line() -> None:
    parsed = parse(document(NARRATIVE))
    assert [p.name for p in parsed.projects] == [
        "โครงการอบรมบุคลากรด้านจริยธรรม",
        "มาตรการงดรับของขวัญ",
        "กิจกรรมจิตอาสา",
        "โครงการประชาคม",
    ]
    texts = {(s.project, s.section): s.text for s in parsed.sections}
    assert texts[0, "results"] == "มีผู้เข้าร่วม 31 คน"
    assert texts[1, "method"] == "ได้จัดทำประกาศ"


def test_amounts_of_items_told_in_sentences() -> None:
    assert budgets(parse(document(NARRATIVE))) == [
        (0, 2568, Decimal(20000), "amount", False),
        (1, 2568, Decimal(0), "no_budget", False),
        (3, 2568, Decimal(30000), "amount", False),
    ]  # the third tells only what was spent


@pytest.mark.parametrize(
    "told",
    [
        "ใช้งบประมาณไป 15,000 บาท จากที่ตั้งไว้ 20,000 บาท",
        "เบิกจ่าย 15,000 บาท (ตั้งไว้ 20,000 บาท)",
        "งบประมาณที่ได้รับจัดสรร 20,000 บาท ใช้จริง 15,000 บาท คงเหลือ 5,000 บาท",
    ],
)
def test_what_was_set_is_told_from_what_was_spent_in_any_order(told: str) -> None:
    text = f"""รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2566
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1. โครงการอบรมคุณธรรม
ผลการดำเนินงาน : แล้วเสร็จ
งบประมาณ : {told}
ผู้รับผิดชอบ : สำนักปลัด
"""
    parsed = parse(document(text))
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(Decimal(20000), False)]


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


def test_what_was_set_and_what_was_spent_in_one_cell() -> None:
    text = f"""{HEAD}
| ที่ | โครงการ/กิจกรรม | ผลการดำเนินงาน | งบประมาณ |
|---|---|---|---|
| 1 | โครงการอบรมบุคลากร | ดำเนินการแล้ว | ตั้งไว้ 20,000 บาท เบิกจ่าย 18,500 บาท |
| 2 | มาตรการงดรับของขวัญ | ประกาศแล้ว | ไม่ใช้งบประมาณ |
"""
    parsed = parse(document(text))
    assert budgets(parsed) == [
        (0, 2568, Decimal(20000), "amount", False),
        (1, 2568, Decimal(0), "no_budget", False),
    ]
    (spent,) = [s.text for s in parsed.sections if s.section == "budget"]
    assert "เบิกจ่าย 18,500 บาท" in spent


def test_a_row_that_names_a_unit_over_all_columns_is_no_item() -> None:
    table = grid(
        [
            ["ลำดับ", "โครงการ/กิจกรรม", "งบประมาณ (บาท)", "ผลการดำเนินการ"],
            [Merged("หน่วยงาน : กองคลัง", cols=4), None, None, None],
            ["1", "โครงการจัดทำแผนที่ภาษี", "12,000", "ดำเนินการแล้ว"],
        ]
    )
    parsed = parse(plan_document(prose(HEAD), table))
    assert [(p.name, p.responsible_unit) for p in parsed.projects] == [("โครงการจัดทำแผนที่ภาษี", "กองคลัง")]


def test_labelled_sections_of_a_scan_whose_numbers_were_read_weakly() -> None:
    lines = ["มิติที่ ๑ การสร้างวัฒนธรรมสุจริต"]
    for number, name in (("๑", "โครงการอบรม"), ("๒", "โครงการค่าย")):
        lines += [
            f"{number}. {name}",
            "๑) วิธีดำเนินการ : จัดประชุม",
            "๒) ผลการดำเนินงาน : แล้วเสร็จ",
            "๓) งบประมาณ : ๕,๐๐๐ บาท",
        ]
    rows = [
        (1, Line(text, None, 0.6, Reading(text, 0.6, char_confidences=(0.6,) * len(text)))) for text in lines
    ]
    entries = read_narrative(rows).entries
    assert [set(entry.sections) for entry in entries] == [{"method", "results", "budget"}] * 2


def test_an_entry_and_a_table_that_state_other_amounts_are_doubtful() -> None:
    table = """
ที่\tโครงการ/กิจกรรม\tงบประมาณตามแผน\tผลการดำเนินการ
1\tโครงการอบรมบุคลากรด้านจริยธรรม\t25,000\tดำเนินการแล้ว
2\tมาตรการงดรับของขวัญ\tไม่ใช้งบประมาณ\tดำเนินการแล้ว
"""
    parsed = parse(document(NARRATIVE + table), "progress_report")
    assert [amount for project, _, amount, *_ in budgets(parsed) if project == 0] == [20_000, 25_000]
    kept, remarks = _merged_budgets(parsed.budgets)
    assert [b.doubtful for b in kept if b.project in (0, 1)] == [True, False]
    assert [remark.text for remark in remarks] == ["25,000"]


SENTENCES = f"""{HEAD}
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1. โครงการอบรมบุคลากรด้านจริยธรรม
งบประมาณตั้งไว้ 37,500 บาท เบิกจ่าย 34,625 บาท
ผลการดำเนินการ : มีผู้เข้าร่วม 31 คน
2. โครงการประชาคม
ได้รับจัดสรรงบประมาณ ๑๒,๐๐๐ บาท
ผลการดำเนินการ : มีผู้เข้าร่วม 80 คน
3. กิจกรรมจิตอาสา (งบประมาณ 4,000 บาท)
ผลการดำเนินการ : ใช้งบประมาณ 3,900 บาท ซื้ออุปกรณ์
4. โครงการคลองสวย
เบิกจ่ายแล้ว 9,000 บาท
ผลการดำเนินการ : แล้วเสร็จ
5. โครงการสวนสาธารณะ
อยู่ระหว่างดำเนินการจัดซื้อจัดจ้าง
ผลการดำเนินการ : ยังไม่แล้วเสร็จ
"""


def test_sentences_below_a_name_are_no_part_of_it() -> None:
    parsed = parse(document(SENTENCES))
    assert [p.name for p in parsed.projects] == [
        "โครงการอบรมบุคลากรด้านจริยธรรม",
        "โครงการประชาคม",
        "กิจกรรมจิตอาสา",
        "โครงการคลองสวย",
        "โครงการสวนสาธารณะ",
    ]
    assert budgets(parsed) == [
        (0, 2568, Decimal(37500), "amount", False),
        (1, 2568, Decimal(12000), "amount", False),
        (2, 2568, Decimal(4000), "amount", False),
    ]
    texts = [(s.project, s.section, s.text) for s in parsed.sections]
    assert (0, "budget", "ตั้งไว้ 37,500 บาท เบิกจ่าย 34,625 บาท") in texts
    assert (3, "budget", "เบิกจ่ายแล้ว 9,000 บาท") in texts
    assert (4, "results", "อยู่ระหว่างดำเนินการจัดซื้อจัดจ้าง") in texts


def test_what_was_used_may_not_be_what_was_planned() -> None:
    text = SENTENCES.replace("ได้รับจัดสรรงบประมาณ", "ใช้งบประมาณ")
    (budget,) = [b for b in parse(document(text)).budgets if b.project == 1]
    assert (budget.amount_baht, budget.doubtful) == (Decimal(12000), True)


BARE = f"""{HEAD}
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1. โครงการอบรมบุคลากรด้านจริยธรรม
จัดอบรมแล้ว งบประมาณที่ตั้งไว้ ๓๐,๐๐๐ บาท เบิกจ่าย ๒๘,๔๕๐ บาท คงเหลือ ๑,๕๕๐ บาท
2. มาตรการงดรับของขวัญ
ประกาศแล้ว ไม่ใช้งบประมาณ
3. กิจกรรมจิตอาสา
จัดกิจกรรมแล้ว ใช้งบประมาณ 4,000 บาท
4. โครงการประชาคม
งบประมาณที่ตั้งไว้ 9,000 บาท ต่อมาได้รับจัดสรร 7,000 บาท
"""


def test_what_sentences_of_an_item_without_headings_set_aside() -> None:
    parsed = parse(document(BARE))
    assert [p.seq for p in parsed.projects] == [1, 2, 3, 4]
    assert budgets(parsed) == [
        (0, 2568, Decimal(30000), "amount", False),
        (1, 2568, Decimal(0), "no_budget", False),
        (3, 2568, Decimal(9000), "amount", True),
    ]
    assert parsed.budgets[0].amount_raw == "๓๐,๐๐๐ บาท"
    assert "ใช้งบประมาณ 4,000 บาท" in next(s.text for s in parsed.sections if s.project == 2)


def test_a_name_of_two_lines_without_headings_below() -> None:
    name = "1. โครงการอบรมคุณธรรมแก่คณะผู้บริหาร สมาชิกสภา และพนักงานของเทศบาลทุกคนทุก"
    lines = prose(f"มิติที่ 1 การสร้างวัฒนธรรมสุจริต\n{name}\nตำแหน่ง\n    จัดอบรมแล้วเมื่อเดือนมกราคม")
    width = max(line.bbox[2] for _, line in lines if line.bbox)
    assert width == lines[1][1].bbox[2]  # type: ignore[index]
    (entry,) = read_narrative(lines).entries
    assert entry.name.texts == [name, "ตำแหน่ง"]
    assert [p.lines[0].text for p in entry.sections["results"]] == ["จัดอบรมแล้วเมื่อเดือนมกราคม"]


def test_what_a_report_sums_up_behind_its_items_is_no_result_of_the_last() -> None:
    text = NARRATIVE + (
        "\n3. สรุปผลการดำเนินงาน\n\n"
        "มีโครงการตามแผน 4 โครงการ ดำเนินการแล้วเสร็จ 4 โครงการ คิดเป็นร้อยละ 100 เบิกจ่ายทั้งสิ้น 33,000 บาท\n"
    )
    parsed = parse(document(text))
    assert [(t.scope, t.quantity, t.value) for t in parsed.stated_totals] == [
        ("plan", "planned_items", 4),
        ("plan", "done_items", 4),
        ("plan", "items_percent", 100),
        ("plan", "spent_baht", 33_000),
    ]
    assert [s.text for s in parsed.sections if s.project == 3 and s.section == "results"] == [
        "มีผู้เข้าร่วม 80 คน"
    ]


def test_what_was_granted_and_what_was_spent_on_lines_of_their_own() -> None:
    text = f"""{HEAD}
1. โครงการส่งเสริมคุณธรรม
งบประมาณที่ได้รับจัดสรร ๓๐๐,๐๐๐ บาท
งบประมาณที่ใช้ไป ๒๙๘,๐๐๐ บาท
ผลการดำเนินงาน แล้วเสร็จ
2. กิจกรรมประกาศเจตนารมณ์
ไม่ใช้งบประมาณ
ผลการดำเนินงาน ประกาศแล้ว
3. โครงการเครือข่าย
งบประมาณที่ได้รับจัดสรร ๑๕๐,๐๐๐ บาท
งบประมาณที่ใช้ไป ๑๒๐,๐๐๐ บาท
ผลการดำเนินงาน แล้วเสร็จ
รวมงบประมาณที่ได้รับจัดสรรทั้งสิ้น ๔๕๐,๐๐๐ บาท เบิกจ่ายทั้งสิ้น ๔๑๘,๐๐๐ บาท
"""
    parsed = parse(document(text))
    assert parsed.projects[1].name == "กิจกรรมประกาศเจตนารมณ์"
    assert budgets(parsed) == [
        (0, 2568, Decimal(300_000), "amount", False),
        (1, 2568, Decimal(0), "no_budget", False),
        (2, 2568, Decimal(150_000), "amount", False),
    ]
    sums = [(t.quantity, t.value) for t in parsed.stated_totals]
    assert sums == [("planned_baht", 450_000), ("spent_baht", 418_000)]
    assert "ทั้งสิ้น" not in "".join(s.text for s in parsed.sections)
    costs = text.replace("รวมงบประมาณที่ได้รับจัดสรรทั้งสิ้น ๔๕๐,๐๐๐ บาท เบิกจ่ายทั้งสิ้น ๔๑๘,๐๐๐ บาท", "รวมเป็นเงิน ๙๐๐ บาท")
    assert "รวมเป็นเงิน 900 บาท" in parse(document(costs)).sections[-1].text


def test_money_that_people_got_is_no_budget() -> None:
    text = BARE.replace("ประกาศแล้ว ไม่ใช้งบประมาณ", "ผู้ประสบภัยได้รับเงินช่วยเหลือ 5,000 บาท")
    assert not [b for b in parse(document(text)).budgets if b.project == 1]


def test_what_stands_beside_a_sum_in_words_is_told() -> None:
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม", "วงเงินตามแผน (บาท)", "ผลการดำเนินงาน"],
            ["1", "โครงการอบรม", "30,000", "แล้วเสร็จ เบิกจ่าย 29,000 บาท"],
            [Merged("รวมทั้งสิ้น 1 โครงการ", 1, 2), None, "30,000", "เบิกจ่าย 29,000 บาท"],
        ]
    )
    parsed = parse(plan_document(table), "progress_report")
    assert [(t.quantity, t.value) for t in parsed.stated_totals] == [
        ("planned_items", 1),
        ("planned_baht", 30_000),
    ]
    assert [remark.text for remark in parsed.remarks] == ["เบิกจ่าย 29,000 บาท"]


@pytest.mark.parametrize(
    ("told", "amount"),
    [("20,000 บาท / 19,500 บาท", 20_000), ("ตั้งไว้ 20,000 บาท เบิกจ่าย 19,500 บาท", 20_000), ("20,000", 20_000)],
)
def test_a_label_for_what_was_set_aside_and_what_was_spent(told: str, amount: int) -> None:
    form = grid(
        [
            ["ชื่อโครงการ/กิจกรรม", "โครงการอบรม"],
            ["งบประมาณ (ตั้งไว้ / เบิกจ่าย)", told],
            ["ผลการดำเนินงาน", "แล้วเสร็จ"],
            ["ผู้รับผิดชอบ", "สำนักปลัด"],
        ]
    )
    parsed = parse(plan_document(form), "progress_report")
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(amount, False)]


def test_what_was_transferred_is_no_budget_of_its_own() -> None:
    header = ["ที่", "โครงการ", "งบประมาณตามข้อบัญญัติ", "โอนเพิ่ม", "โอนลด", "งบประมาณหลังโอน", "เบิกจ่าย"]
    table = grid(
        [
            header,
            ["1", "โครงการอบรม", "20,000", "5,000", "-", "25,000", "24,000"],
            ["2", "โครงการประชาคม", "15,000", "-", "3,000", "12,000", "12,000"],
            ["", "รวม", "35,000", "5,000", "3,000", "37,000", "36,000"],
        ]
    )
    parsed = parse(plan_document(table), "progress_report")
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(25_000, False), (12_000, False)]
    sums = [(t.quantity, t.value, t.doubtful) for t in parsed.stated_totals]
    assert ("planned_baht", 37_000, False) in sums and len(sums) == 3


def test_words_for_no_budget_are_those_of_their_own_line_of_a_scan() -> None:
    text = """มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1) มาตรการปลุกจิตสำนึก
- ติดป้ายประชาสัมพันธ์ 12 จุด
- ไม่ใช้งบประมาณ
2) กิจกรรมจิตอาสา
- มีผู้เข้าร่วม 30 คน
- ได้รับงบประมาณ 5,000 บาท ใช้จริง 4,500 บาท
"""
    parsed = parse(scanned(plan_document(prose(HEAD + text))), "progress_report")
    assert [reading.text for reading in parsed.budgets[0].source.readings] == ["- ไม่ใช้งบประมาณ"]
    assert [b.amount_baht for b in parsed.budgets] == [0, 5000]


@pytest.mark.parametrize(
    ("heading", "told", "amount", "doubtful"),
    [
        ("ใช้จ่าย", "42,300 บาท จากงบประมาณ 50,000 บาท", 50_000, False),
        ("ผลการเบิกจ่าย", "เบิกจ่าย 42,300 จากที่ตั้งไว้ 50,000 (84.60%)", 50_000, False),
        ("การใช้จ่ายงบประมาณ", "ใช้ไป ๔๒,๓๐๐ บาท (งบประมาณ ๕๐,๐๐๐ บาท)", 50_000, False),
        ("ใช้จ่าย", "42,300 บาท จากงบประมาณ 5,000 บาท", 5_000, True),
    ],
)
def test_what_was_set_aside_is_told_behind_what_was_spent_of_it(
    heading: str, told: str, amount: int, doubtful: bool
) -> None:
    rows = [
        ["มิติ", "โครงการ", heading],
        ["1", "โครงการอบรม", told],
        ["2", "โครงการประชาคม", "จากเงินสะสม 9,000 บาท"],
    ]
    parsed = parse(plan_document(grid(rows)), "progress_report")
    assert [(b.project, b.amount_baht, b.doubtful) for b in parsed.budgets] == [(0, amount, doubtful)]


def test_a_column_of_what_was_set_aside_speaks_before_the_words_beside_it() -> None:
    rows = [
        ["ที่", "โครงการ", "งบประมาณ", "ใช้จ่าย"],
        ["1", "โครงการอบรม", "50,000", "42,300 บาท จากงบประมาณ 48,000 บาท"],
        ["2", "โครงการประชาคม", "9,000", "9,000 บาท จากงบประมาณ 9,000 บาท"],
    ]
    parsed = parse(plan_document(grid(rows)), "progress_report")
    assert [b.amount_baht for b in parsed.budgets] == [50_000, 9_000]


@pytest.mark.parametrize(
    ("told", "amount", "sure"),
    [
        ("5,000 บาท (ใช้จริง)", 5_000, False),
        ("5,000 บาท เบิกจ่ายแล้ว", 5_000, False),
        ("5,000 บาท คงเหลือ 1,000 บาท", 5_000, False),
        ("ไม่ใช้งบประมาณ (เบิกค่าเดินทาง 5,000 บาท)", 0, False),
        ("5,000 บาท จากงบประมาณที่ตั้งไว้", 5_000, False),
        ("ตั้งไว้ 5,000 บาท เบิกจ่ายแล้ว", 5_000, True),
        ("ตั้งไว้ 5,000 บาท คงเหลือ 1,000 บาท", 5_000, True),
        ("5,000 บาท เบิกจ่าย 4,000 บาท", 5_000, True),
        ("5,000 บาท จากงบประมาณรายจ่าย", 5_000, True),
    ],
)
def test_an_amount_that_words_behind_it_may_call_spent_is_doubtful(
    told: str, amount: int, sure: bool
) -> None:
    rows = [["ที่", "โครงการ", "งบประมาณ (บาท)", "ผลการดำเนินงาน"]]
    rows += [[str(n), f"โครงการอบรมรุ่น {n}", "9,000", "แล้วเสร็จ"] for n in (1, 2, 3)]
    parsed = parse(plan_document(grid([*rows, ["4", "โครงการค่าย", told, "แล้วเสร็จ"]])), "progress_report")
    assert [(b.amount_baht, not b.doubtful) for b in parsed.budgets if b.project == 3] == [(amount, sure)]


def test_a_line_of_an_entry_that_calls_its_amount_spent_is_doubtful() -> None:
    text = SENTENCES.replace("งบประมาณตั้งไว้ 37,500 บาท เบิกจ่าย 34,625 บาท", "งบประมาณ 37,500 บาท (ใช้จริง)")
    (budget,) = [b for b in parse(document(text)).budgets if b.project == 0]
    assert (budget.amount_baht, budget.doubt) == (Decimal(37_500), MAY_BE_SPENT)


@pytest.mark.parametrize(
    ("heading", "planned"),
    [("การใช้จ่ายงบประมาณ", False), ("แผนการใช้จ่ายงบประมาณ", True), ("งบประมาณที่ใช้ไป", False)],
)
def test_a_column_of_spending_is_no_budget(heading: str, planned: bool) -> None:
    rows = [["ที่", "โครงการ", heading, "ผลการดำเนินงาน"]]
    rows += [[str(n), f"โครงการอบรมรุ่น {n}", "9,000", "แล้วเสร็จ"] for n in (1, 2, 3)]
    parsed = parse(plan_document(grid([*rows, ["", "รวม", "27,000", ""]])), "progress_report")
    assert len(parsed.budgets) == (3 if planned else 0)
    assert [t.quantity for t in parsed.stated_totals] == ["planned_baht" if planned else "spent_baht"]
