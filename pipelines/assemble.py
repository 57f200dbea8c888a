"""From a parsed document to rows of every table: ids are given here, and nowhere else.

Ids are the document id plus a letter and a running number in document order, so that the same bytes give
the same ids everywhere. Empty text becomes null; nothing is dropped without a row in `remarks`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from extract.formats.flow import printed_lines
from extract.model import Box, Document, Line, Page, Table
from extract.unsure import unsure_numbers
from normalize.chars import canonical
from normalize.digits import to_arabic
from normalize.named_amounts import names_amount
from pipelines.records import (
    TWO_AMOUNTS,
    Budget,
    Finding,
    Match,
    MeasureRow,
    ParsedDocument,
    Project,
    Remark,
    Risk,
    Section,
    Source,
    StatedTotal,
)
from pipelines.schema import BY_NAME, TABLES

MAX_CANDIDATES = 5
"""Readings of an amount that are kept for its reviewer."""

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Rows by table name; every row has every column of its table."""


def empty_rows() -> Rows:
    """One empty list per declared table."""
    return {table.name: [] for table in TABLES}


def clean_text(text: str) -> str | None:
    """Canonical spelling and Arabic digits; None for nothing."""
    return to_arabic(canonical(text)) or None


def failed_document(document_id: str, source_file: str, sha256: str | None, code: str, message: str) -> Rows:
    """The rows of a file of which nothing could be read: its `documents` row alone."""
    rows = empty_rows()
    rows["documents"].append(
        _row(
            "documents",
            document_id=document_id,
            source_file=source_file,
            sha256=sha256,
            status="failed",
            error_code=code,
            error_message=message,
        )
    )
    return rows


def assemble(
    document_id: str, document: Document, parsed: ParsedDocument, findings: Sequence[Finding]
) -> Rows:
    """The rows of all tables of one document, each table sorted as declared."""
    budgets, repeated = _merged_budgets(parsed.budgets)
    remarks = [*parsed.remarks, *repeated]
    rows = empty_rows()
    rows["documents"] = [_document_row(document_id, document, parsed)]
    rows["pages"] = [_page_row(document_id, document, page) for page in document.pages]
    reasons = table_reasons(document, parsed)
    for index, table in enumerate(document.tables):
        table_id = f"{document_id}-t{index + 1:04d}"
        kind = parsed.table_kinds[index] if index < len(parsed.table_kinds) else "other"
        rows["tables"].append(_table_row(document_id, table_id, table, kind, reasons.get(index)))
        rows["cells"].extend(_cell_rows(document_id, table_id, table))
    rows["projects"] = [_project_row(document_id, n, project) for n, project in enumerate(parsed.projects)]
    rows["project_budgets"] = [_budget_row(document_id, budget) for budget in budgets]
    rows["project_sections"] = _section_rows(document_id, parsed.sections)
    rows["stated_totals"] = [
        _total_row(document_id, n, total) for n, total in enumerate(parsed.stated_totals)
    ]
    rows["risks"] = [_risk_row(document_id, n, risk) for n, risk in enumerate(parsed.risks)]
    rows["measures"] = [_measure_row(document_id, n, measure) for n, measure in enumerate(parsed.measures)]
    rows["findings"] = finding_rows(document_id, [*parsed.findings, *findings])
    rows["remarks"] = [_remark_row(document_id, n, remark) for n, remark in enumerate(remarks)]
    return sort_rows(rows)


def finding_rows(document_id: str, findings: Iterable[Finding], first: int = 0) -> list[Row]:
    """Rows of `findings`, numbered from `first` on (cross-document ones follow those of the document)."""
    return [_finding_row(document_id, n, finding) for n, finding in enumerate(findings, start=first)]


def project_id(document_id: str, index: int) -> str:
    """The id of the project at position `index` of the parsed projects."""
    return f"{document_id}-p{index + 1:04d}"


def sort_rows(rows: Rows) -> Rows:
    """Every table sorted as declared, nulls first."""
    for table in TABLES:
        rows[table.name].sort(key=lambda row: tuple(_sort_key(row[name]) for name in table.sort))
    return rows


def page_text(page: Page) -> str:
    """The page's raw text in reading order; tables cell by cell, row by row."""
    parts: list[str] = []
    for block in page.blocks:
        if isinstance(block, Line):
            parts.append(block.text)
        else:
            parts.extend(cell.text for cell in block.cells)
    return "\n".join(part for part in parts if part)


MOST_PAGES = 8
"""So many pages with the same fault are named in the row of their document."""
SECOND_DOCUMENT = (
    "ดูเหมือนมีเอกสารอีกฉบับ (คนละปีหรือคนละประเภท) เริ่มที่หน้านี้ในไฟล์เดียวกัน จึงถือว่าตัวเลขทุกค่ายังไม่แน่นอน "
    "โปรดแยกไฟล์แล้วแปลงใหม่ / another document, of another year or type, seems to begin here, so that no "
    "figure of the file is certain. Split the file and convert it again."
)
REPEATED_PAGE = (
    "หน้านี้ซ้ำกับหน้า {0} จึงไม่นับรายการและตัวเลขของหน้านี้อีก โปรดเทียบทั้งสองหน้า / "
    "This page repeats page {0}: its items and figures are not counted again. Compare both pages."
)
NO_ITEMS = (
    "ไม่พบโครงการ มาตรการ หรือยอดรวมใดในเอกสาร จำนวนเงินที่จัดลงตารางไม่ได้อยู่ใน remarks / no project, "
    "measure or total was found in the document; amounts that could not be placed are in remarks"
)
"""Why a plan or report without any item is partial."""
ONLY_TOTALS = (
    "พบเฉพาะยอดรวม ไม่พบรายการโครงการหรือมาตรการ จำนวนเงินที่จัดลงตารางไม่ได้อยู่ใน remarks / only totals were found, "
    "no project or measure; amounts that could not be placed are in remarks"
)
"""The same where it states totals."""
UNKNOWN_KIND = (
    "เอกสารกล่าวถึงแผนหรือรายการของแผนและมีจำนวนเงิน แต่บอกชนิดเอกสารไม่ได้ จึงไม่ได้จัดลงตาราง จำนวนเงินอยู่ใน remarks / "
    "the document speaks of a plan or of its items and names amounts, but its kind could not be told: "
    "nothing was parsed; the amounts are in remarks"
)
"""Why a document of another type that speaks of a plan is partial."""


def _sort_key(value: Any) -> tuple[bool, Any]:
    return (False, 0) if value is None else (True, value)


def _row(table: str, record: object = None, **values: Any) -> Row:
    """A row of every declared column: a given value, else the record's attribute of that name."""
    declared = BY_NAME[table].column_names
    unknown = values.keys() - set(declared)
    if unknown:
        raise KeyError(f"{table} has no columns {sorted(unknown)}")
    if record is not None:
        values = {name: values[name] if name in values else getattr(record, name) for name in declared}
    return {name: _null_if_empty(values.get(name)) for name in declared}


def _null_if_empty(value: Any) -> Any:
    return None if isinstance(value, str) and not value else value


def _bbox(box: Box | None) -> str | None:
    return None if box is None else ",".join(f"{value + 0.0:.1f}" for value in box)


def _confidence(value: float | None) -> float | None:
    return None if value is None else round(min(max(float(value), 0.0), 1.0), 4)


def where(source: Source) -> dict[str, Any]:
    """The columns that say where a value stands: page, bbox, confidence."""
    return {"page": source.page, "bbox": _bbox(source.bbox), "confidence": _confidence(source.confidence)}


def _match(match: Match) -> dict[str, Any]:
    score = None if match.score is None else round(float(match.score), 2)
    return {"measure_id": match.measure_id, "match_score": score, "match_status": match.status}


def _line_confidences(pages: Iterable[Page]) -> list[float]:
    return [line.confidence for page in pages for line in _all_lines(page) if line.confidence is not None]


def _all_lines(page: Page) -> Iterator[Line]:
    for block in page.blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for cell in block.cells for line in cell.lines)


def _mean_confidence(pages: Iterable[Page]) -> float | None:
    values = _line_confidences(pages)
    return _confidence(sum(values) / len(values)) if values else None


def table_reasons(document: Document, parsed: ParsedDocument) -> dict[int, str]:
    """Why tables are partial, by their place: cells were lost in reading, or figures could not be placed."""
    read = {n: table.reason or "" for n, table in enumerate(document.tables) if table.status != "ok"}
    return dict(sorted({**parsed.table_reasons, **read}.items()))


def _status(document: Document, parsed: ParsedDocument) -> tuple[str, str | None, str | None]:
    """Status, error code and message of the document: `partial` when a page or a table is."""
    bad = [page for page in document.pages if page.status != "ok"]
    if document.pages and all(page.status == "failed" for page in document.pages):
        return "failed", document.pages[0].error_code, document.pages[0].error_message
    if bad:
        told = [page.error_message or "" for page in bad]
        common = min((message for message in told if message and message in told[0]), key=len, default="")
        alike = [page.number for page, message in zip(bad, told, strict=True) if common in message]
        return "partial", bad[0].error_code, f"{_on_pages(alike)}{common}"
    if parsed.second_document is not None:
        return "partial", "second_document", f"{_on_pages([parsed.second_document])}{SECOND_DOCUMENT}"
    if reasons := table_reasons(document, parsed):
        return "partial", "table_partial", next(iter(reasons.values()))
    if _without_items(parsed):
        return "partial", "no_items", ONLY_TOTALS if parsed.stated_totals else NO_ITEMS
    if parsed.info.doc_type == "other" and parsed.speaks_of_plan and _hold_amounts(parsed.remarks):
        return "partial", "unknown_kind", UNKNOWN_KIND
    return "ok", None, None


def _on_pages(numbers: Sequence[int | None]) -> str:
    """`หน้า / pages 4, 9: `; of many the first ones. Empty for text without pages."""
    known = [str(number) for number in numbers if number is not None]
    if not known:
        return ""
    shown = ", ".join(known[:MOST_PAGES]) + (", …" if len(known) > MOST_PAGES else "")
    return f"หน้า / {'page' if len(known) == 1 else 'pages'} {shown}: "


def _without_items(parsed: ParsedDocument) -> bool:
    """A plan or report in which no item was found: an empty result is no result. Totals are one, beside
    figures for which the contract has no name."""
    if parsed.info.doc_type == "other":
        return False
    if parsed.projects or parsed.measures or parsed.risks:
        return False
    named = [remark for remark in parsed.remarks if not remark.why.startswith("no quantity for the column")]
    return not parsed.stated_totals or _hold_amounts(named)


def _hold_amounts(remarks: Sequence[Remark]) -> bool:
    """Whether the document names amounts that stand in no table."""
    return any(names_amount(remark.text) for remark in remarks)


def _document_row(document_id: str, document: Document, parsed: ParsedDocument) -> Row:
    info = parsed.info
    status, code, message = _status(document, parsed)
    engines = sorted({page.engine for page in document.pages if page.engine})
    return _row(
        "documents",
        info,
        document_id=document_id,
        source_file=document.source_file,
        sha256=document.sha256,
        source_files=_json([asdict(part) for part in document.parts]),
        n_pages=len(document.pages) if all(page.number is not None for page in document.pages) else None,
        source_kind=document.source_kind,
        status=status,
        error_code=code,
        error_message=message,
        ocr_engine=", ".join(engines),
        mean_confidence=_mean_confidence(document.pages),
    )


def _page_row(document_id: str, document: Document, page: Page) -> Row:
    raw = page_text(page)
    source_file, source_page = document.place(page.number)
    code, message = page.error_code, page.error_message
    if code is None and page.repeats is not None:
        code, message = "repeated_page", REPEATED_PAGE.format(page.repeats)
    return _row(
        "pages",
        document_id=document_id,
        page=page.number,
        page_kind=page.kind if page.status != "failed" or page.blocks else None,
        width_pt=None if page.width_pt is None else round(page.width_pt, 1),
        height_pt=None if page.height_pt is None else round(page.height_pt, 1),
        rotation_deg=page.rotation_deg,
        skew_deg=round(page.skew_deg, 3) + 0.0,
        n_tables=len(page.tables),
        mean_confidence=_mean_confidence([page]),
        status=page.status,
        error_code=code,
        error_message=message,
        text=clean_text(raw),
        text_raw=raw,
        source_file=source_file,
        source_page=source_page,
        lines_left_out=page.lines_left_out,
        doubtful_numbers=" ".join(unsure_numbers(printed_lines(page))) or None,
        repeats_page=page.repeats,
    )


def _table_row(document_id: str, table_id: str, table: Table, kind: str, reason: str | None) -> Row:
    known = [page for page in (table.page, *(cell.page for cell in table.cells)) if page is not None]
    return _row(
        "tables",
        document_id=document_id,
        table_id=table_id,
        page_first=min(known, default=None),
        page_last=max(known, default=None),
        n_rows=table.n_rows,
        n_cols=table.n_cols,
        kind=kind,
        status="ok" if reason is None else "partial",
        reason=reason,
    )


def _cell_rows(document_id: str, table_id: str, table: Table) -> list[Row]:
    return [
        _row(
            "cells",
            document_id=document_id,
            table_id=table_id,
            page=cell.page if cell.page is not None else table.page,
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            is_header=cell.is_header,
            text=clean_text(cell.text),
            text_raw=cell.text,
            bbox=_bbox(cell.bbox),
            confidence=_confidence(cell.confidence),
        )
        for cell in table.cells
    ]


def _project_row(document_id: str, index: int, project: Project) -> Row:
    return _row(
        "projects",
        project,
        project_id=project_id(document_id, index),
        document_id=document_id,
        position=index + 1,
        quarters=",".join(str(quarter) for quarter in sorted(set(project.quarters))),
        measure_name=project.match.measure_name,
        match_candidates=_json([asdict(candidate) for candidate in project.match.candidates]),
        **_match(project.match),
        **where(project.source),
    )


def _merged_budgets(budgets: Sequence[Budget]) -> tuple[list[Budget], list[Remark]]:
    """One budget per project, year and source; an unequal repetition makes it doubtful and is remarked."""
    kept: dict[tuple[int, int | None, str], Budget] = {}
    remarks = []
    for budget in budgets:
        key = (budget.project, budget.fiscal_year_be, budget.origin)
        first = kept.setdefault(key, budget)
        if first is budget:
            continue
        if (first.amount_baht, first.amount_status) != (budget.amount_baht, budget.amount_status):
            kept[key] = replace(first, doubtful=True, doubt=first.doubt or TWO_AMOUNTS)
            year = budget.fiscal_year_be
            why = f"a second {budget.origin} amount of project {budget.project + 1}, year {year}"
            remarks.append(Remark(budget.source.page, budget.amount_raw or str(budget.amount_baht), why))
    return list(kept.values()), remarks


def _budget_row(document_id: str, budget: Budget) -> Row:
    return _row(
        "project_budgets",
        budget,
        project_id=project_id(document_id, budget.project),
        document_id=document_id,
        source=budget.origin,
        candidates=_json(_candidates(budget)),
        **where(budget.source),
    )


def _candidates(budget: Budget) -> list[dict[str, object]]:
    """The readings of the amount and their runner-ups, best first; each text once. None in another unit than
    baht, in which a decision is taken."""
    if budget.source.scale != 1:
        return []
    weighed: dict[str, float] = {}
    for reading in budget.source.readings:
        for text, confidence in [
            (reading.text, reading.confidence),
            *((other.text, other.confidence) for other in reading.alternatives),
        ]:
            weighed[text] = max(confidence, weighed.get(text, 0.0))
    best = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[:MAX_CANDIDATES]
    return [{"text": text, "confidence": round(confidence, 4)} for text, confidence in best]


def _json(values: list[dict[str, object]]) -> str | None:
    return json.dumps(values, ensure_ascii=False) if values else None


def _section_rows(document_id: str, sections: Iterable[Section]) -> list[Row]:
    counts: Counter[tuple[int, str]] = Counter()
    rows = []
    for section in sections:
        if not section.text:
            continue
        counts[(section.project, section.section)] += 1
        rows.append(
            _row(
                "project_sections",
                section,
                project_id=project_id(document_id, section.project),
                document_id=document_id,
                item=counts[(section.project, section.section)],
                bbox=_bbox(section.bbox),
            )
        )
    return rows


def _total_row(document_id: str, index: int, total: StatedTotal) -> Row:
    return _row(
        "stated_totals",
        total,
        total_id=f"{document_id}-s{index + 1:04d}",
        document_id=document_id,
        source=total.origin,
        **where(total.source),
    )


def _risk_row(document_id: str, index: int, risk: Risk) -> Row:
    return _row(
        "risks",
        risk,
        risk_id=f"{document_id}-r{index + 1:04d}",
        document_id=document_id,
        page=risk.source.page,
        bbox=_bbox(risk.source.bbox),
        **_match(risk.match),
    )


def _measure_row(document_id: str, index: int, measure: MeasureRow) -> Row:
    return _row(
        "measures",
        measure,
        measure_row_id=f"{document_id}-m{index + 1:04d}",
        document_id=document_id,
        **where(measure.source),
    )


def _finding_row(document_id: str, index: int, finding: Finding) -> Row:
    return _row(
        "findings",
        finding,
        finding_id=f"{document_id}-f{index + 1:04d}",
        document_id=document_id,
        project_id=None if finding.project is None else project_id(document_id, finding.project),
        bbox=_bbox(finding.bbox),
    )


def _remark_row(document_id: str, index: int, remark: Remark) -> Row:
    return _row(
        "remarks",
        remark_id=f"{document_id}-n{index + 1:04d}",
        document_id=document_id,
        page=remark.page,
        text=remark.text,
        reason=remark.why,
    )
