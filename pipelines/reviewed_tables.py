"""Decisions of reviewers on the tables of a finished run, without reading its documents again.

`convert` applies decisions before it weighs the sums; here they are set in the tables as they stand: a
decided amount is certain, and the best value of its item and year is chosen anew by the same rule. No other
value changes: what the sums then make certain, the next `convert` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from normalize.catalogue import Catalogue
from pipelines import reviews
from pipelines.assemble import where
from pipelines.audit.folder import read_table
from pipelines.audit.tables import parse_box
from pipelines.catalogue_option import catalogue_of_run
from pipelines.reconcile.merge import best_of
from pipelines.records import Budget, DocumentInfo, Match, ParsedDocument, Project, Source
from pipelines.schema import BY_NAME, TABLES
from pipelines.workbook import FILE_NAME as WORKBOOK
from pipelines.workbook import WorkbookWriter
from pipelines.write import TableWriter

Row = dict[str, Any]
CHANGED = ("projects", "project_budgets")


@dataclass(slots=True)
class Applied:
    """How many decisions stand in the tables, and how many fit no value there."""

    decisions: int = 0
    unfit: int = 0


def apply_to_tables(out: Path) -> Applied:
    """Set the standing decisions of OUT/reviews.csv in the tables `projects` and `project_budgets`.

    Tables (and the workbook, where there is one) are written only when something changed. Raises
    NoResult where there is no finished run, ReviewsError for a damaged reviews file.
    """
    standing = reviews.standing(reviews.read(out / reviews.FILE))
    if not standing:
        return Applied()
    tables = {name: read_table(out, name) for name in CHANGED}
    before = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    by_document: dict[str, dict[str, reviews.Decision]] = defaultdict(dict)
    for subject, decision in standing.items():
        by_document[reviews.project_of(subject).rpartition("-")[0]][subject] = decision
    catalogue, applied = catalogue_of_run(out), Applied()
    for document_id, decisions in by_document.items():
        rows = {name: [r for r in tables[name] if r["document_id"] == document_id] for name in CHANGED}
        unfit = _settle(document_id, rows, decisions, catalogue)
        applied.unfit += unfit
        applied.decisions += len(decisions) - unfit
    if tables != before:
        _write(out, tables)
    return applied


def _settle(
    document_id: str,
    rows: Mapping[str, list[Row]],
    decisions: Mapping[str, reviews.Decision],
    catalogue: Catalogue,
) -> int:
    """Change the rows of one document; returns how many decisions fit none of them."""
    projects = sorted(rows["projects"], key=lambda row: row["position"])
    parsed = ParsedDocument(DocumentInfo(), [_project(row) for row in projects])
    places = {row["project_id"]: index for index, row in enumerate(projects)}
    printed = [row for row in rows["project_budgets"] if row["source"] != "reconciled"]
    parsed.budgets = [_budget(places[row["project_id"]], row) for row in printed]
    remarks = reviews.apply(parsed, [row["project_id"] for row in projects], decisions, catalogue)
    lost = {remark.text for remark in remarks}
    for row, project in zip(projects, parsed.projects, strict=True):
        if reviews.match_subject(row["project_id"]) in decisions.keys() - lost:
            row.update(
                measure_id=project.match.measure_id,
                measure_name=project.match.measure_name,
                match_score=project.match.score,
                match_status=project.match.status,
            )
    touched = set()
    for row, budget in zip(printed, parsed.budgets, strict=True):
        subject = reviews.amount_subject(row["project_id"], row["fiscal_year_be"], row["source"])
        if subject in decisions.keys() - lost:
            _set(row, budget)
            touched.add(row["project_id"])
    for row in rows["project_budgets"]:
        if row["source"] == "reconciled" and row["project_id"] in touched:
            _choose(row, [b for b in parsed.budgets if b.project == places[row["project_id"]]])
    return len(remarks)


def _choose(row: Row, budgets: Iterable[Budget]) -> None:
    """Set a `reconciled` row anew where a reviewed amount decides it; `budgets` are those of its project."""
    year = row["fiscal_year_be"]
    summary = next((b for b in budgets if b.origin == "summary" and b.fiscal_year_be == year), None)
    details = [b for b in budgets if b.origin == "detail" and b.fiscal_year_be in (year, None)]
    detail = max(details, key=lambda b: b.fiscal_year_be is not None, default=None)
    if summary is None and detail is None:
        return
    best = best_of(0, year, summary, detail)
    if best.reviewed_by is not None:
        _set(row, best)


def _set(row: Row, budget: Budget) -> None:
    row.update(
        amount_baht=budget.amount_baht,
        amount_status=budget.amount_status,
        amount_raw=budget.amount_raw,
        doubtful=budget.doubtful,
        doubt=budget.doubt,
        reviewed_by=budget.reviewed_by,
        **where(budget.source),
    )


def _project(row: Row) -> Project:
    match = Match(row["measure_id"], row["measure_name"], row["match_score"], row["match_status"])
    return Project(row["name"] or "", row["name_raw"] or "", match=match, source=_source(row))


def _budget(project: int, row: Row) -> Budget:
    return Budget(
        project=project,
        fiscal_year_be=row["fiscal_year_be"],
        origin=row["source"],
        amount_baht=row["amount_baht"],
        amount_status=row["amount_status"],
        amount_raw=row["amount_raw"],
        doubtful=bool(row["doubtful"]),
        doubt=row.get("doubt"),
        source=_source(row),
        reviewed_by=row.get("reviewed_by"),
    )


def _source(row: Row) -> Source:
    return Source(row["page"], parse_box(row["bbox"]), row.get("confidence"))


def _write(out: Path, tables: Mapping[str, list[Row]]) -> None:
    for name, rows in tables.items():
        formats = [suffix for suffix in ("csv", "parquet") if (out / f"{name}.{suffix}").exists()]
        columns = BY_NAME[name].column_names
        with TableWriter(BY_NAME[name], out, formats) as writer:
            writer.write({column: row.get(column) for column in columns} for row in rows)
    if (out / WORKBOOK).exists():
        with WorkbookWriter(out, TABLES) as book:
            for table in TABLES:
                book.write(table, read_table(out, table.name))
