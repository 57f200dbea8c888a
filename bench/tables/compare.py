"""Exact table structure and time per page: this project, img2table and OpenCV alone on the same pages."""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.layout import TableLayout
from extract.scan.page import layout_scan
from tests.scan_pages import Drawn, blank_page, draw, scanned, write

Spans = tuple[int, int, int, int]
Finder = Callable[[NDArray[np.uint8]], set[Spans]]
FAULTS = {
    "clean": {},
    "skew 0.8": {"skew": 0.8},
    "bowed 14 px": {"bow": 14.0, "skew": 0.4},
    "10 % broken": {"broken": 0.1, "skew": 0.3},
}


def random_table(rng: np.random.Generator) -> Drawn:
    """A budget table: header tree over the years, stub cells over rows, perhaps a band row, a total row."""
    years = int(rng.integers(3, 6))
    widths = [200, int(rng.integers(300, 420)), *[int(rng.integers(120, 150))] * years, 110]
    xs = [100, *(100 + np.cumsum(widths)).tolist()]
    body = int(rng.integers(4, 9))
    heights = [48, 48, *(int(rng.integers(1, 4)) * 40 + 20 for _ in range(body)), 50]
    ys = [260, *(260 + np.cumsum(heights)).tolist()]
    last = len(ys) - 2
    merged: list[Spans] = [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, years), (0, len(widths) - 1, 2, 1)]
    merged.append((last, 0, 1, 2))
    stub = int(rng.integers(2, body))
    merged.append((2, 0, stub, 1))
    if rng.random() < 0.3 and 2 + stub < last:
        merged.append((2 + stub, 0, 1, len(widths)))
    text = {(0, 0): "Area", (0, 1): "Project", (0, 2): "Budget", (2, 0): "1. Area", (last, 0): "Total"}
    banded = {row for row, col, rows, cols in merged if cols == len(widths)}
    text |= {(row, 0): "Second part of the plan" for row in banded}
    text |= {(0, len(widths) - 1): "Note"} | {(1, col): str(2564 + col) for col in range(2, 2 + years)}
    for row in range(2, last + 1):
        if row not in banded:
            # no cell is left empty: img2table leaves out empty rows and columns
            text |= {(row, 0): f"{row}."} if row >= 2 + stub and row < last else {}
            text |= {(row, len(widths) - 1): "none"}
            text |= {(row, 1): "- training"} if row < last else {}
            text |= {(row, col): rng.choice(["90,000", "-", "5,400"]) for col in range(2, 2 + years)}
    return Drawn(xs, ys, merged, text)


def ours(page: NDArray[np.uint8]) -> set[Spans]:
    tables = [block for block in layout_scan(page, 200).blocks if isinstance(block, TableLayout)]
    return {(c.row, c.col, c.row_span, c.col_span) for t in tables[:1] for c in t.cells}


def opencv_alone(page: NDArray[np.uint8]) -> set[Spans]:
    """Long runs by opening, holes between them as cells, lines clustered by place."""
    ink = (page < 150).astype(np.uint8)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 50), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((50, 1), np.uint8))
    rules = cv2.dilate(across | down, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(1 - rules, connectivity=4)
    boxes = [
        tuple(int(v) for v in s[:4]) for s in stats[1:] if s[2] > 30 and s[3] > 20 and s[4] < page.size / 3
    ]
    if not boxes:
        return set()
    xs = _cluster([x for x, _, w, _ in boxes for x in (x, x + w)])
    ys = _cluster([y for _, y, _, h in boxes for y in (y, y + h)])

    def place(lines: list[float], value: float) -> int:
        return int(np.argmin([abs(line - value) for line in lines]))

    found = set()
    for x, y, w, h in boxes:
        row, col = place(ys, y), place(xs, x)
        found.add((row, col, place(ys, y + h) - row, place(xs, x + w) - col))
    return found


def _cluster(values: list[int], reach: float = 12) -> list[float]:
    groups: list[list[int]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= reach:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [float(np.mean(group)) for group in groups]


def img2table_finder() -> Finder | None:
    try:
        from img2table.document import Image
    except ImportError:
        return None

    def find(page: NDArray[np.uint8]) -> set[Spans]:
        tables = Image(cv2.imencode(".png", page)[1].tobytes(), detect_rotation=True).extract_tables()
        places: dict[tuple[int, int, int, int], list[tuple[int, int]]] = defaultdict(list)
        for table in tables[:1]:
            for row, cells in table.content.items():
                for col, cell in enumerate(cells):
                    b = cell.bbox
                    places[b.x1, b.y1, b.x2, b.y2].append((row, col))
        return {
            (min(p)[0], min(p)[1], max(r for r, _ in p) - min(p)[0] + 1, max(c for _, c in p) - min(p)[1] + 1)
            for p in places.values()
        }

    return find


def pages(count: int, seed: int) -> Iterator[tuple[str, NDArray[np.uint8], set[Spans]]]:
    """Drawn tables, each with one fault in turn."""
    rng = np.random.default_rng(seed)
    for number in range(count):
        table = random_table(rng)
        page = blank_page(1654, 2000)
        write(page, "Action plan of the municipality", 300, 160)
        draw(page, table, thickness=int(rng.integers(2, 5)))
        name = list(FAULTS)[number % len(FAULTS)]
        yield name, scanned(page, seed=number, **FAULTS[name]), table.cells()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    finders: dict[str, Finder | None] = {
        "ours": ours,
        "opencv": opencv_alone,
        "img2table": img2table_finder(),
    }
    exact: dict[tuple[str, str], list[bool]] = defaultdict(list)
    spent: dict[str, float] = defaultdict(float)
    for fault, page, truth in pages(options.tables, options.seed):
        for name, finder in finders.items():
            if finder is not None:
                start = time.process_time()
                exact[name, fault].append(finder(page) == truth)
                spent[name] += time.process_time() - start
    for name, finder in finders.items():
        if finder is not None:
            parts = [f"{f}: {sum(exact[name, f])}/{len(exact[name, f])}" for f in FAULTS]
            print(f"{name:10} {spent[name] / options.tables:.2f} s/page  " + "  ".join(parts))


if __name__ == "__main__":
    main()
