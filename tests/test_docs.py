"""The documentation says what the program does: pages that come from it are fresh, nothing is left out."""

from __future__ import annotations

import dataclasses
import inspect
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from PIL import Image

from pipelines.cli import main
from pipelines.codes import CHECK
from pipelines.exits import Exit
from pipelines.reviews import Decision
from pipelines.schema import TABLES
from tools.docs import DOCS, PAGES, ROOT, page

VERBS = main.list_commands(click.Context(main))
MAX_PICTURE_BYTES = 300_000


@pytest.mark.parametrize("name", PAGES)
def test_pages_from_the_program_are_fresh(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == page(name), "run `python -m tools.docs`"


def test_every_command_and_option_is_documented() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    commands = [main, *(main.get_command(click.Context(main), verb) for verb in VERBS)]
    for command in commands:
        assert command is not None
        options = [p for p in command.params if isinstance(p, click.Option)]
        assert [o.opts[-1] for o in options if not o.help and o.name != "version"] == [], command.name
        assert [name for o in options for name in o.opts if f"`{name}`" not in text] == []
    assert [verb for verb in VERBS if f"\n## thaiplan {verb}\n" not in text] == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_help_has_an_example(verb: str) -> None:
    command = main.get_command(click.Context(main), verb)
    assert command is not None
    assert f"\b\nthaiplan {verb}" in inspect.cleandoc(command.help or "")


def test_every_column_is_documented_in_both_languages() -> None:
    text = (DOCS / "data-dictionary.md").read_text(encoding="utf-8")
    for table in TABLES:
        section = text.split(f"\n## {table.name}\n", 1)[1].split("\n## ", 1)[0]
        assert [column.name for column in table.columns if f"| `{column.name}` |" not in section] == []
        assert [c.name for c in table.columns if not (c.en and re.search("[ก-๙]", c.th))] == []


def test_every_column_of_the_reviews_is_documented() -> None:
    text = (DOCS / "auditor.md").read_text(encoding="utf-8")
    assert [field.name for field in dataclasses.fields(Decision) if f"`{field.name}`" not in text] == []


def test_every_check_and_exit_code_is_documented() -> None:
    checks = (DOCS / "checks.md").read_text(encoding="utf-8")
    assert [code.value for code in CHECK.codes if f"\n## {code.value}\n" not in checks] == []
    running = (DOCS / "running.md").read_text(encoding="utf-8")
    assert [code.value for code in Exit if f"| {code.value} |" not in running] == []


def test_commands_in_the_pages_exist() -> None:
    """A line `thaiplan …` in a code block names a command and options that there are."""
    for path in [*DOCS.glob("*.md"), ROOT / "README.md"]:
        for block in re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
            for line in block.replace("\\\n", " ").splitlines():
                _check_line(line.split("#", 1)[0].strip(), path.name)


def _check_line(line: str, where: str) -> None:
    words = re.sub(r'"[^"]*"?', "X", line).split()
    if not words or not words[0].endswith("thaiplan"):
        return
    own = {name for option in main.params for name in option.opts}
    verb = next((word for word in words[1:] if word in VERBS), None)
    command = main.get_command(click.Context(main), verb) if verb else None
    known = own | ({name for option in command.params for name in option.opts} if command else set())
    flags = {word for word in words[1:] if word.startswith("--")}
    assert flags <= known, f"{where}: {line}"
    assert verb or flags, f"{where}: {line}"


def test_links_and_pictures_are_there() -> None:
    for path in [*DOCS.glob("*.md"), ROOT / "README.md"]:
        text = path.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_pictures_are_small_and_real_pictures() -> None:
    pictures = sorted((DOCS / "img").glob("*.png"))
    assert {"report.png", "review.png", "compare.png"} <= {picture.name for picture in pictures}
    for path in pictures:
        assert path.stat().st_size < MAX_PICTURE_BYTES
        with Image.open(path) as picture:
            assert picture.width >= 1000


def test_citation_and_changelog_name_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert "## [Unreleased]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    build = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "build" / "site" / "start-th.html").is_file()
