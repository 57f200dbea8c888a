"""Calls in a guarded child process: a wall-clock limit, a memory limit, and a fresh process after a crash.

`guarded` is what an executor runs, be it a thread of this process or a Dask worker. A child is used for many
calls, whatever thread makes them; another one is started when calls have waited for a free one as long as its
start takes: for a short document one will do.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import pickle
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import IO, Any, TypeVar

from extract.errors import MemoryLimit, TimeLimit, WorkerDied
from pipelines.batch.memory import KEPT_BLOCK, KEPT_FREE, SELDOM, keep_freed, watch

T = TypeVar("T")

LENGTH = struct.Struct("!Q")
ATTEMPTS = 2
_children: set[Child] = set()
_idle: list[Child] = []
_children_lock = threading.Condition()
"""Is notified when a child becomes idle, and when all are ended."""
_waited = 0.0
"""Seconds that calls have waited in all for a child that another call used."""
START_SECONDS = 0.6
"""What the start of a child costs, its libraries included, on a machine that does nothing else."""
LONGEST_START = 5.0
_start_seconds = START_SECONDS
"""What it costs on this machine now."""
_stops = 0
"""How often all children were ended: what runs since before the last time does not start a new one."""


ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"), "1"
)
"""A process is the unit of parallel work: threads within it would only take turns with the others'."""


KEEP_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": str(KEPT_BLOCK),
    "MALLOC_TRIM_THRESHOLD_": str(KEPT_FREE),
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
"""For glibc: memory of a page's arrays is kept for the next ones, and asked for in large pages where the
kernel lets it, which saves as much. What is kept is bounded; other systems ignore this."""


def work_alone() -> None:
    """Let this process, which reads pages itself, use threads and memory and collect garbage as children do.

    Called before the libraries are loaded; what the user has set of it stays.
    """
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)
    keep_freed()
    gc.set_threshold(SELDOM)


class Child:
    """A worker process; used by one thread at a time."""

    def __init__(self, memory_bytes: int) -> None:
        self.memory_bytes = memory_bytes
        environment = KEEP_MEMORY | dict(os.environ, **ONE_THREAD)
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        # -P: nothing that lies in the current folder is taken for a module
        command = [sys.executable, "-P", "-m", "pipelines.batch.child", str(memory_bytes), str(os.getpid())]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, **_apart()
        )
        self._ended, self._too_large = threading.Event(), threading.Event()
        watch(self._process.pid, memory_bytes, self._outgrown, self._ended)
        with _children_lock:
            _children.add(self)

    def call(self, function: Callable[..., T], arguments: tuple[Any, ...], seconds: float) -> T:
        """The function's result, or its exception raised here.

        Raises TimeLimit or MemoryLimit (the child is killed) or WorkerDied when the child is gone.
        """
        late = threading.Event()

        def on_timeout() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(seconds, on_timeout)
        timer.daemon = True
        timer.start()
        try:
            assert self._process.stdin is not None and self._process.stdout is not None
            write_frame(self._process.stdin, (function, arguments))
            ok, value = read_frame(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.kill()
            if late.is_set():
                raise TimeLimit(limit=f"{seconds:g}") from error
            if self._too_large.is_set():
                raise MemoryLimit(detail=f"{self.memory_bytes:,} bytes") from error
            raise WorkerDied(detail=_ended(self._process.returncode)) from error
        finally:
            timer.cancel()
        if not ok:
            raise value
        return value  # type: ignore[no-any-return]

    def _outgrown(self) -> None:
        self._too_large.set()
        self.kill()

    def kill(self) -> None:
        """End the process at once."""
        self._ended.set()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError, ValueError):
                    pipe.close()
        with _children_lock:
            _children.discard(self)

    @property
    def alive(self) -> bool:
        """Is the process still there?"""
        return self._process.poll() is None


def guarded(seconds: float, memory_bytes: int, function: Callable[..., T], *arguments: Any) -> T:
    """Run `function(*arguments)` in a child process.

    A call during which the child dies is tried once more in a fresh child; then WorkerDied is raised. A call
    over `seconds` raises TimeLimit.
    """
    stops = _stops
    for attempt in range(1, ATTEMPTS + 1):
        child = _free_child(memory_bytes, stops)
        try:
            return child.call(function, arguments, seconds)
        except WorkerDied:
            if attempt == ATTEMPTS or stops != _stops:
                raise
        finally:
            if child.alive:
                with _children_lock:
                    _idle.append(child)
                    _children_lock.notify()
    raise AssertionError("unreachable")


def _apart() -> dict[str, Any]:
    """Popen options by which Ctrl-C reaches this process alone, which then ends its children in order."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _free_child(memory_bytes: int, stops: int) -> Child:
    """An idle child with that limit, the one used last; else a new one, where waiting is no cheaper.

    Raises WorkerDied where all children were ended since `stops`.
    """
    global _waited  # noqa: PLW0603
    with _children_lock:
        while stops == _stops:
            for child in reversed(_idle):
                if child.memory_bytes == memory_bytes:
                    _idle.remove(child)
                    if child.alive:
                        return child
            used = any(child.memory_bytes == memory_bytes and child.alive for child in _children)
            if not used or _waited >= _start_seconds:
                return Child(memory_bytes)
            begin = time.monotonic()
            _children_lock.wait(_start_seconds - _waited)
            _waited += time.monotonic() - begin
    raise WorkerDied(detail="stopped")


def start_took(seconds: float) -> None:
    """Tell how long the first child took until it was ready: on a busy machine the next takes as long, and
    its libraries, which it loads when they are needed, as long again."""
    global _start_seconds  # noqa: PLW0603
    _start_seconds = min(max(START_SECONDS, 2 * seconds), LONGEST_START)


def much_to_do() -> None:
    """Tell that so many calls are to come that another child pays: none waits to find that out."""
    global _waited  # noqa: PLW0603
    with _children_lock:
        _waited = max(_waited, LONGEST_START)
        _children_lock.notify_all()


def kill_children() -> None:
    """End all child processes of this process; calls that wait for one raise WorkerDied."""
    global _stops, _waited  # noqa: PLW0603
    with _children_lock:
        _stops += 1
        _waited = 0.0
        children = list(_children)
        _idle.clear()
        _children_lock.notify_all()
    for child in children:
        child.kill()


def write_frame(stream: IO[bytes], value: object) -> None:
    """Write one pickled value with its length in front."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(data)) + data)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Any:
    """Read one value; raises EOFError at the end of the stream."""
    return pickle.loads(_exactly(stream, LENGTH.unpack(_exactly(stream, LENGTH.size))[0]))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise EOFError
    return data


def _ended(code: int | None) -> str:
    if code is None:
        return "no exit status"
    return f"signal {-code}" if code < 0 else f"exit status {code}"


atexit.register(kill_children)
