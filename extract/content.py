"""What a PDF page draws: glyphs, rules, pictures and outlines, in coordinates of the shown page.

A device for pdfminer's interpreter, so that a page is parsed once for text and rules together. /ActualText
is honoured where it replaces a few glyphs: Chromium writes Thai clusters that way, and their marks are in
no ToUnicode map.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.utils import apply_matrix_pt, decode_text

from extract.limits import Limits
from extract.model import Box

UNMAPPED = "\ufffd"
"""Text of a glyph that has no Unicode value in the file."""

DARK = 0.8
"""White rules can be seen on fills up to this shade (0 black, 1 white) ..."""

AT_FILL = 1.0
"""... which reach to within so many points of the rules' middles."""

RULE_THICKNESS = 3.0
"""A filled rectangle up to so many points thick is a rule: so Word, LibreOffice and Chromium draw borders."""

THAI_ZERO = 0x0E50

NO_ADVANCE = 0.05
"""A glyph narrower than this part of its size has no advance: a mark."""

ACTUAL_TEXT_GLYPHS = 8
"""Longer /ActualText spans (whole paragraphs of tagged files) would lose the places of their glyphs."""


@dataclass(slots=True)
class Glyph:
    """One drawn glyph: its text, its box, its origin on the baseline, its size and its order of drawing.

    `turn` is the clockwise turn of the page (degrees) that would set it upright.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    origin: tuple[float, float]
    size: float
    order: int
    turn: int = 0
    hidden: bool = False

    @property
    def box(self) -> Box:
        """Its box."""
        return self.x0, self.y0, self.x1, self.y1

    @property
    def base(self) -> float:
        """The y of its baseline, for an upright glyph."""
        return self.origin[1]


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal or vertical rule: its box (thin on one side)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """True when it is wider than high."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster image on the page: its box, its pixels (width, height), how many glyphs were drawn before."""

    box: Box
    pixels: tuple[int, int]
    order: int


@dataclass(slots=True)
class PageContent:
    """Everything one page draws; `outlines` are boxes of filled shapes, perhaps letters drawn as curves."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    outlines: list[Box] = field(default_factory=list)


class ContentDevice(PDFTextDevice):
    """Collects a page's content; the interpreter's first matrix must map to the shown page, y downwards."""

    def __init__(self, manager: PDFResourceManager, content: PageContent, limits: Limits, page: int) -> None:
        super().__init__(manager)
        self.content = content
        self._limits = limits
        self._page = page
        self._hidden = False
        self._order = 0
        self._n_objects = 0
        self._fills: list[tuple[float, float, float, float]] = []
        self._n_forms = 0
        self._tags: list[tuple[str | None, list[Glyph]]] = []
        self._known: dict[PDFFont, dict[int, tuple[str, float]]] = {}
        """Text and width of the glyphs of each font that were drawn."""

    # text

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Remember the rendering mode (3 and 7 draw nothing) and draw the string."""
        self._hidden = textstate.render in (3, 7)
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Collect one glyph and return its advance."""
        known = self._known.setdefault(font, {})
        if cid not in known:
            known[cid] = _text_of(font, cid), float(font.char_width(cid))
        text, width = known[cid]
        advance = width * fontsize * scaling
        vertical = font.is_vertical()
        self._add_glyph(text, matrix, fontsize, 0.0 if vertical else advance, rise)
        return width * fontsize if vertical else advance

    def _add_glyph(self, text: str, matrix: Any, fontsize: float, advance: float, rise: float) -> None:
        a, b, c, d, e, f = matrix
        size = math.hypot(c, d) * abs(fontsize)
        if size <= 0 or not math.isfinite(size):
            return
        # written out, because every glyph of every page comes by: the matrix on three points
        low, high = rise - 0.22 * fontsize, rise + 0.78 * fontsize
        xa, ya = a * 0.0 + c * low + e, b * 0.0 + d * low + f
        xb, yb = a * advance + c * high + e, b * advance + d * high + f
        glyph = Glyph(
            text,
            xb if xb < xa else xa,
            yb if yb < ya else ya,
            xb if xb > xa else xa,
            yb if yb > ya else ya,
            (a * 0.0 + c * rise + e, b * 0.0 + d * rise + f),
            size,
            self._order,
            _turn(a, b, fontsize),
            self._hidden,
        )
        self._order += 1
        if self._order > self._limits.max_chars:
            self._limits.check_chars(self._order, self._page)
        for actual, held in reversed(self._tags):
            if actual is not None:
                held.append(glyph)
                return
        self.content.glyphs.append(glyph)

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """Begin marked content; hold its glyphs back when it brings its own text."""
        actual = props.get("ActualText") if isinstance(props, dict) else None
        self._tags.append((decode_text(actual) if isinstance(actual, bytes) else None, []))

    def end_tag(self) -> None:
        """End marked content: replace a few held glyphs by the text that the file gives for them."""
        if not self._tags:
            return
        actual, held = self._tags.pop()
        if actual is None or not held:
            return
        if len(held) > ACTUAL_TEXT_GLYPHS or _draws_marks_alone(held, actual):
            self.content.glyphs.extend(held)
        elif actual.strip("\u00ad\u200b"):
            first = held[0]
            first.text = actual
            first.x0 = min(glyph.x0 for glyph in held)
            first.x1 = max(glyph.x1 for glyph in held)
            self.content.glyphs.append(first)

    def do_tag(self, tag: Any, props: Any = None) -> None:
        """A marked-content point draws nothing."""

    # graphics

    def begin_figure(self, name: Any, bbox: Any, matrix: Any) -> None:
        """Count the forms and images drawn: forms that draw forms multiply."""
        self._n_forms += 1
        self._limits.check_forms(self._n_forms, self._page)

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        """Collect the straight rules and the outlines of a path."""
        white_stroke, white_fill = _is_white(gstate.scolor), _is_white(gstate.ncolor)
        if (not stroke or white_stroke) and (not fill or white_fill) and not self._fills:
            return
        width = abs(float(gstate.linewidth or 0)) * self._scale()
        for points, curved in self._subpaths(path):
            self._n_objects += 1
            if self._n_objects > self._limits.max_objects:
                self._limits.check_objects(self._n_objects, self._page)
            if (stroke and not white_stroke) or (fill and not white_fill):
                self._add_shape(points, curved, stroke and not white_stroke, fill and not white_fill, width)
                x0, y0, x1, y1 = _box_of(points)
                if fill and min(x1 - x0, y1 - y0) > RULE_THICKNESS and _is_dark(gstate.ncolor):
                    self._fills.append((x0, y0, x1, y1))
            elif self._lies_on_a_fill(_box_of(points)):  # white on dark can be seen
                self._add_shape(points, curved, stroke, fill, width)

    def _lies_on_a_fill(self, box: tuple[float, float, float, float]) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(
            x0 - AT_FILL <= x <= x1 + AT_FILL and y0 - AT_FILL <= y <= y1 + AT_FILL
            for x0, y0, x1, y1 in self._fills
        )

    def _scale(self) -> float:
        a, b, _, _, _, _ = self.ctm  # type: ignore[misc]
        return math.hypot(a, b)

    def _subpaths(self, path: Sequence[Any]) -> list[tuple[list[tuple[float, float]], bool]]:
        found: list[tuple[list[tuple[float, float]], bool]] = []
        points: list[tuple[float, float]] = []
        curved = False
        for operator, *numbers in path:
            if operator == "m":
                if len(points) > 1:
                    found.append((points, curved))
                points, curved = [], False
            if operator == "h":
                if points:
                    points.append(points[0])
                continue
            curved = curved or operator in ("c", "v", "y")
            # control points count too: they bound the curve
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            points.extend(apply_matrix_pt(self.ctm, pair) for pair in pairs)  # type: ignore[arg-type]
        if len(points) > 1:
            found.append((points, curved))
        return found

    def _add_shape(
        self, points: list[tuple[float, float]], curved: bool, stroke: bool, fill: bool, width: float
    ) -> None:
        box = _box_of(points)
        if not all(math.isfinite(value) for value in box):
            return
        thin = min(box[2] - box[0], box[3] - box[1]) <= RULE_THICKNESS
        if fill and thin and not (stroke and len(points) > 5):
            self._add_rule(*box)
            return
        if stroke and not curved:
            half = min(width, RULE_THICKNESS) / 2
            for (xa, ya), (xb, yb) in itertools.pairwise(points):
                if min(abs(xa - xb), abs(ya - yb)) <= 0.5:
                    dx, dy = (0.0, half) if abs(xa - xb) >= abs(ya - yb) else (half, 0.0)
                    self._add_rule(min(xa, xb) - dx, min(ya, yb) - dy, max(xa, xb) + dx, max(ya, yb) + dy)
        if fill and (curved or len(points) > 5):
            self.content.outlines.append(box)

    def _add_rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        x0, x1 = max(x0, 0.0), min(x1, self.content.width)
        y0, y1 = max(y0, 0.0), min(y1, self.content.height)
        if x1 >= x0 and y1 >= y0:
            self.content.rules.append(Rule(x0, y0, x1, y1))

    def render_image(self, name: str, stream: Any) -> None:
        """Collect the box of an image."""
        points = [apply_matrix_pt(self.ctm, point) for point in ((0, 0), (1, 0), (0, 1), (1, 1))]  # type: ignore[arg-type]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        width, height = (_number(stream.get_any(names)) for names in (("W", "Width"), ("H", "Height")))
        self.content.pictures.append(
            Picture((min(xs), min(ys), max(xs), max(ys)), (width, height), self._order)
        )


def _text_of(font: PDFFont, cid: int) -> str:
    try:
        text = str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return UNMAPPED
    if text.isascii() and text.isdigit() and _draws_thai_digits(font):
        return chr(THAI_ZERO + int(text))
    return text or UNMAPPED


def _draws_thai_digits(font: PDFFont) -> bool:
    """True for the government's fonts named `... IT๙`, which draw the ASCII digits as Thai digits."""
    name = str(font.fontname)
    return "IT๙" in name or "IT9" in name


def _draws_marks_alone(held: Sequence[Glyph], actual: str) -> bool:
    """Whether a span draws nothing but marks without advance, of a text that has letters too: these stand on
    another page, where a browser cut a line in two."""
    if any(glyph.x1 - glyph.x0 > NO_ADVANCE * glyph.size for glyph in held):
        return False
    return any(char.isalpha() for char in actual) and not any(g.text[:1].isalpha() for g in held)


def _number(value: Any) -> int:
    return int(value) if isinstance(value, int | float) and math.isfinite(value) else 0


def _turn(a: float, b: float, fontsize: float) -> int:
    """The clockwise turn that sets a glyph upright, from the direction of its baseline (y downwards)."""
    if fontsize < 0:
        a, b = -a, -b
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 90 if b < 0 else 270


def _box_of(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_dark(color: Any) -> bool:
    """True for a grey or RGB shade on which white rules can be seen."""
    parts = [color] if isinstance(color, int | float) else color
    if not isinstance(parts, tuple | list) or len(parts) not in (1, 3):
        return False
    return all(isinstance(part, int | float) for part in parts) and sum(parts) / len(parts) < DARK


def _is_white(color: Any) -> bool:
    """True for white in grey, RGB or CMYK: such rules cannot be seen."""
    if isinstance(color, int | float):
        return color >= 0.99
    if isinstance(color, tuple | list) and all(isinstance(part, int | float) for part in color):
        if len(color) == 4:
            return all(part <= 0.01 for part in color)
        return len(color) > 0 and all(part >= 0.99 for part in color)
    return False
