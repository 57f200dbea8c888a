"""Tables of text pages that rules do not draw in full: cells from the page's picture, text from its layer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from pdf_maker import PdfMaker

from extract.content import PageContent
from extract.limits import Limits
from extract.model import Table
from extract.pdf import PdfFile
from extract.scan.geometry import place
from extract.scan.layout import CellLayout, ScanLayout, TableLayout
from extract.table_doubts import CUT_TEXT, UNTOLD_ROWS
from extract.textpage import text_page

XS = [60.0, 120.0, 300.0, 400.0]
YS = [100.0, 130.0, 160.0, 190.0]
SIZE = (595.0, 842.0)


@dataclass
class Picture:
    """The page's picture taken apart; keeps the turns that it was asked for with."""

    tables: tuple[TableLayout, ...]
    rotation: int = 0
    turns: list[int] = field(default_factory=list)
    blank: np.ndarray = field(default_factory=lambda: np.full((842, 595), 255, np.uint8))

    @property
    def asked(self) -> int:
        return len(self.turns)

    def __call__(self, turn: int) -> ScanLayout:
        self.turns.append(turn)
        placement = place(self.blank.shape, 0, 0.0, SIZE)
        return ScanLayout("scan", self.rotation, 0.0, self.blank, 72.0, placement, self.tables)


def cell(row: int, col: int, row_span: int = 1, col_span: int = 1) -> CellLayout:
    box = (XS[col], YS[row], XS[col + col_span], YS[row + row_span])
    return CellLayout(row, col, row_span, col_span, (), box, box)


def pictured() -> TableLayout:
    """Three rows and columns; the first column's cell goes over the last two rows."""
    cells = [
        cell(0, 0),
        cell(0, 1),
        cell(0, 2),
        cell(1, 0, 2),
        cell(1, 1),
        cell(1, 2),
        cell(2, 1),
        cell(2, 2),
    ]
    box = (XS[0], YS[0], XS[-1], YS[-1])
    return TableLayout(tuple(cells), 3, 3, box, box, ruled=False)


def content(tmp_path: Path, *, upright: bool, rules: bool = True) -> PageContent:
    """The table of `pictured` as text, its horizontal rules broken by the merged cell, and `upright` ones."""
    maker = PdfMaker().page(*SIZE)
    for row, texts in enumerate((["มิติ", "โครงการ", "งบ"], ["สุจริต", "อบรม", "5,000"], ["", "ประชุม", "-"])):
        for col, text in enumerate(texts):
            if text:
                maker.text(XS[col] + 5, YS[row] + 18, text)
    if rules:
        for y in YS:
            maker.rule(XS[1] if y == YS[2] else XS[0], y, XS[-1], y)
    if upright:
        for x in XS:
            maker.rule(x, YS[0], x, YS[-1])
    with PdfFile(maker.save(tmp_path / "a.pdf"), Limits()) as pdf:
        return pdf.content(1)


def texts(table: Table) -> dict[tuple[int, int, int, int], str]:
    return {(c.row, c.col, c.row_span, c.col_span): c.text for c in table.cells if c.text}


EXPECTED = {
    (0, 0, 1, 1): "มิติ",
    (0, 1, 1, 1): "โครงการ",
    (0, 2, 1, 1): "งบ",
    (1, 0, 2, 1): "สุจริต",
    (1, 1, 1, 1): "อบรม",
    (1, 2, 1, 1): "5,000",
    (2, 1, 1, 1): "ประชุม",
    (2, 2, 1, 1): "-",
}


def test_cells_of_the_picture_hold_the_text_of_the_layer(tmp_path: Path) -> None:
    picture = Picture((pictured(),))
    (table,) = text_page(content(tmp_path, upright=False), 1, picture).tables
    assert texts(table) == EXPECTED
    assert (table.status, table.ruled, picture.asked) == ("ok", False, 1)


def test_rules_that_draw_the_table_decide(tmp_path: Path) -> None:
    picture = Picture((pictured(),))
    (table,) = text_page(content(tmp_path, upright=True), 1, picture).tables
    assert texts(table) == EXPECTED
    assert (table.ruled, picture.asked) == (True, 0)


@pytest.mark.parametrize("rotation", [90, 180])
def test_a_picture_turned_otherwise_than_the_text_tells_nothing(tmp_path: Path, rotation: int) -> None:
    page = content(tmp_path, upright=False)
    told = text_page(page, 1, Picture((pictured(),), rotation))
    assert [table.n_cols for table in told.tables] == [table.n_cols for table in text_page(page, 1).tables]


def test_cells_that_cut_the_words_of_the_layer_are_none(tmp_path: Path) -> None:
    maker = PdfMaker().page(*SIZE)
    for row, y in enumerate(YS[:-1]):
        maker.text(XS[0] + 30, y + 18, f"โครงการที่ {row} อบรมบุคลากรประจำปี").rule(XS[0], y, XS[-1], y)
    maker.rule(XS[0], YS[-1], XS[-1], YS[-1])
    with PdfFile(maker.save(tmp_path / "b.pdf"), Limits()) as pdf:
        page = text_page(pdf.content(1), 1, Picture((pictured(),)))
    assert not page.tables
    assert next(line.text for line in page.lines) == "โครงการที่ 0 อบรมบุคลากรประจำปี"


def test_prose_needs_no_picture(tmp_path: Path) -> None:
    picture = Picture(())
    text_page(content(tmp_path, upright=False, rules=False), 1, picture)
    assert picture.asked == 0


@pytest.mark.parametrize(("reason", "told"), [(UNTOLD_ROWS, UNTOLD_ROWS), (CUT_TEXT, None)])
def test_what_speaks_against_the_cells_of_the_picture_is_told(
    tmp_path: Path, reason: str, told: str | None
) -> None:
    """But for cut words: whether the layer's are cut is seen in the layer."""
    doubted = replace(pictured(), status="partial", reason=reason)
    (table,) = text_page(content(tmp_path, upright=False), 1, Picture((doubted,))).tables
    assert table.reason == told
    assert table.status == ("partial" if told else "ok")


@pytest.mark.parametrize("amounts", [3, 2])
def test_a_row_between_two_rules_asks_for_the_picture_where_it_has_amounts(
    tmp_path: Path, amounts: int
) -> None:
    maker = PdfMaker().page(*SIZE).rule(60, 100, 500, 100).rule(60, 190, 500, 190)
    maker.text(65, 118, "โครงการอบรม")
    for k in range(amounts):
        maker.text(300 + 60 * k, 118, "5,000")
    picture = Picture(())
    with PdfFile(maker.save(tmp_path / "c.pdf"), Limits()) as pdf:
        text_page(pdf.content(1), 1, picture)
    assert picture.asked == (amounts == 3)


def test_the_text_tells_the_picture_which_way_is_up(tmp_path: Path) -> None:
    picture = Picture((pictured(),))
    text_page(content(tmp_path, upright=False), 1, picture)
    assert picture.turns == [0]
