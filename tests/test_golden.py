"""The repository's sample plans, converted as a user does, against the gold that was made with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from frictionless import Package, system

from pipelines import convert
from pipelines.review.items import open_desk
from samples.__main__ import worn_plan

RAW = Path(__file__).parent.parent / "data" / "raw"
pytestmark = pytest.mark.slow


def test_the_samples_convert_completely(tmp_path: Path) -> None:
    result = convert(RAW, tmp_path, report=True)
    assert result.counts.failed == result.counts.failed_pages == 0
    assert result.counts.documents == len([path for path in RAW.iterdir() if path.is_file()])
    assert result.counts.pages == result.documents["n_pages"].sum()  # OCR text has none
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


def test_the_worn_sample_leaves_something_to_review_and_nothing_wrong_unsaid(tmp_path: Path) -> None:
    result = convert(RAW / "action-plan-worn.pdf", tmp_path)
    desk = open_desk(tmp_path)
    kinds = [item.kind for item in desk.items]
    assert 3 <= kinds.count("amount") <= 20
    assert kinds.count("match") == 1
    assert "dimension_count" in set(result.findings["check"])
    truth = worn_plan()
    read = result.project_budgets.merge(result.projects[["project_id", "position"]], on="project_id")
    certain = read[~read["doubtful"] & read["fiscal_year_be"].notna()]
    assert len(certain) > 40
    for row in certain.itertuples():
        printed = truth.items[int(row.position) - 1].budgets[int(row.fiscal_year_be)]
        assert (row.amount_baht or 0) == printed, (row.position, row.fiscal_year_be, row.source)
    every_year = read[~read["doubtful"] & read["fiscal_year_be"].isna()]
    for row in every_year.itertuples():
        assert {row.amount_baht} == set(truth.items[int(row.position) - 1].budgets.values()), row.position
