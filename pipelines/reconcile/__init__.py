"""Reconciliation: every figure's readings weighed against the sums, and one value per project and year.

What the page supports uniquely is certain; the rest is `doubtful`. A document's own error is never repaired:
where the print is clear the amount says what is printed, and the audit says that it does not add up.
"""

from __future__ import annotations

from extract.model import Document
from pipelines.reconcile.merge import reconciled_budgets
from pipelines.reconcile.network import weigh
from pipelines.reconcile.shares import confirm_by_percentages
from pipelines.records import ParsedDocument

__all__ = ["reconcile"]


def reconcile(parsed: ParsedDocument, document: Document) -> ParsedDocument:
    """Set `doubtful` finally on all budgets and totals, and add the `reconciled` budgets.

    Changes `parsed` in place and returns it. An amount or total is replaced by another reading only where
    that is the likelier one; `amount_raw` and `value_raw` keep what was read.
    """
    del document
    parsed.budgets = [b for b in parsed.budgets if b.origin != "reconciled"]
    weigh(parsed)
    confirm_by_percentages(parsed)
    parsed.budgets.extend(reconciled_budgets(parsed))
    return parsed
