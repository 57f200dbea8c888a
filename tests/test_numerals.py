"""Numbers within lines of text are cut out and read as numbers are, where the general network is unsure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from extract.engines import numerals
from extract.engines.clear_page import HESITANT
from extract.engines.ctc import Step
from extract.engines.line_image import LineInk
from extract.engines.numerals import Numeral, doubted_at_signs, doubtful_numerals, with_numeral
from extract.engines.reader import ReaderEngine, _logits, _path_of_words
from extract.model import Reading
from extract.scan.page import layout_scan

SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "action-plan-scan.pdf"
NOTHING = np.empty((0, 0), np.uint8)


def path_of(text: str, confidence: float) -> list[Step]:
    return [Step(char, confidence, 3 * k) for k, char in enumerate(text)]


def text_of(path: list[Step]) -> str:
    return "".join(step.char for step in path)


def test_each_number_of_a_line_is_cut_out_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numerals, "UNSURE", 1.1)
    engine = ReaderEngine()
    network = engine._general
    assert network is not None
    page = pdfium.PdfDocument(SAMPLE)[3]
    image = np.ascontiguousarray(page.render(scale=200 / 72, grayscale=True).to_numpy().squeeze())
    lines = [LineInk(line.image) for line in layout_scan(image, 200.0, engine=engine).all_lines()]
    found = 0
    for line, logits in zip(lines, _logits(network, lines), strict=True):
        path = [] if logits is None else _path_of_words(network, logits)
        for numeral in doubtful_numerals(path, line, network.height):
            (again,) = engine.read([numeral.image], "number")
            assert again.text == text_of(path[numeral.first : numeral.end])
            found += 1
    assert found > 10


@pytest.mark.parametrize(
    ("again", "confidence", "text", "most"),
    [
        ("๑๗๕", 0.999, "ปี ๑๗๕ แห่ง", HESITANT),  # another digit, and surely: taken, and doubtful
        ("๑๓๕", 0.999, "ปี ๑๓๕ แห่ง", 0.999),  # the same: surer than before
        ("๑,๗๕๐", 0.95, "ปี ๑,๗๕๐ แห่ง", HESITANT),
        ("๑๓๕.", 0.999, "ปี ๑๓๕ แห่ง", 0.999),  # the stop is the line's
        ("๑๗๕", 0.4, "ปี ๑๓๕ แห่ง", 0.6),  # less sure than the words were
        ("(๑๓๕", 0.99, "ปี ๑๓๕ แห่ง", 0.6),  # no number by itself
        ("", 0.0, "ปี ๑๓๕ แห่ง", 0.6),
    ],
)
def test_what_is_surer_stands_in_the_line(again: str, confidence: float, text: str, most: float) -> None:
    path = path_of("ปี ๑๓๕ แห่ง", 0.6)
    reading = Reading(again, confidence, (1.0,) * len(again))
    found = with_numeral(path, Numeral(3, 6, NOTHING), reading)
    assert text_of(found) == text
    assert max(step.confidence for step in found if step.char.isdigit()) == pytest.approx(most)
    assert [step.at for step in found] == sorted(step.at for step in found)


def drawn_line(bars: Sequence[int]) -> LineInk:
    """A line of bars at these columns, 20 px high."""
    image = np.full((30, max(bars) + 12, 1), 255, np.uint8)[..., 0]
    for left in bars:
        image[5:25, left : left + 4] = 0
    return LineInk(image)


def test_numbers_are_asked_about_where_unsure_or_where_ink_is_left_over() -> None:
    # a step is two columns of the normalised line, whose ink is 34 px high, from 10 columns on
    def path(*characters: tuple[str, int]) -> list[Step]:
        return [Step(char, 0.995, round((10 + (at - 10) * 1.7) / 2)) for char, at in characters]

    line = drawn_line([10, 20, 50, 60, 70, 100])
    whole = path(("ป", 10), ("ี", 20), (" ", 26), ("1", 50), ("2", 60), ("3", 70), (" ", 76), ("ก", 100))
    assert doubtful_numerals(whole, line, 40) == []
    for lost in (3, 5):
        (numeral,) = doubtful_numerals([*whole[:lost], *whole[lost + 1 :]], line, 40)
        assert numeral.lacks_one and 24 < numeral.image.shape[1] < 60
    unsure = [step._replace(confidence=0.98) if step.char == "2" else step for step in whole]
    (numeral,) = doubtful_numerals(unsure, line, 40)
    assert not numeral.lacks_one and (numeral.first, numeral.end) == (3, 6)


def test_a_reading_without_confidences_of_its_characters_has_its_own_for_each() -> None:
    found = with_numeral(path_of("ปี ๑๓๕ แห่ง", 0.6), Numeral(3, 6, NOTHING), Reading("๑๓๕.", 0.999))
    assert [step.confidence for step in found if step.char.isdigit()] == [0.999] * 3


def test_a_character_that_is_lacking_is_put_in_though_the_others_are_sure() -> None:
    path = path_of("พ.ศ. 133 ปลวก", 1.0)
    reading = Reading("0133", 0.96, (1.0,) * 4)
    taken = with_numeral(path, Numeral(5, 8, NOTHING, lacks_one=True), reading)
    assert text_of(taken) == "พ.ศ. 0133 ปลวก"
    assert max(step.confidence for step in taken if step.char.isdigit()) == HESITANT
    assert with_numeral(path, Numeral(5, 8, NOTHING), reading) == path
    assert (
        with_numeral(path, Numeral(5, 8, NOTHING, lacks_one=True), Reading("0133", 0.5, (0.5,) * 4)) == path
    )


@pytest.mark.parametrize(
    ("text", "unsure", "doubted"),
    [
        ("รอบละ ๖.น กม", ".น", True),
        ("ยาว 0/ ซม", "/", True),
        ("ข้อ 1. น", "น", False),  # a blank between
        ("ข้อ 1.น", "น", True),
        ("1.น", "น", False),  # an item's number
        ("หมู่ 3 น", "น", False),
        ("หมู่ 3น", "น", False),  # no sign between: the word begins
    ],
)
def test_a_number_is_no_surer_than_the_sign_at_its_end(text: str, unsure: str, doubted: bool) -> None:
    begin = text.rindex(unsure)
    path = [
        step._replace(confidence=0.5) if begin <= k < begin + len(unsure) else step
        for k, step in enumerate(path_of(text, 0.999))
    ]
    (digit,) = (step for step in doubted_at_signs(path) if step.char.isdigit())
    assert digit.confidence == (0.5 if doubted else 0.999)
