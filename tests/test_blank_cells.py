"""A cell of a scan in which nothing was read is doubtful unless it was seen to be empty."""

from __future__ import annotations

from dataclasses import replace

import pytest
from plan_documents import document, grid, prose
from scan_readings import reading, scanned_table
from summary_plans import plan

from extract.model import Table
from pipelines.parse.action_plan import parse_action_plan
from pipelines.reconcile import reconcile
from pipelines.records import BESIDE_DASHES, Budget, DocumentInfo

TWO = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)

ROWS = [
    ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"],
    ["1. การสร้างวัฒนธรรมสุจริต", "1) โครงการอบรมคุณธรรม", "5,000", ""],
    ["", "2) มาตรการลดการใช้กระดาษ", "-", "-"],
]


def _blank(seen_empty: bool, confidence: float = 0.999) -> Budget:
    table = grid(ROWS, confidence=confidence)
    cells = tuple(replace(c, seen_empty=seen_empty) if not c.text else c for c in table.cells)
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    plan = document(Table(cells, table.n_rows, table.n_cols, table.bbox, page=1))
    parsed = reconcile(parse_action_plan(plan, info), plan)
    return next(b for b in parsed.budgets if b.amount_status == "blank" and b.origin == "summary")


@pytest.mark.parametrize(("seen_empty", "doubtful"), [(True, False), (False, True)])
def test_a_blank_is_certain_only_where_the_cell_was_seen_empty(seen_empty: bool, doubtful: bool) -> None:
    assert _blank(seen_empty).doubtful is doubtful


def test_a_blank_of_a_badly_read_table_is_doubtful() -> None:
    """Where digits are hard to read, a hyphen may have left no trace."""
    blank = _blank(True, 0.9)
    assert blank.doubtful
    assert blank.doubt == "nothing was read in the cell of a badly read table"


DETAIL = """ลำดับที่ 1
1. ชื่อโครงการ : โครงการอบรมคุณธรรม
2. หลักการและเหตุผล
  ด้วยเทศบาลเห็นความสำคัญของการทำงานด้วยความสุจริต
3. วัตถุประสงค์
  เพื่อให้บุคลากรมีคุณธรรม
7. งบประมาณ
8. ผู้รับผิดชอบ
  สำนักปลัดเทศบาล"""


@pytest.mark.parametrize(("confidence", "doubtful"), [(None, False), (0.9, True)])
def test_a_budget_section_in_which_nothing_was_read_is_doubtful_on_a_scan(
    confidence: float | None, doubtful: bool
) -> None:
    lines = [(page, replace(line, confidence=confidence)) for page, line in prose(DETAIL)]
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    (blank,) = (b for b in parse_action_plan(document(lines), info).budgets if b.origin == "detail")
    assert (blank.amount_status, blank.doubtful) == ("blank", doubtful)


def _scanned(rows: list[list[str]], unread: tuple[int, int] | None = None) -> list[tuple[str, str | None]]:
    """Status and doubt of the first item's years in a table of a clear scan whose blank cells are seen to be
    empty, but for the one at the place `unread` (row, column)."""
    table = scanned_table(grid(rows), reading(sure=0.9999))
    cells = tuple(replace(c, seen_empty=not c.text and (c.row, c.col) != unread) for c in table.cells)
    parsed = plan(replace(table, cells=cells), info=TWO)
    return [(b.amount_status, b.doubt) for b in parsed.budgets if b.project == 0]


@pytest.mark.parametrize(
    ("first", "doubt"), [("-", BESIDE_DASHES), ("5,000", None), ("ไม่ใช้งบประมาณ", None), ("", None)]
)
def test_a_blank_of_a_scan_beside_a_hyphen_may_be_one(first: str, doubt: str | None) -> None:
    rows = [["ที่", "โครงการ/กิจกรรม", "ปี 2566", "ปี 2567"], ["1", "โครงการอบรม", first, ""]]
    assert _scanned(rows)[1] == ("blank", doubt)


@pytest.mark.parametrize(
    ("mark", "unread", "told"),
    [
        ("✓", False, ("no_budget", None)),
        ("", True, ("blank", "nothing was read in the cell")),
        ("ร", False, ("blank", "nothing was read in the cell")),
        ("", False, ("blank", None)),
    ],
)
def test_a_mark_that_was_not_read_beside_a_blank_leaves_it_doubtful(
    mark: str, unread: bool, told: tuple[str, str | None]
) -> None:
    head = ["ที่", "โครงการ/กิจกรรม", "ปี 2566", "ไม่ใช้งบประมาณ ปี 2566", "ปี 2567"]
    rows = [head, ["1", "โครงการอบรม", "", mark, "5,000"], ["2", "โครงการตลาดนัด", "5,000", "", "5,000"]]
    assert _scanned(rows, (1, 3) if unread else None)[0] == told
