"""Thai characters: one spelling for what looks the same, without losing a letter.

Sources: WTT 2.0 (the private-use glyph variants U+F700-F71A of Thai Windows fonts, and the order
consonant, vowel, tone mark), the Unicode chapter on Thai (sara am = nikhahit + sara aa).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from normalize.digits import to_arabic

PRIVATE_USE = {
    0xF700: "ฐ",
    **dict(zip(range(0xF701, 0xF705), "ิีึื", strict=True)),
    **dict(zip(range(0xF705, 0xF70A), "่้๊๋์", strict=True)),
    **dict(zip(range(0xF70A, 0xF70F), "่้๊๋์", strict=True)),
    0xF70F: "ญ",
    **dict(zip(range(0xF710, 0xF713), "ัํ็", strict=True)),
    **dict(zip(range(0xF713, 0xF718), "่้๊๋์", strict=True)),
    **dict(zip(range(0xF718, 0xF71B), "ฺุู", strict=True)),
}
"""Private-use glyph variant (code point) to the letter or mark that it draws."""

ABOVE_BELOW_VOWELS = "ัิีึืฺุู็"
TONES = "่้๊๋์"
MARKS = ABOVE_BELOW_VOWELS + TONES + "ํ๎"
QUOTES = "\"'“”‘’„‟‚‛«»′″`´"
DASHES = "-‐‑‒–—―−﹣－"

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_ANY_PRIVATE, _ANY_INVISIBLE = (
    re.compile(f"[{''.join(map(chr, table))}]") for table in (PRIVATE_USE, _INVISIBLE)
)
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_LINE_FEED = re.compile(r" *\n *")
_LOST_AM = re.compile(rf"(?<=[ก-ฮ])([{TONES}]?) า(?! [ก-ฮ](?: |$))")
_SPACE_BEFORE_MARK = re.compile(rf"(?<=[ก-ฮ{MARKS}]) +(?=[{MARKS}ำ])")
_ALL_MARKS = re.compile(f"[{MARKS}]")
_MARK_RUN = re.compile(rf"[{MARKS}าำ]{{2,}}")
_MARK_ON_LEADING_VOWEL = re.compile(rf"(?<=[เแโใไ])[{MARKS}]+")
_DOUBLED_FOLLOWING = re.compile(r"([าำะ])\1+")
_FOLD_DROP = re.compile(rf"[\s{re.escape(QUOTES)}]+")
_FOLD_DASH = re.compile(rf"[{re.escape(DASHES)}]")


def printed(text: str) -> str:
    """The text as printed: NFC, private-use glyph variants mapped to their letters, nothing else.

    This is the form of every `*_raw` column.
    """
    return unicodedata.normalize("NFC", _translated(text, PRIVATE_USE, _ANY_PRIVATE))


@lru_cache(maxsize=8_192)
def canonical(text: str) -> str:
    """The canonical spelling of `text`; digits, quotes, dashes and line feeds stay.

    NFC; private-use variants mapped; invisible characters out; runs of blanks made one space; a space
    before a combining mark out (`กรณ ีที่`); sara am composed (`น ํ ้า`, and `ค าน า`, the trace of a
    lost nikhahit); marks in the order vowel, tone; a mark or following vowel printed twice made one; `เเ`
    made `แ`; a mark on a vowel before its consonant, which bears none, out (`โ่ครงการ`). Two different
    marks of one kind on a letter are kept: which one is meant is not ours to guess.

    >>> canonical("กรณ ีที่")
    'กรณีที่'
    """
    text = printed(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _translated(text, _INVISIBLE, _ANY_INVISIBLE)
    text = _AROUND_LINE_FEED.sub("\n", _SPACES.sub(" ", text)).strip()
    text = _SPACE_BEFORE_MARK.sub("", text)
    text = _LOST_AM.sub(r"\1ำ", text)
    ordered = _MARK_ON_LEADING_VOWEL.sub("", _MARK_RUN.sub(_ordered, text))
    if ordered != text:  # what comes first now may have a blank before it, or a mark like it
        return canonical(ordered)
    text = _DOUBLED_FOLLOWING.sub(r"\1", text)
    return text.replace("เเ", "แ")


@lru_cache(maxsize=8_192)
def fold(text: str) -> str:
    """A form for comparing, never for showing: canonical, lower case, Arabic digits, one kind of dash,
    no blanks and no quotation marks.

    >>> fold("มาตรการ “ส่งเสริม” ปี ๒๕๖๖ – ๒๕๗๐")
    'มาตรการส่งเสริมปี2566-2570'
    """
    text = to_arabic(canonical(text)).lower()
    return _FOLD_DASH.sub("-", _FOLD_DROP.sub("", text))


def _translated(text: str, table: Mapping[int, int | str | None], any_of: re.Pattern[str]) -> str:
    """The text translated; most have nothing to translate, which a search tells many times as fast."""
    return text.translate(table) if any_of.search(text) else text


def _ordered(match: re.Match[str]) -> str:
    """One run of marks after a consonant, in canonical order and without doubles."""
    marks = list(dict.fromkeys(match.group()))
    if "ำ" in marks or ("ํ" in marks and "า" in marks):
        marks = [mark for mark in marks if mark not in "ำํา"] + ["ำ"]
    # marks of one place in Unicode's own order, so that the canonical form settles at once
    return "".join(sorted(marks, key=lambda mark: (_rank(mark), unicodedata.combining(mark))))


def _rank(mark: str) -> int:
    """The place of a mark after its consonant: vowel above or below, tone or thanthakhat, what follows."""
    if mark in ABOVE_BELOW_VOWELS + "ํ๎":
        return 0
    return 1 if mark in TONES else 2


def without_marks(text: str) -> str:
    """The letters of a text without the vowels and signs above and below, which engines mistake first.

    >>> without_marks("หมื่น")
    'หมน'
    """
    return _ALL_MARKS.sub("", text)
