"""Decisions on the tables of a finished run: `audit` gives what `convert` would."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipelines import convert, reviews
from pipelines.audit.folder import read_table
from pipelines.cli import main
from pipelines.exits import Exit
from pipelines.options import Options
from pipelines.reviewed_tables import apply_to_tables

RAW = Path(__file__).parent.parent / "data" / "raw" / "action-plan-ocr.txt"
TABLES = ("projects", "project_budgets")


def convert_again(out: Path) -> None:
    convert(RAW, out, jobs=1, options=Options(engine="none"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    convert_again(tmp_path)
    return tmp_path


def rows(out: Path) -> list[list[dict[str, Any]]]:
    return [read_table(out, name) for name in TABLES]


def decide(out: Path, subject: str, action: reviews.Action, value: str, read_raw: str, item: str) -> None:
    made = (subject, action, value, read_raw, "", "", "", "มาลี", reviews.now(), "")
    reviews.append(out / reviews.FILE, reviews.Decision(*made, item=item))


def test_audit_and_convert_apply_the_same(out: Path) -> None:
    projects, budgets = rows(out)
    printed = next(b for b in budgets if b["source"] == "summary" and b["amount_baht"])
    name = next(p["name"] for p in projects if p["project_id"] == printed["project_id"])
    subject = reviews.amount_subject(printed["project_id"], printed["fiscal_year_be"], "summary")
    decide(out, subject, "value", "123456", printed["amount_raw"], name)
    local = next(p for p in projects if p["match_status"] == "matched")
    decide(out, reviews.match_subject(local["project_id"]), "local", "", local["name"], local["name"])
    applied = apply_to_tables(out)
    assert (applied.decisions, applied.unfit) == (2, 0)
    here = rows(out)
    assert (
        sum(row["reviewed_by"] == "มาลี" for row in here[1]) == 2
    )  # the summary's row and the reconciled one
    convert_again(out)
    assert rows(out) == here


def test_what_no_longer_fits_is_said_and_changes_nothing(out: Path) -> None:
    projects, budgets = rows(out)
    printed = next(b for b in budgets if b["source"] == "summary" and b["amount_baht"])
    subject = reviews.amount_subject(printed["project_id"], printed["fiscal_year_be"], "summary")
    decide(out, subject, "value", "123456", "๙๙๙", "โครงการอื่น")
    decide(out, "match/dgone-p0001", "local", "", "โครงการอื่น", "โครงการอื่น")
    stamps = [(out / f"{name}.parquet").stat().st_mtime_ns for name in TABLES]
    assert apply_to_tables(out).unfit == 2
    assert rows(out) == [projects, budgets]
    assert [(out / f"{name}.parquet").stat().st_mtime_ns for name in TABLES] == stamps
    said = CliRunner().invoke(main, ["audit", str(out), "--no-report"])
    assert "2 decisions no longer fit" in said.stderr
    again = CliRunner().invoke(
        main, ["convert", str(RAW), "--out", str(out), "--engine", "none", "--jobs", "1"]
    )
    assert again.exit_code == Exit.OK
    assert "1 review decisions no longer fit" in again.stderr
    assert "1 decisions are on files that are not in this run" in again.stderr
    assert "decisions  2  (ใช้ไม่ได้แล้ว / no longer fit 2)" in again.stdout


def test_a_damaged_reviews_file_is_no_traceback(out: Path) -> None:
    (out / reviews.FILE).write_text("subject,action\nx,y\n", encoding="utf-8")
    for command in (["audit", str(out)], ["convert", str(RAW), "--out", str(out)], ["review", str(out)]):
        said = CliRunner().invoke(main, command)
        assert said.exit_code == Exit.USAGE
        assert "line 2" in said.stderr


def test_a_decision_taken_back_is_not_applied(out: Path) -> None:
    projects, _ = rows(out)
    name = projects[0]["name"]
    subject = reviews.match_subject(projects[0]["project_id"])
    decide(out, subject, "local", "", name, name)
    (kept,) = reviews.read(out / reviews.FILE)
    reviews.append(out / reviews.FILE, replace(kept, action="undo"))
    assert apply_to_tables(out).decisions == 0
    assert rows(out)[0] == projects
