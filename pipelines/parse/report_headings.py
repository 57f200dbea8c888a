"""The headings of sections in reports, in their many wordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from rapidfuzz import fuzz

from normalize.chars import canonical, fold
from normalize.numbering import parse_numbering
from pipelines.parse.sections import POINT_FOR_COLON
from pipelines.records import SectionName

SECTION_HEADINGS: dict[SectionName, tuple[str, ...]] = {
    "method": (
        "การดำเนินการ",
        "การดำเนินงาน",
        "วิธีดำเนินการ",
        "วิธีการดำเนินการ",
        "วิธีดำเนินงาน",
        "วิธีการดำเนินงาน",
        "ขั้นตอนการดำเนินการ",
        "ขั้นตอนการดำเนินงาน",
        "ขั้นตอน/วิธีการดำเนินการ",
        "แนวทางการดำเนินการ",
        "แนวทางการดำเนินงาน",
        "แนวทางปฏิบัติ",
        "แนวทางการปฏิบัติ",
        "วิธีการปฏิบัติ",
        "กิจกรรมที่ดำเนินการ",
    ),
    "results": (
        "ผลการดำเนินการ",
        "ผลการดำเนินงาน",
        "ผลดำเนินการ",
        "ผลดำเนินงาน",
        "ผลการปฏิบัติงาน",
        "ผลการปฏิบัติ",
        "ผลการดำเนินโครงการ",
        "ผลการดำเนินกิจกรรม",
        "สรุปผลการดำเนินการ",
        "สรุปผลการดำเนินงาน",
        "รายงานผลการดำเนินการ",
        "รายงานผลการดำเนินงาน",
        "ผลสัมฤทธิ์",
        "ความก้าวหน้า",
        "ผลความก้าวหน้า",
    ),
    "rationale": ("หลักการและเหตุผล",),
    "objectives": ("วัตถุประสงค์",),
    "target_group": ("เป้าหมาย", "กลุ่มเป้าหมาย", "ผู้เข้าร่วมโครงการ"),
    "location": ("พื้นที่ดำเนินการ", "สถานที่ดำเนินการ", "สถานที่"),
    "duration": ("ระยะเวลาดำเนินการ", "ระยะเวลาการดำเนินการ", "ระยะเวลา", "ช่วงเวลาดำเนินการ", "วันที่ดำเนินการ"),
    "budget": (
        "งบประมาณ",
        "งบประมาณดำเนินการ",
        "งบประมาณที่ใช้",
        "งบประมาณตามแผน",
        "การใช้จ่ายงบประมาณ",
        "การเบิกจ่ายงบประมาณ",
        "ผลการเบิกจ่ายงบประมาณ",
    ),
    "responsible": (
        "ผู้รับผิดชอบ",
        "ผู้รับผิดชอบโครงการ",
        "หน่วยงานรับผิดชอบ",
        "หน่วยงานที่รับผิดชอบ",
        "หน่วยงานผู้รับผิดชอบ",
        "ส่วนราชการที่รับผิดชอบ",
    ),
    "outputs": ("ผลผลิต",),
    "outcomes": ("ผลลัพธ์", "ตัวชี้วัด", "ประโยชน์ที่ได้รับ", "ผลที่ได้รับ"),
    "note": ("ปัญหาและอุปสรรค", "ปัญหา/อุปสรรค", "ปัญหาอุปสรรค", "ข้อเสนอแนะ", "ปัญหาอุปสรรคและข้อเสนอแนะ", "หมายเหตุ"),
}
_FOLDED = tuple((name, fold(text)) for name, texts in SECTION_HEADINGS.items() for text in texts)
_LONGEST_LABEL = 60
_INLINE: frozenset[SectionName] = frozenset(
    {"budget", "responsible", "duration", "location", "target_group", "note"}
)
"""Headings whose content may follow on the same line without a colon."""
_BY_HABIT: frozenset[SectionName] = frozenset({"method", "results", "objectives", "outputs", "outcomes"})
"""Headings whose words also begin sentences: content follows them on the line only where the document does so
again and again."""
_HABIT = 3
_LONGEST_LINE = 200


def inline_habits(texts: Iterable[str]) -> frozenset[SectionName]:
    """The sections whose heading and content a document sets on one line without a colon
    (`ผลการดำเนินการ มีผู้เข้าร่วม 30 คน`): several times so, and never the heading alone."""
    inline: Counter[SectionName] = Counter()
    alone: set[SectionName] = set()
    for text in texts:
        numbering = parse_numbering(text)
        body = canonical(numbering.rest if numbering is not None and numbering.rest else text).strip()
        head, _, rest = body.partition(" ")
        found = _best_heading(head)
        if found in _BY_HABIT and not body.startswith("สรุป"):  # which may head the end of the report
            inline[found] += bool(rest.strip())
            alone |= set() if rest.strip() else {found}
    return frozenset(name for name, times in inline.items() if times >= _HABIT and name not in alone)


def section_heading(text: str, habits: Collection[SectionName] = ()) -> tuple[SectionName, str] | None:
    """The section that a line names as a heading, and the content that follows on the same line.

    A few misread letters are borne; the longest match decides between การดำเนินการ and ผลการดำเนินการ.
    `habits` are the sections of `inline_habits`.

    >>> section_heading("๖. งบประมาณ 20,000 บาท")
    ('budget', '20,000 บาท')
    """
    numbering = parse_numbering(text)
    body = canonical(numbering.rest if numbering is not None and numbering.rest else text).strip()
    head, colon, rest = body.partition(":")
    if not colon and (point := POINT_FOR_COLON.match(body)) is not None and _best_heading(point["words"]):
        head, colon, rest = point["words"], ":", body[point.end() :]
    best = _best_heading(head)
    if best is None and colon and len(head) <= _LONGEST_LABEL:
        # `วิธีการ/แนวทางปฏิบัติ :`
        best = next((name for part in head.split("/")[1:] if (name := _best_heading(part))), None)
    if best is not None:
        return best, rest.strip()
    head, _, rest = body.partition(" ")
    best = None if colon else _best_heading(head)
    if best is not None and (best in _INLINE or best in habits) and len(body) < _LONGEST_LINE:
        return best, rest.strip()
    return None


def _best_heading(text: str) -> SectionName | None:
    folded = fold(text).strip("*_.·,;:'-")
    best: tuple[float, SectionName | None] = (0.0, None)
    for name, heading in _FOLDED:
        if abs(len(folded) - len(heading)) > 3:
            continue
        score = fuzz.ratio(folded, heading)
        if score > best[0]:
            best = (score, name)
    return best[1] if best[0] >= 88 else None
