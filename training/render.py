"""Drawing a text as a line image, shaped by HarfBuzz through Pillow's raqm layout."""

from __future__ import annotations

import itertools
import random
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.fonts import HELD_OUT, WEIGHTS, Face

Grey = NDArray[np.uint8]


@lru_cache(maxsize=600)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)


@cache
def _consonant_ratio(path: str) -> float:
    """Height of a plain consonant relative to the nominal size: packages rescale their glyphs."""
    box = _font(path, 100).getbbox("น", anchor="ls")
    return max(0.1, -box[1] / 100)


class Pen:
    """Draws lines in fonts chosen by weight; `held_out` draws only in the families kept for testing."""

    def __init__(self, faces: list[Face], held_out: bool = False) -> None:
        self.faces: dict[str, list[Face]] = {}
        for face in faces:
            if (face.family in HELD_OUT) == held_out:
                self.faces.setdefault(face.family, []).append(face)
        self.families = sorted(self.faces)
        weights = [1.0 if held_out else WEIGHTS[f] for f in self.families]
        self.sums = list(itertools.accumulate(weights))

    def choose(self, rng: random.Random, text: str) -> Face:
        """A face that has every character of the text, by family weight; raises ValueError when none has."""
        for _ in range(60):
            family = rng.choices(self.families, cum_weights=self.sums)[0]
            face = rng.choice(self.faces[family])
            if face.covers(text):
                return face
        raise ValueError(f"no font draws {text!r}")

    def draw(self, rng: random.Random, text: str, height: float) -> tuple[Grey, Face]:
        """Black on white, consonants `height` pixels high."""
        face = self.choose(rng, text)
        size = max(6, round(height / _consonant_ratio(face.path)))
        if rng.random() < 0.08:  # justified lines have wide spaces
            text = text.replace(" ", " " * rng.randint(2, 4))
        font = _font(face.path, size)
        x0, y0, x1, y1 = font.getbbox(text)
        image = Image.new("L", (int(x1 - x0) + 8, int(y1 - y0) + 8), 255)
        ImageDraw.Draw(image).text((4 - x0, 4 - y0), text, font=font, fill=0)
        return np.asarray(image), face


DPI = {"light": ((200, 240, 300), (5, 1, 4)), "typical": ((150, 200, 240, 300), (2, 6, 1, 3)),
       "bad": ((110, 150, 200, 300), (1, 5, 6, 2))}  # fmt: skip


def consonant_height(rng: random.Random, level: str) -> float:
    """Pixels: 12-20 pt at the resolutions of a level, most 14-16 pt at 200 dpi."""
    resolutions, weights = DPI[level]
    dpi = rng.choices(resolutions, weights)[0]
    points = rng.choices((12, 13, 14, 15, 16, 18, 20), (1, 1, 3, 2, 7, 1, 1))[0]
    # TH Sarabun's consonants are 0.31 of its size
    return max(7.0 if level == "bad" else 8.5, points / 72 * dpi * rng.uniform(0.28, 0.36))
