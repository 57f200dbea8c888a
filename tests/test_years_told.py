"""Columns that tell the years of the items beside them, also where some of their cells are odd."""

from __future__ import annotations

import pytest

from pipelines.parse.years_told import is_column_of_years, told_years
from pipelines.records import YEAR_UNREAD, DocumentInfo
from tests.plan_documents import grid
from tests.summary_plans import plan

THREE = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2572)


def told(rows: list[tuple[str, str]], heading: str = "ปีที่ดำเนินการ") -> list[tuple[object, ...]]:
    head = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)", heading]
    body = [[str(n), f"โครงการอบรมรุ่น {n}", amount, year] for n, (amount, year) in enumerate(rows, 1)]
    parsed = plan(grid([head, *body]), info=THREE)
    assert len(parsed.projects) == len(rows)
    return [(b.project, b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets]


def test_one_odd_cell_of_years_takes_none_from_the_others() -> None:
    rows = [("25,000", "2570"), ("ไม่ใช้งบประมาณ", "2570.-\n2572"), ("7,300", "25 7l"), ("4,000", "2572")]
    assert told(rows) == [
        (0, 2570, 25_000, False),
        (1, 2570, 0, False),
        (1, 2571, 0, False),
        (1, 2572, 0, False),
        (2, None, 7_300, True),
        (3, 2572, 4_000, False),
    ]


def test_an_amount_whose_year_was_not_read_says_so() -> None:
    head = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)", "ปีที่ดำเนินการ"]
    rows = [
        ["1", "โครงการก", "5,000", "2570"],
        ["2", "โครงการข", "6,000", "?"],
        ["3", "โครงการค", "9,000", "2572"],
    ]
    parsed = plan(grid([head, *rows]), info=THREE)
    (budget,) = [b for b in parsed.budgets if b.project == 1]
    assert (budget.amount_baht, budget.doubt) == (6_000, YEAR_UNREAD)


@pytest.mark.parametrize("heading", ["ปีงบประมาณ", "ปีที่ดำเนินการ", "ปี พ.ศ."])
def test_spans_lists_and_every_year(heading: str) -> None:
    rows = [
        ("15,000", "๒๕๗๐ - ๒๕๗๒"),
        ("27,000", "๒๕๗๐,๒๕๗๒"),
        ("19,800", "๒๕๗๑"),
        ("-", "ทุกปี"),
        ("400", "ทุกปี"),
    ]
    assert told(rows, heading) == [
        *((0, year, 15_000, True) for year in (2570, 2571, 2572)),
        *((1, year, 27_000, True) for year in (2570, 2572)),
        (2, 2571, 19_800, False),
        *((3, year, 0, False) for year in (2570, 2571, 2572)),
        *((4, year, 400, True) for year in (2570, 2571, 2572)),
    ]


def test_a_column_of_one_year_under_its_heading_is_no_money() -> None:
    rows = [("5,000", "2571"), ("6,000", "2571")]
    assert told(rows, "ปีงบประมาณ") == [(0, 2571, 5_000, False), (1, 2571, 6_000, False)]


@pytest.mark.parametrize("text", ["2,570", "2570 บาท", "มกราคม 2570", "2572 - 2570", "", "-"])
def test_what_tells_no_year(text: str) -> None:
    assert told_years(text, (2570, 2571)) == ()


def test_amounts_are_no_years() -> None:
    assert not is_column_of_years("งบประมาณ", ["2570", "5,000", "7,500"], ())
    assert not is_column_of_years("งบประมาณ", ["2570", "2570"], ())
    assert is_column_of_years("", ["2570", "2571", "ปี 2572 (บางส่วน)"], ())
