"""Summary tables of other tools' text, whose cells ran together, moved or got lost."""

from __future__ import annotations

import pytest

from extract.model import Line
from pipelines.parse.action_plan import parse_action_plan
from pipelines.reconcile.merge import reconciled_budgets
from pipelines.records import DocumentInfo
from tests.plan_documents import grid, prose, text_document
from tests.summary_plans import FIVE, PHRASE_TABLE, amounts, baht, doubtful, plan, total


def test_shifted_rows_of_ocr_text_are_set_right() -> None:
    text = "\n".join(
        [
            "มิติ\tภารกิจตามมิติ\tโครงการ/กิจกรรม/มาตรการ\tปีงบประมาณ\t\tหมายเหตุ",
            "\t\t\t๒๕๖๖\t๒๕๖๗\t",
            "๑. การสร้างวัฒนธรรม\t๑.๑ บุคลากร\t"
            "๑.๑.๑ ปลูกจิตสำนึก -โครงการอบรมผู้นำ -โครงการอบรมเยาวชน\t๑๐,๐๐๐\t๑๐,๐๐๐\t",
            "\t\t\t๒๐,๐๐๐\t๒๕,๐๐๐\t",
            "\t\t๑.๒ ประชาชน\t-โครงการจิตอาสา\t๓,๐๐๐\t๓,๐๐๐",
            "-มาตรการเปิดเผยข้อมูล\t-\t-\t\t\t",
            "\t\t-โครงการคู่หนึ่ง -โครงการคู่สอง\t-\t-\t๔๐๐\t๕๐๐",
            "\tรวมมิติที่ ๑\t\tจำนวน ๕ โครงการ/ ๑ มาตรการ\t๓๓,๔๐๐\t๓๘,๕๐๐",
        ]
    )
    parsed = parse_action_plan(
        text_document(text), DocumentInfo(fiscal_year_start_be=2566, fiscal_year_end_be=2567)
    )
    assert [p.name for p in parsed.projects] == [
        "โครงการอบรมผู้นำ",
        "โครงการอบรมเยาวชน",
        "โครงการจิตอาสา",
        "มาตรการเปิดเผยข้อมูล",
        "โครงการคู่หนึ่ง",
        "โครงการคู่สอง",
    ]
    assert [amounts(parsed, i) for i in range(6)] == [
        [10000, 10000],
        [20000, 25000],
        [3000, 3000],
        [0, 0],
        [0, 0],
        [400, 500],
    ]
    assert [p.mission_code for p in parsed.projects] == ["1.1", "1.1", "1.2", "1.2", "1.2", "1.2"]
    assert total(parsed, "dimension", "projects", dimension=1) == baht(5)
    assert total(parsed, "dimension", "budget_baht", dimension=1, fiscal_year_be=2567) == baht(38500)


def test_words_over_all_years_go_for_all_of_them() -> None:
    parsed = parse_action_plan(text_document(PHRASE_TABLE), FIVE)
    assert amounts(parsed, 0) == baht(*[0] * 5)
    assert doubtful(parsed) == [(0, year) for year in range(2567, 2571)]


def test_words_over_all_years_are_sure_where_the_detail_section_says_so_too() -> None:
    detail = """
1. ชื่อโครงการ : มาตรการงดรับของขวัญ
2. หลักการและเหตุผล
ด้วยเห็นความสำคัญ
3. วัตถุประสงค์
เพื่อความโปร่งใส
4. งบประมาณ
ไม่ใช้งบประมาณ
"""
    parsed = parse_action_plan(text_document(PHRASE_TABLE + detail), FIVE)
    assert amounts(parsed, 0) == baht(*[0] * 5)
    assert not doubtful(parsed)


@pytest.mark.parametrize(
    ("items", "cell", "values"),
    [
        ("1. โครงการอบรม 2. มาตรการจริยธรรม", "5,000.- ไม่ใช้งบประมาณ", (5000, 0)),
        ("(1) โครงการอบรม (2) มาตรการจริยธรรม", "5,000 บาท 20,000 บาท", (5000, 20_000)),
        ("โครงการอบรม มาตรการจริยธรรม", "5,000.00 -", (5000, 0)),
    ],
)
def test_items_and_amounts_of_cells_that_lost_their_line_feeds(
    items: str, cell: str, values: tuple[int, int]
) -> None:
    text = f"""
| มิติ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | ปี 2569 | ปี 2570 |
|---|---|---|---|---|---|---|
| มิติที่ 1 | {items} |{f" {cell} |" * 5}
"""
    parsed = parse_action_plan(text_document(text), FIVE)
    assert [p.name for p in parsed.projects] == ["โครงการอบรม", "มาตรการจริยธรรม"]
    assert [amounts(parsed, place) for place in (0, 1)] == [baht(*[value] * 5) for value in values]
    assert not doubtful(parsed)


RAGGED = """
| ที่ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | หน่วยงาน | หมายเหตุ |
|---|---|---|---|---|---|---|
| 1 | โครงการอบรม | 5,000 | 6,000 | 7,000 | สำนักปลัด | |
{row}
| 3 | โครงการกีฬา | 5,000 | 6,000 | 7,000 | สำนักปลัด | |
"""


@pytest.mark.parametrize(
    ("row", "sure"),
    [
        ("| 2 | โครงการดนตรี | 8,000 | 9,000 | 9,500 | สำนักปลัด | |", True),
        ("| 2 | โครงการดนตรี | 8,000 | 9,500 | สำนักปลัด | |", False),
        ("| 2 | โครงการดนตรี | 8,000 | 8,000 | 9,000 | 9,500 | สำนักปลัด | |", False),
        ("| 2 | โครงการดนตรี | 8,000 | | 9,000 | 9,500 | สำนักปลัด | |", False),
        ("| 2 | โครงการดนตรี 8,000 | 9,000 | 9,500 | สำนักปลัด | |", False),
        ("| 2 | โครงการดนตรี | 8,000 | 9,000 | 9,500 |", True),
    ],
)
def test_amounts_of_rows_with_more_or_fewer_cells_are_doubtful(row: str, sure: bool) -> None:
    three = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2568)
    parsed = parse_action_plan(text_document(RAGGED.format(row=row)), three)
    assert {b.project for b in parsed.budgets if b.doubtful} == (set() if sure else {1})


def test_a_blank_put_in_behind_the_number_moves_what_follows_it() -> None:
    text = """
| ที่ | มิติ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | ปี 2569 | ปี 2570 |
|---|---|---|---|---|---|---|---|
| 1 | มิติที่ 1 | โครงการอบรม | 5,000 | 6,000 | 7,000 | 8,000 | 9,000 |
| 2 | | | มาตรการจริยธรรม | 15,000 | 16,000 | 17,000 | 18,000 | 19,000 |
"""
    parsed = parse_action_plan(text_document(text), FIVE)
    assert [(p.seq, p.dimension, p.name) for p in parsed.projects] == [
        (1, 1, "โครงการอบรม"),
        (2, 1, "มาตรการจริยธรรม"),
    ]
    assert amounts(parsed, 1) == baht(15_000, 16_000, 17_000, 18_000, 19_000)


def test_a_sum_that_moved_into_the_last_year_is_no_sure_amount() -> None:
    text = """
| ที่ | โครงการ/กิจกรรม/มาตรการ | ปี 2566 | ปี 2567 | ปี 2568 | รวม | หน่วยงาน |
|---|---|---|---|---|---|---|
| 1 | โครงการอบรม | 5,000 | 6,000 | 7,000 | 18,000 | สำนักปลัด |
| 2 | โครงการดนตรี | 5,000 | 6,000 | 18,000 | สำนักปลัด |
| 3 | โครงการกีฬา | 5,000 | 6,000 | 7,000 | 18,000 | สำนักปลัด |
"""
    three = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2568)
    parsed = parse_action_plan(text_document(text), three)
    assert {b.project for b in parsed.budgets if b.doubtful} == {1}


def test_labelled_lines_below_a_name_are_sections() -> None:
    table = grid(
        [
            ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566"],
            ["1", "โครงการอบรมคุณธรรม\nวัตถุประสงค์ : เพื่อลด\nการทุจริต\nกลุ่มเป้าหมาย : เยาวชน", "20,000"],
            ["2", "กิจกรรมจิตอาสา", "-"],
        ]
    )
    parsed = plan(table, info=DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2566))
    assert [p.name for p in parsed.projects] == ["โครงการอบรมคุณธรรม", "กิจกรรมจิตอาสา"]
    assert [(s.project, s.section, s.text) for s in parsed.sections] == [
        (0, "objectives", "เพื่อลดการทุจริต"),
        (0, "target_group", "เยาวชน"),
    ]


def test_marked_lines_below_a_name_of_a_list_are_no_part_of_it() -> None:
    text = """มิติที่ 1 สร้างวัฒนธรรมสุจริต
• โครงการอบรมคุณธรรม
- วัตถุประสงค์ เพื่อให้การปฏิบัติงานโปร่งใส
- ตัวชี้วัด ร้อยละ 80 ของผู้เข้าร่วม
- งบประมาณ 25,000 บาท/ปี (ตามข้อบัญญัติ)
- หน่วยงานรับผิดชอบ สำนักปลัด
• มาตรการงดรับของขวัญ
- งบประมาณ ไม่ใช้งบประมาณ"""
    parsed = plan(prose(text))
    assert [(p.name, p.dimension, p.responsible_unit) for p in parsed.projects] == [
        ("โครงการอบรมคุณธรรม", 1, "สำนักปลัด"),
        ("มาตรการงดรับของขวัญ", 1, None),
    ]
    yearly = reconciled_budgets(parsed)
    assert [(b.project, b.amount_baht, b.doubtful) for b in yearly] == [
        (project, amount, False) for project, amount in ((0, 25_000), (1, 0)) for _ in range(5)
    ]


def sentences(*texts: tuple[str, bool]) -> list[tuple[int, Line]]:
    """Lines of a page, each as wide as the page or ended sooner."""
    return [
        (1, Line(text, bbox=(70.0, 100.0 + 20 * n, 525.0 if full else 300.0, 114.0 + 20 * n)))
        for n, (text, full) in enumerate(texts)
    ]


def test_items_told_in_sentences() -> None:
    parsed = plan(
        sentences(
            ("มิติที่ 1 สร้างวัฒนธรรมสุจริต", False),
            ("1. โครงการอบรมคุณธรรม มีวัตถุประสงค์เพื่อสร้างความโปร่งใส ดำเนินการปี พ.ศ. 2566 - 2570", True),
            ("ใช้งบประมาณปีละ 50,000 บาท รวม 5 ปี เป็นเงิน 250,000 บาท โดยสำนักปลัด", False),
            ("2. กิจกรรมรณรงค์ เพื่อสร้างจิตสำนึกของประชาชนในพื้นที่ทุกหมู่บ้านให้ร่วมกันต่อต้านการทุจริต", True),
            ("โดยไม่ใช้งบประมาณ", False),
            ("3. โครงการเครือข่าย เพื่อต่อต้านการทุจริตและประพฤติมิชอบในองค์กรปกครองส่วนท้องถิ่นทุกแห่ง", True),
            ("ในเขตอำเภอ", False),
            ("งบประมาณ ปีละ 8,000 บาท", False),
            ("รวมงบประมาณทั้งสิ้นตลอดแผน 290,000 บาท", False),
        )
    )
    assert [p.name for p in parsed.projects] == [
        "โครงการอบรมคุณธรรม",
        "กิจกรรมรณรงค์",
        "โครงการเครือข่าย เพื่อต่อต้านการทุจริตและประพฤติมิชอบในองค์กรปกครองส่วนท้องถิ่นทุกแห่งในเขตอำเภอ",
    ]
    assert [(b.project, b.amount_baht, b.amount_status) for b in parsed.budgets] == [
        (0, 50_000, "amount"),
        (1, 0, "no_budget"),
        (2, 8_000, "amount"),
    ]
    assert not any(b.doubtful for b in reconciled_budgets(parsed))
    assert total(parsed, "plan", "budget_baht") == baht(290_000)


def test_items_whose_sentence_goes_on_before_the_amount() -> None:
    parsed = plan(
        sentences(
            ("มิติที่ 1 สร้างวัฒนธรรมสุจริต ประกอบด้วย", False),
            ("1.1 โครงการปลูกฝังวินัยและความซื่อสัตย์แก่เด็กปฐมวัยในศูนย์พัฒนา", True),
            ("เด็กเล็ก งบประมาณ 18,500 บาท ผู้รับผิดชอบ กองการศึกษา", False),
            ("1.2 กิจกรรมประกาศเจตจำนงหน้าเสาธง ไม่ใช้", True),
            ("งบประมาณ ผู้รับผิดชอบ สำนักปลัด", False),
            ("1.3 โครงการอบรมผู้บริหาร สมาชิกสภา และพนักงาน", True),
            ("ส่วนตำบล งบประมาณ 47,250 บาท กลุ่มเป้าหมาย จำนวน 62 คน", False),
            ("ผู้รับผิดชอบ สำนักปลัด", False),
            ("มิติที่ 2 บริหารราชการโปร่งใส ประกอบด้วย", False),
            ("2.1 โครงการออกหน่วยรับชำระภาษี งบประมาณ", False),
            ("9,800 บาท ผู้รับผิดชอบ กองคลัง", False),
            ("2.2 กิจกรรมรับฟังความคิดเห็น ไม่ใช้งบ", True),
            ("ประมาณ ผู้รับผิดชอบ สำนักปลัด", False),
        ),
        info=DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2570),
    )
    assert [(p.name, p.dimension) for p in parsed.projects] == [
        ("โครงการปลูกฝังวินัยและความซื่อสัตย์แก่เด็กปฐมวัยในศูนย์พัฒนาเด็กเล็ก", 1),
        ("กิจกรรมประกาศเจตจำนงหน้าเสาธง", 1),
        ("โครงการอบรมผู้บริหาร สมาชิกสภา และพนักงานส่วนตำบล", 1),
        ("โครงการออกหน่วยรับชำระภาษี", 2),
        ("กิจกรรมรับฟังความคิดเห็น", 2),
    ]
    assert [(b.project, b.amount_baht, b.amount_status, b.doubtful) for b in parsed.budgets] == [
        (0, 18_500, "amount", False),
        (1, 0, "no_budget", False),
        (2, 47_250, "amount", False),
        (3, 9_800, "amount", False),
        (4, 0, "no_budget", False),
    ]


def test_sentences_below_the_items_of_a_list_state_the_sums_of_dimensions() -> None:
    parsed = plan(
        sentences(
            ("มิติที่ 1 สร้างวัฒนธรรมสุจริต", False),
            ("1. โครงการอบรมคุณธรรม ........................ งบประมาณ 2,000 บาท", True),
            ("2. กิจกรรมรณรงค์ ............................ งบประมาณ 3,000 บาท", True),
            ("รวมมิติที่ 1 จำนวน 2 โครงการ เป็นเงิน 5,000 บาท", False),
            ("มิติที่ 2 บริหารราชการโปร่งใส", False),
            ("3. โครงการเปิดเผยข้อมูล ....................... งบประมาณ 4,000 บาท", True),
            ("ของส่วนราชการ", True),
            ("รวมมิติที่ 2 จำนวน 1 โครงการ เป็นเงิน 4,000 บาท", False),
            ("รวมทั้งสิ้น 3 โครงการ งบประมาณรวม 9,000 บาท", False),
        ),
        info=DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2570),
    )
    assert [(t.dimension, t.value) for t in parsed.stated_totals if t.quantity == "budget_baht"] == [
        (1, 5_000),
        (2, 4_000),
        (None, 9_000),
    ]
    assert [(t.dimension, t.value) for t in parsed.stated_totals if t.quantity == "items"] == [
        (1, 2),
        (2, 1),
        (None, 3),
    ]
    assert not any(t.doubtful for t in parsed.stated_totals) and not parsed.remarks


def test_a_sentence_about_several_dimensions_or_of_what_was_spent_is_no_sum() -> None:
    text = """รวมมิติที่ 1 และมิติที่ 2 จำนวน 9 โครงการ เป็นเงิน 5,000 บาท
รวมมิติที่ 3 ปี 2566 จำนวน 2,000 บาท และเงินนอกงบประมาณ 3,000 บาท
รวมมิติที่ 4 จำนวน 2 โครงการ เบิกจ่ายเป็นเงิน 7,000 บาท"""
    assert not [t for t in plan(prose(text)).stated_totals if t.quantity == "budget_baht"]


def test_an_amount_below_the_word_for_it_is_the_items_though_its_name_goes_on_before_it() -> None:
    parsed = plan(
        sentences(
            ("มิติที่ 1 สร้างวัฒนธรรมสุจริต", False),
            ("1. โครงการอบรมคุณธรรมของพนักงานส่วนตำบล งบประมาณ", False),
            ("ในวันประชุมประจำเดือน 2,000 บาท", False),
            ("2. กิจกรรมรณรงค์ ............................ งบประมาณ 3,000 บาท", True),
        ),
        info=DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2570),
    )
    assert [p.name for p in parsed.projects] == [
        "โครงการอบรมคุณธรรมของพนักงานส่วนตำบลในวันประชุมประจำเดือน",
        "กิจกรรมรณรงค์",
    ]
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(2_000, False), (3_000, False)]
    assert not parsed.remarks


@pytest.mark.parametrize("full", [True, False])
def test_a_name_goes_on_before_the_rest_of_the_budget_beside_it(full: bool) -> None:
    parsed = plan(
        sentences(
            ("มิติที่ 1 สร้างวัฒนธรรมสุจริต", False),
            ("1. โครงการบริการเคลื่อนที่พบประชาชนตำบล งบประมาณ 25,400", full),
            ("ละครั้ง บาท", full),
            ("2. มาตรการปรับปรุงศูนย์ข้อมูลข่าวสารให้ประชาชนเข้าถึง ไม่ใช้งบ", full),
            ("ง่าย ประมาณ", full),
            ("3. กิจกรรมรณรงค์ ............................ งบประมาณ 3,000 บาท", True),
        ),
        info=DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2570),
    )
    assert [p.name for p in parsed.projects] == [
        "โครงการบริการเคลื่อนที่พบประชาชนตำบลละครั้ง",
        "มาตรการปรับปรุงศูนย์ข้อมูลข่าวสารให้ประชาชนเข้าถึงง่าย",
        "กิจกรรมรณรงค์",
    ]
    told = [(b.amount_baht, b.amount_status, b.doubtful) for b in parsed.budgets]
    assert told == [(25_400, "amount", False), (0, "no_budget", False), (3_000, "amount", False)]
