"""Guarded processes, the store, discovery of inputs, the lock."""

from __future__ import annotations

import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import faults
import pytest

from extract.errors import MemoryLimit, TimeLimit, WorkerDied
from extract.model import Page
from pipelines.batch import guard, session
from pipelines.batch.discover import discover
from pipelines.batch.guard import guarded, kill_children
from pipelines.batch.run import FATAL_ERRNOS
from pipelines.batch.session import FolderLocked, Session, is_locked, read_progress
from pipelines.batch.store import Store

MEMORY = 1_000_000_000


@pytest.mark.parametrize(("start_seconds", "processes"), [(3600.0, 1), (0.0, 2)])
def test_another_process_is_started_once_waiting_costs_as_much(
    start_seconds: float, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_children()
    monkeypatch.setattr(guard, "_start_seconds", start_seconds)
    with ThreadPoolExecutor(2) as pool:
        calls = [pool.submit(guarded, 60, MEMORY, faults.process_after, 0.3) for _ in range(4)]
        found = {call.result() for call in calls}  # before the threads end, and what they started with them
    assert len(found) == processes
    kill_children()


def test_with_much_to_do_no_call_waits_to_find_that_out(monkeypatch: pytest.MonkeyPatch) -> None:
    kill_children()
    monkeypatch.setattr(guard, "_start_seconds", guard.LONGEST_START)
    with ThreadPoolExecutor(2) as pool:
        calls = [pool.submit(guarded, 60, MEMORY, faults.process_after, 1.0)]
        time.sleep(0.2)
        calls.append(pool.submit(guarded, 60, MEMORY, faults.process_after, 0.0))
        guard.much_to_do()
        assert len({call.result() for call in calls}) == 2
    kill_children()


def test_calls_that_wait_for_a_process_end_when_all_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    kill_children()
    monkeypatch.setattr(guard, "_start_seconds", 3600.0)
    guarded(60, MEMORY, faults.double, 1)
    with ThreadPoolExecutor(2) as pool:
        calls = [pool.submit(guarded, 60, MEMORY, faults.hang) for _ in range(2)]
        time.sleep(0.5)
        kill_children()
        for call in calls:
            with pytest.raises(WorkerDied):
                call.result()


def test_a_guarded_call_gives_the_result_and_keeps_its_process() -> None:
    assert guarded(60, MEMORY, faults.double, 21) == 42
    first = guarded(60, MEMORY, faults.process)
    assert first != os.getpid()
    assert guarded(60, MEMORY, faults.print_noise) == "fine"
    assert guarded(60, MEMORY, faults.process) == first


def test_nothing_of_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kill_children()
    for name in ("pipelines", "extract", "ctypes"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert guarded(60, MEMORY, faults.double, 4) == 8


def test_a_hanging_unit_is_ended() -> None:
    guarded(60, MEMORY, faults.double, 1)
    with pytest.raises(TimeLimit):
        guarded(0.3, MEMORY, faults.hang)
    assert guarded(60, MEMORY, faults.double, 2) == 4


def test_a_crash_is_tried_once_more(tmp_path: Path) -> None:
    assert guarded(60, MEMORY, faults.die_once, tmp_path / "died") == "alive"
    with pytest.raises(WorkerDied, match="signal 9"):
        guarded(60, MEMORY, faults.die)


def test_memory_is_limited() -> None:
    with pytest.raises(MemoryLimit):
        guarded(60, MEMORY, faults.swallow_memory)
    assert guarded(60, MEMORY, faults.double, 3) == 6


def test_errors_travel() -> None:
    with pytest.raises(OSError, match="No space") as caught:
        guarded(60, MEMORY, faults.full_disk)
    assert caught.value.errno in FATAL_ERRNOS
    with pytest.raises(RuntimeError, match="Local: ก"):
        guarded(60, MEMORY, faults.odd_error)
    kill_children()


def test_store_gives_back_pages_and_takes_damaged_ones_for_missing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    page = Page(number=1, kind="blank", width_pt=595.0, height_pt=842.0)
    assert store.load_page("ab" * 32, "key", 1) is None
    store.save_page("ab" * 32, "key", 1, page)
    assert store.load_page("ab" * 32, "key", 1) == page
    assert store.load_page("ab" * 32, "other", 1) is None
    path = store.page_path("ab" * 32, "key", 1)
    path.write_bytes(path.read_bytes()[:-3])
    assert store.load_page("ab" * 32, "key", 1) is None


def test_store_keeps_parts_by_key_and_prunes_other_versions(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save_part("dabc", {"key": "k1", "rows": {}})
    assert store.load_part("dabc", "k1") == {"key": "k1", "rows": {}}
    assert store.load_part("dabc", "k2") is None
    (tmp_path / "pages-of-old" / "ab").mkdir(parents=True)
    store.prune()
    assert not (tmp_path / "pages-of-old").exists()


def test_inputs_are_found_in_order_and_links_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "out").mkdir()
    for name in ("z.pdf", "b/a.pdf", "b/.hidden", "out/cells.csv", "Thumbs.db", "แผน.txt"):
        (folder / name).write_text("x")
    (folder / "loop").symlink_to(folder)
    (folder / "link.pdf").symlink_to(folder / "z.pdf")
    os.mkfifo(folder / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(folder / "s"))
    names = [file.name for file in discover([folder], exclude=folder / "out")]
    assert names == ["b/a.pdf", "link.pdf", "loop", "pipe.pdf", "s", "z.pdf", "แผน.txt"]
    assert [file.name for file in discover([folder], only=["*.txt"])] == ["แผน.txt"]
    with pytest.raises(FileNotFoundError):
        discover([tmp_path / "nothing"])


def test_the_results_of_another_run_are_no_documents(tmp_path: Path) -> None:
    (tmp_path / "แผน.txt").write_text("แผน", encoding="utf-8")
    results = tmp_path / "2568" / "out"
    results.mkdir(parents=True)
    for name in ("run.json", "datapackage.json", "documents.parquet", "documents.csv"):
        (results / name).write_text("", encoding="utf-8")
    (tmp_path / "2568" / "run.json").write_text("{}", encoding="utf-8")
    assert [file.name for file in discover([tmp_path])] == ["2568/run.json", "แผน.txt"]


def test_files_of_one_name_from_two_inputs_are_both_read(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.pdf").write_text(folder)
    found = discover([tmp_path / "a", tmp_path / "b", tmp_path / "a" / "x.pdf"])
    assert [file.name for file in found] == ["x.pdf", "x.pdf (2)"]


def test_hostile_names_become_printable(tmp_path: Path) -> None:
    (tmp_path / "a\nb\x1b[31m.pdf").write_text("x")
    (tmp_path / os.fsdecode(b"\xff.pdf")).write_text("x")
    assert sorted(file.name for file in discover([tmp_path])) == ["\\xff.pdf", "a\\nb\\x1b[31m.pdf"]


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with Session(tmp_path) as first:
        first.report()
        assert is_locked(tmp_path)
        with pytest.raises(FolderLocked, match=f"process {os.getpid()}"), Session(tmp_path):
            pass
        assert is_locked(tmp_path)
    assert not is_locked(tmp_path)
    assert read_progress(tmp_path).state == "finished"


def test_progress_survives_a_broken_file(tmp_path: Path) -> None:
    assert read_progress(tmp_path).state == "none"
    with Session(tmp_path):
        pass
    (tmp_path / session.WORK_FOLDER / "progress.json").write_text("{")
    assert read_progress(tmp_path).state == "none"
