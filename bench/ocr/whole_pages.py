"""All numbers of whole pages, those at rules counted: found, exact, certain, and wrong among the certain.

`python -m bench.ocr.whole_pages --fonts training/fonts --pages 55 [--levels light,typical] [--narrow]`:
pages as of `bench.ocr` are read as scans are read at work. A printed number counts as read by the line that
lies over its middle; a number without one is lost. `--narrow`: columns so narrow that about a quarter of the
numbers stand at rules. `bench.ocr` itself leaves out what touches a rule or runs together.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from bench.ocr.__main__ import SEED, plain, value_of
from extract.engines.base import Engine
from extract.engines.clear_page import CERTAIN
from extract.engines.reader import ReaderEngine
from extract.model import Line, lines_of
from extract.scan.layout import LineLayout
from extract.scan.page import layout_scan, read_layout
from training.degrade import Level
from training.evaluate import same_number
from training.fonts import load_faces
from training.generate import NUMBER_SET
from training.held_out import HeldOutWords
from training.pages import KINDS, PADS, Printed, draw_sheet
from training.render import Pen
from training.scans import Scan, printed_lines, scan_sheet

NARROW = -0.12, 0.35
"""Paper beside the widest number of a narrow column, in heights of its consonants: see `PADS`."""


@dataclass(frozen=True)
class Found:
    """What became of a printed number: the page it stands on, all that is printed on its line, and the line
    as read and as cut (None where none was found, or where it was joined of several)."""

    page: tuple[int, int]
    truth: str
    line: Line | None
    cut: LineLayout | None

    @property
    def right(self) -> bool:
        """Whether the line's text is that which is printed there."""
        return self.line is not None and same_number(plain(self.truth), plain(self.line.text))

    @property
    def right_value(self) -> bool:
        """Whether the line's text has the value that is printed there."""
        return self.line is not None and value_of(self.truth) == value_of(self.line.text)

    @property
    def certain(self) -> bool:
        """Whether a reader of the page takes the text for certain."""
        return self.line is not None and (self.line.confidence or 0.0) >= CERTAIN

    @property
    def place(self) -> str:
        """How it stands to its cell's rules, as far as the cutter can tell."""
        if self.line is None:
            return "lost"
        if self.line.reading is not None and self.line.reading.at_rule:
            return "may be cut by a rule"
        return "touches a rule" if self.cut is not None and any(self.cut.touched) else "clear of rules"


@dataclass(frozen=True)
class Page:
    """A scanned page and what is printed on it."""

    key: tuple[int, int]
    scan: Scan
    printed: list[Printed]


def drawn(fonts: Path, level: Level, pages: int, *, narrow: bool = False, seed: int = SEED) -> Iterator[Page]:
    """As many pages, half of them in the families that training never draws with."""
    pads = NARROW if narrow else PADS
    pens = [Pen(load_faces(fonts), held_out=apart) for apart in (False, True)]
    done = 0
    for page in itertools.count():
        if done == pages:
            return
        key = seed + page % 2, page
        rng, noise = random.Random(f"{key[0]}-{page}"), np.random.default_rng(key)
        try:
            sheet = draw_sheet(rng, pens[page % 2], HeldOutWords(), level, KINDS["number"], pads=pads)
        except ValueError:  # no face draws it
            continue
        done += 1
        yield Page(key, scan_sheet(sheet, noise, level), printed_lines(sheet))


def numbers(page: Page, engine: Engine) -> Iterator[Found]:
    """The numbers of a page as it is read at work."""
    layout = layout_scan(page.scan.image, float(page.scan.dpi))
    cuts = {line.bbox: line for line in layout.all_lines()}
    lines = [line for line in lines_of(read_layout(layout, engine).blocks) if line.text.strip()]
    middles = np.array([((p.box[0] + p.box[2]) / 2, (p.core[0] + p.core[1]) / 2) for p in page.printed])
    on_page = page.scan.from_sheet(middles) * 72 / page.scan.dpi
    holders = [_over(lines, (float(x), float(y))) for x, y in on_page]
    held: dict[int | None, list[Printed]] = defaultdict(list)
    for line, holder in zip(page.printed, holders, strict=True):
        held[holder].append(line)
    for line, holder in zip(page.printed, holders, strict=True):
        text = line.text.replace("–", "-")
        if not set(text) <= NUMBER_SET or not any(map(str.isdigit, text)):
            continue
        if holder is None:
            yield Found(page.key, text, None, None)
            continue
        beside = sorted(held[holder], key=lambda p: p.box[0])
        bbox = lines[holder].bbox
        cut = None if bbox is None else cuts.get(bbox)
        yield Found(page.key, " ".join(p.text for p in beside), lines[holder], cut)


def _over(lines: list[Line], point: tuple[float, float]) -> int | None:
    """The line whose box lies over a point, the one with its middle nearest."""
    x, y = point
    near = [
        (abs((box[1] + box[3]) / 2 - y), i)
        for i, line in enumerate(lines)
        if (box := line.bbox) is not None and box[0] <= x <= box[2] and box[1] <= y <= box[3]
    ]
    return min(near)[1] if near else None


def main() -> None:
    """Print a table in Markdown, and what is certain and wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, default=Path("training/fonts"))
    parser.add_argument("--pages", type=int, default=55, help="of each level")
    parser.add_argument("--levels", default="light,typical")
    parser.add_argument("--narrow", action="store_true")
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    engine = ReaderEngine()
    print("| level | numbers | n | exact | certain | wrong, in value, of these |\n|---|---|---|---|---|---|")
    wrong: list[Found] = []
    for level in args.levels.split(","):
        pages = drawn(args.fonts, level, args.pages, narrow=args.narrow, seed=args.seed)
        found = [number for page in pages for number in numbers(page, engine)]
        rows = {"all": found}
        for number in found:
            rows.setdefault(number.place, []).append(number)
        for name, own in rows.items():
            sure = [number for number in own if number.certain]
            bad = [number for number in sure if not number.right]
            exact = sum(number.right for number in own)
            values = sum(not number.right_value for number in sure)
            print(
                f"| {level} | {name} | {len(own)} | {100 * exact / len(own):.1f} % |"
                f" {100 * len(sure) / len(own):.1f} % | {len(bad)}, {values} of {len(sure)} |",
                flush=True,
            )
        wrong += [number for number in found if number.certain and not number.right]
    for number in wrong:
        print(f"page {number.page}: printed {number.truth}, read {number.line and number.line.text}")


if __name__ == "__main__":
    main()
