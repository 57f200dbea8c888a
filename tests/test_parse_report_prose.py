"""Figures that sentences of a progress report state, and what is told of those that say nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from text_documents import document

from extract.model import Line
from pipelines.parse import parse
from pipelines.parse.report_prose import ProseTotals, prose_totals
from tests.plan_documents import Merged, grid
from tests.plan_documents import document as plan_document

UNTOLD = "figures of a sentence that does not say what they are"
HEAD = """รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568
เทศบาลตำบลหนองกระทุ่มทอง อำเภอจักราช จังหวัดนครราชสีมา
"""


def read(*texts: str) -> ProseTotals:
    return prose_totals([(1, Line(text)) for text in texts], 2568)


def found(*texts: str) -> list[tuple[str, Decimal | None]]:
    return [(total.quantity, total.value) for total in read(*texts).totals]


def test_what_all_items_used_was_spent() -> None:
    text = "ดำเนินการแล้วเสร็จ 7 โครงการ คิดเป็นร้อยละ 58.33 ใช้งบประมาณทั้งสิ้น 100,000 บาท"
    assert found(text) == [("done_items", 7), ("items_percent", Decimal("58.33")), ("spent_baht", 100_000)]


def test_figures_are_told_as_printed() -> None:
    totals = read("มีโครงการตามแผน ๑๒ โครงการ ดำเนินการแล้ว ๗ โครงการ เบิกจ่าย ๑๐๐,๐๐๐ บาท").totals
    assert [total.value_raw for total in totals] == ["๑๒ โครงการ", "๗ โครงการ", "๑๐๐,๐๐๐ บาท"]


@pytest.mark.parametrize(
    "text",
    [
        "โครงการตามแผนทั้งหมด 12 โครงการ ใช้งบประมาณทั้งสิ้น 100,000 บาท",  # to cost, or spent
        "ดำเนินการแล้ว 7 โครงการ อยู่ระหว่างดำเนินการ 2 โครงการ คิดเป็นร้อยละ 14.29",  # of those under way
        "มีโครงการตามแผน 12 โครงการ ดำเนินการแล้ว 7 โครงการ คงเหลืองบประมาณ 39,754.90 บาท",
        "เบิกจ่ายงบประมาณไป 5,000 บาท",  # nobody says of what
        "1. โครงการอบรมคุณธรรม งบประมาณตั้งไว้ 20,000 บาท เบิกจ่าย 18,000 บาท",  # of one item
    ],
)
def test_figures_that_are_not_told_are_remarks(text: str) -> None:
    prose = read(text)
    assert [(remark.text, remark.why) for remark in prose.remarks] == [(text, UNTOLD)]
    assert not {"budget_percent", "spent_baht"} & {total.quantity for total in prose.totals}


def test_counts_of_entries_and_how_many_of_them_were_done() -> None:
    text = "มิติที่ 1 การสร้างวัฒนธรรมสุจริต จำนวน 10 รายการ แล้วเสร็จ 6 มิติที่ 2 จำนวน 5 รายการ แล้วเสร็จ 5 รายการ"
    told = [(total.dimension, total.quantity, total.value) for total in read(text).totals]
    assert told == [
        (1, "planned_items", 10),
        (1, "done_items", 6),
        (2, "planned_items", 5),
        (2, "done_items", 5),
    ]


def test_items_to_be_carried_out_in_a_fiscal_year_were_planned() -> None:
    text = "มีโครงการ/กิจกรรมที่ต้องดำเนินการในปีงบประมาณ พ.ศ. 2569 จำนวน 10 รายการ ดำเนินการแล้วเสร็จ จำนวน 6 รายการ"
    assert found(text) == [("planned_items", 10), ("done_items", 6)]


@pytest.mark.parametrize(
    "text",
    [
        "ดำเนินการจัดซื้อจัดจ้างแล้ว จำนวน 120 รายการ แล้วเสร็จ 118 รายการ",  # of supplies
        "ทั้งหมดแล้วเสร็จ 30 กันยายน 2566",
        "มิติที่ 1 ที่ไม่ใช้งบประมาณ จำนวน 8 โครงการ แล้วเสร็จ 6 โครงการ",  # not all that were planned
    ],
)
def test_other_entries_days_and_parts_are_no_planned_items(text: str) -> None:
    assert "planned_items" not in dict(found(text))
    assert 120 not in dict(found(text)).values()


def test_a_percentage_is_not_that_of_an_older_figure() -> None:
    text = "ดำเนินการแล้ว 7 โครงการ จากที่เสนอ 9 โครงการ คิดเป็นร้อยละ 77.78 เบิกจ่าย 5,000 บาท"
    assert ("items_percent", Decimal("77.78")) not in found(text)


def test_a_list_of_sentences_with_one_figure_each() -> None:
    lines = ["- โครงการตามแผน 14 โครงการ", "- ดำเนินการแล้วเสร็จ 12 โครงการ", "- เบิกจ่ายทั้งสิ้น 8,900 บาท"]
    assert found(*lines) == [("planned_items", 14), ("done_items", 12), ("spent_baht", 8900)]


def test_one_figure_called_that_of_all() -> None:
    assert found("เบิกจ่ายงบประมาณรวมทั้งสิ้น 828,900 บาท") == [("spent_baht", 828_900)]


def test_amounts_of_text_that_no_row_took_are_remarks() -> None:
    item = "มิติที่ 1 การสร้างวัฒนธรรมสุจริต\n1) โครงการอบรมคุณธรรม\nผลการดำเนินการ : แล้วเสร็จ"
    remarks = parse(document(f"{HEAD}\n{item}\n(ลงชื่อ)\nค่าพิมพ์เอกสาร 1,250 บาท\n")).remarks
    assert ["1,250" in remark.text for remark in remarks if "no row took" in remark.why] == [True]


def test_the_first_six_months_beside_twelve_are_not_the_years() -> None:
    table = grid(
        [
            [Merged("มิติ", 2), Merged("จำนวนโครงการตามแผน", 2), Merged("ดำเนินการแล้วเสร็จ", 1, 2), None],
            [None, None, "รอบ 6 เดือน", "รอบ 12 เดือน"],
            ["1", "4", "2", "4"],
            ["2", "3", "1", "2"],
        ],
        headers=2,
    )
    parsed = parse(plan_document(table), "progress_report")
    done = [t for t in parsed.stated_totals if t.quantity == "done_items"]
    assert [(t.dimension, t.value, t.doubtful) for t in done] == [(1, 4, False), (2, 2, False)]
    assert [remark.text for remark in parsed.remarks] == ["2", "1"]


def test_words_that_a_line_breaks_in_two() -> None:
    text = "มีโครงการตามแผน 5 โครง\nการ แล้วเสร็จ 3 โครงการ (ร้อย\nละ 60.00) เบิกจ่าย 32,250 บาท (ร้อยละ 60.28)"
    assert found(text) == [
        ("planned_items", 5),
        ("done_items", 3),
        ("items_percent", 60),
        ("spent_baht", 32_250),
        ("budget_percent", Decimal("60.28")),
    ]


def test_figures_of_the_dimension_that_the_words_before_them_name() -> None:
    text = (
        "สำหรับมิติที่ 1 มีโครงการตามแผน 4 โครงการ ดำเนินการแล้ว 3 โครงการ และมิติที่ 2 มีโครงการตามแผน 2 โครงการ "
        "ดำเนินการแล้ว 2 โครงการ รวมทั้งสิ้นมีโครงการตามแผน 6 โครงการ"
    )
    totals = [(t.scope, t.dimension, t.quantity, t.value) for t in read(text).totals]
    assert totals == [
        ("dimension", 1, "planned_items", 4),
        ("dimension", 1, "done_items", 3),
        ("dimension", 2, "planned_items", 2),
        ("dimension", 2, "done_items", 2),
        ("plan", None, "planned_items", 6),
    ]


def test_unequal_figures_of_the_same_are_doubtful() -> None:
    texts = [
        f"{half} ดำเนินการแล้ว {n} โครงการ เบิกจ่าย {n},000 บาท" for half, n in (("รอบแรก", 3), ("รอบหลัง", 7))
    ]
    assert [(t.value, t.doubtful) for t in read(*texts).totals] == [
        (3, True),
        (3000, True),
        (7, True),
        (7000, True),
    ]


def test_columns_of_twelve_months_that_are_still_empty() -> None:
    header = [Merged("มิติ", 2), Merged("จำนวนโครงการตามแผน", 2), Merged("ดำเนินการแล้วเสร็จ", 1, 2), None]
    rows = [header, [None, None, "รอบ 6 เดือน", "รอบ 12 เดือน"], ["1", "4", "2", "-"], ["2", "3", "1", "-"]]
    parsed = parse(plan_document(grid(rows, headers=2)), "progress_report")
    done = [(t.dimension, t.value) for t in parsed.stated_totals if t.quantity == "done_items"]
    assert done == [(1, 2), (2, 1)]


@pytest.mark.parametrize("words", ["งบประมาณรวม", "วงเงินทั้งสิ้น", "และมีงบประมาณทั้งสิ้น จำนวน"])
def test_how_many_items_a_plan_has_and_what_they_cost_in_all(words: str) -> None:
    text = f"ในปีงบประมาณ พ.ศ. 2568 มีโครงการ/กิจกรรม/มาตรการ จำนวน 21 โครงการ {words} 486,500 บาท"
    assert found(text) == [("planned_items", 21), ("planned_baht", 486_500)]
    assert found(text.replace("จำนวน", "ตามแผนทั้งหมด")) == found(text)
    assert found(f"{text} เบิกจ่าย 402,180 บาท")[-1] == ("spent_baht", 402_180)


def test_what_one_item_cost_in_all_is_no_total() -> None:
    assert found("จัดประชุม 3 ครั้ง งบประมาณรวม 5,000 บาท") == []


@pytest.mark.parametrize(
    "text",
    [
        "เทศบัญญัติงบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. 2568 ตั้งไว้รวมทั้งสิ้น 45,000,000 บาท",
        "งบประมาณรายจ่ายประจำปีของเทศบาลตั้งไว้ทั้งสิ้น 45,000,000 บาท เบิกจ่ายแล้ว 40,000,000 บาท",
        "งบประมาณทั้งหมดขององค์การบริหารส่วนตำบล ตั้งไว้รวมทั้งสิ้น 45,000,000 บาท",
    ],
)
def test_the_whole_budget_of_a_place_is_no_sum_of_its_plan(text: str) -> None:
    told = read(text)
    assert not told.totals and len(told.remarks) == 1


def test_the_plans_sums_are_told_behind_the_budget_that_they_are_of() -> None:
    text = "โครงการตามแผนใช้งบประมาณรายจ่ายประจำปี ตามแผนรวมทั้งสิ้น 500,000 บาท เบิกจ่าย 400,000 บาท"
    told = prose_totals([(1, Line(text))], 2568)
    assert [(t.quantity, t.value) for t in told.totals] == [
        ("planned_baht", 500_000),
        ("spent_baht", 400_000),
    ]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("ดำเนินการแล้วเสร็จกว่า 7 โครงการ เบิกจ่ายทั้งสิ้น 90,000 บาท", [False, True]),
        ("ดำเนินการแล้วเสร็จไม่น้อยกว่า 7 โครงการ เบิกจ่ายไม่เกิน 90,000 บาท", [False, False]),
        ("ตั้งเป้าดำเนินการแล้วเสร็จ 10 โครงการ เบิกจ่าย 90,000 บาท", [False, False]),
        ("คาดว่าจะเบิกจ่าย 90,000 บาท และจะดำเนินการแล้วเสร็จ 7 โครงการ", [False, False]),
        ("มีโครงการที่จะดำเนินการตามแผน 10 โครงการ ดำเนินการแล้วเสร็จ 7 โครงการ", [True, True]),
    ],
)
def test_bounds_and_what_is_to_be_done_are_no_certain_totals(text: str, sure: list[bool]) -> None:
    assert [not total.doubtful for total in read(text).totals] == sure


def test_a_share_of_people_is_none_of_the_budget() -> None:
    text = "ดำเนินการแล้วเสร็จ 7 โครงการ เบิกจ่าย 5,000 บาท คิดเป็นร้อยละ 60.00 ของผู้เข้าร่วม"
    assert found(text) == [("done_items", 7), ("spent_baht", 5_000)]
