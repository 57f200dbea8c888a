"""Several documents in one file, one document over several files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from text_documents import MEASURES_2568, PROGRESS_NARRATIVE, PROGRESS_TABLE, document

from extract.model import Line
from pipelines.parse import parse
from pipelines.parse.joined import file_groups, join_parts
from pipelines.parse.split import split_document
from tests.plan_documents import document as plan_document
from tests.plan_documents import grid


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


def centred(page: int, *texts: str) -> list[tuple[int, Line]]:
    return [
        (page, Line(text, (297.5 - 3 * len(text), 60.0 + 20 * n, 297.5 + 3 * len(text), 74.0 + 20 * n)))
        for n, text in enumerate(texts)
    ]


@pytest.mark.parametrize(("year", "parts"), [("2565", 2), ("2567", 1)])
def test_a_report_of_a_year_that_is_not_the_plans_is_cut_off(year: str, parts: int) -> None:
    years = ["2566", "2567", "2568"]
    items = [["1. สุจริต", f"{n}) โครงการอบรมเรื่องที่ {n}", *["5,000"] * 3] for n in range(1, 6)]
    plan = grid([["มิติ", "โครงการ/กิจกรรม/มาตรการ", *years], *items], top=200)
    report = grid(
        [
            ["ที่", "โครงการ/กิจกรรม", "งบประมาณตามแผน", "เบิกจ่าย", "ผลการดำเนินการ"],
            ["1", "โครงการอบรมเรื่องที่ 1", "4,000", "3,000", "ดำเนินการแล้ว"],
            ["2", "โครงการอบรมเรื่องที่ 2", "4,000", "3,000", "ดำเนินการแล้ว"],
        ],
        top=200,
        page=2,
    )
    title = "รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต", f"ประจำปีงบประมาณ พ.ศ. {year}"
    cover = centred(1, "แผนปฏิบัติการป้องกันการทุจริต", "ประกาศใช้แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2568)")
    found = split_document(plan_document(cover, plan, centred(2, *title), report))
    assert len(found) == parts
    parsed = [parse(part) for part in found]
    if parts == 2:
        assert [p.info.fiscal_year_start_be for p in parsed] == [2566, 2565]
        assert {b.amount_baht for b in parsed[0].budgets} == {5_000}
        assert {b.amount_baht for b in parsed[1].budgets} == {4_000}
        assert [p.second_document for p in parsed] == [None, None]
