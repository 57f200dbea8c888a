"""Crops of the scanned or printed page around a finding's figures, the box drawn.

What draws is imported where it is used: the process that writes the report only says what is to be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import ExtractError
from extract.limits import POINTS_PER_INCH, Limits
from extract.model import Box
from extract.open import open_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

DPI = 110.0
"""Sharp enough to read 12 pt digits, small enough for a page of findings."""
MARGIN_PT = 22.0
"""Context around the box, in points."""
SMALLEST_PT = (400.0, 112.0)
"""A crop is at least this wide and high: the figures beside it belong to the evidence."""
LARGEST_PT = (560.0, 260.0)
WHOLE_DPI = 60.0
"""Resolution of a whole page: enough to find the place that is spoken of."""
QUALITY = 62
FRAME = (190, 18, 60)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that needs a picture: page (1-based) and box in points of the page as shown.

    Without a box it is the whole page. `beside` is what should be seen with it, such as the name of the row,
    as far as there is room.
    """

    page: int
    bbox: Box | None
    rotation_deg: int = 0
    beside: Box | None = None

    @property
    def file_name(self) -> str:
        """The name of its picture, which tells page and box."""
        box = "" if self.bbox is None else "-" + "-".join(f"{side:.0f}" for side in self.bbox)
        return f"p{self.page:04d}{box}.jpg"


def crop_spots(source: Path, spots: Iterable[Spot], folder: Path) -> dict[Spot, str]:
    """Write one JPEG per spot into `folder`; the file names by spot.

    `rotation_deg` (clockwise) turns a crop upright. Spots of pages that cannot be drawn are left out. Raises
    ExtractError where the file cannot be opened.
    """
    from extract.image import load_grey
    from extract.pdf import PdfFile

    limits = Limits()
    file = open_file(source, limits=limits)
    if file.format == "text":
        return {}
    names: dict[Spot, str] = {}
    by_page: dict[int, list[Spot]] = {}
    for spot in spots:
        by_page.setdefault(spot.page, []).append(spot)
    pdf = PdfFile(source, limits) if file.format == "pdf" else None
    try:
        for page in sorted(by_page):
            try:
                image, dpi = (
                    pdf.render(page, DPI, as_scanned=True) if pdf else load_grey(source, page, limits)
                )
            except ExtractError:
                continue
            for spot in dict.fromkeys(by_page[page]):
                folder.mkdir(parents=True, exist_ok=True)
                picture(image, dpi, spot).save(folder / spot.file_name, quality=QUALITY, optimize=True)
                names[spot] = spot.file_name
    finally:
        if pdf is not None:
            pdf.close()
    return names


def picture(image: NDArray[np.uint8], dpi: float, spot: Spot) -> Image.Image:
    """The part of a page image around a spot, its box drawn, upright; without a box the whole page."""
    import numpy as np
    from PIL import Image, ImageDraw

    if spot.bbox is None:
        return _upright(Image.fromarray(_at(image, dpi, WHOLE_DPI)).convert("RGB"), spot)
    scale = dpi / POINTS_PER_INCH
    height, width = image.shape
    window = _window(
        _seen(spot.bbox, spot), width / scale, height / scale, turned=spot.rotation_deg in (90, 270)
    )
    x0, y0, x1, y1 = (round(value * scale) for value in window)
    cut = np.ascontiguousarray(image[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)])
    if dpi > DPI * 1.2:
        cut, scale = _at(cut, dpi, DPI), DPI / POINTS_PER_INCH
    part = Image.fromarray(cut).convert("RGB")
    left, top, right, bottom = (
        (value - start) * scale for value, start in zip(spot.bbox, (*window[:2], *window[:2]), strict=True)
    )
    frame = (left - 3, top - 3, max(right + 3, left), max(bottom + 3, top))
    ImageDraw.Draw(part).rectangle(frame, outline=FRAME, width=2)
    return _upright(part, spot)


def _at(image: NDArray[np.uint8], dpi: float, wanted: float) -> NDArray[np.uint8]:
    """The image at another resolution."""
    import cv2
    import numpy as np

    height, width = (max(1, round(side * wanted / dpi)) for side in image.shape)
    method = cv2.INTER_AREA if wanted < dpi else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, (width, height), interpolation=method), np.uint8)


def _upright(image: Image.Image, spot: Spot) -> Image.Image:
    return image.rotate(-spot.rotation_deg, expand=True) if spot.rotation_deg else image


def _seen(box: Box, spot: Spot) -> Box:
    """The box with what stands beside it on the same row, where both find room in one picture."""
    other = spot.beside
    if other is None:
        return box
    along, across = (1, 0) if spot.rotation_deg in (90, 270) else (0, 1)
    same_row = other[across] < box[across + 2] and box[across] < other[across + 2]
    both = (*map(min, box[:2], other[:2]), *map(max, box[2:], other[2:]))
    roomy = both[along + 2] - both[along] <= LARGEST_PT[0]
    return (both[0], both[1], both[2], both[3]) if same_row and roomy else box


def _window(box: Box, width: float, height: float, *, turned: bool) -> Box:
    """The part of the page (points) that the crop shows: the box with its context, within the page."""
    least, most = (SMALLEST_PT, LARGEST_PT)
    if turned:
        least, most = (least[1], least[0]), (most[1], most[0])
    x0, x1 = _side(box[0], box[2], least[0], most[0], width)
    y0, y1 = _side(box[1], box[3], least[1], most[1], height)
    return x0, y0, x1, y1


def _side(low: float, high: float, least: float, most: float, limit: float) -> tuple[float, float]:
    size = min(max(high - low + 2 * MARGIN_PT, least), max(most, high - low + MARGIN_PT), limit)
    start = (low + high - size) / 2
    start = min(max(start, 0.0), limit - size)
    return start, start + size
