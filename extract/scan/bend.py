"""The bend of a page (curl, keystone, a bowed feed) from its rules and lines of print, to straighten it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from extract.scan.geometry import Warp, terms
from extract.scan.lines import Pieces
from extract.scan.rules import Segment, segment_of

# Bends below this many px do no harm (with 2, twice as many pages of aligned words become open tables); a fit
# beyond the second figure (parts of the page) is no bend of paper.
WORTH_PX = 1.2
WILD_PART = 0.04
# Rules so long tell a bend; so many of them, over this share of the page's height and width, tell all of it.
LONG_IN = 0.8
FEWEST_ACROSS, FEWEST_DOWN = 6, 3
COVERED = 0.5


def _fit(
    pieces: Sequence[NDArray[np.float64]], axis: int, width: int, height: int
) -> NDArray[np.float64] | None:
    """Coefficients of the displacement along `axis` that makes every piece straight, or None."""
    if len(pieces) < 2 or sum(len(piece) for piece in pieces) < 24:
        return None
    points = np.concatenate(pieces)
    owner = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
    basis = terms(points, width, height)
    # each piece has its own unknown place; taking means away leaves its shape only
    means = np.stack([np.bincount(owner, basis[:, i]) for i in range(basis.shape[1])], axis=1)
    counts = np.bincount(owner)[:, None]
    shape = basis - (means / counts)[owner]
    values = points[:, axis] - (np.bincount(owner, points[:, axis]) / counts[:, 0])[owner]
    weight = np.ones(len(points))
    # a weak pull to zero keeps terms quiet that no rule speaks for
    pull = np.eye(basis.shape[1]) * len(points) * 0.0025
    solution: NDArray[np.float64] = np.zeros(basis.shape[1])
    for _ in range(4):
        weighted = shape * weight[:, None]
        normal = weighted.T @ weighted + pull
        solution = np.asarray(np.linalg.solve(normal, weighted.T @ (values * weight)), dtype=np.float64)
        rest = np.abs(values - shape @ solution)
        weight = 1 / np.sqrt(1 + (rest / 1.5) ** 2)
    return solution


def print_paths(pieces: Pieces) -> list[NDArray[np.float64]]:
    """The courses of long lines of print: where their plain letters stand, smoothed."""
    body = pieces.body
    boxes = pieces.boxes[pieces.plain]
    boxes = boxes[np.argsort(boxes[:, 0], kind="stable")]
    follower = _followers(boxes, body)
    started = np.ones(len(boxes), bool)
    started[follower[follower >= 0]] = False
    paths = []
    for first in np.flatnonzero(started).tolist():
        chain = [first]
        while follower[chain[-1]] >= 0:
            chain.append(int(follower[chain[-1]]))
        own = boxes[chain]
        if own[-1, 2] - own[0, 0] >= 20 * body:
            paths.append(_smooth(own, 4 * body))
    return paths


def _followers(boxes: NDArray[np.int64], body: float) -> NDArray[np.int64]:
    """For each letter (sorted by their left edges) the next one on its line, -1 at the end of a line."""
    left, foot, right = boxes[:, 0].tolist(), boxes[:, 3].tolist(), boxes[:, 2].tolist()
    reach, far, count = 0.3 * body, 2.5 * body, len(boxes)
    strip_of = [int(at // reach) + 1 for at in foot]
    # the letters of each strip that are no letter's followers yet, the last ones first
    strips: list[list[int]] = [[] for _ in range(max(strip_of, default=0) + 2)]
    for i in range(count - 1, -1, -1):
        strips[strip_of[i]].append(i)
    follower = np.full(count, -1)
    for i, at in enumerate(foot):
        strip, first, last = strip_of[i], left[i] + reach, right[i] + far
        best, own = count, strips[strip]
        for others in (strips[strip - 1], own, strips[strip + 1]):
            while others and others[-1] <= i:
                others.pop()
            for k in reversed(others):
                if k >= best or left[k] >= last:
                    break
                if left[k] > first and abs(foot[k] - at) < reach:
                    best, own = k, others
                    break
        if best < count:
            follower[i] = best
            own.remove(best)
    return follower


def _smooth(boxes: NDArray[np.int64], step: float) -> NDArray[np.float64]:
    """Medians of a line's letters' middles and feet over stretches of `step` px."""
    x = (boxes[:, 0] + boxes[:, 2]) / 2
    bins = ((x - x[0]) / step).astype(int).tolist()
    stretches: dict[int, list[tuple[float, int]]] = {}
    for b, middle, foot in zip(bins, x.tolist(), boxes[:, 3].tolist(), strict=True):
        stretches.setdefault(b, []).append((middle, foot))
    own = [list(zip(*stretches[b], strict=True)) for b in sorted(stretches)]
    return np.array([(median(middles), median(feet)) for middles, feet in own])


def _sides(rows: Sequence[Segment], dpi: float) -> list[NDArray[np.float64]]:
    """The sides of a table that has row rules only, as lines through the ends of its widest rules."""
    widest = max((row.length for row in rows), default=0.0)
    full = [row for row in rows if row.length > 0.9 * widest and row.length > 2 * dpi]
    if len(full) < 3 or np.ptp([row.at for row in full]) < dpi:
        return []
    sides = []
    for ends in ([row.path[0] for row in full], [row.path[-1] for row in full]):
        x, y = np.array(ends).T
        slope = np.polyfit(y, x, 1)
        if np.abs(np.polyval(slope, y) - x).max() > 0.03 * dpi:
            return []
        steps = np.linspace(y.min(), y.max(), 24)
        sides.append(np.stack([np.polyval(slope, steps), steps], axis=1))
    return sides


def find_warp(rows: Sequence[Segment], columns: Sequence[Segment], pieces: Pieces, dpi: float) -> Warp | None:
    """The warp that straightens long rules and lines of print, or None where they are straight or too few."""
    return _warp(_long(rows, dpi) + print_paths(pieces), _down(rows, columns, dpi), pieces.labels.shape)


def warp_of_rules(
    rows: Sequence[Segment], columns: Sequence[Segment], shape: tuple[int, ...], dpi: float
) -> Warp | None:
    """The warp that straightens the rules of a page that is nearly all table, which tell a bend better than
    print does; None where there are fewer, or no bend."""
    across, down = _long(rows, dpi), _down(rows, columns, dpi)
    if len(across) < FEWEST_ACROSS or len(down) < FEWEST_DOWN:
        return None
    height, width = (np.ptp([path[:, axis].mean() for path in own]) for own, axis in ((across, 1), (down, 0)))
    covered = height >= COVERED * shape[0] and width >= COVERED * shape[1]
    return _warp(across, down, shape) if covered else None


def _long(rules: Sequence[Segment], dpi: float) -> list[NDArray[np.float64]]:
    return [rule.path for rule in rules if rule.length >= LONG_IN * dpi]


def _down(rows: Sequence[Segment], columns: Sequence[Segment], dpi: float) -> list[NDArray[np.float64]]:
    return [path[:, ::-1] for path in _long(columns, dpi)] or _sides(rows, dpi)


def _warp(
    across: Sequence[NDArray[np.float64]], down: Sequence[NDArray[np.float64]], shape: tuple[int, ...]
) -> Warp | None:
    """The warp that makes these courses straight; None where it would move them next to nowhere."""
    height, width = shape
    dy = _fit(across, 1, width, height)
    dx = _fit(down, 0, width, height)
    zero = np.zeros(9)
    warp = Warp(zero if dx is None else dx, zero if dy is None else dy, width, height)
    if not across and not down:
        return None
    shift = np.abs(warp.shift(np.concatenate([*across, *down]))).max()
    return None if shift < WORTH_PX or shift > WILD_PART * max(width, height) else warp


def straightened(
    rows: Sequence[Segment], columns: Sequence[Segment], warp: Warp
) -> tuple[list[Segment], list[Segment]]:
    """The same pieces where the straightened page has them."""
    bent = [*(piece.path for piece in rows), *(piece.path[:, ::-1] for piece in columns)]
    if not bent:
        return [], []
    points = np.concatenate(bent)
    # the bend is so gentle that its shift at the bent place serves for the straight one
    paths = np.split(points - warp.shift(points), np.cumsum([len(path) for path in bent])[:-1])
    across, down = paths[: len(rows)], paths[len(rows) :]
    return (
        [segment_of(path, piece.thickness) for path, piece in zip(across, rows, strict=True)],
        [segment_of(path[:, ::-1], piece.thickness) for path, piece in zip(down, columns, strict=True)],
    )
