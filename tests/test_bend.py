"""Bends of a page: which are worth drawing the page anew for."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan.bend import find_warp
from extract.scan.lines import find_pieces
from extract.scan.rules import Segment, segment_of

WIDTH, HEIGHT = 1600, 2200
PAPER = np.zeros((HEIGHT, WIDTH), np.uint8)


def rule(y: float, bow: float, from_x: float, to_x: float) -> Segment:
    """A rule across that hangs through by `bow` px in its middle."""
    x = np.linspace(from_x, to_x, 60)
    part = (2 * x - from_x - to_x) / (to_x - from_x)
    return segment_of(np.stack([x, y + bow * (1 - part**2)], axis=1), 3.0)


@pytest.mark.parametrize(("bow", "bent"), [(0.0, False), (1.6, False), (3.0, True), (12.0, True)])
def test_a_bend_of_a_pixel_or_two_is_left_as_it_is(bow: float, bent: bool) -> None:
    rows = [rule(y, bow, 100, WIDTH - 100) for y in range(300, 2000, 150)]
    warp = find_warp(rows, [], find_pieces(PAPER, 200), 200)
    assert (warp is not None) == bent


def test_a_bend_of_one_rule_among_many_straight_ones_is_none_of_the_page() -> None:
    straight = [rule(y, 0.0, 100, WIDTH - 100) for y in range(300, 2000, 60)]
    rows = [*straight, rule(2050, 4.0, 1200, WIDTH - 100)]
    assert find_warp(rows, [], find_pieces(PAPER, 200), 200) is None
