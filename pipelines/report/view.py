"""What a page of the report shows, built from the rows of the tables; no markup here."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pipelines.audit.finding import money
from pipelines.audit.years import english_date, thai_date
from pipelines.report.names import CAUSES, CHECKS, COMPARED, COUNTED, QUANTITIES, SEVERITIES, STATUSES, TYPES

Row = dict[str, Any]
View = dict[str, Any]
_HEAD = (
    "document_id",
    "source_file",
    "title",
    "lao_name",
    "province",
    "status",
    "n_pages",
    "error_message",
)
_RANK = {"error": 0, "warning": 1, "info": 2}


def document_head(document: Row, findings: list[Row], budgets: list[Row], projects: list[Row]) -> View:
    """The facts of a document for the overview and the head of its page."""
    count = Counter(f["severity"] for f in findings)
    own = Counter(f["severity"] for f in findings if f["cause"] != "extraction")
    first, last = document["fiscal_year_start_be"], document["fiscal_year_end_be"]
    printed = [b for b in budgets if b["source"] != "reconciled"]
    places = (("ต.", "subdistrict"), ("อ.", "district"), ("จ.", "province"))
    return {
        **{key: document[key] for key in _HEAD},
        "page": f"{document['document_id']}.html",
        "first_year": first,
        "years": "" if first is None else str(first) if first == last else f"{first}–{last}",
        "place": " ".join(f"{prefix}{document[key]}" for prefix, key in places if document[key]),
        "type_names": TYPES.get(document["doc_type"] or "other", TYPES["other"]),
        "status_names": STATUSES[document["status"]],
        "count": {severity: count.get(severity, 0) for severity in SEVERITIES},
        "own": {severity: own.get(severity, 0) for severity in SEVERITIES},
        "misread": sum(count[severity] - own[severity] for severity in ("error", "warning")),
        "amounts": len(printed),
        "doubtful": sum(bool(b["doubtful"]) for b in printed),
        "n_items": len(projects),
        "link": None,
    }


def finding_views(findings: Iterable[Row], image_base: str, links: Mapping[int, str]) -> list[View]:
    """The findings of a document, gravest first, misreadings last; `links` lead to its pages."""
    ordered = sorted(
        findings, key=lambda f: (_RANK[f["severity"]], f["cause"] == "extraction", f["finding_id"])
    )
    return [
        {
            "id": f["finding_id"],
            "severity": f["severity"],
            "cause": f["cause"],
            "check": f["check"],
            "page": f["page"],
            "severity_names": SEVERITIES[f["severity"]],
            "cause_names": CAUSES[f["cause"]],
            "check_names": CHECKS.get(f["check"], (f["check"], f["check"])),
            "message_th": f["message_th"],
            "message_en": f["message_en"],
            "figures": _figures(f),
            "image": f["evidence_image"].removeprefix(image_base) if f["evidence_image"] else None,
            "link": links.get(f["page"]),
        }
        for f in ordered
    ]


def _figures(finding: Row) -> list[tuple[str, str, str, str]]:
    """What is compared: its name and its value, each in Thai and English."""
    if finding["check"] in ("doubtful_amount", "copied_text", "risk_control", "duplicate_project"):
        return []
    stated, expected = COMPARED.get(finding["check"], (("ที่ระบุ", "stated"), ("ที่ควรเป็น", "expected")))
    names = (
        ("stated", *stated),
        ("expected", *expected),
        ("difference", "ต่างกัน", "difference"),
    )
    show = SHOWN.get(finding["check"], _grouped)
    return [(th, en, *show(finding[key])) for key, th, en in names if finding[key]]


def _dated(text: str) -> tuple[str, str]:
    """A date, or `>= ` and the earliest possible one, as readers write it.

    >>> _dated(">= 2025-09-30")
    ('30 กันยายน 2568 หรือหลังจากนั้น', '30 September 2025 or later')
    """
    later = text.startswith(">= ")
    try:
        day = dt.date.fromisoformat(text.removeprefix(">= "))
    except ValueError:
        return text, text
    after_th, after_en = (" หรือหลังจากนั้น", " or later") if later else ("", "")
    return f"{thai_date(day)}{after_th}", f"{english_date(day)}{after_en}"


def _as_it_is(text: str) -> tuple[str, str]:
    return text, text


SHOWN = {
    "seq_gap": _as_it_is,
    "seq_duplicate": _as_it_is,
    "fiscal_year": _as_it_is,
    "date_order": _dated,
}
"""How the figures of checks are shown that are no amounts or counts."""


def _grouped(text: str) -> tuple[str, str]:
    number = text.replace(".", "", 1).lstrip("-")
    shown = money(Decimal(text)) if number.isascii() and number.isdigit() else text
    return shown, shown


def summary_view(projects: list[Row], budgets: list[Row], totals: list[Row]) -> View | None:
    """The summary table rebuilt: dimensions, items, amounts by year, sums beside the stated totals. Of a
    document that has none (a report, a plan of detail sections alone) the items' own amounts are shown."""
    if not any(p["in_summary"] or p["in_detail"] for p in projects) or not budgets:
        return None
    years = sorted({b["fiscal_year_be"] for b in budgets if b["fiscal_year_be"] is not None})
    cells: dict[tuple[str, str], dict[int | None, Row]] = defaultdict(dict)
    for budget in budgets:
        cells[(budget["project_id"], budget["source"])][budget["fiscal_year_be"]] = budget
    listed = any(p["in_summary"] for p in projects)
    for project in [] if listed else projects:
        own = cells.pop((project["project_id"], "detail"), {})
        cells[(project["project_id"], "detail")] = {year: own[year] for year in own if year is None}
        cells[(project["project_id"], "summary")] = {year: own[year] for year in years if year in own}
    blocks = []
    dimensions = sorted({p["dimension"] for p in projects}, key=lambda d: (d is None, d or 0))
    for dimension in dimensions:
        members = sorted((p for p in projects if p["dimension"] == dimension), key=lambda p: p["position"])
        blocks.append(
            {
                "dimension": dimension,
                "listed": sum(bool(p["in_summary"]) or not listed for p in members),
                "counts": _counts(totals, "dimension", dimension),
                "rows": [_item_row(p, cells, years, missing=listed and not p["in_summary"]) for p in members],
                "totals": _compared(totals, "dimension", dimension, years, members, cells),
            }
        )
    return {
        "years": years,
        "blocks": blocks,
        "plan": _compared(totals, "plan", None, years, projects, cells),
        "plan_counts": _counts(totals, "plan", None),
    }


def _item_row(
    project: Row, cells: dict[tuple[str, str], dict[int | None, Row]], years: list[int], *, missing: bool
) -> View:
    summary = cells[(project["project_id"], "summary")]
    detail = cells[(project["project_id"], "detail")]
    return {
        "seq": project["seq"],
        "name": project["name"],
        "missing": missing,
        "cells": {year: _cell(summary.get(year)) for year in years},
        "detail": _detail_cell(detail, summary),
    }


def _detail_cell(detail: dict[int | None, Row], summary: dict[int | None, Row]) -> View | None:
    """The one amount for all years, or the years whose amount is another than the summary's."""
    if not detail:
        return None
    if None in detail:
        return _cell(detail[None])
    years = sorted(year for year in detail if year is not None)
    doubtful = any(detail[year]["doubtful"] for year in years)
    other = [y for y in years if y not in summary or summary[y]["amount_baht"] != detail[y]["amount_baht"]]
    shown = [f"{year}: {(_cell(detail[year]) or {'text': '–'})['text']}" for year in other]
    return {"text": "\n".join(shown), "same": not other, "doubtful": doubtful, "lost": False, "hint": ""}


def _cell(budget: Row | None) -> View | None:
    if budget is None or (budget["amount_baht"] is None and not budget["doubtful"]):
        return None
    amount, status = budget["amount_baht"], budget["amount_status"]
    text = "–" if amount is None or status == "no_budget" else money(amount)
    return {
        "text": text,
        "doubtful": budget["doubtful"],
        "lost": status == "unreadable",
        "hint": f"ตามที่อ่าน / as read: {budget['amount_raw'] or '–'}",
    }


def _compared(
    totals: list[Row],
    scope: str,
    dimension: int | None,
    years: list[int],
    projects: list[Row],
    cells: dict[tuple[str, str], dict[int | None, Row]],
) -> dict[int, View] | None:
    stated = {
        t["fiscal_year_be"]: t
        for t in reversed(totals)
        if (t["scope"], t["dimension"], t["quantity"]) == (scope, dimension, "budget_baht")
        and t["source"] == "summary"
    }
    view = {}
    for year in years:
        total = stated.get(year)
        amounts = [_amount(cells, p["project_id"], year) for p in projects]
        result = sum((a for a in amounts if a is not None), Decimal(0))
        view[year] = {
            "stated": None if total is None or total["value"] is None else money(total["value"]),
            "sum": money(result),
            "fits": total is not None and total["value"] == result,
            "doubtful": total is not None and bool(total["doubtful"]),
        }
    return view if stated or scope == "plan" else None


def _amount(cells: dict[tuple[str, str], dict[int | None, Row]], project: str, year: int) -> Decimal | None:
    """The amount that counts in a sum: the printed one, the reconciled where nothing is printed."""
    for source in ("summary", "reconciled"):
        row = cells[(project, source)].get(year)
        if row is not None and row["amount_baht"] is not None:
            amount: Decimal = row["amount_baht"]
            return amount
    return None


def _counts(totals: list[Row], scope: str, dimension: int | None) -> str:
    found = [
        t
        for t in totals
        if (t["source"], t["scope"], t["dimension"]) == ("summary", scope, dimension)
        and t["value"] is not None
    ]
    return " / ".join(
        f"{money(t['value'])} {COUNTED[t['quantity']][0]}" for t in found if t["quantity"] in COUNTED
    )


def figures_view(totals: list[Row]) -> View | None:
    """The number table of a progress report, dimension by dimension."""
    reported = [t for t in totals if t["source"] == "report" and t["quantity"] in QUANTITIES]
    columns = [q for q in QUANTITIES if any(t["quantity"] == q for t in reported)]
    if not columns:
        return None
    rows = []
    dimensions = sorted({t["dimension"] for t in reported}, key=lambda d: (d is None, d or 0))
    for dimension in dimensions:
        held = {t["quantity"]: t for t in reversed(reported) if t["dimension"] == dimension}
        rows.append(
            {
                "plan": dimension is None,
                "names": (f"มิติที่ {dimension}", f"Dimension {dimension}") if dimension else ("รวม", "Total"),
                "cells": [_figure(held.get(q)) for q in columns],
            }
        )
    return {"columns": [QUANTITIES[q] for q in columns], "rows": rows}


def _figure(total: Row | None) -> View | None:
    if total is None or total["value"] is None:
        return None
    return {
        "text": money(total["value"]),
        "doubtful": total["doubtful"],
        "lost": False,
        "hint": f"ตามที่อ่าน / as read: {total['value_raw']}",
    }


def choices(
    findings: Iterable[Row], key: str, names: dict[str, tuple[str, str]]
) -> list[tuple[str, str, str]]:
    """The values that occur in a column, with their names, for a filter."""
    present = {f[key] for f in findings}
    return [(value, *pair) for value, pair in names.items() if value in present]
