"""Train a recogniser on shards that `training.generate` writes; stops and resumes at any time.

The learning rate follows a cosine over the planned time (CPU time, so that a busy machine does not cut the
training short); the running average of the weights (EMA) is what gets exported. bfloat16 and channels-last
make a CPU with AMX three times faster. A network with fewer channels learns sooner from a larger one that can
read already (`--teacher`): it says for every frame how likely each character is (Hinton et al. 2015).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training import texts
from training.export import load_average
from training.generate import read_shard
from training.model import (
    Recogniser,
    Shape,
    arbiter_shape,
    general_shape,
    narrow_shape,
    number_shape,
    tiny_shape,
)
from training.vary import varied

Item = tuple[NDArray[np.uint8], str]
CHARSETS = {
    "general": texts.GENERAL_CHARS,
    "narrow": texts.GENERAL_CHARS,
    "number": texts.NUMBER_CHARS,
    "arbiter": texts.NUMBER_CHARS,
    "tiny": texts.NUMBER_CHARS,
}
SHAPES = {
    "general": general_shape,
    "narrow": narrow_shape,
    "number": number_shape,
    "arbiter": arbiter_shape,
    "tiny": tiny_shape,
}


WIDTH_STEP = 64
"""Batches come in few shapes: for every new shape the convolution library compiles its kernels anew."""


def batches(items: list[Item], columns: int, most: int, rng: random.Random) -> Iterator[list[Item]]:
    """Lines of like width together, at most `columns` pixel columns and `most` lines a batch, shuffled.

    All batches of one width have one size; what is left over joins the next wider lines.
    """
    shelves: dict[int, list[Item]] = {}
    for item in rng.sample(items, len(items)):
        shelves.setdefault(padded(item[0].shape[1]), []).append(item)
    found: list[list[Item]] = []
    left: list[Item] = []
    for width in sorted(shelves):
        shelf = left + shelves[width]
        size = max(1, min(most, columns // width // 4 * 4))
        full = len(shelf) // size * size
        found += [shelf[i : i + size] for i in range(0, full, size)]
        left = shelf[full:]
    if not found and left:
        found = [left]
    rng.shuffle(found)
    yield from found


def padded(width: int) -> int:
    """The width of the batch for a line: room to shift, rounded up."""
    return -(-(width + 8) // WIDTH_STEP) * WIDTH_STEP


def collate(
    batch: list[Item], index: dict[str, int], rng: random.Random | None
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(images, labels joined, label lengths, widths in pixels); `rng` adds small changes of its own."""
    height = batch[0][0].shape[0]
    width = max(padded(image.shape[1]) for image, _ in batch)
    pixels = np.zeros((len(batch), 1, height, width), np.float32)
    labels: list[int] = []
    lengths, widths = [], []
    for row, (image, label) in enumerate(batch):
        x = image.astype(np.float32) / 255
        left = 0
        if rng is not None:
            x = x ** np.float32(math.exp(rng.gauss(0, 0.25)))
            left = rng.randint(0, 7)
            shift = rng.choice((-1, 0, 0, 0, 1))
            if shift:
                x = np.roll(x, shift, axis=0)
        pixels[row, 0, :, left : left + image.shape[1]] = x
        codes = [index[c] for c in label]
        labels += codes
        lengths.append(len(codes))
        widths.append(min(width, image.shape[1] + 8))
    return torch.from_numpy(pixels), torch.tensor(labels), torch.tensor(lengths), torch.tensor(widths)


def shard_stream(folder: Path, group: int, rng: random.Random) -> Iterator[list[Item]]:
    """Endless groups of shards, each shard used as seldom as the generator's speed allows."""
    uses: dict[str, int] = {}
    while True:
        shards = sorted(folder.glob("*[0-9].npz"))
        if len(shards) < group:
            time.sleep(2)
            continue
        rng.shuffle(shards)
        shards.sort(key=lambda p: uses.get(p.name, 0))
        items: list[Item] = []
        for path in shards[:group]:
            try:
                items += read_shard(path)
            except OSError:
                continue
            uses[path.name] = uses.get(path.name, 0) + 1
        yield items


def _freeze_norms(net: nn.Module) -> None:
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()


class Trainer:
    """Network, optimiser, running average and clock; saves and restores all of them."""

    def __init__(self, shape: Shape, charset: str, rate: float, minutes: float) -> None:
        self.net = Recogniser(shape).to(memory_format=torch.channels_last)
        self.average = deepcopy(self.net).eval()
        self.charset = charset
        self.index = {c: i + 1 for i, c in enumerate(charset)}
        decay = [p for p in self.net.parameters() if p.ndim > 1]
        plain = [p for p in self.net.parameters() if p.ndim <= 1]
        self.optimiser = torch.optim.AdamW(
            [{"params": decay, "weight_decay": 0.02}, {"params": plain, "weight_decay": 0.0}], lr=rate
        )
        self.ctc = nn.CTCLoss(zero_infinity=True, reduction="none")
        self.teacher: Recogniser | None = None
        self.frozen_norms = False
        """Whether normalisation keeps the statistics it came with: a trained network is tuned as it reads."""
        self.varied_share = 0.0
        """Share of the lines whose face is varied at each use (`training.vary`)."""
        self.rate, self.minutes = rate, minutes
        self.step, self.lines, self.seconds = 0, 0, 0.0

    def learning_rate(self) -> float:
        """Warm-up over 100 steps, then a cosine over the planned time."""
        progress = min(1.0, self.seconds / 60 / self.minutes)
        cosine = (1 + math.cos(math.pi * progress)) / 2
        return self.rate * min(1.0, (self.step + 1) / 100) * (0.01 + 0.99 * cosine)

    def train_batch(self, batch: list[Item], rng: random.Random, bfloat16: bool) -> float:
        """One step; returns the loss per character."""
        started = time.process_time()
        batch = [(varied(x, rng) if rng.random() < self.varied_share else x, label) for x, label in batch]
        images, labels, lengths, widths = collate(batch, self.index, rng)
        for group in self.optimiser.param_groups:
            group["lr"] = self.learning_rate()
        self.net.train()
        if self.frozen_norms:
            _freeze_norms(self.net)
        with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            logits = self.net(images.contiguous(memory_format=torch.channels_last))
        log_probs = logits.float().log_softmax(-1).transpose(0, 1)
        steps = (widths // 4 * self.net.shape.steps).clamp(max=log_probs.shape[0])
        losses = self.ctc(log_probs, labels, steps, lengths)
        # lines weigh by the root of their length: neither long prose nor single digits rule alone
        weights = 1 / lengths.clamp(min=1).sqrt()
        loss = (losses * weights).mean()
        if self.teacher is not None:
            loss = loss + (self._divergence(images, log_probs, steps, bfloat16) * weights).mean()
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 2.0)
        self.optimiser.step()
        self._update_average()
        self.step += 1
        self.lines += len(batch)
        self.seconds += time.process_time() - started
        return float(losses.detach().sum() / lengths.sum().clamp(min=1))

    def _divergence(self, images: Tensor, log_probs: Tensor, steps: Tensor, bfloat16: bool) -> Tensor:
        """Kullback-Leibler divergence from the teacher's frames, summed over the steps of each line."""
        assert self.teacher is not None
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
            logits = self.teacher(images.contiguous(memory_format=torch.channels_last))
        theirs = logits.float().log_softmax(-1).transpose(0, 1)
        apart = (theirs.exp() * (theirs - log_probs)).sum(-1)
        within = torch.arange(len(apart))[:, None] < steps[None]
        return (apart * within).sum(0)

    @torch.no_grad()
    def _update_average(self) -> None:
        keep = min(0.999, (1 + self.step) / (20 + self.step))
        mine, theirs = self.average.state_dict(), self.net.state_dict()
        for name, value in mine.items():
            if value.dtype.is_floating_point:
                value.lerp_(theirs[name], 1 - keep)
            else:
                value.copy_(theirs[name])

    def save(self, path: Path) -> None:
        """Write the whole state, atomically."""
        part = path.with_suffix(".part")
        torch.save(
            {
                "shape": self.net.shape.to_dict(), "charset": self.charset, "net": self.net.state_dict(),
                "average": self.average.state_dict(), "optimiser": self.optimiser.state_dict(),
                "step": self.step, "lines": self.lines, "seconds": self.seconds,
            },
            part,
        )  # fmt: skip
        part.rename(path)

    def load(self, path: Path, weights_only: bool = False) -> None:
        """Restore a saved state; `weights_only` starts a new schedule from its averaged weights."""
        state = torch.load(path, weights_only=False)
        if weights_only:
            self.net.load_state_dict(state["average"])
            self.average.load_state_dict(state["average"])
            return
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.lines, self.seconds = state["step"], state["lines"], state["seconds"]


def run(args: argparse.Namespace) -> Trainer:
    """Train until the planned time is used; log a line of JSON now and then."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    charset = CHARSETS[args.net]
    trainer = Trainer(SHAPES[args.net](len(charset) + 1), charset, args.rate, args.minutes)
    checkpoint: Path = args.out / "checkpoint.pt"
    args.out.mkdir(parents=True, exist_ok=True)
    if checkpoint.exists():
        trainer.load(checkpoint)
    elif args.start is not None:
        trainer.load(args.start, weights_only=True)
    if args.teacher is not None:
        trainer.teacher = load_average(args.teacher)[0].to(memory_format=torch.channels_last).eval()
    trainer.frozen_norms, trainer.varied_share = args.frozen_norms, args.vary
    losses: list[float] = []
    saved = logged = time.monotonic()
    for items in shard_stream(args.data, args.group, rng):
        for batch in batches(items, args.columns, args.batch, rng):
            losses.append(trainer.train_batch(batch, rng, args.bfloat16))
            if time.monotonic() - logged > args.log:
                entry = {
                    "step": trainer.step, "lines": trainer.lines, "seconds": round(trainer.seconds),
                    "loss": round(float(np.mean(losses)), 4), "rate": round(trainer.learning_rate(), 6),
                }  # fmt: skip
                print(json.dumps(entry), flush=True)
                with (args.out / "log.jsonl").open("a") as log:
                    log.write(json.dumps(entry) + "\n")
                losses, logged = [], time.monotonic()
            if time.monotonic() - saved > 60:
                trainer.save(checkpoint)
                saved = time.monotonic()
            if trainer.seconds > args.minutes * 60:
                trainer.save(checkpoint)
                return trainer
    return trainer


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("net", choices=sorted(SHAPES))
    parser.add_argument("data", type=Path, help="folder of shards")
    parser.add_argument("out", type=Path, help="folder of checkpoint and log")
    parser.add_argument("--minutes", type=float, required=True, help="planned CPU time of training")
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--columns", type=int, default=16000, help="pixel columns a batch at most")
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--group", type=int, default=3, help="shards mixed at a time")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=float, default=20.0, help="seconds between log lines")
    parser.add_argument("--start", type=Path, help="checkpoint whose weights to start from")
    parser.add_argument("--teacher", type=Path, help="checkpoint of a larger network to learn from as well")
    parser.add_argument(
        "--frozen-norms", action="store_true", help="keep the statistics of normalisation (small rates only)"
    )
    parser.add_argument(
        "--vary", type=float, default=0.0, help="share of lines leant, widened or thickened anew at each use"
    )
    parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=True)
    return parser


if __name__ == "__main__":
    run(parser().parse_args())
