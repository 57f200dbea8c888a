"""From a grey page to its ink: uneven light evened, edges, punch holes and specks taken out.

Ink masks are uint8 arrays of 0 and 1. Lengths are in inches times the dpi of the image, so that every
resolution is treated alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.components import find_components, opened_along

Mask = NDArray[np.uint8]
Grey = NDArray[np.uint8]

# A stroke of print is thinner than this (36 pt bold has strokes of 0.07 in); solid blobs beyond it are holes.
BLOB_IN = 0.11
# Specks smaller than a full stop of 8 pt print.
SPECK_IN = 0.008
LONG_BAR = 24
"""Bars of so many px are fitted faster by the runs of ink than by OpenCV, pixel by pixel."""


def opened(mask: Mask, rows: int, cols: int) -> Mask:
    """Ink that a bar of rows x cols px fits into."""
    if rows == 1 and cols >= LONG_BAR:
        return opened_along(mask, cols)
    if cols == 1 and rows >= LONG_BAR:
        turned = opened_along(np.asarray(cv2.transpose(mask), dtype=np.uint8), rows)
        return np.asarray(cv2.transpose(turned), dtype=np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((rows, cols), np.uint8)), dtype=np.uint8)


def closed(mask: Mask, rows: int, cols: int) -> Mask:
    """Ink with gaps filled that a bar of rows x cols px does not fit into."""
    return np.asarray(
        cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((rows, cols), np.uint8)), dtype=np.uint8
    )


def dilated(mask: Mask, rows: int, cols: int) -> Mask:
    """Ink grown by a bar of rows x cols px."""
    return np.asarray(cv2.dilate(mask, np.ones((rows, cols), np.uint8)), dtype=np.uint8)


def is_bilevel(grey: Grey) -> bool:
    """True when the page holds black and white only (a fax or a CCITT scan)."""
    sample = grey[::7, ::7]
    return bool(np.mean((sample > 20) & (sample < 235)) < 0.01)


def even_light(grey: Grey, dpi: float) -> Grey:
    """Divide by the paper's own brightness, so that shadows and bleed of light become white."""
    if is_bilevel(grey):
        return grey
    step = max(2, round(dpi / 25))
    small = cv2.resize(grey, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    size = max(3, round(0.6 * dpi / step)) | 1
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = cv2.GaussianBlur(paper, (size, size), 0)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    # where the paper itself is nearly black there is a shadow or a dark photo, no print to be brought out
    return np.asarray(cv2.divide(grey, np.maximum(paper, 60), scale=255), dtype=np.uint8)


def ink_threshold(even: Grey) -> int:
    """Grey below which an evenly lit page is ink: Otsu's, kept between sane bounds for nearly empty pages."""
    if is_bilevel(even):
        return 128
    threshold, _ = cv2.threshold(even[::2, ::2], 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return round(min(max(threshold, 130.0), 205.0))


def binarise(even: Grey, threshold: int) -> Mask:
    """Ink (1) and paper (0)."""
    return (even < threshold).astype(np.uint8)


def remove_blobs(ink: Mask, dpi: float) -> Mask:
    """Take out punch holes, black corners and seals: whatever is thicker than a stroke of print."""
    step = 4
    height, width = ink.shape[0] // step, ink.shape[1] // step
    # counted in sixteenths, the means of 4 x 4 px are whole numbers
    whole = ink[: height * step, : width * step] * np.uint8(step * step)
    small = cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA)
    solid = (small > 0.7 * step * step).astype(np.uint8)
    size = max(3, round(BLOB_IN * dpi / step))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    cores = cv2.morphologyEx(solid, cv2.MORPH_OPEN, disc)
    if not cores.any():
        return ink
    cores = cv2.dilate(cores, np.ones((5, 5), np.uint8))
    cores = cv2.resize(cores, (ink.shape[1], ink.shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.asarray(np.where(cores > 0, 0, ink), dtype=np.uint8)


def remove_edges(ink: Mask, dpi: float) -> Mask:
    """Take out the black edges of a photocopy: large pieces of ink that hang on the border of the image."""
    found = find_components(ink)
    height, width = ink.shape
    reach = max(2, round(0.02 * dpi))
    big = round(0.3 * dpi)
    left, top, right, foot = found.boxes.T
    wide, high = right - left, foot - top
    on_edge = (left <= reach) | (right >= width - reach) | (top <= reach) | (foot >= height - reach)
    large = (wide > big) | (high > big)
    page_sized = (wide > 0.6 * width) & (high > 0.6 * height) & (found.areas < 0.2 * wide * high)
    speck = max(1, round(SPECK_IN * dpi))
    rest = ink.copy()
    rest.ravel()[found.pixels((on_edge & large & ~page_sized) | (found.areas <= speck))] = 0
    return rest


@dataclass(frozen=True, slots=True)
class CleanPage:
    """An evenly lit page without holes, black edges and specks, its ink, and the grey where ink begins."""

    even: Grey
    ink: Mask
    threshold: int


def clean_page(grey: Grey, dpi: float) -> CleanPage:
    """The page as it would look fresh from the printer, as far as that can be told."""
    even = even_light(grey, dpi)
    threshold = ink_threshold(even)
    raw = binarise(even, threshold)
    ink = remove_edges(remove_blobs(raw, dpi), dpi)
    dirt = dilated(raw & (1 - ink), 5, 5) & (1 - ink)
    return CleanPage(np.where(dirt > 0, np.uint8(255), even), ink, threshold)
