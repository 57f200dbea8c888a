"""Dirt in the cells of a table without vertical rules: dots that stand where nothing of their column does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from extract.scan.geometry import PxBox
from extract.scan.grid import Spans
from extract.scan.lines import InkLine, Pieces, looks_like_number
from extract.scan.number_columns import STRAY

# A dot measures less than this each way, in letters' heights; hyphens are wider.
DOT = 0.36
# ... and in a column of text no lone piece is print that measures less than this and is no hyphen.
SCRAP, FLAT = 0.5, 1.2
# A column with so many lines of text per number is one of text, or with as many where all begin together: so
# many lines, that stand this much nearer to each other at their begins than at their middles and ends.
MOSTLY = 2
RAGGED_LINES, RAGGED = 5, 3.0


class Alignment:
    """Where the numbers of each column end and have their middles below a table's `headers` rows, but for
    dots alone in their cells, and which columns hold text."""

    def __init__(
        self, cells: Sequence[Spans], filled: Sequence[Sequence[InkLine]], pieces: Pieces, headers: int
    ) -> None:
        self._pieces = pieces
        self._places: dict[int, list[tuple[float, float]]] = defaultdict(list)
        text: dict[int, int] = defaultdict(int)
        boxes: dict[int, list[PxBox]] = defaultdict(list)
        for (row, col, _, cols), lines in zip(cells, filled, strict=True):
            for line in lines if cols == 1 and row >= headers else ():
                boxes[col].append(line.box)
                if not looks_like_number(pieces, line):
                    text[col] += 1
                elif not self._is_dot(line):
                    self._places[col].append((line.box[2], (line.box[0] + line.box[2]) / 2))
        self._text = {
            col
            for col, lines in text.items()
            if lines > MOSTLY * len(self._places[col])
            or (lines > len(self._places[col]) / MOSTLY and self._is_ragged(boxes[col]))
        }

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
        if len(lines) != 1:
            return list(lines)
        dirt = self._is_dot(lines[0]) and not self.fits(column, lines[0].box)
        dirt |= column in self._text and self._is_scrap(lines[0])
        return [] if dirt else list(lines)

    def _is_ragged(self, lines: Sequence[PxBox]) -> bool:
        """Whether lines begin together and end and have their middles anywhere, as text does."""
        x = np.array(lines)[:, [0, 2]]
        places = np.stack([x[:, 0], x[:, 1], x.mean(axis=1)])
        off = np.median(np.abs(places - np.median(places, axis=1, keepdims=True)), axis=1)
        return len(x) >= RAGGED_LINES and bool(RAGGED * max(off[0], 1.0) <= min(off[1:]))

    def _is_scrap(self, line: InkLine) -> bool:
        boxes = self._pieces.boxes[line.members]
        wide, high = np.ptp(boxes.reshape(-1, 2, 2), axis=1)[0] / self._pieces.body
        hyphen = wide >= DOT and wide >= FLAT * high
        return len(boxes) == 1 and max(wide, high) < SCRAP and not hyphen

    def _is_dot(self, line: InkLine) -> bool:
        boxes = self._pieces.boxes[line.members]
        sides = np.ptp(boxes.reshape(-1, 2, 2), axis=1)
        return len(boxes) == 1 and bool((sides < DOT * self._pieces.body).all())
