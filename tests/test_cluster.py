"""A real Dask scheduler and real workers; one of them is killed in the middle."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_inputs import make_inputs, tables

from pipelines import convert
from pipelines.options import Options

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

OPTIONS = Options(engine="none")


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two worker processes."""
    file = folder / "scheduler.json"
    where = ["--scheduler-file", str(file)]
    scheduler = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        *where,
        "--port",
        "0",
        "--no-dashboard",
    ]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", *where, "--nthreads", "1", "--no-nanny"]
    processes = [subprocess.Popen([*scheduler, "--host", "127.0.0.1"], cwd=folder, stderr=subprocess.DEVNULL)]
    try:
        end = time.monotonic() + 60
        while not file.exists() and time.monotonic() < end:
            time.sleep(0.1)
        workers = [
            subprocess.Popen([*worker, "--no-dashboard"], cwd=folder, stderr=subprocess.DEVNULL)
            for _ in range(2)
        ]
        processes += workers
        import json

        yield json.loads(file.read_text())["address"], workers
    finally:
        for process in processes:
            process.kill()
            process.wait()


def test_a_killed_worker_is_no_loss(tmp_path: Path) -> None:
    inputs = make_inputs(tmp_path / "in")
    expected = convert(inputs, tmp_path / "local", jobs=1, options=OPTIONS)
    out = tmp_path / "out"
    with cluster(tmp_path) as (address, workers):

        def kill_one() -> None:
            end = time.monotonic() + 120
            while time.monotonic() < end and len(list(out.glob(".thaiplan/pages-*/*/*/*/0*"))) < 2:
                time.sleep(0.02)
            workers[0].kill()

        killer = threading.Thread(target=kill_one)
        killer.start()
        result = convert(inputs, out, options=OPTIONS, scheduler=address)
        killer.join()
    assert result.counts == expected.counts
    assert tables(out) == tables(tmp_path / "local")
