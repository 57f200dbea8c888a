"""Masks with 64 pixels in a word: bars are fitted into a page five to ten times as fast as byte by byte.

The results are those of OpenCV's opening, closing and dilation by flat bars: beyond a page's sides there is
ink for what takes ink away, and paper for what grows it; a bar of even length reaches one pixel further back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Mask = NDArray[np.uint8]
Places = NDArray[np.int64]

WORD = 64
LONGEST_BAR = 2 * WORD - 2
FULL = np.uint64(2**64 - 1)
PARTS = (16, 8)
"""Pixels of the parts of a word by which rows with long runs are told: of runs of twice as many at least."""

FEW_ROWS = 8
"""Where one row in so many has ink, or fewer, the others need not be looked at."""

SAMPLED = 5
"""Of so many rows one is looked at for long runs down."""


@dataclass(frozen=True, slots=True)
class Bits:
    """A mask of `width` columns: bit x % 64 of word x // 64 of each row; what is beyond the width is 0.

    At least 64 bits are beyond it, so that what is moved to the right is not lost.
    """

    words: Words
    width: int

    def __and__(self, other: Bits) -> Bits:
        return Bits(self.words & other.words, self.width)

    def __or__(self, other: Bits) -> Bits:
        return Bits(self.words | other.words, self.width)

    def __sub__(self, other: Bits) -> Bits:
        return Bits(self.words & ~other.words, self.width)

    def mask(self) -> Mask:
        """One byte a pixel, 0 or 1."""
        octets = self.words.astype("<u8", copy=False).view(np.uint8)
        return np.unpackbits(octets, axis=1, count=self.width, bitorder="little")

    def count(self) -> int:
        """How many pixels are ink."""
        if hasattr(np, "bitwise_count"):  # numpy 2
            return int(np.bitwise_count(self.words).sum(dtype=np.int64))
        return int(np.count_nonzero(np.unpackbits(self.words.view(np.uint8))))

    def counts(self) -> Places:
        """How many pixels of each row are ink."""
        if hasattr(np, "bitwise_count"):  # numpy 2
            return np.asarray(np.bitwise_count(self.words).sum(axis=1, dtype=np.int64))
        return np.asarray(self.mask().sum(axis=1, dtype=np.int64))

    def opened(self, rows: int, cols: int) -> Bits:
        """Ink that a bar of rows x cols px fits into; one of the two is 1.

        A bar across that is longer than LONGEST_BAR is taken for one of that length.
        """
        if rows == 1:
            return self._opened_across(min(cols, LONGEST_BAR))
        return self._down(rows, True)._down(rows, False)

    def closed(self, rows: int, cols: int) -> Bits:
        """Ink with gaps filled that a bar of rows x cols px does not fit into; one of the two is 1."""
        if rows == 1:
            return self._across(cols, False)._across(cols, True)
        return self._down(rows, False)._down(rows, True)

    def dilated(self, rows: int, cols: int) -> Bits:
        """Ink grown by a box of rows x cols px."""
        inked = self.rows_with_ink()
        if len(inked) * FEW_ROWS > len(self.words):
            return self._down(rows, False)._across(cols, False)
        near = self.rows_near(inked, rows)
        return self.at_rows(near)._down(rows, False)._across(cols, False).spread(near, len(self.words))

    def thin_across(self, thick: int, long: int) -> Bits:
        """Runs across of `long` px and more in what is lower than `thick` px: `(self - self.opened(thick,
        1)).opened(1, long)`. Few rows have such runs, and no others are looked at."""
        rows = self.rows_near(self.rows_with_runs(long), 2 * thick + 2)
        near = self.at_rows(rows)
        return (near - near.opened(thick, 1)).opened(1, long).spread(rows, len(self.words))

    def thin_down(self, thick: int, long: int) -> Bits:
        """The same of runs down: `(self - self.opened(1, thick)).opened(long, 1)`."""
        columns = self.columns_with_runs(long)
        near = self.at_columns(columns)
        return (near - near.opened(1, thick)).opened(long, 1).spread_columns(columns, self)

    def runs(self) -> tuple[Places, Places]:
        """First and last (exclusive) pixels of the rows' runs of ink, as places in the flattened mask."""
        changes = (self.words ^ _moved(self.words, -1, False)).ravel()
        chosen = np.flatnonzero(changes)
        octets = changes[chosen].astype("<u8", copy=False).view(np.uint8)
        places = np.flatnonzero(np.unpackbits(octets, bitorder="little").view(np.bool_))
        row, word = np.divmod(chosen, self.words.shape[1])
        found = (row * self.width + word * WORD)[places >> 6] + (places & (WORD - 1))
        return found[::2], found[1::2]

    def heads(self) -> int:
        """How many pixels have no ink on their left, nor over them, straight or aslant."""
        left = _moved(self.words, -1, False)
        near = self.words | left | _moved(self.words, 1, False)
        left[1:] |= near[:-1]
        return Bits(self.words & ~left, self.width).count()

    def rows_near(self, rows: Places, reach: int) -> Places:
        """The rows no further than `reach` from some."""
        changes = np.zeros(len(self.words) + 2 * reach + 1, np.int64)
        changes[rows] += 1
        changes[rows + 2 * reach + 1] -= 1
        return np.flatnonzero(np.cumsum(changes)[reach : reach + len(self.words)])

    def rows_with_ink(self) -> Places:
        """The rows that are not all paper."""
        return np.flatnonzero(self.words.any(axis=1))

    def at_rows(self, rows: Places) -> Bits:
        """Some of the rows, as if they stood one under the other."""
        return Bits(self.words[rows], self.width)

    def spread_columns(self, columns: Places, page: Bits) -> Bits:
        """A mask like `page` of whose columns of words these are some, the others paper."""
        words = np.zeros_like(page.words)
        words[:, columns] = self.words
        return Bits(words, page.width)

    def spread(self, rows: Places, height: int) -> Bits:
        """A mask of `height` rows of which these are some, the others paper."""
        words = np.zeros((height, self.words.shape[1]), np.uint64)
        words[rows] = self.words
        return Bits(words, self.width)

    def rows_with_runs(self, size: int) -> Places:
        """The rows that may have a run of `size` pixels: such a run fills parts of words, all but its ends.

        A row's run at one of the page's sides may be shorter, as there is ink beyond.
        """
        part = next((part for part in PARTS if size >= 2 * part), None)
        if part is None:
            return np.arange(len(self.words))
        parts = self.words.astype("<u8", copy=False).view(f"<u{part // 8}")
        full = parts == 2**part - 1
        for step in _steps((size + 1) // part - 1):
            full = full[:, :-step] & full[:, step:]
        word, bit = divmod(self.width - 1, WORD)
        chosen = ((self.words[:, 0] & np.uint64(1)) | (self.words[:, word] >> np.uint64(bit))) > 0
        chosen[np.flatnonzero(full) // full.shape[1]] = True
        return np.flatnonzero(chosen)

    def columns_with_runs(self, size: int) -> Places:
        """The columns of words, and those beside them, that may have a run down of `size` pixels; the last
        two are always among them.

        Such a run is ink in every fifth row that it goes through; at the page's head or foot half of it is
        enough, as there is ink beyond.
        """
        sampled = self.words[::SAMPLED]
        for step in _steps(size // SAMPLED):
            sampled = sampled[:-step] & sampled[step:]
        last, half = len(self.words) - 1, (size - 1) // 2
        at_head = self.words[0] & self.words[min(last, half)]
        at_foot = self.words[last] & self.words[max(0, last - half)]
        chosen = sampled.any(axis=0) | (at_head > 0) | (at_foot > 0)
        near = chosen.copy()
        near[1:] |= chosen[:-1]
        near[:-1] |= chosen[1:]
        near[-2:] = True
        return np.flatnonzero(near)

    def at_columns(self, columns: Places) -> Bits:
        """Some of the columns of words, the last two among them, as if they stood side by side."""
        left_out = self.words.shape[1] - len(columns)
        return Bits(np.ascontiguousarray(self.words[:, columns]), self.width - WORD * left_out)

    def widened(self, by: int) -> Bits:
        """The same with so many columns of paper more on the left and on the right. Fewer than 64 bits may be
        left beyond it then: for bars of 2 * `by` + 1 px at most."""
        return Bits(_moved(self.words, -by, False), self.width + 2 * by)

    def specks(self, *, pairs: bool) -> Bits:
        """Pixels without any neighbour, and two that have only each other if `pairs`."""
        once, twice = _neighbours(self.words)
        found = self.words & ~once
        if pairs:
            one = self.words & once & ~twice
            found |= one & _neighbours(one)[0]
        return Bits(found, self.width)

    def _down(self, size: int, shrink: bool) -> Bits:
        """Shrunk or grown along the columns."""
        if size == 1:
            return self
        height, count = self.words.shape
        before = size // 2
        found = np.full((height + size - 1, count), FULL if shrink else np.uint64(0))
        found[before : before + height] = self.words
        for step in _steps(size):
            found = _join(shrink)(found[:-step], found[step:])
        return Bits(found, self.width)

    def _across(self, size: int, shrink: bool) -> Bits:
        """Shrunk or grown along the rows."""
        if size == 1:
            return self
        found = _moved(self._beyond(shrink), -(size // 2), shrink)
        for step in _steps(size):
            beside = _moved(found, step, shrink)
            found = _join(shrink)(found, beside, out=beside)
        found &= _inside(found.shape[1], self.width)
        return Bits(found, self.width)

    def _opened_across(self, size: int) -> Bits:
        """Opened along the rows; only those are looked at that may have runs long enough."""
        if size < 2 * PARTS[-1]:
            if self._reaches_side():
                return self._across(size, True)._across(size, False)
            return self._long_runs(size)
        rows = self.rows_with_runs(size)
        worn = Bits(self.words[rows], self.width)._across(size, True).words
        left = np.flatnonzero(worn.any(axis=1))
        found = np.zeros_like(self.words)
        found[rows[left]] = Bits(worn[left], self.width)._across(size, False).words
        return Bits(found, self.width)

    def _reaches_side(self) -> bool:
        """Whether there is ink in the first or the last column."""
        word, bit = divmod(self.width - 1, WORD)
        last = self.words[:, word] >> np.uint64(bit)
        return bool(((self.words[:, 0] | last) & np.uint64(1)).any())

    def _long_runs(self, size: int) -> Bits:
        """The runs across of `size` px and more, where none is at the page's sides.

        A bit added at a run's start is carried through all of it and clears it. Fitted by a bar of even
        length, runs come out a pixel further right.
        """
        fits = self.words
        for step in _steps(size):
            moved = _moved(fits, step, False)
            fits = np.bitwise_and(fits, moved, out=moved)
        added = self.words + (fits & ~_moved(fits, -1, False))
        flat = added.ravel()
        places = np.flatnonzero((added < self.words).ravel()) + 1  # the words after those that ran over
        while len(places):
            flat[places] += np.uint64(1)
            places = places[flat[places] == 0] + 1
        long = self.words & ~added
        return Bits(long if size % 2 else _moved(long, -1, False), self.width)

    def _beyond(self, ink: bool) -> Words:
        """The words with ink or paper beyond the width."""
        if not ink:
            return self.words
        return self.words | ~_inside(self.words.shape[1], self.width)


def packed(mask: Mask) -> Bits:
    """A mask of 0 and 1 with 64 pixels in a word."""
    height, width = mask.shape
    octets = np.zeros((height, (width // WORD + 2) * 8), np.uint8)
    rows = np.packbits(mask, axis=1, bitorder="little")
    octets[:, : rows.shape[1]] = rows
    return Bits(octets.view("<u8").astype(np.uint64, copy=False), width)


def of_runs(first: Places, last: Places, shape: tuple[int, int]) -> Bits:
    """The mask of this height and width with ink in these runs, which touch neither each other nor a row's
    end from the next row; see `Bits.runs`."""
    height, width = shape
    count = width // WORD + 2
    words = np.zeros(height * count, np.uint64)
    row = first // width
    for places in (first, last):  # no two fall on one bit: each is set by adding it
        x = places - row * width
        np.add.at(words, row * count + x // WORD, np.left_shift(np.uint64(1), (x % WORD).astype(np.uint64)))
    # a bit is ink where an odd number of ends lie before it, in its word and in the words before
    for step in (1, 2, 4, 8, 16, 32):
        words ^= words << np.uint64(step)
    odd = np.bitwise_xor.accumulate(words >> np.uint64(WORD - 1))
    words[1:] ^= FULL * odd[:-1]
    return Bits(words.reshape(height, count), width)


def _steps(size: int) -> list[int]:
    """By how much to move what is joined already, so that `size` pixels are joined in the end."""
    steps, done = [], 1
    while done < size:
        steps.append(min(done, size - done))
        done += steps[-1]
    return steps


def _join(shrink: bool) -> np.ufunc:
    return np.bitwise_and if shrink else np.bitwise_or


def _inside(count: int, width: int) -> Words:
    """A row of `count` words that are 1 within the width."""
    flags = np.zeros(count * WORD, np.uint8)
    flags[:width] = 1
    return np.packbits(flags, bitorder="little").view("<u8").astype(np.uint64, copy=False)


def _neighbours(words: Words) -> tuple[Words, Words]:
    """The pixels with ink on one of the eight sides at least, and on two at least."""
    left, right = _moved(words, -1, False), _moved(words, 1, False)
    once, twice = left | right, left & right
    of_row, two_of_row = words | once, twice | (words & once)
    for here, beside in ((slice(1, None), slice(None, -1)), (slice(None, -1), slice(1, None))):
        twice[here] |= two_of_row[beside] | (once[here] & of_row[beside])
        once[here] |= of_row[beside]
    return once, twice


def _moved(words: Words, by: int, beyond: bool) -> Words:
    """The rows moved: at x stands what stood at x + `by`; from outside comes ink if `beyond`. |by| < 64."""
    if by == 0:
        return words
    edge = FULL if beyond else np.uint64(0)
    # what crosses from word to word is taken over all rows at once, several times as fast as row by row, and
    # put right at the rows' ends
    if by > 0:
        near, far = np.uint64(by), np.uint64(WORD - by)
        moved = words >> near
        ends = moved[:, -1] | edge << far
        moved.ravel()[:-1] |= words.ravel()[1:] << far
        moved[:, -1] = ends
        return moved
    near, far = np.uint64(-by), np.uint64(WORD + by)
    moved = words << near
    ends = moved[:, 0] | edge >> far
    moved.ravel()[1:] |= words.ravel()[:-1] >> far
    moved[:, 0] = ends
    return moved
