"""The truth of a sample document as the tables of the output contract."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from samples.degrade import PageTruth
from samples.measure_report import FRAMEWORK, YEAR, MeasureReport
from samples.measure_report import Row as MeasureRow
from samples.plan import Plan, Planted
from samples.report import Report
from samples.typeset import Typeset

ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
Row = dict[str, Any]


def _clean(text: str) -> str:
    return re.sub(r"[ \t\u00a0]+", " ", text.translate(ARABIC)).strip()


def cells(key: str, pages: Sequence[dict[str, Any]]) -> list[Row]:
    """Every table cell with its grid position; rows go on over the pages of a table."""
    out: list[Row] = []
    next_row: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for block in page["blocks"]:
            if "table" not in block:
                continue
            name = block["table"]
            base = next_row.get(name, 0)
            rows = [r for r in block["rows"] if not (block["again"] and all(c["header"] for c in r))]
            taken: set[tuple[int, int]] = set()
            for i, row in enumerate(rows):
                col = 0
                for cell in row:
                    while (i, col) in taken:
                        col += 1
                    taken |= {
                        (i + a, col + b) for a in range(cell["rowSpan"]) for b in range(cell["colSpan"])
                    }
                    out.append(
                        {
                            "document_id": key,
                            "table_id": f"{key}:{name}",
                            "page": number,
                            "row": base + i,
                            "col": col,
                            "row_span": cell["rowSpan"],
                            "col_span": cell["colSpan"],
                            "is_header": cell["header"],
                            "text": _clean(cell["text"]),
                            "text_raw": cell["text"],
                            "bbox": ",".join(f"{v:.1f}" for v in cell["box"]),
                            "confidence": "",
                            "table_kind": name,
                        }
                    )
            next_row[name] = base + len(rows)
    return out


def page_text(page: dict[str, Any]) -> str:
    """The printed text of a page in reading order, tables cell by cell."""
    parts: list[str] = []
    for block in page["blocks"]:
        if "table" in block:
            parts += [c["text"] for row in block["rows"] for c in row if c["text"]]
        else:
            parts.append(block["text"])
    return "\n".join(parts)


def write(
    folder: Path, plan: Plan, source: Path, typeset: Typeset, truths: Sequence[PageTruth] | None, grade: str
) -> None:
    """Write the gold tables of one plan into `folder`."""
    key, pages = plan.key, typeset.pages
    ids = {i: f"{key}:p{i + 1:03d}" for i in range(len(plan.items))}
    tables = {
        **_of_pages(plan, source, pages, truths, grade, "action_plan", (plan.years[0], plan.years[-1])),
        "projects": projects(plan, ids, pages),
        "project_budgets": budgets(plan, ids, pages),
        "stated_totals": stated(plan, pages),
        "risks": risks(plan),
        "findings": findings(key, plan, plan.planted, ids),
        "measures": [],
    }
    _save_all(folder, tables)


def write_report(
    folder: Path,
    report: Report,
    source: Path,
    typeset: Typeset,
    truths: Sequence[PageTruth] | None,
    grade: str,
) -> None:
    """The same for a progress report."""
    plan, key = report.plan, source.stem
    ids = {i: f"{key}:p{n:03d}" for n, i in enumerate(report.done, 1)}
    years = (report.year, report.year)
    _save_all(
        folder,
        {
            **_of_pages(plan, source, typeset.pages, truths, grade, "progress_report", years),
            "projects": [_reported(report, ids[i], key, n, i) for n, i in enumerate(report.done, 1)],
            "stated_totals": _reported_figures(report, key),
            "findings": findings(key, plan, report.planted, ids),
        },
    )


def write_measures(
    folder: Path,
    report: MeasureReport,
    source: Path,
    typeset: Typeset,
    truths: Sequence[PageTruth] | None,
    grade: str,
) -> None:
    """The same for a measure report."""
    key, years = source.stem, (YEAR, YEAR)
    _save_all(
        folder,
        {
            **_of_pages(report.plan, source, typeset.pages, truths, grade, "measure_report", years),
            "measures": [_measure(row, key, n) for n, row in enumerate(report.rows, 1)],
            "findings": findings(key, report.plan, report.planted, {}),
        },
    )


def _of_pages(
    plan: Plan,
    source: Path,
    pages: Sequence[dict[str, Any]],
    truths: Sequence[PageTruth] | None,
    grade: str,
    doc_type: str,
    years: tuple[int, int],
) -> dict[str, list[Row]]:
    """The tables that every document has: its facts, pages and cells."""
    key = source.stem
    return {
        "documents": [document(plan, source, len(pages), grade, doc_type, years)],
        "pages": [page_row(key, n, p, truths[n - 1] if truths else None) for n, p in enumerate(pages, 1)],
        "cells": cells(key, pages),
    }


def _save_all(folder: Path, tables: dict[str, list[Row]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        save(folder / f"{name}.csv", rows)


def save(path: Path, rows: Iterable[Row]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        if rows:
            writer = csv.DictWriter(handle, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def document(
    plan: Plan, source: Path, n_pages: int, grade: str, doc_type: str, years: tuple[int, int]
) -> Row:
    return {
        "document_id": source.stem,
        "source_file": source.name,
        "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "n_pages": n_pages,
        "source_kind": "text_pdf" if grade == "text" else "scanned_pdf",
        "doc_type": doc_type,
        "lao_name": plan.lao_name,
        "lao_type": {"องค์การบริหารส่วนตำบล": "อบต."}.get(plan.lao_type, plan.lao_type),
        "district": plan.district,
        "province": plan.province,
        "province_code": plan.province_code,
        "fiscal_year_start_be": years[0],
        "fiscal_year_end_be": years[1],
        "status": "ok",
    }


def page_row(key: str, number: int, page: dict[str, Any], truth: PageTruth | None) -> Row:
    text = page_text(page)
    return {
        "document_id": key,
        "page": number,
        "page_kind": "scan" if truth else "text",
        "rotation_deg": truth.rotation_deg if truth else 0,
        "skew_deg": truth.skew_deg if truth else 0,
        "n_tables": sum("table" in b for b in page["blocks"]),
        "text": _clean(text),
        "text_raw": text,
    }


def _page_of(pages: Sequence[dict[str, Any]], field: str, index: int) -> int | str:
    return next((n for n, p in enumerate(pages, 1) if index in p[field]), "")


def projects(plan: Plan, ids: dict[int, str], pages: Sequence[dict[str, Any]]) -> list[Row]:
    numbered = plan.layout.item_style in ("paren", "column")
    rows = []
    for index, item in enumerate(plan.items):
        seq = item.printed_seq if (item.in_detail and plan.layout.item_style != "dash") or numbered else ""
        rows.append(
            {
                "project_id": ids[index],
                "document_id": plan.key,
                "position": index + 1,
                "seq": seq,
                "dimension": item.dimension,
                "mission_code": item.mission,
                "strategy_code": item.strategy,
                "kind": item.kind,
                "name": item.name,
                "in_summary": item.in_summary,
                "in_detail": item.in_detail,
                "target_group": item.target if item.in_detail else "",
                "target_count": item.target_count if item.in_detail else "",
                "quarters": ",".join(map(str, item.quarters)) if item.in_detail and not item.duration else "",
                "responsible_unit": item.unit,
                "page": _page_of(pages, "items", index),
            }
        )
    return rows


def _budget(plan: Plan, pid: str, year: int | str, source: str, value: int, raw: str, page: int | str) -> Row:
    status = "amount" if value else "no_budget"
    return {
        "project_id": pid,
        "document_id": plan.key,
        "fiscal_year_be": year,
        "source": source,
        "amount_baht": value,
        "amount_status": status,
        "doubtful": False,
        "amount_raw": raw,
        "page": page,
    }


def budgets(plan: Plan, ids: dict[int, str], pages: Sequence[dict[str, Any]]) -> list[Row]:
    rows = []
    for index, item in enumerate(plan.items):
        if item.in_summary:
            page = _page_of(pages, "items", index)
            rows += [
                _budget(plan, ids[index], y, "summary", v, f"{v:,}" if v else plan.layout.no_budget, page)
                for y, v in item.budgets.items()
            ]
        if item.in_detail:
            page = _page_of(pages, "details", index)
            detail = item.detail_budgets or item.budgets
            values = set(detail.values())
            if values == {0} or (len(values) == 1 and plan.layout.detail_budget == "single"):
                rows.append(_budget(plan, ids[index], "", "detail", values.pop(), "", page))
            else:
                rows += [_budget(plan, ids[index], y, "detail", v, "", page) for y, v in detail.items()]
    return rows


def stated(plan: Plan, pages: Sequence[dict[str, Any]]) -> list[Row]:
    rows: list[Row] = []

    def add(
        source: str, scope: str, quantity: str, value: int, *, dimension: int | str = "", year: int | str = ""
    ) -> None:
        rows.append(
            {
                "total_id": f"{plan.key}:t{len(rows) + 1:03d}",
                "document_id": plan.key,
                "source": source,
                "scope": scope,
                "dimension": dimension,
                "mission_code": "",
                "fiscal_year_be": year,
                "quantity": quantity,
                "value": value,
                "doubtful": False,
                "value_raw": "",
                "optional": 0,
            }
        )

    plural = {"project": "projects", "activity": "activities", "measure": "measures"}
    for d, counts in plan.preface_counts.items():
        if plan.layout.counts_by_kind:
            for kind, n in counts.items():
                add("preface", "dimension", plural[kind], n, dimension=d)
        else:
            add("preface", "dimension", "items", sum(counts.values()), dimension=d)
    if plan.layout.subtotals:
        for d, n in plan.stated_counts.items():
            add("summary", "dimension", "items", n, dimension=d)
        for (d, y), v in plan.stated_dimension.items():
            add("summary", "dimension", "budget_baht", v, dimension=d, year=y)
        if plan.layout.total_column:
            for d in plan.stated_counts:
                add(
                    "summary",
                    "dimension",
                    "budget_baht",
                    sum(v for (e, _), v in plan.stated_dimension.items() if e == d),
                    dimension=d,
                )
    if plan.layout.plan_total:
        for y, v in plan.stated_plan.items():
            add("summary", "plan", "budget_baht", v, year=y)
        if plan.stated_plan_count is not None:
            add("summary", "plan", "items", plan.stated_plan_count)
        if plan.layout.total_column:
            add("summary", "plan", "budget_baht", sum(plan.stated_plan.values()))
    return rows


def risks(plan: Plan) -> list[Row]:
    return [
        {
            "risk_id": f"{plan.key}:r{seq}.{n}",
            "document_id": plan.key,
            "seq": seq,
            "step": step,
            "issue": issue,
            "risk_level": code,
            "control": control,
        }
        for seq, step, issue, _level, code, controls in plan.risks
        for n, control in enumerate(controls, 1)
    ]


def _reported(report: Report, project_id: str, key: str, position: int, index: int) -> Row:
    """An item of a progress report's narrative."""
    item = report.plan.items[index]
    return {
        "project_id": project_id,
        "document_id": key,
        "position": position,
        "seq": report.number(index),
        "dimension": item.dimension,
        "mission_code": item.mission,
        "strategy_code": item.strategy,
        "kind": item.kind,
        "name": item.name,
        "in_summary": False,
        "in_detail": True,
    }


def _reported_figures(report: Report, key: str) -> list[Row]:
    """The figures of a progress report's number table."""
    rows: list[Row] = []
    for dimension, line in report.table.items():
        items, baht = report.percents(dimension)
        figures = {f: getattr(line, f) for f in line.__dataclass_fields__}
        for quantity, value in {**figures, "items_percent": items, "budget_percent": baht}.items():
            rows.append(
                {
                    "total_id": f"{key}:t{len(rows) + 1:03d}",
                    "document_id": key,
                    "source": "report",
                    "scope": "dimension" if dimension else "plan",
                    "dimension": dimension or "",
                    "fiscal_year_be": report.year,
                    "quantity": quantity,
                    "value": value,
                    "doubtful": False,
                    "optional": 0,
                }
            )
    return rows


def _measure(row: MeasureRow, key: str, number: int) -> Row:
    """A row of a measure report."""
    return {
        "measure_row_id": f"{key}:m{number:02d}",
        "document_id": key,
        "framework_id": FRAMEWORK,
        "category_code": row.code,
        "topic": row.topic,
        "action": " ".join(f"{n}. {action}" for n, action in enumerate(row.actions, 1)),
        "responsible_unit": row.unit,
        "period_raw": row.period,
        "result": row.result,
        "outcome": row.outcome,
    }


def findings(key: str, plan: Plan, planted: Sequence[Planted], ids: dict[int, str]) -> list[Row]:
    def text(value: Decimal | None) -> str:
        return "" if value is None else str(value)

    return [
        {
            "finding_id": f"{key}:f{n:02d}",
            "document_id": key,
            "check": p.check,
            "severity": p.severity,
            "cause": "document",
            "dimension": p.dimension or "",
            "fiscal_year_be": p.year or "",
            "project_id": ids[p.item] if p.item is not None else "",
            "stated": text(p.stated),
            "expected": text(p.expected),
            "optional": int(p.optional),
            "project_name": plan.items[p.item].name if p.item is not None else "",
        }
        for n, p in enumerate(planted, 1)
    ]
