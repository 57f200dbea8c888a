"""Dots of a printer's screen, of which pictures and tints on pages of black and white are made."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

# So many pieces in a field of this side are dots: of the smallest print it has six.
FIELD_IN, CROWD = 0.12, 10
# They follow each other at one distance, but for this part of it, and fill their field evenly: the distance
# is this part of a square's side that one dot has for itself. Grains of dirt lie anywhere.
UNEVEN, EVENLY = 0.25, 0.7
# A picture or a tint has so many crowded fields; a dirty corner of a copy has a few.
FEWEST_FIELDS = 16
# So many fields, across and down, have dots where one in their middle is crowded: of others most touch.
AROUND = 5
# Dots are of one height, up to this; where tones are middling two or three touch.
ALIKE, TOUCHING = 1.5, 2.5


def screen_dots(boxes: NDArray[np.int64], dpi: float, *, apart: bool = False) -> NDArray[np.bool_]:
    """Which of a page's pieces are dots of a screen, by their boxes (x0, y0, x1, y1): in a field that is
    crowded or near to one, and no higher than the usual dots; without those that may touch if `apart`."""
    none = np.zeros(len(boxes), bool)
    if len(boxes) < CROWD:
        return none
    middles = (boxes[:, [0, 1]] + boxes[:, [2, 3]]) / 2
    across, down = (middles / (FIELD_IN * dpi)).astype(np.int64).T + 1
    wide = int(across.max()) + 2
    places = down * wide + across
    counts = np.bincount(places, minlength=(int(down.max()) + 2) * wide)
    order = np.argsort(places, kind="stable")
    starts = np.searchsorted(places[order], np.flatnonzero(counts >= CROWD))
    crowded = np.zeros(len(counts), bool)
    for start in starts.tolist():
        place = places[order[start]]
        crowded[place] = _is_regular(middles[order[start : start + counts[place]]], FIELD_IN * dpi)
    if np.count_nonzero(crowded) < FEWEST_FIELDS:
        return none
    own = (boxes[:, 3] - boxes[:, 1])[crowded[places]]
    near = cv2.dilate(crowded.reshape(-1, wide).view(np.uint8), np.ones((AROUND, AROUND), np.uint8)) > 0
    most = (ALIKE if apart else TOUCHING) * float(np.median(own))
    return np.asarray(near.ravel()[places] & (boxes[:, 3] - boxes[:, 1] <= most))


def _is_regular(middles: NDArray[np.float64], side: float) -> bool:
    """Whether each piece of a field has its nearest one at the same distance."""
    off = np.hypot(*(middles[:, None] - middles[None]).transpose(2, 0, 1))
    np.fill_diagonal(off, np.inf)
    nearest = off.min(axis=1)
    usual, room = float(np.mean(nearest)), side / np.sqrt(len(middles))
    return bool(np.std(nearest) <= UNEVEN * usual and usual >= EVENLY * room)
