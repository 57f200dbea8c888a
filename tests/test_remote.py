"""Inputs by URL: read like files, copied once, within the limits, whatever their names are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batch_inputs import tables
from hostile_files import plan
from text_documents import PROGRESS_NARRATIVE

from extract.limits import Limits
from pipelines import convert
from pipelines.batch.remote import MissingProtocol, Unreachable, fetch
from pipelines.options import Options

fsspec = pytest.importorskip("fsspec")
OPTIONS = Options(engine="none")
FILES = {
    "plan.pdf": plan(2).bytes(),
    "2566/report.txt": PROGRESS_NARRATIVE.encode(),
    "2566/broken.pdf": b"%PDF-1.7 nothing",
    ".hidden/x.pdf": b"x",
    "2566/Thumbs.db": b"x",
}


@pytest.fixture
def bucket() -> str:
    """A folder in a store that is no file system of this machine."""
    store = fsspec.filesystem("memory")
    store.store.clear()
    for name, data in FILES.items():
        store.pipe_file(f"/plans/{name}", data)
    return "memory://plans"


def test_a_url_gives_the_tables_of_the_same_folder(bucket: str, tmp_path: Path) -> None:
    for name, data in FILES.items():
        path = tmp_path / "plans" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    expected = tables(convert(tmp_path / "plans", tmp_path / "path", jobs=1, options=OPTIONS).folder)
    assert tables(convert(bucket, tmp_path / "url", jobs=1, options=OPTIONS).folder) == expected
    url = f"file://{tmp_path / 'plans'}"
    assert tables(convert([url], tmp_path / "file", jobs=1, options=OPTIONS).folder) == expected
    documents = json.loads((tmp_path / "url" / "run.json").read_text("utf-8"))["counts"]["documents"]
    assert documents == 3


def test_what_is_copied_is_not_copied_again(bucket: str, tmp_path: Path) -> None:
    first = {file.name: file.path for file in fetch(bucket, tmp_path, Limits())}
    assert sorted(first) == ["2566/broken.pdf", "2566/report.txt", "plan.pdf"]
    times = {path: path.stat().st_mtime_ns for path in first.values()}
    assert {file.name: file.path for file in fetch(bucket, tmp_path, Limits())} == first
    assert {path: path.stat().st_mtime_ns for path in first.values()} == times
    fsspec.filesystem("memory").pipe_file("/plans/plan.pdf", plan(3).bytes())
    (changed,) = fetch(bucket, tmp_path, Limits(), only=["plan*"])
    assert changed.path != first["plan.pdf"] and changed.path.read_bytes() == plan(3).bytes()


def test_one_file_by_url(bucket: str, tmp_path: Path) -> None:
    (file,) = fetch(f"{bucket}/2566/report.txt", tmp_path, Limits())
    assert (file.name, file.path.read_text("utf-8")) == ("report.txt", PROGRESS_NARRATIVE)


def test_limits_hold_for_urls(bucket: str, tmp_path: Path) -> None:
    options = Options(engine="none", limits=Limits(max_bytes=1000))
    result = convert(bucket, tmp_path, jobs=1, options=options)
    documents = result.documents.set_index("source_file")
    assert documents.loc["plan.pdf", "error_code"] == "file_too_large"
    copies = list((tmp_path / ".thaiplan" / "inputs").iterdir())
    assert all(path.stat().st_blocks * 512 < 8192 for path in copies)


def test_a_store_that_does_not_tell_the_size_is_cut_off(bucket: str, tmp_path: Path) -> None:
    from pipelines.batch.remote import _copy

    target = tmp_path / "x"
    _copy(fsspec.filesystem("memory"), "/plans/plan.pdf", None, target, 1000)
    assert target.stat().st_size == 1001


def test_names_cannot_leave_the_folder(bucket: str, tmp_path: Path) -> None:
    store = fsspec.filesystem("memory")
    for name in ("/plans/../../escape.txt", "/plans/a\nb.txt", "/plans/" + "ก" * 300 + ".txt"):
        store.store[name] = type(store.store["/plans/plan.pdf"])(store, name, b"text")
    work = tmp_path / "work"
    files = list(fetch(bucket, work, Limits()))
    assert all(file.path.parent == work / "inputs" for file in files)
    assert all(file.name.isprintable() for file in files)
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {file.path for file in files}


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="nowhere"):
        convert("memory://nowhere/x.pdf", tmp_path, jobs=1, options=OPTIONS)
    with pytest.raises(Unreachable, match="Protocol not known"):
        convert("gopherx://host/x.pdf", tmp_path, jobs=1, options=OPTIONS)


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(url: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.core.url_to_fs", nothing)
    with pytest.raises(MissingProtocol, match="s3fs"):
        convert("s3://bucket/plans", tmp_path, jobs=1, options=OPTIONS)


def test_a_file_that_cannot_be_read_has_its_row(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = type(fsspec.filesystem("memory"))
    real = store.open

    def broken(self: object, path: str, *args: object, **options: object) -> object:
        if path.endswith("plan.pdf"):
            raise ConnectionResetError("gone")
        return real(self, path, *args, **options)

    monkeypatch.setattr(store, "open", broken)
    result = convert(bucket, tmp_path, jobs=1, options=OPTIONS)
    assert result.documents.set_index("source_file").loc["plan.pdf", "error_code"] == "file_unreadable"
    monkeypatch.undo()
    result = convert(bucket, tmp_path, jobs=1, options=OPTIONS)
    assert result.documents.set_index("source_file").loc["plan.pdf", "error_code"] == "no_items"
