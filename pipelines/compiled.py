"""What Python compiles anew at every start and stays the same: patterns, and the methods of data classes.

Six hundred patterns and 140 data classes take a sixth of all the time that a document of few pages does. They
are kept beside Python's own compiled modules, and like those only what the modules themselves hold: nothing
that depends on a document. Where a module's compiled form would not be written (a folder that is read-only,
PYTHONDONTWRITEBYTECODE), nothing is kept; what is damaged, or of another Python, is made anew.
"""

from __future__ import annotations

import contextlib
import dataclasses
import marshal
import os
import re
import sys
import threading
import zlib
from array import array
from collections.abc import Callable
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

MOST_KEPT = 4_000
"""More than the program has: what other versions of it left is thrown away then."""
_EACH_TIME = re.LOCALE | re.DEBUG
"""Patterns with these flags are not the same each time."""
_METHOD = -1
_DAMAGED = (ValueError, TypeError, EOFError)

Key = tuple[str | bytes, int]
"""A pattern and its flags, or the source of a method and -1."""
Parts = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Of what a pattern is made: its flags, code and groups."""


class Compiled:
    """Compiled patterns and methods in a file, by what they were compiled from."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = self._read()
        self._new: dict[Key, bytes] = {}

    def parts(self, text: str | bytes, flags: int) -> Parts | None:
        """Of what a pattern is made, if it is kept."""
        with contextlib.suppress(*_DAMAGED):
            found = self._kept.get((text, flags))
            if found is not None:
                flags, code, groups, names, numbers = marshal.loads(found)
                return flags, code, groups, names, numbers
        return None

    def note_parts(self, text: str | bytes, flags: int, parts: Parts) -> None:
        """Of what a pattern is made, to be kept if it is a module's own."""
        self._note((text, flags), parts)

    def method(self, source: str) -> CodeType:
        """The compiled source of a method."""
        with contextlib.suppress(*_DAMAGED):
            found = self._kept.get((source, _METHOD))
            if found is not None:
                kept: CodeType = marshal.loads(found)
                return kept
        made = compile(source, "<string>", "exec", dont_inherit=True)
        self._note((source, _METHOD), made)
        return made

    def keep(self) -> None:
        """Write down what is new, where that can be."""
        if not self._new or sys.dont_write_bytecode:
            return
        every = self._read() | self._new
        data = marshal.dumps(every if len(every) <= MOST_KEPT else self._new)
        self._new = {}
        temporary = self._path.with_suffix(f".{os.getpid()}.tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)
            temporary.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _note(self, key: Key, made: Any) -> None:
        if not sys.dont_write_bytecode and _of_a_module():
            self._new[key] = marshal.dumps(made)

    def _read(self) -> dict[Key, bytes]:
        with contextlib.suppress(OSError, *_DAMAGED):
            content = self._path.read_bytes()
            if zlib.crc32(content[4:]).to_bytes(4, "big") == content[:4]:
                kept: dict[Key, bytes] = marshal.loads(content[4:])
                return kept
        return {}


class _Maker(threading.local):
    """Stands for the module that makes patterns of their parts, and tells what it was given last."""

    def __init__(self, own: Any) -> None:
        self._own = own
        self.given: tuple[Any, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)

    def compile(self, text: Any, *parts: Any) -> re.Pattern[Any]:
        """A pattern of its parts."""
        self.given = parts
        made: re.Pattern[Any] = self._own.compile(text, *parts)
        return made

    def kept(self, text: Any, parts: Parts | None) -> re.Pattern[Any] | None:
        """The pattern of parts that were kept; the module checks whether they make one."""
        if parts is not None:
            flags, code, groups, names, numbers = parts
            with contextlib.suppress(RuntimeError, *_DAMAGED):
                made: re.Pattern[Any] = self._own.compile(
                    text, flags, array("I", code).tolist(), groups, names, numbers
                )
                return made
        return None

    def parts(self) -> Parts | None:
        """What it was given last, as it is kept; None where this Python gives something else."""
        match self.given:
            case (int(flags), list(code), int(groups), dict(names), tuple(numbers)):
                return int(flags), array("I", code).tobytes(), groups, names, numbers
        return None


def _of_a_module() -> bool:
    """Is what is compiled now compiled because a module is imported?"""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_code.co_name != "<module>":
        frame = frame.f_back
    return frame is not None and frame.f_globals.get("__name__") != "__main__"


def keep_compiled(folder: Path | None = None) -> Callable[[], None]:
    """From now on use what is kept (in the folder of Python's own compiled modules, or another).

    Returns what writes down what is new. Where this Python compiles in another way, nothing changes.
    """
    try:
        compiler = import_module("re._compiler")
        maker, usual = _Maker(compiler._sre), compiler.compile
        own = Path(cache_from_source(__file__))
    except (ImportError, AttributeError, NotImplementedError):
        return lambda: None
    name = f"{own.stem}.{zlib.crc32(sys.version.encode()):08x}.kept"
    compiled = Compiled((folder or own.parent) / name)

    def pattern(text: Any, flags: int = 0) -> re.Pattern[Any]:
        if type(text) not in (str, bytes) or flags & _EACH_TIME:
            made: re.Pattern[Any] = usual(text, flags)
            return made
        found = maker.kept(text, compiled.parts(text, int(flags)))
        if found is None:
            maker.given = ()
            found = usual(text, flags)
            parts = maker.parts()
            if parts is not None and not parts[0] & _EACH_TIME:
                compiled.note_parts(text, int(flags), parts)
        return found

    def execute(source: str, *spaces: Any) -> None:
        exec(compiled.method(source), *spaces)

    compiler._sre, compiler.compile = maker, pattern  # type: ignore[attr-defined]
    dataclasses.exec = execute  # type: ignore[attr-defined]
    return compiled.keep
