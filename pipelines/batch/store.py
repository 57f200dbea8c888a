"""Finished work on disk: pages by content, engine and options; documents by all that shapes their rows.

Every entry is written under a temporary name and renamed, and carries a checksum (zlib's): a run that is
killed at any moment leaves whole entries or none, and a damaged entry counts as missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from extract.codec import page_from_json, page_to_json
from extract.model import Page
from pipelines.files import put_in_place

PACKAGE_ROOT = Path(__file__).resolve().parents[2]


class Store:
    """Pages and documents kept under one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pages = folder / f"pages-{extract_fingerprint()}"

    def prune(self) -> None:
        """Remove pages that other versions of the program read: this one can't use them."""
        for old in self.folder.glob("pages-*"):
            if old != self._pages:
                shutil.rmtree(old, ignore_errors=True)

    def page_path(self, sha256: str, key: str, number: int) -> Path:
        """Where page `number` of the file with that hash is kept, for reading key `key`."""
        return self._pages / sha256[:2] / sha256 / key / f"{number:05d}"

    def has_page(self, sha256: str, key: str, number: int) -> bool:
        """Is the page kept? (It may still turn out to be damaged.)"""
        return self.page_path(sha256, key, number).exists()

    def load_page(self, sha256: str, key: str, number: int) -> Page | None:
        """The page kept, or None when it is missing or damaged."""
        text = _load(self.page_path(sha256, key, number))
        if text is None:
            return None
        try:
            return page_from_json(text)
        except ValueError:
            return None

    def save_page(self, sha256: str, key: str, number: int, page: Page) -> None:
        """Keep a page. Raises OSError when the disk is full."""
        _save(self.page_path(sha256, key, number), page_to_json(page))

    def part_path(self, document_id: str, kind: str = "rows") -> Path:
        """Where the rows of a document are kept, or its `facts`: what is needed of all documents at once."""
        return self.folder / "documents" / f"{document_id}.{kind}"

    def load_part(self, document_id: str, key: str, kind: str = "rows") -> dict[str, Any] | None:
        """What was kept of a document, if it was made with the same key."""
        text = _load(self.part_path(document_id, kind))
        if text is None:
            return None
        try:
            part = json.loads(text)
            return part if part["key"] == key else None
        except (ValueError, KeyError, TypeError):
            return None

    def save_part(self, document_id: str, part: dict[str, Any], kind: str = "rows") -> None:
        """Keep the rows of a document, or its facts. Raises OSError when the disk is full."""
        _save(self.part_path(document_id, kind), json.dumps(part, ensure_ascii=False, separators=(",", ":")))


def short_hash(*parts: object) -> str:
    """A short key that is equal when all parts are equal."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogateescape")).hexdigest()[:16]


@lru_cache(maxsize=1)
def extract_fingerprint() -> str:
    """A hash of the code that turns bytes into pages: other code, other cache entries."""
    return _fingerprint("extract", "normalize/chars.py", "normalize/word_list.py", "normalize/words.py")


@lru_cache(maxsize=1)
def code_fingerprint() -> str:
    """A hash of all code and data that turn bytes into rows."""
    return _fingerprint("extract", "normalize", "pipelines")


def _fingerprint(*names: str) -> str:
    digest = hashlib.sha256()
    for name in names:
        top = PACKAGE_ROOT / name
        paths = (
            [top] if top.is_file() else sorted(p for p in top.rglob("*") if p.is_file() and _shapes_rows(p))
        )
        for path in paths:
            digest.update(f"{path.relative_to(PACKAGE_ROOT).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _shapes_rows(path: Path) -> bool:
    """Models are left out: they belong to the engine's version."""
    return "__pycache__" not in path.parts and path.suffix in (".py", ".csv", ".json", ".txt")


def _load(path: Path) -> str | None:
    try:
        return zlib.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, zlib.error, UnicodeDecodeError):
        return None


def _save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(zlib.compress(text.encode("utf-8"), level=1))
        put_in_place(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
