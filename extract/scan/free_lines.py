"""The lines of a straight page outside its tables, and those in its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from extract.scan.clean import CleanPage, Grey, Mask, inked_page
from extract.scan.crops import line_crop
from extract.scan.faint_dashes import has_faint_dash
from extract.scan.geometry import Placement, PxBox, within
from extract.scan.grid import Grid
from extract.scan.layout import LineLayout
from extract.scan.leaders import Leader, dots_in_row, find_leaders, is_behind_dots, with_leaders
from extract.scan.lines import (
    InkLine,
    Pieces,
    is_dash_beside,
    is_print,
    looks_like_number,
    pieces_between,
    split_at_gaps,
)
from extract.scan.notes import Arrangement, arrange
from extract.scan.overlaid import overlaid
from extract.scan.rules import Segment
from extract.scan.run_together import run_together
from extract.scan.screens import screen_dots
from extract.scan.touch import is_struck

# Parts of a line this many letters' heights apart are read apart, as text left and right of a table is.
WIDE_GAP = 10.0
# So many letters are no chance among the grains that a copier leaves.
WORN_LINE = 8
# A letter is so high, and its marks stand this near, both in the heights of the page's letters.
LETTER, AROUND_LETTERS = 0.6, 0.6
AT_ONCE = 1000
# A letter of a line is so high at most, in the heights of the page's letters.
HIGHEST = 2.0


def free_lines(
    pieces: Pieces,
    grids: Sequence[Grid],
    frames: Sequence[PxBox],
    even: Grey,
    ink: Mask,
    placement: Placement,
    rows: Sequence[Segment],
    dpi: float,
) -> tuple[list[tuple[float, LineLayout]], Arrangement]:
    """The lines outside tables, each with the height on the page that gives its turn in reading order, and
    how they are arranged in columns and notes."""
    page = overlaid(pieces)
    pieces = page.pieces
    printed = (page.printed | (run_together(pieces) & ~page.hidden)) & ~_is_of_screen(pieces, dpi)
    leaders, chosen = find_leaders(pieces, np.flatnonzero(printed & _outside(pieces, grids)))
    taken = [*(grid.box for grid in grids), *(leader.box for leader in leaders)]
    arrangement = arrange(pieces, chosen, frames, taken)
    lines: list[tuple[float, LineLayout]] = []
    for height, whole in with_leaders(pieces, arrangement.lines, leaders):
        if isinstance(whole, Leader):
            left, top, right, bottom = (round(v) for v in whole.box)
            dots = LineLayout(
                even[top:bottom, left:right].copy(), "text", placement.to_page(whole.box), whole.box,
                dots=whole.count,
            )  # fmt: skip
            lines.append((height, dots))
            continue
        for line in split_at_gaps(pieces, whole, WIDE_GAP * pieces.body):
            if is_print(pieces, line) and (
                not _is_dirt(pieces, line, leaders) or is_dash_beside(pieces, line, whole)
            ):
                image, box = line_crop(even, ink, pieces, line)
                doubt = looks_like_number(pieces, line) and is_struck(line, rows)
                doubt |= has_faint_dash(even, ink, pieces, line)
                under = page.covers(line)
                shown = placement.to_page(box)
                lines.append((height, LineLayout(image, "text", shown, box, crowded=doubt, covered=under)))
    return lines, arrangement


def _is_of_screen(pieces: Pieces, dpi: float) -> NDArray[np.bool_]:
    """Which pieces are dots of a printer's screen; what may be such dots or a mark is none beside letters."""
    boxes, found = pieces.boxes, screen_dots(pieces.boxes, dpi, apart=True)
    unsure = np.flatnonzero(screen_dots(pieces.boxes, dpi) & ~found)
    letters = boxes[(pieces.heights >= LETTER * pieces.body) & ~found]
    for start in range(0, len(unsure), AT_ONCE):
        some = unsure[start : start + AT_ONCE]
        off = np.maximum(boxes[some, None, :2] - letters[:, 2:], letters[:, :2] - boxes[some, None, 2:])
        found[some] = (off.max(axis=2) > AROUND_LETTERS * pieces.body).all(axis=1)
    return found


def _is_dirt(pieces: Pieces, line: InkLine, leaders: Sequence[Leader]) -> bool:
    """True for what copiers leave at the edges of a page: a few blots, or more grains than letters.

    A worn line breaks into more grains still, but keeps some of its letters. Dots of a row are no grains, and
    what stands behind one is no blot.
    """
    boxes = pieces.boxes[line.members]
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    letter = (high >= 0.45 * pieces.body) & (wide >= 0.2 * pieces.body)
    blot = letter & (pieces.areas[line.members] > 0.72 * wide * high)
    height, width = pieces.labels.shape
    edge = 1.5 * pieces.body
    at_edge = (
        line.box[0] > width - edge or line.box[2] < edge or line.box[1] > height - edge or line.box[3] < edge
    )
    letters = int(letter.sum())
    # the grains of a photocopy's edge stand in a row, too, and a stroke of a pen is no letter
    inner = ~letter & (boxes[:, 1] > edge) & (boxes[:, 3] < height - edge)
    dots = dots_in_row(boxes[inner], pieces.body) if (high[letter] <= HIGHEST * pieces.body).any() else 0
    if at_edge or (letters < WORN_LINE and len(boxes) - dots > 5 * letters + 3):
        return True
    return letters <= int(blot.sum()) and not is_behind_dots(pieces, line, leaders)


def _outside(pieces: Pieces, grids: Sequence[Grid]) -> NDArray[np.bool_]:
    middles = pieces.middles
    outside = np.ones(len(middles), bool)
    outside[pieces.sunk] = False
    for grid in grids:
        outside &= ~within(middles, grid.box)
    return outside


def pictured_lines(page: CleanPage, placement: Placement, dpi: float) -> list[tuple[float, LineLayout]]:
    """What looks like lines in the pictures of a page: titles printed on photographs, and what is none."""
    if page.pictures is None:
        return []
    pictures = placement.render(page.pictures)
    ink, bits = inked_page(pictures, page.threshold)
    lines, _ = free_lines(pieces_between(bits, [], [], dpi), [], [], pictures, ink, placement, [], dpi)
    return [(height, replace(line, pictured=True)) for height, line in lines]
