"""How a line stands to the rules beside it and through it, and what that tells about its reading.

Of a digit whose outer stroke lies within a rule the rest is left, which can look like another digit: a 6
without its left side reads as 5, an 8 as 3, a ๗ without its tail as ๓. Which ones do was measured on printed
numbers at rules (`training/README.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from extract.engines.clear_page import NUMBER_LIKE
from extract.scan.lines import InkLine, Pieces
from extract.scan.rules import Segment

LEAVINGS = frozenset("1357)๖"), frozenset("๓๔๙(")
"""What another character may read as without its left side, and without its right one."""
DASHES = frozenset("-–")
LONE = "๖"
"""A `5` without its right side reads as this where no other digit tells the numeral system."""
ALONG, CLOSE_PX = 0.3, 1.5
"""A row rule runs through letters along this share of their line, or so close that no paper parts them."""


NEXT_DIGIT, WIDER, FURTHEST = 0.25, 1.5, 0.6
"""Digits of one number stand no further apart than so far, in letters' heights, or than its widest blank so
many times, and never further than the last."""
ALONE = 0.4
"""The same of a `1`, which leaves more room than others, and of a character that has no other beside it."""


HALF, ROUND = (0.4, 0.15), 0.3
"""The half of a digit is so high and wide at least, and reaches so far over and under the letters' band."""


class Touch(IntEnum):
    """How a line stands to the rule on one side of it."""

    CLEAR = 0
    """The line ends before the rule, as far as can be seen."""
    WHOLE = 1
    """A piece as large as a character touches the rule, and does not go through it."""
    LOW = 2
    """A low piece does: a dash, or what is left of a character."""
    HIDING = 3
    """The rule may hide a stroke or a character of the line."""


Touches = tuple[Touch, Touch]
"""To the rule left of a line, and to the one right of it."""
CLEAR: Touches = (Touch.CLEAR, Touch.CLEAR)


def may_be_cut(text: str, touched: Touches) -> bool:
    """Whether a line that reads as `text` may lack a part at the rule left of it, or right of it.

    Of letters it is not known what the cut ones read as.
    """
    if not any(touched):
        return False
    text = text.strip()
    if not text or not NUMBER_LIKE.issuperset(text):
        return True
    if text == LONE and touched[1]:
        return True
    ends = zip((text[0], text[-1]), touched, LEAVINGS, strict=True)
    return any(_is_left_over(end, touch, leavings) for end, touch, leavings in ends)


def next_digit(pieces: Pieces, line: InkLine, least: float = NEXT_DIGIT) -> float:
    """How far from a line's end the next character of its number may stand, in px; `least` in letters'
    heights."""
    boxes = pieces.boxes[line.members]
    boxes = boxes[np.argsort(boxes[:, 0], kind="stable")]
    blanks = boxes[1:, 0] - np.maximum.accumulate(boxes[:, 2])[:-1]
    least = least if len(boxes) > 1 else ALONE
    return min(FURTHEST * pieces.body, max(least * pieces.body, WIDER * int(blanks.max(initial=0))))


def lacks_piece(pieces: Pieces, line: InkLine, taken: NDArray[np.int64]) -> bool:
    """Whether a piece of ink, of those `taken` (their boxes) for what is left of a rule, stands beside a line
    as the half of a faint digit does: as high as one, broader than a rule's edge, no further off than the
    next digit."""
    size = min(pieces.body, line.core[1] - line.core[0])
    x0, _, x1, _ = line.box
    furthest = FURTHEST * pieces.body
    boxes = taken[(taken[:, 2] > x0 - furthest) & (taken[:, 0] < x1 + furthest)]
    if not len(boxes):
        return False
    near = next_digit(pieces, line)
    boxes = boxes[(boxes[:, 2] > x0 - near) & (boxes[:, 0] < x1 + near)]
    high, wide = boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0]
    level = (boxes[:, 1] > line.core[0] - ROUND * size) & (boxes[:, 3] < line.core[1] + ROUND * size)
    return bool((level & (high >= HALF[0] * size) & (wide >= max(2, HALF[1] * size))).any())


def is_struck(line: InkLine, rows: Sequence[Segment]) -> bool:
    """Whether a row rule was taken out of a line's letters, or what looked like one: feet that touch."""
    x0, _, x1, _ = line.box
    top, foot = line.core
    for rule in rows:
        left, right = max(x0, rule.start), min(x1, rule.end)
        if right - left >= ALONG * (x1 - x0):
            y = float(np.interp((left + right) / 2, rule.path[:, 0], rule.path[:, 1]))
            reach = _reach(rule)
            if top - reach < y < foot + reach:
                return True
    return False


class RowRules:
    """The row rules of a page by the heights that they run at: of many few are near a line."""

    def __init__(self, rows: Sequence[Segment]) -> None:
        self._spans = [
            (float(rule.path[:, 1].min()) - reach, float(rule.path[:, 1].max()) + reach, rule)
            for rule in rows
            for reach in [_reach(rule)]
        ]

    def strike(self, line: InkLine) -> bool:
        """Whether one of them strikes a line (see `is_struck`)."""
        top, foot = line.core
        return is_struck(line, [rule for low, high, rule in self._spans if low < foot and high > top])


def _reach(rule: Segment) -> float:
    """How near to the middle of a rule the letters are that it runs through."""
    return rule.thickness / 2 + CLOSE_PX


def _is_left_over(end: str, touch: Touch, leavings: frozenset[str]) -> bool:
    if touch is Touch.LOW:
        return end not in DASHES
    return touch is Touch.HIDING or (touch is Touch.WHOLE and end in leavings)
