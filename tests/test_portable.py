"""What Windows and macOS lack is not needed: simulated here by taking it away (`data/as_windows`)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import faults
import pytest

from extract.errors import MemoryLimit
from pipelines.batch import memory
from pipelines.batch.discover import printable
from pipelines.batch.guard import ONE_THREAD, guarded, kill_children
from pipelines.batch.remote import local_path
from pipelines.files import write_whole

ROOT = Path(__file__).parent.parent
AS_WINDOWS = ROOT / "tests" / "data" / "as_windows"
NAME = "แผน: ปี 2566?.txt"


def as_windows(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The command line where nothing of POSIX is there, with a code page that has no Thai letters."""
    path = os.pathsep.join([str(AS_WINDOWS), str(ROOT)])
    settings = {"PYTHONPATH": path, "PYTHONIOENCODING": "cp1252", "PYTHONWARNDEFAULTENCODING": "1"}
    command = [sys.executable, "-m", "pipelines.cli", *arguments]
    return subprocess.run(command, capture_output=True, env={**os.environ, **settings}, check=False)


def test_a_folder_is_converted_reported_and_asked(tmp_path: Path) -> None:
    plans, out = tmp_path / "แผน", tmp_path / "ผลลัพธ์"
    plans.mkdir()
    shutil.copy(ROOT / "data" / "raw" / "action-plan-ocr.txt", plans / NAME)
    run = as_windows("convert", str(plans), "--out", str(out), "--jobs", "1", "--format", "csv,parquet,xlsx")
    said = run.stderr.decode("utf-8", "replace")
    assert run.returncode == 0, said
    assert not [
        line for line in said.splitlines() if "EncodingWarning" in line and "site-packages" not in line
    ]
    assert "โครงการ / projects" in run.stdout.decode("utf-8")
    assert (out / "report" / "index.html").is_file()
    assert NAME in (out / "documents.csv").read_text(encoding="utf-8-sig")
    assert b"\r" not in (out / "run.json").read_bytes()
    for arguments in (["status", str(out)], ["audit", str(out)], ["compare", str(out)]):
        run = as_windows(*arguments)
        assert run.returncode in (0, 9), run.stderr.decode("utf-8", "replace")
    asked = as_windows("sql", "select name from projects", "--out", str(out), "--csv")
    assert "โครงการ" in asked.stdout.decode("utf-8"), asked.stderr


def test_the_stand_in_takes_away_what_it_says(tmp_path: Path) -> None:
    """Else the test above shows nothing."""
    probe = tmp_path / "probe.py"
    probe.write_text(
        "import os, signal\nfrom pipelines import batch\n"
        "space = dict(vars(batch), os=os, signal=signal)\n"
        "for wish in ('import fcntl', 'import resource', 'os.killpg', 'signal.SIGKILL',\n"
        '             \'open("a:b", "w")\'):\n'
        "    try:\n        exec(compile(wish, batch.__file__, 'exec'), space)\n"
        "    except (ImportError, AttributeError, OSError) as error:\n        print(type(error).__name__)\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(AS_WINDOWS), str(ROOT)])
    done = subprocess.run(
        [sys.executable, str(probe)], capture_output=True, env={**os.environ, "PYTHONPATH": path}, check=True
    )
    assert done.stdout.decode().split() == [
        "ModuleNotFoundError", "ModuleNotFoundError", "AttributeError", "AttributeError", "OSError",
    ]  # fmt: skip


def test_memory_is_watched_where_the_kernel_does_not_limit_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "resource", None)
    monkeypatch.setenv("PYTHONPATH", "")
    monkeypatch.syspath_prepend(str(AS_WINDOWS))
    kill_children()
    with pytest.raises(MemoryLimit):
        guarded(60, 300_000_000, faults.keep_memory)
    assert guarded(60, 300_000_000, faults.double, 3) == 6
    kill_children()


def test_a_process_that_reads_pages_itself_keeps_to_one_thread() -> None:
    program = "from pipelines.batch.guard import work_alone as w; w(); import cv2; print(cv2.getNumThreads())"
    environment = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    told = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert told.stdout.strip() == b"1"


def test_half_a_pair_of_utf_16_in_a_name_is_printable() -> None:
    assert printable("แผน\ud83d.pdf") == r"แผน\xed\xa0\xbd.pdf"


def test_file_urls_are_decoded() -> None:
    assert local_path("file:///plans/%E0%B8%81%20b.pdf") == Path("/plans/ก b.pdf")


def test_a_file_that_another_program_holds_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when Windows' virus scanner or `thaiplan status` looks at it just then."""
    held = [PermissionError(13, "in use"), PermissionError(13, "in use")]
    replace = Path.replace

    def busy(self: Path, target: Path) -> Path:
        if held:
            raise held.pop()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    write_whole(tmp_path / "progress.json", "ก\n")
    assert (tmp_path / "progress.json").read_bytes() == "ก\n".encode()
    held += [PermissionError(13, "in use")] * 9
    with pytest.raises(PermissionError):
        write_whole(tmp_path / "progress.json", "ข\n")
