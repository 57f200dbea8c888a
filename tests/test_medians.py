"""The quick median, against numpy's."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.scan.medians import median, medians, running_median


@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_medians_are_numpys(count: int) -> None:
    random = np.random.default_rng(count)
    for values in (random.integers(-50, 50, count), random.random(count)):
        assert median(values) == np.median(values)


def test_medians_of_owners_are_numpys() -> None:
    random = np.random.default_rng(2)
    for count in (0, 1, 7, 60):
        values, owner = random.integers(-9, 9, count), random.integers(0, 12, count)
        expected = [np.median(values[owner == k]) if (owner == k).any() else 0.0 for k in range(12)]
        assert medians(values, owner, 12).tolist() == expected


def test_no_values_have_no_median() -> None:
    with pytest.raises(IndexError):
        median(np.array([]))


@pytest.mark.parametrize("window", [3, 31, 255])
@pytest.mark.parametrize("most", [1, 4, 200])
def test_running_medians_are_opencvs(window: int, most: int) -> None:
    values = np.random.default_rng(5).integers(0, most, 400, dtype=np.uint8)
    blurred = cv2.medianBlur(values[None, :], window)[0, window // 2 : len(values) - window // 2]
    assert (running_median(values, window) == blurred).all()
    rows = np.stack([values, values[::-1], np.full_like(values, most // 2)])
    assert (running_median(rows, window)[1] == blurred[::-1]).all()
