"""Tables of plans that list items without a column of money, and names that are numbered lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.parse import parse
from pipelines.parse.amended import LEFT_OPEN
from pipelines.records import DocumentInfo, ParsedDocument
from tests.plan_documents import Merged, document, grid, prose
from tests.scan_readings import scanned_table
from tests.summary_plans import amounts, plan, total

YEARS = ["2566", "2567", "2568", "2569", "2570"]


def listed(parsed: ParsedDocument) -> list[tuple[int | None, int | None, str]]:
    return [(p.dimension, p.seq, p.name) for p in parsed.projects if p.in_summary]


def with_money(rows: list[list[str | Merged | None]], top: float = 100.0) -> object:
    header: list[str | Merged | None] = ["ลำดับ", "โครงการ/กิจกรรม", *(f"ปี {year}" for year in YEARS)]
    return grid([header, *rows], top=top)


def without_money(heading: str, names: list[str], top: float = 300.0) -> object:
    rows = [[str(n), name, "สำนักปลัด"] for n, name in enumerate(names, start=1)]
    return grid([["ลำดับ", heading, "หน่วยงานรับผิดชอบ"], *rows], top=top)


@pytest.mark.parametrize("heading", ["กิจกรรม/มาตรการ", "โครงการ/กิจกรรม/มาตรการ", "มาตรการ"])
def test_items_of_a_table_without_money_are_listed(heading: str) -> None:
    sums = ["", "รวมมิติที่ 2 (1 โครงการ)", "5", "5", "5", "5", "5"]
    parsed = plan(
        prose("มิติที่ 2 การบริหารราชการด้วยความโปร่งใส"),
        with_money([["1", "โครงการพัฒนาเว็บไซต์", "5,000", "5,000", "5,000", "5,000", "5,000"], sums]),
        prose("2.2 ที่ไม่ใช้งบประมาณ", top=280),
        without_money(heading, ["มาตรการลดขั้นตอน", "กิจกรรมเผยแพร่ราคากลาง"]),
    )
    assert listed(parsed) == [
        (2, 1, "โครงการพัฒนาเว็บไซต์"),
        (2, 1, "มาตรการลดขั้นตอน"),
        (2, 2, "กิจกรรมเผยแพร่ราคากลาง"),
    ]
    assert amounts(parsed, 0) == [Decimal(5000)] * 5
    assert amounts(parsed, 1) == []
    assert total(parsed, "dimension", "projects", dimension=2) == [Decimal(1)]  # those of its own table
    assert total(parsed, "dimension", "items") == []


@pytest.mark.parametrize("number", ["2", ""])
def test_a_row_with_amounts_and_the_words_of_a_strategy_is_an_item(number: str) -> None:
    """Its first word was misread; a strategy's own row has no number and nothing like that word."""
    name = "กิจกรมบูรณาการทุกภาคส่วนเพื่อต่อต้านการทุจริต"
    header = ["ที่", "ภารกิจตามมิติ", "โครงการ/กิจกรรม/มาตรการ", "2566", "2567", "2568", "2569", "2570"]
    mission = "3.3 ส่งเสริมการมีส่วนร่วมของภาคประชาชนและบูรณาการทุกภาคส่วนเพื่อต่อต้านการทุจริต"
    first = ["1", mission, "โครงการพัฒนาเว็บไซต์", *["5,000"] * 5]
    table = scanned_table(grid([header, first, [number, "", name, *["-" if number else "9,000"] * 5]]))
    parsed = plan(prose("มิติที่ 3 การส่งเสริมบทบาทและการมีส่วนร่วมของภาคประชาชน"), table)
    assert [row[-1] for row in listed(parsed)] == ["โครงการพัฒนาเว็บไซต์", name]


def test_a_count_of_the_items_of_one_of_two_tables_is_no_count_of_the_dimension() -> None:
    sums = ["", "รวมมิติที่ 2 (1 รายการ)", "5", "5", "5", "5", "5"]
    parsed = plan(
        prose("มิติที่ 2 การบริหารราชการด้วยความโปร่งใส"),
        with_money([["1", "มาตรการพัฒนาเว็บไซต์", "5,000", "5,000", "5,000", "5,000", "5,000"], sums]),
        prose("2.2 ที่ไม่ใช้งบประมาณ", top=280),
        without_money("กิจกรรม/มาตรการ", ["มาตรการลดขั้นตอน", "กิจกรรมเผยแพร่ราคากลาง"]),
    )
    assert [t.value for t in parsed.stated_totals if t.quantity == "items"] == []
    assert ("รวมมิติที่ 2 (1 รายการ)", "count of a part of a dimension") in [
        (r.text, r.why) for r in parsed.remarks
    ]


ONE_YEAR = DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2568)


@pytest.mark.parametrize(
    "headings",
    [
        ("งบประมาณที่ขอ", "งบประมาณที่ได้รับอนุมัติ"),
        ("งบประมาณที่ขอตั้ง (บาท)", "งบประมาณที่อนุมัติ (บาท)"),
        ("งบประมาณ (ขอ)", "งบประมาณ (อนุมัติ)"),
        ("คำของบประมาณ", "งบประมาณที่ได้รับจัดสรร"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_what_was_granted_is_the_budget_not_what_was_asked_for(
    headings: tuple[str, str], turned: bool
) -> None:
    order = -1 if turned else 1
    rows = [
        ["1", "โครงการอบรมคุณธรรม", *("45,000", "30,000")[::order]],
        ["2", "โครงการเวทีประชาคม", *("20,000", "15,000")[::order]],
        ["", "รวมทั้งสิ้น", *("65,000", "45,000")[::order]],
    ]
    parsed = plan(grid([["ที่", "โครงการ/กิจกรรม/มาตรการ", *headings[::order]], *rows]), info=ONE_YEAR)
    budgets = [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets]
    assert budgets == [(2568, Decimal(30000), False), (2568, Decimal(15000), False)]
    assert total(parsed, "plan", "budget_baht") == [Decimal(45000)]


def test_asked_and_granted_under_each_year() -> None:
    header: list[list[str | Merged | None]] = [
        [
            Merged("ที่", 2),
            Merged("โครงการ/กิจกรรม", 2),
            Merged("ปี 2567", 1, 2),
            None,
            Merged("ปี 2568", 1, 2),
            None,
        ],
        [None, None, "ขอ", "อนุมัติ", "ขอ", "อนุมัติ"],
    ]
    row: list[str | Merged | None] = ["1", "โครงการอบรม", "45,000", "30,000", "46,000", "31,000"]
    parsed = plan(
        grid([*header, row], headers=2),
        info=DocumentInfo("action_plan", fiscal_year_start_be=2567, fiscal_year_end_be=2568),
    )
    assert [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (2567, Decimal(30000), False),
        (2568, Decimal(31000), False),
    ]


def test_a_table_that_names_listed_items_again_lists_none() -> None:
    parsed = plan(
        with_money([["1", "โครงการพัฒนาเว็บไซต์", "5,000", "5,000", "5,000", "5,000", "5,000"]]),
        without_money("โครงการ/กิจกรรม", ["โครงการพัฒนาเว็บไซต์"]),
    )
    assert listed(parsed) == [(None, 1, "โครงการพัฒนาเว็บไซต์")]


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("กิจกรรม", ["เสนอโครงการเพื่อขออนุมัติ", "จัดอบรม", "รายงานผล"]),
        ("ขั้นตอน/กิจกรรม", ["โครงการอบรม", "โครงการสัมมนา"]),
        ("ผลการดำเนินงานโครงการ", ["โครงการอบรม", "โครงการสัมมนา"]),
    ],
)
def test_other_tables_list_no_items(heading: str, names: list[str]) -> None:
    assert listed(plan(without_money(heading, names))) == []


def test_ticks_of_years_and_budgets_in_the_details() -> None:
    header: list[list[str | Merged | None]] = [
        [Merged("ที่", 2), Merged("ชื่อโครงการ/กิจกรรม/มาตรการ", 2), Merged("ปีที่ดำเนินการ", 1, 5), *[None] * 4],
        [None, None, *YEARS],
    ]
    table = grid(
        [
            *header,
            [Merged("มิติที่ 1 การสร้างวัฒนธรรมสุจริต", 1, 7), *[None] * 6],
            ["1", "โครงการอบรมคุณธรรม", "✓", "✓", "✓", "✓", "✓"],
            ["2", "กิจกรรมพลเมืองดี", "✓", "", "✓", "", ""],
            ["3", "โครงการทัศนศึกษา", "", "✓", "", "", ""],
            ["4", "โครงการเวทีประชาคม", "✓", "", "✓", "", ""],
        ],
        headers=2,
    )
    parsed = plan(
        table,
        prose(
            """รายละเอียดโครงการ
1. โครงการอบรมคุณธรรม
หลักการและเหตุผล
ทุกคนต้องสุจริต
วัตถุประสงค์
เพื่อให้สุจริต
งบประมาณ
ปีละ 20,000 บาท
2. กิจกรรมพลเมืองดี
หลักการและเหตุผล
ทุกคนต้องดี
วัตถุประสงค์
เพื่อให้ดี
งบประมาณ
ปีงบประมาณ 2566 จำนวน 8,000 บาท
ปีงบประมาณ 2568 จำนวน 9,000 บาท
3. โครงการทัศนศึกษา
หลักการและเหตุผล
ทุกคนต้องเห็น
งบประมาณ
250,000 บาท
4. โครงการเวทีประชาคม
หลักการและเหตุผล
ทุกคนต้องพูด
งบประมาณ
40,000 บาท""",
            top=400,
        ),
    )
    assert [name for _, _, name in listed(parsed)] == [
        "โครงการอบรมคุณธรรม",
        "กิจกรรมพลเมืองดี",
        "โครงการทัศนศึกษา",
        "โครงการเวทีประชาคม",
    ]
    assert all(project.in_detail for project in parsed.projects)
    told = [(b.project, b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets]
    assert told == [
        *[(0, year, Decimal(20000), False) for year in range(2566, 2571)],
        (1, 2566, Decimal(8000), False),
        (1, 2568, Decimal(9000), False),
        (2, 2567, Decimal(250000), False),  # the one year that is ticked
        *[(3, year, Decimal(40000), True) for year in (2566, 2568)],  # of each, or of both together
    ]


def test_years_listed_in_the_cell_of_the_money() -> None:
    listed = "ปี 2566 จำนวน 20,000 บาท\nปี 2567 -\nปี 2568 จำนวน 25,000 บาท"
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)", "ผู้รับผิดชอบ"],
            ["1", "โครงการอบรมคุณธรรม", listed, "สำนักปลัด"],
            ["2", "มาตรการงดรับของขวัญ", "ไม่ใช้งบประมาณ", "สำนักปลัด"],
            ["3", "โครงการทัศนศึกษา", "ปี 2567 จำนวน 90,000 บาท", "สำนักปลัด"],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2568))
    rows = [(b.project, b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets]
    assert rows == [
        (0, 2566, Decimal(20000), False),
        (0, 2567, Decimal(0), False),
        (0, 2568, Decimal(25000), False),
        *[(1, year, Decimal(0), False) for year in (2566, 2567, 2568)],
        (2, 2567, Decimal(90000), False),
    ]


def test_numbered_activities_beside_an_item_name_no_dimension() -> None:
    table = grid(
        [
            ["ที่", "โครงการ", "กิจกรรมย่อย", "งบประมาณ (บาท)", "ผู้รับผิดชอบ"],
            [Merged("มิติที่ 3 การส่งเสริมบทบาทและการมีส่วนร่วมของภาคประชาชน", 1, 5), *[None] * 4],
            [Merged("1", 3), Merged("โครงการประชาชนมีส่วนร่วม", 3), "1. ประชาคมหมู่บ้าน", "18,000", "สำนักปลัด"],
            [None, None, "2. อบรมผู้นำชุมชน", "12,000", "สำนักปลัด"],
            [None, None, "รวม", "30,000", ""],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2566))
    assert [(p.dimension, p.mission_code, p.name) for p in parsed.projects] == [
        (3, None, "โครงการประชาชนมีส่วนร่วม")
    ]
    assert amounts(parsed, 0) == [Decimal(30000)]


def test_lettered_items_and_dimensions_in_roman_numerals() -> None:
    parsed = plan(
        with_money(
            [
                [Merged("มิติที่ II การบริหารราชการด้วยความโปร่งใส", 1, 7), *[None] * 6],
                ["", "ก. โครงการพัฒนาเว็บไซต์", "5,000", "5,000", "5,000", "5,000", "5,000"],
                ["", "(ข) มาตรการลดขั้นตอน", "-", "-", "-", "-", "-"],
            ]
        )
    )
    assert [(p.dimension, p.kind, p.name) for p in parsed.projects] == [
        (2, "project", "โครงการพัฒนาเว็บไซต์"),
        (2, "measure", "มาตรการลดขั้นตอน"),
    ]
    assert parsed.remarks == []


def test_sums_in_the_words_of_headings_and_of_a_line_over_the_table() -> None:
    band = Merged("มิติที่ 1 การสร้างวัฒนธรรมสุจริต จำนวน 2 โครงการ/กิจกรรม งบประมาณ 20,000 บาท", 1, 4)
    whole = Merged("รวมทั้งสิ้น 2 โครงการ/กิจกรรม งบประมาณทั้งสิ้น 20,000 บาท", 1, 4)
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)", "ผู้รับผิดชอบ"],
            [band, *[None] * 3],
            ["1", "โครงการอบรมคุณธรรม", "20,000 บาท (ข้อบัญญัติ ปี\n2567)", "สำนักปลัด"],
            ["2", "กิจกรรมงดรับของขวัญ", "- ไม่มี -", "สำนักปลัด"],
            [whole, *[None] * 3],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2567, fiscal_year_end_be=2567))
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (Decimal(20000), False),
        (Decimal(0), False),
    ]
    assert total(parsed, "dimension", "items", dimension=1) == [Decimal(2)]
    assert total(parsed, "dimension", "budget_baht", dimension=1) == [Decimal(20000)]
    assert total(parsed, "plan", "items") == [Decimal(2)]
    assert total(parsed, "plan", "budget_baht") == [Decimal(20000)]


def test_the_number_behind_all_dimensions_counts_items() -> None:
    table = grid(
        [
            ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2569", "ปี 2570"],
            ["มิติที่ 1 การสร้างวัฒนธรรมสุจริต", "- โครงการอบรมคุณธรรม", "5,000", "6,000"],
            ["มิติที่ 2 การบริหารราชการด้วยความโปร่งใส", "- กิจกรรมเปิดเผยข้อมูล", "7,000", "-"],
            ["รวม 4 มิติ", "2 โครงการ/กิจกรรม", "12,000", "6,000"],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2569, fiscal_year_end_be=2570))
    assert total(parsed, "plan", "items") == [Decimal(2)]
    assert total(parsed, "plan", "budget_baht") == [Decimal(12000), Decimal(6000)]
    assert parsed.remarks == []


def test_targets_of_years_are_no_budgets() -> None:
    table = grid(
        [
            [
                Merged("ที่", 2),
                Merged("โครงการ/กิจกรรม/มาตรการ", 2),
                Merged("เป้าหมาย (ครั้ง)", 1, 3),
                None,
                None,
                Merged("หน่วยงาน", 2),
            ],
            [None, None, "2566", "2567", "2568", None],
            ["1", "โครงการอบรมคุณธรรม", "1", "1", "2", "สำนักปลัด"],
            ["2", "มาตรการเผยแพร่ข้อมูล", "12", "12", "12", "สำนักปลัด"],
        ],
        headers=2,
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2568))
    assert [p.name for p in parsed.projects] == ["โครงการอบรมคุณธรรม", "มาตรการเผยแพร่ข้อมูล"]
    assert parsed.budgets == []


def test_the_sum_of_sources_is_what_an_item_costs() -> None:
    table = grid(
        [
            [
                Merged("ที่", 2),
                Merged("โครงการ/กิจกรรม/มาตรการ", 2),
                Merged("งบประมาณ (บาท)", 1, 3),
                None,
                None,
                Merged("หน่วยงาน", 2),
            ],
            [None, None, "งบเทศบาล", "เงินอุดหนุน", "รวม", None],
            ["1", "โครงการอบรมคุณธรรม", "15,000", "30,000", "45,000", "สำนักปลัด"],
            ["2", "มาตรการเผยแพร่ข้อมูล", "-", "-", "-", "สำนักปลัด"],
            ["", "รวมทั้งสิ้น", "15,000", "30,000", "45,000", ""],
        ],
        headers=2,
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2568))
    assert [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (2568, Decimal(45000), False),
        (2568, Decimal(0), False),
    ]
    assert total(parsed, "plan", "budget_baht") == [Decimal(45000)]


def test_a_sum_of_sources_that_is_another_is_doubtful() -> None:
    table = grid(
        [
            [Merged("ที่", 2), Merged("โครงการ/กิจกรรม/มาตรการ", 2), Merged("งบประมาณ (บาท)", 1, 3), None, None],
            [None, None, "งบเทศบาล", "เงินอุดหนุน", "รวม"],
            ["1", "โครงการอบรมคุณธรรม", "15,000", "30,000", "54,000"],
            ["2", "โครงการเวทีประชาคม", "5,000", "-", "5,000"],
        ],
        headers=2,
    )
    parsed = plan(table, info=ONE_YEAR)
    doubt = "the amounts by source add up to another sum"
    assert [(b.amount_baht, b.doubt) for b in parsed.budgets] == [(54000, doubt), (5000, None)]
    assert [r.text for r in parsed.remarks if r.why == "part of an item's sum, which is another"] == [
        "15,000 | 30,000"
    ]


def test_years_that_stand_in_a_second_table_below_belong_to_the_same_items() -> None:
    def part(years: list[str], rows: list[list[str]], top: float) -> object:
        names = [["1", "โครงการอบรมคุณธรรม"], ["2", "มาตรการเผยแพร่ข้อมูล"]]
        body = [[*name, *row] for name, row in zip(names, rows, strict=True)]
        return grid([["ที่", "โครงการ/กิจกรรม/มาตรการ", *years], *body], top=top)

    parsed = parse(
        document(
            prose("แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2570)"),
            part(["ปี 2566", "ปี 2567", "ปี 2568"], [["1,000", "2,000", "3,000"], ["-", "-", "-"]], 100),
            part(["ปี 2569", "ปี 2570"], [["4,000", "5,000"], ["-", "-"]], 300),
        )
    )
    assert (parsed.info.fiscal_year_start_be, parsed.info.fiscal_year_end_be) == (2566, 2570)
    assert listed(parsed) == [(None, 1, "โครงการอบรมคุณธรรม"), (None, 2, "มาตรการเผยแพร่ข้อมูล")]
    assert amounts(parsed, 0) == [Decimal(1000 * n) for n in range(1, 6)]
    assert amounts(parsed, 1) == [Decimal(0)] * 5


@pytest.mark.parametrize("price", ["ราคาต่อหน่วย", "จำนวน"])
def test_a_table_of_costs_inside_a_detail_section_lists_no_items(price: str) -> None:
    costs = grid(
        [
            ["รายการ", price, "จำนวนเงิน (บาท)"],
            ["ค่าวิทยากร 6 ชม.", "600", "3,600"],
            ["ค่าอาหาร 50 คน", "80", "4,000"],
            ["รวม", "", "7,600"],
        ],
        top=260,
    )
    head = """ลำดับที่ 1
1. ชื่อโครงการ : โครงการอบรมคุณธรรม
2. หลักการและเหตุผล
ทุกคนต้องสุจริต
3. วัตถุประสงค์
เพื่อให้สุจริต
4. วิธีดำเนินการ
จัดอบรม
5. งบประมาณ 7,600 บาท รายละเอียดดังนี้"""
    parsed = plan(
        prose(head),
        costs,
        prose("6. ผู้รับผิดชอบ\nสำนักปลัด", top=360),
        info=DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2568),
    )
    assert [p.name for p in parsed.projects] == ["โครงการอบรมคุณธรรม"]
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(Decimal(7600), False)]
    assert parsed.stated_totals == []


def test_camps_and_values_are_no_costs() -> None:
    table = grid(
        [
            ["รายการ", "งบประมาณ (บาท)"],
            ["ค่ายเยาวชนสุจริต", "3,000"],
            ["ค่านิยมไทยสู่ความสุจริต", "4,000"],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2568))
    assert [p.name for p in parsed.projects] == ["ค่ายเยาวชนสุจริต", "ค่านิยมไทยสู่ความสุจริต"]


def test_what_an_amendment_sets_in_the_place_of_an_old_budget() -> None:
    table = grid(
        [
            [
                *(Merged(text, 2) for text in ("มิติที่", "ลำดับ", "โครงการ/กิจกรรม/มาตรการ")),
                Merged("งบประมาณ ปี 2567", 1, 2),
                None,
            ],
            [None, None, None, "เดิม", "แก้ไขใหม่"],
            ["1", "1", "โครงการอบรมผู้นำ", "20,000", "35,000"],
            ["2", "2", "โครงการพัฒนาระบบ", "-", "18,000"],
        ],
        headers=1,
    )
    info = DocumentInfo("action_plan", fiscal_year_start_be=2567, fiscal_year_end_be=2567)
    parsed = plan(table, info=info)
    assert [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (2567, 35_000, False),
        (2567, 18_000, False),
    ]
    assert [remark.text for remark in parsed.remarks if "column without a role" in remark.why] == ["20,000"]


@pytest.mark.parametrize(
    ("new", "doubt"), [("-", LEFT_OPEN), ("", LEFT_OPEN), ("ไม่ใช้งบประมาณ", None), ("0", None)]
)
def test_a_budget_that_an_amendment_leaves_open_may_be_unchanged(new: str, doubt: str | None) -> None:
    table = grid(
        [
            [
                *(Merged(text, 2) for text in ("ลำดับ", "โครงการ/กิจกรรม/มาตรการ")),
                Merged("งบประมาณ ปี 2567", 1, 2),
                None,
            ],
            [None, None, "เดิม", "แก้ไขใหม่"],
            ["1", "โครงการอบรมผู้นำ", "5,000", new],
            ["2", "โครงการพัฒนาระบบ", "-", "18,000"],
            ["3", "กิจกรรมจิตอาสา", "-", "-"],
            ["", "รวม", "5,000", new],
        ],
        headers=1,
    )
    info = DocumentInfo("action_plan", fiscal_year_start_be=2567, fiscal_year_end_be=2567)
    parsed = plan(table, info=info)
    assert [budget.doubt for budget in parsed.budgets] == [doubt, None, None]
    assert [total.doubtful for total in parsed.stated_totals if total.value_raw] == [True] * (new == "-") + (
        [False] * (new not in ("-", ""))
    )


@pytest.mark.parametrize(
    "sources",
    [["เทศบัญญัติ", "เงินอุดหนุน", "อื่น ๆ"], ["ข้อบัญญัติ", "งบจังหวัด", "สมทบ"], ["เงินรายได้", "เงินสะสม", "อบจ."]],
)
@pytest.mark.parametrize("total", ["รวม", "งบประมาณรวม", "รวมทุกแหล่งเงิน"])
def test_sources_of_money_under_the_heading_of_the_year(sources: list[str], total: str) -> None:
    over = Merged("งบประมาณปี 2568 แยกตามแหล่งเงิน", 1, 3)
    table = grid(
        [
            [Merged("โครงการ/กิจกรรม/มาตรการ", 2), over, None, None, Merged(total, 2)],
            [None, *sources, None],
            ["1.1 โครงการอบรมคุณธรรม", "15,000", "30,000", "-", "45,000"],
            ["1.2 มาตรการเผยแพร่ข้อมูล", "-", "-", "-", "-"],
            ["1.3 โครงการค่ายเยาวชน", "5,000", "-", "2,500", "7,500"],
        ],
        headers=2,
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2568))
    assert [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (2568, Decimal(45000), False),
        (2568, Decimal(0), False),
        (2568, Decimal(7500), False),
    ]


def test_sources_of_money_under_the_heading_of_each_year() -> None:
    years = [cell for year in (2568, 2569) for cell in (Merged(f"ปีงบประมาณ {year}", 1, 3), None, None)]
    table = grid(
        [
            [Merged("โครงการ/กิจกรรม/มาตรการ", 2), *years],
            [None, *["งบ อบต.", "เงินอุดหนุน", "รวม"] * 2],
            ["1.1 โครงการอบรมคุณธรรม", "15,000", "30,000", "45,000", "1,000", "2,000", "3,000"],
            ["1.2 โครงการค่ายเยาวชน", "5,000", "-", "5,000", "-", "2,500", "2,500"],
        ],
        headers=2,
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2569))
    told = [(b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets]
    assert told == [(2568, 45000, False), (2569, 3000, False), (2568, 5000, False), (2569, 2500, False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("งบประมาณ 25,000 บาท", "ไม่ใช้งบประมาณ"),
        ("(งบประมาณ 25,000 บาท)", "(ไม่ใช้งบประมาณ)"),
        ("ใช้งบประมาณ จำนวน 25,000 บาท", "งบประมาณ -"),
        ("วงเงิน 25,000 บาท", "งบประมาณ : ไม่มี"),
    ],
)
@pytest.mark.parametrize("mark", ["\n", " "])
def test_budgets_below_names_in_a_table_without_a_column_of_money(one: str, other: str, mark: str) -> None:
    table = grid(
        [
            ["มิติที่", "โครงการ/กิจกรรม/มาตรการ", "กลุ่มเป้าหมาย"],
            ["1", f"1. โครงการปลูกต้นกล้าความดี{mark}{one}", "เยาวชน 80 คน"],
            ["2", f"2. มาตรการเสริมสร้างจริยธรรม\n{other}", "ผู้บริหาร 4 คน"],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2568))
    assert [p.name for p in parsed.projects] == ["โครงการปลูกต้นกล้าความดี", "มาตรการเสริมสร้างจริยธรรม"]
    told = [(b.project, b.fiscal_year_be, b.amount_baht, b.amount_status, b.doubtful) for b in parsed.budgets]
    assert told == [(0, 2568, 25_000, "amount", False), (1, 2568, 0, "no_budget", False)]


@pytest.mark.parametrize("label", ["รวมโครงการที่ใช้งบประมาณ", "รวมกิจกรรมที่ใช้งบ", "รวมทกมิติ", "รวมทงสน"])
def test_labels_of_sums_are_no_items(label: str) -> None:
    table = grid(
        [
            ["ที่", "มิติที่", "โครงการ", "งบประมาณ (บาท)"],
            ["1", "1", "โครงการอบรมเยาวชน", "17,000"],
            ["2", "3", "โครงการประชาคม", "24,000"],
            [Merged(label, cols=3), None, None, "41,000"],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2568))
    assert len(parsed.projects) == 2
    assert total(parsed, "plan", "budget_baht") == [Decimal(41_000)]


@pytest.mark.parametrize("word", ["ส่วนที่", "ด้านที่", "กลยุทธ์ที่", "หมวดที่"])
def test_bands_that_call_a_dimension_otherwise(word: str) -> None:
    names = ["การสร้างวัฒนธรรมสุจริต", "การบริหารราชการด้วยความโปร่งใส"]
    table = grid(
        [
            ["ที่", "โครงการ/มาตรการ", "งบประมาณ (บาท)"],
            [Merged(f"{word} 1 {names[0]}", cols=3), None, None],
            ["1", "โครงการเยาวชนไทย", "12,000"],
            [Merged(f"{word} 2 {names[1]}", cols=3), None, None],
            ["2", "โครงการพิมพ์แผ่นพับ", "4,000"],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2568, fiscal_year_end_be=2568))
    assert [p.dimension for p in parsed.projects] == [1, 2]
