"""Column rules of a single low row, between two row rules."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.scan.rules import segment_of
from extract.scan.strips import strip_columns

PLACES = 100, 400, 700, 1100


@pytest.mark.parametrize(("lean", "found"), [(0, True), (4, True), (9, False)])
def test_the_column_rules_of_a_low_row_may_lean_by_a_few_pixels(lean: int, found: bool) -> None:
    ink = np.zeros((300, 1250), np.uint8)
    for y in (100, 140):
        cv2.line(ink, (PLACES[0], y), (PLACES[-1], y), 1, 2)
    for x in PLACES:
        cv2.line(ink, (x + lean, 100), (x, 140), 1, 2)
    rows = [segment_of(np.array([(PLACES[0], y), (PLACES[-1], y)], float), 2.0) for y in (100, 140)]
    places = [rule.at for rule in strip_columns(ink, rows, [], 200)]
    assert len(places) == (len(PLACES) if found else 0)
    assert all(abs(at - x - lean / 2) <= 1 for at, x in zip(places, PLACES, strict=False))
