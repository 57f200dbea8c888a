"""A baht sign before a number is no digit of it: ฿51,341 was read 851,341 and certain."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from extract.engines.baht import baht_before, may_be_baht, with_baht
from extract.engines.clear_page import HESITANT
from extract.engines.line_image import LineInk
from extract.engines.reader import ReaderEngine
from extract.engines.views import Hypothesis
from extract.model import Reading

DATA = Path(__file__).parent / "data" / "reader"
TRUTH: dict[str, dict[str, str]] = json.loads((DATA / "truth.json").read_text("utf8"))
ARABIC = sorted(
    name for name, truth in TRUTH.items() if truth["kind"] == "number" and truth["text"][0] in "0123456789"
)
Strokes = list[tuple[float, float, float, float]]
LETTER: Strokes = [
    (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.5, 0.0), (0.0, 0.5, 0.5, 0.5), (0.0, 1.0, 0.5, 1.0),
    (0.5, 0.0, 0.6, 0.25), (0.6, 0.25, 0.5, 0.5), (0.5, 0.5, 0.6, 0.75), (0.6, 0.75, 0.5, 1.0),
]  # fmt: skip
BAR: Strokes = [(0.28, -0.14, 0.28, 1.14)]
STUBS: Strokes = [(0.28, -0.22, 0.28, 0.0), (0.28, 1.0, 0.28, 1.22)]
WITHIN: Strokes = [(0.28, 0.0, 0.28, 1.0)]
"""Strokes in heights of the digits: from x, y to x, y, y from their heads down."""


def with_sign(name: str, strokes: Strokes) -> tuple[np.ndarray, int]:
    """A number's line at twice its size with a sign before it, and the column where the digits begin."""
    image = cv2.imread(str(DATA / name), cv2.IMREAD_GRAYSCALE)
    image = cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    paper, ink = int(np.median(image)), int(image.min())
    dark = image < (paper + ink) / 2
    columns = np.flatnonzero(dark.any(axis=0))
    rows = np.flatnonzero(dark[:, columns[0] : columns[0] + image.shape[0] // 4].any(axis=1))
    top, size = int(rows[0]), int(rows[-1] - rows[0])
    image = cv2.copyMakeBorder(image[:, columns[0] :], 16, 16, 2 * size, 4, cv2.BORDER_CONSTANT, value=paper)
    left = 2 * size - 0.8 * size
    for x0, y0, x1, y1 in strokes:
        start, end = ((round(left + x * size), round(16 + top + y * size)) for x, y in ((x0, y0), (x1, y1)))
        cv2.line(image, start, end, ink, max(1, size // 12))
    return image, 2 * size


@pytest.mark.parametrize("strokes", [LETTER + BAR, LETTER + STUBS, LETTER + WITHIN])
@pytest.mark.parametrize("name", ARABIC)
def test_the_sign_is_told_by_its_bar(name: str, strokes: Strokes) -> None:
    image, digits = with_sign(name, strokes)
    end = baht_before(LineInk(image))
    assert end is not None and digits - 0.3 * digits < end <= digits


@pytest.mark.parametrize("strokes", [LETTER, BAR])
@pytest.mark.parametrize("name", ARABIC)
def test_a_letter_and_a_stroke_are_none(name: str, strokes: Strokes) -> None:
    assert baht_before(LineInk(with_sign(name, strokes)[0])) is None


@pytest.mark.parametrize("name", ARABIC)
def test_digits_are_none(name: str) -> None:
    assert baht_before(LineInk(cv2.imread(str(DATA / name), cv2.IMREAD_GRAYSCALE))) is None


@pytest.mark.parametrize("name", ARABIC)
def test_a_number_behind_the_sign_has_no_8_and_is_not_certain(name: str) -> None:
    (reading,) = ReaderEngine().read([with_sign(name, LETTER + BAR)[0]], "number")
    assert reading.confidence <= HESITANT
    assert reading.text in ("฿" + TRUTH[name]["text"], TRUTH[name]["text"])


def test_the_reading_keeps_what_was_read_at_first() -> None:
    whole = Reading("851,341", 0.991, (0.99,) * 7)
    reading = with_baht(Reading("51,341", 0.995, (0.999,) * 6), whole)
    assert (reading.text, reading.confidence) == ("฿51,341", HESITANT)
    assert max(reading.char_confidences) <= HESITANT and len(reading.char_confidences) == 7
    assert reading.alternatives[0].text == "851,341"


@pytest.mark.parametrize(
    ("number", "texts", "doubted"),
    [
        ("851,341", (("851,341", 0.9), ("B51,341", 0.05)), True),
        ("851,341", (("851,341", 0.9), ("฿51,341", 0.05)), True),
        ("851,341", (("851,341", 0.99), ("B51,341", 0.001)), False),
        ("51,341", (("51,341", 0.9), ("B1,341", 0.05)), False),
    ],
)
def test_an_8_that_may_be_the_sign_is_doubtful(
    number: str, texts: tuple[tuple[str, float], ...], doubted: bool
) -> None:
    assert may_be_baht(number, Hypothesis(texts, ())) == doubted
    assert not may_be_baht(number, None)
