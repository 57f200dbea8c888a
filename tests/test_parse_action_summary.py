"""Summary budget tables in many layouts: each rule is tried on more than one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.parse.action_plan import parse_action_plan
from pipelines.reconcile import reconcile
from pipelines.records import DocumentInfo, ParsedDocument, StatedTotal
from tests.plan_documents import Merged, document, grid, prose, text_document

FIVE = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2570)
YEARS = ["ปี 2566", "ปี 2567", "ปี 2568", "ปี 2569", "ปี 2570"]


def plan(*parts: object, info: DocumentInfo = FIVE) -> ParsedDocument:
    return parse_action_plan(document(*parts), info)  # type: ignore[arg-type]


def amounts(parsed: ParsedDocument, project: int) -> list[Decimal | None]:
    return [b.amount_baht for b in parsed.budgets if b.project == project and b.origin == "summary"]


def doubtful(parsed: ParsedDocument) -> list[tuple[int, int | None]]:
    return [(b.project, b.fiscal_year_be) for b in parsed.budgets if b.origin == "summary" and b.doubtful]


def total(parsed: ParsedDocument, scope: str, quantity: str, **where: int | None) -> list[Decimal | None]:
    def fits(stated: StatedTotal) -> bool:
        return all(getattr(stated, name) == value for name, value in where.items())

    return [t.value for t in parsed.stated_totals if t.scope == scope and t.quantity == quantity and fits(t)]


def baht(*values: int) -> list[Decimal]:
    return [Decimal(value) for value in values]


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
            ["1. สุจริต", "1) โครงการหนึ่ง\n2) โครงการสอง\n3) โครงการสาม", "100\n\n300", "\n200\n300"],
        ]
    )
    parsed = plan(table, info=DocumentInfo(fiscal_year_start_be=2566, fiscal_year_end_be=2567))
    assert [amounts(parsed, i) for i in range(3)] == [[100, None], [None, 200], [300, 300]]
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


def test_an_item_cut_in_two_by_the_page_goes_on() -> None:
    header = ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566"]
    parsed = plan(
        grid([header, ["1. สุจริต", "1) โครงการเสริมสร้างคุณธรรม", "900"]], page=1),
        grid([header, ["", "ของผู้บริหารตำบลดอนแก้ว", ""], ["", "2) โครงการสอง", "1"]], page=2),
        info=DocumentInfo(fiscal_year_start_be=2566, fiscal_year_end_be=2566),
    )
    assert [p.name for p in parsed.projects] == ["โครงการเสริมสร้างคุณธรรมของผู้บริหารตำบลดอนแก้ว", "โครงการสอง"]
    assert amounts(parsed, 0) == baht(900)


def test_shifted_rows_of_ocr_text_are_set_right() -> None:
    text = "\n".join(
        [
            "มิติ\tภารกิจตามมิติ\tโครงการ/กิจกรรม/มาตรการ\tปีงบประมาณ\t\tหมายเหตุ",
            "\t\t\t๒๕๖๖\t๒๕๖๗\t",
            "๑. การสร้างวัฒนธรรม\t๑.๑ บุคลากร\t"
            "๑.๑.๑ ปลูกจิตสำนึก -โครงการอบรมผู้นำ -โครงการอบรมเยาวชน\t๑๐,๐๐๐\t๑๐,๐๐๐\t",
            "\t\t\t๒๐,๐๐๐\t๒๕,๐๐๐\t",
            "\t\t๑.๒ ประชาชน\t-โครงการจิตอาสา\t๓,๐๐๐\t๓,๐๐๐",
            "-มาตรการเปิดเผยข้อมูล\t-\t-\t\t\t",
            "\t\t-โครงการคู่หนึ่ง -โครงการคู่สอง\t-\t-\t๔๐๐\t๕๐๐",
            "\tรวมมิติที่ ๑\t\tจำนวน ๕ โครงการ/ ๑ มาตรการ\t๓๓,๔๐๐\t๓๘,๕๐๐",
        ]
    )
    parsed = parse_action_plan(
        text_document(text), DocumentInfo(fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    )
    assert [p.name for p in parsed.projects] == [
        "โครงการอบรมผู้นำ",
        "โครงการอบรมเยาวชน",
        "โครงการจิตอาสา",
        "มาตรการเปิดเผยข้อมูล",
        "โครงการคู่หนึ่ง",
        "โครงการคู่สอง",
    ]
    assert [amounts(parsed, i) for i in range(6)] == [
        [10000, 10000],
        [20000, 25000],
        [3000, 3000],
        [0, 0],
        [0, 0],
        [400, 500],
    ]
    assert [p.mission_code for p in parsed.projects] == ["1.1", "1.1", "1.2", "1.2", "1.2", "1.2"]
    assert total(parsed, "dimension", "projects", dimension=1) == baht(5)
    assert total(parsed, "dimension", "budget_baht", dimension=1, fiscal_year_be=2567) == baht(38500)


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


@pytest.mark.parametrize(("sum_of_first", "expected"), [("5,500", [5_500]), ("5,600", [])])
def test_the_sum_of_an_items_sources_is_the_items_and_no_dimensions(
    sum_of_first: str, expected: list[int]
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
            ]
        )
    )
    assert {b.amount_baht for b in parsed.budgets if b.project == 0 and not b.doubtful} == set(expected)
    assert {t.value for t in parsed.stated_totals if t.quantity == "budget_baht"} == {5_600}
    assert len([t for t in parsed.stated_totals if t.quantity == "budget_baht"]) == 5


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


def test_a_dimension_that_no_framework_has_is_not_known() -> None:
    parsed = plan(grid([["มิติ", "โครงการ", *YEARS], ["5. สุจริต", "1) โครงการหนึ่งใจ", *["5,000"] * 5]]))
    assert [(p.name, p.dimension) for p in parsed.projects] == [("โครงการหนึ่งใจ", None)]
    assert [remark.why for remark in parsed.remarks] == ["no such dimension"]


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


def test_years_told_by_place_alone_are_doubtful_where_columns_do_not_fit_the_plan() -> None:
    """A scan: the years' rules were not seen, one header covers seven columns of a plan of five years."""
    header = ["มิติ", "โครงการ/กิจกรรม", Merged("ปีงบประมาณ 2566 2567 2568 2569 2570", cols=7), *[None] * 6]
    row = ["1. สุจริต", "1) โครงการหนึ่งใจ", *["5,000"] * 7]
    parsed = plan(grid([header, row], confidence=0.99))
    assert amounts(parsed, 0)
    assert len(doubtful(parsed)) == 7


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


PHRASE_TABLE = """
| ที่ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | ปี 2569 | ปี 2570 |
|---|---|---|---|---|---|---|
| 1 | มาตรการงดรับของขวัญ | ไม่ใช้งบประมาณ | | | | |
"""


def test_words_over_all_years_go_for_all_of_them() -> None:
    parsed = parse_action_plan(text_document(PHRASE_TABLE), FIVE)
    assert amounts(parsed, 0) == baht(*[0] * 5)
    assert doubtful(parsed) == [(0, year) for year in range(2567, 2571)]


def test_words_over_all_years_are_sure_where_the_detail_section_says_so_too() -> None:
    detail = """
1. ชื่อโครงการ : มาตรการงดรับของขวัญ
2. หลักการและเหตุผล
ด้วยเห็นความสำคัญ
3. วัตถุประสงค์
เพื่อความโปร่งใส
4. งบประมาณ
ไม่ใช้งบประมาณ
"""
    parsed = parse_action_plan(text_document(PHRASE_TABLE + detail), FIVE)
    assert amounts(parsed, 0) == baht(*[0] * 5)
    assert not doubtful(parsed)


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


@pytest.mark.parametrize(
    ("items", "cell", "values"),
    [
        ("1. โครงการอบรม 2. มาตรการจริยธรรม", "5,000.- ไม่ใช้งบประมาณ", (5000, 0)),
        ("(1) โครงการอบรม (2) มาตรการจริยธรรม", "5,000 บาท 20,000 บาท", (5000, 20_000)),
        ("โครงการอบรม มาตรการจริยธรรม", "5,000.00 -", (5000, 0)),
    ],
)
def test_items_and_amounts_of_cells_that_lost_their_line_feeds(
    items: str, cell: str, values: tuple[int, int]
) -> None:
    text = f"""
| มิติ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | ปี 2569 | ปี 2570 |
|---|---|---|---|---|---|---|
| มิติที่ 1 | {items} |{f" {cell} |" * 5}
"""
    parsed = parse_action_plan(text_document(text), FIVE)
    assert [p.name for p in parsed.projects] == ["โครงการอบรม", "มาตรการจริยธรรม"]
    assert [amounts(parsed, place) for place in (0, 1)] == [baht(*[value] * 5) for value in values]
    assert not doubtful(parsed)


RAGGED = """
| ที่ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | หน่วยงาน | หมายเหตุ |
|---|---|---|---|---|---|---|
| 1 | โครงการอบรม | 5,000 | 6,000 | 7,000 | สำนักปลัด | |
{row}
| 3 | โครงการกีฬา | 5,000 | 6,000 | 7,000 | สำนักปลัด | |
"""


@pytest.mark.parametrize(
    ("row", "sure"),
    [
        ("| 2 | โครงการดนตรี | 8,000 | 9,000 | 9,500 | สำนักปลัด | |", True),
        ("| 2 | โครงการดนตรี | 8,000 | 9,500 | สำนักปลัด | |", False),
        ("| 2 | โครงการดนตรี | 8,000 | 8,000 | 9,000 | 9,500 | สำนักปลัด | |", False),
        ("| 2 | โครงการดนตรี | 8,000 | | 9,000 | 9,500 | สำนักปลัด | |", False),
        ("| 2 | โครงการดนตรี 8,000 | 9,000 | 9,500 | สำนักปลัด | |", False),
        ("| 2 | โครงการดนตรี | 8,000 | 9,000 | 9,500 |", True),
    ],
)
def test_amounts_of_rows_with_more_or_fewer_cells_are_doubtful(row: str, sure: bool) -> None:
    three = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2568)
    parsed = parse_action_plan(text_document(RAGGED.format(row=row)), three)
    assert {b.project for b in parsed.budgets if b.doubtful} == (set() if sure else {1})


def test_a_blank_put_in_behind_the_number_moves_what_follows_it() -> None:
    text = """
| ที่ | มิติ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | ปี 2569 | ปี 2570 |
|---|---|---|---|---|---|---|---|
| 1 | มิติที่ 1 | โครงการอบรม | 5,000 | 6,000 | 7,000 | 8,000 | 9,000 |
| 2 | | | มาตรการจริยธรรม | 15,000 | 16,000 | 17,000 | 18,000 | 19,000 |
"""
    parsed = parse_action_plan(text_document(text), FIVE)
    assert [(p.seq, p.dimension, p.name) for p in parsed.projects] == [
        (1, 1, "โครงการอบรม"),
        (2, 1, "มาตรการจริยธรรม"),
    ]
    assert amounts(parsed, 1) == baht(15_000, 16_000, 17_000, 18_000, 19_000)


def test_a_sum_that_moved_into_the_last_year_is_no_sure_amount() -> None:
    text = """
| ที่ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | รวม | หน่วยงาน |
|---|---|---|---|---|---|---|
| 1 | โครงการอบรม | 5,000 | 6,000 | 7,000 | 18,000 | สำนักปลัด |
| 2 | โครงการดนตรี | 5,000 | 6,000 | 18,000 | สำนักปลัด |
| 3 | โครงการกีฬา | 5,000 | 6,000 | 7,000 | 18,000 | สำนักปลัด |
"""
    three = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2568)
    parsed = parse_action_plan(text_document(text), three)
    assert {b.project for b in parsed.budgets if b.doubtful} == {1}


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
