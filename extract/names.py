"""Names of files: those that older systems gave are no UTF-8, which most libraries want."""

from __future__ import annotations

from pathlib import Path


def is_unicode(name: Path | str) -> bool:
    """Whether a name can be written in UTF-8; Python holds its other bytes as lone surrogates."""
    try:
        str(name).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
