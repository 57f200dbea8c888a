"""What a finding shows beside its words: the second picture, and the figures of a report's table marked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipelines.report.pictures import elsewhere
from pipelines.report.summary import figures_view, summary_view
from pipelines.report.view import finding_views
from pipelines.schema import BY_NAME


def copied(message: str) -> dict[str, list[dict[str, Any]]]:
    """A document of two items, the second of which repeats the rationale of the first."""
    projects = [{"project_id": "p1", "name": "โครงการ ก"}, {"project_id": "p2", "name": "โครงการ ข"}]
    sections = [
        {"project_id": project, "section": section, "item": item, "page": page, "bbox": f"50,{item},500,90"}
        for project, page in (("p1", 4), ("p2", 7))
        for section in ("objectives", "rationale")
        for item in (2, 1)
    ]
    finding = {
        "check": "copied_text",
        "project_id": "p2",
        "stated": "rationale",
        "page": 7,
        "bbox": "50,1,500,90",
        "message_en": message,
    }
    return {"projects": projects, "project_sections": sections, "findings": [finding]}


def test_copied_text_shows_the_text_that_it_repeats() -> None:
    rows = copied("โครงการ ข: its section “rationale” repeats that of “โครงการ ก” (page 4), 95 % alike.")
    other = elsewhere(rows["findings"][0], rows)
    assert other is not None
    assert (other.page, other.bbox, other.names[1]) == (4, "50,1,500,90", "the text that it repeats")


def test_the_text_of_another_file_is_not_looked_for_in_this_one() -> None:
    rows = copied(
        "โครงการ ข: rationale the same as in “โครงการ ก” of เทศบาลตำบลบ่อทรายขาว, at least 95 % alike."
    )
    assert elsewhere(rows["findings"][0], rows) is None


def reported(quantity: str, value: int, bbox: str, **more: Any) -> dict[str, Any]:
    total = dict.fromkeys(BY_NAME["stated_totals"].column_names)
    total |= {"source": "report", "scope": "dimension", "dimension": 2, "quantity": quantity, "page": 3}
    return total | {"value": Decimal(value), "value_raw": str(value), "bbox": bbox, "doubtful": False, **more}


def test_a_reports_figure_that_does_not_fit_leads_to_its_finding() -> None:
    finding = dict.fromkeys(BY_NAME["findings"].column_names)
    finding |= {"finding_id": "f7", "check": "plan_vs_report", "severity": "error", "cause": "document"}
    finding |= {"dimension": 2, "fiscal_year_be": 2566, "page": 3, "bbox": "1,1,2,2", "message_en": ""}
    finding |= {"stated": "9"}
    totals = [reported("planned_items", 9, "1,1,2,2"), reported("done_items", 6, "1,1,2,2")]  # one sentence
    view = figures_view(totals, [finding])
    assert view is not None
    (row,) = view["rows"]
    assert [(c["wrong"], c["finding"]) for c in row["cells"]] == [(True, "f7"), (False, None)]
    (shown,) = finding_views([finding], {}, {}, {row["anchor"]})
    assert shown["row"] == "reported-2"


def test_a_sum_of_what_is_not_certain_is_not_shown_as_wrong() -> None:
    """Nothing says that the plan's total does not fit: its dimensions' do, an amount was not read."""
    project = dict.fromkeys(BY_NAME["projects"].column_names)
    project |= {"project_id": "p1", "position": 1, "name": "โครงการ ก", "dimension": 1, "in_summary": True}
    budget = dict.fromkeys(BY_NAME["project_budgets"].column_names)
    budget |= {"project_id": "p1", "fiscal_year_be": 2568, "source": "summary", "amount_status": "amount"}
    budget |= {"amount_baht": Decimal(1), "amount_raw": "1", "doubtful": True}
    total = reported("budget_baht", 17000, "1,1,2,2", source="summary", scope="plan", dimension=None)
    total |= {"fiscal_year_be": 2568}
    view = summary_view([project], [budget], [total])
    assert view is not None and view["plan"] is not None
    assert (view["plan"][2568]["fits"], view["plan"][2568]["wrong"]) == (False, False)
    finding = dict.fromkeys(BY_NAME["findings"].column_names)
    finding |= {"finding_id": "f1", "check": "plan_total", "severity": "error", "fiscal_year_be": 2568}
    view = summary_view([project], [budget], [total], [finding])
    assert view is not None and view["plan"] is not None and view["plan"][2568]["wrong"]


def test_two_columns_of_one_quantity_are_both_shown() -> None:
    totals = [
        reported("spent_baht", 40000, "1,1,2,2", doubtful=True),
        reported("spent_baht", 138500, "3,1,4,2", doubtful=True),
        reported("spent_baht", 138500, "3,8,4,9"),
    ]
    view = figures_view(totals)
    assert view is not None
    ((cell,),) = [row["cells"] for row in view["rows"]]
    assert (cell["text"], cell["doubtful"]) == ("40,000 / 138,500", True)
