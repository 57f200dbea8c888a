"""The years that the title of a plan names beside those of its budget columns."""

from __future__ import annotations

import pytest

from pipelines.audit import audit_case, case_from_parsed
from pipelines.parse import parse
from pipelines.reconcile import reconcile
from pipelines.records import Finding
from tests.plan_documents import document, grid, prose

PLAN = "แผนปฏิบัติการป้องกันการทุจริต"
PLACE = "เทศบาลตำบลดอนนกยูงทอง จังหวัดนครราชสีมา"


def findings(*title: str, first: int = 2566, last: int = 2568) -> list[Finding]:
    years = range(first, last + 1)
    head = ["ที่", "โครงการ", *(f"ปี {year}" for year in years)]
    rows = [
        ["1", "โครงการอบรมจริยธรรม", *("10,000" for _ in years)],
        ["2", "กิจกรรมเสียงตามสาย", *("-" for _ in years)],
    ]
    whole = document(prose("\n".join(title)), grid([head, *rows], top=200))
    parsed = reconcile(parse(whole), whole)
    found = audit_case(case_from_parsed(parsed, whole))
    return [f for f in found if f.check == "fiscal_year"]


@pytest.mark.parametrize(
    "title",
    [
        (f"{PLAN} (พ.ศ. 2566 - 2570)", PLACE),
        (PLAN, "(พ.ศ. ๒๕๖๖ - ๒๕๗๐)", PLACE),
        (PLAN, PLACE, "พ.ศ. 2566 - 2570"),
        (f"{PLAN} (พ.ศ. 2566 - 2570) แก้ไขเปลี่ยนแปลง ครั้งที่ 1/2568", PLACE),
    ],
)
@pytest.mark.parametrize(("first", "last"), [(2566, 2568), (2568, 2570)])
def test_other_years_in_the_title_than_over_the_budgets_are_told(
    title: tuple[str, ...], first: int, last: int
) -> None:
    (found,) = findings(*title, first=first, last=last)
    assert (found.severity, found.cause, found.page) == ("error", "document", 1)
    assert (found.stated, found.expected) == (f"{first}-{last}", "2566-2570")
    assert "2566-2570" in found.message_en and f"{first}-{last}" in found.message_en
    assert "2566-2570" in found.message_th and f"{first}-{last}" in found.message_th


@pytest.mark.parametrize(
    "title",
    [
        (f"{PLAN} (พ.ศ. 2566 - 2568)", PLACE),
        (PLAN, PLACE),
        ("แผนปฏิบัติการด้านการต่อต้านการทุจริตและประพฤติมิชอบ (พ.ศ. 2566 - 2570)", PLACE),
        (f"{PLAN} ภายใต้แผนแม่บท (พ.ศ. 2566 - 2570)", PLACE),
        (f"{PLAN} (พ.ศ. 2566 - 2570)", f"{PLAN} ฉบับทบทวน (พ.ศ. 2566 - 2568)", PLACE),
        (f"{PLAN} (พ.ศ. 2561 - 2564) สิ้นสุดลงแล้ว", PLACE),
        (f"{PLAN} (พ.ศ. 2561 - 2564)", f"{PLAN} (พ.ศ. 2566 - 2568)", PLACE),
        (f"{PLAN} (พ.ศ. 2566 - 2570) กำหนดให้เทศบาลดำเนินการตามมิติทั้งสี่", PLACE),
    ],
    ids=[
        "the same",
        "none",
        "national",
        "made under",
        "one of two",
        "ended",
        "the plan before",
        "a sentence",
    ],
)
def test_titles_that_say_nothing_against_the_columns(title: tuple[str, ...]) -> None:
    assert findings(*title) == []


def test_a_table_of_one_year_may_be_one_of_several() -> None:
    assert findings(f"{PLAN} (พ.ศ. 2566 - 2570)", PLACE, first=2567, last=2567) == []


ONE_YEAR = grid(
    [["ที่", "โครงการ", "งบประมาณ (บาท)"], ["1", "โครงการอบรมดอนนก", "10,000"], ["2", "กิจกรรมเสียงตามสาย", "-"]],
    top=200,
)
MINUTES = "รายงานการประชุมสภาเทศบาลตำบลดอนนกยูงทอง\nสมัยสามัญ สมัยที่ ๓ ประจำปี ๒๕๖๘"

PREFACE = f"คำนำ เทศบาลได้นำรายงานผลการดำเนินการตาม\n{PLAN} ประจำปีงบประมาณ พ.ศ. 2568"


@pytest.mark.parametrize(
    "front",
    [
        MINUTES,
        f"{MINUTES}\nสมัยวิสามัญ ประจำปี ๒๕๖๘\nสมัยสามัญ สมัยที่ ๔ ประจำปี ๒๕๖๘",
        f"{PREFACE} มาใช้\nประกอบการจัดทำ",
        f"{PREFACE}\nมาใช้ประกอบการจัดทำ",
    ],
)
@pytest.mark.parametrize("title", [f"{PLAN} ประจำปีงบประมาณ พ.ศ. 2569", f"{PLAN} ประจำปีงบประมาณ พ.ศ.\n2569"])
def test_the_year_of_the_title_above_the_table_is_the_plans(front: str, title: str) -> None:
    whole = document(prose(f"{front}\n{title}\n{PLACE}"), ONE_YEAR)
    parsed = parse(whole)
    assert (parsed.info.fiscal_year_start_be, parsed.info.fiscal_year_end_be) == (2569, 2569)
    assert parsed.info.doc_type == "action_plan" and not parsed.remarks


def test_titles_of_two_years_above_tables_do_not_decide() -> None:
    parts = [prose(f"{PLAN} ประจำปีงบประมาณ พ.ศ. {year}\n{PLACE}") for year in (2568, 2569)]
    parsed = parse(document(parts[0], ONE_YEAR, parts[1], ONE_YEAR))
    assert "several fiscal years are named as often" in [remark.why for remark in parsed.remarks]
