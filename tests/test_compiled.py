"""Patterns and methods of data classes that are kept between two starts are those that Python makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MODULE = """
import re
from dataclasses import dataclass

DATE = re.compile(r"(?P<day>\\d+)\\s*(?P<month>[ก-๛]+)?", re.IGNORECASE)
BYTES = re.compile(rb"(?i)obj|[\\x80-\\xff]+")

@dataclass(frozen=True, slots=True)
class Place:
    name: str
    page: int = 1

def made_for(document):
    return re.compile(document)
"""
START = """
import sys, re, re._compiler
from pathlib import Path
usual, parse = re._compiler.compile, re._compiler._parser.parse
from pipelines.compiled import keep_compiled
sys.path.insert(0, sys.argv[1])
keep = keep_compiled(Path(sys.argv[1]) / "kept")
compiled = []
def counted(text, *more):
    compiled.append(text)
    return parse(text, *more)
re._compiler._parser.parse = counted
import of_a_start
print(len(compiled))
assert usual(of_a_start.DATE.pattern, re.IGNORECASE) == of_a_start.DATE
assert usual(of_a_start.BYTES.pattern, 0) == of_a_start.BYTES
assert of_a_start.DATE.fullmatch("1 มกราคม").groupdict() == {"day": "1", "month": "มกราคม"}
place = of_a_start.Place("ก")
assert repr(place) == "Place(name='ก', page=1)" and place == of_a_start.Place("ก", 1)
assert of_a_start.Place.__init__.__annotations__ == {"name": str, "page": int, "return": None}
of_a_start.made_for("secret of a document")
re.compile("of the program itself")
keep()
"""


def start(folder: Path, **environment: str) -> int:
    """How many patterns a start compiles."""
    (folder / "of_a_start.py").write_text(MODULE, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", START, str(folder)],
        capture_output=True,
        check=False,
        text=True,
        env={"PYTHONPATH": ":".join(filter(None, sys.path)), **environment},
    )
    assert run.returncode == 0, run.stderr
    return int(run.stdout)


def test_a_second_start_compiles_no_pattern_of_a_module(tmp_path: Path) -> None:
    assert start(tmp_path) == 2
    assert start(tmp_path) == 0


def test_nothing_of_a_document_is_kept(tmp_path: Path) -> None:
    start(tmp_path)
    (kept,) = (tmp_path / "kept").iterdir()
    content = kept.read_bytes()
    assert b"obj" in content
    assert b"secret" not in content and b"program itself" not in content


@pytest.mark.parametrize("place", [0, 5, -1])
def test_what_is_damaged_is_made_anew(place: int, tmp_path: Path) -> None:
    start(tmp_path)
    (kept,) = (tmp_path / "kept").iterdir()
    damaged = bytearray(kept.read_bytes())
    damaged[place] ^= 255
    kept.write_bytes(damaged)
    assert start(tmp_path) == 2
    assert start(tmp_path) == 0


def test_nothing_is_kept_where_no_compiled_module_is(tmp_path: Path) -> None:
    assert start(tmp_path, PYTHONDONTWRITEBYTECODE="1") == 2
    assert not (tmp_path / "kept").exists()
    (tmp_path / "kept").write_bytes(b"no folder")
    assert start(tmp_path) == start(tmp_path) == 2


def test_all_patterns_of_the_program_come_back(tmp_path: Path) -> None:
    code = """
import sys, re, re._compiler
from pathlib import Path
usual = re._compiler.compile
from pipelines.compiled import keep_compiled
keep = keep_compiled(Path(sys.argv[1]))
import extract.read, pipelines.document, pipelines.parse.action_plan, pipelines.parse.progress_report
keep()
ours = [m for name, m in sys.modules.items() if name.startswith(("extract", "normalize", "pipelines"))]
patterns = [p for m in ours for p in vars(m).values() if isinstance(p, re.Pattern)]
assert all(usual(p.pattern, p.flags) == p for p in patterns)
print(len(patterns))
"""
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            capture_output=True,
            check=False,
            text=True,
            env={"PYTHONPATH": ":".join(filter(None, sys.path))},
        )
        assert run.returncode == 0, run.stderr
        assert int(run.stdout) > 300
