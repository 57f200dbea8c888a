"""A searchable PDF: the original pages with the text that was read laid over them, invisible.

The text is set in a font without glyphs whose character codes are Unicode (the way of Tesseract's and
OCRmyPDF's "glyphless font"), in text rendering mode 3 (ISO 32000-1, 9.3.6), one string per printed line,
stretched to the line's box and turned as the page's print is turned.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageOps, ImageSequence

from extract.formats.flow import printed_lines
from extract.model import Line, Page
from extract.turn import turned_box, turned_size

EM = 0.5
"""Width of every code in the glyphless font, in ems."""

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Glyphless def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""


def searchable_pdf(source: Path, pages: Sequence[Page], *, password: str = "") -> bytes:
    """The PDF or image in `source` with the invisible text of `pages` on its pages.

    Pages that have a text layer of their own (kind `text`) are left as they are. Raises pikepdf.PdfError
    for a file that cannot be opened.
    """
    with _as_pdf(source, password) as pdf:
        font = _font(pdf)
        for page in pages:
            if page.number is not None and page.kind in ("scan", "mixed"):
                _lay_over(pdf, pdf.pages[page.number - 1], page, font)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _as_pdf(source: Path, password: str) -> pikepdf.Pdf:
    with source.open("rb") as handle:
        if b"%PDF-" in handle.read(1024):
            return pikepdf.open(source, password=password)
    out = io.BytesIO()
    with Image.open(source) as image:
        frames = [
            ImageOps.exif_transpose(frame.copy()).convert("RGB") for frame in ImageSequence.Iterator(image)
        ]
        dpi = float(image.info.get("dpi", (200, 200))[0]) or 200.0
    frames[0].save(out, "PDF", save_all=True, append_images=frames[1:], resolution=dpi)
    return pikepdf.open(io.BytesIO(out.getvalue()))


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name.Glyphless,
        Flags=5,
        FontBBox=Array([0, 0, 500, 1000]),
        ItalicAngle=0,
        Ascent=1000,
        Descent=0,
        CapHeight=1000,
        StemV=80,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name.Glyphless,
        CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=int(1000 * EM),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.Glyphless,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_TO_UNICODE),
        )
    )


def _lay_over(pdf: pikepdf.Pdf, sheet: pikepdf.Page, page: Page, font: pikepdf.Object) -> None:
    texts = [_operators(line, page) for line in printed_lines(page) if line.bbox is not None]
    if not texts:
        return
    name = sheet.add_resource(font, Name.Font)
    inner = b"\n".join(text.replace(b"/F ", bytes(name) + b" ", 1) for text in texts)
    content = _to_user_space(sheet) + inner + b"\nQ"
    sheet.contents_add(pdf.make_stream(b"q\n" + content), prepend=False)


def _to_user_space(sheet: pikepdf.Page) -> bytes:
    """The matrix from the shown page (origin top left, y down, after /Rotate) to the page's own space."""
    x0, y0, x1, y1 = (float(value) for value in sheet.cropbox)
    matrix = {
        0: (1, 0, 0, -1, x0, y1),
        90: (0, 1, 1, 0, x0, y0),
        180: (-1, 0, 0, 1, x1, y0),
        270: (0, -1, -1, 0, x1, y1),
    }[int(sheet.obj.get("/Rotate", 0)) % 360]
    return (" ".join(f"{value:g}" for value in matrix) + " cm\n").encode()


def _operators(line: Line, page: Page) -> bytes:
    """One line of invisible text in the shown page's space (y down)."""
    assert line.bbox is not None
    width, height = page.width_pt or 0.0, page.height_pt or 0.0
    turn = page.rotation_deg
    # Set on the upright page, then turned back by a matrix (`turn` is the clockwise turn to upright).
    x0, _, x1, y1 = turned_box(line.bbox, width, height, turn)
    size = max(1.0, y1 - turned_box(line.bbox, width, height, turn)[1])
    text = line.text.strip()
    stretch = 100 * (x1 - x0) / (len(text) * EM * size)
    codes = text.encode("utf-16-be").hex().upper()
    upright_width, upright_height = turned_size(width, height, turn)
    a, b, c, d, e, f = _back(turn, upright_width, upright_height)
    at_x, at_y = a * x0 + c * y1 + e, b * x0 + d * y1 + f
    # The text's own y axis points up; the shown page's points down.
    tm = (a, b, -c, -d, at_x, at_y)
    place = " ".join(f"{value:.4g}" if abs(value) <= 1 else f"{value:.2f}" for value in tm)
    return f"BT 3 Tr /F {size:.2f} Tf {stretch:.2f} Tz {place} Tm <{codes}> Tj ET".encode("ascii")


def _back(turn: int, width: float, height: float) -> tuple[float, float, float, float, float, float]:
    """The matrix from the upright page of that size to the shown page."""
    return {
        0: (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        90: (0.0, -1.0, 1.0, 0.0, 0.0, width),
        180: (-1.0, 0.0, 0.0, -1.0, width, height),
        270: (0.0, 1.0, -1.0, 0.0, height, 0.0),
    }[turn]
