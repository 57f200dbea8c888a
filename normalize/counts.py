"""Counts and percentages: `จำนวน ๒ โครงการ/๑ กิจกรรม`, `๑,๐๐๐ คน`, `ร้อยละ ๘๐`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rapidfuzz import fuzz

from normalize.chars import canonical
from normalize.digits import to_arabic

Quantity = Literal["projects", "activities", "measures"]

_KINDS: dict[str, Quantity] = {"โครงการ": "projects", "กิจกรรม": "activities", "มาตรการ": "measures"}
_COUNT = r"(?P<n>\d{1,3}(?:,\d{3}){1,4}|\d{1,12})"
_KIND_COUNT = re.compile(rf"(?<![\d.,]){_COUNT}\s*(?P<kind>โครงการ|กิจกรรม|มาตรการ)")
_KIND_LIST = re.compile(
    rf"(?<![\d.,]){_COUNT}\s*(?P<kinds>(?:โครงการ|กิจกรรม|มาตรการ)(?:\s*(?:/|และ)\s*(?P<kind>โครงการ|กิจกรรม|มาตรการ)(?!\s*(?:จำนวน)?\s*\d[\d,]*\s*(?P=kind)))+)"
)
"""Not `3 กิจกรรม และมาตรการ 2 มาตรการ`: there the second kind has a count of its own."""
_ENTRY_COUNT = re.compile(rf"(?<![\d.,]){_COUNT}\s*รายการ")
_COUNTED_WORD = re.compile(rf"(?<![\d.,])({_COUNT}\s*)(?P<word>[ก-๛]{{5,}})")
_NEAR_KIND = 84.0
"""Likeness from which a word behind a number is a misread kind (a letter of seven wrong, lost or doubled)."""
_PEOPLE = re.compile(rf"(?<![\d.,]){_COUNT}\s*(?P<unit>คน|ราย|ท่าน|รูป|นาย)(?!ละ|\s*ๆ)")
_PEOPLE_PHRASE = re.compile(
    rf"\s*[(]?\s*(?:รวม(?:ทั้งสิ้น)?|ทั้งสิ้น|เป็น)*\s*(?:จำนวน)?\s*(?:ไม่น้อยกว่า|อย่างน้อย|ประมาณ|ไม่เกิน|ปีละ|รุ่นละ)*\s*(?<![\d.,]){_COUNT}"
    r"\s*(?:คน|ราย|ท่าน|รูป)(?:\s*/\s*ปี|\s*ต่อปี)?\s*[)]?"
)
_TOTAL_BEFORE = re.compile(r"(?:รวม(?:จำนวน)?(?:ทั้งสิ้น|ทั้งหมด)?|ทั้งสิ้น|ทั้งหมด)\s*(?:จำนวน)?\s*$")
_GROUPS = (
    "หมู่บ้าน|ชุมชน|ตำบล|รุ่น|ครั้ง|กลุ่ม|โรงเรียน|ห้อง|ชั้น|กอง|สำนัก|หน่วยงาน|ส่วนราชการ|ครอบครัว|ครัวเรือน"
    "|แห่ง|วัน|เดือน|ไตรมาส|ทีม|สาย"
)
_EACH_BEFORE = re.compile(rf"(?:{_GROUPS})\s*(?:ๆ\s*)?ละ\s*(?:จำนวน|ประมาณ|ไม่น้อยกว่า|ไม่เกิน|อย่างน้อย)*\s*$")
_EACH_BEHIND = re.compile(
    rf"\s*(?:(?:/|ต่อ)\s*\d*\s*(?:{_GROUPS})|[x×X*]\s*\d|\(?\s*(?:{_GROUPS})\s*ๆ?\s*ละ(?!\s*(?:จำนวน)?\s*\d))"
)
"""`รุ่นละ 50 คน`, `50 คน/รุ่น`, `50 คน x 3 รุ่น`: the people of one of several groups."""
_NOT_ALL_BEFORE = re.compile(
    r"(?:(?:จาก)?เดิม|เพิ่ม(?:ขึ้น|เติม|อีก)*|ลด(?:ลง)?|ปี(?:ที่(?:ผ่านมา|แล้ว)|ก่อน)|ร้อยละ\s*\d+(?:\.\d+)?\s*(?:ของ|จาก)[^\d]*)\s*(?:จำนวน)?\s*$"
)
"""`จากเดิม 50 คน`, `ร้อยละ 80 ของพนักงาน 50 คน`: others than the people meant."""
_YEAR_OR_TIME = re.compile(r"(?:2[45]\d\d|ครั้งที่\s*\d+)(?!\d)")
_RANGE_BEFORE = re.compile(r"\d\s*(?:[-–—]|ถึง)\s*$")
_PERCENT = re.compile(
    r"(?:ร้อยละ|เปอร์เซ็นต์)\s*(?P<a>\d+(?:\.\d+)?)|(?<![\d.,])(?P<b>\d+(?:\.\d+)?)\s*(?:%|เปอร์เซ็น)"
)


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """How many people a text names.

    `value` is the stated total, else the only number, else the sum of the numbers (`summed` True).
    `parts` are the numbers in order.
    """

    value: int
    parts: tuple[int, ...]
    summed: bool = False


def quantities(text: str) -> dict[Quantity | Literal["items"], int]:
    """The counts of projects, activities and measures in a text; the first of each kind counts.

    `9 โครงการ/กิจกรรม/มาตรการ`, one number for several kinds, and `9 รายการ` give `items`. Empty when nothing
    is counted.

    >>> quantities("จำนวน ๒ โครงการ/๑ กิจกรรม/1 มาตรการ")
    {'projects': 2, 'activities': 1, 'measures': 1}
    >>> quantities("3 กิจกรรม และมาตรการ 2 มาตรการ")
    {'activities': 3, 'measures': 2}
    """
    plain = _COUNTED_WORD.sub(_with_kind, to_arabic(canonical(text)))
    counts: dict[Quantity | Literal["items"], int] = {}
    joint = _KIND_LIST.search(plain)
    if joint is not None:
        counts["items"] = _int(joint["n"])
        plain = plain[: joint.start()] + " " + plain[joint.end() :]
    for match in _KIND_COUNT.finditer(plain):
        counts.setdefault(_KINDS[match["kind"]], _int(match["n"]))
    if not counts and (entries := _ENTRY_COUNT.search(plain)) is not None:
        counts["items"] = _int(entries["n"])
    return counts


def _with_kind(match: re.Match[str]) -> str:
    """The number with the kind behind it, put right where a scan's reader took a letter for another."""
    word = match["word"]
    if word.startswith(tuple(_KINDS)):
        return match[0]
    best = max(
        ((fuzz.ratio(word[:length], kind), kind, length) for kind in _KINDS for length in range(5, 10)),
        key=lambda found: (found[0], -abs(found[2] - len(found[1]))),
    )
    score, kind, length = best
    return match[1] + kind + word[length:] if score >= _NEAR_KIND else match[0]


def people(text: str) -> PeopleCount | None:
    """The number of people (คน, ราย, ท่าน, รูป) that a text names; None where it names none, only those of
    one of several groups (`รุ่นละ 50 คน`), those of several years or times, a range (`50 - 100 คน`), or a sum
    that its parts are not.

    >>> people("บุคลากร จำนวน ๑,๐๐๐ คน").value
    1000
    >>> people("3 รุ่น รุ่นละ 50 คน รวม 150 คน").value, people("10 หมู่บ้าน ๆ ละ 5 คน")
    (150, None)
    """
    plain = to_arabic(canonical(text))
    parts: list[int] = []
    totals: list[int] = []
    apart = 0
    end = 0
    of_each = False
    for match in _PEOPLE.finditer(plain):
        before, within = plain[: match.start()], plain[end : match.start()]
        end = match.end()
        if _RANGE_BEFORE.search(before) or _NOT_ALL_BEFORE.search(before):
            continue
        number = _int(match["n"])
        if _TOTAL_BEFORE.search(before):
            totals.append(number)
        elif _EACH_BEFORE.search(before) or _EACH_BEHIND.match(plain, end):
            of_each = True
        else:
            parts.append(number)
            apart += _YEAR_OR_TIME.search(within) is not None
    if totals:
        whole = totals[-1] if len(set(totals)) == 1 and (of_each or sum(parts) in (0, totals[-1])) else None
        return PeopleCount(whole, tuple(parts or totals)) if whole is not None else None
    if not parts or (apart > 1 and len(set(parts)) > 1):
        return None
    if apart > 1:
        return PeopleCount(parts[0], tuple(parts))
    return PeopleCount(sum(parts), tuple(parts), summed=len(parts) > 1)


def without_people_count(text: str) -> str:
    """A target group without its counts of people; empty where the text holds nothing else.

    >>> without_people_count("บุคลากร จำนวน 50 คน")
    'บุคลากร'
    """
    clean = canonical(text)
    plain = to_arabic(clean)
    kept: list[str] = []
    position = 0
    for match in _PEOPLE_PHRASE.finditer(plain):
        kept.append(clean[position : match.start()])
        position = match.end()
    kept.append(clean[position:])
    return re.sub(r" {2,}", " ", " ".join(part.strip(" ,") for part in kept)).strip(" ,-")


def percentages(text: str) -> list[Decimal]:
    """The percentages (`ร้อยละ ๘๐`, `80.5 %`) of a text, in order, as printed (80, not 0.8)."""
    plain = to_arabic(canonical(text))
    return [Decimal(match["a"] or match["b"]) for match in _PERCENT.finditer(plain)]


def parse_percent(text: str) -> Decimal | None:
    """The one percentage of a cell: `80`, `80.00`, `ร้อยละ 80`, `80 %`; None for anything else."""
    plain = to_arabic(canonical(text)).strip()
    bare = re.fullmatch(r"\d+(?:\.\d+)?", plain)
    if bare is not None:
        return Decimal(plain)
    found = percentages(plain)
    return found[0] if len(found) == 1 else None


def parse_count(text: str) -> int | None:
    """The one whole number of a cell (`๓`, `1,000`, `จำนวน 9 โครงการ`); 0 for a lone dash; None for
    anything else.
    """
    plain = to_arabic(canonical(text)).strip()
    if plain and not plain.strip("-–— "):
        return 0
    match = re.fullmatch(
        rf"(?:จำนวน|รวม|ทั้งสิ้น|\s)*{_COUNT}\s*(?:โครงการ|กิจกรรม|มาตรการ|เรื่อง|ข้อ|คน|ครั้ง|แห่ง)?", plain
    )
    return _int(match["n"]) if match else None


def _int(digits: str) -> int:
    return int(digits.replace(",", ""))
