"""Amounts of a table whose rows or columns are not certain are doubtful, whatever their reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.join import join_pages
from extract.model import Document, Page, Table
from extract.table_doubts import (
    FAINT_RULES,
    GOES_ON,
    OTHER_HEADINGS,
    POORLY_READ,
    PRINT_BESIDE,
    SHARED_CELL,
    UNTOLD_ROWS,
    is_of_place,
    joined_reasons,
)
from pipelines.parse import parse
from pipelines.parse.action_plan import parse_action_plan
from pipelines.reconcile import reconcile
from pipelines.records import CELLS_UNSURE, ParsedDocument
from tests.audit_cases import document as audited
from tests.audit_cases import parsed_plan
from tests.plan_documents import document, grid, prose
from tests.scan_readings import scanned
from tests.summary_plans import FIVE, YEARS

PLAN = grid(
    [
        ["ที่", "โครงการ", *YEARS],
        ["1", "โครงการอบรมคุณธรรม", "10,000", "10,000", "-", "-", "-"],
        ["2", "โครงการปลูกป่า", "20,000", "-", "-", "-", "-"],
        ["", "รวม 2 โครงการ", "30,000", "10,000", "-", "-", "-"],
    ]
)
REPORT = grid(
    [
        ["มิติ", "จำนวนโครงการตามแผน", "ดำเนินการแล้ว"],
        ["มิติที่ 1", "4", "3"],
        ["มิติที่ 2", "2", "2"],
        ["รวม", "6", "5"],
    ]
)


def unsure(whole: Document) -> Document:
    """The document with all cells of its tables unsure."""

    def doubted(table: Table) -> Table:
        return replace(table, cells=tuple(replace(cell, unsure=True) for cell in table.cells))

    flow = tuple(
        replace(block, content=doubted(block.content)) if isinstance(block.content, Table) else block
        for block in whole.flow
    )
    return replace(whole, flow=flow, tables=tuple(map(doubted, whole.tables)))


def doubts(parsed: ParsedDocument) -> set[str | None]:
    return {budget.doubt for budget in parsed.budgets if budget.origin == "summary"}


@pytest.mark.parametrize("reason", [UNTOLD_ROWS, SHARED_CELL, OTHER_HEADINGS, FAINT_RULES])
def test_reasons_that_say_that_cells_may_be_others(reason: str) -> None:
    assert is_of_place(reason) and is_of_place(joined_reasons([POORLY_READ, reason]))


@pytest.mark.parametrize("reason", [None, GOES_ON, PRINT_BESIDE, POORLY_READ])
def test_other_reasons_leave_the_cells_as_they_are(reason: str | None) -> None:
    assert not is_of_place(reason)


def test_amounts_and_totals_of_unsure_cells_are_doubtful() -> None:
    known = parse_action_plan(scanned(document(PLAN)), FIVE)
    assert CELLS_UNSURE not in doubts(known) and not any(total.doubtful for total in known.stated_totals)
    parsed = parse_action_plan(unsure(scanned(document(PLAN))), FIVE)
    assert all(budget.doubtful for budget in parsed.budgets) and CELLS_UNSURE in doubts(parsed)
    money = [total for total in parsed.stated_totals if total.quantity == "budget_baht"]
    assert money and all(total.doubtful for total in money)


def test_sums_that_agree_do_not_tell_whose_an_amount_is() -> None:
    plan = unsure(scanned(document(PLAN)))
    parsed = reconcile(parse_action_plan(plan, FIVE), plan)
    assert all(budget.doubtful for budget in parsed.budgets if budget.origin == "summary")
    money = [total for total in parsed.stated_totals if total.quantity == "budget_baht"]
    assert money and {(total.doubtful, total.doubt) for total in money} == {(True, CELLS_UNSURE)}


@pytest.mark.parametrize(
    ("year", "sure", "doubtful"), [(2566, True, False), (2567, True, True), (2566, False, True)]
)
def test_only_the_detail_section_of_the_same_year_tells_whose_an_amount_is(
    year: int, sure: bool, doubtful: bool
) -> None:
    parsed = parsed_plan(None)
    (own,) = (b for b in parsed.budgets if (b.project, b.fiscal_year_be, b.origin) == (2, 2566, "summary"))
    own.doubtful, own.doubt, own.source = True, CELLS_UNSURE, replace(own.source, unsure=True)
    for other in parsed.budgets:
        if other.project == 2 and other.origin == "detail":
            other.fiscal_year_be, other.source = year, replace(other.source, unsure=not sure)
    reconcile(parsed, audited(exact=True))
    assert own.doubtful is doubtful


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_total_that_stands_elsewhere_too_is_known(elsewhere: bool) -> None:
    parsed = parsed_plan(None)
    own = next(t for t in parsed.stated_totals if t.quantity == "budget_baht" and t.scope == "plan")
    if elsewhere:
        parsed.stated_totals.append(replace(own, origin="preface"))
    own.doubtful, own.source = True, replace(own.source, unsure=True)
    reconcile(parsed, audited(exact=True))
    assert own.doubtful is not elsewhere


def test_figures_of_a_report_in_unsure_cells_are_doubtful() -> None:
    title = prose("รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2566")
    report = scanned(document(title, REPORT))
    known, parsed = parse(report), parse(unsure(report))
    assert known.stated_totals and not any(total.doubtful for total in known.stated_totals)
    assert parsed.stated_totals and all(total.doubtful for total in parsed.stated_totals)


def test_only_the_cells_of_the_page_in_doubt_are_unsure() -> None:
    """Parts of a table on two pages: the second one's cells are in doubt."""
    second = grid([["3", "โครงการป้องกันการทุจริต", "5,000", "-", "-", "-", "-"]], page=2, headers=0)
    second = replace(second, cells=tuple(replace(cell, unsure=True) for cell in second.cells))
    pages = [Page(1, "scan", blocks=(PLAN,)), Page(2, "scan", blocks=(second,))]
    tables, _ = join_pages(pages)
    marked = {(cell.page, cell.unsure) for table in tables for cell in table.cells}
    assert marked == {(1, False), (2, True)}
