"""Rows that divide the item above them are no items of their own where they add up to it."""

from __future__ import annotations

import pytest

from pipelines.records import MAY_BE_PART, DocumentInfo, ParsedDocument
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


def test_projects_below_a_project_are_items() -> None:
    parsed = parts(("(ก) โครงการจัดอบรม", "50,000", "50,000"), ("(ข) โครงการจัดทำสื่อ", "20,000", "25,000"))
    assert len(parsed.projects) == 4
    assert not any(b.doubtful for b in parsed.budgets)


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
