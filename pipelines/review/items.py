"""What there is to review in a finished run: doubtful amounts and doubtful measure matches."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds

from pipelines import reviews
from pipelines.audit.doubts import doubt_th
from pipelines.finished import check_finished, no_documents
from pipelines.review.choices import SOURCES, amount_choices, measure_choices, reason_th


@dataclass(frozen=True)
class Item:
    """One value to review. It stands on page `source_page` of `source_file`, which `rotation_deg` (clockwise)
    sets upright; `choices` are (value, label, confidence) for a click or a key.
    """

    subject: str
    kind: str
    document_id: str
    source_file: str
    lao_name: str
    project: str
    what: str
    read_raw: str
    read_value: str
    page: int | None
    bbox: str
    why: str
    model_version: str
    choices: tuple[tuple[str, str, float | None], ...] = ()
    source_page: int | None = None
    rotation_deg: int = 0

    def as_json(self, decision: reviews.Decision | None, version: int) -> dict[str, Any]:
        """The item as the browser gets it, with its standing decision and the number of decisions so far."""
        data = {name: getattr(self, name) for name in self.__dataclass_fields__}
        data["choices"] = [{"value": v, "label": t, "confidence": c} for v, t, c in self.choices]
        data["decision"] = (
            None
            if decision is None
            else {"action": decision.action, "value": decision.value, "by": decision.decided_by}
        )
        data["version"] = version
        return data


@dataclass(frozen=True)
class Section:
    """The items of one source file: they are `count` from item `start` on, `open` of them undecided."""

    source_file: str
    lao_name: str
    start: int
    count: int
    open: int


class Desk:
    """The open run: its items in reading order, and the decisions on them."""

    def __init__(self, out: Path, items: list[Item], decisions: list[reviews.Decision]) -> None:
        self.path = out / reviews.FILE
        self.items = items
        self.decisions = decisions
        self.standing = reviews.standing(decisions)
        self._counts = Counter(decision.subject for decision in decisions)

    @cached_property
    def _by_subject(self) -> dict[str, Item]:
        return {item.subject: item for item in self.items}

    def find(self, subject: str) -> Item | None:
        """The item of that subject, if there is one."""
        return self._by_subject.get(subject)

    def version(self, subject: str) -> int:
        """How many decisions (undone ones too) there are on a subject."""
        return self._counts[subject]

    def done(self) -> int:
        """How many of the items are decided."""
        return sum(subject in self._by_subject for subject in self.standing)

    def next_open(self, start: int) -> int | None:
        """The first undecided item from `start` on, then from the beginning; None when all are decided."""
        around = (*range(start, len(self.items)), *range(min(start, len(self.items))))
        return next((n for n in around if self.items[n].subject not in self.standing), None)

    def sections(self) -> list[Section]:
        """The source files in order, with their shares of the items."""
        found, start = [], 0
        for source_file, group in groupby(self.items, key=lambda item: item.source_file):
            items = list(group)
            left = sum(item.subject not in self.standing for item in items)
            found.append(Section(source_file, items[0].lao_name, start, len(items), left))
            start += len(items)
        return found

    def decide(self, decision: reviews.Decision) -> None:
        """Write a decision to disk, then take it in."""
        reviews.append(self.path, decision)
        self.decisions.append(decision)
        self._counts[decision.subject] += 1
        if decision.action == "undo":
            self.standing = reviews.standing(self.decisions)
        else:
            self.standing[decision.subject] = decision


def open_desk(out: Path) -> Desk:
    """Read what is doubtful in a finished run, and the decisions made so far.

    Raises NoResult when OUT holds no finished run, ReviewsError for a damaged reviews file.
    """
    check_finished(out)
    decisions = reviews.read(out / reviews.FILE)
    decided = {decision.subject for decision in decisions}
    touched = {reviews.project_of(subject) for subject in decided}
    documents = {row["document_id"]: row for row in _rows(out, "documents")}
    if not documents:
        raise no_documents(out)
    engine = _engine(out)
    for document in documents.values():
        document["model"] = _model(document["ocr_engine"] or "", engine)
    budgets = [
        row
        for row in _rows(out, "project_budgets", ds.field("doubtful") | _of(touched))
        if row["source"] != "reconciled" and (row["doubtful"] or _subject(row) in decided)
    ]
    concerned = touched | {row["project_id"] for row in budgets}
    to_match = ds.field("match_status") == "review"
    projects = {row["project_id"]: row for row in _rows(out, "projects", to_match | _of(concerned))}
    others = _others(_rows(out, "project_budgets", _of(concerned))) if budgets else {}
    items = [
        _amount(
            row,
            [o for o in others[row["project_id"]] if _speaks_for(o, row)],
            projects[row["project_id"]],
            documents[row["document_id"]],
        )
        for row in budgets
    ]
    items += [
        _match(row, documents[row["document_id"]])
        for row in projects.values()
        if row["match_status"] == "review" or reviews.match_subject(row["project_id"]) in decided
    ]
    pages = {(row["document_id"], row["page"]): row for row in _rows(out, "pages")}
    items = [_placed(item, pages.get((item.document_id, item.page))) for item in items]
    items.sort(key=lambda item: (item.source_file, item.page or 0, item.kind, _top(item.bbox), item.subject))
    return Desk(out, items, decisions)


_COLUMNS = {
    "documents": ("document_id", "source_file", "lao_name", "ocr_engine"),
    "pages": ("document_id", "page", "source_file", "source_page", "rotation_deg"),
    "projects": (
        "project_id", "document_id", "name", "measure_id", "match_candidates", "match_status", "page", "bbox",
    ),
    "project_budgets": (
        "project_id", "document_id", "fiscal_year_be", "source", "amount_raw", "amount_baht", "amount_status",
        "confidence", "doubtful", "page", "bbox", "doubt", "candidates",
    ),
}  # fmt: skip


def _of(projects: set[str]) -> ds.Expression:
    return ds.field("project_id").isin(pa.array(sorted(projects), pa.string()))


def _rows(out: Path, table: str, keep: ds.Expression | None = None) -> list[dict[str, Any]]:
    """The rows of a table for which `keep` holds, with the columns that the desk needs and the run has."""
    data = ds.dataset(out / f"{table}.parquet")
    columns = [name for name in _COLUMNS[table] if name in data.schema.names]
    rows: list[dict[str, Any]] = data.to_table(columns, filter=keep).to_pylist()
    return rows


def _engine(out: Path) -> str:
    """Name and version of the engine of the run; empty where it does not say."""
    try:
        return str(json.loads((out / "run.json").read_text(encoding="utf-8")).get("engine", ""))
    except (OSError, ValueError):
        return ""


def _model(engines: str, engine: str) -> str:
    """What read a document: its engines, the one of the run with its version."""
    name = engine.partition(" ")[0]
    return ", ".join(engine if one == name else one for one in engines.split(", "))


def _others(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The printed amounts by item."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["source"] != "reconciled":
            groups[row["project_id"]].append(row)
    return groups


def _speaks_for(other: dict[str, Any], row: dict[str, Any]) -> bool:
    """Whether another source's amount is for the same year, or for all years."""
    return other["source"] != row["source"] and other["fiscal_year_be"] in (row["fiscal_year_be"], None)


def _placed(item: Item, page: dict[str, Any] | None) -> Item:
    """The item with its page's own file, number and turn; earlier versions name no file per page."""
    if page is None:
        return item
    if page.get("source_file") is None:
        return replace(item, source_page=item.page, rotation_deg=page["rotation_deg"] or 0)
    return replace(
        item,
        source_file=page["source_file"],
        source_page=page["source_page"],
        rotation_deg=page["rotation_deg"] or 0,
    )


def _subject(row: dict[str, Any]) -> str:
    return reviews.amount_subject(row["project_id"], row["fiscal_year_be"], row["source"])


def _top(bbox: str) -> float:
    return float(bbox.split(",")[1]) if bbox else 0.0


def _amount(
    row: dict[str, Any],
    others: Iterable[dict[str, Any]],
    project: dict[str, Any],
    document: dict[str, Any],
) -> Item:
    year = f"ปีงบประมาณ {row['fiscal_year_be']}" if row["fiscal_year_be"] else "ทุกปี / all years"
    doubt = row.get("doubt") or ""
    return Item(
        subject=_subject(row),
        kind="amount",
        document_id=row["document_id"],
        source_file=document["source_file"],
        lao_name=document["lao_name"] or "",
        project=project["name"],
        what=f"{year} · {' / '.join(SOURCES[row['source']])}",
        read_raw=row["amount_raw"] or "",
        read_value="" if row["amount_baht"] is None else str(row["amount_baht"]),
        page=row["page"],
        bbox=row["bbox"] or "",
        why=_both(doubt_th(doubt), doubt),
        model_version=document["model"],
        choices=amount_choices(row, others),
    )


def _match(row: dict[str, Any], document: dict[str, Any]) -> Item:
    candidates = json.loads(row.get("match_candidates") or "[]")
    reason = candidates[0].get("reason", "") if candidates else ""
    return Item(
        subject=reviews.match_subject(row["project_id"]),
        kind="match",
        document_id=row["document_id"],
        source_file=document["source_file"],
        lao_name=document["lao_name"] or "",
        project=row["name"],
        what="มาตรการมาตรฐาน / standard measure",
        read_raw=row["name"],
        read_value=row["measure_id"] or "",
        page=row["page"],
        bbox=row["bbox"] or "",
        why=_both(reason_th(reason), reason),
        model_version=document["model"],
        choices=measure_choices(row.get("match_candidates")),
    )


def _both(thai: str, english: str) -> str:
    return english if thai == english else f"{thai} / {english}"
