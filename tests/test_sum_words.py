"""Words for a sum as scans misread them, and counts that a sentence parts by kind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.found_amounts import find_amounts
from normalize.sum_words import mended_sums
from pipelines.parse.action_plan import parse_action_plan
from pipelines.parse.headings import is_total_label
from pipelines.parse.sentences import counts_kinds_apart, paragraphs, stated_in_text
from pipelines.parse.totals import names_a_part
from pipelines.records import DocumentInfo
from tests.plan_documents import document, grid, prose

PLAN = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2571)


@pytest.mark.parametrize("words", ["รวมทังสิ้น", "รวมทั้งสิน", "รวมท้งสิ้น", "รวมทงสิน", "รวมทังหมด", "Sวมทั้งสิ้น"])
def test_a_sum_in_words_whose_marks_were_lost(words: str) -> None:
    text = f"แผนนี้มี 6 โครงการ งบประมาณ{words} 81,500 บาท"
    assert [found.is_total for found in find_amounts(text)] == [True]
    assert is_total_label(words)
    stated = stated_in_text(paragraphs(prose(text)), "preface", apart=False)
    assert Decimal(81_500) in [total.value for total in stated]


@pytest.mark.parametrize("text", ["รวมทั้งสนับสนุนชุมชน", "ทั้งสินค้าและบริการ", "รวมทั้งสนใจ", "AวมB", "ควมคุม"])
def test_other_words_stay(text: str) -> None:
    assert mended_sums(text) == text


@pytest.mark.parametrize("label", ["Sวม", "sวม", "ธวม", "รวน", "รวมทั้งลิ้น", "ธวมทั้งสิ้น"])
def test_a_sum_row_whose_label_was_misread_is_no_project(label: str) -> None:
    rows = [
        ["มิติ", "โครงการ/กิจกรรม", "ปี 2570", "ปี 2571"],
        ["มิติที่ 1", "โครงการลานวัดลานธรรม", "8,000", "9,000"],
        ["", "กิจกรรมเปิดสมุดรายรับ", "1,000", "-"],
        ["", label, "9,000", "9,000"],
    ]
    parsed = parse_action_plan(document(grid(rows)), PLAN)
    assert [project.name for project in parsed.projects] == ["โครงการลานวัดลานธรรม", "กิจกรรมเปิดสมุดรายรับ"]
    assert [(t.fiscal_year_be, t.value) for t in parsed.stated_totals] == [(2570, 9_000), (2571, 9_000)]


@pytest.mark.parametrize("name", ["รวมใจต้านโกง", "กวมสามัคคีรักถิ่น", "รวยด้วยธรรมะพาสุข"])
def test_a_name_that_begins_like_a_sum_is_none(name: str) -> None:
    assert not is_total_label(name)


@pytest.mark.parametrize("words", ["แบ่งเป็น", "แยกเป็น", "จำแนกเป็น", "ได้แก่"])
def test_kinds_that_part_what_was_counted(words: str) -> None:
    parts = f"{words} โครงการ 9 โครงการ กิจกรรม 3 กิจกรรม และมาตรการ 2 มาตรการ"
    text = f"ประกอบด้วย 4 มิติ จำนวน 14 โครงการ/กิจกรรม/มาตรการ {parts} งบประมาณรวมทั้งสิ้น 50,000 บาท"
    stated = stated_in_text(paragraphs(prose(text)), "preface", apart=False)
    assert {(t.scope, t.quantity): t.value for t in stated} == {
        ("plan", "items"): 14,
        ("plan", "projects"): 9,
        ("plan", "activities"): 3,
        ("plan", "measures"): 2,
        ("plan", "budget_baht"): 50_000,
    }
    assert not counts_kinds_apart([text])


def test_kinds_that_part_what_a_dimension_has() -> None:
    text = "มิติที่ 2 การบริหารราชการ จำนวน 5 โครงการ/กิจกรรม แบ่งเป็น โครงการ 3 โครงการ กิจกรรม 2 กิจกรรม"
    stated = stated_in_text(paragraphs(prose(text)), "preface", apart=False)
    assert {(t.dimension, t.quantity): t.value for t in stated} == {
        (2, "items"): 5,
        (2, "projects"): 3,
        (2, "activities"): 2,
    }


@pytest.mark.parametrize("label", ["รวมหน้านี้", "รวมหน้านี", "รวมหนานี้", "รวมหน้านึ้", "รวมยกไป"])
def test_a_page_sum_whose_marks_were_lost_is_no_dimension_total(label: str) -> None:
    rows = [
        ["มิติ", "โครงการ/กิจกรรม", "ปี 2570", "ปี 2571"],
        ["มิติที่ 1", "โครงการธรรมะวันพระ", "8,000", "9,000"],
        ["", "รวมมิติที่ 1", "8,000", "9,000"],
        ["มิติที่ 2", "กิจกรรมเปิดประตูศูนย์ราชการ", "1,000", "500"],
        ["", "รวมมิติที่ 2", "1,000", "500"],
        ["", label, "9,000", "9,400"],
        ["", "รวมทั้งสิ้น", "9,000", "9,500"],
    ]
    parsed = parse_action_plan(document(grid(rows)), PLAN)
    stated = {(t.scope, t.dimension, t.fiscal_year_be): t.value for t in parsed.stated_totals}
    assert stated[("page", None, 2571)] == 9_400
    assert stated[("dimension", 2, 2571)] == 500
    assert stated[("plan", None, 2571)] == 9_500


def test_a_word_that_begins_like_a_page_is_none() -> None:
    assert not names_a_part("รวมหน้านาหมู่บ้าน")
