"""Rows and amounts of plan tables that become no record are told in remarks, and none goes to another year,
item or risk."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipelines.parse.action_plan import parse_action_plan
from pipelines.parse.roles import read_layout
from pipelines.parse.unread import untold_amounts
from pipelines.records import DISPLACED, DocumentInfo, ParsedDocument
from tests.plan_documents import CellText, Merged, grid, prose, text_document
from tests.scan_readings import reading, scanned_table
from tests.summary_plans import FIVE, amounts, baht, doubtful, plan, total

TWO = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)
HEAD: list[CellText] = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"]
ONE: list[CellText] = ["1", "โครงการหนึ่ง", "100", "200"]
RISKS: list[CellText] = [
    "ที่",
    "ขั้นตอนการดำเนินงาน",
    "ประเด็นความเสี่ยงการทุจริต",
    "ระดับความเสี่ยง",
    "มาตรการควบคุมความเสี่ยงการทุจริต",
]


def remarks(parsed: ParsedDocument) -> list[tuple[str, str]]:
    return [(remark.text, remark.why) for remark in parsed.remarks]


def test_a_clean_table_has_no_remarks() -> None:
    rows = [HEAD, ONE, ["2", "โครงการสอง", "-", "50"], HEAD, ["3", "โครงการสาม", "", ""]]
    note = [Merged("หมายเหตุ งบประมาณอาจเปลี่ยนแปลง", cols=4), None, None, None]
    parsed = plan(grid([*rows, ["", "รวม", "100", "250"], note]), info=TWO)
    assert (len(parsed.projects), parsed.remarks) == (3, [])


def test_a_note_with_amounts_is_told() -> None:
    parsed = plan(grid([HEAD, ONE, ["", "หมายเหตุ ใช้เงินสะสม", "5,000", ""]]), info=TWO)
    assert remarks(parsed) == [("หมายเหตุ ใช้เงินสะสม | 5,000", "note among the rows of the table")]


def test_a_numbered_row_that_begins_like_a_sum_may_be_an_item() -> None:
    first: list[CellText] = ["1", "โครงการหนึ่ง", "10,000", "20,000"]
    parsed = plan(grid([HEAD, first, ["2", "รวมเงินบริจาค", "40,000", "50,000"]]), info=TWO)
    why = "the row has a number, as items have: it may be one"
    assert [(t.value, t.doubtful) for t in parsed.stated_totals] == [(40_000, True), (50_000, True)]
    assert ("2 รวมเงินบริจาค", why) in remarks(parsed)
    plain = plan(grid([HEAD, first, ["2", "รวมทั้งสิ้น", "10,000", "20,000"]]), info=TWO)
    assert [(t.value, t.doubtful) for t in plain.stated_totals] == [(10_000, False), (20_000, False)]


def test_headings_of_columns_that_are_not_the_tables_are_told() -> None:
    other: list[CellText] = ["ประเด็นความเสี่ยง", "ระดับความเสี่ยง", "", ""]
    parsed = plan(grid([HEAD, ONE, other]), info=TWO)
    assert remarks(parsed) == [("ประเด็นความเสี่ยง | ระดับความเสี่ยง", "row that reads like a heading of columns")]


def test_amounts_below_a_second_header_are_of_its_years() -> None:
    anew: list[CellText] = [*HEAD[:2], "ปี 2568", "ปี 2569"]
    parsed = plan(grid([HEAD, ONE, anew, ["2", "โครงการสอง", "3,000", "4,000"]]))
    assert [(b.fiscal_year_be, b.doubtful) for b in parsed.budgets if b.project == 1] == [
        (2568, False),
        (2569, False),
    ]
    part = plan(grid([HEAD, ONE, [*HEAD[:2], "ปี 2568", "จำนวนเงิน"], ["2", "โครงการสอง", "300", "400"]]))
    assert [b.doubtful for b in part.budgets if b.project == 1 and b.amount_baht is not None] == [True, True]


def test_one_misread_year_of_a_repeated_header_is_none() -> None:
    again: list[CellText] = [*HEAD[:2], "ปี 2566", "ปี 2561"]
    table = grid([HEAD, ONE, again, ["2", "โครงการสอง", "300", "400"]])
    parsed = plan(scanned_table(table, reading(lambda text: text == "ปี 2561")), info=TWO)
    assert {b.fiscal_year_be for b in parsed.budgets} == {2566, 2567}


def test_a_numbered_row_whose_name_was_not_read_is_no_part_of_the_item_above() -> None:
    parsed = plan(
        grid(
            [
                HEAD,
                [*ONE[:2], "300", "200"],
                ["2", "", "5,000", "6,000"],
                ["3", "โครงการสาม", "1,000", "2,000"],
            ]
        ),
        info=TWO,
    )
    assert (amounts(parsed, 0), doubtful(parsed)) == (baht(300, 200), [])
    assert remarks(parsed) == [("2 | 5,000 | 6,000", "numbered row without a name")]


def test_more_numbers_than_items_are_told() -> None:
    parsed = plan(grid([HEAD, ["1\n2", "โครงการหนึ่ง\nและอื่น", "-", "-"]]), info=TWO)
    assert remarks(parsed) == [
        ("1\n2 | โครงการหนึ่ง\nและอื่น | - | -", "the row has another count of numbers than of items")
    ]


def test_the_second_of_two_amounts_of_one_item_is_told() -> None:
    parsed = plan(grid([HEAD, ["1", "โครงการหนึ่ง", "100\n300", "200"]]), info=TWO)
    assert remarks(parsed) == [("300", "an amount that belongs to no item of its row")]
    same = plan(grid([HEAD, ["1", "โครงการหนึ่ง", "100\n100", "200"]]), info=TWO)
    assert not same.remarks


def test_amounts_beside_a_heading_that_spans_the_items_are_told() -> None:
    band: list[CellText] = ["มิติที่ 2", Merged("1.2 การสร้างอะไรสักอย่าง", cols=3), None, None, "7,000"]
    table = grid([["มิติ", *HEAD], ["มิติที่ 1", *ONE], band, ["", "2", "โครงการสอง", "100", "200"]])
    assert remarks(plan(table, info=TWO)) == [("7,000", "an amount that no row of the table took")]


def test_a_sum_that_was_not_read_is_told() -> None:
    table = grid([HEAD, ONE, ["", "รวมทั้งสิ้น", "100", ""]])
    assert remarks(plan(scanned_table(table), info=TWO)) == [
        ("รวมทั้งสิ้น", "nothing was read in a cell among figures")
    ]
    assert not plan(table, info=TWO).remarks


def test_a_count_of_a_scan_that_lost_its_number_is_told() -> None:
    def of(count: str) -> list[tuple[str, str]]:
        table = grid([HEAD, ONE, ["รวม", count, "100", "200"]])
        return remarks(plan(scanned_table(table), info=TWO))

    assert of("จำนวน 1 โครงการ") == []
    assert of("จำนวน โครงการ") == [("จำนวน โครงการ", "a count without its number")]


def test_counts_of_each_year_that_differ_are_told() -> None:
    head: list[CellText] = ["มิติ", "โครงการ/กิจกรรม/มาตรการ"]
    for year in (2566, 2567):
        head += [f"ปี {year}", f"จำนวนโครงการ ปี {year}"]
    rows: list[list[CellText]] = [head, ["1. สุจริต", "โครงการหนึ่ง", "100", "", "200", ""]]
    parsed = plan(grid([*rows, ["รวม", "", "100", "1", "200", "2"]]), info=TWO)
    assert ("1 | 2", "counts that differ from year to year") in remarks(parsed)


def test_a_table_of_a_plan_that_reads_like_a_reports_is_told() -> None:
    head: list[CellText] = ["ที่", "โครงการ/กิจกรรม", "จำนวนโครงการ", "งบประมาณตามแผน", "เบิกจ่าย"]
    parsed = plan(grid([head, ["1", "โครงการหนึ่ง", "1", "10,000", "5,000"]]), info=FIVE)
    assert parsed.table_kinds == ["report"]
    assert [text for text, _ in remarks(parsed)] == ["10,000", "5,000"]


@pytest.mark.parametrize("merged", [True, False])
def test_two_risks_of_one_step_are_two_rows(merged: bool) -> None:
    first: list[CellText] = [Merged("1", 2), Merged("จัดซื้อ", 2)] if merged else ["1", "จัดซื้อ"]
    rest: list[CellText] = [None, None] if merged else ["", ""]
    rows = [[*first, "ล็อกสเปก", "สูง", "1. โครงการอบรม"], [*rest, "เอื้อประโยชน์", "ต่ำ", "1. มาตรการเปิดเผย"]]
    parsed = plan(grid([RISKS, *rows]), info=TWO)
    assert [(r.seq, r.step, r.issue, r.risk_level, r.control) for r in parsed.risks] == [
        (1, "จัดซื้อ", "ล็อกสเปก", "high", "โครงการอบรม"),
        (1, "จัดซื้อ", "เอื้อประโยชน์", "low", "มาตรการเปิดเผย"),
    ]


def test_a_row_that_goes_on_with_the_risk_above_is_no_risk_of_its_own() -> None:
    rows: list[list[CellText]] = [["1", "จัดซื้อ", "ล็อก", "สูง", "1. โครงการ"], ["", "", "สเปก", "", "อบรม"]]
    parsed = plan(grid([RISKS, *rows]), info=TWO)
    assert [(r.issue, r.control) for r in parsed.risks] == [("ล็อกสเปก", "โครงการอบรม")]


@pytest.mark.parametrize(("level", "named"), [("กลาง", "medium"), ("พิจารณา", None), ("12", None)])
def test_words_that_name_no_level_are_told(level: str, named: str | None) -> None:
    parsed = plan(grid([RISKS, ["1", "จัดซื้อ", "ล็อกสเปก", level, "1. โครงการอบรม"]]), info=TWO)
    assert parsed.risks[0].risk_level == named
    told = ["words that name no level of risk"] if level == "พิจารณา" else []
    assert [why for _, why in remarks(parsed)] == told


def test_the_word_for_a_project_in_a_wrapped_control_begins_no_other() -> None:
    text = "ให้ทุกหน่วยงานจัดทำและเผยแพร่\nมาตรการป้องกันบนเว็บไซต์"
    wide = [90.0, 90.0, 90.0, 90.0]
    full = plan(grid([RISKS, ["1", "จัดซื้อ", "ล็อกสเปก", "สูง", text]], widths=[*wide, 230.0]), info=TWO)
    assert [risk.control for risk in full.risks] == ["ให้ทุกหน่วยงานจัดทำและเผยแพร่มาตรการป้องกันบนเว็บไซต์"]
    assert [why for _, why in remarks(full)] == ["controls without numbers: one may be two"]
    roomy = plan(grid([RISKS, ["1", "จัดซื้อ", "ล็อกสเปก", "สูง", text]], widths=[*wide, 400.0]), info=TWO)
    assert len(roomy.risks) == 2 and not roomy.remarks


def test_amounts_in_a_column_that_is_for_nothing_known_are_told() -> None:
    head: list[CellText] = [*HEAD, "กขคงจฉชซ"]
    parsed = plan(grid([head, [*ONE, "5,000"], ["2", "โครงการสอง", "1", "2", "ตามจริง"]]), info=TWO)
    assert remarks(parsed) == [("5,000", "column without a role: กขคงจฉชซ")]


def test_amounts_of_a_list_are_its_items_or_told() -> None:
    text = """
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1. โครงการอบรมธรรมะ งบประมาณ 15,000 บาท
2. กิจกรรมจิตอาสา
จำนวน 20,000 บาท
3. โครงการเยาวชน งบประมาณ 5,000 บาท
รวมทั้งสิ้น 40,000 บาท
"""
    parsed = parse_action_plan(text_document(text), replace(FIVE, fiscal_year_end_be=2566))
    assert [project.name for project in parsed.projects][1] == "กิจกรรมจิตอาสา"
    assert [budget.amount_baht for budget in parsed.budgets] == baht(15_000, 20_000, 5_000)
    assert [(t.scope, t.value, t.doubtful) for t in parsed.stated_totals] == [("plan", 40_000, False)]
    assert remarks(parsed) == []


def test_a_line_below_the_sum_of_a_list_is_told_whatever_digits_the_sum_has() -> None:
    text = """
1. โครงการอบรมธรรมะ งบประมาณ 40,000 บาท
2. โครงการเยาวชน งบประมาณ 25,000 บาท
รวมงบประมาณทั้งสิ้น 65,000 บาท
5,000 บาท
"""
    parsed = parse_action_plan(text_document(text), replace(FIVE, fiscal_year_end_be=2566))
    assert total(parsed, "plan", "budget_baht") == baht(65_000)
    assert remarks(parsed) == [("5,000 บาท", "amounts without an item")]


def test_an_amount_of_a_cell_is_told_whatever_larger_one_its_row_has() -> None:
    table = grid([HEAD, ["1", "โครงการหนึ่ง", "15,000", "5,000"]])
    parsed = plan(table, info=TWO)
    parsed.budgets = [budget for budget in parsed.budgets if budget.fiscal_year_be == 2566]
    found = untold_amounts([(0, table, read_layout(table))], parsed)
    assert [remark.text for remark in found] == ["5,000"]


def test_items_of_one_cell_are_held_against_their_own_sums() -> None:
    figures = ["1,000\n2,000", "3,000\n4,000", "4,000\n9,990"]
    rows = ["", "1) โครงการหนึ่ง\n2) โครงการสอง", *figures]
    parsed = plan(grid([[*HEAD, "รวม"], rows]), info=TWO)
    assert doubtful(parsed) == [(1, 2566), (1, 2567)]


def test_a_sum_of_the_preface_that_was_not_read_is_no_missing_one() -> None:
    told = prose("คำนำ\nแผนนี้มีโครงการ งบประมาณรวมทั้งสิ้น 5ฆ,000 บาท")
    parsed = plan(told, grid([HEAD, ONE], top=300.0), info=TWO)
    assert [(t.value, t.doubtful) for t in parsed.stated_totals] == [(None, True)]


@pytest.mark.parametrize(("printed", "found"), [("x", [None]), ("-", []), ("", []), ("3", baht(3))])
def test_a_count_that_was_not_read_is_a_total_without_value(printed: str, found: list[object]) -> None:
    head: list[CellText] = ["มิติ", "จำนวนโครงการ", "งบประมาณ ปี 2566", "งบประมาณ ปี 2567"]
    rows: list[list[CellText]] = [head, ["มิติที่ 1 ก", "4", "1", "2"], ["มิติที่ 2 ข", printed, "1", "2"]]
    assert total(plan(grid(rows), info=TWO), "dimension", "items", dimension=2) == found


def test_what_is_planned_for_a_quarter_is_part_of_the_year() -> None:
    head: list[CellText] = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)", "แผนการใช้จ่าย ไตรมาส 1"]
    parsed = plan(grid([head, ["1", "โครงการหนึ่ง", "6,000", "6,000"]]), info=TWO)
    assert parsed.remarks == []


def test_amounts_beside_a_heading_are_told_once_with_the_heading() -> None:
    rows: list[list[CellText]] = [HEAD, ONE, ["", "1.1 อบรมพนักงาน", "5,000", "6,000"]]
    parsed = plan(grid(rows), info=TWO)
    assert remarks(parsed) == [("1.1 อบรมพนักงาน | 5,000 | 6,000", "amounts beside a heading without an item")]


@pytest.mark.parametrize(
    ("unit", "other", "doubt"),
    [
        ("20,000", "", DISPLACED),
        ("20,000", "-", DISPLACED),
        ("สำนักปลัด 20,000 บาท", "", DISPLACED),
        ("สำนักปลัด 20,000 บาท", "5,000", None),
        ("สำนักปลัด", "", None),
    ],
)
def test_a_blank_beside_an_amount_in_the_column_of_the_unit_is_doubtful(
    unit: str, other: str, doubt: str | None
) -> None:
    rows = [[*HEAD, "หน่วยงานรับผิดชอบ"], [*ONE, "กองคลัง"], ["2", "โครงการสอง", "", other, unit]]
    parsed = plan(grid(rows), info=TWO)
    (blank,) = [b for b in parsed.budgets if (b.project, b.fiscal_year_be) == (1, 2566)]
    assert (blank.amount_status, blank.doubt) == ("blank", doubt)
    assert remarks(parsed) == ([(unit, DISPLACED)] if doubt else [])


@pytest.mark.parametrize("head", ["ปี 2566", "วงเงิน (บาท)", "ยอดคาดหมาย"])
@pytest.mark.parametrize("words", ["10,000 - 15,000", "๓ ครั้ง x ๕,๐๐๐", "ไม่เกิน 4,000", "(5,000)"])
def test_words_with_an_amount_in_a_column_for_nothing_known_are_told(head: str, words: str) -> None:
    rows: list[list[CellText]] = [["ที่", "โครงการ/กิจกรรม/มาตรการ", head, "ปี 2567"]]
    for number, text in enumerate([words, "ตามจริง", words], 1):
        rows.append([str(number), f"โครงการรุ่น {number}", text, "200"])
    parsed = plan(grid(rows), info=TWO)
    texts = [budget.amount_raw or "" for budget in parsed.budgets] + [r.text for r in parsed.remarks]
    figure = re.findall(r"[๐-๙0-9,]{5,}", words)[-1]
    assert sum(figure in text for text in texts) == 2


@pytest.mark.parametrize(("counts", "told"), [(("2", "3", "5"), {"2 | 3", "5"}), (("2", "2", "4"), {"4"})])
def test_counts_of_a_table_of_dimensions_that_no_total_tells_are_told(
    counts: tuple[str, str, str], told: set[str]
) -> None:
    head: list[CellText] = ["มิติ", Merged("ปี 2566", cols=2), None, Merged("ปี 2567", cols=2), None]
    below: list[CellText] = ["", "จำนวน", "งบประมาณ", "จำนวน", "งบประมาณ", "จำนวน", "งบประมาณ"]
    rows: list[list[CellText]] = [
        [f"มิติที่ {number}", counts[0], "70,000", counts[1], "73,000", counts[2], "143,000"] for number in (1, 2)
    ]
    table = grid([[*head, Merged("รวม 2 ปี", cols=2), None], below, *rows], headers=2)
    parsed = plan(table, info=TWO)
    assert {remark.text for remark in parsed.remarks} == told


def test_nothing_beside_a_heading_is_told_for_it_may_be_an_items() -> None:
    rows: list[list[CellText]] = [HEAD, ONE, ["", "3.3 การรับฟัง ส่งเสริมการมีส่วนร่วม", "000", "000"]]
    assert remarks(plan(grid(rows), info=TWO)) == [
        ("3.3 การรับฟัง ส่งเสริมการมีส่วนร่วม | 000 | 000", "amounts beside a heading without an item")
    ]
