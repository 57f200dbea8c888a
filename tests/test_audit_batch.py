"""Checks across documents, and on finished tables."""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from audit_cases import (
    change_amount,
    change_item,
    change_total,
    document,
    parsed_plan,
    plan_case,
    report_case,
    write_run,
)
from click.testing import CliRunner

from pipelines.assemble import assemble
from pipelines.audit import audit_batch, batch_item, case_from_parsed
from pipelines.audit.case import Amount, Item, Passage, Place
from pipelines.audit.folder import audit_folder, read_table
from pipelines.audit.registry import audit_case
from pipelines.audit.tables import cases_from_rows
from pipelines.cli import main
from pipelines.exits import Exit
from pipelines.reconcile import reconcile

LONG = "ด้วยปัจจุบันการทุจริตเป็นปัญหาสำคัญที่ส่งผลกระทบต่อการพัฒนาท้องถิ่นในทุกด้าน จึงจำเป็นต้องปลูกฝังจิตสำนึก" * 2


def test_plan_against_report() -> None:
    plan, report = plan_case(), report_case()
    assert audit_batch([batch_item(plan), batch_item(report)]) == {}
    change_total(report, 3, dimension=1, quantity="planned_items")
    change_total(report, 15000, dimension=1, quantity="planned_baht")
    findings = audit_batch([batch_item(plan), batch_item(report)])[report.document_id]
    assert [(f.check, f.stated, f.expected) for f in findings] == [
        ("plan_vs_report", "3", "2"),
        ("plan_vs_report", "15000", "10000"),
    ]


@pytest.mark.parametrize(("whole", "cause"), [(79500, "unknown"), (69500, "extraction")])
def test_a_weak_figure_that_its_sum_confirms_is_no_misreading(whole: int, cause: str) -> None:
    plan, report = plan_case(), report_case()
    change_total(report, 20000, dimension=1, quantity="planned_baht")
    change_total(report, whole, dimension=None, quantity="planned_baht")
    report.totals = [
        replace(t, doubtful=True, place=Place(2, None, 0.7))
        if (t.dimension, t.quantity) == (1, "planned_baht")
        else t
        for t in report.totals
    ]
    findings = audit_batch([batch_item(plan), batch_item(report)])[report.document_id]
    assert [f.cause for f in findings if f.dimension == 1] == [cause]


@pytest.mark.parametrize(
    ("kind", "district", "found"),
    [("scanned_pdf", "ปากช่อง", 1), ("text_pdf", "ปากช่อง", 0), ("scanned_pdf", "สีคิ้ว", 0)],
)
def test_a_name_misread_by_a_letter_is_the_locality_of_its_district(
    kind: str, district: str, found: int
) -> None:
    plan, report = replace(plan_case(), district="ปากช่อง"), replace(report_case(), district=district)
    change_total(report, 3, dimension=1, quantity="planned_items")
    report.source_kind = kind
    report.lao_name = (report.lao_name or "").replace("บึง", "บิง")
    report.lao_id = (report.lao_id or "").replace("บึง", "บิง")
    assert len(audit_batch([batch_item(plan), batch_item(report)])) == found


def test_report_that_repeats_the_plans_stated_figure() -> None:
    """The plan's own mistake is the plan's finding."""
    plan, report = plan_case(), report_case()
    change_total(plan, 64500, dimension=2, quantity="budget_baht", year=2566)
    change_total(report, 64500, dimension=2, quantity="planned_baht")
    assert audit_batch([batch_item(plan), batch_item(report)]) == {}


def test_item_without_a_row_is_not_planned() -> None:
    """What has a detail section only is in no sum of the plan's table."""
    plan, report = plan_case(), report_case()
    plan.items.append(Item(4, "โครงการเสริมสร้างวินัย", dimension=1, in_detail=True))
    plan.amounts.append(Amount(4, 2566, "reconciled", Decimal(7000), "amount"))
    assert audit_batch([batch_item(plan), batch_item(report)]) == {}


def test_report_that_counts_items_whose_row_was_lost() -> None:
    """Their detail sections stand in for the rows of a plan's table that were not read, or are missing."""
    plan, report = plan_case(0.99), report_case()
    for key in (0, 1):
        change_item(plan, key, in_summary=False)
    plan.amounts = [a for a in plan.amounts if a.origin != "summary" or a.item not in (0, 1)]
    assert audit_batch([batch_item(plan), batch_item(report)]) == {}
    change_total(report, 9, dimension=1, quantity="planned_items")
    (finding,) = audit_batch([batch_item(plan), batch_item(report)])[report.document_id]
    assert finding.cause == "extraction"


def test_a_dimension_of_which_a_scanned_plan_lists_nothing_was_not_read() -> None:
    plan, report = plan_case(0.99), report_case()
    for key in (2, 3):
        change_item(plan, key, dimension=1)
    plan.totals = [t for t in plan.totals if t.dimension != 2]
    found = audit_batch([batch_item(plan), batch_item(report)])[report.document_id]
    assert {f.cause for f in found if f.dimension == 2} == {"extraction"}


def test_figure_of_a_report_given_more_than_once() -> None:
    """One that fits is enough; many different values are figures whose place was not read."""
    plan, report = plan_case(), report_case()
    planned = next(t for t in report.totals if (t.dimension, t.quantity) == (1, "planned_items"))
    report.totals.append(replace(planned, value=Decimal(3)))
    assert audit_batch([batch_item(plan), batch_item(report)]) == {}
    report.totals = [t for t in report.totals if t is not planned]
    report.totals += [replace(planned, value=Decimal(n)) for n in (5, 7)]
    (finding,) = audit_batch([batch_item(plan), batch_item(report)])[report.document_id]
    assert (finding.check, finding.cause) == ("plan_vs_report", "extraction")


def test_plan_of_another_year_or_locality_is_not_compared() -> None:
    report = report_case()
    change_total(report, 3, dimension=1, quantity="planned_items")
    elsewhere = replace(plan_case(), lao_id="TH-31-อบต-บึงกระจับทอง")
    later = replace(plan_case(), sha256="2" * 64, first_year=2571, last_year=2575)
    assert audit_batch([batch_item(c) for c in (report, elsewhere, later)]) == {}
    assert audit_batch([batch_item(c) for c in (report, elsewhere)]) == {}


def test_report_that_gives_figures_of_several_years() -> None:
    """Each is held against the plan's figure of its own year."""
    plan, report = plan_case(), report_case()
    change_amount(plan, 12000, item=0, origin="reconciled", year=2567)
    planned = next(t for t in report.totals if (t.dimension, t.quantity) == (1, "planned_baht"))
    report.totals.append(replace(planned, year=2567, value=Decimal(12000)))
    assert audit_batch([batch_item(plan), batch_item(report)]) == {}
    report.totals.append(replace(planned, year=2567, dimension=2, value=Decimal(10000)))
    (finding,) = audit_batch([batch_item(plan), batch_item(report)])[report.document_id]
    assert (finding.fiscal_year_be, finding.dimension, finding.expected) == (2567, 2, "59500")


@pytest.mark.parametrize(("whole", "told"), [(79500, True), (89500, False)])
def test_a_difference_of_the_plan_that_is_a_dimensions_says_so(whole: int, told: bool) -> None:
    plan, report = plan_case(), report_case()
    change_total(report, 69500, dimension=2, quantity="planned_baht")
    change_total(report, whole, dimension=None, quantity="planned_baht")
    of_dimension, of_plan = audit_batch([batch_item(plan), batch_item(report)])[report.document_id]
    assert "difference is that" not in of_dimension.message_en
    assert ("The difference is that of dimension 2." in of_plan.message_en) == told
    assert ("ส่วนต่างนี้มาจากมิติที่ 2" in of_plan.message_th) == told


def test_report_held_against_the_plan_of_its_year() -> None:
    plan, report = plan_case(), report_case()
    before = replace(plan_case(), document_id="dbefore", sha256="2" * 64, first_year=2561, last_year=2565)
    change_amount(before, 99000, item=0, origin="reconciled", year=2566)
    assert audit_batch([batch_item(c) for c in (before, plan, report)]) == {}


def test_items_without_a_budget_cell_in_the_year_may_be_unplanned() -> None:
    """An item that starts in a later year is in the plan, but not among the planned items of this one."""
    plan, report = plan_case(), report_case()
    blank = {"value": None, "status": "blank"}
    plan.amounts = [replace(a, **blank) if (a.item, a.year) == (0, 2566) else a for a in plan.amounts]
    change_total(report, 1, dimension=1, quantity="planned_items")
    change_total(report, 0, dimension=1, quantity="planned_baht")
    change_total(report, 3, dimension=None, quantity="planned_items")
    change_total(report, 59500, dimension=None, quantity="planned_baht")
    assert audit_batch([batch_item(plan), batch_item(report)]) == {}


def test_report_whose_province_is_not_known() -> None:
    """It belongs to the only locality of its name, to none where there are two."""
    plan, report = plan_case(), report_case()
    report.lao_id, report.province = "TH-อบต-บึงกระจับทอง", None
    change_total(report, 3, dimension=1, quantity="planned_items")
    (finding,) = audit_batch([batch_item(plan), batch_item(report)])[report.document_id]
    assert finding.check == "plan_vs_report"
    namesake = replace(plan, document_id="dother", sha256="3" * 64, lao_id="TH-31-อบต-บึงกระจับทอง")
    assert audit_batch([batch_item(c) for c in (plan, namesake, report)]) == {}


def test_same_file_twice() -> None:
    first, second = plan_case(), replace(plan_case(), document_id="d0123456789ab-2", source_file="z.pdf")
    (finding,) = audit_batch([batch_item(second), batch_item(first)])["d0123456789ab-2"]
    assert (finding.check, finding.expected) == ("duplicate_document", "plan.pdf")


def test_the_order_of_the_amounts_changes_no_finding() -> None:
    """Records come in the order of the page, tables in that of their keys."""
    case = plan_case(0.9)
    case.amounts = [replace(a, doubtful=True) for a in case.amounts]
    other = replace(case, amounts=case.amounts[::-1])
    assert other.amounts != case.amounts[::-1]
    assert audit_case(replace(case)) == audit_case(other) != []


def test_two_documents_of_one_file_are_no_duplicate() -> None:
    first = plan_case()
    second = replace(first, document_id="dsecond", first_year=2571, last_year=2575)
    assert audit_batch([batch_item(first), batch_item(second)]) == {}


def test_text_copied_from_another_locality() -> None:
    first = plan_case()
    second = replace(
        plan_case(), document_id="dother", sha256="1" * 64, source_file="z.pdf", lao_id="TH-31-x"
    )
    for case in (first, second):
        case.passages = [Passage(0, "rationale", LONG, page=7)]
        case.passages.append(Passage(0, "method", LONG[::-1]))
    (finding,) = audit_batch([batch_item(first), batch_item(second)])["dother"]
    assert "ในไฟล์ plan.pdf หน้า 7)" in finding.message_th and "(plan.pdf, page 7)" in finding.message_en
    assert (finding.check, finding.severity, finding.stated) == ("copied_text", "info", "rationale, method")
    for case in (first, second):
        change_item(case, 0, measure_id="nacc_lao_2566-001")  # both use the words of the model plan
    assert audit_batch([batch_item(first), batch_item(second)]) == {}


@pytest.mark.parametrize("order", [1, -1])
def test_a_copy_is_shown_at_its_first_section_however_the_rows_stand(order: int) -> None:
    first = plan_case()
    second = replace(
        plan_case(), document_id="dother", sha256="1" * 64, source_file="z.pdf", lao_id="TH-31-x"
    )
    for case in (first, second):
        case.passages = [Passage(0, "rationale", LONG, 12), Passage(0, "method", LONG[::-1], 13)][::order]
    (finding,) = audit_batch([batch_item(first), batch_item(second)])["dother"]
    assert (finding.page, finding.stated) == (12, "rationale, method")


def test_tables_and_records_give_the_same_findings(tmp_path: Path) -> None:
    for exact in (True, False):
        write_run(tmp_path, exact)
        before = read_table(tmp_path, "findings")
        assert audit_folder(tmp_path) == (2, 0)
        assert read_table(tmp_path, "findings") == before
        assert [row["check"] for row in before if row["severity"] == "error"] == [
            "dimension_total",
            "plan_total",
        ]


@pytest.mark.parametrize(("exact", "code"), [(True, Exit.CHECK_FAILED), (False, Exit.OK)])
def test_exit_code_speaks_of_the_documents_own_errors(tmp_path: Path, exact: bool, code: Exit) -> None:
    """On a scan whose rows were misread the same mismatch is no error of the document."""
    write_run(tmp_path, exact, rows_lost=not exact)
    answer = CliRunner().invoke(main, ["audit", str(tmp_path), "--no-report"])
    errors = [row for row in read_table(tmp_path, "findings") if row["severity"] == "error"]
    assert answer.exit_code == code
    assert errors and {row["cause"] == "extraction" for row in errors} == {not exact}


def test_hand_corrected_csv_counts(tmp_path: Path) -> None:
    write_run(tmp_path)
    path = tmp_path / "stated_totals.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("64500", "59500"), encoding="utf-8-sig")
    stamp = (tmp_path / "stated_totals.parquet").stat().st_mtime + 60
    os.utime(path, (stamp, stamp))
    assert audit_folder(tmp_path) == (0, 0)
    assert read_table(tmp_path, "findings") == []


def test_case_from_rows_equals_case_from_records() -> None:
    parsed, paper = reconcile(parsed_plan(0.99), document()), document()
    rows = assemble("d0123456789ab", paper, parsed, [])
    (case,) = cases_from_rows(rows)
    direct = case_from_parsed(parsed, paper)
    assert len(case.items) == len(direct.items)
    assert {(a.item, a.year, a.origin, a.value) for a in case.amounts} == {
        (a.item, a.year, a.origin, a.value) for a in direct.amounts
    }
    assert [t.value for t in case.totals] == [t.value for t in direct.totals]
