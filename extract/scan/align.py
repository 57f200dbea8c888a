"""Grids where rules are missing: no vertical rules, rules at the heading only, or none.

Columns come from the corridors of paper in the body of the table, headings are put over them; rows come
from the rules there are, and from the lines of print where there are none between the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.scan.amount_lines import LINES, lines_of_amounts, specks
from extract.scan.clean import Mask
from extract.scan.edges import PRESENT, Edges
from extract.scan.frames import Frame, find_frames
from extract.scan.free_tables import FreeTable, find_free_tables, heading_above, is_dirt_at_edge
from extract.scan.geometry import PxBox
from extract.scan.grid import Grid, cells_of
from extract.scan.leaders import dots_of_leaders
from extract.scan.lean import find_lean
from extract.scan.lines import Pieces
from extract.scan.narrow_columns import FINE_GAP, LONE, SEQ_LETTERS
from extract.scan.number_columns import MOST_SEQ, ONE_FOOT, SAME_LINE, Columns, feet_of_lines, stray_marks
from extract.scan.open_columns import Print, columns_of_row, find_columns
from extract.scan.open_doubts import doubt_of, numbers_beyond, print_beside
from extract.scan.open_header import heading_rows, is_heading, settle_columns, spanning
from extract.scan.open_rows import (
    APART,
    SOME_PAPER,
    are_parted,
    boundary_above,
    heading_pitch,
    number_lines,
    row_starts,
    usual_pitch,
)
from extract.scan.rules import Segment
from extract.scan.text_runs import bands
from extract.scan.words import Words, find_words
from extract.table_doubts import RAGGED_GRID, UNTOLD_ROWS

# A rule over this part of a table's width bounds its heading or its body.
FULL = 0.9
# ... with the last stretch of it at both sides, in letters' heights.
END = 3.0
# So many words over the right half of a table's first band are headings of numbers, or years.
LEAST_HEADINGS = 2
# A rule leaves out a merged cell where it has a gap of so many letters' heights; others are faults of a scan.
LEAST_MERGED = 2.5
# A column of item numbers, among which words of bands begin, is narrower than this many letters' heights.
NARROW = 6.0
# So many lines of a cell tell where the one before them stands.
TELLING_LINES = 3
# Fewer bands of rows than this between rules are told apart by their print.
FEW_BANDS = 3

Flags = NDArray[np.bool_]


def open_grids(
    rows: Sequence[Segment], taken: Sequence[Grid], ink: Mask, pieces: Pieces, dpi: float
) -> list[Grid]:
    """Tables that have row rules only, and tables without any."""
    frames = find_frames(rows, taken, ink, pieces.body, dpi)
    chosen = _free_of_rules(pieces, rows) & _outside(pieces.middles, taken)
    printed = find_words(pieces, chosen)
    lean = find_lean(printed, [side for frame in frames for side in frame.leaning()])
    words = printed if lean is None else lean.straightened(printed)
    grids: list[Grid] = []

    @cache
    def fine() -> Words:
        found = find_words(pieces, chosen, FINE_GAP)
        return found if lean is None else lean.straightened(found)

    for found in frames:
        if found.underlines(printed):
            continue
        frame = _headed(found if lean is None else found.moved(lean.at), words, 0.05 * dpi)
        box = (frame.left, frame.ys[0], frame.right, frame.ys[-1])
        grid = _grid(frame, words.within(box), fine().within(box), pieces, dpi)
        if grid is not None:
            grids.append(grid)
    places = np.stack([words.middle, words.height], axis=1)
    free = find_free_tables(words.among(_outside(places, grids)))
    if free:
        undotted = find_words(pieces, chosen & ~dots_of_leaders(pieces, chosen))
        if len(undotted) < len(printed):  # contents and forms have rows of dots that look like hyphens
            words = undotted if lean is None else lean.straightened(undotted)
            places = np.stack([words.middle, words.height], axis=1)
            free = find_free_tables(words.among(_outside(places, grids)))

    for table in free:
        if not is_dirt_at_edge(table, words, pieces.labels.shape[0]):
            grids += _free_grids(table, words, fine, pieces, dpi)
    if lean is None:
        return grids
    return [replace(grid, moved=grid.moved + lean.moved(printed, grid)) for grid in grids]


def _free_grids(
    table: FreeTable, words: Words, fine: Callable[[], Words], pieces: Pieces, dpi: float
) -> list[Grid]:
    """The grid of a table without rules, or those of its parts; `fine` gives the words parted finely."""
    grid = _free_grid(table, words.within(table.box), fine().within(table.box), pieces, dpi)
    if grid is None:
        return [one for part in table.parts for one in _free_grids(part, words, fine, pieces, dpi)]
    more = print_beside(words, table.box, table.heading_end) or numbers_beyond(words, table.box)
    return [replace(grid, broken=grid.broken or more)]


def _headed(frame: Frame, words: Words, reach: float) -> Frame:
    """The outline with the heading above its first rule, where between the first rules there is none."""
    body = words.within((frame.left, frame.ys[0], frame.right, frame.ys[-1]))
    first = body.among(body.height < _first_band(frame, reach, body.body))
    right = first.middle > (frame.left + frame.right) / 2
    if not lines_of_amounts(body) or (is_heading(first) and int(right.sum()) >= LEAST_HEADINGS):
        return frame
    above = words.within((frame.left, 0.0, frame.right, frame.ys[0]))
    top = heading_above(above, body, frame.ys[0])
    return frame if top is None else frame.with_heading(top)


def amounts_between(rows: Sequence[Segment], pieces: Pieces) -> bool:
    """True when lines of amounts stand between the first and last of some row rules."""
    words = find_words(pieces, _free_of_rules(pieces, rows))
    top, bottom = min(row.at for row in rows), max(row.at for row in rows)
    return len(lines_of_amounts(words.among((words.foot > top) & (words.foot < bottom)))) >= LINES


def _outside(places: NDArray[np.float64], grids: Sequence[Grid]) -> Flags:
    outside = np.ones(len(places), bool)
    x, y = places.T
    for x0, y0, x1, y1 in (grid.box for grid in grids):
        outside &= ~((x > x0) & (x < x1) & (y > y0) & (y < y1))
    return outside


def _free_grid(table: FreeTable, words: Words, fine: Words, pieces: Pieces, dpi: float) -> Grid | None:
    """The grid of a table without rules."""
    left, top, right, bottom = table.box
    words = _without_specks(words)
    heading, body = words.among(words.foot <= table.heading_end), words.among(words.foot > table.heading_end)
    row = None if len(heading) else columns_of_row(body, left, right)
    found = (
        (row, Print(heading, body, fine)) if row else find_columns(Print(heading, body, fine), left, right)
    )
    if found is None or len(found[0].numbers) < 2:
        return None
    columns, printed = found
    heading, body, words = printed.heading, printed.body, printed.words
    pitch = usual_pitch(words, columns)
    starts, told = row_starts(body, columns, pitch)
    ys = {top, bottom} | {boundary_above(body, columns, start) for start in starts}
    end = top
    if len(heading):
        pitch = pitch or heading_pitch(heading, columns)
        ys |= {boundary_above(heading, columns, start) for start in heading_rows(heading, columns, pitch)}
        end = boundary_above(words, columns, float(body.foot.min()))
        ys |= {end}
    frame = Frame(left, right, (top, bottom), ((), ()))
    grid = build(frame, sorted(ys), end, columns, heading, body, pitch, pieces, 0.05 * dpi)
    return grid if told or grid.broken else replace(grid, broken=UNTOLD_ROWS)


def _free_of_rules(pieces: Pieces, rows: Sequence[Segment]) -> Flags:
    """The pieces that are no leftovers of row rules."""
    keep = np.ones(len(pieces.boxes), bool)
    y, high = pieces.middles[:, 1], pieces.heights
    for row in rows:
        near = (np.abs(y - row.at) < 0.35 * pieces.body) & (high < 0.5 * pieces.body)
        keep &= ~near
    return keep


def _without_specks(words: Words) -> Words:
    """The words of a table without lone marks that look like hyphens, where lines enough show its columns."""
    return words.among(~specks(words)) if len(lines_of_amounts(words)) > LINES else words


def _grid(frame: Frame, words: Words, fine: Words, pieces: Pieces, dpi: float) -> Grid | None:
    reach = 0.05 * dpi
    words = _without_specks(words)
    amounts = lines_of_amounts(words)
    if not frame.sure and not (amounts and frame.is_filled(words)):
        return None
    end = frame.ys[1] if frame.headed else _first_band(frame, reach, pieces.body)
    heading = words.among(words.height < end)
    named = is_heading(heading) and not bands(heading, frame.left).all()
    if not frame.headed and (end == frame.ys[-1] or not named):
        heading, end = words.among(np.zeros(len(words), bool)), frame.ys[0]
    body = words.among(words.height > end)
    if len(frame.ys) == 2 and (frame.sure or len(amounts) == 1):
        columns = columns_of_row(body, frame.left, frame.right)
    else:
        ends = frame.ends(LEAST_MERGED * pieces.body)
        found = find_columns(Print(heading, body, fine), frame.left, frame.right, ends)
        columns, printed = found or (None, Print(heading, body, fine))
        heading, body, words = printed.heading, printed.body, printed.words
    if columns is None:
        return None
    below = [y for y in frame.ys if y > end + 1]
    few = len(below) < FEW_BANDS
    pitch = usual_pitch(words, columns)
    counted = number_lines(body, columns)
    split = few and len(counted) >= len(below) + 1
    ys, told = set(frame.ys), True
    if not split and pitch is not None and len(below) == len(counted) == 1:
        starts, _ = row_starts(body, columns, pitch)
        split = told = _begin_rows(body, columns, starts, pitch)
        told |= not starts
    if split:
        starts, told = row_starts(body, columns, pitch)
        # where rules part some rows, others that no paper parts may be items of one cell
        told &= len(below) < LINES or are_parted(body, columns, starts, pitch)
        ys |= {boundary_above(body, columns, start) for start in starts}
    if split or not any(frame.ys[0] < y < end - 1 for y in frame.ys):
        pitch = pitch or heading_pitch(heading, columns)
        ys |= {boundary_above(heading, columns, start) for start in heading_rows(heading, columns, pitch)}
    lines = _without_doubles(sorted(ys), set(frame.ys), words.body)
    grid = build(frame, lines, end, columns, heading, body, pitch, pieces, reach)
    if grid.broken and not frame.sure:
        return None
    return grid if told or grid.broken else replace(grid, broken=UNTOLD_ROWS)


def _begin_rows(body: Words, columns: Columns, starts: Sequence[float], pitch: float) -> bool:
    """True when a table with a single line of numbers has further rows at `starts`: there the numbers stand,
    or the text of another column begins anew, too."""
    own, near = columns.of(body), SAME_LINE * body.body
    others = [body.foot[own == j] for j in sorted(set(own.tolist()) - {columns.item})]

    def begins(feet: NDArray[np.float64], start: float) -> bool:
        level = bool((np.abs(feet - start) <= near).any())
        return level and start - float(feet[feet < start - near].max(initial=-np.inf)) > APART * pitch

    return bool(starts) and all(any(begins(feet, start) for feet in others) for start in starts)


def _first_band(frame: Frame, reach: float, body: float) -> float:
    """Where the first band of a table ends: at the second rule over its whole width."""
    full = [y for y in frame.ys if _is_full(frame, y, reach, END * body)]
    return full[1] if len(full) > 1 else frame.ys[0]


def _is_full(frame: Frame, y: float, reach: float, end: float) -> bool:
    """True when a rule runs over the table's width with both its ends: one under headings of several columns
    leaves out the column beside them."""
    left, right = frame.sides(y)
    return (
        frame.covered(y, left, right, reach) >= FULL
        and frame.covered(y, left, left + end, reach) >= PRESENT
        and frame.covered(y, right - end, right, reach) >= PRESENT
    )


def _without_doubles(ys: list[float], ruled: set[float], body: float) -> list[float]:
    """Lines of rows without those of print that stand right beside a rule."""
    return [y for y in ys if y in ruled or all(abs(y - rule) > 0.8 * body for rule in ruled)]


def build(
    frame: Frame,
    ys: list[float],
    end: float,
    columns: Columns,
    heading: Words,
    body: Words,
    pitch: float | None,
    pieces: Pieces,
    reach: float,
) -> Grid:
    """The cells between the lines of rows and columns; the heading's end at `end`."""
    xs = columns.xs
    ys, ruled, across = _closed_rows(frame, ys, columns, heading.joined(body), reach)
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    down = np.ones((n_cols + 1, n_rows), bool)
    top = sum(y < end - 1 for y in ys)
    _span_headings(heading, columns, ys[: top + 1], across, down, ruled, pitch)
    for i in reversed([i for i in range(1, top) if not across[i].any()]):  # no cell ends there
        down[:, i - 1] &= down[:, i]
        down, across = np.delete(down, i, axis=1), np.delete(across, i, axis=0)
        ys, ruled, top = [*ys[:i], *ys[i + 1 :]], [*ruled[:i], *ruled[i + 1 :]], top - 1
    moved = _cross(body, columns, ys, down, pieces)
    told = _merge_stubs(body, columns, ys, top, (across, down), ruled, pitch)
    edges = Edges(
        across.astype(float), down.astype(float),
        np.zeros(across.shape, bool), *(np.zeros(down.shape, bool) for _ in range(3)),
    )  # fmt: skip
    grid = cells_of(list(xs), ys, edges, pieces)
    ragged = grid.broken is not None and not grid.outside
    broken = RAGGED_GRID if ragged else doubt_of(grid, columns, Print(heading, body, body))
    if not told and broken is None:
        broken = UNTOLD_ROWS
    undrawn = frozenset(i for i, drawn in enumerate(ruled) if not drawn)
    return replace(grid, ruled=False, undrawn=undrawn, moved=moved, outside=frozenset(), broken=broken)


def _closed_rows(
    frame: Frame, ys: list[float], columns: Columns, words: Words, reach: float
) -> tuple[list[float], list[bool], Flags]:
    """The lines of rows but those whose rules close no cell, whether each is ruled, and which cells of each
    column it closes, shape (lines, columns)."""
    kept: list[tuple[float, bool, list[bool]]] = []
    for i, y in enumerate(ys):
        ruled = any(abs(y - rule) < 1 for rule in frame.ys)
        inner = 0 < i < len(ys) - 1
        closed = [
            not (inner and ruled) or frame.closes(y, (low, high), words, reach)
            for low, high in pairwise(columns.xs)
        ]
        if any(closed):
            kept.append((y, ruled, closed))
    return [y for y, _, _ in kept], [ruled for _, ruled, _ in kept], np.array([row for _, _, row in kept])


def _span_headings(
    heading: Words,
    columns: Columns,
    ys: Sequence[float],
    across: Flags,
    down: Flags,
    ruled: Sequence[bool],
    pitch: float | None,
) -> None:
    n_rows = len(ys) - 1
    groups: list[set[int]] = [set() for _ in range(max(n_rows, 1))]
    for i in range(n_rows - 1):
        for first, last in spanning(heading, columns, ys[i], ys[i + 1], across[i + 1]):
            down[first + 1 : last + 1, i] = False
            groups[i] |= set(range(first, last + 1))
    if n_rows > 1 and not any(ruled[1:n_rows]):
        across[1:n_rows] &= settle_columns(heading, columns, ys, groups, pitch)


def _merge_stubs(
    words: Words,
    columns: Columns,
    ys: Sequence[float],
    top: int,
    edges: tuple[Flags, Flags],
    ruled: Sequence[bool],
    pitch: float | None,
) -> bool:
    """Take out edges without rules that the text of a stub column runs over, or below which it is blank.

    False where text of a line a row runs on over rows that stand no further apart than lines do: it may be
    two cells.
    """
    if columns.item is None:
        return True
    told = True
    across, down = edges
    own, row = columns.of(words), np.searchsorted(ys, words.height) - 1
    stubs = [j for j in range(columns.item) if j not in columns.numbers]
    rest = words.among(own == columns.item)
    over = {i: _gap_over(rest, ys[i]) or np.inf for i in range(top + 1, len(ys) - 1) if not ruled[i]}
    apart = min((gap for gap in over.values() if pitch and gap > APART * pitch), default=np.inf)
    for i, gap in over.items():
        new_group = bool((row[own < columns.item] == i).any()) and not stubs
        for j in range(columns.item):
            if not down[j : j + 2, i - 1 : i + 1].all():
                new_group = True  # a text that runs over columns
                continue
            mine = words.among(own == j)
            below = bool(((own == j) & (row == i)).any())
            if below:
                # no row of the table is nearer to the one before than `apart`
                flows = j in stubs and _runs_over(
                    mine.among(mine.height < ys[i + 1]), ys[i], pitch, min(gap, apart)
                )
                feet = [feet_of_lines(words.foot[(own == j) & (row == k)], words.body) for k in (i - 1, i)]
                single = len(feet[0]) == len(feet[1]) == 1
                others = words.among(own >= columns.item)
                told &= not (flows and single and _runs_over(others, ys[i], pitch))
                across[i, j] = not flows
                new_group |= not flows
            elif j in stubs and not new_group:
                across[i, j] = False
    return told


def _runs_over(words: Words, y: float, pitch: float | None, of_row: float | None = None) -> bool:
    """True when the lines of a text over and under y stand no further apart than lines of a cell do, and are
    nearer to that than to what the row's first line is from the line before (`of_row`)."""
    gap = _gap_over(words, y)
    if gap is None or pitch is None:
        return False
    halfway = APART * pitch if of_row is None else (pitch + of_row) / 2
    return gap <= min(APART * pitch, max(SOME_PAPER * pitch, halfway))


def _gap_over(words: Words, y: float) -> float | None:
    """How far the last line over y and the first one under it are apart."""
    above, below = words.among(words.height < y), words.among(words.height >= y)
    if not len(above) or not len(below):
        return None
    feet = [feet_of_lines(np.repeat(part.foot, part.letters), part.body, ONE_FOOT) for part in (above, below)]
    first = feet[1][0]
    short = int(below.letters[np.abs(below.foot - first) <= ONE_FOOT * below.body].sum()) <= MOST_SEQ
    if short and len(feet[1]) > TELLING_LINES:  # of a number alone the foot is unsure: lines behind tell it
        told = feet[1][1] - (feet[1][TELLING_LINES] - feet[1][1]) / (TELLING_LINES - 1)
        first = told if abs(told - first) <= ONE_FOOT * below.body else first
    return first - feet[0][-1]


def _cross(
    words: Words, columns: Columns, ys: Sequence[float], down: Flags, pieces: Pieces
) -> tuple[tuple[PxBox, int], ...]:
    """Take out the edges that text runs across; numbers that are too wide for their column keep to it.

    Returns the boxes of such numbers, each with its column.
    """
    xs, body = columns.xs, words.body
    row = np.searchsorted(ys, words.height) - 1
    dirt, mark = stray_marks(words, columns), words.dash | (words.number & (words.letters <= 1))
    moved: list[tuple[PxBox, int]] = []
    bands = set()
    for k in range(len(words)):
        i = int(row[k])
        over = [
            j for j in range(1, len(xs) - 1)
            if words.left[k] < xs[j] - 0.2 * body and words.right[k] > xs[j] + 0.2 * body
        ]  # fmt: skip
        if not over and 0 <= i < len(ys) - 1:
            moved.extend(_overhang(words, k, columns))
        if not over or not 0 <= i < len(ys) - 1:
            continue
        run = range(over[0] - 1, over[-1] + 1)
        amounts = words.plain[k] and words.commas[k] and columns.numbers.issuperset(run)
        if amounts and all(_parted(pieces, words, k, xs[j]) for j in over):
            continue  # numbers that nearly touch: each of their pieces stands in its own column
        column = int(columns.of(words.among(np.arange(len(words)) == k))[0])
        label = words.left[k] < xs[0] + 2.5 * body and not words.commas[k] and words.letters[k] > SEQ_LETTERS
        if words.number[k] and column in columns.numbers and not label:
            moved.append((words.print_box(k), column))
            continue
        down[over, i] = False
        beside = (row == i) & ~dirt & (np.abs(words.foot - words.foot[k]) >= SAME_LINE * body)
        if not beside.any() or (int(beside.sum()) == 1 and (mark & beside).any()):
            dirt |= beside
            bands.add(i)
    bands |= {i for i in range(len(ys) - 1) if _runs_on(words.among((row == i) & ~dirt), columns)}
    for i in bands:
        own = (row == i) & ~dirt
        if float(words.left[own].min()) < xs[0] + 2.5 * body and not words.number[own].all():
            gaps = np.sort(words.left[own])[1:] - np.sort(words.right[own])[:-1]
            if not len(gaps) or float(gaps.max()) < 2 * body:
                down[1:-1, i] = False
    return tuple(moved)


def _runs_on(row: Words, columns: Columns) -> bool:
    """True when a row is text alone on one line that begins in the column of item numbers and goes on behind
    a blank that happens to stand where the columns part."""
    narrow = columns.xs[1] - columns.xs[0] < NARROW * row.body
    if not len(row) or np.ptp(row.foot) > SAME_LINE * row.body or not (narrow or 0 in columns.numbers):
        return False
    order = np.argsort(row.left, kind="stable")
    left, right = row.left[order], row.right[order]
    first = order[0]
    told = not row.number[first], row.letters[first] > SEQ_LETTERS
    label = any(told) if 0 in columns.numbers else all(told)
    label = label and right[0] < columns.xs[1] + 0.5 * row.body
    gaps = left[1:] - right[:-1]
    return bool(label and len(gaps) and gaps.max() < LONE * row.body and right[-1] > columns.xs[1])


def _overhang(words: Words, at: int, columns: Columns) -> list[tuple[PxBox, int]]:
    """A word that touches the next column with a letter's width at most belongs to its own as a whole."""
    left, right = float(words.left[at]), float(words.right[at])
    if not any(left < x < right for x in columns.xs[1:-1]):
        return []
    own = int(columns.of(words.among(np.arange(len(words)) == at))[0])
    return [(words.print_box(at), own)]


def _parted(pieces: Pieces, words: Words, at: int, x: float) -> bool:
    """True when the print of a word keeps more paper at x than its digits keep between them."""
    boxes = pieces.boxes
    near = (boxes[:, 3] > words.top[at]) & (boxes[:, 1] < words.foot[at])
    near &= (boxes[:, 2] > x - 2 * words.body) & (boxes[:, 0] < x + 2 * words.body)
    own = boxes[near]
    is_left = (own[:, 0] + own[:, 2]) / 2 < x
    left, right = own[is_left], own[~is_left]
    return bool(len(left) and len(right) and right[:, 0].min() - left[:, 2].max() > 0.45 * words.body)
