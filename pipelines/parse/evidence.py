"""Where parsed values were seen, and how alike two texts are: helpers that every parser shares."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from extract.model import Alternative, Box, Cell, Line, Reading
from normalize.chars import fold
from normalize.digits import numeral_system
from pipelines.records import Source

_SURE_DIGITS = 0.9
"""Confidence from which the digits of a line count as read."""
_SURE_NUMBER = 0.97
"""The same for each digit of one number: in real prints of a face that the networks hardly know, one in eight
of those from 0.9 to here was wrong, of drawn scans none."""


def union_box(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box around all boxes; None where there is none."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    return (
        min(box[0] for box in known),
        min(box[1] for box in known),
        max(box[2] for box in known),
        max(box[3] for box in known),
    )


def joined_line(lines: Sequence[Line], gap: str = " ") -> Line:
    """Lines printed side by side as one: `gap` between their texts, the box around them, the confidence of
    the weakest, and what the engine read of all of them. `lines` are not empty."""
    known = [line.confidence for line in lines if line.confidence is not None]
    readings = [line.reading for line in lines if line.reading is not None]
    return Line(
        gap.join(line.text.strip() for line in lines),
        union_box(line.bbox for line in lines),
        min(known) if known else None,
        _joined_reading(readings, gap) if readings else None,
    )


def _joined_reading(readings: Sequence[Reading], gap: str) -> Reading:
    """One reading of all: as sure as the weakest, each runner-up in its place among the others' texts."""
    texts = [reading.text for reading in readings]
    confidences: list[float] = []
    for reading in readings:
        confidences += [1.0] * len(gap) * bool(confidences) + list(reading.char_confidences)
    return Reading(
        gap.join(texts),
        min(reading.confidence for reading in readings),
        tuple(confidences) if all(reading.char_confidences for reading in readings) else (),
        tuple(
            Alternative(gap.join([*texts[:n], other.text, *texts[n + 1 :]]), other.confidence)
            for n, reading in enumerate(readings)
            for other in reading.alternatives
        ),
        all(reading.digits_trusted for reading in readings),
        any(reading.at_rule for reading in readings),
    )


def source_of(
    lines: Sequence[Line],
    page: int | None,
    cell: tuple[int, int, int] | None = None,
    fallback: Box | None = None,
    *,
    unsure: bool = False,
) -> Source:
    """The provenance of a value read from `lines`: their box, lowest confidence and readings.

    `fallback` is the box to name when no line carries one (an empty cell has no lines, yet it has a place).
    `unsure`: their cell may be another one.
    """
    known = [line.confidence for line in lines if line.confidence is not None]
    readings = tuple(line.reading for line in lines if line.reading is not None)
    return Source(
        page=page,
        bbox=union_box(line.bbox for line in lines) or fallback,
        confidence=min(known) if known else None,
        exact=not known and not readings,
        readings=readings,
        cell=cell,
        unsure=unsure,
    )


def right_edges(lines: Iterable[tuple[int | None, Line]]) -> dict[int | None, float]:
    """Where the lines of each page end at most, in points."""
    edges: dict[int | None, float] = {}
    for page, line in lines:
        if line.bbox is not None:
            edges[page] = max(edges.get(page, 0.0), line.bbox[2])
    return edges


def cell_source(cell: Cell, table_index: int) -> Source:
    """The provenance of a whole cell."""
    place = (table_index, cell.row, cell.col)
    return source_of(cell.lines, cell.page, place, cell.bbox, unsure=cell.unsure)


def digits_trusted(lines: Iterable[Line]) -> bool:
    """Whether the digits of printed lines can be believed: exact text, or read with confidence by an engine
    that tells the digits in question apart."""
    for line in lines:
        if line.confidence is not None and line.confidence < _SURE_DIGITS:
            return False
        unsure = line.reading is not None and not line.reading.digits_trusted
        if unsure and numeral_system(line.text) not in (None, "arabic"):
            return False
    return True


def number_trusted(line: Line) -> bool:
    """Whether the first number of a printed line was read for sure, whatever stands behind it: exact text, or
    each of its digits with confidence by an engine that tells them apart."""
    return _is_sure(line, re.compile(r"\d+"))


def code_trusted(line: Line) -> bool:
    """The same of the digits that a printed line begins with, as the code of a heading (`มิติที่ 1`, `1.1.2`)."""
    return _is_sure(line, re.compile(r"^\D{0,12}\d[\d\s.,]*"))


def heading_trusted(lines: Sequence[Line]) -> bool:
    """Whether the number that a heading begins with was read for sure, by its line or by its own digits; it
    is where there are no lines (text input)."""
    return not lines or digits_trusted(lines[:1]) or code_trusted(lines[0])


def goes_on_by_order(number: int, before: int | None, *, lost: bool) -> bool:
    """Whether a dimension that was not read for sure is the one that holds (None: none yet) or the next.
    Behind one that was `lost` the order tells nothing."""
    return not lost and number in (before or 0, (before or 0) + 1)


def _is_sure(line: Line, pattern: re.Pattern[str]) -> bool:
    reading = line.reading
    found = pattern.search(reading.text) if reading is not None else None
    if reading is None or found is None or len(reading.char_confidences) != len(reading.text):
        return digits_trusted([line])
    if not reading.digits_trusted and numeral_system(found[0]) not in (None, "arabic"):
        return False
    sure = reading.char_confidences[found.start() : found.end()]
    return all(p >= _SURE_NUMBER for char, p in zip(found[0], sure, strict=True) if char.isdigit())


def figures_trusted(lines: Iterable[Line]) -> bool:
    """Whether every digit of printed lines can be believed, whatever the letters beside them."""
    for line in lines:
        reading = line.reading
        if reading is None or len(reading.char_confidences) != len(reading.text):
            trusted = digits_trusted([line]) or not any(map(str.isdigit, line.text))
        else:
            digits = [
                sure
                for char, sure in zip(reading.text, reading.char_confidences, strict=True)
                if char.isdigit()
            ]
            told = reading.digits_trusted or numeral_system(reading.text) in (None, "arabic")
            trusted = not digits or (told and min(digits) >= _SURE_NUMBER)
        if not trusted:
            return False
    return True


def digits_trusted_from(line: Line, start: int) -> bool:
    """Whether all digits of a printed line from a place of its text on were read for sure."""
    reading = line.reading
    if reading is None or len(reading.char_confidences) != len(line.text) or not reading.digits_trusted:
        return digits_trusted([line])
    pairs = zip(line.text[start:], reading.char_confidences[start:], strict=True)
    return all(sure >= _SURE_NUMBER for char, sure in pairs if char.isdigit())


def likeness(left: str, right: str) -> float:
    """How alike two texts are, 0-1, blanks, quotes, digits' script and case apart."""
    return fuzz.ratio(folded(left), folded(right)) / 100


@functools.lru_cache(maxsize=32768)
def folded(text: str) -> str:
    """`fold`, remembered: the same headings and phrases are compared again and again."""
    return fold(text)


def starts_like(text: str, phrase: str, least: float = 0.0) -> float:
    """How much `text` begins with `phrase`, 0-1 (both folded already); a longer text is no fault.

    What is below `least` may come as 0, which is found sooner.
    """
    if text.startswith(phrase):
        return 1.0
    size = len(phrase)
    # a letter more or less of the text is one letter more in common at most
    hopeless = 100 * ((least - 0.001) * (2 * size + 1) / 2 - 1) / size
    whole = fuzz.ratio(text[:size], phrase)
    if whole < hopeless:
        return 0.0
    return max(fuzz.ratio(text[: size - 1], phrase), whole, fuzz.ratio(text[: size + 1], phrase)) / 100
