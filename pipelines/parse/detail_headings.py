"""Which lines of a project's detail section are its headings, where some stand with their text on one line.

`๒) เป้าหมาย ประชาชน ๔๐ คน` may be a heading or an item of a list: it is a heading where its number goes on
from the headings before it and no other heading has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from pipelines.parse.sections import SectionHeading, text_heading
from pipelines.parse.text_lines import TextLine

HeadingOf = Callable[[str], SectionHeading | None]

UNNUMBERED = frozenset({"outputs", "outcomes", "results", "note"})
"""Sections whose headings may have no number where the others have one."""
_LEAST = 2
_MOST_LEFT_OUT = 1
"""So many headings between two may not have been read."""


def entry_headings(
    lines: Sequence[TextLine], heading_of: HeadingOf, own: int | None
) -> list[SectionHeading | None]:
    """The headings of an entry, line by line; the first line is its name's. `own`: the number of the item,
    where it is known."""
    sure = [None if line.content else heading_of(line.text) for line in lines]
    maybe = [
        None if line.content or place == 0 or sure[place] is not None else text_heading(line.text)
        for place, line in enumerate(lines)
    ]
    within = _within(maybe, own)
    if len(within) >= _LEAST:
        return [
            maybe[place] if place in within else heading if place == 0 or _stands_alone(heading) else None
            for place, heading in enumerate(sure)
        ]
    return _beside_text(sure, maybe)


def _stands_alone(heading: SectionHeading | None) -> bool:
    return heading is not None and not heading.marked and heading.section in UNNUMBERED


def _within(maybe: Sequence[SectionHeading | None], own: int | None) -> frozenset[int]:
    """The places of the headings that are numbered below their item (`๓.๑`, `๓.๒`) and count up."""
    found = [(place, h) for place, h in enumerate(maybe) if h is not None and h.within is not None]
    key = own if own is not None else max(Counter(h.within for _, h in found).items(), default=(None, 0))[0]
    places: list[int] = []
    last = 0
    for place, heading in found:
        if heading.within == key and last < (heading.number or 0) <= last + 1 + _MOST_LEFT_OUT:
            places.append(place)
            last = heading.number or 0
    return frozenset(places)


def _goes_on(heading: SectionHeading, last: int) -> bool:
    """Whether the number of a heading goes on from the last one; one that was misread may. What is said of
    money is not left to another section for the headings that were not read before it."""
    if heading.number is None or (heading.section == "budget" and heading.number > last):
        return True
    return last < heading.number <= last + 1 + _MOST_LEFT_OUT


def _beside_text(
    sure: Sequence[SectionHeading | None], maybe: Sequence[SectionHeading | None]
) -> list[SectionHeading | None]:
    """The sure headings, and those with text beside them whose numbers go on from the ones before."""
    listed = [heading for heading in sure[1:] if heading is not None]
    if sum(not heading.marked and heading.section not in UNNUMBERED for heading in listed) >= _LEAST:
        return list(sure)  # a form of headings without numbers
    sections = {heading.section for heading in listed}
    numbers = {(heading.number, heading.paren) for heading in listed if heading.marked}
    name = sure[0] if sure else None
    last, paren = 0, None
    if name is not None and name.marked and name.number == 1:
        last, paren = 1, name.paren
    found = list(sure)
    for place in range(1, len(sure)):
        heading = sure[place]
        if heading is None:
            heading = maybe[place]
            if heading is None or heading.within is not None or heading.section in sections:
                continue
            if paren not in (None, heading.paren) or (heading.number, heading.paren) in numbers:
                continue
            if not _goes_on(heading, last):
                continue
            found[place] = heading
            sections.add(heading.section)
        if heading.marked and paren in (None, heading.paren):
            last, paren = heading.number or last + 1, heading.paren
    return found
