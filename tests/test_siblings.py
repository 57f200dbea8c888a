"""Amounts of one item in several years speak for each other, where each was read in its own place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.model import Reading
from pipelines.reconcile.figures import Figure, figure_of, uncertain_figure
from pipelines.reconcile.siblings import weigh_siblings
from pipelines.records import Budget, Source

Printed = tuple[str, float, int]
"""The text of a number, how surely it was read, and the place of the digit that is in doubt."""


def weighed(*printed: Printed, one_place: bool = False) -> list[Figure]:
    """The figures of an item's years as they are weighed."""
    budgets = [
        _budget(2566 + n, text, sure, doubted, one_place) for n, (text, sure, doubted) in enumerate(printed)
    ]
    figures = [
        figure_of(b.amount_baht, b.source, flagged=False, seen_empty=False, blind=False) for b in budgets
    ]
    weigh_siblings(budgets, figures)
    return figures


def _budget(year: int, text: str, sure: float, doubted: int, one_place: bool) -> Budget:
    by_digit = tuple(sure if place == doubted else 0.9999 for place in range(len(text)))
    source = Source(
        confidence=sure,
        exact=False,
        readings=(Reading(text, sure, by_digit),),
        cell=(0, 1, 0 if one_place else year),
    )
    return Budget(0, year, "summary", Decimal(text.replace(",", "")), "amount", source=source)


@pytest.mark.parametrize(
    ("printed", "one_place", "surer"),
    [
        ([("42,000", 0.99, 0), ("42,000", 0.98, 1), ("42,000", 0.999, 3), ("45,000", 0.99, 0)], False, 2),
        # too few of each
        ([("42,000", 0.99, 0), ("42,000", 0.99, 1), ("45,000", 0.99, 0), ("45,000", 0.99, 1)], False, 0),
        ([("42,000", 0.99, 0), ("42,000", 0.99, 1), ("42,000", 0.9, 3)], False, 0),  # one of them badly read
        ([("42,000", 0.99, n) for n in (0, 1, 3, 4, 5)], True, 0),  # one amount for all years is one reading
        ([("42,000", 0.98, 0), ("42,000", 0.98, 1), ("42,000", 0.98, 3)], False, 3),
        # a digit that all of them leave in doubt may be misread alike, as in a face hardly known
        ([("42,000", 0.98, 1)] * 5, False, 0),
    ],
)
def test_amounts_that_other_years_repeat_are_believed(
    printed: list[Printed], one_place: bool, surer: int
) -> None:
    figures = weighed(*printed, one_place=one_place)
    chances = [figure.options[figure.top] for figure in figures]
    assert sum(chance >= 0.995 > sure for chance, (_, sure, _) in zip(chances, printed, strict=True)) == surer
    assert all(sum(figure.options.values()) + figure.rest == pytest.approx(1) for figure in figures)


def test_a_doubt_that_names_no_digit_is_not_taken_away() -> None:
    budgets = [_budget(2566 + n, "42,000", 0.98, 0, one_place=False) for n in range(3)]
    figures = [uncertain_figure(Decimal(42_000), 0.02) for _ in budgets]
    weigh_siblings(budgets, figures)
    assert [figure.rest for figure in figures] == pytest.approx([0.02] * 3)


def test_a_number_that_lacks_a_digit_of_the_others_is_doubted() -> None:
    figures = weighed(("42,000", 0.99, 0), ("42,000", 0.99, 0), ("4,200", 0.999, 0))
    assert figures[2].options[4_200_000] == pytest.approx(0.0198, rel=0.02)
    assert figures[2].top == 420_000
