"""What the words around an amount say against it as the budget of one project."""

from __future__ import annotations

import re

from normalize.money import COUNTED, DASH, EACH_BEFORE, OF_ONE, SCALED, MoneyFlag

_TIMES_BEHIND = re.compile(
    r"(?:บาท|บ\.|\.?-|฿)?\s*(?:ถ้วน)?\s*(?:"
    r"(?:จำนวน|\(|[x×])\s*(?:จำนวน\s*)?(?!0*1\s*(?:ครั้ง|รุ่น|งวด|มื้อ|วัน|เดือน))\d{1,3}\s*(?:ครั้ง|รุ่น|งวด|มื้อ|วัน|เดือน)"
    r"|(?:[x×X*]|คูณ)\s*(?!\d\s*ปี)\d)"
)
"""`20,000 บาท จำนวน 2 ครั้ง`: the amount before it may be that of each."""
_TIMES_BEFORE = re.compile(r"\d\s*[ก-๙]{0,12}\s*ๆ?\s*(?:[x×X*]|คูณ)\s*$")
"""`50 คน x 100 บาท`: the amount behind it is that of each."""
_NEAR = 30
"""Letters before an amount in which a count, or the lower end of a range, stands."""
_FAR = 120
"""Letters before an amount in which the name of another project stands."""
_RANGE_BEFORE = re.compile(
    rf"(?<![\d.,/])(?:\d{{1,3}}(?:,\d{{3}})+|(?!2[45]\d\d(?!\d))\d{{3,7}})\s*(?:{DASH}|ถึง|[+~]|และ|หรือ|กับ)\s*$"
)
"""`20,000 - `: the amount behind it is the upper end of a range, or is added to another."""
_SCALED_BEFORE = re.compile(rf"(?<![\d.,/])\d{{1,2}}(?:\.\d+)?\s*(?:{DASH}|ถึง)\s*$")
"""The same before `3 แสนบาท`."""
_BOUND_BEFORE = re.compile(
    r"(?:เกิน(?:กว่า)?|กว่า|อย่างน้อย|อย่างต่ำ|อย่างมาก|ขั้นต่ำ|สูงสุด|ต่ำสุด|ตั้งแต่|เริ่มต้น(?:ที่)?|(?<!งบ)ประมาณ|เฉลี่ย(?:ปีละ)?|เกือบ|ราว\s*ๆ?)"
    r"\s*(?:วงเงิน|จำนวน)?\s*$"
)
_BOUND_BEHIND = re.compile(r"(?:บาท|บ\.|฿)?\s*(?:ขึ้นไป|เศษ(?!ฐ)|กว่า|โดยประมาณ)")
"""`5,000 บาทขึ้นไป`: the amount before it is the least, or nearly so."""
_CHANGE_BEFORE = re.compile(
    r"(?:เพิ่ม(?:ขึ้น|เติม|อีก)*|ลด(?:ลง)?|โอน(?:เพิ่ม|ลด|เข้า|ออก|มา|ไป)*|ขาด(?:อยู่|อีก)?|เดิม|ส่วนต่าง"
    r"|ปี(?:งบประมาณ)?(?:ที่(?:ผ่านมา|แล้ว)|ก่อน))\s*(?:จาก(?:เดิม|ปีก่อน))?\s*(?:จำนวน|เป็นเงิน|งบประมาณ|เงิน|อีก|ใช้|ตั้ง|:|\s)*$"
)
"""`เพิ่มขึ้น 5,000 บาท`, `ปีก่อน 5,000 บาท`: what an amount changed by, or was before."""
_SHARED_BEHIND = re.compile(
    r"\(?\s*(?:(?:งบประมาณ|งบ|ใช้|เบิก)?\s*(?:รวม|ร่วม|สำหรับ)(?:กับ|กัน)?\s*(?:ทั้ง)?\s*(?:ทุก|หลาย|(?:[2-9]|\d\d)\s*)โครงการ"
    r"|(?:ใช้|เบิก|งบประมาณ|งบ)?\s*ร่วมกับ\s*โครงการ"
    r"|(?:รวม|ร่วม|เฉลี่ย)(?:กับ|กัน)?\s*(?:(?:ลำดับ|ข้อ|โครงการ|กิจกรรม)\s*(?:ที่)?\s*\d|(?:[2-9]|\d\d)\s*(?:โครงการ|กิจกรรม)))"
)
"""`20,000 บาท (รวมทุกโครงการ)`: the amount is that of several projects together."""
_SHARED_BEFORE = re.compile(
    r"(?:ร่วม|รวม)(?:อยู่|ไว้)?กับ\s*(?:โครงการ|กิจกรรม)(?:ที่\s*\d{1,3}(?!\d)|(?!บาท)[^\d]){0,80}$"
)
"""`ใช้ร่วมกับโครงการอื่น 20,000 บาท`: the amount is another project's as well."""
_LEFT_BEFORE = re.compile(r"(?:คงเหลือ|เหลือจ่าย|ยอดเหลือ|เงินเหลือ)(?:จำนวน|เป็นเงิน|เงิน|งบประมาณ|อยู่|\s|:)*$")
"""`คงเหลือ 5,000 บาท`: what was not spent is no budget."""
_CALLED_OFF_BEHIND = re.compile(
    r"(?:บาท|บ\.|\.?-|฿)?\s*(?:ถ้วน)?\s*[(\[]?\s*(?:ขอ|ได้|ถูก|เสนอ)?\s*(?:ยกเลิก|งดดำเนินการ|งดใช้|ชะลอ|ระงับ|รอ(?:การ)?(?:จัดสรร|อนุมัติ|พิจารณา)|ถ้ามี|โอน(?:ไป|ลด|ออก|งบ|เงิน))"
)
"""`20,000 บาท (ยกเลิก)`: whether the amount still stands is not said."""
_PRICE_BEHIND = re.compile(
    r"(?:บาท|บ\.|\.?-|฿)?\s*(?:ถ้วน)?\s*\(?\s*(?:(?:งบ|เงิน|อุดหนุน|รายได้)[^\s()\d]{0,12}?\s?)?"
    rf"(?:{OF_ONE}|{COUNTED}\s*ๆ?\s*ละ\s*(?:\)|$)|รายหัว)"
)
"""`500 บาท/คน`, `5,000 บาท (หมู่บ้านละ)`: the amount is the price of one of several."""
_PART_BEFORE = re.compile(
    r"(?:(?:ระยะ|รุ่น|ครั้ง|งวด|ไตรมาส|ภาคเรียน|เฟส|ช่วง)\s*(?:ที่)?\s*(?:\d{1,2}|แรก|สุดท้าย)|ครึ่งปี(?:แรก|หลัง)|\d\s*เดือน(?:แรก|หลัง)"
    r"|ปี(?:แรก|ต่อ(?:ๆ\s*)?ไป|ถัดไป|หน้า)|บางส่วน|ส่วนหนึ่ง|อีก|มัดจำ|ร้อยละ\s*\d+(?:\.\d+)?\s*(?:ของ|จาก)[^\d]{0,25}"
    r"|เคย(?:ใช้|ตั้ง|ได้รับ)|ประหยัด(?:ได้|งบประมาณ)*|ลดค่าใช้จ่าย)\s*(?:จำนวน|เป็นเงิน|เงิน|งบประมาณ|:|\s)*$"
)
"""`รุ่นที่ 1 5,000 บาท`, `ร้อยละ 10 ของ 5,000 บาท`: what is not all of it, or of this year."""
_SHARED_COST_BEHIND = re.compile(r"(?:บาท|บ\.|฿)?\s*\(?\s*[^\s\d(]{0,20}สมทบ")
"""`10,000 บาท เทศบาลสมทบ`: the part of one of two who pay."""
_NO_OWN_BUDGET_BEFORE = (_PART_BEFORE, EACH_BEFORE, _TIMES_BEFORE, _LEFT_BEFORE, _CHANGE_BEFORE)
_NO_OWN_BUDGET_BEHIND = (
    _SHARED_COST_BEHIND,
    _PRICE_BEHIND,
    _SHARED_BEHIND,
    _TIMES_BEHIND,
    _CALLED_OFF_BEHIND,
)


def doubtful_use(plain: str, start: int, end: int) -> MoneyFlag | None:
    """What the words around the amount between two positions of a canonical text in Arabic digits say against
    it as one budget: it may be the price of one of several, shared by several projects, called off, what is
    left, a change or that of the year before (`text`), or is a bound, a mean or the upper end of a range
    (`approximate`); None where they say nothing.

    >>> doubtful_use("500 บาท/คน", 0, 7), doubtful_use("4 คน / 500 บาท", 7, 14)
    ('text', 'text')
    >>> doubtful_use("20,000 - 30,000 บาท", 9, 19), doubtful_use("ไม่เกิน 30,000 บาท", 8, 18)
    ('approximate', 'approximate')
    >>> doubtful_use("20,000 บาท (ยกเลิก)", 0, 10), doubtful_use("คงเหลือ 5,000 บาท", 8, 17)
    ('text', 'text')
    >>> doubtful_use("50 คน x 100 บาท", 8, 15), doubtful_use("เพิ่มขึ้น 5,000 บาท", 10, 19)
    ('text', 'text')
    >>> doubtful_use("ปี 2567 - 30,000 บาท/ปี", 10, 20) is None
    True
    """
    behind, near = plain[end:].lstrip(), max(0, start - _NEAR)
    if any(pattern.match(behind) for pattern in _NO_OWN_BUDGET_BEHIND):
        return "text"
    if any(pattern.search(plain, near, start) for pattern in _NO_OWN_BUDGET_BEFORE):
        return "text"
    if _SHARED_BEFORE.search(plain, max(0, start - _FAR), start):
        return "text"
    scaled = SCALED.match(plain, start) is not None and _SCALED_BEFORE.search(plain, near, start) is not None
    if scaled or _RANGE_BEFORE.search(plain, near, start) or _BOUND_BEFORE.search(plain, near, start):
        return "approximate"
    if _BOUND_BEHIND.match(behind):
        return "approximate"
    return None
