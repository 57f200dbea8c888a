"""A table's lines and fields on a page, before any text is put into them."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Box


@dataclass(frozen=True, slots=True)
class Segment:
    """A merged rule: its place across (`at`), and where it begins and ends along."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class GridCell:
    """A field of a grid, with spans, and its box between the rules."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table and the places of its rules, `xs` and `ys`.

    `open_fields` counts fields whose rules do not close to rectangles; `ruled` is False when the columns were
    found between rules by the gutters of the text. `doubt` is what speaks against cells found so.
    """

    cells: tuple[GridCell, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    open_fields: int = 0
    ruled: bool = True
    doubt: str | None = None

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1

    @property
    def n_cols(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        """Its outer box."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]
