"""A second document in one file: a title page further on that names another year than the document's own.

Scans of several papers are often kept in one PDF. What stands behind such a title is of another year, and
its figures must not pass for those of the first without a word.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Document, Line
from normalize.chars import canonical, fold
from normalize.dates import fiscal_years
from pipelines.parse.evidence import digits_trusted
from pipelines.records import DocumentInfo

_STARTS = tuple(
    fold(text) for text in ("รายงานผลการ", "รายงานการกำกับติดตาม", "แผนปฏิบัติการป้องกัน", "แผนปฏิบัติการด้านการป้องกัน")
)
_SUBJECTS = tuple(fold(text) for text in ("การทุจริต", "คุณธรรมและความโปร่งใส"))
_TOP_LINES = 6
_OFF_CENTRE = 0.06
"""Share of the page's width by which the middle of a title may stand off the page's."""


def second_title(document: Document, info: DocumentInfo) -> tuple[int, str] | None:
    """Page and text of the first title of another year at the top of a later page, if there is one."""
    first, last = info.fiscal_year_start_be, info.fiscal_year_end_be
    if first is None or last is None:
        return None
    for page in document.pages[1:]:
        top = [line for line in page.lines if line.text.strip()][:_TOP_LINES]
        title = _title(top, page.width_pt)
        years = {year for line in title if digits_trusted([line]) for year in fiscal_years(line.text)}
        if page.number is not None and years and not years & set(range(first, last + 1)):
            return page.number, " ".join(canonical(line.text) for line in title)
    return None


def _title(lines: Sequence[Line], width: float | None) -> list[Line]:
    """The centred lines of a title at the top of a page, from the one that begins it, if one does."""
    start = next((n for n, line in enumerate(lines) if fold(line.text).startswith(_STARTS)), None)
    if start is None:
        return []
    title: list[Line] = []
    for line in lines[start:]:
        if not _is_centred(line, width):
            break
        title.append(line)
    told = fold("".join(line.text for line in title))
    return title if any(subject in told for subject in _SUBJECTS) else []


def _is_centred(line: Line, width: float | None) -> bool:
    if line.bbox is None or not width:
        return False
    return abs((line.bbox[0] + line.bbox[2]) / 2 - width / 2) <= _OFF_CENTRE * width
