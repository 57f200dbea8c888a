"""Fictional documents for the tests of reconciliation, audit and report."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from extract.model import Alternative, Document, Page, Reading
from pipelines.assemble import assemble
from pipelines.audit import audit
from pipelines.audit.case import Amount, AuditCase, Item, Place, ReportedMeasure, Total
from pipelines.audit.registry import audit_case
from pipelines.reconcile import reconcile
from pipelines.records import (
    Budget,
    DocumentInfo,
    Finding,
    ParsedDocument,
    Project,
    Source,
    StatedTotal,
)
from pipelines.schema import TABLES
from pipelines.write import TableWriter

LOCALITY = "องค์การบริหารส่วนตำบลบึงกระจับทอง"
YEARS = (2566, 2567)
NAMES = (
    "โครงการอบรมคุณธรรมพนักงานส่วนตำบล",
    "มาตรการเปิดเผยข้อมูลการจัดซื้อจัดจ้าง",
    "โครงการประชุมประชาคมหมู่บ้านประจำปี",
    "กิจกรรมตรวจสอบพัสดุร่วมกับประชาชน",
)
DIMENSIONS = (1, 1, 2, 2)
AMOUNTS = (10000, 0, 38500, 21000)
KINDS = ("project", "measure", "project", "activity")


def plan_case(confidence: float | None = None) -> AuditCase:
    """A clean plan of two dimensions, four items, two years; `confidence` for a scan."""
    place = Place(8, (10.0, 20.0, 60.0, 30.0), confidence)
    case = AuditCase(
        document_id="d0123456789ab",
        source_file="plan.pdf",
        sha256="0" * 64,
        source_kind="text_pdf" if confidence is None else "scanned_pdf",
        doc_type="action_plan",
        lao_name=LOCALITY,
        lao_id="TH-30-อบต-บึงกระจับทอง",
        province="นครราชสีมา",
        first_year=YEARS[0],
        last_year=YEARS[-1],
    )
    for n, name in enumerate(NAMES):
        case.items.append(
            Item(
                n,
                name,
                seq=n + 1,
                dimension=DIMENSIONS[n],
                kind=KINDS[n],
                in_summary=True,
                in_detail=True,
                place=place,
            )
        )
        value = Decimal(AMOUNTS[n])
        status = "amount" if value else "no_budget"
        for year in YEARS:
            for origin in ("summary", "reconciled"):
                case.amounts.append(Amount(n, year, origin, value, status, place=place))
        case.amounts.append(Amount(n, None, "detail", value, status, place=place))
    for dimension in (1, 2):
        members = [n for n in range(4) if DIMENSIONS[n] == dimension]
        total = Decimal(sum(AMOUNTS[n] for n in members))
        for year in YEARS:
            case.totals.append(
                Total("summary", "dimension", "budget_baht", total, dimension, year=year, place=place)
            )
        for origin in ("summary", "preface"):
            case.totals.append(Total(origin, "dimension", "items", Decimal(2), dimension, place=place))
    for year in YEARS:
        whole = Decimal(sum(AMOUNTS))
        case.totals.append(Total("summary", "plan", "budget_baht", whole, year=year, place=place))
    case.totals.append(Total("summary", "plan", "items", Decimal(4), place=place))
    return case


def report_case() -> AuditCase:
    """A clean progress report: two dimensions, planned, done, baht and percentages."""
    case = AuditCase(
        document_id="dreport000000",
        source_file="report.pdf",
        source_kind="text_pdf",
        doc_type="progress_report",
        lao_name=LOCALITY,
        lao_id="TH-30-อบต-บึงกระจับทอง",
        province="นครราชสีมา",
        first_year=2566,
        last_year=2566,
    )
    figures = {
        1: {"planned_items": 2, "done_items": 1, "planned_baht": 10000, "spent_baht": 5000},
        2: {"planned_items": 2, "done_items": 2, "planned_baht": 59500, "spent_baht": 0},
        None: {"planned_items": 4, "done_items": 3, "planned_baht": 69500, "spent_baht": 5000},
    }
    percents = {1: ("50.00", "50.00"), 2: ("100.00", "0.00"), None: ("75.00", "7.19")}
    for dimension, values in figures.items():
        scope = "dimension" if dimension else "plan"
        for quantity, value in values.items():
            case.totals.append(Total("report", scope, quantity, Decimal(value), dimension, year=2566))
        for quantity, text in zip(("items_percent", "budget_percent"), percents[dimension], strict=True):
            case.totals.append(
                Total("report", scope, quantity, Decimal(text), dimension, year=2566, raw=text)
            )
    for n, name in enumerate(NAMES):
        case.items.append(Item(n, name, seq=n + 1, dimension=DIMENSIONS[n], kind=KINDS[n], in_detail=True))
    return case


def change_total(case: AuditCase, value: int | str, **where: object) -> None:
    """Give another value to the first stated total that matches `where`."""
    for n, total in enumerate(case.totals):
        if all(getattr(total, key) == wanted for key, wanted in where.items()):
            case.totals[n] = replace(total, value=Decimal(value), raw=str(value))
            return
    raise LookupError(where)


def change_amount(case: AuditCase, value: int | None, **where: object) -> None:
    """Give another value to every amount that matches `where`."""
    found = False
    for n, amount in enumerate(case.amounts):
        if all(getattr(amount, key) == wanted for key, wanted in where.items()):
            case.amounts[n] = replace(amount, value=None if value is None else Decimal(value))
            found = True
    if not found:
        raise LookupError(where)


def change_item(case: AuditCase, key: int, **values: object) -> None:
    """Change fields of an item."""
    case.items[key] = replace(case.items[key], **values)  # type: ignore[arg-type]


def doubt(case: AuditCase, confidence: float) -> None:
    """Mark every amount and total doubtful, with this confidence."""
    case.amounts = [
        replace(a, doubtful=True, place=replace(a.place, confidence=confidence)) for a in case.amounts
    ]
    case.totals = [
        replace(t, doubtful=True, place=replace(t.place, confidence=confidence)) for t in case.totals
    ]


def scanned(text: str, confidence: float, *others: tuple[str, float], trusted: bool = True) -> Source:
    """The source of a value read from a scan."""
    runners = tuple(Alternative(other, likelihood) for other, likelihood in others)
    reading = Reading(text, confidence, (), runners, trusted)
    return Source(8, (10.0, 20.0, 60.0, 30.0), confidence, False, (reading,))


def parsed_plan(confidence: float | None = 0.99) -> ParsedDocument:
    """The same plan as parsed records; read from a scan with this confidence, or exact where it is None."""
    info = DocumentInfo("action_plan", lao_name=LOCALITY, fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    parsed = ParsedDocument(info)
    case = plan_case()
    for item in case.items:
        parsed.projects.append(
            Project(
                item.name,
                item.name,
                seq=item.seq,
                dimension=item.dimension,
                kind=KINDS[item.key],  # type: ignore[arg-type]
                in_summary=True,
                in_detail=True,
            )
        )
    for amount in case.amounts:
        if amount.origin == "reconciled" or amount.value is None:
            continue
        text = f"{amount.value:,}" if amount.value else "-"
        source = Source(8) if confidence is None else scanned(text, confidence)
        parsed.budgets.append(
            Budget(
                amount.item,
                amount.year,
                amount.origin,  # type: ignore[arg-type]
                amount.value,
                amount.status,  # type: ignore[arg-type]
                text,
                source=source,
            )
        )
    for total in case.totals:
        text = f"{total.value:,}"
        source = Source(8) if confidence is None else scanned(text, confidence)
        parsed.stated_totals.append(
            StatedTotal(
                total.origin,  # type: ignore[arg-type]
                total.scope,  # type: ignore[arg-type]
                total.quantity,
                total.value,
                text,
                total.dimension,
                fiscal_year_be=total.year,
                source=source,
            )
        )
    return parsed


def document(exact: bool = False) -> Document:
    """A document value around the records."""
    kind = "text_pdf" if exact else "scanned_pdf"
    pages = tuple(Page(number, "text" if exact else "scan") for number in range(1, 9))
    return Document("plan.pdf", "0" * 64, kind, pages)  # type: ignore[arg-type]


def write_run(folder: Path, exact: bool = True, *, rows_lost: bool = False) -> None:
    """A finished run with one document whose dimension total is wrong; with `rows_lost` for want of rows."""
    parsed = parsed_plan(None if exact else 0.9995)
    if rows_lost:
        parsed.projects[3].in_summary = False
        parsed.budgets = [b for b in parsed.budgets if b.project != 3 or b.origin != "summary"]
    for total in parsed.stated_totals:
        if not rows_lost and (total.scope, total.dimension, total.fiscal_year_be) == ("dimension", 2, 2567):
            total.value = (total.value or 0) + 5000
    paper = document(exact)
    reconcile(parsed, paper)
    rows = assemble("d0123456789ab", paper, parsed, audit(parsed, paper))
    for table in TABLES:
        with TableWriter(table, folder, ("csv", "parquet")) as writer:
            writer.write(rows[table.name])


def measure_report() -> AuditCase:
    """A complete report on the seven topics of 2568."""
    case = AuditCase(source_kind="text_pdf", doc_type="measure_report", first_year=2568, last_year=2568)
    case.document_date = dt.date(2025, 10, 15)
    for n in range(1, 8):
        case.measures.append(
            ReportedMeasure(
                f"T{n}",
                f"ประเด็นที่ {n}",
                "ita_2568",
                dt.date(2025, 2, 1),
                dt.date(2025, 9, 30),
                "ก.พ. - ก.ย. 2568",
                "ดำเนินการเรียบร้อยแล้ว",
                "ประชาชนพึงพอใจ",
            )
        )
    return case


def found(case: AuditCase, check: str) -> list[Finding]:
    """The findings of one check."""
    return [f for f in audit_case(case) if f.check == check]
