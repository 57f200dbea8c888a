"""Words of a page as chains of letters: what stands close together on one line of print.

Lines are not asked for: beside each other, cells have their lines at different heights, so that no line
of print runs through a whole table. Marks over and under letters belong to no word; they tell
whether it can be a number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.scan.geometry import PxBox
from extract.scan.lines import Pieces

# Letters of one word, and most words of one line, stand closer than this many letters' heights.
WORD_GAP = 0.85
# Narrow letters of small print beside larger are so tall, in letters' heights; upright commas are lower.
UPRIGHT = 0.75
# No amount is wider than this many letters' heights.
WIDEST_NUMBER = 14.0
# A taller letter, in letters' heights, has its vowel and tone marks joined; tails of digits are lower.
TALL = 1.75
# `000` stands for no budget.
ZEROS = 3
# ... and a zero with the paper behind it is no wider than this many letters' heights; three blobs that
# worn letters ran together to are.
WIDEST_ZERO = 1.2
# Half a zero and a whole one are narrower than this many letters' heights.
ARC, ZERO = 0.4, 0.85
# ... and as wide as this part of its height at least.
ROUND = 0.8
# Feet of letters of one line stand within this many letters' heights, tails and all.
ONE_LINE = 1.2
# Marks stand this many letters' heights over or under the foot of their line at most, lines further apart.
HIGHEST_MARK, LOWEST_MARK = 1.75, 1.0
# ... and vowels as large as letters stand right over them, not as high as tone marks.
HIGHEST_VOWELS = 1.5
# ... and begin no more than this many over it, vowel and tone mark joined; a letter of the line above does.
TOP_OF_MARK = 2.4
# Brackets hang lower than letters by less than this many letters' heights.
HANGING = 0.6
# What is no larger than this many letters' heights is no mark: a tip of a serif, or dirt.
SPECK = 0.1
# Numbers that stand close keep this many letters' heights more paper between them than digits do.
BETWEEN_NUMBERS = 0.15
# ... and this much where the digits could be those of one number, `.00 2,` as `,002,`.
SURELY_BETWEEN = 0.65
# An amount may end so many digits behind a separator: a stop, a comma, a comma and a stop that was not seen.
AMOUNT_ENDS = (2, 3, 5)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a region: `left`, `right`, `top`, `foot` of their letters in px, top of the page first.

    `number` tells those without marks, as numbers and dashes are; `letters` counts their letters, `commas`
    tells those with stops or commas, `dash` lone hyphens; `plain` tells those without marks however
    wide, as several numbers that stand too close to be told apart.
    """

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    top: NDArray[np.float64]
    foot: NDArray[np.float64]
    number: NDArray[np.bool_]
    letters: NDArray[np.int64]
    commas: NDArray[np.bool_]
    dash: NDArray[np.bool_]
    plain: NDArray[np.bool_]
    body: float

    def __len__(self) -> int:
        return len(self.left)

    def among(self, chosen: NDArray[np.bool_]) -> Words:
        """Some of the words."""
        return Words(
            self.left[chosen], self.right[chosen], self.top[chosen], self.foot[chosen],
            self.number[chosen], self.letters[chosen], self.commas[chosen], self.dash[chosen],
            self.plain[chosen], self.body,
        )  # fmt: skip

    def within(self, box: PxBox) -> Words:
        """The words whose middles stand in a box."""
        x0, y0, x1, y1 = box
        return self.among((self.middle > x0) & (self.middle < x1) & (self.height > y0) & (self.height < y1))

    def joined(self, other: Words) -> Words:
        """These words and others of the same page."""
        return Words(
            np.concatenate([self.left, other.left]),
            np.concatenate([self.right, other.right]),
            np.concatenate([self.top, other.top]),
            np.concatenate([self.foot, other.foot]),
            np.concatenate([self.number, other.number]),
            np.concatenate([self.letters, other.letters]),
            np.concatenate([self.commas, other.commas]),
            np.concatenate([self.dash, other.dash]),
            np.concatenate([self.plain, other.plain]),
            self.body,
        )

    def print_box(self, at: int) -> PxBox:
        """The outline of a word with its marks."""
        return (
            float(self.left[at]) - 1,
            float(self.top[at]) - self.body,
            float(self.right[at]) + 1,
            float(self.foot[at]) + 0.6 * self.body,
        )

    @property
    def amount(self) -> NDArray[np.bool_]:
        """Numbers with separators, dashes and zeros: what budget columns hold, and years do not."""
        narrow = self.right - self.left <= ZEROS * WIDEST_ZERO * self.body
        return np.asarray(self.number & (self.commas | self.dash | ((self.letters == ZEROS) & narrow)))

    @property
    def middle(self) -> NDArray[np.float64]:
        """Middles between left and right."""
        return (self.left + self.right) / 2

    @property
    def height(self) -> NDArray[np.float64]:
        """The heights on the page at which the words' letters have their middle."""
        return (self.top + self.foot) / 2


def find_words(pieces: Pieces, chosen: NDArray[np.bool_], gap: float = WORD_GAP) -> Words:
    """The words of the chosen pieces; letters of a word stand closer than `gap` letters' heights."""
    boxes, body = pieces.boxes, pieces.body
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    letter = chosen & (high >= 0.55 * body) & (high <= 2.6 * body) & (wide >= 0.12 * body)
    letter &= ~((high > 1.7 * body) & (wide < 0.25 * body))
    # commas of bold print are upright, the small letters of zeros are not
    letter &= (high >= UPRIGHT * body) | ((wide >= 0.4 * body) & (wide >= 0.8 * high))
    letter |= _halves(boxes, chosen & ~letter & (high >= 0.55 * body), body)
    small = chosen & ~letter & (high < 0.9 * body)
    dash = small & (wide >= 0.25 * body) & (wide >= 1.25 * high) & (high <= 0.4 * body) & (wide <= 2 * body)
    dash[dash] = _alone(boxes[dash], boxes[letter], body)
    low = small & (high >= 0.2 * body)
    low |= small & ~low & _between_letters(boxes, letter, small & ~low, body)
    own = np.flatnonzero(chosen & (letter | dash | low))
    own = own[np.argsort(boxes[own, 0], kind="stable")]
    chain = _chains(boxes[own], letter[own] | dash[own], body, gap)
    chain = _by_line(boxes[own], letter[own] | dash[own], chain, body)
    chain = _by_amount(boxes[own], letter[own], chain, body)
    marks = np.setdiff1d(np.flatnonzero(small & (np.maximum(wide, high) > SPECK * body)), own[chain >= 0])
    words, tops = _words(boxes[own], letter[own], dash[own], chain, boxes[marks], body)
    marks_of = _marks_of(words, tops)
    marked = marks_of[marks_of >= 0]
    words.number[marked] = words.plain[marked] = False
    return words.among(marks_of < 0)


def _halves(boxes: NDArray[np.int64], arc: NDArray[np.bool_], body: float) -> NDArray[np.bool_]:
    """Which of some pieces are halves of a low zero that the scan broke: two arcs, alike, right beside each
    other, that are together as wide as high."""
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    found = np.zeros(len(boxes), bool)
    own = np.flatnonzero(arc & (wide < ARC * body) & (wide >= high / 4))
    own = own[np.lexsort((boxes[own, 0], boxes[own, 3] // max(1, round(body))))]
    one, other = boxes[own[:-1]], boxes[own[1:]]
    alike = (np.abs(one[:, [1, 3]] - other[:, [1, 3]]) <= 1).all(axis=1)
    gap, across = other[:, 0] - one[:, 2], other[:, 2] - one[:, 0]
    zero = alike & (gap >= 0) & (gap < BETWEEN_NUMBERS * body) & (across < ZERO * body)
    zero &= across > ROUND * (one[:, 3] - one[:, 1])
    found[own[:-1][zero]] = found[own[1:][zero]] = True
    return found


def _between_letters(
    boxes: NDArray[np.int64], letter: NDArray[np.bool_], tiny: NDArray[np.bool_], body: float
) -> NDArray[np.bool_]:
    """Which tiny pieces are stops: at the foot of two letters that keep more paper than others of a word."""
    found = np.zeros(len(boxes), bool)
    order = np.flatnonzero(letter)[np.argsort(boxes[letter, 0], kind="stable")]
    left = boxes[order, 0]
    for k in np.flatnonzero(tiny).tolist():
        x0, _, x1, y1 = boxes[k].tolist()
        first = int(np.searchsorted(left, x0 - WORD_GAP * body - 2 * body))
        near = boxes[order[first : int(np.searchsorted(left, x1 + WORD_GAP * body))]]
        near = near[np.abs(near[:, 3] - y1) < 0.15 * body]
        before, behind = near[near[:, 2] <= x0 + 1, 2], near[near[:, 0] >= x1 - 1, 0]
        if len(before) and len(behind):
            gap = float(behind.min() - before.max())
            found[k] = 0.5 * body < gap < 2 * WORD_GAP * body and x0 - before.max() < WORD_GAP * body
    return found


def _marks_of(words: Words, tops: NDArray[np.float64]) -> NDArray[np.int64]:
    """For short words right over or under a longer one that one, else -1; `tops` are where words begin.

    They are vowels with tone marks, as large as letters together.
    """
    found = np.full(len(words), -1)
    for k in np.flatnonzero(words.letters <= 3).tolist():
        off = (words.foot - words.foot[k]) / words.body
        lowest = HIGHEST_MARK if words.dash[k] else LOWEST_MARK
        highest = HIGHEST_MARK if words.letters[k] == 1 else HIGHEST_VOWELS
        near = (np.abs(off) > 0.35) & (off < highest) & (off > -lowest)
        near &= words.foot - tops[k] < TOP_OF_MARK * words.body
        covers = (words.left < words.left[k] + 0.3 * words.body) & (
            words.right > words.right[k] - 0.5 * words.body
        )
        wider = words.right - words.left > 1.3 * (words.right[k] - words.left[k])
        under = np.flatnonzero(near & covers & wider)
        if len(under):
            found[k] = under[0]
    return found


def _alone(flat: NDArray[np.int64], letters: NDArray[np.int64], body: float) -> NDArray[np.bool_]:
    """Which flat pieces are hyphens: no letter stands right over or under them, as with vowels."""
    letters = letters[np.argsort(letters[:, 0], kind="stable")]
    left, right, middle = letters[:, 0], letters[:, 2], (letters[:, 1] + letters[:, 3]) / 2
    x0, y0, x1, y1 = flat.T
    one, other = _pairs(np.searchsorted(left, x0 - 4 * body), np.searchsorted(left, x1 - 0.1 * body))
    off = np.abs(middle[other] - ((y0 + y1) / 2)[one])
    near = (right[other] > (x0 + 0.1 * body)[one]) & (off > 0.4 * body) & (off < 1.35 * body)
    found = np.ones(len(flat), bool)
    found[one[near]] = False
    return found


def _pairs(first: NDArray[np.int64], after: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    """For each of some ranges of places (`after` is exclusive) its number, with each of its places."""
    counts = np.maximum(after - first, 0)
    number = np.repeat(np.arange(len(first)), counts)
    return number, np.arange(len(number)) + np.repeat(first - np.cumsum(counts) + counts, counts)


def _chains(boxes: NDArray[np.int64], seed: NDArray[np.bool_], body: float, gap: float) -> NDArray[np.int64]:
    """For pieces sorted by their left edges, the number of the word that each belongs to, -1 for marks.

    Letters and hyphens chain that stand beside each other at one height; small pieces (as those of sara a)
    only where they stand between them, not over or under them.
    """
    left, top, right, foot = boxes.T
    high = foot - top
    last = np.searchsorted(left, right + gap * body, side="right")
    one, other = _pairs(np.arange(len(boxes)) + 1, last)
    overlap = np.minimum(foot[one], foot[other]) - np.maximum(top[one], top[other])
    # the rest is asked of pieces of one line only: what is below sinks less than this under a letter
    near = np.flatnonzero(overlap > -0.5 * body)
    one, other, overlap = one[near], other[near], overlap[near]
    lower = np.minimum(high[one], high[other])
    both = seed[one] & seed[other]
    flat = lower < 0.4 * body
    beside = overlap >= np.where(both & ~flat, 0.55, 0.9) * lower
    apart = left[other] > right[one] - 0.3 * body
    joined = beside & (both | ((seed[one] | seed[other]) & apart))
    # commas and stops begin over the foot of a letter and hang below it
    letter = np.where(seed[one], one, other)
    stop = np.where(seed[one], other, one)
    sinks = (
        (foot[letter] - top[stop] < 0.5 * body)
        & (foot[letter] + 0.2 * body > top[stop])
        & (high[stop] < 0.8 * body)
    )
    joined |= (seed[one] ^ seed[other]) & apart & sinks
    parent = list(range(len(boxes)))

    def find(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for i, k in zip(one[joined].tolist(), other[joined].tolist(), strict=True):
        parent[find(k)] = find(i)
    root = np.array([find(k) for k in range(len(boxes))], np.int64)
    has_seed = np.isin(root, root[seed])
    return np.where(has_seed, root, -1)


def _by_line(
    boxes: NDArray[np.int64], seed: NDArray[np.bool_], chain: NDArray[np.int64], body: float
) -> NDArray[np.int64]:
    """The chains, parted where one runs over two lines of print: a low tail met a tall letter under it."""
    known = np.flatnonzero(seed & (chain >= 0))
    low, high = np.full(len(boxes), np.inf), np.full(len(boxes), -np.inf)
    np.minimum.at(low, chain[known], boxes[known, 3])
    np.maximum.at(high, chain[known], boxes[known, 3])
    parted = chain.copy()
    for name in np.flatnonzero(high - low > ONE_LINE * body).tolist():
        members = np.flatnonzero(chain == name)
        feet = _main_feet(boxes[members[seed[members]], 3], body)
        if len(feet) > 1:
            nearest = np.abs(boxes[members, 3][:, None] - feet[None, :]).argmin(axis=1)
            for line in range(1, len(feet)):
                own = members[nearest == line]
                if seed[own].any():
                    parted[own] = own[0]
            first = members[nearest == 0]
            parted[first] = first[0]
    return parted


def _main_feet(feet: NDArray[np.int64], body: float) -> NDArray[np.float64]:
    """The feet on which most letters stand, one for each line of print; at least a fifth of the letters on
    each."""
    found: list[float] = []
    left = np.sort(feet).astype(np.float64)
    while len(left):
        near = np.abs(left[:, None] - left[None, :]) <= 0.25 * body
        best = float(left[int(near.sum(axis=1).argmax())])
        if (np.abs(feet - best) <= 0.25 * body).sum() < max(2, len(feet) / 5):
            break
        found.append(best)
        left = left[np.abs(left - best) > ONE_LINE * body]
    return np.array(sorted(found))


def _by_amount(
    boxes: NDArray[np.int64], letter: NDArray[np.bool_], chain: NDArray[np.int64], body: float
) -> NDArray[np.int64]:
    """The chains, parted where two amounts nearly touch: more than three digits follow a comma.

    Between them is the widest gap of those digits, after the third one, the second behind a stop, or the
    fifth where the stop is too small to be seen. The last of three begins an amount where the paper before
    it is much wider.
    """
    separators = np.bincount(chain[(chain >= 0) & ~letter], minlength=len(boxes))
    parted = chain.copy()
    for name in np.flatnonzero(separators >= 2).tolist():
        members = np.flatnonzero(chain == name)
        for start in [0, *_amount_starts(boxes[members], letter[members], body)]:
            parted[members[start:]] = members[start]
    return parted


def _amount_starts(boxes: NDArray[np.int64], letter: NDArray[np.bool_], body: float) -> list[int]:
    """Where in a word a further amount begins; pieces come from left to right."""
    groups: list[list[int]] = [[]]
    for at in range(len(boxes)):
        if letter[at]:
            groups[-1].append(at)
        else:
            groups.append([])
    inner = groups[1:-1]
    if not inner or any(len(group) < 2 for group in groups[1:]) or not 1 <= len(groups[0]) <= 3:
        return []
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    usual = float(np.median(gaps[letter[1:] & letter[:-1]])) if (letter[1:] & letter[:-1]).any() else 0.0
    starts = []
    for group in inner:
        cuts = [k for k in AMOUNT_ENDS if 1 <= len(group) - k <= 3]
        if not cuts:
            continue
        least = SURELY_BETWEEN if len(group) <= ZEROS else BETWEEN_NUMBERS
        between = [float(gaps[group[k] - 1]) for k in range(1, len(group))]
        widest = int(np.argmax(between)) + 1
        if widest in cuts and between[widest - 1] > usual + least * body:
            starts.append(group[widest])
    return starts


def _words(
    boxes: NDArray[np.int64],
    letter: NDArray[np.bool_],
    dash: NDArray[np.bool_],
    chain: NDArray[np.int64],
    marks: NDArray[np.int64],
    body: float,
) -> tuple[Words, NDArray[np.float64]]:
    """The words of chains, and the heights at which their highest pieces begin."""
    known = chain >= 0
    boxes, letter, dash, chain = boxes[known], letter[known], dash[known], chain[known]
    names, index = np.unique(chain, return_inverse=True)
    count = len(names)
    left, right = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(left, index, boxes[:, 0])
    np.maximum.at(right, index, boxes[:, 2])
    tops = np.full(count, np.inf)
    np.minimum.at(tops, index, boxes[:, 1])
    seed = letter | dash
    feet = np.where(letter, boxes[:, 3], (boxes[:, 1] + boxes[:, 3]) / 2 + 0.5 * body)
    order = np.lexsort((feet, index))
    order = order[seed[order]]
    first = np.searchsorted(index[order], np.arange(count))
    after = np.searchsorted(index[order], np.arange(count), side="right")
    # of two letters that of the higher one: brackets and some letters hang lower; but vowels stand over them
    higher, lower = (feet[order][(first + after - k) // 2].astype(np.float64) for k in (1, 0))
    foot = np.where(lower - higher < HANGING * body, higher, lower)
    letters = np.bincount(index[seed & ~_second_halves(boxes, index, letter, body)], minlength=count)
    number, commas = _numbers(left, right, foot, marks, body)
    tall = letter & (boxes[:, 3] - boxes[:, 1] > TALL * body)
    number &= np.bincount(index[tall], minlength=count) == 0
    plain = number.copy()
    number &= right - left <= WIDEST_NUMBER * body
    # a stop or comma within the word stands at its foot; the parts of sara a stand higher
    low = ~seed & ((boxes[:, 1] + boxes[:, 3]) / 2 > foot[index] - 0.16 * body)
    commas |= np.bincount(index[low], minlength=count) > 0
    lone = (letters == 1) & (np.bincount(index[dash], minlength=count) == 1)
    by_foot = np.argsort(foot, kind="stable")
    words = Words(
        left[by_foot], right[by_foot], foot[by_foot] - body, foot[by_foot],
        number[by_foot], letters[by_foot], commas[by_foot], lone[by_foot], plain[by_foot],
        body,
    )  # fmt: skip
    return words, tops[by_foot]


def _second_halves(
    boxes: NDArray[np.int64], index: NDArray[np.int64], letter: NDArray[np.bool_], body: float
) -> NDArray[np.bool_]:
    """Which pieces are the second half of a thin zero that the scan broke: an arc right beside another."""
    found = np.zeros(len(boxes), bool)
    own = np.flatnonzero(letter)
    own = own[np.lexsort((boxes[own, 0], index[own]))]
    first, second = own[:-1], own[1:]
    arc = boxes[:, 2] - boxes[:, 0] < ARC * body
    near = (index[first] == index[second]) & arc[first] & arc[second]
    near &= boxes[second, 2] - boxes[first, 0] < ZERO * body
    for one, other in zip(first[near].tolist(), second[near].tolist(), strict=True):
        found[other] = not found[one]
    return found


def _numbers(
    left: NDArray[np.float64],
    right: NDArray[np.float64],
    foot: NDArray[np.float64],
    marks: NDArray[np.int64],
    body: float,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words have no marks over or under them, and which have stops or commas at their feet."""
    number, commas = np.ones(len(left), bool), np.zeros(len(left), bool)
    x, y = (marks[:, 0] + marks[:, 2]) / 2, (marks[:, 1] + marks[:, 3]) / 2
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    word, mark = _pairs(np.searchsorted(x, left), np.searchsorted(x, right))
    off = (y[mark] - foot[word]) / body
    number[word[((off > -1.9) & (off < -0.85)) | ((off > 0.32) & (off < 0.6))]] = False
    commas[word[(off > -0.35) & (off <= 0.32)]] = True
    return number, commas
