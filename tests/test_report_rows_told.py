"""What of reports could not be read is told: figures, codes of headings, numbers, items and measures."""

from __future__ import annotations

import datetime as dt

import pytest
from text_documents import (
    MEASURES_2568,
    MEASURES_FORM,
    PROGRESS_NARRATIVE,
    PROGRESS_STAGES,
    PROGRESS_TABLE,
    PROGRESS_TICKS,
    document,
)

from extract.model import Document
from pipelines.parse import parse
from pipelines.parse.narrative_repair import CodesByName, settled_code, settled_dimension
from pipelines.records import BY_ORDER, ParsedDocument
from tests.plan_documents import document as plan_document
from tests.plan_documents import grid, prose
from tests.scan_readings import reading, scanned

HEAD = """รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2566
เทศบาลตำบลหนองบัวขาว อำเภอเขื่องใน จังหวัดอุบลราชธานี
"""
ENTRIES = f"""{HEAD}
มิติที่ 2 การบริหารราชการด้วยความโปร่งใส
2.1 งานหนึ่ง
1) โครงการอบรมคุณธรรม
วิธีดำเนินการ:
- จัดอบรม
ผลการดำเนินงาน:
- มีผู้เข้าร่วม 60 คน
{{heading}}
2) มาตรการเผยแพร่ข้อมูล
วิธีดำเนินการ:
- เผยแพร่
ผลการดำเนินงาน:
- เผยแพร่แล้ว
งบประมาณ {{budget}}
"""


def remarks(parsed: ParsedDocument, why: str) -> list[str]:
    return [remark.text for remark in parsed.remarks if remark.why == why]


def entries(heading: str = "2.2 งานสอง", budget: str = "5,000 บาท") -> Document:
    return document(ENTRIES.format(heading=heading, budget=budget))


@pytest.mark.parametrize(
    ("heading", "code", "told"),
    [
        ("2.2.1 งานสอง", "2.2.1", False),
        ("22.1 งานสอง", None, True),
        ("22.1 แสดงเจตนารมณ์ทางการเมืองในการต่อต้านการทุจริต", None, True),
        ("2.1.2 งานสอง", "2.1.2", False),
    ],
)
def test_a_heading_that_lost_a_dot_leaves_the_code_unknown(
    heading: str, code: str | None, told: bool
) -> None:
    parsed = parse(entries(heading))
    assert [p.strategy_code for p in parsed.projects] == [None, code]
    assert parsed.projects[1].mission_code == (code[:3] if code else None)
    assert remarks(parsed, "code of a heading not read for sure") == [heading] * told


def test_a_name_proves_a_code_without_its_dots() -> None:
    name = "การแสดงเจตนารมณ์ในการปฏิบัติหน้าที่และบริหารงานด้วยความซื่อสัตย์สุจริต"
    for heading in (f"22.1 {name}", f"221 {name}"):
        parsed = parse(entries(heading))
        assert (parsed.projects[1].mission_code, parsed.projects[1].strategy_code) == ("2.2", "2.2.1")
        assert not parsed.remarks


def test_a_count_above_an_item_is_no_heading() -> None:
    parsed = parse(entries("225 คน เข้าร่วม"))
    assert [p.mission_code for p in parsed.projects] == ["2.1", "2.1"]
    assert not parsed.remarks


@pytest.mark.parametrize(("heading", "code"), [("2.2 งานสอง", "2.2"), ("2.4 งานสอง", None)])
def test_a_badly_read_code_counts_where_the_order_of_headings_agrees(heading: str, code: str | None) -> None:
    parsed = parse(scanned(entries(heading), reading(lambda text: text == heading)))
    assert [p.mission_code for p in parsed.projects] == ["2.1", code]
    assert remarks(parsed, "code of a heading not read for sure") == [heading] * (code is None)


def test_codes_that_were_not_read_for_sure() -> None:
    codes = CodesByName()
    assert settled_code((2, 2), "งานสอง", 2, ("2.1", None), codes) == (2, 2)
    assert settled_code((2, 1, 2), "งานสอง", 2, ("2.1", "2.1.1"), codes) == (2, 1, 2)
    assert settled_code((2, 1, 4), "งานสอง", 2, ("2.1", "2.1.1"), codes) is None
    assert settled_code((3, 2), "งานสอง", 2, ("2.1", None), codes) is None
    assert settled_code((3, 1), "งานสอง", None, (None, None), codes) is None
    assert settled_dimension(2, "งาน", 1, codes) == 2
    assert settled_dimension(4, "งาน", 1, codes) is None
    assert settled_dimension(4, "การบริหารราชการด้วยความโปร่งใส", 1, codes) is not None


def test_a_badly_read_dimension_is_not_guessed() -> None:
    heading = "มิติที่ 4 ชื่ออื่นที่ไม่มีในกรอบงาน"
    parsed = parse(scanned(entries(heading), reading(lambda text: text == heading)))
    assert [p.dimension for p in parsed.projects] == [2, None]
    assert remarks(parsed, "number of a dimension not read for sure") == [heading]
    follows = heading.replace("4", "3")
    parsed = parse(scanned(entries(follows), reading(lambda text: text == follows)))
    assert [p.dimension for p in parsed.projects] == [2, 3]
    assert not remarks(parsed, "number of a dimension not read for sure")


def test_a_badly_read_dimension_of_a_table_is_not_guessed() -> None:
    text = PROGRESS_TABLE.replace("มิติที่ 2 การบริหารราชการด้วยความโปร่งใส", "มิติที่ 4 งานที่ไม่มีในกรอบ")
    parsed = parse(scanned(document(text), reading(lambda line: line.startswith("มิติที่ 4"))))
    assert [p.dimension for p in parsed.projects] == [1, 1, None]
    assert remarks(parsed, "number of a dimension not read for sure") == ["มิติที่ 4 งานที่ไม่มีในกรอบ"]


def test_numbers_of_a_table_that_were_not_read_for_sure_are_doubtful() -> None:
    parsed = parse(scanned(document(PROGRESS_TABLE), reading(lambda text: text == "2")))
    assert [(p.seq, p.seq_doubtful) for p in parsed.projects] == [(1, False), (2, True), (3, False)]


@pytest.mark.parametrize(
    ("budget", "scan", "statuses"),
    [
        ("5x,0O0 บาท", False, ["unreadable"]),
        ("ตามข้อบัญญัติ", False, []),
        ("ตามข้อบัญญัติ", True, ["unreadable"]),
        ("5,000 บาท", True, ["amount"]),
    ],
)
def test_a_budget_of_an_entry_that_could_not_be_read(budget: str, scan: bool, statuses: list[str]) -> None:
    read = entries(budget=budget)
    parsed = parse(scanned(read) if scan else read)
    assert [b.amount_status for b in parsed.budgets] == statuses
    assert [b.doubtful for b in parsed.budgets] == [status == "unreadable" for status in statuses]


def test_a_sum_that_is_no_number_is_told() -> None:
    parsed = parse(document(PROGRESS_TABLE.replace("รวม\t\t30,000", "รวม\t\t3ฆ,000")))
    assert remarks(parsed, "words in a column of figures") == ["3ฆ,000"]


def test_blank_cells_of_a_scanned_table_are_told() -> None:
    text = PROGRESS_TABLE.replace("รวม\t\t30,000", "รวม\t\t").replace("จริยธรรม\t30,000", "จริยธรรม\t")
    whole = parse(document(text))
    assert remarks(whole, "nothing was read in a cell among figures") == []
    assert [b.project for b in whole.budgets] == [1, 2]
    parsed = parse(scanned(document(text)))
    assert remarks(parsed, "nothing was read in a cell among figures") == ["รวม | 15,000 | 50.00"]
    first = next(b for b in parsed.budgets if b.project == 0)
    assert (first.amount_status, first.amount_baht, first.doubtful) == ("blank", None, True)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        (PROGRESS_NARRATIVE.replace("| ๘๐,๐๐๐ |", "| กขค |", 1), "กขค"),
        (PROGRESS_STAGES.replace("| 15 |", "| lS |"), "lS"),
    ],
)
def test_words_among_figures_are_told(text: str, unread: str) -> None:
    assert remarks(parse(document(text)), "words in a column of figures") == [unread]


def test_headings_of_columns_and_bands_are_no_words_among_figures() -> None:
    for text in (PROGRESS_NARRATIVE, PROGRESS_STAGES, PROGRESS_TABLE):
        assert not remarks(parse(document(text)), "words in a column of figures")


def test_a_day_that_its_month_has_not_is_no_date_of_a_scanned_report() -> None:
    head = ["ที่", "โครงการ", "ระยะเวลา", "ผลการดำเนินการ"]
    rows = [["1", "โครงการหนึ่ง", "31 กุมภาพันธ์ 2566", "แล้ว"], ["2", "โครงการสอง", "1 มีนาคม 2566", "แล้ว"]]
    read = scanned(plan_document(prose(HEAD), grid([head, *rows])))
    assert [p.start_date for p in parse(read).projects] == [None, dt.date(2023, 3, 1)]


def test_items_without_sections_are_told() -> None:
    parsed = parse(entries("2.2 งานสอง\n(ลงชื่อ) ผู้รายงาน\n2) โครงการที่ยังไม่ได้ทำ\nมิติที่ 3 งาน"))
    assert remarks(parsed, "numbered item without sections") == ["2) โครงการที่ยังไม่ได้ทำ"]


def test_tables_beside_the_measures_are_told() -> None:
    other = "\n<table><tr><td>ก</td><td>ข</td></tr><tr><td>ค</td><td>ง</td></tr></table>\n"
    parsed = parse(document(MEASURES_2568 + other))
    assert remarks(parsed, "table whose columns were not recognised") == ["ก | ข"]
    assert not parse(document(MEASURES_2568)).remarks


def test_a_topic_told_by_its_place_alone_is_told() -> None:
    topics = [
        "กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ",
        "กขคงจฉชซฌญฎฏ",
        "ช่องทางและรูปแบบการประชาสัมพันธ์เผยแพร่ข้อมูลข่าวสารภาครัฐ",
        "กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ",
    ]
    rows = [[name, "จัดทำ", "สำนักปลัด", "ทำแล้ว"] for name in topics]
    head = ["ประเด็น", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ผลการดำเนินการ"]
    title = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568"
    parsed = parse(scanned(plan_document(prose(title), grid([head, *rows], widths=[300, 90, 90, 90]))))
    codes = [measure.category_code for measure in parsed.measures]
    assert codes[0] == "T1" and None not in codes
    assert remarks(parsed, "topic told by its place in the order alone") == [f"{codes[1]}: {topics[1]}"]


def test_localities_named_as_often_as_each_other_are_told() -> None:
    text = "แผนปฏิบัติการป้องกันการทุจริต\nเทศบาลตำบลหนองบัวขาว\nเทศบาลตำบลท่าข้ามทอง\n"
    assert remarks(parse(document(text)), "several localities are named as often") == [
        "เทศบาลตำบลท่าข้ามทอง, เทศบาลตำบลหนองบัวขาว"
    ]
    assert not parse(document(text + "เทศบาลตำบลหนองบัวขาว\n")).remarks


@pytest.mark.parametrize(
    ("weak", "other", "told"),
    [
        (False, "", []),
        (True, "", ["fiscal year not read for sure"]),
        (
            False,
            "รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567\n",
            ["several fiscal years are named as often"],
        ),
    ],
)
def test_a_year_of_the_document_that_is_not_certain_is_told(weak: bool, other: str, told: list[str]) -> None:
    parsed = parse(scanned(document(HEAD + other), reading(lambda text: weak and "2566" in text)))
    assert parsed.info.fiscal_year_end_be == 2566
    assert [remark.why for remark in parsed.remarks if "fiscal year" in remark.why] == told


def test_a_numbered_row_without_a_name_is_no_part_of_the_item_above() -> None:
    text = PROGRESS_TABLE.replace("2\tกิจกรรมจิตอาสา\tไม่ใช้งบประมาณ", "2\t\t40,000")
    parsed = parse(document(text))
    assert [b.amount_baht for b in parsed.budgets if b.project == 0] == [30_000]
    (told,) = remarks(parsed, "numbered row without a name")
    assert told.startswith("2 | 40,000 | อยู่ระหว่างดำเนินการ")


def test_what_a_form_says_beside_an_unknown_label_is_no_part_of_the_field_above() -> None:
    row = "| ผลการดำเนินการ | เผยแพร่แล้ว |\n"
    parsed = parse(document(MEASURES_FORM.replace(row, row + "| กขคงจฉชซ | 50,000 บาท |\n")))
    (measure,) = parsed.measures
    assert (measure.result, measure.suggestion) == ("เผยแพร่แล้ว", "ควรเผยแพร่รายไตรมาส")
    assert [(r.text, r.why) for r in parsed.remarks] == [("50,000 บาท", "column without a role: กขคงจฉชซ")]
    assert not parse(document(MEASURES_FORM)).remarks
    parted = MEASURES_FORM.replace("| วิธีการดำเนินการ | ", "| วิธีการ | จัดทำ |\n| ดำเนินการ | ")
    assert parse(document(parted)).measures[0].action == "จัดทำ เผยแพร่แผนการใช้จ่ายงบประมาณ"


def test_an_amount_of_a_sentence_that_was_not_read_is_a_figure_without_value() -> None:
    parsed = parse(document(PROGRESS_TICKS.replace("เบิกจ่ายแล้ว 100,000", "เบิกจ่ายแล้ว 1ฆ0,000")))
    found = [(t.value, t.doubtful) for t in parsed.stated_totals if t.quantity == "spent_baht"]
    assert (None, True) in found


NUMBERS = [
    ["1", "4", "3", "26,000", "13,000"],
    ["2", "11", "7", "374,248", "120,000"],
    ["3", "5", "2", "95,900", "7,950"],
    ["รวม", "20", "12", "496,148", "140,950"],
]


@pytest.mark.parametrize(("heading", "known"), [("มิติ", True), ("8 มต", True), ("มฺตี", True), ("๘ ฺ", False)])
def test_rows_that_nothing_names_are_not_about_the_whole_plan(heading: str, known: bool) -> None:
    header = [heading, "โครงการตามแผน", "ดำเนินการแล้ว", "งบประมาณตามแผน (บาท)", "งบประมาณที่ใช้จริง (บาท)"]
    parsed = parse(plan_document(prose(HEAD), grid([header, *NUMBERS])))
    found = {(t.scope, t.dimension, t.quantity): t.value for t in parsed.stated_totals}
    assert found["plan", None, "planned_items"] == 20
    assert (found.get(("dimension", 2, "planned_items")) == 11) == known
    assert len([t for t in parsed.stated_totals if t.scope == "plan"]) == 4
    assert bool(remarks(parsed, "the row names no dimension and no sum")) != known


@pytest.mark.parametrize(
    ("labels", "told"),
    [(("", "2", "4"), 1), (("1", "", "4"), None), (("1", "", "3"), 2)],
)
def test_a_row_between_dimensions_that_leave_room_for_one_is_that_one(
    labels: tuple[str, ...], told: int | None
) -> None:
    header = ["มิติ", "โครงการตามแผน", "ดำเนินการแล้ว", "งบประมาณตามแผน (บาท)", "งบประมาณที่ใช้จริง (บาท)"]
    rows = [[label, *row[1:]] for label, row in zip((*labels, "รวม"), NUMBERS, strict=True)]
    parsed = parse(plan_document(prose(HEAD), grid([header, *rows])))
    found = {t.dimension: t for t in parsed.stated_totals if t.quantity == "planned_items"}
    assert set(found) == {None, *map(int, filter(None, labels)), told}
    if told is not None:  # what stands there is never told for sure
        assert (found[told].doubtful, found[told].doubt) == (True, BY_ORDER)
    assert not found[None].doubtful and not found[4 if "4" in labels else 3].doubtful


@pytest.mark.parametrize("by_scan", [False, True])
@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("(เฉพาะโครงการที่ใช้งบประมาณ)", False),
        ("โครงการนอกแผน", False),
        ("มาตรการอื่น", False),
        ("มตี", True),
        ("การบริหารราชการด้วยความโปร่งใส", True),
    ],
)
def test_a_row_of_something_else_between_dimensions_is_none(label: str, told: bool, by_scan: bool) -> None:
    header = ["มิติ", "โครงการตามแผน", "ดำเนินการแล้ว", "งบประมาณตามแผน (บาท)", "งบประมาณที่ใช้จริง (บาท)"]
    rows = [[name, *row[1:]] for name, row in zip(("มิติที่ 1", label, "มิติที่ 3", "รวม"), NUMBERS, strict=True)]
    paper = plan_document(prose(HEAD), grid([header, *rows]))
    parsed = parse(scanned(paper) if by_scan else paper)
    assert ({t.dimension for t in parsed.stated_totals} == {1, 2, 3, None}) is told
    assert bool(remarks(parsed, "the row names no dimension and no sum")) is not told


@pytest.mark.parametrize(
    "label", ["{} ชื่อโครงการ | โครงการอบรมบุคลากร", "ลำดับที่ | {} |\n| ชื่อโครงการ | โครงการอบรมบุคลากร"]
)
def test_the_number_of_a_form_that_was_not_read_for_sure(label: str) -> None:
    form = f"""| {label.format("3.")} |
|---|---|
| ผลการดำเนินการ | ดำเนินการแล้ว |
| งบประมาณตามแผน | 20,000 บาท |
| ผู้รับผิดชอบ | กองคลัง |
"""
    text = document(f"{HEAD}\nมิติที่ 1 การสร้างวัฒนธรรมสุจริต\n\n{form}")
    for weak in (False, True):
        (item,) = parse(scanned(text, reading(lambda line, weak=weak: weak and "3." in line))).projects
        assert (item.seq, item.seq_doubtful) == (3, weak)


def test_the_order_of_dimensions_tells_nothing_behind_one_that_was_lost() -> None:
    codes = CodesByName()
    assert settled_dimension(1, "งาน", None, codes) == 1
    assert settled_dimension(1, "งาน", None, codes, lost=True) is None
    lost, after = "มิติที่ 4 ชื่อที่ไม่มีในกรอบ", "มิติที่ 1 ชื่ออื่นที่ไม่มีในกรอบ"
    text = PROGRESS_TABLE.replace("มิติที่ 2 การบริหารราชการด้วยความโปร่งใส", lost)
    text = text.replace("รวม\t", f"{after}\t\t\t\t\t\t\n4\tโครงการสุดท้าย\t0\tแล้วเสร็จ\t0\t0\tทุกกอง\nรวม\t")
    parsed = parse(scanned(document(text), reading(lambda line: line in (lost, after))))
    assert [p.dimension for p in parsed.projects] == [1, 1, None, None]
    assert remarks(parsed, "number of a dimension not read for sure") == [lost, after]
