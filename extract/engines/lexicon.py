"""Letters of prose that the network wavers between, settled by the words that Thai has.

ช and ซ, or the marks ิ ี ึ ื, differ by a pixel or two in a scan. Where the network gives two letters much
the same probability, that one is taken which makes words of what stands around it. Readings that the network
is sure of are never touched, nor are numerals; the letter taken keeps its own low probability.

Words: `pythainlp.corpus.thai_words`, and how often they come in the Thai National Corpus (PyThaiNLP, CC0).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from extract.engines.ctc import BLANK, Ranked, Step
from normalize.word_list import word_counts
from normalize.words import dictionary

FAR = 5.0
"""Log odds of the letter read against another from which on the other is not thought of."""
TRUST = 0.45
"""What a log odds of 1 against a letter weighs, in characters that are part of no word."""
LEAST_GAIN = 0.1
WORD, RARER, RAREST = 1.0, 0.3, 2.5
"""Cost of a word that comes 100,000 times in the Thai National Corpus, in characters that are part of no
word; what a word costs more that is ten times as rare; and the most. Few long words are likelier than many
short ones, and common words than rare ones: ลึก, not ลีก."""
AROUND = 10
"""Characters on either side that are looked at."""
LONGEST = 24
_FIRST_LETTERS, _LAST_LETTERS = re.compile("[ก-๎]*"), re.compile("[ก-๎]*$")


class _WordCosts(dict[str, float]):
    """What each word of the dictionary costs, found when it is asked for: a page holds few of them."""

    def __init__(self) -> None:
        self._counts = word_counts()

    def __missing__(self, word: str) -> float:
        fits = 1 < len(word) <= LONGEST
        cost = _word_cost(self._counts.get(word, 0)) if fits else math.inf
        self[word] = cost
        return cost


def _word_cost(count: int) -> float:
    return min(RAREST, WORD + RARER * (5 - math.log10(count + 1)))


_word_costs = cache(_WordCosts)


def cost(text: str) -> float:
    """Characters that are part of no word, and what each word costs, in the best division of the text."""
    known, costs = dictionary(), _word_costs()
    best = [float(k) for k in range(len(text) + 1)]
    for start in range(len(text)):
        here = best[start]
        best[start + 1] = min(best[start + 1], here + 1.0)
        for word in known.prefixes(text, start):
            stop = start + len(word)
            best[stop] = min(best[stop], here + costs[word])
    return best[-1]


class _Doubt(NamedTuple):
    """Where a path may go another way: the path's places that give way to `char` (or to nothing)."""

    first: int
    last: int
    char: str
    odds: float
    at: int


def spelled(path: list[Step], ranks: Ranked, charset: str) -> list[Step]:
    """The path with letters changed, put in or left out where that makes words.

    `path` are the characters of a reading in order, `ranks` the likeliest classes of all steps.
    """
    for doubt in reversed(_doubts(path, ranks, charset)):  # from the end: places before it stay the same
        if _makes_words(path, doubt):
            kept = math.exp(-doubt.odds) / (1 + math.exp(-doubt.odds))
            new = [Step(doubt.char, kept, doubt.at)] if doubt.char else []
            path = [*path[: doubt.first], *new, *path[doubt.last :]]
            if not new and path:  # what was left out leaves its doubt with the letter before it
                beside = max(0, doubt.first - 1)
                path[beside] = path[beside]._replace(confidence=min(path[beside].confidence, kept))
    return path


def _doubts(path: list[Step], ranks: Ranked, charset: str) -> list[_Doubt]:
    """The letters that are not much less likely than what was read, in the order of their places."""
    (wavering,) = (ranks.second > ranks.top - FAR).nonzero()
    chosen = (part[wavering].tolist() for part in (ranks.best, ranks.other, ranks.top - ranks.second))
    starts = [step.at for step in path]
    found = []
    for at, own, second, odds in zip(wavering.tolist(), *chosen, strict=True):
        char = "" if second == BLANK else charset[second - 1]
        place = bisect_left(starts, at)
        if own == BLANK:
            beside = [step.char for step in path[max(0, place - 1) : place + 1]]
            if _is_letter(char) and char not in beside:
                found.append(_Doubt(place, place, char, odds, at))
        elif place < len(path) and path[place].at == at and _settles(path[place].char, char):
            found.append(_Doubt(place, place + 1, char, odds, at))
    return found


def _is_letter(char: str) -> bool:
    return "ก" <= char <= "๎"


def _settles(read: str, other: str) -> bool:
    return _is_letter(read) and (not other or _is_letter(other))


def _makes_words(path: list[Step], doubt: _Doubt) -> bool:
    before = _matched(_LAST_LETTERS, path[max(0, doubt.first - AROUND) : doubt.first])
    after = _matched(_FIRST_LETTERS, path[doubt.last : doubt.last + AROUND])
    read = "".join(step.char for step in path[doubt.first : doubt.last])
    least = LEAST_GAIN + TRUST * doubt.odds
    now = cost(before + read + after)
    return now > least + WORD and now - cost(before + doubt.char + after) > least


def _matched(letters: re.Pattern[str], steps: list[Step]) -> str:
    """The letters that the steps begin, or end, with."""
    found = letters.search("".join([step.char for step in steps]))
    return found[0] if found else ""
