"""Documents to records: one module per document type, chosen by content."""

from __future__ import annotations

from collections.abc import Callable

from extract.model import Document
from pipelines.parse.headings import dimension_word
from pipelines.parse.info import read_info
from pipelines.parse.page_repeats import without_repeated_pages
from pipelines.parse.second_title import second_title
from pipelines.parse.tables import table_kinds
from pipelines.parse.title_rows import without_title_rows
from pipelines.parse.unread import unread_amounts, untold_prose
from pipelines.parse.upright import turn_back, upright
from pipelines.records import DocType, DocumentInfo, ParsedDocument, Remark

Parser = Callable[[Document, DocumentInfo], ParsedDocument]


def parse(document: Document, doc_type: DocType | None = None) -> ParsedDocument:
    """The records of a document. `doc_type` overrides the type told by content.

    A document of another type gives its facts and the kinds of its tables, remarks, and no records but those
    of its tables of corruption risks."""
    straight = without_title_rows(upright(without_repeated_pages(document)))
    reading = read_info(straight, doc_type)
    parsed = _parser(reading.info.doc_type)(straight, reading.info)
    parsed.remarks += untold_prose(straight, parsed)
    parsed.speaks_of_plan = any(reading.classification.scores.values()) or _lists_dimensions(straight)
    turn_back(parsed, document)
    parsed.remarks = reading.remarks + parsed.remarks
    if (other := second_title(straight, reading.info)) is not None:
        page, title, why = other
        parsed.second_document = page
        parsed.remarks.append(Remark(page, title, why))
    return parsed


def _lists_dimensions(document: Document) -> bool:
    """Whether lines name several dimensions of a plan."""
    return len({dimension_word(line.text) for _, line in document.lines()} - {None}) > 1


def _parse_other(document: Document, info: DocumentInfo) -> ParsedDocument:
    """Facts, table kinds and the rows of risk tables; amounts become remarks."""
    kinds = table_kinds(document.tables)
    parsed = ParsedDocument(info, table_kinds=[kind for kind, _ in kinds])
    if "risk" in parsed.table_kinds:
        from pipelines.parse.risk import read_risks
        from pipelines.parse.texts import TextCleaner

        tables = zip(range(len(kinds)), document.tables, kinds, strict=True)
        of_risks = [(index, table, layout) for index, table, (kind, layout) in tables if kind == "risk"]
        parsed.risks, parsed.remarks = read_risks(of_risks, TextCleaner(document))
    parsed.remarks += unread_amounts(document.tables)
    return parsed


def _parser(doc_type: DocType) -> Parser:
    """The parser of a type, loaded when a document of it comes: many runs have documents of one type."""
    if doc_type == "action_plan":
        from pipelines.parse.action_plan import parse_action_plan

        return parse_action_plan
    if doc_type == "progress_report":
        from pipelines.parse.progress_report import parse_progress_report

        return parse_progress_report
    if doc_type == "measure_report":
        from pipelines.parse.measure_report import parse_measure_report

        return parse_measure_report
    return _parse_other


__all__ = ["parse"]
