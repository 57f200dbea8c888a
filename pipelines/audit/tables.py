"""Audit facts from the rows of the written tables: finished or hand-corrected ones can be checked again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from extract.model import Box
from pipelines.audit.case import (
    Amount,
    AuditCase,
    Control,
    Item,
    Passage,
    Place,
    ReportedMeasure,
    Total,
    leaves_items,
    loose_amounts,
    title_years,
)

Row = Mapping[str, Any]
USED_TABLES = (
    "documents",
    "pages",
    "projects",
    "project_budgets",
    "project_sections",
    "stated_totals",
    "risks",
    "measures",
    "remarks",
    "tables",
)


def cases_from_rows(rows: Mapping[str, Iterable[Row]]) -> list[AuditCase]:
    """One case per row of `documents`, from the rows of the tables named in `USED_TABLES`."""
    parts: dict[str, dict[str, list[Row]]] = {name: defaultdict(list) for name in USED_TABLES}
    for name in USED_TABLES:
        for row in rows.get(name, ()):
            parts[name][str(row["document_id"])].append(row)
    return [
        _case(row, {name: parts[name][str(row["document_id"])] for name in USED_TABLES})
        for document_rows in parts["documents"].values()
        for row in document_rows
    ]


def _case(document: Row, rows: dict[str, list[Row]]) -> AuditCase:
    projects = sorted(rows["projects"], key=lambda row: (row["position"] or 0, str(row["project_id"])))
    keys = {str(row["project_id"]): key for key, row in enumerate(projects)}
    return AuditCase(
        document_id=str(document["document_id"]),
        source_file=document["source_file"] or "",
        sha256=document["sha256"] or "",
        source_kind=document["source_kind"],
        doc_type=document["doc_type"] or "other",
        title=document["title"],
        lao_name=document["lao_name"],
        lao_type=document["lao_type"],
        lao_id=document.get("lao_id"),
        district=document["district"],
        province=document["province"],
        first_year=document["fiscal_year_start_be"],
        last_year=document["fiscal_year_end_be"],
        title_years=title_years(document.get("title_year_start_be"), document.get("title_year_end_be")),
        document_date=document["document_date"],
        status=document["status"] or "ok",
        items=[_item(key, row) for key, row in enumerate(projects)],
        amounts=[_amount(keys[str(r["project_id"])], r) for r in rows["project_budgets"]],
        totals=[_total(r) for r in rows["stated_totals"]],
        passages=[
            Passage(
                keys[str(r["project_id"])],
                r["section"],
                r["text"] or "",
                r["page"],
                parse_box(r.get("bbox")),
            )
            for r in rows["project_sections"]
        ],
        controls=[
            Control(r["seq"], r["control"], r["measure_id"], _place(r)) for r in rows["risks"] if r["control"]
        ],
        measures=[_measure(r) for r in rows["measures"]],
        pages=[(r["page"], r["text"] or "") for r in rows["pages"]],
        unread_pages=_unread_pages(rows),
        loose=[
            found
            for r in rows["remarks"]
            for found in loose_amounts(r["page"], r["text"] or "", r["reason"] or "")
        ],
        left_items={
            r["page"]
            for r in rows["remarks"]
            if r["page"] and leaves_items(r["text"] or "", r["reason"] or "")
        },
        repeated=[(r["page"], r["repeats_page"]) for r in rows["pages"] if r.get("repeats_page")],
    )


def _unread_pages(rows: dict[str, list[Row]]) -> set[int]:
    pages = {r["page"] for r in rows["pages"] if r["status"] != "ok"}
    for table in rows["tables"]:
        if table["status"] != "ok" and table["page_first"] is not None:
            pages |= set(range(table["page_first"], table["page_last"] + 1))
    return pages - {None}


def _item(key: int, row: Row) -> Item:
    return Item(
        key=key,
        name=row["name"] or "",
        seq=row["seq"],
        dimension=row["dimension"],
        mission_code=row["mission_code"],
        strategy_code=row["strategy_code"],
        unit=row["responsible_unit"],
        kind=row["kind"],
        in_summary=bool(row["in_summary"]),
        in_detail=bool(row["in_detail"]),
        start_date=row["start_date"],
        end_date=row["end_date"],
        measure_id=row["measure_id"],
        place=_place(row),
        seq_doubtful=bool(row.get("seq_doubtful")),
        seq_summary=row.get("seq_summary"),
    )


def _amount(item: int, row: Row) -> Amount:
    return Amount(
        item=item,
        year=row["fiscal_year_be"],
        origin=row["source"],
        value=row["amount_baht"],
        status=row["amount_status"],
        doubtful=bool(row["doubtful"]),
        raw=row["amount_raw"],
        place=_place(row),
        doubt=row.get("doubt"),
    )


def _total(row: Row) -> Total:
    return Total(
        origin=row["source"],
        scope=row["scope"],
        quantity=row["quantity"],
        value=row["value"],
        dimension=row["dimension"],
        mission_code=row["mission_code"],
        year=row["fiscal_year_be"],
        doubtful=bool(row["doubtful"]),
        raw=row["value_raw"] or "",
        place=_place(row),
        doubt=row.get("doubt"),
    )


def _measure(row: Row) -> ReportedMeasure:
    return ReportedMeasure(
        category_code=row["category_code"],
        topic=row["topic"],
        framework_id=row["framework_id"],
        start_date=row["start_date"],
        end_date=row["end_date"],
        period=row["period_raw"],
        result=row["result"],
        outcome=row["outcome"],
        place=_place(row),
    )


def _place(row: Row) -> Place:
    return Place(row["page"], parse_box(row["bbox"]), row.get("confidence"))


def parse_box(text: str | None) -> Box | None:
    """The box of a `bbox` cell.

    >>> parse_box("1.0,2.0,30.5,40")
    (1.0, 2.0, 30.5, 40.0)
    """
    if not text:
        return None
    x0, y0, x1, y1 = (float(part) for part in text.split(","))
    return x0, y0, x1, y1
