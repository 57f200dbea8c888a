"""Thai and English names of codes, as the report shows them."""

from __future__ import annotations

Names = tuple[str, str]

SEVERITIES: dict[str, Names] = {
    "error": ("ข้อผิดพลาด", "error"),
    "warning": ("ควรตรวจ", "warning"),
    "info": ("ข้อสังเกต", "note"),
}
CAUSES: dict[str, Names] = {
    "document": ("อยู่ในเอกสารเอง", "in the document"),
    "extraction": ("น่าจะเกิดจากการอ่าน", "probably in the reading"),
    "unknown": ("เอกสารหรือการอ่าน ยังไม่แน่ชัด", "document or reading, undecided"),
}
GROUPS: dict[str, tuple[Names, Names]] = {
    "error": (SEVERITIES["error"], ("ข้อผิดพลาด", "errors")),
    "warning": (SEVERITIES["warning"], ("ข้อควรตรวจ", "warnings")),
    "misread": (("น่าจะอ่านผิด", "misread"), ("น่าจะอ่านผิดหรืออ่านไม่ได้", "probably misread or unreadable")),
    "info": (SEVERITIES["info"], ("ข้อสังเกต", "notes")),
}
"""How findings are counted and filtered: errors and warnings that the reading is blamed for are `misread`.
The name of one, and of several."""
CHECKS: dict[str, Names] = {
    "dimension_total": ("ยอดรวมของมิติ", "dimension total"),
    "plan_total": ("ยอดรวมทั้งแผน", "plan total"),
    "dimension_count": ("จำนวนรายการของมิติ", "dimension count"),
    "plan_count": ("จำนวนรายการทั้งแผน", "plan count"),
    "preface_count": ("จำนวนในคำนำ", "preface count"),
    "detail_budget": ("งบประมาณในรายละเอียด", "detail budget"),
    "missing_detail": ("ไม่มีรายละเอียดโครงการ", "missing detail section"),
    "missing_summary": ("ไม่มีในตารางสรุป", "missing in the summary"),
    "seq_gap": ("เลขลำดับข้าม", "gap in the numbering"),
    "seq_duplicate": ("เลขลำดับซ้ำ", "number used twice"),
    "duplicate_project": ("รายการซ้ำ", "item listed twice"),
    "percent": ("ร้อยละ", "percentage"),
    "fiscal_year": ("ปีงบประมาณ", "fiscal year"),
    "foreign_locality": ("ชื่อหน่วยงานอื่น", "another locality's name"),
    "copied_text": ("ข้อความซ้ำ", "copied text"),
    "risk_control": ("มาตรการควบคุมความเสี่ยง", "risk control"),
    "date_order": ("ลำดับวันที่", "order of dates"),
    "report_gap": ("รายงานไม่ครบ", "gap in the report"),
    "plan_vs_report": ("แผนเทียบกับรายงาน", "plan against report"),
    "duplicate_document": ("ไฟล์หรือหน้าซ้ำ", "same file or page twice"),
    "doubtful_amount": ("จำนวนเงินไม่แน่ชัด", "doubtful amount"),
    "unreadable_amount": ("อ่านจำนวนเงินไม่ได้", "unreadable amount"),
}
_STATED = ("ที่ระบุ", "stated")
COMPARED: dict[str, tuple[Names, Names]] = {
    "dimension_total": (_STATED, ("ผลรวมที่คำนวณได้", "computed sum")),
    "plan_total": (_STATED, ("ผลรวมที่คำนวณได้", "computed sum")),
    "dimension_count": (_STATED, ("ที่นับได้", "counted")),
    "plan_count": (_STATED, ("ที่นับได้", "counted")),
    "percent": (_STATED, ("ที่คำนวณได้", "computed")),
    "detail_budget": (("ในรายละเอียด", "detail section"), ("ในตารางสรุป", "summary table")),
    "preface_count": (("ในคำนำ", "preface"), ("ในตารางสรุป", "summary table")),
    "plan_vs_report": (("ในรายงาน", "report"), ("ในแผน", "plan")),
    "foreign_locality": (("ชื่อที่พบ", "named"), ("เอกสารของ", "document of")),
    "seq_duplicate": (("เลขลำดับ", "number"), ("ที่ควรเป็น", "expected")),
    "seq_gap": (("ลำดับที่พบ", "found"), ("ลำดับที่ขาด", "missing")),
    "fiscal_year": (("ปีที่พบ", "year named"), ("ปีของแผน", "years of the plan")),
}
"""Checks whose figures are not simply stated and expected: what is compared. Of a sum that does not hold
nobody knows which of its figures is right."""
LEGEND: tuple[tuple[Names, Names], ...] = (
    (
        SEVERITIES["error"],
        (
            "ตัวเลขที่ขัดแย้งกัน เช่น ยอดรวมไม่เท่ากับผลรวม",
            "figures that contradict each other, such as a sum that does not fit",
        ),
    ),
    (
        SEVERITIES["warning"],
        ("สิ่งที่ควรมีแต่ไม่มี หรือมีแต่ไม่ควรเป็นเช่นนั้น", "something that should be there, or should be otherwise"),
    ),
    (
        GROUPS["misread"][0],
        (
            "ไม่ตรงกัน แต่น่าจะเพราะอ่านภาพผิดหรืออ่านไม่ได้ จึงไม่นับเป็นข้อผิดพลาดหรือข้อควรตรวจ",
            "does not fit, but probably for want of a good reading: not counted as an error or warning",
        ),
    ),
    (
        SEVERITIES["info"],
        (
            "ข้อมูลประกอบ เช่น ข้อความซ้ำ จำนวนเงินที่อ่านไม่แน่ชัด",
            "good to know, such as copied text or doubtful amounts",
        ),
    ),
    (
        CAUSES["unknown"],
        (
            "โปรดเทียบกับภาพหน้าเอกสารก่อนสรุป",
            "compare it with the picture of the page before drawing conclusions",
        ),
    ),
)
"""What the words of the report mean."""
UNITS: dict[str, Names] = {
    **dict.fromkeys(("dimension_total", "plan_total", "detail_budget"), ("บาท", "baht")),
    **dict.fromkeys(("dimension_count", "plan_count", "preface_count"), ("รายการ", "items")),
    "percent": ("%", "%"),
}
"""The unit of a check's figures, where it has one; `plan_vs_report` compares items or baht."""
TYPES: dict[str, Names] = {
    "action_plan": ("แผนปฏิบัติการ", "action plan"),
    "progress_report": ("รายงานผลการดำเนินการ", "progress report"),
    "measure_report": ("รายงานมาตรการ", "measure report"),
    "other": ("เอกสารอื่น", "other"),
}
STATUSES: dict[str, Names] = {
    "ok": ("อ่านครบ", "complete"),
    "partial": ("อ่านบางส่วน", "partial"),
    "failed": ("อ่านไม่ได้", "not read"),
}
VERDICTS: dict[str, Names] = {
    "clean": (
        "ไม่พบข้อขัดแย้งในเอกสาร และอ่านจำนวนเงินได้แน่ชัดทั้งหมด",
        "Nothing that does not add up was found, and every amount was read with certainty.",
    ),
    "partial": (
        "ไม่พบข้อขัดแย้งในส่วนที่อ่านได้ แต่อ่านเอกสารได้ไม่ครบ",
        "Nothing that does not add up was found in what could be read, but not all of the document was read.",
    ),
    "sums": (
        "ไม่พบข้อขัดแย้งในยอดรวมที่อ่านได้ แต่ไม่พบรายการโครงการหรือมาตรการในเอกสาร",
        "Nothing that does not add up was found in the totals, but no items were found in the document.",
    ),
    "unplaced": (
        "ไม่พบข้อขัดแย้งในส่วนที่จัดลงตารางได้ แต่ยังมีจำนวนเงินที่จัดลงตารางไม่ได้ โปรดตรวจข้อความที่จัดลงตารางไม่ได้ด้วย",
        "Nothing that does not add up was found in the tables, but some amounts found no place in them: "
        "see the texts that could not be placed.",
    ),
    "failed": ("อ่านไฟล์นี้ไม่ได้ จึงยังไม่ได้ตรวจ", "This file could not be read: nothing was checked."),
    "other": (
        "ไม่พบโครงการ มาตรการ หรือยอดรวมที่จะตรวจ เอกสารนี้อาจไม่ใช่แผนหรือรายงาน",
        "No items, measures or totals to check were found: this may be no plan and no report.",
    ),
}
"""What is said of a document without findings."""
QUANTITIES: dict[str, Names] = {
    "planned_items": ("โครงการตามแผน (รายการ)", "planned (items)"),
    "done_items": ("ดำเนินการแล้ว (รายการ)", "done (items)"),
    "planned_baht": ("งบตามแผน (บาท)", "planned (baht)"),
    "ordinance_baht": ("งบตามข้อบัญญัติ (บาท)", "in the ordinance (baht)"),
    "spent_baht": ("ใช้จริง (บาท)", "spent (baht)"),
    "items_percent": ("โครงการที่แล้วเสร็จ (%)", "items done (%)"),
    "budget_percent": ("งบประมาณที่ใช้ (%)", "budget spent (%)"),
}
COUNTED: dict[str, Names] = {
    "items": ("รายการ", "items"),
    "projects": ("โครงการ", "projects"),
    "activities": ("กิจกรรม", "activities"),
    "measures": ("มาตรการ", "measures"),
}
ONE = {"items": "item", "projects": "project", "activities": "activity", "measures": "measure"}
"""English words for one of what is counted."""


def counted(value: str, names: Names) -> Names:
    """A number with what it counts, in Thai and English.

    >>> counted("1", COUNTED["activities"])
    ('1 กิจกรรม', '1 activity')
    """
    th, en = names
    return f"{value} {th}".rstrip(), f"{value} {ONE.get(en, en) if value == '1' else en}".rstrip()
