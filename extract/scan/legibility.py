"""Print that a scan has worn so far that what was read of it is a guess.

A coarse black-and-white scan loses the loops by which letters and digits are told apart. Single readings can
look sure all the same; that so many of their neighbours are not shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.engines.base import Engine
from extract.engines.clear_page import CERTAIN, number_of
from extract.engines.number_form import UNPARTED
from extract.model import Line, Reading, Table
from extract.scan.scraps import is_clear_print, may_be_a_number, may_be_clear_print
from extract.table_doubts import POORLY_READ, joined_reasons

LEGIBLE = 0.75
"""The least mean confidence of the characters of legible lines, and of tables read by an engine that does not
state its own as `legible_from`. Lines outside tables may be handwriting and stamps beside clear print."""
# Fewer characters, and fewer numbers, tell nothing.
FEWEST, FEWEST_NUMBERS = 60, 8
CLEAR_NUMBERS = 0.6
"""Share of a table's numbers that are certain by themselves from which its digits are legible, though its
text, in a face whose letters are hard, is not. Of 336 such numbers of held-out pages none had another value,
of 176 on tables where fewer were certain two had."""
FEWEST_LINES, CLEAR_LINES, LIKELY = 8, 0.1, 0.5
"""Of so many lines so great a part is clear print, or a number more likely right than not. Of the lines
of a worn fax a third are, of those of a page upside down at most one of 24."""
MOST_CERTAIN = 0.9
"""No reading of such print is more certain than this."""


def is_legible(lines: Iterable[Line], least: float = LEGIBLE) -> bool:
    """False where an engine was unsure of so much of the lines that none of its readings can be trusted.

    Lines that run into a rule are doubtful for that, and tell nothing about the others.
    """
    readings = [line.reading for line in lines if line.reading is not None and not line.reading.at_rule]
    sure = [c for reading in readings for c in reading.char_confidences]
    return len(sure) < FEWEST or sum(sure) / len(sure) >= least


def has_clear_print(readings: Iterable[Reading]) -> bool:
    """False where next to nothing of what was read on a page is clear: print upside down.

    Digits and letters look like others then, which an engine may be fairly sure of, but not of a whole line.
    """
    asked = [reading for reading in readings if may_be_clear_print(reading)]
    clear = sum(
        is_clear_print(reading) or (may_be_a_number(reading) and reading.confidence >= LIKELY)
        for reading in asked
    )
    return len(asked) < FEWEST_LINES or clear >= CLEAR_LINES * len(asked)


def doubted_line(line: Line) -> Line:
    """The line with a confidence that makes nothing on it certain."""
    if line.reading is None:
        return line
    confidence = min(line.reading.confidence, MOST_CERTAIN)
    chars = tuple(min(c, MOST_CERTAIN) for c in line.reading.char_confidences)
    reading = replace(line.reading, confidence=confidence, char_confidences=chars)
    return replace(line, confidence=confidence, reading=reading)


def has_clear_numbers(lines: Iterable[Line], least: float = LEGIBLE) -> bool:
    """Whether most numbers of a table that is hard to read are certain by themselves, and their characters as
    clear as those of a table that can be read.

    What is certain for its neighbours' sake is so with the least confidence that counts as certain.
    """
    numbers = [
        line.reading
        for line in lines
        if line.reading is not None and not line.reading.at_rule and number_of(line.reading.text) is not None
    ]
    chars = [c for reading in numbers for c in reading.char_confidences]
    sure = sum(reading.confidence > CERTAIN for reading in numbers)
    many = len(numbers) >= FEWEST_NUMBERS and sure >= CLEAR_NUMBERS * len(numbers)
    return many and sum(chars) >= least * len(chars)


def may_lack_mark(text: str) -> bool:
    """Whether a text is no number, or one of bare digits that could have a stop within or behind them: where
    letters are hard to read, such small marks are lost first."""
    number = (number_of(text) or "").strip()
    bare = number.isdigit() or UNPARTED.fullmatch(number) is not None
    return not number or (bare and any(int(char) for char in number if char.isdigit()))


def doubted_table(table: Table, engine: Engine, *, clear_page: bool = True) -> Table:
    """The table; where it can't be read, `partial` with nothing certain in it and no cell seen to be empty.

    On a page that is not clear (`has_clear_print`) none can, of however few characters. Thin strokes leave no
    trace there. Numbers stay certain where nearly all are.
    """
    least = float(getattr(engine, "legible_from", LEGIBLE))
    lines = [line for cell in table.cells for line in cell.lines]
    if clear_page and is_legible(lines, least):
        return table
    clear = has_clear_numbers(lines, least)

    def doubted(line: Line) -> Line:
        return line if clear and not may_lack_mark(line.text) else doubted_line(line)

    cells = tuple(
        replace(cell, lines=tuple(map(doubted, cell.lines)), seen_empty=False) for cell in table.cells
    )
    return replace(table, cells=cells, status="partial", reason=joined_reasons((table.reason, POORLY_READ)))


def doubted_blocks(
    blocks: Sequence[Line | Table], engine: Engine, *, legible_lines: bool, clear_page: bool = True
) -> list[Line | Table]:
    """The blocks of a page with those tables doubted that can't be read, and the lines outside of them where
    these can't; all of them on a page that is not clear."""
    found: list[Line | Table] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(doubted_table(block, engine, clear_page=clear_page))
        else:
            found.append(block if legible_lines and clear_page else doubted_line(block))
    return found
