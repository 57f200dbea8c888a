"""Numbers that a single digit sets apart: misread, lost or added, as readers do."""

from __future__ import annotations

from decimal import Decimal

Cents = int
"""An amount in hundredths: sums are exact and quick."""


def cents(value: Decimal) -> Cents:
    """An amount in hundredths."""
    return int((value * 100).to_integral_value())


def one_digit_apart(a: Cents, b: Cents) -> bool:
    """True when one digit misread, lost or added turns one number into the other; never of zero, which is
    printed in other ways.

    >>> one_digit_apart(4800000, 4300000), one_digit_apart(4800000, 480000), one_digit_apart(4800000, 5300000)
    (True, True, False)
    """
    if a <= 0 or b <= 0:
        return False
    x, y = str(a), str(b)
    if len(x) == len(y):
        return sum(p != q for p, q in zip(x, y, strict=True)) == 1
    return lacks_a_digit(a, b) or lacks_a_digit(b, a)


def lacks_a_digit(value: Cents, other: Cents) -> bool:
    """True when one of the other's digits left out makes the value.

    >>> lacks_a_digit(500000, 5500000), lacks_a_digit(500000, 50000)
    (True, False)
    """
    short, long = str(value), str(other)
    return len(long) == len(short) + 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
