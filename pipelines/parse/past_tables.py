"""Tables of a plan that tell of the years before it, as their columns or the line above them say.

สรุปผลการดำเนินงาน ปีงบประมาณ พ.ศ. 2567                    ที่ | โครงการ | ปี 2565 | ปี 2566
ที่ | โครงการ | งบประมาณ (บาท)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extract.model import Document, Line
from normalize.chars import canonical
from normalize.dates import year_mentions
from normalize.digits import to_arabic
from pipelines.parse.caption_years import FISCAL
from pipelines.parse.columns import Layout
from pipelines.parse.evidence import digits_trusted
from pipelines.parse.header_words import header_years
from pipelines.parse.headings import bears_words_of, dimension_word
from pipelines.parse.said_of_others import PASSED, YEARS_BEFORE
from pipelines.records import TableKind

_END = rf"(?:[\s():.\-]|{PASSED}|มี|ปรากฏ|แสดง|สรุป|ได้|รายละเอียด|ดัง|ตาม|ตาราง|ต่อไป|ข้าง(?:ล่าง|ท้าย)|ด้านล่าง|นี้)*+$"
"""What may end a caption behind the year: `มีรายละเอียดดังนี้`, `ปรากฏตามตารางต่อไปนี้`."""
_TO_THE_END = re.compile(_END)
_BEFORE = re.compile(rf"(?:{YEARS_BEFORE}|(?:งาน|การ)\s*ที่\s*ผ่านมา){_END}")
_YEAR_BEFORE = re.compile(rf"{YEARS_BEFORE}[\s(]*(?:พ\s*\.\s*ศ\s*\.?)?\s*$")
_NUMBER = re.compile(r"\s*[๐-๙\d]\s*[.)]\s*")
_UNIT = re.compile(r"[\s(]*หน่วย\s*(?:นับ)?\s*[:.เ]")


def tables_below_past_years(document: Document, plan_years: Collection[int]) -> frozenset[int]:
    """The indices of the tables below a line that ends with a fiscal year before the plan's years, or says
    that it is of the years before. The heading of a dimension and the unit of money may stand between; a
    table that follows with nothing else above it is of the same years."""
    found: set[int] = set()
    past = False
    for block in document.flow:
        if isinstance(block.content, Line):
            text = block.content.text
            if _is_of_the_past(block.content, plan_years):
                past = True
            elif text.strip() and not _UNIT.match(text) and not _heads_dimension(text):
                past = False
        elif block.table_index is not None and past:
            found.add(block.table_index)
    return frozenset(found)


def without_past_tables(
    kinds: Sequence[tuple[TableKind, Layout]], years: Sequence[int], below: Collection[int] = ()
) -> list[tuple[TableKind, Layout]]:
    """The kinds of a plan's tables, those that list what was done in the years before it as `report`, where
    others list items of its own years. `below` are those of `tables_below_past_years`."""

    def is_past(index: int, layout: Layout) -> bool:
        named = _years(layout)
        headed = {year for column in layout.columns for year in header_years(column.header)}
        return (bool(named) and max(named) < min(years)) or (index in below and not headed & set(years))

    items = {
        index: bool(years) and is_past(index, layout)
        for index, (kind, layout) in enumerate(kinds)
        if kind == "summary"
    }
    own = any(not past and set(years) & set(_years(kinds[index][1])) for index, past in items.items())
    return [
        ("report", layout) if own and items.get(index) else (kind, layout)
        for index, (kind, layout) in enumerate(kinds)
    ]


def _years(layout: Layout) -> list[int]:
    return [column.year for column in layout.all("budget") if column.year is not None]


def _heads_dimension(text: str) -> bool:
    """Whether a line is the heading of a dimension: by the word, or by a number and the dimension's name."""
    numbered = _NUMBER.match(text)
    return dimension_word(text) is not None or (
        numbered is not None and bears_words_of(text[numbered.end() :], 1)
    )


def _is_of_the_past(caption: Line, plan_years: Collection[int]) -> bool:
    """Whether the line ends with a fiscal year, read for sure, before the plan's, or says so in words."""
    text = to_arabic(canonical(caption.text))
    mentions = year_mentions(text)
    if not mentions:
        return _BEFORE.search(text) is not None
    if not plan_years or not digits_trusted([caption]):
        return False
    first, last = mentions[0], mentions[-1]
    years = [year for mention in mentions for year in mention.years]
    ends = _TO_THE_END.match(text, last.end) is not None
    before = text[: first.start]
    fiscal = FISCAL.search(before) is not None or _YEAR_BEFORE.search(before) is not None
    return ends and fiscal and max(years) < min(plan_years)
