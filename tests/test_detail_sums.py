"""What the budget section of a project states where it reckons: unit prices, months, years."""

from __future__ import annotations

import pytest

from extract.model import Line
from pipelines.parse.detail import DetailSection
from pipelines.parse.detail_values import budget_statements
from pipelines.parse.text_lines import TextLine


@pytest.mark.parametrize(
    ("text", "amount", "certain"),
    [
        ("ค่าอาหารว่าง 2,500 บาท x 12 เดือน เป็นเงิน 30,000 บาท ต่อปี", 30_000, True),
        ("ค่าอาหารกลางวัน 100 บาท x 50 คน x 2 มื้อ = 10,000 บาท", 10_000, True),
        ("ค่าอาหาร 100 บาท x 50 คน = 5,000 บาท ค่าป้าย 800 บาท", 100, False),
        ("ค่าอาหารว่าง 2,500 บาท x 12 เดือน เป็นเงิน 36,000 บาท", 2_500, False),
        ("เป็นเงิน 9,000 บาท (เก้าพันบาทถ้วน) รายละเอียด ก) ค่าป้าย 2,000 บาท ข) ค่าอาหาร 7,000 บาท", 9_000, True),
        ("รวม 9,000 บาท ดังนี้ ค่าป้าย 2,000 บาท ค่าอาหาร 7,000 บาท รวมเป็นเงินเก้าพันบาทถ้วน", 9_000, True),
        ("เป็นเงิน 9,000 บาท รายละเอียด ก) ค่าป้าย 2,000 บาท ข) ค่าอาหาร 6,000 บาท", 9_000, False),
    ],
)
def test_a_multiplication_names_the_amount_that_it_comes_to(text: str, amount: int, certain: bool) -> None:
    part = DetailSection("budget", None, [TextLine(text, Line(text), 1)])
    (stated,) = budget_statements(part)
    assert (stated.amount, stated.doubt is None) == (amount, certain)


@pytest.mark.parametrize("text", ["ปีงบประมาณละ 20,000 บาท", "ปีละ 20,000 บาท"])
def test_an_amount_of_each_fiscal_year_is_no_unit_price(text: str) -> None:
    (stated,) = budget_statements(DetailSection("budget", None, [TextLine(text, Line(text), 1)]))
    assert (stated.year, stated.amount, stated.doubt) == (None, 20_000, None)


def test_an_amount_that_was_not_read_proves_no_sum() -> None:
    text = "บ357 85000บาท 1 2805 85000 บาท, ป 2500,90000บาท ป 2570.80,000"
    (stated,) = budget_statements(DetailSection("budget", None, [TextLine(text, Line(text), 1)]))
    assert (stated.amount, stated.doubt is None) == (85_000, False)


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("500 บาท/คน", False),
        ("5,000 บาท ต่อหมู่บ้าน", False),
        ("5,000 บาท (หมู่บ้านละ)", False),
        ("20,000 บาท อุดหนุนหมู่บ้านละ", False),
        ("500 บาท/คนต่อวัน", False),
        ("คนละ 100 บาท ค่าป้าย 300 บาท", False),
        ("หมู่บ้านละ 5,000 บาท 10 หมู่บ้าน 50,000 บาท", True),
        ("คนละ 100 บาท จำนวนไม่จำกัด เป็นเงิน 5,000 บาท", True),
        ("20,000 บาท (คนละ 200 บาท)", True),
        ("จำนวน 4 คน / 500 บาท", False),
        ("20,000 บาท/กลุ่มงานนิติการ", True),
        ("20,000 บาท/ปี", True),
        ("20,000 บาท ต่อเนื่องทุกปี", True),
        ("100 บาท/คน จำนวน 50 คน รวมเป็นเงิน 5,000 บาท", True),
    ],
)
def test_an_amount_is_doubtful_where_it_may_be_the_price_of_one_of_several(text: str, certain: bool) -> None:
    (stated,) = budget_statements(DetailSection("budget", None, [TextLine(text, Line(text), 1)]))
    assert (stated.doubt is None) is certain


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("งบประมาณ 20,000 - 30,000 บาท", False),
        ("งบประมาณ 500 ถึง 1,000 บาท", False),
        ("20,000 พันบาท", False),
        ("งบประมาณ 2 - 3 แสนบาท", False),
        ("งบประมาณไม่เกิน 20,000 บาท", False),
        ("งบประมาณ 20,000 บาท", True),
        ("20,000 บาท (รวมทุกโครงการ)", False),
        ("20,000 บาท (งบรวมทั้ง 3 โครงการ)", False),
        ("งบประมาณ 20,000 บาท ใช้ร่วมกับโครงการที่ 3", False),
        ("20,000 บาท ใช้จัดอบรมร่วมกับอำเภอ", True),
        ("งบประมาณ 100,000 บาท (5 ปี)", False),
        ("20,000 บาท ต่อ 2 ปี", False),
        ("ปี 2567 - 30,000 บาท", True),
        ("20 พันบาท", True),
    ],
)
def test_bounds_ranges_and_sums_of_several_projects_or_years_are_doubtful(text: str, certain: bool) -> None:
    (stated,) = budget_statements(DetailSection("budget", None, [TextLine(text, Line(text), 1)]))
    assert (stated.doubt is None) is certain


@pytest.mark.parametrize(
    ("text", "amount", "certain"),
    [
        ("ค่าอาหาร 50 คน x 100 บาท", 100, False),
        ("ค่าอาหาร 100 บาท x 50", 100, False),
        ("ปีละ 5,000 บาท x 3 ปี รวม 15,000 บาท", 5_000, True),
        ("มากกว่า 5,000 บาท", 5_000, False),
        ("เกินกว่า 5,000 บาท", 5_000, False),
        ("5,000 บาทขึ้นไป", 5_000, False),
        ("ตั้งแต่ 5,000 บาท", 5_000, False),
        ("5,000 บาทเศษ", 5_000, False),
        ("เฉลี่ยปีละ 5,000 บาท", 5_000, False),
        ("ลดลงจากเดิม 5,000 บาท", 5_000, False),
        ("เพิ่มขึ้น 5,000 บาท", 5_000, False),
        ("โอนเพิ่ม 5,000 บาท", 5_000, False),
        ("งบประมาณปีที่ผ่านมา 5,000 บาท", 5_000, False),
        ("ใช้งบประมาณปีก่อน 5,000 บาท", 5_000, False),
        ("ใช้งบประมาณร่วมกับโครงการที่ 3 จำนวน 5,000 บาท", 5_000, False),
        ("งบประมาณปี 2567 จำนวน 5,000 บาท", 5_000, True),
        ("เกือบ 5,000 บาท", 5_000, False),
        ("ร้อยละ 10 ของงบประมาณ 5,000 บาท", 5_000, False),
        ("9,000 + 5,000 บาท", 5_000, False),
        ("รุ่นแรก 5,000 บาท", 5_000, False),
        ("ปีต่อไป 5,000 บาท", 5_000, False),
        ("เคยใช้ 5,000 บาท", 5_000, False),
        ("5,000 บาท เทศบาลสมทบ", 5_000, False),
        ("5,000 บาท ต่อโรงเรียน", 5_000, False),
        ("5,000 บาท (รอจัดสรร)", 5_000, False),
        ("5,000 บาท (รวมลำดับที่ 1-3)", 5_000, False),
        ("งบประมาณรวมทุกโครงการ 5,000 บาท", 5_000, False),
        ("เงินเดือน 5,000 บาท", 5_000, False),
        ("ใช้จ่ายจากเงินสะสม 5,000 บาท", 5_000, True),
        ("5,000 บาท (อุดหนุนโรงเรียน)", 5_000, True),
        ("จำนวน 15,000 บาท (สามปี)", 15_000, False),
        ("15,000 บาท ตลอดแผน 3 ปี", 15_000, False),
    ],
)
def test_words_beside_an_amount_that_make_it_another(text: str, amount: int, certain: bool) -> None:
    (stated,) = budget_statements(DetailSection("budget", None, [TextLine(text, Line(text), 1)]))
    assert (stated.amount, stated.doubt is None) == (amount, certain)


@pytest.mark.parametrize(
    ("text", "amount", "certain"),
    [
        ("รุ่นที่ 1 จำนวน 5,000 บาท รุ่นที่ 2 จำนวน 5,000 บาท", 5_000, False),
        ("ไตรมาส 1 5,000 บาท ไตรมาส 2 5,000 บาท", 5_000, False),
        ("1) จัดอบรม 5,000 บาท 2) จัดทำสื่อ 5,000 บาท", 5_000, False),
        ("ค่าวิทยากร 5,000 บาท ค่าอาหาร 5,000 บาท", 5_000, False),
        ("ค่าวิทยากร 5,000 บาท ค่าอาหาร 5,000 บาท รวม 10,000 บาท", 10_000, True),
        ("งบประมาณ 5,000 บาท จากค่าใช้สอย ตั้งไว้ 5,000 บาท", 5_000, True),
        ("จากงบประมาณทั้งหมด 100,000 บาท จัดสรร 5,000 บาท", 100_000, False),
        ("โครงการนี้ 5,000 บาท จากทั้งหมด 100,000 บาท", 100_000, False),
        ("งบ อบต. 5,000 บาท งบจังหวัด 5,000 บาท", 5_000, False),
        ("งบประมาณ 5,000 บาท (เงินอุดหนุน 5,000 บาท)", 5_000, True),
        ("รวม 9,000 บาท ดังนี้ ค่าป้าย 2,000 บาท ค่าอาหาร 7,000 บาท", 9_000, True),
        ("งบประมาณจากจังหวัด 5,000 บาท ไม่ใช้งบประมาณขององค์การ", 5_000, False),
        ("ไม่ใช้งบประมาณ แต่ได้รับการสนับสนุน 5,000 บาท", 5_000, False),
    ],
)
def test_amounts_of_parts_and_of_others_beside_an_items_own(text: str, amount: int, certain: bool) -> None:
    (stated,) = budget_statements(DetailSection("budget", None, [TextLine(text, Line(text), 1)]))
    assert (stated.amount, stated.doubt is None) == (amount, certain)


@pytest.mark.parametrize(
    ("text", "amount", "certain"),
    [
        ("เบิกจ่าย 5,000 บาท จากงบประมาณที่ตั้งไว้ 10,000 บาท", 10_000, False),
        ("ใช้ไป 5,000 บาท จาก 10,000 บาท", 10_000, False),
        ("เบิกจ่าย 5,000 บาท จากงบประมาณตามข้อบัญญัติ", 5_000, False),
        ("ใช้จ่ายจริง จำนวน 5,000 บาท", 5_000, False),
        ("งบประมาณที่ตั้งไว้ 10,000 บาท เบิกจ่ายจริง 5,000 บาท", 10_000, False),
        ("ใช้งบประมาณ 5,000 บาท", 5_000, True),
        ("เบิกจ่ายจากงบประมาณรายจ่ายประจำปี จำนวน 5,000 บาท", 5_000, True),
    ],
)
def test_what_was_spent_is_no_certain_budget(text: str, amount: int, certain: bool) -> None:
    (stated,) = budget_statements(DetailSection("budget", None, [TextLine(text, Line(text), 1)]))
    assert (stated.amount, stated.doubt is None) == (amount, certain)


@pytest.mark.parametrize(
    ("text", "amount", "certain"),
    [
        ("ปี 2567 รุ่นที่ 1 5,000 บาท รุ่นที่ 2 5,000 บาท ปี 2568 6,000 บาท", 5_000, False),
        ("ปี 2567 ค่าป้าย 3,000 บาท ค่าอาหาร 2,000 บาท ปี 2568 6,000 บาท", 3_000, False),
        ("ปี 2567 เบิกจ่าย 5,000 บาท ปี 2568 6,000 บาท", 5_000, False),
        ("ปี 2567 เบิกจ่าย 4,000 บาท จาก 5,000 บาท ปี 2568 6,000 บาท", 5_000, False),
        ("ปี 2567 ตั้งไว้ 5,000 บาท เบิกจ่าย 4,000 บาท ปี 2568 6,000 บาท", 5_000, True),
        ("ปี 2567 จำนวน 5,000 บาท (ห้าพันบาทถ้วน) ปี 2568 6,000 บาท", 5_000, True),
        ("ปี 2567 จำนวน 60.00 ปี 2568 6,000 บาท", 60, False),
    ],
)
def test_several_amounts_of_one_year_of_a_list(text: str, amount: int, certain: bool) -> None:
    first, second = budget_statements(DetailSection("budget", None, [TextLine(text, Line(text), 1)]))
    assert (first.year, first.amount, first.doubt is None) == (2567, amount, certain)
    assert (second.year, second.amount, second.doubt) == (2568, 6_000, None)


@pytest.mark.parametrize(("text", "certain"), [("60.00", False), ("งบประมาณ 60", False), ("60 บาท", True)])
def test_a_budget_of_a_hundred_baht_at_most_says_that_it_is_baht(text: str, certain: bool) -> None:
    (stated,) = budget_statements(DetailSection("budget", None, [TextLine(text, Line(text), 1)]))
    assert (stated.amount, stated.doubt is None) == (60, certain)
