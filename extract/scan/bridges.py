"""Pieces of ink in which two tightly set lines run together, and where they are to be cut.

Between two lines, vowels and tails hang from the upper one's letters and marks float over the lower one's.
Where they touch, one piece holds ink of both lines; how wide it is under the upper letters' feet tells
a tone mark of the lower line from what is the upper letter's own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.scan.components import Labels
from extract.scan.marks import FLOATS, HANGS, ON_VOWEL, WIDE_VOWEL, overlapping, usual

Places = NDArray[np.int64]

# Tails of letters end higher.
DEEPEST_TAIL = 0.62
# Print of two lines touches no further apart than this, from feet to heads.
FARTHEST_LINES = 1.5
# Tone marks are this tall, in letters' heights.
TONE = 0.3
STOP_AND_TONE = 0.35
# What hangs from a letter is its own where it is as wide as sara u or wider than sara uu: mai ek is narrower,
# mai tho is between them.
SARA_U, SARA_UU = (0.24, 0.36), 0.5
# Where it could as well be a tone mark on a vowel, by so much, a vowel keeps its letter's right edge, nearly.
UNCLEAR, SAME_EDGE = 0.1, 0.08
# A tone mark on a vowel ends so far over the letters' heads, give or take.
ON_VOWEL_REACH = 0.2
# A mark over the next line's letters begins this far over them at most and at least.
MARK_TOP = (0.62, 0.42)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pieces of a region: their boxes (n, 4), and what they are in the page's image of labels."""

    labels: Labels
    numbers: NDArray[np.int64]
    boxes: NDArray[np.int64]

    def columns(self, piece: int, top: float, bottom: float) -> NDArray[np.int64]:
        """The columns of the page in which a piece has ink between two heights."""
        x0, _, x1, _ = self.boxes[piece].tolist()
        ink = self.labels[max(0, round(top)) : max(0, round(bottom)), x0:x1] == self.numbers[piece] + 1
        return np.asarray(ink.any(axis=0).nonzero()[0] + x0, dtype=np.int64)


class Room(NamedTuple):
    """The part of the page in which a piece's ink is a line's."""

    left: float = -np.inf
    top: float = -np.inf
    right: float = np.inf
    bottom: float = np.inf

    def within(self, other: Room) -> Room:
        """What both have."""
        return Room(
            max(self.left, other.left), max(self.top, other.top),
            min(self.right, other.right), min(self.bottom, other.bottom),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece that the line `line` and the next one share, and what each of them has of it."""

    piece: int
    line: int
    upper: Room
    lower: Room


def find_cuts(chosen: Chosen, owner: NDArray[np.int64], bands: list[tuple[float, float]]) -> list[Cut]:
    """The cuts of all pieces of a region that run through two lines."""
    if len(bands) < 2:
        return []
    members = [(owner == number).nonzero()[0] for number in range(len(bands))]
    places = chosen.boxes.tolist()
    cuts = _touching_marks(chosen, places, [own.tolist() for own in members], bands)
    return cuts + _bridges(chosen, places, members, bands, {cut.piece for cut in cuts})


def _touching_marks(
    chosen: Chosen, places: list[list[int]], members: list[list[int]], bands: list[tuple[float, float]]
) -> list[Cut]:
    """Letters that a tone mark of the next line has run into; `places` are the boxes of the pieces.

    A short narrow tail under a letter that stands right over a vowel of the next line is that vowel's tone
    mark; vowels under letters are longer and seldom touch them. The mark may begin over the letter's foot.
    """
    found = []
    for number, (low, high) in enumerate(bands[:-1]):
        size = high - low
        own, after = members[number], members[number + 1]
        foot = usual([places[piece][3] for piece in own], high, 0.25 * size)
        touched = _with_tails(places, own, after, foot, size)
        if not touched:
            continue
        head = usual([places[piece][1] for piece in after], bands[number + 1][0], 0.25 * size)
        next_line = set((chosen.numbers[after] + 1).tolist())
        for piece in touched:
            y1 = places[piece][3]
            cut = int(foot) + 1
            columns = chosen.columns(piece, cut, y1)
            if not columns.size:
                continue
            left, right = int(columns[0]), int(columns[-1]) + 1
            # what is all but hidden in a foot is as narrow as mai ek, or it is the foot
            if right - left > (0.6 if y1 > foot + 0.15 * size else 0.25) * size:
                continue
            below = chosen.labels[y1 : y1 + max(2, round(0.4 * size)), left:right].tolist()
            vowel = next((k for k, row in enumerate(below) if not next_line.isdisjoint(row)), None)
            if vowel is not None and y1 + vowel < head - 0.2 * size:
                start = min(float(cut), y1 - TONE * size)
                found.append(Cut(piece, number, Room(bottom=cut), Room(left - 1, start, right + 1)))
    return found


def _with_tails(
    places: list[list[int]], own: list[int], after: list[int], foot: float, size: float
) -> list[int]:
    """Letters of a line's `own` that reach a little under its foot, and stops at it, of the next line's, too,
    that are so tall that a tone mark has run into them."""
    head, stop, deepest = foot - 0.35 * size, foot - 0.1 * size, foot + 0.5 * size
    reaching = [
        piece for piece in own if places[piece][1] < head and foot + 0.1 * size < places[piece][3] < deepest
    ]
    stops = [
        piece
        for piece in (*own, *after)
        if head <= (box := places[piece])[1] < stop
        and box[3] < deepest
        and box[3] - box[1] >= STOP_AND_TONE * size
        and box[2] - box[0] <= 0.4 * size
    ]
    return sorted(reaching + stops)


def _bridges(
    chosen: Chosen,
    places: list[list[int]],
    members: list[Places],
    bands: list[tuple[float, float]],
    known: set[int],
) -> list[Cut]:
    """Marks of two lines that run together, or a letter with the marks of the next line.

    A piece that begins where vowels hang and ends where vowels of the next line float is both; a letter that
    reaches further down than any tail has caught what stands over the next line.
    """
    found = []
    boxes = chosen.boxes
    order = sorted(range(len(places)), key=lambda piece: places[piece][3])
    ends = [places[piece][3] for piece in order]
    for number, (low, high) in enumerate(bands[:-1]):
        size, after = high - low, bands[number + 1]
        if after[0] - high > FARTHEST_LINES * size:
            continue
        foot = usual([places[piece][3] for piece in members[number].tolist()], high, 0.2 * size)
        head = usual([places[piece][1] for piece in members[number + 1].tolist()], after[0], 0.2 * size)
        # all that may be one ends between these heights, and begins where vowels hang or is a long letter: to
        # a pixel, for it is asked more closely below
        upper, lower_end = head - (ON_VOWEL + ON_VOWEL_REACH) * size, after[1] + 0.62 * size
        ending = order[bisect_right(ends, upper) : bisect_left(ends, lower_end)]
        hanging, highest = foot + (HANGS + 0.1) * size + 1, foot - 0.05 * size - 1
        near = sorted(
            piece
            for piece in ending
            if (box := places[piece])[1] < hanging and (box[1] > highest or box[3] > foot + 0.4 * size - 1)
        )
        if not near:
            continue
        letters_over, letters_under = boxes[members[number]], boxes[members[number + 1]]
        top, end = boxes[near, 1], boxes[near, 3]
        floats = (end > head - 0.35 * size) & (end < (after[0] + after[1]) / 2)
        carried = [_is_carried(boxes[piece], letters_under, head, size) for piece in near]
        on_vowel = ~floats & (np.abs(head - end - ON_VOWEL * size) < ON_VOWEL_REACH * size) & carried
        # neither a vowel nor one with a tone mark over it begins where a vowel of the line above does
        hangs = (top - foot > -0.05 * size) & (top - foot < (HANGS + 0.1) * size)
        unclear = np.zeros(len(near), bool)
        for own in (FLOATS + 0.4, ON_VOWEL + 0.4):
            nearer = np.abs(head - own * size - top) - np.abs(top - foot - HANGS * size)
            hangs &= nearer > -UNCLEAR * size
            unclear |= nearer <= 0
        marks = hangs & (end - top > 0.6 * size) & (floats | on_vowel) & (end < head + 0.05 * size)
        below = hangs & (end > head + 0.6 * size) & (end < after[1] + 0.62 * size)
        letters = (top < foot - 0.5 * size) & (end > foot + DEEPEST_TAIL * size) & floats
        lower = (top < foot - 0.5 * size) & (end > foot + 0.4 * size) & floats & ~letters
        lower &= np.abs(head - end - FLOATS * size) < 0.12 * size
        for k in np.flatnonzero(lower).tolist():
            piece = int(near[k])
            if piece in members[number]:
                whole = chosen.columns(piece, top[k], end[k])
                letters[k] = _is_vowel_below(chosen, piece, foot, size) and _held(letters_under, whole)
        for k in np.flatnonzero(marks | below | letters).tolist():
            piece = int(near[k])
            above = chosen.columns(piece, top[k], top[k] + 0.25 * size)
            if piece in known or not (letters[k] or _held(letters_over, above)):
                continue
            if unclear[k] and not letters[k] and not _keeps_edge(letters_over, above, size):
                continue
            if letters[k] and not _hangs_from(chosen, piece, foot, head, size):
                at = _thinnest(chosen, piece, foot, foot + 0.15 * size)
            else:
                over = head - ON_VOWEL * size + 0.15 * size if on_vowel[k] else head
                first = max(foot + 0.2 * size, over - MARK_TOP[0] * size)
                at = _thinnest(chosen, piece, first, max(first, over - MARK_TOP[1] * size))
            own = foot if letters[k] else top[k] + 0.25 * size  # a letter's ear is not all of it
            cut = _beside(chosen, piece, number, own, size)
            found.append(cut or Cut(piece, number, Room(bottom=at), Room(top=at)))
    return found


def _beside(chosen: Chosen, piece: int, number: int, own: float, size: float) -> Cut | None:
    """The cut of two marks, or a letter and a mark, that run together side by side, None where they do not.

    Down to `own` the piece is the upper line's only.
    """
    y0, y1 = chosen.boxes[piece, [1, 3]].tolist()
    over = chosen.columns(piece, y0, own)
    under = chosen.columns(piece, y1 - 0.25 * size, y1)
    if not over.size or not under.size:
        return None
    if over[-1] < under[0]:
        at = float(over[-1] + under[0] + 1) / 2
        return Cut(piece, number, Room(right=at), Room(left=at))
    if under[-1] < over[0]:
        at = float(under[-1] + over[0] + 1) / 2
        return Cut(piece, number, Room(left=at), Room(right=at))
    return None


def _is_carried(box: NDArray[np.int64], letters: NDArray[np.int64], head: float, size: float) -> bool:
    """Whether a vowel over the letters of the next line stands right under a piece, as under a tone mark."""
    x0, _, x1, y1 = box.tolist()
    under = (letters[:, 1] > y1 - 0.1 * size) & (letters[:, 1] < y1 + 0.35 * size)
    under &= (letters[:, 3] < head + 0.1 * size) & (letters[:, 2] - letters[:, 0] > WIDE_VOWEL * size)
    return bool(len(overlapping(letters[under], x0, x1)))


def _held(letters: NDArray[np.int64], columns: NDArray[np.int64]) -> bool:
    """Whether one of the letters of a line stands over (or under) the columns."""
    return bool(columns.size and len(overlapping(letters, int(columns[0]), int(columns[-1]) + 1)))


def _keeps_edge(letters: NDArray[np.int64], columns: NDArray[np.int64], size: float) -> bool:
    """Whether the columns are as wide as a vowel under a letter, and end where their letter does."""
    left, right = int(columns[0]), int(columns[-1]) + 1
    holding = overlapping(letters, left, right)
    apart = np.abs(holding[:, 2] - right)
    return right - left >= SARA_U[0] * size and bool((apart <= SAME_EDGE * size).any())


def _is_vowel_below(chosen: Chosen, piece: int, foot: float, size: float) -> bool:
    """Whether what hangs from a letter is as wide at its end as a vowel over the next line.

    It is no tail: tails go on from the letter's right edge.
    """
    end = int(chosen.boxes[piece, 3])
    wide = chosen.columns(piece, end - round(0.25 * size), end)
    neck = chosen.columns(piece, round(foot) + 1, round(foot) + 3)
    if not wide.size or not neck.size:
        return False
    return int(wide[-1] - wide[0]) >= 0.5 * size and int(neck[-1]) < chosen.boxes[piece, 2] - 0.2 * size


def _hangs_from(chosen: Chosen, piece: int, foot: float, head: float, size: float) -> bool:
    """Whether what a letter's piece has right under the letters' feet is its own tail or vowel."""
    deepest = max(foot + 0.2 * size, min(foot + 0.35 * size, head - 0.55 * size))
    columns = chosen.columns(piece, foot + 0.1 * size, deepest)
    if not columns.size:
        return False
    wide = int(columns[-1] + 1 - columns[0]) / size
    return wide >= SARA_UU or SARA_U[0] < wide < SARA_U[1]


def _thinnest(chosen: Chosen, piece: int, first: float, last: float) -> float:
    """The height between two at which a piece has the least ink; the middle one of several."""
    x0, y0, x1, y1 = chosen.boxes[piece].tolist()
    start = max(y0 + 1, min(round(first), y1 - 2))
    stop = max(start + 1, min(round(last) + 1, y1 - 1))
    ink = (chosen.labels[start:stop, x0:x1] == chosen.numbers[piece] + 1).sum(axis=1)
    least = np.flatnonzero(ink == ink.min())
    return float(start + least[len(least) // 2])
