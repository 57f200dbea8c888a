"""Titles at the top of pages: where another document begins in the same file, of another year or type.

Scans of several papers are often kept in one PDF. What stands behind such a title is of another year, and
its figures must not pass for those of the first without a word: `pipelines.parse.split` cuts there where the
parts are of different documents for sure; where it cannot tell, the file is partial.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extract.model import Document, Line, Page, Table
from normalize.chars import canonical, fold
from normalize.dates import fiscal_years
from pipelines.parse.evidence import digits_trusted
from pipelines.records import DocType, DocumentInfo

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
_PLANS = fold("แผนปฏิบัติการ")
_ITEMS = re.compile("โครงการ|กิจกรรม|มาตรการ")
_MONEY = re.compile("งบประมาณ|จำนวนเงิน|บาท")
_LEAST_ROWS = 3
_LETTER = re.compile("[ก-ฮ]")
_LEAST_WORD = 3
OF_OTHER_YEAR = "title of another year: a second document in the same file"
OF_OTHER_TYPE = "title of a plan and of a report on it: a second document in the same file"
_SUBJECTS = tuple(fold(text) for text in ("การทุจริต", "คุณธรรมและความโปร่งใส"))
_LAWS = tuple(fold(text) for text in ("พระราชบัญญัติ", "รัฐธรรมนูญ"))
"""What running text that begins with a title's words goes on with; a law's year is none of a document."""
_TOP_LINES = 6
_OFF_CENTRE = 0.06
"""Share of the page's width by which the middle of a title may stand off the page's."""


def second_title(document: Document, info: DocumentInfo) -> tuple[int, str, str] | None:
    """Page and text of the first title at the top of a later page that is of another year, or of a report
    behind a plan (or the other way round) where both list items; and what it is of."""
    span = info.fiscal_year_start_be, info.fiscal_year_end_be
    first: DocType | None = None
    of_others = False
    for n, page in enumerate(document.pages):
        title = title_of(page)
        text = " ".join(canonical(line.text) for line in title)
        others = are_others(years_of(title), span)
        if n and page.number is not None and (others or (of_others and years_of(title))):
            return page.number, text, OF_OTHER_YEAR
        of_others = of_others or (others and _heads_page(page, title))  # the years are those of what follows
        named = type_of_title(text) if _heads_page(page, title) else None
        parts = [_tables_of(document.pages[:n]), _tables_of(document.pages[n:])]
        other = first is not None and named not in (None, first)
        if other and page.number is not None and all(map(lists_costs_of_items, parts)):
            return page.number, text, OF_OTHER_TYPE
        first = first or named
    return None


def type_of_title(text: str) -> DocType | None:
    """The type of document that a title's first words name: a plan's, or that of a report on it."""
    folded = fold(text)
    if not folded.startswith(_STARTS):
        return None
    return "action_plan" if folded.startswith(_PLANS) else "progress_report"


def _heads_page(page: Page, title: Sequence[Line]) -> bool:
    """Whether nothing but a page number stands above a title: `รายงานผลตาม` above makes another one of it."""
    above = itertools.takewhile(lambda line: line is not title[0], page.lines) if title else ()
    return all(len(_LETTER.findall(line.text)) < _LEAST_WORD for line in above)


def lists_costs_of_items(tables: Sequence[Table]) -> bool:
    """Whether a table lists projects or measures and what each costs."""
    return any(
        _ITEMS.search(header) and _MONEY.search(header)
        for table in tables
        if table.n_rows >= _LEAST_ROWS
        for header in [fold(" ".join(cell.text for cell in table.cells if cell.row == 0 or cell.is_header))]
    )


def _tables_of(pages: Sequence[Page]) -> list[Table]:
    return [block for page in pages for block in page.blocks if isinstance(block, Table)]


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
