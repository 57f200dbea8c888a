"""Bringing a line image into the form a reader was trained on: the same code serves training and reading.

The crop decides as much as the network: rules and their remnants are taken off, the text's own box is
found, polarity and contrast are set, and the ink is scaled to a fixed height with a fixed margin.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Mask = NDArray[np.uint8]
Floats = NDArray[np.float32]
Box = tuple[int, int, int, int]

MIN_CONTRAST = 28
"""Grey levels between paper and ink below which an image counts as blank."""

MAX_UPSCALE = 4.0
SMALLEST_LETTER = 14.0
"""Height in pixels of the letters that a lone small mark is taken to stand among: a speck stays a speck."""
MARGIN = 6
"""Columns of paper left and right of the ink, in pixels of the normalised image."""


@dataclass(frozen=True)
class _Blob:
    """A connected component of ink: its label, box and area in pixels."""

    label: int
    x: int
    y: int
    w: int
    h: int
    area: int


def stretch(image: Grey) -> Floats | None:
    """Ink strength 0-1 (1 = full ink), whatever the paper's brightness or polarity; None when blank."""
    grey = image.astype(np.float32)
    if min(grey.shape) >= 12:
        grey = _level(grey)
    low, mid, high = _percentiles(grey, (0.01, 0.50, 0.97))
    if high - low < MIN_CONTRAST:
        return None
    # white on black: nearly all of the area and of its edge is darker than the middle of the extremes
    dark = grey < (low + high) / 2
    edge = np.concatenate([dark[0], dark[-1], dark[:, 0], dark[:, -1]])
    if dark.mean() > 0.65 and edge.mean() > 0.7:
        grey, low, high, mid = 255.0 - grey, 255.0 - high, 255.0 - low, 255.0 - mid
    paper = max(mid, high - 30.0) if mid > (low + high) / 2 else high
    ink = np.clip((paper - grey) / max(paper - low, 1.0), 0.0, 1.0)
    return np.asarray(ink, dtype=np.float32)


def _percentiles(grey: NDArray[np.float32], shares: tuple[float, float, float]) -> tuple[float, float, float]:
    """Percentiles from a histogram: many times faster than sorting."""
    counts = np.bincount(np.clip(grey, 0, 511).astype(np.int64).ravel(), minlength=512)
    sums = np.cumsum(counts)
    low, mid, high = (float(np.searchsorted(sums, share * sums[-1])) for share in shares)
    return low, mid, high


def _level(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """Take out uneven light: subtract the slow trend of the paper along the line."""
    columns = cv2.reduce(cv2.blur(grey, (3, 3)), 0, cv2.REDUCE_MAX)
    size = max(15, (grey.shape[0] * 2) | 1)
    trend = cv2.blur(cv2.dilate(columns, np.ones((1, size // 2), np.uint8)), (size, 1))
    drift = np.float32(trend.max()) - trend
    # only a gentle slope is light; a steep one is the drawing itself
    return np.asarray(grey + np.minimum(drift, 60.0), dtype=np.float32)


def _blobs(mask: NDArray[np.uint8]) -> tuple[list[_Blob], NDArray[np.int32]]:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    blobs = [_Blob(i, *(int(v) for v in row)) for i, row in enumerate(stats.tolist()) if i > 0]
    return blobs, np.asarray(labels, dtype=np.int32)


def _thin(blob: _Blob, height: int) -> bool:
    """Whether a component is an upright bar, perhaps of a vertical rule; brackets are not filled."""
    return blob.w <= max(3, 0.16 * height) and blob.h > 2.5 * blob.w and blob.area >= 0.7 * blob.w * blob.h


def _is_vertical_rule(blob: _Blob, height: int, width: int, others: list[_Blob]) -> bool:
    """A cell's side rule, beside the other ink. A tightly cut `1` must not count."""
    if not _thin(blob, height):
        return False
    at_top, at_bottom = blob.y <= 0, blob.y + blob.h >= height
    tallest = max((b.h for b in others), default=0)
    if tallest == 0:
        near_side = blob.x <= 2 or blob.x + blob.w >= width - 2
        return blob.h >= 0.92 * height and near_side and width > 4 * blob.w
    # where the letters reach the same edge, the crop is tight and the bar is a letter too
    letters = [b for b in others if b.h >= 0.5 * tallest]
    tight = any((at_top and b.y <= 1) or (at_bottom and b.y + b.h >= height - 1) for b in letters)
    if tight or tallest >= 0.8 * height:
        return False
    at_side = blob.x <= 0 or blob.x + blob.w >= width
    return blob.h >= 0.92 * height or (at_side and at_top != at_bottom and blob.h >= 0.3 * height)


def _is_horizontal_rule(blob: _Blob, height: int, width: int) -> bool:
    thin = blob.h <= max(3, 0.16 * height) and blob.w > 2.5 * blob.h
    if not thin or height <= 2 * blob.h + 4:  # a tightly cut dash
        return False
    at_edge = blob.y <= 1 or blob.y + blob.h >= height - 1
    at_side = blob.x <= 0 or blob.x + blob.w >= width
    if blob.w >= 0.9 * width and width > 2 * height:
        return True
    return (at_edge and blob.w >= 0.7 * height) or (at_side and blob.w > 12 * blob.h)


def _is_hollow(blob: _Blob, height: int, width: int) -> bool:
    """A corner or a loop of a frame: as large as the crop, nearly empty inside, and cut by its edge."""
    large = blob.h > 0.7 * height or blob.w > 0.7 * width
    at_edge = blob.x <= 0 or blob.y <= 0 or blob.x + blob.w >= width or blob.y + blob.h >= height
    return large and at_edge and blob.area < 0.12 * blob.w * blob.h


def _is_neighbour(blob: _Blob, height: int, body: tuple[int, int]) -> bool:
    """Ink cut by the upper or lower edge and clear of the text's own rows: a neighbouring line's marks.

    Tone marks of a tightly cut line touch the edge too, but lie close above their consonants.
    """
    gap = max(2.0, 0.22 * (body[1] - body[0]))
    return (blob.y <= 0 and blob.y + blob.h + gap < body[0]) or (
        blob.y + blob.h >= height and blob.y - gap > body[1]
    )


def _foreign(blobs: list[_Blob], height: int, width: int) -> set[int]:
    """Labels of components that are rules, remnants of them, or parts of the neighbouring lines."""
    others = [b for b in blobs if not _thin(b, height) and not _is_horizontal_rule(b, height, width)]
    rules = {
        b.label
        for b in blobs
        if _is_vertical_rule(b, height, width, others) or _is_horizontal_rule(b, height, width)
    }
    rules |= {b.label for b in blobs if _is_hollow(b, height, width)}
    rest = [b for b in blobs if b.label not in rules]
    inner = [b for b in rest if b.y > 0 and b.y + b.h < height and b.area > 6] or rest
    if not inner:
        return rules
    main = max(b.h for b in inner)
    main_rows = [b for b in inner if b.h >= 0.6 * main]
    body = (min(b.y for b in main_rows), max(b.y + b.h for b in main_rows))
    return rules | {b.label for b in rest if b.h < 0.6 * main and _is_neighbour(b, height, body)}


def _wipe_frame(mask: Mask) -> Mask:
    """The part of the mask that belongs to a cell's frame: long straight runs that are no glyph's strokes."""
    height, width = mask.shape
    frame = np.zeros_like(mask)
    if height >= 10 and width >= 2.5 * height:
        run = np.ones((1, int(max(0.6 * width, 2.5 * height))), np.uint8)
        frame |= np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, run), np.uint8)
    if height >= 14:
        open_mask = np.where(frame > 0, np.uint8(0), mask)
        upright = np.asarray(
            cv2.morphologyEx(open_mask, cv2.MORPH_OPEN, np.ones((int(0.95 * height), 1), np.uint8)), np.uint8
        )
        side = max(3, min(width // 8, height // 3))
        upright[:, side : width - side] = 0
        # bars as tall as the crop are letters where the other ink is as tall: a tightly cut `1` beside a `0`
        near = cv2.dilate(upright, np.ones((3, 3), np.uint8))
        rows = np.flatnonzero(np.where(near > 0, np.uint8(0), open_mask).any(axis=1))
        if rows.size and rows[-1] - rows[0] + 1 < 0.8 * height:
            frame |= upright
    return frame


def _peel(mask: Mask) -> tuple[int, int, int, int]:
    """How much to cut off (top, bottom, left, right) to be inside a cell's rules."""
    height, width = mask.shape
    if height < 16 or width < 16:
        return 0, 0, 0, 0
    # only long unbroken runs count: the flat feet of digits side by side are no rule
    bars = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8))
    bars = cv2.morphologyEx(bars, cv2.MORPH_OPEN, np.ones((1, max(12, int(1.2 * height))), np.uint8))
    rows = cv2.dilate(bars, np.ones((3, 1), np.uint8)).mean(axis=1)
    zone_y, zone_x = max(4, height // 6), max(4, min(width // 6, height // 2))
    in_row = mask.mean(axis=1)
    top = _rule_end(rows, in_row, zone_y, 0.55)
    bottom = _rule_end(rows[::-1], in_row[::-1], zone_y, 0.55)
    rest = mask[top : height - bottom]
    if rest.shape[0] < 8:
        return 0, 0, 0, 0
    columns = cv2.dilate(rest, np.ones((1, 3), np.uint8)).mean(axis=0)
    in_column = rest.mean(axis=0)
    left = _rule_end(columns, in_column, zone_x, 0.8)
    right = _rule_end(columns[::-1], in_column[::-1], zone_x, 0.8)
    inner = np.flatnonzero(mask[top : height - bottom, left : width - right].any(axis=1))
    if inner.size == 0 or inner[-1] - inner[0] + 1 > 0.78 * height:
        left = right = 0  # as tall as the rest: letters of a tightly cut line
    return top, bottom, left, right


def _rule_end(bars: NDArray[np.float64], ink: NDArray[np.float64], zone: int, least: float) -> int:
    """Where the last rule within `zone` of the edge ends; a rule is followed by paper, a letter is not."""
    found = np.flatnonzero(bars[:zone] >= least)
    if not found.size:
        return 0
    end = int(found[-1]) + 1
    while end < min(len(bars), 1.6 * zone) and ink[end] >= 0.08:
        end += 1
    return end if end - int(found[-1]) <= 4 and ink[end : end + 2].max(initial=0.0) < 0.08 else 0


def clean(ink: Floats) -> tuple[Floats, Box | None]:
    """Remove rules and neighbours; return the ink and the text's box (x0, y0, x1, y1), None if no text."""
    height, width = ink.shape
    mask = (ink > 0.45).astype(np.uint8)
    top, bottom, left, right = _peel(mask)
    inner = np.zeros_like(mask)
    inner[top : height - bottom, left : width - right] = 1
    if mask[inner > 0].any() and not inner.all():
        mask, ink = mask * inner, np.where(inner > 0, ink, np.float32(0.0))
    frame = _wipe_frame(mask)
    if frame.any():
        stay = np.where(frame > 0, np.uint8(0), mask)
        wipe = cv2.dilate(frame, np.ones((3, 3), np.uint8))
        ink = np.where((wipe > 0) & (stay == 0), np.float32(0.0), ink)
        mask = stay
    blobs, labels = _blobs(mask)
    foreign = _foreign(blobs, height, width)
    kept = [b for b in blobs if b.label not in foreign]
    box = _text_box(kept)
    far = {b.label for b in kept if box is not None and _is_far(b, box)}
    if foreign or far:
        gone = np.zeros(labels.max() + 1, np.uint8)
        gone[list(foreign | far)] = 1
        wipe = cv2.dilate(gone[labels], np.ones((3, 3), np.uint8))
        ink = np.where((wipe > 0) & ((labels == 0) | (gone[labels] > 0)), np.float32(0.0), ink)
    return ink, box


def _text_box(blobs: list[_Blob]) -> Box | None:
    """The box of the text: its bigger parts, and the marks and dots that lie near them."""
    if not blobs:
        return None
    # the usual height of a part, by width: neither specks nor one tall stroke or thick tick decide
    ordered = sorted(blobs, key=lambda b: b.h)
    total, share, body = sum(b.w for b in blobs), 0, ordered[-1].h
    for blob in ordered:
        share += blob.w
        if share >= 0.5 * total:
            body = blob.h
            break
    speck = max(2.0, 0.012 * body * body)
    main = [b for b in blobs if b.h >= 0.6 * body and b.area >= speck] or blobs
    y0, y1 = min(b.y for b in main), max(b.y + b.h for b in main)
    beside = [
        b
        for b in blobs
        if b.y + b.h > y0 - 0.75 * body
        and b.y < y1 + 0.75 * body
        and (b.area >= speck or (b.area >= 2 and b.y >= y0 and b.y + b.h <= y1 + 0.3 * body))
    ]
    beside = _carried(beside, main, body)
    # along the line the text grows from its biggest parts: the dot or dash that ends a number is small, but
    # stands close; a large part may stand off
    main_x0, main_x1 = min(b.x for b in main), max(b.x + b.w for b in main)
    near: list[_Blob] = list(main)
    for blob in sorted(beside, key=lambda b: max(main_x0 - b.x - b.w, b.x - main_x1)):
        gap = max(main_x0 - blob.x - blob.w, blob.x - main_x1)
        if gap < (3.0 if blob.area >= 2 * speck else 0.9) * body:
            near.append(blob)
            main_x0, main_x1 = min(main_x0, blob.x), max(main_x1, blob.x + blob.w)
    return (
        min(b.x for b in near),
        min(b.y for b in near),
        max(b.x + b.w for b in near),
        max(b.y + b.h for b in near),
    )


def _carried(blobs: list[_Blob], main: list[_Blob], body: int) -> list[_Blob]:
    """The blobs without those that float over or under all letters with none of them near: specks of dirt.

    Marks stand on a letter or on another mark. A speck must not decide the size of the line.
    """
    y0, y1 = min(b.y for b in main), max(b.y + b.h for b in main)
    above = sorted((b for b in blobs if b.y + b.h <= y0), key=lambda b: -(b.y + b.h))
    below = sorted((b for b in blobs if b.y >= y1), key=lambda b: b.y)
    kept = [b for b in blobs if b.y + b.h > y0 and b.y < y1]
    for outside, up in ((above, True), (below, False)):
        if not outside:
            continue
        boxes = np.array([(b.x, b.y, b.x + b.w, b.y + b.h) for b in (*main, *kept, *outside)])
        held = np.arange(len(boxes)) < len(main) + len(kept)
        for i, b in enumerate(outside, len(main) + len(kept)):
            gap = boxes[:, 1] - (b.y + b.h) if up else b.y - boxes[:, 3]
            aside = np.maximum(boxes[:, 0] - (b.x + b.w), b.x - boxes[:, 2])
            held[i] = bool((held & (gap <= 0.4 * body) & (gap > -body) & (aside <= 0.25 * body)).any())
            if held[i]:
                kept.append(b)
    return kept


def _is_far(blob: _Blob, box: Box) -> bool:
    """Clear of the text's box: a speck of dirt, no part of a letter."""
    reach = 2
    return (
        blob.x + blob.w < box[0] - reach
        or blob.x > box[2] + reach
        or blob.y + blob.h < box[1] - reach
        or blob.y > box[3] + reach
    )


def scale_height(box: Box) -> float:
    """The height to scale by: the ink's own, or for a lone dash the height of the letters it stands for."""
    width, height = box[2] - box[0], box[3] - box[1]
    if height <= 8 and 0.9 * height < width <= 30:
        return max(1.3 * width, SMALLEST_LETTER)
    return float(max(height, 3))


def normalise_line(image: Grey, height: int, max_width: int = 3000) -> Grey | None:
    """Bring a grey line image (0 = ink) to `height` rows with ink 255 on 0; None when it holds no ink.

    The ink's height becomes `height` less a margin above and below; width follows, compressed only
    beyond `max_width`. Never raises for odd sizes: an image of fewer than 3 rows or columns is blank.
    """
    if image.ndim != 2 or min(image.shape) < 3:
        return None
    ink = stretch(image)
    if ink is None:
        return None
    ink, box = clean(ink)
    if box is None:
        return None
    x0, y0, x1, y1 = box
    inner = height * 0.85
    scale = min(inner / scale_height(box), MAX_UPSCALE)
    width = max(1, min(round((x1 - x0) * scale), max_width - 2 * MARGIN))
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
        source = np.asarray(cv2.GaussianBlur(ink, (0, 0), sigma), dtype=np.float32)
    out = cv2.warpAffine(source, matrix, (width + 2 * MARGIN, height), flags=cv2.INTER_LINEAR)
    return np.asarray(np.clip(out * 255.0, 0, 255), dtype=np.uint8)
