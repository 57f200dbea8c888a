"""Evidence of lines that are read as one."""

from __future__ import annotations

import pytest

from extract.model import Alternative, Cell, Line, Reading, Table
from pipelines.parse.evidence import joined_line
from pipelines.parse.text_lines import text_lines
from tests.plan_documents import document


def scanned(text: str, left: float, confidence: float, *others: Alternative) -> Line:
    """A line of a scan, each of its characters as sure as the whole."""
    reading = Reading(text, confidence, (confidence,) * len(text), others)
    return Line(text, (left, 10.0, left + 20.0, 20.0), confidence, reading)


def test_lines_joined_are_as_sure_as_the_weakest() -> None:
    lines = [scanned("ปี", 0, 0.99), scanned("๓๘,๐๐๐", 30, 0.6, Alternative("๓๓,๐๐๐", 0.3))]
    joined = joined_line(lines)
    assert (joined.text, joined.bbox, joined.confidence) == ("ปี ๓๘,๐๐๐", (0.0, 10.0, 50.0, 20.0), 0.6)
    assert joined.reading is not None
    assert joined.reading.text == "ปี ๓๘,๐๐๐"
    assert joined.reading.char_confidences == (0.99, 0.99, 1.0, *[0.6] * 6)
    assert joined.reading.alternatives == (Alternative("ปี ๓๓,๐๐๐", 0.3),)


def test_exact_lines_stay_exact() -> None:
    joined = joined_line([Line("ปี 2566", (0, 0, 9, 9)), Line("500 บาท", (10, 0, 19, 9))])
    assert (joined.text, joined.confidence, joined.reading) == ("ปี 2566 500 บาท", None, None)


@pytest.mark.parametrize("rows", [1, 2])
def test_amounts_taken_for_a_column_keep_the_doubt_of_their_digits(rows: int) -> None:
    """`ปี | ๓๘,๐๐๐`: the word before an amount was read for sure, the amount was not."""
    words = tuple(scanned("ปี ๒๕๖๖", 0, 0.99) for _ in range(rows))
    amounts = tuple(scanned("๓๘,๐๐๐", 30, 0.4) for _ in range(rows))
    table = Table((Cell(0, 0, lines=words, page=1), Cell(0, 1, lines=amounts, page=1)), 1, 2, page=1)
    lines = text_lines(document(table), frozenset())
    assert [(line.text, line.line.confidence) for line in lines] == [("ปี ๒๕๖๖ ๓๘,๐๐๐", 0.4)] * rows
