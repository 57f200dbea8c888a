"""The quick median, against numpy's."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan.medians import median


@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_medians_are_numpys(count: int) -> None:
    random = np.random.default_rng(count)
    for values in (random.integers(-50, 50, count), random.random(count)):
        assert median(values) == np.median(values)


def test_no_values_have_no_median() -> None:
    with pytest.raises(IndexError):
        median(np.array([]))
