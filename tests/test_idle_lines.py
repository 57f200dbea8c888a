"""Lines of a stamp that divide no columns."""

from __future__ import annotations

from extract.scan.grid import Grid
from extract.scan.idle_lines import without_idle_columns

ROWS = 10
MANY = 20
XS = (0.0, 100.0, 150.0, 200.0, 300.0)


def stamped(*divided: int, rows: int = ROWS) -> Grid:
    """Three columns, of which a line at 150 divides the middle one in some rows."""
    cells = []
    for row in range(rows):
        middle = [(row, 1, 1, 1), (row, 2, 1, 1)] if row in divided else [(row, 1, 1, 2)]
        cells += [(row, 0, 1, 1), *middle, (row, 3, 1, 1)]
    return Grid(XS, tuple(20.0 * k for k in range(rows + 1)), tuple(cells))


def test_a_line_in_one_row_with_print_on_one_side_divides_nothing() -> None:
    grid = stamped(4)
    whole = without_idle_columns(grid, [cell != (4, 1, 1, 1) for cell in grid.cells])
    assert whole.xs == (0.0, 100.0, 200.0, 300.0)
    assert whole.cells == tuple((row, col, 1, 1) for row in range(ROWS) for col in range(3))


def test_a_line_between_two_texts_or_in_many_rows_divides() -> None:
    for grid in (stamped(4), stamped(2, 3, 4)):
        printed = [len(grid.cells) < 33 or cell[1] != 1 for cell in grid.cells]
        assert without_idle_columns(grid, printed) is grid


def test_a_line_through_a_word_in_one_row_of_many_divides_nothing_but_headings() -> None:
    grid = stamped(8, rows=MANY)
    assert len(without_idle_columns(grid, [True] * len(grid.cells)).xs) == 4
    heading = stamped(1, rows=MANY)
    assert without_idle_columns(heading, [cell[1] != 1 for cell in heading.cells]) is heading
