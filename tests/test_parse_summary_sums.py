"""Sums and counts that summary tables and prefaces state: whose they are, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.model import Line, Table
from pipelines.parse.action_plan import parse_action_plan
from pipelines.parse.sentences import paragraphs, stated_in_text
from pipelines.reconcile import reconcile
from pipelines.records import DocumentInfo
from tests.plan_documents import Merged, document, grid, prose, text_document
from tests.summary_plans import FIVE, PHRASE_TABLE, YEARS, amounts, baht, doubtful, plan, total


def test_sub_totals_per_mission_and_page() -> None:
    table = grid(
        [
            ["มิติ", "ภารกิจ", "โครงการ", "ปี 2566"],
            [Merged("1. สุจริต", 3), "1.1 บุคลากร", "1) โครงการหนึ่ง", "100"],
            [None, Merged("รวมภารกิจที่ 1.1", cols=2), None, "100"],
            [None, "1.2 ประชาชน", "2) โครงการสอง", "50"],
            [Merged("รวมหน้านี้", cols=3), None, None, "150"],
            [Merged("รวมมิติที่ 1 จำนวน 2 โครงการ", cols=3), None, None, "150"],
        ]
    )
    parsed = plan(table, info=DocumentInfo(fiscal_year_start_be=2566, fiscal_year_end_be=2566))
    assert [
        (t.scope, t.mission_code, t.value) for t in parsed.stated_totals if t.quantity == "budget_baht"
    ] == [
        ("mission", "1.1", 100),
        ("page", None, 150),
        ("dimension", None, 150),
    ]
    assert total(parsed, "dimension", "items", dimension=1) == baht(2)


@pytest.mark.parametrize(
    ("label", "sums"),
    [("กูมทั้ง\nสน", ("180", "190")), ("#", ("150", "190")), ("#", ("150", "75"))],
)
def test_a_sum_of_all_is_known_though_its_label_was_misread(label: str, sums: tuple[str, str]) -> None:
    """By what its label looks like, or by its amounts; one year may be off."""
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"],
            ["1. สุจริต", "1) โครงการหนึ่ง", "100", "50"],
            ["รวม", "จำนวน 1 โครงการ", "100", "50"],
            ["2. โปร่งใส", "2) โครงการสอง", "50", "25"],
            ["รวม", "จำนวน 1 โครงการ", "50", "25"],
            [label, "", *sums],
        ]
    )
    parsed = plan(table)
    assert total(parsed, "plan", "budget_baht") == baht(*map(int, sums))
    assert not parsed.remarks


def test_amounts_that_are_no_sum_are_noted() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"],
            ["1. สุจริต", "1) โครงการหนึ่ง", "100", "50"],
            ["รวม", "จำนวน 1 โครงการ", "100", "50"],
            ["", "", "70", "70"],
        ]
    )
    parsed = plan(table)
    assert total(parsed, "plan", "budget_baht") == []
    assert [remark.why for remark in parsed.remarks] == ["amounts without an item"]


def test_preface_counts_and_budget() -> None:
    front = prose(
        """คำนำ
ส่วนที่ ๒ ประกอบด้วย โครงการ/กิจกรรม/มาตรการ แยกตาม ๔ มิติ รวมทั้งสิ้นจำนวน ๓ โครงการ / ๑ กิจกรรม
โดยใช้งบประมาณรวมทั้งสิ้น ๑๒๐,๐๐๐ บาท
มิติที่ ๑ การสร้างวัฒนธรรมสุจริต จำนวน ๒ โครงการ
มิติที่ ๒ การบริหารราชการด้วยความโปร่งใส จำนวน ๑ โครงการ / ๑ กิจกรรม"""
    )
    parsed = plan(
        front, grid([["มิติ", "โครงการ/กิจกรรม", "ปี 2566"], ["1. สุจริต", "1) โครงการหนึ่ง", "5"]], page=2)
    )
    stated = [(t.origin, t.scope, t.dimension, t.quantity, t.value) for t in parsed.stated_totals]
    assert ("preface", "plan", None, "projects", 3) in stated
    assert ("preface", "plan", None, "activities", 1) in stated
    assert ("preface", "plan", None, "budget_baht", 120000) in stated
    assert ("preface", "dimension", 1, "projects", 2) in stated
    assert ("preface", "dimension", 2, "activities", 1) in stated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "แผนนี้มี ๒ มิติ ได้แก่ มิติที่ ๑ การสร้างวัฒนธรรมสุจริต จำนวน ๓ รายการ มิติที่ ๒ การบริหารราชการ จำนวน ๔ รายการ "
            "รวมทั้งสิ้นจำนวน ๓๕ รายการ ปีละ ๗ รายการ โดยไม่ใช้งบประมาณ จำนวน ๒ รายการ",
            [(1, 3), (2, 4), (None, 35), (None, 7)],
        ),
        ("มิติที่ 1 จำนวน 3 โครงการ มิติที่ 2 จำนวน 4 โครงการ รวมทั้งสิ้นจำนวน 7 โครงการ", [(1, 3), (2, 4), (None, 7)]),
        (
            "มิติที่ 1 การสร้างวัฒนธรรม จำนวน 3 รายการ\nมิติที่ 2 การบริหาร จำนวน 4 รายการ\nรวมทั้งสิ้น จำนวน 7 รายการ",
            [(1, 3), (2, 4), (None, 7)],
        ),
        ("มิติที่ 1 จำนวน 3 โครงการ/กิจกรรม รวมทั้งสิ้นจำนวน 3 โครงการ/กิจกรรม", [(1, 3), (1, 3)]),
        (
            "รวมทั้งสิ้น 13 โครงการ/กิจกรรม แยกเป็น มิติที่ 1 จำนวน 3 มิติที่ 2 จำนวน 4 และมิติที่ 3\nจำนวน 6 โครงการ/กิจกรรม",
            [(None, 13), (1, 3), (2, 4), (3, 6)],
        ),
        ("ตามมิติที่ 1 จำนวน 3 มิติที่ 2 ตามลำดับ", []),
        ("จัดซื้อวัสดุรวมทั้งสิ้น 12 รายการ", []),
        ("แผนฉบับนี้ประกอบด้วย 3 โครงการ 2 กิจกรรม 4 มาตรการ", [(None, 3), (None, 2), (None, 4)]),
        ("คณะทำงานประกอบด้วย 3 โครงการ", []),
        ("แผนนี้ประกอบ ด้วย 4 มิติ 8 โครงการ/กิจกรรม/มาตรการ", [(None, 8)]),
        ("มิตินี้มี 3 โครงการ งบประมาณรวม 60,000 บาท", []),  # no heading tells which
        ("สอดคล้องกับมิติที่ 1 ในปีที่ผ่านมาดำเนินการ จำนวน 5 โครงการ", []),
    ],
)
def test_counts_of_several_dimensions_in_one_sentence(
    text: str, expected: list[tuple[int | None, int]]
) -> None:
    stated = stated_in_text(paragraphs(prose(text)), "preface", apart=False)
    assert [(t.dimension, t.value) for t in stated] == expected
    assert all(t.scope == ("plan" if t.dimension is None else "dimension") for t in stated)


def test_what_a_dimension_says_of_itself_below_its_heading() -> None:
    text = """มิติที่ ๑ การสร้างสังคมที่ไม่ทนต่อการทุจริต
มิตินี้มี ๓ โครงการ/กิจกรรม ใช้งบประมาณรวมทั้งสี่ปี ๗๐๕,๐๐๐ บาท
๑.๑ โครงการอบรม
มิติที่ ๒ การบริหารราชการ ๒ โครงการ งบประมาณรวม ๔๓๐,๐๐๐ บาท"""
    stated = stated_in_text(paragraphs(prose(text)), "preface", apart=False)
    assert [(t.scope, t.dimension, t.quantity, t.value) for t in stated] == [
        ("dimension", 1, "items", 3),
        ("dimension", 1, "budget_baht", 705_000),
        ("dimension", 2, "items", 2),
        ("dimension", 2, "budget_baht", 430_000),
    ]


def test_the_sum_of_the_ordinance_is_not_that_of_the_plan() -> None:
    text = "หมายเหตุ งบประมาณตามข้อบัญญัติ พ.ศ. 2565 ซึ่งตั้งไว้ทั้งสิ้น 2,150,000,000 บาท"
    assert stated_in_text(paragraphs(prose(text)), "summary", apart=False) == []
    behind = "งบประมาณทั้งสิ้น 150,000 บาท ตามข้อบัญญัติงบประมาณ"
    assert [t.value for t in stated_in_text(paragraphs(prose(behind)), "summary", apart=False)] == [150_000]


@pytest.mark.parametrize(
    ("confidence", "apart", "value"), [(0.9, True, None), (0.9, False, 1), (None, True, 1)]
)
def test_one_count_of_two_kinds_may_have_lost_the_other_on_a_scan(
    confidence: float | None, apart: bool, value: int | None
) -> None:
    line = Line("มิติที่ 4 การยกระดับกลไก จำนวน 1 กิจกรรม / มาตรการ", confidence=confidence)
    (stated,) = stated_in_text(paragraphs([(1, line)]), "preface", apart)
    assert (stated.quantity, stated.value, stated.doubtful) == ("items", value, value is None)


def test_sums_beside_the_headings_before_the_items() -> None:
    parsed = plan(
        grid(
            [
                ["มิติ", "ภารกิจตามมิติ", "โครงการ", *YEARS],
                [Merged("มิติที่ 1 สุจริต", cols=3), None, None, *["40,000"] * 5],
                ["", "1.1 จิตสำนึก", "", *["40,000"] * 5],
                ["", "", "1) โครงการหนึ่งใจ", *["30,000"] * 5],
                ["", "", "2) โครงการสองมือ", *["10,000"] * 5],
                [Merged("ยอดยกมา", cols=3), None, None, *["40,000"] * 5],
            ]
        )
    )
    assert [(p.name, p.mission_code) for p in parsed.projects] == [
        ("โครงการหนึ่งใจ", "1.1"),
        ("โครงการสองมือ", "1.1"),
    ]
    assert total(parsed, "dimension", "budget_baht", dimension=1, fiscal_year_be=2566) == baht(40_000)
    assert total(parsed, "mission", "budget_baht", fiscal_year_be=2566) == baht(40_000)


def test_one_count_in_the_table_is_of_all_items_whatever_the_preface_counts() -> None:
    parsed = plan(
        prose("คำนำ\nมิติที่ 1 สุจริต จำนวน 1 โครงการ / 1 มาตรการ"),
        grid(
            [
                ["มิติ", "โครงการ", *YEARS],
                ["1. สุจริต", "1) โครงการหนึ่งใจ", *["5,000"] * 5],
                ["", "2) มาตรการสองมือ", *["-"] * 5],
                ["รวม", "จำนวน 2 โครงการ", *["5,000"] * 5],
            ],
            top=200,
        ),
    )
    stated = [(t.origin, t.quantity, t.value) for t in parsed.stated_totals if t.quantity != "budget_baht"]
    assert stated == [("summary", "items", 2), ("preface", "projects", 1), ("preface", "measures", 1)]


def test_a_dimensions_sum_is_its_own_though_an_items_cell_runs_on_into_its_row() -> None:
    item, dimension = Merged("1) โครงการหนึ่งใจ", rows=2), Merged("1. สุจริต", rows=1)
    parsed = plan(
        grid(
            [
                ["มิติ", "โครงการ", "แหล่งงบประมาณ", *YEARS],
                [dimension, item, "งบเทศบาล", *["5,000"] * 5],
                ["รวมมิติที่ 1", None, "", *["5,000"] * 5],
            ]
        )
    )
    assert total(parsed, "dimension", "budget_baht", dimension=1, fiscal_year_be=2566) == baht(5_000)


@pytest.mark.parametrize(
    ("sum_of_first", "confidence", "sure"),
    [("5,500", None, True), ("5,600", None, True), ("5,500", 0.999, True), ("5,600", 0.999, False)],
)
def test_the_sum_of_an_items_sources_is_the_items_and_no_dimensions(
    sum_of_first: str, confidence: float | None, sure: bool
) -> None:
    item, dimension = Merged("1) โครงการหนึ่งใจ", rows=3), Merged("1. สุจริต", rows=4)
    parsed = plan(
        grid(
            [
                ["มิติ", "โครงการ", "แหล่งงบประมาณ", *YEARS],
                [dimension, item, "งบเทศบาล", *["5,000"] * 5],
                [None, None, "เงินอุดหนุน", *["500"] * 5],
                [None, None, "รวม", *[sum_of_first] * 5],
                [None, "2) โครงการสองมือ", "งบเทศบาล", *["100"] * 5],
                ["รวม", "", "", *["5,600"] * 5],
            ],
            confidence=confidence,
        )
    )
    of_first = [b for b in parsed.budgets if b.project == 0]
    assert [(b.amount_raw, b.doubtful) for b in of_first] == [(sum_of_first, not sure)] * 5
    assert {t.value for t in parsed.stated_totals if t.quantity == "budget_baht"} == {5_600}
    assert len([t for t in parsed.stated_totals if t.quantity == "budget_baht"]) == 5
    parts = [(r.text.split(" | ")[0], r.why) for r in parsed.remarks if "part of" in r.why]
    assert [text for text, _ in parts] == ["5,000", "500"]
    assert {"another" in why for _, why in parts} == {sum_of_first == "5,600"}


def test_a_count_that_is_no_number_is_a_total_without_value() -> None:
    def counts(total: str) -> list[tuple[object, ...]]:
        parsed = plan(
            grid(
                [
                    ["มิติ", "โครงการ", "จำนวนโครงการ", *YEARS],
                    ["1. สุจริต", "1) โครงการหนึ่งใจ", "1", *["5,000"] * 5],
                    ["", "2) มาตรการสองมือ", "1", *["-"] * 5],
                    ["รวม", "", total, *["5,000"] * 5],
                ]
            )
        )
        return [
            (t.value, t.value_raw, t.doubtful) for t in parsed.stated_totals if t.quantity != "budget_baht"
        ]

    assert counts("2") == [(2, "2", False)]
    assert counts("2B") == [(None, "2B", True)]
    assert counts("2 โครงการ") == [(2, "2 โครงการ", False)]


def test_a_sum_beside_the_years_is_no_year() -> None:
    table = grid(
        [
            [Merged("มิติ", 2), Merged("โครงการ/กิจกรรม/มาตรการ", 2), Merged("งบประมาณ (บาท)", 1, 5)]
            + [None] * 4
            + [Merged("งบประมาณรวม\n(บาท)", 2)],
            [None, None, *YEARS, None],
            ["มิติที่ 1", "1. โครงการอบรมพนักงาน", *["40,000"] * 5, "200,000"],
            ["รวม", "1 รายการ", *["40,000"] * 5, "200,000"],
        ],
        headers=2,
    )
    parsed = plan(table)
    assert amounts(parsed, 0) == baht(*[40_000] * 5)
    assert not doubtful(parsed)
    assert total(parsed, "dimension", "budget_baht", fiscal_year_be=None) == baht(200_000)
    assert total(parsed, "dimension", "items") == baht(1)


def test_counts_of_a_numbered_list_of_dimensions() -> None:
    preface = """
คำนำ
1. มิติที่ 1 การสร้างวัฒนธรรมสุจริต จำนวน 3 โครงการ
2. มิติที่ 2 การบริหารราชการด้วยความโปร่งใส จำนวน 1 โครงการ
"""
    parsed = parse_action_plan(text_document(preface + PHRASE_TABLE), FIVE)
    assert [total(parsed, "dimension", "items", dimension=n) for n in (1, 2)] == [baht(3), baht(1)]


def test_the_sum_may_stand_below_the_table() -> None:
    below = "\nรวมงบประมาณทั้งแผน ๔๕,๐๐๐ บาท\nรวมเป็นเงิน 7 บาท\nส่วนที่ 3 รวมทั้งสิ้น 9 บาท\n"
    table = PHRASE_TABLE.replace("ไม่ใช้งบประมาณ | | | | |", "9,000 | 9,000 | 9,000 | 9,000 | 9,000 |")
    parsed = parse_action_plan(text_document(table + below), FIVE)
    assert [(t.scope, t.origin, t.value) for t in parsed.stated_totals] == [
        ("plan", "summary", Decimal(45_000))
    ]


def test_sums_above_their_items() -> None:
    table = grid(
        [
            ["ลำดับ", "มิติ/ภารกิจ", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)", "ระยะเวลา", "หน่วยงาน"],
            ["", "รวมทั้งสิ้น", "3 โครงการ", "1,180,500.00", "", ""],
            ["", "มิติที่ 1", "รวม 2 โครงการ", "930,500.00", "", ""],
            ["1", "1.1", "โครงการนครสุจริต", "850,500.00", "ตลอดปี", "สำนักปลัด"],
            ["2", "1.3", "โครงการค่ายคุณธรรม", "80,000.00", "พ.ค. 65", "กองการศึกษา"],
            ["", "มิติที่ 2", "รวม 1 โครงการ", "250,000.00", "", ""],
            ["3", "2.3", "โครงการพัฒนาระบบ", "250,000.00", "ม.ค. 65", "สำนักปลัด"],
        ]
    )
    year = DocumentInfo("action_plan", fiscal_year_start_be=2565, fiscal_year_end_be=2565)
    parsed = plan(table, info=year)
    assert [(p.seq, p.dimension, p.mission_code) for p in parsed.projects] == [
        (1, 1, "1.1"),
        (2, 1, "1.3"),
        (3, 2, "2.3"),
    ]
    assert not doubtful(parsed)
    assert [(t.scope, t.dimension, t.quantity, t.value) for t in parsed.stated_totals] == [
        ("plan", None, "items", 3),
        ("plan", None, "budget_baht", Decimal("1180500.00")),
        ("dimension", 1, "items", 2),
        ("dimension", 1, "budget_baht", Decimal("930500.00")),
        ("dimension", 2, "items", 1),
        ("dimension", 2, "budget_baht", Decimal("250000.00")),
    ]


def test_a_sum_with_a_misread_word_for_its_dimension() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", *YEARS],
            ["3. การส่งเสริมบทบาท", "โครงการประชาคม", *["20,000"] * 5],
            ["รวมมีติที่ ๓", "", *["20,000"] * 5],
        ]
    )
    parsed = plan(table)
    assert total(parsed, "dimension", "budget_baht", dimension=3) == baht(*[20_000] * 5)


@pytest.mark.parametrize(("total_row", "sure"), [("25,000", True), ("30,000", False)])
def test_a_sum_makes_an_amount_with_odd_separators_certain(total_row: str, sure: bool) -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"],
            [Merged("1. การสร้าง", 2), "1) โครงการอบรม", "20.000", "20,000"],
            [None, "2) โครงการวารสาร", "5,000", "5,000"],
            ["รวม", "จำนวน 2 โครงการ", total_row, "25,000"],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567))
    reconcile(parsed, document(table))
    (odd,) = (b for b in parsed.budgets if b.amount_raw == "20.000" and b.origin == "summary")
    assert (odd.amount_baht, odd.doubtful) == (20000, not sure)


def test_several_dimensions_counted_in_one_paragraph() -> None:
    words = "มิติที่ 1 การสร้างวัฒนธรรมสุจริต จำนวน 2 โครงการ มิติที่ 2 การบริหารราชการ จำนวน 1 โครงการ"
    parsed = parse_action_plan(text_document(f"คำนำ\n\n{words}\n\n{PHRASE_TABLE}"), FIVE)
    assert [total(parsed, "dimension", "items", dimension=n, origin="preface") for n in (1, 2)] == [
        baht(2),
        baht(1),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "รวมงบประมาณทั้ง ๒ มิติ ปี ๒๕๖๖ จำนวน ๓๐,๐๐๐ บาท ปี ๒๕๖๗ จำนวน ๒๕,๐๐๐ บาท รวมทั้งสิ้น ๕๕,๐๐๐ บาท",
        "รวมงบประมาณทั้งแผน เป็นเงิน 30,000 บาท (ปี 2566) และ 25,000 บาท (ปี 2567) รวมทั้งสิ้น 55,000 บาท",
    ],
)
def test_sums_of_each_year_below_the_table(words: str) -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"],
            ["1. การสร้าง", "1) โครงการอบรม", "20,000", "25,000"],
        ]
    )
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    stated = plan(table, prose(words, top=400), info=info).stated_totals
    sums = [(t.fiscal_year_be, t.value, t.doubtful) for t in stated if t.quantity == "budget_baht"]
    assert sums == [(2566, 30_000, False), (2567, 25_000, False), (None, 55_000, False)]


def test_sums_of_years_and_of_a_dimension_in_the_preface() -> None:
    words = (
        "มิติที่ 1 การสร้างวัฒนธรรมสุจริต จำนวน 4 โครงการ งบประมาณ 35,000 บาท\n\n"
        "โครงการทั้งแผนใช้งบประมาณรวมทั้งสิ้น 90,000 บาท แยกเป็น ปี 2566 จำนวน 40,000 บาท ปี 2567 จำนวน 50,000 บาท\n\n"
        "โครงการตลาดนัด ปี 2566 จำนวน 7,000 บาท ปี 2567 จำนวน 8,000 บาท"
    )
    parsed = parse_action_plan(text_document(f"คำนำ\n\n{words}\n\n{PHRASE_TABLE}"), FIVE)
    assert [
        (t.scope, t.dimension, t.fiscal_year_be, t.value)
        for t in parsed.stated_totals
        if t.origin == "preface" and t.quantity == "budget_baht"
    ] == [
        ("dimension", 1, None, 35_000),
        ("plan", None, None, 90_000),
        ("plan", None, 2566, 40_000),
        ("plan", None, 2567, 50_000),
    ]


def test_sums_in_words_below_each_of_several_tables() -> None:
    def table(dimension: str, amount: str, top: float) -> object:
        header = ["ลำดับ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"]
        return grid([header, ["1", f"โครงการ{dimension}", amount, amount]], top=top)

    words = "รวมมิติที่ {} จำนวน 1 โครงการ งบประมาณปี 2566 จำนวน {} บาท และปี 2567 จำนวน {} บาท"
    parsed = plan(
        prose("มิติที่ 1 การสร้างวัฒนธรรมสุจริต", top=60),
        table("อบรม", "20,000", 100),
        prose(words.format(1, "20,000", "20,000"), top=150),
        prose("มิติที่ 2 การบริหารราชการด้วยความโปร่งใส", top=180),
        table("ประชาคม", "30,000", 200),
        prose(words.format(2, "35,000", "30,000"), top=250),
        info=DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567),
    )
    sums = [t for t in parsed.stated_totals if t.quantity == "budget_baht"]
    assert [(t.dimension, t.fiscal_year_be, t.value) for t in sums] == [
        (1, 2566, 20_000),
        (1, 2567, 20_000),
        (2, 2566, 35_000),
        (2, 2567, 30_000),
    ]


@pytest.mark.parametrize(
    ("words", "sums"),
    [
        ("งบประมาณรวมทั้ง ๒ ปี จำนวน ๔๕,๐๐๐ บาท", [(None, 45_000)]),
        ("เหตุผล : โครงการลำดับที่ ๒ เดิมตั้งไว้ ๕,๐๐๐ บาท\n\nงบประมาณรวมทั้ง ๒ ปี จำนวน ๔๕,๐๐๐ บาท", [(None, 45_000)]),
        ("งบประมาณตลอดระยะเวลา ๒ ปี รวมทั้งสิ้น ๔๕,๐๐๐ บาท", [(None, 45_000)]),
        ("สรุปงบประมาณ ปี 2566 จำนวน 20,000 บาท ปี 2567 จำนวน 25,000 บาท", [(2566, 20_000), (2567, 25_000)]),
        (
            "รวมงบประมาณ ปี 566 จำนวน 1,000 บาท ปี 2566 จำนวน 2,000 บาท ปี 2567 จำนวน 3,000 บาท ทั้งแผน",
            [(2566, 2_000), (2567, 3_000)],
        ),
        ("โครงการอบรม งบประมาณ 2 ปี รวมทั้งสิ้น 45,000 บาท", []),
        ("งบประมาณเพิ่มขึ้นจากเดิม 23,000 บาท", []),
    ],
)
def test_sums_in_other_words_below_the_table(words: str, sums: list[tuple[int | None, int]]) -> None:
    header = ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"]
    table = grid([header, ["1. การสร้าง", "1) โครงการอบรม", "20,000", "25,000"]])
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    stated = plan(table, prose(words, top=400), info=info).stated_totals
    assert [(t.fiscal_year_be, t.value) for t in stated if t.quantity == "budget_baht"] == sums


def test_a_sum_of_a_table_of_one_kind_is_no_sum_of_a_dimension_or_the_plan() -> None:
    def table(kind: str, rows: list[list[str]], total: str, top: float) -> object:
        header = ["ลำดับ", "แนวทาง", kind, "ปี 2566", "ปี 2567"]
        return grid([header, *rows, [f"รวม {len(rows)} {kind}", "", "", total, total]], top=top)

    parsed = plan(
        table(
            "โครงการ",
            [
                ["1", "1.1.1", "โครงการหนึ่ง", "20,000", "20,000"],
                ["2", "3.1.1", "โครงการสอง", "5,000", "5,000"],
            ],
            "25,000",
            100,
        ),
        table(
            "กิจกรรม",
            [["1", "1.2.1", "กิจกรรมหนึ่ง", "3,000", "3,000"], ["2", "2.2.1", "กิจกรรมสอง", "-", "-"]],
            "3,000",
            300,
        ),
        info=DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567),
    )
    names = [p.name for p in parsed.projects]
    assert names == ["โครงการหนึ่ง", "โครงการสอง", "กิจกรรมหนึ่ง", "กิจกรรมสอง"]
    sums = [(t.scope, t.dimension, t.value) for t in parsed.stated_totals if t.quantity == "budget_baht"]
    assert sums == [("page", None, 25_000)] * 2 + [("page", None, 3_000)] * 2


def test_what_a_single_item_costs_in_all_is_no_sum_of_the_plan() -> None:
    detail = "\n".join(
        f"""ลำดับที่ {n}
1. ชื่อโครงการ : โครงการ{name}
2. หลักการและเหตุผล
เพื่อความโปร่งใส
3. วัตถุประสงค์
เพื่อลดการทุจริต
4. งบประมาณ
งบประมาณทั้งสิ้น {baht} บาท รายละเอียดดังนี้
5. ผู้รับผิดชอบ
กองคลัง"""
        for n, name, baht in ((1, "อบรม", "18,000"), (2, "ประชาคม", "45,000"))
    )
    listed = """มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1. โครงการอบรม
ใช้งบประมาณทั้งสิ้น 18,000 บาท
2. โครงการประชาคม
ใช้งบประมาณทั้งสิ้น 45,000 บาท"""
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2566)
    for text in (detail, listed):
        parsed = plan(prose(f"โครงการรวม 2 โครงการ งบประมาณรวมทั้งสิ้น 63,000 บาท\n{text}"), info=info)
        assert [b.amount_baht for b in parsed.budgets] == [18_000, 45_000]
        assert [t.value for t in parsed.stated_totals if t.quantity == "budget_baht"] == [63_000]


def test_a_heading_over_parts_makes_none_of_them_the_sum() -> None:
    head = [
        Merged("มิติที่", 2),
        Merged("โครงการ/กิจกรรม/มาตรการ", 2),
        Merged("งบประมาณจำแนกตามหน่วยงาน (บาท)", 1, 2),
    ]
    table = grid(
        [
            [*head, None, Merged("รวมงบประมาณ (บาท)", 2)],
            [None, None, "สำนักปลัด", "กองคลัง", None],
            ["1", "1. โครงการอบรมพนักงาน", "20,000", "10,000", "30,000"],
            ["2", "2. โครงการจัดซื้อโปร่งใส", "-", "15,000", "15,000"],
            ["รวม", "", "20,000", "25,000", "45,000"],
        ],
        headers=2,
    )
    year = DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2568)
    parsed = plan(table, info=year)
    assert [b.amount_baht for b in parsed.budgets] == [30_000, 15_000]
    assert [t.value for t in parsed.stated_totals if t.quantity == "budget_baht"] == [45_000]
    assert {r.why.split(":")[0] for r in parsed.remarks} == {"column without a role"}


HEADED = [
    ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"],
    ["มิติที่ 1", "1. โครงการอบรม", "10,000", "11,000"],
    ["", "2. โครงการค่าย", "1,000", "-"],
]


@pytest.mark.parametrize("figures", [("60.00", ""), ("60.00", "61.50"), ("100", "100"), ("60.00%", "60.00%")])
def test_a_share_or_score_beside_a_heading_is_no_sum(figures: tuple[str, str]) -> None:
    heading = ["มิติที่ 1 การสร้างวัฒนธรรมสุจริต", "", *figures]
    parsed = plan(grid([HEADED[0], heading, *HEADED[1:]]))
    assert not parsed.stated_totals
    assert [p.dimension for p in parsed.projects] == [1, 1]
    assert [remark.text for remark in parsed.remarks] == [" | ".join(text for text in heading if text)]


@pytest.mark.parametrize(
    "label",
    [
        "ร้อยละ",
        "คิดเป็นร้อยละ",
        "ค่าเฉลี่ยต่อโครงการ",
        "เฉลี่ย",
        "คงเหลือ",
        "งบประมาณคงเหลือ",
        "ผลต่าง",
        "งบประมาณรายจ่ายประจำปี",
    ],
)
def test_a_row_of_shares_means_or_other_money_is_no_item(label: str) -> None:
    row = [Merged(label, 1, 2), None, "5,500", "5,500"]
    parsed = plan(grid([*HEADED, row, ["มิติที่ 2", "3. โครงการประชาคม", "9,000", "-"]]))
    assert [p.name for p in parsed.projects] == ["โครงการอบรม", "โครงการค่าย", "โครงการประชาคม"]
    assert not parsed.stated_totals
    assert [remark.text for remark in parsed.remarks] == [f"{label} | 5,500 | 5,500"]


@pytest.mark.parametrize("name", ["โครงการลดค่าเฉลี่ยการร้องเรียน", "เฉลี่ยสุขสู่ชุมชน"])
def test_an_item_whose_name_begins_like_a_mean_is_one(name: str) -> None:
    parsed = plan(grid([*HEADED, ["มิติที่ 2", f"3. {name}", "9,000", "-"]]))
    assert [p.name for p in parsed.projects][2] == name
    assert not any(b.doubtful for b in parsed.budgets)


@pytest.mark.parametrize(("cell", "sure"), [("60.00", False), ("5)", False), ("2", False), ("60 บาท", True)])
def test_an_amount_too_small_for_a_budget_is_doubtful(cell: str, sure: bool) -> None:
    parsed = plan(grid([*HEADED, ["มิติที่ 2", "3. โครงการประชาคม", cell, "-"]]))
    assert next(b.doubtful for b in parsed.budgets if b.project == 2 and b.origin == "summary") is not sure


@pytest.mark.parametrize(
    ("label", "scope", "mission"),
    [("รวม 1.1", "mission", "1.1"), ("รวมเงิน 1.2", "mission", "1.2"), ("รวม 1.1.1", "page", None)],
)
def test_the_sum_of_a_numbered_part_is_no_dimensions(label: str, scope: str, mission: str | None) -> None:
    row = [Merged(label, 1, 2), None, "11,000", "11,000"]
    parsed = plan(grid([*HEADED, row, [Merged("รวมมิติที่ 1", 1, 2), None, "11,000", "11,000"]]))
    assert [(t.scope, t.mission_code) for t in parsed.stated_totals][:1] == [(scope, mission)]
    assert ("dimension", 1) in [(t.scope, t.dimension) for t in parsed.stated_totals][2:]


def test_sums_of_tables_of_one_year_each_are_the_plans_where_there_are_no_dimensions() -> None:
    def table(year: int, top: float) -> Table:
        rows = [["ที่", "โครงการ", f"ปี {year}"], ["1", "โครงการอบรม", "10,000"], ["", "รวม", "10,000"]]
        return grid(rows, top=top)

    parsed = plan(table(2566, 100.0), table(2567, 300.0))
    assert [(t.scope, t.fiscal_year_be) for t in parsed.stated_totals] == [("plan", 2566), ("plan", 2567)]


@pytest.mark.parametrize("label", ["รวมข้อ 1-2", "รวมเงินอุดหนุน", "รวมงบดำเนินงาน", "รวมหน้า 3"])
def test_the_sum_of_a_part_is_no_dimensions(label: str) -> None:
    row = [Merged(label, 1, 2), None, "5,000", "6,000"]
    parsed = plan(grid([*HEADED, row, ["มิติที่ 2", "3. โครงการประชาคม", "9,000", "-"]]))
    assert [(t.scope, t.dimension) for t in parsed.stated_totals] == [("page", None)] * 2


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("จากงบประมาณทั้งหมด 50,000,000 บาท จัดสรรเพื่อแผนนี้ 94,000 บาท", []),
        (
            "มิติที่ 1 จำนวน 2 โครงการ งบประมาณ 34,000 บาท และมิติที่ 2 จำนวน 1 โครงการ งบประมาณ 60,000 บาท",
            [(1, 34_000, False), (2, 60_000, False)],
        ),
        (
            "มิติที่ 1 จำนวน 2 โครงการ งบประมาณ 34,000 บาท มิติที่ 2 จำนวน 1 โครงการ งบประมาณ 60,000 บาท "
            "รวมทั้งสิ้น 94,000 บาท",
            [(1, 34_000, False), (2, 60_000, False), (None, 94_000, False)],
        ),
        ("แผนนี้มี 4 มิติ 3 โครงการ งบประมาณรวมทั้งสิ้น 94,000 บาท", [(None, 94_000, False)]),
        ("คาดว่าจะมีโครงการรวม 5 โครงการ งบประมาณรวม 120,000 บาท", [(None, 120_000, True)]),
    ],
)
def test_sums_of_several_dimensions_and_of_more_than_the_plan_in_a_sentence(
    text: str, sums: list[tuple[int | None, int, bool]]
) -> None:
    stated = stated_in_text(paragraphs(prose(text)), "preface", apart=False)
    assert [(t.dimension, t.value, t.doubtful) for t in stated if t.quantity == "budget_baht"] == sums
