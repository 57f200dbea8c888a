"""One CTC network run by onnxruntime."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from extract.engines.ctc import Floats, softmax
from extract.engines.line_image import LEAD

ROOM = 16
"""Columns of paper added to a line: LEAD before it, the others behind it. With as many as training puts
there on average (28) 14 of 4,356 lines are read otherwise, half of them worse."""

FULL = np.float32(255)
"""Full ink in an image of a line, which is 1 to the network."""

COLUMNS_PER_BATCH = 800
"""Pixel columns of one batch at most, wider lines run alone: with more, what a run works on leaves the
processor's own memory, and each column takes a hundredth to a twentieth longer."""


class Network:
    """One ONNX model with its charset and calibration; loaded at the first use.

    Raises FileNotFoundError when the model's file is missing.
    """

    def __init__(self, folder: Path, card: dict[str, Any], threads: int = 1) -> None:
        self._path = folder / str(card["file"])
        if not self._path.is_file():
            raise FileNotFoundError(self._path)
        self.height = int(card["height"])
        self.charset = str(card["charset"])
        self.sha256 = str(card["sha256"])
        self._calibration: dict[str, float] = card["calibration"]
        self._threads = threads

    @cached_property
    def _session(self) -> ort.InferenceSession:
        options = ort.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        # the plan of a run's memory would be kept for each of the many shapes of batches
        options.enable_mem_pattern = False
        return ort.InferenceSession(str(self._path), options, providers=["CPUExecutionProvider"])

    def logits(self, images: Sequence[NDArray[np.uint8]]) -> list[Floats]:
        """Logits (steps, classes) of each normalised line, in the order given.

        Only lines of one width run together: padding would cost as much as ink, and a line's reading would
        hang on the lines beside it.
        """
        found: list[Floats] = [np.empty((0, 0), np.float32)] * len(images)
        by_width: dict[int, list[int]] = {}
        for i, image in enumerate(images):
            by_width.setdefault((image.shape[1] + ROOM + 3) // 4 * 4, []).append(i)
        for width, rows in by_width.items():
            most = max(1, COLUMNS_PER_BATCH // width)
            for start in range(0, len(rows), most):
                self._run(images, rows[start : start + most], width, found)
        return found

    def _run(
        self, images: Sequence[NDArray[np.uint8]], rows: list[int], width: int, found: list[Floats]
    ) -> None:
        batch = np.zeros((len(rows), 1, self.height, width), np.float32)
        for row, i in enumerate(rows):
            np.divide(images[i], FULL, out=batch[row, 0, :, LEAD : LEAD + images[i].shape[1]])
        output = self._session.run(None, {"image": batch})[0]
        per_column = output.shape[1] / width
        for row, i in enumerate(rows):
            found[i] = output[row, : math.ceil((images[i].shape[1] + 2 * LEAD) * per_column)]

    @property
    def temperature(self) -> float:
        """What logits are divided by: found on held-out lines."""
        return self._calibration["temperature"]

    def probabilities(self, logits: Floats) -> Floats:
        """Probabilities at the network's temperature."""
        return softmax(logits, self.temperature)

    def calibrated(self, probability: float) -> float:
        """The share of readings of this probability that were right on held-out lines (logistic fit)."""
        p = min(max(probability, 1e-9), 1 - 1e-9)
        z = self._calibration["slope"] * math.log(p / (1 - p)) + self._calibration["offset"]
        return 1 / (1 + math.exp(-z)) if z > -700 else 0.0
