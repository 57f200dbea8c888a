"""How a line of a cell stands to the rules beside it, and what that tells about its reading.

Of a digit whose outer stroke lies within a rule the rest is left, which can look like another digit: a 6
without its left side reads as 5, an 8 as 3, a ๗ without its tail as ๓. Which ones do was measured on printed
numbers at rules (`training/README.md`).
"""

from __future__ import annotations

from enum import IntEnum

from extract.engines.clear_page import NUMBER_LIKE

LEAVINGS = frozenset("1357)๖"), frozenset("๓๔๙(")
"""What another character may read as without its left side, and without its right one."""
DASHES = frozenset("-–")


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


def _is_left_over(end: str, touch: Touch, leavings: frozenset[str]) -> bool:
    if touch is Touch.LOW:
        return end not in DASHES
    return touch is Touch.HIDING or (touch is Touch.WHOLE and end in leavings)
