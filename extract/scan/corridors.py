"""The columns of a table without vertical rules, from the paper that its lines leave free.

Every gap between two neighbours on a line speaks for a corridor wherever it lies, every word that runs
across speaks against it. Most gaps of a table agree where its columns part; the gaps between words of running
text do not. Some line must have words in the columns on both sides of a corridor, so that a column of
numbers of unlike width, or of dashes under numbers and a heading, stays one column.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.scan.number_columns import close_groups, feet_of_lines
from extract.scan.text_runs import BLANK, TOUCH, at_edge, bands, bands_over, bands_past, neighbours
from extract.scan.words import Words

# What a word across a corridor counts against the gaps that agree on it; lone lines from the left edge are
# bands and headings, which run over columns.
CROSSING = 0.7
CROSSING_OF_BAND = 0.2
# So many gaps make a corridor, and at least this part of the lines that have gaps.
LEAST_GAPS = 2
SHARE_OF_LINES = 0.12
# Neighbours in the two columns beside a corridor per word (weighted as above) across it.
WITNESSED = 1.0
# So many words per word of its own that begin in a column and run out of it make it no column.
MARKED = 0.5
# Numbers of items have no more letters than this, a bracket or stop among them.
SEQ_LETTERS = 3
# What a lone line counts that begins at the table's edge and ends in the second column: perhaps a band.
SHORT_BAND = 0.4
# Headings of two columns stand this many letters' heights apart.
HEADING_GAP = 0.6
# ... and this far where labels at the table's left edge run over several columns.
WIDE_HEADING_GAP = 1.5
# ... and their lines differ by more than this where they have not as many.
UNLEVEL = 0.5
# A place through headings on so many lines parts no columns.
CUT_LINES = 2
# Ends of rules at one side of a column stand this near, in letters' heights.
SAME_PLACE = 0.5


def find_corridors(words: Words, left: float, right: float) -> list[float]:
    """Places in px where columns part, ascending, between the sides of a table."""
    if len(words) < 4:
        return []
    free, between, lines = _gaps(words, left, right)
    crossing = _crossings(words, left, right)
    score = free - crossing
    least = max(LEAST_GAPS, SHARE_OF_LINES * lines)
    after = neighbours(words)
    pairs, alone = _pairs(words), _alone(words)
    numbers = np.flatnonzero(words.number & (words.letters <= SEQ_LETTERS))
    counted = np.isin(after, numbers)
    witnessed: dict[float, int] = {}
    for start, end in _plateaus(score, free):
        # amounts beside each other on lines, and nothing else, are no chance however few they are
        sure = free[start] == between[start] >= LEAST_GAPS
        if score[start] < 1 or (free[start] < least and not sure):
            continue
        new = left + (start + end) / 2
        trial = sorted([*witnessed, new])
        while new in trial:
            sides = [left - words.body, *trial, right + words.body]
            if _is_marked_list(words, alone, counted, sides, TOUCH * words.body):
                break
            across = [float(crossing[min(round(place - left), len(crossing) - 1)]) for place in trial]
            found = _witnesses(pairs, sides, across, TOUCH * words.body, BLANK * words.body)
            seen = dict(zip(trial, found, strict=True))
            lacking = [p for p, c in zip(trial, across, strict=True) if seen[p] < max(1, WITNESSED * c)]
            if not lacking:
                witnessed = seen
                break
            # a place whose neighbours all stand beyond the new one gives way to more of them
            weak = [p for p in lacking if p != new and seen[p] == 0 and witnessed[p] < seen[new]]
            trial = [p for p in trial if p not in weak] if weak == lacking else []
    places = sorted(witnessed)
    sides = [left - words.body, *places, right + words.body]
    touch = TOUCH * words.body
    if len(places) > 1 and _is_marked_list(words, alone, counted, sides[:3], touch, sides[2] + touch):
        del places[0]
    return places


def _gaps(words: Words, left: float, right: float) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    """How many gaps lie over every px between the sides, how many of them part two amounts, and how many
    lines have gaps."""
    width = max(2, round(right - left) + 2)
    change = np.zeros((2, width + 1))
    # zeros stand under amounts, too
    after, amount = neighbours(words), words.amount | (words.number & (words.letters == 1))
    owners = np.flatnonzero(after >= 0)
    for k in owners.tolist():
        counted = slice(0, 2 if amount[k] and amount[after[k]] else 1)
        change[counted, _at(words.right[k] - left, width)] += 1
        change[counted, _at(words.left[after[k]] - left, width)] -= 1
    first = owners[~np.isin(owners, after[owners])]
    free, between = np.cumsum(change, axis=1)[:, :width]
    return free, between, len(first)


def _crossings(words: Words, left: float, right: float) -> NDArray[np.float64]:
    width = max(2, round(right - left) + 2)
    change = np.zeros(width + 1)
    weight = np.where(bands(words, left) | _several_amounts(words), CROSSING_OF_BAND, CROSSING)
    for k in range(len(words)):
        change[_at(words.left[k] - left + 1, width)] += weight[k]
        change[_at(words.right[k] - left - 1, width)] -= weight[k]
    return np.cumsum(change)[:width]


def _several_amounts(words: Words) -> NDArray[np.bool_]:
    """Which words without marks are too wide for one amount: several that nearly touch."""
    return np.asarray(words.plain & words.commas & ~words.number)


def _at(value: float, width: int) -> int:
    return min(max(round(value), 0), width)


def _plateaus(score: NDArray[np.float64], free: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Stretches of one score, the best and widest first."""
    edges = np.flatnonzero((np.abs(np.diff(score)) > 1e-9) | (np.diff(free) != 0)) + 1
    bounds = [0, *edges.tolist(), len(score)]
    stretches = [(a, b) for a, b in pairwise(bounds) if b - a >= 2]
    return sorted(stretches, key=lambda s: (-round(float(score[s[0]]), 6), s[0] - s[1]))


def _pairs(words: Words) -> NDArray[np.float64]:
    """Neighbours on a line, each as left, right, left, right."""
    after = neighbours(words)
    first = np.flatnonzero(after >= 0)
    second = after[first]
    return np.stack([words.left[first], words.right[first], words.left[second], words.right[second]], axis=1)


def _witnesses(
    pairs: NDArray[np.float64], places: list[float], across: Sequence[float], touch: float, blank: float
) -> list[int]:
    """For every place but the outer ones, how many neighbours stand in the two columns beside it.

    A single pair with no more than a blank between is none, and where there are only such pairs, as in
    labels of totals, every text that runs on across the place (`across`) outweighs two.
    """
    found = []
    for low, place, high, crossed in zip(places, places[1:], places[2:], across, strict=False):
        both = _beside(pairs, low, place, high, touch)
        seen = int(both.sum())
        blanks = bool((pairs[both, 2] - pairs[both, 1] < blank).all())
        found.append(0 if blanks and (seen == 1 or seen < 2 * crossed) else seen)
    return found


def _beside(
    pairs: NDArray[np.float64], low: float, place: float, high: float, touch: float
) -> NDArray[np.bool_]:
    """Which neighbours stand in the two columns beside a place."""
    before = (pairs[:, 0] > low - touch) & (pairs[:, 1] < place + touch)
    behind = (pairs[:, 2] > place - touch) & (pairs[:, 3] < high + touch)
    return np.asarray(before & behind)


def _alone(words: Words) -> NDArray[np.bool_]:
    """Which words have no other on their line."""
    after = neighbours(words)
    alone = after < 0
    alone[after[after >= 0]] = False
    return alone


def _is_marked_list(
    words: Words,
    alone: NDArray[np.bool_],
    counted: NDArray[np.bool_],
    places: list[float],
    touch: float,
    short_end: float = -np.inf,
) -> bool:
    """True when the words between two places are mostly marks of items, with further lines under them.

    Of the words `alone` on their lines those that end before `short_end` may be such lines, others are bands.
    What is mostly followed by short numbers (`counted`) is a column of numbers beside another, no mark.
    """
    for low, place in pairwise(places[:-1]):
        begins = (words.left > low - touch) & (words.left < place - touch)
        own = begins & (words.right < place + touch)
        across = begins & (words.right > place + touch)
        lone = across & alone & (low == places[0])
        # lone lines from the left edge on are bands, where they do not end with the next column
        short = lone & (words.right < short_end)
        marked = int((across & ~lone).sum()) + SHORT_BAND * int(short.sum()) > MARKED * int(own.sum())
        if marked and 2 * int((own & counted).sum()) <= int(own.sum()):
            return True
    return False


def heading_corridors(headings: Words, body: Words, xs: list[float]) -> list[float]:
    """Places within columns at `xs` that part two headings beside each other and cut no word below."""
    found = []
    every = body.among(~_several_amounts(body))
    inner, body = every.among(~at_edge(every, xs[0])), every.among(~bands_over(every, xs))
    for low, high in pairwise(xs):
        own = headings.among((headings.middle > low) & (headings.middle < high))
        for a, b in heading_gaps(own):
            apart = b - a > WIDE_HEADING_GAP * headings.body or not is_level(own, a, b)
            below = inner if apart else body
            start = _end_of_numbers(below, a, b)
            clear = every.among(~bands_past(every, xs[0], b))
            place = free_place(clear, start, b) or free_place(below, start, b)
            place = place or free_place(below, start, b, TOUCH * below.body)
            if place is not None:
                found.append(place)
    return found


def _end_of_numbers(body: Words, start: float, end: float) -> float:
    """Where numbers end that stand wholly between two headings: flush right, they belong to the first, and so
    does a single one, but for the number before an item's text."""
    inside = body.among((body.left > start) & (body.right < end) & ~_begins_text(body))
    numbers = inside.among(inside.number & (inside.amount | (inside.letters == 1)))
    flush = len(numbers) > 0 and float(np.ptp(numbers.right)) < SAME_PLACE * body.body
    return float(numbers.right.max()) if flush and len(numbers) == len(inside) else start


def _begins_text(words: Words) -> NDArray[np.bool_]:
    """Which words begin where two further lines of text do, or where one does and others stand a blank behind
    them."""
    after = neighbours(words)
    followed = (after >= 0) & (words.left[after] - words.right < BLANK * words.body)
    apart = np.abs(words.foot[:, None] - words.foot[None, :]) > SAME_PLACE * words.body
    under = apart & (np.abs(words.left[:, None] - words.left[None, :]) <= TOUCH * words.body)
    lines = (under & ~words.number[None, :]).sum(axis=1)
    return np.asarray(lines >= np.where(followed, 1, CUT_LINES))


def heading_gaps(own: Words) -> list[tuple[float, float]]:
    """The gaps between headings of one column: seen from above, or on the lines below a heading over them."""
    least = HEADING_GAP * own.body
    spans = _shadows(own)
    gaps = [(a, b) for (_, a), (b, _) in pairwise(spans)]
    for start, end in spans:
        part = own.among((own.middle > start) & (own.middle < end))
        feet = feet_of_lines(part.foot, own.body)
        if len(feet) > LEAST_GAPS:
            under = part.among(part.foot > feet[0] + 0.5 * own.body)
            gaps.extend((a, b) for (_, a), (b, _) in pairwise(_shadows(under)))
    return sorted((a, b) for a, b in gaps if b - a >= least)


def is_level(headings: Words, start: float, end: float) -> bool:
    """True when a word before a gap stands on a line with one behind it: the words of one heading do."""
    before, behind = headings.foot[headings.right <= start], headings.foot[headings.left >= end]
    return bool((np.abs(before[:, None] - behind[None, :]) <= UNLEVEL * headings.body).any())


def without_blanks(headings: Words, body: Words, xs: list[float]) -> list[float]:
    """The places without those in the text of one column: no more than a blank between words wherever they
    are apart there, other words across, and a heading that runs across, or none over what stands before."""
    touch = TOUCH * body.body
    pairs, spans = _pairs(body), _pairs(headings)
    kept = [xs[0]]
    for place, high in pairwise(xs[1:]):
        own = headings.among((headings.middle > kept[-1]) & (headings.middle < high))
        under = bool(((own.left < place - touch) & (own.right > place + touch)).any())
        apart = _beside(pairs, kept[-1], place, high, touch)
        near = pairs[:, 2] - pairs[:, 1] < BLANK * body.body
        blank = bool(near[apart].all())
        across = (body.left < place - touch) & (body.right > place + touch)
        headed = bool(_beside(spans, kept[-1], place, high, touch).any())
        over = (headings.left < place - touch) & (headings.right > kept[-1] + touch)
        bare = len(headings) > 0 and not over.any() and bool((across & (body.left > kept[-1] - touch)).any())
        bare &= bool((near | _hold_heading(headings, pairs))[apart].all())
        # on a page without heading blanks of labels alone, in the text of a column behind the first one
        inside = across & (body.left > kept[-1] - touch) & ~body.number
        within = not len(headings) and len(kept) > 1 and bool(inside.any()) and int(apart.sum()) > 0
        amounts = body.amount & body.commas & (body.right > kept[-1]) & (body.right <= place + touch)
        within &= int(amounts.sum()) < LEAST_GAPS
        if not (bare or (blank and ((under and across.any()) or within))) or headed:
            kept.append(place)
    return [*kept, xs[-1]]


def _hold_heading(headings: Words, pairs: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Between which neighbours a whole heading stands: that of a column in which one line is blank."""
    inside = (headings.left > pairs[:, 1:2]) & (headings.right < pairs[:, 2:3])
    return np.asarray(inside.any(axis=1))


def without_cut_headings(headings: Words, xs: list[float]) -> list[float]:
    """The places without those that run through headings on several lines, beside a column that has none of
    its own: they part the digits of broken amounts."""
    touch = TOUCH * headings.body
    own = headings.among(~over_several(headings))
    kept = [xs[0]]
    for place, high in pairwise(xs[1:]):
        cut = (own.left < place - touch) & (own.right > place + touch)
        sides = ((kept[-1], place), (place, high))
        bare = any(not ((own.middle > a) & (own.middle < b)).any() for a, b in sides)
        if not bare or len(feet_of_lines(own.foot[cut], own.body)) < CUT_LINES:
            kept.append(place)
    return [*kept, xs[-1]]


def clear_of_headings(
    headings: Words, body: Words, xs: list[float], rule_ends: Sequence[float] = ()
) -> list[float]:
    """The inner places xs moved within their corridors to where a rule ends or no heading stands.

    A heading over several columns and a band stand across corridors.
    """
    headings = headings.among(~over_several(headings))
    body = body.among(~bands_over(body, xs))
    moved = [xs[0]]
    for low, place, high in zip(xs, xs[1:], xs[2:], strict=False):
        ends = body.right[(body.right <= place + 1) & (body.right > low)]
        starts = body.left[(body.left >= place - 1) & (body.left < high)]
        start, end = max(ends, default=low), min(starts, default=high)
        near = headings.among((headings.right > low) & (headings.left < high))
        free = None
        if end - start > 2:
            free = free_place(near, float(start), float(end))
            if free is None:
                free = free_place(near.among(~_over_neighbours(near)), float(start), float(end))
        ruled = [
            x for x in rule_ends
            if start <= x <= end and x < high - 1 and not ((near.left < x) & (near.right > x)).any()
        ]  # fmt: skip
        moved.append(ruled[0] if len(ruled) == 1 else place if free is None else free)
    return [*moved, xs[-1]]


def over_several(headings: Words) -> NDArray[np.bool_]:
    """Which headings have two or more others beside each other under them."""
    found = np.zeros(len(headings), bool)
    for k in range(len(headings)):
        under = headings.foot > headings.foot[k] + 0.5 * headings.body
        under &= (headings.left < headings.right[k]) & (headings.right > headings.left[k])
        spans = _shadows(headings.among(under))
        found[k] = any(b - a >= HEADING_GAP * headings.body for (_, a), (b, _) in pairwise(spans))
    return found


def _over_neighbours(headings: Words) -> NDArray[np.bool_]:
    """Which headings may reach over more than stands under them: beside what stands on the line below there
    is more, with nothing over it."""
    found = np.zeros(len(headings), bool)
    for k in range(len(headings)):
        under = (headings.left < headings.right[k]) & (headings.right > headings.left[k])
        below = headings.foot[under & (headings.foot > headings.foot[k] + 0.5 * headings.body)]
        level = np.abs(headings.foot - headings.foot[k]) <= 0.5 * headings.body
        if len(below) and int(level.sum()) == 1:
            line = np.abs(headings.foot - below.min()) <= 0.5 * headings.body
            found[k] = bool((line & ~under).any())
    return found


def at_rule_ends(headings: Words, body: Words, xs: list[float], ends: Sequence[float]) -> list[float]:
    """The places xs moved to where rules end beside them, and rules' ends added that part columns themselves.

    A rule ends at the side of a merged cell or of a heading over several columns. Such a place parts columns
    where two rules end, or one, with words on both sides of it; only labels at the table's left edge, of
    bands and totals, run over it.
    """
    touch = TOUCH * body.body
    moved = list(xs)
    for group in close_groups(ends, SAME_PLACE * body.body):
        place = float(np.median(group))
        k = int(np.searchsorted(moved, place))
        if not 0 < k < len(moved):
            continue
        low, high = moved[k - 1], moved[k]
        across = (body.left < place - touch) & (body.right > place + touch)
        # a rule left out over a merged cell ends at both sides of it, and labels run over that cell
        left_out = any(abs(end - at) <= SAME_PLACE * body.body for end in ends for at in moved[k + 1 : -1])
        own = body.among(~(across & at_edge(body, xs[0]))) if left_out else body
        beside = [at for at in (low, high) if _clear(headings, own, min(at, place), max(at, place))]
        inner = [at for at in beside if at not in (xs[0], xs[-1])]
        left = (body.left > low - touch) & (body.right < place + touch)
        right = (body.left > place - touch) & (body.right < high + touch)
        labels = int((across & at_edge(body, xs[0])).sum())
        if int(across.sum()) > labels or labels > int(left.sum()) + int(right.sum()):
            continue
        inner = inner or [
            at for at in (low, high) if at not in (xs[0], xs[-1]) and _is_crossed(body, at, xs[0])
        ]
        merged = any(abs(end - high) <= SAME_PLACE * body.body for end in ends)  # a merged cell ends there
        if inner:
            moved[moved.index(min(inner, key=lambda at: abs(at - place)))] = place
            moved.sort()
        elif not beside and (len(group) >= 2 or (int(left.sum()) >= 2 and (merged or bool(right.any())))):
            moved.insert(k, place)
    return moved


def _is_crossed(body: Words, place: float, edge: float) -> bool:
    """True when text runs across a place that is no label at the table's edge."""
    touch = TOUCH * body.body
    across = (body.left < place - touch) & (body.right > place + touch) & ~(body.plain & body.commas)
    return bool((across & ~at_edge(body, edge)).any())


def _clear(headings: Words, body: Words, start: float, end: float) -> bool:
    """True when no word has its middle between start and end but those that run over both."""
    return not any(
        bool(((w.middle > start) & (w.middle < end) & ((w.left > start) | (w.right < end))).any())
        for w in (headings, body)
    )


def _shadows(words: Words) -> list[tuple[float, float]]:
    """The stretches that words cover, seen from above."""
    spans: list[tuple[float, float]] = []
    for k in np.argsort(words.left, kind="stable").tolist():
        if spans and words.left[k] <= spans[-1][1] + 0.3 * words.body:
            spans[-1] = (spans[-1][0], max(spans[-1][1], float(words.right[k])))
        else:
            spans.append((float(words.left[k]), float(words.right[k])))
    return spans


def free_place(body: Words, start: float, end: float, touch: float = 0.0) -> float | None:
    """The middle of the widest stretch between start and end that no word crosses by more than `touch`."""
    near = body.among((body.right > start) & (body.left < end))
    shadows = [(a + touch, b - touch) for a, b in _shadows(near)]
    edges = [start, *(span for pair in shadows for span in pair), end]
    free = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= 2]
    if not free:
        return None
    a, b = max(free, key=lambda pair: pair[1] - pair[0])
    return (max(a, start) + min(b, end)) / 2
