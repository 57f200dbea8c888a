"""A small writer of PDF pages for tests: text at places, rules, boxes, pictures; Thai without any font file.

Coordinates are points with the origin at the top left of the page, as in the tables. Text is set in a font
that is named but not embedded: CIDs are code points, marks have no width, every letter is half an em wide.
"""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
import pikepdf
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name, Stream

MARKS = "ัิีึืฺุู็่้๊๋์ํ๎" + "".join(map(chr, range(0xF701, 0xF70F))) + "".join(map(chr, range(0xF710, 0xF71B)))
EM = 0.5

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
%d beginbfrange
%s
endbfrange endcmap end end"""


class PdfMaker:
    """Builds a PDF page by page; `save` writes it."""

    def __init__(self, *, unicode_map: bool = True, font_name: str = "Sarabun") -> None:
        self.pdf = pikepdf.new()
        self._unicode_map = unicode_map
        self._font_name = font_name
        self._font = self._make_font()
        self._content: list[str] = []
        self._size = (595.0, 842.0)
        self._images: dict[str, Stream] = {}
        self._open = False
        self._attributes: dict[str, object] = {}

    def page(self, width: float = 595.0, height: float = 842.0, **attributes: object) -> PdfMaker:
        """Begin a page; attributes such as Rotate=90 go into its dictionary."""
        self._finish()
        self._size = (width, height)
        self._attributes = attributes
        self._open = True
        return self

    def text(
        self, x: float, y: float, text: str, size: float = 12, *, mode: int = 0, spread: float = 0
    ) -> PdfMaker:
        """Text whose baseline begins at (x, y); `spread` is extra room after each glyph."""
        codes = "".join(f"{ord(c):04X}" for c in text)
        y = self._size[1] - y
        self._content.append(f"BT /F1 {size} Tf {mode} Tr {spread} Tc 1 0 0 1 {x} {y} Tm <{codes}> Tj ET")
        return self

    def turned_text(self, x: float, y: float, text: str, size: float = 12) -> PdfMaker:
        """Text that runs upwards from (x, y)."""
        codes = "".join(f"{ord(c):04X}" for c in text)
        self._content.append(f"BT /F1 {size} Tf 0 1 -1 0 {x} {self._size[1] - y} Tm <{codes}> Tj ET")
        return self

    def raw(self, operators: str) -> PdfMaker:
        """Operators as they are."""
        self._content.append(operators)
        return self

    def rule(
        self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5, dash: str = "[] 0"
    ) -> PdfMaker:
        """A stroked line."""
        top = self._size[1]
        self._content.append(f"{width} w {dash} d {x0} {top - y0} m {x1} {top - y1} l S")
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0.0) -> PdfMaker:
        """A filled box."""
        top = self._size[1]
        self._content.append(f"q {grey} g {x0} {top - y1} {x1 - x0} {y1 - y0} re f Q")
        return self

    def picture(self, image: NDArray[np.uint8], x0: float, y0: float, x1: float, y1: float) -> PdfMaker:
        """A grey picture."""
        name = f"Im{len(self._images)}"
        stream = Stream(self.pdf, zlib.compress(image.tobytes()))
        for key, value in {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": image.shape[1],
            "/Height": image.shape[0],
            "/ColorSpace": Name.DeviceGray,
            "/BitsPerComponent": 8,
            "/Filter": Name.FlateDecode,
        }.items():
            stream[key] = value
        self._images[name] = stream
        top = self._size[1]
        self._content.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {top - y1} cm /{name} Do Q")
        return self

    def grid(self, xs: list[float], ys: list[float], width: float = 0.5) -> PdfMaker:
        """All rules of a grid."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1], width)
        for y in ys:
            self.rule(xs[0], y, xs[-1], y, width)
        return self

    def save(self, path: Path, **options: object) -> Path:
        """Write the file."""
        self._finish()
        self.pdf.save(path, **options)
        return path

    def bytes(self, **options: object) -> bytes:
        """The file's bytes."""
        self._finish()
        buffer = io.BytesIO()
        self.pdf.save(buffer, **options)
        return buffer.getvalue()

    def _finish(self) -> None:
        if not self._open:
            return
        resources = Dictionary(Font=Dictionary(F1=self._font))
        if self._images:
            resources.XObject = Dictionary({f"/{name}": stream for name, stream in self._images.items()})
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, *self._size]),
            Contents=self.pdf.make_stream("\n".join(self._content).encode()),
            Resources=resources,
        )
        for key, value in self._attributes.items():
            page[f"/{key}"] = Array(value) if isinstance(value, list) else value
        self.pdf.pages.append(pikepdf.Page(page))
        self._content, self._images, self._open = [], {}, False

    def _make_font(self) -> pikepdf.Object:
        widths: list[object] = []
        for mark in MARKS:
            widths += [ord(mark), Array([0])]
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name(f"/{self._font_name}"),
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            DW=int(EM * 1000),
            W=Array(widths),
            CIDToGIDMap=Name.Identity,
            FontDescriptor=Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name(f"/{self._font_name}"),
                Flags=4,
                FontBBox=Array([0, -300, 1000, 1000]),
                ItalicAngle=0,
                Ascent=900,
                Descent=-300,
                CapHeight=700,
                StemV=80,
            ),
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{self._font_name}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([self.pdf.make_indirect(descendant)]),
        )
        if self._unicode_map:
            # a range may not cross a change of the high byte
            ranges = [b"<%02X00> <%02XFF> <%02X00>" % (high, high, high) for high in (0, 0x0E, 0x20, 0xF7)]
            font.ToUnicode = self.pdf.make_stream(_TO_UNICODE % (len(ranges), b"\n".join(ranges)))
        return self.pdf.make_indirect(font)
