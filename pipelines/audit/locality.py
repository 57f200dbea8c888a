"""The check for another locality's name left in by copy and paste."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from normalize.chars import canonical, fold
from normalize.lao import Lao, LaoMention, find_mentions, parse_lao
from normalize.places import district_names, longest_listed, province_names, subdistrict_names
from pipelines.audit.case import AuditCase, Place
from pipelines.audit.cause import Cause
from pipelines.audit.finding import make
from pipelines.records import Finding

MISPRINT = 70.0
"""Likeness (0-100) from which a name is the document's own, misread or misspelt."""
OTHER_NAME = 50.0
"""Below this likeness no misreading makes one name of the other, not even on a scan."""
LISTED_LENGTH = 6
"""Letters from which a listed place name is not a chance beginning of other words."""
_PASSING = re.compile(
    r"(?:ร่วมกับ|ร่วมมือ|ประสาน(?:งาน)?กับ|ดูงาน|เช่น|อาทิ|ใกล้เคียง|ใกล้กับ|ข้างเคียง|ติดต่อกับ|ติดกับ|เขตติดต่อ|ระหว่าง|"
    r"อาณาเขต|ทิศ(?:เหนือ|ใต้|ตะวันออก|ตะวันตก)|เชื่อม(?:ต่อ|โยง|ความ)|เครือข่าย|สหการ|อดีต|เดิมคือ|"
    r"ยกฐานะ|คัดค้าน|เชิญ|อุดหนุน|คดี|กรณีศึกษา|กรณีตัวอย่าง|กรณีนายก|อ้างอิง|ที่มา\s*:|เส้นทาง|ทางหลวง|ถนน|"
    r"ได้รับงบประมาณจาก|พระราชบัญญัติ|พ\.ร\.บ\.|พระราชกฤษฎีกา)[^\n]{0,40}$"
    r"|(?:ได้แก่|โรงเรียน|โรงพยาบาล|สถานธนานุบาล|ศูนย์กำจัด[ก-๙]{0,12}|(?<!งบประมาณ)(?<!เงิน)จาก)\s*$"
    r"|(?:ข้อตกลง|สัมพันธ์|MOU)[^\n]{0,25}กับ\s*$"
)
"""Words before a name that speak of another locality on purpose: partners, visits, borders, laws, cases,
roads, history; right before it those of a school or centre that is called so, and `จาก`, but for money."""
_PASSING_AFTER = re.compile(r"[^\n]{0,15}(?:ดูงาน|เป็นเจ้าภาพ|ให้ความอนุเคราะห์|ถูก(?:ร้องเรียน|ชี้มูล|ฟ้อง))")
"""The same behind a name: what one says of others only."""
_JOINT = re.compile(r"\s*(?:และ|กับ|หรือ|รวมทั้ง|ตลอดจน|[,/–-])?\s*")
"""What stands between the names of a list, or between one's own name and a neighbour's."""
_ENDS = re.compile(r"จึง|ได้|เพื่อ|อำเภอ|จังหวัด|ซึ่ง|โดย")
"""Words that no name goes on with: what stands before them is a name at its full length."""
_GENERIC = re.compile(
    r"^(?:อื่น|ต่าง|ใด|ข้างเคียง|ใกล้เคียง|ต้นแบบ|นั้น|นี้|ดังกล่าว|ของ|ทั่วไป|ทั่วประเทศ|แต่ละ|หลาย|ขนาด|สามัญ|พัทยา|"
    r"สัญจร|เคลื่อนที่|พบประชาชน|พบปะ|เยี่ยม|สีขาว|โปร่งใส|คุณธรรม|น่าอยู่|ห่วงใย|ใส่ใจ)"
)
"""What follows the word for a local government where it is no name: `โครงการ อบต.สัญจร` is one of its own."""


def foreign_locality(case: AuditCase) -> Iterator[Finding]:
    """The text may not speak of another local government as if it were its own.

    Rule: output contract, check `foreign_locality`, one finding per item. Not meant: the province's own
    administration (อบจ.), a name beside words of cooperation, visits, borders, laws or history, and names
    that are the document's own but for a slip, or its own cut short (where a line ends).
    """
    own = parse_lao(case.lao_name) if case.lao_name else None
    if own is None:
        return
    named: set[str] = set()
    reported: set[int] = set()
    for passage in case.passages:
        if passage.item in reported:
            continue
        foreign = next(foreign_names(passage.text, own, case, whole=True), None)
        if foreign is None:
            continue
        reported.add(passage.item)
        named.add(foreign.name)
        item = case.items[passage.item]
        yield _finding(case, own, foreign, case.place_of(passage), item.key)
    for measure in case.measures:
        for text in (measure.result, measure.outcome):
            for foreign in foreign_names(text or "", own, case, whole=True):
                if foreign.name not in named:
                    named.add(foreign.name)
                    yield _finding(case, own, foreign, measure.place, None)
    for page, text in case.pages:
        for foreign in foreign_names(text, own, case):
            if not any(name.startswith(foreign.name) or foreign.name.startswith(name) for name in named):
                named.add(foreign.name)
                yield _finding(case, own, foreign, case.on_page(page), None)


def foreign_names(text: str, own: Lao, case: AuditCase, *, whole: bool = False) -> Iterator[Lao]:
    """The other local governments that a text names as if they were its own.

    Where the text is `whole` a name at its end is not cut off.
    """
    plain = canonical(text).rstrip()
    mentions = find_mentions(plain, [own.base_name] if own.base_name else [])
    for n, mention in enumerate(mentions):
        ended = mention.certain or _ENDS.match(plain, mention.end) or (whole and mention.end == len(plain))
        lao = mention.lao if ended else _listed_part(mention.lao)
        if lao is None or not lao.base_name or _GENERIC.match(lao.base_name):
            continue
        if lao.lao_type == "อบจ." or fold(lao.base_name) in _home(case):
            continue
        if (
            not _is_own(lao, own)
            and not _in_passing(plain, mention)
            and not _beside_another(plain, mentions, n)
        ):
            yield lao


def _is_own(lao: Lao, own: Lao) -> bool:
    """True for the document's own name, also misread, or cut short."""
    here, there = fold(own.base_name), fold(lao.base_name)
    return here in fold(lao.name) or here.startswith(there) or fuzz.ratio(here, there) >= MISPRINT


def _in_passing(plain: str, mention: LaoMention) -> bool:
    before = plain[max(0, mention.start - 60) : mention.start]
    return bool(_PASSING.search(before) or _PASSING_AFTER.match(plain, mention.end))


def _beside_another(plain: str, mentions: list[LaoMention], n: int) -> bool:
    """True in a list of local governments, where nobody takes one for the document's own."""
    return any(
        _JOINT.fullmatch(plain[left.end : right.start])
        and left.lao.base_name != right.lao.base_name
        and left.lao.base_name
        and right.lao.base_name
        for left, right in ((mentions[i], mentions[i + 1]) for i in (n - 1, n) if 0 <= i < len(mentions) - 1)
    )


def _listed_part(lao: Lao) -> Lao | None:
    """Where the end of a name is not sure: the longest listed place that it begins with."""
    names = subdistrict_names() | district_names() | province_names()
    listed = longest_listed(lao.base_name, names)
    return Lao(lao.lao_type, listed) if listed is not None and len(listed) >= LISTED_LENGTH else None


def _home(case: AuditCase) -> set[str]:
    return {fold(name) for name in (case.district, case.province) if name}


def _finding(case: AuditCase, own: Lao, foreign: Lao, place: Place, item: int | None) -> Finding:
    cause: Cause = "document"
    if not case.exact and fuzz.ratio(fold(foreign.base_name), fold(own.base_name)) >= OTHER_NAME:
        cause = "extraction"
    what_th = f"{case.items[item].name}: " if item is not None else ""
    what_en = f"{case.items[item].name}: names" if item is not None else "Names"
    return make(
        "foreign_locality",
        cause,
        f"{what_th}พบชื่อ “{foreign.name}” ในเอกสารของ{own.name} (อาจคัดลอกมาจากเอกสารอื่น)",
        f"{what_en} “{foreign.name}” in a document of {own.name} (copied from elsewhere?).",
        place=place,
        dimension=case.items[item].dimension if item is not None else None,
        item=item,
        stated=foreign.name,
        expected=own.name,
    )
