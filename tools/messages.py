"""Compile what the command line's framework says: `python -m tools.messages`.

`th` is Thai alone; `th_en` says everything in Thai and English, as the program's own messages do.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent.parent / "pipelines" / "locale"
CREATED = datetime(2026, 1, 1, tzinfo=UTC)
"""A fixed date: the same messages give the same bytes."""
SOURCE = LOCALES / "th" / "LC_MESSAGES" / "messages.po"
TARGETS = {name: LOCALES / name / "LC_MESSAGES" / "messages.mo" for name in ("th", "th_en")}


def compiled(name: str) -> bytes:
    """The bytes of the compiled messages of a locale."""
    with SOURCE.open("rb") as file:
        catalogue = read_po(file, locale="th")
    if name == "th_en":
        catalogue = _in_both(catalogue)
    catalogue.creation_date = catalogue.revision_date = CREATED
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def _in_both(thai: Catalog) -> Catalog:
    """The messages in Thai and English; in English a message may have another form for several."""
    found = Catalog(locale="en")
    for message in thai:
        said = message.string if isinstance(message.string, str) else str((message.string or [""])[0])
        if isinstance(message.id, str):
            found.add(message.id, both(said, message.id) if message.id else "")
        else:
            found.add(message.id, tuple(both(said, english) for english in message.id))
    return found


def both(thai: str, english: str) -> str:
    """A message in both languages; what follows a label is said once.

    >>> both("ผิดพลาด: {message}", "Error: {message}")
    'ผิดพลาด / Error: {message}'
    """
    label, colon, rest = english.partition(": {")
    end = f"{colon}{rest}"
    if colon and thai.endswith(end):
        return f"{thai.removesuffix(end)} / {label}{end}"
    if thai.endswith(":") and english.endswith(":"):
        return f"{thai[:-1]} / {english}"
    return f"{thai} / {english}"


if __name__ == "__main__":
    for name, target in TARGETS.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(compiled(name))
