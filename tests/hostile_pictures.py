"""Hostile pictures and texts, made by a script: drawings like tables, noise, mutated image files."""

from __future__ import annotations

import io
from collections.abc import Iterator

import cv2
import numpy as np
from hostile_files import mutate
from numpy.typing import NDArray
from PIL import Image
from text_documents import PROGRESS_NARRATIVE

Picture = NDArray[np.uint8]
SIZE = (1100, 800)


def _white() -> Picture:
    return np.full(SIZE, 255, np.uint8)


def pictures() -> dict[str, Picture]:
    """Pages on which nothing can be read, by name."""
    random = np.random.default_rng(1)
    found: dict[str, Picture] = {}
    for shape in ((1, 1), (1, 5000), (9000, 4), (30, 30)):
        found[f"thin_{shape[0]}x{shape[1]}"] = np.full(shape, 255, np.uint8)
        found[f"thin_{shape[0]}x{shape[1]}"].flat[0] = 0
    found["noise"] = random.integers(0, 256, (500, 400), dtype=np.uint8)
    found["specks"] = np.where(random.random(SIZE) > 0.02, 255, 0).astype(np.uint8)
    for step in (4, 10, 20):
        grid = found[f"grid_{step}"] = _white()
        grid[::step], grid[:, ::step] = 0, 0
    rectangles = found["rectangles"] = _white()
    for _ in range(60):
        x, y, width, height = (int(v) for v in random.integers((0, 0, 20, 20), (800, 1100, 400, 300)))
        cv2.rectangle(rectangles, (x, y), (x + width, y + height), 0, 2)
    circles = found["circles"] = _white()
    for _ in range(400):
        x, y, radius = (int(v) for v in random.integers((0, 0, 2), (800, 1100, 90)))
        cv2.circle(circles, (x, y), radius, 0, 1)
    return found


def mutated_files(count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Image files and texts of other tools with flipped bits and pieces cut out, doubled or moved."""
    page = _white()
    cv2.rectangle(page, (100, 100), (700, 400), 0, 2)
    small = Image.fromarray(cv2.resize(page, (400, 550)))
    sources = []
    for kind, options in (
        ("PNG", {}),
        ("JPEG", {}),
        ("TIFF", {"compression": "group4"}),
        ("TIFF", {"save_all": True, "append_images": [small] * 2}),
    ):
        buffer = io.BytesIO()
        (small.convert("1") if "compression" in options else small).save(buffer, format=kind, **options)
        sources.append(buffer.getvalue())
    table = "| ที่ | โครงการ | ๒๕๖๖ |\n|---|---|---|\n| ๑ | อบรม | ๑๐,๐๐๐ |\n"
    rows = "<table><tr><td rowspan=2>ก</td><td>ข</td></tr><tr><td>ค</td></tr></table>\n"
    sources.append((PROGRESS_NARRATIVE + table + rows + table.replace("|", "\t")).encode())
    random = np.random.default_rng(seed)
    for number in range(count):
        yield f"mutated_{number}", mutate(sources[number % len(sources)], random)
