"""Amounts of one item in several years speak for each other, where each was read in its own place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.reconcile.figures import Figure, uncertain_figure
from pipelines.reconcile.siblings import weigh_siblings
from pipelines.records import Budget, Source


def weighed(*readings: tuple[int, float], one_place: bool = False) -> list[Figure]:
    """The figures of an item's years, of so many baht and so sure, as they are weighed."""
    budgets = [
        Budget(
            0, 2566 + n, "summary", Decimal(baht), "amount", source=Source(cell=(0, 1, 0 if one_place else n))
        )
        for n, (baht, _) in enumerate(readings)
    ]
    figures = [uncertain_figure(Decimal(baht), 1 - sure) for baht, sure in readings]
    weigh_siblings(budgets, figures)
    return figures


@pytest.mark.parametrize(
    ("readings", "one_place", "surer"),
    [
        ([(42_000, 0.99), (42_000, 0.98), (42_000, 0.999), (45_000, 0.99)], False, 2),
        ([(42_000, 0.99), (42_000, 0.99), (45_000, 0.99), (45_000, 0.99)], False, 0),  # too few of each
        ([(42_000, 0.99), (42_000, 0.99), (42_000, 0.9)], False, 0),  # one of them badly read
        ([(42_000, 0.99)] * 5, True, 0),  # one amount for all years is one reading
    ],
)
def test_amounts_that_other_years_repeat_are_believed(
    readings: list[tuple[int, float]], one_place: bool, surer: int
) -> None:
    figures = weighed(*readings, one_place=one_place)
    chances = [figure.options[figure.top] for figure in figures]
    assert sum(chance >= 0.995 > sure for chance, (_, sure) in zip(chances, readings, strict=True)) == surer
    assert all(sum(figure.options.values()) + figure.rest == pytest.approx(1) for figure in figures)


def test_a_number_that_lacks_a_digit_of_the_others_is_doubted() -> None:
    figures = weighed((42_000, 0.99), (42_000, 0.99), (4_200, 0.999))
    assert figures[2].options[4_200_000] == pytest.approx(0.0198, rel=0.02)
    assert figures[2].top == 420_000
