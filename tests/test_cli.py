"""The command line: quick help, every verb documented, exit codes, messages in Thai and English."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from audit_cases import write_run
from batch_inputs import make_inputs
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.collect import Counts
from pipelines.commands.convert import exit_code, summary
from pipelines.exits import MEANING_TH, Exit
from pipelines.schema import TABLES
from pipelines.write import TableWriter

VERBS = main.list_commands(None)  # type: ignore[arg-type]


def run(*arguments: str | Path) -> tuple[int, str]:
    """Exit code and all output of a command."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def manual() -> str:
    """README.md and the pages in docs/."""
    top = Path(__file__).parent.parent
    pages = [top / "README.md", *sorted((top / "docs").glob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, time; from click.testing import CliRunner; from pipelines.cli import main;"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0;"
        "print(time.process_time());"
        "print({'numpy', 'pandas', 'cv2', 'pyarrow', 'pdfplumber', 'pythainlp'} & set(sys.modules))"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, loaded = output.stdout.split("\n")[:2]
    assert loaded == "set()"
    assert float(seconds) < 0.5


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("pipelines.conversion", {"cv2", "pikepdf", "pdfminer", "pypdfium2", "onnxruntime", "pandas"}),
        ("pipelines.document", {"scipy", "pandas", "pythainlp"}),
        ("pipelines.audit.numbering", {"pipelines.parse"}),
    ],
)
def test_a_command_does_not_wait_for_what_it_seldom_needs(module: str, heavy: set[str]) -> None:
    code = f"import sys, {module}; print({heavy!r} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


@pytest.mark.parametrize(("more", "loaded"), [((), "set()"), (("--partition", "province"), "{'numpy'}")])
def test_the_process_that_writes_tables_loads_no_more_than_it_needs(
    more: tuple[str, ...], loaded: str, tmp_path: Path
) -> None:
    (tmp_path / "plan.txt").write_text("แผนปฏิบัติการป้องกันการทุจริต", encoding="utf-8")
    out = tmp_path / "out"
    arguments = ["convert", str(tmp_path / "plan.txt"), "--out", str(out), *more]
    code = (
        "import sys; from click.testing import CliRunner; from pipelines.cli import main;"
        f"CliRunner().invoke(main, {arguments!r});"
        "print({'numpy', 'pandas', 'cv2'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == loaded
    assert (out / "run.json").is_file() and (out / "documents.parquet").is_file()
    assert bool(list(out.rglob("province=*/*.parquet"))) == bool(more)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_documented_in_both_languages(verb: str) -> None:
    code, text = run(verb, "--help")
    assert code == 0
    assert re.search("[ก-๙]", text) and re.search(r"/ [A-Z]", text)


def test_every_verb_stands_in_the_manual() -> None:
    assert [verb for verb in VERBS if f"thaiplan {verb}" not in manual()] == []


def test_every_exit_code_is_explained() -> None:
    for code in Exit:
        assert re.search("[ก-๙]", MEANING_TH[code])
        assert f"| {code.value} |" in manual()


def test_tables_prints_the_dictionary() -> None:
    code, text = run("tables")
    assert code == 0
    assert all(f"{table.name}: " in text for table in TABLES)
    assert json.loads(run("tables", "--format", "json", "risks")[1])["resources"][0]["name"] == "risks"
    assert run("tables", "nothing")[0] == Exit.USAGE


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        (Counts(documents=2), Exit.OK),
        (Counts(documents=2, partial=1), Exit.OK),
        (Counts(documents=2, failed=1), Exit.SOME_FAILED),
        (Counts(documents=2, failed_pages=1), Exit.SOME_FAILED),
        (Counts(documents=2, failed=2), Exit.ALL_FAILED),
        (Counts(), Exit.NO_INPUT),
    ],
)
def test_exit_codes(counts: Counts, code: Exit) -> None:
    assert exit_code(counts) == code
    assert "documents" in summary(counts, Path("out"), 1.0)


def test_convert_names_file_and_cause_and_says_some_failed(tmp_path: Path) -> None:
    inputs = make_inputs(tmp_path / "in")
    code, text = run(
        "convert", inputs, "--out", tmp_path / "out", "--jobs", "1", "--engine", "none", "--quiet"
    )
    assert code == Exit.SOME_FAILED
    assert "broken/locked.pdf: encrypted: " in text
    assert "--password" in text
    code, text = run("status", tmp_path / "out")
    assert code == 0
    assert "finished" in text and "9 / 9" in text


def test_a_limit_that_is_changed_reads_the_page_again(tmp_path: Path) -> None:
    source = tmp_path / "plan.pdf"
    with pikepdf.open(Path(__file__).parent.parent / "data" / "raw" / "action-plan-text.pdf") as pdf:
        del pdf.pages[1:]
        pdf.save(source)
    command = ("convert", source, "--out", tmp_path / "out", "--jobs", "1", "--no-report", "--quiet")
    code, text = run(*command, "--limit", "chars=5")
    assert code == Exit.ALL_FAILED
    assert "too_much_content" in text
    assert run(*command)[0] == Exit.OK
    assert run(*command, "--limit", "shapes=5")[0] == Exit.USAGE
    assert run(*command, "--limit", "chars=-5")[0] == Exit.USAGE


def test_a_password_opens_a_file_and_is_kept_nowhere(tmp_path: Path) -> None:
    locked = make_inputs(tmp_path / "in") / "broken" / "locked.pdf"
    secret = "a password that stands nowhere else"
    with pikepdf.open(locked, password="u") as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user=secret))
    command = ("convert", tmp_path / "locked.pdf", "--jobs", "1", "--engine", "none", "--quiet")
    code, text = run(*command, "--out", tmp_path / "wrong", "--password", "u")
    assert code == Exit.ALL_FAILED
    assert "wrong_password" in text
    (tmp_path / "password.txt").write_text(f"{secret}\n", encoding="utf-8")
    for given in (("--password", secret), ("--password-file", str(tmp_path / "password.txt"))):
        out = tmp_path / given[0]
        assert run(*command, "--out", out, *given)[0] == Exit.OK
        kept = [path.read_bytes() for path in out.rglob("*") if path.is_file()]
        assert not any(secret.encode() in data for data in kept)


@pytest.mark.parametrize("verb", ["audit", "compare", "review"])
def test_a_result_that_is_missing_or_empty_is_named_in_both_languages(verb: str, tmp_path: Path) -> None:
    code, text = run(verb, tmp_path / "nowhere")
    assert code == Exit.NO_INPUT
    assert f"ไม่มีโฟลเดอร์ {tmp_path / 'nowhere'}" in text and "there is no folder" in text
    code, text = run(verb, tmp_path)
    assert code == Exit.NO_INPUT
    assert "ไม่มีผลลัพธ์" in text and "documents.parquet" in text and "run `thaiplan convert` first" in text
    for table in TABLES:
        with TableWriter(table, tmp_path, ("parquet",)):
            pass
    code, text = run(verb, tmp_path)
    assert code == Exit.NO_INPUT
    assert "จึงไม่มีสิ่งใดให้" in text and "nothing to" in text


def test_review_of_a_result_without_doubts_says_so(tmp_path: Path) -> None:
    write_run(tmp_path)
    code, text = run("review", tmp_path)
    assert (code, "nothing to settle" in text) == (Exit.OK, True)


def test_convert_says_that_it_found_no_file(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    code, text = run("convert", tmp_path / "in", "--out", tmp_path / "out", "--jobs", "1")
    assert code == Exit.NO_INPUT
    assert "ไม่พบไฟล์ที่จะแปลง" in text and "no file to convert" in text


def test_missing_input_and_wrong_options(tmp_path: Path) -> None:
    assert run("convert", tmp_path / "nothing", "--out", tmp_path / "out")[0] == Exit.NO_INPUT
    (tmp_path / "empty").mkdir()
    assert run("convert", tmp_path / "empty", "--out", tmp_path / "out", "--format", "doc")[0] == Exit.USAGE
    (tmp_path / "file").touch()
    assert run("convert", tmp_path / "empty", "--out", tmp_path / "file" / "out")[0] == Exit.OUTPUT_ERROR
