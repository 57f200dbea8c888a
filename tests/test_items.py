"""Items and headings inside one cell of a scan."""

from __future__ import annotations

import pytest

from extract.model import Line
from pipelines.parse.headings import dimension_word, is_total_label
from pipelines.parse.items import split_by_lines, split_cell


def scanned(*texts_and_widths: tuple[str, float]) -> list[Line]:
    """Lines of a scanned cell, one below the other, `width` points wide."""
    return [
        Line(text, (0.0, 12.0 * i, width, 12.0 * i + 10), 0.9)
        for i, (text, width) in enumerate(texts_and_widths)
    ]


def test_a_line_that_carries_a_name_on_is_no_heading() -> None:
    # the words of a standard strategy, but after "in order to"; the line before ends early
    cell = scanned(("- โครงการอบรมผู้ประกอบอาชีพครูและ", 120), ("บุคลากร", 60), ("เพื่อยกย่องเชิดชูเกียรติ", 100))
    assert [s.kind for s in split_cell(cell)] == ["item"]


def test_a_heading_whose_code_was_lost_is_found_by_its_words() -> None:
    cell = scanned(("ยกย่องเชิดชูเกียรติที่มีความซื่อสัตย์ สุจริต", 120), ("- โครงการคนดีศรีตำบล", 90))
    assert [s.kind for s in split_cell(cell)] == ["strategy", "item"]


def test_a_marker_whose_number_was_not_read_begins_an_item() -> None:
    cell = scanned(
        ("๗) มาตรการ NO Gift Policy", 142), ("-) โครงการประเมินความพึงพอใจของ", 176), ("ประชาชน", 60)
    )
    items = split_cell(cell)
    assert [(s.kind, s.number, s.body.split("\n")[0]) for s in items] == [
        ("item", 7, "มาตรการ NO Gift Policy"),
        ("item", None, "โครงการประเมินความพึงพอใจของ"),
    ]


@pytest.mark.parametrize("kind", ["โ\u0e48ครงการ", "ก\u0e36\u0e4bจกรรม", "มาตร\u0e39การ"])
def test_marks_that_a_scan_misread_in_a_kind_hide_no_item(kind: str) -> None:
    cell = scanned(("มาตรการบริหารจัดการความเสี่ยง", 60), (f"{kind}ธนาคารวัสดุ", 100), ("รีไซเคิล", 30))
    assert [s.kind for s in split_cell(cell)] == ["item", "item"]


def test_no_item_begins_within_brackets() -> None:
    cell = scanned(
        ("- โครงการเชิดชูเกียรติบุคลากร", 120),
        ("ดีเด่น (ภายใต้", 70),
        ("กิจกรรมยกย่องบุคคลผู้ทำคุณ", 118),
        ("ประโยชน์)", 50),
    )
    assert [s.kind for s in split_cell(cell)] == ["item"]


def test_a_bracket_that_a_scan_lost_does_not_swallow_the_next_amount_s_item() -> None:
    cell = scanned(("กิจกรรมประเมินความโปร่งใสของหน่วยงาน (ITA", 120), ("กิจกรรมเดินรณรงค์ต้านทุจริต", 90))
    assert [s.kind for s in split_cell(cell)] == ["item"]
    assert [s.kind for s in split_cell(cell, beside=[5.0, 17.0])] == ["item", "item"]


def test_full_lines_are_items_where_as_many_amounts_stand_beside_them() -> None:
    lines = scanned(("โครงการอบรมอาชีพเสริมแก่ผู้สูงอายุ", 120), ("มาตรการลดการใช้กระดาษใน", 118), ("สำนักงาน", 40))
    (item,) = split_cell(lines)
    assert [s.body for s in split_by_lines(item, 2)] == [
        "โครงการอบรมอาชีพเสริมแก่ผู้สูงอายุ",
        "มาตรการลดการใช้กระดาษใน\nสำนักงาน",
    ]
    assert split_by_lines(item, 1) == split_by_lines(item, 3) == [item]


def test_a_word_broken_at_its_hyphen_goes_on() -> None:
    cell = scanned(("กิจกรรมเผยแพร่ข้อมูลด้านการจัดซื้อ", 110), ("-จัดจ้าง", 30))
    (item,) = split_cell(cell)
    assert item.body == "กิจกรรมเผยแพร่ข้อมูลด้านการจัดซื้อ\n-จัดจ้าง"
    assert len(split_cell(scanned(("1) โครงการอบรม", 90), ("- ปลูกป่า", 50), ("- จิตอาสา", 60)))) == 3
    assert len(split_cell(cell, beside=[5.0, 17.0])) == 2
    assert len(split_cell(scanned(("กิจกรรมเผยแพร่ข้อมูล", 60), ("-โครงการจัดจ้าง", 50)))) == 2
    marked = scanned(("- กิจกรรมเผยแพร่ข้อมูลด้านการจัดซื้อ", 110), ("- จัดจ้าง", 30))
    assert len(split_cell(marked)) == 1
    assert len(split_cell(scanned(("- กิจกรรมเผยแพร่", 60), ("- อบรมผู้นำชุมชนด้านการเงิน", 80)))) == 2


def test_the_words_of_a_heading_that_begin_like_an_item_belong_to_it() -> None:
    heading = [
        ("2.2.2 การจัดทำ", 70),
        ("มาตรการส่งเสริม", 75),
        ("คุณธรรมและความ", 80),
        ("โปร่งใสภายในหน่วย", 85),
        ("งาน", 20),
    ]
    assert [s.kind for s in split_cell(scanned(*heading))] == ["strategy"]
    below = split_cell(scanned(*heading, ("มาตรการ NO Gift Policy", 85)))
    assert [s.kind for s in below] == ["strategy", "item"]


def test_a_strategy_whose_code_lost_a_point_is_no_text() -> None:
    cell = scanned(("2 3.2 มีการกระจายอำนาจการตัดสินใจ", 110), ("เกี่ยวกับการสั่ง", 60), ("มาตรการมอบอำนาจ", 80))
    assert [(s.kind, s.code) for s in split_cell(cell)] == [("strategy", "2.3.2"), ("item", None)]


def test_an_item_whose_code_lost_a_point_stays_an_item() -> None:
    cell = scanned(("1.12 โครงการเข้าวัดฟังธรรม", 110), ("วันพระ", 60))
    assert [(s.kind, s.code) for s in split_cell(cell)] == [("item", "1.1.2")]


def test_the_word_for_a_project_alone_on_the_last_line_ends_the_item_before() -> None:
    cell = scanned(("-กิจกรรมยกย่องและเชิดชูเกียรติแก่", 160), ("ทำคุณประโยชน์หรือเข้าร่วมใน", 120), ("กิจกรรม", 40))
    (item,) = split_cell(cell)
    assert item.body.endswith("เข้าร่วมใน\nกิจกรรม") and len(item.lines) == 3


@pytest.mark.parametrize("text", ["รววม", "รวมม", "วม", "รม", "รวม"])
def test_the_word_for_a_sum_with_a_letter_more_or_less(text: str) -> None:
    assert is_total_label(text)


def test_a_dimensions_digit_read_twice_is_one_where_its_words_say_so() -> None:
    assert dimension_word("มิติที่ 22 การบริหารราชการด้วยความโปร่งใส จำนวน 6 โครงการ") == 2
    assert dimension_word("มิติที่ 22 การประชุม") is None
    assert dimension_word("มิที่ ๔ การยกระดับกลไกการตรวจสอบการดำเนินงานขององค์กรปกครองส่วนท้องถิ่น") == 4
    assert dimension_word("มิที่ ๔ การประชุม") is None


@pytest.mark.parametrize(
    "label",
    [
        "ขอดยกมา",
        "รวมโครงการทั้งหมด 12 โครงการ",
        "รวมโครงการ/กิจกรรม/มาตรการ",
        "รวมด้านที่ 1",
        "รวมยุทธศาสตร์ที่ ๒",
        "รวมค่าใช้จ่าย",
        "งบประมาณรวมทั้งสิ้น",
        "งบประมาณทั้งสิ้น",
        "จำนวนทั้งสิ้น 5 โครงการ",
        "เป็นเงินทั้งสิ้น",
        "สรุปรวม",
        "Total",
    ],
)
def test_labels_of_sums(label: str) -> None:
    assert is_total_label(label)


@pytest.mark.parametrize(
    "name",
    ["รวมพลังต้านโกง", "รวมมิตรสามัคคี", "โครงการรวมใจต้านทุจริต", "จำนวนผู้เข้าร่วม", "งบประมาณตามแผน", "สรุปผลงาน"],
)
def test_names_are_no_labels_of_sums(name: str) -> None:
    assert not is_total_label(name)
