"""Writes the report of a finished run: `report/index.html`, a page per document, crops, `findings.xlsx`."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Executor
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipelines.audit.folder import by_document, read_table, write_findings
from pipelines.files import write_whole
from pipelines.report import view
from pipelines.report.environment import FOLDER as TEMPLATES
from pipelines.report.environment import templates
from pipelines.report.findings_xlsx import write_findings_xlsx
from pipelines.report.names import CAUSES, CHECKS, GROUPS, STATUSES, VERDICTS
from pipelines.report.pictures import FOLDER, add_pictures, drop_unused, keep_pictures, pictures_of
from pipelines.report.reasons import reason_th
from pipelines.report.summary import anchors_of, figures_view, summary_view

TABLES = (
    "documents",
    "pages",
    "projects",
    "project_budgets",
    "project_sections",
    "stated_totals",
    "measures",
    "findings",
    "remarks",
)
COLUMNS = {
    "pages": ("document_id", "page", "source_file", "source_page", "rotation_deg", "doubtful_numbers"),
    "project_sections": ("document_id", "project_id", "section", "item", "page", "bbox"),
}
"""Of these tables not all columns are read: their texts would take the memory of all documents."""

Row = dict[str, Any]
TITLES = ("ผลการตรวจแผนป้องกันการทุจริต", "Audit of anti-corruption plans")
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
    ("ตัวเลขที่ไม่แน่ชัด", "Doubtful figures", "n"),
    ("เงินที่จัดลงไม่ได้", "Amounts not placed", "n"),
)


def write_report(
    out: Path | str,
    sources: Mapping[str, Mapping[str, Path]] | None = None,
    threads: Executor | None = None,
) -> Path:
    """Write the report of the finished run in `out` from its tables; the path of its first page.

    `sources` are the input files by document id and source_file: they give the pictures that findings lack
    and the links to the pages. Pictures of an earlier call are kept. With `threads` of this process those of
    several documents are drawn at once. Raises FileNotFoundError where there is no finished run, OSError
    where nothing can be written.
    """
    folder = Path(out)
    tables = {name: read_table(folder, name, COLUMNS.get(name)) for name in TABLES}
    report = folder / FOLDER
    report.mkdir(parents=True, exist_ok=True)
    grouped = {name: by_document(rows) for name, rows in tables.items()}
    documents = {
        str(document["document_id"]): {
            name: groups.get(str(document["document_id"]), []) for name, groups in grouped.items()
        }
        for document in tables["documents"]
    }
    keep_pictures(folder, tables["findings"])
    if sources is not None:
        files = [sources.get(key, {}) for key in documents]
        spread = map if threads is None else threads.map
        deque(spread(add_pictures, repeat(report), documents.values(), documents, files), maxlen=0)
        write_findings(folder, tables["findings"])
        drop_unused(folder, documents.values())
    heads = []
    for document in tables["documents"]:
        key = str(document["document_id"])
        own = sources.get(key, {}) if sources else {}
        links = {name: _link(report, path) for name, path in own.items()}
        heads.append(_write_document(report, document, documents[key], links))
    first = _write_index(report, heads)
    write_findings_xlsx(folder / "findings.xlsx", tables["documents"], tables["findings"], folder)
    return first


def _link(report: Path, source: Path | None) -> str | None:
    """A relative link from the report to a source file; None where there is none."""
    if source is None:
        return None
    try:
        return quote(os.fsencode(Path(os.path.relpath(source.resolve(), report.resolve())).as_posix()))
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
    head = view.document_head(document, rows)
    head["link"] = links.get(document["source_file"])
    summary = summary_view(rows["projects"], rows["project_budgets"], rows["stated_totals"], findings)
    figures = figures_view(rows["stated_totals"], findings)
    html = (
        templates()
        .get_template("document.html.j2")
        .render(
            **_assets(),
            titles=[head["lao_name"] or head["source_file"]] * 2,
            d=head,
            findings=view.finding_views(
                findings,
                pictures_of(report, rows),
                _page_links(rows["pages"], links),
                set(anchors_of(summary, figures)),
            ),
            only_info=bool(findings) and all(f["severity"] == "info" for f in findings),
            counted=[
                (key, *names[1])
                for key, names in GROUPS.items()
                if head["count"][key] or key in ("error", "warning")
            ],
            groups=[(key, *names) for key, names in GROUPS.items() if head["count"][key]],
            causes=view.choices(findings, "cause", CAUSES),
            checks=view.choices(findings, "check", CHECKS),
            summary=summary,
            figures=figures,
            verdict=view.verdict(document, rows),
            verdicts=VERDICTS,
            measures=rows["measures"],
            remarks=[{**row, "reason_th": reason_th(row["reason"])} for row in rows["remarks"]],
            unsure=view.unsure_numbers(rows["pages"]),
        )
    )
    write_whole(report / head["page"], html)
    return head


def _write_index(report: Path, heads: list[view.View]) -> Path:
    ordered = sorted(heads, key=lambda head: (-head["count"]["error"], _natural(head["source_file"] or "")))
    totals = {
        "pages": sum(head["n_pages"] or 0 for head in heads),
        "doubtful": sum(head["doubtful"] for head in heads),
        "figures": sum(head["figures"] for head in heads),
        "statuses": {key: sum(head["status"] == key for head in heads) for key in ("failed", "partial")},
        **{group: sum(head["count"][group] for head in heads) for group in GROUPS},
    }
    html = (
        templates()
        .get_template("index.html.j2")
        .render(
            **_assets(),
            titles=TITLES,
            documents=ordered,
            totals=totals,
            groups=[(key, names[1]) for key, names in GROUPS.items()],
            headings=_HEADINGS,
            statuses=[(key, *names) for key, names in STATUSES.items()],
        )
    )
    path = report / "index.html"
    write_whole(path, html)
    return path


def _natural(name: str) -> list[tuple[int, str]]:
    """A key that sorts `plan 9` before `plan 10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name)]


@cache
def _assets() -> dict[str, str]:
    return {
        "css": (TEMPLATES / "report.css").read_text(encoding="utf-8"),
        "js": (TEMPLATES / "report.js").read_text(encoding="utf-8"),
    }
