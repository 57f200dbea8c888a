"""A plus before a number is no digit of it: `+3.62` was read `43.62`."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from extract.engines.line_image import LineInk
from extract.engines.plus import plus_before
from extract.engines.reader import ReaderEngine

DATA = Path(__file__).parent / "data" / "reader"
TRUTH: dict[str, dict[str, str]] = json.loads((DATA / "truth.json").read_text("utf8"))
NUMBERS = sorted(n for n, truth in TRUTH.items() if truth["kind"] == "number" and truth["text"][0].isdigit())
Strokes = list[tuple[float, float, float, float]]
PLUS: Strokes = [(0.0, 0.5, 0.6, 0.5), (0.3, 0.2, 0.3, 0.8)]
"""Strokes in heights of the digits: from x, y to x, y, y from their heads down."""


def with_sign(name: str, strokes: Strokes, room: float = 0.2) -> tuple[np.ndarray, int]:
    """A number's line with a sign drawn before it, and the column where the digits begin."""
    image = cv2.imread(str(DATA / name), cv2.IMREAD_GRAYSCALE)
    paper, ink = int(np.median(image)), int(image.min())
    rows, columns = (np.flatnonzero((image < (paper + ink) / 2).any(axis=a)) for a in (1, 0))
    top, size = int(rows[0]), int(rows[-1] - rows[0])
    image = cv2.copyMakeBorder(image[:, columns[0] :], 4, 4, 2 * size, 4, cv2.BORDER_CONSTANT, value=paper)
    left = 2 * size - (0.6 + room) * size
    for x0, y0, x1, y1 in strokes:
        start, end = ((round(left + x * size), round(4 + top + y * size)) for x, y in ((x0, y0), (x1, y1)))
        cv2.line(image, start, end, ink, max(1, size // 10))
    return image, 2 * size


@pytest.mark.parametrize("name", NUMBERS)
def test_a_plus_is_read_with_its_number(name: str) -> None:
    image, digits = with_sign(name, PLUS)
    end = plus_before(LineInk(image))
    assert end is not None and end <= digits
    engine = ReaderEngine()
    (bare,) = engine.read([image[:, end:]], "number")
    (reading,) = engine.read([image], "number")
    assert (reading.text, reading.confidence) == ("+" + TRUTH[name]["text"], bare.confidence)
    assert not reading.char_confidences or len(reading.char_confidences) == len(reading.text)


@pytest.mark.parametrize(
    "strokes",
    [
        [],
        PLUS[:1],  # a minus
        [(0.3, 0.0, 0.3, 1.0), (0.0, 0.65, 0.6, 0.65), (0.3, 0.0, 0.0, 0.65)],  # a four
        [(0.0, 0.2, 0.6, 0.8), (0.6, 0.2, 0.0, 0.8)],  # a cross
        [(0.0, 0.8, 0.6, 0.8), (0.3, 0.2, 0.3, 0.8)],  # on its foot
        [(x, y + 0.5, u, v + 0.5) for x, y, u, v in PLUS],  # below the digits
    ],
    ids=["bare", "minus", "four", "cross", "standing", "low"],
)
def test_other_signs_are_none(strokes: Strokes) -> None:
    assert plus_before(LineInk(with_sign(NUMBERS[0], strokes)[0])) is None
