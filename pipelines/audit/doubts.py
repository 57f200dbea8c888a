"""Why an amount is doubtful, in Thai; parsers and reconciliation say it in English (`Budget.doubt`)."""

from __future__ import annotations

import re

from pipelines.records import (
    BESIDE_DASHES,
    BEYOND_GAP,
    BUDGET_OF_DONE,
    BY_ORDER,
    BY_PLACE,
    CELLS_UNSURE,
    CONTESTED,
    DISPLACED,
    DOUBTS_OF_READING,
    LISTED_AGAIN,
    MAY_BE_NO_ITEM,
    MAY_BE_PART,
    MAY_BE_SPENT,
    MAY_BE_SUM,
    NUMBERED_SUM,
    OF_ALL_YEARS,
    OF_ONE_ITEM,
    OF_OTHER_MONEY,
    OF_PARTS,
    OF_SOMETHING_ELSE,
    PARTS_COST,
    SMALL,
    SUM_DIFFERS,
    SUMMED_OTHERWISE,
    TWO_AMOUNTS,
    UNIT_AMID,
    UNIT_ELSEWHERE,
    UNSURE_UNIT,
    YEAR_UNREAD,
)

DOUBTS_TH = {
    TWO_AMOUNTS: "มีจำนวนเงินสองค่าสำหรับรายการ ปี และแหล่งเดียวกัน",
    DOUBTS_OF_READING["nothing read"]: "อ่านจำนวนเงินไม่ได้",
    DOUBTS_OF_READING["uncertain"]: "ตัวเลขอ่านได้ไม่แน่ชัดพอ",
    DOUBTS_OF_READING["at rule"]: "ตัวพิมพ์ชิดหรือทับเส้นตารางข้างตัวเลข อาจมีตัวเลขขาดหายไป",
    DOUBTS_OF_READING["contested"]: "ผลรวมชี้ว่าอาจเป็นค่าอื่น",
    DOUBTS_OF_READING["blind"]: "ตัวอ่านนี้แยกตัวเลขเหล่านี้ไม่ได้",
    DOUBTS_OF_READING["odd"]: "ต่างเพียงหลักเดียวจากที่ผลรวมและส่วนอื่นของเอกสารระบุ อาจอ่านผิด",
    "no column of this year was found in the scanned table": "ไม่พบคอลัมน์ของปีนี้ในตาราง",
    "one amount stands for the items of several rows": "จำนวนเงินเดียวใช้กับหลายรายการ",
    "no budget is said in the first year's cell alone": "ระบุว่าไม่ใช้งบประมาณเฉพาะช่องของปีแรก",
    "several amounts stand in the cell of one item": "ในช่องของรายการเดียวมีหลายจำนวนเงิน",
    "the amounts by source add up to another sum": "ผลรวมตามแหล่งเงินไม่ตรงกับยอดรวมของรายการ",
    "several amounts stand beside one item": "มีหลายจำนวนเงินข้างรายการเดียว",
    "nothing says for which year the amount is": "ไม่ระบุว่าเป็นเงินของปีใด",
    "the amount does not stand on a line of its item": "จำนวนเงินไม่ได้อยู่บรรทัดเดียวกับรายการ",
    YEAR_UNREAD: "อ่านปีของคอลัมน์ไม่ได้",
    "a single digit was read where an amount or a dash stands": "อ่านได้ตัวเลขหลักเดียวในช่องที่ควรเป็นจำนวนเงินหรือขีด",
    "nothing was read in the cell": "อ่านไม่พบสิ่งใดในช่อง",
    "nothing was read in the cell of a badly read table": "ตารางอ่านได้ไม่ชัด และอ่านไม่พบสิ่งใดในช่องนี้",
    "nothing was read in the budget section": "อ่านไม่พบสิ่งใดในหัวข้องบประมาณ",
    "the row has not a cell for every year": "แถวมีช่องไม่ครบทุกปี",
    "a blank or a dash stands beside the budget before the amendment, which may be unchanged": (
        "ช่องงบประมาณที่แก้ไขว่างหรือเป็นขีด ทั้งที่มีงบประมาณเดิม อาจหมายถึงคงเดิม"
    ),
    UNSURE_UNIT: "อ่านหน่วยของจำนวนเงินไม่ได้",
    "the year of the column was not read for sure": "อ่านปีของคอลัมน์ได้ไม่แน่ชัด",
    "the sum of the year's parts is printed nowhere": "ไม่มียอดรวมของปีพิมพ์ไว้ ใช้ผลรวมของรายงวด",
    "the parts of the year add up to another sum": "ยอดรายงวดของปีรวมกันไม่เท่ายอดรวมที่พิมพ์ไว้",
    OF_OTHER_MONEY: "ถ้อยคำข้างจำนวนเงินอาจหมายถึงเงินอื่นที่ไม่ใช่งบประมาณของรายการ",
    OF_SOMETHING_ELSE: "ข้อความกล่าวถึงแผนอื่นหรือปีก่อน ๆ",
    OF_ONE_ITEM: "บรรทัดขึ้นต้นเหมือนหัวข้องบประมาณของโครงการเดียว",
    SUM_DIFFERS: "ยอดรายปีรวมกันไม่เท่ายอดรวมของแถว",
    "the detail section states several amounts": "รายละเอียดโครงการระบุหลายจำนวน",
    "the amount is not written regularly": "จำนวนเงินเขียนผิดรูปแบบ",
    "the amount is not certain": "จำนวนเงินไม่แน่ชัด",
    "the budget section names no amount": "หัวข้องบประมาณไม่ระบุจำนวนเงิน",
    "two sections of each kind under one name: the next project's name may be lost": (
        "มีหัวข้อซ้ำกันภายใต้ชื่อเดียว ชื่อโครงการถัดไปอาจหายไป"
    ),
    BEYOND_GAP: "หน้าก่อนหน้าอ่านได้ไม่ชัด ชื่อโครงการถัดไปอาจหายไป",
    "the summary table seems to say another amount": "ตารางสรุปน่าจะระบุจำนวนอื่น",
    CONTESTED: "ปีที่หัวคอลัมน์ไม่เรียงตามลำดับปีของคอลัมน์ข้างเคียง",
    OF_ALL_YEARS: "เป็นจำนวนเงินรวมทุกปี",
    "the row has not as many cells as its table": "แถวมีจำนวนช่องไม่เท่ากับตาราง",
    CELLS_UNSURE: "แบ่งแถวหรือคอลัมน์ของตารางได้ไม่แน่ชัด อาจเป็นจำนวนเงินของรายการหรือปีอื่น",
    BY_ORDER: "อ่านเลขมิติไม่ได้ ทราบจากมิติที่อยู่ก่อนและหลังเท่านั้น",
    BY_PLACE: "ทราบปีจากตำแหน่งของคอลัมน์เท่านั้น",
    "amounts stand for items on both sides of a page break": "จำนวนเงินอาจเป็นของรายการก่อนหรือหลังขึ้นหน้าใหม่",
    BESIDE_DASHES: "อ่านไม่พบสิ่งใดในช่อง ทั้งที่ปีอื่นของรายการเป็นขีด",
    DISPLACED: "มีจำนวนเงินอยู่ในคอลัมน์อื่นของแถวเดียวกัน",
    MAY_BE_PART: "แถวนี้อาจเป็นกิจกรรมย่อยของรายการข้างบน ซึ่งรวมจำนวนเงินนี้ไว้แล้ว",
    LISTED_AGAIN: "หน้านี้แสดงรายการของหน้าก่อนซ้ำอีกครั้ง อาจเป็นหน้าที่สแกนซ้ำหรือหน้าที่แก้ไขแล้ว",
    MAY_BE_SUM: "แถวนี้อาจเป็นยอดรวมของรายการที่อยู่ข้างล่าง",
    SUMMED_OTHERWISE: "ยอดรวมที่พิมพ์ไว้ในแถวข้างบนเป็นจำนวนอื่น",
    OF_PARTS: "ไม่มียอดรวมของรายการพิมพ์ไว้ ใช้ผลรวมของกิจกรรมย่อย",
    BUDGET_OF_DONE: "งบประมาณของรายการที่ดำเนินการแล้ว อาจไม่ใช่ยอดเบิกจ่าย",
    MAY_BE_NO_ITEM: "แถวไม่มีลำดับที่เหมือนแถวอื่น อาจไม่ใช่รายการ",
    PARTS_COST: "แถวข้างล่างซึ่งอาจเป็นกิจกรรมย่อยของรายการนี้มีจำนวนเงิน",
    NUMBERED_SUM: "แถวมีลำดับที่เหมือนรายการ อาจเป็นรายการไม่ใช่ยอดรวม",
    UNIT_ELSEWHERE: "หน่วยเงินระบุไว้เหนือตารางอื่น",
    UNIT_AMID: "มีหน่วยเงินอื่นระบุไว้ในแถวของตาราง",
    SMALL: "จำนวนเงินน้อยผิดปกติ หน่วยอาจไม่ใช่บาท",
    "listed twice for this year, perhaps of another": "รายการนี้แสดงสองครั้งในปีเดียวกัน อาจเป็นของปีอื่น",
    "the figures of a list of years were not read for sure": "อ่านตัวเลขของรายการแยกตามปีได้ไม่แน่ชัด",
    "the file seems to hold two documents": "ไฟล์นี้ดูเหมือนมีเอกสารสองฉบับ",
    "one amount stands for several years": "จำนวนเงินเดียวใช้กับหลายปี",
    "only an uncertain number says whose section it is": "รู้จากเลขลำดับที่ไม่แน่ชัดเท่านั้นว่าเป็นของรายการใด",
    "only its place says whose section it is": "รู้จากลำดับที่ปรากฏเท่านั้นว่าเป็นของรายการใด",
    "the table shows no amount for this year": "ตารางไม่แสดงจำนวนเงินของปีนี้",
    MAY_BE_SPENT: "ข้อความระบุเงินที่ใช้ ซึ่งอาจไม่ใช่เงินที่ตั้งไว้",
    "ticks of a scan were not read": "อ่านเครื่องหมายถูกในภาพสแกนไม่ได้",
}
"""By the English words."""
FLAGS_TH = {
    "approximate": "ประมาณการ",
    "decimals": "ทศนิยม",
    "grouping": "ตัวคั่นหลัก",
    "leading_zero": "เลขศูนย์นำหน้า",
    "letters": "มีตัวอักษรปน",
    "mixed_numerals": "เลขไทยปนเลขอารบิก",
    "negative": "ติดลบ",
    "several": "มีหลายจำนวน",
    "spaces": "มีช่องว่างคั่น",
    "text": "มีข้อความปน",
    "unit": "หน่วยเงิน",
    "unreadable": "อ่านไม่ได้",
    "words_disagree": "ตัวอักษรกับตัวเลขไม่ตรงกัน",
}
"""What is irregular about the way an amount is written (`normalize.money.MoneyFlag`)."""
_IRREGULAR = re.compile(r"irregular: (.+)")
_COUNTED = (
    (re.compile(r"(\d+) amounts stand for (\d+) items"), "มี {0} จำนวนเงินสำหรับ {1} รายการ"),
    (re.compile(r"one amount stands for (\d+) items"), "จำนวนเงินเดียวสำหรับ {0} รายการ"),
    (re.compile(r"the year was misread: (.+)"), "อ่านปีผิด: {0}"),
    (re.compile(r"(\d+) rows of amounts stand for (\d+) items"), "มีจำนวนเงิน {0} แถวสำหรับ {1} รายการ"),
)
_REPAIRED = re.compile(r"read as (\S+), (the sums say|the rest of the document says) (\S+)")
_SAYS_TH = {"the sums say": "ผลรวม", "the rest of the document says": "ส่วนอื่นของเอกสาร"}


def doubt_th(doubt: str) -> str:
    """The reason in Thai; one that is not known stays as it is.

    >>> doubt_th("read as 33500, the sums say 38500")
    'อ่านได้ 33500 แต่ผลรวมชี้ว่าเป็น 38500'
    >>> doubt_th("irregular: grouping"), doubt_th("one amount stands for 2 items")
    ('เขียนหรืออ่านได้ผิดรูปแบบ: ตัวคั่นหลัก', 'จำนวนเงินเดียวสำหรับ 2 รายการ')
    >>> doubt_th("the year was misread: ปี 257")
    'อ่านปีผิด: ปี 257'
    """
    repaired = _REPAIRED.fullmatch(doubt)
    if repaired:
        return f"อ่านได้ {repaired[1]} แต่{_SAYS_TH[repaired[2]]}ชี้ว่าเป็น {repaired[3]}"
    irregular = _IRREGULAR.fullmatch(doubt)
    if irregular:
        flags = [FLAGS_TH.get(flag, flag) for flag in irregular[1].split(", ")]
        return f"เขียนหรืออ่านได้ผิดรูปแบบ: {', '.join(flags)}"
    for pattern, thai in _COUNTED:
        counted = pattern.fullmatch(doubt)
        if counted:
            return thai.format(*counted.groups())
    return DOUBTS_TH.get(doubt, doubt)
