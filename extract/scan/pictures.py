"""Photographs on a scanned page, and the desk round a photographed sheet: what is in them is no print.

Paper shows between letters, and between the lines of a fill's print its one shade. In a picture no paper
shows over a large area, and its shades change from place to place, across as well as down: those
of large parts, too, else they are a printer's dots. Small pictures, and those of one shade as a clear sky,
stay: little in them looks like print.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.squares import SQUARE, Squares

Mask = NDArray[np.uint8]

# Paper shows in every field of this side where there is print; its lightest square is so bright then.
FIELD_IN, PAPER = 0.12, 0.88
# A picture has so many fields, and so many at its narrowest.
FEWEST_FIELDS, NARROWEST = 36, 5
# Neighbours whose lightest squares differ by more grey levels than this are of two shades; so many are.
SHADE, CHANGING = 4, 0.22
# So are means of so many fields by so many, side by side: a printer's dots, scanned, differ from field to
# field only, round the one shade that they are to show.
BLOCK, BLOCKS_CHANGING = 4, 0.4
# A picture that fills this share of its outline is a rectangle, with the bright parts in it.
RECTANGLE = 0.7
# A page of which more than this is picture, and no one part of SHEET of it is not, is one picture.
WHOLE, SHEET = 0.5, 0.25
# Bright parts between the dark ones of a picture are narrower than this many fields.
BRIGHT = 3


def find_pictures(small: Squares, dpi: float) -> NDArray[np.bool_] | None:
    """The squares of a page that are part of pictures; None for a page without any."""
    side = max(2, round(FIELD_IN * dpi / SQUARE))
    high, wide = small.grey.shape[0] // side, small.grey.shape[1] // side
    if min(high, wide) <= NARROWEST:
        return None
    fields = small.grey[: high * side, : wide * side].reshape(high, side, wide, side)
    lightest = fields.max(axis=(1, 3)).astype(np.int16)
    dark = (lightest < PAPER * small.paper).astype(np.uint8)
    if dark.sum() < FEWEST_FIELDS:
        return None
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((BRIGHT, BRIGHT), np.uint8))
    cores = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((BRIGHT + 1, BRIGHT + 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cores, connectivity=4)
    found = np.zeros((high, wide), bool)
    for k in range(1, count):
        left, top, across, down, area = stats[k].tolist()
        if area < FEWEST_FIELDS or min(across, down) < NARROWEST:
            continue
        place = slice(top, top + down), slice(left, left + across)
        own = labels[place] == k
        if _changes(lightest[place], own & (dark[place] > 0)):
            found[place] |= own if area < RECTANGLE * across * down else True
    if not found.any():
        return None
    for _ in range(BRIGHT):  # the ends that are narrower than what was looked for
        found |= (dark > 0) & (cv2.dilate(found.view(np.uint8), np.ones((3, 3), np.uint8)) > 0)
    if found.mean() > WHOLE and _largest(~found) < SHEET * found.size:
        found[:] = True
    whole = np.zeros(small.grey.shape, bool)
    whole[: high * side, : wide * side] = found.repeat(side, axis=0).repeat(side, axis=1)
    # the strip at the page's foot and right that is no whole field goes with its neighbours
    whole[high * side :] = whole[high * side - 1]
    whole[:, wide * side :] = whole[:, wide * side - 1 : wide * side]
    # fields that a picture's edge runs through show paper
    near = cv2.dilate(whole.view(np.uint8), np.ones((2 * side + 1, 2 * side + 1), np.uint8)) > 0
    whole |= near & (small.grey < PAPER * small.paper)
    return cv2.dilate(whole.view(np.uint8), np.ones((3, 3), np.uint8)) > 0


def _changes(lightest: NDArray[np.int16], own: NDArray[np.bool_]) -> bool:
    """Whether the shades of neighbouring fields differ, across and down, and those of larger blocks."""
    inside = own.astype(np.float32)
    size = BLOCK, BLOCK
    share = np.maximum(cv2.blur(inside, size), 1 / BLOCK**3)  # of a block without any field it stays 0
    shades = lightest.astype(np.float32)
    blocks = np.asarray(cv2.blur(shades * inside, size) / share, np.float32)
    if not all(_bend(*turned) for turned in ((shades, own), (shades.T, own.T))):
        return False
    return _differ(shades, own, 1, CHANGING) and _differ(blocks, own, BLOCK, BLOCKS_CHANGING)


def _differ(shades: NDArray[np.float32], own: NDArray[np.bool_], off: int, least: float) -> bool:
    """Whether at least that share of fields differs from the field so far off, across as well as down."""
    for values, mine in ((shades, own), (shades.T, own.T)):
        steps = np.abs(values[off:] - values[:-off])[mine[off:] & mine[:-off]]
        if not steps.size or np.mean(steps > SHADE) < least:
            return False
    return True


def _bend(shades: NDArray[np.float32], own: NDArray[np.bool_]) -> bool:
    """Whether shades go up and down from field to field, where a shadow's grow or fall steadily."""
    bends = np.abs(np.diff(shades, 2, axis=0))[own[2:] & own[1:-1] & own[:-2]]
    return bool(bends.size and np.mean(bends > SHADE) >= CHANGING)


def _largest(fields: NDArray[np.bool_]) -> int:
    """How many fields the largest connected part has."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(fields.view(np.uint8), connectivity=4)
    return int(stats[1:count, cv2.CC_STAT_AREA].max(initial=0))
