"""From a path to a checked source file: what it is by its bytes, how many pages, its SHA-256.

The name and its suffix are never believed. Only regular files are read: no symlinks, FIFOs, devices.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from extract.errors import EmptyFile, FileMissing, SpecialFile, UnknownFormat
from extract.limits import Limits

SourceFormat = Literal["pdf", "image", "text"]

HEAD = 1024
"""Bytes looked at for a signature; the PDF header may stand anywhere in them (ISO 32000, appendix H)."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
)

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "Word/Excel/ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word/Excel 97-2003"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"RIFF", "WebP/RIFF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
)

_KINDS = (
    (stat.S_ISLNK, "ลิงก์สัญลักษณ์", "symbolic link"),
    (stat.S_ISDIR, "โฟลเดอร์", "folder"),
    (stat.S_ISFIFO, "ไพป์ (FIFO)", "FIFO"),
    (stat.S_ISSOCK, "ซ็อกเก็ต", "socket"),
    (stat.S_ISBLK, "อุปกรณ์", "device"),
    (stat.S_ISCHR, "อุปกรณ์", "device"),
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was looked at and can be read page by page; small and picklable.

    `media_type` is what the bytes say (`application/pdf`, `image/tiff`, `text/plain` ...). `damage` says
    what had to be repaired on opening (pages may be missing): such a document is partial.
    """

    path: Path
    sha256: str
    format: SourceFormat
    media_type: str
    n_pages: int
    n_bytes: int
    password: str | None = field(default=None, repr=False)
    damage: str | None = None


def open_file(path: Path, *, limits: Limits, password: str | None = None) -> SourceFile:
    """Sniff and check a file. Raises the ExtractError that names the cause."""
    n_bytes = _regular_size(path)
    limits.check_bytes(n_bytes)
    try:
        head, digest = _head_and_digest(path)
    except OSError as error:
        raise FileMissing(detail=error.strerror or type(error).__name__) from error
    media_type = sniff(head)
    # each library where it is needed: a process that only passes source files on loads none
    if media_type == "application/pdf":
        from extract.pdf import PdfFile

        with PdfFile(path, limits, password) as pdf:
            return SourceFile(path, digest, "pdf", media_type, pdf.n_pages, n_bytes, password, pdf.damage)
    if media_type.startswith("image/"):
        from extract.image import count_pages

        return SourceFile(path, digest, "image", media_type, count_pages(path, limits), n_bytes)
    from extract.ocr_text import decode_text, split_pages

    limits.check_bytes(n_bytes, text=True)
    n_pages = len(split_pages(decode_text(path.read_bytes())))
    limits.check_pages(n_pages)
    return SourceFile(path, digest, "text", media_type, n_pages, n_bytes)


def sniff(head: bytes) -> str:
    """The media type of a file that begins with these bytes. Raises UnknownFormat."""
    if b"%PDF-" in head[:HEAD]:
        return "application/pdf"
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    for signature, name in _FOREIGN:
        if head.startswith(signature):
            raise UnknownFormat(detail=name)
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and any(0 < c < 9 or 13 < c < 27 for c in head):
        raise UnknownFormat(detail="binary")
    return "text/plain"


def _regular_size(path: Path) -> int:
    try:
        status = path.lstat()
    except (OSError, ValueError) as error:
        raise FileMissing(detail=getattr(error, "strerror", None) or type(error).__name__) from error
    if not stat.S_ISREG(status.st_mode):
        for matches, kind_th, kind_en in _KINDS:
            if matches(status.st_mode):
                raise SpecialFile(kind_th=kind_th, kind_en=kind_en)
        raise SpecialFile(kind_th="ไฟล์พิเศษ", kind_en="special file")
    if status.st_size == 0:
        raise EmptyFile()
    return status.st_size


def _head_and_digest(path: Path) -> tuple[bytes, str]:
    """The first bytes and the SHA-256 of a file; neither follows a link nor waits for a writer."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        head = file.read(HEAD)
        digest = hashlib.sha256(head)
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return head, digest.hexdigest()
