"""Provinces, districts and subdistricts against the official list (`normalize/data`)."""

from __future__ import annotations

import csv
import functools
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from normalize.chars import ABOVE_BELOW_VOWELS, MARKS, TONES, canonical, fold

_FOLDED = re.compile(
    rf"(?:[ก-ฮแโใไ]|เ(?!เ)|"
    rf"(?:[{ABOVE_BELOW_VOWELS}][{TONES}]?[าำ]?|[{TONES}][าำ]?|[าำะ])(?![าะำ{MARKS}]))+"
)
"""Texts of which `fold` changes nothing: letters with a vowel, a tone mark and a following vowel at most."""
_FUZZY_MIN = 82
_NEAR_PROVINCE = 70.0
"""The same for a province that a district beside it speaks for too."""
"""Least similarity (0-100) at which a misread name is taken for a listed one; it must also be the only
one.
"""

_NAME = r"[ก-๛]{2,30}"
_SUBDISTRICT = re.compile(rf"(?<!ส่วน)(?<!เทศบาล)(?<!เทศมนตรี)(?:ตำบล|แขวง|(?<![ก-๙.])ต\.)\s*(?P<name>{_NAME})")
_DISTRICT = re.compile(rf"(?:กิ่งอำเภอ|อำเภอ|เขต(?!พื้นที่|เทศบาล)|(?<![ก-๙.])อ\.)\s*(?P<name>{_NAME})")
_PROVINCE = re.compile(rf"(?:(?<!ส่วน)จังหวัด|(?<![ก-๙.])จ\.)\s*(?P<name>{_NAME})")
BANGKOK_CODE = "TH-10"


@dataclass(frozen=True, slots=True)
class Province:
    """A province: its ISO 3166-2 code (`TH-30`) and its name without จังหวัด."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place as far as it is known; names without ตำบล, อำเภอ, จังหวัด. `fuzzy` when a name was
    misread and mended;
    `ambiguous` when several listed places fit, the unknown parts then being None."""

    subdistrict: str | None = None
    district: str | None = None
    province: str | None = None
    province_code: str | None = None
    fuzzy: bool = False
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    provinces: dict[str, str]
    """Code of two digits to name."""
    districts: dict[str, str]
    subdistricts: dict[str, str]
    by_province: dict[str, str]
    """Folded name to code."""
    by_district: dict[str, tuple[str, ...]]
    by_subdistrict: dict[str, tuple[str, ...]]


def provinces() -> tuple[Province, ...]:
    """The 77 provinces (Bangkok among them), by code."""
    return tuple(Province(f"TH-{code}", name) for code, name in sorted(_gazetteer().provinces.items()))


def province(name: str) -> Province | None:
    """The province of that name (with or without จังหวัด; spelling exact but for blanks), or None."""
    bare = re.sub(r"^(?:จังหวัด|จ\.)", "", fold(name))
    code = _gazetteer().by_province.get({"กรุงเทพ": "กรุงเทพมหานคร", "กทม.": "กรุงเทพมหานคร"}.get(bare, bare))
    return Province(f"TH-{code}", _gazetteer().provinces[code]) if code else None


def resolve(
    subdistrict: str | None = None, district: str | None = None, province_name: str | None = None
) -> tuple[Place, ...]:
    """All listed places that fit the names given, most exact first; empty when none does.

    Names may be misread a little: they are compared within the parent that is known, so that a misread
    district is looked for among some ten names and not among 928. `เมือง` stands for the district of the
    province's seat.
    """
    data = _gazetteer()
    code, fuzzy = _province_code(province_name)
    if province_name and code is None:
        return ()
    district_codes: list[str] | None = None
    if district:
        district_codes, mended = _district_codes(district, code)
        fuzzy = fuzzy or mended
        if not district_codes:
            return ()
    if subdistrict:
        found, mended = _subdistrict_codes(subdistrict, district_codes, code)
        return tuple(
            Place(
                data.subdistricts[item],
                data.districts[item[:4]],
                data.provinces[item[:2]],
                f"TH-{item[:2]}",
                fuzzy or mended,
                len(found) > 1,
            )
            for item in found
        )
    if district_codes:
        return tuple(
            Place(
                None,
                data.districts[item],
                data.provinces[item[:2]],
                f"TH-{item[:2]}",
                fuzzy,
                len(district_codes) > 1,
            )
            for item in district_codes
        )
    return (Place(None, None, data.provinces[code], f"TH-{code}", fuzzy),) if code else ()


def find_place(text: str) -> Place | None:
    """The place that a text names with ตำบล, อำเภอ, จังหวัด (or ต. อ. จ.); None where it names none.

    Each name runs as far as the longest listed name does. Of several places the first named counts, level by
    level. What does not fit the list together is left out rather than guessed: a province is trusted over a
    district, a district over a subdistrict.
    """
    text = canonical(text).replace("\n", " ")
    names = {
        "province": _first_listed(_PROVINCE, text, _gazetteer().by_province),
        "district": _first_listed(_DISTRICT, text, _gazetteer().by_district, "เมือง"),
        "subdistrict": _first_listed(_SUBDISTRICT, text, _gazetteer().by_subdistrict),
    }
    if names["province"] is None and "กรุงเทพมหานคร" in text:
        names["province"] = "กรุงเทพมหานคร"
    if not any(names.values()):
        return None
    for levels in (("subdistrict", "district", "province"), ("district", "province"), ("province",)):
        chosen = [
            names[level] if level in levels else None for level in ("subdistrict", "district", "province")
        ]
        if not any(chosen):
            continue
        places = resolve(*chosen)
        if places:
            return common(places)
    return _by_district(names["district"], names["province"])


def _by_district(district: str | None, province_name: str | None) -> Place | None:
    """The place of a district whose province is misread beyond what the list of provinces alone can mend."""
    if district is None or province_name is None:
        return None
    near = [
        replace(place, fuzzy=True)
        for place in resolve(None, district)
        if place.province is not None
        and fuzz.ratio(fold(place.province), fold(province_name)) >= _NEAR_PROVINCE
    ]
    return common(near) if near else None


def common(places: Iterable[Place]) -> Place:
    """What all of the places agree on; `ambiguous` when they differ.

    Raises ValueError when there are none.
    """
    items = list(places)
    if not items:
        raise ValueError("no places")

    def agreed(values: list[str | None]) -> str | None:
        return values[0] if len(set(values)) == 1 else None

    return Place(
        agreed([place.subdistrict for place in items]),
        agreed([place.district for place in items]),
        agreed([place.province for place in items]),
        agreed([place.province_code for place in items]),
        any(place.fuzzy for place in items),
        len(items) > 1,
    )


def longest_listed(text: str, names: Iterable[str]) -> str | None:
    """The longest of `names` (folded) that `text` (folded) begins with; None where it begins with none."""
    known = names if isinstance(names, (dict, set, frozenset)) else set(names)
    for length in range(min(len(text), 40), 1, -1):
        if text[:length] in known:
            return text[:length]
    return None


@functools.cache
def subdistrict_names() -> frozenset[str]:
    """All subdistrict names, folded."""
    return frozenset(_gazetteer().by_subdistrict)


@functools.cache
def district_names() -> frozenset[str]:
    """All district names, folded."""
    return frozenset(_gazetteer().by_district)


@functools.cache
def province_names() -> frozenset[str]:
    """All province names, folded."""
    return frozenset(_gazetteer().by_province)


def _first_listed(
    pattern: re.Pattern[str],
    text: str,
    listed: dict[str, str] | dict[str, tuple[str, ...]],
    extra: str | None = None,
) -> str | None:
    """The first listed name that the pattern finds; failing that, the first name as it stands."""
    first: str | None = None
    for match in pattern.finditer(text):
        run = fold(match["name"])
        name = longest_listed(run, listed)
        if name is not None and (extra is None or name != extra):
            return name
        if extra is not None and run == extra:
            return extra
        first = first or match["name"]
    return first


def _province_code(name: str | None) -> tuple[str | None, bool]:
    if not name:
        return None, False
    exact = province(name)
    if exact is not None:
        return exact.code.removeprefix("TH-"), False
    close = _closest(fold(name), _gazetteer().by_province)
    return (_gazetteer().by_province[close], True) if close else (None, True)


def _district_codes(name: str, province_code: str | None) -> tuple[list[str], bool]:
    data = _gazetteer()
    bare = re.sub(r"^(?:กิ่งอำเภอ|อำเภอ|อ\.|เขต)", "", fold(name))
    if bare == "เมือง":
        seat = [code for code in data.districts if province_code and code == f"{province_code}01"]
        return seat, False
    in_province = {
        fold(label): code for code, label in data.districts.items() if province_code in (None, code[:2])
    }
    exact = [code for code in data.by_district.get(bare, ()) if province_code in (None, code[:2])]
    if exact:
        return exact, False
    close = _closest(bare, in_province) if province_code else None
    return ([in_province[close]] if close else []), True


def _subdistrict_codes(
    name: str, district_codes: list[str] | None, province_code: str | None
) -> tuple[list[str], bool]:
    data = _gazetteer()
    bare = re.sub(r"^(?:ตำบล|ต\.|แขวง)", "", fold(name))

    def inside(code: str) -> bool:
        if district_codes is not None:
            return code[:4] in district_codes
        return province_code in (None, code[:2])

    exact = [code for code in data.by_subdistrict.get(bare, ()) if inside(code)]
    if exact or (district_codes is None and province_code is None):
        return exact, False
    nearby = {fold(label): code for code, label in data.subdistricts.items() if inside(code)}
    close = _closest(bare, nearby)
    return ([nearby[close]] if close else []), True


def _closest(name: str, names: dict[str, str]) -> str | None:
    """The one listed name that is clearly nearest to a misread one."""
    best = process.extract(name, list(names), scorer=fuzz.ratio, score_cutoff=_FUZZY_MIN, limit=2)
    if not best or (len(best) > 1 and best[0][1] - best[1][1] < 5):
        return None
    return str(best[0][0])


@functools.cache
def _gazetteer() -> _Gazetteer:
    names = {level: _read(f"{level}.csv") for level in ("provinces", "districts", "subdistricts")}
    numbered = {code.removeprefix("TH-"): name for code, name in names["provinces"].items()}
    return _Gazetteer(
        numbered,
        names["districts"],
        names["subdistricts"],
        {fold(name): code for code, name in numbered.items()},
        _index(names["districts"]),
        _index(names["subdistricts"]),
    )


def _read(file: str) -> dict[str, str]:
    text = (Path(__file__).parent / "data" / file).read_text(encoding="utf-8")
    return {row[0]: row[1] for row in csv.reader(text.splitlines()[1:])}


def _index(names: dict[str, str]) -> dict[str, tuple[str, ...]]:
    index: defaultdict[str, list[str]] = defaultdict(list)
    for code, name in names.items():
        # most names are their own folded form, which a pattern tells ten times as fast
        index[name if _FOLDED.fullmatch(name) else fold(name)].append(code)
    return {name: tuple(codes) for name, codes in index.items()}
