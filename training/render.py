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


PLAIN = frozenset("๐๑๒๓๔๕๖๗๘๙,.-/() ")

# Strokes of digits of Angsana and its kin, as points (x to the right, y up from the base line, in heights
# of a consonant), traced by eye from the printed shape and shaken at random for every glyph.
SKELETONS = {
    "๙": ((0.42, 0.44), (0.5, 0.62), (0.72, 0.68), (0.88, 0.42), (0.75, 0.1), (0.45, 0.0), (0.15, 0.18),
          (0.05, 0.5), (0.1, 0.82), (0.3, 1.0), (0.68, 1.02), (0.86, 1.1), (0.96, 1.45)),
    "๗": ((0.3, 0.3), (0.38, 0.12), (0.24, 0.02), (0.13, 0.16), (0.07, 0.5), (0.16, 0.86), (0.32, 0.93),
          (0.42, 0.72), (0.5, 0.92), (0.64, 0.92), (0.7, 0.65), (0.68, 0.3), (0.74, 0.04), (0.92, 0.15),
          (1.05, 0.6), (1.02, 1.1), (0.84, 1.45)),
}  # fmt: skip


def _skeleton(
    rng: random.Random, points: tuple[tuple[float, float], ...], height: float, tall: int, pen: float
) -> Grey:
    """A glyph drawn along a smooth curve through the shaken points."""
    wide = rng.uniform(0.7, 0.95)
    shaken = np.array([((x + rng.gauss(0, 0.025)) * wide, y + rng.gauss(0, 0.025)) for x, y in points])
    curve = [shaken[0]]
    padded = np.concatenate([shaken[:1], shaken, shaken[-1:]])
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for t in (0.25, 0.5, 0.75, 1.0):  # Catmull-Rom
            curve.append(
                0.5
                * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - 3 * c + d - a) * t**3)
            )
    zoom = 4
    margin = pen + 0.08 * height
    width = int(shaken[:, 0].max() * height + 2 * margin)
    image = Image.new("L", (width * zoom, tall * zoom), 255)
    xy = [((x * height + margin) * zoom, (tall * 0.75 - y * height) * zoom) for x, y in curve]
    ImageDraw.Draw(image).line(xy, fill=0, width=max(1, round(pen * zoom)), joint="curve")
    return np.asarray(image.resize((width, tall), Image.Resampling.BOX))


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

    def draw_number(self, rng: random.Random, text: str, height: float) -> tuple[Grey, Face]:
        """A number with ๗ and ๙ in the shapes of old office faces, which no free font has."""
        face = self.choose(rng, text)
        return old_number(rng, face, text, height), face

    def draw_set(self, rng: random.Random, text: str, height: float) -> tuple[Grey, Face]:
        """A number set closer or wider than its face has it: cells make people squeeze print, and a stop
        stands under the digit before it then."""
        face = self.choose(rng, text)
        return set_number(face, text, height, rng.uniform(-0.1, 0.08), rng.uniform(-0.18, 0.0)), face

    def draw(self, rng: random.Random, text: str, height: float) -> tuple[Grey, Face]:
        """Black on white, consonants `height` pixels high."""
        if rng.random() < 0.25 and any(c in SKELETONS for c in text) and set(text) <= PLAIN:
            return self.draw_number(rng, text, height)
        face = self.choose(rng, text)
        if rng.random() < 0.08:  # justified lines have wide spaces
            text = text.replace(" ", " " * rng.randint(2, 4))
        font = font_of(face, height)
        x0, y0, x1, y1 = font.getbbox(text)
        image = Image.new("L", (int(x1 - x0) + 8, int(y1 - y0) + 8), 255)
        ImageDraw.Draw(image).text((4 - x0, 4 - y0), text, font=font, fill=0)
        return np.asarray(image), face


def font_of(face: Face, height: float) -> ImageFont.FreeTypeFont:
    """The face at the size at which its consonants are `height` pixels high."""
    return _font(face.path, max(6, round(height / _consonant_ratio(face.path))))


def set_number(face: Face, text: str, height: float, apart: float, stop: float) -> Grey:
    """A number with `apart` more paper between its characters and `stop` more before its stops and commas, in
    heights of its consonants."""
    font = font_of(face, height)
    places, x = [], 0.0
    for char in text:
        x += stop * height if char in ".," else 0.0
        places.append(x)
        x += font.getlength(char) + apart * height
    x0, y0, x1, y1 = font.getbbox(text)
    image = Image.new("L", (int(max(x, x1) - x0 + height) + 8, int(y1 - y0) + 8), 255)
    for char, place in zip(text, places, strict=True):
        ImageDraw.Draw(image).text((4 - x0 + place, 4 - y0), char, font=font, fill=0)
    drawn = np.asarray(image)
    end = int(np.flatnonzero((drawn < 255).any(axis=0))[-1]) + 5
    return drawn[:, :end]


def old_number(rng: random.Random, face: Face, text: str, height: float) -> Grey:
    """A number on a strip 2.4 `height` high, base line at three quarters; see `SKELETONS`."""
    font = font_of(face, height)
    pen = max(1.0, height * rng.uniform(0.08, 0.17))
    pieces: list[Grey] = []
    tall = int(height * 2.4)
    for char in text:
        if char in SKELETONS:
            pieces.append(_skeleton(rng, SKELETONS[char], height, tall, pen))
            continue
        width = max(1, round(font.getlength(char)))
        image = Image.new("L", (width + 2, tall), 255)
        ImageDraw.Draw(image).text((1, tall * 0.75), char, font=font, fill=0, anchor="ls")
        pieces.append(np.asarray(image))
    return np.concatenate(pieces, axis=1)


DPI = {"light": ((200, 240, 300), (5, 1, 4)), "typical": ((150, 200, 240, 300), (2, 6, 1, 3)),
       "bad": ((110, 150, 200, 300), (1, 5, 6, 2))}  # fmt: skip


def consonant_height(rng: random.Random, level: str) -> float:
    """Pixels: 12-20 pt at the resolutions of a level, most 14-16 pt at 200 dpi."""
    resolutions, weights = DPI[level]
    dpi = rng.choices(resolutions, weights)[0]
    points = rng.choices((12, 13, 14, 15, 16, 18, 20), (1, 1, 3, 2, 7, 1, 1))[0]
    # TH Sarabun's consonants are 0.31 of its size
    return max(7.0 if level == "bad" else 8.5, points / 72 * dpi * rng.uniform(0.28, 0.36))
