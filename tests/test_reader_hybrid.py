"""Joining another engine's letters with our reader's digits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extract.engines.base import Image, LineKind
from extract.engines.hybrid import HybridEngine, join_readings
from extract.model import Reading


def reading(text: str, confidence: float = 0.9, trusted: bool = True) -> Reading:
    return Reading(text, confidence, (confidence,) * len(text), digits_trusted=trusted)


@pytest.mark.parametrize(
    ("letters", "digits", "joined"),
    [
        ("งบประมาณ ๕๕,๐๐๐ บาท", "งบประมาน ๔๘,๐๐๐ บาท", "งบประมาณ ๔๘,๐๐๐ บาท"),
        ("ปี ๒๕๒๓ ถึง ๒๕๒๐๕", "ปี ๒๕๖๗ ถง ๒๕๖๙", "ปี ๒๕๖๗ ถึง ๒๕๖๙"),
        ("ข้อ ๕", "ข้อ ๙", "ข้อ ๙"),
        ("ไม่มีตัวเลข", "ไมมีตัวเลข", "ไม่มีตัวเลข"),
        ("จำนวนคน", "จำนวน ๑๒ คน", "จำนวน๑๒คน"),
        ("ข้อ 12 และ 13", "ข้อ 12 และ 13", "ข้อ 12 และ 13"),
    ],
)
def test_digits_come_from_our_reader(letters: str, digits: str, joined: str) -> None:
    result = join_readings(reading(letters, trusted=False), reading(digits, 0.8))
    assert result.text.replace(" ", "") == joined.replace(" ", "")
    assert result.digits_trusted == any(c.isdigit() for c in joined)
    assert len(result.char_confidences) == len(result.text)


def test_confidence_is_that_of_the_weakest_part() -> None:
    result = join_readings(reading("รวม ๕๕ บาท", 0.95), reading("รวม ๔๙ บาท", 0.4))
    assert result.confidence == pytest.approx(0.4)


def test_readings_of_different_lines_are_not_mixed() -> None:
    result = join_readings(reading("องค์การบริหารส่วนตำบล ๕", 0.9), reading("๗๗,๐๐๐", 0.9))
    assert result.text == "องค์การบริหารส่วนตำบล ๕"
    assert not result.digits_trusted


class Canned:
    """An engine that reads what it was told."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.name = "canned"
        self.version = "1"

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        return [reading(text) for text, _ in zip(self.texts, lines, strict=False)]


def test_number_cells_fall_back_to_letters_without_trust() -> None:
    engine = HybridEngine(Canned(["รวม"]), Canned([""]))
    (result,) = engine.read([np.zeros((4, 4), np.uint8)], "number")
    assert (result.text, result.digits_trusted) == ("รวม", False)
