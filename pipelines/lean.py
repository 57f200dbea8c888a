"""pyarrow without what it would load and this program never uses: a third of a second of a command's start.

pyarrow takes pandas along when it makes an array, and numpy when it is loaded (from version 18 on only where
there is one). Tables are written from Python's own values.
"""

from __future__ import annotations

import contextlib
import gc
import importlib.abc
import sys
from collections.abc import Iterator
from importlib.metadata import version

from pipelines.batch.memory import SELDOM

FIRST_WITHOUT_NUMPY = 18
"""The version of pyarrow from which on it can do without numpy."""
_lean = False


class _Absent(importlib.abc.MetaPathFinder):
    """Finds that a package is not installed."""

    def __init__(self, package: str) -> None:
        self._package = package

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        """Raises ModuleNotFoundError for the package."""
        if fullname == self._package:
            raise ModuleNotFoundError(name=fullname)


@contextlib.contextmanager
def _without(package: str) -> Iterator[None]:
    finder = _Absent(package)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


@contextlib.contextmanager
def lean() -> Iterator[None]:
    """For a process that only writes tables: pandas cannot be imported, pyarrow may be loaded for good
    without numpy, and garbage is collected seldom."""
    global _lean  # noqa: PLW0603
    _lean = True
    usual = gc.get_threshold()
    gc.set_threshold(SELDOM)
    try:
        with _without("pandas"):
            yield
    finally:
        _lean = False
        gc.set_threshold(*usual)


def load_arrow() -> None:
    """Load what writes Parquet files; nothing else of it within `lean()`."""
    if _lean and int(version("pyarrow").split(".")[0]) >= FIRST_WITHOUT_NUMPY:
        with _without("numpy"):
            import pyarrow.parquet  # noqa: F401
