"""Pages that stand in a document twice."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.audit.case import AuditCase, Place
from pipelines.audit.finding import make
from pipelines.records import Finding


def duplicate_document(case: AuditCase) -> Iterator[Finding]:
    """A second file with the same bytes, or a page that bears the same print as an earlier one of its file.

    Rule: output contract, check `duplicate_document`. The items and figures of such a page count once. Two
    documents of one file are no duplicates. Files are compared in `pipelines.audit.batch`.
    """
    for page, original in case.repeated:
        yield make(
            "duplicate_document",
            "document" if case.exact else "unknown",
            f"หน้า {page} ซ้ำกับหน้า {original} รายการและตัวเลขของหน้า {page} จึงไม่ถูกนับอีก โปรดเทียบทั้งสองหน้า",
            f"Page {page} repeats page {original}: the items and figures of page {page} are not counted "
            "again. Compare both pages.",
            place=Place(page),
        )
