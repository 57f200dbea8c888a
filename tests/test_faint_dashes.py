"""A number with a dash beside it that is too faint to be ink is doubtful."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan.faint_dashes import has_faint_dash
from extract.scan.lines import find_pieces, split_lines

PAPER, FAINT = 250, 220


def doubted(stroke: tuple[int, int, int, int] | None, digits: int = 2, level: int = FAINT) -> bool:
    """Whether a line of box-like digits from (100, 40) to their feet at 60 has a dash beside it."""
    even = np.full((100, 400), PAPER, np.uint8)
    even += np.random.default_rng(1).integers(0, 5, even.shape, np.uint8)
    for k in range(digits):
        even[40:60, 100 + 20 * k : 112 + 20 * k] = 60
        even[43:57, 103 + 20 * k : 109 + 20 * k] = PAPER
    if stroke is not None:
        x0, y0, x1, y1 = stroke
        even[y0:y1, x0:x1] = level
    ink = (even < 150).view(np.uint8)
    pieces = find_pieces(ink, 200)
    (line,) = split_lines(pieces, np.arange(len(pieces.boxes)))
    return has_faint_dash(even, ink, pieces, line)


@pytest.mark.parametrize(
    ("stroke", "found"),
    [
        ((80, 49, 90, 51), True),
        ((142, 49, 150, 52), True),
        (None, False),
        ((80, 36, 90, 38), False),
        ((80, 40, 82, 60), False),
        ((0, 49, 99, 51), False),
        ((20, 49, 30, 51), False),
    ],
    ids=["before", "behind", "bare", "too high", "upright", "a rule", "far off"],
)
def test_a_faint_stroke_is_a_dash_by_its_shape_and_place(
    stroke: tuple[int, int, int, int], found: bool
) -> None:
    assert doubted(stroke) == found


def test_grain_is_no_dash_and_long_lines_are_not_asked() -> None:
    assert not doubted((80, 49, 90, 51), level=PAPER - 8)
    assert not doubted((80, 49, 90, 51), digits=10)
