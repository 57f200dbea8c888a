"""The columns of a measure report's table, told by their headers."""

from __future__ import annotations

from typing import Literal

from extract.model import Table
from normalize.chars import fold, without_marks
from pipelines.parse.evidence import likeness, starts_like

Field = Literal["seq", "topic", "action", "unit", "period", "result", "outcome", "suggestion"]

_HEADERS: dict[Field, tuple[str, ...]] = {
    "seq": ("ลำดับที่", "ลำดับ", "ที่", "ข้อ", "ข้อที่", "ข้อOIT", "รหัสOIT", "OIT"),
    "topic": (
        "มาตรการ/แนวทาง",
        "มาตรการ/แนวทางการดำเนินการ",
        "มาตรการ/โครงการ/กิจกรรม",
        "มาตรการ/โครงการ/กิจกรรมที่ดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
        "มาตรการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "มาตรการ",
        "โครงการ/กิจกรรม",
        "หัวข้อ",
        "ประเด็น",
        "ประเด็นการประเมิน",
        "ประเด็นที่ต้องพัฒนา",
        "ประเด็นที่ต้องปรับปรุง",
        "ตัวชี้วัด",
        "ตัวชี้วัด/ประเด็น",
        "ตัวชี้วัดการประเมิน",
    ),
    "action": (
        "วิธีการดำเนินการ",
        "วิธีดำเนินการ",
        "วิธีการดำเนินงาน",
        "ขั้นตอน/วิธีการปฏิบัติ",
        "ขั้นตอนหรือวิธีการปฏิบัติ",
        "ขั้นตอน/วิธีการดำเนินการ",
        "ขั้นตอนการดำเนินการ",
        "ขั้นตอนการดำเนินงาน",
        "แนวทางการดำเนินการ",
        "แนวทางการดำเนินงาน",
        "แนวทางการปฏิบัติ",
        "แนวทางปฏิบัติ",
        "แนวทางการแก้ไข",
        "แนวทางแก้ไข",
        "แนวทางปรับปรุง",
        "แนวทางการปรับปรุง",
        "แนวทางการปรับปรุงแก้ไข",
        "แนวทางการพัฒนา",
        "แนวทางพัฒนา",
        "วิธีการปรับปรุง",
        "การดำเนินการ",
        "กิจกรรมที่ดำเนินการ",
        "วิธีการปฏิบัติ",
        "วิธีการ/ขั้นตอน",
        "ขั้นตอน/วิธีการ",
        "วิธีการ",
        "รายละเอียดการดำเนินการ",
    ),
    "unit": (
        "ผู้รับผิดชอบ",
        "หน่วยงานรับผิดชอบ",
        "หน่วยงานที่รับผิดชอบ",
        "ผู้รับผิดชอบ/หน่วยงาน",
        "ผู้ที่เกี่ยวข้อง",
        "ส่วนราชการที่รับผิดชอบ",
        "หน่วยงาน",
        "ผู้รับผิดชอบหลัก",
        "ผู้ดำเนินการ",
        "ผู้ดำเนินงาน",
        "ผู้ปฏิบัติ",
    ),
    "period": (
        "ระยะเวลาดำเนินการ",
        "ระยะเวลาการดำเนินการ",
        "ช่วงระยะเวลาในการดำเนินการ",
        "ช่วงเวลาดำเนินการ",
        "ช่วงเวลา",
        "ห้วงเวลา",
        "กำหนดเวลา",
        "ระยะเวลา",
        "กำหนดระยะเวลา",
        "ระยะเวลาดำเนินงาน",
        "กรอบระยะเวลา",
        "กรอบเวลา",
        "วันเวลาดำเนินการ",
    ),
    "result": (
        "ผลการดำเนินการ",
        "ผลการดำเนินการ(output)",
        "ผลการดำเนินงาน",
        "ผลการดำเนินงานตามมาตรการ",
        "ผลการปฏิบัติ",
        "ผลผลิต(output)",
        "ผลผลิต",
        "การรายงานผล",
        "การติดตามผล",
        "สรุปผลการดำเนินการ",
        "ผลที่เกิดขึ้น",
        "ผลที่เกิดจากการดำเนินการ",
        "ผลการดำเนินการตามมาตรการ",
        "รายละเอียดผลการดำเนินการ",
        "รายละเอียดผลการดำเนินงาน",
    ),
    "outcome": (
        "ผลลัพธ์หรือผลสัมฤทธิ์ในการดำเนินการ(outcome/result)",
        "ผลลัพธ์หรือผลสัมฤทธิ์ในการดำเนินการ",
        "ผลลัพธ์(outcome)",
        "ผลลัพธ์",
        "ผลสัมฤทธิ์",
        "ผลลัพธ์/ผลสัมฤทธิ์",
        "ผลที่ได้รับ",
        "ผลที่คาดว่าจะได้รับ",
    ),
    "suggestion": (
        "ข้อเสนอแนะ",
        "ปัญหา/อุปสรรค/ข้อเสนอแนะ",
        "ปัญหาอุปสรรค",
        "ปัญหา/อุปสรรค",
        "ข้อเสนอแนะเพิ่มเติม",
        "ปัญหาอุปสรรคและข้อเสนอแนะ",
        "ข้อเสนอแนะในการพัฒนา",
        "หมายเหตุ",
    ),
}
_FOLDED = tuple((name, fold(text)) for name, texts in _HEADERS.items() for text in texts)
_LETTERS = frozenset(without_marks(phrase) for _, phrase in _FOLDED)
_ISSUES = ("ประเด็น", "หัวข้อ", "ตัวชี้วัด")
"""How headings of what is to be improved begin."""
_MIN_LIKENESS = 0.76
_MIN_FIELDS = 3
_MAX_HEADER_ROWS = 3
_MAX_HEADER_LENGTH = 120


def field_of(text: str) -> Field | None:
    """The field that a header names; misread letters are borne; None for other texts.

    >>> field_of("ผลการดำเนินการ (output)")
    'result'
    """
    folded = fold(text).strip("*:0123456789.)")
    if not folded or len(folded) > _MAX_HEADER_LENGTH:
        return None
    best: tuple[float, Field | None] = (0.0, None)
    someone = folded.startswith("ผู้")
    for name, phrase in _FOLDED:
        if someone and name != "unit":
            continue  # `ผู้ดำเนินการ` is near `ผลดำเนินการ`
        score = likeness(folded, phrase)
        if len(phrase) >= 7 and len(folded) > len(phrase):
            score = max(score, 0.9 * starts_like(folded, phrase))
        if score > best[0]:
            best = (score, name)
    if best[0] >= _MIN_LIKENESS:
        return best[1]
    *_, last = folded.split("/")  # `การกำกับติดตาม/ผลการดำเนินงาน`
    return next((name for name, phrase in _FOLDED if last != folded and phrase == last), None)


def is_heading(text: str) -> bool:
    """Whether a text is the whole heading of a field, as known ones are worded.

    >>> is_heading("วิธีการดำเนินการ"), is_heading("วิธีการดำเนินการอื่น")
    (True, False)
    """
    return any(phrase == fold(text) for _, phrase in _FOLDED)


def has_letters_of_heading(text: str) -> bool:
    """The same, but for vowels and signs above and below, which scans lose.

    >>> has_letters_of_heading("ผลสัมฤทธิ"), has_letters_of_heading("ผลของงาน")
    (True, False)
    """
    return without_marks(fold(text)) in _LETTERS


def heads_issues(text: str) -> bool:
    """Whether a heading is that of what is to be improved, and not of what is done.

    >>> heads_issues("ประเด็นที่ต้องพัฒนา"), heads_issues("มาตรการ/แนวทาง")
    (True, False)
    """
    return fold(text).startswith(_ISSUES)


def header_rows(table: Table) -> int:
    """How many rows at the top of a table are header: as far down as rows name fields, and the rows marked as
    header right below (the parts of a heading: `รอบ 6 เดือน`, `รอบ 12 เดือน`)."""
    count = 0
    for r in range(min(table.n_rows, _MAX_HEADER_ROWS)):
        cells = [cell for cell in table.cells if cell.row == r and cell.text.strip()]
        named = [cell for cell in cells if field_of(cell.text) is not None]
        if len(named) >= 2 and len(named) >= 0.5 * len(cells):
            count = r + 1
    while 0 < count < table.n_rows and _is_marked(table, count):
        count += 1
    return count


def _is_marked(table: Table, row: int) -> bool:
    """Whether a row is marked as header and stands below cells of the header that reach down over it."""
    own = [cell for cell in table.cells if cell.row == row]
    reaching = any(cell.row < row < cell.row + cell.row_span for cell in table.cells)
    return reaching and bool(own) and all(cell.is_header for cell in own)


def column_fields(table: Table, headers: int) -> dict[int, Field]:
    """The field of each column that has one; empty when the table is no table of measures.

    A table of measures names at least three fields, among them a topic or a way of acting, and one of
    result, outcome, unit or period. Where both ประเด็น and มาตรการ are named, the former (else the first) is
    the topic, and the other belongs to the action.
    """
    fields: dict[int, Field] = {}
    of_issues: set[int] = set()
    for cell in sorted((c for c in table.cells if c.row < headers), key=lambda c: (c.row, c.col)):
        name = field_of(cell.text)
        if name is None:
            continue
        for column in range(cell.col, min(cell.col + cell.col_span, table.n_cols)):
            fields[column] = name
            of_issues |= {column} if heads_issues(cell.text) else set()
    topics = [column for column, name in sorted(fields.items()) if name == "topic"]
    first = next((column for column in topics if column in of_issues), None)
    for column in topics if first is not None else topics[1:]:
        fields[column] = "topic" if column == first else "action"
    named = set(fields.values())
    told = named & {"result", "outcome", "unit", "period"}
    if len(named) < _MIN_FIELDS or not told or not named & {"topic", "action"}:
        return {}
    if "topic" not in named:
        free = [c for c in range(table.n_cols) if c not in fields]
        if free and free[0] < min(c for c, name in fields.items() if name == "action"):
            fields[free[0]] = "topic"
    return fields
