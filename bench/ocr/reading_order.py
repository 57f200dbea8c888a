"""Reading order of pages that are not one column: how many pages come out line by line as they are read.

`python -m bench.ocr.reading_order --fonts training/fonts --pages 20 [--levels light,typical] [--seed N]
[--kinds two,box]`: pages of prose in columns and with boxed notes, and pages that must stay as they are
(contents, lists, labels, signatures, tables of text). A page counts as right when every cut line holds
print of one column only, and all printed lines come in the order they are read; a boxed note may come
before or after what stands beside it. No engine reads the lines: cutting and order are measured alone.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from extract.scan.layout import ScanLayout
from extract.scan.page import layout_scan
from training.degrade import Level
from training.fonts import load_faces
from training.held_out import HeldOutWords
from training.pages import DPI, Composer, Sheet, Style
from training.render import Pen
from training.scans import Scan, printed_lines, scan_sheet

SEED = 930_001


@dataclass
class Page:
    """A page being drawn: what writes on it, its type, and for each printed line the block it belongs to."""

    sheet: Composer
    style: Style
    pitch: float
    left: float
    right: float
    y: float
    bottom: float
    blocks: list[int] = field(default_factory=list)
    notes: set[int] = field(default_factory=set)
    """Blocks that may come before or after what stands beside them."""

    @property
    def rng(self) -> random.Random:
        """The page's source of chance."""
        return self.sheet.rng

    def write(self, text: str, x: float, y: float, block: int) -> None:
        """A line that begins at x."""
        self.sheet.write(text, x, y, self.style)
        self.blocks += [block] * (len(self.sheet.lines) - len(self.blocks))

    def new(self) -> int:
        """A block's number: blocks are read in the order of their numbers."""
        return max(self.blocks, default=-1) + 1

    def prose(self, left: float, right: float, y: float, bottom: float, block: int) -> float:
        """Paragraphs down to `bottom`; returns where the next line would stand."""
        rng, style = self.rng, self.style
        pieces = self.sheet.words.running(rng)
        while y <= bottom:
            indent = min(rng.choice((0.0, 2.0, 5.0)) * style.height, 0.2 * (right - left))
            most = rng.choice((2, 3, 4, 6, 9))
            lines = self.sheet.wrap(pieces, style, right - left - indent, 1)
            lines += self.sheet.wrap(pieces, style, right - left, most - 1)
            lines[-1] = lines[-1][: rng.randint(len(lines[-1]) // 3, len(lines[-1]))].strip() or lines[-1]
            for number, line in enumerate(lines):
                if y > bottom:
                    break
                self.write(line, left + (0 if number else indent), y, block)
                y += self.pitch
            y += rng.choice((0.0, 0.0, 0.4)) * self.pitch
        return y

    def title(self) -> None:
        """A line in the middle of the page."""
        text = self.sheet.wrap(iter([self.sheet.words.title(self.rng)[:40]]), self.style, 1e9, 1)[0]
        middle = (self.left + self.right) / 2 - self.style.font.getlength(text) / 2
        self.write(text, middle, self.y, self.new())
        self.y += self.pitch * self.rng.uniform(1.0, 2.0)


def _columns(page: Page, count: int, *, ruled: bool = False, level: bool = True) -> None:
    """Prose in columns from the page's place down to its foot or some way, of unequal length."""
    rng, unit = page.rng, page.sheet.unit
    gutter = rng.uniform(13, 36) * unit
    wide = (page.right - page.left - (count - 1) * gutter) / count
    bottom = page.y + (page.bottom - page.y) * rng.uniform(0.6, 1.0)
    ends = []
    for number in range(count):
        x = page.left + number * (wide + gutter)
        y = page.y + (0 if level else number * rng.uniform(0.2, 0.8) * page.pitch)
        short = page.pitch * rng.choice((0, 0, 2, 5)) if number == count - 1 else 0
        ends.append(page.prose(x, x + wide, y, bottom - short, page.new()))
        if ruled and number:
            at = round(x - gutter / 2)
            line = (at, page.y - 2 * page.style.height, at, max(ends))
            page.sheet.ink.line(line, fill=0, width=max(1, round(0.7 * unit)))
    page.y = max(ends) + page.pitch * rng.uniform(0.3, 1.0)


def _two(page: Page) -> None:
    page.title()
    _columns(page, 2)


def _ruled(page: Page) -> None:
    page.title()
    _columns(page, 2, ruled=True)


def _stepped(page: Page) -> None:
    _columns(page, 2, level=False)


def _low(page: Page) -> None:
    middle = page.y + (page.bottom - page.y) * page.rng.uniform(0.25, 0.5)
    page.y = page.prose(page.left, page.right, page.y, middle, page.new())
    _columns(page, 2)


def _mixed(page: Page) -> None:
    high = page.bottom
    page.bottom = page.y + 0.6 * (high - page.y)
    _columns(page, 2)
    page.bottom = high
    page.prose(page.left, page.right, page.y, high, page.new())


def _three(page: Page) -> None:
    page.title()
    _columns(page, 3)


def _box(page: Page) -> None:
    """Prose that leaves room at one side for a framed note."""
    rng, unit, style = page.rng, page.sheet.unit, page.style
    lines = rng.randint(3, 8)
    wide = (page.right - page.left) * rng.uniform(0.3, 0.45)
    at_right = rng.random() < 0.5
    top = page.y + page.pitch * rng.randint(2, 6)
    above = page.prose(page.left, page.right, page.y, top - page.pitch, 0)
    pad = rng.uniform(0.6, 1.5) * style.height
    x = page.right - wide if at_right else page.left
    beside = (page.left, x - 2 * style.height) if at_right else (x + wide + 2 * style.height, page.right)
    first = above + rng.choice((0.0, 0.3, 0.5)) * page.pitch
    low = page.prose(*beside, above, first + lines * page.pitch + pad, 0)
    last = page.prose(x + pad, x + wide - pad, first + pad, first + (lines - 1) * page.pitch, 1)
    frame = (x, first - 2 * style.height, x + wide, last - page.pitch + pad + style.height * 0.5)
    page.sheet.ink.rectangle(frame, outline=0, width=max(1, round(rng.uniform(0.5, 1.2) * unit)))
    page.notes.add(1)
    page.prose(page.left, page.right, max(low, frame[3] + 2 * style.height), page.bottom, 0)


def _contents(page: Page) -> None:
    page.title()
    while page.y < page.bottom:
        block = page.new()
        room = (page.right - page.left) * page.rng.uniform(0.3, 0.7)
        text = page.sheet.wrap(page.sheet.words.running(page.rng), page.style, room, 1)[0]
        dot = page.style.font.getlength("." * 20) / 20
        from_x = page.left + page.style.font.getlength(text) + page.style.height
        dots = "." * int((page.right - from_x - 4 * page.style.height) / dot)
        page.write(text, page.left, page.y, block)
        page.write(dots, from_x, page.y, block)
        page.write(str(page.rng.randint(1, 99)), page.right - 2 * page.style.height, page.y, block)
        page.y += page.pitch


def _list(page: Page) -> None:
    """Numbers that hang before their paragraphs."""
    number = 1
    hang = page.rng.uniform(3, 8) * page.style.height
    while page.y < page.bottom:
        pieces = page.sheet.words.running(page.rng)
        for k, text in enumerate(
            page.sheet.wrap(pieces, page.style, page.right - page.left - hang, page.rng.randint(1, 4))
        ):
            block = page.new()
            if not k:
                page.write(f"{number}.", page.left, page.y, block)
            page.write(text, page.left + hang, page.y, block)
            page.y += page.pitch
        number += 1


def _labels(page: Page) -> None:
    """Labels and, at one place behind them, values of one to three lines."""
    at = page.left + (page.right - page.left) * page.rng.uniform(0.3, 0.5)
    while page.y < page.bottom:
        pieces = page.sheet.words.running(page.rng)
        room = (at - page.left) * page.rng.uniform(0.3, 0.9)
        label = page.sheet.wrap(pieces, page.style, room, 1)[0]
        values = page.sheet.wrap(pieces, page.style, page.right - at, page.rng.choice((1, 1, 2, 3)))
        values[-1] = values[-1][: page.rng.randint(5, 60)].strip() or "-"
        for k, text in enumerate(values):
            block = page.new()
            if not k:
                page.write(label, page.left, page.y, block)
            page.write(text, at, page.y, block)
            page.y += page.pitch


def _signatures(page: Page) -> None:
    middle = page.y + (page.bottom - page.y) * 0.5
    page.y = page.prose(page.left, page.right, page.y, middle, page.new()) + page.pitch
    at = page.left + (page.right - page.left) * page.rng.uniform(0.5, 0.6)
    for _ in range(page.rng.randint(1, 2)):
        for text in ("(ลงชื่อ)", "(นายสมชาย ใจดี)", "ตำแหน่ง ปลัดเทศบาล", "วันที่ ๕ มีนาคม ๒๕๖๗"):
            block = page.new()
            page.write(text, page.left, page.y, block)
            page.write(text, at, page.y, block)
            page.y += page.pitch
        page.y += page.pitch


def _texts(page: Page) -> None:
    """A table of two columns of text without rules: its cells begin on one line."""
    at = page.left + (page.right - page.left) * page.rng.uniform(0.4, 0.55)
    space = page.rng.choice((0.0, 0.0, 0.3, 0.6)) * page.pitch
    while page.y < page.bottom:
        pieces = page.sheet.words.running(page.rng)
        cells = []
        for x0, x1 in ((page.left, at - 2.5 * page.style.height), (at, page.right)):
            lines = page.sheet.wrap(pieces, page.style, x1 - x0, page.rng.randint(1, 5))
            lines[-1] = lines[-1][: page.rng.randint(5, 60)].strip() or "-"
            cells.append((x0, lines))
        for k in range(max(len(lines) for _, lines in cells)):
            if page.y > page.bottom:
                break
            block = page.new()
            for x0, lines in cells:
                if k < len(lines):
                    page.write(lines[k], x0, page.y, block)
            page.y += page.pitch
        page.y += space


def _names(page: Page) -> None:
    """People and what they are, a line each, as of a committee."""
    at = page.left + (page.right - page.left) * page.rng.uniform(0.45, 0.55)
    first = ("สมชาย", "มาลี", "ประเสริฐ", "วิไลวรรณ", "ก้องเกียรติ", "สุดา")
    last = ("ใจดี", "ศรีสวัสดิ์", "ทองประเสริฐกุล", "บุญมา", "วงศ์สุวรรณรัตน์")
    posts = ("ประธานกรรมการ", "กรรมการ", "กรรมการและเลขานุการ", "กรรมการและผู้ช่วยเลขานุการ", "ที่ปรึกษา")
    for number in range(1, page.rng.randint(8, 22)):
        if page.y > page.bottom:
            break
        block = page.new()
        name = f"{number}. นาย{page.rng.choice(first)} {page.rng.choice(last)}"
        page.write(name, page.left, page.y, block)
        page.write(page.rng.choice(posts), at, page.y, block)
        page.y += page.pitch


def _framed(page: Page) -> None:
    """Two columns, a framed note as wide as its column in one of them."""
    rng, style = page.rng, page.style
    gutter = rng.uniform(15, 36) * page.sheet.unit
    wide = (page.right - page.left - gutter) / 2
    at = rng.randint(0, 1)
    pad = rng.uniform(0.6, 1.2) * style.height
    for number, x in enumerate((page.left, page.left + wide + gutter)):
        block = page.new()
        if number != at:
            page.prose(x, x + wide, page.y, page.bottom, block)
            continue
        top = page.y + rng.randint(5, 10) * page.pitch
        low = page.prose(x, x + wide, page.y, top, block) + 0.5 * page.pitch
        last = page.prose(x + pad, x + wide - pad, low + pad, low + rng.randint(3, 6) * page.pitch, block)
        frame = (x, low - 2 * style.height, x + wide, last - page.pitch + pad + style.height * 0.5)
        page.sheet.ink.rectangle(frame, outline=0, width=max(1, round(page.sheet.unit)))
        page.prose(x, x + wide, frame[3] + 3 * style.height, page.bottom, block)


KINDS: dict[str, Callable[[Page], None]] = {
    "two": _two,
    "ruled": _ruled,
    "stepped": _stepped,
    "low": _low,
    "mixed": _mixed,
    "three": _three,
    "box": _box,
    "framed": _framed,
    "contents": _contents,
    "list": _list,
    "labels": _labels,
    "signatures": _signatures,
    "texts": _texts,
    "names": _names,
}


def draw_page(rng: random.Random, pen: Pen, level: Level, kind: str) -> tuple[Page, Sheet]:
    """A page of a kind in one face and size of print; raises ValueError where no face draws it."""
    dpi = rng.choices(*DPI[level])[0]
    zoom = 2 if dpi <= 200 else 1
    unit = dpi / 72 * zoom
    image = Image.new("L", (round(595 * unit), round(842 * unit)), 255)
    sheet = Composer(rng, pen, HeldOutWords(), image, unit)
    style = sheet.style(rng.choices((12, 13, 14, 15, 16, 18), (1, 1, 4, 2, 9, 2))[0])
    margin = rng.uniform(40, 75) * unit
    pitch = style.height * rng.uniform(2.9, 4.2)
    top, bottom = rng.uniform(50, 80) * unit, image.height - rng.uniform(50, 120) * unit
    page = Page(sheet, style, pitch, margin, image.width - margin, top, bottom)
    KINDS[kind](page)
    return page, Sheet(np.asarray(image), sheet.lines, dpi, zoom)


def faults(page: Page, sheet: Sheet, scan: Scan, layout: ScanLayout) -> Iterator[str]:
    """What is wrong with the cut lines of a page and their order."""
    printed = printed_lines(sheet)
    middles = np.array([((p.box[0] + p.box[2]) / 2, (p.core[0] + p.core[1]) / 2) for p in printed])
    at = scan.from_sheet(middles) * 72 / scan.dpi
    holders: dict[int, list[int]] = {}
    lines = layout.all_lines()
    boxes = [line.bbox for line in lines]
    for number, (x, y) in enumerate(at.tolist()):
        over = [
            (abs((b[1] + b[3]) / 2 - y), k)
            for k, b in enumerate(boxes)
            if b[0] - 1 <= x <= b[2] + 1 and b[1] <= y <= b[3]
        ]
        if over:
            holders.setdefault(min(over)[1], []).append(number)
        else:
            near = [(abs((b[1] + b[3]) / 2 - y), k) for k, b in enumerate(boxes) if b[1] <= y <= b[3]]
            # a hyphen alone on its line is taken for dirt, which is another matter
            if not set(printed[number].text) <= {".", "-"} and not near:
                yield f"lost: {printed[number].text[:20]}"
    order: list[int] = []
    for _, held in sorted(holders.items()):
        blocks = {page.blocks[number] for number in held}
        if len(blocks) > 1:
            yield f"mixed: {printed[held[0]].text[:20]}"
        order += sorted(held)
    notes = [number for number in order if page.blocks[number] in page.notes]
    body = [number for number in order if page.blocks[number] not in page.notes]
    yield from _jumps(notes, "note")
    places = [order.index(number) for number in notes]
    if places and places[-1] - places[0] >= len(places):
        yield "torn note"
    yield from _jumps([page.blocks[number] for number in body], "block")
    for block in set(page.blocks):
        yield from _jumps([number for number in body if page.blocks[number] == block], "line")


def _jumps(numbers: Sequence[int], what: str) -> Iterator[str]:
    jumps = sum(after < before for before, after in itertools.pairwise(numbers))
    if jumps:
        yield f"{what} out of order: {jumps}"


def main() -> None:
    """Print a table in Markdown, and what is wrong where."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, default=Path("training/fonts"))
    parser.add_argument("--pages", type=int, default=20, help="of each kind and level")
    parser.add_argument("--levels", default="light,typical")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", type=Path, help="folder for pictures of the pages that came out wrong")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    pens = [Pen(load_faces(args.fonts), held_out=apart) for apart in (False, True)]
    print(
        "| level | " + " | ".join(args.kinds.split(",")) + " |\n|" + "---|" * (1 + len(args.kinds.split(",")))
    )
    told: list[str] = []
    for level in args.levels.split(","):
        right: Counter[str] = Counter()
        for kind in args.kinds.split(","):
            for number in range(args.pages):
                rng = random.Random(f"{args.seed}-{kind}-{number}")
                page, sheet = draw_page(rng, pens[number % 2], level, kind)
                scan = scan_sheet(sheet, np.random.default_rng((args.seed, number)), level)
                layout = layout_scan(scan.image, float(scan.dpi), turn=0)
                wrong = list(faults(page, sheet, scan, layout))
                right[kind] += not wrong
                told += [f"{level} {kind} {number}: {'; '.join(wrong[:3])}"] * bool(wrong)
                if wrong and args.show:
                    args.show.mkdir(exist_ok=True, parents=True)
                    cv2.imwrite(str(args.show / f"{level}-{kind}-{number}.png"), scan.image)
        counts = " | ".join(f"{right[kind]} of {args.pages}" for kind in args.kinds.split(","))
        print(f"| {level} | {counts} |", flush=True)
    print("\n".join(told))


if __name__ == "__main__":
    main()
