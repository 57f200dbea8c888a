"""Text layers: what is repaired, what is kept, and which pages are read as scans instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_maker import PdfMaker

from extract.engines.base import Image, LineKind
from extract.model import Page, Reading
from extract.read import open_source, read_page
from extract.textlayer import Layer, judge_text

PROSE = (
    "องค์การบริหารส่วนตำบลได้จัดทำแผนปฏิบัติการป้องกันการทุจริตเพื่อยกระดับคุณธรรมและความโปร่งใส "
    "ซึ่งเป็นเครื่องมือในการขับเคลื่อนนโยบายให้สอดคล้องกับยุทธศาสตร์ชาติ และกำหนดให้หน่วยงานดำเนินการ "
    "ตามหลักธรรมาภิบาลเพื่อให้ประชาชนได้รับประโยชน์สูงสุดตามอำนาจหน้าที่ "
)

TABLE_WORDS = (
    "มิติ ภารกิจตามมิติ โครงการ กิจกรรม มาตรการ งบประมาณ หน่วยงานรับผิดชอบ กองการศึกษา หน่วยตรวจสอบภายใน กองช่าง "
    "สำนักปลัดเทศบาล บทบาทของภาคประชาชน กลไกการตรวจสอบการดำเนินงานขององค์กรปกครองส่วนท้องถิ่น การประชาคม "
    "จำนวนโครงการ มาตรการออกคำสั่งมอบหมาย ตลาดนัดปลอดสารพิษ การบูรณาการ "
)
"""Every mark in place, and half as many of them as in prose."""


class Echo:
    """An engine that reads the same words on every line."""

    name = "echo"
    version = "1"

    def __init__(self, text: str = "ข้อความจากภาพสแกนที่อ่านได้", confidence: float = 0.9) -> None:
        self.reading = Reading(text, confidence)
        self.n_lines = 0

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        self.n_lines += len(lines)
        return [self.reading for _ in lines]


def read_one(maker: PdfMaker, tmp_path: Path, engine: Echo | None = None) -> Page:
    return read_page(open_source(maker.save(tmp_path / "a.pdf")), 1, engine)


def line_texts(maker: PdfMaker, tmp_path: Path) -> list[str]:
    return [line.text for line in read_one(maker, tmp_path).lines]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("ค\uf70aาน้ําประปา", "ค่าน้ำประปา"),
        ("ฝ\uf703กอบรม ป\uf701ด ช\uf70bาง", "ฝึกอบรม ปิด ช้าง"),
        ("น\u0e4d\u0e49า ทําการ", "น้ำ ทำการ"),
        ("ก่ี ผ้ึง", "กี่ ผึ้ง"),
        ("กรณ ีที่", "กรณีที่"),
        ("ด าเนินการ จ านวน", "ดำเนินการ จำนวน"),
        ("๓๐๐,๐๐๐.๐๐ บาท", "๓๐๐,๐๐๐.๐๐ บาท"),
    ],
)
def test_repairs(drawn: str, read: str, tmp_path: Path) -> None:
    assert line_texts(PdfMaker().page().text(60, 100, drawn), tmp_path) == [read]


def test_marks_drawn_after_the_line_return_to_their_letters(tmp_path: Path) -> None:
    size = 12.0
    maker = PdfMaker().page().text(60, 100, "ทนี", size).text(60 + 0.5 * size, 100, "ี่", size)
    assert line_texts(maker, tmp_path) == ["ที่นี"]


def test_letters_come_in_the_order_of_the_eye(tmp_path: Path) -> None:
    maker = (
        PdfMaker().page().text(160, 100, "หลัง").text(60, 100, "ก่อน").text(60, 120, "ล่าง").text(60, 80, "บน")
    )
    assert line_texts(maker, tmp_path) == ["บน", "ก่อน หลัง", "ล่าง"]


def test_prose_in_two_columns_is_read_column_by_column(tmp_path: Path) -> None:
    maker = PdfMaker().page().text(60, 60, PROSE[:110], 10)
    letters = re.findall("[^ ัิ-ฺ็-๎][ัิ-ฺ็-๎ำ]*", PROSE)
    columns = [["".join(letters[k : k + 38 - k % 3]) for k in range(first, first + 12)] for first in (0, 60)]
    for number, (left, right) in enumerate(zip(*columns, strict=True)):
        maker.text(60, 100 + 20 * number, left, 10).text(320, 103 + 20 * number, right, 10)
    maker.text(60, 360, PROSE[:110], 10)
    read = [text.replace(" ", "") for text in line_texts(maker, tmp_path)]
    across = PROSE[:110].replace(" ", "")
    assert read == [across, *columns[0], *columns[1], across]


def test_a_table_of_text_without_rules_is_read_row_by_row(tmp_path: Path) -> None:
    maker = PdfMaker().page()
    for number in range(12):
        maker.text(60, 100 + 20 * number, PROSE[number : number + 42 - 8 * (number % 4)], 10)
        maker.text(320, 100 + 20 * number, PROSE[30 : 40 + 9 * (number % 5)], 10)
    assert len(line_texts(maker, tmp_path)) == 12


def test_spread_letters_get_no_blanks_and_printed_blanks_stay(tmp_path: Path) -> None:
    maker = PdfMaker().page().text(60, 100, "ประกาศ เทศบาล", 12, spread=2.5).text(60, 130, "ปี ๒๕๖๖ ถึง ๒๕๗๐")
    assert line_texts(maker, tmp_path) == ["ประกาศ เทศบาล", "ปี ๒๕๖๖ ถึง ๒๕๗๐"]


def test_bold_by_printing_twice_is_read_once(tmp_path: Path) -> None:
    maker = PdfMaker().page().text(60, 100, "รวม ๑๑๑").text(60.4, 100, "รวม ๑๑๑")
    assert line_texts(maker, tmp_path) == ["รวม ๑๑๑"]


def test_actual_text_replaces_a_cluster(tmp_path: Path) -> None:
    maker = PdfMaker().page().text(60, 100, "เ")
    maker.raw("/Span <</ActualText <FEFF0E2A0E350E48>>> BDC").text(66, 100, "สx").raw("EMC").text(
        72, 100, "ยง"
    )
    assert line_texts(maker, tmp_path) == ["เสี่ยง"]


def test_marks_of_a_cluster_whose_letter_stands_on_the_next_page_are_no_text(tmp_path: Path) -> None:
    maker = PdfMaker().page().text(60, 100, "ลำดับ")
    maker.raw("/Span <</ActualText <FEFF0E170E350E48>>> BDC").text(76, 800, "่").raw("EMC")
    assert line_texts(maker, tmp_path) == ["ลำดับ"]


def test_ascii_digits_of_thai_digit_fonts_are_thai(tmp_path: Path) -> None:
    assert line_texts(PdfMaker(font_name="THSarabunIT9").page().text(60, 100, "ปี 2566"), tmp_path) == [
        "ปี ๒๕๖๖"
    ]


def test_crop_box_and_rotate_give_the_shown_page(tmp_path: Path) -> None:
    maker = PdfMaker().page(600, 800, CropBox=[0, 400, 600, 800], Rotate=90).text(60, 100, "หัวเรื่อง", 10)
    maker.text(60, 700, "นอกหน้า")
    page = read_one(maker, tmp_path)
    assert (page.width_pt, page.height_pt) == (400, 600)
    assert page.rotation_deg == 270
    line = next(line for line in page.lines if line.text == "หัวเรื่อง")
    assert line.bbox is not None
    assert line.bbox[0] == pytest.approx(400 - 102.2, abs=0.5)
    assert line.bbox[1] == pytest.approx(60, abs=0.5)


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        (PROSE, Layer.GOOD),
        ("10,000 25,000 000 000 1.5 % 2566 - 2570", Layer.GOOD),
        (
            "This report was prepared by the office of the municipal clerk and approved by the council",
            Layer.GOOD,
        ),
        ("", Layer.NONE),
        ("   ", Layer.NONE),
        (
            PROSE.replace("่", "").replace("้", "").replace("ำ", "า").replace("ั", "").replace("ิ", ""),
            Layer.UNUSABLE,
        ),
        (TABLE_WORDS, Layer.GOOD),
        (re.sub("[ิ-ฺ็-๎]", "", TABLE_WORDS), Layer.UNUSABLE),
        (PROSE.replace("ำ", "า"), Layer.UNUSABLE),
        (PROSE.replace("่", "\ufffd"), Layer.UNUSABLE),
        (PROSE.encode("cp874").decode("latin-1"), Layer.UNUSABLE),
        (
            "L~B '~f11'JtlatI1h1'lff11'Jfll)J'Vi~ ::; 'J 1 'b' ,jf1J ~9i 11m.fi1Jt.,!'lff.:.I rUl ,rml-3f11J",
            Layer.UNUSABLE,
        ),
        ("\ue001\ue002\ue003 \ue004\ue005" * 20, Layer.UNUSABLE),
    ],
)
def test_gate(text: str, layer: Layer) -> None:
    assert judge_text(text).layer is layer


@settings(deadline=None)
@given(st.text())
def test_gate_judges_any_text(text: str) -> None:
    assert judge_text(text).reason


def scan_image(lines: int = 6) -> np.ndarray:
    """A white page with lines of print."""
    image = np.full((1170, 827), 255, dtype=np.uint8)
    for i in range(lines):
        place = (100, 170 + 60 * i)
        cv2.putText(image, "annual plan of the council", place, cv2.FONT_HERSHEY_DUPLEX, 1.0, 0, 2)
    return image


def test_hidden_ocr_layer_behind_a_scan_is_not_read(tmp_path: Path) -> None:
    maker = PdfMaker().page().picture(scan_image(), 0, 0, 595, 842).text(60, 100, PROSE[:60], mode=3)
    engine = Echo()
    page = read_one(maker, tmp_path, engine)
    assert page.kind == "scan"
    assert engine.n_lines > 0


def test_glyphs_without_a_map_are_read_as_a_scan(tmp_path: Path) -> None:
    maker = (
        PdfMaker(unicode_map=False).page().text(60, 100, PROSE[:60]).picture(scan_image(), 60, 300, 535, 800)
    )
    assert read_one(maker, tmp_path, Echo()).kind == "scan"


def test_glyphs_without_a_map_or_a_shape_are_no_blank_page(tmp_path: Path) -> None:
    page = read_one(PdfMaker(unicode_map=False).page().text(60, 100, PROSE[:60]), tmp_path)
    assert (page.status, page.error_code) == ("failed", "page_failed")


def test_letters_drawn_as_curves_are_read_as_a_scan(tmp_path: Path) -> None:
    maker = PdfMaker().page().text(60, 100, "1,000 2,000")
    for i in range(150):
        x, y = 60 + 10 * (i % 40), 700 - 20 * (i // 40)
        maker.raw(f"{x} {y} m {x + 5} {y} {x + 5} {y + 8} {x} {y + 8} c h f")
    assert read_one(maker, tmp_path).kind == "scan"


def test_scanned_region_with_text_makes_a_page_mixed(tmp_path: Path) -> None:
    maker = PdfMaker().page().text(60, 100, PROSE[:70]).picture(scan_image(), 60, 300, 535, 800)
    page = read_one(maker, tmp_path, Echo())
    assert page.kind == "mixed"
    assert page.lines[0].text == PROSE[:70].strip()
    assert page.lines[0].confidence is None
    assert all(line.confidence == pytest.approx(0.9) for line in page.lines[1:])


def test_a_logo_or_a_photograph_does_not(tmp_path: Path) -> None:
    maker = PdfMaker().page().text(60, 300, PROSE[:70]).picture(scan_image(), 250, 50, 330, 150)
    engine = Echo()
    assert read_one(maker, tmp_path, engine).kind == "text"
    assert engine.n_lines == 0
    photo = PdfMaker().page().text(60, 100, PROSE[:70]).picture(scan_image(), 60, 300, 535, 800)
    assert read_one(photo, tmp_path, Echo("ฯ", 0.1)).kind == "text"
