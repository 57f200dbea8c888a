"""Checks of items, numbers, names and texts: the true case, the clean case, the misreading case."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from audit_cases import (
    LOCALITY,
    change_item,
    found,
    measure_report,
    plan_case,
    report_case,
)

from pipelines.audit.case import Amount, AuditCase, Control, Passage, Place, Total
from pipelines.audit.registry import CHECKS, audit_case


@pytest.mark.parametrize("case", [plan_case(), report_case(), plan_case(0.999)])
def test_clean_documents_have_no_findings(case: AuditCase) -> None:
    assert audit_case(case) == []


def test_every_check_has_its_rule_in_the_docstring() -> None:
    for check in CHECKS:
        assert check.__doc__ and "contract" in check.__doc__


def test_empty_document() -> None:
    assert audit_case(AuditCase()) == []


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


def test_a_number_twice_in_the_summary_is_seen_beside_right_ones_in_the_details() -> None:
    case = plan_case()
    for item, listed in zip(list(case.items), (1, 2, 3, 3), strict=True):
        change_item(case, item.key, seq_summary=listed)
    (finding,) = found(case, "seq_duplicate")
    assert (finding.stated, finding.project, finding.cause) == ("3", 3, "document")
    assert "in the summary table" in finding.message_en and "ในตารางสรุป" in finding.message_th
    change_item(case, 3, seq_summary=5)
    assert [f.expected for f in found(case, "seq_gap")] == ["4"]
    change_item(case, 3, seq_summary=None)  # not read for sure
    assert found(case, "seq_duplicate") == found(case, "seq_gap") == []
    change_item(case, 3, seq_summary=3, seq=3)  # twice everywhere: once told
    assert len(found(case, "seq_duplicate")) == 1


def test_a_lost_digit_of_a_scanned_number_is_not_the_documents() -> None:
    scan = plan_case(0.9)
    many = [replace(scan.items[n % 4], key=n, seq=n + 1, dimension=1 + n // 4) for n in range(16)]
    many[13] = replace(many[13], seq=1, seq_doubtful=True)  # 14 read as 1
    scan.items = many
    assert [f.cause for f in found(scan, "seq_duplicate")] == ["extraction"]
    assert [f.cause for f in found(scan, "seq_gap")] == ["extraction"]
    many[13], many[14] = replace(many[13], seq_doubtful=False), replace(many[14], seq=None)
    assert [f.cause for f in found(scan, "seq_duplicate")] == ["extraction"]  # the digit left no doubt behind


def test_one_misread_number_explains_one_gap() -> None:
    scan = plan_case(0.9)
    numbers = (1, 2, 4, 5, 6, 8, *range(9, 15), 2)  # the last is the 3 that is missing; 7 was never printed
    scan.items = [replace(scan.items[n % 4], key=n, seq=seq) for n, seq in enumerate(numbers)]
    scan.items[-1] = replace(scan.items[-1], seq_doubtful=True)
    assert {f.expected: f.cause for f in found(scan, "seq_gap")} == {"3": "extraction", "7": "unknown"}
    scan.items = [replace(i, seq=i.seq - 1) if i.seq and i.seq > 7 else i for i in scan.items]
    assert {f.expected: f.cause for f in found(scan, "seq_gap")} == {"3": "extraction"}


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
        change_item(case, 1, name="โครงการหมู่บ้านสะอาดไปราศจากชยะ")  # as one: ข ช, โ ไ
        change_item(case, 2, name="โครงการหมู่บ้านสะอาดโปราศจากขยะ")
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


def test_a_report_may_compare_its_figures_with_the_year_before() -> None:
    case = report_case()
    case.totals += [replace(total, year=2565) for total in case.totals]
    case.totals.append(replace(case.totals[0], year=2570))
    assert [finding.fiscal_year_be for finding in found(case, "fiscal_year")] == [2570]


def test_a_doubtful_figure_of_a_report_is_named_in_words() -> None:
    case = report_case()
    place = Place(1, (0.0, 0.0, 1.0, 1.0))
    total = Total("report", "plan", "ongoing_items", Decimal(1), doubtful=True, raw="1", place=place)
    case.totals.append(total)
    case.amounts.append(Amount(0, 2566, "detail", Decimal(9), "amount", doubtful=True, place=place))
    amount, count = found(case, "doubtful_amount")
    assert "(รายงาน)" in amount.message_th and "(report)" in amount.message_en
    assert "โครงการที่อยู่ระหว่างดำเนินการ" in count.message_th and "items under way" in count.message_en


def test_a_report_may_list_the_other_years_of_its_plan() -> None:
    case = report_case()
    place = Place(1, (0.0, 0.0, 1.0, 1.0))
    for item in case.items:
        for year in (2566, 2567):
            case.amounts.append(Amount(item.key, year, "detail", Decimal(1000), "amount", place=place))
    case.amounts.append(Amount(0, 2569, "detail", Decimal(1000), "amount", place=place))
    (finding,) = found(case, "fiscal_year")
    assert (finding.fiscal_year_be, finding.expected) == (2569, "2566-2567")


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


def test_a_column_of_a_wrong_year_is_one_finding() -> None:
    case = plan_case()
    case.last_year = 2568
    for origin in ("summary", "reconciled"):
        for item in range(4):
            case.amounts.append(Amount(item, 2586, origin, Decimal(0), "no_budget", place=Place(8)))
    case.totals.append(Total("summary", "plan", "budget_baht", Decimal(0), year=2586))
    (finding,) = found(case, "fiscal_year")
    assert (finding.project, finding.fiscal_year_be, finding.page) == (None, 2586, 8)
    assert finding.dimension is None
    assert "2568" in finding.message_th and "no year 2568" in finding.message_en
    case.amounts = [a for a in case.amounts if a.year != 2586 or a.item > 1]  # the table of dimension 2 alone
    assert [f.dimension for f in found(case, "fiscal_year")] == [2]


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


def test_numbers_that_start_again_below_each_state_or_unit() -> None:
    for column in ("state", "unit"):
        case = plan_case()
        for key, number in enumerate((1, 2, 1, 1)):
            change_item(case, key, seq=number, dimension=None)
        assert len(found(case, "seq_duplicate")) == 1
        parts = ("กองคลัง", "กองคลัง", "กองช่าง", "สำนักปลัด")
        states = ("แล้วเสร็จ", "แล้วเสร็จ", "อยู่ระหว่างดำเนินการ", "ไม่ได้ดำเนินการ")
        if column == "unit":
            for key, unit in enumerate(parts):
                change_item(case, key, unit=unit)
        else:
            case.passages[:] = [Passage(key, "results", state) for key, state in enumerate(states)]
        assert found(case, "seq_duplicate") == []
