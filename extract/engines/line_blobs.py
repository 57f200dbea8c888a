"""The connected pieces of ink of a line image: which are foreign to the text, and the box of the rest.

Foreign are rules, remnants of them, and parts of the neighbouring lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Box = tuple[int, int, int, int]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

SHORTEST = 1.5
"""Heights of a line that its width has at least, for its letters' band to be told."""
LOWEST_BAND = 4
"""Height in px of a band of letters at least."""


@dataclass(frozen=True, slots=True)
class Blobs:
    """Connected pieces of ink: left, top, width, height, area, right and lower edges (exclusive) of each in
    px, in an image of that size. `table` has the same as rows, the edges of the boxes first."""

    table: Ints
    x: Ints
    y: Ints
    right: Ints
    foot: Ints
    w: Ints
    h: Ints
    area: Ints
    height: int
    width: int

    @classmethod
    def of(cls, table: Ints, height: int, width: int) -> Blobs:
        """The blobs of a table."""
        x, y, right, foot, w, h, area = table
        return cls(table, x, y, right, foot, w, h, area, height, width)

    def __len__(self) -> int:
        return len(self.x)

    def among(self, chosen: Flags) -> Blobs:
        """Some of the blobs."""
        if chosen.all():
            return self
        return Blobs.of(self.table.compress(chosen, axis=1), self.height, self.width)


def find_blobs(mask: NDArray[np.uint8]) -> tuple[Blobs, NDArray[np.integer[Any]]]:
    """The blobs of a mask, and the image of their labels: blob i has label i + 1."""
    # OpenCV is three times as fast with short labels; a blob takes at least one of 2 x 2 px
    few = ((mask.shape[0] + 1) // 2) * ((mask.shape[1] + 1) // 2) < 2**16
    kind = cv2.CV_16U if few else cv2.CV_32S
    labels: NDArray[np.integer[Any]] = np.zeros(mask.shape, np.uint16 if few else np.int32)
    x, y, width, height = cv2.boundingRect(mask)
    if not width:
        return Blobs.of(np.empty((7, 0), np.int64), *mask.shape), labels
    # paper around the ink would take its time; blobs are counted in blocks of 2 x 2 px, which stay the same
    left, top = x // 2 * 2, y // 2 * 2
    inner = slice(top, y + height), slice(left, x + width)
    _, _, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(
        mask[inner], 8, kind, cv2.CCL_DEFAULT, labels[inner]
    )
    table = np.empty((7, len(stats) - 1), np.int64)
    table[[0, 1, 4, 5, 6]] = stats[1:].T
    table[:2] += [[left], [top]]
    np.add(table[:2], table[4:6], out=table[2:4])
    return Blobs.of(table, *mask.shape), labels


def foreign(blobs: Blobs) -> Flags:
    """Blobs that are rules, remnants of them, or parts of the neighbouring lines."""
    if _is_clear(blobs):
        return np.zeros(len(blobs), bool)
    across = _horizontal_rules(blobs)
    thin = _thin(blobs)
    rules = _vertical_rules(blobs, thin, blobs.among(~thin & ~across)) | across | _hollow(blobs)
    rest = ~rules
    inner = rest & (blobs.y > 0) & (blobs.foot < blobs.height) & (blobs.area > 6)
    if not inner.any():
        inner = rest
    if not inner.any():
        return rules
    main = int(blobs.h[inner].max())
    rows = inner & (blobs.h >= 0.6 * main)
    body = int(blobs.y[rows].min()), int(blobs.foot[rows].max())
    return np.asarray(rules | (rest & (blobs.h < 0.6 * main) & _neighbours(blobs, body)))


def _is_clear(blobs: Blobs) -> bool:
    """True where no blob comes near the image's edges or is as large as the image: none can be foreign."""
    height, width = blobs.height, blobs.width
    return not len(blobs) or (
        min(blobs.y.tolist()) > 1
        and max(blobs.foot.tolist()) < height - 1
        and min(blobs.x.tolist()) > 2
        and max(blobs.right.tolist()) < width - 2
        and max(blobs.h.tolist()) < 0.92 * height
        and max(blobs.w.tolist()) < 0.9 * width
    )


def _thin(blobs: Blobs) -> Flags:
    """Upright bars, perhaps of vertical rules; brackets are not filled."""
    narrow = (blobs.w <= max(3, 0.16 * blobs.height)) & (blobs.h > 2.5 * blobs.w)
    return np.asarray(narrow & (blobs.area >= 0.7 * blobs.w * blobs.h))


def _vertical_rules(blobs: Blobs, thin: Flags, others: Blobs) -> Flags:
    """A cell's side rules, beside the other ink. A tightly cut `1` must not count."""
    height, width = blobs.height, blobs.width
    if not thin.any():
        return thin
    tallest = int(others.h.max(initial=0))
    whole = blobs.h >= 0.92 * height
    if tallest == 0:
        near_side = (blobs.x <= 2) | (blobs.right >= width - 2)
        return np.asarray(thin & whole & near_side & (width > 4 * blobs.w))
    if tallest >= 0.8 * height:
        return np.zeros(len(blobs), bool)
    # where the letters reach the same edge, the crop is tight and the bar is a letter too
    letters = others.among(others.h >= 0.5 * tallest)
    at_top, at_bottom = blobs.y <= 0, blobs.foot >= height
    tight = at_top & bool((letters.y <= 1).any()) | at_bottom & bool((letters.foot >= height - 1).any())
    at_side = (blobs.x <= 0) | (blobs.right >= width)
    return np.asarray(thin & ~tight & (whole | (at_side & (at_top != at_bottom) & (blobs.h >= 0.3 * height))))


def _horizontal_rules(blobs: Blobs) -> Flags:
    height, width = blobs.height, blobs.width
    thin = (blobs.h <= max(3, 0.16 * height)) & (blobs.w > 2.5 * blobs.h)
    thin &= height > 2 * blobs.h + 4  # no tightly cut dash
    at_edge = (blobs.y <= 1) | (blobs.foot >= height - 1)
    at_side = (blobs.x <= 0) | (blobs.right >= width)
    whole = (blobs.w >= 0.9 * width) & (width > 2 * height)
    return np.asarray(
        thin & (whole | (at_edge & (blobs.w >= 0.7 * height)) | (at_side & (blobs.w > 12 * blobs.h)))
    )


def _hollow(blobs: Blobs) -> Flags:
    """Corners or loops of a frame: as large as the crop, nearly empty inside, and cut by its edge."""
    height, width = blobs.height, blobs.width
    large = (blobs.h > 0.7 * height) | (blobs.w > 0.7 * width)
    at_edge = (blobs.x <= 0) | (blobs.y <= 0) | (blobs.right >= width) | (blobs.foot >= height)
    return np.asarray(large & at_edge & (blobs.area < 0.12 * blobs.w * blobs.h))


def _neighbours(blobs: Blobs, body: tuple[int, int]) -> Flags:
    """Ink cut by the upper or lower edge and clear of the text's own rows: a neighbouring line's marks.

    Tone marks of a tightly cut line touch the edge too, but lie close above their consonants.
    """
    gap = max(2.0, 0.22 * (body[1] - body[0]))
    above = (blobs.y <= 0) & (blobs.foot + gap < body[0])
    return np.asarray(above | ((blobs.foot >= blobs.height) & (blobs.y - gap > body[1])))


def text_box(blobs: Blobs) -> Box | None:
    """The box of the text: its bigger parts, and the marks and dots that lie near them."""
    if not len(blobs):
        return None
    # the usual height of a part, by width: neither specks nor one tall stroke or thick tick decide
    body = _middle(blobs.h, blobs.w)
    speck = max(2.0, 0.012 * body * body)
    main = (blobs.h >= 0.6 * body) & (blobs.area >= speck)
    if not main.any():
        main[:] = True
    x0, y0, x1, y1 = _around(blobs, main)
    beside = _beside(blobs, main, (y0, y1), body, speck)
    # along the line the text grows from its biggest parts: the dot or dash that ends a number is small, but
    # stands close; a large part may stand off
    gaps = np.maximum(x0 - blobs.right[beside], blobs.x[beside] - x1)
    off = gaps > 0
    if not off.all():
        left, top, right, foot = _around(blobs, beside[~off])
        x0, y0, x1, y1 = min(x0, left), min(y0, top), max(x1, right), max(y1, foot)
    if off.any():
        beside, gaps = beside[off], gaps[off]
        order = beside[np.argsort(gaps, kind="stable")]
        parts = (part[order].tolist() for part in (blobs.x, blobs.y, blobs.right, blobs.foot, blobs.area))
        for left, top, right, foot, area in zip(*parts, strict=True):
            if max(x0 - right, left - x1) < (3.0 if area >= 2 * speck else 0.9) * body:
                x0, y0, x1, y1 = min(x0, left), min(y0, top), max(x1, right), max(y1, foot)
    return x0, y0, x1, y1


def _around(blobs: Blobs, chosen: Flags | Ints) -> Box:
    """The box of some of the blobs."""
    # of some dozens of numbers Python's own functions tell the least sooner
    x, y, right, foot = blobs.table[:4, chosen].tolist()
    return min(x), min(y), max(right), max(foot)


def _beside(blobs: Blobs, main: Flags, rows: tuple[int, int], body: int, speck: float) -> Ints:
    """Blobs that may belong to the text, those on its own rows first.

    Left out are those that float over or under all letters with none of them near: specks of dirt. Marks
    stand on a letter or on another mark. A speck must not decide the size of the line.
    """
    y0, y1 = rows
    dot = (blobs.area >= 2) & (blobs.y >= y0) & (blobs.foot <= y1 + 0.3 * body)
    fits = (blobs.area >= speck) | dot
    if min(blobs.foot.tolist()) > y0 and max(blobs.y.tolist()) < y1:
        return fits.nonzero()[0]
    fits &= (blobs.foot > y0 - 0.75 * body) & (blobs.y < y1 + 0.75 * body)
    level = fits & (blobs.foot > y0) & (blobs.y < y1)
    (own,) = level.nonzero()
    if len(own) == np.count_nonzero(fits):
        return own
    kept = own.tolist()
    held = main | level
    (over,), (under,) = (fits & (blobs.foot <= y0)).nonzero(), (fits & (blobs.y >= y1)).nonzero()
    for outside, up in (
        (over[np.argsort(-blobs.foot[over], kind="stable")], True),
        (under[np.argsort(blobs.y[under], kind="stable")], False),
    ):
        if not len(outside):
            continue
        x, right, y, foot = (part[outside, None] for part in (blobs.x, blobs.right, blobs.y, blobs.foot))
        gap = blobs.y - foot if up else y - blobs.foot
        aside = np.maximum(blobs.x - right, x - blobs.right)
        carries = (gap <= 0.4 * body) & (gap > -body) & (aside <= 0.25 * body)
        for k, holders in zip(outside.tolist(), carries, strict=True):
            if (held & holders).any():
                held[k] = True
                kept.append(k)
    return np.array(kept, dtype=np.int64)


MARKS_ABOVE, MARKS_BELOW = 1.2, 0.75
"""How far marks, tall letters and descenders may reach beyond the letters' band, in heights of the band: few
lines have more (99th percentiles of 1,133 of typical scans: 1.33, 0.78), read better a little cut."""
USUAL_ABOVE, USUAL_BELOW = 0.9, 0.5
"""How far they reach in most lines: where few blobs reach further, these do not decide the line's size."""
FEW = 0.08
"""Share of a line's blobs, at least one, that are few."""


def sized_box(blobs: Blobs, mask: NDArray[np.uint8], box: Box) -> Box:
    """The box that a text is scaled by: its rows no further from its letters than most marks are.

    Letters scaled too small are not read: specks that hang on marks, and one mark higher than all the others,
    must not size a line. The letters' band are the rows with at least half as much ink as the fullest one,
    and those down to the feet of most letters.
    """
    x0, y0, x1, y1 = box
    if x1 - x0 < SHORTEST * (y1 - y0):
        return box
    ink = cv2.reduce(mask[y0:y1, x0:x1], 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F).ravel()
    around = 0.5 * ink  # with the rows beside it
    around[1:] += 0.25 * ink[:-1]
    around[:-1] += 0.25 * ink[1:]
    (full,) = (around >= 0.5 * around.max()).nonzero()
    top, foot = y0 + int(full[0]), y0 + int(full[-1]) + 1
    within = blobs.among((blobs.x >= x0) & (blobs.right <= x1) & (blobs.area >= 2))
    letters = within.h >= 0.5 * (foot - top)
    if letters.any():
        foot = max(foot, min(y1, _middle(within.foot[letters], within.w[letters])))
    band = foot - top
    if band < LOWEST_BAND:
        return box
    above = _reach(top - within.y, USUAL_ABOVE * band, MARKS_ABOVE * band)
    below = _reach(within.foot - foot, USUAL_BELOW * band, MARKS_BELOW * band)
    return x0, max(y0, round(top - above)), x1, min(y1, round(foot + below))


def _middle(values: Ints, weights: Ints) -> int:
    """The weighted median."""
    order = values.argsort(kind="stable")
    sums = weights[order].cumsum()
    return int(values[order[sums.searchsorted(0.5 * int(sums[-1]))]])


def _reach(reaches: Ints, usual: float, most: float) -> float:
    """How far the line's ink reaches beyond its band, without the few blobs that reach further than usual."""
    within = reaches[reaches <= usual].tolist()
    if len(reaches) - len(within) > max(1, FEW * len(reaches)):
        return most
    return min(most, max(usual, float(max(within, default=0))))


def far(blobs: Blobs, box: Box) -> Flags:
    """Blobs clear of the text's box: specks of dirt, no parts of letters."""
    reach = 2
    return np.asarray(
        (blobs.right < box[0] - reach)
        | (blobs.x > box[2] + reach)
        | (blobs.foot < box[1] - reach)
        | (blobs.y > box[3] + reach)
    )
