"""Checks of sums, budgets and percentages: the true case, the clean case, the misreading case."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from audit_cases import (
    NAMES,
    change_amount,
    change_total,
    doubt,
    found,
    plan_case,
    report_case,
)

from pipelines.audit.case import Amount, AuditCase, Place, Total
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


@pytest.mark.parametrize(("planned_too", "findings"), [(False, 0), (True, 1)])
def test_all_percentages_of_a_report_may_be_of_the_ordinance(planned_too: bool, findings: int) -> None:
    case = report_case()
    spent = next(t for t in case.totals_where(quantity="spent_baht") if t.scope == "plan")
    base = (spent.value or Decimal(0)) * 2
    case.totals.append(replace(spent, quantity="ordinance_baht", value=base, raw=str(base)))
    for total in [t for t in case.totals if t.quantity == "budget_percent"]:
        case.totals.remove(total)
        if total.scope == "plan":
            case.totals.append(replace(total, value=Decimal(50), raw="50.00"))
        elif planned_too:
            case.totals.append(total)
    assert len(found(case, "percent")) == findings


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


def test_a_dimension_none_of_whose_items_is_known_adds_up_to_nothing_known() -> None:
    case = plan_case(0.999)
    case.items = [replace(item, dimension=None) for item in case.items]
    assert found(case, "dimension_total") == []


def two_columns() -> AuditCase:
    """A progress report with six and twelve months side by side; the spending is doubtful: which is which?"""
    case = report_case()
    case.totals = [t for t in case.totals if t.quantity in ("planned_items", "planned_baht")]
    spent = {1: (2000, 9000), 2: (100, 25000), None: (2100, 34000)}
    for dimension, figures in spent.items():
        scope = "dimension" if dimension else "plan"
        case.totals += [
            Total("report", scope, "spent_baht", Decimal(value), dimension, year=2566, doubtful=True)
            for value in figures
        ]
    return case


def test_six_and_twelve_months_side_by_side_are_each_a_sum() -> None:
    case = two_columns()
    assert found(case, "plan_total") == []
    in_words = replace(case.totals[-1], doubtful=False, raw="34,000 บาท")
    case.totals.append(in_words)
    assert found(case, "plan_total") == []
    case.totals[-2] = replace(case.totals[-2], value=Decimal(36000))
    assert [(f.stated, f.expected) for f in found(case, "plan_total")] == [("36000", "34000")]


def test_a_blank_cell_of_one_of_two_columns_does_not_mix_them() -> None:
    case = two_columns()
    spent = {1: (2000, 9000), 2: (None, 25000), None: (2000, 34000)}
    case.totals = [t for t in case.totals if t.quantity != "spent_baht"]
    for top, (dimension, figures) in enumerate(spent.items()):
        for left, value in enumerate(figures):
            box = (100.0 + 100 * left, 20.0 * top, 140.0 + 100 * left, 20.0 * top + 10)
            scope = "dimension" if dimension else "plan"
            figure = Total("report", scope, "spent_baht", Decimal(value or 0), dimension, year=2566)
            if value:
                case.totals.append(replace(figure, doubtful=True, place=Place(1, box)))
    assert found(case, "plan_total") == []
    case.totals[-1] = replace(case.totals[-1], value=Decimal(36000))
    assert [(f.stated, f.expected) for f in found(case, "plan_total")] == [("36000", "34000")]


def test_a_percentage_is_held_against_the_share_beside_it() -> None:
    case = two_columns()
    place = Place(1, (50.0, 400.0, 300.0, 412.0))
    case.totals += [
        Total("report", "plan", "spent_baht", Decimal(34000), year=2566, raw="34,000 บาท", place=place),
        Total("report", "plan", "budget_percent", Decimal("60.00"), year=2566, raw="60.00", place=place),
    ]
    (finding,) = found(case, "percent")
    assert (finding.expected, finding.cause) == ("48.92", "document")
    assert "34,000 จาก 69,500" in finding.message_th


def test_of_doubtful_shares_the_nearest_is_named() -> None:
    case = two_columns()
    boxes = iter([(100.0, 50.0, 140.0, 60.0), (200.0, 50.0, 240.0, 60.0)])
    case.totals = [
        replace(t, place=Place(1, next(boxes))) if (t.scope, t.quantity) == ("plan", "spent_baht") else t
        for t in case.totals
    ]
    beside = Place(1, (250.0, 50.0, 280.0, 60.0))
    case.totals.append(
        Total("report", "plan", "budget_percent", Decimal("60.00"), year=2566, raw="60.00", place=beside)
    )
    (finding,) = found(case, "percent")
    assert (finding.expected, finding.cause) == ("48.92", "unknown")


UNPLACED = "several amounts stand in the cell of one item"


def unplaced(case: AuditCase, value: int, **where: object) -> None:
    """Give the amounts that match another value, which need not be theirs."""
    change_amount(case, value, **where)
    case.amounts = [
        replace(a, doubtful=True, doubt=UNPLACED)
        if all(getattr(a, key) == wanted for key, wanted in where.items())
        else a
        for a in case.amounts
    ]


def test_a_sum_of_which_one_amount_is_not_known_is_not_the_documents() -> None:
    case = plan_case()
    unplaced(case, 1, item=2, year=2566, origin="summary")
    (finding,) = found(case, "dimension_total")
    assert finding.cause == "extraction"
    assert f"Not certain in this sum: {NAMES[2]} 1 baht." in finding.message_en
    change_total(case, 15000, scope="dimension", dimension=2, year=2566, quantity="budget_baht")
    (finding,) = found(case, "dimension_total")  # the certain amounts alone are more
    assert finding.cause == "unknown"


def test_an_amount_that_found_no_place_explains_a_sum() -> None:
    case = plan_case()
    unplaced(case, 1, item=2, year=2566, origin="summary")
    case.loose = [(8, Decimal(38500)), (8, Decimal(12))]
    (finding,) = found(case, "dimension_total")
    assert "It fits with the 38,500 baht (page 8) that were given to no item" in finding.message_en
    assert "หากนับ 38,500 บาท" in finding.message_th
    case.loose = [(8, Decimal(38499))]
    assert "It fits with the 38,499 baht" in found(case, "dimension_total")[0].message_en


def test_a_cell_seen_to_be_empty_adds_nothing_doubtful() -> None:
    case = plan_case()
    change_amount(case, None, item=2, year=2566, origin="summary")
    case.amounts = [
        replace(a, status="blank")
        if a.value is None
        else replace(a, doubtful=True)
        if (a.item, a.year, a.origin) == (2, 2566, "reconciled")
        else a
        for a in case.amounts
    ]
    change_total(case, 21000, scope="dimension", dimension=2, year=2566, quantity="budget_baht")
    change_total(case, 31000, scope="plan", year=2566, quantity="budget_baht")
    for _ in range(2):
        assert {f.check for f in audit_case(case)} == {"doubtful_amount"}
        case.amounts.reverse()  # the tables have them in another order


def test_an_amount_of_all_years_is_held_against_the_sum_of_the_years() -> None:
    case = plan_case()
    unplaced(case, 1, item=2, year=2566, origin="summary")
    case.amounts = [
        replace(a, value=Decimal(77000), doubtful=True, doubt="the amount is of all years together")
        if (a.item, a.origin) == (2, "detail")
        else a
        for a in case.amounts
    ]
    (finding,) = found(case, "detail_budget")
    assert (finding.stated, finding.expected, finding.cause) == ("77000", "38501", "extraction")
    assert "รวมทุกปี" in finding.message_th and "all years together" in finding.message_en


def test_a_detail_amount_among_others_is_not_the_documents() -> None:
    case = plan_case()
    several = "ค่าป้าย 8,500 บาท ค่าอาหาร 30,000 บาท รวม 38,500 บาท"
    case.amounts = [
        replace(
            a,
            value=Decimal(8500),
            raw=several,
            doubtful=True,
            doubt="the detail section states several amounts",
        )
        if (a.item, a.origin) == (2, "detail")
        else a
        for a in case.amounts
    ]
    assert [f.cause for f in found(case, "detail_budget")] == ["extraction"]


def test_a_finding_says_by_how_much_in_plain_words() -> None:
    case = plan_case()
    change_total(case, 69500, scope="dimension", dimension=2, year=2567, quantity="budget_baht")
    change_total(case, 1, origin="summary", scope="dimension", dimension=1, quantity="items")
    assert "(เกินไป 10,000 บาท)" in found(case, "dimension_total")[0].message_th
    assert "(ขาดไป 1 รายการ)" in found(case, "dimension_count")[0].message_th


def test_a_plans_sum_is_held_against_the_items_where_no_dimension_states_one() -> None:
    case = plan_case()
    case.totals = [t for t in case.totals if t.scope != "dimension" or t.quantity != "budget_baht"]
    change_total(case, 70500, scope="plan", quantity="budget_baht", year=2567)
    (finding,) = found(case, "plan_total")
    assert "แต่ผลรวมของรายการทั้งหมดคือ 69,500 บาท (เกินไป 1,000 บาท)" in finding.message_th
    assert "but its items add up to 69,500 baht (1,000 baht too high)" in finding.message_en


@pytest.mark.parametrize(
    ("budgets", "causes"),
    [
        ((38500, 21000), []),
        ((38500, 20000), ["document"]),
        ((38500, None), []),  # the report does not state a budget for each of them
    ],
)
def test_a_reports_planned_budget_is_that_of_its_items(
    budgets: tuple[int, int | None], causes: list[str]
) -> None:
    case = report_case()
    for item, value in zip((2, 3), budgets, strict=True):
        if value is not None:
            case.amounts.append(Amount(item, 2566, "reconciled", Decimal(value), "amount"))
    assert [f.cause for f in found(case, "dimension_total")] == causes
    change_total(case, 3, dimension=2, quantity="planned_items")
    assert found(case, "dimension_total") == []  # one of them is not listed
