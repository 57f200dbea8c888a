"""Weighing readings against sums: belief propagation over the figures and the sums that bind them.

Method: sum-product message passing on a factor graph (Kschischang, Frey, Loeliger 2001). That of a plan is
nearly a tree (items - dimension total - plan total, year by year), so a few rounds settle it. A document may
be wrong itself: sums bind what a figure *means*, and a figure is printed as meant but for its `slip`. So one
slip explains every sum that it breaks, and a clear print stands against them all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace

from pipelines.one_digit import Cents
from pipelines.reconcile.figures import UNLISTED_VALUE, Figure

LEAK = 1e-6
"""Likelihood of a sum that no reading and no slip explains: parts that were not found, two slips at once."""
SAME_MISTAKE = 0.1
"""Probability that the same print elsewhere was misread in the same way, given that one was: same font."""
PAIRS_FROM = 1e-3
"""Relative weight from which two misreadings at once are considered."""
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Sum:
    """The figures at `parts` add up to the figure at `whole`; one part alone states an equality."""

    parts: tuple[int, ...]
    whole: int

    @property
    def members(self) -> tuple[int, ...]:
        """All figures, the whole last."""
        return (*self.parts, self.whole)


Message = tuple[dict[Cents, float], float]
"""Likelihood by value, and of an unlisted value."""


def posterior(figures: list[Figure], sums: list[Sum]) -> list[Figure]:
    """The probabilities of every figure's readings after weighing all sums."""
    asked = _implied(figures, sums)
    meant = [_meaning(figure, values) for figure, values in zip(figures, asked, strict=True)]
    messages: dict[tuple[int, int], Message] = {}
    by_figure: dict[int, list[int]] = defaultdict(list)
    for n, bound in enumerate(sums):
        for member in bound.members:
            by_figure[member].append(n)
    # what a sum heard last, and what it said: most have heard all they will after a round or two
    known: dict[int, tuple[list[list[Message | None]], list[Message]]] = {}
    for _ in range(ROUNDS):
        for n, bound in enumerate(sums):
            heard = [[messages.get((k, m)) for k in by_figure[m] if k != n] for m in bound.members]
            if n not in known or known[n][0] != heard:
                priors = [meant[m] for m in bound.members]
                cavities = [_belief(prior, told) for prior, told in zip(priors, heard, strict=True)]
                known[n] = heard, _messages(bound, cavities, priors)
        messages = {
            (n, member): message
            for n, bound in enumerate(sums)
            for member, message in zip(bound.members, known[n][1], strict=True)
        }
    return [
        _printed(figure, meant[m], [messages[(n, m)] for n in by_figure[m]])
        for m, figure in enumerate(figures)
    ]


def _meaning(figure: Figure, implied: set[Cents]) -> Figure:
    """What a figure may mean: its readings, and what the sums ask for where it may be a slip or unlisted."""
    spread = figure.slip * figure.slip_value
    unlisted = figure.rest * UNLISTED_VALUE
    options = {v: (1 - figure.slip) * p + spread for v, p in figure.options.items()}
    for value in implied - set(options):
        if spread + unlisted > 0:
            options[value] = (1 - figure.slip) * unlisted + spread
    return replace(figure, options=options, rest=(1 - figure.slip) * figure.rest)


def _printed(figure: Figure, meant: Figure, messages: list[Message]) -> Figure:
    """Back from meaning to print: a reading is supported by its own meaning, or by any if it is a slip."""
    if not figure.contestable:
        return figure
    support, otherwise = _product(meant.options, messages)
    any_meaning = figure.slip * figure.slip_value * sum(support.values())
    options = {v: p * ((1 - figure.slip) * support[v] + any_meaning) for v, p in figure.options.items()}
    for value in meant.options.keys() - figure.options.keys():
        if figure.rest > 0:
            options[value] = figure.rest * UNLISTED_VALUE * ((1 - figure.slip) * support[value] + any_meaning)
    rest = figure.rest * ((1 - figure.slip) * otherwise + any_meaning)
    scale = sum(options.values()) + rest
    if scale <= 0:
        return figure
    return replace(figure, options={v: p / scale for v, p in options.items()}, rest=rest / scale)


def _product(values: dict[Cents, float], messages: list[Message]) -> tuple[dict[Cents, float], float]:
    """The likelihood of each value under all messages, the best scaled to one."""
    support = dict.fromkeys(values, 1.0)
    otherwise = 1.0
    for likelihood, unlisted in messages:
        best = max(*likelihood.values(), unlisted)
        support = {v: p * likelihood[v] / best for v, p in support.items()}
        otherwise *= unlisted / best
    return support, otherwise


def _belief(figure: Figure, messages: list[Message | None]) -> Figure:
    support, otherwise = _product(figure.options, [m for m in messages if m is not None])
    options = {v: p * support[v] for v, p in figure.options.items()}
    rest = figure.rest * otherwise
    scale = sum(options.values()) + rest
    if scale <= 0:
        return figure
    return replace(figure, options={v: p / scale for v, p in options.items()}, rest=rest / scale)


def _messages(bound: Sum, cavities: list[Figure], priors: list[Figure]) -> list[Message]:
    """What a sum says to each of its members, given what the others believe (and believed at first)."""
    signs = [1] * len(bound.parts) + [-1]
    mains = [c.top for c in cavities]
    surplus = sum(s * m for s, m in zip(signs, mains, strict=True))
    shifts = [_shifts(c, s, m) for c, s, m in zip(cavities, signs, mains, strict=True)]
    free = [
        (c.rest * UNLISTED_VALUE + c.slip * c.slip_value) / c.options[m]
        for c, m in zip(cavities, mains, strict=True)
    ]
    steady = [math.log(c.options[m]) for c, m in zip(cavities, mains, strict=True)]
    every: dict[Cents, float] = defaultdict(float)
    for shift in shifts:
        for step, weight in shift.items():
            every[step] += weight
    asked = {
        -(surplus + sign * (value - main))
        for cavity, sign, main in zip(cavities, signs, mains, strict=True)
        for value in cavity.options
    }
    pairs = _pairs({step: weight for step, weight in every.items() if weight >= PAIRS_FROM}, asked)
    total_steady, total_free = sum(steady), sum(free)
    found: list[Message] = []
    for i, (cavity, sign, main) in enumerate(zip(cavities, signs, mains, strict=True)):
        others = math.exp(total_steady - steady[i])
        elsewhere = total_free - free[i]
        # the same print on the other side can be misread in the same way only where the sum holds
        twins = [] if surplus else _twins(i, cavities, signs, mains)
        own = shifts[i]
        likelihood = {}
        for value in cavity.options:
            need = -(surplus + sign * (value - main))
            weight = 1.0
            if need:
                listed = every.get(need, 0.0) - own.get(need, 0.0)
                weight = (listed if listed > 0.0 else 0.0) + pairs.get(need, 0.0)
                weight = max(weight, elsewhere)
            if twins and value != main and weight < SAME_MISTAKE:
                weight = max(weight, *(_same_mistake(cavities[j], priors[j], value, main) for j in twins))
            likelihood[value] = (others * weight if weight < 1.0 else others) + LEAK
        found.append((likelihood, others * elsewhere + LEAK))
    return found


def _shifts(cavity: Figure, sign: int, main: Cents) -> dict[Cents, float]:
    """By how much the sum shifts when this figure is read otherwise, and how likely that is."""
    base = cavity.options[main]
    return {sign * (v - main): p / base for v, p in cavity.options.items() if v != main and p > 0}


def _twins(i: int, cavities: list[Figure], signs: list[int], mains: list[Cents]) -> list[int]:
    """The figures on the other side of the sum that show the same print, read from an image as well."""
    if not (cavities[i].contestable and cavities[i].printed):
        return []
    return [
        j
        for j, other in enumerate(cavities)
        if signs[j] == -signs[i] and mains[j] == mains[i] and other.contestable and other.printed
    ]


def _same_mistake(cavity: Figure, prior: Figure, value: Cents, main: Cents) -> float:
    """The weight of the twin, read as `main`, being misread the same way, as far as its other sums allow."""
    if not prior.options.get(value):
        return 0.0
    first = prior.options[value] / prior.options[main]
    now = cavity.options.get(value, 0.0) / cavity.options[main]
    return SAME_MISTAKE * min(now / first, 1.0) if first > 0 else 0.0


def _pairs(strong: dict[Cents, float], asked: set[Cents]) -> dict[Cents, float]:
    """The weight of two misreadings together, by how much they shift the sum, as far as that is asked."""
    found: dict[Cents, float] = defaultdict(float)
    weighed = list(strong.items())
    for n, (one, first) in enumerate(weighed):
        found[2 * one] += 0.5 * first * first
        for other, second in weighed[n + 1 :]:
            if one + other in asked:
                found[one + other] += first * second
    return found


def _implied(figures: list[Figure], sums: list[Sum]) -> list[set[Cents]]:
    """The values that the sums ask for, by figure, where the readings as they stand do not add up."""
    values: list[set[Cents]] = [set() for _ in figures]
    for bound in sums:
        signs = [1] * len(bound.parts) + [-1]
        surplus = sum(s * figures[m].top for s, m in zip(signs, bound.members, strict=True))
        for sign, member in zip(signs, bound.members, strict=True):
            implied = figures[member].top - sign * surplus
            if surplus and implied >= 0:
                values[member].add(implied)
    return values
