"""Dirt in the cells of a table without vertical rules: dots that stand where nothing of their column does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from extract.scan.geometry import PxBox
from extract.scan.grid import Spans
from extract.scan.lines import InkLine, Pieces, looks_like_number

# A dot measures less than this each way, in letters' heights; hyphens are wider.
DOT = 0.36
# Print of a column of numbers ends, or stands centred, at places this near, in letters' heights.
STRAY = 0.6
# A column with so many lines of text per number is one of text.
MOSTLY = 2


class Alignment:
    """Where the numbers of each column end and have their middles below a table's `headers` rows, but for
    dots alone in their cells, and which columns hold text."""

    def __init__(
        self, cells: Sequence[Spans], filled: Sequence[Sequence[InkLine]], pieces: Pieces, headers: int
    ) -> None:
        self._pieces = pieces
        self._places: dict[int, list[tuple[float, float]]] = defaultdict(list)
        text: dict[int, int] = defaultdict(int)
        for (row, col, _, cols), lines in zip(cells, filled, strict=True):
            for line in lines if cols == 1 and row >= headers else ():
                if not looks_like_number(pieces, line):
                    text[col] += 1
                elif not self._is_dot(line):
                    self._places[col].append((line.box[2], (line.box[0] + line.box[2]) / 2))
        self._text = {col for col, lines in text.items() if lines > MOSTLY * len(self._places[col])}

    def fits(self, column: int, box: PxBox) -> bool:
        """Whether print ends or has its middle where a number of the column does; in a column without any it
        fits where there is no text."""
        reach = STRAY * self._pieces.body
        right, middle = box[2], (box[0] + box[2]) / 2
        places = self._places.get(column, [])
        return column not in self._text and (
            not places or any(abs(right - x) <= reach or abs(middle - y) <= reach for x, y in places)
        )

    def without_dirt(self, column: int, lines: Sequence[InkLine]) -> list[InkLine]:
        """The lines of a cell but for a dot alone in it that stands aside of its column's print. The paper of
        such a cell is not seen to be bare, so that it does not count as empty."""
        dirt = len(lines) == 1 and self._is_dot(lines[0]) and not self.fits(column, lines[0].box)
        return [] if dirt else list(lines)

    def _is_dot(self, line: InkLine) -> bool:
        boxes = self._pieces.boxes[line.members]
        sides = np.ptp(boxes.reshape(-1, 2, 2), axis=1)
        return len(boxes) == 1 and bool((sides < DOT * self._pieces.body).all())
