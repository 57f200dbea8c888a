"""Compile what the command line's framework says in Thai: `python -m tools.messages`."""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent.parent / "pipelines" / "locale" / "th" / "LC_MESSAGES"
SOURCE, TARGET = FOLDER / "messages.po", FOLDER / "messages.mo"


def compiled() -> bytes:
    """The bytes of the compiled messages."""
    with SOURCE.open("rb") as file:
        catalogue = read_po(file, locale="th")
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(compiled())
