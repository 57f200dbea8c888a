"""Where a pixel of the upright working image stands on the page as shown, and the way back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.model import Box
from extract.scan.clean import Grey

Points = NDArray[np.float64]
PxBox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Warp:
    """A smooth bend of the page: displacement in px as polynomials of the straightened position.

    `dx` and `dy` are coefficients for the terms of `terms()`; straight (x, y) is found at (x + dx, y + dy).
    """

    dx: NDArray[np.float64]
    dy: NDArray[np.float64]
    width: int
    height: int

    def shift(self, points: Points) -> Points:
        """The displacement of each straightened point, shape (n, 2)."""
        basis = terms(points, self.width, self.height)
        return np.stack([basis @ self.dx, basis @ self.dy], axis=1)

    def shift_of_grid(self, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.float64]:
        """The displacement of every point of a grid, shape (len(ys), len(xs), 2).

        The terms of `terms()` are products of powers: many points need but two small matrices of them.
        """
        across = (2 * xs / self.width - 1)[None, :] ** np.arange(4)[:, None]
        down = (2 * ys / self.height - 1)[:, None] ** np.arange(4)
        moved = []
        for part in (self.dx, self.dy):
            factors = np.zeros((4, 4))
            factors[POWERS] = part
            moved.append(down @ factors @ across)
        return np.stack(moved, axis=2)


POWERS = ([0, 1, 1, 0, 2, 1, 2, 0, 3], [1, 0, 1, 2, 0, 2, 1, 3, 0])
"""The powers of y and of x in each of the terms."""


def within(middles: NDArray[np.float64], box: PxBox) -> NDArray[np.bool_]:
    """Which of the places (x, y in a row each) lie in a box."""
    x, y = middles[:, 0], middles[:, 1]
    return np.asarray((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3]))


def terms(points: Points, width: int, height: int) -> NDArray[np.float64]:
    """Polynomial terms of positions scaled to -1..1: enough for curl, keystone and a bowed edge."""
    x = 2 * points[:, 0] / width - 1
    y = 2 * points[:, 1] / height - 1
    xx, yy = x * x, y * y
    return np.stack([x, y, x * y, xx, yy, xx * y, x * yy, xx * x, yy * y], axis=1)


@dataclass(frozen=True, slots=True)
class Placement:
    """How the working image came from the source image.

    `matrix` (2x3) takes a pixel of the straight working image to a pixel of the source; `warp` is applied
    before it. `points_per_px` scales source pixels to PDF points.
    """

    matrix: NDArray[np.float64]
    width: int
    height: int
    points_per_px: tuple[float, float]
    warp: Warp | None = None

    def to_source(self, points: Points) -> Points:
        """Source pixels of working pixels, both shape (n, 2) as (x, y)."""
        if self.warp is not None:
            points = points + self.warp.shift(points)
        return np.asarray(points @ self.matrix[:, :2].T + self.matrix[:, 2], dtype=np.float64)

    def to_page(self, box: PxBox) -> Box:
        """The box in PDF points of the page as shown that encloses a box of the working image."""
        return self.to_pages([box])[0]

    def to_pages(self, boxes: Sequence[PxBox]) -> list[Box]:
        """The same of many boxes at once: a table has some hundred."""
        x0, y0, x1, y1 = np.array(boxes, np.float64).reshape(-1, 4).T
        xm, ym = (x0 + x1) / 2, (y0 + y1) / 2
        ring = np.stack([x0, y0, xm, y0, x1, y0, x1, ym, x1, y1, xm, y1, x0, y1, x0, ym], axis=1)
        moved = self.to_source(ring.reshape(-1, 2)) * np.array(self.points_per_px)
        corners = moved.reshape(-1, 8, 2)
        enclosing = np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)
        return [
            (round(left, 2), round(top, 2), round(right, 2), round(bottom, 2))
            for left, top, right, bottom in enclosing.tolist()
        ]

    def render(self, source: Grey, box: PxBox | None = None, scale: float = 1.0) -> Grey:
        """The source seen through this placement: all of it, or one box at `scale` times the resolution."""
        x0, y0, x1, y1 = box or (0.0, 0.0, float(self.width), float(self.height))
        size = (max(1, round((x1 - x0) * scale)), max(1, round((y1 - y0) * scale)))
        if self.warp is None:
            move = self.matrix.copy()
            move[:, 2] = self.matrix[:, :2] @ np.array([x0, y0]) + self.matrix[:, 2]
            move[:, :2] /= scale
            turn = _quarter_turn(move, source.shape, size)
            if turn is not None:  # a page that stands straight
                return source.copy() if turn == UPRIGHT else np.asarray(cv2.rotate(source, turn), np.uint8)
            flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
            seen = cv2.warpAffine(source, move, size, flags=flags, borderValue=255)
            return np.asarray(seen, dtype=np.uint8)
        xs, ys = _steps(size[0]) / scale + x0, _steps(size[1]) / scale + y0
        grid = self.warp.shift_of_grid(xs, ys) + np.stack(np.meshgrid(xs, ys), axis=2)
        return _moved(source, (grid @ self.matrix[:, :2].T + self.matrix[:, 2]).astype(np.float32), size)


UPRIGHT = -1
QUARTER_TURNS = {
    (1, 0, 0, 1): UPRIGHT,
    (0, 1, -1, 0): cv2.ROTATE_90_CLOCKWISE,
    (-1, 0, 0, -1): cv2.ROTATE_180,
    (0, -1, 1, 0): cv2.ROTATE_90_COUNTERCLOCKWISE,
}
"""OpenCV's name of each turn by its matrix, which leads back."""
NO_SHADE = 1e-4
"""What moves a pixel by so much or less leaves all shades as they are."""


def _quarter_turn(move: NDArray[np.float64], shape: tuple[int, ...], size: tuple[int, int]) -> int | None:
    """The turn of a whole picture that a matrix stands for, None for others: such a turn mixes no pixels."""
    whole = np.rint(move)
    if np.abs(move - whole).max() * (max(size) + 1) > NO_SHADE:
        return None
    (a, b, x), (c, d, y) = whole.astype(int).tolist()
    height, width = shape
    place = ((width - 1) * (a + b < 0), (height - 1) * (c + d < 0))
    fits = (x, y) == place and size == ((width, height) if a else (height, width))
    return QUARTER_TURNS.get((a, b, c, d)) if fits else None


MAP_STEP = 8
TILE = (48 * MAP_STEP, 32 * MAP_STEP)
"""Rows and columns done at a time: the full map, and the source though it lies on its side, stay in the
processor's caches."""


def _steps(size: int) -> NDArray[np.float64]:
    """The middles of squares of MAP_STEP px, from one before the picture to one behind it."""
    first = (MAP_STEP - 1) / 2 - MAP_STEP
    return np.arange(first, size + 2 * MAP_STEP, MAP_STEP, dtype=np.float64)


def _moved(source: Grey, coarse: NDArray[np.float32], size: tuple[int, int]) -> Grey:
    """The source seen through a map sampled at `_steps`, interpolated to every px.

    A bend is smooth: this is exact enough.
    """
    width, height = size
    seen = np.empty((height, width), np.uint8)
    none: Any = None  # x and y stand in one map; OpenCV's stubs ask for two
    for top, left in product(range(0, height, TILE[0]), range(0, width, TILE[1])):
        tile = seen[top : top + TILE[0], left : left + TILE[1]]
        y, x, (rows, columns) = top // MAP_STEP, left // MAP_STEP, (side // MAP_STEP + 2 for side in TILE)
        part = coarse[y : y + rows, x : x + columns]
        full = (part.shape[1] * MAP_STEP, part.shape[0] * MAP_STEP)
        places = cv2.resize(part, full, interpolation=cv2.INTER_LINEAR)[MAP_STEP:, MAP_STEP:]
        places = places[: tile.shape[0], : tile.shape[1]]
        cv2.remap(source, places, none, cv2.INTER_LINEAR, dst=tile, borderValue=255)
    return seen


def place(shape: tuple[int, int], turn: int, skew: float, page_pt: tuple[float, float]) -> Placement:
    """The placement of an upright, straight image.

    `shape` is the source's (height, width), `turn` the clockwise quarter turns in degrees that set it
    upright, `skew` the degrees it is turned counter-clockwise besides, `page_pt` the page's width and height.
    """
    height, width = shape
    out_w, out_h = (height, width) if turn in {90, 270} else (width, height)
    # from the upright image back to the source is a turn counter-clockwise
    angle = math.radians(turn + skew)
    cos, sin = math.cos(angle), math.sin(angle)
    rotate = np.array([[cos, sin], [-sin, cos]])
    centre_out = np.array([(out_w - 1) / 2, (out_h - 1) / 2])
    centre_in = np.array([(width - 1) / 2, (height - 1) / 2])
    matrix = np.hstack([rotate, (centre_in - rotate @ centre_out)[:, None]])
    return Placement(matrix, out_w, out_h, (page_pt[0] / width, page_pt[1] / height))
