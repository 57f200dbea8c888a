"""The columns of a table without vertical rules: from its body, its headings and the ends of its rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.scan.amount_lines import LINES, lines_of_amounts
from extract.scan.corridors import (
    SAME_PLACE,
    at_rule_ends,
    clear_of_headings,
    find_corridors,
    free_place,
    heading_corridors,
    heading_gaps,
    over_several,
    without_blanks,
    without_cut_headings,
)
from extract.scan.narrow_columns import (
    FLUSH,
    LONE,
    SEQ_LETTERS,
    are_flush,
    cut_at,
    narrow_places,
    without_lone_words,
)
from extract.scan.number_columns import SAME_LINE, Columns, feet_of_lines, name_columns
from extract.scan.open_header import SAME_WIDTH, TWINS
from extract.scan.text_runs import TOUCH, bands, joined_runs, neighbours
from extract.scan.words import Words

# Neighbours in a single row are in two columns when they stand this many letters' heights apart.
ROW_GAP = 1.2
# ... or, where neither looks like an amount, this many.
FAR_GAP = 4.0
# Paper so wide (letters' heights) through so many lines of text on both sides parts two columns.
CLEAR_GAP, CLEAR_LINES = 1.5, 3
# ... and less paper where the lines of both begin together.
FLUSH_GAP = 0.8
# The words of one heading stand no further apart than this many letters' heights.
ONE_HEADING = 1.1
# Labels at a table's side begin so many letters' heights before the text of a column behind them.
OUTDENT = 3.0
# ... which so far behind them is a column's if it has two lines.
FAR_OUTDENT = 6.0


@dataclass(frozen=True, slots=True)
class Print:
    """The words of a table's heading and of its body; `fine` are both, cut at narrower gaps."""

    heading: Words
    body: Words
    fine: Words

    @property
    def words(self) -> Words:
        """All words."""
        return self.heading.joined(self.body)


def find_columns(
    printed: Print, left: float, right: float, ends: Sequence[float] = ()
) -> tuple[Columns, Print] | None:
    """The columns of a table from its print and the `ends` of rules within it, and the print with the words
    cut that ran from one column into the next. None where there are fewer than two columns."""
    # a hyphen in a heading parts nothing and is often dirt
    heading, body = printed.heading.among(~printed.heading.dash), printed.body
    heading = parted_repeats(heading, printed.fine)
    few = len(feet_of_lines(body.foot[body.amount], body.body)) < LINES
    places = find_corridors(heading.joined(body) if few else body, left, right)
    xs = without_cut_headings(heading, without_blanks(heading, body, [left, *places, right]))
    heading = parted_twins(heading, xs)
    xs = clear_of_headings(heading, body, xs, ends)
    added = [
        *_without_repeated(heading, body, xs, heading_corridors(heading, body, xs)),
        *_clear_paper(heading, body, xs),
        *_behind_labels(heading, body, xs),
    ]
    both = sorted([*xs, *added])
    moved = clear_of_headings(heading, body, both, ends)
    # a place between two headings stays between them
    xs = sorted(
        old if old in added and _over_heading(heading, old, new) else new
        for old, new in zip(both, moved, strict=True)
    )
    xs = without_lone_words(heading, body, at_rule_ends(heading, body, xs, ends))
    xs = clear_of_text(heading, body, behind_amounts(heading, body, one_amount_each(heading, body, xs)))
    xs = clear_of_bands(heading, body, xs, ends)
    top = float(heading.height.max()) if len(heading) else -np.inf
    fine_heading, fine_body = (
        printed.fine.among(printed.fine.height <= top),
        printed.fine.among(printed.fine.height > top),
    )
    narrow = narrow_places(fine_heading, fine_body, xs)  # a speck may stand beside a word of the heading
    xs = sorted([*xs, *narrow])
    if len(xs) < 3:
        return None
    body = cut_at(body, fine_body, xs)
    heading = cut_at(heading, fine_heading, [xs[0], *narrow, xs[-1]], flush=False)
    return name_columns(xs, body), replace(printed, heading=heading, body=body)


def _without_repeated(heading: Words, body: Words, xs: list[float], added: Sequence[float]) -> list[float]:
    """The places `added` between headings but for those in the blank of one heading of two words, which
    stands on its line again: below, nothing is printed on one side of such a place in its column."""
    wide, after = heading.right - heading.left, neighbours(heading)
    beside = (after >= 0) & (heading.left[after] - heading.right <= ONE_HEADING * heading.body)
    near, kept = SAME_WIDTH * heading.body, []
    for place in added:
        again = False
        for k in np.flatnonzero(beside & (heading.right <= place) & (heading.left[after] >= place)).tolist():
            alike = beside & (np.abs(heading.foot - heading.foot[k]) <= SAME_LINE * heading.body)
            alike &= np.abs(wide - wide[k]) <= near
            again |= int((alike & (np.abs(wide[after] - wide[after[k]]) <= near)).sum()) > 1
        sides = (max(x for x in xs if x < place), place, min(x for x in xs if x > place))
        printed = [bool(((body.middle > a) & (body.middle < b)).any()) for a, b in pairwise(sides)]
        if all(printed) or not again:
            kept.append(place)
    return kept


def _clear_paper(heading: Words, body: Words, xs: Sequence[float]) -> list[float]:
    """Places within columns of a table without heading where wide paper goes through all lines of text: lines
    centred each in its row are nowhere level with those beside them."""
    if len(heading):
        return []
    text = body.among(~bands(body, xs[0]) | (body.right < xs[1]))
    found = []
    for low, high in pairwise(xs):
        own = text.among((text.middle > low) & (text.middle < high))
        for a, b in heading_gaps(own):
            crossed = ((body.left < b) & (body.right > a)).any()
            sides = (own.among(own.right <= a), own.among(own.left >= b))
            least = FLUSH_GAP if all(are_flush(side) for side in sides if len(side)) else CLEAR_GAP
            texts = all(_is_text(side) for side in sides) or (_is_text(sides[0]) and _begins_anew(*sides))
            if b - a > least * own.body and not crossed and texts:
                found.append((a + b) / 2)
    return found


def _begins_anew(before: Words, behind: Words) -> bool:
    """True when lines of text behind a gap, two at least, all begin together, one with nothing before it: no
    line of the text before the gap goes on there."""
    level = np.abs(behind.foot[:, None] - before.foot[None, :]) <= SAME_LINE * behind.body
    first = behind.left <= behind.left.min() + FLUSH * behind.body
    lines = feet_of_lines(behind.foot[first], behind.body)
    several = LINES <= len(lines) == len(feet_of_lines(behind.foot, behind.body))
    return bool(several and (first & ~level.any(axis=1)).any())


def _behind_labels(heading: Words, body: Words, xs: Sequence[float]) -> list[float]:
    """The place in the first column of a table without heading behind labels, as of totals, that begin far
    before lines of text which all begin together: those are of another column."""
    own = body.among((body.middle < xs[1]) & (body.right < xs[1] + TOUCH * body.body))
    if len(heading) or len(xs) < 3 or not len(own):
        return []
    begins = own.left - own.left.min()
    label = begins < FLUSH * own.body
    rest = own.among(~label & (begins > OUTDENT * own.body))
    level = np.abs(own.foot[label][:, None] - rest.foot[None, :]) <= SAME_LINE * own.body
    lines = feet_of_lines(rest.foot, rest.body)
    few = LINES if len(rest) and begins[~label].min() > FAR_OUTDENT * own.body else CLEAR_LINES + 1
    if len(lines) < few or not are_flush(rest) or level.any():
        return []
    start, end = float(own.right[label].max()), float(rest.left.min())
    return [(start + end) / 2] if end - start > FLUSH_GAP * own.body else []


def parted_twins(heading: Words, xs: Sequence[float]) -> Words:
    """The heading with words parted that dirt has joined over two columns: as wide as two of its line and the
    paper between, each of which stands within its column."""
    parts, joined = [], np.zeros(len(heading), bool)
    wide, near = heading.right - heading.left, SAME_WIDTH * heading.body
    for k in range(len(heading)):
        level = np.abs(heading.foot - heading.foot[k]) <= SAME_LINE * heading.body
        single = level & (wide < wide[k] / 2)
        usual = float(np.median(wide[single])) if single.any() else 0.0
        twins = single & (np.abs(wide - usual) <= near)
        place = next((x for x in xs[1:-1] if heading.left[k] + usual < x < heading.right[k] - usual), None)
        if twins.sum() < TWINS or place is None or wide[k] > 2 * usual + 2 * ROW_GAP * heading.body:
            continue
        joined[k] = True
        one = heading.among(np.arange(len(heading)) == k)
        parts += [replace(one, right=one.left + usual), replace(one, left=one.right - usual)]
    found = heading.among(~joined)
    for part in parts:
        found = found.joined(part)
    return found


def parted_repeats(heading: Words, fine: Words) -> Words:
    """The heading with words parted that are the same heading over several columns, hardly a blank apart: all
    their `fine` words are as wide as each other and as most of their line."""
    joined, parts = np.zeros(len(heading), bool), np.zeros(len(fine), bool)
    wide, near = fine.right - fine.left, SAME_WIDTH * heading.body
    for k in range(len(heading)):
        level = np.abs(fine.foot - heading.foot[k]) <= SAME_LINE * heading.body
        own = level & (fine.middle > heading.left[k]) & (fine.middle < heading.right[k])
        if own.sum() < TWINS or fine.letters[own].min() <= SEQ_LETTERS:
            continue
        alike = level & (np.abs(wide - np.median(wide[own])) <= near)
        if alike[own].all() and alike.sum() > TWINS and 2 * alike.sum() > level.sum():
            joined[k], parts = True, parts | own
    return heading.among(~joined).joined(fine.among(parts)) if joined.any() else heading


def _is_text(words: Words) -> bool:
    """True for lines of text, no marks of items."""
    lines = feet_of_lines(words.foot, words.body)
    return len(lines) >= CLEAR_LINES and bool(np.median(words.letters) > SEQ_LETTERS)


def _over_heading(headings: Words, one: float, other: float) -> bool:
    """True when a heading has its middle between two places."""
    return bool(((headings.middle > min(one, other)) & (headings.middle < max(one, other))).any())


def clear_of_text(heading: Words, body: Words, xs: list[float]) -> list[float]:
    """The places xs moved to where no line of text stands out over them, where there is paper beside it."""
    touch = TOUCH * body.body
    own = heading.among(~over_several(heading)).joined(body.among(~bands(body, xs[0])))
    text = ~(own.plain & (own.commas | (own.letters <= SEQ_LETTERS))) & ~_flush_amounts(own)
    runs = joined_runs(own.among(text), LONE)
    left = np.array([*own.left[~text], *(a for a, _ in runs)])
    right = np.array([*own.right[~text], *(b for _, b in runs)])
    is_text = np.arange(len(left)) >= int((~text).sum())
    moved = list(xs)
    for j in range(1, len(xs) - 1):
        low, place, high = moved[j - 1], moved[j], moved[j + 1]
        over = (left < place - touch) & (right > place + touch)
        out = over & is_text & (left > low - touch) & (right < high + touch)
        if not out.any():
            continue
        start, end = low, high
        if (left + right < 2 * place)[out].all():
            start, end = right[out].max(), min(left[~over & (left >= place - touch)], default=low)
        elif (left + right > 2 * place)[out].all():
            start, end = max(right[~over & (right <= place + touch)], default=high), left[out].min()
        if low < start < end - 2 and end < high:
            moved[j] = (start + end) / 2
    return moved


def clear_of_bands(heading: Words, body: Words, xs: list[float], ends: Sequence[float]) -> list[float]:
    """The places xs with the first column's end moved behind lines that run over it and stop before any other
    print: be they short bands or text of that column, its side cuts none of them. Rules' `ends` stay."""
    if len(xs) < 3 or any(abs(end - xs[1]) <= SAME_PLACE * body.body for end in ends):
        return xs
    touch, band = TOUCH * body.body, bands(body, xs[0])
    rest = heading.among(~over_several(heading)).joined(body.among(~band))
    limit = min(float(rest.left[rest.right > xs[1] + touch].min(initial=np.inf)), xs[2])
    over = [right for left, right in joined_runs(body.among(band), LONE) if left < xs[1] < right - touch]
    short = [right for right in over if right < limit - touch]
    return [xs[0], (max(short) + limit) / 2, *xs[2:]] if short else xs


def _flush_amounts(words: Words) -> NDArray[np.bool_]:
    """Which amounts, zeros without separators among them, end where amounts of other lines do."""
    under = np.abs(words.right[:, None] - words.right[None, :]) <= FLUSH * words.body
    under &= np.abs(words.foot[:, None] - words.foot[None, :]) > SAME_LINE * words.body
    return np.asarray(words.amount & (under & words.amount[None, :]).any(axis=1))


def one_amount_each(heading: Words, body: Words, xs: list[float]) -> list[float]:
    """The places xs moved where lines have two amounts in one column and none in the one beside it, to where
    the two part, as long as there no print is in the way."""
    moved = list(xs)
    over = heading.among(~over_several(heading))
    for j in range(1, len(xs) - 1):
        low, place, high = moved[j - 1], moved[j], moved[j + 1]
        gap = shared_gap(body, low, place, high)
        if gap is None:
            continue
        near = over.joined(body)
        free = free_place(near.among((near.right > low) & (near.left < high)), *gap)
        moved[j] = place if free is None else free
    return moved


def behind_amounts(heading: Words, body: Words, xs: list[float]) -> list[float]:
    """The places xs moved behind amounts that stand before the text of a column, or before its heading where
    it has no text, while the column before has a heading and no print: its few amounts stand aside of it."""
    moved = list(xs)
    over = heading.among(~over_several(heading))
    for j in range(1, len(xs) - 1):
        before, low, high = moved[j - 1], moved[j], moved[j + 1]
        own = body.among((body.middle > low) & (body.middle < high))
        amounts = own.amount | (own.number & (own.letters == 1))  # zeros without stops, too
        text = own.left[~own.number]
        if not len(text) and amounts.all():
            text = over.left[(over.middle > low) & (over.middle < high)]
        headed = bool(((over.middle > before) & (over.middle < low)).any())
        if not headed or ((body.middle > before) & (body.middle < low)).any():
            continue
        if amounts.any() and len(text):
            end = float(own.right[amounts].max())
            place = free_place(over.joined(own), end, float(text.min())) if end < text.min() else None
            moved[j] = low if place is None else place
    return moved


def shared_gap(body: Words, low: float, place: float, high: float) -> tuple[float, float] | None:
    """The paper between two amounts of a line that stand in one of two neighbouring columns, with no print in
    the other one beside them; None without such lines, or where others have an amount in each."""
    inside = body.among((body.middle > low) & (body.middle < high))
    counted = inside.amount | (inside.number & (inside.letters == 1))
    starts, ends = [], []
    for foot in feet_of_lines(inside.foot[counted], body.body):
        line = inside.among(np.abs(inside.foot - foot) <= SAME_LINE * body.body)
        pair = line.among(line.amount | (line.number & (line.letters == 1)))
        if len(line) != 2 or len(pair) != 2:
            continue
        if len(set((pair.middle > place).tolist())) == 2:
            return None
        starts.append(float(pair.right.min()))
        ends.append(float(pair.left.max()))
    return (max(starts), min(ends)) if starts and max(starts) < min(ends) else None


def columns_of_row(words: Words, left: float, right: float) -> Columns | None:
    """The columns of a single row between two rules, by the gaps beside the amounts of its one line of them,
    and before those by the paper through all of its lines of text; None without such a line."""
    lines = lines_of_amounts(words)
    if len(lines) != 1:
        return None
    line = words.among(np.abs(words.foot - lines[0]) <= SAME_LINE * words.body)
    order = np.argsort(line.left, kind="stable")
    before, behind = line.right[order][:-1], line.left[order][1:]
    apart = behind - before > ROW_GAP * words.body
    apart &= line.amount[order][:-1] | line.amount[order][1:] | (behind - before > FAR_GAP * words.body)
    apart |= (line.amount & line.commas)[order][:-1] & (line.amount & line.commas)[order][1:]
    if not apart.any():
        return None
    places = [
        free_place(words, a, b) or (a + b) / 2
        for a, b in zip(before[apart].tolist(), behind[apart].tolist(), strict=True)
    ]
    first = places[0]
    text = words.among(words.right < first)
    if len(feet_of_lines(text.foot, text.body)) > 1:  # paper through all lines of text parts columns
        gaps = [(a + b) / 2 for a, b in heading_gaps(text) if b - a > ROW_GAP * words.body]
        gaps = [x for x in gaps if not ((text.left < x) & (text.right > x)).any()]
        # ... and what little the lines below leave of paper beside which the first ones begin
        wide = (behind - before > ROW_GAP * words.body) & (behind < first)
        ends = zip(before[wide].tolist(), behind[wide].tolist(), strict=True)
        gaps += [x for a, b in ends if (x := free_place(text, a, b)) and not any(a < y < b for y in gaps)]
        places = [*sorted(set(gaps)), *places]
    return name_columns([left, *places, right], words)
