"""The wordings of column headers in plans.

Source: the model plan of the National Anti-Corruption Commission for local governments (2566-2570), its
forerunner (2561-2564), plans made after them, and the Commission's form of the corruption-risk assessment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from normalize.chars import DASHES, fold
from normalize.digits import to_arabic

Role = Literal[
    "seq",
    "dimension",
    "mission",
    "strategy",
    "item",
    "budget",
    "year",
    "tick",
    "total",
    "count",
    "unit",
    "note",
    "period",
    "part",
    "step",
    "issue",
    "level",
    "control",
    "goal",
    "page",
    "other",
]

HEADERS: dict[Role, tuple[str, ...]] = {
    "seq": ("ลำดับที่", "ลำดับ", "ที่", "ข้อ", "ข้อที่", "No."),
    "dimension": ("มิติ", "มิติที่", "มิติการดำเนินงาน", "สอดคล้องกับมิติ", "มิติที่สอดคล้อง", "ความสอดคล้องกับมิติ"),
    "mission": ("ภารกิจตามมิติ", "ภารกิจ", "ภารกิจหลัก", "ภารกิจ/แนวทาง", "ภารกิจที่"),
    "strategy": ("แนวทาง", "แนวทางการดำเนินงาน", "แนวทางปฏิบัติ", "กลยุทธ์", "ยุทธศาสตร์", "แนวทางตามภารกิจ"),
    "item": (
        "โครงการ/กิจกรรม/มาตรการ",
        "โครงการ/กิจกรรม",
        "โครงการ/มาตรการ/กิจกรรม",
        "มาตรการ/กิจกรรม/โครงการ",
        "โครงการ",
        "ชื่อโครงการ",
        "ชื่อโครงการ/กิจกรรม/มาตรการ",
        "แผนงาน/โครงการ",
        "ภารกิจ/โครงการ",
        "งาน/โครงการ",
        "รายการ",
        "รายการโครงการ/กิจกรรม",
        "รายชื่อโครงการ",
        "กิจกรรม",
        "กิจกรรม/มาตรการ",
        "มาตรการ/กิจกรรม",
    ),
    "budget": (
        "งบประมาณ(บาท)",
        "งบประมาณ",
        "ปีงบประมาณ",
        "งบประมาณดำเนินการ",
        "จำนวนงบประมาณ",
        "วงเงินงบประมาณ",
        "ปีงบประมาณพ.ศ.",
        "งบประมาณที่ใช้",
        "จำนวนเงิน",
        "จำนวนเงิน(บาท)",
        "การใช้งบประมาณ",
    ),
    "total": (
        "รวม",
        "รวมงบประมาณ",
        "รวมทั้งสิ้น",
        "รวมเป็นเงิน",
        "รวม5ปี",
        "รวม(บาท)",
        "รวม4ปี",
        "งบประมาณรวม",
        "Total",
        "Grand Total",
    ),
    "count": ("จำนวนโครงการ", "จำนวนกิจกรรม", "จำนวนรายการ", "จำนวนโครงการ/กิจกรรม", "โครงการ(จำนวน)"),
    "unit": (
        "หน่วยงานรับผิดชอบ",
        "หน่วยงานที่รับผิดชอบ",
        "ผู้รับผิดชอบ",
        "ผู้รับผิดชอบโครงการ",
        "หน่วยงานผู้รับผิดชอบ",
        "ส่วนราชการที่รับผิดชอบ",
        "หน่วยงานรับผิดชอบหลัก",
        "หน่วยดำเนินการ",
        "สำนัก/กอง",
    ),
    "note": ("หมายเหตุ",),
    "period": ("ระยะเวลา", "ระยะเวลาดำเนินการ", "ไตรมาส", "กำหนดเวลา"),
    "step": (
        "ขั้นตอนการดำเนินงาน",
        "กระบวนงาน",
        "ขั้นตอน/กระบวนงาน",
        "ขั้นตอน",
        "กระบวนการ",
        "กระบวนการปฏิบัติงาน",
        "ขั้นตอนการปฏิบัติงาน",
        "ภารกิจงาน/กระบวนงาน",
    ),
    "issue": (
        "ประเด็นความเสี่ยงการทุจริต",
        "ความเสี่ยงการทุจริต",
        "ความเสี่ยง",
        "เหตุการณ์ความเสี่ยง",
        "เหตุการณ์ความเสี่ยงการทุจริต",
        "ประเด็นความเสี่ยง",
        "รูปแบบพฤติการณ์ความเสี่ยงการทุจริต",
        "โอกาสและความเสี่ยงการทุจริต",
    ),
    "level": ("RiskScore", "ระดับความเสี่ยง", "คะแนนความเสี่ยง", "ระดับของความเสี่ยง", "ค่าความเสี่ยง", "ระดับ"),
    "control": (
        "มาตรการควบคุมความเสี่ยงการทุจริต",
        "มาตรการป้องกันความเสี่ยงการทุจริต",
        "มาตรการป้องกัน",
        "มาตรการจัดการความเสี่ยง",
        "แนวทางป้องกันความเสี่ยง",
        "การควบคุมความเสี่ยง",
        "มาตรการป้องกันการทุจริต",
        "มาตรการป้องกันเพื่อไม่ให้เกิดการทุจริต",
        "แนวทางการแก้ไข",
    ),
    "goal": ("ค่าเป้าหมาย", "ตัวชี้วัด", "เป้าหมาย"),
    "page": ("หน้า", "เลขหน้า"),
    "year": (),
    "tick": (),
}

_MONTH = re.compile(
    r"ม[ิีึื]?ค|กพ|เมย|พค|ม[ิีึื]?ย|กค|สค|กย|ตค|พย|ธค|มกราคม|กุมภาพันธ|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน"
    r"|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
)
_SPAN_DASH, _ENDS = re.compile(rf"[{re.escape(DASHES)}]|ถึง"), 2
_YEAR_WORDS = r"\s*(?:ปี|พ\.?\s*ศ\.?|งบประมาณ|\s)*\s*"
_LONE_YEARS = re.compile(
    rf"{_YEAR_WORDS}(25[5-9]\d)(?:\s*(?:[{re.escape(DASHES)}]|ถึง){_YEAR_WORDS}(25[5-9]\d))?\s*"
)
_LONGEST_SPAN = 10
_YEAR = re.compile(r"(?<!\d)(25[5-9]\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(?:ปี|พ\.?ศ\.?)\s*(?:งบประมาณ)?\s*(\d{2})(?!\d)")
_NO_LETTERS = re.compile(r"[^ก-ฮเ-ไะ-ู]")


_OTHER_UNIT = re.compile(
    r"\((?:คน|ราย|ครั้ง|แห่ง|รุ่น|วัน|ชุด|เรื่อง|หมู่บ้าน|ครัวเรือน)\)|ผู้เข้าร่วม|ผู้เข้าอบรม|จำนวนคน|จำนวนครั้ง|^เป้าหมาย"
    r"|คะแนน|น้ำหนัก|ค่าเป้าหมาย|ค่าถ่วง|เกณฑ์|ระดับความสำเร็จ"
)
_MONEY = re.compile(r"งบ|เงิน|บาท|เบิกจ่าย")


def without_fiscal(text: str) -> str:
    """A folded text without ปีงบประมาณ, which is a year and no money."""
    return fold(text).replace("ปีงบประมาณ", "")


def is_other_unit(path: Sequence[str]) -> bool:
    """Whether the headings of a column (outermost first) name people, times, targets or scores, and no money.

    >>> is_other_unit(["เป้าหมาย (ครั้ง)", "ปีงบประมาณ 2566"]), is_other_unit(["เป้าหมาย/งบประมาณ"])
    (True, False)
    >>> is_other_unit(["น้ำหนัก (ร้อยละ)"]), is_other_unit(["ผลคะแนน"])
    (True, True)
    """
    words = [without_fiscal(text) for text in path]
    return any(map(_OTHER_UNIT.search, words)) and not any(map(_MONEY.search, words))


def is_month(text: str) -> bool:
    """Whether a header is the name of a month, in full or short, also with a vowel misread.

    >>> is_month("ต.ค."), is_month("มื.ย."), is_month("ปี 2567")
    (True, True, False)
    """
    return bool(_MONTH.fullmatch(_NO_LETTERS.sub("", text)))


def is_span_of_months(text: str) -> bool:
    """Whether a header is a span of months, with or without their years: a quarter, or half a year.

    >>> is_span_of_months("ต.ค.-ธ.ค. 70"), is_span_of_months("ม.ค. ถึง มี.ค."), is_span_of_months("ต.ค. 70")
    (True, True, False)
    """
    ends = _SPAN_DASH.split(text)
    return len(ends) == _ENDS and all(map(is_month, ends))


_OF_YEARS = re.compile(r"(?=.)(?:ปี(?:งบประมาณ)?)?(?:พ\.?ศ\.?)?:?")


def heads_years(text: str) -> bool:
    """Whether a heading is that of a column of years and says nothing else.

    >>> heads_years("ปีงบประมาณ พ.ศ."), heads_years("พ.ศ"), heads_years("ปีงบประมาณ 2566"), heads_years("")
    (True, True, False, False)
    """
    return _OF_YEARS.fullmatch(fold(text)) is not None


def named_years(text: str) -> tuple[int, ...]:
    """The Buddhist-Era years that are all a text says: one, or all of a span.

    >>> named_years("ปีงบประมาณ ๒๕๗๑"), named_years("ปี 2566-2568"), named_years("มกราคม 2566")
    ((2571,), (2566, 2567, 2568), ())
    """
    match = _LONE_YEARS.fullmatch(to_arabic(text))
    if match is None:
        return ()
    first, last = int(match[1]), int(match[2] or match[1])
    return tuple(range(first, last + 1)) if last - first < _LONGEST_SPAN else ()


def header_years(text: str) -> list[int]:
    """The Buddhist-Era years named in a header (`ปี 2566`, `๒๕๖๖`, `ปี 66`)."""
    arabic = to_arabic(text)
    years = [int(found) for found in _YEAR.findall(arabic)]
    if not years and (short := _SHORT_YEAR.search(arabic)):
        years = [2500 + int(short[1])]
    return years
