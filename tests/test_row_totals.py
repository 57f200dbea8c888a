"""What a row prints as the sum of its years, against the years."""

from __future__ import annotations

from pipelines.audit.case import case_from_parsed
from pipelines.parse.action_plan import parse_action_plan
from pipelines.reconcile import reconcile
from pipelines.records import DocumentInfo
from tests.audit_cases import found
from tests.plan_documents import document, grid
from tests.scan_readings import scanned

TWO = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2571)


def rows(total: str, others: tuple[str, ...] = ("23,000", "85,000")) -> list[list[str]]:
    return [
        ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2570", "ปี 2571", "รวม 2 ปี"],
        ["1", "โครงการคนดีศรีตำบล", "11,000", "12,000", others[0]],
        ["2", "โครงการจัดระบบครุภัณฑ์", "28,750", "28,750", total],
        ["3", "มาตรการใช้บัตรเติมน้ำมัน", "-", "-", "-"],
        ["4", "โครงการตำบลสัญจร", "40,000", "45,000", others[1]],
        ["", "รวม", "79,750", "85,750", "165,500"],
    ]


def mismatches(total: str, *others: str, paper: bool = False) -> list[tuple[object, ...]]:
    table = grid(rows(total, others) if others else rows(total))
    read = scanned(document(table)) if paper else document(table)
    parsed = reconcile(parse_action_plan(read, TWO), read)
    findings = found(case_from_parsed(parsed, read), "detail_budget")
    return [(f.project, f.stated, f.expected, f.cause) for f in findings]


def test_a_row_whose_sum_is_not_that_of_its_years() -> None:
    assert mismatches("57,000") == [(1, "57000", "57500", "document")]
    assert mismatches("57,500") == []


def test_nothing_is_said_of_a_column_that_sums_something_else() -> None:
    assert mismatches("57,000", "24,000", "80,000") == []


def test_nothing_is_said_of_a_row_without_its_sum() -> None:
    assert mismatches("") == []
