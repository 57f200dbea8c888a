"""Which way up a page is, told from its ink alone.

Lines of text make the row sums of an upright page rise and fall sharply, the column sums of a page that lies
on its side. Thai carries many more marks above its letters (vowels and tones) than below (two vowels), so
the marks tell a page that stands on its head; where there are too few of them the engine decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

import cv2
import numpy as np

from extract.engines.base import Engine, Image
from extract.model import Reading
from extract.scan.bits import packed
from extract.scan.clean import Mask
from extract.scan.components import find_components
from extract.scan.layout import LineLayout
from extract.scan.lines import find_pieces
from extract.scan.medians import medians
from extract.scan.skew import estimate_skew, profile_step
from extract.scan.words import find_words

# Marks of at least so many letters' heights must differ so much before ink alone decides.
SURE_MARKS = 12
SURE_RATIO = 1.6
# What decides before the page is taken apart: more of them, more clearly.
EARLY_MARKS = 60
EARLY_RATIO = 2.5
OFF = 0.05
"""A mark keeps off the band of the letters but for so much of a letter's height; a comma reaches into it."""
AT_ONCE = 4000
"""Lines are looked at together that are so many px wide."""
_TRIED = 5
"""So many lines are read both ways up."""
SURER = 0.1
"""Of print the right way up the mean confidence of a character is higher by this: as a rule 0.98 instead
of 0.45, 0.5 instead of 0.3 where it can hardly be read."""


def without_long_strokes(ink: Mask, dpi: float) -> Mask:
    """The ink without rules, which say nothing about the direction of the text."""
    length = max(9, round(0.25 * dpi))
    bits = packed(ink)
    return (bits - (bits.opened(1, length) | bits.opened(length, 1)).dilated(5, 5)).mask()


def lies_on_side(small: Mask, dpi: float) -> bool:
    """True when the lines of text run from top to bottom of the shown page.

    `small` is the page's ink as `extract.scan.skew.shrink` gives it, `dpi` the page's resolution.
    """
    inked = (small > 0).view(np.uint8)
    text = small * without_long_strokes(inked, dpi / profile_step(dpi))
    _, across = estimate_skew(text, rounds=2)
    turned = np.asarray(cv2.rotate(text, cv2.ROTATE_90_COUNTERCLOCKWISE), dtype=np.uint8)
    _, along = estimate_skew(turned, rounds=2)
    height, width = small.shape
    # the same text spread over fewer, longer rows gives higher sums: compare at equal length of the rows
    return bool(along / height > 1.15 * across / width)


def marks_over_and_under(lines: Sequence[LineLayout]) -> tuple[int, int]:
    """How many small pieces of ink stand in the top and in the bottom third of the lines.

    Lines are looked at until they say it clearly.
    """
    over = under = 0
    for images in _batches([line.image for line in lines]):
        for more_over, more_under in _marks_of(images):
            if over + under >= EARLY_MARKS and max(over, under) >= EARLY_RATIO * min(over, under):
                return over, under
            over, under = over + more_over, under + more_under
    return over, under


def _batches(images: Sequence[Image]) -> Iterator[list[Image]]:
    """The images in their order, some together that are AT_ONCE px wide or wider."""
    batch: list[Image] = []
    for image in images:
        batch.append(image)
        if sum(image.shape[1] for image in batch) >= AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _marks_of(images: Sequence[Image]) -> list[tuple[int, int]]:
    """How many small pieces stand over and under the letters of each of some lines; commas do neither.

    Their ink is looked at in one picture, side by side with paper between: most are small.
    """
    ends = list(accumulate(image.shape[1] + 1 for image in images))
    ink = np.zeros((max(len(image) for image in images), ends[-1]), np.uint8)
    for image, end in zip(images, ends, strict=True):
        ink[: len(image), end - 1 - image.shape[1] : end - 1] = image < 128
    found = find_components(ink)
    owner = np.searchsorted(ends, found.boxes[:, 0], side="right")
    top, foot = found.boxes[:, 1], found.boxes[:, 3]
    high = foot - top
    body = medians(high, owner, len(images))[owner]
    letter = high > 0.7 * body
    head, feet = (medians(side[letter], owner[letter], len(images))[owner] for side in (top, foot))
    enough = np.bincount(owner, minlength=len(images))[owner] >= 3
    small = (high < 0.6 * body) & (found.areas > 4) & enough
    over, under = (
        np.bincount(owner[small & beyond], minlength=len(images)).tolist()
        for beyond in (foot <= head + OFF * body, top >= feet - OFF * body)
    )
    return list(zip(over, under, strict=True))


def on_head_when_turned(ink: Mask, dpi: float) -> bool:
    """True when a page of this ink that lies on its side clearly stands on its head once turned clockwise.

    The lines in the middle of the page are asked first: as a rule their marks are enough.
    """
    third = ink.shape[1] // 3
    for part in (ink[:, third : 2 * third], ink):
        straight = np.asarray(cv2.rotate(part, cv2.ROTATE_90_CLOCKWISE), np.uint8)
        told = early_turn(without_long_strokes(straight, dpi), dpi)
        if told is not None:
            return told
    return False


def early_turn(text: Mask, dpi: float) -> bool | None:
    """True when a page stands on its head, told by marks that stand clear over or under words.

    `text` is the ink without rules of the page turned so that its lines run across; None where too few marks
    speak, or not clearly enough.
    """
    pieces = find_pieces(text, dpi)
    words = find_words(pieces, np.ones(len(pieces.boxes), bool))
    boxes = pieces.boxes[(pieces.heights < 0.6 * pieces.body) & (pieces.areas > 4)]
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    first, after = np.searchsorted(x, words.left), np.searchsorted(x, words.right)
    over = under = 0
    for k in np.flatnonzero(words.letters >= 3).tolist():
        off = (y[first[k] : after[k]] - words.foot[k]) / words.body
        over += int(((off > -1.4) & (off < -1.05)).sum())
        under += int(((off > 0.05) & (off < 0.4)).sum())
    if over + under < EARLY_MARKS or max(over, under) < EARLY_RATIO * min(over, under):
        return None
    return under > over


def stands_on_head(lines: Sequence[LineLayout], engine: Engine | None) -> bool:
    """True when the lines are upside down.

    Faces with low marks of their own, as typewriters have, look upside down: the engine may know better.
    """
    over, under = marks_over_and_under(lines)
    sure = over + under >= SURE_MARKS and max(over, under) >= SURE_RATIO * min(over, under)
    if engine is None or (sure and over > under):
        return sure and under > over
    return gain_of_turning(lines, engine) > (-SURER if sure else SURER)


def reads_better_turned(lines: Sequence[LineLayout], engine: Engine) -> bool:
    """True when the engine is surer of the longest lines upside down than as they stand."""
    return gain_of_turning(lines, engine) > SURER


def gain_of_turning(lines: Sequence[LineLayout], engine: Engine) -> float:
    """By how much the engine is surer of the characters of the longest lines upside down."""
    longest = sorted(lines, key=lambda line: -line.image.shape[1])[:_TRIED]
    upright = engine.read([line.image for line in longest])
    turned = engine.read([np.ascontiguousarray(line.image[::-1, ::-1]) for line in longest])
    return _certainty(turned) - _certainty(upright)


def _certainty(readings: Sequence[Reading]) -> float:
    """The mean confidence of the characters that were read; long lines are seldom right as a whole."""
    sure = [c for reading in readings for c in reading.char_confidences or (reading.confidence,)]
    return sum(sure) / len(sure) if sure else 0.0
