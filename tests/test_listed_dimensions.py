"""The budgets of the dimensions listed in a sentence."""

from __future__ import annotations

import pytest

from pipelines.parse.action_plan import parse_action_plan
from pipelines.parse.sentences import paragraphs, stated_in_text
from pipelines.records import DocumentInfo
from tests.plan_documents import document, grid, prose

ONE = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2570)
LIST = (
    "สรุปงบประมาณตามแผน มิติที่ ๑ จำนวน ๑๒,๒๕๐ บาท มิติที่ ๒ จำนวน ๑๖,๗๕๐ บาท "
    "มิติที่ ๔ การตรวจสอบ จำนวน ๕๑,๒๕๐ บาท รวมทั้งสิ้น ๘๐,๒๕๐ บาท"
)
TOLD = [(1, 12_250), (2, 16_750), (4, 51_250), (None, 80_250)]


def test_a_sentence_below_the_table_lists_what_the_dimensions_cost() -> None:
    rows = [
        ["ที่", "มิติ", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ (บาท)"],
        ["1", "1", "โครงการเยาวชนสีขาว", "12,250"],
        ["2", "2", "โครงการปรับปรุงป้าย", "16,750"],
        ["3", "4", "โครงการตรวจงานจ้าง", "51,250"],
    ]
    parsed = parse_action_plan(document(grid(rows), prose(LIST, top=300)), ONE)
    assert [(t.dimension, t.value) for t in parsed.stated_totals] == TOLD
    assert len(parsed.projects) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LIST, TOLD),
        ("งบประมาณแยกเป็น มิติที่ 1 งบประมาณ 5,000 บาท และมิติที่ 3 เป็นเงิน 6,000 บาท", [(1, 5_000), (3, 6_000)]),
        ("สรุปเบิกจ่ายงบประมาณ มิติที่ 1 จำนวน 5,000 บาท มิติที่ 3 จำนวน 6,000 บาท", []),
        ("รวมงบประมาณของโครงการในมิติที่ 1 จำนวน 5,000 บาท มิติที่ 1 จำนวน 6,000 บาท", []),
        ("งบประมาณรวมของมิติที่ 1 โครงการอบรม 5,000 บาท มิติที่ 3 โครงการค่าย 6,000 บาท", []),
    ],
)
def test_dimensions_listed_in_a_preface(text: str, told: list[tuple[int | None, int]]) -> None:
    stated = stated_in_text(paragraphs(prose(text)), "preface", apart=False)
    found = [(t.dimension, t.value) for t in stated if t.quantity == "budget_baht"]
    assert [entry for entry in found if entry[0] or told] == told
