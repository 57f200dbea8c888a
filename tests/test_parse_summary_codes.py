"""Codes and names of dimensions, missions and strategies in summary tables, and items numbered under them."""

from __future__ import annotations

import pytest

from pipelines.parse.action_plan import parse_action_plan
from pipelines.records import DocumentInfo
from tests.plan_documents import Merged, grid, text_document
from tests.summary_plans import FIVE, YEARS, amounts, baht, plan, total


def test_strategy_headings_and_dashes_in_the_item_column() -> None:
    table = grid(
        [
            ["มิติ", "ภารกิจตามมิติ", "โครงการ/กิจกรรม/มาตรการ", Merged("ปีงบประมาณ", cols=5)]
            + [None] * 4
            + ["หมายเหตุ"],
            [None] * 3 + ["๒๕๖๖", "๒๕๖๗", "๒๕๖๘", "๒๕๖๙", "๒๕๗๐", None],
            [None] * 3 + ["งบประมาณ\n(บาท)"] * 5 + [None],
            [
                Merged("๒. การบริหารราชการ", 4),
                Merged("๒.๑ การเปิดเผยข้อมูล", 3),
                "๒.๑.๑ การเปิดเผยการดำเนินงาน",
                *[""] * 6,
            ],
            [None, None, "-โครงการวิทยุชุมชน", *["๘๐,๐๐๐"] * 4, "-", ""],
            [None, None, "๒.๑.๒ การเปิดเผยงบประมาณ\n- มาตรการเปิดเผยแผนจัดซื้อ", *["-"] * 5, ""],
            [None, "๒.๒ มาตรการส่งเสริม", "๒.๒.๒ มาตรการภายใน\n-ส่งเสริมการทำงานด้วยใจ", *["\n๑,๕๐๐"] * 5, ""],
            [Merged("รวมมิติที่ ๒", cols=2), None, "จำนวน ๑ โครงการ/ ๑ มาตรการ", *["๘๑,๕๐๐"] * 5, ""],
            [Merged("รวมมิติที่ ๑-มิติที่ ๔ ทั้งหมด", cols=2), None, "จำนวน ๑ โครงการ/ ๑ มาตรการ", *["๘๑,๕๐๐"] * 5, ""],
        ],
        headers=3,
    )
    parsed = plan(table)
    assert [p.name for p in parsed.projects] == [
        "โครงการวิทยุชุมชน",
        "มาตรการเปิดเผยแผนจัดซื้อ",
        "ส่งเสริมการทำงานด้วยใจ",
    ]
    assert [p.strategy_code for p in parsed.projects] == ["2.1.1", "2.1.2", "2.2.2"]
    assert [p.mission_code for p in parsed.projects] == ["2.1", "2.1", "2.2"]
    assert [p.kind for p in parsed.projects] == ["project", "measure", None]
    assert [b.amount_status for b in parsed.budgets if b.project == 0] == ["amount"] * 4 + ["no_budget"]
    assert amounts(parsed, 2) == baht(*[1500] * 5)
    assert total(parsed, "dimension", "measures", dimension=2) == baht(1)
    assert total(parsed, "plan", "projects") == baht(1)
    assert parsed.remarks == []


def test_a_dimension_that_no_framework_has_is_not_known() -> None:
    parsed = plan(grid([["มิติ", "โครงการ", *YEARS], ["5. สุจริต", "1) โครงการหนึ่งใจ", *["5,000"] * 5]]))
    assert [(p.name, p.dimension) for p in parsed.projects] == [("โครงการหนึ่งใจ", None)]
    assert [remark.why for remark in parsed.remarks] == ["no such dimension"]


def test_items_numbered_under_their_dimension() -> None:
    parsed = plan(
        grid(
            [
                ["มิติ", "โครงการ", *YEARS],
                ["1. สุจริต", "1.1 โครงการหนึ่งใจ", *["5,000"] * 5],
                ["", "1.2 กิจกรรมสองมือ", *["-"] * 5],
            ]
        )
    )
    assert [p.name for p in parsed.projects] == ["โครงการหนึ่งใจ", "กิจกรรมสองมือ"]


def test_numbered_items_of_one_line_are_cut_at_the_next_number() -> None:
    text = """
| มิติ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | ปี 2569 | ปี 2570 |
|---|---|---|---|---|---|---|
| มิติที่ 1 | 1. โครงการอบรม พ.ศ. 2566 รุ่น 2. 2. มาตรการจริยธรรม | 9,000 - | 9,000 - | 9,000 - | 9,000 - | 9,000 - |
"""
    parsed = parse_action_plan(text_document(text), FIVE)
    assert [(p.seq, p.name) for p in parsed.projects] == [
        (1, "โครงการอบรม พ.ศ. 2566 รุ่น 2."),
        (2, "มาตรการจริยธรรม"),
    ]
    assert [amounts(parsed, place) for place in (0, 1)] == [baht(*[9000] * 5), baht(*[0] * 5)]


def test_a_division_is_one_with_a_misread_mark_too() -> None:
    text = """
| ที่ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | ปี 2569 | ปี 2570 |
|---|---|---|---|---|---|---|
| ต้านที้ 1 การสร้างวัฒนธรรมสุจริต | | | | | | |
| 1 | มาตรการงดรับของขวัญ | - | - | - | - | - |
"""
    assert [(p.name, p.dimension) for p in parse_action_plan(text_document(text), FIVE).projects] == [
        ("มาตรการงดรับของขวัญ", 1)
    ]


@pytest.mark.parametrize(
    ("heading", "confidence", "mission"),
    [
        ("3.11 การส่งเสริมให้ประชาชนมีส่วนร่วมบริหารกิจการ", 0.99, "3.1"),
        ("3.11 ข้อความที่ไม่มีในกรอบใดเลย", 0.99, "3.1"),
        ("3.9 การรับฟังความคิดเห็น การรับและตอบสนองเรื่องร้องเรียน", 0.99, "3.2"),
        ("3.2 ข้อความที่ไม่มีในกรอบใดเลย", 0.99, "3.2"),
        ("3.11 การส่งเสริมให้ประชาชนมีส่วนร่วมบริหารกิจการ", None, "3.11"),
    ],
)
def test_codes_of_missions_that_no_framework_has_are_misread(
    heading: str, confidence: float | None, mission: str
) -> None:
    table = grid(
        [
            ["มิติ", "ภารกิจตามมิติ", "โครงการ/กิจกรรม/มาตรการ", *YEARS],
            ["3. การส่งเสริมบทบาท", heading, "โครงการประชาคม", *["-"] * 5],
        ],
        confidence=confidence,
    )
    assert [p.mission_code for p in plan(table).projects] == [mission]


def test_items_numbered_under_their_strategy() -> None:
    table = grid(
        [
            ["มิติ", "ภารกิจตามมิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2561", "ปี 2562"],
            ["1. การสร้างสังคม", "1.1 การสร้างจิตสำนึก", "1.1.1 (1) โครงการอบรม", "20,000", "20,000"],
            ["", "", "1.1.1 (2) กิจกรรมวันสำคัญ\n1.1.2 (1) มาตรการจริยธรรม", "0\n0", "0\n0"],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2561, fiscal_year_end_be=2562))
    assert [(p.seq, p.mission_code, p.strategy_code, p.name) for p in parsed.projects] == [
        (None, "1.1", "1.1.1", "โครงการอบรม"),
        (None, "1.1", "1.1.1", "กิจกรรมวันสำคัญ"),
        (None, "1.1", "1.1.2", "มาตรการจริยธรรม"),
    ]
    assert [amounts(parsed, place) for place in range(3)] == [baht(20_000, 20_000), baht(0, 0), baht(0, 0)]


def test_dimensions_by_their_names() -> None:
    text = """
๑) มิติการสร้างวัฒนธรรมสุจริต

| ที่ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | ปี 2569 | ปี 2570 |
|---|---|---|---|---|---|---|
| 1 | มาตรการงดรับของขวัญ | - | - | - | - | - |

๒) มิติการบริหารราชการด้วยความโปร่งใส

| ที่ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | ปี 2569 | ปี 2570 |
|---|---|---|---|---|---|---|
| 2 | มาตรการเปิดเผยราคากลาง | - | - | - | - | - |
"""
    assert [p.dimension for p in parse_action_plan(text_document(text), FIVE).projects] == [1, 2]


@pytest.mark.parametrize(
    ("confidence", "strategy", "mission"), [(0.99, "3.1.1", "3.1"), (None, None, "3.11")]
)
def test_a_strategy_that_lost_a_dot(confidence: float | None, strategy: str | None, mission: str) -> None:
    table = grid(
        [
            ["มิติ", "ภารกิจตามมิติ", "โครงการ/กิจกรรม/มาตรการ", *YEARS],
            ["3. การส่งเสริม", "3.1 การมีส่วนร่วม", "3.11 การมีส่วนร่วมในการจัดทำแผนพัฒนา", *[""] * 5],
            ["", "", "-โครงการจัดเวทีประชาคม", *["-"] * 5],
        ],
        confidence=confidence,
    )
    assert [(p.mission_code, p.strategy_code) for p in plan(table).projects] == [(mission, strategy)]


def test_the_last_words_of_an_item_are_no_heading_of_another_dimension() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", *YEARS],
            [
                "2. การบริหารราชการด้วยความโปร่งใส",
                "1) มาตรการเปิดเผยข้อมูลสาธารณะ และกำกับติดตาม\nการเผยแพร่ข้อมูลสาธารณะ",
                *["81,671\n"] * 5,
            ],
            ["", "2) โครงการจัดทำคู่มือสำหรับประชาชน", *["80,000"] * 5],
        ],
        confidence=0.99,
    )
    projects = plan(table).projects
    assert [p.dimension for p in projects] == [2, 2]
    assert projects[0].name.endswith("การเผยแพร่ข้อมูลสาธารณะ")


def test_the_last_words_of_an_item_are_no_heading_that_no_item_follows() -> None:
    name = "มาตรการป้องกันการทุจริตและ\nสร้างความโปร่งใสในการดำเนิน\nงานทะเบียนและบัตรประจำตัว\nประชาชน"
    table = grid(
        [
            ["มิติ", "ภารกิจตามมิติ", "โครงการ/กิจกรรม/มาตรการ", *YEARS],
            ["2", "2.2 มาตรการสร้างความโปร่งใสในการปฏิบัติราชการ", name, *["18,809"] * 5],
            ["", "", "โครงการจัดทำคู่มือสำหรับประชาชน", *["80,000"] * 5],
        ],
        confidence=0.99,
    )
    projects = plan(table).projects
    assert [p.name for p in projects] == [name.replace("\n", ""), "โครงการจัดทำคู่มือสำหรับประชาชน"]


@pytest.mark.parametrize("heading", ["", "มิติที่ 1 การสร้างวัฒนธรรมสุจริต"])
def test_items_numbered_within_their_dimension_name_no_mission(heading: str) -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", *YEARS],
            [heading, "1.1 โครงการอบรม", *["20,000"] * 5],
            ["", "1.2 กิจกรรมทำบุญ", *["-"] * 5],
            ["มิติที่ 2" if heading else "", "2.1 มาตรการเผยแพร่", *["-"] * 5],
        ]
    )
    assert [(p.dimension, p.mission_code) for p in plan(table).projects] == [(1, None), (1, None), (2, None)]


def test_numbered_parts_of_an_item_are_no_missions() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ไตรมาส 1"],
            [Merged("1. การสร้างวัฒนธรรมสุจริต", 5), "1. โครงการอบรมคุณธรรม", "20,000", ""],
            [None, "1.1 จัดอบรม 2 รุ่น", "", "x"],
            [None, "1.2 ติดตามผล", "", "x"],
            [None, "2. โครงการค่ายเยาวชน", "30,000", ""],
            [None, "2.1 คัดเลือกโรงเรียน", "", "x"],
            [Merged("2. การบริหารราชการ", 2), "2.1 การเปิดเผยข้อมูลสาธารณะ", "", ""],
            [None, "3. มาตรการเผยแพร่ราคากลาง", "-", ""],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2566))
    assert [(p.dimension, p.mission_code, p.name) for p in parsed.projects] == [
        (1, None, "โครงการอบรมคุณธรรม"),
        (1, None, "โครงการค่ายเยาวชน"),
        (2, "2.1", "มาตรการเผยแพร่ราคากลาง"),
    ]
    assert [r.text for r in parsed.remarks if r.why == "a part of the item above"] == [
        "1.1 จัดอบรม 2 รุ่น",
        "1.2 ติดตามผล",
        "2.1 คัดเลือกโรงเรียน",
    ]
