"""What stands behind the last item of a progress report: sums in prose, and pictures."""

from __future__ import annotations

from decimal import Decimal

from text_documents import document

from pipelines.parse import parse
from pipelines.records import ParsedDocument

HEAD = """รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต
ประจำปีงบประมาณ พ.ศ. ๒๕๗๑ (รอบ ๑๒ เดือน)
เทศบาลตำบลบึงตะโกสูง อำเภอบึงตะโก จังหวัดตราด
"""
ITEM = """{n}. {name}
สถานะ {ticks}
งบประมาณที่ตั้งไว้ {planned} บาท เบิกจ่ายจริง {spent} บาท
ผู้เข้าร่วมโครงการ {people} คน
"""
DONE, OPEN = "☑ ดำเนินการแล้วเสร็จ ☐ ยังไม่ได้ดำเนินการ", "☐ ดำเนินการแล้วเสร็จ ☑ ยังไม่ได้ดำเนินการ"
ITEMS = ITEM.format(
    n="๑", name="โครงการลานธรรม", ticks=DONE, planned="๓๑,๐๐๐", spent="๓๐,๐๐๐", people="๔๔"
) + ITEM.format(n="๒", name="กิจกรรมสมุดเปิด", ticks=OPEN, planned="๙,๐๐๐", spent="๐", people="๒๗")
PICTURES = "ภาพประกอบการดำเนินโครงการ\nภาพที่ ๑ พิธีเปิด มีผู้เข้าร่วม ๘๖ คน\n"
SUM = "สรุป งบประมาณทั้งสิ้น ๔๐,๐๐๐ บาท เบิกจ่ายแล้ว ๓๐,๐๐๐ บาท ดำเนินการแล้วเสร็จ ๑ โครงการ จากทั้งหมด ๒ โครงการ\n"


def people(parsed: ParsedDocument) -> list[tuple[str, int | None]]:
    return [(project.name, project.target_count) for project in parsed.projects]


def test_the_line_that_sums_up_is_no_part_of_the_last_item() -> None:
    parsed = parse(document(HEAD + ITEMS + SUM + PICTURES))
    assert people(parsed) == [("โครงการลานธรรม", 44), ("กิจกรรมสมุดเปิด", 27)]
    totals = {total.quantity: total.value for total in parsed.stated_totals}
    assert (totals["spent_baht"], totals["done_items"]) == (Decimal(30_000), Decimal(1))
    told = "\n".join([*(r.text for r in parsed.remarks), *(t.value_raw or "" for t in parsed.stated_totals)])
    assert "๔๐,๐๐๐" in told
    assert not any("40,000" in section.text for section in parsed.sections)


def test_a_sum_below_the_people_of_the_last_item_is_of_all() -> None:
    parsed = parse(document(HEAD + ITEMS + "รวมงบประมาณตามแผน ๔๐,๐๐๐ บาท เบิกจ่าย ๓๐,๐๐๐ บาท\n"))
    assert people(parsed)[1] == ("กิจกรรมสมุดเปิด", 27)
    assert {total.value for total in parsed.stated_totals} == {Decimal(40_000), Decimal(30_000)}


def test_pictures_are_no_people_of_an_item() -> None:
    parsed = parse(document(HEAD + ITEMS + PICTURES))
    assert people(parsed)[1] == ("กิจกรรมสมุดเปิด", 27)
    between = ITEMS.replace("๒. กิจกรรม", PICTURES + "๒. กิจกรรม")
    parsed = parse(document(HEAD + between))
    assert people(parsed) == [("โครงการลานธรรม", 44), ("กิจกรรมสมุดเปิด", 27)]


def test_a_status_below_a_name_is_the_one_ticked() -> None:
    parsed = parse(document(HEAD + ITEMS))
    states = [section.text for section in parsed.sections if section.section == "results"]
    assert states == ["ดำเนินการแล้วเสร็จ", "ยังไม่ได้ดำเนินการ"]
