"""Numbers within lines of text: where each stands on its line, and what another look at it gives.

The general network learns letters and digits alike, and its digits are the weaker for it: in a face that it
never saw a ๗ can look like a ๓ to it. A number of which it is unsure is cut out of the line for the networks
that read numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.engines.clear_page import CERTAIN, HESITANT
from extract.engines.ctc import Step
from extract.engines.line_image import Grey, LineInk
from extract.model import Reading

UNSURE = CERTAIN
"""A number is looked at again if one of its characters has less than this probability. Of 3,700 numbers in
held-out lines 37 of 62 wrong ones are put right and 3 right ones lost by that, all of them below 0.97."""
LIKELY = 0.9
"""A number with a character more is taken where there is ink for it and the networks are so sure."""
NUMERAL = re.compile(r"[0-9๐-๙]+(?:[,.][0-9๐-๙]+)*")
"""A number, as it stands in the line when it was looked at again."""
FOUND = re.compile(r"[0-9๐-๙]+(?:(?:[,.]{1,2}| )[0-9๐-๙]+)*")
"""A number, or two with a blank between, as it may stand there before: a sign too many, or a point lost."""
BEFORE, BEHIND = 8.0, 5.0
"""A character begins at most so many columns of the normalised line before and behind its step."""
SIGNS, BESIDE = frozenset(".,/"), frozenset(".,/()-:")
EMPTY = 1
"""The ink of a column of paper, summed over its rows."""


class Numeral(NamedTuple):
    """A number on a line: its first character in the line's path, the one behind its last, its image, and
    whether there is more ink than characters."""

    first: int
    end: int
    image: Grey
    lacks_one: bool = False


def doubtful_numerals(path: Sequence[Step], line: LineInk, height: int) -> list[Numeral]:
    """The numbers of a line's path that are worth another look; `height` is that of the network's lines.

    They are those of which a character is unsure, and those with more pieces of ink than characters.
    """
    text = "".join(step.char for step in path)
    runs = [run for match in FOUND.finditer(text) for run in _apart(path, *match.span())]
    if not runs:
        return []
    ink = line.text_ink().sum(axis=0, dtype=np.int64)
    found = []
    for first, end in runs:
        left, right = (_begin_of(path, k, line, ink, height) for k in (first, end))
        if right - left <= 2:
            continue
        # a stop or a bracket beside it may stand on this side of the cut
        beside = sum(step.char in BESIDE for step in (*path[max(0, first - 1) : first], *path[end : end + 1]))
        lacks_one = _pieces(ink[left:right]) > end - first + beside
        if lacks_one or min(step.confidence for step in path[first:end]) < UNSURE:
            image = line.image[:, line.left + left : line.left + right]
            found.append(Numeral(first, end, image, lacks_one))
    return found


def _pieces(ink: NDArray[np.int64]) -> int:
    """How many pieces with paper between them stand in a row: one for each character, or fewer."""
    inked = ink > EMPTY
    return int(inked[0]) + int((inked[1:] & ~inked[:-1]).sum())


def _apart(path: Sequence[Step], first: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of what may be one number between blanks that are sure."""
    begin = first
    for k in range(first, end):
        if path[k].char == " " and path[k].confidence >= UNSURE:
            yield begin, k
            begin = k + 1
    yield begin, end


def _begin_of(path: Sequence[Step], k: int, line: LineInk, ink: NDArray[np.int64], height: int) -> int:
    """The column of a line's own box where its `k`-th character begins: in the middle of the paper before it,
    or where there is least ink."""
    if k == 0 or k == len(path):
        return 0 if k == 0 else len(ink)
    first = last = path[k].at
    if path[k].char == " " and k + 1 < len(path):
        last = path[k + 1].at
    if path[k - 1].char == " ":
        first = path[k - 1].at
    left = max(0, int(line.column_at(first, height, -BEFORE)))
    right = min(len(ink), int(line.column_at(last, height, BEHIND)) + 1)
    if right <= left:
        return min(left, len(ink))
    part = ink[left:right]
    (low,) = (part <= max(EMPTY, part.min())).nonzero()
    gaps = np.split(low, np.flatnonzero(np.diff(low) > 1) + 1)
    widest = max(map(len, gaps))
    # beside a blank that of the blank: a digit that was not read may stand between it and the others
    wide = [gap for gap in gaps if 2 * len(gap) >= widest]
    if path[k - 1].char == " " or path[k].char == " ":
        gap = wide[0 if path[k - 1].char == " " else -1]
    else:
        begin = line.column_at(path[k].at, height) - left
        gap = min(gaps, key=lambda own: abs(float(own.mean()) - begin))
    return left + int(gap[len(gap) // 2])


def with_numeral(path: Sequence[Step], numeral: Numeral, reading: Reading) -> list[Step]:
    """The path with what the other networks read in a number's place, where they are surer of it, or see the
    character that is lacking.

    A number that they read otherwise is never certain.
    """
    own = path[numeral.first : numeral.end]
    before, text = "".join(step.char for step in own), reading.text.rstrip(".")  # the line's next character
    surer = reading.confidence >= min(step.confidence for step in own)
    mended = numeral.lacks_one and len(text) > len(before) and reading.confidence >= LIKELY
    if NUMERAL.fullmatch(text) and (surer or mended):
        most = 1.0 if text == before else HESITANT
        known = len(reading.char_confidences) == len(reading.text)
        each = reading.char_confidences if known else (1.0,) * len(text)
        chars = [min(char, reading.confidence, most) for char in each[: len(text)]]
        places = np.linspace(own[0].at, own[-1].at, len(text)).round().astype(int).tolist()
        own = [Step(*parts) for parts in zip(text, chars, places, strict=True)]
    return [*path[: numeral.first], *own, *path[numeral.end :]]


def doubted_at_signs(path: Sequence[Step]) -> list[Step]:
    """The path; a number is no surer than the stop, comma or stroke at its end and what follows on that.

    Where these were misread, they are the rest of the number as often as not (`๖.น` for ๖.๖). Behind the
    number that a line begins with stands its text (`1.นาย`).
    """
    text, found = "".join(step.char for step in path), list(path)
    for match in NUMERAL.finditer(text):
        first, end = match.span()
        behind = end
        while text[behind : behind + 1] in SIGNS:
            behind += 1
        if first and end < behind < len(text) and text[behind] != " ":
            behind += 1
        least = min((step.confidence for step in path[end:behind]), default=1.0)
        for k in range(first, end):
            found[k] = found[k]._replace(confidence=min(found[k].confidence, least))
    return found
