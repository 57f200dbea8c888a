"""One run on one output folder: a lock, its progress for `thaiplan status`, and `run.json` at the end."""

from __future__ import annotations

import json
import os
import platform
import socket
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from filelock import FileLock, Timeout

from extract.names import is_unicode
from pipelines.files import write_whole

WORK_FOLDER = ".thaiplan"
LOCK = "lock"
PROGRESS_SECONDS = 2.0


def now() -> str:
    """The time, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class FolderLocked(OSError):
    """Another run is writing to the same output folder; `holder` says which."""

    def __init__(self, folder: Path, holder: str) -> None:
        self.holder = holder
        super().__init__(f"{folder}: {holder}")


@dataclass(slots=True)
class Progress:
    """How far a run is; totals are 0 while unknown."""

    state: str = "running"
    files: int = 0
    opened: int = 0
    pages: int = 0
    pages_done: int = 0
    documents_done: int = 0
    started: str = ""
    updated: str = ""
    holder: str = ""


class Session:
    """Holds the lock of an output folder while a run lasts; the operating system frees it however it ends.

    Raises FolderLocked when another run has it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work = folder / WORK_FOLDER
        self.progress = Progress(started=now(), holder=f"process {os.getpid()} on {socket.gethostname()}")
        self._lock = FileLock(self.work / LOCK, timeout=0)
        self._written = 0.0

    def __enter__(self) -> Self:
        self.work.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise FolderLocked(self.folder, read_progress(self.folder).holder) from error
        self.report()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.progress.state = "finished" if kind is None else "stopped"
        try:
            self.report()
        finally:
            self._lock.release()

    def report(self, *, at_once: bool = True) -> None:
        """Write the progress down; at most every few seconds unless `at_once`."""
        if not at_once and time.monotonic() - self._written < PROGRESS_SECONDS:
            return
        self._written = time.monotonic()
        self.progress.updated = now()
        write_json(self.work / "progress.json", asdict(self.progress))


@dataclass(slots=True)
class RunFacts:
    """What `run.json` says: time and machine facts that are not part of the identity of a result."""

    started: str
    seconds: float
    inputs: list[str]
    options: dict[str, Any]
    counts: dict[str, int]
    jobs: int
    engine: str = ""
    """Name and version of the engine that reads scans; a version is its code's and its networks' hashes."""
    finished: str = field(default_factory=now)
    thaiplan: str = field(default_factory=lambda: version("thaiplan"))
    python: str = field(default_factory=platform.python_version)
    machine: str = field(default_factory=platform.platform)
    processors: int = field(default_factory=lambda: os.cpu_count() or 0)


def read_progress(folder: Path) -> Progress:
    """The progress written last; an empty one where there is none."""
    try:
        return Progress(**json.loads((folder / WORK_FOLDER / "progress.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Progress(state="none")


def is_locked(folder: Path) -> bool:
    """Is a run writing to the folder now?"""
    path = folder / WORK_FOLDER / LOCK
    if not path.exists():
        return False
    try:
        with FileLock(path, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def write_json(path: Path, data: dict[str, Any]) -> None:
    """Write a JSON file whole or not at all; a name that is no UTF-8 is escaped, and read back as it is."""
    text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
    if not is_unicode(text):
        text = json.dumps(data, indent=2, default=str)
    write_whole(path, text + "\n")
