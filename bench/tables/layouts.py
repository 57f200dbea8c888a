"""Tables in the layouts of real plans, typeset with known cells and scanned at several levels."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

from samples import degrade, material
from samples.plan import Plan, random_layout, random_plan
from samples.render import Writer, page, table
from samples.typeset import typeset

Spans = tuple[int, int, int, int]
Box = tuple[float, float, float, float]
DPI = 200
LEVELS = ("clean", "light", "typical", "bad", "photo")
FOUR_YEARS = 4


@dataclass(frozen=True)
class Truth:
    """A printed table: its cells as spans with their boxes in points, which hold text, and its outline.

    `shown` says what of the spans rules show: `all`, `rows` (no vertical rules) or `none`.
    """

    cells: dict[Spans, Box]
    filled: frozenset[Spans]
    heading: frozenset[Spans]
    box: Box
    shown: str


@dataclass
class Sheet:
    """A page of a layout: its picture at 200 dpi, its level of wear, and the tables printed on it."""

    layout: str
    level: str
    image: NDArray[np.uint8]
    truth: list[Truth]


@dataclass(frozen=True)
class Kind:
    """A layout: what it fixes of a random layout, further style, and what stands beside the table."""

    fixed: dict[str, Any] = field(default_factory=dict)
    style: str = ""
    around: str = "title"  # title | text | two
    years: int | None = None


_GREY = "td,th{border:0.4pt solid #777 !important}"
_BOOK = (
    "td,th{border:0 !important} thead tr:first-child th{border-top:1pt solid #000 !important}"
    "tbody{border-top:0.8pt solid #000;border-bottom:1pt solid #000}"
)
_MIDDLE = "td{vertical-align:middle !important}"
KINDS: dict[str, Kind] = {
    "ruled": Kind({"rules": "all"}),
    "unit column, .00": Kind({"rules": "all", "unit_column": True, "decimals": True, "landscape": True}),
    "total column": Kind({"rules": "all", "total_column": True, "landscape": True}),
    "full-width band": Kind({"rules": "all", "dimension_as": "band"}),
    "light rules": Kind({"rules": "all"}, _GREY),
    "portrait, four years": Kind(
        {"rules": "all", "landscape": False, "item_style": "paren"}, years=FOUR_YEARS
    ),
    "two tables": Kind({"rules": "all"}, around="two"),
    "inside text": Kind({"rules": "all"}, around="text"),
    "no vertical rules": Kind({"rules": "horizontal"}),
    "no vertical rules, band": Kind({"rules": "horizontal", "dimension_as": "band"}),
    "header rules only": Kind({"rules": "none"}, _BOOK),
    "no rules": Kind({"rules": "none"}, around="text"),
    "no vertical rules, centred": Kind({"rules": "horizontal"}, _MIDDLE),
}


def _plan(kind: Kind, seed: int) -> Plan:
    """The first plan from the seed on with the layout's number of years."""
    rng = random.Random(seed)
    layout = replace(random_layout(rng), no_budget=rng.choice(["-", "-", "000"]), **kind.fixed)
    while True:
        plan = random_plan(seed, faults=0, layout=layout, count=rng.randrange(5, 10))
        if kind.years is None or len(plan.years) == kind.years:
            return plan
        seed += 10_007


def _second(writer: Writer) -> list[str]:
    """A small table of counts."""
    head = "<tr><th>มิติที่</th><th>จำนวนโครงการ</th><th>งบประมาณ (บาท)</th></tr>"
    rows = [
        f"<tr><td>{writer.num(str(d))}</td><td class='money'>{writer.num(str(n))}</td>"
        f"<td class='money'>{writer.num(f'{n * 15_000:,}')}</td></tr>"
        for d, n in writer.plan.stated_counts.items()
    ]
    return [writer.p("สรุปจำนวนโครงการ", "h2"), table("counts", head, rows, [20, 40, 40])]


def _html(plan: Plan, kind: Kind) -> str:
    writer = Writer(plan)
    blocks = writer.summary()
    if kind.around == "text":
        prose = [writer.p(text, "indent") for text in material.PROSE[:3]]
        blocks = [*prose[:2], *blocks, *prose[2:]]
    elif kind.around == "two":
        blocks = [*_second(writer), *blocks]
    flow = "landscape" if plan.layout.landscape else "portrait"
    return page(plan.layout, [(flow, blocks)]).replace("</style>", kind.style + "</style>")


def _truth(block: dict[str, Any], rules: str) -> Truth:
    cells: dict[Spans, Box] = {}
    filled, heading = set(), set()
    taken: set[tuple[int, int]] = set()
    for i, row in enumerate(block["rows"]):
        col = 0
        for cell in row:
            while (i, col) in taken:
                col += 1
            spans = (i, col, cell["rowSpan"], cell["colSpan"])
            taken |= {(i + a, col + b) for a in range(spans[2]) for b in range(spans[3])}
            cells[spans] = tuple(cell["box"])
            if cell["text"]:
                filled.add(spans)
            if cell["header"]:
                heading.add(spans)
    shown = {"all": "all", "horizontal": "rows"}.get(rules, "none")
    return Truth(cells, frozenset(filled), frozenset(heading), tuple(block["box"]), shown)


@dataclass(frozen=True)
class _View:
    """How a page looks from a little aside (`slant`, a perspective), its paper curled by `curl` px."""

    slant: NDArray[np.float64]
    curl: float
    width: int

    def bend(self, x: Any) -> Any:
        """How much higher than flat the paper shows at x, in px."""
        return self.curl * (1 - (2 * x / self.width - 1) ** 2)

    def moved(self, truth: Truth) -> Truth:
        """The table with its boxes moved as its middle is."""
        x0, y0, x1, y1 = (v * DPI / 72 for v in truth.box)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        (at,) = cv2.perspectiveTransform(np.array([[[x, y]]]), self.slant)[0]
        dx, dy = ((at[0] - x) * 72 / DPI, (at[1] - self.bend(at[0]) - y) * 72 / DPI)

        def shifted(box: Box) -> Box:
            return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy

        cells = {spans: shifted(box) for spans, box in truth.cells.items()}
        return replace(truth, cells=cells, box=shifted(truth.box))


def _view(height: int, width: int, rng: random.Random) -> _View:
    slant = [(rng.uniform(-0.012, 0.012) * width, rng.uniform(-0.012, 0.012) * height) for _ in range(4)]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    view = cv2.getPerspectiveTransform(corners, corners + np.array(slant, np.float32))
    return _View(view, rng.uniform(-0.004, 0.004) * height, width)


def _photographed(grey: NDArray[np.uint8], view: _View, rng: random.Random) -> NDArray[np.uint8]:
    """A picture taken by hand: seen from a little aside, the paper curled, light from one side."""
    height, width = grey.shape
    image = cv2.warpPerspective(grey, view.slant, (width, height), borderValue=255)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    image = cv2.remap(image, x, y + view.bend(x).astype(np.float32), cv2.INTER_LINEAR, borderValue=255)
    light = 0.72 + 0.28 * (x / width if rng.random() < 0.5 else 1 - y / height)
    noise = np.random.default_rng(rng.randrange(1 << 30)).normal(0, 4, image.shape)
    return np.clip(image * light + noise, 0, 255).astype(np.uint8)


def worn(
    grey: NDArray[np.uint8], level: str, seed: int, truth: list[Truth]
) -> tuple[NDArray[np.uint8], list[Truth]]:
    """A page as it comes from the scanner or the camera, at 200 dpi, and where its tables stand there; what a
    scanner turns the program turns back."""
    rng = random.Random(seed)
    if level == "clean":
        return grey, truth
    if level == "photo":
        view = _view(*grey.shape, rng)
        return _photographed(grey, view, rng), [view.moved(table) for table in truth]
    skew = rng.uniform(-0.3, 0.3) if level == "light" else rng.gauss(0, 0.7)
    aged = degrade.age(grey, level, skew, rng)
    done, packed = cv2.imencode(".jpg", aged, [cv2.IMWRITE_JPEG_QUALITY, degrade.JPEG[level]])
    image = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8) if done else aged
    return image, truth


def sheets(chrome: Any, count: int, seed: int, only: Callable[[str], bool]) -> Iterator[Sheet]:
    """Pages with `count` tables or a few more: the layouts in turn, each at the next level. None where
    no layout is wanted."""
    if not any(map(only, KINDS)):
        return
    made = number = 0
    while made < count:
        name = list(KINDS)[number % len(KINDS)]
        level = LEVELS[(number // len(KINDS) + number) % len(LEVELS)]
        number += 1
        if not only(name):
            continue
        plan = _plan(KINDS[name], seed + number)
        printed = typeset(chrome, _html(plan, KINDS[name]))
        document = pypdfium2.PdfDocument(printed.pdf)
        for index, info in enumerate(printed.pages):
            truth = [_truth(block, plan.layout.rules) for block in info["blocks"] if "table" in block]
            rendered = document[index].render(scale=DPI / 72, grayscale=True).to_numpy()
            grey = np.ascontiguousarray(rendered[:, :, 0] if rendered.ndim == 3 else rendered)
            yield Sheet(name, level, *worn(grey, level, seed + number * 31 + index, truth))
            made += len(truth)
