"""Headings and bands of reports that group their items by how far they are: what stands below one is done,
under way, not begun or given up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalize.chars import MARKS, canonical
from normalize.digits import to_arabic
from normalize.numbering import parse_numbering

ITEM_WORDS = ("โครงการ", "กิจกรรม", "มาตรการ")
"""The kinds of a plan's items."""
_LONGEST = 90


def _letters(text: str) -> tuple[str, list[int]]:
    """The letters of a text, without the vowels and tones that scans lose, and where each stands in it."""
    kept = [(at, "า" if char == "ำ" else char) for at, char in enumerate(text) if char not in MARKS]
    return "".join(char for _, char in kept), [at for at, _ in kept]


def _any_of(*words: str) -> str:
    return f"(?:{'|'.join(re.escape(_letters(word)[0]) for word in words)})"


_DOING = _any_of("ดำเนินการ", "ดำเนินงาน")
_DONE = _any_of("แล้วเสร็จ", "เสร็จสิ้น", "เสร็จเรียบร้อย", "เสร็จแล้ว", "เสร็จ", "เรียบร้อยแล้ว", "เรียบร้อย", "แล้ว")
_STATE = (
    rf"{_any_of('ยัง')}?{_any_of('ไม่')}{_any_of('ได้', 'สามารถ')}?{_DOING}{_any_of('ได้')}?"
    rf"|{_any_of('อยู่ระหว่าง', 'อยู่ในระหว่าง', 'กำลัง', 'รอ')}{_any_of('การ')}?{_DOING}"
    rf"|{_DOING}?{_any_of('ยัง')}?{_any_of('ไม่แล้วเสร็จ')}"
    rf"|{_DOING}{_DONE}|{_any_of('แล้วเสร็จ')}|{_any_of('ยกเลิก')}{_DOING}?"
)
_ITEMS = rf"(?:{_any_of(*ITEM_WORDS, 'แผนงาน')}(?:[/,]|{_any_of('และ', 'หรือ')})?)"
_COUNT = rf"\(?{_any_of('จำนวน', 'รวม')}?\d{{1,3}}{_ITEMS}+\)?"
_HEADING = re.compile(
    rf"(?P<lead>(?:{_any_of('ตารางที่', 'ตาราง')}\d*[:.]?)?"
    rf"{_any_of('รายชื่อ', 'รายการ', 'รายละเอียด', 'กลุ่ม', 'สรุป')}?"
    rf"(?:{_any_of('สถานะ')}{_any_of('การดำเนินการ', 'การดำเนินงาน')}?:?)?)"
    rf"(?P<items>{_ITEMS}*){_any_of('ตามแผน')}?(?P<which>{_any_of('ที่')}?)"
    rf"(?P<state>{_STATE}){_any_of('ตามแผน')}?(?P<count>(?:{_COUNT})?)[:.]?"
)
_TOLD = re.compile(_STATE)


@dataclass(frozen=True, slots=True)
class _Heading:
    """The state that a text names, whether it names items, and whether it is built as a heading is: with a
    number, a count, words such as `รายชื่อ`, or as those that are so (`โครงการที่…`)."""

    state: str
    of_items: bool
    built: bool
    labelled: bool


def _heading_of(text: str) -> _Heading | None:
    clean = to_arabic(canonical(text))
    if len(clean) > _LONGEST:
        return None
    numbering = parse_numbering(clean)
    body = "".join((numbering.rest if numbering is not None and numbering.rest else clean).split())
    letters, places = _letters(body)
    found = _HEADING.fullmatch(letters)
    if found is None:
        return None
    start, end = found.span("state")
    state = body[places[start] : places[end] if end < len(places) else len(body)].rstrip(":.(")
    labelled = bool(found["lead"]) or (numbering is not None and bool(numbering.path))
    return _Heading(state, bool(found["items"]), labelled or bool(found["which"] or found["count"]), labelled)


def state_of_heading(text: str) -> str | None:
    """The state that a heading or band of items names, as printed but without blanks; None for other texts.

    >>> state_of_heading("๒. โครงการ/กิจกรรม ที่อยู่ระหว่างดำเนินการ (๓ โครงการ)")
    'อยู่ระหว่างดำเนินการ'
    """
    heading = _heading_of(text)
    return heading.state if heading is not None else None


def state_above(text: str) -> str | None:
    """The same of a line above a table: the end of a sentence names neither items nor has it a number.

    >>> state_above("1. อยู่ระหว่างดำเนินการ"), state_above("โครงการแล้วเสร็จ"), state_above("ดำเนินการแล้วเสร็จ")
    ('อยู่ระหว่างดำเนินการ', 'แล้วเสร็จ', None)
    """
    heading = _heading_of(text)
    return heading.state if heading is not None and (heading.of_items or heading.labelled) else None


def heads_items(text: str) -> str | None:
    """The same of a line among others: one that names items and is built as a heading is, for a sentence
    may be about a single one.

    >>> heads_items("โครงการที่ยกเลิก"), heads_items("โครงการยกเลิก"), heads_items("ดำเนินการแล้วเสร็จ")
    ('ยกเลิก', None, None)
    """
    heading = _heading_of(text)
    return heading.state if heading is not None and heading.of_items and heading.built else None


def states_in(text: str) -> list[tuple[str, int]]:
    """The states that a text names, without marks, and how many characters but blanks each takes there."""
    body = "".join(canonical(text).split())
    letters, places = _letters(body)
    ends = [*places, len(body)]
    return [(found[0], ends[found.end()] - ends[found.start()]) for found in _TOLD.finditer(letters)]


def names_state(text: str) -> bool:
    """Whether a text says how far an item is."""
    return bool(states_in(text))
