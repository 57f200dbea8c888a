"""Several documents in one file.

A file is cut only where its content says that another document begins: at a memo, a cover or a title of
another year, whose locality, type or fiscal years contradict those of the part before. When in doubt nothing
is cut. The other way round, one document over several files, is `pipelines.parse.joined`.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.model import Block, Document, Line, Page, Table
from normalize.chars import fold
from normalize.lao import parse_lao
from pipelines.parse.doctype import classify
from pipelines.parse.info import count_localities, document_texts
from pipelines.parse.info_years import fiscal_range
from pipelines.parse.second_title import (
    are_others,
    lists_costs_of_items,
    title_of,
    type_of_title,
    years_of,
)
from pipelines.records import DocType

MEMO = "บันทึกข้อความ"
_COVER = re.compile(r"(?:แผนปฏิบัติการ|แผนป้องกัน|รายงานผล|รายงานการ)")
_COVER_LINES = 6
_SURE_TYPE = 4.0
"""A type score from which a part's type is sure, if tables or recurring headings speak for it too."""

_SURE_LOCALITY = 3
"""Mentions from which a part's own locality is sure."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a part says about itself; None where it does not say so surely. `titled` is the type that the
    title at its beginning names, of a part that lists items and what they cost."""

    locality: str | None
    doc_type: DocType | None
    years: tuple[int, int] | None
    titled: DocType | None = None

    def contradicts(self, other: Facts) -> bool:
        """Whether the two can't be one document."""
        pairs = ((self.locality, other.locality), (self.doc_type, other.doc_type))
        if any(mine is not None and theirs is not None and mine != theirs for mine, theirs in pairs):
            return True
        sure = self.titled == self.doc_type or other.titled == other.doc_type
        if None not in (self.titled, other.titled) and self.titled != other.titled and sure:
            return True  # a plan and the report on it
        same_sort = self.doc_type is not None and self.doc_type == other.doc_type
        return same_sort and None not in (self.years, other.years) and self.years != other.years


def split_document(document: Document) -> tuple[Document, ...]:
    """The documents in one file, in order; the document itself where it is one.

    Each keeps the page numbers of the file. Their `sha256` is that of the file with the number of the first
    block, so that ids stay stable and differ.
    """
    starts = _starts(document)
    if not starts:
        return (document,)
    bounds = sorted({0, *starts, len(document.flow)})
    ranges = [(first, last) for first, last in itertools.pairwise(bounds) if last > first]
    merged = _merge(document, ranges)
    if len(merged) == 1:
        return (document,)
    return tuple(_part(document, first, last) for first, last in merged)


def _starts(document: Document) -> list[int]:
    """Places in the flow where a document may begin: a memo, a cover with title and locality, or a page with
    a title of other years than the pages before are of."""
    flow = document.flow
    paged = any(page.number is not None for page in document.pages)
    found: list[int] = []
    for i, block in enumerate(flow):
        if not isinstance(block.content, Line) or (paged and i and flow[i - 1].page == block.page):
            continue
        if MEMO in fold(block.content.text)[:20] or is_cover(flow, i):
            found.append(i)
    return sorted({i for i in [*found, *_titled(document)] if i > 0})


def _titled(document: Document) -> Iterator[int]:
    for page in document.pages[1:]:
        years = years_of(title_of(page))
        place = next((i for i, block in enumerate(document.flow) if block.page == page.number), None)
        if years and place and page.number is not None:
            before = _part(document, 0, place)
            if are_others(years, fiscal_range(before, classify(before).doc_type) or (None, None)):
                yield place


def is_cover(flow: Sequence[Block], i: int) -> bool:
    """A title line with the locality's name alone on one of the next lines."""
    first = flow[i].content
    if not isinstance(first, Line) or not _COVER.match(fold(first.text)) or len(first.text) > 140:
        return False
    below = [block.content for block in flow[i + 1 : i + _COVER_LINES]]
    return any(isinstance(line, Line) and parse_lao(line.text) is not None for line in below)


def _merge(document: Document, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that do not contradict each other joined.

    A memo or cover without tables of its own waits: it belongs to what follows it, if that is another
    document, else to what stands before.
    """
    merged: list[tuple[int, int]] = []
    facts: list[Facts] = []
    waiting: int | None = None
    for first, last in ranges:
        own = facts_of(_part(document, first, last))
        if not merged or own.contradicts(facts[-1]):
            begin = first if waiting is None else waiting
            if merged:
                merged[-1] = (merged[-1][0], begin)
            merged.append((begin, last))
            facts.append(own)
            waiting = None
        elif own.doc_type is None and facts[-1].doc_type is not None:
            waiting = first if waiting is None else waiting
            merged[-1] = (merged[-1][0], last)
        else:
            merged[-1] = (merged[-1][0], last)
            facts[-1] = facts_of(_part(document, *merged[-1]))
            waiting = None
    return merged


def facts_of(document: Document) -> Facts:
    """What the document says about itself."""
    counts = count_localities(document_texts(document))
    common = counts.most_common(1)
    locality = common[0][0].name if common and common[0][1] >= _SURE_LOCALITY else None
    decision = classify(document)
    shaped = any(not reason.startswith("title") for reason in decision.reasons)
    sure = shaped and decision.scores.get(decision.doc_type, 0.0) >= _SURE_TYPE
    doc_type = decision.doc_type if sure else None
    titled = type_of_title(_first_line(document)) if lists_costs_of_items(document.tables) else None
    titled = titled if titled == decision.doc_type else None
    return Facts(locality, doc_type, fiscal_range(document, decision.doc_type), titled)


def _first_line(document: Document) -> str:
    return next((block.content.text for block in document.flow[:1] if isinstance(block.content, Line)), "")


def _part(document: Document, first: int, last: int) -> Document:
    """The document of a range of the flow."""
    blocks = document.flow[first:last]
    tables: list[Table] = []
    flow: list[Block] = []
    for block in blocks:
        if isinstance(block.content, Table):
            index = block.table_index if block.table_index is not None else 0
            tables.append(document.tables[index])
            flow.append(replace(block, table_index=len(tables) - 1))
        else:
            flow.append(block)
    pages = _pages(document, blocks, first, last)
    digest = hashlib.sha256(f"{document.sha256}:{first}".encode()).hexdigest()
    return replace(document, sha256=digest, pages=pages, tables=tuple(tables), flow=tuple(flow))


def _pages(document: Document, blocks: Sequence[Block], first: int, last: int) -> tuple[Page, ...]:
    """The pages of a part: by number, or the blocks themselves where the source has no pages."""
    if all(page.number is None for page in document.pages):
        content = tuple(block.content for block in blocks)
        return tuple(replace(page, blocks=content) for page in document.pages[:1])
    numbers = {block.page for block in blocks if block.page is not None}
    low = min(numbers) if first else 0
    high = max((block.page for block in document.flow[last:] if block.page is not None), default=None)
    following = min((b.page for b in document.flow[last:] if b.page is not None), default=high)
    return tuple(
        page
        for page in document.pages
        if page.number is not None and page.number >= low and (following is None or page.number < following)
    )
