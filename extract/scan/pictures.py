"""Photographs on a scanned page, and the desk round a photographed sheet: what is in them is no print.

Paper shows between letters, and between the lines of a fill's print its one shade. In a picture no paper
shows over a large area, and its shades change from place to place, across as well as down: those
of large parts, too, else they are a printer's dots. Small pictures, and those of one shade as a clear sky,
stay: little in them looks like print.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.squares import SQUARE, Squares

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]

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
# Paper round a picture shows along its sides, this far without ink; what joins a picture to print across it
# is thinner than a stroke of a picture.
PAPER_ALONG_IN, STROKE_IN = 0.5, 0.04


class Found(NamedTuple):
    """The fields of a page, `side` squares wide, that are part of pictures, and those of them whose place
    in it is sure: not at a picture's edge, nor between two."""

    fields: Mask
    sure: Mask
    side: int


def find_pictures(small: Squares, dpi: float) -> Found | None:
    """The parts of a page that are pictures; None for a page without any."""
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
    bar = np.ones((BRIGHT + 1, BRIGHT + 1), np.uint8)
    # of an even side, the second has its middle on the other side of the first one's
    cores = cv2.dilate(cv2.erode(joined, bar), bar, anchor=(BRIGHT // 2, BRIGHT // 2))
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
        return Found(found, found, side)
    inner = cv2.erode(found.view(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return Found(found, inner & ~_channels(found, dark > 0, joined > 0), side)


def _channels(found: Mask, dark: Mask, joined: Mask) -> Mask:
    """The bright fields between dark parts that stand apart: paper all the way to the page's."""
    _, labels = cv2.connectedComponents((~dark).view(np.uint8), connectivity=4)
    return joined & ~dark & np.isin(labels, labels[~found & ~dark])


def pictured(found: Found, grey: Grey, darkest_paper: float, dpi: float) -> Mask:
    """The pixels of a page's pictures, out to where paper begins, which is lighter than `darkest_paper`.

    Print close to a picture is none of it: paper between the two shows along the picture's side.
    """
    own = _enlarged(found.sure, found.side, grey.shape)
    if found.sure.all():
        return own
    near = cv2.dilate(found.fields.view(np.uint8), np.ones((3, 3), np.uint8)) > 0
    rim = _enlarged(near, found.side, grey.shape) & ~own
    paper = (grey >= darkest_paper).view(np.uint8)
    along, stroke = (round(least * dpi) | 1 for least in (PAPER_ALONG_IN, STROKE_IN))
    bars = np.ones((1, along), np.uint8), np.ones((along, 1), np.uint8)
    across, down = (cv2.morphologyEx(paper, cv2.MORPH_OPEN, bar) > 0 for bar in bars)
    parts = np.asarray((own | (rim & ~(across | down))).view(np.uint8), np.uint8)
    thick = cv2.morphologyEx(parts, cv2.MORPH_OPEN, np.ones((stroke, stroke), np.uint8))
    _, labels = cv2.connectedComponents(thick, connectivity=4)
    whole = np.isin(labels, np.unique(labels[own & (thick > 0)])) | own
    return cv2.dilate(whole.view(np.uint8), np.ones((3, 3), np.uint8)) > 0


def _enlarged(fields: Mask, side: int, shape: tuple[int, int]) -> Mask:
    """Fields in px; what no whole field covers at the page's foot and right goes with its neighbours."""
    step = side * SQUARE
    own = np.asarray(fields.repeat(step, axis=0).repeat(step, axis=1), bool)
    beyond = max(0, shape[0] - len(own)), max(0, shape[1] - len(own[0]))
    return np.pad(own, ((0, beyond[0]), (0, beyond[1])), mode="edge")


def _changes(lightest: NDArray[np.int16], own: Mask) -> bool:
    """Whether the shades of neighbouring fields differ, across and down, and those of larger blocks."""
    inside = own.astype(np.float32)
    size = BLOCK, BLOCK
    share = np.maximum(cv2.blur(inside, size), 1 / BLOCK**3)  # of a block without any field it stays 0
    shades = lightest.astype(np.float32)
    blocks = np.asarray(cv2.blur(shades * inside, size) / share, np.float32)
    if not all(_bend(*turned) for turned in ((shades, own), (shades.T, own.T))):
        return False
    return _differ(shades, own, 1, CHANGING) and _differ(blocks, own, BLOCK, BLOCKS_CHANGING)


def _differ(shades: NDArray[np.float32], own: Mask, off: int, least: float) -> bool:
    """Whether at least that share of fields differs from the field so far off, across as well as down."""
    for values, mine in ((shades, own), (shades.T, own.T)):
        steps = np.abs(values[off:] - values[:-off])[mine[off:] & mine[:-off]]
        if not steps.size or np.mean(steps > SHADE) < least:
            return False
    return True


def _bend(shades: NDArray[np.float32], own: Mask) -> bool:
    """Whether shades go up and down from field to field, where a shadow's grow or fall steadily."""
    bends = np.abs(np.diff(shades, 2, axis=0))[own[2:] & own[1:-1] & own[:-2]]
    return bool(bends.size and np.mean(bends > SHADE) >= CHANGING)


def _largest(fields: Mask) -> int:
    """How many fields the largest connected part has."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(fields.view(np.uint8), connectivity=4)
    return int(stats[1:count, cv2.CC_STAT_AREA].max(initial=0))
