"""Headings and bands of reports that group their items by how far they are: what stands below one is done,
under way, not begun or given up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalize.chars import canonical
from normalize.digits import to_arabic
from normalize.numbering import parse_numbering
from normalize.states import STATE, any_of, letters_of

ITEM_WORDS = ("โครงการ", "กิจกรรม", "มาตรการ")
"""The kinds of a plan's items."""
_LONGEST = 90
_ITEMS = rf"(?:{any_of(*ITEM_WORDS, 'แผนงาน')}(?:[/,]|{any_of('และ', 'หรือ')})?)"
_COUNT = rf"\(?{any_of('จำนวน', 'รวม')}?\d{{1,3}}{_ITEMS}+\)?"
_HEADING = re.compile(
    rf"(?P<lead>(?:{any_of('ตารางที่', 'ตาราง')}\d*[:.]?)?"
    rf"{any_of('รายชื่อ', 'รายการ', 'รายละเอียด', 'กลุ่ม', 'สรุป')}?"
    rf"(?:{any_of('สถานะ')}{any_of('การดำเนินการ', 'การดำเนินงาน')}?:?)?)"
    rf"(?P<items>{_ITEMS}*){any_of('ตามแผน')}?(?P<which>{any_of('ที่')}?)"
    rf"(?P<state>{STATE}){any_of('ตามแผน')}?(?P<count>(?:{_COUNT})?)[:.]?"
)


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
    letters, places = letters_of(body)
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
