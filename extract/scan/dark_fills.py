"""White print on dark fills, as headings of tables have it: set black on white, with rules round the fill.

A dark fill is one shade over a large area, with print much lighter than it. Its own rules may be darker or
lighter than the shade; both become ink.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.squares import SQUARE, Squares

Mask = NDArray[np.uint8]
Grey = NDArray[np.uint8]

# A fill is so much darker than paper, its print so much of the way from the fill to the paper lighter.
DARK, LIGHT = 0.62, 0.55
# It is no lower and no narrower than this, and no higher; gaps of its print are narrower than this.
LEAST_HIGH_IN, LEAST_WIDE_IN, MOST_HIGH_IN, PRINT_IN = 0.13, 0.4, 3.0, 0.12
STROKE_IN = 0.06
# A word as high as its fill cuts it in two, so far apart.
WORD_IN = 1.5
# The rule round a fill, and all that is taken for it: the fill's side is never quite straight.
RULE_PX, RIM_PX = 2, 5
# What is beside a place within this many squares may belong to its fill.
BESIDE = 5
# So much of a fill's outline is fill, so much of the fill is of its shade, and so much (from, to) is print.
FULL, PLAIN, PRINT = 0.85, 0.5, (0.01, 0.45)
# ... and so much of the strip along its sides is dark.
BORDERED = 0.75
# Parts of a fill have at least this share of the largest one's area.
PART = 0.05
# Shades this near to the fill's (grey levels) are its own; rules on it differ more.
SAME_SHADE, RULE_SHADE = 24, 30
# Holes, edges and photographs reach the side of a page, fills do not.
SIDE_IN = 0.1


def without_dark_fills(grey: Grey, small: Squares, dpi: float) -> Grey:
    """The page with what stands in dark fills black on white; the page itself where there are none.

    `small` is `squares(grey)`.
    """
    if not small.grey.size:
        return grey
    step, paper = SQUARE, small.paper
    dark = (small.grey < DARK * paper).astype(np.uint8)
    # strokes of print are thinner than this, the shade between white letters is not
    thick = max(2, round(STROKE_IN * dpi / step))
    cores = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    if not cores.any():
        return grey
    low, narrow = max(2, round(LEAST_HIGH_IN * dpi / step)), max(2, round(LEAST_WIDE_IN * dpi / step))
    gap = max(1, round(PRINT_IN * dpi / step)) | 1
    filled = cv2.morphologyEx(cores, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    result, done = grey, np.zeros_like(dark)
    # along the page or, where that lies on its side, across: each by itself, for print beside a fill
    # hangs on it in the other direction, and the larger first, of which the other sees a part
    long = round(WORD_IN * dpi / step) | 1
    places: list[Mask] = []
    for bar, word in (((low, narrow), (1, long)), ((narrow, low), (long, 1))):
        pieces = cv2.morphologyEx(filled, cv2.MORPH_OPEN, np.ones(bar, np.uint8))
        if not pieces.any():
            continue
        places += _places(pieces, dpi)
        # print as high as its fill leaves nothing thick of it beside the letters
        joined = _joined(np.asarray(pieces, np.uint8), *word)
        places += _places(joined, dpi) if (joined != pieces).any() else ()
    for place in sorted(places, key=np.count_nonzero, reverse=True):
        turned = None if (place & done).any() else _inverted(grey, result, place, paper, dpi)
        if turned is not None:
            result = turned
            done |= place
    return result


def _joined(pieces: Mask, rows: int, cols: int) -> Mask:
    """Dark places with gaps filled that are smaller than rows x cols squares; none to the page's side."""
    sides = cv2.copyMakeBorder(pieces, rows, rows, cols, cols, cv2.BORDER_CONSTANT, value=0)
    closed = cv2.morphologyEx(sides, cv2.MORPH_CLOSE, np.ones((rows, cols), np.uint8))
    return np.asarray(closed[rows:-rows, cols:-cols], np.uint8)


def _places(filled: NDArray[np.generic], dpi: float) -> Iterator[Mask]:
    """Each of the dark places that has the shape of a fill, with some squares beside it."""
    height, width = filled.shape
    side = round(SIDE_IN * dpi / SQUARE)
    found, nested = cv2.findContours(np.asarray(filled, np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    for k, outline in enumerate(found):
        # those within others, too: a photographed page lies on a desk
        if nested[0, k, 3] >= 0:
            continue
        left, top, wide, high = cv2.boundingRect(outline)
        _, (across, down), _ = cv2.minAreaRect(outline)
        if min(across, down) * SQUARE > MOST_HIGH_IN * dpi or (
            cv2.contourArea(outline) < FULL * across * down
        ):
            continue
        if left < side or top < side or left + wide > width - side or top + high > height - side:
            continue
        place = np.zeros((height, width), np.uint8)
        cv2.drawContours(place, [outline], -1, 1, cv2.FILLED)
        yield np.asarray(cv2.dilate(place, np.ones((BESIDE, BESIDE), np.uint8)), np.uint8)


def _inverted(grey: Grey, result: Grey, place: Mask, paper: float, dpi: float) -> Grey | None:
    """The page with the fill at a place (in squares, some beside it among them) inverted; None where there
    is none."""
    gap = max(3, round(PRINT_IN * dpi)) | 1
    left, top, wide, high = (SQUARE * v for v in cv2.boundingRect(place))
    y0, x0 = max(0, top - gap), max(0, left - gap)
    y1, x1 = min(len(grey), top + high + gap), min(len(grey[0]), left + wide + gap)
    part = grey[y0:y1, x0:x1]
    allowed = np.zeros(part.shape, np.uint8)
    squares = place[top // SQUARE : (top + high) // SQUARE, left // SQUARE : (left + wide) // SQUARE]
    whole = np.repeat(np.repeat(squares, SQUARE, axis=0), SQUARE, axis=1)
    allowed[top - y0 : top - y0 + len(whole), left - x0 : left - x0 + len(whole[0])] = whole
    inner = part[allowed > 0]
    shade = float(np.median(inner[inner < DARK * paper]))
    fill = _outline((part < (shade + paper) / 2).view(np.uint8) & allowed, gap, dpi)
    rim = (fill > 0) & (_eroded(fill, RIM_PX) == 0)
    if not fill.any() or not _is_fill(part, fill, rim, shade, paper, round(LEAST_WIDE_IN * dpi)):
        return None
    off = part.astype(np.float32) - shade
    lighter = np.clip((off - SAME_SHADE / 2) / (paper - shade - SAME_SHADE), 0, 1)
    rule = max(RULE_SHADE, 0.6 * shade) if shade < 2 * RULE_SHADE else RULE_SHADE
    turned = paper * (1 - np.where(-off > rule, 1, lighter))
    turned[rim] = paper
    turned[(fill > 0) & (_eroded(fill, RULE_PX) == 0)] = 0
    result = grey.copy() if result is grey else result
    result[y0:y1, x0:x1][fill > 0] = turned[fill > 0].astype(np.uint8)
    return result


def _outline(dark: Mask, gap: int, dpi: float) -> Mask:
    """All within the outline of the largest parts of a fill among dark pixels, its print included."""
    thick = max(3, round(STROKE_IN * dpi))
    fill = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    fill = cv2.morphologyEx(fill, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    outlines, _ = cv2.findContours(fill, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    whole = np.zeros_like(dark)
    areas = [cv2.contourArea(outline) for outline in outlines]
    parts = [line for line, area in zip(outlines, areas, strict=True) if area >= PART * max(areas)]
    if parts:  # letters close to the fill's side leave notches in it
        hull = cv2.convexHull(np.concatenate(parts))
        cv2.drawContours(whole, [hull], -1, 1, cv2.FILLED)
    return whole


def _is_fill(part: Grey, fill: Mask, rim: NDArray[np.bool_], shade: float, paper: float, long: int) -> bool:
    """Whether a place is of one shade, its sides dark (letters of a large title have paper there), and has
    some light print and less that is dark; what is longer than `long` px is a rule."""
    inner = part[fill > 0].astype(np.float32)
    lit = part > shade + LIGHT * (paper - shade)
    light = float(np.mean(lit[fill > 0]))
    plain = float(np.mean(np.abs(inner - shade) < SAME_SHADE))
    bordered = float(np.mean(part[rim] < (shade + paper) / 2))
    if plain < PLAIN or bordered < BORDERED or not PRINT[0] <= light <= PRINT[1]:
        return False
    inside = _eroded(fill, RIM_PX) > 0
    darker = ((part < shade - RULE_SHADE) & inside).view(np.uint8)
    for bar in ((1, long), (long, 1)):
        rules = np.asarray(cv2.morphologyEx(darker, cv2.MORPH_OPEN, np.ones(bar, np.uint8)), np.uint8)
        darker = darker & (1 - rules)
    return int(darker.sum()) <= int((lit & inside).sum())


def _eroded(fill: Mask, px: int) -> Mask:
    return np.asarray(cv2.erode(fill, np.ones((2 * px + 1, 2 * px + 1), np.uint8)), dtype=np.uint8)
