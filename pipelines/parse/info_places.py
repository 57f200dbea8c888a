"""Where a locality lies, by the document's mentions and the official list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from normalize import places
from normalize.chars import fold
from normalize.lao import Lao
from normalize.places import Place
from pipelines.parse.evidence import likeness
from pipelines.records import Remark

_NAMES_PLACE = re.compile(r"อำเภอ|จังหวัด|(?<![ก-๙])[อจ]\s?\.|กิ่งอำเภอ|แขวง|เขต")
_PRINTED_DISTRICT = re.compile(r"(?:อำเภอ|(?<![ก-๙.])อ\.)\s*(?P<name>[ก-๙]{3,20})(?=\s*(?:จังหวัด|จ\.))")
_SHORT = 200
_HINT_LIKENESS = 0.5
_GAP = 14
"""Letters that may stand between a name and its address (`เลขที่ …`, `หมู่ที่ …`)."""

_NEAR_WEIGHT = 4
"""A place named on the line of the locality's name, or the next, counts so many times."""


def locate(texts: Sequence[str], lao: Lao) -> tuple[Place, list[Remark]]:
    """The place of a locality by most mentions and the official list, and remarks on what does not fit.

    Names in long paragraphs count least, those beside the locality's own name most. A local government
    that is named like a subdistrict of its district lies in that subdistrict.
    """
    votes = _votes(texts, lao)
    province = _most(Counter({place.province: 0 for place in votes}), votes, "province")
    fitting = {place: count for place, count in votes.items() if place.province == province}
    district = _most(Counter(), fitting, "district")
    subdistrict = _own_subdistrict(lao, district, province) or _named_subdistrict(votes, district, province)
    remarks: list[Remark] = []
    if province is None and lao.lao_type in ("อบต.", "เทศบาลตำบล"):
        listed = places.resolve(subdistrict=lao.base_name)
        if len(listed) == 1 and not listed[0].fuzzy:
            remarks.append(Remark(None, lao.name, "place taken from the official list alone"))
            return listed[0], remarks
    if province is None and lao.lao_type in ("อบจ.", "กรุงเทพมหานคร", "เมืองพัทยา"):
        return _by_type(lao), remarks
    printed = _printed_district(texts)
    longer = district is not None and printed is not None and _is_longer(printed, district, province)
    if printed is not None and (district is None or longer):
        why = f"no district of {province or 'any province'} has this name{_listed_hint(lao, printed)}"
        remarks.append(Remark(None, printed, why))
        district = district or printed
    code = next((place.province_code for place in votes if place.province == province), None)
    return Place(subdistrict, district, province, code), remarks


def _votes(texts: Sequence[str], lao: Lao) -> Counter[Place]:
    votes: Counter[Place] = Counter()
    for i, text in enumerate(texts):
        if not _NAMES_PLACE.search(text):
            continue
        place = places.find_place(text)
        if place is None or place.province is None:
            place = places.find_place(f"{text} {texts[i + 1]}") if i + 1 < len(texts) else place
        if place is None or (place.province is None and place.district is None):
            continue
        beside = _is_beside(text, texts[i - 1] if i else "", lao.base_name)
        votes[place] += _NEAR_WEIGHT if beside else 1
    return votes


def _is_beside(text: str, previous: str, base_name: str) -> bool:
    """Whether the place in a text is the address of the locality: its name stands right before, or ends the
    line before."""
    first = _NAMES_PLACE.search(text)
    if first is None or not base_name:
        return False
    before = text[: first.start()]
    if base_name in before:
        return len(before) - before.rindex(base_name) - len(base_name) <= _GAP
    ends_line = base_name in previous[-len(base_name) - _GAP :]
    return ends_line and len(before.strip()) <= _GAP and len(text) < _SHORT


def _most(start: Counter[str | None], votes: dict[Place, int] | Counter[Place], level: str) -> str | None:
    """The name at a level that most votes carry; None where none carries one."""
    counts: Counter[str | None] = Counter(start)
    for place, count in votes.items():
        counts[getattr(place, level)] += count
    counts.pop(None, None)
    named = sorted(((count, name) for name, count in counts.items() if name), reverse=True)
    return named[0][1] if named else None


def _own_subdistrict(lao: Lao, district: str | None, province: str | None) -> str | None:
    """The subdistrict of the same name, if the district has one (exactly so spelled)."""
    if lao.lao_type not in ("อบต.", "เทศบาลตำบล") or province is None:
        return None
    found = [
        place
        for place in places.resolve(subdistrict=lao.base_name, district=district, province_name=province)
        if not place.fuzzy
    ]
    return found[0].subdistrict if len(found) == 1 else None


def _named_subdistrict(votes: Counter[Place], district: str | None, province: str | None) -> str | None:
    """The subdistrict that the address beside the locality's name gives, by majority."""
    here = {
        place: count
        for place, count in votes.items()
        if place.province == province and place.district == district and count >= _NEAR_WEIGHT
    }
    return _most(Counter(), here, "subdistrict")


def _printed_district(texts: Sequence[str]) -> str | None:
    """A district name as printed right before a province, whether listed or not; the most frequent one."""
    names = Counter(match["name"] for text in texts for match in _PRINTED_DISTRICT.finditer(text))
    return max(sorted(names), key=lambda name: names[name]) if names else None


def _is_longer(printed: str, district: str, province: str | None) -> bool:
    """Whether a district as printed goes on where the listed name that it begins with ends, and is none that
    is listed itself."""
    own, listed = fold(printed), fold(district)
    if own == listed or not own.startswith(listed):
        return False
    return not any(fold(place.district or "") == own for place in places.resolve(None, printed, province))


def _listed_hint(lao: Lao, printed: str) -> str:
    """What the official list has instead: a subdistrict of the locality's name in a district like it."""
    near = [
        place
        for place in places.resolve(subdistrict=lao.base_name)
        if place.district is not None and likeness(place.district, printed) >= _HINT_LIKENESS
    ]
    if len(near) != 1 or near[0].fuzzy:
        return ""
    return f"; the official list has {lao.base_name} in {near[0].district}, {near[0].province}"


def _by_type(lao: Lao) -> Place:
    """Bangkok, Pattaya and the provinces' own organisations name their place themselves."""
    name = {"กรุงเทพมหานคร": "กรุงเทพมหานคร", "เมืองพัทยา": "ชลบุรี"}.get(lao.lao_type, lao.base_name)
    found = places.resolve(province_name=name)
    return found[0] if found else Place()
