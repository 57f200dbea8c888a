"""What stands elsewhere than in a table and changes what it says: its unit of money, a list of the same
items, the plan before this one; and figures that a narrow column broke."""

from __future__ import annotations

import pytest

from extract.model import Table
from pipelines.parse import parse
from pipelines.parse.doctype import classify
from pipelines.parse.info_years import read_range
from pipelines.parse.units import SMALL, UNIT_ELSEWHERE
from pipelines.records import DocumentInfo
from tests.plan_documents import Merged, document, grid, prose
from tests.summary_plans import plan

TWO = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2571)
HEAD = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2570", "ปี 2571"]


def listed(number: int, *amounts: str, top: float = 100.0, head: list[str] | None = None) -> Table:
    row = [str(number), f"โครงการอบรมรุ่น {number}", *amounts]
    more = [str(number + 1), f"กิจกรรมรณรงค์ {number}", *amounts]
    return grid([head or HEAD, row, more], top=top)


def test_the_unit_above_the_first_table_is_that_of_those_below() -> None:
    unit = prose("หน่วย : พันบาท", top=60)
    parsed = plan(unit, listed(1, "20", "45.5"), listed(3, "8", "9.5", top=300), info=TWO)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(20_000, False), (45_500, False)] * 2 + [
        (8_000, False),
        (9_500, False),
    ] * 2


def test_a_table_with_larger_amounts_or_its_own_unit_has_another() -> None:
    unit = prose("หน่วย : พันบาท", top=60)
    large = listed(3, "20,000", "45,500", top=300)
    own = listed(5, "8,000", "9,000", top=500, head=[*HEAD[:2], "ปี 2570 (บาท)", "ปี 2571 (บาท)"])
    parsed = plan(unit, listed(1, "20", "45.5"), large, own, info=TWO)
    assert [b.amount_baht for b in parsed.budgets][4:6] == [20_000, 45_500]
    assert [b.amount_baht for b in parsed.budgets][8:10] == [8_000, 9_000]
    assert not any(b.doubtful for b in parsed.budgets)


def test_amounts_that_may_be_of_either_unit_are_doubtful() -> None:
    unit = prose("หน่วย : พันบาท", top=60)
    parsed = plan(unit, listed(1, "20", "45.5"), listed(3, "2,000", "4,500", top=300), info=TWO)
    assert {b.doubt for b in parsed.budgets if b.project > 1} == {UNIT_ELSEWHERE}


def test_amounts_too_small_for_baht_are_doubtful() -> None:
    parsed = plan(listed(1, "20", "45"), info=TWO)
    assert {b.doubt for b in parsed.budgets} == {SMALL}


@pytest.mark.parametrize("below", [True, False])
def test_a_note_below_or_in_the_last_row_names_the_unit(below: bool) -> None:
    note = "หมายเหตุ : หน่วยเป็นพันบาท"
    rows = [["1", "โครงการอบรม", "20", "-"], ["2", "โครงการตลาดนัด", "45.5", "1,200"]]
    if below:
        parsed = plan(grid([HEAD, *rows]), prose(note, top=300), info=TWO)
    else:
        parsed = plan(grid([HEAD, *rows, [Merged(note, cols=4), None, None, None]]), info=TWO)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (20_000, False),
        (0, False),
        (45_500, False),
        (1_200_000, False),
    ]


def test_title_rows_of_a_sheet_are_lines_above_its_table() -> None:
    titles = [
        [Merged(text, cols=4), None, None, None]
        for text in ("แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2570 - 2571)", "(หน่วย : พันบาท)")
    ]
    found = document(grid([*titles, HEAD, ["1", "โครงการอบรม", "20", "25"]], headers=3))
    parsed = parse(found)
    assert (parsed.info.doc_type, parsed.info.fiscal_year_start_be) == ("action_plan", 2570)
    assert [b.amount_baht for b in parsed.budgets] == [20_000, 25_000]


def test_a_row_that_numbers_the_columns_and_a_footnote_are_no_items() -> None:
    numbers = ["(1)", "(2)", "(3)", "(4)"]
    note = [Merged("* งบประมาณอาจเปลี่ยนแปลงได้ ไม่เกินร้อยละ 10", cols=4), None, None, None]
    rows = [["1", "โครงการอบรม", "2,000", "3,000"], numbers, ["2", "โครงการตลาดนัด", "5,000", "-"], note]
    parsed = plan(grid([HEAD, numbers, *rows]), info=TWO)
    assert [p.name for p in parsed.projects] == ["โครงการอบรม", "โครงการตลาดนัด"]
    assert [remark.why for remark in parsed.remarks] == ["note among the rows of the table"]


def test_a_share_of_the_money_beside_several_years_makes_no_report() -> None:
    head = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2570", "ปี 2571", "รวม 2 ปี", "ร้อยละของงบทั้งหมด"]
    table = grid([head, ["1", "โครงการอบรม", "2,000", "3,000", "5,000", "100.00"]])
    found = document(prose("แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2570 - 2571"), table)
    assert classify(found).doc_type == "action_plan"


def test_a_table_that_lists_the_same_items_once_more_adds_none() -> None:
    again = grid(
        [
            ["หน่วยงาน", "โครงการ/กิจกรรม/มาตรการ", "ปี 2570", "ปี 2571"],
            ["กองคลัง", "กิจกรรมรณรงค์ 1", "2,000", "3,000"],
            ["สำนักปลัด", "โครงการอบรมรุ่น 1", "2,000", "3,000"],
        ],
        top=300,
    )
    parsed = plan(listed(1, "2,000", "3,000"), again, info=TWO)
    assert [(p.name, p.responsible_unit) for p in parsed.projects] == [
        ("โครงการอบรมรุ่น 1", "สำนักปลัด"),
        ("กิจกรรมรณรงค์ 1", "กองคลัง"),
    ]
    assert [remark.why for remark in parsed.remarks] == ["items listed once more"]


def test_a_table_of_the_same_names_with_other_amounts_lists_items() -> None:
    parsed = plan(listed(1, "2,000", "3,000"), listed(1, "2,000", "4,000", top=300), info=TWO)
    assert len(parsed.projects) == 4


def test_what_was_done_in_the_years_before_the_plan_is_none_of_its_items() -> None:
    past = listed(1, "2,000", "3,000", head=[*HEAD[:2], "ปี 2568", "ปี 2569"])
    parsed = plan(past, listed(1, "5,000", "6,000", top=300), info=TWO)
    assert [p.name for p in parsed.projects] == ["โครงการอบรมรุ่น 1", "กิจกรรมรณรงค์ 1"]
    assert {b.fiscal_year_be for b in parsed.budgets} == {2570, 2571}
    assert sorted(remark.text for remark in parsed.remarks) == ["2,000", "2,000", "3,000", "3,000"]


def test_the_years_of_the_plan_are_those_of_its_title_not_of_the_plan_before() -> None:
    before = """แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2570 – 2571)
ในปีงบประมาณ พ.ศ. 2568 - 2569 เทศบาลได้ดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ดังนี้"""
    past = listed(1, "2,000", "3,000", head=[*HEAD[:2], "ปี 2568", "ปี 2569"])
    found = document(prose(before), past, listed(1, "5,000", "6,000", top=300))
    assert read_range(found, "action_plan")[0] == (2570, 2571)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1,250,0\n00", 1_250_000),
        ("150,00\n0", 150_000),
        ("1,250,\n000", 1_250_000),
        ("1,250\n,000.00", 1_250_000),
    ],
)
def test_a_figure_that_a_narrow_column_broke_is_whole(cell: str, amount: int) -> None:
    parsed = plan(listed(1, cell, "9,000"), info=TWO)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets][:2] == [(amount, False), (9_000, False)]


def test_two_whole_figures_in_a_cell_stay_apart() -> None:
    parsed = plan(grid([HEAD, ["1", "โครงการอบรม", "5,000\n2,000", "9,000"]]), info=TWO)
    assert next(b.doubtful for b in parsed.budgets)
