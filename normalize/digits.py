"""Thai and Arabic numerals."""

from __future__ import annotations

import re
from typing import Literal

NumeralSystem = Literal["thai", "arabic", "mixed"]

THAI = "๐๑๒๓๔๕๖๗๘๙"
ARABIC = "0123456789"
_DIGITS = tuple(zip(THAI, ARABIC, strict=True))
_ANY_THAI = re.compile(f"[{THAI}]")
_TO_THAI = str.maketrans(ARABIC, THAI)


def to_arabic(text: str) -> str:
    """`text` with Thai digits written as Arabic ones.

    >>> to_arabic("๒๕๖๖")
    '2566'
    """
    # many times as fast as `str.translate`, and most texts have none
    if _ANY_THAI.search(text):
        for thai, arabic in _DIGITS:
            text = text.replace(thai, arabic)
    return text


def to_thai(text: str) -> str:
    """`text` with Arabic digits written as Thai ones."""
    return text.translate(_TO_THAI)


def numeral_system(text: str) -> NumeralSystem | None:
    """Which digits `text` is written in; None where there is no digit."""
    thai = any(char in THAI for char in text)
    arabic = any(char in ARABIC for char in text)
    if thai and arabic:
        return "mixed"
    if thai:
        return "thai"
    return "arabic" if arabic else None
