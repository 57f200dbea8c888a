"""Printed pages to scanned ones: rasterise, turn, skew, age, compress."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image


@dataclass(frozen=True)
class PageTruth:
    """What was done to a page: the clockwise turn that sets it upright, and its skew (positive = counter-clockwise)."""

    rotation_deg: int
    skew_deg: float


DPI = {"light": 200, "typical": 200, "bad": 150}
JPEG = {"light": 85, "typical": 60, "bad": 50}


def scan(pdf: bytes, grade: str, seed: int, *, sideways: bool = False) -> tuple[bytes, list[PageTruth]]:
    """The PDF as a scan of a grade (`light`, `typical`, `bad`), with the truth about each page.

    With `sideways`, landscape pages are stored turned, as scanners deliver them.
    """
    rng = random.Random(seed)
    document = pypdfium2.PdfDocument(pdf)
    images, truths = [], []
    bilevel = grade == "bad" and rng.random() < 0.5
    for page in document:
        rendered = page.render(scale=DPI[grade] / 72, grayscale=True).to_numpy()
        grey = rendered[:, :, 0] if rendered.ndim == 3 else rendered
        turn = rng.choice([90, 270]) if sideways and grey.shape[1] > grey.shape[0] else 0
        skew = rng.uniform(-0.3, 0.3) if grade == "light" else rng.gauss(0, 0.7)
        aged = age(grey, grade, skew, rng)
        # Stored turned by -turn, so that a clockwise turn of `turn` sets it upright.
        aged = np.ascontiguousarray(np.rot90(aged, k=turn // 90))
        picture = Image.fromarray(aged)
        images.append(picture.point(lambda v: 255 if v > 140 else 0).convert("1") if bilevel else picture)
        truths.append(PageTruth(turn, round(skew, 2)))
    out = io.BytesIO()
    images[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=images[1:],
        resolution=DPI[grade],
        creationDate=0,
        modDate=0,
        **({} if bilevel else {"quality": JPEG[grade]}),
    )
    return out.getvalue(), truths


def age(grey: NDArray[np.uint8], grade: str, skew: float, rng: random.Random) -> NDArray[np.uint8]:
    """One page skewed and worn."""
    noise = np.random.default_rng(rng.randrange(1 << 30))
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    image = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255).astype(
        np.float32
    )
    if grade != "light":
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.5, 0.8 if grade == "typical" else 1.1))
        shade = cv2.resize(
            noise.normal(0, 1, (4, 4)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC
        )
        image = image * (1 - 0.03 * np.abs(shade)) - rng.uniform(0, 12)
        image = 255 - (255 - image) * rng.uniform(0.75, 1.05)
    spread = {"light": 2.0, "typical": 4.0, "bad": 12.0}[grade]
    image += noise.normal(0, spread, image.shape).astype(np.float32)
    if grade == "bad":
        for _ in range(rng.randrange(20, 120)):
            cv2.circle(
                image,
                (rng.randrange(width), rng.randrange(height)),
                rng.choice([1, 1, 2]),
                rng.choice([0.0, 255.0]),
                -1,
            )
    return np.clip(image, 0, 255).astype(np.uint8)
