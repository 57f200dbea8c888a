"""What stands elsewhere than in a table and changes what it says: its unit of money, a list of the same
items, the plan before this one; and figures that a narrow column broke."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.model import Table
from pipelines.parse import parse
from pipelines.parse.doctype import classify
from pipelines.parse.info_years import read_range
from pipelines.reconcile import reconcile
from pipelines.reconcile.network import weigh
from pipelines.records import SMALL, UNIT_AMID, UNIT_ELSEWHERE, UNSURE_UNIT, DocumentInfo
from tests.plan_documents import CellText, Merged, document, grid, prose
from tests.scan_readings import reading, scanned, scanned_table
from tests.summary_plans import plan

REPORT = "รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567"
TWO = DocumentInfo("action_plan", fiscal_year_start_be=2570, fiscal_year_end_be=2571)
HEAD = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2570", "ปี 2571"]


def listed(number: int, *amounts: str, top: float = 100.0, head: list[str] | None = None) -> Table:
    row = [str(number), f"โครงการอบรมรุ่น {number}", *amounts]
    more = [str(number + 1), f"กิจกรรมรณรงค์ {number}", *amounts]
    return grid([head or HEAD, row, more], top=top)


def test_the_unit_above_the_first_table_is_that_of_those_below() -> None:
    unit = prose("หน่วย : พันบาท", top=60)
    parsed = plan(unit, listed(1, "20", "45.5"), listed(3, "8", "9.5", top=300), info=TWO)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(20_000, False), (45_500, False)] * 2 + [
        (8_000, False),
        (9_500, False),
    ] * 2


def test_a_table_with_larger_amounts_or_its_own_unit_has_another() -> None:
    unit = prose("หน่วย : พันบาท", top=60)
    large = listed(3, "20,000", "45,500", top=300)
    own = listed(5, "8,000", "9,000", top=500, head=[*HEAD[:2], "ปี 2570 (บาท)", "ปี 2571 (บาท)"])
    parsed = plan(unit, listed(1, "20", "45.5"), large, own, info=TWO)
    assert [b.amount_baht for b in parsed.budgets][4:6] == [20_000, 45_500]
    assert [b.amount_baht for b in parsed.budgets][8:10] == [8_000, 9_000]
    assert not any(b.doubtful for b in parsed.budgets)


def test_amounts_that_may_be_of_either_unit_are_doubtful() -> None:
    unit = prose("หน่วย : พันบาท", top=60)
    parsed = plan(unit, listed(1, "20", "45.5"), listed(3, "2,000", "4,500", top=300), info=TWO)
    assert {b.doubt for b in parsed.budgets if b.project > 1} == {UNIT_ELSEWHERE}


@pytest.mark.parametrize("words", ["หน่วย : หนึ่งพันบาท", "(หน่วย : 1,000 บาท)", "(พันบาท)"])
def test_a_unit_in_other_words_is_one(words: str) -> None:
    parsed = plan(prose(words), listed(1, "20", "45.5"), info=TWO)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [(20_000, False), (45_500, False)] * 2


def test_of_several_units_above_a_table_the_nearest_counts() -> None:
    parsed = plan(prose("รายจ่าย หน่วย : พันบาท\nหน่วย : บาท"), listed(1, "2,000", "4,500"), info=TWO)
    assert {(b.amount_baht, b.doubtful) for b in parsed.budgets} == {(2_000, False), (4_500, False)}


@pytest.mark.parametrize(("unit", "doubt"), [("หน่วย : กขบาท", UNSURE_UNIT), ("หน่วย : พันบาท", UNIT_ELSEWHERE)])
def test_no_sum_takes_the_doubt_about_a_unit_away(unit: str, doubt: str) -> None:
    rows = [["3", "โครงการอบรมจิตอาสา", "2,000", "4,500"], ["4", "กิจกรรมเข้าวัด", "3,000", "1,500"]]
    table = grid([HEAD, *rows, ["", "รวมทั้งสิ้น", "5,000", "6,000"]], top=300)
    above = [] if doubt == UNSURE_UNIT else [listed(1, "20", "45.5")]
    found = document(prose(unit), *above, table)
    parsed = reconcile(plan(prose(unit), *above, table, info=TWO), found)
    of_table = [b for b in parsed.budgets if b.source.table == len(above) and b.origin == "summary"]
    assert len(of_table) == 4
    assert {(b.doubt, b.doubtful) for b in of_table} == {(doubt, True)}
    assert [(t.doubt, t.doubtful) for t in parsed.stated_totals] == [(doubt, True)] * 2


def test_a_detail_section_that_says_the_amount_confirms_its_unit() -> None:
    section = """1. ชื่อโครงการ : โครงการอบรมรุ่น 1
1. วัตถุประสงค์
เพื่ออบรม
2. งบประมาณ
ปี 2570 จำนวน 20,000 บาท ปี 2571 จำนวน 45,000 บาท"""
    parts = (prose("หน่วย : กขบาท"), listed(1, "20,000", "45,000"), prose(section, page=2))
    parsed = reconcile(plan(*parts, info=TWO), document(*parts))
    told = {(b.project, b.doubtful) for b in parsed.budgets if b.origin == "summary"}
    assert told == {(0, False), (1, True)}


def test_amounts_too_small_for_baht_are_doubtful() -> None:
    parsed = plan(listed(1, "20", "45"), info=TWO)
    assert {b.doubt for b in parsed.budgets} == {SMALL}


@pytest.mark.parametrize("below", [True, False])
def test_a_note_below_or_in_the_last_row_names_the_unit(below: bool) -> None:
    note = "หมายเหตุ : หน่วยเป็นพันบาท"
    rows = [["1", "โครงการอบรม", "20", "-"], ["2", "โครงการตลาดนัด", "45.5", "1,200"]]
    if below:
        parsed = plan(grid([HEAD, *rows]), prose(note, top=300), info=TWO)
    else:
        parsed = plan(grid([HEAD, *rows, [Merged(note, cols=4), None, None, None]]), info=TWO)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (20_000, False),
        (0, False),
        (45_500, False),
        (1_200_000, False),
    ]


@pytest.mark.parametrize(("words", "amount"), [("หน่วย : พันบาท", 2_000), ("หมายเหตุ หน่วย : พันบาท", 2_000_000)])
def test_a_line_between_two_tables_is_of_the_second_but_for_a_note(words: str, amount: int) -> None:
    parsed = plan(
        listed(1, "2,000", "4,500"), prose(words, top=280), listed(3, "20", "30", top=300), info=TWO
    )
    assert next(b.amount_baht for b in parsed.budgets) == amount


def test_title_rows_of_a_sheet_are_lines_above_its_table() -> None:
    titles = [
        [Merged(text, cols=4), None, None, None]
        for text in ("แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2570 - 2571)", "(หน่วย : พันบาท)")
    ]
    found = document(grid([*titles, HEAD, ["1", "โครงการอบรม", "20", "25"]], headers=3))
    parsed = parse(found)
    assert (parsed.info.doc_type, parsed.info.fiscal_year_start_be) == ("action_plan", 2570)
    assert [b.amount_baht for b in parsed.budgets] == [20_000, 25_000]


def test_a_row_that_numbers_the_columns_and_a_footnote_are_no_items() -> None:
    numbers = ["(1)", "(2)", "(3)", "(4)"]
    note = [Merged("* งบประมาณอาจเปลี่ยนแปลงได้ ไม่เกินร้อยละ 10", cols=4), None, None, None]
    rows = [["1", "โครงการอบรม", "2,000", "3,000"], numbers, ["2", "โครงการตลาดนัด", "5,000", "-"], note]
    parsed = plan(grid([HEAD, numbers, *rows]), info=TWO)
    assert [p.name for p in parsed.projects] == ["โครงการอบรม", "โครงการตลาดนัด"]
    assert [remark.why for remark in parsed.remarks] == ["note among the rows of the table"]


@pytest.mark.parametrize(
    ("note", "remarks"),
    [
        ("หมายเหตุ ใช้จ่ายเพิ่มเติม 99,000 บาท", ["note among the rows of the table"]),
        ("หมายเหตุ งบประมาณอาจเปลี่ยนแปลงได้ในปี 2571", []),
    ],
)
def test_a_note_of_a_table_that_names_an_amount_is_remarked(note: str, remarks: list[str]) -> None:
    parsed = plan(grid([HEAD, ["1", "โครงการอบรม", "2,000", "3,000"], ["", note, "", ""]]), info=TWO)
    assert [project.name for project in parsed.projects] == ["โครงการอบรม"]
    assert [remark.why for remark in parsed.remarks] == remarks


def test_a_share_of_the_money_beside_several_years_makes_no_report() -> None:
    head = ["ที่", "โครงการ/กิจกรรม/มาตรการ", "ปี 2570", "ปี 2571", "รวม 2 ปี", "ร้อยละของงบทั้งหมด"]
    table = grid([head, ["1", "โครงการอบรม", "2,000", "3,000", "5,000", "100.00"]])
    found = document(prose("แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2570 - 2571"), table)
    assert classify(found).doc_type == "action_plan"


def test_a_table_that_lists_the_same_items_once_more_adds_none() -> None:
    again = grid(
        [
            ["หน่วยงาน", "โครงการ/กิจกรรม/มาตรการ", "ปี 2570", "ปี 2571"],
            ["กองคลัง", "กิจกรรมรณรงค์ 1", "2,000", "3,000"],
            ["สำนักปลัด", "โครงการอบรมรุ่น 1", "2,000", "3,000"],
        ],
        top=300,
    )
    parsed = plan(listed(1, "2,000", "3,000"), again, info=TWO)
    assert [(p.name, p.responsible_unit) for p in parsed.projects] == [
        ("โครงการอบรมรุ่น 1", "สำนักปลัด"),
        ("กิจกรรมรณรงค์ 1", "กองคลัง"),
    ]
    assert [remark.why for remark in parsed.remarks] == ["items listed once more"]


def test_a_table_of_the_same_names_with_other_amounts_lists_items() -> None:
    parsed = plan(listed(1, "2,000", "3,000"), listed(1, "2,000", "4,000", top=300), info=TWO)
    assert len(parsed.projects) == 4


def test_a_table_of_another_dimension_may_list_the_same_projects() -> None:
    def below(heading: str, top: float) -> Table:
        rows = [["1", "โครงการอบรม", "2,000", "-"], ["2", "กิจกรรมรณรงค์", "2,000", "3,000"]]
        return grid([HEAD, [Merged(heading, cols=4), None, None, None], *rows], top=top)

    first, second = "มิติที่ 1 การสร้างสังคมที่ไม่ทนต่อการทุจริต", "มิติที่ 2 การบริหารราชการเพื่อป้องกันการทุจริต"
    parsed = plan(below(first, 100), prose("ต่อ", top=280), below(second, 300), info=TWO)
    assert [(p.seq, p.dimension) for p in parsed.projects] == [(1, 1), (2, 1), (1, 2), (2, 2)]
    once_more = plan(below(first, 100), prose("ต่อ", top=280), below(first, 300), info=TWO)
    assert [(p.seq, p.dimension) for p in once_more.projects] == [(1, 1), (2, 1)]


@pytest.mark.parametrize(
    ("head", "years", "told"),
    [
        (["ปีงบประมาณ", "จำนวนโครงการ", "งบประมาณ (บาท)"], (2570, 2571), 2),
        (["ปีงบประมาณ", "จำนวนโครงการ", "งบประมาณ (บาท)"], (2568, 2569), 0),
        (["ปีงบประมาณ", "จำนวนโครงการ", "งบประมาณรายจ่าย (บาท)"], (2570, 2571), 0),
    ],
)
def test_a_table_of_sums_by_year_is_the_plans_where_its_years_and_words_are(
    head: list[str], years: tuple[int, int], told: int
) -> None:
    table = grid([head, *([str(year), "2", "45,000"] for year in years)], top=300)
    parsed = plan(listed(1, "2,000", "3,000"), prose("ต่อ", top=280), table, info=TWO)
    assert [t.value for t in parsed.stated_totals] == [45_000] * told
    assert len(parsed.remarks) == (0 if told else 2)


@pytest.mark.parametrize(
    ("above", "head", "row", "told"),
    [
        ("รวมงบประมาณทั้ง 4 มิติ", ["ปี 2570", "ปี 2571", "รวม 2 ปี"], ["45,000", "5,000", "50,000"], "plan"),
        ("ต่อ", ["รายการ", "ปี 2570", "ปี 2571"], ["รวมทั้งสิ้น", "45,000", "5,000"], "plan"),
        ("รวมงบประมาณมิติที่ 2", ["ปี 2570", "ปี 2571", "รวม"], ["45,000", "5,000", "50,000"], "dimension"),
        ("ต่อ", ["ปี 2570", "ปี 2571", "รวม 2 ปี"], ["45,000", "5,000", "50,000"], None),
        ("รวมงบประมาณ", ["ปี 2570", "ปี 2571"], ["45,000", "ตามจริง"], None),
        ("รวมงบประมาณรายจ่าย", ["ปี 2570", "ปี 2571"], ["45,000", "5,000"], None),
        ("รวมงบประมาณทั้งสิ้น", ["ปี 2568", "ปี 2569"], ["45,000", "5,000"], None),
    ],
)
def test_a_row_of_sums_below_the_years_is_that_of_what_its_words_say(
    above: str, head: list[str], row: list[str], told: str | None
) -> None:
    parsed = plan(listed(1, "2,000", "3,000"), prose(above, top=280), grid([head, row], top=300), info=TWO)
    stated = [(t.scope, t.fiscal_year_be, t.value, t.doubtful) for t in parsed.stated_totals]
    whole = [(told, None, 50_000, False)] if head[-1].startswith("รวม") else []
    of_years = [(told, 2570, 45_000, False), (told, 2571, 5_000, False)]
    assert stated == ([*of_years, *whole] if told else [])
    assert bool(parsed.remarks) == (told is None)


def test_what_was_done_in_the_years_before_the_plan_is_none_of_its_items() -> None:
    past = listed(1, "2,000", "3,000", head=[*HEAD[:2], "ปี 2568", "ปี 2569"])
    parsed = plan(past, listed(1, "5,000", "6,000", top=300), info=TWO)
    assert [p.name for p in parsed.projects] == ["โครงการอบรมรุ่น 1", "กิจกรรมรณรงค์ 1"]
    assert {b.fiscal_year_be for b in parsed.budgets} == {2570, 2571}
    assert sorted(remark.text for remark in parsed.remarks) == ["2,000", "2,000", "3,000", "3,000"]


def test_the_years_of_the_plan_are_those_of_its_title_not_of_the_plan_before() -> None:
    before = """แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2570 – 2571)
ในปีงบประมาณ พ.ศ. 2568 - 2569 เทศบาลได้ดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ดังนี้"""
    past = listed(1, "2,000", "3,000", head=[*HEAD[:2], "ปี 2568", "ปี 2569"])
    found = document(prose(before), past, listed(1, "5,000", "6,000", top=300))
    assert read_range(found, "action_plan")[0] == (2570, 2571)


def test_two_whole_figures_in_a_cell_stay_apart() -> None:
    parsed = plan(grid([HEAD, ["1", "โครงการอบรม", "5,000\n2,000", "9,000"]]), info=TWO)
    assert next(b.doubtful for b in parsed.budgets)


@pytest.mark.parametrize(
    ("above", "heading", "amount", "doubt"),
    [
        ("เงินอุดหนุน หน่วย : พันบาท\nหน่วย : บาท", "งบประมาณ", 200, None),
        ("(พันบาท)", "งบประมาณ", 200_000, None),
        ("หน่วย : กขบาท", "งบประมาณ", 200, UNSURE_UNIT),
        ("ตามแผน", "งบประมาณ", 200, SMALL),
        ("ตามแผน", "งบประมาณ (บาท)", 200, None),
    ],
)
def test_the_unit_of_a_reports_amounts(above: str, heading: str, amount: int, doubt: str | None) -> None:
    rows = [[str(n), f"โครงการอบรมรุ่น {n}", "200", "ดำเนินการแล้ว"] for n in (1, 2)]
    table = grid([["ที่", "โครงการ", heading, "ผลการดำเนินงาน"], *rows, ["", "รวม", "400", ""]])
    found = document(prose(f"{REPORT}\n{above}", top=40), table)
    parsed = reconcile(parse(found), found)
    printed = [b for b in parsed.budgets if b.origin == "detail"]
    assert [(b.amount_baht, b.doubt) for b in printed] == [(amount, doubt)] * 2
    assert [(t.value, t.doubt) for t in parsed.stated_totals] == [(2 * amount, doubt)]
    assert {b.doubtful for b in printed} == {doubt is not None}


@pytest.mark.parametrize(
    ("heading", "amounts", "doubt"),
    [
        ("งบประมาณ", ("1,200", "8,000"), UNIT_ELSEWHERE),
        ("งบประมาณ", ("1,200", "80,000"), None),
        ("งบประมาณ (บาท)", ("1,200", "8,000"), None),
    ],
)
def test_a_reports_table_without_a_unit_below_one_in_thousands_is_doubtful(
    heading: str, amounts: tuple[str, str], doubt: str | None
) -> None:
    def listed_in(heading: str, name: str, amounts: tuple[str, str], top: float) -> Table:
        rows = [[str(n), f"{name} {n}", amount, "ดำเนินการแล้ว"] for n, amount in enumerate(amounts, start=1)]
        return grid([["ที่", "โครงการ", heading, "ผลการดำเนินงาน"], *rows], top=top)

    found = document(
        prose(f"{REPORT}\nหน่วย : พันบาท", top=40),
        listed_in("งบประมาณ", "โครงการอบรมรุ่น", ("20", "40"), 100),
        prose("กองคลัง", top=280),
        listed_in(heading, "โครงการตลาดนัดแห่งที่", amounts, 300),
    )
    printed = [b for b in reconcile(parse(found), found).budgets if b.origin == "detail"]
    assert [(b.amount_baht, b.doubt) for b in printed[:2]] == [(20_000, None), (40_000, None)]
    assert {(b.doubt, b.doubtful) for b in printed[2:]} == {(doubt, doubt is not None)}
    assert len(printed) == 4


def read_in_thousands(*cells: str) -> list[tuple[int | None, bool]]:
    """Amounts of a scanned table in thousands of baht, each character read for sure."""
    table = scanned_table(listed(1, *cells), reading(sure=0.9999))
    parsed = plan(prose("หน่วย : พันบาท", top=60), table, info=TWO)
    weigh(parsed)
    return [(b.amount_baht, b.doubtful) for b in parsed.budgets[:2]]  # type: ignore[misc]


def test_clear_readings_in_thousands_are_certain() -> None:
    assert read_in_thousands("20", "45") == [(20_000, False), (45_000, False)]
    assert read_in_thousands("20.50", "45.00") == [(20_500, False), (45_000, False)]


def test_a_point_among_others_may_have_been_lost() -> None:
    assert read_in_thousands("20.50", "450") == [(20_500, False), (450_000, True)]


@pytest.mark.parametrize("last", ["12.50", "1250"])
def test_a_point_lost_in_a_reports_thousands_is_not_certain(last: str) -> None:
    rows: list[list[CellText]] = [
        ["ที่", "โครงการ", "งบประมาณ", "เบิกจ่าย"],
        ["1", "โครงการอบรมคุณธรรม", "20.50", "20.50"],
        ["2", "โครงการค่ายเยาวชน", last, "12.50"],
    ]
    paper = document(prose(f"{REPORT}\nหน่วย : พันบาท"), grid(rows))
    parsed = parse(scanned(paper, reading(sure=0.9999)), "progress_report")
    weigh(parsed)
    assert [(b.amount_baht, b.doubtful) for b in parsed.budgets] == [
        (20_500, False),
        (Decimal(last) * 1000, "." not in last),
    ]


@pytest.mark.parametrize("unit", ["(พันบาท)", "หน่วย : พันบาท", "(หน่วยเป็นพันบาท)", "คิดเป็นหลักพันบาท"])
def test_another_unit_in_the_heading_of_a_dimension_leaves_its_amounts_doubtful(unit: str) -> None:
    head: list[CellText] = [*HEAD[:2], "ปี 2570 (บาท)", "ปี 2571 (บาท)"]
    rows: list[list[CellText]] = [head]
    for number, words in [(1, ""), (2, unit), (3, "")]:
        rows.append([Merged(f"มิติที่ {number} การบริหารราชการ {words}", cols=4), None, None, None])
        rows.append([str(number), f"โครงการอบรมรุ่น {number}", "150", "45,000"])
    parsed = plan(grid([*rows, ["", "รวม", "450", "135,000"]]), info=TWO)
    assert [b.doubt for b in parsed.budgets if b.project == 1] == [UNIT_AMID] * 2
    assert [b.doubt for b in parsed.budgets if b.project != 1] == [None] * 4
    assert {total.doubt for total in parsed.stated_totals} == {UNIT_AMID}


def test_another_unit_in_the_name_of_an_item_leaves_its_amounts_doubtful() -> None:
    head: list[CellText] = [*HEAD[:2], "ปี 2570 (บาท)", "ปี 2571 (บาท)"]
    names = [
        "โครงการอบรม (พันบาท)",
        "โครงการซ่อมแซม วงเงิน 2 ล้านบาท",
        "โครงการประชาคม (หน่วย: บาท)",
        "โครงการค่าย (สองพันบาทถ้วน)",
    ]
    rows: list[list[CellText]] = [[str(i), name, "150", "5,000"] for i, name in enumerate(names, 1)]
    parsed = plan(grid([head, *rows]), info=TWO)
    assert [b.doubt for b in parsed.budgets] == [UNIT_AMID] * 2 + [None] * 6
