"""Checks of sums, budgets and percentages: the true case, the clean case, the misreading case."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from audit_cases import (
    change_amount,
    change_total,
    doubt,
    found,
    plan_case,
    report_case,
)

from pipelines.audit.case import Amount, Place, Total
from pipelines.audit.cause import one_digit_apart
from pipelines.audit.registry import audit_case


def test_dimension_total() -> None:
    case = plan_case()
    change_total(case, 69500, scope="dimension", dimension=2, year=2567, quantity="budget_baht")
    (finding,) = found(case, "dimension_total")
    assert (finding.severity, finding.cause, finding.dimension) == ("error", "document", 2)
    assert (finding.fiscal_year_be, finding.stated, finding.expected) == (2567, "69500", "59500")
    assert finding.difference == "10000"
    assert "59,500" in finding.message_th and "59,500" in finding.message_en
    assert finding.page == 8 and finding.bbox is not None


def test_dimension_total_of_a_misread_cell_is_extraction() -> None:
    case = plan_case(0.95)
    change_amount(case, 33500, item=2, year=2567, origin="summary")
    doubt(case, 0.6)
    (finding,) = found(case, "dimension_total")
    assert finding.cause == "extraction"


def test_dimension_total_with_a_lost_cell_is_extraction() -> None:
    case = plan_case()
    for origin in ("summary", "reconciled"):
        change_amount(case, None, item=2, year=2566, origin=origin)
    case.amounts = [replace(a, doubtful=a.value is None) for a in case.amounts]
    (finding,) = found(case, "dimension_total")
    assert (finding.severity, finding.cause) == ("error", "extraction")
    assert "Not in this sum: 1 that could not be read." in finding.message_en
    assert "อ่านไม่ได้ 1 จำนวน" in finding.message_th


def test_blank_cell_counts_what_the_detail_section_says() -> None:
    case = plan_case()
    change_amount(case, None, item=2, year=2566, origin="summary")
    assert found(case, "dimension_total") == []


def test_plan_total() -> None:
    case = plan_case()
    change_total(case, 79500, scope="plan", year=2566, quantity="budget_baht")
    (finding,) = found(case, "plan_total")
    assert (finding.dimension, finding.fiscal_year_be, finding.expected) == (None, 2566, "69500")


def test_plan_total_that_follows_a_wrong_dimension_total_is_not_repeated() -> None:
    case = plan_case()
    change_total(case, 69500, scope="dimension", dimension=2, year=2566, quantity="budget_baht")
    change_total(case, 79500, scope="plan", year=2566, quantity="budget_baht")
    assert [f.check for f in audit_case(case)] == ["dimension_total"]


def test_report_totals_add_up() -> None:
    case = report_case()
    change_total(case, 5, scope="plan", quantity="planned_items")
    assert [f.expected for f in found(case, "plan_count")] == ["4"]
    change_total(case, 70500, scope="plan", quantity="planned_baht")
    assert [f.expected for f in found(case, "plan_total")] == ["69500"]


def test_detail_budget() -> None:
    case = plan_case()
    change_amount(case, 83500, item=2, origin="detail")
    (finding,) = found(case, "detail_budget")
    assert (finding.project, finding.stated, finding.expected) == (2, "83500", "38500")
    assert (finding.difference, finding.cause, finding.dimension) == ("45000", "document", 2)
    doubt(case, 0.5)
    assert found(case, "detail_budget")[0].cause != "document"


def test_detail_budget_of_all_years_together_fits() -> None:
    case = plan_case()
    change_amount(case, 77000, item=2, origin="detail")
    assert found(case, "detail_budget") == []


def test_detail_budget_year_by_year() -> None:
    case = plan_case()
    case.amounts = [a for a in case.amounts if not (a.item == 2 and a.origin == "detail")]
    for year, value in ((2566, 38500), (2567, 30500)):
        case.amounts.append(Amount(2, year, "detail", Decimal(value), "amount"))
    (finding,) = found(case, "detail_budget")
    assert (finding.fiscal_year_be, finding.stated) == (2567, "30500")


@pytest.mark.parametrize(("text", "fits"), [("7.19", True), ("7.2", True), ("7.194", True), ("7.20", False)])
def test_percent_within_half_of_its_last_digit(text: str, fits: bool) -> None:
    case = report_case()
    change_total(case, text, scope="plan", quantity="budget_percent")
    assert (found(case, "percent") == []) is fits


def test_percent_of_nothing() -> None:
    case = report_case()
    change_total(case, 0, dimension=2, quantity="planned_baht")
    change_total(case, 10000, scope="plan", quantity="planned_baht")
    change_total(case, "50.00", scope="plan", quantity="budget_percent")
    assert found(case, "percent") == []
    change_total(case, "100.00", dimension=2, quantity="budget_percent")
    (finding,) = found(case, "percent")
    assert (finding.stated, finding.expected, finding.severity) == ("100", None, "error")


def test_second_percentage_may_have_another_base() -> None:
    case = report_case()
    case.totals.append(Total("report", "plan", "items", Decimal(6), year=2566))
    case.totals.append(Total("report", "plan", "items_percent", Decimal("50.00"), year=2566, raw="50.00"))
    assert found(case, "percent") == []


@pytest.mark.parametrize(("beside", "findings"), [("7.19", 0), ("8.19", 1)])
def test_doubtful_percentage_beside_one_that_fits_is_of_something_else(beside: str, findings: int) -> None:
    case = report_case()
    change_total(case, "50.00", scope="plan", quantity="budget_percent")
    at = next(i for i, t in enumerate(case.totals) if (t.scope, t.quantity) == ("plan", "budget_percent"))
    first = case.totals[at] = replace(case.totals[at], doubtful=True)
    case.totals.append(replace(first, value=Decimal(beside), raw=beside))
    assert len(found(case, "percent")) == findings


def test_a_plan_total_that_fits_the_items_says_so() -> None:
    case = plan_case()
    change_total(case, 64500, scope="dimension", dimension=2, year=2567)
    (finding,) = found(case, "plan_total")
    assert "ผลรวมของรายการทั้งหมด" in finding.message_th and "what the items add up to" in finding.message_en
    case = plan_case()
    change_total(case, 70500, scope="plan", quantity="budget_baht", year=2567)
    (finding,) = found(case, "plan_total")
    assert "ผลรวมของรายการทั้งหมด" not in finding.message_th


def test_doubtful_and_unreadable_amounts_are_all_named() -> None:
    case = plan_case(0.6)
    case.amounts = [replace(a, doubtful=a.item == 2) for a in case.amounts]
    case.amounts.append(Amount(3, 2567, "detail", None, "unreadable", True, "๓x,000"))
    assert len(found(case, "doubtful_amount")) == 3  # two summary cells, one detail amount
    (lost,) = found(case, "unreadable_amount")
    assert (lost.severity, lost.cause) == ("warning", "extraction")


def test_a_doubtful_amount_says_why_in_both_languages() -> None:
    case = plan_case(0.6)
    doubt = "the year of the column could not be read"
    case.amounts[0] = replace(case.amounts[0], doubtful=True, doubt=doubt)
    (finding,) = found(case, "doubtful_amount")
    assert doubt in finding.message_en and "อ่านปีของคอลัมน์ไม่ได้" in finding.message_th


@pytest.mark.parametrize(
    ("kind", "confidence", "value", "said"),
    [
        ("text_pdf", None, 4, "whether 4 is this figure is not certain"),
        ("scanned_pdf", 0.6, 4, "not certain; best value 4"),
        ("text_pdf", None, None, "not a number"),
    ],
)
def test_a_doubtful_total_says_what_is_not_certain(
    kind: str, confidence: float | None, value: int | None, said: str
) -> None:
    case = report_case()
    case.source_kind = kind
    figure = None if value is None else Decimal(value)
    case.totals[0] = replace(case.totals[0], doubtful=True, value=figure, place=Place(2, None, confidence))
    (finding,) = found(case, "doubtful_amount")
    assert said in finding.message_en


def test_a_detail_budget_says_for_which_years() -> None:
    case = plan_case()
    change_amount(case, 12000, item=0, origin="detail")
    (finding,) = found(case, "detail_budget")
    assert "10,000 บาท ทุกปี (ต่างกัน 2,000 บาท)" in finding.message_th
    change_amount(case, 12000, item=0, origin="summary", year=2566)
    (finding,) = found(case, "detail_budget")
    assert "in 2567 (2,000 baht apart)" in finding.message_en
    change_amount(case, 10000, item=0, origin="summary")
    whole = next(a for a in case.amounts if (a.item, a.origin) == (0, "detail"))
    case.amounts.remove(whole)
    case.amounts += [replace(whole, year=year) for year in (2566, 2567)]
    (finding,) = found(case, "detail_budget")
    assert "in 2566, and the amounts of 1 more differ (2,000 baht apart)" in finding.message_en


def test_a_percentage_of_a_misread_base_is_not_the_documents() -> None:
    """220,000 was read as 320,000: with it the percentage fits."""
    case = report_case()
    case.source_kind = "scanned_pdf"
    for quantity, value, raw in (
        ("spent_baht", 110000, "110,000"),
        ("budget_percent", 50, "50.00"),
        ("planned_baht", 320000, "320,000"),
    ):
        change_total(case, value, dimension=1, quantity=quantity)
        case.totals = [
            replace(t, raw=raw, doubtful=quantity == "planned_baht", place=replace(t.place, confidence=0.6))
            if (t.dimension, t.quantity) == (1, quantity)
            else t
            for t in case.totals
        ]
    assert [f.cause for f in found(case, "percent")] == ["extraction"]
    change_total(case, 47, dimension=1, quantity="budget_percent")
    assert [f.cause for f in found(case, "percent")] == ["unknown"]


def test_an_amount_torn_apart_is_not_the_documents() -> None:
    case = plan_case(0.99)
    change_amount(case, 0, item=2, origin="detail")
    case.amounts = [
        replace(a, doubtful=True, raw="จำนวน ๓๘,๕ ๐๐ บาท") if (a.item, a.origin) == (2, "detail") else a
        for a in case.amounts
    ]
    assert [f.cause for f in found(case, "detail_budget")] == ["extraction"]


def test_one_misread_digit() -> None:
    assert one_digit_apart(Decimal(38500), Decimal(33500))
    assert one_digit_apart(Decimal(38500), Decimal(3850))
    assert not one_digit_apart(Decimal(38500), Decimal(43500))


def test_a_dimension_none_of_whose_items_is_known_adds_up_to_nothing_known() -> None:
    case = plan_case(0.999)
    case.items = [replace(item, dimension=None) for item in case.items]
    assert found(case, "dimension_total") == []
