"""Glyphs to printed lines: baseline by baseline, letters in the order of the eye, marks on their letters.

The order of drawing is only a witness: some producers draw marks after the line, or word by word. A blank
is kept where one is printed: a blank glyph with room for it, or a gap much wider than the line's usual ones;
none is made between evenly spread letters of justified Thai.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from statistics import median

from extract.content import Glyph
from extract.model import Box, Line
from extract.turn import back_turned_box, turned_box, turned_point
from normalize.chars import MARKS, PRIVATE_USE, canonical

SAME_LINE = 0.35
"""Baselines nearer than this part of the glyph size belong to one line (line spacing of Thai is over 1)."""

SAME_PLACE = 0.12
"""The same glyph drawn again within this part of its size is a bold made by printing twice."""

STRAY_MARKS = 2
"""So many marks without any letter are no line: what a page break left of a cluster."""

ROOM_FOR_BLANK = 0.08
"""A blank glyph counts when its neighbours are at least this part of the size apart."""

WIDE_GAP = 0.28
"""A gap without a blank glyph counts as one when it exceeds the usual gap by this part of the size."""


def turned_glyph(glyph: Glyph, width: float, height: float, turn: int) -> Glyph:
    """The glyph on the page (of that size) turned clockwise."""
    if turn == 0:
        return glyph
    x0, y0, x1, y1 = turned_box(glyph.box, width, height, turn)
    origin = turned_point(*glyph.origin, width, height, turn)
    return replace(glyph, x0=x0, y0=y0, x1=x1, y1=y1, origin=origin, turn=(glyph.turn - turn) % 360)


def units(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs in order of drawing; a figure (digits, points and commas) drawn in one go is one unit."""
    groups: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.order):
        if groups and _goes_on(groups[-1][-1], glyph):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return groups


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    """True when both are parts of one figure: side by side on one baseline, drawn one after the other."""
    if not (_is_figure(last.text) and _is_figure(glyph.text) and glyph.order - last.order == 1):
        return False
    near = SAME_PLACE * glyph.size
    return abs(glyph.base - last.base) < near and abs(glyph.x0 - last.x1) < near


@lru_cache(maxsize=4_096)
def _is_figure(text: str) -> bool:
    return bool(text) and all(c.isdigit() or c in ",." for c in text)


def lines_of(glyphs: Iterable[Glyph], width: float, height: float) -> list[Line]:
    """The lines that glyphs of a page of that size form, top to bottom; sideways glyphs form own lines."""
    by_turn: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        by_turn.setdefault(glyph.turn, []).append(glyph)
    lines: list[Line] = []
    for turn, group in sorted(by_turn.items()):
        for row in rows_of([turned_glyph(glyph, width, height, turn) for glyph in group]):
            line = line_of(row)
            if line is not None:
                box = back_turned_box(line.bbox, width, height, turn) if line.bbox else None
                lines.append(replace(line, bbox=box))
    if len(by_turn) > 1:
        lines.sort(key=lambda line: (line.bbox[1], line.bbox[0]) if line.bbox else (0.0, 0.0))
    return lines


@lru_cache(maxsize=4_096)
def is_mark(text: str) -> bool:
    """True for a Thai mark above or below, its private-use variants, or another combining mark."""
    return bool(text) and all(
        chr(c) in MARKS or unicodedata.category(chr(c)) == "Mn"
        for c in (PRIVATE_USE_CODE.get(ord(t), ord(t)) for t in text)
    )


PRIVATE_USE_CODE = {code: ord(letter) for code, letter in PRIVATE_USE.items()}


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs grouped by baseline, top to bottom."""
    rows: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.order)):
        if rows and glyph.base - base <= SAME_LINE * max(min(size, glyph.size), 0.5 * max(size, glyph.size)):
            rows[-1].append(glyph)
            if glyph.size > size:
                base, size = glyph.base, glyph.size
        else:
            rows.append([glyph])
            base, size = glyph.base, glyph.size
    return rows


def line_of(row: Sequence[Glyph]) -> Line | None:
    """The line that upright glyphs of one baseline form, None without letters."""
    blanks = [g for g in row if not g.text.strip()]
    visible = [g for g in row if g.text.strip()]
    letters: list[Glyph] = []
    marks: list[Glyph] = []
    for glyph in visible:
        (marks if is_mark(glyph.text) else letters).append(glyph)
    letters = _distinct(sorted(letters, key=lambda g: (g.x0, g.order)))
    if not letters and len(marks) > STRAY_MARKS:
        letters, marks = _distinct(sorted(marks, key=lambda g: (g.x0, g.order))), []
    if not letters:
        return None
    worn = _attach(marks, letters)
    letters = [_over_blanks(letter, worn.get(i, []), blanks) for i, letter in enumerate(letters)]
    usual = _usual_gap(letters)
    text = ""
    edge = letters[0].x1
    for index, letter in enumerate(letters):
        if index and _is_blank(letters[index - 1], letter, edge, blanks, usual):
            text += " "
        text += letter.text + "".join(mark.text for mark in worn.get(index, ()))
        edge = max(edge, letter.x1)
    text = canonical(text)
    return Line(text, bbox=union(g.box for g in visible)) if text else None


def _distinct(letters: list[Glyph]) -> list[Glyph]:
    """Without letters printed twice at one place."""
    kept: list[Glyph] = []
    for letter in letters:
        near = SAME_PLACE * letter.size
        if not any(other.text == letter.text and letter.x0 - other.x0 < near for other in kept[-3:]):
            kept.append(letter)
    return kept


def _attach(marks: list[Glyph], letters: list[Glyph]) -> dict[int, list[Glyph]]:
    """The marks that each letter (by index) wears, in order of drawing."""
    by_order = sorted(range(len(letters)), key=lambda i: letters[i].order)
    orders = [letters[i].order for i in by_order]
    worn: dict[int, list[Glyph]] = {}
    for mark in sorted(marks, key=lambda g: g.order):
        index = _drawn_before(mark, letters, by_order, orders)
        if index is None:
            index = min(range(len(letters)), key=lambda i: _distance(mark, letters[i]))
        twins = worn.setdefault(index, [])
        if not any(t.text == mark.text and abs(t.x0 - mark.x0) < SAME_PLACE * mark.size for t in twins):
            twins.append(mark)
    return worn


def _drawn_before(mark: Glyph, letters: list[Glyph], by_order: list[int], orders: list[int]) -> int | None:
    """The letter drawn just before a mark, if the mark stands on it."""
    low, high = 0, len(orders)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if orders[middle] < mark.order else (low, middle)
    if low == 0:
        return None
    index = by_order[low - 1]
    return index if _distance(mark, letters[index]) <= 0.3 * mark.size else None


def _distance(mark: Glyph, letter: Glyph) -> float:
    """How far a mark is from where it would stand on a letter.

    A mark without advance has its origin at its letter's end; one with an advance stands over the letter.
    """
    if mark.x1 - mark.x0 < 0.05 * mark.size:
        return 0.0 if letter.x0 < mark.x0 < letter.x1 else abs(mark.x0 - letter.x1)
    centre = (mark.x0 + mark.x1) / 2
    return max(letter.x0 - centre, centre - letter.x1, 0.0)


def _over_blanks(letter: Glyph, marks: list[Glyph], blanks: list[Glyph]) -> Glyph:
    """The letter, stretched over the blanks that some producers draw between it and its marks (`กรณ ีที่`)."""
    if not marks or not blanks:
        return letter
    between = [b for b in blanks if letter.order < b.order < marks[0].order]
    if not between or marks[0].order - letter.order != len(between) + 1:
        return letter
    return replace(letter, x1=max(letter.x1, *(b.x1 for b in between)))


def _usual_gap(letters: list[Glyph]) -> float:
    """The usual gap between the letters of a line, above 0 where they are spread."""
    gaps = [right.x0 - left.x1 for left, right in itertools.pairwise(letters)]
    return max(0.0, median(gaps)) if gaps else 0.0


def _is_blank(left: Glyph, right: Glyph, edge: float, blanks: list[Glyph], usual: float) -> bool:
    gap = right.x0 - max(edge, left.x1) if edge - left.x1 < left.size else right.x0 - left.x1
    size = max(left.size, right.size)
    if right.text.startswith("า"):
        # nothing begins with sara aa: a blank before it, however narrow, is what is left of a nikhahit
        return any(left.order < b.order < right.order for b in blanks)
    if gap > usual + WIDE_GAP * size:
        return True
    if gap < ROOM_FOR_BLANK * size:
        return False
    return any(left.x1 - 0.1 * size <= (b.x0 + b.x1) / 2 <= right.x0 + 0.1 * size for b in blanks)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around boxes (at least one)."""
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return min(x0s), min(y0s), max(x1s), max(y1s)
