"""Numbers within lines of text, and errors with spaces counted: what the rate of characters does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from extract.engines.clear_page import CERTAIN
from extract.model import Reading
from training import texts
from training.generate import Sample

System = Literal["Thai", "Arabic"]
NUMERAL = {
    "Thai": re.compile(r"[๐-๙]+(?:[,.][๐-๙]+)*"),
    "Arabic": re.compile(r"[0-9]+(?:[,.][0-9]+)*"),
}


class Numeral(NamedTuple):
    """A number that stands in a text, and whether each of its characters is certain."""

    text: str
    certain: bool


@dataclass(frozen=True)
class InText:
    """What an engine made of the numbers within lines of a kind and level, and of the lines with spaces.

    `numbers` are those printed, `right` those of them that were read in the same order, character for
    character, `certain_wrong` those read with certainty that were not printed.
    """

    engine: str
    kind: str
    level: str
    system: System
    spaced_cer: float
    numbers: int
    right: int
    certain: int
    certain_wrong: int

    def cell(self) -> str:
        """The cell of the printed table."""
        text = f"{self.spaced_cer:.2f} / {100 * self.right / max(1, self.numbers):.1f} %"
        if self.engine == "reader":
            text += f" / {100 * self.certain / max(1, self.numbers):.1f} %, {self.certain_wrong} wrong"
        return text


def numerals(system: System, text: str, confidences: Sequence[float] = ()) -> Iterator[Numeral]:
    """The numbers of one numeral system in a text; without confidences none is certain."""
    known = confidences if len(confidences) == len(text) else (0.0,) * len(text)
    for match in NUMERAL[system].finditer(text):
        yield Numeral(match[0], min(known[match.start() : match.end()]) >= CERTAIN)


def in_text(
    engine: str, lines: Sequence[Sample], readings: Sequence[Reading], kind: str, level: str
) -> Iterator[InText]:
    """The score of readings for each numeral system that the lines have, stated under `kind`."""
    pairs = [(texts.canonical(line.label), reading) for line, reading in zip(lines, readings, strict=True)]
    errors = sum(Levenshtein.distance(truth, texts.canonical(reading.text)) for truth, reading in pairs)
    spaced = 100 * errors / max(1, sum(len(truth) for truth, _ in pairs))
    for system in NUMERAL:
        counts = [_counted(system, truth, reading) for truth, reading in pairs]
        numbers, right, certain, wrong = (sum(column) for column in zip(*counts, strict=True))
        if numbers:
            yield InText(engine, kind, level, system, spaced, numbers, right, certain, wrong)


def _counted(system: System, truth: str, reading: Reading) -> tuple[int, int, int, int]:
    printed = [numeral.text for numeral in numerals(system, truth)]
    read = list(numerals(system, reading.text, reading.char_confidences))
    blocks = LCSseq.opcodes(printed, [numeral.text for numeral in read])
    same = {k for block in blocks if block.tag == "equal" for k in range(block.dest_start, block.dest_end)}
    certain = [k for k, numeral in enumerate(read) if numeral.certain]
    return len(printed), len(same), len(certain), sum(k not in same for k in certain)
