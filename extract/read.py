"""The floor's facade: a file in, pages out, a document in the end.

`open_source` looks at a file, `read_page` reads one of its pages (the unit of parallel work and of the
cache), `build_document` joins the pages. None of them raises anything but `extract.errors.ExtractError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import ExtractError, PageFailed, PageMissing
from extract.join import join_pages
from extract.limits import POINTS_PER_INCH, Limits
from extract.model import Document, Page, PageKind, SourceKind
from extract.open import SourceFile, open_file
from extract.pdf import PdfFile
from extract.pdfpage import read_pdf_page
from extract.repeats import with_repeats

if TYPE_CHECKING:
    from extract.engines.base import Engine

__all__ = [
    "ReadOptions",
    "SourceFile",
    "build_document",
    "close_sources",
    "open_source",
    "read_document",
    "read_page",
]

EXTRACT_VERSION = "1"
"""Changes whenever the same bytes may give another Page; part of the cache key of every page."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How pages are read; all of it belongs to the cache key (`cache_key`).

    `dpi` is the resolution at which scanned pages are rendered; `force_scan` reads every PDF page as a scan.
    """

    dpi: float = 200.0
    force_scan: bool = False
    limits: Limits = field(default_factory=Limits)

    def cache_key(self) -> str:
        """A short text that is equal when pages read with these options are equal.

        Limits belong to it, because a page over a limit comes back as failed.
        """
        limits = self.limits
        bounds = (
            limits.max_pixels,
            limits.max_content_bytes,
            limits.max_operator_bytes,
            limits.max_chars,
            limits.max_objects,
            limits.max_forms,
            limits.min_dpi,
        )
        return f"{EXTRACT_VERSION};dpi={self.dpi:g};force_scan={int(self.force_scan)};limits={bounds}"


def open_source(path: Path | str, *, limits: Limits | None = None, password: str | None = None) -> SourceFile:
    """Sniff and check a file without reading its pages. Raises ExtractError with the true cause."""
    try:
        return open_file(Path(path), limits=limits or Limits(), password=password)
    except (ExtractError, MemoryError):
        raise
    except Exception as error:
        raise ExtractError(detail=f"{type(error).__name__}: {error}") from error


def read_page(
    source: SourceFile, number: int, engine: Engine | None = None, options: ReadOptions | None = None
) -> Page:
    """Read page `number` (1-based) of a source.

    A page that cannot be read comes back with status `failed`, its error code and message. Raises
    ExtractError only where the file as a whole cannot be opened any more, or has no such page.
    """
    options = options or ReadOptions()
    if not 1 <= number <= source.n_pages:
        raise PageMissing(number, number=number, n_pages=source.n_pages)
    try:
        return _read(source, number, engine, options)
    except ExtractError as error:
        if error.page is None:
            raise
        return _failed(source, number, error)
    except (Exception, RecursionError) as error:
        if isinstance(error, MemoryError):
            raise
        return _failed(source, number, PageFailed(number, detail=f"{type(error).__name__}: {error}"))


def build_document(source: SourceFile, pages: Sequence[Page]) -> Document:
    """Join the pages of one source (in any order) to a document: logical tables and the reading flow."""
    ordered = with_repeats(sorted(pages, key=lambda page: page.number or 0))
    tables, flow = join_pages(ordered)
    kind = _source_kind(source, ordered)
    return Document(source.path.name, source.sha256, kind, ordered, tables, flow)


def read_document(
    path: Path | str,
    engine: Engine | None = None,
    options: ReadOptions | None = None,
    *,
    password: str | None = None,
) -> Document:
    """Open, read and join one file, page by page in this process."""
    options = options or ReadOptions()
    source = open_source(path, limits=options.limits, password=password)
    pages = [read_page(source, n, engine, options) for n in range(1, source.n_pages + 1)]
    close_sources()
    return build_document(source, pages)


def close_sources() -> None:
    """Close the file that `read_page` keeps open between calls."""
    _pdf_slot.close()
    _text_slot.clear()


def _read(source: SourceFile, number: int, engine: Engine | None, options: ReadOptions) -> Page:
    if source.format == "pdf":
        pdf = _pdf_slot.get(source, options.limits)
        return read_pdf_page(pdf, number, engine, dpi=options.dpi, force_scan=options.force_scan)
    if source.format == "image":
        from extract.image import load_grey
        from extract.scanpage import scan_page

        image, dpi = load_grey(source.path, number, options.limits)
        size = image.shape[1] * POINTS_PER_INCH / dpi, image.shape[0] * POINTS_PER_INCH / dpi
        return scan_page(image, size, number, engine, wanted_dpi=options.dpi)
    if source.sha256 not in _text_slot:
        from extract.ocr_text import decode_text, read_text

        _text_slot.clear()
        _text_slot[source.sha256] = read_text(decode_text(source.path.read_bytes()))
    return _text_slot[source.sha256][number - 1]


class _PdfSlot:
    """The one PDF kept open in this process, so that reading its next page does not parse it again."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] | None = None
        self._pdf: PdfFile | None = None

    def get(self, source: SourceFile, limits: Limits) -> PdfFile:
        """The open PDF of a source."""
        key = (source.path, source.sha256, source.password, limits)
        if self._pdf is None or key != self._key:
            self.close()
            self._pdf = PdfFile(source.path, limits, source.password)
            self._key = key
        return self._pdf

    def close(self) -> None:
        """Close it."""
        if self._pdf is not None:
            self._pdf.close()
        self._pdf = self._key = None


_pdf_slot = _PdfSlot()
_text_slot: dict[str, tuple[Page, ...]] = {}


def _failed(source: SourceFile, number: int, error: ExtractError) -> Page:
    kind: PageKind = "text" if source.format == "text" else "scan"
    return Page(number, kind, status="failed", error_code=error.error_code, error_message=error.message)


def _source_kind(source: SourceFile, pages: Sequence[Page]) -> SourceKind:
    """`mixed_pdf` when some pages have text and others are scans; blank and failed pages do not count."""
    if source.format != "pdf":
        return "image" if source.format == "image" else "text"
    kinds = {page.kind for page in pages if page.status != "failed" and page.kind != "blank"}
    if kinds <= {"text"}:
        return "text_pdf" if kinds else "scanned_pdf"
    return "scanned_pdf" if kinds == {"scan"} else "mixed_pdf"
