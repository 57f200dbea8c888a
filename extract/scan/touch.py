"""How a line stands to the rules beside it and through it, and what that tells about its reading.

Of a digit whose outer stroke lies within a rule the rest is left, which can look like another digit: a 6
without its left side reads as 5, an 8 as 3, a ๗ without its tail as ๓. Which ones do was measured on printed
numbers at rules (`training/README.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import numpy as np

from extract.engines.clear_page import NUMBER_LIKE
from extract.scan.lines import InkLine
from extract.scan.rules import Segment

LEAVINGS = frozenset("1357)๖"), frozenset("๓๔๙(")
"""What another character may read as without its left side, and without its right one."""
DASHES = frozenset("-–")
ALONG, CLOSE_PX = 0.3, 1.5
"""A row rule runs through letters along this share of their line, or so close that no paper parts them."""


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
    ends = zip((text[0], text[-1]), touched, LEAVINGS, strict=True)
    return any(_is_left_over(end, touch, leavings) for end, touch, leavings in ends)


def is_struck(line: InkLine, rows: Sequence[Segment]) -> bool:
    """Whether a row rule was taken out of a line's letters, or what looked like one: feet that touch."""
    x0, _, x1, _ = line.box
    top, foot = line.core
    for rule in rows:
        left, right = max(x0, rule.start), min(x1, rule.end)
        if right - left >= ALONG * (x1 - x0):
            y = float(np.interp((left + right) / 2, rule.path[:, 0], rule.path[:, 1]))
            reach = rule.thickness / 2 + CLOSE_PX
            if top - reach < y < foot + reach:
                return True
    return False


def _is_left_over(end: str, touch: Touch, leavings: frozenset[str]) -> bool:
    if touch is Touch.LOW:
        return end not in DASHES
    return touch is Touch.HIDING or (touch is Touch.WHOLE and end in leavings)
