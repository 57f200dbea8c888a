"""Drawn pages for the tests of scanned tables: grids with spans, print in cells, a scanner's faults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

Spans = tuple[int, int, int, int]


@dataclass
class Drawn:
    """A table to draw at 200 dpi: lines at xs and ys, merged cells as spans, text by (row, col)."""

    xs: Sequence[int]
    ys: Sequence[int]
    merged: Sequence[Spans] = ()
    text: dict[tuple[int, int], str] = field(default_factory=dict)
    verticals: bool = True
    outer: bool = True

    def cells(self) -> set[Spans]:
        """Every cell, merged ones once."""
        covered = {
            (r + i, c + j) for r, c, rows, cols in self.merged for i in range(rows) for j in range(cols)
        }
        single = {
            (r, c, 1, 1)
            for r in range(len(self.ys) - 1)
            for c in range(len(self.xs) - 1)
            if (r, c) not in covered
        }
        return single | set(self.merged)


def blank_page(width: int = 1654, height: int = 2339) -> NDArray[np.uint8]:
    """White A4 at 200 dpi."""
    return np.full((height, width), 255, np.uint8)


def write(page: NDArray[np.uint8], text: str, x: int, y: int, size: float = 0.9, shade: int = 0) -> None:
    """Print `text` with its foot at (x, y)."""
    cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, shade, 2, cv2.LINE_AA)


def draw(page: NDArray[np.uint8], table: Drawn, thickness: int = 3) -> None:
    """Draw rules around every cell and its text inside."""
    for row, col, rows, cols in sorted(table.cells()):
        x0, x1, y0, y1 = table.xs[col], table.xs[col + cols], table.ys[row], table.ys[row + rows]
        edges: Iterable[tuple[tuple[int, int], tuple[int, int]]] = [
            ((x0, y0), (x1, y0)),
            ((x0, y1), (x1, y1)),
        ]
        sides = [((x0, y0), (x0, y1)), ((x1, y0), (x1, y1))] if table.verticals else []
        for one, other in [*edges, *sides]:
            at_side = one[0] == other[0] and one[0] in {table.xs[0], table.xs[-1]}
            if table.outer or not at_side:
                cv2.line(page, one, other, 0, thickness)
        for number, line in enumerate(table.text.get((row, col), "").split("\n")):
            if line:
                write(page, line, x0 + 12, y0 + 36 + 40 * number)


def scanned(
    page: NDArray[np.uint8], skew: float = 0.0, bow: float = 0.0, broken: float = 0.0, seed: int = 7
) -> NDArray[np.uint8]:
    """The page as scanned: broken rules, bowed by `bow` px, turned by `skew` degrees, with noise."""
    rng = np.random.default_rng(seed)
    page = page.copy()
    height, width = page.shape
    if broken:
        _break_rules(page, broken, rng)
    if bow:
        x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        shift = (bow * (1 - (2 * x / width - 1) ** 2)).astype(np.float32)
        page = cv2.remap(page, x, y + shift, cv2.INTER_LINEAR, borderValue=255)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1)
    page = cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=255)
    noisy = page.astype(np.float32) * 0.9 + 12 + rng.normal(0, 6, page.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def _break_rules(page: NDArray[np.uint8], share: float, rng: np.random.Generator) -> None:
    """Erase 30 px pieces of long straight ink until `share` of it is gone."""
    ink = (page < 128).astype(np.uint8)
    for kernel in (np.ones((1, 90), np.uint8), np.ones((90, 1), np.uint8)):
        rules = np.argwhere(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel))
        for y, x in rules[rng.integers(0, len(rules), max(1, int(len(rules) / 3 * share / 30)))]:
            half_y, half_x = (15, 5) if kernel.shape[0] > 1 else (5, 15)
            page[max(0, y - half_y) : y + half_y, max(0, x - half_x) : x + half_x] = 255
