"""One file: cut into its documents, each parsed, reconciled and audited, and the rows of all its tables."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.model import Document
from normalize.catalogue import Catalogue
from pipelines.assemble import Rows, assemble, empty_rows, project_id
from pipelines.audit import audit_case, batch_item, case_from_parsed
from pipelines.audit.batch import BatchItem
from pipelines.matching import match_items
from pipelines.parse import parse
from pipelines.parse.row_tables import holds_unsure_tables, with_row_tables
from pipelines.parse.split import split_document
from pipelines.parse.sum_rows import with_sum_rows
from pipelines.reconcile import reconcile
from pipelines.records import DocumentInfo, ParsedDocument
from pipelines.reviews import Decision, project_of
from pipelines.reviews import apply as apply_reviews
from pipelines.validate import violations

DAMAGED = (
    "ไฟล์ชำรุดและถูกซ่อมก่อนอ่าน ({0}) โปรดตรวจว่าหน้าครบ / The file is damaged and was repaired first ({0}): "
    "check that no page is missing."
)
MISSING = (
    "ส่วนหนึ่งของเอกสารเปิดไม่ได้ ({0}) แก้ไฟล์แล้วรันคำสั่งเดิมอีกครั้ง / A file of this document could not be "
    "opened ({0}): mend it and run the same command again."
)


def make_rows(
    file_id: str,
    document: Document,
    *,
    split: bool = True,
    damage: str | None = None,
    missing: Sequence[str] = (),
    decisions: Mapping[str, Decision] | None = None,
    catalogue: Catalogue | None = None,
) -> tuple[Rows, list[BatchItem]]:
    """The rows of a read file, and what the checks across documents keep of each document in it.

    `damage` says what had to be repaired when the file was opened, `missing` which files of the document
    could not be opened: such documents are partial. `decisions` are what people decided on values of this
    file, by subject; `catalogue` is the one that names are matched to (None: the standard one). A document
    whose parsing breaks down keeps its pages, tables and cells, and says so.
    """
    parts = split_document(document) if split else (document,)
    shares = _shared_out(decisions or {}, [part_id(file_id, number) for number in range(1, len(parts) + 1)])
    rows = empty_rows()
    items = []
    for number, part in enumerate(parts, start=1):
        document_id = part_id(file_id, number)
        part_rows, item = _document_rows(document_id, part, document.sha256, shares[document_id], catalogue)
        if missing:
            _mark_partial(part_rows, "missing_part", MISSING.format(", ".join(missing)))
        if damage is not None:
            _mark_partial(part_rows, "damaged_file", DAMAGED.format(damage))
        for name, found in part_rows.items():
            rows[name].extend(found)
        items.append(item)
    return rows, items


def _shared_out(decisions: Mapping[str, Decision], document_ids: list[str]) -> dict[str, dict[str, Decision]]:
    """The decisions by document; those on documents that the file no longer holds go to its first."""
    shares: dict[str, dict[str, Decision]] = {document_id: {} for document_id in document_ids}
    for subject, decision in decisions.items():
        owner = project_of(subject).rpartition("-")[0]
        shares[owner if owner in shares else document_ids[0]][subject] = decision
    return shares


def _mark_partial(rows: Rows, code: str, message: str) -> None:
    """Say that a document is not whole, unless something graver is said of it already."""
    if rows["documents"][0]["status"] == "ok":
        rows["documents"][0].update(status="partial", error_code=code, error_message=message)


def part_id(file_id: str, number: int) -> str:
    """The id of the document `number` of a file: the file's own for the first.

    The others sort behind it and before the next repetition of the file (`d1`, `d1-1-2`, `d1-2`, `d1-2-2`).
    """
    if number == 1:
        return file_id
    return f"{file_id if '-' in file_id else f'{file_id}-1'}-{number}"


def _document_rows(
    document_id: str,
    document: Document,
    sha256: str,
    decisions: Mapping[str, Decision],
    catalogue: Catalogue | None,
) -> tuple[Rows, BatchItem]:
    try:
        document, parsed = _parsed(document)
        parsed = match_items(parsed, catalogue)
        ids = [project_id(document_id, index) for index in range(len(parsed.projects))]
        parsed.remarks.extend(apply_reviews(parsed, ids, decisions, catalogue))
        rows, item = _audited_rows(document_id, document, reconcile(parsed, document))
        broken = violations(rows)
    except Exception:
        broken = [traceback.format_exc(limit=-3).strip().replace("\n", " | ")]
    if broken:
        rows, item = _audited_rows(document_id, document, ParsedDocument(DocumentInfo()))
        rows["documents"][0].update(
            status="partial",
            error_code="parse_failed",
            error_message=f"แยกข้อมูลไม่สำเร็จ โปรดแจ้งผู้พัฒนา / Parsing failed, please report it: {broken[0]}",
        )
    rows["documents"][0]["sha256"] = sha256
    return rows, item


def _parsed(document: Document) -> tuple[Document, ParsedDocument]:
    """A document with its records. A plan in which no item was found may list them in a table without rules,
    and one whose table of this kind is not certain may list more: then its lines are rows."""
    document = with_sum_rows(document)
    parsed = parse(document)
    if parsed.info.doc_type != "action_plan" or (parsed.projects and not holds_unsure_tables(document)):
        return document, parsed
    with_rows = with_row_tables(document)
    again = parse(with_rows) if with_rows is not document else parsed
    return (with_rows, again) if len(again.projects) > len(parsed.projects) else (document, parsed)


def _audited_rows(document_id: str, document: Document, parsed: ParsedDocument) -> tuple[Rows, BatchItem]:
    case = replace(case_from_parsed(parsed, document), document_id=document_id)
    findings = audit_case(case)
    if parsed.second_document is not None:  # what two documents say against each other is no fault of either
        findings = [replace(f, cause="unknown") if f.cause == "document" else f for f in findings]
    return assemble(document_id, document, parsed, findings), batch_item(case)
