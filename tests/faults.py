"""Units of work that misbehave, as test doubles for worker processes."""

from __future__ import annotations

import errno
import gc
import os
import time
from pathlib import Path


def double(value: int) -> int:
    """A well-behaved unit."""
    return 2 * value


def process() -> int:
    """The process that runs it."""
    return os.getpid()


def process_after(seconds: float) -> int:
    """The process that runs it, which is busy for a while."""
    time.sleep(seconds)
    return os.getpid()


def hang() -> None:
    """Never comes back."""
    time.sleep(3600)


def die() -> None:
    """Kills its process."""
    os.kill(os.getpid(), 9)


def die_once(marker: Path) -> str:
    """Kills its process the first time."""
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), 9)
    return "alive"


def swallow_memory() -> int:
    """Asks for far more memory than it may have."""
    return len(bytearray(3_000_000_000))


def keep_memory() -> int:
    """Fills far more memory than it may have, and keeps it."""
    kept = b"\x01" * 600_000_000
    time.sleep(30)
    return len(kept)


def print_noise() -> str:
    """Writes to stdout, where the results travel."""
    print("noise" * 1000, flush=True)
    os.write(1, b"more noise")
    return "fine"


def full_disk() -> None:
    """Meets a full disk."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def odd_error() -> None:
    """Raises an error that can't travel between processes."""

    class Local(Exception):
        pass

    raise Local("ก")


class Knot:
    """An object that refers to itself: only a collection of garbage frees it."""

    def __init__(self) -> None:
        self.own = self


def leave_a_cycle() -> None:
    """Leave an object behind that refers to itself."""
    Knot()


def cycles_left() -> int:
    """How many such objects are alive in this process."""
    return sum(isinstance(found, Knot) for found in gc.get_objects())
