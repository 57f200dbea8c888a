"""Scanned pages are taken as they were scanned, and look as pdfium draws them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from extract.limits import Limits
from extract.pdf import PdfFile
from extract.picture import scanned_picture

WIDE, HIGH = 850, 1100
"""Pixels of a picture that fills a page of 306 x 396 pt at 200 dpi."""
PAGE = (306.0, 396.0)
Change = Callable[[pikepdf.Pdf, pikepdf.Object, pikepdf.Object], None]


def print_on_paper() -> Image.Image:
    picture = Image.new("L", (WIDE, HIGH), 230)
    draw = ImageDraw.Draw(picture)
    for k in range(20):
        draw.rectangle((60 + 13 * k, 60 + 30 * k, 160 + 13 * k, 75 + 30 * k), fill=10 * k)
    return picture


def scan(path: Path, mode: str = "L", change: Change | None = None, part: float = 1.0) -> Path:
    """A PDF of one page that holds one picture, filling `part` of it."""
    picture = print_on_paper().convert(mode)
    pdf = pikepdf.new()
    if mode == "1":
        stream = pikepdf.Stream(pdf, zlib.compress(picture.tobytes()))
        stream.Filter, stream.BitsPerComponent = pikepdf.Name.FlateDecode, 1
    else:
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=95)
        stream = pikepdf.Stream(pdf, data.getvalue())
        stream.Filter, stream.BitsPerComponent = pikepdf.Name.DCTDecode, 8
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = picture.size
    stream.ColorSpace = pikepdf.Name.DeviceRGB if mode == "RGB" else pikepdf.Name.DeviceGray
    page = pdf.add_blank_page(page_size=PAGE)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream))
    drawn = f"q {PAGE[0]} 0 0 {PAGE[1] * part} 0 {PAGE[1] * (1 - part)} cm /Im0 Do Q"
    page.Contents = pikepdf.Stream(pdf, drawn.encode())
    if change:
        change(pdf, page.obj, stream)
    pdf.save(path)
    return path


def inverted(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    picture.Decode = pikepdf.Array([1, 0] * (3 if picture.ColorSpace == "/DeviceRGB" else 1))


def tinted(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    data = io.BytesIO()
    Image.merge("RGB", [print_on_paper().point(lambda v, k=k: min(255, v + k)) for k in (0, 20, 40)]).save(
        data, "JPEG", quality=60
    )
    picture.write(data.getvalue(), filter=pikepdf.Name.DCTDecode)


def larger(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    data = io.BytesIO()
    Image.new("L", (3 * WIDE, 3 * HIGH), 90).save(data, "JPEG")
    picture.write(data.getvalue(), filter=pikepdf.Name.DCTDecode)


def hides_its_size(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    larger(pdf, page, picture)
    whole = picture.read_raw_bytes()
    frame = b"\xff\xc0\x00\x0b\x08" + HIGH.to_bytes(2) + WIDE.to_bytes(2) + b"\x01\x01\x11\x00"
    # a fill byte before the marker of a note: taken for a segment's, its "length" leads into the note
    length = 0xFFF0
    before = 4 + 0xFE00 + (length >> 8) - 7
    note = b"\xff\xff\xfe" + length.to_bytes(2) + (bytes(before) + frame).ljust(length - 2, b"\0")
    picture.write(whole[:2] + note + whole[2:], filter=pikepdf.Name.DCTDecode)


def inline_inverted(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    facts = f"BI /W {WIDE} /H {HIGH} /CS /G /BPC 8 /F /DCT /D [1 0] ID ".encode()
    placed = f"q {PAGE[0]} 0 0 {PAGE[1]} 0 0 cm ".encode()
    page.Contents = pikepdf.Stream(pdf, placed + facts + picture.read_raw_bytes() + b"\nEI Q")
    del page.Resources.XObject


def cut_off(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    whole = picture.read_raw_bytes()
    picture.write(whole[: len(whole) // 2], filter=pikepdf.Name.DCTDecode)


def turned(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    page.Rotate = 90


def upside_down(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    page.Rotate = 180


def transparent(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    mask = pikepdf.Stream(pdf, bytes(np.tile(np.arange(WIDE) % 256, HIGH).astype(np.uint8)))
    mask.Type, mask.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    mask.Width, mask.Height, mask.BitsPerComponent = WIDE, HIGH, 8
    mask.ColorSpace = pikepdf.Name.DeviceGray
    picture.SMask = pdf.make_indirect(mask)


def stencil(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    del picture.ColorSpace
    picture.ImageMask = True


def keyed(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    picture.Mask = pikepdf.Array([0, 100])


def cropped(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    page.CropBox = pikepdf.Array([0, 0, PAGE[0] / 2, PAGE[1]])


def mirrored(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    page.Contents = pikepdf.Stream(pdf, f"q {-PAGE[0]} 0 0 {PAGE[1]} {PAGE[0]} 0 cm /Im0 Do Q".encode())


def drawn_over(pdf: pikepdf.Pdf, page: pikepdf.Object, picture: pikepdf.Object) -> None:
    drawn = f"q {PAGE[0]} 0 0 {PAGE[1]} 0 0 cm /Im0 Do Q 0 g 20 20 200 30 re f"
    page.Contents = pikepdf.Stream(pdf, drawn.encode())


def as_drawn(path: Path, dpi: float) -> NDArray[np.uint8]:
    page = pdfium.PdfDocument(path)[0]
    return np.array(page.render(scale=dpi / 72, grayscale=True).to_numpy(), np.uint8)


@pytest.mark.parametrize("mode", ["L", "RGB", "1"])
@pytest.mark.parametrize("change", [None, inverted, turned, upside_down])
@pytest.mark.parametrize("dpi", [200.0, 110.0])
def test_a_scanned_page_looks_as_it_is_drawn(
    tmp_path: Path, mode: str, change: Change | None, dpi: float
) -> None:
    path = scan(tmp_path / "scan.pdf", mode, change)
    taken = scanned_picture(pdfium.PdfDocument(path)[0], dpi)
    assert taken is not None
    image, true_dpi = taken
    assert true_dpi == pytest.approx(dpi, rel=0.01)
    drawn = as_drawn(path, dpi)
    assert np.abs(np.array(image.shape) - drawn.shape).max() <= 1
    like = cv2.resize(drawn, image.shape[::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(image.astype(int) - like).mean() < 4
    with PdfFile(path, Limits()) as pdf:
        assert (pdf.render(1, dpi)[0] == image).all()


def test_the_light_of_a_coloured_scan_is_that_of_its_jpeg(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.pdf", "RGB", tinted)
    with pikepdf.open(path) as pdf:
        stored = Image.open(io.BytesIO(pdf.pages[0].Resources.XObject.Im0.read_raw_bytes()))
        stored.draft("L", None)
    with PdfFile(path, Limits()) as pdf:
        assert (pdf.render(1, 200.0)[0] == np.array(stored)).all()


def test_of_a_jpeg_that_is_cut_off_what_is_left_is_shown(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.pdf", "L", cut_off)
    with PdfFile(path, Limits()) as pdf:
        image, _ = pdf.render(1, 200.0)
    assert (image[:300] < 100).any()


def test_a_jpeg_of_another_size_than_the_pdf_says_is_left_to_pdfium(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded = []
    monkeypatch.setattr(cv2, "imdecode", lambda *args: decoded.append(args))
    changes = (("as-said.pdf", None), ("larger.pdf", larger), ("hidden.pdf", hides_its_size))
    for name, change in changes:
        with PdfFile(scan(tmp_path / name, "L", change), Limits()) as pdf:
            pdf.render(1, 200.0)
    assert len(decoded) == 1


def test_a_picture_within_the_page_s_content_looks_as_it_is_drawn(tmp_path: Path) -> None:
    path = scan(tmp_path / "inline.pdf", "L", inline_inverted)
    with PdfFile(path, Limits()) as pdf:
        image, _ = pdf.render(1, 200.0)
    assert np.abs(image.astype(int) - as_drawn(path, 200.0)).mean() < 4


def test_a_scanned_page_is_not_blurred(tmp_path: Path) -> None:
    path = scan(tmp_path / "scan.pdf", "1")
    taken = scanned_picture(pdfium.PdfDocument(path)[0], 200.0)
    assert taken is not None
    assert (taken[0] == np.array(print_on_paper().convert("1"), np.uint8) * 255).all()


@pytest.mark.parametrize(
    ("mode", "change", "part"),
    [
        ("1", stencil, 1.0), ("L", cropped, 1.0), ("L", mirrored, 1.0), ("L", drawn_over, 1.0),
        ("L", None, 0.5),
    ],
)  # fmt: skip
def test_pages_that_are_more_than_one_picture_are_drawn(
    tmp_path: Path, mode: str, change: Change | None, part: float
) -> None:
    path = scan(tmp_path / "page.pdf", mode, change, part)
    assert scanned_picture(pdfium.PdfDocument(path)[0], 200.0) is None


@pytest.mark.parametrize("change", [transparent, keyed])
def test_pictures_that_show_what_is_under_them_are_drawn(tmp_path: Path, change: Change) -> None:
    path = scan(tmp_path / "page.pdf", "L", change)
    with PdfFile(path, Limits()) as pdf:
        drawn = as_drawn(path, 200.0)
        assert (pdf.render(1, 200.0)[0] == drawn).all()
    whole = scanned_picture(pdfium.PdfDocument(scan(tmp_path / "scan.pdf"))[0], 200.0)
    assert whole is not None
    assert (whole[0] != drawn).any()


def test_a_coarse_picture_is_drawn(tmp_path: Path) -> None:
    assert scanned_picture(pdfium.PdfDocument(scan(tmp_path / "scan.pdf"))[0], 300.0) is None
