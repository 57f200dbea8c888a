"""The audit: small checks over light record values, and the findings they make.

`audit` works on one parsed document, `audit_batch` across documents, `audit_folder` on finished
(or hand-corrected) tables. All three go through `AuditCase`, so the same facts give the same findings.
"""

from __future__ import annotations

from extract.model import Document
from pipelines.audit.batch import audit_batch, batch_item
from pipelines.audit.case import AuditCase, case_from_parsed
from pipelines.audit.registry import CHECKS, SEVERITY, audit_case
from pipelines.records import Finding, ParsedDocument

__all__ = [
    "CHECKS",
    "SEVERITY",
    "AuditCase",
    "audit",
    "audit_batch",
    "audit_case",
    "batch_item",
    "case_from_parsed",
]


def audit(parsed: ParsedDocument, document: Document) -> list[Finding]:
    """The findings of one document, in the order of the page and the check.

    `Finding.project` is the position in `parsed.projects`. Reconcile first: the checks rely on `doubtful`.
    """
    return audit_case(case_from_parsed(parsed, document))
