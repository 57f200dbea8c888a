"""Whose mistake is it: the document's, the machine's, or undecided.

The contract's rule: `extraction` when the mismatch disappears under one plausible misreading of a
low-confidence digit, `document` when every figure involved was read with high confidence or stands in
exact text, else `unknown`. Reconciliation has already turned confidences and sums into `doubtful`,
so a low-confidence figure is one that is marked doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal, Protocol

Cause = Literal["document", "extraction", "unknown"]


class Figure(Protocol):
    """An amount or a total as the checks see it."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def doubtful(self) -> bool: ...


def cause_of(figures: Iterable[Figure], gap: Decimal | None) -> Cause:
    """Decide the cause of a mismatch of size `gap` (stated minus expected) between figures."""
    doubtful = [figure for figure in figures if figure.doubtful]
    if not doubtful:
        return "document"
    if any(figure.value is None for figure in doubtful):
        return "extraction"
    if gap is not None and any(
        one_digit_apart(figure.value, figure.value + step)
        for figure in doubtful
        if figure.value is not None
        for step in (gap, -gap)
    ):
        return "extraction"
    return "unknown"


def one_digit_apart(a: Decimal, b: Decimal) -> bool:
    """True when one digit misread, lost or added turns one number into the other.

    >>> one_digit_apart(Decimal(48000), Decimal(43000)), one_digit_apart(Decimal(48000), Decimal(4800))
    (True, True)
    >>> one_digit_apart(Decimal(48000), Decimal(53000))
    False
    """
    if a < 0 or b < 0 or a == b:
        return False
    x, y = _digits(a), _digits(b)
    if len(x) == len(y):
        return sum(p != q for p, q in zip(x, y, strict=True)) == 1
    if abs(len(x) - len(y)) != 1:
        return False
    longer, shorter = (x, y) if len(x) > len(y) else (y, x)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _digits(value: Decimal) -> str:
    plain = format(value.normalize(), "f")
    return plain.replace(".", "") if "." in plain else plain


def worst(causes: Sequence[Cause]) -> Cause:
    """The cause of several figures together: document only if all are."""
    if all(cause == "document" for cause in causes):
        return "document"
    return "extraction" if "extraction" in causes else "unknown"
