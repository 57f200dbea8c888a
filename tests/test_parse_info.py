"""Document type and facts: title, locality, place, years, date."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from text_documents import MEASURES_2568, MEASURES_FORM, PROGRESS_NARRATIVE, PROGRESS_TABLE, document

from extract.model import Block, Document, Line, Reading
from pipelines.parse.doctype import classify
from pipelines.parse.info import count_localities, read_info
from tests.plan_documents import document as plan_document
from tests.plan_documents import grid, prose
from tests.scan_readings import scanned

PLAN = """บันทึกข้อความ
ส่วนราชการ หน่วยตรวจสอบภายใน องค์การบริหารส่วนตำบลสระแก้วน้อย
ที่ พร ๙๑๒๐๕/๑๔ วันที่ ๗ กันยายน ๒๕๖๙
เรื่อง ขออนุมัติจัดทำแผนปฏิบัติการป้องกันการทุจริต ๓ ปี (พ.ศ. ๒๕๗๐ - ๒๕๗๒)

แผนปฏิบัติการป้องกันการทุจริต
เพื่อยกระดับคุณธรรมและความโปร่งใส
(พ.ศ. ๒๕๗๐ - ๒๕๗๒)
องค์การบริหารส่วนตำบลสระแก้วน้อย
อำเภอร้องกวาง จังหวัดแพร่

สอดคล้องกับยุทธศาสตร์ชาติ ๒๐ ปี (พ.ศ. ๒๕๖๑ - ๒๕๘๐) และแผนแม่บทภายใต้ยุทธศาสตร์ชาติ (พ.ศ. ๒๕๖๑ - ๒๕๘๐)
องค์การบริหารส่วนตำบลสระแก้วน้อย ศึกษาดูงาน ณ เทศบาลตำบลบ้านกลางหาว อำเภอสูงเม่น จังหวัดแพร่

| มิติ | ภารกิจ | โครงการ/กิจกรรม/มาตรการ | ปี 2570 | ปี 2571 | ปี 2572 |
|---|---|---|---|---|---|
| | | | งบประมาณ | งบประมาณ | งบประมาณ |
| 1. สุจริต | 1.1 จิตสำนึก | 1) โครงการอบรม | 5,000 | 5,000 | 5,000 |
"""


BARE_YEARS = """แผนปฏิบัติการป้องกันและปราบปรามการทุจริต
เทศบาลตำบลสระแก้วน้อย อำเภอร้องกวาง จังหวัดแพร่

| โครงการ/กิจกรรม/มาตรการ | งบประมาณ (บาท) / ปีงบประมาณ พ.ศ. | | | |
|---|---|---|---|---|
| | 2561 | 2562 | 2563 | 2564 |
| โครงการอบรม | 5,000 | 5,000 | 5,000 | 5,000 |
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLAN, "action_plan"),
        (BARE_YEARS, "action_plan"),
        (PROGRESS_NARRATIVE, "progress_report"),
        (PROGRESS_TABLE, "progress_report"),
        (MEASURES_2568, "measure_report"),
        (MEASURES_FORM, "measure_report"),
        ("ประกาศรับสมัครงาน\nตำแหน่งพนักงานขับรถยนต์", "other"),
    ],
)
def test_document_type(text: str, expected: str) -> None:
    assert classify(document(text)).doc_type == expected


def test_many_words_before_a_title_take_no_time() -> None:
    """Words that may be split in two ways each would be tried in all ways together, for minutes."""
    assert classify(document("ขออนุมัติ" * 24 + "ก แผนป้องกันการทุจริต")).doc_type == "action_plan"


def test_facts_of_a_plan() -> None:
    info = read_info(document(PLAN)).info
    assert (info.lao_name, info.lao_type) == ("องค์การบริหารส่วนตำบลสระแก้วน้อย", "อบต.")
    assert (info.subdistrict, info.district, info.province) == (None, "ร้องกวาง", "แพร่")
    assert (info.province_code, info.lao_id) == ("TH-54", "TH-54-อบต-สระแก้วน้อย")
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == (2570, 2572)
    assert info.document_date == dt.date(2026, 9, 7)
    misread = PLAN.replace("ที่ พร ๙๑๒๐๕/๑๔ วันที่ ๗", "ฑ พร ๙๑๒๐๕/๑๔ วันฑ ๗")
    assert read_info(document(misread)).info.document_date == dt.date(2026, 9, 7)
    assert info.title == "แผนปฏิบัติการป้องกันการทุจริตเพื่อยกระดับคุณธรรมและความโปร่งใส (พ.ศ. 2570 - 2572)"


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ.\n2566", (2566, 2566)),
        (
            "แผนปฏิบัติการป้องกันการทุจริต\nประจำปีงบประมาณ พ.ศ. 2566 ของเทศบาลตำบลบ้านกลาง อำเภอเมืองลำปาง จังหวัดลำปาง",
            (2566, 2566),
        ),
        ("แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ\nพ.ศ. ๒๕๖๖", (2566, 2566)),
        ("แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 -\n2570)", (2566, 2570)),
        ("แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. ๒๕๖๖\n– ๒๕๗๐)", (2566, 2570)),
        ("แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566 ถึง\nพ.ศ. 2570", (2566, 2570)),
        ("รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ.\n2567 รอบ 6 เดือน", (2567, 2567)),
    ],
)
def test_a_title_whose_year_stands_on_the_next_line(title: str, years: tuple[int, int]) -> None:
    info = read_info(document(f"{title}\nเทศบาลตำบลหนองบัวขาว\nอำเภอเขื่องใน จังหวัดอุบลราชธานี\n")).info
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == years
    assert info.title is not None and str(years[0]) in info.title


def test_years_behind_a_district_that_a_sentence_tells_are_not_the_plans() -> None:
    text = (
        "แผนปฏิบัติการป้องกันการทุจริต\nขององค์การบริหารส่วนตำบลหนองบัวขาว\nประจำปีงบประมาณ พ.ศ. 2568\n\n"
        "ตามแผนปฏิบัติการป้องกันการทุจริต\nอำเภอเขื่องใน ปี 2561 - 2564 ดำเนินการเสร็จแล้ว\n"
    )
    info = read_info(document(text)).info
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == (2568, 2568)


def test_facts_of_reports() -> None:
    info = read_info(document(PROGRESS_NARRATIVE)).info
    assert (info.lao_name, info.district, info.province) == ("เทศบาลตำบลหนองบัวขาว", "เขื่องใน", "อุบลราชธานี")
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == (2566, 2566)
    assert info.document_date == dt.date(2023, 10, 12)
    info = read_info(document(PROGRESS_TABLE)).info
    assert (info.lao_name, info.district, info.fiscal_year_end_be) == (
        "องค์การบริหารส่วนตำบลดอนตาลเดี่ยว",
        "ดอนตาล",
        2567,
    )


def test_subdistrict_of_the_same_name_is_taken_from_the_list() -> None:
    text = "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2570)\nองค์การบริหารส่วนตำบลคลองนา\nอำเภอเมือง จังหวัดฉะเชิงเทรา\n"
    info = read_info(document(text)).info
    assert (info.subdistrict, info.district) == ("คลองนา", "เมืองฉะเชิงเทรา")


def test_a_locality_left_in_by_copying_does_not_decide() -> None:
    text = "เทศบาลตำบลหนองบัวขาว\n" * 6 + "ภาพลักษณ์ของเทศบาลตำบลวังหินลาดเปลี่ยนไป\nเทศบาลตำบลหนองบัวขา\n"
    reading = read_info(document(text))
    assert reading.info.lao_name == "เทศบาลตำบลหนองบัวขาว"
    assert {lao.name for lao in reading.laos} >= {"เทศบาลตำบลหนองบัวขาว"}
    assert reading.laos.most_common(1)[0][1] >= 6


def test_a_district_that_is_not_listed_is_remarked() -> None:
    reading = read_info(document("เทศบาลตำบลนาคูณ อำเภอกขคงจฉ จังหวัดนครพนม\n" * 2))
    assert reading.info.province == "นครพนม"
    assert [remark.text for remark in reading.remarks] == ["กขคงจฉ"]


@pytest.mark.parametrize(
    ("printed", "remarks"), [("เสลภูมิทอง", ["เสลภูมิทอง"]), ("เสลภูมิ", []), ("เมืองร้อยเอ็ด", []), ("เมือง", [])]
)
def test_a_district_that_goes_on_from_a_listed_one_is_remarked(printed: str, remarks: list[str]) -> None:
    reading = read_info(document(f"เทศบาลตำบลนาคูณ อำเภอ{printed} จังหวัดร้อยเอ็ด\n" * 2))
    assert reading.info.province == "ร้อยเอ็ด"
    assert [remark.text for remark in reading.remarks] == remarks


def test_digits_that_were_not_read_for_sure_decide_nothing() -> None:
    def line(text: str, trusted: bool) -> Block:
        return Block(1, Line(text, (0, 0, 1, 1), 0.95, Reading(text, 0.95, digits_trusted=trusted)))

    title = "รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. "
    flow = (
        line(title + "๒๕๖๕", trusted=False),
        line(title + "๒๕๖๕", trusted=False),
        line("ที่ นพ ๑/๒ วันที่ ๑ มกราคม ๒๕๖๕", trusted=False),
        line("รายงานผลการนำแผนไปปฏิบัติ ปีงบประมาณ พ.ศ. 2567", trusted=True),
    )
    info = read_info(Document("a.pdf", "0", "scanned_pdf", (), (), flow)).info
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == (2567, 2567)
    assert info.document_date is None
    assert info.title is not None and "2565" not in info.title


def test_a_name_that_goes_on_from_a_listed_one_is_told_by_the_cover() -> None:
    text = """รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน
ประจำปีงบประมาณ พ.ศ. 2567
เทศบาลตำบลนาแก้วพัฒนา อำเภอเกาะคา จังหวัดลำปาง
เทศบาลตำบลนาแก้วพัฒนาได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. 2566"""
    info = read_info(document(text)).info
    assert info.lao_name == "เทศบาลตำบลนาแก้วพัฒนา"
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == (2567, 2567)


@pytest.mark.parametrize(("weak", "date"), [("๑๔", dt.date(2025, 5, 24)), ("๒๔", None)])
def test_a_memos_number_read_weakly_does_not_hide_its_date(weak: str, date: dt.date | None) -> None:
    text = "ที่ ทส ๗๑๐๐๑/๑๔ วันที่ ๒๔ พฤษภาคม ๒๕๖๘"
    chars = [0.99] * len(text)
    chars[text.index(weak)] = 0.7
    line = Line(text, confidence=0.67, reading=Reading(text, 0.67, tuple(chars)))
    scan = Document("a.pdf", "0" * 64, "scanned_pdf", (), (), (Block(1, line),))
    assert read_info(scan, "measure_report").info.document_date == date


@pytest.mark.parametrize(
    "words",
    [
        *("ประกาศหลักเกณฑ์แล้วเมื่อวันที่", "ดำเนินการที่ กองคลัง ระหว่างวันที่", "ภายในวันที่"),
        *("จัดอบรมวันที่", "อบรม ณ ห้องประชุม\nจัดกิจกรรมจิตอาสา วันที่", "ประชุมแล้ว เมื่อวัน\nที่", "ส่งมอบงาน เมื่อ\nวันที่"),
    ],
)
def test_a_day_that_a_sentence_tells_of_is_not_the_documents_date(words: str) -> None:
    text = f"รายงานผลการดำเนินการ\nผลการดำเนินการ : {words} 29 กันยายน 2566\n"
    assert read_info(document(text)).info.document_date is None


@pytest.mark.parametrize(
    "words",
    [
        "ภาพที่ ๑ พิธีเปิดโครงการ เมื่อวันที่ ๑๔ กุมภาพันธ์ ๒๕๖๖ มีผู้เข้าร่วม ๘๖ คน",
        "ภาพที่ ๑ พิธีเปิดโครงการ วันที่ ๑๔ กุมภาพันธ์ ๒๕๖๖",
        "ภาพที่ ๑ พิธีเปิดโครงการ\nวันที่ ๑๔ กุมภาพันธ์ ๒๕๖๖",
        "ผลการดำเนินการ : ดำเนินการแล้ว เมอวันที่ ๑๔ กุมภาพันธ์ ๒๕๖๖",
    ],
)
@pytest.mark.parametrize("weak", [True, False])
def test_the_day_below_a_picture_is_not_the_documents_date(words: str, weak: bool) -> None:
    found = document(f"รายงานผลการดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\nเทศบาลตำบลบ้านใต้\n{words}")

    def read(line: Line) -> Line:
        date = line.text.find("วันที่")
        sure = tuple(0.6 if weak and n < date else 0.99 for n in range(len(line.text)))
        return replace(line, confidence=min(sure), reading=Reading(line.text, min(sure), sure))

    assert read_info(scanned(found, read)).info.document_date is None


def test_a_name_that_a_cell_breaks_behind_its_type_is_whole() -> None:
    text = "รายงานผลการนำแผนไปปฏิบัติ ประจำปีงบประมาณ พ.ศ. 2568"
    rows = [["ชื่อ อปท.", "มิติ", "โครงการ"], ["เทศบาลเมือง\nปากแพรกใต้", "1", "12"], ["", "2", "9"]]
    found = plan_document(prose(text), grid(rows, top=300))
    assert read_info(found, "progress_report").info.lao_name == "เทศบาลเมืองปากแพรกใต้"
    rows[1][0] = "เทศบาลเมือง\nดำเนินการ"
    assert read_info(plan_document(prose(text), grid(rows, top=300))).info.lao_name is None


def test_a_name_that_a_line_breaks_in_two_is_that_of_the_cover() -> None:
    text = """แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567
องค์การบริหารส่วนตำบลหนองยางทอง
อำเภอชุมพวง จังหวัดนครราชสีมา
จากการวิเคราะห์ผลการประเมิน องค์การบริหารส่วนตำบลหนอง
ยางทองได้คะแนน 87.45 คะแนน
ด้วยองค์การบริหารส่วนตำบลหนอง
ยางทองจึงกำหนดมาตรการ
"""
    assert read_info(document(text)).info.lao_name == "องค์การบริหารส่วนตำบลหนองยางทอง"


def test_the_dates_of_a_fiscal_year_end_no_title() -> None:
    title = "รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567 รอบ 12 เดือน"
    text = f"{title}\n(1 ตุลาคม 2566 - 30 กันยายน 2567)\nเทศบาลตำบลบ่อทรายขาว\n"
    assert read_info(document(text)).info.title == title


def test_a_name_without_its_marks_is_the_same_name() -> None:
    """A scan loses the marks of a name, as often as not."""
    text = "แผนปฏิบัติการป้องกันการทุจริต\nเทศบาลเมืองห้วยนำใสงาม\nเทศบาลเมืองห้วยน้ำใสงาม\n"
    reading = read_info(document(text))
    assert reading.info.lao_name == "เทศบาลเมืองห้วยน้ำใสงาม"
    assert not [r for r in reading.remarks if r.why == "several localities are named as often"]


def test_a_document_without_text_has_no_locality() -> None:
    assert count_localities([]) == {}


def test_the_years_of_a_plan_read_weakly_in_several_places_beat_one_sure_single_year() -> None:
    title = "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. ๒๕๖๖ - ๒๕๗๐)"
    lines = [Line(title, confidence=0.6, reading=Reading(title, 0.6)) for _ in range(3)]
    lines.append(Line("แผนปฏิบัติการ ปี ๒๕๗๐", confidence=0.999, reading=Reading("แผนปฏิบัติการ ปี ๒๕๗๐", 0.999)))
    scan = Document("a.pdf", "0" * 64, "scanned_pdf", (), (), tuple(Block(1, line) for line in lines))
    info = read_info(scan, "action_plan").info
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == (2566, 2570)


def test_a_cover_whose_type_was_misread_and_whose_name_ends_in_a_common_word() -> None:
    text = "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2570)\nองค์การบริหูารส่วนตำบลท่าเสาใน\nอำเภอเกาะคา จังหวัดลำปาง\n"
    assert read_info(document(text)).info.lao_name == "องค์การบริหารส่วนตำบลท่าเสาใน"


def test_a_year_from_elsewhere_is_told_where_the_titles_was_not_read() -> None:
    lines = ["รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต", "ประจำปีงบประมาณ พ.ศ. 256"]
    told = "the title's year was not read whole; the fiscal year is from elsewhere"

    def whys(second: str) -> list[str]:
        text = "\n".join([f"{lines[0]} {second}", "", "ผลการดำเนินการประจำปีงบประมาณ พ.ศ. 2566"])
        return [remark.why for remark in read_info(document(text)).remarks]

    assert told in whys("ประจำปีงบประมาณ พ.ศ. 256")
    assert told in whys("ประจำปีงบประมาณ พ.ศ. 25G7")
    assert told not in whys("ประจำปีงบประมาณ พ.ศ. 2566")
    assert told not in whys("รอบ 6 เดือน")


ITEMS_BY_YEAR = """{title} ๓ ปี
{years}
เทศบาลตำบลสระแก้วน้อย
อำเภอร้องกวาง จังหวัดแพร่

| ที่ | รายการ | งบประมาณ | | | รวม |
|---|---|---|---|---|---|
| | | ปี ๒๕๖๙ | ปี ๒๕๗๐ | ปี ๒๕๗๑ | |
| ๑ | โครงการปลูกสำนึก | ๕,๐๐๐ | ๕,๐๐๐ | ๕,๐๐๐ | ๑๕,๐๐๐ |
"""


@pytest.mark.parametrize(
    "years", ["(ปีงบประมาณ พ.ศ. ๒๕๖๙ – ๒๕๗๑)", "พ.ศ. ๒๕๖๙ ถึง ๒๕๗๑", "2569-2571", "ปี พ.ศ. 2569 จนถึง พ.ศ. 2571"]
)
def test_a_plan_whose_tables_list_entries_by_year(years: str) -> None:
    text = ITEMS_BY_YEAR.format(title="แผนป้องกันและปราบปรามการทุจริต", years=years)
    info = read_info(document(text)).info
    assert (info.doc_type, info.fiscal_year_start_be, info.fiscal_year_end_be) == ("action_plan", 2569, 2571)


@pytest.mark.parametrize(
    ("title", "doc_type"),
    [
        ("แผนปฏิบัติการด้านการป้องกันการทุจริต", "action_plan"),
        ("แผนปฏิบัติการเพื่อป้องกันการทุจริตและประพฤติมิชอบ", "action_plan"),
        ("แผนปฏิบัติการต่อต้านการทุจริต", "action_plan"),
        ("แผนการป้องกันการทุจริต", "action_plan"),
        ("แผนพัฒนาบุคลากร", "other"),
    ],
)
def test_titles_of_plans_in_other_words(title: str, doc_type: str) -> None:
    text = ITEMS_BY_YEAR.format(title=title, years="พ.ศ. ๒๕๖๙ - ๒๕๗๑")
    assert read_info(document(text)).info.doc_type == doc_type


PROSE_REPORT = """รายงานผลการดำเนินการป้องกันการทุจริต
ตามแผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566 - 2570
ประจำปีงบประมาณ พ.ศ. 2567 รอบ 12 เดือน
เทศบาลตำบลสระแก้วน้อย
เรียน นายกเทศมนตรีตำบลสระแก้วน้อย
ตามที่เทศบาลตำบลสระแก้วน้อยได้ประกาศใช้แผนปฏิบัติการป้องกันการ
ทุจริต บัดนี้สิ้นปีงบประมาณ พ.ศ. 2567 แล้ว จึงขอรายงานผลเป็นรายโครงการ
"""
PROSE_PLAN = """{title}
เทศบาลตำบลสระแก้วน้อย อำเภอร้องกวาง จังหวัดแพร่
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1. โครงการอบรมธรรมะ งบประมาณ 14,200 บาท
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (PROSE_PLAN.format(title=title), "action_plan")
            for title in (
                "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2567 - 2569)",
                "แผนปฏิบัติการป้องกันการทจริต (พ.ศ. 2567 - 2569)",
                "แผนปฏิบตการปองกันการทุจรีต (พ.ศ. 2567 - 2569)",
                "แผนปฏิบัติการป้องกับการทุจธิต (พ.ศ. 2567 - 2569)",
                "รายละเอียดโครงการตามแผนปฏิบัติการป้องกันการทุจริต\n(พ.ศ. 2567 - 2569)",
                "เรื่อง ขออนุมัติใช้แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2567",
                "แผนปฏิบัติการด้านการป้องกันการทจริต",
                "แผนปฏิบัติการป้องกันการทุจริต เทศบาลตำบลถนนโพธิ์ จังหวัดแพร่",
            )
        ),
        (PROSE_REPORT, "progress_report"),
        (PROSE_REPORT.replace("ดำเนินการป้องกันการทุจริต", "ปฏิบัติงานของกองคลัง"), "progress_report"),
        ("เทศบาลตำบลสระแก้วน้อยได้จัดทำแผนปฏิบัติการป้องกันการทุจริตไว้แล้ว ขอเชิญประชุม", "other"),
        ("ขอเชิญประชุม\nตามที่ได้ประกาศใช้แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2567 นั้น", "other"),
    ],
)
def test_a_title_is_told_by_where_it_stands(text: str, expected: str) -> None:
    assert classify(document(text)).doc_type == expected


def test_a_year_that_has_passed_is_not_the_plans() -> None:
    text = PROSE_PLAN.format(title="แผนปฏิบัติการป้องกันการทุจริต พ.ศ.. 2567")
    text += "ด้วยปีงบประมาณ พ.ศ. 2566 ที่ผ่านมา ใช้ไป\n" * 3
    info = read_info(document(text)).info
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == (2567, 2567)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("แบบรายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต รอบ 6 เดือน", None),
        ("รายละเอียดโครงการตามแผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2567 - 2569)", None),
        ("แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2567 - 2569)\nของ", "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2567 - 2569)"),
    ],
)
def test_titles_in_other_words(title: str, expected: str | None) -> None:
    text = f"{title}\nเทศบาลตำบลสระแก้วน้อย อำเภอร้องกวาง จังหวัดแพร่\n"
    assert read_info(document(text)).info.title == (expected or title)


def test_the_day_of_a_meeting_is_not_the_documents() -> None:
    text = (
        PLAN.replace("ที่ พร ๙๑๒๐๕/๑๔ วันที่ ๗ กันยายน ๒๕๖๙", "")
        + "แก้ไขตามมติที่ประชุมครั้งที่ ๒/๒๕๖๘ วันที่ ๑๘ มิถุนายน ๒๕๖๘\n"
    )
    assert read_info(document(text)).info.document_date is None


def test_the_title_names_the_locality_whatever_the_text_names_more_often() -> None:
    title = "แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2568 - 2570)\nเทศบาลตำบลสระแก้วน้อย อำเภอร้องกวาง จังหวัดแพร่\n"
    said = "ได้ใช้จ่ายเงินไปในกิจกรรมคล้ายกันของเทศบาลตำบลวังหิน\n" * 3
    reading = read_info(document(title + said))
    assert reading.info.lao_name == "เทศบาลตำบลสระแก้วน้อย"
    (remark,) = [remark for remark in reading.remarks if "title names another" in remark.why]
    assert remark.text == "เทศบาลตำบลสระแก้วน้อย (1); เทศบาลตำบลวังหิน (3)"
    misread = "ของเทศบาลตำบลสระแกวน้อยแล้ว\n" * 3
    assert not read_info(document(title + misread)).remarks


@pytest.mark.parametrize(
    "text",
    [
        "ประกาศสำนักนายกรัฐมนตรี\nถนนพิษณุโลก เขตดุสิต กรุงเทพมหานคร 10300\nแจ้งหน่วยงานทุกแห่ง",
        "ประกาศกระทรวง\nเลขที่ 1 ถนนราชดำเนิน\nกรุงเทพมหานคร\nแจ้งหน่วยงานทุกแห่ง",
        "ระเบียบว่าด้วยการจ่ายเงินเบี้ย\nเทศบาล เมืองพัทยา และองค์การบริหารส่วนตำบล\nให้ถือปฏิบัติ",
    ],
)
def test_a_city_in_an_address_or_a_list_is_no_locality(text: str) -> None:
    assert read_info(document(text)).info.lao_name is None


@pytest.mark.parametrize("city", ["กรุงเทพมหานคร", "เมืองพัทยา"])
def test_the_city_that_a_document_is_of(city: str) -> None:
    text = f"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567\nของ{city}\n\n{city}ได้จัดทำแผน"
    assert read_info(document(text)).info.lao_name == city
    joined = f"แผนปฏิบัติการป้องกันการทุจริต{city}\nประจำปีงบประมาณ พ.ศ. 2565"
    assert read_info(document(joined)).info.lao_name == city


def test_the_year_of_a_regulation_is_no_fiscal_year() -> None:
    text = "ระเบียบว่าด้วยค่าเช่าบ้าน (ฉบับที่ 2) พ.ศ. 2551\nอัตราค่าเช่าให้เป็นไปตามบัญชี"
    assert read_info(document(text), "other").info.fiscal_year_end_be is None
    year = read_info(document(f"{text}\nประจำปีงบประมาณ พ.ศ. 2552"), "other").info.fiscal_year_end_be
    assert year == 2552


def test_the_date_of_a_letter_stands_alone() -> None:
    text = """ที่ ลย 71201/123
สำนักงานเทศบาลตำบลสระแก้วน้อย
5 กรกฎาคม 2567
เรื่อง รายงานผลการดำเนินการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567
ด้วยได้ประกาศในราชกิจจานุเบกษา ฉบับกฤษฎีกา เล่ม 122 วันที่ 18 มีนาคม 2566 ที่มีผลบังคับแล้ว
"""
    assert read_info(document(text)).info.document_date == dt.date(2024, 7, 5)
    told = text.replace("5 กรกฎาคม 2567\n", "")
    assert read_info(document(told)).info.document_date is None


@pytest.mark.parametrize(
    ("name", "times", "sure"), [("นาแพงงาม", 1, False), ("นาแพงงาม", 2, True), ("คลองนา", 1, True)]
)
def test_a_name_read_once_on_a_scan_is_sure_where_it_is_listed(name: str, times: int, sure: bool) -> None:
    line = f"รายงานผลการดำเนินการ ประจำปีงบประมาณ พ.ศ. 2567\nเทศบาลตำบล{name} จังหวัดฉะเชิงเทรา\n"
    text = line + f"เทศบาลตำบล{name}ได้รายงานผล\n" * (times - 1)
    why = "name of the locality not read for sure"
    assert (why in [r.why for r in read_info(scanned(document(text))).remarks]) is not sure
    assert why not in [r.why for r in read_info(document(text)).remarks]


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("แผนปฏิบัติการป้องกันการทุจริต\nประจำปีงบประมาณ พ.ศ. 2565 และ พ.ศ. 2566", (2565, 2566)),
        ("แผนปฏิบัติการป้องกันการทุจริต ปี 2568 และปี 2569", (2568, 2569)),
        ("แผนปฏิบัติการป้องกันการทุจริต\nเทศบาลตำบลหนองบัวขาว ประจำปีงบประมาณ พ.ศ. 2569", (2569, 2569)),
        ("แผนปฏิบัติการป้องกันการทุจริต\nของ อบต.หนองไผ่เขียว ปีงบประมาณ 2567", (2567, 2567)),
        ("แผนปฏิบัติการป้องกันการทุจริต\nอำเภอธาตุพนม จังหวัดนครพนม ปีงบประมาณ 2565", (2565, 2565)),
        (
            "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567\n"
            "ตามแผนปฏิบัติการป้องกันการทุจริต 5 ปี (พ.ศ. 2566 - 2570) ได้กำหนดโครงการที่จะดำเนินการไว้ดังนี้",
            (2567, 2567),
        ),
        (
            "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567\n"
            "แผนปฏิบัติการป้องกันการทุจริต 5 ปี (พ.ศ. 2566 - 2570) ของเทศบาลตำบลหนองบัวขาว",
            (2566, 2570),
        ),
        (
            "แผนปฏิบัติการป้องกันการทุจริต ระยะ ๕ ปี\n(พ.ศ. ๒๕๗๑ - ๒๕๗๕)\n"
            "เทศบาลจัดทำแผนปฏิบัติการป้องกันการทุจริต ระยะ ๕ ปี (พ.ศ. ๒๕๗๑ -\n๒๕๗๕) ขึ้นตามมติที่ประชุม",
            (2571, 2575),
        ),
    ],
)
def test_the_years_of_a_plan_by_its_title(title: str, years: tuple[int, int]) -> None:
    info = read_info(document(title), "action_plan").info
    assert (info.fiscal_year_start_be, info.fiscal_year_end_be) == years
