"""The figures of the sample scan as the reader read them: confidences and runner-ups as measured.

`tests/data/scan/figures.json` holds the parsed records of `data/raw/action-plan-scan.pdf` with readings,
so that reconciliation and audit can be tested on real readings without reading pages.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from extract.model import Alternative, Document, Page, Reading
from pipelines.records import Budget, DocumentInfo, ParsedDocument, Project, Source, StatedTotal

PATH = Path(__file__).parent / "data" / "scan" / "figures.json"
PAPER = Document("action-plan-scan.pdf", "0" * 64, "scanned_pdf", (Page(1, "scan"),))


def sample_scan() -> ParsedDocument:
    """The parsed records, not yet reconciled."""
    data = json.loads(PATH.read_text(encoding="utf-8"))
    first, last = data["years"]
    parsed = ParsedDocument(DocumentInfo("action_plan", fiscal_year_start_be=first, fiscal_year_end_be=last))
    for row in data["projects"]:
        row["name_raw"] = row["name"]
        parsed.projects.append(Project(source=Source(5, None, 0.99, False), **row))
    for row in data["budgets"]:
        parsed.budgets.append(
            Budget(
                row["project"],
                row["year"],
                row["origin"],
                _number(row["amount"]),
                row["status"],
                doubtful=row["doubt"] is not None,
                doubt=row["doubt"],
                source=_source(row),
            )
        )
    for row in data["totals"]:
        parsed.stated_totals.append(
            StatedTotal(
                row["origin"],
                row["scope"],
                row["quantity"],
                _number(row["value"]),
                row["raw"],
                row["dimension"],
                fiscal_year_be=row["year"],
                source=_source(row),
            )
        )
    return parsed


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _source(row: dict[str, Any]) -> Source:
    readings = tuple(
        Reading(
            r["text"],
            r["confidence"],
            tuple(r["chars"]),
            tuple(Alternative(text, likelihood) for text, likelihood in r["others"]),
        )
        for r in row["readings"]
    )
    return Source(5, (10.0, 20.0, 60.0, 30.0), row["confidence"], False, readings)
