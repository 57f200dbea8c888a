"""Whole runs: every file has a row, the same bytes in every way of running, resume after any stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_inputs import BAD, make_inputs, tables
from frictionless import Package, system

from pipelines import Result, conversion, convert
from pipelines.batch.discover import printable
from pipelines.batch.session import Session, read_progress
from pipelines.exits import Exit
from pipelines.options import Options
from pipelines.schema import TABLES

OPTIONS = Options(engine="none")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_inputs(tmp_path_factory.mktemp("run") / "in")


@pytest.fixture(scope="module")
def result(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Result:
    return convert(inputs, tmp_path_factory.mktemp("run") / "out", jobs=1, options=OPTIONS)


def test_every_file_has_a_row_and_bad_ones_say_why(result: Result) -> None:
    documents = result.documents.set_index("source_file")
    assert len(documents) == len(BAD) + 4
    for name, code in BAD.items():
        assert documents.loc[name, "status"] == "failed"
        assert documents.loc[name, "error_code"] == code
        assert " / " in documents.loc[name, "error_message"]
    assert documents.loc["report.txt", "status"] == "ok"
    assert documents.loc["plan.pdf", "error_code"] == "no_items"  # a page of a plan without its table
    assert documents.loc["wide.pdf", "status"] == "partial"
    assert documents.loc["wide.pdf", "error_code"] == "page_size"
    assert result.counts.failed == len(BAD)
    assert sum(name in line for name in BAD for line in result.problems) == len(BAD)


def test_progress_ends_with_all_files(result: Result) -> None:
    progress = read_progress(result.folder)
    assert progress.files == progress.opened == progress.documents_done == result.counts.documents


def test_tables_are_data_frames_of_the_contract(result: Result) -> None:
    assert set(result.tables) == {table.name for table in TABLES}
    for table in TABLES:
        assert list(result.tables[table.name].columns) == list(table.column_names)
    assert set(result.stated_totals["source"]) == {"report"}
    with pytest.raises(AttributeError):
        result.nothing  # noqa: B018


def test_a_second_file_with_the_same_bytes(result: Result) -> None:
    texts = result.documents[result.documents["source_kind"] == "text"].sort_values("document_id")
    first, second = texts["document_id"]
    assert second == f"{first}-2"
    assert list(texts["source_file"]) == ["copy of report.txt", "report.txt"]
    found = result.findings[result.findings["check"] == "duplicate_document"]
    assert list(found["document_id"]) == [second]


def test_the_data_package_is_valid(result: Result) -> None:
    with system.use_context(trusted=True):
        report = Package(str(result.folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]
    package = json.loads((result.folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        assert (result.folder / resource["path"]).is_file()


OLD_NAME = os.fsdecode("รายงาน 2566.pdf".encode("cp874"))
"""A Thai name as older systems wrote it: no UTF-8."""


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes only there")
@pytest.mark.parametrize("given", ["folder", "file"])
def test_a_file_whose_name_is_no_unicode_is_read(given: str, inputs: Path, tmp_path: Path) -> None:
    folder = tmp_path / OLD_NAME
    folder.mkdir()
    (folder / OLD_NAME).write_bytes((inputs / "plan.pdf").read_bytes())
    source = folder if given == "folder" else folder / OLD_NAME
    result = convert(source, tmp_path / "out", jobs=1, options=OPTIONS, report=True)
    document = result.documents.iloc[0]
    assert (document.n_pages, document.source_file) == (6, printable(OLD_NAME))
    assert document.status != "failed"
    assert json.loads((result.folder / "run.json").read_text(encoding="utf-8"))["inputs"] == [str(source)]


def test_run_json_has_the_times_and_no_password(inputs: Path, tmp_path: Path) -> None:
    options = Options(engine="none", password="u")
    done = convert(inputs / "broken" / "locked.pdf", tmp_path, jobs=1, options=options)
    assert done.documents["error_code"].tolist() == ["no_items"]  # opened, and read
    facts = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert facts["counts"]["documents"] == 1
    assert "password" not in facts["options"]
    assert all(b'"u"' not in data for data in tables(tmp_path).values())


@pytest.mark.parametrize("many_bytes", [conversion.MANY_BYTES, 0])
def test_two_processes_give_the_same_bytes(
    many_bytes: int, inputs: Path, result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "MANY_BYTES", many_bytes)  # with 0 both are started at once
    convert(inputs, tmp_path, jobs=2, options=OPTIONS)
    assert tables(tmp_path) == tables(result.folder)


def test_a_second_run_reads_nothing_again(inputs: Path, result: Result) -> None:
    before = tables(result.folder)
    kept = {path: path.stat().st_mtime_ns for path in (result.folder / ".thaiplan").rglob("0*")}
    convert(inputs, result.folder, jobs=1, options=OPTIONS)
    assert tables(result.folder) == before
    assert kept == {path: path.stat().st_mtime_ns for path in (result.folder / ".thaiplan").rglob("0*")}


def test_formats_not_asked_for_are_removed(inputs: Path, tmp_path: Path) -> None:
    convert(inputs / "report.txt", tmp_path, jobs=1, options=OPTIONS, formats=("csv", "xlsx"))
    assert (tmp_path / "thaiplan.xlsx").is_file()
    done = convert(inputs / "report.txt", tmp_path, jobs=1, options=OPTIONS, formats=("csv",))
    assert not list(tmp_path.glob("*.parquet")) and not (tmp_path / "thaiplan.xlsx").exists()
    assert done.documents["doc_type"].tolist() == ["progress_report"]


def start(inputs: Path, out: Path, **environment: str) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "pipelines.cli",
        "convert",
        str(inputs),
        "--out",
        str(out),
        "--jobs",
        "1",
    ]
    command += ["--engine", "none", "--no-report"]
    return subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
        # where the tests themselves run in the background, SIGINT is ignored by inheritance
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )


def wait_for_pages(out: Path, count: int) -> None:
    """Until that many pages are kept, or a minute has gone."""
    end = time.monotonic() + 60
    while time.monotonic() < end and len(list(out.glob(".thaiplan/pages-*/*/*/*/0*"))) < count:
        time.sleep(0.02)


@pytest.mark.parametrize("pages", [0, 2, 5])
def test_killed_runs_go_on_and_give_the_same_bytes(
    pages: int, inputs: Path, result: Result, tmp_path: Path
) -> None:
    running = start(inputs, tmp_path)
    wait_for_pages(tmp_path, pages)
    running.kill()
    running.wait()
    convert(inputs, tmp_path, jobs=1, options=OPTIONS)
    assert tables(tmp_path) == tables(result.folder)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_stop_cleanly(number: int, code: int, inputs: Path, tmp_path: Path) -> None:
    running = start(inputs, tmp_path)
    wait_for_pages(tmp_path, 1)
    os.kill(running.pid, number)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == code
    assert "run the same command to go on" in errors.decode()
    assert "Traceback" not in errors.decode()


SPY = """
import sys
def spy(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "os.system"):
        with open({log!r}, "a") as file:
            file.write(f"{{event}} {{arguments}}\\n")
sys.addaudithook(spy)
open({log!r}, "a").close()
"""


def test_no_network_is_used(inputs: Path, tmp_path: Path) -> None:
    spy = tmp_path / "spy"
    spy.mkdir()
    log = tmp_path / "log"
    (spy / "sitecustomize.py").write_text(SPY.format(log=str(log)))
    running = start(inputs, tmp_path / "out", PYTHONPATH=str(spy))
    running.communicate(timeout=300)
    assert (tmp_path / "out" / "documents.csv").is_file()
    assert log.read_text() == ""


def test_two_runs_on_one_folder_are_refused(inputs: Path, tmp_path: Path) -> None:
    with Session(tmp_path):
        second = start(inputs, tmp_path)
        _, errors = second.communicate(timeout=120)
    assert second.returncode == Exit.LOCKED
    assert f"process {os.getpid()}" in errors.decode()
