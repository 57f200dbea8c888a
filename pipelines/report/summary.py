"""The tables of a document's page: the summary table rebuilt, and the figures that a report states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from pipelines.audit.finding import money, plain
from pipelines.report.names import COUNTED, QUANTITIES, Names, counted
from pipelines.report.view import item_anchor

Row = dict[str, Any]
View = dict[str, Any]
Cells = dict[tuple[str, str], dict[int | None, Row]]
"""Budgets by project and source, and by year."""
_UNREAD = ("doubtful_amount", "unreadable_amount")


class Told:
    """Which finding speaks of a figure: its id, so that the figure can lead to it."""

    def __init__(self, findings: Iterable[Row] = ()) -> None:
        self._unread: dict[tuple[Any, ...], str] = {}
        self._sums: dict[tuple[Any, ...], str] = {}
        self._wrong: dict[tuple[Any, ...], str] = {}
        for f in findings:
            if f["check"] in _UNREAD:
                self._unread.setdefault(_spot(f), f["finding_id"])
            else:
                self._sums.setdefault((f["check"], f["dimension"], f["fiscal_year_be"]), f["finding_id"])
                if f["severity"] == "error" and f["bbox"]:
                    place = (f["dimension"], f["page"], f["bbox"], f["stated"])
                    self._wrong.setdefault(place, f["finding_id"])

    def of(self, figure: Row) -> str | None:
        """The finding of a doubtful or unreadable figure, found by its place."""
        return self._unread.get(_spot(figure))

    def against(self, total: Row) -> str | None:
        """The finding that a stated figure does not fit, found by its place and value."""
        place = (total["dimension"], total["page"], total["bbox"], plain(total["value"]))
        return self._wrong.get(place)

    def of_sum(self, check: str, dimension: int | None, year: int | None = None) -> str | None:
        """The finding of a sum or count that does not fit."""
        return self._sums.get((check, dimension, year))


def _spot(row: Row) -> tuple[Any, ...]:
    dimension = row["dimension"] if row.get("project_id") is None else None
    return row.get("project_id"), dimension, row["fiscal_year_be"], row["page"], row["bbox"]


def summary_view(
    projects: list[Row], budgets: list[Row], totals: list[Row], findings: Iterable[Row] = ()
) -> View | None:
    """The summary table rebuilt: dimensions, items, amounts by year, sums beside the stated totals.

    Of a document that has none (a report, a plan of detail sections alone) the items' own amounts are shown,
    of one without amounts its items alone.
    """
    if not any(p["in_summary"] or p["in_detail"] for p in projects):
        return None
    told = Told(findings)
    years = sorted({b["fiscal_year_be"] for b in budgets if b["fiscal_year_be"] is not None})
    cells: Cells = defaultdict(dict)
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
                "anchor": f"dimension-{dimension}",
                "dimension": dimension,
                "listed": sum(bool(p["in_summary"]) or not listed for p in members),
                "counts": _counts(totals, "dimension", dimension),
                "counts_finding": told.of_sum("dimension_count", dimension),
                "rows": [
                    _item_row(p, cells, years, told, missing=listed and not p["in_summary"]) for p in members
                ],
                "totals": _compared(totals, "dimension", dimension, years, members, cells, told),
            }
        )
    return {
        "amounts": bool(budgets),
        "years": years,
        "blocks": blocks,
        "plan": _compared(totals, "plan", None, years, projects, cells, told),
        "plan_counts": _counts(totals, "plan", None),
        "plan_counts_finding": told.of_sum("plan_count", None),
    }


def anchors_of(summary: View | None, figures: View | None) -> Iterator[str]:
    """The names of the rows that findings can lead to."""
    if summary is not None:
        if summary["plan"]:
            yield "plan"
        for block in summary["blocks"]:
            yield block["anchor"]
            yield from (row["anchor"] for row in block["rows"])
    if figures is not None:
        yield from (row["anchor"] for row in figures["rows"])


def _item_row(project: Row, cells: Cells, years: list[int], told: Told, *, missing: bool) -> View:
    summary = cells[(project["project_id"], "summary")]
    detail = cells[(project["project_id"], "detail")]
    return {
        "anchor": item_anchor(project["project_id"]),
        "seq": project["seq"],
        "name": project["name"],
        "missing": missing,
        "cells": {year: _cell(summary.get(year), told) for year in years},
        "detail": _detail_cell(detail, summary, told),
    }


def _detail_cell(detail: dict[int | None, Row], summary: dict[int | None, Row], told: Told) -> View | None:
    """The one amount for all years, or the years whose amount is another than the summary's."""
    if not detail:
        return None
    if None in detail:
        return _cell(detail[None], told)
    years = sorted(year for year in detail if year is not None)
    doubted = [year for year in years if detail[year]["doubtful"]]
    other = [y for y in years if y not in summary or summary[y]["amount_baht"] != detail[y]["amount_baht"]]
    shown = [f"{year}: {(_cell(detail[year], told) or {'text': '–'})['text']}" for year in other]
    return {
        "text": "\n".join(shown),
        "same": not other,
        "doubtful": bool(doubted),
        "lost": False,
        "raw": "",
        "finding": told.of(detail[doubted[0]]) if doubted else None,
    }


def _cell(budget: Row | None, told: Told) -> View | None:
    if budget is None or (budget["amount_baht"] is None and not budget["doubtful"]):
        return None
    amount, status = budget["amount_baht"], budget["amount_status"]
    text = "–" if amount is None or status == "no_budget" else money(amount)
    return {
        "text": text,
        "doubtful": budget["doubtful"],
        "lost": status == "unreadable",
        "raw": budget["amount_raw"] or "–",
        "finding": told.of(budget),
    }


def _compared(
    totals: list[Row],
    scope: str,
    dimension: int | None,
    years: list[int],
    projects: list[Row],
    cells: Cells,
    told: Told,
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
        doubtful = total is not None and bool(total["doubtful"])
        finding = told.of_sum(f"{scope}_total", dimension, year)
        view[year] = {
            "stated": None if total is None or total["value"] is None else money(total["value"]),
            "sum": money(result),
            "fits": total is not None and total["value"] == result,
            "wrong": finding is not None,
            "doubtful": doubtful,
            "lost": total is not None and total["value"] is None,
            "raw": total["value_raw"] if total is not None else "",
            "finding": finding or (told.of(total) if total is not None and doubtful else None),
        }
    return view if years and (stated or scope == "plan") else None


def _amount(cells: Cells, project: str, year: int) -> Decimal | None:
    """The amount that counts in a sum: the printed one, the reconciled where nothing is printed."""
    for source in ("summary", "reconciled"):
        row = cells[(project, source)].get(year)
        if row is not None and row["amount_baht"] is not None:
            amount: Decimal = row["amount_baht"]
            return amount
    return None


def _counts(totals: list[Row], scope: str, dimension: int | None) -> Names | None:
    """The counts that the table states, in Thai and English; one that is printed again is shown once."""
    found = dict.fromkeys(
        (money(t["value"]), COUNTED[t["quantity"]])
        for t in totals
        if (t["source"], t["scope"], t["dimension"]) == ("summary", scope, dimension)
        and t["quantity"] in COUNTED
        and t["value"] is not None
    )
    if not found:
        return None
    th, en = (" / ".join(counted(*pair)[n] for pair in found) for n in (0, 1))
    return th, en


def figures_view(totals: list[Row], findings: Iterable[Row] = ()) -> View | None:
    """The number table of a progress report, dimension by dimension."""
    reported = [t for t in totals if t["source"] == "report" and t["quantity"] in QUANTITIES]
    columns = [q for q in QUANTITIES if any(t["quantity"] == q for t in reported)]
    if not columns:
        return None
    told = Told(findings)
    rows = []
    dimensions = sorted({t["dimension"] for t in reported}, key=lambda d: (d is None, d or 0))
    for dimension in dimensions:
        held: dict[str, list[Row]] = defaultdict(list)
        for total in reported:
            if total["dimension"] == dimension:
                held[total["quantity"]].append(total)
        rows.append(
            {
                "anchor": f"reported-{dimension}" if dimension else "reported",
                "plan": dimension is None,
                "names": (f"มิติที่ {dimension}", f"Dimension {dimension}") if dimension else ("รวม", "Total"),
                "cells": [_figure(held[q], told) for q in columns],
            }
        )
    return {"columns": [QUANTITIES[q] for q in columns], "rows": rows}


def _figure(totals: list[Row], told: Told) -> View | None:
    """The first of the totals of one quantity; doubtful ones together, as nothing says which of them is meant
    (six and twelve months side by side)."""
    if not totals:
        return None
    total = totals[0]
    shown = [t for t in totals if t["doubtful"]] if total["doubtful"] else totals[:1]
    wrong = next((found for t in shown if (found := told.against(t))), None)
    return {
        "text": " / ".join(dict.fromkeys(money(t["value"]) for t in shown if t["value"] is not None)),
        "doubtful": total["doubtful"],
        "lost": total["value"] is None,
        "wrong": wrong is not None,
        "raw": total["value_raw"] or "–",
        "finding": wrong or told.of(total),
    }
