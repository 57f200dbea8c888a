"""Decoding what a CTC network gives: the best text, a confidence per character, and the runners-up."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalize.chars import MARKS

Floats = NDArray[np.float32]
BLANK = 0
"""Index of the CTC blank; class i stands for charset[i - 1]."""


NARROW = frozenset("lIi|!.,:;'")
"""Characters that may stand so close to their like that two blank steps lie between them."""
SOONEST = 5
"""Steps within which no letter of Thai ends; a step is two pixels of a normalised line."""
TORN = 3
"""Steps over which the probability of one character may be spread, so that each of them is likelier blank."""
LEAST_OF_TORN = 0.1
UNREAD = 0.02
"""Share of other characters between two digits from which both are no surer than that nothing stands there:
what a network half sees of a sign that it hardly knows within numbers (`12x24`)."""
FAINTEST = np.float32(-80)
"""Log odds below which none is told from another: 32 bits hardly hold such odds, nor does a sum with them
change, but they take a processor many times as long."""
LEAST_GAP = 3
"""Blank steps between two equal characters; of 253 real doubles none had fewer, of the false ones half."""


def softmax(logits: Floats, temperature: float = 1.0) -> Floats:
    """Probabilities along the last axis; a temperature above 1 makes them less certain."""
    e = _odds(logits, temperature)
    e /= e.sum(axis=-1, keepdims=True)
    return e


def _odds(logits: Floats, temperature: float, top: Floats | None = None) -> Floats:
    """Probabilities against that of the likeliest class, whose logits are `top` where they are known."""
    if top is None:  # numpy finds the place of the largest value sooner than the value
        top = logits[np.arange(len(logits)), logits.argmax(axis=-1)]
    above = logits - top[:, None]
    if temperature != 1:
        above /= np.float32(temperature)
    np.maximum(above, FAINTEST, out=above)
    return np.asarray(np.exp(above, out=above), dtype=np.float32)


class Step(NamedTuple):
    """A character of a path: its text, its probability, and the step at which it is likeliest."""

    char: str
    confidence: float
    at: int


def greedy(
    probs: Floats, charset: Sequence[str], least_gap: int = LEAST_GAP
) -> tuple[str, tuple[float, ...]]:
    """Best path: repeats merged, blanks dropped. A character's confidence is the highest of its steps.

    A wide character that seems to come again before it can have ended is one character.
    """
    return as_text(best_path(probs, charset, least_gap))


def best_path(probs: Floats, charset: Sequence[str], least_gap: int = LEAST_GAP) -> list[Step]:
    """The characters of the best path, as `greedy` finds them, with the steps at which they are likeliest."""
    best = probs.argmax(axis=-1)
    peak = probs[np.arange(len(best)), best]
    (likely,) = ((best == BLANK) & (peak < 1 - LEAST_OF_TORN)).nonzero()
    lost = _mend(best, peak, likely, probs[likely])
    return _beside_lost(merged(best, peak, charset, least_gap), lost, charset)


RIVALS = 3
"""So many classes of a step may stand against the likeliest one."""


class Ranked(NamedTuple):
    """The likeliest class of each step and the next one, with their logits, and those of all classes."""

    best: NDArray[np.int64]
    top: Floats
    other: NDArray[np.int64]
    second: Floats
    logits: Floats

    def wavering(
        self, far: float, among: Sequence[int]
    ) -> Iterator[tuple[int, int, list[tuple[int, float]]]]:
        """Each step of which another class is less than `far` behind in log odds, if blank is its likeliest
        one or it is `among` the given ones: the step, its likeliest class, and those RIVALS that are, the
        likeliest first, with their log odds."""
        asked = self.best == BLANK
        asked[among] = True
        (steps,) = (asked & (self.second > self.top - far)).nonzero()
        own = self.best[steps].tolist()
        behind = self.top[steps, None] - self.logits[steps]
        rows, classes = (behind < far).nonzero()
        near = zip(rows.tolist(), classes.tolist(), behind[rows, classes].tolist(), strict=True)
        found: list[list[tuple[int, float]]] = [[] for _ in own]
        for row, index, odds in near:
            if index != own[row]:
                found[row].append((index, odds))
        for step, best, rivals in zip(steps.tolist(), own, found, strict=True):
            yield step, best, sorted(rivals, key=itemgetter(1))[:RIVALS]


def likeliest(logits: Floats) -> Ranked:
    """The two likeliest classes of each step."""
    steps, best = np.arange(len(logits)), logits.argmax(axis=-1)
    top = logits[steps, best]
    logits[steps, best] = -np.inf  # for the time being: a copy takes longer than all the rest
    other = logits.argmax(axis=-1)
    second = logits[steps, other]
    logits[steps, best] = top
    return Ranked(best, top, other, second, logits)


def path_of_logits(
    logits: Floats, charset: Sequence[str], temperature: float = 1.0, ranks: Ranked | None = None
) -> list[Step]:
    """Best path as `greedy` finds it; probabilities are made for the steps that hold a character only.

    `ranks` are `likeliest(logits)` where they are known.
    """
    ranks = ranks or likeliest(logits)
    best, inked = ranks.best.copy(), ranks.best != BLANK
    reach = temperature * math.log(1 / LEAST_OF_TORN - 1)
    (steps,) = (inked | (ranks.top - ranks.second < reach)).nonzero()
    odds = _odds(logits.take(steps, axis=0), temperature, ranks.top[steps])
    total = odds.sum(axis=-1)
    peak = np.ones(len(best), np.float32)
    peak[steps] = 1 / total
    torn = ~inked[steps]
    likely = steps[torn]
    lost = _mend(best, peak, likely, odds[torn] / total[torn, None]) if len(likely) else []
    path = _beside_lost(merged(best, peak, charset), lost, charset)
    return _beside_unread(path, logits, ranks, charset, temperature)


def _beside_unread(
    path: list[Step], logits: Floats, ranks: Ranked, charset: Sequence[str], temperature: float
) -> list[Step]:
    """The path; where something else than a blank may stand between two digits, whatever it is, both are no
    surer than that nothing does."""
    pairs = [k for k, (a, b) in enumerate(pairwise(path)) if a.char.isdigit() and b.char.isdigit()]
    if not pairs:
        return path
    reach = temperature * math.log(2 / UNREAD)  # two classes at least have to share it
    faint = np.flatnonzero((ranks.best == BLANK) & (ranks.top - ranks.second < reach))
    for k in pairs:
        first, last = np.searchsorted(faint, [path[k].at + 1, path[k + 1].at])
        if first == last:
            continue
        probs = softmax(logits[faint[first:last]], temperature)
        no_sign = (path[k].char, path[k + 1].char, " ")
        probs[:, [BLANK, *(charset.index(char) + 1 for char in no_sign if char in charset)]] = 0
        nothing = 1 - float(probs.sum(axis=-1).max())
        if nothing < 1 - UNREAD:
            for at in (k, k + 1):
                path[at] = path[at]._replace(confidence=min(path[at].confidence, nothing))
    return path


class _Lost(NamedTuple):
    """A character left out of a path that may be there all the same: its class, its step, its probability."""

    number: int
    at: int
    probability: float


def _mend(best: NDArray[np.int64], peak: Floats, likely: NDArray[np.int64], probs: Floats) -> list[_Lost]:
    """Put in the characters whose probability is spread over a few steps, each of which is likelier blank.

    `likely` are the steps of which blank is the likeliest, but not all but certain, `probs` theirs. Such a
    character has one place that is not known: it is as likely as its steps together. Those that are likelier
    not there are left out and returned.
    """
    others = (probs[:, BLANK + 1 :].argmax(axis=-1) + BLANK + 1).tolist()
    places = likely.tolist()
    start = 0
    lost = []
    while start < len(places):
        end, index = start + 1, others[start]
        while end < len(places) and others[end] == index and places[end] - places[start] <= TORN:
            end += 1
        if index not in best[max(0, places[start] - TORN) : places[end - 1] + TORN + 1].tolist():
            own = probs[start:end, index]
            at, stands = places[start + int(own.argmax())], min(1.0, float(own.sum()))
            if end - start > 1 and stands > 0.5:
                best[at], peak[at] = index, stands
            elif stands >= LEAST_OF_TORN:
                lost.append(_Lost(index, at, stands))
        start = end
    return lost


def _beside_lost(path: list[Step], lost: list[_Lost], charset: Sequence[str]) -> list[Step]:
    """The path; what may have been left out between two blanks is put in, for no print has two of them side
    by side; another numeral that may have been left out leaves its doubt with the characters beside it."""
    for number, at, probability in lost:
        char, place = charset[number - 1], bisect_left(path, at, key=lambda step: step.at)
        if char != " " and 0 < place < len(path) and path[place - 1].char == path[place].char == " ":
            path.insert(place, Step(char, probability, at))
        elif char.isdigit():
            for k in range(max(0, place - 1), min(place + 1, len(path))):
                path[k] = path[k]._replace(confidence=min(path[k].confidence, 1 - probability))
    return path


def as_text(path: Sequence[Step]) -> tuple[str, tuple[float, ...]]:
    """The text of a path, and the probabilities of its characters."""
    return "".join(step.char for step in path), tuple(step.confidence for step in path)


def merged(
    best: NDArray[np.int64], peak: Floats, charset: Sequence[str], least_gap: int = LEAST_GAP
) -> list[Step]:
    """The characters of a path: `best` is each step's class and `peak` its probability."""
    path: list[Step] = []
    last, before = BLANK, -1  # the last character's class, and the last step that was not blank
    on_mark = False  # whether the path ends with a mark
    (inked,) = (best != BLANK).nonzero()
    for at, index, value in zip(inked.tolist(), best[inked].tolist(), peak[inked].tolist(), strict=True):
        gap = at - before - 1
        before = at
        char = charset[index - 1]
        if index == last and (gap == 0 or (gap < least_gap and char not in NARROW)):
            if value > path[-1].confidence:
                path[-1] = Step(char, value, at)
            continue
        last = index
        if not (on_mark and _comes_too_soon(path, char, at)):
            path.append(Step(char, value, at))
            on_mark = char in MARKS
    return path


def _comes_too_soon(path: list[Step], char: str, at: int) -> bool:
    """Whether the letter of a mark, the path's last, comes again before it can have ended: it is wider."""
    if char in MARKS:
        return False
    letter = next((step for step in reversed(path) if step.char not in MARKS), None)
    return letter is not None and letter.char == char and at - letter.at <= SOONEST


Beams = dict[str, tuple[float, float]]


def beam_search(
    probs: Floats, charset: Sequence[str], width: int = 12, top: int = 12, least: float = 1e-3
) -> list[tuple[str, float]]:
    """CTC prefix beam search: the `top` texts with their total probability, most likely first.

    Steps that are all but certainly blank are skipped; classes below `least` are not followed. The
    probabilities sum over all alignments, so they answer "is the whole text right?".
    """
    # beside each text the probabilities that it ends with blank and without
    beams: Beams = {"": (1.0, 0.0)}
    blank_only = probs[:, BLANK] > 0.9999
    at = -1
    for step, followed in _followed(probs, (~blank_only).nonzero()[0], ("", *charset), least):
        over_blanks, at = step > at + 1, step
        if len(followed) == 1:  # the order stays, unless the sign may be a text's last one going on
            ((sign, share),) = followed
            if not sign:
                beams = {prefix: ((b + n) * share, 0.0) for prefix, (b, n) in beams.items()}
                continue
            if not any(map(str.endswith, beams, repeat(sign))):
                beams = {prefix + sign: (0.0, (b + n) * share) for prefix, (b, n) in beams.items()}
                continue
        if over_blanks:
            beams = {prefix: (b + n, 0.0) for prefix, (b, n) in beams.items()}
        ranked = sorted(_grown(beams, followed).items(), key=lambda item: -(item[1][0] + item[1][1]))
        beams = {prefix: (b, n) for prefix, (b, n) in ranked[:width]}
    if at + 1 < len(probs):
        beams = {prefix: (b + n, 0.0) for prefix, (b, n) in beams.items()}
    totals = [(text, b + n) for text, (b, n) in beams.items()]
    return sorted(totals, key=lambda item: -item[1])[:top]


def _grown(beams: Beams, followed: Sequence[tuple[str, float]]) -> dict[str, list[float]]:
    """The texts of beams and those that grow of them, with one step's signs and their probabilities."""
    grown: dict[str, list[float]] = {}
    for prefix, (blank, other) in beams.items():
        total, last = blank + other, prefix[-1:]
        for sign, p in followed:
            if not sign:
                grown.setdefault(prefix, [0.0, 0.0])[0] += total * p
            elif sign == last:
                grown.setdefault(prefix, [0.0, 0.0])[1] += other * p
                grown.setdefault(prefix + sign, [0.0, 0.0])[1] += blank * p
            else:
                grown.setdefault(prefix + sign, [0.0, 0.0])[1] += total * p
    return grown


def _followed(
    probs: Floats, steps: NDArray[np.int64], signs: Sequence[str], least: float
) -> Iterator[tuple[int, list[tuple[str, float]]]]:
    """The steps with the signs of the classes that have at least so much probability, and with that; blank
    has no sign."""
    chosen = probs[steps]
    places, classes = (chosen >= least).nonzero()
    found = [signs[index] for index in classes.tolist()]
    pairs = list(zip(found, chosen[places, classes].tolist(), strict=True))
    ends = places.searchsorted(np.arange(len(steps)), side="right").tolist()
    start = 0
    for step, end in zip(steps.tolist(), ends, strict=True):
        yield step, pairs[start:end]
        start = end
