"""What a plan tells of the years before it is none of its items and totals; its own sums may tell shares."""

from __future__ import annotations

import pytest

from extract.model import Document
from pipelines.parse import parse
from pipelines.parse.unread import OF_YEARS_BEFORE
from tests.text_documents import document

OWN = """
บัญชีโครงการ

| ที่ | มิติที่ | โครงการ/กิจกรรม/มาตรการ | งบประมาณ (บาท) |
|---|---|---|---|
| 1 | 1 | โครงการอบรมจริยธรรม | 5,000 |
| 2 | 2 | โครงการพัฒนาเว็บไซต์ | 6,000 |
"""
ITEMS = """
| ที่ | มิติที่ | โครงการ/กิจกรรม/มาตรการ | งบประมาณ (บาท) |
|---|---|---|---|
| 1 | 1 | โครงการค่ายเยาวชน | 7,000 |
| 2 | 3 | โครงการประชาคม | 8,000 |
"""
SUMS = """
| มิติ | จำนวนโครงการ | งบประมาณ (บาท) |
|---|---|---|
| มิติที่ 1 | 2 | 7,000 |
| มิติที่ 2 | 3 | 8,000 |
"""
SHARES = """
| มิติ | จำนวนโครงการที่ดำเนินการ | คิดเป็นร้อยละของโครงการทั้งหมด | งบประมาณ (บาท) | ร้อยละ |
|---|---|---|---|---|
| มิติที่ 1 | 1 | 50.00 | 5,000 | 45.45 |
| มิติที่ 2 | 1 | 50.00 | 6,000 | 54.55 |
| รวม | 2 | 100 | 11,000 | 100 |
"""
PAST = (
    "ผลการดำเนินงานที่ผ่านมา ปีงบประมาณ พ.ศ. 2567",
    "สรุปโครงการ ปี 2567 ดังนี้",
    "1. โครงการที่ดำเนินการในปีงบประมาณ พ.ศ. 2567",
    "โครงการ (ปีงบประมาณ พ.ศ. 2566 - 2567)\nหน่วย : บาท",
    "โครงการที่ดำเนินการในปีที่ผ่านมา",
    "โครงการที่ดำเนินการในปีก่อน",
    "โครงการที่ดำเนินการในปีงบประมาณที่แล้ว",
    "โครงการที่ดำเนินการในปีก่อนหน้านี้",
    "ผลการดำเนินงานในรอบปีที่ผ่านมา มีรายละเอียดดังนี้",
    "ผลการดำเนินงานในรอบปีที่ผ่านมา ปรากฏตามตารางต่อไปนี้",
    "ผลการดำเนินงาน ปีงบประมาณ พ.ศ. 2567 (ที่ผ่านมา)",
    "ผลการดำเนินงานในปีงบประมาณที่ผ่านมา (พ.ศ. 2567)",
    "ผลการดำเนินงาน ปี 2567 มีรายละเอียดดังนี้",
    "ผลการดำเนินงาน ปี 2567 ซึ่งผ่านมา",
    "ผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2567 รายละเอียดตามตารางข้างล่างนี้",
)
YEARS_BEFORE = """
| ที่ | มิติที่ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 |
|---|---|---|---|---|
| 1 | 1 | โครงการค่ายเยาวชน | 7,000 | 7,500 |
"""
NOT_PAST = (
    "บัญชีสรุป ปีงบประมาณ พ.ศ. 2568",
    "ประกาศ ณ วันที่ 15 กันยายน พ.ศ. 2567",
    "ทบทวนจากปีงบประมาณ พ.ศ. 2567 แล้วเห็นควรดำเนินการต่อ",
    "ปีงบประมาณ พ.ศ. 2567 - 2568",
    "ปรับปรุงจากปีก่อนแล้วเห็นควรดำเนินการดังนี้",
    "ผลการประเมินของปีที่ผ่านมาเสนอให้ดำเนินการดังนี้",
)


def plan_with(*parts: str) -> Document:
    title = (
        "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568\n"
        "องค์การบริหารส่วนตำบลหนองไผ่เขียว อำเภอหนองไผ่ จังหวัดเพชรบูรณ์\n"
    )
    return document("\n\n".join((title, *parts)))


@pytest.mark.parametrize("caption", PAST)
@pytest.mark.parametrize("past_first", [True, False])
def test_items_below_a_year_before_the_plan_are_none_of_its_own(caption: str, past_first: bool) -> None:
    past = f"{caption}\n{ITEMS}"
    parsed = parse(plan_with(past, OWN) if past_first else plan_with(OWN, past))
    assert [p.name for p in parsed.projects] == ["โครงการอบรมจริยธรรม", "โครงการพัฒนาเว็บไซต์"]
    assert [r.text for r in parsed.remarks if r.why == OF_YEARS_BEFORE] == ["7,000", "8,000"]


@pytest.mark.parametrize("caption", NOT_PAST)
def test_items_below_another_line_are_of_the_plan(caption: str) -> None:
    parsed = parse(plan_with(f"{caption}\n{ITEMS}", OWN))
    assert len(parsed.projects) == 4


@pytest.mark.parametrize("heading", ["2. โครงการที่จะดำเนินการ ปีงบประมาณ พ.ศ. 2568", "2. โครงการของแผนนี้"])
def test_the_next_numbered_heading_ends_what_is_told_of_the_past(heading: str) -> None:
    own = OWN.replace("บัญชีโครงการ", heading)
    parsed = parse(plan_with(f"1. โครงการที่ดำเนินการในปีงบประมาณ พ.ศ. 2567\n{ITEMS}", own))
    assert [p.name for p in parsed.projects] == ["โครงการอบรมจริยธรรม", "โครงการพัฒนาเว็บไซต์"]


def test_the_only_items_of_a_plan_are_its_own_whatever_stands_above() -> None:
    parsed = parse(plan_with(f"{PAST[0]}\n{ITEMS}"))
    assert [b.amount_baht for b in parsed.budgets] == [7_000, 8_000]


@pytest.mark.parametrize("number", ["มิติที่ {}", "{}."])
def test_the_table_of_the_next_dimension_is_of_the_same_year(number: str) -> None:
    below = f"{PAST[0]}\n{number.format(1)} การสร้างสังคมที่ไม่ทนต่อการทุจริต\n{ITEMS}"
    more = f"{number.format(2)} การบริหารราชการเพื่อป้องกันการทุจริต\n{ITEMS.replace('โครงการ', 'กิจกรรม')}"
    assert len(parse(plan_with(OWN, below, more)).projects) == 2


@pytest.mark.parametrize("caption", PAST)
def test_sums_below_a_year_before_the_plan_are_none_of_its_own(caption: str) -> None:
    parsed = parse(plan_with(f"{caption}\n{SUMS}", OWN))
    assert not parsed.stated_totals
    assert [r.text for r in parsed.remarks if r.why == OF_YEARS_BEFORE] == ["7,000", "8,000"]


@pytest.mark.parametrize("caption", NOT_PAST[:2])
def test_sums_below_another_line_are_of_the_plan(caption: str) -> None:
    parsed = parse(plan_with(f"{caption}\n{SUMS}", OWN))
    assert [t.value for t in parsed.stated_totals] == [2, 7_000, 3, 8_000]


@pytest.mark.parametrize("table", [SHARES, SHARES.replace("ที่ดำเนินการ", "")])
def test_sums_with_shares_of_the_whole_are_of_a_plan_where_nothing_was_done(table: str) -> None:
    parsed = parse(plan_with(f"บัญชีสรุปจำนวนโครงการและงบประมาณ\n{table}", OWN))
    assert parsed.info.doc_type == "action_plan"
    told = {(t.scope, t.dimension, t.quantity): t.value for t in parsed.stated_totals}
    assert told == {
        ("dimension", 1, "items"): 1,
        ("dimension", 1, "budget_baht"): 5_000,
        ("dimension", 2, "items"): 1,
        ("dimension", 2, "budget_baht"): 6_000,
        ("plan", None, "items"): 2,
        ("plan", None, "budget_baht"): 11_000,
    }
    assert not parsed.remarks


def test_sums_with_what_was_spent_are_a_reports() -> None:
    table = SHARES.replace("จำนวนโครงการที่ดำเนินการ", "เบิกจ่าย")
    parsed = parse(plan_with(f"บัญชีสรุป\n{table}", OWN), "action_plan")
    assert parsed.table_kinds[0] == "report"
    assert not parsed.stated_totals


@pytest.mark.parametrize(
    "past", [YEARS_BEFORE, "ผลตามแผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2567)", f"{PAST[2]}\n{ITEMS}"]
)
def test_the_year_of_a_title_is_the_plans_whatever_range_of_years_before_it_is_named(past: str) -> None:
    info = parse(plan_with(past, OWN)).info
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == (2568, 2568)


def test_the_years_of_a_plan_go_over_the_one_its_title_names() -> None:
    info = parse(plan_with("แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2568 - 2570)", OWN)).info
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == (2568, 2570)


def test_a_title_of_several_years_does_not_rule_out_others() -> None:
    found = document(
        "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2569 - 2570)\n\nแผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2568)\n\n"
        "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2568)\n"
    )
    info = parse(found, "action_plan").info
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == (2566, 2568)


def yearly_plan(before: str, years: str = "2568 - 2569") -> Document:
    return document(
        f"""แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. {years})
เทศบาลตำบลโพนางาม

| มิติที่ | ที่ | โครงการ/กิจกรรม/มาตรการ | {before} | ปี 2568 | ปี 2569 |
|---|---|---|---|---|---|
| 1 | 1 | โครงการอบรมจริยธรรม | 48,250 | 50,000 | 52,000 |
| 2 | 2 | โครงการพัฒนาเว็บไซต์ | 19,800 | 20,000 | 21,000 |
| 3 | 3 | โครงการประชาคม | 9,800 | 10,000 | 11,000 |
"""
    )


@pytest.mark.parametrize(
    "before", ["ปี 2567 (ผลการเบิกจ่าย)", "เบิกจ่ายจริง ปี 2567", "ใช้ไปในปี 2567", "ยอดเบิกจ่ายปีงบประมาณ พ.ศ. 2567"]
)
def test_what_was_spent_in_the_year_before_the_plan_is_no_budget(before: str) -> None:
    parsed = parse(yearly_plan(before))
    info = parsed.info
    assert (info.doc_type, info.fiscal_year_start_be, info.fiscal_year_end_be) == ("action_plan", 2568, 2569)
    assert {(b.fiscal_year_be, b.doubtful) for b in parsed.budgets} == {(2568, False), (2569, False)}
    assert [r.text for r in parsed.remarks] == ["48,250", "19,800", "9,800"]


def test_a_column_of_the_year_before_does_not_lengthen_the_plan_of_the_title() -> None:
    info = parse(yearly_plan("ปี 2567")).info
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == (2568, 2569)


def test_what_was_spent_in_the_years_of_a_report_is_its_own() -> None:
    report = document(
        """รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568
เทศบาลตำบลโพนางาม

| ที่ | โครงการ/กิจกรรม/มาตรการ | งบประมาณ ปี 2568 | เบิกจ่ายจริง ปี 2568 |
|---|---|---|---|
| 1 | โครงการอบรมจริยธรรม | 50,000 | 48,250 |
| 2 | โครงการพัฒนาเว็บไซต์ | 20,000 | 19,800 |
"""
    )
    assert parse(report).info.doc_type == "progress_report"
