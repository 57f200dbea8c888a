"""Mismatches that a misread structure makes are not blamed on the document; clear ones still are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from audit_cases import change_amount, change_item, change_total, plan_case

from pipelines.audit.case import Amount, AuditCase, Control, Item, Passage, Place, Total
from pipelines.audit.finding import LOOK_EN
from pipelines.audit.registry import audit_case
from pipelines.audit.structure import odd_rows, plain_items, strays

SURE = 0.9995


def causes(case: AuditCase, check: str) -> list[str]:
    """The causes of the findings of one check."""
    return [finding.cause for finding in audit_case(case) if finding.check == check]


def half_row(case: AuditCase, name: str, dimension: int = 2) -> None:
    """Add a row that is none: no amount, no number, no detail section."""
    case.items.append(Item(len(case.items), name, dimension=dimension, in_summary=True, place=Place(8)))


def test_wrong_figures_of_a_clear_scan_are_the_documents() -> None:
    case = plan_case(SURE)
    change_total(case, 60000, scope="dimension", dimension=2, year=2566)
    change_total(case, 3, origin="summary", scope="dimension", dimension=1, quantity="items")
    change_total(case, 5, origin="preface", dimension=2)
    assert causes(case, "dimension_total") == ["document"]
    assert causes(case, "dimension_count") == ["document"]
    assert causes(case, "preface_count") == ["document", "document"]  # one against the wrong count


def test_a_total_that_equals_another_dimensions_stands_in_its_place_only_where_that_has_none() -> None:
    case = plan_case(SURE)
    change_total(case, 10000, scope="dimension", dimension=2, year=2566)  # as dimension 1's
    change_total(case, 5, origin="preface", dimension=2)
    assert causes(case, "dimension_total") == ["document"]
    case.totals = [
        t for t in case.totals if (t.scope, t.dimension, t.year) != ("dimension", 1, 2566) or t.year is None
    ]
    assert causes(case, "dimension_total") == ["extraction"]


def test_half_of_a_split_row_is_not_counted() -> None:
    case = plan_case(SURE)
    half_row(case, "และการมีส่วนร่วมของภาคประชาชน")
    assert [item.name for item in odd_rows(case)] == ["และการมีส่วนร่วมของภาคประชาชน"]
    assert len(plain_items(case, 2)) == 2
    assert [f.check for f in audit_case(case) if f.severity == "error"] == []
    assert causes(case, "missing_detail") == ["extraction"]


@pytest.mark.parametrize(
    "name", ["เครงการตลาดนัดสีเขียว", "ครงการตลาดนัดสีเขียว", "กิจกรมตลาดนัดสีเขียว", "มาตรูการตลาดนัด"]
)
def test_an_item_whose_kind_was_misread_is_one(name: str) -> None:
    case = plan_case(SURE)
    change_item(case, 3, name=name, kind=None, in_detail=False)
    case.amounts = [a for a in case.amounts if not (a.item == 3 and a.origin == "detail")]
    assert odd_rows(case) == []
    assert causes(case, "missing_detail") == ["unknown"]


def test_a_heading_taken_for_an_item_is_not_counted_in_exact_text_either() -> None:
    case = plan_case()
    half_row(case, "มาตรการส่งเสริมคุณธรรมภายในหน่วยงาน")
    assert [f.check for f in audit_case(case) if f.severity == "error"] == []
    assert causes(case, "missing_detail") == ["extraction"]


def test_exact_text_in_a_table_whose_rows_ran_together_is_not_blamed() -> None:
    case = plan_case()
    for key in (2, 3):
        change_item(case, key, in_summary=False)
    half = Item(4, "โครงการประชุม กิจกรรมตรวจสอบพัสดุ", dimension=2, in_summary=True)
    case.items += [half, replace(half, key=5, name="ประชาคมหมู่บ้าน ร่วมกับประชาชน")]
    case.amounts = [a for a in case.amounts if not (a.item in (2, 3) and a.origin == "summary")]
    found = [f for f in audit_case(case) if f.severity == "error"]
    assert found and {f.cause for f in found} == {"extraction"}


def test_a_lost_row_explains_a_count_and_says_where_to_look() -> None:
    case = plan_case(SURE)
    change_item(case, 3, in_summary=False)
    case.amounts = [a for a in case.amounts if not (a.item == 3 and a.origin == "summary")]
    assert [item.key for item in strays(case, 2)] == [3]
    assert causes(case, "dimension_count") == ["extraction"]
    assert set(causes(case, "dimension_total")) == {"extraction"}
    (finding,) = [f for f in audit_case(case) if f.check == "dimension_count"]
    assert finding.message_en.endswith(LOOK_EN)
    assert "ภาพ" not in finding.message_th  # exact text has tables that are misread, too


@pytest.mark.parametrize(("preface", "cause"), [(1, "unknown"), (2, "extraction")])
def test_a_lost_row_does_not_explain_a_count_that_the_preface_denies(preface: int, cause: str) -> None:
    """The table states two items and lists one, a second has a detail section only: it may never have stood
    in the table where the preface counts one."""
    case = plan_case(SURE)
    change_item(case, 3, in_summary=False)
    case.amounts = [a for a in case.amounts if not (a.item == 3 and a.origin == "summary")]
    change_total(case, preface, origin="preface", dimension=2)
    assert causes(case, "dimension_count") == [cause]


def test_a_plan_total_that_fits_the_items_has_the_cause_of_the_dimensions_total() -> None:
    """Dimension 2 has an item without a row, so its rows may be misread, but all else of it fits."""
    case = plan_case(SURE)
    change_total(case, 69500, scope="dimension", dimension=2, year=2566, quantity="budget_baht")
    for origin in ("summary", "preface"):
        change_total(case, 2, origin=origin, scope="dimension", dimension=2, quantity="items")
    case.items.append(replace(case.items[3], key=4, name="โครงการอื่น", seq=5, in_summary=False))
    (cause,) = causes(case, "dimension_total")
    assert causes(case, "plan_total") == [cause] == ["document"]
    (finding,) = [f for f in audit_case(case) if f.check == "plan_total"]
    assert "total of dimension 2 seems" in finding.message_en and "ยอดรวมของมิติที่ 2" in finding.message_th


def test_an_item_in_the_wrong_dimension_explains_two_counts() -> None:
    case = plan_case(SURE)
    change_item(case, 1, dimension=2)
    assert set(causes(case, "dimension_count")) == {"extraction"}


def test_columns_whose_year_was_not_read_make_no_false_totals() -> None:
    case = plan_case(SURE)
    for n, amount in enumerate(case.amounts):
        if amount.origin == "summary" and amount.year == 2567:
            doubt = "the year of the column could not be read"
            case.amounts[n] = replace(amount, value=Decimal(0), doubtful=True, doubt=doubt)
    assert set(causes(case, "dimension_total")) == {"extraction"}


def test_one_unplaced_amount_does_not_hide_a_clear_wrong_total() -> None:
    case = plan_case(SURE)
    change_amount(case, 10000, item=0, year=2567, origin="summary")
    for n, amount in enumerate(case.amounts):
        if (amount.item, amount.year, amount.origin) == (1, 2566, "summary"):
            case.amounts[n] = replace(amount, doubtful=True, doubt="one amount stands for 2 items")
    change_total(case, 60000, scope="dimension", dimension=2, year=2566)
    assert causes(case, "dimension_total") == ["document"]


@pytest.mark.parametrize(("told", "cause"), [(21000, "extraction"), (70000, "document")])
def test_a_swallowed_section_gives_the_next_items_budget(told: int, cause: str) -> None:
    case = plan_case(SURE)
    change_amount(case, told, item=2, origin="detail")
    change_item(case, 3, in_detail=False)
    assert causes(case, "detail_budget") == [cause]


def test_an_items_own_section_right_behind_the_table_is_no_row_that_was_lost() -> None:
    case = plan_case(SURE)
    change_item(case, 3, in_summary=False, place=Place(9))
    case.pages = [(9, f"1. ชื่อโครงการ : {case.items[3].name}\n2. หลักการและเหตุผล")]
    assert causes(case, "missing_summary") == ["unknown"]


def test_a_name_in_the_risk_table_before_the_summary_is_no_row_that_was_lost() -> None:
    case = plan_case(SURE)
    change_item(case, 3, in_summary=False)
    name = case.items[3].name
    case.pages = [(7, f"ปานกลาง\n1. {name}"), (8, "ตารางสรุป")]
    assert causes(case, "missing_summary") == ["extraction"]
    case.controls = [Control(1, name, place=Place(7))]
    assert causes(case, "missing_summary") == ["unknown"]
    case.pages = [(7, f"ปานกลาง\n1. {name}"), (8, f"ตารางสรุป\n1. {name}")]
    case.controls = [Control(1, name, place=Place(8))]  # beside the items: one of the two may be a row
    assert causes(case, "missing_summary") == ["extraction"]


def test_a_name_on_the_pages_of_the_details_is_a_section_that_was_lost() -> None:
    case = plan_case(SURE)
    change_item(case, 2, in_detail=False)
    case.passages.append(Passage(0, "method", "ดำเนินการตามแผน", 10))
    case.pages = [(10, "1. ชื่อโครงการ : โครงการประชุมประซาคมหมู่บ้านประจำปี 2. หลักการ")]
    assert causes(case, "missing_detail") == ["extraction"]
    case.pages = [(10, "1. ชื่อโครงการ : โครงการประชุม\nประซาคมหมู่บ้าน\nประจำปี\n2. หลักการและเหตุผล")]
    assert causes(case, "missing_detail") == ["extraction"]
    case.pages = [(10, "1. ชื่อโครงการ : โครงการอื่น 2. หลักการและเหตุผล")]
    assert causes(case, "missing_detail") == ["unknown"]
    case.pages = [(10, "2.3.3 ให้มีการประชุมประชาคมหมู่บ้านประจำปี และการตัดสินใจเกี่ยวกับการสั่งการและการอนุญาต")]
    assert causes(case, "missing_detail") == ["unknown"]  # words of a sentence are no heading


def test_items_given_to_another_dimension_are_not_the_documents_mistake() -> None:
    """Two dimensions' totals are off by as much, one up and one down, year by year."""
    case = plan_case(SURE)
    change_item(case, 2, dimension=1)
    assert set(causes(case, "dimension_total")) == {"extraction"}


def test_plan_totals_that_fit_in_no_year_are_misread_columns() -> None:
    case = plan_case(SURE)
    for year in (2566, 2567):
        change_total(case, 90000 + year, scope="plan", quantity="budget_baht", year=year)
    assert causes(case, "plan_total") == ["extraction", "extraction"]
    case = plan_case(SURE)
    change_total(case, 90000, scope="plan", quantity="budget_baht", year=2566)
    assert causes(case, "plan_total") == ["document"]


def test_a_total_without_its_year_is_not_held_against_all_years() -> None:
    case = plan_case(SURE)
    place = Place(8, None, SURE)
    case.totals.append(
        Total("summary", "dimension", "budget_baht", Decimal(10000), 1, doubtful=True, place=place)
    )
    assert causes(case, "dimension_total") == ["extraction"]


def test_an_amount_that_was_not_placed_makes_no_detail_budget() -> None:
    case = plan_case(SURE)
    for n, amount in enumerate(case.amounts):
        if (amount.item, amount.origin) == (2, "summary"):
            case.amounts[n] = Amount(
                2, amount.year, "summary", Decimal(21000), "amount", True, "21,000", amount.place, "2 amounts"
            )
    assert causes(case, "detail_budget") == ["extraction"]


def test_a_comma_read_as_a_stop_leaves_an_amount_in_its_place() -> None:
    case = plan_case(SURE)
    change_amount(case, 61000, item=2, origin="detail")
    for n, amount in enumerate(case.amounts):
        if (amount.item, amount.origin, amount.year) == (2, "summary", 2566):
            case.amounts[n] = replace(amount, doubtful=True, raw="38.500.00", doubt="irregular: grouping")
    assert causes(case, "detail_budget") == ["unknown"]


def test_a_page_read_in_part_doubts_its_own_rows_alone() -> None:
    """The risk table on page 4 was read in part; the summary on page 8 was read whole."""
    case = plan_case(SURE)
    change_item(case, 3, seq=5)
    case.totals = [total for total in case.totals if total.quantity != "items"]
    change_item(case, 2, in_detail=False)
    change_item(case, 3, in_detail=False)
    case.status, case.unread_pages = "partial", {4}
    assert causes(case, "seq_gap") == ["unknown"]
    case.unread_pages = {8}
    assert causes(case, "seq_gap") == ["extraction"]
    case.unread_pages = set()  # nothing says where
    assert causes(case, "seq_gap") == ["extraction"]


def test_no_row_was_lost_where_the_document_counts_those_that_were_read() -> None:
    case = plan_case(SURE)
    change_item(case, 3, seq=5)
    case.status, case.unread_pages = "partial", {8}
    assert causes(case, "seq_gap") == ["unknown"]  # two items are counted, two were read
    change_total(case, 3, scope="dimension", dimension=2, origin="summary", quantity="items")
    assert causes(case, "seq_gap") == ["extraction"]
    case.totals = [total for total in case.totals if total.quantity != "items"]
    assert causes(case, "seq_gap") == ["unknown"]  # each has its detail section
    case.items.append(replace(case.items[3], key=4, seq=None, in_summary=False))
    assert causes(case, "seq_gap") == ["extraction"]  # one more has none but that


def test_rows_may_stand_on_a_page_of_which_nothing_was_found() -> None:
    """The items stand on page 8; of page 9 nothing was read, and three are counted where two were read."""
    case = plan_case(SURE)
    change_total(case, 99000, scope="dimension", dimension=2, origin="summary")
    for origin in ("summary", "preface"):
        change_total(case, 3, origin=origin, scope="dimension", dimension=2, quantity="items")
    case.status, case.unread_pages = "partial", {9}
    assert causes(case, "dimension_total") == ["extraction"]
    case.unread_pages = {12}
    assert causes(case, "dimension_total") == ["document"]


def test_items_under_the_dimension_before_a_lost_heading_are_not_the_documents() -> None:
    """The heading of dimension 2 was not read: its items are listed under 1, and it lists none."""
    case = plan_case(SURE)
    for key in (2, 3):
        change_item(case, key, dimension=1)
    case.totals = [t for t in case.totals if t.origin == "preface" or t.dimension != 2]
    (told,) = [t for t in case.totals if (t.origin, t.dimension) == ("preface", 1)]
    case.totals += [replace(told, quantity=kind, value=Decimal(1)) for kind in ("projects", "measures")]
    case.totals.remove(told)
    assert set(causes(case, "dimension_count")) == {"extraction"}
    assert causes(case, "preface_count") == ["extraction"]


def test_sums_of_dimensions_not_read_all_belong_to_the_plans() -> None:
    """Of three dimensions the headings of two were not read: their sums stand in rows of their own."""
    case = plan_case(SURE)
    for key in (2, 3):
        change_item(case, key, dimension=None)
    own = [t for t in case.totals if (t.dimension, t.quantity) == (2, "budget_baht")]
    case.totals = [t for t in case.totals if t.dimension != 2]
    for total in own:
        for top, value in ((100.0, 38500), (200.0, 21000)):
            place = replace(total.place, bbox=(10.0, top, 60.0, top + 10))
            case.totals.append(replace(total, dimension=None, value=Decimal(value), place=place))
    assert causes(case, "plan_total") == []
    change_total(case, 70500, scope="plan", quantity="budget_baht", year=2566)
    assert causes(case, "plan_total") == ["document"]
