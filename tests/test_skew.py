"""The skew of a page to a tenth of a degree, small angles among them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.scan.skew import estimate_skew, shrink


def turned_page(degrees: float, step: int = 0) -> np.ndarray:
    """The ink of lines of letters at 200 dpi, turned counter-clockwise; with a step, in two columns, the
    right one so much lower."""
    random = np.random.default_rng(1)
    ink = np.zeros((1600, 1200), np.uint8)
    for foot in range(150, 1450, 60):
        left = 120
        while left < 1050:
            wide, high, blank = (int(random.integers(*ends)) for ends in ((6, 16), (14, 20), (4, 30)))
            if step and 560 < left < 620:
                left = 620
            lower = step * (left >= 620)
            ink[foot + lower - high : foot + lower, left : left + wide] = 255
            left += wide + blank
    turn = cv2.getRotationMatrix2D((600, 800), degrees, 1)
    return np.asarray(cv2.warpAffine(ink, turn, (1200, 1600)) > 127, np.uint8)


@pytest.mark.parametrize("degrees", [0.0, 0.1, -0.12, 0.15, 0.5, -1.3])
def test_skew_to_a_tenth_of_a_degree(degrees: float) -> None:
    found, _ = estimate_skew(shrink(turned_page(degrees), 200))
    assert found == pytest.approx(degrees, abs=0.06)


def test_a_straight_page_is_not_turned() -> None:
    assert estimate_skew(shrink(turned_page(0.0), 200))[0] == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("degrees", [0.0, 0.4, -0.8])
def test_columns_whose_lines_do_not_stand_side_by_side_do_not_tilt_a_page(degrees: float) -> None:
    assert estimate_skew(shrink(turned_page(degrees, 17), 200))[0] == pytest.approx(degrees, abs=0.15)
