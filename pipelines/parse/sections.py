"""The headings of a project's detail section, in their many wordings.

Source of the nine headings: the model form of the National Anti-Corruption Commission for local governments
(ชื่อโครงการ, หลักการและเหตุผล, วัตถุประสงค์, กลุ่มเป้าหมาย, วิธีดำเนินการ, ระยะเวลา, งบประมาณ, ผู้รับผิดชอบ,
ผลผลิต/ผลลัพธ์), with the wordings of plans and of other project forms of Thai local governments.
"""

from __future__ import annotations

import functools
import re
from typing import Literal, NamedTuple

from normalize.chars import fold
from normalize.dates import find_dates, quarters
from normalize.digits import to_arabic
from normalize.found_amounts import find_amounts
from pipelines.parse.evidence import likeness, starts_like
from pipelines.records import SectionName

HeadingName = Literal["name"] | SectionName

WORDINGS: dict[HeadingName, tuple[str, ...]] = {
    "name": (
        "ชื่อโครงการ/กิจกรรม/มาตรการ",
        "ชื่อโครงการ/กิจกรรม",
        "ชื่อโครงการ/มาตรการ",
        "ชื่อแผนงาน/โครงการ",
        "ชื่อโครงการ",
        "ชื่อกิจกรรม",
        "ชื่อมาตรการ",
        "ชื่องาน/โครงการ",
        "โครงการ/กิจกรรม/มาตรการ:",
        "โครงการ/กิจกรรม:",
        "กิจกรรม/โครงการ:",
        "โครงการ:",
        "กิจกรรม:",
        "มาตรการ:",
    ),
    "rationale": (
        "หลักการและเหตุผล/ที่มาของโครงการ",
        "หลักการและเหตุผล/ความเป็นมา",
        "หลักการและเหตุผล",
        "หลักการเหตุผล",
        "ความเป็นมาและความสำคัญ",
        "ความเป็นมา",
        "ที่มาของโครงการ",
        "ที่มาและความสำคัญ",
        "เหตุผลและความจำเป็น",
        "เหตุผลความจำเป็น",
        "ที่มาและเหตุผล",
    ),
    "objectives": ("วัตถุประสงค์ของโครงการ", "วัตถุประสงค์โครงการ", "วัตถุประสงค์", "จุดประสงค์", "จุดมุ่งหมาย"),
    "target_group": (
        "กลุ่มเป้าหมาย/ผู้เข้าร่วมโครงการ",
        "กลุ่มเป้าหมายของโครงการ",
        "กลุ่มเป้าหมาย",
        "เป้าหมายของโครงการ",
        "เป้าหมาย/ผลผลิต",
        "เป้าหมายโครงการ",
        "เป้าหมาย",
        "ผู้เข้าร่วมโครงการ",
    ),
    "location": (
        "สถานที่ดำเนินการ",
        "สถานที่ดำเนินงาน",
        "สถานที่ดำเนินโครงการ",
        "พื้นที่ดำเนินการ",
        "พื้นที่ดำเนินโครงการ",
        "พื้นที่เป้าหมาย",
        "สถานที่",
    ),
    "method": (
        "วิธีการดำเนินการ",
        "วิธีการดำเนินงาน",
        "วิธีดำเนินการ",
        "วิธีดำเนินงาน",
        "วิธีดำเนินโครงการ",
        "วิธีการดำเนินโครงการ",
        "ขั้นตอนการดำเนินการ",
        "ขั้นตอนการดำเนินงาน",
        "ขั้นตอนและวิธีดำเนินการ",
        "แนวทางการดำเนินการ",
        "แนวทางการดำเนินงาน",
        "กิจกรรมดำเนินการ",
        "การดำเนินงาน",
        "การดำเนินการ",
    ),
    "duration": (
        "ระยะเวลาดำเนินการ",
        "ระยะเวลาการดำเนินการ",
        "ระยะเวลาดำเนินงาน",
        "ระยะเวลาการดำเนินงาน",
        "ระยะเวลาในการดำเนินการ",
        "ระยะเวลาในการดำเนินงาน",
        "ระยะเวลาดำเนินโครงการ",
        "ระยะเวลาในการดำเนินโครงการ",
        "กำหนดระยะเวลา",
        "กำหนดการดำเนินงาน",
        "กำหนดการ",
        "กำหนดเวลา",
        "ปฏิทินการดำเนินงาน",
        "ระยะเวลา",
        "ห้วงเวลาดำเนินการ",
    ),
    "budget": (
        "งบประมาณในการดำเนินโครงการ",
        "งบประมาณที่ใช้ในการดำเนินการ",
        "งบประมาณในการดำเนินการ",
        "งบประมาณในการดำเนินงาน",
        "งบประมาณที่ใช้ดำเนินการ",
        "งบประมาณที่ดำเนินการ",
        "งบประมาณดำเนินการ",
        "งบประมาณดำเนินงาน",
        "งบประมาณดำเนินโครงการ",
        "งบประมาณและแหล่งที่มา",
        "งบประมาณ/แหล่งที่มา",
        "งบประมาณโครงการ",
        "งบประมาณที่ใช้",
        "แหล่งงบประมาณ",
        "วงเงินงบประมาณ",
        "งบประมาณรายจ่าย",
        "งบประมาณ",
        "ค่าใช้จ่าย",
    ),
    "responsible": (
        "ผู้รับผิดชอบโครงการ",
        "ผู้รับผิดชอบดำเนินการ",
        "ผู้รับผิดชอบหลัก",
        "ผู้รับผิดชอบ",
        "หน่วยงานที่รับผิดชอบ",
        "หน่วยงานรับผิดชอบ",
        "หน่วยงานผู้รับผิดชอบ",
        "หน่วยงานที่รับผิดชอบโครงการ",
        "หน่วยงานรับผิดชอบโครงการ",
        "ส่วนราชการที่รับผิดชอบ",
        "ส่วนราชการผู้รับผิดชอบ",
        "ผู้เสนอโครงการ",
    ),
    "outputs": (
        "ผลผลิต/ผลลัพธ์",
        "ผลผลิตและผลลัพธ์",
        "ผลผลิตผลลัพธ์",
        "ตัวชี้วัดความสำเร็จของโครงการ",
        "ตัวชี้วัดความสำเร็จ",
        "ตัวชี้วัด/ผลผลิต",
        "ตัวชี้วัดผลผลิต",
        "ตัวชี้วัดโครงการ",
        "ตัวชี้วัด",
        "ผลผลิต",
        "ผลผลิต(Output)",
        "การประเมินผล",
    ),
    "outcomes": (
        "ประโยชน์ที่คาดว่าจะได้รับ",
        "ผลที่คาดว่าจะได้รับ",
        "ผลประโยชน์ที่คาดว่าจะได้รับ",
        "ผลลัพธ์ที่คาดว่าจะได้รับ",
        "ผลลัพธ์",
        "ผลลัพธ์(Outcome)",
        "ตัวชี้วัดผลลัพธ์",
        "ผลที่ได้รับ",
    ),
    "results": ("ผลการดำเนินการ", "ผลการดำเนินงาน", "สรุปผลการดำเนินการ"),
    "note": ("หมายเหตุ",),
}
_PHRASES: tuple[tuple[HeadingName, str], ...] = tuple(
    sorted(
        ((name, fold(phrase)) for name, phrases in WORDINGS.items() for phrase in phrases),
        key=lambda pair: -len(pair[1]),
    )
)
_SECTION_OF: dict[str, HeadingName] = {phrase: section for section, phrase in _PHRASES}
_NUMBER = re.compile(r"\s*(?:[-–•]\s*)?(?:ข้อ\s*)?\(?(\d{1,2})\s*[.)]\s*(?![\d.])")
_MISREAD_NUMBER = re.compile(r"\s*[^\s\d]{1,2}\s*[.)]\s*(?=[ก-ฮเ-ไ])")
"""`ฆ. งบประมาณ`: a scan's `๗.`."""
_NUMBER_AFTER_SPECKS = re.compile(r"\s*[^\s\d(]{1,2}\s*[/|]?\s*(\d{1,2})\s*[.)]\s*(?![\d.])")
"""`ง/ ๑. ชื่อโครงการ`: marks of the line above that a scan read as letters."""
_MARKS = " :.-–—*/"
_NUMBER_AND_DASH = re.compile(r"[ :*/]*\d[\d,. ]*[-–—]*\s*")
"""`5,000 -`: the dash says nothing more; it makes no amount of a year."""
_WITHIN = re.compile(r"\s*(?:[-–•]\s*)?(\d{1,3})\s?\.\s?(\d{1,2})\s*[.)]?\s*(?=[ก-ฮเ-ไ])")
"""`๓.๑ วัตถุประสงค์`: the number of the item, and the heading's own."""
_LENGTHENS = re.compile(r"(?:ของ|การ|ใน|/)\D{0,22}")
"""What may follow the words of a heading and still be the heading: `งบประมาณ ของโครงการ`."""
_YEAR_NAMED = re.compile(r"(?:ประจำ)?ปี(?:งบประมาณ)?\s*(?:พ\s*\.\s*ศ\s*\.?)?\s*25\d\d(?!\d)")
"""`๗. งบประมาณดำเนินการ ปีงบประมาณ ๒๕๖๖ ไม่มี`: the first of several years; amounts may follow below."""
_JOINED = re.compile(r"และ|/|,")
_NAME_WITHOUT_COLON = re.compile(
    r"[ชซ][ืิี]?[่้๊]?อ(?:(?:[โใไ]ครงการ|กิจกรรม|มาตรการ|/)+\s+|\s+[1lI|!;,.]\s+)([\"“]?(?:[โใไ]ครงการ|กิจกรรม|มาตรการ)\s*[^\s/].*)",
    re.S,
)
"""`ชื่อโครงการ โครงการอบรม…`: the name after its heading, without number and colon; `ชื่อ 1 โครงการ…`: a scan's
colon read as a digit."""
_FIRST_WITHOUT_COLON = re.compile(
    r"(?:โครงการ|กิจกรรม|มาตรการ)\s*/\s*(?:โครงการ|กิจกรรม|มาตรการ|/)+[ก-ฮะ.,;'’\-]?\s+(?:\S\s+|[.,;'’\-]{1,2})?"
    r"([\"“]?(?:โครงการ|กิจกรรม|มาตรการ)\s*[^\s/].*)",
    re.S,
)
"""`1. โครงการ/กิจกรรม โครงการอบรม…`: the same without ชื่อ, where it is the first heading of a section. A scan
may have lost the colon or read it as a dot, a letter or `ะ` (`โครงการ/กิจกรรมร โครงการอบรม…`)."""
POINT_FOR_COLON = re.compile(r"(?P<words>[ก-๙/ ]{4,45}?)\s*[.;·]\s*(?=[\dก-๙\"“])")
"""`งบประมาณ .40,000 บาท`: a scan's colon read as a point."""
_DASH_FOR_COLON = re.compile(r"(?P<words>[ก-๙/ ]{4,45}?)\s+[-–]\s+(?=[ก-๙\"“])")
"""`วัตถุประสงค์ - เพื่อ…`: a dash for a colon, printed so or misread; behind the budget it is none."""
_COUNTED = re.compile(r"\d\s*(?:โครงการ|กิจกรรม|มาตรการ)")
_MAX_LENGTH = 400
_MAX_BARE = 45
_WHOLE = 0.9
_NEARLY_EXACT = 0.95
_FUZZY = 0.84
_FUZZY_BARE = 0.88
"""Without a number: `ประมาณ`, the rest of a word that was broken, is no `งบประมาณ`."""
_FUZZY_WITH_COLON = 0.72
_FUZZY_LEAST = min(_FUZZY, _FUZZY_BARE, _FUZZY_WITH_COLON) - 0.01
_MIN_FUZZY_LENGTH = 8
_LIKELIEST = 3
"""So many wordings like a misread heading are tried: of several that begin alike one fits the colon."""
ORDER: tuple[HeadingName, ...] = (
    "name",
    "rationale",
    "objectives",
    "target_group",
    "location",
    "method",
    "duration",
    "budget",
    "responsible",
    "outputs",
    "outcomes",
    "results",
    "note",
)


_OFFICE = re.compile(r"สำนัก|กอง|ฝ่าย|ส่วน(?!ร่วม)|หน่วย|งาน[ก-ฮ]|ปลัด|คณะ|(?:องค์การ|เทศบาล|อบต|อบจ)")


class SectionHeading(NamedTuple):
    """A heading: its section, its printed number, what stands after it on the line, how well it
    fits (0-1), and
    whether a number (also a misread one) stands before it."""

    section: HeadingName
    number: int | None
    rest: str
    score: float
    marked: bool = False
    paren: bool = False
    within: int | None = None
    """The item's number before its own: `3.1 วัตถุประสงค์` below item 3."""


@functools.lru_cache(maxsize=8192)
def section_heading(text: str) -> SectionHeading | None:
    """The section heading that a line is (or begins with), or None.

    A line is a heading when it says nothing else, or when it is numbered or has a colon and then goes on with
    the section's text (`7. งบประมาณ 30,000 บาท`, `ชื่อโครงการ : …`).
    """
    plain = re.sub(r"\*{1,3}|#{1,6}\s", "", text).strip()
    arabic = to_arabic(plain)
    match = _NUMBER.match(arabic) or _NUMBER_AFTER_SPECKS.match(arabic)
    number = int(match[1]) if match else None
    match = match or _MISREAD_NUMBER.match(arabic)
    body = _with_colon(plain[match.end() :] if match else plain)
    folded = fold(body)
    if not folded or len(body) > _MAX_LENGTH:
        return None
    named = _NAME_WITHOUT_COLON.match(body) or (_FIRST_WITHOUT_COLON.match(body) if number == 1 else None)
    if named is not None:
        paren = match is not None and match.group().rstrip().endswith(")")
        return SectionHeading("name", number, named[1], 1.0, match is not None, paren)
    if number is None and len(folded) > _MAX_BARE and ":" not in body[:_MAX_BARE]:
        return None
    exact = next((pair for pair in _PHRASES if folded.startswith(pair[1])), None)
    heading = _accepted(exact[0], number, body, exact[1], 1.0) if exact is not None else None
    if heading is None or heading.rest:
        heading = _nearly(folded, number, body, len(exact[1]) if exact is not None else 0) or heading
    if heading is None and number is not None:
        heading = _compound(number, body)
    if heading is None or match is None:
        return heading
    return heading._replace(marked=True, paren=match.group().rstrip().endswith(")"))


@functools.lru_cache(maxsize=8192)
def text_heading(text: str) -> SectionHeading | None:
    """The numbered heading of a form that sets heading and text on one line without a colon, or numbers its
    headings below its items. An item of a list may read like it: the numbers around it tell.

    >>> text_heading("2) เป้าหมาย ประชาชน 40 คน").rest
    'ประชาชน 40 คน'
    >>> text_heading("3.4 งบประมาณ 18,000 บาท").within
    3
    """
    plain = re.sub(r"\*{1,3}|#{1,6}\s", "", text).strip()
    within = _WITHIN.match(to_arabic(plain))
    if within is None:
        return _with_text(plain)
    own = f"{within[2]}. {plain[within.end() :]}"
    heading = section_heading(own) or _with_text(own)
    return None if heading is None or heading.section == "name" else heading._replace(within=int(within[1]))


def _with_text(plain: str) -> SectionHeading | None:
    """The heading whose words, or words that lengthen them, stand between a number and a blank."""
    arabic = to_arabic(plain)
    match = _NUMBER.match(arabic)
    number = int(match[1]) if match is not None else None
    match = match or _MISREAD_NUMBER.match(arabic)
    if match is None:
        return None
    body = plain[match.end() :]
    words, _, rest = body.partition(" ")
    folded, first = fold(body), fold(words)
    known = next((pair for pair in _PHRASES if pair[0] != "name" and folded.startswith(pair[1])), None)
    text = _after(body, len(known[1])) if known is not None else ""
    if known is not None and not _behind_blank(body, text):
        known = known if first.startswith(known[1]) and _LENGTHENS.fullmatch(text.split(" ")[0]) else None
        text = rest
    elif known is None and len(first) >= _MIN_FUZZY_LENGTH:
        likely = max(((likeness(words, phrase), name, phrase) for name, phrase in _PHRASES if name != "name"))
        known, text = (likely[1:] if likely[0] >= _FUZZY_BARE else None), rest
    if known is None or not text.strip():
        return None
    paren = match.group().rstrip().endswith(")")
    return SectionHeading(known[0], number, _text_of(known[0], text), 0.9, marked=True, paren=paren)


def _with_colon(body: str) -> str:
    """A line that begins with the words of a heading and a point or dash, with its colon."""
    point = POINT_FOR_COLON.match(body) or _DASH_FOR_COLON.match(body)
    section = _SECTION_OF.get(fold(point["words"])) if point is not None else None
    if point is None or section is None or (section == "budget" and point.re is _DASH_FOR_COLON):
        return body
    return f"{point['words']} : {body[point.end() :]}"


def inline_heading(text: str) -> SectionHeading | None:
    """The heading of a form that sets heading and text on one line, without number or colon.

    >>> inline_heading("งบประมาณ  18,000 บาท").rest
    '18,000 บาท'
    """
    heading = section_heading(text)
    words = text.split(maxsplit=1)
    if heading is not None or len(words) < 2:
        return heading
    section = _SECTION_OF.get(fold(words[0]))
    return None if section in (None, "name") else SectionHeading(section, None, words[1].strip(), 1.0)


def _compound(number: int, body: str) -> SectionHeading | None:
    """The heading of which one part is a known wording: `4. กลุ่มเป้าหมายและจำนวน`, `6. กิจกรรมและวิธีดำเนินการ`."""
    head, _, rest = body.partition(":")
    parts = [fold(part) for part in _JOINED.split(re.sub(r"\([^()]*\)", "", head))]
    if len(parts) < 2 or len(fold(head)) > _MAX_BARE:
        return None
    known = [(phrase, section) for section, phrase in _PHRASES if phrase in parts and section != "name"]
    return SectionHeading(known[0][1], number, rest.strip(), _WHOLE) if known else None


def _nearly(folded: str, number: int | None, body: str, longer_than: int) -> SectionHeading | None:
    """The heading whose words a scan misread; only words longer than those that were read exactly."""
    candidates = [
        (starts_like(folded, phrase, _FUZZY_LEAST), section, phrase)
        for section, phrase in _PHRASES
        if len(phrase) >= max(_MIN_FUZZY_LENGTH, longer_than + 1) and not phrase.endswith(":")
    ]
    for score, section, phrase in sorted(candidates, key=lambda found: (-found[0], -len(found[2])))[
        :_LIKELIEST
    ]:
        if number == 1 and section == "name" and ":" in body[:30]:
            least = _FUZZY_WITH_COLON
        else:
            least = _FUZZY if number is not None else _FUZZY_BARE
        if score < least:
            return None
        if section == "name" and _COUNTED.search(to_arabic(body)):
            return None  # `โครงการ / 1 กิจกรรม / 1 มาตรการ` is the rest of a count
        heading = _accepted(section, number, body, phrase, score)
        if heading is not None:
            return heading
    return None


def _accepted(
    section: HeadingName, number: int | None, body: str, phrase: str, score: float
) -> SectionHeading | None:
    """The heading, if what follows the phrase on its line fits one: nothing, a colon, words that
    only lengthen
    the heading, or (numbered) the section's text."""
    rest = _after(body, len(phrase))
    if phrase.endswith(":"):
        rest = f":{rest}"
    colon = body.find(":")
    if score < 1.0 and 0 < colon <= len(phrase) + 6:
        rest = body[colon:]
    bare = rest.strip(_MARKS)
    text = _text_of(section, rest)
    if not bare:
        return SectionHeading(section, number, text if text.strip(".") else "", score)
    if rest.lstrip().startswith(":"):
        return SectionHeading(section, number, text, score)
    if section != "name" and (likeness(body, phrase) >= _WHOLE or _LENGTHENS.fullmatch(bare)):
        return SectionHeading(section, number, "", score)
    if (
        number is not None
        and score >= _NEARLY_EXACT
        and (section == "name" or (section == "budget" and _states_amount(body, rest)))
    ) or (number is not None and score == 1.0 and _behind_blank(body, rest) and _fits(section, bare)):
        return SectionHeading(section, number, text, 0.9 * score)
    return None


def _text_of(section: HeadingName, rest: str) -> str:
    """The text behind the words of a heading; the dash behind a budget's says that there is none."""
    if _NUMBER_AND_DASH.fullmatch(to_arabic(rest)):
        return rest.strip(_MARKS)
    return rest.lstrip(" :*/" if section == "budget" else _MARKS).rstrip(" :*/")


def _fits(section: HeadingName, text: str) -> bool:
    """Whether a text is what stands under a heading: months or quarters, the name of an office."""
    if section == "duration":
        return bool(find_dates(text) or quarters(text))
    return section == "responsible" and _OFFICE.match(text) is not None


def _states_amount(body: str, rest: str) -> bool:
    """Whether an amount follows the words of a budget's heading, or what stands behind a blank tells one, or
    the first of several years."""
    arabic = to_arabic(rest)
    if re.match(r"\d", arabic):
        return True
    told = _YEAR_NAMED.match(arabic) or find_amounts(rest, no_budget=True)
    return _behind_blank(body, rest) and bool(told)


def _behind_blank(body: str, rest: str) -> bool:
    return body[: len(body) - len(rest)].endswith(" ")


def _after(body: str, folded_length: int) -> str:
    """What stands after the part of `body` whose folded form has the length given."""
    for end in range(1, len(body) + 1):
        if len(fold(body[:end])) >= folded_length and (
            end == len(body) or len(fold(body[: end + 1])) > folded_length
        ):
            return body[end:]
    return ""
