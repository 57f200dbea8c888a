"""ITA measure reports: wide tables, forms, narrative; categories by name and number."""

from __future__ import annotations

import datetime as dt

import pytest
from text_documents import MEASURES_2568, MEASURES_FORM, document

from pipelines.parse import parse
from pipelines.parse.measure_columns import field_of
from pipelines.parse.measure_topics import read_topic
from pipelines.records import ParsedDocument
from tests.plan_documents import Merged, grid, prose
from tests.plan_documents import document as plan_document


def test_wide_table_with_a_topic_over_two_rows() -> None:
    parsed = parse(document(MEASURES_2568))
    assert parsed.info.doc_type == "measure_report"
    assert parsed.table_kinds == ["measures"]
    rows = [(m.framework_id, m.category_code, m.topic, m.responsible_unit) for m in parsed.measures]
    topic = "กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ"
    assert rows == [
        ("ita_2568", "T1", topic, "สำนักปลัด"),
        ("ita_2568", "T1", topic, "กองคลัง"),
        ("ita_2568", "T2", "การให้บริการและระบบ E-Service", "ทุกกอง"),
    ]
    first, second, third = parsed.measures
    assert first.action == "จัดทำคู่มือ 1. ทบทวน 2. เผยแพร่"
    assert (first.start_date, first.end_date) == (dt.date(2024, 10, 1), dt.date(2025, 3, 31))
    assert first.period_raw == "ต.ค. ๒๕๖๗ - มี.ค. ๒๕๖๘"
    assert second.start_date is None and second.period_raw == "ไตรมาส ๓"
    assert (third.result, third.suggestion) == ("เปิดใช้แล้ว", None)
    assert not [remark for remark in parsed.remarks if "category" in remark.why]


def test_half_a_period_is_no_period() -> None:
    for half in ("- มี.ค. ๒๕๖๘", "ต.ค. ๒๕๖๗ -"):
        parsed = parse(document(MEASURES_2568.replace("ต.ค. ๒๕๖๗ - มี.ค. ๒๕๖๘", half)))
        first = parsed.measures[0]
        assert (first.start_date, first.end_date, first.period_raw) == (None, None, half)
        assert half in [remark.text for remark in parsed.remarks]


def test_narrative_with_labels_of_two_words() -> None:
    text = """รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2569
องค์การบริหารส่วนตำบลบึงกระเทียม อำเภอบางระกำ จังหวัดพิษณุโลก
1. กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ
วิธีการ/แนวทางปฏิบัติ : จัดทำคู่มือ
ผู้รับผิดชอบ : สำนักปลัด
ผลการดำเนินการ : มีคู่มือ 10 เล่ม
"""
    (measure,) = parse(document(text)).measures
    assert (measure.category_code, measure.action, measure.result) == ("T1", "จัดทำคู่มือ", "มีคู่มือ 10 เล่ม")
    assert measure.topic == "กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ"


def test_columns_of_measures_and_of_their_steps() -> None:
    text = """รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568
เทศบาลเมืองบ้านหมี่ใหม่ อำเภอบ้านหมี่ จังหวัดลพบุรี

| ประเด็นการพัฒนา | มาตรการ/กิจกรรม | วิธีการ/ขั้นตอน | ระยะเวลา | ผู้รับผิดชอบ | ผลการดำเนินการ |
|---|---|---|---|---|---|
| การให้บริการและระบบ E-Service | เพิ่มช่องทาง | พัฒนาระบบ | ตลอดปี | กองวิชาการ | เปิด 4 บริการ |
"""
    parsed = parse(document(text))
    (measure,) = parsed.measures
    assert (measure.category_code, measure.action, measure.result) == (
        "T2",
        "เพิ่มช่องทาง พัฒนาระบบ",
        "เปิด 4 บริการ",
    )
    assert not parsed.remarks


def test_form_of_one_measure() -> None:
    (measure,) = parse(document(MEASURES_FORM)).measures
    assert (measure.framework_id, measure.category_code) == ("ita_2566", "2")
    assert measure.action == "เผยแพร่แผนการใช้จ่ายงบประมาณ"
    assert (measure.start_date, measure.end_date) == (dt.date(2022, 11, 1), dt.date(2023, 4, 30))
    assert (measure.result, measure.suggestion) == ("เผยแพร่แล้ว", "ควรเผยแพร่รายไตรมาส")


def test_rows_that_go_on_over_a_page_break() -> None:
    header = "มาตรการ/แนวทาง\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tผลการดำเนินการ\tข้อเสนอแนะ\n"
    text = (
        "การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2566\n"
        "เทศบาลตำบลนาคูณ อำเภอนาแก จังหวัดนครพนม\n\n"
        f"{header}ตัวชี้วัดที่ ๔ การใช้ทรัพย์สินของราชการ ๑. ทำทะเบียน\tทำคู่มือ\tกองคลัง\tม.ค. ๒๕๖๖\tทำแล้ว\tไม่มี\n\n"
        f"{header}๒. ติดประกาศ\t\t\t\t\t\n\n"
        f"{header}\tและแจ้งเวียน\t\t\tครบทุกกอง\t\n"
    )
    (measure,) = parse(document(text)).measures
    assert measure.category_code == "4"
    assert measure.topic is not None and "ติดประกาศ" in measure.topic
    assert measure.action is not None and measure.action.endswith("แจ้งเวียน")
    assert measure.result is not None and measure.result.endswith("ครบทุกกอง")


def test_narrative_without_a_table() -> None:
    text = (
        "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568\n"
        "เทศบาลตำบลโนนสูงเนิน\nอำเภอโนนสูง จังหวัดนครราชสีมา\n\n"
        "๑. กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ\nวิธีการดำเนินการ\n- ทบทวนคู่มือ\nผลการดำเนินการ\n- มีคู่มือใหม่\n"
        "๒. การให้บริการและระบบ E-Service\nวิธีการดำเนินการ\n- เปิดระบบ\nผู้รับผิดชอบ: กองช่าง\n"
        "ผลการดำเนินการ\n- เปิดแล้ว\n"
    )
    parsed = parse(document(text))
    assert [(m.category_code, m.action, m.result) for m in parsed.measures] == [
        ("T1", "- ทบทวนคู่มือ", "- มีคู่มือใหม่"),
        ("T2", "- เปิดระบบ", "- เปิดแล้ว"),
    ]
    assert parsed.measures[1].responsible_unit == "กองช่าง"


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("แบบวัด IIT\nตัวชี้วัดที่ ๓ การใช้อำนาจ", 2566, ("ita_2566", "3")),
        ("ตัวชี้วัดที่ 8 การใช้อำนาจ", 2566, ("ita_2566", "3")),
        ("ตัวชี้วัดที่ ๑๐", 2566, ("ita_2566", "10")),
        ("กลไกและมาตรการในการแกไขและป้องกันการทุจริตภายในหน่วยงาน", 2569, ("ita_2568", "T7")),
        ("ปลูกต้นไม้ริมคลอง", 2566, ("ita_2566", None)),
    ],
)
def test_topics(text: str, year: int, expected: tuple[str, str | None]) -> None:
    topic = read_topic(text, year)
    assert (topic.framework_id, topic.category_code) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ผลลัพธ์หรือ ผลสัมฤทธิ์ใน การดำเนินการ (outcome/ result)", "outcome"),
        ("ผลการดำเบินการ (output)", "result"),
        ("ช่วงระยะเวลาในการ ดำเนินการ", "period"),
        ("ขันตอน/วิธีการปฏิบัติ", "action"),
        ("ผู้ดำเนินการ", "unit"),
        ("ผู้ดำเนินงานหลัก", "unit"),
        ("ผลดำเนินการ", "result"),
        ("ผลที่เกิดขึ้น", "result"),
        ("แนวทางปรับปรุง", "action"),
        ("แนวทางการพัฒนา", "action"),
        ("แนวทางแก้ไข", "action"),
        ("หมู่บ้าน", None),
    ],
)
def test_header_fields(text: str, expected: str | None) -> None:
    assert field_of(text) == expected


def test_a_unit_merged_over_two_measures_is_that_of_both() -> None:
    title = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2567"
    table = grid(
        [
            ["ผู้รับผิดชอบ", "ประเด็น", "วิธีดำเนินการ", "ระยะเวลา", "ผลการดำเนินการ"],
            [Merged("กองคลัง", 2), Merged("การใช้งบประมาณ", 2), "เผยแพร่แผน", "ต.ค. 2566", "เผยแพร่แล้ว"],
            [None, None, "จัดทำรายงาน", "ม.ค. 2567", "จัดทำแล้ว"],
            ["กองช่าง", "คุณภาพการดำเนินงาน", "จัดทำคู่มือ", "มี.ค. 2567", "แจกแล้ว"],
        ]
    )
    parsed = parse(plan_document(prose(title + "\nเทศบาลตำบลหนองบัวขาว"), table))
    told = [(m.responsible_unit, m.topic, m.action) for m in parsed.measures]
    assert told == [
        ("กองคลัง", "การใช้งบประมาณ", "เผยแพร่แผน"),
        ("กองคลัง", "การใช้งบประมาณ", "จัดทำรายงาน"),
        ("กองช่าง", "คุณภาพการดำเนินงาน", "จัดทำคู่มือ"),
    ]


def test_the_last_part_of_a_compound_header_names_its_field() -> None:
    assert field_of("การกำกับติดตาม/ผลการดำเนินงาน") == "result"
    assert field_of("การกำกับติดตาม/สถานะ") is None


@pytest.mark.parametrize("label", ["มาตรการ ", "มาตรการ : ", ""])
def test_narrative_of_measures_below_the_headings_of_indicators(label: str) -> None:
    names = ["การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ"]
    entries = [
        f"""ตัวชี้วัดที่ {number} {name}

{label}มาตรการพัฒนา{name}

วิธีดำเนินการ จัดทำคู่มือ

ผู้รับผิดชอบ สำนักปลัด

ผลการดำเนินการ จัดทำแล้ว {number} ฉบับ
"""
        for number, name in enumerate(names, start=1)
    ]
    text = """รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายใน

หน่วยงาน

ประจำปีงบประมาณ พ.ศ. 2568

องค์การบริหารส่วนตำบลท่าข้ามทอง ได้วิเคราะห์ผลการประเมิน ITA ประจำปี 2567 และกำหนดมาตรการดังนี้

"""
    parsed = parse(document(text + "\n".join(entries)))
    assert parsed.info.fiscal_year_end_be == 2568
    assert [(m.category_code, m.action, m.result) for m in parsed.measures] == [
        (str(number), "จัดทำคู่มือ", f"จัดทำแล้ว {number} ฉบับ") for number in (1, 2, 3)
    ]
    assert parsed.measures[1].topic == "ตัวชี้วัดที่ 2 การใช้งบประมาณ มาตรการพัฒนาการใช้งบประมาณ"
    assert not parsed.remarks


def test_indicators_that_name_the_entries_themselves() -> None:
    text = """รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568

ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่

วิธีดำเนินการ

จัดทำคู่มือ

ตัวชี้วัดที่ 2 การใช้งบประมาณ

วิธีดำเนินการ

เผยแพร่รายงาน
"""
    assert [m.category_code for m in parse(document(text)).measures] == ["1", "2"]


@pytest.mark.parametrize("word", ["ตัวชี้วัดที่", "ตัวชีวัดที่"])
def test_bands_of_indicators_are_topics_of_the_rows_below(word: str) -> None:
    table = grid(
        [
            ["ที่", "มาตรการ", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ผลการดำเนินงาน"],
            [Merged(f"{word} 1 การปฏิบัติหน้าที่", cols=5)] + [None] * 4,
            ["1", "มาตรการบริการเท่าเทียม", "จัดทำผัง", "กองคลัง", "ติดประกาศแล้ว"],
            [Merged(f"{word} 2 การใช้งบประมาณ", cols=5)] + [None] * 4,
            ["2", "มาตรการเปิดเผยงบประมาณ", "เผยแพร่รายงาน", "กองช่าง", "เผยแพร่แล้ว"],
        ]
    )
    title = prose("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปีงบประมาณ พ.ศ. 2567")
    parsed = parse(plan_document(title, table))
    assert [(m.category_code, m.action, m.result) for m in parsed.measures] == [
        ("1", "จัดทำผัง", "ติดประกาศแล้ว"),
        ("2", "เผยแพร่รายงาน", "เผยแพร่แล้ว"),
    ]


def test_the_indicator_of_a_form_is_its_topic() -> None:
    text = """รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2567

| มาตรการที่ 1 | มาตรการเปิดเผยการใช้จ่าย |
|---|---|
| ตัวชี้วัด | การใช้งบประมาณ |
| วิธีการดำเนินการ | เผยแพร่รายงาน |
| ผู้รับผิดชอบ | กองคลัง |
| ผลการดำเนินการ | เผยแพร่แล้ว |
"""
    (measure,) = parse(document(text)).measures
    assert (measure.category_code, measure.action, measure.result) == ("2", "เผยแพร่รายงาน", "เผยแพร่แล้ว")
    assert measure.topic is not None and "มาตรการเปิดเผยการใช้จ่าย" in measure.topic


def measures_over_pages(width: int, period: str, confidence: float | None = None) -> ParsedDocument:
    """A measure report whose table goes on to a second page with `width` columns and no header."""
    header = ["ประเด็น", "มาตรการ", "ขั้นตอน/วิธีปฏิบัติ", "ระยะเวลา", "ผู้รับผิดชอบ", "ผลการดำเนินการ"]
    first = ["การใช้งบประมาณ", "มาตรการเผยแพร่แผน", "จัดทำแผน", period, "กองคลัง", "เผยแพร่แล้ว"]
    second = ["การใช้อำนาจ", "มาตรการมอบหมายงาน", "ออกคำสั่ง", period, "สำนักปลัด", "ออกแล้ว"][:width]
    title = prose("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปีงบประมาณ พ.ศ. 2568")
    tables = [
        grid([header, first], confidence=confidence),
        grid([second], page=2, headers=0, confidence=confidence),
    ]
    return parse(plan_document(title, *tables))


def test_measures_of_a_table_that_goes_on_with_other_columns_are_not_silently_missing() -> None:
    parsed = measures_over_pages(5, "ต.ค. 2567 - ก.ย. 2568")
    assert parsed.table_reasons
    assert "มาตรการมอบหมายงาน" in {remark.text for remark in parsed.remarks}


@pytest.mark.parametrize(
    ("period", "start"),
    [("ตุลาคม 2567 - กันยายน 2568", dt.date(2024, 10, 1)), ("ทูถาคม 2567 - กันยายน 2568", None)],
)
def test_half_of_a_period_is_no_period(period: str, start: dt.date | None) -> None:
    parsed = measures_over_pages(6, period, 0.999)
    assert parsed.measures[0].start_date == start
    assert ("half of the period was not read" in {r.why for r in parsed.remarks}) is (start is None)


def test_other_words_for_a_period_and_for_the_codes_of_measures() -> None:
    assert [field_of(text) for text in ("ช่วงเวลา", "ข้อ OIT")] == ["period", "seq"]


def test_a_topic_in_the_last_row_of_a_table_stands_over_the_next_ones() -> None:
    head = ["ลำดับ", "หัวข้อ", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ผลการดำเนินการ"]
    band = [Merged("ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล", cols=5), None, None, None, None]
    first = grid([head, ["1", "คู่มือ", "ทำคู่มือ", "สำนักปลัด", "ทำแล้ว"], band])
    rest = grid([["2", "ป้าย", "ติดป้าย", "กองช่าง", "ติดแล้ว"]])
    parsed = parse(plan_document(first, rest), "measure_report")
    assert ["การเปิดเผยข้อมูล" in (measure.topic or "") for measure in parsed.measures] == [False, True]
    alone = parse(plan_document(first), "measure_report")
    assert "heading of measures with none below it" in [remark.why for remark in alone.remarks]


@pytest.mark.parametrize("heading", ["1) ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่", "๑. การปฏิบัติหน้าที่"])
@pytest.mark.parametrize("number", ["", "1.1 "])
def test_blocks_of_labelled_lines(heading: str, number: str) -> None:
    text = f"""รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2567
เทศบาลเมืองบึงพระจันทร์ อำเภอบางระกำ จังหวัดพิษณุโลก
{heading}
{number}มาตรการ : กำหนดขั้นตอนการให้บริการ
และติดประกาศ
ผู้รับผิดชอบ : สำนักปลัดเทศบาล
ระยะเวลาดำเนินการ : ตุลาคม 2566 – มีนาคม 2567
ผลการดำเนินการ : จัดทำครบ 25 งาน
{heading.replace("1", "2").replace("๑", "๒").replace("การปฏิบัติหน้าที่", "การใช้งบประมาณ")}
{number}มาตรการ : เปิดเผยแผนการใช้จ่าย
ผู้รับผิดชอบ : กองคลัง
ผลการดำเนินการ :
เผยแพร่แล้ว 2 ไตรมาส
มาตรการ : เปิดเผยผลการใช้จ่าย
ผู้รับผิดชอบ : กองคลัง
ผลการดำเนินการ : เผยแพร่แล้ว
"""
    measures = parse(document(text)).measures
    assert [(m.category_code, m.action, m.result) for m in measures] == [
        ("1", "กำหนดขั้นตอนการให้บริการและติดประกาศ", "จัดทำครบ 25 งาน"),
        ("2", "เปิดเผยแผนการใช้จ่าย", "เผยแพร่แล้ว 2 ไตรมาส"),
        ("2", "เปิดเผยผลการใช้จ่าย", "เผยแพร่แล้ว"),
    ]
    assert measures[0].responsible_unit == "สำนักปลัดเทศบาล"
    assert measures[0].end_date == dt.date(2024, 3, 31)


def test_bands_of_surveys_are_no_measures() -> None:
    band: list[str | Merged | None] = [Merged("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)", 1, 4), *[None] * 3]
    table = grid(
        [
            ["ตัวชี้วัด", "มาตรการ/แนวทาง", "ผู้รับผิดชอบ", "ผลการดำเนินการ"],
            band,
            ["ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่", "จัดทำคู่มือ", "สำนักปลัด", "จัดทำแล้ว"],
            [Merged("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)", 1, 4), *[None] * 3],
            ["ตัวชี้วัดที่ 7 ประสิทธิภาพการสื่อสาร", "ปรับปรุงเว็บไซต์", "กองคลัง", "ปรับปรุงแล้ว"],
        ]
    )
    parsed = parse(plan_document(table), "measure_report")
    assert [(m.category_code, m.topic, m.action) for m in parsed.measures] == [
        ("1", "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่", "จัดทำคู่มือ"),
        ("7", "ตัวชี้วัดที่ 7 ประสิทธิภาพการสื่อสาร", "ปรับปรุงเว็บไซต์"),
    ]


def test_the_item_of_the_assessment_above_a_form_is_its_topic() -> None:
    form = grid(
        [
            ["มาตรการ", "จัดทำคู่มือการปฏิบัติงาน"],
            ["วิธีการดำเนินการ", "ทบทวนให้เป็นปัจจุบัน"],
            ["ผลการดำเนินการ", "ทบทวนแล้ว"],
        ]
    )
    parsed = parse(
        plan_document(prose("รายงานผล ประจำปีงบประมาณ พ.ศ. 2568\nO10 E-Service"), form), "measure_report"
    )
    (measure,) = parsed.measures
    assert (measure.framework_id, measure.category_code) == ("ita_2568", "o10")
    assert measure.result == "ทบทวนแล้ว"


@pytest.mark.parametrize("outcome", ["ผลสัมฤทธิ์", "ผลสัมฤทธิ"])
def test_blocks_of_labels_without_a_colon(outcome: str) -> None:
    text = f"""รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568
องค์การบริหารส่วนตำบลบึงกระเทียม อำเภอบางระกำ จังหวัดพิษณุโลก
ประเด็นที่ 1 กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ
มาตรการ/แนวทาง
1.1 จัดทำคู่มือการให้บริการ
1.2 ติดประกาศขั้นตอน
ระยะเวลาดำเนินการ มกราคม 2568 - มีนาคม 2568
ผู้รับผิดชอบ สำนักปลัด
ผลการดำเนินการ เผยแพร่คู่มือ 14 เล่ม
{outcome} บริการเร็วขึ้น
ประเด็นที่ 2 การให้บริการและระบบ E-Service
มาตรการ/แนวทาง
2.1 พัฒนาระบบ
ระยะเวลาดำเนินการ มีนาคม 2568
ผู้รับผิดชอบ กองคลัง
ผลการดำเนินการ มีผู้ใช้ 312 ราย
{outcome} ประชาชนสะดวก
"""
    first, second = parse(document(text)).measures
    assert (first.category_code, first.topic) == ("T1", "กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ")
    assert first.action == "1.1 จัดทำคู่มือการให้บริการ 1.2 ติดประกาศขั้นตอน"
    assert (first.responsible_unit, first.result) == ("สำนักปลัด", "เผยแพร่คู่มือ 14 เล่ม")
    assert first.outcome == "บริการเร็วขึ้น"
    assert (first.start_date, first.end_date) == (dt.date(2025, 1, 1), dt.date(2025, 3, 31))
    assert (second.category_code, second.outcome) == ("T2", "ประชาชนสะดวก")


def test_a_topic_called_a_side() -> None:
    assert read_topic("1. ด้านการปฏิบัติหน้าที่", 2566) == read_topic("1. การปฏิบัติหน้าที่", 2566)
    assert read_topic("1. ด้านการปฏิบัติหน้าที่", 2566).category_code is not None


def test_the_parts_of_a_heading_are_no_measure() -> None:
    table = grid(
        [
            [
                *(Merged(name, 2) for name in ("ตัวชี้วัด", "มาตรการ/แนวทาง", "ผู้รับผิดชอบ")),
                Merged("ผลการดำเนินการ", 1, 2),
                None,
            ],
            [None, None, None, "รอบ 6 เดือน", "รอบ 12 เดือน"],
            ["การใช้งบประมาณ", "เผยแพร่แผนจัดซื้อจัดจ้าง", "กองคลัง", "12 รายการ", "31 รายการ"],
            ["การใช้อำนาจ", "ประเมินผู้บังคับบัญชา", "สำนักปลัด", "1 ครั้ง", "2 ครั้ง"],
        ],
        headers=2,
    )
    parsed = parse(plan_document(table), "measure_report")
    assert [measure.responsible_unit for measure in parsed.measures] == ["กองคลัง", "สำนักปลัด"]
    assert all("รายการ" in (m.result or "") or "ครั้ง" in (m.result or "") for m in parsed.measures)


def test_measures_marked_as_header_are_measures_where_no_heading_reaches_over_them() -> None:
    head = ["ตัวชี้วัด", "มาตรการ/แนวทาง", "ผู้รับผิดชอบ", "ผลการดำเนินการ"]
    rows = [
        ["การใช้งบประมาณ", "เผยแพร่แผนจัดซื้อจัดจ้าง", "กองคลัง", "12 รายการ"],
        ["การใช้อำนาจ", "ประเมินผู้บังคับบัญชา", "สำนักปลัด", "1 ครั้ง"],
    ]
    parsed = parse(plan_document(grid([head, *rows], headers=3)), "measure_report")
    assert [measure.responsible_unit for measure in parsed.measures] == ["กองคลัง", "สำนักปลัด"]


MEASURES_HEAD = """รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568
องค์การบริหารส่วนตำบลบึงกระเทียม อำเภอบางระกำ จังหวัดพิษณุโลก"""


def test_details_of_the_result_are_the_result_beside_ticks() -> None:
    table = grid(
        [
            [*(Merged(text, 2) for text in ("มาตรการ", "ขั้นตอน/วิธีการดำเนินการ", "ผู้รับผิดชอบ")),
             Merged("สถานะ", 1, 2), None, Merged("รายละเอียดผลการดำเนินการ", 2)],
            [None, None, None, "ดำเนินการแล้ว", "ยังไม่ดำเนินการ", None],
            ["การให้บริการ", "แสดงขั้นตอนทุกจุด", "สำนักปลัด", "✓", "", "ติดตั้งป้าย 14 จุด"],
            ["การใช้รถราชการ", "ติดตั้ง GPS", "กองช่าง", "", "✓", "รอจัดซื้อ"],
        ],
        headers=2,
    )  # fmt: skip
    parsed = parse(plan_document(prose(MEASURES_HEAD), table), "measure_report")
    assert [(m.action, m.result) for m in parsed.measures] == [
        ("แสดงขั้นตอนทุกจุด", "ดำเนินการแล้ว ติดตั้งป้าย 14 จุด"),
        ("ติดตั้ง GPS", "ยังไม่ดำเนินการ รอจัดซื้อ"),
    ]


def test_ticks_alone_are_the_result() -> None:
    table = grid(
        [
            ["มาตรการ", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ดำเนินการแล้ว", "อยู่ระหว่างดำเนินการ"],
            ["การให้บริการ", "แสดงขั้นตอนทุกจุด", "สำนักปลัด", "✓", ""],
            ["การใช้รถราชการ", "ติดตั้ง GPS", "กองช่าง", "", "✓"],
        ]
    )
    parsed = parse(plan_document(prose(MEASURES_HEAD), table), "measure_report")
    assert [m.result for m in parsed.measures] == ["ดำเนินการแล้ว", "อยู่ระหว่างดำเนินการ"]
    assert not [remark for remark in parsed.remarks if remark.text == "✓"]
