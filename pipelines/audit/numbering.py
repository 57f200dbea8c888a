"""Checks of the printed numbering, and of items listed twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from rapidfuzz import fuzz

from normalize.chars import TONES
from normalize.states import states_in
from pipelines.audit.case import AuditCase, Item
from pipelines.audit.cause import Cause
from pipelines.audit.finding import make, page_en, page_th
from pipelines.audit.names import comparable
from pipelines.audit.structure import odd_rows, rows_confirmed
from pipelines.one_digit import lacks_a_digit, one_digit_apart
from pipelines.records import Finding

MOSTLY_BROKEN = 0.25
"""More anomalies than this share of the items: the numbers do not count in this way (they start again)."""
SAME_NAME = 97.0
"""Likeness (0-100) of two long names that differ by a slip of the pen only."""
LONG_NAME = 20
"""Shorter names must be equal: one letter can change their meaning."""

_WITHOUT_TONES = str.maketrans("", "", TONES)
_ALIKE = ("ขชซ", "ดตค", "ถภ", "บป", "ผฝพฟ", "ฎฏ", "ทฑ", "โไใ")
"""Letters that scans take for one another."""
_AS_ONE = str.maketrans({letter: letters[0] for letters in _ALIKE for letter in letters})

Group = list[Item]


def seq_gap(case: AuditCase) -> Iterator[Finding]:
    """Printed numbers must not skip one. Rule: output contract, check `seq_gap`.

    An item without a readable number that stands where the missing number belongs fills the gap. The summary
    table's own numbers are checked as well where those of the detail sections are others.
    """
    told: set[tuple[int, int]] = set()
    for numbered, (in_th, in_en) in _numberings(case):
        for group in numbered_groups(numbered):
            numbers = sorted({i.seq for i in group if i.seq is not None})
            for low, high in pairwise(numbers):
                missing = list(range(low + 1, high))
                if not missing or len(missing) <= _unnumbered_between(group, low, high):
                    continue
                after = next(i for i in group if i.seq == high)
                if (low, after.key) in told:
                    continue
                told.add((low, after.key))
                shown = str(missing[0]) if len(missing) == 1 else f"{missing[0]}-{missing[-1]}"
                yield make(
                    "seq_gap",
                    _gap_cause(case, group, low, high),
                    f"เลขลำดับ{in_th}ข้ามจาก {low} ไป {high} (ไม่มีลำดับที่ {shown})",
                    f"The numbering{in_en} jumps from {low} to {high} (number {shown} is missing).",
                    place=after.place,
                    item=after.key,
                    stated=str(high),
                    expected=str(missing[0]),
                )


def seq_duplicate(case: AuditCase) -> Iterator[Finding]:
    """A printed number must not be used twice. Rule: output contract, check `seq_duplicate`.

    The summary table's own numbers are checked as well where those of the detail sections are others.
    """
    odd = {item.key for item in odd_rows(case)}
    told: set[tuple[int, ...]] = set()
    for numbered, (in_th, in_en) in _numberings(case):
        for group in numbered_groups(numbered):
            counts = Counter(i.seq for i in group if i.seq is not None)
            for number, times in sorted(counts.items()):
                holders = [i for i in group if i.seq == number]
                keys = (number, *(i.key for i in holders))
                if times < 2 or keys in told:
                    continue
                told.add(keys)
                yield make(
                    "seq_duplicate",
                    "extraction"
                    if any(i.key in odd for i in holders)
                    else _twice_cause(case, group, holders),
                    f"เลขลำดับที่ {number} ใช้ซ้ำ {times} ครั้ง{in_th}: "
                    + "; ".join(f"{i.name}{page_th(i.place)}" for i in holders),
                    f"Number {number} is used {times} times{in_en}: "
                    + "; ".join(f"{i.name}{page_en(i.place)}" for i in holders)
                    + ".",
                    place=holders[-1].place,
                    item=holders[-1].key,
                    stated=str(number),
                )


def _numberings(case: AuditCase) -> Iterator[tuple[AuditCase, tuple[str, str]]]:
    """The items with their numbers; and with those of the summary table where some are others, with the words
    that say so in Thai and English."""
    yield case, ("", "")
    listed = [replace(i, seq=i.seq_summary) for i in case.items if i.in_summary]
    if any(i.seq_summary not in (None, i.seq) for i in case.items if i.in_summary):
        yield replace(case, items=listed), ("ในตารางสรุป", " in the summary table")


def duplicate_project(case: AuditCase) -> Iterator[Finding]:
    """The same item must not be listed twice. Rule: output contract, check `duplicate_project`.

    The same name as a project and as a measure is two things (the model plans have such pairs). Tone marks,
    which scans lose and mistake, tell no two names apart there.
    """
    seen: list[tuple[Item, str]] = []
    for item in case.items:
        name = comparable(item.name, case.lao_name)
        if not case.exact:
            name = name.translate(_WITHOUT_TONES)
        twin = next(
            (other for other, text in seen if _same(item, name, other, text, scanned=not case.exact)), None
        )
        if twin is None:
            seen.append((item, name))
            continue
        yield make(
            "duplicate_project",
            "document" if case.exact else "unknown",
            f"{item.name}: ซ้ำกับรายการ{_number_th(twin)} “{twin.name}”{page_th(twin.place)}",
            f"{item.name}: the same as the item{_number_en(twin)} “{twin.name}”{page_en(twin.place)}.",
            place=item.place,
            dimension=item.dimension,
            item=item.key,
            stated=item.name,
        )


def _same(a: Item, name_a: str, b: Item, name_b: str, *, scanned: bool) -> bool:
    if a.kind != b.kind and a.kind is not None and b.kind is not None:
        return False
    if not name_a or (a.in_summary, a.in_detail) == (not b.in_summary, not b.in_detail):
        return False  # nameless, or the two halves of one item
    if name_a == name_b:
        return True
    if min(len(name_a), len(name_b)) < LONG_NAME or _figures(name_a) != _figures(name_b):
        return False
    return fuzz.ratio(name_a, name_b) >= SAME_NAME or (scanned and _one_letter_apart(name_a, name_b))


def _one_letter_apart(a: str, b: str) -> bool:
    """True when one consonant of the names differs, and any that look alike: a scan took it for another."""
    a, b = a.translate(_AS_ONE), b.translate(_AS_ONE)
    different = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    if len(a) != len(b) or len(different) > 1:
        return False
    return all("ก" <= letter <= "ฮ" for pair in different for letter in pair)


def _figures(name: str) -> list[str]:
    return [c for c in name if c.isdigit()]


def numbered_groups(case: AuditCase) -> list[Group]:
    """The items in the groups within which the document counts: all, or by dimension, mission, strategy; or
    by their state or unit, where each part counts from 1.

    None where the numbers do not count in any of these ways.
    """
    base = [i for i in case.items if i.seq is not None]
    if len(base) < 2:
        return []
    keys: list[Callable[[Item], object]] = [
        lambda _: 0,
        lambda i: i.dimension,
        lambda i: (i.dimension, i.mission_code),
        lambda i: (i.dimension, i.mission_code, i.strategy_code),
    ]
    states = _states(case)
    for key in (*keys[1:], lambda i: states.get(i.key), lambda i: i.unit):
        groups = [list(g) for _, g in groupby(case.items, key=key)]
        firsts = [min(numbers) for g in groups if (numbers := [i.seq for i in g if i.seq is not None])]
        if len(firsts) > 1 and set(firsts) == {1} and not any(_anomalies(g) for g in groups):
            return groups  # each part counts from 1, however few its items
    for key in keys:
        groups = [list(g) for _, g in groupby(case.items, key=key)]
        if sum(_anomalies(g) for g in groups) <= max(2, MOSTLY_BROKEN * len(base)):
            return groups
    return []


def _states(case: AuditCase) -> dict[int, str]:
    """How far items are, by the first words of their results that say so."""
    told: dict[int, str] = {}
    for passage in case.passages:
        if passage.section == "results" and (found := states_in(passage.text)):
            told.setdefault(passage.item, found[0][0])
    return told


def _anomalies(group: Group) -> int:
    numbers = [i.seq for i in group if i.seq is not None]
    if not numbers:
        return 0
    distinct = set(numbers)
    return len(numbers) - len(distinct) + (max(distinct) - min(distinct) + 1 - len(distinct))


def _unnumbered_between(group: Group, low: int, high: int) -> int:
    positions = [n for n, i in enumerate(group) if i.seq in (low, high)]
    between = group[min(positions) : max(positions) + 1]
    return sum(i.seq is None for i in between)


def _gap_cause(case: AuditCase, group: Group, low: int, high: int) -> Cause:
    """On a scan a number that is missing where another stands twice may be one misread digit, though one such
    number explains one that is missing; so may one beside a number that is not certain, or one whose row was
    not read, where nothing in the document says how many rows there are. In exact text so may what was left
    beside it."""
    beside = [i for i in group if i.seq in (low, high)]
    if case.exact:
        pages = [i.place.page for i in beside if i.place.page is not None]
        between = range(min(pages), max(pages) + 1) if pages else ()
        return _unless_in_part(case, group) if case.left_items.isdisjoint(between) else "unknown"
    numbers = Counter(i.seq for i in group if i.seq is not None)
    twice = sum(i.seq_doubtful and i.seq is not None and numbers[i.seq] > 1 for i in group)
    missing = max(numbers) - min(numbers) + 1 - len(numbers)
    if twice >= missing or any(i.seq_doubtful for i in beside) or odd_rows(case):
        return "extraction"
    told = all(rows_confirmed(case, i.dimension) for i in beside)
    return "extraction" if case.read_in_part({i.place.page for i in group}) and not told else "unknown"


def _unless_in_part(case: AuditCase, group: Group) -> Cause:
    """The cause in exact text: numbers may miss or stand twice where a table was not understood whole."""
    return "unknown" if case.read_in_part({item.place.page for item in group}) else "document"


def _twice_cause(case: AuditCase, group: Group, holders: list[Item]) -> Cause:
    """On a scan one of two equal numbers may be the misread number that is missing beside them; items of one
    name are not told apart, and either may have got the other's number."""
    if not case.exact and len({comparable(holder.name) for holder in holders}) == 1:
        return "extraction"
    if case.exact:
        return _unless_in_part(case, group)
    number = holders[0].seq or 0
    there = {i.seq for i in group}
    if any(n not in there and lacks_a_digit(number, n) for i in holders if (n := _expected(group, i))):
        return "extraction"  # a digit left out leaves the others as sure as they were
    if not any(holder.seq_doubtful for holder in holders):
        return "document"
    beside = [n for n in (number - 1, number + 1) if n > 0]
    near = [n for n in (_expected(group, i) for i in holders) if n and one_digit_apart(n, number)]
    return "extraction" if any(n not in there for n in (*beside, *near)) else "unknown"


def _expected(group: Group, item: Item) -> int | None:
    """The number that an item would have between its neighbours' numbers; None where they do not say."""
    at = next(n for n, other in enumerate(group) if other is item)
    before = group[at - 1].seq if at else None
    after = group[at + 1].seq if at + 1 < len(group) else None
    if before is not None and (after is None or after == before + 2):
        return before + 1
    return None


def _number_th(item: Item) -> str:
    return f"ลำดับที่ {item.seq}" if item.seq is not None else ""


def _number_en(item: Item) -> str:
    return f" no. {item.seq}" if item.seq is not None else ""
