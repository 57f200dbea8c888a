"""Pairs of least cost, against scipy, with many equally good pairings among them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from pipelines.assignment import best_pairs


@pytest.mark.parametrize("shape", [(1, 1), (3, 7), (7, 3), (12, 12), (30, 17)])
@pytest.mark.parametrize("levels", [2, 5, 1_000_000])
def test_pairs_are_those_of_scipy(shape: tuple[int, int], levels: int) -> None:
    random = np.random.default_rng(levels)
    for _ in range(20):
        costs = random.integers(0, levels, shape) / levels - 0.5
        rows, columns = linear_sum_assignment(costs)
        assert best_pairs(costs.tolist()) == list(zip(rows.tolist(), columns.tolist(), strict=True))


def test_no_rows_make_no_pairs() -> None:
    assert best_pairs([]) == []
    assert best_pairs([[], [], [], []]) == []
