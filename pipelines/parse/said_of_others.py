"""What texts say of something else than the document's plan: of the local development plan, or of the years
before."""

from __future__ import annotations

import re

PASSED = r"(?:ที่\s*(?:ผ่านมา|แล้ว)|ซึ่ง\s*ผ่านมา)"
"""Behind a year: it has passed (`ปีงบประมาณ พ.ศ. 2566 ที่ผ่านมา`)."""
YEARS_BEFORE = rf"ปี(?:งบประมาณ)?\s*(?:{PASSED}|ก่อน(?:\s*หน้า)?(?:\s*นี้)?)"
"""The years before, by no number."""
OTHER_PLAN = re.compile(
    r"แผน\s*(?:ยุทธศาสตร์\s*)?(?:การ\s*)?พัฒนา(?!\s*(?:คุณธรรม|จริยธรรม|ธรรมาภิบาล|ความ\s*โปร่งใส))"
    r"|แผน\s*(?:การ\s*)?ดำเนินงาน\s*(?:ของ|ประจำ)"
)
"""What the local development plan and its plan for a year are called; `แผนพัฒนาคุณธรรม…` is one like this."""
_PLAN = re.compile(r"ป้องกัน\s*(?:และปราบปราม\s*)?การทุจริต|(?:ฉบับ|แผน)\s*(?:นี้|ดังกล่าว)")
_BEFORE = re.compile(rf"{YEARS_BEFORE}|25\d\d\s*{PASSED}|ฉบับ\s*(?:เดิม|ก่อน|{PASSED})")
_DONE_IN = re.compile(
    r"ปี(?:งบประมาณ)?\s*(?:พ\s*\.\s*ศ\s*\.?\s*)?(?P<year>25\d\d)(?=[^\d–-]{0,30}?(?:ดำเนิน|มี\s*โครงการ|เบิก\s*จ่าย))"
)
_IN_YEAR = re.compile(
    r"(?:ดำเนิน(?:การ|งาน|โครงการ)|เบิก\s*จ่าย|ใช้\s*(?:จ่าย|งบ))[^\d]{0,40}?ปี(?:งบประมาณ)?\s*(?:พ\s*\.\s*ศ\s*\.?\s*)?(?P<year>25\d\d)(?!\s*[-–])"
)
"""What was done is named before the year: `ได้ดำเนินการตามแผนในปีงบประมาณ พ.ศ. 2567 รวม 14 โครงการ`."""
_NOW = re.compile(r"ฉบับ\s*นี้|แผน\s*นี้|ปี(?:งบประมาณ)?\s*(?:นี้|(?:พ\s*\.\s*ศ\s*\.?\s*)?25\d\d)")


def spans_of_others(text: str, first_year: int | None) -> list[tuple[int, int]]:
    """Start and end of the parts of a text (Arabic digits) that speak of something else: from its name to the
    name of the plan against corruption, or from the years before (what was done in a year before the
    `first_year` of the document) to this plan or a named year.

    >>> text = "แผนพัฒนาท้องถิ่น 312 โครงการ แผนป้องกันการทุจริต 4 โครงการ"
    >>> [text[start:end] for start, end in spans_of_others(text, 2568)]
    ['แผนพัฒนาท้องถิ่น 312 โครงการ แผน']
    """
    spans = []
    for begins, ends in ((OTHER_PLAN, _PLAN), (_BEFORE, _NOW), (_DONE_IN, _NOW), (_IN_YEAR, _NOW)):
        for begin in begins.finditer(text):
            year = begin.groupdict().get("year")
            if year is not None and (first_year is None or int(year) >= first_year):
                continue
            end = ends.search(text, begin.end())
            spans.append((begin.start(), end.start() if end is not None else len(text)))
    return sorted(spans)


def own_and_others(text: str, first_year: int | None) -> tuple[str, str]:
    """The text with the digits of what it says of others blanked, and with all other digits blanked."""
    spans = spans_of_others(text, first_year)
    within = [any(start <= n < end for start, end in spans) for n in range(len(text))]
    marked = [*zip(text, within, strict=True)]
    own = "".join("_" if inside and char.isdigit() else char for char, inside in marked)
    others = "".join("_" if char.isdigit() and not inside else char for char, inside in marked)
    return own, others
