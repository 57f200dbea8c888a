"""Percentages and sums of a report together: what both ask for, one digit away, the page has to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from audit_cases import document, scanned

from pipelines.audit import audit
from pipelines.audit.doubts import DOUBTS_TH
from pipelines.reconcile import reconcile
from pipelines.records import DOUBTS_OF_READING, DocumentInfo, ParsedDocument, StatedTotal


def report(
    spent: str,
    percent: str,
    plan: str = "38,000",
    *,
    exact: bool = False,
    doubt: float = 0.0,
    weak: Sequence[str] = ("spent_baht",),
) -> ParsedDocument:
    """Two dimensions and their sum, read for sure; the first spent 18,000 of 40,000 (45.00 %). With a `doubt`
    the `weak` figures of the first are doubtful cells of a table, at a rule, read with this doubt."""
    info = DocumentInfo("progress_report", fiscal_year_start_be=2566, fiscal_year_end_be=2566)
    parsed = ParsedDocument(info)
    table: dict[int | None, dict[str, str]] = {
        1: {"planned_baht": "40,000", "spent_baht": spent, "budget_percent": percent},
        2: {"planned_baht": "50,000", "spent_baht": "20,000", "budget_percent": "40.00"},
        None: {"planned_baht": "90,000", "spent_baht": plan, "budget_percent": "42.22"},
    }
    for dimension, row in table.items():
        for quantity, text in row.items():
            total = StatedTotal(
                "report",
                "dimension" if dimension else "plan",
                quantity,
                Decimal(text.replace(",", "")),
                text,
                dimension,
                fiscal_year_be=2566,
            )
            if not exact:
                total.source = scanned(text, 0.9999)
            if doubt and dimension == 1 and quantity in weak:
                total.source = replace(scanned(text, 1 - doubt), cell=(0, 1, 2))
                total.doubtful = True
            parsed.stated_totals.append(total)
    return reconcile(parsed, document(exact))


def doubted(parsed: ParsedDocument) -> list[tuple[int | None, str]]:
    return [(t.dimension, t.quantity) for t in parsed.stated_totals if t.doubtful]


def test_a_figure_that_its_sum_and_its_percentage_deny_by_one_digit_is_doubtful() -> None:
    parsed = report("13,000", "45.00")
    assert doubted(parsed) == [(1, "spent_baht")]
    found = {f.check: f.cause for f in audit(parsed, document()) if f.severity == "error"}
    assert found == {"plan_total": "unknown", "percent": "extraction"}


def test_a_sum_that_its_parts_and_its_percentage_deny_by_one_digit_is_doubtful() -> None:
    assert doubted(report("18,000", "45.00", plan="33,000")) == [(None, "spent_baht")]


@pytest.mark.parametrize(
    ("spent", "percent", "plan"),
    [
        ("18,000", "45.00", "38,000"),  # all fits
        ("13,000", "32.50", "38,000"),  # the percentage is that of what was read
        ("18,000", "46.00", "38,000"),  # the sum holds
        ("25,500", "45.00", "38,000"),  # more than a digit
    ],
)
def test_one_witness_alone_makes_no_figure_doubtful(spent: str, percent: str, plan: str) -> None:
    assert doubted(report(spent, percent, plan)) == []


def test_an_amount_at_a_rule_is_certain_where_its_percentage_allows_no_other_reading() -> None:
    """The sum is wrong by 9,000 in the document, and says nothing of the amount."""
    assert doubted(report("18,000", "45.00", plan="47,000", doubt=0.01)) == []
    assert doubted(report("18,000", "45.20", plan="47,000", doubt=0.01)) == [(1, "spent_baht")]


def test_two_amounts_at_rules_are_certain_where_their_percentage_allows_no_other_readings() -> None:
    weak = ("planned_baht", "spent_baht")
    assert doubted(report("18,000", "45.00", plan="47,000", doubt=0.01, weak=weak)) == []
    assert doubted(report("18,000", "45.20", plan="47,000", doubt=0.01, weak=weak)) != []


def test_a_percentage_of_all_or_nothing_is_certain_where_its_parts_are() -> None:
    weak = ("budget_percent",)
    assert doubted(report("40,000", "100.00", plan="60,000", doubt=0.15, weak=weak)) == []
    assert doubted(report("40,000", "100.00", plan="60,000", doubt=0.5, weak=weak)) == [(1, "budget_percent")]
    assert doubted(report("18,000", "100.00", doubt=0.15, weak=weak)) == [(1, "budget_percent")]


def test_an_amount_whose_last_digits_are_weak_is_not_told_by_its_percentage() -> None:
    assert doubted(report("18,000", "45.00", plan="47,000", doubt=0.4)) == [(1, "spent_baht")]


def test_a_doubtful_total_says_why() -> None:
    parsed = report("18,000", "45.00", plan="47,000", doubt=0.4)
    (total,) = [t for t in parsed.stated_totals if t.doubtful]
    assert total.doubt == DOUBTS_OF_READING["uncertain"]
    (finding,) = [f for f in audit(parsed, document()) if f.check == "doubtful_amount"]
    assert total.doubt in finding.message_en and DOUBTS_TH[total.doubt] in finding.message_th
    assert all(t.doubt is None for t in parsed.stated_totals if not t.doubtful)
    (odd,) = [t for t in report("13,000", "45.00").stated_totals if t.doubtful]
    assert odd.doubt == DOUBTS_OF_READING["odd"]


def test_the_figures_of_exact_text_are_certain() -> None:
    assert doubted(report("13,000", "45.00", exact=True)) == []


def test_a_percentage_one_digit_off_says_what_to_look_at() -> None:
    parsed = report("18,000", "46.00")
    (finding,) = [f for f in audit(parsed, document()) if f.check == "percent"]
    assert "46 is a misreading of 45" in finding.message_en and "46 อ่านผิดจาก 45" in finding.message_th
