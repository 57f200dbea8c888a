"""Dotted and dashed rules: rows of dots too long for print, made whole where a scan lost some of them.

A scan blurs some dots together and loses others, so that a rule of dots is found in pieces or in part. What
is left of it between its pieces tells a rule from the gap that one has where a merged cell stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.scan.bits import Bits, packed
from extract.scan.clean import DOT_GAP_IN, DOTTED_IN, FAINT_THICK_IN, Mask, dotted_rows
from extract.scan.frames import same_extent
from extract.scan.grid import LONE_RULE_IN, line_places
from extract.scan.rules import Segment, has_stems, horizontal_segments, segment_of

# Pieces of a dotted rule are longer than any letter's strokes in a row.
LONG_IN = 1.2
# So many dotted rules of one extent may be a table's; forms and contents have no amounts between theirs.
MIN_ROWS = 3
# Pieces of one rule stand this near across; it goes on where dots are left in this share of a stretch.
SAME_RULE_IN, LEFT_OVER = 0.03, 0.5
# A rule found in part is longer as a dotted one, by so much at least.
LONGER_IN = 0.25

# Dotted rules leave so much of their length bare, in all; they end so near to the rules that they run to.
HOLES_IN, TOUCH_IN = 2.0, 0.08
# Of a rule's dots next to none have print on them; of letters' heads in a row a third is stems, seen across.
STEMS = 0.12

Course = NDArray[np.float64]
Rules = tuple[list[Segment], list[Segment]]


def joined_dots(ink: Mask, dpi: float) -> Mask:
    """The ink with the gaps between dots filled, across and down the page."""
    gap = _gap(dpi)
    bits = packed(ink)
    return (bits.closed(1, gap) | bits.closed(gap, 1)).mask()


def dotted_rules(soft: Bits, ink: Mask, dpi: float) -> Rules:
    """Long dotted or dashed rules of an upright page, rows and columns, where they cross as those of a table
    do, or rows of one extent alone.

    `soft` is the page's ink that may be lighter than print, `ink` that of its print.
    """
    gap, least = _gap(dpi), LONG_IN * dpi
    inked = packed(ink) | dotted_rows(soft, dpi)
    rows = _rules_of_dots(inked, gap, least, dpi)
    if len(rows) < 2:
        return [], []
    down = packed(np.ascontiguousarray(inked.mask().T))
    columns = _rules_of_dots(down, gap, LONE_RULE_IN * dpi, dpi)
    if len(columns) >= 2:
        return rows, columns
    longest = max(rows, key=lambda row: row.length)
    if sum(same_extent(row, longest, dpi) for row in rows) < MIN_ROWS:
        return [], []
    return _made_whole(rows, longest, soft.closed(1, gap).mask(), dpi), []


def _rules_of_dots(ink: Bits, gap: int, least: float, dpi: float) -> list[Segment]:
    """Rules across, longer than `least` px, of dots that stand no farther apart than `gap`."""
    found = [row for row in horizontal_segments(ink.closed(1, gap), dpi, least) if row.length > least]
    if not found:
        return []
    mask = ink.mask()
    return [row for row in found if not has_stems(mask, row, STEMS)]


def has_dots(soft: Bits, dpi: float) -> bool:
    """Whether some of the thin runs of a page's soft ink have holes as rows or columns of dots have."""
    gap, thick = _gap(dpi), round(FAINT_THICK_IN * dpi)
    across, down = soft.closed(1, gap), soft.closed(gap, 1)
    least = round(DOTTED_IN * dpi)
    holes = (across.thin_across(thick, least) - soft).count()
    # next to no page has holes in runs down, thin or not
    columns = down.columns_with_runs(least)
    most = (down.at_columns(columns).opened(least, 1) - soft.at_columns(columns)).count()
    if holes + most >= HOLES_IN * dpi:
        holes += (down.thin_down(thick, least) - soft).count()
    return holes >= HOLES_IN * dpi


def with_dotted_rules(ink: Mask, solid: Rules, dpi: float) -> Rules | None:
    """The rules of a table some of which are dotted: the solid ones, and dotted ones that run from one to
    another, rows over a third one, unlike the dots of a form. None without such rows or columns."""
    gap, least = _gap(dpi), LONE_RULE_IN * dpi
    rows = _rules_of_dots(packed(ink), gap, least, dpi)
    columns = _rules_of_dots(packed(np.ascontiguousarray(ink.T)), gap, least, dpi)
    every = _together(rows, solid[0], dpi), _together(columns, solid[1], dpi)
    drawn = {id(rule) for own in solid for rule in own}
    rows = [row for row in every[0] if id(row) in drawn or _crossed_by(row, every[1], dpi) > 2]
    columns = [col for col in every[1] if id(col) in drawn or _crossed_by(col, rows, dpi) > 1]
    found = len(line_places(rows, dpi, 0.0)), len(line_places(columns, dpi, 0.0))
    known = len(line_places(solid[0], dpi, 0.0)), len(line_places(solid[1], dpi, 0.0))
    return (rows, columns) if sum(found) > sum(known) else None


def _together(dotted: Sequence[Segment], solid: Sequence[Segment], dpi: float) -> list[Segment]:
    """Dotted rules, and those of the solid ones that are no part of one of them."""
    near = SAME_RULE_IN * dpi
    return [*dotted, *(one for one in solid if not any(
        abs(one.at - other.at) <= near and _holds(other, one, dpi) for other in dotted
    ))]  # fmt: skip


def _crossed_by(rule: Segment, others: Sequence[Segment], dpi: float) -> int:
    """How many lines of the other direction a rule meets, where both its ends meet one; 0 otherwise."""
    reach = TOUCH_IN * dpi
    met = [
        other.at
        for other in others
        if other.start - reach <= rule.at <= other.end + reach
        and rule.start - reach <= other.at <= rule.end + reach
    ]
    if not met or min(met) > rule.start + reach or max(met) < rule.end - reach:
        return 0
    return 1 + sum(b - a > reach for a, b in pairwise(sorted(met)))


def are_longer(dotted: Sequence[Segment], rows: Sequence[Segment], dpi: float) -> bool:
    """Whether the rules are longer as dotted ones: rows of dashes that a scan has joined in part only."""
    if not dotted or not rows:
        return False
    one, other = (max(found, key=lambda row: row.length) for found in (dotted, rows))
    return one.length > other.length + LONGER_IN * dpi and _holds(one, other, dpi)


def _holds(one: Segment, other: Segment, dpi: float) -> bool:
    reach = LONGER_IN * dpi
    return one.start < other.start + reach and one.end > other.end - reach


def _made_whole(rows: Sequence[Segment], longest: Segment, soft: Mask, dpi: float) -> list[Segment]:
    """The pieces of each rule within the extent of the longest one joined, and led on to its ends, where what
    is left of their dots goes on between."""
    inside = [row for row in rows if _holds(longest, row, dpi)]
    found = [row for row in rows if not _holds(longest, row, dpi)]
    for own in _by_height(inside, SAME_RULE_IN * dpi):
        course = np.concatenate([row.path for row in own])
        course = course[np.argsort(course[:, 0], kind="stable")]
        thickness = float(np.median([row.thickness for row in own]))
        spans = [(row.start, row.end - 1) for row in own]
        whole = [spans[0]]
        for start, end in spans[1:]:
            if _is_left(soft, course, whole[-1][1], start):
                whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
            else:
                whole.append((start, end))
        if _is_left(soft, course, longest.start, whole[0][0]):
            whole[0] = (min(longest.start, whole[0][0]), whole[0][1])
        if _is_left(soft, course, whole[-1][1], longest.end - 1):
            whole[-1] = (whole[-1][0], max(longest.end - 1, whole[-1][1]))
        found.extend(_part(course, start, end, thickness) for start, end in whole)
    return found


def _by_height(rows: Sequence[Segment], near: float) -> list[list[Segment]]:
    """The pieces of one rule together, from left to right."""
    groups: list[list[Segment]] = []
    for row in sorted(rows, key=lambda row: row.at):
        if groups and row.at - groups[-1][-1].at <= near:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [sorted(group, key=lambda row: row.start) for group in groups]


def _is_left(soft: Mask, course: Course, start: float, end: float) -> bool:
    """Whether a rule goes on from px to px along its course."""
    along = np.arange(max(0, round(start)), min(soft.shape[1], round(end) + 1))
    if len(along) < 2:
        return True
    across = np.rint(np.interp(along, course[:, 0], course[:, 1])).astype(np.int64)
    seen = np.zeros(len(along), bool)
    for offset in (-1, 0, 1):
        seen |= soft[np.clip(across + offset, 0, len(soft) - 1), along] > 0
    return bool(np.count_nonzero(seen) >= LEFT_OVER * len(seen))


def _part(course: Course, start: float, end: float, thickness: float) -> Segment:
    inner = course[(course[:, 0] > start) & (course[:, 0] < end)]
    ends = np.array([start, end])
    outer = np.stack([ends, np.interp(ends, course[:, 0], course[:, 1])], axis=1)
    return segment_of(np.concatenate([outer[:1], inner, outer[1:]]), thickness)


def _gap(dpi: float) -> int:
    return max(3, round(DOT_GAP_IN * dpi))
