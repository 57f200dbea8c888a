"""The audit: small checks over light record values, and the findings they make.

`audit` works on one parsed document, `audit_batch` across documents, `audit_folder` on finished
(or hand-corrected) tables. All three go through `AuditCase`, so the same facts give the same findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.model import Document
    from pipelines.audit.batch import audit_batch, batch_item
    from pipelines.audit.case import AuditCase, case_from_parsed
    from pipelines.audit.registry import CHECKS, SEVERITY, audit_case
    from pipelines.records import Finding, ParsedDocument

_PLACES = {
    "CHECKS": "registry",
    "SEVERITY": "registry",
    "AuditCase": "case",
    "audit_batch": "batch",
    "audit_case": "registry",
    "batch_item": "batch",
    "case_from_parsed": "case",
}

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
    from pipelines.audit.case import case_from_parsed
    from pipelines.audit.registry import audit_case

    return audit_case(case_from_parsed(parsed, document))


def __getattr__(name: str) -> Any:
    """What is offered here, loaded when asked for: the end of a run needs the checks of batches alone."""
    if name in _PLACES:
        from importlib import import_module

        return getattr(import_module(f"pipelines.audit.{_PLACES[name]}"), name)
    raise AttributeError(name)
