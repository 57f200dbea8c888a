"""The user's own catalogue of standard measures: `thaiplan convert --catalogue my.csv`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from normalize.catalogue import Catalogue, merged, parse_catalogue, standard_catalogue

FILE = "catalogue.csv"
"""The copy in the output folder, so that the measure ids of a result can be looked up."""


def read_catalogue(path: Path) -> str:
    """The text of a user's catalogue (UTF-8, with or without BOM; columns: `normalize.catalogue`), checked.

    Raises CatalogueError, which says where the fault is, OSError when the file cannot be read.
    """
    text = decode(path.read_bytes())
    parse_catalogue(text)
    return text


def decode(data: bytes) -> str:
    """The text of a CSV file: UTF-8, else TIS-620's superset that Thai Excel writes (Windows-874).

    >>> decode("คู่มือ".encode("cp874"))
    'คู่มือ'
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp874", errors="replace")


@lru_cache(maxsize=4)
def catalogue_of(text: str | None) -> Catalogue | None:
    """The standard catalogue with the user's measures beside it, or in place of those with the same id.

    None, which stands for the standard catalogue alone, when there is no text.
    """
    return None if text is None else merged(standard_catalogue(), parse_catalogue(text))


def keep_catalogue(text: str | None, out: Path) -> None:
    """Leave the catalogue of a run in its output folder, or none where it had none."""
    path = out / FILE
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(text.encode("utf-8-sig"))


def catalogue_of_run(out: Path) -> Catalogue:
    """The catalogue that the measure ids of a finished run belong to."""
    path = out / FILE
    own = catalogue_of(read_catalogue(path)) if path.is_file() else None
    return own or standard_catalogue()
