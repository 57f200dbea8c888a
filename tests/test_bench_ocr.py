"""What the bench of the reader counts: lines by legibility, and all numbers of whole pages."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from training.generate import Sample


def sample(
    letter_px: float, *, bilevel: bool = False, page: tuple[int, int] | None = (1, 0), gaps: float = 0.4
) -> Sample:
    return Sample(np.zeros((4, 4), np.uint8), "1", "bad", "x", "number", page, letter_px, bilevel, gaps)


def test_lines_are_parted_by_the_height_of_their_letters_and_by_their_greys() -> None:
    pytest.importorskip("rapidfuzz")
    from bench.ocr.legibility import by_legibility, is_legible

    lines = [
        sample(9.0), sample(13.9), sample(8.0), sample(20.0),
        sample(7.9, bilevel=True), sample(13.9, bilevel=True), sample(13.9, page=None),
        sample(12.5, gaps=0.05),
    ]  # fmt: skip
    assert by_legibility(lines) == {
        "grey, 14 px and more": [3],
        "grey, 12-14 px": [1],
        "grey, 8-10 px": [0, 2],
        "black and white, 12-14 px": [5],
        "black and white, under 8 px": [4],
        "letters run together": [7],
    }
    assert [is_legible(line) for line in lines] == [True, True, True, True, False, True, True, False]


def test_every_number_of_a_page_is_counted_once() -> None:
    pytest.importorskip("fontTools")
    pytest.importorskip("rapidfuzz")
    from bench.ocr.whole_pages import Page, numbers
    from extract.engines.reader import ReaderEngine
    from training.fonts import load_faces
    from training.pages import TrainingWords, draw_sheet
    from training.render import Pen
    from training.scans import printed_lines, scan_sheet

    faces = load_faces(Path("training/fonts"))
    if not faces:
        pytest.skip("no Thai fonts installed")
    sheet = draw_sheet(random.Random(5), Pen(faces), TrainingWords(), "light", {"numbers": 1.0}, 0.5)
    page = Page((5, 0), scan_sheet(sheet, np.random.default_rng(5), "light"), printed_lines(sheet))
    found = list(numbers(page, ReaderEngine()))
    printed = [
        line.text for line in page.printed if re.fullmatch("[0-9๐-๙,.]*[0-9๐-๙][0-9๐-๙,.]*", line.text)
    ]
    assert len(printed) > 10
    assert len(found) >= len(printed)
    assert sum(number.right for number in found) >= 0.9 * len(found)
    assert not [number for number in found if number.certain and not number.right]
    for number in found:
        assert (number.place == "lost") == (number.line is None)


def test_few_lines_of_text_are_taken_of_one_page_and_most_of_its_numbers() -> None:
    pytest.importorskip("rapidfuzz")
    from bench.ocr.__main__ import TEXTS_OF_PAGE, chosen

    texts = [Sample(np.zeros((4, 4), np.uint8), f"กข{i}", "bad", "x", "text", (1, 0)) for i in range(40)]
    numbers = [Sample(np.zeros((4, 4), np.uint8), str(i), "bad", "x", "number", (1, 0)) for i in range(99)]
    taken = chosen(texts + numbers, "table text", random.Random(1))
    assert len({line.label for line in taken}) == len(taken) == TEXTS_OF_PAGE
    assert any(line.label > "กข19" for line in taken), "from all over the page"
    assert 70 < len(chosen(texts + numbers, "Arabic amounts", random.Random(1))) < 90
    assert chosen(texts, "prose", random.Random(1)) == []


def test_numbers_within_lines_are_counted_by_numeral_system() -> None:
    pytest.importorskip("rapidfuzz")
    from bench.ocr.in_text import in_text
    from extract.model import Reading

    line = replace(sample(14.0), label="ข้อ ๑๒ ใช้ ๑,๐๐๐ บาท 25 คน")
    text = "ข้อ ๑๓  ใช้ ๑,๐๐๐ บาท 25คน"
    sure = Reading(text, 0.99, (0.995,) * len(text))
    unsure = Reading(text, 0.9, (0.9,) * len(text))
    thai, arabic = in_text("reader", [line], [sure], "numbers in prose", "light")
    assert (thai.system, thai.numbers, thai.right, thai.certain, thai.certain_wrong) == ("Thai", 2, 1, 2, 1)
    assert (arabic.system, arabic.numbers, arabic.right, arabic.certain_wrong) == ("Arabic", 1, 1, 0)
    assert thai.spaced_cer == pytest.approx(100 * 2 / len(line.label))  # a digit and a space
    assert [score.certain for score in in_text("reader", [line], [unsure], "k", "light")] == [0, 0]
