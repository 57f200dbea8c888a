"""Local governments: their types, their names, and where a text mentions them.

Types and their full words: พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537, พระราชบัญญัติเทศบาล พ.ศ. 2496,
พระราชบัญญัติองค์การบริหารส่วนจังหวัด พ.ศ. 2540, and the acts on Bangkok (2528) and Pattaya (2542).
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from normalize import places
from normalize.chars import canonical, fold

LaoType = Literal["อบจ.", "เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "อบต.", "กรุงเทพมหานคร", "เมืองพัทยา"]

FULL_TYPE: dict[LaoType, str] = {
    "อบจ.": "องค์การบริหารส่วนจังหวัด",
    "เทศบาลนคร": "เทศบาลนคร",
    "เทศบาลเมือง": "เทศบาลเมือง",
    "เทศบาลตำบล": "เทศบาลตำบล",
    "อบต.": "องค์การบริหารส่วนตำบล",
    "กรุงเทพมหานคร": "กรุงเทพมหานคร",
    "เมืองพัทยา": "เมืองพัทยา",
}
"""Type code to the words before the name."""

_ORG = r"องค์กา?รบ?ร?ิ?หาร\s*ส่วน\s*"
_BEFORE_SHORT = "(?:(?<![ก-๙])|(?<=ของ)|(?<=ใน)|(?<=นายก)|(?<=ปลัด)|(?<=สภา)|(?<=เขต))"
_TYPES: tuple[tuple[LaoType, str], ...] = (
    ("อบต.", rf"{_ORG}ตำบล|องค์กรบริหาร\s*ส่วน\s*ตำบล|{_BEFORE_SHORT}อบต\s?\."),
    ("อบจ.", rf"{_ORG}จังหวัด|องค์กรบริหาร\s*ส่วน\s*จังหวัด|{_BEFORE_SHORT}อบจ\s?\."),
    ("เทศบาลตำบล", rf"เทศบาล\s*ตำบล|{_BEFORE_SHORT}ทต\s?\."),
    ("เทศบาลเมือง", rf"เทศบาล\s*เมือง|{_BEFORE_SHORT}ทม\s?\."),
    ("เทศบาลนคร", rf"เทศบาล\s*นคร|{_BEFORE_SHORT}ทน\s?\."),
)
_ANY_TYPE = "|".join(f"(?P<t{number}>{pattern})" for number, (_, pattern) in enumerate(_TYPES))
_TYPE = re.compile(f"(?=[อเท])(?:{_ANY_TYPE})")
"""Where no type can begin the patterns are not tried one by one."""
_LEVEL = re.compile("ตำบล|จังหวัด")
_ORG_WORDS = FULL_TYPE["อบต."].removesuffix("ตำบล")
_TYPE_LIKENESS = 88.0
"""Likeness (0-100) from which the words before ตำบล or จังหวัด are taken for the misread ones of a type."""
_TITLE = re.compile(r"นายกเทศมนตรี\s*(?P<level>ตำบล|เมือง|นคร)")
_TITLE_LEVEL: dict[str, LaoType] = {"ตำบล": "เทศบาลตำบล", "เมือง": "เทศบาลเมือง", "นคร": "เทศบาลนคร"}
_SPECIAL = re.compile(r"กรุงเทพมหานคร|เมืองพัทยา")
_RUN = re.compile(r"\s?(?P<run>[ก-๛]+)")
_GENERIC_WORDS = (
    "เทศบาล องค์ มี ได้ จึง เป็น เพื่อ ที่ และ หรือ ใน จะ ให้ โดย ตาม ต่อ ด้วย กับ แก่ ของ จาก อย่าง "
    "เห็น ไม่ ต้อง สามารถ ควร ทุก ทั้ง แห่ง มอบ กำหนด ดำเนิน จัด ประจำปี ปี จำนวน ลดลง สู่ "
    "สำหรับ ซึ่ง นี้ เอง ขึ้น คือ เรื่อง รอง ปลัด นายก หัวหน้า พนักงาน สมาชิก ประกาศ ร่วม "
    "พร้อม แต่ง ปฏิบัติ บริหาร ตระหนัก แสดง รับ ส่ง เกี่ยวกับ กลุ่ม ตั้งแต่ ระหว่าง ถึง ประกอบ "
    "อำเภอ จังหวัด ตำบล หมู่ เปลี่ยน เปิดเผย ปัจจุบัน เผยแพร่ ประชาสัมพันธ์ พัฒนา ส่งเสริม "
    "ยกย่อง สร้าง ติดตาม ตรวจสอบ ควบคุม ปรับปรุง เมื่อ ดังกล่าว ยัง ร้อยละ เป้าหมาย บรรลุ ผ่าน "
    "เข้มแข็ง ประชาชน ทราบ ผู้ การ ความ คณะ หน่วยงาน เล็ง พ.ศ"
)
"""Words that begin what follows a name; listed names that begin so are known from the lists."""
_GENERIC_AFTER = re.compile(
    f"(?:{'|'.join(map(re.escape, _GENERIC_WORDS.split()))})(?![ะาิีึืุูัำ็่้๊๋์ํ])(?!(?<=แก่)น)"
    "|ว่า(?!ง)|ณ(?=วัน|ที่|ห้อง|ศาลา|หอ|อาคาร|สำนัก|โรง|เทศ|องค์)"
)
_OF_PROJECT = re.compile(r"สัญจร|เคลื่อนที่|พบ(?:ประชาชน|ปะ|พี่น้อง)")
"""What follows the type in the name of a project (`โครงการ อบต.สัญจร`) and is no place."""
_PLACE_AFTER = re.compile(r"\s*(?:อำเภอ|อ\.|เขต|จังหวัด|จ\.)")
"""What follows a name on a cover, and nothing else of a sentence."""
_LONGEST_NAME = 24
_SHORTEST_LISTED = 2
"""So few letters of a listed name begin many others."""
_REPEATED = 3
"""So often must the same letters follow a type up to a blank to be taken for a name."""


@dataclass(frozen=True, slots=True)
class Lao:
    """A local government: type, name without type (`หนองไผ่ทอง`; empty for Bangkok and Pattaya)."""

    lao_type: LaoType
    base_name: str

    @property
    def name(self) -> str:
        """The name in full, as `องค์การบริหารส่วนตำบลหนองไผ่ทอง`."""
        return FULL_TYPE[self.lao_type] + self.base_name


@dataclass(frozen=True, slots=True)
class LaoMention:
    """A local government named in a text; positions refer to `canonical(text)`.

    `title` when it stands in an official's title (`นายกเทศมนตรีตำบลท่าแร่`, of เทศบาลตำบลท่าแร่).
    `certain` is False where neither the lists, nor other mentions, nor a following blank or sign show
    where the name ends.
    """

    lao: Lao
    start: int
    end: int
    title: bool = False
    certain: bool = True


@functools.lru_cache(maxsize=8_192)
def mended_types(text: str) -> str:
    """`text` with the words of a type that a scan misread (`องค์การบริหูารส่วนตำบล`) put right.

    >>> mended_types("องค์การบริหูารส่วนตำบลบางน้อย")
    'องค์การบริหารส่วนตำบลบางน้อย'
    """
    if _TYPE.search(text):
        return text
    for level in _LEVEL.finditer(text):
        end = level.start()
        starts = range(max(0, end - len(_ORG_WORDS) - 3), max(0, end - len(_ORG_WORDS) + 3))
        score, start = max(((fuzz.ratio(text[n:end], _ORG_WORDS), -n) for n in starts), default=(0.0, 0))
        if score >= _TYPE_LIKENESS:
            return f"{text[:-start]}{_ORG_WORDS}{text[end:]}"
    return text


def parse_lao(text: str) -> Lao | None:
    """The local government that `text` is the name of (`อบต.เมืองนาท`, `เทศบาลเมืองศรีสะเกษ`), nothing
    before or after it.

    >>> parse_lao("อบต. เมืองนาท").name
    'องค์การบริหารส่วนตำบลเมืองนาท'
    """
    bare = re.sub(r"\s+", "", canonical(text))
    special = _SPECIAL.fullmatch(bare)
    if special is not None:
        return Lao("เมืองพัทยา" if special.group() == "เมืองพัทยา" else "กรุงเทพมหานคร", "")
    match = _TYPE.match(bare)
    if match is None:
        return None
    base = bare[match.end() :]
    if not base or not re.fullmatch(r"[ก-๛]+", base):
        return None
    return Lao(_type_of(match), base)


def find_mentions(text: str, known: Collection[str] = ()) -> list[LaoMention]:
    """The local governments that a text names, in order; mentions of a type alone (`ปลัดเทศบาล`) are left out.

    `known` are base names that the document is known to use (see `base_names`): a name ends where the
    longest of them ends. Otherwise it ends where a listed subdistrict, district or province name ends,
    at a blank or sign, or before a word that cannot belong to a name; where only that last shows, the
    mention is not `certain`.
    """
    return list(_found_mentions(text, frozenset(map(fold, known))))


@functools.lru_cache(maxsize=4_096)
def _found_mentions(text: str, folded_known: frozenset[str]) -> tuple[LaoMention, ...]:
    text = canonical(text)
    mentions: list[LaoMention] = []
    for match in _TYPE.finditer(text):
        mention = _mention(text, match.start(), match.end(), _type_of(match), folded_known, title=False)
        if mention is not None:
            mentions.append(mention)
    for match in _TITLE.finditer(text):
        lao_type = _TITLE_LEVEL[match["level"]]
        mention = _mention(text, match.start(), match.end(), lao_type, folded_known, title=True)
        if mention is not None:
            mentions.append(mention)
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def base_names(texts: Iterable[str]) -> Counter[Lao]:
    """How often a document names each local government; first pass over all of its texts.

    A name that the document repeats ends where it ends most often, whatever the lists say. Names seen only
    once are worth little: a caller takes the most common one as the document's own, and passes the well
    supported ones as `known` to `find_mentions`.
    """
    listed = [canonical(text) for text in texts]
    repeated = _repeated_names(listed)
    counts: Counter[Lao] = Counter()
    for text in listed:
        counts.update(mention.lao for mention in find_mentions(text, repeated) if mention.certain)
    return counts


def cover_names(texts: Iterable[str]) -> set[str]:
    """Base names that stand as on a cover: type and name begin a line, and the district or province follows,
    on the line or on the next; or they end a line, and the district or province begins the next.

    >>> sorted(cover_names(["อบต.นาแก้วพัฒนา อำเภอเกาะคา", "อบต.นาแก้วพัฒนาได้จัดทำแผน"]))
    ['นาแก้วพัฒนา']
    >>> sorted(cover_names(["อบต.ท่าเสาใน", "อำเภอเกาะคา จังหวัดลำปาง"]))
    ['ท่าเสาใน']
    >>> sorted(cover_names(["ขององค์การบริหารส่วนตำบลโคกสว่าง", "อำเภอเกาะคา จังหวัดลำปาง"]))
    ['โคกสว่าง']
    >>> sorted(cover_names(["แผนปฏิบัติการ องค์การบริหารส่วนตำบลนาหมีนสรี", "อำเภอเกาะคา จังหวัดลำปาง"]))
    ['นาหมีนสรี']
    """
    names: set[str] = set()
    lines = [canonical(text) for text in texts]
    for text, below in zip(lines, [*lines[1:], ""], strict=False):
        line = f"{text.strip()} {below}".lstrip(" *#") if _PLACE_AFTER.match(below) else text.lstrip(" *#")
        line = line.removeprefix("ของ").lstrip()
        match = _TYPE.match(line)
        if match is None and _PLACE_AFTER.match(below) and (ending := _name_at_end(text)) is not None:
            names.add(ending)
        after = _RUN.match(line, match.end()) if match is not None else None
        if after is None or len(after["run"]) > _LONGEST_NAME or not _PLACE_AFTER.match(line, after.end()):
            continue
        names.add(after["run"])
    return names


def _name_at_end(line: str) -> str | None:
    """The name behind the last type of a line, where it is all that stands there and no listed one begins it:
    that may be the name, and the rest of a sentence behind it."""
    types = list(_TYPE.finditer(line))
    parted = types and (types[-1].start() == 0 or line[: types[-1].start()].endswith((" ", "ของ")))
    run = line[types[-1].end() :].strip() if parted else ""
    if not re.fullmatch(rf"[ก-๛]{{3,{_LONGEST_NAME}}}", run) or _GENERIC_AFTER.match(run):
        return None
    listed = places.longest_listed(run, _listed(_type_of(types[-1])))
    return run if listed is None or len(listed) <= _SHORTEST_LISTED else None


def _repeated_names(texts: Iterable[str]) -> set[str]:
    """Runs of letters that follow a type, up to a blank or sign, again and again."""
    runs: Counter[str] = Counter()
    for text in texts:
        for match in _TYPE.finditer(text):
            after = _RUN.match(text, match.end())
            if after is not None and not after.group()[0].isspace() and len(after["run"]) <= _LONGEST_NAME:
                runs[after["run"]] += 1
    names: set[str] = set()
    for run in sorted((run for run, count in runs.items() if count >= _REPEATED), key=len):
        if _GENERIC_AFTER.match(run) is None and not any(run.startswith(name) for name in names):
            names.add(run)
    return names


def lao_id(lao: Lao, province_code: str | None) -> str:
    """The stable id: province code, type and normalised name (`TH-30-อบต-เมืองนาท`); `TH` alone where
    the province is not known."""
    parts = [province_code or "TH", lao.lao_type.rstrip("."), fold(lao.base_name).replace("-", "")]
    return "-".join(part for part in parts if part)


def without_lao(text: str, own: Collection[Lao] = ()) -> str:
    """`text` without the names of local governments, for comparing names of projects; never for showing.

    Names of `own` go wherever they stand, then any other name that can be made out; a joining ของ or
    ใน(เขต) before the name goes with it.
    """
    known = [lao.base_name for lao in own]
    text = canonical(text)
    parts: list[str] = []
    position = 0
    for mention in find_mentions(text, known):
        if mention.start < position:
            continue
        before = text[position : mention.start]
        parts.append(re.sub(r"\s*(?:ของ|ใน\s*เขต(?:พื้นที่)?|ประจำ)?\s*$", "", before))
        position = mention.end
    return "".join([*parts, text[position:]]).strip()


def _type_of(match: re.Match[str]) -> LaoType:
    for number, (lao_type, _) in enumerate(_TYPES):
        if match[f"t{number}"] is not None:
            return lao_type
    raise AssertionError(match.group())


def _mention(
    text: str, start: int, name_start: int, lao_type: LaoType, known: frozenset[str], *, title: bool
) -> LaoMention | None:
    match = _RUN.match(text, name_start)
    if match is None:
        return None
    run = match["run"][:60]
    if lao_type == "เทศบาลเมือง" and run.startswith("พัทยา"):
        return None  # "เทศบาล เมืองพัทยา" of an enumeration: Pattaya is no municipality of that type
    if _OF_PROJECT.match(run):
        return None
    name, certain = _name_in(run, lao_type, known, parted=match.group()[0].isspace())
    if name is None:
        return None
    return LaoMention(Lao(lao_type, name), start, match.start("run") + len(name), title, certain)


def _name_in(run: str, lao_type: LaoType, known: frozenset[str], *, parted: bool) -> tuple[str | None, bool]:
    """The name that a run of Thai letters begins with, and whether its end is certain."""
    named = places.longest_listed(run, known) if known else None
    if named is not None:
        return named, True
    listed = places.longest_listed(run, _listed(lao_type))
    generic = _GENERIC_AFTER.match(run)
    if listed is not None and generic is not None and len(listed) <= generic.end():
        listed = None  # ตำบลและ exists, but องค์การบริหารส่วนตำบลและ… goes on with "and"
    if listed is not None and (len(listed) > 2 or len(run) == len(listed)):
        rest = run[len(listed) :]
        if not rest or _GENERIC_AFTER.match(rest):
            return listed, True
    if generic is not None or parted:
        return None, False
    cut = _cut(run, len(listed or ""))
    if len(run) <= _LONGEST_NAME and not cut:
        return run, True
    if cut is not None:
        return run[:cut], False
    return (listed, False) if listed is not None else (None, False)


def _cut(run: str, listed: int) -> int | None:
    """Where the first word stands that cannot belong to a name; a listed one has `listed` letters."""
    for position in range(max(2, listed), min(len(run), _LONGEST_NAME)):
        if run[position] not in "ะาิีึืุูัำ็่้๊๋์ํ" and _GENERIC_AFTER.match(run, position):
            return position
    return None


@functools.cache
def _listed(lao_type: LaoType) -> frozenset[str]:
    if lao_type == "อบจ.":
        return places.province_names()
    if lao_type == "อบต.":
        return places.subdistrict_names()
    return places.subdistrict_names() | places.district_names() | places.province_names()
