"""Pieces of ink measured by their runs, against OpenCV's own statistics; strips sheared against a loop."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from extract.engines.line_blobs import find_blobs
from extract.scan.bits import packed
from extract.scan.components import find_components, find_parts, ink_runs
from extract.scan.geometry import Warp, place
from extract.scan.skew import _strips


@pytest.mark.parametrize("share", [0.0, 0.05, 0.3, 0.7, 1.0])
@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (37, 1), (60, 83)])
def test_components_are_those_of_opencv(shape: tuple[int, int], share: float) -> None:
    mask = (np.random.default_rng(5).random(shape) < share).astype(np.uint8)
    count, labels, stats, centres = cv2.connectedComponentsWithStatsWithAlgorithm(
        mask, 8, cv2.CV_32S, cv2.CCL_WU
    )
    found = find_components(mask)
    assert (found.labels == labels).all()
    assert (found.boxes[:, :2] == stats[1:count, :2]).all()
    assert (found.boxes[:, 2:] - found.boxes[:, :2] == stats[1:count, 2:4]).all()
    assert (found.areas == stats[1:count, 4]).all()
    assert np.allclose(found.middle_rows(), centres[1:count, 1])
    chosen = np.arange(count - 1) % 2 == 0
    wiped = mask.copy()
    wiped.ravel()[found.pixels(chosen)] = 0
    assert (wiped == np.where(np.concatenate([[False], chosen])[labels], 0, mask)).all()


@pytest.mark.parametrize(("share", "high", "kind"), [(0.03, 9, np.uint16), (0.2, 1, np.int32)])
def test_many_runs_are_numbered_with_two_bytes_where_few_have_nothing_over_them(
    share: float, high: int, kind: type
) -> None:
    mask = (np.random.default_rng(9).random((700, 1100)) < share).astype(np.uint8)
    mask = np.asarray(cv2.dilate(mask, np.ones((high, 1), np.uint8)), np.uint8)
    found = find_components(mask)
    _, labels = cv2.connectedComponentsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_WU)
    assert len(found.first) > 100_000
    assert found.labels.dtype == kind
    assert (found.labels == labels).all()
    beside = np.pad(mask, ((1, 0), (1, 1)))
    before = beside[1:, :-2] | beside[:-1, :-2] | beside[:-1, 1:-1] | beside[:-1, 2:]
    assert packed(mask).heads() == np.count_nonzero((mask > 0) & (before == 0))


def test_runs_end_at_the_end_of_a_row() -> None:
    mask = np.array([[0, 1, 1], [1, 1, 0], [1, 0, 1]], np.uint8)
    first, last = ink_runs(mask)
    assert first.tolist() == [1, 3, 6, 8]
    assert last.tolist() == [3, 5, 7, 9]


@pytest.mark.parametrize("shape", [(30, 200), (600, 600)])
def test_blobs_of_a_line_are_the_same_with_short_and_long_labels(shape: tuple[int, int]) -> None:
    mask = (np.random.default_rng(2).random(shape) < 0.2).astype(np.uint8)
    mask[:7] = mask[:, :3] = 0  # paper around the ink
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    blobs, found = find_blobs(mask)
    assert (found == labels).all()
    assert (np.stack([blobs.x, blobs.y, blobs.w, blobs.h, blobs.area], axis=1) == stats[1:]).all()


@pytest.mark.parametrize("degrees", [-6.6, -0.3, 0.0, 2.04])
def test_strips_are_sheared_as_one_by_one(degrees: float) -> None:
    small = np.random.default_rng(1).random((300, 240)).astype(np.float32)
    strips = _strips(small, 9.0)
    sums = strips.padded[:, strips.pad : -strips.pad]
    shift = -np.tan(math.radians(degrees)) * strips.centres
    whole = np.floor(shift).astype(int)
    rest = (shift - whole).astype(np.float32)
    total = np.zeros(300 + 2 * strips.pad, np.float32)
    for strip, at, part in zip(sums, (strips.pad - whole).tolist(), rest.tolist(), strict=True):
        total[at : at + 300] += (1 - part) * strip
        total[at - 1 : at + 299] += part * strip
    change = np.diff(total[strips.pad : strips.pad + 300])
    (found,) = strips.sharpness(np.array([degrees]))
    assert found == pytest.approx(float(np.dot(change, change)), rel=1e-4)


def test_a_bent_page_is_straightened_alike_in_all_its_bands() -> None:
    source = np.tile(np.arange(200, dtype=np.uint8), (300, 1))
    plain = place(source.shape, 0, 0.0, (200.0, 300.0))
    shift = np.array([0.0, 0, 0, 0, 4.0, 0, 0, 0, 0])  # px along x, by the square of the height
    bent = type(plain)(
        plain.matrix, 200, 300, (1.0, 1.0), Warp(dx=shift, dy=np.zeros(9), width=200, height=300)
    )
    seen = bent.render(source)
    heights = 2 * np.arange(300) / 300 - 1
    assert np.abs(seen[:, 100] - (100 + 4 * heights**2)).max() <= 1.0


@pytest.mark.parametrize("share", [0.0, 0.02, 0.2, 0.6])
def test_sparse_parts_are_the_components(share: float) -> None:
    mask = (np.random.default_rng(7).random((90, 70)) < share).astype(np.uint8)
    mask[:, 69] |= mask[:, 0]  # pieces at both ends of the rows, which touch in the flattened mask
    whole = find_components(mask)
    parts = find_parts(*ink_runs(mask), mask.shape[1])
    assert len(parts) == len(whole.areas)
    for k in range(len(parts)):
        shape = np.zeros(mask.shape, bool)
        for run in np.flatnonzero(parts.owner == k).tolist():
            shape[parts.rows[run], parts.start[run] : parts.end[run]] = True
        label = whole.labels[parts.rows[parts.owner == k][0], parts.start[parts.owner == k][0]]
        assert (shape == (whole.labels == label)).all()
        box = [parts.left[k], parts.top[k], parts.right[k], parts.foot[k]]
        assert whole.boxes[label - 1].tolist() == box


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("shape", [(7, 12), (13, 13)])
def test_a_page_that_stands_straight_is_turned_without_mixing_its_pixels(
    shape: tuple[int, int], turn: int
) -> None:
    page = np.random.default_rng(4).integers(0, 256, shape).astype(np.uint8)
    placed = place(shape, turn, -9.7e-17, (100.0, 100.0))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (placed.width, placed.height)
    assert (placed.render(page) == cv2.warpAffine(page, placed.matrix, size, flags=flags)).all()
