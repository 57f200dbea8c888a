"""Limits of what is read: finite defaults, all checked before the expensive call.

The defaults are far above any plan seen (a 400-page scan at 300 dpi fits) and far below what hurts a
machine of 4 GB: a 300-byte PDF with a 14400 pt page would take 10 GB to render at 300 dpi.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from extract.errors import FileTooLarge, PageTooLarge, TooManyPages, TooMuchContent

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; every one is finite.

    `max_bytes` of a file, `max_text_bytes` of a text file, `max_pages` of a file, `max_pixels` of one
    rendered page or decoded image; once decompressed, `max_content_bytes` of all streams of one page (fonts
    too, pictures not), `max_structure_bytes` of a file's object streams, `max_operator_bytes` of what draws
    on one page (contents, forms); `max_chars`, `max_objects` (rules, rectangles, curves) and `max_forms`
    (each time one is drawn) of one page; `min_dpi` below which a scan is not rendered to fit; `page_seconds`
    and `document_seconds` of wall-clock time and `worker_bytes` of memory (enforced by the worker processes).
    """

    max_bytes: int = 1_000_000_000
    max_text_bytes: int = 50_000_000
    max_pages: int = 5_000
    max_pixels: int = 60_000_000
    max_content_bytes: int = 30_000_000
    max_structure_bytes: int = 100_000_000
    max_operator_bytes: int = 10_000_000
    max_chars: int = 100_000
    max_objects: int = 50_000
    max_forms: int = 2_000
    min_dpi: float = 100.0
    page_seconds: float = 120.0
    document_seconds: float = 7_200.0
    worker_bytes: int = 2_000_000_000

    def check_bytes(self, n_bytes: int, *, text: bool = False) -> None:
        """Raise FileTooLarge when a file has too many bytes."""
        limit = self.max_text_bytes if text else self.max_bytes
        if n_bytes > limit:
            raise FileTooLarge(n_bytes=n_bytes, limit=limit)

    def check_pages(self, n_pages: int) -> None:
        """Raise TooManyPages when a file has too many pages."""
        if n_pages > self.max_pages:
            raise TooManyPages(n_pages=n_pages, limit=self.max_pages)

    def check_pixels(self, width: int, height: int, page: int | None = None) -> None:
        """Raise PageTooLarge when an image of that many pixels may not be decoded."""
        if width * height > self.max_pixels:
            size = f"{width:,} x {height:,} px"
            raise PageTooLarge(page, size=size, limit=f"{self.max_pixels:,} px")

    def dpi_for(self, width_pt: float, height_pt: float, wanted: float, page: int | None = None) -> float:
        """The resolution to render a page of that size (points) at: `wanted` dpi, or less if it must fit.

        Raises PageTooLarge when even `min_dpi` would exceed `max_pixels`.
        """
        square_inches = (width_pt / POINTS_PER_INCH) * (height_pt / POINTS_PER_INCH)
        if not 0 < square_inches < math.inf:
            raise PageTooLarge(page, size=f"{width_pt:g} x {height_pt:g} pt", limit=f"{self.max_pixels:,} px")
        fitting = math.sqrt(self.max_pixels / square_inches)
        if fitting < self.min_dpi:
            size = f"{width_pt:,.0f} x {height_pt:,.0f} pt"
            raise PageTooLarge(page, size=size, limit=f"{self.max_pixels:,} px, {self.min_dpi:g} dpi")
        return min(wanted, math.floor(fitting))

    def check_content(self, n_bytes: int, page: int | None = None) -> None:
        """Raise TooMuchContent when a page's content streams hold too many bytes."""
        _check(n_bytes, self.max_content_bytes, page, "ข้อมูลในหน้า (ไบต์)", "content bytes")

    def check_structure(self, n_bytes: int) -> None:
        """Raise TooMuchContent when the object streams of a file unpack to too many bytes."""
        _check(n_bytes, self.max_structure_bytes, None, "โครงสร้างไฟล์ (ไบต์)", "structure bytes")

    def check_operators(self, n_bytes: int, page: int | None = None) -> None:
        """Raise TooMuchContent when a page's drawing operators take too many bytes."""
        _check(n_bytes, self.max_operator_bytes, page, "คำสั่งวาด (ไบต์)", "drawing operator bytes")

    def check_forms(self, n_forms: int, page: int | None = None) -> None:
        """Raise TooMuchContent when a page draws too many forms (forms of forms multiply)."""
        _check(n_forms, self.max_forms, page, "แบบย่อย (form)", "forms")

    def check_chars(self, n_chars: int, page: int | None = None) -> None:
        """Raise TooMuchContent when a page has too many characters."""
        _check(n_chars, self.max_chars, page, "ตัวอักษร", "characters")

    def check_objects(self, n_objects: int, page: int | None = None) -> None:
        """Raise TooMuchContent when a page has too many drawn rules and shapes."""
        _check(n_objects, self.max_objects, page, "เส้นและรูปทรง", "drawn objects")


def _check(amount: int, limit: int, page: int | None, what_th: str, what_en: str) -> None:
    if amount > limit:
        raise TooMuchContent(page, amount=amount, limit=limit, what_th=what_th, what_en=what_en)
