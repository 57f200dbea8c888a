"""Bends of a page: which are worth drawing the page anew for."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan.bend import find_warp, straightened, warp_of_rules
from extract.scan.lines import find_pieces
from extract.scan.rules import Segment, segment_of

WIDTH, HEIGHT = 1600, 2200
PAPER = np.zeros((HEIGHT, WIDTH), np.uint8)


def rule(y: float, bow: float, from_x: float, to_x: float) -> Segment:
    """A rule across that hangs through by `bow` px in its middle."""
    x = np.linspace(from_x, to_x, 60)
    part = (2 * x - from_x - to_x) / (to_x - from_x)
    return segment_of(np.stack([x, y + bow * (1 - part**2)], axis=1), 3.0)


@pytest.mark.parametrize(("bow", "bent"), [(0.0, False), (1.0, False), (3.0, True), (12.0, True)])
def test_a_bend_of_a_pixel_is_left_as_it_is(bow: float, bent: bool) -> None:
    rows = [rule(y, bow, 100, WIDTH - 100) for y in range(300, 2000, 150)]
    warp = find_warp(rows, [], find_pieces(PAPER, 200), 200)
    assert (warp is not None) == bent


def test_a_bend_of_one_rule_among_many_straight_ones_is_none_of_the_page() -> None:
    straight = [rule(y, 0.0, 100, WIDTH - 100) for y in range(300, 2000, 60)]
    rows = [*straight, rule(2050, 4.0, 1200, WIDTH - 100)]
    assert find_warp(rows, [], find_pieces(PAPER, 200), 200) is None


def upright(x: float) -> Segment:
    """A straight rule down; its path is that of a transposed page."""
    y = np.linspace(300, 1950, 60)
    return segment_of(np.stack([y, np.full_like(y, x)], axis=1), 3.0)


@pytest.mark.parametrize(("bow", "bent"), [(0.0, False), (1.0, False), (5.0, True)])
def test_the_rules_of_a_page_that_is_all_table_tell_its_bend(bow: float, bent: bool) -> None:
    rows = [rule(y, bow, 100, WIDTH - 100) for y in range(300, 2000, 150)]
    columns = [upright(x) for x in range(100, WIDTH, 350)]
    found = warp_of_rules(rows, columns, PAPER.shape, 200)
    assert (found is not None) == bent
    if found is not None:
        straight, _ = straightened(rows, columns, found)
        assert max(float(np.ptp(row.path[:, 1])) for row in straight) < 1.0


def test_a_small_table_does_not_tell_the_bend_of_its_page() -> None:
    rows = [rule(y, 5.0, 100, WIDTH - 100) for y in range(300, 900, 100)]
    columns = [upright(x) for x in range(100, WIDTH, 350)]
    assert warp_of_rules(rows, columns, PAPER.shape, 200) is None
