"""Whole pages drawn with the place of every line: paragraphs, ruled tables and columns of numbers.

Lengths are in pixels of the sheet as drawn (`zoom` times those of the page at its resolution): drawn large
and averaged down, letters fall between pixels as they do where a PDF is rendered or paper is scanned.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFont

from training import texts
from training.degrade import Level
from training.fonts import Face
from training.render import SKELETONS, Pen, font_of, old_number

Grey = NDArray[np.uint8]
Place = Literal["left", "middle", "right"]
Kind = Literal["prose", "plan", "numbers", "columns"]

DPI: dict[Level, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "light": ((200, 240, 300), (7, 1, 3)),
    "typical": ((150, 200, 300), (1, 8, 2)),
    "bad": ((100, 150, 200), (1, 5, 4)),
}
"""Resolutions of a level of scan and how often each comes."""

KINDS: dict[str, dict[Kind, float]] = {
    "general": {"prose": 0.40, "plan": 0.38, "numbers": 0.12, "columns": 0.10},
    "number": {"prose": 0.02, "plan": 0.38, "numbers": 0.48, "columns": 0.12},
}
"""What pages are drawn for each network."""

LETTERS = "กู1๑(A.,-%"
PADS = 0.15, 0.9
"""Paper between a column's rules and its widest number, in heights of its consonants: from, to."""

NUMBERING = "", "", ".", ")"
"""What stands behind the running numbers of a table."""


class Words(Protocol):
    """Where the words of a page come from: `training.texts`, or the held-out texts."""

    def running(self, rng: random.Random) -> Iterator[str]:
        """Endless running text in pieces between which a line may break."""

    def title(self, rng: random.Random) -> str:
        """A text for a cell of a table."""


class TrainingWords:
    """The texts that training draws."""

    def running(self, rng: random.Random) -> Iterator[str]:
        """See `Words`."""
        return texts.running(rng)

    def title(self, rng: random.Random) -> str:
        """See `Words`."""
        return texts.title(rng)


@dataclass(frozen=True)
class Printed:
    """A line as drawn: its text, the box of its ink, the band (y0, y1) of its consonants, its font family."""

    text: str
    box: tuple[float, float, float, float]
    core: tuple[float, float]
    family: str


@dataclass
class Sheet:
    """A drawn page, `zoom` times as large as at its resolution."""

    image: Grey
    lines: list[Printed]
    dpi: int
    zoom: int


@dataclass(frozen=True)
class Style:
    """A face at a size; `old`: numbers take the shapes of old office faces."""

    face: Face
    font: ImageFont.FreeTypeFont
    height: float
    old: bool


@dataclass
class Composer:
    """Writes lines and rules on one sheet."""

    rng: random.Random
    pen: Pen
    words: Words
    image: Image.Image
    unit: float
    """Pixels of one point."""
    lines: list[Printed] = field(default_factory=list)
    pads: tuple[float, float] = PADS
    numbering: tuple[str, ...] = NUMBERING

    def __post_init__(self) -> None:
        self.ink = ImageDraw.Draw(self.image)

    def style(self, points: float) -> Style:
        """A face of the pen's at `points` of nominal size, as TH Sarabun measures it."""
        face = self.pen.choose(self.rng, LETTERS)
        height = points * self.unit * self.rng.uniform(0.29, 0.36)
        return Style(face, font_of(face, height), height, self.rng.random() < 0.12)

    def fit(self, text: str, style: Style) -> str:
        """The text without what the face cannot draw."""
        kept = (c for c in text if c == " " or (ord(c) in style.face.codepoints and c in texts.GENERAL_CHARS))
        return texts.canonical("".join(kept))

    def write(self, text: str, x: float, base: float, style: Style, place: Place = "left") -> None:
        """Draw `text` with its left end, middle or right end at `x`, on the base line."""
        text = self.fit(text, style)
        if not text:
            return
        if style.old and set(text) & set(SKELETONS) and not set(text) - _PLAIN:
            self._write_old(text, x, base, style, place)
            return
        length = style.font.getlength(text)
        x -= {"left": 0.0, "middle": length / 2, "right": length}[place]
        self.ink.text((x, base), text, font=style.font, fill=0, anchor="ls")
        x0, y0, x1, y1 = style.font.getbbox(text, anchor="ls")
        self._enter(text, (x + x0, base + y0, x + x1, base + y1), base, style)

    def _write_old(self, text: str, x: float, base: float, style: Style, place: Place) -> None:
        strip = old_number(self.rng, style.face, text, style.height)
        columns = np.flatnonzero((strip < 128).any(axis=0))
        rows = np.flatnonzero((strip < 128).any(axis=1))
        if not columns.size:
            return
        length = strip.shape[1]
        x -= {"left": 0.0, "middle": length / 2, "right": length}[place]
        left, top = round(x), round(base - int(style.height * 2.4) * 0.75)
        part = self.image.crop((left, top, left + strip.shape[1], top + strip.shape[0]))
        self.image.paste(ImageChops.darker(part, Image.fromarray(strip)), (left, top))
        box = (left + columns[0], top + rows[0], left + columns[-1] + 1, top + rows[-1] + 1)
        self._enter(text, tuple(float(v) for v in box), base, style)

    def _enter(self, text: str, box: tuple[float, ...], base: float, style: Style) -> None:
        x0, y0, x1, y1 = box
        self.lines.append(Printed(text, (x0, y0, x1, y1), (base - style.height, base), style.face.family))

    def wrap(self, pieces: Iterator[str], style: Style, width: float, most: int) -> list[str]:
        """At most `most` lines of the pieces, each as wide as fits `width`."""
        lines: list[str] = []
        line, used = "", 0.0
        for drawn in pieces:
            piece = " " * drawn.startswith(" ") + self.fit(drawn, style)
            size = style.font.getlength(piece)
            if line and used + size > width:
                lines.append(line.strip())
                line, used = "", 0.0
                if len(lines) >= most:
                    return lines
            line, used = line + piece, used + size
        return [*lines, line.strip()] if line.strip() else lines


_PLAIN = frozenset("๐๑๒๓๔๕๖๗๘๙,.-/() ")


def draw_sheet(
    rng: random.Random,
    pen: Pen,
    words: Words,
    level: Level,
    kinds: dict[Kind, float],
    part: float | None = None,
    pads: tuple[float, float] = PADS,
    numbering: tuple[str, ...] = NUMBERING,
) -> Sheet:
    """A page of a random kind, upright or across.

    `part` is the share of its height that is kept; `pads` say how close numbers stand to column rules,
    `numbering` what may follow a running number.
    """
    resolutions, weights = DPI[level]
    dpi = rng.choices(resolutions, weights)[0]
    zoom = 2 if dpi <= 200 else 1
    unit = dpi / 72 * zoom
    wide, high = (595, 842) if rng.random() < 0.6 else (842, 595)
    high *= part if part is not None else rng.uniform(0.5, 1.0)
    image = Image.new("L", (round(wide * unit), round(high * unit)), 255)
    sheet = Composer(rng, pen, words, image, unit, pads=pads, numbering=numbering)
    kind = rng.choices(list(kinds), list(kinds.values()))[0]
    margin = rng.uniform(35, 75) * unit
    left, right = margin, image.width - margin
    top, bottom = rng.uniform(30, 60) * unit, image.height - rng.uniform(30, 60) * unit
    body = sheet.style(rng.choices((12, 13, 14, 15, 16, 18), (1, 1, 4, 2, 9, 2))[0])
    head = sheet.style(rng.choice((16, 18, 20))) if rng.random() < 0.4 else body
    pitch = body.height * rng.uniform(2.9, 4.6)
    y = top + head.height * 2
    for _ in range(rng.randint(0, 3)):
        title = sheet.wrap(iter([words.title(rng)]), head, right - left, 1)
        for line in title:
            if head.font.getlength(line) < right - left:
                sheet.write(line, (left + right) / 2, y, head, "middle")
                y += max(pitch, 3.2 * head.height)
    if kind != "prose" and rng.random() < 0.35:
        y = _paragraph(sheet, body, left, right, y, min(bottom, y + 5 * pitch), pitch)
    while y < bottom - pitch:
        if kind == "prose":
            y = _paragraph(sheet, body, left, right, y, bottom, pitch)
        elif kind == "columns":
            y = _columns(sheet, body, left, right, y, bottom, pitch)
        else:
            y = _Table(sheet, kind, left, right, pitch).draw(y, bottom) + pitch * rng.uniform(1.2, 2.5)
    if rng.random() < 0.5:
        number = rng.choice(("{}", "- {} -", "-{}-", "หน้า {}")).format(
            texts.thai(rng, str(rng.randint(1, 99)))
        )
        at = bottom + 2.4 * body.height
        if at < image.height - body.height:
            sheet.write(number, rng.choice(((left + right) / 2, right - 30 * unit)), at, body, "middle")
    return Sheet(np.asarray(image), sheet.lines, dpi, zoom)


def _paragraph(
    sheet: Composer, style: Style, left: float, right: float, y: float, bottom: float, pitch: float
) -> float:
    """A paragraph with its first line drawn in, or a list of short ones; returns where the next begins."""
    rng = sheet.rng
    indent = rng.uniform(0, 70) * sheet.unit
    mark = ""
    if rng.random() < 0.4:
        n = rng.randint(1, 25)
        mark = texts.thai(
            rng, rng.choice((f"{n}. ", f"{n}) ", f"({n}) ", f"{n}.{n % 7 + 1} ", "- ", "-", "• "))
        )
    most = rng.choice((1, 1, 2, 3, 5, 8))
    pieces = sheet.words.running(rng)
    first = sheet.wrap(pieces, style, right - left - indent - style.font.getlength(mark), 1)
    lines = [mark + line for line in first] + (
        sheet.wrap(pieces, style, right - left, most - 1) if most > 1 else []
    )
    if rng.random() < 0.6 and lines:
        lines[-1] = texts.cut(lines[-1], rng.randint(4, max(5, len(lines[-1]))))
    for number, line in enumerate(lines):
        if y > bottom:
            return y
        sheet.write(line, left + (indent if number == 0 else 0), y, style)
        y += pitch
    return y + (pitch * 0.4 if rng.random() < 0.3 else 0)


def _columns(
    sheet: Composer, style: Style, left: float, right: float, y: float, bottom: float, pitch: float
) -> float:
    """Words on the left and numbers set to the right, without rules."""
    rng = sheet.rng
    ends = sorted(rng.uniform(0.45, 1.0) for _ in range(rng.choice((1, 1, 2, 3))))
    ends = [e for i, e in enumerate(ends) if i == 0 or e - ends[i - 1] > 0.2]
    cells = _Cells(rng)
    for _ in range(rng.randint(4, 20)):
        if y > bottom:
            break
        room = (right - left) * (ends[0] - 0.2)
        for line in sheet.wrap(sheet.words.running(rng), style, room * rng.uniform(0.3, 0.9), 1):
            if style.font.getlength(line) < room:
                sheet.write(line, left, y, style)
        for end in ends:
            unit = rng.choice(("", "", "", " บาท"))
            sheet.write(cells.value(False) + unit, left + (right - left) * end, y, style, "right")
        y += pitch
    return y + pitch


class _Cells:
    """What a table's cells of numbers hold: one numeral system and one sign for nothing, mostly."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.thai = rng.random() < 0.6
        self.nothing = rng.choice(("-", "-", "-", "0", "000", "0.00", "–"))
        self.empty = rng.uniform(0.05, 0.5)

    def value(self, plain: bool) -> str:
        """A number; `plain`: a count or a running number."""
        rng = self.rng
        if rng.random() < 0.04:
            return texts.number(rng)
        if plain:
            text = str(rng.randint(0, rng.choice((9, 99, 999))))
        elif rng.random() < self.empty:
            text = self.nothing
        elif rng.random() < 0.2:
            text = rng.choice(
                (str(rng.randint(0, 100)), f"{rng.random() * 100:.2f}", str(rng.randint(2490, 2599)))
            )
        else:
            text = texts.amount(rng)
        return text.translate(texts.TO_THAI) if self.thai else text


class _Table:
    """A ruled table: its columns, its style, and the drawing of its rows."""

    def __init__(self, sheet: Composer, kind: Kind, left: float, right: float, pitch: float) -> None:
        rng = sheet.rng
        self.sheet, self.rng, self.pitch = sheet, rng, pitch
        self.style = sheet.style(rng.choices((10, 11, 12, 13, 14, 15, 16), (1, 1, 3, 3, 6, 2, 6))[0])
        self.pitch = self.style.height * rng.uniform(2.7, 4.0)
        self.cells = _Cells(rng)
        self.pad = self.style.height * rng.uniform(*sheet.pads)
        self.rise = self.style.height * rng.uniform(0.0, 0.9)
        self.thick = max(1, round(rng.uniform(0.35, 1.1) * sheet.unit))
        self.place: Place = rng.choice(("right", "right", "middle", "middle", "left"))
        self.plan = self._choose(kind)
        self.xs = self._widths(left, right)
        self.bare = rng.random() < 0.06

    def _choose(self, kind: Kind) -> list[str]:
        rng = self.rng
        if kind == "numbers":
            return ["text"] * (rng.random() < 0.7) + ["amount"] * rng.randint(3, 11)
        if rng.random() < 0.25:
            return ["no"] * (rng.random() < 0.6) + ["text"] * rng.randint(2, 5)
        return (
            ["no"] * (rng.random() < 0.6) + ["text"] + ["amount"] * rng.randint(1, 6)
            + ["text"] * (rng.random() < 0.4) + ["note"] * (rng.random() < 0.3)
        )  # fmt: skip

    def _widths(self, left: float, right: float) -> list[float]:
        """Edges of the columns; number columns are as narrow as their widest number allows, or wider."""
        font = self.style.font
        number = font.getlength(self.rng.choice(("๑,๐๐๐,๐๐๐", "๑๐๐,๐๐๐.๐๐", "๑๐๐,๐๐๐", "๑๐,๐๐๐,๐๐๐.๐๐")))
        wish = {
            "no": font.getlength("๑๐๐"),
            "amount": number,
            "note": number,
            "text": font.getlength("น" * 14),
        }
        kept = list(self.plan)
        while kept.count("amount") > 1 and sum(wish[k] + 2 * self.pad for k in kept) > right - left:
            kept.remove("amount")
        while len(kept) > 1 and sum(wish[k] + 2 * self.pad for k in kept) > right - left:
            kept.pop()
        self.plan = kept
        sizes = [wish[k] + 2 * self.pad for k in kept]
        rest = max(0.0, right - left - sum(sizes)) * self.rng.choice((1.0, 1.0, 0.7))
        wide = [i for i, k in enumerate(kept) if k == "text"] or list(range(len(kept)))
        for i in wide:
            sizes[i] += rest / len(wide)
        edges = [left]
        for size in sizes:
            edges.append(edges[-1] + size)
        return edges

    def draw(self, y: float, bottom: float) -> float:
        """Rows down to `bottom`; returns where the table ends."""
        top = y - self.style.height
        ys = [top]
        headers = self.rng.random() < 0.7
        for number in range(60):
            cells = [self._content(k, x1 - x0, number, headers and number == 0)
                     for k, x0, x1 in zip(self.plan, self.xs, self.xs[1:], strict=False)]  # fmt: skip
            lines = max(1, *(len(c) for c in cells))
            end = ys[-1] + 2 * self.rise + lines * self.pitch
            if end > bottom + self.pitch or (number > 2 and self.rng.random() < 0.03):
                break
            self._row(cells, ys[-1], end, lines, headers and number == 0)
            ys.append(end)
        if len(ys) > 1 and not self.bare:
            self._rules(ys)
        return ys[-1] + self.style.height if len(ys) > 1 else bottom

    def _content(self, kind: str, width: float, number: int, header: bool) -> list[str]:
        rng, room = self.rng, width - 2 * self.pad
        if header and kind not in {"text", "note"}:
            return [self._year()] if kind == "amount" and rng.random() < 0.7 else ["ที่"]
        if kind == "no":
            running = texts.thai(rng, str(number), 1.0 if self.cells.thai else 0.0)
            return [running + rng.choice(self.sheet.numbering)]
        if kind == "amount":
            values = [self.cells.value(False) for _ in range(rng.choices((1, 2, 3), (90, 7, 3))[0])]
            return (
                [v for v in values if self.style.font.getlength(v) < width - 2] if rng.random() > 0.04 else []
            )
        if kind == "note" and rng.random() < 0.6:
            return [] if rng.random() < 0.7 else [self.cells.nothing]
        most = rng.choice((1, 1, 2, 3, 4))
        pieces = self._pieces(number) if rng.random() < 0.7 else self.sheet.words.running(rng)
        lines = self.sheet.wrap(pieces, self.style, room, most)
        if most > 1 and lines:
            lines[-1] = texts.cut(lines[-1], rng.randint(3, max(4, len(lines[-1]))))
        return [line for line in lines if self.style.font.getlength(line) < width - 2]

    def _pieces(self, number: int) -> Iterator[str]:
        """A title broken where words seem to end: at clusters' borders, every few letters."""
        rng = self.rng
        mark = texts.thai(rng, str(number), float(self.cells.thai))
        text = rng.choice(("", "", "", "-", "- ", f"{mark}) ", f"{mark}. ")) + self.sheet.words.title(rng)
        while text:
            piece = texts.cut(text, rng.randint(2, 7))
            piece = piece if text.startswith(piece) and piece else text
            rest = text[len(piece) :]
            yield piece
            if rest.startswith(" "):
                rest = rest.lstrip()
                yield " "
            text = rest

    def _year(self) -> str:
        text = str(self.rng.randint(2540, 2599))
        return text.translate(texts.TO_THAI) if self.cells.thai else text

    def _row(self, cells: list[list[str]], y0: float, y1: float, lines: int, header: bool) -> None:
        middle = self.rng.random() < 0.3 or header
        for kind, x0, x1, content in zip(self.plan, self.xs, self.xs[1:], cells, strict=False):
            slack = (lines - len(content)) * self.pitch / 2 if middle else 0.0
            # consonants stand a little under the middle of their row: marks need room above them
            base = y0 + self.rise + slack + self.pitch * 0.5 + self.style.height * 0.75
            place: Place = "middle" if header or kind == "no" else self.place if kind == "amount" else "left"
            at = {"left": x0 + self.pad, "middle": (x0 + x1) / 2, "right": x1 - self.pad}[place]
            for i, text in enumerate(content):
                self.sheet.write(text, at, base + i * self.pitch, self.style, place)

    def _rules(self, ys: list[float]) -> None:
        ink, thick = self.sheet.ink, self.thick
        shade = self.rng.choice((0, 0, 0, 60, 120))
        for i, y in enumerate(ys):
            if i in {0, 1, len(ys) - 1} or self.rng.random() < 0.95:
                ink.line((self.xs[0], y, self.xs[-1], y), fill=shade, width=thick)
        for x in self.xs:
            ink.line((x, ys[0], x, ys[-1]), fill=shade, width=thick)
