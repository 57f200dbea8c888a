"""Reconciliation: every figure's readings weighed against the sums, and one value per project and year.

What the page supports uniquely is certain; the rest is `doubtful`. A document's own error is never repaired:
where the print is clear the amount says what is printed, and the audit says that it does not add up.
"""

from __future__ import annotations

from extract.model import Document
from pipelines.reconcile.merge import reconciled_budgets
from pipelines.reconcile.network import weigh
from pipelines.reconcile.shares import confirm_by_percentages, doubt_by_percentages
from pipelines.records import ParsedDocument

__all__ = ["reconcile"]

TWO_DOCUMENTS = "the file seems to hold two documents"


def reconcile(parsed: ParsedDocument, document: Document) -> ParsedDocument:
    """Set `doubtful` finally on all budgets and totals, and add the `reconciled` budgets.

    Changes `parsed` in place and returns it. An amount or total is replaced by another reading only where
    that is the likelier one; `amount_raw` and `value_raw` keep what was read.
    """
    del document
    parsed.budgets = [b for b in parsed.budgets if b.origin != "reconciled"]
    weigh(parsed)
    confirm_by_percentages(parsed)
    doubt_by_percentages(parsed)
    for total in parsed.stated_totals:
        total.doubt = total.doubt if total.doubtful else None
    parsed.budgets.extend(reconciled_budgets(parsed))
    if parsed.second_document is not None:
        _doubt_all(parsed)
    return parsed


def _doubt_all(parsed: ParsedDocument) -> None:
    """Two documents were read as one: nobody knows of whose year, kind and items a figure is."""
    for budget in parsed.budgets:
        budget.doubtful, budget.doubt = True, budget.doubt or TWO_DOCUMENTS
    for total in parsed.stated_totals:
        total.doubtful, total.doubt = True, total.doubt or TWO_DOCUMENTS
    for project in parsed.projects:
        project.seq_doubtful = True
