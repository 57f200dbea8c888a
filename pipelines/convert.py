"""A folder of plans in, a folder of tidy tables out; and the same for Python, as data frames."""

from __future__ import annotations

import base64
import contextlib
import pickle
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.assemble import Rows, failed_document, finding_rows
from pipelines.batch.discover import discover
from pipelines.batch.guard import guarded, kill_children
from pipelines.batch.rowcodec import rows_from_json
from pipelines.batch.run import FileState, Run
from pipelines.batch.store import Store
from pipelines.batch.work import page_key
from pipelines.options import Options, default_jobs
from pipelines.package import write_package
from pipelines.schema import BY_NAME, TABLES
from pipelines.write import TableWriter

if TYPE_CHECKING:
    import pandas as pd

    from pipelines.audit.batch import BatchItem
    from pipelines.records import Finding

WORK_FOLDER = ".thaiplan"
START_SECONDS = 120.0
"""Time for the first process to start and load its engine."""

Progress = Callable[[str, int, int], None]
"""Told (what, done, total): "open", "pages", "documents", "write"."""


@dataclass(slots=True)
class Counts:
    """The figures at the end of a run."""

    documents: int = 0
    failed: int = 0
    partial: int = 0
    pages: int = 0
    failed_pages: int = 0
    projects: int = 0
    amounts: int = 0
    doubtful: int = 0
    findings: int = 0


@dataclass
class Result:
    """A finished run: its folder, its figures, what went wrong, and one data frame per table.

    `result.projects` is the data frame of the table `projects`, and so on; read when first asked for.
    """

    folder: Path
    counts: Counts
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0
    keep: Any = field(default=None, repr=False)

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name."""
        import pandas as pd

        return {table.name: pd.read_parquet(self.folder / f"{table.name}.parquet") for table in TABLES}

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in BY_NAME:
            return self.tables[name]
        raise AttributeError(name)


def convert(
    inputs: Path | str | Iterable[Path | str],
    out: Path | str | None = None,
    *,
    jobs: int | None = None,
    only: Sequence[str] = (),
    formats: Sequence[str] = ("csv", "parquet"),
    options: Options | None = None,
    progress: Progress | None = None,
) -> Result:
    """Convert files or folders; tables go to `out` (if None, a temporary folder that lives with the result).

    Raises FileNotFoundError for a missing input and OSError where `out` cannot be written; what is wrong with
    a single file becomes its row in the table `documents`.
    """
    start = time.monotonic()
    options = options or Options()
    given = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    keep = tempfile.TemporaryDirectory(prefix="thaiplan-") if out is None else None
    folder = Path(keep.name if keep is not None else str(out))
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder.resolve() / WORK_FOLDER)
    files = discover(given, only, exclude=folder)
    jobs = jobs or default_jobs()
    with _executor(jobs) as executor:
        key = executor.submit(
            guarded, START_SECONDS, options.limits.worker_bytes, engine_key, options
        ).result()
        counter = _Counter(progress, len(files))
        run = Run(store, options, key, executor, jobs, counter.tell)
        states = run.open_all(files)
        counter.total_pages = sum(s.opened.source.n_pages for s in states if s.opened.source is not None)
        run.read_all(states)
    counts, problems = write_tables(store, states, folder, formats)
    write_package(folder, formats)
    return Result(folder, counts, problems, time.monotonic() - start, keep)


def engine_key(options: Options) -> str:
    """The page key of these options with the engine that this machine has; runs in a worker."""
    from pipelines.batch.work import worker_engine

    return page_key(options, worker_engine(options.engine))


def write_tables(
    store: Store, states: Sequence[FileState], folder: Path, formats: Iterable[str]
) -> tuple[Counts, list[str]]:
    """Write all tables from the kept rows, document by document; returns the figures and the problems."""
    ordered = sorted(states, key=lambda state: state.document_id)
    extra = batch_findings(store, ordered)
    counts = Counts()
    problems = []
    with contextlib.ExitStack() as stack:
        writers = {table.name: stack.enter_context(TableWriter(table, folder, formats)) for table in TABLES}
        for state in ordered:
            rows = load_rows(store, state)
            first = len(rows["findings"])
            rows["findings"].extend(finding_rows(state.document_id, extra.get(state.document_id, ()), first))
            for name, writer in writers.items():
                writer.write(rows[name])
            _count(counts, rows)
            problems.extend(_problems(rows))
    return counts, sorted(problems)


def load_rows(store: Store, state: FileState) -> Rows:
    """The rows of one file: kept ones, or the single row of a file that failed."""
    part = None if state.job is None else store.load_part(state.document_id, state.job.key)
    if part is not None:
        return rows_from_json(part["rows"])
    failure = state.failure
    code, message = ("lost", "run again") if failure is None else (failure.code, failure.message)
    return failed_document(state.document_id, state.file.name, state.opened.sha256, code, message)


def batch_findings(store: Store, states: Sequence[FileState]) -> dict[str, list[Finding]]:
    """Findings across the documents of the run."""
    from pipelines.audit import audit_batch

    return audit_batch(_batch_items(store, states))


def _batch_items(store: Store, states: Sequence[FileState]) -> Iterator[BatchItem]:
    from pipelines.audit.batch import BatchItem

    for state in states:
        part = None if state.job is None else store.load_part(state.document_id, state.job.key)
        if part is not None:
            yield from pickle.loads(base64.b64decode(part["items"]))
        elif state.opened.sha256 is not None:
            name = state.file.name
            yield BatchItem(state.document_id, name, state.opened.sha256, "other", None, None, None, None)


@contextlib.contextmanager
def _executor(jobs: int) -> Iterator[Executor]:
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="thaiplan")
    try:
        yield pool
    finally:
        kill_children()
        pool.shutdown(wait=True, cancel_futures=True)


class _Counter:
    """Turns the run's events into progress."""

    def __init__(self, progress: Progress | None, files: int) -> None:
        self._progress = progress
        self._files = files
        self._done: Counter[str] = Counter()
        self.total_pages = 0

    def tell(self, what: str, how_many: int) -> None:
        """One event of the run."""
        self._done[what] += how_many
        if self._progress is not None:
            self._progress(what, self._done[what], self.total_pages if what == "page" else self._files)


def _count(counts: Counts, rows: Rows) -> None:
    counts.documents += len(rows["documents"])
    counts.failed += sum(row["status"] == "failed" for row in rows["documents"])
    counts.partial += sum(row["status"] == "partial" for row in rows["documents"])
    counts.pages += len(rows["pages"])
    counts.failed_pages += sum(row["status"] == "failed" for row in rows["pages"])
    counts.projects += len(rows["projects"])
    counts.amounts += len(rows["project_budgets"])
    counts.doubtful += sum(row["doubtful"] for row in rows["project_budgets"])
    counts.findings += len(rows["findings"])


def _problems(rows: Rows) -> list[str]:
    """One line per file or page that was not read completely."""
    name = rows["documents"][0]["source_file"]
    bad = [row for row in rows["pages"] if row["status"] != "ok"]
    lines = [f"{name}: หน้า / page {row['page']}: {row['error_code']}: {row['error_message']}" for row in bad]
    bad = [] if lines else [row for row in rows["documents"] if row["status"] != "ok"]
    return lines + [f"{name}: {row['error_code']}: {row['error_message']}" for row in bad]
