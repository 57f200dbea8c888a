"""Lines of a text page, those of prose in columns cut at the gutter between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.content import Glyph
from extract.model import Box, Line
from extract.reading_order import BESIDE, GUTTER, LINES, Region, Row, cut_at_gutters, runs_of, with_letterless
from extract.textlines import line_of, lines_of, rows_of

LETTER = 0.36
"""The height of a Thai letter in sizes of its font, a little more than in TH Sarabun."""

MARGIN = 0.45
"""The middle of a line lies this near to that of its letters, in sizes of the font: marks stand over some."""


LOOKED_AT = 3
"""Of so many rows one is looked at first: columns have more lines."""


def lines_in_columns(
    glyphs: Sequence[Glyph], taken: Sequence[Box], size: tuple[float, float]
) -> tuple[list[Line], tuple[Region, ...]]:
    """The lines of glyphs of a page of that size, and the regions that tell in which order they are read.
    `taken` are the outlines of tables."""
    turned = [glyph for glyph in glyphs if glyph.turn]
    rows = rows_of([glyph for glyph in glyphs if not glyph.turn] if turned else glyphs)
    regions: tuple[Region, ...] = ()
    if len(rows) > LINES:
        printed = _Glyphs(median(row[0].size for row in rows))
        if printed.may_be_columns(rows):
            rows, regions = cut_at_gutters(printed, rows, taken)
    if turned and not regions:
        return lines_of(glyphs, *size), ()
    lines = [line for row in rows if (line := line_of(row)) is not None]
    return [*lines, *lines_of(turned, *size)], regions


@dataclass(frozen=True)
class _Glyphs:
    """The print of a text page (see `extract.reading_order.Print`); its lines are glyphs on one baseline."""

    points: float

    @property
    def size(self) -> float:
        return LETTER * self.points

    @property
    def margin(self) -> float:
        return MARGIN * self.points

    def may_be_columns(self, rows: Sequence[list[Glyph]]) -> bool:
        """A quick look at some rows: whether any has a gap as wide as a gutter, or rows are close."""
        close = sum(after[0].base - before[0].base < BESIDE * self.size for before, after in pairwise(rows))
        return close >= LINES or any(len(self._runs(row)) > 1 for row in rows[LOOKED_AT::LOOKED_AT])

    def _runs(self, row: list[Glyph]) -> tuple[tuple[float, float], ...]:
        return runs_of([(g.x0, g.x1) for g in row if not g.text.isspace()], GUTTER * self.size)

    def side(self, lines: Sequence[list[Glyph]], at: float, *, right: bool) -> list[list[Glyph]]:
        return rows_of(glyph for row in lines for glyph in row if ((glyph.x0 + glyph.x1) / 2 > at) == right)

    def rows(self, lines: Sequence[list[Glyph]], taken: Sequence[Box]) -> list[tuple[Row, list[list[Glyph]]]]:
        found: list[tuple[Row, list[list[Glyph]]]] = []
        letterless: list[tuple[float, list[Glyph]]] = []
        alone = set(range(len(taken)))
        for line in lines:
            middle = line[0].base - self.size / 2
            near = [n for n, box in enumerate(taken) if box[1] < middle < box[3]]
            alone.difference_update(near)
            runs = self._runs(line)
            if near:
                runs = runs_of([*runs, *((taken[n][0], taken[n][2]) for n in near)], GUTTER * self.size)
            if runs:
                found.append((Row(middle, runs), [line]))
            else:
                letterless.append((middle, line))
        for x0, y0, x1, y1 in (taken[n] for n in alone):
            found.append((Row((y0 + y1) / 2, ((x0, x1),)), []))
        return with_letterless(found, letterless)
