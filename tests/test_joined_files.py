"""One document over several files: the tables of the parts together are those of the whole."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from batch_inputs import tables
from text_documents import MEASURES_2568, PROGRESS_NARRATIVE

from pipelines import Result, convert
from pipelines.audit.folder import read_table
from pipelines.options import Options

PLAN = Path(__file__).parent.parent / "data" / "raw" / "action-plan-text.pdf"
OPTIONS = Options(engine="none")
VALUES = ("cells", "projects", "project_budgets", "project_sections", "stated_totals", "risks", "findings")


def pages_of(source: Path, first: int, last: int, target: Path) -> Path:
    """A PDF of some pages of another."""
    with pikepdf.open(source) as pdf, pikepdf.new() as part:
        part.pages.extend(pdf.pages[first:last])
        part.save(target)
    return target


def parts(folder: Path, *cuts: int) -> Path:
    """The sample plan cut into files whose names count on, and a report beside them."""
    folder.mkdir()
    with pikepdf.open(PLAN) as pdf:
        bounds = [0, *cuts, len(pdf.pages)]
    for number, (first, last) in enumerate(itertools.pairwise(bounds), start=1):
        pages_of(PLAN, first, last, folder / f"แผน {number}.pdf")
    (folder / "รายงาน.txt").write_text(PROGRESS_NARRATIVE, encoding="utf-8")
    return folder


def values(result: Result, name: str) -> list[dict[str, object]]:
    """The rows of the action plan in a table, without its id."""
    document_id = plan_id(result)
    rows = [row for row in read_table(result.folder, name) if row["document_id"] == document_id]
    return [
        {key: v.replace(document_id, "d") if isinstance(v, str) else v for key, v in row.items()}
        for row in rows
    ]


def plan_id(result: Result) -> str:
    """The id of the one action plan."""
    [document_id] = result.documents.loc[result.documents["doc_type"] == "action_plan", "document_id"]
    return str(document_id)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return convert(PLAN, tmp_path_factory.mktemp("whole"), jobs=1, options=OPTIONS)


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("joined")
    inputs = parts(folder / "in", 5, 9)  # within the summary table, within a detail section
    return convert(inputs, folder / "out", jobs=1, options=OPTIONS)


@pytest.mark.parametrize("name", VALUES)
def test_parts_give_the_tables_of_the_whole(name: str, whole: Result, joined: Result) -> None:
    assert values(whole, name)
    assert values(joined, name) == values(whole, name)


def test_every_page_can_be_found_in_its_file(whole: Result, joined: Result) -> None:
    documents = joined.documents.set_index("document_id")
    assert len(documents) == 2
    plan = documents.loc[plan_id(joined)]
    assert plan["source_file"] == "แผน 1.pdf" and plan["n_pages"] == whole.documents.loc[0, "n_pages"]
    files = json.loads(plan["source_files"])
    assert [(file["source_file"], file["first_page"]) for file in files] == [
        ("แผน 1.pdf", 1),
        ("แผน 2.pdf", 6),
        ("แผน 3.pdf", 10),
    ]
    assert files[0]["sha256"] == plan["sha256"]
    pages = joined.pages[joined.pages["document_id"] == plan_id(joined)].set_index("page")
    assert list(pages.loc[5:7, "source_file"]) == ["แผน 1.pdf", "แผน 2.pdf", "แผน 2.pdf"]
    assert list(pages.loc[5:7, "source_page"]) == [5, 1, 2]


def test_two_processes_resumed_give_the_same_bytes(joined: Result, tmp_path: Path) -> None:
    inputs = joined.folder.parent / "in"
    for _ in range(2):
        convert(inputs, tmp_path, jobs=2, options=OPTIONS)
        assert tables(tmp_path) == tables(joined.folder)


def test_nothing_is_joined_when_not_wanted(joined: Result, tmp_path: Path) -> None:
    options = Options(engine="none", join_parts=False)
    apart = convert(joined.folder.parent / "in", tmp_path, jobs=1, options=options)
    assert len(apart.documents) == 4 and apart.documents["source_files"].isna().all()


def test_files_of_separate_documents_stay_apart(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for number, text in enumerate((PROGRESS_NARRATIVE, MEASURES_2568, PROGRESS_NARRATIVE), start=1):
        (inputs / f"เอกสาร {number}.txt").write_text(text, encoding="utf-8")
    done = convert(inputs, tmp_path / "out", jobs=1, options=OPTIONS)
    assert len(done.documents) == 3


def test_the_user_says_what_belongs_together(tmp_path: Path) -> None:
    lines = PROGRESS_NARRATIVE.split("\n")
    half = next(i for i, line in enumerate(lines) if line.startswith("มิติที่ ๒ การ"))
    for folder in ("ก", "ข"):
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / "s9.txt").write_text("\n".join(lines[:half]), encoding="utf-8")
        (tmp_path / "in" / folder / "s10.txt").write_text("\n".join(lines[half:]), encoding="utf-8")
    (tmp_path / "in" / "ข" / "s11.txt").write_bytes(b"")
    options = Options(engine="none", join=("s*.txt",))
    done = convert(tmp_path / "in", tmp_path / "out", jobs=2, options=options)
    documents = done.documents.set_index("source_file")
    assert sorted(documents.index) == ["ก/s9.txt", "ข/s11.txt", "ข/s9.txt"]
    assert documents.loc["ข/s9.txt", "error_code"] == "missing_part"
    assert documents.loc["ข/s9.txt", "document_id"] == documents.loc["ก/s9.txt", "document_id"] + "-2"
    assert len(done.projects) == 6
    first = done.pages[done.pages["document_id"] == documents.loc["ก/s9.txt", "document_id"]]
    assert list(first["page"]) == [1, 2] and list(first["source_file"]) == ["ก/s9.txt", "ก/s10.txt"]
    assert first["source_page"].isna().all()


def test_findings_lead_to_the_page_in_its_own_file(joined: Result, tmp_path: Path) -> None:
    plan = joined.folder.parent / "in"
    result = convert(plan, tmp_path, jobs=1, options=OPTIONS, report=True)
    html = (tmp_path / "report" / f"{plan_id(result)}.html").read_text(encoding="utf-8")
    [finding] = [row for row in values(result, "findings") if row["page"] == 6]
    assert f"{quote('แผน 2.pdf')}#page=1" in html
    assert (tmp_path / str(finding["evidence_image"]).replace("/d/", f"/{plan_id(result)}/")).is_file()
