"""Risk tables, and which kind each table is."""

from __future__ import annotations

import pytest

from extract.model import Line
from pipelines.parse.action_plan import parse_action_plan
from pipelines.parse.risk import risk_level, split_controls
from pipelines.records import DocumentInfo
from tests.plan_documents import Merged, document, grid, text_document

FIVE = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2570)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("สูง", "high"),
        ("สูงมาก", "very_high"),
        ("ปานกลาง", "medium"),
        ("ต่ำ", "low"),
        ("ตำ", "low"),
        ("สูง\nปานกลาง", "high"),
        ("ปานกลาง (9)", "medium"),
        ("12", None),
        ("", None),
    ],
)
def test_levels(text: str, level: str | None) -> None:
    assert risk_level(text) == level


def test_one_record_for_each_control_measure_over_pages() -> None:
    header = [
        "ลำดับ\nที่",
        "ขั้นตอน\nการดำเนินงาน",
        "ประเด็นความเสี่ยงการทุจริต",
        "Risk\nScore",
        "มาตรการ\nควบคุมความเสี่ยงการทุจริต",
    ]
    first = grid(
        [
            header,
            [
                "1",
                "การจัดซื้อจัดจ้าง",
                "1. ไม่เป็นไปตามระเบียบ\n2. เอื้อประโยชน์",
                "สูง",
                "1. โครงการอบรมพัสดุ\nแก่เจ้าหน้าที่\n2. มาตรการเปิดเผย",
            ],
        ],
        page=3,
    )
    second = grid(
        [
            header,
            ["", "", "", "", "3. กิจกรรมตรวจสอบ"],
            ["2", "การเงิน", "เบิกเกินจริง", "ต่ำ", "มาตรการควบคุมการเบิกจ่าย"],
        ],
        page=4,
    )
    parsed = parse_action_plan(document(first, second), FIVE)
    assert parsed.table_kinds == ["risk", "risk"]
    assert [(r.seq, r.control, r.risk_level, r.source.page) for r in parsed.risks] == [
        (1, "โครงการอบรมพัสดุแก่เจ้าหน้าที่", "high", 3),
        (1, "มาตรการเปิดเผย", "high", 3),
        (1, "กิจกรรมตรวจสอบ", "high", 4),
        (2, "มาตรการควบคุมการเบิกจ่าย", "low", 4),
    ]
    assert parsed.risks[0].step == "การจัดซื้อจัดจ้าง"
    assert parsed.risks[0].issue == "1. ไม่เป็นไปตามระเบียบ 2. เอื้อประโยชน์"


def test_controls_inside_one_line_of_ocr_text_and_other_headers() -> None:
    text = "\n".join(
        [
            "| ที่ | กระบวนงาน | เหตุการณ์ความเสี่ยง | ระดับความเสี่ยง | มาตรการป้องกัน |",
            "|---|---|---|---|---|",
            "| 1 | งานบุคคล | รับสินบน 2 ครั้ง | สูงมาก | 1. มาตรการตรวจสอบ 2. โครงการอบรม 4. กิจกรรมเฝ้าระวัง |",
            "| 2 | งานคลัง | ยักยอก | ปานกลาง | - มาตรการตรวจนับ |",
        ]
    )
    parsed = parse_action_plan(text_document(text), FIVE)
    assert [r.control for r in parsed.risks] == [
        "มาตรการตรวจสอบ",
        "โครงการอบรม",
        "กิจกรรมเฝ้าระวัง",
        "มาตรการตรวจนับ",
    ]
    assert [r.seq for r in parsed.risks] == [1, 1, 1, 2]


def test_kinds_of_tables() -> None:
    contents = grid([["เรื่อง", "หน้า"], ["คำนำ", "ก"], ["ส่วนที่ 1 บทนำ", "1 - 4"], ["ส่วนที่ 2 แผน", "5"]])
    goals = grid(
        [
            ["ค่าเป้าหมาย", "ปี 2566", "ปี 2567", "ปี 2568"],
            ["คดีทุจริตลดลง", "ร้อยละ 10", "ร้อยละ 20", "ร้อยละ 30"],
            ["คะแนน ITA", "65 คะแนน", "70 คะแนน", "75 คะแนน"],
        ]
    )
    summary = grid([["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566"], ["1. สุจริต", "1) โครงการหนึ่ง", "5"]])
    rest = grid([["2) โครงการสอง", "7"]], headers=0)
    members = grid([["(1) ผู้แทนชุมชน", "2 คน"], ["(2) ปลัด", "เลขานุการ"]], headers=0)
    parsed = parse_action_plan(document(contents, goals, summary, members, rest), FIVE)
    assert parsed.table_kinds == ["contents", "goals", "summary", "other", "other"]


def test_items_that_look_like_a_header_go_on_with_the_table_before() -> None:
    """The table reader took them for header cells, too: still none of them is a clear heading."""
    info = DocumentInfo(fiscal_year_start_be=2566, fiscal_year_end_be=2566)
    head = [
        ["มิติ", "ภารกิจตามมิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566"],
        ["1. สุจริต", "1.1 จิตสำนึก", "โครงการหนึ่ง", "5"],
    ]
    rest = [
        [
            Merged("3. การส่งเสริมบทบาท", rows=2),
            Merged("3.3 ส่งเสริมภารกิจ", rows=2),
            "กิจกรรมเฝ้าระวัง",
            "ไม่ใช้งบประมาณ",
        ],
        [None, None, "โครงการซ่อมแซมฝาย", "7"],
    ]
    parsed = parse_action_plan(document(grid(head, page=1), grid(rest, headers=2, page=2)), info)
    assert [p.name for p in parsed.projects] == ["โครงการหนึ่ง", "กิจกรรมเฝ้าระวัง", "โครงการซ่อมแซมฝาย"]


def test_amounts_of_a_table_that_was_not_recognised_are_kept() -> None:
    merged = grid([["มิติ", "2566 2567 งบประมาณ"], ["1. สุจริต โครงการหนึ่ง", "๓๐,๐๐๐ ๔๐,๐๐๐"]], headers=0)
    parsed = parse_action_plan(document(merged), FIVE)
    assert parsed.table_kinds == ["other"]
    assert [remark.text for remark in parsed.remarks] == ["๓๐,๐๐๐ ๔๐,๐๐๐"]


def test_a_table_without_header_goes_on_with_the_one_before() -> None:
    head = grid([["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566"], ["1. สุจริต", "1) โครงการหนึ่ง", "5"]], page=1)
    rest = grid([["", "2) โครงการสอง", "7"], [Merged("รวม", cols=2), None, "12"]], headers=0, page=2)
    parsed = parse_action_plan(
        document(head, rest), DocumentInfo(fiscal_year_start_be=2566, fiscal_year_end_be=2566)
    )
    assert parsed.table_kinds == ["summary", "summary"]
    assert [(p.name, p.dimension, p.source.page) for p in parsed.projects] == [
        ("โครงการหนึ่ง", 1, 1),
        ("โครงการสอง", 1, 2),
    ]
    assert [b.amount_baht for b in parsed.budgets] == [5, 7]


@pytest.mark.parametrize("mark", ["2 ", "2, "])
def test_controls_of_a_scan_whose_numbers_lost_their_dot_or_went_missing(mark: str) -> None:
    def line(text: str, width: float) -> Line:
        return Line(text, (0.0, 0.0, width, 10.0), 0.9)

    cell = [
        line("1. โครงการสร้างเครือข่ายภาคประชาชนในเขต", 100),
        line("เทศบาล", 30),
        line(f"{mark}มาตรการบริหารจัดการความเสี่ยงในสถานประกอบ", 100),
        line("การ", 20),
        line("ไครงการควบคุมเหตุรำคาญ", 70),
    ]
    assert [" ".join(texts) for texts, _ in split_controls(cell)] == [
        "โครงการสร้างเครือข่ายภาคประชาชนในเขต เทศบาล",
        "มาตรการบริหารจัดการความเสี่ยงในสถานประกอบ การ",
        "ไครงการควบคุมเหตุรำคาญ",
    ]
    assert risk_level("สีง") == "high"


def test_the_last_word_of_a_wrapped_control_is_no_control_of_its_own() -> None:
    cell = [Line("โครงการอบรมให้ความรู้และจัดทำแผน", (0.0, 0.0, 100.0, 10.0), 0.9), Line("กิจกรรม")]
    assert [" ".join(texts) for texts, _ in split_controls(cell)] == ["โครงการอบรมให้ความรู้และจัดทำแผน กิจกรรม"]


def test_scores_beside_the_level_are_no_controls() -> None:
    table = grid(
        [
            [
                Merged("ที่", 2),
                Merged("กระบวนงาน", 2),
                Merged("เหตุการณ์ความเสี่ยงการทุจริต", 2),
                Merged("โอกาส\n(L)", 2),
                Merged("ผลกระทบ\n(I)", 2),
                Merged("ระดับความเสี่ยง", 1, 2),
                None,
                Merged("มาตรการป้องกันการทุจริต", 2),
            ],
            [None] * 5 + ["คะแนน (L x I)", "ระดับ", None],
            ["1", "การจัดซื้อ", "เอื้อประโยชน์", "4", "4", "16", "สูงมาก", "มาตรการเผยแพร่ราคากลาง"],
            ["2", "การใช้รถ", "ใช้รถส่วนตัว", "2", "2", "4", "ต่ำ", "กิจกรรมควบคุมการใช้รถ"],
        ],
        headers=2,
    )
    risks = parse_action_plan(document(table), FIVE).risks
    assert [(risk.seq, risk.risk_level, risk.control) for risk in risks] == [
        (1, "very_high", "มาตรการเผยแพร่ราคากลาง"),
        (2, "low", "กิจกรรมควบคุมการใช้รถ"),
    ]


def test_a_level_that_its_cell_wraps() -> None:
    assert [risk_level(text) for text in ("ปาน กลาง", "สูง มาก", "ปานกลาง", "สูง ต่ำ")] == [
        "medium",
        "very_high",
        "medium",
        "high",
    ]
