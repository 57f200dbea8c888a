"""Read the same held-out lines with our reader and with Tesseract, and print one table.

`python -m bench.ocr --fonts training/fonts [--count 200] [--engines reader,tha,tha+eng]`: lines are
drawn from seeds that training never used, half of them in the two font families it never saw. Times
are CPU seconds of this process on one thread.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from extract.engines.base import Engine, Image, LineKind
from extract.model import Reading
from training import texts
from training.degrade import Level, degrade
from training.fonts import load_faces
from training.generate import LEVELS
from training.render import Pen, consonant_height

SEED = 880_001


def _thai_amount(rng: random.Random) -> str:
    return texts.amount(rng).translate(texts.TO_THAI)


KINDS: dict[str, tuple[LineKind, Callable[[random.Random], str]]] = {
    "prose": ("text", lambda rng: texts.prose(rng, rng.randint(60, 95))),
    "table text": ("text", lambda rng: texts.prose(rng, rng.randint(8, 30))),
    "Thai amounts": ("number", _thai_amount),
    "Arabic amounts": ("number", texts.amount),
    "lone dash": ("number", lambda rng: "-"),
}


@dataclass(frozen=True)
class Line:
    """A degraded crop and what was printed."""

    image: Image
    text: str


def draw(kind: str, level: Level, fonts: Path, count: int) -> list[Line]:
    """`count` lines of a kind, every other one in a held-out font family."""
    faces = load_faces(fonts)
    pens = [Pen(faces), Pen(faces, held_out=True)]
    rng, noise = random.Random(SEED), np.random.default_rng(SEED)
    found: list[Line] = []
    other: Image | None = None
    while len(found) < count:
        text = "".join(c for c in KINDS[kind][1](rng) if c in texts.GENERAL_CHARS)
        try:
            image, _ = pens[len(found) % 2].draw(rng, text, consonant_height(rng, level))
        except ValueError:
            continue
        found.append(Line(degrade(image, noise, level, other), texts.canonical(text)))
        other = image
    return found


def measure(engine: Engine, lines: list[Line], kind: LineKind) -> tuple[float, float, float]:
    """(CER without spaces in percent, exact lines in percent, CPU milliseconds a line)."""
    started = time.process_time()
    readings = engine.read([line.image for line in lines], kind)
    spent = time.process_time() - started
    errors = length = exact = 0
    for line, reading in zip(lines, readings, strict=True):
        truth, read = (texts.canonical(t).replace(" ", "") for t in (line.text, reading.text))
        errors += Levenshtein.distance(truth, read)
        length += len(truth)
        exact += truth == read
    return 100 * errors / length, 100 * exact / len(lines), 1000 * spent / len(lines)


class _Asked:
    """An engine asked for always the same kind of line: Tesseract's languages depend on the kind."""

    def __init__(self, engine: Engine, kind: LineKind) -> None:
        self._engine, self._kind = engine, kind
        self.name, self.version = engine.name, engine.version

    def read(self, lines: Sequence[Image], kind: LineKind = "text") -> list[Reading]:
        return self._engine.read(lines, self._kind)


def make(name: str) -> Engine:
    """`reader`, `hybrid`, `tha` or `tha+eng`."""
    from extract.engines.registry import make_engine

    engine = make_engine({"tha": "tesseract", "tha+eng": "tesseract"}.get(name, name))
    if engine is None:
        raise SystemExit(f"{name} is not installed")
    if name.startswith("tha"):
        return _Asked(engine, "number" if "eng" in name else "text")
    return engine


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, default=Path("training/fonts"))
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--engines", default="reader,tha,tha+eng")
    parser.add_argument("--levels", default=",".join(LEVELS))
    args = parser.parse_args()
    cv2.setNumThreads(1)
    engines = {name: make(name) for name in args.engines.split(",")}
    print("| lines | level | " + " | ".join(engines) + " |")
    print("|---" * (len(engines) + 2) + "|")
    for kind in KINDS:
        for level in LEVELS:
            if level not in args.levels.split(","):
                continue
            lines = draw(kind, level, args.fonts, args.count)
            row = f"| {kind} | {level} |"
            for engine in engines.values():
                cer, exact, spent = measure(engine, lines, KINDS[kind][0])
                row += f" {cer:.2f} / {exact:.1f} % / {spent:.1f} |"
            print(row, flush=True)
    print("\nCER without spaces / exact lines / CPU ms a line.")
    print(f"Peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.")


if __name__ == "__main__":
    main()
