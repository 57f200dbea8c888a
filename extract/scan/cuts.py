"""The lines of a table's cells cut out of the page, with what tells whether a part of them may be lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.engines.base import LineKind
from extract.model import Box
from extract.scan.clean import Grey, Mask
from extract.scan.crops import line_crop
from extract.scan.crowded import is_crowded
from extract.scan.geometry import PxBox
from extract.scan.layout import LineLayout
from extract.scan.lines import InkLine, Pieces
from extract.scan.side_rules import SideRules
from extract.scan.sideways import sideways_lines
from extract.scan.stamped import OverTables
from extract.scan.touch import CLEAR, RowRules, Touch, Touches, lacks_piece


class Part(NamedTuple):
    """A line of a cell, or one of its numbers that stand apart, before it is cut out: the number of its cell,
    the cell's outline, and whether it goes on from the part before."""

    cell: int
    line: InkLine
    kind: LineKind
    outline: PxBox
    goes_on: bool


class Cut(NamedTuple):
    """A line of a cell that is cut out of the page: what `LineLayout` tells of it but for its place there."""

    image: Grey
    kind: LineKind
    px: PxBox
    crowded: bool = False
    touched: Touches = CLEAR
    goes_on: bool = False
    covered: bool = False

    def placed(self, bbox: Box) -> LineLayout:
        """The line with its place on the page."""
        return LineLayout(
            self.image, self.kind, bbox, self.px,
            crowded=self.crowded, touched=self.touched, goes_on=self.goes_on,
            covered=self.covered,
        )  # fmt: skip


def on_their_side(even: Grey, ink: Mask, pieces: Pieces, lines: Sequence[InkLine]) -> list[Cut]:
    """The lines of a cell whose print stands on its side; none for one that stands upright."""
    if len(lines) < 3:
        return []
    own = np.unique(np.concatenate([line.members for line in lines]))
    return [Cut(image, "text", box) for image, box in sideways_lines(even, ink, pieces, own)]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands beside and over the lines of a table: `sides` are its column rules, None for a table
    without; `rows` the page's row rules; `crossing` the pieces that stand out into the next cell; `taken` the
    boxes of those taken for what is left of rules; `page` what lies over the table."""

    sides: SideRules | None
    rows: RowRules
    crossing: NDArray[np.int64]
    taken: NDArray[np.int64]
    page: OverTables

    def cut_out(self, even: Grey, ink: Mask, parts: Sequence[Part]) -> list[Cut]:
        """The parts' images and what tells of them; all take each step before the next, which is cheaper."""
        crops = [line_crop(even, ink, self.page.pieces, part.line) for part in parts]
        touched = [CLEAR] * len(parts)
        if self.sides is not None:
            touched = [self.sides.touched_by(part.line, part.outline) for part in parts]
            for k in [k for k, touches in enumerate(touched) if any(touches)]:
                part = parts[k]
                crops[k] = self.sides.with_touching_ink(even, *crops[k], part.line, part.outline, touched[k])
        crowded = [self._lacks(part, touches) for part, touches in zip(parts, touched, strict=True)]
        return [
            Cut(
                *(crop[0], part.kind, crop[1], doubt, touches, part.goes_on),
                covered=self.page.covers(part.line, part.outline, number=part.kind == "number"),
            )
            for part, crop, touches, doubt in zip(parts, crops, touched, crowded, strict=True)
        ]

    def _lacks(self, part: Part, touched: Touches) -> bool:
        """Whether a character of the line may be hidden by a rule, or stand beyond one."""
        line, pieces, sides = part.line, self.page.pieces, self.sides
        if Touch.HIDING in touched:
            return True
        if part.kind == "number" and (self.rows.strike(line) or lacks_piece(pieces, line, self.taken)):
            return True
        return sides is not None and is_crowded(
            pieces, line, part.outline, self.crossing, sides.thickness(part.outline)
        )
