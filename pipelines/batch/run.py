"""The course of a run: open all files, read their pages, make their rows; if one fails, the rest goes on."""

from __future__ import annotations

import errno
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field, replace
from typing import Any

from extract.errors import ExtractError, TimeLimit
from pipelines.batch.discover import InputFile
from pipelines.batch.guard import guarded, much_to_do
from pipelines.batch.joining import chains, groups_unit, joined_hash, kept_groups_unit, named_groups
from pipelines.batch.store import Store, code_fingerprint, short_hash
from pipelines.batch.work import (
    DocumentDone,
    DocumentJob,
    Failure,
    JobPart,
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
MANY_PAGES = 12
"""With so many pages for each process the start of another one pays, even where they are pages of text."""

Tell = Callable[[str, int], None]
"""Told what went on: "opened", "page" or "document", and how many."""
Task = tuple[Callable[[Any], None], float, Callable[..., Any], tuple[Any, ...]]
"""What to do with the result or exception, the time limit, the function, its arguments."""


@dataclass(slots=True)
class FileState:
    """What is known of one input file, or of several that are one document."""

    file: InputFile
    document_id: str
    opened: Opened
    failure: Failure | None = None
    failures: dict[int, Failure] = field(default_factory=dict)
    pages_read: set[int] = field(default_factory=set)
    pages_left: int = 0
    seconds: float = 0.0
    done: DocumentDone | None = None
    job: DocumentJob | None = None
    parts: tuple[FileState, ...] = ()
    """The files of a document that goes over several; none for a file of its own."""
    missing: tuple[str, ...] = ()
    """Files of the document that could not be opened."""

    @property
    def files(self) -> tuple[FileState, ...]:
        """The files to read: the parts, else the file itself."""
        return self.parts or (self,)


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
        self._jobs, self._window = jobs, 3 * jobs
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
                if results[index].failure is not None:
                    self._tell("document", 1)

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

    def join_files(self, states: Sequence[FileState]) -> list[FileState]:
        """The states with those of one document's files made one, where the first of them stood."""
        names = [state.file.name for state in states]
        groups = named_groups(names, self._options.join)
        if self._options.join_parts:
            named = {index for group in groups for index in group}
            free = [i for i, s in enumerate(states) if s.opened.source is not None and i not in named]
            found = chains([names[index] for index in free])
            groups += self._groups_by_content(states, [[free[i] for i in chain] for chain in found])
        repeated: Counter[str] = Counter()
        whole = dict(enumerate(states))
        for group in sorted(groups):
            members = [states[index] for index in group if states[index].opened.source is not None]
            missing = tuple(states[index].file.name for index in group if states[index].opened.source is None)
            for index in group:
                if states[index] in members[1:]:
                    del whole[index]
            if members:
                whole[states.index(members[0])] = _joined(members, missing, repeated)
        return [whole[index] for index in sorted(whole)]

    def _groups_by_content(
        self, states: Sequence[FileState], candidates: Sequence[Sequence[int]]
    ) -> list[list[int]]:
        """The documents that chains of files are cut into, by what the files hold."""
        found: list[list[int]] = []

        def task(chain: Sequence[int], unit: Callable[..., Any], *, kept: bool) -> Task:
            members = [states[index] for index in chain]

            def cut(result: Any) -> None:
                if isinstance(result, list):
                    found.extend([chain[i] for i in group] for group in result if len(group) > 1)
                elif kept:
                    self._read_pages(members, lambda: task(chain, groups_unit, kept=False))

            jobs = [self._job(member) for member in members]
            return cut, self._options.limits.document_seconds, unit, (self._store, jobs)

        self._work(task(chain, kept_groups_unit, kept=True) for chain in candidates)
        return found

    def read_all(self, states: Sequence[FileState]) -> None:
        """Read and parse every opened file; sets `done` or `failure` of each state.

        Those with most pages come first: while the last one's rows are made the other processes have no work.
        """
        readable = [state for state in states if state.opened.source is not None]
        readable.sort(key=lambda state: -sum(map(_n_pages, state.files)))
        self._work(self._kept_task(state) for state in readable)

    def _kept_task(self, state: FileState) -> Task:
        job = self._job(state)

        def kept(result: Any) -> None:
            if not isinstance(result, DocumentDone):
                self._read_pages(state.files, lambda: self._document_task(state))
                return
            state.done, state.job = result, job
            for part in state.files:
                self._tell("page", _n_pages(part) - len(part.pages_read))
            self._tell("document", len(state.files))

        return kept, self._options.limits.document_seconds, kept_unit, (self._store, job)

    def _read_pages(self, states: Sequence[FileState], then: Callable[[], Task]) -> None:
        """Read what is not read yet of some files; when all is, go on with a task."""
        tasks = []
        for state in states:
            todo = [n for n in range(1, _n_pages(state) + 1) if n not in state.pages_read]
            state.pages_left = len(todo)
            tasks += [self._page_task(state, number, states, then) for number in todo]
        self._pages.extend(tasks)
        if len(self._pages) >= MANY_PAGES * self._jobs:
            much_to_do()
        if not tasks:
            self._urgent.append(then())

    def _page_task(
        self, state: FileState, number: int, together: Sequence[FileState], then: Callable[[], Task]
    ) -> Task:
        source = state.opened.source
        limits = self._options.limits

        def read(result: Any) -> None:
            if isinstance(result, PageDone):
                state.seconds += result.seconds
                failure = result.failure
            else:
                state.seconds += limits.page_seconds if isinstance(result, TimeLimit) else 0.0
                failure = failure_of(result)
            self._page_done(state, number, failure)
            if state.seconds > limits.document_seconds:
                self._give_up(state)
            if all(other.pages_left == 0 for other in together):
                self._urgent.append(then())

        return (
            read,
            limits.page_seconds,
            page_unit,
            (self._store, source, number, self._page_key, self._options),
        )

    def _page_done(self, state: FileState, number: int, failure: Failure | None) -> None:
        if failure is not None:
            state.failures[number] = failure
        state.pages_read.add(number)
        state.pages_left -= 1
        self._tell("page", 1)

    def _give_up(self, state: FileState) -> None:
        """The file's time is over: its pages that are not begun yet fail."""
        failure = Failure.of(TimeLimit(limit=f"{self._options.limits.document_seconds:g}"))
        for task in [task for task in self._pages if task[3][1] is state.opened.source]:
            self._pages.remove(task)
            self._page_done(state, task[3][2], failure)

    def _document_task(self, state: FileState) -> Task:
        job = self._job(state)

        def made(result: Any) -> None:
            if isinstance(result, DocumentDone):
                state.done, state.job = result, job
            else:
                state.failure = failure_of(result)
            self._tell("document", len(state.files))

        return made, self._options.limits.document_seconds, document_unit, (self._store, job)

    def _job(self, state: FileState) -> DocumentJob:
        parts = tuple(_job_part(part) for part in state.files)
        decisions = tuple(d for d in self._decisions if concerns(d, state.document_id))
        return DocumentJob(
            state.document_id, parts, self._page_key, self._options, self._code, decisions, state.missing
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


def _n_pages(state: FileState) -> int:
    return 0 if state.opened.source is None else state.opened.source.n_pages


def _job_part(state: FileState) -> JobPart:
    assert state.opened.source is not None
    return JobPart(state.file.name, state.opened.source, tuple(sorted(state.failures.items(), key=_number)))


def _number(failed: tuple[int, Failure]) -> int:
    return failed[0]


def _joined(members: Sequence[FileState], missing: tuple[str, ...], repeated: Counter[str]) -> FileState:
    """The state of the document that several files make; a file alone keeps its id."""
    first = members[0]
    if len(members) == 1:
        return replace(first, missing=missing)
    base = "d" + joined_hash([str(member.opened.sha256) for member in members])[:ID_DIGITS]
    repeated[base] += 1
    document_id = base if repeated[base] == 1 else f"{base}-{repeated[base]}"
    return FileState(first.file, document_id, first.opened, parts=tuple(members), missing=missing)


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
