"""How much memory a child process may take: by the kernel on Linux, elsewhere by watching it.

Windows has no such limit for a process, macOS has the call and does not keep to it: there the parent looks
at the child's resident memory several times a second and ends it when it is over. A single large allocation
may pass the limit for that moment.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
import threading
from collections.abc import Callable

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

WATCH_SECONDS = 0.2
SELDOM = 100_000
"""New objects between two collections of garbage: importing the libraries makes many that stay, and looking
through them again and again takes a thirtieth of the time that a document of text does."""

KEPT_BLOCK, KEPT_FREE = 2**25, 2**26
"""Up to which size freed memory is kept for the next array, and how much of it at most (bytes). Giving a
page's arrays back and asking for the next page's anew costs a twentieth of all processor time."""
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""The names of the two for glibc's `mallopt` (malloc.h)."""


def kernel_limits() -> bool:
    """Whether the operating system itself bounds what a process allocates."""
    return sys.platform == "linux" and resource is not None


def limit_own(most_bytes: int) -> None:
    """Bound what this process may allocate (data segment and private mappings), where the kernel can.

    0 is no bound.
    """
    if most_bytes > 0 and kernel_limits():
        resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))


def keep_freed() -> None:
    """Let this process keep freed memory, as the environment makes its children do; for glibc."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            libc = ctypes.CDLL(None)
            libc.mallopt(M_MMAP_THRESHOLD, KEPT_BLOCK)
            libc.mallopt(M_TRIM_THRESHOLD, KEPT_FREE)


def watch(process_id: int, most_bytes: int, over: Callable[[], None], ended: threading.Event) -> None:
    """Call `over` once when the process and its children hold more than `most_bytes`, until `ended` is set.

    Looks from a thread of its own; does nothing where the kernel limits, or for 0.
    """
    if most_bytes > 0 and not kernel_limits():
        arguments = (process_id, most_bytes, over, ended)
        threading.Thread(target=_look, args=arguments, daemon=True, name="thaiplan-memory").start()


def _look(process_id: int, most_bytes: int, over: Callable[[], None], ended: threading.Event) -> None:
    import psutil

    try:
        process = psutil.Process(process_id)
        while not ended.wait(WATCH_SECONDS):
            # In a virtual environment on Windows the process is a launcher and the work is done by its child.
            family = (process, *process.children(recursive=True))
            if sum(member.memory_info().rss for member in family) > most_bytes:
                over()
                return
    except psutil.NoSuchProcess:
        return
