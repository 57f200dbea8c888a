"""Several documents in one file, one document over several files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from text_documents import MEASURES_2568, PROGRESS_NARRATIVE, PROGRESS_TABLE, document

from pipelines.parse import parse
from pipelines.parse.joined import file_groups, join_parts
from pipelines.parse.split import split_document


def test_one_document_stays_whole() -> None:
    for text in (PROGRESS_NARRATIVE, PROGRESS_TABLE, MEASURES_2568):
        whole = document(text)
        assert split_document(whole) == (whole,)


def test_documents_of_different_localities_are_cut_apart() -> None:
    joined = document(MEASURES_2568 + "\n" + PROGRESS_NARRATIVE)
    first, second = split_document(joined)
    assert first.sha256 != second.sha256
    assert [parse(part).info.doc_type for part in (first, second)] == ["measure_report", "progress_report"]
    assert len(parse(second).projects) == 3
    assert len(first.tables) + len(second.tables) == len(joined.tables)


def test_parts_in_counted_files_are_joined() -> None:
    lines = PROGRESS_NARRATIVE.split("\n")
    half = next(i for i, line in enumerate(lines) if line.startswith("มิติที่ ๒ การ"))
    parts = [
        document("\n".join(lines[:half]), "ก/รายงาน 1.txt"),
        document("\n".join(lines[half:]), "ก/รายงาน 2.txt"),
        document(MEASURES_2568, "ก/รายงาน 3.txt"),
    ]
    assert file_groups(parts) == [[0, 1], [2]]
    whole = parse(join_parts(parts[:2]))
    assert [project.seq for project in whole.projects] == [1, 2, 3]


def test_a_second_file_with_a_memo_of_its_own_is_no_part() -> None:
    first = document(PROGRESS_TABLE, "ก 1.txt")
    second = document(PROGRESS_NARRATIVE, "ก 2.txt")
    assert file_groups([first, second]) == [[0], [1]]


def test_pages_number_on_when_joined() -> None:
    one = document("หน้าแรก\fหน้าสอง")
    joined = join_parts([one, replace(one, source_file="b")])
    assert [page.number for page in joined.pages] == [1, 2, 3, 4]
    assert [block.page for block in joined.flow] == [1, 2, 3, 4]
    assert [joined.place(number) for number in (2, 3)] == [(one.source_file, 2), ("b", 1)]
    with pytest.raises(ValueError, match="no parts"):
        join_parts([])
