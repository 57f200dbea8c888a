"""The amount that stands alone: all else in the document asks for the same other value, one digit away.

A reader that takes one digit for another is at times sure of it, and no confidence shows that. Where the sum
that an amount belongs to and its detail section (or its other years) both say one other amount, the page has
to decide: the amount is doubtful. One witness alone is not enough: a document's own slips are far more
frequent than such misreadings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipelines.reconcile.figures import Cents, Figure, lacks_a_digit
from pipelines.reconcile.inference import Sum

WITNESSES = 2
"""So many must ask for the other value, and none for the one that was read."""


def odd_ones(
    figures: Sequence[Figure], sums: Sequence[Sum], siblings: Iterable[Sequence[int]]
) -> dict[int, Cents]:
    """The figures that stand alone, with the value that is asked for.

    `siblings` are the amounts of one item in the years of one source: where all the others are one amount,
    they speak as one witness. The other part of the document that prints the same amount is one witness as
    well, for however many years.
    """
    asked: dict[int, dict[object, set[Cents]]] = defaultdict(lambda: defaultdict(set))
    for n, bound in enumerate(sums):
        witness = "same amount" if len(bound.parts) == 1 else n
        signs = [1] * len(bound.parts) + [-1]
        surplus = sum(s * figures[m].top for s, m in zip(signs, bound.members, strict=True))
        for sign, member in zip(signs, bound.members, strict=True):
            asked[member][witness].add(figures[member].top - sign * surplus)
    for group in siblings:
        for member in group:
            others = [figures[other].top for other in group if other != member]
            if len(others) >= WITNESSES and len(set(others)) == 1:
                asked[member]["other years"].add(others[0])
    found = {}
    for member, witnesses in asked.items():
        values = set().union(*witnesses.values())
        if len(witnesses) >= WITNESSES and len(values) == 1 and figures[member].contestable:
            (value,) = values
            if one_digit_off(figures[member].top, value):
                found[member] = value
    return found


def one_digit_off(value: Cents, other: Cents) -> bool:
    """True when one digit misread, lost or added makes one of two amounts the other.

    >>> one_digit_off(4800000, 4300000), one_digit_off(4800000, 480000), one_digit_off(4800000, 5300000)
    (True, True, False)
    """
    if value <= 0 or other <= 0:
        return False
    a, b = str(value), str(other)
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return lacks_a_digit(value, other) or lacks_a_digit(other, value)
