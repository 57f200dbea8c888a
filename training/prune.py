"""A checkpoint of a narrower network, made of a trained one by keeping the channels that matter most.

A channel weighs as much as what it carries on lines of a shard (mean square) times the squares of the weights
that take it up: what the next layer would lose without it. The narrower network reads badly at first;
`training.train --start` lets it recover.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from torch import Tensor, nn

from training.export import load_average
from training.generate import read_shard
from training.model import Recogniser
from training.train import CHARSETS, SHAPES, Trainer, batches, collate

BLOCKS = {1: "stem.2", 2: "stem.4", 3: "stem.6"}
"""The residual block of each stage that may become narrower."""


def carried(trainer: Trainer, net: Recogniser, shard: Path, lines: int = 20) -> dict[str, Tensor]:
    """Mean square of each channel behind the blocks' ReLUs, by the block's name (`.first`: within it)."""
    found: dict[str, list[Tensor]] = {}

    def keep(name: str) -> object:
        def hook(_: nn.Module, __: tuple[Tensor, ...], output: Tensor) -> None:
            found.setdefault(name, []).append(output.square().mean((0, 2, 3)))

        return hook

    modules = dict(net.named_modules())
    names = [name for block in BLOCKS.values() for name in (block, f"{block}.first")]
    hooks = [modules[name].register_forward_hook(keep(name)) for name in names]  # type: ignore[arg-type]
    with torch.no_grad():
        for number, batch in enumerate(batches(read_shard(shard), 12000, 28, random.Random(1))):
            net(collate(batch, trainer.index, None)[0])
            if number == lines:
                break
    for hook in hooks:
        hook.remove()
    return {name: torch.stack(values).mean(0) for name, values in found.items()}


def best(square: Tensor, takers: list[Tensor], count: int) -> Tensor:
    """Indices, in order, of the `count` channels that weigh most with those that take them up."""
    norms = sum(w.square().sum((0, 2, 3)) for w in takers)
    return (square * norms).topk(count).indices.sort().values


def _take(state: dict[str, Tensor], name: str, out: Tensor | None, into: Tensor | None) -> None:
    weight = state[f"{name}.weight"]
    if out is not None:
        weight = weight[out]
    if into is not None:
        weight = weight[:, into]
    state[f"{name}.weight"] = weight.clone()


def _take_norm(state: dict[str, Tensor], name: str, kept: Tensor) -> None:
    for part in ("weight", "bias", "running_mean", "running_var"):
        state[f"{name}.{part}"] = state[f"{name}.{part}"][kept].clone()


def prune(net: Recogniser, small: Recogniser, squares: dict[str, Tensor]) -> None:
    """Give `small` the channels of `net` that matter most; stages 3 and 4 and the blocks may be narrower, and
    blocks may be missing."""
    state = {k: v.clone() for k, v in net.state_dict().items()}
    inner = small.shape.inner or small.shape.channels[1:]
    conv = {2: "stem.3.0", 3: "stem.5.0"}
    for stage, block in BLOCKS.items():
        kept = best(squares[f"{block}.first"], [state[f"{block}.second.weight"]], inner[stage - 1])
        _take(state, f"{block}.first.0", kept, None)
        _take_norm(state, f"{block}.first.1", kept)
        _take(state, f"{block}.second", None, kept)
    for stage, name in conv.items():
        block = BLOCKS[stage]
        after = conv.get(stage + 1, "project.0")
        takers = [state[f"{block}.first.0.weight"], state[f"{after}.weight"]]
        kept = best(squares[block], takers, small.shape.channels[stage])
        _take(state, name, kept, None)
        _take_norm(state, name.replace(".0", ".1"), kept)
        _take(state, f"{block}.first.0", None, kept)
        _take(state, f"{block}.second", kept, None)
        _take_norm(state, f"{block}.norm", kept)
        _take(state, after, None, kept)
    known = small.state_dict()
    small.load_state_dict({name: value for name, value in state.items() if name in known})


def main() -> None:
    """Write the checkpoint of a narrower general network."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("shard", type=Path)
    parser.add_argument("out", type=Path, help="folder of the new checkpoint")
    args = parser.parse_args()
    net, charset, _ = load_average(args.checkpoint)
    assert charset == CHARSETS["narrow"]
    trainer = Trainer(SHAPES["narrow"](len(charset) + 1), charset, 1e-3, 1.0)
    prune(net, trainer.net, carried(trainer, net, args.shard))
    trainer.average.load_state_dict(trainer.net.state_dict())
    args.out.mkdir(parents=True, exist_ok=True)
    trainer.save(args.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
