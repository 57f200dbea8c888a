"""`thaiplan read`: what it prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hostile_files import plan

from pipelines.cli import main
from pipelines.exits import Exit


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "plan.pdf"
    path.write_bytes(plan(3).bytes())
    return path


def test_every_page_is_printed_or_those_that_were_asked_for(pdf: Path) -> None:
    whole = CliRunner().invoke(main, ["read", str(pdf), "--engine", "reader"])
    assert whole.exit_code == Exit.OK
    pages = whole.stdout.split("\f")
    assert len(pages) == 3 and all(page.strip() for page in pages)
    one = CliRunner().invoke(main, ["read", str(pdf), "--engine", "reader", "--page", "2"])
    assert one.stdout == pages[1]
