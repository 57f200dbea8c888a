"""The values that the extract floor hands up: readings, lines, cells, tables, pages, documents.

All are immutable and picklable; `extract.codec` turns pages to and from JSON for the page cache.
Coordinates are PDF points, origin top left, of the page as a viewer shows it (after its /Rotate,
before any turning or deskewing of ours). Text is "raw": NFC, private-use glyphs mapped to their
letters, digits as printed. Normalising for the tables is the work of the floors above.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points, origin top left, page as shown."""

PageKind = Literal["text", "scan", "mixed", "blank"]
SourceKind = Literal["text_pdf", "scanned_pdf", "mixed_pdf", "image", "text"]
Status = Literal["ok", "partial", "failed"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A runner-up reading of the same image: its text and its confidence (0-1)."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine read from one line image.

    `confidence` (0-1) is the calibrated probability that the whole text is right, as far as the
    engine can tell; `char_confidences` has one value per character of `text` (or is empty);
    `digits_trusted` is False when the engine is known not to tell Thai digits apart, so that no
    confidence of its own makes a Thai-numeral amount certain. `at_rule`: print runs into the rule beside the
    line or across it, so that its first or last character may be missing or cut.
    """

    text: str
    confidence: float
    char_confidences: tuple[float, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    digits_trusted: bool = True
    at_rule: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: a printed line of a page, or one line inside a cell.

    `bbox` is None for text input without pages; `confidence` is None where the source is exact
    (text layer, text input). `reading` keeps the engine's evidence for scans.
    """

    text: str
    bbox: Box | None = None
    confidence: float | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: what stands between rules. Merged cells appear once, at their first row and column.

    `lines` are top to bottom. `seen_empty` is True when the cell's image (or text layer) was examined
    and holds no ink, so that its emptiness is a fact and not a failure to read. `page` is the 1-based
    page of the source (None for text input); rows and columns count from 0 within the table. `ragged`: its
    row has not as many cells as its table (text input), so that it may belong to another column. `unsure`:
    the rows or columns of its table on this page are not certain, so that it may belong to others.
    """

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    lines: tuple[Line, ...] = ()
    bbox: Box | None = None
    is_header: bool = False
    seen_empty: bool = False
    page: int | None = None
    ragged: bool = False
    unsure: bool = False

    @property
    def text(self) -> str:
        """The cell's raw text, its lines joined by a line feed."""
        return "\n".join(line.text for line in self.lines)

    @property
    def confidence(self) -> float | None:
        """The lowest confidence of its lines; None where every line is exact or there is none."""
        known = [line.confidence for line in self.lines if line.confidence is not None]
        return min(known) if known else None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one page (or, after `extract.join`, a logical table over several pages).

    Cells are sorted by (row, col) and never overlap. `reason` says why a table is `partial`.
    `ruled` is False when the grid was inferred from the alignment of text alone.
    """

    cells: tuple[Cell, ...]
    n_rows: int
    n_cols: int
    bbox: Box | None = None
    status: Literal["ok", "partial"] = "ok"
    reason: str | None = None
    ruled: bool = True
    page: int | None = None


def lines_of(blocks: Iterable[Line | Table]) -> Iterator[Line]:
    """Every line of blocks in their order, those of tables cell by cell."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for cell in block.cells for line in cell.lines)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its blocks (lines outside tables, and tables) in reading order.

    `number` is the 1-based page of the source file, None for text input. `rotation_deg` is the
    clockwise turn that sets the shown page upright; `skew_deg` is positive counter-clockwise.
    `lines_left_out` counts what looked like lines and was taken for pictures, stamps or writing by hand.
    A `failed` page has no blocks and says why in error_code and error_message. `repeats` is the number of the
    earlier page of the document that bears the same print.
    """

    number: int | None
    kind: PageKind
    width_pt: float | None = None
    height_pt: float | None = None
    rotation_deg: int = 0
    skew_deg: float = 0.0
    blocks: tuple[Line | Table, ...] = ()
    status: Status = "ok"
    error_code: str | None = None
    error_message: str | None = None
    engine: str | None = None
    lines_left_out: int = 0
    repeats: int | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines outside tables."""
        return tuple(block for block in self.blocks if isinstance(block, Line))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the page."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the document's reading flow: a line with its page, or a logical table.

    A logical table stands where its first part stands; its cells carry their own pages.
    """

    page: int | None
    content: Line | Table
    table_index: int | None = None


@dataclass(frozen=True, slots=True)
class FilePart:
    """One file of a document that goes over several.

    Page p of the file is page `first_page` + p - 1 of the document; a file of text without pages (`paged`
    False) counts as one page.
    """

    source_file: str
    sha256: str
    first_page: int
    n_pages: int
    paged: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A whole source file after reading and joining: pages, and one flow of blocks over all of them.

    `tables` are the logical tables; a Block with `table_index` i stands for `tables[i]`. `parts` are the
    files of a document that goes over several, in order; `source_file` and `sha256` are those of the first.
    """

    source_file: str
    sha256: str
    source_kind: SourceKind | None
    pages: tuple[Page, ...]
    tables: tuple[Table, ...] = ()
    flow: tuple[Block, ...] = field(default=())
    parts: tuple[FilePart, ...] = ()

    def place(self, page: int | None) -> tuple[str, int | None]:
        """The file that a page of the document stands in, and its page there (None where it has no pages)."""
        if page is None or not self.parts:
            return self.source_file, page
        part = next(part for part in reversed(self.parts) if part.first_page <= page)
        return part.source_file, page - part.first_page + 1 if part.paged else None

    def lines(self) -> Iterator[tuple[int | None, Line]]:
        """All lines outside tables, in reading order, each with its page."""
        for block in self.flow:
            if isinstance(block.content, Line):
                yield block.page, block.content
