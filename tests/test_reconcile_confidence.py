"""How sure a stated figure of a line of text is: its own digits, not the words around it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from audit_cases import document, parsed_plan, scanned

from normalize.money import AmountStatus
from pipelines.audit import audit
from pipelines.reconcile import reconcile
from pipelines.records import BEYOND_GAP, Budget, DocumentInfo, ParsedDocument, Project, Source, StatedTotal

LINE = "มิติที่ 2 การบริหารราชการ จำนวน 2 โครงการ /3 มาตรการ"
DIGIT = LINE.index("3 ")


def with_count(text: str, digit: float) -> tuple[ParsedDocument, StatedTotal]:
    """A plan whose preface gives three measures for dimension 2, which lists none, in a line read weakly."""
    parsed = parsed_plan()
    source = scanned(text, 0.4)
    sure = tuple(digit if n == DIGIT else 0.4 if c == "ก" else 1.0 for n, c in enumerate(text))
    reading = replace(source.readings[0], char_confidences=sure)
    count = StatedTotal(
        "preface", "dimension", "measures", Decimal(3), text, 2, source=replace(source, readings=(reading,))
    )
    parsed.stated_totals = [t for t in parsed.stated_totals if t.origin != "preface"] + [count]
    return parsed, count


@pytest.mark.parametrize(("digit", "cause"), [(0.994, "unknown"), (0.4, "extraction")])
def test_a_clear_digit_of_a_weak_line_is_not_taken_for_misread(digit: float, cause: str) -> None:
    parsed, count = with_count(LINE, digit)
    parsed.projects[3].kind = "measure"
    reconcile(parsed, document())
    assert count.source.confidence == pytest.approx(digit)
    assert [f.cause for f in audit(parsed, document()) if f.check == "preface_count"] == [cause]


def totals_read(dimension: str, plan: str) -> tuple[StatedTotal, StatedTotal, dict[str, str]]:
    """The total of dimension 2 and the plan's of 2567, read so for sure, and the causes of what is found."""
    parsed = parsed_plan(0.9999)
    changed = []
    for scope, number, text in (("dimension", 2, dimension), ("plan", None, plan)):
        place = (scope, number, 2567, "budget_baht")
        (total,) = [
            t for t in parsed.stated_totals if (t.scope, t.dimension, t.fiscal_year_be, t.quantity) == place
        ]
        total.value, total.source = Decimal(text.replace(",", "")), scanned(text, 0.9999)
        changed.append(total)
    reconcile(parsed, document())
    causes = {f.check: f.cause for f in audit(parsed, document()) if f.severity == "error"}
    return changed[0], changed[1], causes


def test_a_sum_apart_from_its_rows_and_the_plans_sum_by_one_digit_is_doubtful_though_read_for_sure() -> None:
    read, _, causes = totals_read("54,500", "69,500")
    assert (read.value, read.doubtful) == (54500, True)
    assert causes == {"dimension_total": "unknown", "plan_total": "unknown"}


@pytest.mark.parametrize(
    ("dimension", "plan", "check"),
    [("54,500", "64,500", "dimension_total"), ("59,500", "64,500", "plan_total")],
)
def test_a_sum_that_only_one_other_figure_speaks_against_is_the_documents(
    dimension: str, plan: str, check: str
) -> None:
    of_dimension, of_plan, causes = totals_read(dimension, plan)
    assert not of_dimension.doubtful and not of_plan.doubtful
    assert causes == {check: "document"}


def test_years_without_a_budget_say_nothing_of_the_others() -> None:
    """The sum and two other years ask for 45,000; the item has nothing in the fourth year."""
    years = range(2566, 2570)
    parsed = ParsedDocument(DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2569))
    parsed.projects = [Project("โครงการ ก", "", dimension=1, in_summary=True)]
    for year, text in zip(years, ("45,000", "42,000", "45,000", "-"), strict=True):
        value = Decimal(text.replace(",", "")) if text != "-" else Decimal(0)
        status: AmountStatus = "amount" if value else "no_budget"
        parsed.budgets.append(Budget(0, year, "summary", value, status, text, source=scanned(text, 0.9999)))
        total = Decimal(45000 if value else 0)
        parsed.stated_totals.append(
            StatedTotal(
                "summary", "dimension", "budget_baht", total, str(total), 1, None, year, source=Source(8)
            )
        )
    reconcile(parsed, document())
    assert [b.doubtful for b in parsed.budgets if b.origin == "summary"] == [False, True, False, False]


def test_a_sum_that_was_not_read_says_nothing_of_its_row() -> None:
    dash = Budget(0, 2566, "summary", Decimal(0), "no_budget", "-", source=scanned("-", 0.88))
    unread = StatedTotal("summary", "dimension", "budget_baht", None, "๒๙า,๕", 1, None, 2566)
    unread.source, unread.doubtful = scanned("๒๙า,๕", 0.4), True
    parsed = ParsedDocument(DocumentInfo("action_plan"))
    parsed.projects = [Project("โครงการอบรม", "โครงการอบรม", dimension=1, in_summary=True)]
    parsed.budgets, parsed.stated_totals = [dash], [unread]
    reconcile(parsed, document())
    assert dash.doubtful


@pytest.mark.parametrize(("amount", "doubtful"), [(0, True), (45_000, False)])
def test_no_sum_takes_the_doubt_whose_a_section_without_a_budget_is(amount: int, doubtful: bool) -> None:
    """Beyond a page that was not read: an amount that fits table and sum is the item's, nothing fits any."""
    text = f"{amount:,}" if amount else "ไม่ใช้งบประมาณ"
    status: AmountStatus = "amount" if amount else "no_budget"
    parsed = ParsedDocument(DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2566))
    parsed.projects = [Project("โครงการ ก", "", dimension=1, in_summary=True, in_detail=True)]
    listed = Budget(0, 2566, "summary", Decimal(amount), status, text, source=scanned(text, 0.9999))
    told = Budget(0, 2566, "detail", Decimal(amount), status, text, source=scanned(text, 0.9999))
    told.doubtful, told.doubt = True, BEYOND_GAP
    total = StatedTotal(
        "summary", "dimension", "budget_baht", Decimal(amount), text, 1, None, 2566,
        source=scanned(text, 0.9999),
    )  # fmt: skip
    parsed.budgets, parsed.stated_totals = [listed, told], [total]
    reconcile(parsed, document())
    assert (told.doubtful, listed.doubtful) == (doubtful, False)
