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
that is left at least: a misreading hits the very amount of the other years only where the print is nearly
theirs."""


def weigh_siblings(budgets: Sequence[Budget], figures: Sequence[Figure]) -> None:
    """Change the probabilities of the figures of the budgets (one each) by what the item's other years say.

    Years that were all read well as the same amount, each in its own place, speak for each other, as far as
    one of them is sure: what leaves them all in doubt may be misread in all alike. A digit left out leaves no
    trace in the confidence of the others: a number that lacks one of the digits of the others may have lost
    it. A sum that holds outweighs this easily.
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
            _believe([figures[n] for n in same], usual)
        for figure in (figures[n] for n in group):
            if figure.contestable and lacks_a_digit(figure.top, usual):
                figure.options = {value: p * (1 - SIBLING) for value, p in figure.options.items()}
                figure.rest *= 1 - SIBLING
                figure.options[usual] = figure.options.get(usual, 0.0) + SIBLING


def _is_well_read(figure: Figure) -> bool:
    """Whether a figure was read from an image, nearly for sure, by an engine that tells its digits apart, and
    its doubt is that of digits."""
    named = len(figure.options) > 1 and not figure.blind
    return figure.contestable and named and figure.options[figure.top] >= WELL_READ


def _believe(figures: Sequence[Figure], value: Cents) -> None:
    """Take from figures of the same value what doubt of theirs the surest of them does not share."""
    rivals = set().union(*(figure.options for figure in figures)) - {value}
    shared = {rival: min(figure.options.get(rival, 0.0) for figure in figures) for rival in rivals}
    for figure in figures:
        others = {
            rival: max(p * DOUBT_LEFT, shared[rival]) for rival, p in figure.options.items() if rival != value
        }
        figure.rest *= DOUBT_LEFT
        figure.options = {**others, value: 1.0 - sum(others.values()) - figure.rest}
