"""The check of measure reports for what is missing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import normalize
from normalize.dates import fiscal_year_bounds
from normalize.months import english_date, thai_date
from pipelines.audit.case import AuditCase, ReportedMeasure
from pipelines.audit.cause import Cause
from pipelines.audit.finding import make, shortened
from pipelines.audit.structure import SEVERAL
from pipelines.records import Finding

LONGEST_TOPIC = 90
"""Letters to which a topic is shortened: the framework's own names are not cut."""
_EMPTY = {"", "-", "–", "—"}


def report_gap(case: AuditCase) -> Iterator[Finding]:
    """A measure report must have every topic, a result for each measure, and periods within its year.

    Rule: output contract, check `report_gap`; the topics are those of the year's ITA framework
    (`categories.csv`, level 1), required only where the report follows a framework with a closed list
    (the seven topics of 2568). Several measures with the same period outside the year make one finding.
    Where no measure has a result the document says what will be done.
    """
    if case.doc_type != "measure_report":
        return
    yield from _missing_topics(case)
    if any((m.result or "").strip() or (m.outcome or "").strip() for m in case.measures):
        yield from _without_result(case)
    yield from _outside_year(case)


def _missing_topics(case: AuditCase) -> Iterator[Finding]:
    for framework in sorted({m.framework_id for m in case.measures if m.framework_id}):
        topics = closed_topics(framework)
        if not _arranged_by(topics, case):
            continue
        present = {_topic(m) for m in case.measures}
        missing = [(code, name) for code, name in topics.items() if code not in present]
        cause = _missing_cause(case, len(missing))
        for code, name in missing:
            yield make(
                "report_gap",
                cause,
                f"ไม่มีประเด็น “{name}” ({code}) ซึ่งรายงานปีนี้ต้องมี",
                f"The topic “{name}” ({code}), which this year's report needs, is missing.",
                expected=code,
            )


def _topic(measure: ReportedMeasure) -> str:
    return (measure.category_code or "").split(".")[0]


def _arranged_by(topics: dict[str, str], case: AuditCase) -> bool:
    """True where several topics are there and most measures stand under one of them."""
    codes = [code for m in case.measures if (code := _topic(m))]
    own = [code for code in codes if code in topics]
    return len(set(own)) >= SEVERAL and len(own) * 2 > len(codes)


def _missing_cause(case: AuditCase, missing: int) -> Cause:
    """Topics that could not be told on a scan, or stand in a table that was not understood, may be those that
    are not there."""
    if case.exact and case.status == "ok":
        return "document"
    untold = sum(not _topic(m) for m in case.measures)
    return "extraction" if untold >= missing else "unknown"


def _without_result(case: AuditCase) -> Iterator[Finding]:
    for measure in case.measures:
        if (measure.result or "").strip() in _EMPTY and (measure.outcome or "").strip() in _EMPTY:
            yield make(
                "report_gap",
                "document" if case.exact else "unknown",
                f"{_short(measure)}: ไม่มีผลการดำเนินการ",
                f"{_short(measure)}: no result is reported.",
                place=measure.place,
            )


def _outside_year(case: AuditCase) -> Iterator[Finding]:
    if case.first_year is None or case.last_year is None:
        return
    begins, ends = fiscal_year_bounds(case.first_year)[0], fiscal_year_bounds(case.last_year)[1]
    seen: set[tuple[object, object]] = set()
    for measure in case.measures:
        start, end = measure.start_date, measure.end_date
        early = start is not None and start < begins
        late = end is not None and end > ends
        if not (early or late) or (start, end) in seen:
            continue
        seen.add((start, end))
        shown = " ".join((measure.period or f"{start} - {end}").split())
        yield make(
            "report_gap",
            "document" if case.exact else "unknown",
            f"{_short(measure)}: ระยะเวลา {shown} อยู่นอกปีงบประมาณ พ.ศ. {case.first_year} "
            f"({thai_date(begins)} ถึง {thai_date(ends)})",
            f"{_short(measure)}: the period {shown} is outside fiscal year {case.first_year} "
            f"({english_date(begins)} to {english_date(ends)}).",
            place=measure.place,
            year=case.first_year,
            stated=f"{start}/{end}",
            expected=f"{begins}/{ends}",
        )


@cache
def closed_topics(framework: str) -> dict[str, str]:
    """The topics that every report under a framework must have, code to name; empty where none are fixed."""
    path = Path(normalize.__file__).parent / "data" / "categories.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["code"]: row["name_th"]
            for row in csv.DictReader(file)
            if row["framework_id"] == framework and row["level"] == "1" and row["code"].startswith("T")
        }


def _short(measure: ReportedMeasure) -> str:
    return shortened(measure.topic or "มาตรการ", LONGEST_TOPIC)
