"""Language, loudness, JSON log, settings file, the user's own catalogue, pipes without Thai letters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from text_documents import document

from normalize.catalogue import CatalogueError, standard_catalogue
from pipelines.catalogue_option import catalogue_of, catalogue_of_run, keep_catalogue, read_catalogue
from pipelines.cli import main
from pipelines.document import make_rows
from pipelines.exits import Exit
from pipelines.options import Options, facts
from tools import messages

OWN = "measure_id,name_th\nOWN-1,โครงการธนาคารความดีประจำหมู่บ้าน\n"
TEXT = (
    "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2570)\nเทศบาลตำบลหนองบัวขาว\n\n"
    "| มิติ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 งบประมาณ (บาท) | ปี 2567 งบประมาณ (บาท) |\n|---|---|---|---|\n"
    "| มิติที่ 1 | โครงการธนาคารความดีประจำหมู่บ้าน | 10,000 | 20,000 |\n"
    "| | มาตรการ NO Gift Policy | - | - |\n"
)


def run(*arguments: str | Path, **settings: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], env=settings)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "แผน 2566.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def convert(plan: Path, *options: str | Path, before: tuple[str, ...] = ()) -> tuple[int, str, str]:
    out = plan.parent / "out"
    return run(
        *before, "convert", plan, "--out", out, "--jobs", "1", "--engine", "none", "--no-report", *options
    )


def test_a_users_measure_is_matched_and_its_id_can_be_looked_up(plan: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(OWN, encoding="utf-8")
    assert convert(plan, "--format", "csv")[0] == 0
    assert "OWN-1" not in (tmp_path / "out" / "projects.csv").read_text("utf-8-sig")
    code, _, errors = convert(plan, "--format", "csv", "--catalogue", own)
    assert code == 0, errors
    assert "OWN-1" in (tmp_path / "out" / "projects.csv").read_text("utf-8-sig")
    assert catalogue_of_run(tmp_path / "out").get("OWN-1") is not None
    told = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["options"]
    assert len(told["catalogue"]) == 64
    keep_catalogue(None, tmp_path / "out")
    assert catalogue_of_run(tmp_path / "out") == standard_catalogue()


def test_a_measure_without_framework_fits_every_year() -> None:
    rows, _ = make_rows("d1", document(TEXT), catalogue=catalogue_of(OWN))
    status = {row["name"]: row["match_status"] for row in rows["projects"]}
    assert status["โครงการธนาคารความดีประจำหมู่บ้าน"] == "matched"


def test_a_bad_catalogue_is_refused_by_line(plan: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("measure_id,name_th\nA,ก\nA,ข\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="line 3"):
        read_catalogue(own)
    code, _, errors = convert(plan, "--catalogue", own)
    assert code == Exit.USAGE
    assert "line 3" in errors


def test_a_catalogue_of_thai_excel_is_read(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_bytes(OWN.encode("cp874"))
    assert read_catalogue(own) == OWN


def test_facts_of_a_run_hold_no_password() -> None:
    assert "password" not in facts(Options(password="ลับ"))
    assert facts(Options())["catalogue"] is None


@pytest.mark.parametrize(
    ("lang", "there", "gone"), [("th", "เอกสาร", "documents"), ("en", "documents", "เอกสาร")]
)
def test_one_language(plan: Path, lang: str, there: str, gone: str) -> None:
    _, text, _ = convert(plan, before=("--lang", lang))
    assert there in text and gone not in text


def test_what_is_wrong_with_a_command_is_said_in_thai(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    for arguments, said in (
        (("convert", "x", "--catalogue", tmp_path / "no"), "ผิดพลาด: ค่าของ '--catalogue' ไม่ถูกต้อง: ไม่พบ"),
        (("nosuch",), "ไม่มีคำสั่ง 'nosuch'"),
        (("convert", "x"), "ขาดตัวเลือก '--out'"),
        (("convert", "x", "--engine", "y"), "'y' ไม่ใช่ค่าใดใน"),
    ):
        code, _, errors = run("--lang", "th", *arguments)
        assert code == Exit.USAGE and said in errors, errors
    monkeypatch.setenv("LANGUAGE", "")
    assert "Missing option '--out'" in run("--lang", "en", "convert", "x")[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("convert", "x"), "ผิดพลาด / Error: ขาดตัวเลือก / Missing option '--out'"),
        (("nosuch",), "ไม่มีคำสั่ง 'nosuch' / No such command 'nosuch'"),
        (("--bogus",), "ไม่มีตัวเลือก '--bogus' / No such option '--bogus'"),
    ],
)
def test_what_is_wrong_with_a_command_is_said_in_both_languages(
    arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    code, _, errors = run(*arguments)
    assert code == Exit.USAGE and said in errors, errors


@pytest.mark.parametrize("name", messages.TARGETS)
def test_the_compiled_messages_are_fresh(name: str) -> None:
    assert messages.TARGETS[name].read_bytes() == messages.compiled(name), "run `python -m tools.messages`"


def test_a_folder_of_results_is_no_input(plan: Path) -> None:
    code, _, errors = run("convert", plan.parent, "--out", plan.parent)
    assert code == Exit.USAGE and "choose another --out" in errors
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]
    done = plan.parent / "out"
    assert run("convert", plan.parent, "--out", done, "--no-report")[0] == Exit.OK
    assert run("convert", plan.parent, "--out", done, "--no-report")[0] == Exit.OK  # below the input
    code, _, errors = run("convert", done, "--out", plan.parent / "again")
    assert code == Exit.USAGE and "holds the results of a run" in errors


def test_one_file_one_reason_in_one_language(tmp_path: Path) -> None:
    for verb in ("read", "inspect"):
        _, _, errors = run("--lang", "en", verb, tmp_path / "no.pdf")
        assert "no.pdf: The file cannot be opened" in errors and "เปิด" not in errors
        _, _, errors = run("--lang", "th", verb, tmp_path / "no.pdf")
        assert "no.pdf: เปิดไฟล์ไม่ได้" in errors and "cannot" not in errors


def test_the_language_may_come_from_the_environment(tmp_path: Path) -> None:
    _, text, _ = run("status", tmp_path, THAIPLAN_LANG="en")
    assert text == "no run yet\n"


def test_quiet_verbose_and_json(plan: Path) -> None:
    assert convert(plan, before=("--quiet",)) == (0, "", "")
    _, text, steps = convert(plan, before=("--verbose",))
    assert "documents" in text and "document: done 1, total 1" in steps
    _, text, log = convert(plan, before=("--log-json",))
    records = [json.loads(line) for line in log.splitlines()]
    assert text == ""
    assert records[-1]["event"] == "finished" and records[-1]["documents"] == 1
    assert all("time" in record for record in records)


def test_settings_are_defaults_and_the_command_line_goes_first(plan: Path, tmp_path: Path) -> None:
    settings = tmp_path / "thaiplan.toml"
    settings.write_text(
        f'lang = "en"\n[convert]\nout = {json.dumps(str(tmp_path / "there"))}\n'
        'format = "csv"\nengine = "none"\n'
        "no-report = true\njobs = 1\n",
        encoding="utf-8",
    )
    code, text, errors = run("--config", settings, "convert", plan)
    assert code == 0, errors
    assert "documents" in text and "เอกสาร" not in text
    assert sorted(path.suffix for path in (tmp_path / "there").glob("projects.*")) == [".csv"]
    assert run("--config", settings, "convert", plan, "--format", "parquet")[0] == 0
    assert sorted(path.suffix for path in (tmp_path / "there").glob("projects.*")) == [".parquet"]


@pytest.mark.parametrize("text", ["colour = 1", "[convert]\ncolour = 1", "[nothing]\n", "lang = "])
def test_a_wrong_settings_file_is_refused_with_the_reason(text: str, tmp_path: Path) -> None:
    settings = tmp_path / "thaiplan.toml"
    settings.write_text(text, encoding="utf-8")
    code, _, errors = run("--config", settings, "status", tmp_path)
    assert code == Exit.USAGE
    assert "thaiplan.toml" in errors


@pytest.mark.parametrize(("line", "offered"), [("con", "convert"), ("convert --fo", "--format")])
def test_the_shell_completes_commands_and_options(line: str, offered: str) -> None:
    words = f"thaiplan {line}"
    asked = {
        "_THAIPLAN_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(line.count(" ") + 1),
    }
    script = "from pipelines.cli import main; main(prog_name='thaiplan')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        env={**os.environ, **asked},
        check=True,
        text=True,
    )
    assert offered in [entry.partition(",")[2] for entry in done.stdout.split()]


def test_a_pipe_that_has_no_thai_letters_does_not_end_the_run(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipelines.cli", "status", str(tmp_path)]
    done = subprocess.run(
        command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, check=True
    )
    assert "ยังไม่มีการทำงาน" in done.stdout.decode("utf-8")
    assert b"\x1b[" not in done.stdout
