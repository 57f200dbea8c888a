"""Checks across the documents of a run: plans against reports, the same file twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipelines.audit.case import AuditCase, Place, Total
from pipelines.audit.cause import cause_of
from pipelines.audit.copied import SECTION_TH, Pair, Reuse, pairs_of, signatures
from pipelines.audit.finding import apart, make, money
from pipelines.audit.structure import SEVERAL, strays
from pipelines.records import Finding

_WORDS = {
    "planned_items": ("จำนวนโครงการ/กิจกรรม/มาตรการตามแผนของ", "รายการ", "planned items"),
    "planned_baht": ("งบประมาณตามแผนของ", "บาท", "planned baht"),
}
SEVERAL_VALUES = 3
"""So many different values of one figure of a report are other figures, whose place was not read."""


@dataclass(slots=True)
class BatchItem:
    """What the checks across documents keep of one document: small, picklable, no page texts.

    `listed` and `budgets` are of the items of the summary table, `rowless` and `rowless_baht` of those that
    have a detail section only; `blank` counts the listed ones for which a year's cell is blank.
    `passages` are used up by `audit_batch`.
    """

    document_id: str
    source_file: str
    sha256: str
    doc_type: str
    lao_id: str | None
    lao_name: str | None
    first_year: int | None
    last_year: int | None
    province: str | None = None
    district: str | None = None
    exact: bool = True
    listed: dict[int | None, int] = field(default_factory=dict)
    blank: dict[tuple[int | None, int], int] = field(default_factory=dict)
    budgets: dict[tuple[int | None, int], tuple[Decimal, bool]] = field(default_factory=dict)
    stated: dict[tuple[str, int | None, int | None], set[Decimal]] = field(default_factory=dict)
    rowless: dict[int | None, int] = field(default_factory=dict)
    rowless_baht: dict[tuple[int | None, int], Decimal] = field(default_factory=dict)
    reported: list[Total] = field(default_factory=list)
    passages: list[Reuse] = field(default_factory=list)


def batch_item(case: AuditCase) -> BatchItem:
    """What the checks across documents need to know of one document."""
    item = BatchItem(
        document_id=case.document_id,
        source_file=case.source_file,
        sha256=case.sha256,
        doc_type=case.doc_type,
        lao_id=case.lao_id,
        lao_name=case.lao_name,
        province=case.province,
        district=case.district,
        exact=case.exact,
        first_year=case.first_year,
        last_year=case.last_year,
        passages=signatures(case),
    )
    keys = set()
    for listed in case.listed():
        keys.add(listed.key)
        for dimension in (listed.dimension, None):
            item.listed[dimension] = item.listed.get(dimension, 0) + 1
    for total in case.totals_where(origin="summary"):
        if total.quantity in ("items", "budget_baht") and total.value is not None:
            item.stated.setdefault((total.quantity, total.dimension, total.year), set()).add(total.value)
    alone = {stray.key for stray in strays(case, None)}
    for key in alone:
        for dimension in (case.items[key].dimension, None):
            item.rowless[dimension] = item.rowless.get(dimension, 0) + 1
    for amount in case.amounts:
        if amount.origin != "reconciled" or amount.year is None:
            continue
        for dimension in (case.items[amount.item].dimension, None):
            place = (dimension, amount.year)
            if amount.item in alone:
                item.rowless_baht[place] = item.rowless_baht.get(place, Decimal(0)) + (amount.value or 0)
            if amount.item in keys:
                value, doubtful = item.budgets.get(place, (Decimal(0), False))
                lost = amount.doubtful or (amount.value is None and amount.status == "unreadable")
                item.budgets[place] = (value + (amount.value or Decimal(0)), doubtful or lost)
                item.blank[place] = item.blank.get(place, 0) + (amount.status == "blank")
    item.reported = [
        t
        for t in case.totals_where(origin="report")
        if t.quantity in ("planned_items", "planned_baht") and t.scope in ("dimension", "plan")
    ]
    return item


def audit_batch(items: Iterable[BatchItem]) -> dict[str, list[Finding]]:
    """Findings across documents, by the id of the document they belong to.

    Items are taken one by one, and their passages are dropped where no later one can be like them: give them
    in the order of file names, as of two places with the same text the later one is the copy.
    """
    documents: list[BatchItem] = []
    copies = pairs_of(_passages(items, documents))
    documents.sort(key=lambda item: (item.source_file, item.document_id))
    findings: dict[str, list[Finding]] = defaultdict(list)
    for check in (duplicate_document, plan_vs_report):
        for document_id, finding in check(documents):
            findings[document_id].append(finding)
    for document_id, finding in copied_between(documents, copies):
        findings[document_id].append(finding)
    return dict(findings)


def _passages(items: Iterable[BatchItem], documents: list[BatchItem]) -> Iterator[Reuse]:
    """The passages of all items, which go to `documents` without them."""
    for item in items:
        passages, item.passages = item.passages, []
        documents.append(item)
        yield from passages


def duplicate_document(documents: list[BatchItem]) -> Iterable[tuple[str, Finding]]:
    """A second file with the same bytes. Rule: output contract, check `duplicate_document`. Two documents of
    one file are none."""
    first: dict[str, BatchItem] = {}
    for document in documents:
        original = first.setdefault(document.sha256, document)
        if original.source_file != document.source_file:
            yield (
                document.document_id,
                make(
                    "duplicate_document",
                    "document",
                    f"ไฟล์นี้เหมือนกับ {original.source_file} ทุกประการ",
                    f"This file is identical with {original.source_file}.",
                    stated=document.source_file,
                    expected=original.source_file,
                ),
            )


def plan_vs_report(documents: list[BatchItem]) -> Iterable[tuple[str, Finding]]:
    """A progress report's planned items and baht must be those of the same locality's plan for that year.

    Rule: output contract, check `plan_vs_report`. With several plans for the year any may fit, and so does
    what the plan itself states, and what it would state with the items that lack a row in its table (both
    are the plan's own findings), or without those that are blank in that year. A figure that is given several
    times makes one finding, none where one of them fits.
    """
    plans = _by_locality(d for d in documents if d.doc_type == "action_plan" and d.listed)
    for report in documents:
        if report.doc_type != "progress_report":
            continue
        own = _plans_of(report, plans)
        figures: dict[tuple[str, int | None, int | None], list[Total]] = defaultdict(list)
        for total in report.reported if own else ():
            figures[(total.quantity, total.dimension, total.year or report.first_year)].append(total)
        found: dict[tuple[str, int | None, int | None], Finding] = {}
        for (quantity, dimension, year), given in figures.items():
            candidates = [p for p in own if year and (p.first_year or year + 1) <= year <= (p.last_year or 0)]
            if not year or not candidates:
                continue
            finding = _against_plans(given, year, candidates, in_sum=_adds_up(report, given[0]))
            if finding is not None:
                found[quantity, dimension, year] = finding
        for (quantity, dimension, year), finding in found.items():
            parts = [f for (q, d, y), f in found.items() if d is not None and (q, y) == (quantity, year)]
            yield report.document_id, finding if dimension is not None else _made_of(finding, parts)


def _made_of(finding: Finding, parts: list[Finding]) -> Finding:
    """The finding of the whole plan, with the dimensions that make up its difference, where they do."""
    if not parts or sum(Decimal(p.difference or 0) for p in parts) != Decimal(finding.difference or 0):
        return finding
    named = sorted(str(part.dimension) for part in parts)
    return replace(
        finding,
        message_th=f"{finding.message_th} ส่วนต่างนี้มาจากมิติที่ {' และ '.join(named)}",
        message_en=f"{finding.message_en} The difference is that of dimension {' and '.join(named)}.",
    )


def _by_locality(plans: Iterable[BatchItem]) -> dict[str, list[BatchItem]]:
    groups: dict[str, list[BatchItem]] = defaultdict(list)
    for plan in plans:
        groups[plan.lao_name or ""].append(plan)
    return groups


def _plans_of(report: BatchItem, plans: dict[str, list[BatchItem]]) -> list[BatchItem]:
    """The plans of a report's locality: of the same id, or of the only locality of that name where the
    province of either is not known; or of the one of its district whose name a scan misread by a letter."""
    if not report.lao_name or not report.lao_id:
        return []
    named = plans[report.lao_name] or _misread_namesakes(report, plans)
    if named and named[0].lao_name != report.lao_name:
        return named
    same = [plan for plan in named if plan.lao_id == report.lao_id]
    localities = {item.lao_id for item in (*named, report) if item.province}
    return same if same or len(localities) > 1 else named


def _misread_namesakes(report: BatchItem, plans: dict[str, list[BatchItem]]) -> list[BatchItem]:
    """The plans of the one locality of the report's district whose name differs in one letter, where either
    was read from an image."""
    place = (report.province, report.district)
    near = [
        plan
        for name, own in plans.items()
        for plan in own
        if None not in place
        and (plan.province, plan.district) == place
        and not (plan.exact and report.exact)
        and len(name) == len(report.lao_name or "")
        and sum(a != b for a, b in zip(name, report.lao_name or "", strict=True)) == 1
    ]
    return near if len({plan.lao_id for plan in near}) == 1 else []


def _adds_up(report: BatchItem, total: Total) -> bool:
    """True when the report's own figures of this kind add up: another digit in one would break that."""
    column = [t for t in report.reported if (t.quantity, t.year) == (total.quantity, total.year)]
    parts = {t.dimension: t.value or Decimal(0) for t in column if t.dimension is not None}
    whole = {t.value for t in column if t.dimension is None}
    return len(parts) > 1 and whole == {sum(parts.values(), Decimal(0))}


def _against_plans(
    given: list[Total], year: int, plans: list[BatchItem], *, in_sum: bool = False
) -> Finding | None:
    """The finding of one figure, `given` once or several times; `in_sum`: the report's sum holds with it."""
    total = given[0]
    figures: list[tuple[Decimal, bool]] = []
    fitting: set[Decimal] = set()
    for plan in plans:
        figures.append(_planned(plan, total, year))
        fitting |= {figures[-1][0], *_otherwise(plan, total, year)}
    if total.value is None or fitting & {t.value for t in given}:
        return None
    expected, doubtful = figures[0]
    cause = cause_of([total], total.value - expected)
    cause = "unknown" if cause == "extraction" and in_sum else cause
    several = any(plan.rowless.get(total.dimension, 0) >= SEVERAL for plan in plans)
    lost = any(_lacks_a_dimension(plan, total) for plan in plans)
    if several or lost or len({t.value for t in given}) >= SEVERAL_VALUES:
        cause = "extraction"
    what_th, unit_th, what_en = _WORDS[total.quantity]
    unit_en = what_en.split()[-1]
    where_th = f"มิติที่ {total.dimension}" if total.dimension else "ทั้งแผน"
    where_en = f"dimension {total.dimension}" if total.dimension else "the whole plan"
    difference = apart(total.value, expected)
    return make(
        "plan_vs_report",
        "unknown" if doubtful and cause == "document" else cause,
        f"รายงานระบุ{what_th}{where_th} ไว้ {money(total.value)} {unit_th} แต่แผน ({plans[0].source_file}) "
        f"ของปีงบประมาณ พ.ศ. {year} มี {money(expected)} {unit_th} (ต่างกัน {difference} {unit_th})",
        f"The report gives {money(total.value)} {what_en} for {where_en}, the plan ({plans[0].source_file}) "
        f"has {money(expected)} for FY {year} ({difference} {unit_en} apart).",
        place=total.place,
        dimension=total.dimension,
        year=year,
        stated=total.value,
        expected=expected,
    )


def _lacks_a_dimension(plan: BatchItem, total: Total) -> bool:
    """True when a scanned plan lists nothing under the dimension of a figure: its heading was not read."""
    return not plan.exact and total.dimension is not None and not plan.listed.get(total.dimension)


def _planned(plan: BatchItem, total: Total, year: int) -> tuple[Decimal, bool]:
    """What the plan's table lists for a figure of a report, and whether that is doubtful."""
    if total.quantity == "planned_baht":
        return plan.budgets.get((total.dimension, year), (Decimal(0), False))
    return Decimal(plan.listed.get(total.dimension, 0)), False


def _otherwise(plan: BatchItem, total: Total, year: int) -> set[Decimal]:
    """What else of the plan a figure of a report may repeat: a stated figure, items without a row."""
    listed, _ = _planned(plan, total, year)
    if total.quantity == "planned_baht":
        stated = plan.stated.get(("budget_baht", total.dimension, year), set())
        return {*stated, listed + plan.rowless_baht.get((total.dimension, year), Decimal(0))}
    stated = plan.stated.get(("items", total.dimension, None), set())
    fewer, more = plan.blank.get((total.dimension, year), 0), plan.rowless.get(total.dimension, 0)
    return {*stated, listed - fewer, *(listed + n for n in range(more + 1))}


def copied_between(documents: list[BatchItem], pairs: Iterable[Pair]) -> Iterable[tuple[str, Finding]]:
    """Sections that repeat another locality's, one finding per item.

    Rule: output contract, check `copied_text`. Items that carry out the same standard measure share the words
    of the model plan: these are not reported.
    """
    by_id = {d.document_id: d for d in documents}
    owners = {d.document_id: d.lao_id or d.lao_name or d.document_id for d in documents}
    found: dict[tuple[str, int, str, int], list[Pair]] = defaultdict(list)
    for later, earlier, likeness in pairs:
        if owners[later.document_id] == owners[earlier.document_id]:
            continue
        if later.measure_id is not None and later.measure_id == earlier.measure_id:
            continue
        key = (later.document_id, later.item, earlier.document_id, earlier.item)
        found[key].append((later, earlier, likeness))
    for (document_id, *_), group in found.items():
        yield document_id, _copied(group, by_id[group[0][1].document_id])


def _copied(group: list[Pair], other: BatchItem) -> Finding:
    """The finding of one item whose sections are those of one item of another locality."""
    later, earlier, _ = group[0]
    least = min(likeness for _, _, likeness in group)
    sections = [pair[0].section for pair in group]
    source = other.lao_name or other.source_file
    page_th, page_en = (f"{word} {earlier.page}" if earlier.page else "" for word in (" หน้า", ", page"))
    return make(
        "copied_text",
        "document",
        f"{later.item_name}: {' '.join(SECTION_TH[section] for section in sections)} เหมือนกับของ {source} "
        f"(“{earlier.item_name}” ในไฟล์ {other.source_file}{page_th}) อย่างน้อยร้อยละ {least:.0f}",
        f"{later.item_name}: {', '.join(sections)} the same as in “{earlier.item_name}” of {source} "
        f"({other.source_file}{page_en}), at least {least:.0f} % alike.",
        item=later.item,
        stated=", ".join(sections),
        place=Place(later.page, later.bbox),
    )
