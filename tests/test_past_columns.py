"""A column of the year before the plan's is none of its budgets; what stands in it is told in remarks."""

from __future__ import annotations

import pytest

from pipelines.parse import parse
from pipelines.records import ParsedDocument
from tests.plan_documents import document, grid, prose

TITLE = "แผนปฏิบัติการป้องกันการทุจริต{}\nเทศบาลตำบลดอนนกยูงทอง จังหวัดนครราชสีมา"
ROWS = [
    ["1", "โครงการอบรมจริยธรรม", "91,000", "10,000", "-", "30,000", "40,000"],
    ["2", "กิจกรรมเสียงตามสาย", "8,000", "-", "2,000", "3,500", "5,500"],
]


def plan(past: str, span: str = " 3 ปี (พ.ศ. 2567 - 2569)", years: tuple[str, ...] = ()) -> ParsedDocument:
    head = ["ลำดับ", "โครงการ", past, *(years or ("ปี 67", "ปี 68", "ปี 69")), "รวม"]
    return parse(document(prose(TITLE.format(span)), grid([head, *ROWS], top=160)))


def years(parsed: ParsedDocument) -> set[int | None]:
    assert len(parsed.budgets) == 6
    assert not any(b.doubtful for b in parsed.budgets)
    return {b.fiscal_year_be for b in parsed.budgets}


@pytest.mark.parametrize(
    "past",
    [
        "งบประมาณปีที่ผ่านมา (2566)",
        "งบประมาณปีก่อน",
        "งบประมาณ\nปีที่แล้ว",
        "ปีงบประมาณที่ผ่านมา",
        "งบประมาณ ปี 2566 (ที่ผ่านมา)",
        "งบประมาณปีก่อนหน้า ๒๕๖๖",
    ],
)
def test_a_column_of_the_year_before_is_no_budget_of_the_plan(past: str) -> None:
    parsed = plan(past)
    assert years(parsed) == {2567, 2568, 2569}
    assert [r.text for r in parsed.remarks] == ["91,000", "8,000"]
    assert all(r.why.startswith("column without a role: ") for r in parsed.remarks)


def test_the_year_before_is_no_year_of_a_plan_without_years_in_its_title() -> None:
    full = ("ปี 2567", "ปี 2568", "ปี 2569")
    parsed = plan("งบประมาณปีที่ผ่านมา (2566)", "", full)
    assert years(parsed) == {2567, 2568, 2569}
    assert (parsed.info.fiscal_year_start_be, parsed.info.fiscal_year_end_be) == (2567, 2569)


def test_a_column_before_an_amendment_is_of_its_year() -> None:
    head = ["ลำดับ", "โครงการ", "ปีงบประมาณก่อนการแก้ไข (บาท)", "หลังแก้ไข (บาท)"]
    rows = [[*row[:2], row[2], row[3]] for row in ROWS]
    info = TITLE.format(" ประจำปีงบประมาณ พ.ศ. 2567")
    parsed = parse(document(prose(info), grid([head, *rows], top=160)))
    assert not any("ผ่านมา" in r.why for r in parsed.remarks)
    assert [int(b.amount_baht or 0) for b in parsed.budgets][:1] in ([10_000], [91_000])
