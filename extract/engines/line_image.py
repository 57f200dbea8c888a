"""Bringing a line image into the form a reader was trained on: the same code serves training and reading.

The crop decides as much as the network: rules and their remnants are taken off, the text's own box is
found, polarity and contrast are set, and the ink is scaled to a fixed height with a fixed margin.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines.line_blobs import Blobs, Box, find_blobs
from extract.engines.text_boxes import Together, far, sized_boxes, strays, text_boxes, with_tails

Grey = NDArray[np.uint8]
Mask = NDArray[np.uint8]
Ints = NDArray[np.int32]

MIN_CONTRAST = 28
"""Grey levels between paper and ink below which an image counts as blank."""

FULL = 255
"""Strength of full ink."""
INK = 114
"""Strength above which a pixel counts as ink."""
LOWEST_DIGIT = 4
"""Height in pixels up to which ink is a dash or a speck in any case."""
FAR = 1.0
"""A dash that stands this far from a text, in heights of it, belongs to another column."""
DASH = 0.12, 1.0, 1.3
"""How wide a dash is, from and to, in the same measure, and how many times as wide as it is high."""
BRACKET = 0.12, 0.45, 0.8, 0.75
"""How wide a bracket is, from and to, and how high at least, in the same measure; how full its box is at
most: rules are full."""
DASH_BAND = 0.25, 0.8
"""Where its middle stands, from the head of the text down, in the same measure."""
PERCENTILES = np.array([0.01, 0.50, 0.97])
"""Shares of a line's pixels that are darker than its ink, its middle shade and its paper."""

MAX_UPSCALE = 4.0
MAX_WIDTH = 3000
"""Columns of a normalised image at most."""
SMALLEST_LETTER = 14.0
"""Height in pixels of the letters that a lone small mark is taken to stand among: a speck stays a speck."""
BARRED = 0.55
"""Part of a row that the bars of a rule cover."""
UPRIGHT = 0.8
"""Part of a column that a rule beside the text covers."""
BEYOND_PX = 4
"""Pixels by which closing gaps leads bars on to both ends of a row."""
_ACROSS_3, _ACROSS_5, _DOWN_3 = (np.ones(shape, np.uint8) for shape in ((1, 3), (1, 5), (3, 1)))
MARGIN = 6
"""Columns of paper left and right of the ink, in pixels of the normalised image."""
LEAD, STEP = 4, 2
"""Columns that a network puts before a normalised image, and those from one of its steps to the next."""


def stretch(image: Grey) -> Grey | None:
    """Ink strength (FULL = full ink), whatever the paper's brightness or polarity; None when blank."""
    grey = _level(image) if min(image.shape) >= 12 else image
    counts = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel()
    sums = np.cumsum(counts, dtype=np.float64)
    low, mid, high = sums.searchsorted(PERCENTILES * grey.size).tolist()
    if high - low < MIN_CONTRAST:
        return None
    # white on black: nearly all of the area and of its edge is darker than the middle of the extremes
    middle = (low + high) / 2
    if sums[math.ceil(middle) - 1] > 0.65 * grey.size:
        dark = grey < middle
        edge = np.concatenate([dark[0], dark[-1], dark[:, 0], dark[:, -1]])
        if edge.mean() > 0.7:
            grey, low, high, mid = 255 - grey, 255 - high, 255 - low, 255 - mid
    paper = max(mid, high - 30) if mid > (low + high) / 2 else high
    scale = FULL / max(paper - low, 1)
    return np.asarray(cv2.addWeighted(grey, -scale, grey, 0.0, paper * scale), np.uint8)


def _level(grey: Grey) -> Grey:
    """Take out uneven light: the slow trend of the paper along the line."""
    columns = np.asarray(cv2.blur(grey, (3, 3))).max(axis=0, keepdims=True)
    size = max(15, (grey.shape[0] * 2) | 1)
    lights = np.asarray(cv2.dilate(columns, np.ones((1, size // 2), np.uint8)), np.uint8)
    darkest, lightest, *_ = cv2.minMaxLoc(lights)
    if darkest == lightest:
        return grey
    trend = np.asarray(cv2.blur(lights, (size, 1)), np.uint8)
    # only a gentle slope is light; a steep one is the drawing itself
    drift = np.minimum(trend.max() - trend, np.uint8(60))
    return np.minimum(grey, 255 - drift) + drift if drift.any() else grey


def _wipe_frame(mask: Mask, rows: Ints, columns: Ints) -> Mask | None:
    """The part of the mask that belongs to a cell's frame: long straight runs that are no glyph's strokes.

    None where there is none. `rows` and `columns` are the mask's ink in each of them.
    """
    height, width = mask.shape
    frame: Mask | None = None
    if height >= 10 and width >= 2.5 * height:
        length = int(max(0.6 * width, 2.5 * height))
        if _may_hold_run(mask, rows, columns, length):
            kernel = np.ones((1, length), np.uint8)
            frame = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), np.uint8)
    if height < 14:
        return frame
    side = max(3, min(width // 8, height // 3))
    length = int(0.95 * height)
    ends = columns[:side], columns[max(side, width - side) :]
    if all(max(end.tolist(), default=0) < _half(length) for end in ends):
        return frame
    open_mask = mask if frame is None else np.where(frame > 0, np.uint8(0), mask)
    upright = None
    for part in (slice(0, side), slice(max(side, width - side), width)):
        if part.start >= part.stop:  # a crop no wider than one side
            continue
        end = open_mask[:, part]
        if _may_hold_run(end.T, _count(end, 0), _count(end, 1), length):
            upright = np.zeros_like(mask) if upright is None else upright
            kernel = np.ones((length, 1), np.uint8)
            upright[:, part] = cv2.morphologyEx(end, cv2.MORPH_OPEN, kernel)
    if upright is not None and upright.any():
        # bars as tall as the crop are letters where the other ink is as tall: a tightly cut `1` beside a `0`
        near = cv2.dilate(upright, np.ones((3, 3), np.uint8))
        inked = np.flatnonzero(np.where(near > 0, np.uint8(0), open_mask).any(axis=1))
        if inked.size and inked[-1] - inked[0] + 1 < 0.8 * height:
            frame = upright if frame is None else frame | upright
    return frame


def _half(length: int) -> int:
    """The least ink of a row with a run of that length: at the mask's edges opening takes it to go on."""
    return (length + 1) // 2


def _may_hold_run(mask: Mask, ink: Ints, columns: Ints, length: int) -> bool:
    """False when no row has a run of ink of that length, or of half of it at an edge; `ink` is the rows' and
    `columns` the columns'.

    A run longer than half its row covers the row's middle.
    """
    width, half = mask.shape[1], _half(length)
    spans = slice(width - length, length), slice(0, half), slice(width - half, width)
    dense = [span for span in spans if np.count_nonzero(columns[span]) == len(columns[span])]
    if not dense:  # the columns between two letters have no ink
        return False
    lines = mask[ink >= half]
    return any(bool(lines[:, span].all(axis=1).any()) for span in dense)


def _count(mask: Mask, axis: int) -> Ints:
    """Ink of each row (axis 1) or column (axis 0) in px."""
    return cast(Ints, cv2.reduce(mask, axis, cv2.REDUCE_SUM, dtype=cv2.CV_32S)).ravel()


def _peel(mask: Mask, ink: Ints, columns: Ints) -> tuple[int, int, int, int]:
    """How much to cut off (top, bottom, left, right) to be inside a cell's rules.

    `ink` and `columns` are the mask's ink in each row and column.
    """
    height, width = mask.shape
    if height < 16 or width < 16:
        return 0, 0, 0, 0
    zone_y, zone_x = max(4, height // 6), max(4, min(width // 6, height // 2))
    length = max(12, int(1.2 * height))
    top = bottom = left = right = 0
    if _may_be_barred(ink[: zone_y + 1].tolist(), width, length):
        top = _rule_end(_bars(mask[: zone_y + 1], length), ink / width, zone_y, BARRED)
    if _may_be_barred(ink[-zone_y - 1 :].tolist(), width, length):
        bottom = _rule_end(_bars(mask[: -zone_y - 2 : -1], length), ink[::-1] / width, zone_y, BARRED)
    rest = mask
    if top or bottom:
        rest = mask[top : height - bottom]
        if rest.shape[0] < 8:
            return 0, 0, 0, 0
        columns = _count(rest, 0)
        ink = ink[top : height - bottom]
    if np.count_nonzero(ink) / len(ink) < UPRIGHT:
        return top, bottom, 0, 0
    # a column counts with its two neighbours
    least = UPRIGHT * rest.shape[0] / 3
    if columns[: zone_x + 1].max() >= least:
        left = _rule_end(_thick_columns(rest[:, : zone_x + 1]), columns / rest.shape[0], zone_x, UPRIGHT)
    if columns[-zone_x - 1 :].max() >= least:
        in_column = columns[::-1] / rest.shape[0]
        right = _rule_end(_thick_columns(rest[:, : -zone_x - 2 : -1]), in_column, zone_x, UPRIGHT)
    if left or right:
        inner = np.flatnonzero(mask[top : height - bottom, left : width - right].any(axis=1))
        if inner.size == 0 or inner[-1] - inner[0] + 1 > 0.78 * height:
            left = right = 0  # as tall as the rest: letters of a tightly cut line
    return top, bottom, left, right


def _may_be_barred(ink: list[int], width: int, length: int) -> bool:
    """False where rows with so much ink have no bars of that length, or too few to be a rule.

    Gaps of four pixels are closed in bars: a fifth of the ink is enough. A row counts with its neighbours.
    """
    if 5 * max(ink) < (length + 1) // 2:
        return False
    around = max(map(sum, zip([0, *ink], ink, [*ink[1:], 0], strict=False)))
    return 5 * around + 3 * BEYOND_PX >= BARRED * width


def _bars(rows: Mask, length: int) -> NDArray[np.float64]:
    """For each row the part of it, and of its neighbours, that long unbroken runs cover."""
    rows = np.ascontiguousarray(rows)
    # only long unbroken runs count: the flat feet of digits side by side are no rule
    bars = cv2.morphologyEx(rows, cv2.MORPH_CLOSE, _ACROSS_5)
    bars = cv2.morphologyEx(bars, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    spread = np.asarray(cv2.dilate(bars, _DOWN_3), np.uint8)
    return np.asarray(_count(spread, 1) / rows.shape[1])


def _thick_columns(columns: Mask) -> NDArray[np.float64]:
    """For each column the part of it where it or a neighbour has ink."""
    spread = cv2.dilate(np.ascontiguousarray(columns), _ACROSS_3)
    return np.asarray(_count(np.asarray(spread, np.uint8), 0) / len(columns))


def _rule_end(bars: NDArray[np.float64], ink: NDArray[np.float64], zone: int, least: float) -> int:
    """Where the last rule within `zone` of the edge ends; a rule is followed by paper, a letter is not.

    `bars` need reach no further than the zone, `ink` goes on to the other edge.
    """
    (found,) = (bars[:zone] >= least).nonzero()
    if not found.size:
        return 0
    end = int(found[-1]) + 1
    while end < min(len(ink), 1.6 * zone) and ink[end] >= 0.08:
        end += 1
    return end if end - int(found[-1]) <= 4 and ink[end : end + 2].max(initial=0.0) < 0.08 else 0


def without_rules(ink: Grey) -> tuple[Grey, Mask]:
    """The ink without the rules about it, and what of it counts as ink."""
    height, width = ink.shape
    mask = (ink > INK).view(np.uint8)
    rows, columns = _count(mask, 1), _count(mask, 0)
    cut = _peel(mask, rows, columns)
    if any(cut):
        top, bottom, left, right = cut
        inner = np.zeros_like(mask)
        inner[top : height - bottom, left : width - right] = 1
        if mask[inner > 0].any() and not inner.all():
            mask, ink = mask * inner, np.where(inner > 0, ink, np.uint8(0))
            rows, columns = _count(mask, 1), _count(mask, 0)
    frame = _wipe_frame(mask, rows, columns)
    if frame is not None and frame.any():
        stay = np.where(frame > 0, np.uint8(0), mask)
        wipe = cv2.dilate(frame, np.ones((3, 3), np.uint8))
        ink = np.where((wipe > 0) & (stay == 0), np.uint8(0), ink)
        mask = stay
    return ink, mask


def wiped(ink: Grey, blobs: Blobs, labels: NDArray[np.integer[Any]], stray: NDArray[np.bool_]) -> Grey:
    """The ink without stray blobs."""
    ink = ink.copy()
    for k in np.flatnonzero(stray).tolist():
        around = (
            slice(max(0, int(blobs.y[k]) - 1), int(blobs.foot[k]) + 1),
            slice(max(0, int(blobs.x[k]) - 1), int(blobs.right[k]) + 1),
        )
        own = labels[around]
        gone = (own == k + 1).astype(np.uint8)
        wipe = cv2.dilate(gone, np.ones((3, 3), np.uint8))
        ink[around][(wipe > 0) & ((own == 0) | (gone > 0))] = 0
    return ink


def texts(lines: Sequence[tuple[Grey, Mask]]) -> list[tuple[Grey, Box] | None]:
    """For lines without rules (as `without_rules` gives them) the ink of their texts, without neighbours and
    dirt, and the texts' boxes; None where there is no text."""
    blobs = [find_blobs(mask) for _, mask in lines]
    foreigners = strays([own for own, _ in blobs])
    some = [k for k, stray in enumerate(foreigners) if not stray.all()]
    found: list[tuple[Grey, Box] | None] = [None] * len(lines)
    if not some:
        return found
    together = Together.of([blobs[k][0] for k in some])
    stray = np.concatenate([foreigners[k] for k in some])
    boxes = text_boxes(together.among(~stray))
    stray |= far(together, boxes)
    kept = together.among(~stray)
    boxes = sized_boxes(kept, [lines[k][1] for k in some], boxes)
    boxes = with_tails(kept, [lines[k][0] for k in some], boxes)
    by_line = np.split(stray, together.first[1:])
    for k, own, dirty, box in zip(some, by_line, together.any(stray).tolist(), boxes.T.tolist(), strict=True):
        ink = lines[k][0]
        found[k] = (wiped(ink, *blobs[k], own) if dirty else ink), tuple(box)
    return found


def scale_height(ink: Grey, box: Box) -> float:
    """The height to scale by: the ink's own, or for a lone dash the height of the letters it stands for.

    Small digits are as low as a dash, but have paper between and within them.
    """
    width, height = box[2] - box[0], box[3] - box[1]
    low = height <= 8 and 0.9 * height < width <= 30
    if low and _is_dash(ink[box[1] : box[3], box[0] : box[2]]):
        return max(1.3 * width, SMALLEST_LETTER)
    return float(max(height, 3))


def _is_dash(ink: Grey) -> bool:
    """Whether low ink is a dash or a dot, not digits: it has a row filled from end to end, or is full."""
    mask = ink > INK
    height, width = mask.shape
    if height <= LOWEST_DIGIT:
        return True
    if width >= 1.3 * height:
        return bool(mask.mean(axis=1).max() >= 0.85)
    return bool(mask.mean() >= 0.75)


def holds_sign(mask: NDArray[np.bool_], box: Box, off: tuple[float, float] = (FAR, FAR)) -> bool:
    """Whether a mask of ink has a dash at the height of the text in `box`, or a bracket as tall as it,
    further than `off` (in heights of the text) to its left or right."""
    x0, y0, x1, y1 = box
    size = y1 - y0
    blobs, _ = find_blobs(mask.view(np.uint8))
    apart = (x0 - blobs.right > off[0] * size) | (blobs.x - x1 > off[1] * size)
    middle = (blobs.y + blobs.foot) / 2
    level = (middle > y0 + DASH_BAND[0] * size) & (middle < y0 + DASH_BAND[1] * size)
    flat = (blobs.w >= DASH[0] * size) & (blobs.w <= DASH[1] * size) & (blobs.w >= DASH[2] * blobs.h)
    bent = (blobs.w >= BRACKET[0] * size) & (blobs.w <= BRACKET[1] * size) & (blobs.h >= BRACKET[2] * size)
    bent &= blobs.area <= BRACKET[3] * blobs.w * blobs.h
    return bool((level & (flat | bent) & apart).any())


class LineInk:
    """A line image (grey, 0 = ink), and its ink without rules, found once for networks of several heights."""

    def __init__(self, image: Grey) -> None:
        self.image = image

    @cached_property
    def _strength(self) -> Grey | None:
        return None if self.image.ndim != 2 or min(self.image.shape) < 3 else stretch(self.image)

    @cached_property
    def _ink(self) -> tuple[Grey, Box] | None:
        LineInk.find([self])
        return self._ink

    @staticmethod
    def find(lines: Sequence[LineInk]) -> None:
        """Find the ink of many lines, each step for all of them: the processor keeps at hand what a step
        runs, and numpy's calls take longer than what they do for one line."""
        lines = [line for line in lines if "_ink" not in line.__dict__]
        strengths = [line._strength for line in lines]
        inked = [without_rules(strength) for strength in strengths if strength is not None]
        found = iter(texts(inked))
        for line, strength in zip(lines, strengths, strict=True):
            line._ink = None if strength is None else next(found)

    def text_ink(self) -> Grey:
        """Strength of the ink (0-255) within the text's own box; empty for a blank line."""
        if self._ink is None:
            return np.empty((0, 0), np.uint8)
        ink, (x0, y0, x1, y1) = self._ink
        return ink[y0:y1, x0:x1]

    @property
    def left(self) -> int:
        """The column of the image where the text's own box begins; 0 for a blank line."""
        return 0 if self._ink is None else self._ink[1][0]

    def column_at(self, step: float, height: int, off: float = 0.0) -> float:
        """The column of the text's own box where a step of a network begins that reads the line in `height`
        rows, and which is `off` columns of the normalised line to the right of that.

        Raises ValueError for a blank line.
        """
        if self._ink is None:
            raise ValueError("a blank line has no columns")
        x0, _, x1, _ = self._ink[1]
        _, width = _size(*self._ink, height, MAX_WIDTH)
        return (step * STEP - LEAD - MARGIN + off) * (x1 - x0) / width

    def sign_apart(self, off: tuple[float, float] = (FAR, FAR)) -> bool:
        """Whether a dash or a bracket stands beside the text, further than `off` (in heights of the text) to
        its left or right, that was taken for dirt or a rule: what another column holds, or a number's own."""
        if self._ink is None or self._strength is None:
            return False
        x0, _, x1, _ = self._ink[1]
        beside = self._strength[:, :x0], self._strength[:, x1:]
        if not any(part.size and part.max() > INK for part in beside):
            return False
        return holds_sign(self._strength > INK, self._ink[1], off)

    def scaled(self, height: int, max_width: int = MAX_WIDTH) -> Grey | None:
        """The line in `height` rows as `normalise_line` gives it."""
        return None if self._ink is None else _scaled(*self._ink, height, max_width)


def normalise_line(image: Grey, height: int, max_width: int = MAX_WIDTH) -> Grey | None:
    """Bring a grey line image (0 = ink) to `height` rows with ink 255 on 0; None when it holds no ink.

    The ink's height becomes `height` less a margin above and below; width follows, compressed only
    beyond `max_width`. Never raises for odd sizes: an image of fewer than 3 rows or columns is blank.
    """
    return LineInk(image).scaled(height, max_width)


def _size(ink: Grey, box: Box, height: int, max_width: int) -> tuple[float, int]:
    """What a line's ink is scaled by to stand in `height` rows, and how wide it is then."""
    scale = min(height * 0.85 / scale_height(ink, box), MAX_UPSCALE)
    return scale, max(1, min(round((box[2] - box[0]) * scale), max_width - 2 * MARGIN))


def _scaled(ink: Grey, box: Box, height: int, max_width: int) -> Grey:
    x0, y0, x1, y1 = box
    scale, width = _size(ink, box, height, max_width)
    scale_x = width / (x1 - x0)
    matrix = np.array(
        [
            [scale_x, 0.0, MARGIN - x0 * scale_x + 0.5 * scale_x - 0.5],
            [0.0, scale, height / 2 - (y0 + y1) / 2 * scale + 0.5 * scale - 0.5],
        ]
    )
    source = ink
    if scale < 0.75:  # averaging before shrinking keeps thin strokes
        sigma = 0.35 / scale
        source = np.asarray(cv2.GaussianBlur(ink, (0, 0), sigma), dtype=np.uint8)
    out = cv2.warpAffine(source, matrix, (width + 2 * MARGIN, height), flags=cv2.INTER_LINEAR)
    return np.asarray(out, dtype=np.uint8)
