"""Which files a run reads: folders walked without following links, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

IGNORED_NAMES = ("Thumbs.db", "desktop.ini")
_RESULTS = ("run.json", "datapackage.json", "documents.parquet")


@dataclass(frozen=True, slots=True, order=True)
class InputFile:
    """A file to read: its name in the tables (relative, `/` between parts) and where it lies."""

    name: str
    path: Path


def discover(
    inputs: Iterable[Path | str],
    only: Iterable[str] = (),
    exclude: Path | None = None,
    fetched: Iterable[InputFile] = (),
) -> list[InputFile]:
    """The files under `inputs` (files or folders) and those of `fetched`, sorted by name, each once.

    `only` are glob patterns for the name or its last part. Hidden files and system leftovers are passed over;
    so are `exclude`, the output folder, and the results of other runs. Links and special files are kept:
    opening them says why they are refused. Raises FileNotFoundError for an input that does not exist.
    """
    patterns = tuple(only)
    found: dict[str, InputFile] = {}
    skipped = exclude.resolve() if exclude is not None else None
    for given in map(Path, inputs):
        if not os.path.lexists(given):
            raise FileNotFoundError(given)
        pairs = _walk(given, skipped) if given.is_dir() else [(printable(given.name), given)]
        for name, path in pairs:
            if patterns and not _wanted(name, patterns):
                continue
            unique = _unique(name, path, found)
            if unique is not None:
                found[unique] = InputFile(unique, path)
    for file in fetched:
        unique = _unique(file.name, file.path, found)
        if unique is not None:
            found[unique] = InputFile(unique, file.path)
    return sorted(found.values())


class UnfitInput(ValueError):
    """A folder that cannot be an input: that of the results, or the results of another run. `is_out` tells
    which."""

    def __init__(self, folder: Path, *, is_out: bool) -> None:
        super().__init__(str(folder))
        self.folder, self.is_out = folder, is_out


def check_inputs(inputs: Iterable[Path], out: Path | None) -> None:
    """Raises FileNotFoundError for an input that does not exist, UnfitInput for a folder of results."""
    for given in inputs:
        if not os.path.lexists(given):
            raise FileNotFoundError(given)
        if out is not None and given.is_dir() and given.resolve() == out.resolve():
            raise UnfitInput(given, is_out=True)
        if holds_results(given):
            raise UnfitInput(given, is_out=False)


def _walk(folder: Path, skipped: Path | None) -> Iterator[tuple[str, Path]]:
    for place, folders, files in os.walk(folder, followlinks=False):
        here = Path(place)
        linked = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in linked
            and (here / name).resolve() != skipped
            and not holds_results(here / name)
        )
        for name in (*files, *linked):
            if not is_ignored(name):
                path = here / name
                yield printable(path.relative_to(folder).as_posix()), path


def holds_results(folder: Path) -> bool:
    """Whether a folder is what a run wrote: its tables are no documents."""
    return all((folder / name).is_file() for name in _RESULTS)


def _wanted(name: str, patterns: tuple[str, ...]) -> bool:
    last = PurePosixPath(name).name
    return any(fnmatchcase(name, pattern) or fnmatchcase(last, pattern) for pattern in patterns)


def _unique(name: str, path: Path, found: dict[str, InputFile]) -> str | None:
    """A free name; None when the same file is there already. Two inputs may hold files of one name."""
    wanted, number = name, 1
    while wanted in found:
        if found[wanted].path.absolute() == path.absolute():
            return None
        number += 1
        wanted = f"{name} ({number})"
    return wanted


def is_ignored(name: str) -> bool:
    """Is a part of the name hidden, or is it a system's leftover?"""
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "~$")) for part in parts) or parts[-1:] in [(n,) for n in IGNORED_NAMES]


def printable(name: str) -> str:
    """The name with undecodable bytes and control characters escaped, so that every table can hold it."""
    try:
        data = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a UTF-16 pair, which Windows allows in names
        data = name.encode("utf-8", "surrogatepass")
    text = data.decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
