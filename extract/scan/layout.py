"""What a scanned page holds before anything is read: its lines and tables as images with their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.engines.base import Image, LineKind
from extract.model import Box
from extract.scan.geometry import Placement, PxBox
from extract.scan.touch import CLEAR, Touches


@dataclass(frozen=True, slots=True)
class LineLayout:
    """One line of print: its cleaned image, what it is expected to hold, and where it stands.

    `bbox` is in PDF points of the page as shown; `px` in pixels of the upright image. `dots` is the number of
    dots of a row of dots, which is not given to an engine; 0 for print. Of a `crowded` line a character may
    stand in the neighbouring cell, or have been taken away with a rule; `touched` says how it stands to the
    rules of its cell. A line that `goes_on` stands beside the one before it in its cell, further off than
    digits of one number do. A `covered` line lies under or close to a stamp, a signature or the like, which
    may hide any of its characters. A `pictured` one stands in a picture, where
    little that looks like print is.
    """

    image: Image
    kind: LineKind
    bbox: Box
    px: PxBox
    dots: int = 0
    crowded: bool = False
    touched: Touches = CLEAR
    goes_on: bool = False
    covered: bool = False
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class CellLayout:
    """One cell of a table: its place in the grid, its lines top to bottom, and its outline."""

    row: int
    col: int
    row_span: int
    col_span: int
    lines: tuple[LineLayout, ...]
    bbox: Box
    px: PxBox
    is_header: bool = False
    seen_empty: bool = False


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table of a page; cells sorted by (row, col) tile its grid unless `status` is partial."""

    cells: tuple[CellLayout, ...]
    n_rows: int
    n_cols: int
    bbox: Box
    px: PxBox
    ruled: bool = True
    status: Literal["ok", "partial"] = "ok"
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ScanLayout:
    """A page set upright and straight: its evenly lit image and its blocks in reading order.

    `rotation_deg` is the clockwise turn that set the shown page upright, `skew_deg` what it was still turned
    counter-clockwise. `placement` takes pixels of `upright` back to the source image and the page.
    """

    kind: Literal["scan", "blank"]
    rotation_deg: int
    skew_deg: float
    upright: Image
    dpi: float
    placement: Placement
    blocks: tuple[LineLayout | TableLayout, ...] = ()

    def all_lines(self) -> list[LineLayout]:
        """Every line of the page, those of cells included, in reading order."""
        found: list[LineLayout] = []
        for block in self.blocks:
            if isinstance(block, LineLayout):
                found.append(block)
            else:
                found.extend(line for cell in block.cells for line in cell.lines)
        return found
