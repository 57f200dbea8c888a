"""Exact structure of typeset tables by layout and level, and the time that grid and structure take."""

from __future__ import annotations

import argparse
import pickle
import time
from collections import defaultdict
from pathlib import Path

import cv2

from bench.tables.layouts import DPI, Sheet, Truth, sheets
from extract.scan.layout import ScanLayout, TableLayout
from extract.scan.page import layout_scan

# A cell stands in its place when its middle is within this many points of the printed cell's.
NEAR_PT = 9.0


def spans_of(table: TableLayout) -> set[tuple[int, int, int, int]]:
    """The cells of a found table as spans."""
    return {(c.row, c.col, c.row_span, c.col_span) for c in table.cells}


def is_exact(table: TableLayout, truth: Truth) -> bool:
    """True when every cell has its row, column and spans, and the table stands in its place."""
    if spans_of(table) != set(truth.cells) or table.status != "ok":
        return False
    x0, y0, x1, y1 = table.bbox
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    box = truth.box
    return max(abs(middle[0] - (box[0] + box[2]) / 2), abs(middle[1] - (box[1] + box[3]) / 2)) < NEAR_PT


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
    by_layout: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    by_level: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    seconds = []
    for number, sheet in enumerate(_sheets(options)):
        start = time.process_time()
        layout = layout_scan(sheet.image, DPI)
        seconds.append(time.process_time() - start)
        exact, invented = judge(layout, sheet)
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
        f"all     {exact} of {tables} exact ({exact / tables:.1%}), {sum(seconds) / len(seconds):.2f} s a page"
    )


if __name__ == "__main__":
    main()
