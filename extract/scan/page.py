"""A scanned page from its image: set upright, straightened, taken apart, and read through an engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from extract.engines.base import Engine, Image
from extract.model import Cell, Line, Reading, Status, Table
from extract.scan.bend import find_warp
from extract.scan.cells import fill_table, is_print
from extract.scan.clean import Grey, Mask, page_ink
from extract.scan.crops import line_crop
from extract.scan.geometry import Placement, PxBox, place
from extract.scan.grid import Grid, find_grids
from extract.scan.layout import LineLayout, ScanLayout, TableLayout
from extract.scan.lines import Pieces, find_pieces, split_lines
from extract.scan.orient import lies_on_side, stands_on_head
from extract.scan.rules import Segment, horizontal_segments, vertical_segments, without_rules
from extract.scan.skew import estimate_skew

WORK_DPI = 200.0
# Sources between these are taken as they are: resampling blurs and 300 dpi reads no better than 200.
KEEP_DPI = (170.0, 250.0)


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What was read on one scanned page; the fields are those of `extract.model.Page`.

    `rotation_deg` is the clockwise turn that sets the shown page upright, `skew_deg` positive
    counter-clockwise; boxes are in PDF points of the page as shown.
    """

    kind: Literal["scan", "blank"]
    rotation_deg: int
    skew_deg: float
    blocks: tuple[Line | Table, ...] = ()
    status: Status = "ok"
    error_code: str | None = None
    error_message: str | None = None
    engine: str | None = None


def layout_scan(
    image: Image,
    dpi: float,
    *,
    width_pt: float | None = None,
    height_pt: float | None = None,
    engine: Engine | None = None,
) -> ScanLayout:
    """Lines and tables of a page image (grey, uint8) as shown, without reading them.

    `dpi` is the image's resolution. The engine is asked only when ink alone cannot tell whether the page
    stands on its head. Deterministic; raises ValueError for an image that is not two-dimensional uint8.
    """
    if image.ndim != 2 or image.dtype != np.uint8:
        raise ValueError(f"a grey uint8 image is needed, not {image.ndim} dimensions of {image.dtype}")
    page_pt = (width_pt or image.shape[1] * 72 / dpi, height_pt or image.shape[0] * 72 / dpi)
    scale = 1.0 if KEEP_DPI[0] <= dpi <= KEEP_DPI[1] else WORK_DPI / dpi
    _, ink = page_ink(image, dpi)
    turn = 90 if lies_on_side(ink, dpi) else 0
    skew, _ = estimate_skew(np.ascontiguousarray(np.rot90(ink, -1)) if turn else ink, dpi)
    first = _take_apart(image, place(image.shape, turn, skew, scale, page_pt), turn, skew, dpi * scale)
    if not stands_on_head(first.all_lines(), engine):
        return first
    turn += 180
    return _take_apart(image, place(image.shape, turn, skew, scale, page_pt), turn, skew, dpi * scale)


def _take_apart(image: Grey, placement: Placement, turn: int, skew: float, dpi: float) -> ScanLayout:
    even, ink, rows, columns = _straight(image, placement, dpi)
    warp = find_warp(rows, columns, placement.width, placement.height, dpi)
    if warp is not None:
        placement = replace(placement, warp=warp)
        even, ink, rows, columns = _straight(image, placement, dpi)
    pieces = find_pieces(without_rules(ink, rows, columns, dpi), dpi)
    grids = find_grids(ink, rows, columns, pieces, dpi)
    blocks: list[LineLayout | TableLayout] = [
        fill_table(grid, pieces, even, ink, placement) for grid in grids
    ]
    blocks.extend(_free_lines(pieces, grids, even, ink, placement))
    blocks.sort(key=lambda block: (block.px[1], block.px[0]))
    kind: Literal["scan", "blank"] = "scan" if blocks else "blank"
    return ScanLayout(kind, turn, round(skew, 3) if blocks else 0.0, even, dpi, placement, tuple(blocks))


def _straight(
    image: Grey, placement: Placement, dpi: float
) -> tuple[Grey, Mask, list[Segment], list[Segment]]:
    even, ink = page_ink(placement.render(image), dpi)
    return even, ink, horizontal_segments(ink, dpi), vertical_segments(ink, dpi)


def _free_lines(
    pieces: Pieces, grids: Sequence[Grid], even: Grey, ink: Mask, placement: Placement
) -> list[LineLayout]:
    """The lines outside tables."""
    chosen = np.flatnonzero(_printed(pieces) & _outside(pieces, grids))
    lines: list[LineLayout] = []
    for line in split_lines(pieces, chosen):
        if is_print(pieces, line):
            image, box = line_crop(even, ink, pieces, line)
            lines.append(LineLayout(image, "text", placement.to_page(box), box))
    return lines


def _outside(pieces: Pieces, grids: Sequence[Grid]) -> NDArray[np.bool_]:
    middles = pieces.middles
    outside = np.ones(len(middles), bool)
    for grid in grids:
        outside &= ~_within(middles, grid.box)
    return outside


def _within(middles: NDArray[np.float64], box: PxBox) -> NDArray[np.bool_]:
    x, y = middles[:, 0], middles[:, 1]
    return np.asarray((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3]))


def _printed(pieces: Pieces) -> NDArray[np.bool_]:
    """Pieces of a size that print has, and not within an emblem, a stamp or a photograph."""
    wide = pieces.boxes[:, 2] - pieces.boxes[:, 0]
    big = (pieces.heights > 3.5 * pieces.body) & (wide > 3.5 * pieces.body)
    keep = pieces.heights <= 3.5 * pieces.body
    page = pieces.labels.shape[0] * pieces.labels.shape[1]
    for x0, y0, x1, y1 in pieces.boxes[big]:
        if (x1 - x0) * (y1 - y0) < 0.2 * page:
            keep &= ~_within(pieces.middles, (x0, y0, x1, y1))
    return np.asarray(keep)


def read_scan(
    image: Image, dpi: float, engine: Engine, *, width_pt: float | None = None, height_pt: float | None = None
) -> ScanResult:
    """Read a page image (grey, uint8, as shown, at `dpi`) whose page measures width_pt x height_pt points."""
    layout = layout_scan(image, dpi, width_pt=width_pt, height_pt=height_pt, engine=engine)
    return read_layout(layout, engine)


def read_layout(layout: ScanLayout, engine: Engine) -> ScanResult:
    """Read the lines of a layout: number lines and text lines in one batch each."""
    lines = layout.all_lines()
    readings = _read_all(lines, engine)
    by_line = {id(line): reading for line, reading in zip(lines, readings, strict=True)}

    def line_of(line: LineLayout) -> Line:
        reading = by_line[id(line)]
        return Line(reading.text, line.bbox, reading.confidence, reading)

    blocks: list[Line | Table] = []
    for block in layout.blocks:
        if isinstance(block, LineLayout):
            if by_line[id(block)].text.strip():
                blocks.append(line_of(block))
            continue
        cells = tuple(
            Cell(
                cell.row, cell.col, cell.row_span, cell.col_span,
                tuple(line_of(line) for line in cell.lines if by_line[id(line)].text.strip()),
                cell.bbox, cell.is_header, cell.seen_empty,
            )
            for cell in block.cells
        )  # fmt: skip
        blocks.append(
            Table(cells, block.n_rows, block.n_cols, block.bbox, block.status, block.reason, block.ruled)
        )
    partial = [block.reason for block in blocks if isinstance(block, Table) and block.status == "partial"]
    return ScanResult(
        layout.kind,
        layout.rotation_deg,
        layout.skew_deg,
        tuple(blocks),
        "partial" if partial else "ok",
        "table_structure" if partial else None,
        "; ".join(reason for reason in partial if reason) or None,
        engine.name,
    )


def _read_all(lines: Sequence[LineLayout], engine: Engine) -> list[Reading]:
    """Readings in the order of the lines; what the engine sees to be no number is read again as text."""
    readings: list[Reading] = [Reading("", 0.0)] * len(lines)
    numbers = [i for i, line in enumerate(lines) if line.kind == "number"]
    again = []
    for i, reading in zip(numbers, engine.read([lines[i].image for i in numbers], "number"), strict=True):
        readings[i] = reading
        if not reading.text.strip() or "#" in reading.text:
            again.append(i)
    texts = [i for i, line in enumerate(lines) if line.kind == "text"] + again
    for i, reading in zip(texts, engine.read([lines[i].image for i in texts], "text"), strict=True):
        readings[i] = reading
    return readings
