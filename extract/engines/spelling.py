"""What no Thai print can hold, put right in a reading of prose: rules of orthography, never of likelihood.

Sources: Royal Institute, the rule of mai muan (ใ stands in twenty words and their compounds; those below do
not exist with ไ); Unicode Standard, ch. 16.1 (a letter carries each mark once; ะ follows a letter).
Of numbers only a second stop behind them goes.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.model import Reading
from normalize.chars import MARKS

_NEVER_TWICE = MARKS + "แโใไ"
_DOUBLED = re.compile(rf"([{_NEVER_TWICE}])\1")
_MAI_MUAN = re.compile(
    r"ไ(?=ช้|ช่|ห้|หม่|หญ่|กล้|จ(?![ก๋๊])|ส(?![้ยวลคม])"
    r"|น(?=การ|ด้าน|ปี|ระ|ที่|ทุก|เขต|พื้น|ความ|องค์|ส่วน|\s|$))"
)
_LOOSE_A = re.compile(r"(?:(?<=\s)|^)ะ(?=\s|$)|(?<=การ)ะ(?=\s|$)")
"""A sara a without its letter (or after การ at a word's end): the colon of a heading."""
_LONE_STOP = re.compile(r"(?<=[ก-๎][ก-๎]) [.;](?= [^\s.;])")
"""No stop stands apart from its word: between two spaces behind one it is a colon that has run together."""
_TWO_STOPS = re.compile(r"(?<=[0-9๐-๙])\.\.(?!\.)")
"""A number ends with one stop; rows of dots are longer than two."""


def settled(reading: Reading) -> Reading:
    """The reading with what cannot be print put right; confidences stay with their characters.

    >>> settled(Reading("การไช้้งบประมาณ", 0.9)).text
    'การใช้งบประมาณ'
    """
    text = _LONE_STOP.sub(" :", _LOOSE_A.sub(":", _MAI_MUAN.sub("ใ", reading.text)))
    doubled = {match.end() - 1 for match in _TWO_STOPS.finditer(text)}
    if text == reading.text and not doubled and not _DOUBLED.search(text):
        return reading
    kept = [
        i
        for i, char in enumerate(text)
        if i not in doubled and not (i and text[i - 1] == char and char in _NEVER_TWICE)
    ]
    confidences = reading.char_confidences
    if confidences:
        confidences = tuple(confidences[i] for i in kept)
    return replace(reading, text="".join(text[i] for i in kept), char_confidences=confidences)
