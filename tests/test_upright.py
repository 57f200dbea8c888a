"""A sideways page is parsed as it stands upright; its records have their places on the page as shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import Document, Page
from extract.turn import back_turned_box
from pipelines.parse import parse
from pipelines.parse.upright import upright
from pipelines.records import ParsedDocument
from tests.plan_documents import document, grid

SIZE = (842.0, 595.0)
"""Of the page set upright."""


def plan() -> Document:
    """Two items without numbers in one cell, each with its amount on its line; the first fills its line."""
    header = ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"]
    names = "โครงการอบรมคุณธรรมของพนักงาน\nมาตรการลดการใช้กระดาษ"
    table = grid([header, ["1. สุจริต", names, "10,000\n5,000", "10,000\n5,000"]], confidence=0.99)
    paper = document(table)
    return replace(paper, pages=(Page(1, "scan", *SIZE, blocks=(table,)),))


def sideways(paper: Document, turn: int) -> Document:
    """The same as shown: a page that a clockwise `turn` sets upright."""
    width, height = SIZE if turn == 180 else SIZE[::-1]
    lying = Page(1, "scan", *SIZE, rotation_deg=-turn % 360)  # turned the other way the page lies as shown
    shown = upright(replace(paper, pages=(replace(lying, blocks=paper.pages[0].blocks),)))
    return replace(
        shown, pages=(replace(shown.pages[0], width_pt=width, height_pt=height, rotation_deg=turn),)
    )


def facts(parsed: ParsedDocument) -> list[tuple[object, ...]]:
    items = [(p.name, p.seq, p.in_summary) for p in parsed.projects]
    return [*items, *((b.project, b.fiscal_year_be, b.amount_baht, b.doubtful) for b in parsed.budgets)]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_sideways_page_gives_the_same_records_at_their_places_as_shown(turn: int) -> None:
    straight = parse(plan(), "action_plan")
    assert [p.name for p in straight.projects] == ["โครงการอบรมคุณธรรมของพนักงาน", "มาตรการลดการใช้กระดาษ"]
    lying = sideways(plan(), turn)
    assert lying.tables[0].cells[0].bbox != plan().tables[0].cells[0].bbox
    turned = parse(lying, "action_plan")
    assert facts(turned) == facts(straight)
    width, height = lying.pages[0].width_pt or 0.0, lying.pages[0].height_pt or 0.0
    for one, other in zip(turned.budgets, straight.budgets, strict=True):
        assert other.source.bbox is not None
        assert one.source.bbox == pytest.approx(back_turned_box(other.source.bbox, width, height, turn))
