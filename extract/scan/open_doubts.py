"""What speaks against the structure of a table that was found from the alignment of its print."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.scan.corridors import heading_gaps, is_level
from extract.scan.free_reach import LARGE_MARK
from extract.scan.grid import Grid
from extract.scan.narrow_columns import FLUSH, LONG_WORD, SEQ_LETTERS
from extract.scan.number_columns import SAME_LINE, YEAR_LETTERS, Columns, feet_of_lines, stray_marks
from extract.scan.open_columns import FLUSH_GAP, Print
from extract.scan.open_header import amounts_among
from extract.scan.words import WIDEST_NUMBER, ZEROS, Words
from extract.table_doubts import CUT_TEXT, GOES_ON, MORE_COLUMNS, OTHER_HEADINGS, PRINT_BESIDE, SHARED_CELL

# Two headings on one line of a column stand this many letters' heights apart, words of one heading closer.
TWO_HEADINGS = 1.5
# Words within this many letters' heights of a table's side stand right beside it.
RIGHT_BESIDE = 4.0
# So many amounts beside each other, or lines under each other, are no chance.
SEVERAL = 2
# Amounts that touch end beside others of their column within this many letters' heights.
TOTALS = 0.6
# A hyphen is not narrower than this part of the others' width, where there are so many.
NARROW_HYPHEN, HYPHENS = 0.65, 3
# Amounts in so many of the columns of amounts are a line of the table's body; dirt looks like some.
MOST = 0.6


def doubt_of(grid: Grid, columns: Columns, printed: Print) -> str | None:
    """Why the cells of an open table may be others; None where nothing says so."""
    heading, body = printed.heading, printed.body
    owner = _owners(grid)
    at_body, at_heading = _Places(grid, columns, owner, body), _Places(grid, columns, owner, heading)
    if at_body.cut(columns) or at_heading.cut(Columns(columns.xs, frozenset(), None)):
        return CUT_TEXT
    sure = body.dash | (body.commas & (body.letters >= ZEROS))
    amounts = body.number & sure & np.isin(at_body.col, list(columns.numbers))
    amounts &= ~_is_dirt(body, at_body.cell, stray_marks(body, columns))
    shared = _shared(body, amounts, at_body.cell) or _labelled(body, amounts, at_body.cell)
    shared = shared or _units_beside(body, at_body, columns)
    if shared or _run_together(body, at_body, columns):
        return SHARED_CELL
    first = -1 if columns.item is None else columns.item  # numbers before the items are no amounts
    filled = body.amount | (body.number & (body.letters == 1))
    numbers = {j for j in at_body.col[filled].tolist() if j in columns.numbers and j > first}
    if _other_headings(heading, at_heading, owner, numbers) or _bare_over(heading, at_heading, owner):
        return OTHER_HEADINGS
    if _wide_amounts(heading, at_heading, columns):
        return OTHER_HEADINGS
    if len(heading):
        return MORE_COLUMNS if _two_beside_none(columns, heading, body) else None
    if _begins_with_words(body, at_body, numbers):
        return OTHER_HEADINGS
    return MORE_COLUMNS if _parted_text(columns, body) else None


def print_beside(words: Words, box: tuple[float, float, float, float], top: float) -> str | None:
    """Why a table without rules may be wider: words stand right beside the lines below its heading at `top`,
    on two lines at least."""
    left, _, right, bottom = box
    near = RIGHT_BESIDE * words.body
    level = (words.height > top) & (words.height < bottom) & (words.letters >= SEVERAL)
    before = level & (words.middle < left) & (words.right > left - near)
    behind = level & (words.middle > right) & (words.left < right + near)
    lines = feet_of_lines(words.foot[before | behind], words.body)
    return PRINT_BESIDE if len(lines) >= SEVERAL else None


def numbers_beyond(words: Words, box: tuple[float, float, float, float]) -> str | None:
    """Why a table without rules may have further rows: several numbers stand in its width on a line right
    above or below it."""
    _, top, _, bottom = box
    near = RIGHT_BESIDE * words.body
    if _in_line(words, box, bottom, bottom + near) or _ends_flush(words, box, bottom, bottom + near):
        return GOES_ON
    return OTHER_HEADINGS if _in_line(words, box, top - near, top) else None


def _in_line(words: Words, box: tuple[float, float, float, float], start: float, end: float) -> bool:
    """Whether between two heights several numbers stand in line in a table's width, each by itself."""
    left, _, right, _ = box
    near = words.among(words.number & (words.height > start) & (words.height < end))
    near = near.among((near.left > left) & (near.right < right) & _stands_alone(words, near))
    for foot in feet_of_lines(near.foot, near.body):
        line = np.sort(near.left[np.abs(near.foot - foot) <= SAME_LINE * near.body])
        if int((np.diff(line) > RIGHT_BESIDE * near.body).sum()) >= SEVERAL:
            return True
    return False


def _ends_flush(words: Words, box: tuple[float, float, float, float], start: float, end: float) -> bool:
    """Whether between two heights a label stands at a table's left side, and behind paper amounts that touch
    and that end where amounts of the table's last column do: bold totals too wide for their columns."""
    left, top, right, bottom = box
    own = words.among((words.middle > left) & (words.middle < right))
    amounts = own.among(own.amount & (own.height > top) & (own.height < bottom))
    last = float(amounts.right.max(initial=left))
    below = own.among((own.height > start) & (own.height < end))
    for foot in feet_of_lines(below.foot[below.commas], below.body):
        line = below.among(np.abs(below.foot - foot) <= SAME_LINE * below.body)
        order = np.argsort(line.left, kind="stable")
        gaps = line.left[order][1:] - line.right[order][:-1]
        wide = (line.right - line.left > WIDEST_NUMBER * line.body) & line.commas
        flush = abs(float(line.right.max()) - last) <= TOTALS * line.body
        label = float(line.left.min()) - left < SEVERAL * line.body
        if label and flush and wide.any() and float(gaps.max(initial=0.0)) > RIGHT_BESIDE * line.body:
            return True
    return False


def _stands_alone(words: Words, numbers: Words) -> NDArray[np.bool_]:
    """Which numbers have paper on both sides, unlike words of running text that look like some, and are no
    marks over a line of larger print."""
    body = words.body
    lower = words.height[None, :] - numbers.height[:, None]
    before, behind = (
        numbers.left[:, None] - words.right[None, :],
        words.left[None, :] - numbers.right[:, None],
    )
    beside = (np.abs(lower) < SAME_LINE * body) & (np.maximum(before, behind) < TWO_HEADINGS * body)
    over = (np.abs(lower) < LARGE_MARK * body) & (lower > 0) & (np.maximum(before, behind) < 0)
    over &= numbers.letters[:, None] < YEAR_LETTERS
    return np.asarray((beside.sum(axis=1) == 1) & ~over.any(axis=1))


def _owners(grid: Grid) -> NDArray[np.int64]:
    """The number of the cell that holds each unit of the grid."""
    owner = np.full((len(grid.ys) - 1, len(grid.xs) - 1), -1)
    for index, (top, left, rows, cols) in enumerate(grid.cells):
        owner[top : top + rows, left : left + cols] = index
    return owner


class _Places:
    """The row, column and cell of words, and the cells in which they begin and end."""

    def __init__(self, grid: Grid, columns: Columns, owner: NDArray[np.int64], words: Words) -> None:
        def column(x: NDArray[np.float64]) -> NDArray[np.int64]:
            return np.clip(np.searchsorted(grid.xs, x) - 1, 0, len(grid.xs) - 2)

        self.words = words
        self.row = np.clip(np.searchsorted(grid.ys, words.height) - 1, 0, len(grid.ys) - 2)
        self.col = columns.of(words)
        self.cell = owner[self.row, self.col]
        self.first, self.last = column(words.left + 0.3 * words.body), column(words.right - 0.3 * words.body)
        self.begin, self.end = owner[self.row, self.first], owner[self.row, self.last]

    def cut(self, columns: Columns) -> bool:
        """True when a cell's side runs through a word that is no amount."""
        numbers = list(columns.numbers)
        amount = self.words.plain & (np.isin(self.first, numbers) | np.isin(self.last, numbers))
        return bool((~amount & (self.begin != self.end)).any())


def _is_dirt(body: Words, cell: NDArray[np.int64], stray: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which stray hyphens are dirt: in one cell with another in its place, much narrower than those, or all
    of their line that could be amounts."""
    level = np.abs(body.foot[:, None] - body.foot[None, :]) <= SAME_LINE * body.body
    in_place, wide = body.dash & ~stray, body.right - body.left
    beside = level & (cell[:, None] == cell[None, :]) & in_place[None, :]
    usual = float(np.median(wide[in_place])) if in_place.sum() >= HYPHENS else 0.0
    alone = (level & body.amount[None, :]).sum(axis=1) == 1
    return np.asarray(body.dash & stray & (beside.any(axis=1) | (wide < NARROW_HYPHEN * usual) | alone))


def _shared(body: Words, amounts: NDArray[np.bool_], cell: NDArray[np.int64]) -> bool:
    """True when two amounts stand beside each other in one cell."""
    for foot in feet_of_lines(body.foot[amounts], body.body):
        line = cell[amounts & (np.abs(body.foot - foot) <= SAME_LINE * body.body)]
        if len(set(line.tolist())) < len(line):
            return True
    return False


def _run_together(body: Words, at: _Places, columns: Columns) -> bool:
    """True when what is too wide for an amount reaches over columns of amounts or fills one: two that touch.
    Words do so that say that no budget is used, where no other amount stands on their line."""
    numbers = list(columns.numbers)
    first, last = np.isin(at.first, numbers), np.isin(at.last, numbers)
    over = ~body.number & (at.first < at.last) & (at.begin == at.end)
    level = np.abs(body.foot[:, None] - body.foot[None, :]) <= SAME_LINE * body.body
    others = (level & (body.amount & np.isin(at.col, numbers))[None, :]).sum(axis=1)
    wide = over & body.plain & body.commas & ((first & last) | ((first | last) & (others >= SEVERAL)))
    in_one = ~body.number & body.plain & body.commas & first & (at.first == at.last) & (others >= SEVERAL)
    return bool((wide | in_one | (over & first & last & (others >= SEVERAL))).any())


def _labelled(body: Words, amounts: NDArray[np.bool_], cell: NDArray[np.int64]) -> bool:
    """True when text stands beside an amount in one cell; a lone letter is a tall digit of it, a long word
    without stops text whose marks the scan lost."""
    text = (~body.plain & (body.letters >= SEVERAL)) | (~body.commas & (body.letters >= LONG_WORD))
    for k in np.flatnonzero(amounts).tolist():
        level = np.abs(body.foot - body.foot[k]) <= SAME_LINE * body.body
        if (level & text & (cell == cell[k])).any():
            return True
    return False


def _units_beside(body: Words, at: _Places, columns: Columns) -> bool:
    """True when amounts that end together stand before text in a column behind those of amounts."""
    last = max(columns.numbers, default=len(columns.xs))
    for j in range(last + 1, len(columns.xs) - 1):
        own = body.among(at.col == j)
        before = own.among(own.amount & own.commas & ~own.dash)
        before = before.among(_followed(before, own.among(~own.plain)))
        if len(before) >= SEVERAL and float(np.ptp(before.right)) <= SAME_LINE * body.body:
            return True
    return False


def _followed(words: Words, text: Words) -> NDArray[np.bool_]:
    """Which words have text behind them on their line."""
    level = np.abs(words.foot[:, None] - text.foot[None, :]) <= SAME_LINE * words.body
    return np.asarray((level & (text.left[None, :] > words.right[:, None])).any(axis=1))


def _other_headings(heading: Words, at: _Places, owner: NDArray[np.int64], numbers: set[int]) -> bool:
    """True when the heading has amounts, or two headings in one cell, or none over a column of `numbers`."""
    if not len(heading):
        return False
    years = heading.number & (heading.letters == YEAR_LETTERS) & np.isin(at.col, list(numbers))
    amounts = amounts_among(heading) & np.isin(at.col, list(numbers))
    for foot in feet_of_lines(heading.foot, heading.body):
        line = np.flatnonzero(np.abs(heading.foot - foot) <= SAME_LINE * heading.body)
        if len(set(at.col[line[amounts[line]]].tolist())) >= max(SEVERAL, MOST * len(numbers)):
            return True
        line = line[np.argsort(heading.left[line])]
        apart = heading.left[line][1:] - heading.right[line][:-1] > TWO_HEADINGS * heading.body
        same = at.cell[line][1:] == at.cell[line][:-1]
        if (apart & same).any():
            return True
    if any(_unlevel(heading.among(at.cell == cell)) for cell in set(at.cell.tolist())):
        return True
    first = int(at.row[years].min(initial=len(owner)))  # below stand units as long as years, `(บาท)`
    if len({_is_grouped(owner, first, j) for j in at.col[years & (at.row == first)].tolist()}) > 1:
        return True
    headed = set(at.cell.tolist())
    rows = range(int(at.row.max()) + 1)
    bare = [j for j in numbers if not any(int(owner[i, j]) in headed for i in rows)]
    return 0 < len(bare) < len(numbers)


def _wide_amounts(heading: Words, at: _Places, columns: Columns) -> bool:
    """True when the heading is one line without years, with stops or commas over most columns of numbers: a
    row whose amounts are too wide to look like some."""
    years = heading.number & (heading.letters == YEAR_LETTERS)
    if years.any() or len(feet_of_lines(heading.foot, heading.body)) != 1:
        return False
    marked = set(at.col[heading.plain & heading.commas].tolist()) & columns.numbers
    return len(marked) >= max(SEVERAL, MOST * len(columns.numbers))


def _is_grouped(owner: NDArray[np.int64], row: int, col: int) -> bool:
    """Whether the cell over one of the heading reaches over several columns."""
    return row > 0 and int((owner[row - 1] == owner[row - 1, col]).sum()) > 1


def _unlevel(heading: Words) -> bool:
    """True when words beside each other in a cell of the heading stand on no line together, as those of two
    headings with one line and two."""
    words = heading.among(heading.letters >= SEVERAL)
    return any(not is_level(words, a, b) for a, b in heading_gaps(words))


def _bare_over(heading: Words, at: _Places, owner: NDArray[np.int64]) -> bool:
    """True when nothing stands in a cell of the heading beside one over several columns, with print below it
    as below that one: it may reach over this column, too."""
    filled, last = set(at.cell.tolist()), int(at.row.max(initial=0))
    for i in range(last):
        headed = [int(cell) in filled for cell in owner[i]]
        below = [int(low) in filled and low != high for high, low in zip(owner[i], owner[i + 1], strict=True)]
        for j, (own, under) in enumerate(zip(headed, below, strict=True)):
            group = [k for k in (j - 1, j + 1) if 0 <= k < len(headed) and headed[k] and below[k]]
            if not own and under and any((owner[i] == owner[i, k]).sum() > 1 for k in group):
                return True
    return False


def _parted_text(columns: Columns, body: Words) -> bool:
    """True when paper goes through all lines of a column of text, two at least, wider than most blanks."""
    own = columns.of(body)
    for j in sorted(set(own.tolist()) - columns.numbers):
        text = body.among((own == j) & (body.left > columns.xs[j] - body.body))  # labels run over columns
        if len(feet_of_lines(text.foot, body.body)) < SEVERAL:
            continue
        for a, b in heading_gaps(text):
            sides = [text.letters[text.right <= a], text.letters[text.left >= b]]
            crossed = ((body.left < b) & (body.right > a)).any()
            if (
                b - a > FLUSH_GAP * body.body
                and not crossed
                and all((side > SEQ_LETTERS).any() for side in sides)
            ):
                return True
    return False


def _two_beside_none(columns: Columns, heading: Words, body: Words) -> bool:
    """True when a column has a heading and no print, and paper goes through all lines of the one beside it:
    its left or its right part may be that column's."""
    own = columns.of(body)
    for j in sorted(set(columns.of(heading).tolist()) - set(own.tolist())):
        for beside in (body.among(own == k) for k in (j - 1, j + 1)):
            parts = [(beside.right <= a, beside.left >= b) for a, b in heading_gaps(beside)]
            if any(before.sum() >= SEVERAL and behind.sum() >= SEVERAL for before, behind in parts):
                return True
    return False


def _begins_with_words(body: Words, at: _Places, numbers: set[int]) -> bool:
    """True when the first print in most columns of amounts is none: headings that passed for numbers. A short
    one that ends where an amount below it does is a worn amount."""
    first = []
    for j in sorted(numbers):
        own = np.flatnonzero(at.col == j)
        top = own[np.argmin(body.foot[own])] if len(own) else None
        if top is not None:
            flush = np.abs(body.right[own] - body.right[top]) <= FLUSH * body.body
            worn = body.letters[top] <= ZEROS and (flush & body.amount[own] & (own != top)).any()
            first.append(bool(body.amount[top] or body.letters[top] == 1 or worn))
    return len(first) >= SEVERAL and sum(first) < len(first) / 2
