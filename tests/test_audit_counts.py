"""Checks of counts: the true case, the clean case, the misreading case."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from audit_cases import (
    change_item,
    change_total,
    doubt,
    found,
    plan_case,
    report_case,
)

from pipelines.audit.case import Item, Total, leaves_items
from pipelines.audit.registry import audit_case
from pipelines.records import NOT_TAKEN


def test_dimension_and_plan_count() -> None:
    case = plan_case()
    change_total(case, 3, origin="summary", scope="dimension", dimension=1, quantity="items")
    change_total(case, 6, origin="summary", scope="plan", quantity="items")
    (dimension,) = found(case, "dimension_count")
    assert (dimension.dimension, dimension.stated, dimension.expected) == (1, "3", "2")
    (plan,) = found(case, "plan_count")
    assert plan.stated == "6"


def test_counts_by_kind_bear_an_item_of_no_kind() -> None:
    case = plan_case()
    case.totals = [t for t in case.totals if t.quantity != "items"]
    counts = (("projects", 1), ("measures", 1))
    case.totals += [Total("summary", "dimension", q, Decimal(n), 1) for q, n in counts]
    assert found(case, "dimension_count") == []
    change_item(case, 1, kind=None)
    assert found(case, "dimension_count") == []
    change_total(case, 3, quantity="projects")
    (finding,) = found(case, "dimension_count")
    assert finding.stated == "3"


def test_plan_count_against_the_dimensions_counts() -> None:
    case = plan_case()
    case.totals = [t for t in case.totals if t.quantity != "items"]
    for dimension, projects in ((1, 1), (2, 1), (None, 3)):
        scope = "dimension" if dimension else "plan"
        case.totals.append(Total("summary", scope, "projects", Decimal(projects), dimension))
        case.totals.append(Total("summary", scope, "measures", Decimal(1), dimension))
    change_item(case, 3, kind=None)
    (finding,) = [f for f in found(case, "plan_count") if f.stated == "3"]
    assert finding.expected == "2"


def test_a_dimension_that_was_not_read() -> None:
    """Its total is that of the items without a dimension, and belongs to the plan's."""
    case = plan_case(0.999)
    case.items = [replace(i, dimension=None) if i.dimension == 2 else i for i in case.items]
    case.totals = [replace(t, dimension=None) if t.dimension == 2 else t for t in case.totals]
    case.totals = [t for t in case.totals if t.origin != "preface"]
    assert [f for f in audit_case(case) if f.severity == "error"] == []
    change_total(case, 70000, dimension=None, scope="dimension", quantity="budget_baht", year=2566)
    assert [f.cause for f in found(case, "dimension_total")] == ["extraction"]


def test_preface_count() -> None:
    case = plan_case()
    change_total(case, 5, origin="preface", dimension=2)
    (finding,) = found(case, "preface_count")
    assert (finding.dimension, finding.stated, finding.expected) == (2, "5", "2")
    assert "the summary table states 2 (3 apart)." in finding.message_en
    change_total(case, 4, origin="preface", dimension=2)  # two items in each of two years
    assert found(case, "preface_count") == []


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("๒.๒ โครงการออกหน่วยรับชำระภาษี งบประมาณ\n๙,๘๐๐ บาท", "unknown"),
        ("เทศบาลมีรายได้ 38,450,000 บาท ทุกโครงการ", "document"),
    ],
)
def test_items_that_were_left_in_remarks_may_be_those_missing(text: str, cause: str) -> None:
    case = plan_case()
    case.totals = [t for t in case.totals if t.origin == "preface"]
    change_total(case, 5, origin="preface", dimension=2)
    case.left_items = {8} if leaves_items(text, NOT_TAKEN) else set()
    assert [f.cause for f in found(case, "preface_count") if f.dimension == 2] == [cause]


def test_a_preface_that_agrees_with_the_list_is_not_said_to_be_wrong() -> None:
    case = plan_case()
    change_total(case, 3, origin="summary", dimension=2, quantity="items")
    (finding,) = found(case, "preface_count")
    assert "lists as many as the preface gives" in finding.message_en
    assert "ที่ควรเป็น" not in finding.message_th


@pytest.mark.parametrize(
    ("yearly", "together", "stated"), [(2, 4, []), (3, 4, ["3"]), (2, 5, ["5"]), (3, 5, ["3", "5"])]
)
def test_preface_counts_of_a_year_and_of_all_in_one_breath(
    yearly: int, together: int, stated: list[str]
) -> None:
    """Two items in each of two years: each figure is held against its own."""
    case = plan_case()
    words = f"จำนวนทั้งสิ้น {together} โครงการ ปีละ {yearly} โครงการ"
    case.totals = [t for t in case.totals if t.origin != "preface"]
    case.totals += [
        Total("preface", "dimension", "items", Decimal(value), 2, raw=words) for value in (yearly, together)
    ]
    assert [f.stated for f in found(case, "preface_count")] == stated


def test_a_second_count_of_the_same_items_is_checked_too() -> None:
    case = plan_case()
    count = next(t for t in case.totals if (t.origin, t.scope, t.quantity) == ("summary", "plan", "items"))
    case.totals.append(replace(count, value=Decimal(14)))
    (finding,) = found(case, "plan_count")
    assert finding.stated == "14"


@pytest.mark.parametrize("word", ["items", "projects"])
def test_preface_counts_by_kind_stand_against_the_list_where_the_table_has_one_count(word: str) -> None:
    case = plan_case()
    case.totals = [t for t in case.totals if t.quantity not in ("items", "projects", "measures")]
    case.totals.append(Total("summary", "dimension", word, Decimal(2), 1))
    for quantity in ("projects", "measures"):
        case.totals.append(Total("preface", "dimension", quantity, Decimal(1), 1))
    assert found(case, "preface_count") == []
    change_total(case, 3, origin="preface", quantity="measures")
    (finding,) = found(case, "preface_count")
    assert (finding.stated, finding.expected) == ("3", "1")


def test_preface_count_of_a_weak_reading_is_not_the_documents() -> None:
    case = plan_case(0.95)
    change_total(case, 5, origin="preface", dimension=2)
    doubt(case, 0.5)
    (finding,) = found(case, "preface_count")
    assert finding.cause == "extraction"


def test_report_describes_planned_or_done_items() -> None:
    case = report_case()
    case.items = [i for i in case.items if i.dimension == 1] + [case.items[2]]
    (finding,) = found(case, "dimension_count")
    assert (finding.dimension, finding.stated, finding.expected) == (2, "2", "1")


@pytest.mark.parametrize(("listed", "cause"), [(2, "document"), (1, "extraction")])
def test_a_weak_count_of_the_table_that_its_list_confirms_is_no_misreading(listed: int, cause: str) -> None:
    case = plan_case(0.999)
    change_total(case, 3, origin="preface", dimension=2)
    case.totals = [
        replace(t, doubtful=True, place=replace(t.place, confidence=0.37))
        if (t.origin, t.dimension, t.quantity) == ("summary", 2, "items")
        else t
        for t in case.totals
    ]
    if listed == 1:
        change_item(case, 3, dimension=1)
    assert [f.cause for f in found(case, "preface_count") if f.dimension == 2] == [cause]


def test_a_sum_of_counts_is_not_held_against_dimensions_of_which_one_was_not_read() -> None:
    case = report_case()
    change_total(case, 4, dimension=None, quantity="done_items")
    assert [f.expected for f in found(case, "plan_count")] == ["3"]
    case.totals = [t for t in case.totals if (t.dimension, t.quantity) != (2, "done_items")]
    assert found(case, "plan_count") == []


def test_the_gap_of_a_percentage_says_nothing_of_a_doubtful_count() -> None:
    """10 percentage points lie between 1 and 11, but no digit of 1 of 2 items makes 60 %."""
    case = report_case()
    case.source_kind = "scanned_pdf"
    change_total(case, "60.00", dimension=1, quantity="items_percent")
    case.totals = [
        replace(t, doubtful=True, place=replace(t.place, confidence=0.91))
        if (t.dimension, t.quantity) == (1, "done_items")
        else t
        for t in case.totals
    ]
    assert [f.cause for f in found(case, "percent")] == ["unknown"]


def test_items_are_not_needed_for_totals_only() -> None:
    case = plan_case()
    case.items = [Item(n, i.name, in_summary=True, dimension=i.dimension) for n, i in enumerate(case.items)]
    assert found(case, "dimension_total") == []


def test_an_item_under_a_lost_heading_is_not_the_documents() -> None:
    """The heading of dimension 2 was not read: its item is told under dimension 1."""
    case = report_case()
    case.items = [replace(item, dimension=1) for item in case.items[:3]]
    change_total(case, 1, dimension=2, quantity="done_items")
    change_total(case, 1, dimension=2, quantity="planned_items")
    assert {f.cause for f in found(case, "dimension_count")} == {"document"}
    case.source_kind = "scanned_pdf"
    assert [(f.dimension, f.cause) for f in found(case, "dimension_count")] == [
        (1, "extraction"),
        (2, "extraction"),
    ]


def test_a_report_that_describes_a_choice_of_items_describes_none_too_few() -> None:
    case = report_case()
    counts = ("planned_items", "done_items")
    case.totals = [
        replace(total, value=total.value * 10) if total.quantity in counts and total.value else total
        for total in case.totals
    ]
    assert found(case, "dimension_count") == []


def test_a_dimension_is_not_said_to_lack_items_whose_dimension_is_not_known() -> None:
    case = plan_case()
    case.items = [replace(item, dimension=None) for item in case.items]
    assert found(case, "dimension_count") == []
