"""Checks between the summary table and the detail sections."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz import fuzz

from pipelines.audit.case import Amount, AuditCase, Item
from pipelines.audit.cause import DETAIL_SLIP, Cause, cause_of
from pipelines.audit.finding import gap_en, gap_th, make, money
from pipelines.audit.names import comparable
from pipelines.records import Finding

SHORTEST_NAME = 8
"""Letters without which a name on a scan is a scrap, not an item."""
SAME_ITEM = 70.0
"""Likeness (0-100) above which an item of one part only is probably its namesake of the other part."""


def detail_budget(case: AuditCase) -> Iterator[Finding]:
    """A project's budget in its detail section must equal its budget in the summary table.

    Rule: output contract, check `detail_budget`, one per project. An amount without a year stands for
    every year; the sum of all years, or that of one year alone printed beside the others, fits as well.
    """
    for item in case.items:
        summary = [a for a in case.amounts_of(item.key, "summary") if a.value is not None]
        detail = [a for a in case.amounts_of(item.key, "detail") if a.value is not None]
        pair = _mismatch(summary, detail)
        if pair is None:
            continue
        told, listed = pair
        stated, expected = told.value or Decimal(0), listed.value or Decimal(0)
        year = told.year if _differing_years(summary, detail) == 1 else None
        th_year = f" ปี {listed.year}" if listed.year else ""
        en_year = f" in {listed.year}" if listed.year else ""
        yield make(
            "detail_budget",
            cause_of([told, listed], stated - expected, DETAIL_SLIP),
            f"{item.name}: รายละเอียดโครงการระบุงบประมาณ {_amount_th(told)} แต่ตารางสรุประบุ "
            f"{_amount_th(listed)}{th_year} ({gap_th(stated, expected)})",
            f"{item.name}: the detail section says {_amount_en(told)}, the summary table "
            f"{_amount_en(listed)}{en_year} ({gap_en(stated, expected)}).",
            place=told.place,
            dimension=item.dimension,
            year=year,
            item=item.key,
            stated=stated,
            expected=expected,
        )


def _differing_years(summary: list[Amount], detail: list[Amount]) -> int:
    """In how many years that both parts list the amounts differ."""
    by_year = {a.year: a.value for a in summary}
    return sum(
        1 for told in detail if told.year is not None and by_year.get(told.year, told.value) != told.value
    )


def _mismatch(summary: list[Amount], detail: list[Amount]) -> tuple[Amount, Amount] | None:
    if not summary or not detail:
        return None
    by_year = {a.year: a for a in summary}
    for told in detail:
        if told.year is not None:
            listed = by_year.get(told.year)
            if listed is not None and listed.value != told.value:
                return told, listed
    whole = [a for a in detail if a.year is None]
    if not whole:
        return None
    total = sum((a.value for a in summary if a.value is not None), Decimal(0))
    fitting = {a.value for a in whole} | {sum((a.value for a in whole if a.value is not None), Decimal(0))}
    if total in fitting:
        return None
    for listed in summary:
        if listed.value not in fitting:
            return whole[0], listed
    return None


def missing_detail(case: AuditCase) -> Iterator[Finding]:
    """An item of the summary table must have a detail section, where the plan has detail sections at all.

    Rule: output contract, check `missing_detail`.
    """
    if case.doc_type == "progress_report" or not any(i.in_detail for i in case.items):
        return
    others = [i for i in case.items if i.in_detail and not i.in_summary]
    for item in case.items:
        if item.in_summary and not item.in_detail:
            yield make(
                "missing_detail",
                _one_sided_cause(case, item, others),
                f"{item.name}: อยู่ในตารางสรุป แต่ไม่มีรายละเอียดโครงการ",
                f"{item.name}: listed in the summary table, but it has no detail section.",
                place=item.place,
                dimension=item.dimension,
                item=item.key,
            )


def missing_summary(case: AuditCase) -> Iterator[Finding]:
    """An item with a detail section must be listed in the summary table, where the plan has one.

    Rule: output contract, check `missing_summary`.
    """
    if case.doc_type == "progress_report" or not any(i.in_summary for i in case.items):
        return
    others = [i for i in case.items if i.in_summary and not i.in_detail]
    for item in case.items:
        if item.in_detail and not item.in_summary:
            yield make(
                "missing_summary",
                _one_sided_cause(case, item, others),
                f"{item.name}: มีรายละเอียดโครงการ แต่ไม่อยู่ในตารางสรุป",
                f"{item.name}: has a detail section, but is not listed in the summary table.",
                place=item.place,
                dimension=item.dimension,
                item=item.key,
            )


def _one_sided_cause(case: AuditCase, item: Item, others: list[Item]) -> Cause:
    """Extraction when a namesake stands alone in the other part, or a page of a scan was not read."""
    name = comparable(item.name)
    if any(fuzz.ratio(name, comparable(other.name)) >= SAME_ITEM for other in others):
        return "extraction" if not case.exact else "unknown"
    if case.exact:
        return "document"
    return "extraction" if case.status != "ok" or len(name) < SHORTEST_NAME else "unknown"


def _amount_th(amount: Amount) -> str:
    if amount.status == "no_budget":
        return "ไม่ใช้งบประมาณ"
    return f"{money(amount.value or Decimal(0))} บาท"


def _amount_en(amount: Amount) -> str:
    if amount.status == "no_budget":
        return "no budget"
    return f"{money(amount.value or Decimal(0))} baht"
