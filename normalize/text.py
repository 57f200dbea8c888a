"""Clean text: lines of a cell joined, and the blanks that wrapping left in the middle of phrases taken out.

Thai is written without blanks between words; a blank parts phrases. Where a line was wrapped there is
no telling from the line alone whether a blank stood there, so three things are asked, in this order:
what other places of the same document show (`Vocabulary`), whether a dictionary word would be cut, and
how full the line is. Letters, digits and signs are never deleted; only blanks come and go.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from normalize.chars import MARKS, canonical
from normalize.digits import to_arabic

_CONTEXT = 5
"""Letters on each side of a blank that must recur for another place to be evidence."""

_LEADING_VOWELS = "เแโใไ"
_NEVER_FIRST = MARKS + "าำะๅๆฯ"
_THAI_LETTER = re.compile(r"[ก-ฺเ-๎]")
_GAP = re.compile(r"(?<=\S) (?=\S)")
_OPENING = "([{“‘«"
_CLOSING = ")]}”’»,.;:!?/%"
_QUOTE_FORMS: dict[str, str | int | None] = {
    "„": "“",
    "‟": "“",
    "″": '"',
    "«": "“",
    "»": "”",
    "‚": "‘",
    "‛": "‘",
    "′": "'",
    "´": "'",
    "`": "'",
}
_WRAP_FULL = 0.8
"""A line that would have had room for the next word within this share of the widest line was broken on
purpose.
"""


@dataclass(frozen=True)
class Vocabulary:
    """How a document writes its phrases: which letters it sets side by side, and which it parts by a blank.

    Build it once per document from all of its texts (`Vocabulary.of`).
    """

    glued: Counter[str] = field(default_factory=Counter)
    spaced: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        """The vocabulary of a document's texts (lines or paragraphs, raw or clean)."""
        glued: Counter[str] = Counter()
        spaced: Counter[str] = Counter()
        for text in texts:
            for line in canonical(text).split("\n"):
                letters = line.replace(" ", "")
                around = [letters[at : at + 2 * _CONTEXT] for at in range(len(letters) - 2 * _CONTEXT + 1)]
                for gap in reversed(_gaps(line)):
                    if _CONTEXT <= gap <= len(letters) - _CONTEXT:
                        spaced[around.pop(gap - _CONTEXT)] += 1
                glued.update(around)
        return cls(glued, spaced)

    def verdict(self, before: str, after: str) -> bool | None:
        """Whether a blank belongs between two texts: True, False, or None where the document does not say.

        The place in question is itself among the document's spaced places, so one sighting with a blank
        proves nothing.
        """
        left, right = before.replace(" ", "")[-_CONTEXT:], after.replace(" ", "")[:_CONTEXT]
        if len(left) < _CONTEXT or len(right) < _CONTEXT:
            return None
        glued, spaced = self.glued[left + right], self.spaced[left + right]
        if glued and glued * 2 >= spaced:
            return False
        return True if spaced > 2 else None


def clean(text: str) -> str:
    """The clean form of tables: canonical spelling, Arabic digits, line feeds kept."""
    return to_arabic(canonical(text))


def normalise_quotes(text: str) -> str:
    """Rare quotation marks written as the usual “ ” ‘ ’ \" '; nothing else changes."""
    return text.translate(str.maketrans(_QUOTE_FORMS))


def unwrap(lines: Sequence[str], vocabulary: Vocabulary | None = None) -> str:
    """One line of text made of the lines of a cell or paragraph; canonical, digits as printed.

    Blanks inside the lines stay (see `close_gaps`).

    >>> unwrap(["โครงการส่งเสริมคุณ", "ธรรม จำนวน", "50 คน"])
    'โครงการส่งเสริมคุณธรรม จำนวน 50 คน'
    """
    parts = [part for line in lines for part in canonical(line).split("\n") if part]
    if not parts:
        return ""
    widest = max(_width(part) for part in parts)
    text = parts[0]
    last = parts[0]
    for part in parts[1:]:
        text += (" " if _blank_at_break(text, part, last, widest, vocabulary) else "") + part
        last = part
    return canonical(text)


def close_gaps(text: str, vocabulary: Vocabulary | None = None) -> str:
    """`text` without the blanks that line wrapping left between Thai letters; canonical, digits as printed.

    A blank goes when the document elsewhere writes the same letters without it, or when it cuts a dictionary
    word; all others stay.

    >>> close_gaps("สมาชิกสภาท้อง ถิ่น")
    'สมาชิกสภาท้องถิ่น'
    """
    text = canonical(text)
    kept: list[str] = []
    position = 0
    for gap in _GAP.finditer(text):
        before, after = text[: gap.start()], text[gap.end() :]
        if _thai_on_both_sides(before, after) and _is_wrap_gap(before, after, vocabulary):
            kept.append(text[position : gap.start()])
            position = gap.end()
    return "".join(kept) + text[position:]


def _is_wrap_gap(before: str, after: str, vocabulary: Vocabulary | None) -> bool:
    if after[0] in _NEVER_FIRST.replace("ๆ", "").replace("ฯ", "") or before[-1] in _LEADING_VOWELS:
        return True
    verdict = vocabulary.verdict(before, after) if vocabulary is not None else None
    if verdict is not None:
        return not verdict
    return _cuts_word(before, after)


def _blank_at_break(before: str, after: str, last: str, widest: int, vocabulary: Vocabulary | None) -> bool:
    """Whether a line break stands for a blank."""
    if after[0] in _NEVER_FIRST or before[-1] in _LEADING_VOWELS or before[-1] in _OPENING:
        return False
    if not _thai_on_both_sides(before, after):
        return after[0] not in _CLOSING and before[-1] != "/"
    verdict = vocabulary.verdict(before, after) if vocabulary is not None else None
    if verdict is not None:
        return verdict
    if _cuts_word(before, after):
        return False
    return _width(last) + _width(_first_word(after)) < _WRAP_FULL * widest


def _thai_on_both_sides(before: str, after: str) -> bool:
    return bool(_THAI_LETTER.match(before[-1]) and _THAI_LETTER.match(after[0]))


def _cuts_word(before: str, after: str) -> bool:
    """Whether the blank falls inside a dictionary word."""
    from normalize.words import is_word, tokens

    left = before.rpartition(" ")[2][-30:]
    right = after.partition(" ")[0][:30]
    position = 0
    for token in tokens(left + right):
        if position < len(left) < position + len(token):
            return is_word(token)
        position += len(token)
    return False


def _first_word(text: str) -> str:
    from normalize.words import tokens

    found = tokens(text[:30])
    return found[0] if found else ""


def _width(text: str) -> int:
    """Columns that a text takes: marks above and below take none."""
    return sum(1 for char in text if char not in MARKS)


def _gaps(line: str) -> list[int]:
    """Behind how many letters of a line blanks stand, each place once."""
    return list(dict.fromkeys(accumulate(map(len, line.split(" ")))))[:-1]
