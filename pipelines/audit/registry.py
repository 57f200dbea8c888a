"""The list of checks of one document; a new check is one new function in this list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipelines.audit import (
    certainty,
    controls,
    copied,
    counts,
    details,
    locality,
    numbering,
    percent,
    repeats,
    report_gap,
    totals,
    years,
)
from pipelines.audit.case import AuditCase
from pipelines.audit.finding import SEVERITY
from pipelines.records import Finding

__all__ = ["CHECKS", "SEVERITY", "audit_case"]

Check = Callable[[AuditCase], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    totals.dimension_total,
    totals.plan_total,
    counts.dimension_count,
    counts.plan_count,
    counts.preface_count,
    details.detail_budget,
    details.missing_detail,
    details.missing_summary,
    numbering.seq_gap,
    numbering.seq_duplicate,
    numbering.duplicate_project,
    repeats.duplicate_document,
    percent.percent,
    years.fiscal_year,
    years.date_order,
    locality.foreign_locality,
    copied.copied_text,
    controls.risk_control,
    report_gap.report_gap,
    certainty.unreadable_amount,
    certainty.doubtful_amount,
)


def audit_case(case: AuditCase) -> list[Finding]:
    """All findings of one document, in the order of the checks and of the page."""
    return [finding for check in CHECKS for finding in check(case)]
