"""Pictures of source pages for the reviewer: the neighbourhood of a value, with its box drawn."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from extract.errors import ExtractError
from extract.image import load_grey
from extract.limits import Limits
from extract.open import SourceFile, open_file
from extract.pdf import PdfFile

DPI = 150.0
MARGIN_PT = (60.0, 40.0)
"""How much of the page stands around a value, in points: sideways, and above and below."""


class NoPictureError(Exception):
    """There is no picture: text input, or the source file is gone or has changed."""


@lru_cache(maxsize=8)
def page_image(path: Path, number: int) -> tuple[NDArray[np.uint8], float]:
    """A page in grey as a viewer shows it, and its dots per inch.

    Raises NoPictureError when the file cannot be shown.
    """
    limits = Limits()
    try:
        source: SourceFile = open_file(path, limits=limits)
        if source.format == "pdf":
            with PdfFile(path, limits) as pdf:
                return pdf.render(number, DPI)
        if source.format == "text":
            raise NoPictureError("ไฟล์ข้อความไม่มีภาพหน้า / text input has no page image")
        return load_grey(path, number, limits)
    except ExtractError as error:
        raise NoPictureError(str(error)) from error


def page_png(path: Path, number: int, bbox: str, rotation_deg: int = 0) -> bytes:
    """The whole page with the box drawn, turned upright by `rotation_deg` (clockwise), as PNG."""
    grey, dpi = page_image(path, number)
    return _png(_drawn(grey, dpi, bbox).rotate(-rotation_deg, expand=True))


def crop_png(path: Path, number: int, bbox: str, zoom: float, rotation_deg: int = 0) -> bytes:
    """The neighbourhood of the box, enlarged `zoom` times, upright, as PNG."""
    grey, dpi = page_image(path, number)
    picture = _drawn(grey, dpi, bbox)
    if bbox:
        x0, y0, x1, y1 = (float(part) for part in bbox.split(","))
        k, (dx, dy) = dpi / 72, MARGIN_PT if rotation_deg in (0, 180) else MARGIN_PT[::-1]
        window = ((x0 - dx) * k, (y0 - dy) * k, (x1 + dx) * k, (y1 + dy) * k)
        bounds = (
            max(0, window[0]),
            max(0, window[1]),
            min(picture.width, window[2]),
            min(picture.height, window[3]),
        )
        picture = picture.crop(tuple(int(v) for v in bounds))  # type: ignore[arg-type]
    picture = picture.rotate(-rotation_deg, expand=True)
    size = (max(1, int(picture.width * zoom)), max(1, int(picture.height * zoom)))
    return _png(picture.resize(size, Image.Resampling.LANCZOS))


def _drawn(grey: NDArray[np.uint8], dpi: float, bbox: str) -> Image.Image:
    picture = Image.fromarray(grey).convert("RGB")
    if bbox:
        k = dpi / 72
        x0, y0, x1, y1 = (float(part) * k for part in bbox.split(","))
        ImageDraw.Draw(picture).rectangle((x0 - 4, y0 - 4, x1 + 4, y1 + 4), outline=(213, 94, 0), width=3)
    return picture


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
