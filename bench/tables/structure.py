"""Exact structure of typeset tables by layout and level, and the time that grid and structure take."""

from __future__ import annotations

import argparse
import pickle
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import cv2

from bench.tables.layouts import DPI, Box, Sheet, Spans, Truth, sheets
from extract.engines.registry import make_engine
from extract.scan.layout import ScanLayout, TableLayout
from extract.scan.page import layout_scan

# A cell stands in its place when its middle is within this many points of the printed cell's.
NEAR_PT = 9.0


def spans_of(table: TableLayout) -> set[tuple[int, int, int, int]]:
    """The cells of a found table as spans."""
    return {(c.row, c.col, c.row_span, c.col_span) for c in table.cells}


def is_exact(table: TableLayout, truth: Truth) -> bool:
    """True when every cell has its row, column and spans, and the table stands in its place.

    Where no rules show how far a cell reaches, blank cells beside or below its text may stand for its rest.
    """
    seen = _shown(truth)
    if seen.shown == "all":
        exact = spans_of(table) == set(seen.cells)
    else:  # a row rule that ends at a merged cell shows a column in which nothing is printed, too
        exact = _same_as_seen(table, seen)
        if seen.shown == "rows" and not exact:
            exact = _same_as_seen(table, truth) or _same_as_seen(table, _shown(truth, merged=True))
    in_place = _in_place(table, seen.box, seen.shown) or _in_place(table, truth.box, seen.shown)
    return exact and table.status == "ok" and in_place


def _in_place(table: TableLayout, box: Box, shown: str) -> bool:
    x0, y0, x1, y1 = table.bbox
    off = max(abs((x0 + x1) - (box[0] + box[2])), abs((y0 + y1) - (box[1] + box[3]))) / 2
    return off < (NEAR_PT if shown == "all" else 2 * NEAR_PT)


def _shown(truth: Truth, *, merged: bool = False) -> Truth:
    """The table without columns that nobody can see: no cell begins in them, or without rules no print. With
    `merged` cells over several rows are seen, too."""
    visible = set(truth.cells if truth.shown == "all" else truth.filled)
    if merged:
        visible.update(spans for spans in truth.cells if spans[2] > 1)
    begun = sorted({col for _, col, _, _ in visible})

    def seen(spans: Spans) -> Spans:
        row, col, rows, cols = spans
        inside = [k for k, c in enumerate(begun) if col <= c < col + cols]
        first = inside[0] if inside else sum(c < col for c in begun)
        return row, first, rows, len(inside)

    cells = {seen(spans): box for spans, box in truth.cells.items()}
    ends = [truth.cells[spans][2] for spans in truth.filled if spans[3] == 1]
    right = truth.box[2] if truth.shown == "all" else max(ends, default=truth.box[2])
    return replace(
        truth,
        box=(*truth.box[:2], right, truth.box[3]),
        cells={spans: box for spans, box in cells.items() if spans[3]},
        filled=frozenset(map(seen, truth.filled)),
        heading=frozenset(spans for spans in map(seen, truth.heading) if spans[3]),
    )


def _same_as_seen(table: TableLayout, truth: Truth) -> bool:
    n_rows = max(r + rows for r, _, rows, _ in truth.cells)
    n_cols = max(c + cols for _, c, _, cols in truth.cells)
    if (table.n_rows, table.n_cols) != (n_rows, n_cols):
        return False
    owner = {(r + i, c + j): (r, c, a, b) for r, c, a, b in truth.cells for i in range(a) for j in range(b)}
    inside: dict[tuple[int, int, int, int], list[tuple[int, int, int, int]]] = defaultdict(list)
    for cell in table.cells:
        units = {(cell.row + i, cell.col + j) for i in range(cell.row_span) for j in range(cell.col_span)}
        owners = {owner[unit] for unit in units if unit in owner}
        if len(owners & truth.filled) + bool(owners - truth.filled) > 1:
            return False
        if cell.lines:
            inside[owner[cell.row, cell.col]].append((cell.row, cell.col, cell.row_span, cell.col_span))
    for spans in truth.filled:
        found = inside.get(spans, [])
        if len(found) != 1 or found[0][:2] != spans[:2]:
            return False
        if spans in truth.heading and found[0] != spans:
            return False
        if truth.shown == "rows" and found[0][2] != spans[2]:
            return False
    return True


def judge(layout: ScanLayout, sheet: Sheet) -> tuple[int, int]:
    """How many tables of a page are exact, and how many were found that are none."""
    found = [block for block in layout.blocks if isinstance(block, TableLayout)]
    exact = 0
    for truth in sheet.truth:
        hit = next((table for table in found if is_exact(table, truth)), None)
        if hit is not None:
            exact += 1
            found.remove(hit)
    missed = len(sheet.truth) - exact
    return exact, max(0, len(found) - missed)


def wrong_unsaid(layout: ScanLayout, sheet: Sheet) -> int:
    """How many tables of a page are found with other cells than printed while their status is `ok`."""
    found = [block for block in layout.blocks if isinstance(block, TableLayout) and block.status == "ok"]
    return sum(not any(is_exact(table, truth) for truth in sheet.truth) for table in found)


def _sheets(options: argparse.Namespace) -> list[Sheet]:
    if options.cache and options.cache.exists():
        made: list[Sheet] = pickle.loads(options.cache.read_bytes())  # our own file
        return made
    from samples.typeset import browser

    with browser() as chrome:
        made = list(sheets(chrome, options.tables, options.seed, lambda name: options.layout in name))
    if options.cache:
        options.cache.write_bytes(pickle.dumps(made))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", default="", help="only layouts whose name holds this")
    parser.add_argument("--cache", type=Path, default=None, help="file to keep the drawn pages in")
    parser.add_argument("--show", type=Path, default=None, help="folder for pictures of the pages that fail")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    engine = make_engine()  # tells which way up a page is where its ink does not
    by_layout: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    by_level: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    seconds = []
    silent = 0
    for number, sheet in enumerate(_sheets(options)):
        start = time.process_time()
        layout = layout_scan(sheet.image, DPI, engine=engine)
        seconds.append(time.process_time() - start)
        exact, invented = judge(layout, sheet)
        silent += wrong_unsaid(layout, sheet)
        for total in (by_layout[sheet.layout], by_level[sheet.level]):
            total[0] += exact
            total[1] += len(sheet.truth)
            total[2] += invented
        if options.show and (exact < len(sheet.truth) or invented):
            from bench.tables.picture import draw

            options.show.mkdir(parents=True, exist_ok=True)
            draw(layout, options.show / f"{number:03d} {sheet.layout} {sheet.level}.png")
    for title, totals in (("layout", by_layout), ("level", by_level)):
        for name, (exact, tables, invented) in totals.items():
            print(f"{title:7} {name:28} {exact:4} of {tables:4} exact, {invented} invented")
    tables = sum(total[1] for total in by_level.values())
    exact = sum(total[0] for total in by_level.values())
    print(
        f"all     {exact} of {tables} exact ({exact / tables:.1%}), "
        f"{sum(seconds) / len(seconds):.2f} s a page; {silent} wrong ones are ok"
    )


if __name__ == "__main__":
    main()
