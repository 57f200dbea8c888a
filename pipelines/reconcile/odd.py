"""The amount that stands alone: all else in the document asks for the same other value, one digit away.

A reader that takes one digit for another is at times sure of it, and no confidence shows that. Where the sum
that an amount belongs to and its detail section (or its other years) both say one other amount, or the rows
of a sum and the sum above it, the page has to decide: the amount is doubtful. One witness alone is not
enough: a document's own slips are far more frequent than such misreadings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipelines.one_digit import Cents, one_digit_apart
from pipelines.reconcile.figures import Figure
from pipelines.reconcile.inference import Sum

WITNESSES = 2
"""So many must ask for the other value, and none for the one that was read."""


def odd_ones(figures: Sequence[Figure], sums: Sequence[Sum], siblings: Iterable[Sequence[int]]) -> set[int]:
    """The positions of the figures that stand alone.

    `siblings` are the amounts of one item in the years of one source: where all the others are one amount or
    nothing, they speak as one witness. The other part of the document that prints the same amount is one
    witness as well, for however many years.
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
            others = [figures[other].top for other in group if other != member and figures[other].top]
            if len(others) >= WITNESSES and len(set(others)) == 1:
                asked[member]["other years"].add(others[0])
    found = set()
    for member, witnesses in asked.items():
        values = set().union(*witnesses.values())
        if len(witnesses) >= WITNESSES and len(values) == 1 and figures[member].contestable:
            (value,) = values
            if one_digit_apart(figures[member].top, value):
                found.add(member)
    return found
