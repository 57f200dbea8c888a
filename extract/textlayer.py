"""Is a page's text layer good enough to be read, or must the page be read as a picture?

A layer is read only when it says what the eye sees: every glyph has a Unicode value, Thai is Thai, no marks
are lost, it is not the work of somebody's OCR behind a picture, and the letters are not drawn as curves.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from extract.content import UNMAPPED, Glyph, PageContent, Picture
from extract.model import Box
from normalize.chars import MARKS, PRIVATE_USE, canonical

COVERING = 0.8
"""A picture over this part of the page is the page itself."""

MAX_UNMAPPED = 0.003
"""Share of glyphs without a Unicode value from which on a layer is not believed (one in about 300)."""

MIN_THAI_FOR_RATES = 150
"""Rates of marks are judged on pages of at least so many Thai letters."""

MIN_MARK_RATE = 0.18
"""Marks per Thai consonant: 0.30-0.60 in running Thai of every kind, near 0 where a layer lost its marks."""

SURELY_LOST_RATE = 0.12
"""Tables of offices and short names go down to 0.17 with every mark in place: between this rate and
MIN_MARK_RATE a misspelt word must bear witness."""

LOST_MARK_WORDS = re.compile(
    r"อานาจ|ดาเนิน|จานวน|กาหนด|สาหรับ|ตาบล|สานัก|สาคัญ|จาเป็น|ประจาปี|ประจาตัว|คานวณ|บารุง|ลาดับ|คาสั่ง|คานา"
    r"|นาไป|ทาให้|กระทาการ|สาเร็จ|ชานาญ|เพือ|หนึง|อืน|เคลือน|เกียวกับ|ท้องถิน|ฉบับที[ \d๐-๙]|หน้าที[ ก-ฮ](?<!หน้าทีม)"
    r"|หนวยงาน|เจาหนาที|ไดรับ|ปองกัน|สงเสริม|แกไข|ตอตาน|ใหความ|เปนไป|ผูบริหาร|โปรงใส|กรณ[ ]ี|สวนทองถิ่น"
)
"""Spellings that are no Thai words and arise when nikhahit, mai ek, mai tho or maitaikhu are lost."""

MAX_LOST_RATE = 0.0015
"""Lost-mark spellings per Thai letter from which on a layer is not believed (two or more of them)."""

_THAI_LETTER = re.compile("[ก-ฮ]")
_THAI = re.compile("[\u0e01-\u0e5b]")
_LATIN_1 = re.compile("[\u00a1-\u00fb]")
_LATIN_WORD = re.compile(r"\b[A-Za-z]{3,}\b")
_VOWEL = re.compile("[aeiouyAEIOUY]")


class Layer(Enum):
    """What a page's text layer is worth."""

    GOOD = "good"
    NONE = "none"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a page's text layer and, in a few words, why; `hidden` when no text can be seen."""

    layer: Layer
    reason: str
    hidden: bool = False


def visible_text(glyphs: list[Glyph]) -> str:
    """The glyphs' text in order of drawing."""
    return "".join(glyph.text for glyph in glyphs)


def judge(content: PageContent) -> Judgement:
    """The verdict on the text layer of a page."""
    shown = [g for g in content.glyphs if not g.hidden and _on_page(g, content)]
    letters = [g for g in shown if g.text.strip()]
    hidden = [g for g in content.glyphs if g.hidden and g.text.strip()]
    if len(hidden) > len(letters):
        return Judgement(Layer.UNUSABLE, "hidden text behind a picture", hidden=True)
    if not letters:
        return Judgement(Layer.NONE, "no text")
    if any(picture.order > len(content.glyphs) * 0.5 for picture in covering_pictures(content)):
        return Judgement(Layer.UNUSABLE, "text covered by a picture")
    drawn = _drawn_letters(content)
    if drawn > 60 and drawn > 0.3 * len(letters):
        return Judgement(Layer.UNUSABLE, "letters drawn as curves")
    return judge_text(visible_text(shown))


def judge_text(text: str) -> Judgement:
    """The verdict on a page's text in order of drawing (reading order does not matter)."""
    solid = [c for c in text if not c.isspace()]
    if not solid:
        return Judgement(Layer.NONE, "no text")
    unmapped = sum(c == UNMAPPED or _is_stray(c) for c in solid)
    if unmapped > MAX_UNMAPPED * len(solid):
        return Judgement(Layer.UNUSABLE, f"{unmapped} glyphs without a letter")
    clean = canonical(text)
    thai = len(_THAI.findall(clean))
    if thai < 0.05 * len(solid) and _is_garbage(clean, len(solid)):
        return Judgement(Layer.UNUSABLE, "letters that make no words")
    consonants = len(_THAI_LETTER.findall(clean))
    marks = sum(c in MARKS for c in clean) + clean.count("ำ")
    lost = len(LOST_MARK_WORDS.findall(clean))
    least = MIN_MARK_RATE if lost else SURELY_LOST_RATE
    if consonants >= MIN_THAI_FOR_RATES and marks < least * consonants:
        return Judgement(Layer.UNUSABLE, "marks lost")
    if lost >= 2 and lost > MAX_LOST_RATE * thai:
        return Judgement(Layer.UNUSABLE, f"marks lost in {lost} words")
    return Judgement(Layer.GOOD, "text layer")


def covering_pictures(content: PageContent) -> list[Picture]:
    """The pictures that cover nearly all of the page."""
    return [p for p in content.pictures if _covered(p.box, content) >= COVERING]


def picture_cover(content: PageContent) -> float:
    """The part of the page covered by pictures (strips of one scan add up), at most 1."""
    return min(1.0, sum(_covered(picture.box, content) for picture in content.pictures))


def _covered(box: Box, content: PageContent) -> float:
    width = min(box[2], content.width) - max(box[0], 0.0)
    height = min(box[3], content.height) - max(box[1], 0.0)
    area = content.width * content.height
    return max(width, 0.0) * max(height, 0.0) / area if area > 0 else 0.0


def _on_page(glyph: Glyph, content: PageContent) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    return 0 <= x <= content.width and 0 <= y <= content.height


def _drawn_letters(content: PageContent) -> int:
    """Filled outlines of the size of letters."""
    return sum(2 <= y1 - y0 <= 40 and 0.5 <= x1 - x0 <= 40 for x0, y0, x1, y1 in content.outlines)


@lru_cache(maxsize=4_096)
def _is_stray(char: str) -> bool:
    """Control characters and private-use code points of no known meaning."""
    return ord(char) not in PRIVATE_USE and unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs")


def _is_garbage(text: str, n_solid: int) -> bool:
    """True when text without Thai is no Latin prose and no numbers either.

    Old Thai encodings without a map come out as Latin-1 letters, junk OCR as letters mixed with signs.
    """
    if len(_LATIN_1.findall(text)) > 0.15 * n_solid:
        return True
    words = [word for word in _LATIN_WORD.findall(text) if _VOWEL.search(word)]
    digits = sum(c.isdigit() or c in ",.-%()/:" for c in text)
    return n_solid >= 40 and sum(map(len, words)) < 0.45 * (n_solid - digits)
