"""The picture that a scanned page is, as it was scanned: drawing it anew would blur it, and takes longer."""

from __future__ import annotations

import itertools
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from extract.limits import POINTS_PER_INCH

Image = NDArray[np.uint8]
GREY = (raw.FPDF_COLORSPACE_DEVICEGRAY, raw.FPDF_COLORSPACE_CALGRAY)
COLOUR = (raw.FPDF_COLORSPACE_DEVICERGB, raw.FPDF_COLORSPACE_CALRGB, raw.FPDF_COLORSPACE_ICCBASED)
PLAIN = (*GREY, raw.FPDF_COLORSPACE_DEVICERGB)
"""Colour spaces whose light is that of the JPEG, which no profile changes."""
JPEG_END, SPARE = b"\xff\xd9", 64
"""How a whole JPEG ends, but for so many bytes."""
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of JPEG frames."""
BARE = frozenset({0x00, 0x01, 0xFF, *range(0xD0, 0xDB)})
"""Markers without a length, fill bytes, and a beginning: no frame header is looked for past them."""
MOST_PICTURES = 20
"""A page of more pictures than this is no scan, and asking each takes longer than drawing them."""
OFF_PAGE = 1.0
"""The picture's edges may be so many points off the page's."""
UNEVEN = 0.02
"""Its resolution along and across the page may differ by this part."""
FINEST = 4.0
"""A picture of more than so many times the wanted resolution is drawn smaller by pdfium, piece by piece."""


def scanned_picture(
    page: Any, dpi: float, *, as_scanned: bool = False, plain: bool = False
) -> tuple[Image, float] | None:
    """The grey picture that fills a page of pdfium, as shown, and its dpi; None where there is none.

    The page has to be one upright opaque picture, at least as fine as `dpi`. One that is finer by more than a
    quarter is brought to `dpi` by averaging, unless it is wanted `as_scanned`. `plain`: nothing but its
    filter tells how the picture is decoded.
    """
    picture = _only_picture(page)
    if picture is None:
        return None
    wide, high = picture.get_px_size()
    turn = page.get_rotation()
    width, height = page.get_size()[:: -1 if turn % 180 else 1]
    across, along = wide / width * POINTS_PER_INCH, high / height * POINTS_PER_INCH
    if abs(across - along) > UNEVEN * across or not 0.99 * dpi <= across <= FINEST * dpi:
        return None
    image = _of_jpeg(picture) if plain else None
    if image is None:
        image = _grey(picture.get_bitmap(render=False))
    if image is None or image.shape != (high, wide):
        return None
    if across > 1.25 * dpi and not as_scanned:
        size = (round(wide * dpi / across), round(high * dpi / across))
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
        across = image.shape[1] / width * POINTS_PER_INCH
    return np.ascontiguousarray(np.rot90(image, -turn // 90)), across


def only_grey_pictures(page: Any) -> bool:
    """True where a page of pdfium draws pictures of 8-bit grey and nothing else."""
    if raw.FPDFPage_GetAnnotCount(page):
        return False
    pictures = list(itertools.islice(page.get_objects(max_depth=1), MOST_PICTURES + 1))
    if not 0 < len(pictures) <= MOST_PICTURES:
        return False
    for picture in pictures:
        if picture.type != raw.FPDF_PAGEOBJ_IMAGE:
            return False
        facts = picture.get_metadata()
        if facts.bits_per_pixel != 8 or facts.colorspace not in GREY:
            return False
    return True


def _only_picture(page: Any) -> Any:
    """The one object of a page if it is an opaque picture that stands upright and fills the page."""
    if raw.FPDFPage_GetAnnotCount(page) or raw.FPDFPage_CountObjects(page) != 1:
        return None
    (picture,) = page.get_objects(max_depth=1)
    if picture.type != raw.FPDF_PAGEOBJ_IMAGE or raw.FPDFPageObj_HasTransparency(picture):
        return None
    facts = picture.get_metadata()
    plain = facts.bits_per_pixel in (1, 8) and facts.colorspace in GREY
    if not plain and not (facts.bits_per_pixel == 24 and facts.colorspace in COLOUR):
        return None
    a, b, c, d, e, f = picture.get_matrix().get()
    if b or c or a <= 0 or d <= 0:
        return None
    box = page.get_cropbox()
    off = (e - box[0], f - box[1], e + a - box[2], f + d - box[3])
    return picture if max(abs(value) for value in off) <= OFF_PAGE else None


def _of_jpeg(picture: Any) -> Image | None:
    """The light of a JPEG as the file has it, not by way of colours; None where pdfium is to decode it."""
    if picture.get_filters() != ["DCTDecode"] or picture.get_metadata().colorspace not in PLAIN:
        return None
    data = bytes(picture.get_data())
    if JPEG_END not in data[-SPARE:]:
        return None  # cut off: pdfium shows what there is
    wide, high = picture.get_px_size()
    if _size_of_jpeg(data) != (high, wide):
        return None  # what the PDF says of its size was held against the limits
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION)
    return None if found is None else np.asarray(found, np.uint8)


def _size_of_jpeg(data: bytes) -> tuple[int, int] | None:
    """The height and width in a JPEG's frame header (ITU T.81, B.2.2), which comes after tables and notes."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF and data[at + 1] not in BARE:
        if data[at + 1] in FRAMES:
            high, wide = (int.from_bytes(data[place : place + 2]) for place in (at + 5, at + 7))
            return high, wide
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None


def _grey(bitmap: Any) -> Image | None:
    drawn = bitmap.to_numpy()
    if drawn.ndim == 2:
        return np.array(drawn, dtype=np.uint8)
    if drawn.shape[2] == 1:
        return np.array(drawn[:, :, 0], dtype=np.uint8)
    if drawn.shape[2] in (3, 4):
        code = cv2.COLOR_BGR2GRAY if drawn.shape[2] == 3 else cv2.COLOR_BGRA2GRAY
        return np.asarray(cv2.cvtColor(drawn, code), np.uint8)
    return None
