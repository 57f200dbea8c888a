"""A tiny network trained for two minutes: does the loss fall, does the export match torch to 1e-3, and can
training go on from the export?

`python -m training.smoke [--seconds 120]`; needs the `train` extra and any Thai fonts of Debian's.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

import numpy as np
import torch

from extract.engines.line_image import normalise_line
from training import texts
from training.export import difference, load_average, to_onnx
from training.fonts import load_faces
from training.generate import samples, write_shard
from training.model import tiny_shape
from training.render import Pen
from training.restore import restore
from training.train import Item, Trainer, batches

LINES = 1200
TOLERANCE = 1e-3


def draw_lines(count: int, seed: int = 5) -> list[Item]:
    """Lines of numbers in whatever fonts the machine has. Raises SystemExit when it has none."""
    faces = load_faces(Path("training/fonts"))
    if not faces:
        raise SystemExit("no Thai fonts: apt install fonts-thai-tlwg")
    stream = samples("number", Pen(faces), seed, reuse=2, levels=(0.7, 0.3, 0.0))
    found: list[Item] = []
    while len(found) < count:
        sample = next(stream)
        image = normalise_line(sample.crop, tiny_shape(1).height)
        if image is not None:
            found.append((image, sample.label))
    return found


def train(items: list[Item], seconds: float) -> tuple[Trainer, float, float]:
    """(trainer, mean loss of the first twentieth of the time, of the last fifth)."""
    torch.manual_seed(5)
    rng = random.Random(5)
    trainer = Trainer(tiny_shape(len(texts.NUMBER_CHARS) + 1), texts.NUMBER_CHARS, 3e-3, seconds / 60)
    losses: list[tuple[float, float]] = []
    while trainer.seconds < seconds:
        for batch in batches(items, 6000, 24, rng):
            loss = trainer.train_batch(batch, rng, bfloat16=False)
            losses.append((trainer.seconds, loss))
    first = float(np.mean([v for t, v in losses if t <= 0.05 * seconds] or [losses[0][1]]))
    last = float(np.mean([v for t, v in losses if t >= 0.8 * seconds]))
    return trainer, first, last


def main() -> None:
    """Train, compare, and end with a non-zero status when either check fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--lines", type=int, default=LINES)
    args = parser.parse_args()
    torch.set_num_threads(1)
    items = draw_lines(args.lines)
    trainer, first, last = train(items, args.seconds)
    with tempfile.TemporaryDirectory() as folder:
        checkpoint, model = Path(folder) / "tiny.pt", Path(folder) / "tiny.onnx"
        trainer.save(checkpoint)
        net, _, counters = load_average(checkpoint)
        to_onnx(net, model)
        gap = difference(net, model)
        shard = Path(folder) / "shard.npz"
        write_shard(shard, items[:300])
        again = Trainer(tiny_shape(len(texts.NUMBER_CHARS) + 1), texts.NUMBER_CHARS, 3e-3, 1.0)
        restore(again, model, shard)
        loss = difference(again.average.eval(), model)
    print(
        f"{counters['lines']} lines: loss {first:.2f} -> {last:.2f}, export differs by {gap:.1e}, "
        f"restored by {loss:.1e}"
    )
    if last > 0.7 * first or max(gap, loss) > TOLERANCE:
        raise SystemExit("train-smoke failed")


if __name__ == "__main__":
    main()
