"""The heading of a table without vertical rules: where it ends, and which columns a heading spans."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.scan.number_columns import SAME_LINE, YEAR_LETTERS, Columns, feet_of_lines
from extract.scan.open_rows import APART, CLOSEST
from extract.scan.words import Words

Flags = NDArray[np.bool_]
# A heading centred beside one of three lines stands this many letters' heights lower than its first line.
CENTRED = 1.6
# Years, and other headings of one kind, are as wide as each other within this many letters' heights.
SAME_WIDTH = 0.35
# Feet that so many columns agree on are exact: then rows part where lines are further apart by so many
# letters' heights. Lines of a cell differ by less, as where brackets of another font make theirs higher.
AGREEING, BARELY_APART = 3, 0.22
# Of so many columns with headings the most tell the rows of the others.
FEW_ALIKE = 4
# Of a heading's words so many may look like amounts for dirt, and so many where years stand beside them.
DIRTY, DIRTY_YEARS = 0.1, 0.2
# So many words of a line that are as wide as each other are one heading over as many columns.
TWINS = 2


def is_heading(words: Words) -> bool:
    """True when the words of a table's first band are names and years, not amounts."""
    if len(words) < 2:
        return False
    right = words.number & (words.middle > (words.left.min() + words.right.max()) / 2)
    years, amounts = right & _years(words), amounts_among(words)
    if int(amounts.sum()) > (DIRTY_YEARS if int(years.sum()) > 1 else DIRTY) * len(words):
        return False
    return not right.any() or bool((words.letters[right] >= YEAR_LETTERS).any())


def _years(words: Words) -> Flags:
    return np.asarray(words.number & ~words.commas & ~words.dash & (words.letters == YEAR_LETTERS))


def amounts_among(words: Words) -> Flags:
    """Which words of a heading look like amounts and are no headings with dirt beside their letters."""
    looks = words.number & (words.commas | words.dash)
    right = words.middle > (words.left.min(initial=np.inf) + words.right.max(initial=-np.inf)) / 2
    return np.asarray(looks & ~_dirty_twins(words, headed=int((_years(words) & right).sum()) > 1))


def _dirty_twins(words: Words, *, headed: bool) -> Flags:
    """What looks like amounts and is as wide as more words of its line that do not: one heading that stands
    over several columns, with dirt beside some of its letters. `headed` by years, they need not be more."""
    looks = words.commas | words.dash
    level = np.abs(words.foot[:, None] - words.foot[None, :]) <= SAME_LINE * words.body
    wide = words.right - words.left
    twins = level & (np.abs(wide[:, None] - wide[None, :]) <= SAME_WIDTH * words.body)
    clean = (twins & ~looks[None, :]).sum(axis=1)
    return np.asarray(looks & (clean >= TWINS) & (headed | (clean > (twins & looks[None, :]).sum(axis=1))))


def heading_rows(words: Words, columns: Columns, pitch: float | None) -> list[float]:
    """Feet of the first lines of a heading's rows after the first.

    There the lines of a column of numbers have more paper between them than within a cell, and those of no
    other column run on; of fewer columns they may, as in a heading beside two rows.
    """
    if pitch is None:
        return []
    own = columns.of(words)
    starts: list[float] = []
    flowing: list[float] = []
    by_column = {j: feet_of_lines(words.foot[own == j], words.body) for j in sorted(columns.numbers)}
    several = [j for j, lines in by_column.items() if len(lines) > 1 and np.ptp(lines) > CLOSEST * words.body]
    agreed = _agreed_rows(words, own, several, pitch)
    if agreed:
        return agreed
    for lines in by_column.values():
        for above, below in pairwise(lines):
            if below - above > CLOSEST * words.body:  # else a mark over letters
                (starts if below - above > APART * pitch else flowing).append(below)
    found = feet_of_lines(np.array(starts), words.body)

    def beside(feet: Sequence[float], foot: float) -> int:
        return sum(abs(foot - other) <= SAME_LINE * words.body for other in feet)

    found = [
        foot
        for foot in found
        if not beside(flowing, foot) or beside(starts, foot) > AGREEING * beside(flowing, foot)
    ]
    # a cell with fewer lines than those beside it begins lower: its text stands in their middle
    return [foot for foot in found if not any(0 < foot - other < CENTRED * words.body for other in found)]


def _agreed_rows(words: Words, own: NDArray[np.int64], columns: Sequence[int], pitch: float) -> list[float]:
    """The first lines of a heading's rows after the first, where several columns have the same lines: some as
    close as within a cell, others a little further apart. None are found where the columns differ."""
    inside = np.isin(own, columns)
    lines = feet_of_lines(words.foot[inside], words.body)
    gaps = [below - above for above, below in pairwise(lines)]
    on = [set(own[inside & (np.abs(words.foot - line) <= SAME_LINE * words.body)].tolist()) for line in lines]
    agreed = [len(above & below) >= AGREEING for above, below in pairwise(on)]
    closest = min((gap for gap, sure in zip(gaps, agreed, strict=True) if sure), default=np.inf)
    closest = min(closest, _closest_in_columns(words, own, set(own.tolist()).difference(columns)))
    if not any(agreed) or closest > APART * pitch or min(gaps) < CLOSEST * words.body:
        return []
    # a line that stands a little high, and the one below it too low for that
    gaps = [gap - max(pitch - before, 0.0) for before, gap in zip([pitch, *gaps], gaps, strict=False)]
    far = APART * pitch
    furthest = max(gap for gap, sure in zip(gaps, agreed, strict=True) if sure)
    barely = max(max(closest, pitch) + BARELY_APART * words.body, (closest + furthest) / 2)
    barely = min(barely, far)
    least = [barely if sure else far for sure in agreed]
    return [line for line, gap, limit in zip(lines[1:], gaps, least, strict=True) if gap > limit]


def _closest_in_columns(words: Words, own: NDArray[np.int64], columns: Collection[int]) -> float:
    """How far apart the closest lines of one of some columns are."""
    gaps = (b - a for j in columns for a, b in pairwise(feet_of_lines(words.foot[own == j], words.body)))
    return min((gap for gap in gaps if gap > CLOSEST * words.body), default=np.inf)


def spanning(
    words: Words, columns: Columns, top: float, bottom: float, closed: Flags
) -> list[tuple[int, int]]:
    """Spans (first, last column) of headings in the band top-bottom that stand centred over several columns.

    `closed` tells for each column whether the band ends below with an edge.
    """
    inside = words.among((words.height > top) & (words.height < bottom))
    below = words.among(words.height > bottom)
    own = columns.of(inside)
    filled = set(own.tolist())
    found = []
    for foot in feet_of_lines(inside.foot, inside.body):
        on_line = np.abs(inside.foot - foot) <= SAME_LINE * inside.body
        for k in np.flatnonzero(on_line).tolist():
            span = _widest(inside, k, columns, filled, (closed, below))
            if span is not None:
                found.append(span)
    return [span for span in found if not any(_inside(span, other) for other in found if other != span)]


def _inside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _widest(
    words: Words, at: int, columns: Columns, filled: set[int], edges: tuple[Flags, Words]
) -> tuple[int, int] | None:
    """The widest run of columns that a word stands centred over, with nothing else printed in them.

    The next line under it has a heading for each of them.
    """
    closed, below = edges
    xs, body = columns.xs, words.body
    middle = float(words.middle[at])
    last = len(xs) - 2
    first_own = max(0, int(np.searchsorted(xs, words.left[at] + 0.3 * body)) - 1)
    last_own = min(last, int(np.searchsorted(xs, words.right[at] - 0.3 * body)) - 1)
    others = filled - set(range(first_own, last_own + 1))
    fits: list[tuple[float, int, int]] = []
    by_print: list[tuple[float, int, int]] = []
    alike = set(columns.numbers)
    for a in range(first_own, -1, -1):
        if a in others or not closed[a]:
            break
        for b in range(last_own, last + 1):
            if b in others or not closed[b]:
                break
            under = _headings_of(below, columns, a, b) if b > a else None
            if under is None:
                continue
            alike |= _alike(under, columns)
            printed = abs((float(under.left.min()) + float(under.right.max())) / 2 - middle)
            for off, found in ((abs((xs[a] + xs[b + 1]) / 2 - middle), fits), (printed, by_print)):
                if off < max(body, 0.06 * (xs[b + 1] - xs[a])):
                    found.append((min(off, printed), a, b))
    # sides of columns without rules stand anywhere in the paper between, their headings do not
    reach = (1.5 if fits else 0.4) * body
    fits = fits or by_print
    if not fits:
        return None
    # a heading of years stands over columns of numbers alone where it can
    fits = [fit for fit in fits if alike.issuperset(range(fit[1], fit[2] + 1))] or fits
    nearest = min(off for off, _, _ in fits)
    _, first, last = max(fits, key=lambda fit: (fit[0] <= nearest + reach, fit[2] - fit[1]))
    return first, last


def _alike(line: Words, columns: Columns) -> set[int]:
    """The columns whose headings on a line are as wide as one over a column of numbers: dirt on its few
    amounts may hide that a column is one of them."""
    own, wide = columns.of(line), line.right - line.left
    known = wide[np.isin(own, list(columns.numbers))]
    near = np.abs(wide[:, None] - known[None, :]) <= SAME_WIDTH * line.body
    return set(own[near.any(axis=1)].tolist())


def _headings_of(below: Words, columns: Columns, first: int, last: int) -> Words | None:
    """The words over each of the columns: on the first line of print below, or where several of those stand
    over more than one column, on a line below that one. None without them."""
    own = columns.of(below)
    inside = (own >= first) & (own <= last)
    near, far = SAME_LINE * below.body, CENTRED * below.body
    for place, foot in enumerate(feet_of_lines(below.foot[inside], below.body)):
        line = inside & (below.foot - foot >= -near) & (below.foot - foot <= far)
        headed = len(set(own[line].tolist()))
        if headed == last - first + 1:
            return below.among(line)
        if place == 0 and headed < 2:
            return None
    return None


def settle_columns(
    words: Words, columns: Columns, ys: Sequence[float], groups: Sequence[set[int]], pitch: float | None
) -> Flags:
    """Which inner edges between the rows of an unruled heading are there, shape (rows - 1, columns).

    A heading that stands alone in its column reaches over all rows that no group heading covers.
    """
    n_rows, n_cols = len(ys) - 1, len(columns.xs) - 1
    edges = np.ones((n_rows - 1, n_cols), bool)
    column = columns.of(words)
    printed = [words.among(column == j) for j in range(n_cols)]
    for i, boundary in enumerate(ys[1:-1]):
        flowing: dict[int, bool] = {}
        for j, mine in enumerate(printed):
            if j in groups[i] or j in groups[i + 1]:
                continue
            filled = all(((mine.height > ys[k]) & (mine.height < ys[k + 1])).any() for k in (i, i + 1))
            # item numbers have one heading; broken amounts may hide that a column under a heading over
            # several is one of numbers
            own_rows = j in columns.numbers and (columns.item is None or j > columns.item)
            if filled and (own_rows or any(j in group for group in groups[:i])):
                flowing[j] = _flows(mine, boundary, pitch)
            else:
                edges[i, j] = False
        # columns whose headings stand on the same lines have the same rows
        beside = {j: _lines_beside(printed[j], boundary) for j in flowing}
        grouped = {j: any(j in group for group in groups[:i]) for j in flowing}
        for place, under in {(beside[j], grouped[j]) for j in flowing}:
            own = [j for j in flowing if grouped[j] == under]
            alike = [j for j in own if all(_are_near(beside[j], place, words.body))]
            # dirt puts a line of a few of them out
            put_out = [j for j in own if any(_are_near(beside[j], place, words.body))]
            asked = alike if 2 * len(alike) > len(own) or len(put_out) < FEW_ALIKE else own
            edges[i, alike] = 2 * sum(flowing[j] for j in asked) <= len(asked)
    return edges


def _lines_beside(words: Words, boundary: float) -> tuple[float, float]:
    """The feet of the last line over a boundary and of the first one below."""
    above, below = words.foot[words.height < boundary], words.foot[words.height >= boundary]
    return float(above.max(initial=-np.inf)), float(below.min(initial=np.inf))


def _are_near(one: tuple[float, float], other: tuple[float, float], body: float) -> list[bool]:
    return [abs(a - b) <= SAME_LINE * body for a, b in zip(one, other, strict=True)]


def _flows(words: Words, boundary: float, pitch: float | None) -> bool:
    """True when lines follow each other at the pitch of one cell over a boundary."""
    above, below = words.foot[words.height < boundary], words.foot[words.height >= boundary]
    if not len(above) or not len(below) or pitch is None:
        return False
    feet = feet_of_lines(words.foot, words.body)
    gaps = [b - a for a, b in pairwise(feet) if b - a > CLOSEST * words.body]
    closest = min(gaps, default=pitch)
    return bool(below.min() - above.max() <= min(APART * pitch, closest + BARELY_APART * words.body))
