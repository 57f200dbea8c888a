"""Dimensions that could not be read, told by those above and below them: they are listed in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz

from normalize.catalogue import categories_of, frameworks
from normalize.chars import fold, without_marks
from pipelines.parse.evidence import starts_like
from pipelines.parse.framework import DIMENSIONS

Scope = Literal["plan", "dimension", "mission", "page"]
Place = tuple[Scope, int | None, str | None]
"""What a figure is about: scope, dimension, mission code."""
Label = Literal["dimension", "unread", "other"]
"""What a label without the number of a dimension may be."""

_WORD, _NEAR_WORD = "มตท", 0.6
"""`มิติที่` without marks, and its likeness to the words that scans make of it (`มหติกี`)."""
_LONGEST_WORD = 8
"""Letters that are left of `มิติที่` at most: a longer label that is not its name is something else."""
_NEAR_NAME = 75.0
"""Likeness (0-100) of a part of a label and the name of a dimension."""
_JUNK = 3
"""Characters that a scan may make of a lone number or of a speck."""


def label_without_number(text: str, *, scanned: bool) -> Label:
    """What the label of figures may be that names no number of a dimension: a dimension's all the same, one
    that was not read (nothing stands there, or a scan read next to nothing), or that of something else.

    >>> label_without_number("มหติกี", scanned=True), label_without_number("", scanned=False)
    ('dimension', 'unread')
    >>> label_without_number("โครงการนอกแผน", scanned=True), label_without_number("อื่น ๆ", scanned=False)
    ('other', 'other')
    """
    folded = fold(text)
    letters = "".join(char for char in without_marks(folded) if char.isalpha())
    if not letters or (scanned and len(letters) <= _JUNK):
        return "unread"
    if len(letters) <= _LONGEST_WORD and starts_like(letters, _WORD) >= _NEAR_WORD:
        return "dimension"
    names = (
        fold(category.name)
        for framework in frameworks()
        if framework.is_plan
        for category in categories_of(framework.framework_id)
        if category.level == 1
    )
    named = any(
        2 * len(folded) >= len(name) and fuzz.partial_ratio(name, folded) >= _NEAR_NAME for name in names
    )
    return "dimension" if named else "other"


def by_order(scopes: Sequence[Place | None], labels: Sequence[Label], *, listed: bool) -> dict[int, Place]:
    """The places of rows (or columns) of figures whose dimension was not read, as told by the others.

    `labels` says of each what its label may be. `listed`: the rows have a column of dimensions.
    """
    found = _in_step(scopes)
    if listed:
        filled = [found.get(n, place) for n, place in enumerate(scopes)]
        found |= _between(filled)
    return {n: place for n, place in found.items() if labels[n] != "other"}


def _in_step(scopes: Sequence[Place | None]) -> dict[int, Place]:
    """The places between, before and behind others that keep the same step: where at least two dimensions
    are known and all known ones keep it."""
    known = {i: place[1] - i for i, place in enumerate(scopes) if place is not None and place[1] is not None}
    if len(known) < 2 or len(set(known.values())) != 1:
        return {}
    step = next(iter(known.values()))
    last = max(i for i, place in enumerate(scopes) if place is None or place[1] is not None)
    return {
        i: ("dimension", i + step, None)
        for i, place in enumerate(scopes)
        if place is None and i <= last and 1 <= i + step <= DIMENSIONS
    }


def _between(scopes: Sequence[Place | None]) -> dict[int, Place]:
    """The places that stand where just as many dimensions are missing, by row: one row before dimension 2 is
    that of dimension 1, whatever the others skip.

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
