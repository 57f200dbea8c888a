"""A row that is the sum of the items below it is kept, and its amounts are not counted beside theirs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.model import Document
from pipelines.audit import audit_case, case_from_parsed
from pipelines.parse import parse
from pipelines.reconcile import reconcile
from pipelines.records import MAY_BE_SUM, SUM_OF_ITEMS, SUMMED_OTHERWISE, ParsedDocument
from tests.plan_documents import document, grid, prose

TITLE = prose("แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2567)\nเทศบาลตำบลดอนนกยูงทอง จังหวัดนครราชสีมา")
HEAD = ["ที่", "โครงการ/กิจกรรม", "ปี 2566", "ปี 2567"]
BAND = ["", "มิติที่ 1 การสร้างวัฒนธรรมสุจริต", "", ""]


def listed(*rows: list[str], confidence: float | None = None) -> tuple[Document, ParsedDocument]:
    whole = document(TITLE, grid([HEAD, BAND, *rows], top=200, confidence=confidence))
    return whole, reconcile(parse(whole), whole)


def budgets(parsed: ParsedDocument, origin: str = "summary") -> dict[int, list[Decimal | None]]:
    found: dict[int, list[Decimal | None]] = {}
    for b in parsed.budgets:
        if b.origin == origin:
            found.setdefault(b.project, []).append(b.amount_baht)
    return found


def doubts(parsed: ParsedDocument) -> list[tuple[int, str | None]]:
    return [(b.project, b.doubt) for b in parsed.budgets if b.origin == "summary" and b.doubtful]


SUM = ["1", "โครงการใสสะอาด", "70,000", "75,000"]
PARTS = [["1.1", "กิจกรรมอบรม", "50,000", "50,000"], ["1.2", "กิจกรรมจัดทำสื่อ", "20,000", "25,000"]]
NEXT = ["2", "โครงการอาสาเฝ้าระวัง", "5,000", "-"]
TOTAL = ["", "รวมทั้งสิ้น", "75,000", "75,000"]


def numbered(*numbers: str) -> list[list[str]]:
    return [[number, *row[1:]] for number, row in zip(numbers, PARTS, strict=True)]


@pytest.mark.parametrize(
    "numbers", [("1.1", "1.2"), ("๑.๑", "๑.๒"), ("1.1.", "1.2."), ("", ""), ("11", "12")]
)
def test_a_sum_of_the_items_below_it_has_no_budgets_of_its_own(numbers: tuple[str, str]) -> None:
    whole, parsed = listed(SUM, *numbered(*numbers), NEXT, TOTAL)
    assert len(parsed.projects) == 4
    for origin in ("summary", "reconciled"):
        assert sorted(budgets(parsed, origin)) == [1, 2, 3]
    assert [(r.text, r.why) for r in parsed.remarks] == [("โครงการใสสะอาด | 70,000 | 75,000", SUM_OF_ITEMS)]
    assert not doubts(parsed)
    found = [f.check for f in audit_case(case_from_parsed(parsed, whole))]
    assert "plan_total" not in found


def test_sums_of_sums() -> None:
    inner = [["1.1.1", "กิจกรรมเวที", "30,000", "10,000"], ["1.1.2", "กิจกรรมเสวนา", "20,000", "40,000"]]
    _, parsed = listed(SUM, PARTS[0], *inner, PARTS[1], NEXT)
    assert sorted(budgets(parsed)) == [2, 3, 4, 5]


def test_an_item_above_rows_that_add_up_to_something_else_is_doubtful() -> None:
    other = ["1", "โครงการใสสะอาด", "90,000", "95,000"]
    _, parsed = listed(other, *PARTS, NEXT)
    assert sorted(budgets(parsed)) == [0, 1, 2, 3]
    assert doubts(parsed) == [(0, MAY_BE_SUM)] * 2


def test_a_year_in_which_the_sum_is_another_is_doubtful() -> None:
    head = [*HEAD, "ปี 2568"]
    rows = [[*SUM, "9,000"], [*PARTS[0], "5,000"], [*PARTS[1], "3,000"], [*NEXT, "-"]]
    whole = document(TITLE, grid([head, [*BAND, ""], *rows], top=200))
    parsed = parse(whole)
    assert sorted(budgets(parsed)) == [1, 2, 3]
    assert doubts(parsed) == [(1, SUMMED_OTHERWISE), (2, SUMMED_OTHERWISE)]


def test_rows_without_numbers_that_cost_the_same_by_chance_make_the_item_doubtful() -> None:
    rows = [
        ["1", "โครงการใสสะอาด", "20,000", "20,000"],
        ["", "กิจกรรมอบรม", "10,000", "10,000"],
        ["", "กิจกรรมจัดทำสื่อ", "10,000", "10,000"],
    ]
    _, parsed = listed(*rows, NEXT)
    assert sorted(budgets(parsed)) == [0, 1, 2, 3]
    assert doubts(parsed) == [(0, MAY_BE_SUM)] * 2


def test_equal_items_of_a_list_are_no_sums() -> None:
    rows = [["1", *SUM[1:]], ["2", *PARTS[0][1:]], ["3", *PARTS[1][1:]]]
    _, parsed = listed(*rows)
    assert sorted(budgets(parsed)) == [0, 1, 2]
    assert not doubts(parsed)


def test_an_item_above_parts_without_amounts_keeps_its_own() -> None:
    _, parsed = listed(SUM, *([*row[:2], "-", "-"] for row in PARTS), NEXT)
    assert budgets(parsed)[0] == [Decimal(70_000), Decimal(75_000)]
    assert not doubts(parsed)
