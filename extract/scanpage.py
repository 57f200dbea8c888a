"""A page that is a picture: brought to a usual resolution, read, and put on the page's own scale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.errors import EngineFailed, EngineMissing, ExtractError
from extract.limits import POINTS_PER_INCH
from extract.model import Line, Page, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extract.engines.base import Engine

Size = tuple[float, float]

LARGEST_PAPER = 1224.0
"""Long side of A3 and tabloid paper in points; a longer page states a wrong dpi (photos say 72)."""

NO_SHEET = 8504.0
"""3 m in points: longer than any sheet, and than a photograph of 48 million pixels at 72 dpi."""

THINNEST = 8
"""Pixels that no print is smaller than at any resolution that can be read."""

USUAL_PAPER = 842.0
"""Long side of A4 in points, taken for pages that state a wrong dpi."""

TOO_FINE = 1.3
"""Pictures finer than the wanted dpi by this factor are reduced: more pixels read no better."""


def scan_page(
    image: NDArray[np.uint8], size: Size, number: int, engine: Engine | None, *, wanted_dpi: float
) -> Page:
    """Read a page image (grey, as shown) whose page measures `size` points.

    A page that says it is longer than any sheet is read as if it were of usual size, and is partial.

    Raises EngineMissing without an engine, EngineFailed when the engine or the layout breaks down.
    """
    return of_plausible_size(_read(image, size, number, engine, wanted_dpi))


def of_plausible_size(page: Page) -> Page:
    """The page; partial where its stated size cannot be true, for nobody has checked what was lost."""
    longest = max(page.width_pt or 0.0, page.height_pt or 0.0)
    if longest <= NO_SHEET or page.status != "ok":
        return page
    metres = longest / POINTS_PER_INCH * 0.0254
    return replace(
        page,
        status="partial",
        error_code="page_size",
        error_message=f"หน้านี้ระบุขนาดยาว {metres:.1f} เมตร จึงอ่านตามขนาดกระดาษทั่วไป "
        "โปรดตรวจกับต้นฉบับหรือบันทึกเป็น PDF ใหม่ / "
        f"The page says it is {metres:.1f} m long; it was read as a usual sheet. "
        "Compare it with the original, or save it as PDF anew.",
    )


def _read(
    image: NDArray[np.uint8], size: Size, number: int, engine: Engine | None, wanted_dpi: float
) -> Page:
    if is_blank(image):
        return Page(number, "blank", *size)
    if engine is None:
        raise EngineMissing(number)
    dpi = image.shape[1] * POINTS_PER_INCH / _paper_width(size)
    if dpi > TOO_FINE * wanted_dpi:
        image, dpi = _reduced(image, wanted_dpi / dpi), wanted_dpi
    from extract.scan.page import read_scan  # here and below: most pages of text PDFs need no picture

    try:
        result = read_scan(image, dpi, engine, width_pt=size[0], height_pt=size[1])
    except (ExtractError, MemoryError):
        raise
    except Exception as error:
        raise EngineFailed(number, detail=f"{type(error).__name__}: {error}") from error
    return Page(
        number,
        result.kind,
        *size,
        rotation_deg=result.rotation_deg % 360,
        skew_deg=result.skew_deg,
        blocks=tuple(_numbered(block, number) for block in result.blocks),
        status=result.status,
        error_code=result.error_code,
        error_message=result.error_message,
        engine=result.engine or engine.name,
        lines_left_out=result.lines_left_out,
    )


def _reduced(image: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    import cv2
    import numpy as np

    target = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, target, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def is_blank(image: NDArray[np.uint8]) -> bool:
    """True when a picture is of one shade or too thin for a letter: nothing printed, nothing scanned."""
    return min(image.shape) < THINNEST or int(image.max()) - int(image.min()) < 24


def _paper_width(size: Size) -> float:
    """The page's width in points, on A4 if the stated size fits no paper."""
    longer = max(size)
    return size[0] if longer <= LARGEST_PAPER * 1.1 else size[0] * USUAL_PAPER / longer


def _numbered(block: Line | Table, number: int) -> Line | Table:
    """The block with its page number on every cell."""
    if isinstance(block, Line):
        return block
    cells = tuple(replace(cell, page=number) for cell in block.cells)
    return replace(block, cells=cells, page=number)
