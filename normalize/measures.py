"""Matching the name of a project, activity or measure to a standard measure.

The names of localities are taken out first, then the word for the kind, so that what is compared is
what the item is about. The score (0-100) is the similarity of letters, corrected by kind and category
where names are alike. A score alone does not decide: names that differ by a whole word, above all by
one of a pair of opposites (a manual for citizens, one for officials), are no certain match however many
letters they share.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from normalize.catalogue import Catalogue, Measure, MeasureKind, standard_catalogue
from normalize.chars import MARKS, fold, without_marks
from normalize.lao import parse_lao, without_lao
from normalize.numbering import strip_numbering

MatchStatus = Literal["matched", "review", "unmatched"]

_MATCH_FROM = 88.0
"""Least similarity of a certain match: two slips in a name of twenty letters."""
_REVIEW_FROM = 74.0
"""Least similarity of a candidate worth showing; opposite measures of the catalogue score up to about 74."""
_LEAD = 2.0
"""Least lead over the next measure with another name."""
_WORD_LENGTH = 6
"""A stretch of so many letters is a word, not a slip of the reader."""
_SHARED_LEAST = 4
"""Fewer equal letters than this between two differences may be chance."""
_DENSE = 0.4
"""A stretch in which so many letters differ is another word, one with fewer a word with slips."""
_KIND_WORD_FROM = 80.0
"""Least similarity at which a first word is a misread word for the kind; มาตรฐาน and โครงสร้าง stay below."""
_LAO_FROM = 80.0
"""Least similarity at which a stretch is the locality's misread name."""
_KIND_PENALTY = 5.0
_CATEGORY_BONUS = 1.0
_FRAMEWORK_PENALTY = 15.0

_KINDS: dict[str, MeasureKind] = {"โครงการ": "project", "กิจกรรม": "activity", "มาตรการ": "measure"}
_KIND_WORD = re.compile(r"[\W_]*(โครงการ|กิจกรรม|มาตรการ)")
_NOT_LETTERS = re.compile(r"[^ก-ฮะ-ฺเ-๎a-z0-9]+")
_END_BRACKET = re.compile(r"(?<=\S)\s*\([^()]*\)?\s*$")
_YEARS = re.compile(r"(?:ประจำปี|(?:ประจำ)?(?:ปี)?(?:งบประมาณ)?(?:พศ)?(?:25\d\d){1,2})$")
_STRAY = re.compile(r"(?<=[ก-๙]{4})[a-z]$")
"""A stamp or tick at the end, read as a letter."""
_OWNER = re.compile(
    r"(?:ของ|ภายใน|ใน)?(?:องค์กา?รปกครองส่วนท้องถิ่น|องค์การบริหารส่วน(?:ตำบล|จังหวัด))"
    r"|(?:ของ|ภายใน|ใน)(?:หน่วยงาน|องค์กร|เทศบาล|อบต|อบจ)"
    r"|(?:(?<=บุคลากร)|(?<=ผู้บริหาร))(?:เทศบาล|อบต|อบจ)|(?:ของ|ประจำ)?ท้องถิ่น$|(?:อบต|อบจ)$"
)
"""Whose it is, where that is no more than 'ours'."""
_FILLER = re.compile(rf"เก[{MARKS}]*ยวก[{MARKS}]*บ|ระหว[{MARKS}]?าง")
"""Words that join two others and may as well be left out."""
_SAME: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"เทศบัญญัติ"), "ข้อบัญญัติ"),
    (re.compile(r"นายก(?:เทศมนตรี|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.|อบจ\.)"), "นายกท้องถิ่น"),
    (re.compile(r"ปลัด(?:เทศบาล|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.|อบจ\.)"), "ปลัดท้องถิ่น"),
    (re.compile(r"สภา(?:เทศบาล|องค์การบริหารส่วน(?:ตำบล|จังหวัด)|อบต\.|อบจ\.)"), "สภาท้องถิ่น"),
    (re.compile(r"พนักงาน(?:เทศบาล|ส่วนตำบล|ส่วนจังหวัด)"), "พนักงาน"),
    (re.compile(r"ทางราชการ"), "ราชการ"),
    (re.compile(r"พ\.ร\.บ\.?"), "พระราชบัญญัติ"),
    (re.compile(r"สำรวจความพึงพอใจ"), "ประเมินความพึงพอใจ"),
)
"""Words that differ by the type of locality only, and words for the same thing."""
_LATIN = re.compile(r"[a-z01]*[a-z][a-z01]*")
_LETTER = re.compile("[a-z]")
_LATIN_FOR = str.maketrans("01", "ol")
_LATIN_NAME = 8
"""So many Latin letters in a Thai name are a name of their own (`nogiftpolicy`)."""
_NEGATION = "ไม"  # ไม่ without its mark
_SUBJECT = "ทจรต"  # ทุจริต without its marks
_OPPOSITES: tuple[tuple[str, ...], ...] = tuple(
    tuple(without_marks(word) for word in group)
    for group in (
        (
            *("ประชาชน", "เจ้าหน้าที่", "บุคลากร", "พนักงาน", "เด็ก", "เยาวชน", "สมาชิกสภา", "ผู้นำชุมชน", "ชุมชน"),
            *("ผู้สูงอายุ", "ผู้ปกครอง", "นักเรียน", "สตรี", "นักท่องเที่ยว", "อาสาสมัคร", "ผู้พิการ", "ผู้ประกอบการ"),
        ),
        ("งบประมาณ", "ทรัพย์สิน", "บุคคล", "พัสดุ", "รถยนต์", "น้ำมัน"),
        ("ทุจริต", "ยาเสพติด", "โรค", "อุบัติเหตุ", "ไฟป่า", "สาธารณภัย", "ความรุนแรง", "สุขภาพ"),
        ("ตรวจสอบภายใน", "ควบคุมภายใน"),
        ("คู่มือ", "มาตรฐาน", "แผน", "ระบบ", "เว็บไซต์", "รายงาน"),
        ("ผลประโยชน์ทับซ้อน", "ประมวลจริยธรรม", "ธรรมาภิบาล"),
        ("จัดซื้อจัดจ้าง", "เบิกจ่าย", "เลื่อนขั้น"),
        ("ร้องเรียน", "ข้อมูลข่าวสาร", "ความคิดเห็น"),
        ("ภายใน", "ภายนอก"),
        ("รายรับ", "รายจ่าย"),
        ("รายเดือน", "ไตรมาส", "ประจำปี"),
        ("ส่งเสริม", "ป้องกัน", "ลด", "ควบคุม"),
        ("เพิ่ม", "ลด"),
        ("ออกคำสั่ง", "ยกเลิกคำสั่ง"),
    )
)
"""Groups of words that tell measures of one pattern apart."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A standard measure that a name may mean, its score (0-100) and why it scores so (English, short)."""

    measure_id: str
    measure_name: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The decision on a name.

    `matched`: certain enough to be used unseen. `review`: likely, a person should look; the measure is
    the best candidate. `unmatched`: the locality's own item; measure_id, measure_name and score are None.
    `candidates` are the best three in any case, also those not chosen.
    """

    status: MatchStatus
    measure_id: str | None
    measure_name: str | None
    score: float | None
    candidates: tuple[Candidate, ...] = ()


def match(
    name: str,
    *,
    kind: MeasureKind | None = None,
    framework_id: str | None = None,
    category_code: str | None = None,
    lao_name: str | None = None,
    catalogue: Catalogue | None = None,
) -> MatchResult:
    """Match one name (raw or clean) against a catalogue (the standard one when None).

    `kind` is read from the name when None. `framework_id` (see `catalogue.framework_of_years`) narrows
    the choice to one framework; measures of others are offered for review only. `category_code`
    (`1.1.2` or the mission `1.1`) decides between equal names. `lao_name` is the document's own locality.
    """
    return _match(
        name, _Evidence(kind, framework_id, category_code, lao_name), catalogue or standard_catalogue()
    )


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What is known about a name besides its letters."""

    kind: MeasureKind | None
    framework_id: str | None
    category_code: str | None
    lao_name: str | None


@functools.lru_cache(maxsize=4096)
def _match(name: str, evidence: _Evidence, catalogue: Catalogue) -> MatchResult:
    cores = _cores(_without_locality(name, evidence.lao_name))
    if not cores:
        return MatchResult("unmatched", None, None, None)
    known = dataclasses.replace(evidence, kind=evidence.kind or kind_of(name))
    rated = sorted((_rate(cores, known, measure) for measure in catalogue.measures), key=_order)
    best = rated[0]
    rivals = (other for other in rated[1:] if other.same_framework and _differs(other.measure, best.measure))
    status = _decide(best, next(rivals, None))
    candidates = tuple(
        Candidate(item.measure.measure_id, item.measure.name, round(item.score, 1), item.reason)
        for item in rated[:3]
    )
    if status == "unmatched":
        return MatchResult(status, None, None, None, candidates)
    return MatchResult(status, best.measure.measure_id, best.measure.name, round(best.score, 1), candidates)


@dataclass(frozen=True, slots=True)
class _Rated:
    measure: Measure
    letters: float
    """Similarity of letters alone, 0-100."""
    score: float
    gap: _Gap
    same_framework: bool
    reason: str


@dataclass(frozen=True, slots=True)
class _Gap:
    """The longest stretch by which two names differ, in letters without marks, and whether it is an
    opposition.
    """

    size: int
    words: str
    opposed: bool


def kind_of(name: str) -> MeasureKind | None:
    """The kind that a name begins with: `project` โครงการ, `activity` กิจกรรม, `measure` มาตรการ; else None.

    >>> kind_of("๑) มาตรการ NO Gift Policy")
    'measure'
    """
    kind, _ = _split_kind(fold(strip_numbering(name)))
    return kind


def _rate(cores: tuple[str, ...], query: _Evidence, measure: Measure) -> _Rated:
    """The best of a measure's wordings against the best of the name's forms."""
    letters, core, wording = max(
        (_similarity(core, wording), core, wording) for core in cores for wording in _wordings(measure)
    )
    reasons = [f"letters {letters:.0f}"]
    gap = _widest_gap(core, wording) if letters >= _REVIEW_FROM - 10 else _Gap(99, "", False)
    if letters < _REVIEW_FROM and any(_names(core, wording) for wording in _wordings(measure)):
        letters, gap = _REVIEW_FROM, dataclasses.replace(gap, opposed=False)
        reasons.append("the same Latin name")
    score = letters
    if query.kind is not None and measure.kind is not None and query.kind != measure.kind:
        score -= _KIND_PENALTY
        reasons.append(f"{query.kind}, not {measure.kind}")
    if query.category_code and measure.category_code:
        shift = _category_shift(query.category_code, measure.category_code)
        score += shift
        if shift:
            reasons.append("same category" if shift > 0 else "other dimension")
    # A measure of a user's catalogue that names no framework belongs to all of them.
    same_framework = query.framework_id is None or measure.framework_id in ("", query.framework_id)
    if not same_framework:
        score -= _FRAMEWORK_PENALTY
        reasons.append(f"of {measure.framework_id}")
    if gap.words and gap.size >= _WORD_LENGTH:
        reasons.append(f"differs in {gap.words}")
    return _Rated(measure, letters, max(0.0, min(100.0, score)), gap, same_framework, ", ".join(reasons))


def _names(core: str, wording: str) -> bool:
    """Whether a measure's whole wording is a Latin name, and it stands among the words of `core`."""
    if len(wording) < _LATIN_NAME or not _LATIN.fullmatch(wording):
        return False
    return fuzz.partial_ratio(wording, "".join(_LATIN.findall(core))) >= _MATCH_FROM


def _order(rated: _Rated) -> tuple[float, float, str, str]:
    """Best first; of equals the newer framework, then the id."""
    newest_first = "".join(chr(0x10FFFF - ord(char)) for char in rated.measure.framework_id)
    return (-round(rated.score, 3), -round(rated.letters, 3), newest_first, rated.measure.measure_id)


def _decide(best: _Rated, rival: _Rated | None) -> MatchStatus:
    """matched needs likeness, no difference of a whole word, and a clear lead; see the module's docstring."""
    if best.letters < _REVIEW_FROM or (best.gap.opposed and best.letters < _MATCH_FROM):
        return "unmatched"
    if not best.same_framework:
        return "review" if best.letters >= _MATCH_FROM else "unmatched"
    lead = best.score - rival.score if rival is not None else 100.0
    certain = best.letters >= _MATCH_FROM and best.gap.size < _WORD_LENGTH and not best.gap.opposed
    if certain and (lead >= _LEAD or (best.letters >= 99.5 and lead > 0)):
        return "matched"
    return "review"


def _category_shift(wanted: str, given: str) -> float:
    if wanted == given or given.startswith(wanted + ".") or wanted.startswith(given + "."):
        return _CATEGORY_BONUS
    return 0.0 if wanted.split(".", 1)[0] == given.split(".", 1)[0] else -_CATEGORY_BONUS


@functools.lru_cache(maxsize=4096)
def _wordings(measure: Measure) -> tuple[str, ...]:
    forms = [form for name in (measure.name, *measure.aliases) for form in _cores(without_lao(name))]
    return tuple(dict.fromkeys(form for form in forms if form))


@functools.lru_cache(maxsize=4096)
def _cores(name: str) -> tuple[str, ...]:
    """What a name is about: kind word, owner, years and signs taken off; with and without a bracket at
    its end.
    """
    without_bracket = _END_BRACKET.sub("", name)
    forms = [_core(form) for form in dict.fromkeys([name, without_bracket])]
    return tuple(dict.fromkeys(form for form in forms if form))


def _core(name: str) -> str:
    text = _LATIN.sub(_latin, fold(strip_numbering(name)))
    for pattern, replacement in _SAME:
        text = pattern.sub(replacement, text)
    text = _YEARS.sub("", _STRAY.sub("", _NOT_LETTERS.sub("", text)))
    kind, rest = _split_kind(text)
    while kind is not None and rest:
        text = rest
        kind, rest = _split_kind(text)
    text = _FILLER.sub("", _OWNER.sub("", text))
    return re.sub(r"^(?:การ|เรื่อง)(?=[ก-๙]{4})", "", text)


def _latin(match: re.Match[str]) -> str:
    """A Latin word with the digits that a reader takes for its letters (`n0 po1icy`) set right."""
    word = match.group()
    return word.translate(_LATIN_FOR) if len(_LETTER.findall(word)) * 2 > len(word) else word


def _split_kind(text: str) -> tuple[MeasureKind | None, str]:
    """The kind word that a folded name begins with, a little misread too (`มารการ`), and what follows it."""
    exact = _KIND_WORD.match(text)
    if exact is not None:
        return _KINDS[exact.group(1)], text[exact.end() :]
    tries = [
        (fuzz.ratio(word, text[:length]), word, length)
        for word in _KINDS
        for length in range(len(word) - 1, len(word) + 2)
    ]
    score, word, length = max(tries)
    return (_KINDS[word], text[length:]) if score >= _KIND_WORD_FROM else (None, text)


def comparable(name: str, lao_name: str | None = None) -> str:
    """The form in which names are compared: locality, kind word, owner, years, blanks and signs taken off."""
    return next(iter(_cores(_without_locality(name, lao_name))), "")


def same_wording(left: str, right: str) -> bool:
    """Whether two comparable forms pass for the same measure: alike, without a different word or an
    opposition.
    """
    if _similarity(left, right) < _MATCH_FROM:
        return False
    gap = _widest_gap(left, right)
    return gap.size < _WORD_LENGTH and not gap.opposed


def _without_locality(name: str, lao_name: str | None) -> str:
    own = parse_lao(lao_name) if lao_name else None
    if own is None:
        return without_lao(name)
    bare = without_lao(_without_misread(name, own.name), (own,))
    if not own.base_name:
        return bare
    place = rf"(?:ของ|ภายใน|ใน)?\s*(?:เขต|พื้นที่)*\s*(?:ตำบล|ต\.|เทศบาล)\s*{re.escape(own.base_name)}"
    return re.sub(place, "", bare)


def _without_misread(name: str, lao_name: str) -> str:
    """`name` without the locality's own name where the reader got letters of it wrong."""
    text = fold(name)
    if len(text) < len(lao_name) + 4:
        return name
    found = fuzz.partial_ratio_alignment(fold(lao_name), text, score_cutoff=_LAO_FROM)
    if found is None:
        return name
    before = re.sub("ของ?$", "", text[: found.dest_start])
    return before + text[found.dest_end :]


def _differs(left: Measure, right: Measure) -> bool:
    return left.name != right.name or left.framework_id != right.framework_id


def _similarity(left: str, right: str) -> float:
    """Similarity of letters, 0-100; marks that a reader confuses count little."""
    return max(fuzz.ratio(left, right), fuzz.ratio(_skeleton(left), _skeleton(right)) - 1.0)


@functools.lru_cache(maxsize=8192)
def _skeleton(text: str) -> str:
    return without_marks(text)


def _widest_gap(left: str, right: str) -> _Gap:
    """The longest stretch by which two names differ; single shared letters inside a stretch do not end it."""
    left, right = _skeleton(left), _skeleton(right)
    stretches: list[_Stretch] = []
    for step in Indel.opcodes(left, right):
        if step.tag == "equal":
            continue
        changed = (step.src_end - step.src_start, step.dest_end - step.dest_start)
        last = stretches[-1] if stretches else None
        if last is None or step.src_start - last.left.stop >= _SHARED_LEAST:
            last = _Stretch(slice(step.src_start, 0), slice(step.dest_start, 0), (0, 0))
            stretches.append(last)
        last.left = slice(last.left.start, step.src_end)
        last.right = slice(last.right.start, step.dest_end)
        last.changed = (last.changed[0] + changed[0], last.changed[1] + changed[1])
    opposed = _opposed(left, right) or any(
        _other_subject(left[stretch.left], right[stretch.right]) for stretch in stretches
    )
    if not stretches:
        return _Gap(0, "", opposed)
    widest = max(stretches, key=lambda item: item.size)
    return _Gap(widest.size, f"{left[widest.left] or '-'} / {right[widest.right] or '-'}", opposed)


@dataclass(slots=True)
class _Stretch:
    """Where two names differ, in each of them, and how many letters of each the other lacks."""

    left: slice
    right: slice
    changed: tuple[int, int]

    @property
    def size(self) -> int:
        """Its letters, where enough of them differ to make another word; else only those that differ."""
        lengths = (self.left.stop - self.left.start, self.right.stop - self.right.start)
        dense = sum(self.changed) >= _DENSE * sum(lengths)
        return max(lengths) if dense else max(self.changed)


def _other_subject(left: str, right: str) -> bool:
    """Whether one of two stretches is about corruption and the other says something else in its place."""
    about = [fuzz.partial_ratio(_SUBJECT, text) >= _KIND_WORD_FROM for text in (left, right)]
    return about[0] != about[1] and min(len(left), len(right)) >= _SHARED_LEAST


def _opposed(left: str, right: str) -> bool:
    """Whether each name has a word of a group of opposites that the other lacks, or only one says not."""
    if left.count(_NEGATION) != right.count(_NEGATION):
        return True
    for group in _OPPOSITES:
        only_left = {word for word in group if word in left and word not in right}
        only_right = {word for word in group if word in right and word not in left}
        if only_left and only_right:
            return True
    return False
