"""Normalised lines of shards, as what quantises a network takes them to find the ranges of its values."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.generate import read_shard

Line = NDArray[np.uint8]


def sample_lines(folder: Path, count: int = 160) -> list[Line]:
    """Normalised lines from the newest shards of a folder."""
    items = [item for path in sorted(folder.glob("*[0-9].npz"))[-3:] for item in read_shard(path)]
    return [image for image, _ in random.Random(1).sample(items, min(count, len(items)))]


def as_batch(image: Line) -> NDArray[np.float32]:
    """One line as a network's input (1, 1, height, width): ink 0-1, paper before and behind it."""
    width = (image.shape[1] + 11) // 4 * 4
    batch = np.zeros((1, 1, image.shape[0], width), np.float32)
    batch[0, 0, :, 4 : 4 + image.shape[1]] = image / 255.0
    return batch
