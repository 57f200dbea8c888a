"""Inputs by URL (extra `[remote]`): files of any store that fsspec knows are copied once, then read as files.

The network is used for the URLs that the user gives, for nothing else. The copies lie in the work folder of
the run, so that cluster workers and a later run find them; a file that changed at its source is copied again.
The limit of bytes counts while copying: no more of a file is ever stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from extract.limits import Limits
from pipelines.batch.discover import InputFile, is_ignored, printable
from pipelines.batch.store import short_hash

FOLDER = "inputs"
CHUNK = 1 << 20
MAX_FILES = 1_000_000
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_LOCAL = ("file", "local")
_SAFE = re.compile(r"[^\w.-]+")


class MissingProtocol(ImportError):
    """The package that speaks a URL's protocol is not installed; the text says which."""


class Unreachable(FileNotFoundError):
    """A URL at which nothing can be read; the text says why."""


def is_url(text: str) -> bool:
    """Is it a URL and no path?

    >>> is_url("s3://bucket/plans/"), is_url("plans/แผน.pdf"), is_url("C:/plans")
    (True, False, False)
    """
    return _URL.match(text) is not None


def local_path(text: str) -> Path | None:
    """The path of an input that lies on this machine (a path or a `file://` URL); None for others."""
    if not is_url(text):
        return Path(text)
    scheme, rest = text.split("://", 1)
    if scheme.lower() not in _LOCAL:
        return None
    from urllib.request import url2pathname  # here, because it loads all of HTTP

    return Path(url2pathname(rest))


def without_secrets(url: str) -> str:
    """The URL without user, password and query, as it may be written down.

    >>> without_secrets("ftp://me:secret@host/plans?token=1")
    'ftp://host/plans'
    """
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def fetch(url: str, work: Path, limits: Limits, only: Iterable[str] = ()) -> Iterator[InputFile]:
    """Copy the file or the files of the folder at `url` into `work`; yields them by name.

    A file that cannot be read is yielded all the same: opening its copy says that it is not there. Raises
    MissingProtocol, Unreachable where the URL itself leads to nothing, OSError when the disk is full.
    """
    patterns = tuple(only)
    system, top = _opened(url)
    for path, size in _listed(system, top, url):
        name = _name(path, top)
        last = PurePosixPath(name).name
        if is_ignored(name) or (
            patterns and not any(fnmatchcase(n, p) for n in (name, last) for p in patterns)
        ):
            continue
        target = work / FOLDER / _file_name(system, path, last)
        if not target.exists():
            _copy(system, path, size, target, limits.max_bytes)
        yield InputFile(name, target)


def _opened(url: str) -> tuple[Any, str]:
    try:
        import fsspec.core

        system, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise MissingProtocol(f"{error} (pip install 'thaiplan[remote]')") from error
    except ValueError as error:
        raise Unreachable(f"{without_secrets(url)}: {error}") from error
    return system, str(path)


def _listed(system: Any, top: str, url: str) -> list[tuple[str, int | None]]:
    """Path and size of the files at a URL; of the web only the one file, as no links are followed."""
    try:
        if not url.lower().startswith(("http://", "https://")) and system.isdir(top):
            found = system.find(top, withdirs=False, detail=True)
            files = [(str(path), facts.get("size")) for path, facts in sorted(found.items())]
        else:
            files = [(top, system.info(top).get("size"))]
    except Exception as error:  # every store has errors of its own
        raise Unreachable(f"{without_secrets(url)}: {type(error).__name__}: {error}") from error
    if len(files) > MAX_FILES:
        raise Unreachable(f"{without_secrets(url)}: > {MAX_FILES:,} files")
    return files


def _name(path: str, top: str) -> str:
    """The name in the tables: the path below the URL; of a single file its last part."""
    inner = path.removeprefix(top).strip("/") or PurePosixPath(urlsplit(path).path or path).name
    return printable(inner)


def _file_name(system: Any, path: str, last: str) -> str:
    """The name of the copy: equal for the same bytes of the same source, never outside of the folder."""
    try:
        state = system.ukey(path)
    except Exception:  # a store that cannot tell: the name has to do
        state = ""
    return f"{short_hash(path, state)}-{_SAFE.sub('_', last)[-60:]}"


def _copy(system: Any, path: str, size: int | None, target: Path, max_bytes: int) -> None:
    """Copy a file whole or not at all; of one over the limit only its size, which is enough to refuse it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.tmp")
    try:
        with temporary.open("wb") as copy:
            if size is not None and size > max_bytes:
                copy.truncate(size)
            else:
                for chunk in _chunks(system, path, max_bytes):
                    copy.write(chunk)
        temporary.replace(target)
    except _SourceError:
        temporary.unlink(missing_ok=True)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


class _SourceError(Exception):
    """Reading from the source failed."""


def _chunks(system: Any, path: str, max_bytes: int) -> Iterator[bytes]:
    """The bytes of a file, one more than allowed at most. Raises _SourceError."""
    left = max_bytes + 1
    try:
        with system.open(path, "rb") as source:
            while left > 0 and (chunk := source.read(min(CHUNK, left))):
                left -= len(chunk)
                yield chunk
    except Exception as error:
        raise _SourceError from error
