"""Digits of a scan that nothing proves make no value: codes of headings, numbers of people, periods."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from extract.model import Line, Reading
from pipelines.parse import parse
from pipelines.parse.action_plan import parse_action_plan
from pipelines.parse.evidence import code_trusted, figures_trusted, goes_on_by_order
from pipelines.records import DocumentInfo, ParsedDocument
from tests.plan_documents import CellText, Merged, grid, prose, text_document
from tests.plan_documents import document as document_of
from tests.scan_readings import Read, scanned, scanned_table
from tests.summary_plans import plan

FIVE = DocumentInfo("action_plan", fiscal_year_start_be=2566, fiscal_year_end_be=2570)
ENTRY = """
ลำดับที่ 1
1. ชื่อโครงการ : โครงการสองมือ
2. หลักการและเหตุผล
ก
4. กลุ่มเป้าหมาย
ประชาชน จำนวน 120 คน
6. ระยะเวลาดำเนินการ
1 มกราคม 2566 - 31 มีนาคม 2566 (ไตรมาส 2)
"""
REPORT = """รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2566
เทศบาลตำบลหนองบัวขาว อำเภอเขื่องใน จังหวัดอุบลราชธานี
มิติที่ 1 การสร้างวัฒนธรรมสุจริต
1) โครงการสองมือ
กลุ่มเป้าหมาย : ประชาชน จำนวน 120 คน
ระยะเวลาดำเนินการ : 1 มกราคม 2566 - 31 มีนาคม 2566 (ไตรมาส 2)
ผลการดำเนินงาน : ทำแล้ว
"""


def read(text: str, weak: str = "", sure: float = 0.99) -> Line:
    """A line of a scan: its letters badly read, its digits well, but for those of `weak`."""
    at = text.find(weak) if weak else -1
    marked = range(at, at + len(weak)) if at >= 0 else range(0)
    each = tuple((0.5 if n in marked else sure) if char.isdigit() else 0.8 for n, char in enumerate(text))
    return Line(text, None, 0.8, Reading(text, 0.8, each))


def but(weak: str) -> Read:
    """Reads lines so."""
    return lambda line: replace(read(line.text, weak), bbox=line.bbox)


def facts(parsed: ParsedDocument) -> tuple[object, ...]:
    (project,) = parsed.projects
    return project.target_count, project.start_date, project.end_date, project.quarters


WHOLE = (120, dt.date(2023, 1, 1), dt.date(2023, 3, 31), (2,))


@pytest.mark.parametrize(
    ("weak", "expected", "told"),
    [
        ("", WHOLE, []),
        ("120", (None, *WHOLE[1:]), ["target_group"]),
        ("31 มีนาคม", (120, None, None, ()), ["duration"]),
    ],
)
def test_figures_of_a_section_that_were_not_read_for_sure(
    weak: str, expected: tuple[object, ...], told: list[str]
) -> None:
    parsed = parse_action_plan(scanned(text_document(ENTRY), but(weak)), FIVE)
    report = parse(scanned(text_document(REPORT), but(weak)))
    for read_so in (parsed, report):
        assert facts(read_so) == expected
        names = [r.why for r in read_so.remarks if r.why.startswith("figures not read for sure")]
        assert names == [f"figures not read for sure: {name}" for name in told]


def test_digits_count_and_not_the_letters_beside_them() -> None:
    assert figures_trusted([read("จำนวน 120 คน"), read("ประชาชน")])
    assert not figures_trusted([read("จำนวน 120 คน", "2")])
    assert code_trusted(read("2.1 บุคลากร 30 คน", "30"))
    assert not code_trusted(read("2.1 บุคลากร", "2.1"))
    assert not code_trusted(read("มิติที่ 2 บุคลากร", "2"))
    blind = Reading("๒.๑ บุคลากร", 0.99, (0.99,) * 11, (), digits_trusted=False)
    assert not code_trusted(Line("๒.๑ บุคลากร", None, 0.99, blind))
    assert not figures_trusted([Line("๒.๑ บุคลากร", None, 0.99, blind)])


HEAD: list[CellText] = ["มิติ", "ภารกิจ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"]


def places(dimension: str, mission: str, item: str, weak: str) -> tuple[list[tuple[object, ...]], list[str]]:
    """Dimension, mission and strategy of a table's two items, and why something is not known."""
    rows: list[list[CellText]] = [
        HEAD,
        ["มิติที่ 1 ขอหนึ่ง", "1.1 ขอสอง", "1) โครงการหนึ่ง", "1,000", "2,000"],
        [dimension, mission, item, "1,000", "2,000"],
    ]
    parsed = plan(scanned_table(grid(rows), but(weak)), info=replace(FIVE, fiscal_year_end_be=2567))
    found = [(p.dimension, p.mission_code, p.strategy_code) for p in parsed.projects]
    return found, [remark.why for remark in parsed.remarks if "not read for sure" in remark.why]


def test_a_sum_of_a_dimension_that_is_not_known_is_doubtful() -> None:
    for weak, dimension in (("", 4), ("ที่ 4", None)):
        rows: list[list[CellText]] = [HEAD, ["มิติที่ 1 ขอหนึ่ง", "", "โครงการหนึ่ง", "1,000", "2,000"]]
        rows += [["มิติที่ 4 ขอสาม", "", "โครงการสอง", "1,000", "2,000"], ["", "", "รวม", "1,000", "2,000"]]
        rows += [["", "", "รวมทั้งสิ้น", "2,000", "4,000"]]
        two = replace(FIVE, fiscal_year_end_be=2567)
        parsed = plan(scanned_table(grid(rows), but(weak)), info=two)
        sums = [(t.dimension, t.doubtful) for t in parsed.stated_totals if t.scope == "dimension"]
        assert sums == [(dimension, dimension is None)] * 2


CODE, DIMENSION = "code of a heading not read for sure", "number of a dimension not read for sure"


@pytest.mark.parametrize(
    ("dimension", "mission", "item", "weak", "second", "told"),
    [
        ("มิติที่ 3 ขอสาม", "3.2 ขอสี่", "2) โครงการสอง", "", (3, "3.2", None), []),
        ("", "1.2 ขอสี่", "2) โครงการสอง", "1.2", (1, "1.2", None), []),
        ("", "1.4 ขอสี่", "2) โครงการสอง", "1.4", (1, None, None), [CODE]),
        ("มิติที่ 2 ขอสาม", "", "2) โครงการสอง", "ที่ 2", (2, None, None), []),
        ("มิติที่ 4 ขอสาม", "", "2) โครงการสอง", "ที่ 4", (None, None, None), [DIMENSION]),
        ("", "", "1.1.3 ขอห้า\n2) โครงการสอง", "1.1.3", (1, "1.1", None), [CODE]),
        ("", "", "1.1.3 ขอห้า\n2) โครงการสอง", "", (1, "1.1", "1.1.3"), []),
    ],
)
def test_codes_of_a_table_that_nothing_proves(
    dimension: str, mission: str, item: str, weak: str, second: tuple[object, ...], told: list[str]
) -> None:
    found, why = places(dimension, mission, item, weak)
    assert (found, why) == ([(1, "1.1", None), second], told)


@pytest.mark.parametrize(
    ("heading", "weak", "dimension"),
    [
        ("มิติที่ 3 ขอสาม", "", 3),
        ("มิติที่ 3 ขอสาม", "3", None),
        ("มิติที่ 3 การส่งเสริมบทบาทและการมีส่วนร่วมของภาคประชาชน", "3", 3),
    ],
)
def test_a_place_that_only_a_badly_read_heading_tells_is_not_known(
    heading: str, weak: str, dimension: int | None
) -> None:
    given = text_document(f"{heading}\n{ENTRY.strip()}\n")
    parsed = parse_action_plan(
        scanned(given, lambda line: but(weak * line.text.startswith("มิติ"))(line)), FIVE
    )
    assert parsed.projects[0].dimension == dimension
    told = [remark.text for remark in parsed.remarks if remark.why == CODE]
    assert told == [heading] * (dimension is None)


@pytest.mark.parametrize(
    ("band", "weak", "second", "told"),
    [
        ("มิติที่ 4 ขอสาม", "", 4, []),
        ("มิติที่ 2 ขอสาม", "ที่ 2", 2, []),
        ("มิติที่ 4 ขอสาม", "ที่ 4", None, [DIMENSION]),
        ("มิติที่ 4 การบริหารราชการด้วยความโปร่งใส", "ที่ 4", 2, []),
    ],
)
def test_a_badly_read_heading_across_a_table(
    band: str, weak: str, second: int | None, told: list[str]
) -> None:
    rows: list[list[CellText]] = [HEAD[2:], [Merged("มิติที่ 1 ขอหนึ่ง", 1, 3), None, None]]
    rows += [
        ["1) โครงการหนึ่ง", "100", "200"],
        [Merged(band, 1, 3), None, None],
        ["2) โครงการสอง", "100", "200"],
    ]
    two = replace(FIVE, fiscal_year_end_be=2567)
    parsed = plan(scanned_table(grid(rows), but(weak)), info=two)
    assert [p.dimension for p in parsed.projects] == [1, second]
    assert [remark.why for remark in parsed.remarks] == told


@pytest.mark.parametrize(("read_as", "dimension"), [("2", 2), ("3", None)])
def test_a_badly_read_heading_above_a_table(read_as: str, dimension: int | None) -> None:
    def part(heading: str, top: float) -> list[object]:
        return [prose(heading, top=top), grid([HEAD[2:], ["โครงการหนึ่ง", "100", "200"]], top=top + 40)]

    given = document_of(*part("มิติที่ 1 ขอหนึ่ง", 60), *part(f"มิติที่ {read_as} ขอสาม", 200))  # type: ignore[arg-type]
    weak = scanned(given, lambda line: but(f"ที่ {read_as}" if read_as in line.text[:10] else "")(line))
    parsed = parse_action_plan(weak, replace(FIVE, fiscal_year_end_be=2567))
    assert [p.dimension for p in parsed.projects] == [1, dimension]
    assert [remark.why for remark in parsed.remarks] == [DIMENSION] * (dimension is None)


def test_the_order_tells_nothing_behind_a_dimension_that_was_lost() -> None:
    assert goes_on_by_order(1, None, lost=False) and goes_on_by_order(3, 2, lost=False)
    assert not goes_on_by_order(1, None, lost=True)
    lost, after = "มิติที่ 4 ขอสาม", "มิติที่ 1 ขอห้า"
    rows: list[list[CellText]] = [HEAD, ["มิติที่ 1 ขอหนึ่ง", "", "โครงการหนึ่ง", "100", "200"]]
    rows += [[lost, "", "โครงการสอง", "100", "200"], [after, "", "โครงการสาม", "100", "200"]]
    two = replace(FIVE, fiscal_year_end_be=2567)

    def badly(line: Line) -> Line:
        return but(line.text[:9] if line.text in (lost, after) else "")(line)

    table = scanned_table(grid(rows), badly)
    parsed = plan(table, info=two)
    assert [p.dimension for p in parsed.projects] == [1, None, None]
    assert [remark.text for remark in parsed.remarks] == [lost, after]


@pytest.mark.parametrize(("sum_between", "dimension"), [(True, None), (False, 3)])
def test_a_cell_of_dimensions_behind_their_sum_is_another_though_not_read(
    sum_between: bool, dimension: int | None
) -> None:
    """Without the sum it may be the rest of the heading, which a page break cut in two."""
    rows: list[list[str]] = [
        ["มิติ", "โครงการ/กิจกรรม/มาตรการ", "ปี 2566", "ปี 2567"],
        ["3. การส่งเสริมบทบาทและการมีส่วนร่วมของภาคประชาชน", "โครงการเวทีประชาคม", "5,000", "5,000"],
        *([["รวม", "", "5,000", "5,000"]] if sum_between else []),
        ["๒๕ ฐอซ ๘อี", "โครงการลานกีฬา", "7,000", "7,000"],
    ]
    parsed = plan(scanned_table(grid(rows)))
    assert [p.dimension for p in parsed.projects] == [3, dimension]
    assert (DIMENSION in [r.why for r in parsed.remarks]) is sum_between


@pytest.mark.parametrize("heading", ["มิติที่", "มิติที", "มิติที่ :"])
@pytest.mark.parametrize("in_table", [True, False])
def test_a_heading_of_a_dimension_without_its_number_leaves_none(heading: str, in_table: bool) -> None:
    """A scan lost the number: what stands below is not of the dimension above."""
    head = """รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2566
เทศบาลตำบลหนองบัวขาว อำเภอเขื่องใน จังหวัดอุบลราชธานี"""
    top: list[CellText] = ["ที่", "โครงการ/กิจกรรม", "งบประมาณ", "ผลการดำเนินงาน"]
    first: list[CellText] = ["1", "โครงการอบรมคุณธรรม", "10,000", "มีผู้เข้าร่วม 40 คน"]
    second: list[CellText] = ["2", "โครงการค่ายเยาวชน", "30,000", "มีผู้เข้าร่วม 90 คน"]
    if in_table:
        parts = [prose(f"{head}\nมิติที่ 3"), grid([top, first]), prose(heading), grid([top, second])]
    else:
        text = "1) โครงการอบรมคุณธรรม\nผลการดำเนินงาน : มีผู้เข้าร่วม 40 คน"
        more = "2) โครงการค่ายเยาวชน\nผลการดำเนินงาน : มีผู้เข้าร่วม 90 คน"
        parts = [prose(f"{head}\nมิติที่ 3 การมีส่วนร่วม\n{text}\n{heading}\n{more}")]
    paper = document_of(*parts)
    parsed = parse(scanned(paper), "progress_report")
    assert [project.dimension for project in parsed.projects] == [3, None]
    assert heading in [remark.text for remark in parsed.remarks]


def test_a_digit_of_a_strange_face_is_not_read_for_sure() -> None:
    """๖๙ of an old print was read as ๖๕, its digits as sure as 0.95."""
    text = "จำนวน ๖๕ คน"
    for sure, trusted in ((0.95, False), (0.98, True)):
        chars = tuple(sure if char == "๕" else 0.999 for char in text)
        assert figures_trusted([Line(text, None, 0.9, Reading(text, 0.9, chars))]) == trusted


@pytest.mark.parametrize(
    ("heading", "dimension"), [("มิติที่", None), ("มิติที่ การสร้างสังคมที่ไม่ทนต่อการทุจริต", 1), ("มิติที่ 2 การบริหาร", 2)]
)  # fmt: skip
@pytest.mark.parametrize("above", [False, True])
def test_a_band_of_a_plan_without_its_number_leaves_none(
    heading: str, dimension: int | None, above: bool
) -> None:
    top: list[CellText] = ["ที่", "โครงการ/กิจกรรม/มาตรการ", *(f"ปี {year}" for year in range(2566, 2571))]
    band: list[CellText] = [Merged(heading, 1, 7), *([None] * 6)]
    first: list[CellText] = ["1", "โครงการอบรมคุณธรรม", *(["10,000"] * 5)]
    second: list[CellText] = ["2", "โครงการค่ายเยาวชน", *(["30,000"] * 5)]
    begin = prose("แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566 - 2570\nมิติที่ 3 การมีส่วนร่วม")
    if above:
        paper = document_of(begin, grid([top, first]), prose(heading), grid([top, second]))
    else:
        paper = document_of(begin, grid([top, first, band, second]))
    parsed = parse_action_plan(scanned(paper), FIVE)
    assert [project.dimension for project in parsed.projects] == [3, dimension]
