"""Text of other OCR tools to pages: tables of three kinds, markup, page breaks, encodings."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.errors import UnknownFormat
from extract.model import Table
from extract.ocr_text import decode_text, read_text


def only_table(text: str) -> Table:
    (page,) = read_text(text)
    (table,) = page.tables
    return table


def grid(table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.col): cell.text for cell in table.cells}


PIPES = """| มิติ | โครงการ | ปี 2566 | ปี 2567 |
|------|:-------|--:|:-:|
| | | งบประมาณ (บาท) | งบประมาณ (บาท) |
| 1. สุจริต | 1) โครงการ \\| ก | 000 | 40,000 |
| | 2) <p>โครงการ ข</p><p>ต่อ</p> | - | - |
"""


def test_pipe_table_with_two_header_rows_and_empty_cells() -> None:
    table = only_table(PIPES)
    assert (table.n_rows, table.n_cols, table.status) == (4, 4, "ok")
    spans = {(cell.row, cell.col): (cell.row_span, cell.col_span) for cell in table.cells}
    assert spans[0, 0] == (2, 1) and (1, 0) not in spans
    assert [cell.text for cell in table.cells if cell.is_header][:2] == ["มิติ", "โครงการ"]
    cells = grid(table)
    assert cells[2, 1] == "1) โครงการ | ก"
    assert cells[3, 1] == "2) โครงการ ข\nต่อ"
    assert cells[3, 0] == ""


def test_pipes_at_the_edges_of_an_open_table_are_empty_cells() -> None:
    cells = grid(
        only_table("มิติ | โครงการ | งบ | หน่วย\n--- | --- | ---: | ---\n1 | ก | 5 | สป\n | ข | 6 | \n")
    )
    assert [cells[2, column] for column in range(4)] == ["", "ข", "6", ""]
    lost = only_table("| a | b | c | d |\n|---|---|---|---|\n| x | y |\n| 1 | 2 | 3 | 4 |\n")
    assert grid(lost)[1, 0] == "x" and lost.status == "partial"


def test_a_row_of_dashes_is_data_and_no_separator() -> None:
    cells = grid(only_table("| โครงการ | ก | ข |\n|---|---|---|\n| - | - | - |\n| x | 1 | 2 |\n"))
    assert cells[1, 0] == "-" and cells[2, 2] == "2"


def test_tab_table_with_header_spanning_years() -> None:
    table = only_table(
        "มิติ\tโครงการ\tปีงบประมาณ\t\tหมายเหตุ\n\t\t๒๕๗๑\t๒๕๗๒\t\n๑\t-โครงการก\t๕,๐๐๐\t๖,๐๐๐\t\n\t-โครงการข\t-\t-\t\n"
    )
    spans = {cell.text: (cell.row_span, cell.col_span) for cell in table.cells if cell.is_header}
    assert spans["ปีงบประมาณ"] == (1, 2)
    assert spans["มิติ"] == (2, 1) and spans["หมายเหตุ"] == (2, 1)
    assert grid(table)[3, 2] == "-"


def test_title_row_spans_the_table() -> None:
    table = only_table("ผลการดำเนินงาน รอบ 6 เดือน\t\t\nมิติ\tตามแผน\tแล้วเสร็จ\n1\t7\t5\n")
    title = table.cells[0]
    assert (title.col_span, title.is_header) == (3, True)
    assert [cell.text for cell in table.cells if cell.is_header] == [title.text, "มิติ", "ตามแผน", "แล้วเสร็จ"]


def test_shifted_cells_make_the_table_partial() -> None:
    table = only_table("| ก | ข | ค |\n|---|---|---|\n| 1 | 2 | 3 |\n| 4 | 5 |\n| 6 | 7 | 8 |\n")
    assert table.status == "partial" and table.reason is not None and table.reason.endswith(": 2")
    assert (2, 2) not in grid(table)  # lost, which is not empty


def test_values_beyond_the_header_are_kept_and_flagged() -> None:
    table = only_table("มิติ\tโครงการ\tงบ\t\n1\tโครงการก\t5\t9\n2\tโครงการข\t6\t\n")
    assert table.n_cols == 4 and table.status == "partial"
    assert grid(table)[1, 3] == "9"


def test_prose_lists_and_signatures_are_no_tables() -> None:
    (page,) = read_text("\tด้วยเทศบาลได้รับแจ้ง\n\tจึงเรียนมา\n\n๑.\tจัดอบรม\n๒.\tสรุปผล\n\nลงชื่อ\t\tผู้รายงาน\n")
    assert not page.tables
    assert [line.text for line in page.lines][2] == "๑. จัดอบรม"


def test_html_table_keeps_its_spans() -> None:
    table = only_table(
        "<table><tr><th colspan='2'>ก</th><th rowspan=2>ข</th></tr><tr><th>ค</th><th>ง</th></tr>"
        "<tr><td>1<br/>2</td><td>A&amp;B</td><td></td></tr></table>"
    )
    assert (table.n_rows, table.n_cols) == (3, 3)
    first = table.cells[0]
    assert (first.col_span, first.is_header) == (2, True)
    assert grid(table)[2, 0] == "1\n2" and grid(table)[2, 1] == "A&B"


def test_marks_of_markdown_are_taken_off_and_footnotes_stay() -> None:
    (page,) = read_text("# หัวข้อ\n**ตัวหนา\nสองบรรทัด**\n** ข้อมูล ณ วันที่ 5\n---\nดู <https://example.org/a>\n")
    assert [line.text for line in page.lines] == [
        "หัวข้อ",
        "ตัวหนา",
        "สองบรรทัด",
        "** ข้อมูล ณ วันที่ 5",
        "ดู https://example.org/a",
    ]


def test_form_feeds_and_page_markers_number_pages() -> None:
    pages = read_text("หนึ่ง\f\n\fสาม\n--- Page 4 ---\n| ก | ข |\n|--|--|\n| ค | ง |\n")
    assert [page.number for page in pages] == [1, 2, 3, 4]
    assert [page.kind for page in pages] == ["text", "blank", "text", "text"]
    assert pages[3].tables[0].cells[0].page == 4
    assert read_text("ไม่มีหน้า")[0].number is None


def test_private_use_glyphs_become_letters() -> None:
    assert read_text("ก\uf70a")[0].lines[0].text == "ก่"


_html_cell = st.builds(
    "<td rowspan={} colspan={}>{}</td>".format,
    st.integers(1, 3),
    st.integers(1, 3),
    st.sampled_from(["", "ก", "1"]),
)


@given(st.lists(st.lists(_html_cell, min_size=1, max_size=4), min_size=1, max_size=4))
def test_html_spans_never_overlap(rows: list[list[str]]) -> None:
    (page,) = read_text("<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "</table>")
    for table in page.tables:
        taken = [
            (cell.row + dr, cell.col + dc)
            for cell in table.cells
            for dr in range(cell.row_span)
            for dc in range(cell.col_span)
        ]
        assert len(taken) == len(set(taken)) == table.n_rows * table.n_cols


@example("|---|")
@example("1\t\t1\n1\n\t\t")  # a row that lost cells has none there
@given(st.text(st.sampled_from("ก1-|\t\n\f<>/ptdr*#. "), max_size=80))
def test_any_text_gives_tables_whose_cells_fit(text: str) -> None:
    for page in read_text(text):
        for table in page.tables:
            places = [
                (cell.row + dr, cell.col + dc)
                for cell in table.cells
                for dr in range(cell.row_span)
                for dc in range(cell.col_span)
            ]
            assert len(places) == len(set(places))
            assert set(places) <= {(r, c) for r in range(table.n_rows) for c in range(table.n_cols)}
            if len(places) < table.n_rows * table.n_cols:
                assert (table.status, bool(table.reason)) == ("partial", True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "tis-620"])
def test_encodings(encoding: str) -> None:
    text = "รายงานผลการดำเนินงาน ปี ๒๕๖๗ 1,000 บาท\n" * 3
    assert decode_text(text.encode(encoding)) == text


@pytest.mark.parametrize("data", [b"caf\xe9 cr\xe8me \xe0 la carte", b"\x00\x01\x02" * 9, b"\xff\xfe\x00"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        decode_text(data)
