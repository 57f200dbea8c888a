"""Whose mistake is it: the document's, the machine's, or undecided.

The contract's rule: `extraction` when the mismatch disappears under one plausible misreading of a
low-confidence digit, `document` when every figure involved was read with high confidence or stands in
exact text, else `unknown`. Reconciliation has already turned confidences and sums into `doubtful`,
so a low-confidence figure is one that is marked doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, Protocol

from pipelines.one_digit import cents, one_digit_apart

Cause = Literal["document", "extraction", "unknown"]


DOCUMENT_SLIP = 1e-3
"""Probability of one particular mistake of the document in one particular figure: about one sum in fifty is
wrong, and each by one of some twenty likely amounts (slips are of few, round kinds)."""
COUNT_SLIP = 1e-2
"""The same for a count: they are wrong more often, and few wrong values are likely."""
DETAIL_SLIP = 2.5e-3
"""The same for a detail section's budget against the summary's."""
CLEARLY = 3.0
"""Odds from which a misreading is the better explanation."""


class Spot(Protocol):
    """Where a figure was seen; `exact` where no image was read."""

    @property
    def exact(self) -> bool: ...

    @property
    def confidence(self) -> float | None: ...


class Figure(Protocol):
    """An amount or a total as the checks see it."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def doubtful(self) -> bool: ...
    @property
    def place(self) -> Spot: ...


def cause_of(figures: Iterable[Figure], gap: Decimal | None, slip: float = DOCUMENT_SLIP) -> Cause:
    """Decide the cause of a mismatch of size `gap` (stated minus expected) between figures.

    Figures that reconciliation found certain are high confidence. For each doubtful one of which a single
    digit closes the gap, the probability of that misreading (the doubt shared among its digits) is weighed
    against that of such a slip in the document.
    """
    doubtful = [figure for figure in figures if figure.doubtful]
    if not doubtful:
        return "document"
    if any(figure.value is None for figure in doubtful):
        return "extraction"
    misread = sum(_misreading(figure, gap) for figure in doubtful) if gap is not None else 0.0
    return "extraction" if misread / slip >= CLEARLY else "unknown"


def digit_between(stated: Figure, parts: Iterable[Figure], gap: Decimal) -> tuple[Decimal, Decimal] | None:
    """The figure of a scan of which another digit closes the gap (stated minus expected), with the value that
    does: a doubtful one, else the stated one. None where no single digit does."""
    doubted = [(part, gap) for part in parts if part.doubtful]
    for figure, step in [*doubted, (stated, -gap)]:
        if figure.value is not None and not figure.place.exact:
            closing = figure.value + step
            if one_digit_apart(cents(figure.value), cents(closing)):
                return figure.value, closing
    return None


def _misreading(figure: Figure, gap: Decimal) -> float:
    """The probability that one digit of the figure was misread so that the gap is closed."""
    value = figure.value
    if value is None or not any(one_digit_apart(cents(value), cents(value + step)) for step in (gap, -gap)):
        return 0.0
    confidence = figure.place.confidence
    doubt = 0.5 if confidence is None else 1 - confidence
    return doubt / (9 * len(_digits(value)))


def _digits(value: Decimal) -> str:
    plain = format(value.normalize(), "f")
    return plain.replace(".", "") if "." in plain else plain
