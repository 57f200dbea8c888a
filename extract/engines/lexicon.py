"""Letters of prose that the network wavers between, settled by the words that Thai has.

ช and ซ, or the marks ิ ี ึ ื, differ by a pixel or two in a scan. Of all the ways in which a run of Thai letters
can be read where the network gives several letters much the same probability, the one is taken that costs
least: words, letters that are part of none, and what the network holds against a letter. Readings that the
network is sure of are never touched, nor are numerals; a letter taken keeps its own low probability.

Words: `pythainlp.corpus.thai_words`, how often they come in the Thai National Corpus (PyThaiNLP, CC0), and
the names of Thailand's provinces, districts and subdistricts.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from extract.engines.ctc import BLANK, Ranked, Step
from normalize.places import district_names, province_names, subdistrict_names
from normalize.word_list import listed_words, word_counts
from normalize.words import WordSet

FAR = 5.0
"""Log odds of the letter read against another from which on the other is not thought of."""
CHANGE, TRUST = 0.15, 0.5
"""Cost of another letter than the one read, and what a log odds of 1 against it adds, in letters that are
part of no word."""
WORD, RARER, RAREST = 1.0, 0.3, 2.5
"""Cost of a word that comes 100,000 times in the Thai National Corpus, in letters that are part of no
word; what a word costs more that is ten times as rare; and the most. Few long words are likelier than many
short ones, and common words than rare ones: ลึก, not ลีก."""
UNFINISHED = 0.5
"""What a word costs more that a line breaks off: the rest of it stands on the next one."""
AROUND = 10
"""Letters on either side of a doubt that are looked at."""
LONGEST = 24
MOST_BEGUN = 256
"""So many words that may have begun are followed: lines of print have a few dozen, but of garbage where any
letter may be another or none there would be more than can be counted."""
SHORTEST_NAME = 4
"""Letters of a place's name from which it is a word of its own: shorter ones look like parts of words."""


@cache
def dictionary() -> WordSet:
    """The words that Thai has and the names of its places."""
    names = province_names() | district_names() | subdistrict_names()
    return WordSet([*listed_words(), *(name for name in names if len(name) >= SHORTEST_NAME)])


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


@lru_cache(maxsize=1 << 15)
def _worth(text: str) -> float | None:
    """What a text costs as a word, infinite where it only begins one (or is none yet); None if it does
    neither."""
    nearest = dictionary().nearest(text)
    if nearest == text:
        return _word_costs()[text]
    return math.inf if nearest.startswith(text) else None


@lru_cache(maxsize=1 << 12)
def _worth_of_begin(text: str) -> float:
    """What a text costs as the begin of the commonest word that goes on from it."""
    costs = _word_costs()
    return min((costs[word] for word in dictionary().beginning(text) if word != text), default=math.inf)


class Option(NamedTuple):
    """A way to read a place: the letter (or nothing), its log odds against what was read and the step it is
    seen at; `at` is -1 for what was read."""

    char: str
    odds: float = 0.0
    at: int = -1

    @property
    def cost(self) -> float:
        """What taking it costs."""
        return 0.0 if self.at < 0 else CHANGE + TRUST * self.odds


_Trail = tuple[int, "_Trail"] | None
"""The ways taken, the last first."""
_Way = tuple[float, _Trail]
"""What was spent, and the ways taken."""


class Slot(NamedTuple):
    """A place of a path, or the gap before it, and the ways to read it; what was read comes first."""

    place: int
    is_gap: bool
    options: tuple[Option, ...]


def spelled(path: list[Step], ranks: Ranked, charset: str) -> list[Step]:
    """The path with letters changed, put in or left out where that makes words.

    `path` are the characters of a reading in order, `ranks` the likeliest classes of all steps.
    """
    instead, between = _doubts(path, ranks, charset)
    if not instead and not between:
        return path
    chosen: list[tuple[Slot, Option]] = []
    for slots, goes_on in _windows(path, instead, between):
        ways = cheapest([[(option.char, option.cost) for option in slot.options] for slot in slots], goes_on)
        chosen += [(slot, slot.options[k]) for slot, k in zip(slots, ways, strict=True) if k]
    for slot, option in reversed(chosen):  # from the end: places before it stay the same
        path = _with_change(path, slot, option)
    return path


Doubts = dict[int, list[Option]]
"""Other ways to read a place of a path, or the gap before it."""


def _doubts(path: list[Step], ranks: Ranked, charset: str) -> tuple[Doubts, Doubts]:
    """The letters that are not much less likely than what was read: in its place, and between two places.

    None where no letter was read: a gap is looked at with the letters about it only.
    """
    starts = [step.at for step in path]
    letters = {step.at: place for place, step in enumerate(path) if _is_letter(step.char)}
    instead: Doubts = {}
    between: Doubts = {}
    if not letters:
        return instead, between
    for at, own, others in ranks.wavering(FAR, [*letters]):
        for rival, odds in others:
            char = "" if rival == BLANK else charset[rival - 1]
            if own != BLANK:
                if not char or _is_letter(char):
                    instead.setdefault(letters[at], []).append(Option(char, odds, at))
            elif _is_letter(char):
                place = bisect_left(starts, at)
                if all(char != step.char for step in path[max(0, place - 1) : place + 1]):
                    between.setdefault(place, []).append(Option(char, odds, at))
    return instead, between


def _is_letter(char: str) -> bool:
    return "ก" <= char <= "๎"


def _windows(path: list[Step], instead: Doubts, between: Doubts) -> Iterator[tuple[list[Slot], bool]]:
    """The slots of what stands about the doubts of each run of Thai letters, and whether the last word there
    may go on."""
    doubted = sorted(instead.keys() | between.keys())
    for start, end in _runs(path):
        own = doubted[bisect_left(doubted, start) : bisect_left(doubted, end + 1)]
        while own:
            near = next((k for k, (a, b) in enumerate(pairwise(own), 1) if b - a > 2 * AROUND), len(own))
            first, last = max(start, own[0] - AROUND), min(end, own[near - 1] + 1 + AROUND)
            places = range(first, last + (last == end))
            slots = [slot for place in places for slot in _slots(path, place, instead, between, place < end)]
            yield slots, last < end or end == len(path)
            own = own[near:]


def _runs(path: list[Step]) -> Iterator[tuple[int, int]]:
    """Where runs of Thai letters begin and end."""
    start = 0
    for end in range(len(path) + 1):
        if end == len(path) or not _is_letter(path[end].char):
            if end > start:
                yield start, end
            start = end + 1


def _slots(path: list[Step], place: int, instead: Doubts, between: Doubts, is_letter: bool) -> Iterator[Slot]:
    """The gap before a place if it may hold a letter, and the place itself."""
    if place in between:
        likeliest = min(between[place], key=lambda option: option.odds)
        yield Slot(place, True, (Option(""), likeliest))
    if is_letter:
        yield Slot(place, False, (Option(path[place].char), *instead.get(place, ())))


def cheapest(slots: list[list[tuple[str, float]]], goes_on: bool = False) -> list[int]:
    """Which way to read each slot (letters and their costs): those that cost least together with the words
    they make, or begin where the last one `goes_on`. Of the words begun in any slot the MOST_BEGUN cheapest
    are followed."""
    done: _Way = (0.0, None)
    begun: dict[str, _Way] = {}
    for place, options in enumerate(slots):
        may_go_on = goes_on and place + 1 == len(slots)
        ended: _Way = (math.inf, None)
        longer_ones: dict[str, _Way] = {}
        for text, (spent, before) in [*begun.items(), ("", done)]:
            for k, (letter, cost) in enumerate(options):
                whole, taken = spent + cost, (k, before)
                if not text:  # of no word: a letter left out there costs no less than one that stays
                    loose = whole + (1.0 if letter or k else 0.0)
                    if loose < ended[0]:
                        ended = loose, taken
                longer = text + letter
                worth = _worth(longer) if longer else None
                if worth is None:
                    continue
                if may_go_on and len(longer) > 1:
                    worth = min(worth, _worth_of_begin(longer) + UNFINISHED)
                if whole + worth < ended[0]:
                    ended = whole + worth, taken
                if longer not in longer_ones or whole < longer_ones[longer][0]:
                    longer_ones[longer] = whole, taken
        done, begun = ended, longer_ones
        if len(begun) > MOST_BEGUN:
            begun = dict(sorted(begun.items(), key=lambda item: item[1][0])[:MOST_BEGUN])
    found: list[int] = []
    trail = done[1]
    while trail is not None:
        k, trail = trail
        found.append(k)
    return found[::-1]


def _with_change(path: list[Step], slot: Slot, option: Option) -> list[Step]:
    """The path with an option in its place; what was left out leaves its doubt with the letter before it."""
    kept = math.exp(-option.odds) / (1 + math.exp(-option.odds))
    new = [Step(option.char, kept, option.at)] if option.char else []
    path = [*path[: slot.place], *new, *path[slot.place + (not slot.is_gap) :]]
    if not new and path:
        beside = max(0, slot.place - 1)
        path[beside] = path[beside]._replace(confidence=min(path[beside].confidence, kept))
    return path
