"""The pictures of findings: crops of the pages where the figures stand, and where those stand that they are
held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import ExtractError
from extract.limits import Limits
from pipelines.audit.copied import REPEATS
from pipelines.audit.finding import plain
from pipelines.audit.tables import parse_box
from pipelines.batch.guard import guarded
from pipelines.evidence import Spot, crop_spots
from pipelines.report.names import CHECKS, COUNTED, SEVERITIES, Names

FOLDER = "report"
EVIDENCE = "evidence"
CROP_SECONDS = 60.0
CROP_BYTES = Limits().worker_bytes
"""Limits of the process that draws the pages of one document; of memory the same as for reading, so that a
process that has read pages goes on with it."""
MOST_CROPS = 400
"""Crops of one document; errors and warnings come first, the rest of the findings point at their page."""

Row = dict[str, Any]
Rows = Mapping[str, list[Row]]
"""The rows of one document, by table."""
View = dict[str, Any]
_SUMMARY: Names = ("ในตารางสรุป", "in the summary table")
_SAME_TEXT: Names = ("ข้อความที่เหมือนกัน", "the text that it repeats")
_SAME_NUMBER: Names = ("รายการที่ใช้เลขเดียวกัน", "the item with the same number")


@dataclass(frozen=True)
class Elsewhere:
    """The second place of a finding: where the figure stands that the first is held against."""

    page: int
    bbox: str
    names: Names


def add_pictures(report: Path, rows: Rows, document_id: str, files: Mapping[str, Path]) -> None:
    """Draw the pictures of a document's findings from its files and name them in `evidence_image`."""
    pages = {page["page"]: page for page in rows["pages"]}
    for number, (name, path) in enumerate(files.items(), start=1):
        folder = f"{EVIDENCE}/{document_id}" + (f"/{number}" if number > 1 else "")
        first: dict[str, Spot] = {}
        second: list[Spot] = []
        for finding in _gravest(rows["findings"]):
            spot = _spot(finding["page"], finding["bbox"], pages, name, _row_name(finding, rows))
            if spot is not None and finding["evidence_image"] is None:
                first[finding["finding_id"]] = spot
            other = elsewhere(finding, rows)
            row_name = _row_name({**finding, "page": other.page}, rows) if other is not None else None
            more = _spot(other.page, other.bbox, pages, name, row_name) if other is not None else None
            if more is not None and not (report / folder / more.file_name).is_file():
                second.append(more)
        names = _drawn(path, [*first.values(), *second], report / folder)
        for finding in rows["findings"]:
            shown = names.get(first[finding["finding_id"]]) if finding["finding_id"] in first else None
            if shown is not None:
                finding["evidence_image"] = f"{FOLDER}/{folder}/{shown}"


def _drawn(source: Path, spots: Iterable[Spot], folder: Path) -> dict[Spot, str]:
    wanted = list(dict.fromkeys(spots))[:MOST_CROPS]
    if not wanted:
        return {}
    try:
        return guarded(CROP_SECONDS, CROP_BYTES, crop_spots, source, wanted, folder)
    except (ExtractError, OSError):
        return {}  # the figures stand without their picture


def keep_pictures(folder: Path, findings: Iterable[Row]) -> None:
    """Forget the pictures of an earlier call that no longer lie there."""
    for finding in findings:
        image = finding["evidence_image"]
        if image is not None and not (folder / image).is_file():
            finding["evidence_image"] = None


def drop_unused(folder: Path, documents: Iterable[Rows]) -> None:
    """Remove the pictures of findings that there are no more."""
    used = {
        folder / FOLDER / picture["src"]
        for rows in documents
        for shown in pictures_of(folder / FOLDER, rows).values()
        for picture in shown
    }
    for path in (folder / FOLDER / EVIDENCE).rglob("*.jpg"):
        if path not in used:
            path.unlink()


def pictures_of(report: Path, rows: Rows) -> dict[str, list[View]]:
    """The pictures of each finding of a document, by its id: address within the report, page, words."""
    pages = {page["page"]: page for page in rows["pages"]}
    found: dict[str, list[View]] = {}
    for finding in rows["findings"]:
        image = finding["evidence_image"]
        if image is None:
            continue
        name = CHECKS.get(finding["check"], (finding["check"], finding["check"]))
        shown = [_picture(image.removeprefix(f"{FOLDER}/"), finding["page"], name)]
        other = elsewhere(finding, rows)
        if other is not None:
            path = _lies_at(report, finding["document_id"], other, pages)
            if path is not None:
                shown.append({**_picture(path, other.page, other.names), "caption": other.names})
        found[finding["finding_id"]] = shown
    return found


def _picture(src: str, page: int | None, names: Names) -> View:
    return {
        "src": src,
        "page": page,
        "alt": (f"ภาพหน้า {page}: {names[0]}", f"Picture of page {page}: {names[1]}"),
        "caption": None,
    }


def _lies_at(report: Path, document_id: str, other: Elsewhere, pages: Mapping[int, Row]) -> str | None:
    """Where the picture of a second place lies, in one of the folders of the document."""
    page = pages.get(other.page)
    spot = None if page is None else _spot(other.page, other.bbox, pages, page["source_file"])
    if spot is None:
        return None
    found = sorted((report / EVIDENCE / document_id).rglob(spot.file_name))
    return found[0].relative_to(report).as_posix() if found else None


def elsewhere(finding: Row, rows: Rows) -> Elsewhere | None:
    """The second place of a finding that holds two figures against each other; None where there is none."""
    if finding["check"] not in _ELSEWHERE:
        return None
    find, words = _ELSEWHERE[finding["check"]]
    here = (finding["page"], finding["bbox"])
    for row in find(finding, rows):
        if row["page"] is not None and row["bbox"] and (row["page"], row["bbox"]) != here:
            return Elsewhere(row["page"], row["bbox"], words)
    return None


def _listed_budget(finding: Row, rows: Rows) -> Iterator[Row]:
    for row in rows["project_budgets"]:
        own = row["project_id"] == finding["project_id"] and row["source"] == "summary"
        year = finding["fiscal_year_be"] in (None, row["fiscal_year_be"])
        if own and year and plain(row["amount_baht"]) == finding["expected"]:
            yield row


def _listed_count(finding: Row, rows: Rows) -> Iterator[Row]:
    for row in rows["stated_totals"]:
        counts = row["source"] == "summary" and row["quantity"] in COUNTED
        own = row["dimension"] == finding["dimension"] and row["scope"] in ("dimension", "plan")
        if counts and own and plain(row["value"]) == finding["expected"]:
            yield row


def _same_number(finding: Row, rows: Rows) -> Iterator[Row]:
    return (row for row in rows["projects"] if str(row["seq"]) == finding["stated"])


def _same_text(finding: Row, rows: Rows) -> Iterator[Row]:
    """The sections of the item of the same document whose text is repeated: the message names it."""
    others = {
        p["project_id"] for p in rows["projects"] if f"{REPEATS} “{p['name']}”" in finding["message_en"]
    }
    own = finding["project_id"]
    for row in sorted(rows["project_sections"], key=lambda row: row["item"]):
        if row["project_id"] in others - {own} and row["section"] == finding["stated"]:
            yield row


_ELSEWHERE: dict[str, tuple[Callable[[Row, Rows], Iterator[Row]], Names]] = {
    "detail_budget": (_listed_budget, _SUMMARY),
    "preface_count": (_listed_count, _SUMMARY),
    "seq_duplicate": (_same_number, _SAME_NUMBER),
    "copied_text": (_same_text, _SAME_TEXT),
}
"""How the second place of a check's findings is found, and what it is called."""


def _gravest(findings: Iterable[Row]) -> list[Row]:
    order = list(SEVERITIES)
    return sorted(findings, key=lambda f: order.index(f["severity"]))


def _row_name(finding: Row, rows: Rows) -> str | None:
    """Where the name of the finding's item stands on the same page."""
    if finding["project_id"] is None:
        return None
    own = (p for p in rows["projects"] if p["project_id"] == finding["project_id"])
    return next((p["bbox"] for p in own if p["page"] == finding["page"]), None)


def _spot(
    page: int | None, bbox: str | None, pages: Mapping[int, Row], file: str, beside: str | None = None
) -> Spot | None:
    """The place on the page of one file; None where it is on no page of it."""
    row = pages.get(page) if page is not None else None
    if row is None or not row["source_page"] or row["source_file"] != file:
        return None
    return Spot(row["source_page"], parse_box(bbox), row["rotation_deg"] or 0, parse_box(beside))
