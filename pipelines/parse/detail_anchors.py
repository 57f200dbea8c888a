"""Where the entries of a detail part begin, by what stands there: a heading for the name, the rationale
below the name, or the name behind its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalize.digits import to_arabic
from normalize.numbering import parse_numbering
from pipelines.parse.detail_headings import HeadingOf, entry_headings
from pipelines.parse.headings import AT
from pipelines.parse.sections import SectionHeading, inline_heading, section_heading, text_heading
from pipelines.parse.text_lines import TextLine

SEQ = re.compile(
    rf"\s*(?:โครงการ|กิจกรรม|มาตรการ)?\s*ล.{{0,2}}ดับ\s*(?:{AT})?\s*[:.]?\s*(\d{{1,3}})(?!\d)(.{{0,12}})$"
)
PROJECT_NUMBER = re.compile(
    rf"\s*(?:โครงการ|กิจกรรม|มาตรการ)\s*{AT}\s*(\d{{1,3}})(?!\d)\s*[:.]?\s*(.*)$", re.S
)
_ITEM_NAME = re.compile(r"[\"“”'‘’]?(?:โครงการ|กิจกรรม|มาตรการ)\s*[^\s/:]")
_REACH = 60
"""So many lines below its name the sections of an entry begin."""
_LEAST_SECTIONS = 2
_LEAST_UNLISTED = 3
"""Without a table of the items so many numbered headings make a section, not an item of a list."""
_BEGINS = (None, 1, 2)
"""The number of the first heading of a section; the second where the name has the first."""


def find_anchors(lines: Sequence[TextLine], *, listed: bool) -> tuple[list[int], HeadingOf]:
    """The lines where entries begin, and how the form writes its headings."""
    if anchors := name_anchors(lines, section_heading) or rationale_anchors(lines):
        return anchors, section_heading
    if anchors := name_anchors(lines, inline_heading):
        return anchors, inline_heading
    anchors = numbered_anchors(lines, section_heading, listed=listed)
    if not anchors and listed and (anchors := numbered_anchors(lines, inline_heading, listed=True)):
        return anchors, inline_heading
    return anchors, section_heading


def numbered_item(text: str) -> int | None:
    """The number of a line that is an item's number and name (`๒. โครงการอบรม…`)."""
    numbering = parse_numbering(text)
    named = numbering is not None and _ITEM_NAME.match(numbering.rest) is not None
    return numbering.path[0] if numbering is not None and named and len(numbering.path) == 1 else None


def name_anchors(lines: Sequence[TextLine], heading_of: HeadingOf) -> list[int]:
    """Where names stand: lines headed `ชื่อโครงการ`."""
    anchors = []
    for index, line in enumerate(lines):
        heading = heading_of(line.text)
        if (
            heading is not None
            and heading.section == "name"
            and (heading.number in (None, 1) or heading.rest)
        ):
            anchors.append(index)
    return anchors if _has_sections(lines, anchors, heading_of) else []


def _has_sections(
    lines: Sequence[TextLine], anchors: Sequence[int], heading_of: HeadingOf = section_heading
) -> bool:
    """Whether sections follow the anchors: without any, they are no entries of a detail part."""
    names = {
        heading.section
        for anchor, after in pairwise([*anchors, len(lines)])
        for heading in entry_headings(lines[anchor : min(after, anchor + _REACH)], heading_of, None)[1:]
        if heading is not None
    }
    return len(names - {"name", "note"}) >= _LEAST_SECTIONS


def rationale_anchors(lines: Sequence[TextLine]) -> list[int]:
    """Forms without a heading for the name: the name stands right before the rationale (after `ลำดับที่ n` or
    `โครงการที่ n`), or is the line with the number itself (`2. โครงการอบรม…`)."""
    anchors = []
    for index, line in enumerate(lines):
        heading = section_heading(line.text) or text_heading(line.text)
        if heading is None or heading.section != "rationale":
            continue
        for back in range(index - 1, max(-1, index - 5), -1):
            arabic = to_arabic(lines[back].text)
            match = PROJECT_NUMBER.match(arabic)
            if (match and match[2].strip()) or numbered_item(arabic) is not None:
                anchors.append(back)
                break
            if SEQ.match(arabic) or PROJECT_NUMBER.match(arabic):
                if back + 1 < index:
                    anchors.append(back + 1)
                break
    return anchors if _has_sections(lines, anchors) else []


@dataclass(frozen=True, slots=True)
class _Named:
    """A numbered name: its line, its number, and whether it has sections of its own."""

    line: int
    number: int
    own: bool


def numbered_anchors(lines: Sequence[TextLine], heading_of: HeadingOf, *, listed: bool) -> list[int]:
    """Numbered names (`2. โครงการอบรม…`) with sections of their own below them: forms without a heading for
    the name and without a rationale. One without any that fills a gap in their numbers is another."""
    numbers = {at: numbered_item(to_arabic(line.text)) for at, line in enumerate(lines)}
    places = [at for at, number in numbers.items() if number is not None]
    starts = [
        at
        for at, after in pairwise([*places, len(lines)])
        if _begins_anew(_headings(lines[at:after], heading_of, numbers[at]))
    ]
    owners = {
        at
        for at, after in pairwise([*starts, len(lines)])
        if _is_entry(_headings(lines[at:after], heading_of, numbers[at]), listed=listed)
    }
    if not listed and len(owners) < _LEAST_SECTIONS and not owners.intersection(places[:1]):
        return []  # a list, and other text below its last item
    named = [_Named(at, numbers[at] or 0, at in owners) for at in places]
    return [name.line for name in _with_gaps_filled(named)] if owners else []


def _headings(lines: Sequence[TextLine], heading_of: HeadingOf, number: int | None) -> list[SectionHeading]:
    return [found for found in entry_headings(lines, heading_of, number)[1:] if found is not None]


def _begins_anew(headings: Sequence[SectionHeading]) -> bool:
    """Whether the headings behind a numbered name are its own: the numbers of those behind an item of a list
    inside a section go on."""
    first = next((heading for heading in headings if heading.marked), None)
    return bool(headings) and (first is None or first.number in _BEGINS)


def _is_entry(headings: Sequence[SectionHeading], *, listed: bool) -> bool:
    """Whether headings are those of a project's sections. Where no table lists the items, they are numbered
    and one is of the budget."""
    names = {heading.section for heading in headings if listed or heading.marked} - {"name", "note"}
    return len(names) >= _LEAST_SECTIONS if listed else len(names) >= _LEAST_UNLISTED and "budget" in names


def _with_gaps_filled(named: Sequence[_Named]) -> list[_Named]:
    """The names with sections, and those between two of them that are just the numbers left out."""
    found: list[_Named] = []
    between: list[_Named] = []
    last = 0
    for name in named:
        if not name.own:
            between.append(name)
            continue
        if [other.number for other in between] == [*range(last + 1, name.number)]:
            found += between
        found.append(name)
        last, between = name.number, []
    goes_on = [other.number for other in between] == [*range(last + 1, last + 1 + len(between))]
    return [*found, *between] if goes_on else found
