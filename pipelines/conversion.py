"""A folder of plans in, a folder of tidy tables out; and the same for Python, as data frames."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines import reviews
from pipelines.batch.discover import InputFile, check_inputs, discover
from pipelines.batch.guard import guarded, kill_children, much_to_do, start_took
from pipelines.batch.remote import fetch, local_path, without_secrets
from pipelines.batch.run import FileState, Run
from pipelines.batch.session import RunFacts, Session, write_json
from pipelines.batch.store import Store
from pipelines.batch.work import engine_key, get_ready
from pipelines.catalogue_option import keep_catalogue
from pipelines.lean import load_arrow
from pipelines.options import Options, default_jobs, facts
from pipelines.schema import BY_NAME, TABLES

if TYPE_CHECKING:
    import pandas as pd

    from pipelines.collect import Counts, Written

HOMELESS = (
    "การตัดสิน {0} รายการเป็นของไฟล์ที่ไม่มีในการแปลงครั้งนี้ หรือไฟล์เปลี่ยนไปแล้ว / {0} decisions are on files that are "
    "not in this run or have changed"
)
START_SECONDS = 120.0
"""Time for the first process to start and load its engine."""

MANY_BYTES = 2**21
"""With so many bytes of input for each process all are started at once: it is scans, or very many pages."""

Progress = Callable[[str, int, int], None]
"""Told (what, done, total): "opened" files, "page", "document"; the total is 0 while unknown."""


@dataclass
class Result:
    """A finished run: its folder, its figures, what went wrong, and one data frame per table.

    `result.projects` is the data frame of the table `projects`, and so on; read when first asked for. Money
    is `decimal.Decimal`, dates are `datetime.date`, missing is None or NaN.
    """

    folder: Path
    counts: Counts
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0
    keep: Any = field(default=None, repr=False)

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name."""
        return {table.name: self._frame(table.name) for table in TABLES}

    def _frame(self, name: str) -> pd.DataFrame:
        import pandas as pd

        from pipelines.write import read_csv, to_arrow

        parquet = self.folder / f"{name}.parquet"
        if parquet.is_file():
            return pd.read_parquet(parquet)
        frame: pd.DataFrame = to_arrow(
            BY_NAME[name], read_csv(self.folder / f"{name}.csv", BY_NAME[name])
        ).to_pandas()
        return frame

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
    report: bool = False,
    scheduler: str | None = None,
    partition: Sequence[str] = (),
    progress: Progress | None = None,
) -> Result:
    """Convert files or folders; tables go to `out` (if None, a temporary folder that lives with the result).

    An input may be a URL of any store that fsspec knows (`s3://`, `https://`, ...; extra `[remote]`): its
    files are copied to the work folder of `out` first. Nothing else makes any use of the network.

    `jobs` is the number of processes, `only` glob patterns for file names. `report` adds the folder `report/`
    with a page per document and pictures of the evidence. `scheduler` is the address of a Dask cluster that
    does the work; its workers must see the input files and `out` at the same paths. `partition` are keys
    (`pipelines.partition.KEYS`) by which the tables are written once more as Parquet datasets; it needs the
    format `parquet`.

    A run that was cut off goes on where it stopped when called again. Raises FileNotFoundError for a missing
    input, UnfitInput for one that is a folder of results, MissingProtocol for a URL of a kind whose package
    is not installed, FolderLocked while another run writes to `out`, ReviewsError for a damaged
    `out`/reviews.csv, OSError where `out` cannot be written; what is wrong with a single file becomes its row
    in the table `documents`.
    """
    start = time.monotonic()
    options = options or Options()
    given = [str(path) for path in ([inputs] if isinstance(inputs, (str, Path)) else inputs)]
    here = [path.absolute() for text in given if (path := local_path(text)) is not None]
    urls = [text for text in given if local_path(text) is None]
    keep = tempfile.TemporaryDirectory(prefix="thaiplan-") if out is None else None
    folder = Path(keep.name if keep is not None else str(out))
    jobs = jobs or default_jobs()
    check_inputs(here, folder if keep is None else None)
    with Session(folder) as session:
        fetched = [file for url in urls for file in fetch(url, session.work.resolve(), options.limits, only)]
        files = discover(here, only, exclude=folder, fetched=fetched)
        store = Store(session.work.resolve())
        store.prune()
        counter = _Counter(session, progress, len(files))
        with _executor(jobs, scheduler) as (executor, workers):
            memory = options.limits.worker_bytes
            asked_at = time.monotonic()
            asked = executor.submit(guarded, START_SECONDS, memory, engine_key, options)
            if scheduler is None and sum(map(_size, files)) >= MANY_BYTES * jobs:
                much_to_do()
                for _ in range(1, workers):
                    executor.submit(guarded, START_SECONDS, memory, get_ready, options)
            # what writes tables is loaded while the first worker starts
            load_arrow()
            from pipelines.collect import write_tables
            from pipelines.package import write_package
            from pipelines.partition import write_partitions

            key, engine = asked.result()
            start_took(time.monotonic() - asked_at)
            states = _read(files, store, options, key, executor, workers, counter)
            written = write_tables(store, states, folder, formats)
            _count_homeless(written, folder, states)
            write_package(folder, formats)
            write_partitions(folder, partition)
            keep_catalogue(options.catalogue, folder)
            if report:
                from pipelines.report import write_report

                write_report(folder, written.sources, executor if scheduler is None else None)
        seconds = time.monotonic() - start
        run_facts = RunFacts(
            started=session.progress.started,
            seconds=round(seconds, 3),
            inputs=[text if local_path(text) is not None else without_secrets(text) for text in given],
            options=facts(options),
            counts=asdict(written.counts),
            jobs=jobs,
            engine=engine,
        )
        write_json(folder / "run.json", asdict(run_facts))
    return Result(folder, written.counts, written.problems, seconds, keep)


def _read(
    files: Sequence[InputFile],
    store: Store,
    options: Options,
    key: str,
    executor: Executor,
    workers: int,
    counter: _Counter,
) -> list[FileState]:
    """Open, read and parse all files."""
    decisions = reviews.standing(reviews.read(store.folder.parent / reviews.FILE)).values()
    run = Run(store, options, key, executor, workers, counter.tell, decisions)
    states = run.open_all(files)
    counter.expect(sum(s.opened.source.n_pages for s in states if s.opened.source is not None))
    states = run.join_files(states)
    run.read_all(states)
    return states


def _size(file: InputFile) -> int:
    """A file's bytes; 0 for one that cannot be looked at."""
    try:
        return file.path.stat().st_size
    except OSError:
        return 0


def _count_homeless(written: Written, folder: Path, states: Sequence[FileState]) -> None:
    """Say how many decisions are on files that are not in this run, or are no longer the same bytes."""
    path = folder / reviews.FILE
    standing = reviews.standing(reviews.read(path)).values()
    documents = {state.document_id for state in states}
    lost = sum(not any(reviews.concerns(d, document) for document in documents) for d in standing)
    if lost:
        written.counts.decisions += lost
        written.counts.decisions_unfit += lost
        written.problems.append(f"{path.name}: {HOMELESS.format(lost)}")


@contextlib.contextmanager
def _executor(jobs: int, scheduler: str | None) -> Iterator[tuple[Executor, int]]:
    """An executor and its number of workers: threads of this process, or a Dask cluster."""
    if scheduler is not None:
        from pipelines.batch.cluster import cluster_executor

        with cluster_executor(scheduler) as found:
            yield found
        return
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="thaiplan")
    try:
        yield pool, jobs
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        kill_children()
        pool.shutdown(wait=True)


class _Counter:
    """Turns the run's events into progress, on disk and for the caller."""

    def __init__(self, session: Session, progress: Progress | None, files: int) -> None:
        self._session = session
        self._progress = progress
        session.progress.files = files

    def expect(self, pages: int) -> None:
        """The number of pages, known once all files are opened."""
        self._session.progress.pages = pages
        self._session.report()

    def tell(self, what: str, how_many: int) -> None:
        """One event of the run."""
        seen = self._session.progress
        name = {"opened": "opened", "page": "pages_done", "document": "documents_done"}[what]
        setattr(seen, name, getattr(seen, name) + how_many)
        self._session.report(at_once=False)
        if self._progress is not None:
            self._progress(what, getattr(seen, name), seen.pages if what == "page" else seen.files)
