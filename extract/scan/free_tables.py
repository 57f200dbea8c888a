"""Tables without any rules: lines of amounts that stand under each other in several columns.

A line of amounts is what no letter, memo or list has: three or more numbers with separators, dashes or zeros,
each under a number of another such line. Around those lines the table reaches as far as its columns go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.scan.amount_lines import (
    FEW_AMOUNTS,
    FLUSH,
    LINES,
    dashes_under_years,
    groups_of_amounts,
    is_lone_row,
    lines_of_amounts,
    specks,
    years_over,
)
from extract.scan.corridors import find_corridors
from extract.scan.free_reach import HEADINGS_APART, REACH, Gap, downwards, line_at, upwards
from extract.scan.geometry import PxBox
from extract.scan.number_columns import SAME_LINE, feet_of_lines, name_columns
from extract.scan.open_columns import columns_of_row
from extract.scan.text_runs import joined_runs
from extract.scan.words import Words

# A column of text stands this many letters' heights before the next one.
STUB_GAP = 0.6
# A table begins this many letters' heights above the foot of its first line.
TOP = 1.9


@dataclass(frozen=True, slots=True)
class FreeTable:
    """Where a table without rules stands: its outline in px, and where its heading ends (its top: none).

    `parts` are the tables that its lines of amounts make by themselves, where they do not agree.
    """

    box: PxBox
    heading_end: float
    parts: tuple[FreeTable, ...] = ()


def find_free_tables(words: Words) -> list[FreeTable]:
    """Tables without rules among the words outside other tables."""
    words = words.among(~specks(words) | dashes_under_years(words))
    found: list[tuple[FreeTable, list[float]]] = []
    for group in groups_of_amounts(words, words.amount):
        lines = [foot for foot in group if not any(t.box[1] < foot < t.box[3] for t, _ in found)]
        table = _around(words, lines) if lines else None
        while table is not None and (over := [one for one in found if _share_lines(table, one[0], words)]):
            # lines that do not agree, as those of a leaning photograph, but reach up to one heading
            found = [one for one in found if one not in over]
            lines = sorted([*lines, *(foot for _, feet in over for foot in feet)])
            parts = [part for one in (table, *(other for other, _ in over)) for part in one.parts or (one,)]
            table = _around(words, lines) or max(parts, key=lambda part: len(words.within(part.box)))
            table = replace(table, parts=tuple(parts))
        if table is not None:
            found.append((table, lines))
    return [table for table, _ in found]


def _share_lines(one: FreeTable, other: FreeTable, words: Words) -> bool:
    """Whether lines of print stand in both tables, and not just near to the sides of both."""
    box = (
        max(one.box[0], other.box[0]),
        max(one.box[1], other.box[1]) + TOP * words.body,
        min(one.box[2], other.box[2]),
        min(one.box[3], other.box[3]),
    )
    inside = (words.middle > box[0]) & (words.middle < box[2])
    return bool((inside & (words.foot > box[1] - SAME_LINE * words.body) & (words.foot < box[3])).any())


def is_dirt_at_edge(table: FreeTable, words: Words, height: int) -> bool:
    """True when what looks like a table of a single line of amounts reaches to the page's upper or lower
    edge, where copiers leave dirt; `height` is the page's in px."""
    at_edge = table.box[1] < 0 or table.box[3] > height
    return at_edge and len(lines_of_amounts(words.within(table.box))) < LINES


def _around(words: Words, lines: Sequence[float]) -> FreeTable | None:
    """The table that the lines of amounts belong to."""
    body = words.body
    first, last = lines[0], lines[-1]
    begin = first
    if len(lines) == 1:  # the columns of a single line are those of the years over it
        line = np.flatnonzero(words.amount & (np.abs(words.foot - first) <= SAME_LINE * body))
        begin = min(first, years_over(words, line) or first)
    core = words.among((words.foot > begin - 0.6 * body) & (words.foot < last + 0.6 * body))
    left, right = float(core.left.min()), float(core.right.max())
    columns = columns_of_row(core, left, right) if is_lone_row(core, np.flatnonzero(core.amount)) else None
    places = find_corridors(core, left, right) if columns is None else columns.xs[1:-1]
    if len(places) < FEW_AMOUNTS:
        return None
    side = _first_number(core, places, (left, right))
    gaps = [_gap(core, place) for place in places]
    stub = _stub_before(words, first, left)
    if stub is not None:
        gaps = [(stub[1], left), *gaps]
        left = stub[0]
    else:
        named = _named_before(words, first, left)
        if named is not None:
            gaps = [(named[1], left), *gaps]
            left = named[0]
    feet = feet_of_lines(words.foot, body)
    amounts = core.among(core.amount)
    top, heading_end = upwards(words, feet, first, gaps, side, (left, right), amounts)
    bottom = downwards(words, feet, top, last, gaps, (left, right), amounts)
    near = SAME_LINE * body  # a line's foot is that of its middle word: others stand a pixel beside it
    inside = words.among((words.foot > top - near) & (words.foot < bottom + near))
    inside = inside.among(inside.right > left - 3 * body)
    edge = left
    while edge < right:  # headings further on may stand over columns in which nothing is printed
        edge, right = right, float(inside.right[inside.left < right + 12 * body].max(initial=right))
    inside = inside.among(inside.left < right + 12 * body)
    box = (
        float(inside.left.min()) - 0.5 * body,
        top - TOP * body,
        float(inside.right.max()) + 0.5 * body,
        bottom + 0.7 * body,
    )
    return FreeTable(box, box[1] if heading_end is None else heading_end)


def heading_above(words: Words, body: Words, rule: float) -> float | None:
    """Where the heading of a table begins that stands above the table's first rule; None without one.

    `body` are the words between the table's rules: its columns are theirs.
    """
    left, right = float(body.left.min()), float(body.right.max())
    places = find_corridors(body, left, right)
    if len(places) < FEW_AMOUNTS:
        return None
    side = _first_number(body, places, (left, right))
    gaps = [_gap(body, place) for place in places]
    above = words.among(words.foot < rule)
    feet = feet_of_lines(above.foot, words.body)
    amounts = body.among(body.amount)
    top, end = upwards(above, feet, rule + words.body, gaps, side, (left, right), amounts)
    return None if end is None else top - TOP * words.body


def _stub_before(words: Words, first: float, left: float) -> tuple[float, float] | None:
    """Where a column begins and ends before those of the lines of amounts: its text has ended above the
    first of them. Its lines begin together, and two at least stand beside text of the other columns."""
    body = words.body
    at, beside = first, 0
    own: list[Words] = []
    for foot in reversed([f for f in feet_of_lines(words.foot, body) if f < first - 0.6 * body]):
        line = line_at(words, foot)
        outside = line.among(line.right < left)
        runs_on = (line.left < left - FLUSH * body) & (line.right > left + FLUSH * body)
        if at - foot > REACH * body or runs_on.any():
            break
        at = foot
        if len(outside):
            own.append(outside)
            beside += len(outside) < len(line)
    begins = np.array([float(line.left.min()) for line in own])
    ends = max((float(line.right.max()) for line in own), default=left)
    if beside < LINES or left - ends < STUB_GAP * body:
        return None
    begin = float(begins.min())
    together = int((begins - begin <= 2 * FLUSH * body).sum())
    return (begin, ends) if together >= max(LINES, 0.5 * len(own)) else None


def _named_before(words: Words, first: float, left: float) -> tuple[float, float] | None:
    """Where the heading of a column begins and ends that stands before those of the lines of amounts and in
    which nothing is printed: a heading apart from two others on its line, before all print of the table."""
    body = words.body
    at = first
    for foot in reversed([f for f in feet_of_lines(words.foot, body) if f < first - 0.6 * body]):
        line = line_at(words, foot)
        if at - foot > REACH * body or ((line.left < left) & (line.right > left + body)).any():
            return None
        at = foot
        runs = sorted(joined_runs(line, HEADINGS_APART))
        before = [run for run in runs if run[1] < left - body]
        if before:
            apart = runs[1][0] - runs[0][1] > 2 * HEADINGS_APART * body if len(runs) > 1 else False
            return before[0] if len(before) == 1 and len(runs) > 2 and apart else None
    return None


def _gap(core: Words, place: float) -> Gap:
    return (
        float(max(core.right[core.right <= place], default=place)),
        float(min(core.left[core.left >= place], default=place)),
    )


def _first_number(core: Words, places: Sequence[float], ends: tuple[float, float]) -> float:
    """Where the first column of amounts begins."""
    columns = name_columns((ends[0], *places, ends[1]), core)
    return columns.xs[0 if columns.item is None else columns.item + 1]
