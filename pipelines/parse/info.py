"""Facts about the whole document: title, locality, place, fiscal years, date.

Everything is decided by a majority over all mentions, so that a misread name, or another locality left in by
copy and paste, does not decide. What speaks against the decision is kept as a remark.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.model import Document, Line
from normalize.chars import MARKS, canonical, fold
from normalize.dates import fiscal_years, parse_date
from normalize.lao import (
    FULL_TYPE,
    Lao,
    LaoMention,
    cover_names,
    find_mentions,
    lao_id,
    mended_types,
    parse_lao,
)
from normalize.places import district_names, province_names, subdistrict_names
from normalize.text import clean
from pipelines.parse.doctype import Classification, classify
from pipelines.parse.evidence import digits_trusted, digits_trusted_from, likeness
from pipelines.parse.info_places import locate
from pipelines.parse.info_years import read_range, unread_year
from pipelines.parse.title_span import title_span
from pipelines.records import DocType, DocumentInfo, Remark

_HEAD_LINES = 400
"""Titles, memos and announcements stand within so many lines of the start."""

_TITLE_START = re.compile(
    r"(?:ประกาศใช้|การขออนุมัติ(?:จัดทำ)?|ขออนุมัติ(?:จัดทำ)?|ขอ)?\s*(?P<title>แผนปฏิบัติการ|แผนป้องกัน|(?:แบบ)?รายงานผล|"
    r"(?:แบบ)?รายงานการ|รายละเอียด(?:ของ)?(?:โครงการ|กิจกรรม|มาตรการ|[/ ])+ตามแผน|"
    r"สรุปผล|การดำเนินการ(?:ตาม)?มาตรการ|มาตรการส่งเสริมคุณธรรม)"
)
_SUBJECT = re.compile(r"เรื่อง[\s.]*")
_TITLE_PART = re.compile(
    r"(?:เพื่อ|ตาม|ประจำปี|\(?\s*พ\.\s*ศ|ปี|ด้าน|สำหรับ|รอบ|ระยะ|ของ|ภายใน|หน่วยงาน|โปร่งใส|และ|ในการ|ป้องกัน|(?:การ)?ทุจริต|\()"
)
_YEAR_WORD = re.compile(r"(?:ปี(?:งบประมาณ)?|พ\s*\.\s*ศ\s*\.?|[–—-])\s*$")
"""A line of a title that ends so goes on with a year on the next."""
_YEAR_AT_END = re.compile(r"[\s(]*(?:ประจำปี\S*|ปี\S*)?\s*(?:พ\.\s*ศ\.)?\s*\d{3,}[\d\s–—)-]*$")
_DATES_AT_END = re.compile(r"\s*\(\s*[\d๐-๙]{1,2}\s*[ก-ฮ]\S+\s*(?:พ\.\s*ศ\.\s*)?[\d๐-๙]{4}\s*(?:[-–—]|ถึง).*$")
"""`(1 ตุลาคม 2566 - 30 กันยายน 2567)`: when the fiscal year begins and ends."""
_MAX_TITLE_LINE = 140
_MAX_TITLE_LINES = 5
_COVER_WEIGHT = 5
"""A title with the locality's name below it stands on the cover; one that stands alone may be a heading."""
_TITLE_BLOCK = 12
"""So many lines at the start may be a cover or the head of a letter."""
_OWN_BEFORE = re.compile(r"(?:ของ|ประกาศ|ส่วนราชการ.{0,40}|(?:แผน|รายงาน).{0,110}(?:ของ|\s|ทุจริต|โปร่งใส))?\s*")
_OWN_BEHIND = re.compile(r"\s*(?:$|\(|อำเภอ|อ\.|จังหวัด|จ\.|เรื่อง|โทร|ประจำปี|พ\.\s*ศ|ปี)")
"""What stands before and behind the document's own name on its title page; a sentence goes on otherwise."""
_ADDRESS = re.compile(r"แขวง|ถนน|ถ\.|เลขที่|(?<!สำนักงาน)เขต")
_SAME_NAME = 0.7
_READ_AGAIN = 2
_MEMO_DATE = re.compile(r"(?:ที่\s*[ก-ฮ]{2}|^\s*วันที่|^\s*ที่\s|วัน\S{1,3}\s*[\d๐-๙]{1,2}\s)")
"""The line with number and date of a memo; a scan may lose the vowels of ที่ and วันที่."""
_OWN_LINE = re.compile(r"^\s*(?:(?:ที่|วันที่)\s|[\d๐-๙]{1,2}\s+[ก-๙.]+\s+(?:พ\.\s*ศ\.\s*)?[\d๐-๙]{4}\s*$)")
"""The date of a letter stands on its own line, that of a memo behind its number or the word for a date."""
_LETTER_HEAD = 40
"""So many lines at the start may be the head of a letter and what is stamped on it."""
_TELLS_OF = re.compile(
    r"(?:เม[ื่]{0,2}อ|ระหว่าง|ตั้งแต่|ภายใน|ก่อน|หลัง|จนถึง|ถึง|ลง|ใน)\s*วัน\S{1,3}\s*[\d๐-๙]"
    r"|(?:จัด|อบรม|ดำเนิน|เสร็จ|เผยแพร่|ส่งมอบ|ประกาศแล้ว|ผลการ)[ก-๙]{0,24}\s*:?\s*[ก-๙]{0,24}\s*วัน\S{1,3}\s*[\d๐-๙]"
)
"""A sentence that tells of a day, and no line of a memo with its own date."""
_MEETING = re.compile(r"ประชุม|มติ|ครั้งที่\s*[\d๐-๙]|ราชกิจจา|ฉบับกฤษฎีกา")
"""The day of a meeting or of the Gazette is not that of the document that tells of it."""
_CAPTION = re.compile(r"\s*(?:ภาพ|รูป)")
"""How the words below a picture begin: their day is that of what it shows."""
_DAY_BEFORE = re.compile(r"(?:วัน|เมื่อ|ตั้งแต่|ภายใน|ระหว่าง|ถึง)\s*$")
"""How a line ends whose sentence tells of the day on the next line."""
_DATE_PART = re.compile(r"วัน\S{1,4}\s*(?=[\d๐-๙]{1,2}\s)")
_ISSUED = re.compile(r"ประกาศ\s*ณ\s*วันที่|สั่ง\s*ณ\s*วันที่|ให้ไว้\s*ณ\s*วันที่")
_AS_OF = re.compile(r"ข้อมูล\s*ณ\s*วันที่")


@dataclass(slots=True)
class InfoReading:
    """The facts, the type decision, and the evidence: mentions of localities and what did not fit."""

    info: DocumentInfo
    classification: Classification
    laos: Counter[Lao] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)


def read_info(document: Document, doc_type: DocType | None = None) -> InfoReading:
    """Read the facts about a document. `doc_type` overrides the decision by content."""
    classification = classify(document)
    info = DocumentInfo(doc_type=doc_type or classification.doc_type)
    reading = InfoReading(info, classification)
    texts = document_texts(document)
    head = texts[:_HEAD_LINES]
    scanned = any(line.confidence is not None for _, line in document.lines())
    _read_locality(texts, reading, scanned=scanned)
    years, doubt = read_range(document, info.doc_type)
    if years is not None:
        info.fiscal_year_start_be, info.fiscal_year_end_be = years
        if doubt is not None and info.doc_type != "other":
            reading.remarks.append(Remark(None, "-".join(map(str, years)), doubt))
        if (title := unread_year(document, years)) is not None:
            page, words = title
            reading.remarks.append(
                Remark(
                    page,
                    words,
                    "the title's year was not read whole; the fiscal year is from elsewhere",
                )
            )
    if info.doc_type == "action_plan" and (span := title_span(document, years)) is not None:
        info.title_year_start_be, info.title_year_end_be = span
    dated = [text for _, line in document.lines() if (text := _trusted_text(line)) is not None]
    info.document_date = _read_date(dated[:_HEAD_LINES])
    info.title = _without_other_years(_read_title(head), years)
    return reading


def document_texts(document: Document) -> list[str]:
    """Lines and cells in reading order, without line feeds."""
    texts: list[str] = []
    for block in document.flow:
        content = block.content
        if hasattr(content, "cells"):
            texts += [_cell_text(cell.text) for cell in content.cells if cell.lines]
        else:
            texts.append(canonical(content.text).replace("\n", " "))
    return [text for text in texts if text]


def _cell_text(text: str) -> str:
    """The text of a cell on one line, the name of a local government that the cell broke behind its type
    (`เทศบาลเมือง`, `บางน้อย`) in one piece."""
    first, *rest = (part.strip() for part in canonical(text).split("\n"))
    if rest and _goes_on_as_name(first, name := "".join(rest)):
        return first + name
    return " ".join([first, *rest])


def _goes_on_as_name(words: str, following: str) -> bool:
    """Whether a text that is nothing but the type of a local government goes on with its name alone."""
    if words not in FULL_TYPE.values():
        return False
    mentions = find_mentions(words + following)
    return len(mentions) == 1 and mentions[0].certain and mentions[0].end == len(words + following)


# -- locality


def _read_locality(texts: Sequence[str], reading: InfoReading, *, scanned: bool) -> None:
    counts, sure = _counted(texts)
    reading.laos = counts
    info = reading.info
    if counts:
        (lao, most), *others = counts.most_common()
        alike = [other.name for other, count in others if count == most]
        own = _titled(texts, counts)
        if own is not None and own != lao and own not in _misread_forms(lao, counts):
            names = f"{own.name} ({counts[own]}); {lao.name} ({most})"
            reading.remarks.append(Remark(None, names, "the title names another locality than the text does"))
            lao, alike = own, []
        elif own is not None:
            alike = []
        if not sure or (scanned and not _is_borne_out(lao, texts)):
            reading.remarks.append(Remark(None, lao.name, "name of the locality not read for sure"))
        if alike:
            names = ", ".join([lao.name, *alike])
            reading.remarks.append(Remark(None, names, "several localities are named as often"))
        info.lao_name, info.lao_type = lao.name, lao.lao_type
        place, remarks = locate(texts, lao)
        reading.remarks += remarks
        info.subdistrict, info.district = place.subdistrict, place.district
        info.province, info.province_code = place.province, place.province_code
        info.lao_id = lao_id(lao, info.province_code)


def _is_borne_out(lao: Lao, texts: Sequence[str]) -> bool:
    """Whether a name of a scan is that of a listed place, or was read so again: a letter may be another."""
    known = subdistrict_names() | district_names() | province_names() | {""}
    name = fold(lao.base_name)
    return lao.base_name in known or sum(fold(text).count(name) for text in texts) >= _READ_AGAIN


def _titled(texts: Sequence[str], counts: Counter[Lao]) -> Lao | None:
    """The one local government that the document's title block names as its own: on a line of its own, with
    its district or province, or behind `ของ`; None where it names none or several."""
    known = [lao.base_name for lao in counts]
    named: set[Lao] = set()
    for text in texts[:_TITLE_BLOCK]:
        line = mended_types(text).strip(" *#")
        mentions = find_mentions(line, known)
        if len(mentions) != 1 or len(line) > _MAX_TITLE_LINE:
            continue
        (mention,) = mentions
        begins = _OWN_BEFORE.fullmatch(line[: mention.start])
        if begins and _OWN_BEHIND.match(line, mention.end) and mention.lao in counts:
            named.add(mention.lao)
    return named.pop() if len(named) == 1 else None


def _misread_forms(lao: Lao, counts: Counter[Lao]) -> set[Lao]:
    """The names in the text that may be the locality's own, misread or cut short."""
    return {
        other
        for other in counts
        if other.lao_type == lao.lao_type
        and (
            likeness(other.base_name, lao.base_name) >= _SAME_NAME
            or lao.base_name.startswith(other.base_name)
            or other.base_name.startswith(lao.base_name)
        )
    }


def count_localities(texts: Sequence[str]) -> Counter[Lao]:
    """How often each local government is named, misread forms of a name counted with the name itself."""
    return _counted(texts)[0]


def _counted(texts: Sequence[str]) -> tuple[Counter[Lao], bool]:
    """How often each local government is named, and whether any name was read for sure.

    Lines are read with their next one too, because long names break over lines.
    """
    counts: Counter[Lao] = Counter()
    loose: Counter[Lao] = Counter()
    for mention in _mentions([mended_types(text) for text in texts]):
        (counts if mention.certain else loose)[mention.lao] += 1
    for special in ("เมืองพัทยา", "กรุงเทพมหานคร"):
        own = parse_lao(special)
        if own is not None and not counts and _is_own_city(special, texts):
            counts[own] = sum(special in text for text in texts)
    return _pooled(counts or loose), bool(counts)


def _is_own_city(city: str, texts: Sequence[str]) -> bool:
    """Whether the title block names Bangkok or Pattaya as the document's own: on a line of its own, or behind
    `ของ`, and not at the end of an address. Elsewhere they are where something is, or one of a list."""
    for above, text in zip(["", *texts], texts[:_TITLE_BLOCK], strict=False):
        before, named, behind = text.strip(" *#").partition(city)
        whole = named and _OWN_BEFORE.fullmatch(before) and _OWN_BEHIND.match(behind)
        if whole and not (_ADDRESS.search(before) or (not before and _ADDRESS.search(above))):
            return True
    return False


def _mentions(texts: Sequence[str]) -> list[LaoMention]:
    found: list[LaoMention] = []
    known = cover_names(texts)
    whole = [(word, name) for word in FULL_TYPE.values() for name in known]
    seams = [(word + name[:n], name[n:]) for word, name in whole for n in range(2, len(name))]
    begins = tuple(begun for begun, _ in seams)
    for text, following in zip(texts, [*texts[1:], ""], strict=False):
        bare = text.rstrip()
        broken = bare.endswith(begins) and any(
            following.startswith(rest) and bare.endswith(begun) for begun, rest in seams
        )
        breaks = broken or any(bare.endswith(word) for word in FULL_TYPE.values())
        broken = broken or _goes_on_as_name(bare, following.strip())
        joined = f"{bare}{'' if broken else ' '}{following[:60]}"
        found += find_mentions(joined if breaks else text, known)
    return found


def _pooled(counts: Counter[Lao]) -> Counter[Lao]:
    """Counts with a rare name that is nearly a common one of the same type counted as the common one."""
    whole: Counter[Lao] = Counter()
    for lao, count in counts.items():
        whole[next((known for known in counts if _lost_marks(lao, known, counts)), lao)] += count
    counts, pooled = whole, Counter[Lao]()
    for lao, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].name)):
        same = next((known for known in pooled if _is_misread(lao, known, count, pooled[known])), lao)
        pooled[same] += count
    return pooled


def _lost_marks(lao: Lao, known: Lao, counts: Counter[Lao]) -> bool:
    """Whether a name is another one without some of its marks: scans lose them, and add none."""
    if lao == known or lao.lao_type != known.lao_type or counts[lao] > 2 * counts[known]:
        return False
    rest = iter(known.base_name)
    in_order = all(letter in rest for letter in lao.base_name)
    return in_order and _bare(lao.base_name) == _bare(known.base_name)


def _bare(name: str) -> str:
    return "".join(letter for letter in name if letter not in MARKS)


def _is_misread(lao: Lao, known: Lao, count: int, known_count: int) -> bool:
    if lao.lao_type != known.lao_type or known_count < 3 * count:
        return False
    shorter = lao.base_name and known.base_name.startswith(lao.base_name)
    return bool(shorter) or likeness(lao.base_name, known.base_name) >= 0.8


# -- date and title


def _trusted_text(line: Line) -> str | None:
    """The text of a line whose digits can be believed; of a memo's line with number and date the date alone,
    where only the number cannot."""
    if digits_trusted([line]):
        return line.text
    date = _DATE_PART.search(line.text)
    if date is None or _tells_of_day(line.text) or not digits_trusted_from(line, date.start()):
        return None
    return line.text[date.start() :]


def _tells_of_day(text: str) -> bool:
    """Whether a line tells of a day that is not the document's own."""
    return any(sign.search(text) for sign in (_TELLS_OF, _MEETING)) or _CAPTION.match(text) is not None


def _read_date(head: Sequence[str]) -> dt.date | None:
    """The date of the memo or letter that opens the document, else of the announcement, else the date of its
    data."""
    for test in (_OWN_LINE, _MEMO_DATE, _ISSUED, _AS_OF):
        for i, text in enumerate(head[:_LETTER_HEAD] if test is _OWN_LINE else head):
            letter = test in (_OWN_LINE, _MEMO_DATE)
            above = head[i - 1] if i > 0 else ""
            told = _tells_of_day(text) or _DAY_BEFORE.search(above) or _CAPTION.match(above)
            if not test.search(text) or (letter and told):
                continue
            date = parse_date(text) if len(text) < 200 else None
            if date is None and i + 1 < len(head) and test is _ISSUED:
                date = parse_date(f"{text} {head[i + 1]}")
            if date is not None:
                return date
    return None


def _read_title(head: Sequence[str]) -> str | None:
    """The title of the cover, else the subject of the memo or announcement."""
    titles: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    subject: str | None = None
    for i, text in enumerate(head):
        found = _SUBJECT.match(text)
        start = _TITLE_START.match(text[found.end() :] if found else text)
        if start is None or len(text) > _MAX_TITLE_LINE:
            continue
        offset = (found.end() if found else 0) + start.start("title")
        parts = _title_lines(text[offset:], head[i + 1 : i + _MAX_TITLE_LINES])
        title = _joined_title(parts)
        if found is not None:
            subject = subject or title
            continue
        if start.start("title") == 0:
            key = fold(title)
            after = head[i + len(parts) : i + len(parts) + 1]
            on_cover = bool(after) and parse_lao(after[0]) is not None
            titles[key] += _COVER_WEIGHT if on_cover else 1
            spelled.setdefault(key, title)
    if titles:
        best = max(titles, key=lambda key: (titles[key], len(key) <= 200, min(len(key), 120), key))
        return spelled[best]
    return subject


def _without_other_years(title: str | None, years: tuple[int, int] | None) -> str | None:
    """A title without years that the document is not about: they were misread."""
    if title is None:
        return None
    title = _DATES_AT_END.sub("", title)
    named = fiscal_years(title)
    if named and years is not None and years[0] <= named[0] <= named[-1] <= years[1]:
        return title
    if not named and not re.search(r"\d{3,}", title):
        return title
    return _YEAR_AT_END.sub("", title).strip() or None


def _title_lines(first: str, following: Sequence[str]) -> list[str]:
    """The first line of a title and those that go on with it."""
    parts = [first.strip()]
    for text in following:
        year = _YEAR_WORD.search(parts[-1]) and re.match(r"\s*[\d๐-๙]{4}(?![\d๐-๙])", text)
        if len(text) > _MAX_TITLE_LINE or not (year or _TITLE_PART.match(text)) or _SUBJECT.match(text):
            break
        parts.append(text.strip())
    return parts


def _joined_title(parts: Sequence[str]) -> str:
    joined = " ".join(parts)
    for broken in ("ความ โปร่งใส", "การ ทุจริต"):
        joined = joined.replace(broken, broken.replace(" ", ""))
    joined = re.sub(r"(?<=ทุจริต)\s+(?=เพื่อยกระดับ)", "", clean(joined))
    return re.sub(r"\s*ของ\s*(?:(?:เทศบาล|องค์การ|อบต).*)?$", "", joined).strip(" .*")
