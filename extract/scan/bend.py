"""The bend of a page (curl, keystone, a bowed feed) from its own rules, so that it can be straightened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extract.scan.geometry import Warp, terms
from extract.scan.rules import Segment, segment_of

# Bends below this many px do no harm; a fit beyond the second figure (parts of the page) is no bend of paper.
WORTH_PX = 1.2
WILD_PART = 0.04


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


def find_warp(
    rows: Sequence[Segment], columns: Sequence[Segment], width: int, height: int, dpi: float
) -> Warp | None:
    """The warp that straightens long rules, or None when they are straight or tell nothing."""
    long = 0.8 * dpi
    across = [s.path for s in rows if s.length >= long]
    down = [s.path[:, ::-1] for s in columns if s.length >= long]
    dy = _fit(across, 1, width, height)
    dx = _fit(down, 0, width, height)
    zero = np.zeros(9)
    warp = Warp(zero if dx is None else dx, zero if dy is None else dy, width, height)
    points = np.concatenate([*across, *down]) if across or down else np.zeros((0, 2))
    if not len(points):
        return None
    shift = np.abs(warp.shift(points))
    if shift.max() < WORTH_PX or shift.max() > WILD_PART * max(width, height):
        return None
    return warp


def straightened(
    rows: Sequence[Segment], columns: Sequence[Segment], warp: Warp
) -> tuple[list[Segment], list[Segment]]:
    """The same pieces where the straightened page has them."""

    def move(piece: Segment, turned: bool) -> Segment:
        points = piece.path[:, ::-1] if turned else piece.path
        # the bend is so gentle that its shift at the bent place serves for the straight one
        straight = points - warp.shift(points)
        return segment_of(straight[:, ::-1] if turned else straight, piece.thickness)

    return [move(piece, False) for piece in rows], [move(piece, True) for piece in columns]
