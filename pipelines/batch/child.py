"""The program of a guarded child process: reads calls from stdin, writes results to stdout.

Started by `pipelines.batch.guard` as `python -m pipelines.batch.child MEMORY_BYTES PARENT_PID`.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import sys

from extract.errors import MemoryLimit
from pipelines.batch.guard import read_frame, write_frame
from pipelines.batch.memory import SELDOM, limit_own

PR_SET_PDEATHSIG = 1
YOUNG = 1
"""The generations of objects that a call may have left behind; those that stay are not looked through."""


def main() -> None:
    """Serve calls until stdin ends."""
    memory_bytes, parent = int(sys.argv[1]), int(sys.argv[2])
    gc.set_threshold(SELDOM)
    _die_with(parent)
    limit_own(memory_bytes)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    calls = os.fdopen(os.dup(0), "rb")
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the results
    while True:
        try:
            function, arguments = read_frame(calls)
        except EOFError:
            return
        try:
            answer = (True, function(*arguments))
        except MemoryError:
            answer = (False, MemoryLimit(detail=f"{memory_bytes:,} bytes"))
        except Exception as error:
            answer = (False, _portable(error))
        write_frame(results, answer)
        del answer
        gc.collect(YOUNG)  # what refers to itself may hold a page's images


def _die_with(parent: int) -> None:
    """Linux: be killed when the parent dies, however it dies; elsewhere the next read ends this process."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(1)


def _portable(error: Exception) -> Exception:
    """The error itself when it can travel, else its description."""
    import pickle

    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


if __name__ == "__main__":
    main()
