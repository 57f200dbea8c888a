"""The detail sections of a plan: one entry per project, with its headings, its texts and its place
in the plan.

An entry begins where its name stands (`1. ชื่อโครงการ : …`), with the heading block before it (มิติ, ภารกิจ,
แนวทาง, `ลำดับที่ ๔`). Page order is not trusted: what an entry holds twice may belong to a neighbour that
lacks it (see `pipelines.parse.interleaved`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from normalize.chars import fold
from normalize.digits import to_arabic
from normalize.numbering import parse_numbering
from pipelines.parse.detail_anchors import PROJECT_NUMBER, SEQ, find_anchors, numbered_item
from pipelines.parse.detail_headings import UNNUMBERED, HeadingOf, entry_headings
from pipelines.parse.evidence import digits_trusted, heading_trusted
from pipelines.parse.headings import code_by_words, code_heading, dimension_word, mission_read
from pipelines.parse.items import is_exact
from pipelines.parse.sections import HeadingName, SectionHeading, section_heading
from pipelines.parse.text_lines import TextLine

_IN_BRACKETS = re.compile(r"\(\s*(ม[^()]{1,30})\)\s*$")
_OF_DIMENSION = re.compile(r"\s*(?:(?:มิติ|ด้าน|สอดคล้องกับ|ความสอดคล้อง|ภายใต้)\s*[:：]?\s*)?(?=มิติ)")
_NOISE = re.compile(r"\s*(?:[-–—]?\s*\d{1,3}\s*[-–—]?|#+|[/*|_=.\s✓✔Xx]*|หน้า(?:ที่)?\s*\d{1,3})\s*$")
_CATCHWORD = re.compile(r"\s*/.{0,60}(?:\.{2,}|…)\s*$")
_TITLE = re.compile(r"รายละเอียด(?:ของ)?โครงการ|รายละเอียดแผนงาน|รายละเอียดมาตรการ")
_SPECKS = 0.4
_SPECKS_LENGTH = 12
_LOOK_BACK = 14
_MAX_CONTINUATION = 3
_LEAST_BARE = 4
_BARE_SHARE = 0.7
_MOSTLY_UP = 0.75
"""So many headings without a number, and this share of all, make a form without numbers."""


@dataclass(slots=True)
class DetailSection:
    """One section of an entry: its heading and the lines below it, `rest` first when it stands on
    the heading."""

    section: HeadingName
    number: int | None
    lines: list[TextLine] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """The detail section of one project. `numbered` is the form of its headings' numbers (`1.`,
    `1)`; `none`: they have none); None where that is not known."""

    name: list[TextLine]
    seq: int | None
    dimension: int | None
    mission: str | None
    strategy: str | None
    page: int | None
    sections: list[DetailSection] = field(default_factory=list)
    seq_trusted: bool = True
    numbered: Literal["dot", "paren", "none"] | None = None
    headed: int | None = None
    """The dimension that its own headings name for sure."""
    unsure: TextLine | None = None
    """The heading over it whose digits nothing proves: dimension, mission and strategy may be others."""
    foreign: list[DetailSection] = field(default_factory=list)
    """Sections behind its own that are those of a project whose name was not found."""

    def of(self, section: HeadingName) -> list[TextLine]:
        """All lines of a section."""
        return [line for part in self.sections if part.section == section for line in part.lines]

    def has(self, section: HeadingName) -> bool:
        """Whether the entry has the heading."""
        return any(part.section == section for part in self.sections)


@dataclass(slots=True)
class _Block:
    """The heading block before an entry: where it begins, and what it says."""

    start: int
    seq: int | None = None
    dimension: int | None = None
    mission: str | None = None
    strategy: str | None = None
    sure_strategy: bool = False
    name_rest: str = ""
    trusted: bool = True
    headed: int | None = None
    unsure: TextLine | None = None


def is_noise(line: TextLine) -> bool:
    """Page numbers, rules, ticks and catchwords at the foot of a page, specks that an engine took
    for letters:
    nobody's text."""
    arabic = to_arabic(line.text)
    confidence = line.line.confidence
    if confidence is not None and confidence < _SPECKS and len(fold(line.text)) <= _SPECKS_LENGTH:
        return True
    return bool(_NOISE.match(arabic) or _CATCHWORD.match(arabic))


def read_entries(lines: Sequence[TextLine], *, listed: bool = False) -> list[Entry]:
    """The entries of the detail part, in the order of the text. `listed`: a table lists the items already, so
    that numbered names with headings below them are no list of their own."""
    anchors, heading_of = find_anchors(lines, listed=listed)
    numbers = _anchor_numbers(lines, anchors)
    taken = _section_headings(lines, anchors, heading_of, numbers)
    blocks = [_heading_block(lines, anchor, taken) for anchor in anchors]
    entries: list[Entry] = []
    dimension: int | None = None
    mission: str | None = None
    strategy: str | None = None
    unsure: TextLine | None = None
    for place, (anchor, block) in enumerate(zip(anchors, blocks, strict=True)):
        if block.dimension is not None and block.dimension != dimension:
            dimension, mission, strategy = block.dimension, None, None
        if block.mission is not None and block.mission != mission:
            mission, strategy = block.mission, None
            dimension = int(block.mission[0])
        if block.strategy is not None:
            strategy = block.strategy
            if block.mission is None and (block.sure_strategy or mission is None):
                mission = ".".join(block.strategy.split(".")[:2])
            if block.mission is None and block.dimension is None and (block.sure_strategy or not dimension):
                dimension = int(block.strategy[0])
        if block.dimension is not None or block.mission is not None or block.strategy is not None:
            unsure = block.unsure
        end = blocks[place + 1].start if place + 1 < len(blocks) else len(lines)
        entry = Entry([], block.seq, dimension, mission, strategy, lines[anchor].page)
        entry.seq_trusted = block.trusted and block.seq is not None
        entry.headed, entry.unsure = block.headed, unsure
        if entry.seq is None and anchor in numbers:
            entry.seq, entry.seq_trusted = numbers[anchor], digits_trusted([lines[anchor].line])
        _fill(entry, lines[anchor:end], block.name_rest, heading_of, counted=anchor in numbers)
        _take_dimension(entry)
        entries.append(entry)
    _settle_numbers(entries)
    return entries


def _take_dimension(entry: Entry) -> None:
    """Take the dimension that stands in brackets behind a name (`โครงการอบรม… (มิติที่ 1)`), or on a line of its
    own below it (`มิติ : มิติที่ 1`), out of it."""
    for line in entry.name[1:]:
        label = _OF_DIMENSION.match(line.text)
        number = dimension_word(line.text[label.end() :]) if label is not None else None
        if number is not None:
            entry.name = [other for other in entry.name if other is not line]
            entry.dimension, entry.mission, entry.strategy = number, None, None
            entry.headed = number if digits_trusted([line.line]) else None
            entry.unsure = None if entry.headed else line
            return
    last = next((line for line in reversed(entry.name) if line.text.strip()), None)
    found = _IN_BRACKETS.search(last.text) if last is not None else None
    number = dimension_word(found[1]) if found is not None else None
    if last is None or found is None or number is None:
        return
    place = entry.name.index(last)
    entry.name[place] = replace(last, text=last.text[: found.start()].rstrip())
    if entry.dimension is None:
        entry.dimension = number
        entry.headed = number if digits_trusted([last.line]) else None
        entry.unsure = None if entry.headed else last


def _settle_numbers(entries: Sequence[Entry]) -> None:
    """Numbers that a scan misread: entries are numbered in order, so that most of them stand at a
    fixed distance
    from their place; those whose digits cannot be believed are set by it. Numbers read for sure
    stay as printed,
    also wrong ones."""
    offsets = Counter(entry.seq - place for place, entry in enumerate(entries) if entry.seq is not None)
    if not offsets or all(entry.seq_trusted for entry in entries):
        return
    offset, agreeing = offsets.most_common(1)[0]
    if agreeing < max(3, 0.4 * len(entries)) or not any(entry.page for entry in entries):
        return
    for place, entry in enumerate(entries):
        if not entry.seq_trusted:
            # what stands before the first item is none of them
            entry.seq = place + offset if place + offset > 0 else None


def _anchor_numbers(lines: Sequence[TextLine], anchors: Sequence[int]) -> dict[int, int]:
    """The items' own numbers where they stand before their names (`2. ชื่อโครงการ …`, `2. โครงการอบรม…`): they
    count up, or begin anew."""
    headings = [section_heading(lines[anchor].text) for anchor in anchors]
    numbers = [heading.number for heading in headings if heading is not None and heading.number is not None]
    if not any(headings):
        named = [numbered_item(lines[anchor].text) for anchor in anchors]
        numbers = [number for number in named if number is not None]
    steps = [b - a for a, b in pairwise(numbers) if headings[0] is not None or b != 1]
    as_printed = _MOSTLY_UP * len(steps) <= steps.count(1) and {*steps} <= {0, 1, 2}  # one twice, or left out
    counts_up = len(numbers) == len(anchors) > 1 and bool(steps) and as_printed
    return dict(zip(anchors, numbers, strict=True)) if counts_up else {}


def _section_headings(
    lines: Sequence[TextLine], anchors: Sequence[int], heading_of: HeadingOf, numbers: Mapping[int, int]
) -> frozenset[int]:
    """The lines below names that are numbered headings of sections, and no headings of missions (`1.1`)."""
    return frozenset(
        place
        for anchor, after in pairwise([*anchors, len(lines)])
        for place, heading in enumerate(
            entry_headings(lines[anchor:after], heading_of, numbers.get(anchor)), start=anchor
        )
        if heading is not None and heading.within is not None
    )


def _heading_block(lines: Sequence[TextLine], anchor: int, taken: Collection[int]) -> _Block:
    """The block of headings that stands before a name, behind the lines that are `taken`."""
    start = anchor
    for candidate in range(anchor - 1, max(-1, anchor - _LOOK_BACK - 1), -1):
        if candidate in taken:
            break
        if _opens_block(lines[candidate].text) and _is_block(lines[candidate:anchor]):
            start = candidate
    block = _Block(start)
    for line in lines[start:anchor]:
        _note_heading(block, line)
    own = to_arabic(lines[anchor].text)
    if (match := PROJECT_NUMBER.match(own)) and section_heading(lines[anchor].text) is None:
        block.seq, block.name_rest = int(match[1]), match[2]
    return block


def _opens_block(text: str) -> bool:
    arabic = to_arabic(text).lstrip("*# ")
    code = code_heading(arabic)
    return bool(
        SEQ.match(arabic)
        or (PROJECT_NUMBER.match(arabic) and len(arabic) < 30)
        or dimension_word(arabic) is not None
        or (code is not None and code.dimension <= 4)
        or _TITLE.search(fold(arabic)[:40])
        or re.match(r"\s*ส่วนที่\s*\d", arabic)
    )


def _is_block(lines: Sequence[TextLine]) -> bool:
    """Whether lines are headings, their continuations and noise, and nothing else."""
    continuation = _MAX_CONTINUATION
    for line in lines:
        text = line.text
        if _opens_block(text):
            continuation = 0
        elif is_noise(line):
            continue
        elif section_heading(text) is not None or continuation >= _MAX_CONTINUATION:
            return False
        else:
            numbering = parse_numbering(text)
            if numbering is not None and numbering.kind in ("paren", "parens", "bullet", "dash"):
                return False
            continuation += 1
    return True


def _note_heading(block: _Block, line: TextLine) -> None:
    arabic = to_arabic(line.text).lstrip("*# ")
    trusted = digits_trusted([line.line])
    match = SEQ.match(arabic) or (PROJECT_NUMBER.match(arabic) if len(arabic) < 30 else None)
    if match:
        block.seq, block.trusted = int(match[1]), trusted
        return
    number = dimension_word(arabic)
    code = code_heading(arabic) if number is None else None
    trusted = heading_trusted([line.line])
    words: str | None = None
    if number is not None:
        words = None if trusted else code_by_words(re.sub(r"^\s*ม.{0,2}ต.{0,2}\s*(?:ที่)?", "", arabic), 1)
        block.dimension = int(words) if words else number
        block.headed = block.dimension if trusted or words else None
    elif code is not None and code.level == 2:
        words = None if trusted else code_by_words(arabic, 2)
        read = code.code if is_exact(line.line) else mission_read(code.code, arabic)
        block.mission, block.strategy = words or read, None
    elif code is not None and block.strategy is None:
        words = None if trusted else code_by_words(arabic, 3, block.mission) or code_by_words(arabic, 3)
        block.strategy, block.sure_strategy = words or code.code, trusted or words is not None
    else:
        return
    if not trusted and words is None:
        block.unsure = line


def _fill(
    entry: Entry, lines: Sequence[TextLine], name_rest: str, heading_of: HeadingOf, *, counted: bool
) -> None:
    """Cut the lines of an entry into its name and sections. `counted`: the number before its name is the
    entry's own, and says nothing of the form of its sections' numbers."""
    current: DetailSection | None = None
    headings = entry_headings(lines, heading_of, entry.seq)
    entry.numbered = _numbering_of(headings)
    for place, line in enumerate(lines):
        if is_noise(line) and not _is_value(current, line.text):
            continue
        heading = headings[place]
        if place == 0:
            numbers_sections = entry.numbered is None and not counted and heading_of is section_heading
            if numbers_sections and heading is not None and heading.marked:
                entry.numbered = "paren" if heading.paren else "dot"
            text = name_rest or _name_on(line.text, heading)
            if text:
                entry.name.append(TextLine(text, line.line, line.page))
            continue
        if heading is not None and heading.section != "name" and _believable(heading, entry, current):
            current = DetailSection(heading.section, heading.number)
            if entry.numbered is None and heading.marked:
                entry.numbered = "paren" if heading.paren else "dot"
            entry.sections.append(current)
            if heading.rest:
                current.lines.append(TextLine(heading.rest, line.line, line.page))
        elif current is None:
            entry.name.append(line)
        else:
            current.lines.append(line)


def _name_on(text: str, heading: SectionHeading | None) -> str:
    """The name on the first line of an entry, without the heading or the number before it."""
    if heading is not None and heading.section == "name":
        return heading.rest
    numbering = parse_numbering(text) if numbered_item(to_arabic(text)) is not None else None
    return numbering.rest if numbering is not None else text


def _numbering_of(headings: Sequence[SectionHeading | None]) -> Literal["none"] | None:
    """`none` where nearly all lines that read like headings have no number: the few that have one are the
    item's own number, and items of a list."""
    found = [heading for heading in headings if heading is not None]
    marked = sum(heading.marked for heading in found if heading.section not in UNNUMBERED)
    bare = sum(not heading.marked for heading in found if heading.section not in UNNUMBERED)
    return "none" if bare >= _LEAST_BARE and bare > _BARE_SHARE * (bare + marked) else None


def _is_value(current: DetailSection | None, text: str) -> bool:
    """A lone number or dash below the heading of the budget is its amount, not a page number."""
    return (
        current is not None
        and current.section == "budget"
        and not current.lines
        and bool(re.search(r"\d{3}|-", to_arabic(text)))
    )


def _believable(heading: SectionHeading, entry: Entry, current: DetailSection | None) -> bool:
    """A list item or a wrapped line that begins with a heading's words is no heading: its number
    has another form
    than the entry's headings or does not go on from the section's, or it has none where the others
    have one."""
    if heading.section in UNNUMBERED and not heading.marked:
        return True
    if entry.numbered == "none":
        return not heading.marked
    if entry.numbered is not None and not heading.marked:
        return False
    if (
        entry.numbered is not None
        and heading.number is not None
        and heading.paren != (entry.numbered == "paren")
    ):
        return False
    if heading.number is None or current is None or current.number is None:
        return True
    return not (heading.rest and heading.number <= current.number)
