"""Plans and reports in layouts and wordings that differ from the model plan, as text of other OCR tools.

`data/layouts/expected.json` was written by the parsers and then checked against the texts by eye: document
(type, locality, first and last year), items (number, dimension, mission, strategy, kind, name, amounts by
year; `?`: doubtful), stated totals.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from text_documents import document

from pipelines.parse import parse
from pipelines.records import Budget, ParsedDocument

FOLDER = Path(__file__).parent / "data" / "layouts"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(params=EXPECTED)
def layout(request: pytest.FixtureRequest) -> tuple[ParsedDocument, dict[str, Any]]:
    """A parsed text, and what stands in it."""
    text = (FOLDER / f"{request.param}.txt").read_text(encoding="utf-8")
    return parse(document(text)), EXPECTED[request.param]


def shown(budget: Budget) -> str:
    """An amount as the expected values have it."""
    plain = str(budget.amount_baht) if budget.amount_status in ("amount", "zero") else budget.amount_status
    return plain + "?" * budget.doubtful


def test_layout(layout: tuple[ParsedDocument, dict[str, Any]]) -> None:
    parsed, expected = layout
    info = parsed.info
    about = [info.doc_type, info.lao_name, info.fiscal_year_start_be, info.fiscal_year_end_be]
    assert about == expected["document"]
    items = [
        [
            item.seq,
            item.dimension,
            item.mission_code,
            item.strategy_code,
            item.kind,
            item.name,
            {str(b.fiscal_year_be or "all"): shown(b) for b in parsed.budgets if b.project == index},
        ]
        for index, item in enumerate(parsed.projects)
    ]
    assert items == expected["items"]
    totals = [
        f"{t.scope} {t.dimension or '-'} {t.fiscal_year_be or '-'} {t.quantity} {t.value}"
        for t in parsed.stated_totals
    ]
    assert totals == expected["totals"]
