"""Whose a detail section is, where a scan lost the name or the number over it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from normalize.found_amounts import find_amounts
from pipelines.parse.action_plan import parse_action_plan
from pipelines.parse.detail import Entry
from pipelines.parse.detail_links import Detail, doubted_beyond
from pipelines.parse.detail_values import DetailBudget
from pipelines.parse.link import Named, is_proved, link
from pipelines.reconcile import reconcile
from pipelines.records import DocumentInfo, ParsedDocument, Source
from tests.plan_documents import text_document
from tests.scan_readings import reading, scanned

FIVE = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2570)
PLAN = """
ลำดับ\tโครงการ/กิจกรรม/มาตรการ\tปี 2566\tปี 2567\tปี 2568\tปี 2569\tปี 2570
3\tมาตรการออกคำสั่งมอบหมาย\t{first}\t{first}\t{first}\t{first}\t{first}
4\tมาตรการติดตามการใช้รถราชการ\t-\t-\t-\t-\t-

ลำดับที่ 3
1. ชื่อโครงการ : มาตรการออกคำสั่งมอบหมาย
2. หลักการและเหตุผล
ก
3. วัตถุประสงค์
ข
7. งบประมาณ
9,500 บาท
{heading}
2. หลักการและเหตุผล
ค
3. วัตถุประสงค์
ง
4. กลุ่มเป้าหมาย
ประชาชน จำนวน 20 คน
6. ระยะเวลาดำเนินการ
ไตรมาส 2
7. งบประมาณ
ไม่ใช้งบประมาณ
8. ผู้รับผิดชอบ
กองคลัง
"""


def parsed_plan(heading: str) -> ParsedDocument:
    return parse_action_plan(text_document(PLAN.format(first="9,500", heading=heading)), FIVE)


@pytest.mark.parametrize(("poor", "doubted"), [(8, False), (9, True), (10, True), (11, False)])
def test_a_budget_beyond_a_page_that_was_not_read_may_be_another_item_s(poor: int, doubted: bool) -> None:
    entry = Entry([], 3, None, None, None, page=9)
    budget = DetailBudget(None, Decimal(0), "no_budget", "ไม่ใช้งบประมาณ", Source(page=10))
    (detail,) = doubted_beyond([Detail(entry, "ก", [budget])], frozenset({poor}))
    assert (detail.budgets[0].doubt is not None) == doubted
    # on the very page where its section begins nothing is between
    (own,) = doubted_beyond([Detail(replace(entry, page=10), "ก", [budget])], frozenset({10}))
    assert own.budgets[0].doubt is None


def test_sections_behind_a_name_that_was_not_read_are_no_part_of_the_project_above() -> None:
    whole = parsed_plan("ลำดับที่ 4\n1. ชื่อโครงการ : มาตรการติดตามการใช้รถราชการ")
    assert [(p.target_count, p.quarters, p.responsible_unit) for p in whole.projects] == [
        (None, (), None),
        (20, (2,), "กองคลัง"),
    ]
    assert not whole.remarks
    lost = parsed_plan("1. ขอ ครงการ มาตรการตดตามการ ชรถราชการ")
    assert [(p.target_count, p.quarters, p.responsible_unit) for p in lost.projects] == [(None, (), None)] * 2
    assert [p.in_detail for p in lost.projects] == [True, False]
    assert all(budget.doubtful for budget in lost.budgets if budget.origin == "detail")
    (told,) = [r.text for r in lost.remarks if r.why == "sections of a project whose name was not found"]
    assert told == "ค\nง\nประชาชน จำนวน 20 คน\nไตรมาส 2\nไม่ใช้งบประมาณ\nกองคลัง"


def test_a_section_told_by_an_uncertain_number_alone_is_doubtful() -> None:
    text = PLAN.format(first="9,500", heading="ลำดับที่ 4\n1. ชื่อโครงการ : มาตรการตดขมกรชรกรกาธ")
    sure = parse_action_plan(scanned(text_document(text)), FIVE)
    assert [p.in_detail for p in sure.projects] == [True, True]
    assert not [budget for budget in sure.budgets if budget.origin == "detail" and budget.doubtful]
    weak = parse_action_plan(
        scanned(text_document(text), reading(lambda line: line.startswith("ลำดับที่ 4"))), FIVE
    )
    assert [(b.amount_baht, b.doubtful) for b in weak.budgets if b.origin == "detail" and b.project == 1] == [
        (Decimal(0), True)
    ]
    assert "detail section told by an uncertain number" in [remark.why for remark in weak.remarks]


def test_pairs_that_need_their_number_are_proved_by_one_read_for_sure() -> None:
    item = Named("มาตรการติดตามการใช้รถราชการ", 4, 1)
    entry = Named("มาตรการตดขมกรชรกรกาธ", 4, 1, sure=False)
    assert link([item], [entry]) == {0: 0}
    assert not is_proved(item, entry)
    assert is_proved(item, replace(entry, sure=True))
    assert is_proved(item, replace(entry, name=item.name))


def test_the_place_of_an_item_without_a_number_proves_no_pair() -> None:
    item = Named("มาตรการติดตามการใช้รถราชการ", None, 4)
    entry = Named("มาตรการตดขมกรชรกรกาธ", 4, 1)
    assert link([item], [entry]) == {0: 0}
    assert not is_proved(item, entry)


@pytest.mark.parametrize("torn", ["5ฆ,000", "5x,0O0", "๕ฆ,๐๐๐", "50,ฅ00", "5ฆ0,000", ",000", "50.0ฑ0"])
def test_the_rest_of_a_torn_figure_is_no_amount(torn: str) -> None:
    (found,) = find_amounts(f"งบประมาณ {torn} บาท")
    assert found.money.amount is None and not found.money.certain
    text = PLAN.format(first="-", heading="").replace("9,500 บาท", f"ปี 2566 {torn} บาท ปี 2567 9,500 บาท")
    parsed = parse_action_plan(text_document(text), FIVE)
    told = [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets if b.origin == "detail"]
    assert told[:2] == [(2566, None, True), (2567, Decimal(9500), True)]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("รวม 5ปี50,000 บาท", [50_000]),
        ("20,000 บาท,500 บาท", [20_000, 500]),
        ("ปี2567จำนวน50,000บาท", [50_000]),
        ("1)50,000 บาท", [50_000]),
    ],
)
def test_figures_beside_words_stay_whole(text: str, amounts: list[int]) -> None:
    assert [found.money.amount for found in find_amounts(text)] == amounts


def test_a_year_of_a_list_whose_amount_was_not_read_is_said() -> None:
    text = PLAN.format(first="-", heading="").replace(
        "9,500 บาท", "ปี 2566 จำนวน 9,500 บาท ปี 2567 จำนวน บท ปี 2568 ไม่ใช้งบประมาณ"
    )
    parsed = parse_action_plan(scanned(text_document(text)), FIVE)
    told = [(b.fiscal_year_be, b.amount_status) for b in parsed.budgets if b.origin == "detail"]
    assert told == [(2566, "amount"), (2567, "unreadable"), (2568, "no_budget")]


FORM = """
{number}
{name}
2. หลักการและเหตุผล
ก
3. วัตถุประสงค์
ข
6. ระยะเวลาดำเนินการ
ไตรมาส 1
7. งบประมาณ
20,000 บาท
"""


def test_sections_before_the_first_name_that_was_found_are_told() -> None:
    named = FORM.format(number="ลำดับที่ 2", name="1. ชื่อโครงการ : โครงการสองมือ")
    lost = parse_action_plan(text_document(FORM.format(number="ล 1", name="1. ช อโค") + named), FIVE)
    (told,) = [r.text for r in lost.remarks if r.why == "sections of a project whose name was not found"]
    assert told.startswith("2. หลักการและเหตุผล") and "20,000 บาท" in told
    plan = "2. หลักการและเหตุผล\nก\n3. วัตถุประสงค์ของการจัดทำแผน\nข\n4. เป้าหมาย\nค\n"
    assert not parse_action_plan(text_document(plan + named), FIVE).remarks


@pytest.mark.parametrize(
    ("second", "total", "doubtful"),
    [("", None, True), ("", "20,000", False), ("", "0", True), ("-", None, False)],
)
def test_an_amount_for_all_years_is_not_certain_where_the_table_shows_none(
    second: str, total: str | None, doubtful: bool
) -> None:
    table = f"ลำดับ\tโครงการ/กิจกรรม/มาตรการ\tปี 2566\tปี 2567\n1\tโครงการสองมือ\t20,000\t{second}\n"
    if total is not None:
        table += f"\tรวมทั้งสิ้น\t20,000\t{total}\n"
    text = table + FORM.format(number="ลำดับที่ 1", name="1. ชื่อโครงการ : โครงการสองมือ")
    read = text_document(text)
    parsed = reconcile(parse_action_plan(read, replace(FIVE, fiscal_year_end_be=2567)), read)
    told = [b for b in parsed.budgets if b.origin == "reconciled" and b.fiscal_year_be == 2567]
    assert [budget.doubtful for budget in told] == [doubtful]


def test_numbers_of_headings_that_begin_anew_are_another_projects() -> None:
    """One section alone stands twice; a list that reads like headings begins nothing anew."""
    first = "ลำดับที่ 1\n1. ชื่อโครงการ : โครงการสองมือ\n2. หลักการและเหตุผล\nก\n8. งบประมาณ\n500 บาท\n"
    second = "3. วัตถุประสงค์\nข\n4. กลุ่มเป้าหมาย\nประชาชน 20 คน\n7. ระยะเวลา\nไตรมาส 2\n8. งบประมาณ\n900 บาท\n"
    parsed = parse_action_plan(text_document(first + second), FIVE)
    (project,) = parsed.projects
    assert (project.target_count, project.quarters) == (None, ())
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(Decimal(500), True)]
    assert [r.why for r in parsed.remarks] == ["sections of a project whose name was not found"]
    steps = "5. วิธีดำเนินการ\nข\n2. การดำเนินโครงการ\nค\n6. ระยะเวลา\nไตรมาส 2\n7. งบประมาณ\n500 บาท\n"
    listed = first.replace("8. งบประมาณ\n500 บาท\n", steps)
    parsed = parse_action_plan(text_document(listed), FIVE)
    assert (parsed.projects[0].quarters, parsed.remarks) == ((2,), [])
    swapped = "3. วัตถุประสงค์\nข\n4. กลุ่มเป้าหมาย\nประชาชน 20 คน\n7. ระยะเวลา\nไตรมาส 2\n"
    parsed = parse_action_plan(text_document(first + swapped), FIVE)
    assert (parsed.projects[0].target_count, parsed.remarks) == (20, [])


def test_a_section_under_another_dimension_than_its_item_is_told() -> None:
    table = "มิติ\tโครงการ/กิจกรรม/มาตรการ\tปี 2566\nมิติที่ 1 ก\tโครงการสองมือ\t20,000\n"
    for dimension, told in ((1, []), (2, ["โครงการสองมือ: 1 | 2"])):
        head = f"มิติที่ {dimension} ก\nลำดับที่ 1"
        form = FORM.format(number=head, name="1. ชื่อโครงการ : โครงการสองมือ")
        parsed = parse_action_plan(text_document(table + form), replace(FIVE, fiscal_year_end_be=2566))
        why = "table and detail section name different dimensions"
        assert [r.text for r in parsed.remarks if r.why == why] == told
        assert parsed.projects[0].dimension == 1
