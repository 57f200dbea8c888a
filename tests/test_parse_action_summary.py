"""Summary budget tables in many layouts: each rule is tried on more than one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.records import DocumentInfo
from tests.plan_documents import Merged, grid, prose
from tests.summary_plans import YEARS, amounts, baht, doubtful, plan, total


def test_several_items_in_one_cell_meet_the_amounts_on_their_own_lines() -> None:
    table = grid(
        [
            ["มิติ", "ภารกิจตามมิติ", "โครงการ/กิจกรรม/มาตรการ", *YEARS, "หมายเหตุ"],
            [None] * 3 + ["งบประมาณ (บาท)"] * 5 + [None],
            [
                Merged("1. การสร้าง\nวัฒนธรรมสุจริต", 2),
                "1.1 การเสริมสร้างจิตสำนึก",
                "1) โครงการอบรมคุณธรรม\nบุคลากร\n2) กิจกรรมวันต่อต้านทุจริต\n3) มาตรการงดรับของขวัญ",
                *["20,000\n\n5,000\n000"] * 5,
                "",
            ],
            [None, "1.2 การเสริมสร้าง", "4) โครงการเยาวชนสุจริต", *["\n".join(["7,500"])] * 5, ""],
            ["", "รวม", "จำนวน 4 โครงการ", *["จำนวน\n32,500\nบาท"] * 5, ""],
            [Merged("รวมทั้งสิ้น", cols=2), None, "จำนวน 4 โครงการ", *["จำนวน 32,500 บาท"] * 5, ""],
        ],
        headers=2,
    )
    parsed = plan(table)
    assert [p.name for p in parsed.projects] == [
        "โครงการอบรมคุณธรรมบุคลากร",
        "กิจกรรมวันต่อต้านทุจริต",
        "มาตรการงดรับของขวัญ",
        "โครงการเยาวชนสุจริต",
    ]
    assert [p.seq for p in parsed.projects] == [1, 2, 3, 4]
    assert [p.kind for p in parsed.projects] == ["project", "activity", "measure", "project"]
    assert [p.mission_code for p in parsed.projects] == ["1.1", "1.1", "1.1", "1.2"]
    assert amounts(parsed, 0) == baht(*[20000] * 5)
    assert amounts(parsed, 1) == baht(*[5000] * 5)
    assert amounts(parsed, 2) == baht(*[0] * 5)
    assert doubtful(parsed) == []
    assert total(parsed, "dimension", "items", dimension=1) == baht(4)
    assert total(parsed, "dimension", "budget_baht", fiscal_year_be=2568) == baht(32500)
    assert total(parsed, "plan", "budget_baht", fiscal_year_be=2570) == baht(32500)
    assert parsed.remarks == []


def test_an_item_without_an_amount_on_its_line_stays_blank() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"],
            ["1. สุจริต", "1) โครงการหนึ่ง\n2) โครงการสอง\n3) โครงการสาม", "1,000\n\n3,000", "\n2,000\n3,000"],
        ]
    )
    parsed = plan(table, info=DocumentInfo(fiscal_year_start_be=2566, fiscal_year_end_be=2567))
    assert [amounts(parsed, i) for i in range(3)] == [[1000, None], [None, 2000], [3000, 3000]]
    assert doubtful(parsed) == []


def test_one_amount_for_several_items_is_doubtful() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566"],
            ["1. สุจริต", "1) โครงการหนึ่ง\n2) โครงการสอง\n3) โครงการสาม", "\n000"],
        ]
    )
    parsed = plan(table, info=DocumentInfo(fiscal_year_start_be=2566, fiscal_year_end_be=2566))
    assert {project for project, _ in doubtful(parsed)} == {0, 1, 2}


def test_dimension_as_a_band_with_unit_and_total_columns_and_satang() -> None:
    table = grid(
        [
            [
                "ที่",
                "โครงการ/กิจกรรม",
                Merged("งบประมาณ (บาท)", cols=5),
                None,
                None,
                None,
                None,
                "รวม (บาท)",
                "หน่วยงานที่รับผิดชอบ",
            ],
            [None, None, "พ.ศ. 2566", "พ.ศ. 2567", "พ.ศ. 2568", "พ.ศ. 2569", "พ.ศ. 2570", None, None],
            [Merged("มิติที่ 1 การสร้างวัฒนธรรมสุจริต", cols=9)] + [None] * 8,
            [Merged("1.1 การเสริมสร้างจิตสำนึกแก่บุคลากร", cols=9)] + [None] * 8,
            ["1", "โครงการค่ายคุณธรรม", *["12,500.50"] * 5, "62,502.50", "สำนักปลัด"],
            ["2", "กิจกรรมจิตอาสา", *["0.00"] * 5, "0.00", "กองการศึกษา"],
            [Merged("มิติที่ 2 การบริหารราชการด้วยความโปร่งใส", cols=9)] + [None] * 8,
            ["3", "เวทีประชาคมตำบล", "1,000.00", *["2,000.00"] * 4, "8,000.00", "กองช่าง"],
            [Merged("รวมทั้งสิ้น 3 โครงการ", cols=2), None, "13,500.50", *["14,500.50"] * 4, "71,502.50", ""],
        ],
        headers=2,
    )
    parsed = plan(table)
    assert [(p.dimension, p.mission_code) for p in parsed.projects] == [(1, "1.1"), (1, "1.1"), (2, None)]
    assert [p.seq for p in parsed.projects] == [1, 2, 3]
    assert [p.responsible_unit for p in parsed.projects] == ["สำนักปลัด", "กองการศึกษา", "กองช่าง"]
    assert [p.kind for p in parsed.projects] == ["project", "activity", None]
    assert amounts(parsed, 0) == [Decimal("12500.50")] * 5
    assert [b.amount_status for b in parsed.budgets if b.project == 1] == ["zero"] * 5
    assert doubtful(parsed) == [(2, year) for year in range(2566, 2571)]  # 1,000 + 4 x 2,000 is not 8,000
    assert [(r.text, r.why) for r in parsed.remarks] == [
        ("เวทีประชาคมตำบล | 8,000.00", "a row's total that its years do not add up to")
    ]
    assert total(parsed, "plan", "budget_baht", fiscal_year_be=2566) == [Decimal("13500.50")]
    assert total(parsed, "plan", "items") == baht(3)


def test_four_years_in_portrait_and_items_without_marker() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2561", "ปี 2562", "ปี 2563", "ปี 2564", "หมายเหตุ"],
            [None, None, *["งบประมาณ (บาท)"] * 4, None],
            [Merged("1. การสร้างสังคม\nที่ไม่ทนต่อการทุจริต", 2), "โครงการบวชภาคฤดูร้อน", *["30,000"] * 4, ""],
            [None, "ปลูกป่าเฉลิมพระเกียรติ", *["ไม่ใช้งบประมาณ"] * 4, ""],
            ["รวม", "จำนวน 2 โครงการ", *["30,000"] * 4, ""],
        ],
        headers=2,
    )
    parsed = plan(table, info=DocumentInfo(fiscal_year_start_be=2561, fiscal_year_end_be=2564))
    assert [p.name for p in parsed.projects] == ["โครงการบวชภาคฤดูร้อน", "ปลูกป่าเฉลิมพระเกียรติ"]
    assert [b.fiscal_year_be for b in parsed.budgets if b.project == 0] == [2561, 2562, 2563, 2564]
    assert {b.amount_status for b in parsed.budgets if b.project == 1} == {"no_budget"}
    assert total(parsed, "dimension", "budget_baht", dimension=1, fiscal_year_be=2564) == baht(30000)


def test_a_plan_of_one_year_with_a_single_budget_column() -> None:
    table = grid(
        [
            ["ลำดับที่", "ชื่อโครงการ/กิจกรรม", "งบประมาณ", "ระยะเวลาดำเนินการ", "ผู้รับผิดชอบ"],
            ["1", "โครงการธรรมาภิบาลสัญจร", "45,000", "ไตรมาส 1-2", "สำนักปลัด"],
            ["2", "มาตรการ No Gift Policy", "-", "ตลอดปี", "ทุกกอง"],
            ["รวม", "2 โครงการ", "45,000", "", ""],
        ]
    )
    parsed = plan(table, info=DocumentInfo(fiscal_year_start_be=2568, fiscal_year_end_be=2568))
    assert [(b.project, b.fiscal_year_be, b.amount_baht) for b in parsed.budgets] == [
        (0, 2568, 45000),
        (1, 2568, 0),
    ]
    assert [p.seq for p in parsed.projects] == [1, 2]


def test_one_phrase_merged_over_all_years() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", *YEARS],
            ["มิติที่ 3 การมีส่วนร่วม", "- โครงการประชาคม", Merged("ไม่ใช้งบประมาณ", cols=5), None, None, None, None],
        ]
    )
    parsed = plan(table)
    assert [(b.fiscal_year_be, b.amount_status) for b in parsed.budgets] == [
        (year, "no_budget") for year in range(2566, 2571)
    ]


def test_a_table_for_each_dimension_headed_by_a_line() -> None:
    header = ["โครงการ/กิจกรรม/มาตรการ", *YEARS]
    first = grid([header, ["1. โครงการหนึ่งใจ", *["100"] * 5], ["รวม", *["100"] * 5]], top=100)
    second = grid([header, ["2. โครงการสองมือ", *["200"] * 5], ["รวม", *["200"] * 5]], top=400)
    parsed = plan(
        prose("มิติที่ 1 การสร้างวัฒนธรรมสุจริต\n1.2 การเสริมสร้างจิตสำนึกแก่ประชาชน", top=60),
        first,
        prose("มิติที่ 2 การบริหารราชการด้วยความโปร่งใส", top=360),
        second,
    )
    assert [(p.dimension, p.mission_code, p.seq) for p in parsed.projects] == [(1, "1.2", 1), (2, None, 2)]
    assert total(parsed, "dimension", "budget_baht", dimension=2, fiscal_year_be=2566) == baht(200)


def test_an_item_cut_in_two_by_the_page_goes_on() -> None:
    header = ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566"]
    parsed = plan(
        grid([header, ["1. สุจริต", "1) โครงการเสริมสร้างคุณธรรม", "900"]], page=1),
        grid([header, ["", "ของผู้บริหารตำบลดอนแก้ว", ""], ["", "2) โครงการสอง", "1"]], page=2),
        info=DocumentInfo(fiscal_year_start_be=2566, fiscal_year_end_be=2566),
    )
    assert [p.name for p in parsed.projects] == ["โครงการเสริมสร้างคุณธรรมของผู้บริหารตำบลดอนแก้ว", "โครงการสอง"]
    assert amounts(parsed, 0) == baht(900)


@pytest.mark.parametrize("place", ["above", "spanning", "every year"])
def test_amounts_in_thousands_of_baht_are_scaled(place: str) -> None:
    unit = " (พันบาท)" if place == "every year" else ""
    over = "งบประมาณ (หน่วย: พันบาท)" if place == "spanning" else "งบประมาณ"
    parsed = plan(
        *([prose("หน่วย : พันบาท")] if place == "above" else []),
        grid(
            [
                ["มิติ", "โครงการ/กิจกรรม/มาตรการ", Merged(over, cols=5), None, None, None, None],
                ["", "", *(year + unit for year in YEARS)],
                ["1. สุจริต", "1) โครงการหนึ่งใจ", "1,200.5", "-", "30", "30", "30"],
                ["รวม", "1 โครงการ", "1,200.5", "-", "30", "30", "30"],
            ],
            headers=2,
        ),
    )
    assert amounts(parsed, 0) == [Decimal(1_200_500), 0, 30_000, 30_000, 30_000]
    assert total(parsed, "dimension", "budget_baht", fiscal_year_be=2566) == [Decimal(1_200_500)]
    assert doubtful(parsed) == []


def test_quarters_of_a_year_are_not_the_amount_of_the_year() -> None:
    quarters = [f"ไตรมาส {n}" for n in (1, 2, 3, 4)]
    header = ["มิติ", "โครงการ", Merged("ปีงบประมาณ พ.ศ. 2567", cols=4), None, None, None]
    info = DocumentInfo(fiscal_year_start_be=2567, fiscal_year_end_be=2567)
    row = ["1. สุจริต", "1) โครงการหนึ่งใจ", "10,000", "20,000", "-", "-"]
    parsed = plan(grid([[*header, "รวม"], ["", "", *quarters, ""], [*row, "30,000"]], headers=2), info=info)
    assert amounts(parsed, 0) == baht(30_000)
    assert doubtful(parsed) == []
    alone = plan(grid([header, ["", "", *quarters], row], headers=2), info=info)
    assert doubtful(alone)


def test_a_year_of_remarks_and_ditto_marks_is_still_a_year() -> None:
    parsed = plan(
        grid(
            [
                ["มิติ", "โครงการ", *YEARS],
                ["1. สุจริต", "(๑) โครงการหนึ่งใจ", "๓๐,๐๐๐.-", '"', "ตามข้อบัญญัติ", "ไม่มี", ""],
                ["", "(๒) โครงการสองมือ", "๕๐,๐๐๐.-", '"', "ตามข้อบัญญัติ", "ไม่มี", ""],
            ]
        )
    )
    assert amounts(parsed, 0) == [Decimal(30_000), None, None, 0, None]
    assert doubtful(parsed) == [(p, y) for p in (0, 1) for y in (2567, 2568)]


def test_where_the_money_comes_from_is_no_amount() -> None:
    parsed = plan(
        grid([["ที่", "โครงการ", "งบประมาณ", "แหล่งงบประมาณ"], ["1", "โครงการหนึ่งใจ", "30,000", "-"]]),
        info=DocumentInfo(fiscal_year_start_be=2567, fiscal_year_end_be=2567),
    )
    assert [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets] == [(2567, 30_000, False)]


def test_a_full_line_before_an_item_that_has_its_own_amount() -> None:
    """The first name fills its line: only the amounts tell that the next line is another item."""
    parsed = plan(
        grid(
            [
                ["มิติ", "โครงการ", *YEARS],
                ["1. สุจริต", "กิจกรรมออกระเบียบ\nโครงการประชาคม", *["5,000\n7,000"] * 5],
            ]
        )
    )
    assert [p.name for p in parsed.projects] == ["กิจกรรมออกระเบียบ", "โครงการประชาคม"]
    assert amounts(parsed, 1) == baht(*[7_000] * 5)


def test_words_for_no_budget_that_were_broken() -> None:
    parsed = plan(
        grid(
            [
                ["มิติ", "โครงการ", *YEARS],
                ["1. สุจริต", "1) โครงการหนึ่ง\nใจ\n2) มาตรการสอง\nมือ", *["ไม่ใช้งบ\nประมาณ\nไม่ใช้งบ\nประมาณ"] * 5],
            ]
        )
    )
    assert amounts(parsed, 0) == amounts(parsed, 1) == baht(0, 0, 0, 0, 0)
    assert doubtful(parsed) == []


def test_an_amount_merged_over_two_items_is_doubtful_for_both() -> None:
    merged = [Merged("10,000", rows=2)] * 5
    parsed = plan(
        grid(
            [
                ["มิติ", "โครงการ", *YEARS],
                ["1. สุจริต", "1) โครงการหนึ่งใจ", *merged],
                ["", "2) โครงการสองมือ", *[None] * 5],
            ]
        )
    )
    assert len(doubtful(parsed)) == 10


def test_years_told_by_place_alone_are_doubtful_where_columns_do_not_fit_the_plan() -> None:
    """A scan: the years' rules were not seen, one header covers seven columns of a plan of five years."""
    header = ["มิติ", "โครงการ/กิจกรรม", Merged("ปีงบประมาณ 2566 2567 2568 2569 2570", cols=7), *[None] * 6]
    row = ["1. สุจริต", "1) โครงการหนึ่งใจ", *["5,000"] * 7]
    parsed = plan(grid([header, row], confidence=0.99))
    assert amounts(parsed, 0)
    assert len(doubtful(parsed)) == 7


def test_the_only_column_of_money_is_the_budget() -> None:
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณรวม (บาท)", "ผู้รับผิดชอบ"],
            ["1", "โครงการอบรมพนักงาน", "40,000", "สำนักปลัด"],
            ["2", "มาตรการงดรับของขวัญ", "-", "สำนักปลัด"],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2567, fiscal_year_end_be=2567))
    assert [amounts(parsed, place) for place in (0, 1)] == [baht(40_000), baht(0)]


def test_a_heading_over_items_and_amounts_beside_its_dimension() -> None:
    table = grid(
        [
            ["มิติ", "ลำดับ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"],
            [Merged("มิติที่ 1", 2), Merged("การสร้างวัฒนธรรมสุจริต", 1, 4), None, None, None],
            [None, "1.1", "โครงการอบรม", "20,000", "-"],
            [Merged("มิติที่ 2", 2), Merged("2.2 มาตรการส่งเสริมคุณธรรมและความโปร่งใส", 1, 4), None, None, None],
            [None, "1", "มาตรการงดรับของขวัญ", "-", "-"],
        ]
    )
    parsed = plan(table)
    assert not parsed.remarks
    assert parsed.projects[1].mission_code == "2.2"
    assert [(p.name, p.dimension) for p in parsed.projects] == [("โครงการอบรม", 1), ("มาตรการงดรับของขวัญ", 2)]


def test_columns_of_years_that_ran_together_are_doubtful() -> None:
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)", "ผู้รับผิดชอบ"],
            ["", "", "2566 2567 2568 2569 2570", ""],
            ["1", "มาตรการงดรับของขวัญ", "ไม่ใช้งบประมาณ", "สำนักปลัด"],
        ],
        headers=2,
        confidence=0.99,
    )
    assert len(doubtful(plan(table))) == 1


def test_the_rest_of_a_heading_over_the_table_is_no_item() -> None:
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"],
            [Merged("มิติที่ 1 การสร้างวัฒนธรรมสุจริต", 1, 4), None, None, None],
            ["1", "โครงการอบรม", "5,000", "-"],
            [Merged("ส่วนในท้องถิ่น", 1, 4), None, None, None],
            ["2", "โครงการประชุม", "5,000", "-"],
        ]
    )
    parsed = plan(table)
    assert [p.name for p in parsed.projects] == ["โครงการอบรม", "โครงการประชุม"]
    assert [remark.text for remark in parsed.remarks] == ["ส่วนในท้องถิ่น"]


def test_amounts_that_a_page_break_left_on_the_page_before() -> None:
    header = ["มิติ", "โครงการ/กิจกรรม/มาตรการ", *YEARS]
    above = grid(
        [header, ["1. การสร้าง", "1) โครงการอบรม\n", *["5,000\n7,000"] * 5]],
    )
    below = grid(
        [header, ["", "2) โครงการวารสาร\nประจำปี\n3) โครงการสำรวจ\nความพึงพอใจ", *["\n9,000\n\n"] * 5]],
        page=2,
    )
    parsed = plan(above, below)
    assert [amounts(parsed, n) for n in range(3)] == [baht(*[value] * 5) for value in (5000, 7000, 9000)]
    assert {project for project, _ in doubtful(parsed)} == {0, 1, 2}  # the first item may have two amounts


def test_activities_listed_below_an_item_are_part_of_it() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", *YEARS],
            [
                Merged("1. การสร้าง", 2),
                "1. โครงการอบรม\n- กิจกรรมอบรมให้ความรู้\n- กิจกรรมศึกษาดูงาน",
                *["60,000"] * 5,
            ],
            [None, "2. โครงการค่าย\n- กิจกรรมค่าย\n3. โครงการประชาคม", *["5,000\n\n7,000"] * 5],
        ]
    )
    parsed = plan(table)
    assert [(p.seq, p.name) for p in parsed.projects] == [
        (1, "โครงการอบรม"),
        (2, "โครงการค่าย"),
        (3, "โครงการประชาคม"),
    ]
    assert "กิจกรรมศึกษาดูงาน" in parsed.projects[0].name_raw
    assert [amounts(parsed, n) for n in range(3)] == [baht(*[value] * 5) for value in (60000, 5000, 7000)]
    assert not doubtful(parsed)


def test_a_line_of_amounts_over_the_columns_of_all_years_is_one_for_each() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"],
            ["1. การสร้าง", "1) โครงการอบรม", "20,000", "5,000"],
            ["", "รวมทั้งสิ้น", Merged("20,000 5,000", cols=2), None],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567))
    assert total(parsed, "plan", "budget_baht", fiscal_year_be=2566) == baht(20000)
    assert total(parsed, "plan", "budget_baht", fiscal_year_be=2567) == baht(5000)


def test_a_list_of_items_with_years_without_a_budget_and_lines_broken_behind_a_year() -> None:
    text = """แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2567 - 2569)
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1. โครงการธรรมะสัญจร
งบประมาณ ปี 2567 จำนวน 14,200 บาท ปี 2568 ไม่ดำเนินการ ปี
2569 จำนวน 16,500 บาท
2. โครงการเยาวชนซื่อตรง
งบประมาณ ปี 2567 ไม่มี ปี 2568 จำนวน 9,000 บาท ปี 2569 จำนวน
9,300 บาท
3. โครงการอบรมผู้ตรวจสอบ
งบประมาณ ปี 2567 จำนวน 18,000 บาท ปี 2568 - ปี 2569
จำนวน 19,000 บาท
4. กิจกรรมฟังเสียงประชาชน
งบประมาณ ปี 2567 และ 2568 จำนวน 7,400 บาท"""
    info = DocumentInfo("action_plan", fiscal_year_start_be=2567, fiscal_year_end_be=2569)
    parsed = plan(prose(text), info=info)
    assert [(b.project, b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (0, 2567, 14_200, False),
        (0, 2568, 0, False),
        (0, 2569, 16_500, False),
        (1, 2567, 0, False),
        (1, 2568, 9_000, False),
        (1, 2569, 9_300, False),
        (2, 2567, 18_000, False),
        (2, 2568, 19_000, True),
        (2, 2569, 19_000, True),
        (3, 2567, 7_400, True),
        (3, 2568, 7_400, True),
    ]
    assert not parsed.remarks


def test_a_list_of_items_with_the_budget_of_each_year_on_a_line() -> None:
    text = """แผนปฏิบัติการป้องกันการทุจริต
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1. โครงการอบรมธรรมาภิบาล
- ปีงบประมาณ พ.ศ. 2566 งบประมาณ 120,000 บาท
- ปีงบประมาณ พ.ศ. 2567 ไม่ใช้งบประมาณ
- หน่วยงานรับผิดชอบ : กองการศึกษา
2. กิจกรรมประกวดคลิป
- ปีงบประมาณ พ.ศ. 2566 งบประมาณ 35,000 บาท
- ปีงบประมาณ พ.ศ. 2567 งบประมาณ 36,000 บาท
3. มาตรการเสียงตามสาย
งบประมาณตามข้อบัญญัติ
สรุปงบประมาณ ปี 2566 จำนวน 155,000 บาท ปี 2567 จำนวน 36,000 บาท"""
    info = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    parsed = plan(prose(text), info=info)
    assert [(b.project, b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (0, 2566, 120_000, False),
        (0, 2567, 0, False),
        (1, 2566, 35_000, False),
        (1, 2567, 36_000, False),
        (2, None, None, True),
    ]
    assert parsed.projects[0].responsible_unit == "กองการศึกษา"
    assert [(t.fiscal_year_be, t.value) for t in parsed.stated_totals] == [(2566, 155_000), (2567, 36_000)]
    assert not parsed.remarks
