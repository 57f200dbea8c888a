"""Sections of the detail part that stand under another project's name.

A project's last sections can stand after the next project's (duplex scans). The evidence: an entry that
holds a run of sections twice, and a neighbour that lacks them. Each stray run goes where the numbers of
headings and list items go on. What fits nowhere is that of a project whose name was not found: it is set
apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalize.numbering import parse_numbering
from pipelines.assignment import best_pairs
from pipelines.parse.detail import DetailSection, Entry
from pipelines.parse.sections import section_heading
from pipelines.parse.text_lines import TextLine
from pipelines.records import Remark

_NEIGHBOURS = 2
"""How many entries away a stray run may belong: pages swap with their neighbours."""

_LAST_SECTIONS = frozenset({"budget", "responsible", "outputs", "outcomes"})
_ONCE = frozenset({"rationale", "objectives", "target_group", "location", "method", "duration", "budget"})
"""Sections that a project has once."""
_LEAST_TWICE = 3
"""So many of them twice under one name are two projects."""


@dataclass(slots=True)
class _Piece:
    """Sections that stayed together. `headless`: its first section goes on with one from another page."""

    sections: list[DetailSection]
    headless: bool = False

    def start(self) -> tuple[int | None, int | None]:
        """The number of its first heading (None where it has none), and of its first list item."""
        first = self.sections[0]
        return (None if self.headless else first.number, _first_number(first.lines))

    def end(self) -> tuple[int | None, int | None]:
        """The number of its last heading, and of the last list item below it."""
        numbers = [section.number for section in self.sections if section.number is not None]
        return (numbers[-1] if numbers else None, _last_number(self.sections[-1].lines))


def put_right(entries: Sequence[Entry]) -> None:
    """Move stray runs of sections to the entries that they belong to, in place."""
    for place, entry in enumerate(entries):
        runs = _runs(entry.sections)
        if len(runs) > 1:
            near = [*range(max(0, place - _NEIGHBOURS), place), *range(place + 1, place + 1 + _NEIGHBOURS)]
            lacking = [entries[i] for i in near if i < len(entries) and _lacks_end(entries[i])]
            if lacking:
                _deal(entry, runs, lacking)


def set_apart(entry: Entry) -> None:
    """Take the sections of a second project, whose name was not found, out of an entry that holds at least
    three sections twice, or one where the numbers of the headings begin anew. The cut is there, else where
    most sections stand on both sides of it."""
    names = [section.section for section in entry.sections]
    twice = [len(_ONCE & set(names[:place]) & set(names[place:])) for place in range(len(names))]
    anew = [place for place in range(1, len(names)) if _begins_anew(entry.sections, place)]
    cut = twice.index(max(twice)) if max(twice, default=0) >= _LEAST_TWICE else min(anew, default=None)
    if cut is not None:
        entry.sections, entry.foreign = entry.sections[:cut], entry.sections[cut:]


def _begins_anew(sections: Sequence[DetailSection], place: int) -> bool:
    """Whether the numbers of the headings go back at a place and count on from there, and a section stands
    under the same number before and behind it. An item of a list that reads like a heading has another."""
    before, *behind = [section.number or 0 for section in sections[place - 1 :]]
    run = [number for number in behind if number]
    counts_on = len(run) >= _LEAST_TWICE and run == sorted(run)
    first, second = ({(s.section, s.number) for s in part} for part in (sections[:place], sections[place:]))
    same = any(name in _ONCE and number for name, number in first & second)
    return bool(behind[0]) and behind[0] < before and counts_on and same


def nameless_before(lines: Sequence[TextLine], entries: Sequence[Entry]) -> list[Remark]:
    """A remark on the sections before the first project whose name was found, where they are a project's: a
    budget, and when or how it is carried out. The plan itself has a rationale and objectives, too."""
    named = entries[0].name[:1] if entries else []
    first = next((n for n, line in enumerate(lines) if any(line.line is own.line for own in named)), 0)
    headings = [(n, found) for n, line in enumerate(lines[:first]) if (found := section_heading(line.text))]
    names = {heading.section for _, heading in headings if heading.marked}
    if "budget" not in names or not names & {"method", "duration"} or len(_ONCE & names) < _LEAST_TWICE:
        return []
    begin = headings[0][0]
    text = "\n".join(line.text for line in lines[begin:first])
    return [Remark(lines[begin].page, text, "sections of a project whose name was not found")]


def foreign_remark(entry: Entry) -> Remark:
    """The sections under an entry's name that are those of a project whose name was not found."""
    lines = [line for part in entry.foreign for line in part.lines]
    text = "\n".join(line.text for line in lines)
    return Remark(lines[0].page if lines else None, text, "sections of a project whose name was not found")


def _runs(sections: Sequence[DetailSection]) -> list[list[DetailSection]]:
    """The sections cut where the numbers of the headings go back to a section that was there before."""
    runs: list[list[DetailSection]] = [[]]
    highest = 0
    for section in sections:
        repeated = section.number is not None and section.number <= highest
        if repeated and any(known.section == section.section for run in runs for known in run):
            runs.append([])
            highest = 0
        highest = max(highest, section.number or 0)
        runs[-1].append(section)
    return [run for run in runs if run]


def _lacks_end(entry: Entry) -> bool:
    """Whether the entry breaks off before its last sections."""
    return not _LAST_SECTIONS & {section.section for section in entry.sections[-4:]} or not entry.has(
        "budget"
    )


def _deal(entry: Entry, runs: list[list[DetailSection]], lacking: Sequence[Entry]) -> None:
    """Give the pieces of an entry that holds runs twice to the heads whose numbers they go on from."""
    pieces = [piece for run in runs for piece in _pieces(run)]
    owners = [entry, *lacking]
    heads = [pieces[0], *(_Piece(list(other.sections)) for other in lacking)]
    strays = pieces[1:]
    costs = [[-_fit(head, stray) for stray in strays] for head in heads]
    given = {stray: head for head, stray in best_pairs(costs) if costs[head][stray] < 0}
    if not any(head > 0 for head in given.values()):
        return
    entry.sections = list(pieces[0].sections)
    for place, stray in enumerate(strays):
        _append(owners[given.get(place, 0)], stray)


def _append(owner: Entry, piece: _Piece) -> None:
    """Add a piece at the end of an entry; the lines of a headless one belong to the section that
    stands last."""
    if piece.headless and owner.sections:
        last = owner.sections[-1]
        owner.sections[-1] = DetailSection(last.section, last.number, [*last.lines, *piece.sections[0].lines])
        owner.sections += piece.sections[1:]
    else:
        owner.sections += piece.sections


def _pieces(run: list[DetailSection]) -> list[_Piece]:
    """A run cut where the numbers of a list jump: another page's list goes on there."""
    pieces = [_Piece([])]
    for section in run:
        parts = _list_parts(section.lines)
        pieces[-1].sections.append(DetailSection(section.section, section.number, parts[0]))
        pieces += [_Piece([DetailSection(section.section, None, part)], headless=True) for part in parts[1:]]
    return [piece for piece in pieces if piece.sections]


def _list_parts(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines of a section cut where its list leaves out a number, or begins with another than one."""
    parts: list[list[TextLine]] = [[]]
    last = 0
    for line in lines:
        number = _number(line)
        if number is not None:
            if number not in (1, last, last + 1):
                parts.append([])
            last = number
        parts[-1].append(line)
    return parts


def _fit(head: _Piece, stray: _Piece) -> float:
    """How well a piece goes on from a head: by the list's next number, else by the next heading."""
    heading, item = head.end()
    first_heading, first_item = stray.start()
    if stray.headless:
        return 2.0 if first_item is not None and first_item == (item or 0) + 1 else -1.0
    if first_heading is None or heading is None:
        return 0.0
    return 1.0 if first_heading == heading + 1 else -1.0


def _number(line: TextLine) -> int | None:
    numbering = parse_numbering(line.text)
    if numbering is None or len(numbering.path) != 1 or numbering.kind not in ("paren", "parens"):
        return None
    return numbering.path[0]


def _first_number(lines: Sequence[TextLine]) -> int | None:
    return next((number for line in lines if (number := _number(line)) is not None), None)


def _last_number(lines: Sequence[TextLine]) -> int | None:
    return next((number for line in reversed(lines) if (number := _number(line)) is not None), None)
