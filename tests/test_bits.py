"""Packed masks against OpenCV, byte by byte."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.scan.bits import LONGEST_BAR, of_runs, packed
from extract.scan.clean import dotted_columns, faint_rules

SHAPES = [(1, 1), (5, 64), (40, 63), (37, 130), (3, 300)]


def _mask(shape: tuple[int, int], share: float) -> np.ndarray:
    mask = (np.random.default_rng(3).random(shape) < share).astype(np.uint8)
    mask[shape[0] // 2] = 1  # one whole row, and one that ends at both sides
    mask[0, shape[1] // 3 : shape[1] // 2] = 0
    return mask


@pytest.mark.parametrize("shape", SHAPES)
def test_a_mask_comes_back_whole(shape: tuple[int, int]) -> None:
    mask = _mask(shape, 0.4)
    assert (packed(mask).mask() == mask).all()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.7, 1.0])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_mask_comes_back_from_its_runs(shape: tuple[int, int], share: float) -> None:
    mask = _mask(shape, share)
    assert (of_runs(*packed(mask).runs(), shape).mask() == mask).all()


def test_a_widened_mask_has_paper_at_its_sides() -> None:
    mask = _mask((20, 127), 0.5)
    assert (packed(mask).widened(2).mask() == np.pad(mask, ((0, 0), (2, 2)))).all()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 10, 16, 17, 48, 63, LONGEST_BAR])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.7, 0.97, 1.0])
@pytest.mark.parametrize("shape", SHAPES)
def test_bars_are_fitted_as_by_opencv(shape: tuple[int, int], share: float, size: int) -> None:
    mask = _mask(shape, share)
    bits = packed(mask)
    for rows, cols in ((1, size), (size, 1)):
        bar = np.ones((rows, cols), np.uint8)
        assert (bits.opened(rows, cols).mask() == cv2.morphologyEx(mask, cv2.MORPH_OPEN, bar)).all()
        assert (bits.closed(rows, cols).mask() == cv2.morphologyEx(mask, cv2.MORPH_CLOSE, bar)).all()
        assert (bits.dilated(rows, cols).mask() == cv2.dilate(mask, bar)).all()


def test_a_box_grows_ink_both_ways() -> None:
    mask = _mask((30, 90), 0.05)
    assert (packed(mask).dilated(5, 3).mask() == cv2.dilate(mask, np.ones((5, 3), np.uint8))).all()


@pytest.mark.parametrize("page", range(40))
def test_thin_runs_are_those_of_the_whole_page_though_few_rows_and_columns_are_looked_at(page: int) -> None:
    mask = _strokes(page)
    bits = packed(mask)
    for thick, long in ((6, 120), (10, 18), (5, 8), (7, 50)):
        across = (bits - bits.opened(thick, 1)).opened(1, long)
        down = (bits - bits.opened(1, thick)).opened(long, 1)
        assert (bits.thin_across(thick, long).words == across.words).all()
        assert (bits.thin_down(thick, long).words == down.words).all()


@pytest.mark.parametrize("page", range(40))
def test_faint_and_dotted_rules_are_those_of_the_whole_page(page: int) -> None:
    soft = packed(_strokes(page))
    across = (soft - soft.opened(6, 1)).opened(1, 80)
    down = (soft - soft.opened(1, 6)) | across.dilated(3, 1)
    assert (faint_rules(soft, 200).words == (across | (down.opened(50, 1) & soft)).words).all()
    joined = (soft - soft.opened(1, 6)).closed(9, 1)
    assert (dotted_columns(soft, 200).words == (joined.opened(50, 1) & soft).words).all()


def _strokes(seed: int) -> np.ndarray:
    """Grains, and strokes and rows of dots across and down, some of them at a side of the page."""
    random = np.random.default_rng(seed)
    height, width = (int(side) for side in random.integers(1, 400, 2))
    mask = (random.random((height, width)) < random.choice([0.0, 0.02, 0.2])).astype(np.uint8)
    for _ in range(12):
        long, thick, step = (int(random.integers(low, high)) for low, high in ((3, 200), (1, 8), (1, 4)))
        y, x = (int(random.choice([0, max(0, side - long), side // 3])) for side in (height, width))
        if random.random() < 0.5:
            mask[y : y + long : step, x : x + thick] = 1
        else:
            mask[y : y + thick, x : x + long : step] = 1
    return mask


def test_masks_are_joined_and_parted() -> None:
    one, other = _mask((20, 70), 0.3), _mask((20, 70), 0.6)
    a, b = packed(one), packed(other)
    assert ((a & b).mask() == (one & other)).all()
    assert ((a | b).mask() == (one | other)).all()
    assert ((a - b).mask() == (one & (1 - other))).all()


@pytest.mark.parametrize("pairs", [False, True])
def test_specks_are_the_smallest_components(pairs: bool) -> None:
    mask = (np.random.default_rng(8).random((80, 140)) < 0.09).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    small = stats[:count, 4] <= (2 if pairs else 1)
    small[0] = False
    assert (packed(mask).specks(pairs=pairs).mask() == small[labels]).all()
    assert small.any()
