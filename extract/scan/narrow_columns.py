"""Columns that stand no more than a blank from their neighbours, which words of a page run across.

`fine` words are cut where the paper between letters is wider than within a word of one column, so that a
number and the text beside it are two.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.scan.corridors import heading_gaps
from extract.scan.number_columns import WIDEST_FIGURE, feet_of_lines
from extract.scan.text_runs import TOUCH, bands, joined_runs, neighbours
from extract.scan.words import Words

# Letters of one word stand closer than this many letters' heights, words of two columns further apart.
FINE_GAP = 0.4
# Ends of words that stand flush with each other are this near, in letters' heights.
FLUSH = 0.35
# ... and bold ones, which are too wide for their column, beside others.
OVERFLOW = 0.5
# So many numbers end, and so many lines begin, beside a place between a column of amounts and one of text.
FLUSH_NUMBERS, FLUSH_LINES = 3, 2
# ... or so many numbers, where at most half of them have text behind them.
FEW_NUMBERS = 2
SHARE_FLUSH = 0.75
# Words of so many letters without stops and commas are text, with or without marks.
LONG_WORD = 5
# Numbers of items have no more digits than this.
SEQ_LETTERS = 2
# Lines of text beside item numbers per number, at least: some run on below them.
WRAPPED = 1.5
# A single item number is told by so many lines beside and below it.
LINES_OF_ONE = 4
# Labels and bands may run over the column of item numbers so many times as there are numbers in it.
LABELS = 3
# Words of a heading stand this near to each other, in letters' heights.
BLANK = 1.0
# A word this near to its neighbour, in letters' heights, does not make a column by itself.
LONE = 1.5
# A column without any print, in a table without heading, is wider than this many letters' heights.
NARROW = 3.0


def narrow_places(headings: Words, fine: Words, xs: Sequence[float]) -> list[float]:
    """Further places where columns between `xs` part: behind item numbers that have a heading of their own,
    between amounts flush right and text flush left, and between counts and amounts, both flush right."""
    found = []
    for low, high in pairwise(xs):
        own = fine.among((fine.middle > low) & (fine.middle < high))
        over = headings.among((headings.middle > low) & (headings.middle < high))
        place = _behind_numbers(over, own, low, continued=not len(headings) and low == xs[0])
        place = _behind_amounts(own, low) if place is None else place
        place = _before_amounts(over, own) if place is None else place
        if place is not None:
            found.append(place)
    return found


def _behind_numbers(headings: Words, own: Words, low: float, *, continued: bool) -> float | None:
    """The place behind a column's item numbers, within the gap between two headings.

    Where a table is `continued` without its heading, numbers without a stop or bracket tell it, with lines
    behind them that all begin together.
    """
    short = own.number & (own.letters <= SEQ_LETTERS) & ~own.commas & ~own.dash
    short &= own.right - own.left <= WIDEST_FIGURE * own.body * own.letters
    if not short.any():
        return None
    first = float(own.left[short].min())
    numbers = own.among(short & (own.left < first + 1.3 * own.body))
    # letters of labels that ran together look like numbers, and end further on
    numbers = numbers.among(numbers.right < np.median(numbers.right) + own.body)
    if first > low + 2.5 * own.body:
        return None
    end = float(numbers.right.max())
    behind = own.left[own.left > end - TOUCH * own.body]
    if not len(behind) or behind.min() - end < TOUCH * own.body:
        return None
    lines = len(feet_of_lines(own.foot[own.left > end], own.body))
    if lines < WRAPPED * len(numbers) or (len(numbers) == 1 and lines < LINES_OF_ONE):
        return None
    place = (end + float(behind.min())) / 2
    across = (own.left < place - TOUCH * own.body) & (own.right > place + TOUCH * own.body)
    if int(across.sum()) > LABELS * len(numbers):
        return None
    if (continued or len(numbers) == 1) and not are_flush(own.among(own.left > place)):
        return None
    if continued:
        return place if len(numbers) > 1 and _without_marks(numbers) else None
    gaps = [(a, b) for a, b in heading_gaps(headings) if a - FLUSH * own.body < place < b + FLUSH * own.body]
    return place if gaps else None


def _before_amounts(headings: Words, own: Words) -> float | None:
    """The place between counts and amounts that the widest amounts nearly reach, within the gap between two
    headings. Both end together on all lines, and amounts begin at places further apart than a blank: what is
    torn off their begin does not end together."""
    lines = [
        np.flatnonzero(np.abs(own.foot - foot) < 0.5 * own.body) for foot in feet_of_lines(own.foot, own.body)
    ]
    if len(lines) < FLUSH_NUMBERS or any(len(line) < 2 for line in lines) or not own.number.all():
        return None
    lines = [line[np.argsort(own.left[line])] for line in lines]
    counts, next_ones = (
        own.among(np.array([line[0] for line in lines])),
        own.left[[line[1] for line in lines]],
    )
    ends = np.array([own.right[line].max() for line in lines])
    amounts = sum(bool(own.commas[line[1:]].any()) for line in lines)
    if (counts.commas | counts.dash | (counts.letters > SEQ_LETTERS)).any() or amounts < FLUSH_NUMBERS:
        return None
    last, begin = float(counts.right.max()), float(next_ones.min())
    if max(np.ptp(counts.right), np.ptp(ends)) > FLUSH * own.body or np.ptp(next_ones) <= BLANK * own.body:
        return None
    place = (last + begin) / 2
    inside = any(a - FLUSH * own.body < place < b + FLUSH * own.body for a, b in heading_gaps(headings))
    return place if inside and begin - last >= FINE_GAP * own.body else None


def _without_marks(numbers: Words) -> bool:
    """True when most numbers are one digit alone: a stop or a bracket behind it would be a second letter."""
    return int((numbers.letters == 1).sum()) > len(numbers) / 2


def are_flush(words: Words) -> bool:
    """True when most lines begin together."""
    begins = np.array(
        [
            float(words.left[np.abs(words.foot - foot) < 0.5 * words.body].min())
            for foot in feet_of_lines(words.foot, words.body)
        ]
    )
    return bool((np.abs(begins - np.median(begins)) <= FLUSH * words.body).mean() >= SHARE_FLUSH)


def _behind_amounts(own: Words, low: float) -> float | None:
    """The place between a column's amounts that end together and lines of text that begin together.

    Some lines of the text stand beside no amount, or beside a hyphen under amounts, unlike units of money.
    """
    amounts = own.among(own.number & (own.commas | own.dash | (own.letters == 1)))
    if len(amounts) < FEW_NUMBERS:
        return None
    end = float(np.median(amounts.right))
    marked, behind = ~own.number & ~own.plain, own.left > end + TOUCH * own.body
    marked |= behind & ~own.commas & (own.letters >= LONG_WORD)
    if (marked & behind).any():
        amounts = own.among(own.number & (own.commas | own.dash | (own.letters == 1)) & ~behind)
        marked |= behind  # words without marks look like numbers, and some like amounts
    text = own.among(marked)
    inner = text.left[text.left > low]
    if not len(amounts) or not len(inner):
        return None
    begin = float(np.median(inner))
    numbers = amounts.among(np.abs(amounts.right - end) <= OVERFLOW * own.body)
    lines = text.among(np.abs(text.left - begin) <= FLUSH * own.body)
    beside = np.abs(lines.height[:, None] - amounts.height[None, :]) < 0.5 * own.body
    hyphen = bool(beside[:, amounts.dash].any()) and not amounts.dash.all()
    # units stand behind all amounts, or most
    few = 2 * int(beside.any(axis=0).sum()) <= int(amounts.commas.sum())
    least = 1 if hyphen or few else FLUSH_LINES
    if len(amounts) < (FEW_NUMBERS if few or hyphen else FLUSH_NUMBERS):
        return None
    if len(numbers) < SHARE_FLUSH * len(amounts) or len(lines) < max(least, 0.5 * len(text)):
        return None
    last, first = float(own.right[own.left < end].max()), float(lines.left.min())
    crossing = own.among((own.left < end) & (own.right > first))
    units = bool(beside.any(axis=1).all()) and not hyphen and not few
    if len(crossing) or first - last < TOUCH * own.body or units:
        return None
    return (last + first) / 2


def without_lone_words(headings: Words, body: Words, xs: list[float]) -> list[float]:
    """The places without those that cut a column off which holds nothing but a lone word of its neighbour's
    text, or no print at all but a speck while a heading runs into it. In less than a blank words of bands,
    such as the number of a part, are no print of a column."""
    kept = list(xs)
    after, band = neighbours(body), bands(body, xs[0])
    runs = joined_runs(headings, BLANK)
    for low, high in pairwise(xs):
        if low not in kept or high not in kept or len(kept) < 4:
            continue
        inside = (body.middle > low) & (body.middle < high)
        if any(low < (a + b) / 2 < high for a, b in runs):
            continue
        inside &= ~(band & (high - low < BLANK * body.body))
        if len(runs) and int(inside.sum()) == 1 and (body.dash[inside] | (body.letters[inside] == 1)).all():
            inside[:] = False
        if not inside.any() and high - low < BLANK * body.body:
            kept.remove(_most_crossed(body, low, high, xs))
        elif not inside.any():
            cut = [x for x in (low, high) if any(a < x < b for a, b in runs) and x not in (xs[0], xs[-1])]
            if len(cut) == 1:
                kept.remove(cut[0])
            elif not cut and high != xs[-1] and (len(headings) or high - low < NARROW * body.body):
                kept.remove(_most_crossed(body, low, high, xs))
        elif float(np.ptp(body.foot[inside])) < body.body and low != xs[0]:
            before = np.flatnonzero(np.isin(after, np.flatnonzero(inside)) & ~inside)
            gaps = body.left[after[before]] - body.right[before]
            if (gaps < LONE * body.body).any():
                kept.remove(low)
    return kept


def _most_crossed(body: Words, low: float, high: float, xs: Sequence[float]) -> float:
    """Of two places, a table's sides `xs[0]` and `xs[-1]` excepted, that which more words run across; the
    second one where they are alike."""
    reach = TOUCH * body.body
    inner = [x for x in (high, low) if x not in (xs[0], xs[-1])]
    return max(inner, key=lambda x: int(((body.left < x - reach) & (body.right > x + reach)).sum()))


def cut_at(words: Words, fine: Words, xs: Sequence[float], *, flush: bool = True) -> Words:
    """The words, those cut that run over one of the places `xs` where their letters keep paper between them.

    With `flush` the part behind the place begins where another word does, or the part before it is an amount
    that ends where others do; a single one leaves dirt before it. Bands run over columns on purpose.
    """
    band = bands(words, xs[0]) & flush & (words.left < xs[1])
    keep = np.ones(len(words), bool)
    parts = np.zeros(len(fine), bool)
    reach = TOUCH * words.body
    for k in np.flatnonzero(~band).tolist():
        over = [x for x in xs[1:-1] if words.left[k] < x - reach and words.right[k] > x + reach]
        if not over:
            continue
        own = (np.abs(fine.foot - words.foot[k]) < 0.5 * words.body) & (fine.middle > words.left[k])
        own &= fine.middle < words.right[k]
        if own.any() and all(_parted(words, fine, own, x, flush) for x in over):
            keep[k] = False
            parts |= own
    return words.among(keep).joined(fine.among(parts)) if parts.any() else words


def _parted(words: Words, fine: Words, own: NDArray[np.bool_], x: float, flush: bool) -> bool:
    """True when no part of a word crosses x; with `flush` the first one behind x begins where another word
    does."""
    reach = TOUCH * words.body
    across = own & (fine.left < x - reach) & (fine.right > x + reach)
    behind = fine.left[own & (fine.middle > x)]
    if across.any() or not len(behind):
        return False
    begun = np.abs(words.left - behind.min()) <= FLUSH * words.body
    before = own & (fine.middle < x)
    end = float(fine.right[before].max(initial=-np.inf))
    last = before & (fine.right == end)
    ends = words.amount & words.commas & (np.abs(words.right - end) <= reach)
    amount = bool((last & fine.amount & fine.commas).any()) and int(ends.sum()) >= FEW_NUMBERS
    return not flush or bool(begun.any()) or amount
