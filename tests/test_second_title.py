"""Two documents in one file: the title of another year on a later page is told."""

from __future__ import annotations

import pytest

from extract.model import Line
from pipelines.assemble import _status
from pipelines.parse import parse
from pipelines.parse.second_title import second_title
from pipelines.reconcile import reconcile
from pipelines.records import DocumentInfo
from tests.plan_documents import document, grid, prose

YEARS = ["2566", "2567", "2568", "2569", "2570"]
PLAN = prose("แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2570)")
TABLE = grid([["มิติ", "โครงการ", *YEARS], ["1. สุจริต", "1) โครงการหนึ่งใจ", *["5,000"] * 5]], top=200)


def centred(*texts: str, shift: float = 0.0) -> list[tuple[int, Line]]:
    """Lines in the middle of page 2."""
    return [
        (
            2,
            Line(
                text,
                (297.5 - 3 * len(text) + shift, 60.0 + 20 * n, 297.5 + 3 * len(text) + shift, 74.0 + 20 * n),
            ),
        )
        for n, text in enumerate(texts)
    ]


PLAN_2568 = "แผนปฏิบัติการป้องกันการทุจริต"
REPORT = ("รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต", "ประจำปีงบประมาณ พ.ศ. 2565")


def test_a_report_of_another_year_behind_a_plan_makes_the_file_partial() -> None:
    whole = document(PLAN, TABLE, centred(*REPORT))
    parsed = parse(whole)
    assert parsed.second_document == 2
    status, code, message = _status(whole, parsed)
    assert (status, code) == ("partial", "second_document")
    assert message is not None and message.startswith("หน้า / page 2: ")
    amounts = reconcile(parsed, whole)
    assert {b.doubtful for b in amounts.budgets} == {True}
    assert [remark.page for remark in parsed.remarks if "second document" in remark.why] == [2]


def test_a_plan_with_a_table_behind_one_of_another_year_is_told() -> None:
    first = [(1, line) for _, line in centred(PLAN_2568, "ประจำปีงบประมาณ พ.ศ. 2568")]
    rows = [
        ["ที่", "โครงการ", "งบประมาณ (บาท)"],
        ["1", "โครงการอบรมดอนนก", "10,000"],
        ["2", "กิจกรรมตามสาย", "-"],
    ]
    whole = document(first, centred(PLAN_2568, "ประจำปีงบประมาณ พ.ศ. 2569"), grid(rows, top=200, page=2))
    parsed = parse(whole)
    assert parsed.second_document == 2


@pytest.mark.parametrize(
    "lines",
    [
        centred(REPORT[0], "ประจำปีงบประมาณ พ.ศ. 2567"),
        centred(*REPORT, shift=60.0),
        centred("รายงานผลการเบิกจ่าย", REPORT[1]),
        centred("ตาม" + REPORT[0], REPORT[1]),
        centred("แผนปฏิบัติการป้องกันการทุจริตขึ้น ตามพระราช", "บัญญัติว่าด้วยการปราบปราม พ.ศ. 2561"),
    ],
    ids=["a year of the plan", "running text", "about something else", "within a sentence", "a law's year"],
)
def test_other_lines_at_the_top_of_a_page_are_no_second_document(lines: list[tuple[int, Line]]) -> None:
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2570)
    assert second_title(document(PLAN, TABLE, lines), info) is None
