"""Lines of amounts that stand under each other, which no letter, memo or list has: what tells a table without
rules."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.scan.number_columns import SAME_LINE, YEAR_LETTERS, feet_of_lines
from extract.scan.text_runs import AT_ONCE
from extract.scan.words import ZEROS, Words

# So many amounts on a line, each under one of another line, make a table; fewer where many lines agree.
AMOUNTS = 3
LINES = 2
# ... and so many, without any other line.
LONE_AMOUNTS = 4
FEW_AMOUNTS, MANY_LINES = 2, 4
# Numbers stand under each other when their right ends or middles are this near, in letters' heights.
UNDER = 0.7
# Hyphens of neighbouring columns stand further apart than this many letters' heights.
BESIDE = 1.0
# The words of running text stand closer than this many letters' heights.
RUNNING = 2.2
# The words of a title, which may be larger print, stand closer than this many letters' heights.
TITLE_BLANK = 4.0
# A heading of all years has its middle within a letter's height and this part of their width of theirs.
OFF_MIDDLE = 0.06
# Numbers that are flush with each other end within this many letters' heights.
FLUSH = 0.3
# A line of amounts under years is at most this many letters' heights below them.
FAR_BELOW = 60.0
# A label stands further before the first year than so many times the years' distance.
LABEL = 1.5
# The columns of a photographed page lean by no more than this (px aside per px down).
LEAN = 0.03


def lines_of_amounts(words: Words) -> list[float]:
    """The feet of the lines on which as many amounts stand as a table has at least."""
    amounts = words.foot[words.amount]
    near = SAME_LINE * words.body
    return [
        foot
        for foot in feet_of_lines(amounts, words.body)
        if (np.abs(amounts - foot) <= near).sum() >= AMOUNTS
    ]


def groups_of_amounts(words: Words, amounts: NDArray[np.bool_]) -> list[list[float]]:
    """Lines of amounts, by their feet, in groups that stand under each other."""
    lines = []
    for foot in feet_of_lines(words.foot[amounts], words.body):
        on_line = np.flatnonzero(amounts & (np.abs(words.foot - foot) <= SAME_LINE * words.body))
        on_line = _without_units(words, _apart(words, on_line))
        if len(on_line) >= FEW_AMOUNTS:
            lines.append((foot, on_line))
    groups: list[list[tuple[float, NDArray[np.int64]]]] = []
    for line in lines:
        # numbers of headings may stand on lines between, under nothing
        under = [g for g in groups if any(_agree(words, line[1], other[1]) for other in g)]
        if under:
            under[-1].append(line)
        else:
            groups.append([line])
    kept = []
    for group in groups:
        zeros = _zeros_in_line(words, *group[0]) if len(group) == 1 else None
        if zeros is not None:
            group[:] = sorted([*group, zeros], key=lambda line: line[0])
        elif _are_years(words, *(members for _, members in group)):
            del group[0]
        if not group:
            continue
        most = max(len(members) for _, members in group)
        headed = any(years_over(words, members) is not None for _, members in group)
        alone = len(group) == 1 and is_lone_row(words, group[0][1], only=len(groups) == 1)
        if (most >= AMOUNTS and (len(group) >= LINES or headed)) or len(group) >= MANY_LINES or alone:
            kept.append([foot for foot, _ in group])
    return kept


def is_lone_row(words: Words, line: NDArray[np.int64], *, only: bool = True) -> bool:
    """True when amounts of a line, four or more and not zeros or hyphens alone, stand as far apart as those
    of columns do, or are more and end all at one distance on a page without others: one continued with a
    single row."""
    order = line[np.argsort(words.left[line], kind="stable")]
    gaps = words.left[order][1:] - words.right[order][:-1]
    sure = int(words.commas[line].sum())
    if len(line) < LONE_AMOUNTS or sure < LINES:
        return False
    even = (
        only
        and len(line) == sure > LONE_AMOUNTS
        and float(np.ptp(np.diff(words.right[order]))) <= FLUSH * words.body
    )
    return even or bool((gaps > RUNNING * words.body).all())


def _are_years(words: Words, first: NDArray[np.int64], *others: NDArray[np.int64]) -> bool:
    """True when the first line of a group has short numbers alone, all others amounts, and the numbers stand
    in the middle of their columns: zeros, three or more, end where amounts of a line below do."""
    if _sure(words, first) or not all(_sure(words, other, first) for other in others):
        return False
    ends = (np.abs(words.right[first][:, None] - words.right[other][None, :]).min(axis=1) for other in others)
    flush = any(bool((off <= FLUSH * words.body).all()) for off in ends)
    return not (flush and len(first) >= AMOUNTS)


def _zeros_in_line(
    words: Words, foot: float, line: NDArray[np.int64]
) -> tuple[float, NDArray[np.int64]] | None:
    """The line of single digits below or above a line of amounts, one flush with each, as zeros of a total
    are."""
    away = np.abs(words.foot - foot)
    digits = words.number & (words.letters == 1) & (away > words.body) & (away < FAR_BELOW * words.body)
    reach = FLUSH * words.body
    flush = digits & (np.abs(words.right[:, None] - words.right[line][None, :]) <= reach).any(axis=1)
    for other in feet_of_lines(words.foot[flush], words.body):
        own = np.flatnonzero(flush & (np.abs(words.foot - other) <= SAME_LINE * words.body))
        # before the amounts stand names whose marks the scan lost, too
        counted = words.right[line] > words.right[own].min() - reach
        if len(own) == int(counted.sum()) >= AMOUNTS:
            return other, own
    return None


def years_over(words: Words, line: NDArray[np.int64]) -> float | None:
    """The foot of a line of years above a line of amounts, three or more, each of which stands under or
    beside another year; None without such a line."""
    if len(line) < AMOUNTS:
        return None
    top = float(words.foot[line].min())
    above = words.among((words.foot < top - words.body) & (words.foot > top - FAR_BELOW * words.body))
    for foot, own in _lines_of_years(above):
        pitch = np.diff(own)
        if len(pitch) < AMOUNTS - 1 or pitch.max() >= 1.5 * pitch.min():
            continue
        last = own[-1] + pitch.max()
        amounts = _without_letters(words, line, own)
        under = amounts[words.right[amounts] < last]
        column = np.searchsorted(own, words.right[under])
        totals = len(amounts) - len(under)  # one of all years stands behind them
        apart = len(set(column.tolist())) == len(under)
        if apart and len(under) >= AMOUNTS and totals <= 1 and column.min() > 0:
            return foot
    return None


def is_title_over(line: Words, years: Words) -> bool:
    """True when a line above a line of years, three or more, runs on as one text over several of those and
    stands not over their middle: a title, not a heading of all years."""
    own = line.among((line.right > years.left.min()) & (line.left < years.right.max()))
    if len(years) < AMOUNTS or not len(own):
        return False
    left, right = np.sort(own.left), np.sort(own.right)
    one = float((left[1:] - right[:-1]).max(initial=0.0)) < TITLE_BLANK * line.body
    first, last = float(years.left.min()), float(years.right.max())
    off = abs(left[0] + right[-1] - first - last) / 2
    over = int(((years.middle > left[0]) & (years.middle < right[-1])).sum())
    return one and over >= FEW_AMOUNTS and off > line.body + OFF_MIDDLE * (last - first)


def _without_letters(words: Words, line: NDArray[np.int64], own: NDArray[np.float64]) -> NDArray[np.int64]:
    """A line of amounts without three letters before the first of its years (which begin at `own`), as of
    `รวม`, and behind the last one, as of `กอง`, beside hyphens: they look like zeros. What stands further
    before than a column is a label, too, though a mark of the line below looks like its stop."""
    letters = ~words.commas[line] & ~words.dash[line]
    pitch = np.diff(own).max()
    before, behind = words.right[line] <= own[0], words.left[line] > own[-1] + pitch
    far = own[0] - words.right[line] > LABEL * pitch
    label = (letters & (before | (behind & words.dash[line].any()))) | far
    return np.asarray(line[~label])


def _lines_of_years(words: Words) -> list[tuple[float, NDArray[np.float64]]]:
    """Lines with years, by their feet, and where the years begin, ascending: numbers of four digits, and
    where those are few those as wide whose digits run together."""
    plain = words.among(words.number & ~words.commas & ~words.dash)
    year = plain.letters == YEAR_LETTERS
    found = []
    for foot in feet_of_lines(plain.foot[year], words.body):
        line = np.abs(plain.foot - foot) <= SAME_LINE * words.body
        wide = plain.right - plain.left
        usual = float(np.median(wide[line & year]))
        joined = (plain.letters < YEAR_LETTERS) & (np.abs(wide - usual) < FLUSH * words.body)
        few = int((line & year).sum()) < AMOUNTS
        found.append((foot, np.sort(plain.left[line & (year | (joined & few))])))
    return found


def dashes_under_years(words: Words) -> NDArray[np.bool_]:
    found = np.zeros(len(words), bool)
    for foot in feet_of_lines(words.foot[words.dash], words.body):
        line = np.flatnonzero(words.dash & (np.abs(words.foot - foot) <= SAME_LINE * words.body))
        found[line] = years_over(words, line) is not None
    return found


def _apart(words: Words, line: NDArray[np.int64]) -> NDArray[np.int64]:
    """The amounts of a line without hyphens close to each other: dotted leaders, pieces of a stamp's ring."""
    order = line[np.argsort(words.left[line], kind="stable")]
    near = words.left[order][1:] - words.right[order][:-1] < BESIDE * words.body
    crowded = np.concatenate([[False], near]) | np.concatenate([near, [False]])
    return np.asarray(order[~(crowded & words.dash[order])])


def _without_units(words: Words, line: NDArray[np.int64]) -> NDArray[np.int64]:
    """The amounts of a line without what looks like zeros a blank behind an amount: `บาท` in a list."""
    zeros = (words.letters[line] == ZEROS) & ~words.commas[line] & ~words.dash[line]
    behind = words.left[line][1:] - words.right[line][:-1] < RUNNING * words.body
    unit = np.concatenate([[False], behind & words.commas[line][:-1]]) & zeros
    return np.asarray(line[~unit])


def _sure(words: Words, line: NDArray[np.int64], under: NDArray[np.int64] | None = None) -> bool:
    """True when a line has amounts with separators or dashes, not just short numbers; with `under` not before
    where that line begins, as numbers of items are."""
    first = -np.inf if under is None else float(words.left[under].min()) - AMOUNTS * words.body
    return bool(((words.commas[line] | words.dash[line]) & (words.left[line] > first)).any())


def _agree(words: Words, one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    """True when most numbers of the shorter line stand under one of the longer line, two at least; in a
    photograph the lines may be shifted against each other."""
    reach = UNDER * words.body
    off = words.right[one][:, None] - words.right[other][None, :]
    shift = _lean_of(words, one, other) if min(len(one), len(other)) >= AMOUNTS else 0.0
    right = (np.abs(off) <= reach) | (np.abs(off - shift) <= FLUSH * words.body)
    middle = np.abs(words.middle[one][:, None] - words.middle[other][None, :]) <= reach
    matched = int((right | middle).any(axis=1).sum())
    return matched >= max(FEW_AMOUNTS, 0.6 * min(len(one), len(other)))


def _lean_of(words: Words, one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """How far the ends of a line's numbers stand aside of those of another line, in px: no further than
    columns of a photograph lean over that distance; the middle of what each of the numbers says."""
    off = words.right[one][:, None] - words.right[other][None, :]
    most = LEAN * abs(float(np.median(words.foot[one])) - float(np.median(words.foot[other])))
    nearest = off[np.arange(len(one)), np.argmin(np.abs(off), axis=1)]
    return float(np.clip(np.median(nearest), -most, most))


def specks(words: Words) -> NDArray[np.bool_]:
    """What looks like hyphens, under or over no number and beside no word: dirt."""
    found = np.zeros(len(words), bool)
    for dashes in np.array_split(np.flatnonzero(words.dash), 1 + int(words.dash.sum()) // AT_ONCE):
        asked = np.zeros(len(words), bool)
        asked[dashes] = True
        found[dashes] = _are_specks(words.among(asked), words)
    return found


def _are_specks(own: Words, words: Words) -> NDArray[np.bool_]:
    """The same of some of the words, which look like hyphens."""
    reach = UNDER * words.body
    right = np.abs(own.right[:, None] - words.right[None, :]) <= reach
    middle = np.abs(own.middle[:, None] - words.middle[None, :]) <= reach
    under = (right | middle) & words.number[None, :]
    level = np.abs(own.height[:, None] - words.height[None, :]) < SAME_LINE * words.body
    gap = np.maximum(words.left[None, :] - own.right[:, None], own.left[:, None] - words.right[None, :])
    beside = (level & (gap < RUNNING * words.body)).sum(axis=1) > 1
    return np.asarray(~beside & (under.sum(axis=1) == 1))
