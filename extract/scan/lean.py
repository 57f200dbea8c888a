"""How far the columns of an open table lean, as a photograph shows them: from amounts that are flush right,
or from lines of text that are flush left.

Rules straighten a page (`extract.scan.bend`); where a table has none down the page, columns that stand close
run into each other from its top to its foot, and only its numbers tell how far they lean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from extract.scan.geometry import PxBox
from extract.scan.grid import Grid
from extract.scan.words import Words

# Amounts of a column end this near to the one above, in letters' heights, and stand so far below it at most.
STEP, APART = 0.4, 12.0
# So many lines of text that begin together tell as much, whose begins stray by no more than this.
LINES, RAGGED = 6, 0.25
# Columns that stand over this part of the print's width tell whether others lean as they do.
SPREAD = 0.5
# So many amounts tell how a column leans, and so many columns how a table does.
AMOUNTS, COLUMNS = 4, 3
# Over its height a table leans by so many letters' heights at least; ends stray from a straight line by less.
WORTH, STRAIGHT = 0.3, 0.15
# A column leans by no more than this part of its height.
MOST = 0.05

Places = TypeVar("Places", float, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class Lean:
    """At x and y print stands `(start + growth * x) * (y - middle)` px to the right of its upright place."""

    start: float
    growth: float
    middle: float

    def at(self, x: Places, y: Places) -> Places:
        """How far right of its upright place print stands at x and y, in px."""
        return (self.start + self.growth * x) * (y - self.middle)

    def shift(self, words: Words) -> NDArray[np.float64]:
        """How far right of its upright place each word stands, in px."""
        return self.at(words.middle, words.height)

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


def find_lean(words: Words, sides: Sequence[tuple[float, float, float]] = ()) -> Lean | None:
    """How the columns of a page lean, by its amounts, or where these are few by lines of text that begin
    together and the `sides` of tables (where each stands, the px it leans to the right per px down, its
    height). None where columns stand upright or are too few to tell."""
    amounts = words.among(words.amount & ~words.dash)
    if len(amounts) < AMOUNTS:
        return None  # no table
    found = _leaning(amounts, amounts.right, AMOUNTS, STRAIGHT)
    if len(found) < COLUMNS:
        text = words.among(~words.amount & (words.letters > 1))
        lines = _leaning(text, text.left, LINES, RAGGED)
        found += [*lines, *sides] if lines else []
    if len(found) < COLUMNS:
        return None
    at, slopes, tall = (np.array([one[k] for one in found]) for k in range(3))
    wide = np.ptp(at) >= SPREAD * (words.right.max() - words.left.min())
    growth, start = np.polyfit(at, slopes, 1, w=tall) if wide else (0.0, np.average(slopes, weights=tall))
    fitted = start + growth * at
    if np.abs(fitted).max() * tall.max() < WORTH * words.body:
        return None
    if (np.abs(slopes - fitted) * tall).max() > WORTH * words.body:
        return None
    return Lean(float(start), float(growth), float(amounts.height.mean()))


def _leaning(
    words: Words, ends: NDArray[np.float64], least: int, stray: float
) -> list[tuple[float, float, float]]:
    """Where columns of `least` words or more stand whose `ends` lie on a straight line, the px that each
    leans to the right per px down, and its height; ends stray by no more than so many letters' heights."""
    found = []
    for chain in _chains(words, ends):
        if len(chain) < least:
            continue
        x, y = ends[chain], words.height[chain]
        slope, start = np.polyfit(y, x, 1)
        if np.abs(x - start - slope * y).max() < stray * words.body and abs(slope) < MOST:
            found.append((float(np.median(x)), float(slope), float(np.ptp(y))))
    return found


def _chains(words: Words, ends: NDArray[np.float64]) -> list[list[int]]:
    """Words one below the other whose ends stand together, from the top of the page down."""
    chains: list[list[int]] = []
    for k in np.argsort(words.height, kind="stable").tolist():
        near = [
            chain
            for chain in chains
            if abs(ends[k] - ends[chain[-1]]) < STEP * words.body
            and 0 < words.height[k] - words.height[chain[-1]] < APART * words.body
        ]
        if near:
            min(near, key=lambda chain: abs(ends[k] - ends[chain[-1]])).append(k)
        else:
            chains.append([k])
    return chains
