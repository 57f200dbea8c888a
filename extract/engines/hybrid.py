"""Another engine's letters joined with our own reader's digits, line by line.

Engines of the package archives read Thai prose well but can't tell ๔ ๖ ๗ ๘ ๙ apart; our reader can. Both
read the line, the texts are aligned, and every run of digits comes from our reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from extract.engines.base import Engine, Image, LineKind
from extract.model import Reading

DIGITS = "0123456789๐๑๒๓๔๕๖๗๘๙"
_RUN = re.compile(rf"[{DIGITS}](?:[{DIGITS},./]*[{DIGITS}])?")
_FOLD = str.maketrans(dict.fromkeys(DIGITS, "0"))

MIN_AGREEMENT = 0.35
"""Share of letters both readings must have in common: below it they are no readings of the same line."""


def join_readings(letters: Reading, digits: Reading) -> Reading:
    """`letters` with each run of digits taken from the aligned place in `digits`.

    The confidence is the lower of the letters' own and that of the digits put in. Where the readings have
    too little in common to be aligned, the letters stay and their digits are marked as not trusted.
    """
    if not digits.text or not letters.text:
        return letters if letters.text else digits
    ours, theirs = digits.text, letters.text
    runs = [match.span() for match in _RUN.finditer(ours)]
    if not runs and not _RUN.search(theirs):
        return letters
    a, b = theirs.translate(_FOLD), ours.translate(_FOLD)
    if 1 - Levenshtein.normalized_distance(a, b) < MIN_AGREEMENT:
        return _untrusted(letters)
    place = _places(a, b)
    text: list[str] = []
    chars: list[float] = []
    used = 0
    lowest = 1.0
    for start, stop in runs:
        left, right = _widen(theirs, max(place[start], used), max(place[stop], used))
        _copy(letters, used, left, text, chars)
        _copy(digits, start, stop, text, chars)
        lowest = min([lowest, *digits.char_confidences[start:stop]])
        used = right
    _copy(letters, used, len(theirs), text, chars)
    joined = "".join(text)
    rest = [match.group() for match in _RUN.finditer(joined)]
    if rest != [ours[start:stop] for start, stop in runs]:
        # digits that only the other engine saw are left in: they may be misread letters or misread digits
        return _untrusted(Reading(joined, min(letters.confidence, lowest), tuple(chars)))
    return Reading(joined, min(letters.confidence, lowest), tuple(chars), digits_trusted=True)


def _untrusted(reading: Reading) -> Reading:
    return Reading(
        reading.text, reading.confidence, reading.char_confidences, reading.alternatives, digits_trusted=False
    )


def _places(a: str, b: str) -> list[int]:
    """For each index of `b` (and its end) the index in `a` that stands at the same place."""
    place = [0] * (len(b) + 1)
    for op in Levenshtein.opcodes(a, b):
        size_a, size_b = op.src_end - op.src_start, op.dest_end - op.dest_start
        for i in range(size_b):
            place[op.dest_start + i] = op.src_start + min(i, size_a)
    place[len(b)] = len(a)
    for i in range(len(b) - 1, 0, -1):  # places never go backwards
        place[i] = min(place[i], place[i + 1])
    return place


def _widen(text: str, left: int, right: int) -> tuple[int, int]:
    """Take in the digits of `text` that touch the span: one digit is often misread as two."""
    while right < len(text) and text[right] in DIGITS:
        right += 1
    while left > 0 and left < right and text[left - 1] in DIGITS:
        left -= 1
    return left, right


def _copy(source: Reading, start: int, stop: int, text: list[str], chars: list[float]) -> None:
    text.append(source.text[start:stop])
    known = source.char_confidences[start:stop]
    chars.extend(known if len(known) == stop - start else [source.confidence] * (stop - start))


class HybridEngine:
    """Letters of one engine, digits of another (see `extract.engines.base.Engine`)."""

    def __init__(self, letters: Engine, digits: Engine) -> None:
        """`letters`: an engine that reads prose well; `digits`: one whose digits can be trusted."""
        self._letters, self._digits = letters, digits

    @property
    def name(self) -> str:
        """Short name of the pair."""
        return f"{self._letters.name}+{self._digits.name}"

    @property
    def version(self) -> str:
        """Versions of both engines."""
        return f"{self._letters.version}+{self._digits.version}"

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        """Read each line with both engines; numbers come from the digits' engine wherever it finds one."""
        own = self._digits.read(lines, kind)
        if kind == "number":
            missing = [i for i, reading in enumerate(own) if not reading.text]
            others = self._letters.read([lines[i] for i in missing], "text") if missing else []
            for i, reading in zip(missing, others, strict=True):
                own[i] = _untrusted(reading)
            return own
        return [join_readings(a, b) for a, b in zip(self._letters.read(lines, kind), own, strict=True)]
