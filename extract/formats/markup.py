"""hOCR 1.2 and ALTO 4.4 (Library of Congress) of pages; boxes in pixels at 300 dpi, as both formats expect.

Readings are line by line: a line is one word element where it has no blank, for Thai sets none between words.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from extract.formats.flow import printed_lines
from extract.model import Box, Line, Page

DPI = 300
ALTO = "http://www.loc.gov/standards/alto/ns-v4#"


def hocr(pages: Sequence[Page], title: str) -> str:
    """The pages as one hOCR file (XHTML)."""
    html = Xml.Element("html", {"xmlns": "http://www.w3.org/1999/xhtml", "lang": "th"})
    head = Xml.SubElement(html, "head")
    Xml.SubElement(head, "title").text = title
    Xml.SubElement(head, "meta", {"name": "ocr-system", "content": _engine(pages)})
    Xml.SubElement(head, "meta", {"name": "ocr-capabilities", "content": "ocr_page ocr_line ocrx_word"})
    body = Xml.SubElement(html, "body")
    for number, page in enumerate(pages, 1):
        size = f"bbox 0 0 {_px(page.width_pt)} {_px(page.height_pt)}; ppageno {number - 1}"
        sheet = Xml.SubElement(body, "div", {"class": "ocr_page", "id": f"page_{number}", "title": size})
        for index, line in enumerate(printed_lines(page), 1):
            if line.bbox is None:
                continue
            row = Xml.SubElement(
                sheet,
                "span",
                {"class": "ocr_line", "id": f"line_{number}_{index}", "title": _bbox(line.bbox)},
            )
            for word, box in words(line):
                sure = f"; x_wconf {round(100 * line.confidence)}" if line.confidence is not None else ""
                Xml.SubElement(row, "span", {"class": "ocrx_word", "title": _bbox(box) + sure}).text = word
    return "<!DOCTYPE html>\n" + Xml.tostring(html, encoding="unicode") + "\n"


def alto(pages: Sequence[Page], title: str) -> str:
    """The pages as one ALTO file (XML)."""
    root = Xml.Element("alto", {"xmlns": ALTO})
    description = Xml.SubElement(root, "Description")
    Xml.SubElement(description, "MeasurementUnit").text = "pixel"
    source = Xml.SubElement(description, "sourceImageInformation")
    Xml.SubElement(source, "fileName").text = title
    processing = Xml.SubElement(description, "Processing", {"ID": "ocr"})
    software = Xml.SubElement(processing, "processingSoftware")
    Xml.SubElement(software, "softwareName").text = _engine(pages)
    layout = Xml.SubElement(root, "Layout")
    for number, page in enumerate(pages, 1):
        size = {"WIDTH": str(_px(page.width_pt)), "HEIGHT": str(_px(page.height_pt))}
        sheet = Xml.SubElement(layout, "Page", {"ID": f"p{number}", "PHYSICAL_IMG_NR": str(number), **size})
        space = Xml.SubElement(sheet, "PrintSpace", {"HPOS": "0", "VPOS": "0", **size})
        for index, line in enumerate(printed_lines(page), 1):
            if line.bbox is None:
                continue
            place = _place(line.bbox)
            block = Xml.SubElement(space, "TextBlock", {"ID": f"b{number}.{index}", **place})
            row = Xml.SubElement(block, "TextLine", {"ID": f"l{number}.{index}", **place})
            for word, box in words(line):
                sure = {"WC": f"{line.confidence:.3f}"} if line.confidence is not None else {}
                Xml.SubElement(row, "String", {"CONTENT": word, **_place(box), **sure})
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def words(line: Line) -> list[tuple[str, Box]]:
    """The blank-separated parts of a line, the line's box shared out by their numbers of characters."""
    assert line.bbox is not None
    x0, y0, x1, y1 = line.bbox
    text = line.text.strip()
    each = (x1 - x0) / max(1, len(text))
    out: list[tuple[str, Box]] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        out.append((word, (x0 + at * each, y0, x0 + (at + len(word)) * each, y1)))
        at += len(word)
    return out


def _engine(pages: Sequence[Page]) -> str:
    return next((page.engine for page in pages if page.engine), "text layer")


def _px(points: float | None) -> int:
    return round((points or 0.0) * DPI / 72)


def _bbox(box: Box) -> str:
    return "bbox " + " ".join(str(_px(value)) for value in box)


def _place(box: Box) -> dict[str, str]:
    x0, y0, x1, y1 = (_px(value) for value in box)
    return {"HPOS": str(x0), "VPOS": str(y0), "WIDTH": str(x1 - x0), "HEIGHT": str(y1 - y0)}
