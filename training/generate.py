"""Synthetic line images, normalised as at reading time, written in shards for the trainer.

`python -m training.generate general OUT --fonts FONTS` writes shards for ever, keeping at most
`--keep` of them on disk; the trainer takes the newest.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.engines.base import LineKind
from extract.engines.line_image import normalise_line
from training import texts
from training.degrade import Level, degrade
from training.fonts import load_faces
from training.pages import KINDS, NUMBERING, TrainingWords, Words, draw_sheet
from training.readable import READABLE_FROM, gap_contrast
from training.render import PLAIN, Pen, consonant_height
from training.scans import cut_lines, scan_sheet

Net = Literal["general", "number"]
HEIGHTS: dict[Net, int] = {"general": 40, "number": 32}
LEVELS: tuple[Level, ...] = ("light", "typical", "bad")
NUMBER_SET = frozenset(texts.NUMBER_CHARS)
WORDS_FOR_NUMBER_NET = 0.15
WITH_STOPS = "", ".", ".", ")"
"""What follows the running numbers of tables when stops are to be learnt (`training.pages.NUMBERING`)."""


@dataclass(frozen=True)
class Sample:
    """A drawn and degraded line: the raw crop, its label, level, font family, what it is cut out as, and the
    page it stands on (None for a line drawn alone).

    Of a page's lines it is known how high their consonants are in pixels of the scan, whether the scan
    holds black and white only, and the contrast of the page's gaps (`training.readable`).
    """

    crop: NDArray[np.uint8]
    label: str
    level: Level
    family: str
    kind: LineKind = "text"
    page: tuple[int, int] | None = None
    letter_px: float = 0.0
    bilevel: bool = False
    gap_contrast: float = 1.0

    @property
    def readable(self) -> bool:
        """Whether the gaps within the letters of its page can be told from their strokes."""
        return self.gap_contrast >= READABLE_FROM


def samples(
    net: Net,
    pen: Pen,
    seed: int,
    reuse: int = 1,
    levels: tuple[float, ...] = (0.27, 0.43, 0.3),
    stops: float = 0.0,
    tight: float = 0.0,
) -> Iterator[Sample]:
    """Endless samples; each drawn line is degraded `reuse` times. `stops` is the share of running numbers
    with a stop behind them, `tight` that of numbers set closer or wider than their face has them."""
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    other: NDArray[np.uint8] | None = None
    while True:
        text, label = texts.for_number_net(rng) if net == "number" else (t := texts.general(rng), t)
        if stops and rng.random() < stops:
            text = label = texts.thai(rng, f"{rng.randint(1, 99)}.", 0.7)
        drawn = text.replace("-", "–") if net == "number" and rng.random() < 0.06 else text
        level = rng.choices(LEVELS, levels)[0]
        try:
            is_set = tight and set(drawn) <= PLAIN and rng.random() < tight
            draw = pen.draw_set if is_set else pen.draw
            image, face = draw(rng, drawn, consonant_height(rng, level))
        except ValueError:
            continue
        for _ in range(reuse):
            yield Sample(degrade(image, noise, level, other), label, level, face.family)
        other = image


def page_samples(
    net: Net,
    pen: Pen,
    seed: int,
    levels: tuple[float, ...] = (0.3, 0.55, 0.15),
    words: Words | None = None,
    numbering: tuple[str, ...] = NUMBERING,
) -> Iterator[Sample]:
    """Endless samples cut out of whole scanned pages by the code that cuts them at reading time."""
    words = words or TrainingWords()
    for page in itertools.count():
        # of its own: what is found on one page does not change the next one
        rng, noise = random.Random(f"{seed}-{page}"), np.random.default_rng((seed, page))
        level = rng.choices(LEVELS, levels)[0]
        try:
            sheet = draw_sheet(rng, pen, words, level, KINDS[net], numbering=numbering)
        except ValueError:  # no face draws it
            continue
        scan = scan_sheet(sheet, noise, level)
        lines, _ = cut_lines(sheet, scan)
        contrast = gap_contrast(sheet, scan) if lines and level != "light" else 1.0
        for line in lines:
            label = "-" if line.text == "–" else line.text  # alone, a dash's length tells nothing
            if net == "number":
                plain = label.replace("–", "-")
                if not set(plain) <= NUMBER_SET and (rng.random() > WORDS_FOR_NUMBER_NET or len(label) > 40):
                    continue
                label = plain if set(plain) <= NUMBER_SET else texts.number_label(plain)
            yield Sample(
                line.layout.image, label, level, line.family, line.layout.kind, (seed, page),
                line.letter_px, scan.bilevel, contrast,
            )  # fmt: skip


def mixed(first: Iterator[Sample], second: Iterator[Sample], share: float, seed: int) -> Iterator[Sample]:
    """Samples of both streams, `share` of them from the second."""
    rng = random.Random(seed)
    while True:
        yield next(second if rng.random() < share else first)


def write_shard(path: Path, items: list[tuple[NDArray[np.uint8], str]]) -> None:
    """One file: all images side by side, their widths and labels."""
    np.savez(
        path.with_suffix(".part.npz"),
        pixels=np.concatenate([image for image, _ in items], axis=1),
        widths=np.array([image.shape[1] for image, _ in items], np.int32),
        labels=np.array("\n".join(label for _, label in items)),
    )
    path.with_suffix(".part.npz").rename(path)


def read_shard(path: Path) -> list[tuple[NDArray[np.uint8], str]]:
    """The images and labels of a shard."""
    with np.load(path) as shard:
        parts = np.split(shard["pixels"], np.cumsum(shard["widths"])[:-1], axis=1)
        return list(zip(parts, str(shard["labels"]).split("\n"), strict=True))


def main() -> None:
    """Write shards until stopped."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("net", choices=("general", "number"))
    parser.add_argument("out", type=Path)
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--reuse", type=int, default=3)
    parser.add_argument("--keep", type=int, default=40)
    parser.add_argument("--shards", type=int, default=10**9)
    parser.add_argument(
        "--levels", type=float, nargs=3, default=(0.27, 0.43, 0.3), help="shares of light, typical and bad"
    )
    parser.add_argument("--pages", type=float, default=0.5, help="share of lines cut out of whole pages")
    parser.add_argument(
        "--stops", type=float, default=0.0, help="share of single lines that are a running number and a stop"
    )
    parser.add_argument(
        "--tight", type=float, default=0.0, help="share of single numbers set closer or wider than usual"
    )
    parser.add_argument("--faces", default="", help="draw only with font files whose name this pattern finds")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    named = re.compile(args.faces, re.IGNORECASE)
    pen = Pen([face for face in load_faces(args.fonts) if named.search(Path(face.path).name)])
    net: Net = args.net
    done = len(list(args.out.glob("*.npz")))
    seed = args.seed * 100_003 + int(time.time()) if done else args.seed
    lines = samples(net, pen, seed, args.reuse, tuple(args.levels), args.stops, args.tight)
    numbering = WITH_STOPS if args.stops else NUMBERING
    pages = page_samples(net, pen, seed + 1, tuple(args.levels), numbering=numbering)
    stream = mixed(lines, pages, args.pages, seed)
    for number in range(args.shards):
        items: list[tuple[NDArray[np.uint8], str]] = []
        while len(items) < args.size:
            sample = next(stream)
            if not sample.readable:  # what nobody could read teaches to guess
                continue
            image = normalise_line(sample.crop, HEIGHTS[net])
            if image is not None:
                items.append((image, sample.label))
        write_shard(args.out / f"{time.time_ns()}-{args.seed}.npz", items)
        shards = sorted(args.out.glob("*[0-9].npz"))
        for old in shards[: max(0, len(shards) - args.keep)]:
            old.unlink()
        if number % 10 == 0:
            print(f"{number + 1} shards", flush=True)


if __name__ == "__main__":
    main()
