"""Text lines of a region: which ink belongs to which printed line, with Thai marks at their own letters.

Letters are told from marks by their height. Letters whose middles stand at one height make a line; a vowel or
tone mark goes to the line whose letters it is nearest to, above or below, where its columns have letters.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.clean import Mask
from extract.scan.geometry import PxBox

# Lines of print follow each other at this many letters' heights at least: Thai needs room for its marks.
LEAST_PITCH = 1.3


@dataclass(frozen=True, slots=True)
class Pieces:
    """Connected pieces of text ink of a page: boxes (n, 4) as x0, y0, x1, y1; areas; `labels` of the image.

    Piece i has label i + 1. `body` is the usual height of a letter in px.
    """

    boxes: NDArray[np.int64]
    areas: NDArray[np.int64]
    labels: NDArray[np.int32]
    body: float

    @property
    def heights(self) -> NDArray[np.int64]:
        """Height of each piece."""
        return np.asarray(self.boxes[:, 3] - self.boxes[:, 1])

    @property
    def middles(self) -> NDArray[np.float64]:
        """Centre (x, y) of each piece."""
        return np.asarray((self.boxes[:, :2] + self.boxes[:, 2:]) / 2)


@dataclass(frozen=True, slots=True)
class InkLine:
    """One printed line: its pieces and the box around them; `core` is the band of its letters (y0, y1)."""

    box: PxBox
    members: NDArray[np.int64]
    core: tuple[float, float]


def find_pieces(text: Mask, dpi: float) -> Pieces:
    """Connected pieces of the ink without rules."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(text, connectivity=8)
    stats = stats[1:count].astype(np.int64)
    boxes = np.stack([stats[:, 0], stats[:, 1], stats[:, 0] + stats[:, 2], stats[:, 1] + stats[:, 3]], axis=1)
    areas = np.asarray(stats[:, 4], dtype=np.int64)
    return Pieces(boxes, areas, np.asarray(labels, dtype=np.int32), body_height(boxes, dpi))


def body_height(boxes: NDArray[np.int64], dpi: float) -> float:
    """The usual height of a letter: the main peak of the heights of pieces of a letter's size (5-40 pt)."""
    widths, heights = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    low, high = 0.035 * dpi, 0.35 * dpi
    chosen = heights[(heights >= low) & (heights <= high) & (widths >= 0.02 * dpi) & (widths <= 3 * high)]
    if len(chosen) < 3:
        return 0.09 * dpi
    counts = np.bincount(chosen, minlength=int(high) + 3).astype(float)
    smooth = np.convolve(counts, [1, 2, 3, 2, 1], mode="same") * np.sqrt(np.arange(len(counts)))
    return float(np.argmax(smooth))


def is_print(pieces: Pieces, line: InkLine) -> bool:
    """False for a line of specks alone; a lone hyphen is print."""
    boxes = pieces.boxes[line.members]
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    letter = high >= 0.45 * pieces.body
    dash = (wide >= 0.25 * pieces.body) & (wide >= 1.2 * high) & (high >= 2)
    return bool((letter | dash).any())


def split_lines(pieces: Pieces, chosen: NDArray[np.int64]) -> list[InkLine]:
    """The lines of the chosen pieces (those of one cell or one text area), top to bottom."""
    if not len(chosen):
        return []
    boxes = pieces.boxes[chosen]
    heights = boxes[:, 3] - boxes[:, 1]
    letters = _letters(boxes, heights, pieces.body)
    bands = _bands(boxes[letters]) if letters.any() else _bands(boxes)
    if letters.any() and len(bands) > 1:
        bands = _without_mark_bands(boxes[letters], bands)
    owner = _owners(boxes, letters, bands)
    lines = []
    for number, band in enumerate(bands):
        own = np.flatnonzero(owner == number)
        if len(own):
            x0, y0 = boxes[own, :2].min(axis=0)
            x1, y1 = boxes[own, 2:].max(axis=0)
            lines.append(InkLine((float(x0), float(y0), float(x1), float(y1)), chosen[own], band))
    return lines


def split_at_gaps(pieces: Pieces, line: InkLine, gap: float) -> list[InkLine]:
    """The parts of a line that stand more than `gap` px apart, left to right."""
    order = line.members[np.argsort(pieces.boxes[line.members, 0], kind="stable")]
    boxes = pieces.boxes[order]
    reach = np.maximum.accumulate(boxes[:, 2])
    cuts = np.flatnonzero(boxes[1:, 0] - reach[:-1] > gap) + 1
    if not len(cuts):
        return [line]
    parts = []
    for own in np.split(order, cuts):
        x0, y0 = pieces.boxes[own, :2].min(axis=0)
        x1, y1 = pieces.boxes[own, 2:].max(axis=0)
        parts.append(InkLine((float(x0), float(y0), float(x1), float(y1)), np.sort(own), line.core))
    return parts


def _letters(boxes: NDArray[np.int64], heights: NDArray[np.int64], body: float) -> NDArray[np.bool_]:
    """Pieces as tall as letters, by the region's own size of print where it differs from the page's."""
    tall = heights >= 0.6 * body
    if tall.any():
        own = float(np.median(heights[tall]))
        tall = heights >= 0.6 * min(max(own, 0.8 * body), 3 * body)
    return np.asarray(tall)


def _bands(boxes: NDArray[np.int64]) -> list[tuple[float, float]]:
    """Vertical bands of lines: the middle halves of letters overlap within a line and not between lines."""
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    # tall letters (with a loop above or a tail below) count by a letter's height from their nearer neighbours
    top, bottom = int(boxes[:, 1].min()), int(boxes[:, 3].max())
    weight = np.zeros(bottom - top + 2)
    widths = boxes[:, 2] - boxes[:, 0]
    for centre, tall, wide in zip(middle, boxes[:, 3] - boxes[:, 1], widths, strict=True):
        half = 0.25 * min(tall, 1.3 * height)
        weight[int(centre - half - top) : int(centre + half - top) + 1] += min(wide, 2 * height)
    return _peaks(weight, top, height)


def _peaks(weight: NDArray[np.float64], top: int, height: float) -> list[tuple[float, float]]:
    """The tops of a profile, strongest first, at least the pitch of the tightest print apart."""
    kernel = max(1, int(height / 4)) | 1
    smooth = np.convolve(weight, np.ones(kernel) / kernel, mode="same")
    taken: list[int] = []
    for at in np.argsort(-smooth, kind="stable").tolist():
        if smooth[at] <= 0:
            break
        if all(abs(other - at) >= LEAST_PITCH * height for other in taken):
            taken.append(at)
    return [(top + at - height / 2, top + at + height / 2) for at in sorted(taken)]


def _without_mark_bands(
    letters: NDArray[np.int64], bands: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """The bands without those of marks that ran together and so became as large as letters.

    Such a band is close to a stronger one, and what stands in it is lower than that one's letters.
    """
    centres = np.array([(low + high) / 2 for low, high in bands])
    size = bands[0][1] - bands[0][0]
    middle = (letters[:, 1] + letters[:, 3]) / 2
    owner = np.argmin(np.abs(middle[:, None] - centres[None, :]), axis=1)
    strength = np.bincount(owner, letters[:, 2] - letters[:, 0], minlength=len(bands))
    high = letters[:, 3] - letters[:, 1]
    usual = [float(np.median(high[owner == k])) if (owner == k).any() else 0.0 for k in range(len(bands))]
    kept = []
    for k, band in enumerate(bands):
        near = [
            m for m in (k - 1, k + 1) if 0 <= m < len(bands) and abs(centres[m] - centres[k]) < 1.9 * size
        ]
        if not any(strength[k] < 0.5 * strength[m] and usual[k] < 0.85 * usual[m] for m in near):
            kept.append(band)
    return kept


def _owners(
    boxes: NDArray[np.int64], letters: NDArray[np.bool_], bands: list[tuple[float, float]]
) -> NDArray[np.int64]:
    """The line of every piece: letters by their middle, marks by the nearest letters over or under them.

    What stands further from every letter than marks and stops do is a speck of dirt and gets -1.
    """
    centres = np.array([(low + high) / 2 for low, high in bands])
    size = bands[0][1] - bands[0][0]
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    owner = np.argmin(np.abs(middle[:, None] - centres[None, :]), axis=1)
    letter_at = np.flatnonzero(letters)
    if not len(letter_at):
        return np.asarray(owner, dtype=np.int64)
    big = boxes[letter_at]
    for mark in np.flatnonzero(~letters):
        x0, y0, x1, y1 = boxes[mark]
        across = np.maximum(0, np.maximum(big[:, 0] - x1, x0 - big[:, 2]))
        down = np.maximum(0, np.maximum(big[:, 1] - y1, y0 - big[:, 3]))
        nearest = int(np.argmin(across + down + 0.01 * np.abs(middle[letter_at] - middle[mark])))
        dash = x1 - x0 >= 0.2 * size and x1 - x0 >= 1.5 * (y1 - y0)
        if down[nearest] > 0.8 * size or across[nearest] > (8 if dash else 1.2) * size:
            alone = dash and abs(middle[mark] - centres[owner[mark]]) < 0.5 * size
            owner[mark] = owner[mark] if alone else -1
        else:
            owner[mark] = owner[letter_at[nearest]]
    return np.asarray(owner, dtype=np.int64)
