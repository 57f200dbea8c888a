"""Pages that a scan has worn too far are partial, and nothing on them is certain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scan_pages import Drawn, blank_page, draw, write

from extract.engines.base import Image, LineKind
from extract.model import Cell, Line, Reading, Table
from extract.scan.legibility import doubted_table, has_clear_print, is_legible
from extract.scan.page import ScanResult, read_scan
from extract.table_doubts import POORLY_READ

TEXT = "1,250,000.00"


class Engine:
    """Reads the same text everywhere, some of its characters with little confidence."""

    name, version = "unsure", "1"
    legible_from = 0.9

    def __init__(self, unsure: int, text: str = TEXT) -> None:
        self.unsure, self.text = unsure, text

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        chars = (*[0.4] * self.unsure, *[1.0] * (len(self.text) - self.unsure))
        return [Reading(self.text, 0.995, chars)] * len(lines)


def read(unsure: int, *, table: bool = True, lines: int = 0, text: str = TEXT) -> ScanResult:
    page = blank_page()
    if table:
        cells = {(row, col): "abcdef" for row in range(4) for col in range(2)}
        draw(page, Drawn([200, 700, 1200, 1450], [400, 500, 600, 700, 800], text=cells))
    for number in range(lines):
        write(page, "abcdefgh", 200, 1000 + 60 * number)
    return read_scan(np.asarray(page), 200, Engine(unsure, text))


def lines_of(result: ScanResult) -> list[Line]:
    found = []
    for block in result.blocks:
        found += (
            [line for cell in block.cells for line in cell.lines] if isinstance(block, Table) else [block]
        )
    return found


def test_a_table_read_mostly_with_little_confidence_is_partial_and_holds_nothing_certain() -> None:
    result = read(unsure=4)
    (table,) = (block for block in result.blocks if isinstance(block, Table))
    assert (table.status, table.reason) == ("partial", POORLY_READ)
    assert (result.status, result.error_code, result.error_message) == ("partial", "poorly_read", POORLY_READ)
    assert max(line.confidence or 0.0 for line in lines_of(result)) <= 0.9
    assert max(line.reading.confidence for line in lines_of(result) if line.reading) <= 0.9
    assert not any(cell.seen_empty for cell in table.cells)


def test_a_few_weak_characters_are_no_reason_to_refuse_a_table() -> None:
    result = read(unsure=1)
    (table,) = (block for block in result.blocks if isinstance(block, Table))
    assert (table.status, table.reason, result.status) == ("ok", None, "ok")
    assert {line.confidence for line in lines_of(result)} == {0.995}
    assert any(cell.seen_empty for cell in table.cells)


@pytest.mark.parametrize(("lines", "status"), [(8, "partial"), (3, "ok")])
def test_text_without_tables_is_judged_where_there_is_enough_of_it(lines: int, status: str) -> None:
    result = read(unsure=6, table=False, lines=lines)
    assert result.status == status
    assert {line.confidence for line in lines_of(result)} == {0.9 if status == "partial" else 0.995}


class UpsideDown(Engine):
    """An engine that is fairly sure of single characters, and not of a whole line."""

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        return [Reading("S90'l89ze", 0.01, (0.8,) * 9)] * len(lines)


def test_a_page_without_a_clear_line_is_poorly_read_though_its_characters_look_fairly_sure() -> None:
    page = blank_page()
    draw(page, Drawn([200, 700, 1200], [400, 500, 600], text={(0, 0): "abc", (1, 1): "abc"}))
    for number in range(8):
        write(page, "abcdefgh", 200, 1000 + 60 * number)
    result = read_scan(page, 200, UpsideDown(0))
    assert (result.status, result.error_code) == ("partial", "poorly_read")
    assert [block.status for block in result.blocks if isinstance(block, Table)] == ["partial"]


@pytest.mark.parametrize(("clear", "told"), [(0, False), (1, True)])
def test_a_clear_line_among_ten_makes_a_page_that_can_be_read(clear: int, told: bool) -> None:
    unsure, sure = Reading("โครงการ", 0.01, (0.8,) * 7), Reading("โครงการ", 0.9, (0.99,) * 7)
    assert has_clear_print([unsure] * (10 - clear) + [sure] * clear) == told
    assert has_clear_print([unsure] * 7 + [Reading("-", 0.1, (0.1,))] * 9)  # too few to tell


@pytest.mark.parametrize(("unsure", "status", "left"), [(12, "partial", 8), (1, "ok", 0)])
def test_lines_that_are_left_out_are_counted_and_tell_of_the_page(
    unsure: int, status: str, left: int
) -> None:
    result = read(unsure, table=False, lines=8, text="ทะเบียนราษฎร")
    assert (result.status, result.lines_left_out) == (status, left)
    assert len(lines_of(result)) == 8 - left


def test_lines_that_run_into_rules_do_not_make_their_table_illegible() -> None:
    def lines(at_rule: bool) -> list[Line]:
        sure = Line(TEXT, None, 0.99, Reading(TEXT, 0.99, (1.0,) * len(TEXT)))
        cut = Line(TEXT, None, 0.5, Reading(TEXT, 0.5, (0.5,) * len(TEXT), at_rule=at_rule))
        return [sure] * 6 + [cut] * 6

    assert is_legible(lines(at_rule=True), 0.9) and not is_legible(lines(at_rule=False), 0.9)


@pytest.mark.parametrize(
    ("sure", "text", "kept"),
    [
        (7, "๑,๒๕๐.๐๐", True),
        (7, "๑๗", False),
        (7, "๐๐๐", True),
        (7, "โครงการ", False),
        (5, "๑,๒๕๐.๐๐", False),
    ],
)
def test_numbers_of_a_table_whose_letters_are_hard_to_read_stay_certain_where_most_are(
    sure: int, text: str, kept: bool
) -> None:
    def line(text: str, confidence: float, char: float) -> Line:
        return Line(text, None, confidence, Reading(text, confidence, (char,) * len(text)))

    others = [line("๒๐,๐๐๐", 0.995, 0.99)] * sure + [line("๓๐,๐๐๐", 0.99, 0.99)] * (11 - sure)
    lines = [line(text, 0.995, 0.99), *others, line("อ่านยากทั้งบรรทัด", 0.3, 0.4)]
    cells = tuple(Cell(row, 0, 1, 1, (own,)) for row, own in enumerate(lines))
    table = doubted_table(Table(cells, len(cells), 1), Engine(0))
    assert table.reason == POORLY_READ
    assert (table.cells[0].lines[0].confidence == 0.995) == kept
    assert max(table.cells[-1].lines[0].reading.char_confidences) <= 0.9  # type: ignore[union-attr]
