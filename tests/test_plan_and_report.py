"""A plan and the report on it, of one year, in one file."""

from __future__ import annotations

import pytest

from extract.model import Document, Line, Table
from pipelines.assemble import _status
from pipelines.parse import parse
from pipelines.parse.second_title import OF_OTHER_TYPE, second_title
from pipelines.parse.split import split_document
from pipelines.records import DocumentInfo
from tests.plan_documents import document, grid

LAO = "องค์การบริหารส่วนตำบลบึงตะโกสูง จังหวัดตราด"
PLAN = "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2571"
REPORT = "รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต"
REPORT_YEAR = "ประจำปีงบประมาณ พ.ศ. 2571"


def centred(page: int, *texts: str) -> list[tuple[int, Line]]:
    return [
        (
            page,
            Line(text, (297.5 - 3 * len(text), 60.0 + 20 * n, 297.5 + 3 * len(text), 74.0 + 20 * n)),
        )
        for n, text in enumerate(texts)
    ]


def plan_table(page: int) -> Table:
    rows = [
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", "หน่วยงาน"],
        ["1", "โครงการลานวัดลานธรรม", "8,000", "สำนักปลัด"],
        ["2", "กิจกรรมเปิดสมุดรายรับ", "-", "กองคลัง"],
    ]
    return grid(rows, page=page, top=160)


def report_table(page: int) -> Table:
    rows = [
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", "เบิกจ่าย", "สถานะ"],
        ["1", "โครงการลานวัดลานธรรม", "8,000", "7,500", "แล้วเสร็จ"],
        ["2", "กิจกรรมเปิดสมุดรายรับ", "-", "-", "แล้วเสร็จ"],
    ]
    return grid(rows, page=page, top=160)


def both() -> Document:
    plan, report = centred(1, PLAN, LAO), centred(2, REPORT, REPORT_YEAR, LAO)
    return document(plan, plan_table(1), report, report_table(2))


def test_a_plan_and_its_report_of_the_same_year_are_two_documents() -> None:
    parts = split_document(both())
    assert [parse(part).info.doc_type for part in parts] == ["action_plan", "progress_report"]
    assert [len(parse(part).projects) for part in parts] == [2, 2]
    plan = [(b.amount_baht, b.origin) for b in parse(parts[0]).budgets]
    assert plan == [(8_000, "summary"), (0, "summary")]


def test_a_file_that_was_not_cut_says_that_it_holds_two_documents() -> None:
    whole = both()
    parsed = parse(whole)
    assert parsed.second_document == 2
    assert [remark.page for remark in parsed.remarks if remark.why == OF_OTHER_TYPE] == [2]
    assert _status(whole, parsed)[:2] == ("partial", "second_document")


def test_a_report_behind_the_plan_without_a_name_is_told_at_least() -> None:
    plan, report = centred(1, PLAN, LAO), centred(2, REPORT, REPORT_YEAR)
    whole = document(plan, plan_table(1), report, report_table(2))
    parts = split_document(whole)
    assert len(parts) == 2 or parse(whole).second_document == 2


@pytest.mark.parametrize(
    "parts",
    [
        (centred(1, PLAN, LAO), centred(2, REPORT, REPORT_YEAR, LAO), report_table(2)),
        (centred(1, REPORT, REPORT_YEAR, LAO), report_table(1), centred(2, PLAN, LAO)),
        (centred(1, PLAN, LAO), plan_table(1), centred(2, "แบบ" + REPORT, LAO), report_table(2)),
        (centred(1, PLAN, LAO), plan_table(1), centred(2, PLAN, LAO), plan_table(2)),
        (
            centred(1, "รายงานผลตาม", PLAN, LAO),
            report_table(1),
            centred(2, "รายงานผลตาม", PLAN, LAO),
            report_table(2),
        ),
    ],
    ids=[
        "a cover of a plan",
        "a cover of a plan behind",
        "a form",
        "the plan goes on",
        "a title in two lines",
    ],
)
def test_one_document_stays_whole(parts: tuple[list[tuple[int, Line]] | Table, ...]) -> None:
    whole = document(*parts)
    info = DocumentInfo("progress_report", fiscal_year_start_be=2571, fiscal_year_end_be=2571)
    assert split_document(whole) == (whole,)
    assert second_title(whole, info) is None
