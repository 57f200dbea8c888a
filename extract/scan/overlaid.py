"""Print under and beside what is no print: a stamp's ring, a signature, an emblem, lines run into a blot.

Whatever is far larger than a letter both ways is no print, and what lies about it is its own: the letters
along a stamp's ring, the feathers of an emblem. Print is told by its rows: letters of the page's height on
one base line, that go on outside or are as many as no drawing has by chance. Where the ink of such a row has
run together with that of the drawing it is cut out of it. What is read there is not certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.geometry import PxBox, within
from extract.scan.lines import InkLine, Pieces

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

# No print is so high, in letters' heights; no drawing is so large a part of the page: that is a frame.
TALLEST, LARGEST_SHARE = 3.5, 0.2
# Letters of a row: heights, widths and how far their feet are off its line, in heights of the page's letters.
LOWEST, HIGHEST, WIDEST, OFF = 0.7, 1.7, 12.0, 0.18
# Rows of print are this far apart at least.
APART = 1.2
# Letters of a row are no further apart than this; those that run on in a drawing alone no further than that.
WORDS_APART, LETTERS_APART = 2.5, 0.6
# So many letters beside a drawing, or so many in all, make a row; fewer do that stand level with print
# further off and are not part of a row that bends.
BESIDE, ENOUGH, FEW = 3, 5, 3
# A row reaches so far over its letters' heads and under their feet.
OVER, UNDER = 0.95, 0.55
# Of what is cut out of a drawing a letter has so much of a letter's height and width; what runs through the
# row from top to bottom is a stroke where it is no wider than this. A word goes on with one letter.
PART_HIGH, PART_WIDE, STROKE = 0.5, 0.25, 0.7
LETTER_WIDE = 1.6
# Ink of a drawing this near to a line's end may hide its last letter; lower pieces are specks.
HIDES, SPECK = 0.6, 0.4


@dataclass(frozen=True)
class Overlaid:
    """The pieces of a page with the print cut out of its drawings: which are `printed`, which of these lie in
    a drawing (`doubtful`), and which are a drawing's own (`hidden`)."""

    pieces: Pieces
    printed: Flags
    doubtful: Flags
    hidden: Flags

    def covers(self, line: InkLine) -> bool:
        """Whether a line has print in a drawing, or ink of one across it or close to its ends."""
        if bool(self.doubtful[line.members].any()):
            return True
        if not self.hidden.any():
            return False
        reach = HIDES * self.pieces.body
        rows = slice(max(0, round(line.core[0])), max(0, round(line.core[1])))
        part = self.pieces.labels[rows, max(0, round(line.box[0] - reach)) : round(line.box[2] + reach)]
        return bool(np.append(self.hidden, False)[np.unique(part).astype(np.int64) - 1].any())


@dataclass(frozen=True)
class _Part:
    """A piece of a drawing's ink in a row of print: its drawing, its place (y, x) and shape, and whether it
    is as large as a letter."""

    drawing: int
    y: int
    x: int
    shape: Flags
    letter: bool

    @property
    def ends(self) -> tuple[float, float]:
        """Where it begins and ends across the page."""
        return self.x, self.x + self.shape.shape[1]


@dataclass(frozen=True)
class _Region:
    """A place where drawings lie, and the pieces of their ink."""

    box: PxBox
    drawings: Ints


@dataclass(frozen=True)
class _Row:
    """A row of print in a drawing: the band of its letters (heads, feet), its ends, and its letters and marks
    that have run together with the drawing."""

    top: float
    foot: float
    left: float
    right: float
    parts: tuple[_Part, ...]

    @property
    def strip(self) -> tuple[float, float]:
        """How far its marks reach over and under it."""
        size = self.foot - self.top
        return self.top - OVER * size, self.foot + UNDER * size


def overlaid(pieces: Pieces) -> Overlaid:
    """The pieces of a size that print has, without those of emblems, stamps, signatures and photographs, but
    with the print that these lie over."""
    boxes, body = pieces.boxes, pieces.body
    wide, high = boxes[:, 2] - boxes[:, 0], pieces.heights
    bar = ((high > 1.6 * body) & (wide < 0.25 * body)) | (wide > 2.5 * body) & (wide > 10 * high)
    printed = (high <= TALLEST * body) & ~bar
    page = pieces.labels.shape[0] * pieces.labels.shape[1]
    tall = (high > TALLEST * body) & ~bar & (wide * high < LARGEST_SHARE * page)
    inside = np.zeros(len(boxes), bool)
    if not tall.any():
        return Overlaid(pieces, printed, inside, inside)
    for box in boxes[tall & (wide > TALLEST * body)].tolist():
        inside |= printed & within(pieces.middles, box)
    return taken_apart(pieces, printed, tall, inside)


def taken_apart(pieces: Pieces, printed: Flags, tall: Flags, inside: Flags) -> Overlaid:
    """The pieces with the print of rows cut out of the drawings `tall`; of what is `printed` that which lies
    `inside` a drawing is print where it stands in a row."""
    boxes, body, inside = pieces.boxes, pieces.body, inside.copy()
    wide, high = boxes[:, 2] - boxes[:, 0], pieces.heights
    letters = printed & (high >= LOWEST * body) & (high <= HIGHEST * body)
    letters &= (wide >= PART_WIDE * body) & (wide <= WIDEST * body)
    # print that has run together with a loose stroke is taken apart as well
    mixed = np.flatnonzero(tall | (inside & (high > HIGHEST * body)))
    rows: list[_Row] = []
    for region in _regions(boxes[tall]):
        ink = _Region(region, mixed[within(pieces.middles[mixed], region)])
        for row in _rows(pieces, np.flatnonzero(letters), inside, ink):
            if not any(_same(row, other) for other in rows):
                rows.append(row)
    inside[mixed] = True
    own = inside & _of_rows(pieces, rows)
    own[mixed] = False
    hidden = inside & ~own & (high > SPECK * body)
    return _with_parts(pieces, (printed & ~inside) | own, own, hidden, rows)


def _regions(boxes: Ints) -> list[PxBox]:
    """The boxes of what overlaps, put together."""
    found: list[PxBox] = []
    for x0, y0, x1, y1 in boxes.astype(float).tolist():
        own = (x0, y0, x1, y1)
        while near := [box for box in found if _overlap(own, box)]:
            found = [box for box in found if box not in near]
            left, top, right, foot = zip(own, *near, strict=True)
            own = (min(left), min(top), max(right), max(foot))
        found.append(own)
    return found


def _overlap(one: PxBox, other: PxBox) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _rows(pieces: Pieces, letters: Ints, inside: Flags, region: _Region) -> Iterator[_Row]:
    """The rows of print in a region, those of most letters first."""
    body = pieces.body
    _, top, _, foot = region.box
    waiting = letters[(pieces.boxes[letters, 3] > top) & (pieces.boxes[letters, 1] < foot)]
    while len(waiting) >= BESIDE:
        feet = pieces.boxes[waiting, 3]
        fits = np.abs(feet[:, None] - feet[None, :]) <= OFF * body
        own = fits[int(np.argmax(fits.sum(axis=1)))]
        if own.sum() < BESIDE:
            return
        yield from _chains(pieces, waiting[own], letters[inside[letters]], inside, region)
        waiting = waiting[~own]


def _chains(pieces: Pieces, letters: Ints, around: Ints, inside: Flags, region: _Region) -> Iterator[_Row]:
    """The runs of letters on one base line that are print, with what is theirs of the drawings' ink.

    Letters `around` them may go on along an arc.
    """
    body, boxes = pieces.body, pieces.boxes[letters]
    foot, size = float(np.median(boxes[:, 3])), float(np.median(boxes[:, 3] - boxes[:, 1]))
    goes_on = int((~inside[letters]).sum()) >= BESIDE
    aside = pieces.boxes[np.setdiff1d(around, letters)]
    aside = aside[(aside[:, 3] > foot - size) & (aside[:, 1] < foot)]
    parts = [part for k in region.drawings.tolist() for part in _parts(pieces, k, foot, size)]
    items: list[tuple[float, float, int]] = [
        (float(x0), float(x1), int(not inside[k]))
        for k, (x0, _, x1, _) in zip(letters.tolist(), boxes.tolist(), strict=True)
    ]
    items.extend((*part.ends, -1) for part in parts if part.letter)
    for run in _runs(sorted(items), WORDS_APART * body):
        free = [i for i, item in enumerate(run) if item[2] >= 0]
        beside = sum(item[2] > 0 for item in run)
        if beside == len(run):
            continue
        if beside < BESIDE and len(free) < ENOUGH:
            reach = LETTERS_APART * size
            bends = (aside[:, 0] < run[-1][1] + reach) & (aside[:, 2] > run[0][0] - reach)
            if not goes_on or len(free) + (beside > 0) < FEW or bends.any():
                continue
        first, last = free[0], free[-1]
        while first > 0 and _goes_on(run[first - 1], run[first], size):
            first -= 1
        while last < len(run) - 1 and _goes_on(run[last + 1], run[last], size):
            last += 1
        left, right = run[first][0], max(item[1] for item in run[first : last + 1])
        own = tuple(part for part in parts if left <= sum(part.ends) / 2 <= right)
        yield _Row(foot - size, foot, left, right, own)


def _goes_on(part: tuple[float, float, int], letter: tuple[float, float, int], size: float) -> bool:
    """Whether a part of a drawing can be the next letter of a word."""
    apart = max(part[0] - letter[1], letter[0] - part[1])
    return apart <= LETTERS_APART * size and part[1] - part[0] <= LETTER_WIDE * size


def _runs(
    items: Sequence[tuple[float, float, int]], apart: float
) -> Iterator[Sequence[tuple[float, float, int]]]:
    """Neighbours no further apart than `apart`, left to right."""
    start, reach = 0, -np.inf
    for i, item in enumerate(items):
        if i > start and item[0] - reach > apart:
            yield items[start:i]
            start = i
        reach = max(reach, item[1]) if i > start else item[1]
    if items:
        yield items[start:]


def _parts(pieces: Pieces, drawing: int, foot: float, size: float) -> list[_Part]:
    """What of a drawing's ink in a row of print may be letters and marks: not what runs through it."""
    left, top, right, bottom = pieces.boxes[drawing].tolist()
    y0, y1 = max(top, round(foot - (1 + OVER) * size)), min(bottom, round(foot + UNDER * size))
    if y1 - y0 < PART_HIGH * size:
        return []
    ink = (pieces.labels[y0:y1, left:right] == drawing + 1).view(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = []
    for k in range(1, count):
        x, y, wide, high, _ = stats[k].tolist()
        through = y == 0 and y + high == y1 - y0
        if through and wide < STROKE * size:
            continue
        core = min(y0 + y + high, foot) - max(y0 + y, foot - size)
        letter = core >= PART_HIGH * size and wide >= PART_WIDE * size
        shape = labels[y : y + high, x : x + wide] == k
        found.append(_Part(drawing, y0 + y, left + x, shape, letter))
    return found


def _same(row: _Row, other: _Row) -> bool:
    """Whether two rows are one, found with another base line or in another drawing."""
    across = min(row.right, other.right) - max(row.left, other.left)
    return across > 0 and abs(row.foot - other.foot) < APART * (row.foot - row.top)


def _of_rows(pieces: Pieces, rows: Sequence[_Row]) -> Flags:
    """The pieces that are letters or marks of the rows."""
    x, y = pieces.middles.T
    found = np.zeros(len(x), bool)
    for row in rows:
        top, foot = row.strip
        size = row.foot - row.top
        level = (np.abs(y - (row.top + row.foot) / 2) < size / 2) | (pieces.heights < PART_HIGH * size)
        found |= (x > row.left) & (x < row.right) & (y > top) & (y < foot) & level
    return found


def _with_parts(
    pieces: Pieces, printed: Flags, doubtful: Flags, hidden: Flags, rows: Sequence[_Row]
) -> Overlaid:
    """The page's pieces with the parts of the rows as pieces of their own."""
    parts = [part for row in rows for part in row.parts]
    if not parts:
        return Overlaid(pieces, printed, doubtful, hidden)
    first = len(pieces.boxes)
    labels = pieces.labels.astype(np.int32)
    boxes, areas = [], []
    for number, part in enumerate(parts):
        high, wide = part.shape.shape
        place = labels[part.y : part.y + high, part.x : part.x + wide]
        place[part.shape & (place == part.drawing + 1)] = first + number + 1
        boxes.append((part.x, part.y, part.x + wide, part.y + high))
        areas.append(int(part.shape.sum()))
    new = np.ones(len(parts), bool)
    return Overlaid(
        replace(
            pieces,
            boxes=np.concatenate([pieces.boxes, np.array(boxes, np.int64)]),
            areas=np.concatenate([pieces.areas, np.array(areas, np.int64)]),
            labels=labels,
            found=None,
        ),
        np.concatenate([printed, new]),
        np.concatenate([doubtful, new]),
        np.concatenate([hidden, ~new]),
    )
