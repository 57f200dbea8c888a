"""Tables with a row for each year and a column for each item are read as those with a row for each item."""

from __future__ import annotations

import pytest

from extract.model import Table
from pipelines.parse.turned_tables import with_items_in_rows
from pipelines.records import DocumentInfo, ParsedDocument
from tests.plan_documents import Merged, grid, prose
from tests.summary_plans import plan

TWO = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2571)
NAMES = ["โครงการอบรมคุณธรรม", "กิจกรรมรณรงค์", "รวม"]
ROWS: list[list[object]] = [["2570", "20,000", "-", "20,000"], ["2571", "25,000", "5,000", "30,000"]]
SUM: list[object] = ["รวม", "45,000", "5,000", "50,000"]
BUDGETS = [
    ("โครงการอบรมคุณธรรม", 2570, 20_000),
    ("โครงการอบรมคุณธรรม", 2571, 25_000),
    ("กิจกรรมรณรงค์", 2570, 0),
    ("กิจกรรมรณรงค์", 2571, 5_000),
]


def budgets(parsed: ParsedDocument) -> list[tuple[str, int | None, object]]:
    return [(parsed.projects[b.project].name, b.fiscal_year_be, b.amount_baht) for b in parsed.budgets]


def table(*rows: list[object], head: str = "ปีงบประมาณ พ.ศ.", headers: int = 1) -> Table:
    return grid([[head, *NAMES], *rows], headers=headers, top=100)


@pytest.mark.parametrize("head", ["ปีงบประมาณ พ.ศ.", "ปีงบประมาณ พ.ศ", "ปี"])
@pytest.mark.parametrize("more", [[], [SUM]])
def test_items_in_columns(more: list[list[object]], head: str) -> None:
    above = prose("มิติที่ 2 การบริหารราชการเพื่อป้องกันการทุจริต", top=60)
    parsed = plan(above, table(*ROWS, *more, head=head), info=TWO)
    assert budgets(parsed) == BUDGETS
    assert not any(b.doubtful for b in parsed.budgets)
    assert {p.dimension for p in parsed.projects} == {2}
    sums = {(t.scope, t.dimension, t.fiscal_year_be): t.value for t in parsed.stated_totals}
    assert sums.items() >= {("dimension", 2, 2570): 20_000, ("dimension", 2, 2571): 30_000}.items()
    assert not parsed.remarks


def test_a_heading_over_the_items_is_over_the_years() -> None:
    band = [Merged("ปีงบประมาณ", 2), Merged("งบประมาณ (พันบาท)", 1, 3), None, None]
    rows = [["2570", "20", "-", "20"], ["2571", "25", "5", "30"]]
    parsed = plan(grid([band, [None, *NAMES], *rows], headers=2), info=TWO)
    assert budgets(parsed) == BUDGETS


def test_headings_of_dimensions_over_their_items() -> None:
    first, second = "มิติที่ 1 การสร้างสังคมที่ไม่ทนต่อการทุจริต", "มิติที่ 2 การบริหารราชการเพื่อป้องกันการทุจริต"
    band = [Merged("ปีงบประมาณ", 2), first, Merged(second, 1, 2), None]
    names = [None, NAMES[0], NAMES[1], "มาตรการลดขั้นตอน"]
    parsed = plan(
        grid([band, names, ["2570", "20,000", "-", "-"], ["2571", "25,000", "5,000", "-"]], headers=2),
        info=TWO,
    )
    assert [(p.name, p.dimension) for p in parsed.projects] == [
        (NAMES[0], 1),
        (NAMES[1], 2),
        ("มาตรการลดขั้นตอน", 2),
    ]
    assert budgets(parsed)[:4] == BUDGETS


def test_an_amount_merged_over_years_is_over_their_columns() -> None:
    rows = [["2570", Merged("20,000", 2), "-", "20,000"], ["2571", None, "5,000", "25,000"]]
    turned = with_items_in_rows(table(*rows))
    assert [(c.row, c.col, c.col_span) for c in turned.cells if c.text == "20,000"] == [(1, 1, 2), (3, 1, 1)]


@pytest.mark.parametrize(
    "other",
    [
        table(["2570", "20,000", "-", "20,000"]),
        table(["2570", "20,000", "-", "20,000"], ["2575", "25,000", "-", "25,000"]),
        table(*ROWS, ["หมายเหตุ", "", "", ""]),
        table(*ROWS, head="ที่"),
        table(["2570", "จัดอบรม", "-", ""], ["2571", "จัดอบรม", "รณรงค์", ""]),
        grid([["ปีงบประมาณ", "จำนวนโครงการ", "งบประมาณ"], ["2570", "2", "45,000"], ["2571", "3", "50,000"]]),
        grid(
            [
                [Merged("ปี", 2), Merged("งบประมาณ", 1, 2), None, "หมายเหตุ"],
                [None, *NAMES],
                *ROWS,
            ],
            headers=2,
        ),
    ],
)  # fmt: skip
def test_other_tables_stay_as_they_are(other: Table) -> None:
    assert with_items_in_rows(other) is other
