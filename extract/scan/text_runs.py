"""Words that follow each other on a line, and bands: lines of text alone from a table's left edge on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extract.scan.words import ZEROS, Words

# A number may stand this many letters' heights above or below the foot of the text that it belongs to.
CENTRED = 1.25
# Words of a sentence stand closer than this many letters' heights.
BLANK = 1.5
# Words over a corridor by less than this many letters' heights only touch it.
TOUCH = 0.2
# Words of a line have their feet this near to each other, in letters' heights.
ONE_LINE = 0.5
# So many words look for their neighbours at once.
AT_ONCE = 256


def neighbours(words: Words) -> NDArray[np.int64]:
    """For each word the next one to its right on its line, -1 for the last of a line."""
    height, found = words.height, np.full(len(words), -1)
    # a number centred beside text of two lines stands half a line off both
    off = np.where(words.number, CENTRED, 0.5) * words.body
    for start in range(0, len(words), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        beside = np.abs(height - height[part, None]) < off
        beside &= words.left > words.right[part, None]
        nearest = np.argmin(np.where(beside, words.left, np.inf), axis=1)
        found[part] = np.where(beside.any(axis=1), nearest, -1)
    return found


def bands_over(body: Words, xs: Sequence[float]) -> NDArray[np.bool_]:
    """Bands that run over the end of the first column."""
    return np.asarray(bands(body, xs[0]) & (body.right > xs[1] + TOUCH * body.body))


def bands_past(body: Words, left: float, place: float) -> NDArray[np.bool_]:
    """The words of bands that run past a place."""
    band = bands(body, left)
    feet = body.foot[band & (body.right > place)]
    level = np.abs(body.foot[:, None] - feet[None, :]) <= ONE_LINE * body.body
    return np.asarray(band & level.any(axis=1))


def at_edge(words: Words, left: float) -> NDArray[np.bool_]:
    """Words that begin at the table's left edge, or follow such a word with no more than a blank between."""
    return np.asarray(words.left[_run_starts(words)] < left + 2.5 * words.body)


def bands(words: Words, left: float) -> NDArray[np.bool_]:
    """Words of text that stands alone on its line and begins at the table's left edge.

    Its first word may look like an amount, as one whose marks the scan lost, but not like an item's number.
    """
    start, after = _run_starts(words), neighbours(words)
    text = np.zeros(len(words), bool)
    np.logical_or.at(text, start, ~words.number)
    label = ~words.number | (text & (words.letters >= ZEROS))
    followed = np.zeros(len(words), bool)
    before = np.zeros(len(words), bool)
    before[after[after >= 0]] = True
    np.logical_or.at(followed, start, (after >= 0) & (start[after] != start))
    return np.asarray(at_edge(words, left) & ~followed[start] & ~before[start] & label[start])


def _run_starts(words: Words, gap: float = BLANK) -> NDArray[np.int64]:
    """For each word the first one of those that stand before it less than `gap` letters' heights apart."""
    after = neighbours(words)
    start = np.arange(len(words))
    for k in np.argsort(words.left, kind="stable").tolist():
        follower = int(after[k])
        if follower >= 0 and words.left[follower] - words.right[k] < gap * words.body:
            start[follower] = start[k]
    return start


def joined_runs(words: Words, gap: float) -> list[tuple[float, float]]:
    """The stretches of words that follow each other on a line, less than `gap` letters' heights apart."""
    start = _run_starts(words, gap)
    return [
        (float(words.left[k]), float(words.right[start == k].max()))
        for k in np.flatnonzero(start == np.arange(len(words)))
    ]
