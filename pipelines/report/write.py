"""Writes the report of a finished run: `report/index.html`, a page per document, crops, `findings.xlsx`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader

from extract.errors import ExtractError
from extract.limits import Limits
from pipelines.audit.folder import by_document, read_table, write_findings
from pipelines.audit.tables import parse_box
from pipelines.batch.guard import guarded
from pipelines.evidence import Spot, crop_spots
from pipelines.files import write_whole
from pipelines.findings_xlsx import write_findings_xlsx
from pipelines.report import view
from pipelines.report.names import CAUSES, CHECKS, SEVERITIES, STATUSES
from pipelines.report.reasons import reason_th

FOLDER = "report"
EVIDENCE = "evidence"
TABLES = (
    "documents",
    "pages",
    "projects",
    "project_budgets",
    "stated_totals",
    "measures",
    "findings",
    "remarks",
)
COLUMNS = {"pages": ("document_id", "page", "source_file", "source_page", "rotation_deg")}
"""Of these tables not all columns are read: the text of all pages would take the memory of all documents."""
CROP_SECONDS = 60.0
CROP_BYTES = Limits().worker_bytes
"""Limits of the process that draws the pages of one document; of memory the same as for reading, so that a
process that has read pages goes on with it."""
MOST_CROPS = 400
"""Crops of one document; errors and warnings come first, the rest of the findings point at their page."""

Row = dict[str, Any]
_HEADINGS = (
    ("เอกสาร", "Document", ""),
    ("จังหวัด", "Province", ""),
    ("ประเภท", "Type", ""),
    ("ปีงบประมาณ", "Fiscal years", "n"),
    ("หน้า", "Pages", "n"),
    ("สถานะ", "Status", ""),
    ("ข้อผิดพลาด", "Errors", "n"),
    ("ควรตรวจ", "Warnings", "n"),
    ("น่าจะอ่านผิด", "Misread", "n"),
    ("ไม่แน่ชัด", "Doubtful", "n"),
)


def write_report(out: Path | str, sources: Mapping[str, Mapping[str, Path]] | None = None) -> Path:
    """Write the report of the finished run in `out` from its tables; the path of its first page.

    `sources` are the input files by document id and source_file: they give the pictures that findings lack
    and the links to the pages. Pictures of an earlier call are kept. Raises FileNotFoundError where there is
    no finished run, OSError where nothing can be written.
    """
    folder = Path(out)
    tables = {name: read_table(folder, name, COLUMNS.get(name)) for name in TABLES}
    report = folder / FOLDER
    report.mkdir(parents=True, exist_ok=True)
    grouped = {name: by_document(rows) for name, rows in tables.items()}
    _keep_evidence(folder, tables["findings"])
    if sources is not None:
        _add_evidence(report, grouped, sources)
        write_findings(folder, tables["findings"])
        _drop_unused(folder, tables["findings"])
    heads = []
    for document in tables["documents"]:
        key = str(document["document_id"])
        rows = {name: groups.get(key, []) for name, groups in grouped.items()}
        files = sources.get(key, {}) if sources else {}
        links = {name: _link(report, path) for name, path in files.items()}
        heads.append(_write_document(report, document, rows, links))
    first = _write_index(report, heads)
    write_findings_xlsx(folder / "findings.xlsx", tables["documents"], tables["findings"], folder)
    return first


def _add_evidence(
    report: Path, grouped: dict[str, dict[str, list[Row]]], sources: Mapping[str, Mapping[str, Path]]
) -> None:
    for document_id, findings in grouped["findings"].items():
        pages = {page["page"]: page for page in grouped["pages"].get(document_id, [])}
        bare = [f for f in findings if f["evidence_image"] is None]
        shown = [f for f in bare if (page := pages.get(f["page"])) is not None and page["source_page"]]
        for number, (name, path) in enumerate(sources.get(document_id, {}).items(), start=1):
            folder = f"{EVIDENCE}/{document_id}" + (f"/{number}" if number > 1 else "")
            own = [f for f in shown if pages[f["page"]]["source_file"] == name]
            _add_pictures(report, folder, own, pages, path)


def _add_pictures(
    report: Path, folder: str, findings: list[Row], pages: Mapping[int, Row], source: Path
) -> None:
    """Crops of one file's pages for the findings on them."""
    spots = {f["finding_id"]: spot for f in _gravest(findings) if (spot := _spot(f, pages)) is not None}
    if not spots:
        return
    wanted = list(dict.fromkeys(spots.values()))[:MOST_CROPS]
    try:
        names = guarded(CROP_SECONDS, CROP_BYTES, crop_spots, source, wanted, report / folder)
    except (ExtractError, OSError):
        return  # the figures stand without their picture
    for finding in findings:
        spot = spots.get(finding["finding_id"])
        name = names.get(spot) if spot is not None else None
        if name is not None:
            finding["evidence_image"] = f"{FOLDER}/{folder}/{name}"


def _keep_evidence(folder: Path, findings: list[Row]) -> None:
    """Pictures that an earlier call made and that still lie there."""
    for finding in findings:
        image = finding["evidence_image"]
        if image is not None and not (folder / image).is_file():
            finding["evidence_image"] = None


def _drop_unused(folder: Path, findings: list[Row]) -> None:
    """Pictures of findings that there are no more."""
    used = {folder / finding["evidence_image"] for finding in findings if finding["evidence_image"]}
    for path in (folder / FOLDER / EVIDENCE).rglob("*.jpg"):
        if path not in used:
            path.unlink()


def _gravest(findings: list[Row]) -> list[Row]:
    order = list(SEVERITIES)
    return sorted(findings, key=lambda f: order.index(f["severity"]))


def _spot(finding: Row, pages: Mapping[int, Row]) -> Spot | None:
    box = parse_box(finding["bbox"])
    page = pages[finding["page"]]
    return None if box is None else Spot(page["source_page"], box, page["rotation_deg"] or 0)


def _link(report: Path, source: Path | None) -> str | None:
    """A relative link from the report to a source file; None where there is none."""
    if source is None:
        return None
    try:
        return quote(Path(os.path.relpath(source.resolve(), report.resolve())).as_posix())
    except ValueError:  # another drive
        return None


def _page_links(pages: list[Row], links: Mapping[str, str | None]) -> dict[int, str]:
    """Links to the pages of a document, in the files that they stand in."""
    found = {page["page"]: (links.get(page["source_file"]), page["source_page"]) for page in pages}
    return {page: f"{link}#page={number}" for page, (link, number) in found.items() if link and number}


def _write_document(
    report: Path, document: Row, rows: dict[str, list[Row]], links: Mapping[str, str | None]
) -> view.View:
    findings = rows["findings"]
    head = view.document_head(document, findings, rows["project_budgets"], rows["projects"])
    head["link"] = links.get(document["source_file"])
    html = (
        _templates()
        .get_template("document.html.j2")
        .render(
            **_assets(),
            d=head,
            findings=view.finding_views(findings, f"{FOLDER}/", _page_links(rows["pages"], links)),
            only_info=bool(findings) and all(f["severity"] == "info" for f in findings),
            severities=[(key, *names) for key, names in SEVERITIES.items()],
            causes=view.choices(findings, "cause", CAUSES),
            checks=view.choices(findings, "check", CHECKS),
            summary=view.summary_view(rows["projects"], rows["project_budgets"], rows["stated_totals"]),
            figures=view.figures_view(rows["stated_totals"]),
            measures=rows["measures"],
            remarks=[{**row, "reason_th": reason_th(row["reason"])} for row in rows["remarks"]],
        )
    )
    write_whole(report / head["page"], html)
    return head


def _write_index(report: Path, heads: list[view.View]) -> Path:
    ordered = sorted(heads, key=lambda head: (-head["own"]["error"], head["source_file"]))
    totals = {
        "pages": sum(head["n_pages"] or 0 for head in heads),
        "error": sum(head["own"]["error"] for head in heads),
        "warning": sum(head["own"]["warning"] for head in heads),
        "misread": sum(head["misread"] for head in heads),
        "doubtful": sum(head["doubtful"] for head in heads),
        "amounts": sum(head["amounts"] for head in heads),
    }
    html = (
        _templates()
        .get_template("index.html.j2")
        .render(
            **_assets(),
            documents=ordered,
            totals=totals,
            headings=_HEADINGS,
            statuses=[(key, *names) for key, names in STATUSES.items()],
        )
    )
    path = report / "index.html"
    write_whole(path, html)
    return path


@cache
def _templates() -> Environment:
    loader = PackageLoader("pipelines.report", "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


@cache
def _assets() -> dict[str, str]:
    templates = Path(__file__).parent / "templates"
    return {
        "css": (templates / "report.css").read_text(encoding="utf-8"),
        "js": (templates / "report.js").read_text(encoding="utf-8"),
    }
