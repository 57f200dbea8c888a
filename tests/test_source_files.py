"""The files of a run are found where they still lie with the same bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pipelines.source_files import files_at_hand


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A run over the folder `in`, which holds two files."""
    for name in ("a.pdf", "b/c.pdf"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text(
        json.dumps({"inputs": [str(tmp_path / "in")]}), encoding="utf-8"
    )
    return tmp_path / "out"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def documents() -> list[dict[str, str | None]]:
    """One document of one file, one of both."""
    parts = [{"source_file": name, "sha256": digest(name)} for name in ("a.pdf", "b/c.pdf")]
    return [
        {"document_id": "d1", **parts[0], "source_files": None},
        {"document_id": "d2", **parts[0], "source_files": json.dumps(parts)},
    ]


def test_files_are_found_by_the_names_of_the_tables(out: Path) -> None:
    found = files_at_hand(out, documents())
    assert {key: list(files) for key, files in found.items()} == {"d1": ["a.pdf"], "d2": ["a.pdf", "b/c.pdf"]}
    assert found["d2"]["b/c.pdf"].read_text(encoding="utf-8") == "b/c.pdf"


def test_changed_and_lost_files_are_not_at_hand(out: Path) -> None:
    (out.parent / "in" / "a.pdf").write_text("another", encoding="utf-8")
    assert list(files_at_hand(out, documents())["d2"]) == ["b/c.pdf"]
    (out.parent / "in").rename(out.parent / "moved")
    assert files_at_hand(out, documents()) == {}
    assert list(files_at_hand(out, documents(), out.parent / "moved")["d2"]) == ["b/c.pdf"]


def test_a_run_that_does_not_tell_its_inputs(out: Path) -> None:
    (out / "run.json").unlink()
    assert files_at_hand(out, documents()) == {}
