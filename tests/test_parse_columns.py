"""Columns of years in other orders and wordings: counted down, short, ticked, split into quarters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from extract.model import Line, Reading, Table
from pipelines.parse import parse
from pipelines.parse.action_plan import parse_action_plan
from pipelines.parse.doctype import classify
from pipelines.parse.source_amounts import NO_SUM, PARTS_OF_YEAR_DIFFER
from pipelines.records import BY_PLACE, CONTESTED, DocumentInfo, ParsedDocument
from tests.plan_documents import Merged, document, grid, prose, text_document
from tests.scan_readings import Read, reading, scanned_table

THREE = DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2570)
Rows = dict[int | None, tuple[Decimal | None, bool]]


def plan(*parts: object, info: DocumentInfo = THREE) -> ParsedDocument:
    return parse_action_plan(document(*parts), info)  # type: ignore[arg-type]


def amounts(parsed: ParsedDocument, project: int) -> Rows:
    """Amount and doubt by year."""
    return {b.fiscal_year_be: (b.amount_baht, b.doubtful) for b in parsed.budgets if b.project == project}


def counted_down(headers: Sequence[str], confidence: float | None = None) -> Table:
    return grid(
        [
            ["ที่", "โครงการ/กิจกรรม/มาตรการ", *headers],
            ["1", "โครงการอบรมคุณธรรม", "3,000.-", "2,000.-", "1,000.-"],
            ["2", "กิจกรรมจิตอาสา", "-", "-", "500.-"],
        ],
        confidence=confidence,
    )


@pytest.mark.parametrize(
    ("confidence", "headers"),
    [
        (None, ["ปี ๗๐", "ปี ๖๙", "ปี ๖๘"]),
        (0.999, ["ปี ๗๐", "ปี ๖๙", "ปี ๖๘"]),
        (0.999, ["งบประมาณปี 2570", "งบประมาณปี 2569", "งบประมาณปี 2568"]),
        (0.999, ["ปี 2570", "ปี 2509", "ปี 2568"]),
    ],
)
def test_years_that_count_down(confidence: float | None, headers: list[str]) -> None:
    parsed = plan(counted_down(headers, confidence))
    values = {year: amount for year, (amount, _) in amounts(parsed, 0).items()}
    assert values == {2570: Decimal(3000), 2569: Decimal(2000), 2568: Decimal(1000)}


def test_a_plan_whose_only_table_has_short_years_is_known() -> None:
    title = prose("บัญชีโครงการตามแผนปฏิบัติการป้องกันการทุจริต\nระยะ 3 ปี (พ.ศ. 2568 - 2570)")
    assert classify(document(title, counted_down(["ปี ๗๐", "ปี ๖๙", "ปี ๖๘"]))).doc_type == "action_plan"


def test_a_plan_with_a_misread_title_and_a_row_for_each_year_is_known() -> None:
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปีงบประมาณ", "งบประมาณ (บาท)", "หน่วยงานรับผิดชอบ"],
            ["1", "โครงการอบรมคุณธรรม", "2568", "1,000", "กองคลัง"],
        ]
    )
    title = prose("แผนปฏิบัติการป้องกันการทจริต (พ.ศ. 2568 - 2570)")
    assert classify(document(title, table)).doc_type == "action_plan"
    assert classify(document(prose("แผนพัฒนาท้องถิ่น (พ.ศ. 2568 - 2570)"), table)).doc_type == "other"


def test_a_year_with_a_digit_too_many_keeps_its_column() -> None:
    table = grid(
        [
            ["โครงการ/กิจกรรม/มาตรการ", "พ.ศ. 25668", "พ.ศ. 2569", "พ.ศ. 2570"],
            ["โครงการอบรมคุณธรรม", "1,000", "2,000", "3,000"],
        ],
        confidence=0.999,
    )
    assert {year: amount for year, (amount, _) in amounts(plan(table), 0).items()} == {
        2568: Decimal(1000),
        2569: Decimal(2000),
        2570: Decimal(3000),
    }


@pytest.mark.parametrize("mark", ["☑", "✓", "๐", "1,500"])
def test_quarters_under_the_heading_of_the_year_are_no_years(mark: str) -> None:
    table = grid(
        [
            [
                Merged("ลำดับ", 2),
                Merged("โครงการ/กิจกรรม", 2),
                Merged("งบประมาณ", 2),
                Merged("ปีงบประมาณ พ.ศ. 2568", cols=4),
                None,
                None,
                None,
            ],
            [None, None, None, "ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3", "ไตรมาส 4"],
            ["1", "โครงการอบรมคุณธรรม", "12,000 บาท", mark, "", mark, ""],
            ["2", "มาตรการงดรับของขวัญ", "ไม่ใช้งบประมาณ", "", mark, mark, ""],
        ],
        headers=2,
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2568))
    differs = mark == "1,500"  # the quarters' amounts make another sum
    assert amounts(parsed, 0) == {2568: (Decimal(12000), differs)}
    assert amounts(parsed, 1) == {2568: (Decimal(0), differs)}


def ticked(heading: str, ticks: Sequence[str], confidence: float | None = None) -> Table:
    return grid(
        [
            [
                Merged("โครงการ/กิจกรรม/มาตรการ", 2),
                Merged("ปีที่ดำเนินการ", cols=3),
                None,
                None,
                Merged(heading, 2),
                Merged("หน่วยงานรับผิดชอบ", 2),
            ],
            [None, "2568", "2569", "2570", None, None],
            ["โครงการอบรมคุณธรรม", *ticks, "20,000", "กองคลัง"],
            ["มาตรการงดรับของขวัญ", "✓", "✓", "✓", "-", "กองช่าง"],
        ],
        headers=2,
        confidence=confidence,
    )


def test_an_amount_a_year_stands_for_the_ticked_years() -> None:
    parsed = plan(ticked("งบประมาณต่อปี (บาท)", ["✓", "☐", "✓"]))
    assert amounts(parsed, 0) == {2568: (Decimal(20000), False), 2570: (Decimal(20000), False)}
    assert set(amounts(parsed, 1)) == {2568, 2569, 2570}


def test_an_amount_for_several_ticked_years_is_doubtful_unless_it_is_a_years() -> None:
    parsed = plan(ticked("งบประมาณ (บาท)", ["", "✓", "✓"]))
    assert amounts(parsed, 0) == {2569: (Decimal(20000), True), 2570: (Decimal(20000), True)}
    assert amounts(plan(ticked("งบประมาณ (บาท)", ["", "", "✓"])), 0) == {2570: (Decimal(20000), False)}


def test_the_whole_budget_of_the_local_government_is_no_sum_of_the_plan() -> None:
    text = """
แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568
มีงบประมาณรายจ่ายประจำปีรวม 65,000,000 บาท และแผนฉบับนี้มีโครงการ งบประมาณรวมทั้งสิ้น 12,000 บาท

| ลำดับ | โครงการ/กิจกรรม/มาตรการ | งบประมาณ | ผู้รับผิดชอบ |
|---|---|---|---|
| 1 | โครงการอบรมคุณธรรม | 12,000 | กองคลัง |
"""
    parsed = parse(text_document(text))
    assert [t.value for t in parsed.stated_totals if t.quantity == "budget_baht"] == [Decimal(12000)]


def test_a_measure_numbered_like_a_strategy_that_has_amounts_is_an_item() -> None:
    table = grid(
        [
            ["มิติ / ภารกิจ", "โครงการ/กิจกรรม/มาตรการ", "พ.ศ. 2568", "พ.ศ. 2569", "พ.ศ. 2570"],
            [
                Merged("มิติที่ 2 การบริหารราชการด้วยความโปร่งใส", 2),
                "2.2.1 มาตรการสร้างความโปร่งใสในการบริหารงานบุคคล",
                *["-"] * 3,
            ],
            [None, "2.2.2 กิจกรรมการใช้บัตรคิว", *["60,000"] * 3],
        ]
    )
    assert [p.name for p in plan(table).projects] == [
        "มาตรการสร้างความโปร่งใสในการบริหารงานบุคคล",
        "กิจกรรมการใช้บัตรคิว",
    ]


@pytest.mark.parametrize(
    ("amount", "doubted"), [("5,000 บาท\n/ปี", False), ("ปีละ 5,000", False), ("5,000", True), ("-", False)]
)
def test_one_row_for_several_years(amount: str, doubted: bool) -> None:
    table = grid(
        [
            ["ลำดับที่", "โครงการ/กิจกรรม/มาตรการ", "ปีงบประมาณ", "งบประมาณ", "หน่วยงานรับผิดชอบ"],
            ["1", "โครงการอบรมคุณธรรม", "๒๕๖๘ - ๒๕๖๙", amount, "กองคลัง"],
            ["2", "โครงการประชาคม", "๒๕๗๐", "7,000", "กองช่าง"],
        ]
    )
    parsed = plan(table)
    value = Decimal(0) if amount == "-" else Decimal(5000)
    assert amounts(parsed, 0) == {2568: (value, doubted), 2569: (value, doubted)}
    assert amounts(parsed, 1) == {2570: (Decimal(7000), False)}


def test_a_plan_whose_money_column_is_called_an_amount_of_money() -> None:
    text = """แผนปฏิบัติการป้องกันและปราบปรามการทุจริต ประจำปีงบประมาณ 2565

| โครงการที่ | ชื่อโครงการ/กิจกรรม/มาตรการ | จำนวนเงิน | ผู้รับผิดชอบ |
|---|---|---|---|
| 1 | โครงการอบรมคุณธรรม | 5,000.- บาท | กองคลัง |
| 2 | มาตรการงดรับของขวัญ | - | กองช่าง |
"""
    parsed = parse(text_document(text))
    assert parsed.info.doc_type == "action_plan"
    assert [amounts(parsed, n) for n in range(2)] == [
        {2565: (Decimal(5000), False)},
        {2565: (Decimal(0), False)},
    ]


@pytest.mark.parametrize("band", ["มิติที่ 1 การสร้างวัฒนธรรมสุจริต", ""])
def test_headings_in_the_line_above_a_table(band: str) -> None:
    title = "สรุปแผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2568 - 2570"
    lines = prose(f"{title}\nลำดับ โครงการ/กิจกรรม/มาตรการ ปี 2568 ปี 2569 ปี 2570")
    table = grid(
        [
            *([[Merged(band, cols=5)] + [None] * 4] if band else []),
            ["1", "โครงการอบรมคุณธรรม", "1,000", "2,000", "3,000"],
            ["2", "มาตรการงดรับของขวัญ", "-", "-", "-"],
        ],
        headers=1 if band else 0,
    )
    parsed = parse(document(lines, table))
    assert parsed.info.doc_type == "action_plan"
    assert {year: amount for year, (amount, _) in amounts(parsed, 0).items()} == {
        2568: Decimal(1000),
        2569: Decimal(2000),
        2570: Decimal(3000),
    }
    assert [p.dimension for p in parsed.projects] == [1 if band else None] * 2


def test_the_span_of_a_title_names_no_columns() -> None:
    lines = prose("บัญชีโครงการตามแผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2568 - 2570")
    table = grid(
        [["1", "โครงการอบรมคุณธรรม", "1,000", "2,000"], ["2", "มาตรการงดรับของขวัญ", "-", "-"]], headers=0
    )
    assert not amounts(plan(lines, table), 0)


def by_header(weak: str, unread: str = "รูจะ5-") -> Read:
    """Reads a scan well but for the heading with `weak` in it, of which nothing was made."""

    def read(line: Line) -> Line:
        if weak and weak in line.text:
            noise = Reading(unread, 0.02, (0.02,) * len(unread))
            return replace(line, text=unread, confidence=0.02, reading=noise)
        sure = 0.895 if "ปี" in line.text else 0.99
        return replace(line, confidence=sure, reading=Reading(line.text, sure, (sure,) * len(line.text)))

    return read


@pytest.mark.parametrize(
    ("headers", "weak", "found"),
    [
        (["ปี 2566", "ปี 2567", "ปี 2568"], "2567", [(2566, 1, False), (2567, 2, False), (2568, 3, False)]),
        (["ปี 2566", "ปี 2567", "ปี 2568"], "2568", [(2566, 1, False), (2567, 2, False), (2568, 3, True)]),
        (["ปี 2566", "ปี 2568"], "", [(2566, 1, True), (2568, 2, True)]),  # the column between them is lost
    ],
)
def test_a_heading_of_a_year_that_was_not_read_shifts_no_other(
    headers: list[str], weak: str, found: list[tuple[int, int, bool]]
) -> None:
    cells = [f"{n}0,000" for n in range(1, len(headers) + 1)]
    table = grid([["ที่", "โครงการ/กิจกรรม/มาตรการ", *headers], ["1", "โครงการอบรม", *cells]])
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2568)
    parsed = plan(scanned_table(table, by_header(weak)), info=info)
    budgets = [(b.fiscal_year_be, int(b.amount_baht or 0) // 10_000, b.year_inferred) for b in parsed.budgets]
    assert [budget for budget in budgets if budget[1]] == found


@pytest.mark.parametrize(
    ("last", "found"),
    [
        (("40,000", "10,000"), {2569: (10_000, False), 2570: (None, True)}),  # the sum of the others
        (("30,000", "20,000"), {2569: (10_000, False), 2570: (30_000, True)}),
    ],
)
def test_a_column_whose_heading_was_not_read_is_a_doubtful_year_or_the_sum_of_the_years(
    last: tuple[str, str], found: Rows
) -> None:
    years = [f"ปี {year}" for year in range(2566, 2570)]
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม/มาตรการ", *years, "ร?ม"],
            ["1", "โครงการอบรม", "10,000", "10,000", "10,000", "10,000", last[0]],
            ["2", "กิจกรรมจิตอาสา", "5,000", "-", "-", "5,000", last[1]],
        ]
    )
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2570)
    parsed = plan(scanned_table(table, by_header("ร?ม")), info=info)
    assert {year: told for year, told in amounts(parsed, 0).items() if year in found} == found
    assert {b.doubt for b in parsed.budgets if b.amount_baht == 30_000} <= {BY_PLACE}


def test_the_doubts_of_years_go_with_the_rest_of_the_years_below() -> None:
    head = ["ที่", "โครงการ/กิจกรรม/มาตรการ"]
    above = grid([[*head, "ปี 2566", "ปี 2567"], ["1", "โครงการอบรม", "1,000", "2,000"]])
    below = grid(
        [[*head, "ปี 2568", "ปี 2569", "ปี 2571"], ["1", "โครงการอบรม", "3,000", "4,000", "5,000"]], top=300
    )
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2570)
    parsed = plan(scanned_table(above), scanned_table(below), info=info)
    assert len(parsed.projects) == 1
    assert {b.fiscal_year_be: b.doubt for b in parsed.budgets if b.amount_baht} == {
        2566: None,
        2567: None,
        2568: None,
        2569: None,
        2571: CONTESTED,
    }


def test_a_table_for_each_year_under_its_heading() -> None:
    parts: list[object] = []
    for place, (year, amount) in enumerate(((2566, "8,000"), (2567, "9,000"))):
        top = 200.0 * place
        parts.append(prose(f"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. {year}", top=top + 60))
        rows = [["ที่", "โครงการ/กิจกรรม/มาตรการ", "มิติที่", "งบประมาณ (บาท)"]]
        rows += [["1", f"โครงการ{year}", "1", amount], ["2", f"กิจกรรม{year}", "3", "500"]]
        parts.append(grid([*rows, ["", "รวม", "", f"{amount[0]},500"]], top=top + 100))
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    parsed = plan(*parts, info=info)
    told = [(b.fiscal_year_be, b.amount_baht) for b in parsed.budgets if b.amount_baht]
    assert told == [(2566, 8000), (2566, 500), (2567, 9000), (2567, 500)]
    assert [(t.scope, t.dimension, t.fiscal_year_be, t.value) for t in parsed.stated_totals] == [
        ("plan", None, 2566, 8500),
        ("plan", None, 2567, 9500),
    ]


def test_decimals_of_amounts_in_millions() -> None:
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566 (ล้านบาท)", "ปี 2567 (ล้านบาท)"],
            ["1", "โครงการศูนย์ข้อมูล", "1.250", "0.500"],
            ["", "รวม", "1.250", "0.500"],
        ]
    )
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    parsed = plan(table, info=info)
    expected = [(1_250_000, False), (500_000, False)]
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == expected
    assert [(t.value, t.doubtful) for t in parsed.stated_totals] == expected


def test_a_comma_in_an_amount_in_millions_may_be_a_point() -> None:
    head = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566 (ล้านบาท)"]
    parsed = plan(grid([head, ["1", "โครงการศูนย์ข้อมูล", "1,250"], ["2", "โครงการอบรม", "0.500"]]), info=THREE)
    told = [(b.amount_baht, b.doubtful) for b in parsed.budgets if b.fiscal_year_be == 2566]
    assert told == [(1_250_000, True), (500_000, False)]


def test_an_item_that_the_tables_of_several_years_list_is_one() -> None:
    parts: list[object] = []
    for place, (year, names) in enumerate(((2566, ("อบรม", "ประชุม")), (2567, ("อบรม", "ตลาดนัด")))):
        top = 200.0 * place
        parts.append(prose(f"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. {year}", top=top + 60))
        rows = [["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)"]]
        rows += [[str(n), f"โครงการ{name}", f"{n}{place},000"] for n, name in enumerate(names, 1)]
        parts.append(grid(rows, top=top + 100))
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    parsed = plan(*parts, info=info)
    names = [(p.seq, p.name) for p in parsed.projects]
    assert names == [(1, "โครงการอบรม"), (2, "โครงการประชุม"), (None, "โครงการตลาดนัด")]
    assert [(b.project, b.fiscal_year_be, b.amount_baht) for b in parsed.budgets if b.amount_baht] == [
        (0, 2566, 10_000),
        (0, 2567, 11_000),
        (1, 2566, 20_000),
        (2, 2567, 21_000),
    ]


def misread(last: str, sure: float) -> Table:
    """A scanned table of three years, the last of which was read as `last` with some confidence."""
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2568", "ปี 2569", last],
            ["1", "โครงการอบรมคุณธรรม", "3,000", "2,000", "1,000"],
            ["2", "กิจกรรมจิตอาสา", "4,000", "5,000", "6,000"],
            ["", "รวม", "7,000", "7,000", "7,000"],
        ]
    )
    return scanned_table(table, reading(lambda text: text == last and sure < 0.9))


def test_a_year_of_a_scan_that_was_read_for_sure_is_not_overruled_silently() -> None:
    parsed = plan(misread("ปี 2571", 0.99))
    assert amounts(parsed, 0) == {
        2568: (Decimal(3000), False),
        2569: (Decimal(2000), False),
        2570: (None, True),
        2571: (Decimal(1000), True),
    }
    assert {b.doubt for b in parsed.budgets if b.fiscal_year_be == 2571} == {CONTESTED}
    assert {t.fiscal_year_be: t.doubtful for t in parsed.stated_totals} == {
        2568: False,
        2569: False,
        2571: True,
    }
    twice = amounts(plan(misread("ปี 2569", 0.99)), 0)  # two columns cannot be of one year
    assert twice == {2568: (3000, False), 2569: (2000, False), 2570: (1000, True)}


def test_a_year_of_a_scan_that_was_read_badly_is_set_right_by_the_order() -> None:
    assert amounts(plan(misread("ปี 2571", 0.6)), 0)[2570] == (Decimal(1000), False)


@pytest.mark.parametrize(("sure", "year", "doubtful"), [(0.99, 2571, True), (0.6, 2570, False)])
def test_a_year_in_a_header_printed_again_on_a_scan(sure: float, year: int, doubtful: bool) -> None:
    rows: list[list[str]] = [
        ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2568", "ปี 2569", "ปี 2570"],
        ["1", "โครงการอบรมคุณธรรม", "3,000", "2,000", "1,000"],
        ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2568", "ปี 2569", "ปี 2571"],
        ["2", "กิจกรรมจิตอาสา", "4,000", "5,000", "6,000"],
        ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2568", "ปี 2569", "ปี 2570"],
        ["3", "กิจกรรมรณรงค์", "4,000", "5,000", "6,000"],
    ]
    parsed = plan(scanned_table(grid(rows), reading(lambda text: text == "ปี 2571" and sure < 0.9)))
    assert amounts(parsed, 0)[2570] == (1000, False)
    assert amounts(parsed, 1)[year] == (6000, doubtful)
    assert amounts(parsed, 2)[2570] == (6000, False)


def test_a_contested_year_read_the_same_way_again_stays_contested() -> None:
    names = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2568", "ปี 2569"]
    rows = [
        [*names, "ปี 2569"],
        ["1", "โครงการอบรมคุณธรรม", "3,000", "2,000", "1,000"],
        [*names, "ปี 2568"],
        ["2", "กิจกรรมจิตอาสา", "4,000", "5,000", "6,000"],
    ]
    parsed = plan(scanned_table(grid(rows), reading()))
    assert amounts(parsed, 1) == {2568: (4000, False), 2569: (5000, False), 2570: (6000, True)}
    assert [b.fiscal_year_be for b in parsed.budgets if b.doubt == CONTESTED] == [2570, 2570]


ONE = DocumentInfo("action_plan", fiscal_year_start_be=2569, fiscal_year_end_be=2569)
QUARTERS = ["ไตรมาส 1\n(ต.ค.-ธ.ค. 2568)", "ไตรมาส 2\n(ม.ค.-มี.ค. 2569)", "ไตรมาส 3", "ไตรมาส 4"]


@pytest.mark.parametrize("over", ["งบประมาณรายไตรมาส (บาท)", "งบประมาณ (บาท)", "งบประมาณ ปี 2569"])
@pytest.mark.parametrize("total", ["รวม\n(บาท)", "รวมงบประมาณ\nปี 2569", "งบประมาณทั้งปี"])
@pytest.mark.parametrize("parts", [QUARTERS, ["งวดที่ 1", "งวดที่ 2", "งวดที่ 3", "งวดที่ 4"]])
def test_the_parts_of_a_year_are_no_budgets_beside_their_sum(over: str, total: str, parts: list[str]) -> None:
    table = grid(
        [
            [
                Merged("ที่", rows=2),
                Merged("แผนงาน / โครงการ", rows=2),
                Merged(over, cols=4),
                None,
                None,
                None,
                Merged(total, rows=2),
            ],
            [None, None, *parts, None],
            [Merged("มิติที่ 1 การสร้างวัฒนธรรมสุจริต", cols=7), *[None] * 6],
            ["1", "โครงการอบรมคุณธรรม", "-", "24,500", "-", "18,700", "43,200"],
            ["2", "กิจกรรมจิตอาสา", "8,000", "16,000", "8,000", "16,000", "58,000"],
            ["3", "มาตรการจริยธรรม", Merged("ไม่ใช้งบประมาณ", cols=5), None, None, None, None],
            [Merged("รวมมิติที่ 1", cols=2), None, "8,000", "40,500", "8,000", "34,700", "101,200"],
        ],
        headers=2,
    )
    parsed = plan(table, info=ONE)
    assert [(b.project, b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (0, 2569, 43_200, False),
        (1, 2569, 58_000, True),  # the quarters make 48,000
        (2, 2569, 0, False),
    ]
    assert parsed.budgets[1].doubt == PARTS_OF_YEAR_DIFFER
    assert [(t.scope, t.dimension, t.fiscal_year_be, t.value) for t in parsed.stated_totals] == [
        ("dimension", 1, 2569, 101_200)
    ]


def test_the_parts_of_each_year_beside_the_sum_of_it() -> None:
    table = grid(
        [
            [
                Merged("ที่", rows=2),
                Merged("โครงการ", rows=2),
                Merged("งบประมาณ ปี 2569", cols=3),
                None,
                None,
                Merged("งบประมาณ ปี 2570", cols=3),
                None,
                None,
            ],
            [None, None, "6 เดือนแรก", "6 เดือนหลัง", "รวม", "6 เดือนแรก", "6 เดือนหลัง", "รวม"],
            ["1", "โครงการอบรมคุณธรรม", "1,000", "2,000", "3,000", "1,500", "2,500", "4,000"],
            ["2", "กิจกรรมจิตอาสา", "-", "2,000", "2,000", "1,500", "2,500", "4,500"],
        ],
        headers=2,
    )
    info = DocumentInfo("action_plan", fiscal_year_start_be=2569, fiscal_year_end_be=2570)
    parsed = plan(table, info=info)
    assert amounts(parsed, 0) == {2569: (3000, False), 2570: (4000, False)}
    assert {year: amount for year, (amount, _) in amounts(parsed, 1).items()} == {2569: 2000, 2570: 4500}
    assert all(doubtful for _, doubtful in amounts(parsed, 1).values())


@pytest.mark.parametrize("over", ["งบประมาณรายไตรมาส (บาท)", "งบประมาณ (บาท)", "งบประมาณ ปี 2569"])
@pytest.mark.parametrize("parts", [QUARTERS, ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค."]])
def test_the_parts_of_a_year_without_their_sum_are_summed_up_and_doubtful(
    over: str, parts: list[str]
) -> None:
    head = [Merged("ที่", rows=2), Merged("แผนงาน / โครงการ", rows=2), Merged(over, cols=4), None, None, None]
    table = grid(
        [
            head,
            [None, None, *parts],
            ["1", "โครงการอบรมคุณธรรม", "-", "24,500", "-", "18,700"],
            ["2", "กิจกรรมจิตอาสา", "-", "-", "-", "-"],
            ["3", "มาตรการจริยธรรม", Merged("ไม่ใช้งบประมาณ", cols=4), None, None, None],
            [Merged("รวมมิติที่ 1", cols=2), None, "8,000", "40,500", "8,000", "34,700"],
        ],
        headers=2,
    )
    parsed = plan(table, info=ONE)
    assert [(b.project, b.fiscal_year_be, b.amount_baht, b.amount_status) for b in parsed.budgets] == [
        (0, 2569, 43_200, "amount"),
        (1, 2569, 0, "no_budget"),
        (2, 2569, 0, "no_budget"),
    ]
    assert all(b.doubtful and b.doubt == NO_SUM for b in parsed.budgets)
    assert [(t.fiscal_year_be, t.value, t.doubtful) for t in parsed.stated_totals] == [(2569, 91_200, True)]


@pytest.mark.parametrize("heading", ["ผลการเบิกจ่าย", "ผลการดำเนินงาน", "เบิกจ่ายจริง (บาท)"])
@pytest.mark.parametrize("blank", ["", "……….."])
def test_a_column_for_results_to_come_makes_no_report_of_a_plan(heading: str, blank: str) -> None:
    def table(result: str) -> str:
        head = f"| ที่ | โครงการ | งบประมาณ (บาท) | ผู้รับผิดชอบ | {heading} |\n|---|---|---|---|---|\n"
        first = f"| 1 | โครงการอบรม | 20,000 | สำนักปลัด | {result} |\n"
        return f"{head}{first}| 2 | กิจกรรมทำดี | 5,000 | กองคลัง | {blank} |\n"

    plan = "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568\nเทศบาลตำบลสระแก้วน้อย\n\n"
    report = plan.replace("แผน", "รายงานผลการดำเนินการตามแผน", 1)
    assert classify(text_document(plan + table(blank))).doc_type == "action_plan"
    assert classify(text_document(report + table(blank))).doc_type == "progress_report"
    if heading != "ผลการดำเนินงาน":
        assert classify(text_document(plan + table("18,500"))).doc_type == "progress_report"
