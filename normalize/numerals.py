"""Numbers in Thai words: `สามแสนห้าหมื่น`, `หนึ่งร้อยยี่สิบเอ็ด`."""

from __future__ import annotations

import re

_UNITS = {
    "ศูนย์": 0,
    "หนึ่ง": 1,
    "เอ็ด": 1,
    "สอง": 2,
    "ยี่": 2,
    "สาม": 3,
    "สี่": 4,
    "ห้า": 5,
    "หก": 6,
    "เจ็ด": 7,
    "แปด": 8,
    "เก้า": 9,
}
POWERS = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
WORD = "|".join([*_UNITS, *POWERS, "ล้าน"])
_WORD = re.compile(WORD)


def words_to_int(text: str) -> int | None:
    """The whole number written in Thai words; None where `text` is anything else.

    Powers must fall within each group of ล้าน (`สองพันสามร้อย`, never `สามร้อยสองพัน`), else None.

    >>> words_to_int("สามแสนห้าหมื่น")
    350000
    >>> words_to_int("หนึ่งล้านสองแสน")
    1200000
    """
    text = re.sub(r"\s+", "", text)
    words = _WORD.findall(text)
    if not words or "".join(words) != text:
        return None
    total = group = 0
    pending: int | None = None
    last_power = 1_000_000
    last = ""
    for word in words:
        if word == "ล้าน":
            group += pending or 0
            if group == 0 and (total == 0 or last != "ล้าน"):
                return None
            total = (total + group) * 1_000_000
            group, pending, last_power = 0, None, 1_000_000
        elif word in POWERS:
            power = POWERS[word]
            if power >= last_power:
                return None
            group += (1 if pending is None else pending) * power
            pending, last_power = None, power
        elif pending is not None:
            return None
        else:
            pending = _UNITS[word]
        last = word
    return total + group + (pending or 0)
