"""Rows that divide the item above them are no items of their own where they add up to it."""

from __future__ import annotations

import pytest

from pipelines.records import MAY_BE_PART, OF_PARTS, PARTS_COST, DocumentInfo, ParsedDocument
from tests.plan_documents import grid
from tests.summary_plans import plan

TWO = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)
HEAD = ["มิติ", "โครงการ/กิจกรรมย่อย", "ปี 2566", "ปี 2567"]


def parts(*rows: tuple[str, str, str]) -> ParsedDocument:
    """The plan of an item of 70,000 and 75,000 baht with these rows below it, and another item."""
    first = ["1", "1. โครงการใสสะอาด", "70,000", "75,000"]
    return plan(
        grid([HEAD, first, *(["", *row] for row in rows), ["2", "2. โครงการอบรม", "5,000", "-"]]), info=TWO
    )


@pytest.mark.parametrize("marks", [("(ก)", "(ข)"), ("ก.", "ข."), ("-", "-")])
def test_parts_that_add_up_to_their_item_are_told_with_it(marks: tuple[str, str]) -> None:
    one, two = marks
    parsed = parts((f"{one} จัดอบรม", "50,000", "50,000"), (f"{two} จัดทำสื่อ", "20,000", "25,000"))
    assert [(p.name, p.dimension) for p in parsed.projects] == [("โครงการใสสะอาด", 1), ("โครงการอบรม", 2)]
    assert not any(b.doubtful for b in parsed.budgets)
    assert [r.why for r in parsed.remarks] == ["a part of the item above"] * 2


def test_parts_that_add_up_to_something_else_are_doubtful() -> None:
    parsed = parts(("(ก) จัดอบรม", "50,000", "50,000"), ("(ข) จัดทำสื่อ", "20,000", "-"))
    assert [p.name for p in parsed.projects][1:3] == ["(ก) จัดอบรม", "(ข) จัดทำสื่อ"]
    doubts = [(b.project, b.doubt) for b in parsed.budgets if b.amount_baht]
    assert doubts == [(0, None), (0, None), (1, MAY_BE_PART), (1, MAY_BE_PART), (2, MAY_BE_PART), (3, None)]


def test_one_row_that_costs_as_much_as_the_item_above_may_be_its_equal() -> None:
    parsed = parts(("- ประชาสัมพันธ์ผ่านเว็บไซต์", "70,000", "75,000"))
    assert [p.name for p in parsed.projects][1] == "ประชาสัมพันธ์ผ่านเว็บไซต์"
    assert [b.doubt for b in parsed.budgets if b.project == 1] == [MAY_BE_PART] * 2


def test_projects_below_a_project_are_items_and_what_stands_above_them_is_their_sum() -> None:
    parsed = parts(("(ก) โครงการจัดอบรม", "50,000", "50,000"), ("(ข) โครงการจัดทำสื่อ", "20,000", "25,000"))
    assert len(parsed.projects) == 4
    assert not any(b.doubtful for b in parsed.budgets)
    assert {b.project for b in parsed.budgets} == {1, 2, 3}


@pytest.mark.parametrize(("mark", "other"), [("-", "–"), ("(ก)", "(ข)")])
def test_a_row_marked_like_the_item_above_is_its_equal(mark: str, other: str) -> None:
    rows = [
        ["1", f"{mark} โครงการใสสะอาด", "20,000", "20,000"],
        ["", f"{other} ส่งเสริมการมีส่วนร่วมของประชาชน", "20,000", "20,000"],
    ]
    parsed = plan(grid([HEAD, *rows]), info=TWO)
    assert len(parsed.projects) == 2
    assert not any(b.doubtful for b in parsed.budgets)
    assert not parsed.remarks


def below_nothing(whole: str, *rows: tuple[str, str, str], nothing: str = "-") -> ParsedDocument:
    """The plan of an item beside whose name nothing is said to be spent, with these rows below it."""
    first = ["1", f"1. {whole}", nothing, nothing]
    return plan(
        grid([HEAD, first, *(["", *row] for row in rows), ["2", "2. โครงการอบรม", "5,000", "-"]]), info=TWO
    )


def of_first(parsed: ParsedDocument) -> list[tuple[int, str | None]]:
    """The amounts of the first item and what is doubtful about them."""
    return [(int(b.amount_baht or 0), b.doubt) for b in parsed.budgets if b.project == 0]


@pytest.mark.parametrize("nothing", ["-", "0", "ไม่ใช้งบประมาณ"])
@pytest.mark.parametrize("marks", [("(ก)", "(ข)"), ("ก.", "ข."), ("1.1", "1.2")])
@pytest.mark.parametrize("whole", ["โครงการใสสะอาด", "ส่งเสริมความใสสะอาด"])
def test_an_item_of_nothing_costs_what_its_parts_do(whole: str, marks: tuple[str, str], nothing: str) -> None:
    one, two = marks
    parsed = below_nothing(
        whole,
        (f"{one} จัดอบรม", "10,000", "-"),
        (f"{two} จัดทำสื่อ", "5,000", "6,000"),
        nothing=nothing,
    )
    assert [p.name for p in parsed.projects] == [whole, "โครงการอบรม"]
    assert of_first(parsed) == [(15_000, OF_PARTS), (6_000, OF_PARTS)]
    assert len([r for r in parsed.remarks if r.why == "a part of the item above"]) == 2


@pytest.mark.parametrize(
    "rows",
    [
        [("- จัดอบรม", "10,000", "-"), ("- จัดทำสื่อ", "5,000", "6,000")],
        [("1.1 กิจกรรมจัดอบรม", "10,000", "-"), ("1.2 กิจกรรมจัดทำสื่อ", "5,000", "6,000")],
        [("ก. จัดอบรม", "10,000", "6,000")],
        [("1) จัดอบรม", "10,000", "-"), ("2) จัดทำสื่อ", "5,000", "6,000")],
    ],
)
def test_nothing_above_rows_that_may_be_its_parts_is_doubtful(rows: list[tuple[str, str, str]]) -> None:
    parsed = below_nothing("โครงการใสสะอาด", *rows)
    assert of_first(parsed) == [(0, PARTS_COST)] * 2
    assert not any(b.doubtful for b in parsed.budgets if b.project)
    assert len(parsed.projects) == 2 + len(rows)


def test_nothing_above_lines_of_its_cell_with_amounts_is_doubtful() -> None:
    rows = [
        HEAD,
        ["1", "1. โครงการใสสะอาด\n- จัดอบรม\n- จัดทำสื่อ", "-\n10,000\n5,000", "-\n-\n-"],
        ["2", "2. โครงการอบรม", "5,000", "-"],
    ]
    assert of_first(plan(grid(rows), info=TWO)) == [(0, PARTS_COST), (0, None)]


def test_parts_may_cost_something_in_a_year_in_which_their_item_says_nothing() -> None:
    first = ["1", "1. โครงการใสสะอาด", "15,000", "-"]
    rows = [["", "1.1 จัดอบรม", "10,000", "-"], ["", "1.2 จัดทำสื่อ", "5,000", "6,000"]]
    parsed = plan(grid([HEAD, first, *rows, ["2", "2. โครงการอบรม", "5,000", "-"]]), info=TWO)
    assert of_first(parsed) == [(15_000, None), (0, PARTS_COST)]


@pytest.mark.parametrize("other", ["- โครงการจัดทำสื่อ", "2. จัดทำสื่อ", "จัดทำสื่อ"])
def test_nothing_above_items_of_their_own_stays_certain(other: str) -> None:
    parsed = below_nothing("โครงการใสสะอาด", (other, "10,000", "-"))
    assert of_first(parsed) == [(0, None)] * 2


def test_parts_of_nothing_leave_their_item_alone() -> None:
    parsed = below_nothing("โครงการใสสะอาด", ("ก. จัดอบรม", "-", "-"), ("ข. จัดทำสื่อ", "-", "-"))
    assert of_first(parsed) == [(0, None)] * 2
