"""Several items in one cell with long names, beside amounts that are listed without a line left out."""

from __future__ import annotations

import pytest

from tests.plan_documents import grid
from tests.scan_readings import scanned_table
from tests.summary_plans import amounts, doubtful, plan

HEAD = ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"]
NAMES = (
    "1) โครงการอบรมคุณธรรม\nแก่พนักงานส่วนตำบล\nและสมาชิกสภา\n2) กิจกรรมรณรงค์\n3) มาตรการเปิดเผยข้อมูล\nของส่วนราชการ"
)
FIRST, SECOND = "20,000\n-\n3,000", "-\n1,000\n4,000"


def test_numbered_items_have_the_amounts_of_the_list_beside_them() -> None:
    parsed = plan(grid([HEAD, ["มิติที่ 1", NAMES, FIRST, SECOND]]))
    assert [amounts(parsed, i)[:2] for i in range(3)] == [[20000, 0], [0, 1000], [3000, 4000]]
    assert [year for _, year in doubtful(parsed) if year in (2566, 2567)] == []


@pytest.mark.parametrize(
    ("names", "first", "second"),
    [
        (NAMES, FIRST, "-\n1,000"),  # another count in one year
        (NAMES, "20,000\n\n-\n3,000", SECOND),  # a line left out
        (NAMES.replace("3)", "4)"), FIRST, SECOND),  # a number left out
        (NAMES.replace("1) ", "- ").replace("2) ", "- ").replace("3) ", "- "), FIRST, SECOND),
    ],
)
def test_else_they_are_doubtful(names: str, first: str, second: str) -> None:
    parsed = plan(grid([HEAD, ["มิติที่ 1", names, first, second]]))
    assert {item for item, year in doubtful(parsed) if year == 2566} & {0, 1, 2}


def test_of_a_scan_they_are_doubtful() -> None:
    parsed = plan(scanned_table(grid([HEAD, ["มิติที่ 1", NAMES, FIRST, SECOND]])))
    assert {item for item, year in doubtful(parsed) if year == 2566} == {0, 1, 2}
