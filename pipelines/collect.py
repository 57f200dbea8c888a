"""From kept rows to the files of the output folder, document by document: memory is that of one file."""

from __future__ import annotations

import base64
import contextlib
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.assemble import Rows, failed_document, finding_rows
from pipelines.audit import audit_batch
from pipelines.audit.batch import BatchItem
from pipelines.batch.rowcodec import rows_from_json
from pipelines.batch.run import FileState
from pipelines.batch.store import Store
from pipelines.batch.work import Failure
from pipelines.options import FORMATS
from pipelines.records import Finding
from pipelines.reviews import MISFIT
from pipelines.schema import TABLES
from pipelines.workbook import FILE_NAME as WORKBOOK_NAME
from pipelines.workbook import WorkbookWriter
from pipelines.write import TableWriter

LOST = Failure(
    "lost", "ผลของไฟล์นี้หายไป โปรดรันคำสั่งเดิมอีกครั้ง / This file's result is gone: run the same command again."
)


UNFIT = (
    "การตัดสินของผู้ตรวจ {0} รายการไม่ตรงกับค่าที่อ่านได้แล้ว จึงไม่นำมาใช้ ดูตาราง remarks / {0} review decisions no longer "
    "fit and were not applied: see remarks"
)


@dataclass(slots=True)
class Counts:
    """The figures at the end of a run; `decisions` of reviewers, `decisions_unfit` of which no longer fit."""

    documents: int = 0
    failed: int = 0
    partial: int = 0
    pages: int = 0
    failed_pages: int = 0
    projects: int = 0
    amounts: int = 0
    doubtful: int = 0
    findings: int = 0
    decisions: int = 0
    decisions_unfit: int = 0


@dataclass(slots=True)
class Written:
    """What was written: figures, a line per file or page not read completely, files by document."""

    counts: Counts = field(default_factory=Counts)
    problems: list[str] = field(default_factory=list)
    sources: dict[str, dict[str, Path]] = field(default_factory=dict)


def write_tables(store: Store, states: Sequence[FileState], folder: Path, formats: Sequence[str]) -> Written:
    """Write all tables of a run in the given formats; files of tables in other formats are removed."""
    ordered = sorted(states, key=lambda state: state.document_id)
    extra = audit_batch(_batch_items(store, ordered))
    written = Written()
    with contextlib.ExitStack() as stack:
        writers = [(table, stack.enter_context(TableWriter(table, folder, formats))) for table in TABLES]
        book = stack.enter_context(WorkbookWriter(folder, TABLES)) if "xlsx" in formats else None
        for state in ordered:
            rows = _rows(store, state)
            _add_findings(rows, extra)
            for table, writer in writers:
                writer.write(rows[table.name])
                if book is not None:
                    book.write(table, rows[table.name])
            _note(written, state, rows)
    if book is not None and book.cut_rows + book.cut_texts:
        cut = f"{WORKBOOK_NAME}: ตัด {book.cut_texts} ข้อความ {book.cut_rows} แถว"
        written.problems.append(f"{cut} / {book.cut_texts} texts shortened, {book.cut_rows} rows left out")
    _remove_others(folder, formats)
    written.problems.sort()
    return written


def _rows(store: Store, state: FileState) -> Rows:
    """The rows of one file: kept ones, or the single row of a file that failed."""
    part = None if state.job is None else store.load_part(state.document_id, state.job.key)
    if part is not None:
        return rows_from_json(part["rows"])
    failure = state.failure or LOST
    return failed_document(
        state.document_id, state.file.name, state.opened.sha256, failure.code, failure.message
    )


def _batch_items(store: Store, states: Sequence[FileState]) -> Iterator[BatchItem]:
    """What the checks across documents need, in the order of file names."""
    for state in sorted(states, key=lambda state: (state.file.name, state.document_id)):
        facts = None if state.job is None else store.load_part(state.document_id, state.job.key, "facts")
        if facts is not None:
            yield from pickle.loads(base64.b64decode(facts["items"]))
        elif state.opened.sha256 is not None:
            name = state.file.name
            yield BatchItem(state.document_id, name, state.opened.sha256, "other", None, None, None, None)


def _add_findings(rows: Rows, extra: dict[str, list[Finding]]) -> None:
    """Findings across documents, numbered after those of the document itself."""
    for document in rows["documents"]:
        document_id = document["document_id"]
        own = [row for row in rows["findings"] if row["document_id"] == document_id]
        added = finding_rows(document_id, extra.get(document_id, ()), len(own))
        if added:
            place = rows["findings"].index(own[-1]) + 1 if own else len(rows["findings"])
            rows["findings"][place:place] = added
    rows["findings"].sort(key=lambda row: (row["document_id"], row["finding_id"]))


def _note(written: Written, state: FileState, rows: Rows) -> None:
    counts = written.counts
    counts.documents += len(rows["documents"])
    counts.failed += sum(row["status"] == "failed" for row in rows["documents"])
    counts.partial += sum(row["status"] == "partial" for row in rows["documents"])
    counts.pages += sum(row["page"] is not None for row in rows["pages"])
    counts.failed_pages += sum(row["status"] == "failed" for row in rows["pages"])
    counts.projects += len(rows["projects"])
    counts.amounts += len(rows["project_budgets"])
    counts.doubtful += sum(row["doubtful"] for row in rows["project_budgets"])
    counts.findings += len(rows["findings"])
    unfit = sum(str(row["reason"]).startswith(MISFIT) for row in rows["remarks"])
    counts.decisions += len(state.job.decisions) if state.job is not None else 0
    counts.decisions_unfit += unfit
    if unfit:
        written.problems.append(f"{state.file.name}: {UNFIT.format(unfit)}")
    written.problems += _problems(state.file.name, rows)
    files = {part.file.name: part.file.path for part in state.files}
    written.sources.update({row["document_id"]: files for row in rows["documents"]})


def _problems(name: str, rows: Rows) -> list[str]:
    bad = [row for row in rows["pages"] if row["status"] != "ok" or row["error_code"] is not None]
    lines = [
        f"{row['source_file']}: หน้า / page {row['source_page']}: {row['error_code']}: {row['error_message']}"
        for row in bad
    ]
    bad = [] if lines else [row for row in rows["documents"] if row["status"] != "ok"]
    return lines + [f"{name}: {row['error_code']}: {row['error_message']}" for row in bad]


def _remove_others(folder: Path, formats: Sequence[str]) -> None:
    """Tables of an earlier run in formats that were not asked for now would be out of date."""
    for suffix in set(FORMATS) - set(formats):
        names = [WORKBOOK_NAME] if suffix == "xlsx" else [f"{table.name}.{suffix}" for table in TABLES]
        for name in names:
            (folder / name).unlink(missing_ok=True)
