"""The amounts of one item in several years: most have one amount for all, so they tell of each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from pipelines.one_digit import Cents, lacks_a_digit
from pipelines.reconcile.figures import Figure
from pipelines.records import Budget

SIBLINGS, SIBLING = 2, 0.02
"""So many other years must agree, and the probability then that a number which lacks one of their digits was
theirs."""
WELL_READ, DOUBT_LEFT = 0.97, 0.2
"""From this probability on a reading is believed more that so many others repeat, and the share of its doubt
that is left: a misreading hits the very amount of the other years only where the print is nearly theirs, or
where all of them were misread alike."""


def weigh_siblings(budgets: Sequence[Budget], figures: Sequence[Figure]) -> None:
    """Change the probabilities of the figures of the budgets (one each) by what the item's other years say.

    Years that were all read well as the same amount, each in its own place, speak for each other. A digit
    left out leaves no trace in the confidence of the others: a number that lacks one of the digits of the
    others may have lost it. A sum that holds outweighs this easily.
    """
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for n, budget in enumerate(budgets):
        if budget.amount_baht is not None:
            groups[(budget.project, budget.origin)].append(n)
    for group in groups.values():
        usual, times = Counter(figures[n].top for n in group).most_common(1)[0]
        if times < SIBLINGS:
            continue
        same = [n for n in group if figures[n].top == usual and _is_well_read(figures[n])]
        if len({budgets[n].source.cell or budgets[n].source.bbox for n in same}) > SIBLINGS:
            for n in same:
                _believe(figures[n], usual)
        for figure in (figures[n] for n in group):
            if figure.contestable and lacks_a_digit(figure.top, usual):
                figure.options = {value: p * (1 - SIBLING) for value, p in figure.options.items()}
                figure.rest *= 1 - SIBLING
                figure.options[usual] = figure.options.get(usual, 0.0) + SIBLING


def _is_well_read(figure: Figure) -> bool:
    """Whether a figure was read from an image, nearly for sure, by an engine that tells its digits apart."""
    return figure.contestable and not figure.blind and figure.options[figure.top] >= WELL_READ


def _believe(figure: Figure, value: Cents) -> None:
    others = {v: p * DOUBT_LEFT for v, p in figure.options.items() if v != value}
    figure.rest *= DOUBT_LEFT
    figure.options = {**others, value: 1.0 - sum(others.values()) - figure.rest}
