"""Values out of a detail section's texts beside its budget: target group, duration, unit, outputs."""

from __future__ import annotations

import datetime as dt
import re

from normalize.counts import people, without_people_count
from normalize.dates import mend_months, parse_period, quarters
from normalize.digits import to_arabic
from pipelines.parse.detail import DetailSection, Entry
from pipelines.parse.detail_values import section_items
from pipelines.parse.evidence import figures_trusted
from pipelines.parse.sections import section_heading
from pipelines.parse.text_lines import TextLine
from pipelines.parse.texts import TextCleaner
from pipelines.parse.tidy import tidy
from pipelines.records import Remark, SectionName

_ABBREVIATED = re.compile(r"(?:^|\s|[.(/])[ก-ฮ]{1,4}\.$")
"""`สำนักปลัด อบต.`: the full stop belongs to the word."""
_OUTPUT = re.compile(r"\s*(?:\d+(?:\.\d+)?[.)]?\s*)?ผลผลิต\s*(?:\(.{0,20}\))?\s*:?\s*")
_OUTCOME = re.compile(r"\s*(?:\d+(?:\.\d+)?[.)]?\s*)?ผลลัพธ์\s*(?:\(.{0,20}\))?\s*:?\s*")


def target_of(entry: Entry, cleaner: TextCleaner) -> tuple[str | None, int | None]:
    """The target group without its count, and the number of people; none where digits of a scan cannot be
    believed."""
    lines = entry.of("target_group")
    text = " ".join(
        tidy([line.text for line in item], cleaner)
        for part in entry.sections
        if part.section == "target_group"
        for item in section_items(part)
    )
    if not lines:
        return None, None
    count = people(text)
    if count is None:
        return text or None, None  # how many are meant is not told for sure
    trusted = figures_trusted(line.line for line in lines)
    return without_people_count(text) or None, count.value if trusted and count.value else None


def duration_of(entry: Entry) -> tuple[dt.date | None, dt.date | None, tuple[int, ...]]:
    """Start and end date where days or months are printed, and the quarters named; none where digits of a
    scan cannot be believed."""
    lines = entry.of("duration")
    text = " ".join(line.text for line in lines)
    if not text.strip() or not figures_trusted(line.line for line in lines):
        return None, None, ()
    scanned = any(line.line.confidence is not None for line in lines)
    return (*dates_of(text, scanned=scanned), quarters(text))


def dates_of(text: str, *, scanned: bool) -> tuple[dt.date | None, dt.date | None]:
    """Start and end date of a duration, where days or months are printed.

    On a scan misread months are mended, and a day that its month has not is a misread one: no date then.
    """
    period = parse_period(mend_months(text) if scanned else text)
    if period is None or "order" in period.flags or (scanned and "day_impossible" in period.flags):
        return None, None
    return period.start, period.end


def unsure_figures(entry: Entry) -> list[Remark]:
    """Remarks on the figures of target group and duration that a scan did not read for sure."""
    remarks = []
    for section in ("target_group", "duration"):
        lines = entry.of(section)
        if not figures_trusted(line.line for line in lines):
            text = " ".join(line.text for line in lines)
            remarks.append(Remark(lines[0].page, text, f"figures not read for sure: {section}"))
    return remarks


def responsible_of(entry: Entry, cleaner: TextCleaner) -> str | None:
    """The responsible unit as the section names it."""
    text = tidy([line.text for line in entry.of("responsible")], cleaner).strip(" :")
    return (text if _ABBREVIATED.search(text) else text.rstrip(" .")) or None


def split_outputs(entry: Entry) -> None:
    """Part the common section ผลผลิต/ผลลัพธ์ at its sub-headings (`9.1 ผลผลิต`, `ผลลัพธ์ :`) in place."""
    parted: list[DetailSection] = []
    for part in entry.sections:
        parted.append(DetailSection(part.section, part.number))
        if part.section not in ("outputs", "outcomes"):
            parted[-1].lines = part.lines
            continue
        for line in part.lines:
            sub = _sub_heading(line.text)
            if sub is None:
                parted[-1].lines.append(line)
                continue
            name, rest = sub
            if parted[-1].lines or parted[-1].section != name:
                parted.append(DetailSection(name, None))
            if rest:
                parted[-1].lines.append(TextLine(rest, line.line, line.page))
    entry.sections = [part for part in parted if part.lines or part.section not in ("outputs", "outcomes")]


def _sub_heading(text: str) -> tuple[SectionName, str] | None:
    arabic = to_arabic(text)
    for name, pattern in (("outputs", _OUTPUT), ("outcomes", _OUTCOME)):
        match = pattern.match(arabic)
        if match is not None and (
            section_heading(text) is not None or ":" in match.group() or re.match(r"\s*\d+\.\d", arabic)
        ):
            return name, text[match.end() :].strip()  # type: ignore[return-value]
    return None
