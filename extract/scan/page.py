"""A scanned page from its image: set upright, straightened, taken apart, and read through an engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import combinations
from typing import Literal, NamedTuple

import cv2
import numpy as np

from extract.engines.base import Engine, Image
from extract.engines.clear_page import ClearPage
from extract.engines.page_lines import read_lines
from extract.model import Cell, Line, Reading, Status, Table
from extract.scan.align import amounts_between, open_grids
from extract.scan.apart import joined_line
from extract.scan.bend import find_warp, straightened, warp_of_rules
from extract.scan.bits import Bits
from extract.scan.cells import fill_table
from extract.scan.clean import (
    CleanPage,
    Grey,
    Mask,
    binarise,
    clean_page,
    dotted_columns,
    dotted_rows,
    faint_rules,
    inked_page,
    soft_ink,
)
from extract.scan.dotted import are_longer, dotted_rules, has_dots, joined_dots, with_dotted_rules
from extract.scan.frames import same_extent
from extract.scan.free_lines import free_lines, pictured_lines
from extract.scan.geometry import Placement, PxBox, Warp, place
from extract.scan.grid import Grid, find_grids, plausible_rules
from extract.scan.hairlines import hairline_columns
from extract.scan.handwriting import handwritten
from extract.scan.layout import LineLayout, ScanLayout, TableLayout
from extract.scan.legibility import doubted_blocks, has_clear_print, is_legible
from extract.scan.lines import Pieces, pieces_between
from extract.scan.orient import (
    lies_on_side,
    on_head_when_turned,
    reads_better_turned,
    stands_on_head,
)
from extract.scan.overlaps import parts_of_tables, without_overlaps
from extract.scan.page_edge import with_cut_lines
from extract.scan.rule_marks import with_marks_on_rules
from extract.scan.rules import Segment, horizontal_segments, vertical_segments
from extract.scan.scraps import is_clear_print, is_no_print, scraps
from extract.scan.skew import estimate_skew, shrink
from extract.scan.stamped import OverTables
from extract.scan.strips import strip_columns
from extract.scan.torn import torn_lines
from extract.scan.touch import may_be_cut
from extract.scan.undrawn_rows import with_undrawn_rows
from extract.table_doubts import POORLY_READ, PRINT_BESIDE, is_of_place, joined_reasons

WORK_DPI = 200.0
# Sources between these are taken as they are: resampling blurs and 300 dpi reads no better than 200.
KEEP_DPI = (170.0, 250.0)
# A table has two rules of one extent among so many of the page's longest ones.
MOST_LOOKED_AT = 20
# Of dotted rules that a scan has blurred less than one in so many looks drawn through.
PIECES = 3.0
# Print within this many letters' heights of a ruled table's side, on so many lines, is a column of it.
BESIDE, BESIDE_LINES = 4.0, 3
# The edges of ink are grey up to this much above the page's threshold.
SOFT = 40
# So many lines of a page's pictures are read; titles are few, and grass gives hundreds.
MOST_IN_PICTURES = 40
# The edges of what a picture shows can close to so many cells.
FEW_CELLS = 4
# A row of dots is told by its shape; how many there are can be off by one or two.
DOTS_CONFIDENCE = 0.9
# A number with print on its cell's rule, or right across it, may lack a digit.
CROWDED_CONFIDENCE = 0.85


Readings = Mapping[int, Reading]
"""What was read on lines of a layout, by their `id`."""


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
    lines_left_out: int = 0


def layout_scan(
    image: Image,
    dpi: float,
    *,
    width_pt: float | None = None,
    height_pt: float | None = None,
    engine: Engine | None = None,
    turn: int | None = None,
) -> ScanLayout:
    """Lines and tables of a page image (grey, uint8) as shown, without reading them.

    `dpi` is the image's resolution, `turn` the page's clockwise turn where it is known. The engine is asked
    only when ink alone cannot tell whether the page stands on its head. Deterministic; raises ValueError for
    an image that is not two-dimensional uint8.
    """
    if image.ndim != 2 or image.dtype != np.uint8:
        raise ValueError(f"a grey uint8 image is needed, not {image.ndim} dimensions of {image.dtype}")
    page_pt = (width_pt or image.shape[1] * 72 / dpi, height_pt or image.shape[0] * 72 / dpi)
    # of an image a pixel or two thin at least one is kept
    scale = 1.0 if KEEP_DPI[0] <= dpi <= KEEP_DPI[1] else max(WORK_DPI / dpi, 1 / min(image.shape))
    work = image if scale == 1.0 else _resized(image, scale)
    dpi *= scale
    page = _cleaned(work, dpi)
    small = shrink(page.ink, dpi)
    known, on_side = turn, lies_on_side(small, dpi) if turn is None else turn % 180 == 90
    turn = 90 if on_side else 0
    if turn:
        small = np.asarray(cv2.rotate(small, cv2.ROTATE_90_CLOCKWISE), np.uint8)
    skew, _ = estimate_skew(small)
    if known is not None:
        layout = _take_apart(page, place(work.shape, known, skew, page_pt), dpi)
        return replace(layout, rotation_deg=known, skew_deg=round(skew, 3) if layout.blocks else 0.0)
    if turn:
        # of pages on their side half stand on their head then: told early, they are taken apart once only
        turn += 180 if on_head_when_turned(page.ink, dpi) else 0
    layout = _take_apart(page, place(work.shape, turn, skew, page_pt), dpi)
    if stands_on_head(layout.all_lines(), engine):
        turn = (turn + 180) % 360
        layout = _take_apart(page, place(work.shape, turn, skew, page_pt), dpi)
    return replace(layout, rotation_deg=turn, skew_deg=round(skew, 3) if layout.blocks else 0.0)


def _cleaned(work: Grey, dpi: float) -> CleanPage:
    """The page without its pictures, unless there is a ruled table in them: then they are none."""
    page = clean_page(work, dpi)
    if page.pictures is None:
        return page
    _, inked = inked_page(page.pictures, page.threshold)
    drawn, rows, columns = _solid_rules(inked, dpi)
    pieces = pieces_between(inked, rows, columns, dpi)
    grids, _ = find_grids(drawn, page.pictures, rows, columns, pieces, dpi)
    return clean_page(work, dpi, with_pictures=True) if grids else page


def _resized(image: Grey, scale: float) -> Grey:
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=method), dtype=np.uint8)


def _take_apart(page: CleanPage, placement: Placement, dpi: float) -> ScanLayout:
    even = placement.render(page.even)
    (ink, inked), soft = inked_page(even, page.threshold), soft_ink(even, page.threshold)
    ruled, rows, columns = _solid_rules(inked | faint_rules(soft, dpi), dpi)
    columns = columns + strip_columns(ink, rows, columns, dpi)
    columns = columns + hairline_columns(ink, rows, columns, dpi)
    dotted, mixed = False, None
    solid = rows, columns
    longest = nlargest(MOST_LOOKED_AT, rows, key=lambda row: row.length)
    alike = any(same_extent(a, b, dpi) for a, b in combinations(longest, 2))
    if not alike or not columns:
        dots = dotted_rules(soft, ink, dpi)
        several = sum(row.length for row in dots[0]) > PIECES * sum(row.length for row in rows)
        dotted = are_longer(dots[0], rows, dpi) if alike else several
        rows, columns = dots if dotted else (rows, columns)
    elif has_dots(soft, dpi):
        mixed = with_dotted_rules(_with_dots(ruled, soft, dpi), solid, dpi)
        dotted = mixed is not None
        rows, columns = mixed or (rows, columns)
    if dotted and not columns and not amounts_between(rows, pieces_between(inked, rows, columns, dpi)):
        (rows, columns), dotted = solid, False
    warp, pieces = _bend(inked, rows, columns, dpi)
    if warp is not None:
        placement = replace(placement, warp=warp)
        even = placement.render(page.even)
        ink, inked = inked_page(even, page.threshold)
        if rows or columns:  # else there is no grid to look for
            soft = soft_ink(even, page.threshold)
            ruled = (inked | faint_rules(soft, dpi)).mask()
        rows, columns = straightened(rows, columns, warp)
        if mixed is not None:  # more of the dots lie in a row now
            more = with_dotted_rules(_with_dots(ruled, soft, dpi), (rows, columns), dpi)
            rows, columns = more or (rows, columns)
    if pieces is None:
        pieces = pieces_between(inked, rows, columns, dpi)
    drawn = ruled if mixed is not None or not dotted else ink
    inks = _Inks(even, ink, joined_dots(drawn, dpi) if dotted else drawn)
    grids, frames, rows, columns, pieces = _find_tables(inks, rows, columns, pieces, dpi)
    framed = [grid for grid in grids if grid.ruled]
    if framed:
        pieces = with_marks_on_rules(pieces, framed, ink, binarise(even, page.threshold + SOFT), rows)
    over = OverTables(pieces, grids)
    found: list[tuple[float, LineLayout | TableLayout]] = [
        (grid.ys[0], fill_table(grid, over, even, ink, placement, columns, rows)) for grid in grids
    ]
    lines, arrangement = free_lines(pieces, grids, frames, even, ink, placement, rows, dpi)
    found = [(top, _beside_print(block, lines, pieces.body)) for top, block in found]
    found += [*lines, *pictured_lines(page, placement, dpi)]
    found.sort(key=lambda item: arrangement.key(item[0], item[1].px))
    blocks = [block for _, block in found]
    blocks = with_cut_lines(blocks, even, placement, page.even.shape, pieces.body)
    kind: Literal["scan", "blank"] = "scan" if blocks or page.pictures is not None else "blank"
    return ScanLayout(kind, 0, 0.0, even, dpi, placement, tuple(blocks))


def _bend(
    inked: Bits, rows: Sequence[Segment], columns: Sequence[Segment], dpi: float
) -> tuple[Warp | None, Pieces | None]:
    """How a page is bent, or its pieces where it is straight: a bent one is drawn anew before that."""
    warp = warp_of_rules(rows, columns, (len(inked.words), inked.width), dpi)
    if warp is not None:
        return warp, None
    pieces = pieces_between(inked, rows, columns, dpi)
    warp = find_warp(rows, columns, pieces, dpi)
    return warp, pieces if warp is None else None


def _solid_rules(ruled: Bits, dpi: float) -> tuple[Mask, list[Segment], list[Segment]]:
    """The ink of a page with its faint rules, and its rules across and down."""
    mask = ruled.mask()
    across = horizontal_segments(mask, dpi, bits=ruled)
    return mask, *plausible_rules(across, vertical_segments(mask, dpi), dpi)


class _Inks(NamedTuple):
    """A straight page's image, its ink, and that with the rules made whole."""

    even: Grey
    ink: Mask
    drawn: Mask


class _Tables(NamedTuple):
    """The tables of a page, ruled and open, frames around none, and the page's rules, rows and columns, and
    its pieces."""

    grids: list[Grid]
    frames: Sequence[PxBox]
    rows: list[Segment]
    columns: list[Segment]
    pieces: Pieces


def _find_tables(
    inks: _Inks, rows: list[Segment], columns: list[Segment], pieces: Pieces, dpi: float
) -> _Tables:
    """The tables of a page by its rules; sides of a stamp's ring that were taken for rules are none."""
    grids, frames = find_grids(inks.drawn, inks.even, rows, columns, pieces, dpi)
    grids = [with_undrawn_rows(grid, pieces) for grid in grids]
    opened = open_grids(rows, grids, inks.ink, pieces, dpi)
    parts = parts_of_tables(grids, opened, pieces)
    if parts:
        grids = [grid for grid in grids if grid not in parts]
        opened = open_grids(rows, grids, inks.ink, pieces, dpi)
    grids = without_overlaps([*grids, *opened], pieces)
    over = OverTables(pieces, grids)
    own = over.without_rims(rows, upright=False), over.without_rims(columns, upright=True)
    if (len(own[0]), len(own[1])) == (len(rows), len(columns)):
        return _Tables(grids, frames, rows, columns, pieces)
    return _find_tables(inks, *own, pieces_between(inks.ink, *own, dpi), dpi)


def _with_dots(ruled: Mask, soft: Bits, dpi: float) -> Mask:
    """The ink and faint rules of a page with what is left of its dotted ones."""
    return ruled | (dotted_rows(soft, dpi) | dotted_columns(soft, dpi)).mask()


def _beside_print(
    table: LineLayout | TableLayout, lines: Sequence[tuple[float, LineLayout]], body: float
) -> LineLayout | TableLayout:
    """A ruled table, partial where lines of print stand right beside it: a column whose rules a scan lost."""
    if not isinstance(table, TableLayout) or not table.ruled:
        return table
    x0, y0, x1, y1 = table.px
    near = [
        line
        for _, line in lines
        if y0 < (line.px[1] + line.px[3]) / 2 < y1
        and (x0 - BESIDE * body < line.px[2] < x0 + body or x1 - body < line.px[0] < x1 + BESIDE * body)
    ]
    if len(near) < BESIDE_LINES:
        return table
    return replace(table, status="partial", reason=joined_reasons([table.reason, PRINT_BESIDE]))


def read_scan(
    image: Image, dpi: float, engine: Engine, *, width_pt: float | None = None, height_pt: float | None = None
) -> ScanResult:
    """Read a page image (grey, uint8, as shown, at `dpi`) whose page measures width_pt x height_pt points.

    Marks that touch rules can tell the wrong way up; of a page that can't be read the other way is tried, and
    taken unless more of it, if little, is clear print as it stands.
    """
    layout = layout_scan(image, dpi, width_pt=width_pt, height_pt=height_pt, engine=engine)
    lines = layout.all_lines()
    readings = _read_all(lines, engine)
    result = _result_of(layout, readings, engine)
    if result.error_code != "poorly_read" or not reads_better_turned(lines, engine):
        return result
    turn = (layout.rotation_deg + 180) % 360
    turned = layout_scan(image, dpi, width_pt=width_pt, height_pt=height_pt, turn=turn)
    others = _read_all(turned.all_lines(), engine)
    clear, clear_turned = (sum(map(is_clear_print, found)) for found in (readings, others))
    # writing by hand is read with as little doubt upside down; where nothing is clear, that is all there is
    return result if clear_turned <= clear and clear else _result_of(turned, others, engine)


def read_layout(layout: ScanLayout, engine: Engine) -> ScanResult:
    """Read the lines of a layout: number lines and text lines in one batch each."""
    return _result_of(layout, _read_all(layout.all_lines(), engine), engine)


def _result_of(layout: ScanLayout, readings: Sequence[Reading], engine: Engine) -> ScanResult:
    """What the readings of a layout's lines, in their order, make of the page."""
    lines = layout.all_lines()
    by_line = {id(line): reading for line, reading in zip(lines, readings, strict=True)}
    for table in layout.blocks:
        for part in torn_lines(table, by_line) if isinstance(table, TableLayout) else ():
            by_line[id(part)] = _at_rule(by_line[id(part)])

    no_print, left_out = _no_print(layout, by_line)
    blocks = [
        _line_of(block, by_line) if isinstance(block, LineLayout) else _table_of(block, by_line)
        for block in layout.blocks
        if id(block) not in no_print
    ]
    # what was left out tells as well how much of the page could be read
    loose = [block for block in layout.blocks if isinstance(block, LineLayout) and not block.pictured]
    legible = is_legible(_line_of(line, by_line) for line in loose)
    clear = has_clear_print(by_line[id(line)] for line in lines if not line.pictured)
    blocks = doubted_blocks(blocks, engine, legible_lines=legible, clear_page=clear)
    legible = legible and clear and not any(isinstance(block, TableLayout) for block in no_print.values())
    partial = [block.reason for block in blocks if isinstance(block, Table) and block.status == "partial"]
    reason = joined_reasons([*partial, None if legible else POORLY_READ])
    code = "poorly_read" if reason and POORLY_READ in reason else "table_structure"
    return ScanResult(
        layout.kind,
        layout.rotation_deg,
        layout.skew_deg,
        tuple(blocks),
        "partial" if reason else "ok",
        code if reason else None,
        reason,
        engine.name,
        left_out,
    )


def _no_print(layout: ScanLayout, by_line: Readings) -> tuple[dict[int, LineLayout | TableLayout], int]:
    """The blocks of a page that are no print by their `id`, and how many lines they have.

    A table is one only where nothing of the page is print, and rules do not close to its cells.
    """
    outside = [block for block in layout.blocks if isinstance(block, LineLayout)]
    pictured = [line for line in outside if line.pictured]
    drawn = [line for line in pictured if not is_clear_print(by_line[id(line)])]
    rest = [block for block in layout.blocks if not (isinstance(block, LineLayout) and block.pictured)]
    lines = [line for block in rest for line in _lines_in(block)]
    readings = [by_line[id(line)] for line in lines]
    lost: list[LineLayout | TableLayout]
    if is_no_print(readings, beside_pictures=bool(drawn)):
        lost = [*drawn, *(block for block in rest if not _is_ruled(block))]
    else:
        loose = [line for line in outside if not line.pictured]
        clear = len(drawn) < len(pictured) or any(map(is_clear_print, readings))
        own = [by_line[id(line)] for line in loose]
        stray = scraps(own, [line.px for line in loose], clear_page=clear)
        written = handwritten(loose, own, list(zip(lines, readings, strict=True)))
        lost = [*drawn, *(line for line, *reasons in zip(loose, stray, written, strict=True) if any(reasons))]
    return {id(block): block for block in lost}, sum(len(_lines_in(block)) for block in lost)


def _is_ruled(block: LineLayout | TableLayout) -> bool:
    """Whether a block is a table with cells closed by rules: the edges of a picture close a few at most."""
    return isinstance(block, TableLayout) and block.ruled and len(block.cells) > FEW_CELLS


def _lines_in(block: LineLayout | TableLayout) -> list[LineLayout]:
    return [block] if isinstance(block, LineLayout) else [line for cell in block.cells for line in cell.lines]


def _table_of(table: TableLayout, by_line: Readings) -> Table:
    unsure = is_of_place(table.reason)
    cells = tuple(
        Cell(
            cell.row, cell.col, cell.row_span, cell.col_span,
            _cell_lines(cell.lines, by_line),
            cell.bbox, cell.is_header, cell.seen_empty, unsure=unsure,
        )
        for cell in table.cells
    )  # fmt: skip
    return Table(cells, table.n_rows, table.n_cols, table.bbox, table.status, table.reason, table.ruled)


def _cell_lines(lines: Sequence[LineLayout], by_line: Readings) -> tuple[Line, ...]:
    found: list[Line] = []
    for parts in _whole_lines(lines):
        read = [_line_of(part, by_line) for part in parts if by_line[id(part)].text.strip()]
        if read:
            whole = joined_line(read)
            found.append(whole if len(read) == len(parts) else _in_part(whole))
    return tuple(found)


def _line_of(line: LineLayout, by_line: Readings) -> Line:
    reading = by_line[id(line)]
    if line.crowded or line.covered or may_be_cut(reading.text, line.touched):
        reading = _at_rule(reading, everywhere=line.covered)
    return Line(reading.text, line.bbox, reading.confidence, reading)


def _whole_lines(lines: Sequence[LineLayout]) -> list[list[LineLayout]]:
    """The lines of a cell, each with the parts that go on beside it."""
    whole: list[list[LineLayout]] = []
    for line in lines:
        if line.goes_on and whole:
            whole[-1].append(line)
        else:
            whole.append([line])
    return whole


def _in_part(line: Line) -> Line:
    """A line of which a part was not read."""
    reading = line.reading or Reading(line.text, line.confidence or 0.0)
    return replace(line, confidence=min(reading.confidence, CROWDED_CONFIDENCE), reading=_at_rule(reading))


def _at_rule(reading: Reading, *, everywhere: bool = False) -> Reading:
    """The reading of a line whose first or last character may be missing or cut, or any `everywhere`."""
    chars = list(reading.char_confidences)
    for end in range(len(chars)) if everywhere else (0, -1) if chars else ():
        chars[end] = min(chars[end], CROWDED_CONFIDENCE)
    confidence = min(reading.confidence, CROWDED_CONFIDENCE)
    return replace(reading, confidence=confidence, char_confidences=tuple(chars), at_rule=True)


def _read_all(lines: Sequence[LineLayout], engine: Engine) -> list[Reading]:
    """Readings in the order of the lines.

    On pages whose numbers are clear nearly all, an engine that knows what this tells is surer of the rest.
    """
    readings = [Reading("." * line.dots, DOTS_CONFIDENCE if line.dots else 0.0) for line in lines]
    unread = _small_in_pictures(lines)
    read = [i for i, line in enumerate(lines) if not line.dots and (line.kind == "number" or i not in unread)]
    found = read_lines([lines[i].image for i in read], [lines[i].kind for i in read], engine)
    for i, reading in zip(read, found, strict=True):
        readings[i] = reading
    clear_page: ClearPage | None = getattr(engine, "clear_page", None)
    return readings if clear_page is None else clear_page.settled(readings)


def _small_in_pictures(lines: Sequence[LineLayout]) -> set[int]:
    """The places of the lines of pictures that are not read: of many, all but the highest, as titles are."""
    pictured = [i for i, line in enumerate(lines) if line.pictured]
    pictured.sort(key=lambda i: lines[i].px[1] - lines[i].px[3])
    return set(pictured[MOST_IN_PICTURES:])
