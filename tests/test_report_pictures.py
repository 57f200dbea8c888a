"""The second picture of a finding: where stands what the first is held against."""

from __future__ import annotations

from typing import Any

from pipelines.report.pictures import elsewhere


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
