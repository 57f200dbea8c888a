"""Whole runs among faults: hostile files, a full disk, `kill -9` at any moment (slow: many whole runs)."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from batch_inputs import make_inputs, tables
from hostile_files import hostile, mutated, truncated

from pipelines import convert
from pipelines.exits import Exit
from pipelines.options import Options

RAW = Path(__file__).parent.parent / "data" / "raw"
OPTIONS = Options(engine="none")
MOMENTS = 10
MUTATED = 40


def start(
    inputs: Path, out: Path, *more: str, before: Callable[[], None] | None = None
) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    command = [sys.executable, "-m", "pipelines.cli", "convert", str(inputs), "--out", str(out)]
    command += ["--jobs", "2", "--no-report", *more]
    return subprocess.Popen(command, stderr=subprocess.PIPE, preexec_fn=before)  # noqa: PLW1509


@pytest.mark.slow
def test_every_hostile_file_has_a_row(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    files = {name: make() for name, make in hostile().items()}
    files |= dict(truncated()) | dict(mutated(MUTATED, seed=3))
    for name, data in files.items():
        (inputs / f"{name}.pdf").write_bytes(data)
    result = convert(inputs, tmp_path / "out", jobs=2, options=OPTIONS)
    documents = result.documents.set_index("source_file")
    assert sorted(documents.index) == sorted(f"{name}.pdf" for name in files)
    refused = documents[documents["status"] != "ok"]
    assert not refused["error_code"].isin({"worker_died", "parse_failed", "time_limit", "internal"}).any()
    assert refused["error_code"].notna().all()
    assert refused["error_message"].str.contains(" / ").all()
    assert documents.loc["many_pages.pdf", "n_pages"] == 400


@pytest.mark.parametrize("largest", [200, 5_000])
def test_a_disk_that_is_full_is_said_and_the_run_goes_on_later(largest: int, tmp_path: Path) -> None:
    """No file may grow over `largest` bytes: a page's entry fails at the first size, a table at the other."""
    inputs = make_inputs(tmp_path / "in")
    expected = tables(convert(inputs, tmp_path / "expected", jobs=1, options=OPTIONS).folder)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    running = start(inputs, tmp_path / "out", "--engine", "none", before=limit)
    _, errors = running.communicate(timeout=120)
    assert running.returncode == Exit.OUTPUT_ERROR, errors.decode()
    assert "run the same command to go on" in errors.decode()
    assert "Traceback" not in errors.decode()
    convert(inputs, tmp_path / "out", jobs=1, options=OPTIONS)
    assert tables(tmp_path / "out") == expected


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Callable[[str], None]]:
    """A file system of that size at `folder`; gives a function that changes the size. Needs root."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o"]
    if os.geteuid() != 0 or subprocess.run([*mount, f"size={size}", "tmpfs", folder], check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield lambda more: _run([*mount, f"remount,size={more}", "tmpfs", str(folder)])
    finally:
        _run(["umount", "--lazy", str(folder)])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True)


@pytest.mark.parametrize("size", ["8k", "48k", "192k"])
def test_a_real_disk_that_is_full(size: str, tmp_path: Path) -> None:
    """Full while the run begins, while pages are kept, while tables are written."""
    inputs = make_inputs(tmp_path / "in")
    expected = tables(convert(inputs, tmp_path / "expected", jobs=1, options=OPTIONS).folder)
    with small_disk(tmp_path / "disk", size) as enlarge:
        out = tmp_path / "disk" / "out"
        running = start(inputs, out, "--engine", "none")
        _, errors = running.communicate(timeout=120)
        assert running.returncode == Exit.OUTPUT_ERROR, errors.decode()
        assert "run the same command to go on" in errors.decode()
        assert "Traceback" not in errors.decode()
        kept = {path: path.read_bytes() for path in out.glob(".thaiplan/pages-*/*/*/*/0*")}
        enlarge("64m")
        assert start(inputs, out, "--engine", "none").wait() == Exit.SOME_FAILED
        assert {path: path.read_bytes() for path in kept} == kept
        assert tables(out) == expected


def first_pages(name: str, count: int, target: Path) -> Path:
    """The first pages of a sample."""
    with pikepdf.open(RAW / name) as pdf:
        del pdf.pages[count:]
        pdf.save(target)
    return target


def test_a_scan_killed_between_its_pages(tmp_path: Path) -> None:
    scan = first_pages("progress-report-scan.pdf", 2, tmp_path / "scan.pdf")
    start(scan, tmp_path / "whole").communicate()
    out = tmp_path / "killed"
    running = start(scan, out)
    end = time.monotonic() + 120
    while time.monotonic() < end and not list(out.glob(".thaiplan/pages-*/*/*/*/0*")):
        time.sleep(0.01)
    running.kill()
    running.communicate()
    start(scan, out).communicate()
    assert tables(out) == tables(tmp_path / "whole")
    assert "documents.csv" in tables(out)


@pytest.mark.slow
@pytest.mark.parametrize("inputs", ["action-plan-text.pdf", "progress-report-scan.pdf"])
def test_killed_at_ten_moments(inputs: str, tmp_path: Path) -> None:
    begin = time.monotonic()
    start(RAW / inputs, tmp_path / "whole").communicate()
    seconds = time.monotonic() - begin
    expected = tables(tmp_path / "whole")
    assert "documents.csv" in expected
    moments = random.Random(6)
    for number in range(MOMENTS):
        out = tmp_path / f"killed{number}"
        running = start(RAW / inputs, out)
        time.sleep(moments.uniform(0, seconds))
        running.kill()
        running.communicate()
        start(RAW / inputs, out).communicate()
        assert tables(out) == expected, number
        assert not list(out.glob("*.tmp"))
