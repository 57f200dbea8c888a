"""Money, words for numbers, dates, fiscal years, quarters, counts, percentages."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from normalize import counts, dates
from normalize.digits import to_thai
from normalize.found_amounts import calculated, find_amounts
from normalize.money import is_no_budget, parse_money, parse_words
from normalize.months import MONTH_NAMES
from normalize.numerals import words_to_int


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("๓๐๐,๐๐๐.๐๐ บาท", "300000"),
        ("๓๐,๐๐๐.-", "30000"),
        ("จำนวน 40,000 บาท", "40000"),
        ("งบประมาณจำนวน 40,000 บาท", "40000"),
        ("40, 000", "40000"),
        ("1,038,800.50 บาท", "1038800.50"),
        ("30000", "30000"),
        ("สามแสนบาทถ้วน", "300000"),
        ("300,000 บาท (สามแสนบาทถ้วน)", "300000"),
        ("สิบบาทห้าสิบสตางค์", "10.50"),
        ("1.5 ล้านบาท", "1500000"),
        ("๕ แสนบาท", "500000"),
        ("40,000 บาท/ปี", "40000"),
        ("17,000¹", "17000"),
        ("๑๗,๐๐๐.๐๐ ²", "17000"),
    ],
)
def test_amounts(text: str, amount: str) -> None:
    money = parse_money(text)
    assert (money.amount, money.status, money.certain) == (Decimal(amount), "amount", True)
    assert money.raw == text


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "–",
        "- -",
        "000",
        "0000",
        "๐๐๐",
        "จำนวน 000 บาท",
        "จำนวน - บาท",
        "ไม่ใช้งบประมาณ",
        "ไม่ใช้",
        "- ไม่ขอใช้",
        "ไม่ใช้งบประมาณในการดำเนินการ",
        "ไม่ได้ใช้งบประมาณในปี 2566",
        "ไม่มีงบประมาณ",
        "หมายเหตุ - (ไม่ใช้งบประมาณ)",
        "ไม่มีค่าใช้ จ่าย",
        "ไม่เสียค่า\nใช้จ่าย",
    ],
)
def test_no_budget(text: str) -> None:
    money = parse_money(text)
    assert (money.amount, money.status, money.certain) == (Decimal(0), "no_budget", True)


@pytest.mark.parametrize("text", ["0", "๐", "0.00", "๐.๐๐", "0.-", "0 บาท"])
def test_zero(text: str) -> None:
    assert (parse_money(text).amount, parse_money(text).status) == (Decimal(0), "zero")


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_blank(text: str) -> None:
    assert (parse_money(text).amount, parse_money(text).status) == (None, "blank")


@pytest.mark.parametrize(
    ("text", "flag", "reading"),
    [
        ("40.000", "grouping", "40000"),
        ("40,00", "grouping", "40000"),
        ("4,0000", "grouping", "40000"),
        ("1,000.000", "grouping", "1000000"),
        ("4O,000", "letters", "40000"),
        ("10 000", "spaces", "10000"),
        ("-30,000", "negative", "30000"),
        ("30,000 บาท และ 40,000 บาท", "several", "30000"),
        ("30,000\n40,000", "several", "30000"),
        ("300,000 บาท (สองแสนบาทถ้วน)", "words_disagree", "300000"),
    ],
)
def test_what_is_not_certain_is_not_guessed(text: str, flag: str, reading: str) -> None:
    money = parse_money(text)
    assert (money.amount, money.status) == (None, "unreadable")
    assert flag in money.flags
    assert Decimal(reading) in money.readings


@pytest.mark.parametrize(
    ("text", "amount", "flag"),
    [
        ("๓0,000", "30000", "mixed_numerals"),
        ("030,000", "30000", "leading_zero"),
        ("300.0", "300", "decimals"),
        ("ประมาณ 5,000 บาท", "5000", "approximate"),
        ("30,000 บาท ตามมติที่ประชุม", "30000", "text"),
        ("ไม่ใช้งบประมาณ 30,000", "0", "text"),
    ],
)
def test_irregular_amounts_carry_a_flag(text: str, amount: str, flag: str) -> None:
    money = parse_money(text)
    assert money.amount == Decimal(amount)
    assert flag in money.flags
    assert not money.certain


@given(
    st.integers(1, 10**10),
    st.sampled_from(["{:,}", "{:,}.00", "{:,}.-", "{:,} บาท", "จำนวน {:,} บาท", "{}"]),
    st.booleans(),
)
@example(2550, "{}", False)
def test_every_regular_amount_is_read_in_both_numerals(value: int, pattern: str, thai: bool) -> None:
    text = pattern.format(value)
    money = parse_money(to_thai(text) if thai else text)
    may_be_year = pattern == "{}" and 2550 <= value <= 2599
    assert (money.amount, money.status, money.certain) == (Decimal(value), "amount", not may_be_year)


@given(st.text(alphabet="0123456789๐๑๒๓๔๕๖๗๘๙,.- บาทOl()", max_size=16))
def test_any_text_is_read_or_refused_and_never_fails(text: str) -> None:
    money = parse_money(text)
    assert (money.amount is None) == (money.status in {"blank", "unreadable"})
    if money.status in {"zero", "no_budget"}:
        assert money.amount == 0
    assert money.amount is None or money.amount >= 0


@given(st.text(alphabet="123456789,.", min_size=1, max_size=12))
def test_a_certain_amount_has_the_digits_of_the_page(text: str) -> None:
    money = parse_money(text)
    if money.certain and money.amount is not None:
        digits = "".join(char for char in text if char.isdigit())
        assert digits in {str(money.amount).replace(".", ""), str(money.amount * 100).split(".")[0]}


UNITS = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]
POWERS = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"]


def in_words(value: int) -> str:
    if value >= 1_000_000:
        rest = value % 1_000_000
        return in_words(value // 1_000_000) + "ล้าน" + (in_words(rest) if rest else "")
    words = ""
    for place, digit in enumerate(reversed(str(value))):
        unit = UNITS[int(digit)]
        if not unit:
            continue
        if place == 1:
            unit = {"หนึ่ง": "", "สอง": "ยี่"}.get(unit, unit)
        if place == 0 and digit == "1" and value > 10:
            unit = "เอ็ด"
        words = unit + POWERS[place] + words
    return words


@given(st.integers(1, 10**12))
def test_numbers_in_words(value: int) -> None:
    assert words_to_int(in_words(value)) == value
    assert parse_words(f"({in_words(value)}บาทถ้วน)") == value


@pytest.mark.parametrize("text", ["", "บาท", "สามร้อยสองพัน", "สองสาม", "สามแสน บาท X"])
def test_no_number_in_words(text: str) -> None:
    assert words_to_int(text) is None


def test_no_budget_phrases() -> None:
    assert is_no_budget("หมายเหตุ (ไม่ได้ใช้งบประมาณ)")
    assert not is_no_budget("ใช้งบประมาณ 30,000 บาท")


def test_amounts_of_several_years() -> None:
    found = find_amounts("ปี ๒๕๖๖ จำนวน ๓๐,๐๐๐ บาท ปี ๒๕๖๗ จำนวน ๔๐,๐๐๐ บาท รวมทั้งสิ้น ๗๐,๐๐๐ บาท")
    assert [(item.money.amount, item.fiscal_years, item.is_total) for item in found] == [
        (30000, (2566,), False),
        (40000, (2567,), False),
        (70000, (), True),
    ]


def test_amount_per_year_and_unit_price() -> None:
    per_year, total = find_amounts("ปีงบประมาณ 2566 - 2568 ปีละ 30,000.- บาท รวม 90,000 บาท")
    assert per_year.per_year
    assert per_year.fiscal_years == (2566, 2567, 2568)
    assert [found.per_year for found in find_amounts("เป็นเงิน 30,000 บาท/ปี")] == [True]
    assert total.is_total
    price, whole = find_amounts("จำนวน ๗ แห่งๆละ ๑๔๘,๔๐๐ บาท เป็นเงิน ๑,๐๓๘,๘๐๐.๐๐ บาท")
    assert (price.unit, whole.unit, whole.money.amount) == ("แห่ง", None, Decimal("1038800"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("เป็นเงิน 30,000 บาท (ปี 2566) และ 25,000 บาท (ปี 2567)", [(30_000, (2566,)), (25_000, (2567,))]),
        ("เป็นเงิน 30,000 บาท ในปี 2566 และ 25,000 บาท ในปี 2567", [(30_000, (2566,)), (25_000, (2567,))]),
        ("เป็นเงิน 30,000 บาท ในปี 2566 จำนวน 10,000 บาท", [(30_000, ()), (10_000, (2566,))]),
        (
            "30,000 บาท ในปี 2566 10,000 บาท และในปี 2567 20,000 บาท",
            [(30_000, ()), (10_000, (2566,)), (20_000, (2567,))],
        ),
        ("30,000 บาท ในปี 2566 และปี 2567 จำนวน 40,000 บาท", [(30_000, ()), (40_000, (2566, 2567))]),
        ("งบประมาณ 585 พันบาท", [(585_000, ())]),
        ("วงเงิน 1.2 ล้านบาท", [(1_200_000, ())]),
        ("งบประมาณ 20,000 บาท (สองหมื่นบาทถ้วน)", [(20_000, ())]),
        ("(หน่วย : พันบาท)", []),
    ],
)
def test_amounts_behind_a_word_for_money(text: str, expected: list[tuple[int, tuple[int, ...]]]) -> None:
    found = find_amounts(text)
    assert [(f.money.amount, f.fiscal_years) for f in found] == expected
    assert not any(f.unit for f in found) and all(f.money.certain for f in found)


@pytest.mark.parametrize(
    "text", ["งบประมาณ 2566", "บทบาทที่ ๓", "จำนวน 50 คน", "ปี พ.ศ. 2566 - 2570", "ไม่ใช้งบประมาณ"]
)
def test_no_amount(text: str) -> None:
    assert find_amounts(text) == []


def test_a_year_without_budget_gives_its_year_to_no_other_amount() -> None:
    text = "ปี ๒๕๖๖ ไม่ใช้งบประมาณ ปี ๒๕๖๗ จำนวน ๑๖,๔๐๐ บาท"
    (amount,) = find_amounts(text)
    assert amount.fiscal_years == (2567,)
    nothing, amount = find_amounts(text, no_budget=True)
    assert (nothing.money.status, nothing.fiscal_years) == ("no_budget", (2566,))
    assert (amount.money.amount, amount.fiscal_years) == (16400, (2567,))


@pytest.mark.parametrize(
    "words",
    ["ไม่มี", "ไม่ดำเนินการ", "ไม่ใช้งบประมาณ", "ไม่ขอตั้ง", "ไม่ได้ตั้งไว้", "งดจัด", ": -", "จำนวน - บาท", "ไม่มี,"],
)
def test_a_year_in_which_nothing_is_spent_gives_its_year_to_no_other_amount(words: str) -> None:
    text = f"งบประมาณ ปี 2567 {words} ปี 2568 จำนวน 9,000 บาท ปี 2569 {words} รวม 9,000 บาท"
    found = find_amounts(text, no_budget=True)
    assert [(item.money.amount, item.money.status, item.fiscal_years) for item in found] == [
        (0, "no_budget", (2567,)),
        (9000, "amount", (2568,)),
        (0, "no_budget", (2569,)),
        (9000, "amount", ()),
    ]
    assert [item.fiscal_years for item in find_amounts(text)] == [(2568,), ()]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("ปี 2567 และ 2568 ปีละ 5,000 บาท", (2567, 2568)),
        ("ปีงบประมาณ พ.ศ. 2567, 2568 และ 2569 ปีละ 5,000 บาท", (2567, 2568, 2569)),
        ("ปี 2567 ปี 2568 รวมทั้งสิ้น 5,000 บาท", (2567, 2568)),
        ("ปี 2567 ยังไม่กำหนด ปี 2568 จำนวน 5,000 บาท", (2568,)),
        ("ปี 2567 ตามข้อบัญญัติงบประมาณรายจ่าย พ.ศ. 2566 จำนวน 5,000 บาท", (2567,)),
        ("ตามข้อบัญญัติงบประมาณรายจ่าย พ.ศ. 2566 จำนวน 5,000 บาท", (2566,)),
        ("ปี 2567 เพิ่มขึ้นจากปี 2566 จำนวน 20,000 บาท", (2567,)),
        ("ปี 2567 งบประมาณคงเหลือจากปี 2566 จำนวน 20,000 บาท", (2567,)),
        ("ปี 2567 มากกว่าปี พ.ศ. 2566 จำนวน 20,000 บาท", (2567,)),
        ("ปี 2567 (เดิมตั้งไว้ในปี 2566) จำนวน 20,000 บาท", (2567,)),
        ("ปี 2566 5,000 ปี 2567 จำนวน 20,000 บาท", (2567,)),
        ("พ.ศ. 2566 ถึง ปีงบประมาณ 2568 จำนวน 50,000 บาท", (2566, 2567, 2568)),
        ("ปีงบประมาณ 2566 - ปีงบประมาณ พ.ศ. 2568 จำนวน 50,000 บาท", (2566, 2567, 2568)),
        ("ปีงบประมาณ 2566 ~ ปีงบประมาณ 2568 จำนวน 50,000 บาท", (2566, 2567, 2568)),
        ("ปีงบประมาณ 2566 ปีงบประมาณ 2567 และปีงบประมาณ 2568 ปีละ 5,000 บาท", (2566, 2567, 2568)),
        ("ปี 2568 ไม่มี ปี 2569 14,200 บาท", (2569,)),
        ("ตามพระราชบัญญัติเทศบาล พ.ศ. 2496 และที่แก้ไขเพิ่มเติมถึง (ฉบับที่ 14) พ.ศ. 2562 รวม 9,000 บาท", ()),
        ("เบิกจ่ายตามระเบียบกระทรวงมหาดไทย ปีงบประมาณ 2567 จำนวน 9,000 บาท", (2567,)),
        ("ตามระเบียบกระทรวงมหาดไทย พ.ศ. 2548 ประจำปี 2567 จำนวน 9,000 บาท", (2567,)),
        ("ตามพระราชบัญญัติงบประมาณรายจ่าย พ.ศ. 2567 จำนวน 9,000 บาท", (2567,)),
    ],
)
def test_the_years_of_an_amount_are_the_last_list_before_it(text: str, years: tuple[int, ...]) -> None:
    (found,) = find_amounts(text)
    assert (found.fiscal_years, found.years_unsure) == (years, False)


@pytest.mark.parametrize(
    "text",
    [
        "ปี 2567 ตามที่ประชุมเห็นชอบแล้วในปี 2566 จำนวน 20,000 บาท",
        "ปี 2567 - ปี 2566 จำนวน 20,000 บาท",
    ],
)
def test_years_named_apart_before_an_amount_are_unsure(text: str) -> None:
    (found,) = find_amounts(text, no_budget=True)
    assert (found.fiscal_years, found.years_unsure) == ((2567, 2566), True)


def test_a_dash_behind_the_last_year_of_a_list_is_nothing() -> None:
    found = find_amounts("ปี 2567 จำนวน 9,000 บาท ปี 2568 -", no_budget=True)
    assert [(item.money.status, item.fiscal_years) for item in found] == [
        ("amount", (2567,)),
        ("no_budget", (2568,)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "รวมทั้งสิ้น ๔ โครงการ ......... ๖๕,๕๐๐ บาท",
        "รวม 4 โครงการ/กิจกรรม เป็นเงิน 65,500 บาท",
        "รวมทั้งสิ้น จำนวน 65,500 บาท",
    ],
)
def test_a_sum_may_name_the_number_of_items_before_the_amount(text: str) -> None:
    (found,) = find_amounts(text)
    assert (found.money.amount, found.is_total) == (65_500, True)


@pytest.mark.parametrize(
    ("text", "status"), [("-0-", "zero"), ("- 0.00 -", "zero"), ("ไม่ขอตั้งงบประมาณ", "no_budget")]
)
def test_more_ways_to_say_nothing(text: str, status: str) -> None:
    money = parse_money(text)
    assert (money.amount, money.status, money.certain) == (0, status, True)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("งบประมาณ 45,000 รายละเอียดตามเอกสารแนบ", [45_000]),
        ("งบประมาณ 45,000 ปีงบประมาณ 2567", [45_000]),
        ("วงเงิน 45 ราย", []),
        ("ตั้งไว้ 5 ปี", []),
    ],
)
def test_words_that_begin_like_a_unit_leave_the_amount(text: str, amounts: list[int]) -> None:
    assert [found.money.amount for found in find_amounts(text)] == amounts


def test_a_multiplication_of_many_factors_is_read_in_linear_steps() -> None:
    assert calculated("2 x " * 2000) is None
    assert calculated("2 x 3 x 5 = 30") == (30, (2, 3, 5))


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("ปี ๒๕๗๐ จำนวน ๑๐๕ ๐๐๐ บาท", "105000"),
        ("งบประมาณ 105 500 บาท", "105500"),
        ("งบประมาณ 1 200 000 บาท", "1200000"),
    ],
)
def test_a_blank_for_a_comma_leaves_no_amount_of_the_last_group(text: str, likely: str) -> None:
    (found,) = find_amounts(text)
    assert (found.money.status, found.money.amount) == ("unreadable", None)
    assert found.money.readings[0] == Decimal(likely)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("งบประมาณ 1,439, 718.62 บาท", "1439718.62"),
        ("วงเงิน ๑,๔๓๙, ๗๑๘.๖๒", "1439718.62"),
        ("เป็นเงิน 10, 000.00 บาท", "10000.00"),
        ("งบประมาณ 105, 500 บาท", "105500"),
    ],
)
def test_satang_stay_with_the_groups_that_a_scan_set_apart(text: str, amount: str) -> None:
    (found,) = find_amounts(text)
    assert (found.money.status, found.money.amount) == ("amount", Decimal(amount))


@pytest.mark.parametrize("sign", " .-|\"';:_~’เาะๆม่")
@pytest.mark.parametrize("value", ["105,000", "1,020,500", "1,988,400.00"])
def test_a_sign_for_a_digit_or_comma_leaves_no_amount_of_the_rest(value: str, sign: str) -> None:
    right = Decimal(value.replace(",", ""))
    for place in range(1, len(value)):
        for rest in (value[place:], value[place + 1 :]):
            if not rest or not rest[0].isdigit():
                continue
            found = find_amounts(f"ปี 2569 จำนวน 180,000 บาท ปี 2570 จำนวน {value[:place]}{sign}{rest} บาท")
            told = [f.money.amount for f in found if f.fiscal_years == (2570,) and f.money.certain]
            assert set(told) <= {right}, (place, rest)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("ปี 2566 500 บาท ปี 2567 000 บาท", [500, 0]),
        ("ปี 2566:5,000 บาท (1) 500 บาท ใช้งบประมาณ :40,000 บาท", [5000, 500, 40_000]),
        ("ไตรมาส 1 500 บาท", [500]),
        ("รุ่นที่ 1\n500 บาท", [500]),
        ("พ.ศ. 2566 - 2570 350,000 บาท", [350_000]),
    ],
)
def test_a_number_of_its_own_before_an_amount_is_no_group_of_it(text: str, amounts: list[int]) -> None:
    assert [found.money.amount for found in find_amounts(text)] == amounts


def test_years_in_brackets_follow_their_amount() -> None:
    found = find_amounts("30,000 บาท (ปี 2566), 20,000 บาท (ปี 2567)")
    assert [item.fiscal_years for item in found] == [(2566,), (2567,)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("๒๒ สิงหาคม ๒๕๖๕", "2022-08-22", "2022-08-22"),
        ("ก.พ. - มี.ค. พ.ศ. ๒๕๖๘", "2025-02-01", "2025-03-31"),
        ("1 ต.ค. 2565 - 30 ก.ย. 2566", "2022-10-01", "2023-09-30"),
        ("ตุลาคม 2567 - กันยายน 2568", "2024-10-01", "2025-09-30"),
        ("ตุลาคม ๒๕๖๕\n-\nตุลาคม ๒๕๖๖", "2022-10-01", "2023-10-31"),
        ("ระหว่างวันที่ ๑ ตุลาคม ๒๕๖๕ ถึงวันที่ ๓๐ กันยายน ๒๕๖๖", "2022-10-01", "2023-09-30"),
        ("1 - 5 มกราคม 2566", "2023-01-01", "2023-01-05"),
        ("กุมภาพันธ์ 2567", "2024-02-01", "2024-02-29"),
        ("01/10/2565", "2022-10-01", "2022-10-01"),
        ("ม.ค. - มี.ค.. 2567", "2024-01-01", "2024-03-31"),  # a scan's second point
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    period = dates.parse_period(text)
    assert period == dates.Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))


@pytest.mark.parametrize(
    ("text", "start", "end", "flag"),
    [
        ("ต.ค. - มี.ค. พ.ศ. 2568", "2024-10-01", "2025-03-31", "year_inferred"),
        ("ปีงบประมาณ 2568 (ต.ค. - ก.ย.)", "2024-10-01", "2025-09-30", "year_inferred"),
        ("ต.ค. 67 – ก.ย. 68", "2024-10-01", "2025-09-30", "short_year"),
        ("31 มีนาคม 2566 - 1 มีนาคม 2566", "2023-03-31", "2023-03-01", "order"),
    ],
)
def test_what_a_period_leaves_open_is_flagged(text: str, start: str, end: str, flag: str) -> None:
    period = dates.parse_period(text)
    assert period is not None
    assert (period.start, period.end) == (dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert flag in period.flags


@pytest.mark.parametrize("text", ["๕ ปี (พ.ศ. 2566-2570)", "ไตรมาส ๑ - ๔", "สำนักงาน ก.พ. ได้กำหนด", "", "-"])
def test_no_period(text: str) -> None:
    assert dates.parse_period(text) is None


def test_impossible_days_give_no_date() -> None:
    assert dates.parse_date("31 กุมภาพันธ์ 2566") is None
    assert dates.parse_date("๒๒ สิงหาคม ๒๕๖๕ และ ๒๓ สิงหาคม ๒๕๖๕") is None


@given(st.dates(dt.date(1957, 1, 1), dt.date(2070, 12, 31)), st.booleans())
def test_every_day_is_read(day: dt.date, thai: bool) -> None:
    text = f"{day.day} {MONTH_NAMES[day.month - 1]} พ.ศ. {day.year + 543}"
    assert dates.parse_date(to_thai(text) if thai else text) == day


@given(st.dates(dt.date(1980, 1, 1), dt.date(2070, 12, 31)))
def test_fiscal_year_holds_its_days(day: dt.date) -> None:
    start, end = dates.fiscal_year_bounds(dates.fiscal_year_of(day))
    assert start <= day <= end


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2566 - 2570", (2566, 2567, 2568, 2569, 2570)),
        ("พ.ศ. ๒๕๖๖ – ๒๕๗๐", (2566, 2567, 2568, 2569, 2570)),
        ("(พ.ศ. 2566-70)", (2566, 2567, 2568, 2569, 2570)),
        ("ปี 2566 ถึงปี 2568", (2566, 2567, 2568)),
        ("2566, 2567 และ 2568", (2566, 2567, 2568)),
        ("2,566 บาท 2570.00", ()),
    ],
)
def test_fiscal_years(text: str, years: tuple[int, ...]) -> None:
    assert dates.fiscal_years(text) == years


def test_plan_years_and_duration() -> None:
    assert dates.plan_years("แผน 5 ปี (พ.ศ. ๒๕๖๖ - ๒๕๗๐) ประกาศ ๒๒ สิงหาคม ๒๕๖๕") == (2566, 2570)
    assert dates.plan_years("ประจำปี 2564") == (2564, 2564)
    assert dates.plan_years("2564 2565") is None
    assert dates.duration_years("ระยะเวลา ๕ ปี") == 5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ไตรมาส ๑ - ๔", (1, 2, 3, 4)),
        ("ไตรมาสที่ 1, 2 และ 3", (1, 2, 3)),
        ("ไตรมาส ๑ ไตรมาส ๒ ไตรมาส ๓ ไตรมาส ๔", (1, 2, 3, 4)),
        ("ไตรมาส ๒-ไตรมาส ๔", (2, 3, 4)),
        ("ไตรมาส 1 ไตรมาล 2 ไดรมาสที่ 3", (1, 2, 3)),
        ("ไตรมาสที่ 2\nไตรมาสที่ 4", (2, 4)),
        ("ไตรมาสละ 1 ครั้ง", ()),
        ("ปี 2566", ()),
    ],
)
def test_quarters(text: str, found: tuple[int, ...]) -> None:
    assert dates.quarters(text) == found


def test_quantities() -> None:
    assert counts.quantities("จำนวน ๒ โครงการ/๑ กิจกรรม/1 มาตรการ") == {
        "projects": 2,
        "activities": 1,
        "measures": 1,
    }
    assert counts.quantities("9 โครงการ/กิจกรรม/มาตรการ") == {"items": 9}
    assert counts.quantities("จำนวนทั้งสิ้น 45 โครงการ ปีละ 9 โครงการ") == {"projects": 45}
    assert counts.quantities("โครงการที่ 1") == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("จำนวน ๔ โคครงการ", {"projects": 4}),
        ("จำนวน ๒ โครงกา / ๑ กิจอรรม", {"projects": 2, "activities": 1}),
        ("๓ มาตรกวรที่เหลือ", {"measures": 3}),
        ("๓ หมู่บ้านในตำบล", {}),
        ("๕ ครัวเรือนยากจน", {}),
    ],
)
def test_quantities_bear_a_misread_kind(text: str, expected: dict[str, int]) -> None:
    assert counts.quantities(text) == expected


UNTOLD_PEOPLE = (
    "10 หมู่บ้าน ๆ ละ 5 คน",
    "หมู่บ้านละ 5 คน",
    "5 คนต่อหมู่บ้าน",
    "50 คน x 3 รุ่น",
    "50 คน/รุ่น",
    "รุ่นละ 50 คน จำนวน 3 รุ่น",
    "ร้อยละ 80 ของพนักงาน 50 คน",
    "ปี 2567 50 คน ปี 2568 60 คน",
    "เพิ่มขึ้น 50 คน",
    "พนักงานทั้งหมด 120 คน เข้าร่วม 50 คน",
    "ครั้งที่ 1 50 คน ครั้งที่ 2 60 คน",
)
TOLD_PEOPLE = {
    "จากเดิม 50 คน เพิ่มเป็น 80 คน": 80,
    "50 คน (กลุ่มละ 10 คน)": 50,
    "จำนวน 3 รุ่น รุ่นละ 50 คน รวม 150 คน": 150,
    "รวมทั้งสิ้น 60 คน ได้แก่ นักเรียน 50 คน ครู 10 คน": 60,
    "ปี 2567 50 คน ปี 2568 50 คน": 50,
    "ปีละ 50 คน": 50,
    "รวม 60 คน": 60,
    "ผู้บริหาร 1 คน สมาชิกสภา 12 คน": 13,
}


def test_people() -> None:
    single = counts.people("บุคลากร จำนวน ๑,๐๐๐ คน")
    assert single is not None
    assert (single.value, single.summed) == (1000, False)
    stated = counts.people("ผู้บริหาร 10 คน และพนักงาน 40 คน รวมทั้งสิ้น 50 คน")
    assert stated is not None
    assert (stated.value, stated.parts, stated.summed) == (50, (10, 40), False)
    added = counts.people("เด็ก 5 คน ครู 6 คน")
    assert added is not None
    assert (added.value, added.summed) == (11, True)
    assert counts.people("คนละ 200 บาท") is None
    for text in UNTOLD_PEOPLE:
        assert counts.people(text) is None, text
    told = {text: counts.people(text) for text in TOLD_PEOPLE}
    assert {text: count.value for text, count in told.items() if count is not None} == TOLD_PEOPLE
    assert counts.without_people_count("บุคลากรและประชาชน จำนวน 50 คน") == "บุคลากรและประชาชน"
    assert counts.without_people_count("จำนวน 50 คน") == ""


def test_percentages() -> None:
    assert counts.percentages("ร้อยละ ๘๐ และ 92.5 %") == [Decimal(80), Decimal("92.5")]
    assert counts.parse_percent("80.00") == Decimal("80.00")
    assert counts.parse_percent("ร้อยละ 80") == 80
    assert counts.parse_percent("สูง") is None


def test_parse_count() -> None:
    assert counts.parse_count("จำนวน 9 โครงการ") == 9
    assert counts.parse_count("๑,๒๐๐") == 1200
    assert counts.parse_count("-") == 0
    assert counts.parse_count("9 10") is None


@pytest.mark.parametrize(
    "text", ["1" * 9000, "1," * 4000, "1.1" * 3000, "สาม" * 3000, "1 " * 4000, "2566-" * 2000]
)
def test_endless_runs_are_read_or_refused_in_time(text: str) -> None:
    started = time.perf_counter()
    find_amounts(text)
    parse_money(text)
    dates.parse_period(text)
    counts.parse_count(text)
    counts.people(text)
    assert time.perf_counter() - started < 5


PIECES = [
    "ก.พ.",
    "ต.ค",
    " ",
    "-",
    "2566",
    "๒๕๖๗",
    "31",
    "ไตรมาส",
    "ถึง",
    "พ.ศ.",
    "บาท",
    "30,000",
    "คน",
    "(",
    "/",
    "65",
    "สิบ",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "มกราคม", "ล้าน", "ไม่ใช้งบประมาณ", "รวม", ".", "\n"]), max_size=14))
def test_no_mixture_of_pieces_makes_a_reader_fail(pieces: list[str]) -> None:
    text = "".join(pieces)
    for amount in find_amounts(text, no_budget=True):
        assert 0 <= amount.start < amount.end
    period = dates.parse_period(text)
    if period is not None and period.start and period.end and period.start > period.end:
        assert "order" in period.flags
    assert set(dates.quarters(text)) <= {1, 2, 3, 4}
    counts.people(text)


@pytest.mark.parametrize("text", ["ไม่ช้งบประมาณในการดำเนินงาน", "ไม่ไช้งบประมาณ", "ไมใชงบประมาณ"])
def test_no_budget_with_a_vowel_misread(text: str) -> None:
    assert is_no_budget(text)


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("๒๐,๐๐๐ บาท (ข้อบัญญัติ อบต.)", True),
        ("20,000 (งบ อบต.)", True),
        ("20,000 (เทศบัญญัติ)", True),
        ("งบกลาง 20,000 บาท", True),
        ("งบดำเนินงาน 20,000 บาท", True),
        ("20,000 (เดิม)", False),
        ("20,000 (งบ 5,000)", False),
        ("20,000 บาท งบกองทุนต่อต้านการทุจริต", True),
        ("20,000 บาท กองคลัง/กองช่าง", True),
        ("2567", False),
        ("2,567", True),
        ("2567 บาท", True),
        ("2500", True),
        ("4 คน / 500 บาท", False),
        ("2 ครั้ง / 20,000 บาท", False),
        ("1 ครั้ง / 20,000 บาท", True),
        ("20,000 บาท (ยกเลิก)", False),
        ("20,000 งบต่อคน", False),
        ("5,000 บาท อุดหนุนหมู่บ้านละ", False),
        ("5,000 บาท งบรายหัว", False),
        ("5 แสนบาท งบต่อหมู่บ้าน", False),
    ],
)
def test_what_may_stand_beside_an_amount(text: str, certain: bool) -> None:
    assert parse_money(text).certain is certain


@pytest.mark.parametrize("text", ["00,000 บาท", "๐,๐๐๐.๐๐"])
def test_grouped_zeros_have_lost_their_first_digit(text: str) -> None:
    assert not parse_money(text).certain


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("ใช้ร่วมกับโครงการอบรมคุณธรรมจริยธรรม จำนวน 20,000 บาท", False),
        ("20,000 บาท (ยกเลิก)", False),
        ("งบประมาณ 20,000 บาท โอนไปตั้งจ่ายรายการอื่น", False),
        ("งบประมาณคงเหลือ 5,000 บาท", False),
        ("20,000 บาท จำนวน 2 ครั้ง", False),
        ("20,000 บาท (2 รุ่น)", False),
        ("20,000 บาท จำนวน 1 ครั้ง", True),
        ("20,000 บาท จำนวน 50 คน", True),
        ("เบิกจ่ายจากงบดำเนินงาน 20,000 บาท", True),
    ],
)
def test_what_may_be_no_budget_of_its_own(text: str, certain: bool) -> None:
    assert [found.money.certain for found in find_amounts(text)] == [certain]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("31 เม.ย. 2568", None, None),
        ("1 เม.ย. 2568 - 31 มิ.ย. 2568", dt.date(2025, 4, 1), None),
        ("ม.ค. - มี.ค. 2568 และ ก.ค. - ก.ย. 2568", dt.date(2025, 1, 1), dt.date(2025, 9, 30)),
        ("ต.ค. - ธ.ค. และ เม.ย. - มิ.ย. 2568", dt.date(2024, 10, 1), dt.date(2025, 6, 30)),
        ("ภายในวันที่ 30 เมษายน 2568", None, dt.date(2025, 4, 30)),
        ("ภายในเดือนเมษายน 2568", None, dt.date(2025, 4, 30)),
        ("ภายในเดือน ม.ค. - มี.ค. 2568", dt.date(2025, 1, 1), dt.date(2025, 3, 31)),
    ],
)
def test_periods_of_several_spans_deadlines_and_days_that_no_month_has(
    text: str, start: dt.date | None, end: dt.date | None
) -> None:
    period = dates.parse_period(text)
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("10,000 เทศบาลสมทบ", False),
        ("10,000 อุดหนุนโรงเรียนละ", False),
        ("10,000 กองละเท่ากัน", False),
        ("10,000 งบรวม", False),
        ("10,000 อุดหนุนทุกโรงเรียน", False),
        ("10,000 อุดหนุนโรงเรียน", True),
        ("10,000 งบกลาง", True),
        ("10,000 บาท (หมวดค่าตอบแทน ใช้สอยและวัสดุ)", True),
    ],
)
def test_what_follows_an_amount_names_its_source_or_a_share_of_it(text: str, certain: bool) -> None:
    money = parse_money(text)
    assert (money.amount, money.certain) == (Decimal(10_000), certain)
