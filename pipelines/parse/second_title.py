"""Titles at the top of pages: where another document begins in the same file, of another year.

Scans of several papers are often kept in one PDF. What stands behind such a title is of another year, and
its figures must not pass for those of the first without a word: `pipelines.parse.split` cuts there where the
parts are of different documents for sure; where it cannot tell, the file is partial.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Document, Line, Page
from normalize.chars import canonical, fold
from normalize.dates import fiscal_years
from pipelines.parse.evidence import digits_trusted
from pipelines.records import DocumentInfo

_STARTS = tuple(
    fold(text)
    for text in (
        "รายงานผลการดำเนิน",
        "รายงานผลการนำแผน",
        "รายงานผลการปฏิบัติ",
        "รายงานการกำกับติดตาม",
        "แผนปฏิบัติการป้องกัน",
        "แผนปฏิบัติการด้านการป้องกัน",
    )
)
_SUBJECTS = tuple(fold(text) for text in ("การทุจริต", "คุณธรรมและความโปร่งใส"))
_LAWS = tuple(fold(text) for text in ("พระราชบัญญัติ", "รัฐธรรมนูญ"))
"""What running text that begins with a title's words goes on with; a law's year is none of a document."""
_TOP_LINES = 6
_OFF_CENTRE = 0.06
"""Share of the page's width by which the middle of a title may stand off the page's."""


def second_title(document: Document, info: DocumentInfo) -> tuple[int, str] | None:
    """Page and text of the first title of another year at the top of a later page, if there is one."""
    span = info.fiscal_year_start_be, info.fiscal_year_end_be
    for page in document.pages[1:]:
        title = title_of(page)
        if page.number is not None and are_others(years_of(title), span):
            return page.number, " ".join(canonical(line.text) for line in title)
    return None


def are_others(years: set[int], span: tuple[int | None, int | None]) -> bool:
    """Whether years are named and none of them lies in the span."""
    first, last = span
    return bool(years) and first is not None and last is not None and years.isdisjoint(range(first, last + 1))


def years_of(title: Sequence[Line]) -> set[int]:
    """The fiscal years that a title names, as far as they were read for sure."""
    return {year for line in title if digits_trusted([line]) for year in fiscal_years(line.text)}


def title_of(page: Page) -> list[Line]:
    """The centred lines of a title at the top of a page, from the one that begins it; empty without one."""
    lines = [line for line in page.lines if line.text.strip()][:_TOP_LINES]
    start = next((n for n, line in enumerate(lines) if fold(line.text).startswith(_STARTS)), None)
    if start is None:
        return []
    title: list[Line] = []
    for line in lines[start:]:
        if not _is_centred(line, page.width_pt):
            break
        title.append(line)
    told = fold("".join(line.text for line in title))
    named = any(subject in told for subject in _SUBJECTS) and not any(law in told for law in _LAWS)
    return title if named else []


def _is_centred(line: Line, width: float | None) -> bool:
    if line.bbox is None or not width:
        return False
    return abs((line.bbox[0] + line.bbox[2]) / 2 - width / 2) <= _OFF_CENTRE * width
