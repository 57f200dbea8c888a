"""Drawn pages as a scanner delivers them, cut into lines by the same code that cuts pages at reading time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.clean import is_bilevel
from extract.scan.layout import LineLayout, ScanLayout
from extract.scan.page import layout_scan
from training import texts
from training.degrade import Level, strokes
from training.pages import Printed, Sheet

Grey = NDArray[np.uint8]
Points = NDArray[np.float64]
INK = 175
"""Grey below which a pixel of a crop is ink; its paper is white."""


@dataclass(frozen=True)
class Scan:
    """A scanned page and the way from its pixels back to the drawn sheet."""

    image: Grey
    matrix: NDArray[np.float64]
    bow: float
    """Pixels by which the sheet's middle is pushed down, as where a page does not lie flat."""
    dpi: int

    @property
    def bilevel(self) -> bool:
        """Whether the page holds black and white only."""
        return is_bilevel(self.image)

    def from_sheet(self, points: Points) -> Points:
        """Pixels of the scan, for pixels of the sheet, both (n, 2): the way back of `to_sheet`."""
        ahead = cv2.invertAffineTransform(self.matrix)
        flat = np.array(points, float)
        for _ in range(3):  # the bow depends on where along the line a point comes to lie
            xs = (flat @ ahead[:, :2].T + ahead[:, 2])[:, 0]
            flat[:, 1] = points[:, 1] - self.bow * np.sin(np.pi * xs / self.image.shape[1])
        return np.asarray(flat @ ahead[:, :2].T + ahead[:, 2])

    def to_sheet(self, points: Points) -> Points:
        """Pixels of the sheet, for pixels of the scan, both (n, 2)."""
        moved = points @ self.matrix[:, :2].T + self.matrix[:, 2]
        moved[:, 1] += self.bow * np.sin(np.pi * points[:, 0] / self.image.shape[1])
        return np.asarray(moved)


def scan_sheet(sheet: Sheet, rng: np.random.Generator, level: Level) -> Scan:
    """The sheet worn, skewed, lit, blurred and stored as scans of a level are.

    light: 200-300 dpi, skew to 0.3 degrees, little noise, JPEG 80-95. typical: most 200 dpi, skew of
    0.7 degrees (standard deviation), blur of 0.5-0.8 px, uneven light, thin toner now and then, JPEG 50-80,
    one in eight bilevel. bad: 100-200 dpi, photocopied strokes, dirt, more blur and noise, JPEG 35-65, a
    third bilevel.
    """
    height, width = sheet.image.shape[0] // sheet.zoom, sheet.image.shape[1] // sheet.zoom
    fine = sheet.dpi / 200
    drawn = sheet.image
    if level != "light" and rng.random() < (0.15 if level == "typical" else 0.5):
        boxes = [
            (max(0, int(x0)), max(0, int(y0)), int(x1), int(y1))
            for x0, y0, x1, y1 in (p.box for p in sheet.lines)
        ]
        drawn = strokes(drawn, rng, level, fine * sheet.zoom, boxes)  # the copier sees more than the scanner
    if sheet.zoom > 1:
        drawn = np.asarray(cv2.resize(drawn, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    drawn = _marked(drawn, printed_lines(sheet), rng, level)
    skew = rng.uniform(-0.3, 0.3) if level == "light" else rng.normal(0, 0.7)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    back = cv2.invertAffineTransform(turn)
    bow = rng.normal(0, 0.0015 * width) if level != "light" and rng.random() < 0.15 else 0.0
    if bow:
        xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        bend = (bow * np.sin(np.pi * xs / width)).astype(np.float32)
        from_x = (back[0, 0] * xs + back[0, 1] * ys + back[0, 2]).astype(np.float32)
        from_y = (back[1, 0] * xs + back[1, 1] * ys + back[1, 2]).astype(np.float32) + bend
        turned = cv2.remap(drawn, from_x, from_y, cv2.INTER_LINEAR, borderValue=255)
    else:
        turned = cv2.warpAffine(drawn, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    aged = _aged(np.asarray(turned, np.uint8), rng, level, fine)
    return Scan(_stored(aged, rng, level), back, bow, sheet.dpi)


def _marked(page: Grey, printed: Sequence[Printed], rng: np.random.Generator, level: Level) -> Grey:
    """Dirt on and beside the print, leftovers of rules, and ticks by hand beside numbers."""
    share = {"light": 0.01, "typical": 0.03, "bad": 0.06}[level]
    page = page.copy()
    for line in printed:
        x0, y0, x1, y1 = line.box
        size = line.core[1] - line.core[0]
        shade = int(rng.uniform(0, 120))
        if rng.random() < share:  # as large as a full stop, also within the ring of a zero
            spot = (int(rng.uniform(x0, x1)), int(rng.uniform(y0, y1)))
            cv2.circle(page, spot, max(1, round(rng.uniform(0.04, 0.1) * size)), shade, -1, cv2.LINE_AA)
        if x1 - x0 > 12 * size:
            continue
        side = x0 - rng.uniform(0.1, 0.8) * size if rng.random() < 0.5 else x1 + rng.uniform(0.1, 0.8) * size
        if rng.random() < share:
            top = rng.uniform(y0 - size, y1)
            end = (int(side), int(top + rng.uniform(0.3, 1.6) * size))
            cv2.line(page, (int(side), int(top)), end, shade, int(rng.integers(1, 4)), cv2.LINE_AA)
        if rng.random() < 0.5 * share:
            corners = np.array([(0.0, 0.5), (0.3, 1.0), (1.0, 0.0)]) + rng.normal(0, 0.1, (3, 2))
            start = (x1 + rng.uniform(0.1, 1.0) * size, rng.uniform(y0 - 0.3 * size, y0 + 0.5 * size))
            path = (corners * rng.uniform(0.6, 1.6) * size + start).astype(np.int32)
            cv2.polylines(page, [path], False, shade, int(rng.integers(1, 4)), cv2.LINE_AA)
    return page


def _aged(page: Grey, rng: np.random.Generator, level: Level, fine: float) -> Grey:
    """Ink, paper, light, optics and dirt; `fine`: resolution relative to 200 dpi."""
    height, width = page.shape
    out = page.astype(np.float32)
    if level != "light" and rng.random() < (0.08 if level == "typical" else 0.25):  # the back shines through
        ghost = cv2.GaussianBlur(page[:, ::-1], (0, 0), 1.5 * fine).astype(np.float32)
        out = np.minimum(out, 255 - (255 - ghost) * rng.uniform(0.05, 0.2))
    if level != "light" or rng.random() < 0.3:
        sigma = rng.uniform(0.45, {"light": 0.6, "typical": 0.8, "bad": 1.1}[level]) * max(0.7, fine)
        out = cv2.GaussianBlur(out, (0, 0), sigma)
    if level != "light":
        coarse = rng.normal(0, 1, (4, 4)).astype(np.float32)
        shade = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
        out = out * (1 - rng.uniform(0.01, 0.05) * np.abs(shade)) - rng.uniform(0, 15)
        out = 255 - (255 - out) * rng.uniform(0.7, 1.05)
    if level == "bad" or rng.random() < 0.15:
        for _ in range(int(rng.uniform(10, 150 if level == "bad" else 50))):
            spot = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
            cv2.circle(out, spot, int(rng.choice((1, 1, 1, 2))), float(rng.choice((0.0, 60.0, 255.0))), -1)
    spread = rng.uniform(0.3, 1.0) * {"light": 2.5, "typical": 6.0, "bad": 14.0}[level]
    grain = np.empty(page.shape, np.float32)
    cv2.setRNGSeed(int(rng.integers(1 << 30)))
    cv2.randn(grain, 0.0, spread)
    return np.asarray(np.clip(out + grain, 0, 255), np.uint8)


def _stored(page: Grey, rng: np.random.Generator, level: Level) -> Grey:
    """Bilevel, or JPEG."""
    if rng.random() < {"light": 0.04, "typical": 0.12, "bad": 0.35}[level]:
        middle, _ = cv2.threshold(page[::3, ::3], 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        threshold = middle + rng.normal(0, 8 if level != "bad" else 20)
        return np.where(page > np.clip(threshold, 90, 210), 255, 0).astype(np.uint8)
    low, high = {"light": (80, 95), "typical": (50, 80), "bad": (35, 65)}[level]
    _, data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, int(rng.uniform(low, high))])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


@dataclass(frozen=True)
class CutLine:
    """A line cut out of a scanned page, what was printed there, and what the cutter takes it for."""

    layout: LineLayout
    text: str
    family: str
    letter_px: float
    """Height of its consonants in pixels of the scan."""


def cut_lines(sheet: Sheet, scan: Scan) -> tuple[list[CutLine], int]:
    """(the lines that `extract.scan` cuts and whose text is beyond doubt, how many there were to cut)."""
    layout = layout_scan(scan.image, float(scan.dpi))
    if layout.rotation_deg:
        return [], len(sheet.lines)
    printed = printed_lines(sheet)
    found = []
    for line in layout.all_lines():
        match = None if line.crowded or any(line.touched) else _match(line, layout, scan, printed)
        if match:
            text = texts.canonical(" ".join(p.text for p in match))
            letter_px = match[0].core[1] - match[0].core[0]
            found.append(CutLine(line, text, match[0].family, letter_px))
    return found, len(sheet.lines)


def printed_lines(sheet: Sheet) -> list[Printed]:
    """The lines of a sheet in pixels of its scan before that was skewed."""
    found = []
    for p in sheet.lines:
        x0, y0, x1, y1, top, base = (v / sheet.zoom for v in (*p.box, *p.core))
        found.append(Printed(p.text, (x0, y0, x1, y1), (top, base), p.family))
    return found


@dataclass(frozen=True)
class _Strip:
    """A crop's place on the sheet: the ends of its ink, and its reach over and under their middle."""

    x0: float
    y0: float
    x1: float
    y1: float
    above: float
    below: float

    def middle_at(self, x: float) -> float:
        """Height of the crop's middle over `x`."""
        share = (min(max(x, self.x0), self.x1) - self.x0) / max(1.0, self.x1 - self.x0)
        return self.y0 + (self.y1 - self.y0) * share


def _strip(line: LineLayout, layout: ScanLayout, scan: Scan) -> _Strip | None:
    ink = line.image < INK
    columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    if not columns.size:
        return None
    left, top, _, bottom = line.px
    x0, x1 = left + columns[0], left + columns[-1] + 1
    y = top + (rows[0] + rows[-1] + 1) / 2
    points = np.array([(x0, y), (x1, y), ((x0 + x1) / 2, top), ((x0 + x1) / 2, bottom)])
    scale = scan.image.shape[1] / layout.placement.width
    (sx0, sy0), (sx1, sy1), (_, above), (_, below) = scan.to_sheet(layout.placement.to_source(points) * scale)
    middle = (sy0 + sy1) / 2
    return _Strip(sx0, sy0, sx1, sy1, above - middle, below - middle)


def _match(line: LineLayout, layout: ScanLayout, scan: Scan, printed: Sequence[Printed]) -> list[Printed]:
    """The printed lines (parts of one row) that a crop shows from end to end, else none."""
    strip = _strip(line, layout, scan)
    if strip is None:
        return []
    chosen = []
    for p in printed:
        top, base = p.core
        size = base - top
        if p.box[2] < strip.x0 - 0.3 * size or p.box[0] > strip.x1 + 0.3 * size:
            continue
        y = strip.middle_at((p.box[0] + p.box[2]) / 2)
        high, low = y + strip.above, y + strip.below
        if top >= high - 0.25 * size and base <= low + 0.25 * size:
            chosen.append(p)
        elif high < (top + base) / 2 < low:
            return []  # cut through
    if not chosen:
        return []
    chosen.sort(key=lambda p: p.box[0])
    size = max(p.core[1] - p.core[0] for p in chosen)
    bases = [p.core[1] for p in chosen]
    if max(bases) - min(bases) > 0.35 * size:
        return []
    # all the print must be there; a leftover of a rule or a tick may stand beside it
    lost, more = 0.16 * size + 1.5 * scan.dpi / 200, 2.5 * size
    left, right = strip.x0 - chosen[0].box[0], max(p.box[2] for p in chosen) - strip.x1
    if not (-more < left < lost and -more < right < lost):
        return []
    if any(b.box[0] < a.box[2] - 0.3 * size for a, b in pairwise(chosen)):
        return []
    return chosen
