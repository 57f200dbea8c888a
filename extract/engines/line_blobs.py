"""The connected pieces of ink of a line image, and which of them are foreign to the text.

Foreign are rules, remnants of them, and parts of the neighbouring lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Box = tuple[int, int, int, int]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Blobs:
    """Connected pieces of ink: left, top, width, height, area, right and lower edges (exclusive) of each in
    px, in an image of that size. `table` has the same as rows, the edges of the boxes first."""

    table: Ints
    x: Ints
    y: Ints
    right: Ints
    foot: Ints
    w: Ints
    h: Ints
    area: Ints
    height: int
    width: int

    @classmethod
    def of(cls, table: Ints, height: int, width: int) -> Blobs:
        """The blobs of a table."""
        x, y, right, foot, w, h, area = table
        return cls(table, x, y, right, foot, w, h, area, height, width)

    def __len__(self) -> int:
        return len(self.x)

    def among(self, chosen: Flags) -> Blobs:
        """Some of the blobs."""
        if chosen.all():
            return self
        return Blobs.of(self.table.compress(chosen, axis=1), self.height, self.width)


def find_blobs(mask: NDArray[np.uint8]) -> tuple[Blobs, NDArray[np.integer[Any]]]:
    """The blobs of a mask, and the image of their labels: blob i has label i + 1."""
    # OpenCV is three times as fast with short labels; a blob takes at least one of 2 x 2 px
    few = ((mask.shape[0] + 1) // 2) * ((mask.shape[1] + 1) // 2) < 2**16
    kind = cv2.CV_16U if few else cv2.CV_32S
    labels: NDArray[np.integer[Any]] = np.zeros(mask.shape, np.uint16 if few else np.int32)
    x, y, width, height = cv2.boundingRect(mask)
    if not width:
        return Blobs.of(np.empty((7, 0), np.int64), *mask.shape), labels
    # paper around the ink would take its time; blobs are counted in blocks of 2 x 2 px, which stay the same
    left, top = x // 2 * 2, y // 2 * 2
    inner = slice(top, y + height), slice(left, x + width)
    _, _, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(
        mask[inner], 8, kind, cv2.CCL_DEFAULT, labels[inner]
    )
    found = stats[1:].T
    table = np.empty((7, found.shape[1]), np.int64)
    table[0], table[1], table[4:] = found[0] + left, found[1] + top, found[2:]
    np.add(table[:2], table[4:6], out=table[2:4])
    return Blobs.of(table, *mask.shape), labels


def foreign(blobs: Blobs) -> Flags:
    """Blobs that are rules, remnants of them, or parts of the neighbouring lines: none where no blob comes
    near the image's edges or is as large as the image."""
    across = _horizontal_rules(blobs)
    thin = _thin(blobs)
    rules = _vertical_rules(blobs, thin, blobs.among(~thin & ~across)) | across | _hollow(blobs)
    rest = ~rules
    inner = rest & (blobs.y > 0) & (blobs.foot < blobs.height) & (blobs.area > 6)
    if not inner.any():
        inner = rest
    if not inner.any():
        return rules
    main = int(blobs.h[inner].max())
    rows = inner & (blobs.h >= 0.6 * main)
    body = int(blobs.y[rows].min()), int(blobs.foot[rows].max())
    return np.asarray(rules | (rest & (blobs.h < 0.6 * main) & _neighbours(blobs, body)))


def _thin(blobs: Blobs) -> Flags:
    """Upright bars, perhaps of vertical rules; brackets are not filled."""
    narrow = (blobs.w <= max(3, 0.16 * blobs.height)) & (blobs.h > 2.5 * blobs.w)
    return np.asarray(narrow & (blobs.area >= 0.7 * blobs.w * blobs.h))


def _vertical_rules(blobs: Blobs, thin: Flags, others: Blobs) -> Flags:
    """A cell's side rules, beside the other ink. A tightly cut `1` must not count."""
    height, width = blobs.height, blobs.width
    if not thin.any():
        return thin
    tallest = int(others.h.max(initial=0))
    whole = blobs.h >= 0.92 * height
    if tallest == 0:
        near_side = (blobs.x <= 2) | (blobs.right >= width - 2)
        return np.asarray(thin & whole & near_side & (width > 4 * blobs.w))
    if tallest >= 0.8 * height:
        return np.zeros(len(blobs), bool)
    # where the letters reach the same edge, the crop is tight and the bar is a letter too
    letters = others.among(others.h >= 0.5 * tallest)
    at_top, at_bottom = blobs.y <= 0, blobs.foot >= height
    tight = at_top & bool((letters.y <= 1).any()) | at_bottom & bool((letters.foot >= height - 1).any())
    at_side = (blobs.x <= 0) | (blobs.right >= width)
    return np.asarray(thin & ~tight & (whole | (at_side & (at_top != at_bottom) & (blobs.h >= 0.3 * height))))


def _horizontal_rules(blobs: Blobs) -> Flags:
    height, width = blobs.height, blobs.width
    thin = (blobs.h <= max(3, 0.16 * height)) & (blobs.w > 2.5 * blobs.h)
    thin &= height > 2 * blobs.h + 4  # no tightly cut dash
    at_edge = (blobs.y <= 1) | (blobs.foot >= height - 1)
    at_side = (blobs.x <= 0) | (blobs.right >= width)
    whole = (blobs.w >= 0.9 * width) & (width > 2 * height)
    return np.asarray(
        thin & (whole | (at_edge & (blobs.w >= 0.7 * height)) | (at_side & (blobs.w > 12 * blobs.h)))
    )


def _hollow(blobs: Blobs) -> Flags:
    """Corners or loops of a frame: as large as the crop, nearly empty inside, and cut by its edge."""
    height, width = blobs.height, blobs.width
    large = (blobs.h > 0.7 * height) | (blobs.w > 0.7 * width)
    at_edge = (blobs.x <= 0) | (blobs.y <= 0) | (blobs.right >= width) | (blobs.foot >= height)
    return np.asarray(large & at_edge & (blobs.area < 0.12 * blobs.w * blobs.h))


def _neighbours(blobs: Blobs, body: tuple[int, int]) -> Flags:
    """Ink cut by the upper or lower edge and clear of the text's own rows: a neighbouring line's marks.

    Tone marks of a tightly cut line touch the edge too, but lie close above their consonants.
    """
    gap = max(2.0, 0.22 * (body[1] - body[0]))
    above = (blobs.y <= 0) & (blobs.foot + gap < body[0])
    return np.asarray(above | ((blobs.foot >= blobs.height) & (blobs.y - gap > body[1])))
