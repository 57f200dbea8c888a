"""From a path to a checked source file: what it is by its bytes, how many pages, its SHA-256."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from extract.limits import Limits

SourceFormat = Literal["pdf", "image", "text"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was looked at and can be read page by page; small and picklable.

    `media_type` is what the bytes say (`application/pdf`, `image/tiff`, `text/plain` ...); `n_pages` is 1 for text.
    """

    path: Path
    sha256: str
    format: SourceFormat
    media_type: str
    n_pages: int
    n_bytes: int
    password: str | None = field(default=None, repr=False)


def open_file(path: Path, *, limits: Limits, password: str | None = None) -> SourceFile:
    """Sniff and check a file; raises ExtractError."""
    raise NotImplementedError
