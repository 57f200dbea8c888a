"""One page of a PDF: read from its text layer, as a scan, or both, whichever is true to what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.content import PageContent
from extract.errors import PageFailed
from extract.model import Box, Line, Page, Table, lines_of
from extract.pdf import PdfFile
from extract.scanpage import of_plausible_size, scan_page
from extract.textlayer import COVERING, Layer, covering_pictures, judge, picture_cover
from extract.textpage import text_page
from extract.turn import turned_box

if TYPE_CHECKING:
    from extract.engines.base import Engine
    from extract.scan.layout import ScanLayout

REGION_AREA = 0.06
"""A picture on a text page may hold text worth reading from this part of the page's area on ..."""

REGION_WIDTH = 0.3
"""... if it is also this part of the page wide: emblems, logos and signatures are smaller."""

REGION_LETTERS = 30
"""A scanned region counts as text from so many letters and digits on, read with ..."""

REGION_CONFIDENCE = 0.5
"""... this mean confidence: photographs give a few doubtful scraps."""


def read_pdf_page(
    pdf: PdfFile, number: int, engine: Engine | None, *, dpi: float, force_scan: bool = False
) -> Page:
    """Read page `number` of an open PDF. Raises ExtractError with the page's number."""
    if force_scan:
        return _as_scan(pdf, number, engine, dpi)
    content = pdf.content(number)
    verdict = judge(content)
    if verdict.layer is Layer.NONE and not (content.pictures or content.outlines or content.rules):
        return of_plausible_size(Page(number, "blank", content.width, content.height))
    if verdict.layer is not Layer.GOOD:
        page = _as_scan(pdf, number, engine, dpi)
        if page.kind == "blank" and verdict.layer is Layer.UNUSABLE and not verdict.hidden:
            raise PageFailed(number, detail=f"{verdict.reason}, and nothing to see")
        return page
    page = text_page(content, number, lambda turn: _taken_apart(pdf, number, turn))
    regions = _regions(content)
    if not regions or engine is None:
        return page
    return _with_regions(page, _as_scan(pdf, number, engine, dpi), regions)


def _taken_apart(pdf: PdfFile, number: int, turn: int) -> ScanLayout:
    """The lines and tables of a page's picture, unread; the text tells the turn that sets it upright."""
    from extract.scan.page import WORK_DPI, layout_scan  # here: most text pages need no picture

    width, height = pdf.page_size(number)
    image, dpi = pdf.render(number, WORK_DPI)
    return layout_scan(image, dpi, width_pt=width, height_pt=height, turn=turn)


def _as_scan(pdf: PdfFile, number: int, engine: Engine | None, dpi: float) -> Page:
    image, true_dpi = pdf.render(number, dpi)
    return scan_page(image, pdf.page_size(number), number, engine, wanted_dpi=true_dpi)


def _regions(content: PageContent) -> list[Box]:
    """Boxes of pictures on a text page that may hold text."""
    if covering_pictures(content) or picture_cover(content) >= COVERING:
        return [(0.0, 0.0, content.width, content.height)]
    found = []
    for picture in content.pictures:
        x0, y0, x1, y1 = picture.box
        x0, y0, x1, y1 = max(x0, 0.0), max(y0, 0.0), min(x1, content.width), min(y1, content.height)
        wide, high = x1 - x0, y1 - y0
        if (
            wide > 0
            and high > 0
            and wide * high >= REGION_AREA * content.width * content.height
            and max(wide / content.width, high / content.height) >= REGION_WIDTH
        ):
            found.append((x0, y0, x1, y1))
    return found


def _with_regions(page: Page, scan: Page, regions: Sequence[Box]) -> Page:
    """The text page with what was read in its scanned regions and does not stand in its text layer."""
    known = [line.bbox for line in page.lines if line.bbox]
    known += [table.bbox for table in page.tables if table.bbox]
    added = [
        block
        for block in scan.blocks
        if block.bbox
        and any(_holds(region, block.bbox) for region in regions)
        and not any(_overlaps(block.bbox, box) for box in known)
    ]
    if not _is_text(added):
        return page
    blocks = sorted(
        [*page.blocks, *added],
        key=lambda b: _reading_place(b.bbox, page),
    )
    status = "partial" if scan.status == "partial" else page.status
    return replace(
        page,
        kind="mixed",
        blocks=tuple(blocks),
        engine=scan.engine,
        status=status,
        error_code=scan.error_code,
        error_message=scan.error_message,
        lines_left_out=scan.lines_left_out,
    )


def _is_text(blocks: Sequence[Line | Table]) -> bool:
    lines = list(lines_of(blocks))
    letters = sum(c.isalnum() for line in lines for c in line.text)
    known = [line.confidence for line in lines if line.confidence is not None]
    return letters >= REGION_LETTERS and (not known or sum(known) / len(known) >= REGION_CONFIDENCE)


def _holds(region: Box, box: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return region[0] <= x <= region[2] and region[1] <= y <= region[3]


def _overlaps(box: Box, known: Box) -> bool:
    """True when a good part of a box is covered by text that is known already."""
    width = min(box[2], known[2]) - max(box[0], known[0])
    height = min(box[3], known[3]) - max(box[1], known[1])
    if width <= 0 or height <= 0:
        return False
    return width * height >= 0.25 * max((box[2] - box[0]) * (box[3] - box[1]), 1e-6)


def _reading_place(box: Box | None, page: Page) -> tuple[float, float]:
    """Where a block comes in reading order on the page set upright."""
    if box is None:
        return 0.0, 0.0
    x0, y0, _, y1 = turned_box(box, page.width_pt or 0.0, page.height_pt or 0.0, page.rotation_deg)
    return y0 + 0.5 * min(y1 - y0, 16.0), x0
