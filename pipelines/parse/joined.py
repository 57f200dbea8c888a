"""One document over several files: which files are its parts, and the document that they make.

Scanners cut long documents into `แผน 1.pdf`, `แผน 2.pdf`. Names that count on only make a file a candidate:
such files are also separate plans. A later file is a part where it does not begin anew (no memo, no cover,
no other locality) and its content goes on from the file before: the printed page numbers or chapters count
on, a table goes on, the numbering of its items goes on, or it details the items that the files before list;
also behind a file that holds nothing but a memo, a cover or a preface of the same document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from extract.join import join_pages
from extract.model import Document, FilePart, Page, SourceKind, Table
from extract.repeats import with_repeats
from normalize.chars import fold
from normalize.digits import to_arabic
from pipelines.parse import parse
from pipelines.parse.split import MEMO, Facts, facts_of, is_cover
from pipelines.records import DocumentInfo, ParsedDocument, Project

_PAGE_NUMBER = re.compile(r"[\s\-–—(\[]*(?:หน้า(?:ที่)?\s*)?(\d{1,3})[\s\-–—)\]]*")
_CHAPTER = re.compile(r"(?:ส่วนที่|บทที่)\s*(\d{1,2})(?!\d)")
_EDGE_LINES = 2
_OPENING_LINES = 3
_SAME_NAME = 90.0
"""Likeness (0-100) from which a detail section's name is that of a listed item."""


def file_groups(documents: Sequence[Document]) -> list[list[int]]:
    """A chain of files cut where a file does not go on from those before: groups of indexes, in order."""
    groups = [[0]] if documents else []
    for index in range(1, len(documents)):
        before = join_parts([documents[i] for i in groups[-1]])
        if goes_on(before, documents[index]):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def goes_on(before: Document, after: Document) -> bool:
    """Whether the content of `after` says that it is the next part of the document that `before` begins."""
    opening = [line.text for _, line in after.lines()][:_OPENING_LINES]
    if any(MEMO in fold(line)[:20] for line in opening) or _contradict(facts_of(before), facts_of(after)):
        return False
    start = parse(before)
    rest = parse(after, start.info.doc_type)
    if _is_front(start) or (after.flow and is_cover(after.flow, 0)):
        return _is_front(start) and not _is_front(rest) and _same_head(start.info, rest.info)
    return (
        _pages_go_on(before.pages, after.pages)
        or _sections_go_on(before, after)
        or _table_goes_on(before, after)
        or _numbers_go_on(start, rest)
        or _details_of(start, rest)
    )


def _is_front(parsed: ParsedDocument) -> bool:
    """A memo, cover, announcement or preface: nothing of what a plan or report is made for."""
    return not (parsed.projects or parsed.measures or parsed.risks)


def _same_head(front: DocumentInfo, rest: DocumentInfo) -> bool:
    """Do both name the same locality and type of document?"""
    same = front.lao_name is not None and front.lao_name == rest.lao_name
    return same and front.doc_type == rest.doc_type != "other"


def _contradict(before: Facts, after: Facts) -> bool:
    """Other localities, other types, other years; single years say nothing beside the span of a plan."""
    spans = [facts.years is not None and facts.years[0] < facts.years[1] for facts in (before, after)]
    if spans[0] != spans[1]:
        after = replace(after, years=None)
    return before.contradicts(after)


def _pages_go_on(before: Sequence[Page], after: Sequence[Page]) -> bool:
    """Do the printed page numbers count on over the files?"""
    first, second = _number_offset(before), _number_offset(after)
    return first is not None and second is not None and second == first + len(before) and second > 0


def _number_offset(pages: Sequence[Page]) -> int | None:
    """Printed page number less the page's place, by the most pages; None where it is not clear."""
    votes: Counter[int] = Counter()
    for place, page in enumerate(pages):
        edge = {*page.lines[:_EDGE_LINES], *page.lines[-_EDGE_LINES:]}
        matches = (_PAGE_NUMBER.fullmatch(to_arabic(line.text)) for line in edge)
        votes.update({int(match[1]) - place for match in matches if match is not None})
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] * 2 > len(pages) else None


def _sections_go_on(before: Document, after: Document) -> bool:
    """Does `after` begin with the chapter behind one of `before` (ส่วนที่ 2, ส่วนที่ 3)?"""
    chapters = {_chapter(line.text) for _, line in before.lines()}
    opening = [_chapter(line.text) for _, line in after.lines()][:_OPENING_LINES]
    return any(number is not None and number - 1 in chapters for number in opening)


def _chapter(line: str) -> int | None:
    match = _CHAPTER.match(to_arabic(fold(line)))
    return int(match[1]) if match else None


def _table_goes_on(before: Document, after: Document) -> bool:
    """Does the last table go on, without a header of its own, on the first page of the next file?"""
    if not before.tables or not after.tables:
        return False
    joined = join_parts([before, after])
    rows = [sum(table.n_rows for table in document.tables) for document in (before, after, joined)]
    return len(joined.tables) < len(before.tables) + len(after.tables) and rows[2] == rows[0] + rows[1]


def _numbers_go_on(before: ParsedDocument, after: ParsedDocument) -> bool:
    """The first item's number follows the last one's, or the first dimension the last one."""
    if not before.projects or not after.projects:
        return False
    last, first = _last(before.projects), after.projects[0]
    dimensions = (last.dimension, first.dimension)
    if None not in dimensions and dimensions[0] != dimensions[1]:
        return first.dimension == (last.dimension or 0) + 1
    return first.seq is not None and first.seq > 1 and first.seq == (last.seq or 0) + 1


def _last(projects: Sequence[Project]) -> Project:
    """The item that stands last in the document."""
    return max(enumerate(projects), key=lambda pair: (pair[1].source.page or 0, pair[0]))[1]


def _details_of(before: ParsedDocument, after: ParsedDocument) -> bool:
    """Does the later file detail, and not list, items that the files before list?"""
    listed = [fold(project.name) for project in before.projects if project.in_summary]
    detailed = [fold(project.name) for project in after.projects if project.in_detail]
    if not listed or not detailed or any(project.in_summary for project in after.projects):
        return False
    known = sum(
        process.extractOne(name, listed, scorer=fuzz.ratio, score_cutoff=_SAME_NAME) is not None
        for name in detailed
    )
    return known * 2 > len(detailed)


def join_parts(parts: Sequence[Document]) -> Document:
    """One document of several files, in order: pages number on, and what goes on over a file's end is joined.

    Its `parts` say where each file's pages are. Raises ValueError when there are no parts.
    """
    if not parts:
        raise ValueError("no parts to join")
    if len(parts) == 1:
        return parts[0]
    pages: list[Page] = []
    files: list[FilePart] = []
    for part in parts:
        paged = all(page.number is not None for page in part.pages)
        offset = len(pages)
        own = part.parts or (FilePart(part.source_file, part.sha256, 1, len(part.pages), paged),)
        files += [replace(file, first_page=file.first_page + offset) for file in own]
        pages += [_numbered(page, offset + place) for place, page in enumerate(part.pages, start=1)]
    pages = [*with_repeats(pages)]
    tables, flow = join_pages(pages)
    return Document(
        parts[0].source_file,
        parts[0].sha256,
        _common_kind([part.source_kind for part in parts]),
        tuple(pages),
        tables,
        flow,
        tuple(files),
    )


def _numbered(page: Page, number: int) -> Page:
    blocks = tuple(_placed(block, number) if isinstance(block, Table) else block for block in page.blocks)
    return replace(page, number=number, blocks=blocks)


def _placed(table: Table, number: int) -> Table:
    return replace(table, page=number, cells=tuple(replace(cell, page=number) for cell in table.cells))


def _common_kind(kinds: Sequence[SourceKind | None]) -> SourceKind | None:
    """The kind of all parts; mixed where they differ."""
    different = list(dict.fromkeys(kind for kind in kinds if kind is not None))
    return different[0] if len(different) == 1 else "mixed_pdf" if different else None
