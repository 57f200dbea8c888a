"""Thai words: pythainlp's list, and its way `newmm` to cut a text into them, with nothing else to load.

`newmm` (PyThaiNLP, Apache-2.0; Korakot Chaovavanich) takes the fewest words of the dictionary that make up a
text, and cuts only where a cluster of characters ends (Theeramunkong et al. 2000). Importing the package and
building its trie of 62,000 words takes half a second and over 100 MB in every process; this gives the same
words for a twentieth of both.
"""

from __future__ import annotations

import functools
import re
import sys
from bisect import bisect_left
from collections import deque
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

from normalize.word_list import listed_words

_KEY = 3
"""Letters by which words are grouped: few words share them, and nearly all words have that many."""
_LAST = chr(sys.maxunicode)
"""Comes after every letter."""

_MOST_WAYS = 50
"""Words that are tried at once: where a text can be cut in more ways, it is cut as far as it was seen."""

_FOREIGN = re.compile(r"[-a-zA-Z]+|\d+([,.]\d+)*|[ \t]+|\r?\n|[^\u0E00-\u0E7F \t\r\n]+")
"""What is no Thai: Latin letters, a number, blanks, a line's end, other signs."""

_SHORT = re.compile("[ก-ฮ]{,2}$")
_FIGURE = re.compile(r"(\d+[.,:])+\d+")

_CLUSTERS = (
    """เc็ck เcctาะk เccีtยะk เccีtย(?=[เ-ไก-ฮ]|$)k เcc็ck เcิc์ck เcิtck เcีtยะ?k เcืtอะ?k
    เc[ิีุู]tย(?=[เ-ไก-ฮ]|$)k เctา?ะ?k cัtวะk c[ัื]tc[ุิะ]?k c[ิุู]์ c[ะ-ู]tk cรรc์ c็ ct[ะาำ]?k ck แc็c แcc์
    แctะ แcc็c แccc์ โctะ [เ-ไ]ct ก็ อึ หึ""".replace("k", "(cc?[ูุิ]?[์])?")
    .replace("c", "[ก-ฮ]")
    .replace("t", "[่-๋]?")
    .split()
)
_CLUSTER = re.compile("|".join(_CLUSTERS))
"""Characters that stand or fall together (c: a consonant, t: a tone mark, k: letters that are not spoken)."""


class WordSet:
    """The words of a dictionary, for what begins at a place of a text.

    Words are sorted, and looked at further where a text has their first letters: a text has few of them.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = sorted(words)
        self._groups: dict[str, tuple[tuple[int, ...], frozenset[str]]] = {}

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        """The words that `text` has at `start`, the shortest first."""
        key = text[start : start + _KEY]
        lengths, group = self._groups.get(key) or self._group(key)
        room = len(text) - start
        return [
            word for length in lengths if length <= room and (word := text[start : start + length]) in group
        ]

    def _group(self, key: str) -> tuple[tuple[int, ...], frozenset[str]]:
        """The lengths, and all words, of those that begin with some letters or that these begin with."""
        first = bisect_left(self._words, key)
        last = bisect_left(self._words, key + _LAST, first)
        shorter = (key[:length] for length in range(1, len(key)))
        words = frozenset([*self._words[first:last], *(word for word in shorter if word in self)])
        group = self._groups[key] = tuple(sorted(set(map(len, words)))), words
        return group

    def nearest(self, text: str) -> str:
        """The first word that does not come before `text`: itself if it is a word, else one that begins with
        it if any does; "" behind the last one."""
        place = bisect_left(self._words, text)
        return self._words[place] if place < len(self._words) else ""

    def beginning(self, text: str) -> Sequence[str]:
        """The words that begin with `text`."""
        first = bisect_left(self._words, text)
        return self._words[first : bisect_left(self._words, text + _LAST, first)]

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word != "" and self.nearest(word) == word


@functools.cache
def dictionary() -> WordSet:
    """The words of pythainlp's general list."""
    return WordSet(listed_words())


def is_word(text: str) -> bool:
    """Is it a word of the list?"""
    return text in dictionary()


@functools.lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """`text` cut into words (maximal matching); nothing is lost.

    >>> tokens("โครงการส่งเสริมคุณธรรม")
    ('โครงการ', 'ส่งเสริม', 'คุณธรรม')
    """
    return tuple(_figures_whole(text, _cut(text))) if text else ()


def _cut(text: str) -> list[str]:
    """The words of a text, and what stands between them."""
    words, ends = dictionary(), _cluster_ends(text)
    found: list[str] = []
    ways: dict[int, list[int]] = {}
    n_ways = done = 0
    places = [0]
    """Where words may begin that were not looked at yet, the first at the top."""
    while places[0] < len(text):
        begin = heappop(places)
        for word in words.prefixes(text, begin):
            end = begin + len(word)
            if not ends[end]:
                continue
            ways.setdefault(begin, []).append(end)
            n_ways += 1
            if end not in places:
                heappush(places, end)
            if n_ways > _MOST_WAYS:
                break
        if len(places) == 1:  # all ways lead there
            for stop in _shortest_way(ways, done, places[0]):
                found.append(text[done:stop])
                done = stop
        elif not places:
            done = _end_of_unknown(text, begin, ends)
            found.append(text[begin:done])
            places.append(done)
        else:
            continue
        ways, n_ways = {}, 0
    return found


def _cluster_ends(text: str) -> bytearray:
    """For each place of a text whether a cluster of characters ends there."""
    ends = bytearray(len(text) + 1)
    place = 0
    while place < len(text):
        cluster = _CLUSTER.match(text, place)
        place = cluster.end() if cluster else place + 1
        ends[place] = 1
    return ends


def _shortest_way(ways: Mapping[int, Sequence[int]], start: int, goal: int) -> list[int]:
    """The places that the way of the fewest words from `start` comes to, up to `goal`."""
    before = {start: start}
    seen = deque([start])
    while goal not in before:
        place = seen.popleft()
        for end in ways.get(place, ()):
            if end not in before:
                before[end] = place
                seen.append(end)
    way = [goal]
    while before[way[-1]] != start:
        way.append(before[way[-1]])
    return way[::-1]


def _end_of_unknown(text: str, begin: int, ends: bytearray) -> int:
    """Where what begins at a place, and is no word, ends: before the next word of more than two letters."""
    foreign = _FOREIGN.match(text, begin)
    if foreign:
        return foreign.end()
    for place in range(begin + 1, len(text)):
        if ends[place]:
            words = dictionary().prefixes(text, place)
            if any(ends[place + len(word)] and not _SHORT.match(word) for word in words):
                return place
            if _FOREIGN.match(text, place):
                return place
    return len(text)


def _figures_whole(text: str, parts: Sequence[str]) -> list[str]:
    """The parts of a text with those of one figure (`1,234.50`, `12:30`) joined."""
    figures = [figure.span() for figure in _FIGURE.finditer(text)]
    joined: list[str] = []
    place = 0
    rest = deque(parts)
    for start, end in figures:
        while rest and place < start:
            joined.append(rest.popleft())
            place += len(joined[-1])
        figure = ""
        while rest and place < end:
            figure += rest[0]
            place += len(rest.popleft())
        if figure:
            joined.append(figure)
    return [*joined, *rest]
