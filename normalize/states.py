"""How far items are, as texts say it: done, under way, not begun or given up."""

from __future__ import annotations

import re

from normalize.chars import MARKS, canonical


def letters_of(text: str) -> tuple[str, list[int]]:
    """The letters of a text, without the vowels and tones that scans lose, and where each stands in it."""
    kept = [(at, "า" if char == "ำ" else char) for at, char in enumerate(text) if char not in MARKS]
    return "".join(char for _, char in kept), [at for at, _ in kept]


def any_of(*words: str) -> str:
    """A pattern of the letters (`letters_of`) of any of several words."""
    return f"(?:{'|'.join(re.escape(letters_of(word)[0]) for word in words)})"


_DOING = any_of("ดำเนินการ", "ดำเนินงาน")
_DONE = any_of("แล้วเสร็จ", "เสร็จสิ้น", "เสร็จเรียบร้อย", "เสร็จแล้ว", "เสร็จ", "เรียบร้อยแล้ว", "เรียบร้อย", "แล้ว")
STATE = (
    rf"{any_of('ยัง')}?{any_of('ไม่')}{any_of('ได้', 'สามารถ')}?{_DOING}{any_of('ได้')}?"
    rf"|{any_of('อยู่ระหว่าง', 'อยู่ในระหว่าง', 'กำลัง', 'รอ')}{any_of('การ')}?{_DOING}"
    rf"|{_DOING}?{any_of('ยัง')}?{any_of('ไม่แล้วเสร็จ')}"
    rf"|{_DOING}{_DONE}|{any_of('แล้วเสร็จ')}|{any_of('ยกเลิก')}{_DOING}?"
)
"""The letters of words that say how far an item is."""
_TOLD = re.compile(STATE)


def states_in(text: str) -> list[tuple[str, int]]:
    """The states that a text names, without marks, and how many characters but blanks each takes there.

    >>> states_in("โครงการนี้อยู่ระหว่างดำเนินการ")
    [('อยระหวางดาเนนการ', 20)]
    """
    body = "".join(canonical(text).split())
    letters, places = letters_of(body)
    ends = [*places, len(body)]
    return [(found[0], ends[found.end()] - ends[found.start()]) for found in _TOLD.finditer(letters)]


def names_state(text: str) -> bool:
    """Whether a text says how far an item is."""
    return bool(states_in(text))
