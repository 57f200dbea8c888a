"""What the digits of a page look like: those read surely tell about those in doubt.

A page's numbers stand in one face and have gone through one scan. Two digits that networks, which know many
faces, can hardly tell apart (๔ and ๙, ๑ and ๓ in small grey print) differ in the same way all over a page. So
each digit in doubt is laid over the mean shape of each that it may be, made of the page's other numbers.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines.line_image import Grey

Shape = NDArray[np.float32]

ROWS, LETTERS = 28, 24
"""Rows of the picture of a line, and how many of them its letters take: as many as the page's numbers do in
the middle."""
REACH, ASIDE, UP_DOWN = 0.45, 0.4, 0.09
"""A digit is looked at so far to both sides of its middle, in parts of the distance between two, and laid
over a shape shifted by at most so much: aside in the same measure, up and down in parts of the rows."""
OF_ONE_SIZE = 0.7, 1.45
"""Heights of numbers that are compared, in parts of the page's usual one."""
MOST = 16
"""So many digits at most make a shape."""
MAY_BE = 0.3
"""Probability from which a digit counts for the shape of what it may be."""
ENOUGH = 0.5
"""Weight of the digits a shape is made of at least; a sure one weighs 1."""
UNLIKE = 1.02
"""What likeness is subtracted from: one that is nearly 1 must not decide alone."""
OF_SHARE, OF_SHAPE = 0.40, 4.2
"""Weights of the log odds that the networks give, and of those of the shapes: logistic fit on 4,800 numbers
of bad scans; of 7,200 it sets 66 right and 7 wrong, of 4,800 of typical ones 5 and 2."""
UNLISTED = 1e-5
"""Least probability of a text."""
SURE, ASKED, FEWEST, TOLD = 0.9, 6, 4, 0.75
"""On a page two digits are told apart if of those that are surely one of them (probability, so many of each;
of fewer in all it is not asked) this share looks more like its own shape: not so where faces are mixed. There
shapes may give reason to doubt, but none to read another digit."""


@dataclass(frozen=True, eq=False)
class PrintedNumber:
    """A number as it was read: its ink (0-255, as `LineInk.text_ink`), the columns in which the characters of
    its likeliest text stand, and the texts that it may be with their probabilities, likeliest first, without
    blanks."""

    ink: Grey
    columns: tuple[float, ...]
    texts: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Rival:
    """The text that a number's shapes leave likeliest beside the one that was read: its log odds against that
    one, networks and shapes together."""

    text: str
    odds: float

    @property
    def probability(self) -> float:
        """That the number is this one of the two."""
        return 1 / (1 + math.exp(-self.odds))


def rivals(numbers: Sequence[PrintedNumber]) -> list[Rival | None]:
    """For each number of a page the likeliest one of other digits; None where none is listed, or the page
    does not show what they look like.

    Only texts as long as the likeliest one are compared, for whose other characters nothing changes.
    """
    asked = [list(_others(number)) for number in numbers]
    if not any(asked):
        return [None] * len(numbers)
    page = _Page(numbers)
    found: list[Rival | None] = []
    for k, (number, others) in enumerate(zip(numbers, asked, strict=True)):
        weighed = (page.weighed(k, text, number.texts[0][1] / max(p, UNLISTED)) for text, p in others)
        found.append(max((rival for rival in weighed if rival), key=lambda rival: rival.odds, default=None))
    return found


def _others(number: PrintedNumber) -> Iterator[tuple[str, float]]:
    """The texts that differ from the likeliest one in the values of digits only."""
    top = number.texts[0][0]
    for text, p in number.texts[1:]:
        if len(text) == len(top) and all(
            a == b or (a.isdigit() and b.isdigit() and int(a) != int(b))
            for a, b in zip(top, text, strict=True)
        ):
            yield text, p


@dataclass(frozen=True, eq=False)
class _Mean:
    """A digit's shape: the weighted sum of its looks, and each with the number it stands in."""

    weight: float
    total: Shape
    parts: tuple[tuple[int, float, Shape], ...]

    def without(self, number: int) -> Shape | None:
        """The mean of what stands in other numbers: none is compared with itself."""
        weight, total = self.weight, self.total
        for owner, own_weight, look in self.parts:
            if owner == number:
                weight, total = weight - own_weight, total - own_weight * look
        return None if weight < ENOUGH else np.ascontiguousarray(total / weight)


class _Page:
    """The digits of a page's numbers, cut out at one scale."""

    def __init__(self, numbers: Sequence[PrintedNumber]) -> None:
        self._numbers = numbers
        self._usual = median(len(number.ink) for number in numbers)
        self._scale = LETTERS / self._usual
        apart = [
            (right - left) * self._scale
            for number in numbers
            for (a, left), (b, right) in pairwise(zip(number.texts[0][0], number.columns, strict=True))
            if a.isdigit() and b.isdigit()
        ]
        pitch = median(apart) if apart else LETTERS / 1.5
        self._reach, self._aside = max(2, round(REACH * pitch)), max(1, round(ASIDE * pitch))
        self._up_down = max(1, round(UP_DOWN * ROWS))
        self._means: dict[str, _Mean | None] = {}
        self._told: dict[tuple[str, str], bool] = {}
        self._pictures: dict[int, Grey] = {}
        self._places: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
        low, high = OF_ONE_SIZE
        for k, number in enumerate(numbers):
            if low < len(number.ink) / self._usual < high:
                for i, digit, p in _digits(number):
                    self._places[digit].append((p, k, i))

    def weighed(self, k: int, text: str, share: float) -> Rival | None:
        """Another text of a number, than which the first one is so many times as likely for the networks."""
        odds, told = -OF_SHARE * math.log(max(share, UNLISTED)), True
        for i, (own, other) in enumerate(zip(self._numbers[k].texts[0][0], text, strict=True)):
            if own == other:
                continue
            more = self._more_like(k, i, other, own)
            if more is None:
                return None
            odds += OF_SHAPE * more
            told = told and self._are_told_apart(own, other)
        return Rival(text, odds if told else min(odds, 0.0))

    def _are_told_apart(self, one: str, other: str) -> bool:
        """Whether the page's sure digits of these two kinds look more like their own."""
        pair = (min(one, other), max(one, other))
        if pair not in self._told:
            found = [
                more > 0
                for own, against in (pair, pair[::-1])
                for k, i in self._some_sure(own)
                if (more := self._more_like(k, i, own, against)) is not None
            ]
            self._told[pair] = len(found) < FEWEST or sum(found) >= TOLD * len(found)
        return self._told[pair]

    def _some_sure(self, digit: str) -> list[tuple[int, int]]:
        """Some of the places where a digit surely stands, from all over the page."""
        sure = [(k, i) for p, k, i in self._places[digit] if p >= SURE]
        return sure[:: max(1, len(sure) // ASKED)][:ASKED]

    def _more_like(self, k: int, i: int, one: str, other: str) -> float | None:
        """Log odds that a number's character is one digit and not another, by their shapes."""
        like_one, like_other = self._likeness(k, i, one), self._likeness(k, i, other)
        if like_one is None or like_other is None:
            return None
        return math.log((UNLIKE - like_other) / (UNLIKE - like_one))

    def _likeness(self, k: int, i: int, digit: str) -> float | None:
        """How much a number's character looks like a digit (-1 to 1), None where that is not known."""
        mean, look = self._mean(digit), self._look(k, i)
        shape = None if mean is None else mean.without(k)
        return None if shape is None or look is None else _laid_over(look, shape)[0]

    def _mean(self, digit: str) -> _Mean | None:
        if digit not in self._means:
            places = sorted(self._places[digit], key=lambda place: -place[0])[:MOST]
            looks = [(k, p * p, look) for p, k, i in places if (look := self._look(k, i)) is not None]
            self._means[digit] = self._mean_of(looks) if looks else None
        return self._means[digit]

    def _mean_of(self, looks: Sequence[tuple[int, float, Shape]]) -> _Mean:
        """The mean of looks, each laid over the first one."""
        height, width = LETTERS, 2 * self._reach + 1
        first = looks[0][2]
        top = (len(first) - height) // 2
        shape = np.ascontiguousarray(first[top : top + height, self._aside : self._aside + width])
        parts = []
        for k, weight, look in looks:
            _, y, x = _laid_over(look, shape)
            parts.append((k, weight, look[y : y + height, x : x + width]))
        total = np.asarray(np.sum([weight * look for _, weight, look in parts], axis=0), np.float32)
        return _Mean(sum(weight for _, weight, _ in parts), total, tuple(parts))

    def _look(self, k: int, i: int) -> Shape | None:
        """What stands about a number's character, with room to be shifted; None beyond the line's ends."""
        side = self._reach + self._aside
        left = round(self._numbers[k].columns[i] * self._scale)
        look = self._picture(k)[:, max(0, left) : left + 2 * side + 1]
        return look.astype(np.float32) if look.shape[1] == 2 * side + 1 else None

    def _picture(self, k: int) -> Grey:
        """A number at the page's scale, its middle in the middle of the rows, with paper about it."""
        if k not in self._pictures:
            ink = self._numbers[k].ink
            method = cv2.INTER_AREA if self._scale < 1 else cv2.INTER_CUBIC
            height = max(1, round(len(ink) * self._scale))
            sized = cv2.resize(ink, (max(1, round(ink.shape[1] * self._scale)), height), interpolation=method)
            rows, side = ROWS + 2 * self._up_down, self._reach + self._aside
            above = (rows - height) // 2
            sized = sized[max(0, -above) : max(0, -above) + rows]
            above = max(0, above)
            below = rows - above - len(sized)
            self._pictures[k] = np.asarray(
                cv2.copyMakeBorder(sized, above, below, side, side, cv2.BORDER_CONSTANT, value=(0,)), np.uint8
            )
        return self._pictures[k]


def _digits(number: PrintedNumber) -> Iterator[tuple[int, str, float]]:
    """The digits that the characters of a number may be, with their places and probabilities."""
    top = number.texts[0][0]
    alike = [(text, p) for text, p in number.texts if len(text) == len(top)]
    whole = sum(p for _, p in alike)
    for i in range(len(top)):
        shares: dict[str, float] = defaultdict(float)
        for text, p in alike:
            shares[text[i]] += p / whole
        yield from ((i, char, p) for char, p in shares.items() if char.isdigit() and p >= MAY_BE)


def _laid_over(look: Shape, shape: Shape) -> tuple[float, int, int]:
    """The best correlation of a shape with what lies under it, and where (row, column)."""
    found = cv2.matchTemplate(look, shape, cv2.TM_CCOEFF_NORMED)
    y, x = divmod(int(found.argmax()), found.shape[1])
    return min(1.0, float(found[y, x])), y, x
