"""What stands in one cell of the project column: headings of strategies and several items, each
with its lines.

A cell is cut where a new marker begins (`1)`, `-`, `๑.๑.๒`), at a line that begins with the word for a
project after a finished paragraph, and inside a line only where the text itself says that another item
begins (the next number, a dash before the word for a project).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Levenshtein

from extract.model import Box, Line
from normalize.chars import DASHES, MARKS, fold
from normalize.digits import to_arabic
from normalize.numbering import parse_numbering
from pipelines.parse.evidence import number_trusted, union_box
from pipelines.parse.headings import bears_words_of, goes_on, strategy_read

SegmentKind = Literal["dimension", "mission", "strategy", "item", "text"]

KIND_WORDS = "โครงการ|กิจกรรม|มาตรการ"
KIND_FIRST = re.compile(rf"\s*[\"“]?(?:{KIND_WORDS})")
"""A name that begins with the word for a project."""
_KIND = re.sub(rf"(?<=[ก-ฮเ-ไ])[{MARKS}]?(?=[ก-ฮา])", f"[{MARKS}]{{0,2}}", KIND_WORDS)
"""The same as a scan may read them: with other marks over and under the letters, or none."""
_KIND_START = re.compile(rf"\s*[\"“”'‘’]?\s*(?:{_KIND})")
_THAI = "ก-ฮเ-ไ"
_DASH = re.escape(DASHES)
_KIND_INSIDE = re.compile(rf"(?<=\s)[\"“]?(?:{_KIND})")
_INLINE_DASH = re.compile(rf"(?<=\s)[{_DASH}]\s*(?=[\"“]?(?:{_KIND}))")
_INLINE_ANY_DASH = re.compile(rf"(?<=\s)-\s*(?=[\"“]?[{_THAI}])")
_INLINE_NUMBER = re.compile(rf"(?<=\s)\(?(\d{{1,3}})\)\s*(?=[\"“]?[{_THAI}A-Za-z])")
_INLINE_DOTTED = re.compile(rf"(?<=\s)(\d{{1,3}})\.\s*(?=[\"“]?(?:{_KIND}))")
_INLINE_CODE = re.compile(rf"(?<=\s)(\d)\.(\d{{1,2}})\.(\d{{1,2}})\.?\s+(?=[{_THAI}]|\(\d)")
_CODE_BEFORE = re.compile(r"\d\.\d{1,2}\.\d{1,2}\.?\s*$")
_CODE = re.compile(
    rf"\s*([1-9])\s*[.·,]\s*(\d{{1,2}})(?:\s*[.·,]\s*(\d{{1,2}}))?\s*[.)]?\s*(?=[{_THAI}(\"“])"
)
_TORN_CODE = re.compile(r"(?<![^\s])([1-9])\s(?=\d{1,2}\s?\.\s?\d{1,2}\s)")
"""`2 3.2`: a strategy's code in which a scan lost a point."""
_CODED_ITEM = re.compile(
    rf"\s*([1-9])\s*\.\s*(\d{{1,2}})\s*\.\s*(\d{{1,2}})\.?\s*\(\d{{1,2}}\)\s*(?=[{_THAI}\"“])"
)
_UNREAD_NUMBER = re.compile(rf"\s*[^{_THAI}A-Za-z\s]{{1,3}}\)\s*(?=[\"“]?(?:{_KIND}))")
"""`-) โครงการ…`: the number of an item that a scan could not read."""
_DIGITISH = r"[\d@«»&OolI|!?*]"
_LOOSE_CODE = re.compile(
    rf"\s*{_DIGITISH}{{1,3}}\s*[.,·]\s*{_DIGITISH}{{1,3}}(?:\s*[.,·]\s*{_DIGITISH}{{1,3}}|@)\s*[.,)]?\s*(?=[{_THAI}(\"“])"
)
"""A strategy's code in which a scan misread digits."""
_JUNK = re.compile(rf"[^{_THAI}\-–—]{{0,10}}(?=[{_THAI}])")
_LEAST_HEADING = 20
_CONNECTIVE = re.compile(r"(?:เพื่อ|และ|หรือ|ของ|ใน|แก่|แด่|ต่อ|โดย|ตาม|กับ|จาก|ซึ่ง)")
"""Words that carry a sentence on: no heading begins with one."""
_BROKEN = re.compile(rf"\s*[{_DASH}]\s*(?!{_KIND})(?=[{_THAI}])")
_ONE_WORD = 12
"""So many characters at most are taken for one word."""
_PARAGRAPH_END = 0.12
"""A line that ends this share of the cell's width before the right edge ends its paragraph."""


@dataclass(slots=True)
class Segment:
    """One piece of an item cell. `number` is an item's printed number, `code` a heading's (`1.1.2`), also
    that of an item that is numbered so (`1.1.2 โครงการ…`); `strategy` the code of the strategy that an
    item is numbered under (`1.1.2 (3) โครงการ…`);
    `body` is the text without its marker, `raw` with it; `marked` says that a marker stood before it."""

    kind: SegmentKind
    body: str
    raw: str
    lines: list[Line] = field(default_factory=list)
    number: int | None = None
    code: str | None = None
    marked: bool = False
    page: int | None = None
    number_sure: bool = True
    strategy: str | None = None
    bracket_open: bool = True
    """Whether a bracket that the body opens and does not close is open still."""

    @property
    def is_coded_item(self) -> bool:
        """Whether it is an item by its words and a strategy's heading by its number."""
        return self.kind == "item" and self.code is not None and self.code.count(".") == 2

    @property
    def box(self) -> Box | None:
        """The box around its lines; None for text input."""
        return union_box(line.bbox for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    line: Line
    starts_line: bool


def split_cell(
    lines: Sequence[Line],
    page: int | None = None,
    has_mission_column: bool = True,
    beside: Sequence[float] = (),
) -> list[Segment]:
    """Cut the lines of an item cell into segments, top to bottom. The lines' text is kept as printed.

    `beside` are the heights at which numbers or amounts of several items stand in another cell of the row:
    a line at such a height that begins like an item is one, even where the line before is full."""
    segments: list[Segment] = []
    right = max((line.bbox[2] for line in lines if line.bbox), default=0.0)
    left = min((line.bbox[0] for line in lines if line.bbox), default=0.0)
    edge = right - _PARAGRAPH_END * (right - left)
    previous: Line | None = None
    alone = sum(_BROKEN.match(line.text) is not None for line in lines) == 1
    for piece in _pieces(lines):
        ended = previous is None or previous.bbox is None or previous.bbox[2] < edge
        own_amount = any(_at_height(piece.line, height) for height in beside)
        ended = ended or own_amount
        if own_amount and segments and not is_exact(piece.line):
            segments[-1].bracket_open = False  # a scan loses the bracket that closes the words before
        broken = alone and not ended and _is_broken_word(piece, segments)
        segment = None if broken else _start(piece, segments, ended, has_mission_column, page)
        if segment is not None:
            segments.append(segment)
        else:
            _continue(segments[-1], piece)
        previous = piece.line
    if len(segments) > 1 and _is_last_word(segments[-1], segments[-2]):
        last = segments.pop()
        _continue(segments[-1], _Piece(last.raw, last.lines[0], True))
    for segment, following in pairwise(segments):
        if segment.is_coded_item and following.kind == "item" and not following.is_coded_item:
            segment.kind = "strategy"  # `2.2.2 มาตรการภายใน` above its items
    return segments


def _is_broken_word(piece: _Piece, segments: list[Segment]) -> bool:
    """Whether a line goes on with a compound that was broken at its hyphen (`จัดซื้อ` / `-จัดจ้าง`).

    It is a word by itself, no word for a project, below an item that has such a word.
    """
    last = segments[-1] if segments else None
    if last is None or last.kind != "item" or piece.line.bbox is None or not piece.starts_line:
        return False
    broken = _BROKEN.match(piece.text)
    if broken is None or _KIND_START.match(last.body) is None:
        return False
    return len(piece.text[broken.end() :]) <= _ONE_WORD


def _is_last_word(last: Segment, before: Segment) -> bool:
    """Whether the last line of a cell is the end of the item before: the word for a project names none."""
    alone = last.kind == "item" and not last.marked and re.fullmatch(KIND_WORDS, last.body) is not None
    return alone and before.kind == "item"


def split_by_kinds(segment: Segment, count: int) -> list[Segment]:
    """The items of a text that lost its line feeds (`โครงการ ก กิจกรรม ข`), where just so many amounts stand
    beside it; the segment itself where it has not as many words for a project."""
    starts = [0, *(match.start() for match in _KIND_INSIDE.finditer(segment.body))]
    if segment.marked or segment.kind != "item" or count < 2 or len(starts) != count:
        return [segment]
    bounds = pairwise([*starts, len(segment.body)])
    return [replace(segment, body=part, raw=part) for a, b in bounds if (part := segment.body[a:b].strip())]


def split_by_lines(segment: Segment, count: int) -> list[Segment]:
    """The items of a cell whose lines are full, so that none ends its paragraph, where just so many amounts
    stand beside it as lines begin with the word for a project; else the segment itself."""
    starts = [k for k, line in enumerate(segment.lines) if _KIND_START.match(line.text)]
    if segment.marked or segment.kind != "item" or count < 2 or len(starts) != count or starts[0] != 0:
        return [segment]
    parts = [segment.lines[a:b] for a, b in pairwise([*starts, len(segment.lines)])]
    texts = ["\n".join(line.text for line in part) for part in parts]
    return [
        replace(segment, lines=part, body=text.strip(), raw=text)
        for part, text in zip(parts, texts, strict=True)
    ]


def with_activities(segments: list[Segment], count: int) -> list[Segment]:
    """The segments of a cell in which dashes below a numbered item list its activities: as many amounts stand
    beside the cell as it has numbered items. The activities stay in the item's printed text."""
    numbered = [segment for segment in segments if segment.number is not None]
    listed = [segment for segment in segments if segment.number is None]
    if not listed or len(numbered) != count or segments[0].number is None:
        return segments
    if any(segment.kind != "item" or not segment.marked or segment.code for segment in listed):
        return segments
    if any(segment.body.lstrip().startswith("โครงการ") for segment in listed):
        return segments
    for segment in segments:
        if segment.number is not None:
            item = segment
        else:
            item.raw = f"{item.raw}\n{segment.raw}"
            item.lines = [*item.lines, *segment.lines]
    return numbered


def _at_height(line: Line, height: float) -> bool:
    """Whether a printed line stands at a height, to a third of its own."""
    if line.bbox is None:
        return False
    return abs((line.bbox[1] + line.bbox[3]) / 2 - height) <= (line.bbox[3] - line.bbox[1]) / 3


def is_exact(line: Line) -> bool:
    """Whether a line comes from a text layer or text input, not from an image."""
    return line.confidence is None and line.reading is None


def _pieces(lines: Sequence[Line]) -> list[_Piece]:
    """The lines, cut where another item begins inside one."""
    pieces: list[_Piece] = []
    expected: int | None = None
    for line in lines:
        if not line.text.strip():
            continue
        for order, text in enumerate(_cut(line.text, expected)):
            pieces.append(_Piece(text, line, order == 0))
            numbering = parse_numbering(to_arabic(text))
            if numbering is not None and len(numbering.path) == 1:
                expected = numbering.path[0] + 1
    return pieces


def _cut(text: str, expected: int | None) -> list[str]:
    """Cut one line where items begin inside it."""
    arabic = to_arabic(text)
    cuts = {match.start() for match in _INLINE_DASH.finditer(arabic)}
    cuts |= {match.start() for match in _INLINE_CODE.finditer(arabic)}
    number = parse_numbering(arabic)
    if number is not None and len(number.path) == 1:
        expected = number.path[0] + 1
    numbers = [*_INLINE_NUMBER.finditer(arabic), *_INLINE_DOTTED.finditer(arabic)]
    for match in sorted(numbers, key=lambda match: match.start()):
        if _CODE_BEFORE.search(arabic[: match.start()]):
            continue  # `1.1.1 (2) โครงการ…`
        value, dotted = int(match[1]), match.re is _INLINE_DOTTED
        if value == expected or (not dotted and re.match(rf"[\"“]?(?:{_KIND})", arabic[match.end() :])):
            cuts.add(match.start())
            expected = value + 1
    for start in sorted(cuts | {0}):
        if _CODE.match(arabic[start:]) and len(_code_of(arabic[start:])) == 5:
            dash = _INLINE_ANY_DASH.search(arabic, start)
            if dash and not any(start < cut < dash.start() for cut in cuts):
                cuts.add(dash.start())
    bounds = [0, *sorted(cut for cut in cuts if cut > 0), len(text)]
    return [part for a, b in pairwise(bounds) if (part := text[a:b]).strip()]


def _code_of(text: str) -> str:
    match = _CODE.match(text)
    return _path(match) if match else ""


def is_near_kind(text: str) -> bool:
    """Whether a line begins with the word for a project, one letter of it misread or lost at most."""
    folded = fold(text)
    return any(
        Levenshtein.distance(folded[:length], kind) <= 1
        for kind in KIND_WORDS.split("|")
        for length in (len(kind) - 1, len(kind))
    )


def _path(match: re.Match[str]) -> str:
    return ".".join(part for part in match.groups() if part)


def _start(
    piece: _Piece, segments: list[Segment], ended: bool, has_mission_column: bool, page: int | None
) -> Segment | None:
    """The segment that begins at `piece`, or None where it goes on with the one before."""
    text, arabic = piece.text, to_arabic(piece.text)
    if not is_exact(piece.line):
        arabic = _TORN_CODE.sub(r"\1.", arabic, count=1)
    code = _CODE.match(arabic)
    coded = _CODED_ITEM.match(arabic)
    if coded is not None:
        # `1.1.1 (2) โครงการ…`: the second item of a strategy, no number of its own
        body = text[coded.end() :].strip()
        return Segment("item", body, text, [piece.line], strategy=_path(coded), marked=True, page=page)
    if code is not None:
        path = _code_of(arabic)
        body = text[code.end() :].strip()
        torn = None if is_exact(piece.line) else strategy_read(path)
        named = bool(_KIND_START.match(body)) and not bears_words_of(body, 3)
        if torn is not None and named and has_mission_column:
            return Segment("item", body, text, [piece.line], code=torn, marked=True, page=page)
        if torn is not None and has_mission_column:
            return Segment("strategy", body, text, [piece.line], code=torn, marked=True, page=page)
        if code[3] is not None and not named:
            return Segment("strategy", body, text, [piece.line], code=path, marked=True, page=page)
        is_item = _KIND_START.match(body) and (code[3] or has_mission_column or not bears_words_of(body, 2))
        if not is_item:
            return Segment("mission", body, text, [piece.line], code=path, marked=True, page=page)
        return Segment("item", body, text, [piece.line], code=path, marked=True, page=page)
    loose = None if is_exact(piece.line) or not piece.starts_line else _misread_heading(arabic)
    if loose is not None:
        return Segment("strategy", text[loose.end() :].strip(), text, [piece.line], marked=True, page=page)
    numbering = parse_numbering(text)
    if (
        numbering is not None
        and numbering.rest
        and numbering.kind != "plain"
        and _begins_item(numbering.rest)
    ):
        number = numbering.path[0] if len(numbering.path) == 1 else None
        sure = number_trusted(piece.line)
        return Segment(
            "item", numbering.rest, text, [piece.line], number, marked=True, page=page, number_sure=sure
        )
    unread = None if is_exact(piece.line) or not piece.starts_line else _UNREAD_NUMBER.match(text)
    if unread is not None:
        body = text[unread.end() :].strip()
        return Segment("item", body, text, [piece.line], marked=True, page=page, number_sure=False)
    if not segments:
        kind: SegmentKind = "item" if _KIND_START.match(text) else "text"
        return Segment(kind, text.strip(), text, [piece.line], page=page)
    if _KIND_START.match(text) and piece.starts_line and _opens(piece, segments, ended):
        return Segment("item", text.strip(), text, [piece.line], page=page)
    return None


def _misread_heading(arabic: str) -> re.Match[str] | None:
    """A strategy heading whose code a scan misread: by the code's shape, or by the heading's words."""
    loose = _LOOSE_CODE.match(arabic)
    if loose is not None:
        return loose
    junk = _JUNK.match(arabic)
    if junk is None or len(arabic) < _LEAST_HEADING:
        return None
    words = arabic[junk.end() :]
    if _KIND_START.match(words) or (not junk[0].strip() and _CONNECTIVE.match(words)):
        return None
    return junk if bears_words_of(words, 3) else None


def _begins_item(rest: str) -> bool:
    """A marker begins an item only before words, not before an amount or a year."""
    return re.match(r"[\"“”'‘’(]?\s*[ก-๙A-Za-z]", rest) is not None and not re.match(r"[๐-๙0-9]", rest)


def _opens(piece: _Piece, segments: list[Segment], ended: bool) -> bool:
    """Whether a line that begins with the word for a project opens a new item.

    After a heading it does, unless the heading's own words go on with it. After an item it does when that
    item's paragraph is over and holds no open bracket; in a cell whose items carry markers only a scan may
    have lost one, exact text has not."""
    last = segments[-1]
    if last.kind in ("strategy", "mission"):
        level = 3 if last.kind == "strategy" else 2
        return ended and not goes_on(last.body, piece.text, level)  # `2.2.2 การจัดทำ / มาตรการส่งเสริม…`
    if last.kind == "text" or not ended:
        return False
    if last.bracket_open and last.body.count("(") > last.body.count(")"):
        return False
    return not (
        is_exact(piece.line) and any(segment.marked and segment.kind == "item" for segment in segments)
    )


def _continue(segment: Segment, piece: _Piece) -> None:
    segment.lines.append(piece.line)
    segment.body = f"{segment.body}\n{piece.text.strip()}"
    segment.raw = f"{segment.raw}\n{piece.text}"
