"""Checks of years, dates and periods."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from normalize.dates import (
    find_dates,
    fiscal_year_bounds,
    fiscal_years,
    mend_months,
    parse_date,
    parse_period,
)
from normalize.months import english_date, thai_date
from pipelines.audit.case import Amount, AuditCase, Item, Passage, Place, ReportedMeasure
from pipelines.audit.cause import Cause
from pipelines.audit.finding import make
from pipelines.audit.structure import SEVERAL, unplaced
from pipelines.records import Finding

_AS_OF = re.compile(r"(?:ข้อมูล|สถานะ)\s*ณ\s*วันที่\s*(.{6,40})")
_UNDER_WAY = re.compile(r"อยู่ระหว่าง|กำลัง(?:ดำเนิน|จัดทำ)|ยังไม่(?:ได้)?(?:ดำเนิน|แล้วเสร็จ|ถึง)|จะดำเนินการ|รอดำเนินการ")
"""A result that is not there yet."""
_SINCE = re.compile(r"(?:ตั้งแต่|เม[ืิี]?่?อ(?:วันที่?)?|แล้วเสร็จ(?:เม[ืิี]?่?อ)?)\s*(?:วันที่?|เดือน)?\s*(.{4,30})")
"""With marks that scans lose."""
LEAST_YEARS = 2
"""A table of one year may be one of several."""
YEARS_BEHIND = 5
"""Years behind the plan's last that a document may name by mistake: one more plan."""


def fiscal_year(case: AuditCase) -> Iterator[Finding]:
    """No budget or duration may belong to a year outside the plan's range.

    Rule: output contract, check `fiscal_year`. Years of laws and of the plans above this one are not budgets
    or durations, so running text elsewhere is not searched. A report may list what the plan has for its other
    years, in columns of their own. One finding per item and year; a column of the summary table makes one for
    all its amounts, and columns that are not those of the span in the plan's title make one.
    """
    if not case.years:
        return
    yield from _beside_title(case)
    years = sorted({*case.years, *_listed_years(case)})
    span = f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])
    columns = _columns_outside(case)
    seen: set[tuple[int | None, int]] = set()
    for year, amounts in columns.items():
        seen.add((None, year))
        yield _of_column(case, year, amounts, span)
    for item, year, place, cause in _years_used(case, columns):
        if year in years or (item, year) in seen:
            continue
        seen.add((item, year))
        name = case.items[item].name if item is not None else "ยอดรวม"
        name_en = case.items[item].name if item is not None else "A stated total"
        yield make(
            "fiscal_year",
            cause,
            f"{name}: ระบุปีงบประมาณ พ.ศ. {year} ซึ่งอยู่นอกช่วงของแผน (พ.ศ. {span})",
            f"{name_en}: names FY {year}, outside the plan's years ({span}).",
            place=place,
            dimension=case.items[item].dimension if item is not None else None,
            item=item,
            year=year,
            stated=str(year),
            expected=span,
        )


def _listed_years(case: AuditCase) -> set[int]:
    """The years that a report lists amounts of for most of its items, or that it has figures of for most of
    what it has figures of in its own: columns of its plan, or of the year before beside it."""
    if case.doc_type != "progress_report":
        return set()
    figures = Counter(total.year for total in case.totals if total.year is not None)
    own = max((figures[year] for year in case.years), default=0)
    beside = {year for year, count in figures.items() if 2 * count > own > 1}
    told = {(a.item, a.year) for a in case.amounts if a.year is not None and a.origin != "reconciled"}
    counts = Counter(year for _, year in told)
    return beside | {year for year, count in counts.items() if 2 * count > len(case.items) > 1}


def _columns_outside(case: AuditCase) -> dict[int, list[Amount]]:
    """The amounts of the summary table's columns of years outside the plan's, by year."""
    columns: dict[int, list[Amount]] = defaultdict(list)
    for amount in case.amounts:
        if amount.origin == "summary" and amount.year is not None and amount.year not in case.years:
            columns[amount.year].append(amount)
    return {year: amounts for year, amounts in columns.items() if len(amounts) >= SEVERAL}


def _of_column(case: AuditCase, year: int, amounts: list[Amount], span: str) -> Finding:
    """The finding of a column: its heading is wrong, or the years of the plan's title are."""
    first = amounts[0]
    lost = not case.exact and any(unplaced(amount) for amount in amounts)
    listed = {amount.year for amount in case.amounts if amount.origin == "summary"}
    without = [other for other in case.years if other not in listed]
    dimensions = {case.items[amount.item].dimension for amount in amounts}
    hint_th = hint_en = ""
    if len(without) == 1:
        hint_th = f" ตารางไม่มีปี พ.ศ. {without[0]} จึงอาจพิมพ์ปีผิด"
        hint_en = f" The table has no year {without[0]}, which may be meant."
    return make(
        "fiscal_year",
        "extraction" if lost else _year_cause(case, year),
        f"ตารางสรุปมีงบประมาณของปี พ.ศ. {year} ({len(amounts)} รายการ) ซึ่งอยู่นอกช่วงของแผน (พ.ศ. {span}){hint_th}",
        f"The summary table has budgets of FY {year} ({len(amounts)} items), outside the plan's years "
        f"({span}).{hint_en}",
        place=first.place,
        dimension=dimensions.pop() if len(dimensions) == 1 else None,
        year=year,
        stated=str(year),
        expected=span,
    )


def _beside_title(case: AuditCase) -> Iterator[Finding]:
    """The finding that the title of a plan names other years than its budget columns, which the document is
    taken to be about."""
    columns = sorted({a.year for a in case.amounts if a.origin == "summary" and a.year is not None})
    span = case.title_years
    if case.doc_type != "action_plan" or span is None or columns != case.years or len(columns) < LEAST_YEARS:
        return
    if span == (columns[0], columns[-1]) or span[1] < columns[0] or columns[-1] < span[0]:
        return
    first = next(a for a in case.amounts if a.origin == "summary" and a.year == columns[0])
    named, listed = f"{span[0]}-{span[1]}", f"{columns[0]}-{columns[-1]}"
    yield make(
        "fiscal_year",
        "document" if case.exact else "unknown",
        f"ชื่อแผนระบุปี พ.ศ. {named} แต่ตารางสรุปมีงบประมาณของปี พ.ศ. {listed}",
        f"The plan's title names FY {named}, but its summary table has budgets of FY {listed}.",
        place=first.place,
        stated=listed,
        expected=named,
    )


def _years_used(case: AuditCase, columns: Collection[int]) -> Iterator[tuple[int | None, int, Place, Cause]]:
    for amount in case.amounts:
        if amount.origin == "summary" and amount.year in columns:
            continue
        if amount.year is not None and amount.origin != "reconciled":
            lost = unplaced(amount) and not case.exact
            yield (
                amount.item,
                amount.year,
                amount.place,
                "extraction" if lost else _year_cause(case, amount.year),
            )
    for total in case.totals:
        if total.year is not None and not total.of_something_else:
            lost = total.doubtful and not case.exact
            yield None, total.year, total.place, "extraction" if lost else _year_cause(case, total.year)
    if case.doc_type == "action_plan":
        for passage in case.passages:
            if passage.section == "duration":
                for year in fiscal_years(passage.text):
                    if not _calendar_edge(year, passage.text, case):
                        yield passage.item, year, case.place_of(passage), _told_cause(case, year)


def _calendar_edge(year: int, text: str, case: AuditCase) -> bool:
    """October to December of the calendar year before the first fiscal year belong to the plan."""
    first, last = fiscal_year_bounds(case.years[0])[0], fiscal_year_bounds(case.years[-1])[1]
    dates = [d for d in find_dates(text) if d.year_be == year]
    return bool(dates) and all(d.first is not None and first <= d.first <= last for d in dates)


def _year_cause(case: AuditCase, year: int) -> Cause:
    """On a scan a year that one misread digit makes of a year of the plan is the machine's."""
    if case.exact:
        return "document"
    near = any(sum(a != b for a, b in zip(str(year), str(y), strict=True)) == 1 for y in case.years)
    return "extraction" if near else "unknown"


def _told_cause(case: AuditCase, year: int) -> Cause:
    """The same for a duration, but for the few years behind the plan: those are what a document gets wrong,
    and few misreadings lead there."""
    if not case.exact and case.years[-1] < year <= case.years[-1] + YEARS_BEHIND:
        return "unknown"
    return _year_cause(case, year)


def date_order(case: AuditCase) -> Iterator[Finding]:
    """Dates and periods must be possible in their order.

    Rule: output contract, check `date_order`: a report dated before its data, a result before the year
    begins, a period that ends before it starts. One finding per kind for a report, one per item for a plan.
    A measure that the report itself tells as under way is no data of a time to come.
    """
    yield from _items_backwards(case)
    if case.doc_type in ("progress_report", "measure_report"):
        yield from _dated_before_data(case)
        yield from _result_too_early(case)


def _items_backwards(case: AuditCase) -> Iterator[Finding]:
    for item in case.items:
        period = _backwards(case, item)
        if period is None:
            continue
        start, end = period
        yield make(
            "date_order",
            "document" if case.exact else "unknown",
            f"{item.name}: วันสิ้นสุด ({thai_date(end)}) อยู่ก่อนวันเริ่มต้น ({thai_date(start)})",
            f"{item.name}: ends ({english_date(end)}) before it starts ({english_date(start)}).",
            place=next((case.place_of(p) for p in _durations(case, item)), item.place),
            dimension=item.dimension,
            item=item.key,
            stated=str(end),
            expected=f">= {start}",
        )


def _backwards(case: AuditCase, item: Item) -> tuple[dt.date, dt.date] | None:
    """The item's first and last day where they stand the wrong way round; printed so, they are no facts."""
    printed = " ".join(p.text for p in _durations(case, item))
    printed = printed if case.exact else mend_months(printed)
    period = parse_period(printed) if printed else None
    start = item.start_date or (period.start if period else None)
    end = item.end_date or (period.end if period else None)
    return (start, end) if start and end and start > end else None


def _durations(case: AuditCase, item: Item) -> list[Passage]:
    return [p for p in case.passages if p.item == item.key and p.section == "duration"]


def _dated_before_data(case: AuditCase) -> Iterator[Finding]:
    date = case.document_date
    if date is None:
        return
    printed = [(day, place) for day, place in _data_dates(case) if day > date]
    over = [m for m in case.measures if m.end_date is not None and m.end_date > date and _told_as_done(m)]
    if not printed and not over:
        return
    ends = [(m.end_date, m.place) for m in over if m.end_date is not None]
    latest, place = max([*printed, *ends], key=lambda pair: pair[0])
    of_th, of_en = "ข้อมูลของ", "data up to"
    if not printed:
        of_th = f"ผลของ {len(over)} มาตรการที่กำหนดดำเนินการถึง"
        measures = "a measure that runs" if len(over) == 1 else f"{len(over)} measures that run"
        of_en = f"results of {measures} until"
    yield make(
        "date_order",
        "document" if case.exact else "unknown",
        f"เอกสารลงวันที่ {thai_date(date)} แต่รายงาน{of_th}วันที่ {thai_date(latest)} ซึ่งขณะนั้นยังมาไม่ถึง",
        f"The document is dated {english_date(date)}, but reports {of_en} {english_date(latest)}, "
        "which had not come yet.",
        place=place,
        stated=str(date),
        expected=f">= {latest}",
    )


def _told_as_done(measure: ReportedMeasure) -> bool:
    """A result, and not one that is told as still under way or to come: such a report may be early."""
    return bool(measure.result) and _UNDER_WAY.search(measure.result or "") is None


def _data_dates(case: AuditCase) -> Iterator[tuple[dt.date, Place]]:
    for page, text in case.pages:
        for match in _AS_OF.finditer(text):
            day = parse_date(match.group(1))
            if day is not None:
                yield day, case.on_page(page)


def _result_too_early(case: AuditCase) -> Iterator[Finding]:
    if case.first_year is None:
        return
    begins = fiscal_year_bounds(case.first_year)[0]
    texts = [(m.result, m.place) for m in case.measures if m.result]
    texts += [(p.text, case.place_of(p)) for p in case.passages if p.section in ("results", "outputs")]
    for text, place in texts:
        for match in _SINCE.finditer(text):
            told = match.group(1) if case.exact else mend_months(match.group(1))
            found = find_dates(told)
            last = found[0].last if found else None
            # A year or more before is the history of a thing, not a result of this year.
            if last is not None and begins - dt.timedelta(days=366) < last < begins:
                yield make(
                    "date_order",
                    "document" if case.exact else "unknown",
                    f"ผลการดำเนินการมีวันที่ก่อนเริ่มปีงบประมาณ พ.ศ. {case.first_year}: “{match[0].strip()}”",
                    f"A result is dated before fiscal year {case.first_year} begins: “{match[0].strip()}”.",
                    place=place,
                    stated=str(last),
                    expected=f">= {begins}",
                )
                return
