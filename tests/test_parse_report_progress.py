"""Progress reports: number tables, item tables, narrative."""

from __future__ import annotations

from decimal import Decimal

import pytest
from text_documents import PROGRESS_NARRATIVE, PROGRESS_STAGES, PROGRESS_TABLE, PROGRESS_TICKS, document

from extract.model import Cell, Line, Reading, Table
from normalize.catalogue import categories_of
from pipelines.parse import parse
from pipelines.parse.dimension_order import Place, by_order
from pipelines.parse.narrative import read_narrative
from pipelines.parse.narrative_repair import CodesByName, numbers_by_order, without_noise
from pipelines.parse.report_figures import without_tick
from pipelines.parse.report_grid import quantity_of, stage_of
from pipelines.parse.report_headings import section_heading
from pipelines.records import ParsedDocument
from tests.plan_documents import Merged, grid, prose
from tests.plan_documents import document as plan_document


@pytest.fixture(scope="module")
def narrative() -> ParsedDocument:
    return parse(document(PROGRESS_NARRATIVE))


@pytest.fixture(scope="module")
def item_table() -> ParsedDocument:
    return parse(document(PROGRESS_TABLE))


def totals(parsed: ParsedDocument) -> dict[tuple[str, int | None, str], Decimal | None]:
    return {(total.scope, total.dimension, total.quantity): total.value for total in parsed.stated_totals}


def test_number_table(narrative: ParsedDocument) -> None:
    found = totals(narrative)
    assert found["dimension", 1, "planned_items"] == 4
    assert found["dimension", 1, "done_items"] == 3
    assert found["dimension", 1, "planned_baht"] == 80_000
    assert found["dimension", 1, "spent_baht"] == 20_000
    assert found["dimension", 2, "items_percent"] == 100
    assert ("dimension", 2, "budget_percent") not in found
    assert found["plan", None, "done_items"] == 8
    assert found["plan", None, "items_percent"] == Decimal("88.89")
    assert all(total.fiscal_year_be == 2566 and total.origin == "report" for total in narrative.stated_totals)
    assert not any(total.doubtful for total in narrative.stated_totals)


def test_entries_of_the_narrative(narrative: ParsedDocument) -> None:
    found = narrative.projects
    assert [(p.seq, p.dimension, p.mission_code, p.strategy_code, p.kind, p.name) for p in found] == [
        (1, 1, "1.1", "1.1.2", "project", "โครงการอบรมคุณธรรมพนักงานเทศบาลตำบลหนองบัวขาว"),
        (2, 1, "1.1", "1.1.2", None, "ประกาศเจตนารมณ์ไม่รับของขวัญ"),
        (3, 2, "2.1", None, "measure", "มาตรการเผยแพร่ข้อมูลการจัดซื้อจัดจ้าง"),
    ]
    assert all(p.in_detail and not p.in_summary for p in narrative.projects)
    assert narrative.projects[0].responsible_unit == "สำนักปลัดเทศบาล"


def test_sections_of_the_narrative(narrative: ParsedDocument) -> None:
    sections = {(s.project, s.section, s.item): s.text for s in narrative.sections}
    assert sections[0, "method", 2].replace(" ", "") == "2.จัดอบรมในห้องประชุม"
    assert sections[0, "method", 3] == "3. รายงานผลการดำเนินงาน"
    assert sections[0, "budget", 1] == "20,000 บาท"
    assert sections[2, "method", 2] == "2. กิจกรรมเผยแพร่บนเว็บไซต์"
    assert sections[2, "outputs", 1] == "- เผยแพร่ 12 ครั้ง"
    assert sections[2, "outcomes", 1] == "- ประชาชนรับทราบ"
    assert not any("ลงชื่อ" in text for text in sections.values())


def test_item_table(item_table: ParsedDocument) -> None:
    assert item_table.info.doc_type == "progress_report"
    assert [(p.seq, p.dimension, p.name) for p in item_table.projects] == [
        (1, 1, "โครงการอบรมคุณธรรมจริยธรรม"),
        (2, 1, "กิจกรรมจิตอาสา"),
        (3, 2, "มาตรการ No Gift Policy"),
    ]
    budgets = [(b.project, b.fiscal_year_be, b.amount_baht, b.amount_status) for b in item_table.budgets]
    assert budgets == [
        (0, 2567, Decimal(30_000), "amount"),
        (1, 2567, Decimal(0), "no_budget"),
        (2, 2567, Decimal(0), "zero"),
    ]
    sections = {(s.project, s.section): s.text for s in item_table.sections}
    assert "15,000" in sections[0, "budget"]
    assert "ไตรมาส 4" in sections[1, "results"]
    found = totals(item_table)
    assert found["plan", None, "planned_baht"] == 30_000
    assert found["plan", None, "spent_baht"] == 15_000
    assert found["plan", None, "budget_percent"] == 50


def test_ticks_say_how_far_an_item_is() -> None:
    parsed = parse(document(PROGRESS_TICKS))
    results = {s.project: s.text for s in parsed.sections if s.section == "results"}
    assert results == {0: "ดำเนินการแล้ว", 1: "อยู่ระหว่างดำเนินการ", 2: "ยังไม่ดำเนินการ"}
    assert [budget.amount_baht for budget in parsed.budgets] == [10_000, 0, 5_000]
    stated = {(total.quantity, total.value) for total in parsed.stated_totals}
    assert stated >= {("planned_baht", 15_000), ("spent_baht", 9_500)}
    assert stated >= {("done_items", 1), ("ongoing_items", 1)}
    assert [remark.text for remark in parsed.remarks if "ยังไม่" in remark.why] == ["1"]


def test_figures_in_sentences() -> None:
    parsed = parse(document(PROGRESS_TICKS))
    stated = {(total.quantity, total.value) for total in parsed.stated_totals if total.source.cell is None}
    assert stated == {
        ("planned_items", 12),
        ("done_items", 7),
        ("items_percent", Decimal("58.33")),
        ("ongoing_items", 3),
        ("planned_baht", 250_000),
        ("spent_baht", 100_000),
        ("budget_percent", 40),
    }


def test_a_sentence_over_several_lines_the_last_right_above_a_table() -> None:
    lines = prose(
        """เทศบาลตำบลบ้านกร่าง ขอรายงานผลตามแผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2567
จำนวน 5 โครงการ งบประมาณตามแผน 100,000 บาท เบิกจ่าย 48,450 บาท คิดเป็นเงินร้อยละ คิดเป็น
ร้อยละ 48.45
"""
    )
    table = grid([["ชื่อโครงการ/กิจกรรม", "ผลการดำเนินการ", "งบประมาณ"], ["โครงการอบรม", "แล้วเสร็จ", "100,000"]])
    found = totals(parse(plan_document(lines, table), "progress_report"))
    assert found["plan", None, "planned_items"] == 5
    assert found["plan", None, "planned_baht"] == 100_000
    assert found["plan", None, "spent_baht"] == 48_450
    assert found["plan", None, "budget_percent"] == Decimal("48.45")


def test_a_share_beside_money_under_results_and_a_count_in_the_label_of_the_sum() -> None:
    table = grid(
        [
            [
                Merged("ที่", 2),
                Merged("โครงการ/กิจกรรม", 2),
                Merged("งบประมาณตามแผน", 2),
                Merged("ผลการดำเนินงาน", 1, 3),
                None,
                None,
            ],
            [None, None, None, "ผลที่เกิดขึ้น", "งบประมาณที่ใช้", "ร้อยละ"],
            ["1", "โครงการอบรมคุณธรรม", "100,000", "แล้วเสร็จ", "97,500", "97.50"],
            ["2", "กิจกรรมจิตอาสา", "-", "แล้วเสร็จ", "-", "-"],
            [Merged("รวมมิติที่ 1 จำนวน 2 โครงการ/กิจกรรม", 1, 2), None, "100,000", "", "97,500", "97.50"],
        ],
        headers=2,
    )
    found = totals(parse(plan_document(prose("มิติที่ 1 การสร้างวัฒนธรรมสุจริต"), table), "progress_report"))
    assert found == {
        ("dimension", 1, "planned_items"): 2,
        ("dimension", 1, "planned_baht"): 100_000,
        ("dimension", 1, "spent_baht"): 97_500,
        ("dimension", 1, "budget_percent"): Decimal("97.50"),
    }


def test_a_form_of_two_labels_side_by_side() -> None:
    table = grid(
        [
            ["โครงการที่", "3", "ผู้รับผิดชอบ", "สำนักปลัด"],
            ["ชื่อโครงการ", Merged("โครงการเทศบาลพบประชาชน", 1, 3), None, None],
            ["งบประมาณตามแผน", "60,000 บาท", "งบประมาณที่เบิกจ่าย", "58,200 บาท"],
            ["ผลการดำเนินงาน", Merged("ดำเนินการแล้ว", 1, 3), None, None],
        ]
    )
    parsed = parse(plan_document(prose("มิติที่ 3 การมีส่วนร่วม"), table), "progress_report")
    (item,) = parsed.projects
    assert (item.seq, item.dimension, item.name) == (3, 3, "โครงการเทศบาลพบประชาชน")
    assert item.responsible_unit == "สำนักปลัด"
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(Decimal(60000), False)]


def form_rows(number: int, name: str, amount: str, label: str = "ชื่อโครงการ/กิจกรรม") -> list[list[str]]:
    return [
        [label, f"{number}. {name}"],
        ["สถานะ", "ดำเนินการแล้วเสร็จ"],
        ["งบประมาณตามแผน", amount],
        ["ผลการดำเนินงาน", "-"],
    ]


def test_forms_below_each_other_in_one_table() -> None:
    table = grid(
        [
            *form_rows(3, "โครงการประชุมประชาคมสระแก้ว", "16,000 บาท"),
            *form_rows(4, "กิจกรรมช่องทางร้องเรียน", "ไม่ใช้งบประมาณ"),
        ]
    )
    parsed = parse(plan_document(prose("มิติที่ 3 การมีส่วนร่วม"), table), "progress_report")
    assert [(p.seq, p.name) for p in parsed.projects] == [
        (3, "โครงการประชุมประชาคมสระแก้ว"),
        (4, "กิจกรรมช่องทางร้องเรียน"),
    ]
    assert [(b.project, b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (0, Decimal(16000), False),
        (1, Decimal(0), False),
    ]
    assert not parsed.table_reasons


def test_forms_that_cannot_be_told_apart_are_remarks() -> None:
    rows = form_rows(3, "โครงการประชุมประชาคมสระแก้ว", "16,000 บาท")
    more = form_rows(4, "กิจกรรมช่องทางร้องเรียน", "ไม่ใช้งบประมาณ", "โครงการที่ดำเนินการ")
    parsed = parse(plan_document(prose("มิติที่ 3"), grid([*rows, *more])), "progress_report")
    assert not parsed.projects and parsed.table_reasons
    assert "4. กิจกรรมช่องทางร้องเรียน" in [remark.text for remark in parsed.remarks]


def test_the_first_six_months_are_not_the_year() -> None:
    table = grid(
        [
            [
                *(Merged(text, 2) for text in ("ที่", "โครงการ/กิจกรรม", "งบประมาณตามแผน (บาท)")),
                Merged("รอบ 6 เดือน", 1, 2),
                None,
                Merged("รอบ 12 เดือน", 1, 2),
                None,
            ],
            [None, None, None, "ผลการดำเนินงาน", "เบิกจ่าย (บาท)", "ผลการดำเนินงาน", "เบิกจ่าย (บาท)"],
            ["1", "โครงการอบรมคุณธรรม", "100,000", "อยู่ระหว่างดำเนินการ", "40,000", "แล้วเสร็จ", "97,500"],
            ["", "รวม", "100,000", "", "40,000", "", "97,500"],
        ],
        headers=2,
    )
    parsed = parse(plan_document(table), "progress_report")
    assert totals(parsed)["plan", None, "spent_baht"] == 97_500
    assert len([t for t in parsed.stated_totals if t.quantity == "spent_baht"]) == 1
    assert [remark.text for remark in parsed.remarks] == ["40,000"]


def test_quarters_beside_their_sum_and_two_amounts_in_one_cell() -> None:
    spent = grid(
        [
            [
                *(Merged(text, 2) for text in ("ที่", "โครงการ/กิจกรรม", "งบประมาณที่ได้รับ")),
                Merged("ผลการเบิกจ่าย (บาท)", 1, 2),
                None,
                Merged("รวมเบิกจ่าย", 2),
            ],
            [None, None, None, "ไตรมาส 1", "ไตรมาส 2", None],
            ["1", "โครงการอบรมคุณธรรม", "100,000", "40,000", "50,000", "90,000"],
            ["", "รวม", "100,000", "40,000", "50,000", "90,000"],
        ],
        headers=2,
    )
    parsed = parse(plan_document(spent), "progress_report")
    assert [t.value for t in parsed.stated_totals if t.quantity == "spent_baht"] == [Decimal(90000)]
    both = grid(
        [
            ["ที่", "โครงการ/กิจกรรม", "งบประมาณ / ผลการเบิกจ่าย", "ผลการดำเนินงาน"],
            ["1", "โครงการอบรมคุณธรรม", "งบประมาณ 20,000 บาท\nเบิกจ่าย 18,500 บาท", "แล้วเสร็จ"],
            ["2", "กิจกรรมจิตอาสา", "ไม่ใช้งบประมาณ", "แล้วเสร็จ"],
        ]
    )
    parsed = parse(plan_document(both), "progress_report")
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (Decimal(20000), False),
        (Decimal(0), False),
    ]


def test_people_are_no_budget() -> None:
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม", "จำนวนผู้เข้าร่วม (คน)", "งบประมาณตั้งไว้", "งบประมาณใช้จริง", "ผลการดำเนินงาน"],
            ["1", "โครงการอบรมคุณธรรม", "120", "20,000", "19,500", "แล้วเสร็จ"],
            ["2", "โครงการประชาคมหมู่บ้าน", "1,250", "15,000", "15,000", "แล้วเสร็จ"],
            ["", "รวม", "1,370", "35,000", "34,500", ""],
        ]
    )
    parsed = parse(plan_document(table), "progress_report")
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (Decimal(20000), False),
        (Decimal(15000), False),
    ]
    assert totals(parsed)["plan", None, "planned_baht"] == 35_000
    assert "1,370" in [remark.text for remark in parsed.remarks]


@pytest.mark.parametrize(("unit", "above"), [(" (พันบาท)", ""), ("", "หน่วย : พันบาท")])
def test_money_in_thousands(unit: str, above: str) -> None:
    items = grid(
        [
            ["ที่", "โครงการ/กิจกรรม", f"งบประมาณตามแผน{unit}", f"งบประมาณที่ใช้{unit}", "ผลการดำเนินงาน"],
            ["1", "โครงการอบรมคุณธรรม", "120", "95.5", "แล้วเสร็จ"],
            ["", "งบประมาณรวมทั้งสิ้น", "120", "95.5", ""],
        ]
    )
    numbers = grid(
        [
            ["มิติ", f"งบประมาณตามแผน{unit}", f"งบประมาณที่ใช้{unit}"],
            ["มิติที่ 1", "120", "95.5"],
            ["รวม", "120", "95.5"],
        ]
    )
    parsed = parse(plan_document(prose(above), items), "progress_report")
    assert [b.amount_baht for b in parsed.budgets] == [Decimal(120_000)]
    assert [p.name for p in parsed.projects] == ["โครงการอบรมคุณธรรม"]
    assert totals(parsed)["plan", None, "planned_baht"] == 120_000
    found = totals(parse(plan_document(prose(above), numbers), "progress_report"))
    assert found["dimension", 1, "spent_baht"] == found["plan", None, "spent_baht"] == 95_500


def test_a_table_of_costs_states_no_items_and_no_sum_of_the_plan() -> None:
    table = grid(
        [
            ["ที่", "รายการ", "จำนวนเงิน (บาท)", "เบิกจ่าย (บาท)"],
            ["1", "ค่าวิทยากร", "3,600", "3,600"],
            ["2", "ค่าอาหาร", "4,000", "3,900"],
            ["", "รวม", "7,600", "7,500"],
        ]
    )
    parsed = parse(plan_document(table), "progress_report")
    assert (parsed.projects, parsed.budgets, parsed.stated_totals) == ([], [], [])
    assert "7,600" in [remark.text for remark in parsed.remarks]


def test_rows_that_name_what_is_counted() -> None:
    parsed = parse(document(PROGRESS_STAGES))
    assert [(total.scope, total.quantity, total.value) for total in parsed.stated_totals] == [
        ("plan", "planned_items", 20),
        ("plan", "done_items", 15),
        ("plan", "items_percent", 75),
        ("plan", "ongoing_items", 5),
    ]
    assert [remark.text for remark in parsed.remarks] == ["100", "25.00"]


def test_the_base_of_shares_is_told_by_its_figures_where_its_heading_was_misread() -> None:
    rows = [
        ["มิติ", "ตามแผห%", "ดำเนินการแล้ว", "ร้อยละ"],
        ["1", "8", "4", "50.00"],
        ["2", "6", "4", "66.67"],
        ["3", "5", "4", "88.00"],  # wrong in the document
        ["รวม", "19", "12", "63.16"],
    ]
    parsed = parse(plan_document(prose("รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต"), grid(rows)))
    found = totals(parsed)
    assert [found["dimension", n, "planned_items"] for n in (1, 2, 3)] == [8, 6, 5]
    assert found["plan", None, "planned_items"] == 19
    assert found["dimension", 3, "items_percent"] == 88
    assert not any(total.doubtful for total in parsed.stated_totals)


def test_a_second_percentage_that_fits_no_other_is_no_base() -> None:
    rows = [
        ["มิติ", "ร้อยละของปีก่อน", "ดำเนินการแล้ว", "ร้อยละ"],
        ["1", "8", "4", "50.00"],
        ["2", "7", "4", "66.67"],
        ["รวม", "15", "8", "57.14"],
    ]
    parsed = parse(plan_document(prose("รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต"), grid(rows)))
    assert not any(total.quantity == "planned_items" for total in parsed.stated_totals)


def test_headings_between_tables_hold_for_their_items() -> None:
    parsed = parse(document(PROGRESS_STAGES))
    assert [(p.seq, p.dimension, p.mission_code) for p in parsed.projects] == [(1, 1, "1.1"), (2, 2, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("การดำเนินการ", ("method", "")),
        ("ผลการดำเนินการ", ("results", "")),
        ("ผลการดาเนินการ :", ("results", "")),
        ("งบประมาณ 20,000 บาท", ("budget", "20,000 บาท")),
        ("การดำเนินการตามแผนเป็นไปด้วยความเรียบร้อย", None),
        ("- มีการจัดทำแผน", None),
    ],
)
def test_section_headings(text: str, expected: tuple[str, str] | None) -> None:
    assert section_heading(text) == expected


@pytest.mark.parametrize(
    ("path", "title", "values", "expected"),
    [
        (("โครงการ", "ดำเนินการแล้ว"), "", ["9"], "done_items"),
        (("งบประมาณ", "ตามข้อบัญญัติ/ เทศบัญญัติ"), "", ["0.00"], "ordinance_baht"),
        (("ร้อยละดำเนินการ", "งบประมาณ"), "", ["9.38"], "budget_percent"),
        (("ยังไม่ได้ดำเนินการ",), "จำนวนโครงการ", ["3"], None),
        (("ไม่สามารถ ดำเนินการได้",), "สถานะโครงการ", ["0"], "failed_items"),
        (("การเบิกจ่าย",), "", ["15,000.00"], "spent_baht"),
        (("โครงการ",), "โครงการ/งบประมาณ (ตามเทศบัญญัติ)", ["17"], "ordinance_items"),
    ],
)
def test_quantities(path: tuple[str, ...], title: str, values: list[str], expected: str | None) -> None:
    assert quantity_of(path, title, values) == expected


def test_dimensions_that_were_not_read_are_filled_in_by_order() -> None:
    def dimension(number: int) -> Place:
        return ("dimension", number, None)

    rows = [None, dimension(2), dimension(3), None, ("plan", None, None)]
    unread = by_order(rows, ["unread"] * 5, listed=False)  # type: ignore[arg-type]
    assert unread == {0: dimension(1), 3: dimension(4)}
    named = by_order(rows, ["dimension", "other", "other", "other", "other"], listed=False)  # type: ignore[arg-type]
    assert named == {0: dimension(1)}
    assert not by_order([None, dimension(2), dimension(2)], ["unread"] * 3, listed=False)


def test_ticks_are_no_digits() -> None:
    assert without_tick("4/") == ("4", True)
    assert without_tick("4,000.00") == ("4,000.00", False)
    assert without_noise("ง/ ๒. กิจกรรมให้ความรู้") == "๒. กิจกรรมให้ความรู้"
    assert without_noise("๒. กิจกรรมให้ความรู้") == "๒. กิจกรรมให้ความรู้"


def test_item_numbers_of_a_scan_by_order() -> None:
    assert numbers_by_order([1, 2, 3, 5, None], [True, True, True, False, False]) == [1, 2, 3, 4, 5]
    assert numbers_by_order([1, 2, 3, 5], [True] * 4) == [1, 2, 3, 5]
    assert numbers_by_order([7, 2, 9], [False] * 3) == [7, 2, 9]
    assert numbers_by_order([None, None, 1, 2, 3], [False] * 5) == [None, None, 1, 2, 3]  # not -1 and 0


def scanned(text: str) -> Line:
    return Line(text, (0.0, 0.0, 9.0, 9.0), 0.95, Reading(text, 0.95, digits_trusted=False))


def test_headings_of_a_scan_by_name() -> None:
    lines = [
        "มิติที่ ๕ การยกระดับกลไกการตรวจสอบการดำเนินงานขององค์กรปกครองส่วนท้องถิ่น",
        "๕.๑ การจัดวางระบบตรวจสอบภายใน",
        "๓. โครงการตรวจสอบภายใน",
        "วิธีดำเนินการ",
        "๑. ตรวจสอบ",
        "ผลการดำเนินการ",
        "- ตรวจแล้ว",
    ]
    entries = read_narrative([(1, scanned(text)) for text in lines], "nacc_lao_2566").entries
    assert [(entry.dimension, entry.mission_code) for entry in entries] == [(4, "4.1")]


def test_a_clear_number_stands_though_its_name_was_read_weakly() -> None:
    """A number used twice is the document's own; only an unclear digit is told by the order of items."""

    def line(text: str, digit: float) -> Line:
        sure = (digit,) + (0.99,) * (len(text) - 1)
        return Line(text, (0.0, 0.0, 9.0, 9.0), 0.85, Reading(text, 0.85, sure, digits_trusted=True))

    def numbers(digit: float) -> tuple[list[int | None], list[tuple[str, str]]]:
        names = ["1. โครงการหนึ่ง", "2. โครงการสอง", "3. โครงการสาม", "3. โครงการสี่", "5. โครงการห้า"]
        rows = [
            line(text, digit if n == 3 and text is name else 0.99)
            for n, name in enumerate(names)
            for text in (name, "การดำเนินการ", "1) อบรม", "ผลการดำเนินการ", "- อบรมแล้ว")
        ]
        narrative = read_narrative([(1, row) for row in rows])
        told = [(remark.text, remark.why) for remark in narrative.remarks]
        return [entry.number for entry in narrative.entries], told

    assert numbers(0.99) == ([1, 2, 3, 3, 5], [])
    told = "3. โครงการสี่ → 4", "number of an item told by the order of items"
    assert numbers(0.6) == ([1, 2, 3, 4, 5], [told])


def test_weak_readings_of_totals_are_doubtful() -> None:
    rows = [["มิติ", "งบประมาณตามแผน", "เบิกจ่าย"], ["มิติที่ 1", "๔๐,๐๐๐", "5,000"]]
    cells = tuple(
        Cell(r, c, lines=(scanned(text),), is_header=r == 0, page=1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    doc = document(PROGRESS_TABLE)
    table = Table(cells, 2, 3, page=1)
    flow = tuple(type(doc.flow[0])(1, table, 0) for _ in range(1))
    parsed = parse(type(doc)("a.pdf", "0", "scanned_pdf", doc.pages, (table,), flow), "progress_report")
    assert [(total.quantity, total.doubtful) for total in parsed.stated_totals] == [
        ("planned_baht", True),
        ("spent_baht", False),
    ]


def test_a_decimal_cut_by_a_rule_leaves_a_doubtful_figure() -> None:
    cut = PROGRESS_NARRATIVE.replace("| ๗๕.๐๐ |", "| ๗๕.๐( |")
    found = {(t.dimension, t.quantity): t for t in parse(document(cut)).stated_totals}
    figure = found[1, "items_percent"]
    assert (figure.value, figure.doubtful) == (Decimal(75), True)


def test_a_heading_cut_within_a_word_stands_over_both_columns() -> None:
    halves = PROGRESS_NARRATIVE.replace("| ร้อยละ | |", "| ร้อยละด | าเนินการ |")
    assert totals(parse(document(halves))) == totals(parse(document(PROGRESS_NARRATIVE)))


def test_a_heading_cut_between_syllables_stands_over_both_columns() -> None:
    halves = PROGRESS_NARRATIVE.replace("| ร้อยละ | |", "| ร้อยละดำ | เนินการ |")
    assert totals(parse(document(halves))) == totals(parse(document(PROGRESS_NARRATIVE)))


def table_report(rows: list[list[Cell]], n_cols: int) -> ParsedDocument:
    """A progress report of one table."""
    doc = document(PROGRESS_TABLE)
    table = Table(tuple(cell for row in rows for cell in row), len(rows), n_cols, page=1)
    flow = (type(doc.flow[0])(1, table, 0),)
    return parse(type(doc)("a.pdf", "0", "text_pdf", doc.pages, (table,), flow), "progress_report")


def figures(row: int, *texts: str) -> list[Cell]:
    return [Cell(row, c, lines=(Line(text),), page=1) for c, text in enumerate(texts)]


def test_lines_of_two_headings_in_one_cell_are_told_apart_by_their_place() -> None:
    """The gutter between two headings was not seen: lines one above the other are one heading."""
    lines = (
        Line("ดำเนินการ", (150, 182, 196, 193)),
        Line("ตามแผน", (99, 189, 139, 200)),
        Line("แล้ว", (163, 196, 182, 207)),
    )
    over = Cell(0, 1, col_span=2, lines=(Line("โครงการ", (130, 164, 167, 175)),), page=1)
    heading = [
        Cell(0, 0, row_span=2, lines=(Line("มิติ"),), page=1),
        over,
        Cell(1, 1, col_span=2, lines=lines, page=1),
    ]
    parsed = table_report([heading, [], figures(2, "1", "3", "2"), figures(3, "2", "9", "6")], 3)
    assert [(t.dimension, t.quantity, t.value) for t in parsed.stated_totals] == [
        (1, "planned_items", 3),
        (1, "done_items", 2),
        (2, "planned_items", 9),
        (2, "done_items", 6),
    ]
    assert not parsed.table_reasons


def test_a_share_over_a_hundred_in_exact_text_is_the_documents() -> None:
    """One among others that can be; where several can't be the column holds something else."""
    odd = PROGRESS_NARRATIVE.replace("| ๗๕.๐๐ |", "| ๑๑๐.๐๐ |")
    found = {(t.dimension, t.quantity): t for t in parse(document(odd)).stated_totals}
    assert (found[1, "items_percent"].value, found[1, "items_percent"].doubtful) == (Decimal(110), False)
    worse = odd.replace("| ๘๘.๘๙ |", "| ๑๒๐.๐๐ |")
    found = {(t.dimension, t.quantity): t for t in parse(document(worse)).stated_totals}
    assert found[1, "items_percent"].doubtful


def test_two_columns_of_one_name_are_doubtful_where_they_differ() -> None:
    """One heading over both: which is planned and which is done cannot be told."""
    merged = PROGRESS_NARRATIVE.replace("| ตามแผน | แล้วเสร็จ |", "| ตามแผน | ตามแผน |", 1)
    parsed = parse(document(merged))
    planned = [t for t in parsed.stated_totals if t.quantity == "planned_items" and t.dimension == 1]
    assert [(t.value, t.doubtful) for t in planned] == [(Decimal(4), True), (Decimal(3), True)]
    assert "จำนวนรายการตามแผน" in next(iter(parsed.table_reasons.values()))
    whole = parse(document(PROGRESS_NARRATIVE))
    assert not whole.table_reasons


def test_a_number_table_whose_rows_could_not_be_placed_is_partial() -> None:
    lost = PROGRESS_NARRATIVE.replace("| มิติที่ ๑ | ๔ |", "| ข้อความอื่น | ๔ |")
    lost = lost.replace("| มิติที่ ๒ | ๕ |", "| ข้อความใด | ๕ |")
    (reason,) = parse(document(lost)).table_reasons.values()
    assert "2 rows" in reason


def test_misread_figures_under_a_heading_of_items_are_no_items() -> None:
    misread = PROGRESS_NARRATIVE.replace("| ๗๕.๐๐ |", "| @๗๕.๐๐ |").replace("| ๘๘.๘๙ |", "| @๘๘.๘๙ |")
    parsed = parse(document(misread))
    names = [project.name for project in parsed.projects]
    assert not [name for name in names if "75" in name or "๗๕" in name]
    planned = [t.value for t in parsed.stated_totals if t.quantity == "planned_items"]
    assert planned == [Decimal(4), Decimal(5), Decimal(9)]


def test_stages_by_their_letters_where_marks_were_misread() -> None:
    assert [
        stage_of(text)
        for text in ("ใช้จรีง", "งบประมาณที่ใช้ (บาท)", "ดำเนินการ โครงการ/กิจกรรม", "ได้รับ", "งบประมาณ")
    ] == [
        "spent",
        "spent",
        "done",
        None,
        None,
    ]


def test_a_second_column_of_plans_is_not_guessed() -> None:
    text = """รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2565
เทศบาลตำบลสวนหม่อน อำเภอมัญจาคีรี จังหวัดขอนแก่น

| มิติ | งบประมาณตามแผน | งบประมาณ |
|---|---|---|
| 1 | 120,000.00 | 95,000.00 |
| 2 | 10,000.00 | 5,000.00 |
"""
    parsed = parse(document(text))
    assert [(t.quantity, t.value) for t in parsed.stated_totals] == [
        ("planned_baht", Decimal(120_000)),
        ("planned_baht", Decimal(10_000)),
    ]
    assert [remark.text for remark in parsed.remarks] == ["95,000.00", "5,000.00"]


def test_marks_and_money_below_bands_that_span_the_table() -> None:
    text = """รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2566
เทศบาลตำบลสวนหม่อน อำเภอมัญจาคีรี จังหวัดขอนแก่น
<table>
<tr><th rowspan="2">ที่</th><th rowspan="2">โครงการ/กิจกรรม/มาตรการ</th><th rowspan="2">งบประมาณที่ได้รับ (บาท)</th>
<th colspan="2">สถานะการดำเนินการ</th></tr>
<tr><th>แล้วเสร็จ</th><th>อยู่ระหว่างดำเนินการ</th></tr>
<tr><td colspan="5">มิติที่ 1 การสร้างวัฒนธรรมสุจริต</td></tr>
<tr><td>1</td><td>โครงการอบรม</td><td>30,000</td><td>✓</td><td></td></tr>
<tr><td>2</td><td>มาตรการงดรับของขวัญ</td><td>ไม่ใช้งบประมาณ</td><td></td><td>✓</td></tr>
<tr><td colspan="2">รวม</td><td>30,000</td><td>1</td><td>1</td></tr>
</table>
"""
    parsed = parse(document(text))
    assert [(p.name, p.dimension) for p in parsed.projects] == [("โครงการอบรม", 1), ("มาตรการงดรับของขวัญ", 1)]
    assert [budget.amount_baht for budget in parsed.budgets] == [Decimal(30_000), Decimal(0)]
    assert {t.quantity: t.value for t in parsed.stated_totals} == {
        "planned_baht": 30_000,
        "done_items": 1,
        "ongoing_items": 1,
    }
    assert not parsed.remarks


def test_sums_of_tables_below_the_heading_of_their_dimension() -> None:
    names = "| ที่ | โครงการ/กิจกรรม | งบประมาณตามแผน (บาท) | เบิกจ่าย (บาท) | ผลการดำเนินการ |"
    head = f"{names}\n|---|---|---|---|---|\n"
    text = f"""รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567
เทศบาลตำบลหัวนาใต้ อำเภอศรีบุญเรือง จังหวัดหนองบัวลำภู
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
{head}| 1 | โครงการอบรม | 20,000 | 18,500 | ดำเนินการแล้ว |
| | รวม | 20,000 | 18,500 | |

มิติที่ 2 การบริหารราชการด้วยความโปร่งใส
{head}| 2 | โครงการวารสาร | 30,000 | 0 | ไม่ได้ดำเนินการ |
| | รวม | 30,000 | 0 | |
| | รวมทั้งสิ้น | 50,000 | 18,500 | |
"""
    totals = [(t.scope, t.dimension, t.quantity, t.value) for t in parse(document(text)).stated_totals]
    assert totals == [
        ("dimension", 1, "planned_baht", 20_000),
        ("dimension", 1, "spent_baht", 18_500),
        ("dimension", 2, "planned_baht", 30_000),
        ("dimension", 2, "spent_baht", 0),
        ("plan", None, "planned_baht", 50_000),
        ("plan", None, "spent_baht", 18_500),
    ]


def test_rows_that_name_their_dimension_after_its_number() -> None:
    text = """รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2566
เทศบาลตำบลหัวนาใต้ อำเภอศรีบุญเรือง จังหวัดหนองบัวลำภู

| มิติ | โครงการตามแผน | โครงการที่ดำเนินการแล้ว | ร้อยละ |
|---|---|---|---|
| 1. การสร้างวัฒนธรรมสุจริต | 10 | 9 | 90.00 |
| 2. การบริหารราชการด้วยความโปร่งใส | 12 | 12 | 100.00 |
| รวมทั้งสิ้น | 22 | 21 | 95.45 |
"""
    totals = [(t.scope, t.dimension, t.quantity, t.value) for t in parse(document(text)).stated_totals]
    assert totals[:3] == [
        ("dimension", 1, "planned_items", 10),
        ("dimension", 1, "done_items", 9),
        ("dimension", 1, "items_percent", 90),
    ]
    assert totals[-1] == ("plan", None, "items_percent", Decimal("95.45"))


@pytest.mark.parametrize(
    "labels", ["- ผลการดำเนินงาน : ประกาศแล้ว\n- ผู้รับผิดชอบ : กองคลัง", "ประกาศแล้วเมื่อเดือนมกราคม"]
)
def test_items_with_bulleted_labels_or_without_any(labels: str) -> None:
    text = f"""รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568
องค์การบริหารส่วนตำบลท่าข้ามทอง อำเภอบางปะกง จังหวัดฉะเชิงเทรา
**มิติที่ 1 การสร้างวัฒนธรรมสุจริต**
1.1 การเสริมสร้างจิตสำนึกและความตระหนักแก่บุคลากร
**1) โครงการอบรมบุคลากรด้านจริยธรรม**
{labels}
**2) มาตรการงดรับของขวัญ**
{labels}
"""
    parsed = parse(document(text))
    assert [(p.seq, p.dimension, p.mission_code, p.name) for p in parsed.projects] == [
        (1, 1, "1.1", "โครงการอบรมบุคลากรด้านจริยธรรม"),
        (2, 1, "1.1", "มาตรการงดรับของขวัญ"),
    ]
    assert [section.section for section in parsed.sections].count("results") == 2


FORM = """รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต
ประจำปีงบประมาณ พ.ศ. 2568 รอบ 12 เดือน

| ชื่อโครงการ | โครงการอบรมคุณธรรม |
|---|---|
| แหล่งที่มาของงบประมาณ | ข้อบัญญัติ |
| งบประมาณ | {budget} |
| วิธีดำเนินการ | จัดอบรม |
| เลขที่เอกสาร | 45,000 |
"""


@pytest.mark.parametrize(
    ("budget", "planned"),
    [("20,000 บาท เบิกจ่าย 18,000 บาท", [20_000]), ("เบิกจ่าย 5,000 บาท", []), ("จ่ายจริง 8,000 บาท", [])],
)
def test_a_small_table_of_an_item_loses_nothing_and_takes_no_spending_for_its_budget(
    budget: str, planned: list[int]
) -> None:
    parsed = parse(document(FORM.format(budget=budget)))
    assert [p.name for p in parsed.projects] == ["โครงการอบรมคุณธรรม"]
    assert [b.amount_baht for b in parsed.budgets] == planned
    assert "45,000" in {remark.text for remark in parsed.remarks}


def test_of_two_categories_of_one_name_the_printed_code_stands() -> None:
    codes = CodesByName()
    (name,) = {c.name for c in categories_of("nacc_lao_2566") if c.code == "1.2.3"}
    assert codes.find(name, 3) != "1.2.3"
    assert codes.find(name, 3, "1.2.3") == "1.2.3"


def test_no_report_has_a_fifth_dimension() -> None:
    """The label of the sum was not read: it is no dimension, and the document is not lost for it."""
    rows: list[Place | None] = [("dimension", n, None) for n in range(1, 5)]
    assert not by_order([*rows, None], ["unread"] * 5, listed=True)
    narrative = "มิติที่ 5 การบริหาร\n1. โครงการอบรม\nผลการดำเนินการ\n- อบรมแล้ว\n"
    title = "รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2566\n"
    parsed = parse(document(title + narrative))
    assert [(p.name, p.dimension) for p in parsed.projects] == [("โครงการอบรม", None)]
    assert "no such dimension" in [remark.why for remark in parsed.remarks]


@pytest.mark.parametrize(
    ("names", "planned", "found", "told"),
    [
        (
            "1. โครงการอบรม\n2. กิจกรรมจิตอาสา",
            "20,000\n-",
            [(1, "โครงการอบรม", [(20_000, "amount")]), (2, "กิจกรรมจิตอาสา", [(0, "no_budget")])],
            [],
        ),
        (
            "- โครงการอบรม\n- โครงการประชาคม",
            "20,000\n5,000",
            [(None, "โครงการอบรม", [(20_000, "amount")]), (None, "โครงการประชาคม", [(5_000, "amount")])],
            [],
        ),
        (
            "1. โครงการอบรม\n2. โครงการประชาคม",
            "20,000",
            [(1, "โครงการอบรม", []), (2, "โครงการประชาคม", [])],
            ["20,000"],
        ),
        (
            "1. โครงการอบรม\n2. โครงการประชาคม",
            "20,000\nบาท",
            [(1, "โครงการอบรม", []), (2, "โครงการประชาคม", [])],
            ["20,000\nบาท"],
        ),
        (
            "1. โครงการอบรม\n2. โครงการประชาคม",
            "ไม่ใช้\nงบประมาณ",
            [(1, "โครงการอบรม", []), (2, "โครงการประชาคม", [])],
            ["ไม่ใช้\nงบประมาณ"],
        ),
        (
            "1. โครงการอบรม\n- จัดอบรม 2 รุ่น",
            "20,000",
            [(1, "โครงการอบรม - จัดอบรม 2 รุ่น", [(20_000, "amount")])],
            [],
        ),
    ],
)
def test_several_items_in_one_cell(
    names: str, planned: str, found: list[tuple[int | None, str, list[tuple[int, str]]]], told: list[str]
) -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)", "ผู้รับผิดชอบ"],
            ["มิติที่ 1", names, planned, "สำนักปลัด"],
            ["มิติที่ 2", "3. มาตรการเผยแพร่ข้อมูล", "-", "กองคลัง"],
        ]
    )
    parsed = parse(plan_document(table), "progress_report")
    amounts = {
        n: [(b.amount_baht, b.amount_status) for b in parsed.budgets if b.project == n] for n in range(3)
    }
    items = [(p.seq, p.name, amounts[n]) for n, p in enumerate(parsed.projects) if p.dimension == 1]
    assert items == found
    assert {p.responsible_unit for p in parsed.projects if p.dimension == 1} == {"สำนักปลัด"}
    assert [remark.text for remark in parsed.remarks] == told


def test_what_is_counted_in_rows_and_dimensions_across() -> None:
    table = grid(
        [
            ["รายการ", "มิติที่ 1", "มิติที่ 2", "มิติที่ 3", "รวม"],
            ["จำนวนโครงการตามแผน", "4", "3", "2", "9"],
            ["ดำเนินการแล้วเสร็จ", "4", "2", "2", "8"],
            ["งบประมาณที่เบิกจ่าย (บาท)", "118,000", "40,000", "30,000", "188,000"],
        ]
    )
    parsed = parse(plan_document(table), "progress_report")
    assert not parsed.projects and not parsed.remarks
    assert totals(parsed) == {
        (scope, dimension, quantity): value
        for quantity, values in (
            ("planned_items", (4, 3, 2, 9)),
            ("done_items", (4, 2, 2, 8)),
            ("spent_baht", (118_000, 40_000, 30_000, 188_000)),
        )
        for (scope, dimension), value in zip(
            (("dimension", 1), ("dimension", 2), ("dimension", 3), ("plan", None)), values, strict=True
        )
    }


def test_percentages_in_brackets_beside_figures() -> None:
    table = grid(
        [
            ["มิติ", "จำนวนโครงการตามแผน", "ดำเนินการแล้วเสร็จ (ร้อย\nละ)", "งบประมาณตามแผน", "เบิกจ่าย (ร้อยละ)"],
            ["มิติที่ 1", "๕", "๔ (๘๐.๐๐%)", "120,000", "118,000\n(98.33%)"],
            ["มิติที่ 2", "1", "0 (0.00%)", "-", "0 (-%)"],
        ]
    )
    parsed = parse(plan_document(table), "progress_report")
    found = totals(parsed)
    assert (found["dimension", 1, "done_items"], found["dimension", 1, "items_percent"]) == (4, 80)
    assert found["dimension", 1, "spent_baht"] == 118_000
    assert found["dimension", 1, "budget_percent"] == Decimal("98.33")
    assert found["dimension", 2, "items_percent"] == 0
    assert ("dimension", 2, "budget_percent") not in found
    assert not parsed.remarks and not any(total.doubtful for total in parsed.stated_totals)


def test_columns_of_another_year_beside_the_reports() -> None:
    table = grid(
        [
            ["มิติ", Merged("ปีงบประมาณ 2566", 1, 2), None, Merged("ปีงบประมาณ 2567", 1, 2), None],
            [None, "ตามแผน (บาท)", "เบิกจ่าย", "ตามแผน (บาท)", "เบิกจ่าย"],
            ["มิติที่ 1", "10,000", "9,000", "20,000", "19,000"],
        ],
        headers=2,
    )
    parsed = parse(plan_document(table), "progress_report")
    assert [(t.fiscal_year_be, t.quantity, t.value, t.doubtful) for t in parsed.stated_totals] == [
        (2566, "planned_baht", 10_000, False),
        (2566, "spent_baht", 9_000, False),
        (2567, "planned_baht", 20_000, False),
        (2567, "spent_baht", 19_000, False),
    ]


def test_the_whole_of_a_list_of_states_is_no_share_of_done() -> None:
    rows = [
        ["สถานะ", "จำนวนโครงการ", "ร้อยละ"],
        ["ดำเนินการแล้วเสร็จ", "8", "80.00"],
        ["อยู่ระหว่างดำเนินการ", "2", "20.00"],
    ]
    parsed = parse(plan_document(grid([*rows, ["รวม", "10", "100.00"]])), "progress_report")
    assert [(t.quantity, t.value) for t in parsed.stated_totals] == [
        ("done_items", 8),
        ("items_percent", 80),
        ("ongoing_items", 2),
        ("planned_items", 10),
    ]


@pytest.mark.parametrize("number", ["{}.", "{})", "มิติที่ {}"])
def test_bands_of_dimensions_with_their_number_alone(number: str) -> None:
    names = ["การสร้างวัฒนธรรมสุจริต", "การบริหารราชการด้วยความโปร่งใส"]
    bands = [[Merged(f"{number.format(n)} {name}", cols=3), None, None] for n, name in enumerate(names, 1)]
    table = grid(
        [
            ["โครงการ", "งบประมาณที่ได้รับ (บาท)", "เบิกจ่าย (บาท)"],
            bands[0],
            ["1.1 โครงการปลูกจิตสำนึก", "50,000", "49,000"],
            bands[1],
            ["2.1 โครงการติดตั้งป้าย", "32,000", "32,000"],
        ]
    )
    title = "รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2568\nเทศบาลตำบลหนองบัวขาว"
    parsed = parse(plan_document(prose(title), table))
    assert [(p.dimension, p.name) for p in parsed.projects] == [
        (1, "โครงการปลูกจิตสำนึก"),
        (2, "โครงการติดตั้งป้าย"),
    ]


@pytest.mark.parametrize("label", ["งบประมาณที่ได้รับ : ", "งบประมาณ : ", "วงเงินงบประมาณ : "])
@pytest.mark.parametrize("none", ["-", "ไม่มี", "ไม่ใช้งบประมาณ"])
def test_a_labelled_line_that_tells_no_budget_is_no_part_of_the_name(label: str, none: str) -> None:
    text = f"""รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568
เทศบาลตำบลหนองบัวขาว อำเภอเขื่องใน จังหวัดอุบลราชธานี
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1. โครงการอบรมกฎหมาย
{label}18,000 บาท
ผลการดำเนินงาน : จัดอบรมแล้ว 42 คน
2. กิจกรรมจิตอาสาพัฒนา
{label}{none}
งบประมาณที่ใช้จริง : -
ผลการดำเนินงาน : ดำเนินการแล้ว 11 ครั้ง
"""
    parsed = parse(document(text))
    assert [p.name for p in parsed.projects] == ["โครงการอบรมกฎหมาย", "กิจกรรมจิตอาสาพัฒนา"]
    assert [(b.project, b.amount_baht, b.amount_status) for b in parsed.budgets] == [
        (0, 18_000, "amount"),
        (1, 0, "no_budget"),
    ]


@pytest.mark.parametrize("header", ["ภารกิจ/โครงการ", "แนวทาง/รายละเอียดโครงการ", "งาน/โครงการ"])
@pytest.mark.parametrize("money", ["งบประมาณตั้งไว้/เบิกจ่าย (บาท)", "งบที่ได้รับจัดสรร/ใช้จริง"])
def test_two_amounts_in_a_cell_beside_items_under_another_heading(header: str, money: str) -> None:
    table = grid(
        [
            ["ลำดับ", header, money, "ผู้ให้ข้อมูล"],
            ["1", "โครงการครอบครัวสุจริต", "50,000/48,000", "กองสวัสดิการ"],
            ["2", "กิจกรรมพี่สอนน้อง", "10,000/-", "กองการศึกษา"],
            ["3", "มาตรการเปิดเผยงบการเงิน", "-/-", "กองคลัง"],
        ]
    )
    title = "รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2568\nเทศบาลตำบลหนองบัวขาว"
    parsed = parse(plan_document(prose(title), table))
    assert [p.name[:7] for p in parsed.projects] == ["โครงการ", "กิจกรรม", "มาตรการ"]
    assert [(b.amount_baht, b.amount_status, b.doubtful) for b in parsed.budgets] == [
        (50_000, "amount", False),
        (10_000, "amount", False),
        (0, "no_budget", False),
    ]


@pytest.mark.parametrize("caption", ["ได้ดำเนินการแล้วเสร็จตามแผน ดังนี้", "สรุปผลการเบิกจ่าย"])
def test_the_budget_beside_what_was_spent_is_what_was_planned(caption: str) -> None:
    text = f"""รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2566
เทศบาลตำบลหัวนาใต้ อำเภอศรีบุญเรือง จังหวัดหนองบัวลำภู

{caption}

| มิติ | งบประมาณ | เบิกจ่าย |
|---|---|---|
| มิติที่ 1 | 98,000 | 66,200 |
| รวม | 98,000 | 66,200 |
"""
    totals = {(t.scope, t.quantity, t.value, t.doubtful) for t in parse(document(text)).stated_totals}
    assert totals == {
        (scope, quantity, value, False)
        for scope in ("dimension", "plan")
        for quantity, value in (("planned_baht", 98_000), ("spent_baht", 66_200))
    }
