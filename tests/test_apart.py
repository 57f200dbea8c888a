"""Numbers of one cell that stand apart on a line are several numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extract.engines.base import Image, LineKind
from extract.model import Line, Reading, Table
from extract.scan.apart import has_lost_rule, joined_line, number_parts
from extract.scan.layout import TableLayout
from extract.scan.lines import Pieces, split_lines
from extract.scan.page import layout_scan, read_scan
from extract.table_doubts import SHARED_CELL
from tests.scan_pages import Drawn, blank_page, draw, scanned, write

XS, YS = [150, 600, 900, 1200], [300, 380, 460, 540, 620]


class Wide:
    """An engine that reads a line as its width in digits, as a network leaves out paper between digits."""

    name, version = "wide", "1"

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        return [Reading("9" * max(1, int((line < 128).any(axis=0).sum()) // 14), 0.99) for line in lines]


def page_with_pairs(rows: Sequence[int], second: int) -> np.ndarray:
    text = {(r, c): "12,000" for r in range(4) for c in (1, 2)} | {(r, 0): "staff training" for r in range(4)}
    page = blank_page()
    draw(page, Drawn(XS, YS, (), {at: line for at, line in text.items() if at[1] != 2 or at[0] not in rows}))
    for row in rows:
        write(page, "25", XS[2] + 12, YS[row] + 50)
        write(page, "60", second, YS[row] + 50)
    return scanned(page)


@pytest.mark.parametrize(("rows", "status"), [((1,), "ok"), ((1, 3), "partial")])
def test_numbers_apart_in_a_cell_are_read_apart(rows: Sequence[int], status: str) -> None:
    """The cells say so whatever stands in one; several of a column may be two columns."""
    result = read_scan(page_with_pairs(rows, XS[2] + 120), 200, Wide())
    (table,) = (block for block in result.blocks if isinstance(block, Table))
    texts = {(cell.row, cell.col): [line.text for line in cell.lines] for cell in table.cells}
    for row in rows:
        assert texts[row, 2] == ["99 99"]
    assert (table.status, table.reason) == (status, SHARED_CELL if status == "partial" else None)


class Blind(Wide):
    """An engine that reads nothing in the first number of a pair."""

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        pairs = [line.shape[1] < 80 for line in lines]
        return [
            Reading("", 0.0) if narrow and not np.mod(pairs[:n].count(True), 2) else reading
            for n, (narrow, reading) in enumerate(zip(pairs, super().read(lines, kind), strict=True))
        ]


def test_a_number_whose_neighbour_on_the_line_was_not_read_is_not_certain() -> None:
    result = read_scan(page_with_pairs((1,), XS[2] + 120), 200, Blind())
    (table,) = (block for block in result.blocks if isinstance(block, Table))
    (line,) = next(cell for cell in table.cells if (cell.row, cell.col) == (1, 2)).lines
    assert line.text == "99"
    assert line.confidence is not None and line.confidence < 0.9


def test_digits_of_one_number_are_not_parted() -> None:
    result = read_scan(page_with_pairs((1, 3), XS[2] + 58), 200, Wide())
    (table,) = (block for block in result.blocks if isinstance(block, Table))
    assert table.status == "ok"
    assert not any(" " in line.text for cell in table.cells if cell.col for line in cell.lines)


def test_a_joined_line_is_no_surer_than_its_parts() -> None:
    parts = [
        Line("25", (10, 5, 20, 15), 0.9, Reading("25", 0.9, (0.95, 0.9))),
        Line("6", (40, 4, 45, 14), 0.7, Reading("6", 0.7, (0.7,), digits_trusted=False)),
    ]
    line = joined_line(parts)
    assert (line.text, line.bbox, line.confidence) == ("25 6", (10, 4, 45, 15), 0.7)
    assert line.reading is not None
    assert line.reading.char_confidences == (0.95, 0.9, 0.7, 0.7)
    assert not line.reading.digits_trusted


def lost_rules(*, label: bool) -> TableLayout:
    """A table of which one row lost its inner rules, or has a label over its columns there."""
    text = {(r, c): "12,000" for r in (0, 1, 3) for c in (1, 2)} | {(r, 0): "training" for r in (0, 1, 3)}
    page = blank_page()
    draw(page, Drawn(XS, YS, [(2, 0, 1, 3)], text))
    if label:
        write(page, "staff of the whole municipality and of its council", XS[0] + 12, YS[2] + 50)
    else:
        for x in XS[:-1]:
            write(page, "12,000", x + 12, YS[2] + 50)
    (table,) = (b for b in layout_scan(scanned(page), 200).blocks if isinstance(b, TableLayout))
    return table


def test_a_row_that_lost_its_rules_is_told() -> None:
    assert (lost_rules(label=False).status, lost_rules(label=False).reason) == ("partial", SHARED_CELL)
    assert lost_rules(label=True).status == "ok"


@pytest.mark.parametrize("words", [False, True])
def test_letters_that_begin_the_names_of_a_column_are_no_rule(words: bool) -> None:
    ys = [0, 40, 80, 120, 160]
    thin = [(150, y + top, 155, y + top + 14) for y in ys[:-1] for top in (4, 22)]
    behind = [(161, y + 6, 175, y + 34) for y in ys[:-1]] if words else []
    assert has_lost_rule(pieces_at([*thin, *behind]), [0, 300], ys) is not words


Box = tuple[int, int, int, int]


def pieces_at(boxes: Sequence[Box]) -> Pieces:
    """Pieces of solid ink of print whose letters are 20 px high."""
    array = np.asarray(boxes)
    labels = np.zeros(array[:, [3, 2]].max(axis=0) + 1, np.int32)
    for number, (x0, y0, x1, y1) in enumerate(boxes, 1):
        labels[y0:y1, x0:x1] = number
    return Pieces(array, np.ptp(array.reshape(-1, 2, 2), axis=1).prod(axis=1), labels, body=20.0)


@pytest.mark.parametrize(("top", "lost"), [(10, False), (16, True)])
def test_thin_ones_of_a_column_of_counts_are_no_rule(top: int, lost: bool) -> None:
    """Strokes as high as the print beside them and on its lines; pieces of a rule stand elsewhere as well."""
    ys = [0, 40, 80, 120, 160]
    strokes = [(150, y + top, 156, y + top + 20) for y in ys[:-1]]
    names = [(20 + 20 * k, y + 10, 32 + 20 * k, y + 30) for y in ys[:-1] for k in range(3)]
    commas = [(350 + 30 * k, y + 26, 354 + 30 * k, y + 32) for y in ys[:-1] for k in range(2)]
    assert has_lost_rule(pieces_at([*strokes, *names, *commas]), [0, 300, 500], ys) is lost


DIGITS: list[Box] = [(20, 10, 32, 30), (35, 10, 47, 30)]


@pytest.mark.parametrize(
    ("boxes", "starts"),
    [
        ([(100, 10, 104, 30)], [100]),
        ([(100, 2, 104, 38)], [100]),
        ([*DIGITS, (100, 10, 104, 30)], [20, 100]),
        ([*DIGITS, (100, 2, 104, 38)], [20]),
        ([*DIGITS, (90, 24, 93, 29), (130, 10, 142, 30)], [20, 130]),
    ],
    ids=["worn one", "rule alone", "digits and one", "digits and rule", "speck between"],
)
def test_no_stroke_that_may_be_a_digit_is_left_out(boxes: list[Box], starts: list[int]) -> None:
    pieces = pieces_at(boxes)
    (line,) = split_lines(pieces, np.arange(len(boxes)))
    assert [part.box[0] for part in number_parts(pieces, line)] == starts
