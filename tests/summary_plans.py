"""Plans of one summary table, and what was read of them."""

from __future__ import annotations

from decimal import Decimal

from pipelines.parse.action_plan import parse_action_plan
from pipelines.records import DocumentInfo, ParsedDocument, StatedTotal
from tests.plan_documents import document

FIVE = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2570)


YEARS = ["ปี 2566", "ปี 2567", "ปี 2568", "ปี 2569", "ปี 2570"]


def plan(*parts: object, info: DocumentInfo = FIVE) -> ParsedDocument:
    return parse_action_plan(document(*parts), info)  # type: ignore[arg-type]


def amounts(parsed: ParsedDocument, project: int) -> list[Decimal | None]:
    return [b.amount_baht for b in parsed.budgets if b.project == project and b.origin == "summary"]


def doubtful(parsed: ParsedDocument) -> list[tuple[int, int | None]]:
    return [(b.project, b.fiscal_year_be) for b in parsed.budgets if b.origin == "summary" and b.doubtful]


def total(
    parsed: ParsedDocument, scope: str, quantity: str, **where: int | str | None
) -> list[Decimal | None]:
    def fits(stated: StatedTotal) -> bool:
        return all(getattr(stated, name) == value for name, value in where.items())

    return [t.value for t in parsed.stated_totals if t.scope == scope and t.quantity == quantity and fits(t)]


def baht(*values: int) -> list[Decimal]:
    return [Decimal(value) for value in values]


PHRASE_TABLE = """
| ที่ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | ปี 2569 | ปี 2570 |
|---|---|---|---|---|---|---|
| 1 | มาตรการงดรับของขวัญ | ไม่ใช้งบประมาณ | | | | |
"""
