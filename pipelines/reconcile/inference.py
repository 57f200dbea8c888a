"""Weighing readings against sums: belief propagation over the figures and the sums that bind them.

Method: sum-product message passing on a factor graph (Kschischang, Frey, Loeliger 2001). That of a plan is
nearly a tree (items - dimension total - plan total, year by year), so a few rounds settle it. A document may
be wrong itself: a sum holds with probability 1 - SLIP, and a broken one says little about its parts.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace

from pipelines.reconcile.figures import Cents, Figure

SLIP = 0.02
"""Probability that a printed sum is not the sum of its printed parts: about one document in five has such an
error, among some 25 sums."""
SLIP_VALUE = 0.05
"""Probability of one particular wrong value, given that a document is wrong: slips are of few kinds."""
UNLISTED_VALUE = 1e-3
"""Probability of one particular value among the readings not listed."""
SAME_MISTAKE = 0.1
"""Probability that the same print elsewhere was misread in the same way, given that one was: same font."""
PAIRS_FROM = 1e-3
"""Relative weight from which two misreadings at once are considered."""
ROUNDS = 4
WORTH_ADDING = 0.005
"""Unlisted probability from which the value that a sum asks for is added to the options."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The figures at `parts` add up to the figure at `whole`; one part alone states an equality."""

    parts: tuple[int, ...]
    whole: int
    slip: float = SLIP
    slip_value: float = SLIP_VALUE

    @property
    def members(self) -> tuple[int, ...]:
        """All figures, the whole last."""
        return (*self.parts, self.whole)


Message = tuple[dict[Cents, float], float]
"""Likelihood by value, and of an unlisted value."""


def posterior(figures: list[Figure], sums: list[Sum]) -> list[Figure]:
    """The probabilities of every figure's readings after weighing all sums."""
    figures = [replace(f, options=dict(f.options)) for f in figures]
    for bound in sums:
        _add_implied(figures, bound)
    messages: dict[tuple[int, int], Message] = {}
    by_figure: dict[int, list[int]] = defaultdict(list)
    for n, bound in enumerate(sums):
        for member in bound.members:
            by_figure[member].append(n)
    for _ in range(ROUNDS):
        fresh: dict[tuple[int, int], Message] = {}
        for n, bound in enumerate(sums):
            cavities = [
                _belief(figures[m], [messages.get((k, m)) for k in by_figure[m] if k != n])
                for m in bound.members
            ]
            for member, message in zip(bound.members, _messages(bound, cavities), strict=True):
                fresh[(n, member)] = message
        messages = fresh
    return [_belief(f, [messages.get((n, m)) for n in by_figure[m]]) for m, f in enumerate(figures)]


def _belief(figure: Figure, messages: list[Message | None]) -> Figure:
    if not figure.contestable:
        return figure
    options = dict(figure.options)
    rest = figure.rest
    for message in messages:
        if message is None:
            continue
        likelihood, otherwise = message
        options = {v: p * likelihood.get(v, otherwise) for v, p in options.items()}
        rest *= otherwise
        scale = sum(options.values()) + rest
        if scale <= 0:
            return figure
        options = {v: p / scale for v, p in options.items()}
        rest /= scale
    return Figure(options, rest, printed=figure.printed)


def _messages(bound: Sum, cavities: list[Figure]) -> list[Message]:
    """What a sum says to each of its members, given what the others believe."""
    signs = [1] * len(bound.parts) + [-1]
    mains = [c.top for c in cavities]
    surplus = sum(s * m for s, m in zip(signs, mains, strict=True))
    shifts = [_shifts(c, s, m) for c, s, m in zip(cavities, signs, mains, strict=True)]
    rests = [c.rest / c.options[m] for c, m in zip(cavities, mains, strict=True)]
    steady = [math.log(c.options[m]) for c, m in zip(cavities, mains, strict=True)]
    every: dict[Cents, float] = defaultdict(float)
    for shift in shifts:
        for step, weight in shift.items():
            every[step] += weight
    strong = {step: weight for step, weight in every.items() if weight >= PAIRS_FROM}
    total_steady, total_rest = sum(steady), sum(rests)
    found: list[Message] = []
    for i, (cavity, sign, main) in enumerate(zip(cavities, signs, mains, strict=True)):
        others = math.exp(total_steady - steady[i]) * (1 - bound.slip)
        elsewhere = total_rest - rests[i]
        floor = bound.slip * bound.slip_value
        twins = _twins(i, cavities, signs, mains)
        likelihood = {}
        for value in cavity.options:
            need = -(surplus + sign * (value - main))
            weight = (1.0 if need == 0 else 0.0) + max(every.get(need, 0.0) - shifts[i].get(need, 0.0), 0.0)
            weight += _pairs(need, strong) + (elsewhere * UNLISTED_VALUE if need else 0.0)
            if need and value - main and twins and -need == sign * (value - main):
                weight = max(weight, SAME_MISTAKE)
            likelihood[value] = others * min(weight, 1.0) + floor
        found.append((likelihood, others * elsewhere * UNLISTED_VALUE + floor))
    return found


def _shifts(cavity: Figure, sign: int, main: Cents) -> dict[Cents, float]:
    """By how much the sum shifts when this figure is read otherwise, and how likely that is."""
    base = cavity.options[main]
    return {sign * (v - main): p / base for v, p in cavity.options.items() if v != main and p > 0}


def _twins(i: int, cavities: list[Figure], signs: list[int], mains: list[Cents]) -> bool:
    """True when the same print stands on the other side of the sum and was read from an image as well."""
    if not (cavities[i].contestable and cavities[i].printed):
        return False
    return any(
        j != i and signs[j] == -signs[i] and mains[j] == mains[i] and other.contestable and other.printed
        for j, other in enumerate(cavities)
    )


def _pairs(need: Cents, strong: dict[Cents, float]) -> float:
    """The weight of two misreadings that together make up what is needed."""
    if not need:
        return 0.0
    return 0.5 * sum(weight * strong.get(need - step, 0.0) for step, weight in strong.items())


def _add_implied(figures: list[Figure], bound: Sum) -> None:
    """Where a figure may hold a value not listed, list the one that the sum asks for."""
    signs = [1] * len(bound.parts) + [-1]
    surplus = sum(s * figures[m].top for s, m in zip(signs, bound.members, strict=True))
    if surplus == 0:
        return
    for sign, member in zip(signs, bound.members, strict=True):
        figure = figures[member]
        implied = figure.top - sign * surplus
        if figure.rest >= WORTH_ADDING and implied >= 0 and implied not in figure.options:
            figure.options[implied] = figure.rest * UNLISTED_VALUE
