"""Dimensions that could not be read, told by those above and below them: they are listed in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from pipelines.parse.framework import DIMENSIONS

Scope = Literal["plan", "dimension", "mission"]
Place = tuple[Scope, int | None, str | None]
"""What a figure is about: scope, dimension, mission code."""


def in_order(scopes: Sequence[Place | None]) -> list[Place | None]:
    """Scopes with a misread dimension filled in from its neighbours: dimensions are listed in order.

    Filled in only where at least two dimensions are known and all known ones keep the same step.
    """
    known = {i: place[1] - i for i, place in enumerate(scopes) if place is not None and place[1] is not None}
    if len(known) < 2 or len(set(known.values())) != 1:
        return list(scopes)
    step = next(iter(known.values()))
    last = max(i for i, place in enumerate(scopes) if place is None or place[1] is not None)
    filled: list[Place | None] = []
    for i, place in enumerate(scopes):
        missing = place is None and i <= last and 1 <= i + step <= DIMENSIONS
        filled.append(("dimension", i + step, None) if missing else place)
    return filled


def between(scopes: Sequence[Place | None]) -> dict[int, Place]:
    """The places of rows without one that stand where just as many dimensions are missing, by row: one row
    before dimension 2 is that of dimension 1, whatever the others skip.

    Told only where two dimensions at least are known and all known ones ascend.
    """
    told = [(row, place[1]) for row, place in enumerate(scopes) if place is not None]
    known = [(row, dimension) for row, dimension in told if dimension is not None]
    dimensions = [dimension for _, dimension in known]
    if len(known) < 2 or dimensions != sorted(set(dimensions)):
        return {}
    found: dict[int, Place] = {}
    for (above, low), (below, high) in pairwise([(-1, 0), *known]):
        rows = range(above + 1, below)
        if len(rows) == high - low - 1 and all(scopes[row] is None for row in rows):
            found |= {row: ("dimension", low + 1 + n, None) for n, row in enumerate(rows)}
    return found
