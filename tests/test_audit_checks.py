"""Every check of one document: the true case, the clean case, the misreading case."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from audit_cases import (
    LOCALITY,
    change_amount,
    change_item,
    change_total,
    doubt,
    plan_case,
    report_case,
)

from pipelines.audit.case import Amount, AuditCase, Control, Item, Passage, Place, ReportedMeasure, Total
from pipelines.audit.cause import one_digit_apart
from pipelines.audit.registry import CHECKS, audit_case
from pipelines.records import Finding


def found(case: AuditCase, check: str) -> list[Finding]:
    """The findings of one check."""
    return [f for f in audit_case(case) if f.check == check]


@pytest.mark.parametrize("case", [plan_case(), report_case(), plan_case(0.999)])
def test_clean_documents_have_no_findings(case: AuditCase) -> None:
    assert audit_case(case) == []


def test_every_check_has_its_rule_in_the_docstring() -> None:
    for check in CHECKS:
        assert check.__doc__ and "contract" in check.__doc__


def test_empty_document() -> None:
    assert audit_case(AuditCase()) == []


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


def test_missing_detail_and_summary() -> None:
    case = plan_case()
    change_item(case, 1, in_detail=False)
    (finding,) = found(case, "missing_detail")
    assert (finding.project, finding.severity, finding.cause) == (1, "warning", "document")
    case = plan_case()
    change_item(case, 1, in_summary=False)
    assert [f.project for f in found(case, "missing_summary")] == [1]


def test_one_item_under_two_misread_names_is_extraction() -> None:
    case = plan_case(0.9)
    change_item(case, 1, in_detail=False)
    twin = replace(
        case.items[1], key=4, name="มาตรการเปิดเผยข้อมลการจัดซ้อจัดจาง", in_summary=False, in_detail=True
    )
    case.items.append(twin)
    assert {f.cause for f in found(case, "missing_detail")} == {"extraction"}


def test_plan_without_detail_sections_misses_none() -> None:
    case = plan_case()
    case.items = [replace(i, in_detail=False) for i in case.items]
    case.amounts = [a for a in case.amounts if a.origin != "detail"]
    assert found(case, "missing_detail") == []


def test_numbering() -> None:
    case = plan_case()
    change_item(case, 2, seq=2)
    assert [f.stated for f in found(case, "seq_duplicate")] == ["2"]
    assert [f.expected for f in found(case, "seq_gap")] == ["3"]
    scan = plan_case(0.9)
    change_item(scan, 2, seq=2)
    assert {f.cause for f in found(scan, "seq_duplicate")} == {"document"}
    change_item(scan, 2, seq=2, seq_doubtful=True)
    assert {f.cause for f in found(scan, "seq_duplicate")} == {"extraction"}


def test_a_lost_digit_of_a_scanned_number_is_not_the_documents() -> None:
    scan = plan_case(0.9)
    many = [replace(scan.items[n % 4], key=n, seq=n + 1, dimension=1 + n // 4) for n in range(16)]
    many[13] = replace(many[13], seq=1, seq_doubtful=True)  # 14 read as 1
    scan.items = many
    assert [f.cause for f in found(scan, "seq_duplicate")] == ["extraction"]
    assert [f.cause for f in found(scan, "seq_gap")] == ["extraction"]
    many[13], many[14] = replace(many[13], seq_doubtful=False), replace(many[14], seq=None)
    assert [f.cause for f in found(scan, "seq_duplicate")] == ["extraction"]  # the digit left no doubt behind


def test_numbering_bears_an_unread_number_and_new_starts() -> None:
    case = plan_case()
    change_item(case, 1, seq=None)
    assert found(case, "seq_gap") == []
    restarted = plan_case()
    many = [replace(restarted.items[n % 4], key=n, seq=n % 4 + 1, dimension=n // 4 + 1) for n in range(16)]
    restarted.items = many
    assert found(restarted, "seq_duplicate") == []


def test_a_plan_without_a_summary_table_says_so() -> None:
    case = plan_case()
    for item in case.items:
        change_item(case, item.key, in_summary=False)
    (finding,) = found(case, "missing_summary")
    assert (finding.cause, finding.project) == ("unknown", None)
    case.doc_type = "progress_report"
    assert found(case, "missing_summary") == []


def test_misread_tone_marks_hide_no_duplicate() -> None:
    for exact, expected in ((False, 1), (True, 0)):
        case = plan_case(None if exact else 0.99)
        change_item(case, 1, name="โครงการค่ายรักษ์ป้าต้นนำ", kind="project")
        change_item(case, 2, name="โครงการค่ายรักษ์ป่าต้นน้ำ", kind="project")
        assert len(found(case, "duplicate_project")) == expected


def test_a_letter_that_a_scan_misread_hides_no_duplicate() -> None:
    for exact, expected in ((False, 1), (True, 0)):
        case = plan_case(None if exact else 0.99)
        change_item(case, 1, name="โครงการหมู่บ้านสะอาดปราศจากขยะ", kind="project")
        change_item(case, 2, name="โครงการหมู่บ้านสะอาดปราศจากญยะ", kind="project")
        assert len(found(case, "duplicate_project")) == expected


def test_a_number_that_twins_share_on_a_scan_is_not_the_documents() -> None:
    """Their detail sections are told apart by name alone; the list twice is a finding of its own."""
    for exact, cause in ((False, "extraction"), (True, "document")):
        case = plan_case(None if exact else 0.99)
        change_item(case, 2, name=case.items[0].name, kind="project", seq=1)
        assert [f.cause for f in found(case, "seq_duplicate")] == [cause]
        assert len(found(case, "duplicate_project")) == 1


def test_duplicate_project() -> None:
    case = plan_case()
    change_item(case, 3, name=f"กิจกรรม “{case.items[2].name.removeprefix('โครงการ')}”")
    assert found(case, "duplicate_project") == []  # a project and an activity
    change_item(case, 3, name=case.items[2].name, kind="project")
    (finding,) = found(case, "duplicate_project")
    assert finding.project == 3
    assert "ลำดับที่ 3" in finding.message_th and "(หน้า 8)" in finding.message_th


def test_numbers_that_start_again_in_each_of_two_small_dimensions() -> None:
    case = plan_case()
    for key, number in enumerate((1, 2, 1, 2)):
        change_item(case, key, seq=number)
    assert found(case, "seq_duplicate") == []
    change_item(case, 3, seq=1)
    (finding,) = found(case, "seq_duplicate")
    assert finding.stated == "1" and finding.message_en.count("(page 8)") == 3


def test_names_that_differ_in_a_number_are_two_items() -> None:
    case = plan_case()
    change_item(case, 2, name="โครงการอบรมอาชีพประชาชนในเขตตำบล รุ่นที่ 1")
    change_item(case, 3, name="โครงการอบรมอาชีพประชาชนในเขตตำบล รุ่นที่ 2", kind="project")
    assert found(case, "duplicate_project") == []


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


def test_fiscal_year_outside_the_plan() -> None:
    case = plan_case()
    case.amounts.append(Amount(0, 2569, "detail", Decimal(10000), "amount"))
    (finding,) = found(case, "fiscal_year")
    assert (finding.project, finding.fiscal_year_be, finding.cause) == (0, 2569, "document")
    case = plan_case(0.9)
    case.passages.append(Passage(1, "duration", "ปีงบประมาณ พ.ศ. 2561", 12))
    (finding,) = found(case, "fiscal_year")
    assert finding.cause == "extraction"  # one digit from 2566
    case.passages[-1] = Passage(1, "duration", "ปีงบประมาณ พ.ศ. 2569", 12)
    (finding,) = found(case, "fiscal_year")
    assert finding.cause == "unknown"  # years behind the plan are slips of documents


def test_last_months_of_the_year_before_belong_to_the_plan() -> None:
    case = plan_case()
    case.passages.append(Passage(1, "duration", "1 ตุลาคม 2565 - 30 กันยายน 2567"))
    assert found(case, "fiscal_year") == []
    case.passages.append(Passage(2, "rationale", "ตามพระราชบัญญัติ พ.ศ. 2537"))
    assert found(case, "fiscal_year") == []


def test_a_foreign_name_is_told_at_its_full_length() -> None:
    case = plan_case()
    case.passages.append(Passage(2, "rationale", "เทศบาลเมืองวังปลาสร้อยจึงได้จัดทำโครงการขึ้น", 14))
    case.pages.append((14, "อย่างต่อเนื่อง เทศบาลเมืองวังปลา\nสร้อยจึงได้จัดทำโครงการขึ้น"))
    (finding,) = found(case, "foreign_locality")
    assert (finding.project, finding.stated) == (2, "เทศบาลเมืองวังปลาสร้อย")


def test_another_localitys_name_in_a_measures_outcome() -> None:
    """A name at the end of a cell is whole, whether or not a list has it."""
    case = measure_report()
    case.lao_name = LOCALITY
    case.measures[4] = replace(case.measures[4], outcome="ประชาชนเชื่อมั่นต่อการบริหารงานของเทศบาลนครโนนมะขามหวาน")
    (finding,) = found(case, "foreign_locality")
    assert finding.stated == "เทศบาลนครโนนมะขามหวาน"
    case.measures[4] = replace(case.measures[4], outcome=f"ประชาชนเชื่อมั่นต่อการบริหารงานของ{LOCALITY}")
    assert found(case, "foreign_locality") == []


def test_foreign_locality() -> None:
    case = plan_case()
    case.passages.append(Passage(2, "outcomes", "ภาพลักษณ์ของเทศบาลตำบลหนองสะแกดำ ดีขึ้น", 14))
    (finding,) = found(case, "foreign_locality")
    assert (finding.project, finding.stated, finding.page) == (2, "เทศบาลตำบลหนองสะแกดำ", 14)


@pytest.mark.parametrize(
    "text",
    [
        f"บุคลากรของ{LOCALITY} ทุกคน",
        "องค์การบริหารส่วนตำบลบึงกระจับทด ทุกคน",  # its own name, misread
        "องค์การบริหารส่วนตำบลบึง\nกระจับทอง ทุกคน",  # its own name, broken at the end of a line
        "ร่วมกับองค์การบริหารส่วนตำบลหนองสะแกดำ จัดอบรม",
        "ศึกษาดูงาน ณ เทศบาลเมืองคลองนกยาง เป็นเวลา 2 วัน",
        "ตามพระราชบัญญัติเทศบาล พ.ศ. 2496",
        "องค์การบริหารส่วนตำบลและประชาชนในพื้นที่",
        "เทศบาล เมืองพัทยา และองค์กรปกครองส่วนท้องถิ่นรูปแบบอื่น",
    ],
)
def test_own_names_and_names_in_passing_are_not_foreign(text: str) -> None:
    case = plan_case()
    case.passages.append(Passage(2, "rationale", text))
    assert found(case, "foreign_locality") == []


LONG = (
    "การจัดการขยะในชุมชนเป็นปัญหาที่ทุกครัวเรือนต้องร่วมกันแก้ไข โดยเริ่มจากการคัดแยกตั้งแต่ต้นทาง "
    "เพื่อลดปริมาณขยะที่ต้องกำจัด และสร้างรายได้ให้แก่ครัวเรือนอีกทางหนึ่ง จึงได้จัดทำโครงการนี้ขึ้น"
)


def test_copied_text() -> None:
    case = plan_case()
    case.passages += [
        Passage(0, "rationale", LONG, page=4),
        Passage(2, "rationale", LONG.replace("อีกทาง", "ทาง"), page=9),
    ]
    (finding,) = found(case, "copied_text")
    assert (finding.project, finding.severity, finding.page) == (2, "info", 9)
    assert "(หน้า 4)" in finding.message_th and "(page 4)" in finding.message_en
    case.passages.append(Passage(3, "rationale", LONG))
    assert found(case, "copied_text") == []  # in three places: a standard text


def test_risk_control() -> None:
    case = plan_case()
    case.controls.append(Control(1, "มาตรการ “เปิดเผยข้อมูลการจัดซื้อจัดจ้าง”"))
    assert found(case, "risk_control") == []
    case.controls.append(Control(2, "มาตรการหมุนเวียนเจ้าหน้าที่ผู้รับผิดชอบการเงิน"))
    (finding,) = found(case, "risk_control")
    assert "หมุนเวียน" in finding.message_th and "ใกล้เคียง" not in finding.message_th
    case.controls[-1] = Control(2, "โครงการอบรมคุณธรรมสมาชิกสภาส่วนตำบล")
    (finding,) = found(case, "risk_control")
    assert f"ใกล้เคียงที่สุดคือ ลำดับที่ 1 “{case.items[0].name}”" in finding.message_th
    assert f"no. 1 “{case.items[0].name}”" in finding.message_en


def test_a_control_of_a_scan_whose_item_lost_the_rest_of_its_name_is_the_readings() -> None:
    case = plan_case(0.99)
    change_item(case, 3, name="กิจกรรมตรวจสอบพัสดุ")
    case.controls.append(Control(1, "กิจกรรมตรวจสอบพสดุร่วมกับประชาชนในพื้นที่และผู้แทนชุมชนทุกหมู่บ้าน"))
    assert [f.cause for f in found(case, "risk_control")] == ["extraction"]
    case.controls[0] = Control(1, "มาตรการหมุนเวียนเจ้าหน้าที่ผู้รับผิดชอบการเงิน")
    assert [f.cause for f in found(case, "risk_control")] == ["unknown"]


def test_item_that_ends_before_it_starts() -> None:
    case = plan_case()
    change_item(case, 0, start_date=dt.date(2023, 5, 1), end_date=dt.date(2023, 2, 1))
    assert [f.project for f in found(case, "date_order")] == [0]
    case.passages.append(Passage(1, "duration", "1 มิถุนายน 2566 - 31 มกราคม 2566", 12))
    assert [f.project for f in found(case, "date_order")] == [0, 1]


def test_a_period_that_runs_backwards_is_seen_where_a_scan_spoils_its_months() -> None:
    case = plan_case(0.99)
    case.passages.append(Passage(1, "duration", "1 มิถุนายุน 2566 - 31 มกราคม 2566", 12))
    assert [f.project for f in found(case, "date_order")] == [1]


def measure_report() -> AuditCase:
    """A complete report on the seven topics of 2568."""
    case = AuditCase(source_kind="text_pdf", doc_type="measure_report", first_year=2568, last_year=2568)
    case.document_date = dt.date(2025, 10, 15)
    for n in range(1, 8):
        case.measures.append(
            ReportedMeasure(
                f"T{n}",
                f"ประเด็นที่ {n}",
                "ita_2568",
                dt.date(2025, 2, 1),
                dt.date(2025, 9, 30),
                "ก.พ. - ก.ย. 2568",
                "ดำเนินการเรียบร้อยแล้ว",
                "ประชาชนพึงพอใจ",
            )
        )
    return case


def test_complete_measure_report_is_clean() -> None:
    assert audit_case(measure_report()) == []


def test_measures_of_a_year_to_come_have_no_results_yet() -> None:
    case = measure_report()
    case.measures = [replace(measure, result=None, outcome=None) for measure in case.measures]
    assert found(case, "report_gap") == []
    case.measures[0] = replace(case.measures[0], result="ดำเนินการแล้ว")
    assert len(found(case, "report_gap")) == len(case.measures) - 1


def test_report_gap() -> None:
    case = measure_report()
    del case.measures[3]
    case.measures[0] = replace(case.measures[0], result="-", outcome=None)
    case.measures[1] = replace(case.measures[1], end_date=dt.date(2025, 10, 31))
    messages = " ".join(f.message_en for f in found(case, "report_gap"))
    assert "T4" in messages and "no result" in messages and "outside fiscal year" in messages
    assert len(found(case, "report_gap")) == 3


def test_a_period_outside_the_year_is_told_on_one_line() -> None:
    case = measure_report()
    odd = {
        "start_date": dt.date(2024, 1, 1),
        "period": "มกราคม 2567\n- กันยายน\n2568",
        "topic": "การให้บริการ " * 9,
    }
    case.measures[1] = replace(case.measures[1], **odd)  # type: ignore[arg-type]
    (finding,) = found(case, "report_gap")
    assert "การให้บริการ…: the period มกราคม 2567 - กันยายน 2568 is outside" in finding.message_en
    assert "1 October 2024 to 30 September 2025" in finding.message_en


def test_a_report_that_lacks_most_topics_says_each() -> None:
    case = measure_report()
    case.measures = [case.measures[1], case.measures[4]]
    stated = {f.expected for f in found(case, "report_gap")}
    assert stated == {"T1", "T3", "T4", "T6", "T7"}


def test_a_report_arranged_by_indicators_lacks_no_topic() -> None:
    case = measure_report()
    codes = ("T2", "3", "6", "7", "T5")
    case.measures = [replace(m, category_code=c) for m, c in zip(case.measures, codes, strict=False)]
    assert found(case, "report_gap") == []


def test_topics_of_a_scan_that_could_not_be_read_are_not_missing() -> None:
    case = measure_report()
    case.source_kind = "scanned_pdf"
    case.measures[2] = replace(case.measures[2], category_code=None, topic="ซ่องทวงแล")
    assert [f.cause for f in found(case, "report_gap")] == ["extraction"]
    del case.measures[5]
    assert [f.cause for f in found(case, "report_gap")] == ["unknown", "unknown"]


def test_a_plan_total_that_fits_the_items_says_so() -> None:
    case = plan_case()
    change_total(case, 64500, scope="dimension", dimension=2, year=2567)
    (finding,) = found(case, "plan_total")
    assert "ผลรวมของรายการทั้งหมด" in finding.message_th and "what the items add up to" in finding.message_en
    case = plan_case()
    change_total(case, 70500, scope="plan", quantity="budget_baht", year=2567)
    (finding,) = found(case, "plan_total")
    assert "ผลรวมของรายการทั้งหมด" not in finding.message_th


def test_report_dated_before_its_data() -> None:
    case = measure_report()
    case.document_date = dt.date(2025, 5, 20)
    (finding,) = audit_case(case)
    assert finding.check == "date_order"
    assert "20 พฤษภาคม 2568" in finding.message_th and "30 กันยายน 2568" in finding.message_th
    told = len(case.measures)
    assert f"{told} มาตรการ" in finding.message_th and f"{told} measures that run" in finding.message_en
    case.measures = [replace(m, result="อยู่ระหว่างดำเนินการตามแผน") for m in case.measures]
    assert audit_case(case) == []
    case = report_case()
    case.document_date = dt.date(2023, 3, 31)
    case.pages = [(1, "ข้อมูล ณ วันที่ 5 เมษายน 2566")]
    assert [f.check for f in audit_case(case)] == ["date_order"]


def test_result_before_the_year_begins() -> None:
    case = measure_report()
    case.measures[0] = replace(case.measures[0], result="เผยแพร่บนเว็บไซต์ตั้งแต่ กันยายน 2567")
    (finding,) = found(case, "date_order")
    assert "กันยายน 2567" in finding.message_th
    case.source_kind = "scanned_pdf"
    case.measures[0] = replace(case.measures[0], result="แล้วเสร็จเมอวันที่ 14 ม็ถุนายน 2567")
    assert len(found(case, "date_order")) == 1


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


def test_items_are_not_needed_for_totals_only() -> None:
    case = plan_case()
    case.items = [Item(n, i.name, in_summary=True, dimension=i.dimension) for n, i in enumerate(case.items)]
    assert found(case, "dimension_total") == []
