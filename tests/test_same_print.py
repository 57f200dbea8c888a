"""Digits in doubt are told by what the page's other digits look like."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.engines.base import Image, LineKind
from extract.engines.page_lines import read_lines
from extract.engines.reader import MAX_CONTESTED, TOLD_APART, ReaderEngine
from extract.engines.same_print import PrintedNumber, Rival, rivals
from extract.engines.views import Hypothesis
from extract.model import Reading

PITCH, HEIGHT = 16, 24


def printed(text: str, *texts: tuple[str, float], seed: int = 0, size: float = 1.0) -> PrintedNumber:
    """A number drawn in one face, blurred and noisy as a scan of it, that may be each of the texts."""
    rng = np.random.default_rng(seed)
    image = np.zeros((HEIGHT, PITCH * len(text)), np.uint8)
    for i, char in enumerate(text):
        cv2.putText(image, char, (PITCH * i + 1, HEIGHT - 2), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (255,), 2)
    noisy = cv2.GaussianBlur(image, (0, 0), 2.2).astype(float) + rng.normal(0, 12, image.shape)
    ink = cv2.resize(np.clip(noisy, 0, 255).astype(np.uint8), None, fx=size, fy=size)
    columns = tuple(size * (PITCH * i + PITCH / 2) for i in range(len(text)))
    return PrintedNumber(np.asarray(ink, np.uint8), columns, texts or ((text, 1.0),))


def page(size: float = 1.0) -> list[PrintedNumber]:
    return [printed(text, seed=n, size=size) for n, text in enumerate(("386", "830", "1638", "3308", "58"))]


@pytest.mark.parametrize("size", [0.6, 1.0, 1.7])
@pytest.mark.parametrize("drawn", ["138", "188"])
def test_a_digit_is_what_the_page_shows_it_to_be(drawn: str, size: float) -> None:
    other = "188" if drawn == "138" else "138"
    unsure = printed(drawn, (other, 0.7), (drawn, 0.3), seed=9, size=size)
    right, wrong = (
        rivals([*page(size), unsure])[-1],
        printed(drawn, (drawn, 0.7), (other, 0.3), seed=9, size=size),
    )
    assert right is not None
    assert right.text == drawn
    assert right.odds > 0.5
    settled = rivals([*page(size), wrong])[-1]
    assert settled is not None
    assert settled.odds < -0.5


def test_what_the_networks_hold_for_all_but_impossible_needs_clear_print() -> None:
    unsure = printed("138", ("188", 0.999), ("138", 1e-4), seed=9)
    likely = printed("138", ("188", 0.6), ("138", 0.4), seed=9)
    odds = [rival.odds for number in (unsure, likely) if (rival := rivals([*page(), number])[-1]) is not None]
    assert odds[0] < odds[1]


def test_only_numbers_as_long_with_other_digits_are_rivals() -> None:
    for other in (
        "1.8",
        "18",
        "1800",
        "1-8",
        "๑๘๘",
    ):  # the same digits of the other system have the same value
        assert rivals([*page(), printed("188", ("188", 0.6), (other, 0.4))])[-1] is None


def test_a_digit_that_stands_nowhere_else_on_the_page_is_not_told() -> None:
    assert rivals([*page(), printed("148", ("148", 0.6), ("188", 0.4))])[-1] is None
    assert rivals([printed("138", ("188", 0.6), ("138", 0.4))]) == [None]


def test_a_page_whose_faces_are_mixed_does_not_tell() -> None:
    swap = str.maketrans("38", "83")
    other_face = [
        PrintedNumber(number.ink, number.columns, ((number.texts[0][0].translate(swap), 1.0),))
        for number in page()
    ]
    unsure = printed("138", ("188", 0.7), ("138", 0.3), seed=9)
    found = [rivals(numbers)[-1] for numbers in ([*page(), unsure], [*page(), *other_face, unsure])]
    assert [rival is not None and rival.odds > 0 for rival in found] == [True, False]


def test_a_page_without_doubt_and_one_without_numbers() -> None:
    assert rivals(page()) == [None] * 5
    assert rivals([]) == []


def test_numbers_of_no_size_or_beyond_their_line_do_no_harm() -> None:
    flat = PrintedNumber(np.zeros((1, 3), np.uint8), (900.0, -50.0), (("38", 0.6), ("33", 0.4)))
    assert len(rivals([*page(), flat])) == 6


def _view(text: str, other: str) -> Hypothesis:
    return Hypothesis(((text, 0.999), (other, 0.001)), (0.999,) * len(text))


def test_a_reading_follows_the_print_and_is_never_certain_against_it() -> None:
    engine = ReaderEngine()
    general = engine._general
    assert general is not None
    views = (_view("๔๐,๐๐๐", "๙๐,๐๐๐"), _view("๔๐,๐๐๐", "๙๐,๐๐๐"))
    sure = engine._joint_reading(views, general, None)
    assert (sure.text, sure.confidence > 0.99) == ("๔๐,๐๐๐", True)
    far = engine._joint_reading(views, general, Rival("๙๐,๐๐๐", TOLD_APART - 1))
    assert far == sure
    near = engine._joint_reading(views, general, Rival("๙๐,๐๐๐", TOLD_APART + 1))
    assert (near.text, near.confidence) == ("๔๐,๐๐๐", MAX_CONTESTED)
    kept = engine._joint_reading(views, general, Rival("๙๐,๐๐๐", 0.5))
    assert (kept.text, kept.confidence) == ("๔๐,๐๐๐", MAX_CONTESTED)
    torn = Hypothesis((("๔๐,๐๐๐", 0.6), ("๙๐,๐๐๐", 0.4)), (0.6,) * 6)
    other = engine._joint_reading((torn, torn), general, Rival("๙๐,๐๐๐", 0.5))
    assert other.text == "๙๐,๐๐๐"
    assert other.confidence <= MAX_CONTESTED
    assert other.alternatives[0].text == "๔๐,๐๐๐"
    assert max(other.char_confidences) <= MAX_CONTESTED


class _ByKind:
    """An engine that reads each line by itself; it sees no number in the second one."""

    name, version = "by-kind", "1"

    def __init__(self) -> None:
        self.asked: list[tuple[LineKind, int]] = []

    def read(self, lines: list[Image], kind: LineKind = "text") -> list[Reading]:
        self.asked.append((kind, len(lines)))
        return [Reading("#" if kind == "number" and line.shape[1] == 2 else kind, 0.9) for line in lines]


def test_lines_are_read_by_kind_and_no_numbers_as_text() -> None:
    engine = _ByKind()
    lines = [np.zeros((3, width), np.uint8) for width in (1, 2, 3)]
    kinds: list[LineKind] = ["number", "number", "text"]
    assert [r.text for r in read_lines(lines, kinds, engine)] == ["number", "text", "text"]  # type: ignore[arg-type]
    assert engine.asked == [("text", 1), ("number", 2), ("text", 1)]
