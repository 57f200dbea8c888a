"""Numbers that are not all of a number, or more than one, as their lines or their texts show.

A wide blank parts the print of two cells whose rule was not found, and the networks may read their digits as
one number. What begins with a comma or a stop is the rest of a number whose first digits stand elsewhere.
A stop that a scan has lost, or run together with the digit before it, leaves room before the last two digits.
A stop or a dash before a number's first digit, or behind its last, that the networks passed over makes
another number of it, and so does a stop among its digits: of 6,224 numbers of digits alone on held-out pages
eight seem to have one, and of 2,384 with a stop 1,866 if it were lost.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.engines.base import Image
from extract.engines.clear_page import NUMBER_LIKE
from extract.engines.line_blobs import Blobs, Ints, find_blobs
from extract.engines.line_image import DASH, DASH_BAND, FAR, LineInk
from extract.engines.number_form import UNPARTED
from extract.model import Reading
from extract.scan.rules import runs_of

FAINT = 76
"""Strength (of 255) above which a pixel is a part of a thin stroke."""
WIDEST = 1.5
"""The widest blank between the characters of one number, in heights of its ink."""
SPECK = 0.2
"""Ink lower and narrower than this is dirt, in the same measure."""
DIGIT = 0.5
"""Digits are higher than this, in heights of the highest ink."""
STOP_ROOM, OTHER_ROOM = 0.22, 2.0
"""The blank that a lost stop leaves, in heights of digits, and in widths of the widest blank elsewhere. Of
1,419 certain numbers of held-out pages without a separator eight have such a blank before their last two
digits, and the three whose stop was lost."""
DECIMALS = 1.5, 2.5
"""Between these lies the number of digits behind a stop, as far as widths tell it."""
STOP, STOP_SIDES, STOP_FOOT = (0.08, 0.4), 2.0, 0.75
"""How wide and high a stop is, from and to, in heights of digits, how many times as long one way as the other
at most, and how low its middle stands, from their heads down."""
NEAR = 0.08, 0.6
"""How far beside its first or last digit a stop of a number stands, in the same measure; nearer is a piece of
a worn digit. Dashes stand as far off as FAR."""
SIGN_OFF = 0.0
"""A dash or a bracket this far beside a number that does not begin or end with a sign, in heights of its ink,
was taken for dirt or a rule: `- 16 -`, `-5.00`, `(1,200)`. Of 5,697 numbers without a sign on held-out pages
one is doubted for it."""
FEW, ASIDE = 2, 2.5
"""A line of a digit or two whose other ink was left out as dirt, over a width of so many heights, may be
all dirt: none of 1,747 single digits of held-out pages."""
ITEM = re.compile(r"[0-9๐-๙]{2}(?= [^0-9๐-๙])")
"""The number before an item's text, of which a stop may be lost (`๒๕ โครงการ` for `๒.๕`)."""
ITEM_ROOM = 0.4
"""The blank that it leaves, in heights of its digits: on ten kinds of scans three lost ones left 0.43 and
more, and 38 of two digits 0.14 at most."""
DOUBTED = 0.9
"""No such reading is more certain than this."""


def with_gaps(reading: Reading, line: LineInk) -> Reading:
    """The reading, doubtful where it is a number that begins or ends within one, or is of parts far apart."""
    text = reading.text
    if not NUMBER_LIKE.issuperset(text):
        return _with_item(reading, line)
    if reading.confidence <= DOUBTED or not any(map(str.isdigit, text)):
        return reading
    in_part = text[0] in ",." or text[-1] == ","
    before, behind = (SIGN_OFF if end.isdigit() else FAR for end in (text[0], text[-1]))
    if in_part or line.sign_apart((before, behind)):
        return replace(reading, confidence=DOUBTED)
    ink = line.text_ink()
    if (
        is_mostly_dirt(text, line.image, ink)
        or has_wide_gap(ink)
        or may_lack_stop(text, ink)
        or has_unread_sign(text, ink)
    ):
        return replace(reading, confidence=DOUBTED)
    return reading


def _is_parted(strength: Image) -> bool:
    """Whether the first two characters of a line's ink (0-255) stand as far apart as about a stop."""
    ink = strength > FAINT
    first = [(left, right, _extent(ink[:, left:right])) for left, right in runs_of(np.any(ink, axis=0))[:2]]
    if len(first) < 2:
        return False
    (_, end, high), (begin, _, other) = first
    size = max(high, other)
    return min(high, other) >= DIGIT * size and begin - end >= ITEM_ROOM * size


def _with_item(reading: Reading, line: LineInk) -> Reading:
    """The reading of a text, the digits of its item's number doubtful where a stop may be lost."""
    item, chars = ITEM.match(reading.text), reading.char_confidences
    if item is None or len(chars) != len(reading.text) or not _is_parted(line.text_ink()):
        return reading
    doubted = (min(p, DOUBTED) for p in chars[: item.end()])
    return replace(reading, char_confidences=(*doubted, *chars[item.end() :]))


def is_mostly_dirt(text: str, line: Image, strength: Image) -> bool:
    """Whether all that was read of a wide line is a digit or two, in the ink (0-255) that is left of it."""
    height, width = line.shape[:2]
    return sum(map(str.isdigit, text)) <= FEW and width - strength.shape[1] > ASIDE * height


def has_unread_sign(text: str, strength: Image) -> bool:
    """Whether a stop or a dash stands right before the first digit of a number's ink (0-255), or right behind
    the last one, where its text begins, or ends, with a digit; or a stop among its digits, if its text is
    nothing else."""
    if not strength.size:
        return False
    blobs, _ = find_blobs((strength > FAINT).view(np.uint8))
    tall = blobs.h >= DIGIT * blobs.h.max(initial=0)
    if not tall.any():
        return False
    first = int(np.argmin(np.where(tall, blobs.x, strength.shape[1])))
    last = int(np.argmax(np.where(tall, blobs.right, 0)))
    before, behind = blobs.x[first] - blobs.right, blobs.x - blobs.right[last]
    signs = ((text[0], first, before), (text[-1], last, behind))
    if any(end.isdigit() and _has_sign(blobs, digit, gap) for end, digit, gap in signs):
        return True
    return text.isdigit() and _has_inner_stop(blobs, tall, (int(blobs.right[first]), int(blobs.x[last])))


def _has_inner_stop(blobs: Blobs, tall: NDArray[np.bool_], within: tuple[int, int]) -> bool:
    """Whether a stop stands between the digits of a number, within two places (px): not below nor above one
    of its `tall` blobs, of which a worn scan may leave such a piece."""
    stops = (blobs.x >= within[0]) & (blobs.right <= within[1]) & ~tall
    if not stops.any():
        return False
    size = float(np.median(blobs.h[tall]))
    stops &= _are_stops(blobs, float(np.median(blobs.foot[tall])) - size, size)
    digits = np.flatnonzero(tall)
    return any(
        bool(np.all((blobs.right[digits] <= blobs.x[stop]) | (blobs.x[digits] >= blobs.right[stop])))
        for stop in np.flatnonzero(stops)
    )


def _are_stops(blobs: Blobs, top: float, size: float) -> NDArray[np.bool_]:
    """Which blobs have the form and the height of a stop beside digits with their top there and so high."""
    small, large = np.minimum(blobs.w, blobs.h), np.maximum(blobs.w, blobs.h)
    stops = (small >= STOP[0] * size) & (large <= STOP[1] * size) & (large <= STOP_SIDES * small)
    stops &= (blobs.y + blobs.foot) / 2 - top >= STOP_FOOT * size
    return stops & (blobs.foot <= top + (1 + STOP[1]) * size)


def _has_sign(blobs: Blobs, digit: int, gap: Ints) -> bool:
    """Whether one of the blobs is a stop or a dash beside a digit, from which they are so far (px)."""
    top, size = int(blobs.y[digit]), int(blobs.h[digit])
    near = (gap >= NEAR[0] * size) & (gap <= FAR * size)
    if not near.any():
        return False
    middle = (blobs.y + blobs.foot) / 2 - top
    stop = _are_stops(blobs, top, size) & (gap <= NEAR[1] * size)
    dash = (blobs.w >= DASH[0] * size) & (blobs.w <= DASH[1] * size) & (blobs.w >= DASH[2] * blobs.h)
    dash &= (middle > DASH_BAND[0] * size) & (middle < DASH_BAND[1] * size)
    return bool((near & (stop | dash)).any())


def may_lack_stop(text: str, strength: Image) -> bool:
    """Whether a number without separators has the room of a stop before its last two digits.

    `strength` is its line's ink (0-255). Where all digits are zeros a stop changes no value.
    """
    number = UNPARTED.fullmatch(text)
    if number is None or not any(map(int, number[1])):
        return False
    ink = strength > FAINT
    pieces = [(left, right, _extent(ink[:, left:right])) for left, right in runs_of(np.any(ink, axis=0))]
    least = DIGIT * max((high for _, _, high in pieces), default=0)
    digits = [piece for piece in pieces if piece[2] >= least]
    if len(digits) < 2:
        return False
    blanks = [after[0] - before[1] for before, after in pairwise(digits)]
    widest = int(np.argmax(blanks))
    size = float(np.median([high for _, _, high in digits]))
    others = max(blanks[:widest] + blanks[widest + 1 :], default=0)
    if blanks[widest] < max(STOP_ROOM * size, OTHER_ROOM * others):
        return False
    before, after = digits[widest][1] - digits[0][0], digits[-1][1] - digits[widest + 1][0]
    return DECIMALS[0] <= len(number[1]) * after / (before + after) < DECIMALS[1]


def has_wide_gap(strength: Image) -> bool:
    """Whether a line's ink (0-255) stands in parts further apart than the characters of one number."""
    ink = strength > FAINT
    high = _extent(ink)
    least = SPECK * high
    last: int | None = None
    for left, right in runs_of(np.any(ink, axis=0)):
        if right - left < least and _extent(ink[:, left:right]) < least:
            continue
        if last is not None and left - last > WIDEST * high:
            return True
        last = right
    return False


def _extent(ink: NDArray[np.bool_]) -> int:
    """How high the ink is, from its first row to its last."""
    rows = np.flatnonzero(ink.any(axis=1))
    return int(rows[-1]) + 1 - int(rows[0]) if rows.size else 0
