"""Packed masks against OpenCV, byte by byte."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.scan.bits import LONGEST_BAR, packed

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
