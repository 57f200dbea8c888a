"""Compile what the command line's framework says in Thai: `python -m tools.messages`."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent.parent / "pipelines" / "locale" / "th" / "LC_MESSAGES"
CREATED = datetime(2026, 1, 1, tzinfo=UTC)
"""A fixed date: the same messages give the same bytes."""
SOURCE, TARGET = FOLDER / "messages.po", FOLDER / "messages.mo"


def compiled() -> bytes:
    """The bytes of the compiled messages."""
    with SOURCE.open("rb") as file:
        catalogue = read_po(file, locale="th")
    catalogue.creation_date = catalogue.revision_date = CREATED
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(compiled())
