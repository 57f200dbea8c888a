"""A worn `1` that has lost its flag and foot is a bare bar, and the networks are trained to pass over bars.

What is left of a cell's rule beside a number looks the same. A bar as tall as the digits beside it is told.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.engines.base import Image
from extract.model import Alternative, Reading
from extract.scan.rules import runs_of

INK = 140
# Parts of the height of the digits: how thin a bar is, how near they stand, how alike their ends are.
THIN, NEAR, ALIKE = 0.3, 0.7, 0.2
AS_LIKELY = 0.5
"""Neither the number with a 1 before it nor the one without is certain then."""


def with_unread_bar(reading: Reading, line: Image) -> Reading:
    """The reading, doubtful where its line begins with a bar and its number not with 1.

    The number with a 1 before it is the runner-up.
    """
    if not reading.text or reading.text[0] not in "023456789" or not begins_with_bar(line):
        return reading
    confidence = min(reading.confidence, AS_LIKELY)
    longer = Alternative("1" + reading.text, round(min(confidence, 1 - confidence), 4))
    first, rest = reading.char_confidences[:1], reading.char_confidences[1:]
    chars = (*(min(value, AS_LIKELY) for value in first), *rest)
    runners = (longer, *reading.alternatives)[:5]
    return replace(reading, confidence=confidence, char_confidences=chars, alternatives=runners)


def begins_with_bar(line: Image) -> bool:
    """Whether the first ink of a line (grey, 0 = ink) is an upright bar between the heads and feet of what
    follows it closely; a rule's leftover reaches beyond them, or stands apart."""
    ink = line < INK
    runs = runs_of(np.any(ink, axis=0))
    if len(runs) < 3:
        return False
    boxes = []
    for left, right in runs[:4]:
        rows = np.flatnonzero(ink[:, left:right].any(axis=1))
        boxes.append((left, int(rows[0]), right, int(rows[-1]) + 1))
    (left, top, right, bottom), *others = boxes
    high = max(y1 - y0 for _, y0, _, y1 in others)
    digits = [box for box in others if box[3] - box[1] >= 0.75 * high]
    head = float(np.median([box[1] for box in digits]))
    size = float(np.median([box[3] for box in digits])) - head
    if size < 8 or right - left > THIN * size or others[0][0] - right > NEAR * size:
        return False
    filled = ink[top:bottom, left:right].mean()
    ends = max(abs(top - head), abs(bottom - head - size))
    return bool(filled >= 0.7 and ends <= ALIKE * size and right - left < 0.4 * (bottom - top))
