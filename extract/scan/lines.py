"""Text lines of a region: which ink belongs to which printed line, with Thai marks at their own letters.

Letters are told from marks by their height. Letters whose middles stand at one height make a line; a vowel or
tone mark goes to the line whose letters it is nearest to, above or below, where its columns have letters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.scan.bits import Bits, packed
from extract.scan.bridges import Chosen, Cut, Room, find_cuts
from extract.scan.clean import Mask
from extract.scan.components import Components, Labels, find_components
from extract.scan.geometry import PxBox
from extract.scan.letter_size import body_height
from extract.scan.marks import owners
from extract.scan.medians import median, median_of
from extract.scan.rules import Drawn, Segment, drawn, without_rules

# Lines of print follow each other at this many letters' heights at least: Thai needs room for its marks.
LEAST_PITCH = 1.3
# A dash alone beside letters: its width in their heights, from and to, and in its own; how far from half
# their height it may stand; and how many letters tell a line of print.
DASH, DASH_STRAY, FEW_LETTERS = (0.25, 1.2, 1.8), 0.3, 3
# A vowel and its tone mark run together are lower than their letter, figures under each other are not.
LOWER = 0.95
# A band of marks is nearer than this to the one of their letters, in letters' heights.
CLOSE_BANDS = 1.9
NO_PIECES = np.empty(0, np.int64)
# So tall are letters; of a line of low digits (`๕๐๐,๐๐๐ บาท`) this share is, and rests on nothing.
FULL, FULL_SHARE = 0.9, 0.35


@dataclass(frozen=True)
class Pieces:
    """Connected pieces of text ink of a page: boxes (n, 4) as x0, y0, x1, y1; areas; `labels` of the image.

    Piece i has label i + 1. `body` is the usual height of a letter in px. `sunk` are marks on a row rule
    that belong to what is under it; `found` what the pieces were found as, None where some changed since;
    `rules` where those run that were taken out of the ink.
    """

    boxes: NDArray[np.int64]
    areas: NDArray[np.int64]
    labels: Labels
    body: float
    sunk: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    found: Components | None = None
    rules: Drawn | None = None

    @cached_property
    def heights(self) -> NDArray[np.int64]:
        """Height of each piece."""
        return np.asarray(self.boxes[:, 3] - self.boxes[:, 1])

    @cached_property
    def middles(self) -> NDArray[np.float64]:
        """Centre (x, y) of each piece."""
        return np.asarray((self.boxes[:, :2] + self.boxes[:, 2:]) / 2)

    @cached_property
    def sides(self) -> tuple[NDArray[np.int64], ...]:
        """The left, upper, right and lower sides of all pieces, each by itself: gone through faster."""
        return tuple(np.ascontiguousarray(side) for side in self.boxes.T)

    @cached_property
    def is_sunk(self) -> NDArray[np.bool_]:
        """Which of the pieces are `sunk`."""
        flags = np.zeros(len(self.boxes), bool)
        flags[self.sunk] = True
        return flags

    @cached_property
    def dashes(self) -> NDArray[np.bool_]:
        """Which of the pieces are as flat and as long as dashes."""
        wide, high = self.boxes[:, 2] - self.boxes[:, 0], self.heights
        # at small sizes a hyphen is one row of ink between two of grey
        thin = (high >= 2) | (wide >= 0.35 * self.body)
        return np.asarray((wide >= 0.25 * self.body) & (wide >= 1.2 * high) & thin)

    @cached_property
    def specks(self) -> NDArray[np.bool_]:
        """Which of the pieces are round and smaller than the shortest hyphen."""
        wide = self.boxes[:, 2] - self.boxes[:, 0]
        round_one = (np.maximum(wide, self.heights) < 0.4 * self.body) & (wide < 1.2 * self.heights)
        return np.asarray(round_one | (self.areas < 0.015 * self.body**2))

    @cached_property
    def tall(self) -> NDArray[np.int64]:
        """The pieces too tall for print."""
        return np.flatnonzero(self.heights > 2 * self.body)

    @property
    def plain(self) -> NDArray[np.int64]:
        """The pieces as tall as a letter without tail or loop, which stand on their line."""
        wide = self.boxes[:, 2] - self.boxes[:, 0]
        fits = (self.heights >= 0.8 * self.body) & (self.heights <= 1.25 * self.body)
        return np.flatnonzero(fits & (wide >= 0.3 * self.body) & (wide <= 4 * self.body))

    def ink(self, chosen: NDArray[np.bool_]) -> Bits:
        """The ink of some of the pieces."""
        if self.found is not None:
            return self.found.ink(chosen)
        return packed(np.append(False, chosen)[self.labels].view(np.uint8))


class Trim(NamedTuple):
    """A piece that a line shares with its neighbour, and where on the page the piece's ink is this line's."""

    piece: int
    room: Room


@dataclass(frozen=True, slots=True)
class InkLine:
    """One printed line: its pieces and the box around them; `core` is the band of its letters (y0, y1).

    `trims` names pieces that run together with those of a neighbouring line.
    """

    box: PxBox
    members: NDArray[np.int64]
    core: tuple[float, float]
    trims: tuple[Trim, ...] = ()


def find_pieces(text: Mask | Bits, dpi: float) -> Pieces:
    """Connected pieces of the ink without rules."""
    found = find_components(text.mask(), text) if isinstance(text, Bits) else find_components(text)
    return Pieces(found.boxes, found.areas, found.labels, body_height(found.boxes, dpi), found=found)


def pieces_between(
    ink: Mask | Bits, rows: Sequence[Segment], columns: Sequence[Segment], dpi: float
) -> Pieces:
    """Connected pieces of a page's ink but for that of its rules."""
    bits = ink if isinstance(ink, Bits) else packed(ink)
    if not rows and not columns:
        return find_pieces(bits, dpi)
    rules = drawn((len(bits.words), bits.width), rows, columns)
    return replace(find_pieces(without_rules(bits, rules, dpi), dpi), rules=rules)


def is_print(pieces: Pieces, line: InkLine, small: float = math.inf) -> bool:
    """False for a line of specks alone; a lone hyphen is print. Pieces as tall as `small` (px) are letters
    where print is smaller than the page's."""
    least = min(0.45 * pieces.body, small)
    tallest = pieces.heights[line.members].max(initial=0)
    return bool(tallest >= least or pieces.dashes[line.members].any())


def is_dash_beside(pieces: Pieces, line: InkLine, whole: InkLine) -> bool:
    """Whether a part of a line of print is a dash alone, at half the height of letters far aside of it: that
    of an amount of nothing, while a stroke by itself is dirt."""
    if len(line.members) != 1:
        return False
    x0, y0, x1, y1 = line.box
    top, foot = whole.core
    size, middle = foot - top, (y0 + y1) / 2
    flat = DASH[0] * size <= x1 - x0 <= DASH[1] * size and x1 - x0 >= DASH[2] * (y1 - y0)
    letters = pieces.heights[whole.members] >= 0.6 * size
    return flat and abs(middle - (top + foot) / 2) <= DASH_STRAY * size and int(letters.sum()) >= FEW_LETTERS


def split_lines(pieces: Pieces, chosen: NDArray[np.int64]) -> list[InkLine]:
    """The lines of the chosen pieces (those of one cell or one text area), top to bottom."""
    return split_regions(pieces, [chosen])[0]


def split_regions(pieces: Pieces, chosen: Sequence[NDArray[np.int64]]) -> list[list[InkLine]]:
    """The lines of each of several regions; all take each step before the next, which is cheaper: the code
    of a step stays in the processor's caches."""
    found: list[list[InkLine]] = [[] for _ in chosen]
    filled = [k for k, own in enumerate(chosen) if len(own)]
    regions = [_region(pieces, chosen[k]) for k in filled]
    held = [owners(region.boxes, region.letters, region.bands) for region in regions]
    cuts = [
        find_cuts(Chosen(pieces.labels, region.chosen, region.boxes), owner, region.bands)
        for region, owner in zip(regions, held, strict=True)
    ]
    for k, region, owner, cut in zip(filled, regions, held, cuts, strict=True):
        found[k] = _lines_of(pieces, region, owner, cut)
    return found


class _Region(NamedTuple):
    """The pieces of a region, which of them are letters, and the bands of its lines."""

    chosen: NDArray[np.int64]
    boxes: NDArray[np.int64]
    letters: NDArray[np.bool_]
    bands: list[tuple[float, float]]


def _region(pieces: Pieces, chosen: NDArray[np.int64]) -> _Region:
    boxes = pieces.boxes[chosen]
    heights = boxes[:, 3] - boxes[:, 1]
    letters = _letters(boxes, heights, pieces.body)
    any_letters = bool(letters.any())
    bands = _bands(boxes[letters]) if any_letters else _bands(boxes)
    if any_letters and len(bands) > 1:
        bands, marks = _without_mark_bands(boxes[letters], bands)
        letters[np.flatnonzero(letters)[marks]] = False
        any_letters = bool(letters.any())
    if any_letters:
        letters &= ~_stacked_marks(boxes, letters, bands)
        bands = _with_lone_hyphens(boxes, letters, bands)
    return _Region(chosen, boxes, letters, bands)


def _lines_of(
    pieces: Pieces, region: _Region, owner: NDArray[np.int64], cuts: Sequence[Cut]
) -> list[InkLine]:
    """The lines of a region whose pieces' owners and cuts are known."""
    chosen, boxes, bands = region.chosen, region.boxes, region.bands
    tall = _reaching_over(boxes, bands)
    lines = []
    for number, band in enumerate(bands):
        rooms = _shared(boxes, tall, bands, number) if len(tall) else {}
        for cut in cuts:
            if cut.line in (number, number - 1):
                room = cut.upper if cut.line == number else cut.lower
                rooms[cut.piece] = room.within(rooms.get(cut.piece, Room()))
        own = (owner == number).nonzero()[0]
        if rooms:
            own = np.union1d(own, np.array(list(rooms), np.int64))
        if len(own):
            trims = tuple(Trim(int(chosen[piece]), room) for piece, room in rooms.items())
            lines.append(_line(pieces, chosen[own], band, trims))
    return lines


def _reaching_over(boxes: NDArray[np.int64], bands: list[tuple[float, float]]) -> NDArray[np.int64]:
    """The pieces that are taller than lines are apart."""
    if len(bands) < 2:
        return NO_PIECES
    middles = [sum(band) / 2 for band in bands]
    pitch = min(after - middle for middle, after in pairwise(middles))
    return np.flatnonzero(boxes[:, 3] - boxes[:, 1] > pitch)


def _shared(
    boxes: NDArray[np.int64], tall: NDArray[np.int64], bands: list[tuple[float, float]], number: int
) -> dict[int, Room]:
    """Pieces that run through the letters of a line and of the next: this line's goes halfway to that one.

    `tall` are those that may.
    """
    low, high = bands[number]
    middle = (low + high) / 2
    top = (bands[number - 1][1] + low) / 2 if number else -np.inf
    bottom = (high + bands[number + 1][0]) / 2 if number + 1 < len(bands) else np.inf
    starts, ends = boxes[tall, 1], boxes[tall, 3]
    through = (starts < middle) & (ends > middle)
    shared = np.zeros(len(tall), bool)
    for k in (number - 1, number + 1):
        if 0 <= k < len(bands):
            other = sum(bands[k]) / 2
            shared |= through & (starts < other) & (ends > other)
    return dict.fromkeys(tall[shared].tolist(), Room(top=top, bottom=bottom))


def _line(
    pieces: Pieces, members: NDArray[np.int64], band: tuple[float, float], trims: tuple[Trim, ...]
) -> InkLine:
    """The line of the pieces `members`."""
    boxes = pieces.boxes[members]
    if trims:
        boxes = boxes.astype(np.float64)
    for piece, room in trims:
        place = members == piece
        boxes[place, :2] = np.maximum(boxes[place, :2], room[:2])
        boxes[place, 2:] = np.minimum(boxes[place, 2:], room[2:])
    x0, y0, _, _ = np.minimum.reduce(boxes).tolist()
    _, _, x1, y1 = np.maximum.reduce(boxes).tolist()
    return InkLine((float(x0), float(y0), float(x1), float(y1)), members, band, trims)


def looks_like_number(pieces: Pieces, line: InkLine) -> bool:
    """No marks over or under the letters and short, as digits, separators and a hyphen are."""
    if line.box[2] - line.box[0] > 14 * pieces.body:
        return False
    boxes = pieces.boxes[line.members].tolist()  # these are few
    letters = [box for box in boxes if box[3] - box[1] >= 0.6 * pieces.body]
    if not letters:
        return len(boxes) <= 2
    top, bottom = median_of([box[1] for box in letters]), median_of([box[3] for box in letters])
    # tails of Thai digits rise by half a letter, commas hang by a third
    rise, hang = top - 0.65 * (bottom - top), bottom + 0.3 * (bottom - top)
    return all(top <= (y0 + y1) / 2 <= hang and y0 >= rise for _, y0, _, y1 in boxes)


def split_at_gaps(pieces: Pieces, line: InkLine, gap: float) -> list[InkLine]:
    """The parts of a line that stand more than `gap` px apart, left to right."""
    order = line.members[np.argsort(pieces.boxes[line.members, 0], kind="stable")]
    boxes = pieces.boxes[order]
    reach = np.maximum.accumulate(boxes[:, 2])
    cuts = np.flatnonzero(boxes[1:, 0] - reach[:-1] > gap) + 1
    if not len(cuts):
        return [line]
    return [_part(pieces, line, own) for own in np.split(order, cuts)]


def parts_between(pieces: Pieces, line: InkLine, cuts: list[float]) -> list[InkLine]:
    """The parts of a line left and right of each of `cuts` (px across the page)."""
    middles = pieces.middles[line.members, 0]
    places = np.searchsorted(np.sort(np.array(cuts)), middles)
    return [_part(pieces, line, line.members[places == place]) for place in np.unique(places)]


def _part(pieces: Pieces, line: InkLine, own: NDArray[np.int64]) -> InkLine:
    trims = tuple(trim for trim in line.trims if trim.piece in own)
    return _line(pieces, own, line.core, trims)


def _letters(boxes: NDArray[np.int64], heights: NDArray[np.int64], body: float) -> NDArray[np.bool_]:
    """Pieces as tall as letters, by the region's own size of print where it differs from the page's."""
    tall = heights >= 0.6 * body
    if tall.any():
        own = median(heights[tall])
        tall = heights >= 0.6 * min(max(own, 0.8 * body), 3 * body)
    return np.asarray(tall)


def _bands(boxes: NDArray[np.int64]) -> list[tuple[float, float]]:
    """Vertical bands of lines: the middle halves of letters overlap within a line and not between lines."""
    left, tops, right, feet = boxes.T
    high = feet - tops
    height = median(high)
    # tall letters (with a loop above or a tail below) count by a letter's height from their nearer neighbours
    top, bottom = int(tops.min()), int(feet.max())
    weight = np.zeros(bottom - top + 2)
    widths = np.minimum(right - left, 2 * height)
    middle, half = (tops + feet) / 2, 0.25 * np.minimum(high, 1.3 * height)
    # what begins and ends at each height: their sums are those of whole and half numbers, and exact
    np.add.at(weight, (middle - half - top).astype(np.int64), widths)
    np.subtract.at(weight, (middle + half - top).astype(np.int64) + 1, widths)
    weight = np.cumsum(weight)
    return _peaks(weight, top, height)


def _peaks(weight: NDArray[np.float64], top: int, height: float) -> list[tuple[float, float]]:
    """The tops of a profile, strongest first, at least the pitch of the tightest print apart."""
    kernel = max(1, int(height / 4)) | 1
    smooth = np.convolve(weight, np.ones(kernel) / kernel, mode="same")
    taken: list[int] = []
    inked = int(np.count_nonzero(smooth > 0))
    reach = math.ceil(LEAST_PITCH * height) - 1
    near = bytearray(len(smooth))
    for at in np.argsort(-smooth, kind="stable")[:inked].tolist():
        if not near[at]:
            taken.append(at)
            first = max(0, at - reach)
            near[first : at + reach + 1] = b"\1" * (min(len(near), at + reach + 1) - first)
    return [(top + at - height / 2, top + at + height / 2) for at in sorted(taken)]


def _without_mark_bands(
    letters: NDArray[np.int64], bands: list[tuple[float, float]]
) -> tuple[list[tuple[float, float]], NDArray[np.bool_]]:
    """The bands without those of marks that ran together and so became as large as letters; which are marks.

    Such a band is close to a stronger one; what stands in it is lower than that one's letters, or stands
    right over them (or hangs right under those of the line above), closer than lines of print ever are.
    """
    centres = np.array([(low + high) / 2 for low, high in bands])
    size = bands[0][1] - bands[0][0]
    if np.diff(centres).min() >= CLOSE_BANDS * size:
        return bands, np.zeros(len(letters), bool)
    middle = (letters[:, 1] + letters[:, 3]) / 2
    owner = np.argmin(np.abs(middle[:, None] - centres[None, :]), axis=1)
    strength = np.bincount(owner, letters[:, 2] - letters[:, 0], minlength=len(bands)).tolist()
    groups = [letters[owner == k] for k in range(len(bands))]
    kept, marks = [], np.zeros(len(letters), bool)
    for k, band in enumerate(bands):
        own = groups[k]
        near = [
            m
            for m in (k - 1, k + 1)
            if 0 <= m < len(bands)
            and abs(centres[m] - centres[k]) < CLOSE_BANDS * size
            and (strength[k] < 0.5 * strength[m] or (m > k and _all_marks(own, groups[m], size)))
        ]
        if not near:
            kept.append(band)
            continue
        # capitals are taller than what stands under them
        lower = any(_usual_height(own) < 0.85 * min(_usual_height(groups[m]), size) for m in near)
        on = np.zeros(len(own), bool)
        if k + 1 in near:
            on |= _rest_on(own, groups[k + 1], size)
        if on.any() and k - 1 in near:
            on |= _rest_on(-own[:, [2, 3, 0, 1]], -groups[k - 1][:, [2, 3, 0, 1]], size)
        full = own[:, 3] - own[:, 1] >= FULL * size
        lower = lower and not (full.sum() >= FEW_LETTERS and (full & ~on).mean() >= FULL_SHARE)
        if lower or (len(own) and on.mean() >= 0.7):
            marks |= (owner == k) & (not lower)
        else:
            kept.append(band)
    return kept, marks


def _usual_height(boxes: NDArray[np.int64]) -> float:
    return median(boxes[:, 3] - boxes[:, 1]) if len(boxes) else 0.0


def _all_marks(own: NDArray[np.int64], under: NDArray[np.int64], size: float) -> bool:
    """Whether a band's pieces are all marks of the letters under them, as the one over a lone `ที่`."""
    if not len(own) or not len(under):
        return False
    high = max(int(box[3] - box[1]) for box in own.tolist())
    lower = high <= LOWER * median(under[:, 3] - under[:, 1])
    return lower and bool(_rest_on(own, under, size).all())


def _stacked_marks(
    boxes: NDArray[np.int64], letters: NDArray[np.bool_], bands: list[tuple[float, float]]
) -> NDArray[np.bool_]:
    """Which of the letters are a vowel and its tone mark run together over a letter of the line below."""
    centres = np.array([(low + high) / 2 for low, high in bands])
    size = bands[0][1] - bands[0][0]
    nearest = np.argmin(np.abs((boxes[:, 1] + boxes[:, 3])[:, None] / 2 - centres[None, :]), axis=1)
    stacked = letters & (boxes[:, 1] > centres[nearest]) & (boxes[:, 3] - boxes[:, 1] < 0.9 * size)
    for k in stacked.nonzero()[0].tolist():
        after = centres[min(nearest[k] + 1, len(centres) - 1)]
        under = boxes[letters & (boxes[:, 1] < after) & (boxes[:, 3] > after)]
        stacked[k] = bool(len(under)) and bool(_rest_on(boxes[[k]], under, size)[0])
    return np.asarray(stacked, dtype=bool)


def _rest_on(upper: NDArray[np.int64], lower: NDArray[np.int64], size: float) -> NDArray[np.bool_]:
    """Which of the upper pieces stand right over one of the lower ones, as marks do on letters."""
    shared = np.minimum(upper[:, None, 2], lower[None, :, 2]) - np.maximum(
        upper[:, None, 0], lower[None, :, 0]
    )
    gap = lower[None, :, 1] - upper[:, None, 3]
    on = (shared > 0.3 * (upper[:, 2] - upper[:, 0])[:, None]) & (gap < 0.3 * size) & (gap > -0.5 * size)
    return np.asarray(on.any(axis=1))


def _with_lone_hyphens(
    boxes: NDArray[np.int64], letters: NDArray[np.bool_], bands: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """The bands with those of lines that hold a hyphen alone, as under the amount of another item."""
    size = bands[0][1] - bands[0][0]
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    flat = ~letters & (wide >= 0.25 * size) & (wide >= 1.2 * high) & (wide <= 2 * size)
    if not flat.any():
        return bands
    known = boxes[letters]
    found = list(bands)
    centres = np.array([(low + high) / 2 for low, high in bands])
    middles = (boxes[flat, 1] + boxes[flat, 3]) / 2
    apart = np.abs(middles[:, None] - centres).min(axis=1) >= LEAST_PITCH * size
    for x0, y0, x1, y1 in boxes[flat][apart].tolist():
        middle = (y0 + y1) / 2
        if any(abs(middle - (low + top) / 2) < LEAST_PITCH * size for low, top in found):
            continue
        # vowels and tone marks have their letter right over or under them
        over = (known[:, 0] < x1 + 0.5 * size) & (known[:, 2] > x0 - 0.5 * size)
        gap = np.maximum(known[:, 1] - y1, y0 - known[:, 3])
        if not (over & (gap < 0.75 * size)).any():
            found.append((middle - size / 2, middle + size / 2))
    return sorted(found)
