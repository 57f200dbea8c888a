"""The repository's sample plans, converted as a user does, against the gold that was made with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from frictionless import Package, system

from pipelines import convert

RAW = Path(__file__).parent.parent / "data" / "raw"
pytestmark = pytest.mark.slow


def test_the_samples_convert_completely(tmp_path: Path) -> None:
    result = convert(RAW, tmp_path, report=True)
    assert result.counts.failed == result.counts.failed_pages == 0
    assert result.counts.documents == len([path for path in RAW.iterdir() if path.is_file()])
    assert not (result.documents["error_code"] == "parse_failed").any()
    plans = result.documents[result.documents["doc_type"] == "action_plan"]["document_id"]
    assert len(plans) >= 3
    for document_id in plans:
        assert (result.projects["document_id"] == document_id).sum() >= 5
    certain = result.project_budgets[~result.project_budgets["doubtful"]]
    assert certain["amount_baht"].notna().mean() > 0.9
    with system.use_context(trusted=True):
        assert Package(str(tmp_path / "datapackage.json")).validate().valid
    assert (tmp_path / "report" / "index.html").is_file()
