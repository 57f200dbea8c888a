"""Whether a text names an amount of baht at all: quick, and nothing else to load."""

from __future__ import annotations

import re

from normalize.digits import to_arabic

UNGROUPED = r"(?<![\d/.-])(?!2[45]\d\d(?!\d))\d{4,8}(?![\d/-])"
"""A figure without commas that is no year, no date and no telephone number."""
_NAMED_AMOUNT = re.compile(rf"\d{{1,3}}(?:,\d{{3}})+|{UNGROUPED}|\d\s*บาท")


def names_amount(text: str) -> bool:
    """Whether a text names an amount of money, with or without its unit.

    >>> names_amount("เบิกจ่าย ๑๒,๕๐๐ บาท"), names_amount("37500"), names_amount("พ.ศ. 2566")
    (True, True, False)
    """
    return _NAMED_AMOUNT.search(to_arabic(text)) is not None
