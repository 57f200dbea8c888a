"""Tables with horizontal rules only: columns are parted by gutters that the text keeps free.

A gutter is free in all bands between the rules but for a few, where text that crosses it makes a merged cell
(a heading over two columns).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extract.grids import Grid, GridCell, Segment
from extract.model import Box

SAME_END = 6.0
"""Rules of one table begin and end within this (points) of each other."""

MIN_RULES = 3
"""So many rules make a table: above and below its header, and below its body."""

GUTTER = 7.0
"""A gutter is at least so wide (points): more than a blank between words."""

FREE_BANDS = 0.7
"""A gutter is free in at least this part of the bands that hold text."""

NARROW = 2.5
"""Between figures and what stands behind them a gutter may be as narrow as this (points) ..."""

FIGURE_BANDS = 3
"""... where so many bands have figures before it and the same place behind them free ..."""

UNIT = 5
"""So many letters at most has a unit of money."""

AMOUNTS = 2
"""... and figures with separators stand there in so many bands; enough where such stand behind it, too."""

Letter = tuple[Box, str]
"""A glyph's box and its text."""

Run = tuple[float, float, str]
"""A stretch of a band that holds text: from, to, and the text."""


def find_gutter_grids(rules: Sequence[Segment], letters: Sequence[Letter]) -> list[Grid]:
    """The tables between horizontal rules of equal extent."""
    grids = []
    for group in _stacks(rules):
        start = sum(rule.start for rule in group) / len(group)
        end = sum(rule.end for rule in group) / len(group)
        ys = [rule.at for rule in group]
        bands = [_runs(letters, start, end, y0, y1) for y0, y1 in itertools.pairwise(ys)]
        gutters = _without_lone_hyphens(_gutters(bands, start, end), bands, start, end)
        fine = [_runs(letters, start, end, y0, y1, NARROW) for y0, y1 in itertools.pairwise(ys)]
        narrow = _behind_figures(fine, gutters)
        filled = sum(bool(band) for band in bands)
        if (gutters or narrow) and filled >= 2:
            crossed = [
                {x for x in gutters if _crosses(wide, x)} | {x for x in narrow if _crosses(close, x)}
                for wide, close in zip(bands, fine, strict=True)
            ]
            grids.append(_grid(ys, [start, *sorted([*gutters, *narrow]), end], crossed))
    return grids


def _stacks(rules: Sequence[Segment]) -> list[list[Segment]]:
    """Rules below each other that begin and end at the same places."""
    stacks: list[list[Segment]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        for stack in stacks:
            if abs(stack[-1].start - rule.start) <= SAME_END and abs(stack[-1].end - rule.end) <= SAME_END:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) >= MIN_RULES]


def _runs(
    letters: Sequence[Letter], start: float, end: float, top: float, bottom: float, gap: float = GUTTER
) -> list[Run]:
    """The stretches of a band that hold text, joined over gaps narrower than `gap`."""
    spans = sorted(
        (box[0], box[2], text)
        for box, text in letters
        if top <= (box[1] + box[3]) / 2 <= bottom and start <= (box[0] + box[2]) / 2 <= end
    )
    runs: list[Run] = []
    for x0, x1, text in spans:
        if runs and x0 - runs[-1][1] < gap:
            runs[-1] = runs[-1][0], max(runs[-1][1], x1), runs[-1][2] + text
        else:
            runs.append((x0, x1, text))
    return runs


def _behind_figures(bands: Sequence[list[Run]], known: Sequence[float]) -> list[float]:
    """Further gutters, narrower ones, between columns of figures and what stands behind them.

    Figures end together there: other text has its blanks in other places on every line.
    """
    pairs = [
        (left, right)
        for band in bands
        for left, right in itertools.pairwise(band)
        if is_figure(left[2]) and not any(left[1] <= x <= right[0] for x in known)
    ]
    filled = [band for band in bands if band]
    found: list[float] = []
    for left, _ in sorted(pairs):
        beside = [(a, b) for a, b in pairs if a[0] < left[1] + NARROW and b[0] > left[1]]
        x0, x1 = max(a[1] for a, _ in beside), min(b[0] for _, b in beside)
        middle = (x0 + x1) / 2
        crossed = [n for n, band in enumerate(filled) if _crosses(band, middle)]
        enough = len(beside) >= FIGURE_BANDS or all(_is_amount(b[2]) for _, b in beside)
        if (
            x1 - x0 >= NARROW
            and enough
            and not _goes_on(beside)
            and sum(_is_amount(a[2]) for a, _ in beside) >= AMOUNTS
            and (crossed in ([], [0]) or len(filled) - len(crossed) >= FREE_BANDS * len(filled))
            and all(abs(middle - x) > GUTTER for x in (*known, *found))
        ):
            found.append(middle)
    return found


def _goes_on(pairs: Sequence[tuple[Run, Run]]) -> bool:
    """Whether what stands behind figures belongs to them: one unit behind all, or the rest of a range."""
    behind = [right[2] for _, right in pairs]
    alike = len(behind) > 1 and len(set(behind)) == 1 and len(behind[0]) <= UNIT
    return alike or any(len(text) > 1 and text[0] in "-–—/" for text in behind)


def is_figure(text: str) -> bool:
    """True for digits, separators and dashes alone."""
    return all(char.isdigit() or char in ",.-–—" for char in text)


def _is_amount(text: str) -> bool:
    return is_figure(text) and re.search(r"\d[,.]\d", text) is not None


def _gutters(bands: Sequence[list[Run]], start: float, end: float) -> list[float]:
    """The middles of the stretches that are free in nearly all bands, with text on both sides of them."""
    filled = [band for band in bands if band]
    if not filled:
        return []
    edges = sorted({x for band in filled for run in band for x in run[:2] if start < x < end})
    first, last = min(band[0][0] for band in filled), max(band[-1][1] for band in filled)
    gutters: list[list[tuple[float, float, int]]] = []
    for x0, x1 in itertools.pairwise(edges):
        middle = (x0 + x1) / 2
        parted = [band for band in filled if not _crosses(band, middle)]
        both = any(band[0][1] <= middle <= band[-1][0] for band in parted)
        if not (first < middle < last) or len(parted) < FREE_BANDS * len(filled) or not both:
            continue
        piece = (x0, x1, len(parted))
        if gutters and x0 - gutters[-1][-1][1] < 0.01:
            gutters[-1].append(piece)
        else:
            gutters.append([piece])
    return [_freest(pieces) for pieces in gutters if pieces[-1][1] - pieces[0][0] >= GUTTER]


def _without_lone_hyphens(
    gutters: Sequence[float], bands: Sequence[list[Run]], start: float, end: float
) -> list[float]:
    """The gutters but those that amounts run across where one side holds hyphens alone, and none in a band in
    which the other side is printed: hyphens flush with amounts that are wider than their heading."""
    kept = list(gutters)
    for x in gutters:
        j = kept.index(x)
        low, high = (kept[j - 1] if j else start), (kept[j + 1] if j + 1 < len(kept) else end)
        sides = [
            (
                [text for a, b, text in band if low <= a and b <= x],
                [text for a, b, text in band if x <= a and b <= high],
            )
            for band in bands
        ]
        across = any(_is_amount(text) and a < x < b for band in bands for a, b, text in band)
        hyphens = any(
            set("".join(text for texts in side for text in texts)) <= set("-–—")
            for side in zip(*sides, strict=True)
        )
        if across and hyphens and not any(left and right for left, right in sides):
            kept.remove(x)
    return kept


def _freest(pieces: Sequence[tuple[float, float, int]]) -> float:
    """The middle of a gutter's part that most bands leave free, where there is paper enough: a heading may
    reach into the paper beside a column of short numbers."""
    most = max(free for _, _, free in pieces)
    parts: list[list[float]] = []
    for x0, x1, _ in (piece for piece in pieces if piece[2] == most):
        if parts and x0 - parts[-1][1] < 0.01:
            parts[-1][1] = x1
        else:
            parts.append([x0, x1])
    x0, x1 = max(parts, key=lambda part: part[1] - part[0])
    if x1 - x0 < NARROW:
        x0, x1 = pieces[0][0], pieces[-1][1]
    return (x0 + x1) / 2


def _crosses(band: Sequence[Run], x: float) -> bool:
    return any(a < x < b for a, b, _ in band)


def _grid(ys: list[float], xs: list[float], crossed: Sequence[set[float]]) -> Grid:
    """The cells between rules and gutters; `crossed` are those of each band that its text runs across."""
    cells = []
    for row, over in enumerate(crossed):
        col = 0
        while col < len(xs) - 1:
            span = 1
            while col + span < len(xs) - 1 and xs[col + span] in over:
                span += 1
            cells.append(GridCell(row, col, 1, span, (xs[col], ys[row], xs[col + span], ys[row + 1])))
            col += span
    return Grid(tuple(cells), tuple(xs), tuple(ys), ruled=False)
