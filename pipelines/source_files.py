"""The files that a finished run was made from, where they still lie unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipelines.batch.discover import discover
from pipelines.batch.remote import local_path

RUN_FACTS = "run.json"


def files_at_hand(
    out: Path, documents: Iterable[Mapping[str, Any]], inputs: Path | None = None
) -> dict[str, dict[str, Path]]:
    """By document id and source_file the files of the rows of `documents` that still have the same bytes.

    They are looked for in `inputs`, else where the run in `out` found them. None where the run does not say.
    """
    given = [inputs] if inputs is not None else _inputs(out)
    lying = {
        file.name: file.path for file in discover([path for path in given if path.exists()], exclude=out)
    }
    found: dict[str, dict[str, Path]] = {}
    for row in documents:
        for name, digest in _parts(row):
            path = lying.get(name)
            if path is not None and _digest(path) == digest:
                found.setdefault(str(row["document_id"]), {})[name] = path
    return found


def _inputs(out: Path) -> list[Path]:
    try:
        given = json.loads((out / RUN_FACTS).read_text(encoding="utf-8"))["inputs"]
    except (OSError, ValueError, KeyError):
        return []
    return [path for text in given if (path := local_path(text)) is not None]


def _parts(document: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    if document["source_files"]:
        return [(part["source_file"], part["sha256"]) for part in json.loads(document["source_files"])]
    return [(document["source_file"], document["sha256"])]


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return None
