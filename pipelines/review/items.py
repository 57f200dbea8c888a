"""What there is to review in a finished run: doubtful amounts and doubtful measure matches."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipelines import reviews


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


@dataclass
class Desk:
    """The open run: its items in reading order, and the decisions on them."""

    out: Path
    items: list[Item]
    decisions: list[reviews.Decision] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return self.out / reviews.FILE

    def find(self, subject: str) -> Item | None:
        """The item of that subject, if there is one."""
        return next((item for item in self.items if item.subject == subject), None)

    def version(self, subject: str) -> int:
        """How many decisions (undone ones too) there are on a subject."""
        return sum(decision.subject == subject for decision in self.decisions)

    def decide(self, decision: reviews.Decision) -> None:
        """Write a decision to disk, then take it in."""
        reviews.append(self.path, decision)
        self.decisions.append(decision)


def open_desk(out: Path) -> Desk:
    """Read what is doubtful in a finished run, and the decisions made so far.

    Raises FileNotFoundError when OUT holds no finished run, ValueError for a damaged reviews file.
    """
    if not (out / "documents.parquet").exists():
        raise FileNotFoundError(f"{out} holds no documents.parquet: run `thaiplan convert` first")
    documents = {row["document_id"]: row for row in _rows(out, "documents")}
    projects = {row["project_id"]: row for row in _rows(out, "projects")}
    decisions = reviews.read(out / reviews.FILE)
    decided = {decision.subject for decision in decisions}
    items = [
        _amount(row, projects[row["project_id"]], documents[row["document_id"]])
        for row in _rows(out, "project_budgets")
        if row["source"] != "reconciled" and (row["doubtful"] or _subject(row) in decided)
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


def _rows(out: Path, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(out / f"{table}.parquet").to_pylist()
    return rows


def _placed(item: Item, page: dict[str, Any] | None) -> Item:
    """The item with its page's own file, number and turn; tables of earlier versions name no file per page."""
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


def _amount(row: dict[str, Any], project: dict[str, Any], document: dict[str, Any]) -> Item:
    year = f"ปีงบประมาณ {row['fiscal_year_be']}" if row["fiscal_year_be"] else "ทุกปี / all years"
    where = {"summary": "ตารางสรุป / summary", "detail": "รายละเอียด / detail"}[row["source"]]
    choices = [(c["text"], c["text"], c.get("confidence")) for c in json.loads(row.get("candidates") or "[]")]
    if row["amount_raw"] and row["amount_raw"] not in {value for value, _, _ in choices}:
        choices.insert(0, (row["amount_raw"], row["amount_raw"], row["confidence"]))
    return Item(
        subject=_subject(row),
        kind="amount",
        document_id=row["document_id"],
        source_file=document["source_file"],
        lao_name=document["lao_name"] or "",
        project=project["name"],
        what=f"{year} · {where}",
        read_raw=row["amount_raw"] or "",
        read_value="" if row["amount_baht"] is None else str(row["amount_baht"]),
        page=row["page"],
        bbox=row["bbox"] or "",
        why=row.get("doubt") or "",
        model_version=document["ocr_engine"] or "",
        choices=tuple(choices),
    )


def _match(row: dict[str, Any], document: dict[str, Any]) -> Item:
    candidates = json.loads(row.get("match_candidates") or "[]")
    choices = [
        (c["measure_id"], f"{c['measure_id']} {c['measure_name']}", c["score"] / 100) for c in candidates
    ]
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
        why="; ".join(c.get("reason", "") for c in candidates[:1]),
        model_version=document["ocr_engine"] or "",
        choices=tuple(choices),
    )
