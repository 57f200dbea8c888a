"""One document: parse, reconcile, audit, and the rows of all its tables."""

from __future__ import annotations

from dataclasses import replace

from extract.model import Document
from pipelines.assemble import Rows, assemble
from pipelines.audit import audit_case, batch_item, case_from_parsed
from pipelines.audit.batch import BatchItem
from pipelines.parse import parse
from pipelines.reconcile import reconcile


def make_rows(document_id: str, document: Document, damage: str | None = None) -> tuple[Rows, BatchItem]:
    """The rows of a read document, and what the checks across documents keep of it.

    `damage` says what had to be repaired when the file was opened: such a document is partial.
    """
    parsed = reconcile(parse(document), document)
    case = replace(case_from_parsed(parsed, document), document_id=document_id)
    rows = assemble(document_id, document, parsed, audit_case(case))
    if damage is not None and rows["documents"][0]["status"] == "ok":
        rows["documents"][0].update(status="partial", error_code="damaged_file", error_message=damage)
    return rows, batch_item(case)
