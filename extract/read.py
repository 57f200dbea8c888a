"""The floor's facade: a file in, pages out, a document in the end.

`open_source` looks at a file, `read_page` reads one of its pages (the unit of parallel work and of the
cache), `build_document` joins the pages. None of them raises anything but `extract.errors.ExtractError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.engines.base import Engine
from extract.limits import Limits
from extract.model import Document, Page
from extract.open import SourceFile
from extract.open import open_file as _open_file

__all__ = ["ReadOptions", "SourceFile", "build_document", "open_source", "read_document", "read_page"]

EXTRACT_VERSION = "1"
"""Changes whenever the same bytes may give another Page; part of the cache key of every page."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How pages are read; all of it belongs to the cache key (`cache_key`).

    `dpi` is the resolution at which scanned pages are rendered; `force_scan` reads every PDF page as a scan.
    """

    dpi: float = 200.0
    force_scan: bool = False
    limits: Limits = Limits()

    def cache_key(self) -> str:
        """A short text that is equal when pages read with these options are equal."""
        return f"{EXTRACT_VERSION};dpi={self.dpi:g};force_scan={int(self.force_scan)}"


def open_source(path: Path | str, *, limits: Limits = Limits(), password: str | None = None) -> SourceFile:  # noqa: B008
    """Sniff and check a file without reading its pages. Raises ExtractError with the true cause."""
    return _open_file(Path(path), limits=limits, password=password)


def read_page(
    source: SourceFile, number: int, engine: Engine | None = None, options: ReadOptions = ReadOptions()  # noqa: B008
) -> Page:
    """Read page `number` (1-based) of a source.

    A page that cannot be read comes back with status `failed` and its error code, except that errors of
    the whole file are raised as ExtractError.
    """
    raise NotImplementedError


def build_document(source: SourceFile, pages: Sequence[Page]) -> Document:
    """Join the pages of one source (in any order) to a document: logical tables and the reading flow."""
    raise NotImplementedError


def read_document(
    path: Path | str,
    engine: Engine | None = None,
    options: ReadOptions = ReadOptions(),  # noqa: B008
    *,
    password: str | None = None,
) -> Document:
    """Open, read and join one file, page by page in this process."""
    source = open_source(path, limits=options.limits, password=password)
    return build_document(source, [read_page(source, n, engine, options) for n in range(1, source.n_pages + 1)])
