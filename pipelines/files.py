"""Files written whole or not at all, the same bytes on every system."""

from __future__ import annotations

import time
from pathlib import Path

PATIENCE_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Waits between tries for a file that another program has open: Windows renames nothing onto it."""


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8 with plain line ends. Raises OSError when it cannot be written."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    put_in_place(temporary, path)


def put_in_place(temporary: Path, path: Path) -> None:
    """Give a finished file its name, in place of an older one.

    Raises OSError; PermissionError where another program (Excel, a virus scanner) keeps the older one open.
    """
    for seconds in PATIENCE_SECONDS:
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(seconds)
        else:
            return
    temporary.replace(path)
