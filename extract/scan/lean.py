"""How far the columns of an open table lean, as a photograph shows them: from amounts that are flush right.

Rules straighten a page (`extract.scan.bend`); where a table has none down the page, columns that stand close
run into each other from its top to its foot, and only its numbers tell how far they lean.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extract.scan.geometry import PxBox
from extract.scan.grid import Grid
from extract.scan.words import Words

# Amounts of a column end this near to the one above, in letters' heights, and stand so far below it at most.
STEP, APART = 0.4, 12.0
# So many amounts tell how a column leans, and so many columns how a table does.
AMOUNTS, COLUMNS = 4, 3
# Over its height a table leans by so many letters' heights at least; ends stray from a straight line by less.
WORTH, STRAIGHT = 0.3, 0.15
# A column leans by no more than this part of its height.
MOST = 0.05


@dataclass(frozen=True, slots=True)
class Lean:
    """At x and y print stands `(start + growth * x) * (y - middle)` px to the right of its upright place."""

    start: float
    growth: float
    middle: float

    def shift(self, words: Words) -> NDArray[np.float64]:
        """How far right of its upright place each word stands, in px."""
        return np.asarray((self.start + self.growth * words.middle) * (words.height - self.middle))

    def straightened(self, words: Words) -> Words:
        """The words where an upright table has them."""
        shift = self.shift(words)
        return replace(words, left=words.left - shift, right=words.right - shift)

    def moved(self, words: Words, grid: Grid) -> tuple[tuple[PxBox, int], ...]:
        """The boxes of words that lean out of their column of a grid made of the straightened ones, each with
        its column."""
        own = words.within(grid.box)
        upright = self.straightened(own)
        last = len(grid.xs) - 2
        column = np.clip(np.searchsorted(grid.xs, upright.middle) - 1, 0, last)
        first = np.searchsorted(grid.xs, own.left) - 1
        out = (first != column) | (np.searchsorted(grid.xs, own.right) - 1 != column)
        return tuple((own.print_box(k), int(column[k])) for k in np.flatnonzero(out).tolist())


def find_lean(words: Words) -> Lean | None:
    """How the columns of amounts on a page lean, or None where they stand upright or are too few to tell."""
    amounts = words.among(words.amount & ~words.dash)
    found = []
    for chain in _chains(amounts):
        if len(chain) < AMOUNTS:
            continue
        x, y = amounts.right[chain], amounts.height[chain]
        slope, start = np.polyfit(y, x, 1)
        if np.abs(x - start - slope * y).max() < STRAIGHT * words.body and abs(slope) < MOST:
            found.append((float(np.median(x)), float(slope), float(np.ptp(y))))
    if len(found) < COLUMNS:
        return None
    at, slopes, tall = (np.array([one[k] for one in found]) for k in range(3))
    growth, start = np.polyfit(at, slopes, 1, w=tall)
    if np.abs(start + growth * at).max() * tall.max() < WORTH * words.body:
        return None
    return Lean(float(start), float(growth), float(amounts.height.mean()))


def _chains(amounts: Words) -> list[list[int]]:
    """Amounts one below the other that end together, from the top of the page down."""
    chains: list[list[int]] = []
    for k in np.argsort(amounts.height, kind="stable").tolist():
        near = [
            chain
            for chain in chains
            if abs(amounts.right[k] - amounts.right[chain[-1]]) < STEP * amounts.body
            and 0 < amounts.height[k] - amounts.height[chain[-1]] < APART * amounts.body
        ]
        if near:
            min(near, key=lambda chain: abs(amounts.right[k] - amounts.right[chain[-1]])).append(k)
        else:
            chains.append([k])
    return chains
