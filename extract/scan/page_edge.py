"""Lines that the page's edge may have cut: a sheet that lay askew on the glass, a table wider than the paper.

Of a number cut there the rest is a number too, and looks whole where the cut runs between two digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extract.scan.clean import Grey
from extract.scan.crops import MARGIN
from extract.scan.geometry import Placement, PxBox
from extract.scan.layout import LineLayout, TableLayout
from extract.scan.touch import FURTHEST

# A rule beside a line is dark (in this shade) along so much of the height of its crop, which no character is.
RULE, DARK = 0.9, 160
# The side of a cell that the edge cuts is so near to it, in letters' heights.
AT_EDGE = 0.2

Block = LineLayout | TableLayout


@dataclass(frozen=True, slots=True)
class _Page:
    """The page seen through `placement`, the shape of the source, and the height of letters in px."""

    even: Grey
    placement: Placement
    shape: tuple[int, ...]
    body: float

    def cuts(self, boxes: Sequence[PxBox], reach: float) -> list[bool]:
        """Which boxes the page's edge may cut: it is no further from their sides than `reach` letters'
        heights, and no rule stands before it."""
        sides = _at_edges(boxes, self.placement, self.shape, reach * self.body)
        return [
            bool(at_edge.any()) and not _ends_at_rules(box, at_edge, self.even)
            for box, at_edge in zip(boxes, sides, strict=True)
        ]


def with_cut_lines(
    blocks: Sequence[Block], even: Grey, placement: Placement, shape: tuple[int, ...], body: float
) -> list[Block]:
    """The blocks of a page; their lines `crowded` where its edge may have taken a character of them, and no
    cell that it cuts seen to be empty.

    `even` is the page seen through `placement`, `shape` that of the source, `body` the height of letters in
    px. What ends at a rule is whole.
    """
    page = _Page(even, placement, shape, body)
    lines = [line for block in blocks for line in _lines_of(block) if not line.dots]
    empty = [
        cell for block in blocks if isinstance(block, TableLayout) for cell in block.cells if cell.seen_empty
    ]
    # a crop has paper around its line
    cut = (
        page.cuts([line.px for line in lines], FURTHEST - MARGIN),
        page.cuts([cell.px for cell in empty], AT_EDGE),
    )
    found = {id(one) for one, is_cut in zip((*lines, *empty), (*cut[0], *cut[1]), strict=True) if is_cut}
    return [_marked(block, found) for block in blocks] if found else list(blocks)


def _lines_of(block: Block) -> list[LineLayout]:
    return [block] if isinstance(block, LineLayout) else [line for cell in block.cells for line in cell.lines]


def _marked(block: Block, cut: set[int]) -> Block:
    if isinstance(block, LineLayout):
        return _marked_line(block, cut)
    cells = tuple(
        replace(
            cell,
            lines=tuple(_marked_line(line, cut) for line in cell.lines),
            seen_empty=cell.seen_empty and id(cell) not in cut,
        )
        for cell in block.cells
    )
    return replace(block, cells=cells)


def _marked_line(line: LineLayout, cut: set[int]) -> LineLayout:
    return replace(line, crowded=True) if id(line) in cut else line


def _at_edges(
    boxes: Sequence[PxBox], placement: Placement, shape: tuple[int, ...], reach: float
) -> NDArray[np.bool_]:
    """Whether boxes reach the edge with their left side, their right one, or with one over or under them;
    shape (n, 3). To the left and right it may be `reach` px off."""
    x0, y0, x1, y1 = np.array(boxes, np.float64).reshape(-1, 4).T
    ends = [_beyond(placement, shape, x, y0 + 1, y1 - 2) for x in (x0 - reach, x1 - 1 + reach)]
    along = [
        _beyond(placement, shape, x0 + 1, y, y) | _beyond(placement, shape, x1 - 2, y, y)
        for y in (y0 - 1, y1)
    ]
    return np.stack([*ends, along[0] | along[1]], axis=1)


def _beyond(
    placement: Placement,
    shape: tuple[int, ...],
    x: NDArray[np.float64],
    top: NDArray[np.float64],
    foot: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Which of some uprights, from `top` to `foot`, lie outside of the page at one of their ends."""
    found = np.zeros(len(x), bool)
    for y in (top, foot):
        points = np.stack([x, y], axis=1)
        for places, (height, width) in (
            (points, (placement.height, placement.width)),
            (placement.to_source(points), shape[:2]),
        ):
            found |= (places < 0).any(axis=1) | (places > (width - 1, height - 1)).any(axis=1)
    return found


def _ends_at_rules(box: PxBox, sides: NDArray[np.bool_], even: Grey) -> bool:
    """Whether a rule stands between a box's middle and the edge, at each of its sides that reach there."""
    if sides[2]:
        return False
    x0, y0, x1, y1 = (int(v) for v in box)
    middle = (x0 + x1) // 2
    beside = (even[y0:y1, :middle], even[y0:y1, middle:])
    return all(
        not near or bool(((part < DARK).mean(axis=0) >= RULE).any())
        for near, part in zip(sides, beside, strict=False)
    )
