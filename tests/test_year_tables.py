"""Plans that part their budgets by year: a table for each year or dimension, a list of years in a cell,
counts and sums beside each other under one year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extract.model import Line, Reading, Table
from pipelines.parse import parse
from pipelines.parse.detail_values import SEVERAL_YEARS
from pipelines.parse.groups import TWICE
from pipelines.parse.item_bands import DIFFERS
from pipelines.parse.year_rows import LIST_UNREAD
from pipelines.records import YEAR_UNREAD, DocumentInfo
from tests.plan_documents import Merged, document, grid, prose
from tests.scan_readings import scanned_table
from tests.summary_plans import plan, total

TWO = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2571)
THREE = DocumentInfo("action_plan", fiscal_year_start_be=2562, fiscal_year_end_be=2564)


def test_an_item_that_each_year_lists_in_a_table_of_its_dimension_is_one() -> None:
    parts: list[object] = []
    for place, (year, number) in enumerate((y, n) for y in (2570, 2571) for n in (1, 2)):
        caption = f"มิติที่ {number} การป้องกันการทุจริต ปีงบประมาณ พ.ศ. {year}"
        parts.append(prose(caption, top=150.0 * place))
        rows = [
            ["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)"],
            [str(number), f"โครงการอบรม{number}", f"{year - 2560},000"],
        ]
        parts.append(grid(rows, top=150.0 * place + 30))
    parsed = plan(*parts, info=TWO)
    assert [(p.seq, p.dimension, p.name) for p in parsed.projects] == [
        (1, 1, "โครงการอบรม1"),
        (2, 2, "โครงการอบรม2"),
    ]
    assert [(b.project, b.fiscal_year_be, b.amount_baht) for b in parsed.budgets] == [
        (0, 2570, 10_000),
        (0, 2571, 11_000),
        (1, 2570, 10_000),
        (1, 2571, 11_000),
    ]


def listed(*cells: str) -> Table:
    rows = [[str(n), f"โครงการอบรมรุ่น {n}", "เพื่อความโปร่งใส", text] for n, text in enumerate(cells, 1)]
    return grid([["ที่", "โครงการ/กิจกรรม", "วัตถุประสงค์", "งบประมาณ"], *rows])


def test_a_column_of_nothing_but_lists_of_years_is_the_budget() -> None:
    parsed = plan(
        listed(
            "ปี 2562 : 10,000 บาท\nปี 2563 : -\nปี 2564 : 12,000 บาท",
            "ปี 2562 : 5,000 บาท\nปี 2563 : 6,000 บาท\nปี 2564 : -",
        ),
        info=THREE,
    )
    told = [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets if b.project == 0]
    assert told == [(2562, 10_000, False), (2563, 0, False), (2564, 12_000, False)]


@pytest.mark.parametrize(("unsure", "doubt"), [("6", LIST_UNREAD), (":", None)])
def test_a_list_of_a_scan_is_doubtful_where_a_figure_of_it_was_not_read_for_sure(
    unsure: str, doubt: str | None
) -> None:
    def read(line: Line) -> Line:
        sure = tuple(0.6 if char == unsure else 0.99 for char in line.text)
        return replace(line, confidence=min(sure), reading=Reading(line.text, min(sure), sure))

    table = listed("ปี 2562: 10,000 บาท\nปี 2563: 9,000 บาท\nปี 2564: 12,000 บาท")
    parsed = plan(scanned_table(table, read), info=THREE)
    assert [(b.fiscal_year_be, b.amount_baht, b.doubt) for b in parsed.budgets] == [
        (2562, 10_000, doubt),
        (2563, 9_000, doubt),
        (2564, 12_000, doubt),
    ]


def test_counts_beside_sums_under_a_year_or_the_word_for_a_sum_are_no_baht() -> None:
    head = [
        [
            "มิติ",
            Merged("ปี 2570", cols=2),
            None,
            Merged("ปี 2571", cols=2),
            None,
            Merged("รวม 2 ปี", cols=2),
            None,
        ]
    ]
    head += [["", *["จำนวน", "งบประมาณ"] * 3]]
    sums = [
        ["มิติที่ 1 การสร้างวัฒนธรรมสุจริต", "2", "40,000", "2", "45,000", "4", "85,000"],
        ["มิติที่ 2 การบริหารราชการด้วยความโปร่งใส", "1", "9,000", "1", "8,000", "2", "17,000"],
        ["รวม", "3", "49,000", "3", "53,000", "6", "102,000"],
    ]
    parsed = plan(grid([*head, *sums], headers=2), info=TWO)
    assert total(parsed, "dimension", "items", dimension=1) == [Decimal(2)]
    assert total(parsed, "plan", "items") == [Decimal(3)]
    baht = [
        (t.dimension, t.fiscal_year_be, t.value) for t in parsed.stated_totals if t.quantity == "budget_baht"
    ]
    assert baht == [
        (1, 2570, 40_000),
        (1, 2571, 45_000),
        (1, None, 85_000),
        (2, 2570, 9_000),
        (2, 2571, 8_000),
        (2, None, 17_000),
        (None, 2570, 49_000),
        (None, 2571, 53_000),
        (None, None, 102_000),
    ]


def block(number: int, *rows: tuple[str, str], sum_row: str = "", top: float = 100.0) -> Table:
    head = [[Merged(f"โครงการที่ {number} : โครงการอบรมรุ่น {number}", cols=3), None, None]]
    head += [["ปีงบประมาณ", "กิจกรรมที่ดำเนินการ", "งบประมาณ (บาท)"]]
    body = [[year, "จัดประชุม", amount] for year, amount in rows]
    return grid([*head, *body, *([["", "รวม", sum_row]] if sum_row else [])], headers=2, top=top)


def test_rows_of_years_below_a_row_that_names_the_project_are_its_own() -> None:
    parsed = plan(
        prose("มิติที่ 1 การสร้างวัฒนธรรมสุจริต"),
        block(1, ("2570", "20,000"), ("2571", "-"), sum_row="20,000"),
        prose("มิติที่ 2 การบริหารราชการด้วยความโปร่งใส", top=260),
        block(2, ("2570", "5,000"), ("2571", "6,000"), sum_row="12,000", top=300),
        info=TWO,
    )
    assert [(p.seq, p.dimension, p.name) for p in parsed.projects] == [
        (1, 1, "โครงการอบรมรุ่น 1"),
        (2, 2, "โครงการอบรมรุ่น 2"),
    ]
    assert [(b.project, b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (0, 2570, 20_000, False),
        (0, 2571, 0, False),
        (1, 2570, 5_000, False),
        (1, 2571, 6_000, False),
    ]
    assert [remark.why for remark in parsed.remarks] == [DIFFERS]


def test_a_sum_of_all_years_below_the_items_of_the_last_is_of_no_single_year() -> None:
    def year(number: int) -> list[object]:
        return [Merged(f"ปีงบประมาณ พ.ศ. {number}", cols=3), None, None]

    rows = [
        ["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)"],
        *(year(2570), ["1", "โครงการอบรมธรรมะ", "20,000"], ["", "รวม", "20,000"]),
        *(year(2571), ["1", "โครงการอบรมธรรมะ", "25,000"], ["", "รวม", "25,000"]),
        ["", "รวมทั้งสิ้น", "45,000"],
    ]
    parsed = plan(grid(rows), info=TWO)  # type: ignore[arg-type]
    assert [(t.fiscal_year_be, t.value) for t in parsed.stated_totals] == [
        (2570, 20_000),
        (2571, 25_000),
        (None, 45_000),
    ]


def test_the_sum_of_a_table_whose_year_was_not_read_is_doubtful() -> None:
    head = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)"]
    rows = [["1", "โครงการอบรมธรรมะ", "20,000"], ["", "รวม", "20,000"]]
    parsed = plan(
        prose("ปีงบประมาณ พ.ศ. 2570"),
        grid([head, *rows]),
        prose("ปีงบประมาณ พ.ศ.", top=280),
        grid([head, *rows], top=300),
        info=TWO,
    )
    assert [(t.fiscal_year_be, t.doubt) for t in parsed.stated_totals] == [(2570, None), (None, YEAR_UNREAD)]


def test_sums_of_dimensions_and_the_plan_below_rows_of_years_are_stated() -> None:
    def named(text: str) -> list[object]:
        return [Merged(text, cols=3), None, None]

    rows = [
        named("มิติที่ 1 การสร้างวัฒนธรรมสุจริต"),
        named("โครงการที่ 1 : โครงการอบรมธรรมะ"),
        ["ปีงบประมาณ", "กิจกรรมที่ดำเนินการ", "งบประมาณ (บาท)"],
        ["2570", "จัดอบรม", "20,000"],
        ["2571", "จัดอบรม", "25,000"],
        ["รวม", "", "45,000"],
        ["รวมมิติที่ 1", "", "45,000"],
        named("มิติที่ 2 การบริหารราชการด้วยความโปร่งใส"),
        named("โครงการที่ 2 : โครงการจิตอาสา"),
        ["2570", "เก็บขยะ", "10,000"],
        ["2571", "เก็บขยะ", "15,000"],
        ["รวม", "", "25,000"],
        ["รวมทั้งสิ้น", "", "70,000"],
    ]
    parsed = plan(grid(rows, headers=0), info=TWO)  # type: ignore[arg-type]
    assert [(p.seq, p.dimension) for p in parsed.projects] == [(1, 1), (2, 2)]
    assert [b.amount_baht for b in parsed.budgets] == [20_000, 25_000, 10_000, 15_000]
    assert [(t.scope, t.dimension, t.value) for t in parsed.stated_totals] == [
        ("dimension", 1, 45_000),
        ("plan", None, 70_000),
    ]
    assert parsed.remarks == []


def test_the_row_that_names_a_project_is_no_title_of_its_table() -> None:
    title = prose("แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2570 - 2571)")
    parsed = parse(document(title, block(1, ("2570", "20,000"), ("2571", "-"))))
    assert [p.name for p in parsed.projects] == ["โครงการอบรมรุ่น 1"]


def test_one_table_of_such_blocks_under_headings_of_dimensions() -> None:
    rows: list[list[object]] = [["ปี พ.ศ.", "กิจกรรม", "งบประมาณ"]]
    for number in (1, 3):
        rows.append([Merged(f"มิติที่ {number} การป้องกันการทุจริต", cols=3), None, None])
        rows.append([Merged(f"{number}. กิจกรรมรณรงค์ {number}", cols=3), None, None])
        rows += [[year, "รณรงค์", f"{number}{year[-1]},000"] for year in ("2570", "2571")]
    parsed = plan(grid(rows), info=TWO)  # type: ignore[arg-type]
    assert [(p.seq, p.dimension, p.name) for p in parsed.projects] == [
        (1, 1, "กิจกรรมรณรงค์ 1"),
        (3, 3, "กิจกรรมรณรงค์ 3"),
    ]
    assert [b.amount_baht for b in parsed.budgets] == [10_000, 11_000, 30_000, 31_000]


@pytest.mark.parametrize("cell", ["ปี 2570 - 2571 ปีละ 5,000 บาท", "ปี 2570 - 2571\nปีละ 5,000 บาท"])
def test_a_span_of_years_with_what_each_costs_is_each_years_amount(cell: str) -> None:
    table = grid([["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ"], ["1", "โครงการอบรม", cell]])
    parsed = plan(table, info=TWO)
    told = [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets]
    assert told == [(2570, 5_000, False), (2571, 5_000, False)]


@pytest.mark.parametrize(
    ("cell", "amount", "certain"),
    [
        ("ค่าใช้สอย 80,000\nค่าวัสดุ 12,500\nรวม 92,500", 92_500, True),
        ("ค่าใช้สอย 80,000\nค่าวัสดุ 12,500\nรวม 95,500", None, False),
        ("80,000\n12,500\nรวม 92,500", 80_000, False),
    ],
)
def test_the_sum_of_the_parts_in_a_cell_is_its_amount(cell: str, amount: int | None, certain: bool) -> None:
    head = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณปี 2570"]
    parsed = plan(grid([head, ["1", "โครงการอบรม", cell], ["2", "โครงการเยาวชน", "5,000"]]), info=TWO)
    (budget,) = [b for b in parsed.budgets if b.project == 0 and b.fiscal_year_be == 2570]
    assert (budget.amount_baht, not budget.doubtful) == (amount, certain)


def test_the_source_of_money_in_the_heading_and_the_cells_of_a_budget() -> None:
    head = [
        "ที่",
        "โครงการ/กิจกรรม/มาตรการ",
        "วัตถุประสงค์",
        "กลุ่มเป้าหมาย",
        "งบประมาณ (บาท)/แหล่งงบประมาณ",
        "ผู้รับผิดชอบ",
    ]
    cells = ["30,000 / เทศบัญญัติ ปี 2570", "ไม่มีค่าใช้จ่าย", "งบ สปสช. 15,000", "3,600 บาท (12 ตู้ ๆ ละ 300 บาท)"]
    rows = [
        [str(n), f"โครงการอบรม{n}", "เพื่อความโปร่งใส", "พนักงาน", text, "สำนักปลัด"]
        for n, text in enumerate(cells, 1)
    ]
    one = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2570)
    parsed = plan(grid([head, *rows]), info=one)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (30_000, False),
        (0, False),
        (15_000, False),
        (3_600, False),
    ]


def test_a_count_of_the_items_of_one_of_several_tables_is_not_the_plans() -> None:
    with_money = grid(
        [
            ["ที่", "มิติที่", "โครงการ", "2570", "2571"],
            ["1", "1", "โครงการอบรม", "1,000", "-"],
            ["", "", "รวม 1 โครงการ", "1,000", "-"],
        ]
    )
    without = grid(
        [["ที่", "มิติที่", "กิจกรรม/มาตรการ"], ["1", "2", "กิจกรรมรณรงค์"], ["2", "4", "มาตรการตรวจสอบ"]], top=300
    )
    parsed = plan(with_money, without, info=TWO)
    assert len(parsed.projects) == 3
    assert total(parsed, "plan", "items") == []
    assert total(parsed, "plan", "projects") == [Decimal(1)]


def test_headings_without_a_project_are_told_and_no_project() -> None:
    text = """วัตถุประสงค์
กลุ่มเป้าหมาย
งบประมาณ
10,000 บาท
ผู้รับผิดชอบ
หลักการและเหตุผล
เพื่อความโปร่งใส"""
    parsed = plan(prose(text), info=TWO)
    assert all(project.name for project in parsed.projects)


def test_a_table_with_the_plans_sum_of_each_year() -> None:
    rows = [["2570", "2", "43,000"], ["2571", "2", "45,000"], ["รวม 2 ปี", "4", "88,000"]]
    parsed = plan(grid([["ปีงบประมาณ", "จำนวนโครงการ", "งบประมาณ (บาท)"], *rows]), info=TWO)
    stated = [(t.scope, t.quantity, t.fiscal_year_be, t.value, t.doubtful) for t in parsed.stated_totals]
    assert stated == [
        ("plan", "budget_baht", 2570, 43_000, False),
        ("plan", "budget_baht", 2571, 45_000, False),
        ("plan", "budget_baht", None, 88_000, False),
    ]


@pytest.mark.parametrize("first", ["1.1 จัดอบรม", "1.1 กิจกรรมอบรม"])
def test_numbered_parts_of_an_item_are_no_items(first: str) -> None:
    head = ["ที่", "โครงการ/กิจกรรม", "2570", "2571"]
    rows = [["1", "โครงการจิตสาธารณะ", "75,000", "80,000"], ["", first, "50,000", "50,000"]]
    rows += [["", "1.2 กิจกรรมบำเพ็ญประโยชน์", "25,000", "30,000"], ["2", "โครงการตลาดนัด", "9,000", "-"]]
    parsed = plan(prose("มิติที่ 2 การบริหารราชการด้วยความโปร่งใส"), grid([head, *rows]), info=TWO)
    assert [(p.seq, p.dimension, p.name) for p in parsed.projects] == [
        (1, 2, "โครงการจิตสาธารณะ"),
        (2, 2, "โครงการตลาดนัด"),
    ]
    assert [b.amount_baht for b in parsed.budgets] == [75_000, 80_000, 9_000, 0]
    assert len(parsed.remarks) == 2


def test_an_item_that_costs_more_than_the_one_above_is_no_part_of_it() -> None:
    head = ["ที่", "โครงการ/กิจกรรม", "2570", "2571"]
    rows = [["1", "โครงการจิตสาธารณะ", "5,000", "-"], ["", "1.1 กิจกรรมบำเพ็ญประโยชน์", "25,000", "30,000"]]
    parsed = plan(grid([head, *rows]), info=TWO)
    assert [p.name for p in parsed.projects] == ["โครงการจิตสาธารณะ", "กิจกรรมบำเพ็ญประโยชน์"]


def test_a_table_with_the_header_of_another_lists_items_whatever_its_cells_hold() -> None:
    head = ["ที่", "โครงการ/กิจกรรม", "วัตถุประสงค์", "งบประมาณ"]
    first = grid([head, ["1", "โครงการอบรม", "เพื่อความโปร่งใส", "ปี 2570 : 5,000 บาท\nปี 2571 : -"]])
    second = grid([head, ["2", "โครงการตลาดนัด", "เพื่อความโปร่งใส", "ปี 257. 4,000 บาท\nปี 25. -"]], top=300)
    parsed = plan(first, second, info=TWO)
    assert [p.name for p in parsed.projects] == ["โครงการอบรม", "โครงการตลาดนัด"]
    assert all(b.doubtful for b in parsed.budgets if b.project == 1)


@pytest.mark.parametrize(
    ("cell", "doubt"), [("50,000", SEVERAL_YEARS), ("ปีละ 50,000 บาท", None), ("50,000 บาท/ปี", None)]
)
def test_an_amount_merged_over_years_is_of_each_only_where_it_says_so(cell: str, doubt: str | None) -> None:
    head = ["ที่", "โครงการ/กิจกรรม", "2562", "2563", "2564"]
    rows = [
        ["1", "โครงการอบรม", "9,000", Merged(cell, cols=2), None],
        ["2", "โครงการตลาดนัด", "1,000", "2,000", "3,000"],
    ]
    parsed = plan(grid([head, *rows]), info=THREE)
    told = [(b.fiscal_year_be, b.amount_baht, b.doubt) for b in parsed.budgets if b.project == 0]
    assert told == [(2562, 9_000, None), (2563, 50_000, doubt), (2564, 50_000, doubt)]


def test_a_sum_merged_over_all_years_is_that_of_them_all() -> None:
    head = ["ที่", "โครงการ/กิจกรรม", "2570", "2571"]
    rows = [
        ["1", "โครงการอบรม", "9,000", "8,000"],
        ["", "Grand Total / รวมทั้งสิ้น", Merged("17,000", cols=2), None],
    ]
    parsed = plan(grid([head, *rows]), info=TWO)
    assert len(parsed.projects) == 1
    assert [(t.scope, t.fiscal_year_be, t.value) for t in parsed.stated_totals] == [("plan", None, 17_000)]


def test_a_tick_in_the_column_of_what_needs_no_budget() -> None:
    head = [["ที่", "โครงการ/กิจกรรม", Merged("ปี 2570", cols=2), None, Merged("ปี 2571", cols=2), None]]
    head += [["", "", "งบประมาณ", "ไม่ใช้งบ", "งบประมาณ", "ไม่ใช้งบ"]]
    rows = [["1", "โครงการอบรม", "9,000", "", "8,000", ""], ["2", "กิจกรรมรณรงค์", "", "✓", "4,000", ""]]
    parsed = plan(grid([*head, *rows], headers=2), info=TWO)
    assert [(b.amount_baht, b.amount_status) for b in parsed.budgets] == [
        (9_000, "amount"),
        (8_000, "amount"),
        (0, "no_budget"),
        (4_000, "amount"),
    ]


def test_dots_that_lead_to_an_amount_are_none_of_the_name() -> None:
    text = """มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1. โครงการเข้าค่าย ...................... 35,000 บาท
2. กิจกรรมประชาสัมพันธ์ ...................... ไม่ใช้งบประมาณ"""
    one = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2570)
    parsed = plan(prose(text), info=one)
    assert [p.name for p in parsed.projects] == ["โครงการเข้าค่าย", "กิจกรรมประชาสัมพันธ์"]
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(35_000, False), (0, False)]


def test_rows_that_name_a_year_head_the_items_of_that_year() -> None:
    head = ["ที่", "มิติ", "โครงการ/กิจกรรม", "งบประมาณ (บาท)", "ผู้รับผิดชอบ"]
    rows: list[list[object]] = [head]
    for year, first, second in (("2570", "12,000", "-"), ("2571", "13,000", "5,000")):
        rows.append([Merged(f"ปีงบประมาณ พ.ศ. {year}", cols=5), None, None, None, None])
        rows.append(["1", "1", "โครงการอบรม", first, "สำนักปลัด"])
        rows.append(["2", "3", "โครงการตลาดนัด", second, "กองคลัง"])
        total = "12,000" if year == "2570" else "18,000"
        rows.append([Merged(f"รวมปี {year}", cols=3), None, None, total, ""])
    parsed = plan(grid(rows), info=TWO)  # type: ignore[arg-type]
    assert [(p.seq, p.dimension, p.name) for p in parsed.projects] == [
        (1, 1, "โครงการอบรม"),
        (2, 3, "โครงการตลาดนัด"),
    ]
    assert [(b.project, b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (0, 2570, 12_000, False),
        (0, 2571, 13_000, False),
        (1, 2570, 0, False),
        (1, 2571, 5_000, False),
    ]
    assert [(t.scope, t.fiscal_year_be, t.value) for t in parsed.stated_totals] == [
        ("plan", 2570, 12_000),
        ("plan", 2571, 18_000),
    ]


def test_how_often_before_how_much() -> None:
    head = ["ที่", "มิติที่", "โครงการ/กิจกรรม", "ครั้ง / งบประมาณ ปี 2570", "ครั้ง / งบประมาณ ปี 2571"]
    cells = ["2 ครั้ง / 20,000 บาท", "4 ครั้ง / ไม่ใช้งบประมาณ"]
    parsed = plan(
        grid([head, ["1", "1", "โครงการอบรม", *cells], ["2", "2", "กิจกรรมรณรงค์", *cells]]), info=TWO
    )
    told = [(b.amount_baht, b.amount_status, b.doubtful) for b in parsed.budgets]
    assert told == [(20_000, "amount", False), (0, "no_budget", False)] * 2


def test_items_listed_twice_for_a_year_are_doubtful() -> None:
    rows = [["1", "โครงการอบรม", "12,000"], ["2", "โครงการตลาดนัด", "9,000"]]
    head = ["ที่", "โครงการ/กิจกรรม", "งบประมาณ (บาท)"]
    parsed = plan(
        prose("แผนประจำปีงบประมาณ พ.ศ. 2570", top=60),
        grid([head, *rows]),
        prose("แผนประจำปีงบประมาณ พ.ศ. 2571", top=260),
        grid([head, *rows, *rows], top=300),
        info=TWO,
    )
    assert {b.doubt for b in parsed.budgets if b.fiscal_year_be == 2571} == {TWICE}
    assert {b.doubt for b in parsed.budgets if b.fiscal_year_be == 2570} == {None}


@pytest.mark.parametrize(("second", "doubt"), [("โครงการตลาดนัด", TWICE), ("โครงการวันเด็ก", None)])
def test_two_tables_of_one_year_with_the_same_names_are_doubtful(second: str, doubt: str | None) -> None:
    def listed(name: str, amount: str, top: float) -> Table:
        head = ["ที่", "โครงการ/กิจกรรม", "งบประมาณ (บาท)"]
        return grid([head, ["1", "โครงการอบรม", amount], ["2", name, "9,000"]], top=top)

    dated = "แผนประจำปีงบประมาณ พ.ศ. 2570"
    parsed = plan(
        prose(dated, top=60),
        listed("โครงการตลาดนัด", "12,000", 100),
        prose(dated, top=260),
        listed(second, "15,000", 300),
        info=TWO,
    )
    assert [(b.fiscal_year_be, b.doubt) for b in parsed.budgets if b.amount_baht] == [(2570, doubt)] * 4


def test_a_table_without_a_year_among_those_of_each_year_is_doubtful() -> None:
    rows = [
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณ (บาท)"],
        ["1", "โครงการอบรม", "12,000"],
        ["2", "โครงการตลาดนัด", "9,000"],
    ]
    dated = prose("แผนประจำปีงบประมาณ พ.ศ. 2570", top=60)
    parsed = plan(dated, grid(rows), prose("แผนประจำปี", top=260), grid(rows, top=300), info=TWO)
    assert {(b.fiscal_year_be, b.doubt) for b in parsed.budgets if b.amount_baht} == {
        (2570, None),
        (None, YEAR_UNREAD),
    }


def test_a_tick_in_the_last_column_says_that_no_budget_is_needed() -> None:
    head = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)", "ไม่ใช้งบประมาณ"]
    rows = [["1", "โครงการอบรม", "20,000", ""], ["2", "โครงการจิตอาสา", "", "/"]]
    parsed = plan(grid([head, *rows]), info=TWO)
    assert [(b.amount_baht, b.amount_status) for b in parsed.budgets] == [
        (20_000, "amount"),
        (0, "no_budget"),
    ]


def test_the_sum_of_each_years_table_is_that_of_all_its_dimensions() -> None:
    parts: list[object] = []
    for place, year in enumerate((2570, 2571)):
        rows = [
            ["มิติที่", "ที่", "โครงการ/กิจกรรม", "งบประมาณ (บาท)"],
            ["1", "1", "โครงการอบรม", f"{place + 1}2,000"],
            ["2", "2", "โครงการตลาดนัด", "9,000"],
            ["", "", "รวมเป็นเงิน", f"{place + 2}1,000"],
        ]
        parts += [prose(f"แผนงานประจำปีงบประมาณ พ.ศ. {year}", top=200.0 * place + 60)]
        parts += [grid(rows, top=200.0 * place + 90)]
    parsed = plan(*parts, info=TWO)
    assert [(t.scope, t.dimension, t.fiscal_year_be, t.value) for t in parsed.stated_totals] == [
        ("plan", None, 2570, 21_000),
        ("plan", None, 2571, 31_000),
    ]


@pytest.mark.parametrize(
    "caption", ["ข. ปีงบประมาณ พ.ศ. {}", "2. ปี {}", "(2) ประจำปีงบประมาณ พ.ศ. {}", "โครงการประจำปีงบประมาณ {}"]
)
def test_a_table_below_a_year_behind_the_plans_own_is_of_that_year_with_doubt(caption: str) -> None:
    rows = [["ที่", "มิติ", "โครงการ/กิจกรรม", "งบประมาณ"]]
    first = grid([*rows, ["1", "1", "โครงการอบรมคุณธรรม", "8,000"]], top=100)
    second = grid([*rows, ["1", "3", "โครงการค่ายเยาวชน", "9,000"]], top=300)
    parts = [prose(caption.format(2568), top=60), first, prose(caption.format(2569), top=260), second]
    both = DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2569)
    one = replace(both, fiscal_year_end_be=2568)
    for info, doubtful in ((both, False), (one, True)):
        parsed = plan(*parts, info=info)
        told = [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets]
        assert told[1] == (2569, 9_000, doubtful)
        assert told[0] == (2568, 8_000, False)


@pytest.mark.parametrize("again", ["กิจกรรมเวที่ประชาคม", "กิจกรรมเวทีประชาคม"])
def test_an_item_of_a_scan_whose_mark_was_misread_in_one_years_table_is_one(again: str) -> None:
    rows = [["ที่", "มิติ", "โครงการ/กิจกรรม", "งบประมาณ"]]
    known = ["2", "3", "กิจกรรมเวทีประชาคม", "7,000"]
    first = grid([*rows, ["1", "1", "โครงการอบรม", "8,000"], known], top=100)
    second = grid([*rows, ["1", "1", "โครงการอบรม", "9,000"], ["2", "3", again, "6,000"]], top=300)
    info = DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2569)
    captions = [prose("ปีงบประมาณ พ.ศ. 2568", top=60), prose("ปีงบประมาณ พ.ศ. 2569", top=260)]
    parsed = plan(captions[0], scanned_table(first), captions[1], scanned_table(second), info=info)
    assert [p.name for p in parsed.projects] == ["โครงการอบรม", "กิจกรรมเวทีประชาคม"]


@pytest.mark.parametrize(
    "cell", ["45,000 บาท (เฉพาะปี 2569)", "45,000 บาท ในปี 2569", "ปี 2569 จำนวน 45,000 บาท"]
)
def test_a_cell_that_names_its_year_beside_a_column_of_years(cell: str) -> None:
    table = grid(
        [
            ["ที่", "มิติที่", "โครงการ/กิจกรรม", "งบประมาณ", "ระยะเวลา"],
            ["1", "1", "โครงการอบรมคุณธรรม", "ปีละ 20,000 บาท", "2568-2570"],
            ["2", "2", "โครงการจัดซื้อเครื่องบัตรคิว", cell, "2569"],
        ]
    )
    info = DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2570)
    parsed = plan(table, info=info)
    told = [(b.project, b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets]
    assert told == [*((0, year, 20_000, False) for year in (2568, 2569, 2570)), (1, 2569, 45_000, False)]


THREE_YEARS = DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2570)
LISTED = """แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2568 - 2570)
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1) โครงการปฐมนิเทศพนักงานใหม่
{}
ผู้รับผิดชอบ สำนักปลัด
มิติที่ 2 การบริหารราชการด้วยความโปร่งใส
2) โครงการจัดทำวารสาร
{}
ผู้รับผิดชอบ สำนักปลัด
"""


@pytest.mark.parametrize(
    ("sum_of_all", "doubtful"),
    [("รวม 3 ปี เป็นเงิน 36,000 บาท", False), ("รวมทั้งสิ้น 36,000 บาท", False), ("รวม 3 ปี 63,000 บาท", True)],
)
def test_what_is_spent_each_year_with_the_sum_of_all(sum_of_all: str, doubtful: bool) -> None:
    text = LISTED.format(f"งบประมาณ ปีละ 12,000 บาท {sum_of_all}", "งบประมาณ ไม่ใช้งบประมาณ")
    parsed = plan(prose(text), info=THREE_YEARS)
    assert {(b.amount_baht, b.doubtful) for b in parsed.budgets if b.project == 0} >= {(12_000, doubtful)}


@pytest.mark.parametrize(
    "broken",
    [
        "งบประมาณ พ.ศ. 2568 จำนวน 40,000\nบาท และ พ.ศ. 2569 จำนวน 42,000 บาท",
        "งบประมาณ พ.ศ. 2568 จำนวน 40,000 บาท\nและ พ.ศ. 2569 จำนวน 42,000 บาท",
        "งบประมาณ ปี 2568 จำนวน 40,000 บาท\nปี 2569 จำนวน 42,000 บาท",
    ],
)
def test_a_list_of_years_that_goes_on_on_the_next_line(broken: str) -> None:
    parsed = plan(prose(LISTED.format("งบประมาณ ไม่ใช้งบประมาณ", broken)), info=THREE_YEARS)
    told = [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets if b.project == 1]
    assert told == [(2568, 40_000, False), (2569, 42_000, False)]


@pytest.mark.parametrize("of", ["สอดคล้องกับ มิติที่ {}", "ความสอดคล้อง : มิติที่ {}", "ภายใต้มิติที่ {} การสร้างวัฒนธรรม"])
def test_small_tables_of_years_below_the_names_of_items(of: str) -> None:
    def below(amounts: list[str], top: float) -> Table:
        return grid([["ปีงบประมาณ", "2568", "2569", "2570"], ["งบประมาณ (บาท)", *amounts]], top=top)

    names = ["1. โครงการอบรมวินัยการเงิน", "2. มาตรการไม่รับสินบน"]
    first, second = (prose(f"{name}\n{of.format(n)}", top=90.0 + 200 * n) for n, name in enumerate(names, 1))
    parts = [first, below(["-", "33,000", "-"], 330), prose("ผู้รับผิดชอบ กองคลัง", top=370)]
    parts += [second, below(["-", "-", "-"], 530), prose("ผู้รับผิดชอบ กองช่าง", top=570)]
    parsed = plan(*parts, info=THREE_YEARS)
    assert [(p.name, p.dimension) for p in parsed.projects] == [(names[0][3:], 1), (names[1][3:], 2)]
    told = {(b.project, b.fiscal_year_be): (b.amount_baht, b.doubtful) for b in parsed.budgets}
    expected = {(n, year): (0, False) for n in (0, 1) for year in (2568, 2569, 2570)}
    assert told == {**expected, (0, 2569): (33_000, False)}


@pytest.mark.parametrize("header", [["ปี", "งบประมาณ"], ["ปีงบประมาณ", "จำนวนเงิน (บาท)"]])
def test_small_tables_of_years_are_no_sums_of_the_plan(header: list[str]) -> None:
    def below(head: list[str], amounts: list[str], top: float) -> Table:
        rows = [[str(2568 + n), amount] for n, amount in enumerate(amounts)]
        return grid([head, *rows], top=top)

    parts = [prose("1. โครงการอบรมวินัยการเงิน", top=100), below(header, ["12,000", "13,000", "-"], 150)]
    parts += [prose("2. โครงการค่ายเยาวชน", top=300), below(header, ["2,000", "3,000", "4,000"], 350)]
    parts += [below(["ปี", "ผู้เข้าร่วม"], ["40", "50", "60"], 450)]
    parsed = plan(*parts, info=THREE_YEARS)
    assert [p.name for p in parsed.projects] == ["โครงการอบรมวินัยการเงิน", "โครงการค่ายเยาวชน"]
    told = {(b.project, b.fiscal_year_be): b.amount_baht for b in parsed.budgets if not b.doubtful}
    first, second = {2568: 12_000, 2569: 13_000, 2570: 0}, {2568: 2_000, 2569: 3_000, 2570: 4_000}
    assert told == {(n, year): baht for n, of in enumerate((first, second)) for year, baht in of.items()}
    assert not [t for t in parsed.stated_totals if not t.doubtful]


OTHER_MONEY = [
    "มาตรการตรวจงานจ้างวงเงินเกิน 500,000 บาท",
    "โครงการแจกทุน 500 บาท จำนวน 20 ทุน",
    "กิจกรรมประกวดชิงรางวัล 3,000 บาท",
]


@pytest.mark.parametrize("name", OTHER_MONEY)
def test_money_that_a_name_speaks_of_is_no_certain_budget(name: str) -> None:
    own = "โครงการปลูกต้นกล้า งบประมาณ 25,000 บาท จำนวน 40 คน"
    rows = [
        ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "กลุ่มเป้าหมาย"],
        ["1", f"1. {own}", "เยาวชน"],
        ["2", f"2. {name}", "ประชาชน"],
    ]
    one_year = replace(THREE_YEARS, fiscal_year_end_be=THREE_YEARS.fiscal_year_start_be)
    for parts in ([grid(rows)], [prose(f"1. {own}\n2. {name}")]):
        parsed = plan(*parts, info=one_year)
        assert parsed.projects[1].name == name
        assert [(b.project, b.doubtful) for b in parsed.budgets] == [(0, False), (1, True)]


@pytest.mark.parametrize(
    ("money", "amount", "sure"),
    [
        ("งบประมาณ 25,000 บาท", 25_000, True),
        ("งบประมาณ 50 คน x 100 บาท", 100, False),
        ("(เบิกจ่าย 5,000 บาท)", 5_000, False),
        ("งบประมาณกว่า 5,000 บาท", 5_000, False),
        ("งบประมาณ 60.00", 60, False),
    ],
)
def test_words_before_an_amount_in_a_name_that_make_it_another(money: str, amount: int, sure: bool) -> None:
    name = f"โครงการปลูกต้นกล้า {money}"
    table = grid([["มิติ", "โครงการ/กิจกรรม/มาตรการ", "กลุ่มเป้าหมาย"], ["1", f"1. {name}", "เยาวชน"]])
    one_year = replace(THREE_YEARS, fiscal_year_end_be=THREE_YEARS.fiscal_year_start_be)
    for parts in ([table], [prose(f"1. {name}\n2. มาตรการโปร่งใส ไม่ใช้งบประมาณ")]):
        found = [
            (b.amount_baht, not b.doubtful) for b in plan(*parts, info=one_year).budgets if b.project == 0
        ]
        assert found == [(amount, sure)]


@pytest.mark.parametrize("name", ["รวมทุกภาคส่วนต้านโกง", "รวมทุกฝ่ายสร้างเมืองสุจริต"])
def test_an_item_whose_name_begins_with_the_word_for_a_sum(name: str) -> None:
    rows = [["โครงการ/มาตรการ", "งบประมาณ", "ผู้รับผิดชอบ"], ["โครงการอบรม", "5,000", "สำนักปลัด"]]
    rows += [[name, "6,000", "กองคลัง"], ["รวม", "11,000", ""]]
    one_year = replace(THREE_YEARS, fiscal_year_end_be=THREE_YEARS.fiscal_year_start_be)
    parsed = plan(grid(rows), info=one_year)
    assert [p.name for p in parsed.projects] == ["โครงการอบรม", name]
    assert [t.value for t in parsed.stated_totals] == [11_000]
