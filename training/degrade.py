"""What printers, photocopiers and scanners do to a line, and how it is then cut out of its page.

All functions take and give greyscale uint8 images, 0 = ink; `rng` is numpy's generator.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Level = Literal["light", "typical", "bad"]
Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""


def warp(image: Grey, rng: np.random.Generator, level: Level) -> Grey:
    """Residual skew, slant, stretch and curl of the sheet; paper is 255."""
    height, width = image.shape
    bound = {"light": 0.3, "typical": 0.7, "bad": 1.4}[level]
    # a long line can't keep the skew of a short one: the line finder follows it
    angle = np.radians(np.clip(rng.normal(0, bound / 2), -bound, bound)) * min(1.0, 500 / width)
    slant = rng.normal(0, 0.03 if level != "bad" else 0.06)
    stretch = float(np.exp(rng.normal(0, 0.10)))
    drift = abs(np.tan(angle)) * width * stretch
    bow = rng.normal(0, 0.02 if level == "light" else 0.05) * height if rng.random() < 0.4 else 0.0
    pad = int(drift / 2 + abs(bow) + 2)
    new_w = max(2, round(width * stretch + abs(slant) * height))
    cos_x = (np.arange(new_w, dtype=np.float32) - max(slant, 0) * height) / stretch
    xs = np.repeat(cos_x[None, :], height + 2 * pad, axis=0)
    ys = np.repeat(np.arange(height + 2 * pad, dtype=np.float32)[:, None] - pad, new_w, axis=1)
    xs = xs + np.float32(slant) * ys
    ys = ys + np.float32(np.tan(angle)) * (xs - width / 2)
    if rng.random() < 0.2:  # no two faces draw a letter alike: bend the strokes a little
        cells = (max(2, int(ys.shape[0] / height * 4)), max(2, int(new_w / height * 4)))
        field = rng.normal(0, 0.022 * height, (2, *cells)).astype(np.float32)
        xs = xs + cv2.resize(field[0], (new_w, ys.shape[0]), interpolation=cv2.INTER_CUBIC)
        ys = ys + cv2.resize(field[1], (new_w, ys.shape[0]), interpolation=cv2.INTER_CUBIC)
    if bow:
        ys = ys + np.float32(bow) * np.sin(
            xs * np.float32(np.pi / max(width, 1)) + np.float32(rng.random() * 6)
        )
    return cv2.remap(image, xs.astype(np.float32), ys.astype(np.float32), cv2.INTER_LINEAR, borderValue=255)


def strokes(
    image: Grey, rng: np.random.Generator, level: Level, fine: float, lines: Sequence[Box] = ()
) -> Grey:
    """Ink that spreads (filled counters) or fades (broken strokes), as toner and photocopies do.

    `fine`: the image's resolution relative to 200 dpi, or a line's height relative to one of 45 pixels.
    `lines`: where lines stand on a page, as its rules would hide that its letters are gone.
    """
    if rng.random() > {"light": 0.2, "typical": 0.55, "bad": 0.85}[level]:
        return image
    sigma = rng.uniform(0.4, 0.9 if level == "typical" else 1.3) * fine
    soft = cv2.GaussianBlur(image, (0, 0), sigma).astype(np.float32)
    if rng.random() < (0.3 if level == "typical" else 0.6):
        size = [max(1, round(length / (2 * fine))) for length in image.shape]
        grain = cv2.resize(rng.normal(0, 1, size).astype(np.float32), image.shape[::-1])
        soft += grain * rng.uniform(4, 14 if level == "typical" else 28)
    # the threshold decides: above the middle strokes thicken, below it they break; what nobody could
    # read any more is of no use, so the share of ink that may come or go is bounded
    spread = 22 if level == "typical" else 40
    gain = rng.uniform(1.2, 6.0)
    before = _ink(image, lines)
    least, most = (0.78, 1.55) if level != "bad" else (0.62, 1.9)
    cut = np.clip(rng.normal(150, spread), 70, 225)
    for _ in range(4):
        out = np.clip((soft - cut) * gain + 128, 0, 255).astype(np.uint8)
        low, high = np.quantile(_ink(out, lines) / before, (0.1, 0.9))
        if least <= low and high <= most:
            return out
        cut += 22 if low < least else -22
    return out if 0.8 * least <= low and high <= 1.2 * most else image


def _ink(image: Grey, lines: Sequence[Box]) -> NDArray[np.int64]:
    """Pixels of ink of each line, or of the whole image; one at least."""
    parts = [image[y0:y1, x0:x1] for x0, y0, x1, y1 in lines] or [image]
    return np.array([max(1, int(np.count_nonzero(part < 128))) for part in parts])


def foreign_ink(image: Grey, rng: np.random.Generator, level: Level, other: Grey | None) -> Grey:
    """Rule remnants, a neighbouring line at the edge, ticks, stamp arcs and specks."""
    out = _tick(image, rng) if rng.random() < 0.04 and image.shape[0] > 12 else image.copy()
    height, width = out.shape
    scale = {"light": 0.5, "typical": 1.0, "bad": 1.5}[level]
    if rng.random() < 0.18 * scale:
        _rules(out, rng)
    if other is not None and rng.random() < 0.15 * scale:
        _neighbour(out, rng, other)
    if rng.random() < 0.07 * scale and height > 10 and width > 30:
        _pen(out, rng)
    if rng.random() < 0.03 * scale:
        centre = (int(rng.uniform(-0.2, 1.2) * width), int(rng.uniform(-2, 3) * height))
        shade = int(rng.uniform(110, 210))
        layer = np.full_like(out, 255)
        cv2.circle(
            layer, centre, int(rng.uniform(1, 4) * height), shade, int(rng.integers(1, 4)), cv2.LINE_AA
        )
        np.minimum(out, layer, out=out)
    if rng.random() < 0.15 * scale:  # dirt as large as a full stop, also within the ring of a zero
        for _ in range(rng.integers(1, 4)):
            spot = (int(rng.uniform(0, width)), int(rng.uniform(0.1, 0.9) * height))
            radius = max(1, round(rng.uniform(0.03, 0.075) * height))
            cv2.circle(out, spot, radius, int(rng.uniform(0, 120)), -1, cv2.LINE_AA)
    if rng.random() < 0.2 * scale:
        for _ in range(rng.integers(1, 4 if level != "bad" else 12)):
            x, y = int(rng.uniform(0, width)), int(rng.uniform(0, height))
            out[y : y + rng.integers(1, 3), x : x + rng.integers(1, 3)] = int(rng.uniform(0, 120))
    return out


def _rules(out: Grey, rng: np.random.Generator) -> None:
    height, width = out.shape
    shade = int(rng.uniform(0, 110))
    thick = int(rng.choice((1, 1, 2, 2, 3)))
    for side in ("left", "right", "top", "bottom"):
        if rng.random() > 0.35:
            continue
        near = int(rng.integers(0, 3))
        start, stop = sorted(rng.uniform(0, 1, 2)) if rng.random() < 0.4 else (0.0, 1.0)
        if side in {"left", "right"}:
            x = near if side == "left" else width - 1 - near
            tilt = int(rng.integers(-1, 2))
            cv2.line(out, (x, int(start * height)), (x + tilt, int(stop * height)), shade, thick, cv2.LINE_AA)
        else:
            y = near if side == "top" else height - 1 - near
            cv2.line(
                out, (int(start * width), y), (int(stop * width), y + int(rng.integers(-1, 2))), shade, thick
            )


def _neighbour(out: Grey, rng: np.random.Generator, other: Grey) -> None:
    height, width = out.shape
    rows = int(rng.integers(1, max(2, height // 7)))
    strip = np.full((rows, width), 255, np.uint8)
    shift = int(rng.integers(0, max(1, width // 2)))
    part = other[-rows:, : width - shift] if rng.random() < 0.5 else other[:rows, : width - shift]
    strip[-part.shape[0] :, shift : shift + part.shape[1]] = part
    if rng.random() < 0.5:
        np.minimum(out[:rows], strip, out=out[:rows])
    else:
        np.minimum(out[-rows:], strip[::-1] if rng.random() < 0.3 else strip, out=out[-rows:])


def _pen(out: Grey, rng: np.random.Generator) -> None:
    """A handwritten tick or dash beside the text."""
    height, width = out.shape
    layer = np.full_like(out, 255)
    x = rng.choice((rng.uniform(0, 0.08), rng.uniform(0.92, 1.0))) * width
    points = [(x, rng.uniform(0, 0.6) * height)]
    for _ in range(2):
        points.append((points[-1][0] + rng.normal(0, 0.3) * height, rng.uniform(0, 1) * height))
    shade = int(rng.uniform(60, 200))
    cv2.polylines(layer, [np.array(points, np.int32)], False, shade, int(rng.integers(1, 3)), cv2.LINE_AA)
    np.minimum(out, layer, out=out)


def _tick(image: Grey, rng: np.random.Generator) -> Grey:
    """A tick drawn by hand to the right of the text, as those who check amounts leave them."""
    height = image.shape[0]
    gap, size = rng.uniform(0.1, 1.2) * height, rng.uniform(0.4, 0.9) * height
    out = cv2.copyMakeBorder(image, 0, 0, 0, int(gap + size + 4), cv2.BORDER_CONSTANT, value=255)
    corners = np.array([(0.0, 0.5), (0.3, 1.0), (1.0, 0.0)]) + rng.normal(0, 0.08, (3, 2))
    if rng.random() < 0.3:
        corners = corners[1:]  # a mere stroke
    corners = corners * size + (image.shape[1] + gap, rng.uniform(0, max(1.0, height - size)))
    thick = max(1, round(height * rng.uniform(0.03, 0.1)))
    cv2.polylines(out, [corners.astype(np.int32)], False, int(rng.uniform(0, 120)), thick, cv2.LINE_AA)
    return out


def scan(image: Grey, rng: np.random.Generator, level: Level, other: Grey | None) -> Grey:
    """Paper, light, optics, sensor and compression."""
    out = image.astype(np.float32)
    ink = rng.uniform(0, 60 if level == "light" else 110)
    paper = rng.uniform(225 if level == "light" else 190, 255)
    if level == "bad" and rng.random() < 0.3:
        ink, paper = rng.uniform(80, 140), rng.uniform(195, 240)
    out = ink + out * ((paper - ink) / 255)
    if other is not None and level != "light" and rng.random() < 0.15:
        ghost = cv2.GaussianBlur(cv2.resize(other[:, ::-1], out.shape[::-1]), (0, 0), 1.2).astype(np.float32)
        out = np.minimum(out, paper - (255 - ghost) * rng.uniform(0.05, 0.25))
    if level != "light" and rng.random() < 0.3:
        slope = rng.uniform(-45, 45)
        out += np.linspace(0, slope, out.shape[1], dtype=np.float32)[None, :] - max(slope, 0)
    blur = {"light": 0.35, "typical": 0.7, "bad": 1.1}[level]
    sigma = min(abs(rng.normal(0, blur)), 2 * blur) * np.clip(out.shape[0] / 50, 0.6, 1.6)
    if sigma > 0.25:
        out = cv2.GaussianBlur(out, (0, 0), sigma)
    noise = {"light": 3, "typical": 9, "bad": 18}[level]
    out += rng.normal(0, rng.uniform(0, noise), out.shape).astype(np.float32)
    grey = np.clip(out, 0, 255).astype(np.uint8)
    kind = rng.random()
    bilevel = {"light": 0.08, "typical": 0.22, "bad": 0.4}[level]
    if kind < bilevel:
        middle = (ink + paper) / 2 + rng.normal(0, 18 if level != "bad" else 30)
        return np.where(grey > np.clip(middle, ink + 15, paper - 15), 255, 0).astype(np.uint8)
    if kind < 0.85:
        quality = int(
            rng.uniform(60, 95)
            if level == "light"
            else rng.uniform(35, 90)
            if level == "typical"
            else rng.uniform(15, 70)
        )
        _, data = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])
        grey = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
    return grey


def margins(image: Grey, rng: np.random.Generator, level: Level) -> Grey:
    """Add or take paper around the ink, as cutting by rules or by projection does."""
    dark = image < 128
    rows, cols = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if rows.size == 0:
        return image
    box = image[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]
    height, width = max(box.shape[0], 12), box.shape[1]
    if rng.random() < 0.3:
        top, bottom, left, right = (int(v) for v in rng.integers(0, 4, 4))
    else:
        top, bottom = (int(v) for v in rng.uniform(0, 0.7, 2) * height)
        left, right = (int(v) for v in rng.exponential(0.6, 2) * height)
    # a lone dash stands in a cell as high as a line
    if box.shape[0] < 0.5 * box.shape[1] and box.shape[0] < 10 and rng.random() < 0.8:
        grow = int(rng.uniform(0.5, 2.0) * width)
        top, bottom = top + grow, bottom + grow
    out = cv2.copyMakeBorder(box, top, bottom, left, right, cv2.BORDER_CONSTANT, value=255)
    if level == "bad" and rng.random() < 0.06 and out.shape[0] > 16:
        out = out[1:] if rng.random() < 0.5 else out[:-1]
    return out


def degrade(image: Grey, rng: np.random.Generator, level: Level, other: Grey | None = None) -> Grey:
    """A drawn line as it would be cut out of a scanned page. `other`: any other drawn line."""
    if level == "light" and rng.random() < 0.35:  # a page rendered from a PDF, not scanned
        return margins(image, rng, level)
    bent = warp(image, rng, level)
    out = strokes(bent, rng, level, max(1.0, bent.shape[0] / 45))
    out = foreign_ink(margins(out, rng, level), rng, level, other)
    if rng.random() < {"light": 0.05, "typical": 0.15, "bad": 0.35}[level]:  # resampled: a copy of a copy
        factor = rng.uniform(0.55, 1.0)
        small = cv2.resize(out, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        out = cv2.resize(small, (out.shape[1], out.shape[0]), interpolation=cv2.INTER_LINEAR)
    return scan(out, rng, level, other)
