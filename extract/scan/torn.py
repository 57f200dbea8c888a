"""Numbers torn between two cells: the place of a column that no rule draws runs through a number set wide.

What stands in either cell can look like a whole number. A comma or stop at the torn end tells, or a group of
less than three digits behind a comma; digits closer together than columns are tell where both parts make one
number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np

from extract.engines.clear_page import NUMBER_LIKE
from extract.engines.number_form import is_grouped
from extract.model import Reading
from extract.scan.layout import LineLayout, TableLayout

ENDS = re.compile(r",\s*$|,\d{1,2}\s*$|\d{3}[.]\s*$|\d\s+[-–]\s*$")
BEGINS = re.compile(r"\s*[,.]\s*\d")
"""How the left part of a torn number ends, and the right one begins."""
TELLING, CLOSE = 1.1, 0.1
"""How far apart the boxes of two parts are at most, in their heights: with a sign at the torn end, and where
no rule is drawn without one. The paper in the boxes comes to it, 0.4 of their height."""
LEVEL = 0.5
"""Their heights overlap by this share of the lower one at least."""


def torn_lines(table: TableLayout, readings: Mapping[int, Reading]) -> Iterator[LineLayout]:
    """The lines of a table that are parts of a number that goes on in the cell beside; `readings` are those
    of its lines, by their `id`. A line may come twice."""
    found = [
        (line, at, text)
        for at, cell in enumerate(table.cells)
        for line in cell.lines
        if (text := readings[id(line)].text.strip()) and NUMBER_LIKE.issuperset(text)
    ]
    if len(found) < 2:
        return
    boxes = np.array([line.px for line, _, _ in found])
    cells = np.array([at for _, at, _ in found])
    high = boxes[:, 3] - boxes[:, 1]
    first, second = boxes[:, None], boxes[None, :]
    larger, lower = np.maximum(high[:, None], high[None, :]), np.minimum(high[:, None], high[None, :])
    apart = (second[..., 0] - first[..., 2]) / larger
    level = np.minimum(second[..., 3], first[..., 3]) - np.maximum(second[..., 1], first[..., 1])
    beside = (cells[:, None] != cells) & (second[..., 0] > first[..., 0]) & (level >= LEVEL * lower)
    for k, other in np.argwhere(beside & (apart <= TELLING)).tolist():
        (line, _, text), (after, _, rest) = found[k], found[other]
        tells = ENDS.search(text) is not None or BEGINS.match(rest) is not None
        if tells or (not table.ruled and apart[k, other] <= CLOSE and _are_one(text, rest)):
            yield line
            yield after


def _are_one(first: str, second: str) -> bool:
    """Whether digits go on with digits as in a number."""
    return second[0].isdigit() and is_grouped(first + second)
