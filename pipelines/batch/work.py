"""The units of work that run in worker processes: open a file, read a page, make a document's rows.

Each takes and returns small picklable values; pages and rows go to the store on disk, never through the
parent process, so that its memory does not grow with the documents. What reads files is imported where it is
used: the parent process, which hands the units out, does without it.
"""

from __future__ import annotations

import base64
import pickle
import time
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import ExtractError
from extract.model import Document, Page
from extract.open import SourceFile
from pipelines.batch.rowcodec import rows_to_json
from pipelines.batch.store import Store, short_hash
from pipelines.options import Options
from pipelines.reviews import Decision

if TYPE_CHECKING:
    from extract.engines.base import Engine
    from extract.read import ReadOptions

TRANSIENT = frozenset({"engine_missing", "time_limit", "memory_limit", "worker_died", "file_unreadable"})
"""Errors that another run may not meet again: their pages are not kept."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file or page could not be read."""

    code: str
    message: str

    @classmethod
    def of(cls, error: ExtractError) -> Failure:
        """The failure that an error stands for."""
        return cls(error.error_code, error.message)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was looked at: what it is, or why not, with its hash where it could be had."""

    source: SourceFile | None
    sha256: str | None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class PageDone:
    """A page is in the store, or why not; the seconds it took."""

    failure: Failure | None
    seconds: float


@dataclass(frozen=True, slots=True)
class JobPart:
    """A file of a document, and which of its pages failed."""

    name: str
    source: SourceFile
    failures: tuple[tuple[int, Failure], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentJob:
    """All that shapes the rows of one document; `code` is the fingerprint of the program when the run began.

    `parts` are its files, in order: one, unless it goes over several; `missing` are those that could not be
    opened.
    """

    document_id: str
    parts: tuple[JobPart, ...]
    page_key: str
    options: Options
    code: str
    decisions: tuple[Decision, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Equal when the rows are equal."""
        return short_hash(
            self.document_id,
            *((part.name, part.source.sha256, part.source.damage, part.failures) for part in self.parts),
            self.missing,
            self.page_key,
            self.options.split,
            self.options.catalogue,
            self.code,
            self.decisions,
        )


@dataclass(frozen=True, slots=True)
class DocumentDone:
    """The figures of a finished document, for the summary at the end of a run."""

    status: str
    pages: int
    failed_pages: int
    projects: int
    amounts: int
    doubtful: int
    findings: int


def page_key(options: Options, engine: Engine | None) -> str:
    """The part of a page's key that does not depend on the file."""
    who = ("none", "") if engine is None else (engine.name, engine.version)
    return short_hash(read_options(options).cache_key(), *who)


def read_options(options: Options) -> ReadOptions:
    """The options of the extract floor."""
    from extract.read import ReadOptions

    return ReadOptions(dpi=options.dpi, force_scan=options.force_scan, limits=options.limits)


def open_unit(path: Path, options: Options) -> Opened:
    """Sniff and check a file; never raises ExtractError."""
    from extract.read import open_source

    try:
        source = open_source(path, limits=options.limits, password=options.password)
    except ExtractError as error:
        return Opened(None, _hash_of(path), Failure.of(error))
    return Opened(source, source.sha256)


def page_unit(store: Store, source: SourceFile, number: int, key: str, options: Options) -> PageDone:
    """Read one page into the store; a failure that may pass is returned instead of kept."""
    from extract.read import read_page

    start = time.monotonic()
    if store.load_page(source.sha256, key, number) is not None:
        return PageDone(None, 0.0)
    failure = None
    try:
        page = read_page(source, number, worker_engine(options.engine), read_options(options))
        if page.status == "failed" and page.error_code in TRANSIENT:
            failure = Failure(page.error_code, page.error_message or "")
        else:
            store.save_page(source.sha256, key, number, page)
    except ExtractError as error:
        failure = Failure.of(error)
    return PageDone(failure, time.monotonic() - start)


def kept_unit(store: Store, job: DocumentJob) -> DocumentDone | None:
    """The figures of the document if its rows are kept from an earlier run."""
    facts = store.load_part(job.document_id, job.key, "facts")
    if facts is None or store.load_part(job.document_id, job.key) is None:
        return None
    return DocumentDone(**facts["done"])


def document_unit(store: Store, job: DocumentJob) -> DocumentDone:
    """Join, parse, reconcile and audit one document and keep its rows."""
    from pipelines.catalogue_option import catalogue_of
    from pipelines.document import make_rows  # here, so that reading pages does not wait for the parsers
    from pipelines.parse.joined import join_parts

    rows, items = make_rows(
        job.document_id,
        join_parts([file_document(store, job, part) for part in job.parts]),
        split=job.options.split,
        damage="; ".join(part.source.damage for part in job.parts if part.source.damage) or None,
        missing=job.missing,
        decisions={decision.subject: decision for decision in job.decisions},
        catalogue=catalogue_of(job.options.catalogue),
    )
    done = _figures(rows)
    facts = {
        "key": job.key,
        "done": {name: getattr(done, name) for name in DocumentDone.__slots__},
        "items": base64.b64encode(pickle.dumps(items)).decode("ascii"),
    }
    store.save_part(job.document_id, facts, "facts")
    store.save_part(job.document_id, {"key": job.key, "rows": rows_to_json(rows)})
    return done


def file_document(store: Store, job: DocumentJob, part: JobPart) -> Document:
    """One file of a document, of its pages in the store."""
    from extract.read import build_document

    pages = [_page(store, job.page_key, part, number) for number in range(1, part.source.n_pages + 1)]
    return replace(build_document(part.source, pages), source_file=part.name)


def engine_key(options: Options) -> tuple[str, str]:
    """The page key of these options with the engine that the machine has, and the engine's name and version.

    Runs in a worker.
    """
    engine = worker_engine(options.engine)
    return page_key(options, engine), "" if engine is None else f"{engine.name} {engine.version}"


def get_ready(options: Options) -> None:
    """Load what reads scans, so that a worker's first page does not wait for it."""
    import extract.scan.page  # noqa: F401

    worker_engine(options.engine)


@lru_cache(maxsize=2)
def worker_engine(name: str | None) -> Engine | None:
    """The engine of this process, made once."""
    from extract.engines.registry import make_engine

    return make_engine(name)


def _page(store: Store, page_key: str, part: JobPart, number: int) -> Page:
    failed = dict(part.failures).get(number)
    page = None if failed else store.load_page(part.source.sha256, page_key, number)
    if page is not None:
        return page
    failed = failed or Failure(
        "page_failed", "หน้านี้หายไปจากแคช โปรดรันใหม่ / The page is gone from the cache: run again."
    )
    shown = None if part.source.format == "text" else number
    return Page(
        number=shown, kind="scan", status="failed", error_code=failed.code, error_message=failed.message
    )


def _hash_of(path: Path) -> str | None:
    """SHA-256 of a regular file's bytes, where it can be had."""
    import hashlib

    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _figures(rows: dict[str, list[dict[str, object]]]) -> DocumentDone:
    budgets = rows["project_budgets"]
    return DocumentDone(
        status=str(rows["documents"][0]["status"]),
        pages=sum(row["page"] is not None for row in rows["pages"]),
        failed_pages=sum(row["status"] == "failed" for row in rows["pages"]),
        projects=len(rows["projects"]),
        amounts=len(budgets),
        doubtful=sum(bool(row["doubtful"]) for row in budgets),
        findings=len(rows["findings"]),
    )
