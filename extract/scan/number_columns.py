"""Columns of an open table: which hold numbers, which names the items, and what is dirt among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.scan.text_runs import BLANK
from extract.scan.words import Words

# Words whose middles are this near in letters' heights stand on one line.
SAME_LINE = 0.4
# Words of a cell whose feet are this near in letters' heights stand on one line, whatever signs hang lower.
ONE_FOOT = 0.6
# A year has so many digits, and is no wider than this many letters' heights.
YEAR_LETTERS, WIDEST_YEAR = 4, 4.5
# ... the number of an item so many at most, a bracket or broken figure among them.
MOST_SEQ = 3
# So much of the lines of a column of item numbers has amounts beside it; of narrow text few have.
FEW_LEVEL = 0.34
# ... and a figure with the paper beside it is no wider than this many letters' heights.
WIDEST_FIGURE = 1.3
# No number has so many figures without a stop or comma.
UNPARTED = 8
# Numbers of a column end, or stand centred, at places this near, in letters' heights.
STRAY = 0.6
# So many numbers that end together, with their middles apart, stand flush right.
FLUSH_NUMBERS = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of an open table: their lines `xs`, those of numbers, and the one that names the items."""

    xs: tuple[float, ...]
    numbers: frozenset[int]
    item: int | None

    def of(self, words: Words) -> NDArray[np.int64]:
        """The column of each word, by its middle."""
        found = np.searchsorted(self.xs, words.middle) - 1
        return np.clip(found, 0, len(self.xs) - 2)


def name_columns(xs: Sequence[float], body: Words) -> Columns:
    """Which columns hold numbers, and which names the items: the last before the longest run of numbers."""
    own = np.clip(np.searchsorted(xs, body.middle) - 1, 0, len(xs) - 2)
    numbers = set()
    for j in range(len(xs) - 1):
        mine = own == j
        if mine.any() and float(_numeric(body)[mine].mean()) >= 0.6 and _narrow(body, mine):
            numbers.add(j)
    run: list[int] = []
    best: list[int] = []
    for j in range(len(xs)):
        if j in numbers:
            run.append(j)
            best = list(run) if len(run) >= len(best) else best
        else:
            run = []
    item = best[0] - 1 if best and best[0] > 0 else None
    # before the items stand their numbers or years, and narrow text whose marks the scan lost
    before = (j for j in numbers if item is not None and j < item)
    narrow = body.right - body.left <= WIDEST_YEAR * body.body
    figures = body.right - body.left <= WIDEST_FIGURE * body.body * body.letters
    seq, year = narrow & figures & (body.letters <= MOST_SEQ), narrow & (body.letters == YEAR_LETTERS)
    level = _beside_numbers(body, np.isin(own, [j for j in numbers if item is not None and j > item]))
    numbers -= {
        j for j in before
        if max(_lines_of(body, own == j, kind) for kind in (seq, year)) < 0.5
        or _lines_of(body, own == j, level) < FEW_LEVEL
    }  # fmt: skip
    return Columns(tuple(xs), frozenset(numbers), item)


def _lines_of(words: Words, mine: NDArray[np.bool_], kind: NDArray[np.bool_]) -> float:
    """The share of a column's lines that hold nothing but words of a kind."""
    feet = feet_of_lines(words.foot[mine], words.body)
    line = np.argmin(np.abs(words.foot[mine][:, None] - np.array(feet)[None, :]), axis=1)
    return float(np.mean([kind[mine][line == k].all() for k in range(len(feet))]))


def _beside_numbers(words: Words, numbers: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which words stand on a line with one of the numbers."""
    feet = words.foot[numbers & words.number]
    return np.asarray((np.abs(words.foot[:, None] - feet[None, :]) <= ONE_FOOT * words.body).any(axis=1))


def _numeric(words: Words) -> NDArray[np.bool_]:
    """Numbers, and what is too wide for one as widely set amounts are; a long word without stops and commas
    is text whose marks the scan lost."""
    long = (words.letters >= UNPARTED) & ~words.commas
    return np.asarray((words.number & ~long) | (words.plain & words.commas))


def _narrow(words: Words, mine: NDArray[np.bool_]) -> bool:
    """True when a column's words can be numbers: few have marks, and they stand not flush left and ragged."""
    feet = words.foot[mine & ~_numeric(words)]
    lines = feet_of_lines(words.foot[mine], words.body)
    line = np.argmin(np.abs(words.foot[mine][:, None] - np.array(lines)[None, :]), axis=1)
    left = np.array([words.left[mine][line == k].min() for k in range(len(lines))])
    right = np.array([words.right[mine][line == k].max() for k in range(len(lines))])
    begun = float((np.abs(left - np.median(left)) < 0.25 * words.body).mean())  # a label may begin elsewhere
    ragged = len(left) > 2 and begun > 0.85 and np.std(right) > 0.8 * words.body
    if bool((_numeric(words) & (words.commas | words.dash))[mine].any()):  # one of the amounts may be broken
        ragged &= float((np.abs(right - np.median(right)) < 0.5 * words.body).mean()) < 0.6
    return len(feet) <= 0.4 * int(mine.sum()) and not ragged


def feet_of_lines(feet: NDArray[np.float64], body: float, near: float = SAME_LINE) -> list[float]:
    """Feet of words brought together to feet of lines, ascending; those of a line are `near` (in letters'
    heights) to each other."""
    return [float(np.median(line)) for line in close_groups(feet.tolist(), near * body)]


def close_groups(places: Sequence[float], reach: float) -> list[list[float]]:
    """Places in ascending order, each in a group with the one before that is no more than `reach` away."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= reach:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def stray_marks(words: Words, columns: Columns) -> NDArray[np.bool_]:
    """Which lone marks as large as a hyphen or a letter stand where no number of their column does: dirt."""
    own = columns.of(words)
    small = words.dash | (words.number & (words.letters <= 1))
    found = np.zeros(len(words), bool)
    for j in set(own[small].tolist()):
        mine, numbers = small & (own == j), words.among((own == j) & words.amount & ~words.dash)
        reach = STRAY * words.body
        right = np.abs(words.right[:, None] - numbers.right[None, :]) <= reach
        middle = np.abs(words.middle[:, None] - numbers.middle[None, :]) <= reach
        if len(numbers) >= FLUSH_NUMBERS and np.ptp(numbers.right) <= reach < np.ptp(numbers.middle):
            middle[:] = False  # no column of centred numbers
        if j in columns.numbers and len(numbers):
            found |= mine & ~(right | middle).any(axis=1)
        elif j not in columns.numbers:
            found |= mine & words.dash
    return found & ~_in_running_text(words)


def _in_running_text(words: Words) -> NDArray[np.bool_]:
    """Which words have others a blank before and a blank behind them on their line, one of them text: the
    number in `มิติที่ 1 การ…`."""
    level = np.abs(words.foot[:, None] - words.foot[None, :]) <= SAME_LINE * words.body
    behind = words.left[None, :] - words.right[:, None]  # of each word how far before each other one
    follows = level & (behind > 0) & (behind < BLANK * words.body)
    text = ~words.number
    sides = follows.any(axis=1) & follows.any(axis=0)
    return np.asarray(sides & (follows[:, text].any(axis=1) | follows[text].any(axis=0)))
