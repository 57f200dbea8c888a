"""Rows of a table where rules between them are missing, from the lines of print.

Within a cell lines follow each other at one pitch; between rows there is a little more paper. Where rows are
not set apart, every line on which most number columns have a number begins a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.scan.number_columns import ONE_FOOT, SAME_LINE, STRAY, Columns, feet_of_lines, stray_marks
from extract.scan.text_runs import BLANK
from extract.scan.words import Words

# Lines further apart than the pitch by this factor are in different rows.
APART = 1.13
# Breaks of pitch tell the rows where there are so many of them per row of numbers.
RELIABLE = 0.6
# Numbers stand on the first lines of rows where so many of their lines have more paper above than cells have.
AT_TOP = 0.8
SOME_PAPER = 1.05
# A line without numbers that begins a row stands surely apart where it is this many times as far.
SURE_PAPER = 1.1
# ... or, where rows with numbers have more, half of it or this many times.
SUREST_PAPER = 1.2
# Lines further apart than lines of a cell by less than this factor, and by less than this part of what rows
# are, have no paper of a row between them; two rows at least are no further apart than the last factor.
NO_PAPER, NO_PART, NEAR_ROW = 1.06, 0.35, 1.5
# Of fewer lines within cells than this the middle one tells how far apart they are, of more the closer ones.
FEW_LINES = 4
# A line whose foot a letter's tail puts out has more than this part of the usual paper on one side.
TAIL = 1.06
# A line hangs lower that shares with the next row the paper of a line, of a row and of this part of a row.
LOWER = 0.2
# Lines of a cell follow each other at this many letters' heights.
CLOSEST, FARTHEST = 1.2, 3.2
# A band begins within this many letters' heights of the table's side.
FROM_EDGE = 2.5
# The first line of a band that goes on below ends this many letters' heights before the table's side at most.
FULL_LINE = 3.0
# Vowels hang this many letters' heights under their line.
HANGING = 0.4
# ... and a tone mark over a vowel has its middle at most so high over the letters.
RISING = 1.25


def usual_pitch(words: Words, columns: Columns) -> float | None:
    """The pitch of lines within cells: that of the closer lines of the columns of text; None without any."""
    words = words.among(words.letters > 1)  # lone marks are dirt as often as print
    own = columns.of(words)
    gaps: list[float] = []
    wrapped: list[float] = []
    for j in range(len(columns.xs) - 1):
        if j not in columns.numbers:
            feet = np.repeat(words.foot[own == j], words.letters[own == j])  # of short words least sure
            lines = feet_of_lines(feet, words.body, ONE_FOOT)
            mine = [b - a for a, b in pairwise(lines) if CLOSEST * words.body < b - a < FARTHEST * words.body]
            gaps.extend(mine)
            wrapped.extend(_between_even(mine))
    if len(gaps) < 2:
        return None
    ordered = np.sort(gaps)
    low = float(ordered[len(ordered) // 6])
    rows = (low + float(np.median(ordered))) / 2
    if wrapped and min(wrapped) * APART < rows:  # hardly any cell has a second line
        low = min(wrapped)
    close = ordered[(ordered <= 1.05 * low) & (ordered >= low / 1.05)]
    return float(np.median(close))


def _between_even(gaps: Sequence[float]) -> list[float]:
    """The gaps of a column's lines that make up for no wider one beside them: a letter's tail puts a foot out
    and both gaps of its line with it."""
    usual = float(np.median(gaps)) if gaps else 0.0
    sides = [0.0, *gaps, 0.0]
    return [b for a, b, c in zip(sides[:-2], gaps, sides[2:], strict=True) if max(a, c) <= TAIL * usual]


def heading_pitch(words: Words, columns: Columns) -> float | None:
    """The pitch of lines within the cells of a heading: that of its closest lines; None without any."""
    own = columns.of(words)
    gaps = [
        b - a
        for j in sorted(columns.numbers)
        for a, b in pairwise(feet_of_lines(words.foot[own == j], words.body))
        if CLOSEST * words.body < b - a < FARTHEST * words.body
    ]
    if len(gaps) < 2:
        return None
    close = [gap for gap in gaps if gap <= 1.05 * min(gaps)]
    return float(np.median(close)) if len(close) >= 2 else None


def number_lines(words: Words, columns: Columns) -> list[float]:
    """Feet of the lines on which at least half of the number columns, and two of them, have a number."""
    own = columns.of(words)
    counted = words.number & np.isin(own, list(columns.numbers))
    least = max(min(2, len(columns.numbers)), 0.5 * len(columns.numbers))
    found = []
    for foot in feet_of_lines(words.foot[counted], words.body):
        on_line = counted & (np.abs(words.foot - foot) <= SAME_LINE * words.body)
        if len(set(own[on_line].tolist())) >= least:
            found.append(foot)
    return found


def row_starts(words: Words, columns: Columns, pitch: float | None) -> tuple[list[float], bool]:
    """Feet of the first lines of all rows but the first one, ascending, and whether the paper between lines
    tells them: rows as tight as lines begin where numbers stand, which is wrong where these stand lower."""
    words = words.among(~stray_marks(words, columns))
    own = columns.of(words)
    anchors = number_lines(words, columns)
    item = own == columns.item if columns.item is not None else np.ones(len(words), bool)
    across = np.zeros(len(words), bool)
    for x in columns.xs[1:-1]:
        across |= (words.left < x - 0.5 * words.body) & (words.right > x + 0.5 * words.body)
    counted = item | across  # long words tell a line's foot, not a bracket behind them
    lines = feet_of_lines(np.repeat(words.foot[counted], words.letters[counted]), words.body, ONE_FOOT)
    near = ONE_FOOT * words.body
    # a hyphen's foot is a guess: beside text, the text's counts
    alone = [anchor for anchor in anchors if all(abs(anchor - line) > near for line in lines)]
    lines = sorted([*lines, *alone])
    if pitch is None:
        return anchors[1:], len(lines) <= len(anchors)
    # one foot for each line: that of the text and of its numbers differ by a pixel
    anchors = [min(lines, key=lambda line: abs(line - anchor)) for anchor in anchors]
    gaps = _gaps(lines, pitch)
    bands = _bands(words, columns, lines, across, anchors)
    bands |= _wrapped_bands(words, columns, lines, bands, anchors, pitch)
    starts = {b for a, b in pairwise(lines) if (a in bands) != (b in bands)} if bands else set()
    paper = _paper_over_rows(lines, gaps, anchors, pitch, words) if anchors else None
    if paper is not None:
        usual, least, usual_row, close = paper
        starts |= _labelled_totals(words, columns, lines, across, anchors)
        begun = {*anchors[1:]} - (_going_on(lines, gaps, anchors, least) - starts) - close
        row = usual_row - usual  # what parts a row from the line before, beside the pitch
        lower = _hanging(lines, gaps, least, 2 * usual + (1 + LOWER) * row) - starts.union(anchors)
        breaks = [line for line in _breaks(lines, gaps, least) if line not in lower | close]
        over = [gap for line, gap in zip(lines[1:], gaps, strict=True) if line in begun and gap > least]
        halfway = (usual + min(over, default=usual)) / 2
        sure = set(_breaks(lines, gaps, min(max(SURE_PAPER * usual, halfway), SUREST_PAPER * usual)))
        sure -= _hanging(lines, gaps, least, 2 * usual + 1.5 * row)
        sure |= starts.union(anchors)
        return sorted({*starts, *begun, *breaks}), begun <= starts.union(breaks) and sure.issuperset(breaks)
    breaks = _breaks(lines, gaps, APART * pitch)
    if not anchors:  # no line has enough numbers: the paper alone can tell
        return sorted(starts.union(breaks)), bool(breaks) or len(lines) <= 1
    if len(breaks) + len(starts - set(breaks)) >= RELIABLE * (len(anchors) - 1):
        rows = min((gap for gap in gaps if gap > APART * pitch), default=pitch)
        some_paper = set(_breaks(lines, gaps, (pitch + rows) / 2)).intersection(anchors)
        begun = starts.union(breaks, some_paper.intersection(_breaks(lines, gaps, SURE_PAPER * pitch)))
        return sorted(begun), some_paper <= begun
    begun = starts.union(anchors)
    return sorted(starts.union(anchors[1:])), all(line in begun or line in breaks for line in lines[1:])


def are_parted(words: Words, columns: Columns, starts: Sequence[float], pitch: float | None) -> bool:
    """True when each of the rows that begin at `starts` has more paper above it than lines of a cell."""
    if pitch is None or columns.item is None:
        return True
    own = words.foot[columns.of(words) == columns.item]
    for start in starts:
        above = own[own < start - 0.6 * words.body]
        level = own[np.abs(own - start) <= SAME_LINE * words.body]
        if len(above) and len(level) and float(np.median(level)) - float(above.max()) <= APART * pitch:
            return False
    return True


def _gaps(lines: Sequence[float], pitch: float) -> list[float]:
    """The distance of each line but the first from the line before.

    A letter's tail puts a single line's foot out; then the lines before and behind are no further apart.
    """
    found = []
    for k in range(1, len(lines)):
        gap = lines[k] - lines[k - 1]
        if k + 1 < len(lines) and lines[k + 1] - lines[k] > 0.5 * pitch:
            gap = min(gap, lines[k + 1] - lines[k - 1] - pitch)
        found.append(gap)
    return found


def _paper_over_rows(
    lines: Sequence[float], gaps: Sequence[float], anchors: Sequence[float], pitch: float, words: Words
) -> tuple[float, float, float, set[float]] | None:
    """Where numbers stand on first lines: the usual distance of lines within a cell, the least of a row's
    first line from the line before, what that is in most rows at least, and the lines of numbers that go on
    in a cell of several items.

    None where they do not, as where they are centred beside text of several lines.
    """
    near = SAME_LINE * words.body
    numbered = [min(abs(line - anchor) for anchor in anchors) <= near for line in lines[1:]]
    inside = sorted(gap for gap, number in zip(gaps, numbered, strict=True) if not number)
    if len(inside) < 2:
        return None
    usual = inside[len(inside) // (2 if len(inside) < FEW_LINES else 4)]
    low = max(usual, pitch)
    most = float(np.clip(np.median(inside), low, SOME_PAPER * low))
    close = _of_one_cell(lines, gaps, anchors, most, _below_print(words, lines[1:]))
    own = [number and line not in close for line, number in zip(lines[1:], numbered, strict=True)]
    over = [gap for gap, chosen in zip(gaps, own, strict=True) if chosen]
    if len(over) < 2:
        return None
    if sum(gap > SOME_PAPER * usual for gap in over) < AT_TOP * len(over):
        return None
    usual_row = sorted(over)[len(over) // 5]
    halfway = (usual + usual_row) / 2
    return usual, max(SOME_PAPER * usual, min(halfway, APART * usual)), usual_row, close


def _hanging(lines: Sequence[float], gaps: Sequence[float], least: float, most: float) -> set[float]:
    """Lines that seem to begin a row and have another row right below, and that share with it less paper than
    `most`, that of two rows: another font or a bracket puts them lower in their cell."""
    return {
        line
        for line, above, below in zip(lines[1:], gaps, gaps[1:], strict=False)
        if above > least and below > least and above + below < most
    }


def _going_on(
    lines: Sequence[float], gaps: Sequence[float], anchors: Sequence[float], least: float
) -> set[float]:
    """Lines of numbers right under another one, without a row's paper between: cells of two lines, such as
    `ไม่ใช้งบ / ประมาณ`, which look like numbers before they are read."""
    return {
        line
        for (before, line), gap in zip(pairwise(lines), gaps, strict=True)
        if gap <= least and before in anchors and line in anchors
    }


def _labelled_totals(
    words: Words,
    columns: Columns,
    lines: Sequence[float],
    across: NDArray[np.bool_],
    anchors: Sequence[float],
) -> set[float]:
    """Lines of numbers right below another one with a label from the table's edge on that runs over columns:
    `รวม` and `รวมทั้งสิ้น` are rows however near they stand."""
    found = set()
    for before, line in pairwise(lines):
        on_line = np.flatnonzero(np.abs(words.foot - line) <= SAME_LINE * words.body)
        if before in anchors and line in anchors:
            label = _begun_at_edge(words, on_line, columns.xs[0]) & across & ~words.number
            if label.any():
                found.add(line)
    return found


def _below_print(words: Words, lines: Sequence[float]) -> list[float]:
    """How far each line stands below other print of its table, whatever the column."""
    near = ONE_FOOT * words.body
    return [line - float(words.foot[words.foot < line - near].max(initial=-np.inf)) for line in lines]


def _of_one_cell(
    lines: Sequence[float],
    gaps: Sequence[float],
    anchors: Sequence[float],
    usual: float,
    below: Sequence[float],
) -> set[float]:
    """Lines of numbers as near to the line before as lines of a cell are, where all others have a row's paper
    above them: further items of a cell that holds several. `below` is how far lines stand below all print."""
    over = {line: gap for line, gap in zip(lines[1:], gaps, strict=True) if line in anchors}
    rows = [gap for gap in map(min, gaps, below) if SURE_PAPER * usual <= gap <= NEAR_ROW * usual]
    close = {line for line, gap in over.items() if gap <= NO_PAPER * usual and len(rows) > 1}
    rest = [gap for line, gap in over.items() if line not in close]
    if not close or not rest or min(rest) <= SURE_PAPER * min(usual, max(over[line] for line in close)):
        return set()
    most = usual + NO_PART * (min(rest) - usual)
    return close if max(over[line] for line in close) <= most else set()


def _breaks(lines: Sequence[float], gaps: Sequence[float], least: float) -> list[float]:
    """The lines that more paper than `least` parts from the line before."""
    return [line for line, gap in zip(lines[1:], gaps, strict=True) if gap > least]


def _bands(
    words: Words,
    columns: Columns,
    lines: Sequence[float],
    across: NDArray[np.bool_],
    anchors: Sequence[float],
) -> set[float]:
    """The lines of bands: text from the table's left edge on that runs over columns, without numbers."""
    near = SAME_LINE * words.body
    found = set()
    for line in lines:
        on_line = np.abs(words.foot - line) <= near
        if not (on_line & across).any() or any(abs(line - anchor) <= near for anchor in anchors):
            continue
        begun = _begun_at_edge(words, np.flatnonzero(on_line), columns.xs[0])
        if (begun & across).any() and not _wraps_label(words, lines, line, begun, across, anchors):
            found.add(line)
    return found


def _wraps_label(
    words: Words,
    lines: Sequence[float],
    line: float,
    begun: NDArray[np.bool_],
    across: NDArray[np.bool_],
    anchors: Sequence[float],
) -> bool:
    """True when a line of text is the rest of a label right above that runs over columns before numbers."""
    near = SAME_LINE * words.body
    above = max((other for other in lines if other < line), default=None)
    if above is None or all(abs(above - anchor) > near for anchor in anchors):
        return False
    label = np.flatnonzero((np.abs(words.foot - above) <= near) & across & ~words.number)
    if not len(label):
        return False
    pitch = min(b - a for a, b in pairwise(lines))
    left, right = float(words.left[label].min()), float(words.right[label].max())
    begins = abs(float(words.left[begun].min()) - left) <= STRAY * words.body
    return begins and float(words.right[begun].max()) <= right and line - above <= APART * pitch


def _wrapped_bands(
    words: Words,
    columns: Columns,
    lines: Sequence[float],
    bands: set[float],
    anchors: Sequence[float],
    pitch: float,
) -> set[float]:
    """The lines right under bands that fill the table's width on which the band's text ends."""
    near = SAME_LINE * words.body
    found = set()
    for above, line in pairwise(lines):
        if above not in bands or line in bands or line - above > APART * pitch:
            continue
        if any(abs(line - anchor) <= near for anchor in anchors):
            continue
        full = words.right[np.abs(words.foot - above) <= near].max() > columns.xs[-1] - FULL_LINE * words.body
        on_line = np.flatnonzero(np.abs(words.foot - line) <= near)
        if full and _begun_at_edge(words, on_line, columns.xs[0])[on_line].all():
            found.add(line)
    return found


def _begun_at_edge(words: Words, line: NDArray[np.int64], edge: float) -> NDArray[np.bool_]:
    """The words of a line that begins at the table's left edge, up to the first gap wider than blanks."""
    found = np.zeros(len(words), bool)
    end = edge + (FROM_EDGE - BLANK) * words.body
    for k in line[np.argsort(words.left[line], kind="stable")].tolist():
        if words.left[k] > end + BLANK * words.body:
            break
        found[k] = True
        end = max(end, float(words.right[k]))
    return found


def boundary_above(words: Words, columns: Columns, start: float) -> float:
    """Where the line between rows goes over a line of print with its foot at `start`.

    Stub columns do not count: their text runs on over rows.
    """
    body = words.body
    if columns.item is not None:
        words = words.among(columns.of(words) >= columns.item)
    top = start - body
    above = words.foot[words.foot < start - 0.6 * body]
    gap = top - float(above.max()) if len(above) else 2 * body
    # vowels and tone marks rise higher over a line than vowels hang under the one above
    return top - min(RISING * body, max(0.55 * gap, gap - HANGING * body, 0.0))
