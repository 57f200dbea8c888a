"""Why text found no place in a table, in Thai; parsers say it in English (`Remark.why`)."""

from __future__ import annotations

import re

REASONS_TH = {
    "amounts beside a heading without an item": "จำนวนเงินอยู่ข้างหัวข้อที่ไม่มีรายการ",
    "amounts of a table of the years before the plan": "จำนวนเงินในตารางของปีก่อนแผน ไม่นับเป็นของแผนนี้",
    "amounts of a table of another plan or of an annex": "จำนวนเงินในตารางของแผนอื่นหรือภาคผนวก ไม่นับเป็นของแผนนี้",
    "amounts of a table whose columns were not recognised": "จำนวนเงินในตารางที่แยกคอลัมน์ไม่ได้",
    "amounts without an item": "จำนวนเงินที่ไม่มีชื่อรายการ",
    "an amount that belongs to no item of its row": "จำนวนเงินที่ไม่เข้ากับรายการใดในแถว",
    "an amount stands in another column of its row": "จำนวนเงินที่อยู่ในคอลัมน์อื่นข้างช่องงบประมาณที่ว่าง",
    "an amount that no row of the table took": "จำนวนเงินที่ไม่ได้จัดเข้าแถวใดของตาราง",
    "items listed once more": "รายการที่แสดงซ้ำอีกครั้ง",
    "sections of a project without a name": "หัวข้อของโครงการที่ไม่พบชื่อ",
    "the sum of the items below it": "ยอดรวมของรายการที่อยู่ข้างล่าง ไม่นับซ้ำ",
    "a part of the item above": "กิจกรรมย่อยของรายการข้างบน",
    "controls without numbers: one may be two": "มาตรการควบคุมที่ไม่มีเลขข้อ หนึ่งรายการอาจเป็นสองรายการ",
    "words that name no level of risk": "ข้อความที่ไม่บอกระดับความเสี่ยง",
    "counts that differ from year to year": "จำนวนรายการที่ไม่เท่ากันในแต่ละปี",
    "a count without its number": "จำนวนรายการที่อ่านตัวเลขไม่ได้",
    "code of a heading not read for sure": "อ่านรหัสภารกิจหรือแนวทางได้ไม่แน่ชัด",
    "number of a dimension not read for sure": "อ่านเลขมิติได้ไม่แน่ชัด",
    "number of an item told by the order of items": "เลขลำดับที่อ่านได้ไม่แน่ชัด จึงใช้ตามลำดับของรายการ",
    "a tick that was not read for sure": "เครื่องหมายในช่องสถานะที่อ่านได้ไม่แน่ชัด",
    "figures below dimensions that no item took": "ตัวเลขใต้ชื่อมิติที่ไม่ได้จัดเข้ารายการใด",
    "column without a role": "คอลัมน์ที่ไม่ทราบว่าเป็นข้อมูลใด",
    "detail section told by an uncertain number": "รายละเอียดโครงการที่จับคู่ด้วยเลขลำดับซึ่งอ่านได้ไม่แน่ชัด",
    "detail section told by its place alone": "รายละเอียดโครงการที่จับคู่ด้วยลำดับที่ปรากฏเท่านั้น",
    "count of a part of a dimension": "จำนวนที่นับเฉพาะบางส่วนของมิติ (รายการในตารางเดียว)",
    "figures of a sentence that does not say what they are": "ตัวเลขในข้อความที่ไม่บอกชัดว่าเป็นตัวเลขใด",
    "count of items that belongs to no total": "จำนวนโครงการในหัวข้อที่ไม่ทราบว่าเป็นยอดรวมของส่วนใด",
    "half of the period is missing": "ช่วงเวลาขาดไปครึ่งหนึ่ง",
    "heading of measures with none below it": "หัวข้อของมาตรการที่ไม่มีรายการต่อท้าย",
    "title of a plan and of a report on it: a second document in the same file": (
        "มีทั้งชื่อแผนและชื่อรายงานผลตามแผน: มีเอกสารอีกฉบับในไฟล์เดียวกัน"
    ),
    "title of another year: a second document in the same file": "ชื่อเอกสารของปีอื่น: มีเอกสารอีกฉบับในไฟล์เดียวกัน",
    "the title's year was not read whole; the fiscal year is from elsewhere": (
        "อ่านปีในชื่อเอกสารได้ไม่ครบ ปีงบประมาณนำมาจากส่วนอื่นของเอกสาร"
    ),
    "part of an item's sum, which is another": "ส่วนหนึ่งของยอดรวมของรายการ ซึ่งรวมแล้วไม่ตรงกับยอดที่พิมพ์ไว้",
    "a row's total that its years do not add up to": "ยอดรวมของแถว ซึ่งไม่ตรงกับผลรวมรายปี",
    "part of an item's sum": "ส่วนหนึ่งของงบประมาณรวมของรายการ (แยกตามแหล่งเงิน)",
    "half of the period was not read": "อ่านช่วงเวลาได้เพียงครึ่งเดียว",
    "no label beside it": "ข้อความที่ไม่มีหัวข้อกำกับ",
    "nothing was read in a cell among figures": "อ่านช่องในแถวตัวเลขไม่ได้",
    "table goes on with other columns": "ตารางต่อจากหน้าก่อนแต่จำนวนคอลัมน์ไม่เท่ากัน",
    "no category of the framework has this name": "ไม่มีหัวข้อชื่อนี้ในกรอบการประเมิน",
    "the row has a number, as items have: it may be one": "แถวมีลำดับที่เหมือนรายการ อาจเป็นรายการไม่ใช่ยอดรวม",
    "note among the rows of the table": "หมายเหตุที่อยู่ในแถวของตาราง",
    "name of the locality not read for sure": "อ่านชื่อองค์กรปกครองส่วนท้องถิ่นได้ไม่แน่ชัด",
    "the title names another locality than the text does": (
        "ชื่อองค์กรปกครองส่วนท้องถิ่นที่ปกหรือชื่อเอกสารไม่ตรงกับชื่อที่ปรากฏบ่อยที่สุดในเนื้อความ"
    ),
    "several localities are named as often": "มีชื่อองค์กรปกครองส่วนท้องถิ่นหลายแห่งจำนวนครั้งเท่ากัน",
    "table and detail section name different dimensions": "ตารางสรุปกับรายละเอียดโครงการระบุมิติไม่ตรงกัน",
    "table whose columns were not recognised": "ตารางที่แยกคอลัมน์ไม่ได้",
    "topic told by its place in the order alone": "รู้หัวข้อจากลำดับที่เท่านั้น",
    "fiscal year not read for sure": "อ่านปีงบประมาณได้ไม่แน่ชัด",
    "several fiscal years are named as often": "มีปีงบประมาณหลายปีปรากฏจำนวนครั้งเท่ากัน",
    "numbered item without sections": "รายการที่มีเลขลำดับแต่ไม่มีหัวข้อย่อย",
    "numbered row without a name": "แถวที่มีเลขลำดับแต่ไม่มีชื่อรายการ",
    "no such dimension": "ไม่มีมิตินี้",
    "place taken from the official list alone": "ใช้อำเภอและจังหวัดจากทะเบียนทางการเท่านั้น",
    "row that reads like a heading of columns": "แถวที่เหมือนหัวตารางแต่ไม่ตรงกับหัวของตารางนี้",
    "row of the risk table not placed": "แถวของตารางความเสี่ยงที่จัดลงตารางไม่ได้",
    "running text with an amount that no row took": "จำนวนเงินในข้อความที่ไม่ได้จัดเข้าแถวใด",
    "sections of a project whose name was not found": "หัวข้อของโครงการที่หาชื่อไม่พบ",
    "section heading without a new item": "หัวข้อที่ไม่มีรายการใหม่",
    "signature, end of the entry": "ลายมือชื่อ จบรายการ",
    "text of forms that could not be told apart": "ข้อความในแบบฟอร์มที่แยกเป็นรายโครงการไม่ได้",
    "text between measures": "ข้อความระหว่างมาตรการ",
    "text before the first item": "ข้อความก่อนรายการแรก",
    "text in the project column before any item": "ข้อความในคอลัมน์โครงการก่อนรายการแรก",
    "a text over all columns that names no item": "ข้อความคร่อมทุกคอลัมน์ที่ไม่ใช่ชื่อรายการ",
    "text over the amounts that names no item": "ข้อความเหนือจำนวนเงินที่ไม่ใช่ชื่อรายการ",
    "text without marker or amount in the project column": "ข้อความในคอลัมน์โครงการที่ไม่มีเลขข้อหรือจำนวนเงิน",
    "the number is no item number": "ตัวเลขนี้ไม่ใช่เลขลำดับรายการ",
    "the row has another count of numbers than of items": "แถวที่จำนวนเลขลำดับไม่เท่าจำนวนรายการ",
    "the row names no dimension and no sum": "แถวที่ไม่ระบุมิติหรือยอดรวม",
    "words in a column of figures": "ข้อความในคอลัมน์ตัวเลข",
    "years of the period were not read for sure": "อ่านปีของช่วงเวลาได้ไม่แน่ชัด",
}
"""By the English words."""
_BEGUN = {
    "column without a role: ": "คอลัมน์ที่ไม่ทราบว่าเป็นข้อมูลใด: ",
    "no quantity for the column: ": "คอลัมน์ที่ไม่ทราบว่าเป็นตัวเลขใด: ",
    "no quantity for the row: ": "แถวที่ไม่ทราบว่าเป็นตัวเลขใด: ",
    "section ": "หัวข้อ ",
    "figures not read for sure: ": "อ่านตัวเลขได้ไม่แน่ชัดในหัวข้อ ",
}
"""Reasons that end with a word of the document."""
_SECOND = re.compile(r"a second (\w+) amount of project (\d+), year (\w+)")
_NO_DISTRICT = re.compile(r"no district of (.+) has this name(.*)", re.S)
_MISFIT = re.compile(r"(.+) no longer fits: (.+)", re.S)
_PARTS_TH = {"summary": "ตารางสรุป", "detail": "รายละเอียด", "None": "ไม่ระบุ", "any province": "ทุกจังหวัด"}


def reason_th(reason: str) -> str:
    """The reason in Thai; one that is not known stays as it is.

    >>> reason_th("amounts without an item"), reason_th("no quantity for the row: ปี")
    ('จำนวนเงินที่ไม่มีชื่อรายการ', 'แถวที่ไม่ทราบว่าเป็นตัวเลขใด: ปี')
    >>> reason_th("a second detail amount of project 3, year 2566")
    'จำนวนเงินซ้ำในรายละเอียดของรายการที่ 3 ปี 2566'
    """
    if reason in REASONS_TH:
        return REASONS_TH[reason]
    for english, thai in _BEGUN.items():
        if reason.startswith(english):
            return thai + reason.removeprefix(english)
    if second := _SECOND.fullmatch(reason):
        part, year = (_PARTS_TH.get(word, word) for word in (second[1], second[3]))
        return f"จำนวนเงินซ้ำใน{part}ของรายการที่ {second[2]} ปี {year}"
    if district := _NO_DISTRICT.fullmatch(reason):
        return f"ไม่มีอำเภอชื่อนี้ใน{_PARTS_TH.get(district[1], district[1])}{district[2]}"
    if misfit := _MISFIT.fullmatch(reason):
        return f"การตัดสินไม่ตรงกับค่าที่อ่านแล้ว ({misfit[1]}): {misfit[2]}"
    return reason
