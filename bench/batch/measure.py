"""Wall-clock time, processor time and peak memory of a command with all its children."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall-clock and processor time, greatest resident memory of all processes and of one."""

    wall: float
    cpu: float
    peak_bytes: int
    largest_bytes: int


def measured(command: Sequence[str]) -> Cost:
    """Run a command to its end; one of this environment is found first. Its exit code is not judged."""
    environment = dict(
        os.environ, PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    )
    if environment.pop("PYTHONDONTWRITEBYTECODE", None):
        # modules are compiled once, as pip does when it installs, and not at every start
        environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "thaiplan-bench-compiled")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = _Peak(process.pid)
    peak.start()
    process.wait()
    wall = time.monotonic() - start
    peak.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, max(cpu, peak.cpu), peak.bytes, peak.largest)


class _Peak(threading.Thread):
    """Samples the process tree until its root is gone."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root = root
        self.bytes = 0
        self.largest = 0
        self.cpu = 0.0

    def run(self) -> None:
        """Sample until the root process ends."""
        while True:
            tree = _tree(self._root)
            if not tree:
                return
            resident = [_resident(pid) for pid in tree]
            self.bytes = max(self.bytes, sum(resident))
            self.largest = max(self.largest, *resident)
            self.cpu = max(self.cpu, sum(_seconds(pid) for pid in tree))
            time.sleep(SAMPLE_SECONDS)


def _tree(root: int) -> list[int]:
    """The process and all its descendants that are alive."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields and fields[0] != "Z":
                parents[int(entry.name)] = int(fields[1])
    found = [root] if root in parents else []
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return []


def _resident(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[21]) * resource.getpagesize() if fields else 0


def _seconds(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0
