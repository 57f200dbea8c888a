"""Numbered headings of the plan's hierarchy: มิติ (dimension), ภารกิจ (mission), แนวทาง (strategy)."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from extract.model import Line
from normalize.catalogue import categories_of, frameworks
from normalize.chars import canonical, fold, without_marks
from normalize.digits import to_arabic
from normalize.sum_words import mended_sums
from pipelines.parse.evidence import starts_like

AT = "ท[ิีึื]?[่้๊๋์]?"
"""The word before a number, as engines read it: `ที่`, `ที`, `ที้`. For patterns."""
_DIMENSION_WORD = re.compile(rf"\s*ม.{{0,2}}ต.{{0,2}}\s*(?:{AT})?\s*[:.]?\s*([1-9])(?!\d|\s*\.\s*\d)")
_TABLE_NUMBER = re.compile(rf"\s*ตาราง\s*(?:{AT})?\s*[\d๐-๙]{{1,2}}(?:[.][\d๐-๙]{{1,2}})?\s*[:.–-]?\s*(?=ม)")
"""`ตารางที่ 1 มิติที่ 1 : …`: the number of the table that the heading stands over."""
_ROMAN = re.compile(r"(\s*มิติ(?:ที่)?\s*)(IV|I{1,3})(?![A-Za-z])")
_ROMAN_NUMBERS = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_DOUBLED_NUMBER = re.compile(rf"\s*ม.{{0,2}}ต.{{0,2}}\s*(?:{AT})?\s*([1-9])\1(?!\d)\s*")
"""`มิติที่ 22 …`: a scan read the one digit twice."""
_DIMENSION_NAME = re.compile(r"\s*(?:\(?[\d๐-๙]{1,2}[.)]\s*)?มิติ(?:ด้าน|ที่)?\s*[:“\"]?\s*(?=[ก-ฮเ-ไ])(?!ที่)")
NO_NUMBER = "number of a dimension not read for sure"
"""Why a heading of a dimension becomes a remark."""
_NUMBERLESS = re.compile(rf"\s*ม[ิี]?ต[ิี]?[่้]?\s*{AT}\s*[:.]?\s*")
_OTHER_WORD = re.compile(
    rf"\s*(?:[ดต][่้๊๋]?าน|ยุทธศาสตร[่้์]?|กลยุทธ[่้์]?|ส่?วน|หมวด|แผนงาน|ม[ิีึื]?(?={AT}))\s*(?:{AT})?\s*([1-9])(?![\d.])\s*[:.]?"
)
_DIMENSION_NUMBER = re.compile(r"\s*([1-9])\s*[.)]?\s*(?=[ก-ฮเ-ไ])")
_CODE = re.compile(
    r"\s*(?:ภารกิจ(?:ตามมิติ)?(?:ที่)?\s*)?([1-9])\s*[.·,]\s*(\d{1,2})(?:\s*[.·,]\s*(\d{1,2}))?\s*[.)]?(?=\s*[ก-ฮเ-ไ(\"“]|\s*$)"
)


_COUNTED = r"\d[\d,]*\s*(?:โครงการ|กิจกรรม|มาตรการ|รายการ)"
_COUNT = re.compile(rf"(?:รวม)?(?:จ.{{0,2}}นวน)?\s*{_COUNTED}(?:\s*[/,]?\s*(?:จ.{{0,2}}นวน)?\s*{_COUNTED})*")
_LEAST_WORDS = 6
_NEAR = 0.75
"""Likeness (0-1) of a misread heading and a category's words from which they are the same."""
_LEAD = 0.02
_MISSION = 2
"""The level of missions in the catalogue."""


class Heading(NamedTuple):
    """A heading: its level (1 dimension, 2 mission, 3 strategy) and its code (`1`, `1.1`, `1.1.2`)."""

    level: int
    code: str

    @property
    def dimension(self) -> int:
        """The dimension it belongs to."""
        return int(self.code.split(".")[0])

    @property
    def mission(self) -> str | None:
        """The mission it belongs to; None for a dimension."""
        return ".".join(self.code.split(".")[:2]) if self.level > 1 else None


def dimension_word(text: str) -> int | None:
    """The dimension of a text that begins with the word (`มิติที่ ๑ …`, also misread: `มติที่ 1`), or with the
    word and the dimension's own name (`มิติการสร้างวัฒนธรรมสุจริต`).

    Plans that call it ด้าน or ยุทธศาสตร์ use these words for much else, and a word that lost a syllable
    (`มิที่ ๔`) says little: there the words of the dimension's own name must follow."""
    text = _TABLE_NUMBER.sub("", text, count=1) if "ตาราง" in text[:8] else text
    if (roman := _ROMAN.match(text)) is not None:
        text = f"{roman[1]}{_ROMAN_NUMBERS[roman[2]]}{text[roman.end() :]}"
    match = _DIMENSION_WORD.match(to_arabic(text))
    if match is not None:
        return int(match[1])
    doubled = _DOUBLED_NUMBER.match(to_arabic(text))
    if doubled is not None and code_by_words(text[doubled.end() :].replace("\n", ""), 1) == doubled[1]:
        return int(doubled[1])
    named = _DIMENSION_NAME.match(text)
    if named is not None:
        words = code_by_words(text[named.end() :].replace("\n", ""), 1)
        return int(words) if words else None
    other = _OTHER_WORD.match(to_arabic(text))
    if other is None or code_by_words(text[other.end() :].replace("\n", ""), 1) != other[1]:
        return None
    return int(other[1])


def lacks_number(lines: Sequence[Line]) -> bool:
    """Whether the one line of a scan is the heading of a dimension without its number, which was not read."""
    if len(lines) != 1 or lines[0].confidence is None:
        return False
    return _NUMBERLESS.fullmatch(canonical(lines[0].text)) is not None


def is_other_division(text: str) -> bool:
    """Whether a text begins like a numbered ด้าน or ยุทธศาสตร์, whatever it is called."""
    return _OTHER_WORD.match(to_arabic(text)) is not None


def code_heading(text: str) -> Heading | None:
    """The mission or strategy that a text begins with (`๑.๑ การ…`, `1.1.2 เสริม…`)."""
    match = _CODE.match(to_arabic(text))
    if match is None:
        return None
    code = ".".join(part for part in match.groups() if part)
    return Heading(3 if match[3] else 2, code)


def dimension_cell(text: str) -> int | None:
    """The dimension of a cell of the dimension column: `1. การสร้าง…`, `มิติที่ ๑`, a bare `1`."""
    number = dimension_word(text)
    if number is not None:
        return number
    arabic = to_arabic(text)
    match = _DIMENSION_NUMBER.match(arabic)
    if match and code_heading(text) is None:
        return int(match[1])
    bare = re.fullmatch(r"\s*([1-9])\s*[.)]?\s*", arabic)
    return int(bare[1]) if bare else None


def mission_read(code: str, text: str) -> str:
    """The code of a mission heading of a scan. One that no plan framework has is misread, mostly by a digit
    too many (`3.11` for `3.1`): the heading's words tell it, else the code without that digit."""
    if code in _mission_codes():
        return code
    words = code_by_words(text, 2, code[0]) or code_by_words(text, 2)
    return words or (code[:3] if code[:3] in _mission_codes() else code)


def strategy_read(code: str) -> str | None:
    """The strategy whose second dot a scan lost (`3.11` for `3.1.1`); None for what may be a mission."""
    whole = re.fullmatch(r"([1-9]\.\d)(\d)", code)
    if whole is None or code in _mission_codes() or whole[1] not in _mission_codes():
        return None
    return f"{whole[1]}.{whole[2]}"


@functools.lru_cache(maxsize=1)
def _mission_codes() -> frozenset[str]:
    return frozenset(
        category.code
        for framework in frameworks()
        if framework.is_plan
        for category in categories_of(framework.framework_id)
        if category.level == _MISSION
    )


def code_by_words(
    text: str, level: int, parent: str | None = None, framework_id: str | None = None
) -> str | None:
    """The code of the category whose words a heading bears, for headings whose digits were misread.

    `parent` is the code it must lie under (the mission of a strategy), `framework_id` the only
    framework asked.
    None where no words of the plan frameworks are near, or two codes are equally near.
    """
    ranked = _by_words(text, level, parent, framework_id)
    if not ranked or ranked[0][0] < _NEAR:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _LEAD:
        return None
    return ranked[0][1]


def bears_words_of(text: str, level: int) -> bool:
    """Whether a text begins with the words of any category of the level, whichever it is."""
    ranked = _by_words(text, level, None, None)
    return bool(ranked) and ranked[0][0] >= _NEAR


def goes_on(heading: str, more: str, level: int) -> bool:
    """Whether `more` is still part of the heading: a category of the level is named by both together."""
    begun, added = _letters_of(heading), fold(more)
    words = begun + added
    return any(
        len(name) >= len(words) - 2
        and starts_like(words, name[: len(words)]) >= _NEAR
        and fuzz.partial_ratio(added, name[max(0, len(begun) - 4) :]) >= 100 * _NEAR
        for framework in frameworks()
        if framework.is_plan
        for category in categories_of(framework.framework_id)
        if category.level == level and (name := fold(category.name))
    )


def _letters_of(text: str) -> str:
    return fold(re.sub(r"^[^ก-ฮเ-ไ]+", "", to_arabic(text)))


def _by_words(text: str, level: int, parent: str | None, framework_id: str | None) -> list[tuple[float, str]]:
    """Likeness and code of the categories asked, best first; empty for a text too short to tell."""
    words = _letters_of(text)
    if len(words) < _LEAST_WORDS:
        return []
    best: dict[str, float] = {}
    for framework in frameworks():
        if not framework.is_plan or framework_id not in (None, framework.framework_id):
            continue
        for category in categories_of(framework.framework_id):
            if category.level == level and (parent is None or category.parent_code == parent):
                name = fold(category.name)[: max(len(words), _LEAST_WORDS)]
                best[category.code] = max(best.get(category.code, 0.0), starts_like(words, name))
    return sorted(((score, code) for code, score in best.items()), key=lambda pair: (-pair[0], pair[1]))


_TONE_MARKS = re.compile("[่้๊๋]")
_WHOLE_SUMS = ("รวมทงสน", "รวมทงหมด")
"""`รวมทั้งสิ้น` and `รวมทั้งหมด` without marks."""
_LIKE_WHOLE = 85.0
_NEAR_WHOLE = 75.0
"""Likeness (0-100, edit distance) of a misread label of a sum and one of them."""


_SUM_LABEL = re.compile(
    r"(?:ยอด|สรุป)?ร(?:ว|า)ม(?:$|ทังสิน|ทังหมด|เป็นเงิน|ม[ิีึื]?ต[ิีึื]?(?!ร)|งบ|จำนวน|ภารกิจ|เงิน|ยอด|ทุ?ก|\(|\d|ทัง|แผน|หนา|ยกไป|ยกมา|สะสม"
    r"|(?:โครงการ|กิจกรรม|มาตรการ)(?:$|\d|/|และ|ทัง|ทุก|ตาม|ที(?:ใช|ไม|ต|ม|ข))|คาใชจาย|เบิกจาย|ใชจาย|วงเงิน|รายจาย|ป[ีิ](?:$|\d|งบ|พ)|สุทธิ|ดาน(?:ท|\d)|ยุทธศาสตร|ตามแผน|ขอ\d)"
)
"""The beginnings of labels with `รวม`, folded and without tone marks; names begin so too (`รวมพลังต้านโกง`)."""
_OF_PEOPLE = re.compile(r"รวมทุก(?:ภาค|คน|ฝาย|พลัง|หัวใจ|ใจ|เสียง|ชุมชน|หมู|วัย|ชวงวัย)")
"""How names begin that call people together (`รวมทุกภาคส่วนต้านโกง`)."""
_OTHER_SUM = re.compile(
    r"ผลรวม|รวมยอด|จำนวนรวม|ยอดรวม|(?:.?อด)?ยก(?:มา|ไป)(?:$|จาก|หนา)|(?:grand|sub)?total(?:$|\d|\(|/|รวม)"
    r"|(?:งบประมาณ|วงเงิน|ยอดเงิน|เงิน|เป็นเงิน|จำนวน|สรุป)*(?:ทังสิน|ทังหมด|รวม)(?:$|\d|\(|ทัง|จำนวน|เป็นเงิน|งบ|ของ|มิติ|ทุก)"
)


_BARE_SUM = re.compile(
    r"(?:ยอด|สรป)?รวม(?:ทง(?:สน|หมด|ป|แผน|โครง|กจ|มต|\d)|เปนเงน|งบประมาณ|จานวน|มตท?\d|ทก(?:มต|ดาน|ป|แผน|โครง|กจ))"
)
"""The same without any mark above or below, as a scan may lose them all."""
_MISREAD_SUM = re.compile(r"(?:ร+ว*|ว+)ม+|[ก-ฮ]วม|รว[ก-ฮ]")
"""`รวม` alone, a letter twice, lost or read as another: no name is so short."""


_TAKING_PART = re.compile(r"\s*ร่วม\s*\d[\d,]*\s*(?:คน|ราย(?!การ)|ท่าน|หน่วยงาน|หมู่บ้าน|ครัวเรือน)")
"""`(มีผู้เข้า)ร่วม 38 คน`, at the beginning of a line: no `รวม 38 …`, whose mark no scan adds."""


def is_total_label(text: str) -> bool:
    """Whether a cell says that its row is a sum (`รวม`, `รวมทั้งสิ้น`, `รวมมิติที่ ๑`, `งบประมาณทั้งสิ้น`).

    >>> is_total_label("รวมโครงการทั้งหมด 12 โครงการ"), is_total_label("โครงการรวมใจต้านทุจริต")
    (True, False)
    >>> is_total_label("รวม 38 โครงการ"), is_total_label("ร่วม 38 คน ได้รับงบประมาณ 73,500 บาท")
    (True, False)
    >>> is_total_label("รวมทุกแหล่ง"), is_total_label("รวมทุกภาคส่วนต้านโกง")
    (True, False)
    >>> is_total_label("รวมทกมิติ"), is_total_label("รวมทงสน"), is_total_label("รวมทางแก้ปัญหา")
    (True, True, False)
    >>> is_total_label("รวมปี 2566"), is_total_label("รวมปิดช่องทางทุจริต")
    (True, False)
    """
    if _TAKING_PART.match(to_arabic(text)):
        return False
    folded = _TONE_MARKS.sub("", fold(mended_sums(canonical(text))))  # the marks that a scan loses first
    if _OF_PEOPLE.match(folded):
        return False
    if _SUM_LABEL.match(folded) or _OTHER_SUM.match(folded) or _MISREAD_SUM.fullmatch(folded):
        return True
    letters = without_marks(folded)
    return _BARE_SUM.match(letters) is not None or _is_like(letters, _LIKE_WHOLE)


def _is_like(letters: str, least: float) -> bool:
    return any(fuzz.ratio(letters, whole) >= least for whole in _WHOLE_SUMS)


_OF_PART = re.compile(
    r"(?:ยอด)?รวม(?:ยอด|เงิน|งบประมาณ|เป็นเงิน|เฉพาะ)*(?:(?:ข้อ|ลำดับ|รายการ)(?:ที่)?\d|หน้า(?:นี้|ที่|\d|$)|ยก(?:ไป|มา)|สะสม|ไตรมาส"
    r"|กอง(?!ทุน)|สำนัก|ฝ่าย|หน่วยตรวจสอบ|(?:งบ)?(?:อุดหนุน|ลงทุน|ดำเนินงาน|กลาง|อบต|อบจ|เทศบาล|บุคลากร|จังหวัด|รายได้)"
    r"|แผนงาน.|ส่วนที่\d|หมู่(?:ที่)?\d)|ยอดยก(?:ไป|มา)"
)
"""Labels (folded) of sums of some items: of numbered ones, a page, a quarter, a unit, a source of money."""


def is_sum_of_part(label: str) -> bool:
    """Whether the label of a sum says that it is of a part of the items, and of no dimension or mission.

    >>> is_sum_of_part("รวมข้อ 1-3"), is_sum_of_part("รวมกองคลัง"), is_sum_of_part("รวมงบประมาณทั้งสิ้น")
    (True, True, False)
    """
    return _OF_PART.match(fold(label)) is not None


def is_near_whole_label(text: str) -> bool:
    r"""Whether a cell may be `รวมทั้งสิ้น` as a scan misreads it (`กูมทั้งสน`): for rows that hold a sum or nothing.

    >>> is_near_whole_label("กูมทั้ง\nสน"), is_near_whole_label("มาตรการทั่วไป")
    (True, False)
    """
    return _is_like(without_marks(fold(text)), _NEAR_WHOLE)


def is_count(text: str) -> bool:
    """Whether a cell is a count of items and nothing else (`จำนวน ๖ โครงการ/ ๑ กิจกรรม`)."""
    return bool(_COUNT.fullmatch(to_arabic(text).strip()))
