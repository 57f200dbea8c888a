"""The light values that the checks read: one document's facts, from parsed records or from tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from extract.model import Box, Document
from normalize.digits import to_arabic
from pipelines.assemble import clean_text, page_text, table_reasons
from pipelines.records import (
    NOT_TAKEN,
    OF_FORMS,
    OF_SOMETHING_ELSE,
    UNRECOGNISED,
    WITHOUT_ITEM,
    ParsedDocument,
    RowTotal,
    Source,
)

_NAMES_ITEM = re.compile(
    r"^\s*(?:[\d๐-๙][\d๐-๙.]{0,8}[.)]?|[-–•*])\s*(?:โครงการ|กิจกรรม|มาตรการ)\s*[ก-๙]", re.MULTILINE
)
"""A line that begins as an item of a list does."""
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d\d)?")
KINDS = ("project", "activity", "measure")
KIND_QUANTITY = {"projects": "project", "activities": "activity", "measures": "measure"}
COUNTS = ("items", *KIND_QUANTITY)
"""Quantities that count the items of a plan."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands; `confidence` (0-1) is None where the source is exact."""

    page: int | None = None
    bbox: Box | None = None
    confidence: float | None = None

    @property
    def exact(self) -> bool:
        """False where an image was read."""
        return self.confidence is None


@dataclass(frozen=True, slots=True)
class Item:
    """A project, activity or measure; `key` is its position in `AuditCase.items`."""

    key: int
    name: str
    seq: int | None = None
    dimension: int | None = None
    mission_code: str | None = None
    strategy_code: str | None = None
    kind: str | None = None
    in_summary: bool = False
    in_detail: bool = False
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    measure_id: str | None = None
    place: Place = Place()
    seq_doubtful: bool = False
    seq_summary: int | None = None
    unit: str | None = None
    row_total: Amount | None = None
    """What its row of the summary table prints as the sum of its years."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An item's amount for a year as one source states it; a null year stands for all years."""

    item: int
    year: int | None
    origin: str
    value: Decimal | None
    status: str
    doubtful: bool = False
    raw: str | None = None
    place: Place = Place()
    doubt: str | None = None
    """Why it is doubtful, where that is not its digits alone."""


@dataclass(frozen=True, slots=True)
class Total:
    """A total or count that the document states."""

    origin: str
    scope: str
    quantity: str
    value: Decimal | None
    dimension: int | None = None
    mission_code: str | None = None
    year: int | None = None
    doubtful: bool = False
    raw: str = ""
    place: Place = Place()
    doubt: str | None = None

    @property
    def of_something_else(self) -> bool:
        """Whether a preface's figure may be of another plan or year: its sentence says so, or it was read for
        sure and is doubtful all the same, so that what it is a figure of is not certain."""
        told = self.doubt == OF_SOMETHING_ELSE
        return self.origin == "preface" and self.doubtful and (told or self.place.exact)


@dataclass(frozen=True, slots=True)
class Passage:
    """One item of a detail section or report entry."""

    item: int
    section: str
    text: str
    page: int | None = None
    bbox: Box | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """A control measure of the risk table."""

    seq: int | None
    control: str
    measure_id: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class ReportedMeasure:
    """A row of a measure report."""

    category_code: str | None
    topic: str | None
    framework_id: str | None = None
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    period: str | None = None
    result: str | None = None
    outcome: str | None = None
    place: Place = Place()


@dataclass(slots=True)
class AuditCase:
    """All facts of one document that the checks use. `pages` are (page number, normalised text)."""

    document_id: str = ""
    source_file: str = ""
    sha256: str = ""
    source_kind: str | None = None
    doc_type: str = "other"
    title: str | None = None
    lao_name: str | None = None
    lao_type: str | None = None
    lao_id: str | None = None
    district: str | None = None
    province: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    title_years: tuple[int, int] | None = None
    """First and last of the span of years that the title names, where it was read for sure."""
    document_date: dt.date | None = None
    status: str = "ok"
    items: list[Item] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    measures: list[ReportedMeasure] = field(default_factory=list)
    pages: list[tuple[int | None, str]] = field(default_factory=list)
    loose: list[tuple[int | None, Decimal]] = field(default_factory=list)
    """Amounts that were read and given to no item, with their page."""
    left_items: set[int] = field(default_factory=set)
    """Pages with items, or a table, whose amounts were read and given to no item."""
    unread_pages: set[int] = field(default_factory=set)
    """Pages of which not all was read, or with a table that was not understood whole."""
    repeated: list[tuple[int, int]] = field(default_factory=list)
    """Pages that repeat an earlier one, with its number."""

    def __post_init__(self) -> None:
        """Records and finished tables come in different orders: the same facts give the same findings."""
        self.amounts.sort(key=lambda a: (a.item, a.origin, a.year is None, a.year or 0))

    @property
    def exact(self) -> bool:
        """True where nothing was read from an image."""
        return self.source_kind in ("text_pdf", "text")

    def read_in_part(self, pages: Iterable[int | None]) -> bool:
        """True when not all of these pages was read, or it is not known what of the document was not."""
        return self.status != "ok" and (not self.unread_pages or not self.unread_pages.isdisjoint(pages))

    def on_page(self, page: int | None, bbox: Box | None = None) -> Place:
        """The place of a text: its page, and its box where that is known."""
        return Place(page, bbox, None if self.exact else 0.5)

    def place_of(self, passage: Passage) -> Place:
        """The place of a passage."""
        return self.on_page(passage.page, passage.bbox)

    @property
    def years(self) -> list[int]:
        """The fiscal years (B.E.) that the document covers; empty where unknown."""
        if self.first_year is None or self.last_year is None:
            return []
        return list(range(self.first_year, self.last_year + 1))

    def amounts_of(self, item: int, origin: str) -> list[Amount]:
        """The item's amounts of one source, by year."""
        found = [a for a in self.amounts if a.item == item and a.origin == origin]
        return sorted(found, key=lambda a: a.year or 0)

    def totals_where(
        self, *, origin: str | None = None, scope: str | None = None, quantity: str | None = None
    ) -> list[Total]:
        """Stated totals with a value that match all that is given."""
        return [
            t
            for t in self.totals
            if t.value is not None
            and (origin is None or t.origin == origin)
            and (scope is None or t.scope == scope)
            and (quantity is None or t.quantity == quantity)
        ]

    def listed(self, dimension: int | None = None) -> list[Item]:
        """The items of the summary table (of the narrative where there is none), of one dimension or all."""
        base = [i for i in self.items if i.in_summary] or self.items
        return [i for i in base if dimension is None or i.dimension == dimension]


def _row_total(item: int, told: RowTotal | None) -> Amount | None:
    if told is None:
        return None
    return Amount(item, None, "summary", told.amount, "amount", told.doubtful, told.raw, place(told.source))


def case_from_parsed(parsed: ParsedDocument, document: Document) -> AuditCase:
    """The facts of a parsed document."""
    info = parsed.info
    return AuditCase(
        source_file=document.source_file,
        sha256=document.sha256,
        source_kind=document.source_kind,
        doc_type=info.doc_type,
        title=info.title,
        lao_name=info.lao_name,
        lao_type=info.lao_type,
        lao_id=info.lao_id,
        district=info.district,
        province=info.province,
        first_year=info.fiscal_year_start_be,
        last_year=info.fiscal_year_end_be,
        title_years=title_years(info.title_year_start_be, info.title_year_end_be),
        document_date=info.document_date,
        status=_status(document, parsed),
        unread_pages=_unread_pages(document, parsed),
        items=[
            Item(
                key=key,
                name=p.name,
                seq=p.seq,
                dimension=p.dimension,
                mission_code=p.mission_code,
                strategy_code=p.strategy_code,
                kind=p.kind,
                in_summary=p.in_summary,
                in_detail=p.in_detail,
                start_date=p.start_date,
                end_date=p.end_date,
                measure_id=p.match.measure_id,
                place=place(p.source),
                seq_doubtful=p.seq_doubtful,
                seq_summary=p.seq_summary,
                unit=p.responsible_unit,
                row_total=_row_total(key, p.row_total),
            )
            for key, p in enumerate(parsed.projects)
        ],
        amounts=[
            Amount(
                b.project,
                b.fiscal_year_be,
                b.origin,
                b.amount_baht,
                b.amount_status,
                b.doubtful,
                b.amount_raw,
                place(b.source),
                b.doubt,
            )
            for b in parsed.budgets
        ],
        totals=[
            Total(
                t.origin,
                t.scope,
                t.quantity,
                t.value,
                t.dimension,
                t.mission_code,
                t.fiscal_year_be,
                t.doubtful,
                t.value_raw,
                place(t.source),
                t.doubt,
            )
            for t in parsed.stated_totals
        ],
        passages=[Passage(s.project, s.section, s.text, s.page, s.bbox) for s in parsed.sections],
        controls=[
            Control(r.seq, r.control, r.match.measure_id, place(r.source)) for r in parsed.risks if r.control
        ],
        measures=[
            ReportedMeasure(
                m.category_code,
                m.topic,
                m.framework_id,
                m.start_date,
                m.end_date,
                m.period_raw,
                m.result,
                m.outcome,
                place(m.source),
            )
            for m in parsed.measures
        ],
        pages=list(page_texts(document)),
        loose=[found for r in parsed.remarks for found in loose_amounts(r.page, r.text, r.why)],
        left_items={r.page for r in parsed.remarks if r.page and leaves_items(r.text, r.why)},
        repeated=[(p.number, p.repeats) for p in document.pages if p.number and p.repeats],
    )


def title_years(first: int | None, last: int | None) -> tuple[int, int] | None:
    """The span of years in a title; None where either end is missing."""
    return (first, last) if first is not None and last is not None else None


def loose_amounts(page: int | None, text: str, why: str) -> Iterable[tuple[int | None, Decimal]]:
    """The amounts of a remark that tells of amounts without an item."""
    if why.startswith(("amount", "an amount")):
        for found in _AMOUNT.findall(to_arabic(text)):
            yield page, Decimal(found.replace(",", ""))


def leaves_items(text: str, why: str) -> bool:
    """Whether a remark tells of amounts that may be those of items which were not read: text that names
    items line by line, or a table that was not understood."""
    if why in (UNRECOGNISED, OF_FORMS):
        return True
    return why in (NOT_TAKEN, WITHOUT_ITEM) and _NAMES_ITEM.search(text) is not None


def _status(document: Document, parsed: ParsedDocument) -> str:
    """`partial` where a page or a table is, as in the table `documents`."""
    whole = all(page.status == "ok" for page in document.pages) and not table_reasons(document, parsed)
    return "ok" if whole else "partial"


def _unread_pages(document: Document, parsed: ParsedDocument) -> set[int]:
    partial = (document.tables[n] for n in table_reasons(document, parsed))
    pages = {page for table in partial for page in (table.page, *(cell.page for cell in table.cells))}
    pages |= {page.number for page in document.pages if page.status != "ok"}
    return {page for page in pages if page is not None}


def place(source: Source) -> Place:
    """The place of a parsed value."""
    confidence = source.confidence
    if confidence is None and not source.exact:
        confidence = 0.0
    return Place(source.page, source.bbox, confidence)


def page_texts(document: Document) -> Iterable[tuple[int | None, str]]:
    """Each page's text as the table `pages` has it."""
    for page in document.pages:
        yield page.number, clean_text(page_text(page)) or ""
