"""The span of years in the title of a plan, beside that of its budget columns."""

from __future__ import annotations

import re

from extract.model import Document
from normalize.chars import DASHES, canonical
from normalize.dates import year_mentions
from normalize.digits import to_arabic
from pipelines.parse.evidence import digits_trusted

_LONGEST_TITLE = 140
_LONGEST_PLAN = 8
_TITLE = re.compile(r"[\s(\"“]*แผน\s*(?:ปฏิบัติการ)?\s*(?:ด้าน)?\s*(?:การ)?\s*ป้องกัน")
"""The national plan that such plans are made under is one `ด้านการต่อต้านการทุจริต`."""
_PLACE = re.compile(r"\s*(?:ของ)?\s*(?:เทศบาล|องค์การบริหารส่วน|อบ[ตจ]\s*\.|ตำบล|อำเภอ|จังหวัด)[^\d๐-๙]{2,60}")
_YEARS = re.compile(
    rf"\s*[(\[]?\s*(?:ประจำ)?(?:ปี)?(?:งบประมาณ)?\s*(?:พ\s*\.\s*ศ\s*\.?)?\s*25\d\d\s*(?:[{re.escape(DASHES)}]|ถึง)"
)
"""A line that begins with a span of years."""
_OTHER = re.compile(r"ภายใต้|ตาม\s*แผน|สอดคล้อง|(?:ได้|การ)ดำเนิน(?:การ|งาน)(?:ตาม|แล้ว)|ผ่านมา|ฉบับเดิม|สิ้นสุด")
"""The plan that this one is made under, or the one before."""
_BEHIND = re.compile(
    r"[\s)\]*]*(?:(?:\(?\s*(?:ฉบับ|แก้ไข|เพิ่มเติม|เปลี่ยนแปลง|ทบทวน|ปรับปรุง)|ของ|เทศบาล|องค์การบริหาร|อบ[ตจ]).{0,80})?$"
)
"""What may stand behind the years of a title: that it was amended, or the name of the place."""


def title_span(document: Document, years: tuple[int, int] | None) -> tuple[int, int] | None:
    """First and last of the years that a title of a plan names as a span, read for sure: the `years` that the
    document is taken to be about where one names them, else those of the first title; None without one."""
    found: list[tuple[int, int]] = []
    heading = ""
    for _, line in document.lines():
        text = to_arabic(canonical(line.text)).replace("\n", " ")
        goes_on = heading and (_PLACE.fullmatch(text) or _YEARS.match(text))
        title = f"{heading} {text}" if goes_on else text
        named = _span(title)
        if named is not None and digits_trusted([line]):
            found.append(named)
        heading = title if _TITLE.match(title) and named is None else ""
    return years if years in found else next(iter(found), None)


def _span(title: str) -> tuple[int, int] | None:
    """The span of years that a title ends with, also before the number of an amendment."""
    if len(title) > _LONGEST_TITLE or not _TITLE.match(title) or _OTHER.search(title):
        return None
    spans = [mention for mention in year_mentions(title) if 1 < len(mention.years) <= _LONGEST_PLAN]
    if len(spans) != 1 or not _BEHIND.match(title, spans[0].end):
        return None
    return spans[0].years[0], spans[0].years[-1]
