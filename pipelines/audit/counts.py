"""Checks of counts: items listed, stated in the table, stated in the preface, reported as done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipelines.audit.case import COUNTS, AuditCase, Total
from pipelines.audit.cause import COUNT_SLIP, Cause, cause_of
from pipelines.audit.counting import fitting_counts
from pipelines.audit.finding import apart, mismatch
from pipelines.audit.structure import (
    count_blamed,
    dimension_totals,
    numbered_on,
    pages_between,
    plain_items,
    read_whole,
)
from pipelines.records import Finding

NOUN_TH = {
    "items": "โครงการ/กิจกรรม/มาตรการ",
    "projects": "โครงการ",
    "activities": "กิจกรรม",
    "measures": "มาตรการ",
    "planned_items": "โครงการตามแผน",
    "done_items": "โครงการที่ดำเนินการแล้ว",
    "ordinance_items": "โครงการตามข้อบัญญัติ/เทศบัญญัติ",
    "ongoing_items": "โครงการที่อยู่ระหว่างดำเนินการ",
    "failed_items": "โครงการที่ดำเนินการไม่ได้",
}
NOUN_EN = {
    "planned_items": "planned items",
    "done_items": "items done",
    "ordinance_items": "items in the ordinance",
    "ongoing_items": "items under way",
    "failed_items": "items that could not be carried out",
}


def dimension_count(case: AuditCase) -> Iterator[Finding]:
    """The items listed under a dimension must be as many as it states, in all or by kind.

    Rule: output contract, check `dimension_count`. A single count that equals the number of all items fits,
    whatever the page calls them. A progress report may describe the planned items or those done.
    """
    yield from _table_counts(case, "dimension")
    yield from _narrative_counts(case)


def plan_count(case: AuditCase) -> Iterator[Finding]:
    """The items listed in all must be as many as the plan states; a report's dimensions must add up.

    Rule: output contract, check `plan_count`. A plan count that equals the sum of its dimensions' stated
    counts repeats their mistake and is not reported a second time.
    """
    yield from _table_counts(case, "plan")
    for quantity in ("planned_items", "done_items"):
        for total in _first_values(case.totals_where(scope="plan", quantity=quantity)):
            parts = dimension_totals(case, total)
            expected = sum((t.value for t in parts if t.value is not None), Decimal(0))
            if not parts or total.value is None or total.value == expected:
                continue
            yield mismatch(
                "plan_count",
                cause_of([total, *parts], total.value - expected, COUNT_SLIP),
                total,
                expected,
                f"ยอดรวมระบุ {NOUN_TH[quantity]} {{stated}} แต่ผลรวมของทุกมิติคือ {{expected}} ({{gap}})",
                f"The stated sum of {NOUN_EN[quantity]} is {{stated}}, but the dimensions add up to "
                "{expected} ({gap}).",
            )


def preface_count(case: AuditCase) -> Iterator[Finding]:
    """The preface's count must equal the summary table's: the one stated there, else the items listed.

    Rule: output contract, check `preface_count`. Prefaces also give the count of all years together
    (five times the yearly one): that fits as well. Where both stand in the same words each is held against
    its own.
    """
    prefaces = [t for t in case.totals_where(origin="preface") if t.quantity in COUNTS]
    groups = _by_scope(prefaces)
    for (scope, dimension), group in groups.items():
        if scope not in ("plan", "dimension"):
            continue
        single = len({t.quantity for t in group}) == 1
        for total in group:
            if total.of_something_else:
                continue
            partner, options = _table_values(case, total, single)
            years = max(len(case.years), 1)
            fitting = {value * factor for value in options for factor in (1, years)}
            if total.value is None or not options or total.value in fitting:
                continue
            beside = [t for t in group if t is not total and t.quantity == total.quantity]
            right = [t for t in beside if t.value in fitting]
            if right and not (len(beside) == 1 and years > 1 and _in_one_breath(total, right[0])):
                continue  # one of its figures fits: this one counts something else
            expected = _other_of_pair(options[0], right[0], years) if right else options[0]
            listed = partner is not None and _fits_list(case, partner)
            involved = [total] if partner is None or listed else [total, partner]
            cause = cause_of(involved, total.value - expected, COUNT_SLIP)
            if partner is None:
                cause = _listing_cause(case, cause, total)
            table_th, table_en = _table_words(case, total, partner, expected)
            yield mismatch(
                "preface_count",
                cause,
                total,
                expected,
                f"คำนำระบุ{_scope_th(dimension)} จำนวน {{stated}} {NOUN_TH[total.quantity]} แต่{table_th}",
                f"The preface gives {{stated}} {total.quantity} for {_scope_en(dimension)}, {table_en}.",
            )


def _table_words(case: AuditCase, total: Total, partner: Total | None, expected: Decimal) -> tuple[str, str]:
    """What the table says against a preface's count: its list is the measure; of two stated counts neither
    is known to be right, unless the list agrees with the preface's."""
    if partner is None or total.value is None:
        return "ตารางสรุปมี {expected} ({gap})", "the summary table lists {expected} ({gap})"
    difference = apart(total.value, expected)
    th = f"ตารางสรุประบุ {{expected}} (ต่างกัน {difference})"
    en = f"the summary table states {{expected}} ({difference} apart)"
    if int(total.value) in fitting_counts(plain_items(case, total.dimension), total.quantity, single=True):
        th, en = f"{th} รายการในตารางมีเท่าที่คำนำระบุ", f"{en}; it lists as many as the preface gives"
    return th, en


def _in_one_breath(total: Total, other: Total) -> bool:
    """True where both stand in the same words: `จำนวนทั้งสิ้น 25 โครงการ ปีละ 5 โครงการ`."""
    return total.raw == other.raw and total.place.page == other.place.page


def _other_of_pair(listed: Decimal, right: Total, years: int) -> Decimal:
    """Beside the count of one year stands that of all, and the other way round."""
    return listed * years if right.value == listed else listed


def _table_counts(case: AuditCase, scope: str) -> Iterator[Finding]:
    check = f"{scope}_count"
    stated = [t for t in case.totals_where(origin="summary", scope=scope) if t.quantity in COUNTS]
    for (_, dimension), group in _by_scope(stated).items():
        if scope == "dimension" and dimension is None:
            continue  # nothing says which items are counted
        items = plain_items(case, dimension)
        if not items and any(item.dimension is None for item in case.items):
            continue  # they may be those whose dimension is not known
        single = len({t.quantity for t in group}) == 1
        for total in _distinct(group):
            value = total.value
            options = fitting_counts(items, total.quantity, single=single)
            if value is None:
                continue
            parts = _stated_sum(case, total) if scope == "plan" else None
            settled = parts is None or len(options) == 1 + single
            if value == parts or (int(value) in options and settled):
                continue
            expected = Decimal(options[0]) if parts is None or int(parts) not in options else parts
            if expected == value:
                continue
            cause = _listing_cause(case, cause_of([total], value - expected, COUNT_SLIP), total)
            yield mismatch(
                check,
                cause,
                total,
                expected,
                f"ตารางสรุประบุ{_scope_th(dimension)} จำนวน {{stated}} {NOUN_TH[total.quantity]} "
                "แต่ในตารางมี {expected} ({gap})",
                f"The summary table states {{stated}} {total.quantity} for {_scope_en(dimension)}, "
                "but lists {expected} ({gap}).",
            )


def _narrative_counts(case: AuditCase) -> Iterator[Finding]:
    """A progress report describes either every planned item of a dimension or every item done.

    Nothing is known where the dimension of an item is not: the report may list them in one table for all; nor
    where it describes less than half of those done: a choice of them.
    """
    if case.doc_type != "progress_report" or not case.items or any(i.dimension is None for i in case.items):
        return
    counts = list(_first_values(case.totals_where(scope="dimension", quantity="done_items")))
    if 2 * len(case.items) < sum(done.value or 0 for done in counts):
        return
    surplus = {done.dimension: _described_too_many(case, done) for done in counts}
    for done in counts:
        more = surplus[done.dimension]
        if not more or done.value is None:
            continue
        planned, described = _planned_beside(case, done), done.value + more
        cause = cause_of([done, *planned], done.value - described, COUNT_SLIP)
        if not case.exact and any(more * other < 0 for other in surplus.values()):
            cause = "extraction"  # a heading between their items was not read
        if cause == "document" and not case.exact and not numbered_on(case.items):
            cause = "unknown"
        yield mismatch(
            "dimension_count",
            cause,
            done,
            described,
            f"ตารางระบุว่ามิติที่ {done.dimension} ดำเนินการแล้ว {{stated}} โครงการ "
            "แต่เนื้อหารายงานบรรยายไว้ {expected} โครงการ ({gap})",
            f"The table says that {{stated}} items of dimension {done.dimension} were done; the narrative "
            "describes {expected} ({gap}).",
        )


def _described_too_many(case: AuditCase, done: Total) -> Decimal:
    """How many more items of a dimension are described than were done; none where as many were planned."""
    described = Decimal(len([i for i in case.items if i.dimension == done.dimension]))
    if done.value is None or described in {t.value for t in _planned_beside(case, done)}:
        return Decimal(0)
    return described - done.value


def _planned_beside(case: AuditCase, done: Total) -> list[Total]:
    planned = case.totals_where(scope="dimension", quantity="planned_items")
    return [t for t in planned if t.dimension == done.dimension]


def _table_values(case: AuditCase, total: Total, single: bool) -> tuple[Total | None, list[Decimal]]:
    """What the summary table says of the same count: its stated figure and the values that fit."""
    stated = [
        t
        for t in case.totals_where(origin="summary", scope=total.scope)
        if t.dimension == total.dimension and t.quantity in COUNTS
    ]
    one_count = len({t.quantity for t in stated}) == 1
    if one_count and not single:
        stated = []  # one figure for all kinds says nothing of one kind, whatever word stands behind it
    for t in stated:
        if t.quantity == total.quantity and t.value is not None:
            return t, [t.value]
    if stated and (single or one_count):
        whole = sum((t.value for t in stated if t.value is not None), Decimal(0))
        return stated[0], [whole]
    items = plain_items(case, total.dimension)
    return None, [Decimal(n) for n in fitting_counts(items, total.quantity, single=single)] if items else []


def _fits_list(case: AuditCase, stated: Total) -> bool:
    """True when a count that the table states is that of the items it lists: two readings that agree."""
    items = plain_items(case, stated.dimension)
    return stated.value in fitting_counts(items, stated.quantity, single=stated.quantity == "items")


def _dimension_counts(case: AuditCase, total: Total) -> list[Total]:
    parts: dict[int, Total] = {}
    for t in case.totals_where(origin=total.origin, scope="dimension", quantity=total.quantity):
        if t.dimension is not None and t.year == total.year:
            parts.setdefault(t.dimension, t)
    return [parts[d] for d in sorted(parts)]


def _stated_sum(case: AuditCase, total: Total) -> Decimal | None:
    """The sum of the dimensions' counts; None where one of them is not certain."""
    parts = _dimension_counts(case, total)
    if not parts or any(t.doubtful for t in parts):
        return None
    return sum((t.value for t in parts if t.value is not None), Decimal(0))


def _listing_cause(case: AuditCase, cause: Cause, total: Total) -> Cause:
    """The cause where the items themselves were counted: those whose amounts were read alone may be among
    those missing."""
    listed = pages_between(item.place.page for item in case.items)
    if cause == "document" and not case.left_items.isdisjoint(listed) and _lists_fewer(case, total):
        return "unknown"
    if read_whole(case):
        split = any(i.in_summary for i in case.items) and any(not i.in_summary for i in case.items)
        return "unknown" if split and cause == "document" else cause
    return count_blamed(case, cause, total)


def _lists_fewer(case: AuditCase, total: Total) -> bool:
    return total.value is not None and total.value > len(plain_items(case, total.dimension))


def _by_scope(totals: Iterable[Total]) -> dict[tuple[str, int | None], list[Total]]:
    groups: dict[tuple[str, int | None], list[Total]] = defaultdict(list)
    for total in totals:
        groups[(total.scope, total.dimension)].append(total)
    return groups


def _distinct(totals: Iterable[Total]) -> Iterator[Total]:
    """A count that is printed again with the same value is checked once."""
    seen: set[tuple[object, ...]] = set()
    for total in totals:
        key = (total.scope, total.dimension, total.quantity, total.year, total.value)
        if key not in seen:
            seen.add(key)
            yield total


def _first_values(totals: Iterable[Total]) -> Iterator[Total]:
    """Of a report's tables the first: later ones break the same figures down in other ways."""
    seen: set[tuple[object, ...]] = set()
    for total in totals:
        key = (total.scope, total.dimension, total.quantity, total.year)
        if key not in seen:
            seen.add(key)
            yield total


def _scope_th(dimension: int | None) -> str:
    return f"มิติที่ {dimension}" if dimension else "ทั้งแผน"


def _scope_en(dimension: int | None) -> str:
    return f"dimension {dimension}" if dimension else "the whole plan"
