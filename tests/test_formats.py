"""Archive formats of pages that were read: hOCR, ALTO, searchable PDF."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree as Xml

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from extract.formats.flow import plain_text
from extract.formats.markup import ALTO, alto, hocr
from extract.formats.searchable import searchable_pdf
from extract.model import Box, Cell, Line, Page, Table
from extract.turn import back_turned_box, turned_size

TEXT = "โครงการ ๔๘,๐๐๐ บาท"


def page_with(box: Box, turn: int = 0, size: tuple[float, float] = (595.0, 842.0)) -> Page:
    line = Line(TEXT, bbox=box, confidence=0.9)
    return Page(1, "scan", *size, rotation_deg=turn, blocks=(line,), engine="reader 1")


def scan(path: Path, rotate: int = 0) -> Path:
    out = io.BytesIO()
    Image.new("L", (595, 842), 255).save(out, "PDF", resolution=72)
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        pdf.pages[0].obj["/Rotate"] = rotate
        pdf.save(path)
    return path


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_invisible_text_stands_where_the_print_stands(rotate: int, turn: int, tmp_path: Path) -> None:
    shown = turned_size(595.0, 842.0, rotate)
    upright = (100.0, 200.0, 300.0, 220.0)
    box = back_turned_box(upright, *shown, turn)
    path = tmp_path / "out.pdf"
    path.write_bytes(searchable_pdf(scan(tmp_path / "in.pdf", rotate), [page_with(box, turn, shown)]))
    with pdfplumber.open(path) as pdf:
        sheet = pdf.pages[0]
        chars = sheet.chars
        assert "".join(c["text"] for c in chars) == TEXT
        found = (
            min(c["x0"] for c in chars),
            min(c["top"] for c in chars),
            max(c["x1"] for c in chars),
            max(c["bottom"] for c in chars),
        )
    assert found == pytest.approx(box, abs=6.0)


def test_hocr_and_alto_are_well_formed_and_hold_words_with_boxes() -> None:
    page = page_with((72.0, 72.0, 216.0, 90.0))
    words = [
        e.text
        for e in Xml.fromstring(hocr([page], "a<b.pdf").split("\n", 1)[1]).iter()
        if e.get("class") == "ocrx_word"
    ]
    strings = Xml.fromstring(alto([page], "a<b.pdf")).findall(f".//{{{ALTO}}}String")
    assert words == [s.get("CONTENT") for s in strings] == ["โครงการ", "๔๘,๐๐๐", "บาท"]
    assert (strings[0].get("HPOS"), strings[0].get("VPOS"), strings[0].get("WC")) == ("300", "300", "0.900")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_plain_text_keeps_a_row_of_dots_on_its_line(turn: int) -> None:
    shown = 595.0, 842.0
    rows = [("บทนำ", 60, 100), ("........", 110, 400), ("๑", 410, 420)]
    boxes = [back_turned_box((x0, 100.0, x1, 118.0), *shown, turn) for _, x0, x1 in rows]
    lines = [Line(text, bbox=box) for (text, _, _), box in zip(rows, boxes, strict=True)]
    below = Line("........", bbox=back_turned_box((60.0, 140.0, 300.0, 144.0), *shown, turn))
    page = Page(1, "scan", *shown, rotation_deg=turn, blocks=(*lines, below))
    assert plain_text(page) == "บทนำ ........ ๑\n........\n"


def test_plain_text_puts_a_table_row_on_one_line() -> None:
    cells = (Cell(0, 0, lines=(Line("ก"), Line("ข"))), Cell(0, 1, lines=(Line("๑๐"),)))
    page = Page(1, "text", blocks=(Line("หัว"), Table(cells, 1, 2)))
    assert plain_text(page) == "หัว\nก ข\t๑๐\n"
