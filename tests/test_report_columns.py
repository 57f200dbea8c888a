"""Columns of reports' tables in other wordings: years and quarters under a heading, pairs of amounts, states
that are ticked, on scans too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import Cell, Document, Table
from pipelines.parse import parse
from pipelines.parse.report_grid import quantity_of, stage_of
from pipelines.reconcile import reconcile
from pipelines.records import ParsedDocument
from tests.plan_documents import CellText, Merged, grid, prose
from tests.plan_documents import document as plan_document
from tests.scan_readings import scanned

HEAD = prose(
    """รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567 รอบ 12 เดือน
องค์การบริหารส่วนตำบลสระบัวทอง อำเภอเมือง จังหวัดเลย"""
)
YEARS: list[list[CellText]] = [
    [*(Merged(name, 2) for name in ("ที่", "โครงการ/กิจกรรม")), Merged("งบประมาณตามแผน", 1, 3), None, None,
     Merged("ผลการดำเนินการ", 2)],
    [None, None, "2566", "2567", "2568", None],
    ["1", "โครงการอบรมคุณธรรม", "10,000", "12,000", "-", "มีผู้เข้าร่วม 40 คน"],
    ["2", "โครงการค่ายเยาวชน", "-", "30,000", "30,000", "มีผู้เข้าร่วม 90 คน"],
    [Merged("รวม", 1, 2), None, "10,000", "42,000", "30,000", ""],
]  # fmt: skip


def report(*tables: Table) -> ParsedDocument:
    return parse(plan_document(HEAD, *tables), "progress_report")


def results(parsed: ParsedDocument) -> dict[int, str]:
    return {s.project: s.text for s in parsed.sections if s.section == "results"}


@pytest.mark.parametrize(
    ("first", "second", "budget"),
    [
        ("ได้รับจัดสรร", "ตั้งไว้ตามแผน", 9_000),
        ("ตั้งไว้", "ได้รับอนุมัติ", 8_000),
        ("ได้รับจัดสรร", "คงเหลือ", 8_000),
    ],
)
def test_what_the_plan_set_aside_is_the_budget_and_not_what_was_granted_of_it(
    first: str, second: str, budget: int
) -> None:
    table = grid(
        [
            [Merged("ที่", 2), Merged("โครงการ/กิจกรรม", 2), Merged("งบประมาณ (บาท)", 1, 3), None, None],
            [None, None, first, second, "เบิกจ่าย"],
            ["1", "โครงการอบรมคุณธรรม", "8,000", "9,000", "7,500"],
            ["2", "โครงการค่ายเยาวชน", "4,000", "4,000", "4,000"],
        ],
        headers=2,
    )
    parsed = report(table)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(budget, False), (4_000, False)]
    told = " ".join(s.text for s in parsed.sections) + " ".join(r.text for r in parsed.remarks)
    assert "8,000" in told if budget == 9_000 else True


@pytest.mark.parametrize("text", ["ยังไม่แล้วเสร็จ", "ดำเนินการไม่แล้วเสร็จ", "ไม่เสร็จ", "จำนวนที่ยังไม่เสร็จ"])
def test_what_is_not_finished_is_not_done(text: str) -> None:
    assert stage_of(text) == "waiting"
    assert quantity_of(("โครงการ", text), "", ("2",)) is None


@pytest.mark.parametrize("text", ["ค้างเบิกจ่าย", "รอเบิกจ่าย", "ยังไม่เบิกจ่าย", "กันเงินไว้เบิกเหลื่อมปี"])
def test_what_is_still_to_be_spent_is_not_spent(text: str) -> None:
    assert quantity_of(("งบประมาณ (บาท)", text), "", ("2,000",)) is None


@pytest.mark.parametrize("text", ["ที่ใช้งบประมาณ", "ไม่ใช้งบประมาณ", "โครงการที่มีงบประมาณ", "ไม่ได้ใช้งบ"])
def test_items_that_use_money_are_no_money(text: str) -> None:
    assert quantity_of(("จำนวนโครงการ/กิจกรรม", text), "งบประมาณ", ("4", "5")) is None
    assert quantity_of(("งบประมาณ (บาท)", "ที่ใช้ไป"), "", ("4,000",)) == "spent_baht"


def test_figures_below_a_heading_for_results() -> None:
    assert quantity_of(("ผลการดำเนินการ", "จำนวนโครงการ"), "", ("4",)) == "done_items"
    assert quantity_of(("ผลการดำเนินงาน", "งบประมาณ"), "", ("4,000",)) == "spent_baht"
    assert quantity_of(("แผนปฏิบัติการ", "งบประมาณ"), "ตารางผลการดำเนินการ", ("4,000",)) == "planned_baht"
    assert quantity_of(("งบประมาณ",), "ตารางผลการดำเนินการ", ("4,000",)) == "planned_baht"


@pytest.mark.parametrize("heading", ["โอนไปตั้งจ่ายรายการอื่น (บาท)", "เงินที่ประหยัดได้ (บาท)", "ค่าใช้จ่าย"])
def test_money_that_nothing_says_was_planned(heading: str) -> None:
    table = grid(
        [
            ["โครงการ/กิจกรรม", "งบประมาณตามข้อบัญญัติ", "เบิกจ่าย", heading],
            ["โครงการอบรมคุณธรรม", "20,000", "18,000", "-"],
            ["โครงการค่ายเยาวชน", "30,000", "-", "30,000"],
            ["รวม", "50,000", "18,000", "30,000"],
        ]
    )
    parsed = report(table)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(20_000, False), (30_000, False)]
    totals = {t.quantity: t.value for t in parsed.stated_totals}
    assert totals == {"ordinance_baht": 50_000, "spent_baht": 18_000}


def test_the_sum_of_several_sources_is_what_was_planned() -> None:
    table = grid(
        [
            [Merged("โครงการ/กิจกรรม", 2), Merged("งบประมาณ (บาท)", 1, 3), None, None, Merged("เบิกจ่าย", 2)],
            [None, "งบ อบต.", "เงินอุดหนุน", "รวม", None],
            ["โครงการอบรมคุณธรรม", "20,000", "5,000", "25,000", "18,000"],
            ["โครงการค่ายเยาวชน", "-", "30,000", "30,000", "-"],
            ["รวมทั้งสิ้น", "20,000", "35,000", "55,000", "18,000"],
        ],
        headers=2,
    )
    parsed = report(table)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(25_000, False), (30_000, False)]
    totals = [(t.quantity, t.value, t.doubtful) for t in parsed.stated_totals]
    assert totals == [("planned_baht", 55_000, False), ("spent_baht", 18_000, False)]
    assert "20,000" in next(s.text for s in parsed.sections if s.section == "budget")


def test_what_a_plan_has_for_each_of_its_years() -> None:
    parsed = report(grid(YEARS, headers=2))
    found = {(b.project, b.fiscal_year_be): b.amount_baht for b in parsed.budgets}
    assert found == {
        (0, 2566): 10_000, (0, 2567): 12_000, (0, 2568): 0,
        (1, 2566): 0, (1, 2567): 30_000, (1, 2568): 30_000,
    }  # fmt: skip
    assert not any(b.doubtful for b in parsed.budgets)
    totals = {t.fiscal_year_be: t.value for t in parsed.stated_totals if t.quantity == "planned_baht"}
    assert totals == {2566: 10_000, 2567: 42_000, 2568: 30_000}


def test_years_of_a_scan_that_do_not_count_up_are_doubtful() -> None:
    rows = [list(row) for row in YEARS]
    rows[1][4] = "2569"  # 2568, misread
    scanned = report(grid(rows, headers=2, confidence=0.99))
    assert scanned.budgets and all(b.doubtful for b in scanned.budgets if b.fiscal_year_be == 2569)
    in_order = report(grid(YEARS, headers=2, confidence=0.99))
    assert not any("year" in (b.doubt or "") for b in in_order.budgets)


def test_quarters_that_are_ticked() -> None:
    table = grid(
        [
            [Merged("กิจกรรม/โครงการ", 2), Merged("ไตรมาสที่ดำเนินการ", 1, 4), None, None, None,
             Merged("งบประมาณ", 1, 2), None, Merged("สถานะ", 2)],
            [None, "1", "2", "3", "4", "ตั้งไว้", "เบิกจ่าย", None],
            ["1. โครงการอบรมคุณธรรม", "✓", "", "✓", "", "20,000", "9,000", "อยู่ระหว่างดำเนินการ"],
            ["2. มาตรการงดรับของขวัญ", "", "", "", "✓", "-", "-", "แล้วเสร็จ"],
            [Merged("รวม", 1, 5), None, None, None, None, "20,000", "9,000", ""],
        ],
        headers=2,
    )  # fmt: skip
    parsed = report(table)
    assert [project.quarters for project in parsed.projects] == [(1, 3), (4,)]
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(20_000, False), (0, False)]
    totals = {t.quantity: t.value for t in parsed.stated_totals}
    assert totals == {"planned_baht": 20_000, "spent_baht": 9_000}


def test_ticks_that_a_reader_took_for_digits() -> None:
    table = grid(
        [
            ["กิ", "โครงการ/กิจกรรม", "ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3", "ไตรมาส 4", "งบประมาณ"],
            ["4", "โครงการอบรมคุณธรรม", "", "1", "", "", "20,000"],
            ["5", "มาตรการงดรับของขวัญ", "๑", "", "", "1", "-"],
        ]
    )
    parsed = report(table)
    assert [project.quarters for project in parsed.projects] == [(2,), (1, 4)]
    assert [project.seq for project in parsed.projects] == [4, 5]
    assert not [s for s in parsed.sections if s.section == "budget"]


def test_a_column_of_dimensions_numbers_no_rows() -> None:
    rows: list[list[CellText]] = [["มิติ", "โครงการ/กิจกรรม", "งบประมาณ", "ผลการดำเนินการ"]]
    rows += [[str(n), f"โครงการอบรมรุ่น {n}", "2,000", "แล้วเสร็จ"] for n in (1, 2, 3)]
    assert [(p.seq, p.dimension) for p in report(grid(rows)).projects] == [(None, 1), (None, 2), (None, 3)]


def test_what_was_set_and_what_was_used_with_a_stroke_between_them() -> None:
    table = grid(
        [
            ["โครงการ/กิจกรรม", "งบประมาณ (ตั้งไว้/ใช้ไป)", "ผลการดำเนินการ", "รายละเอียด", "ปัญหาและอุปสรรค"],
            ["1. โครงการอบรมคุณธรรม", "20,000/18,450", "แล้วเสร็จ", "ผู้เข้าร่วม 40 คน", "-"],
            ["2. มาตรการงดรับของขวัญ", "ไม่ใช้งบประมาณ", "แล้วเสร็จ", "ประกาศ 1 ฉบับ", "-"],
        ]
    )
    parsed = report(table)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (20_000, False),
        (0, False),
    ]
    texts = {(s.project, s.section): s.text for s in parsed.sections}
    assert "18,450" in texts[0, "budget"] and "อุปสรรค" not in texts[0, "budget"]
    assert "ผู้เข้าร่วม 40 คน" in texts[0, "results"]
    assert (1, "budget") not in texts


def test_numbered_items_are_kept_where_no_other_column_is_known() -> None:
    head = ["ลำดับ", "โครงการ/กิจกรรม", "กคจก"]
    table = grid([head, ["1", "โครงการอบรม", "ดี"], ["2", "กิจกรรมจิตอาสา", "ดี"]])
    assert [p.name for p in report(table).projects] == ["โครงการอบรม", "กิจกรรมจิตอาสา"]


STATES: list[list[CellText]] = [
    ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", "ดำเนินการแล้ว", "อยู่ระหว่างดำเนินการ", "ยังไม่ดำเนินการ"],
    ["1", "โครงการอบรมคุณธรรม", "20,000", "", "", ""],
    ["2", "โครงการค่ายเยาวชน", "30,000", "", "", ""],
    ["3", "มาตรการงดรับของขวัญ", "-", "", "", ""],
    [Merged("รวม", 1, 2), None, "50,000", "1", "1", "0"],
]


def inked(table: Table, *places: tuple[int, int]) -> Table:
    """The table with ink in cells of which nothing was read."""
    cells = [replace(c, seen_empty=False) if (c.row, c.col) in places else c for c in table.cells]
    return replace(table, cells=tuple(cells))


def test_ink_in_one_of_several_states_is_a_tick() -> None:
    table = inked(grid(STATES, confidence=0.99), (1, 3), (2, 4), (3, 3), (3, 5))
    parsed = report(table)
    assert results(parsed) == {0: "ดำเนินการแล้ว", 1: "อยู่ระหว่างดำเนินการ"}
    unsure = [r.text for r in parsed.remarks if r.why == "a tick that was not read for sure"]
    assert unsure == ["ดำเนินการแล้ว", "ยังไม่ดำเนินการ"]  # of the third item
    assert results(report(grid(STATES, confidence=0.99))) == {}


MEASURES: list[list[CellText]] = [
    [*(Merged(name, 2) for name in ("ประเด็น", "แนวทางการดำเนินการ", "ผู้รับผิดชอบ")),
     Merged("สถานะ", 1, 2), None, Merged("ผลการดำเนินการ", 2)],
    [None, None, None, "ดำเนินการแล้ว", "อยู่ระหว่างดำเนินการ", None],
    ["การใช้งบประมาณ", "ประชาสัมพันธ์แผนการใช้จ่าย", "กองคลัง", "✓", "", "ประชุม 2 ครั้ง"],
    ["การเปิดเผยข้อมูล", "ตรวจเว็บไซต์ทุกเดือน", "สำนักปลัด", "", "✓", "ตรวจ 9 ครั้ง"],
]  # fmt: skip


def measures(table: Table) -> Document:
    head = prose(
        "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2566"
    )
    return plan_document(head, table)


def test_ticked_states_of_measures() -> None:
    parsed = parse(measures(grid(MEASURES, headers=2)), "measure_report")
    found = [measure.result for measure in parsed.measures]
    assert found == ["ดำเนินการแล้ว ประชุม 2 ครั้ง", "อยู่ระหว่างดำเนินการ ตรวจ 9 ครั้ง"]
    assert not [remark for remark in parsed.remarks if "column without a role" in remark.why]


def test_ticked_states_of_measures_of_a_scan() -> None:
    rows = [["" if cell == "✓" else cell for cell in row] for row in MEASURES]
    table = inked(grid(rows, headers=2, confidence=0.99), (2, 3), (3, 3), (3, 4))
    first, second = parse(measures(table), "measure_report").measures
    assert first.result == "ดำเนินการแล้ว ประชุม 2 ครั้ง"
    assert second.result == "ตรวจ 9 ครั้ง"


def test_cells_without_a_place_hold_no_ink() -> None:
    cells = tuple(replace(c, bbox=None, seen_empty=False) for c in grid(STATES).cells)
    assert results(report(replace(grid(STATES), cells=cells))) == {}
    assert isinstance(cells[0], Cell)


def test_rows_of_one_table_are_items_of_their_own() -> None:
    head: list[CellText] = ["โครงการ/กิจกรรม", "งบประมาณ", "ผลการดำเนินการ"]
    table = grid(
        [head, *([f"โครงการอบรมผู้นำ รุ่นที่ {n}", "2,000", "แล้วเสร็จ"] for n in (1, 2)), ["กิจกรรมจิตอาสา", "-", "-"]]
    )
    again = grid([head, ["โครงการอบรมผู้นำ รุ่นที่ 2", "2,000", "เบิกจ่ายครบ"], ["กิจกรรมจิตอาสา", "-", "-"]], page=2)
    parsed = report(table, again)
    names = ["โครงการอบรมผู้นำ รุ่นที่ 1", "โครงการอบรมผู้นำ รุ่นที่ 2", "กิจกรรมจิตอาสา"]
    assert [project.name for project in parsed.projects] == names
    twice = grid([head, ["กิจกรรมจิตอาสา", "-", "-"], ["กิจกรรมจิตอาสา", "5,000", "-"]])
    assert len(report(twice).projects) == 2


def test_a_unit_in_brackets_below_a_name() -> None:
    head: list[CellText] = ["โครงการ/กิจกรรม", "งบประมาณ", "ผลการดำเนินการ"]
    table = grid(
        [head, ["โครงการอบรมคุณธรรม\n(กองการศึกษา)", "2,000", "แล้วเสร็จ"], ["กิจกรรมจิตอาสา\n(รุ่นที่ 1)", "-", "-"]]
    )
    first, second = report(table).projects
    assert (first.name, first.responsible_unit) == ("โครงการอบรมคุณธรรม", "กองการศึกษา")
    assert (second.name.replace(" ", ""), second.responsible_unit) == ("กิจกรรมจิตอาสา(รุ่นที่1)", None)


UNITS: list[list[CellText]] = [
    ["โครงการ/กิจกรรม", "งบประมาณ", "เบิกจ่าย"],
    ["โครงการอบรมคุณธรรม", "120.00", "118.50"],
    ["โครงการค่ายเยาวชน", "45.50", "-"],
    ["รวม", "165.50", "118.50"],
]


@pytest.mark.parametrize("unit", ["หน่วย : พันบาท", "หน่วยะ พันบาท", "หนวย. พนบาท", "(หน่วย:พันบาท)"])
def test_the_unit_above_a_table_also_where_a_scan_misreads_its_colon(unit: str) -> None:
    parsed = parse(plan_document(HEAD, prose(unit), grid(UNITS)), "progress_report")
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(120_000, False), (45_500, False)]
    assert {t.quantity: t.value for t in parsed.stated_totals} == {
        "planned_baht": 165_500,
        "spent_baht": 118_500,
    }


def test_no_sum_makes_amounts_of_an_unread_unit_certain() -> None:
    document = scanned(plan_document(HEAD, prose("หน่วย : กขคบาท"), grid(UNITS)))
    parsed = reconcile(parse(document, "progress_report"), document)
    assert all(b.doubtful and "unit" in (b.doubt or "") for b in parsed.budgets if b.origin == "detail")
    assert all(t.doubtful and "unit" in (t.doubt or "") for t in parsed.stated_totals)
    told = scanned(plan_document(HEAD, prose("หน่วย : บาท"), grid(UNITS)))
    assert not any(b.doubtful for b in reconcile(parse(told, "progress_report"), told).budgets)


def test_no_sum_makes_a_year_that_breaks_the_order_certain() -> None:
    rows = [list(row) for row in YEARS]
    rows[1][4] = "2569"
    document = scanned(plan_document(HEAD, grid(rows, headers=2)))
    parsed = reconcile(parse(document, "progress_report"), document)
    assert all(b.doubtful for b in parsed.budgets if b.fiscal_year_be == 2569)


def test_counts_by_budget_in_a_number_table_of_a_scan() -> None:
    assert quantity_of((".จำนวนโครงการ/กิจกรรม", "ทีใช้งบ ประมาณ"), "", ("4", "5")) is None


@pytest.mark.parametrize("label", ["ตั้งไว้", "ตังไว้", "ตั่งไว้"])
def test_what_was_set_is_told_though_a_scan_changes_a_mark_of_its_word(label: str) -> None:
    table = grid(
        [
            ["โครงการ/กิจกรรม", "งบประมาณ", "ผลการดำเนินการ"],
            ["โครงการอบรมคุณธรรม", f"{label} 20,000 บาท\nใช้จ่าย 18,450 บาท\nคงเหลือ 1,550 บาท", "แล้วเสร็จ"],
            ["มาตรการงดรับของขวัญ", "ไม่ใช้งบประมาณ", "แล้วเสร็จ"],
        ]
    )
    assert [(b.amount_baht, b.doubtful) for b in report(table).budgets] == [(20_000, False), (0, False)]


TABLES_OF_OTHER_THINGS = {
    "สถิติเรื่องร้องเรียน": [
        ["ช่วงเวลา", "เรื่องที่รับ", "ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ"],
        ["ไตรมาสที่ 1", "3", "3", "0"],
        ["รวม", "11", "9", "2"],
    ],
    "ผลสำรวจความพึงพอใจของผู้เข้าร่วมโครงการ": [
        ["ระดับความพึงพอใจ", "จำนวน (คน)", "ร้อยละ"],
        ["มากที่สุด", "120", "60.00"],
        ["มาก", "80", "40.00"],
        ["รวม", "200", "100.00"],
    ],
    "จำนวนผู้เข้าร่วมกิจกรรม": [
        ["กิจกรรม", "เป้าหมาย (คน)", "เข้าร่วมจริง (คน)"],
        ["อบรมธรรมะ", "50", "48"],
        ["รวมทั้งสิ้น", "50", "48"],
    ],
    "การจัดการเรื่องร้องเรียน": [
        ["รายการ", "จำนวน"],
        ["เรื่องที่รับ", "11"],
        ["ดำเนินการแล้วเสร็จ", "9"],
        ["อยู่ระหว่างดำเนินการ", "2"],
    ],
}


@pytest.mark.parametrize("title", TABLES_OF_OTHER_THINGS)
def test_tables_of_other_things_state_no_totals_of_the_plan(title: str) -> None:
    parsed = parse(plan_document(HEAD, prose(title), grid(TABLES_OF_OTHER_THINGS[title])), "progress_report")
    assert parsed.stated_totals == []
    assert parsed.remarks


def test_counts_below_a_title_or_labels_that_name_items_are_totals() -> None:
    table = grid([["", "ตามแผน", "ดำเนินการแล้ว", "ร้อยละ"], ["รวม", "12", "9", "75.00"]])
    titled = parse(plan_document(HEAD, prose("จำนวนโครงการที่ดำเนินการ"), table), "progress_report")
    expected = {"planned_items": 12, "done_items": 9, "items_percent": 75}
    assert {t.quantity: t.value for t in titled.stated_totals} == expected
    labelled = grid([["", "ตามแผน", "ดำเนินการแล้ว"], ["รวมทุกโครงการ", "12", "9"]])
    assert {t.quantity: t.value for t in report(labelled).stated_totals} == {
        "planned_items": 12,
        "done_items": 9,
    }


def test_the_amount_after_transfers_beside_that_before() -> None:
    table = grid(
        [
            ["โครงการ/กิจกรรม", "งบประมาณตั้งไว้", "โอนเพิ่ม/ลด", "งบประมาณหลังโอน", "เบิกจ่าย"],
            ["โครงการอบรมคุณธรรม", "50,000", "-10,000", "40,000", "39,200"],
            ["โครงการค่ายเยาวชน", "30,000", "-", "30,000", "28,000"],
            ["โครงการประชาคม", "12,000", "-", "-", "-"],
        ]
    )
    parsed = report(table)
    found = [(b.amount_baht, b.doubtful) for b in parsed.budgets]
    assert found == [(40_000, False), (30_000, False), (0, True)]  # no change, or nothing left
    document = scanned(plan_document(HEAD, table))
    read = reconcile(parse(document, "progress_report"), document)
    assert [b.doubtful for b in read.budgets if b.origin == "detail"][2]
    assert "50,000" in next(s.text for s in parsed.sections if s.section == "budget")


def test_cells_that_several_items_share() -> None:
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", "เบิกจ่าย", "ผลการดำเนินการ"],
            ["1", "โครงการอบรม ระยะที่ 1", Merged("90,000", 2), "40,000", Merged("แล้วเสร็จ", 3)],
            ["2", "โครงการอบรม ระยะที่ 2", None, "12,000", None],
            ["3", "กิจกรรมจิตอาสา", "-", "-", None],
        ]
    )
    parsed = report(table)
    assert results(parsed) == {0: "แล้วเสร็จ", 1: "แล้วเสร็จ", 2: "แล้วเสร็จ"}
    found = [(b.project, b.amount_baht, b.doubtful, b.doubt) for b in parsed.budgets]
    shared = "one amount stands for 2 items"
    assert found == [(0, 90_000, True, shared), (1, None, True, shared), (2, 0, False, None)]


def test_cells_beside_one_name_over_several_rows_are_its_own() -> None:
    table = grid(
        [
            ["โครงการ", "งบประมาณ", "กิจกรรมที่ดำเนินการ", "สถานะ"],
            [Merged("โครงการอบรม", 2), Merged("90,000", 2), "อบรมแกนนำ", "แล้วเสร็จ"],
            [None, None, "ประกวดสื่อ", "รอดำเนินการ"],
            ["กิจกรรมจิตอาสา", "-", "พัฒนาคลอง", "แล้วเสร็จ"],
        ]
    )
    parsed = report(table)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(90_000, False), (0, False)]


def test_headers_in_two_languages_and_shares_beside_amounts() -> None:
    table = grid(
        [
            ["ที่ (No.)", "ชื่อโครงการ (Project)", "งบประมาณ (Budget)", "ใช้จริง (ร้อยละ)", "สถานะ (Status)"],
            ["1", "โครงการอบรม", "20,000 บาท", "15,000 (75%)", "ดำเนินการแล้ว"],
            ["2", "มาตรการงดรับของขวัญ", "ไม่ใช้งบประมาณ", "-", "ดำเนินการแล้ว"],
        ]
    )
    parsed = report(table)
    assert [p.seq for p in parsed.projects] == [1, 2]
    assert results(parsed) == {0: "ดำเนินการแล้ว", 1: "ดำเนินการแล้ว"}
    assert "15,000 (75%)" in next(s.text for s in parsed.sections if s.section == "budget")


def test_items_are_told_by_their_kinds_and_targets_in_words_are_their_own() -> None:
    table = grid(
        [
            ["โครงการ/มาตรการ", "เป้าหมาย", "ผลเชิงปริมาณ", "งบประมาณ/แหล่งที่มา"],
            ["โครงการปลูกต้นกล้า", "เด็กปฐมวัย 250 คน", "เข้าร่วม 241 คน", "75,000 บาท (เทศบัญญัติ)"],
            ["โครงการสายตรวจพัสดุ", "ครุภัณฑ์ 1,500 รายการ", "ตรวจ 1,482 รายการ", "ไม่ใช้งบประมาณ"],
        ]
    )
    parsed = report(table)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(75_000, False), (0, False)]
    assert (parsed.projects[0].target_group, parsed.projects[0].target_count) == ("เด็กปฐมวัย", 250)
    assert results(parsed)[0] == "เข้าร่วม 241 คน"
    unknown = grid([["โครงการ", "กคจก"], ["โครงการอบรม", "ดี"], ["โครงการค่าย", "ดี"]])
    assert [p.name for p in report(unknown).projects] == ["โครงการอบรม", "โครงการค่าย"]


def test_a_heading_over_the_columns_that_was_not_read_is_no_item_and_leaves_no_dimension() -> None:
    rows: list[list[CellText]] = [
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", "ผลการดำเนินการ"],
        ["", Merged("มิติที่ 1", 1, 3), None, None],
        ["1", "โครงการอบรม", "2,000", "แล้วเสร็จ"],
        ["", Merged("Tสี", 1, 3), None, None],
        ["2", "กิจกรรมจิตอาสา", "-", "แล้วเสร็จ"],
    ]
    parsed = report(grid(rows, confidence=0.99))
    assert [(p.name, p.dimension) for p in parsed.projects] == [("โครงการอบรม", 1), ("กิจกรรมจิตอาสา", None)]
    assert ("Tสี", "number of a dimension not read for sure") in [(r.text, r.why) for r in parsed.remarks]


@pytest.mark.parametrize(
    ("odd", "status", "doubtful"),
    [
        ("ดำเนินการ\nโดยไม่ใช้\nเงิน", "no_budget", False),
        ("ใช้งบของอำเภอ", "unreadable", True),
        ("งบกลาง", "unreadable", True),
    ],
)
def test_one_odd_cell_makes_a_column_of_money_no_other(odd: str, status: str, doubtful: bool) -> None:
    rows: list[list[CellText]] = [
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", "ผลการดำเนินการ"],
        ["1", "โครงการอบรมคุณธรรม", "18,500", "มีผู้เข้าร่วม 40 คน"],
        ["2", "กิจกรรมสวดมนต์", odd, "จัดแล้ว 12 ครั้ง"],
    ]
    parsed = report(grid(rows))
    told = [(str(b.amount_baht), b.amount_status, b.doubtful) for b in parsed.budgets]
    assert told[0] == ("18500", "amount", False)
    assert told[1][1:] == (status, doubtful)


def test_words_with_figures_make_no_column_of_money() -> None:
    rows: list[list[CellText]] = [
        ["ที่", "โครงการ/กิจกรรม", "รายละเอียดงบประมาณ", "ผลการดำเนินการ"],
        ["1", "โครงการอบรมคุณธรรม", "18,500", "มีผู้เข้าร่วม 40 คน"],
        ["2", "กิจกรรมสวดมนต์", "ค่าอาหาร 40 คน คนละ 50", "จัดแล้ว 12 ครั้ง"],
    ]
    assert [b for b in report(grid(rows)).budgets if not b.doubtful and b.amount_status == "amount"] == []


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("marks", ["☑☐", "✓□", "■☐", "(/)( )", "[x][ ]"])
def test_of_boxes_in_one_cell_the_ticked_one_counts(marks: str, behind: bool) -> None:
    on, off = marks[: len(marks) // 2 + len(marks) % 2], marks[len(marks) // 2 + len(marks) % 2 :]
    names = ("ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ", "ยังไม่ดำเนินการ")
    lines = "{1} {0}" if behind else "{0} {1}"
    boxes = [
        "\n".join(lines.format(on if k == n else off, name) for k, name in enumerate(names)) for n in (0, 2)
    ]
    rows: list[list[CellText]] = [
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", "สถานะ", "ผลการดำเนินการ"],
        ["1", "โครงการอบรมคุณธรรม", "18,500", boxes[0], "มีผู้เข้าร่วม 40 คน"],
        ["2", "กิจกรรมสวดมนต์", "-", boxes[1], ""],
    ]
    assert results(report(grid(rows))) == {0: "ดำเนินการแล้วเสร็จ มีผู้เข้าร่วม 40 คน", 1: "ยังไม่ดำเนินการ"}


@pytest.mark.parametrize(
    "names",
    [
        "ดำเนินการแล้วเสร็จ\nอยู่ระหว่างดำเนินการ\nยังไม่ดำเนินการ",
        "☑ ดำเนินการแล้วเสร็จ\nอยู่ระหว่างดำเนินการ\n☐ ยังไม่ดำเนินการ",
        "ดำเนินการแล้วเสร็จ ☑\nอยู่ระหว่างดำเนินการ ☐\nยังไม่ดำเนินการ",
        "☐ ดำเนินการแล้วเสร็จ ☐ อยู่ระหว่างดำเนินการ",
    ],
    ids=["no box", "one box lost", "the last box lost", "none ticked"],
)
def test_boxes_of_which_not_all_were_read_leave_the_state_open(names: str) -> None:
    rows: list[list[CellText]] = [
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", "สถานะ"],
        ["1", "โครงการอบรมคุณธรรม", "18,500", names],
        ["2", "กิจกรรมสวดมนต์", "-", "ดำเนินการแล้วเสร็จ"],
    ]
    parsed = report(grid(rows))
    assert results(parsed) == {1: "ดำเนินการแล้วเสร็จ"}
    assert [(r.text, r.why) for r in parsed.remarks] == [(names, "a tick that was not read for sure")]


def test_bands_of_units_are_no_items() -> None:
    rows: list[list[CellText]] = [
        ["ลำดับ", "โครงการ/กิจกรรม", "จัดสรร (บาท)", "เบิกจ่าย (บาท)", "ผลการดำเนินงาน"],
        [Merged("กองคลัง", 1, 5), None, None, None, None],
        ["1", "โครงการจัดเก็บภาษีเคลื่อนที่", "32,000.00", "30,500.00", "แล้วเสร็จ"],
        [Merged("2. สำนักปลัดเทศบาล", 1, 5), None, None, None, None],
        ["1", "โครงการค่ายธรรมะ", "54,000.00", "0.00", "อยู่ระหว่างดำเนินการ"],
        [Merged("รวมเป็นเงินทั้งสิ้น", 1, 2), None, "86,000.00", "30,500.00", ""],
    ]
    parsed = report(grid(rows))
    assert [(p.name, p.responsible_unit) for p in parsed.projects] == [
        ("โครงการจัดเก็บภาษีเคลื่อนที่", "กองคลัง"),
        ("โครงการค่ายธรรมะ", "สำนักปลัดเทศบาล"),
    ]
    assert [(str(b.amount_baht), b.doubtful) for b in parsed.budgets] == [
        ("32000.00", False),
        ("54000.00", False),
    ]
    assert {(t.quantity, str(t.value)) for t in parsed.stated_totals} == {
        ("planned_baht", "86000.00"),
        ("spent_baht", "30500.00"),
    }


def test_another_text_over_all_columns_is_no_item_and_ends_what_the_band_above_says() -> None:
    rows: list[list[CellText]] = [
        ["ลำดับ", "โครงการ/กิจกรรม", "จัดสรร (บาท)", "ผลการดำเนินงาน"],
        [Merged("กองคลัง", 1, 4), None, None, None],
        ["1", "โครงการจัดเก็บภาษีเคลื่อนที่", "32,000.00", "จัดแล้ว"],
        [Merged("กองทุนสวัสดิการชุมชน", 1, 4), None, None, None],
        ["2", "โครงการค่ายธรรมะ", "54,000.00", "จัดแล้ว"],
    ]
    parsed = report(grid(rows))
    assert [(p.name, p.responsible_unit) for p in parsed.projects] == [
        ("โครงการจัดเก็บภาษีเคลื่อนที่", "กองคลัง"),
        ("โครงการค่ายธรรมะ", None),
    ]
    assert [(r.text, r.why) for r in parsed.remarks] == [
        ("กองทุนสวัสดิการชุมชน", "a text over all columns that names no item")
    ]


def test_a_misread_amount_makes_a_column_of_money_no_other() -> None:
    rows: list[list[CellText]] = [
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณที่ตั้งไว้", "งบประมาณที่เบิกจ่าย"],
        ["1", "โครงการอบรมคุณธรรม", "42,000.00", "40,ต15.50"],
        [Merged("รวม", 1, 2), None, "42,000.00", "40,115.50"],
    ]
    parsed = report(grid(rows))
    assert {t.quantity for t in parsed.stated_totals} == {"planned_baht", "spent_baht"}


def test_signs_that_a_note_explains_tell_the_state() -> None:
    rows: list[list[CellText]] = [
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", "สถานะ"],
        ["1", "โครงการอบรมคุณธรรม", "18,500", "●"],
        ["2", "กิจกรรมสวดมนต์", "-", "○"],
        ["3", "กิจกรรมจิตอาสา", "-", "◆"],
    ]
    note = prose("หมายเหตุ : ● ดำเนินการแล้วเสร็จ  ◐ = อยู่ระหว่างดำเนินการ  ○ หมายถึง ยังไม่ดำเนินการ", top=600)
    parsed = parse(plan_document(HEAD, grid(rows), note), "progress_report")
    assert results(parsed) == {0: "ดำเนินการแล้วเสร็จ", 1: "ยังไม่ดำเนินการ", 2: "◆"}


def test_a_sign_of_the_state_that_a_scan_does_not_read_is_told() -> None:
    rows: list[list[CellText]] = [
        ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", "สถานะ"],
        ["1", "โครงการอบรมคุณธรรม", "18,500", ""],
        ["2", "กิจกรรมสวดมนต์", "-", "แล้วเสร็จ"],
        ["3", "กิจกรรมจิตอาสา", "-", ""],
    ]
    table = grid(rows)
    paper = scanned(plan_document(HEAD, table))
    seen = tuple(replace(cell, seen_empty=(cell.row, cell.col) == (3, 3)) for cell in paper.tables[0].cells)
    inked = replace(paper.tables[0], cells=seen)
    flow = tuple(
        replace(block, content=inked) if isinstance(block.content, Table) else block for block in paper.flow
    )
    parsed = parse(replace(paper, flow=flow, tables=(inked,)), "progress_report")
    told = [r.text for r in parsed.remarks if r.why == "a tick that was not read for sure"]
    assert told == ["สถานะ: โครงการอบรมคุณธรรม"]


def test_figures_of_several_columns_stay_apart() -> None:
    rows: list[list[CellText]] = [
        ["ที่", "ชื่อโครงการ", "งบประมาณที่ได้รับจัดสรร", "เบิกจ่าย", "คงเหลือ", "สถานะโครงการ", "กำหนดแล้วเสร็จ"],
        ["1", "โครงการอบรมคุณธรรม", "52,000 บาท", "50,400 บาท", "1,600 บาท", "แล้วเสร็จ", "กันยายน 2567"],
        ["2", "โครงการค่ายเยาวชน", "10,000 บาท", "-", "10,000 บาท", "ยังไม่ดำเนินการ", "มีนาคม 2567"],
    ]
    parsed = report(grid(rows))
    assert results(parsed) == {0: "แล้วเสร็จ", 1: "ยังไม่ดำเนินการ"}
    assert [(s.section, s.text) for s in parsed.sections if s.project == 0 and s.section != "results"] == [
        ("budget", "เบิกจ่าย 50,400 บาท คงเหลือ 1,600 บาท"),
        ("duration", "กันยายน 2567"),
    ]
    assert not parsed.remarks


ACROSS: list[list[CellText]] = [
    ["โครงการตามแผน", "5", "8", "13"],
    ["โครงการที่ดำเนินการแล้วเสร็จ", "5", "6", "11"],
    ["งบประมาณตามแผน", "120,000", "95,000", "215,000"],
    ["งบประมาณที่ใช้จริง", "112,300", "80,000", "192,300"],
]


@pytest.mark.parametrize(
    "units",
    [
        [Merged("(โครงการ/บาท)", 1, 3), None, None],
        ["หน่วย : โครงการ, บาท"] * 3,
        ["(จำนวนโครงการ/จำนวนเงิน)", "", ""],
    ],
)
def test_units_below_dimensions_leave_what_rows_count(units: list[CellText]) -> None:
    header = ["รายการ", "มิติที่ 1", "มิติที่ 2", "รวม"]
    parsed = report(grid([header, ["", *units], *ACROSS]))
    told = [(t.quantity, t.dimension, t.value) for t in parsed.stated_totals if not t.doubtful]
    assert not parsed.projects and len(told) == 12
    assert {("planned_items", 2, 8), ("done_items", 1, 5), ("spent_baht", 2, 80_000)} <= set(told)
    assert ("planned_baht", None, 215_000) in told


def test_one_unit_below_dimensions_is_that_of_rows_without_one() -> None:
    header = ["รายการ", "มิติที่ 1", "มิติที่ 2"]
    rows: list[list[CellText]] = [["ตามแผน", "500", "800"], ["เบิกจ่าย", "450", "0"]]
    units: list[list[CellText]] = [["", Merged("(พันบาท)", 1, 2), None], ["", "(พันบาท)", ""]]
    for row in units:
        parsed = report(grid([header, row, *rows]))
        assert [(t.quantity, t.dimension, t.value) for t in parsed.stated_totals] == [
            ("planned_baht", 1, 500_000),
            ("planned_baht", 2, 800_000),
            ("spent_baht", 1, 450_000),
            ("spent_baht", 2, 0),
        ]


def test_the_unit_of_a_row_or_above_it_holds_for_its_money() -> None:
    rows = [["รายการ", "จำนวน"], ["งบประมาณตามแผน (พันบาท)", "120"], ["งบประมาณที่เบิกจ่าย (พันบาท)", "95"]]
    parsed = report(grid(rows))
    assert not parsed.projects
    assert [(t.quantity, t.value) for t in parsed.stated_totals] == [
        ("planned_baht", 120_000),
        ("spent_baht", 95_000),
    ]


def test_figures_below_dimensions_are_told_where_no_row_says_what_they_count() -> None:
    rows = [
        ["รายการ", "มิติที่ 1", "มิติที่ 2"],
        ["โครงการที่บรรจุ", "5", "8"],
        ["โครงการที่ทำ", "4", "7"],
    ]
    parsed = report(grid(rows))
    assert not [t for t in parsed.stated_totals if not t.doubtful]
    assert any("โครงการที่ทำ | 4 | 7" in remark.text for remark in parsed.remarks)


def test_rows_say_of_what_columns_below_dimensions_are() -> None:
    over: list[CellText] = ["รายการ", Merged("มิติที่ 1", 1, 2), None, Merged("มิติที่ 2", 1, 2), None]
    rows: list[list[CellText]] = [
        over,
        ["", "จำนวน", "บาท", "จำนวน", "บาท"],
        ["ตามแผน", "5", "120,000", "8", "95,000"],
        ["ดำเนินการแล้ว", "5", "120,000", "7", "90,000"],
    ]
    parsed = report(grid(rows))
    told = [(t.quantity, t.dimension, t.value) for t in parsed.stated_totals if not t.doubtful]
    assert {("planned_items", 1, 5), ("done_items", 1, 5), ("done_items", 2, 7)} <= set(told)
    assert {("planned_baht", 1, 120_000), ("spent_baht", 2, 90_000)} <= set(told)


def test_a_row_below_dimensions_whose_label_no_one_knows_is_doubtful() -> None:
    header: list[CellText] = ["ผลการดำเนินงาน", "มิติที่ 1", "มิติที่ 2", "รวม"]
    parsed = report(grid([header, ["โครงการที่ทำ", "5", "7", "12"]]))
    assert all(t.doubtful for t in parsed.stated_totals)
    assert [t.dimension for t in parsed.stated_totals] == [1, 2, None]
