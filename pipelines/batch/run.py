"""The course of a run: open all files, read their pages, make their rows; if one fails, the rest goes on."""

from __future__ import annotations

import errno
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Any

from extract.errors import ExtractError, TimeLimit
from pipelines.batch.discover import InputFile
from pipelines.batch.guard import guarded
from pipelines.batch.store import Store, code_fingerprint, short_hash
from pipelines.batch.work import (
    DocumentDone,
    DocumentJob,
    Failure,
    Opened,
    PageDone,
    document_unit,
    kept_unit,
    open_unit,
    page_unit,
)
from pipelines.options import Options
from pipelines.reviews import Decision, concerns

ID_DIGITS = 12
FATAL_ERRNOS = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG)
POLL_SECONDS = 0.5

Tell = Callable[[str, int], None]
"""Told what went on: "opened", "page" or "document", and how many."""
Task = tuple[Callable[[Any], None], float, Callable[..., Any], tuple[Any, ...]]
"""What to do with the result or exception, the time limit, the function, its arguments."""


@dataclass(slots=True)
class FileState:
    """What is known of one input file."""

    file: InputFile
    document_id: str
    opened: Opened
    failure: Failure | None = None
    failures: dict[int, Failure] = field(default_factory=dict)
    pages_left: int = 0
    seconds: float = 0.0
    done: DocumentDone | None = None
    job: DocumentJob | None = None


class Run:
    """Drives the units of work over an executor, a bounded number at a time."""

    def __init__(
        self,
        store: Store,
        options: Options,
        page_key: str,
        executor: Executor,
        jobs: int,
        tell: Tell,
        decisions: Iterable[Decision] = (),
    ):
        self._decisions = tuple(decisions)
        self._store = store
        self._options = options
        self._page_key = page_key
        self._executor = executor
        self._window = 3 * jobs
        self._tell = tell
        self._urgent: deque[Task] = deque()
        self._pages: deque[Task] = deque()
        self._code = code_fingerprint()

    def open_all(self, files: Sequence[InputFile]) -> list[FileState]:
        """Open every file; document ids follow the content, repetitions get `-2` and so on in path order."""
        results: dict[int, Opened] = {}

        def task(index: int, file: InputFile) -> Task:
            def opened(result: Any) -> None:
                failed = Opened(None, None, failure_of(result)) if isinstance(result, Exception) else None
                results[index] = failed or result
                self._tell("opened", 1)

            return opened, self._options.limits.page_seconds, open_unit, (file.path, self._options)

        self._work(task(index, file) for index, file in enumerate(files))
        repeated: Counter[str] = Counter()
        states = []
        for index, file in enumerate(files):
            opened = results[index]
            base = "d" + (opened.sha256 or short_hash(file.name))[:ID_DIGITS]
            repeated[base] += 1
            document_id = base if repeated[base] == 1 else f"{base}-{repeated[base]}"
            states.append(FileState(file, document_id, opened, opened.failure))
        return states

    def read_all(self, states: Sequence[FileState]) -> None:
        """Read and parse every opened file; sets `done` or `failure` of each state."""
        self._work(self._kept_task(state) for state in states if state.opened.source is not None)

    def _kept_task(self, state: FileState) -> Task:
        source = state.opened.source
        assert source is not None
        job = self._job(state)

        def kept(result: Any) -> None:
            if isinstance(result, DocumentDone):
                state.done, state.job = result, job
                self._tell("page", source.n_pages)
                self._tell("document", 1)
                return
            state.pages_left = source.n_pages
            self._pages.extend(self._page_task(state, number) for number in range(1, source.n_pages + 1))

        return kept, self._options.limits.document_seconds, kept_unit, (self._store, job)

    def _page_task(self, state: FileState, number: int) -> Task:
        source = state.opened.source
        limits = self._options.limits

        def read(result: Any) -> None:
            if isinstance(result, PageDone):
                state.seconds += result.seconds
                failure = result.failure
            else:
                state.seconds += limits.page_seconds if isinstance(result, TimeLimit) else 0.0
                failure = failure_of(result)
            if failure is not None:
                state.failures[number] = failure
            state.pages_left -= 1
            self._tell("page", 1)
            if state.pages_left == 0:
                self._urgent.append(self._document_task(state))
            elif state.seconds > limits.document_seconds:
                self._give_up(state)

        return (
            read,
            limits.page_seconds,
            page_unit,
            (self._store, source, number, self._page_key, self._options),
        )

    def _give_up(self, state: FileState) -> None:
        """The document's time is over: its pages that are not read yet fail."""
        failure = Failure.of(TimeLimit(limit=f"{self._options.limits.document_seconds:g}"))
        mine = [task for task in self._pages if task[3][1] is state.opened.source]
        for task in mine:
            self._pages.remove(task)
            state.failures[task[3][2]] = failure
            state.pages_left -= 1
            self._tell("page", 1)
        if mine and state.pages_left == 0:
            self._urgent.append(self._document_task(state))

    def _document_task(self, state: FileState) -> Task:
        job = self._job(state)

        def made(result: Any) -> None:
            if isinstance(result, DocumentDone):
                state.done, state.job = result, job
            else:
                state.failure = failure_of(result)
            self._tell("document", 1)

        return made, self._options.limits.document_seconds, document_unit, (self._store, job)

    def _job(self, state: FileState) -> DocumentJob:
        source = state.opened.source
        assert source is not None
        failures = tuple(sorted(state.failures.items(), key=lambda item: item[0]))
        name = state.file.name
        decisions = tuple(d for d in self._decisions if concerns(d, state.document_id))
        return DocumentJob(
            state.document_id, name, source, self._page_key, failures, self._options, self._code, decisions
        )

    def _work(self, backlog: Iterable[Task]) -> None:
        """Work off `backlog` and whatever its results add, `window` units at a time."""
        rest = iter(backlog)
        pending: dict[Future[Any], Callable[[Any], None]] = {}
        try:
            while True:
                while len(pending) < self._window and (task := self._next(rest)) is not None:
                    callback, seconds, function, arguments = task
                    memory = self._options.limits.worker_bytes
                    future = self._executor.submit(guarded, seconds, memory, function, *arguments)
                    pending[future] = callback
                if not pending:
                    return
                finished, _ = wait(pending, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
                for future in finished:
                    pending.pop(future)(_outcome(future))
        finally:
            for future in pending:
                future.cancel()

    def _next(self, rest: Iterator[Task]) -> Task | None:
        if self._urgent:
            return self._urgent.popleft()
        if self._pages:
            return self._pages.popleft()
        return next(rest, None)


def failure_of(error: Exception) -> Failure:
    """The failure that an exception of a unit stands for."""
    if isinstance(error, ExtractError):
        return Failure.of(error)
    return Failure.of(ExtractError(detail=f"{type(error).__name__}: {error}"))


def _outcome(future: Future[Any]) -> Any:
    """The unit's result, or its exception as a value; what no other unit could survive is raised."""
    error = future.exception()
    if isinstance(error, OSError) and error.errno in FATAL_ERRNOS:
        raise error
    if error is None:
        return future.result()
    if isinstance(error, Exception):
        return error
    raise error
