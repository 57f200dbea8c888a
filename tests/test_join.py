"""Tables that go on over pages become one logical table, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pdf_maker import PdfMaker

from extract.headers import count_header_rows
from extract.join import join_pages
from extract.model import Block, Cell, Line, Page, Table
from extract.read import build_document, open_source, read_document, read_page

HEADER = ["ที่", "โครงการ/กิจกรรม", "งบประมาณ (บาท)"]
XS = [50.0, 90.0, 400.0, 545.0]


def table(
    rows: list[list[str]], top: float = 100.0, height: float = 100.0, xs: list[float] | None = None
) -> Table:
    xs = xs or XS
    cells = [
        Cell(
            r,
            c,
            lines=tuple(Line(part) for part in text.split("\n") if part),
            bbox=(xs[c], top + height * r, xs[c + 1], top + height * (r + 1)),
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    box = (xs[0], top, xs[-1], top + height * len(rows))
    return Table(tuple(cells), len(rows), len(rows[0]), box)


def page(number: int, *blocks: Line | Table) -> Page:
    return Page(number, "text", 595, 842, blocks=blocks)


def line(text: str, y: float) -> Line:
    return Line(text, (60, y, 300, y + 12))


def grid(found: Table) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(found.n_rows)]
    for cell in found.cells:
        rows[cell.row].append(cell.text)
    return rows


FIRST = [HEADER, ["๑", "โครงการอบรม", "๑๐,๐๐๐"], ["๒", "กิจกรรมรณรงค์", "-"]]
MORE = [["๓", "มาตรการตรวจสอบ", "๐"], ["๔", "โครงการจิตอาสา", "๕,๐๐๐"]]


@pytest.mark.parametrize(("confidence", "kept"), [(None, True), (0.95, True), (0.6, False)])
def test_repeated_header_with_another_year_stays(confidence: float | None, kept: bool) -> None:
    rows = [["ที่", "โครงการ/กิจกรรม", "งบประมาณปี 2570"], *FIRST[1:]]
    again = table([["ที่", "โครงการ/กิจกรรม", "งบประมาณปี 2571"], *MORE])
    seen = tuple(
        replace(c, lines=tuple(replace(part, confidence=confidence) for part in c.lines)) for c in again.cells
    )
    (joined,), _ = join_pages([page(1, table(rows, height=200)), page(2, replace(again, cells=seen))])
    assert (grid(joined)[3][2] == "งบประมาณปี 2571") is kept
    assert joined.n_rows == 5 + kept


def test_captions_that_name_the_year_of_each_page_part_their_tables() -> None:
    """Two pages of 2567, then one of 2568, under a caption that else is the same."""
    years = ("๒๕๖๗", "๒๕๖๗", "๒๕๖๘")
    captions = [
        line(f"แผนประจำปี พ.ศ. {year}", 60 if n else 300) for n, year in enumerate(years)
    ]  # under a title
    parts = [table(FIRST, top=400.0), table(FIRST), table(FIRST)]
    pages = [page(n, *blocks) for n, blocks in enumerate(zip(captions, parts, strict=True), 1)]
    tables, _ = join_pages(pages)
    assert [found.n_rows for found in tables] == [5, 3]


def test_captions_of_other_years_part_tables_though_they_were_not_read_for_sure() -> None:
    heads = [
        Line(f"แผนประจำปี พ.ศ. {year}", (60, 60, 300, 72), sure)
        for year, sure in (("2567", 0.97), ("2568", 0.3), ("2569", 0.97))
    ]
    tables, _ = join_pages([page(n, head, table(FIRST)) for n, head in enumerate(heads, 1)])
    assert [found.n_rows for found in tables] == [3, 3, 3]


def test_a_misread_year_in_the_running_head_of_a_scan_parts_nothing() -> None:
    heads = [Line(f"แผน พ.ศ. {year}", (60, 60, 300, 72), 0.97) for year in ("2566", "2568", "2566")]
    tables, _ = join_pages([page(n, head, table(FIRST)) for n, head in enumerate(heads, 1)])
    assert [found.n_rows for found in tables] == [7]


def test_repeated_header_is_left_out_even_when_misread() -> None:
    again = ["ที", "โครงการ/กิจกรรม", "งบประมาน (บาท"]
    tables, flow = join_pages(
        [page(1, table(FIRST, height=200)), page(2, line("- ๒ -", 30), table([again, *MORE]))]
    )
    assert [grid(t) for t in tables] == [FIRST + MORE]
    assert [c.page for c in tables[0].cells if c.col == 0] == [1, 1, 1, 2, 2]
    assert [c.is_header for c in tables[0].cells if c.col == 0] == [True, False, False, False, False]
    assert [b.table_index for b in flow] == [0, None]


def test_part_without_header_goes_on() -> None:
    tables, _ = join_pages([page(1, table(FIRST, height=200)), page(2, table(MORE))])
    assert [grid(t) for t in tables] == [FIRST + MORE]


def test_three_pages_with_running_heads_and_feet() -> None:
    def sheet(number: int, rows: list[list[str]]) -> Page:
        head = line(f"แผนปฏิบัติการ หน้า {number}", 30)
        return page(number, head, table(rows, height=600 / len(rows)), line("สำนักปลัด", 810))

    pages = [sheet(1, FIRST), sheet(2, [HEADER, *MORE]), sheet(3, [HEADER, ["๕", "โครงการ ก", "๑"]])]
    tables, _ = join_pages(pages)
    assert [t.n_rows for t in tables] == [6]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(
            [line("มิติที่ ๒ การบริหารราชการ", 150), table([HEADER, *MORE], top=200)], id="heading between"
        ),
        pytest.param([table([["ที่", "ความเสี่ยง", "ระดับ"], *MORE])], id="another header"),
        pytest.param([table(MORE, xs=[50, 300, 450, 545])], id="other columns"),
        pytest.param([table([["ก", "ข"], ["ค", "ง"]], xs=[50, 300, 545])], id="fewer columns"),
    ],
)
def test_another_table_is_not_joined(second: list[Line | Table]) -> None:
    tables, _ = join_pages([page(1, table(FIRST, height=200)), page(2, *second)])
    assert len(tables) == 2


def test_two_tables_of_one_page_are_never_joined() -> None:
    tables, _ = join_pages([page(1, table(FIRST, height=50), table([HEADER, *MORE], top=400, height=50))])
    assert len(tables) == 2


def test_part_that_ends_high_up_without_repeated_header_is_over() -> None:
    tables, _ = join_pages([page(1, table(FIRST, height=20)), page(2, table(MORE))])
    assert len(tables) == 2


def test_edge_hidden_by_merged_cells_is_found_again() -> None:
    total = Table(
        (
            Cell(0, 0, 1, 1, (Line("รวม ๔ โครงการ"),), (50, 100, 400, 130)),
            Cell(0, 1, 1, 1, (Line("๑๕,๐๐๐"),), (400, 100, 545, 130)),
            Cell(1, 0, 1, 2, (Line("หมายเหตุ ไม่มี"),), (50, 130, 545, 160)),
        ),
        2,
        2,
        (50, 100, 545, 160),
    )
    four = [50.0, 90.0, 250.0, 400.0, 545.0]
    first = table([["ที่", "โครงการ", "หน่วยงาน", "บาท"], ["๑", "ก", "ข", "๑,๐๐๐"]], height=300, xs=four)
    tables, _ = join_pages([page(1, first), page(2, total)])
    assert [(c.row, c.col, c.col_span) for c in tables[0].cells if c.page == 2] == [
        (2, 0, 3),
        (2, 3, 1),
        (3, 0, 4),
    ]


def test_row_cut_by_the_page_break_is_made_whole() -> None:
    cut = [["", "ความรู้แก่ประชาชนในตำบล", ""], ["๓", "มาตรการตรวจสอบ", "๐"]]
    first = [HEADER, ["๑", "โครงการอบรม", "๑๐,๐๐๐"], ["๒", "กิจกรรมให้", "๕,๐๐๐"]]
    tables, _ = join_pages([page(1, table(first, height=200)), page(2, table([HEADER, *cut]))])
    assert grid(tables[0])[2:] == [
        ["๒", "กิจกรรมให้\nความรู้แก่ประชาชนในตำบล", "๕,๐๐๐"],
        ["๓", "มาตรการตรวจสอบ", "๐"],
    ]


def test_new_item_without_amount_is_no_rest_of_a_row() -> None:
    rows = [["", "- โครงการใหม่", ""], ["๓", "มาตรการตรวจสอบ", "๐"]]
    tables, _ = join_pages([page(1, table(FIRST, height=200)), page(2, table([HEADER, *rows]))])
    assert tables[0].n_rows == 5


def test_merged_cell_that_goes_on_is_one_cell_per_page() -> None:
    def part(rows: list[str], text: str, header: bool) -> Table:
        cells = [
            Cell(0, 0, lines=(Line("มิติ"),), bbox=(50, 100, 90, 130)),
            Cell(0, 1, lines=(Line("โครงการ"),), bbox=(90, 100, 545, 130)),
        ]
        cells = cells if header else []
        start = len(cells) // 2
        cells.append(Cell(start, 0, len(rows), 1, (Line(text),) if text else (), (50, 130, 90, 700)))
        cells += [
            Cell(start + i, 1, lines=(Line(row),), bbox=(90, 130, 545, 700)) for i, row in enumerate(rows)
        ]
        return Table(tuple(cells), start + len(rows), 2, (50, 100, 545, 700))

    tables, _ = join_pages([page(1, part(["ก", "ข"], "มิติที่ ๑", True)), page(2, part(["ค", "ง"], "", False))])
    assert [(c.row, c.row_span, c.page) for c in tables[0].cells if c.col == 0] == [
        (0, 1, 1),
        (1, 2, 1),
        (3, 2, 2),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEADER, *MORE], 1),
        (MORE, 0),
        ([["ที่", "ชื่อ", "บาท"], ["(๑)", "(๒)", "(๓)"], ["๑", "ก", "๑,๐๐๐"]], 2),
        ([["๑", "โครงการ ก", "-"], ["๒", "โครงการ ข", "-"]], 0),
        ([["", "", "ก"], ["๒", "โครงการ ข", "-"]], 0),
        ([HEADER], 0),
    ],
)
def test_header_rows(rows: list[list[str]], expected: int) -> None:
    assert count_header_rows(table(rows)) == expected


def test_names_below_a_heading_over_columns_are_header() -> None:
    top = [Cell(0, 0, 1, 2, (Line("ตามแผน"),)), Cell(0, 2, 1, 2, (Line("ดำเนินการแล้ว"),))]
    names = [Cell(1, c, lines=(Line(text),)) for c, text in enumerate(["จำนวน", "บาท", "จำนวน", "ร้อยละ"])]
    body = [Cell(2, c, lines=(Line(text),)) for c, text in enumerate(["๔๕", "๑๐,๐๐๐", "๔๐", "๘๘.๘๙"])]
    assert count_header_rows(Table((*top, *names, *body), 3, 4)) == 2
    assert count_header_rows(Table((*top, *(Cell(1, c.col, lines=c.lines) for c in body)), 2, 4)) == 1


def test_from_the_file_to_the_logical_table(tmp_path: Path) -> None:
    maker = PdfMaker()
    xs, ys = [50.0, 90.0, 400.0, 545.0], [100.0, 300.0, 500.0, 760.0]
    for number, rows in enumerate(([HEADER, *FIRST[1:]], [HEADER, *MORE]), start=1):
        maker.page().text(290, 40, str(number)).grid(xs, ys)
        for y, row in zip(ys, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                maker.text(x + 4, y + 20, text, 10)
    path = maker.save(tmp_path / "plan.pdf")
    document = read_document(path)
    assert [grid(t) for t in document.tables] == [FIRST + MORE]
    assert document.source_kind == "text_pdf"
    source = open_source(path)
    backwards = [read_page(source, n) for n in (2, 1)]
    assert build_document(source, backwards) == document
    assert isinstance(document.flow[0], Block)


def test_several_amounts_in_a_cell_are_no_header() -> None:
    rows = [
        ["4. การตรวจสอบ", "โครงการลานกีฬา\nโครงการตรวจสอบ", "150,000.00\n65,283.00"],
        ["รวม", "2 โครงการ", "215,283.00"],
    ]
    assert count_header_rows(table(rows)) == 0


def test_rows_without_numbers_go_on_with_their_table() -> None:
    """A part whose rows say in words that they need no money looks like headings, and is none."""
    head = ["โครงการ/กิจกรรม", "๒๕๖๖", "๒๕๖๗"]
    first = [head, ["โครงการอบรม", "๑๐,๐๐๐", "ไม่ใช้งบประมาณ"], ["กิจกรรมรณรงค์", "๕,๐๐๐", "๕,๐๐๐"]]
    more = [
        ["มาตรการตรวจสอบ", "ไม่ใช้งบประมาณ", "ไม่ใช้งบประมาณ"],
        ["รวม", "๑๕,๐๐๐", "๕,๐๐๐"],
        ["รวมทั้งสิ้น", "๑๕,๐๐๐", "๕,๐๐๐"],
    ]
    tables, _ = join_pages([page(1, table(first, height=200)), page(2, table(more))])
    assert [found.n_rows for found in tables] == [6]
    other = [["ผู้รับผิดชอบ", "ตัวชี้วัด", "หมายเหตุ"], *more[1:]]
    tables, _ = join_pages([page(1, table(first, height=200)), page(2, table(other))])
    assert [found.n_rows for found in tables] == [3, 3]


def test_an_item_below_a_repeated_header_stays_though_the_first_header_was_taken_for_longer() -> None:
    def part(*rows: tuple[str, str]) -> Table:
        head = [
            Cell(0, 0, 2, 1, (Line("โครงการ/กิจกรรม/มาตรการ"),)),
            Cell(0, 1, 1, 3, (Line("งบประมาณ (บาท)"),)),
            Cell(1, 1, 1, 1, (Line("พ.ศ. ๒๕๗๑"),)),
            Cell(1, 2, 1, 2, (Line("พ.ศ. ๒๕๗๒"),)),  # a stamp drew a line through it in another row
        ]
        body = [
            Cell(2 + r, c, lines=(Line(name if c == 0 else amount),))
            for r, (name, amount) in enumerate(rows)
            for c in range(4)
        ]
        return Table(tuple(head + body), 2 + len(rows), 4)

    first = part(("มาตรการไม่รับของขวัญ", "ไม่ใช้งบประมาณ"), ("โครงการอบรม", "๕,๐๐๐"))
    second = part(("กิจกรรมจิตอาสา", "-"), ("โครงการประชาคม", "๗,๐๐๐"))
    tables, _ = join_pages([page(1, first), page(2, second)])
    assert [c.text for c in tables[0].cells if c.col == 0 and not c.is_header and c.row > 2] == [
        "โครงการอบรม",
        "กิจกรรมจิตอาสา",
        "โครงการประชาคม",
    ]


@pytest.mark.parametrize("ruled", [False, True])
def test_edges_that_no_rule_draws_may_stand_apart(ruled: bool) -> None:
    """A single row on the last page shows no area's column, and its gaps are wider than those of all rows."""
    whole = table(
        [["ด้าน", *HEADER], *(["ก", *row] for row in FIRST[1:])], height=200, xs=[50, 80, 120, 400, 545]
    )
    rest = table([["๓", "มาตรการตรวจสอบ", "๐"]], xs=[50, 133, 415, 545])
    pages = [page(1, replace(whole, ruled=ruled)), page(2, replace(rest, ruled=ruled))]
    tables, _ = join_pages(pages)
    assert len(tables) == (2 if ruled else 1)
    if not ruled:
        assert [(c.col, c.col_span) for c in tables[0].cells if c.row == 3] == [(0, 2), (2, 1), (3, 1)]


def open_part(rows: list[list[tuple[float, float, str]]], xs: list[float], top: float) -> Table:
    """A table without vertical rules: the print of each cell stands from x to x."""
    cells = [
        Cell(r, c, lines=(Line(text, (a, top + 20 * r, b, top + 20 * r + 12)),) if text else (),
             bbox=(xs[c], top + 20 * r, xs[c + 1], top + 20 * r + 20))
        for r, row in enumerate(rows)
        for c, (a, b, text) in enumerate(row)
    ]  # fmt: skip
    return Table(
        tuple(cells), len(rows), len(xs) - 1, (xs[0], top, xs[-1], top + 20 * len(rows)), ruled=False
    )


def test_a_total_alone_on_its_page_goes_on_with_a_table_without_vertical_rules() -> None:
    """Its label stands over the first two columns, and nothing tells where that ends before the amount."""
    heading = [(60.0, 100.0, "มิติ"), (130.0, 220.0, "โครงการ"), (330.0, 380.0, "2566"), (430.0, 480.0, "2567")]
    items = [
        [(60.0, 100.0, "1"), (130.0, 250.0, "โครงการอบรม"), (330.0, 390.0, "10,000"), (430.0, 490.0, "5,000")]
        for _ in range(3)
    ]
    first = open_part([heading, *items], [50, 120, 300, 400, 500], 640)
    total = [(60.0, 110.0, "รวมทั้งสิ้น"), (325.0, 390.0, "30,000"), (430.0, 490.0, "15,000")]
    last = open_part([total], [50, 215, 405, 500], 60)
    tables, _ = join_pages([page(1, first), page(2, last)])
    (joined,) = tables
    assert [(c.col, c.col_span, c.text) for c in joined.cells if c.row == 4] == [
        (0, 2, "รวมทั้งสิ้น"), (2, 1, "30,000"), (3, 1, "15,000")
    ]  # fmt: skip
    ruled, _ = join_pages([page(1, first), page(2, replace(last, ruled=True))])
    assert len(ruled) == 2
