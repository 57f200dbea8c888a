"""What several networks think a line says, and what that makes together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from extract.engines.number_form import digits_of, is_grouped

SURE_AT_SIGHT = 0.7
"""What is likelier for each of the two networks is not looked at again: it changed nothing on 4,820 numbers
of bad scans."""

TRUST = 0.6, 0.7, 1.0
"""How far the number network, the general one and the arbiter are trusted where all three were asked: of
6,036 numbers of calibration 35 more are exact than with equal trust (5,308)."""

SEEN = 0.5
"""What the arbiter gives a stop that it sees."""

UNLISTED = 1e-5
"""Probability of a text that is not among a network's candidates."""


@dataclass(frozen=True, eq=False)
class Hypothesis:
    """One network's view of one line: its best texts with probabilities, the best one's characters, and the
    steps at which those of its best path stand, but for blanks.

    A view is equal to itself only: what is made of it is looked up by it.
    """

    texts: tuple[tuple[str, float], ...]
    char_confidences: tuple[float, ...]
    steps: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The most likely text."""
        return self.texts[0][0] if self.texts else ""

    @property
    def probability(self) -> float:
        """Its probability, not yet calibrated."""
        return self.texts[0][1] if self.texts else 0.0

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The texts without what no reading hangs on: spaces, and how long a dash is."""
        return tuple(_key(text) for text, _ in self.texts)

    @cached_property
    def by_key(self) -> dict[str, float]:
        """The probability of each text, however it is spaced."""
        return self._shares(self.keys)

    @cached_property
    def by_digits(self) -> dict[str, float]:
        """The probability of each number, whatever stands between its groups."""
        return self._shares([digits_of(key) for key in self.keys])

    def _shares(self, keys: Sequence[str]) -> dict[str, float]:
        found: dict[str, float] = {}
        for key, (_, p) in zip(keys, self.texts, strict=True):
            found[key] = found.get(key, 0.0) + p
        return found


Views = tuple[Hypothesis | None, ...]
"""What the number network thinks of a crop, then the general network, and the arbiter where it was asked."""


def merge_spacings(texts: Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Texts that differ only in spaces are one reading: probabilities add up, the likeliest spacing stays."""
    sums: dict[str, float] = {}
    shown: dict[str, str] = {}
    texts = list(texts)
    if len(texts) == 1:
        return ((texts[0][0].strip(), texts[0][1]),)
    for text, p in sorted(texts, key=lambda item: -item[1]):
        key = text.replace(" ", "")
        sums[key] = sums.get(key, 0.0) + p
        shown.setdefault(key, text.strip())
    return tuple((shown[key], p) for key, p in sorted(sums.items(), key=lambda item: -item[1]))


def average(views: Sequence[Hypothesis]) -> Hypothesis:
    """The mean of the probabilities that several looks give to each text; where characters stand tells the
    first one."""
    ranked = merge_spacings((text, p / len(views)) for view in views for text, p in view.texts)
    same = next((v for v in views if ranked and v.text == ranked[0][0]), None)
    return Hypothesis(ranked, same.char_confidences if same else (), views[0].steps if views else ())


def _key(text: str) -> str:
    return text.replace(" ", "").replace("–", "-")


def share_of(view: Hypothesis | None, text: str) -> float:
    """The probability that a network gives to a text, however it is spaced."""
    return view.by_key.get(_key(text), 0.0) if view else 0.0


def few_are_sure(views: Views, text: str) -> bool:
    """Whether fewer than two networks are sure of a number's text."""
    return sorted(share_of(view, text) for view in views)[-2] < SURE_AT_SIGHT


def is_contradicted(views: Views, text: str) -> bool:
    """Whether a network is sure of a number with other digits."""
    return any(
        view is not None and view.probability >= SURE_AT_SIGHT and share_of_digits(view, text) < 0.5
        for view in views
    )


def share_of_digits(view: Hypothesis | None, text: str) -> float:
    """The same for a number well grouped by commas, whatever stands between its groups: that changes no
    amount."""
    amount = _amount(text)
    if view is None or amount is None:
        return share_of(view, text)
    return view.by_digits.get(amount, 0.0)


@lru_cache(maxsize=1024)  # asked for each view of a number
def _amount(text: str) -> str | None:
    """What a number well grouped by commas is, whatever stands between its groups; None for other texts."""
    return digits_of(_key(text)) if "," in text and is_grouped(text) else None


@lru_cache(maxsize=1024)  # asked for the same views while a page's numbers are weighed
def fuse(*views: Hypothesis | None) -> Hypothesis:
    """The candidates of all networks, weighed by the product of their probabilities, each to the power of
    how far the network is trusted.

    A candidate that a network does not list at all counts there as UNLISTED; so do all that one without a
    view might list.
    """
    trusted = TRUST if len(views) == len(TRUST) else (1.0,) * len(views)
    own_texts = [list(zip(view.keys, view.texts, strict=True)) if view else [] for view in views]
    listed = [{key: p for key, (_, p) in own} for own in own_texts]
    shown: dict[str, str] = {}
    for own in own_texts:
        for key, (text, _) in own:
            shown.setdefault(key, text)
    weights = {
        key: math.prod(
            max(shares.get(key, 0), UNLISTED) ** k for shares, k in zip(listed, trusted, strict=True)
        )
        for key in shown
    }
    total = sum(weights.values())
    ranked = tuple((shown[key], w / total) for key, w in sorted(weights.items(), key=lambda item: -item[1]))
    top = ranked[0][0]
    same = next((v for v in views if v and v.text == top and v.char_confidences), None)
    return Hypothesis(ranked, same.char_confidences if same else ())


def place_with_stop(joint: Hypothesis, views: Views, place: int) -> int:
    """The place among a number's texts of that with a stop behind it if the arbiter sees one; else `place`.

    Only the arbiter was shown many stops that touch the digit before them. Of 12,800 held-out numbers it saw
    six where the three together did not, and all six were there.
    """
    if len(views) < len(TRUST) or place >= len(joint.keys):
        return place
    arbiter, stopped = views[-1], joint.keys[place] + "."
    if arbiter is None or arbiter.probability < SEEN or arbiter.keys[0] != stopped:
        return place
    return joint.keys.index(stopped) if stopped in joint.keys else place


def _log_odds(p: float) -> float:
    p = min(max(p, UNLISTED), 1 - UNLISTED)
    return math.log(p / (1 - p))


def joint_features(joint: Hypothesis, *views: Hypothesis | None) -> tuple[float, ...]:
    """What a joint confidence rests on: the log odds of the text, together and for each network."""
    return tuple(_log_odds(share_of_digits(view, joint.text)) for view in (joint, *views))


@dataclass(frozen=True)
class Fusion:
    """Logistic fit of "the joint reading is right" on held-out numbers."""

    weights: tuple[float, ...]
    offset: float = 0.0
    knots: tuple[tuple[float, float], ...] = ()
    """(score, share that was right) on held-out numbers, rising; between them confidence runs straight."""

    def score(self, features: tuple[float, ...]) -> float:
        """Log odds of the fit."""
        return self.offset + sum(w * x for w, x in zip(self.weights, features, strict=True))

    def confidence(self, features: tuple[float, ...]) -> float:
        """The share of joint readings with these features that were right."""
        z = self.score(features)
        if self.knots:
            return float(np.interp(z, [k for k, _ in self.knots], [c for _, c in self.knots]))
        return 1 / (1 + math.exp(-z))


def fusion_of(fit: dict[str, Any] | None, networks: int) -> Fusion:
    """The fit for so many networks that a model card holds; without one all of them weigh alike."""
    if fit is None:
        return Fusion((1 / (networks + 1),) * (networks + 1))
    knots = tuple((float(z), float(c)) for z, c in fit.get("knots", ()))
    return Fusion(tuple(fit["weights"]), float(fit["offset"]), knots)
