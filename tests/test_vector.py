"""Ruled tables of text PDFs as the usual producers draw them."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from pdf_maker import PdfMaker

from extract.model import Page, Table
from extract.read import open_source, read_page

XS = [60.0, 120.0, 300.0, 400.0, 520.0]
YS = [100.0, 130.0, 160.0, 190.0]


def read_one(maker: PdfMaker, tmp_path: Path) -> Page:
    return read_page(open_source(maker.save(tmp_path / "a.pdf")), 1)


def filled(maker: PdfMaker, xs: list[float] = XS, ys: list[float] = YS) -> PdfMaker:
    for row, y in enumerate(ys[:-1]):
        for col, x in enumerate(xs[:-1]):
            maker.text(x + 5, y + 18, f"ช่อง {row}-{col}")
    return maker


def texts(table: Table) -> dict[tuple[int, int, int, int], str]:
    return {(c.row, c.col, c.row_span, c.col_span): c.text for c in table.cells}


def all_fields(rows: int = 3, cols: int = 4) -> dict[tuple[int, int, int, int], str]:
    return {(r, c, 1, 1): f"ช่อง {r}-{c}" for r in range(rows) for c in range(cols)}


def stroked(maker: PdfMaker) -> None:
    maker.grid(XS, YS)


def boxes_per_cell(maker: PdfMaker) -> None:
    """Word: thin filled boxes, cell by cell, with little squares at the corners."""
    for y in YS:
        for x0, x1 in itertools.pairwise(XS):
            maker.box(x0, y, x0 + 0.48, y + 0.48).box(x0 + 0.48, y, x1, y + 0.48)
    for x in XS:
        for y0, y1 in itertools.pairwise(YS):
            maker.box(x, y0 + 0.48, x + 0.48, y1)


def dotted(maker: PdfMaker) -> None:
    """Dots drawn one by one."""
    for y in YS:
        for i in range(int((XS[-1] - XS[0]) / 2)):
            maker.box(XS[0] + 2 * i, y, XS[0] + 2 * i + 0.7, y + 0.7)
    for x in XS:
        for i in range(int((YS[-1] - YS[0]) / 2) + 1):
            maker.box(x, YS[0] + 2 * i, x + 0.7, YS[0] + 2 * i + 0.7)


def dashed(maker: PdfMaker) -> None:
    for x in XS:
        maker.rule(x, YS[0], x, YS[-1], dash="[2 2] 0")
    for y in YS:
        maker.rule(XS[0], y, XS[-1], y, dash="[2 2] 0")


def doubled(maker: PdfMaker) -> None:
    maker.grid([x - 0.75 for x in XS], [y - 0.75 for y in YS])
    maker.grid([x + 0.75 for x in XS], [y + 0.75 for y in YS])


def stroked_boxes_on_grey(maker: PdfMaker) -> None:
    """A stroked rectangle around each cell over a grey ground."""
    for y0, y1 in itertools.pairwise(YS):
        for x0, x1 in itertools.pairwise(XS):
            maker.box(x0, y0, x1, y1, grey=0.85)
            maker.raw(f"0.5 w {x0} {842 - y1} {x1 - x0} {y1 - y0} re S")


def open_sides(maker: PdfMaker) -> None:
    """No rules at the left and the right."""
    for y in YS:
        maker.rule(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        maker.rule(x, YS[0], x, YS[-1])


def open_bottom(maker: PdfMaker) -> None:
    """A page break cut the table: no last rule."""
    for y in YS[:-1]:
        maker.rule(XS[0], y, XS[-1], y)
    for x in XS:
        maker.rule(x, YS[0], x, YS[-1])


@pytest.mark.parametrize(
    "draw",
    [stroked, boxes_per_cell, dotted, dashed, doubled, stroked_boxes_on_grey, open_sides, open_bottom],
    ids=lambda draw: draw.__name__,
)
def test_every_way_to_draw_rules_gives_the_same_cells(draw, tmp_path: Path) -> None:
    maker = PdfMaker().page()
    draw(maker)
    page = read_one(filled(maker), tmp_path)
    assert [texts(table) for table in page.tables] == [all_fields()]
    assert page.tables[0].status == "ok"
    assert not page.lines


def test_a_row_cut_by_the_page_break_below_bands_is_closed(tmp_path: Path) -> None:
    ys = [*YS, 220.0, 250.0]
    maker = PdfMaker().page()
    for y in ys[:-1]:
        maker.rule(XS[0], y, XS[-1], y)
    for x in XS:
        bands = [(ys[1], ys[2]), (ys[3], ys[4])] if x not in (XS[0], XS[-1]) else []
        start = ys[0]
        for top, bottom in [*bands, (ys[-1], ys[-1])]:  # no rules between columns in a band
            maker.rule(x, start, x, top)
            start = bottom
    maker.text(XS[0] + 5, ys[1] + 18, "มิติที่ 1").text(XS[0] + 5, ys[3] + 18, "มิติที่ 2")
    for row in (0, 2, 4):
        for col, x in enumerate(XS[:-1]):
            maker.text(x + 5, ys[row] + 18, f"ช่อง {row}-{col}")
    page = read_one(maker, tmp_path)
    (table,) = page.tables
    assert table.n_rows == 5
    assert [cell.text for cell in table.cells if cell.row == 4] == [f"ช่อง 4-{col}" for col in range(4)]
    assert not page.lines


def test_merged_cells_appear_once_with_their_spans(tmp_path: Path) -> None:
    maker = PdfMaker().page()
    for y in (YS[0], YS[3]):
        maker.rule(XS[0], y, XS[4], y)
    maker.rule(XS[1], YS[1], XS[4], YS[1]).rule(XS[0], YS[2], XS[4], YS[2])
    for x in (XS[0], XS[1], XS[4]):
        maker.rule(x, YS[0], x, YS[3])
    maker.rule(XS[2], YS[1], XS[2], YS[3]).rule(XS[3], YS[1], XS[3], YS[3])
    maker.text(65, 130, "มิติ").text(200, 120, "งบประมาณ").text(125, 150, "ปี 2566").text(125, 180, "10,000")
    (table,) = read_one(maker, tmp_path).tables
    assert {k: v for k, v in texts(table).items() if v} == {
        (0, 0, 2, 1): "มิติ",
        (0, 1, 1, 3): "งบประมาณ",
        (1, 1, 1, 1): "ปี 2566",
        (2, 1, 1, 1): "10,000",
    }
    assert (2, 3, 1, 1) in texts(table)
    assert next(c for c in table.cells if (c.row, c.col) == (2, 3)).seen_empty


def test_cells_without_rules_between_them_are_one_cell_with_lines(tmp_path: Path) -> None:
    maker = PdfMaker().page().grid([60, 200, 300], [100, 200])
    maker.text(65, 120, "1) โครงการ ก").text(65, 160, "2) โครงการ ข").text(210, 120, "๑๐,๐๐๐").text(
        210, 160, "๒๐,๐๐๐"
    )
    (table,) = read_one(maker, tmp_path).tables
    assert [c.text for c in table.cells] == ["1) โครงการ ก\n2) โครงการ ข", "๑๐,๐๐๐\n๒๐,๐๐๐"]


def test_white_rules_underlines_and_frames_are_no_tables(tmp_path: Path) -> None:
    maker = PdfMaker().page().text(60, 120, "ข้อความธรรมดา").rule(60, 123, 140, 123)
    maker.grid([50, 545], [50, 800])
    maker.raw("1 G").grid([100, 200, 300], [300, 330, 360]).raw("0 G").text(110, 320, "กล่องขาว")
    page = read_one(maker, tmp_path)
    assert not page.tables
    assert [line.text for line in page.lines] == ["ข้อความธรรมดา", "กล่องขาว"]


@pytest.mark.parametrize("shade", [0.3, 0.95])
def test_white_rules_on_a_dark_heading_are_rules(shade: float, tmp_path: Path) -> None:
    """White on white cannot be seen, nor on next to white."""
    maker = PdfMaker().page().grid(XS, YS[1:]).box(XS[0], YS[0], XS[-1], YS[1], shade)
    for x in XS:
        maker.box(x - 0.4, YS[0], x + 0.4, YS[1], 1.0)
    maker.box(XS[0], YS[0] - 0.4, XS[-1], YS[0] + 0.4, 1.0)
    (table,) = read_one(filled(maker), tmp_path).tables
    assert (texts(table) == all_fields()) == (shade < 0.5)


def test_columns_without_vertical_rules_come_from_gutters(tmp_path: Path) -> None:
    maker = PdfMaker().page()
    for y in (100.0, 130.0, 160.0, 190.0):
        maker.rule(60, y, 520, y)
    page = read_one(filled(maker), tmp_path)
    assert [texts(table) for table in page.tables] == [all_fields()]
    assert not page.tables[0].ruled


def test_table_on_a_turned_page_keeps_boxes_of_the_shown_page(tmp_path: Path) -> None:
    """A landscape table stored sideways without /Rotate: upright after a clockwise quarter turn."""
    maker = PdfMaker().page(595, 842)
    for x in (100, 200, 300):
        maker.rule(x, 700, x, 100)
    for y in (700, 400, 100):
        maker.rule(100, y, 300, y)
    maker.turned_text(120, 690, "แถว 0 ช่อง 0").turned_text(220, 690, "แถว 1 ช่อง 0").turned_text(
        220, 390, "แถว 1 ช่อง 1"
    )
    page = read_one(maker, tmp_path)
    assert page.rotation_deg == 90
    (table,) = page.tables
    assert {(c.row, c.col): c.text for c in table.cells if c.text} == {
        (0, 0): "แถว 0 ช่อง 0",
        (1, 0): "แถว 1 ช่อง 0",
        (1, 1): "แถว 1 ช่อง 1",
    }
    cell = next(c for c in table.cells if (c.row, c.col) == (1, 1))
    assert cell.bbox == pytest.approx((200, 100, 300, 400), abs=1)


def test_a_figure_wider_than_its_cell_stays_whole_and_out_of_the_next_one(tmp_path: Path) -> None:
    maker = PdfMaker().page().grid(XS, YS)
    maker.text(XS[0] + 5, YS[0] + 18, "๑,๖๓๖,๗๐๐.๐๐", 14)  # reaches 30 points into the second cell
    maker.text(XS[1] + 40, YS[0] + 18, "๘๒๕,๗๐๐.๐๐", 14)
    table = read_one(maker, tmp_path).tables[0]
    found = texts(table)
    assert (found[0, 0, 1, 1], found[0, 1, 1, 1]) == ("๑,๖๓๖,๗๐๐.๐๐", "๘๒๕,๗๐๐.๐๐")
